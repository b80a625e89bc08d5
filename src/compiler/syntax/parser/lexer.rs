//! The tokenizer: CPython's (Parser/tokenizer.c), a token when it is asked for.
//!
//! It says nothing about what is wrong: an [`Kind::Error`] token fits no rule of the grammar, and
//! the source goes to [`crate::compiler::syntax::diagnose`].

use super::Mark;
use super::number;
use super::token::{Kind, Note, Token, Word, word};
use super::words::{self, WINDOW, Window};
use crate::compiler::values::context::Context;
use crate::compiler::values::error::{Warning, WarningCategory, WarningOrigin};
use crate::compiler::values::intern::{Interner, Key};
use crate::compiler::values::location::Location;
use crate::compiler::values::unicode;
use crate::compiler::version::Feature;

/// The width of a tab. (The other width, which checks that tabs and spaces are mixed consistently,
/// is one.)
const TAB_SIZE: i32 = 8;
/// Levels of indentation (`MAXINDENT`) and open brackets (`MAXLEVEL`) that CPython has room for.
const MAX_INDENT: usize = 100;
const MAX_LEVEL: u32 = 200;

/// Where the tokenizer is. Going back to a copy undoes what was read, within a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor {
    /// The next byte: the one after the token, if that has text.
    pub pos: usize,
    /// The line on which the token begins, from 1.
    pub line: i32,
    /// The offset from which columns of that line count: its start, but for the first line of a
    /// replacement field.
    pub line_start: i32,
    /// How many brackets are open.
    pub level: u32,
    /// How many blocks end here.
    dedents: u32,
    /// Whether the token, which is a string, has several lines.
    has_lines: bool,
    /// The line on which such a token ends, and its start.
    last_line: (i32, i32),
    /// What is being read, if it is no file.
    pub field: Field,
    /// How many brackets are open where the field began that is being read in place; 0 if none is.
    field_level: u32,
}

/// The end of a token.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    /// The offset of the byte after it.
    pub pos: i32,
    /// Its line, and from where columns of that line count.
    pub line: i32,
    line_start: i32,
}

impl End {
    /// The column.
    #[inline(always)]
    pub fn col(self) -> i32 {
        self.pos - self.line_start
    }
}

/// The next token. That it ends where the cursor is, and on which line it is, is not noted again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next {
    pub kind: Kind,
    /// What there is to say of this kind.
    pub note: Note,
    /// The offset of its first byte.
    pub start: u32,
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
    pub tok: Next,
    /// Where the last token ended that has text.
    pub prev: End,
    /// The columns to which the innermost block is indented, by both widths of a tab.
    indent: (i32, i32),
    /// The columns of the blocks around it.
    pub outer: Vec<(i32, i32)>,
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

/// What a byte says of the token that it begins, or goes on with.
#[derive(Clone, Copy)]
#[repr(align(8))]
struct Byte {
    /// The token that it is, if what follows does not go on with it, or [`Kind::Str`], [`Kind::Number`] or
    /// [`Kind::Name`] (which may be a keyword or a prefix) if it begins one; in other cases [`Kind::Error`].
    kind: Kind,
    /// How many brackets it opens.
    level: i8,
    /// How many brackets may be open after it.
    max_level: u8,
    /// [`BEGINS_NAME`], [`BEGINS_OTHER`], and a bit for what it is as the second byte of a token that begins with
    /// punctuation.
    class: u8,
    /// The bits of the second bytes that go on with it.
    goes_on: u8,
}

