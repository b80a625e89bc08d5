//! The strings that are interned before an interpreter compiles its first file.
//!
//! They matter where a frozenset of string constants is used in several functions: with an interned
//! string of the same text around, each of them gets a copy of the set (see [`crate::marshal`]). A
//! qualified name that is interned already takes the place of the constant of the same text, too.
//! The lists are facts about a fresh `python -m compileall` of a release whose library is compiled:
//! where it compiles its first file, `sys.intern` of a new string gave another one. Asked were all
//! words, names and strings of the standard library and the interpreter.

use super::Target;

/// The lines of a sorted text.
#[derive(Clone, Copy, Debug)]
pub struct StartupNames(&'static str);

/// 3.11.2.
pub static NAMES_311_2: StartupNames = StartupNames(include_str!("startup/3.11.2.txt"));
/// 3.11.
pub static NAMES_311: StartupNames = StartupNames(include_str!("startup/3.11.txt"));
/// 3.12.
pub static NAMES_312: StartupNames = StartupNames(include_str!("startup/3.12.txt"));
/// 3.13.0.
pub static NAMES_313_0: StartupNames = StartupNames(include_str!("startup/3.13.0.txt"));
/// 3.13.
pub static NAMES_313: StartupNames = StartupNames(include_str!("startup/3.13.txt"));

impl StartupNames {
    fn contains(self, name: &[u8]) -> bool {
        let (mut low, mut high) = (0, self.0.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = self.0[..middle].rfind('\n').map_or(0, |at| at + 1);
            let end = self.0[middle..].find('\n').map_or(self.0.len(), |at| middle + at);
            match self.0.as_bytes()[start..end].cmp(name) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => low = end + 1,
                std::cmp::Ordering::Greater => high = start,
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
        assert!(NAMES_311.0.lines().all(|name| NAMES_311.contains(name.as_bytes())));
        assert!(!NAMES_311.contains(b"") && !NAMES_311.contains(b"z") && !NAMES_311.contains(b"No"));
        assert!(!NAMES_311.contains(b"~~~") && !NAMES_311.contains(b"!"));
    }
}
