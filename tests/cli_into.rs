//! `--into DIR`: the .pyc files of a tree in another one.

mod support;

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use support::interpreters;
use support::ours::ours;

/// Runs and returns the exit code and what was said.
fn run(root: &Path, line: &str) -> (i32, String) {
    let output = ours(root, line);
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    (output.status.code().expect("it ends by itself"), String::from_utf8(text).expect("UTF-8"))
}

/// A directory with sources in `src/`.
fn sources() -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    for (name, text) in [("a.py", "import pkg.b\nx = pkg.b.y + 1\n"), ("pkg/__init__.py", ""), ("pkg/b.py", "y = 2\n")]
    {
        let path = directory.path().join("src").join(name);
        fs::create_dir_all(path.parent().expect("a directory")).expect("made");
        fs::write(path, text).expect("written");
    }
    directory
}

/// The files below a directory, with what is in them.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let file = |entry: walkdir::DirEntry| {
        let name = entry.path().strip_prefix(root).expect("below").display().to_string();
        (name, fs::read(entry.path()).expect("read"))
    };
    files.map(file).collect()
}

#[test]
fn the_tree_has_the_files_that_the_other_would_have() {
    for (flags, tree) in [("", "src"), ("-b", "src"), ("-o 0 -o 2", "./src/"), ("-b -s src -p /srv", "src")] {
        let directory = sources();
        let root = directory.path();
        let line = format!("--python-version 3.12 -q {flags} {tree}");
        let line = line.replace("  ", " ");
        assert_eq!(run(root, &format!("--into new/out {line}")), (0, String::new()), "{line}");
        let out = files(&root.join("new/out"));
        assert!(out.len() >= 3 && out.keys().all(|name| name.ends_with(".pyc")), "{out:?}");
        assert!(files(&root.join("src")).keys().all(|name| name.ends_with(".py")));
        assert_eq!(run(root, &line), (0, String::new()));
        let mut beside = files(&root.join("src"));
        beside.retain(|name, _| name.ends_with(".pyc"));
        assert_eq!(out, beside, "{line}");
    }
}

#[test]
fn freshness_is_that_of_the_other_tree() {
    let directory = sources();
    let root = directory.path();
    let line = "--into out --python-version 3.12 src";
    assert!(
        run(root, &format!("--check {line}")).1.starts_with("Missing 'out/__pycache__/a.cpython-312.pyc' ('src/a.py')")
    );
    assert!(!root.join("out").exists());
    assert_eq!(run(root, line).0, 0);
    assert_eq!(run(root, &format!("--check {line}")), (0, String::new()));
    let inode = || fs::metadata(root.join("out/pkg/__pycache__/b.cpython-312.pyc")).expect("there").ino();
    let before = inode();
    let expected = "Listing 'src'...\nListing 'src/pkg'...\n";
    assert_eq!((run(root, line), inode()), ((0, expected.to_owned()), before));
    fs::write(root.join("src/pkg/b.py"), "y = 33\n").expect("written");
    let time = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_500_000_000);
    fs::File::open(root.join("src/pkg/b.py")).expect("open").set_modified(time).expect("set");
    assert_eq!(run(root, line), (0, format!("{expected}Compiling 'src/pkg/b.py'...\n")));
    assert_ne!(inode(), before);
    // A file alone goes where its directory's would.
    assert_eq!(run(root, "--into alone -b --python-version 3.12 -q src/pkg/b.py"), (0, String::new()));
    assert_eq!(files(&root.join("alone")).into_keys().collect::<Vec<_>>(), ["b.pyc"]);
}

