//! The version of an interpreter, or of an environment that is named as one. It is read from what lies about, and only
//! where nothing tells it is the interpreter started, which takes longer than compiling a package.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::DiscoverError;
use super::pyenv::{self, Selection};
use super::signs::{Told, of_environment, of_headers, of_python};
use crate::compiler::version::VersionRequest;

/// The interpreter that somebody names: the one in the environment of that name, or, where the name has no slash, on
/// the search path.
pub(super) fn find(named: &Path, search_path: &[PathBuf]) -> PathBuf {
    if named.is_dir() {
        let pythons = ["python3", "python"].map(|name| named.join("bin").join(name));
        let [python3, _] = &pythons;
        return pythons.iter().find(|path| path.is_file()).unwrap_or(python3).clone();
    }
    let is_name = !named.as_os_str().as_encoded_bytes().contains(&b'/');
    let mut candidates = search_path.iter().map(|directory| directory.join(named)).filter(|_| is_name);
    candidates.find(|path| path.is_file()).unwrap_or_else(|| named.to_owned())
}

/// The version of the interpreter or environment that somebody names, and a remark if the micro can't be told.
///
/// # Errors
/// When nothing tells it, or it is of another Python than CPython.
pub(super) fn of_named(
    named: &Path,
    search_path: &[PathBuf],
    selection: &Selection,
) -> Result<(Told, Option<String>), DiscoverError> {
    let python = find(named, search_path);
    let read = match named.is_dir() {
        true => of_environment(named)?,
        false => None,
    };
    let read = match read {
        Some(told) => Some(told),
        None => read_beside(&python, selection)?,
    };
    match read {
        Some(told) if told.wanted.micro.is_some() => Ok((told, None)),
        read => match (ask(&python), read) {
            (Ok(told), _) => Ok((told, None)),
            (Err(error @ DiscoverError::Interpreter(_)), Some(told)) => {
                let remark = format!("{error}; compiling for Python {} ({})", told.wanted, told.origin);
                Ok((told, Some(remark)))
            }
            (Err(error), _) => Err(error),
        },
    }
}

/// What can be told of an interpreter without starting it.
///
/// # Errors
/// When it is of another Python than CPython.
pub(super) fn read_beside(python: &Path, selection: &Selection) -> Result<Option<Told>, DiscoverError> {
    let interpreter = pyenv::behind_shim(python, selection);
    let python = interpreter.as_deref().unwrap_or(python);
    // As it is named: the link of a virtual environment leads out of it.
    if let Some(prefix) = python.parent().and_then(Path::parent)
        && let Some(told) = of_environment(prefix)?
    {
        return Ok(Some(told));
    }
    let Ok(resolved) = fs::canonicalize(python) else { return Ok(None) };
    let Some(prefix) = resolved.parent().and_then(Path::parent) else { return Ok(None) };
    if let Some(told) = of_environment(prefix)? {
        return Ok(Some(told));
    }
    let named = resolved.file_name().and_then(OsStr::to_str).and_then(of_python);
    Ok(named.or_else(|| only_library(prefix)).map(|(minor, is_free_threaded)| {
        let wanted = VersionRequest { minor, micro: of_headers(prefix, minor) };
        Told { wanted, origin: python.display().to_string(), is_free_threaded }
    }))
}

/// The series of the standard library below `prefix`, if there is just one.
fn only_library(prefix: &Path) -> Option<(u8, bool)> {
    let entries = fs::read_dir(prefix.join("lib")).ok()?.map_while(Result::ok);
    let libraries = entries.filter(|entry| entry.path().join("os.py").is_file());
    let mut series = libraries.filter_map(|entry| of_python(entry.file_name().to_str()?));
    let first = series.next()?;
    series.next().is_none().then_some(first)
}

