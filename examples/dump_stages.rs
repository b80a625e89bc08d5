//! Shows what a source is after a stage of the pipeline.
//!
//!     cargo run --example dump_stages -- FILE [X.Y.Z] [symbols|instructions|passes|code]...

use pycompileall::Options;
use pycompileall::dump::{Stage, dump};
use pycompileall::{Target, VersionRequest};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(name) = arguments.next() else {
        let stages = Stage::ALL.map(|(name, _)| name).join("|");
        eprintln!("usage: dump_stages FILE [X.Y.Z] [{stages}]...");
        return ExitCode::from(2);
    };
    let source = match std::fs::read(&name) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("{name}: {error}");
            return ExitCode::FAILURE;
        }
    };

    let mut wanted: Vec<String> = arguments.collect();
    let version =
        |text: &String| text.parse().ok().and_then(|it: VersionRequest| Target::for_any_version(it.minor, it.micro));
    let target = wanted.first().and_then(version);
    if target.is_some() {
        wanted.remove(0);
    }
    for (stage_name, stage) in Stage::ALL {
        if !wanted.is_empty() && !wanted.iter().any(|wanted| wanted == stage_name) {
            continue;
        }
        match dump(&source, target.unwrap_or(Target::py311()), Options::at_level(0), stage) {
            Ok(text) => println!("== {stage_name} ==\n{text}"),
            Err(error) => {
                eprintln!("{name}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
