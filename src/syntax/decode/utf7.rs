//! UTF-7 (RFC 2152), as lenient as Python's decoder.

use super::codec::cannot_decode;

/// Decodes `bytes`.
///
/// # Errors
/// What Python's `utf-7` codec says; a lone surrogate, which no source can contain, is one too.
pub(super) fn decode(bytes: &[u8]) -> Result<String, String> {
    let fail = |at: usize, reason: &str| cannot_decode("utf7", bytes[at], at, reason);
    let mut text = String::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if !byte.is_ascii() {
            return Err(fail(at, "unexpected special character"));
        }
        if byte != b'+' {
            text.push(char::from(byte));
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        let length = bytes[at..].iter().take_while(|&&byte| sextet(byte).is_some()).count();
        let run = &bytes[at..at + length];
        at += length;
        let next = bytes.get(at);
        let fail_run = |reason: &str| {
            let last = at.min(bytes.len() - 1);
            format!("'utf7' codec can't decode bytes in position {start}-{last}: {reason}")
        };
        match next {
            // `+-` is a plus.
            Some(b'-') if run.is_empty() => text.push('+'),
            Some(byte) if !byte.is_ascii() => return Err(fail(at, "unexpected special character")),
            Some(_) if run.is_empty() => return Err(fail_run("ill-formed sequence")),
            _ => {}
        }
        decode_run(run, &mut text).map_err(|reason| {
            let reason = if next.is_none() { "unterminated shift sequence" } else { reason };
            fail_run(reason)
        })?;
        if bytes.get(at) == Some(&b'-') {
            at += 1;
        }
    }
    Ok(text)
}

/// Appends the UTF-16 that a run of base64 spells.
fn decode_run(run: &[u8], text: &mut String) -> Result<(), &'static str> {
    let mut units = Vec::with_capacity(run.len() * 6 / 16);
    let (mut buffer, mut bits) = (0_u32, 0);
    for value in run.iter().filter_map(|&byte| sextet(byte)) {
        buffer = buffer << 6 | value;
        bits += 6;
        if bits >= 16 {
            bits -= 16;
            units.push((buffer >> bits) as u16);
            buffer &= (1 << bits) - 1;
        }
    }
    if bits >= 6 {
        return Err("partial character in shift sequence");
    }
    if buffer != 0 {
        return Err("non-zero padding bits in shift sequence");
    }
    for unit in char::decode_utf16(units) {
        text.push(unit.map_err(|_| "lone surrogate")?);
    }
    Ok(())
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
    use super::decode;

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
    }
}
