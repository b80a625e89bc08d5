//! A tokenizer that fails as CPython's does (Parser/tokenizer.c), read a token at a time, since
//! what has been read when the grammar fails decides what is reported.

use super::fstring_tokens::Fstring;
use super::token::{Span, Style, Token, TokenKind, is_keyword, operator_len};
use super::warned::Warned;
use super::{Raised, Report};
use crate::compiler::syntax::lexical::{MAX_INDENT, MAX_LEVEL, TAB_SIZE};
use crate::compiler::syntax::undecodable::utf8_error;
use crate::compiler::values::error::{ErrorKind, WarningCategory, WarningOrigin};
use crate::compiler::values::location::Location;
use crate::compiler::version::{Feature, Target};

/// What the tokenizer came to, when it is not simply at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// Not yet.
    No,
    /// The end of the source.
    Eof,
    /// An error with words of its own, already reported.
    Error,
    /// Such an error at the end of the source, in a string.
    EndInString,
    /// A dedent to a level that was never indented to.
    Dedent,
    /// Tabs and spaces that can't be compared.
    TabSpace,
    /// Too many levels of indentation.
    TooDeep,
    /// Something after a backslash.
    Continuation,
}

/// A token that could not be read.
pub(super) enum TokenError {
    /// With words of the tokenizer's own.
    Raised(Raised),
    /// A name that is not UTF-8: what the codec says.
    Decode(String),
    /// What it is follows from [`Tokenizer::done`].
    Plain,
}

/// An open bracket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    pub open: u8,
    pub line: i32,
    pub col: i32,
}

/// The state of reading a source.
pub(super) struct Tokenizer<'s> {
    /// The source; the last line ends in a newline.
    pub text: &'s [u8],
    /// The next byte to read.
    pub cur: usize,
    /// The end of the lines read so far.
    pub inp: usize,
    /// Where the line of `cur` starts.
    pub line_start: usize,
    /// Where CPython's buffer starts: the line that began the last token to span lines.
    pub buf: usize,
    /// The number of that line, from 1.
    pub line: i32,
    pub done: Done,
    pub brackets: Vec<Bracket>,
    /// The f-strings that are open, if their fields are tokens.
    pub fstrings: Vec<Fstring>,
    pub warned: Warned<'s>,
    /// Whether what Python's module `tokenize` lets through is no error: any characters in names, any name behind a
    /// number, brackets that do not match.
    pub lenient: bool,
    /// Whether `barry_as_FLUFL` has been imported, so that `<>` is an operator (PEP 401).
    pub is_flufl: bool,
    pub(super) target: &'static Target,
    pub(super) start: Option<usize>,
    pub(super) first_line: i32,
    pub(super) multi_line_start: usize,
    at_line_start: bool,
    /// Indentation columns, by both tab sizes.
    indents: Vec<(i32, i32)>,
    pending: i32,
}

pub(super) type Read = Result<Token, TokenError>;

impl<'s> Tokenizer<'s> {
    /// A tokenizer whose first line has the number `first_line`.
    pub(super) fn new(text: &'s [u8], first_line: i32, target: &'static Target, warned: Warned<'s>) -> Self {
        Self {
            text,
            cur: 0,
            inp: 0,
            line_start: 0,
            buf: 0,
            line: first_line - 1,
            done: Done::No,
            brackets: Vec::new(),
            fstrings: Vec::new(),
            warned,
            lenient: false,
            is_flufl: false,
            target,
            start: None,
            first_line,
            multi_line_start: 0,
            at_line_start: true,
            indents: vec![(0, 0)],
            pending: 0,
        }
    }

    pub(super) fn next_char(&mut self) -> Option<u8> {
        if self.cur == self.inp {
            if self.done != Done::No {
                return None;
            }
            let rest = &self.text[self.inp..];
            if rest.is_empty() {
                self.done = Done::Eof;
                return None;
            }
            let len = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
            if self.start.is_none() {
                self.buf = self.cur;
            }
            self.line_start = self.cur;
            self.line += 1;
            self.inp += len;
        }
        self.cur += 1;
        Some(self.text[self.cur - 1])
    }

