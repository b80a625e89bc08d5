//! Calls of the system on names in an open directory. One that a signal interrupts is made again.
//!
//! A name in an open directory can't be led elsewhere: whoever exchanges a part of the path for a symbolic link while
//! the run is under way changes nothing of what the descriptor stands for.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::fs::{self, AtFlags, CWD, Dir, Mode, OFlags, RenameFlags, ResolveFlags, Stat};
use rustix::io::{Errno, retry_on_intr};

/// The flags that open a directory to find names in. It needs no permission to read it.
const DIRECTORY: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

/// The flags that open a file that may be anything: a FIFO or a device neither blocks nor becomes our terminal.
const READ: OFlags = OFlags::RDONLY.union(OFlags::NONBLOCK).union(OFlags::NOCTTY).union(OFlags::CLOEXEC);

/// The longest path that one call is given. The system's limit is 4096 bytes with the null byte.
const LONGEST: usize = 4000;

/// Opens a directory by its path, wherever symbolic links lead. An empty path is the current directory.
pub(super) fn directory(path: &[u8]) -> io::Result<OwnedFd> {
    let path = if path.is_empty() { b"." } else { path };
    Ok(retry_on_intr(|| fs::openat(CWD, path, DIRECTORY, Mode::empty()))?)
}

/// Opens the directory `path` in `base`, which leads out of it neither by `..` nor by a symbolic link: that is `ELOOP`.
pub(super) fn beneath(base: impl AsFd, path: &[u8]) -> io::Result<OwnedFd> {
    if path.len() <= LONGEST {
        return piece_beneath(base.as_fd(), path);
    }
    let cut = memchr::memrchr(b'/', &path[..LONGEST]).ok_or(Errno::NAMETOOLONG)?;
    let first = piece_beneath(base.as_fd(), &path[..cut])?;
    beneath(first, without_slashes(&path[cut..]))
}

fn piece_beneath(base: impl AsFd, path: &[u8]) -> io::Result<OwnedFd> {
    /// Whether the system has no `openat2`, or does not let us use it.
    static STEPWISE: AtomicBool = AtomicBool::new(false);
    let path = if path.is_empty() { b"." } else { path };
    if !STEPWISE.load(Ordering::Relaxed) {
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        match retry_on_intr(|| fs::openat2(&base, path, DIRECTORY, Mode::empty(), resolve)) {
            Err(Errno::NOSYS | Errno::PERM) => STEPWISE.store(true, Ordering::Relaxed),
            opened => return Ok(opened?),
        }
    }
    stepwise(base, path)
}

/// Does what [`beneath`] does where the system can't do it in one call.
fn stepwise(base: impl AsFd, path: &[u8]) -> io::Result<OwnedFd> {
    let mut directory = retry_on_intr(|| fs::openat(&base, ".", DIRECTORY, Mode::empty()))?;
    for name in path.split(|&byte| byte == b'/').filter(|name| !name.is_empty() && *name != b".") {
        if name == b".." {
            return Err(Errno::XDEV.into());
        }
        directory = match retry_on_intr(|| fs::openat(&directory, name, DIRECTORY | OFlags::NOFOLLOW, Mode::empty())) {
            // What is said of a link that is not followed and must be a directory.
            Err(Errno::NOTDIR) if is_link(&directory, name) => return Err(Errno::LOOP.into()),
            opened => opened?,
        };
    }
    Ok(directory)
}

fn is_link(directory: impl AsFd, name: &[u8]) -> bool {
    stat_link(directory, name).is_ok_and(|meta| fs::FileType::from_raw_mode(meta.st_mode).is_symlink())
}

/// The status of the file that a name leads to, through symbolic links.
pub(super) fn stat(directory: impl AsFd, name: &[u8]) -> io::Result<Stat> {
    Ok(retry_on_intr(|| fs::statat(&directory, name, AtFlags::empty()))?)
}