/// Asks an interpreter for its version.
///
/// # Errors
/// When it can't be started, or is no CPython.
pub(super) fn ask(python: &Path) -> Result<Told, DiscoverError> {
    const QUESTION: &str = "import sys; print(sys.implementation.name + ('t' in getattr(sys, 'abiflags', '') and 't' or ''), \
                            '%d.%d.%d' % sys.version_info[:3])";
    let fail = |what: &str| DiscoverError::Interpreter(format!("{}: {what}", python.display()));
    let output = Command::new(python)
        .args(["-I", "-S", "-c", QUESTION])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| fail(&format!("can't be started: {error}")))?;
    let answer = String::from_utf8_lossy(&output.stdout);
    let Some((name, version)) = answer.trim().split_once(' ') else { return Err(fail("does not tell its version")) };
    let is_free_threaded = match name {
        "cpython" => false,
        "cpythont" => true,
        other => return Err(DiscoverError::Other { what: format!("{} is {other}", python.display()) }),
    };
    let wanted = version.parse().map_err(|_| fail(&format!("is Python {version}")))?;
    Ok(Told { wanted, origin: python.display().to_string(), is_free_threaded })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn read(python: &Path) -> Option<(u8, Option<u8>, bool)> {
        let told = read_beside(python, &Selection::default()).unwrap()?;
        Some((told.wanted.minor, told.wanted.micro, told.is_free_threaded))
    }

    /// An installation that nobody can start.
    fn installed(prefix: &Path) {
        fs::create_dir_all(prefix.join("bin")).unwrap();
        fs::create_dir_all(prefix.join("include/python3.12")).unwrap();
        fs::write(prefix.join("bin/python3.12"), "").unwrap();
        symlink("python3.12", prefix.join("bin/python3")).unwrap();
    }

    #[test]
    fn an_interpreter_is_read() {
        let root = tempfile::tempdir().unwrap();
        let prefix = root.path().join("usr");
        installed(&prefix);
        assert_eq!(read(&prefix.join("bin/python3")), Some((12, None, false)));
        let headers = "#define PY_MINOR_VERSION 12\n#define PY_MICRO_VERSION 4\n";
        fs::write(prefix.join("include/python3.12/patchlevel.h"), headers).unwrap();
        assert_eq!(read(&prefix.join("bin/python3")), Some((12, Some(4), false)));
        // Its name tells nothing, the library beside it does, if there is only one.
        fs::write(prefix.join("bin/python"), "").unwrap();
        assert_eq!(read(&prefix.join("bin/python")), None);
        for (library, expected) in [("python3.12", Some((12, Some(4), false))), ("python3.13t", None)] {
            fs::create_dir_all(prefix.join("lib").join(library)).unwrap();
            fs::write(prefix.join("lib").join(library).join("os.py"), "").unwrap();
            assert_eq!(read(&prefix.join("bin/python")), expected);
        }
        // The environment that it is linked into comes first.
        let venv = root.path().join("venv");
        fs::create_dir_all(venv.join("bin")).unwrap();
        symlink(prefix.join("bin/python3.12"), venv.join("bin/python")).unwrap();
        assert_eq!(read(&venv.join("bin/python")), Some((12, Some(4), false)));
        fs::write(venv.join("pyvenv.cfg"), "version = 3.12.1\n").unwrap();
        assert_eq!(read(&venv.join("bin/python")), Some((12, Some(1), false)));
    }

    #[test]
    fn one_that_cant_be_started_has_its_name() {
        let root = tempfile::tempdir().unwrap();
        let prefix = root.path().join("usr");
        installed(&prefix);
        for named in [prefix.clone(), prefix.join("bin/python3")] {
            let (told, remark) = of_named(&named, &[], &Selection::default()).unwrap();
            assert_eq!(told.wanted, VersionRequest { minor: 12, micro: None });
            assert!(remark.is_some_and(|remark| remark.contains("can't be started")), "{named:?}");
        }
        let by_name = find(Path::new("python3"), &[root.path().to_owned(), prefix.join("bin")]);
        assert_eq!(by_name, prefix.join("bin/python3"));
        assert!(of_named(&root.path().join("missing"), &[], &Selection::default()).is_err());
    }
}
