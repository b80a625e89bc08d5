//! Refusals and warnings as Python shows them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::compiler::syntax::shown_line::{self, BOM};
use crate::compiler::syntax::{self};
use crate::compiler::typos;
pub use crate::compiler::typos::Search;
use crate::compiler::values::error::{CompileError, ErrorKind, Warning, WarningOrigin};
use crate::compiler::values::location::Location;
use crate::compiler::values::text::{backslash_replaced, is_space};
use crate::compiler::values::unicode::Unicode;
use crate::compiler::version::{Feature, Target};

/// The source that a refusal or a warning is about.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'s> {
    /// The path that Python knows it by.
    pub filename: &'s [u8],
    /// Its bytes.
    pub source: &'s [u8],
    /// The target that it is compiled for.
    pub target: &'static Target,
    /// Whether `filename` is where it is read from, so that Python finds its lines there.
    pub on_disk: bool,
}

impl Shown<'_> {
    /// Whether Python finds the line of `error` where the source is read from.
    pub fn has_line_of(&self, error: &CompileError) -> bool {
        let line = usize::try_from(error.location.line).unwrap_or_default();
        self.on_disk && (error.unread.is_none() || universal_lines(self.source).nth(line.saturating_sub(1)).is_some())
    }
}

/// What py_compile's exception says of a refused source: for a plain `SyntaxError` the lines of
/// `traceback.format_exception_only`, else `Sorry:` and the exception.
pub fn refusal(error: &CompileError, shown: &Shown<'_>) -> String {
    refusal_warning(error, shown, &|_| false, &mut Search::default())
}

/// The name of the source that `warning` is about, which a refusal's own search for a misspelt keyword gave.
pub fn name_in_search(warning: &Warning) -> &'static [u8] {
    match warning.origin {
        WarningOrigin::Excerpt => b"<string>",
        _ => b"<input>",
    }
}

/// As [`refusal`]: what Python warns of meanwhile, of sources by names ([`name_in_search`]) whose lines it does not
/// find, is noted in `search`, but for what is an error, as `is_error` says.
pub fn refusal_warning(
    error: &CompileError,
    shown: &Shown<'_>,
    is_error: &dyn Fn(&Warning) -> bool,
    search: &mut Search,
) -> String {
    let filename = backslash_replaced(shown.filename);
    let error = error.as_read(shown.has_line_of(error));
    match error.kind {
        // What py_compile takes for the name of no file it replaces wherever it is.
        ErrorKind::SyntaxError => syntax_error(error, &filename, shown, is_error, search)
            .replace("File \"<string>\"", &format!("File \"{filename}\"")),
        ErrorKind::PlacelessSyntaxError => format!("SyntaxError: {}\n", error.message),
        ErrorKind::IndentationError | ErrorKind::TabError if error.location.has_line() => {
            let basename = filename.rsplit('/').next().unwrap_or_default();
            format!("Sorry: {}: {} ({basename}, line {})", error.kind.name(), error.message, error.location.line)
        }
        _ => format!("Sorry: {}: {}", error.kind.name(), error.message),
    }
}

/// `TracebackException._format_syntax_error`. The compiler's errors about no line in particular are on line -1.
fn syntax_error(
    error: &CompileError,
    filename: &str,
    shown: &Shown<'_>,
    is_error: &dyn Fn(&Warning) -> bool,
    search: &mut Search,
) -> String {
    let mut location = error.location;
    let mut message = Cow::Borrowed(&error.message);
    let mut lines = format!("  File \"{filename}\", line {}\n", location.line);
    if location.has_line()
        && let Some(mut text) = error_text(error, shown)
    {
        let Shown { source, on_disk, target, .. } = *shown;
        let refused = typos::Refused { error, line: &text, source, on_disk, target, is_error };
        if let Some(hint) = typos::hint(&refused, search) {
            (text, message) = (Cow::Owned(hint.text), Cow::Owned(hint.message));
            location = Location::new(location.line, location.line, hint.columns.0, hint.columns.1);
        }
        let text = text.trim_end_matches('\n');
        let stripped = text.trim_start_matches([' ', '\n', '\x0c']);
        lines.push_str(&format!("    {stripped}\n"));
        let indent = (text.len() - stripped.len()) as i64;
        if let Some((start, end)) = carets(location, text, shown.target) {
            let (start, end) = (start - indent, end - indent);
            if start >= 0 {
                lines.push_str("    ");
                lines.push_str(&underlining(stripped, (start as usize, end.max(start) as usize), shown.target));
                lines.push('\n');
            }
        }
    }
    lines.push_str(&format!("SyntaxError: {message}\n"));
    lines
}

