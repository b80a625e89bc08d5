//! Replacing a file as a whole, with the owner and the permissions that it had.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fs::{Gid, Mode, Stat, Uid, fchmod, fchown};
use rustix::process::{getegid, geteuid};

use super::at;
use super::leftover;

/// Writes a file that takes the name `name` in a directory that the caller names, in one step, with the owner and the
/// permissions of `before`.
pub(crate) fn replace_file(
    directory: &Path,
    name: &OsStr,
    before: &File,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<()> {
    let before = rustix::fs::fstat(before)?;
    replace(at::directory(directory.as_os_str().as_bytes())?, name.as_bytes(), &before, write)
}

/// Writes a file that takes the name of the one in `directory` whose status is `before`, in one step. If anything fails,
/// that one is as it was.
pub(super) fn replace(
    directory: impl AsFd,
    name: &[u8],
    before: &Stat,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<()> {
    let temporary = leftover::name(name);
    // One without a name is gone with the process, if that dies.
    let (mut file, is_named) = match at::create_anonymous(&directory, 0o600) {
        Ok(file) => (file, false),
        Err(_) => (at::create(&directory, &temporary, 0o600)?, true),
    };
    let replaced = write(&mut file).and_then(|()| {
        if (before.st_uid, before.st_gid) != (geteuid().as_raw(), getegid().as_raw()) {
            // Who may not give files away replaces them by their own.
            let _ = fchown(&file, Some(Uid::from_raw(before.st_uid)), Some(Gid::from_raw(before.st_gid)));
        }
        fchmod(&file, Mode::from_raw_mode(before.st_mode & 0o777))?;
        if !is_named {
            at::give_name(&file, &directory, &temporary)?;
        }
        at::close(file)?;
        at::rename(&directory, &temporary, name)
    });
    if replaced.is_err() {
        // The failure to report is the first one.
        let _ = at::remove(&directory, &temporary);
    }
    replaced
}
