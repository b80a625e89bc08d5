//! Whole runs of the binary over a copy of a tree, as a person starts it: cold (`-f`), cold where no .pyc
//! is yet, and with nothing to do, for each version; and the version's own `python -m compileall` over the
//! same copy for the ratio, where its interpreter is on PATH. (`PATH=~/.cache/pycompileall-oracles/bin:$PATH`
//! has those of `.ci/run`.)
//!
//!     cargo bench --bench tree

mod support;

use divan::Bencher;
use divan::counter::BytesCount;
use pycompileall::Target;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{LazyLock, OnceLock};
use tempfile::TempDir;

fn main() {
    divan::main();
}

/// A copy of the sources, 50 files a folder.
fn tree() -> &'static Path {
    static TREE: OnceLock<TempDir> = OnceLock::new();
    let tree = TREE.get_or_init(|| {
        let tree = tempfile::tempdir().expect("a temporary directory");
        for (number, source) in support::sources().iter().enumerate() {
            let folder = tree.path().join(format!("d{}", number / 50));
            std::fs::create_dir_all(&folder).expect("a folder");
            std::fs::write(folder.join(format!("m{number}.py")), source).expect("a file");
        }
        tree
    });
    tree.path()
}

fn run(program: &Path, arguments: &[&str]) {
    let mut command = Command::new(program);
    command.args(arguments).arg(tree()).stdout(Stdio::null()).stderr(Stdio::null());
    // Some of the files are not meant to compile.
    assert!(command.status().is_ok_and(|status| status.code().is_some_and(|code| code <= 1)), "{command:?}");
}

static VERSIONS: LazyLock<Vec<String>> =
    LazyLock::new(|| Target::supported().iter().map(|target| target.version.series()).collect());

fn ours(versions: &str, force: bool) {
    let arguments = ["--python-version", versions, "-qq", "-j2", "-f"];
    run(Path::new(env!("CARGO_BIN_EXE_pycompileall")), &arguments[..if force { 5 } else { 4 }]);
}

/// compileall of the version's interpreter, if that is on PATH.
fn theirs(version: &str, force: bool) {
    let arguments = ["-W", "ignore", "-m", "compileall", "-qq", "-j2", "-f"];
    if let Some(python) = python(version) {
        run(&python, &arguments[..if force { 7 } else { 6 }]);
    }
}

fn python(version: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = format!("python{version}");
    let found = std::env::split_paths(&path).map(|directory| directory.join(&name)).find(|python| python.is_file())?;
    let runs = Command::new(&found).arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status();
    runs.is_ok_and(|status| status.success()).then_some(found)
}

fn size() -> BytesCount {
    BytesCount::new(support::size(support::sources()))
}

fn remove_pycs() {
    for entry in tree().read_dir().expect("the tree").filter_map(Result::ok) {
        // Not there in the first round.
        let _ = std::fs::remove_dir_all(entry.path().join("__pycache__"));
    }
}

#[divan::bench(args = VERSIONS.iter().map(String::as_str), sample_count = 5, sample_size = 1)]
fn cold(bencher: Bencher, version: &str) {
    ours(version, true);
    bencher.counter(size()).bench_local(|| ours(version, true));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn cold_every_version(bencher: Bencher) {
    let versions = VERSIONS.join(",");
    bencher.counter(size()).bench_local(|| ours(&versions, true));
}

#[divan::bench(args = VERSIONS.iter().map(String::as_str), sample_count = 5, sample_size = 1)]
fn cold_first(bencher: Bencher, version: &str) {
    bencher.counter(size()).with_inputs(remove_pycs).bench_local_values(|()| ours(version, true));
}

#[divan::bench(args = VERSIONS.iter().map(String::as_str), sample_count = 20, sample_size = 1)]
fn nothing_to_do(bencher: Bencher, version: &str) {
    ours(version, true);
    bencher.counter(size()).bench_local(|| ours(version, false));
}

#[divan::bench(args = VERSIONS.iter().map(String::as_str), sample_count = 3, sample_size = 1)]
fn python_cold(bencher: Bencher, version: &str) {
    bencher.counter(size()).bench_local(|| theirs(version, true));
}

#[divan::bench(args = VERSIONS.iter().map(String::as_str), sample_count = 5, sample_size = 1)]
fn python_nothing_to_do(bencher: Bencher, version: &str) {
    theirs(version, true);
    bencher.counter(size()).bench_local(|| theirs(version, false));
}
