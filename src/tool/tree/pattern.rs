//! The pattern of `-x`: Python's `re.search` on paths.

use std::borrow::Cow;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::str::Chars;

use fancy_regex::Regex;

use crate::compiler::values::text;
use crate::compiler::version::Target;

/// A regular expression in Python's notation.
#[derive(Clone, Debug)]
pub struct PathPattern(Regex);

/// Why a pattern is none, or can't be searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternError {
    /// It is malformed.
    Malformed(String),
    /// To find out whether it is in this path would take too many steps.
    Endless(PathBuf),
}

impl std::fmt::Display for PatternError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Malformed(what) => write!(f, "not a regular expression: {what}"),
            Self::Endless(path) => {
                let path = text::repr(path.as_os_str().as_bytes());
                write!(f, "gave up the search in {path}: this expression backtracks beyond all bounds")
            }
        }
    }
}

impl std::error::Error for PatternError {}

impl PathPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is malformed.
    pub fn new(pattern: &Path) -> Result<Self, PatternError> {
        let translated = Translator::new(&searchable(pattern)).translate().map_err(PatternError::Malformed)?;
        Regex::new(&translated).map(Self).map_err(|error| PatternError::Malformed(error.to_string()))
    }

    /// Whether it is found in `path`.
    ///
    /// # Errors
    /// When it backtracks beyond all bounds.
    pub fn is_in(&self, path: &Path) -> Result<bool, PatternError> {
        self.0.is_match(&*searchable(path)).map_err(|_| PatternError::Endless(path.to_owned()))
    }
}

/// The path as text, with a character of the last private plane for each byte that is no UTF-8: there
/// Python has lone surrogates, one a byte as well.
fn searchable(path: &Path) -> Cow<'_, str> {
    let bytes = path.as_os_str().as_bytes();
    match std::str::from_utf8(bytes) {
        Ok(path) => Cow::Borrowed(path),
        Err(_) => Cow::Owned(text::code_points(bytes).map(character).collect()),
    }
}

/// The character for a code point, which may be a surrogate.
fn character(code_point: u32) -> char {
    let stand_in = || char::from_u32(0x10_0000 + code_point).unwrap_or(char::REPLACEMENT_CHARACTER);
    char::from_u32(code_point).unwrap_or_else(stand_in)
}

/// The error of a pattern.
type Wrong = String;

/// Rewrites what the two notations mean differently, and refuses what Python does, except for
/// look-behinds without a fixed width.
struct Translator<'p> {
    rest: Chars<'p>,
    out: String,
    /// Whether `^` and `$` match at every line (`(?m)`).
    multiline: bool,
    /// Whether white space and comments are left out (`(?x)`).
    verbose: bool,
    /// Whether `\w`, `\d`, `\s` and `\b` know ASCII only (`(?a)`).
    ascii: bool,
    /// The groups that have names.
    names: Vec<String>,
}

/// The meaning of an escape.
enum Escaped {
    Char(char),
    /// A set or an assertion, as the other notation has it.
    Other(String),
}

impl<'p> Translator<'p> {
    fn new(pattern: &'p str) -> Self {
        Self {
            rest: pattern.chars(),
            out: String::with_capacity(pattern.len() + 8),
            multiline: false,
            verbose: false,
            ascii: false,
            names: Vec::new(),
        }
    }

