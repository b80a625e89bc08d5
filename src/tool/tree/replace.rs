//! Writing a file as a whole in place of another one, with the permissions that it had.

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

/// A function that writes a file.
type Write<'w> = &'w mut dyn FnMut(&mut File) -> io::Result<()>;

/// Writes a file that takes the name `name` in a directory that the caller names, in one step, with the owner and the
/// permissions of `before`, which has that name now.
pub(crate) fn replace_file(directory: &Path, name: &OsStr, before: &File, write: Write<'_>) -> io::Result<()> {
    let before = rustix::fs::fstat(before)?;
    replace(at::directory(directory.as_os_str().as_bytes())?, name.as_bytes(), &before, write)
}

/// Writes a file that takes the name `name` in a directory that the caller names, in one step, with the permissions of
/// `like`, whatever had that name. It is its writer's.
pub(crate) fn put_copy(directory: &Path, name: &OsStr, like: &File, write: Write<'_>) -> io::Result<()> {
    let like = rustix::fs::fstat(like)?;
    put(at::directory(directory.as_os_str().as_bytes())?, name.as_bytes(), &like, false, write)
}

/// Writes a file that takes the name of the one in `directory` whose status is `before`, in one step. If anything
/// fails, that one is as it was; so it is if it is no longer the one that is there.
pub(super) fn replace(directory: impl AsFd, name: &[u8], before: &Stat, write: Write<'_>) -> io::Result<()> {
    put(directory, name, before, true, write)
}

fn put(directory: impl AsFd, name: &[u8], before: &Stat, is_replaced: bool, write: Write<'_>) -> io::Result<()> {
    // Named as those of .pyc files, so that what a killed run leaves goes as theirs does.
    let temporary = leftover::short_name();
    leftover::remove(&directory);
    // One without a name is gone with the process, if that dies.
    let anonymous = at::create_anonymous(&directory, 0o600).ok().filter(at::can_be_named);
    let is_named = anonymous.is_none();
    let mut file = match anonymous {
        Some(file) => file,
        None => at::create(&directory, &temporary, 0o600)?,
    };
    let put = write(&mut file).and_then(|()| {
        if is_replaced && (before.st_uid, before.st_gid) != (geteuid().as_raw(), getegid().as_raw()) {
            // Who may not give files away replaces them by their own.
            let _ = fchown(&file, Some(Uid::from_raw(before.st_uid)), Some(Gid::from_raw(before.st_gid)));
        }
        fchmod(&file, Mode::from_raw_mode(before.st_mode & 0o777))?;
        if !is_named {
            at::give_name(&file, &directory, &temporary)?;
        }
        at::close(file)?;
        if is_replaced && !is_same(&at::stat_link(&directory, name)?, before) {
            return Err(io::Error::other("it was changed meanwhile"));
        }
        at::rename(&directory, &temporary, name)
    });
    if put.is_err() {
        // The failure to report is the first one.
        let _ = at::remove(&directory, &temporary);
    }
    put
}

/// Whether a file is still the one that it was, with the same content as far as its status tells.
fn is_same(now: &Stat, before: &Stat) -> bool {
    let of = |meta: &Stat| (meta.st_dev, meta.st_ino, meta.st_size, meta.st_mtime, meta.st_mtime_nsec);
    of(now) == of(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io::Write as _;
    use std::os::unix::fs::symlink;

    #[test]
    fn what_was_changed_meanwhile_stays() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        let names = || fs::read_dir(&directory).unwrap().count();
        let replace = |meanwhile: &dyn Fn()| {
            fs::write(path("x"), "old").unwrap();
            let before = File::open(path("x")).unwrap();
            replace_file(directory.path(), "x".as_ref(), &before, &mut |file| {
                meanwhile();
                file.write_all(b"new")
            })
        };
        assert!(replace(&|| ()).is_ok() && fs::read(path("x")).unwrap() == b"new");
        // Another run was quicker, or it is written into.
        let other = || {
            fs::write(path("y"), "other").unwrap();
            fs::rename(path("y"), path("x")).unwrap();
        };
        for meanwhile in [&other as &dyn Fn(), &|| fs::write(path("x"), "other").unwrap()] {
            assert_eq!(replace(meanwhile).unwrap_err().to_string(), "it was changed meanwhile");
            assert_eq!((fs::read(path("x")).unwrap().as_slice(), names()), (&b"other"[..], 1));
        }
        // A link in its place leads nowhere.
        fs::write(path("target"), "old").unwrap();
        let link = || {
            fs::remove_file(path("x")).unwrap();
            symlink("target", path("x")).unwrap();
        };
        assert!(replace(&link).is_err() && fs::read(path("target")).unwrap() == b"old" && path("x").is_symlink());
        assert_eq!(names(), 2);
    }

    #[test]
    fn what_a_killed_run_has_left_goes() {
        let directory = tempfile::tempdir().unwrap();
        // The number of a process that there can't be, and the name that a temporary file has here.
        let left = directory.path().join(String::from_utf8(leftover::short_name()).unwrap());
        fs::write(&left, "half").unwrap();
        let old = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
        File::options().write(true).open(&left).unwrap().set_modified(old).unwrap();
        fs::write(directory.path().join("x"), "old").unwrap();
        let before = File::open(directory.path().join("x")).unwrap();
        replace_file(directory.path(), "x".as_ref(), &before, &mut |file| file.write_all(b"new")).unwrap();
        assert_eq!(fs::read_dir(&directory).unwrap().count(), 1);
    }
}
