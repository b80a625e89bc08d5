//! Removing .pyc files that nothing imports any more (`--prune`).
//!
//! The walk finds directories of sources; in each, its directory of .pyc files is gone through. Both are opened beneath the
//! root, through no link at all: what is behind a link belongs to other sources. Where .pyc files are in a tree of their
//! own, a directory of sources may be gone as a whole: that tree is walked for these. A file goes only if it is a regular
//! one, named as the .pyc of a version, and begins with the magic number of that version.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashSet;
use rustix::io::Errno;
use walkdir::WalkDir;

use super::at;
use super::cache_path::{Layout, cache_path};
use super::cached_name::CachedName;
use super::defect::{guarded, remember_panics};
use super::file::is_left_alone;
use super::leftover;
use super::order::{Event, InOrder, RunError, Sink};
use super::os_error::OsFailure;
use super::outcome::Failure;
use super::place::{Ground, Root, is};
use super::pruned::{PruneOutcome, PruneReason, Pruned};
use super::regular;
use super::run::{Interrupt, Summary};
use super::stale::is_out_of_sight;
use super::walk::{self, Found};
use super::workers;
use crate::compiler::version::magic;
use crate::tool::tree::config::{Config, Prune};
use crate::tool::tree::{Naming, Targets};

/// The number of directories gone through at a time.
const BATCH: usize = 256;

/// Removes what is to go below `roots`, or says what would.
pub(super) fn run(
    config: &Config,
    rule: Prune,
    roots: &[PathBuf],
    sink: &mut dyn Sink,
    interrupt: &Interrupt,
) -> Result<Summary, RunError> {
    remember_panics();
    let pool = workers::start(config.workers);
    let ground = Arc::new(Ground::new(config, roots));
    let mut order = InOrder::new(sink);
    let mut batch = Vec::new();
    let work = |batch: &mut Vec<Piece>, order: &mut InOrder<'_>| {
        let events = |piece: &Piece| {
            guarded(|| piece.events(config, rule)).unwrap_or_else(|failure| vec![piece.defect(failure)])
        };
        let done: Vec<Vec<Event>> = match &pool {
            Some(pool) => pool.install(|| batch.par_iter().map(events).collect()),
            None => batch.iter().map(events).collect(),
        };
        batch.clear();
        done.into_iter().flatten().for_each(|event| order.tell(event));
        order.show_progress(0, false);
        !order.is_broken() && !interrupt.load(Ordering::Relaxed)
    };
    let mut is_whole = true;
    for path in roots {
        let is_file = is_source(path);
        let root = Arc::new(Root::new(path, is_file, Naming::default(), &ground));
        let mut visit = |found: Found| {
            match found {
                Found::Listing(path) => batch.push(Piece { root: Arc::clone(&root), what: What::Directory(path) }),
                Found::CantList(path) => {
                    // It was announced just before.
                    batch.pop();
                    batch.push(Piece { root: Arc::clone(&root), what: What::CantList(path) });
                }
                Found::Source(_) | Found::Other(_) => {}
            }
            batch.len() < BATCH || work(&mut batch, &mut order)
        };
        is_whole = match is_file {
            true => {
                match batch.last_mut() {
                    // A directory of which many sources are named is gone through once.
                    Some(Piece { what: What::Sources(sources), .. })
                        if at::directory_of(&sources[0]) == at::directory_of(path) =>
                    {
                        sources.push(path.clone());
                    }
                    _ => batch.push(Piece { root: Arc::clone(&root), what: What::Sources(vec![path.clone()]) }),
                }
                batch.len() < BATCH || work(&mut batch, &mut order)
            }
            false => {
                walk::walk(path, &root, config.max_levels, &mut visit)
                    && gone_below(config, path).all(|found| {
                        let what = match found {
                            Ok(directory) => What::Directory(directory),
                            Err(cache) => What::CantList(cache),
                        };
                        batch.push(Piece { root: Arc::clone(&root), what });
                        batch.len() < BATCH || work(&mut batch, &mut order)
                    })
            }
        };
        if !is_whole {
            break;
        }
    }
    is_whole = is_whole && work(&mut batch, &mut order);
    order.show_progress(0, true);
    order.finish().map(|summary| Summary { interrupted: !is_whole, ..summary })
}

