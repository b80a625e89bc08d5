//! The Python version to compile for when nobody says which.
//!
//! What is nearest to the files decides: the tree that they are in, then the active virtual
//! environment, then the `python3` that a shell would start, then the newest version there is.

mod pyenv;
mod read;

pub(crate) use pyenv::Selection;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::compiler::version::{Target, VersionRequest};
use read::read_small;

/// Why no version could be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DiscoverError {
    /// It was found but can't be compiled for.
    Unsupported {
        /// The version, and where it was found.
        wanted: String,
    },
    /// It is no CPython, or one whose .pyc files are others than those of its version.
    Other {
        /// The version, and where it was found.
        what: String,
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
pub(crate) fn target_for(wanted: VersionRequest, origin: &str) -> Result<&'static Target, DiscoverError> {
    Target::for_version(wanted.minor, wanted.micro).ok_or_else(|| {
        let origin = if origin.is_empty() { String::new() } else { format!(" ({origin})") };
        DiscoverError::Unsupported { wanted: format!("{wanted}{origin}") }
    })
}

/// The places that `discover` looks at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings {
    /// `VIRTUAL_ENV`.
    pub virtual_env: Option<PathBuf>,
    /// The directories of `PATH`.
    pub search_path: Vec<PathBuf>,
    /// The facts by which pyenv chooses among its interpreters.
    pub pyenv: Selection,
}

impl Surroundings {
    /// The places of this process.
    pub(crate) fn of_process() -> Self {
        let search_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect());
        let virtual_env = std::env::var_os("VIRTUAL_ENV").filter(|path| !path.is_empty()).map(PathBuf::from);
        let named = std::env::var_os("PYENV_VERSION").filter(|names| !names.is_empty());
        let pyenv = Selection { named, directory: std::env::current_dir().unwrap_or_default() };
        Self { virtual_env, search_path: search_path.unwrap_or_default(), pyenv }
    }
}

/// The target that was chosen.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// The target to compile for.
    pub target: &'static Target,
    /// The findings that were not heeded, and why.
    pub complaints: Vec<String>,
}

/// A version that was found, and where.
type Told = (VersionRequest, String);

/// Chooses the target for `paths`.
///
/// # Errors
/// When the paths disagree, or what they or the surroundings name can't be compiled for.
pub(crate) fn discover(paths: &[PathBuf], surroundings: &Surroundings) -> Result<Choice, DiscoverError> {
    let mut complaints = Vec::new();
    let mut found: Option<Told> = None;
    for path in paths {
        let Some((wanted, origin)) = of_tree(path, &mut complaints)? else { continue };
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
    if found.is_none()
        && let Some(directory) = &surroundings.virtual_env
    {
        found = of_virtual_env(directory)?;
    }
    let found = match found {
        Some(told) => Some(told),
        None => of_search_path(surroundings)?,
    };
    let target = match found {
        Some((wanted, origin)) => target_for(wanted, &origin)?,
        None => Target::newest(),
    };
    Ok(Choice { target, complaints })
}

/// What the place of a tree says: a `pyvenv.cfg` in it or above it, else a `lib/python3.X` in its path. A `pyvenv.cfg`
/// that names what can't be compiled for is complained of: whoever made the tree may have written it.
fn of_tree(path: &Path, complaints: &mut Vec<String>) -> Result<Option<Told>, DiscoverError> {
    let Ok(path) = fs::canonicalize(path) else { return Ok(None) };
    let of_library = of_library_path(&path)?;
    let mut of_config = None;
    for directory in path.ancestors() {
        let Some((wanted, origin)) = of_virtual_env(directory)? else { continue };
        match target_for(wanted, &origin) {
            Ok(_) => {
                of_config = Some((wanted, origin));
                break;
            }
            Err(error) => {
                let complaint = format!("{error}; this file is not heeded");
                if !complaints.contains(&complaint) {
                    complaints.push(complaint);
                }
            }
        }
    }
    Ok(match (of_library, of_config) {
        // The nearer one is the library directory; the environment around it may know the micro.
        (Some((library, origin)), Some((config, _))) if !library.agrees_with(config) => Some((library, origin)),
        (of_library, of_config) => of_config.or(of_library),
    })
}

/// The version of the nearest library directory in a path.
fn of_library_path(path: &Path) -> Result<Option<Told>, DiscoverError> {
    let names: Vec<&OsStr> = path.iter().collect();
    for (at, pair) in names.windows(2).enumerate().rev() {
        let Some(name) = pair[1].to_str().filter(|_| pair[0] == "lib" || pair[0] == "lib64") else { continue };
        let directory = || names[..at + 2].iter().collect::<PathBuf>().display().to_string();
        let is_other =
            |start| name.strip_prefix(start).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if let Some(other) = ["pypy", "graalpy"].into_iter().find(|&start| is_other(start)) {
            return Err(DiscoverError::Other { what: format!("{} is a library of {other}", directory()) });
        }
        let Some(version) = name.strip_prefix("python3.") else { continue };
        if let Ok(minor) = version.parse() {
            return Ok(Some((VersionRequest { minor, micro: None }, directory())));
        }
        if version.strip_suffix('t').is_some_and(|minor| minor.parse::<u8>().is_ok()) {
            return Err(free_threaded(&directory()));
        }
    }
    Ok(None)
}

/// A free-threaded build interns all constants, and so marks others as shared: its .pyc files are not the usual ones.
fn free_threaded(origin: &str) -> DiscoverError {
    DiscoverError::Other { what: format!("{origin} is of a free-threaded build") }
}

/// The version in a directory's `pyvenv.cfg`: `version` (venv) or `version_info` (virtualenv, uv).
fn of_virtual_env(directory: &Path) -> Result<Option<Told>, DiscoverError> {
    let file = directory.join("pyvenv.cfg");
    let Some(text) = read_small(&file) else { return Ok(None) };
    let origin = file.display().to_string();
    let values = |wanted: &'static [&'static str]| {
        text.lines().filter_map(move |line| {
            let (key, value) = line.split_once('=')?;
            wanted.contains(&key.trim()).then_some(value.trim())
        })
    };
    if let Some(other) = values(&["implementation"]).find(|name| !name.eq_ignore_ascii_case("cpython")) {
        return Err(DiscoverError::Other { what: format!("{origin} is of {other}") });
    }
    let Some(wanted) = values(&["version", "version_info"]).find_map(VersionRequest::parse) else { return Ok(None) };
    if directory.join(format!("lib/python3.{}t", wanted.minor)).is_dir() {
        return Err(free_threaded(&origin));
    }
    Ok(Some((wanted, origin)))
}

