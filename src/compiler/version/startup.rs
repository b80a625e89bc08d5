//! The strings that are interned before an interpreter compiles its first file.
//!
//! They matter where a frozenset of string constants is used in several functions: with an interned
//! string of the same text around, each of them gets a copy of the set (see [`crate::compiler::marshal`]). A
//! qualified name that is interned already takes the place of the constant of the same text, too.
//! The lists are facts about a fresh `python -m compileall` of a release whose library is compiled:
//! where it compiles its first file, `sys.intern` of a new string gave another one. Asked were all
//! words, names and strings of the standard library and the interpreter.

use super::Target;

/// The lines of a text, each with its newline, and where to find them.
#[derive(Debug)]
pub struct StartupNames {
    text: &'static str,
    /// Where a line begins in the text, counted from 1, and above [`PLACE_BITS`] other bits of its hash than those
    /// that name its slot, or the next ones if others have that; zeros in a free slot. So that a name that is no
    /// line is mostly refused for one number, without a look at the text.
    slots: [u32; SLOTS],
}

const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 14;
const PLACE_BITS: u32 = 17;

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

/// The slot where a text is looked for first, and the bits that tell it from others there, in their place.
const fn hash(mut text: &[u8]) -> (usize, u32) {
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = text.len() as u64;
    while let Some((word, rest)) = text.split_first_chunk() {
        hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(MULTIPLIER);
        hash ^= hash >> 32;
        text = rest;
    }
    while let Some((&byte, rest)) = text.split_first() {
        hash = (hash ^ byte as u64).wrapping_mul(MULTIPLIER);
        text = rest;
    }
    ((hash >> (u64::BITS - SLOT_BITS)) as usize, (hash >> PLACE_BITS) as u32 >> PLACE_BITS << PLACE_BITS)
}

impl StartupNames {
    // Made when this program is compiled, it costs nothing when it starts.
    #[allow(long_running_const_eval)] // thousands of names
    const fn new(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        assert!(bytes.len() < 1 << PLACE_BITS);
        let mut slots = [0; SLOTS];
        let (mut start, mut end) = (0, 0);
        while end < bytes.len() {
            if bytes[end] == b'\n' {
                let (mut slot, tag) = hash(bytes.split_at(end).0.split_at(start).1);
                while slots[slot] != 0 {
                    slot = (slot + 1) % SLOTS;
                }
                slots[slot] = tag | (start as u32 + 1);
                start = end + 1;
            }
            end += 1;
        }
        Self { text, slots }
    }

    fn contains(&self, name: &[u8]) -> bool {
        let (mut slot, tag) = hash(name);
        while self.slots[slot] != 0 {
            if self.slots[slot] >> PLACE_BITS == tag >> PLACE_BITS {
                let start = (self.slots[slot] & ((1 << PLACE_BITS) - 1)) as usize - 1;
                let line = &self.text.as_bytes()[start..];
                if line.starts_with(name) && line.get(name.len()) == Some(&b'\n') {
                    return true;
                }
            }
            slot = (slot + 1) % SLOTS;
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
