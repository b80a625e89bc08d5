//! The path of the .pyc of a source (PEP 3147 and 488).

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use super::at;

/// The place of .pyc files.
#[derive(Clone, Debug, Default)]
pub enum Layout {
    /// In `__pycache__` beside the source.
    #[default]
    Beside,
    /// Beside the source, named `NAME.pyc`, whatever the optimization level.
    Legacy,
    /// In another tree, where the sources are in theirs (`--into`).
    Mirrored {
        /// The root of that tree.
        directory: PathBuf,
        /// The directory that is compiled, or that the file is in.
        of: PathBuf,
        /// Whether the files are `NAME.pyc`, in no `__pycache__`.
        is_legacy: bool,
    },
    /// In a tree of their own that mirrors the absolute paths of the sources.
    Prefix {
        /// The root of that tree (`sys.pycache_prefix`).
        root: PathBuf,
        /// The directory that relative sources are relative to.
        current_dir: PathBuf,
    },
}

impl Layout {
    /// Of the sources of `root`, a directory or a file, in the tree `directory`.
    pub(crate) fn mirrored(directory: &Path, root: &Path, is_legacy: bool) -> Self {
        let (directory, of) = (at::or_current(directory).to_owned(), at::base_of(root).to_owned());
        Self::Mirrored { directory, of, is_legacy }
    }
}

/// The path of the .pyc that belongs to `source` at an optimization level
/// (`importlib.util.cache_from_source`, to the letter where a path is odd).
pub fn cache_path(source: &Path, layout: &Layout, tag: &str, level: u8) -> PathBuf {
    let source = source.as_os_str().as_bytes();
    if matches!(layout, Layout::Legacy) {
        return path([source, b"c"].concat());
    }
    if let Layout::Mirrored { directory, of, is_legacy } = layout {
        let below = source.strip_prefix(of.as_os_str().as_bytes()).unwrap_or(source);
        let below = &below[below.iter().take_while(|&&byte| byte == b'/').count()..];
        let layout = if *is_legacy { Layout::Legacy } else { Layout::Beside };
        return cache_path(&path(join([directory.as_os_str().as_bytes(), below])), &layout, tag, level);
    }
    let (head, tail) = match memchr::memrchr(b'/', source) {
        Some(at) => (&source[..at], &source[at + 1..]),
        None => (&b""[..], source),
    };
    let (base, dot) = match memchr::memrchr(b'.', tail) {
        Some(0) => (&tail[1..], "."),
        Some(at) => (&tail[..at], "."),
        None => (tail, ""),
    };
    let mut name = Vec::with_capacity(base.len() + tag.len() + 12);
    name.extend_from_slice(base);
    name.extend_from_slice(dot.as_bytes());
    name.extend_from_slice(tag.as_bytes());
    match level {
        0 => {}
        level => name.extend_from_slice(format!(".opt-{level}").as_bytes()),
    }
    name.extend_from_slice(b".pyc");
    match layout {
        Layout::Prefix { root, current_dir } => {
            let current_dir = current_dir.as_os_str().as_bytes();
            let absolute = if head.starts_with(b"/") { head.to_vec() } else { join([current_dir, head]) };
            let below = &absolute[absolute.iter().take_while(|&&byte| byte == b'/').count()..];
            path(join([root.as_os_str().as_bytes(), below, &name]))
        }
        Layout::Beside | Layout::Legacy | Layout::Mirrored { .. } => path(join([head, b"__pycache__", &name])),
    }
}

/// importlib's `_path_join`: the parts that are not empty, without their trailing slashes.
fn join<const N: usize>(parts: [&[u8]; N]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(parts.iter().map(|part| part.len() + 1).sum());
    for (index, part) in parts.into_iter().filter(|part| !part.is_empty()).enumerate() {
        if index > 0 {
            joined.push(b'/');
        }
        let slashes = part.iter().rev().take_while(|&&byte| byte == b'/').count();
        joined.extend_from_slice(&part[..part.len() - slashes]);
    }
    joined
}

fn path(bytes: Vec<u8>) -> PathBuf {
    OsString::from_vec(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(source: &str, level: u8) -> String {
        cache_path(Path::new(source), &Layout::Beside, "cpython-311", level).into_os_string().into_string().unwrap()
    }

    #[test]
    fn beside_the_source() {
        for (source, expected) in [
            ("x.py", "__pycache__/x.cpython-311.pyc"),
            ("a/b/x.py", "a/b/__pycache__/x.cpython-311.pyc"),
            ("a//x.py", "a/__pycache__/x.cpython-311.pyc"),
            ("./x.py", "./__pycache__/x.cpython-311.pyc"),
            ("a.b/x.y.py", "a.b/__pycache__/x.y.cpython-311.pyc"),
            (".py", "__pycache__/py.cpython-311.pyc"),
        ] {
            assert_eq!(beside(source, 0), expected);
        }
        assert_eq!(beside("x.py", 1), "__pycache__/x.cpython-311.opt-1.pyc");
        assert_eq!(beside("x.py", 2), "__pycache__/x.cpython-311.opt-2.pyc");
    }

    #[test]
    fn elsewhere() {
        let layout = Layout::Prefix { root: "/cache/".into(), current_dir: "/home/me".into() };
        for (source, expected) in [
            ("x.py", "/cache/home/me/x.cpython-311.pyc"),
            ("a/x.py", "/cache/home/me/a/x.cpython-311.pyc"),
            ("/usr/lib/x.py", "/cache/usr/lib/x.cpython-311.pyc"),
        ] {
            assert_eq!(cache_path(Path::new(source), &layout, "cpython-311", 0), Path::new(expected));
        }
        assert_eq!(cache_path(Path::new("a/x.py"), &Layout::Legacy, "cpython-311", 2), Path::new("a/x.pyc"));
        for (source, of, is_legacy, expected) in [
            ("src/x.py", "src", false, "out/__pycache__/x.cpython-311.pyc"),
            ("src//a/x.py", "src/", false, "out/a/__pycache__/x.cpython-311.pyc"),
            ("./a/x.py", ".", true, "out/a/x.pyc"),
            ("x.py", "", true, "out/x.pyc"),
            ("/x.py", "/", true, "out/x.pyc"),
        ] {
            let layout = Layout::Mirrored { directory: "out/".into(), of: of.into(), is_legacy };
            assert_eq!(cache_path(Path::new(source), &layout, "cpython-311", 0), Path::new(expected));
        }
    }
}
