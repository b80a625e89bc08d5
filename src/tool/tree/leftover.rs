//! The names of temporary files, and what became of those whose process died.
//!
//! A temporary file is named as CPython names it: as what it becomes, a dot and a number of 15 digits. The number says
//! which process made it, so that what a killed run left behind is known as such.

use std::ffi::OsString;
use std::fs;
use std::hash::Hasher;
use std::os::fd::AsFd;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use rustix::fs::Dir;
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

use super::at;
use super::place;

/// Added to every number, so that it has 15 digits.
const BASE: u64 = 100_000_000_000_000;

/// Bits for the files of a process, and for its id (the kernel's limit is 4,194,304).
const COUNT_BITS: u32 = 11;
const PROCESS_BITS: u32 = 22;
/// Bits for the system that the id is one of.
const SYSTEM_BITS: u32 = 16;

/// The age from which a file is removed whose process can't be looked up, as it is of another machine or container that
/// shares the directory. A living process gives the file another name within moments.
const OLD: Duration = Duration::from_secs(3600);

/// A number that no other worker uses, nor as a rule any other live process.
fn number() -> u64 {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed) & ((1 << COUNT_BITS) - 1);
    let process = u64::from(std::process::id()) & ((1 << PROCESS_BITS) - 1);
    BASE + ((system().unwrap_or(0) << PROCESS_BITS | process) << COUNT_BITS | count)
}

/// The temporary name of what becomes `name`.
pub(super) fn name(name: &[u8]) -> Vec<u8> {
    [name, b".", number().to_string().as_bytes()].concat()
}

/// One for where that is too long.
pub(super) fn short_name() -> Vec<u8> {
    format!(".pyc.{}", number()).into_bytes()
}

/// The path of a temporary file of `pyc`, for the words of a failure.
pub(super) fn shown(pyc: &Path) -> PathBuf {
    let mut path: OsString = pyc.into();
    path.push(format!(".{}", number()));
    path.into()
}

/// The system that ids of processes belong to: the boot and the namespace. None where it can't be known.
fn system() -> Option<u64> {
    static SYSTEM: OnceLock<Option<u64>> = OnceLock::new();
    *SYSTEM.get_or_init(|| {
        let mut hasher = rustc_hash::FxHasher::default();
        hasher.write(&fs::read("/proc/sys/kernel/random/boot_id").ok()?);
        hasher.write(fs::read_link("/proc/self/ns/pid").ok()?.into_os_string().into_vec().as_slice());
        let hash = hasher.finish();
        Some((hash ^ hash >> 32) & ((1 << SYSTEM_BITS) - 1))
    })
}

/// The number in the name of a temporary file.
fn number_of(name: &[u8]) -> Option<u64> {
    let (name, digits) = name.split_at_checked(name.len().checked_sub(15)?)?;
    let is_temporary = name.ends_with(b".pyc.") && digits.iter().all(u8::is_ascii_digit);
    let number: u64 = std::str::from_utf8(digits).ok().filter(|_| is_temporary)?.parse().ok()?;
    number.checked_sub(BASE)
}

/// Whether the process that a number was made by is known to be dead.
fn is_dead(number: u64) -> bool {
    let (process, of_system) = (number >> COUNT_BITS, number >> (COUNT_BITS + PROCESS_BITS));
    let process = i32::try_from(process & ((1 << PROCESS_BITS) - 1)).ok().and_then(Pid::from_raw);
    system() == Some(of_system) && process.is_some_and(|process| test_kill_process(process) == Err(Errno::SRCH))
}

/// Whether a name is that of a temporary file of a dead process.
pub(super) fn is_left(directory: impl AsFd, name: &[u8]) -> bool {
    let Some(number) = number_of(name) else { return false };
    let is_file = at::stat_link(directory, name).ok().filter(place::is_regular);
    let is_old = |seconds: i64| {
        let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
        SystemTime::now().duration_since(changed).is_ok_and(|age| age > OLD)
    };
    is_file.is_some_and(|meta| is_dead(number) || is_old(meta.st_mtime))
}

/// Removes the temporary files of dead processes. What can't be removed stays: they do no harm.
pub(super) fn remove(directory: impl AsFd) {
    let Ok(entries) = at::listing(&directory).and_then(|fd| Ok(Dir::new(fd)?)) else { return };
    for entry in entries.map_while(Result::ok) {
        let name = entry.file_name().to_bytes();
        if is_left(&directory, name) {
            // Another worker may have been quicker.
            let _ = at::remove(&directory, name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_fifteen_digits_and_tell_their_process() {
        let name = name(b"x.cpython-313.pyc");
        assert_eq!(name.len(), "x.cpython-313.pyc.".len() + 15);
        let number = number_of(&name).unwrap();
        assert_eq!(number >> COUNT_BITS & ((1 << PROCESS_BITS) - 1), u64::from(std::process::id()));
        assert!(!is_dead(number));
        assert!(number_of(&short_name()).is_some());
        let largest = BASE + (1 << (COUNT_BITS + PROCESS_BITS + SYSTEM_BITS)) - 1;
        assert_eq!(largest.to_string().len(), 15);
        for other in ["x.pyc", "x.pyc.1", "x.pyc.20240101120000", "x.py.100000000000001", "x.pyc.1000000000000010"] {
            assert_eq!(number_of(other.as_bytes()), None, "{other}");
        }
    }
}
