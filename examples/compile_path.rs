//! Compiles the directories of Python's `sys.path`, without their subdirectories
//! (`compileall.compile_path`, `python -m compileall`).
//!
//!     PYTHONPYCACHEPREFIX=/tmp/cache cargo run --example compile_path

use pycompileall::compileall::{self, Options};
use pycompileall::config::Config;
use pycompileall::discover::search_path;
use pycompileall::target::Target;
use pycompileall::tree::cache_path::Layout;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let target = Target::newest();
    let summary = match std::env::var_os("PYTHONPYCACHEPREFIX") {
        None => compileall::compile_path(target)?,
        // The library heeds no environment: that is its caller's to do.
        Some(root) => {
            let layout = Layout::Prefix { root: root.into(), current_dir: std::env::current_dir()? };
            let config = Config { layout, max_levels: 0, ..Config::new(target) };
            Options::of_config(config).compile_path(&search_path(None, target)?, true)?
        }
    };
    println!("{} compiled, {} up to date, {} failed", summary.compiled, summary.fresh, summary.failed);
    Ok(())
}
