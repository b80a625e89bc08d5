//! A gate over several versions: the table of `--syntax-only`, and warnings that fail.

mod support;

use std::process::{Command, Output};

use pycompileall::Target;
use serde_json::{Value, json};
use support::interpreters;
use support::ours::{ours, tree};

/// The exit code, standard output and standard error.
fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (output.status.code().expect("it ends by itself"), text(&output.stdout), text(&output.stderr))
}

const SOURCES: [(&str, &str); 9] = [
    ("a.py", "x = 1\n"),
    ("bad1.py", "x = (\n"),
    ("bad2.py", "\n\nx = )\n"),
    ("bad3.py", "return\n"),
    ("bad4.py", "x = 1 1\n"),
    ("generic.py", "def f[T](x: T): ...\n"),
    ("nested.py", "f'{'a'}'\n"),
    ("template.py", "t'{x}'\n"),
    ("warned.py", "assert (1, 2)\nx = '\\d'\n"),
];

#[test]
fn several_versions_are_a_table() {
    let directory = tree(&SOURCES);
    let root = directory.path();
    let gate = |line: &str| said(&ours(root, &format!("--python-version 3.11.7,3.12.7,3.14.10 {line}")));
    let quiet = gate("--syntax-only -q tree");
    let (code, words, errors) = gate("--syntax-only --summary -q tree");
    assert_eq!((code, &words), (1, &quiet.1));
    let table = "\
Python   files  refused  warned  first refused
3.11.7       9        7       1  tree/bad1.py:1, tree/bad2.py:3, tree/bad3.py:1 and 4 more
3.12.7       9        5       1  tree/bad1.py:1, tree/bad2.py:3, tree/bad3.py:1 and 2 more
3.14.10      9        4       1  tree/bad1.py:1, tree/bad2.py:3, tree/bad3.py:1 and 1 more
";
    let last =
        errors.strip_prefix(&quiet.2).and_then(|rest| rest.strip_prefix(table)).unwrap_or_else(|| panic!("{errors}"));
    assert!(last.starts_with("Checked the syntax of 9 files for Python 3.11.7, 3.12.7, 3.14.10 in "), "{last}");
    // It is what a run that is not quiet answers, into a pipe as well.
    let plain = gate("--syntax-only tree");
    assert_eq!((code, plain.2), (1, format!("{}{table}", quiet.2)));
    // One version needs no table, nor do other runs.
    let one = said(&ours(root, "--python-version 3.12 -W ignore --syntax-only --summary -qq tree")).2;
    assert!(one.starts_with("Checked the syntax of 9 files") && one.lines().count() == 1, "{one}");
    assert_eq!(gate("-W ignore -qq --summary tree").2.lines().count(), 1);
    assert_eq!(said(&ours(root, "--python-version 3.12 -W ignore --syntax-only tree")).2, "");
    // What can't be read has a column where there is any.
    std::os::unix::fs::symlink("/proc/self/mem", root.join("tree/m.py")).expect("a link");
    let (_, _, errors) = gate("-W ignore --syntax-only --summary -q tree");
    assert!(
        errors.starts_with("Python   files  refused  failed  warned  first refused\n3.11.7      10        7       1")
    );
}

#[test]
fn a_terminal_gets_the_table() {
    let directory = tree(&SOURCES);
    let line = format!(
        "{} --no-progress -W ignore --python-version 3.12,3.14 --syntax-only tree/a.py tree/template.py",
        env!("CARGO_BIN_EXE_pycompileall")
    );
    let output = Command::new("script").args(["-qec", &line, "/dev/null"]).current_dir(&directory).output();
    let Ok(output) = output else {
        println!("no script(1) here: no terminal was tried");
        return;
    };
    let words = String::from_utf8(output.stdout).expect("UTF-8").replace("\r\n", "\n");
    assert!(words.contains("\nPython   files  refused  warned  first refused\n"), "{words}");
}

/// `by_version` says of each version what its interpreter says.
#[test]
fn the_rows_are_what_the_interpreters_say() {
    const ORACLE: &str = "
import glob, json, warnings
refused = warned = 0
for name in sorted(glob.glob('tree/*.py')):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always', SyntaxWarning)
        warnings.simplefilter('ignore', DeprecationWarning)
        try:
            compile(open(name, 'rb').read(), name, 'exec', dont_inherit=True)
        except SyntaxError:
            refused += 1
    warned += bool(caught)
print(json.dumps([refused, warned]))
";
    interpreters::assert_none_is_missing();
    let pythons: Vec<_> =
        Target::supported().iter().filter_map(|target| interpreters::find(target.version.minor)).collect();
    if pythons.is_empty() {
        println!("no interpreter found: none was asked");
        return;
    }
    let directory = tree(&SOURCES);
    let releases: Vec<_> = pythons.iter().map(|python| format!("3.{}.{}", python.minor, python.micro)).collect();
    let line = format!("--python-version {} --syntax-only --output-format json tree", releases.join(","));
    let document: Value = serde_json::from_slice(&ours(directory.path(), &line).stdout).expect("JSON");
    let rows = document["summary"]["by_version"].as_array().expect("rows");
    assert_eq!(rows.len(), pythons.len());
    for ((python, release), row) in pythons.iter().zip(&releases).zip(rows) {
        let mut command = Command::new(&python.path);
        let output = command.args(["-I", "-c", ORACLE]).current_dir(&directory).output().expect("it runs");
        let theirs: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let expected = json!({
            "version": release, "files": SOURCES.len(), "refused": theirs[0], "failed": 0, "warned": theirs[1],
        });
        assert_eq!(*row, expected);
        assert!(theirs[0].as_u64() >= Some(4) && theirs[1].as_u64() >= Some(1), "{theirs}");
    }
}

#[test]
fn warnings_fail_where_that_is_asked_for() {
    let directory = tree(&SOURCES);
    let root = directory.path();
    let run = |line: &str| said(&ours(root, &format!("--python-version 3.12 {line}")));
    let plain = run("--syntax-only tree/warned.py");
    assert!(plain.0 == 0 && plain.2.contains("SyntaxWarning: assertion is always true"), "{plain:?}");
    // All of them are said, as without the flag.
    assert_eq!(plain.2.matches("SyntaxWarning").count(), 2, "{plain:?}");
    let failing = run("--syntax-only --fail-on-warnings tree/warned.py");
    assert_eq!(failing, (1, plain.1.clone(), plain.2.clone()));
    assert_eq!(run("--syntax-only --fail-on-warnings -W ignore tree/warned.py").0, 0);
    assert_eq!(run("--syntax-only --fail-on-warnings tree/a.py").0, 0);
    assert!(run("--syntax-only --fail-on-warnings --summary tree/warned.py").2.contains(", 1 warned of\n"));
    let github = run("--syntax-only --fail-on-warnings --output-format github tree/warned.py").1;
    assert!(github.lines().count() == 2 && github.lines().all(|line| line.starts_with("::error ")), "{github}");
    // What is written is written all the same.
    assert_eq!(run("-q --fail-on-warnings tree/warned.py").0, 1);
    assert!(root.join("tree/__pycache__/warned.cpython-312.pyc").exists());
    assert_eq!(run("-q --fail-on-warnings tree/warned.py").0, 0, "it is not compiled again");
    assert_eq!(run("--check --fail-on-warnings tree/warned.py").0, 2);
}