/// The status of a name, also of a symbolic link itself.
pub(super) fn stat_link(directory: impl AsFd, name: &[u8]) -> io::Result<Stat> {
    Ok(retry_on_intr(|| fs::statat(&directory, name, AtFlags::SYMLINK_NOFOLLOW))?)
}

/// Opens a file for reading, whatever it is. A symbolic link is `ELOOP` unless links are followed.
pub(super) fn open(directory: impl AsFd, name: &[u8], follow: bool) -> io::Result<File> {
    let flags = if follow { READ } else { READ | OFlags::NOFOLLOW };
    Ok(retry_on_intr(|| fs::openat(&directory, name, flags, Mode::empty()))?.into())
}

/// A directory as those name it who open by path: `.` for the empty one.
pub(crate) fn or_current(directory: &Path) -> &Path {
    if directory.as_os_str().is_empty() { Path::new(".") } else { directory }
}

/// The directory that a path of a run is, or that the file is in.
pub(super) fn base_of(root: &Path) -> &Path {
    if root.is_dir() { root } else { Path::new(OsStr::from_bytes(directory_of(root))) }
}

/// The flags of [`open`] when it follows links, for those who open by path.
pub(super) fn flags_to_read() -> i32 {
    READ.bits().cast_signed()
}

/// Opens a directory so that it can be listed.
pub(super) fn listing(directory: impl AsFd) -> io::Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    Ok(retry_on_intr(|| fs::openat(&directory, ".", flags, Mode::empty()))?)
}

