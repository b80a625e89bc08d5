//! Python's `compileall`: directories of sources, those that are not up to date.
//!
//! ```
//! use pycompileall::compileall::{Options, compile_dir};
//! use pycompileall::Target;
//!
//! # let directory = tempfile::tempdir()?;
//! # let tree = directory.path();
//! std::fs::write(tree.join("good.py"), "x = 1\n")?;
//! std::fs::write(tree.join("bad.py"), "x = (\n")?;
//!
//! let mut refused = Vec::new();
//! let summary = Options::new(Target::py311())
//!     .optimize([0, 2])
//!     .on_event(|event, progress| {
//!         if let pycompileall::compileall::Event::File(report) = event
//!             && report.is_failure()
//!         {
//!             refused.push((report.path.clone(), progress.done));
//!         }
//!     })
//!     .compile_dir(tree)?;
//! assert_eq!((summary.compiled, summary.failed), (1, 1));
//! assert_eq!(refused, [(tree.join("bad.py"), 1)]);
//!
//! let again = compile_dir(tree, Target::py311())?;
//! assert_eq!((again.fresh, again.failed), (1, 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use crate::compiler::pyc::Invalidation;
use crate::compiler::values::context::OptLevel;
use crate::compiler::version::Target;
use crate::tool::discover;
pub use crate::tool::discover::DiscoverError;
pub use crate::tool::tree::PatternError;
use crate::tool::tree::cache_path::Layout;
pub use crate::tool::tree::config::ConfigError;
use crate::tool::tree::config::{Config, Recorded, Roots};
use crate::tool::tree::{self, PathPattern, Targets};
pub use crate::tool::tree::{
    Event, Failure, FileReport, Interrupt, Outcome, Progress, PycReport, RunError, ShownWarning, Sink, Summary,
    TreeTargets,
};

/// Why nothing was compiled, or not everything was tried. A file that is refused is no such error: it is
/// counted in the [`Summary`].
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The settings do not go together.
    Config(ConfigError),
    /// A `ddir` leaves nothing to strip or to prepend to.
    TwoPlaces,
    /// The regular expression of files to leave alone is not valid.
    Pattern(PatternError),
    /// The interpreter's search path is not known.
    SearchPath(DiscoverError),
    /// There is no version to compile for.
    Targets(String),
    /// The callback has failed.
    Io(io::Error),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::TwoPlaces => f.write_str("ddir cannot be used in combination with stripdir or prependdir"),
            Self::Pattern(error) => error.fmt(f),
            Self::SearchPath(error) => error.fmt(f),
            Self::Targets(words) => f.write_str(words),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Config(error) => Some(error),
            Self::TwoPlaces | Self::Targets(_) => None,
            Self::Pattern(error) => Some(error),
            Self::SearchPath(error) => Some(error),
            Self::Io(error) => Some(error),
        }
    }
}

/// The function that is called with each event.
type Callback<'c> = Box<dyn FnMut(&Event, Progress) + Send + 'c>;

/// The settings of a run. Each method has the meaning of compileall's argument of its name.
pub struct Options<'c> {
    config: Config,
    ddir: Option<PathBuf>,
    stripdir: Option<PathBuf>,
    prependdir: Option<PathBuf>,
    rx: Option<PathBuf>,
    callback: Option<Callback<'c>>,
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options").field("config", &self.config).finish_non_exhaustive()
    }
}

impl<'c> Options<'c> {
    /// compileall's defaults, with a worker for each core.
    pub fn new(target: &'static Target) -> Self {
        Self::of_config(Config::new(target))
    }

    /// The settings of a run as a whole, as far as no method changes them.
    pub fn of_config(config: Config) -> Self {
        Self { config, ddir: None, stripdir: None, prependdir: None, rx: None, callback: None }
    }

    /// Compiles for another version as well.
    pub fn also_for(mut self, target: &'static Target) -> Self {
        if let Targets::Fixed(tree) = &mut self.config.targets {
            Arc::make_mut(tree).targets.push(target);
        }
        self
    }

    /// Sets how many levels of subdirectories are entered.
    pub fn maxlevels(mut self, levels: usize) -> Self {
        self.config.max_levels = levels;
        self
    }

    /// The directory that is recorded in place of the one that is compiled, or that a file is in.
    pub fn ddir(mut self, directory: impl Into<PathBuf>) -> Self {
        self.ddir = Some(directory.into());
        self
    }

    /// Leading directories that are left out of the recorded paths.
    pub fn stripdir(mut self, directory: impl Into<PathBuf>) -> Self {
        self.stripdir = Some(directory.into());
        self
    }

    /// A directory that is put in front of the recorded paths.
    pub fn prependdir(mut self, directory: impl Into<PathBuf>) -> Self {
        self.prependdir = Some(directory.into());
        self
    }

    /// Whether to compile what is up to date as well.
    pub fn force(mut self, force: bool) -> Self {
        self.config.force = force;
        self
    }

    /// Leaves files alone in whose path this regular expression (Python's) is found.
    pub fn rx(mut self, pattern: impl Into<PathBuf>) -> Self {
        self.rx = Some(pattern.into());
        self
    }

    /// Whether `NAME.pyc` is written beside `NAME.py`.
    pub fn legacy(mut self, legacy: bool) -> Self {
        self.config.layout = if legacy { Layout::Legacy } else { Layout::Beside };
        self
    }

    /// The optimization levels, or the numbers of `-O`s that mean them; each is compiled once.
    pub fn optimize(mut self, levels: impl IntoIterator<Item: Into<OptLevel>>) -> Self {
        self.config.levels = levels.into_iter().map(|level| level.into() as u8).collect();
        self.config.levels.sort_unstable();
        self.config.levels.dedup();
        self
    }