static BYTES: [Byte; 256] = {
    let other = Byte { kind: Kind::Error, level: 0, max_level: 0, class: 0, goes_on: 0 };
    let mut table = [other; 256];
    let mut at = 0;
    while at < table.len() {
        let byte = at as u8;
        table[at].kind = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Kind::Name,
            b'0'..=b'9' => Kind::Number,
            b'"' | b'\'' => Kind::Str,
            _ => Kind::Error,
        };
        table[at].class = if let Kind::Name = table[at].kind { BEGINS_NAME } else { BEGINS_OTHER | second_bit(byte) };
        at += 1;
    }
    let mut at = 0;
    while at < PUNCTUATION.len() {
        let (byte, kind, level, seconds) = PUNCTUATION[at];
        table[byte as usize].kind = kind;
        table[byte as usize].level = level;
        table[byte as usize].max_level = if let Kind::Newline = kind { 0 } else { MAX_LEVEL as u8 };
        table[byte as usize].class &= !BEGINS_OTHER;
        let mut second = 0;
        while second < seconds.len() {
            table[byte as usize].goes_on |= second_bit(seconds[second]);
            second += 1;
        }
        at += 1;
    }
    table
};

/// Of a byte that begins a name, a keyword or a string's prefix, which most tokens are.
const BEGINS_NAME: u8 = 1 << 7;
/// Of a byte that is neither that nor punctuation.
const BEGINS_OTHER: u8 = 1 << 6;

const fn second_bit(byte: u8) -> u8 {
    match byte {
        b'=' => 1,
        b'>' => 2,
        // A byte that repeats goes on with itself, but for the equals sign only if it is one of these.
        b'<' => 4,
        b'*' => 8,
        b'/' => 16,
        b'.' | b'0'..=b'9' => 32,
        _ => 0,
    }
}

/// What is a token of its own, how many brackets it opens, and which bytes go on with it (a point stands for digits,
/// too).
const PUNCTUATION: [(u8, Kind, i8, &[u8]); 25] = [
    (b'\n', Kind::Newline, 0, b""),
    (b'(', Kind::Lpar, 1, b""),
    (b')', Kind::Rpar, -1, b""),
    (b'[', Kind::Lsqb, 1, b""),
    (b']', Kind::Rsqb, -1, b""),
    (b'{', Kind::Lbrace, 1, b""),
    (b'}', Kind::Rbrace, -1, b""),
    (b',', Kind::Comma, 0, b""),
    (b';', Kind::Semi, 0, b""),
    (b'.', Kind::Dot, 0, b"."),
    (b':', Kind::Colon, 0, b"="),
    (b'=', Kind::Equal, 0, b"="),
    (b'!', Kind::Exclamation, 0, b"="),
    (b'~', Kind::Tilde, 0, b""),
    (b'+', Kind::Plus, 0, b"="),
    (b'-', Kind::Minus, 0, b"=>"),
    (b'*', Kind::Star, 0, b"=*"),
    (b'/', Kind::Slash, 0, b"=/"),
    (b'%', Kind::Percent, 0, b"="),
    (b'@', Kind::At, 0, b"="),
    (b'&', Kind::Amper, 0, b"="),
    (b'|', Kind::Vbar, 0, b"="),
    (b'^', Kind::Caret, 0, b"="),
    (b'<', Kind::Less, 0, b"=<"),
    (b'>', Kind::Greater, 0, b"=>"),
];

impl<'s> Lexer<'s> {
    /// A tokenizer at the start of `text`; `outer` is for its memory.
    pub fn new(text: &'s [u8], outer: Vec<(i32, i32)>, fstring_tokens: bool) -> Self {
        let cursor = Cursor {
            pos: 0,
            line: 1,
            line_start: 0,
            level: 0,
            dedents: 0,
            has_lines: false,
            last_line: (1, 0),
            field: Field::None,
            field_level: 0,
        };
        Self {
            text,
            cursor,
            tok: Next { kind: Kind::Newline, note: Note::default(), start: 0 },
            prev: End { pos: 0, line: 1, line_start: 0 },
            indent: (0, 0),
            outer,
            fstring_tokens,
        }
    }