/// The names in a directory that are wanted, sorted.
pub(super) fn names(directory: impl AsFd, is_wanted: impl Fn(&[u8]) -> bool) -> io::Result<Vec<Vec<u8>>> {
    let mut names = Vec::new();
    for entry in Dir::new(listing(directory)?)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if is_wanted(name) {
            names.push(name.to_vec());
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// Makes a directory with the permissions that a new one has.
pub(super) fn make_directory(directory: impl AsFd, name: &[u8]) -> io::Result<()> {
    Ok(retry_on_intr(|| fs::mkdirat(&directory, name, Mode::from_raw_mode(0o777)))?)
}

/// Makes a file that must be new.
pub(super) fn create(directory: impl AsFd, name: &[u8], mode: u32) -> io::Result<File> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
    Ok(retry_on_intr(|| fs::openat(&directory, name, flags, Mode::from_raw_mode(mode)))?.into())
}

/// Makes a file that has no name yet: it is gone with the process until it gets one.
pub(super) fn create_anonymous(directory: impl AsFd, mode: u32) -> io::Result<File> {
    let flags = OFlags::WRONLY | OFlags::TMPFILE | OFlags::CLOEXEC;
    Ok(retry_on_intr(|| fs::openat(&directory, ".", flags, Mode::from_raw_mode(mode)))?.into())
}

/// Gives an open file a name, by way of `/proc`: other ways need a privilege.
pub(super) fn give_name(file: &File, directory: impl AsFd, name: &[u8]) -> io::Result<()> {
    let path = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(retry_on_intr(|| fs::linkat(CWD, path.as_str(), &directory, name, AtFlags::SYMLINK_FOLLOW))?)
}

/// Whether an open file can be given a name: not where there is no `/proc`.
pub(super) fn can_be_named(file: &File) -> bool {
    retry_on_intr(|| fs::statat(CWD, format!("/proc/self/fd/{}", file.as_raw_fd()), AtFlags::empty())).is_ok()
}

/// Gives a file a second name.
pub(super) fn link(directory: impl AsFd, name: &[u8], second: &[u8]) -> io::Result<()> {
    Ok(retry_on_intr(|| fs::linkat(&directory, name, &directory, second, AtFlags::empty()))?)
}

/// Gives a file another name, whatever had that before.
pub(super) fn rename(directory: impl AsFd, from: &[u8], to: &[u8]) -> io::Result<()> {
    Ok(retry_on_intr(|| fs::renameat(&directory, from, &directory, to))?)
}

/// Gives a file another name, which nothing may have: that is `EEXIST`.
pub(super) fn rename_new(directory: impl AsFd, from: &[u8], to: &[u8]) -> io::Result<()> {
    let flags = RenameFlags::NOREPLACE;
    match retry_on_intr(|| fs::renameat_with(&directory, from, &directory, to, flags)) {
        // The system or the file system does not know how.
        Err(Errno::INVAL | Errno::NOSYS) => {
            link(&directory, from, to)?;
            remove(&directory, from)
        }
        renamed => Ok(renamed?),
    }
}

/// Takes a file's name away.
pub(super) fn remove(directory: impl AsFd, name: &[u8]) -> io::Result<()> {
    Ok(retry_on_intr(|| fs::unlinkat(&directory, name, AtFlags::empty()))?)
}

/// Closes a file that was written to: some file systems report only then that what was written is lost.
pub(super) fn close(file: File) -> io::Result<()> {
    match nix::unistd::close(file) {
        // It is closed all the same, and must not be closed again.
        Ok(()) | Err(nix::errno::Errno::EINTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The last part of a path.
pub(super) fn name(path: &Path) -> &[u8] {
    let path = path.as_os_str().as_bytes();
    memchr::memrchr(b'/', path).map_or(path, |at| &path[at + 1..])
}

/// The path before its last part, with the slashes.
pub(super) fn directory_of(path: &Path) -> &[u8] {
    let path = path.as_os_str().as_bytes();
    &path[..memchr::memrchr(b'/', path).map_or(0, |at| at + 1)]
}

/// A path without the slashes at its start, which would make it one from the root.
pub(super) fn without_slashes(path: &[u8]) -> &[u8] {
    &path[path.iter().take_while(|&&byte| byte == b'/').count()..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    type Open = fn(&OwnedFd, &[u8]) -> io::Result<OwnedFd>;

    #[test]
    fn nothing_leads_out_of_a_directory_with_openat2_or_without() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        fs::create_dir_all(path("in/a/b")).unwrap();
        fs::create_dir(path("out")).unwrap();
        fs::write(path("in/file"), "").unwrap();
        symlink("../out", path("in/link")).unwrap();
        symlink("a", path("in/inside")).unwrap();
        let base = directory(path("in").as_os_str().as_bytes()).unwrap();
        for open in [|base, path| beneath(base, path), |base, path| stepwise(base, path)] as [Open; 2] {
            let number = |path: &[u8]| open(&base, path).map(drop).map_err(|error| error.raw_os_error().unwrap());
            for (path, expected) in [
                ("", Ok(())),
                ("a", Ok(())),
                ("a//b/", Ok(())),
                ("./a/./b", Ok(())),
                ("link", Err(Errno::LOOP)),
                ("inside/b", Err(Errno::LOOP)),
                ("file", Err(Errno::NOTDIR)),
                ("file/a", Err(Errno::NOTDIR)),
                ("missing", Err(Errno::NOENT)),
                ("../out", Err(Errno::XDEV)),
            ] {
                assert_eq!(number(path.as_bytes()), expected.map_err(Errno::raw_os_error), "{path}");
            }
        }
    }

    #[test]
    fn a_path_may_be_longer_than_the_system_takes() {
        let root = tempfile::tempdir().unwrap();
        let mut directory = directory(root.path().as_os_str().as_bytes()).unwrap();
        let base = directory.try_clone().unwrap();
        let name = [b'd'; 200];
        let mut path = Vec::new();
        for _ in 0..50 {
            make_directory(&directory, &name).unwrap();
            directory = beneath(&directory, &name).unwrap();
            path.extend_from_slice(&name);
            path.push(b'/');
        }
        let far = beneath(&base, &path).unwrap();
        assert_eq!(fs_id(&far), fs_id(&directory));
    }

    fn fs_id(directory: &OwnedFd) -> (u64, u64) {
        let meta = stat(directory, b".").unwrap();
        (meta.st_dev, meta.st_ino)
    }
}