/// What underlines the characters of `line` from `start` to before `end`.
fn underlining(line: &str, (start, end): (usize, usize), target: &Target) -> String {
    if !target.has(Feature::CaretsAsWide) {
        let space = line.chars().take(start).map(|c| if is_space(c) { c } else { ' ' });
        return space.chain((start..end).map(|_| '^')).collect();
    }
    let unicode = target.unicode();
    let before: String = line.chars().take(start).collect();
    let underlined: String = line.chars().skip(start).take(end - start).collect();
    let carets = if underlined.is_empty() { end - start } else { display_width(&underlined, unicode) };
    " ".repeat(display_width(&before, unicode)) + &"^".repeat(carets)
}

/// How many columns a text takes on a terminal, as `traceback` counts them (`_wlen`): escape sequences take none, and the
/// character of Control-Z takes two, as it is shown.
fn display_width(text: &str, unicode: Unicode) -> usize {
    const CONTROL_Z: char = '\x1a';
    let width = |c: char| unicode.width(c) + usize::from(c == CONTROL_Z);
    let mut total = text.chars().map(width).sum::<usize>();
    if text.chars().nth(1).is_some() {
        let mut rest = text;
        while let Some(at) = rest.find("\x1b[") {
            rest = &rest[at + 2..];
            let parameters = rest.trim_start_matches(|c| (' '..='@').contains(&c));
            if parameters.starts_with(|c| ('A'..='~').contains(&c)) {
                total = total.saturating_sub(2 + (rest.len() - parameters.len()) + 1);
                rest = &parameters[1..];
            }
        }
    }
    total
}

/// The columns from and to which an error's line is underlined.
fn carets(location: Location, text: &str, target: &Target) -> Option<(i64, i64)> {
    let column = |column: i32| if column < 0 { None } else { Some(i64::from(column)) };
    let start = column(location.col)?;
    let end = column(location.end_col);
    if !target.has(Feature::CaretsWithinLine) {
        return Some((start, end.filter(|&end| end != start).unwrap_or(start + 1)));
    }
    let past_end = text.chars().count() as i64;
    let is_one_line = location.end_line < 0 || location.end_line == location.line;
    let end = if is_one_line { end.unwrap_or(start) } else { past_end };
    let (start, end) = (start.min(past_end), end.min(past_end));
    Some((start, end.max(start + 1)))
}

/// The line that goes with the error. CPython reads it from the file; the parser has its own copy where
/// that fails, the stages behind it have none, and most read the file as UTF-8 whatever it is declared to be.
fn error_text<'e>(error: &'e CompileError, shown: &Shown<'e>) -> Option<Cow<'e, str>> {
    match &error.text {
        Some(text) => Some(Cow::Borrowed(text)),
        None if shown.on_disk => {
            let number = usize::try_from(error.location.line).ok()?.checked_sub(1)?;
            let without_bom = shown.source.strip_prefix(BOM).filter(|_| shown.target.has(Feature::BomNotShown));
            let source = without_bom.unwrap_or(shown.source);
            let follows_bom = without_bom.is_some() && number == 0;
            let line = universal_lines(source).nth(number)?;
            let line = shown_line::buffered(line, follows_bom, shown.target);
            if shown.target.has(Feature::ErrorLineDecoded) {
                return decoded_line(source, number, line, shown.target);
            }
            std::str::from_utf8(line).ok().map(Cow::Borrowed)
        }
        None => None,
    }
}

/// A line as the stages behind the parser show it: decoded alone, what cannot be decoded replaced.
fn decoded_line<'s>(source: &[u8], number: usize, line: &'s [u8], target: &Target) -> Option<Cow<'s, str>> {
    let Some(encoding) = syntax::encoding_of_lines(source, target) else { return Some(String::from_utf8_lossy(line)) };
    // Its codec can't replace anything, and refuses to be asked to.
    if encoding == "idna" {
        return None;
    }
    if let Ok(text) = syntax::decode_as(&encoding, line, target) {
        return Some(text);
    }
    let decoded = syntax::decode(source, target).ok()?;
    let line = universal_lines(decoded.text.as_bytes()).nth(number)?;
    Some(Cow::Owned(String::from_utf8_lossy(shown_line::buffered(line, false, target)).into_owned()))
}

/// Lines that end with `\n`, `\r` or `\r\n`, without their ends.
fn universal_lines(source: &[u8]) -> impl Iterator<Item = &[u8]> {
    line_ranges(source).map(|range| &source[range])
}

