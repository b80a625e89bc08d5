//! How many sources are refused, a line a source, in the notation of `tests/corpus/golden/`.
//!
//!     cargo run --profile quick --example refusals -- 3.12.1 FILE [PATH]
//!
//! FILE holds the sources with null bytes between them. Compared with what `tests/golden.rs` lets an interpreter
//! print, this finds where we refuse something else or say something else. With PATH it prints what compileall
//! would say of a file there, as one line.

#[path = "../tests/support/mod.rs"]
mod support;

use pycompileall::internals::traceback::{self, Shown};
use pycompileall::{Compiler, Options};
use pycompileall::{Target, VersionRequest};
use std::io::{BufWriter, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::{env, fs, io};
use support::refusal;

fn main() -> io::Result<()> {
    let arguments: Vec<_> = env::args().collect();
    let [_, version, file, path @ ..] = &arguments[..] else { panic!("usage: refusals X.Y[.Z] FILE [PATH]") };
    let wanted: VersionRequest = version.parse().expect("a release");
    let target = Target::for_any_version(wanted.minor, wanted.micro).expect("a version that we know");
    let sources = fs::read(file)?;
    let mut out = BufWriter::new(io::stdout().lock());
    set_hook(Box::new(|_| ()));
    for source in sources.split(|&byte| byte == 0) {
        // Its memory may be in any state after a panic.
        let refused = catch_unwind(AssertUnwindSafe(|| {
            Compiler::default().compile(source, b"refused.py", target, Options::default(), &mut Vec::new())
        }));
        match refused {
            Ok(Ok(_)) => writeln!(out, "accepted")?,
            Ok(Err(error)) => {
                let said = match path.first() {
                    Some(path) => {
                        traceback::refusal(&error, &Shown { filename: path.as_bytes(), source, target, on_disk: true })
                    }
                    None => refusal::record(&error),
                };
                writeln!(out, "{}", said.replace('\n', "\\n"))?;
            }
            Err(_) => writeln!(out, "panic")?,
        }
    }
    Ok(())
}
