//! Shows what a source is after a stage of the pipeline.
//!
//!     cargo run --example dump_stages -- FILE [symbols|instructions|passes|code]...

use pycompileall::Options;
use pycompileall::dump::{Stage, dump};
use pycompileall::target::Target;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(name) = arguments.next() else {
        let stages = Stage::ALL.map(|(name, _)| name).join("|");
        eprintln!("usage: dump_stages FILE [{stages}]...");
        return ExitCode::from(2);
    };
    let source = match std::fs::read(&name) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("{name}: {error}");
            return ExitCode::FAILURE;
        }
    };

    let wanted: Vec<String> = arguments.collect();
    for (stage_name, stage) in Stage::ALL {
        if !wanted.is_empty() && !wanted.iter().any(|wanted| wanted == stage_name) {
            continue;
        }
        match dump(&source, Target::py311(), Options { optimize: 0 }, stage) {
            Ok(text) => println!("== {stage_name} ==\n{text}"),
            Err(error) => {
                eprintln!("{name}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
