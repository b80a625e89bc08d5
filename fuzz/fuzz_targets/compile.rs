//! Compiles any bytes for every supported target at two levels, and prints what is refused and warned of: nothing may
//! panic, overflow, or take time or memory without bound.
//!
//! A source that is compiled for several targets must also give what it gives alone.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pycompileall::Target;
use pycompileall::internals::traceback::{self, Shown};
use pycompileall::{Compiler, Options, compile};
use std::sync::{Mutex, PoisonError};

const LEVELS: [u8; 2] = [0, 2];
const FILENAME: &[u8] = b"fuzzed.py";

/// One for all inputs, as a worker has one for all its files: what one source leaves behind may trip the next.
static COMPILER: Mutex<Option<Compiler>> = Mutex::new(None);

/// The supported releases, and one of the older ones of theirs, another for each length of source.
fn targets(source: &[u8]) -> impl Iterator<Item = &'static Target> {
    let newest = Target::supported().iter().copied();
    let older = newest.clone().flat_map(|target| {
        (0..target.version.micro).filter_map(|micro| Target::for_version(target.version.minor, Some(micro)))
    });
    let count = older.clone().count().max(1);
    newest.chain(older.skip(source.len() % count).take(1))
}

fuzz_target!(|source: &[u8]| {
    let mut compiler = COMPILER.lock().unwrap_or_else(PoisonError::into_inner);
    let mut opened = compiler.get_or_insert_default().open(source, true);
    let mut last = None;
    for target in targets(source) {
        let shown = Shown { filename: FILENAME, source, target, on_disk: true };
        for level in LEVELS {
            let mut warnings = Vec::new();
            let code = opened.compile(FILENAME, target, Options::at_level(level), &mut warnings);
            for warning in &warnings {
                assert!(!traceback::warning(warning, &shown).is_empty());
            }
            if let Err(error) = &code {
                assert_ne!(error.kind, pycompileall::ErrorKind::Internal, "{error}");
                assert!(!traceback::refusal(error, &shown).is_empty());
            }
            last = Some((target, level, code));
        }
    }
    if let Some((target, level, code)) = last {
        let alone = compile(source, FILENAME, target, Options::at_level(level)).map(|compiled| compiled.code);
        assert_eq!(alone.ok(), code.ok(), "{} at -o {level} is another alone", target.version);
    }
});
