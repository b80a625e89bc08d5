//! Compiles one file in memory and says what came of it; with a second name it writes the code there.
//!
//!     cargo run --example compile_one -- FILE [CODE]
//!
//! The core does no I/O: reading, writing and the .pyc header are the caller's.

use pycompileall::Target;
use pycompileall::{Options, compile};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(name) = arguments.next() else {
        eprintln!("usage: compile_one FILE [CODE]");
        return ExitCode::from(2);
    };
    let source = match std::fs::read(&name) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("{name}: {error}");
            return ExitCode::FAILURE;
        }
    };

    let target = Target::py311();
    let compiled = match compile(&source, name.as_bytes(), target, Options::at_level(0)) {
        Ok(compiled) => compiled,
        Err(error) => {
            eprintln!("{name}: {error}");
            return ExitCode::FAILURE;
        }
    };

    for warning in &compiled.warnings {
        println!("{name}:{}: {:?}: {}", warning.line, warning.category, warning.message);
    }
    let (minor, micro) = (target.version.minor, target.version.micro);
    println!("{name}: {} bytes of source, {} of code for 3.{minor}.{micro}", source.len(), compiled.code.len());

    if let Some(path) = arguments.next()
        && let Err(error) = std::fs::write(&path, &compiled.code)
    {
        eprintln!("{path}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
