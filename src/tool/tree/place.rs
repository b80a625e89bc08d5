//! The roots of a run, and the directories below them that are open.
//!
//! What is below a path of the run may belong to somebody else than who runs us. So each directory is opened beneath
//! that path's, through no symbolic link, and what is written is written in what is open (`way.rs`).

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustix::fs::{FileType, Stat};
use rustix::io::Errno;
use rustix::process::{Resource, getrlimit};

use super::at;
use super::cache_path::Layout;
use super::directory::Directory;
use super::leftover;
use super::naming::Naming;
use super::os_error::OsFailure;
use super::regular;
use super::way::Way;
use super::written::Written;
use crate::tool::tree::config::{Config, Purpose};

/// A path of the run.
#[derive(Debug)]
pub(super) struct Root {
    /// The rule for the recorded paths of its files.
    pub naming: Naming,
    /// The directory, or that of the file.
    directory: Vec<u8>,
    /// Whether it is all that is compiled, so that its source is the caller's own.
    is_alone: bool,
    pub ground: Arc<Ground>,
}

/// The settings that the roots of a run have in common.
#[derive(Debug)]
pub(super) struct Ground {
    /// The directories that links may lead into, or files in them.
    pub roots: Vec<PathBuf>,
    /// Whether a link may lead anywhere.
    pub follows: bool,
    pub pycs: PycPlace,
    pub written: Written,
    open: Mutex<Open>,
}

/// The directories that are open, so that each is opened once as a rule, whichever workers are in it.
#[derive(Debug, Default)]
struct Open {
    /// The root that was opened last.
    root: Option<(Vec<u8>, Arc<OwnedFd>)>,
    /// The directories that were entered last, the last one at the end.
    places: Vec<Arc<Place>>,
}

/// The number kept open where a process may have `limit` open files. Each takes two.
pub(super) fn most_open(limit: u64) -> usize {
    (limit / 16).clamp(1, 32) as usize
}

/// The directory of the .pyc files.
#[derive(Debug)]
pub(super) enum PycPlace {
    In(Layout),
    /// The caller's choice, in a directory that is the caller's own.
    Named,
}

impl Ground {
    /// Of a run over `roots`.
    pub(super) fn new(config: &Config, roots: &[PathBuf]) -> Self {
        let written = Written::new(config.fsync && config.purpose == Purpose::Write);
        Self {
            roots: roots.to_vec(),
            // An import follows every link, and so does who only looks what it would take.
            follows: config.follow_pycache_links || config.purpose == Purpose::Check,
            pycs: PycPlace::In(config.layout.clone()),
            written,
            open: Mutex::default(),
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
        let ground = Ground { roots, follows, pycs, written: Written::new(false), open: Mutex::default() };
        Self { naming: Naming::default(), directory, is_alone: true, ground: Arc::new(ground) }
    }

    /// One for a file beside which, or above which, this is.
    pub(super) fn elsewhere(&self, file: &Path) -> Self {
        let directory = at::directory_of(file).to_vec();
        Self { naming: self.naming.clone(), directory, is_alone: false, ground: Arc::clone(&self.ground) }
    }

    /// Whether a path of the run is this one.
    pub(super) fn is_path(&self, path: &Path) -> bool {
        self.ground.roots.iter().any(|root| root == path)
    }

    /// Opens it, if it is not the one that was opened last.
    pub(super) fn open(&self) -> io::Result<Arc<OwnedFd>> {
        if let Some((path, fd)) = &lock(&self.ground.open).root
            && *path == self.directory
        {
            return Ok(Arc::clone(fd));
        }
        let fd = Arc::new(at::directory(&self.directory)?);
        lock(&self.ground.open).root = Some((self.directory.clone(), Arc::clone(&fd)));
        Ok(fd)
    }

    /// Closes what is kept open, where there are too many open files.
    pub(super) fn release(&self) {
        drop(std::mem::take(&mut *lock(&self.ground.open)));
    }

    /// Opens the directory `path` below it, if it is not open.
    fn open_below(&self, path: &[u8]) -> io::Result<Arc<Place>> {
        let open = &self.ground.open;
        {
            let places = &mut lock(open).places;
            let is_it = |place: &Arc<Place>| place.path == path && place.root == self.directory;
            if let Some(index) = places.iter().rposition(is_it) {
                let place = places.remove(index);
                places.push(Arc::clone(&place));
                return Ok(place);
            }
        }
        let fd = match self.open().and_then(|root| at::beneath(root, self.relative(path))) {
            Err(error) if is(&error, Errno::MFILE) => {
                self.release();
                at::beneath(self.open()?, self.relative(path))?
            }
            opened => opened?,
        };
        let place = Place { root: self.directory.clone(), path: path.to_vec(), fd, pycs: Mutex::default() };
        let place = Arc::new(place);
        let places = &mut lock(open).places;
        if places.len() >= most_open(getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)) {
            places.remove(0);
        }
        places.push(Arc::clone(&place));
        Ok(place)
    }

