//! What goes wrong around a run: streams that can't be written, signals, limits of the system, and defects of our own.
//! Each concerns a file or a word, never the other files.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use pycompileall::Target;
use pycompileall::compileall;
use pycompileall::internals::config::Config;
use pycompileall::internals::tree::{self, Event, Failure, Interrupt, Outcome, Sink};

/// What the commands are called in a line of [`sh`].
const COMMANDS: [(&str, &str); 2] =
    [("PYCOMPILEALL", env!("CARGO_BIN_EXE_pycompileall")), ("PYCOMPILE", env!("CARGO_BIN_EXE_pycompile"))];

/// Runs a line of the shell, in which `$PYCOMPILEALL` and `$PYCOMPILE` are the commands.
fn sh(root: &Path, line: &str) -> Output {
    shell(root, line).output().expect("a shell")
}

fn shell(root: &Path, line: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(root).stdin(Stdio::null());
    for (name, path) in COMMANDS {
        command.env(name, format!("{path} --python-version 3.15"));
    }
    for name in ["PYTHONPYCACHEPREFIX", "PYTHONOPTIMIZE", "PYTHONWARNINGS", "PYTHONINTMAXSTRDIGITS", "VIRTUAL_ENV"] {
        command.env_remove(name);
    }
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A directory with `tree/`, which holds so many sources, the first of which has a warning.
fn sources(count: usize) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let tree = directory.path().join("tree");
    fs::create_dir(&tree).unwrap();
    fs::write(tree.join("a.py"), "1 is 1\n").unwrap();
    for number in 1..count {
        fs::write(tree.join(format!("m{number}.py")), format!("x = {number}\n")).unwrap();
    }
    directory
}

/// How many .pyc files there are, and that there is nothing else beside them.
fn compiled(root: &Path) -> usize {
    let Ok(entries) = fs::read_dir(root.join("tree/__pycache__")) else { return 0 };
    let names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.iter().all(|name| name.ends_with(".pyc")), "{names:?}");
    names.len()
}

/// Calls a closure with every event.
struct Each<F>(F);

impl<F: FnMut(Event) + Send> Sink for Each<F> {
    fn event(&mut self, event: Event) -> std::io::Result<()> {
        (self.0)(event);
        Ok(())
    }
}

#[test]
fn a_defect_outside_of_the_compiler_is_each_files_own() {
    let directory = sources(100);
    let roots = [directory.path().join("tree")];
    let mut config = Config::new(Target::newest());
    // `validate` does not ask for a level; the look at a file panics.
    config.levels.clear();
    let mut defects = 0;
    let mut sink = Each(|event| {
        if let Event::File(report) = event {
            assert!(report.is_failure());
            defects += usize::from(matches!(report.pycs[0].outcome, Outcome::Failed(Failure::Defect(_))));
        }
    });
    let summary = tree::run(&config, &roots, &mut sink, &Interrupt::new(false)).unwrap();
    assert_eq!((summary.failed, defects, summary.interrupted), (100, 100, false));
}

#[test]
fn a_sink_that_panics_ends_the_run() {
    let directory = sources(100);
    let run = || {
        let options = compileall::Options::new(Target::newest());
        options.on_event(|_, _| panic!("as this test wants")).compile_dir(directory.path().join("tree"))
    };
    assert!(panic::catch_unwind(AssertUnwindSafe(run)).is_err());
}

