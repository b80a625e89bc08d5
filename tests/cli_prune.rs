//! `--prune`: what nothing imports any more goes, and nothing else.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use pycompileall::Target;
use serde_json::Value;
use support::interpreters;
use support::ours::ours;

/// The exit code and what was said.
fn run(root: &Path, line: &str) -> (i32, String) {
    let output = ours(root, line);
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    (output.status.code().expect("it ends by itself"), String::from_utf8(text).expect("UTF-8"))
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a directory")).expect("made");
    fs::write(path, text).expect("written");
}

/// Every path below a directory.
fn all_below(directory: &Path) -> BTreeSet<PathBuf> {
    walkdir::WalkDir::new(directory).into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path).collect()
}

/// A directory whose `tree/` has sources, and their .pyc files of two versions and levels.
fn tree(names: &[&str]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    for name in names {
        write(&directory.path().join("tree").join(name), "x = 1\n");
    }
    assert_eq!(run(directory.path(), "--python-version 3.11,3.12 -o 0 -o 2 -q tree").0, 0);
    directory
}

fn remove(path: PathBuf) {
    fs::remove_file(path).expect("removed");
}

#[test]
fn what_has_no_source_goes_with_yes_only() {
    for jobs in ["", "-j1 ", "-j3 "] {
        let directory = tree(&["a.py", "pkg/b.py", "pkg/c.py", "pkg/sub/d.py"]);
        let root = directory.path();
        remove(root.join("tree/pkg/b.py"));
        remove(root.join("tree/pkg/sub/d.py"));
        let before = all_below(root);
        let names = |name: &str| {
            ["311.opt-2.pyc", "311.pyc", "312.opt-2.pyc", "312.pyc"].map(|end| format!("{name}.cpython-{end}"))
        };
        let lines = |verb: &str| -> String {
            let files = [("pkg", "b"), ("pkg/sub", "d")].map(|(directory, name)| {
                let line = |file| format!("{verb} 'tree/{directory}/__pycache__/{file}' (its source is gone)\n");
                names(name).map(line).concat()
            });
            files.concat()
        };
        assert_eq!(run(root, &format!("{jobs}--prune tree")), (0, lines("Would remove")));
        assert_eq!(run(root, &format!("{jobs}--prune -q tree")), (0, String::new()));
        let annotations = run(root, &format!("{jobs}--prune --output-format github tree")).1;
        let start = "::notice title=pycompileall (removable),file=tree/pkg/__pycache__/b.";
        assert!(annotations.starts_with(start) && annotations.lines().count() == 8, "{annotations}");
        assert!(annotations.lines().all(|line| line.ends_with(".pyc: its source is gone")), "{annotations}");
        assert_eq!(all_below(root), before);
        assert_eq!(run(root, &format!("{jobs}--prune --yes tree")), (0, lines("Removed")));
        let after = all_below(root);
        assert_eq!(before.difference(&after).count(), 8);
        assert!(before.difference(&after).all(|path| path.extension().is_some_and(|end| end == "pyc")));
        assert_eq!(
            run(root, &format!("{jobs}--prune --yes --summary tree")),
            (0, "Found nothing to remove\n".to_owned())
        );
    }
}

#[test]
fn versions_and_levels_go_where_that_is_asked_for() {
    let directory = tree(&["a.py"]);
    let root = directory.path();
    let left = || -> Vec<String> {
        let entries = fs::read_dir(root.join("tree/__pycache__")).expect("a directory");
        let mut names: Vec<_> = entries.map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        names.into_iter().map(|name| name.into_string().expect("UTF-8")).collect()
    };
    // Of a version that we don't compile for, and of the final release of one.
    fs::write(root.join("tree/__pycache__/a.cpython-38.pyc"), b"\x55\x0d\r\n0123456789abc").expect("written");
    assert_eq!(run(root, "--prune --yes tree"), (0, String::new()));
    let words = "Would remove 'tree/__pycache__/a.cpython-311.opt-2.pyc' (of another level)\n\
                 Would remove 'tree/__pycache__/a.cpython-312.opt-2.pyc' (of another level)\n";
    assert_eq!(run(root, "--prune --prune-levels -o 0 tree"), (0, words.to_owned()));
    assert_eq!(run(root, "--prune --yes --prune-versions --python-version 3.12 -q tree").0, 0);
    assert_eq!(left(), ["a.cpython-312.opt-2.pyc", "a.cpython-312.pyc"]);
    assert_eq!(run(root, "--prune --yes --prune-levels -o 2 -q tree").0, 0);
    assert_eq!(left(), ["a.cpython-312.opt-2.pyc"]);
    for line in [
        "--prune-versions tree",
        "--prune-levels tree",
        "--prune",
        "--prune --check tree",
        "--prune -f tree",
        "--prune --archives tree/a.zip",
    ] {
        let line = if line.starts_with("--prune-") { format!("--prune {line}") } else { line.to_owned() };
        assert_eq!(run(root, &line).0, 2, "{line}");
    }
    for line in ["--yes tree", "--prune-levels -o 0 tree", "--prune-versions --python-version 3.12 tree"] {
        assert_eq!(run(root, line).0, 2, "{line}");
    }
}

