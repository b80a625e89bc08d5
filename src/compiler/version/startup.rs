//! The strings that are interned before an interpreter compiles its first file.
//!
//! They matter where a frozenset of string constants is used in several functions: with an interned
//! string of the same text around, each of them gets a copy of the set (see [`crate::compiler::marshal`]). A
//! qualified name that is interned already takes the place of the constant of the same text, too.
//!
//! The lists are facts about a fresh `python -m compileall` of a release whose library is compiled: where it compiles
//! its first file, `sys.intern` of a new string gave another one. `tests/recorded/record_startup.py` recorded them: asked
//! were all words, names and strings of the standard library and the interpreter. `startup/base.txt` has the names that
//! most series have, one a line; the file of a release says how its list differs from the base or from another list:
//! `+NAME` is more, `-NAME` is missing. All are sorted by name.

use super::Target;

/// The list of names of a release: its bit in [`Table::lists`].
#[derive(Clone, Copy, Debug)]
pub(super) struct StartupNames(u16);

/// The names that most series have: the bit of no release.
const BASE: StartupNames = StartupNames(1 << 15);

macro_rules! lists {
    ($($list:ident $release:literal from $other:ident;)+) => {
        #[derive(Clone, Copy)]
        #[allow(non_camel_case_types)] // named as the constants
        enum Bit { $($list),+ }

        $(
            #[doc = concat!($release, "'s.")]
            pub(super) const $list: StartupNames = StartupNames(1 << Bit::$list as u16);
        )+

        /// Each list and the one that it differs from, which stands before it.
        const LISTS: &[(StartupNames, StartupNames)] = &[$(($list, $other)),+];

        /// The base, then the differences in the order of [`LISTS`]; an empty line is between them.
        const TEXT: &str =
            concat!(include_str!("startup/base.txt"), $("\n", include_str!(concat!("startup/", $release, ".txt"))),+);
    };
}

// Each list, the release that was asked, and the list that it differs from.
lists! {
    NAMES_311_2 "3.11.2" from BASE;
    NAMES_311 "3.11.7" from NAMES_311_2;
    NAMES_312 "3.12.1" from BASE;
    NAMES_313 "3.13.18" from BASE;
    NAMES_313_0 "3.13.0" from NAMES_313;
    NAMES_314 "3.14.10" from NAMES_313;
    NAMES_314_8 "3.14.8" from NAMES_314;
    NAMES_315 "3.15.2" from NAMES_314;
    NAMES_315_0 "3.15.0" from NAMES_315;
}

/// Where to find each name of [`TEXT`], by its hash.
#[derive(Debug)]
struct Table {
    /// One for each name, at its hash or in the next free slot behind it:
    ///
    /// - bits 0..18: where the name begins in [`TEXT`], plus one; 0 in a free slot;
    /// - bits 18..32: the tag, other bits of its hash.
    ///
    /// Perf: the tag refuses most names that are no startup names without a look at the text.
    slots: [u32; SLOTS],
    /// The lists that the name in each slot is in.
    lists: [u16; SLOTS],
}

const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 15;
const PLACE_BITS: u32 = 18;

/// Perf: made when this program is compiled, it costs nothing when it starts.
#[allow(long_running_const_eval)] // thousands of names
static TABLE: Table = Table::new();

/// The slot where a name is looked for first, and its tag, in place.
const fn hash(mut name: &[u8]) -> (usize, u32) {
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = name.len() as u64;
    while let Some((word, rest)) = name.split_first_chunk() {
        hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(MULTIPLIER);
        hash ^= hash >> 32;
        name = rest;
    }
    while let Some((&byte, rest)) = name.split_first() {
        hash = (hash ^ byte as u64).wrapping_mul(MULTIPLIER);
        name = rest;
    }
    ((hash >> (u64::BITS - SLOT_BITS)) as usize, (hash >> 17) as u32 >> PLACE_BITS << PLACE_BITS)
}