    pub(super) fn back_up(&mut self, c: Option<u8>) {
        if c.is_some() {
            self.cur -= 1;
        }
    }

    fn peek(&mut self) -> Option<u8> {
        let c = self.next_char();
        self.back_up(c);
        c
    }

    fn plain(&mut self, done: Done) -> TokenError {
        self.done = done;
        TokenError::Plain
    }

    /// Warns of what has been read of the line.
    ///
    /// # Errors
    /// `refusal`, when the warning is one.
    pub(super) fn warn(&mut self, category: WarningCategory, message: &str, refusal: &str) -> Result<(), TokenError> {
        let col = (self.cur - self.line_start) as i32;
        let location = Location::new(self.line, self.line, col, col + 1);
        match self.warned.warn(category, message, location, WarningOrigin::Tokenizer) {
            true => Err(self.error(refusal)),
            false => Ok(()),
        }
    }

    /// An error at what has been read of the line.
    pub(super) fn error(&mut self, message: impl Into<String>) -> TokenError {
        let col = self.chars(self.cur);
        self.error_range(message, col, col)
    }

    /// How many characters there are from the start of the line to `end`.
    fn chars(&self, end: usize) -> i32 {
        String::from_utf8_lossy(&self.text[self.line_start..end]).chars().count() as i32
    }

    /// An error about what is from `start` to `end`.
    pub(super) fn error_between(&mut self, message: impl Into<String>, start: usize, end: usize) -> TokenError {
        let (from, to) = if self.target.has(Feature::RangesInCharacters) {
            (self.chars(start) + 1, self.chars(end))
        } else {
            ((start + 1 - self.line_start) as i32, (end - self.line_start) as i32)
        };
        self.error_range(message, from, to)
    }

    fn error_range(&mut self, message: impl Into<String>, offset: i32, end_offset: i32) -> TokenError {
        self.done = Done::Error;
        let line = &self.text[self.line_start..];
        let line = &line[..memchr::memchr(b'\n', line).unwrap_or(line.len())];
        let report = Report {
            kind: ErrorKind::SyntaxError,
            message: message.into(),
            line: self.line,
            offset,
            end_line: self.line,
            end_offset,
            text: String::from_utf8_lossy(line).into_owned(),
        };
        TokenError::Raised(report.raise())
    }

    pub(super) fn token(&self, kind: TokenKind, range: Option<(usize, usize)>) -> Token {
        let (line, line_start) = match kind {
            _ if kind == TokenKind::Str || kind.is_fstring() => (self.first_line, self.multi_line_start),
            _ => (self.line, self.line_start),
        };
        let (text, col, end_col) = match range {
            Some((start, end)) => {
                let stop = if self.target.has(Feature::CountedColumns) { self.cur } else { end };
                (start..end, (start - line_start) as i32, (stop - self.line_start) as i32)
            }
            None => (self.cur..self.cur, -1, -1),
        };
        Token { kind, text, span: Span { line, col, end_line: self.line, end_col }, level: self.brackets.len() }
    }

    /// The place of a token that could not be read.
    pub(super) fn error_token(&self) -> Token {
        self.token(TokenKind::End, None)
    }

    /// Reads the next token (`tok_get`).
    pub(super) fn next_token(&mut self) -> Read {
        if self.fstrings.last().is_some_and(|fstring| fstring.in_text) {
            return self.fstring_text();
        }
        self.next_outside_of_text()
    }

    /// Reads the next token that is no text of an f-string (`tok_get_normal_mode`).
    pub(super) fn next_outside_of_text(&mut self) -> Read {
        loop {
            self.start = None;
            let mut blank = false;
            if self.at_line_start {
                self.at_line_start = false;
                blank = self.indentation()?;
            }
            self.start = Some(self.cur);
            if self.pending != 0 {
                let kind = if self.pending < 0 { TokenKind::Dedent } else { TokenKind::Indent };
                self.pending -= self.pending.signum();
                return Ok(self.token(kind, None));
            }
            self.peek();
            if let Some(token) = self.token_in_line(blank)? {
                return Ok(token);
            }
        }
    }

