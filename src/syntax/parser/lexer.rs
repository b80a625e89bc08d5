//! The tokenizer: CPython's (Parser/tokenizer.c), a token when it is asked for.
//!
//! It says nothing about what is wrong: an [`Kind::Error`] token fits no rule of the grammar, and
//! the source goes to [`crate::syntax::diagnose`].

use super::Mark;
use super::number;
use super::token::{Kind, LONGEST_KEYWORD, Token, kind_of_word};
use crate::unicode::{is_identifier_continue, is_identifier_start};

/// The width of a tab. (The other width, which checks that tabs and spaces are mixed consistently,
/// is one.)
const TAB_SIZE: i32 = 8;
/// Levels of indentation (`MAXINDENT`) and open brackets (`MAXLEVEL`) that CPython has room for.
const MAX_INDENT: usize = 100;
const MAX_LEVEL: u32 = 200;

/// Where the tokenizer is. Going back to a copy undoes what was read, within a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor {
    /// The next byte.
    pub pos: usize,
    /// Its line, from 1.
    pub line: i32,
    /// The offset from which columns of that line count: its start, but for the first line of a
    /// replacement field.
    pub line_start: i32,
    /// How many brackets are open.
    pub level: u32,
    /// Whether the next token is the first of a line.
    at_line_start: bool,
    /// Tokens of indentation still to come: dedents if negative.
    pending: i32,
    /// What is being read, if it is no file.
    pub field: Field,
    /// How many brackets are open where the field began that is being read in place; 0 if none is.
    field_level: u32,
    /// A number that was followed by a keyword, of which CPython warns, and where it ends.
    pub warned_number: Option<(&'static str, Mark)>,
}

/// A replacement field of an f-string, which is tokenized as if it were `(field)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// It is a file.
    None,
    /// A field whose brace is at this offset, on this line.
    Open {
        /// The brace's offset, where the opening parenthesis is taken to be.
        brace: i32,
        /// The line of the brace.
        line: i32,
    },
    /// The closing parenthesis has been read.
    Closed,
}

/// A source that is being read.
#[derive(Debug)]
pub(super) struct Lexer<'s> {
    pub text: &'s [u8],
    pub cursor: Cursor,
    /// Columns to which lines are indented, by both widths of a tab.
    indents: Vec<(i32, i32)>,
    /// Whether a string with fields is read up to its opening quotes only (PEP 701).
    pub fstring_tokens: bool,
}

/// The byte at `at`; 0 at the end, since a source has no null bytes.
#[inline(always)]
pub(super) fn byte(text: &[u8], at: usize) -> u8 {
    match text.get(at) {
        Some(&byte) => byte,
        None => 0,
    }
}

/// Up to eight bytes as a number, the first byte the lowest.
#[inline(always)]
fn word_number(text: &[u8], start: usize, len: usize) -> u64 {
    match text.get(start..start + 8).and_then(<[u8]>::first_chunk) {
        Some(&bytes) => u64::from_le_bytes(bytes) & (u64::MAX >> (64 - 8 * len)),
        None => text[start..start + len].iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)),
    }
}

/// Whether a name may have `byte` after its first byte, as far as bytes tell.
#[inline(always)]
fn is_name_byte(byte: u8) -> bool {
    NAME_BYTES[byte as usize]
}

static NAME_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        table[at] = byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
        at += 1;
    }
    table
};

impl<'s> Lexer<'s> {
    /// A tokenizer at the start of `text`.
    pub fn new(text: &'s [u8], fstring_tokens: bool) -> Self {
        let cursor = Cursor {
            pos: 0,
            line: 1,
            line_start: 0,
            level: 0,
            at_line_start: true,
            pending: 0,
            field: Field::None,
            field_level: 0,
            warned_number: None,
        };
        let mut indents = Vec::with_capacity(16);
        indents.push((0, 0));
        Self { text, cursor, indents, fstring_tokens }
    }

    /// Goes to the field of an f-string whose brace is at `brace`, in `line` and, for CPython, in
    /// column `col`. The text must end where the field does.
    pub fn open_field(&mut self, brace: usize, line: i32, col: i32) {
        self.cursor = Cursor {
            pos: brace + 1,
            line,
            line_start: brace as i32 - col,
            level: 1,
            at_line_start: false,
            pending: 0,
            field: Field::Open { brace: brace as i32, line },
            field_level: 0,
            warned_number: None,
        };
    }

