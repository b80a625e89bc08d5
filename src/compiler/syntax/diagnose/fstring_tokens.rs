//! The tokens of f-strings since PEP 701, and of t-strings: their text is read by rules of its own, and what is in a
//! field like any other code.

use super::token::Style;
use super::tokenizer::{Done, Read, TokenError, Tokenizer};
use super::warned::of_escapes;
use crate::compiler::syntax::literal::InvalidEscape;
use crate::compiler::version::Feature;

/// How many f-strings may be inside each other, less one (`MAXFSTRINGLEVEL`).
const MAX_FSTRINGS: usize = 149;
/// How many fields may be inside the format specs of others (`MAX_EXPR_NESTING`).
const MAX_FIELDS: i32 = 3;

/// An f-string or t-string that is open (`tokenizer_mode`).
#[derive(Clone, Copy, Debug)]
pub(super) struct Fstring {
    /// Whether it is a t-string.
    pub style: Style,
    pub quote: u8,
    /// How many quotes enclose it.
    pub size: usize,
    start: usize,
    line_start: usize,
    line: i32,
    pub raw: bool,
    /// Whether text comes next, and not the code of a field.
    pub in_text: bool,
    /// Brackets that are open in it.
    pub brackets: i32,
    /// The number of brackets around the field that is read; -1 outside of fields.
    pub field: i32,
    in_spec: bool,
    /// Whether the expression of a field has ended, for releases that take what follows for a spec.
    expression_ended: bool,
}

impl Fstring {
    /// How many brackets are open in the innermost field, its own brace counted.
    pub(super) fn open_in_field(&self) -> usize {
        usize::try_from(self.brackets - self.field).unwrap_or(0)
    }

    /// Whether the text that is read belongs to a format spec.
    fn reads_spec(&self, has_flag: bool) -> bool {
        self.field >= 0 && if has_flag { self.in_spec } else { self.expression_ended }
    }
}

