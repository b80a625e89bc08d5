//! The signs by which a directory tells which Python its sources are for.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::DiscoverError;
use super::read::read_small;
use crate::compiler::version::VersionRequest;

/// A version that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub wanted: VersionRequest,
    /// The file, the directory or the variable that tells it.
    pub origin: String,
    /// Whether it is that of a free-threaded build.
    pub is_free_threaded: bool,
}

/// The most entries of `conda-meta` that are looked at: more than any environment has packages.
const MOST_PACKAGES: usize = 100_000;

/// Whether a directory has a name that [`of_name`] may know.
pub(super) fn has_telling_name(directory: &Path) -> bool {
    let name = directory.file_name().unwrap_or_default().as_encoded_bytes();
    [&b"python3."[..], b"3.", b"pypy", b"graalpy"].iter().any(|start| name.starts_with(start))
}

/// The version in the resolved path of a directory: `lib/python3.X`, or `Versions/3.X` of a framework.
///
/// # Errors
/// When it is that of another Python than CPython.
pub(super) fn of_name(directory: &Path) -> Result<Option<Told>, DiscoverError> {
    let mut names = directory.iter().rev();
    let (Some(name), Some(parent)) = (names.next().and_then(OsStr::to_str), names.next()) else { return Ok(None) };
    let origin = || directory.display().to_string();
    if parent == "Versions" {
        let framework = names.next().and_then(OsStr::to_str).and_then(|name| name.strip_suffix(".framework"));
        let series = name.strip_prefix("3.").and_then(series);
        let told = framework.zip(series).map(|(framework, (minor, is_free_threaded))| Told {
            wanted: VersionRequest { minor, micro: None },
            origin: origin(),
            is_free_threaded: is_free_threaded || framework == "PythonT",
        });
        return Ok(told);
    }
    if parent != "lib" && parent != "lib64" {
        return Ok(None);
    }
    let is_other = |start| name.strip_prefix(start).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if let Some(other) = ["pypy", "graalpy"].into_iter().find(|&start| is_other(start)) {
        return Err(DiscoverError::Other { what: format!("{} is a library of {other}", origin()) });
    }
    Ok(of_python(name).map(|(minor, is_free_threaded)| {
        let wanted = VersionRequest { minor, micro: None };
        Told { wanted, origin: origin(), is_free_threaded }
    }))
}

/// The series in the name of an interpreter or a library: `python3.X`, or `python3.Xt` of a free-threaded build.
pub(super) fn of_python(name: &str) -> Option<(u8, bool)> {
    name.strip_prefix("python3.").and_then(series)
}

fn series(text: &str) -> Option<(u8, bool)> {
    let minor = text.strip_suffix('t').unwrap_or(text);
    Some((minor.parse().ok()?, minor.len() < text.len()))
}

/// The version in the files of an environment's directory.
///
/// # Errors
/// When it is that of another Python than CPython.
pub(super) fn of_environment(directory: &Path) -> Result<Option<Told>, DiscoverError> {
    match of_virtual_env(directory)? {
        Some(told) => Ok(Some(told)),
        None => of_conda(directory),
    }
}

/// The version in a directory's `pyvenv.cfg`: `version` (venv) or `version_info` (virtualenv, uv).
pub(super) fn of_virtual_env(directory: &Path) -> Result<Option<Told>, DiscoverError> {
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
    let Some(wanted) = values(&["version", "version_info"]).find_map(|text| text.parse::<VersionRequest>().ok()) else {
        return Ok(None);
    };
    let is_free_threaded = directory.join(format!("lib/python3.{}t", wanted.minor)).is_dir();
    Ok(Some(Told { wanted, origin, is_free_threaded }))
}

/// The version in the record of conda's package `python`: `conda-meta/python-3.X.Y-BUILD.json`.
fn of_conda(directory: &Path) -> Result<Option<Told>, DiscoverError> {
    let Ok(entries) = fs::read_dir(directory.join("conda-meta")) else { return Ok(None) };
    for entry in entries.take(MOST_PACKAGES).map_while(Result::ok) {
        let name = entry.file_name();
        let Some(record) = name.to_str().and_then(|name| name.strip_prefix("python-")?.strip_suffix(".json")) else {
            continue;
        };
        // `python-dateutil-2.9.0-BUILD` is another package.
        let Some((version, build)) = record.split_once('-') else { continue };
        let Ok(wanted) = version.parse::<VersionRequest>() else { continue };
        let origin = entry.path().display().to_string();
        if let Some(other) = ["pypy", "graalpy"].into_iter().find(|other| build.contains(other)) {
            return Err(DiscoverError::Other { what: format!("{origin} is of {other}") });
        }
        let is_free_threaded = build.ends_with(&format!("cp3{}t", wanted.minor));
        return Ok(Some(Told { wanted, origin, is_free_threaded }));
    }
    Ok(None)
}

