//! Compiles the directories of Python's `sys.path`, without their subdirectories (`compileall.compile_path`).
//!
//!     cargo run --example compile_path -- 3.12 [CACHE]
//!
//! With CACHE the .pyc files are written to a tree of their own there (`sys.pycache_prefix`).

use std::error::Error;

use pycompileall::compileall::Options;
use pycompileall::{Target, discover};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let Some(version) = arguments.next() else { return Err("usage: compile_path VERSION [CACHE]".into()) };
    let target: &Target = version.to_string_lossy().parse()?;

    let mut options = Options::new(target).maxlevels(0);
    if let Some(cache) = arguments.next() {
        options = options.pycache_prefix(cache);
    }
    let path = discover::search_path(None, target)?;
    let summary = options.compile_path(&path, true)?;
    println!("{} compiled, {} up to date, {} failed", summary.compiled, summary.fresh, summary.failed);
    Ok(())
}
