//! `--fresh-by-mode`: a .pyc is up to date if it is of the mode asked for and its header fits.

mod support;

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Command, Output};

use pycompileall::Target;
use support::interpreters;
use support::ours::{ours, tree};

const MODES: [&str; 3] = ["timestamp", "checked-hash", "unchecked-hash"];

/// The exit code and standard output.
fn said(output: &Output) -> (i32, String) {
    (output.status.code().expect("it ends by itself"), String::from_utf8(output.stdout.clone()).expect("UTF-8"))
}

/// Writes another source of the same time.
fn rewrite(source: &Path, text: &str) {
    let before = fs::metadata(source).expect("its status").modified().expect("its time");
    fs::write(source, text).expect("written");
    let file = fs::File::options().append(true).open(source).expect("a source");
    file.set_modified(before).expect("its time is set");
}

const LISTING: &str = "Listing 'tree'...\n";
const BOTH: &str = "Listing 'tree'...\nCompiling 'tree/a.py'...\nCompiling 'tree/b.py'...\n";
const SECOND: &str = "Listing 'tree'...\nCompiling 'tree/b.py'...\n";

#[test]
fn nothing_is_compiled_again_and_each_change_is_seen() {
    for mode in MODES {
        let directory = tree(&[("a.py", "x = 1\n"), ("b.py", "y = 1\n")]);
        let root = directory.path();
        let line = format!("--python-version 3.11,3.12 -o 0 -o 2 --fresh-by-mode --invalidation-mode {mode} tree");
        let run = || said(&ours(root, &line));
        assert_eq!(run(), (0, BOTH.to_owned()), "{mode}");
        let pyc = root.join("tree/__pycache__/b.cpython-312.opt-2.pyc");
        let before = fs::metadata(&pyc).expect("its status");
        assert_eq!(run(), (0, LISTING.to_owned()), "{mode}");
        let after = fs::metadata(&pyc).expect("its status");
        assert_eq!((before.mtime_nsec(), before.ino()), (after.mtime_nsec(), after.ino()), "{mode}");
        // compileall's rule sees neither of these by the time.
        rewrite(&root.join("tree/b.py"), "y = 12\n");
        assert_eq!(run(), (0, SECOND.to_owned()), "{mode}");
        rewrite(&root.join("tree/b.py"), "y = 13\n");
        let seen = if mode == "timestamp" { LISTING } else { SECOND };
        assert_eq!(run(), (0, seen.to_owned()), "{mode}");
        for cut in [0, 15, 16] {
            let bytes = fs::read(&pyc).expect("a .pyc");
            fs::write(&pyc, &bytes[..cut]).expect("written");
            assert_eq!(run(), (0, SECOND.to_owned()), "{mode}, {cut}");
        }
        fs::remove_file(&pyc).expect("removed");
        assert_eq!(run(), (0, SECOND.to_owned()), "{mode}");
        assert_eq!(run(), (0, LISTING.to_owned()), "{mode}");
        let check = line.replace("tree", "--check tree");
        assert_eq!(said(&ours(root, &check)), (0, String::new()), "{mode}");
    }
}

#[test]
fn a_change_of_the_mode_is_seen() {
    for made in MODES {
        for asked in MODES.into_iter().filter(|&asked| asked != made) {
            let directory = tree(&[("a.py", "x = 1\n"), ("b.py", "y = 1\n")]);
            let run = |mode: &str, more: &str| {
                let line = format!("--python-version 3.12 --invalidation-mode {mode} {more} tree");
                said(&ours(directory.path(), &line)).1
            };
            run(made, "-q");
            // compileall's rule: whatever is checked by time is up to date, and nothing else is.
            assert_eq!(run(asked, "--fresh-by-mode"), BOTH, "{made}, {asked}");
            assert_eq!(run(asked, "--fresh-by-mode"), LISTING, "{made}, {asked}");
            assert_eq!(run(asked, ""), if asked == "timestamp" { LISTING } else { BOTH }, "{made}, {asked}");
        }
    }
}

#[test]
fn a_refused_source_is_refused_each_time_and_others_are_left() {
    let directory = tree(&[("a.py", "type X = int\n"), ("b.py", "y = 1\n")]);
    let line = "--python-version 3.11,3.12 --fresh-by-mode --invalidation-mode checked-hash tree";
    assert_eq!(ours(directory.path(), line).status.code(), Some(1));
    let again = ours(directory.path(), &format!("--output-format json {line}"));
    let document: serde_json::Value = serde_json::from_slice(&again.stdout).expect("JSON");
    let records = document["files"].as_array().expect("records");
    let statuses: Vec<_> = records.iter().map(|record| record["status"].as_str().expect("a status")).collect();
    assert_eq!((again.status.code(), statuses), (Some(1), vec!["failed", "fresh", "fresh", "fresh"]));
    for other in ["-f", "--syntax-only"] {
        assert_eq!(ours(directory.path(), &format!("{other} {line}")).status.code(), Some(2), "{other}");
    }
}

/// What is left alone is what the interpreter would have written, and imports take it.
#[test]
fn what_is_up_to_date_is_what_compileall_writes() {
    interpreters::assert_none_is_missing();
    for &target in Target::supported() {
        let Some(python) = interpreters::find(target.version.minor) else {
            println!("no python{} found: its files are not tried", target.version.series());
            continue;
        };
        for mode in MODES {
            let directory = tree(&[("a.py", "x = 1\n"), ("b.py", "y = 1\n")]);
            let theirs = Command::new(&python.path)
                .args(["-I", "-m", "compileall", "-q", "--invalidation-mode", mode, "tree"])
                .current_dir(directory.path())
                .status();
            assert!(theirs.expect("the interpreter runs").success());
            let version = format!("3.{}.{}", python.minor, python.micro);
            let line = format!("--python-version {version} --fresh-by-mode --invalidation-mode {mode} tree");
            assert_eq!(said(&ours(directory.path(), &line)), (0, LISTING.to_owned()), "{version} {mode}");
            let check = said(&ours(directory.path(), &format!("--python-version {version} --check tree")));
            assert_eq!(check, (0, String::new()), "{version} {mode}");
        }
    }
}
