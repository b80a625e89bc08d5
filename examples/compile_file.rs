//! Compiles one file for the Python of its tree, with a hash in its .pyc instead of a time (`py_compile.compile`).
//!
//!     cargo run --example compile_file -- FILE [LEVEL]

use std::error::Error;

use pycompileall::py_compile::{self, Options};
use pycompileall::{Invalidation, OptLevel, discover};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let Some(file) = arguments.next() else { return Err("usage: compile_file FILE [LEVEL]".into()) };
    let level = match arguments.next() {
        Some(level) => level.to_string_lossy().parse()?,
        None => OptLevel::Zero,
    };

    let python = discover::for_path(&file)?;
    let options = Options::new(python.target).optimize(level).invalidation_mode(Invalidation::CheckedHash);
    let pyc = py_compile::compile(file, &options)?;
    println!("{} (Python {}: {})", pyc.display(), python.target.version, python.origin);
    Ok(())
}
