//! A source that is compiled for several targets and levels in one go gives what it gives alone, whatever
//! was compiled before: no stage leaves anything behind for the next target.

use pycompileall::Target;
use pycompileall::Warning;
use pycompileall::{Compiler, Options, compile};
use std::fs;
use std::path::Path;

#[test]
fn one_parse_serves_every_target_and_level() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let entries = |folder: &Path| fs::read_dir(folder).expect("the corpus");
    // `3.12` and so on, beside the programs of every version.
    let is_of_series =
        |path: &Path| path.is_dir() && path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"3."));
    let newer = entries(&corpus).map(|entry| entry.expect("a file").path()).filter(|path| is_of_series(path));
    let files = newer.chain([corpus.clone()]).flat_map(|folder| entries(&folder));
    let sources = files.map(|entry| entry.expect("a file").path());
    let sources: Vec<_> = sources.filter(|path| path.extension().is_some_and(|ending| ending == "py")).collect();
    assert!(sources.len() > 170);
    let mut sources: Vec<_> = sources.iter().map(|path| (path.clone(), fs::read(path).expect("a source"))).collect();
    sources.extend(OTHER_TEXTS.iter().map(|source| (source.escape_ascii().to_string().into(), source.to_vec())));
    let mut wanted: Vec<(&Target, u8)> = Vec::new();
    for series in Target::known() {
        let ends = series.first().into_iter().chain(series.last());
        wanted.extend(ends.flat_map(|target| [0, 1, 2].map(|level| (target, level))));
    }
    // Neighbours of every kind: other levels, other releases, both. A step that has no divisor in common with the number
    // of all meets each.
    let orders = [1, 4, 13, 26].map(|step| (0..wanted.len()).map(|index| index * step % wanted.len()).collect());
    let worker = std::thread::Builder::new().stack_size(1 << 29).spawn(move || {
        for (path, source) in &sources {
            let alone: Vec<_> = wanted.iter().map(|&(target, level)| alone(source, target, level)).collect();
            for order in &orders {
                check(path, source, &wanted, &alone, order);
            }
        }
    });
    worker.expect("a thread").join().expect("equal output");
}

/// Sources that are other texts to other releases, or no text.
const OTHER_TEXTS: &[&[u8]] = &[
    b"# coding: palmos\nx = '\x9b'\n",
    b"# coding: windows-31j\nx = '\x82\xa0'\n",
    b"# coding: korean\nx = '\x81\x41'\n",
    b"# coding: utf-7\nx = '''+AA0-'''\n",
    // 3.11 sees an empty line behind this one, and accepts it.
    b"x \\\r\n",
];

/// The code or the error's text, and the warnings.
type Outcome = (Result<Vec<u8>, String>, Vec<Warning>);

fn alone(source: &[u8], target: &'static Target, level: u8) -> Outcome {
    match compile(source, b"x.py", target, Options::at_level(level)) {
        Ok(compiled) => (Ok(compiled.code), compiled.warnings),
        Err(error) => (Err(error.to_string()), Vec::new()),
    }
}

fn check(path: &Path, source: &[u8], wanted: &[(&'static Target, u8)], alone: &[Outcome], order: &Vec<usize>) {
    let mut compiler = Compiler::default();
    let mut opened = compiler.open(source, true);
    for &index in order {
        let (target, level) = wanted[index];
        let mut warnings = Vec::new();
        let code = opened.compile(b"x.py", target, Options::at_level(level), &mut warnings);
        let code = code.map_err(|error| error.to_string());
        let (expected, expected_warnings) = &alone[index];
        assert!(code == *expected, "{} for {} at -o {level}", path.display(), target.version);
        if code.is_ok() {
            let told: Vec<_> = warnings.iter().map(|warning| (&warning.message, warning.line)).collect();
            let expected: Vec<_> = expected_warnings.iter().map(|warning| (&warning.message, warning.line)).collect();
            assert_eq!(told, expected, "{}", path.display());
        }
    }
}
