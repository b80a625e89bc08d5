//! The RECORD of a wheel, which has the hash and the size of each file.

use sha2::{Digest, Sha256};

use crate::tool::tree::record::{Entries, Entry, Unterminated, with_entries};

/// The lines that a RECORD is to have, by their paths.
#[derive(Default)]
pub(super) struct Lines(Entries);

impl Lines {
    /// Adds the line of a file.
    pub(super) fn add(&mut self, name: &str, content: &[u8]) {
        let rest = format!("sha256={},{}", base64(&Sha256::digest(content)), content.len());
        self.0.insert(name.as_bytes().to_vec(), Entry { rest: rest.into_bytes(), replaces: true });
    }

    /// A RECORD with these lines.
    pub(super) fn put_into(&self, text: Vec<u8>) -> Result<Vec<u8>, Unterminated> {
        Ok(with_entries(&text, &self.0)?.unwrap_or(text))
    }
}

/// Bytes in the base64 of a RECORD: that for URLs, without `=`.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, at| bits << 8 | usize::from(chunk.get(at).copied().unwrap_or(0)));
        text.extend((0..=chunk.len()).map(|digit| char::from(DIGITS[bits >> (18 - 6 * digit) & 63])));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_the_hash_and_the_size() {
        let mut lines = Lines::default();
        lines.add("a.pyc", b"");
        let text = lines.put_into(b"a.py,,\na.pyc,,\n".to_vec()).map(|text| String::from_utf8(text).unwrap());
        assert_eq!(text.unwrap(), "a.py,,\na.pyc,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n");
        assert_eq!([b"f".as_slice(), b"fo", b"\xff\xfe\xfb"].map(base64), ["Zg", "Zm8", "__77"]);
    }
}
