//! Docstrings without their indentation, as 3.13 and later store them.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

/// The columns between tab stops (`str.expandtabs`).
const TAB: usize = 8;

/// `text` (WTF-8) with tabs expanded, and without the indentation that its lines have in common
/// (`_PyCompile_CleanDoc`). Blank lines do not count, nor does the first line, which loses all of
/// its own. Trailing blank lines stay.
///
/// # Errors
/// CPython's words for a lone surrogate, which its UTF-8 has no place for.
pub(super) fn clean(text: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    let expanded = expand_tabs(text);
    if let Some(message) = lone_surrogates(&expanded) {
        return Err(message);
    }
    let (first, rest) = expanded.split_at(memchr(b'\n', &expanded).map_or(expanded.len(), |at| at + 1));
    let margin = lines(rest)
        .filter_map(|line| Some(indent(line)).filter(|&indent| line.get(indent).is_some_and(|&byte| byte != b'\n')))
        .min()
        .unwrap_or(0);
    let of_first = indent(first);
    if margin == 0 && of_first == 0 {
        return Ok(expanded);
    }
    let mut cleaned = Vec::with_capacity(expanded.len());
    cleaned.extend_from_slice(&first[of_first..]);
    for line in lines(rest) {
        // All lines but blank ones have the margin.
        let cut = if line.len() > margin { margin } else { indent(line).min(margin) };
        cleaned.extend_from_slice(&line[cut..]);
    }
    Ok(cleaned.into())
}

/// How many spaces a line starts with.
fn indent(line: &[u8]) -> usize {
    line.iter().take_while(|&&byte| byte == b' ').count()
}

/// The lines of a text with their ends.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    let ends = memchr_iter(b'\n', text).map(|at| at + 1).chain((text.last() != Some(&b'\n')).then_some(text.len()));
    ends.map(move |end| &text[std::mem::replace(&mut start, end)..end]).filter(|line| !line.is_empty())
}

/// Why `text` (WTF-8) is not to be encoded, if it is not.
fn lone_surrogates(text: &[u8]) -> Option<String> {
    let is_surrogate = |bytes: &[u8]| matches!(bytes, [0xED, 0xA0..=0xBF, ..]);
    let at = memchr_iter(0xED, text).find(|&at| is_surrogate(&text[at..]))?;
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
    if memchr(b'\t', text).is_none() {
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
    use super::clean;

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
