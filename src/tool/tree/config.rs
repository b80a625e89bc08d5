//! The settings of a run, validated.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::compiler::pyc::Invalidation;
use crate::compiler::values::context::Options;
use crate::compiler::version::{Target, Version};
use crate::compiler::warnings::Filters;
use crate::tool::tree::cache_path::{Layout, cache_path};
use crate::tool::tree::{AllowedRefusals, Naming, PathPattern, Targets};

/// The settings of a run.
#[derive(Clone, Debug)]
pub struct Config {
    /// The releases compiled for.
    pub targets: Targets,
    /// The optimization levels, in the order in which they are compiled, as the files' names have them: with
    /// `PYTHONOPTIMIZE=3` that is `.opt-3`, though it means what 2 means.
    pub levels: Vec<u8>,
    /// Whether to compile what is up to date as well.
    pub force: bool,
    /// Whether a .pyc is up to date only if it is of the mode asked for and all of its header fits, the hash included
    /// (`--fresh-by-mode`). Else compileall's rule holds for what is compiled, and importlib's for what is looked at.
    pub fresh_by_mode: bool,
    /// The way in which imports check the .pyc files later.
    pub invalidation: Invalidation,
    /// The number of levels of subdirectories that are entered.
    pub max_levels: usize,
    /// The number of workers; 0 for one a core.
    pub workers: usize,
    /// The place of the .pyc files.
    pub layout: Layout,
    /// The rule for the paths that are recorded as the sources'.
    pub recorded: Recorded,
    /// Files with this in their path are left alone (`-x`).
    pub skip: Option<PathPattern>,
    /// Symbolic links that lead out of this directory are left alone (`-e`).
    pub within: Option<PathBuf>,
    /// Whether a `__pycache__` that is a symbolic link is followed wherever it leads (`--follow-pycache-links`).
    pub follow_pycache_links: bool,
    /// Whether the run ends when what it has written is on the disk (`--fsync`).
    pub fsync: bool,
    /// Whether levels of equal content share a file (`--hardlink-dupes`).
    pub hardlink_dupes: bool,
    /// Whether the RECORDs that list the sources list the .pyc files as well afterwards (`--record`).
    pub record: bool,
    /// Whether sources are left alone that no RECORD lists (`--only-recorded`).
    pub only_recorded: bool,
    /// Whether columns are recorded (not with `-X no_debug_ranges`).
    pub debug_ranges: bool,
    /// The number of decimal digits that an integer literal may have; 0 for any number (`-X int_max_str_digits`).
    pub int_max_str_digits: u32,
    /// The warning filters.
    pub filters: Filters,
    /// The sources that may be refused (`--allow-refused`).
    pub allowed_refusals: AllowedRefusals,
    /// What is done with the sources.
    pub purpose: Purpose,
    /// The meaning of the run's paths.
    pub roots: Roots,
}

/// What a run is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// To write the .pyc files.
    #[default]
    Write,
    /// To look whether imports would take them as they are (`--check`).
    Check,
    /// To compile every source in memory, whatever is there (`--syntax-only`).
    SyntaxOnly,
    /// To look whether each .pyc is what its source says (`--verify`).
    Verify,
    /// To remove the .pyc files that nothing imports any more (`--prune`).
    Prune(Prune),
}

/// What is removed beside the .pyc files whose source is gone and what killed runs have left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prune {
    /// Whether anything is (`--yes`), or it is only said what would be.
    pub removes: bool,
    /// Those of other versions than the run's (`--prune-versions`).
    pub versions: bool,
    /// Those of other levels than the run's (`--prune-levels`).
    pub levels: bool,
}

/// The meaning of a run's paths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Roots {
    /// Files and directories.
    #[default]
    Named,
    /// The directories of `sys.path`. Those after one with a failure are left alone (`compile_path`).
    SearchPath {
        /// Whether the current directory is left alone where it is on the path as such.
        skip_current: bool,
    },
}

impl Roots {
    pub(crate) fn skips(self, root: &Path) -> bool {
        let is_current = matches!(root.as_os_str().as_bytes(), b"" | b".");
        self == Self::SearchPath { skip_current: true } && is_current
    }
}

/// The rule for recorded paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// The sources' own, less the parts of `strip`, behind `prepend`.
    Rewritten {
        /// Leading directories to leave out (`-s`).
        strip: Option<PathBuf>,
        /// A directory to put in front (`-p`).
        prepend: Option<PathBuf>,
    },
    /// This directory stands for each directory that is compiled, or that a file is in (`-d`).
    Under(PathBuf),
}

impl Default for Recorded {
    fn default() -> Self {
        Self::Rewritten { strip: None, prepend: None }
    }
}

