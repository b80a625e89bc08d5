//! Trees of somebody else, compiled by root, and what goes wrong meanwhile: see docs/security.md.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use rustix::fs::{CWD, Mode, OFlags, XattrFlags, mkdirat, openat, setxattr};

use support::twins::{self, Case, say, with_interpreters};

const PYC: &str = "__pycache__/m.cpython-311.pyc";

fn ours(root: &Path, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pycompileall"));
    command.args(["--python-version", "3.11"]).args(line.split(' ').filter(|word| !word.is_empty()));
    command.current_dir(root).stdin(Stdio::null());
    for name in ["SOURCE_DATE_EPOCH", "PYTHONPYCACHEPREFIX", "PYTHONOPTIMIZE", "PYTHONWARNINGS", "VIRTUAL_ENV"] {
        command.env_remove(name);
    }
    command
}

/// Runs and returns the exit code and what was said.
fn run(root: &Path, line: &str) -> (i32, String) {
    said(&ours(root, line).output().expect("our binary runs"))
}

fn said(output: &Output) -> (i32, String) {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    (output.status.code().expect("it ends by itself"), String::from_utf8(text).expect("UTF-8"))
}

/// Runs what must not hang: it is killed after a minute, which is no exit code.
fn run_bounded(mut command: Command) -> (i32, String) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("our binary runs");
    let start = Instant::now();
    while child.try_wait().expect("a child").is_none() {
        if start.elapsed() > Duration::from_secs(60) {
            child.kill().expect("killed");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    said(&child.wait_with_output().expect("it ended"))
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a directory")).expect("made");
    fs::write(path, text).expect("written");
}

/// The names in a directory that are neither sources nor .pyc files.
fn left_over(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).into_iter().flatten().filter_map(Result::ok);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| !name.ends_with(".py") && !name.ends_with(".pyc") && name != "__pycache__").collect()
}

/// Every path below a directory.
fn all_below(directory: &Path) -> BTreeSet<PathBuf> {
    walkdir::WalkDir::new(directory).into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path).collect()
}

#[test]
fn a_linked_cache_that_leads_out_is_refused_unless_the_flag_says_so() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    fs::create_dir_all(root.join("victim/__pycache__")).unwrap();
    write(&root.join("tree/m.py"), "x = 1\n");
    write(&root.join("tree/pkg/m.py"), "x = 2\n");
    for target in [root.join("victim/__pycache__"), PathBuf::from("../victim/__pycache__"), root.join("victim")] {
        symlink(target, root.join("tree/__pycache__")).unwrap();
        for line in ["tree", "tree/m.py", "-f tree", "tree/."] {
            let before = all_below(&root.join("victim"));
            let (code, text) = run(root, &format!("-q {line}"));
            assert_eq!(code, 1, "{line}: {text}");
            let words = "PermissionError: 'tree/__pycache__' is a symbolic link that leads out of what is compiled";
            assert!(text.replace("/./", "/").contains(words), "{line}: {text}");
            assert!(text.contains("--follow-pycache-links"));
            assert_eq!(all_below(&root.join("victim")), before);
        }
        assert_eq!(run(root, "--check -qq tree").0, 1);
        assert!(root.join("tree/pkg").join(PYC).exists(), "the others are compiled");
        // What is beside the source does not go through it.
        assert_eq!(run(root, "-q -b tree").0, 0);
        let pycompile = |flag: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_pycompile"));
            command.args(["--python-version", "3.11"]).args(flag.split_whitespace()).arg("tree/m.py");
            said(&command.current_dir(root).output().unwrap())
        };
        assert_eq!(pycompile("").0, 1);
        assert!(pycompile("").1.starts_with("'tree/__pycache__' is a symbolic link"), "{}", pycompile("").1);
        let (code, text) = run(root, "-q --follow-pycache-links tree");
        assert_eq!((code, text.as_str()), (0, ""));
        let written = fs::canonicalize(root.join("tree").join(PYC)).unwrap();
        assert!(written.starts_with(fs::canonicalize(root.join("victim")).unwrap()));
        assert_eq!(run(root, "--check --follow-pycache-links tree").0, 0);
        fs::remove_file(&written).unwrap();
        assert_eq!(pycompile("--follow-pycache-links").0, 0);
        fs::remove_file(&written).unwrap();
        fs::remove_file(root.join("tree/__pycache__")).unwrap();
    }
}