#[test]
fn nothing_else_is_touched() {
    let directory = tree(&["a.py", "gone.py", "py.py"]);
    let root = directory.path();
    let cache = root.join("tree/__pycache__");
    let pyc = fs::read(cache.join("gone.cpython-311.pyc")).expect("a .pyc");
    remove(root.join("tree/gone.py"));
    let kept: [(&str, &[u8]); 14] = [
        ("empty.cpython-311.pyc", b""),
        ("short.cpython-311.pyc", b"\xa7\x0d\r"),
        ("magic.cpython-311.pyc", b"\xa8\x0d\r\n0123456789abc"),
        ("text.cpython-311.pyc", b"a text of somebody"),
        ("ends.cpython-311.pyc", b"\xa7\x0d\n\r0123456789abc"),
        ("other.cpython-312.pyc", &pyc),
        ("pytest.cpython-311-pytest-8.3.pyc", &pyc),
        ("pypy.pypy311.pyc", &pyc),
        ("bare.pyc", &pyc),
        ("opt.cpython-311.opt-x.pyc", &pyc),
        ("copy.cpython-311.pyc.bak", &pyc),
        ("new.cpython-311.pyc.100000000000001", &pyc),
        (".cpython-311.pyc", &pyc),
        ("x.cpython-311.py", &pyc),
    ];
    for (name, bytes) in kept {
        fs::write(cache.join(name), bytes).expect("written");
    }
    fs::create_dir(cache.join("directory.cpython-311.pyc")).expect("made");
    symlink("gone.cpython-311.pyc", cache.join("link.cpython-311.pyc")).expect("a link");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        cache.join("fifo.cpython-311.pyc"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o644),
        0,
    )
    .expect("a FIFO");
    // A source may be a link that leads nowhere, or be called just `.py`.
    symlink("nowhere", root.join("tree/gone.py")).expect("a link");
    fs::rename(root.join("tree/py.py"), root.join("tree/.py")).expect("renamed");
    // One without a source beside it may be all that there is of a module.
    fs::write(root.join("tree/sourceless.pyc"), &pyc).expect("written");
    let before = all_below(root);
    assert_eq!(run(root, "--prune --yes tree"), (0, String::new()));
    assert_eq!(all_below(root), before);
    remove(root.join("tree/gone.py"));
    remove(root.join("tree/.py"));
    let (code, words) = run(root, "--prune --yes --output-format json tree");
    let document: Value = serde_json::from_str(&words).expect("JSON");
    assert_eq!((code, &document["summary"]["pruned"]), (0, &8.into()));
    assert_eq!(before.difference(&all_below(root)).count(), 8 + 2);
    // With -b it is these that are gone through, and no others. What they are for they say themselves.
    write(&root.join("tree/b.py"), "x = 1\n");
    fs::write(root.join("tree/b.pyc"), &pyc).expect("written");
    assert_eq!(run(root, "--prune -b --prune-versions --python-version 3.11 tree/b.py"), (0, String::new()));
    let words = "Would remove 'tree/b.pyc' (of another version)\n";
    assert_eq!(run(root, "--prune -b --prune-versions --python-version 3.12 tree/b.py"), (0, words.to_owned()));
    remove(root.join("tree/b.py"));
    remove(root.join("tree/b.pyc"));
    let words = "Removed 'tree/sourceless.pyc' (its source is gone)\n";
    assert_eq!(run(root, "--prune --yes -b tree"), (0, words.to_owned()));
    assert_eq!(before.difference(&all_below(root)).count(), 8 + 3);
}

