//! Every fact that the graph keeps of itself is computed anew after each pass, for each target: over the golden corpus,
//! and over a sample of the standard library of each interpreter that is found.

mod support;

use pycompileall::internals::context::Context;
use pycompileall::internals::{assemble, cfg, codegen, symtable, syntax};
use pycompileall::{CompileError, ErrorKind, Options, Target};
use std::fs;
use std::path::{Path, PathBuf};
use support::interpreters;

/// Of the files of a library, one of so many.
const SAMPLE: usize = 12;

/// How many units were compiled, and how often the graph of one was checked.
#[derive(Default)]
struct Verified {
    units: usize,
    graphs: usize,
}

/// Compiles `source` and checks the graph of each unit after each pass.
fn verify(source: &[u8], target: &'static Target, level: u8, verified: &mut Verified) -> Result<(), CompileError> {
    let arena = bumpalo::Bump::new();
    let mut ctx = Context::new(&arena, target, Options::at_level(level));
    let source = syntax::decode(source, target)?;
    let module = syntax::parse(&source, &mut ctx, &mut syntax::Buffers::default())?;
    let symbols = symtable::build(&module, &mut ctx, &mut symtable::Buffers::default())?;
    let (mut passes, mut assembler) = (cfg::Buffers::default(), assemble::Buffers::default());
    codegen::compile(&module, &symbols, &mut ctx, &mut codegen::Buffers::default(), &mut |unit, ctx| {
        let mut checked = Ok(());
        verified.units += 1;
        let graph = cfg::optimize_observed(&mut passes, unit, ctx, |pass, graph, unit, _| {
            verified.graphs += 1;
            if checked.is_ok() {
                checked = graph.verify(unit, pass);
            }
        })?;
        checked?;
        assemble::assemble(graph, unit, ctx, &mut assembler)
    })
    .map(drop)
}

/// Checks the graphs of `files`. A file that is refused has none; but no defect of ours refuses it.
fn verify_all(files: Vec<PathBuf>, target: &'static Target, levels: &'static [u8]) -> Verified {
    let worker = std::thread::Builder::new().stack_size(1 << 29).spawn(move || {
        let mut verified = Verified::default();
        for (file, &level) in files.iter().flat_map(|file| levels.iter().map(move |level| (file, level))) {
            let source = fs::read(file).expect("a source");
            let result = verify(&source, target, level, &mut verified);
            if let Err(error) = result.as_ref().map_err(|error| (error.kind == ErrorKind::Internal).then_some(error))
                && let Some(defect) = error
            {
                panic!("{} for {} at -o {level}: {defect}", file.display(), target.version);
            }
        }
        verified
    });
    worker.expect("a thread").join().expect("graphs whose facts hold")
}

/// The Python files below `folder`, sorted.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = files.map(walkdir::DirEntry::into_path);
    files.filter(|file| file.is_file() && file.extension().is_some_and(|ending| ending == "py")).collect()
}

#[test]
fn the_facts_of_the_corpus_hold() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    for target in Target::supported() {
        let files = sources(&corpus);
        assert!(files.len() > 80);
        let Verified { units, graphs } = verify_all(files, target, &[0, 2]);
        println!("{}: {units} units of the corpus, {graphs} graphs verified", target.version);
        assert!(units > 0 && graphs > 10 * units);
    }
}

#[test]
fn the_facts_of_standard_libraries_hold() {
    for target in Target::supported() {
        let minor = target.version.minor;
        let Some(interpreter) = interpreters::find(minor) else {
            interpreters::assert_none_is_missing();
            eprintln!("no python3.{minor}: its library is not looked at");
            continue;
        };
        let files = sources(&interpreter.library).into_iter().step_by(SAMPLE).collect();
        let Verified { units, graphs } = verify_all(files, target, &[0]);
        println!("{}: {units} units of a library, {graphs} graphs verified", target.version);
        assert!(units > 0 && graphs > 10 * units);
    }
}
