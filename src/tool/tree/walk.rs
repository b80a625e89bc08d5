//! The walk: what compileall would visit, in its order.

use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::io::Errno;
use walkdir::{DirEntry, WalkDir};

use super::deep;
use super::place::{Root, is};
use crate::compiler::values::text;

/// A find of the walk.
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

/// Walks the tree at `path`, which is that of `root`, entries sorted by name, directories entered where their name comes.
/// Subdirectories are entered down to `max_levels`; those that are symbolic links are not, nor is
/// any `__pycache__`. Stops early when `visit` returns false. (compileall's `_walk_dir`.)
pub(super) fn walk(path: &Path, root: &Root, max_levels: usize, mut visit: impl FnMut(Found) -> bool) -> bool {
    if !visit(Found::Listing(path.to_owned())) {
        return false;
    }
    if !path.is_dir() {
        return visit(Found::CantList(path.to_owned()));
    }
    let mut entries = WalkDir::new(path)
        .max_depth(max_levels.saturating_add(1))
        .sort_by(|left, right| text::compare(name(left), name(right)))
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || name(entry) != b"__pycache__");
    // The directory whose names come next.
    let mut listed = path.to_owned();
    while let Some(entry) = entries.next() {
        let found = match entry {
            Ok(entry) if entry.depth() == 0 => continue,
            Ok(entry) if entry.file_type().is_dir() => {
                if entry.depth() > max_levels {
                    continue;
                }
                entry.path().clone_into(&mut listed);
                if !is_seen(&listed) {
                    continue;
                }
                Found::Listing(entry.into_path())
            }
            Ok(entry) if is_source_name(name(&entry)) => Found::Source(entry.into_path()),
            Ok(entry) => Found::Other(entry.into_path()),
            Err(error) => match error.path() {
                Some(path) if error.io_error().is_some_and(is_for_another_way) => {
                    root.release();
                    if !deep::walk(root, path, max_levels.saturating_sub(error.depth()), &mut visit) {
                        return false;
                    }
                    continue;
                }
                Some(path) if path.is_dir() => Found::CantList(path.to_owned()),
                Some(_) => continue,
                // A directory could be opened, but not read to its end. That event comes before all of its names.
                None => {
                    entries.skip_current_dir();
                    Found::CantList(listed.clone())
                }
            },
        };
        if !visit(found) {
            return false;
        }
    }
    true
}

/// Whether CPython sees that a path is a directory: it does not in a directory that may be read but not searched.
fn is_seen(path: &Path) -> bool {
    fs::metadata(path).map_or_else(|error| is_too_long(&error), |meta| meta.is_dir())
}

/// Whether the system does not take a path for its length.
fn is_too_long(error: &io::Error) -> bool {
    is(error, Errno::NAMETOOLONG)
}

/// Whether a directory that can't be opened by its path may be opened by descriptors, when others have been closed.
fn is_for_another_way(error: &io::Error) -> bool {
    is_too_long(error) || is(error, Errno::MFILE) || error.kind() == io::ErrorKind::Interrupted
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