#[test]
fn a_linked_cache_that_leads_into_a_root_is_followed() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    write(&root.join("tree/m.py"), "x = 1\n");
    write(&root.join("other/n.py"), "x = 1\n");
    fs::create_dir_all(root.join("tree/cache")).unwrap();
    symlink("cache", root.join("tree/__pycache__")).unwrap();
    assert_eq!(run(root, "-q tree").0, 0);
    assert!(root.join("tree/cache/m.cpython-311.pyc").exists());
    assert_eq!(run(root, "--check tree").0, 0);
    // Of another path of the run, which may be a file.
    symlink("../tree/cache", root.join("other/__pycache__")).unwrap();
    assert_eq!(run(root, "-q other").0, 1);
    for line in ["other tree", "other tree/m.py", "other/n.py tree"] {
        let _ = fs::remove_file(root.join("tree/cache/n.cpython-311.pyc"));
        assert_eq!(run(root, &format!("-q {line}")), (0, String::new()), "{line}");
        assert!(root.join("tree/cache/n.cpython-311.pyc").exists(), "{line}");
    }
}

#[test]
fn links_that_are_followed_on_purpose() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    write(&root.join("elsewhere/real/m.py"), "x = 1\n");
    write(&root.join("elsewhere/source.py"), "x = 1\n");
    fs::create_dir(root.join("tree")).unwrap();
    symlink("../elsewhere/source.py", root.join("tree/m.py")).unwrap();
    symlink("../elsewhere/real", root.join("tree/linked")).unwrap();
    symlink("tree", root.join("link")).unwrap();
    // A root that is a link, one whose path has links, and a linked source; a linked directory is not entered.
    assert_eq!(run(root, "-q link"), (0, String::new()));
    assert!(root.join("tree").join(PYC).exists() && !root.join("elsewhere/real/__pycache__").exists());
    assert_eq!(run(root, "-q link/linked/m.py"), (0, String::new()));
    assert!(root.join("elsewhere/real").join(PYC).exists());
    fs::remove_dir_all(root.join("elsewhere/real/__pycache__")).unwrap();
    assert_eq!(run(root, "-q tree/linked"), (0, String::new()));
    assert!(root.join("elsewhere/real").join(PYC).exists());
    // What -e allows is read beneath its directory, what it does not is left alone.
    for (within, is_compiled) in [("elsewhere", true), ("tree", false)] {
        fs::remove_dir_all(root.join("tree/__pycache__")).unwrap();
        assert_eq!(run(root, &format!("-q -e {within} tree")), (0, String::new()));
        assert_eq!(root.join("tree").join(PYC).exists(), is_compiled, "{within}");
        fs::create_dir_all(root.join("tree/__pycache__")).unwrap();
    }
    // The directory of the prefix may be a link, and is made where it is not there.
    fs::create_dir(root.join("cache")).unwrap();
    symlink("cache", root.join("to_cache")).unwrap();
    for prefix in ["to_cache", "to_cache/", "new/deep"] {
        let mut command = ours(root, "-q tree");
        command.env("PYTHONPYCACHEPREFIX", root.join(prefix));
        assert_eq!(said(&command.output().unwrap()), (0, String::new()), "{prefix}");
        let below = root.join(prefix).join(root.canonicalize().unwrap().strip_prefix("/").unwrap());
        assert!(below.join("tree/m.cpython-311.pyc").exists(), "{prefix}");
    }
}

