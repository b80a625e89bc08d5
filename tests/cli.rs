//! Our binary and `python -m compileall` on twin trees: the same words on the same streams, the same
//! files, the same exit code.

mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use support::interpreters::Interpreter;
use support::twins::{self, Case, with_interpreters};

const BINARY: &str = env!("CARGO_BIN_EXE_pycompileall");

fn compare_all(prepare: &dyn Fn(&Path), lines: &[&str]) {
    with_interpreters(|python| {
        for (index, line) in lines.iter().enumerate() {
            let args: Vec<&str> = line.split_whitespace().collect();
            let case = Case { prepare, args: &args, ..Case::PLAIN };
            twins::compare(&case, python, ["1", "2", "4"][index % 3]);
        }
    });
}

#[test]
fn a_tree_that_was_never_compiled() {
    compare_all(
        &|_| (),
        &["tree", "-q tree", "-qq tree", "-f tree", "-l tree", "-r 0 tree", "-r 1 tree", "-r 2 tree", "-r -3 tree"],
    );
}

#[test]
fn recursion_flags_together() {
    compare_all(&|_| (), &["-l -r 1 tree", "-r 1 -l -q tree", "-r 1 -r 2 tree", "-fq tree", "-f -f -l tree"]);
}

#[test]
fn paths_in_every_form() {
    compare_all(
        &|root| symlink("tree/pkg", root.join("link")).unwrap(),
        &[
            "tree/",
            ".",
            "./tree//",
            "tree/a.py",
            "tree/a.py tree/pkg",
            "tree/a.py tree/a.py",
            "missing",
            "-q missing",
            "-qq missing",
            "missing.py tree/pkg",
            "tree/pkg/data.txt",
            "tree/link.py",
            "tree/dangling.py",
            "tree/linked_pkg",
            "link",
            "tree/linked_dir.py",
            "tree/locked",
            "tree/m000.py",
            "tree/frozen",
            "tree/__pycache__",
            "tree/named.py",
            "tree/.py",
            "tree/bad_return.py",
            "-q tree/bad_return.py",
            "-qq tree/bad_return.py",
            "tree/../tree/a.py",
            "/dev/null",
        ],
    );
}

#[test]
fn optimization_levels() {
    compare_all(
        &|_| (),
        &[
            "-o 0 tree",
            "-o 1 tree",
            "-o 2 -q tree",
            "-o -1 tree/a.py",
            "-o 1 -o 2 tree/doc.py",
            "-o 2 -o 0 -o 1 tree",
            "-o 1 -o 1 tree/a.py",
            "-o2 -o1 -q tree/pkg",
        ],
    );
}

#[test]
fn invalidation_modes() {
    compare_all(
        &|_| (),
        &[
            "--invalidation-mode timestamp tree/pkg",
            "--invalidation-mode checked-hash tree/pkg tree/empty.py",
            "--invalidation-mode unchecked-hash -o 0 -o 1 tree/pkg",
            "--invalidation-mode=unchecked-hash -f tree/a.py",
            "--inval checked-hash tree/a.py",
        ],
    );
}

#[test]
fn recorded_paths_and_legacy_names() {
    compare_all(
        &|_| (),
        &[
            "-d /dest tree",
            "-d dest/ tree/a.py tree/pkg",
            "-s tree tree/pkg",
            "-s tree/pkg -q tree",
            "-p /pre tree/pkg",
            "-s tree -p /pre tree",
            "-s / -p pre tree/pkg",
            "-b tree",
            "-b -o 0 -o 1 tree/doc.py",
            "-b -d x -l tree",
        ],
    );
}

#[test]
fn exclusions_and_shared_files() {
    compare_all(
        &|_| (),
        &[
            r"-x sub/|Z tree",
            r"-x (?<!\.)hidden|a.py$ tree",
            "-e tree tree",
            "-e tree/pkg tree tree/link.py",
            "-e missing tree",
            "-o 0 -o 1 -o 2 --hardlink-dupes tree",
            "-o 2 -o 0 --hardlink-dupes -f -q tree/doc.py tree/a.py",
        ],
    );
}

#[test]
fn lists_of_names() {
    let prepare = |root: &Path| fs::write(root.join("list"), "  tree/a.py \ntree/pkg\r\n").unwrap();
    with_interpreters(|python| {
        for line in ["-i list", "-i list tree/doc.py", "-i missing tree", "-q -i missing", "-qq -i missing", "-i -"] {
            let args: Vec<&str> = line.split_whitespace().collect();
            let case = Case { prepare: &prepare, args: &args, stdin: b"tree/doc.py\ntree/missing", ..Case::PLAIN };
            twins::compare(&case, python, "2");
        }
    });
}

