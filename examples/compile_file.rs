//! Compiles one file, with a hash in its .pyc instead of a time (`py_compile.compile`).
//!
//!     cargo run --example compile_file -- FILE

use pycompileall::Target;
use pycompileall::py_compile::Invalidation;
use pycompileall::py_compile::{self, Options};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(file) = std::env::args_os().nth(1) else {
        eprintln!("usage: compile_file FILE");
        return ExitCode::from(2);
    };
    let options = Options::new(Target::newest()).optimize(1).invalidation_mode(Invalidation::CheckedHash);
    match py_compile::compile(file, &options) {
        Ok(pyc) => {
            println!("{}", pyc.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
