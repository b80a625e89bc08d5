//! Which Python each source is compiled for, when no flag says it: that of the tree that it is in, also below the
//! arguments, else that of the surroundings.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use pycompileall::Target;
use serde_json::Value;

const PYCOMPILEALL: &str = env!("CARGO_BIN_EXE_pycompileall");
const PYCOMPILE: &str = env!("CARGO_BIN_EXE_pycompile");

/// What would choose a version for what is in no tree.
const VARIABLE: &str = "PYCOMPILEALL_PYTHON_VERSION";

/// A directory that is given a program to run in.
struct Project(tempfile::TempDir);

impl Project {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    /// An environment as `venv` makes it, with a source in its library.
    fn venv(&self, name: &str, version: &str) {
        self.file(&format!("{name}/pyvenv.cfg"), &format!("home = /usr/bin\nversion = {version}\n"));
        let series = version.rsplit_once('.').unwrap().0;
        self.file(&format!("{name}/lib/python{series}/site-packages/m.py"), SOURCE);
    }

    /// Runs `program` where no Python is installed.
    fn run_with(&self, program: &Path, envs: &[(&str, &str)], line: &str) -> Output {
        let mut command = Command::new(program);
        command.args(line.split_whitespace()).current_dir(self.0.path()).env_clear();
        command.env("PATH", self.path("no-bin")).envs(envs.iter().copied());
        command.output().expect("our binary runs")
    }

    fn run(&self, envs: &[(&str, &str)], line: &str) -> Output {
        self.run_with(Path::new(PYCOMPILEALL), envs, line)
    }

    /// The .pyc files that there are, which are taken away.
    fn take(&self) -> BTreeSet<String> {
        let entries = walkdir::WalkDir::new(self.0.path()).into_iter().filter_map(Result::ok);
        let pycs = entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "pyc"));
        let mut names = BTreeSet::new();
        for entry in pycs {
            let path = entry.path().strip_prefix(self.0.path()).unwrap().to_str().unwrap().to_owned();
            names.insert(path.replace("__pycache__/", "").replace("cpython-", ""));
            fs::remove_file(entry.path()).unwrap();
        }
        names
    }
}

const SOURCE: &str = "def f(*args):\n    return [x for x in args if x]\n";

fn said(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8(output.stderr.clone()).unwrap())
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn newest() -> String {
    Target::newest().version.to_string()
}

