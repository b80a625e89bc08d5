//! Broken programs: we refuse what the interpreters refuse and warn of what they warn of, in the same words, in the
//! same order and at the same places, whatever the warning filter.
//!
//! A run takes a fixed set of programs, so that it fails on a change and not by chance.
//! `FUZZ_SEED=N FUZZ_COUNT=N FUZZ_RELEASE=3.13.0 cargo test --test broken` tries others, for one release, or for
//! the interpreter that is named by `FUZZ_PYTHON`, also of a series that only the tools know;
//! `FUZZ_PIECES=DIRECTORY` has pieces of what is there put together as well. A program that differs is cut down
//! before it is shown. Without an interpreter nothing is tried.

mod support;

use pycompileall::Compiler;
use pycompileall::Target;
use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use support::splice::Splicer;
use support::{interpreters, mutate, said};

/// How many kinds of differences are cut down and shown.
const SHOWN: usize = 40;

/// How many programs an interpreter is given at a time.
const BATCH: u64 = 2000;

#[test]
fn broken_programs_are_refused_as_the_interpreters_do() {
    let number = |name: &str, default| env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (first, count) = (number("FUZZ_SEED", 1u64), number("FUZZ_COUNT", 1000u64));
    let splicer = Splicer::new(env::var_os("FUZZ_PIECES").map(PathBuf::from).as_deref());
    let mut text = String::new();
    let mut compiler = Compiler::default();
    std::panic::set_hook(Box::new(|_| ()));
    for (python, target) in interpreters::for_programs() {
        let (minor, release) = (target.version.minor, target.version);
        let mut kinds = BTreeMap::<_, (Vec<u8>, usize)>::new();
        let (mut accepted, mut differing) = (0, 0);
        for start in (first..first + count).step_by(BATCH as usize) {
            let seeds = start..(start + BATCH).min(first + count);
            let programs: Vec<_> = seeds.map(|seed| program(&splicer, seed, minor)).collect();
            let answers = said::theirs(&python.path, &programs);
            for (program, theirs) in programs.into_iter().zip(answers) {
                accepted += usize::from(theirs[0].ends_with("accepted"));
                let ours = said::ours(&mut compiler, &program, target);
                let Some(kind) = difference(&ours, &theirs) else { continue };
                differing += 1;
                let found = kinds.entry(kind).or_insert((program.clone(), 0));
                found.1 += 1;
                if program.len() < found.0.len() {
                    found.0 = program;
                }
            }
        }
        println!("{release}: {count} programs, {accepted} accepted, {differing} differ");
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, (_, times))| std::cmp::Reverse(*times));
        if !kinds.is_empty() {
            let _ = writeln!(text, "\n==== {release}: {} kinds, {differing} programs", kinds.len());
        }
        for (kind, (program, times)) in kinds.into_iter().take(SHOWN) {
            let (program, ours, theirs) = cut_down(program, &kind, &python.path, target, &mut compiler);
            let _ = writeln!(text, "---- {times} times, {release}: {}\n{}", kind, program.escape_ascii());
            for ((ours, theirs), way) in ours.iter().zip(&theirs).zip(said::WAYS) {
                if ours != theirs {
                    let _ = writeln!(text, "  {way:?}\n  ours:   {ours:?}\n  theirs: {theirs:?}");
                }
            }
        }
    }
    let _ = std::panic::take_hook();
    assert!(text.is_empty(), "{text}");
}

/// One program in three is a generated one with wrong tokens, the others are spliced.
fn program(splicer: &Splicer, seed: u64, minor: u8) -> Vec<u8> {
    if seed.is_multiple_of(3) { mutate::broken(seed, minor).into_bytes() } else { splicer.broken(seed) }
}

/// What kind of thing differs, if anything does.
fn difference(ours: &[String], theirs: &[String]) -> Option<String> {
    if theirs[0] == said::CRASHED {
        return None;
    }
    let (index, (ours, theirs)) = ours.iter().zip(theirs).enumerate().find(|(_, (ours, theirs))| ours != theirs)?;
    let (a, b): (Vec<_>, Vec<_>) = (ours.lines().collect(), theirs.lines().collect());
    let at = a.iter().zip(&b).position(|(ours, theirs)| ours != theirs).unwrap_or(a.len().min(b.len()));
    let kind = |lines: &[&str]| -> String {
        let line = lines.get(at).copied().unwrap_or("nothing");
        // Numbers and what is quoted are not part of a kind.
        let mut quoted = false;
        let chars = line.chars().map(|c| {
            quoted ^= c == '\'';
            if c.is_ascii_digit() {
                '#'
            } else if quoted && c != '\'' {
                '.'
            } else {
                c
            }
        });
        let mut kind: String = chars.collect();
        for pair in ["##", ".."] {
            while kind.contains(pair) {
                kind = kind.replace(pair, &pair[..1]);
            }
        }
        let is_source = line.starts_with(' ');
        if is_source { "(a line)".to_owned() } else { kind }
    };
    Some(format!("{:?}: {} <> {}", said::WAYS[index], kind(&a), kind(&b)))
}

/// Makes `program` smaller for as long as the same kind of thing differs; and what is said of it then.
fn cut_down(
    mut program: Vec<u8>,
    kind: &str,
    python: &Path,
    target: &'static Target,
    compiler: &mut Compiler,
) -> (Vec<u8>, Vec<String>, Vec<String>) {
    let mut length = program.len().div_ceil(2).max(1);
    loop {
        // All candidates of one size at a time, since it takes a process to ask.
        let starts = (0..program.len()).step_by(length.div_ceil(2).max(1));
        let candidates: Vec<Vec<u8>> = starts
            .map(|start| [&program[..start], &program[(start + length).min(program.len())..]].concat())
            .filter(|candidate| candidate.len() < program.len())
            .collect();
        let answers = said::theirs(python, &candidates);
        let better = candidates.into_iter().zip(answers).find(|(candidate, theirs)| {
            difference(&said::ours(compiler, candidate, target), theirs).as_deref() == Some(kind)
        });
        match better {
            Some((candidate, _)) => program = candidate,
            None if length == 1 => break,
            None => length = length.div_ceil(2),
        }
    }
    let theirs = said::theirs(python, &[&program]).remove(0);
    let ours = said::ours(compiler, &program, target);
    (program, ours, theirs)
}
