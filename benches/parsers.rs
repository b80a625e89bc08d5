//! Our parser, ruff's and RustPython's over the same sources. Ours also decodes literals, interns names
//! and folds constants.
//!
//!     cargo bench --bench parsers

mod support;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use pycompileall::Options;
use pycompileall::Target;
use pycompileall::internals::{context::Context, syntax};
use ruff_python_ast::PythonVersion;
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use rustpython_parser::Parse;

fn main() {
    let texts = texts();
    let ruff = texts.iter().filter(|text| ruff_accepts(text)).count();
    let rustpython = texts.iter().filter(|text| rustpython_accepts(text)).count();
    let ours = texts.iter().filter(|text| we_accept(text)).count();
    println!("of {} files in UTF-8, ours accepts {ours}, ruff's {ruff}, RustPython's {rustpython}", texts.len());
    divan::main();
}

fn texts() -> Vec<&'static str> {
    support::sources().iter().filter_map(|source| std::str::from_utf8(source).ok()).collect()
}

fn we_accept(text: &str) -> bool {
    let target = Target::py311();
    let arena = bumpalo::Bump::new();
    let mut ctx = Context::new(&arena, target, Options::at_level(0));
    syntax::decode(text.as_bytes(), target)
        .is_ok_and(|source| syntax::parse(&source, &mut ctx, &mut syntax::Buffers::default()).is_ok())
}

fn ruff_accepts(text: &str) -> bool {
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY311);
    let parsed = parse_unchecked(text, options);
    parsed.has_no_syntax_errors()
}

fn rustpython_accepts(text: &str) -> bool {
    rustpython_parser::ast::Suite::parse(text, "<bench>").is_ok()
}

fn bench(bencher: Bencher, accepts: fn(&str) -> bool) {
    let texts = texts();
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| texts.iter().filter(|text| accepts(black_box(text))).count());
}

#[divan::bench(sample_count = 5)]
fn ours(bencher: Bencher) {
    bench(bencher, we_accept);
}

#[divan::bench(sample_count = 5)]
fn ruff(bencher: Bencher) {
    bench(bencher, ruff_accepts);
}

#[divan::bench(sample_count = 5)]
fn rustpython(bencher: Bencher) {
    bench(bencher, rustpython_accepts);
}