#[test]
fn streams_that_cannot_be_written_stop_nothing() {
    for (line, code, said) in [
        ("$PYCOMPILEALL -j1 tree 2>/dev/full", 0, ""),
        ("$PYCOMPILEALL -qq tree 2>/dev/full", 0, ""),
        ("$PYCOMPILEALL -q tree 2>&-", 0, ""),
        ("$PYCOMPILEALL -qq tree 2>&- >&- <&-", 0, ""),
        (
            "$PYCOMPILEALL tree 2>&1 >/dev/full | grep -v -e Warning -e '^  1 is'",
            0,
            "can't write to standard output: No space",
        ),
        ("$PYCOMPILEALL tree 2>/dev/null >/dev/full", 1, ""),
        ("$PYCOMPILEALL --output-format json tree >/dev/full", 1, ""),
        ("$PYCOMPILEALL tree >&-", 0, ""),
        ("{ $PYCOMPILEALL tree; echo $? >code; } 2>/dev/null | true; test $(cat code) = 1", 0, ""),
        ("{ $PYCOMPILEALL -W always tree 2>&1 >/dev/null; echo $? >code; } | true; test $(cat code) = 0", 0, ""),
        ("$PYCOMPILE tree/*.py 2>/dev/full", 0, ""),
        ("$PYCOMPILE tree/*.py 2>&- >&-", 0, ""),
    ] {
        let directory = sources(300);
        let output = sh(directory.path(), line);
        assert_eq!(output.status.code(), Some(code), "{line}: {output:?}");
        assert_eq!(compiled(directory.path()), 300, "{line}");
        assert!(text(&output.stdout).contains(said), "{line}: {output:?}");
        assert!(!text(&output.stderr).contains("panicked"), "{line}: {output:?}");
    }
    // A refusal that nobody reads is one all the same; help that is lost is an error, as with Python.
    let directory = sources(1);
    fs::write(directory.path().join("tree/bad.py"), "x = (\n").unwrap();
    for (line, code) in [
        ("$PYCOMPILEALL -qq tree 2>/dev/full >/dev/full", 1),
        ("$PYCOMPILE tree/bad.py 2>/dev/full", 1),
        ("$PYCOMPILEALL --nonsense 2>/dev/full", 2),
        ("$PYCOMPILEALL --help >/dev/full", 1),
        ("$PYCOMPILEALL --generate-man >/dev/full 2>/dev/null", 1),
        ("$PYCOMPILE --help >/dev/full", 1),
        ("$PYCOMPILEALL --help >&-", 0),
    ] {
        let output = sh(directory.path(), line);
        assert_eq!(output.status.code(), Some(code), "{line}: {output:?}");
    }
}

#[test]
fn a_limit_of_file_sizes_is_an_error_of_the_file() {
    let directory = sources(20);
    let large: String = (0..2000).map(|number| format!("x{number} = {number}\n")).collect();
    fs::write(directory.path().join("tree/b.py"), large).unwrap();
    let output = sh(directory.path(), "ulimit -f 8; exec $PYCOMPILEALL -q tree");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(text(&output.stdout).contains("[Errno 27] File too large"), "{output:?}");
    assert_eq!(compiled(directory.path()), 20);
    let output = sh(directory.path(), "ulimit -f 8; exec $PYCOMPILE tree/b.py");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(compiled(directory.path()), 20);
}

/// A run that has begun to write and has much left to do.
fn busy(root: &Path, line: &str) -> Child {
    let tree = root.join("tree");
    for number in 0..3000 {
        let functions: String = (0..40).map(|f| format!("def f{f}(a):\n    return a + {number}\n")).collect();
        fs::write(tree.join(format!("n{number}.py")), functions).unwrap();
    }
    let mut child = shell(root, line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while fs::read_dir(tree.join("__pycache__")).map_or(0, Iterator::count) == 0 {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it could be stopped");
        std::thread::yield_now();
    }
    child
}

#[test]
fn signals_end_a_run_between_files() {
    for (command, signal, number, code) in [
        ("PYCOMPILEALL -q -j2 tree", "TERM", 15, None),
        ("PYCOMPILEALL -q -j1 tree", "HUP", 1, None),
        ("PYCOMPILEALL -q tree", "INT", 2, Some(1)),
        ("PYCOMPILE tree/*.py", "TERM", 15, None),
        ("PYCOMPILE tree/*.py", "INT", 2, None),
    ] {
        let directory = sources(1);
        // Whoever started the tests may have had signals ignored.
        let child = busy(directory.path(), &format!("exec env --default-signal ${command}"));
        assert!(Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status().unwrap().success());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), code, "{command} {signal}: {output:?}");
        assert_eq!(output.status.signal(), if code.is_none() { Some(number) } else { None }, "{command} {signal}");
        assert!(compiled(directory.path()) < 3001, "{command} {signal}");
        let said = text(&output.stdout);
        assert_eq!(said, if command.starts_with("PYCOMPILEALL") { "\n[interrupted]\n" } else { "" }, "{signal}");
    }
}

