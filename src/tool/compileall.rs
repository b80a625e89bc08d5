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
//! let options = Options::new(Target::py311()).optimize([0, 2]);
//! let mut refused = Vec::new();
//! let summary = options
//!     .on_event(|event, progress| {
//!         if let pycompileall::Event::File(report) = event
//!             && report.is_failure()
//!         {
//!             refused.push((report.path.clone(), progress.done));
//!         }
//!     })
//!     .compile_dir(tree)?;
//! assert_eq!((summary.compiled, summary.failed), (1, 1));
//! assert_eq!(refused, [(tree.join("bad.py"), 1)]);
//!
//! let again = options.compile_dir(tree)?;
//! assert_eq!((again.fresh, again.failed), (1, 1));
//! assert_eq!(compile_dir(tree, Target::py311())?, again);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::compiler::pyc::Invalidation;
use crate::compiler::values::context::OptLevel;
use crate::compiler::version::Target;
use crate::tool::discover::{self, DiscoverError};
use crate::tool::tree::cache_path::Layout;
use crate::tool::tree::config::{Config, ConfigError, Purpose, Recorded, Roots};
use crate::tool::tree::{
    self, AllowedRefusals, Event, Interrupt, PathPattern, PatternError, Progress, RunError, Sink, Summary, Targets,
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
    /// The current directory is not known, or what was written can't be brought to the disk.
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

/// The settings of a run, for as many runs as one likes. Each method that changes them has the meaning of compileall's
/// argument of its name. Nothing is printed.
#[derive(Clone, Debug)]
pub struct Options {
    config: Config,
    /// Whether each source is compiled for the Python of its tree.
    finds_targets: bool,
    ddir: Option<PathBuf>,
    stripdir: Option<PathBuf>,
    prependdir: Option<PathBuf>,
    pycache_prefix: Option<PathBuf>,
    rx: Option<PathBuf>,
}

impl Options {
    /// compileall's defaults, with a worker for each core.
    pub fn new(target: &'static Target) -> Self {
        Self {
            config: Config::new(target),
            finds_targets: false,
            ddir: None,
            stripdir: None,
            prependdir: None,
            pycache_prefix: None,
            rx: None,
        }
    }

    /// The same, but each source is compiled for the Python of its tree, or else of the surroundings, as the command
    /// does it ([`discover::for_path`]). An [`Event::Tree`] says which.
    pub fn of_trees() -> Self {
        Self { finds_targets: true, ..Self::new(Target::newest()) }
    }

    /// Compiles for another version as well. That of the tree is the only one after [`Self::of_trees`].
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

    /// Whether a .pyc is up to date only if it is of the mode asked for and all of its header fits, the hash included. Else
    /// only those that are checked by time are, by that alone, as for compileall.
    pub fn fresh_by_mode(mut self, fresh_by_mode: bool) -> Self {
        self.config.fresh_by_mode = fresh_by_mode;
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

    /// Writes the .pyc files to a tree of their own below this directory (`sys.pycache_prefix`).
    pub fn pycache_prefix(mut self, directory: impl Into<PathBuf>) -> Self {
        self.pycache_prefix = Some(directory.into());
        self
    }

    /// What is done with the sources. Where they are only looked at, [`Summary::stale`] counts those whose .pyc would have
    /// to be written; where they are compiled in memory, [`Summary::compiled`] counts those that are accepted.
    pub fn purpose(mut self, purpose: Purpose) -> Self {
        self.config.purpose = purpose;
        self
    }

    /// Which sources may be refused: [`Summary::is_success`] does not mind them. All are told of.
    pub fn allowed_refusals(mut self, allowed: AllowedRefusals) -> Self {
        self.config.allowed_refusals = allowed;
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
    pub fn on_event<F: FnMut(&Event, Progress) + Send>(&self, callback: F) -> Observed<'_, F> {
        Observed { options: self, callback }
    }

    /// Compiles a directory (`compileall.compile_dir`).
    ///
    /// # Errors
    /// When the settings do not go together.
    pub fn compile_dir(&self, directory: impl AsRef<Path>) -> Result<Summary, Error> {
        self.on_event(|_, _| ()).compile_dir(directory)
    }

    /// Compiles a file (`compileall.compile_file`), unless it is none or not called `NAME.py`.
    ///
    /// # Errors
    /// When the settings do not go together.
    pub fn compile_file(&self, file: impl AsRef<Path>) -> Result<Summary, Error> {
        self.on_event(|_, _| ()).compile_file(file)
    }

    /// Compiles the directories of a `sys.path`, one after another until one has a file that fails
    /// (`compileall.compile_path`). `skip_curdir` leaves out the current one where it is on it as such.
    ///
    /// # Errors
    /// When the settings do not go together.
    pub fn compile_path(&self, path: &[PathBuf], skip_curdir: bool) -> Result<Summary, Error> {
        self.on_event(|_, _| ()).compile_path(path, skip_curdir)
    }

    /// The settings as a whole.
    fn config(&self) -> Result<Config, Error> {
        let mut config = self.config.clone();
        if self.finds_targets {
            config.targets = discover::targets();
        }
        match (&self.ddir, &self.stripdir, &self.prependdir) {
            (None, None, None) => {}
            (None, strip, prepend) => {
                config.recorded = Recorded::Rewritten { strip: strip.clone(), prepend: prepend.clone() };
            }
            (Some(directory), None, None) => config.recorded = Recorded::Under(directory.clone()),
            (Some(_), ..) => return Err(Error::TwoPlaces),
        }
        if let Some(root) = &self.pycache_prefix {
            let current_dir = std::env::current_dir().map_err(Error::Io)?;
            config.layout = Layout::Prefix { root: root.clone(), current_dir };
        }
        config.validate().map_err(Error::Config)?;
        config.skip = self.rx.as_deref().map(PathPattern::new).transpose().map_err(Error::Pattern)?;
        Ok(config)
    }
}

/// Settings, and a function that is called with everything that happens in a run ([`Options::on_event`]).
#[derive(Debug)]
pub struct Observed<'o, F> {
    options: &'o Options,
    callback: F,
}

impl<F: FnMut(&Event, Progress) + Send> Observed<'_, F> {
    /// Compiles as [`Options::compile_dir`] does.
    ///
    /// # Errors
    /// When the settings do not go together.
    pub fn compile_dir(&mut self, directory: impl AsRef<Path>) -> Result<Summary, Error> {
        self.run(&self.options.config()?, &[directory.as_ref().to_owned()])
    }

    /// Compiles as [`Options::compile_file`] does.
    ///
    /// # Errors
    /// When the settings do not go together.
    pub fn compile_file(&mut self, file: impl AsRef<Path>) -> Result<Summary, Error> {
        let (config, file) = (self.options.config()?, file.as_ref());
        // What is no file would be taken for a directory.
        if file.is_file() { self.run(&config, &[file.to_owned()]) } else { self.run(&config, &[]) }
    }

    /// Compiles as [`Options::compile_path`] does.
    ///
    /// # Errors
    /// When the settings do not go together.
    pub fn compile_path(&mut self, path: &[PathBuf], skip_curdir: bool) -> Result<Summary, Error> {
        let roots = Roots::SearchPath { skip_current: skip_curdir };
        self.run(&Config { roots, ..self.options.config()? }, path)
    }

    fn run(&mut self, config: &Config, roots: &[PathBuf]) -> Result<Summary, Error> {
        let mut sink = Called { callback: &mut self.callback, progress: Progress::default() };
        tree::run(config, roots, &mut sink, &Interrupt::new(false)).map_err(|error| match error {
            RunError::Sink(error) | RunError::Sync(error) => Error::Io(error),
            RunError::Pattern(error) => Error::Pattern(error),
            RunError::Targets(words) => Error::Targets(words),
        })
    }
}

/// Passes on what happens.
struct Called<'c, F> {
    callback: &'c mut F,
    progress: Progress,
}

impl<F: FnMut(&Event, Progress) + Send> Sink for Called<'_, F> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        if let Event::File(_) | Event::Fresh(..) | Event::Verified(_) | Event::Ignored = event {
            self.progress.done += 1;
        }
        (self.callback)(&event, self.progress);
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
