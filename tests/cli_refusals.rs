//! `--exit-zero-on-refusal` and `--allow-refused`: which refusals fail a run.

mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

fn ours(root: &Path, line: &str) -> Output {
    support::ours::ours(root, &format!("--python-version 3.11,3.12 {line}"))
}

/// The exit code, standard output and standard error.
fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (output.status.code().expect("it ends by itself"), text(&output.stdout), text(&output.stderr))
}

/// A directory with one good source, one that both versions refuse and one that 3.11 refuses.
fn tree() -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    for (name, source) in [("good.py", "x = 1\n"), ("bad/b.py", "x = (\n"), ("bad/new/c.py", "type X = int\n")] {
        let path = directory.path().join("tree").join(name);
        fs::create_dir_all(path.parent().expect("a directory")).expect("made");
        fs::write(path, source).expect("written");
    }
    directory
}

#[test]
fn refusals_are_said_and_fail_only_where_they_may_not_be() {
    for flags in ["-q", "-q --syntax-only", "-f"] {
        let directory = tree();
        let root = directory.path();
        let plain = said(&ours(root, &format!("{flags} tree")));
        assert_eq!(plain.0, 1);
        assert!(plain.1.contains("SyntaxError: '(' was never closed"), "{}", plain.1);
        for (more, code) in [
            ("--exit-zero-on-refusal", 0),
            ("--exit-zero-on-refusal --strict", 0),
            ("--allow-refused bad", 0),
            ("--allow-refused tree/bad/**", 0),
            ("--allow-refused b.py --allow-refused new", 0),
            ("--allow-refused b.py --allow-refused new --strict", 0),
            ("--allow-refused tree/bad/*.py", 1),
            ("--allow-refused b.py", 1),
            ("--allow-refused /bad", 1),
        ] {
            let run = said(&ours(root, &format!("{flags} {more} tree")));
            assert_eq!((run.0, run.1, run.2), (code, plain.1.clone(), plain.2.clone()), "{flags} {more}");
        }
        let pyc = root.join("tree/bad/new/__pycache__/c.cpython-312.pyc");
        assert_eq!(pyc.exists(), !flags.contains("syntax"), "what 3.12 takes is written");
    }
}

#[test]
fn what_is_not_read_or_written_fails_whatever_may_be_refused() {
    for flags in ["--exit-zero-on-refusal", "--allow-refused **"] {
        let directory = tree();
        let root = directory.path();
        assert_eq!(ours(root, &format!("-qq {flags} tree")).status.code(), Some(0));
        symlink("/proc/self/mem", root.join("tree/unreadable.py")).expect("a link");
        let (code, words, _) = said(&ours(root, &format!("-q {flags} tree")));
        assert!(code == 1 && words.contains("unreadable.py"), "{words}");
        fs::remove_file(root.join("tree/unreadable.py")).expect("removed");
        // A file is where the directory is to be.
        fs::write(root.join("tree/bad/__pycache__"), "").expect("written");
        fs::write(root.join("tree/bad/unwritable.py"), "").expect("written");
        let (code, words, _) = said(&ours(root, &format!("-q {flags} tree")));
        assert!(code == 1 && words.contains("unwritable.py") && words.contains("NotADirectoryError"), "{words}");
    }
}

#[test]
fn a_pattern_without_use_is_said_where_one_is_strict() {
    let directory = tree();
    let root = directory.path();
    let line = "-qq --allow-refused bad --allow-refused gone.py --allow-refused good.py tree";
    assert_eq!(said(&ours(root, line)), (0, String::new(), String::new()));
    let line = line.replace("-qq", "-q --strict");
    let (code, _, errors) = said(&ours(root, &line));
    let error = |glob: &str| format!("error: no refused source fits --allow-refused '{glob}'\n");
    assert_eq!((code, errors), (1, error("gone.py") + &error("good.py")));
}

#[test]
fn other_formats_say_it_as_well() {
    let directory = tree();
    let root = directory.path();
    let json = |flags: &str| -> Value {
        let output = ours(root, &format!("--output-format json {flags} tree"));
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    let counts = |document: &Value| {
        ["failed", "refused", "allowed"].map(|count| document["summary"][count].as_u64().expect("a number"))
    };
    let document = json("--allow-refused b.py");
    assert_eq!(counts(&document), [2, 2, 1]);
    let errors: Vec<_> = document["files"].as_array().expect("records").iter().map(|file| &file["error"]).collect();
    let allowed: Vec<_> = errors.iter().filter(|error| !error.is_null()).map(|error| &error["allowed"]).collect();
    assert_eq!(allowed, [&Value::Bool(true), &Value::Bool(true), &Value::Null]);
    assert_eq!(counts(&json("--exit-zero-on-refusal")), [2, 2, 2]);
    assert_eq!(counts(&json("")), [2, 2, 0]);
    let (_, words, _) = said(&ours(root, "--output-format github --allow-refused b.py tree"));
    let levels: Vec<_> = words.lines().map(|line| line.split(' ').next().expect("a word")).collect();
    assert_eq!(levels, ["::notice", "::error"], "{words}");
    let (code, _, summary) = said(&ours(root, "-q --summary --allow-refused b.py tree"));
    assert!(code == 1 && summary.contains(", 2 refused (1 as allowed)"), "{summary}");
}

#[test]
fn bad_patterns_are_errors_of_the_command_line() {
    let directory = tree();
    for line in ["--allow-refused [ tree", "--allow-refused / tree", "--allow-refused b --exit-zero-on-refusal tree"] {
        let (code, _, words) = said(&ours(directory.path(), line));
        assert!(code == 2 && words.contains("--allow-refused"), "{line}: {words}");
    }
    assert!(!directory.path().join("tree/__pycache__").exists());
}