#[test]
fn each_tree_of_a_run_has_its_own() {
    let project = Project::new();
    project.venv(".venv", "3.13.2");
    project.venv("envs/old", "3.11.4");
    project.file("src/m.py", SOURCE);
    project.file("a.py", SOURCE);
    project.file("envs/z.py", SOURCE);
    let expected = names(&[
        ".venv/lib/python3.13/site-packages/m.313.pyc",
        "envs/old/lib/python3.11/site-packages/m.311.pyc",
        "src/m.312.pyc",
        "a.312.pyc",
        "envs/z.312.pyc",
    ]);
    let chosen = [(VARIABLE, "3.12.7")];
    let output = project.run(&chosen, "-q .");
    assert_eq!(said(&output), (Some(0), String::new()));
    assert!(output.stdout.is_empty());
    // Each is what a run for that release alone writes.
    let places = [
        (".venv/lib/python3.13/site-packages", "3.13.2", "313"),
        ("envs/old/lib/python3.11/site-packages", "3.11.4", "311"),
        ("src", "3.12.7", "312"),
    ];
    let pycs = places.map(|(directory, release, tag)| {
        let name = format!("{directory}/__pycache__/m.cpython-{tag}.pyc");
        (release, fs::read(project.path(&name)).unwrap(), name)
    });
    assert_eq!(project.take(), expected);
    for (release, found, name) in pycs {
        assert!(project.run(&[], &format!("-q --python-version {release} .")).status.success());
        assert!(fs::read(project.path(&name)).unwrap() == found, "{name}");
        project.take();
    }
    // It is said, in the order of the walk.
    let output = project.run(&chosen, "-v -j 2 .");
    let lines = "Compiling for Python 3.13.2 (.venv/pyvenv.cfg)\n\
                 Compiling for Python 3.12.7 (PYCOMPILEALL_PYTHON_VERSION)\n\
                 Compiling for Python 3.11.4 (envs/old/pyvenv.cfg)\n";
    assert_eq!(said(&output), (Some(0), lines.to_owned()));
    assert!(!String::from_utf8_lossy(&output.stdout).contains("Python"));
    let output = project.run(&chosen, "--output-format json .");
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let trees = serde_json::json!([
        { "versions": ["3.13.2"], "origin": ".venv/pyvenv.cfg", "warning": null },
        { "versions": ["3.12.7"], "origin": VARIABLE, "warning": null },
        { "versions": ["3.11.4"], "origin": "envs/old/pyvenv.cfg", "warning": null },
    ]);
    assert_eq!(document["trees"], trees);
    let versions: Vec<_> = document["files"].as_array().unwrap().iter().map(|file| &file["version"]).collect();
    assert_eq!(versions, ["3.13.2", "3.12.7", "3.11.4", "3.12.7", "3.12.7"]);
    // All of that is fresh now, and missing if it is taken away.
    assert_eq!(said(&project.run(&chosen, "--check -q .")), (Some(0), String::new()));
    assert_eq!(project.take(), expected);
    let check = project.run(&chosen, "--check -v .");
    assert_eq!(check.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&check.stdout).lines().count(), 5);
    assert!(said(&check).1.starts_with("Checking for Python 3.13.2 (.venv/pyvenv.cfg)\n"));
    // An environment that decides for what is in no tree as well is one tree with its own sources.
    let output = project.run(&[], "-q -v .");
    assert_eq!(said(&output).1.lines().count(), 2, "{output:?}");
    assert!(project.take().contains("src/m.313.pyc"));
    // Arguments of several versions, one within another, files among them.
    let output = project.run(&chosen, "-q .venv envs/old/lib src/m.py . envs/old");
    assert_eq!((said(&output), project.take()), ((Some(0), String::new()), expected.clone()));
    // Flags decide for everything.
    assert!(project.run(&chosen, "-q --python-version 3.12 .").status.success());
    assert!(project.take().iter().all(|name| name.ends_with(".312.pyc")));
    // Several for what is in no tree.
    assert!(project.run(&[(VARIABLE, "3.12,3.13")], "-q .").status.success());
    assert!(project.take().is_superset(&names(&[
        "src/m.312.pyc",
        "src/m.313.pyc",
        "envs/old/lib/python3.11/site-packages/m.311.pyc"
    ])));
    assert_eq!(project.run(&[(VARIABLE, "3.12,3.13")], "-q -b src").status.code(), Some(2));
}

#[test]
fn environments_of_every_kind() {
    let project = Project::new();
    for name in [
        "conda/lib/python3.12/site-packages/m.py",
        "conda/share/m.py",
        "conda/envs/x/share/m.py",
        "F/Python.framework/Versions/3.11/Resources/m.py",
        "F/Python.framework/Versions/3.11/lib/python3.11/m.py",
        "usr/lib64/python3.12/m.py",
        "venv/lib/python3.12/site-packages/nested/lib/python3.13/m.py",
        "bare/lib/python3.11/site-packages/m.py",
    ] {
        project.file(name, SOURCE);
    }
    project.file("conda/conda-meta/python-3.12.7-hab00c5b_1_cpython.json", "{}");
    project.file("conda/envs/x/conda-meta/python-3.13.0-h9ebbce0_100_cp313.json", "{}");
    project.file("usr/include/python3.12/patchlevel.h", "#define PY_MINOR_VERSION 12\n#define PY_MICRO_VERSION 1\n");
    project.file("venv/pyvenv.cfg", "version_info = 3.12.4.final.0\n");
    project.file("venv/lib/python3.12/site-packages/nested/pyvenv.cfg", "version = 3.13.1\n");
    project.file("venv/lib/python3.12/site-packages/m.py", SOURCE);
    let output = project.run(&[], "-q -v .");
    let series_11 = Target::for_version(11, None).unwrap().version;
    let lines = [
        &format!("{series_11} (F/Python.framework/Versions/3.11)"),
        &format!("{series_11} (bare/lib/python3.11)"),
        "3.13.0 (conda/envs/x/conda-meta/python-3.13.0-h9ebbce0_100_cp313.json)",
        "3.12.7 (conda/conda-meta/python-3.12.7-hab00c5b_1_cpython.json)",
        "3.12.1 (usr/lib64/python3.12)",
        "3.12.4 (venv/pyvenv.cfg)",
        "3.13.1 (venv/lib/python3.12/site-packages/nested/pyvenv.cfg)",
    ];
    let lines: String = lines.iter().map(|line| format!("Compiling for Python {line}\n")).collect();
    assert_eq!(said(&output), (Some(0), lines));
    let pycs = project.take();
    assert_eq!(pycs.len(), 9);
    for name in [
        "conda/share/m.312.pyc",
        "conda/envs/x/share/m.313.pyc",
        "F/Python.framework/Versions/3.11/Resources/m.311.pyc",
    ] {
        assert!(pycs.contains(name), "{name} is not in {pycs:?}");
    }
    // A link that is named is where it leads; one that is found is not entered.
    symlink("venv/lib", project.path("linked")).unwrap();
    symlink(project.path("venv/lib/python3.12/site-packages/m.py"), project.path("m.py")).unwrap();
    let output = project.run(&[], "-q -v linked");
    assert!(said(&output).1.starts_with("Compiling for Python 3.12.4 (venv/pyvenv.cfg)\n"), "{output:?}");
    assert_eq!(project.take().len(), 2);
    // The .pyc of a link to a file is where the link is.
    assert!(project.run(&[(VARIABLE, "3.11")], "-q m.py").status.success());
    assert_eq!(project.take(), names(&["m.311.pyc"]));
}

