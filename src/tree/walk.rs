//! The walk: what compileall would visit, in its order.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::text;

/// What the walk meets.
pub(super) enum Found {
    /// A directory that is about to be read.
    Listing(PathBuf),
    /// The directory just announced can't be read.
    CantList(PathBuf),
    /// A name that ends in `.py` and is no directory. It may be anything else, a broken link included.
    Source(PathBuf),
    /// Another name that is no directory.
    Other(PathBuf),
}

/// Walks the tree at `root`, entries sorted by name, directories entered where their name comes.
/// Subdirectories are entered down to `max_levels`; those that are symbolic links are not, nor is
/// any `__pycache__`. Stops early when `visit` returns false. (compileall's `_walk_dir`.)
pub(super) fn walk(root: &Path, max_levels: usize, mut visit: impl FnMut(Found) -> bool) -> bool {
    if !visit(Found::Listing(root.to_owned())) {
        return false;
    }
    if !root.is_dir() {
        return visit(Found::CantList(root.to_owned()));
    }
    let entries = WalkDir::new(root)
        .max_depth(max_levels.saturating_add(1))
        .sort_by(|left, right| text::compare(name(left), name(right)))
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || name(entry) != b"__pycache__");
    for entry in entries {
        let found = match entry {
            Ok(entry) if entry.depth() == 0 => continue,
            Ok(entry) if entry.file_type().is_dir() => {
                // In a directory that may be read but not searched, CPython sees no directories.
                if entry.depth() > max_levels || !entry.path().is_dir() {
                    continue;
                }
                Found::Listing(entry.into_path())
            }
            Ok(entry) if is_source_name(name(&entry)) => Found::Source(entry.into_path()),
            Ok(entry) => Found::Other(entry.into_path()),
            Err(error) => match error.path() {
                Some(path) if path.is_dir() => Found::CantList(path.to_owned()),
                _ => continue,
            },
        };
        if !visit(found) {
            return false;
        }
    }
    true
}

/// The name of an entry of a directory. (`DirEntry::file_name` goes through the path part by part, which shows
/// where sorting asks it for thousands.)
fn name(entry: &DirEntry) -> &[u8] {
    let path = entry.path().as_os_str().as_bytes();
    memchr::memrchr(b'/', path).map_or(path, |at| &path[at + 1..])
}

/// Whether a file of this name is compiled.
pub(super) fn is_source_name(name: &[u8]) -> bool {
    name.ends_with(b".py")
}