#[test]
fn links_lead_nowhere() {
    let directory = tree(&["a.py"]);
    let root = directory.path();
    write(&root.join("victim/m.py"), "x = 1\n");
    assert_eq!(run(root, "--python-version 3.11 -q victim").0, 0);
    remove(root.join("victim/m.py"));
    let before = all_below(&root.join("victim"));
    for link in ["tree/linked/__pycache__", "tree/other"] {
        fs::create_dir_all(root.join(link).parent().expect("a directory")).expect("made");
    }
    symlink("../../victim/__pycache__", root.join("tree/linked/__pycache__")).expect("a link");
    symlink("../victim", root.join("tree/other")).expect("a link");
    // Also one that leads to a cache of the run: its files are those of other sources.
    fs::create_dir(root.join("tree/inside")).expect("made");
    symlink("../__pycache__", root.join("tree/inside/__pycache__")).expect("a link");
    for flags in ["", "--follow-pycache-links "] {
        assert_eq!(run(root, &format!("--prune --yes {flags}tree")), (0, String::new()), "{flags}");
    }
    assert_eq!(all_below(&root.join("victim")), before);
    assert_eq!(run(root, "--prune -q --yes --summary victim").1.split(" in ").next(), Some("Removed 1 file"));
}

#[test]
fn what_is_left_out_of_a_run_stays() {
    let directory = tree(&["a.py", "b.py", "sub/c.py", "sub/sub/d.py"]);
    let root = directory.path();
    for name in ["a.py", "b.py", "sub/c.py", "sub/sub/d.py"] {
        remove(root.join("tree").join(name));
    }
    let count = |line: &str| run(root, &format!("--prune {line}")).1.matches("Would remove").count();
    assert_eq!(count("tree"), 16);
    assert_eq!(count("-x /[ab].py tree"), 8);
    assert_eq!(count("-l tree"), 8);
    assert_eq!(count("-r 1 tree"), 12);
    assert_eq!(count("tree/sub"), 8);
    // A source that is named may be gone; only what is of it goes.
    assert_eq!(count("tree/b.py"), 4);
    fs::write(root.join("list"), "tree/a.py\ntree/sub/c.py\n").expect("written");
    assert_eq!(count("-i list"), 8);
    assert_eq!(count("tree/a.py tree/b.py tree/sub/c.py tree/a.py"), 16);
    assert_eq!(run(root, "--prune missing").0, 1);
    assert_eq!(run(root, "--prune -x ( tree").0, 2);
    // Without the flag that reads other names nothing is found in the prefix, with it nothing beside the sources.
    write(&root.join("tree/e.py"), "x = 1\n");
    let prefix = format!("-X pycache_prefix={}/cache", root.display());
    assert_eq!(run(root, &format!("{prefix} --python-version 3.11 -q tree")).0, 0);
    remove(root.join("tree/e.py"));
    assert_eq!((count("tree"), count(&format!("{prefix} tree"))), (16, 1));
    assert_eq!(run(root, &format!("{prefix} --prune --yes -q tree")), (0, String::new()));
    assert_eq!(all_below(&root.join("cache")).iter().filter(|path| path.is_file()).count(), 0);
}

