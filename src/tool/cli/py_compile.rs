//! The command line of `pycompile`: py_compile's, and ours.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{CommandFactory, Parser, ValueHint};
use clap_complete::Shell;

use super::environment::{Environment, Interpreter};
use super::signals::Signals;
use super::versions::Versions;
use super::{Ending, Failed, lines, output, path, refuse, refuse_io, refuse_usage, standard_input};
use crate::tool::py_compile::{self, Options};
use crate::tool::report::{Announcer, complain};
use crate::tool::tree::TreeTargets;
use crate::tool::tree::config::Config;

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

    /// Say on standard error which Python the files are compiled for, and what says so
    #[arg(short, long)]
    verbose: bool,

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

/// Runs the command that the process was started as; says how it is to end.
pub fn main() -> Ending {
    run(std::env::args_os(), Signals::catch)
}

/// What `python -m py_compile` does with these arguments, as the command `pycompile` does it: the same
/// files, words and streams, the environment heeded. Returns the exit code.
///
/// ```
/// # let directory = tempfile::tempdir()?;
/// # let file = directory.path().join("hello.py");
/// std::fs::write(&file, "print('hello')\n")?;
/// let arguments = ["--python-version".into(), "3.11".into(), file.clone().into_os_string()];
/// assert_eq!(pycompileall::py_compile::main(arguments), 0);
/// # assert!(directory.path().join("__pycache__/hello.cpython-311.pyc").is_file());
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn main_of_library(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    match run(std::iter::once("pycompile".into()).chain(arguments), || Ok(Signals::none())) {
        Ending::Code(code) => code,
        Ending::Signal(_) => 1,
    }
}

fn run(command: impl IntoIterator<Item = OsString>, catch: impl FnOnce() -> io::Result<Signals>) -> Ending {
    let arguments: Vec<OsString> = command.into_iter().collect();
    let args = match Args::try_parse_from(&arguments) {
        Ok(args) => args,
        Err(error) => return refuse(&error, &arguments),
    };
    match compile(&args, catch) {
        Ok(ending) => ending,
        Err(Failed::Usage(message)) => refuse_usage(Args::command(), &message),
        Err(Failed::Io(error)) => refuse_io("pycompile", &error),
    }
}

fn compile(args: &Args, catch: impl FnOnce() -> io::Result<Signals>) -> Result<Ending, Failed> {
    if let Some(shell) = args.generate_completion {
        output::completion(Args::command(), shell)?;
        return Ok(Ending::SUCCESS);
    }
    if args.generate_man {
        output::manual(Args::command())?;
        return Ok(Ending::SUCCESS);
    }
    let environment = Environment::new(&args.interpreter)?;
    for complaint in &environment.complaints {
        complain(&format!("{complaint}\n"));
    }
    let is_list = matches!(args.files.as_slice(), [file] if file.as_os_str() == "-");
    let files: Vec<PathBuf> = match is_list {
        true => {
            let names = standard_input()?;
            lines(&names).map(|name| std::ffi::OsStr::from_bytes(name).into()).collect()
        }
        false => args.files.clone(),
    };
    let mut config = Config::for_targets(args.versions.targets(false)?);
    environment.apply(&mut config, &files)?;
    config.follow_pycache_links = args.follow_pycache_links;
    config.validate().map_err(|error| Failed::Usage(error.to_string()))?;
    let signals = catch()?;
    let mut announcer = Announcer::new(args.verbose, !args.quiet);
    // What is wrong with a version is said before anything is written.
    let trees = files.iter().map(|file| tree_of(&config, file)).collect::<Result<Vec<_>, _>>()?;
    let mut known = HashSet::new();
    for (file, tree) in files.iter().zip(&trees) {
        if known.insert(Arc::as_ptr(tree)) {
            announcer.words("Compiling", tree).iter().for_each(|words| complain(words));
        }
        for &target in &tree.targets {
            if let Some(signal) = signals.last() {
                return Ok(Ending::Signal(signal));
            }
            let options = Options::of_config(&config, target);
            let (warnings, compiled) = py_compile::attempt(file, &options);
            warnings.iter().for_each(|warning| complain(&warning.text()));
            let Err(error) = compiled else { continue };
            if !args.quiet {
                if tree.targets.len() > 1 {
                    complain(&format!("Python {}:\n", target.version.series()));
                }
                // `parser.exit(1, message)`: there is no end of the line but the message's own.
                complain(&error.to_string());
            }
            return Ok(Ending::FAILURE);
        }
    }
    Ok(Ending::SUCCESS)
}

/// The targets of a file.
fn tree_of(config: &Config, file: &Path) -> Result<Arc<TreeTargets>, Failed> {
    let finding = config.targets.of_path(file).map_err(Failed::Usage)?;
    finding.complaints.iter().for_each(|complaint| complain(&format!("{complaint}\n")));
    finding.tree.map_or_else(|| config.targets.elsewhere().map_err(Failed::Usage), Ok)
}
