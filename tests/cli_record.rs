//! `--record` and `--only-recorded`: the .pyc files of what an installer has installed.

mod support;

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::interpreters;
use support::ours::command;

/// The RECORD of what is in the tests' trees, as pip writes it.
const RECORD: &str = "demo-1.0.dist-info/INSTALLER,sha256=x,4\r\ndemo-1.0.dist-info/RECORD,,\r\n\
                      demo/__init__.py,sha256=x,6\r\ndemo/b.py,sha256=x,6\r\n";

/// Runs and returns the exit code and what was said.
fn run(root: &Path, line: &str) -> (i32, String) {
    said(&command(root, line).output().expect("our binary runs"))
}

fn said(output: &Output) -> (i32, String) {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    (output.status.code().expect("it ends by itself"), String::from_utf8(text).expect("UTF-8"))
}

/// A directory with `site/`, in which `demo` is installed and `other` is not.
fn installed() -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    let site = directory.path().join("site");
    for (name, text) in [
        ("demo/__init__.py", "x = 1\n"),
        ("demo/b.py", "y = 2\n"),
        ("demo/c.py", "z = 3\n"),
        ("other/d.py", "z = 3\n"),
        ("demo-1.0.dist-info/INSTALLER", "pip\n"),
        ("demo-1.0.dist-info/RECORD", RECORD),
    ] {
        let path = site.join(name);
        fs::create_dir_all(path.parent().expect("a directory")).expect("made");
        fs::write(path, text).expect("written");
    }
    directory
}

fn record(root: &Path) -> PathBuf {
    root.join("site/demo-1.0.dist-info/RECORD")
}

fn lines(root: &Path) -> String {
    fs::read_to_string(record(root)).expect("a RECORD")
}

/// The files below a directory.
fn files(root: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries.map(walkdir::DirEntry::into_path).collect()
}

#[test]
fn what_is_written_is_listed_once_in_the_order_that_is_there() {
    for tree in ["site", "site/demo", "./site/", "site/demo/../demo"] {
        let directory = installed();
        let root = directory.path();
        fs::set_permissions(record(root), Permissions::from_mode(0o640)).expect("set");
        let line = format!("-q --record --python-version 3.11,3.12 -o 0 -o 2 {tree}");
        assert_eq!(run(root, &line), (0, String::new()), "{tree}");
        let expected = "demo-1.0.dist-info/INSTALLER,sha256=x,4\r\ndemo-1.0.dist-info/RECORD,,\r\n\
                        demo/__init__.py,sha256=x,6\r\n\
                        demo/__pycache__/__init__.cpython-311.opt-2.pyc,,\r\n\
                        demo/__pycache__/__init__.cpython-311.pyc,,\r\n\
                        demo/__pycache__/__init__.cpython-312.opt-2.pyc,,\r\n\
                        demo/__pycache__/__init__.cpython-312.pyc,,\r\n\
                        demo/__pycache__/b.cpython-311.opt-2.pyc,,\r\n\
                        demo/__pycache__/b.cpython-311.pyc,,\r\n\
                        demo/__pycache__/b.cpython-312.opt-2.pyc,,\r\n\
                        demo/__pycache__/b.cpython-312.pyc,,\r\n\
                        demo/b.py,sha256=x,6\r\n";
        assert_eq!(lines(root), expected, "{tree}");
        let meta = fs::metadata(record(root)).expect("its status");
        assert_eq!(meta.mode() & 0o777, 0o640);
        // What is listed is not listed again, and the file is left alone then.
        assert_eq!(run(root, &format!("-f {line}")), (0, String::new()));
        assert_eq!((lines(root).as_str(), fs::metadata(record(root)).expect("there").ino()), (expected, meta.ino()));
        assert_eq!(fs::read_dir(record(root).parent().expect("a directory")).expect("listed").count(), 2);
    }
}

