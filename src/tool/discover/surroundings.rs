//! The Python for sources that are in no tree: that of the surroundings of this process.

use std::fs;
use std::path::{Path, PathBuf};

use super::interpreter::{ask, read_beside};
use super::pyenv::Selection;
use super::signs::{Told, of_environment, of_headers, of_python, of_virtual_env};
use super::{DiscoverError, target_for};
use crate::compiler::version::VersionRequest;

/// The places that are looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings {
    /// The file that this process runs.
    pub executable: Option<PathBuf>,
    /// `VIRTUAL_ENV`.
    pub virtual_env: Option<PathBuf>,
    /// The directory in which the command was started.
    pub directory: PathBuf,
    /// The directories of `PATH`.
    pub search_path: Vec<PathBuf>,
    /// The facts by which pyenv chooses among its interpreters.
    pub pyenv: Selection,
}

impl Surroundings {
    /// The places of this process.
    pub(crate) fn of_process() -> Self {
        let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let directory = std::env::current_dir().unwrap_or_default();
        Self {
            executable: std::env::current_exe().ok(),
            virtual_env: variable("VIRTUAL_ENV").map(PathBuf::from),
            search_path: variable("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default(),
            pyenv: Selection { named: variable("PYENV_VERSION"), directory: directory.clone() },
            directory,
        }
    }

    /// A path as it is shown: relative to the directory of this process, where it is below it.
    pub(super) fn shown(&self, path: &str) -> String {
        let directory = self.directory.to_string_lossy();
        let relative = path.strip_prefix(&*directory).and_then(|rest| rest.strip_prefix('/'));
        relative.filter(|relative| !relative.is_empty()).unwrap_or(path).to_owned()
    }

    /// The version of the first place that tells one. A complaint is about a place that is passed over.
    pub(super) fn told(&self, complaints: &mut Vec<String>) -> Result<Option<Told>, DiscoverError> {
        let own = self.executable.as_deref().and_then(own_prefix);
        // The environment that a tool manager has made for us alone is not the one that somebody works in.
        let (isolated, own) = if own.as_deref().is_some_and(is_isolated) { (own, None) } else { (None, own) };
        if let Some(told) = own.as_deref().map(of_own).transpose()?.flatten() {
            return Ok(Some(told));
        }
        if let Some(told) = self.virtual_env.as_deref().map(of_virtual_env).transpose()?.flatten() {
            return Ok(Some(told));
        }
        if let Some(told) = of_environment(&self.directory.join(".venv"))? {
            match target_for(told.wanted, &told.origin) {
                Ok(_) => return Ok(Some(told)),
                Err(error) => complaints.push(error.not_heeded()),
            }
        }
        match self.of_search_path()? {
            Some(told) => Ok(Some(told)),
            None => Ok(isolated.as_deref().map(of_own).transpose()?.flatten()),
        }
    }

    /// The version of `python3` on the search path: from what it is named, links to or lies beside, else by asking it.
    fn of_search_path(&self) -> Result<Option<Told>, DiscoverError> {
        let mut candidates = self.search_path.iter().map(|directory| directory.join("python3"));
        let Some(python) = candidates.find(|path| path.is_file()) else { return Ok(None) };
        if let Some(told) = read_beside(&python, &self.pyenv)? {
            return Ok(Some(told));
        }
        match ask(&python) {
            Ok(told) => Ok(Some(told)),
            Err(error @ DiscoverError::Other { .. }) => Err(error),
            Err(_) => Ok(None),
        }
    }
}

/// The prefix that the executable is installed in.
fn own_prefix(executable: &Path) -> Option<PathBuf> {
    let executable = fs::canonicalize(executable).ok()?;
    let directory = executable.parent()?;
    (directory.file_name()? == "bin").then(|| directory.parent().map(Path::to_owned))?
}

/// Whether `uv tool`, `uvx` or pipx has made an environment.
fn is_isolated(prefix: &Path) -> bool {
    let receipts = ["uv-receipt.toml", "pipx_metadata.json"];
    receipts.iter().any(|name| prefix.join(name).is_file()) || prefix.iter().any(|name| name == "archive-v0")
}

/// The version of the environment that we are installed in. A prefix that is none may still have other Pythons than
/// ours: it counts if our package is in the library of one.
fn of_own(prefix: &Path) -> Result<Option<Told>, DiscoverError> {
    if let Some(told) = of_environment(prefix)? {
        return Ok(Some(told));
    }
    let mut found: Option<Told> = None;
    for library in ["lib", "lib64"] {
        let Ok(entries) = fs::read_dir(prefix.join(library)) else { continue };
        for entry in entries.map_while(Result::ok) {
            let Some((minor, is_free_threaded)) = entry.file_name().to_str().and_then(of_python) else { continue };
            let packages = ["site-packages", "dist-packages"].map(|name| entry.path().join(name).join("pycompileall"));
            let Some(package) = packages.iter().find(|package| package.is_dir()) else { continue };
            let wanted = VersionRequest { minor, micro: of_headers(prefix, minor) };
            let told = Told { wanted, origin: package.display().to_string(), is_free_threaded };
            match &found {
                Some(before) if before.wanted != told.wanted => return Ok(None),
                Some(_) => {}
                None => found = Some(told),
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    struct Places {
        root: tempfile::TempDir,
        surroundings: Surroundings,
    }

    impl Places {
        fn path(&self, name: &str) -> PathBuf {
            self.root.path().join(name)
        }

        fn venv(&self, name: &str, version: &str) {
            fs::create_dir_all(self.path(name).join("bin")).unwrap();
            fs::write(self.path(name).join("pyvenv.cfg"), format!("version = {version}\n")).unwrap();
        }

        fn told(&self) -> Option<VersionRequest> {
            self.surroundings.told(&mut Vec::new()).unwrap().map(|told| told.wanted)
        }
    }

    fn places() -> Places {
        let root = tempfile::tempdir().unwrap();
        Places { root, surroundings: Surroundings::default() }
    }

    fn release(minor: u8, micro: Option<u8>) -> Option<VersionRequest> {
        Some(VersionRequest { minor, micro })
    }

    #[test]
    fn the_nearer_place_decides() {
        let mut places = places();
        assert_eq!(places.told(), None);
        fs::create_dir_all(places.path("usr/bin")).unwrap();
        fs::write(places.path("usr/bin/python3.11"), "").unwrap();
        symlink("python3.11", places.path("usr/bin/python3")).unwrap();
        places.surroundings.search_path = vec![places.path("empty"), places.path("usr/bin")];
        assert_eq!(places.told(), release(11, None));
        places.surroundings.directory = places.path("project");
        places.venv("project/.venv", "3.12.7");
        assert_eq!(places.told(), release(12, Some(7)));
        places.venv("active", "3.13.0");
        places.surroundings.virtual_env = Some(places.path("active"));
        assert_eq!(places.told(), release(13, Some(0)));
        places.venv("own", "3.11.2");
        fs::write(places.path("own/bin/pycompileall"), "").unwrap();
        places.surroundings.executable = Some(places.path("own/bin/pycompileall"));
        assert_eq!(places.told(), release(11, Some(2)));
        // A link to it is not where it is installed.
        symlink(places.path("own/bin/pycompileall"), places.path("usr/bin/pycompileall")).unwrap();
        places.surroundings.executable = Some(places.path("usr/bin/pycompileall"));
        assert_eq!(places.told(), release(11, Some(2)));
        // One of a tool manager comes last.
        fs::write(places.path("own/uv-receipt.toml"), "").unwrap();
        assert_eq!(places.told(), release(13, Some(0)));
        places.surroundings.virtual_env = None;
        places.surroundings.directory = places.path("elsewhere");
        assert_eq!(places.told(), release(11, None));
        places.surroundings.search_path.clear();
        assert_eq!(places.told(), release(11, Some(2)));
    }

    #[test]
    fn a_prefix_counts_if_our_package_is_in_it() {
        let mut places = places();
        fs::create_dir_all(places.path("usr/bin")).unwrap();
        for library in ["python3.12", "python3.13"] {
            fs::create_dir_all(places.path("usr/lib").join(library).join("site-packages")).unwrap();
        }
        fs::write(places.path("usr/bin/pycompileall"), "").unwrap();
        places.surroundings.executable = Some(places.path("usr/bin/pycompileall"));
        assert_eq!(places.told(), None);
        fs::create_dir_all(places.path("usr/lib/python3.12/site-packages/pycompileall")).unwrap();
        assert_eq!(places.told(), release(12, None));
        fs::create_dir_all(places.path("usr/lib/python3.13/site-packages/pycompileall")).unwrap();
        assert_eq!(places.told(), None);
    }

    #[test]
    fn a_venv_beside_the_sources_may_name_what_we_do_not_have() {
        let mut places = places();
        places.venv("project/.venv", "3.4");
        places.surroundings.directory = places.path("project");
        let mut complaints = Vec::new();
        assert_eq!(places.surroundings.told(&mut complaints).unwrap(), None);
        assert!(complaints[0].starts_with("can't compile for Python 3.4 ("), "{complaints:?}");
    }
}