/// The micro of the release whose headers are below `prefix`, if they are there.
pub(super) fn of_headers(prefix: &Path, minor: u8) -> Option<u8> {
    let names = [format!("python3.{minor}"), format!("python3.{minor}t")];
    let text = names.iter().find_map(|name| read_small(&prefix.join("include").join(name).join("patchlevel.h")))?;
    let value = |name: &str| {
        let mut lines = text.lines().filter_map(|line| line.strip_prefix("#define")?.trim_start().strip_prefix(name));
        lines.find_map(|value| value.trim().parse::<u8>().ok())
    };
    (value("PY_MINOR_VERSION") == Some(minor)).then(|| value("PY_MICRO_VERSION"))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(minor: u8, micro: Option<u8>, is_free_threaded: bool) -> (VersionRequest, bool) {
        (VersionRequest { minor, micro }, is_free_threaded)
    }

    #[test]
    fn names_tell() {
        for (path, expected) in [
            ("/usr/lib/python3.11", Some(told(11, None, false))),
            ("/v/lib64/python3.13t", Some(told(13, None, true))),
            ("/F/Python.framework/Versions/3.12", Some(told(12, None, false))),
            ("/F/PythonT.framework/Versions/3.13", Some(told(13, None, true))),
            ("/usr/lib/python3", None),
            ("/usr/lib/python3.11/site-packages", None),
            ("/usr/share/python3.11", None),
            ("/src/Versions/3.12", None),
            ("/usr/lib/python3.x", None),
            ("/usr/lib/python3.", None),
            ("/", None),
        ] {
            let found = of_name(Path::new(path)).unwrap();
            assert_eq!(found.map(|told| (told.wanted, told.is_free_threaded)), expected, "{path}");
            assert!(expected.is_none() || has_telling_name(Path::new(path)), "{path}");
        }
        for (path, said) in [
            ("/b/lib/pypy3.10", "/b/lib/pypy3.10 is a library of pypy; "),
            ("/c/lib64/graalpy24.1", "/c/lib64/graalpy24.1 is a library of graalpy; "),
        ] {
            let refused = of_name(Path::new(path)).unwrap_err().to_string();
            assert!(refused.contains(said) && refused.contains("--python-version"), "{refused}");
            assert!(has_telling_name(Path::new(path)), "{path}");
        }
    }

    #[test]
    fn records_of_conda_tell() {
        let root = tempfile::tempdir().unwrap();
        let records = root.path().join("conda-meta");
        fs::create_dir(&records).unwrap();
        let found = || of_environment(root.path()).map(|told| told.map(|told| (told.wanted, told.is_free_threaded)));
        for name in ["python-dateutil-2.9.0-pyhd8ed1ab_0.json", "python_abi-3.12-5_cp312.json", "history"] {
            fs::write(records.join(name), "").unwrap();
        }
        assert_eq!(found().unwrap(), None);
        for (name, expected) in [
            ("python-3.12.1-hab00c5b_1_cpython.json", told(12, Some(1), false)),
            ("python-3.13.2-h3f84c4b_1_cp313t.json", told(13, Some(2), true)),
        ] {
            fs::write(records.join(name), "").unwrap();
            assert_eq!(found().unwrap(), Some(expected), "{name}");
            fs::remove_file(records.join(name)).unwrap();
        }
        fs::write(records.join("python-3.9.18-0_73_pypy.json"), "").unwrap();
        assert!(found().unwrap_err().to_string().contains("pypy.json is of pypy; "));
    }

    #[test]
    fn headers_tell_the_micro() {
        let root = tempfile::tempdir().unwrap();
        let headers = root.path().join("include/python3.12");
        fs::create_dir_all(&headers).unwrap();
        assert_eq!(of_headers(root.path(), 12), None);
        let text = "#define PY_MAJOR_VERSION        3\n#define PY_MINOR_VERSION        12\n\
                    #define PY_MICRO_VERSION        7\n#define PY_VERSION  \"3.12.7\"\n";
        fs::write(headers.join("patchlevel.h"), text).unwrap();
        assert_eq!(of_headers(root.path(), 12), Some(7));
        fs::write(headers.join("patchlevel.h"), text.replace("12", "11")).unwrap();
        assert_eq!(of_headers(root.path(), 12), None);
    }
}
