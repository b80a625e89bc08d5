//! Which Python version to compile for, when nobody says.
//!
//! What is nearest to the files decides: the tree that they are in, then the active virtual
//! environment, then the `python3` that a shell would start, then the newest version there is.

mod pyenv;

pub use pyenv::Selection;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::target::{Target, Wanted};

/// Why no version could be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiscoverError {
    /// It was found but can't be compiled for.
    Unsupported {
        /// The version, and where it was found.
        wanted: String,
    },
    /// The trees are of different versions.
    Disagreement(String, String),
    /// The interpreter that was named does not tell its version.
    Interpreter(String),
    /// There is no interpreter of this version to ask for its search path.
    NoSearchPath {
        /// The version.
        wanted: String,
    },
}

impl std::fmt::Display for DiscoverError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unsupported { wanted } => {
                let since =
                    |target: &&Target| format!("{} (since {})", target.version.series(), target.oldest_of_series());
                let known: Vec<String> = Target::supported().iter().map(since).collect();
                write!(
                    f,
                    "can't compile for Python {wanted}; the versions that can be compiled for: {}",
                    known.join(", ")
                )
            }
            Self::Disagreement(one, other) => {
                write!(
                    f,
                    "the paths belong to different Python versions ({one}; {other}): choose with --python-version"
                )
            }
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
pub fn target_for(wanted: Wanted, origin: &str) -> Result<&'static Target, DiscoverError> {
    Target::for_version(wanted.minor, wanted.micro).ok_or_else(|| {
        let origin = if origin.is_empty() { String::new() } else { format!(" ({origin})") };
        DiscoverError::Unsupported { wanted: format!("{wanted}{origin}") }
    })
}

/// What `discover` may look at.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// `VIRTUAL_ENV`.
    pub virtual_env: Option<PathBuf>,
    /// The directories of `PATH`.
    pub search_path: Vec<PathBuf>,
    /// What chooses among the interpreters of pyenv.
    pub pyenv: Selection,
}

impl Surroundings {
    /// Those of this process.
    pub fn of_process() -> Self {
        let search_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect());
        let virtual_env = std::env::var_os("VIRTUAL_ENV").filter(|path| !path.is_empty()).map(PathBuf::from);
        let named = std::env::var_os("PYENV_VERSION").filter(|names| !names.is_empty());
        let pyenv = Selection { named, directory: std::env::current_dir().unwrap_or_default() };
        Self { virtual_env, search_path: search_path.unwrap_or_default(), pyenv }
    }
}

/// Chooses the target for `paths`.
///
/// # Errors
/// When the paths disagree, or what they or the surroundings name can't be compiled for.
pub fn discover(paths: &[PathBuf], surroundings: &Surroundings) -> Result<&'static Target, DiscoverError> {
    let mut found: Option<(Wanted, String)> = None;
    for path in paths {
        let Some((wanted, origin)) = of_tree(path) else { continue };
        match &mut found {
            None => found = Some((wanted, origin)),
            Some((before, of_before)) => {
                if !before.agrees_with(wanted) {
                    let other = format!("{wanted}: {origin}");
                    return Err(DiscoverError::Disagreement(format!("{before}: {of_before}"), other));
                }
                before.micro = before.micro.or(wanted.micro);
            }
        }
    }
    let found =
        found.or_else(|| of_virtual_env(surroundings.virtual_env.as_deref()?)).or_else(|| of_search_path(surroundings));
    match found {
        Some((wanted, origin)) => target_for(wanted, &origin),
        None => Ok(Target::newest()),
    }
}

/// What the place of a tree says: a `pyvenv.cfg` in it or above it, else a `lib/python3.X` in its path.
fn of_tree(path: &Path) -> Option<(Wanted, String)> {
    let path = fs::canonicalize(path).ok()?;
    let of_library = of_library_path(&path);
    let of_config = path.ancestors().find_map(of_virtual_env);
    match (of_library, of_config) {
        // The nearer one is the library directory; the environment around it may know the micro.
        (Some((library, origin)), Some((config, _))) if !library.agrees_with(config) => Some((library, origin)),
        (of_library, of_config) => of_config.or(of_library),
    }
}

fn of_library_path(path: &Path) -> Option<(Wanted, String)> {
    let names: Vec<&OsStr> = path.iter().collect();
    let (at, minor) = names.windows(2).enumerate().rev().find_map(|(at, pair)| {
        let is_library = pair[0] == "lib" || pair[0] == "lib64";
        let minor = pair[1].to_str()?.strip_prefix("python3.")?.parse().ok()?;
        is_library.then_some((at, minor))
    })?;
    let directory: PathBuf = names[..at + 2].iter().collect();
    Some((Wanted { minor, micro: None }, directory.display().to_string()))
}

