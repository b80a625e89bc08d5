//! The strings that are interned before an interpreter compiles its first file.
//!
//! They matter where a frozenset of string constants is used in several functions: with an interned
//! string of the same text around, each of them gets a copy of the set (see [`crate::marshal`]). A
//! qualified name that is interned already takes the place of the constant of the same text, too.
//! The lists are facts about a fresh `python -m compileall` of a release whose library is compiled:
//! where it compiles its first file, `sys.intern` of a new string gave another one. Asked were all
//! words, names and strings of the standard library and the interpreter.

use std::sync::OnceLock;

use memchr::memchr_iter;
use rustc_hash::{FxBuildHasher, FxHashSet};

use super::Target;

/// The lines of a text, each with its newline.
#[derive(Debug)]
pub struct StartupNames {
    text: &'static str,
    /// Them, once somebody asks.
    lines: OnceLock<FxHashSet<&'static [u8]>>,
}

/// 3.11.2.
pub static NAMES_311_2: StartupNames = StartupNames::new(include_str!("startup/3.11.2.txt"));
/// 3.11.
pub static NAMES_311: StartupNames = StartupNames::new(include_str!("startup/3.11.txt"));
/// 3.12.
pub static NAMES_312: StartupNames = StartupNames::new(include_str!("startup/3.12.txt"));
/// 3.13.0.
pub static NAMES_313_0: StartupNames = StartupNames::new(include_str!("startup/3.13.0.txt"));
/// 3.13.
pub static NAMES_313: StartupNames = StartupNames::new(include_str!("startup/3.13.txt"));

impl StartupNames {
    const fn new(text: &'static str) -> Self {
        Self { text, lines: OnceLock::new() }
    }

    fn contains(&self, name: &[u8]) -> bool {
        let lines = || {
            let text = self.text.as_bytes();
            let mut lines = FxHashSet::with_capacity_and_hasher(memchr_iter(b'\n', text).count(), FxBuildHasher);
            let mut start = 0;
            for end in memchr_iter(b'\n', text) {
                lines.insert(&text[start..end]);
                start = end + 1;
            }
            lines
        };
        self.lines.get_or_init(lines).contains(name)
    }
}

impl Target {
    /// Whether `name` is interned when the interpreter has just started, as another object than the
    /// string constant would be.
    pub fn is_startup_name(&self, name: &[u8]) -> bool {
        self.startup_names.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_line_and_nothing_else() {
        assert!(NAMES_311.text.lines().all(|name| NAMES_311.contains(name.as_bytes())));
        assert!(!NAMES_311.contains(b"") && !NAMES_311.contains(b"z") && !NAMES_311.contains(b"No"));
        assert!(!NAMES_311.contains(b"~~~") && !NAMES_311.contains(b"!"));
    }
}
