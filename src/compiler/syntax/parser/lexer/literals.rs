//! Names, numbers and strings.

use super::{Field, Lexer, byte};
use crate::compiler::syntax::parser::number;
use crate::compiler::syntax::parser::token::{Kind, Note, Word, word};
use crate::compiler::syntax::parser::words::{self, WINDOW, Window};
use crate::compiler::values::context::Context;
use crate::compiler::values::error::{Warning, WarningCategory, WarningOrigin};
use crate::compiler::values::intern::{Interner, Key};
use crate::compiler::values::location::Location;
use crate::compiler::values::unicode;

impl<'s> Lexer<'s> {
    /// A name, a keyword or a string with a prefix, of which `window` is the beginning.
    #[inline(never)]
    pub(super) fn name(&mut self, start: usize, window: &Window, ctx: &mut Context<'s>) {
        let Some((key, len)) = words::name(window) else { return self.any_name(start, ctx) };
        let word = word(key);
        self.set(word.kind, start, start + len);
        // Perf: keywords are looked up as names, too, since whether a word is one is a branch that is mispredicted.
        let (symbol, is_known) = ctx.names.guess(key);
        self.tok.note = Note::of_name(symbol);
        if (if is_known { 0 } else { Word::IF_NEW } | Word::ALWAYS) & word.is_incomplete != 0 {
            self.new_name(&mut ctx.names);
        }
    }

    /// The next token if it is a name that is new, or not found at once, or begins with what may be a prefix.
    #[inline(never)]
    pub(super) fn new_name(&mut self, names: &mut Interner<'s>) {
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
    pub(super) fn any_name(&mut self, start: usize, ctx: &mut Context<'s>) {
        let text = self.text;
        let end = words::end_of_name(text, start);
        if byte(text, end) >= 0x80 {
            return self.wide_name(start, ctx);
        }
        let name = &text[start..end];
        let kind = if name.len() < WINDOW { word(Key::of(name)).kind } else { Kind::Name };
        self.set(kind, start, end);
        // What would be a prefix has no quotes behind it.
        if let Kind::Name | Kind::FString = self.tok.kind {
            self.tok.kind = Kind::Name;
            self.tok.note = Note::of_name(ctx.names.intern_kept(name));
        }
    }

    /// A name that is not ASCII: NFKC tells which spellings are the same.
    #[cold]
    pub(super) fn wide_name(&mut self, start: usize, ctx: &mut Context<'s>) {
        let is_name_byte = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
        let len = self.text[start..].iter().take_while(|&&byte| is_name_byte(byte)).count();
        let end = start + len;
        self.set(Kind::Error, start, end);
        if let Ok(name) = std::str::from_utf8(&self.text[start..end])
            && ctx.asks_unicode().is_identifier(name)
        {
            self.tok.kind = Kind::Name;
            self.tok.note = Note::of_name(ctx.names.intern(unicode::normalized(name).as_bytes()));
        }
    }

    /// The length of the prefix of a string at `start`; 0 if there is none.
    #[inline]
    pub(super) fn prefix(&self, start: usize) -> usize {
        let text = self.text;
        let is_prefix =
            |len: usize| is_quote(byte(text, start + len)) && string_kind(&text[start..start + len]).is_some();
        (1..=2).find(|&len| is_prefix(len)).unwrap_or(0)
    }

    #[inline(never)]
    pub(super) fn number(&mut self, start: usize, ctx: &mut Context<'s>) {
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
    pub(super) fn string(&mut self, start: usize, mut at: usize) {
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
    pub(super) fn cross_line(&mut self, at: usize) {
        let last = if self.cursor.has_lines { self.cursor.last_line.0 } else { self.cursor.line };
        self.cursor.last_line = (last + 1, at as i32 + 1);
        self.cursor.has_lines = true;
    }

    /// The rest of a string with three quotes, from `start` on.
    #[inline(never)]
    pub(super) fn long_string(&mut self, start: usize, quote: u8) {
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
    pub(super) fn close_string(&mut self, note: Note, end: usize) {
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
