//! The Python version to compile for when nobody says which.
//!
//! Each tree has its own: the nearest sign of one in the path of a source decides (`signs`). Sources that are in no
//! tree have that of the surroundings of this process (`surroundings`), or else the newest version there is.

mod finder;
mod interpreter;
mod pyenv;
mod read;
mod search_path;
mod signs;
mod surroundings;

use std::path::Path;

pub(crate) use finder::Finder;
pub use search_path::search_path;
pub(crate) use surroundings::Surroundings;

use crate::compiler::version::{Target, VersionRequest};
use crate::tool::tree::TreeTargets;
use signs::Told;

/// Why no version could be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DiscoverError {
    /// It was found but can't be compiled for.
    Unsupported {
        /// The version, and where it was found.
        wanted: String,
    },
    /// It is no CPython.
    Other {
        /// The version, and where it was found.
        what: String,
    },
    /// The interpreter that was named does not tell its version.
    Interpreter(String),
    /// There is no interpreter of this version to ask for its search path.
    NoSearchPath {
        /// The version.
        wanted: String,
    },
}

impl DiscoverError {
    /// The complaint about what is passed over since whoever made a tree may have written it.
    fn not_heeded(&self) -> String {
        format!("{self}; this file is not heeded")
    }
}

impl std::fmt::Display for DiscoverError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unsupported { wanted } => {
                let known: Vec<_> = Target::supported().iter().map(|target| target.series_in_words()).collect();
                write!(
                    f,
                    "can't compile for Python {wanted}; the versions that can be compiled for: {}",
                    known.join(", ")
                )
            }
            Self::Other { what } => write!(
                f,
                "{what}; only CPython's own .pyc files can be made: choose with --python-version if they are wanted"
            ),
            Self::Interpreter(what) => f.write_str(what),
            Self::NoSearchPath { wanted } => {
                write!(
                    f,
                    "no FILE or DIR to compile, and no Python {wanted} whose sys.path could be: name one with --python"
                )
            }
        }
    }
}

impl std::error::Error for DiscoverError {}

/// The target for a version that somebody asked for.
///
/// # Errors
/// When it can't be compiled for.
pub(crate) fn target_for(wanted: VersionRequest, origin: &str) -> Result<&'static Target, DiscoverError> {
    Target::for_version(wanted.minor, wanted.micro).ok_or_else(|| {
        let origin = if origin.is_empty() { String::new() } else { format!(" ({origin})") };
        DiscoverError::Unsupported { wanted: format!("{wanted}{origin}") }
    })
}

/// The targets of an interpreter or an environment that somebody names.
///
/// # Errors
/// When nothing tells its version, or it can't be compiled for.
pub(crate) fn of_interpreter(named: &Path, surroundings: &Surroundings) -> Result<TreeTargets, DiscoverError> {
    let (told, remark) = interpreter::of_named(named, &surroundings.search_path, &surroundings.pyenv)?;
    let target = target_for(told.wanted, &told.origin)?;
    Ok(tree_of(target, told, remark, surroundings))
}

/// The tree of what was told.
fn tree_of(target: &'static Target, told: Told, remark: Option<String>, surroundings: &Surroundings) -> TreeTargets {
    let free_threaded = told.is_free_threaded.then(|| {
        format!(
            "{} is of a free-threaded build, which gets the usual build's .pyc files: it reads them as its own",
            told.origin
        )
    });
    let remarks: Vec<String> = remark.into_iter().chain(free_threaded).collect();
    let remark = (!remarks.is_empty()).then(|| remarks.join("\n"));
    TreeTargets { targets: vec![target], origin: surroundings.shown(&told.origin), remark }
}
