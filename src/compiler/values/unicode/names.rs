//! The names of characters.
//!
//! Listed names are sorted and in blocks of 64. A name is written as how many bytes it shares with the one before it (a
//! block's first one: none), the pieces of the rest, a zero, and how far its code point is from the last one's: the
//! magnitude doubled, one less if it is negative, in groups of seven bits from the lowest up. Before the blocks stand
//! the places where they begin.

use super::tables::{NAMES, PIECES, RANGES};
use super::{Set, Unicode};
use std::borrow::Cow;

/// The bytes of a block's place.
const PLACE: usize = 4;

/// How the names of Hangul syllables begin; their consonants and vowels follow, in the order of the code points.
const HANGUL: &str = "HANGUL SYLLABLE ";
const HANGUL_FIRST: u32 = 0xac00;
const LEADING: [&str; 19] =
    ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];
const VOWELS: [&str; 21] = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU",
    "YI", "I",
];
const TRAILING: [&str; 28] = [
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S",
    "SS", "NG", "J", "C", "K", "T", "P", "H",
];

/// How the names of unified ideographs begin.
const UNIFIED: &str = "CJK UNIFIED IDEOGRAPH-";

/// How the names of Tangut ideographs begin.
const TANGUT: &str = "TANGUT IDEOGRAPH-";

/// More bytes than any name has.
const TOO_LONG: usize = 256;

/// The character called `name`, in any case. Neither named sequences nor loose spellings count.
pub(super) fn character(name: &str, unicode: Unicode) -> Option<char> {
    if name.len() >= TOO_LONG {
        return None;
    }
    let upper = name.to_ascii_uppercase();
    let is_strict = !unicode.ranges_ignore_case && (upper.starts_with(HANGUL) || upper.starts_with(UNIFIED));
    if is_strict && upper != name {
        return None;
    }
    let known = if is_strict { unpadded(&upper) } else { Cow::Borrowed(&*upper) };
    let code = syllable(&known).or_else(|| ranged(&known, unicode)).or_else(|| listed(&known, unicode));
    code.and_then(char::from_u32)
}

/// The name without the zero that a number of four digits may have in front of it where case counts.
fn unpadded(name: &str) -> Cow<'_, str> {
    match name.strip_prefix(UNIFIED).and_then(|digits| digits.strip_prefix('0')) {
        Some(digits) if digits.len() == 4 => Cow::Owned([UNIFIED, digits].concat()),
        _ => Cow::Borrowed(name),
    }
}

/// The code point of a Hangul syllable.
fn syllable(name: &str) -> Option<u32> {
    let sounds = name.strip_prefix(HANGUL)?;
    // No vowel begins with a consonant, nor the other way round, so that the longest is right.
    let (leading, sounds) = longest(&LEADING, sounds)?;
    let (vowel, sounds) = longest(&VOWELS, sounds)?;
    let trailing = TRAILING.iter().position(|&trailing| trailing == sounds)?;
    Some(HANGUL_FIRST + ((leading * VOWELS.len() + vowel) * TRAILING.len() + trailing) as u32)
}

/// The longest of `parts` that `text` begins with: its number, and what follows it.
fn longest<'t>(parts: &[&str], text: &'t str) -> Option<(usize, &'t str)> {
    let found = parts.iter().enumerate().filter_map(|(number, part)| Some((number, text.strip_prefix(part)?)));
    found.min_by_key(|(_, rest)| rest.len())
}

/// The code point that a name ends in, if it is one that is called so.
fn ranged(name: &str, unicode: Unicode) -> Option<u32> {
    ranges(unicode).find_map(|(prefix, set)| {
        let digits = name.strip_prefix(prefix)?;
        let code = hexadecimal(digits)?;
        (set.has(code, unicode) && format!("{code:04X}") == digits).then_some(code)
    })
}

/// How the names that end in a number begin that the release knows, and which code points have one.
fn ranges(unicode: Unicode) -> impl Iterator<Item = &'static (&'static str, Set)> {
    RANGES.iter().filter(move |(prefix, _)| *prefix != TANGUT || unicode.ranges_ignore_case)
}

/// The number that digits are; no sign may stand before them.
fn hexadecimal(digits: &str) -> Option<u32> {
    let are_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if are_digits { u32::from_str_radix(digits, 16).ok() } else { None }
}

/// The code point of a name that is listed.
fn listed(name: &str, unicode: Unicode) -> Option<u32> {
    NAMES.iter().take(unicode.recording + 1).find_map(|&list| find(list, name))
}

fn find(list: &[u8], name: &str) -> Option<u32> {
    // The last block whose first name is not behind `name`.
    let (mut low, mut high) = (0, count(list));
    while high - low > 1 {
        let middle = low.midpoint(high);
        let mut block = Block::of(list, middle)?;
        block.advance()?;
        if block.name.as_str() <= name {
            low = middle;
        } else {
            high = middle;
        }
    }
    let mut block = Block::of(list, low)?;
    loop {
        block.advance()?;
        if block.name == name {
            return Some(block.code);
        }
    }
}

