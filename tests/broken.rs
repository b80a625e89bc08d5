//! Broken programs: we refuse what the interpreters refuse, in the same words and at the same place.
//!
//! A run takes a fixed set of programs, so that it fails on a change and not by chance.
//! `FUZZ_SEED=N FUZZ_COUNT=N cargo test --test broken` tries others. Without an interpreter nothing is tried.

mod support;

use pycompileall::target::Target;
use pycompileall::{Options, compile};
use std::env;
use std::fmt::Write as _;
use support::{interpreters, mutate, refusal};

/// How many programs are shown.
const SHOWN: usize = 20;

#[test]
fn broken_programs_are_refused_as_the_interpreters_do() {
    let number = |name: &str, default| env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (first, count) = (number("FUZZ_SEED", 1u64), number("FUZZ_COUNT", 1500u64));
    let mut differing = Vec::new();
    for minor in Target::supported().iter().map(|target| target.version.minor) {
        let programs: Vec<_> = (first..first + count).map(|seed| mutate::broken(seed, minor)).collect();
        for python in interpreters::all(minor) {
            let target = Target::known(minor, Some(python.micro)).expect("a version that we know");
            let theirs = refusal::recorded(&python.path, &programs);
            let accepted = theirs.iter().filter(|answer| *answer == "accepted").count();
            println!("3.{minor}.{}: {count} programs, {accepted} accepted", python.micro);
            for (program, theirs) in programs.iter().cloned().zip(theirs) {
                let ours = match compile(program.as_bytes(), b"refused.py", target, Options::at_level(0)) {
                    Ok(_) => "accepted".to_owned(),
                    Err(error) => refusal::record(&error),
                };
                if ours != theirs && theirs != refusal::CRASHED {
                    differing.push((python.micro, minor, program, ours, theirs));
                }
            }
        }
    }
    let mut text = String::new();
    for (micro, minor, program, ours, theirs) in differing.iter().take(SHOWN) {
        let _ = write!(text, "\n3.{minor}.{micro}:\n{program}\n  ours:   {ours}\n  theirs: {theirs}\n");
    }
    assert!(differing.is_empty(), "{} differ\n{text}", differing.len());
}