#[test]
fn a_link_below_the_prefix_that_leads_out_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let root = &directory.path().canonicalize().unwrap();
    write(&root.join("tree/m.py"), "x = 1\n");
    fs::create_dir(root.join("victim")).unwrap();
    let below = root.join("cache").join(root.strip_prefix("/").unwrap());
    fs::create_dir_all(&below).unwrap();
    symlink(root.join("victim"), below.join("tree")).unwrap();
    let mut command = ours(root, "-q tree");
    let (code, text) = said(&command.env("PYTHONPYCACHEPREFIX", root.join("cache")).output().unwrap());
    assert_eq!(code, 1);
    assert!(text.contains("is a symbolic link that leads out of what is compiled"), "{text}");
    assert_eq!(fs::read_dir(root.join("victim")).unwrap().count(), 0);
    // Inside of the prefix it is followed.
    fs::remove_file(below.join("tree")).unwrap();
    fs::create_dir(below.join("real")).unwrap();
    symlink("real", below.join("tree")).unwrap();
    assert_eq!(said(&command.output().unwrap()), (0, String::new()));
    assert!(below.join("real/m.cpython-311.pyc").exists());
}

/// Exchanges a directory for a link, and back, until told to stop.
fn swap(path: &Path, link_to: &Path, stop: &AtomicBool) {
    let away = path.with_extension("away");
    while !stop.load(Ordering::Relaxed) {
        let _ = fs::rename(path, &away);
        let _ = symlink(link_to, path);
        std::thread::yield_now();
        let _ = fs::remove_file(path);
        let _ = fs::rename(&away, path);
        std::thread::yield_now();
    }
}

#[test]
fn a_directory_that_is_exchanged_for_a_link_leads_nowhere() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    for number in 0..20 {
        write(&root.join(format!("victim/m{number}.py")), "x = 1\n");
        write(&root.join(format!("tree/a/pkg/m{number}.py")), "x = 2\n");
    }
    fs::create_dir_all(root.join("victim/__pycache__")).unwrap();
    fs::create_dir_all(root.join("tree/a/pkg/__pycache__")).unwrap();
    let before = all_below(&root.join("victim"));
    for (swapped, link_to) in [("tree/a/pkg", "victim"), ("tree/a/pkg/__pycache__", "victim/__pycache__")] {
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| swap(&root.join(swapped), &root.join(link_to), &stop));
            for _ in 0..60 {
                let output = ours(root, "-qq -f tree").output();
                if all_below(&root.join("victim")) != before || output.is_err() {
                    break;
                }
            }
            stop.store(true, Ordering::Relaxed);
        });
        assert_eq!(all_below(&root.join("victim")), before, "{swapped}");
    }
}

#[test]
fn nothing_outside_is_read_where_links_must_stay_inside() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    write(&root.join("tree/inside/good.py"), "x = 'inside'\n");
    write(&root.join("secret.py"), "x = 'a secret'\n");
    let (source, other) = (root.join("tree/m.py"), root.join("tree/other"));
    symlink("inside/good.py", &source).unwrap();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                for target in ["../secret.py", "inside/good.py"] {
                    symlink(target, &other).unwrap();
                    fs::rename(&other, &source).unwrap();
                }
            }
        });
        for _ in 0..60 {
            let _ = run(root, "-qq -f -e tree tree");
            let pyc = fs::read(root.join("tree").join(PYC)).unwrap_or_default();
            if pyc.windows(8).any(|window| window == b"a secret") {
                stop.store(true, Ordering::Relaxed);
                panic!("what is outside was read");
            }
        }
        stop.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_working_directory_that_is_gone_matters_to_relative_paths_only() {
    let directory = tempfile::tempdir().unwrap();
    let root = &directory.path().canonicalize().unwrap();
    write(&root.join("tree/m.py"), "x = 1\n");
    for (binary, prefix) in
        [(env!("CARGO_BIN_EXE_pycompileall"), None), (env!("CARGO_BIN_EXE_pycompile"), Some("cache"))]
    {
        fs::create_dir(root.join("gone")).unwrap();
        let mut command = Command::new("/bin/sh");
        command.args(["-c", "rmdir ../gone; exec \"$@\"", "sh", binary, "--python-version", "3.11"]);
        command.arg(root.join("tree/m.py")).current_dir(root.join("gone")).env_remove("PYTHONPYCACHEPREFIX");
        command.envs(prefix.map(|prefix| ("PYTHONPYCACHEPREFIX", root.join(prefix))));
        assert_eq!(said(&command.output().unwrap()).0, 0, "{binary}");
    }
    assert!(root.join("tree").join(PYC).exists());
    let below = root.join("cache").join(root.strip_prefix("/").unwrap());
    assert!(below.join("tree/m.cpython-311.pyc").exists());
}

