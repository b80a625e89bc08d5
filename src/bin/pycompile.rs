//! The `pycompile` command.

/// Compiling allocates much and frees it all at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ! {
    pycompileall::cli::pycompile().end()
}