/// How many blocks a list has: the first one begins where the table of their places ends.
fn count(list: &[u8]) -> usize {
    place(list, 0).unwrap_or(0) / PLACE
}

/// Where a block begins.
fn place(list: &[u8], number: usize) -> Option<usize> {
    let bytes = list.get(number * PLACE..)?.first_chunk::<PLACE>()?;
    Some(u32::from_le_bytes(*bytes) as usize)
}

/// A block that is read name by name.
struct Block<'d> {
    rest: &'d [u8],
    name: String,
    code: u32,
}

impl<'d> Block<'d> {
    fn of(list: &'d [u8], number: usize) -> Option<Self> {
        let end = if number + 1 < count(list) { place(list, number + 1)? } else { list.len() };
        Some(Self { rest: list.get(place(list, number)?..end)?, name: String::new(), code: 0 })
    }

    /// Reads the next name, if there is one.
    fn advance(&mut self) -> Option<()> {
        let shared = self.byte()?;
        self.name.truncate(shared.into());
        while let piece @ 1.. = self.byte()? {
            self.name.push_str(PIECES.get(usize::from(piece) - 1)?);
        }
        let (mut step, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            step |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
            shift += 7;
        }
        let magnitude = step.div_ceil(2);
        self.code = if step % 2 == 0 { self.code.wrapping_add(magnitude) } else { self.code.wrapping_sub(magnitude) };
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, HANGUL, character, count, ranges};
    use crate::compiler::values::unicode::Unicode;
    use crate::compiler::values::unicode::tables::NAMES;
    use crate::compiler::version::{Target, VersionRequest};

    /// What `tests/recorded/record_unicode.py` recorded of CPython.
    const GOLDEN: &str = include_str!("../../../../tests/recorded/unicode.tsv");

    /// FNV-1a, as the recorder has it.
    fn digest(lines: &[String]) -> String {
        let bytes = lines.iter().flat_map(|line| line.bytes());
        let digest = bytes
            .fold(0xcbf2_9ce4_8422_2325_u64, |digest, byte| (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format!("{digest:016x}")
    }

    /// All names of a list.
    fn names(list: &[u8]) -> Vec<(u32, String)> {
        let mut found = Vec::new();
        for number in 0..count(list) {
            let mut block = Block::of(list, number).expect("a block");
            while block.advance().is_some() {
                found.push((block.code, block.name.clone()));
            }
        }
        found
    }

    #[test]
    fn names_are_those_recorded_from_cpython() {
        let mut lines = GOLDEN.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let releases = lines.next().expect("a heading");
        let golden: Vec<_> = lines.collect();
        let answer = |what, column| golden.iter().find(|line| line[0] == what).map(|line: &Vec<&str>| line[column]);
        for (column, release) in releases.into_iter().enumerate().skip(1) {
            let VersionRequest { minor, micro } = release.parse().expect("a release");
            // The last one may be of a series that we do not know yet: it has all that is recorded.
            let unicode = Target::for_any_version(minor, micro).map_or_else(|| Unicode::of(|_| true), Target::unicode);
            let mut listed: Vec<_> = NAMES[..=unicode.recording].iter().flat_map(|list| names(list)).collect();
            listed.sort_unstable();
            for (code, name) in &listed {
                let found = character(&name.to_lowercase(), unicode);
                assert_eq!(found.map(u32::from), Some(*code), "{name} for {release}");
            }
            let listed: Vec<_> = listed.iter().map(|(code, name)| format!("{code:04X};{name}\n")).collect();
            assert_eq!(Some(&*digest(&listed)), answer("listed_names", column), "{release}");
            let mut ranged = Vec::new();
            for (prefix, set) in ranges(unicode) {
                for code in (0..=0x0010_ffff).filter(|&code| set.has(code, unicode)) {
                    let name = format!("{prefix}{code:04X}");
                    assert_eq!(character(&name, unicode).map(u32::from), Some(code), "{name} for {release}");
                    ranged.push(name + "\n");
                }
            }
            assert_eq!(Some(&*digest(&ranged)), answer("ranged_names", column), "{release}");
            let mut syllables = Vec::new();
            for leading in super::LEADING {
                for vowel in super::VOWELS {
                    for trailing in super::TRAILING {
                        let name = [HANGUL, leading, vowel, trailing].concat();
                        let code = character(&name, unicode).map_or(0, u32::from);
                        syllables.push(format!("{code:04X};{name}\n"));
                    }
                }
            }
            assert_eq!(Some(&*digest(&syllables)), answer("syllables", column), "{release}");
        }
    }
}
