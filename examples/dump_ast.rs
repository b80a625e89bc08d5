//! Prints the syntax tree of a Python file as `ast.dump(tree, include_attributes=True)` does;
//! with `--fold` after constant folding, as the compiler sees it.
//!
//!     cargo run --example dump_ast -- [--fold] [--python-version X.Y.Z] FILE...

use pycompileall::internals::context::Context;
use pycompileall::internals::syntax;
use pycompileall::{Options, Target, VersionRequest};
use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let mut fold = false;
    let mut target = Target::py311();
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--fold" {
            fold = true;
            continue;
        }
        if argument == "--python-version" {
            let wanted: Option<VersionRequest> = arguments.next().and_then(|text| text.to_str()?.parse().ok());
            let known = wanted.and_then(|wanted| Target::for_any_version(wanted.minor, wanted.micro));
            target = known.ok_or("no release that is known")?;
            continue;
        }
        let bytes = std::fs::read(&argument)?;
        let arena = bumpalo::Bump::new();
        let mut ctx = Context::new(&arena, target, Options::at_level(0));
        let source = syntax::decode(&bytes, target)?;
        let module = if fold {
            syntax::parse(&source, &mut ctx, &mut syntax::Buffers::default())?
        } else {
            syntax::parse_unfolded(&source, &mut ctx)?
        };
        let mut dump = syntax::dump::module(&module, &ctx);
        dump.push(b'\n');
        std::io::stdout().write_all(&dump)?;
    }
    Ok(())
}
