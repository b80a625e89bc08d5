//! Nameprep (RFC 3491): the one form of a label, and which ones there are not.
//!
//! Python has it with Unicode 3.2, and takes what that does not know for characters like others.

use super::decoded::Failure;
use super::idna::refused;
use crate::compiler::values::text;
use crate::compiler::version::{Feature, Target};
use unicode_normalization::UnicodeNormalization;

/// Made by `tests/recorded/record_codecs.py`: characters and what they are mapped to, and ranges.
const TABLES: &str = include_str!("tables/nameprep.txt");

/// Prepares `label`.
pub(super) fn prepare(label: &[u32], target: &Target) -> Result<Vec<u32>, Failure> {
    let knows_later = !target.has(Feature::NameprepOfUnicode32);
    let tables =
        [("map", true), ("later map", knows_later), ("later16 map", knows_later && target.has(Feature::Unicode16))];
    let mapped = label.iter().flat_map(|&value| {
        let mut found = tables.iter().filter_map(|&(word, knows)| if knows { mapping(word, value) } else { None });
        found.next().unwrap_or_else(|| vec![value])
    });
    let mapped: Vec<u32> = mapped.collect();
    let prepared = normalized(&mapped);
    if let Some(at) = prepared.iter().position(|&value| is_in("prohibited", value)) {
        let words = format!("Invalid character {}", shown(prepared[at]));
        return Err(refused(&prepared, at..at + 1, &words, target));
    }
    let is_right: Vec<bool> = prepared.iter().map(|&value| is_in("right", value)).collect();
    if is_right.contains(&true) {
        if let Some(at) = prepared.iter().position(|&value| is_in("left", value)) {
            return Err(refused(&prepared, at..at + 1, "Violation of BIDI requirement 2", target));
        }
        let wrong = [0, is_right.len() - 1].into_iter().find(|&at| !is_right[at]);
        if let Some(at) = wrong {
            return Err(refused(&prepared, at..at + 1, "Violation of BIDI requirement 3", target));
        }
    }
    Ok(prepared)
}

/// The compatibility composition of Unicode 3.2.
fn normalized(text: &[u32]) -> Vec<u32> {
    let corrected = text.iter().flat_map(|&value| mapping("corrected", value).unwrap_or_else(|| vec![value]));
    let mut out = Vec::with_capacity(text.len());
    let mut known = String::new();
    for value in corrected {
        match char::from_u32(value).filter(|_| !is_in("unknown", value)) {
            Some(character) => known.push(character),
            None => {
                out.extend(known.nfkc().map(u32::from));
                known.clear();
                out.push(value);
            }
        }
    }
    out.extend(known.nfkc().map(u32::from));
    out
}

/// What a character is mapped to by the lines that begin with `word`.
fn mapping(word: &str, value: u32) -> Option<Vec<u32>> {
    let to = lines(word).find_map(|numbers| {
        let (from, to) = numbers.split_once(' ').unwrap_or((numbers, ""));
        (number(from) == Some(value)).then_some(to)
    })?;
    Some(to.split(' ').filter_map(number).collect())
}

/// Whether a character is in one of the ranges of the lines that begin with `word`.
fn is_in(word: &str, value: u32) -> bool {
    lines(word).any(|range| {
        let bounds = range.split_once(' ').and_then(|(start, end)| Some((number(start)?, number(end)?)));
        bounds.is_some_and(|(start, end)| (start..=end).contains(&value))
    })
}

fn lines(word: &str) -> impl Iterator<Item = &'static str> {
    TABLES.lines().filter_map(move |line| line.strip_prefix(word)?.strip_prefix(' '))
}

/// Python's `repr` of a character.
fn shown(value: u32) -> String {
    match char::from_u32(value) {
        Some(character) => text::repr(character.encode_utf8(&mut [0; 4]).as_bytes()),
        None => format!("'\\u{value:04x}'"),
    }
}

fn number(digits: &str) -> Option<u32> {
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `encodings.idna.nameprep` of these releases has it.
    #[test]
    fn a_release_maps_the_letters_of_its_own_unicode_or_of_unicode_3_2() {
        for (minor, micro, expected) in
            [(13, 5, [0x1c89, 0x2c65, 0x61]), (14, 2, [0x1c8a, 0x2c65, 0x61]), (14, 10, [0x1c89, 0x23a, 0x61])]
        {
            let target = Target::for_any_version(minor, Some(micro)).expect("a release");
            let prepared = prepare(&[0x1c89, 0x23a, 0x41], target).ok();
            assert_eq!(prepared.as_deref(), Some(&expected[..]), "3.{minor}.{micro}");
        }
    }
}