/// The version of `python3` on the search path: from its name or what that links to, else by asking it.
fn of_search_path(surroundings: &Surroundings) -> Result<Option<Told>, DiscoverError> {
    let mut candidates = surroundings.search_path.iter().map(|directory| directory.join("python3"));
    let Some(mut python) = candidates.find(|path| path.is_file()) else { return Ok(None) };
    if let Some(interpreter) = pyenv::behind_shim(&python, &surroundings.pyenv) {
        python = interpreter;
    }
    let Ok(resolved) = fs::canonicalize(&python) else { return Ok(None) };
    let named = resolved.file_name().and_then(OsStr::to_str).and_then(|name| {
        let minor = name.strip_prefix("python3.")?.parse().ok()?;
        Some(VersionRequest { minor, micro: None })
    });
    let wanted = match named {
        Some(wanted) => Some(wanted),
        None => match ask(&python) {
            Ok(wanted) => Some(wanted),
            Err(error @ DiscoverError::Other { .. }) => return Err(error),
            Err(_) => None,
        },
    };
    Ok(wanted.map(|wanted| (wanted, python.display().to_string())))
}

/// Asks an interpreter for its version.
///
/// # Errors
/// When it can't be started, or is no CPython.
pub(crate) fn ask(python: &Path) -> Result<VersionRequest, DiscoverError> {
    const QUESTION: &str = "import sys; print(sys.implementation.name + ('t' in getattr(sys, 'abiflags', '') and 't' or ''), \
                            '%d.%d.%d' % sys.version_info[:3])";
    let fail = |what: &str| DiscoverError::Interpreter(format!("{}: {what}", python.display()));
    let output = Command::new(python)
        .args(["-I", "-S", "-c", QUESTION])
        .stdin(std::process::Stdio::null())
        .output()
        .map_err(|error| fail(&format!("can't be started: {error}")))?;
    let answer = String::from_utf8_lossy(&output.stdout);
    match answer.trim().split_once(' ') {
        Some(("cpython", version)) => {
            VersionRequest::parse(version).ok_or_else(|| fail(&format!("is Python {version}")))
        }
        Some(("cpythont", _)) => Err(free_threaded(&python.display().to_string())),
        Some((other, _)) => Err(DiscoverError::Other { what: format!("{} is {other}", python.display()) }),
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
                    if let Some(path) = prefix.and_then(|prefix| recorded_search_path(prefix, target)) {
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
    // Where it is gone, the entry stays as it is under `-m`: none.
    if entries.first().is_some_and(|first| first.as_os_str().is_empty())
        && let Ok(current) = std::env::current_dir()
    {
        entries[0] = current;
    }
    Ok(entries)
}

/// The search path of the installation at `prefix`, if it looks like one of `target`'s.
fn recorded_search_path(prefix: &Path, target: &Target) -> Option<Vec<PathBuf>> {
    let series = target.version.series();
    let base = match read_small(&prefix.join("pyvenv.cfg")) {
        Some(config) => {
            let home = config.lines().find_map(|line| {
                let (key, value) = line.split_once('=')?;
                (key.trim() == "home").then(|| PathBuf::from(value.trim()))
            });
            home?.parent()?.to_owned()
        }
        None => prefix.to_owned(),
    };
    let library = base.join("lib").join(format!("python{series}"));
    library.join("os.py").is_file().then_some(())?;
    let mut entries = vec![std::env::current_dir().unwrap_or_default()];
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
        let told = || recorded_search_path(&root.path().join("venv"), Target::py311());
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
            let expected = expected.map(|(minor, micro)| VersionRequest { minor, micro });
            assert_eq!(VersionRequest::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn the_tree_tells() {
        let root = tempfile::tempdir().unwrap();
        let packages = root.path().join("venv/lib/python3.11/site-packages/p");
        fs::create_dir_all(&packages).unwrap();
        let told = |path: &Path| {
            let mut complaints = Vec::new();
            let told = of_tree(path, &mut complaints).unwrap().map(|(wanted, _)| wanted);
            (told, complaints)
        };
        let wanted = |micro| (Some(VersionRequest { minor: 11, micro }), Vec::new());
        assert_eq!(told(&packages), wanted(None));
        fs::write(root.path().join("venv/pyvenv.cfg"), "home = /usr/bin\nversion = 3.11.4\n").unwrap();
        assert_eq!(told(&packages), wanted(Some(4)));
        assert_eq!(told(&root.path().join("venv")), wanted(Some(4)));
        let other = root.path().join("venv/lib/python3.9");
        fs::create_dir_all(&other).unwrap();
        let error = discover(&[packages, other.clone()], &Surroundings::default()).unwrap_err();
        assert!(matches!(error, DiscoverError::Disagreement(..)));
        let error = discover(&[other], &Surroundings::default()).unwrap_err().to_string();
        assert!(error.starts_with("can't compile for Python 3.9 (") && error.contains("3.11"), "{error}");
        for version in ["3.11.1", "3.4", "3.99"] {
            fs::write(root.path().join("venv/pyvenv.cfg"), format!("version = {version}\n")).unwrap();
            let choice = discover(&[root.path().join("venv")], &Surroundings::default()).unwrap();
            assert!(std::ptr::eq(choice.target, Target::newest()));
            let [complaint] = &choice.complaints[..] else { panic!("{:?}", choice.complaints) };
            assert!(complaint.starts_with(&format!("can't compile for Python {version} (")), "{complaint}");
            assert!(complaint.contains("3.11 (since 3.11.2)"), "{complaint}");
            let (told, complaints) = told(&root.path().join("venv/lib/python3.11/site-packages/p"));
            assert_eq!((told, complaints.len()), (Some(VersionRequest { minor: 11, micro: None }), 1));
        }
    }

    #[test]
    fn what_is_not_cpythons_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let refused = |path: &Path| match discover(&[path.to_owned()], &Surroundings::default()) {
            Err(error @ DiscoverError::Other { .. }) => error.to_string(),
            other => panic!("{other:?}"),
        };
        for (directory, said) in [
            ("a/lib/python3.13t/site-packages/p", "/a/lib/python3.13t is of a free-threaded build; "),
            ("b/lib/pypy3.10/site-packages", "/b/lib/pypy3.10 is a library of pypy; "),
            ("c/lib64/graalpy24.1", "/c/lib64/graalpy24.1 is a library of graalpy; "),
        ] {
            fs::create_dir_all(root.path().join(directory)).unwrap();
            let refused = refused(&root.path().join(directory));
            assert!(refused.contains(said) && refused.contains("--python-version"), "{refused}");
        }
        let venv = root.path().join("venv");
        fs::create_dir_all(venv.join("lib/python3.13t")).unwrap();
        fs::write(venv.join("pyvenv.cfg"), "implementation = CPython\nversion_info = 3.13.2\n").unwrap();
        assert!(refused(&venv).contains("pyvenv.cfg is of a free-threaded build; "));
        fs::write(venv.join("pyvenv.cfg"), "implementation = PyPy\nversion_info = 3.10.14\n").unwrap();
        assert!(refused(&venv).contains("pyvenv.cfg is of PyPy; "));
    }

    #[test]
    fn then_the_surroundings() {
        let root = tempfile::tempdir().unwrap();
        let bin = root.path().join("bin");
        fs::create_dir_all(&bin).unwrap();
        fs::write(bin.join("python3.11"), "").unwrap();
        std::os::unix::fs::symlink("python3.11", bin.join("python3")).unwrap();
        let surroundings = Surroundings { search_path: vec![bin], ..Surroundings::default() };
        assert_eq!(of_search_path(&surroundings).unwrap().unwrap().0, VersionRequest { minor: 11, micro: None });
        fs::write(root.path().join("pyvenv.cfg"), "version_info = 3.11.2.final.0\n").unwrap();
        assert_eq!(of_virtual_env(root.path()).unwrap().unwrap().0, VersionRequest { minor: 11, micro: Some(2) });
        let chosen = discover(&[], &Surroundings::default()).unwrap();
        assert_eq!(chosen.target.version, Target::newest().version);
    }
}
