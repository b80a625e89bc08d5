//! The releases that each source is compiled for: the same for all of a run, or those of the tree that it is in.
//!
//! How a tree tells its release is not known here: a [`FindTargets`] finds it out.

use std::collections::HashMap;
use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::compiler::version::Target;
use crate::tool::tree::config::Config;

/// The releases that the sources of a tree are compiled for, and what says so.
#[derive(Clone, Debug)]
pub struct TreeTargets {
    /// The releases, each once. If there are none, the sources are left alone.
    pub targets: Vec<&'static Target>,
    /// The file, the directory or the option that says so.
    pub origin: String,
    /// A warning that goes with the choice, if there is one.
    pub remark: Option<String>,
}

impl TreeTargets {
    /// The releases in words: `3.11.7, 3.12.7`.
    pub fn versions(&self) -> String {
        let versions: Vec<String> = self.targets.iter().map(|target| target.version.to_string()).collect();
        versions.join(", ")
    }

    /// The warning that goes with the choice, as it is shown.
    pub fn warning(&self) -> Option<String> {
        let remark = self.remark.as_deref()?;
        Some(if self.targets.is_empty() { format!("{remark}; its sources are left alone") } else { remark.to_owned() })
    }
}

/// The result of a look at a path.
#[derive(Clone, Debug, Default)]
pub struct Finding {
    /// The tree that the path is in. None stands for the one around it, or for none at all.
    pub tree: Option<Arc<TreeTargets>>,
    /// What was found and not heeded, and why.
    pub complaints: Vec<String>,
}

/// Finds out which releases trees are for. An error is in words, and ends the run.
pub trait FindTargets: fmt::Debug + Send + Sync {
    /// Looks at a path of the run, and at what is above it.
    ///
    /// # Errors
    /// When it can't be compiled for.
    fn of_path(&self, path: &Path) -> Result<Finding, String>;

    /// Looks at a directory that the walk has come to, which is in the tree `around`.
    ///
    /// # Errors
    /// When that concerns the whole run.
    fn of_directory(&self, directory: &Path, around: Option<&Arc<TreeTargets>>) -> Result<Finding, String>;

    /// The releases for the sources that are in no tree. It is asked for once, when there is such a source.
    ///
    /// # Errors
    /// When there are none.
    fn elsewhere(&self) -> Result<Arc<TreeTargets>, String>;
}

/// The rule for the releases of a run's sources.
#[derive(Clone, Debug)]
pub enum Targets {
    /// They are the same for all.
    Fixed(Arc<TreeTargets>),
    /// Each tree has its own.
    Found(Arc<dyn FindTargets>),
}

impl Targets {
    /// The same for all sources.
    pub fn fixed(targets: Vec<&'static Target>, origin: String) -> Self {
        Self::Fixed(Arc::new(TreeTargets { targets, origin, remark: None }))
    }

    /// Looks at a path of the run.
    pub(crate) fn of_path(&self, path: &Path) -> Result<Finding, String> {
        match self {
            Self::Fixed(tree) => Ok(Finding { tree: Some(Arc::clone(tree)), complaints: Vec::new() }),
            Self::Found(finder) => finder.of_path(path),
        }
    }

    /// The targets of what is in no tree.
    pub(crate) fn elsewhere(&self) -> Result<Arc<TreeTargets>, String> {
        match self {
            Self::Fixed(tree) => Ok(Arc::clone(tree)),
            Self::Found(finder) => finder.elsewhere(),
        }
    }
}

/// The trees that the walk is in.
pub(super) struct Trees<'c> {
    config: &'c Config,
    /// The path of the run that is walked, and the tree that it is in.
    root: (PathBuf, Option<Arc<TreeTargets>>),
    /// The trees that were entered below it, the innermost at the end.
    entered: Vec<(PathBuf, Arc<TreeTargets>)>,
    /// Those of sources in no tree, once there was one.
    elsewhere: Option<Arc<TreeTargets>>,
    /// The trees of which a source has been found, by their addresses, which they keep while they are here.
    known: HashMap<*const TreeTargets, Arc<TreeTargets>>,
}

impl<'c> Trees<'c> {
    pub(super) fn new(config: &'c Config) -> Self {
        let root = (PathBuf::new(), None);
        Self { config, root, entered: Vec::new(), elsewhere: None, known: HashMap::new() }
    }

    /// Goes to another path of the run, which is in `tree`.
    pub(super) fn start(&mut self, root: &Path, tree: Option<Arc<TreeTargets>>) {
        self.root = (root.to_owned(), tree);
        self.entered.clear();
    }

    /// Goes to a directory. Returns what was found and not heeded.
    pub(super) fn enter(&mut self, directory: &Path) -> Result<Vec<String>, String> {
        let Targets::Found(finder) = &self.config.targets else { return Ok(Vec::new()) };
        if directory == self.root.0 {
            return Ok(Vec::new());
        }
        self.leave(directory);
        let finding = finder.of_directory(directory, self.innermost())?;
        self.entered.extend(finding.tree.map(|tree| (directory.to_owned(), tree)));
        Ok(finding.complaints)
    }

    /// The targets of a file.
    pub(super) fn of_file(&mut self, path: &Path) -> Result<Arc<TreeTargets>, String> {
        self.leave(path);
        if let Some(tree) = self.innermost().or(self.elsewhere.as_ref()) {
            return Ok(Arc::clone(tree));
        }
        let tree = self.config.targets.elsewhere()?;
        self.config.check_names(&tree.targets).map_err(|error| error.to_string())?;
        Ok(Arc::clone(self.elsewhere.insert(tree)))
    }

    /// Notes that a source of a tree was found. Returns whether it is the first one.
    pub(super) fn is_first_of(&mut self, tree: &Arc<TreeTargets>) -> bool {
        let address = Arc::as_ptr(tree);
        !self.known.contains_key(&address) && self.known.insert(address, Arc::clone(tree)).is_none()
    }

    fn innermost(&self) -> Option<&Arc<TreeTargets>> {
        self.entered.last().map(|(_, tree)| tree).or(self.root.1.as_ref())
    }

    /// Leaves the trees that `path` is not in.
    fn leave(&mut self, path: &Path) {
        while self.entered.last().is_some_and(|(directory, _)| !is_below(path, directory)) {
            self.entered.pop();
        }
    }
}

/// Whether the walk has found `path` below `directory`.
fn is_below(path: &Path, directory: &Path) -> bool {
    let rest = path.as_os_str().as_bytes().strip_prefix(directory.as_os_str().as_bytes());
    rest.is_some_and(|rest| rest.starts_with(b"/"))
}
