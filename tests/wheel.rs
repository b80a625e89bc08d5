//! What the wheel carries beside the programs is up to date, and a wheel works wherever it is installed.
//!
//! `BLESS=1` writes the completions and manual pages anew. `PYCOMPILEALL_WHEEL=PATH` is a wheel that
//! `scripts/check_wheel.py` then installs with each supported version's interpreter that is found;
//! `PYCOMPILEALL_WHEEL_QUICK=1` has it try fewer places.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use pycompileall::Target;
use support::interpreters::{self, Interpreter};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A script of ours, if there is a Python that runs it.
fn script(name: &str) -> Option<Command> {
    let mut command = Command::new("python3");
    if !command.arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("no python3 on PATH: scripts/{name} was not run");
        return None;
    }
    let mut command = Command::new("python3");
    command.arg(root().join("scripts").join(name)).current_dir(root()).env("CARGO", env!("CARGO"));
    Some(command)
}

#[test]
fn completions_and_manuals_are_those_of_the_programs() {
    let share = root().join("python/pycompileall.data/data/share");
    for (name, program) in [
        ("pycompileall", env!("CARGO_BIN_EXE_pycompileall")),
        ("pycompile", env!("CARGO_BIN_EXE_pycompile")),
        ("pycompile-worker", env!("CARGO_BIN_EXE_pycompile-worker")),
    ] {
        for (file, flags) in [
            (format!("man/man1/{name}.1"), vec!["--generate-man"]),
            (format!("bash-completion/completions/{name}"), vec!["--generate-completion", "bash"]),
            (format!("zsh/site-functions/_{name}"), vec!["--generate-completion", "zsh"]),
            (format!("fish/vendor_completions.d/{name}.fish"), vec!["--generate-completion", "fish"]),
        ] {
            let output = Command::new(program).args(flags).output().expect("our binary runs");
            assert!(output.status.success() && !output.stdout.is_empty());
            let path = share.join(file);
            if std::env::var_os("BLESS").is_some() {
                fs::create_dir_all(path.parent().expect("it is below share")).expect("a directory");
                fs::write(&path, &output.stdout).expect("it can be written");
            }
            let is_same = fs::read(&path).is_ok_and(|text| text == output.stdout);
            assert!(is_same, "{}: BLESS=1 cargo test --test wheel", path.display());
        }
    }
}

#[test]
fn licences_are_those_of_the_crates() {
    let Some(mut command) = script("third_party_licenses.py") else { return };
    let output = command.arg("--check").output().expect("the script runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_package_is_said_to_be_of_this_version() {
    let project = fs::read_to_string(root().join("pyproject.toml")).expect("pyproject.toml");
    assert!(project.contains("dynamic = [\"version\"]") && !project.contains("\nversion ="));
    for line in ["license-files = [\"LICENSE-APACHE\", \"LICENSE-MIT\", \"LICENSE-THIRD-PARTY\"]", "bindings = \"bin\""]
    {
        assert!(project.contains(line), "pyproject.toml lacks {line}");
    }
}

#[test]
fn a_wheel_works_wherever_it_is_installed() {
    let Some(wheel) = std::env::var_os("PYCOMPILEALL_WHEEL").map(PathBuf::from) else {
        println!("no PYCOMPILEALL_WHEEL: no wheel was installed");
        return;
    };
    let Some(mut command) = script("check_wheel.py") else { return };
    if std::env::var_os("PYCOMPILEALL_WHEEL_QUICK").is_some() {
        command.arg("--quick");
    }
    let pythons: Vec<Interpreter> =
        Target::supported().iter().filter_map(|target| whole(target.version.minor)).collect();
    assert!(!pythons.is_empty(), "no interpreter of a supported version makes environments");
    for python in &pythons {
        println!("with 3.{}.{}", python.minor, python.micro);
    }
    command.arg(wheel).args(pythons.iter().map(|python| &python.path));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"PYTHON")) {
        command.env_remove(name);
    }
    let output = command.output().expect("the script runs");
    let (said, complaint) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{said}");
    assert!(output.status.success(), "{said}{complaint}");
}

/// The scripts of the steps of action.yml, in order.
fn steps() -> Vec<String> {
    let action = fs::read_to_string(root().join("action.yml")).expect("action.yml");
    let mut steps: Vec<String> = Vec::new();
    let mut is_script = false;
    for line in action.lines() {
        match line.strip_prefix("        ") {
            Some(code) if is_script => steps.last_mut().expect("it has begun").extend([code, "\n"]),
            _ => {
                is_script = line == "      run: |";
                steps.extend(is_script.then(String::new));
            }
        }
    }
    steps
}

#[test]
fn the_action_installs_compiles_and_checks() {
    assert_eq!(steps().len(), 2, "the steps of action.yml are to be tried");
    let Some(wheel) = std::env::var_os("PYCOMPILEALL_WHEEL") else {
        println!("no PYCOMPILEALL_WHEEL: the action was not tried");
        return;
    };
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("path");
    fs::create_dir(directory.path().join("a tree")).expect("a directory");
    fs::write(directory.path().join("a tree/m.py"), "x = 1\n").expect("a source");
    // The runner puts what was written to GITHUB_PATH in front of the PATH of the steps after it.
    let run = |check: &str| {
        let mut status = None;
        for step in steps() {
            let added = fs::read_to_string(&path)
                .unwrap_or_default()
                .lines()
                .map(|line| format!("{line}:"))
                .collect::<String>();
            let mut command = Command::new("bash");
            command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &step]).current_dir(directory.path());
            command.env("RUNNER_TEMP", directory.path()).env("GITHUB_PATH", &path).env("PACKAGE", &wheel);
            command.env("ARGS", "-q 'a tree' --python-version 3.12").env("CHECK", check);
            command.env("PATH", added + &std::env::var("PATH").unwrap_or_default());
            status = Some(command.status().expect("bash runs"));
        }
        status.and_then(|status| status.code())
    };
    assert_eq!(run("true"), Some(1));
    assert_eq!(run("false"), Some(0));
    assert!(directory.path().join("a tree/__pycache__/m.cpython-312.pyc").is_file());
    assert_eq!(run("true"), Some(0));
}

/// An interpreter whose virtual environments run: one that was unpacked somewhere does not find its library from there.
fn whole(minor: u8) -> Option<Interpreter> {
    let found = interpreters::all(minor).into_iter().rev().find(|python| {
        let directory = tempfile::tempdir().expect("a directory");
        let environment = directory.path().join("venv");
        let mut make = Command::new(&python.path);
        make.args(["-m", "venv", "--without-pip"]).arg(&environment);
        let mut start = Command::new(environment.join("bin/python"));
        start.args(["-c", ""]);
        [make, start].iter_mut().all(|command| command.output().is_ok_and(|output| output.status.success()))
    });
    if found.is_none() {
        println!("no python3.{minor} that makes environments: the wheel was not installed with it");
    }
    found
}
