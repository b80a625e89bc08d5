//! Whole runs of the binary over a copy of a tree, as a person starts it: cold (`-f`), cold where no .pyc
//! is yet, and with nothing to do; and, if there is a `python3.11` on PATH, `python3.11 -m compileall`
//! over the same copy for the ratio.
//!
//!     cargo bench --bench tree

mod support;

use divan::Bencher;
use divan::counter::BytesCount;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
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

fn run(program: &str, arguments: &[&str]) {
    let mut command = Command::new(program);
    command.args(arguments).arg(tree()).stdout(Stdio::null()).stderr(Stdio::null());
    // Some of the files are not meant to compile.
    assert!(command.status().is_ok_and(|status| status.code().is_some_and(|code| code <= 1)), "{command:?}");
}

const OURS: &str = env!("CARGO_BIN_EXE_pycompileall");
const COLD: &[&str] = &["--python-version", "3.11", "-qq", "-f", "-j2"];
const FRESH: &[&str] = &["--python-version", "3.11", "-qq", "-j2"];
const THEIRS_COLD: &[&str] = &["-W", "ignore", "-m", "compileall", "-qq", "-f", "-j2"];
const THEIRS_FRESH: &[&str] = &["-W", "ignore", "-m", "compileall", "-qq", "-j2"];

fn size() -> BytesCount {
    BytesCount::new(support::size(support::sources()))
}

fn remove_pycs() {
    for entry in tree().read_dir().expect("the tree").filter_map(Result::ok) {
        // Not there in the first round.
        let _ = std::fs::remove_dir_all(entry.path().join("__pycache__"));
    }
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn cold(bencher: Bencher) {
    run(OURS, COLD);
    bencher.counter(size()).bench_local(|| run(OURS, COLD));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn cold_first(bencher: Bencher) {
    bencher.counter(size()).with_inputs(remove_pycs).bench_local_values(|()| run(OURS, COLD));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn nothing_to_do(bencher: Bencher) {
    run(OURS, FRESH);
    bencher.counter(size()).bench_local(|| run(OURS, FRESH));
}

fn has_python() -> bool {
    Command::new("python3.11").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

#[divan::bench(sample_count = 3, sample_size = 1, ignore = !has_python())]
fn python_cold(bencher: Bencher) {
    bencher.counter(size()).bench_local(|| run("python3.11", THEIRS_COLD));
}

#[divan::bench(sample_count = 5, sample_size = 1, ignore = !has_python())]
fn python_nothing_to_do(bencher: Bencher) {
    run("python3.11", THEIRS_FRESH);
    bencher.counter(size()).bench_local(|| run("python3.11", THEIRS_FRESH));
}