#[test]
fn a_tree_below_an_argument_may_name_what_we_do_not_have() {
    let project = Project::new();
    project.venv("hostile", "3.4.1");
    project.file("hostile/bin/m.py", SOURCE);
    project.file("pypy/pyvenv.cfg", "implementation = PyPy\nversion_info = 3.10.14\n");
    project.file("pypy/lib/pypy3.10/site-packages/m.py", SOURCE);
    project.file("z.py", "x = (\n");
    let chosen = [(VARIABLE, "3.11")];
    let output = project.run(&chosen, "-q --output-format text .");
    let (code, words) = said(&output);
    assert_eq!(code, Some(1));
    let lines: Vec<&str> = words.lines().collect();
    let [not_heeded, old, pypy] = lines[..] else { panic!("{words}") };
    assert!(not_heeded.starts_with("can't compile for Python 3.4.1 (") && not_heeded.ends_with("is not heeded"));
    assert!(old.starts_with("can't compile for Python 3.4 (") && old.ends_with("; its sources are left alone"));
    assert!(pypy.contains("pypy/pyvenv.cfg is of PyPy; ") && pypy.ends_with("; its sources are left alone"));
    assert!(String::from_utf8_lossy(&output.stdout).contains("SyntaxError"));
    assert_eq!(project.take(), names(&["hostile/bin/m.311.pyc"]));
    let json = project.run(&chosen, "--output-format json .");
    let document: Value = serde_json::from_slice(&json.stdout).expect("JSON");
    let trees = document["trees"].as_array().unwrap().iter();
    let trees: Vec<_> =
        trees.map(|tree| (tree["origin"].as_str(), tree["versions"].as_array().map(Vec::len))).collect();
    let left = |origin| (Some(origin), Some(0));
    assert_eq!(trees, [(Some(VARIABLE), Some(1)), left("hostile/lib/python3.4"), left("pypy")]);
    assert_eq!(document["files"].as_array().unwrap().len(), 2);
    project.take();
    // As an argument it is refused before anything is written, and everywhere where a warning is an error.
    for line in ["-q hostile pypy", "-q hostile hostile/lib/python3.4", "-q --strict hostile"] {
        let output = project.run(&chosen, line);
        assert_eq!(output.status.code(), Some(2), "{line}: {output:?}");
        assert!(project.take().is_subset(&names(&["hostile/bin/m.311.pyc"])), "{line}");
    }
    assert_eq!(said(&project.run(&chosen, "-q --python-version 3.13 pypy")), (Some(0), String::new()));
    assert_eq!(project.take(), names(&["pypy/lib/pypy3.10/site-packages/m.313.pyc"]));
}

#[test]
fn free_threaded_trees_get_the_usual_files() {
    let project = Project::new();
    project.file("venv/pyvenv.cfg", "version = 3.13.2\n");
    project.file("venv/lib/python3.13t/site-packages/m.py", SOURCE);
    project.file("usr/lib/python3.14t/a.py", SOURCE);
    project.file("usr/lib/python3.14t/sub/b.py", SOURCE);
    for line in ["-q .", "-q usr venv", "-q venv/lib usr/lib/python3.14t"] {
        let (code, words) = said(&project.run(&[], line));
        assert_eq!(code, Some(0), "{line}");
        let lines: BTreeSet<&str> = words.lines().collect();
        assert_eq!((words.lines().count(), lines.len()), (2, 2), "{words}");
        assert!(lines.iter().all(|line| line.contains(" is of a free-threaded build, ")), "{words}");
        let pycs = names(&[
            "usr/lib/python3.14t/a.314.pyc",
            "usr/lib/python3.14t/sub/b.314.pyc",
            "venv/lib/python3.13t/site-packages/m.313.pyc",
        ]);
        assert_eq!(project.take(), pycs);
        assert_eq!(project.run(&[], &format!("--strict {line}")).status.code(), Some(2), "{line}");
    }
}

