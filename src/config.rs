//! What a run does, validated.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::pyc::Invalidation;
use crate::target::{Feature, Target};
use crate::tree::cache_path::Layout;
use crate::tree::{Naming, PathPattern};

/// The settings of a run.
#[derive(Clone, Debug)]
pub struct Config {
    /// What is compiled for.
    pub target: &'static Target,
    /// The version's part of a .pyc's name.
    pub cache_tag: String,
    /// The optimization levels, ascending, each once.
    pub levels: Vec<u8>,
    /// Whether to compile what is up to date as well.
    pub force: bool,
    /// How the .pyc files are to be checked later.
    pub invalidation: Invalidation,
    /// How many levels of subdirectories are entered.
    pub max_levels: usize,
    /// How many workers there are; 0 for one a core.
    pub workers: usize,
    /// Where the .pyc files go.
    pub layout: Layout,
    /// What is recorded as the sources' paths.
    pub recorded: Recorded,
    /// Files with this in their path are left alone (`-x`).
    pub skip: Option<PathPattern>,
    /// Symbolic links that lead out of this directory are left alone (`-e`).
    pub within: Option<PathBuf>,
    /// Whether levels of equal content share a file (`--hardlink-dupes`).
    pub hardlink_dupes: bool,
}

/// How the recorded paths are chosen.
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

/// As deep as compileall goes by default: Python's recursion limit.
pub const DEFAULT_MAX_LEVELS: usize = 1000;

impl Config {
    /// The defaults of `python -m compileall` for `target`.
    pub fn new(target: &'static Target) -> Self {
        Self {
            target,
            cache_tag: target.cache_tag(),
            levels: vec![0],
            force: false,
            invalidation: Invalidation::Timestamp,
            max_levels: DEFAULT_MAX_LEVELS,
            workers: 0,
            layout: Layout::Beside,
            recorded: Recorded::default(),
            skip: None,
            within: None,
            hardlink_dupes: false,
        }
    }

    /// How the paths that are recorded under `root` are made.
    pub(crate) fn naming_under(&self, root: &Path, is_file: bool) -> Naming {
        let prefix_only = self.target.has(Feature::StripOfPrefixOnly);
        let bytes = |path: &Path| path.as_os_str().as_bytes().to_vec();
        match &self.recorded {
            Recorded::Rewritten { strip, prepend } => Naming::Rewritten {
                strip: strip.as_deref().map(bytes),
                prepend: prepend.as_deref().map(bytes),
                prefix_only,
            },
            Recorded::Under(directory) if is_file => Naming::in_directory(&bytes(directory), &bytes(root)),
            Recorded::Under(directory) => {
                Naming::Rewritten { strip: Some(bytes(root)), prepend: Some(bytes(directory)), prefix_only }
            }
        }
    }
}
