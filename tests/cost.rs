//! Work and memory grow no faster than the source, whatever it has many of (`support/shapes.rs`). Nothing is timed: valgrind,
//! where there is one, counts instructions, and Linux tells the most memory that a process had.
//!
//! `cargo test` measures a sample; `PYCOMPILEALL_COST=full cargo test --test cost` all shapes, for the oldest and the
//! newest version. `PYCOMPILEALL_COST_BINARY=PATH` has another build's instructions counted, such as an older one's.

mod support;

use pycompileall::Target;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};

use support::shapes::{CAPTURES, SHAPES, Shape};

/// What of twice as many items costs may be so many times what the items cost. (Squares would be four times.)
const MOST: f64 = 2.6;

/// Items where instructions are counted, and where memory is looked at: there has to be more than what is kept ready.
const COUNTED: usize = 600;
const KEPT: usize = 12_000;

/// So many instructions are none: what the start of a run takes differs by as many.
const INSTRUCTION_NOISE: f64 = 300_000.0;

/// So many bytes more are no growth.
const MEMORY_NOISE: f64 = (8 << 20) as f64;

/// The oldest version and those whose passes differ most from it, up to the newest.
static VERSIONS: LazyLock<[String; 3]> =
    LazyLock::new(|| ["3.11".to_owned(), "3.13".to_owned(), Target::newest().version.series()]);

/// The versions that a shape is measured for: of a sample of the shapes one each, in turn.
fn versions(index: usize, shape: &Shape) -> &'static [String] {
    let all = if shape.minor > 11 { &VERSIONS[1..] } else { &VERSIONS[..] };
    let grows = |version: &String| version[2..].parse::<u8>().is_ok_and(|minor| minor >= shape.grows_since);
    let all = &all[..all.iter().position(grows).unwrap_or(all.len())];
    match std::env::var_os("PYCOMPILEALL_COST") {
        Some(value) if value == "full" => all,
        _ if index.is_multiple_of(3) => &all[index / 3 % all.len()..][..1],
        _ => &[],
    }
}

/// Calls `check` with each shape and version, on as many threads as there are processors; what it says is wrong.
fn check_all(check: impl Fn(&Shape, &'static str) -> Option<String> + Sync) {
    let cases: Vec<_> = SHAPES
        .iter()
        .enumerate()
        .flat_map(|(index, shape)| versions(index, shape).iter().map(move |version| (shape, version.as_str())))
        .collect();
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(&(shape, version)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Some(said) = check(shape, version) {
                        wrong.lock().unwrap().push(format!("{} ({version}): {said}", shape.name));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {} grow too fast:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// What an empty source costs, by version.
fn nothing(measure: impl Fn(&str, &'static str) -> f64) -> impl Fn(&str) -> f64 {
    let costs = LazyLock::force(&VERSIONS).each_ref().map(|version| (version, measure("", version)));
    move |version| costs.iter().find(|(other, _)| *other == version).map_or(0.0, |(_, cost)| *cost)
}

/// How many times as much twice as many items cost, and how much, of what they cost more than none.
fn growth(measure: impl Fn(&str) -> f64, none: f64, shape: &Shape, items: usize) -> (f64, f64) {
    let [once, twice] = [1, 2].map(|times| measure(&(shape.source)(times * items)) - none);
    (twice / once.max(1.0), twice)
}

/// The instructions of a run over one source.
fn instructions(source: &str, version: &str) -> f64 {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join("m.py"), source).expect("written");
    let output = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(std::env::var_os("PYCOMPILEALL_COST_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_pycompileall").into()))
        .args(["-qq", "-j1", "-W", "ignore::DeprecationWarning", "--python-version", version])
        .arg(directory.path())
        .stdin(Stdio::null())
        .output()
        .expect("valgrind runs");
    let said = String::from_utf8_lossy(&output.stderr);
    let count = said.lines().rev().find_map(|line| line.split_once("I refs:").or_else(|| line.split_once("I   refs:")));
    let (_, count) = count.unwrap_or_else(|| panic!("no count:\n{}", said.get(..2000).unwrap_or(&said)));
    count.trim().replace(',', "").parse().expect("a number")
}

fn has_valgrind() -> bool {
    let found = Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success());
    if !found {
        println!("no valgrind: instructions are not counted");
    }
    found
}

#[test]
fn work_grows_as_sources_do() {
    if !has_valgrind() {
        return;
    }
    let none = nothing(instructions);
    let newest = &VERSIONS[2];
    let (times, _) = growth(|source| instructions(source, newest), none(newest), &CAPTURES, COUNTED);
    assert!(times > MOST, "what must grow faster seems to grow {times:.2} times");
    check_all(|shape, version| {
        if shape.is_shown {
            return None;
        }
        let (times, most) = growth(|source| instructions(source, version), none(version), shape, COUNTED);
        (times > MOST && most > INSTRUCTION_NOISE).then(|| format!("{times:.2} times the instructions"))
    });
}

/// The variable that has the source for a process of its own.
const SOURCE: &str = "PYCOMPILEALL_COST_SOURCE";

#[test]
fn memory_grows_as_sources_do() {
    if !Path::new("/proc/self/status").exists() {
        println!("no /proc: memory is not looked at");
        return;
    }
    let none = nothing(memory);
    check_all(|shape, version| {
        let (times, most) = growth(|source| memory(source, version), none(version), shape, KEPT);
        (times > MOST && most > MEMORY_NOISE).then(|| format!("{times:.2} times the memory, {most} bytes"))
    });
}

/// The most memory of a process that compiles one source, in bytes.
fn memory(source: &str, version: &str) -> f64 {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("m.py");
    fs::write(&file, source).expect("written");
    let output = Command::new(std::env::current_exe().expect("a path"))
        .args(["--exact", "one_source", "--nocapture"])
        .env(SOURCE, &file)
        .env("PYCOMPILEALL_COST_VERSION", version)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .expect("the test runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let most =
        said.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    1024.0 * most.unwrap_or_else(|| panic!("no memory is told:\n{said}"))
}

/// A part of the test of memory, in a process of its own; nothing otherwise.
#[test]
fn one_source() {
    let Some(source) = std::env::var_os(SOURCE) else { return };
    let version = std::env::var_os("PYCOMPILEALL_COST_VERSION").expect("a version");
    pycompileall::py_compile::main(["-q".into(), "--python-version".into(), version, source]);
    println!("\n{}", fs::read_to_string("/proc/self/status").expect("of this process"));
}
