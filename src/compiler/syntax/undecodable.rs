//! Sources that say nothing of their encoding and are not UTF-8.
//!
//! CPython decodes them token by token: what is in a comment is never looked at. Our parser wants
//! valid text, so it gets a text in which every byte that is not UTF-8 is
//! replaced, and whether CPython refuses the source is found out from the bytes.

/// What stands for a byte: it begins no token.
const PLACEHOLDER: u8 = b'?';

/// A source that is not UTF-8.
#[derive(Clone, Debug)]
pub(super) struct Undecodable {
    pub bytes: Vec<u8>,
}

impl Undecodable {
    /// Takes `bytes`; answers also the text with replacements, which is as long.
    pub(super) fn new(bytes: Vec<u8>) -> (Self, String) {
        let mut text = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            for _ in chunk.invalid() {
                text.push(char::from(PLACEHOLDER));
            }
        }
        (Self { bytes }, text)
    }
}

/// What CPython says of `bytes` that are not UTF-8; nothing if they are.
pub(super) fn utf8_error(bytes: &[u8]) -> Option<String> {
    let error = std::str::from_utf8(bytes).err()?;
    let start = error.valid_up_to();
    let first = bytes[start];
    let (length, reason) = match error.error_len() {
        None => (bytes.len() - start, "unexpected end of data"),
        Some(_) if !matches!(first, 0xc2..=0xf4) => (1, "invalid start byte"),
        Some(length) => (length, "invalid continuation byte"),
    };
    Some(if length == 1 {
        format!("'utf-8' codec can't decode byte 0x{first:02x} in position {start}: {reason}")
    } else {
        format!("'utf-8' codec can't decode bytes in position {start}-{}: {reason}", start + length - 1)
    })
}

#[cfg(test)]
mod tests {
    use super::utf8_error;

    #[test]
    fn words_of_utf8_errors() {
        let error = |bytes: &[u8]| utf8_error(bytes).unwrap_or_default();
        assert_eq!(error(b"a"), "");
        assert_eq!(error(b"a\xff"), "'utf-8' codec can't decode byte 0xff in position 1: invalid start byte");
        assert_eq!(error(b"\xe9a"), "'utf-8' codec can't decode byte 0xe9 in position 0: invalid continuation byte");
        assert_eq!(error(b"\xe2\x82"), "'utf-8' codec can't decode bytes in position 0-1: unexpected end of data");
        assert_eq!(error(b"\xe2\x82a"), "'utf-8' codec can't decode bytes in position 0-1: invalid continuation byte");
    }
}