    /// Goes to the field of an f-string whose brace is at `brace`, in `line` and, for CPython, in
    /// column `col`. The text must end where the field does.
    pub fn open_field(&mut self, brace: usize, line: i32, col: i32) {
        self.cursor = Cursor {
            pos: brace + 1,
            line,
            line_start: brace as i32 - col,
            level: 1,
            dedents: 0,
            has_lines: false,
            last_line: (line, 0),
            field: Field::Open { brace: brace as i32, line },
            field_level: 0,
        };
    }

    /// Goes to the next token. After a string, a newline or the end of a block there is something to be done before:
    /// see [`Self::advance_string`], [`Self::next_line`] and [`Self::next_in_line`].
    #[inline(never)]
    pub fn advance(&mut self, ctx: &mut Context<'s>) {
        self.end_token();
        self.next(ctx);
    }

    /// As [`Self::advance`], after a name, which another seldom follows. (Each place has foresight of its own.)
    #[inline(never)]
    pub fn advance_from_name(&mut self, ctx: &mut Context<'s>) {
        self.end_token();
        if let Some((at, window)) = words::window_after_blank(self.text, self.cursor.pos)
            && let first = &BYTES[window[0] as usize]
            && first.class & (BEGINS_NAME | BEGINS_OTHER) == 0
        {
            return self.punctuation(at, first, window, ctx);
        }
        self.next(ctx);
    }

    /// As [`Self::advance`], where a name should follow.
    #[inline(never)]
    pub fn advance_to_name(&mut self, ctx: &mut Context<'s>) {
        self.end_token();
        if let Some((at, window)) = words::window_after_blank(self.text, self.cursor.pos)
            && BYTES[window[0] as usize].class & BEGINS_NAME != 0
        {
            return self.name(at, window, ctx);
        }
        self.next_at(self.cursor.pos, ctx);
    }

    /// Notes where the last token ends.
    #[inline(always)]
    fn end_token(&mut self) {
        debug_assert!(!self.cursor.has_lines);
        let Cursor { pos, line, line_start, .. } = self.cursor;
        self.prev = End { line, line_start, pos: pos as i32 };
    }

    /// Makes the next token on the line where the cursor is (`tok_get`).
    #[inline(always)]
    pub fn next(&mut self, ctx: &mut Context<'s>) {
        let at = self.cursor.pos;
        match words::window_after_blank(self.text, at) {
            Some((at, window)) => self.next_in_window(at, window, ctx),
            None => self.other(at, ctx),
        }
    }

    /// As [`Self::next`], where `window` is at `at`. Names and most punctuation are seen at once; what takes longer
    /// is read by functions of their own, so that this one needs few registers.
    #[inline(always)]
    fn next_in_window(&mut self, at: usize, window: &Window, ctx: &mut Context<'s>) {
        let first = &BYTES[window[0] as usize];
        if first.class & BEGINS_NAME != 0 {
            return self.name(at, window, ctx);
        }
        if first.class & BEGINS_OTHER != 0 {
            return match first.kind {
                Kind::Str => self.string(at, at),
                Kind::Number => self.number(at, ctx),
                _ => self.other(at, ctx),
            };
        }
        self.punctuation(at, first, window, ctx);
    }

    /// The punctuation that begins with `first`, or is that.
    #[inline(always)]
    fn punctuation(&mut self, at: usize, first: &Byte, window: &Window, ctx: &mut Context<'s>) {
        let level = self.cursor.level.wrapping_add_signed(i32::from(first.level));
        let goes_on = first.goes_on & BYTES[window[1] as usize].class != 0;
        if goes_on || level > u32::from(first.max_level) || self.cursor.field_level > 0 {
            return self.other(at, ctx);
        }
        self.cursor.level = level;
        self.set(first.kind, at, at + 1);
    }

    /// As [`Self::next`], from `at` on.
    #[inline(never)]
    fn next_at(&mut self, at: usize, ctx: &mut Context<'s>) {
        self.cursor.pos = at;
        self.next(ctx);
    }

