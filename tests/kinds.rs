//! All programs of a kind (`tests/support/kinds/`), compiled by us and by an interpreter: the bytes are equal, or both
//! refuse.
//!
//! `cargo test` takes a part of each kind, the same on every run; `PYCOMPILEALL_KINDS=N` takes every Nth program,
//! `FUZZ_RELEASE=3.13.0` one release, and `FUZZ_PYTHON=PATH` an interpreter that may be of a series that only the tools
//! know. Without an interpreter nothing is tried: then there are the golden files of the
//! corpus, which has programs of each kind, too.

mod support;

use pycompileall::Target;
use pycompileall::{Options, compile};
use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use support::fresh::{Answer, difference, interpreted};
use support::interpreters;
use support::kinds::{constants, dead, implicit};

const LEVELS: [u8; 2] = [0, 2];

/// How many programs one process compiles, as one.
const TOGETHER: usize = 40;

/// How many differing programs are shown.
const SHOWN: usize = 12;

#[test]
fn statements_that_nothing_leads_to_are_compiled_or_dropped_as_cpython_does() {
    try_all(|_| dead::programs(step(211)), TOGETHER);
}

#[test]
fn implicit_names_are_variables_as_in_cpython() {
    let programs = |minor| [implicit::class_cells(minor), implicit::programs(minor, step(211))].concat();
    try_all(programs, TOGETHER);
}

#[test]
fn folded_constants_are_shared_as_in_cpython() {
    try_all(|_| constants::programs(step(311)), 1);
}

/// Every so manieth program is taken.
fn step(usual: usize) -> usize {
    let asked = env::var("PYCOMPILEALL_KINDS").ok().and_then(|text| text.parse().ok());
    asked.unwrap_or(usual).max(1)
}

/// Tries the programs that there are for each minor version with each interpreter, `together` of them in one process.
fn try_all(programs: impl Fn(u8) -> Vec<String>, together: usize) {
    let mut wrong = String::new();
    let mut made: Option<(u8, Vec<String>)> = None;
    for (python, target) in interpreters::for_programs() {
        let minor = target.version.minor;
        let known = made.take_if(|(of, _)| *of == minor);
        let (_, programs) = made.insert(known.unwrap_or_else(|| (minor, programs(minor))));
        for level in LEVELS {
            wrong += &try_programs(&python.path, target, level, programs, together);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What differs, if anything.
fn try_programs(python: &Path, target: &'static Target, level: u8, programs: &[String], together: usize) -> String {
    // What is refused is refused with all that stands beside it.
    let accepts = |program: &&String| compile(program.as_bytes(), b"p", target, Options::at_level(level)).is_ok();
    let (accepted, refused): (Vec<_>, Vec<_>) = programs.iter().partition(accepts);
    let texts: Vec<String> = accepted.chunks(together).map(|group| group.iter().copied().cloned().collect()).collect();
    let mut suspects: Vec<String> = refused.into_iter().cloned().collect();
    let mut tally = Tally::default();
    let groups = accepted.chunks(together).zip(&texts);
    for ((group, text), theirs) in groups.zip(interpreted(python, target, level, &texts)) {
        match &theirs {
            Answer::Code(code) if difference(text, Ok::<_, ()>(code), target, level).is_none() => {
                tally.equal += group.len();
            }
            _ => {
                suspects.extend(group.iter().copied().cloned());
                if together > 1 {
                    // Maybe they differ only together.
                    suspects.push(text.clone());
                }
            }
        }
    }
    let mut kinds = BTreeMap::<_, (&String, String, usize)>::new();
    for (program, theirs) in suspects.iter().zip(interpreted(python, target, level, &suspects)) {
        let found = match &theirs {
            Answer::Code(code) => difference(program, Ok::<_, ()>(code), target, level),
            Answer::Refused => difference(program, Err(()), target, level),
            Answer::Nothing => {
                tally.crashes += 1;
                continue;
            }
        };
        let Some(found) = found else {
            *(if matches!(theirs, Answer::Code(_)) { &mut tally.equal } else { &mut tally.refused }) += 1;
            continue;
        };
        if is_by_chance(python, target, level, program) {
            tally.by_chance += 1;
            continue;
        }
        let shortest = kinds.entry(found.kind).or_insert((program, found.detail.clone(), 0));
        shortest.2 += 1;
        if program.len() < shortest.0.len() {
            (shortest.0, shortest.1) = (program, found.detail);
        }
    }
    println!("{} at -o {level}: {} programs, {tally:?}, {} kinds differ", target.version, programs.len(), kinds.len());
    assert!(tally.equal > 0, "nothing was compared");
    let mut text = String::new();
    for (kind, (program, detail, times)) in kinds.iter().take(SHOWN) {
        text += &format!("\n{} at -o {level}: {times} times {kind}, the shortest\n{program}\n{detail}", target.version);
    }
    text
}

/// Whether another process of the interpreter writes what we do: where CPython goes through a set of names, their order
/// is that of hashes, which are others in each process.
fn is_by_chance(python: &Path, target: &'static Target, level: u8, program: &str) -> bool {
    const PROCESSES: usize = 8;
    (0..PROCESSES).any(|_| match &interpreted(python, target, level, &[program.to_owned()])[..] {
        [Answer::Code(code)] => difference(program, Ok::<_, ()>(code), target, level).is_none(),
        _ => false,
    })
}

/// How many programs there were of each outcome that is no difference.
#[derive(Debug, Default)]
struct Tally {
    equal: usize,
    refused: usize,
    /// What is equal to what one of several processes of the interpreter writes.
    by_chance: usize,
    /// The interpreter's: some releases do.
    crashes: usize,
}
