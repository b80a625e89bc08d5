//! The text of f-strings before PEP 701: replacement fields are cut out of the string by hand
//! (Parser/string_parser.c), and what is in them is parsed as a source of its own.

use super::Raised;
use super::parser::{Parser, Start};
use super::strings::{Str, check_text};
use super::warned::{self, Warned};
use crate::compiler::syntax::lexical::MAX_LEVEL;
use crate::compiler::syntax::lines_before::LinesBefore;
use crate::compiler::syntax::literal::InvalidEscape;

/// Checks the f-string that the token number `token` is.
pub(super) fn check(p: &mut Parser<'_>, token: usize, string: &Str<'_>) -> Result<(), Raised> {
    let end = string.start + string.body.len();
    let text = p.text(token);
    let mut reader = Reader { p, token, text, raw: string.raw, at: string.start, end, lines: LinesBefore::new(0) };
    reader.fstring(0)
}

struct Reader<'p, 's> {
    p: &'p mut Parser<'s>,
    token: usize,
    /// The whole token; positions count from its start.
    text: &'s [u8],
    raw: bool,
    at: usize,
    end: usize,
    /// The lines of the token before its last field.
    lines: LinesBefore,
}

impl Reader<'_, '_> {
    fn fail(&self, message: &str) -> Raised {
        self.p.raise_last(message)
    }

    fn next_is(&self, byte: u8) -> bool {
        self.text.get(self.at) == Some(&byte)
    }

    /// Text and fields in turns; the format specification of a field is one `level` deeper.
    fn fstring(&mut self, level: u32) -> Result<(), Raised> {
        loop {
            if self.literal(level)? {
                continue;
            }
            if self.at >= self.end || self.next_is(b'}') {
                break;
            }
            self.field(level)?;
        }
        if level == 0 && self.at + 1 < self.end {
            return Err(self.fail("f-string: unexpected end of string"));
        }
        if level > 0 && !self.next_is(b'}') {
            return Err(self.fail("f-string: expecting '}'"));
        }
        Ok(())
    }

    /// Text up to a field; returns whether it ended at a doubled brace, and more text follows
    /// (`fstring_find_literal`).
    fn literal(&mut self, level: u32) -> Result<bool, Raised> {
        let start = self.at;
        let mut doubled = false;
        let mut at = start;
        while at < self.end {
            let mut c = self.text[at];
            at += 1;
            if !self.raw && c == b'\\' && at < self.end {
                c = self.text[at];
                at += 1;
                if c == b'{' {
                    warned::escape(self.p, self.token, "\\{", InvalidEscape::Char(c))?;
                }
                if c == b'N' {
                    // The braces of a named character are no field.
                    if at < self.end {
                        at += 1;
                        if self.text[at - 1] == b'{' {
                            while at < self.end {
                                at += 1;
                                if self.text[at - 1] == b'}' {
                                    break;
                                }
                            }
                        }
                    }
                    continue;
                }
            }
            if matches!(c, b'{' | b'}') {
                if level == 0 {
                    if at < self.end && self.text[at] == c {
                        doubled = true;
                        break;
                    }
                    if c == b'}' {
                        return Err(self.fail("f-string: single '}' is not allowed"));
                    }
                }
                at -= 1;
                break;
            }
        }
        self.at = if doubled { at + 1 } else { at };
        check_text(self.p, self.token, &self.text[start..at], self.raw)?;
        Ok(doubled)
    }

    /// A replacement field (`fstring_find_expr`).
    fn field(&mut self, level: u32) -> Result<(), Raised> {
        if level >= 2 {
            return Err(self.fail("f-string: expressions nested too deeply"));
        }
        let brace = self.at;
        self.at += 1;
        self.skip_expression()?;
        if self.at >= self.end {
            return Err(self.fail("f-string: expecting '}'"));
        }
        self.expression(brace)?;
        if self.next_is(b'=') {
            self.at += 1;
            while self.text.get(self.at).is_some_and(|&byte| byte.is_ascii_whitespace() || byte == 0x0b) {
                self.at += 1;
            }
            self.expect_more()?;
        }
        if self.next_is(b'!') {
            self.at += 1;
            self.expect_more()?;
            if !matches!(self.text[self.at], b's' | b'r' | b'a') {
                return Err(self.fail("f-string: invalid conversion character: expected 's', 'r', or 'a'"));
            }
            self.at += 1;
        }
        self.expect_more()?;
        if self.next_is(b':') {
            self.at += 1;
            self.expect_more()?;
            self.fstring(level + 1)?;
        }
        if self.at >= self.end || !self.next_is(b'}') {
            return Err(self.fail("f-string: expecting '}'"));
        }
        self.at += 1;
        Ok(())
    }

