//! The tokenizer: CPython's (Parser/tokenizer.c), a token when it is asked for.
//!
//! It says nothing about what is wrong: an [`Kind::Error`] token fits no rule of the grammar, and
//! the source goes to [`crate::syntax::diagnose`].

use super::Mark;
use super::number;
use super::token::{Kind, LONGEST_KEYWORD, Token, kind_of_word};
use super::words;
use crate::Context;
use crate::error::{Warning, WarningCategory, WarningOrigin};
use crate::intern::{Interner, Key};
use crate::location::Location;
use crate::unicode::{is_identifier_continue, is_identifier_start};
use unicode_normalization::UnicodeNormalization;

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
    /// Whether the next token is the first of a line, or of indentation.
    at_line_start: bool,
    /// Tokens of indentation still to come: dedents if negative.
    pending: i32,
    /// What is being read, if it is no file.
    pub field: Field,
    /// How many brackets are open where the field began that is being read in place; 0 if none is.
    field_level: u32,
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
    /// The next token.
    pub tok: Token,
    /// Where the last token is; one without text is at the end of the last one that has text.
    pub prev: Location,
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

/// How many bytes are looked at at once.
const WORD: usize = 8;

/// What a byte says of the token that it begins, or goes on with.
struct Byte {
    /// Whether it surely begins a name or keyword; a prefix of strings does not.
    begins_name: bool,
    /// The token that it is, if what follows does not go on with it, or [`Kind::Str`] or [`Kind::Number`] if
    /// it begins one, or [`Kind::FString`] if it may begin a string or a name; in other cases [`Kind::Error`].
    kind: Kind,
    /// How many brackets it opens.
    level: i8,
    /// Whether it can be in the middle of a token that begins with punctuation.
    continues: bool,
}

static BYTES: [Byte; 256] = {
    let mut table = [const { Byte { begins_name: false, kind: Kind::Error, level: 0, continues: false } }; 256];
    let mut at = 0;
    while at < table.len() {
        let byte = at as u8;
        let begins_prefix = matches!(byte.to_ascii_lowercase(), b'b' | b'f' | b'r' | b'u');
        if begins_prefix {
            table[at].kind = Kind::FString;
        }
        table[at].begins_name = (byte.is_ascii_alphabetic() && !begins_prefix) || byte == b'_';
        if byte.is_ascii_digit() {
            table[at].kind = Kind::Number;
        }
        table[at].continues = byte.is_ascii_digit() || matches!(byte, b'=' | b'>' | b'<' | b'*' | b'/' | b'.');
        at += 1;
    }
    let mut at = 0;
    while at < PUNCTUATION.len() {
        let (byte, kind, level) = PUNCTUATION[at];
        table[byte as usize].kind = kind;
        table[byte as usize].level = level;
        at += 1;
    }
    table
};