    /// What is at the beginning of a text, before the first token.
    pub fn start() -> Token {
        Token {
            kind: Kind::Newline,
            flag: false,
            opener: 0,
            closer: 0,
            start: 0,
            end: 0,
            line: 1,
            col: 0,
            end_line: 1,
            end_col: 0,
        }
    }

    /// The token after `last` (`tok_get`).
    #[inline]
    pub fn next(&mut self, last: &Token) -> Token {
        if (self.cursor.at_line_start || self.cursor.pending != 0)
            && let Some(kind) = self.indentation()
        {
            return bare(kind, last);
        }
        let text = self.text;
        let mut at = self.cursor.pos;
        loop {
            let start = at;
            let first = byte(text, at);
            at += 1;
            let kind = match first {
                b' ' | b'\t' | b'\x0c' => continue,
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => return self.name(start, first),
                b'\n' => {
                    self.cursor.line += 1;
                    self.cursor.line_start = at as i32;
                    if self.cursor.level > 0 {
                        continue;
                    }
                    self.cursor.pos = at;
                    self.cursor.at_line_start = true;
                    return bare(Kind::Newline, last);
                }
                b'0'..=b'9' => return self.number(start),
                b'\'' | b'"' => return self.string(start, start, Kind::Str),
                b'#' => {
                    at = memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |length| at + length);
                    continue;
                }
                b'(' => self.open(Kind::Lpar),
                b')' => self.close(Kind::Rpar),
                b'[' => self.open(Kind::Lsqb),
                b']' => self.close(Kind::Rsqb),
                b'{' => self.open(Kind::Lbrace),
                b'}' => self.close(Kind::Rbrace),
                b',' => Kind::Comma,
                b'.' => match byte(text, at) {
                    b'0'..=b'9' => return self.number(start),
                    b'.' if byte(text, at + 1) == b'.' => {
                        at += 2;
                        Kind::Ellipsis
                    }
                    _ => Kind::Dot,
                },
                b'=' => self.either(&mut at, Kind::Equal, Kind::EqEqual),
                b':' if self.cursor.level == self.cursor.field_level && self.cursor.level > 0 => Kind::FieldColon,
                b':' => self.either(&mut at, Kind::Colon, Kind::ColonEqual),
                b'+' => self.either(&mut at, Kind::Plus, Kind::PlusEqual),
                b'%' => self.either(&mut at, Kind::Percent, Kind::PercentEqual),
                b'@' => self.either(&mut at, Kind::At, Kind::AtEqual),
                b'&' => self.either(&mut at, Kind::Amper, Kind::AmperEqual),
                b'|' => self.either(&mut at, Kind::Vbar, Kind::VbarEqual),
                b'^' => self.either(&mut at, Kind::Caret, Kind::CaretEqual),
                b'!' => self.either(&mut at, Kind::Exclamation, Kind::NotEqual),
                b'-' if byte(text, at) == b'>' => {
                    at += 1;
                    Kind::Arrow
                }
                b'-' => self.either(&mut at, Kind::Minus, Kind::MinusEqual),
                b'*' if byte(text, at) == b'*' => {
                    at += 1;
                    self.either(&mut at, Kind::DoubleStar, Kind::DoubleStarEqual)
                }
                b'*' => self.either(&mut at, Kind::Star, Kind::StarEqual),
                b'/' if byte(text, at) == b'/' => {
                    at += 1;
                    self.either(&mut at, Kind::DoubleSlash, Kind::DoubleSlashEqual)
                }
                b'/' => self.either(&mut at, Kind::Slash, Kind::SlashEqual),
                b'<' if byte(text, at) == b'<' => {
                    at += 1;
                    self.either(&mut at, Kind::LShift, Kind::LShiftEqual)
                }
                b'<' => self.either(&mut at, Kind::Less, Kind::LessEqual),
                b'>' if byte(text, at) == b'>' => {
                    at += 1;
                    self.either(&mut at, Kind::RShift, Kind::RShiftEqual)
                }
                b'>' => self.either(&mut at, Kind::Greater, Kind::GreaterEqual),
                b'~' => Kind::Tilde,
                b';' => Kind::Semi,
                b'\\' if byte(text, at) == b'\n' && at + 1 < text.len() => {
                    at += 1;
                    self.cursor.line += 1;
                    self.cursor.line_start = at as i32;
                    continue;
                }
                0 if start >= text.len() => return self.end(last),
                _ => Kind::Error,
            };
            self.cursor.pos = at;
            return self.token(kind, start, at);
        }
    }

    /// `long` if an equals sign follows, else `short`.
    #[inline(always)]
    fn either(&self, at: &mut usize, short: Kind, long: Kind) -> Kind {
        if byte(self.text, *at) == b'=' {
            *at += 1;
            long
        } else {
            short
        }
    }

    /// Opens a field that is read in place, whose brace the cursor is at. Answers what
    /// [`Self::close_field_in_place`] wants to know.
    pub fn open_field_in_place(&mut self) -> (u32, u32) {
        let outer = (self.cursor.level, self.cursor.field_level);
        self.cursor.pos += 1;
        self.cursor.level += 1;
        self.cursor.field_level = self.cursor.level;
        outer
    }

    /// Goes back to the text around a field.
    pub fn close_field_in_place(&mut self, outer: (u32, u32)) {
        (self.cursor.level, self.cursor.field_level) = outer;
    }

    /// Where the cursor is.
    pub fn mark(&self) -> Mark {
        Mark { line: self.cursor.line, col: self.cursor.pos as i32 - self.cursor.line_start }
    }

    /// Moves the cursor to the newline at `at`, and counts it.
    pub fn newline(&mut self, at: usize) {
        self.cursor.pos = at;
        self.cursor.line += 1;
        self.cursor.line_start = at as i32 + 1;
    }

    /// A token on the current line, which the cursor goes to the end of.
    pub fn token_at(&mut self, kind: Kind, start: usize, end: usize) -> Token {
        self.cursor.pos = end;
        self.token(kind, start, end)
    }

    /// A token of the current line.
    #[inline(always)]
    fn token(&self, kind: Kind, start: usize, end: usize) -> Token {
        let line = self.cursor.line;
        let line_start = self.cursor.line_start;
        Token {
            kind,
            flag: false,
            opener: 0,
            closer: 0,
            start: start as u32,
            end: end as u32,
            line,
            col: start as i32 - line_start,
            end_line: line,
            end_col: end as i32 - line_start,
        }
    }

    #[inline]
    fn open(&mut self, kind: Kind) -> Kind {
        self.cursor.level += 1;
        if self.cursor.level > MAX_LEVEL { Kind::Error } else { kind }
    }

    /// The grammar sees to it that brackets match.
    #[inline]
    fn close(&mut self, kind: Kind) -> Kind {
        self.cursor.level = self.cursor.level.saturating_sub(1);
        kind
    }

    /// The end of the text: a newline if none was there, then the end of all blocks.
    #[cold]
    fn end(&mut self, last: &Token) -> Token {
        let len = self.text.len();
        self.cursor.pos = len;
        match self.cursor.field {
            Field::Open { .. } => {
                self.cursor.field = Field::Closed;
                self.cursor.level = 0;
                return self.token(Kind::Rpar, len, len + 1);
            }
            Field::Closed => return bare(Kind::End, last),
            Field::None => {}
        }
        if self.cursor.level > 0 {
            return bare(Kind::Error, last);
        }
        self.cursor.at_line_start = true;
        let kind = if last.kind == Kind::Newline || last.kind == Kind::Dedent || last.kind == Kind::End {
            Kind::End
        } else {
            Kind::Newline
        };
        bare(kind, last)
    }

    /// What the indentation of the next line means, if it means anything. Afterwards the cursor is at
    /// the first byte of a token.
    fn indentation(&mut self) -> Option<Kind> {
        if self.cursor.pending == 0 {
            self.cursor.at_line_start = false;
            match self.measure() {
                Some((col, alt_col)) => {
                    let &top = self.indents.last().unwrap_or(&(0, 0));
                    if (col, alt_col) == top {
                        return None;
                    }
                    if !self.indent_to(col, alt_col, top) {
                        return Some(Kind::Error);
                    }
                }
                None => return Some(Kind::Error),
            }
        }
        let pending = self.cursor.pending;
        self.cursor.pending -= pending.signum();
        Some(if pending < 0 { Kind::Dedent } else { Kind::Indent })
    }

    /// The columns at which the next line begins that has a token; of the end they are 0. `None` if
    /// something that is no newline follows a backslash.
    fn measure(&mut self) -> Option<(i32, i32)> {
        let text = self.text;
        let mut at = self.cursor.pos;
        loop {
            let (mut col, mut alt_col, mut continued) = (0, 0, 0);
            let first = loop {
                let first = byte(text, at);
                match first {
                    b' ' => (col, alt_col) = (col + 1, alt_col + 1),
                    b'\t' => (col, alt_col) = ((col / TAB_SIZE + 1) * TAB_SIZE, alt_col + 1),
                    b'\x0c' => (col, alt_col) = (0, 0),
                    b'\\' => {
                        // The first backslash says what the level of the line is.
                        if continued == 0 {
                            continued = col;
                        }
                        if byte(text, at + 1) != b'\n' || at + 2 >= text.len() {
                            return None;
                        }
                        at += 1;
                        self.cursor.line += 1;
                        self.cursor.line_start = at as i32 + 1;
                    }
                    _ => break first,
                }
                at += 1;
            };
            if first == b'#' {
                at = memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |length| at + length);
            } else if first != b'\n' && at < text.len() {
                self.cursor.pos = at;
                return Some(if continued == 0 { (col, alt_col) } else { (continued, continued) });
            }
            if at >= text.len() {
                self.cursor.pos = at;
                return Some((0, 0));
            }
            at += 1;
            self.cursor.line += 1;
            self.cursor.line_start = at as i32;
        }
    }

    /// Opens or closes blocks until the columns are those of the innermost; false if they can't be.
    fn indent_to(&mut self, col: i32, alt_col: i32, mut top: (i32, i32)) -> bool {
        if col > top.0 {
            self.cursor.pending = 1;
            self.indents.push((col, alt_col));
            return self.indents.len() <= MAX_INDENT && alt_col > top.1;
        }
        while col < top.0 && self.indents.len() > 1 {
            self.cursor.pending -= 1;
            self.indents.pop();
            top = *self.indents.last().unwrap_or(&(0, 0));
        }
        (col, alt_col) == top
    }

    /// A name, a keyword, or a string that has a prefix.
    #[inline]
    fn name(&mut self, start: usize, first: u8) -> Token {
        let text = self.text;
        let mut at = start + 1;
        let mut wide = first;
        loop {
            let next = byte(text, at);
            if !is_name_byte(next) {
                if (next == b'\'' || next == b'"')
                    && at - start <= 2
                    && let Some(kind) = string_kind(&text[start..at])
                {
                    return self.string(start, at, kind);
                }
                break;
            }
            wide |= next;
            at += 1;
        }
        self.cursor.pos = at;
        let mut token = self.token(Kind::Name, start, at);
        let word = &text[start..at];
        if wide >= 0x80 {
            token.flag = true;
            if !is_identifier(word) {
                token.kind = Kind::Error;
            }
        } else if word.len() <= LONGEST_KEYWORD {
            token.kind = kind_of_word(word_number(text, start, word.len()));
        }
        token
    }

    #[inline]
    fn number(&mut self, start: usize) -> Token {
        let Some(number::Scanned { end, warning }) = number::scan(self.text, start) else {
            self.cursor.pos = start + 1;
            return self.token(Kind::Error, start, start + 1);
        };
        self.cursor.pos = end;
        let token = self.token(Kind::Number, start, end);
        if let Some(kind) = warning {
            self.cursor.warned_number = Some((kind, Mark { line: token.end_line, col: token.end_col }));
        }
        token
    }

    /// A string whose prefix begins at `start` and whose quotes begin at `at`.
    #[inline]
    fn string(&mut self, start: usize, mut at: usize, kind: Kind) -> Token {
        let text = self.text;
        let quote = text[at];
        let mut token = self.token(kind, start, at);
        at += 1;
        if kind == Kind::FString && self.fstring_tokens {
            let is_long = byte(text, at) == quote && byte(text, at + 1) == quote;
            let end = if is_long { at + 2 } else { at };
            self.cursor.pos = end;
            token.opener = (end - start) as u8;
            token.closer = if is_long { 3 } else { 1 };
            token.end = end as u32;
            token.end_col = end as i32 - self.cursor.line_start;
            return token;
        }
        if byte(text, at) == quote {
            if byte(text, at + 1) != quote {
                return self.closed(token, at, 1);
            }
            return self.long_string(token, at + 2, quote);
        }
        token.opener = (at - start) as u8;
        loop {
            match byte(text, at) {
                b'\n' => break,
                b'\\' => {
                    token.flag = true;
                    at += 1;
                    match byte(text, at) {
                        b'\n' => {
                            self.cursor.line += 1;
                            self.cursor.line_start = at as i32 + 1;
                        }
                        0 => break,
                        _ => {}
                    }
                }
                0 => break,
                other if other == quote => return self.closed(token, at, 1),
                _ => {}
            }
            at += 1;
        }
        token.kind = Kind::Error;
        token
    }

    /// The rest of a string with three quotes.
    fn long_string(&mut self, mut token: Token, mut at: usize, quote: u8) -> Token {
        let text = self.text;
        token.opener = (at - token.start as usize) as u8;
        while let Some(length) = text.get(at..).and_then(|rest| memchr::memchr3(quote, b'\\', b'\n', rest)) {
            at += length;
            match text[at] {
                b'\n' => {
                    self.cursor.line += 1;
                    self.cursor.line_start = at as i32 + 1;
                }
                b'\\' => {
                    token.flag = true;
                    at += 1;
                    if byte(text, at) == b'\n' {
                        self.cursor.line += 1;
                        self.cursor.line_start = at as i32 + 1;
                    }
                }
                _ => {
                    if byte(text, at + 1) == quote && byte(text, at + 2) == quote {
                        return self.closed(token, at + 2, 3);
                    }
                }
            }
            at += 1;
        }
        token.kind = Kind::Error;
        token
    }

    /// `token` with its end, whose last byte is at `last`.
    #[inline]
    fn closed(&mut self, mut token: Token, last: usize, closer: u8) -> Token {
        let end = last + 1;
        self.cursor.pos = end;
        if token.opener == 0 {
            // It is empty.
            token.opener = (last - token.start as usize) as u8;
        }
        token.closer = closer;
        token.end = end as u32;
        if self.cursor.line != token.line {
            if let Field::Open { brace, line } = self.cursor.field
                && line == token.line
            {
                // CPython moves what ends on the first line of a field, and only that, to its place.
                token.col = token.start as i32 - brace;
            }
            token.end_line = self.cursor.line;
        }
        token.end_col = end as i32 - self.cursor.line_start;
        token
    }
}

/// A token without text, which does not move the end of what is before it.
#[inline]
fn bare(kind: Kind, last: &Token) -> Token {
    Token {
        kind,
        flag: false,
        opener: 0,
        closer: 0,
        start: last.end,
        end: last.end,
        line: last.end_line,
        col: last.end_col,
        end_line: last.end_line,
        end_col: last.end_col,
    }
}

/// What a string with this prefix is, if there is such a prefix.
fn string_kind(prefix: &[u8]) -> Option<Kind> {
    let lower = |at: usize| prefix.get(at).map_or(0, u8::to_ascii_lowercase);
    match (lower(0), lower(1)) {
        (b'r' | b'u', 0) => Some(Kind::Str),
        (b'b', 0 | b'r') | (b'r', b'b') => Some(Kind::Bytes),
        (b'f', 0 | b'r') | (b'r', b'f') => Some(Kind::FString),
        _ => None,
    }
}

/// Whether a name is UTF-8 and has only characters that names have (`verify_identifier`).
#[cold]
fn is_identifier(name: &[u8]) -> bool {
    let Ok(name) = std::str::from_utf8(name) else { return false };
    let mut characters = name.chars();
    characters.next().is_some_and(is_identifier_start) && characters.all(is_identifier_continue)
}
