//! Opening files that somebody else may have put there: a FIFO, a device or a socket neither blocks nor is read.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;

use super::at;

/// Opens a regular file, or what a link to one leads to. Returns its size as well.
///
/// A read of it can still fail with `WouldBlock`: some files of `/proc` call themselves regular.
pub(crate) fn open(path: &Path) -> io::Result<(File, u64)> {
    check(open_anything(path)?)
}

/// Opens what the caller names: a device as well, as `/dev/null`, which is read up to a bound.
pub(super) fn open_named(path: &Path) -> io::Result<(File, u64)> {
    let file = open_anything(path)?;
    if file.metadata()?.file_type().is_char_device() { Ok((file, 0)) } else { check(file) }
}

fn open_anything(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).custom_flags(at::flags_to_read()).open(path)
}

/// Passes on an open file if it is regular.
pub(super) fn check(file: File) -> io::Result<(File, u64)> {
    let meta = file.metadata()?;
    if meta.is_file() {
        return Ok((file, meta.len()));
    }
    Err(match meta.is_dir() {
        true => rustix::io::Errno::ISDIR.into(),
        false => io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"),
    })
}
