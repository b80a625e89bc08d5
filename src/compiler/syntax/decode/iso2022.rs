//! Codecs in which escape sequences choose the set of characters: ISO 2022 with seven bits, and HZ.

use super::decoded::{Failure, Text};
use super::multibyte::{ILLEGAL, INCOMPLETE};
use super::tables::{Entry, Table, table};

const ESC: u8 = 0x1b;
const SHIFT_OUT: u8 = 0x0e;
const SHIFT_IN: u8 = 0x0f;

/// The longest escape sequence that is looked at.
const LONGEST: usize = 16;

/// A set of characters.
#[derive(Clone, Copy, Debug)]
struct Set {
    table: Table<'static>,
    /// Bytes of a character.
    width: usize,
}

/// Which sets a codec has, and where they can be designated.
#[derive(Clone, Debug)]
pub(super) struct Iso2022 {
    name: &'static str,
    /// Whether SO and SI choose between two sets; otherwise they are characters.
    shifts: bool,
    /// Whether the designation of JIS X 0208 may say that it means the set of 1990 (`ESC & @ ESC $ B`).
    announced: bool,
    /// By the last byte of their designation and their width.
    sets: Vec<(u8, Set)>,
    /// Those of the other half, of which `ESC N` shows one character.
    upper: Vec<(u8, Table<'static>)>,
}

/// What is designated: nothing but ASCII at first.
#[derive(Default)]
struct State {
    plain: Option<Set>,
    shifted: Option<Set>,
    single: Option<Table<'static>>,
    is_shifted: bool,
    /// In an escape sequence that is none of ours: its bytes are characters.
    in_other_escape: bool,
}

impl Iso2022 {
    /// The codec called `name`, from its words in the index.
    pub(super) fn new(name: &'static str, words: &[&'static str]) -> Self {
        let mut found = Self {
            name,
            shifts: words.contains(&"shifts"),
            announced: words.contains(&"announced"),
            sets: Vec::new(),
            upper: Vec::new(),
        };
        for (set, number) in words.iter().filter_map(|word| word.split_once(':')) {
            let table = table(number.parse().unwrap_or(usize::MAX));
            match *set.as_bytes() {
                [b'.', last] => found.upper.push((last, table)),
                [b'$', last] => found.sets.push((last, Set { table, width: 2 })),
                [last] => found.sets.push((last, Set { table, width: 1 })),
                _ => {}
            }
        }
        found
    }

    /// Decodes all of `bytes`.
    pub(super) fn decode(&self, bytes: &[u8]) -> Result<Text, Failure> {
        let mut text = Text::with_capacity(bytes.len() + bytes.len() / 2);
        let mut state = State::default();
        let mut at = 0;
        while let Some(rest @ [byte, ..]) = bytes.get(at..) {
            at += self.step(*byte, rest, &mut state, &mut text).map_err(|refused| match refused {
                Some(length) => Failure::at(self.name, bytes, at..at + length, ILLEGAL),
                None => Failure::at(self.name, bytes, at..bytes.len(), INCOMPLETE),
            })?;
        }
        Ok(text)
    }

    /// Decodes what `rest` begins with, and how many bytes that is. As an error, how many bytes are refused; `None`:
    /// there are too few.
    fn step(&self, byte: u8, rest: &[u8], state: &mut State, text: &mut Text) -> Result<usize, Option<usize>> {
        if state.in_other_escape {
            state.in_other_escape = !ends_escape(byte);
            text.push(char::from(byte));
            return Ok(1);
        }
        match byte {
            ESC => match *rest.get(1).ok_or(None)? {
                b'(' | b')' | b'$' | b'.' | b'&' => return self.designate(rest, state),
                b'N' if !self.upper.is_empty() => {
                    let shown = *rest.get(2).ok_or(None)?;
                    let entry = match state.single {
                        Some(table) => table.get(usize::from(shown)),
                        None if shown.is_ascii() => Entry::Character(char::from(shown)),
                        None => Entry::Illegal(3),
                    };
                    push(entry, text)?;
                    return Ok(3);
                }
                _ => {
                    state.in_other_escape = true;
                    text.push(char::from(ESC));
                }
            },
            SHIFT_IN if self.shifts => state.is_shifted = false,
            SHIFT_OUT if self.shifts => state.is_shifted = true,
            b'\n' => {
                state.is_shifted = false;
                text.push('\n');
            }
            0..b' ' => text.push(char::from(byte)),
            0x80.. => return Err(Some(1)),
            _ => match if state.is_shifted { state.shifted } else { state.plain } {
                None => text.push(char::from(byte)),
                Some(set) => {
                    let sequence = rest.get(..set.width).ok_or(None)?;
                    push(in_set(set.table, sequence), text)?;
                    return Ok(set.width);
                }
            },
        }
        Ok(1)
    }

