//! Every interpreter found compiles its own standard library, and we must write the same files.
//!
//! `cargo test` takes every tenth file at one level, `PYCOMPILEALL_ORACLE=full` all files at every level,
//! with one worker and with two. One process compiles all of them; where its file differs from ours,
//! a fresh process that compiles this file alone decides, since what was compiled before may show in
//! which objects are shared. What is missing is said on stderr, past the capture of the test runner:
//! a machine without interpreters passes, but not silently.

mod support;

use pycompileall::Target;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, UNIX_EPOCH};
use support::diff;
use support::interpreters::{self, Pyodide};

/// The files of a tree of caches by name.
type Files = BTreeMap<PathBuf, Vec<u8>>;

fn say(line: std::fmt::Arguments) {
    // Straight to the stream: the runner's capture swallows eprintln.
    let _ = writeln!(std::io::stderr(), "oracle: {line}");
}

fn is_full() -> bool {
    std::env::var_os("PYCOMPILEALL_ORACLE").is_some_and(|value| value == "full")
}

#[test]
fn standard_libraries() {
    for target in Target::supported() {
        let minor = target.version.minor;
        let found = interpreters::all(minor);
        if found.is_empty() {
            say(format_args!("no python3.{minor} on this machine: nothing was compared for it"));
        }
        // A library that was installed without its tests gets another release's.
        let tests =
            found.iter().map(|python| python.library.join("test")).find(|tests| tests.join("test_dis.py").is_file());
        for python in &found {
            let compiler = Compiler::Python(&python.path);
            check(&compiler, (minor, python.micro), &python.library, tests.as_deref());
        }
    }
}

#[test]
fn library_compiled_by_pyodide() {
    let found = Pyodide::all();
    if found.is_empty() {
        say(format_args!("no Pyodide on this machine: nothing was compared for it"));
    }
    for (pyodide, minor, micro) in found {
        match interpreters::find(minor) {
            Some(python) => check(&Compiler::Pyodide(pyodide), (minor, micro), &python.library, None),
            None => say(format_args!("no library of 3.{minor} for Pyodide's 3.{minor}.{micro} to compile")),
        }
    }
}

#[test]
fn what_is_required_is_here() {
    interpreters::assert_none_is_missing();
}

/// What writes the reference.
enum Compiler<'p> {
    Python(&'p Path),
    Pyodide(Pyodide),
}

impl Compiler<'_> {
    /// Whether `found` is explained by what the process has imported. A class's qualified name that the process holds
    /// already is another object than the constant in the source, where these names are interned, and Pyodide has
    /// imported modules that `python -m compileall` has not. The golden files that it writes, whose names no module has,
    /// are compared with their references (`tests/golden.rs`).
    fn explains(&self, found: &diff::Difference, minor: u8) -> bool {
        matches!(self, Self::Pyodide(_)) && minor > 12 && found.is_reference
    }

    /// Compiles `path`, a tree or a file.
    fn command(&self, level: &str, path: &Path) -> Command {
        match self {
            Self::Python(python) => {
                let mut command = Command::new(python);
                command.args(["-I", "-W", "ignore", "-m", "compileall", "-qq", "-f", "-o", level]).arg(path);
                command
            }
            Self::Pyodide(pyodide) => pyodide.command(&[level.as_ref(), path.as_ref()]),
        }
    }
}

fn check(compiler: &Compiler<'_>, (minor, micro): (u8, u8), library: &Path, tests: Option<&Path>) {
    let full = is_full();
    let release = format!("3.{minor}.{micro}");
    let target = Target::for_version(minor, Some(micro)).expect("a version that is supported");
    say(format_args!("{release}: {}", if full { "everything" } else { "every tenth file" }));
    let directory = tempfile::tempdir().expect("a temporary directory");
    let tree = directory.path().canonicalize().expect("its name");
    let step = if full { 1 } else { 10 };
    let mut copied = copy_library(library, &tree, step);
    if let Some(tests) = tests.filter(|_| !library.join("test/test_dis.py").is_file()) {
        copied += copy_library(tests, &tree.join("test"), step);
    }
    assert!(copied > 50, "{} holds {copied} files only", library.display());
    if let Compiler::Pyodide(_) = compiler {
        cut_to_seconds(&tree);
    }
    for level in if full { vec!["0", "1", "2"] } else { vec!["0"] } {
        let theirs = run_and_collect(compiler.command(level, &tree), &tree);
        for jobs in if full { vec!["1", "2"] } else { vec!["2"] } {
            let mut ours = Command::new(env!("CARGO_BIN_EXE_pycompileall"));
            ours.args(["-qq", "-f", "-o", level, "-j", jobs, "--python-version", &release]).arg(&tree);
            let ours = run_and_collect(ours, &tree);
            let alone = |file: &Path| {
                let source = source_of(file);
                run_and_collect(compiler.command(level, &source), file.parent().expect("a directory")).remove(file)
            };
            let is_explained = |found: &diff::Difference| compiler.explains(found, minor);
            let (fresh, explained) = compare(&ours, &theirs, target, alone, is_explained);
            say(format_args!(
                "-o {level} -j {jobs}: {} of {copied} files compiled, all equal, {fresh} of them to a fresh process's, \
                 {explained} but for what is shared",
                ours.len()
            ));
            // That classes have names of Pyodide's own modules is rare.
            assert!(explained * 10 < ours.len(), "{explained} files share other objects");
        }
    }
}

