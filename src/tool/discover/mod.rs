//! The Python version to compile for when nobody says which.
//!
//! ```
//! use pycompileall::discover;
//!
//! # let directory = tempfile::tempdir()?;
//! # let project = directory.path();
//! # let venv = project.join(".venv");
//! # std::fs::create_dir(&venv)?;
//! std::fs::write(venv.join("pyvenv.cfg"), "home = /usr/bin\nversion = 3.12.3\n")?;
//! let found = discover::in_tree(&venv)?.expect("it is an environment");
//! assert_eq!(found.target.version.to_string(), "3.12.3");
//! assert!(found.origin.ends_with(".venv/pyvenv.cfg") && found.warning.is_none());
//! assert!(discover::in_tree(project)?.is_none());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
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
use std::sync::Arc;

pub(crate) use finder::Finder;
pub use search_path::search_path;
pub(crate) use surroundings::Surroundings;

use crate::compiler::version::{Target, VersionRequest};
use crate::tool::tree::{FindTargets as _, Finding, Targets, TreeTargets};
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
    /// The sources of this tree can't be compiled.
    Tree(String),
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
                let known = Target::supported_in_words();
                write!(f, "can't compile for Python {wanted}; the versions that can be compiled for: {known}")
            }
            Self::Other { what } => write!(
                f,
                "{what}; only CPython's own .pyc files can be made: choose with --python-version if they are wanted"
            ),
            Self::Interpreter(what) | Self::Tree(what) => f.write_str(what),
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

/// The Python that sources are for.
#[derive(Clone, Debug)]
pub struct Discovered {
    /// Its release.
    pub target: &'static Target,
    /// The file, the directory or the variable that tells it.
    pub origin: String,
    /// What makes it doubtful, if anything does.
    pub warning: Option<String>,
}

impl Discovered {
    fn of_tree(tree: &TreeTargets, complaints: Vec<String>) -> Option<Self> {
        let target = *tree.targets.first()?;
        let warnings: Vec<String> = complaints.into_iter().chain(tree.warning()).collect();
        let warning = (!warnings.is_empty()).then(|| warnings.join("\n"));
        Some(Self { target, origin: tree.origin.clone(), warning })
    }
}

/// Finds the Python of the tree that a file or directory is in: an environment, a library or a framework. It reads names
/// and small files and starts nothing.
///
/// # Errors
/// When the tree is of a Python that can't be compiled for.
pub fn in_tree(path: impl AsRef<Path>) -> Result<Option<Discovered>, DiscoverError> {
    let finder = Finder::new(Surroundings::of_process(), None, false);
    let finding = finder.of_path(path.as_ref()).map_err(DiscoverError::Tree)?;
    Ok(finding.tree.and_then(|tree| Discovered::of_tree(&tree, finding.complaints)))
}

/// Finds the Python that the command compiles a file or directory for: that of its tree, else of the environment that
/// this program is installed in, of the active environment, of `.venv` in the current directory, of the `python3` on
/// PATH, or else the newest that there is.
///
/// # Errors
/// When the one that decides can't be compiled for.
pub fn for_path(path: impl AsRef<Path>) -> Result<Discovered, DiscoverError> {
    let finder = Finder::new(Surroundings::of_process(), None, false);
    let Finding { tree, complaints } = finder.of_path(path.as_ref()).map_err(DiscoverError::Tree)?;
    let tree = tree.map_or_else(|| finder.elsewhere().map_err(DiscoverError::Tree), Ok)?;
    let nothing = || DiscoverError::Tree(format!("{}: there is nothing to compile for", tree.origin));
    Discovered::of_tree(&tree, complaints).ok_or_else(nothing)
}

/// Finds the Python of an interpreter or of an environment, by its path, or by its name on PATH. The interpreter is
/// started only if nothing beside it tells its version.
///
/// # Errors
/// When nothing tells its version, or it can't be compiled for.
pub fn of_python(python: impl AsRef<Path>) -> Result<Discovered, DiscoverError> {
    let tree = of_interpreter(python.as_ref(), &Surroundings::of_process())?;
    let nothing = || DiscoverError::Interpreter(format!("{}: there is nothing to compile for", tree.origin));
    Discovered::of_tree(&tree, Vec::new()).ok_or_else(nothing)
}

/// The rule that each source is compiled for the Python that [`for_path`] finds.
pub(crate) fn targets() -> Targets {
    Targets::Found(Arc::new(Finder::new(Surroundings::of_process(), None, false)))
}

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
