//! The encodings of Unicode with 16 and 32 bits a unit.

use super::decoded::{Failure, Text};

/// How the bytes of a unit are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// As a byte order mark says, or the lowest first, as on the machines of today.
    Marked,
    /// The lowest first.
    Little,
    /// The highest first.
    Big,
}

/// The order, and the bytes of the mark that says it.
fn order(order: Order, bytes: &[u8], little: &[u8], big: &[u8]) -> (bool, usize) {
    match order {
        Order::Marked if bytes.starts_with(big) => (true, big.len()),
        Order::Marked if bytes.starts_with(little) => (false, little.len()),
        Order::Marked | Order::Little => (false, 0),
        Order::Big => (true, 0),
    }
}

/// Decodes UTF-16.
pub(super) fn utf16(bytes: &[u8], declared: Order) -> Result<Text, Failure> {
    let (is_big, mut at) = order(declared, bytes, b"\xff\xfe", b"\xfe\xff");
    let name = if is_big { "utf-16-be" } else { "utf-16-le" };
    let unit = |pair: [u8; 2]| if is_big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) };
    let mut text = Text::with_capacity(bytes.len());
    while at < bytes.len() {
        let fail = |end: usize, reason: &str| Err(Failure::at(name, bytes, at..end, reason));
        let Some((pair, rest)) = bytes[at..].split_first_chunk() else { return fail(bytes.len(), "truncated data") };
        let first = unit(*pair);
        match first {
            0xd800..0xdc00 => {
                let Some(second) = rest.first_chunk() else { return fail(bytes.len(), "unexpected end of data") };
                let decoded = char::decode_utf16([first, unit(*second)]).next();
                let Some(Ok(character)) = decoded else { return fail(at + 2, "illegal UTF-16 surrogate") };
                text.push(character);
                at += 4;
            }
            0xdc00..0xe000 => return fail(at + 2, "illegal encoding"),
            unit => {
                text.push_code_point(u32::from(unit));
                at += 2;
            }
        }
    }
    Ok(text)
}

/// Decodes UTF-32.
pub(super) fn utf32(bytes: &[u8], declared: Order) -> Result<Text, Failure> {
    let (is_big, mut at) = order(declared, bytes, b"\xff\xfe\0\0", b"\0\0\xfe\xff");
    let name = if is_big { "utf-32-be" } else { "utf-32-le" };
    let mut text = Text::with_capacity(bytes.len());
    while at < bytes.len() {
        let fail = |end: usize, reason: &str| Err(Failure::at(name, bytes, at..end, reason));
        let Some(&unit) = bytes[at..].first_chunk() else { return fail(bytes.len(), "truncated data") };
        let value = if is_big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
        match char::from_u32(value) {
            Some(character) => text.push(character),
            None if value <= 0x10_ffff => {
                return fail(at + 4, "code point in surrogate code point range(0xd800, 0xe000)");
            }
            None => return fail(at + 4, "code point not in range(0x110000)"),
        }
        at += 4;
    }
    Ok(text)
}
