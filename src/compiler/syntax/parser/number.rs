//! Number literals: where they end, and what they are worth.

use super::lexer::byte;
use super::{Node, Parse, Parser, Refused, constant};
use crate::compiler::syntax::literal;
use crate::compiler::values::constant::ConstId;
use num_bigint::{BigInt, BigUint, Sign};
use std::borrow::Cow;

/// The decimal digits of what is a small number: they fit 32 bits.
const SMALL_DIGITS: usize = 9;

/// A number that was found.
pub(super) struct Scanned {
    /// Where it ends.
    pub end: usize,
    /// What CPython calls it when it warns of the keyword that follows without a blank.
    pub warning: Option<&'static str>,
}

/// Reads the number at `start` if it is an integer of a few decimal digits, as most are: where it ends, and its value.
#[inline]
pub(super) fn scan_small(text: &[u8], start: usize) -> Option<(usize, u32)> {
    let (mut at, mut value) = (start, 0_u32);
    loop {
        let digit = byte(text, at).wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        value = value.wrapping_mul(10).wrapping_add(u32::from(digit));
        at += 1;
    }
    let is_plain = !matches!(byte(text, at), b'.' | b'_' | b'a'..=b'z' | b'A'..=b'Z');
    let is_small = (1..=SMALL_DIGITS).contains(&(at - start)) && (text[start] != b'0' || at == start + 1);
    (is_plain && is_small).then_some((at, value))
}

/// Reads the number at `start`; `None` if it is malformed.
pub(super) fn scan(text: &[u8], start: usize) -> Option<Scanned> {
    let mut at = start;
    if text[start] == b'0' {
        match byte(text, start + 1) {
            b'x' | b'X' => return radix(text, start + 2, "hexadecimal", |digit| digit.is_ascii_hexdigit()),
            b'o' | b'O' => return radix(text, start + 2, "octal", |digit| matches!(digit, b'0'..=b'7')),
            b'b' | b'B' => return radix(text, start + 2, "binary", |digit| matches!(digit, b'0' | b'1')),
            _ => {}
        }
    }
    if byte(text, at) != b'.' {
        at = digits(text, at)?;
    }
    let integer = &text[start..at];
    let mut is_integer = true;
    if byte(text, at) == b'.' {
        is_integer = false;
        at += 1;
        if byte(text, at).is_ascii_digit() {
            at = digits(text, at)?;
        }
    }
    if let b'e' | b'E' = byte(text, at) {
        let signed = matches!(byte(text, at + 1), b'+' | b'-');
        let exponent = at + 1 + usize::from(signed);
        if byte(text, exponent).is_ascii_digit() {
            is_integer = false;
            at = digits(text, exponent)?;
        } else if signed {
            return None;
        }
    }
    if let b'j' | b'J' = byte(text, at) {
        return end_of_number(text, at + 1, "imaginary");
    }
    // `012`, but not `00`.
    let is_octal = integer.first() == Some(&b'0') && integer.iter().any(|digit| matches!(digit, b'1'..=b'9'));
    if is_integer && is_octal {
        return None;
    }
    end_of_number(text, at, "decimal")
}

/// The end of the digits at `at`, between which single underscores may stand.
fn digits(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        while byte(text, at).is_ascii_digit() {
            at += 1;
        }
        if byte(text, at) != b'_' {
            return Some(at);
        }
        at += 1;
        if !byte(text, at).is_ascii_digit() {
            return None;
        }
    }
}

/// The digits after `0x` and the like.
fn radix(text: &[u8], mut at: usize, kind: &'static str, is_digit: fn(u8) -> bool) -> Option<Scanned> {
    loop {
        if byte(text, at) == b'_' {
            at += 1;
        }
        if !is_digit(byte(text, at)) {
            return None;
        }
        while is_digit(byte(text, at)) {
            at += 1;
        }
        if byte(text, at) != b'_' {
            break;
        }
    }
    if byte(text, at).is_ascii_digit() {
        return None;
    }
    end_of_number(text, at, kind)
}

/// A number may not run into a name; that it may run into some keywords is deprecated
/// (`verify_end_of_number`).
fn end_of_number(text: &[u8], end: usize, kind: &'static str) -> Option<Scanned> {
    let rest = &text[end.min(text.len())..];
    let first = byte(rest, 0);
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
    let word = |word: &[u8]| rest.starts_with(word) && !is_name(byte(rest, word.len()));
    let is_keyword = match first {
        b'a' => word(b"and"),
        b'e' => word(b"else"),
        b'f' => word(b"for"),
        b'i' => matches!(byte(rest, 1), b'f' | b'n' | b's'),
        b'o' => word(b"or"),
        b'n' => word(b"not"),
        _ => false,
    };
    if is_keyword {
        return Some(Scanned { end, warning: Some(kind) });
    }
    (first >= 0x80 || !is_name(first)).then_some(Scanned { end, warning: None })
}

impl<'a> Parser<'_, 'a> {
    /// The number that the current token is.
    pub(super) fn number(&mut self) -> Parse<Node<'a>> {
        let mark = self.mark();
        let value = match self.lex.tok.note.small_number() {
            Some(value) => self.ctx.consts.int(i64::from(value)),
            None => self.number_value(self.lex.token_text())?,
        };
        self.advance();
        Ok(self.node(mark, constant(value)))
    }

    fn number_value(&mut self, text: &[u8]) -> Parse<ConstId> {
        let digits = if text.contains(&b'_') {
            Cow::Owned(text.iter().copied().filter(|&byte| byte != b'_').collect())
        } else {
            Cow::Borrowed(text)
        };
        let radix = match digits.get(..2) {
            Some(b"0x" | b"0X") => 16,
            Some(b"0o" | b"0O") => 8,
            Some(b"0b" | b"0B") => 2,
            _ => 10,
        };
        if radix != 10 {
            return Ok(self.integer(&digits[2..], radix));
        }
        if let Some((b'j' | b'J', real)) = digits.split_last() {
            let value = float(real).ok_or(Refused)?;
            return Ok(self.ctx.consts.complex(0.0, value));
        }
        if !digits.iter().all(u8::is_ascii_digit) {
            let value = float(&digits).ok_or(Refused)?;
            return Ok(self.ctx.consts.float(value));
        }
        if literal::excess_digits(&digits, self.ctx.int_max_str_digits).is_some() {
            return Err(Refused);
        }
        Ok(self.integer(&digits, 10))
    }

    fn integer(&mut self, digits: &[u8], radix: u32) -> ConstId {
        let small = std::str::from_utf8(digits).ok().and_then(|digits| i64::from_str_radix(digits, radix).ok());
        match small {
            Some(small) => self.ctx.consts.int(small),
            None => {
                let magnitude = BigUint::parse_bytes(digits, radix).unwrap_or_default();
                self.ctx.consts.big_int(&BigInt::from_biguint(Sign::Plus, magnitude))
            }
        }
    }
}

fn float(digits: &[u8]) -> Option<f64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}
