//! Writing a .pyc so that a reader sees either the old file or the new one, never a part.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, IoSlice, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::os_error::OsFailure;

/// Writes `header` and `code` to `path` by way of a temporary file beside it, which takes the name in
/// one step (importlib's `_write_atomic`). Its permissions are those of `source_mode` that concern
/// reading and writing, less the umask. The directory is made when it turns out to be missing.
///
/// The temporary file is named as CPython names it: the path, a dot and a number. A run that is killed
/// can leave one behind; no importer looks at it.
pub(super) fn write_atomic(path: &Path, header: &[u8; 16], code: &[u8], source_mode: u32) -> Result<(), OsFailure> {
    let (temporary, mut file) = create_temporary(path, new_mode(source_mode))?;
    let written = write_both(&mut file, header, code).map_err(|error| OsFailure::unnamed(&error)).and_then(|()| {
        drop(file);
        fs::rename(&temporary, path).map_err(|error| OsFailure::between(&error, &temporary, path))
    });
    if written.is_err() {
        // The failure to report is the first one.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// The permissions that a .pyc is made with, before the umask takes from them.
pub(super) fn new_mode(source_mode: u32) -> u32 {
    (source_mode | 0o200) & 0o666
}

/// Gives `existing` the second name `path`, in one step, whatever had that name before.
pub(super) fn link_atomic(existing: &Path, path: &Path) -> io::Result<()> {
    let temporary = temporary_name(path);
    fs::hard_link(existing, &temporary)?;
    fs::rename(&temporary, path).inspect_err(|_| {
        // The failure to report is the first one.
        let _ = fs::remove_file(&temporary);
    })
}

fn create_temporary(path: &Path, mode: u32) -> Result<(PathBuf, File), OsFailure> {
    let mut made_directory = false;
    loop {
        let temporary = temporary_name(path);
        let opened = OpenOptions::new().write(true).create_new(true).mode(mode).open(&temporary);
        match opened {
            Ok(file) => return Ok((temporary, file)),
            // Left behind by a process that had our id.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound && !made_directory => {
                make_directory(path)?;
                made_directory = true;
            }
            Err(error) => return Err(OsFailure::at(&error, &temporary)),
        }
    }
}

fn make_directory(path: &Path) -> Result<(), OsFailure> {
    let Some(directory) = path.parent() else { return Ok(()) };
    // As os.makedirs: the error names the directory that could not be made.
    let missing: Vec<&Path> =
        directory.ancestors().take_while(|path| !path.as_os_str().is_empty() && !path.exists()).collect();
    for &directory in missing.iter().rev() {
        match fs::create_dir(directory) {
            Ok(()) => {}
            // Another worker was quicker.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(OsFailure::at(&error, directory)),
        }
    }
    Ok(())
}

/// A name that no other worker and no other live process uses.
fn temporary_name(path: &Path) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let mut name = OsString::with_capacity(path.as_os_str().len() + 24);
    name.push(path);
    // Text takes it without a failure.
    let _ = write!(name, ".{}", u64::from(std::process::id()) << 32 | count);
    name.into()
}

fn write_both(file: &mut File, header: &[u8; 16], code: &[u8]) -> io::Result<()> {
    let written = file.write_vectored(&[IoSlice::new(header), IoSlice::new(code)])?;
    match written.checked_sub(header.len()) {
        Some(of_code) => file.write_all(&code[of_code..]),
        None => {
            file.write_all(&header[written..])?;
            file.write_all(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn writes_whole_files_and_makes_directories() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a/b/x.pyc");
        write_atomic(&path, &[7; 16], b"code", 0o100_555).unwrap();
        assert_eq!(fs::read(&path).unwrap(), [&[7; 16][..], b"code"].concat());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o700, 0o600);
        write_atomic(&path, &[8; 16], b"", 0o100_644).unwrap();
        assert_eq!(fs::read(&path).unwrap(), [8; 16]);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_failure_leaves_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("x.pyc");
        fs::create_dir_all(path.join("full")).unwrap();
        assert!(write_atomic(&path, &[0; 16], b"code", 0o644).is_err());
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }
}