impl Tokenizer<'_> {
    fn fstring(&mut self) -> &mut Fstring {
        let last = self.fstrings.len() - 1;
        &mut self.fstrings[last]
    }

    /// The start of an f-string whose first quote has been read.
    pub(super) fn fstring_start(&mut self, start: usize, quote: u8, style: Style) -> Read {
        self.first_line = self.line;
        self.multi_line_start = self.line_start;
        let is_triple = self.text[self.cur..self.inp].starts_with(&[quote; 2]);
        self.cur += if is_triple { 2 } else { 0 };
        if self.fstrings.len() >= MAX_FSTRINGS {
            let has_templates = self.target.has(Feature::TemplateStrings);
            let what = if has_templates { "f-strings or t-strings" } else { "f-strings" };
            return Err(self.error(format!("too many nested {what}")));
        }
        self.fstrings.push(Fstring {
            style,
            quote,
            size: if is_triple { 3 } else { 1 },
            start,
            line_start: self.line_start,
            line: self.line,
            raw: self.text[start..start + 2].iter().any(|byte| matches!(byte, b'r' | b'R')),
            in_text: true,
            brackets: 0,
            field: -1,
            in_spec: false,
            expression_ended: false,
        });
        Ok(self.token(style.start, Some((start, self.cur))))
    }

    /// Text of an f-string, its end, or the brace of a field (`tok_get_fstring_mode`).
    pub(super) fn fstring_text(&mut self) -> Read {
        let start = self.cur;
        self.start = Some(start);
        self.first_line = self.line;
        self.multi_line_start = self.line_start;
        let first = self.next_char();
        if first == Some(b'{') {
            let second = self.next_char();
            self.back_up(second);
            self.back_up(first);
            if second != Some(b'{') {
                self.enter_field()?;
                return self.next_outside_of_text();
            }
        } else {
            self.back_up(first);
        }
        let Fstring { style, quote, size, raw, .. } = *self.fstring();
        let mut quotes = 0;
        while quotes < size {
            let c = self.next_char();
            if c != Some(quote) {
                self.back_up(c);
                break;
            }
            quotes += 1;
        }
        if quotes == size {
            self.fstrings.pop();
            return Ok(self.token(style.end, Some((start, self.cur))));
        }

        let has_flag = self.target.has(Feature::ShownInSpecs);
        let mut closing = 0;
        let mut named = false;
        while closing != size {
            let c = self.next_char();
            let in_spec = self.fstring().reads_spec(has_flag);
            if c.is_none() || (size == 1 && c == Some(b'\n')) {
                if !(in_spec && c.is_some()) {
                    let error = self.unterminated_fstring();
                    if c.is_none() {
                        self.done = Done::EndInString;
                    }
                    return Err(error);
                }
                if self.target.has(Feature::NoNewlineInSpec) {
                    let what = "newlines are not allowed in format specifiers for single quoted";
                    return Err(self.error(format!("{0}: {what} {0}s", style.name)));
                }
                self.back_up(c);
                let fstring = self.fstring();
                fstring.in_text = false;
                fstring.in_spec = false;
                return Ok(self.token(style.text, Some((start, self.cur))));
            }
            if c == Some(quote) {
                closing += 1;
                continue;
            }
            closing = 0;
            match c {
                Some(b'{') => {
                    let next = self.next_char();
                    let mut end = self.cur - 1;
                    if next != Some(b'{') || in_spec {
                        self.back_up(next);
                        self.back_up(c);
                        self.enter_field()?;
                        self.fstring().in_spec = false;
                        end = self.cur;
                    }
                    return Ok(self.token(style.text, Some((start, end))));
                }
                Some(b'}') if named => {
                    return Ok(self.token(style.text, Some((start, self.cur))));
                }
                Some(b'}') => {
                    let next = self.next_char();
                    let mut end = self.cur - 1;
                    if next != Some(b'}') || in_spec || self.fstring().brackets != 0 {
                        self.back_up(next);
                        self.back_up(c);
                        self.fstring().in_text = false;
                        end = self.cur;
                    }
                    return Ok(self.token(style.text, Some((start, end))));
                }
                Some(b'\\') => {
                    let next = self.next_char();
                    if let Some(brace @ (b'{' | b'}')) = next {
                        if !raw {
                            self.warn_brace(brace)?;
                        }
                        self.back_up(next);
                    } else if next == Some(b'N') && !raw {
                        let brace = self.next_char();
                        named |= brace == Some(b'{');
                        if brace != Some(b'{') {
                            self.back_up(brace);
                        }
                    }
                }
                _ => {}
            }
        }
        self.cur -= size;
        Ok(self.token(style.text, Some((start, self.cur))))
    }

    /// Warns of a brace behind a backslash.
    fn warn_brace(&mut self, brace: u8) -> Result<(), TokenError> {
        let (escape, advises) = (InvalidEscape::Char(brace), self.target.has(Feature::EscapeAdvice));
        self.warn(of_escapes(self.target), &escape.warning(advises), &escape.refusal(advises))
    }

    /// What comes next is a field.
    fn enter_field(&mut self) -> Result<(), TokenError> {
        let fstring = self.fstring();
        fstring.field += 1;
        if fstring.field >= MAX_FIELDS {
            let message = format!("{}: expressions nested too deeply", fstring.style.name);
            return Err(self.error(message));
        }
        fstring.in_text = false;
        Ok(())
    }

    /// The error is at the quote that opens the string.
    fn unterminated_fstring(&mut self) -> TokenError {
        let Fstring { style, start, line_start, line, size, .. } = *self.fstring();
        self.cur = start + 1;
        self.line_start = line_start;
        let detected = std::mem::replace(&mut self.line, line);
        let what = if size == 3 { "triple-quoted " } else { "" };
        self.error(format!("unterminated {what}{} literal (detected at line {detected})", style.name))
    }

    /// Takes note of what ends an expression in a field; whether `c` is the colon before a spec.
    pub(super) fn is_colon_of_spec(&mut self, c: u8) -> bool {
        let Some(fstring) = self.fstrings.last_mut().filter(|fstring| fstring.field >= 0) else { return false };
        let level = fstring.brackets - i32::from(c != b'{');
        if level == 0 {
            fstring.expression_ended = c != b'{';
        }
        let is_colon = c == b':' && level == fstring.field;
        if is_colon {
            fstring.in_text = true;
            fstring.in_spec = true;
        }
        is_colon
    }

    /// A bracket in an f-string has been closed by its like, `c`.
    pub(super) fn close_in_fstring(&mut self, c: u8) -> Result<(), TokenError> {
        let Some(fstring) = self.fstrings.last_mut() else { return Ok(()) };
        fstring.brackets -= 1;
        if fstring.brackets < 0 {
            let message = format!("{}: unmatched '{}'", fstring.style.name, char::from(c));
            return Err(self.error(message));
        }
        if c == b'}' && fstring.brackets == fstring.field {
            fstring.field -= 1;
            fstring.in_text = true;
            fstring.in_spec = false;
        }
        Ok(())
    }
}