    /// Measures the indentation of a line; returns whether the line is blank.
    fn indentation(&mut self) -> Result<bool, TokenError> {
        let (mut col, mut alt_col, mut continued) = (0, 0, None);
        let c = loop {
            let c = self.next_char();
            match c {
                Some(b' ') => (col, alt_col) = (col + 1, alt_col + 1),
                Some(b'\t') => (col, alt_col) = ((col / TAB_SIZE + 1) * TAB_SIZE, alt_col + 1),
                Some(b'\x0c') => (col, alt_col) = (0, 0),
                Some(b'\\') => {
                    // The first backslash says what the level of the line is.
                    continued = continued.filter(|&col| col != 0).or(Some(col));
                    self.continuation()?;
                }
                _ => break c,
            }
        };
        self.back_up(c);
        if matches!(c, Some(b'#' | b'\n')) {
            return Ok(true);
        }
        if self.brackets.is_empty() {
            if let Some(first) = continued.filter(|&first| first != 0) {
                (col, alt_col) = (first, first);
            }
            self.change_indentation(col, alt_col)?;
        }
        Ok(false)
    }

    fn change_indentation(&mut self, col: i32, alt_col: i32) -> Result<(), TokenError> {
        let &(mut top, mut alt_top) = self.indents.last().unwrap_or(&(0, 0));
        if col > top {
            if self.indents.len() >= MAX_INDENT {
                self.cur = self.inp;
                return Err(self.plain(Done::TooDeep));
            }
            if alt_col <= alt_top {
                self.cur = self.inp;
                return Err(self.plain(Done::TabSpace));
            }
            self.pending += 1;
            self.indents.push((col, alt_col));
            return Ok(());
        }
        while col < top && self.indents.len() > 1 {
            self.pending -= 1;
            self.indents.pop();
            (top, alt_top) = *self.indents.last().unwrap_or(&(0, 0));
        }
        if col != top {
            self.cur = self.inp;
            return Err(self.plain(Done::Dedent));
        }
        if alt_col != alt_top {
            self.cur = self.inp;
            return Err(self.plain(Done::TabSpace));
        }
        Ok(())
    }

    /// Reads what follows a backslash: a newline, and something on the next line.
    fn continuation(&mut self) -> Result<(), TokenError> {
        if self.next_char() != Some(b'\n') {
            return Err(self.plain(Done::Continuation));
        }
        let c = self.next_char();
        if c.is_none() {
            self.cur = self.inp;
            return Err(self.plain(Done::Eof));
        }
        self.back_up(c);
        Ok(())
    }

    /// Reads a token; `None` after a newline that is none.
    fn token_in_line(&mut self, blank: bool) -> Result<Option<Token>, TokenError> {
        loop {
            self.start = None;
            let mut c = self.next_char();
            while matches!(c, Some(b' ' | b'\t' | b'\x0c')) {
                c = self.next_char();
            }
            let start = self.cur.saturating_sub(1);
            self.start = Some(start);
            if c == Some(b'#') {
                while !matches!(c, None | Some(b'\n')) {
                    c = self.next_char();
                }
            }
            let Some(c) = c else {
                return if self.brackets.is_empty() && self.done == Done::Eof {
                    Ok(Some(self.token(TokenKind::End, None)))
                } else {
                    Err(TokenError::Plain)
                };
            };
            match c {
                b'\n' => {
                    self.at_line_start = true;
                    if blank || !self.brackets.is_empty() {
                        return Ok(None);
                    }
                    return Ok(Some(self.token(TokenKind::Newline, Some((start, self.cur - 1)))));
                }
                b'\\' => self.continuation()?,
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => return self.name(start).map(Some),
                b'0'..=b'9' => {
                    self.number(c)?;
                    return Ok(Some(self.token(TokenKind::Number, Some((start, self.cur)))));
                }
                b'.' if self.peek().is_some_and(|next| next.is_ascii_digit()) => {
                    let next = self.next_char();
                    self.fraction(next)?;
                    return Ok(Some(self.token(TokenKind::Number, Some((start, self.cur)))));
                }
                b'\'' | b'"' => return self.string(start, c).map(Some),
                _ => return self.operator(start, c).map(Some),
            }
        }
    }

