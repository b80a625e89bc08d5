//! `--syntax-only`: every source is compiled, and nothing is written.

mod support;

use std::fs;
use std::path::Path;
use std::process::Output;
use std::time::SystemTime;

use serde_json::Value;

use support::ours::{ours, tree};

/// The exit code, standard output and standard error.
fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// What is in the tree, with times.
fn listing(root: &Path) -> Vec<(String, SystemTime, Option<Vec<u8>>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root).expect("a directory") {
        let path = entry.expect("an entry").path();
        let time = fs::metadata(&path).expect("its status").modified().expect("its time");
        found.push((path.display().to_string(), time, fs::read(&path).ok()));
        if path.is_dir() {
            found.extend(listing(&path));
        }
    }
    found.sort();
    found
}

#[test]
fn refused_sources_are_said_in_the_words_of_a_run() {
    let directory = tree(&[("a.py", "x = 1\n"), ("b.py", "x = (\n"), ("c.py", "type X = int\n")]);
    let before = listing(directory.path());
    let gate = ours(directory.path(), "--python-version 3.11,3.12 --syntax-only -q tree");
    assert_eq!(listing(directory.path()), before);
    let run = ours(directory.path(), "--python-version 3.11,3.12 -q tree");
    assert_eq!(said(&gate), said(&run));
    let (code, words, _) = said(&gate);
    assert_eq!(code, Some(1));
    assert!(words.starts_with("*** Error compiling 'tree/b.py' for Python 3.11, 3.12...\n  File"), "{words}");
    assert!(words.contains("*** Error compiling 'tree/c.py' for Python 3.11...\n  File"), "{words}");
}

#[test]
fn accepted_sources_are_passed_over_in_silence() {
    let directory = tree(&[("a.py", "x = 1\n"), ("b.py", "x = '\\d'\n")]);
    let before = listing(directory.path());
    for line in ["--syntax-only tree", "--syntax-only -b tree/a.py", "--syntax-only -o 0 -o 2 --hardlink-dupes tree"] {
        for versions in ["--python-version 3.12", "--python-version 3.12,3.13 -q"] {
            let gate = ours(directory.path(), &format!("-W ignore {versions} {line}"));
            assert_eq!(said(&gate), (Some(0), String::new(), String::new()), "{line}");
        }
    }
    let warned = ours(directory.path(), "--python-version 3.12 -W error::SyntaxWarning --syntax-only tree");
    let (code, words, _) = said(&warned);
    assert!(code == Some(1) && words.contains("SyntaxError: invalid escape sequence"), "{words}");
    let json = ours(directory.path(), "--python-version 3.12 --syntax-only --output-format json tree");
    let document: Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!((&document["files"][0]["status"], &document["files"][0]["bytes"]), (&"accepted".into(), &0.into()));
    assert_eq!(document["summary"]["pycs"]["accepted"], 2);
    let summary = ours(directory.path(), "-W ignore --python-version 3.12 --syntax-only --summary tree");
    let (_, _, words) = said(&summary);
    assert!(words.starts_with("Checked the syntax of 2 files for Python 3.12.7 in "), "{words}");
    assert_eq!(listing(directory.path()), before);
}

#[test]
fn a_cached_file_says_nothing_of_a_source() {
    let directory = tree(&[("a.py", "x = 1\n")]);
    assert_eq!(ours(directory.path(), "--python-version 3.12 -q tree").status.code(), Some(0));
    let source = directory.path().join("tree/a.py");
    let time = fs::metadata(&source).expect("its status").modified().expect("its time");
    fs::write(&source, "x = (\n").expect("a source");
    let file = fs::File::options().append(true).open(&source).expect("the source");
    file.set_modified(time).expect("its time is set");
    assert_eq!(ours(directory.path(), "--python-version 3.12 -q tree").status.code(), Some(0));
    let before = listing(directory.path());
    assert_eq!(ours(directory.path(), "--python-version 3.12 --syntax-only tree").status.code(), Some(1));
    assert_eq!(listing(directory.path()), before);
}

#[test]
fn a_path_that_is_not_there_is_an_error() {
    let directory = tree(&[]);
    let (code, words, errors) = said(&ours(directory.path(), "--syntax-only --python-version 3.12 scr"));
    assert_eq!(
        (code, words.as_str(), errors.as_str()),
        (Some(1), "Can't list 'scr'\n", "error: 'scr' does not exist\n")
    );
    for other in ["--check", "-f"] {
        assert_eq!(ours(directory.path(), &format!("--syntax-only {other} tree")).status.code(), Some(2), "{other}");
    }
}

#[test]
fn the_hook_is_a_command_line_of_ours() {
    let hooks = include_str!("../.pre-commit-hooks.yaml");
    let entry = hooks.lines().find_map(|line| line.trim_start().strip_prefix("entry: ")).expect("an entry");
    let arguments = entry.strip_prefix("pycompileall ").expect("a command of ours");
    let directory = tree(&[("a.py", "x = 1\n"), ("b.py", "x = (\n")]);
    let before = listing(directory.path());
    for (sources, code) in [("tree/a.py", 0), ("tree/a.py tree/b.py", 1)] {
        let line = format!("{arguments} --python-version=3.11,3.14 {sources}");
        assert_eq!(ours(directory.path(), &line).status.code(), Some(code), "{line}");
    }
    assert_eq!(listing(directory.path()), before);
}
