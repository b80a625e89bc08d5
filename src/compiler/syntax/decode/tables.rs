//! The names and tables of Python's text codecs.
//!
//! `tests/recorded/record_codecs.py` made both files from interpreters. `codecs.txt` has the names, a line each: what it
//! is, the name, what belongs to it (numbers of tables, for one), and the release since which it is so, if it is not
//! so in all. `codecs.bin` has the tables, and says how long each is.

use crate::compiler::version::{Feature, Target};
use std::sync::LazyLock;

const NAMES: &str = include_str!("tables/codecs.txt");
const DATA: &[u8] = include_bytes!("tables/codecs.bin");

/// What a sequence of bytes stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A character.
    Character(char),
    /// Two of them.
    Pair([char; 2]),
    /// Nothing: so many bytes are refused.
    Illegal(usize),
    /// A sequence of so many bytes begins with it.
    More(usize),
}

impl Entry {
    const FIRST_PAIR: u32 = 0x11_0000;
    const FIRST_ILLEGAL: u32 = 0x20_0000;
    const FIRST_MORE: u32 = 0x30_0000;

    fn new(value: u32) -> Self {
        match value {
            Self::FIRST_MORE.. => Self::More((value - Self::FIRST_MORE) as usize),
            Self::FIRST_ILLEGAL.. => Self::Illegal((value - Self::FIRST_ILLEGAL) as usize),
            Self::FIRST_PAIR.. => pair(value - Self::FIRST_PAIR).map_or(Self::Illegal(1), Self::Pair),
            _ => char::from_u32(value).map_or(Self::Illegal(1), Self::Character),
        }
    }
}

/// A table of what sequences of bytes stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'t>(&'t [u32]);

impl Table<'_> {
    /// The entry at `index`; what is not in the table is illegal.
    pub(super) fn get(self, index: usize) -> Entry {
        self.0.get(index).copied().map_or(Entry::Illegal(1), Entry::new)
    }
}

/// All tables.
static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::read(usize::MAX));

/// Those of one byte a character: the first ones, and small. To read the others would take longer than most files do.
static CHARMAPS: LazyLock<Tables> =
    LazyLock::new(|| Tables::read(NAMES.lines().filter(|line| line.starts_with("charmap ")).count()));

/// The table of number `number`, which is one of a single byte a character.
pub(super) fn charmap(number: usize) -> Table<'static> {
    CHARMAPS.table(number)
}

/// The table of number `number`.
pub(super) fn table(number: usize) -> Table<'static> {
    TABLES.table(number)
}

/// Some of the tables, from the first on.
struct Tables {
    ends: Vec<usize>,
    entries: Vec<u32>,
}

impl Tables {
    /// Reads the first `count` tables.
    fn read(count: usize) -> Self {
        let mut data = DATA;
        let mut ends = Vec::new();
        let mut end = 0;
        for index in 0..number(&mut data) {
            end += number(&mut data);
            if index < count {
                ends.push(end);
            }
        }
        let length = ends.last().copied().unwrap_or(0);
        let mut entries = Vec::with_capacity(length);
        while entries.len() < length && !data.is_empty() {
            expand(&mut data, &mut entries);
        }
        Self { ends, entries }
    }

    /// The table of number `number`.
    fn table(&self, number: usize) -> Table<'_> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(number).copied()).map(|(start, end)| start..end);
        Table(range.and_then(|range| self.entries.get(range)).unwrap_or_default())
    }
}

/// Reads a number of seven bits a byte, the lowest first.
fn number(data: &mut &[u8]) -> usize {
    let mut value = 0;
    let mut shift = 0;
    while let Some((&byte, rest)) = data.split_first() {
        *data = rest;
        value |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 || shift > 28 {
            break;
        }
    }
    value
}

