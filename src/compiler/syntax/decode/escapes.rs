//! `unicode_escape` and `raw_unicode_escape`: Latin-1 with the escapes of string literals.

use super::decoded::{Failure, Text};
use crate::compiler::version::Target;

/// What `unicode_escape` calls itself.
const ESCAPE: &str = "unicodeescape";
/// What `raw_unicode_escape` calls itself.
const RAW_ESCAPE: &str = "rawunicodeescape";

/// Decodes `unicode_escape`.
pub(super) fn decode(bytes: &[u8], target: &Target) -> Result<Text, Failure> {
    let mut text = Text::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte != b'\\' {
            text.push(char::from(byte));
            at += 1;
            continue;
        }
        let fail = |end: usize, reason: &str| Err(Failure::at(ESCAPE, bytes, at..end, reason));
        let Some(&kind) = bytes.get(at + 1) else { return fail(at + 1, "\\ at end of string") };
        let after = at + 2;
        at = match kind {
            b'\n' => after,
            b'0'..=b'7' => {
                let more = bytes[after..].iter().take(2).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
                let digits = &bytes[at + 1..after + more];
                text.push_code_point(digits.iter().fold(0, |value, digit| value * 8 + u32::from(digit - b'0')));
                after + more
            }
            b'x' | b'u' | b'U' => {
                let (count, reason) = match kind {
                    b'x' => (2, "truncated \\xXX escape"),
                    b'u' => (4, "truncated \\uXXXX escape"),
                    _ => (8, "truncated \\UXXXXXXXX escape"),
                };
                let (value, end) = hexadecimal(bytes, after, count);
                match value {
                    Some(value @ ..=0x10_ffff) => text.push_code_point(value),
                    Some(_) => return fail(end, "illegal Unicode character"),
                    None => return fail(end, reason),
                }
                end
            }
            b'N' => {
                const MALFORMED: &str = "malformed \\N character escape";
                if bytes.get(after) != Some(&b'{') {
                    return fail(after, MALFORMED);
                }
                let start = after + 1;
                let Some(length) = memchr::memchr(b'}', &bytes[start..]) else { return fail(bytes.len(), MALFORMED) };
                if length == 0 {
                    return fail(start, MALFORMED);
                }
                let end = start + length + 1;
                let name = std::str::from_utf8(&bytes[start..start + length]).ok();
                match name.and_then(|name| target.unicode().named_character(name)) {
                    Some(character) => text.push(character),
                    None => return fail(end, "unknown Unicode character name"),
                }
                end
            }
            _ => {
                match kind {
                    b'\\' | b'\'' | b'"' => text.push(char::from(kind)),
                    b'a' => text.push('\x07'),
                    b'b' => text.push('\x08'),
                    b'f' => text.push('\x0c'),
                    b'n' => text.push('\n'),
                    b'r' => text.push('\r'),
                    b't' => text.push('\t'),
                    b'v' => text.push('\x0b'),
                    other => {
                        text.push('\\');
                        text.push(char::from(other));
                    }
                }
                after
            }
        };
    }
    Ok(text)
}

/// Decodes `raw_unicode_escape`, which has `\u` and `\U` alone.
pub(super) fn decode_raw(bytes: &[u8]) -> Result<Text, Failure> {
    let mut text = Text::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (count, reason) = match (byte, bytes.get(at + 1)) {
            (b'\\', Some(b'u')) => (4, "truncated \\uXXXX escape"),
            (b'\\', Some(b'U')) => (8, "truncated \\UXXXXXXXX escape"),
            (b'\\', Some(&other)) => {
                text.push('\\');
                text.push(char::from(other));
                at += 2;
                continue;
            }
            _ => {
                text.push(char::from(byte));
                at += 1;
                continue;
            }
        };
        let (value, end) = hexadecimal(bytes, at + 2, count);
        let fail = |reason: &str| Err(Failure::at(RAW_ESCAPE, bytes, at..end, reason));
        match value {
            Some(value @ ..=0x10_ffff) => text.push_code_point(value),
            Some(_) => return fail("\\Uxxxxxxxx out of range"),
            None => return fail(reason),
        }
        at = end;
    }
    Ok(text)
}

/// The number that `count` hexadecimal digits from `start` on write, if there are as many, and where they end.
fn hexadecimal(bytes: &[u8], start: usize, count: usize) -> (Option<u32>, usize) {
    let digits = bytes[start..].iter().take(count).map_while(|&byte| char::from(byte).to_digit(16));
    let (value, found) = digits.fold((0, 0), |(value, found), digit| (value << 4 | digit, found + 1));
    ((found == count).then_some(value), start + found)
}
