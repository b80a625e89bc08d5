//! Which sources may be refused without that being a failure of the run.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// The rule for the sources that CPython may refuse.
#[derive(Clone, Debug, Default)]
pub enum AllowedRefusals {
    /// Every refusal is a failure.
    #[default]
    None,
    /// None is.
    All,
    /// Those of sources that one of these patterns fits are none.
    Fitting(Globs),
}

impl AllowedRefusals {
    /// Whether the source at `path` may be refused.
    pub fn covers(&self, path: &Path) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Fitting(globs) => globs.fitting(path).next().is_some(),
        }
    }
}

/// Shell patterns for the paths of sources.
///
/// As in a `.gitignore`, `*` and `?` fit no slash and `**` fits any number of directories; a pattern fits from the start
/// of any part of a path on, or from its very start if it begins with a slash; and what fits a directory fits all that is
/// in it.
#[derive(Clone, Debug)]
pub struct Globs {
    patterns: Vec<String>,
    /// For each pattern the files that it fits, and those in the directories that it fits.
    set: GlobSet,
}

impl Globs {
    /// Reads patterns.
    ///
    /// # Errors
    /// When one is malformed: which one it is, and why.
    pub fn new(patterns: &[String]) -> Result<Self, String> {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            let malformed = |error: &dyn std::fmt::Display| format!("'{pattern}' is no pattern: {error}");
            let body = pattern.trim_end_matches('/');
            let body = body.strip_prefix("./").unwrap_or(body);
            if body.is_empty() {
                return Err(malformed(&"it fits nothing"));
            }
            let start = if body.starts_with('/') { "" } else { "**/" };
            for glob in [format!("{start}{body}"), format!("{start}{body}/**")] {
                let glob = GlobBuilder::new(&glob).literal_separator(true).build();
                set.add(glob.map_err(|error| malformed(error.kind()))?);
            }
        }
        let set = set.build().map_err(|error| error.to_string())?;
        Ok(Self { patterns: patterns.to_vec(), set })
    }

    /// The numbers of the patterns that fit a path.
    pub(crate) fn fitting(&self, path: &Path) -> impl Iterator<Item = usize> + use<> {
        let path = path.as_os_str().as_bytes();
        let path = path.strip_prefix(b"./").unwrap_or(path);
        self.set.matches(OsStr::from_bytes(path)).into_iter().map(|glob| glob / 2)
    }

    /// The patterns, as they were given.
    pub(crate) fn patterns(&self) -> &[String] {
        &self.patterns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_as_those_of_git_do() {
        for (pattern, path, expected) in [
            ("bad.py", "bad.py", true),
            ("bad.py", "./bad.py", true),
            ("bad.py", "a/b/bad.py", true),
            ("bad.py", "a/notbad.py", false),
            ("bad*.py", "a/bad_1.py", true),
            ("a/*.py", "x/a/b.py", true),
            ("a/*.py", "x/a/b/c.py", false),
            ("a/**/c.py", "a/c.py", true),
            ("a/**/c.py", "a/x/y/c.py", true),
            ("tests/data", "lib/tests/data/x/y.py", true),
            ("tests/data/", "tests/data/y.py", true),
            ("./tests", "tests/y.py", true),
            ("tests", "mytests/y.py", false),
            ("/usr/lib/*/bad.py", "/usr/lib/x/bad.py", true),
            ("/usr/lib/*/bad.py", "/chroot/usr/lib/x/bad.py", false),
            ("*.py", "a/b.py", true),
            ("**", "a/b.py", true),
            ("{a,b}.py", "x/b.py", true),
            ("[!a].py", "x/b.py", true),
            (r"\*.py", "x/b.py", false),
            (r"\*.py", "x/*.py", true),
        ] {
            let allowed = AllowedRefusals::Fitting(Globs::new(&[pattern.to_owned()]).unwrap());
            assert_eq!(allowed.covers(Path::new(path)), expected, "{pattern} and {path}");
        }
        let not_utf8 = Path::new(OsStr::from_bytes(b"\xff/bad.py"));
        assert!(AllowedRefusals::Fitting(Globs::new(&["bad.py".to_owned()]).unwrap()).covers(not_utf8));
    }

    #[test]
    fn refuses() {
        for pattern in ["", "/", "[a", "{a", "a[z-a]"] {
            let error = Globs::new(&[pattern.to_owned()]).unwrap_err();
            assert!(error.starts_with(&format!("'{pattern}' is no pattern: ")), "{error}");
        }
    }
}
