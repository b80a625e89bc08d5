//! What finds the targets of each tree for a run.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::signs::{self, Told};
use super::surroundings::Surroundings;
use super::{DiscoverError, target_for, tree_of};
use crate::compiler::version::{Target, VersionRequest};
use crate::tool::tree::{FindTargets, Finding, TreeTargets};

type Tree = Option<Arc<TreeTargets>>;

/// Finds the targets of each tree, and of what is in none.
#[derive(Debug)]
pub(crate) struct Finder {
    surroundings: Surroundings,
    /// What somebody chose for the sources that are in no tree.
    chosen: Option<TreeTargets>,
    /// Whether every remark and complaint is an error.
    is_strict: bool,
    known: Mutex<Known>,
}

/// What has been found so far.
#[derive(Debug, Default)]
struct Known {
    /// The trees that directories are in, by their resolved paths.
    directories: HashMap<PathBuf, Tree>,
    /// The last directory of a path of the run. Lists of files name many of one directory.
    last: Option<(PathBuf, Tree)>,
    /// What was complained of. It is said once.
    complaints: HashSet<String>,
    elsewhere: Tree,
}

impl Finder {
    pub(crate) fn new(surroundings: Surroundings, chosen: Option<TreeTargets>, is_strict: bool) -> Self {
        Self { surroundings, chosen, is_strict, known: Mutex::default() }
    }

    /// The state is consistent at any time, also after a panic.
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The tree that a resolved directory is in.
    fn tree_of(&self, known: &mut Known, directory: &Path, complaints: &mut Vec<String>) -> Tree {
        let is_new = |directory: &&Path| !known.directories.contains_key(*directory);
        let new: Vec<&Path> = directory.ancestors().take_while(is_new).collect();
        let nearest = new.last().map_or(Some(directory), |topmost| topmost.parent());
        let mut tree = nearest.and_then(|nearest| known.directories.get(nearest)).cloned().flatten();
        for directory in new.into_iter().rev() {
            tree = self.within(directory, tree, complaints);
            known.directories.insert(directory.to_owned(), tree.clone());
        }
        tree
    }

    /// The tree that a resolved directory is in, which is in the tree `around`.
    fn within(&self, directory: &Path, around: Tree, complaints: &mut Vec<String>) -> Tree {
        let told = match signs::of_name(directory) {
            Ok(Some(told)) => return self.of_library(directory, told, around),
            Ok(None) => signs::of_environment(directory),
            // An environment of that Python is one tree with its library.
            Err(_) if around.as_ref().is_some_and(|around| around.targets.is_empty()) => return around,
            Err(error) => Err(error),
        };
        let tree = match told {
            Ok(None) => return around,
            Ok(Some(told)) => match target_for(told.wanted, &told.origin) {
                Ok(target) => tree_of(target, told, None, &self.surroundings),
                // Whoever made the tree may have written the file.
                Err(error) => {
                    complaints.push(error.not_heeded());
                    return around;
                }
            },
            Err(error) => self.left_alone(directory, &error),
        };
        Some(Arc::new(tree))
    }

    /// The tree of a library directory, which tells only the series. The environment around it may know the micro, as
    /// may the headers beside it.
    fn of_library(&self, directory: &Path, told: Told, around: Tree) -> Tree {
        let minor = told.wanted.minor;
        let of_around = around.as_ref().and_then(|around| match around.targets[..] {
            [target] if target.is_of_series(told.wanted) => Some((around, target)),
            _ => None,
        });
        let target = match of_around {
            Some((around, _)) if around.remark.is_some() == told.is_free_threaded => return Some(Arc::clone(around)),
            Some((_, target)) => Some(target),
            None => {
                // PREFIX/lib/python3.X, or the prefix itself.
                let prefixes = [directory.parent().and_then(Path::parent), Some(directory)];
                let micro = prefixes.into_iter().flatten().find_map(|prefix| signs::of_headers(prefix, minor));
                micro.and_then(|_| target_for(VersionRequest { minor, micro }, "").ok())
            }
        };
        let target = target.map_or_else(|| target_for(told.wanted, &told.origin), Ok);
        Some(Arc::new(match target {
            Ok(target) => tree_of(target, told, None, &self.surroundings),
            Err(error) => self.left_alone(directory, &error),
        }))
    }

