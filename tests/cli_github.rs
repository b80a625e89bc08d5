//! `--output-format github`: annotations for GitHub Actions.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(root: &Path, line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pycompileall"));
    command.args(["--output-format", "github"]).args(line.split_whitespace()).current_dir(root);
    for name in ["SOURCE_DATE_EPOCH", "PYTHONPYCACHEPREFIX", "PYTHONOPTIMIZE", "PYTHONWARNINGS", "VIRTUAL_ENV"] {
        command.env_remove(name);
    }
    command.output().expect("our binary runs")
}

fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    for (name, text) in files {
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().expect("it is below the root")).expect("a directory");
        fs::write(path, text).expect("a file");
    }
    directory
}

fn said(output: &Output) -> (Option<i32>, &str) {
    (output.status.code(), std::str::from_utf8(&output.stdout).expect("UTF-8"))
}

#[test]
fn refusals_and_warnings_are_annotations() {
    let directory = tree(&[
        ("t/a.py", "x = 1\nassert (x, 1)\n"),
        ("t/b,c.py", "x = (\n"),
        ("t/d.py", "def f():\n    return yield\n"),
        ("t/e.py", "x = '''\n\n"),
        ("t/fine.py", "x = 1\n"),
    ]);
    let expected = "\
::warning title=pycompileall (SyntaxWarning),file=t/a.py,line=2,endLine=2,col=1,endColumn=14::\
t/a.py:2:1: SyntaxWarning: assertion is always true, perhaps remove parentheses?
::error title=pycompileall (SyntaxError),file=t/b%2Cc.py,line=1,endLine=1,col=5::\
t/b,c.py:1:5: SyntaxError: '(' was never closed
::error title=pycompileall (SyntaxError),file=t/d.py,line=2,endLine=2,col=12,endColumn=17::\
t/d.py:2:12: SyntaxError: invalid syntax
::error title=pycompileall (SyntaxError),file=t/e.py,line=1,endLine=1,col=5::\
t/e.py:1:5: SyntaxError: unterminated triple-quoted string literal (detected at line 2)
";
    let output = run(directory.path(), "--python-version 3.13 t");
    assert_eq!(said(&output), (Some(1), expected), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    // What levels and versions have in common is said once.
    let output = run(directory.path(), "--python-version 3.13 -f -o 0 -o 1 t");
    assert_eq!(said(&output), (Some(1), expected));
    let output = run(directory.path(), "--python-version 3.12,3.13 -f t/b,c.py");
    let several = "\
::error title=pycompileall (SyntaxError),file=t/b%2Cc.py,line=1,endLine=1,col=5::\
t/b,c.py:1:5: SyntaxError: '(' was never closed (Python 3.12, 3.13)
";
    assert_eq!(said(&output), (Some(1), several));
}

#[test]
fn what_is_missing_or_stale_or_not_there() {
    let directory = tree(&[("t/a.py", "x = 1\n"), ("t/b.py", "x = 1\n")]);
    let root = directory.path();
    run(root, "--python-version 3.13 t/a.py");
    let time = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_500_000_000);
    fs::File::open(root.join("t/a.py")).unwrap().set_times(fs::FileTimes::new().set_modified(time)).unwrap();
    let output = run(root, "--python-version 3.13 --check t missing");
    let expected = "\
::error title=pycompileall (stale),file=t/a.py::\
t/a.py: t/__pycache__/a.cpython-313.pyc is stale
::error title=pycompileall (missing),file=t/b.py::\
t/b.py: t/__pycache__/b.cpython-313.pyc is missing
::error title=pycompileall (unlisted),file=missing::\
missing: can't be listed, or does not exist
";
    assert_eq!(said(&output), (Some(1), expected));
    let output = run(root, "--python-version 3.13 -q missing");
    let expected = expected.lines().last().expect("a line").replace("error", "warning") + "\n";
    assert_eq!(said(&output), (Some(0), expected.as_str()));
}

#[test]
fn doubtful_versions_are_warnings() {
    let directory = tree(&[("t/pyvenv.cfg", "version = 3.4.0\n"), ("t/a.py", "x = 1\n")]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_pycompileall"));
    command.args(["--output-format", "github", "t"]).current_dir(&directory);
    let output = command.env("PYCOMPILEALL_PYTHON_VERSION", "3.13").output().expect("our binary runs");
    let (code, words) = said(&output);
    assert_eq!(code, Some(0));
    assert!(words.starts_with("::warning title=pycompileall (version)::"), "{words}");
    assert_eq!(words.lines().count(), 1);
}