    /// Follows the escape sequence that `rest` begins with.
    fn designate(&self, rest: &[u8], state: &mut State) -> Result<usize, Option<usize>> {
        let mut end = 1;
        loop {
            if end >= LONGEST {
                return Err(Some(1));
            }
            match *rest.get(end).ok_or(None)? {
                // What it announces comes with an escape sequence of its own.
                b'&' if self.announced && rest.get(end + 1) == Some(&b'@') => end += 2,
                byte if ends_escape(byte) => break,
                _ => {}
            }
            end += 1;
        }
        let length = end + 1;
        let (place, is_double, last) = match rest[..length] {
            [_, b'$', last] => (b'(', true, last),
            [_, place @ (b'(' | b')'), last] => (place, false, last),
            [_, b'.', last] if !self.upper.is_empty() => (b'.', false, last),
            [_, b'$', place @ (b'(' | b')'), last] => (place, true, last),
            [_, _, _, ESC, b'$', b'B'] if self.announced => (b'(', true, b'B'),
            _ => return Err(Some(length)),
        };
        let is_ascii = !is_double && last == b'B';
        let width = if is_double { 2 } else { 1 };
        let set = self.sets.iter().find(|(of, set)| *of == last && set.width == width).map(|&(_, set)| set);
        if !is_ascii && set.is_none() {
            return Err(Some(length));
        }
        match place {
            b'(' => state.plain = set,
            b')' => state.shifted = set,
            _ => state.single = self.upper.iter().find(|(of, _)| *of == last).map(|&(_, table)| table),
        }
        Ok(length)
    }
}

fn ends_escape(byte: u8) -> bool {
    matches!(byte, b'@'..=b'Z')
}

/// What stands for `sequence` in a set.
fn in_set(set: Table<'_>, sequence: &[u8]) -> Entry {
    match *sequence {
        [first @ b' '..=0x7f] => set.get(usize::from(first - b' ')),
        [first @ b' '..=0x7f, second] => set.get(usize::from(first - b' ') * 256 + usize::from(second)),
        _ => Entry::Illegal(1),
    }
}

fn push(entry: Entry, text: &mut Text) -> Result<(), Option<usize>> {
    match entry {
        Entry::Character(character) => text.push(character),
        Entry::Pair(pair) => pair.into_iter().for_each(|character| text.push(character)),
        Entry::Illegal(length) => return Err(Some(length)),
        Entry::More(_) => return Err(None),
    }
    Ok(())
}

/// Decodes HZ, in which `~{` and `~}` enclose GB 2312, from the words of the index.
pub(super) fn hz(words: &[&str], bytes: &[u8]) -> Result<Text, Failure> {
    let set = table(words.first().and_then(|word| word.parse().ok()).unwrap_or(usize::MAX));
    let mut text = Text::with_capacity(bytes.len() + bytes.len() / 2);
    let mut is_double = false;
    let mut at = 0;
    while let Some(rest @ [byte, ..]) = bytes.get(at..) {
        let pair = rest.get(..2).ok_or_else(|| Failure::at("hz", bytes, at..bytes.len(), INCOMPLETE));
        let refused = |length: usize| Failure::at("hz", bytes, at..at + length, ILLEGAL);
        match *byte {
            b'~' => {
                match (pair?[1], is_double) {
                    (b'~', false) => text.push('~'),
                    (b'{', false) => is_double = true,
                    (b'}', true) => is_double = false,
                    (b'\n', false) => {}
                    _ => return Err(refused(1)),
                }
                at += 2;
            }
            0x80.. => return Err(refused(1)),
            byte if !is_double => {
                text.push(char::from(byte));
                at += 1;
            }
            _ => {
                push(in_set(set, pair?), &mut text).map_err(|length| refused(length.unwrap_or(1)))?;
                at += 2;
            }
        }
    }
    Ok(text)
}