    /// Makes the text from `start` to `end` the next token, of which there is no more to say.
    #[inline(always)]
    pub fn set(&mut self, kind: Kind, start: usize, end: usize) {
        self.cursor.pos = end;
        self.tok.kind = kind;
        self.tok.start = start as u32;
    }

    /// Makes a token without text.
    #[inline]
    fn set_bare(&mut self, kind: Kind) {
        self.set(kind, self.cursor.pos, self.cursor.pos);
    }

    /// The newline at `at`, outside of brackets.
    #[inline]
    fn newline_at(&mut self, at: usize) {
        self.set(Kind::Newline, at, at + 1);
    }

    /// The next token from `at` on, whatever it is.
    #[inline(never)]
    fn other(&mut self, mut at: usize, ctx: &mut Context<'s>) {
        let text = self.text;
        loop {
            let start = at;
            at += 1;
            let kind = match byte(text, start) {
                b' ' => {
                    let end = words::end_of_blanks(text, at);
                    if end > at {
                        return self.next_at(end, ctx);
                    }
                    continue;
                }
                b'\t' | b'\x0c' => continue,
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                    return match self.prefix(start) {
                        0 => self.any_name(start, ctx),
                        prefix => self.string(start, start + prefix),
                    };
                }
                b'\n' if self.cursor.level > 0 => {
                    self.newline(start);
                    at = words::end_of_blanks(text, at);
                    if matches!(byte(text, at), b'\n' | b'#') {
                        continue;
                    }
                    return self.next_at(at, ctx);
                }
                b'\n' => return self.newline_at(start),
                b'0'..=b'9' => return self.number(start, ctx),
                b'\'' | b'"' => return self.string(start, start),
                b'#' => {
                    at = self.end_of_line(at);
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
                0x80.. => return self.wide_name(start, ctx),
                0 if start >= text.len() => return self.end(),
                _ => Kind::Error,
            };
            self.set(kind, start, at);
            return;
        }
    }

    /// As [`Self::advance`], after a string.
    #[inline]
    pub fn advance_string(&mut self, ctx: &mut Context<'s>) {
        if self.cursor.has_lines {
            (self.cursor.line, self.cursor.line_start) = self.cursor.last_line;
            self.cursor.has_lines = false;
        }
        self.advance(ctx);
    }

    /// As [`Self::advance`], after a newline and at the start of the source.
    #[inline(never)]
    pub fn next_line(&mut self, ctx: &mut Context<'s>) {
        self.begin_line();
        let Some((start, columns, window)) = self.usual_line() else { return self.measure(ctx) };
        if (columns, columns) != self.indent {
            self.cursor.pos = start;
            return self.next_at_columns((columns, columns), ctx);
        }
        self.next_in_window(start, window, ctx);
    }

    /// As [`Self::next_line`], where a block should begin. If it clearly does, goes to its first token at once, not to
    /// [`Kind::Indent`], and answers so.
    #[inline(never)]
    pub fn next_block(&mut self, ctx: &mut Context<'s>) -> bool {
        self.begin_line();
        if let Some((start, columns, window)) = self.usual_line()
            && self.indent_to((columns, columns))
        {
            self.next_in_window(start, window, ctx);
            return true;
        }
        self.measure(ctx);
        false
    }

    /// Counts the newline before the cursor, and empty lines after it. (A newline that is missing at the end of a
    /// source, and the one before its start, have no text.)
    #[inline(always)]
    fn begin_line(&mut self) {
        let mut pos = self.cursor.pos;
        if pos > self.tok.start as usize {
            let mut lines = 1;
            while byte(self.text, pos) == b'\n' {
                pos += 1;
                lines += 1;
            }
            self.cursor.pos = pos;
            self.cursor.line += lines;
            self.cursor.line_start = pos as i32;
        }
    }

