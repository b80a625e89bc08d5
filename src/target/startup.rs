//! The strings that are interned before an interpreter compiles its first file.
//!
//! They matter where a frozenset of string constants is used in several functions: with an interned
//! string of the same text around, each of them gets a copy of the set (see [`crate::marshal`]). A
//! qualified name that is interned already takes the place of the constant of the same text, too.
//! The lists are facts about a fresh `python -m compileall` of a release whose library is compiled:
//! where it compiles its first file, `sys.intern` of a new string gave another one. Asked were all
//! words, names and strings of the standard library and the interpreter.

use std::cmp::Ordering;

use memchr::{memchr, memrchr};

use super::Target;

/// The lines of a text in the order of their bytes, each with its newline.
#[derive(Debug)]
pub struct StartupNames {
    text: &'static str,
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
        Self { text }
    }

    /// Searched as it is: few are asked for, and a table of the lines would have to be made first.
    fn contains(&self, name: &[u8]) -> bool {
        let mut rest = self.text.as_bytes();
        while !rest.is_empty() {
            let (before, after) = rest.split_at(rest.len() / 2);
            let start = memrchr(b'\n', before).map_or(0, |newline| newline + 1);
            let end = before.len() + memchr(b'\n', after).unwrap_or(after.len());
            match rest[start..end].cmp(name) {
                Ordering::Equal => return true,
                Ordering::Less => rest = rest.get(end + 1..).unwrap_or_default(),
                Ordering::Greater => rest = &rest[..start],
            }
        }
        false
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
        for names in [&NAMES_311_2, &NAMES_311, &NAMES_312, &NAMES_313_0, &NAMES_313] {
            assert!(names.text.lines().all(|name| names.contains(name.as_bytes())));
        }
        assert!(!NAMES_311.contains(b"") && !NAMES_311.contains(b"z") && !NAMES_311.contains(b"No"));
        assert!(!NAMES_311.contains(b"~~~") && !NAMES_311.contains(b"!"));
    }
}