/// Whether a path of the run is a source, which may be gone.
fn is_source(path: &Path) -> bool {
    let is_gone = || path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    path.is_file() || walk::is_source_name(at::name(path)) && is_gone()
}

/// The directories below `path` that are gone and have a directory for their .pyc files in a tree of its own; an error is
/// such a directory that can't be listed.
fn gone_below(config: &Config, path: &Path) -> impl Iterator<Item = Result<PathBuf, PathBuf>> {
    let file = cache_path(&path.join("m.py"), &config.layout, "", 0);
    let mut above = file.ancestors().skip(1);
    let tree = match &config.layout {
        Layout::Beside | Layout::Legacy => None,
        Layout::Mirrored { is_legacy: false, .. } => above.nth(1),
        Layout::Mirrored { .. } | Layout::Prefix { .. } => above.next(),
    };
    let (tree, path) = (tree.map(Path::to_owned), path.to_owned());
    let is_walked = config.max_levels > 0 && tree.as_ref().is_some_and(|tree| tree.is_dir());
    let entries = tree.clone().filter(|_| is_walked).map(|tree| {
        let entries = WalkDir::new(tree).min_depth(1).max_depth(config.max_levels).sort_by_file_name();
        entries.into_iter().filter_entry(|entry| entry.file_type().is_dir() && entry.file_name() != "__pycache__")
    });
    entries.into_iter().flatten().filter_map(move |entry| match entry {
        Ok(entry) => {
            let source = path.join(entry.path().strip_prefix(tree.as_ref()?).ok()?);
            let found = source.symlink_metadata();
            found.is_err_and(|error| error.kind() == io::ErrorKind::NotFound).then_some(Ok(source))
        }
        Err(error) => error.path().map(|path| Err(path.to_owned())),
    })
}

/// A find of the walk.
struct Piece {
    root: Arc<Root>,
    what: What,
}

enum What {
    Directory(PathBuf),
    /// Paths of the run in one directory that are sources, or were. There is at least one.
    Sources(Vec<PathBuf>),
    CantList(PathBuf),
}

impl Piece {
    /// Goes through a directory.
    fn events(&self, config: &Config, rule: Prune) -> Vec<Event> {
        let (directory, only) = match &self.what {
            What::Directory(path) => (path.clone(), None),
            What::Sources(sources) => {
                let directory = PathBuf::from(OsStr::from_bytes(at::directory_of(&sources[0])));
                let names: FxHashSet<&[u8]> = sources.iter().map(|source| at::name(source)).collect();
                (directory, Some(names))
            }
            What::CantList(path) => return vec![Event::CantList(path.clone())],
        };
        let opened = match self.open(config, &directory) {
            Ok(Some(opened)) => opened,
            Ok(None) => return Vec::new(),
            Err((_, error)) if is_out_of_sight(&error) && !is(&error, Errno::ACCESS) => return Vec::new(),
            Err((path, _)) => return vec![Event::CantList(path)],
        };
        opened.events(config, rule, only.as_ref())
    }

    /// Opens a directory and that of its .pyc files. None if there is none, or if it is behind a link.
    fn open(&self, config: &Config, path: &Path) -> Result<Option<Opened>, (PathBuf, io::Error)> {
        let bytes = path.as_os_str().as_bytes();
        let of_path = |error| (path.to_owned(), error);
        let root = self.root.open().map_err(of_path)?;
        let below = self.root.relative(bytes);
        let sources = match at::beneath(&root, below) {
            Ok(sources) => Sources::There(sources),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Sources::Gone { root, below: below.to_owned() },
            Err(error) if is(&error, Errno::LOOP) => return Ok(None),
            Err(error) => return Err(of_path(error)),
        };
        let cache = cache_path(&path.join("m.py"), &config.layout, "", 0);
        let cache = cache.parent().unwrap_or(Path::new(""));
        let pycs = match (&config.layout, &sources) {
            (Layout::Beside, Sources::There(sources)) => at::beneath(sources, b"__pycache__"),
            (Layout::Legacy, Sources::There(sources)) => at::beneath(sources, b""),
            (Layout::Beside | Layout::Legacy, Sources::Gone { .. }) => return Ok(None),
            (Layout::Mirrored { directory: root, .. } | Layout::Prefix { root, .. }, _) => {
                let below = cache.strip_prefix(root).unwrap_or(cache).as_os_str().as_bytes();
                at::directory(root.as_os_str().as_bytes()).and_then(|prefix| at::beneath(prefix, below))
            }
        };
        match pycs {
            Ok(pycs) => Ok(Some(Opened { path: path.to_owned(), cache: cache.to_owned(), sources, pycs })),
            Err(error) if is(&error, Errno::LOOP) || is(&error, Errno::XDEV) => Ok(None),
            Err(error) => Err((cache.to_owned(), error)),
        }
    }

