//! Docstrings without their indentation, as 3.13 and later store them.

use std::borrow::Cow;

use memchr::{memchr_iter, memchr2};

/// The columns between tab stops (`str.expandtabs`).
const TAB: usize = 8;

/// The first of the three bytes of a surrogate, and of some other characters.
const SURROGATE: u8 = 0xED;

/// The memory that a docstring is put together in.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    text: Vec<u8>,
    /// The start of each line but the first, and the number of its leading spaces.
    lines: Vec<(usize, usize)>,
}

/// `text` (WTF-8) with tabs expanded, and without the indentation that its lines have in common
/// (`_PyCompile_CleanDoc`), put together in `buffers`; nothing if that is what it is already. Blank lines do not count,
/// nor does the first line, which loses all of its own. Trailing blank lines stay.
///
/// # Errors
/// CPython's words for a lone surrogate, which its UTF-8 has no place for.
pub(super) fn clean<'b>(text: &[u8], buffers: &'b mut Buffers) -> Result<Option<&'b [u8]>, String> {
    let Buffers { text: cleaned, lines } = buffers;
    // What most texts have none of, at once.
    let is_plain = memchr2(b'\t', SURROGATE, text).is_none();
    let expanded = if is_plain { Cow::Borrowed(text) } else { expand_tabs(text) };
    let text = &*expanded;
    if !is_plain && let Some(message) = lone_surrogates(text) {
        return Err(message);
    }
    let mut margin = usize::MAX;
    lines.clear();
    for newline in memchr_iter(b'\n', text) {
        let start = newline + 1;
        let indent = indent(&text[start..]);
        lines.push((start, indent));
        let is_blank = text.get(start + indent).is_none_or(|&byte| byte == b'\n');
        margin = margin.min(if is_blank { usize::MAX } else { indent });
    }
    let margin = if margin == usize::MAX { 0 } else { margin };
    let mut from = indent(text);
    if margin == 0 && from == 0 {
        return Ok(match expanded {
            Cow::Borrowed(_) => None,
            Cow::Owned(expanded) => {
                *cleaned = expanded;
                Some(cleaned)
            }
        });
    }
    cleaned.clear();
    for &(start, indent) in &*lines {
        cleaned.extend_from_slice(&text[from..start]);
        // All lines but blank ones have the margin.
        from = start + indent.min(margin);
    }
    cleaned.extend_from_slice(&text[from..]);
    Ok(Some(cleaned))
}

/// The number of leading spaces of a text.
#[inline]
fn indent(text: &[u8]) -> usize {
    const SPACES: u64 = u64::from_ne_bytes([b' '; 8]);
    let mut count = 0;
    while let Some(&word) = text[count..].first_chunk() {
        let others = u64::from_le_bytes(word) ^ SPACES;
        if others != 0 {
            return count + others.trailing_zeros() as usize / 8;
        }
        count += 8;
    }
    count + text[count..].iter().take_while(|&&byte| byte == b' ').count()
}

/// Why `text` (WTF-8) is not to be encoded, if it is not.
fn lone_surrogates(text: &[u8]) -> Option<String> {
    let is_surrogate = |bytes: &[u8]| matches!(bytes, [SURROGATE, 0xA0..=0xBF, ..]);
    let at = memchr_iter(SURROGATE, text).find(|&at| is_surrogate(&text[at..]))?;
    let position = text[..at].iter().filter(|byte| !matches!(byte, 0x80..=0xBF)).count();
    let count = text[at..].chunks(3).take_while(|bytes| is_surrogate(bytes)).count();
    let what = match text[at..] {
        [_, second, third, ..] if count == 1 => {
            let code = 0xD000 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F);
            format!("character '\\u{code:04x}' in position {position}")
        }
        _ => format!("characters in position {position}-{}", position + count - 1),
    };
    Some(format!("'utf-8' codec can't encode {what}: surrogates not allowed"))
}

/// `str.expandtabs()`
fn expand_tabs(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'\t') {
        return text.into();
    }
    let mut expanded = Vec::with_capacity(text.len());
    let mut column = 0;
    for &byte in text {
        match byte {
            b'\t' => {
                let spaces = TAB - column % TAB;
                expanded.resize(expanded.len() + spaces, b' ');
                column += spaces;
                continue;
            }
            b'\n' | b'\r' => column = 0,
            // A continuation byte is part of the character before it.
            0x80..=0xBF => {}
            _ => column += 1,
        }
        expanded.push(byte);
    }
    expanded.into()
}

#[cfg(test)]
mod tests {
    use super::Buffers;

    /// The result of [`super::clean`] for a text.
    fn clean(text: &[u8]) -> Result<Vec<u8>, String> {
        super::clean(text, &mut Buffers::default()).map(|cleaned| cleaned.unwrap_or(text).to_vec())
    }

    #[test]
    fn strips_what_lines_share() {
        assert_eq!(clean(b"  a\n    b\n      c\n   \n    ").as_deref(), Ok(&b"a\nb\n  c\n\n"[..]));
    }

    #[test]
    fn expands_tabs_by_character() {
        assert_eq!(clean("é\tb\n\tc\n\t  d".as_bytes()).as_deref(), Ok("é       b\nc\n  d".as_bytes()));
    }

    #[test]
    fn refuses_lone_surrogates() {
        let message = "'utf-8' codec can't encode character '\\ud800' in position 9: surrogates not allowed";
        assert_eq!(clean(b"\ta\xed\xa0\x80b"), Err(message.to_owned()));
        let message = "'utf-8' codec can't encode characters in position 1-2: surrogates not allowed";
        assert_eq!(clean(b"\xc3\xa9\xed\xa0\x80\xed\xbf\xbf"), Err(message.to_owned()));
    }

    #[test]
    fn leaves_a_clean_text() {
        assert_eq!(clean(b"a\nb\n").as_deref(), Ok(&b"a\nb\n"[..]));
    }
}