/// The lines' place.
fn line_ranges(source: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = source.get(start..).filter(|rest| !rest.is_empty())?;
        let len = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let end = if rest[len..].starts_with(b"\r\n") { 2 } else { 1 };
        let line = start..start + len;
        start += len + end;
        Some(line)
    })
}

/// A warning as the `warnings` module prints it, with its source line if that can be had.
pub fn warning(warning: &Warning, shown: &Shown<'_>) -> String {
    let mut text = warning_head(warning, shown.filename);
    if let Some(line) = SourceLines::new(shown).warned_of(warning) {
        text.push_str(&warning_line(&line));
    }
    text
}

/// The first line of a warning.
pub(crate) fn warning_head(warning: &Warning, filename: &[u8]) -> String {
    let filename = match warning.origin {
        WarningOrigin::Optimizer => "<frozen importlib._bootstrap>".into(),
        _ => backslash_replaced(filename),
    };
    format!("{filename}:{}: {}: {}\n", warning.line, warning.category.name(), warning.message)
}

/// The second line of a warning, which shows a line of the source.
pub(crate) fn warning_line(line: &str) -> String {
    format!("  {line}\n")
}

/// The first line, and the second if the first may leave the declaration to it. `tokenize` wanted them in UTF-8.
fn where_encodings_are_declared(source: &[u8]) -> &[u8] {
    let first = memchr::memchr(b'\n', source).map_or(source.len(), |at| at + 1);
    let (line, rest) = source.split_at(first);
    let text = line.strip_prefix(BOM).unwrap_or(line).trim_ascii_start();
    if !(text.is_empty() || text.starts_with(b"#")) || memchr::memmem::find(text, b"coding").is_some() {
        return line;
    }
    &source[..first + memchr::memchr(b'\n', rest).unwrap_or(rest.len())]
}

/// The lines of a source that warnings show (Python's `linecache`). It is decoded once for all of them.
#[derive(Debug, Default)]
pub(crate) struct SourceLines<'s> {
    text: Cow<'s, str>,
    /// The range of each line in the text, without its end.
    ranges: Vec<Range<usize>>,
    /// The lines that were asked for: many warnings may be of one.
    warned_of: HashMap<usize, Arc<str>>,
}

impl<'s> SourceLines<'s> {
    /// The lines of a source; none if Python does not find the file or can't read all of it.
    pub(crate) fn new(shown: &Shown<'s>) -> Self {
        let declaration = where_encodings_are_declared(shown.source);
        let is_declaration_read =
            shown.target.has(Feature::DeclarationsInTheirEncoding) || std::str::from_utf8(declaration).is_ok();
        if !shown.on_disk || !is_declaration_read {
            return Self::default();
        }
        // The compiler takes every carriage return for a newline, `tokenize` one before a newline only.
        let is_one_text = declaration.split(|&byte| byte == b'\r').skip(1).all(|rest| matches!(rest, [] | [b'\n', ..]));
        let text = if is_one_text {
            let decoded = syntax::decode(shown.source, shown.target).ok().filter(|decoded| !decoded.is_undecodable());
            decoded.map(|decoded| decoded.text)
        } else {
            syntax::decode_as_tokenize(shown.source, shown.target).ok()
        };
        let text = text.unwrap_or_default();
        let ranges = line_ranges(text.as_bytes()).collect();
        Self { text, ranges, warned_of: HashMap::new() }
    }

    /// The text that a warning shows of its line, if any.
    pub(crate) fn warned_of(&mut self, warning: &Warning) -> Option<Arc<str>> {
        if warning.origin == WarningOrigin::Optimizer {
            return None;
        }
        let number = usize::try_from(warning.line).ok()?.checked_sub(1)?;
        if let Some(line) = self.warned_of.get(&number) {
            return Some(Arc::clone(line));
        }
        let line = self.text[self.ranges.get(number)?.clone()].trim_matches(is_space);
        if line.is_empty() {
            return None;
        }
        let line: Arc<str> = Arc::from(line);
        self.warned_of.insert(number, Arc::clone(&line));
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::values::error::WarningCategory;

    fn shown(source: &str) -> Shown<'_> {
        Shown { filename: b"d/x.py", source: source.as_bytes(), target: Target::py311(), on_disk: true }
    }

