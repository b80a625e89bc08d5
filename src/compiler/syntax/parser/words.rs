//! The source eight or sixteen bytes at a time: each function looks at all of them at once.

use super::lexer::byte;
use crate::compiler::values::intern::Key;

/// How many bytes are enough for most names and strings.
pub(super) const WINDOW: usize = 16;

/// Some bytes of the source, the first of a token and those after it.
pub(super) type Window = [u8; WINDOW];

/// The bytes at `at`, if there are as many.
#[inline(always)]
pub(super) fn window(text: &[u8], at: usize) -> Option<&Window> {
    bytes(text, at)
}

/// The bytes at `at`, or one further on if there is a blank, and where that is.
#[inline(always)]
pub(super) fn window_after_blank(text: &[u8], at: usize) -> Option<(usize, &Window)> {
    let bytes: &[u8; WINDOW + 1] = bytes(text, at)?;
    // Half of all tokens have a blank before them: no branch, which nobody could foresee.
    let blanks = usize::from(bytes[0] == b' ');
    Some((at + blanks, bytes[blanks..].first_chunk()?))
}

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

/// How many bytes there are before the first for which `answer` is not zero; all if there is none.
#[inline(always)]
fn first_in(window: &Window, answer: impl Fn(u8) -> u8) -> usize {
    u128::from_le_bytes(window.map(answer)).trailing_zeros() as usize / 8
}

/// The key of the name that begins the window, and its length. `None` if it does not end there, or goes on with what
/// is not ASCII.
#[inline(always)]
pub(super) fn name(window: &Window) -> Option<(Key, usize)> {
    // Each number is zero for what a name may have. (Compilers make vectors of this, but not of comparisons.)
    let len = first_in(window, |byte| {
        let letter = (byte | 0x20).wrapping_sub(b'a').saturating_sub(25);
        let digit = byte.wrapping_sub(b'0').saturating_sub(9);
        letter.min(digit).min(byte ^ b'_')
    });
    match window.get(len) {
        Some(0..0x80) => Some((Key::of_first(window, len), len)),
        _ => None,
    }
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
    while let Some(window) = window(text, at) {
        let len = first_in(window, |byte| 1_u8.saturating_sub((byte ^ quote).min(byte ^ b'\\').min(byte ^ b'\n')));
        at += len;
        if len < WINDOW {
            return at;
        }
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
    fn names_have_keys() {
        for len in 1..WINDOW {
            let text = [&b"aZ_09zAbcdefghi"[..len], b" = what follows it"].concat();
            assert_eq!(name_at(&text), Some((Key::of(&text[..len]), len)));
        }
        for byte in 0..=0xff_u8 {
            let text = [b"name", &[byte][..], b" is not in the way"].concat();
            let len = end_of_name(&text, 0);
            assert_eq!(name_at(&text), if byte < 0x80 { Some((Key::of(&text[..len]), len)) } else { None }, "{byte}");
        }
        assert_eq!(name_at(b"sixteen_letters_"), None);
        assert_eq!(name_at(b"end"), None);
        assert_eq!(name_at("é and what follows".as_bytes()), None);
    }

    #[test]
    fn one_blank_is_skipped() {
        let text = b"a b  c and what follows";
        let starts = [0, 1, 2, 3].map(|at| window_after_blank(text, at).map(|(start, window)| (start, window[0])));
        assert_eq!(starts, [Some((0, b'a')), Some((2, b'b')), Some((2, b'b')), Some((4, b' '))]);
        assert!(window_after_blank(text, 7).is_none());
    }

    fn name_at(text: &[u8]) -> Option<(Key, usize)> {
        name(window(text, 0)?)
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
