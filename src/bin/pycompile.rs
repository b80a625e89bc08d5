//! The `pycompile` command.

use std::process::ExitCode;

/// Compiling allocates much and frees it all at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    pycompileall::cli::pycompile()
}