#[test]
fn what_is_no_file_is_neither_read_nor_waited_for() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    let fifo = |path: &Path| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let made = Command::new("mkfifo").arg(path).status().expect("mkfifo");
        assert!(made.success() && fs::metadata(path).unwrap().file_type().is_fifo());
    };
    write(&root.join("tree/good.py"), "x = 1\n");
    write(&root.join("tree/m.py"), "x = 1\n");
    fifo(&root.join("tree").join(PYC));
    fifo(&root.join("tree/fifo.py"));
    let _socket = std::os::unix::net::UnixListener::bind(root.join("tree/socket.py")).unwrap();
    symlink("/dev/zero", root.join("tree/zero.py")).unwrap();
    symlink("/proc/self/pagemap", root.join("tree/pagemap.py")).unwrap();
    for line in ["-q tree", "-q -f tree", "-q -j1 tree"] {
        let (code, text) = run_bounded(ours(root, line));
        assert_eq!(code, 1, "{line}: {text}");
        assert!(text.contains("m.cpython-311.pyc is a non-regular file and will be changed into a regular one"));
        assert!(!text.contains("good.py") && !text.contains("fifo.py") && !text.contains("zero.py"), "{text}");
    }
    for line in ["--check -q tree", "--check -q --invalidation-mode checked-hash tree"] {
        let (code, text) = run_bounded(ours(root, line));
        assert_eq!(code, 1, "{line}: {text}");
        assert!(text.contains("Stale 'tree/__pycache__/m.cpython-311.pyc'"), "{text}");
    }
    for (name, words) in [("fifo.py", "not a regular file: 'tree/fifo.py'"), ("zero.py", "[Errno 27] File too large: ")]
    {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pycompile"));
        command.args(["--python-version", "3.11", &format!("tree/{name}")]).current_dir(root);
        let (code, text) = run_bounded(command);
        assert!(code == 1 && text.starts_with(words), "{name}: {text}");
    }
}

#[test]
fn files_deeper_than_a_path_can_be_are_compiled() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    fs::create_dir(root.join("tree")).unwrap();
    let name = "d".repeat(200);
    let mut deep = openat(CWD, root.join("tree"), OFlags::PATH, Mode::empty()).unwrap();
    for level in 0..30 {
        for file in ["b.py", "other.txt"] {
            let flags = OFlags::WRONLY | OFlags::CREATE;
            let source = openat(&deep, file, flags, Mode::from_raw_mode(0o644)).unwrap();
            rustix::io::write(&source, b"x = 1\n").unwrap();
        }
        mkdirat(&deep, "a", Mode::from_raw_mode(0o755)).unwrap();
        if level == 29 {
            break;
        }
        mkdirat(&deep, name.as_str(), Mode::from_raw_mode(0o755)).unwrap();
        deep = openat(&deep, name.as_str(), OFlags::PATH, Mode::empty()).unwrap();
    }
    assert_eq!(run(root, "--check -qq tree").0, 1);
    let (code, text) = run(root, "tree");
    assert_eq!(code, 0, "{text}");
    let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!((count("Listing"), count("Compiling"), count("Can't")), (60, 30, 0));
    assert!(openat(&deep, "__pycache__/b.cpython-311.pyc", OFlags::RDONLY, Mode::empty()).is_ok());
    assert_eq!(run(root, "--check tree"), (0, String::new()));
    assert_eq!(run(root, "-f -q tree"), (0, String::new()));
    assert_eq!(run(root, "-f -qq -r 25 --output-format json tree").1.matches("\"status\":\"compiled\"").count(), 26);
}