#[test]
fn modes_and_links() {
    let directory = sources();
    let root = directory.path();
    fs::set_permissions(root.join("src/pkg"), Permissions::from_mode(0o700)).expect("set");
    fs::set_permissions(root.join("src/pkg/b.py"), Permissions::from_mode(0o640)).expect("set");
    fs::create_dir(root.join("usual")).expect("made");
    assert_eq!(run(root, "--into out -b --python-version 3.12 -q src").0, 0);
    let mode = |name: &str| fs::metadata(root.join(name)).expect("there").mode() & 0o777;
    // Directories are made as any are; files have their sources' permissions.
    assert_eq!((mode("out"), mode("out/pkg")), (mode("usual"), mode("usual")));
    assert_eq!(mode("out/pkg/b.pyc"), 0o640 & mode("usual"));
    // A link in the other tree leads nowhere else, unless the flag says so.
    fs::remove_dir_all(root.join("out/pkg")).expect("removed");
    fs::create_dir_all(root.join("elsewhere")).expect("made");
    for target in ["../elsewhere", "../src/pkg"] {
        symlink(target, root.join("out/pkg")).expect("a link");
        let (code, words) = run(root, "--into out -b -f --python-version 3.12 -q src");
        assert!(code == 1 && words.contains("'out/pkg' is a symbolic link that leads out"), "{words}");
        assert!(files(&root.join("elsewhere")).is_empty() && !root.join("src/pkg/b.pyc").exists());
        fs::remove_file(root.join("out/pkg")).expect("removed");
    }
    fs::create_dir(root.join("out/inner")).expect("made");
    symlink("inner", root.join("out/pkg")).expect("a link");
    assert_eq!(run(root, "--into out -b -f --python-version 3.12 -q src"), (0, String::new()));
    assert!(root.join("out/inner/b.pyc").is_file());
}

#[test]
fn what_it_needs() {
    let directory = sources();
    let root = directory.path();
    for line in ["src src/pkg", "-b --python-version 3.11,3.12 src", "--record src"] {
        assert_eq!(run(root, &format!("--into out --python-version 3.12 {line}")).0, 2, "{line}");
    }
    // Short for --invalidation-mode, as in compileall.
    assert_eq!(run(root, "--in timestamp --i checked-hash --python-version 3.12 -q src"), (0, String::new()));
    let mut prefixed = Command::new(env!("CARGO_BIN_EXE_pycompileall"));
    prefixed.args("--into out -b -q --python-version 3.12 src".split(' ')).current_dir(root);
    assert!(prefixed.env("PYTHONPYCACHEPREFIX", "cache").status().expect("our binary runs").success());
    assert!(root.join("out/a.pyc").is_file() && !root.join("cache").exists());
}

#[test]
fn interpreters_import_from_a_tree_of_pycs_and_from_a_zip_of_it() {
    let mut tried = 0;
    for minor in [11, 12, 13, 14, 15] {
        let Some(python) = interpreters::find(minor) else { continue };
        for mode in ["timestamp", "checked-hash", "unchecked-hash"] {
            let directory = sources();
            let root = directory.path();
            let release = format!("3.{minor}.{}", python.micro);
            let line = format!("--into out -b -q --invalidation-mode {mode} --python-version {release} src");
            assert_eq!(run(root, &line), (0, String::new()), "{line}");
            let zip = "import shutil; shutil.make_archive('z', 'zip', 'out')";
            for (path, program) in [("out", ""), ("z.zip", zip)] {
                let import =
                    format!("{program}\nimport sys; sys.path.insert(0, '{path}'); import a; print(a.x, a.__file__)");
                let output = Command::new(&python.path).args(["-I", "-B", "-c", &import]).current_dir(root).output();
                let output = output.expect("it runs");
                let words = String::from_utf8_lossy(&output.stdout).into_owned();
                assert!(words.starts_with("3 ") && words.trim_end().ends_with(&format!("{path}/a.pyc")), "{output:?}");
                tried += 1;
            }
        }
    }
    assert!(tried > 0 || interpreters::find(11).is_none());
}

#[test]
fn the_other_tree_is_what_is_looked_at() {
    for flags in ["", "-b"] {
        let directory = sources();
        let root = directory.path();
        // What is beside the sources is of no concern.
        fs::write(root.join("src/a.pyc"), "x").expect("written");
        let run = |line: &str| run(root, &format!("--into out --python-version 3.12 {flags} {line}"));
        assert_eq!(run("-q src"), (0, String::new()), "{flags}");
        assert_eq!(run("--check src"), (0, String::new()), "{flags}");
        assert_eq!(run("--verify --strict src"), (0, String::new()), "{flags}");
        let summary = run("--verify --summary src").1;
        assert!(summary.starts_with("Verified 3 .pyc files") && summary.ends_with("3 genuine\n"), "{summary}");
        fs::remove_file(root.join("src/pkg/b.py")).expect("removed");
        let pyc = if flags.is_empty() { "out/pkg/__pycache__/b.cpython-312.pyc" } else { "out/pkg/b.pyc" };
        let undecided = run("--verify src").1;
        assert!(undecided.starts_with(&format!("Undecidable '{pyc}' ('src/pkg/b.py'): there is no source")));
    }
}
