//! The way to the directory of a .pyc, which may still have to be made.
//!
//! It leads through no symbolic link but what the caller names, and a `__pycache__` or a directory below the prefix of the
//! caches that leads into the paths of the run or the prefix, or anywhere if the flag says so. A tree of .pyc files of its
//! own (`--into`) is not left.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::io::Errno;

use super::at;
use super::cache_path::Layout;
use super::directory::Directory;
use super::leftover;
use super::os_error::OsFailure;
use super::place::{Ground, PycPlace, is};
use crate::compiler::values::text;

/// Where that part of the path of a .pyc's directory ends which is the caller's own.
fn end_of_prefix(directory: &[u8], prefix: &[u8]) -> usize {
    let slashes = prefix.iter().rev().take_while(|&&byte| byte == b'/').count();
    // The slash behind it, which is all of it where it is the root.
    let start = (prefix.len() - slashes + 1).min(directory.len());
    // Python writes where `..` leads, even if that is out of the prefix: it comes from how the source is named.
    memchr::memmem::rfind(directory, b"/../").map_or(start, |at| start.max(at + 4))
}

/// A .pyc whose directory is looked for.
pub(super) struct Way<'w> {
    pub ground: &'w Ground,
    /// The directory of its source, and its path.
    pub sources: (&'w [u8], BorrowedFd<'w>),
    pub pyc: &'w Path,
}

