//! `--archives`: wheels with their .pyc files inside, and in their RECORD.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use support::archives::{PACKAGE, RECORD_OF_WHEEL, archive, entries, names, run, wheel};
use support::interpreters;

#[test]
fn a_wheel_gets_a_pyc_a_version_and_level_and_a_true_record() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    let mut records = Vec::new();
    for record_first in [false, true] {
        let name = "demo-1.0-py3-none-any.whl";
        fs::write(root.join(name), wheel(record_first)).expect("written");
        assert_eq!(run(root, &format!("-q --python-version 3.11,3.13 -o 0 -o 2 {name}")), (0, String::new()));
        let bytes = fs::read(root.join(name)).expect("read");
        let found: BTreeMap<_, _> = entries(&bytes).into_iter().map(|(name, text, ..)| (name, text)).collect();
        assert_eq!(found.len(), 7 + 3 * 4);
        assert!(found.contains_key("demo-1.0.data/purelib/__pycache__/demo_more.cpython-313.opt-2.pyc"));
        let record = String::from_utf8(found["demo-1.0.dist-info/RECORD"].clone()).expect("UTF-8");
        assert!(record.starts_with(RECORD_OF_WHEEL), "{record}");
        let check = "
import base64, csv, hashlib, sys, zipfile
zip = zipfile.ZipFile(sys.argv[1])
[record] = [name for name in zip.namelist() if name.endswith('.dist-info/RECORD')]
rows = list(csv.reader(zip.read(record).decode().splitlines()))
assert sorted(row[0] for row in rows) == sorted(zip.namelist()), rows
for name, hash, size in rows:
    if name.endswith('.pyc'):
        digest = base64.urlsafe_b64encode(hashlib.sha256(zip.read(name)).digest()).rstrip(b'=').decode()
        assert (hash, int(size)) == ('sha256=' + digest, len(zip.read(name))), name
";
        if let Some(python) = interpreters::find(11).or_else(|| interpreters::find(12)) {
            let checked =
                Command::new(python.path).args(["-c", check, name]).current_dir(root).output().expect("it runs");
            assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
        }
        assert_eq!(run(root, &format!("-q -f --python-version 3.11,3.13 -o 0 -o 2 {name}")), (0, String::new()));
        assert!(fs::read(root.join(name)).expect("read") == bytes);
        records.push(record);
    }
    assert_eq!(records[0], records[1]);
    // The name of a wheel says what it is for, where nobody else does.
    fs::rename(root.join("demo-1.0-py3-none-any.whl"), root.join("demo-1.0-cp312-cp312-any.whl")).expect("renamed");
    assert_eq!(run(root, "-q demo-1.0-cp312-cp312-any.whl"), (0, String::new()));
    let bytes = fs::read(root.join("demo-1.0-cp312-cp312-any.whl")).expect("read");
    let names = names(&bytes);
    assert!(names.contains(&"demo/__pycache__/b.cpython-312.pyc".to_owned()), "{names:?}");
    fs::rename(root.join("demo-1.0-cp312-cp312-any.whl"), root.join("demo-1.0-cp38-cp38-any.whl")).expect("renamed");
    let remark = "demo-1.0-cp38-cp38-any.whl: it is for no version of Python that can be compiled for";
    let words = format!("{remark}; its sources are left alone\n");
    assert_eq!(run(root, "-q demo-1.0-cp38-cp38-any.whl"), (0, words));
    assert!(fs::read(root.join("demo-1.0-cp38-cp38-any.whl")).expect("read") == bytes);
}

