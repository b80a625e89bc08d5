//! Which texts are one object in a process.

/// What identity a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    /// Only name characters: interned wherever it is used.
    Name,
    /// One object in the process, not interned by its characters.
    Single,
    /// Any other.
    Other,
}

/// Whether there may be several strings of this text: it is longer than one Latin-1 character.
pub(super) fn is_long(text: &[u8]) -> bool {
    !matches!(text, [] | [_] | [0xC2 | 0xC3, _])
}

/// The bytes that a name may have anywhere.
static NAME_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    table
};

/// As the standard library's, which looks at short texts, as most are, byte by byte.
#[inline]
pub(super) fn is_ascii(text: &[u8]) -> bool {
    if text.len() > 16 {
        return text.is_ascii();
    }
    if let (Some(&head), Some(&tail)) = (text.first_chunk(), text.last_chunk()) {
        return (u64::from_le_bytes(head) | u64::from_le_bytes(tail)) & 0x8080_8080_8080_8080 == 0;
    }
    if let (Some(&head), Some(&tail)) = (text.first_chunk(), text.last_chunk()) {
        return (u32::from_le_bytes(head) | u32::from_le_bytes(tail)) & 0x8080_8080 == 0;
    }
    text.iter().all(u8::is_ascii)
}

/// `all_name_chars` (Objects/codeobject.c) and the process's shared strings.
pub(super) fn classify(text: &[u8]) -> Text {
    if text.iter().all(|&byte| NAME_BYTES[byte as usize]) {
        return Text::Name;
    }
    match text {
        // Interned when the interpreter starts.
        b"*" => Text::Name,
        [_] | [0xC2 | 0xC3, _] => Text::Single,
        _ => Text::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_that_is_not_ascii_is_seen_wherever_it_stands() {
        for len in 0..40 {
            let mut text = vec![b'a'; len];
            assert!(is_ascii(&text));
            for at in 0..len {
                text[at] = 0x80;
                assert!(!is_ascii(&text), "{at} of {len}");
                text[at] = 0x7f;
            }
        }
    }
}
