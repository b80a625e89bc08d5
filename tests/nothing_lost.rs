//! Bad input fails for itself alone, and a run that is killed leaves only whole files.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn pycompileall(tree: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pycompileall"));
    command.args(["--python-version", "3.11", "-j", "2"]).arg(tree).stdin(Stdio::null());
    command
}

/// The .pyc files below `tree` with their bytes.
fn compiled(tree: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(tree).into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path);
    let pycs = entries.filter(|path| path.extension().is_some_and(|extension| extension == "pyc"));
    pycs.map(|path| (path.strip_prefix(tree).unwrap_or(&path).to_path_buf(), fs::read(&path).expect("readable")))
        .collect()
}

/// What a run says about the file `name`: the lines after its `Compiling`.
fn said_of(output: &Output, tree: &Path, name: &str) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let start = format!("Compiling '{}'...\n", tree.join(name).display());
    let rest = text.split_once(&start).unwrap_or_else(|| panic!("nothing of {name} in\n{text}")).1;
    rest.split("Compiling '").next().unwrap_or_default().to_owned()
}

/// Files that cannot be compiled, and what must be said of them.
const BAD: &[(&str, &[u8], &[&str])] = &[
    ("syntax.py", b"x = 1\ny = (2\n", &["syntax.py\", line 2", "y = (2", "SyntaxError: '(' was never closed"]),
    ("undecodable.py", b"# coding: ascii\nx = '\xc3\xa9'\n", &["'ascii' codec can't decode byte 0xc3 in position 21"]),
    ("no_utf8.py", b"x = 1\ny = '\xff'\n", &["no_utf8.py\", line 2", "'utf-8' codec can't decode byte 0xff"]),
    ("null.py", b"x = 1\0\n", &["source code string cannot contain null bytes"]),
    ("symbols.py", b"def f():\n    x = 1\n    global x\n", &["line 3", "name 'x' is assigned to before global"]),
    ("compiler.py", b"\nreturn 1\n", &["line 2", "SyntaxError: 'return' outside function"]),
];

#[test]
fn a_bad_file_fails_alone() {
    let directory = tempfile::tempdir().expect("a directory");
    let tree = directory.path();
    let cache = tree.join("__pycache__");
    fs::create_dir(&cache).expect("a directory");
    let deep = format!("x = {}{}\n", "(".repeat(5000), ")".repeat(5000));
    let minus = format!("x = {}1\n", "-".repeat(5000));
    let bad = BAD.iter().map(|&(name, source, said)| (name, source, said)).chain([
        ("deep.py", deep.as_bytes(), &["SyntaxError: too many nested parentheses"][..]),
        ("minus.py", minus.as_bytes(), &["RecursionError: maximum recursion depth exceeded during compilation"][..]),
    ]);
    let bad: Vec<_> = bad.collect();
    for (name, source, _) in &bad {
        fs::write(tree.join(name), source).expect("written");
        fs::write(cache.join(name.replace(".py", ".cpython-311.pyc")), b"old").expect("written");
    }
    fs::write(tree.join("empty.py"), b"").expect("written");
    fs::write(tree.join("good.py"), b"x = 1\n").expect("written");
    fs::write(tree.join("unreadable.py"), b"x = 1\n").expect("written");
    fs::set_permissions(tree.join("unreadable.py"), fs::Permissions::from_mode(0o000)).expect("its mode");
    // Root reads it nevertheless.
    let is_readable = fs::read(tree.join("unreadable.py")).is_ok();
    fs::create_dir(tree.join("x.py")).expect("a directory");
    fs::write(tree.join("x.py/inside.py"), b"y = 2\n").expect("written");

    let output = pycompileall(tree).output().expect("a run");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    for (name, _, parts) in &bad {
        let said = said_of(&output, tree, name);
        for part in *parts {
            assert!(said.starts_with("*** ") && said.contains(part), "{name}: {part:?} is not in\n{said}");
        }
        let old = fs::read(cache.join(name.replace(".py", ".cpython-311.pyc"))).expect("the old file");
        assert_eq!(old, b"old", "{name}");
    }
    if !is_readable {
        assert!(said_of(&output, tree, "unreadable.py").starts_with("*** PermissionError: [Errno 13] "));
    }
    let written = compiled(tree);
    for name in [
        "__pycache__/empty.cpython-311.pyc",
        "__pycache__/good.cpython-311.pyc",
        "x.py/__pycache__/inside.cpython-311.pyc",
    ] {
        assert!(written.get(Path::new(name)).is_some_and(|bytes| bytes.starts_with(b"\xa7\x0d\x0d\x0a")), "{name}");
    }
}

#[test]
fn a_killed_run_leaves_whole_files_and_the_next_completes_it() {
    let directory = tempfile::tempdir().expect("a directory");
    let tree = directory.path();
    for number in 0..400 {
        let functions: String =
            (0..40).map(|f| format!("def f{f}(a, b={number}):\n    return a + b * {f}\n")).collect();
        fs::write(tree.join(format!("m{number}.py")), functions).expect("written");
    }
    let run = |tree: &Path| pycompileall(tree).arg("-qq").status().expect("a run");
    assert!(run(tree).success());
    let whole = compiled(tree);
    assert_eq!(whole.len(), 400);
    let cache = tree.join("__pycache__");
    let written = || fs::read_dir(&cache).map_or(0, Iterator::count);
    for wanted in [0, 1, 50, 200] {
        fs::remove_dir_all(&cache).expect("removed");
        let mut child = pycompileall(tree).arg("-qq").spawn().expect("a run");
        while written() < wanted {
            assert!(child.try_wait().expect("a child").is_none(), "it ended before it could be killed");
            std::thread::yield_now();
        }
        child.kill().expect("killed");
        child.wait().expect("gone");
        for (path, bytes) in compiled(tree) {
            assert_eq!(Some(&bytes), whole.get(&path), "{}", path.display());
        }
        fs::create_dir_all(&cache).expect("there");
        assert!(run(tree).success());
        assert_eq!(compiled(tree), whole);
    }
}

#[test]
fn an_interrupted_run_says_so_and_leaves_whole_files() {
    let directory = tempfile::tempdir().expect("a directory");
    let tree = directory.path();
    for number in 0..3000 {
        let functions: String = (0..40).map(|f| format!("def f{f}(a):\n    return a + {number}\n")).collect();
        fs::write(tree.join(format!("m{number}.py")), functions).expect("written");
    }
    let cache = tree.join("__pycache__");
    // Whoever started the tests may have had signals ignored.
    let run = pycompileall(tree);
    let mut defaults = Command::new("env");
    defaults.arg("--default-signal").arg(run.get_program()).args(run.get_args()).arg("-q");
    let mut child = defaults.stdout(Stdio::piped()).spawn().expect("a run");
    while fs::read_dir(&cache).map_or(0, Iterator::count) == 0 {
        assert!(child.try_wait().expect("a child").is_none(), "it ended before it could be interrupted");
        std::thread::yield_now();
    }
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(kill.success());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "\n[interrupted]\n");
    let written = compiled(tree);
    assert!(written.len() < 3000 && written.values().all(|bytes| bytes.len() > 1000));
    assert!(
        fs::read_dir(&cache)
            .unwrap()
            .all(|entry| { entry.unwrap().path().extension().is_some_and(|extension| extension == "pyc") })
    );
}
