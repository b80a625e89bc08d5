//! Compiles what is not up to date in directories, each source for the Python of its tree (`compileall.compile_dir`).
//!
//!     cargo run --example compile_tree -- DIR...

use std::error::Error;
use std::process::ExitCode;

use pycompileall::compileall::Options;
use pycompileall::{Event, Outcome, Progress};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let options = Options::of_trees().optimize([0, 2]);
    let mut is_success = true;
    for directory in std::env::args_os().skip(1) {
        let summary = options.on_event(say).compile_dir(&directory)?;
        let directory = directory.display();
        println!("{directory}: {} compiled, {} up to date, {} failed", summary.compiled, summary.fresh, summary.failed);
        is_success &= summary.is_success();
    }
    Ok(if is_success { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn say(event: &Event, progress: Progress) {
    match event {
        Event::Tree(tree) => println!("for Python {} ({})", tree.versions(), tree.origin),
        Event::File(report) => {
            for pyc in &report.pycs {
                match &pyc.outcome {
                    Outcome::Failed(failure) => eprintln!("{}: {}", report.path.display(), failure.text()),
                    outcome => println!("{:>6} {} {}", progress.done, outcome.status(), pyc.path.display()),
                }
            }
        }
        _ => {}
    }
}