impl Way<'_> {
    /// Opens the directory. If it is not there it is made, as `os.makedirs` does it and with a failure told of the same
    /// path, or nothing is returned.
    pub(super) fn open(&self, make: bool) -> Result<Option<Directory>, OsFailure> {
        let directory = at::directory_of(self.pyc);
        let (start, relative): (_, &[u8]) = match &self.ground.pycs {
            PycPlace::In(Layout::Legacy) => return self.go(self.sources, b"", make),
            PycPlace::In(Layout::Beside) => return self.go(self.sources, b"__pycache__", make),
            PycPlace::Named => (directory, b""),
            PycPlace::In(Layout::Prefix { root, .. } | Layout::Mirrored { directory: root, .. }) => {
                let end = end_of_prefix(directory, root.as_os_str().as_bytes());
                (&directory[..end], at::without_slashes(&directory[end..]))
            }
        };
        match self.open_base(start, relative, make)? {
            Some(fd) => self.go((start, fd.as_fd()), relative, make),
            None => Ok(None),
        }
    }

    /// Opens a directory that the caller names, which is the one to begin at.
    fn open_base(&self, base: &[u8], relative: &[u8], make: bool) -> Result<Option<OwnedFd>, OsFailure> {
        let slashes = base.iter().rev().take_while(|&&byte| byte == b'/').count();
        // All of it where it is the root.
        let end = if slashes == base.len() { slashes } else { base.len() - slashes };
        let path = Path::new(OsStr::from_bytes(&base[..end]));
        match at::directory(base) {
            Ok(fd) => return Ok(Some(fd)),
            Err(error) if is(&error, Errno::NOENT) && !make => return Ok(None),
            Err(error) if is(&error, Errno::NOTDIR) || is(&error, Errno::NOENT) => {}
            Err(error) => return Err(self.failure(&error)),
        }
        let missing: Vec<&Path> =
            path.ancestors().take_while(|path| !path.as_os_str().is_empty() && !path.exists()).collect();
        for &directory in missing.iter().rev() {
            match fs::create_dir(directory) {
                Ok(()) => {}
                // Another worker was quicker.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(OsFailure::at(&error, directory)),
            }
        }
        at::directory(base).map(Some).map_err(|error| self.failure_in(&error, base, relative))
    }

    /// Opens the directory `relative` in the base.
    fn go(
        &self,
        (base_path, base): (&[u8], BorrowedFd<'_>),
        relative: &[u8],
        make: bool,
    ) -> Result<Option<Directory>, OsFailure> {
        let is_one_step = make && !relative.is_empty() && memchr::memchr(b'/', relative).is_none();
        if !is_one_step {
            match at::beneath(base, relative) {
                Ok(fd) => return Ok(Some(Directory::new(fd, false))),
                Err(error) if is(&error, Errno::NOENT) && !make => return Ok(None),
                Err(_) => {}
            }
        }
        // Step by step, to make what is missing, to follow links and to know where it fails.
        let mut opened: Option<OwnedFd> = None;
        let mut path = base_path.to_vec();
        let mut is_new = false;
        let mut rest = relative;
        while !rest.is_empty() {
            let end = memchr::memchr(b'/', rest).unwrap_or(rest.len());
            let name = &rest[..end];
            rest = at::without_slashes(&rest[end..]);
            if !path.is_empty() && !path.ends_with(b"/") {
                path.push(b'/');
            }
            path.extend_from_slice(name);
            let directory = opened.as_ref().map_or(base, AsFd::as_fd);
            opened = Some(match at::beneath(directory, name) {
                Ok(fd) => fd,
                Err(error) if is(&error, Errno::NOENT) && !make => return Ok(None),
                Err(error) if is(&error, Errno::NOENT) => {
                    match at::make_directory(directory, name) {
                        Ok(()) => is_new = rest.is_empty(),
                        // Another worker was quicker.
                        Err(error) if is(&error, Errno::EXIST) => {}
                        Err(error) => return Err(OsFailure::at(&error, Path::new(OsStr::from_bytes(&path)))),
                    }
                    at::beneath(directory, name).map_err(|error| self.failure_in(&error, &path, rest))?
                }
                Err(error) if is(&error, Errno::LOOP) => self.follow(&path)?,
                Err(error) => return Err(self.failure_in(&error, &path, rest)),
            });
        }
        let fd = match opened {
            Some(fd) => fd,
            None => at::beneath(base, b"").map_err(|error| self.failure(&error))?,
        };
        Ok(Some(Directory::new(fd, is_new)))
    }

    /// Opens the directory that the link at `path` leads to.
    fn follow(&self, path: &[u8]) -> Result<OwnedFd, OsFailure> {
        let link = Path::new(OsStr::from_bytes(path));
        if self.ground.follows {
            return at::directory(path).map_err(|error| self.failure(&error));
        }
        let target = fs::canonicalize(link).map_err(|error| self.failure(&error))?;
        let (prefix, roots) = match &self.ground.pycs {
            PycPlace::In(Layout::Prefix { root, .. }) => (Some(root), &self.ground.roots[..]),
            PycPlace::In(Layout::Mirrored { directory, .. }) => (Some(directory), &[][..]),
            PycPlace::In(_) | PycPlace::Named => (None, &self.ground.roots[..]),
        };
        for root in prefix.into_iter().chain(roots) {
            let root = if root.is_file() { OsStr::from_bytes(at::directory_of(root)) } else { root.as_os_str() };
            let Ok(root) = fs::canonicalize(if root.is_empty() { OsStr::new(".") } else { root }) else { continue };
            if let Ok(inside) = target.strip_prefix(&root) {
                let base = at::directory(root.as_os_str().as_bytes()).map_err(|error| self.failure(&error))?;
                return at::beneath(base, inside.as_os_str().as_bytes()).map_err(|error| self.failure(&error));
            }
        }
        let link = text::repr(path);
        let message = format!(
            "{link} is a symbolic link that leads out of what is compiled: nothing is written through it \
             (--follow-pycache-links allows it)"
        );
        Err(OsFailure { class: "PermissionError", message })
    }

    /// What is said where nothing can be made at `path`, with `rest` still to go: by `os.makedirs` of the directory
    /// behind, or by whoever writes if that is none.
    fn failure_in(&self, error: &io::Error, path: &[u8], rest: &[u8]) -> OsFailure {
        match rest.split(|&byte| byte == b'/').next() {
            Some(next) if !next.is_empty() => {
                let slash: &[u8] = if path.ends_with(b"/") { b"" } else { b"/" };
                OsFailure::at(error, Path::new(OsStr::from_bytes(&[path, slash, next].concat())))
            }
            _ => self.failure(error),
        }
    }

    /// A failure where the .pyc would be written.
    fn failure(&self, error: &io::Error) -> OsFailure {
        OsFailure::at(error, &leftover::shown(self.pyc))
    }
}

#[cfg(test)]
mod tests {
    use super::end_of_prefix;

    #[test]
    fn what_is_the_callers_own() {
        for (directory, prefix, expected) in [
            ("/cache/usr/lib/", "/cache", "/cache/"),
            ("/cache/usr/lib/", "/cache//", "/cache/"),
            ("cache/usr/lib/", "cache", "cache/"),
            ("/usr/lib/", "/", "/"),
            ("/cache/home/../x/y/", "/cache", "/cache/home/../"),
            ("/a/../cache/x/", "/a/../cache", "/a/../cache/"),
        ] {
            let end = end_of_prefix(directory.as_bytes(), prefix.as_bytes());
            assert_eq!(&directory[..end], expected, "{directory}");
        }
    }
}
