//! The tokenizer: CPython's (Parser/tokenizer.c), a token when it is asked for.
//!
//! It says nothing about what is wrong: an [`Kind::Error`] token fits no rule of the grammar, and
//! the source goes to [`crate::compiler::syntax::diagnose`].
//!
//! The parser asks for the next token through one of these, by what the last one was:
//!
//! | the last token is | the parser calls | which first |
//! | --- | --- | --- |
//! | none yet, or a newline | [`Lexer::next_line`] | counts lines, measures the indentation |
//! | a newline before a block | [`Lexer::next_block`] | the same, and may skip the token for the indentation |
//! | the end of a block | [`Lexer::next_in_line`] | ends another block, if one more ends here |
//! | a string | [`Lexer::advance_string`] | goes to the line on which the string ends |
//! | a name | [`Lexer::advance_from_name`] | expects punctuation |
//! | a keyword or dot before a name | [`Lexer::advance_to_name`] | expects a name |
//! | any other | [`Lexer::advance`] | |
//!
//! `advance*` note where the last token ends. Below them, `next` makes the token at the cursor, `next_at` the one at an
//! offset, `next_in_window` and `punctuation` where the bytes are at hand, and `other` all that is neither a name nor
//! plain punctuation.

mod lines;
mod literals;

use super::Mark;
use super::token::{Kind, Note, Token};
use super::words::{self, Window};
use crate::compiler::syntax::lexical::MAX_LEVEL;
use crate::compiler::values::context::Context;
use crate::compiler::values::location::Location;

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
    pub(super) fn col(self) -> i32 {
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
    pub(super) fn new(text: &'s [u8], outer: Vec<(i32, i32)>, fstring_tokens: bool) -> Self {
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
    pub(super) fn open_field(&mut self, brace: usize, line: i32, col: i32) {
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
    pub(super) fn advance(&mut self, ctx: &mut Context<'s>) {
        self.end_token();
        self.next(ctx);
    }

    /// Goes to the next token after a name.
    // Perf: a function of its own, so that branch prediction learns that punctuation follows names.
    #[inline(never)]
    pub(super) fn advance_from_name(&mut self, ctx: &mut Context<'s>) {
        self.end_token();
        if let Some((at, window)) = words::window_after_blank(self.text, self.cursor.pos)
            && let first = &BYTES[window[0] as usize]
            && first.class & (BEGINS_NAME | BEGINS_OTHER) == 0
        {
            return self.punctuation(at, first, window, ctx);
        }
        self.next(ctx);
    }

    /// Goes to the next token where a name should follow.
    #[inline(never)]
    pub(super) fn advance_to_name(&mut self, ctx: &mut Context<'s>) {
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
    pub(super) fn next(&mut self, ctx: &mut Context<'s>) {
        let at = self.cursor.pos;
        match words::window_after_blank(self.text, at) {
            Some((at, window)) => self.next_in_window(at, window, ctx),
            None => self.other(at, ctx),
        }
    }

    /// Makes the token at `at`, where `window` is.
    // Perf: names and most punctuation are seen at once; what takes longer has functions of its own, so that this one
    // needs few registers.
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

    /// Makes the next token from `at` on.
    #[inline(never)]
    fn next_at(&mut self, at: usize, ctx: &mut Context<'s>) {
        self.cursor.pos = at;
        self.next(ctx);
    }

    /// Makes the text from `start` to `end` the next token, of which there is no more to say.
    #[inline(always)]
    pub(super) fn set(&mut self, kind: Kind, start: usize, end: usize) {
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

    /// Goes to the next token after a string.
    #[inline]
    pub(super) fn advance_string(&mut self, ctx: &mut Context<'s>) {
        if self.cursor.has_lines {
            (self.cursor.line, self.cursor.line_start) = self.cursor.last_line;
            self.cursor.has_lines = false;
        }
        self.advance(ctx);
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
    pub(super) fn open_field_in_place(&mut self) -> (u32, u32) {
        let outer = (self.cursor.level, self.cursor.field_level);
        self.cursor.pos += 1;
        self.cursor.level += 1;
        self.cursor.field_level = self.cursor.level;
        outer
    }

    /// Goes back to the text around a field.
    pub(super) fn close_field_in_place(&mut self, outer: (u32, u32)) {
        (self.cursor.level, self.cursor.field_level) = outer;
    }

    /// The text of the next token, if it has one.
    pub(super) fn token_text(&self) -> &'s [u8] {
        &self.text[self.tok.start as usize..self.cursor.pos]
    }

    /// The next token and its place.
    pub(super) fn token(&self) -> Token {
        let Next { kind, note, start } = self.tok;
        Token { kind, note, start, end: self.cursor.pos as u32, loc: self.loc() }
    }

    /// Where the next token begins.
    #[inline(always)]
    pub(super) fn start(&self) -> Mark {
        Mark { line: self.cursor.line, col: self.tok.start as i32 - self.cursor.line_start }
    }

    /// Where the next token is.
    #[inline]
    pub(super) fn loc(&self) -> Location {
        let Cursor { line, line_start, .. } = self.cursor;
        let (end_line, end_line_start) = if self.cursor.has_lines { self.cursor.last_line } else { (line, line_start) };
        let Mark { line, col } = self.start();
        Location { line, end_line, col, end_col: self.cursor.pos as i32 - end_line_start }
    }

    /// Where the cursor is.
    pub(super) fn mark(&self) -> Mark {
        Mark { line: self.cursor.line, col: self.cursor.pos as i32 - self.cursor.line_start }
    }

    /// Moves the cursor to the newline at `at`, and counts it.
    pub(super) fn newline(&mut self, at: usize) {
        self.cursor.pos = at;
        self.cursor.line += 1;
        self.cursor.line_start = at as i32 + 1;
    }

    #[inline]
    fn open(&mut self, kind: Kind) -> Kind {
        self.cursor.level += 1;
        if self.cursor.level as usize > MAX_LEVEL { Kind::Error } else { kind }
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
}