    /// The tree of sources that can't be compiled.
    fn left_alone(&self, directory: &Path, error: &DiscoverError) -> TreeTargets {
        let origin = self.surroundings.shown(&directory.display().to_string());
        TreeTargets { targets: Vec::new(), origin, remark: Some(error.to_string()) }
    }

    fn checked(&self, known: &mut Known, tree: Tree, mut complaints: Vec<String>) -> Result<Finding, String> {
        let remark = tree.as_deref().and_then(|tree| tree.remark.as_ref());
        if let Some(doubt) = complaints.first().or(remark).filter(|_| self.is_strict) {
            return Err(doubt.clone());
        }
        complaints.retain(|complaint| known.complaints.insert(complaint.clone()));
        Ok(Finding { tree, complaints })
    }

    fn find_elsewhere(&self, known: &mut Known) -> Result<Arc<TreeTargets>, String> {
        if let Some(chosen) = &self.chosen {
            return Ok(Arc::new(chosen.clone()));
        }
        let mut complaints = Vec::new();
        let told = self.surroundings.told(&mut complaints).map_err(|error| error.to_string())?;
        let complaints = (!complaints.is_empty()).then(|| complaints.join("\n"));
        let tree = match told {
            Some(told) => {
                let target = target_for(told.wanted, &told.origin).map_err(|error| error.to_string())?;
                // An environment that the walk comes to is the same tree there.
                let directory = Path::new(&told.origin).parent().and_then(|directory| fs::canonicalize(directory).ok());
                let there = directory.and_then(|directory| self.tree_of(known, &directory, &mut Vec::new()));
                let tree = tree_of(target, told, complaints, &self.surroundings);
                match there {
                    Some(there) if there.origin == tree.origin && there.remark == tree.remark => return Ok(there),
                    _ => tree,
                }
            }
            None => {
                let target = Target::newest();
                let newest = format!(
                    "no Python is found to compile for, so it is the newest version known, {}: choose with \
                     --python-version, --python or PYCOMPILEALL_PYTHON_VERSION",
                    target.version.series()
                );
                let remark = complaints.into_iter().chain([newest]).collect::<Vec<_>>().join("\n");
                TreeTargets { targets: vec![target], origin: "the newest known".to_owned(), remark: Some(remark) }
            }
        };
        Ok(Arc::new(tree))
    }
}

impl FindTargets for Finder {
    fn of_path(&self, path: &Path) -> Result<Finding, String> {
        let known = &mut *self.known();
        let mut complaints = Vec::new();
        // The .pyc of a file that is a link is where the link is.
        let directory = if path.is_file() { path.parent() } else { Some(path) };
        let directory = directory.filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let tree = match &known.last {
            Some((last, tree)) if last == directory => tree.clone(),
            _ => {
                let Ok(resolved) = fs::canonicalize(directory) else { return Ok(Finding::default()) };
                let tree = self.tree_of(known, &resolved, &mut complaints);
                known.last = Some((directory.to_owned(), tree.clone()));
                tree
            }
        };
        match tree.as_deref() {
            Some(TreeTargets { targets, remark: Some(remark), .. }) if targets.is_empty() => Err(remark.clone()),
            _ => self.checked(known, tree, complaints),
        }
    }