#[test]
fn what_is_not_reached_is_an_error_where_it_matters() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    write(&root.join("tree/m.py"), "x = 1\n");
    assert_eq!(run(root, "-q tree missing").0, 0);
    assert_eq!(run(root, "-q --strict tree missing").0, 1);
    let said = "Can't list 'missing'\nerror: 'missing' does not exist\n";
    assert_eq!(run(root, "--check tree missing"), (1, said.to_owned()));
}

/// Rewrites every .pyc with other bytes, so that `-f` replaces it.
fn spoil(cache: &Path) {
    for entry in fs::read_dir(cache).into_iter().flatten().filter_map(Result::ok) {
        if entry.path().extension().is_some_and(|extension| extension == "pyc") {
            fs::write(entry.path(), "old").unwrap();
        }
    }
}

#[test]
fn what_a_killed_run_leaves_is_gone_after_the_next() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    let cache = root.join("tree/__pycache__");
    for number in 0..60 {
        let functions: String = (0..40).map(|f| format!("def f{f}(a, b={number}): return [a, b, {f}]\n")).collect();
        write(&root.join(format!("tree/m{number}.py")), &functions);
    }
    let kill_after = |mut child: Child, written: usize| {
        let count = || fs::read_dir(&cache).map_or(0, Iterator::count);
        while count() < written && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
    };
    let spawn = || ours(root, "-qq -f -j2 tree").spawn().expect("our binary runs");
    for round in 0..30 {
        if round % 2 == 0 {
            let _ = fs::remove_dir_all(&cache);
        } else {
            spoil(&cache);
        }
        kill_after(spawn(), round);
    }
    spoil(&cache);
    assert_eq!(run(root, "-qq -f tree").0, 0);
    assert_eq!(left_over(&cache), Vec::<String>::new());
}

#[test]
fn only_temporary_files_of_the_dead_are_removed() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    write(&root.join("tree/m.py"), "x = 1\n");
    let cache = root.join("tree/__pycache__");
    let day_ago = SystemTime::now() - Duration::from_secs(24 * 3600);
    let names = [
        ("m.cpython-311.pyc.140237412345678", true, false),
        // Of somebody who may be alive.
        ("m.cpython-311.pyc.140237412345679", false, true),
        ("m.cpython-311.pyc.20240101120000", true, true),
        ("m.cpython-311.pyc.bak", true, true),
        ("140237412345678", true, true),
    ];
    for (name, is_old, _) in names {
        write(&cache.join(name), "half");
        if is_old {
            fs::File::options().write(true).open(cache.join(name)).unwrap().set_modified(day_ago).unwrap();
        }
    }
    assert_eq!(run(root, "-q tree").0, 0);
    for (name, _, stays) in names {
        assert_eq!(cache.join(name).exists(), stays, "{name}");
    }
}

#[test]
fn links_between_levels_leave_no_temporary_names() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    for number in 0..40 {
        write(&root.join(format!("tree/m{number}.py")), "x = 1\n");
    }
    let line = "-qq -f -o0 -o1 -o2 --hardlink-dupes tree";
    for _ in 0..8 {
        let runs: Vec<Child> = (0..3).map(|_| ours(root, line).spawn().expect("our binary runs")).collect();
        for mut child in runs {
            child.wait().unwrap();
        }
    }
    assert_eq!(left_over(&root.join("tree/__pycache__")), Vec::<String>::new());
    let pyc = fs::metadata(root.join("tree/__pycache__/m1.cpython-311.opt-1.pyc")).unwrap();
    assert!(pyc.nlink() > 1);
}

