//! The command line of `pycompile`: py_compile's, and ours.

use std::ffi::OsString;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, ValueHint};
use clap_complete::Shell;

use super::environment::{Environment, Interpreter};
use super::versions::Versions;
use super::{Failed, lines, output, path, standard_input};
use crate::config::Config;
use crate::py_compile::{self, Error, Options};

const EXAMPLES: &str = "\
Examples:
  pycompile src/app.py                  write src/__pycache__/app.cpython-3XX.pyc
  git ls-files '*.py' | pycompile -     compile the files that are listed on standard input

It ends at the first file that can't be compiled.

Exit status: 0 if everything is compiled, 1 if a file is not, 2 if the command line is wrong.";

/// Compiles Python files to .pyc files, byte for byte as `python -m py_compile`, without Python.
#[derive(Debug, Parser)]
#[command(name = "pycompile", version, after_help = EXAMPLES, args_override_self = true, infer_long_args = true)]
struct Args {
    /// Files to compile; - alone for those listed on standard input, a line each
    #[arg(value_name = "FILE", value_parser = path(), value_hint = ValueHint::FilePath, required_unless_present_any = ["generate_completion", "generate_man"])]
    files: Vec<PathBuf>,

    /// Say nothing of errors
    #[arg(short, long)]
    quiet: bool,

    /// Write through a __pycache__ that is a symbolic link even if it leads out of the source's directory
    #[arg(long)]
    follow_pycache_links: bool,

    #[command(flatten)]
    versions: Versions,

    #[command(flatten)]
    interpreter: Interpreter,

    /// Write completions for SHELL to standard output and do nothing else
    #[arg(long, value_enum, value_name = "SHELL", help_heading = "About the command")]
    generate_completion: Option<Shell>,

    /// Write the manual page to standard output and do nothing else
    #[arg(long, help_heading = "About the command")]
    generate_man: bool,
}

/// Runs the command that the process was started as.
pub fn main() -> ExitCode {
    ExitCode::from(run(std::env::args_os()))
}

/// Runs a command, its name first. Returns the exit code.
pub(crate) fn run(command: impl IntoIterator<Item = OsString>) -> u8 {
    let compiled = match Args::try_parse_from(command) {
        Ok(args) => compile(&args),
        Err(error) => return refuse(&error),
    };
    match compiled {
        Ok(true) => 0,
        Ok(false) => 1,
        Err(Failed::Usage(message)) => refuse(&Args::command().error(ErrorKind::ValueValidation, message)),
        Err(Failed::Io(error)) => {
            eprintln!("pycompile: {error}");
            1
        }
    }
}

/// Shows what is wrong with a command line, or the help that it asks for.
fn refuse(error: &clap::Error) -> u8 {
    // Nobody may be left to read it.
    let _ = error.print();
    u8::try_from(error.exit_code()).unwrap_or(2)
}

fn compile(args: &Args) -> Result<bool, Failed> {
    if let Some(shell) = args.generate_completion {
        output::completion(Args::command(), shell)?;
        return Ok(true);
    }
    if args.generate_man {
        output::manual(Args::command())?;
        return Ok(true);
    }
    let environment = Environment::new(&args.interpreter)?;
    for complaint in &environment.complaints {
        eprintln!("{complaint}");
    }
    let is_list = matches!(args.files.as_slice(), [file] if file.as_os_str() == "-");
    let files: Vec<PathBuf> = match is_list {
        true => {
            let names = standard_input()?;
            lines(&names).map(|name| std::ffi::OsStr::from_bytes(name).into()).collect()
        }
        false => args.files.clone(),
    };
    let targets = args.versions.choose(&files)?;
    let mut config = Config::new(targets[0]);
    config.targets = targets;
    environment.apply(&mut config, &files)?;
    config.follow_pycache_links = args.follow_pycache_links;
    config.validate().map_err(|error| Failed::Usage(error.to_string()))?;
    for file in &files {
        for &target in &config.targets {
            let options = Options::of_config(&config, target);
            let (warnings, compiled) = py_compile::attempt(file, &options);
            warnings.iter().try_for_each(|warning| io::stderr().write_all(warning.text().as_bytes()))?;
            let Err(error) = compiled else { continue };
            if !args.quiet {
                if config.targets.len() > 1 {
                    eprintln!("Python {}:", target.version.series());
                }
                say(&error)?;
            }
            return Ok(false);
        }
    }
    Ok(true)
}

/// `parser.exit(1, message)`: there is no end of the line but the message's own.
fn say(error: &Error) -> io::Result<()> {
    io::stderr().write_all(error.to_string().as_bytes())
}