/// What a directory's `pyvenv.cfg` says: `version` (venv) or `version_info` (virtualenv, uv).
fn of_virtual_env(directory: &Path) -> Option<(Wanted, String)> {
    let file = directory.join("pyvenv.cfg");
    let text = fs::read_to_string(&file).ok()?;
    let wanted = text.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        matches!(key.trim(), "version" | "version_info").then(|| Wanted::parse(value)).flatten()
    })?;
    Some((wanted, file.display().to_string()))
}

/// What `python3` on the search path is: its name, or what that links to, tells; else it is asked.
fn of_search_path(surroundings: &Surroundings) -> Option<(Wanted, String)> {
    let mut candidates = surroundings.search_path.iter().map(|directory| directory.join("python3"));
    let mut python = candidates.find(|path| path.is_file())?;
    if let Some(interpreter) = pyenv::behind_shim(&python, &surroundings.pyenv) {
        python = interpreter;
    }
    let resolved = fs::canonicalize(&python).ok()?;
    let named = resolved.file_name().and_then(OsStr::to_str).and_then(|name| {
        let minor = name.strip_prefix("python3.")?.parse().ok()?;
        Some(Wanted { minor, micro: None })
    });
    let wanted = named.or_else(|| ask(&python).ok())?;
    Some((wanted, python.display().to_string()))
}

/// Asks an interpreter for its version.
///
/// # Errors
/// When it can't be started, or is no CPython.
pub fn ask(python: &Path) -> Result<Wanted, DiscoverError> {
    const QUESTION: &str = "import sys; print(sys.implementation.name, '%d.%d.%d' % sys.version_info[:3])";
    let fail = |what: &str| DiscoverError::Interpreter(format!("{}: {what}", python.display()));
    let output = Command::new(python)
        .args(["-I", "-S", "-c", QUESTION])
        .stdin(std::process::Stdio::null())
        .output()
        .map_err(|error| fail(&format!("can't be started: {error}")))?;
    let answer = String::from_utf8_lossy(&output.stdout);
    match answer.trim().split_once(' ') {
        Some(("cpython", version)) => Wanted::parse(version).ok_or_else(|| fail(&format!("is Python {version}"))),
        Some((other, _)) => Err(fail(&format!("is {other}, not CPython"))),
        None => Err(fail("does not tell its version")),
    }
}

/// The search path (`sys.path`) that `python -m compileall` has here: `python`'s, or that of the
/// interpreter of `target` in the active virtual environment or on PATH. One that can't be started, as
/// of another machine, has what its place tells.
///
/// # Errors
/// When there is none, or the one that was named does not tell.
pub fn search_path(python: Option<&Path>, target: &Target) -> Result<Vec<PathBuf>, DiscoverError> {
    if let Some(python) = python {
        return ask_search_path(python);
    }
    let Surroundings { virtual_env, search_path, .. } = Surroundings::of_process();
    let names = [target.version.series(), "3".to_owned(), String::new()].map(|version| format!("python{version}"));
    let of_environment = virtual_env.iter().map(|prefix| prefix.join("bin"));
    for directory in of_environment.chain(search_path) {
        for python in names.iter().map(|name| directory.join(name)).filter(|path| path.is_file()) {
            match ask(&python) {
                Ok(wanted) if target.is_of_series(wanted) => return ask_search_path(&python),
                Ok(_) => {}
                Err(_) => {
                    let prefix = directory.parent();
                    if let Some(path) = prefix.and_then(|prefix| told_search_path(prefix, target)) {
                        return Ok(path);
                    }
                }
            }
        }
    }
    Err(DiscoverError::NoSearchPath { wanted: target.version.series() })
}

/// Asks an interpreter for its search path. As under `-m`, the current directory is at its start.
fn ask_search_path(python: &Path) -> Result<Vec<PathBuf>, DiscoverError> {
    const QUESTION: &str =
        "import os, sys; sys.stdout.buffer.write(b''.join(os.fsencode(path) + b'\\0' for path in sys.path))";
    let fail = |what: &str| DiscoverError::Interpreter(format!("{}: {what}", python.display()));
    let output = Command::new(python)
        .args(["-c", QUESTION])
        .stdin(std::process::Stdio::null())
        .output()
        .map_err(|error| fail(&format!("can't be started: {error}")))?;
    if !output.status.success() {
        return Err(fail("does not tell its search path"));
    }
    let mut entries: Vec<PathBuf> =
        output.stdout.split(|&byte| byte == 0).map(|entry| OsStr::from_bytes(entry).into()).collect();
    // What follows the last end.
    entries.pop();
    if entries.first().is_some_and(|first| first.as_os_str().is_empty()) {
        entries[0] = std::env::current_dir().map_err(|error| fail(&error.to_string()))?;
    }
    Ok(entries)
}