#[test]
fn a_guess_is_said() {
    let project = Project::new();
    project.file("m.py", SOURCE);
    let output = project.run(&[], "-qq m.py");
    let (code, words) = said(&output);
    assert_eq!(code, Some(0));
    assert_eq!(words.lines().count(), 1);
    assert!(words.contains("no Python is found") && words.contains("--python-version"), "{words}");
    assert_eq!(project.take().len(), 1);
    let output = project.run(&[], "--strict -q .");
    assert_eq!((output.status.code(), project.take().len()), (Some(2), 0));
    // Where all is in trees nobody guesses.
    project.venv("venv", "3.12.1");
    assert_eq!(said(&project.run(&[], "--strict -q venv")), (Some(0), String::new()));
    let output = project.run(&[], "-v -qq m.py");
    assert_eq!(said(&output).1.lines().count(), 1);
    let output = project.run(&[], "-v m.py");
    assert!(said(&output).1.ends_with(&format!("Compiling for Python {} (the newest known)\n", newest())));
    for wrong in ["3.4", "python3.12", "3.12;3.13"] {
        let output = project.run(&[(VARIABLE, wrong)], "venv");
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        assert!(said(&output).1.contains("PYCOMPILEALL_PYTHON_VERSION: "), "{output:?}");
    }
}

/// Puts our binary at `path`, as if it were installed there.
fn install(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    if fs::hard_link(PYCOMPILEALL, path).is_err() {
        fs::copy(PYCOMPILEALL, path).unwrap();
    }
}

#[test]
fn what_is_in_no_tree_has_the_version_of_the_surroundings() {
    let project = Project::new();
    project.file("m.py", SOURCE);
    let own = project.path("own/bin/pycompileall");
    install(&own);
    let chosen = |envs: &[(&str, &str)]| {
        let output = project.run_with(&own, envs, "-q -v m.py");
        let words = said(&output).1;
        assert_eq!((output.status.code(), words.lines().count()), (Some(0), 1), "{words}");
        project.take();
        words.trim_start_matches("Compiling for Python ").trim_end().to_owned()
    };
    // From the last place to the first.
    project.file("usr/bin/python3.11", "");
    symlink("python3.11", project.path("usr/bin/python3")).unwrap();
    let usr = project.path("usr/bin").to_str().unwrap().to_owned();
    let path = ("PATH", &*usr);
    let series_11 = Target::for_version(11, None).unwrap().version;
    assert_eq!(chosen(&[path]), format!("{series_11} (usr/bin/python3)"));
    project.venv(".venv", "3.12.7");
    assert_eq!(chosen(&[path]), "3.12.7 (.venv/pyvenv.cfg)");
    project.venv("active", "3.13.1");
    let active = ("VIRTUAL_ENV", "active");
    assert_eq!(chosen(&[path, active]), "3.13.1 (active/pyvenv.cfg)");
    project.file("own/pyvenv.cfg", "version = 3.11.4\n");
    assert_eq!(chosen(&[path, active]), "3.11.4 (own/pyvenv.cfg)");
    assert_eq!(chosen(&[path, active, (VARIABLE, "3.12.1")]), format!("3.12.1 ({VARIABLE})"));
    // An installation that is no environment counts if our package is in its library.
    fs::remove_file(project.path("own/pyvenv.cfg")).unwrap();
    project.file("own/bin/python3", "");
    assert_eq!(chosen(&[path, active]), "3.13.1 (active/pyvenv.cfg)");
    project.file("own/lib/python3.12/site-packages/pycompileall/__init__.py", "");
    let series_12 = Target::for_version(12, None).unwrap().version;
    assert_eq!(chosen(&[path, active]), format!("{series_12} (own/lib/python3.12/site-packages/pycompileall)"));
}