    /// The event of a directory that could not be gone through since this program failed: at which file is not known.
    fn defect(&self, failure: Failure) -> Event {
        let path = match &self.what {
            What::Directory(path) | What::CantList(path) => path,
            What::Sources(sources) => &sources[0],
        };
        let (reason, outcome) = (PruneReason::SourceGone, PruneOutcome::Failed(failure));
        Event::Pruned(Box::new(Pruned { path: path.clone(), source: None, reason, outcome }))
    }
}

/// A directory of sources and that of their .pyc files.
struct Opened {
    path: PathBuf,
    cache: PathBuf,
    sources: Sources,
    pycs: OwnedFd,
}

/// A directory of sources.
enum Sources {
    There(OwnedFd),
    /// There is none `below` the root.
    Gone {
        root: Arc<OwnedFd>,
        below: Vec<u8>,
    },
}

impl Opened {
    /// Removes what is to go, of some sources only if that is asked for.
    fn events(&self, config: &Config, rule: Prune, only: Option<&FxHashSet<&[u8]>>) -> Vec<Event> {
        let may_be_pyc = |name: &[u8]| memchr::memmem::find(name, b".pyc").is_some();
        let Ok(names) = at::names(&self.pycs, may_be_pyc) else { return vec![Event::CantList(self.cache.clone())] };
        let mut events = Vec::new();
        for name in names {
            let (source, reason) = match self.reason(config, rule, &name) {
                Some(found) => found,
                None => continue,
            };
            let is_of = |names: &FxHashSet<&[u8]>| source.as_deref().is_some_and(|path| names.contains(at::name(path)));
            if !only.is_none_or(is_of) {
                continue;
            }
            match source.as_deref().map_or(Ok(false), |source| is_left_alone(config, source)) {
                Ok(false) => {}
                Ok(true) => continue,
                Err(error) => {
                    events.push(Event::Undecided(error));
                    break;
                }
            }
            let path = self.cache.join(OsStr::from_bytes(&name));
            let outcome = match rule.removes {
                false => Ok(Some(PruneOutcome::Removable)),
                true => self.remove(&name, source.as_deref(), reason),
            };
            let outcome = match outcome {
                Ok(Some(outcome)) => outcome,
                Ok(None) => continue,
                Err(error) => PruneOutcome::Failed(Failure::Os(OsFailure::at(&error, &path))),
            };
            events.push(Event::Pruned(Box::new(Pruned { path, source, reason, outcome })));
        }
        events
    }

    /// Why a file is to go, and the source that it is of if its name says that. None if it stays.
    fn reason(&self, config: &Config, rule: Prune, name: &[u8]) -> Option<(Option<PathBuf>, PruneReason)> {
        if leftover::is_left(&self.pycs, name) {
            return Some((None, PruneReason::LeftOver));
        }
        // What the name does not say is in the file.
        let (stem, tag, level) = match config.is_legacy() {
            true => (name.strip_suffix(b".pyc").filter(|stem| !stem.is_empty())?, None, None),
            false => CachedName::tagged(name).map(|name| (name.stem, Some(name.tag), Some(name.level)))?,
        };
        let is_wanted = |tag: &[u8]| match &config.targets {
            Targets::Fixed(tree) => tree.targets.iter().any(|target| target.cache_tag().as_bytes() == tag),
            Targets::Found(_) => true,
        };
        let is_of_level = || level.is_none_or(|level| config.levels.contains(&level));
        let reason = match () {
            () if self.is_gone(stem) => PruneReason::SourceGone,
            () if rule.versions && !tag.is_some_and(is_wanted) => PruneReason::OtherVersion,
            () if rule.levels && !is_of_level() => PruneReason::OtherLevel,
            () => return None,
        };
        let found = magic::tag_of(magic_number(&self.pycs, name).ok()?)?.as_bytes();
        if tag.is_some_and(|tag| tag != found) || reason == PruneReason::OtherVersion && is_wanted(found) {
            return None;
        }
        let source = self.path.join(OsStr::from_bytes(&[stem, b".py"].concat()));
        Some((Some(source), reason))
    }

