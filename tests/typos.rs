//! What CPython says since 3.14 of misspelt keywords, of `finally` blocks that are left early, and of exceptions without
//! brackets.
//!
//! Recorded cases, and programs that are misspelt anew for every interpreter found: `FUZZ_SEED=N FUZZ_COUNT=N` tries
//! others than the usual ones. `BLESS=1` records the cases, with the newest interpreter.

mod support;

use pycompileall::{Compiler, Target};
use std::path::PathBuf;
use std::{env, fs};
use support::interpreters::{self, Interpreter};
use support::misspell::Misspeller;
use support::said;

/// The first version whose `traceback` knows keywords: its words are recorded. (3.15 looks for a misspelt keyword only in
/// what is not valid, or the start of something valid, as it is.)
const FIRST: u8 = 14;

/// How many misspelt programs are recorded besides the cases.
const RECORDED: u64 = 150;

/// How many of the recorded programs have a misspelt keyword that is found, at least.
const FOUND: usize = 60;

fn recorded() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/recorded")
}

/// The sources that are recorded.
fn sources() -> Vec<Vec<u8>> {
    let cases = fs::read(recorded().join("typos.txt")).expect("the cases");
    let misspeller = Misspeller::new(FIRST);
    let misspelt = (1..=RECORDED).map(|seed| misspeller.program(seed).into_bytes());
    said::cases(&cases).into_iter().map(<[u8]>::to_vec).chain(misspelt).collect()
}

fn target(minor: u8, micro: Option<u8>) -> &'static Target {
    Target::for_any_version(minor, micro).expect("a version that we know")
}

/// Whether two answers are about the same refusal, in whatever words it is printed; what is accepted is none.
fn are_comparable(ours: &[String], theirs: &[String]) -> bool {
    let first =
        |answers: &[String]| answers[0].lines().find(|line| line.contains("Error|")).unwrap_or_default().to_owned();
    let (ours, theirs) = (first(ours), first(theirs));
    let record = |line: &str| line.split('<').next().unwrap_or_default().to_owned();
    theirs.contains("invalid syntax") && record(&ours) == record(&theirs)
}

#[test]
fn words_are_as_recorded() {
    let file = recorded().join("typos.tsv");
    if env::var_os("BLESS").is_some() {
        let python = interpreters::all(FIRST).pop().expect("an interpreter");
        let sources = sources();
        let answers = said::theirs(&python.path, &sources);
        let mut compiler = Compiler::default();
        let mut line = |(index, (source, theirs)): (usize, (&Vec<u8>, &Vec<String>))| {
            let ours = said::ours(&mut compiler, source, target(python.minor, Some(python.micro)));
            let is_case = index < sources.len() - RECORDED as usize;
            let source = said::escaped(&String::from_utf8_lossy(source));
            (is_case || are_comparable(&ours, theirs)).then(|| format!("{source}\t{}\n", said::line(theirs)))
        };
        let lines = sources.iter().zip(&answers).enumerate().filter_map(&mut line);
        fs::write(&file, lines.collect::<String>()).expect("a recorded file");
    }
    let recorded = fs::read_to_string(&file).expect("what is recorded");
    let mut compiler = Compiler::default();
    let (mut wrong, mut found) = (String::new(), 0);
    for line in recorded.lines() {
        let (source, theirs) = line.split_once('\t').expect("a source and what is said of it");
        found += usize::from(theirs.contains("Did you mean"));
        let ours = said::line(&said::ours(&mut compiler, said::unescaped(source).as_bytes(), target(FIRST, None)));
        if ours != theirs {
            wrong += &format!("{source}\n  ours:   {ours}\n  theirs: {theirs}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(found >= FOUND, "only {found} are found");
}

#[test]
fn misspelt_keywords_are_found_as_the_interpreters_do() {
    let number = |name: &str, default| env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (first, count) = (number("FUZZ_SEED", 1000u64), number("FUZZ_COUNT", 400u64));
    let mut compiler = Compiler::default();
    let mut wrong = String::new();
    for Interpreter { path, minor, micro, .. } in (FIRST..=Target::newest().version.minor).flat_map(interpreters::all) {
        let misspeller = Misspeller::new(minor);
        let programs: Vec<_> = (first..first + count).map(|seed| misspeller.program(seed).into_bytes()).collect();
        let (mut compared, mut found, mut differing) = (0, 0, 0);
        for (program, theirs) in programs.iter().zip(said::theirs(&path, &programs)) {
            let ours = said::ours(&mut compiler, program, target(minor, Some(micro)));
            if !are_comparable(&ours, &theirs) {
                continue;
            }
            compared += 1;
            found += u64::from(theirs.iter().any(|answer| answer.contains("Did you mean")));
            if ours != theirs {
                differing += 1;
                let (ours, theirs) = (said::line(&ours), said::line(&theirs));
                wrong += &format!("{}\n  ours:   {ours}\n  theirs: {theirs}\n", program.escape_ascii());
            }
        }
        println!("3.{minor}.{micro}: {compared} of {count} compared, {found} found, {differing} differ");
        assert!(compared * 2 > count && found * 8 > count, "{compared} of {count} compared, {found} found");
    }
    assert!(wrong.is_empty(), "{wrong}");
}