    fn expect_more(&self) -> Result<(), Raised> {
        if self.at >= self.end { Err(self.fail("f-string: expecting '}'")) } else { Ok(()) }
    }

    /// Finds the end of the expression: a `!`, `:`, `=` or `}` outside of brackets and strings.
    fn skip_expression(&mut self) -> Result<(), Raised> {
        let mut quote: Option<(u8, bool)> = None;
        let mut brackets = Vec::new();
        while self.at < self.end {
            let c = self.text[self.at];
            let is_triple = self.at + 2 < self.end && self.text[self.at..].starts_with(&[c; 3]);
            if c == b'\\' {
                return Err(self.fail("f-string expression part cannot include a backslash"));
            }
            match (quote, c) {
                (Some((open, true)), _) if c == open && is_triple => {
                    self.at += 2;
                    quote = None;
                }
                (Some((open, false)), _) if c == open => quote = None,
                (Some(_), _) => {}
                (None, b'\'' | b'"') => {
                    quote = Some((c, is_triple));
                    if is_triple {
                        self.at += 2;
                    }
                }
                (None, b'(' | b'[' | b'{') => {
                    if brackets.len() >= MAX_LEVEL {
                        return Err(self.fail("f-string: too many nested parenthesis"));
                    }
                    brackets.push(c);
                }
                (None, b'#') => return Err(self.fail("f-string expression part cannot include '#'")),
                (None, b'!' | b':' | b'}' | b'=' | b'>' | b'<') if brackets.is_empty() => {
                    let is_comparison = matches!(c, b'!' | b'=' | b'<' | b'>')
                        && self.at + 1 < self.end
                        && self.text[self.at + 1] == b'=';
                    if is_comparison {
                        self.at += 1;
                    } else if !matches!(c, b'<' | b'>') {
                        break;
                    }
                }
                (None, b')' | b']' | b'}') => self.close(&mut brackets, c)?,
                (None, _) => {}
            }
            self.at += 1;
        }
        if quote.is_some() {
            return Err(self.fail("f-string: unterminated string"));
        }
        match brackets.last() {
            Some(&open) => Err(self.fail(&format!("f-string: unmatched '{}'", char::from(open)))),
            None => Ok(()),
        }
    }

    fn close(&self, brackets: &mut Vec<u8>, c: u8) -> Result<(), Raised> {
        let close = char::from(c);
        let Some(open) = brackets.pop() else { return Err(self.fail(&format!("f-string: unmatched '{close}'"))) };
        if matches!((open, c), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
            return Ok(());
        }
        let open = char::from(open);
        let message = format!("f-string: closing parenthesis '{close}' does not match opening parenthesis '{open}'");
        Err(self.fail(&message))
    }

    /// Parses the expression of the field that starts at `brace` and ends here, in parentheses so
    /// that it may start with spaces (`fstring_compile_expr`).
    fn expression(&mut self, brace: usize) -> Result<(), Raised> {
        let text = &self.text[brace + 1..self.at];
        if text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c')) {
            return Err(match self.text[self.at] {
                c @ (b'!' | b':' | b'=') => {
                    self.fail(&format!("f-string: expression required before '{}'", char::from(c)))
                }
                _ => self.fail("f-string: empty expression not allowed"),
            });
        }
        self.lines.count_to(self.text, brace);
        let lines = self.lines.count();
        let line_start = self.lines.last_newline().map_or(0, |at| at + 1);
        // Where only space follows the brace on its line, CPython counts from the brace.
        let broken = text.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c')) == Some(&b'\n');
        let mut col = if broken { 0 } else { (brace - line_start) as i32 };
        let place = self.p.place(self.token);
        if lines == 0 {
            col += place.col;
        }
        let source = [b"(", text, b")\n"].concat();
        let start = Start::Field { line: place.line + lines, col };
        let (digits, warned) = (self.p.int_max_str_digits, &mut self.p.tokenizer.warned);
        let own = Warned { list: std::mem::take(&mut warned.list), is_error: warned.is_error };
        let mut parser = Parser::new(&source, start, self.p.target, digits, own);
        let verdict = parser.run();
        self.p.tokenizer.warned.list = parser.tokenizer.warned.list;
        verdict
    }
}
