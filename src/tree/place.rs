//! The directories of a run, open: those of the sources, and those of their .pyc files.
//!
//! What is below a path of the run may belong to somebody else than who runs us. So each directory is opened beneath
//! that path's, through no symbolic link, and what is written is written in what is open. A `__pycache__` that is a
//! link is followed where it leads into the paths of the run, or where the flag says so.

use std::cell::{Cell, OnceCell};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{FileType, Stat};
use rustix::io::Errno;

use super::at;
use super::cache_path::Layout;
use super::leftover;
use super::naming::Naming;
use super::os_error::OsFailure;
use super::regular;
use super::written::Written;
use crate::config::Config;
use crate::text;

/// A path of the run.
#[derive(Debug)]
pub(super) struct Root {
    /// How the recorded names of its files are made.
    pub naming: Naming,
    /// The directory, or that of the file.
    directory: Vec<u8>,
    /// Whether it is all that is compiled, so that its source is the caller's own.
    is_alone: bool,
    pub ground: Arc<Ground>,
}

/// What the paths of a run have in common.
#[derive(Debug)]
pub(super) struct Ground {
    /// The directories that links may lead into, or files in them.
    roots: Vec<PathBuf>,
    /// Whether a link may lead anywhere.
    follows: bool,
    pycs: PycPlace,
    pub written: Written,
}

/// Where the .pyc files are.
#[derive(Debug)]
enum PycPlace {
    In(Layout),
    /// Where the caller says, in a directory that is the caller's own.
    Named,
}

impl Ground {
    /// Of a run over `roots`.
    pub(super) fn new(config: &Config, roots: &[PathBuf]) -> Self {
        let written = Written::new(config.fsync && !config.check);
        Self {
            roots: roots.to_vec(),
            follows: config.follow_pycache_links,
            pycs: PycPlace::In(config.layout.clone()),
            written,
        }
    }
}

impl Root {
    /// A directory of the run, or a file.
    pub(super) fn new(path: &Path, is_file: bool, naming: Naming, ground: &Arc<Ground>) -> Self {
        let directory = if is_file { at::directory_of(path) } else { path.as_os_str().as_bytes() };
        Self { naming, directory: directory.to_vec(), is_alone: false, ground: Arc::clone(ground) }
    }

    /// A file alone. Its .pyc is where the layout has it, or where the caller says.
    pub(super) fn alone(file: &Path, layout: Option<&Layout>, follows: bool) -> Self {
        let directory = at::directory_of(file).to_vec();
        let pycs = layout.map_or(PycPlace::Named, |layout| PycPlace::In(layout.clone()));
        let roots = vec![OsStr::from_bytes(&directory).into()];
        let ground = Ground { roots, follows, pycs, written: Written::new(false) };
        Self { naming: Naming::default(), directory, is_alone: true, ground: Arc::new(ground) }
    }

    pub(super) fn open(&self) -> io::Result<OwnedFd> {
        at::directory(&self.directory)
    }

    /// The path in the root of a directory below it.
    pub(super) fn relative<'p>(&self, path: &'p [u8]) -> &'p [u8] {
        at::without_slashes(path.strip_prefix(self.directory.as_slice()).unwrap_or(path))
    }
}

/// An open directory, and what has been found out about it.
#[derive(Debug)]
pub(super) struct Directory {
    fd: OwnedFd,
    /// Whether it was empty when it was opened.
    is_new: bool,
    /// Whether what comes before the first file that is written has been done.
    is_prepared: Cell<bool>,
    /// Whether files without a name can be made here.
    pub has_anonymous: Cell<bool>,
    /// The group that new files get, if they can be made and it can be told what else they get.
    pub group: OnceCell<Option<u32>>,
}

impl AsFd for Directory {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

impl Directory {
    pub(super) fn new(fd: OwnedFd, is_new: bool) -> Self {
        Self { fd, is_new, is_prepared: Cell::default(), has_anonymous: Cell::new(true), group: OnceCell::new() }
    }

    /// Does what comes before the first file that is written.
    pub(super) fn prepare(&self, written: &Written) -> io::Result<()> {
        if !self.is_prepared.get() {
            written.add(self)?;
            if !self.is_new {
                leftover::remove(self);
            }
            self.is_prepared.set(true);
        }
        Ok(())
    }
}

/// The directories that a worker has open: those of the file that it is at, as a rule also those of the next.
#[derive(Default)]
pub(super) struct Places {
    root: Option<(Arc<Root>, OwnedFd)>,
    sources: Option<(Vec<u8>, OwnedFd)>,
    pycs: Pycs,
}

/// The directory of the .pyc files of a source.
#[derive(Default)]
enum Pycs {
    #[default]
    Unknown,
    Missing,
    There(Directory),
}

/// What a directory is opened beneath.
enum Base<'p> {
    /// The directory of the source, which is open.
    Sources,
    /// A directory that the caller names.
    Path(&'p [u8]),
}

impl Places {
    /// Goes to the directory of `source`, a file below `root`.
    pub(super) fn enter(&mut self, root: &Arc<Root>, source: &Path) -> io::Result<()> {
        let is_same_root = self.root.as_ref().is_some_and(|(before, _)| Arc::ptr_eq(before, root));
        let path = at::directory_of(source);
        if is_same_root && self.sources.as_ref().is_some_and(|(before, _)| before == path) {
            return Ok(());
        }
        (self.sources, self.pycs) = (None, Pycs::Unknown);
        if !is_same_root {
            self.root = None;
            self.root = Some((Arc::clone(root), root.open()?));
        }
        if let Some((root, fd)) = &self.root {
            self.sources = Some((path.to_vec(), at::beneath(fd, root.relative(path))?));
        }
        Ok(())
    }