    #[test]
    fn the_parsers_errors() {
        let mut error = CompileError::syntax("invalid syntax", Location::new(2, 2, 14, 17));
        error.text = Some("  éé = 1 + (2 3)".to_owned());
        assert_eq!(
            refusal(&error, &shown("x\n")),
            "  File \"d/x.py\", line 2\n    éé = 1 + (2 3)\n                ^^^\nSyntaxError: invalid syntax\n"
        );
    }

    #[test]
    fn carets_within_the_line() {
        let newer = Target::for_any_version(13, None).unwrap();
        let columns = |place, target| carets(place, "éxy", target);
        for (place, older_carets, newer_carets) in [
            (Location::new(1, 1, 1, 2), (1, 2), (1, 2)),
            (Location::new(1, 1, 2, 9), (2, 9), (2, 3)),
            (Location::new(1, 1, 7, 9), (7, 9), (3, 4)),
            (Location::new(1, 2, 1, 2), (1, 2), (1, 3)),
            (Location::new(1, 1, 1, -1), (1, 2), (1, 2)),
            (Location::new(1, 1, 1, 0), (1, 0), (1, 2)),
        ] {
            assert_eq!(columns(place, Target::py311()), Some(older_carets), "{place:?}");
            assert_eq!(columns(place, newer), Some(newer_carets), "{place:?}");
        }
        assert_eq!(columns(Location::new(1, 1, -1, -1), newer), None);
    }

    /// Asked of `traceback` of 3.14.10 and 3.15.2.
    #[test]
    fn carets_as_wide_as_their_text() {
        let newest = |minor| Target::for_any_version(minor, None).unwrap();
        for (line, columns, by_characters, by_width) in [
            ("x yz", (2, 4), "  ^^", "  ^^"),
            ("\t\ty", (1, 3), "\t^^", " ^^"),
            ("日本 x", (3, 4), "   ^", "     ^"),
            ("日本 x", (0, 2), "^^", "^^^^"),
            ("e\u{301} x", (3, 4), "   ^", "  ^"),
            ("\u{200d}", (0, 1), "^", ""),
            ("\u{ad}x", (0, 2), "^^", "^^"),
            ("\u{1a}", (0, 1), "^", "^^"),
            ("'\u{1b}[1;2mé' y", (9, 10), "         ^", "   ^"),
            ("x", (1, 2), " ^", " ^"),
        ] {
            assert_eq!(underlining(line, columns, newest(14)), by_characters, "{line:?}");
            assert_eq!(underlining(line, columns, newest(15)), by_width, "{line:?}");
        }
    }

    #[test]
    fn the_compilers_errors() {
        let error = CompileError::syntax("'return' outside function", Location::new(2, 2, 4, 10));
        assert_eq!(
            refusal(&error, &shown("x\r\nif 1:return\r\n")),
            "  File \"d/x.py\", line 2\n    if 1:return\n        ^^^^^^\nSyntaxError: 'return' outside function\n"
        );
        let elsewhere = Shown { on_disk: false, ..shown("x\nif 1:return\n") };
        assert_eq!(refusal(&error, &elsewhere), "  File \"d/x.py\", line 2\nSyntaxError: 'return' outside function\n");
    }

    #[test]
    fn other_exceptions() {
        let error = CompileError::new(ErrorKind::IndentationError, "unexpected indent", Location::new(3, 3, 4, 4));
        assert_eq!(refusal(&error, &shown("")), "Sorry: IndentationError: unexpected indent (x.py, line 3)");
        let error = CompileError::new(ErrorKind::RecursionError, "too deep", Location::NONE);
        assert_eq!(refusal(&error, &shown("")), "Sorry: RecursionError: too deep");
        let message = "source code string cannot contain null bytes";
        let error = CompileError::new(ErrorKind::PlacelessSyntaxError, message, Location::NONE);
        assert_eq!(refusal(&error, &shown("")), format!("SyntaxError: {message}\n"));
        let error = CompileError::syntax("'break' outside loop", Location::NONE);
        assert_eq!(refusal(&error, &shown("x\n")), "  File \"d/x.py\", line -1\nSyntaxError: 'break' outside loop\n");
    }

    #[test]
    fn warnings_with_their_line() {
        let location = Location::new(2, 2, 2, 3);
        let (category, origin) = (WarningCategory::SyntaxWarning, WarningOrigin::Compiler);
        let given = Warning { category, message: "odd".to_owned(), line: 2, location, origin };
        assert_eq!(warning(&given, &shown("x\n  y = 1 \n")), "d/x.py:2: SyntaxWarning: odd\n  y = 1\n");
        assert_eq!(warning(&given, &shown("x\n")), "d/x.py:2: SyntaxWarning: odd\n");
    }
}