/// `tree/__pycache__/name.cpython-3X.pyc` to `tree/name.py`.
fn source_of(cached: &Path) -> PathBuf {
    let name = cached.file_name().and_then(|name| name.to_str()).expect("a name");
    let stem = name.rsplit_once(".cpython-").expect("a tag").0;
    cached.parent().and_then(Path::parent).expect("a directory").join(stem).with_extension("py")
}

/// Copies every `step`th .py file; returns how many.
fn copy_library(library: &Path, tree: &Path, step: usize) -> usize {
    let entries = walkdir::WalkDir::new(library).sort_by_file_name().into_iter();
    let entries = entries.filter_entry(|entry| entry.file_name() != "site-packages");
    let files: Vec<_> = entries.filter_map(Result::ok).map(walkdir::DirEntry::into_path).collect();
    // A link may lead to a file of another installation.
    let python =
        files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "py") && path.is_file());
    let mut copied = 0;
    for path in python.step_by(step) {
        let to = tree.join(path.strip_prefix(library).expect("below the library"));
        std::fs::create_dir_all(to.parent().expect("a file has a directory")).expect("a directory");
        std::fs::copy(path, to).expect("a copy");
        copied += 1;
    }
    copied
}

/// Sets modification times to whole seconds: Emscripten rounds what Node.js tells it to milliseconds, so
/// that the last half millisecond of a second would count as the next one.
fn cut_to_seconds(tree: &Path) {
    for entry in walkdir::WalkDir::new(tree).into_iter().filter_map(Result::ok).filter(|entry| entry.path().is_file()) {
        let file = File::open(entry.path()).expect("a copy of ours");
        let modified = file.metadata().and_then(|metadata| metadata.modified()).expect("its time");
        let since = modified.duration_since(UNIX_EPOCH).expect("a time after 1970");
        file.set_modified(UNIX_EPOCH + Duration::from_secs(since.as_secs())).expect("a time that can be set");
    }
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

/// Fails if any files differ; says how many are equal only to what `alone` gives of them, and how many differ in what
/// `is_explained` knows the reason of.
fn compare(
    ours: &Files,
    theirs: &Files,
    target: &Target,
    alone: impl Fn(&Path) -> Option<Vec<u8>>,
    is_explained: impl Fn(&diff::Difference) -> bool,
) -> (usize, usize) {
    let mut wrong = Vec::new();
    let (mut fresh, mut explained) = (0, 0);
    let paths: BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
    for path in paths {
        let (a, b) = match (ours.get(path), theirs.get(path)) {
            (Some(a), Some(b)) if a == b => continue,
            (Some(a), Some(b)) => (a, b),
            (Some(_), None) => {
                wrong.push(format!("{}: refused by the interpreter", path.display()));
                continue;
            }
            (None, _) => {
                wrong.push(format!("{}: refused by us", path.display()));
                continue;
            }
        };
        if a[..16] != b[..16] {
            wrong.push(format!("{}: header {:02x?}, theirs {:02x?}", path.display(), &a[..16], &b[..16]));
            continue;
        }
        if diff::first_difference(&a[16..], &b[16..], target).is_some_and(|found| is_explained(&found)) {
            explained += 1;
            continue;
        }
        match alone(path) {
            Some(b) if *a == b => fresh += 1,
            Some(b) => {
                let found = diff::first_difference(&a[16..], &b[16..], target).expect("the bytes differ");
                wrong.push(format!("{}: {} in {}\n{}", path.display(), found.kind, found.unit, found.detail));
            }
            None => wrong.push(format!("{}: refused by a fresh process", path.display())),
        }
    }
    assert!(wrong.is_empty(), "{} files differ, the first:\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n"));
    (fresh, explained)
}
