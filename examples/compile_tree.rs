//! Compiles what is not up to date in a directory (`compileall.compile_dir`).
//!
//!     cargo run --example compile_tree -- DIR

use pycompileall::Target;
use pycompileall::compileall::Options;
use pycompileall::internals::tree::{Event, Outcome};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(directory) = std::env::args_os().nth(1) else {
        eprintln!("usage: compile_tree DIR");
        return ExitCode::from(2);
    };
    let summary = Options::new(Target::newest())
        .on_event(|event, progress| {
            let Event::File(report) = event else { return };
            for pyc in &report.pycs {
                match &pyc.outcome {
                    Outcome::Failed(failure) => eprintln!("{}: {}", report.path.display(), failure.text()),
                    _ => println!("{:>6} {}", progress.done, pyc.path.display()),
                }
            }
        })
        .compile_dir(directory);
    match summary {
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