#[test]
fn every_name_that_fits_is_written() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    let suffix = ".cpython-311.pyc".len();
    for length in 220..=255 {
        write(&root.join("tree").join("a".repeat(length - suffix) + ".py"), "x = 1\n");
    }
    assert_eq!(run(root, "-q tree"), (0, String::new()));
    spoil(&root.join("tree/__pycache__"));
    assert_eq!(run(root, "-q -f tree"), (0, String::new()));
    assert_eq!(run(root, "--check tree"), (0, String::new()));
    assert_eq!(run(root, "-q -f -o1 -o2 --hardlink-dupes tree").1.matches("File name too long").count(), 6);
    assert_eq!(left_over(&root.join("tree/__pycache__")), Vec::<String>::new());
    let prepare = |root: &Path| {
        fs::remove_dir_all(root.join("tree")).unwrap();
        write(&root.join("tree").join("b".repeat(251) + ".py"), "x = 1\n");
    };
    with_interpreters(|python| {
        twins::compare(&Case { args: &["-q", "tree"], prepare: &prepare, ..Case::PLAIN }, python, "1");
    });
}

#[test]
fn a_prefix_that_is_a_file_is_told_as_python_tells_it() {
    let prepare = |root: &Path| {
        write(&root.join("file"), "");
        write(&root.join("cache").join(root.strip_prefix("/").unwrap()).join("tree"), "");
    };
    with_interpreters(|python| {
        for prefix in ["file", "file/deeper", "cache"] {
            for args in [&["-q", "tree/a.py"][..], &["-q", "tree/pkg"]] {
                let envs = [("PYTHONPYCACHEPREFIX", prefix)];
                twins::compare(&Case { args, prepare: &prepare, envs: &envs, ..Case::PLAIN }, python, "1");
            }
        }
    });
}

#[test]
fn a_source_that_vanishes_is_passed_over() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    let functions: String = (0..400).map(|f| format!("def f{f}(a, b): return [a, b, {f}]\n")).collect();
    for number in 0..300 {
        write(&root.join(format!("tree/m{number:03}.py")), &functions);
    }
    write(&root.join("tree/z1.py"), "x = 1\n");
    write(&root.join("tree/z2.py"), "x = 1\n");
    let mut child = ours(root, "-q -j1 tree").stdout(Stdio::piped()).spawn().expect("our binary runs");
    while fs::read_dir(root.join("tree/__pycache__")).map_or(0, Iterator::count) == 0 {
        assert!(child.try_wait().unwrap().is_none(), "it ended before a file could vanish");
        std::thread::yield_now();
    }
    fs::remove_file(root.join("tree/z1.py")).unwrap();
    fs::remove_file(root.join("tree/z2.py")).unwrap();
    fs::create_dir(root.join("tree/z2.py")).unwrap();
    assert_eq!(said(&child.wait_with_output().unwrap()), (0, String::new()));
    assert!(!root.join("tree/__pycache__/z1.cpython-311.pyc").exists());
}