#[test]
fn an_interpreter_is_read_rather_than_started() {
    let project = Project::new();
    project.file("m.py", SOURCE);
    project.venv("venv", "3.12.1");
    // None of these can be started.
    project.file("usr/bin/python3.13", "");
    project.file("usr/include/python3.13/patchlevel.h", "#define PY_MINOR_VERSION 13\n#define PY_MICRO_VERSION 2\n");
    fs::create_dir_all(project.path("venv/bin")).unwrap();
    symlink(project.path("usr/bin/python3.13"), project.path("venv/bin/python")).unwrap();
    for (named, version) in [
        ("3.11.4", "3.11.4 (--python)"),
        ("venv", "3.12.1 (venv/pyvenv.cfg)"),
        ("venv/bin/python", "3.12.1 (venv/pyvenv.cfg)"),
        ("usr/bin/python3.13", "3.13.2 (usr/bin/python3.13)"),
        ("python3.13", "3.13.2 (usr/bin/python3.13)"),
    ] {
        let usr = project.path("usr/bin").to_str().unwrap().to_owned();
        let output = project.run(&[("PATH", &usr)], &format!("-v -q --python {named} m.py"));
        assert_eq!(said(&output), (Some(0), format!("Compiling for Python {version}\n")));
        assert_eq!(project.take().len(), 1);
    }
    // Nothing but itself would tell the micro of this one.
    fs::remove_dir_all(project.path("usr/include")).unwrap();
    let (code, words) = said(&project.run(&[], "-q --python usr/bin/python3.13 m.py"));
    assert_eq!((code, words.contains("can't be started")), (Some(0), true), "{words}");
    assert_eq!(project.run(&[], "--strict --python usr/bin/python3.13 m.py").status.code(), Some(2));
    for nothing in ["usr/bin", "missing", "m.py"] {
        assert_eq!(project.run(&[], &format!("--python {nothing} m.py")).status.code(), Some(2), "{nothing}");
    }
}

#[test]
fn pycompile_has_the_rule_for_each_file() {
    let project = Project::new();
    project.venv("venv", "3.13.2");
    project.file("src/m.py", SOURCE);
    project.file("src/n.py", SOURCE);
    let run = |line: &str| project.run_with(Path::new(PYCOMPILE), &[(VARIABLE, "3.11.4")], line);
    let files = "src/m.py venv/lib/python3.13/site-packages/m.py src/n.py";
    assert_eq!(said(&run(files)), (Some(0), String::new()));
    let expected = names(&["src/m.311.pyc", "src/n.311.pyc", "venv/lib/python3.13/site-packages/m.313.pyc"]);
    assert_eq!(project.take(), expected);
    let lines = format!("Compiling for Python 3.11.4 ({VARIABLE})\nCompiling for Python 3.13.2 (venv/pyvenv.cfg)\n");
    assert_eq!(said(&run(&format!("-v {files}"))), (Some(0), lines));
    project.take();
    project.file("venv/lib/pypy3.10/m.py", SOURCE);
    assert_eq!(run("src/m.py venv/lib/pypy3.10/m.py").status.code(), Some(2));
    assert!(project.take().is_empty());
}

#[test]
fn a_terminal_is_told_once_for_each_version() {
    let project = Project::new();
    for (name, version) in [("a", "3.12.1"), ("b", "3.12.1"), ("c", "3.13.2")] {
        project.venv(name, version);
    }
    let shown = |line: &str| {
        let line = format!("{PYCOMPILEALL} --no-progress --color never {line}");
        let mut command = Command::new("script");
        command.args(["-qec", &line, "/dev/null"]).current_dir(project.0.path()).env_remove(VARIABLE);
        let output = command.output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
        output.ok().map(|output| output.replace("\r\n", "\n"))
    };
    let Some(words) = shown("-l a/lib/python3.12/site-packages") else {
        eprintln!("versions: no script(1) here: no terminal was tried");
        return;
    };
    let line = "Compiling for Python 3.12.1 (a/pyvenv.cfg)\n";
    let place = "a/lib/python3.12/site-packages";
    let expected = format!("Listing '{place}'...\n{line}Compiling '{place}/m.py'...\n");
    let summary = words.strip_prefix(&expected).unwrap_or_else(|| panic!("{words}"));
    assert!(summary.starts_with("Compiled 1 file for Python 3.12.1 in "), "{words}");
    let words = shown("a b c").unwrap();
    assert_eq!(words.matches("Compiling for").count(), 2, "{words}");
    assert!(words.contains("Compiling for Python 3.13.2 (c/pyvenv.cfg)\n"), "{words}");
    assert_eq!(shown("-q a b c").unwrap(), "");
    assert_eq!(shown("-q -v a b c").unwrap().lines().count(), 3);
}
