//! UTF-7 (RFC 2152), as lenient as Python's decoder.

use super::decoded::{Failure, Text};

/// What the codec calls itself.
const NAME: &str = "utf7";

/// Decodes `bytes`.
pub(super) fn decode(bytes: &[u8]) -> Result<Text, Failure> {
    let mut text = Text::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'+' => at = shifted(bytes, at, &mut text)?,
            0x80.. => return Err(Failure::at(NAME, bytes, at..at + 1, "unexpected special character")),
            _ => {
                text.push(char::from(byte));
                at += 1;
            }
        }
    }
    Ok(text)
}

/// Decodes the sequence that begins with the `+` at `start`; answers where it ends.
fn shifted(bytes: &[u8], start: usize, text: &mut Text) -> Result<usize, Failure> {
    let fail = |end: usize, reason: &str| Err(Failure::at(NAME, bytes, start..end, reason));
    let length = bytes[start + 1..].iter().take_while(|&&byte| sextet(byte).is_some()).count();
    let end = start + 1 + length;
    let next = bytes.get(end).copied();
    match next {
        // `+-` is a plus.
        Some(b'-') if length == 0 => {
            text.push('+');
            return Ok(end + 1);
        }
        Some(_) if length == 0 => return fail(end + 1, "ill-formed sequence"),
        _ => {}
    }
    let (mut buffer, mut bits) = (0_u32, 0);
    // The first half of a pair of surrogates.
    let mut half: Option<u32> = None;
    for value in bytes[start + 1..end].iter().filter_map(|&byte| sextet(byte)) {
        buffer = buffer << 6 | value;
        bits += 6;
        if bits < 16 {
            continue;
        }
        bits -= 16;
        let unit = buffer >> bits;
        buffer &= (1 << bits) - 1;
        match (half.take(), unit) {
            (Some(high), 0xdc00..0xe000) => {
                text.push_code_point(0x1_0000 + ((high & 0x3ff) << 10 | unit & 0x3ff));
            }
            (lone, _) => {
                lone.into_iter().for_each(|lone| text.push_code_point(lone));
                match unit {
                    0xd800..0xdc00 => half = Some(unit),
                    _ => text.push_code_point(unit),
                }
            }
        }
    }
    match next {
        None if half.is_some() || bits >= 6 || buffer != 0 => fail(end, "unterminated shift sequence"),
        None => Ok(end),
        Some(_) if bits >= 6 => fail(end + 1, "partial character in shift sequence"),
        Some(_) if buffer != 0 => fail(end + 1, "non-zero padding bits in shift sequence"),
        Some(next) => {
            // Before what is not ASCII, CPython forgets it.
            half.filter(|_| next.is_ascii()).into_iter().for_each(|lone| text.push_code_point(lone));
            Ok(if next == b'-' { end + 1 } else { end })
        }
    }
}

fn sextet(byte: u8) -> Option<u32> {
    Some(match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::decoded::Failure;

    fn decode(bytes: &[u8]) -> Result<String, String> {
        super::decode(bytes).and_then(|text| text.finish()).map_err(Failure::into_words)
    }

    #[test]
    fn as_python_decodes() {
        assert_eq!(decode(b"a+AOk-b+AOk +-+2D3cqQ-").as_deref(), Ok("a\u{e9}b\u{e9} +\u{1f4a9}"));
        assert_eq!(decode(b"+").as_deref(), Ok(""));
        let refused = |bytes: &[u8]| decode(bytes).unwrap_err();
        let start = "'utf7' codec can't decode bytes in position ";
        assert_eq!(refused(b"+A-"), format!("{start}0-2: partial character in shift sequence"));
        assert_eq!(refused(b"+AOl"), format!("{start}0-3: unterminated shift sequence"));
        assert_eq!(refused(b"+AOl-"), format!("{start}0-4: non-zero padding bits in shift sequence"));
        assert_eq!(refused(b"+!"), format!("{start}0-1: ill-formed sequence"));
        assert!(refused(b"a\xe9").ends_with("byte 0xe9 in position 1: unexpected special character"));
        let lone = "'utf-8' codec can't encode character '\\ud83d' in position 1: surrogates not allowed";
        assert_eq!(refused(b"a+2D0-b"), lone);
    }
}
