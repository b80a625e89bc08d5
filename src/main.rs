//! The `pycompileall` command.

use std::io::{self, Write};

use signal_hook::low_level;

/// Compiling allocates much and frees it all at once, on every core.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ! {
    let is_success = pycompileall::cli::main();
    // As at any program's end, nobody is told if this fails.
    let _ = io::stdout().flush();
    // Without exit handlers: the allocator's would give its memory back bit by bit, and then the process ends anyway.
    low_level::exit(i32::from(!is_success))
}
