//! Compiles the directories of Python's `sys.path`, without their subdirectories
//! (`compileall.compile_path`, `python -m compileall`).
//!
//!     PYTHONPYCACHEPREFIX=/tmp/cache cargo run --example compile_path

use pycompileall::Target;
use pycompileall::compileall::{self, Options};
use pycompileall::internals::config::Config;
use pycompileall::internals::discover::search_path;
use pycompileall::internals::tree::Summary;
use pycompileall::internals::tree::cache_path::Layout;
use std::error::Error;
use std::process::ExitCode;

fn main() -> ExitCode {
    match compile() {
        Ok(summary) => {
            println!("{} compiled, {} up to date, {} failed", summary.compiled, summary.fresh, summary.failed);
            if summary.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn compile() -> Result<Summary, Box<dyn Error>> {
    let target = Target::newest();
    // The library heeds no environment: that is its caller's to do.
    let Some(root) = std::env::var_os("PYTHONPYCACHEPREFIX") else { return Ok(compileall::compile_path(target)?) };
    let layout = Layout::Prefix { root: root.into(), current_dir: std::env::current_dir()? };
    let config = Config { layout, max_levels: 0, ..Config::new(target) };
    Ok(Options::of_config(config).compile_path(&search_path(None, target)?, true)?)
}
