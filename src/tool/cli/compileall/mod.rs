//! The command `pycompileall`: from its command line to the exit code.
//!
//! `args.rs` has the options as they are typed, `config.rs` what they mean for a run.

mod args;
mod config;

use std::ffi::OsString;
use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use clap::{CommandFactory, Parser};

use self::args::{Args, Format};
pub(super) use self::args::{Mode, level, workers};
use self::config::{configure, search_path};
use super::environment::Environment;
use super::signals::Signals;
use super::{
    Ending, Failed, is_given, lines, lines_of_text, output, refuse, refuse_io, refuse_usage, standard_input, stripped,
};
use crate::tool::archive;
use crate::tool::report::{Close, Closing, Github, Json, JsonLines, Quiet, Show, Terminal, complain, shown};
use crate::tool::tree::config::{Config, Roots};
use crate::tool::tree::{self, Sink, Summary};

/// Runs the command that the process was started as; says how it is to end.
pub fn main() -> Ending {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let args = match Args::try_parse_from(&arguments) {
        Ok(args) => args,
        Err(error) => return refuse(error, &Args::command(), &arguments),
    };
    match run(&args) {
        Ok(ending) => ending,
        Err(Failed::Io(error)) => refuse_io("pycompileall", &error),
        Err(Failed::Usage(message)) => refuse_usage(Args::command(), &message),
    }
}

fn run(args: &Args) -> Result<Ending, Failed> {
    if output::asked(Args::command, args.generate_completion, args.generate_man)? {
        return Ok(Ending::SUCCESS);
    }
    let quiet = match args.quiet {
        0 => Quiet::No,
        1 => Quiet::Errors,
        _ => Quiet::All,
    };
    let environment = Environment::new(&args.interpreter)?;
    let targets = args.versions.targets(args.strict)?;
    environment.complain(&targets);
    let mut paths = args.paths.clone();
    if let Some(list) = args.list.as_deref().filter(|list| is_given(list)) {
        let names = match list.as_os_str() == "-" {
            true => standard_input().map(|names| lines(&names).map(stripped).collect()),
            false => fs::read(list).map(|names| lines_of_text(&names).into_iter().map(stripped).collect()),
        };
        match names.and_then(without_null) {
            Ok(names) => paths.extend::<Vec<PathBuf>>(names),
            Err(error) => {
                if quiet < Quiet::All {
                    let list = list.display().to_string();
                    // A failure to say so changes nothing.
                    let _ =
                        writeln!(io::stdout(), "Error reading file list {}", shown(&list, io::stdout().is_terminal()));
                    if error.kind() == io::ErrorKind::InvalidData {
                        complain(&format!("pycompileall: {list}: {error}\n"));
                    }
                }
                return Ok(Ending::FAILURE);
            }
        }
    }
    let mut config = configure(args, &paths, &environment, targets)?;
    if paths.is_empty() && args.prune {
        return Err(Failed::Usage("--prune needs a FILE or DIR".to_owned()));
    }
    if paths.is_empty() {
        paths = search_path(args, &mut config, &environment)?;
    }
    run_and_report(args, quiet, &config, &paths)
}

/// The names of a list, if they can be names of files.
fn without_null(names: Vec<PathBuf>) -> io::Result<Vec<PathBuf>> {
    if names.iter().any(|name| name.as_os_str().as_bytes().contains(&0)) {
        let message = "a name has a null byte; names are separated by the ends of lines";
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    Ok(names)
}

/// Runs, reports, and returns how the process ends.
fn run_and_report(args: &Args, quiet: Quiet, config: &Config, paths: &[PathBuf]) -> Result<Ending, Failed> {
    let signals = Signals::catch()?;
    let (archives, paths) = if args.archives { split(paths) } else { (Vec::new(), paths.to_vec()) };
    let paths = &paths[..];
    let unlisted_is_error = args.unlisted_is_error();
    let mut closing = Closing::new(&config.allowed_refusals);
    let mut run = |sink: &mut dyn Sink| -> Result<Summary, Failed> {
        let (mut sink, mut summary) = (closing.over(sink), Summary::default());
        if !archives.is_empty() {
            summary = archive::run(config, &archives, args.into.as_deref(), &mut sink, &signals.stop)?;
        }
        if summary.interrupted || paths.is_empty() && !archives.is_empty() {
            return Ok(summary);
        }
        Ok(summary.and(tree::run(config, paths, &mut sink, &signals.stop)?))
    };
    let (summary, written) = match args.output_format {
        Format::Text => {
            let show = Show {
                quiet,
                color: args.color.into(),
                // It is sources that the bar counts.
                progress: !args.no_progress && !args.prune,
                verbose: args.verbose,
                purpose: config.purpose,
            };
            let mut terminal = Terminal::new(show, paths, config.max_levels);
            let summary = run(&mut terminal)?;
            if summary.interrupted {
                terminal.interrupted();
            }
            (summary, terminal.finish())
        }
        Format::Json => {
            let mut json = Json::new(config, args.verbose, BufWriter::new(io::stdout()));
            let summary = run(&mut json)?;
            (summary, json.finish(&summary))
        }
        Format::JsonLines => {
            let mut json = JsonLines::new(config, args.verbose, BufWriter::new(io::stdout()));
            let summary = run(&mut json)?;
            (summary, json.finish(&summary))
        }
        Format::Github => {
            let are_errors = (unlisted_is_error, args.fail_on_warnings);
            let mut github = Github::new(config.purpose, are_errors, args.verbose, BufWriter::new(io::stdout()));
            let summary = run(&mut github)?;
            (summary, github.finish())
        }
    };
    closing.say(
        &summary,
        &Close {
            named: if config.roots == Roots::Named { paths } else { &[] },
            unlisted_is_error,
            warnings_are_errors: args.fail_on_warnings,
            unused_is_error: args.strict,
            // What a program reads has nothing beside it that nobody asked for.
            summary: (args.summary || !matches!(args.output_format, Format::Text)).then_some(args.summary),
            purpose: config.purpose,
            quiet,
            color: args.color.into(),
        },
    );
    if let Some(signal) = signals.last_but_interrupt() {
        return Ok(Ending::Signal(signal));
    }
    let has_unlisted = unlisted_is_error && summary.unlisted > 0;
    let has_warnings = args.fail_on_warnings && summary.warned > 0;
    let has_unused = args.strict && closing.unused().next().is_some();
    let is_doubtful = args.strict && (summary.undecidable > 0 || summary.foreign > 0);
    let is_success = summary.is_success() && !(has_unlisted || has_warnings || has_unused || is_doubtful);
    match written {
        Ok(()) => Ok(Ending::of(is_success)),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Ending::FAILURE),
        Err(error) => {
            complain(&format!("pycompileall: can't write to standard output: {error}\n"));
            Ok(Ending::FAILURE)
        }
    }
}

/// The archives among the paths, and the others.
fn split(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    paths.iter().cloned().partition(|path| archive::is_archive(path))
}
