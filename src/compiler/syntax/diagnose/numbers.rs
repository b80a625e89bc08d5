//! Numbers, read to the place at which CPython's tokenizer finds that one is none (`verify_end_of_number` and what calls
//! it in Parser/tokenizer.c).

use super::tokenizer::{TokenError, Tokenizer, is_identifier_byte};
use crate::compiler::values::error::WarningCategory;
use crate::compiler::version::Feature;

impl Tokenizer<'_> {
    /// The rest of a number that starts with the digit `first`.
    pub(super) fn number(&mut self, first: u8) -> Result<(), TokenError> {
        if first != b'0' {
            let c = self.decimal_tail()?;
            return self.after_digits(c);
        }
        let c = self.next_char();
        match c {
            Some(b'x' | b'X') => self.radix("hexadecimal", u8::is_ascii_hexdigit),
            Some(b'o' | b'O') => self.radix("octal", |c| (b'0'..=b'7').contains(c)),
            Some(b'b' | b'B') => self.radix("binary", |c| matches!(c, b'0' | b'1')),
            _ => self.leading_zero(c),
        }
    }

    fn radix(&mut self, kind: &str, is_digit: fn(&u8) -> bool) -> Result<(), TokenError> {
        let mut c = self.next_char();
        loop {
            if c == Some(b'_') {
                c = self.next_char();
            }
            if !c.is_some_and(|c| is_digit(&c)) {
                if let Some(c) = c.filter(u8::is_ascii_digit) {
                    return Err(self.error(format!("invalid digit '{}' in {kind} literal", char::from(c))));
                }
                self.back_up(c);
                return Err(self.error(format!("invalid {kind} literal")));
            }
            while c.is_some_and(|c| is_digit(&c)) {
                c = self.next_char();
            }
            if c != Some(b'_') {
                break;
            }
        }
        if let Some(c) = c.filter(u8::is_ascii_digit) {
            return Err(self.error(format!("invalid digit '{}' in {kind} literal", char::from(c))));
        }
        self.end_of_number(c, kind)
    }

    /// `0`, `00`, `0.5`, `0e1`, `0j`, and `012`, which is an error.
    fn leading_zero(&mut self, mut c: Option<u8>) -> Result<(), TokenError> {
        let start = self.start.unwrap_or(self.cur);
        loop {
            if c == Some(b'_') {
                c = self.next_char();
                if !c.is_some_and(|c| c.is_ascii_digit()) {
                    self.back_up(c);
                    return Err(self.error("invalid decimal literal"));
                }
            }
            if c != Some(b'0') {
                break;
            }
            c = self.next_char();
        }
        let zeros_end = self.cur;
        let nonzero = c.is_some_and(|c| c.is_ascii_digit());
        if nonzero {
            c = self.decimal_tail()?;
        }
        match c {
            Some(b'.' | b'e' | b'E' | b'j' | b'J') => self.after_digits(c),
            _ if nonzero && !self.lenient => {
                self.back_up(c);
                let message = "leading zeros in decimal integer literals are not permitted; \
                               use an 0o prefix for octal integers";
                Err(self.error_between(message, start, zeros_end))
            }
            _ => self.end_of_number(c, "decimal"),
        }
    }

    /// Digits and underscores; returns what follows.
    fn decimal_tail(&mut self) -> Result<Option<u8>, TokenError> {
        loop {
            let mut c = self.next_char();
            while c.is_some_and(|c| c.is_ascii_digit()) {
                c = self.next_char();
            }
            if c != Some(b'_') {
                return Ok(c);
            }
            c = self.next_char();
            if !c.is_some_and(|c| c.is_ascii_digit()) {
                self.back_up(c);
                return Err(self.error("invalid decimal literal"));
            }
        }
    }

    fn after_digits(&mut self, c: Option<u8>) -> Result<(), TokenError> {
        if c == Some(b'.') {
            let c = self.next_char();
            return self.fraction(c);
        }
        self.exponent(c)
    }

    pub(super) fn fraction(&mut self, mut c: Option<u8>) -> Result<(), TokenError> {
        if c.is_some_and(|c| c.is_ascii_digit()) {
            c = self.decimal_tail()?;
        }
        self.exponent(c)
    }

    fn exponent(&mut self, mut c: Option<u8>) -> Result<(), TokenError> {
        if let Some(e @ (b'e' | b'E')) = c {
            c = self.next_char();
            if let Some(b'+' | b'-') = c {
                c = self.next_char();
                if !c.is_some_and(|c| c.is_ascii_digit()) {
                    self.back_up(c);
                    return Err(self.error("invalid decimal literal"));
                }
            } else if !c.is_some_and(|c| c.is_ascii_digit()) {
                // `1else`: the number ends before the `e`.
                self.back_up(c);
                return self.end_of_number(Some(e), "decimal");
            }
            c = self.decimal_tail()?;
        }
        if let Some(b'j' | b'J') = c {
            c = self.next_char();
            return self.end_of_number(c, "imaginary");
        }
        self.end_of_number(c, "decimal")
    }

    /// Checks what follows a number, `c`, and puts it back: a keyword that may follow is let
    /// through, another name is an error (`verify_end_of_number`).
    fn end_of_number(&mut self, c: Option<u8>, kind: &str) -> Result<(), TokenError> {
        let Some(first) = c else { return Ok(()) };
        self.cur -= 1;
        if self.lenient {
            return Ok(());
        }
        let rest = &self.text[self.cur..self.inp];
        let word =
            |word: &[u8]| rest.starts_with(word) && !rest.get(word.len()).is_some_and(|&next| is_identifier_byte(next));
        let keyword = match first {
            b'a' => word(b"and"),
            b'e' => word(b"else"),
            b'f' => word(b"for"),
            b'i' => matches!(rest.get(1), Some(b'f' | b'n' | b's')),
            b'o' => word(b"or"),
            b'n' => word(b"not"),
            _ => false,
        };
        if keyword {
            let message = format!("invalid {kind} literal");
            return self.warn(WarningCategory::SyntaxWarning, &message, &message);
        }
        if is_identifier_byte(first) && (first < 0x80 || !self.target.has(Feature::NumbersEndAtNonAscii)) {
            return Err(self.error(format!("invalid {kind} literal")));
        }
        Ok(())
    }
}
