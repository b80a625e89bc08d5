//! CPython's own tests of compileall and py_compile (`Lib/test/test_compileall.py`,
//! `test_py_compile.py`), with our binaries in place of the modules, and with our Python module in their place: of each
//! interpreter that has them. `support/suites.py` and `suites_of_module.py` say how. Nothing is copied: the suites are
//! the interpreters'.
//!
//! With `--call JSON` this program is the bridge to `py_compile::compile` that they go over.

mod support;

use pycompileall::py_compile::{self, Error, Options};
use pycompileall::{Invalidation, Target};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, ExitCode};
use support::interpreters::{self, Interpreter};
use support::{package, twins};

const SUITES: [&str; 2] = ["test.test_compileall", "test.test_py_compile"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [flag, request] if flag == "--call" => {
            println!("{}", call(&serde_json::from_str(request).expect("a request")));
            ExitCode::SUCCESS
        }
        // What lists tests wants none of ours.
        [flag, ..] if flag == "--list" => ExitCode::SUCCESS,
        _ => run_suites(),
    }
}

fn run_suites() -> ExitCode {
    let mut passed = true;
    for target in Target::supported() {
        let minor = target.version.minor;
        match interpreters::all(minor).into_iter().find(has_suites) {
            Some(python) => {
                passed &= run_with_binaries(&python);
                passed &= run_with_module(&python);
            }
            None => println!("no python3.{minor} with its tests on this machine: they were not run"),
        }
    }
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn has_suites(python: &Interpreter) -> bool {
    let imports = SUITES.map(|suite| format!("import {suite}")).join("\n");
    Command::new(&python.path).args(["-c", &imports]).output().is_ok_and(|output| output.status.success())
}

/// The binaries stand in for the modules.
fn run_with_binaries(python: &Interpreter) -> bool {
    let shim = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/suites.py");
    let bridge = std::env::current_exe().expect("this program");
    run(python, "the binaries", |command| {
        command.arg(shim).args([env!("CARGO_BIN_EXE_pycompileall"), env!("CARGO_BIN_EXE_pycompile")]).arg(bridge);
    })
}

/// The Python module does, which starts the binaries.
fn run_with_module(python: &Interpreter) -> bool {
    let shim = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/suites_of_module.py");
    let installed = package::installed();
    let installed: &Path = installed.path();
    run(python, "the Python module", |command| {
        command.arg(shim).arg(installed);
    })
}

fn run(python: &Interpreter, with: &str, script: impl FnOnce(&mut Command)) -> bool {
    let directory = tempfile::tempdir().expect("a directory");
    let mut command = twins::without_privileges(&python.path);
    // The suites are about these variables, among others.
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"PYTHON")) {
        command.env_remove(name);
    }
    command.arg("-B");
    script(&mut command);
    let output = command.args(SUITES).current_dir(&directory).output().expect("the interpreter runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let what = format!("the suites of 3.{}.{} with {with}", python.minor, python.micro);
    let summary = said.lines().last().unwrap_or_default();
    println!("{what}: {summary}");
    let ours = summary.strip_prefix("ours ").and_then(|rest| rest.split([',', ' ']).next()?.parse().ok()).unwrap_or(0);
    // So many has each version at least: fewer would mean that they are not found.
    let passed = output.status.success() && ours >= 140;
    if !passed {
        println!("{said}{}", String::from_utf8_lossy(&output.stderr));
    }
    passed
}

/// `py_compile.compile`, in our library.
fn call(request: &Value) -> Value {
    let text = |name: &str| request[name].as_str().map(str::to_owned);
    let version =
        text("version").and_then(|version| version.parse::<pycompileall::VersionRequest>().ok()).expect("a version");
    let target = Target::for_version(version.minor, version.micro).expect("a supported version");
    let mut options = Options::new(target)
        .optimize(request["optimize"].as_u64().and_then(|level| u8::try_from(level).ok()).expect("a level"))
        .invalidation_mode(match request["mode"].as_str() {
            Some("CHECKED_HASH") => Invalidation::CheckedHash,
            Some("UNCHECKED_HASH") => Invalidation::UncheckedHash,
            _ => Invalidation::Timestamp,
        });
    if let Some(path) = text("cfile") {
        options = options.cfile(path);
    }
    if let Some(path) = text("dfile") {
        options = options.dfile(path);
    }
    match py_compile::compile(text("file").expect("a file"), &options) {
        Ok(path) => json!({ "path": path }),
        Err(error) => {
            let class = if let Error::Os(failure) = &error { failure.class } else { "PyCompileError" };
            json!({ "class": class, "message": error.to_string() })
        }
    }
}
