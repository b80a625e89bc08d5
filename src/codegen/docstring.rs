//! Docstrings without their indentation, as 3.13 and later store them.

/// The columns between tab stops (`str.expandtabs`).
const TAB: usize = 8;

/// `text` (WTF-8) with tabs expanded, and without the indentation that its lines have in common
/// (`_PyCompile_CleanDoc`). Blank lines do not count, nor does the first line, which loses all of
/// its own. Trailing blank lines stay.
pub(super) fn clean(text: &[u8]) -> Vec<u8> {
    let expanded = expand_tabs(text);
    let mut lines = expanded.split_inclusive(|&byte| byte == b'\n');
    let Some(first) = lines.next() else { return expanded };
    let indent = |line: &[u8]| line.iter().take_while(|&&byte| byte == b' ').count();
    let margin = lines
        .clone()
        .filter(|line| line.get(indent(line)).is_some_and(|&byte| byte != b'\n'))
        .map(indent)
        .min()
        .unwrap_or(0);
    let mut cleaned = first[indent(first)..].to_vec();
    for line in lines {
        cleaned.extend_from_slice(&line[indent(line).min(margin)..]);
    }
    cleaned
}

/// `str.expandtabs()`
fn expand_tabs(text: &[u8]) -> Vec<u8> {
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
    expanded
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn strips_what_lines_share() {
        assert_eq!(clean(b"  a\n    b\n      c\n   \n    "), b"a\nb\n  c\n\n");
    }

    #[test]
    fn expands_tabs_by_character() {
        assert_eq!(clean("é\tb\n\tc\n\t  d".as_bytes()), "é       b\nc\n  d".as_bytes());
    }

    #[test]
    fn leaves_a_clean_text() {
        assert_eq!(clean(b"a\nb\n"), b"a\nb\n");
    }
}
