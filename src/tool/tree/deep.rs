//! The walk where paths are longer than the system takes, or where it fails otherwise to open one: by descriptors,
//! beneath that of the root.

use std::ffi::OsStr;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Dir, FileType};

use super::at;
use super::place::Root;
use super::walk::{Found, is_source_name};
use crate::compiler::values::text;

/// A directory that is being gone through.
struct Level {
    path: PathBuf,
    entries: std::vec::IntoIter<Entry>,
}

struct Entry {
    name: Vec<u8>,
    is_directory: bool,
}

/// Goes through what is in the directory `path`, which has been announced, as [`walk`](super::walk::walk) does. It may
/// have `levels` levels of subdirectories.
pub(super) fn walk(root: &Root, path: &Path, levels: usize, visit: &mut impl FnMut(Found) -> bool) -> bool {
    let list = |path: &Path| root.open().and_then(|fd| list(&fd, root.relative(path.as_os_str().as_bytes())));
    let Ok(entries) = list(path) else { return visit(Found::CantList(path.to_owned())) };
    let mut stack = vec![Level { path: path.to_owned(), entries }];
    while let Some(level) = stack.last_mut() {
        let Some(entry) = level.entries.next() else {
            stack.pop();
            continue;
        };
        let path = level.path.join(OsStr::from_bytes(&entry.name));
        if !entry.is_directory {
            let found = if is_source_name(&entry.name) { Found::Source(path) } else { Found::Other(path) };
            if !visit(found) {
                return false;
            }
        } else if entry.name != b"__pycache__" && stack.len() <= levels {
            if !visit(Found::Listing(path.clone())) {
                return false;
            }
            match list(&path) {
                Ok(entries) => stack.push(Level { path, entries }),
                Err(_) if !visit(Found::CantList(path)) => return false,
                Err(_) => {}
            }
        }
    }
    true
}

/// The entries of a directory, sorted by name.
fn list(root: &OwnedFd, path: &[u8]) -> io::Result<std::vec::IntoIter<Entry>> {
    let directory = at::beneath(root, path)?;
    let mut entries = Vec::new();
    for entry in Dir::new(at::listing(&directory)?)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if name == b"." || name == b".." {
            continue;
        }
        let is_directory = match entry.file_type() {
            FileType::Unknown => {
                at::stat_link(&directory, name).is_ok_and(|meta| FileType::from_raw_mode(meta.st_mode).is_dir())
            }
            kind => kind.is_dir(),
        };
        entries.push(Entry { name: name.to_vec(), is_directory });
    }
    entries.sort_unstable_by(|left, right| text::compare(&left.name, &right.name));
    Ok(entries.into_iter())
}
