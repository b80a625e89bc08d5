//! The patterns of `-x`, Python's `re.search` on paths, and of warning filters, `match` on messages and modules.

use std::borrow::Cow;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fancy_regex::Regex;

use crate::compiler::values::text;
use crate::compiler::warnings::Pattern;
use crate::tool::tree::python_regex;

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
        let translated = python_regex::translated(&searchable(pattern)).map_err(PatternError::Malformed)?;
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

fn searchable(path: &Path) -> Cow<'_, str> {
    text::searchable(path.as_os_str().as_bytes())
}

/// A regular expression of a warning filter.
#[derive(Debug)]
struct FilterPattern(Regex);

impl Pattern for FilterPattern {
    /// One that backtracks beyond all bounds matches nothing.
    fn matches(&self, text: &str, at: usize) -> bool {
        matches!(self.0.find_from_pos(text, at), Ok(Some(_)))
    }
}

/// Reads a regular expression of a warning filter, in Python's notation.
pub fn read_filter_pattern(pattern: &str, ignore_case: bool) -> Option<Arc<dyn Pattern>> {
    let translated = python_regex::translated(pattern).ok()?;
    let flags = if ignore_case { "i" } else { "" };
    let regex = Regex::new(&format!(r"\G(?{flags}:{translated})")).ok()?;
    Some(Arc::new(FilterPattern(regex)))
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