    fn of_directory(&self, directory: &Path, around: Option<&Arc<TreeTargets>>) -> Result<Finding, String> {
        // Most directories tell nothing, and are not resolved.
        if !signs::has_telling_name(directory) && matches!(signs::of_environment(directory), Ok(None)) {
            return Ok(Finding::default());
        }
        let Ok(resolved) = fs::canonicalize(directory) else { return Ok(Finding::default()) };
        let known = &mut *self.known();
        let mut complaints = Vec::new();
        let tree = match known.directories.get(&resolved) {
            Some(tree) => tree.clone(),
            None => {
                let tree = self.within(&resolved, around.cloned(), &mut complaints);
                known.directories.insert(resolved, tree.clone());
                tree
            }
        };
        let is_other = |tree: &Arc<TreeTargets>| !around.is_some_and(|around| Arc::ptr_eq(around, tree));
        self.checked(known, tree.filter(is_other), complaints)
    }

    fn elsewhere(&self) -> Result<Arc<TreeTargets>, String> {
        let known = &mut *self.known();
        if let Some(tree) = &known.elsewhere {
            return Ok(Arc::clone(tree));
        }
        let tree = self.find_elsewhere(known)?;
        match &tree.remark {
            Some(remark) if self.is_strict => Err(remark.clone()),
            _ => Ok(Arc::clone(known.elsewhere.insert(tree))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finder() -> Finder {
        Finder::new(Surroundings::default(), None, false)
    }

    /// The versions of the tree that a path is in, and what was complained of.
    fn found(path: &Path) -> (Option<String>, Vec<String>) {
        let Finding { tree, complaints } = finder().of_path(path).unwrap();
        (tree.map(|tree| tree.versions()), complaints)
    }

    fn version(minor: u8, micro: Option<u8>) -> Option<String> {
        Some(Target::for_version(minor, micro).unwrap().version.to_string())
    }

    #[test]
    fn the_nearest_sign_tells() {
        let root = tempfile::tempdir().unwrap();
        let packages = root.path().join("venv/lib/python3.11/site-packages/p");
        fs::create_dir_all(&packages).unwrap();
        let told = |expected| (expected, Vec::new());
        assert_eq!(found(root.path()), told(None));
        assert_eq!(found(&packages), told(version(11, None)));
        // The environment around the library knows the micro.
        fs::write(root.path().join("venv/pyvenv.cfg"), "home = /usr/bin\nversion = 3.11.4\n").unwrap();
        assert_eq!(found(&packages), told(version(11, Some(4))));
        assert_eq!(found(&root.path().join("venv")), told(version(11, Some(4))));
        // The library of another version does not ask it.
        let other = root.path().join("venv/lib64/python3.12");
        fs::create_dir_all(&other).unwrap();
        assert_eq!(found(&other), told(version(12, None)));
        let headers = root.path().join("venv/include/python3.12");
        fs::create_dir_all(&headers).unwrap();
        fs::write(headers.join("patchlevel.h"), "#define PY_MINOR_VERSION 12\n#define PY_MICRO_VERSION 1\n").unwrap();
        assert_eq!(found(&other), told(version(12, Some(1))));
        // An environment in a library is nearer.
        fs::write(packages.join("pyvenv.cfg"), "version_info = 3.13.2.final.0\n").unwrap();
        assert_eq!(found(&packages), told(version(13, Some(2))));
        let old = root.path().join("lib/python3.9/site-packages");
        fs::create_dir_all(&old).unwrap();
        let error = finder().of_path(&old).unwrap_err();
        assert!(error.starts_with("can't compile for Python 3.9 (") && error.contains("3.11"), "{error}");
    }

    #[test]
    fn a_file_that_names_what_we_do_not_have_is_complained_of_once() {
        let root = tempfile::tempdir().unwrap();
        let library = root.path().join("venv/lib/python3.11");
        fs::create_dir_all(&library).unwrap();
        for named in ["3.11.1", "3.4", "3.99"] {
            fs::write(root.path().join("venv/pyvenv.cfg"), format!("version = {named}\n")).unwrap();
            let finder = finder();
            let finding = finder.of_path(&root.path().join("venv")).unwrap();
            assert!(finding.tree.is_none());
            let [complaint] = &finding.complaints[..] else { panic!("{:?}", finding.complaints) };
            assert!(complaint.starts_with(&format!("can't compile for Python {named} (")), "{complaint}");
            assert!(complaint.contains("3.11 (since 3.11.2)"), "{complaint}");
            let finding = finder.of_path(&library).unwrap();
            assert_eq!(
                (finding.tree.unwrap().versions(), finding.complaints),
                (version(11, None).unwrap(), Vec::new())
            );
        }
    }

    #[test]
    fn what_is_not_cpythons_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let venv = root.path().join("venv");
        let library = venv.join("lib/pypy3.10");
        fs::create_dir_all(&library).unwrap();
        let refused = |path: &Path| finder().of_path(path).unwrap_err();
        assert!(refused(&library).contains("/lib/pypy3.10 is a library of pypy; "));
        let left = finder().of_directory(&library, None).unwrap().tree.unwrap();
        assert!(left.targets.is_empty() && left.warning().unwrap().ends_with("; its sources are left alone"));
        fs::write(venv.join("pyvenv.cfg"), "implementation = PyPy\nversion_info = 3.10.14\n").unwrap();
        assert!(refused(&venv).contains("pyvenv.cfg is of PyPy; "));
    }

    #[test]
    fn a_free_threaded_build_gets_the_usual_files() {
        let root = tempfile::tempdir().unwrap();
        let library = root.path().join("lib/python3.13t");
        fs::create_dir_all(&library).unwrap();
        let tree = finder().of_path(&library).unwrap().tree.unwrap();
        assert_eq!(Some(tree.versions()), version(13, None));
        assert!(tree.warning().unwrap().contains("/lib/python3.13t is of a free-threaded build"));
        fs::write(root.path().join("pyvenv.cfg"), "implementation = CPython\nversion_info = 3.13.2\n").unwrap();
        let finder = finder();
        let venv = finder.of_path(root.path()).unwrap().tree.unwrap();
        assert!(venv.remark.is_some() && Some(venv.versions()) == version(13, Some(2)));
        // It is one tree with its library.
        assert!(Arc::ptr_eq(&venv, &finder.of_path(&library).unwrap().tree.unwrap()));
        let strict = Finder::new(Surroundings::default(), None, true);
        assert!(strict.of_path(&library).is_err() && strict.of_directory(&library, None).is_err());
    }

    #[test]
    fn the_walk_finds_what_the_paths_would() {
        let root = tempfile::tempdir().unwrap();
        let venv = root.path().join(".venv");
        let library = venv.join("lib/python3.12");
        fs::create_dir_all(&library).unwrap();
        fs::write(venv.join("pyvenv.cfg"), "version = 3.12.1\n").unwrap();
        let finder = finder();
        let enter = |path: &Path, around: Option<&Arc<TreeTargets>>| finder.of_directory(path, around).unwrap().tree;
        assert!(enter(&root.path().join("src"), None).is_none());
        let tree = enter(&venv, None).unwrap();
        assert_eq!(Some(tree.versions()), version(12, Some(1)));
        assert!(enter(&venv.join("lib"), Some(&tree)).is_none() && enter(&library, Some(&tree)).is_none());
        assert!(Arc::ptr_eq(&tree, &finder.of_path(&library).unwrap().tree.unwrap()));
    }

    #[test]
    fn elsewhere_it_is_the_newest_which_is_said() {
        let tree = finder().elsewhere().unwrap();
        assert_eq!(tree.versions(), Target::newest().version.to_string());
        assert!(tree.warning().unwrap().contains("--python-version"));
        assert!(Finder::new(Surroundings::default(), None, true).elsewhere().is_err());
        let chosen = TreeTargets { targets: vec![Target::py311()], origin: "chosen".to_owned(), remark: None };
        let finder = Finder::new(Surroundings::default(), Some(chosen), true);
        assert_eq!(finder.elsewhere().unwrap().origin, "chosen");
    }
}