    /// Sets how many files are compiled at a time; 0 for one a core.
    pub fn workers(mut self, workers: usize) -> Self {
        self.config.workers = workers;
        self
    }

    /// Sets how imports find out whether a .pyc is up to date.
    pub fn invalidation_mode(mut self, mode: Invalidation) -> Self {
        self.config.invalidation = mode;
        self
    }

    /// Leaves symbolic links alone that lead out of this directory.
    pub fn limit_sl_dest(mut self, directory: impl Into<PathBuf>) -> Self {
        self.config.within = Some(directory.into());
        self
    }

    /// Whether a `__pycache__` that is a symbolic link is followed even if it leads out of what is compiled.
    pub fn follow_pycache_links(mut self, follow: bool) -> Self {
        self.config.follow_pycache_links = follow;
        self
    }

    /// Whether to wait at the end until everything written is on the disk.
    pub fn fsync(mut self, fsync: bool) -> Self {
        self.config.fsync = fsync;
        self
    }

    /// Whether levels of equal content share a file.
    pub fn hardlink_dupes(mut self, links: bool) -> Self {
        self.config.hardlink_dupes = links;
        self
    }

    /// Has `callback` called with everything that happens, in compileall's order, and how far the run is.
    pub fn on_event(mut self, callback: impl FnMut(&Event, Progress) + Send + 'c) -> Self {
        self.callback = Some(Box::new(callback));
        self
    }

    /// Compiles a directory (`compileall.compile_dir`).
    ///
    /// # Errors
    /// When the settings do not go together.
    pub fn compile_dir(self, directory: impl AsRef<Path>) -> Result<Summary, Error> {
        self.run(&[directory.as_ref().to_owned()])
    }

    /// Compiles a file (`compileall.compile_file`), unless it is none or not called `NAME.py`.
    ///
    /// # Errors
    /// When the settings do not go together.
    pub fn compile_file(self, file: impl AsRef<Path>) -> Result<Summary, Error> {
        let file = file.as_ref();
        // What is no file would be taken for a directory.
        if file.is_file() { self.run(&[file.to_owned()]) } else { self.run(&[]) }
    }

    /// Compiles the directories of a `sys.path`, one after another until one has a file that fails
    /// (`compileall.compile_path`). `skip_curdir` leaves out the current one where it is on it as such.
    ///
    /// # Errors
    /// When the settings do not go together.
    pub fn compile_path(mut self, path: &[PathBuf], skip_curdir: bool) -> Result<Summary, Error> {
        self.config.roots = Roots::SearchPath { skip_current: skip_curdir };
        self.run(path)
    }

    fn run(mut self, roots: &[PathBuf]) -> Result<Summary, Error> {
        match (self.ddir.take(), self.stripdir.take(), self.prependdir.take()) {
            (None, None, None) => {}
            (None, strip, prepend) => self.config.recorded = Recorded::Rewritten { strip, prepend },
            (Some(directory), None, None) => self.config.recorded = Recorded::Under(directory),
            (Some(_), ..) => return Err(Error::TwoPlaces),
        }
        self.config.validate().map_err(Error::Config)?;
        self.config.skip = self.rx.as_deref().map(PathPattern::new).transpose().map_err(Error::Pattern)?;
        let mut sink = Called { callback: self.callback, progress: Progress::default() };
        tree::run(&self.config, roots, &mut sink, &Interrupt::new(false)).map_err(|error| match error {
            RunError::Sink(error) | RunError::Sync(error) => Error::Io(error),
            RunError::Pattern(error) => Error::Pattern(error),
            RunError::Targets(words) => Error::Targets(words),
        })
    }
}

/// Passes on what happens.
struct Called<'c> {
    callback: Option<Callback<'c>>,
    progress: Progress,
}

impl Sink for Called<'_> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        if let Event::File(_) | Event::Fresh(..) | Event::Ignored = event {
            self.progress.done += 1;
        }
        if let Some(callback) = &mut self.callback {
            callback(&event, self.progress);
        }
        Ok(())
    }

    fn progress(&mut self, progress: Progress) -> io::Result<()> {
        self.progress = progress;
        Ok(())
    }
}

/// Compiles what is not up to date in a directory, with compileall's defaults.
///
/// # Errors
/// When the settings do not go together.
pub fn compile_dir(directory: impl AsRef<Path>, target: &'static Target) -> Result<Summary, Error> {
    Options::new(target).compile_dir(directory)
}

/// Compiles a file if it is not up to date, with compileall's defaults.
///
/// ```
/// # let directory = tempfile::tempdir()?;
/// # let file = directory.path().join("hello.py");
/// std::fs::write(&file, "print('hello')\n")?;
/// let summary = pycompileall::compileall::compile_file(&file, pycompileall::Target::py311())?;
/// assert_eq!((summary.compiled, summary.is_success()), (1, true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When the settings do not go together.
pub fn compile_file(file: impl AsRef<Path>, target: &'static Target) -> Result<Summary, Error> {
    Options::new(target).compile_file(file)
}

/// Compiles the directories of the `sys.path` that the interpreter found for `target` has, without their
/// subdirectories, as `python -m compileall` does without arguments.
///
/// # Errors
/// When no interpreter is found.
pub fn compile_path(target: &'static Target) -> Result<Summary, Error> {
    let path = discover::search_path(None, target).map_err(Error::SearchPath)?;
    Options::new(target).maxlevels(0).compile_path(&path, true)
}