    /// A name, or a string that has a prefix.
    fn name(&mut self, start: usize) -> Read {
        if self.target.has(Feature::PrefixesCompared) {
            self.check_prefix(start)?;
        }
        let mut prefix = 0;
        for (index, &byte) in self.text[start..self.inp].iter().enumerate() {
            if matches!(byte, b'\'' | b'"') {
                prefix = index;
            }
            if index == 2 || !byte.is_ascii_alphabetic() {
                break;
            }
        }
        if prefix > 0 && self.is_string_prefix(&self.text[start..start + prefix]) {
            let quote = self.text[start + prefix];
            self.cur = start + prefix + 1;
            let has = |letter| self.text[start..start + prefix].to_ascii_lowercase().contains(&letter);
            if has(b't') {
                return self.fstring_start(start, quote, Style::T);
            }
            if has(b'f') && self.target.has(Feature::FstringTokens) {
                return self.fstring_start(start, quote, Style::F);
            }
            return self.string(start, quote);
        }
        let is_part = |&byte: &u8| is_identifier_byte(byte);
        let len = self.text[start..self.inp].iter().take_while(|byte| is_part(byte)).count();
        self.cur = start + len;
        let text = &self.text[start..self.cur];
        if !text.is_ascii() && !self.lenient {
            self.check_identifier(start)?;
        }
        let kind = if is_keyword(text) { TokenKind::Keyword } else { TokenKind::Name };
        Ok(self.token(kind, Some((start, self.cur))))
    }

    /// Whether a string may have this prefix.
    fn is_string_prefix(&self, prefix: &[u8]) -> bool {
        match prefix.to_ascii_lowercase().as_slice() {
            b"b" | b"r" | b"u" | b"f" | b"br" | b"rb" | b"fr" | b"rf" => true,
            b"t" | b"tr" | b"rt" => self.target.has(Feature::TemplateStrings),
            _ => false,
        }
    }

    /// Checks the characters of a name (`verify_identifier`).
    fn check_identifier(&mut self, start: usize) -> Result<(), TokenError> {
        let text = &self.text[start..self.cur];
        if let Some(error) = utf8_error(text) {
            self.done = Done::Error;
            return Err(TokenError::Decode(error));
        }
        let text = String::from_utf8_lossy(text);
        let unicode = self.target.unicode();
        let fits =
            |index, c| if index == 0 { unicode.is_identifier_start(c) } else { unicode.is_identifier_continue(c) };
        let invalid = text.char_indices().find(|&(index, c)| !fits(index, c));
        let Some((index, c)) = invalid else { return Ok(()) };
        self.cur = start + index + c.len_utf8();
        Err(self.bad_character(c))
    }

    fn bad_character(&mut self, c: char) -> TokenError {
        let code = u32::from(c);
        if self.target.unicode().is_printable(code) {
            self.error(format!("invalid character '{c}' (U+{code:04X})"))
        } else {
            self.error(format!("invalid non-printable character U+{code:04X}"))
        }
    }

    /// A string whose opening quote has been read.
    fn string(&mut self, start: usize, quote: u8) -> Read {
        self.first_line = self.line;
        self.multi_line_start = self.line_start;
        self.start = Some(start);
        let mut closing = 0;
        let mut size = 1;
        let mut c = self.next_char();
        if c == Some(quote) {
            c = self.next_char();
            if c == Some(quote) {
                size = 3;
            } else {
                closing = 1;
            }
        }
        if c != Some(quote) {
            self.back_up(c);
        }
        let mut escaped_quote = false;
        while closing != size {
            let next = self.next_char();
            if next == Some(quote) {
                closing += 1;
                continue;
            }
            let Some(c) = next.filter(|&c| size == 3 || c != b'\n') else {
                if let Some(error) = self.unterminated_field(start, quote, size) {
                    return Err(error);
                }
                let error = self.unterminated(start, size, escaped_quote);
                if next.is_none() {
                    self.done = Done::EndInString;
                }
                return Err(error);
            };
            closing = 0;
            if c == b'\\' {
                escaped_quote |= self.next_char() == Some(quote);
            }
        }
        Ok(self.token(TokenKind::Str, Some((start, self.cur))))
    }