#[test]
fn the_environment() {
    with_interpreters(|python| {
        for (name, value, line) in [
            ("SOURCE_DATE_EPOCH", "1", "tree"),
            ("SOURCE_DATE_EPOCH", "", "tree"),
            ("SOURCE_DATE_EPOCH", "1", "--invalidation-mode timestamp tree/pkg"),
            ("PYTHONOPTIMIZE", "1", "tree"),
            ("PYTHONOPTIMIZE", "2", "-o -1 -o 0 tree/doc.py"),
            ("PYTHONOPTIMIZE", "3", "tree/doc.py"),
            ("PYTHONOPTIMIZE", "x", "tree/doc.py"),
        ] {
            let args: Vec<&str> = line.split_whitespace().collect();
            let case = Case { args: &args, envs: &[(name, value)], ..Case::PLAIN };
            twins::compare(&case, python, "2");
        }
    });
}

#[test]
fn a_cache_elsewhere() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path().canonicalize().unwrap();
    fs::write(root.join("x.py"), "x = 1\n").unwrap();
    let mut command = std::process::Command::new(BINARY);
    command.args(["--python-version", "3.11", "x.py"]).current_dir(&root).env("PYTHONPYCACHEPREFIX", "cache");
    assert!(command.output().expect("our binary runs").status.success());
    let mirrored = root.strip_prefix("/").unwrap();
    assert!(root.join("cache").join(mirrored).join("x.cpython-311.pyc").is_file());
    assert!(!root.join("__pycache__").exists());
}

/// Compiles the tree as CPython would have, then makes each kind of .pyc that is not what it should be.
fn compiled_before(python: &Interpreter, root: &Path) {
    let compile = |path: &str, args: &[&str]| {
        let mut command = std::process::Command::new(&python.path);
        command.args(["-W", "ignore", "-m", "compileall", "-qq"]).args(args).arg(path);
        command.current_dir(root).output().expect("the interpreter runs");
    };
    // The times that the sources will have count, so they are compiled with hashes or patched.
    compile("tree", &["--invalidation-mode", "unchecked-hash"]);
    let cache = |name: &str| root.join(format!("tree/__pycache__/{name}.cpython-3{}.pyc", python.minor));
    let patch = |name: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = fs::read(cache(name)).unwrap();
        change(&mut bytes);
        fs::write(cache(name), bytes).unwrap();
    };
    let fresh = |bytes: &mut Vec<u8>| {
        bytes[4..8].copy_from_slice(&[0; 4]);
        bytes[8..12].copy_from_slice(&1_600_000_000_u32.to_le_bytes());
    };
    patch("_u", &fresh);
    patch("doc", &|bytes| {
        fresh(bytes);
        // compileall looks at twelve bytes only.
        bytes.truncate(12);
    });
    patch("empty", &|bytes| {
        fresh(bytes);
        bytes.truncate(11);
    });
    patch("m755", &|bytes| {
        fresh(bytes);
        bytes[0] ^= 1;
    });
    patch("a", &|bytes| {
        fresh(bytes);
        // The source's time is rounded up to the next second.
        bytes[8] = bytes[8].wrapping_add(1);
    });
    patch("Z", &|bytes| {
        fresh(bytes);
        bytes[8..12].copy_from_slice(&[7, 0, 0, 0]);
    });
    fs::write(cache("bad_return"), "kept as it was").unwrap();
    fs::remove_file(cache("two.dots")).unwrap();
    fs::create_dir(cache("two.dots")).unwrap();
    fs::remove_file(cache("same")).unwrap();
    symlink("a.pyc", cache("same")).unwrap();
    fs::remove_file(cache("m666")).unwrap();
    symlink(cache("_u").file_name().unwrap(), cache("m666")).unwrap();
    let packages = root.join("tree/pkg/__pycache__");
    fs::remove_dir_all(&packages).unwrap();
    fs::write(packages, "in the way").unwrap();
}

#[test]
fn a_tree_that_was_compiled_before() {
    with_interpreters(|python| {
        for (index, line) in
            ["tree", "-q tree", "-f tree", "-o 0 -o 1 tree", "-q -o 1 tree", "-fb tree", "-qq tree/doc.py"]
                .iter()
                .enumerate()
        {
            let args: Vec<&str> = line.split_whitespace().collect();
            let prepare = |root: &Path| compiled_before(python, root);
            let case = Case { prepare: &prepare, args: &args, ..Case::PLAIN };
            twins::compare(&case, python, ["1", "3"][index % 2]);
        }
    });
}

#[test]
fn refused_command_lines_exit_with_two() {
    for line in [
        "-r x .",
        "-j -1 .",
        "--invalidation-mode never .",
        "--nonsense .",
        "-x ( .",
        "-o 1 --hardlink-dupes .",
        "-o 7 .",
        "--python-version 2.7 .",
    ] {
        let output =
            std::process::Command::new(BINARY).args(line.split_whitespace()).output().expect("our binary runs");
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{line}");
    }
}
