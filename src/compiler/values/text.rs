//! Paths as Python sees them: text decoded from bytes with `surrogateescape`.
//!
//! A byte that is not UTF-8 becomes a lone surrogate, U+DC80 to U+DCFF. What Python does with such
//! text when it sorts, shows or stores it is done here on the bytes.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Write as _;

use crate::compiler::version::Target;

/// The code points of a path, undecodable bytes as lone surrogates.
pub fn code_points(path: &[u8]) -> impl Iterator<Item = u32> {
    path.utf8_chunks().flat_map(|chunk| {
        let valid = chunk.valid().chars().map(u32::from);
        valid.chain(chunk.invalid().iter().map(|&byte| 0xdc00 + u32::from(byte)))
    })
}

/// A path as text to be matched, with a character of the last private plane for each byte that is no UTF-8: there Python
/// has lone surrogates, one a byte as well.
pub fn searchable(path: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(path) {
        Ok(path) => Cow::Borrowed(path),
        Err(_) => Cow::Owned(code_points(path).map(searchable_character).collect()),
    }
}

/// The character that [`searchable`] has for a code point, which may be a surrogate.
pub fn searchable_character(code_point: u32) -> char {
    let stand_in = || char::from_u32(0x10_0000 + code_point).unwrap_or(char::REPLACEMENT_CHARACTER);
    char::from_u32(code_point).unwrap_or_else(stand_in)
}

/// How Python sorts two names. The order of code points is that of UTF-8's bytes, but not of the
/// surrogates that stand for other bytes.
pub fn compare(left: &[u8], right: &[u8]) -> Ordering {
    if left.is_ascii() && right.is_ascii() { left.cmp(right) } else { code_points(left).cmp(code_points(right)) }
}

/// Python's `repr` of a path, for messages: with the characters that the newest version knows.
pub fn repr(path: &[u8]) -> String {
    let unicode = Target::newest().unicode();
    let quote = if path.contains(&b'\'') && !path.contains(&b'"') { '"' } else { '\'' };
    let mut shown = String::with_capacity(path.len() + 2);
    shown.push(quote);
    for code_point in code_points(path) {
        match char::from_u32(code_point) {
            Some(c) if c == quote || c == '\\' => {
                shown.push('\\');
                shown.push(c);
            }
            Some('\t') => shown.push_str("\\t"),
            Some('\n') => shown.push_str("\\n"),
            Some('\r') => shown.push_str("\\r"),
            Some(c) if unicode.is_printable(code_point) => shown.push(c),
            _ => push_escape(&mut shown, code_point),
        }
    }
    shown.push(quote);
    shown
}

/// A path as `backslashreplace` writes it to a UTF-8 stream.
pub fn backslash_replaced(path: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(path) {
        Ok(path) => Cow::Borrowed(path),
        Err(_) => {
            let mut shown = String::with_capacity(path.len() + 8);
            for code_point in code_points(path) {
                match char::from_u32(code_point) {
                    Some(c) => shown.push(c),
                    None => push_escape(&mut shown, code_point),
                }
            }
            Cow::Owned(shown)
        }
    }
}

/// The shortest of `\xhh`, `\uhhhh` and `\Uhhhhhhhh`.
fn push_escape(text: &mut String, code_point: u32) {
    let written = match code_point {
        0..=0xff => write!(text, "\\x{code_point:02x}"),
        0x100..=0xffff => write!(text, "\\u{code_point:04x}"),
        _ => write!(text, "\\U{code_point:08x}"),
    };
    written.expect("writing to a String cannot fail");
}

/// A path as marshal stores it (WTF-8): the lone surrogates in three bytes each.
pub fn wtf8(path: &[u8]) -> Cow<'_, [u8]> {
    if std::str::from_utf8(path).is_ok() {
        return Cow::Borrowed(path);
    }
    let mut stored = Vec::with_capacity(path.len() + 8);
    for chunk in path.utf8_chunks() {
        stored.extend_from_slice(chunk.valid().as_bytes());
        for &byte in chunk.invalid() {
            // 0xDC80 + (byte - 0x80) as three bytes of UTF-8's pattern.
            stored.extend_from_slice(&[0xed, 0xb0 | byte >> 6, 0x80 | byte & 0x3f]);
        }
    }
    Cow::Owned(stored)
}

/// A path from what marshal stores, as [`wtf8`] makes it; nothing if Python would not decode that. A lone surrogate that
/// stands for no byte stays as it is.
pub fn from_wtf8(stored: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut path = Vec::new();
    let mut rest = stored;
    while let Err(error) = std::str::from_utf8(rest) {
        let (valid, other) = rest.split_at(error.valid_up_to());
        path.extend_from_slice(valid);
        match *other {
            [0xed, high @ 0xb2..=0xb3, low @ 0x80..=0xbf, ..] => path.push(high << 6 | low & 0x3f),
            [0xed, 0xa0..=0xbf, 0x80..=0xbf, ..] => path.extend_from_slice(&other[..3]),
            _ => return None,
        }
        rest = &other[3..];
    }
    if rest.len() == stored.len() {
        return Some(Cow::Borrowed(stored));
    }
    path.extend_from_slice(rest);
    Some(Cow::Owned(path))
}

/// Python's `str.isspace` of one character.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_paths_as_repr() {
        for (path, shown) in [
            (&b"a b"[..], "'a b'"),
            (b"it's", "\"it's\""),
            (b"it's \"x\"", "'it\\'s \"x\"'"),
            (b"tab\there\n\r\\", "'tab\\there\\n\\r\\\\'"),
            (b"\x01\x7f", "'\\x01\\x7f'"),
            ("é中\u{200b}\u{1f600}\u{10ffff}".as_bytes(), "'é中\\u200b😀\\U0010ffff'"),
            (b"\xff\xc3", "'\\udcff\\udcc3'"),
        ] {
            assert_eq!(repr(path), shown);
        }
    }

    #[test]
    fn sorts_undecodable_names_as_surrogates() {
        let mut names = [&b"\xff"[..], "\u{fffd}".as_bytes(), "\u{d7ff}".as_bytes(), b"a", "\u{10000}".as_bytes()];
        names.sort_by(|left, right| compare(left, right));
        assert_eq!(names, [&b"a"[..], "\u{d7ff}".as_bytes(), b"\xff", "\u{fffd}".as_bytes(), "\u{10000}".as_bytes()]);
    }

    #[test]
    fn stores_and_writes_undecodable_bytes() {
        assert_eq!(*wtf8(b"a\xff\x80"), *b"a\xed\xb3\xbf\xed\xb2\x80");
        assert_eq!(backslash_replaced(b"a\xff"), "a\\udcff");
    }

    #[test]
    fn reads_back_what_is_stored() {
        for path in [&b""[..], b"a", "\u{e9}\u{10ffff}".as_bytes(), b"a\xff\x80b", b"\xed\xa0\x80", b"\xc3"] {
            assert_eq!(from_wtf8(&wtf8(path)).as_deref(), Some(path));
        }
        // A surrogate for no byte, and two that are a pair.
        for stored in [&b"a\xed\xa0\x80b"[..], b"\xed\xa0\xbd\xed\xb8\x80", b"\xed\xb1\xbf"] {
            assert_eq!(from_wtf8(stored).as_deref(), Some(stored));
        }
        for other in [&b"\xff"[..], b"a\xc3", b"\xc0\x80", b"\xed\xa0", b"\xed\xa0\x7f", b"\xf4\x90\x80\x80"] {
            assert_eq!(from_wtf8(other), None, "{}", other.escape_ascii());
        }
    }
}
