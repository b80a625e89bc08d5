//! `--verify` of what the interpreters found write: by compileall, py_compile, an importing process and pip, with every
//! option that leaves a trace. Nothing of it is an alarm.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use pycompileall::Target;
use serde_json::Value;

use support::interpreters::{self, Interpreter};
use support::twins::say;

/// Modules that anybody may import.
const MODULES: [(&str, &str); 4] = [
    ("plain", "'''Text.'''\nimport sys\n\nX = (1, -0.0, 2j, 'text', b'bytes', ..., None, 10**30)\n"),
    (
        "nested",
        "def f(a, /, b=1, *c, d, **e):
    assert a, 'why'
    def g():
        nonlocal b
        b += len(c)
        return lambda: (a, b, e)
    try:
        return g()
    finally:
        del d

class C:
    '''Doc.'''
    x: int = 1
    async def m(self):
        async with self as y:
            return [z async for z in y if z in {1, 'two', (3, 4.5)}]
",
    ),
    ("odd", "é = 'ü' + '\\ud800'\nr = 1\nif __debug__:\n    y = ~True\nz = f'{é!a:>{10}}'\n"),
    ("empty", ""),
];

/// Has the interpreter run in a directory.
fn run(python: &Interpreter, root: &Path, arguments: &[&str]) {
    let mut command = Command::new(&python.path);
    for name in ["PYTHONPYCACHEPREFIX", "PYTHONOPTIMIZE", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "SOURCE_DATE_EPOCH"]
    {
        command.env_remove(name);
    }
    let output = command.args(["-W", "ignore"]).args(arguments).current_dir(root).output().expect("it runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A directory with `NAME/` for each name, and the modules in each.
fn trees(names: &[&str]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    for name in names {
        let tree = directory.path().join(name);
        fs::create_dir(&tree).expect("a directory");
        for (module, source) in MODULES {
            fs::write(tree.join(format!("{module}.py")), source).expect("a source");
        }
    }
    directory
}

/// The status and the record of all that `--verify --strict` finds, which must go well.
fn statuses(root: &Path, version: &str) -> Vec<(String, Value)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pycompileall"));
    for name in ["PYTHONPYCACHEPREFIX", "PYTHONOPTIMIZE", "PYTHONWARNINGS", "SOURCE_DATE_EPOCH", "VIRTUAL_ENV"] {
        command.env_remove(name);
    }
    command.args(["--verify", "--strict", "--output-format", "json", "--python-version", version, "."]);
    let output = command.current_dir(root).output().expect("our binary runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{version}: {text}");
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let records = document["files"].as_array().expect("records").iter();
    records.map(|record| (record["status"].as_str().expect("a status").to_owned(), record.clone())).collect()
}

/// Every release found of every version that we compile for.
fn every_interpreter() -> Vec<Interpreter> {
    interpreters::assert_none_is_missing();
    let found: Vec<_> = Target::supported().iter().flat_map(|target| interpreters::all(target.version.minor)).collect();
    if found.is_empty() {
        say(format_args!("no interpreter on this machine: nothing of theirs was verified"));
    }
    found
}

#[test]
fn nothing_that_an_interpreter_writes_is_an_alarm() {
    let names = ["levels", "hashes", "beside", "imported", "optimized", "columns", "moved", "single"];
    for python in every_interpreter() {
        let directory = trees(&names);
        let root = directory.path();
        let import = MODULES.map(|(module, _)| format!("import {module}; ")).concat();
        let import = format!("import sys; sys.path.insert(0, sys.argv[1]); {import}");
        let compileall = ["-m", "compileall", "-q"];
        for arguments in [
            &["-o0", "-o1", "-o2", "levels"][..],
            &["--invalidation-mode", "unchecked-hash", "hashes"],
            &["-b", "-o1", "beside"],
            &["-s", "moved", "-p", "/usr/lib", "moved"],
        ] {
            run(&python, root, &[&compileall[..], arguments].concat());
        }
        run(&python, root, &[&["-X", "no_debug_ranges"], &compileall[..], &["columns"]].concat());
        run(&python, root, &["-c", &import, "imported"]);
        run(&python, root, &["-O", "-c", &import, "optimized"]);
        for (module, _) in MODULES {
            run(&python, root, &["-m", "py_compile", &format!("single/{module}.py")]);
        }
        let count = MODULES.len() * (names.len() + 2);
        let own = format!("3.{}.{}", python.minor, python.micro);
        let found = statuses(root, &own);
        assert_eq!(found.len(), count, "{own}");
        for (status, record) in &found {
            let has_none = record["path"].as_str().is_some_and(|path| path.contains("columns/"));
            let is_explained = record["explanations"].to_string().contains("without columns");
            assert!(if has_none { is_explained } else { status == "genuine" }, "{own} {record}");
        }
        // Who does not know the release is told of it.
        let found = statuses(root, &format!("3.{}", python.minor));
        assert_eq!(found.len(), count, "{own}");
        let told = found.iter().filter(|(status, _)| status == "explained").count();
        say(format_args!("{own}: {count} files, {told} of them explained to who asks for the series"));
    }
}

#[test]
fn what_pip_installs_is_no_alarm() {
    const MAKE_WHEEL: &str = "
import os, zipfile
with zipfile.ZipFile('package-1-py3-none-any.whl', 'w') as wheel:
    for name in os.listdir('package'):
        wheel.write('package/' + name)
    info = 'package-1.dist-info/'
    wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\\nName: package\\nVersion: 1\\n')
    wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr(info + 'RECORD', '')
";
    for python in every_interpreter() {
        let pip = Command::new(&python.path).args(["-m", "pip", "--version"]).output();
        if !pip.is_ok_and(|output| output.status.success()) {
            continue;
        }
        let directory = trees(&["package"]);
        let root = directory.path();
        run(&python, root, &["-c", MAKE_WHEEL]);
        let install =
            ["-m", "pip", "install", "-q", "--no-index", "--no-deps", "--disable-pip-version-check", "--target"];
        run(&python, root, &[&install[..], &["installed", "package-1-py3-none-any.whl"]].concat());
        let own = format!("3.{}.{}", python.minor, python.micro);
        let found = statuses(&root.join("installed"), &own);
        assert_eq!(found.len(), MODULES.len());
        assert!(found.iter().all(|(status, _)| status == "genuine"), "{found:?}");
        say(format_args!("{own}: what pip installs is genuine"));
    }
}