#[test]
fn signals_that_were_ignored_at_the_start_stay_so() {
    let directory = sources(1);
    let child = busy(directory.path(), "trap '' INT HUP; exec $PYCOMPILEALL -q tree");
    for signal in ["-INT", "-HUP"] {
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    }
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(compiled(directory.path()), 3001);
}

#[test]
fn signals_end_the_first_process_of_a_container() {
    let directory = sources(1);
    if !sh(directory.path(), "unshare --fork --pid true").status.success() {
        eprintln!("faults: this user can't make a container: a first process was not tried");
        return;
    }
    // The process has its number 1 only as seen from itself: its parent knows the other one.
    let mut child = busy(directory.path(), "exec env --default-signal unshare --fork --pid $PYCOMPILEALL -q tree");
    let children = fs::read_to_string(format!("/proc/{0}/task/{0}/children", child.id())).unwrap();
    assert!(Command::new("kill").args(["-TERM", children.trim()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(128 + 15));
    assert!(compiled(directory.path()) < 3001);
}

/// Megabytes of address space that do for usual files. Without optimization the stacks are larger.
const ENOUGH: usize = if cfg!(debug_assertions) { 400 } else { 64 };

#[test]
fn little_address_space_does_for_usual_files() {
    for line in ["$PYCOMPILEALL -q tree", "$PYCOMPILEALL -q -j64 tree", "$PYCOMPILE tree/*.py"] {
        for megabytes in [ENOUGH, 2 * ENOUGH, 4 * ENOUGH, 600, 1024, 1200, 1600, 2048] {
            let directory = sources(100);
            let output = sh(directory.path(), &format!("ulimit -v {}; exec {line}", megabytes << 10));
            assert_eq!(output.status.code(), Some(0), "{line}, {megabytes} MB: {output:?}");
            assert_eq!(compiled(directory.path()), 100, "{line}, {megabytes} MB");
        }
    }
}

#[test]
fn little_writable_memory_does_for_usual_files() {
    for line in ["$PYCOMPILEALL -q tree", "$PYCOMPILEALL -q -j64 tree", "$PYCOMPILE tree/*.py"] {
        for megabytes in [ENOUGH, 2 * ENOUGH, 600, 1200] {
            let directory = sources(100);
            let output = sh(directory.path(), &format!("ulimit -d {}; exec {line}", megabytes << 10));
            assert_eq!(output.status.code(), Some(0), "{line}, {megabytes} MB: {output:?}");
            assert_eq!(compiled(directory.path()), 100, "{line}, {megabytes} MB");
        }
    }
}

#[test]
fn there_are_no_more_workers_than_open_files_for_them() {
    for files in [10, 16, 20, 32, 64, 100] {
        let directory = sources(1);
        for number in 0..200 {
            let package = directory.path().join(format!("tree/p{}", number % 40));
            fs::create_dir_all(&package).unwrap();
            fs::write(package.join(format!("m{number}.py")), "x = 1\n").unwrap();
        }
        let output = sh(directory.path(), &format!("ulimit -n {files}; exec $PYCOMPILEALL -q -j64 tree"));
        assert_eq!(output.status.code(), Some(0), "{files}: {output:?}");
    }
}

#[test]
fn a_stack_that_cannot_be_had_is_an_error_of_the_file_that_needs_it() {
    let directory = sources(20);
    let deep = format!("x = {}1\n", "-".repeat(2000));
    fs::write(directory.path().join("tree/deep.py"), deep).unwrap();
    let output = sh(directory.path(), "exec $PYCOMPILEALL -q tree");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    if !cfg!(debug_assertions) {
        // An optimized program's deep stack is too small to be the one thing that there is no room for.
        return;
    }
    fs::remove_dir_all(directory.path().join("tree/__pycache__")).unwrap();
    for jobs in [1, 4] {
        let output = sh(directory.path(), &format!("ulimit -v 450000; exec $PYCOMPILEALL -q -j{jobs} tree"));
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let said = text(&output.stdout);
        assert!(said.contains("deep.py'...\n") && said.contains("MemoryError: no address space for a stack"), "{said}");
        assert!(!text(&output.stderr).contains("panicked"), "{output:?}");
        assert_eq!(compiled(directory.path()), 20);
    }
}

#[test]
fn there_are_as_many_workers_as_cores_or_as_are_asked_for() {
    let cores = std::thread::available_parallelism().unwrap().get();
    for (line, workers) in [
        ("RAYON_NUM_THREADS=7 exec $PYCOMPILEALL -q tree", cores),
        ("RAYON_NUM_THREADS=7 exec $PYCOMPILEALL -q -j3 tree", 3),
        ("exec $PYCOMPILEALL -q -j100000 tree", 512),
    ] {
        let directory = sources(1);
        let mut child = busy(directory.path(), line);
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let threads = status.lines().find_map(|line| line.strip_prefix("Threads:")).unwrap().trim().to_owned();
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(threads, (workers + 1).to_string(), "{line}");
    }
}

#[test]
fn without_threads_the_calling_one_works() {
    let directory = sources(100);
    let root = directory.path();
    let is_root = text(&sh(root, "id -u").stdout).trim() == "0";
    // Root has no such limit: another user is wanted.
    let line = if is_root {
        fs::copy(COMMANDS[0].1, root.join("command")).unwrap();
        sh(root, "chown -R 54321 .; chmod 755 .");
        "exec setpriv --reuid 54321 --regid 54321 --clear-groups sh -c \
         'ulimit -u 1; exec ./command --python-version 3.15 -q -j8 tree'"
    } else {
        "ulimit -u 1; exec $PYCOMPILEALL -q -j8 tree"
    };
    if is_root && !sh(root, "setpriv --reuid 54321 --regid 54321 --clear-groups ./command --version").status.success() {
        eprintln!("faults: no other user can be taken on here: a limit of threads was not tried");
        return;
    }
    let output = sh(root, line);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(compiled(root), 100);
}

#[test]
fn lists_that_are_none_are_errors() {
    let directory = sources(3);
    let root = directory.path();
    for (line, said) in [
        ("find tree -name '*.py' -print0 | $PYCOMPILEALL -i -", "Error reading file list -\n"),
        ("find tree -name '*.py' -print0 >list; $PYCOMPILEALL -i list", "Error reading file list list\n"),
        ("$PYCOMPILEALL -i - <&-", "Error reading file list -\n"),
        ("$PYCOMPILE - <&-", ""),
    ] {
        let output = sh(root, line);
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(1), said), "{line}: {output:?}");
        assert_eq!(compiled(root), 0, "{line}");
    }
    let output = sh(root, "$PYCOMPILE - </dev/null");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn the_limit_of_digits_is_what_python_is_told() {
    let directory = sources(1);
    let root = directory.path();
    fs::write(root.join("tree/long.py"), format!("x = {}\n", "7".repeat(5000))).unwrap();
    for (line, code) in [
        ("$PYCOMPILEALL -qq -f tree", 1),
        ("PYTHONINTMAXSTRDIGITS=0 $PYCOMPILEALL -qq -f tree", 0),
        ("PYTHONINTMAXSTRDIGITS=0 $PYCOMPILEALL -X int_max_str_digits=4999 -qq -f tree", 1),
        ("$PYCOMPILEALL -X int_max_str_digits=5000 -qq -f tree", 0),
        ("$PYCOMPILE -X int_max_str_digits=0 tree/long.py", 0),
        ("PYTHONINTMAXSTRDIGITS=5000 $PYCOMPILE tree/long.py", 0),
        ("$PYCOMPILE -q tree/long.py", 1),
    ] {
        assert_eq!(sh(root, line).status.code(), Some(code), "{line}");
    }
    let output = sh(root, "PYTHONINTMAXSTRDIGITS=639 $PYCOMPILEALL tree");
    let words = "PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited.";
    assert!(output.status.code() == Some(2) && text(&output.stderr).contains(words), "{output:?}");
    let output = sh(root, "$PYCOMPILE -X int_max_str_digits tree/a.py");
    let words = "-X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.";
    assert!(output.status.code() == Some(2) && text(&output.stderr).contains(words), "{output:?}");
}

#[test]
fn a_pattern_that_takes_too_many_steps_is_an_error() {
    let directory = sources(1);
    let root = directory.path();
    fs::write(root.join("tree").join(format!("{}.py", "a".repeat(200))), "x = 1\n").unwrap();
    let output = sh(root, r"$PYCOMPILEALL -x '(.*)(.*)(.*)(.*)\4\3\2\1!' tree");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(text(&output.stderr).contains("-x: gave up the search in 'tree/aaaa"), "{output:?}");
}

#[test]
fn a_source_that_is_too_large_is_not_read() {
    let directory = sources(3);
    fs::File::create(directory.path().join("tree/big.py")).unwrap().set_len(5 << 30).unwrap();
    let output = sh(directory.path(), "ulimit -v 4000000; exec $PYCOMPILEALL -q tree");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(text(&output.stdout).contains("OSError: [Errno 27] File too large: 'tree/big.py'"), "{output:?}");
    assert_eq!(compiled(directory.path()), 3);
}

#[test]
fn a_working_directory_that_is_gone_matters_to_relative_paths_only() {
    let directory = sources(5);
    let root = directory.path().display();
    for (line, code, count) in [
        ("$PYCOMPILEALL -q ROOT/tree", 0, 5),
        ("$PYCOMPILE ROOT/tree/*.py", 0, 5),
        (
            "PYTHONPYCACHEPREFIX=ROOT/cache $PYCOMPILEALL -q ROOT/tree; test -e ROOT/cache$(realpath ROOT)/tree/a.cpython-315.pyc",
            0,
            0,
        ),
        ("PYTHONPYCACHEPREFIX=ROOT/cache $PYCOMPILEALL -q tree", 1, 0),
    ] {
        let line = format!("mkdir gone; cd gone; rmdir ../gone; {}", line.replace("ROOT", &root.to_string()));
        let output = sh(directory.path(), &line);
        assert_eq!(output.status.code(), Some(code), "{line}: {output:?}");
        assert_eq!(compiled(directory.path()), count, "{line}");
        let _ = fs::remove_dir_all(directory.path().join("tree/__pycache__"));
    }
}

#[test]
fn a_hostile_pyvenv_cfg_is_passed_over() {
    for make in ["mkfifo tree/pyvenv.cfg", "ln -s /dev/zero tree/pyvenv.cfg", "echo version = 3.4 >tree/pyvenv.cfg"] {
        let directory = sources(2);
        let plain = format!("{make}; ulimit -v 4000000; exec ${{PYCOMPILEALL%% *}} -q tree");
        let output = sh(directory.path(), &plain);
        assert_eq!(output.status.code(), Some(0), "{make}: {output:?}");
        assert_eq!(compiled(directory.path()), 2, "{make}");
        let warned = text(&output.stderr).contains("can't compile for Python 3.4 (");
        assert_eq!(warned, make.contains("3.4"), "{make}: {output:?}");
    }
}

#[test]
fn a_terminal_gets_no_control_characters() {
    let directory = sources(1);
    let root = directory.path();
    fs::write(root.join("tree/a.py"), "print(\"\x1b]0;PWNED\x07\" x)\n").unwrap();
    fs::write(root.join("tree/b\x1b]0;PWNED\x07.py"), "'\\d \x1b]0;PWNED\x07'\nx x\n").unwrap();
    let plain = sh(root, "$PYCOMPILEALL -q tree 2>&1");
    assert_eq!(plain.stdout.windows(4).filter(|bytes| bytes == b"\x1b]0;").count(), 4, "{}", text(&plain.stdout));
    let line = "script -qec \"$PYCOMPILEALL -q --color never --no-progress tree\" /dev/null";
    let shown = sh(root, line);
    if !text(&shown.stdout).contains("SyntaxError") {
        eprintln!("faults: no script(1) here: no terminal was tried");
        return;
    }
    assert!(!shown.stdout.contains(&0x1b), "{}", text(&shown.stdout));
    assert_eq!(text(&shown.stdout).matches("\\x1b]0;PWNED\\x07").count(), 5, "{}", text(&shown.stdout));
}

#[test]
fn a_terminal_gets_no_control_characters_of_arguments_and_records() {
    const HOSTILE: &str = "\x1b]0;PWNED\x07\u{9b}1m\u{202e}\x7f";
    let directory = sources(1);
    let root = directory.path();
    fs::write(root.join(format!("tree/{HOSTILE}.py")), "x x\n").unwrap();
    let hostile = "$(printf '\\033]0;PWNED\\007\\302\\2331m\\342\\200\\256\\177')";
    for (line, said) in [
        ("$PYCOMPILEALL --output-format json tree", "\\u009b1m\\u202e\\u007f.py"),
        ("$PYCOMPILEALL --HOSTILE tree", "\\x9b1m\\u202e"),
        ("$PYCOMPILEALL -oHOSTILE tree", "\\x9b1m\\u202e"),
        ("$PYCOMPILEALL -XHOSTILE tree", "\\x1b]0;PWNED\\x07\\x9b1m\\u202e\\x7f"),
        ("$PYCOMPILE --HOSTILE tree", "\\x9b1m\\u202e"),
    ] {
        let line = line.replace("HOSTILE", "\"$HOSTILE\"");
        fs::write(root.join("line"), format!("HOSTILE={hostile}\nexec {line}\n")).unwrap();
        let shown = sh(root, "export PYCOMPILEALL PYCOMPILE; script -qec 'sh line' /dev/null");
        let shown = text(&shown.stdout);
        if shown.is_empty() {
            eprintln!("faults: no script(1) here: no terminal was tried");
            return;
        }
        assert!(shown.contains(said), "{line}: {shown:?}");
        let obeyed = |c: char| c.is_control() && !"\r\n\t\x1b".contains(c) || c == '\u{202e}';
        assert!(!shown.contains(obeyed) && !shown.contains("\x1b]"), "{line}: {shown:?}");
    }
}

#[test]
fn what_cannot_be_looked_at_is_told() {
    for (place, call, said) in [
        ("tree", "getdents64", "Can't list 'tree'"),
        (
            "m5.py",
            "newfstatat,statx",
            "*** Error compiling 'tree/m5.py'...\nOSError: [Errno 5] Input/output error: 'tree/m5.py'",
        ),
    ] {
        let directory = sources(20);
        let root = directory.path().canonicalize().unwrap();
        let place = if place == "tree" { root.join(place).display().to_string() } else { place.to_owned() };
        let traced = format!("strace -f -qq -o /dev/null -P {place}");
        if !sh(&root, &format!("{traced} true")).status.success() {
            eprintln!("faults: no strace(1) here that may trace: failures were not injected");
            return;
        }
        let output = sh(&root, &format!("exec {traced} -e inject={call}:error=EIO $PYCOMPILEALL -q -j2 --strict tree"));
        assert_eq!(output.status.code(), Some(1), "{call}: {output:?}");
        assert!(text(&output.stdout).contains(said), "{call}: {output:?}");
    }
}