    /// The path in the root of a directory below it.
    pub(super) fn relative<'p>(&self, path: &'p [u8]) -> &'p [u8] {
        at::without_slashes(path.strip_prefix(self.directory.as_slice()).unwrap_or(path))
    }
}

/// A directory of sources.
#[derive(Debug)]
struct Place {
    /// The directory that it is opened beneath.
    root: Vec<u8>,
    path: Vec<u8>,
    fd: OwnedFd,
    /// The directory of its .pyc files, if it has been opened.
    pycs: Mutex<Option<Arc<Directory>>>,
}

/// The open directories of a worker: that of a source, and that of its .pyc files.
#[derive(Default)]
pub(super) struct Places {
    sources: Option<(Arc<Root>, Arc<Place>)>,
    pycs: Pycs,
}

/// The directory of the .pyc files, as far as this worker knows.
#[derive(Default)]
enum Pycs {
    #[default]
    Unknown,
    Missing,
    There(Arc<Directory>),
}

impl Places {
    /// Goes to the directory of `source`, a file below `root`.
    pub(super) fn enter(&mut self, root: &Arc<Root>, source: &Path) -> io::Result<()> {
        let path = at::directory_of(source);
        if self.sources.as_ref().is_some_and(|(before, place)| Arc::ptr_eq(before, root) && place.path == path) {
            return Ok(());
        }
        *self = Self::default();
        self.sources = Some((Arc::clone(root), root.open_below(path)?));
        Ok(())
    }

    /// The directory that was entered last.
    pub(super) fn sources(&self) -> io::Result<&OwnedFd> {
        Ok(self.sources.as_ref().map(|(_, place)| &place.fd).ok_or(Errno::NOENT)?)
    }

    /// The status of a source.
    pub(super) fn source_meta(&self, source: &Path) -> io::Result<Stat> {
        at::stat(self.sources()?, at::name(source))
    }

    /// Opens a source, which is a regular file unless the caller names it. Where links must not lead out of `within`,
    /// none does.
    pub(super) fn open_source(&self, source: &Path, within: Option<&Path>) -> io::Result<(File, u64)> {
        let Some(within) = within else {
            let is_alone = self.sources.as_ref().is_some_and(|(root, _)| root.is_alone);
            return match if is_alone { regular::open_named(source) } else { regular::open(source) } {
                // The path is longer than the system takes.
                Err(error) if is(&error, Errno::NAMETOOLONG) => {
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
            Pycs::Missing | Pycs::Unknown => Err(OsFailure::at(&Errno::NOENT.into(), &leftover::shown(pyc))),
        }
    }

    /// Forgets the directory of the .pyc files: it is no longer where it was.
    pub(super) fn forget_pycs(&mut self) {
        if let Some((_, place)) = &self.sources {
            *lock(&place.pycs) = None;
        }
        self.pycs = Pycs::Unknown;
    }

    fn open_pycs(&self, pyc: &Path, make: bool) -> Result<Pycs, OsFailure> {
        let Some((root, place)) = &self.sources else { return Ok(Pycs::Missing) };
        let mut known = lock(&place.pycs);
        if let Some(directory) = &*known {
            return Ok(Pycs::There(Arc::clone(directory)));
        }
        let way = Way { ground: &root.ground, sources: (&place.path, place.fd.as_fd()), pyc };
        Ok(match way.open(make)? {
            Some(directory) => Pycs::There(Arc::clone(known.insert(Arc::new(directory)))),
            None => Pycs::Missing,
        })
    }
}

/// The state is consistent at any time, also after a panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether an error is this one.
pub(super) fn is(error: &io::Error, errno: Errno) -> bool {
    error.raw_os_error() == Some(errno.raw_os_error())
}

/// Whether what is known of a file is that it is a regular one.
pub(super) fn is_regular(meta: &Stat) -> bool {
    FileType::from_raw_mode(meta.st_mode).is_file()
}