    /// Where the first token of a line is, and its column, if there is one with only blanks before it, as on most
    /// lines.
    #[inline(always)]
    fn usual_line(&self) -> Option<(usize, i32, &'s Window)> {
        let start = words::end_of_blanks(self.text, self.cursor.pos);
        let window = words::window(self.text, start)?;
        let is_usual = !matches!(BYTES[window[0] as usize].kind, Kind::Error | Kind::Newline);
        is_usual.then_some((start, (start - self.cursor.pos) as i32, window))
    }

    /// Begins a block at these columns, if they are further to the right and there is room for it.
    #[inline]
    fn indent_to(&mut self, columns: (i32, i32)) -> bool {
        let outer = self.indent;
        let is_right = columns.0 > outer.0 && columns.1 > outer.1 && self.outer.len() < MAX_INDENT - 1;
        if is_right {
            self.outer.push(outer);
            self.indent = columns;
        }
        is_right
    }

    /// As [`Self::next`], where a line begins at these columns.
    #[inline(never)]
    fn next_at_columns(&mut self, columns: (i32, i32), ctx: &mut Context<'s>) {
        if columns.0 > self.indent.0 {
            let is_right = self.indent_to(columns);
            // (The end of the last token, which an indentation is not, is not looked at after one.)
            return self.set_bare(if is_right { Kind::Indent } else { Kind::Error });
        }
        while columns.0 < self.indent.0
            && let Some(outer) = self.outer.pop()
        {
            self.cursor.dedents += 1;
            self.indent = outer;
        }
        if columns == self.indent { self.next_in_line(ctx) } else { self.set_bare(Kind::Error) }
    }

    /// As [`Self::next`], behind the indentation, which may end blocks: what [`Self::advance`] does after the end of
    /// one.
    #[inline(never)]
    pub fn next_in_line(&mut self, ctx: &mut Context<'s>) {
        if self.cursor.dedents > 0 {
            self.cursor.dedents -= 1;
            return self.set_bare(Kind::Dedent);
        }
        self.next(ctx);
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

    /// The text of the next token, if it has one.
    pub fn token_text(&self) -> &'s [u8] {
        &self.text[self.tok.start as usize..self.cursor.pos]
    }

    /// The next token and its place.
    pub fn token(&self) -> Token {
        let Next { kind, note, start } = self.tok;
        Token { kind, note, start, end: self.cursor.pos as u32, loc: self.loc() }
    }

    /// Where the next token begins.
    #[inline(always)]
    pub fn start(&self) -> Mark {
        Mark { line: self.cursor.line, col: self.tok.start as i32 - self.cursor.line_start }
    }

