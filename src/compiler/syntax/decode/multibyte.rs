//! Codecs without state whose characters are one to eight bytes.

use super::decoded::{Failure, Text};
use super::tables::{self, Entry, Table, table};

/// Decodes one byte a character by the table of number `number`.
pub(super) fn charmap(number: usize, bytes: &[u8]) -> Result<Text, Failure> {
    let table = tables::charmap(number);
    let mut text = Text::with_capacity(bytes.len() + bytes.len() / 2);
    for (at, &byte) in bytes.iter().enumerate() {
        match table.get(usize::from(byte)) {
            Entry::Character(character) => text.push(character),
            _ => return Err(Failure::at("charmap", bytes, at..at + 1, "character maps to <undefined>")),
        }
    }
    Ok(text)
}

/// Words for bytes that are no character.
pub(super) const ILLEGAL: &str = "illegal multibyte sequence";
/// Words for the start of a character at the end.
pub(super) const INCOMPLETE: &str = "incomplete multibyte sequence";

/// The tables of a codec.
#[derive(Clone, Debug)]
pub(super) struct Multibyte {
    name: &'static str,
    /// Of each first byte.
    first: Table<'static>,
    /// Of each second byte after each first one from `lead` on.
    second: Table<'static>,
    lead: usize,
    /// Of the second and third byte after the one first byte that three bytes begin with.
    third: Table<'static>,
    /// Sequences of four bytes: the place of the first one among all, its character, how many follow.
    ranges: Vec<[u32; 3]>,
}

impl Multibyte {
    /// The codec called `name`: the numbers of its tables, or its ranges.
    pub(super) fn new(name: &'static str, words: &[&'static str]) -> Self {
        let numbers: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
        let table = |index: usize| table(numbers.get(index).copied().unwrap_or(usize::MAX));
        let first = table(0);
        let lead = (0..=0xff).find(|&byte| matches!(first.get(byte), Entry::More(_))).unwrap_or(0);
        let ranges = words.iter().filter_map(|word| {
            let mut parts = word.splitn(3, ':').map(|part| u32::from_str_radix(part, 16).unwrap_or(0));
            word.contains(':').then(|| [(); 3].map(|()| parts.next().unwrap_or(0)))
        });
        Self { name, first, second: table(1), lead, third: table(2), ranges: ranges.collect() }
    }

    /// Decodes all of `bytes`.
    pub(super) fn decode(&self, bytes: &[u8]) -> Result<Text, Failure> {
        let mut text = Text::with_capacity(bytes.len() + bytes.len() / 2);
        let mut at = 0;
        while let Some(rest @ [first, ..]) = bytes.get(at..) {
            let mut entry = self.first.get(usize::from(*first));
            let mut length = 1;
            while let Entry::More(wanted) = entry {
                let Some(sequence) = rest.get(..wanted) else {
                    return Err(Failure::at(self.name, bytes, at..bytes.len(), INCOMPLETE));
                };
                entry = self.entry(sequence);
                length = wanted;
            }
            match entry {
                Entry::Character(character) => text.push(character),
                Entry::Pair(pair) => pair.into_iter().for_each(|character| text.push(character)),
                Entry::Illegal(refused) => return Err(Failure::at(self.name, bytes, at..at + refused, ILLEGAL)),
                Entry::More(_) => {}
            }
            at += length;
        }
        Ok(text)
    }

    /// What stands for the whole of `sequence`.
    fn entry(&self, sequence: &[u8]) -> Entry {
        match *sequence {
            [lead, second] => match usize::from(lead).checked_sub(self.lead) {
                Some(row) => self.second.get(row * 256 + usize::from(second)),
                None => Entry::Illegal(1),
            },
            [_, second, third] => self.third.get(usize::from(second) * 256 + usize::from(third)),
            [a @ 0x81..=0xfe, b @ b'0'..=b'9', c @ 0x81..=0xfe, d @ b'0'..=b'9'] => {
                let digit = |byte: u8| u32::from(byte - b'0');
                let place = ((u32::from(a - 0x81) * 10 + digit(b)) * 126 + u32::from(c - 0x81)) * 10 + digit(d);
                self.in_ranges(place)
            }
            [_, _, 0xa4, initial, 0xa4, medial, 0xa4, last] => {
                syllable(initial, medial, last).map_or(Entry::Illegal(1), Entry::Character)
            }
            _ => Entry::Illegal(1),
        }
    }

    /// What stands for the four bytes of place `place`.
    fn in_ranges(&self, place: u32) -> Entry {
        let index = self.ranges.partition_point(|&[start, ..]| start <= place);
        let range = index.checked_sub(1).and_then(|index| self.ranges.get(index));
        let character =
            range.and_then(
                |&[start, first, length]| {
                    if place - start < length { char::from_u32(first + (place - start)) } else { None }
                },
            );
        character.map_or(Entry::Illegal(1), Entry::Character)
    }
}

/// The Hangul syllable that EUC-KR writes as its letters, each in the row 0xa4 (KS X 1001, annex 3).
fn syllable(initial: u8, medial: u8, last: u8) -> Option<char> {
    /// The place of a consonant among those that may stand there, of all 30 from 0xa1 on.
    fn place(byte: u8, others: &[u8]) -> Option<u32> {
        let is_consonant = (0xa1..=0xbe).contains(&byte) && !others.contains(&byte);
        is_consonant.then(|| u32::from(byte - 0xa1) - others.iter().filter(|&&other| other < byte).count() as u32)
    }
    /// Those that begin no syllable: clusters.
    const NOT_FIRST: &[u8] = &[0xa3, 0xa5, 0xa6, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf, 0xb0, 0xb4];
    /// Those that end none: three of the doubled ones.
    const NOT_LAST: &[u8] = &[0xa8, 0xb3, 0xb9];
    const FILLER: u8 = 0xd4;
    let initial = place(initial, NOT_FIRST)?;
    let medial = (0xbf..=0xd3).contains(&medial).then(|| u32::from(medial - 0xbf))?;
    let last = if last == FILLER { 0 } else { place(last, NOT_LAST)? + 1 };
    char::from_u32(0xac00 + (initial * 21 + medial) * 28 + last)
}