#[test]
fn a_wheel_that_is_none_or_signed_is_refused() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    let signed = [("d.dist-info/RECORD", &b""[..], 0o644, true), ("d.dist-info/RECORD.jws", b"", 0o644, true)];
    let two = [("d.dist-info/RECORD", &b""[..], 0o644, true), ("e.dist-info/RECORD", b"", 0o644, true)];
    let odd = [("a.py", &b""[..], 0o644, true), ("d.dist-info/RECORD", b"\"", 0o644, true)];
    for (entries, expected) in [
        (&PACKAGE[..], "a wheel without a RECORD"),
        (&signed, "its RECORD is signed"),
        (&two, "a wheel with more than one RECORD"),
        (&odd, "a quoted field of its RECORD has no end"),
    ] {
        let before = archive(entries);
        fs::write(root.join("d.whl"), &before).expect("written");
        let (code, words) = run(root, "-q --python-version 3.12 d.whl");
        assert!(code == 1 && words.contains(&format!("BadZipFile: {expected}: 'd.whl'")), "{words}");
        assert!(fs::read(root.join("d.whl")).expect("read") == before);
    }
}

/// Runs a tool that must succeed.
fn tool(command: &mut Command) {
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn installers_install_the_wheel_and_leave_nothing_of_it() {
    let has_uv =
        std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).any(|path| path.join("uv").is_file());
    let mut tried = 0;
    for minor in [11, 12, 13] {
        let Some(python) = interpreters::find(minor).filter(|_| tried == 0) else { continue };
        if !Command::new(&python.path)
            .args(["-c", "import ensurepip, venv"])
            .output()
            .is_ok_and(|out| out.status.success())
        {
            println!("python3.{minor} has no pip: it installs nothing");
            continue;
        }
        let directory = tempfile::tempdir().expect("a directory");
        let root = directory.path();
        let name = "demo-1.0-py3-none-any.whl";
        fs::write(root.join(name), wheel(false)).expect("written");
        let release = format!("3.{minor}.{}", python.micro);
        assert_eq!(run(root, &format!("-q --python-version {release},3.14 -o 0 -o 1 {name}")), (0, String::new()));
        tool(Command::new(&python.path).args(["-m", "venv", "env"]).current_dir(root));
        let site = root.join(format!("env/lib/python3.{minor}/site-packages"));
        let files = || -> Vec<_> {
            let entries = walkdir::WalkDir::new(&site).sort_by_file_name().into_iter().filter_map(Result::ok);
            entries.map(walkdir::DirEntry::into_path).collect()
        };
        let before = files();
        let install = |uses_uv: bool, words: &str| {
            let mut command = Command::new(if uses_uv { "uv".into() } else { root.join("env/bin/python") });
            command
                .args(if uses_uv { &["pip"][..] } else { &["-B", "-m", "pip", "--no-input"] })
                .args(words.split(' '));
            if uses_uv {
                command.args(["--python", "env/bin/python", "--no-config", "--offline"]);
            }
            tool(command.env("UV_CACHE_DIR", root.join("cache")).current_dir(root));
        };
        for (uses_uv, flags) in
            [(false, "--no-compile"), (false, "--compile"), (true, "--no-index"), (true, "--compile-bytecode")]
        {
            if uses_uv && !has_uv {
                println!("no uv on PATH: it installs nothing");
                continue;
            }
            install(
                uses_uv,
                &format!("install --no-index -q {flags} {name}").replace("--no-index -q --no-index", "--no-index -q"),
            );
            // The interpreter takes what was in the wheel as it is, and knows it from what it compiles.
            let import = "import sys, demo.b, demo_more; print(demo.b.__cached__, demo_more.z)";
            let mut imported = Command::new(root.join("env/bin/python"));
            let output = imported.args(["-v", "-B", "-c", import]).output().expect("it runs");
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success() && output.stdout.ends_with(b" 3\n"), "{words}");
            for module in ["demo/__pycache__/b", "__pycache__/demo_more"] {
                let matches = format!("{module}.cpython-3{minor}.pyc matches");
                assert!(words.contains(&matches), "{flags}: no {matches}");
            }
            install(uses_uv, if uses_uv { "uninstall -q demo" } else { "uninstall -q -y demo" });
            let left: Vec<_> = files().into_iter().filter(|path| !before.contains(path)).collect();
            assert!(left.is_empty(), "{flags}: {left:?}");
            tried += 1;
        }
    }
    assert!(tried > 0 || interpreters::find(11).is_none());
}
