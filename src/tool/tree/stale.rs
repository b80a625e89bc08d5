//! Whether the .pyc files of a source are up to date, as compileall decides it.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rustix::fs::Stat;
use rustix::io::Errno;

use super::at;
use super::directory::Directory;
use super::place::{Places, is, is_regular};
use crate::compiler::pyc;
use crate::compiler::version::Target;

/// The facts about a source that its .pyc is compared with before it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct SourceMeta {
    /// Modification time in seconds, as CPython rounds it.
    pub mtime: i64,
    /// Length in bytes.
    pub size: u64,
    /// Permission bits.
    pub mode: u32,
}

impl SourceMeta {
    /// Of a source that nothing is known of.
    pub(super) const UNKNOWN: Self = Self { mtime: 0, size: 0, mode: 0o666 };

    /// That of a file whose directory was entered; none if it is not a regular file or a link to one. An error is one
    /// that says nothing of the file, as of a broken disk: `os.path.isfile` would take it for none.
    pub(super) fn read(places: &Places, source: &Path) -> io::Result<Option<Self>> {
        match places.source_meta(source) {
            Ok(meta) => Ok(is_regular(&meta).then(|| Self::of(&meta))),
            Err(error) if is_out_of_sight(&error) => Ok(None),
            Err(error) if is(&error, Errno::LOOP) || is(&error, Errno::NAMETOOLONG) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) fn of(meta: &Stat) -> Self {
        Self {
            mtime: whole_seconds(meta.st_mtime, meta.st_mtime_nsec as i64),
            size: meta.st_size.cast_unsigned(),
            mode: meta.st_mode,
        }
    }
}

/// Whether what is in a directory is taken for nothing since the directory could not be entered.
pub(super) fn is_out_of_sight(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::PermissionDenied)
}

/// `int(os.stat(path).st_mtime)`: Python keeps the time in a double, which rounds the last
/// nanoseconds of a second up to the next, and `int` cuts off towards zero.
fn whole_seconds(seconds: i64, nanoseconds: i64) -> i64 {
    (seconds as f64 + 1e-9 * nanoseconds as f64) as i64
}

/// Whether every one of `pycs` starts as a .pyc of this source that is checked by time. The size in
/// it is looked at if the header is to fit as a whole.
pub(super) fn all_fresh(
    places: &mut Places,
    pycs: &[PathBuf],
    meta: &SourceMeta,
    target: &Target,
    is_whole: bool,
) -> bool {
    let header = pyc::timestamp_header(target, meta.mtime, meta.size);
    pycs.iter().all(|path| match places.pycs(path) {
        Ok(Some(directory)) if is_whole => starts_with_whole(directory, at::name(path), &header),
        Ok(Some(directory)) => starts_with(directory, at::name(path), &header[..12]),
        // What can't be reached is an error when it is to be written.
        Ok(None) | Err(_) => false,
    })
}

/// Whether a file starts with these bytes of a header.
pub(super) fn starts_with(directory: &Directory, name: &[u8], expected: &[u8]) -> bool {
    start_of(directory, name).is_ok_and(|start| start.starts_with(expected))
}

/// Whether a file starts with this header and has something behind it.
pub(super) fn starts_with_whole(directory: &Directory, name: &[u8], header: &[u8; pyc::HEADER]) -> bool {
    start_of(directory, name).is_ok_and(|start| start.len() > header.len() && start.starts_with(header))
}

/// The header of a .pyc and the byte behind it, as far as they are there.
pub(super) fn start_of(directory: &Directory, name: &[u8]) -> io::Result<Vec<u8>> {
    let file = match at::open(directory, name, false) {
        // To open a device can do something: a link is followed to a file only.
        Err(error) if is(&error, Errno::LOOP) && at::stat(directory, name).is_ok_and(|meta| is_regular(&meta)) => {
            at::open(directory, name, true)
        }
        opened => opened,
    };
    let mut file = file?;
    let mut start = vec![0; pyc::HEADER + 1];
    let mut filled = 0;
    while filled < start.len() {
        match file.read(&mut start[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    start.truncate(filled);
    Ok(start)
}

#[cfg(test)]
mod tests {
    use super::whole_seconds;

    #[test]
    fn seconds_as_python_rounds_them() {
        assert_eq!(whole_seconds(1_700_000_000, 999_999_999), 1_700_000_001);
        assert_eq!(whole_seconds(1_700_000_000, 999_999_000), 1_700_000_000);
        assert_eq!(whole_seconds(-2, 500_000_000), -1);
        assert_eq!(whole_seconds(1 << 33, 0), 1 << 33);
    }
}
