//! The text of string and bytes literals, decoded as CPython does it
//! (Parser/string_parser.c, `_PyUnicode_DecodeUnicodeEscapeInternal`, `_PyBytes_DecodeEscape`).

use crate::compiler::values::unicode::Unicode;

/// How many digits the number `text` has, if it is a decimal integer of more than `limit` (0: none is too long). What
/// begins with a zero is zero, however long: CPython reads no digits after it.
pub(super) fn excess_digits(text: &[u8], limit: u32) -> Option<usize> {
    // Perf: most numbers are shorter than any limit.
    if limit == 0 || text.len() <= limit as usize || text[0] == b'0' {
        return None;
    }
    let digits = text.iter().filter(|&&byte| byte != b'_').count();
    let is_integer = text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'_');
    (is_integer && digits > limit as usize).then_some(digits)
}

/// How long the prefix and the opening quotes of the string or bytes token `token` are.
pub(super) fn opener(token: &[u8]) -> usize {
    let (prefix, quotes) = measure(token);
    prefix + quotes
}

/// How long the prefix of `token` is, and how many quotes it has on each side.
fn measure(token: &[u8]) -> (usize, usize) {
    let prefix = token.iter().position(|byte| matches!(byte, b'\'' | b'"')).unwrap_or(0);
    let is_triple = match token[prefix..] {
        [a, b, c, _, _, _, ..] => a == b && b == c,
        _ => false,
    };
    (prefix, if is_triple { 3 } else { 1 })
}

/// An escape sequence that means nothing, of which CPython warns: what follows the backslash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InvalidEscape {
    /// Any character.
    Char(u8),
    /// Three octal digits above 0o377.
    Octal([u8; 3]),
}

impl InvalidEscape {
    /// Whether it is that of a brace, which only f-strings give a meaning.
    pub(super) fn is_brace(self) -> bool {
        matches!(self, Self::Char(b'{' | b'}'))
    }

    /// CPython's words.
    pub(super) fn message(self) -> String {
        match self {
            Self::Char(byte) => format!("invalid escape sequence '\\{}'", char::from(byte)),
            Self::Octal(digits) => {
                let [a, b, c] = digits.map(char::from);
                format!("invalid octal escape sequence '\\{a}{b}{c}'")
            }
        }
    }

    /// Where the first escape like this is in `text`: how many lines end before it, and how far it is from
    /// the end of the last one. CPython counts the latter with `\UXXXXXXXX` for what is not ASCII.
    pub(super) fn place(self, text: &str) -> (i32, i32) {
        let (mut lines, mut col) = (0, 0);
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '\n' => (lines, col) = (lines + 1, 0),
                '\\' => {
                    let escape = &text.as_bytes()[at + 1..];
                    let is_this = match self {
                        Self::Char(byte) => escape.first() == Some(&byte),
                        Self::Octal(digits) => escape.starts_with(&digits),
                    };
                    if is_this {
                        break;
                    }
                    col += 1;
                    match chars.next() {
                        Some((_, '\n')) => (lines, col) = (lines + 1, 0),
                        Some((_, c)) if c.is_ascii() => col += 1,
                        Some(_) => col += 15,
                        None => {}
                    }
                }
                c if c.is_ascii() => col += 1,
                _ => col += 10,
            }
        }
        (lines, col)
    }
}

