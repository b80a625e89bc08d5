//! The `pycompile-worker` command.

/// Compiling allocates much and frees it all at once, on every core.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ! {
    pycompileall::cli::pycompile_worker().end()
}