/// Why settings do not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigError {
    /// Levels can't share a file where there are no two with names of their own.
    NothingToLink,
    /// The files of these versions would have the same names.
    SameNames(Version, Version),
    /// A RECORD lists what is in the directories of the sources.
    OutOfRecord,
}

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NothingToLink => f.write_str(
                "--hardlink-dupes needs several levels (-o), each with a name of its own (no -b, no -1 besides)",
            ),
            Self::OutOfRecord => f.write_str("--record needs the .pyc files beside their sources"),
            Self::SameNames(one, other) => {
                write!(f, "the files of Python {one} and {other} would have the same names: compile for one of them")
            }
        }
    }
}

impl std::error::Error for ConfigError {}

/// All levels are entered by default. (compileall stops without a word at Python's recursion limit.)
pub const DEFAULT_MAX_LEVELS: usize = usize::MAX;

impl Config {
    /// The defaults of `python -m compileall` for `target`.
    pub fn new(target: &'static Target) -> Self {
        Self::for_targets(Targets::fixed(vec![target], String::new()))
    }

    /// The defaults of `python -m compileall`.
    pub(crate) fn for_targets(targets: Targets) -> Self {
        Self {
            targets,
            levels: vec![0],
            force: false,
            fresh_by_mode: false,
            invalidation: Invalidation::Timestamp,
            max_levels: DEFAULT_MAX_LEVELS,
            workers: 0,
            layout: Layout::Beside,
            recorded: Recorded::default(),
            skip: None,
            within: None,
            follow_pycache_links: false,
            fsync: false,
            hardlink_dupes: false,
            record: false,
            only_recorded: false,
            debug_ranges: true,
            int_max_str_digits: Options::INT_MAX_STR_DIGITS,
            filters: Filters::default(),
            allowed_refusals: AllowedRefusals::None,
            purpose: Purpose::Write,
            roots: Roots::Named,
        }
    }

    /// Whether the settings go together.
    ///
    /// # Errors
    /// When files would be lost.
    pub fn validate(&self) -> Result<(), ConfigError> {
        let are_distinct = (1..self.levels.len()).all(|index| !self.levels[..index].contains(&self.levels[index]));
        if self.hardlink_dupes && (self.levels.len() < 2 || !are_distinct || self.is_legacy()) {
            return Err(ConfigError::NothingToLink);
        }
        if self.record && !matches!(self.layout, Layout::Beside | Layout::Legacy) {
            return Err(ConfigError::OutOfRecord);
        }
        match &self.targets {
            Targets::Fixed(tree) => self.check_names(&tree.targets),
            Targets::Found(_) => Ok(()),
        }
    }

    /// Whether the .pyc files are in another tree than the sources.
    pub(crate) fn is_mirrored(&self) -> bool {
        matches!(self.layout, Layout::Mirrored { .. })
    }

    pub(crate) fn is_legacy(&self) -> bool {
        matches!(self.layout, Layout::Legacy | Layout::Mirrored { is_legacy: true, .. })
    }

    /// Whether the files of these releases have names of their own.
    ///
    /// # Errors
    /// When they would not.
    pub(crate) fn check_names(&self, targets: &[&'static Target]) -> Result<(), ConfigError> {
        if matches!(self.purpose, Purpose::SyntaxOnly | Purpose::Verify | Purpose::Prune(_)) {
            return Ok(());
        }
        for (index, target) in targets.iter().enumerate() {
            let before = &targets[..index];
            if let Some(other) = before.iter().find(|other| self.is_legacy() || other.shares_names_with(target)) {
                return Err(ConfigError::SameNames(other.version, target.version));
            }
        }
        Ok(())
    }

    /// The outputs of a source for `targets`: versions in order, and within each of them levels.
    pub fn outputs<'c>(&'c self, targets: &'c [&'static Target]) -> impl Iterator<Item = (&'static Target, u8)> + 'c {
        targets.iter().flat_map(|&target| self.levels.iter().map(move |&level| (target, level)))
    }

    /// The .pyc files of a source, in the order of [`Self::outputs`].
    pub fn pycs(&self, source: &Path, targets: &[&'static Target]) -> Vec<PathBuf> {
        let path = |(target, level): (&Target, u8)| cache_path(source, &self.layout, target.cache_tag(), level);
        self.outputs(targets).map(path).collect()
    }

    /// The rule for the paths that are recorded under `root`.
    pub(crate) fn naming_under(&self, root: &Path, is_file: bool) -> Naming {
        let bytes = |path: &Path| path.as_os_str().as_bytes().to_vec();
        match &self.recorded {
            Recorded::Rewritten { strip, prepend } => {
                Naming::Rewritten { strip: strip.as_deref().map(bytes), prepend: prepend.as_deref().map(bytes) }
            }
            Recorded::Under(directory) if is_file => Naming::in_directory(&bytes(directory), &bytes(root)),
            Recorded::Under(directory) => {
                Naming::Rewritten { strip: Some(bytes(root)), prepend: Some(bytes(directory)) }
            }
        }
    }
}
