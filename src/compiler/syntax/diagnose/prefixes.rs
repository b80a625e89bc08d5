//! The letters in front of strings.

use super::tokenizer::{TokenError, Tokenizer};

/// Pairs of letters that no prefix has together, in the order in which they are looked for.
const INCOMPATIBLE: [[u8; 2]; 7] = [*b"ub", *b"ur", *b"uf", *b"ut", *b"bf", *b"bt", *b"ft"];

impl Tokenizer<'_> {
    /// Checks the prefix of a string that may start here (`maybe_raise_syntax_error_for_string_prefixes`).
    pub(super) fn check_prefix(&mut self, start: usize) -> Result<(), TokenError> {
        let rest = &self.text[start..self.inp];
        let mut letters = Vec::new();
        for byte in rest.iter().map(u8::to_ascii_lowercase) {
            if !b"brutf".contains(&byte) || letters.contains(&byte) {
                break;
            }
            letters.push(byte);
        }
        if !matches!(rest.get(letters.len()), Some(b'\'' | b'"')) {
            return Ok(());
        }
        let Some(pair) = INCOMPATIBLE.iter().find(|pair| pair.iter().all(|letter| letters.contains(letter))) else {
            return Ok(());
        };
        self.cur = start + letters.len() + 1;
        let [first, second] = pair.map(char::from);
        Err(self.error_between(format!("'{first}' and '{second}' prefixes are incompatible"), start, self.cur))
    }
}
