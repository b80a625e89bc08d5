//! The lines in which a misspelt keyword is looked for.

use crate::compiler::syntax;
use crate::compiler::values::error::CompileError;
use crate::compiler::values::text::is_space;
use crate::compiler::version::{Feature, Target};

/// How many characters of a source are looked at; if there are more, none are.
const MOST_CHARACTERS: usize = 1024;

/// Some lines of a source, without what they are indented by in common.
#[derive(Debug)]
pub(super) struct Excerpt {
    pub text: String,
    /// The only line to be looked at, from 1, if not all are.
    pub only: Option<i64>,
}

/// The lines from the last compound statement before `error` to that of the error.
///
/// CPython decodes the text that it has parsed, which in newer releases is UTF-8 by then, as the source is declared to be
/// written. Where that cannot be done it reads the file as UTF-8, or takes the line of the error alone.
pub(super) fn of(error: &CompileError, line: &str, source: &[u8], on_disk: bool, target: &Target) -> Option<Excerpt> {
    let (first, last) = (i64::from(error.after_line), i64::from(error.location.line));
    if let Some(text) = parsed_text(source, target) {
        return excerpt(&text, first, last, None);
    }
    let file = std::str::from_utf8(source).ok().filter(|_| on_disk);
    match file {
        Some(text) => {
            let only = if first == 0 { last } else { last + 1 } - first;
            excerpt(text, first, last, Some(only))
        }
        None => excerpt(line, 0, 1, None),
    }
}

/// The source as CPython has it for this.
fn parsed_text(source: &[u8], target: &Target) -> Option<String> {
    let decoded = syntax::decode(source, target).ok()?;
    match syntax::encoding_of_lines(source, target).filter(|_| target.has(Feature::ExcerptDecodedTwice)) {
        None => Some(decoded.text.into_owned()),
        Some(encoding) => {
            syntax::decode_as(&encoding, decoded.text.as_bytes(), target).ok().map(|text| text.into_owned())
        }
    }
}

fn excerpt(text: &str, first: i64, last: i64, only: Option<i64>) -> Option<Excerpt> {
    let before = usize::try_from(first - 1).unwrap_or_default();
    let lines = split_lines(text).take(usize::try_from(last).unwrap_or_default()).skip(before);
    let text = dedented(&lines.collect::<Vec<_>>());
    (text.chars().count() <= MOST_CHARACTERS).then_some(Excerpt { text, only })
}

/// `str.splitlines`: the lines by all that Unicode takes for the end of one.
pub(super) fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    const ENDS: [char; 10] = ['\n', '\r', '\x0b', '\x0c', '\x1c', '\x1d', '\x1e', '\u{85}', '\u{2028}', '\u{2029}'];
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(end) = rest.find(ENDS) else { return Some(std::mem::take(&mut rest)) };
        let line = &rest[..end];
        rest = &rest[end..];
        let width = if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) };
        rest = &rest[width..];
        Some(line)
    })
}

/// `textwrap.dedent` of lines.
fn dedented(lines: &[&str]) -> String {
    let is_blank = |line: &str| line.chars().all(is_space);
    let filled = || lines.iter().copied().filter(|line| !is_blank(line));
    // What the first and the last in the order of letters begin with, all do.
    let (least, greatest) = (filled().min().unwrap_or_default(), filled().max().unwrap_or_default());
    let common = least.bytes().zip(greatest.bytes());
    let margin = common.take_while(|(a, b)| a == b && matches!(a, b' ' | b'\t')).count();
    let lines = lines.iter().map(|line| if is_blank(line) { "" } else { &line[margin..] });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::values::location::Location;

    #[test]
    fn lines_end_as_in_unicode() {
        let lines: Vec<_> = split_lines("a\r\nb\x0c\u{2028}c\n\n").collect();
        assert_eq!(lines, ["a", "b", "", "c", ""]);
        assert_eq!(split_lines("").count(), 0);
    }

    #[test]
    fn indentation_in_common_is_dropped() {
        assert_eq!(dedented(&["    a", "", "  ", "  b"]), "  a\n\n\nb");
        assert_eq!(dedented(&["\ta", "  b"]), "\ta\n  b");
        assert_eq!(dedented(&["  a"]), "a");
        assert_eq!(dedented(&[" "]), "");
    }

    #[test]
    fn texts_are_decoded_as_their_release_does() {
        let of = |source: &[u8], on_disk, micro| {
            let location = Location::new(2, 2, 0, 1);
            let error = CompileError::syntax("invalid syntax", location);
            let target = Target::for_any_version(14, Some(micro)).unwrap();
            let found = super::of(&error, "the line", source, on_disk, target).unwrap();
            (found.text, found.only)
        };
        let latin = b"# coding: latin-1\n\xe9";
        assert_eq!(of(latin, true, 2), ("# coding: latin-1\n\u{e9}".to_owned(), None));
        assert_eq!(of(latin, true, 10), ("# coding: latin-1\n\u{c3}\u{a9}".to_owned(), None));
        // What is no Big5 once it is UTF-8, in a file that is UTF-8 as well.
        let big5 = b"# coding: big5\n\xc3\xa9";
        assert_eq!(of(big5, true, 10), ("# coding: big5\n\u{e9}".to_owned(), Some(2)));
        assert_eq!(of(big5, false, 10), ("the line".to_owned(), None));
    }

    #[test]
    fn what_is_long_is_not_looked_at() {
        let long = "é".repeat(MOST_CHARACTERS);
        assert!(excerpt(&long, 0, 1, None).is_some());
        assert!(excerpt(&format!("{long}é"), 0, 1, None).is_none());
        assert!(excerpt(&format!("x\n{long}\ny"), 0, 2, None).is_none());
        assert_eq!(excerpt("x\n y\n z\nw", 2, 3, None).map(|excerpt| excerpt.text).as_deref(), Some("y\nz"));
    }
}