#[test]
fn what_was_up_to_date_is_listed_as_well() {
    let directory = installed();
    let root = directory.path();
    assert_eq!(run(root, "-q -b --python-version 3.12 site/demo/b.py"), (0, String::new()));
    assert_eq!(lines(root), RECORD);
    assert_eq!(run(root, "-q -b --record --python-version 3.12 site/demo/b.py site/demo/b.py"), (0, String::new()));
    assert_eq!(lines(root), format!("{RECORD}demo/b.pyc,,\r\n"));
    // A refused source has no .pyc that could be listed.
    fs::write(root.join("site/demo/b.py"), "x = (\n").expect("written");
    fs::remove_file(root.join("site/demo/b.pyc")).expect("removed");
    fs::write(record(root), RECORD).expect("written");
    assert_eq!(run(root, "-qq --record --python-version 3.12 site/demo/b.py"), (1, String::new()));
    assert_eq!(lines(root), RECORD);
}

#[test]
fn runs_at_the_same_time_lose_nothing() {
    let directory = installed();
    let root = directory.path();
    let versions = ["3.11", "3.12", "3.13", "3.14"];
    let start = |version: &&str| {
        command(root, &format!("-q --record -o 0 -o 1 -o 2 --python-version {version} site")).spawn().expect("it runs")
    };
    let runs: Vec<_> = versions.iter().map(start).collect();
    for mut run in runs {
        assert!(run.wait().expect("it ends").success());
    }
    let lines = lines(root);
    assert_eq!(lines.lines().count(), RECORD.lines().count() + 2 * 3 * versions.len(), "{lines}");
    assert!(lines.starts_with(RECORD.split("demo/b").next().expect("a start")), "{lines}");
}

#[test]
fn each_record_that_lists_a_source_is_written_and_hashes_that_are_no_longer_true_go() {
    let directory = installed();
    let root = directory.path();
    let other = root.join("site/other-2.0.dist-info/RECORD");
    fs::create_dir(other.parent().expect("a directory")).expect("made");
    fs::write(&other, "demo/__pycache__/b.cpython-312.pyc,sha256=x,9\ndemo/b.py,sha256=x,6\n").expect("written");
    let line = "-q --record --python-version 3.12 site/demo/b.py";
    assert_eq!(run(root, line), (0, String::new()));
    let expected = "demo/__pycache__/b.cpython-312.pyc,,\ndemo/b.py,sha256=x,6\n";
    assert_eq!(fs::read_to_string(&other).expect("a RECORD"), expected);
    assert!(lines(root).contains("demo/__pycache__/b.cpython-312.pyc,,\r\n"));
    // What was not written has the hash that it had.
    fs::write(&other, "demo/__pycache__/b.cpython-312.pyc,sha256=x,9\ndemo/b.py,sha256=x,6\n").expect("written");
    assert_eq!(run(root, line), (0, String::new()));
    assert!(fs::read_to_string(&other).expect("a RECORD").contains("sha256=x,9"));
}

