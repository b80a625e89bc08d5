//! Every interpreter found compiles its own standard library, and we must write the same files.
//!
//! `cargo test` takes every tenth file at one level, `PYCOMPILEALL_ORACLE=full` all files at every level,
//! with one worker and with two. What is missing is said on stderr, past the capture of the test
//! runner: a machine without interpreters passes, but not silently.

mod support;

use pycompileall::target::Target;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::{diff, interpreters};

/// The files of a tree of caches by name.
type Files = BTreeMap<PathBuf, Vec<u8>>;

fn say(line: std::fmt::Arguments) {
    // Straight to the stream: the runner's capture swallows eprintln.
    let _ = writeln!(std::io::stderr(), "oracle: {line}");
}

#[test]
fn standard_libraries() {
    let full = std::env::var_os("PYCOMPILEALL_ORACLE").is_some_and(|value| value == "full");
    for target in Target::supported() {
        let minor = target.version.minor;
        match interpreters::find(minor) {
            Some(found) => {
                let micro = found.micro;
                say(format_args!("python3.{minor}.{micro}: {}", if full { "everything" } else { "every tenth file" }));
                check(&found, target, full);
            }
            None => say(format_args!("no python3.{minor} on this machine: nothing was compared for it")),
        }
    }
}

fn check(python: &interpreters::Interpreter, target: &Target, full: bool) {
    let tree = tempfile::tempdir().expect("a temporary directory");
    let copied = copy_library(&python.library, tree.path(), if full { 1 } else { 10 });
    assert!(copied > 50, "{} holds {copied} files only", python.library.display());
    for level in if full { vec!["0", "1", "2"] } else { vec!["0"] } {
        let mut compileall = Command::new(&python.path);
        compileall.args(["-I", "-W", "ignore", "-m", "compileall", "-qq", "-f", "-o", level]).arg(tree.path());
        let theirs = run_and_collect(compileall, tree.path());
        for jobs in if full { vec!["1", "2"] } else { vec!["2"] } {
            let mut ours = Command::new(env!("CARGO_BIN_EXE_pycompileall"));
            ours.args(["-qq", "-f", "-o", level, "-j", jobs]).arg("--python").arg(&python.path).arg(tree.path());
            let ours = run_and_collect(ours, tree.path());
            compare(&ours, &theirs, target);
            say(format_args!("-o {level} -j {jobs}: {} of {copied} files compiled, all equal", ours.len()));
        }
    }
}

/// Copies every `step`th .py file; returns how many.
fn copy_library(library: &Path, tree: &Path, step: usize) -> usize {
    let entries = walkdir::WalkDir::new(library).sort_by_file_name().into_iter();
    let entries = entries.filter_entry(|entry| entry.file_name() != "site-packages");
    let files: Vec<_> = entries.filter_map(Result::ok).map(walkdir::DirEntry::into_path).collect();
    let python = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "py"));
    let mut copied = 0;
    for path in python.step_by(step) {
        let to = tree.join(path.strip_prefix(library).expect("below the library"));
        std::fs::create_dir_all(to.parent().expect("a file has a directory")).expect("a directory");
        std::fs::copy(path, to).expect("a copy");
        copied += 1;
    }
    copied
}

/// Runs `command` and takes away the .pyc files that it wrote below `tree`.
fn run_and_collect(mut command: Command, tree: &Path) -> Files {
    let status = command.stdout(Stdio::null()).status().expect("a compiler that starts");
    assert!(status.code().is_some_and(|code| code <= 1), "{command:?}: {status}");
    let mut files = Files::new();
    for entry in walkdir::WalkDir::new(tree).into_iter().filter_map(Result::ok) {
        if entry.path().extension().is_some_and(|extension| extension == "pyc") {
            let bytes = std::fs::read(entry.path()).expect("a .pyc that was just written");
            std::fs::remove_file(entry.path()).expect("a file of ours");
            files.insert(entry.into_path(), bytes);
        }
    }
    files
}

fn compare(ours: &Files, theirs: &Files, target: &Target) {
    let mut wrong = Vec::new();
    for path in ours.keys().chain(theirs.keys()) {
        match (ours.get(path), theirs.get(path)) {
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) if a[..16] != b[..16] => {
                wrong.push(format!("{}: header {:02x?}, theirs {:02x?}", path.display(), &a[..16], &b[..16]));
            }
            (Some(a), Some(b)) => {
                let found = diff::first_difference(&a[16..], &b[16..], target).expect("the bytes differ");
                wrong.push(format!("{}: {} in {}\n{}", path.display(), found.kind, found.unit, found.detail));
            }
            (Some(_), None) => wrong.push(format!("{}: refused by the interpreter", path.display())),
            (None, _) => wrong.push(format!("{}: refused by us", path.display())),
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} files differ, the first:\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n"));
}
