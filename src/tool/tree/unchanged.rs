//! A .pyc that already is what would be written: it is made as new as a written one, not replaced.
//!
//! A forced run over a tree that is up to date then costs its file system nothing but times. (ext4, for one,
//! starts the write-out of a file that replaces another, and searches long for an inode where many have been
//! freed in the last minutes.)

use std::cell::RefCell;
use std::fs::{self, FileTimes};
use std::io;
use std::path::Path;
use std::sync::OnceLock;
use std::time::SystemTime;

use rustix::fs::{Access, AtFlags, Stat, accessat, fgetxattr};
use rustix::io::Errno;
use rustix::process::{getegid, geteuid};

use super::at;
use super::directory::Directory;
use super::place::is_regular;
use super::read::holds;
use super::write::{Content, new_mode};
use super::written::Written;

/// Touches the file `path` in `directory` instead of replacing it, if replacing it would change nothing but the number of
/// its inode. Returns whether it did; the file is to be written if it did not, or if anything failed.
///
/// The file must have the content, the owner, the group and the permissions that a new one would get, and no other name;
/// the directory must allow that it is replaced. `existing` is the file's status, read just before.
pub(super) fn renew(
    directory: &Directory,
    written: &Written,
    path: &Path,
    existing: &Stat,
    content: &Content<'_>,
) -> bool {
    thread_local! {
        static PIECE: RefCell<Vec<u8>> = RefCell::default();
    }
    let renewed = || -> io::Result<bool> {
        let file = at::open(directory, at::name(path), false)?;
        let same = PIECE.with_borrow_mut(|piece| holds(&file, content.header, content.code, piece))?;
        if same {
            written.add(directory)?;
            let now = SystemTime::now();
            file.set_times(FileTimes::new().set_accessed(now).set_modified(now))?;
        }
        Ok(same)
    };
    is_like_new(directory, existing, content) && renewed().unwrap_or(false)
}

fn is_like_new(directory: &Directory, meta: &Stat, content: &Content<'_>) -> bool {
    let Some(process) = Process::this() else { return false };
    is_regular(meta)
        && meta.st_size.cast_unsigned() == content.len()
        && meta.st_nlink == 1
        && meta.st_uid == process.user
        && meta.st_mode & 0o7777 == new_mode(content.source_mode) & !process.umask
        && Some(meta.st_gid) == *directory.group.get_or_init(|| group_of_new(directory, process))
}

/// The group that a new file in a directory gets. None if none can be made, as the effective user, or if the directory
/// has permissions for it (a default access control list): the umask is not all then.
fn group_of_new(directory: &Directory, process: Process) -> Option<u32> {
    const SET_GROUP_ID: u32 = 0o2000;
    accessat(directory, ".", Access::WRITE_OK | Access::EXEC_OK, AtFlags::EACCESS).ok()?;
    let mut nothing: [u8; 0] = [];
    match fgetxattr(at::listing(directory).ok()?, "system.posix_acl_default", &mut nothing[..]) {
        Err(Errno::NODATA | Errno::NOTSUP) => {}
        _ => return None,
    }
    let meta = at::stat(directory, b".").ok()?;
    Some(if meta.st_mode & SET_GROUP_ID == 0 { process.group } else { meta.st_gid })
}

/// The owner, group and umask that new files get from this process, as they were when first asked for.
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

/// The umask as Linux shows it (proc(5)); the system call that returns it also sets it.
fn umask() -> Option<u32> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let octal = status.lines().find_map(|line| line.strip_prefix("Umask:"))?;
    u32::from_str_radix(octal.trim(), 8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{File, Permissions};
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::time::Duration;

    const HEADER: [u8; 16] = [7; 16];

    /// Writes a .pyc an hour ago, lets `change` at it, and returns whether it was renewed as the one that holds `code`.
    fn renewed(code: &[u8], change: impl FnOnce(&Path)) -> bool {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("x.pyc");
        fs::write(&path, [&HEADER[..], b"code"].concat()).unwrap();
        let umask = umask().unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o644 & !umask)).unwrap();
        let hour_ago = SystemTime::now() - Duration::from_secs(3600);
        File::open(&path).unwrap().set_modified(hour_ago).unwrap();
        change(&path);
        let directory = Directory::new(at::directory(root.path().as_os_str().as_bytes()).unwrap(), false);
        let existing = at::stat_link(&directory, b"x.pyc").unwrap();
        let content = Content { header: &HEADER, code, source_mode: 0o644 };
        let renewed = renew(&directory, &Written::new(false), &path, &existing, &content);
        let is_new = fs::metadata(&path).unwrap().modified().unwrap() > hour_ago + Duration::from_secs(1800);
        assert_eq!(renewed, is_new);
        renewed
    }

    #[test]
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
            symlink(target, path).unwrap();
        }));
    }
}
