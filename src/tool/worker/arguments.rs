//! The arguments of an action: the precompiler's contract of Bazel's Python rules.
//!
//! They are flags with a value each, as `--optimize 0` or `--optimize=0`. The three flags of a source are repeated, a
//! triple a source. `@FILE` stands for the lines of a file, an argument each, without any quoting (Bazel's format
//! `multiline`, in which no argument has a newline).

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::MOST;
use crate::compiler::pyc::Invalidation;
use crate::compiler::values::context::OptLevel;
use crate::compiler::values::text;
use crate::compiler::version::VersionRequest;
use crate::tool::tree::os_error::OsFailure;

/// An action, as its arguments have it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Action {
    pub invalidation: Invalidation,
    pub level: OptLevel,
    /// The version, which is a series as a rule.
    pub wanted: Option<VersionRequest>,
    pub sources: Vec<Source>,
}

/// A source of an action.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub path: PathBuf,
    /// The path that is recorded.
    pub name: PathBuf,
    pub pyc: PathBuf,
}

/// Reads an action. Files are below `base`, if that is not empty, but for the recorded names.
///
/// # Errors
/// What is wrong with the arguments.
pub(super) fn read(arguments: Vec<Vec<u8>>, base: &Path) -> Result<Action, String> {
    let mut found = Found::default();
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.strip_prefix(b"@") {
            Some(path) => {
                let text = parameters(&base.join(OsStr::from_bytes(path)))?;
                let mut lines = text.strip_suffix(b"\n").unwrap_or(&text).split(|&byte| byte == b'\n');
                while let Some(line) = lines.next() {
                    // No flag is empty; a value can be.
                    if !line.is_empty() {
                        found.take(line, || lines.next().map(<[u8]>::to_vec))?;
                    }
                }
            }
            None => found.take(&argument, || arguments.next())?,
        }
    }
    found.action(base)
}

/// What has been read of an action.
#[derive(Default)]
struct Found {
    invalidation: Option<Invalidation>,
    level: OptLevel,
    wanted: Option<VersionRequest>,
    paths: Vec<Vec<u8>>,
    names: Vec<Vec<u8>>,
    pycs: Vec<Vec<u8>>,
}

impl Found {
    /// Takes an argument, and its value, which may be the next one.
    fn take(&mut self, argument: &[u8], next: impl FnOnce() -> Option<Vec<u8>>) -> Result<(), String> {
        let (flag, value) = match memchr::memchr(b'=', argument) {
            Some(at) => (&argument[..at], Some(argument[at + 1..].to_vec())),
            None => (argument, None),
        };
        const FLAGS: [&[u8]; 8] = [
            b"--invalidation_mode",
            b"--src",
            b"--src_name",
            b"--pyc",
            b"--optimize",
            b"--python_version",
            b"--log_level",
            b"--worker_impl",
        ];
        if !FLAGS.contains(&flag) {
            return Err(format!("{} is no argument of an action", text::repr(argument)));
        }
        let name = String::from_utf8_lossy(flag);
        let value = value.or_else(next).ok_or_else(|| format!("{name}: its value is missing"))?;
        match flag {
            b"--src" => self.paths.push(value),
            b"--src_name" => self.names.push(value),
            b"--pyc" => self.pycs.push(value),
            b"--invalidation_mode" => self.invalidation = Some(mode(&value)?),
            b"--optimize" => {
                let value = String::from_utf8_lossy(&value);
                // That of an interpreter which is started without -O.
                let value = if value.trim() == "-1" { "0" } else { &value };
                self.level = value.parse().map_err(|error| format!("--optimize: {error}"))?;
            }
            b"--python_version" => {
                let value = String::from_utf8_lossy(&value);
                self.wanted = Some(value.parse().map_err(|error| format!("--python_version: {error}"))?);
            }
            // What the precompiler in Python does with its log and its threads.
            _ => {}
        }
        Ok(())
    }

    /// The action, if it is whole.
    fn action(self, base: &Path) -> Result<Action, String> {
        let Self { invalidation, level, wanted, paths, names, pycs } = self;
        let (sources, recorded, outputs) = (paths.len(), names.len(), pycs.len());
        if sources == 0 {
            return Err("there is no --src to compile".to_owned());
        }
        if sources != recorded || sources != outputs {
            return Err(format!(
                "a --src has a --src_name and a --pyc: there are {sources} --src, {recorded} --src_name, {outputs} --pyc"
            ));
        }
        let invalidation =
            invalidation.ok_or("--invalidation_mode is missing: checked_hash or unchecked_hash".to_owned())?;
        let path = |bytes: &[u8]| PathBuf::from(OsStr::from_bytes(bytes));
        let sources = paths.iter().zip(&names).zip(&pycs).map(|((source, name), pyc)| Source {
            path: base.join(path(source)),
            name: path(name),
            pyc: base.join(path(pyc)),
        });
        Ok(Action { invalidation, level, wanted, sources: sources.collect() })
    }
}