/// What begins with neither a letter nor a digit, and how many brackets it opens.
const PUNCTUATION: [(u8, Kind, i8); 27] = [
    (b'\n', Kind::Newline, 0),
    (b'"', Kind::Str, 0),
    (b'\'', Kind::Str, 0),
    (b'(', Kind::Lpar, 1),
    (b')', Kind::Rpar, -1),
    (b'[', Kind::Lsqb, 1),
    (b']', Kind::Rsqb, -1),
    (b'{', Kind::Lbrace, 1),
    (b'}', Kind::Rbrace, -1),
    (b',', Kind::Comma, 0),
    (b';', Kind::Semi, 0),
    (b'.', Kind::Dot, 0),
    (b':', Kind::Colon, 0),
    (b'=', Kind::Equal, 0),
    (b'!', Kind::Exclamation, 0),
    (b'~', Kind::Tilde, 0),
    (b'+', Kind::Plus, 0),
    (b'-', Kind::Minus, 0),
    (b'*', Kind::Star, 0),
    (b'/', Kind::Slash, 0),
    (b'%', Kind::Percent, 0),
    (b'@', Kind::At, 0),
    (b'&', Kind::Amper, 0),
    (b'|', Kind::Vbar, 0),
    (b'^', Kind::Caret, 0),
    (b'<', Kind::Less, 0),
    (b'>', Kind::Greater, 0),
];

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
        };
        let mut indents = Vec::with_capacity(16);
        indents.push((0, 0));
        let tok = Token::plain(Kind::Newline, 0, 0, Location::new(1, 1, 0, 0));
        Self { text, cursor, tok, prev: tok.loc, indents, fstring_tokens }
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
        };
    }

    /// Goes to the next token.
    #[inline(never)]
    pub fn advance(&mut self, ctx: &mut Context<'s>) {
        self.prev = self.tok.loc;
        self.next(ctx);
    }

    /// Makes the next token of the last one (`tok_get`). Names and most punctuation are seen at once; what
    /// takes longer is read by functions of their own, so that this one needs few registers.
    #[inline(always)]
    pub fn next(&mut self, ctx: &mut Context<'s>) {
        if self.cursor.at_line_start {
            return self.next_at_line_start(ctx);
        }
        let at = self.cursor.pos;
        let Some((here, next)) = words::two_words(self.text, at) else { return self.other(at, ctx) };
        let (at, word) = if here as u8 == b' ' { (at + 1, next) } else { (at, here) };
        let [first, second, ..] = word.to_le_bytes();
        let first = &BYTES[first as usize];
        if first.begins_name {
            return self.name(at, word, &mut ctx.names);
        }
        match first.kind {
            Kind::Newline if self.cursor.level == 0 => self.newline_at(at),
            Kind::Str => self.string(at, at),
            Kind::FString => self.name_or_string(at, word, &mut ctx.names),
            Kind::Number => self.number(at, ctx),
            Kind::Newline | Kind::Error => self.other(at, ctx),
            kind => {
                let level = self.cursor.level.wrapping_add_signed(i32::from(first.level));
                if BYTES[second as usize].continues || level > MAX_LEVEL || self.cursor.field_level > 0 {
                    return self.other(at, ctx);
                }
                self.cursor.level = level;
                self.cursor.pos = at + 1;
                self.tok = self.token(kind, at, at + 1);
            }
        }
    }

    /// Makes a token without text, which does not move the end of what is before it.
    #[inline]
    fn bare(&mut self, kind: Kind) {
        let (end, Location { end_line, end_col, .. }) = (self.tok.end as usize, self.tok.loc);
        self.tok = Token::plain(kind, end, end, Location::new(end_line, end_line, end_col, end_col));
    }

    /// The newline at `at`, outside of brackets.
    #[inline]
    fn newline_at(&mut self, at: usize) {
        self.newline(at);
        self.cursor.pos = at + 1;
        self.cursor.at_line_start = true;
        self.bare(Kind::Newline);
    }

    /// The next token from `at` on, whatever it is.
    #[inline(never)]
    fn other(&mut self, mut at: usize, ctx: &mut Context<'s>) {
        let text = self.text;
        loop {
            let start = at;
            at += 1;
            let kind = match byte(text, start) {
                b' ' | b'\t' | b'\x0c' => continue,
                b'b' | b'f' | b'r' | b'u' | b'B' | b'F' | b'R' | b'U' => {
                    return match words::word(text, start) {
                        Some(word) => self.name_or_string(start, word, &mut ctx.names),
                        None if self.prefix(start) > 0 => self.string(start, start + self.prefix(start)),
                        None => self.any_name(start, &mut ctx.names),
                    };
                }
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => return self.any_name(start, &mut ctx.names),
                b'\n' if self.cursor.level > 0 => {
                    self.newline(start);
                    continue;
                }
                b'\n' => return self.newline_at(start),
                b'0'..=b'9' => return self.number(start, ctx),
                b'\'' | b'"' => return self.string(start, start),
                b'#' => return self.next_after_comment(at, ctx),
                b'(' => self.open(Kind::Lpar),
                b')' => self.close(Kind::Rpar),
                b'[' => self.open(Kind::Lsqb),
                b']' => self.close(Kind::Rsqb),
                b'{' => self.open(Kind::Lbrace),
                b'}' => self.close(Kind::Rbrace),
                b',' => Kind::Comma,
                b'.' => match byte(text, at) {
                    b'0'..=b'9' => return self.number(start, ctx),
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
                0x80.. => return self.wide_name(start, &mut ctx.names),
                0 if start >= text.len() => return self.end(),
                _ => Kind::Error,
            };
            self.cursor.pos = at;
            self.tok = self.token(kind, start, at);
            return;
        }
    }

    /// As [`Self::next`], from within a comment on.
    #[inline(never)]
    fn next_after_comment(&mut self, at: usize, ctx: &mut Context<'s>) {
        self.cursor.pos = self.end_of_line(at);
        self.next(ctx);
    }

    /// As [`Self::next`], before a token of indentation or the first of a line.
    #[inline(never)]
    fn next_at_line_start(&mut self, ctx: &mut Context<'s>) {
        if self.cursor.pending == 0 {
            // Most lines have a token, and only blanks before it.
            let blanks = words::count_blanks(self.text, self.cursor.pos);
            let start = self.cursor.pos + blanks;
            let columns = if matches!(byte(self.text, start), 0 | b'\n' | b'#' | b'\t' | b'\\' | b'\x0c') {
                let Some(columns) = self.measure() else { return self.bare(Kind::Error) };
                columns
            } else {
                self.cursor.pos = start;
                (blanks as i32, blanks as i32)
            };
            let &top = self.indents.last().unwrap_or(&(0, 0));
            if columns == top {
                self.cursor.at_line_start = false;
                return self.next(ctx);
            }
            if !self.indent_to(columns.0, columns.1, top) {
                return self.bare(Kind::Error);
            }
        }
        let pending = self.cursor.pending;
        let (kind, step) = if pending < 0 { (Kind::Dedent, -1) } else { (Kind::Indent, 1) };
        self.cursor.pending = pending - step;
        self.cursor.at_line_start = pending != step;
        self.bare(kind);
    }

    /// The offset of the newline after `at`, or the end.
    #[inline]
    fn end_of_line(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.text[at..]).map_or(self.text.len(), |length| at + length)
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

    /// Whether a token is ASCII.
    pub fn is_ascii(&self, token: &Token) -> bool {
        self.text[token.start as usize..token.end as usize].is_ascii()
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
        let Cursor { line, line_start, .. } = self.cursor;
        let loc = Location { line, end_line: line, col: start as i32 - line_start, end_col: end as i32 - line_start };
        Token::plain(kind, start, end, loc)
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
    fn end(&mut self) {
        let len = self.text.len();
        self.cursor.pos = len;
        match self.cursor.field {
            Field::Open { .. } => {
                self.cursor.field = Field::Closed;
                self.cursor.level = 0;
                self.tok = self.token(Kind::Rpar, len, len + 1);
                return;
            }
            Field::Closed => return self.bare(Kind::End),
            Field::None => {}
        }
        if self.cursor.level > 0 {
            return self.bare(Kind::Error);
        }
        self.cursor.at_line_start = true;
        let is_over = matches!(self.tok.kind, Kind::Newline | Kind::Dedent | Kind::End);
        self.bare(if is_over { Kind::End } else { Kind::Newline });
    }

    /// The columns at which the next line begins that has a token; of the end they are 0. `None` if
    /// something that is no newline follows a backslash. Afterwards the cursor is at the first byte of the
    /// token.
    #[inline(never)]
    fn measure(&mut self) -> Option<(i32, i32)> {
        let text = self.text;
        let mut at = self.cursor.pos;
        loop {
            let blanks = words::count_blanks(text, at);
            at += blanks;
            let (mut col, mut alt_col, mut continued) = (blanks as i32, blanks as i32, 0);
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
                at = self.end_of_line(at);
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

    /// A string with a prefix, or else a name or a keyword, of which `word` is the beginning.
    #[inline(never)]
    fn name_or_string(&mut self, start: usize, word: u64, names: &mut Interner<'s>) {
        let [_, second, third, ..] = word.to_le_bytes();
        if is_quote(second) || is_quote(third) {
            self.maybe_string(start, word, names);
        } else {
            self.name(start, word, names);
        }
    }

    /// As [`Self::name_or_string`], where there are quotes.
    #[inline(never)]
    fn maybe_string(&mut self, start: usize, word: u64, names: &mut Interner<'s>) {
        match self.prefix(start) {
            0 => self.name(start, word, names),
            prefix => self.string(start, start + prefix),
        }
    }

    /// A name or a keyword, of which `word` is the beginning.
    #[inline(never)]
    fn name(&mut self, start: usize, word: u64, names: &mut Interner<'s>) {
        match words::name(word) {
            Some((head, len)) if len < WORD => {
                self.short_name(start, Key::short(head, 0, len), kind_of_word(head), names);
            }
            Some(_) => self.long_name(start, word, names),
            None => self.any_name(start, names),
        }
    }

    /// A name that has at least eight bytes, those of `head`.
    #[inline(never)]
    fn long_name(&mut self, start: usize, head: u64, names: &mut Interner<'s>) {
        match words::word(self.text, start + WORD).and_then(words::name) {
            Some((_, 0)) => self.short_name(start, Key::short(head, 0, WORD), kind_of_word(head), names),
            Some((rest, len)) if len < WORD => {
                // The last eight bytes are the end of the first ones and the rest.
                let tail = head >> (8 * len) | rest << (64 - 8 * len);
                self.short_name(start, Key::short(head, tail, WORD + len), Kind::Name, names);
            }
            _ => self.any_name(start, names),
        }
    }

    /// The name or keyword that `key` holds whole.
    #[inline(always)]
    fn short_name(&mut self, start: usize, key: Key, kind: Kind, names: &mut Interner<'s>) {
        let end = start + key.len();
        self.cursor.pos = end;
        self.tok = self.token(kind, start, end);
        if kind == Kind::Name {
            match names.guess(key) {
                Some(symbol) => self.tok.set_symbol(symbol),
                None => self.intern(names),
            }
        }
    }

    /// Gives a name its symbol.
    #[inline(never)]
    fn intern(&mut self, names: &mut Interner<'s>) {
        self.tok.set_symbol(names.intern_kept(&self.text[self.tok.start as usize..self.tok.end as usize]));
    }

    /// A name that is long or not ASCII, or near to what is not, or to the end.
    #[inline(never)]
    fn any_name(&mut self, start: usize, names: &mut Interner<'s>) {
        let text = self.text;
        let end = words::end_of_name(text, start);
        if byte(text, end) >= 0x80 {
            return self.wide_name(start, names);
        }
        let len = end - start;
        let kind = if len <= LONGEST_KEYWORD { kind_of_word(Key::of(&text[start..end]).head()) } else { Kind::Name };
        self.cursor.pos = end;
        self.tok = self.token(kind, start, end);
        if kind == Kind::Name {
            self.intern(names);
        }
    }

    /// A name that is not ASCII: NFKC tells which spellings are the same.
    #[cold]
    fn wide_name(&mut self, start: usize, names: &mut Interner<'s>) {
        let is_name_byte = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
        let len = self.text[start..].iter().take_while(|&&byte| is_name_byte(byte)).count();
        let end = start + len;
        self.cursor.pos = end;
        self.tok = self.token(Kind::Error, start, end);
        if let Ok(name) = std::str::from_utf8(&self.text[start..end])
            && is_identifier(name)
        {
            let name: String = name.nfkc().collect();
            self.tok.kind = Kind::Name;
            self.tok.set_symbol(names.intern(name.as_bytes()));
        }
    }

    /// The length of the prefix of a string at `start`; 0 if there is none.
    #[inline]
    fn prefix(&self, start: usize) -> usize {
        let text = self.text;
        let is_prefix =
            |len: usize| is_quote(byte(text, start + len)) && string_kind(&text[start..start + len]).is_some();
        (1..=2).find(|&len| is_prefix(len)).unwrap_or(0)
    }

    #[inline(never)]
    fn number(&mut self, start: usize, ctx: &mut Context<'s>) {
        let Some(number::Scanned { end, warning }) = number::scan(self.text, start) else {
            self.cursor.pos = start + 1;
            self.tok = self.token(Kind::Error, start, start + 1);
            return;
        };
        self.cursor.pos = end;
        self.tok = self.token(Kind::Number, start, end);
        if let Some(kind) = warning {
            warn_number(kind, &self.tok, ctx);
        }
    }

    /// A string whose prefix begins at `start` and whose quotes begin at `at`.
    #[inline(never)]
    fn string(&mut self, start: usize, mut at: usize) {
        let text = self.text;
        let quote = text[at];
        let kind = if at == start { Kind::Str } else { string_kind(&text[start..at]).unwrap_or(Kind::Error) };
        self.tok = self.token(kind, start, at);
        at += 1;
        if kind == Kind::FString && self.fstring_tokens {
            let is_long = byte(text, at) == quote && byte(text, at + 1) == quote;
            let end = if is_long { at + 2 } else { at };
            self.cursor.pos = end;
            self.tok.set_quotes(end - start, if is_long { 3 } else { 1 });
            self.tok.end = end as u32;
            self.tok.loc.end_col = end as i32 - self.cursor.line_start;
            return;
        }
        let opener = at - start;
        if byte(text, at) == quote {
            if byte(text, at + 1) != quote {
                return self.close_string(opener, at, 1);
            }
            return self.long_string(at + 2, quote);
        }
        loop {
            at = words::stop_in_string(text, at, quote);
            match byte(text, at) {
                b'\\' => {
                    self.tok.set_backslash();
                    at += 1;
                    if byte(text, at) == b'\n' {
                        self.cursor.line += 1;
                        self.cursor.line_start = at as i32 + 1;
                    }
                    at += 1;
                }
                stop if stop == quote => return self.close_string(opener, at, 1),
                _ => break,
            }
        }
        self.tok.kind = Kind::Error;
    }

    /// The rest of a string with three quotes, from `start` on.
    #[inline(never)]
    fn long_string(&mut self, start: usize, quote: u8) {
        let text = self.text;
        let mut at = start;
        while let Some(length) = text.get(at..).and_then(|rest| memchr::memchr2(quote, b'\\', rest)) {
            at += length;
            if text[at] == b'\\' {
                self.tok.set_backslash();
                at += 2;
            } else if byte(text, at + 1) == quote && byte(text, at + 2) == quote {
                let body = &text[start..at];
                if let Some(last) = memchr::memrchr(b'\n', body) {
                    self.cursor.line += memchr::memchr_iter(b'\n', body).count() as i32;
                    self.cursor.line_start = (start + last) as i32 + 1;
                }
                return self.close_string(start - self.tok.start as usize, at + 2, 3);
            } else {
                at += 1;
            }
        }
        self.tok.kind = Kind::Error;
    }

    /// Gives a string its end, whose last byte is at `last`, and the lengths of its quotes.
    #[inline]
    fn close_string(&mut self, opener: usize, last: usize, closer: usize) {
        let end = last + 1;
        self.cursor.pos = end;
        self.tok.set_quotes(opener, closer);
        self.tok.end = end as u32;
        if self.cursor.line != self.tok.loc.line {
            if let Field::Open { brace, line } = self.cursor.field
                && line == self.tok.loc.line
            {
                // CPython moves what ends on the first line of a field, and only that, to its place.
                self.tok.loc.col = self.tok.start as i32 - brace;
            }
            self.tok.loc.end_line = self.cursor.line;
        }
        self.tok.loc.end_col = end as i32 - self.cursor.line_start;
    }
}

/// Warns of a number that runs into a keyword.
#[cold]
fn warn_number(kind: &'static str, token: &Token, ctx: &mut Context<'_>) {
    let Location { end_line: line, end_col: col, .. } = token.loc;
    let category = WarningCategory::SyntaxWarning;
    let message = format!("invalid {kind} literal");
    let location = Location::new(line, line, col, col + 1);
    ctx.warnings.push(Warning { category, message, line, location, origin: WarningOrigin::Tokenizer });
}

#[inline(always)]
fn is_quote(byte: u8) -> bool {
    matches!(byte, b'\'' | b'"')
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

/// Whether a name has only characters that names have (`verify_identifier`).
fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(is_identifier_start) && characters.all(is_identifier_continue)
}
