//! What CPython takes from the Unicode database, as each release has it: identifiers, printable characters, names.
//!
//! The tables are recorded from interpreters, each as what it has otherwise than the one before. A release that knows
//! more is one more recording, and the feature that it comes with.

mod names;
mod tables;

use crate::compiler::version::{Feature, Target};
use unicode_normalization::UnicodeNormalization;

/// The features that each recording comes with; the first one comes with none.
const RECORDINGS: [Feature; tables::NAMES.len() - 1] =
    [Feature::Unicode15, Feature::Unicode15Point1, Feature::Unicode16, Feature::Unicode17];

/// The Unicode database of some release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unicode {
    /// The last recording that it comprises.
    recording: usize,
    /// Whether the names of ideographs and Hangul syllables are looked up as all others are, those of Tangut too.
    ranges_ignore_case: bool,
}

impl Target {
    /// The Unicode database of the release.
    pub fn unicode(&self) -> Unicode {
        Unicode::of(|feature| self.has(feature))
    }
}

impl Unicode {
    /// The database of what has the features for which `has` says so.
    pub fn of(mut has: impl FnMut(Feature) -> bool) -> Self {
        let recording = RECORDINGS.map(&mut has).into_iter().filter(|&has| has).count();
        Self { recording, ranges_ignore_case: has(Feature::RangedNamesIgnoreCase) }
    }

    /// Whether `str.isprintable` says so: `c` is no control, format, surrogate, private-use or
    /// unassigned character, and no separator but the ASCII space. Takes any code point, lone
    /// surrogates included.
    pub fn is_printable(self, c: u32) -> bool {
        if c < 0x7f { c >= 0x20 } else { tables::PRINTABLE.has(c, self) }
    }

    /// How many columns of a terminal `c` takes, as Python's `traceback` counts them.
    pub fn width(self, c: char) -> usize {
        match c {
            ..'\u{80}' => 1,
            _ if self.has_no_width(c) => 0,
            _ => 1 + usize::from(self.is_wide(c)),
        }
    }

    /// Whether `c` is a combining or a format character.
    pub fn has_no_width(self, c: char) -> bool {
        tables::ZERO_WIDTH.has(u32::from(c), self)
    }

    /// Whether `c` takes two columns (East Asian Width).
    pub fn is_wide(self, c: char) -> bool {
        tables::WIDE.has(u32::from(c), self)
    }

    /// Whether an identifier may start with `c`.
    pub fn is_identifier_start(self, c: char) -> bool {
        tables::START.has(u32::from(c), self)
    }

    /// Whether an identifier may have `c` after its start.
    pub fn is_identifier_continue(self, c: char) -> bool {
        tables::CONTINUE.has(u32::from(c), self)
    }

    /// Whether `text` is an identifier or a keyword (`str.isidentifier`).
    pub fn is_identifier(self, text: &str) -> bool {
        let mut characters = text.chars();
        characters.next().is_some_and(|c| self.is_identifier_start(c))
            && characters.all(|c| self.is_identifier_continue(c))
    }

    /// The character of `\N{name}`.
    pub fn named_character(self, name: &str) -> Option<char> {
        names::character(name, self)
    }
}

/// An identifier as Python compares it (NFKC). What an identifier of any release may have is normalized alike in all
/// later versions of Unicode.
pub fn normalized(identifier: &str) -> String {
    identifier.nfkc().collect()
}

/// Whether a normalized name is one that only a constant can have.
pub fn is_constant(name: &str) -> bool {
    matches!(name, "None" | "True" | "False")
}

/// A set of code points: for each recording those at which what it has otherwise than the one before begins and ends,
/// in turns.
struct Set([&'static [u32]; tables::NAMES.len()]);

impl Set {
    fn has(&self, c: u32, unicode: Unicode) -> bool {
        let changes = self.0.iter().take(unicode.recording + 1);
        changes.filter(|changes| changes.partition_point(|&change| change <= c) % 2 == 1).count() % 2 == 1
    }
}
