//! The search path of an interpreter, which is compiled where no path is given.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::DiscoverError;
use super::interpreter::{self, ask};
use super::read::read_small;
use super::surroundings::Surroundings;
use crate::compiler::version::Target;

/// The search path (`sys.path`) that `python -m compileall` has here: `python`'s, or that of the
/// interpreter of `target` in the active virtual environment or on PATH. One that can't be started, as
/// of another machine, has what its place tells.
///
/// # Errors
/// When there is none, or the one that was named does not tell.
pub fn search_path(python: Option<&Path>, target: &Target) -> Result<Vec<PathBuf>, DiscoverError> {
    let Surroundings { virtual_env, search_path, .. } = Surroundings::of_process();
    if let Some(python) = python {
        return ask_search_path(&interpreter::find(python, &search_path));
    }
    let names = [target.version.series(), "3".to_owned(), String::new()].map(|version| format!("python{version}"));
    let of_environment = virtual_env.iter().map(|prefix| prefix.join("bin"));
    for directory in of_environment.chain(search_path) {
        for python in names.iter().map(|name| directory.join(name)).filter(|path| path.is_file()) {
            match ask(&python) {
                Ok(told) if target.is_of_series(told.wanted) => return ask_search_path(&python),
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
    use std::fs;

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
}
