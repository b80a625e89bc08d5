//! The interpreters on this machine: the reference set, pyenv's, those on PATH.

use pycompileall::target::{Target, Wanted};
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

/// A `python3.MINOR` of every release found whose rules we know, the oldest first.
pub fn all(minor: u8) -> Vec<Interpreter> {
    let mut found: Vec<_> = candidates(minor).iter().filter_map(|path| probe(path, minor)).collect();
    found.retain(|found| Target::for_version(minor, Some(found.micro)).is_some());
    found.sort_by_key(|found| found.micro);
    found.dedup_by_key(|found| found.micro);
    found
}

fn candidates(minor: u8) -> Vec<PathBuf> {
    let name = format!("python3.{minor}");
    let mut folders = Vec::new();
    if let Some(home) = std::env::var_os("HOME").map(PathBuf::from) {
        folders.push(home.join(".cache/pycompileall-oracles/bin"));
        if let Ok(entries) = home.join(".pyenv/versions").read_dir() {
            let mut versions: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path().join("bin")).collect();
            versions.sort();
            folders.extend(versions);
        }
    }
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    folders.into_iter().map(|folder| folder.join(&name)).filter(|path| path.is_file()).collect()
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
    /// The one of the reference set, and which release it is.
    pub fn find() -> Option<(Self, Wanted)> {
        let home = std::env::var_os("HOME").map(PathBuf::from)?;
        let pyodide = Self { folder: home.join(".cache/pycompileall-oracles/wasm/node_modules/pyodide") };
        let output = pyodide.command(&[]).output().ok()?;
        let release = Wanted::parse(String::from_utf8_lossy(&output.stdout).trim())?;
        Some((pyodide, release))
    }

    /// Runs `wasm.mjs`.
    pub fn command(&self, arguments: &[&OsStr]) -> Command {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/wasm.mjs");
        let mut command = Command::new("node");
        command.arg(script).arg(&self.folder).args(arguments);
        command
    }
}
