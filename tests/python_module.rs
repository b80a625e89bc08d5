//! The functions of the Python module and those of the standard library on twin trees, with each supported version:
//! `support/module_twins.py` says how.

mod support;

use std::process::Command;

use pycompileall::Target;
use support::{interpreters, package};

#[test]
fn returns_prints_raises_and_writes_as_the_standard_library() {
    let installed = package::installed();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/module_twins.py");
    for target in Target::supported() {
        let minor = target.version.minor;
        let Some(python) = interpreters::find(minor) else {
            println!("no python3.{minor}: the module was not compared with it");
            continue;
        };
        let mut command = Command::new(&python.path);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"PYTHON")) {
            command.env_remove(name);
        }
        command.env_remove("SOURCE_DATE_EPOCH").env("LC_ALL", "C.UTF-8").arg("-B").arg(script).arg(installed.path());
        let output = command.output().expect("the interpreter runs");
        let (said, complaint) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let last = said.lines().last().unwrap_or_default();
        let compared: usize = last.strip_prefix("compared ").and_then(|number| number.parse().ok()).unwrap_or(0);
        println!("3.{minor}.{}: {last}", python.micro);
        assert!(!said.contains("DIFFERS") && compared > 500, "3.{minor}.{}:\n{said}{complaint}", python.micro);
    }
}