#[test]
fn force_gives_what_a_new_file_gets() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    let run_with_mask = |mask: &str, line: &str| {
        let command = ours(root, line);
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", &format!("umask {mask}; exec \"$@\""), "sh"]).arg(command.get_program());
        assert!(shell.args(command.get_args()).current_dir(root).status().unwrap().success());
    };
    // A directory whose group new files get.
    write(&root.join("group/m.py"), "x = 1\n");
    let group = root.join("group");
    if std::os::unix::fs::chown(&group, None, Some(1234)).is_ok() {
        fs::set_permissions(&group, fs::Permissions::from_mode(0o2775)).unwrap();
        run_with_mask("022", "-q group");
        let pyc = group.join(PYC);
        assert_eq!(fs::metadata(&pyc).unwrap().gid(), 1234);
        let before = fs::metadata(&pyc).unwrap().ino();
        run_with_mask("022", "-q -f group");
        assert_eq!(fs::metadata(&pyc).unwrap().ino(), before, "one that is as a new one stays");
        std::os::unix::fs::chown(&pyc, None, Some(0)).unwrap();
        run_with_mask("022", "-q -f group");
        assert_eq!(fs::metadata(&pyc).unwrap().gid(), 1234);
    } else {
        say(format_args!("no other group to give a directory to: not tried"));
    }
    // A default access control list, u::rwx,g::rwx,o::rwx, takes the place of the umask.
    write(&root.join("list/m.py"), "x = 1\n");
    run_with_mask("077", "-q list");
    let pyc = root.join("list").join(PYC);
    assert_eq!(fs::metadata(&pyc).unwrap().mode() & 0o777, 0o600);
    let entry = |tag: u16| [&tag.to_le_bytes()[..], &7_u16.to_le_bytes(), &u32::MAX.to_le_bytes()].concat();
    let list = [2_u32.to_le_bytes().to_vec(), entry(1), entry(4), entry(0x20)].concat();
    match setxattr(root.join("list/__pycache__"), "system.posix_acl_default", &list, XattrFlags::empty()) {
        Ok(()) => {
            run_with_mask("077", "-q -f list");
            assert_eq!(fs::metadata(&pyc).unwrap().mode() & 0o777, 0o644);
        }
        Err(error) => say(format_args!("no access control lists here ({error}): not tried")),
    }
}

/// Replaces `close`, and fails it with ENOSPC for temporary files.
const CLOSE_FAILS: &str = r#"
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
int close(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    int result = syscall(SYS_close, fd);
    if (length > 0 && (path[length] = 0, strstr(path, ".pyc."))) {
        errno = ENOSPC;
        return -1;
    }
    return result;
}
"#;

#[test]
fn what_is_lost_at_close_is_not_told_as_written() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    write(&root.join("close.c"), CLOSE_FAILS);
    let library = root.join("close.so");
    let compiler = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(root.join("close.c")).status();
    if !compiler.is_ok_and(|status| status.success()) {
        return say(format_args!("no C compiler: a close that fails was not tried"));
    }
    for number in 0..5 {
        write(&root.join(format!("tree/m{number}.py")), "x = 1\n");
    }
    let (code, text) = said(&ours(root, "-q tree").env("LD_PRELOAD", &library).output().unwrap());
    assert_eq!(code, 1);
    assert_eq!(text.matches("OSError: [Errno 28] No space left on device").count(), 5, "{text}");
    assert_eq!(fs::read_dir(root.join("tree/__pycache__")).unwrap().count(), 0);
}

#[test]
fn what_is_to_be_on_the_disk_is_compiled_as_ever() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    write(&root.join("tree/m.py"), "x = 1\n");
    write(&root.join("tree/pkg/m.py"), "x = 1\n");
    assert_eq!(run(root, "-q --fsync tree"), (0, String::new()));
    assert_eq!(run(root, "-q --fsync -f tree"), (0, String::new()));
    assert_eq!(run(root, "--check --fsync tree"), (0, String::new()));
}

#[test]
fn a_run_that_may_open_few_files_compiles_all() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    for number in 0..40 {
        write(&root.join(format!("tree/d{number}/m.py")), "x = 1\n");
    }
    for limit in [16, 32] {
        let command = ours(root, "-q -f -j2 tree");
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", &format!("ulimit -n {limit}; exec \"$@\""), "sh"]).arg(command.get_program());
        let output = shell.args(command.get_args()).current_dir(root).output().unwrap();
        assert_eq!(said(&output), (0, String::new()), "{limit}");
    }
}
