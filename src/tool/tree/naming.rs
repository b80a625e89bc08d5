//! The path that a .pyc records for its source (`co_filename`), when it is not the source's own.

/// The rule that makes the recorded path from the path of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Naming {
    /// From the source's own path.
    Rewritten {
        /// Leading directories to leave out.
        strip: Option<Vec<u8>>,
        /// A directory to put in front.
        prepend: Option<Vec<u8>>,
    },
    /// It is this.
    Fixed(Vec<u8>),
}

impl Default for Naming {
    fn default() -> Self {
        Self::Rewritten { strip: None, prepend: None }
    }
}

impl Naming {
    /// The name of `source` in `directory`.
    pub fn in_directory(directory: &[u8], source: &[u8]) -> Self {
        let name = source.rsplit(|&byte| byte == b'/').next().unwrap_or_default();
        Self::Fixed(join(directory, name))
    }

    /// The directory that can't be stripped from `source`, if any.
    pub fn not_stripped(&self, source: &[u8]) -> Option<&[u8]> {
        match self {
            Self::Rewritten { strip: Some(strip), .. } if strip_prefix(source, strip).is_none() => Some(strip),
            _ => None,
        }
    }

    /// The path recorded for `source`, or none for its own path. With `prefix_only` directories are left
    /// out as a whole or not at all. (The part of compileall's `compile_file` that makes `dfile`.)
    pub fn recorded(&self, source: &[u8], prefix_only: bool) -> Option<Vec<u8>> {
        let (strip, prepend) = match self {
            Self::Rewritten { strip, prepend } => (strip, prepend),
            Self::Fixed(path) => return Some(path.clone()),
        };
        let stripped = strip
            .as_deref()
            .and_then(|strip| if prefix_only { strip_prefix(source, strip) } else { strip_parts(source, strip) });
        let recorded = match prepend {
            Some(prepend) => Some(join(prepend, stripped.as_deref().unwrap_or(source))),
            None => stripped,
        };
        recorded.filter(|path| !path.is_empty())
    }
}

/// `source` without the parts of `strip`, if they are its first ones and some are left.
fn strip_prefix(source: &[u8], strip: &[u8]) -> Option<Vec<u8>> {
    let mut parts = source.split(|&byte| byte == b'/');
    for stripped in strip.split(|&byte| byte == b'/') {
        if parts.next() != Some(stripped) {
            return None;
        }
    }
    let first = parts.next()?.to_vec();
    Some(parts.fold(first, |path, part| join(&path, part)))
}

/// Removes from `source` each of its parts that equals the one of `strip` in the same place. It is the
/// first part of that text which goes, even if that is another one. If none are left there is no path.
fn strip_parts(source: &[u8], strip: &[u8]) -> Option<Vec<u8>> {
    let parts: Vec<&[u8]> = source.split(|&byte| byte == b'/').collect();
    let mut kept = parts.clone();
    for (part, stripped) in parts.iter().zip(strip.split(|&byte| byte == b'/')) {
        if *part == stripped
            && let Some(at) = kept.iter().position(|other| other == part)
        {
            kept.remove(at);
        }
    }
    let mut parts = kept.into_iter();
    let first = parts.next()?.to_vec();
    Some(parts.fold(first, |path, part| join(&path, part)))
}

/// `os.path.join` of two paths.
fn join(left: &[u8], right: &[u8]) -> Vec<u8> {
    if right.starts_with(b"/") {
        return right.to_vec();
    }
    let slash: &[u8] = if left.is_empty() || left.ends_with(b"/") { b"" } else { b"/" };
    [left, slash, right].concat()
}

#[cfg(test)]
mod tests {
    use super::Naming;

    #[test]
    fn strips_and_prepends_as_compileall() {
        for (strip, prepend, source, expected) in [
            (None::<&str>, None::<&str>, "a/x.py", None::<&str>),
            (Some("/a"), None, "/a/b/x.py", Some("b/x.py")),
            (Some("/z"), None, "/a/b/x.py", Some("a/b/x.py")),
            (Some("a"), None, "/a/b/x.py", Some("a/b/x.py")),
            (Some("/z/b"), None, "/b/b/x.py", Some("b/x.py")),
            (Some("a/x.py"), Some("/p"), "a/x.py", Some("/p/a/x.py")),
            (None, Some("/p"), "a/x.py", Some("/p/a/x.py")),
            (None, Some("/p"), "/a/x.py", Some("/a/x.py")),
            (Some("/a"), Some("/p"), "/a/x.py", Some("/p/x.py")),
            (Some("a"), Some("p/"), "a/x.py", Some("p/x.py")),
        ] {
            let (of_strip, prepend) = (strip.map(Vec::from), prepend.map(Vec::from));
            let naming = Naming::Rewritten { strip: of_strip, prepend };
            assert_eq!(naming.recorded(source.as_bytes(), false), expected.map(Vec::from), "{strip:?} {source}");
        }
    }

    #[test]
    fn strips_whole_prefixes_only() {
        for (strip, source, expected) in [
            ("/a", "/a/b/x.py", Some("b/x.py")),
            ("a", "/a/x.py", None),
            ("a/b/c", "a/b", None),
            ("a/", "a/x.py", None),
        ] {
            let naming = Naming::Rewritten { strip: Some(strip.into()), prepend: None };
            assert_eq!(naming.recorded(source.as_bytes(), true), expected.map(Vec::from), "{strip} {source}");
            assert_eq!(naming.not_stripped(source.as_bytes()).is_some(), expected.is_none(), "{strip} {source}");
        }
    }
}