    /// Whether there is nothing that a .pyc of this name may be of, not even a link that leads nowhere.
    fn is_gone(&self, stem: &[u8]) -> bool {
        let is_missing = |error: io::Error| error.kind() == io::ErrorKind::NotFound;
        let sources = match &self.sources {
            Sources::There(sources) => sources,
            // It may have come back.
            Sources::Gone { root, below } => return at::beneath(root, below).is_err_and(is_missing),
        };
        let is_gone = |name: &[u8]| at::stat_link(sources, name).is_err_and(is_missing);
        // A source may be called just that, and some name scripts of windows so.
        let is_py_alone = stem == b"py" && !is_gone(b".py");
        !is_py_alone && [&b".py"[..], b".pyw"].iter().all(|ending| is_gone(&[stem, ending].concat()))
    }

    /// Removes a file. None if it is no longer to go.
    fn remove(&self, name: &[u8], source: Option<&Path>, reason: PruneReason) -> io::Result<Option<PruneOutcome>> {
        let stem = source.map(|source| at::name(source).strip_suffix(b".py").unwrap_or_default());
        let is_wanted = || match (reason, stem) {
            (PruneReason::SourceGone, Some(stem)) => !self.is_gone(stem),
            _ => false,
        };
        let is_removed = take_away(&self.pycs, name, is_wanted)?;
        Ok(is_removed.then_some(PruneOutcome::Removed))
    }
}

/// Removes a file unless it is wanted, also where it comes to be while this is under way: it goes aside first, and comes
/// back if whoever wrote it has its source by then. Returns whether it is gone for good.
fn take_away(directory: &OwnedFd, name: &[u8], mut is_wanted: impl FnMut() -> bool) -> io::Result<bool> {
    if is_wanted() {
        return Ok(false);
    }
    // Longer names than the system takes can't be.
    let aside = leftover::short_name();
    match at::rename(directory, name, &aside) {
        Ok(()) => {}
        // Another one was quicker.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    }
    if !is_wanted() {
        return at::remove(directory, &aside).map(|()| true);
    }
    match at::rename_new(directory, &aside, name) {
        Ok(()) => Ok(false),
        // A newer one is there already.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => at::remove(directory, &aside).map(|()| false),
        Err(error) => Err(error),
    }
}

/// The magic number that a regular file begins with.
fn magic_number(directory: impl AsFd, name: &[u8]) -> io::Result<[u8; 4]> {
    let (mut file, _) = at::open(directory, name, false).and_then(regular::check)?;
    let mut magic = [0; 4];
    file.read_exact(&mut magic)?;
    Ok(magic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// What happens between the looks of [`take_away`] at whether the file is wanted.
    #[test]
    fn what_comes_to_be_wanted_meanwhile_comes_back() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("x.pyc");
        let opened = at::directory(directory.path().as_os_str().as_bytes()).unwrap();
        let take = |answers: &[bool], at_last: &dyn Fn()| {
            let mut answers = answers.iter();
            let is_wanted = || {
                let answer = *answers.next().unwrap();
                if answers.as_slice().is_empty() {
                    at_last();
                }
                answer
            };
            take_away(&opened, b"x.pyc", is_wanted).unwrap()
        };
        let left = || fs::read_dir(&directory).unwrap().count();
        fs::write(&path, "old").unwrap();
        assert!(!take(&[true], &|| ()) && path.exists());
        // The source appears, and with it nothing else or a new .pyc.
        assert!(!take(&[false, true], &|| assert!(!path.exists())));
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), left()), ("old", 1));
        assert!(!take(&[false, true], &|| fs::write(&path, "new").unwrap()));
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), left()), ("new", 1));
        assert!(take(&[false, false], &|| ()) && left() == 0);
        // Another process was quicker.
        assert!(!take(&[false], &|| ()));
    }
}
