//! The text of a RECORD: CSV, a path in the first field of each line.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

/// A line with its end.
pub(super) struct Line<'r> {
    text: &'r [u8],
    /// The first field.
    pub path: Cow<'r, [u8]>,
}

/// A quoted field has no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unterminated;

/// The lines of a RECORD, as Python's `csv` reads them.
pub(super) fn lines(mut text: &[u8]) -> Result<Vec<Line<'_>>, Unterminated> {
    let mut lines = Vec::new();
    while !text.is_empty() {
        let (path, mut at) = field(text, 0)?;
        while text.get(at) == Some(&b',') {
            (_, at) = field(text, at + 1)?;
        }
        at += if text[at..].starts_with(b"\r\n") { 2 } else { usize::from(at < text.len()) };
        let line;
        (line, text) = text.split_at(at);
        lines.push(Line { text: line, path });
    }
    Ok(lines)
}

/// The field that starts at `start`, and where it ends: at a comma, at the end of the line or of the text.
fn field(text: &[u8], start: usize) -> Result<(Cow<'_, [u8]>, usize), Unterminated> {
    let end_of_plain = |at: usize| {
        let rest = &text[at..];
        at + rest.iter().position(|byte| b",\r\n".contains(byte)).unwrap_or(rest.len())
    };
    if text.get(start) != Some(&b'"') {
        let end = end_of_plain(start);
        return Ok((Cow::Borrowed(&text[start..end]), end));
    }
    let mut value = Vec::new();
    let mut at = start + 1;
    loop {
        let quote = at + memchr::memchr(b'"', &text[at..]).ok_or(Unterminated)?;
        value.extend_from_slice(&text[at..quote]);
        at = quote + 1;
        if text.get(at) != Some(&b'"') {
            break;
        }
        value.push(b'"');
        at += 1;
    }
    // What stands behind the quotes belongs to the field.
    let end = end_of_plain(at);
    value.extend_from_slice(&text[at..end]);
    Ok((Cow::Owned(value), end))
}

/// A RECORD with a line for each of `paths` that has none, its hash and size empty, as pip writes those of .pyc files.
/// The lines that are there stay as they are, in their order; if they are sorted, the new ones stand among them, or else
/// at the end. None if there is nothing to add.
pub(super) fn with_lines_for(text: &[u8], paths: &BTreeSet<Vec<u8>>) -> Result<Option<Vec<u8>>, Unterminated> {
    let lines = lines(text)?;
    let known: FxHashSet<&[u8]> = lines.iter().map(|line| &*line.path).collect();
    let mut missing = paths.iter().filter(|path| !known.contains(path.as_slice())).peekable();
    if missing.peek().is_none() {
        return Ok(None);
    }
    let ending: &[u8] = if lines.first().is_some_and(|line| line.text.ends_with(b"\r\n")) { b"\r\n" } else { b"\n" };
    let mut longer = Vec::with_capacity(text.len() + 64 * paths.len());
    let is_sorted = lines.is_sorted_by_key(|line| &line.path);
    for line in &lines {
        while is_sorted && missing.peek().is_some_and(|path| path.as_slice() < &*line.path) {
            missing.next().into_iter().for_each(|path| add_line(&mut longer, path, ending));
        }
        longer.extend_from_slice(line.text);
        if !line.text.ends_with(b"\n") && !line.text.ends_with(b"\r") {
            longer.extend_from_slice(ending);
        }
    }
    missing.for_each(|path| add_line(&mut longer, path, ending));
    Ok(Some(longer))
}

fn add_line(text: &mut Vec<u8>, path: &[u8], ending: &[u8]) {
    push_field(text, path);
    text.extend_from_slice(b",,");
    text.extend_from_slice(ending);
}

/// Adds a field, in quotes if it needs them.
fn push_field(text: &mut Vec<u8>, value: &[u8]) {
    if !value.iter().any(|byte| b",\"\r\n".contains(byte)) {
        text.extend_from_slice(value);
        return;
    }
    text.push(b'"');
    for &byte in value {
        text.extend_from_slice(if byte == b'"' { b"\"\"" } else { std::slice::from_ref(&byte) });
    }
    text.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        let lines = lines(text.as_bytes()).unwrap();
        assert_eq!(lines.iter().flat_map(|line| line.text).copied().collect::<Vec<_>>(), text.as_bytes());
        lines.into_iter().map(|line| String::from_utf8(line.path.into_owned()).unwrap()).collect()
    }

    #[test]
    fn lines_are_read_as_python_reads_csv() {
        assert_eq!(paths(""), [""; 0]);
        assert_eq!(paths("a.py,sha256=x,1\r\nb.py,,\r\n"), ["a.py", "b.py"]);
        assert_eq!(paths("a.py,,\nb.py"), ["a.py", "b.py"]);
        assert_eq!(paths("a.py,\"x\n,y\",1\n\nb.py,,\rc"), ["a.py", "", "b.py", "c"]);
        assert_eq!(
            paths("\"a,b.py\",,\n\"say \"\"x\"\".py\",,\n\"a\"b.py,,\na\"b,,\n"),
            ["a,b.py", "say \"x\".py", "ab.py", "a\"b"]
        );
        for text in ["\"a.py,,\n", "a,\"", "a\n\"b\"\""] {
            assert_eq!(lines(text.as_bytes()).map(|_| ()), Err(Unterminated), "{text}");
        }
    }

    fn added(text: &str, paths: &[&str]) -> Option<String> {
        let paths = paths.iter().map(|path| path.as_bytes().to_vec()).collect();
        let added = with_lines_for(text.as_bytes(), &paths).unwrap();
        added.map(|text| String::from_utf8(text).unwrap())
    }

    #[test]
    fn lines_are_added_in_the_order_that_is_there() {
        let sorted = "a.py,h,1\r\nc.py,h,1\r\n";
        assert_eq!(added(sorted, &["b", "d", "a.py"]).unwrap(), "a.py,h,1\r\nb,,\r\nc.py,h,1\r\nd,,\r\n");
        assert_eq!(added("c,h,1\na,h,1", &["b", "d"]).unwrap(), "c,h,1\na,h,1\nb,,\nd,,\n");
        assert_eq!(added("", &["b"]).unwrap(), "b,,\n");
        assert_eq!(added("a,,\n", &["b,\"c\""]).unwrap(), "a,,\n\"b,\"\"c\"\"\",,\n");
        assert_eq!(added("\"a,b\",,\nc,,\n", &["a,b", "c"]), None);
    }
}