/// Carries out the first operation of `data`.
fn expand(data: &mut &[u8], entries: &mut Vec<u32>) {
    let operation = number(data);
    let length = operation >> 2;
    match operation & 3 {
        0 => {
            let value = number(data) as u32;
            entries.extend(std::iter::repeat_n(value, length));
        }
        1 => {
            let value = number(data) as u32;
            entries.extend(value..value + length as u32);
        }
        2 => {
            let distance = number(data);
            let start = entries.len().saturating_sub(distance);
            // What is copied may overlap what it becomes.
            for index in start..start + length {
                let value = entries.get(index).copied().unwrap_or(Entry::FIRST_ILLEGAL + 1);
                entries.push(value);
            }
        }
        _ => {
            let (units, rest) = data.split_at_checked(2 * length).unwrap_or((data, &[]));
            *data = rest;
            entries.extend(units.as_chunks().0.iter().map(|&unit| u32::from(u16::from_le_bytes(unit))));
        }
    }
}

/// Two characters that one sequence stands for.
fn pair(index: u32) -> Option<[char; 2]> {
    // They are the last line.
    let pairs = NAMES.lines().next_back()?.strip_prefix("pairs ")?;
    let (first, second) = pairs.split(' ').nth(index as usize)?.split_at_checked(4)?;
    let character = |text| u32::from_str_radix(text, 16).ok().and_then(char::from_u32);
    Some([character(first)?, character(second)?])
}

/// The lines by their second word.
static LINES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let mut lines: Vec<_> = NAMES.lines().filter_map(|line| Some((line.split(' ').nth(1)?, line))).collect();
    lines.sort_by_key(|&(name, _)| name);
    lines
});

/// The codec that `alias` is a name of.
pub(super) fn aliased(alias: &str, target: &Target) -> Option<&'static str> {
    let line = lines(alias, target).filter_map(|line| line.strip_prefix("alias ")).next_back()?;
    line.split(' ').nth(1)
}

/// What the codec called `name` is, and its words: its name, and what belongs to it.
pub(super) fn codec(name: &str, target: &Target) -> Option<(&'static str, Vec<&'static str>)> {
    let line = lines(name, target).rfind(|line| !line.starts_with("alias "))?;
    let (kind, words) = line.split_once(' ')?;
    let words = words.split_once(SINCE).map_or(words, |(words, _)| words);
    Some((kind, words.split(' ').collect()))
}

const SINCE: &str = " since ";

/// The lines of `name` that hold for `target`, as they are ordered.
fn lines(name: &str, target: &Target) -> impl DoubleEndedIterator<Item = &'static str> {
    let start = LINES.partition_point(|&(of, _)| of < name);
    let end = LINES.partition_point(|&(of, _)| of <= name);
    let found = LINES.get(start..end).unwrap_or_default().iter().map(|&(_, line)| line);
    found.filter(|line| line.split_once(SINCE).is_none_or(|since| is_since(since).is_some_and(|it| target.has(it))))
}

/// What makes a line hold that was first recorded of a later release.
fn is_since((line, release): (&str, &str)) -> Option<Feature> {
    Some(match (line.split(' ').next()?, release) {
        ("alias", "3.13.0") => Feature::Windows31jKnown,
        ("alias", "3.13.15") => Feature::ZerosInCodecNames,
        ("alias", "3.14.2") => Feature::LettersInCodecNames,
        ("alias", "3.15.0") => Feature::MoreStandardCodecNames,
        ("charmap", "3.13.15") => Feature::PalmosQuotesPaired,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_there() {
        let tables = Tables::read(usize::MAX);
        assert_eq!(tables.ends.last(), Some(&tables.entries.len()));
        for line in NAMES.lines() {
            let (line, release) = line.split_once(SINCE).unwrap_or((line, ""));
            assert!(release.is_empty() || is_since((line, release)).is_some(), "{line}: {release}");
            if let Some(alias) = line.strip_prefix("alias ") {
                let codec = alias.split(' ').nth(1).expect("a codec");
                // Windows alone has the codecs of its own settings.
                let is_there = ["mbcs", "oem"].contains(&codec) || super::codec(codec, Target::newest()).is_some();
                assert!(is_there, "{line}");
            }
        }
    }

    #[test]
    fn a_part_is_the_same_as_all() {
        let (all, some) = (Tables::read(usize::MAX), Tables::read(3));
        for number in 0..3 {
            assert!(some.table(number).0 == all.table(number).0 && !some.table(number).0.is_empty());
        }
        assert!(some.table(3).0.is_empty());
    }
}
