//! The pattern of `-x`: Python's `re.search` on paths.

use std::borrow::Cow;
use std::path::Path;
use std::str::Chars;

use fancy_regex::Regex;

use crate::text;

/// A regular expression in Python's notation.
#[derive(Clone, Debug)]
pub struct PathPattern(Regex);

/// Why a pattern is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError(String);

impl std::fmt::Display for PatternError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "not a regular expression: {}", self.0)
    }
}

impl std::error::Error for PatternError {}

impl PathPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is malformed.
    pub fn new(pattern: &Path) -> Result<Self, PatternError> {
        let translated = Translator::new(&searchable(pattern)).translate();
        Regex::new(&translated).map(Self).map_err(|error| PatternError(error.to_string()))
    }

    /// Whether it is found in `path`. One that backtracks beyond all bounds is not.
    pub fn is_in(&self, path: &Path) -> bool {
        self.0.is_match(&*searchable(path)).unwrap_or(false)
    }
}

/// The path as text, with a character of the last private plane for each byte that is no UTF-8: there
/// Python has lone surrogates, one a byte as well.
fn searchable(path: &Path) -> Cow<'_, str> {
    use std::os::unix::ffi::OsStrExt;
    let bytes = path.as_os_str().as_bytes();
    if let Ok(path) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(path);
    }
    let stand_in = |code_point: u32| char::from_u32(0x10_0000 + code_point).unwrap_or(char::REPLACEMENT_CHARACTER);
    Cow::Owned(text::code_points(bytes).map(|c| char::from_u32(c).unwrap_or_else(|| stand_in(c))).collect())
}

/// Rewrites what the two notations mean differently.
struct Translator<'p> {
    rest: Chars<'p>,
    out: String,
    /// Whether `^` and `$` match at every line (`(?m)`).
    multiline: bool,
}

impl<'p> Translator<'p> {
    fn new(pattern: &'p str) -> Self {
        // Python takes flags for the whole pattern from its start only.
        let flags = pattern.strip_prefix("(?").and_then(|rest| rest.split_once(')')).map_or("", |(flags, _)| flags);
        let multiline = flags.chars().all(|c| c.is_ascii_alphabetic()) && flags.contains('m');
        Self { rest: pattern.chars(), out: String::with_capacity(pattern.len() + 8), multiline }
    }

    fn translate(mut self) -> String {
        self.leading_flags();
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => self.escape(false),
                '[' => self.class(),
                '$' if !self.multiline => self.out.push_str(r"(?=\n?\z)"),
                '{' => self.brace(),
                '}' => self.out.push_str(r"\}"),
                c => self.out.push(c),
            }
        }
        self.out
    }

    /// `(?aLu)` say which characters `\w` means: all that Unicode has, unless `a` does.
    fn leading_flags(&mut self) {
        let text = self.rest.as_str();
        let Some((flags, rest)) = text.strip_prefix("(?").and_then(|text| text.split_once(')')) else { return };
        if flags.is_empty() || !flags.chars().all(|c| "aiLmsux".contains(c)) {
            return;
        }
        let kept: String = flags.chars().filter(|c| "imsx".contains(*c)).collect();
        if !kept.is_empty() {
            self.out.push_str(&format!("(?{kept})"));
        }
        self.rest = rest.chars();
    }

    fn escape(&mut self, in_class: bool) {
        match self.rest.next() {
            Some('Z') if !in_class => self.out.push_str(r"\z"),
            // Python's `\s` has the four separators of ASCII as well.
            Some('s') if in_class => self.out.push_str(r"\s\x1c-\x1f"),
            Some('s') => self.out.push_str(r"[\s\x1c-\x1f]"),
            Some('S') if !in_class => self.out.push_str(r"[^\s\x1c-\x1f]"),
            Some('b') if in_class => self.out.push_str(r"\x08"),
            Some('0') => {
                let mut code_point = 0;
                for _ in 0..2 {
                    let Some(digit) = self.rest.as_str().chars().next().and_then(|c| c.to_digit(8)) else { break };
                    code_point = code_point * 8 + digit;
                    self.rest.next();
                }
                self.out.push_str(&format!(r"\x{{{code_point:x}}}"));
            }
            // Letters keep what they mean; any other character means itself.
            Some(c) if c.is_ascii_alphanumeric() || c.is_ascii_punctuation() => self.out.extend(['\\', c]),
            Some(c) => self.out.push(c),
            None => self.out.push('\\'),
        }
    }

    /// A set of characters. Python has no sets in sets and no operations on them.
    fn class(&mut self) {
        self.out.push('[');
        let mut rest = self.rest.clone();
        if rest.next() == Some('^') {
            self.rest.next();
            self.out.push('^');
        }
        let mut is_first = true;
        while let Some(c) = self.rest.next() {
            match c {
                ']' if !is_first => {
                    self.out.push(']');
                    return;
                }
                '\\' => self.escape(true),
                '[' | ']' | '&' | '~' => self.out.extend(['\\', c]),
                c => self.out.push(c),
            }
            is_first = false;
        }
    }

    /// `{` is itself unless it starts a repetition: `{3}`, `{3,}`, `{,3}`, `{3,4}`.
    fn brace(&mut self) {
        let counts = self.rest.as_str().split_once('}').map(|(counts, rest)| (counts, rest.chars()));
        let Some((counts, rest)) = counts.filter(|(counts, _)| is_repetition(counts)) else {
            self.out.push_str(r"\{");
            return;
        };
        let zero = if counts.starts_with(',') { "0" } else { "" };
        self.out.push_str(&format!("{{{zero}{counts}}}"));
        self.rest = rest;
    }
}

fn is_repetition(counts: &str) -> bool {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match counts.split_once(',') {
        Some((from, to)) => is_number(from) && is_number(to),
        None => !counts.is_empty() && is_number(counts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_in(pattern: &str, path: &str) -> bool {
        PathPattern::new(Path::new(pattern)).unwrap_or_else(|error| panic!("{pattern}: {error}")).is_in(Path::new(path))
    }

    #[test]
    fn as_python_searches() {
        for (pattern, path, expected) in [
            (r"ba[^\\/]*$", "foo/bar.py", true),
            (r"ba[^\\/]*$", "bar/foo.py", false),
            (r"(?<!x)a\.py", "xa.py", false),
            (r"^(?!.*/keep/).*/tests?/", "a/tests/b.py", true),
            (r"^(?!.*/keep/).*/tests?/", "a/keep/tests/b.py", false),
            (r"y$", "a.py\n", true),
            (r"y\Z", "a.py\n", false),
            (r"(?m)^b", "a\nb", true),
            (r"[[]x", "[x", true),
            (r"[]x]y", "]y", true),
            (r"[a&&b]", "&", true),
            (r"a{x}", "a{x}", true),
            (r"a{,2}b$", "aab", true),
            (r"(?i)SETUP", "setup.py", true),
            (r"(?P<n>.)(?P=n)", "abb", true),
            (r"(.)\1", "abc", false),
            (r"\s", "a\u{1c}", true),
            (r"(?:)", "", true),
        ] {
            assert_eq!(is_in(pattern, path), expected, "{pattern} in {path:?}");
        }
    }

    #[test]
    fn refuses() {
        for pattern in ["(", "[a", "*", "a**", "\\"] {
            assert!(PathPattern::new(Path::new(pattern)).is_err(), "{pattern}");
        }
    }
}