#[test]
fn directories_that_are_gone_as_a_whole_have_files_in_a_tree_of_its_own() {
    for (write_line, read_line) in [
        ("-X pycache_prefix=ROOT/cache tree", "-X pycache_prefix=ROOT/cache"),
        ("--into cache tree", "--into cache"),
        ("--into cache -b tree", "--into cache -b"),
    ] {
        let directory = tempfile::tempdir().expect("a directory");
        let root = directory.path();
        for name in ["a.py", "pkg/b.py", "pkg/sub/c.py", "kept/d.py", "linked/e.py", "dangling/f.py"] {
            write(&root.join("tree").join(name), "x = 1\n");
        }
        let line = |line: &str| line.replace("ROOT", &root.display().to_string());
        assert_eq!(run(root, &line(&format!("--python-version 3.12 -q {write_line}"))), (0, String::new()));
        let files = || all_below(&root.join("cache")).into_iter().filter(|path| path.is_file()).count();
        assert_eq!(files(), 6, "{write_line}");
        for name in ["pkg", "linked", "dangling"] {
            fs::rename(root.join("tree").join(name), root.join(name)).expect("moved");
        }
        // What is behind a link, or may be some day, stays.
        symlink("../linked", root.join("tree/linked")).expect("a link");
        symlink("nowhere", root.join("tree/dangling")).expect("a link");
        let prune = |flags: &str, path: &str| run(root, &line(&format!("{read_line} --prune {flags} {path}")));
        let count = |flags: &str, path: &str| prune(flags, path).1.matches("Would remove").count();
        assert_eq!((count("", "tree"), count("-l", "tree"), count("-r 1", "tree")), (2, 0, 1), "{read_line}");
        assert_eq!((count("-x sub/", "tree"), count("-j1", "tree")), (1, 2), "{read_line}");
        // One of another place, or that is not there at all, says nothing of what is in it.
        fs::rename(root.join("tree"), root.join("away")).expect("moved");
        assert_eq!((prune("--yes -qq", "tree").0, files()), (1, 6), "{read_line}");
        fs::rename(root.join("away"), root.join("tree")).expect("moved");
        assert_eq!((prune("--yes -q", "tree"), files()), ((0, String::new()), 4), "{read_line}");
        // Where the tree of .pyc files has a link nothing is looked for behind it.
        fs::rename(root.join("pkg"), root.join("tree/pkg")).expect("moved");
        assert_eq!(run(root, &line(&format!("--python-version 3.12 -q {write_line}"))), (0, String::new()));
        let of_pkg = all_below(&root.join("cache")).into_iter().find(|path| path.is_dir() && path.ends_with("pkg"));
        let of_pkg = of_pkg.expect("its directory");
        fs::rename(&of_pkg, root.join("victim")).expect("moved");
        symlink(root.join("victim"), &of_pkg).expect("a link");
        fs::remove_dir_all(root.join("tree/pkg")).expect("removed");
        assert_eq!(prune("--yes", "tree"), (0, String::new()), "{read_line}");
        assert_eq!(all_below(&root.join("victim")).into_iter().filter(|path| path.is_file()).count(), 2);
    }
}

#[test]
fn leftovers_go_and_are_said() {
    let directory = tree(&["a.py"]);
    let root = directory.path();
    let old = root.join("tree/__pycache__/a.cpython-311.pyc.100000000000001");
    fs::write(&old, "torn").expect("written");
    let file = fs::File::options().append(true).open(&old).expect("a file");
    file.set_modified(SystemTime::now() - Duration::from_secs(7200)).expect("its time is set");
    fs::write(root.join("tree/__pycache__/a.cpython-312.pyc.100000000000001"), "written now").expect("written");
    let words = |verb| {
        let file = "'tree/__pycache__/a.cpython-311.pyc.100000000000001'";
        format!("{verb} {file} (left by a run that was killed)\n")
    };
    assert_eq!(run(root, "--prune tree"), (0, words("Would remove")));
    assert_eq!(run(root, "--prune --yes tree"), (0, words("Removed")));
    assert!(!old.exists() && root.join("tree/__pycache__/a.cpython-312.pyc.100000000000001").exists());
}

#[test]
fn what_can_not_be_removed_fails_the_run() {
    let directory = tree(&["a.py"]);
    let root = directory.path();
    remove(root.join("tree/a.py"));
    let cache = root.join("tree/__pycache__");
    for path in [root, &root.join("tree")] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("its mode is set");
    }
    fs::set_permissions(&cache, fs::Permissions::from_mode(0o555)).expect("its mode is set");
    // Root may do it all the same: another user must try.
    let is_root = fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0);
    let said = |line: &str| {
        let mut command = if is_root {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", "54321", "--regid", "54321", "--clear-groups", "./command"]);
            command
        } else {
            Command::new("./command")
        };
        let output = command.args(line.split(' ')).current_dir(root).output().ok()?;
        Some((output.status.code(), String::from_utf8(output.stdout).expect("UTF-8")))
    };
    fs::copy(env!("CARGO_BIN_EXE_pycompileall"), root.join("command")).expect("copied");
    if said("--version").is_none_or(|(code, _)| code != Some(0)) {
        println!("no setpriv(1) here: nothing was tried as another user");
        return;
    }
    let (code, words) = said("--prune --yes -q tree").expect("as before");
    let error = "*** Error removing 'tree/__pycache__/a.cpython-311.opt-2.pyc'...\nPermissionError: [Errno 13] Permission \
                 denied: 'tree/__pycache__/a.cpython-311.opt-2.pyc'\n";
    assert!(code == Some(1) && words.starts_with(error) && words.matches("***").count() == 4, "{words}");
    let (_, json) = said("--prune --yes --output-format json tree").expect("as before");
    let document: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&document["files"][0]["status"], &document["summary"]["failed"]), (&"failed".into(), &4.into()));
    let (code, words) = said("--prune --yes --output-format github tree").expect("as before");
    assert!(code == Some(1) && words.lines().all(|line| line.starts_with("::error ")), "{words}");
    // What can't be listed may hide what is to go.
    fs::set_permissions(&cache, fs::Permissions::from_mode(0o000)).expect("its mode is set");
    assert_eq!(said("--prune tree"), Some((Some(1), "Can't list 'tree/__pycache__'\n".to_owned())));
    fs::set_permissions(&cache, fs::Permissions::from_mode(0o755)).expect("its mode is set");
}

