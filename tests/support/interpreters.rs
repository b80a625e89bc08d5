//! The interpreters on this machine: the reference set, pyenv's, those on PATH.
//!
//! What is not here is not compared with, so `PYCOMPILEALL_REQUIRE` says what must be: `3.11,3.13.5` are any release of
//! 3.11 and that one of 3.13 ([`missing`]).

use pycompileall::{Target, VersionRequest};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An interpreter that runs.
#[derive(Clone, Debug)]
pub struct Interpreter {
    /// How to start it.
    pub path: PathBuf,
    /// Its minor version.
    pub minor: u8,
    /// Its patch release.
    pub micro: u8,
    /// Its standard library.
    pub library: PathBuf,
}

/// The newest of them.
pub fn find(minor: u8) -> Option<Interpreter> {
    all(minor).pop()
}

/// The one at `path`, if it is a `python3.MINOR`.
pub fn at(path: &Path, minor: u8) -> Option<Interpreter> {
    probe(path, minor)
}

/// The interpreters that generated programs are tried with, and what we compile for each: those of every version that is
/// supported, or the one at `FUZZ_PYTHON`, which may be of a series that only the tools know; of these the release
/// `FUZZ_RELEASE`, if that is set.
pub fn for_programs() -> Vec<(Interpreter, &'static Target)> {
    let named = std::env::var_os("FUZZ_PYTHON").map(PathBuf::from);
    let is_tried = |&minor: &u8| match named {
        Some(_) => true,
        None => Target::for_version(minor, None).is_some(),
    };
    let mut tried = Vec::new();
    for minor in Target::known().iter().map(|series| series[0].version.minor).filter(is_tried) {
        let found = match &named {
            Some(path) => at(path, minor).into_iter().collect(),
            None => all(minor),
        };
        if found.is_empty() && named.is_none() {
            println!("no python3.{minor} found: its programs are not tried");
        }
        for python in found {
            let target = Target::for_any_version(minor, Some(python.micro)).expect("a version that we know");
            let release = format!("3.{minor}.{}", python.micro);
            if std::env::var("FUZZ_RELEASE").is_ok_and(|wanted| wanted != release) {
                continue;
            }
            tried.push((python, target));
        }
    }
    tried
}

/// A `python3.MINOR` of every release found whose rules we know, the oldest first.
pub fn all(minor: u8) -> Vec<Interpreter> {
    let mut found = installed(minor);
    found.retain(|found| Target::for_any_version(minor, Some(found.micro)).is_some());
    found
}

/// A `python3.MINOR` of every release found, also of those that we do not compile for, the oldest first.
pub fn installed(minor: u8) -> Vec<Interpreter> {
    let mut found: Vec<_> = candidates(minor).iter().filter_map(|path| probe(path, minor)).collect();
    found.sort_by_key(|found| found.micro);
    found.dedup_by_key(|found| found.micro);
    found
}

fn candidates(minor: u8) -> Vec<PathBuf> {
    let name = format!("python3.{minor}");
    let mut folders = Vec::new();
    if let Some(home) = std::env::var_os("HOME").map(PathBuf::from) {
        let oracles = home.join(ORACLES);
        folders.push(oracles.join("bin"));
        for versions in [oracles.join("releases"), home.join(".pyenv/versions")] {
            folders.extend(entries(&versions).into_iter().map(|version| version.join("bin")));
        }
    }
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    folders.into_iter().map(|folder| folder.join(&name)).filter(|path| path.is_file()).collect()
}

/// Where the reference set is, in the home directory.
const ORACLES: &str = ".cache/pycompileall-oracles";

/// What is in a directory, by name; nothing if it is not there.
fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = directory.read_dir().into_iter().flatten();
    let mut entries: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    entries.sort();
    entries
}

/// What `PYCOMPILEALL_REQUIRE` asks for and is not on this machine.
fn missing() -> Vec<String> {
    let required = std::env::var("PYCOMPILEALL_REQUIRE").unwrap_or_default();
    let is_here = |release: &str| {
        let wanted: VersionRequest =
            release.parse().unwrap_or_else(|_| panic!("PYCOMPILEALL_REQUIRE: {release} is no release"));
        let is_meant = |micro| wanted.micro.is_none_or(|wanted| wanted == micro);
        installed(wanted.minor).iter().any(|found| is_meant(found.micro))
            || Pyodide::all().iter().any(|(_, minor, micro)| *minor == wanted.minor && is_meant(*micro))
    };
    let releases = required.split([',', ' ']).filter(|release| !release.is_empty());
    releases.filter(|release| !is_here(release)).map(str::to_owned).collect()
}

/// Panics if something that `PYCOMPILEALL_REQUIRE` asks for is not on this machine: a test that passes by
/// comparing nothing fails there.
pub fn assert_none_is_missing() {
    let missing = missing();
    assert!(missing.is_empty(), "PYCOMPILEALL_REQUIRE asks for what is not on this machine: {}", missing.join(", "));
}

fn probe(path: &Path, minor: u8) -> Option<Interpreter> {
    let question = "import sys, os; print(sys.version_info[1], sys.version_info[2], os.path.dirname(os.__file__))";
    let output = Command::new(path).args(["-I", "-c", question]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut words = text.trim_end().splitn(3, ' ');
    let found: u8 = words.next()?.parse().ok()?;
    let micro = words.next()?.parse().ok()?;
    let library = words.next()?.into();
    (found == minor).then(|| Interpreter { path: path.into(), minor, micro, library })
}

/// A CPython that runs in Node, for a release that there is no other interpreter of.
pub struct Pyodide {
    folder: PathBuf,
}

impl Pyodide {
    /// Those of the reference set that are of a version we compile for, each with its minor and micro version.
    pub fn all() -> Vec<(Self, u8, u8)> {
        let home = std::env::var_os("HOME").map(PathBuf::from);
        let folders = home.map_or(Vec::new(), |home| entries(&home.join(ORACLES).join("wasm")));
        folders.iter().filter_map(|folder| Self::at(folder)).collect()
    }

    /// The one in a folder that has the name of its release.
    fn at(folder: &Path) -> Option<(Self, u8, u8)> {
        let release: VersionRequest = folder.file_name()?.to_str()?.parse().ok()?;
        Target::supported().iter().find(|target| target.version.minor == release.minor)?;
        let pyodide = Self { folder: folder.join("node_modules/pyodide") };
        let output = pyodide.command(&[]).output().ok()?;
        let said: VersionRequest = String::from_utf8_lossy(&output.stdout).parse().ok()?;
        Some((pyodide, said.minor, said.micro?))
    }

    /// Runs `wasm.mjs`.
    pub fn command(&self, arguments: &[&OsStr]) -> Command {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/wasm.mjs");
        let mut command = Command::new("node");
        command.arg(script).arg(&self.folder).args(arguments);
        command
    }
}
