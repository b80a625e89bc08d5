//! A .pyc that already is what would be written: it is made as new as a written one, not replaced.
//!
//! A forced run over a tree that is up to date then costs its file system nothing but times. (ext4, for one,
//! starts the write-out of a file that replaces another, and searches long for an inode where many have been
//! freed in the last minutes.)

use std::cell::RefCell;
use std::fs::{self, FileTimes, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::SystemTime;

use rustix::fs::{Access, AtFlags, CWD, OFlags, accessat};
use rustix::process::{getegid, geteuid};

use super::read::holds;
use super::write::new_mode;

/// Sets the times of the file at `path`, of which `existing` was told just now, to now if nobody could tell it, but
/// for its inode's number, from one that replaces it: it holds `header` and `code`, has no other name, the owner, the
/// group and the permissions that a new file would get, and its directory would let it be replaced. Whether it did;
/// if not, or if anything fails, the file is to be written.
pub(super) fn renew(path: &Path, existing: &fs::Metadata, header: &[u8; 16], code: &[u8], source_mode: u32) -> bool {
    thread_local! {
        static PIECE: RefCell<Vec<u8>> = RefCell::default();
    }
    let renewed = || -> io::Result<bool> {
        let file = OpenOptions::new().read(true).custom_flags(OFlags::NOFOLLOW.bits().cast_signed()).open(path)?;
        let same =
            PIECE.with_borrow_mut(|piece| holds(&file, header, code, piece))? && path.parent().is_some_and(is_writable);
        if same {
            let now = SystemTime::now();
            file.set_times(FileTimes::new().set_accessed(now).set_modified(now))?;
        }
        Ok(same)
    };
    is_like_new(existing, header.len() + code.len(), source_mode) && renewed().unwrap_or(false)
}

fn is_like_new(meta: &fs::Metadata, size: usize, source_mode: u32) -> bool {
    let Some(process) = Process::this() else { return false };
    meta.is_file()
        && meta.len() == size as u64
        && meta.nlink() == 1
        && meta.uid() == process.user
        && meta.gid() == process.group
        && meta.mode() & 0o7777 == new_mode(source_mode) & !process.umask
}

/// What the files that a process makes get from it, as it was when first asked for.
#[derive(Clone, Copy)]
struct Process {
    user: u32,
    group: u32,
    umask: u32,
}

impl Process {
    fn this() -> Option<Self> {
        static THIS: OnceLock<Option<Process>> = OnceLock::new();
        *THIS.get_or_init(|| {
            let process = |umask| Self { user: geteuid().as_raw(), group: getegid().as_raw(), umask };
            umask().map(process)
        })
    }
}

/// The umask where Linux tells it (proc(5)): to ask the system call is to set it.
fn umask() -> Option<u32> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let octal = status.lines().find_map(|line| line.strip_prefix("Umask:"))?;
    u32::from_str_radix(octal.trim(), 8).ok()
}

/// Whether files can be made in and taken from a directory, as the effective user. A thread asks once for files in a row.
fn is_writable(directory: &Path) -> bool {
    thread_local! {
        static LAST: RefCell<PathBuf> = RefCell::default();
    }
    let directory = if directory.as_os_str().is_empty() { Path::new(".") } else { directory };
    LAST.with_borrow_mut(|last| {
        // Compared as text: as paths they would be taken apart.
        let is_last = last.as_os_str() == directory.as_os_str();
        let writable =
            is_last || accessat(CWD, directory, Access::WRITE_OK | Access::EXEC_OK, AtFlags::EACCESS).is_ok();
        if writable && !is_last {
            directory.clone_into(last);
        }
        writable
    })
}

#[cfg(test)]
mod tests {
    use super::super::write::write_atomic;
    use super::*;
    use std::fs::{File, Permissions};
    use std::os::unix::fs::PermissionsExt;
    use std::time::Duration;

    const HEADER: [u8; 16] = [7; 16];

    /// Writes a .pyc an hour ago, lets `change` at it, and tells whether it was renewed as the one that holds `code`.
    fn renewed(code: &[u8], change: impl FnOnce(&Path)) -> bool {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("x.pyc");
        write_atomic(&path, &HEADER, b"code", 0o644).unwrap();
        let hour_ago = SystemTime::now() - Duration::from_secs(3600);
        File::open(&path).unwrap().set_modified(hour_ago).unwrap();
        change(&path);
        let existing = fs::symlink_metadata(&path).unwrap();
        let renewed = renew(&path, &existing, &HEADER, code, 0o644);
        let is_new = fs::metadata(&path).unwrap().modified().unwrap() > hour_ago + Duration::from_secs(1800);
        assert_eq!(renewed, is_new);
        renewed
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_is_the_same_is_renewed() {
        assert!(renewed(b"code", |_| {}));
    }

    #[test]
    fn what_differs_is_not() {
        assert!(!renewed(b"edoc", |_| {}));
        assert!(!renewed(b"code longer", |_| {}));
        let set_mode = |path: &Path| fs::set_permissions(path, Permissions::from_mode(0o600)).unwrap();
        assert!(umask() == Some(0o077) || !renewed(b"code", set_mode));
        assert!(!renewed(b"code", |path| fs::hard_link(path, path.with_extension("other")).unwrap()));
        assert!(!renewed(b"code", |path| {
            let target = path.with_extension("target");
            fs::rename(path, &target).unwrap();
            std::os::unix::fs::symlink(target, path).unwrap();
        }));
    }
}
