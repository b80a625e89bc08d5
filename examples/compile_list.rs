//! Compiles files until one is refused, as `python -m py_compile` does (`py_compile.main`).
//!
//!     cargo run --example compile_list -- [-q] FILE... | -

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(pycompileall::py_compile::main(std::env::args_os().skip(1)))
}
