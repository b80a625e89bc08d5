//! Bytes in base64 (RFC 4648).

/// With `+`, `/` and `=`, for paths in JSON.
pub(crate) fn base64(bytes: &[u8]) -> String {
    let mut text = encoded(bytes, b"+/");
    text.extend(std::iter::repeat_n('=', text.len().next_multiple_of(4) - text.len()));
    text
}

/// With `-` and `_` and without `=`, for hashes in a RECORD.
pub(crate) fn base64_for_urls(bytes: &[u8]) -> String {
    encoded(bytes, b"-_")
}

fn encoded(bytes: &[u8], last: &[u8; 2]) -> String {
    const DIGITS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let digit = |index: usize| char::from(DIGITS.get(index).copied().unwrap_or_else(|| last[index & 1]));
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, at| bits << 8 | usize::from(chunk.get(at).copied().unwrap_or(0)));
        text.extend((0..=chunk.len()).map(|at| digit(bits >> (18 - 6 * at) & 63)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_the_rfc() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
            assert_eq!(base64_for_urls(bytes.as_bytes()), text.trim_end_matches('='));
        }
        assert_eq!(base64(b"\xff\xfe\xfb\x00"), "//77AA==");
        assert_eq!(base64_for_urls(b"\xff\xfe\xfb\x00"), "__77AA");
    }
}