    /// The error of what is no string, but ends an f-string before the end of a field; it is at the quote.
    fn unterminated_field(&mut self, start: usize, quote: u8, size: usize) -> Option<TokenError> {
        let around = self.fstrings.last().filter(|around| around.quote == quote && around.size == size)?;
        let mut message = format!("{}: expecting '}}'", around.style.name);
        if self.target.has(Feature::BraceLineSaid)
            && let Some(brace) = self.brackets.get(self.brackets.len().wrapping_sub(around.open_in_field()))
            && brace.line < self.first_line
        {
            message += &format!(" to close '{{' on line {}", brace.line);
        }
        self.back_to_quote(start);
        Some(self.error(message))
    }

    /// Goes back to behind the quote that opens a string. Returns the line that it has been read up to.
    fn back_to_quote(&mut self, start: usize) -> i32 {
        self.cur = start + 1;
        self.line_start = self.multi_line_start;
        std::mem::replace(&mut self.line, self.first_line)
    }

    /// The error is at the quote that opens the string.
    fn unterminated(&mut self, start: usize, size: usize, escaped_quote: bool) -> TokenError {
        let detected = self.back_to_quote(start);
        let what = if size == 3 { "triple-quoted string" } else { "string" };
        let hint = match size {
            1 if escaped_quote && self.target.has(Feature::EscapedQuoteHint) => "; perhaps you escaped the end quote?",
            _ => "",
        };
        self.error(format!("unterminated {what} literal (detected at line {detected}){hint}"))
    }

    fn operator(&mut self, start: usize, c: u8) -> Read {
        if matches!(c, b':' | b'}' | b'!' | b'{') && self.is_colon_of_spec(c) {
            return Ok(self.token(TokenKind::Op, Some((start, self.cur))));
        }
        let mut len = operator_len(&self.text[start..self.inp]);
        let splits = self.target.has(Feature::SplitNotEqual) && !self.is_flufl;
        if len == 2 && self.text[start..].starts_with(b"<>") && splits {
            len = 1;
        }
        if len == 1 {
            match c {
                b'(' | b'[' | b'{' => {
                    if self.brackets.len() >= MAX_LEVEL {
                        return Err(self.error("too many nested parentheses"));
                    }
                    let col = (start - self.line_start) as i32;
                    self.brackets.push(Bracket { open: c, line: self.line, col });
                    if let Some(fstring) = self.fstrings.last_mut() {
                        fstring.brackets += 1;
                    }
                }
                b')' | b']' | b'}' => self.close(c)?,
                b'.' if self.text[start..self.inp].starts_with(b"...") => {
                    self.cur = start + 3;
                    return Ok(self.token(TokenKind::Op, Some((start, self.cur))));
                }
                _ if !self.target.unicode().is_printable(u32::from(c)) => return Err(self.bad_character(char::from(c))),
                _ => {}
            }
        }
        self.cur = start + len;
        Ok(self.token(TokenKind::Op, Some((start, self.cur))))
    }

    fn close(&mut self, c: u8) -> Result<(), TokenError> {
        let close = char::from(c);
        let fstring = self.fstrings.last().copied();
        if let Some(Fstring { style, brackets: 0, .. }) = fstring
            && c == b'}'
        {
            return Err(self.error(format!("{}: single '}}' is not allowed", style.name)));
        }
        if self.lenient {
            self.brackets.pop();
            return self.close_in_fstring(c);
        }
        let Some(bracket) = self.brackets.pop() else { return Err(self.error(format!("unmatched '{close}'"))) };
        if matches!((bracket.open, c), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
            return self.close_in_fstring(c);
        }
        if let Some(Fstring { style, .. }) = fstring.filter(|fstring| fstring.brackets - 1 == fstring.field)
            && bracket.open == b'{'
        {
            return Err(self.error(format!("{}: unmatched '{close}'", style.name)));
        }
        let open = char::from(bracket.open);
        let mut message = format!("closing parenthesis '{close}' does not match opening parenthesis '{open}'");
        if bracket.line != self.line {
            message += &format!(" on line {}", bracket.line);
        }
        Err(self.error(message))
    }
}

pub(super) fn is_identifier_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
