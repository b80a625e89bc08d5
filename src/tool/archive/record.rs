//! The RECORD of a wheel, which has the hash and the size of each file.

use sha2::{Digest, Sha256};

use crate::tool::base64::base64_for_urls;
use crate::tool::tree::record::{Entries, Entry, Unterminated, with_entries};

/// The lines that a RECORD is to have, by their paths.
#[derive(Default)]
pub(super) struct Lines(Entries);

impl Lines {
    /// Adds the line of a file.
    pub(super) fn add(&mut self, name: &str, content: &[u8]) {
        let rest = format!("sha256={},{}", base64_for_urls(&Sha256::digest(content)), content.len());
        self.0.insert(name.as_bytes().to_vec(), Entry { rest: rest.into_bytes(), replaces: true });
    }

    /// A RECORD with these lines.
    pub(super) fn put_into(&self, text: Vec<u8>) -> Result<Vec<u8>, Unterminated> {
        Ok(with_entries(&text, &self.0)?.unwrap_or(text))
    }
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
    }
}