/// The search path of the installation at `prefix`, if it looks like one of `target`'s.
fn told_search_path(prefix: &Path, target: &Target) -> Option<Vec<PathBuf>> {
    let series = target.version.series();
    let base = match fs::read_to_string(prefix.join("pyvenv.cfg")) {
        Ok(config) => {
            let home = config.lines().find_map(|line| {
                let (key, value) = line.split_once('=')?;
                (key.trim() == "home").then(|| PathBuf::from(value.trim()))
            });
            home?.parent()?.to_owned()
        }
        Err(_) => prefix.to_owned(),
    };
    let library = base.join("lib").join(format!("python{series}"));
    library.join("os.py").is_file().then_some(())?;
    let mut entries = vec![std::env::current_dir().ok()?];
    let of_variable = std::env::var_os("PYTHONPATH").filter(|path| !path.is_empty());
    entries.extend(of_variable.iter().flat_map(std::env::split_paths));
    entries.push(base.join("lib").join(format!("python{}.zip", series.replace('.', ""))));
    entries.extend([library.join("lib-dynload"), library].into_iter().rev());
    let packages = prefix.join("lib").join(format!("python{series}")).join("site-packages");
    entries.extend(Some(packages).filter(|packages| packages.is_dir()));
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_tells_its_search_path() {
        let root = tempfile::tempdir().unwrap();
        let library = root.path().join("usr/lib/python3.11");
        fs::create_dir_all(&library).unwrap();
        let packages = root.path().join("venv/lib/python3.11/site-packages");
        fs::create_dir_all(&packages).unwrap();
        let home = root.path().join("usr/bin");
        fs::write(root.path().join("venv/pyvenv.cfg"), format!("home = {}\n", home.display())).unwrap();
        let told = || told_search_path(&root.path().join("venv"), Target::py311());
        assert_eq!(told(), None);
        fs::write(library.join("os.py"), "").unwrap();
        let told = told().unwrap();
        let expected = [root.path().join("usr/lib/python311.zip"), library.clone(), library.join("lib-dynload")];
        assert!(told.ends_with(&[&expected[..], &[packages]].concat()), "{told:?}");
    }

    #[test]
    fn versions_in_their_notations() {
        for (text, expected) in [
            ("3.11", Some((11, None))),
            (" 3.11.7", Some((11, Some(7)))),
            ("3.11.7.final.0", Some((11, Some(7)))),
            ("3.13.0rc1", Some((13, Some(0)))),
            ("2.7", None),
            ("3", None),
            ("3.x", None),
        ] {
            let expected = expected.map(|(minor, micro)| Wanted { minor, micro });
            assert_eq!(Wanted::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn the_tree_tells() {
        let root = tempfile::tempdir().unwrap();
        let packages = root.path().join("venv/lib/python3.11/site-packages/p");
        fs::create_dir_all(&packages).unwrap();
        assert_eq!(of_tree(&packages).unwrap().0, Wanted { minor: 11, micro: None });
        fs::write(root.path().join("venv/pyvenv.cfg"), "home = /usr/bin\nversion = 3.11.4\n").unwrap();
        assert_eq!(of_tree(&packages).unwrap().0, Wanted { minor: 11, micro: Some(4) });
        assert_eq!(of_tree(&root.path().join("venv")).unwrap().0, Wanted { minor: 11, micro: Some(4) });
        let other = root.path().join("venv/lib/python3.9");
        fs::create_dir_all(&other).unwrap();
        let error = discover(&[packages, other.clone()], &Surroundings::default()).unwrap_err();
        assert!(matches!(error, DiscoverError::Disagreement(..)));
        let error = discover(&[other], &Surroundings::default()).unwrap_err().to_string();
        assert!(error.starts_with("can't compile for Python 3.9 (") && error.contains("3.11"), "{error}");
    }

    #[test]
    fn then_the_surroundings() {
        let root = tempfile::tempdir().unwrap();
        let bin = root.path().join("bin");
        fs::create_dir_all(&bin).unwrap();
        fs::write(bin.join("python3.11"), "").unwrap();
        std::os::unix::fs::symlink("python3.11", bin.join("python3")).unwrap();
        let surroundings = Surroundings { search_path: vec![bin], ..Surroundings::default() };
        assert_eq!(of_search_path(&surroundings).unwrap().0, Wanted { minor: 11, micro: None });
        fs::write(root.path().join("pyvenv.cfg"), "version_info = 3.11.2.final.0\n").unwrap();
        assert_eq!(of_virtual_env(root.path()).unwrap().0, Wanted { minor: 11, micro: Some(2) });
        let chosen = discover(&[], &Surroundings::default()).unwrap();
        assert_eq!(chosen.version, Target::newest().version);
    }
}