    fn sources(&self) -> io::Result<&OwnedFd> {
        Ok(self.sources.as_ref().map(|(_, fd)| fd).ok_or(Errno::NOENT)?)
    }

    /// Forgets the directory of the .pyc files: it is no longer where it was.
    pub(super) fn forget_pycs(&mut self) {
        self.pycs = Pycs::Unknown;
    }

    /// What is known of a source.
    pub(super) fn source_meta(&self, source: &Path) -> io::Result<Stat> {
        at::stat(self.sources()?, at::name(source))
    }

    /// Opens a source, which is a regular file unless the caller names it. Where links must not lead out of `within`, none does.
    pub(super) fn open_source(&self, source: &Path, within: Option<&Path>) -> io::Result<(File, u64)> {
        let Some(within) = within else {
            let is_alone = self.root.as_ref().is_some_and(|(root, _)| root.is_alone);
            return match if is_alone { regular::open_named(source) } else { regular::open(source) } {
                // The path is longer than the system takes.
                Err(error) if error.raw_os_error() == Some(Errno::NAMETOOLONG.raw_os_error()) => {
                    regular::check(at::open(self.sources()?, at::name(source), true)?)
                }
                opened => opened,
            };
        };
        match at::open(self.sources()?, at::name(source), false) {
            Err(error) if is(&error, Errno::LOOP) => {
                let (target, within) = (fs::canonicalize(source)?, fs::canonicalize(within)?);
                let inside = target.strip_prefix(&within).map_err(|_| Errno::XDEV)?;
                let directory = at::directory(within.as_os_str().as_bytes())?;
                let directory = at::beneath(directory, at::directory_of(inside))?;
                regular::check(at::open(directory, at::name(inside), false)?)
            }
            opened => regular::check(opened?),
        }
    }

    /// The directory of `pyc`, a .pyc of the source that was entered last; none if it is not there.
    pub(super) fn pycs(&mut self, pyc: &Path) -> Result<Option<&Directory>, OsFailure> {
        if let Pycs::Unknown = self.pycs {
            self.pycs = self.open_pycs(pyc, false)?;
        }
        Ok(match &self.pycs {
            Pycs::There(directory) => Some(directory),
            Pycs::Missing | Pycs::Unknown => None,
        })
    }

    /// The directory of `pyc`, made if it is not there.
    pub(super) fn pycs_to_write(&mut self, pyc: &Path) -> Result<&Directory, OsFailure> {
        if !matches!(self.pycs, Pycs::There(_)) {
            self.pycs = self.open_pycs(pyc, true)?;
        }
        match &self.pycs {
            Pycs::There(directory) => Ok(directory),
            Pycs::Missing | Pycs::Unknown => Err(OsFailure::at(&Errno::NOENT.into(), pyc)),
        }
    }

    fn open_pycs(&self, pyc: &Path, make: bool) -> Result<Pycs, OsFailure> {
        let Some((root, _)) = &self.root else { return Ok(Pycs::Missing) };
        let directory = at::directory_of(pyc);
        let (base, relative): (_, &[u8]) = match &root.ground.pycs {
            PycPlace::Named => (Base::Path(directory), b""),
            PycPlace::In(Layout::Legacy) => (Base::Sources, b""),
            PycPlace::In(Layout::Beside) => (Base::Sources, b"__pycache__"),
            PycPlace::In(Layout::Prefix { root: prefix, .. }) => {
                let start = end_of_prefix(directory, prefix.as_os_str().as_bytes());
                (Base::Path(&directory[..start]), at::without_slashes(&directory[start..]))
            }
        };
        let mut way = Way { ground: &root.ground, base_path: b"", pyc, make, made: Cell::new(false) };
        let fd = match base {
            Base::Sources => {
                let Some((path, fd)) = &self.sources else { return Ok(Pycs::Missing) };
                way.base_path = path;
                way.go(fd.as_fd(), relative)
            }
            Base::Path(path) => {
                way.base_path = path;
                match way.open_base(relative)? {
                    Some(fd) => way.go(fd.as_fd(), relative),
                    None => Ok(None),
                }
            }
        }?;
        Ok(fd.map_or(Pycs::Missing, |fd| Pycs::There(Directory::new(fd, way.made.get()))))
    }
}

/// Where that part of the path of a .pyc's directory ends which is the caller's own.
fn end_of_prefix(directory: &[u8], prefix: &[u8]) -> usize {
    let slashes = prefix.iter().rev().take_while(|&&byte| byte == b'/').count();
    // The slash behind it, which is all of it where it is the root.
    let start = (prefix.len() - slashes + 1).min(directory.len());
    // Python writes where `..` leads, even if that is out of the prefix: it comes from how the source is named.
    memchr::memmem::rfind(directory, b"/../").map_or(start, |at| start.max(at + 4))
}

/// The way from a base to the directory of a .pyc.
struct Way<'w> {
    ground: &'w Ground,
    base_path: &'w [u8],
    pyc: &'w Path,
    /// Whether directories that are not there are made, as `os.makedirs` makes them: a failure is told of the same path.
    make: bool,
    /// Whether the directory was made.
    made: Cell<bool>,
}

