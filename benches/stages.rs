//! Throughput of each stage and of the whole, in bytes of source.
//!
//!     cargo bench --bench stages
//!
//! A stage is timed with those before it, as stages borrow from each other: the cost of one is the
//! difference to the line above.

mod support;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use pycompileall::CompileError;
use pycompileall::Target;
use pycompileall::internals::context::Context;
use pycompileall::internals::{assemble, cfg, codegen, symtable, syntax};
use pycompileall::{Options, compile};

fn main() {
    // As deep as a worker's stack.
    let worker = std::thread::Builder::new().stack_size(1 << 30).spawn(divan::main);
    worker.expect("a thread").join().expect("no panic");
}

/// Runs `stage` over every source.
fn bench(bencher: Bencher, stage: fn(&[u8]) -> Result<(), CompileError>) {
    let sources = support::sources();
    bencher
        .counter(BytesCount::new(support::size(sources)))
        .bench_local(|| sources.iter().filter(|source| black_box(stage(black_box(source.as_slice()))).is_ok()).count());
}

fn context(arena: &bumpalo::Bump) -> Context<'_> {
    Context::new(arena, Target::py311(), Options::default())
}

#[divan::bench(sample_count = 5)]
fn a_decode(bencher: Bencher) {
    bench(bencher, |source| syntax::decode(source, Target::py311()).map(drop));
}

#[divan::bench(sample_count = 5)]
fn b_parse(bencher: Bencher) {
    bench(bencher, |source| {
        let source = syntax::decode(source, Target::py311())?;
        let arena = bumpalo::Bump::new();
        syntax::parse(&source, &mut context(&arena), &mut syntax::Buffers::default()).map(drop)
    });
}

#[divan::bench(sample_count = 5)]
fn c_symtable(bencher: Bencher) {
    bench(bencher, |source| {
        let source = syntax::decode(source, Target::py311())?;
        let arena = bumpalo::Bump::new();
        let mut ctx = context(&arena);
        let module = syntax::parse(&source, &mut ctx, &mut syntax::Buffers::default())?;
        symtable::build(&module, &mut ctx, &mut symtable::Buffers::default()).map(drop)
    });
}

#[divan::bench(sample_count = 5)]
fn d_codegen_cfg_assemble(bencher: Bencher) {
    bench(bencher, |source| {
        let source = syntax::decode(source, Target::py311())?;
        let arena = bumpalo::Bump::new();
        let mut ctx = context(&arena);
        let module = syntax::parse(&source, &mut ctx, &mut syntax::Buffers::default())?;
        let symbols = symtable::build(&module, &mut ctx, &mut symtable::Buffers::default())?;
        let (mut passes, mut assembler) = (cfg::Buffers::default(), assemble::Buffers::default());
        codegen::compile(&module, &symbols, &mut ctx, &mut codegen::Buffers::default(), &mut |unit, ctx| {
            let graph = cfg::optimize(&mut passes, unit, ctx)?;
            assemble::assemble(graph, unit, ctx, &mut assembler)
        })
        .map(drop)
    });
}

#[divan::bench(sample_count = 5)]
fn e_everything(bencher: Bencher) {
    bench(bencher, |source| compile(source, b"bench.py", Target::py311(), Options::default()).map(drop));
}
