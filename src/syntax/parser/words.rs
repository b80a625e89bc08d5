//! The source eight bytes at a time: each function looks at all bytes of a 64-bit number at once.

use super::lexer::byte;

/// `byte`, eight times.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The highest bit of each byte, in which answers are given.
const HIGH: u64 = each(0x80);

/// The eight bytes at `at`, the first the lowest, if there are as many.
#[inline(always)]
pub(super) fn word(text: &[u8], at: usize) -> Option<u64> {
    bytes(text, at).map(|&bytes| u64::from_le_bytes(bytes))
}

/// The eight bytes at `at`, and the eight bytes one further on.
#[inline(always)]
pub(super) fn two_words(text: &[u8], at: usize) -> Option<(u64, u64)> {
    let bytes: &[u8; 9] = bytes(text, at)?;
    let (&here, &next) = (bytes.first_chunk()?, bytes.last_chunk()?);
    Some((u64::from_le_bytes(here), u64::from_le_bytes(next)))
}

#[inline(always)]
fn bytes<const LEN: usize>(text: &[u8], at: usize) -> Option<&[u8; LEN]> {
    // Offsets have 32 bits, as in tokens; knowing that, the compiler needs one comparison, not two.
    let at = at as u32 as usize;
    text.get(at..at + LEN)?.first_chunk()
}

/// How many bytes there are before the first that `answers` is about.
#[inline(always)]
fn first(answers: u64) -> usize {
    answers.trailing_zeros() as usize / 8
}

/// Which bytes, all of them ASCII, a name may not have.
#[inline(always)]
fn ends_of_name(word: u64) -> u64 {
    // Each sum has its highest bit where the byte is not below the bound; none runs into the next byte.
    let at_least = |word: u64, bound: u8| word + each(0x80 - bound);
    // To upper case is added what makes it lower case; nothing else becomes a letter by that.
    let lower = word | each(0x20);
    let letters = at_least(lower, b'a') & !at_least(lower, b'z' + 1);
    let digits = at_least(word, b'0') & !at_least(word, b'9' + 1);
    let underscores = HIGH - (word ^ each(b'_'));
    !(letters | digits | underscores) & HIGH
}

/// Which bytes are `byte`. Beyond the first, answers may be wrong.
#[inline(always)]
fn equal(word: u64, byte: u8) -> u64 {
    let difference = word ^ each(byte);
    difference.wrapping_sub(each(1)) & !difference & HIGH
}

/// The length of a name that begins with the first byte of `word`, and its bytes as a number, zeros after
/// them. `None` if what is near it is not all ASCII. The length is eight if the name may be longer.
#[inline(always)]
pub(super) fn name(word: u64) -> Option<(u64, usize)> {
    if word & HIGH != 0 {
        return None;
    }
    let ends = ends_of_name(word);
    // The bits of the bytes below the first end; all if there is none.
    let before = ((ends & ends.wrapping_neg()) >> 7).wrapping_sub(1);
    Some((word & before, first(ends)))
}

/// The offset of the first byte from `at` on that a name of ASCII does not have.
pub(super) fn end_of_name(text: &[u8], mut at: usize) -> usize {
    while let Some(word) = word(text, at)
        && word & HIGH == 0
    {
        let len = first(ends_of_name(word));
        at += len;
        if len < 8 {
            return at;
        }
    }
    while byte(text, at).is_ascii_alphanumeric() || byte(text, at) == b'_' {
        at += 1;
    }
    at
}

/// The offset of the first byte from `at` on that is no blank.
#[inline]
pub(super) fn end_of_blanks(text: &[u8], mut at: usize) -> usize {
    while let Some(word) = word(text, at) {
        let others = word ^ each(b' ');
        if others != 0 {
            return at + first(others);
        }
        at += 8;
    }
    while byte(text, at) == b' ' {
        at += 1;
    }
    at
}

/// The offset of what matters in a string from `at` on: a `quote`, a backslash, a newline, or the end.
#[inline]
pub(super) fn stop_in_string(text: &[u8], mut at: usize, quote: u8) -> usize {
    while let Some(word) = word(text, at) {
        let stops = equal(word, quote) | equal(word, b'\\') | equal(word, b'\n');
        if stops != 0 {
            return at + first(stops);
        }
        at += 8;
    }
    while at < text.len() && text[at] != quote && !matches!(text[at], b'\\' | b'\n') {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `byte` in a text, and what is expected of it, with a longer and a shorter rest.
    fn around(byte: u8, before: &str) -> [Vec<u8>; 2] {
        let text = |rest: &str| [before.as_bytes(), &[byte], rest.as_bytes()].concat();
        [text(""), text(" is not in the way")]
    }

    #[test]
    fn names_end_where_they_end() {
        let before = "name_4";
        for byte in 0..0x80_u8 {
            let is_in_name = byte.is_ascii_alphanumeric() || byte == b'_';
            for text in around(byte, before) {
                assert_eq!(end_of_name(&text, 0), before.len() + usize::from(is_in_name), "{byte}");
            }
        }
        assert_eq!(end_of_name("a_long_name_of_many_bytes = 1".as_bytes(), 2), 25);
        assert_eq!(end_of_name("naïve".as_bytes(), 0), 2);
    }

    #[test]
    fn short_names_are_numbers() {
        let number = |text: &[u8]| text.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte));
        for len in 1..8 {
            let name = &b"aZ_09zA"[..len];
            let text = [name, b" = value"].concat();
            assert_eq!(name_at(&text), Some((number(name), len)));
        }
        assert_eq!(name_at(b"nonlocal x"), Some((number(b"nonlocal"), 8)));
        assert_eq!(name_at(b"nonlocals"), Some((number(b"nonlocal"), 8)));
        assert_eq!(name_at(b"end"), None);
        assert_eq!(name_at("é = value".as_bytes()), None);
    }

    fn name_at(text: &[u8]) -> Option<(u64, usize)> {
        name(word(text, 0)?)
    }

    #[test]
    fn blanks() {
        for count in 0..20 {
            assert_eq!(end_of_blanks(" ".repeat(count).as_bytes(), 0), count);
            assert_eq!(end_of_blanks(format!(".{}pass or more", " ".repeat(count)).as_bytes(), 1), count + 1);
        }
    }

    #[test]
    fn strings_stop() {
        for byte in 0..=0xff {
            let stops = matches!(byte, b'"' | b'\\' | b'\n');
            for text in around(byte, "text") {
                assert_eq!(stop_in_string(&text, 0, b'"'), if stops { 4 } else { text.len() }, "{byte}");
            }
        }
    }
}