impl Way<'_> {
    /// Opens the base where it is one that the caller names.
    fn open_base(&self, relative: &[u8]) -> Result<Option<OwnedFd>, OsFailure> {
        let slashes = self.base_path.iter().rev().take_while(|&&byte| byte == b'/').count();
        // All of it where it is the root.
        let end = if slashes == self.base_path.len() { slashes } else { self.base_path.len() - slashes };
        let path = Path::new(OsStr::from_bytes(&self.base_path[..end]));
        match at::directory(self.base_path) {
            Ok(fd) => return Ok(Some(fd)),
            Err(error) if is(&error, Errno::NOENT) && !self.make => return Ok(None),
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
        at::directory(self.base_path).map(Some).map_err(|error| self.failure_in(&error, self.base_path, relative))
    }

    /// Opens the directory `relative` in the base; none if it is not there.
    fn go(&self, base: BorrowedFd<'_>, relative: &[u8]) -> Result<Option<OwnedFd>, OsFailure> {
        match at::beneath(base, relative) {
            Ok(fd) => Ok(Some(fd)),
            Err(error) if is(&error, Errno::NOENT) && !self.make => Ok(None),
            Err(_) => self.go_stepwise(base, relative),
        }
    }

    fn go_stepwise(&self, base: BorrowedFd<'_>, relative: &[u8]) -> Result<Option<OwnedFd>, OsFailure> {
        let mut fd = at::beneath(base, b"").map_err(|error| self.failure(&error))?;
        let mut path = self.base_path.to_vec();
        let mut rest = relative;
        while !rest.is_empty() {
            let end = memchr::memchr(b'/', rest).unwrap_or(rest.len());
            let name = &rest[..end];
            rest = at::without_slashes(&rest[end..]);
            if !path.is_empty() && !path.ends_with(b"/") {
                path.push(b'/');
            }
            path.extend_from_slice(name);
            fd = match at::beneath(&fd, name) {
                Ok(fd) => fd,
                Err(error) if is(&error, Errno::NOENT) && !self.make => return Ok(None),
                Err(error) if is(&error, Errno::NOENT) => {
                    match at::make_directory(&fd, name) {
                        Ok(()) => self.made.set(rest.is_empty()),
                        // Another worker was quicker.
                        Err(error) if is(&error, Errno::EXIST) => {}
                        Err(error) => return Err(OsFailure::at(&error, Path::new(OsStr::from_bytes(&path)))),
                    }
                    at::beneath(&fd, name).map_err(|error| self.failure_in(&error, &path, rest))?
                }
                Err(error) if is(&error, Errno::LOOP) => self.follow(&path)?,
                Err(error) => return Err(self.failure_in(&error, &path, rest)),
            };
        }
        Ok(Some(fd))
    }

    /// Opens the directory that the link at `path` leads to.
    fn follow(&self, path: &[u8]) -> Result<OwnedFd, OsFailure> {
        let link = Path::new(OsStr::from_bytes(path));
        if self.ground.follows {
            return at::directory(path).map_err(|error| self.failure(&error));
        }
        let target = fs::canonicalize(link).map_err(|error| self.failure(&error))?;
        let prefix = match &self.ground.pycs {
            PycPlace::In(Layout::Prefix { root, .. }) => Some(root),
            PycPlace::In(_) | PycPlace::Named => None,
        };
        for root in prefix.into_iter().chain(&self.ground.roots) {
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

/// Whether an error is this one.
pub(super) fn is(error: &io::Error, errno: Errno) -> bool {
    error.raw_os_error() == Some(errno.raw_os_error())
}

/// Whether what is known of a file is that it is a regular one.
pub(super) fn is_regular(meta: &Stat) -> bool {
    FileType::from_raw_mode(meta.st_mode).is_file()
}

/// When a file was changed.
// As a signed number, which is what it is where the system has it as an unsigned one.
pub(super) fn seconds(meta: &Stat) -> i64 {
    meta.st_mtime as i64
}
