//! The name of a .pyc, taken apart: what it is of.

/// The parts of a name in `__pycache__`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CachedName<'n> {
    /// The name of the source without its ending.
    pub stem: &'n [u8],
    /// The version that it is for, as `cpython-311`.
    pub tag: &'n [u8],
    /// The optimization level.
    pub level: u8,
}

impl<'n> CachedName<'n> {
    /// The parts of `NAME.TAG.pyc` or `NAME.TAG.opt-LEVEL.pyc`, as files in `__pycache__` are called. None if it is not
    /// called so, as is one of another implementation of Python, or of a level that no flag asks for.
    pub(super) fn tagged(name: &'n [u8]) -> Option<Self> {
        let (rest, last) = split_last(name.strip_suffix(b".pyc")?)?;
        let (stem, tag, level) = match last.strip_prefix(b"opt-") {
            Some(level) => {
                let (stem, tag) = split_last(rest)?;
                (stem, tag, level_of(level)?)
            }
            None => (rest, last, 0),
        };
        let number = tag.strip_prefix(b"cpython-3")?;
        let is_number = !number.is_empty() && number.iter().all(u8::is_ascii_digit);
        (is_number && !stem.is_empty()).then_some(Self { stem, tag, level })
    }
}

/// A level as an import writes it: `01` and `+1` are none.
fn level_of(digits: &[u8]) -> Option<u8> {
    let is_plain = digits.iter().all(u8::is_ascii_digit) && !digits.starts_with(b"0");
    std::str::from_utf8(digits).ok().filter(|_| is_plain)?.parse().ok()
}

/// What is before the last dot and behind it.
fn split_last(name: &[u8]) -> Option<(&[u8], &[u8])> {
    let dot = memchr::memrchr(b'.', name)?;
    Some((&name[..dot], &name[dot + 1..]))
}

#[cfg(test)]
mod tests {
    use super::super::cache_path::{Layout, cache_path};
    use super::*;
    use std::path::Path;

    #[test]
    fn names_are_those_that_sources_have() {
        for source in ["x.py", "x.y.py", "x.cpython-311.py", "x.opt-1.py", " .py", "..py", "a b.py"] {
            for level in [0, 1, 2, 3] {
                let path = cache_path(Path::new(source), &Layout::Beside, "cpython-312", level);
                let name = path.file_name().unwrap().as_encoded_bytes();
                let stem = source.strip_suffix(".py").unwrap().as_bytes();
                let expected = CachedName { stem, tag: b"cpython-312", level };
                assert_eq!(CachedName::tagged(name), Some(expected), "{source}");
            }
        }
    }

    #[test]
    fn other_names_are_none() {
        for name in [
            "x.py",
            "x.pyc",
            ".cpython-311.pyc",
            "x.pypy310.pyc",
            "x.cpython-311.opt-.pyc",
            "x.cpython-311.opt-fast.pyc",
            "x.cpython-311.opt-256.pyc",
            "x.cpython-311.opt-01.pyc",
            "x.cpython-311.opt-+1.pyc",
            "x.cpython-3.pyc",
            "x.cpython-3x.pyc",
            "x.cpython-27.pyc",
            "x.cpython-311-pytest-8.pyc",
            "x.cpython-311.pyc.100000000000000",
            ".pyc",
        ] {
            assert_eq!(CachedName::tagged(name.as_bytes()), None, "{name}");
        }
    }
}
