//! The text of a RECORD: CSV, a path in the first field of each line.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A line with its end.
pub(super) struct Line<'r> {
    text: &'r [u8],
    /// The first field.
    pub path: Cow<'r, [u8]>,
}

/// A quoted field has no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unterminated;

/// The lines of a RECORD, as Python's `csv` reads them. Nothing is kept of them: a RECORD may be all ends of lines.
pub(super) struct Lines<'r> {
    rest: &'r [u8],
}

/// The lines of `text`.
pub(super) fn lines(text: &[u8]) -> Lines<'_> {
    Lines { rest: text }
}

impl<'r> Lines<'r> {
    fn line(&mut self) -> Result<Line<'r>, Unterminated> {
        let text = std::mem::take(&mut self.rest);
        let (path, mut at) = field(text, 0)?;
        while text.get(at) == Some(&b',') {
            (_, at) = field(text, at + 1)?;
        }
        at += if text[at..].starts_with(b"\r\n") { 2 } else { usize::from(at < text.len()) };
        let line;
        (line, self.rest) = text.split_at(at);
        Ok(Line { text: line, path })
    }
}

impl<'r> Iterator for Lines<'r> {
    type Item = Result<Line<'r>, Unterminated>;

    fn next(&mut self) -> Option<Self::Item> {
        (!self.rest.is_empty()).then(|| self.line())
    }
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

/// What a RECORD is to say of a file.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The hash and the size, with a comma between them. pip leaves both empty for .pyc files.
    pub rest: Vec<u8>,
    /// Whether a line that is there is replaced.
    pub replaces: bool,
}

/// What it is to say, by path.
pub(crate) type Entries = BTreeMap<Vec<u8>, Entry>;

/// A RECORD with a line for each of `entries`. The lines that are there stay, in their order; if they are
/// sorted, the new ones stand among them, or else at the end. None if it is that already.
pub(crate) fn with_entries(text: &[u8], entries: &Entries) -> Result<Option<Vec<u8>>, Unterminated> {
    let (mut known, mut ending, mut before) = (BTreeSet::new(), None, None);
    let mut is_sorted = true;
    for line in lines(text) {
        let line = line?;
        ending.get_or_insert(if line.text.ends_with(b"\r\n") { &b"\r\n"[..] } else { b"\n" });
        if let Some((path, _)) = entries.get_key_value(&*line.path) {
            known.insert(path.as_slice());
        }
        is_sorted = is_sorted && before.is_none_or(|before| before <= line.path);
        before = Some(line.path);
    }
    let ending = ending.unwrap_or(b"\n");
    let mut missing = entries.iter().filter(|(path, _)| !known.contains(path.as_slice())).peekable();
    let mut new = Vec::with_capacity(text.len() + 64 * entries.len());
    let has_new = missing.peek().is_some();
    for line in lines(text) {
        let line = line?;
        while is_sorted && missing.peek().is_some_and(|(path, _)| path.as_slice() < &*line.path) {
            missing.next().into_iter().for_each(|(path, entry)| add_line(&mut new, path, entry, ending));
        }
        match entries.get(&*line.path).filter(|entry| entry.replaces) {
            Some(entry) => {
                let body = line.text.trim_ascii_end();
                add_line(&mut new, &line.path, entry, &line.text[body.len()..]);
            }
            None => new.extend_from_slice(line.text),
        }
        if has_new && !new.ends_with(b"\n") && !new.ends_with(b"\r") {
            new.extend_from_slice(ending);
        }
    }
    missing.for_each(|(path, entry)| add_line(&mut new, path, entry, ending));
    Ok((new != text).then_some(new))
}

fn add_line(text: &mut Vec<u8>, path: &[u8], entry: &Entry, ending: &[u8]) {
    push_field(text, path);
    text.push(b',');
    text.extend_from_slice(&entry.rest);
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
        let lines: Vec<Line> = lines(text.as_bytes()).map(Result::unwrap).collect();
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
            assert!(lines(text.as_bytes()).any(|line| line.is_err()), "{text}");
        }
    }

    fn added(text: &str, paths: &[&str], rest: &str, replaces: bool) -> Option<String> {
        let entry = |path: &&str| (path.as_bytes().to_vec(), Entry { rest: rest.into(), replaces });
        let added = with_entries(text.as_bytes(), &paths.iter().map(entry).collect()).unwrap();
        added.map(|text| String::from_utf8(text).unwrap())
    }

    #[test]
    fn lines_are_added_in_the_order_that_is_there() {
        let sorted = "a.py,h,1\r\nc.py,h,1\r\n";
        let of = |text, paths: &[&str]| added(text, paths, ",", false);
        assert_eq!(of(sorted, &["b", "d", "a.py"]).unwrap(), "a.py,h,1\r\nb,,\r\nc.py,h,1\r\nd,,\r\n");
        assert_eq!(of("c,h,1\na,h,1", &["b", "d"]).unwrap(), "c,h,1\na,h,1\nb,,\nd,,\n");
        assert_eq!(of("", &["b"]).unwrap(), "b,,\n");
        assert_eq!(of("a,,\n", &["b,\"c\""]).unwrap(), "a,,\n\"b,\"\"c\"\"\",,\n");
        assert_eq!(of("\"a,b\",h,1\nc,,", &["a,b", "c"]), None);
    }

    #[test]
    fn lines_that_are_no_longer_true_are_replaced() {
        assert_eq!(added("a,h,1\r\nb,,\nc,h,1", &["a", "c"], ",", true).unwrap(), "a,,\r\nb,,\nc,,");
        assert_eq!(added("b,h,1\na,,\n", &["a", "b", "c"], "h,1", true).unwrap(), "b,h,1\na,h,1\nc,h,1\n");
        assert_eq!(added("\"a,b\",h,1\n", &["a,b"], "h,1", true), None);
    }
}