/// Appends the value of the string text `text`, which is not raw, as WTF-8. Answers the first
/// invalid escape. `unicode` is asked for where a character is named.
///
/// # Errors
/// CPython's message, without the position in the file.
pub(super) fn decode_str(
    text: &str,
    out: &mut Vec<u8>,
    mut unicode: impl FnMut() -> Unicode,
) -> Result<Option<InvalidEscape>, String> {
    let bytes = text.as_bytes();
    let mut invalid = None;
    let mut at = 0;
    loop {
        let Some(length) = memchr::memchr(b'\\', &bytes[at..]) else {
            out.extend_from_slice(&bytes[at..]);
            return Ok(invalid);
        };
        out.extend_from_slice(&bytes[at..at + length]);
        let escape = at + length;
        at = escape + 2;
        let error = |end: usize, reason: &str| Err(unicode_error(bytes, escape, end, reason));
        match bytes.get(escape + 1) {
            Some(b'\n') => {}
            Some(b'\\') => out.push(b'\\'),
            Some(b'\'') => out.push(b'\''),
            Some(b'"') => out.push(b'"'),
            Some(b'n') => out.push(b'\n'),
            Some(b't') => out.push(b'\t'),
            Some(b'r') => out.push(b'\r'),
            Some(b'b') => out.push(8),
            Some(b'f') => out.push(12),
            Some(b'v') => out.push(11),
            Some(b'a') => out.push(7),
            Some(b'0'..=b'7') => {
                let (value, end, escape) = octal(bytes, escape + 1);
                at = end;
                invalid = invalid.or(escape);
                push_code_point(value, out);
            }
            Some(&kind @ (b'x' | b'u' | b'U')) => {
                let (width, reason) = match kind {
                    b'x' => (2, "truncated \\xXX escape"),
                    b'u' => (4, "truncated \\uXXXX escape"),
                    _ => (8, "truncated \\UXXXXXXXX escape"),
                };
                let digits = bytes[at..].iter().take(width).take_while(|byte| byte.is_ascii_hexdigit()).count();
                let end = at + digits;
                if digits < width {
                    return error(end, reason);
                }
                let value = hex(&bytes[at..end]);
                if value > 0x0010_ffff {
                    return error(end, "illegal Unicode character");
                }
                at = end;
                push_code_point(value, out);
            }
            Some(b'N') => {
                let malformed = "malformed \\N character escape";
                if bytes.get(at) != Some(&b'{') {
                    return error(at, malformed);
                }
                let Some(length) = memchr::memchr(b'}', &bytes[at..]) else {
                    return error(bytes.len(), malformed);
                };
                let end = at + length + 1;
                if length == 1 {
                    return error(at + 1, malformed);
                }
                let name = &text[at + 1..end - 1];
                match unicode().named_character(name) {
                    Some(character) => push_code_point(character as u32, out),
                    None => return error(end, "unknown Unicode character name"),
                }
                at = end;
            }
            // A backslash before a character that is not ASCII, or at the end (of a piece of an
            // f-string), is a backslash; CPython does not even warn.
            None => {
                out.push(b'\\');
                return Ok(invalid);
            }
            Some(0x80..) => {
                out.push(b'\\');
                at = escape + 1;
                let end = bytes[at..].iter().position(u8::is_ascii).map_or(bytes.len(), |length| at + length);
                out.extend_from_slice(&bytes[at..end]);
                at = end;
            }
            Some(&other) => {
                invalid = invalid.or(Some(InvalidEscape::Char(other)));
                out.extend_from_slice(&[b'\\', other]);
            }
        }
    }
}

/// Appends the value of the bytes text `text`, which is not raw and ASCII. Answers the first
/// invalid escape.
///
/// # Errors
/// CPython's message, without the position in the file.
pub(super) fn decode_bytes(text: &str, out: &mut Vec<u8>) -> Result<Option<InvalidEscape>, String> {
    let bytes = text.as_bytes();
    let mut invalid = None;
    let mut at = 0;
    loop {
        let Some(length) = memchr::memchr(b'\\', &bytes[at..]) else {
            out.extend_from_slice(&bytes[at..]);
            return Ok(invalid);
        };
        out.extend_from_slice(&bytes[at..at + length]);
        let escape = at + length;
        at = escape + 2;
        match bytes.get(escape + 1) {
            None => return Err("(value error) Trailing \\ in string".to_owned()),
            Some(b'\n') => {}
            Some(b'\\') => out.push(b'\\'),
            Some(b'\'') => out.push(b'\''),
            Some(b'"') => out.push(b'"'),
            Some(b'n') => out.push(b'\n'),
            Some(b't') => out.push(b'\t'),
            Some(b'r') => out.push(b'\r'),
            Some(b'b') => out.push(8),
            Some(b'f') => out.push(12),
            Some(b'v') => out.push(11),
            Some(b'a') => out.push(7),
            Some(b'0'..=b'7') => {
                let (value, end, escape) = octal(bytes, escape + 1);
                at = end;
                invalid = invalid.or(escape);
                out.push(value as u8);
            }
            Some(b'x') => {
                let digits = bytes[at..].iter().take(2).take_while(|byte| byte.is_ascii_hexdigit()).count();
                if digits < 2 {
                    return Err(format!("(value error) invalid \\x escape at position {escape}"));
                }
                out.push(hex(&bytes[at..at + 2]) as u8);
                at += 2;
            }
            Some(&other) => {
                invalid = invalid.or(Some(InvalidEscape::Char(other)));
                out.extend_from_slice(&[b'\\', other]);
            }
        }
    }
}

/// Up to three octal digits from `at`: their value, where they end, and whether CPython warns.
fn octal(bytes: &[u8], at: usize) -> (u32, usize, Option<InvalidEscape>) {
    let count = bytes[at..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
    let digits = &bytes[at..at + count];
    let value = digits.iter().fold(0, |value, digit| value * 8 + u32::from(digit - b'0'));
    let invalid = match *digits {
        [a, b, c] if value > 0o377 => Some(InvalidEscape::Octal([a, b, c])),
        _ => None,
    };
    (value, at + count, invalid)
}

fn hex(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |value, &digit| value << 4 | char::from(digit).to_digit(16).unwrap_or(0))
}

/// Appends a code point, which may be a surrogate.
fn push_code_point(value: u32, out: &mut Vec<u8>) {
    match char::from_u32(value) {
        Some(character) => out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        None => out.extend_from_slice(&[
            0xe0 | (value >> 12) as u8,
            0x80 | (value >> 6 & 0x3f) as u8,
            0x80 | (value & 0x3f) as u8,
        ]),
    }
}

