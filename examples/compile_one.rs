//! Compiles a source to a .pyc in memory, and writes it where it is told to. The compiler does no I/O.
//!
//!     cargo run --no-default-features --example compile_one -- 3.12 FILE.py FILE.pyc

use std::error::Error;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use pycompileall::{Options, Stamp, Target, compile_pyc};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(version), Some(file), Some(pyc)) = (arguments.next(), arguments.next(), arguments.next()) else {
        return Err("usage: compile_one VERSION FILE.py FILE.pyc".into());
    };
    let target: &Target = version.to_string_lossy().parse()?;
    let (file, pyc) = (PathBuf::from(file), PathBuf::from(pyc));

    let source = std::fs::read(&file)?;
    let filename = file.as_os_str().as_bytes();
    let compiled = compile_pyc(&source, filename, target, Options::default(), Stamp::UncheckedHash)
        .map_err(|error| format!("{}: {error}", file.display()))?;
    for warning in &compiled.warnings {
        eprintln!("{}:{}: {}: {}", file.display(), warning.line, warning.category.name(), warning.message);
    }
    std::fs::write(&pyc, &compiled.bytes)?;
    println!("{}: {} bytes for Python {}", pyc.display(), compiled.bytes.len(), target.version);
    Ok(())
}