    /// Where the next token is.
    #[inline]
    pub fn loc(&self) -> Location {
        let Cursor { line, line_start, .. } = self.cursor;
        let (end_line, end_line_start) = if self.cursor.has_lines { self.cursor.last_line } else { (line, line_start) };
        let Mark { line, col } = self.start();
        Location { line, end_line, col, end_col: self.cursor.pos as i32 - end_line_start }
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
                return self.set(Kind::Rpar, len, len + 1);
            }
            Field::Closed => return self.set_bare(Kind::End),
            Field::None => {}
        }
        if self.cursor.level > 0 {
            return self.set_bare(Kind::Error);
        }
        let is_over = matches!(self.tok.kind, Kind::Newline | Kind::Dedent | Kind::End);
        self.set_bare(if is_over { Kind::End } else { Kind::Newline });
    }

    /// As [`Self::next`], where a line begins that may have no token, or more than blanks before it. The columns
    /// of the end are 0; nothing but a newline may follow a backslash.
    #[inline(never)]
    fn measure(&mut self, ctx: &mut Context<'s>) {
        let text = self.text;
        let mut at = self.cursor.pos;
        loop {
            let start = at;
            at = words::end_of_blanks(text, start);
            let mut columns = ((at - start) as i32, (at - start) as i32);
            if let b'\t' | b'\x0c' | b'\\' = byte(text, at) {
                match self.odd_indentation(at, columns) {
                    Some((end, found)) => (at, columns) = (end, found),
                    None => return self.set_bare(Kind::Error),
                }
            }
            let first = byte(text, at);
            if first == b'#' {
                at = self.end_of_line(at);
            } else if first != b'\n' && at < text.len() {
                self.cursor.pos = at;
                return self.next_at_columns(columns, ctx);
            }
            if at >= text.len() {
                self.cursor.pos = at;
                return self.next_at_columns((0, 0), ctx);
            }
            at += 1;
            self.cursor.line += 1;
            self.cursor.line_start = at as i32;
        }
    }

    /// Where an indentation ends, and its columns, that goes on with other than blanks at `at`, in these columns.
    #[cold]
    fn odd_indentation(&mut self, mut at: usize, (mut col, mut alt_col): (i32, i32)) -> Option<(usize, (i32, i32))> {
        let text = self.text;
        let mut continued = 0;
        loop {
            match byte(text, at) {
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
                _ => return Some((at, if continued == 0 { (col, alt_col) } else { (continued, continued) })),
            }
            at += 1;
        }
    }

    /// A name, a keyword or a string with a prefix, of which `window` is the beginning.
    #[inline(never)]
    fn name(&mut self, start: usize, window: &Window, ctx: &mut Context<'s>) {
        let Some((key, len)) = words::name(window) else { return self.any_name(start, ctx) };
        let word = word(key);
        self.set(word.kind, start, start + len);
        // What keywords would be as names is of no importance, but which words are some cannot be foreseen.
        let (symbol, is_known) = ctx.names.guess(key);
        self.tok.note = Note::of_name(symbol);
        if (if is_known { 0 } else { Word::IF_NEW } | Word::ALWAYS) & word.is_incomplete != 0 {
            self.new_name(&mut ctx.names);
        }
    }

    /// The next token if it is a name that is new, or not found at once, or begins with what may be a prefix.
    #[inline(never)]
    fn new_name(&mut self, names: &mut Interner<'s>) {
        let start = self.tok.start as usize;
        if self.tok.kind == Kind::FString {
            let prefix = self.prefix(start);
            if prefix > 0 {
                return self.string(start, start + prefix);
            }
            self.tok.kind = Kind::Name;
        }
        self.tok.note = Note::of_name(names.intern_name(self.text, start..self.cursor.pos));
    }

    /// A name that is long or not ASCII, or near to what is not, or to the end.
    #[inline(never)]
    fn any_name(&mut self, start: usize, ctx: &mut Context<'s>) {
        let text = self.text;
        let end = words::end_of_name(text, start);
        if byte(text, end) >= 0x80 {
            return self.wide_name(start, ctx);
        }
        let name = &text[start..end];
        let kind = if name.len() < WINDOW { word(Key::of(name)).kind } else { Kind::Name };
        self.set(kind, start, end);
        // (What would be a prefix has no quotes behind it.)
        if let Kind::Name | Kind::FString = self.tok.kind {
            self.tok.kind = Kind::Name;
            self.tok.note = Note::of_name(ctx.names.intern_kept(name));
        }
    }

    /// A name that is not ASCII: NFKC tells which spellings are the same.
    #[cold]
    fn wide_name(&mut self, start: usize, ctx: &mut Context<'s>) {
        let is_name_byte = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
        let len = self.text[start..].iter().take_while(|&&byte| is_name_byte(byte)).count();
        let end = start + len;
        self.set(Kind::Error, start, end);
        if let Ok(name) = std::str::from_utf8(&self.text[start..end])
            && ctx.asks_unicode().is_identifier(name)
        {
            let name = unicode::normalized(name);
            if unicode::is_constant(&name) && ctx.asks(Feature::ConstantsAreNoNames) {
                return;
            }
            self.tok.kind = Kind::Name;
            self.tok.note = Note::of_name(ctx.names.intern(name.as_bytes()));
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
        if let Some((end, value)) = number::scan_small(self.text, start) {
            self.tok.note = Note::of_small_number(value);
            return self.set(Kind::Number, start, end);
        }
        self.tok.note = Note::of_other_number();
        let Some(number::Scanned { end, warning }) = number::scan(self.text, start) else {
            return self.set(Kind::Error, start, start + 1);
        };
        self.set(Kind::Number, start, end);
        if let Some(kind) = warning {
            warn_number(kind, self.loc(), ctx);
        }
    }

    /// A string whose prefix begins at `start` and whose quotes begin at `at`.
    #[inline(never)]
    fn string(&mut self, start: usize, mut at: usize) {
        let text = self.text;
        let quote = text[at];
        let kind = if at == start { Kind::Str } else { string_kind(&text[start..at]).unwrap_or(Kind::Error) };
        self.set(kind, start, at);
        at += 1;
        if kind == Kind::FString && self.fstring_tokens {
            let is_long = byte(text, at) == quote && byte(text, at + 1) == quote;
            let (end, closer) = if is_long { (at + 2, 3) } else { (at, 1) };
            self.cursor.pos = end;
            self.tok.note = Note::of_string(end - start, closer, false);
            return;
        }
        if byte(text, at) == quote && byte(text, at + 1) == quote {
            return self.long_string(at + 2, quote);
        }
        let opener = at - start;
        let mut has_backslash = false;
        loop {
            at = words::stop_in_string(text, at, quote);
            match byte(text, at) {
                b'\\' => {
                    has_backslash = true;
                    at += 1;
                    if byte(text, at) == b'\n' {
                        self.cross_line(at);
                    }
                    at += 1;
                }
                stop if stop == quote => return self.close_string(Note::of_string(opener, 1, has_backslash), at + 1),
                _ => break,
            }
        }
        self.tok.kind = Kind::Error;
    }

    /// Counts the newline at `at` in a string.
    #[cold]
    fn cross_line(&mut self, at: usize) {
        let last = if self.cursor.has_lines { self.cursor.last_line.0 } else { self.cursor.line };
        self.cursor.last_line = (last + 1, at as i32 + 1);
        self.cursor.has_lines = true;
    }

    /// The rest of a string with three quotes, from `start` on.
    #[inline(never)]
    fn long_string(&mut self, start: usize, quote: u8) {
        let text = self.text;
        let mut at = start;
        let mut has_backslash = false;
        while let Some(length) = text.get(at..).and_then(|rest| memchr::memchr2(quote, b'\\', rest)) {
            at += length;
            if text[at] == b'\\' {
                has_backslash = true;
                at += 2;
            } else if byte(text, at + 1) == quote && byte(text, at + 2) == quote {
                let body = &text[start..at];
                if let Some(last) = memchr::memrchr(b'\n', body) {
                    let line = self.cursor.line + memchr::memchr_iter(b'\n', body).count() as i32;
                    self.cursor.last_line = (line, (start + last) as i32 + 1);
                    self.cursor.has_lines = true;
                }
                return self.close_string(Note::of_string(start - self.tok.start as usize, 3, has_backslash), at + 3);
            } else {
                at += 1;
            }
        }
        self.tok.kind = Kind::Error;
    }

    /// Gives a string its end.
    #[inline]
    fn close_string(&mut self, note: Note, end: usize) {
        self.cursor.pos = end;
        self.tok.note = note;
        if self.cursor.has_lines
            && let Field::Open { brace, line } = self.cursor.field
            && line == self.cursor.line
        {
            // CPython moves what ends on the first line of a field, and only that, to its place.
            self.cursor.line_start = brace;
        }
    }
}

/// Warns of a number that runs into a keyword.
#[cold]
fn warn_number(kind: &'static str, number: Location, ctx: &mut Context<'_>) {
    let Location { end_line: line, end_col: col, .. } = number;
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