/// The message for the escape from `start` to `end`. CPython counts in the text that it hands to
/// its decoder, in which every character that is not ASCII has become `\UXXXXXXXX`.
fn unicode_error(bytes: &[u8], start: usize, end: usize, reason: &str) -> String {
    let position = |offset: usize| {
        let text = &bytes[..offset];
        let wide = text.iter().filter(|&&byte| byte >= 0xc0).count();
        let continuation = text.iter().filter(|&&byte| (0x80..0xc0).contains(&byte)).count();
        offset - wide - continuation + wide * 10 + lone_backslashes(text) * 5
    };
    let (start, end) = (position(start), position(end));
    let place = if end == start + 1 {
        format!("can't decode byte 0x5c in position {start}")
    } else {
        format!("can't decode bytes in position {start}-{}", end - 1)
    };
    format!("(unicode error) 'unicodeescape' codec {place}: {reason}")
}

/// How many backslashes escape a character that is not ASCII: each becomes `\u005c`.
fn lone_backslashes(text: &[u8]) -> usize {
    let mut count = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at] == b'\\' {
            count += usize::from(text.get(at + 1).is_some_and(|byte| *byte >= 0x80));
            at += 1;
        }
        at += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{InvalidEscape, decode_bytes, decode_str, excess_digits};
    use crate::compiler::version::Target;

    fn str(text: &str) -> Result<(Vec<u8>, Option<InvalidEscape>), String> {
        let mut out = Vec::new();
        decode_str(text, &mut out, || Target::py311().unicode()).map(|invalid| (out, invalid))
    }

    fn bytes(text: &str) -> Result<(Vec<u8>, Option<InvalidEscape>), String> {
        let mut out = Vec::new();
        decode_bytes(text, &mut out).map(|invalid| (out, invalid))
    }

    #[test]
    fn digits_are_counted_of_long_decimal_integers_alone() {
        let excess = |text: &str, limit| excess_digits(text.as_bytes(), limit);
        assert_eq!(excess("1234567", 6), Some(7));
        assert_eq!(excess("1_234_567", 6), Some(7));
        for (text, limit) in [
            ("123456", 6),
            ("12_34_56", 6),
            ("1234567", 0),
            ("0000000", 6),
            ("0_0_0_0", 3),
            ("0x1234567", 6),
            ("0b1111111", 6),
            ("123456.7", 6),
            ("1e1234567", 6),
            ("1234567j", 6),
        ] {
            assert_eq!(excess(text, limit), None, "{text}");
        }
    }

    #[test]
    fn places_of_escapes() {
        assert_eq!(InvalidEscape::Char(b'd').place("a\nb\\\n\\\\d\né\\d\n"), (3, 10));
        assert_eq!(InvalidEscape::Octal(*b"777").place("\\77\\777"), (0, 3));
    }

    #[test]
    fn escapes_of_strings() {
        assert_eq!(
            str(r"a\x41\u20ac\U0001f600\101\n\
z"),
            Ok(("aA€😀A\nz".as_bytes().to_vec(), None))
        );
        assert_eq!(str(r"\ud800"), Ok((vec![0xed, 0xa0, 0x80], None)));
        assert_eq!(str(r"\N{LATIN SMALL LETTER A}\N{NEW LINE}"), Ok((b"a\n".to_vec(), None)));
        assert_eq!(str(r"\777\d\w"), Ok(("\u{1ff}\\d\\w".into(), Some(InvalidEscape::Octal(*b"777")))));
        assert_eq!(str(r"\d\777"), Ok(("\\d\u{1ff}".into(), Some(InvalidEscape::Char(b'd')))));
        assert_eq!(str("\\é"), Ok(("\\é".into(), None)));
    }

    #[test]
    fn errors_of_strings() {
        let error = |place: &str, reason: &str| Err(format!("(unicode error) 'unicodeescape' codec {place}: {reason}"));
        assert_eq!(str(r"a\x4"), error("can't decode bytes in position 1-3", "truncated \\xXX escape"));
        assert_eq!(str(r"é\xg"), error("can't decode bytes in position 10-11", "truncated \\xXX escape"));
        assert_eq!(str(r"\N"), error("can't decode bytes in position 0-1", "malformed \\N character escape"));
        assert_eq!(str(r"\N{no such}"), error("can't decode bytes in position 0-10", "unknown Unicode character name"));
        assert_eq!(str(r"\U00110000"), error("can't decode bytes in position 0-9", "illegal Unicode character"));
    }

    #[test]
    fn escapes_of_bytes() {
        assert_eq!(bytes(r"a\x41\101\n\u"), Ok((b"aAA\n\\u".to_vec(), Some(InvalidEscape::Char(b'u')))));
        assert_eq!(bytes(r"\777"), Ok((vec![0xff], Some(InvalidEscape::Octal(*b"777")))));
        assert_eq!(bytes(r"ab\x4"), Err("(value error) invalid \\x escape at position 2".into()));
    }
}
