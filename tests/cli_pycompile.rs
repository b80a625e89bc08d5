//! `pycompile` and `python -m py_compile` on twin trees.

mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use support::twins::{self, Case, Module, with_interpreters};

const PLAIN: Case<'static> = Case { module: Module::PyCompile, ..Case::PLAIN };

#[test]
fn files_of_every_kind() {
    let files = [
        "tree/a.py tree/pkg/sub/__init__.py",
        "tree/noext tree/.py tree/two.dots.py tree/pkg/data.txt",
        "tree/upper.PY",
        "tree/link.py",
        "tree/dangling.py",
        "tree/pkg",
        "tree/missing.py tree/a.py",
        "tree/a.py tree/bad_syntax.py tree/doc.py",
        "-q tree/bad_syntax.py",
        "--quiet tree/missing.py",
        "--qui tree/a.py",
        "tree/bad_bracket.py",
        "tree/bad_return.py",
        "tree/pkg/bad_indent.py",
        "tree/pkg/bad_tab.py",
        "tree/null.py",
        "tree/undecodable.py",
        "tree/no_codec.py",
        "tree/latin.py tree/bom.py tree/crlf.py",
        "tree/escapes.py",
        "tree/warn_then_bad.py",
        "tree/m000.py",
        "tree/m400.py tree/m755.py tree/m666.py",
        "tree/frozen/x.py",
        "tree/locked/x.py",
        "./tree//a.py tree/../tree/doc.py",
        "tree/a.py -",
        "/dev/null",
        "-- -q",
        "",
        "-z tree/a.py",
    ];
    with_interpreters(|python| {
        let differences = files.iter().filter_map(|line| {
            let args: Vec<&str> = line.split_whitespace().collect();
            twins::difference(&Case { args: &args, ..PLAIN }, python, "")
        });
        let differences: Vec<String> = differences.collect();
        assert!(differences.is_empty(), "{}", differences.join("\n\n"));
    });
    twins::say(format_args!("pycompile: {} cases so far, all equal", twins::count()));
}

#[test]
fn sources_that_are_not_utf8() {
    let sources: [&[u8]; 4] = [b"x = 1\ny = '\xff'\n", b"x = 'ab\xff' + 'c'\n", b"\xff = 1\n", b"# \xff\nx = 1\n"];
    with_interpreters(|python| {
        for source in sources {
            let prepare = |root: &Path| fs::write(root.join("x.py"), source).unwrap();
            twins::compare(&Case { args: &["x.py"], prepare: &prepare, ..PLAIN }, python, "");
        }
    });
}

#[test]
fn names_on_standard_input() {
    let names: [&[u8]; 6] = [
        b"",
        b"tree/a.py\ntree/doc.py",
        b"tree/a.py\r\ntree/doc.py\rtree/same.py\n",
        b"tree/sp ace.py\n tree/a.py\n",
        b"tree/new\nline.py\n",
        b"tree/a.py\n\ntree/doc.py\n",
    ];
    with_interpreters(|python| {
        for stdin in names {
            twins::compare(&Case { args: &["-"], stdin, ..PLAIN }, python, "");
            twins::compare(&Case { args: &["-q", "-"], stdin, ..PLAIN }, python, "");
        }
    });
}

#[test]
fn what_is_in_the_way() {
    with_interpreters(|python| {
        let pyc = |name: &str| format!("tree/__pycache__/{name}.cpython-3{}.pyc", python.minor);
        let prepare = |root: &Path| {
            fs::write(root.join(pyc("a")), "old").unwrap();
            symlink("a", root.join(pyc("doc"))).unwrap();
            fs::create_dir(root.join(pyc("same"))).unwrap();
            fs::write(root.join("tree/pkg/__pycache__"), "a file").unwrap();
        };
        for line in ["tree/a.py", "tree/doc.py", "tree/same.py", "tree/pkg/__init__.py", "-q tree/doc.py"] {
            let args: Vec<&str> = line.split_whitespace().collect();
            twins::compare(&Case { args: &args, prepare: &prepare, ..PLAIN }, python, "");
        }
    });
}

#[test]
fn a_level_above_two() {
    with_interpreters(|python| {
        let envs = [("PYTHONOPTIMIZE", "3")];
        twins::compare(&Case { args: &["tree/doc.py"], envs: &envs, ..PLAIN }, python, "");
    });
}

#[test]
fn the_interpreters_level() {
    with_interpreters(|python| {
        for (flags, level) in [
            (&["-O"][..], ""),
            (&["-OO"], ""),
            (&["-O", "-O", "-O"], ""),
            (&["-O"], "2"),
            (&["-OO"], "1"),
            (&["-O"], "x"),
        ] {
            let envs = [("PYTHONOPTIMIZE", level)];
            twins::compare(&Case { flags, args: &["tree/doc.py"], envs: &envs, ..PLAIN }, python, "");
            let args = ["-q", "-o", "-1", "-o", "0", "tree/doc.py"];
            twins::compare(&Case { flags, args: &args, envs: &envs, ..Case::PLAIN }, python, "2");
        }
    });
}

#[test]
fn several_versions() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("x.py");
    fs::write(&file, "x = 1\n").unwrap();
    let versions: Vec<String> =
        pycompileall::Target::supported().iter().map(|target| target.version.series()).collect();
    let run = || {
        let mut command = Command::new(Module::PyCompile.binary());
        command.args(["--python-version", &versions.join(",")]).arg(&file).output().unwrap()
    };
    assert!(run().status.success());
    assert_eq!(fs::read_dir(directory.path().join("__pycache__")).unwrap().count(), versions.len());
    fs::write(&file, "x = (\n").unwrap();
    let output = run();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).ends_with("SyntaxError: '(' was never closed\n"));
}