/// Reads a mode. One by time is none of an action's: what it writes depends on its inputs' bytes alone.
fn mode(value: &[u8]) -> Result<Invalidation, String> {
    match value {
        b"checked_hash" => Ok(Invalidation::CheckedHash),
        b"unchecked_hash" => Ok(Invalidation::UncheckedHash),
        other => Err(format!("--invalidation_mode: {} is not checked_hash or unchecked_hash", text::repr(other))),
    }
}

/// Reads a file of parameters.
fn parameters(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: io::Error| format!("@: {}", OsFailure::at(&error, path).message);
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(failed)?;
    file.take(MOST as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    match bytes.len() > MOST {
        true => Err(format!("@{}: it has more than {} MiB", path.display(), MOST >> 20)),
        false => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(arguments: &[&str]) -> Vec<Vec<u8>> {
        arguments.iter().map(|argument| argument.as_bytes().to_vec()).collect()
    }

    const WHOLE: [&str; 12] = [
        "--invalidation_mode",
        "unchecked_hash",
        "--src",
        "a b.py",
        "--src_name",
        "x=y/a b.py",
        "--pyc",
        "out/a.pyc",
        "--optimize",
        "1",
        "--python_version",
        "3.12",
    ];

    #[test]
    fn an_action_as_the_rules_write_it() {
        let expected = Action {
            invalidation: Invalidation::UncheckedHash,
            level: OptLevel::One,
            wanted: Some(VersionRequest { minor: 12, micro: None }),
            sources: vec![Source { path: "a b.py".into(), name: "x=y/a b.py".into(), pyc: "out/a.pyc".into() }],
        };
        assert_eq!(read(bytes(&WHOLE), Path::new("")), Ok(expected));
        // One argument a flag, in a file, in a sandbox.
        let directory = tempfile::tempdir().expect("a directory");
        let joined: Vec<String> = WHOLE.chunks(2).map(|pair| pair.join("=")).collect();
        fs::write(directory.path().join("params"), joined.join("\n")).expect("it can be written");
        let action = read(bytes(&["@params", "--worker_impl=serial", "--log_level", "INFO"]), directory.path());
        let action = action.expect("it is whole");
        assert_eq!(action.sources[0].path, directory.path().join("a b.py"));
        assert_eq!(action.sources[0].name, Path::new("x=y/a b.py"));
        assert_eq!(action.sources[0].pyc, directory.path().join("out/a.pyc"));
    }

    #[test]
    fn an_empty_line_is_a_value_only() {
        let directory = tempfile::tempdir().expect("a directory");
        let lines = "\n--invalidation_mode\nchecked_hash\n--src\na.py\n--src_name\n\n\n--pyc\na.pyc\n";
        fs::write(directory.path().join("params"), lines).expect("it can be written");
        let action = read(bytes(&["@params"]), directory.path()).expect("it is whole");
        assert_eq!(action.sources[0].name, Path::new(""));
    }

    #[test]
    fn what_is_no_action_is_said() {
        let without = |flag: &str| {
            let pairs = WHOLE.chunks(2).filter(|pair| pair[0] != flag);
            bytes(&pairs.flatten().copied().collect::<Vec<_>>())
        };
        let with = |more: &[&str]| bytes(&[&WHOLE[..], more].concat());
        let mismatch = "a --src has a --src_name and a --pyc: there are 1 --src, 0 --src_name, 1 --pyc";
        for (arguments, expected) in [
            (Vec::new(), "there is no --src to compile"),
            (without("--src_name"), mismatch),
            (without("--invalidation_mode"), "--invalidation_mode is missing: checked_hash or unchecked_hash"),
            (with(&["--pyc"]), "--pyc: its value is missing"),
            (with(&["--optimise=1"]), "'--optimise=1' is no argument of an action"),
            (with(&["a.py"]), "'a.py' is no argument of an action"),
            (with(&["--optimize", "3"]), "--optimize: 3 is no optimization level: 0, 1 or 2"),
            (
                with(&["--invalidation_mode=timestamp"]),
                "--invalidation_mode: 'timestamp' is not checked_hash or unchecked_hash",
            ),
            (with(&["--python_version=2.7"]), "--python_version: 2.7 is no version of Python 3, as 3.15 or 3.15.2"),
            (with(&["@no/such"]), "@: [Errno 2] No such file or directory: 'no/such'"),
        ] {
            assert_eq!(read(arguments, Path::new("")), Err(expected.to_owned()));
        }
    }
}