#[test]
fn a_run_that_is_stopped_records_what_it_has_written() {
    let directory = installed();
    let root = directory.path();
    let mut text = format!("{RECORD}demo/c.py,,\r\nother/d.py,,\r\n");
    // Large ones are compiled first, ahead of their turn.
    let large = "def f(x):\n    return x\n".repeat(8000);
    for number in 3000..3004 {
        fs::write(root.join(format!("site/demo/z{number}.py")), &large).expect("written");
        text.push_str(&format!("demo/z{number}.py,,\r\n"));
    }
    for number in 0..3000 {
        fs::write(root.join(format!("site/demo/m{number}.py")), "def f(x):\n    return x\n").expect("written");
        text.push_str(&format!("demo/m{number}.py,,\r\n"));
    }
    fs::write(record(root), &text).expect("written");
    let mut child =
        command(root, "-q -j 3 --record --python-version 3.12 -o 0 -o 1 -o 2 site").spawn().expect("it runs");
    let cache = root.join("site/demo/__pycache__");
    while !cache.join("z3000.cpython-312.pyc").exists() && child.try_wait().expect("a child").is_none() {
        std::thread::yield_now();
    }
    let id = child.id().to_string();
    Command::new("kill").args(["-TERM", &id]).status().expect("it runs");
    child.wait().expect("it ends");
    let (lines, mut count) = (lines(root), 0);
    for entry in fs::read_dir(&cache).expect("listed") {
        let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
        assert!(lines.contains(&format!("demo/__pycache__/{name},,\r\n")), "{name}");
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn only_what_is_recorded_is_compiled() {
    let directory = installed();
    let root = directory.path();
    assert_eq!(run(root, "--only-recorded --python-version 3.12 -q site site/demo/c.py"), (0, String::new()));
    let pycs: Vec<_> = files(root).into_iter().filter(|path| path.extension().is_some_and(|e| e == "pyc")).collect();
    let expected = ["site/demo/__pycache__/__init__.cpython-312.pyc", "site/demo/__pycache__/b.cpython-312.pyc"];
    assert_eq!(pycs, expected.map(|path| root.join(path)));
    assert_eq!(run(root, "--only-recorded --check --python-version 3.12 -q site"), (0, String::new()));
    fs::write(root.join("site/demo/c.pyc"), "x").expect("written");
    let (code, said) = run(root, "--verify --python-version 3.12 site");
    assert!(code == 1 && said.starts_with("Stale 'site/demo/c.pyc'"), "{said}");
    assert_eq!(run(root, "--only-recorded --verify --python-version 3.12 site"), (0, String::new()));
}

#[test]
fn forged_and_odd_records_lead_nowhere() {
    let directory = installed();
    let root = directory.path();
    let absolute = root.join("site/demo/c.py").display().to_string();
    let text =
        format!("../outside.py,,\n{absolute},,\n/demo/c.py,,\ndemo/../demo/c.py,,\n./demo/c.py,,\ndemo/b.py,,\n");
    fs::write(record(root), &text).expect("written");
    fs::write(root.join("outside.py"), "x = 1\n").expect("written");
    assert_eq!(run(root, "-q --record --python-version 3.12 . site"), (0, String::new()));
    assert_eq!(lines(root), format!("{text}demo/__pycache__/b.cpython-312.pyc,,\n"));
    // An editable install lists no source.
    let text = "__editable__.demo-1.0.pth,sha256=x,9\ndemo-1.0.dist-info/RECORD,,\n";
    fs::write(record(root), text).expect("written");
    assert_eq!(run(root, "-q -f --record --python-version 3.12 site"), (0, String::new()));
    assert_eq!(lines(root), text);
}

#[test]
fn a_record_that_cannot_be_used_is_said_and_kept() {
    let directory = installed();
    let root = directory.path();
    let path = record(root);
    let name = fs::canonicalize(&path).expect("resolved").display().to_string();
    let line = "-q -f --record --python-version 3.12 site";
    let refused = |message: &str| (1, format!("*** Error recording in '{name}'...\n{message}: '{name}'\n"));
    // A link.
    let target = root.join("target");
    fs::rename(&path, &target).expect("moved");
    symlink(&target, &path).expect("a link");
    assert_eq!(run(root, line), refused("OSError: [Errno 40] Too many levels of symbolic links"));
    assert_eq!(fs::read_to_string(&target).expect("there"), RECORD);
    assert!(path.is_symlink() && root.join("site/demo/__pycache__/b.cpython-312.pyc").is_file());
    let only = "-q --only-recorded --python-version 3.12 site";
    assert_eq!(run(root, only), refused("OSError: [Errno 40] Too many levels of symbolic links"));
    // What is no CSV, and what is no file.
    fs::remove_file(&path).expect("removed");
    fs::write(&path, "demo/b.py,,\n\"demo/").expect("written");
    assert_eq!(run(root, line), refused("OSError: a quoted field has no end"));
    assert_eq!(lines(root), "demo/b.py,,\n\"demo/");
    fs::remove_file(&path).expect("removed");
    fs::create_dir(&path).expect("made");
    let (code, words) = run(root, line);
    assert!(code == 1 && words.contains("IsADirectoryError"), "{words}");
    fs::remove_dir(&path).expect("removed");
    // One that is too large is not read.
    let file = fs::File::create(&path).expect("made");
    file.set_len(65 << 20).expect("set");
    assert_eq!(run(root, line), refused("OSError: [Errno 27] File too large"));
    // A distribution without one, as a system's packages have them.
    fs::remove_file(&path).expect("removed");
    assert_eq!(run(root, line), (0, String::new()));
    // One that may not be replaced, as somebody who is not root.
    fs::write(&path, RECORD).expect("written");
    let dist_info = path.parent().expect("a directory");
    for directory in [root, &root.join("site"), &root.join("site/demo"), &root.join("site/other")] {
        fs::set_permissions(directory, Permissions::from_mode(0o777)).expect("set");
    }
    fs::set_permissions(dist_info, Permissions::from_mode(0o555)).expect("set");
    let mut somebody = command(root, "-q -f --record --python-version 3.12 -b --output-format github site");
    if fs::metadata(root).expect("its status").uid() == 0 {
        somebody.uid(65534).gid(65534);
    }
    let (code, words) = said(&somebody.output().expect("our binary runs"));
    assert!(code == 1 && words.contains("::error title=pycompileall (PermissionError),file="), "{words}");
    assert!(lines(root) == RECORD && root.join("site/demo/b.pyc").is_file());
    fs::set_permissions(dist_info, Permissions::from_mode(0o755)).expect("set");
    assert_eq!(fs::read_dir(dist_info).expect("listed").count(), 2);
}

/// Without room for them in memory the first would fail; the second would take days if all paths had the same hash, as
/// these have in a hash without a key.
#[test]
fn large_records_take_little_memory_and_no_choice_of_paths_makes_them_slow() {
    let directory = installed();
    let root = directory.path();
    let ends = vec![b'\n'; 10 << 20];
    let same: Vec<u8> = (0..300_000)
        .flat_map(|number| [b"\xd3\x08\xa3\x85\x88\x6a\x3f\x24", format!("{number:05x}.py,,\n").as_bytes()].concat())
        .collect();
    for rest in [ends, same] {
        fs::write(record(root), [RECORD.as_bytes(), &rest].concat()).expect("written");
        let limited = Command::new("sh")
            .args(["-c", "ulimit -v 600000; exec \"$0\" -q -f --record -j1 --python-version 3.12 site"])
            .arg(env!("CARGO_BIN_EXE_pycompileall"))
            .current_dir(root)
            .output();
        assert_eq!(said(&limited.expect("our binary runs")), (0, String::new()));
        let text = fs::read(record(root)).expect("there");
        assert!(memchr::memmem::find(&text, b"demo/__pycache__/b.cpython-312.pyc,,").is_some());
        assert!(text.len() > rest.len());
    }
}

#[test]
fn json_names_the_record_and_flags_that_do_not_go_together_are_refused() {
    let directory = installed();
    let root = directory.path();
    fs::write(record(root), "\"").expect("written");
    let output =
        command(root, "--record --output-format json --python-version 3.12 site/other").output().expect("it runs");
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let found = document["files"].as_array().expect("records").iter().find(|record| record["status"] == "unrecorded");
    assert_eq!(found.expect("a record")["error"]["type"], "OSError");
    assert_eq!((&document["summary"]["failed"], output.status.code()), (&1.into(), Some(1)));
    for line in ["--check", "--syntax-only", "--pycache-prefix cache", "--into other"] {
        assert_eq!(run(root, &format!("--record {line} --python-version 3.12 site")).0, 2, "{line}");
    }
}

/// Runs a tool that must succeed.
fn tool(command: &mut Command) {
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{command:?}: {}", said(&output).1);
}

/// Writes a wheel with a package, a module in no package, and a name that is quoted in a RECORD.
const WHEEL: &str = "
import sys, zipfile
files = {'demo/__init__.py': 'x = 1\\n', 'demo/sub/__init__.py': '', 'demo/sub/m.py': 'y = 2\\n',
         'demo/sub/a,b.py': 'z = 3\\n', 'demo_single.py': 'z = 3\\n'}
info = 'demo-1.0.dist-info/'
files[info + 'METADATA'] = 'Metadata-Version: 2.1\\nName: demo\\nVersion: 1.0\\n'
files[info + 'WHEEL'] = 'Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n'
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    record = ''
    for name, text in files.items():
        wheel.writestr(name, text)
        record += ('\"%s\",,\\n' if ',' in name else '%s,,\\n') % name
    wheel.writestr(info + 'RECORD', record + info + 'RECORD,,\\n')
";

#[test]
fn uninstalling_leaves_nothing() {
    let uv =
        std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).find(|path| path.join("uv").is_file());
    let mut tried = 0;
    for minor in [11, 12, 13, 14, 15] {
        let Some(python) = interpreters::find(minor).filter(|_| tried == 0) else { continue };
        let directory = tempfile::tempdir().expect("a directory");
        let root = directory.path();
        if !Command::new(&python.path)
            .args(["-c", "import ensurepip, venv"])
            .output()
            .is_ok_and(|out| out.status.success())
        {
            println!("python3.{minor} has no pip: it uninstalls nothing");
            continue;
        }
        tool(Command::new(&python.path).args(["-m", "venv", "env"]).current_dir(root));
        tool(Command::new(&python.path).args(["-c", WHEEL, "demo-1.0-py3-none-any.whl"]).current_dir(root));
        let site = root.join(format!("env/lib/python3.{minor}/site-packages"));
        let pip = |words: &str| {
            let mut pip = Command::new(root.join("env/bin/python"));
            pip.args(["-B", "-m", "pip"]).args(words.split(' ')).current_dir(root);
            tool(&mut pip);
        };
        let with_uv = |words: &str| {
            let mut command = Command::new("uv");
            command.arg("pip").args(words.split(' ')).args(["--python", "env/bin/python", "--no-config", "--offline"]);
            tool(command.env("UV_CACHE_DIR", root.join("cache")).current_dir(root));
        };
        let compile = |flags: &str| {
            let site = site.display();
            let line =
                format!("{flags} --python-version 3.11,3.12,3.13 -o 0 -o 1 -o 2 {site}/demo {site}/demo_single.py");
            assert_eq!(run(root, &line), (0, String::new()));
        };
        let before = files(&site);
        let install = "install --no-index --quiet demo-1.0-py3-none-any.whl";
        // What is not recorded stays behind.
        pip(install);
        compile("-q");
        pip("uninstall --quiet -y demo");
        let left = files(&site);
        assert!(left.len() > before.len(), "{left:?}");
        fs::remove_dir_all(site.join("demo")).expect("removed");
        fs::remove_dir_all(site.join("__pycache__")).expect("removed");
        for (name, do_install) in [("pip", true), ("uv", uv.is_some())] {
            if !do_install {
                println!("no uv on PATH: it uninstalls nothing");
                continue;
            }
            if name == "pip" {
                pip(install)
            } else {
                with_uv(install)
            }
            compile("-q --record");
            let text = fs::read_to_string(site.join("demo-1.0.dist-info/RECORD")).expect("a RECORD");
            assert!(text.contains("\"demo/sub/__pycache__/a,b.cpython-313.opt-2.pyc\",,"), "{name}: {text}");
            if name == "pip" {
                pip("uninstall --quiet -y demo")
            } else {
                with_uv("uninstall --quiet demo")
            }
            let left: Vec<_> = files(&site).into_iter().filter(|path| !before.contains(path)).collect();
            assert_eq!(left, [""; 0].map(PathBuf::from), "{name}");
            tried += 1;
        }
    }
    assert!(tried > 0 || interpreters::find(11).is_none(), "nobody uninstalled anything");
}