    fn translate(mut self) -> Result<String, Wrong> {
        while self.leading_flags()? {}
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => {
                    if self.group_reference()? {
                        continue;
                    }
                    match self.escape(false)? {
                        Escaped::Char(c) => self.literal(c),
                        Escaped::Other(text) => self.out.push_str(&text),
                    }
                }
                '[' => self.class()?,
                '$' if !self.multiline => self.out.push_str(r"(?=\n?\z)"),
                '{' => self.brace()?,
                '}' => self.out.push_str(r"\}"),
                '#' if self.verbose => {
                    let comment = self.rest.as_str();
                    self.rest = comment[comment.find('\n').unwrap_or(comment.len())..].chars();
                }
                '(' => self.group()?,
                c => self.out.push(c),
            }
        }
        Ok(self.out)
    }

    fn literal(&mut self, c: char) {
        self.out.push_str(&format!(r"\x{{{:x}}}", u32::from(c)));
    }

    /// Takes the next character if it is this one.
    fn eat(&mut self, c: char) -> bool {
        let found = self.rest.as_str().starts_with(c);
        if found {
            self.rest.next();
        }
        found
    }

    /// Flags for the whole pattern, which Python takes at its start only. `aLu` say which characters
    /// `\w` means: all that Unicode has, unless `a` does.
    fn leading_flags(&mut self) -> Result<bool, Wrong> {
        let text = self.rest.as_str();
        let Some((flags, rest)) = text.strip_prefix("(?").and_then(|text| text.split_once(')')) else {
            return Ok(false);
        };
        if flags.is_empty() || !flags.chars().all(|c| "aiLmsux".contains(c)) {
            return Ok(false);
        }
        if flags.contains('L') || (flags.contains('a') && flags.contains('u')) {
            return Err("flags that no text can have".to_owned());
        }
        self.multiline |= flags.contains('m');
        self.verbose |= flags.contains('x');
        self.ascii |= flags.contains('a');
        let kept: String = flags.chars().filter(|c| "imsx".contains(*c)).collect();
        if !kept.is_empty() {
            self.out.push_str(&format!("(?{kept})"));
        }
        self.rest = rest.chars();
        Ok(true)
    }

    /// Translates the rest of a group after its opening parenthesis.
    fn group(&mut self) -> Result<(), Wrong> {
        let text = self.rest.as_str();
        if let Some(rest) = text.strip_prefix("?#") {
            let (_, rest) = rest.split_once(')').ok_or("missing ), unterminated comment")?;
            self.rest = rest.chars();
            return Ok(());
        }
        if let Some((name, _)) = text.strip_prefix("?P<").and_then(|rest| rest.split_once('>')) {
            let is_name = Target::newest().unicode().is_identifier(name);
            if !is_name || self.names.iter().any(|other| other == name) {
                return Err(format!("bad group name {name}"));
            }
            self.names.push(name.to_owned());
        }
        let flags = text.strip_prefix('?').and_then(|rest| rest.split_once(')'));
        if flags.is_some_and(|(flags, _)| !flags.is_empty() && flags.chars().all(|c| "aiLmsux".contains(c))) {
            return Err("global flags not at the start of the expression".to_owned());
        }
        self.out.push('(');
        Ok(())
    }

    /// `\1` to `\99`, unless it is three octal digits. Returns whether it was one.
    fn group_reference(&mut self) -> Result<bool, Wrong> {
        let digits: String = self.rest.as_str().chars().take(3).take_while(char::is_ascii_digit).collect();
        let is_octal = digits.len() == 3 && digits.bytes().all(|digit| digit < b'8');
        if digits.is_empty() || digits.starts_with('0') || is_octal {
            return Ok(false);
        }
        let digits = &digits[..digits.len().min(2)];
        for _ in digits.chars() {
            self.rest.next();
        }
        // So that a digit that follows is none of the number's.
        self.out.push_str(&format!(r"(?:\{digits})"));
        Ok(true)
    }

    /// Translates an escape after its backslash.
    fn escape(&mut self, in_class: bool) -> Result<Escaped, Wrong> {
        let c = self.rest.next().ok_or("bad escape (end of pattern)")?;
        let other = |text: &str| Ok(Escaped::Other(text.to_owned()));
        let code_point = match c {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => return Ok(Escaped::Other(self.category(c, in_class))),
            'A' if !in_class => return other(r"\A"),
            // Since 3.14 both; before, Python refuses the second.
            'Z' | 'z' if !in_class => return other(r"\z"),
            'b' if in_class => 8,
            'b' | 'B' if !in_class && self.ascii => return Ok(Escaped::Other(format!(r"(?-u:\{c})"))),
            'b' | 'B' if !in_class => return Ok(Escaped::Other(format!(r"\{c}"))),
            'a' => 7,
            't' => 9,
            'n' => 10,
            'v' => 11,
            'f' => 12,
            'r' => 13,
            'x' => self.digits(2, 16)?,
            'u' => self.digits(4, 16)?,
            'U' => self.digits(8, 16)?,
            'N' => {
                let name = self.rest.as_str().strip_prefix('{').and_then(|rest| rest.split_once('}'));
                let (name, rest) = name.ok_or("missing {, expected {name}")?;
                self.rest = rest.chars();
                let named = Target::newest().unicode().named_character(name);
                u32::from(named.ok_or_else(|| format!("undefined character name {name}"))?)
            }
            '0'..='7' => {
                let more = self.rest.as_str().chars().take(2).take_while(|c| c.is_digit(8)).count();
                let mut value = c.to_digit(8).unwrap_or(0);
                if more > 0 {
                    value = value * 8u32.pow(more as u32) + self.digits(more, 8)?;
                }
                if value > 0o377 {
                    return Err(format!("octal escape value 0o{value:o} outside of range 0-0o377"));
                }
                value
            }
            c if c.is_ascii_alphanumeric() => return Err(format!(r"bad escape \{c}")),
            c => u32::from(c),
        };
        if code_point > u32::from(char::MAX) {
            return Err("bad escape: no such character".to_owned());
        }
        Ok(Escaped::Char(character(code_point)))
    }

    /// A number of just so many digits.
    fn digits(&mut self, count: usize, radix: u32) -> Result<u32, Wrong> {
        let mut value: u32 = 0;
        for _ in 0..count {
            let digit = self.rest.next().and_then(|c| c.to_digit(radix)).ok_or("incomplete escape")?;
            value = value.wrapping_mul(radix).wrapping_add(digit);
        }
        Ok(value)
    }

    /// `\d`, `\s`, `\w` and their opposites. Python's `\s` has the four separators of ASCII as well.
    fn category(&self, c: char, in_class: bool) -> String {
        let set = match (c.to_ascii_lowercase(), self.ascii) {
            ('d', true) => "0-9",
            ('d', false) => r"\d",
            ('s', true) => r"\x09-\x0d\x20",
            ('s', false) => r"\s\x1c-\x1f",
            (_, true) => "0-9A-Za-z_",
            (_, false) => r"\w",
        };
        match (c.is_ascii_uppercase(), in_class) {
            (true, _) => format!("[^{set}]"),
            (false, true) => set.to_owned(),
            (false, false) => format!("[{set}]"),
        }
    }

    /// A set of characters. Python has no sets in sets and no operations on them.
    fn class(&mut self) -> Result<(), Wrong> {
        self.out.push('[');
        if self.eat('^') {
            self.out.push('^');
        }
        let mut is_first = true;
        while is_first || !self.eat(']') {
            is_first = false;
            let low = match self.class_item()? {
                Escaped::Char(c) => c,
                Escaped::Other(set) => {
                    let is_range = self.rest.as_str().starts_with('-') && !self.rest.as_str().starts_with("-]");
                    if is_range {
                        return Err("bad character range".to_owned());
                    }
                    self.out.push_str(&set);
                    continue;
                }
            };
            self.literal(low);
            if self.rest.as_str().starts_with('-') && !self.rest.as_str().starts_with("-]") {
                self.rest.next();
                match self.class_item()? {
                    Escaped::Char(high) if low <= high => {
                        self.out.push('-');
                        self.literal(high);
                    }
                    _ => return Err("bad character range".to_owned()),
                }
            }
        }
        self.out.push(']');
        Ok(())
    }

    fn class_item(&mut self) -> Result<Escaped, Wrong> {
        match self.rest.next() {
            None => Err("unterminated character set".to_owned()),
            Some('\\') => self.escape(true),
            Some(c) => Ok(Escaped::Char(c)),
        }
    }

    /// `{` is itself unless it starts a repetition: `{3}`, `{3,}`, `{,3}`, `{3,4}`.
    fn brace(&mut self) -> Result<(), Wrong> {
        let counts = self.rest.as_str().split_once('}').map(|(counts, rest)| (counts, rest.chars()));
        let Some((counts, rest)) = counts.filter(|(counts, _)| is_repetition(counts)) else {
            self.out.push_str(r"\{");
            return Ok(());
        };
        if let Some((from, to)) = counts.split_once(',')
            && let (Ok(from), Ok(to)) = (from.parse::<u64>(), to.parse::<u64>())
            && from > to
        {
            return Err("min repeat greater than max repeat".to_owned());
        }
        let zero = if counts.starts_with(',') { "0" } else { "" };
        self.out.push_str(&format!("{{{zero}{counts}}}"));
        self.rest = rest;
        Ok(())
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

    #[test]
    fn a_search_without_end_is_given_up() {
        let pattern = PathPattern::new(Path::new(r"(.*)(.*)(.*)(.*)\4\3\2\1!")).unwrap();
        let path = PathBuf::from("a".repeat(200));
        assert_eq!(pattern.is_in(&path), Err(PatternError::Endless(path)));
    }

    fn is_in(pattern: &str, path: &str) -> bool {
        PathPattern::new(Path::new(pattern))
            .unwrap_or_else(|error| panic!("{pattern}: {error}"))
            .is_in(Path::new(path))
            .expect("few steps")
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
            (r"y\z", "a.py\n", false),
            (r"y\z", "a.py", true),
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