/// Sources and their .pyc files come and go while others prune: no .pyc of a source that is there is lost.
#[test]
fn a_source_that_appears_meanwhile_keeps_its_pyc() {
    let directory = tree(&["stays.py"]);
    let root = directory.path();
    let pyc = fs::read(root.join("tree/__pycache__/stays.cpython-311.pyc")).expect("a .pyc");
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_done.load(Ordering::Relaxed) {
                let (code, words) = run(root, "--prune --yes -q tree");
                assert_eq!((code, words.as_str()), (0, ""));
            }
        });
        for number in 0..400 {
            let name = format!("m{number}");
            let cached = root.join(format!("tree/__pycache__/{name}.cpython-311.pyc"));
            // An old one lies there when the new source comes, as when a package is installed again.
            fs::write(&cached, &pyc).expect("written");
            fs::write(root.join(format!("tree/{name}.py")), "x = 1\n").expect("written");
            let temporary = cached.with_extension("new");
            fs::write(&temporary, &pyc).expect("written");
            fs::rename(&temporary, &cached).expect("renamed");
        }
        is_done.store(true, Ordering::Relaxed);
    });
    let lost = (0..400).filter(|number| !root.join(format!("tree/__pycache__/m{number}.cpython-311.pyc")).exists());
    assert_eq!(lost.collect::<Vec<_>>(), [0; 0]);
}

/// Of everything that compileall has written, what importlib has no source for goes, and that alone.
#[test]
fn importlib_says_which_sources_are_there() {
    const ORACLE: &str = "
import importlib.util, os, sys
for line in sys.stdin.read().splitlines():
    source = importlib.util.source_from_cache(line)
    print(line, os.path.exists(source))
";
    interpreters::assert_none_is_missing();
    for &target in Target::supported() {
        let Some(python) = interpreters::find(target.version.minor) else {
            println!("no python{} found: its files are not tried", target.version.series());
            continue;
        };
        let directory = tempfile::tempdir().expect("a directory");
        let root = directory.path();
        for number in 0..40 {
            write(&root.join(format!("tree/d{}/m{number}.py", number % 4)), "x = 1\n");
        }
        let flags = ["-I", "-m", "compileall", "-q", "-o", "0", "-o", "1", "-o", "2", "tree"];
        let theirs = Command::new(&python.path).args(flags).current_dir(root).status();
        assert!(theirs.expect("the interpreter runs").success());
        for number in (0..40).step_by(3) {
            remove(root.join(format!("tree/d{}/m{number}.py", number % 4)));
        }
        let pycs: Vec<PathBuf> =
            all_below(root).into_iter().filter(|path| path.to_string_lossy().ends_with(".pyc")).collect();
        assert_eq!(pycs.len(), 120);
        let list: Vec<String> = pycs.iter().map(|path| path.display().to_string()).collect();
        fs::write(root.join("list"), list.join("\n")).expect("written");
        let input = fs::File::open(root.join("list")).expect("a list");
        let output = Command::new(&python.path).args(["-I", "-c", ORACLE]).stdin(input).output().expect("it runs");
        assert_eq!(run(root, "--prune --yes -q tree"), (0, String::new()));
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        let expected: Vec<(String, bool)> = said
            .lines()
            .map(|line| line.rsplit_once(' ').expect("a line of two"))
            .map(|(path, is_there)| (path.to_owned(), is_there == "True"))
            .collect();
        assert_eq!(expected.iter().filter(|(_, is_there)| !is_there).count(), 42);
        for (path, is_there) in expected {
            assert_eq!(Path::new(&path).exists(), is_there, "{path}");
        }
    }
}