impl Table {
    const fn new() -> Self {
        let text = TEXT.as_bytes();
        assert!(text.len() < 1 << PLACE_BITS);
        let mut table = Self { slots: [0; SLOTS], lists: [0; SLOTS] };
        // The list that is read: the base, then each of `LISTS`.
        let (mut list, mut read) = (BASE.0, 0);
        let (mut start, mut end) = (0, 0);
        while end < text.len() {
            if text[end] == b'\n' {
                if start == end {
                    let (next, differs_from) = LISTS[read];
                    table.copy(differs_from, next);
                    (list, read) = (next.0, read + 1);
                } else if list == BASE.0 {
                    table.lists[table.slot_for(start, end)] |= list;
                } else if text[start] == b'+' {
                    table.lists[table.slot_for(start + 1, end)] |= list;
                } else {
                    assert!(text[start] == b'-');
                    table.lists[table.slot_for(start + 1, end)] &= !list;
                }
                start = end + 1;
            }
            end += 1;
        }
        assert!(read == LISTS.len());
        table
    }

    /// Puts the names of a list into another one.
    const fn copy(&mut self, from: StartupNames, to: StartupNames) {
        let mut slot = 0;
        while slot < SLOTS {
            if self.lists[slot] & from.0 != 0 {
                self.lists[slot] |= to.0;
            }
            slot += 1;
        }
    }

    /// The slot of the name there in [`TEXT`], which is taken for it if it has none.
    const fn slot_for(&mut self, start: usize, end: usize) -> usize {
        let name = TEXT.as_bytes().split_at(end).0.split_at(start).1;
        let (mut slot, tag) = hash(name);
        while self.slots[slot] != 0 {
            if self.is_at(slot, tag, name) {
                return slot;
            }
            slot = (slot + 1) % SLOTS;
        }
        self.slots[slot] = tag | (start as u32 + 1);
        slot
    }

    /// Whether a slot that is not free has the name.
    const fn is_at(&self, slot: usize, tag: u32, name: &[u8]) -> bool {
        if self.slots[slot] >> PLACE_BITS != tag >> PLACE_BITS {
            return false;
        }
        let start = (self.slots[slot] & ((1 << PLACE_BITS) - 1)) as usize - 1;
        let text = TEXT.as_bytes().split_at(start).1;
        let mut at = 0;
        while at < name.len() {
            if text[at] != name[at] {
                return false;
            }
            at += 1;
        }
        text[at] == b'\n'
    }
}

impl StartupNames {
    fn contains(self, name: &[u8]) -> bool {
        let (mut slot, tag) = hash(name);
        while TABLE.slots[slot] != 0 {
            if TABLE.is_at(slot, tag, name) {
                return TABLE.lists[slot] & self.0 != 0;
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
    use std::collections::BTreeSet;

    #[test]
    fn each_list_has_another_ones_names_and_its_differences() {
        let mut parts = TEXT.split("\n\n");
        let base: BTreeSet<_> = parts.next().unwrap().lines().collect();
        let mut lists = vec![(BASE.0, base)];
        for &(list, differs_from) in LISTS {
            let (_, names) = lists.iter().find(|(bit, _)| *bit == differs_from.0).unwrap();
            let mut names = names.clone();
            for (sign, name) in parts.next().unwrap().lines().map(|line| line.split_at(1)) {
                assert!(if sign == "+" { names.insert(name) } else { names.remove(name) }, "{sign}{name}");
                assert_eq!(list.contains(name.as_bytes()), sign == "+", "{sign}{name}");
            }
            assert!(names.len() > 5000 && names.iter().all(|name| list.contains(name.as_bytes())));
            let known = TABLE.lists.iter().filter(|&&lists| lists & list.0 != 0).count();
            assert_eq!(known, names.len());
            lists.push((list.0, names));
        }
        assert_eq!(parts.next(), None);
    }

    #[test]
    fn finds_nothing_else() {
        for &(list, _) in LISTS {
            for name in ["", "z", "No", "~~~", "!", "+", "-", "\n", "self\nx"] {
                assert!(!list.contains(name.as_bytes()), "{name}");
            }
            assert!(list.contains(b"self") && list.contains(b"__name__"));
        }
    }
}
