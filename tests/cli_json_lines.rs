//! `--output-format json-lines`, and what else the Python module asks of the binaries.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

const PYCOMPILEALL: &str = env!("CARGO_BIN_EXE_pycompileall");
const PYCOMPILE: &str = env!("CARGO_BIN_EXE_pycompile");

/// What a program says in lines of JSON for 3.13.
fn run(program: &str, root: &Path, line: &str) -> Output {
    let mut command = Command::new(program);
    command.args(["--python-version", "3.13", "--output-format", "json-lines"]).args(line.split_whitespace());
    for name in ["SOURCE_DATE_EPOCH", "PYTHONPYCACHEPREFIX", "PYTHONOPTIMIZE", "PYTHONWARNINGS"] {
        command.env_remove(name);
    }
    command.current_dir(root).output().expect("our binary runs")
}

fn records(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).expect("UTF-8");
    let mut records = text.lines().map(|line| serde_json::from_str(line).expect("a record a line"));
    assert_eq!(records.next(), Some(json!({ "schema_version": 1 })));
    records.collect()
}

fn write(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().expect("it is below the root")).expect("a directory");
    fs::write(path, text).expect("a file");
}

#[test]
fn a_record_a_line_as_it_goes() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    write(root, "t/a.py", "x = 1 is 1\n");
    write(root, "t/b.py", "x = (\n");
    write(root, "t/sub/c.py", "x = 1\n");
    let output = run(PYCOMPILEALL, root, "-s t/sub t missing");
    assert_eq!(output.status.code(), Some(1));
    let mut records = records(&output);
    let trees: Vec<Value> = records.extract_if(.., |record| record.get("tree").is_some()).collect();
    assert_eq!(trees.len(), 1);
    assert_eq!(trees[0]["tree"]["versions"][0].as_str(), Some("3.13.18"));
    let told: Vec<_> = records.iter().map(|record| (record["path"].as_str(), record["status"].as_str())).collect();
    let expected = [
        ("t", "listing"),
        ("t/a.py", "unstripped"),
        ("t/a.py", "compiled"),
        ("t/b.py", "unstripped"),
        ("t/b.py", "failed"),
        ("t/sub", "listing"),
        ("t/sub/c.py", "compiled"),
        ("missing", "listing"),
        ("missing", "unlisted"),
    ];
    let mut expected: Vec<_> = expected.iter().map(|&(path, status)| (Some(path), Some(status))).collect();
    expected.push((None, None));
    assert_eq!(told, expected);
    let summary = json!({
        "summary": {
            "versions": ["3.13.18"], "compiled": 2, "fresh": 0, "failed": 1, "refused": 1, "allowed": 0, "warned": 1,
            "stale": 0, "unlisted": 1, "interrupted": false, "pycs": {
                "compiled": 2, "fresh": 0, "linked": 0, "failed": 1, "skipped": 0, "accepted": 0, "missing": 0,
                "stale": 0, "refused": 0
            },
            "pruned": 0, "foreign": 0,
            "by_version": [{"version": "3.13.18", "files": 3, "refused": 1, "failed": 0, "warned": 1}]
        }
    });
    assert_eq!(records.last(), Some(&summary));
    let again = run(PYCOMPILEALL, root, "t/a.py");
    let again = self::records(&again);
    let record = again.iter().find(|record| record["path"] == "t/a.py").expect("a record");
    assert_eq!((&record["status"], &record["pyc"]), (&json!("fresh"), &json!("t/__pycache__/a.cpython-313.pyc")));
}

#[test]
fn names_that_are_not_utf8_can_be_turned_back() {
    let directory = tempfile::tempdir().expect("a directory");
    let name = OsStr::from_bytes(b"\xff\xe9.py");
    fs::write(directory.path().join(name), "x = 1\n").expect("a file");
    fs::write(directory.path().join(format!("{}udcff.py", "\\")), "x = 1\n").expect("a file");
    let lines = records(&run(PYCOMPILEALL, directory.path(), "."));
    let mut command = Command::new(PYCOMPILEALL);
    let command = command.args(["--python-version", "3.13", "-f", "--output-format", "json", "."]);
    let output = command.current_dir(directory.path()).output().expect("our binary runs");
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    for records in [&lines, document["files"].as_array().expect("records")] {
        let of = |path: &str| records.iter().find(|record| record["path"] == path).expect("a record");
        let record = of(r"./\udcff\udce9.py");
        // printf './\377\351.py' | base64
        assert_eq!(record["path_bytes"], "Li//6S5weQ==");
        assert_eq!(record["pyc"], r"./__pycache__/\udcff\udce9.cpython-313.pyc");
        assert_eq!(record["pyc_bytes"], "Li9fX3B5Y2FjaGVfXy//6S5jcHl0aG9uLTMxMy5weWM=");
        // A name that looks like one of these.
        assert!(of(r"./\udcff.py").get("path_bytes").is_none());
    }
}

#[test]
fn pycompile_takes_what_the_function_takes() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    write(root, "a.py", "assert x\n");
    write(root, "b.py", "x = (\n");
    let line = "--cfile out/a.pyc --dfile /src/a.py --optimize 2 --invalidation-mode unchecked-hash a.py";
    let output = run(PYCOMPILE, root, line);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let told = records(&output);
    assert_eq!((&told[0]["pyc"], &told[0]["level"]), (&json!("out/a.pyc"), &json!(2)));
    let pyc = fs::read(root.join("out/a.pyc")).expect("the .pyc");
    let has = |text: &[u8]| pyc.windows(text.len()).any(|window| window == text);
    assert!(pyc[4..8] == [1, 0, 0, 0] && has(b"/src/a.py") && !has(b"AssertionError"));
    assert!(!root.join("__pycache__").exists());
    // It ends with the first failure.
    let output = run(PYCOMPILE, root, "b.py a.py");
    assert_eq!(output.status.code(), Some(1));
    let told = records(&output);
    assert_eq!((told.len(), &told[0]["status"], &told[1]["summary"]["failed"]), (2, &json!("failed"), &json!(1)));
    // One name is not for two.
    let output = run(PYCOMPILE, root, "--cfile c.pyc a.py b.py");
    assert_eq!(output.status.code(), Some(2));
    assert!(!root.join("c.pyc").exists());
}
