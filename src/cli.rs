//! The command line of `pycompileall`: compileall's flags, and ours.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{ArgAction, CommandFactory, Parser, ValueEnum};

use crate::config::{Config, DEFAULT_MAX_LEVELS, Recorded};
use crate::discover::{self, Surroundings};
use crate::pyc::Invalidation;
use crate::report::{Quiet, Terminal};
use crate::target::{Target, Wanted};
use crate::tree::cache_path::Layout;
use crate::tree::{self, Interrupt, PathPattern};

const EXAMPLES: &str = "\
Examples:
  pycompileall src                      compile what is not up to date under src
  pycompileall -q -o 0 -o 2 site-packages
                                        two levels of optimization, errors only
  pycompileall -f --python-version 3.11 --invalidation-mode unchecked-hash app
                                        reproducible files for an image

Exit status: 0 if everything is compiled, 1 if a file is not, 2 if the command line is wrong.";

/// Compiles Python files to .pyc files, byte for byte as `python -m compileall`, without Python.
#[derive(Debug, Parser)]
#[command(name = "pycompileall", version, after_help = EXAMPLES, args_override_self = true, infer_long_args = true)]
struct Args {
    /// Files and directories to compile
    #[arg(value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,

    /// Don't recurse into subdirectories
    #[arg(short = 'l', help_heading = "What is compiled")]
    local: bool,

    /// Recurse into at most N levels of subdirectories; takes precedence over -l [default: all]
    #[arg(short = 'r', value_name = "N", allow_negative_numbers = true, help_heading = "What is compiled")]
    recursion: Option<i64>,

    /// Leave files alone in whose path this regular expression (Python's) is found
    #[arg(short = 'x', value_name = "REGEXP", help_heading = "What is compiled")]
    skip: Option<PathBuf>,

    /// Compile the files and directories that FILE lists as well, a line each; - is standard input
    #[arg(short = 'i', value_name = "FILE", help_heading = "What is compiled")]
    list: Option<PathBuf>,

    /// Leave symbolic links alone that lead out of DIR
    #[arg(short = 'e', value_name = "DIR", help_heading = "What is compiled")]
    within: Option<PathBuf>,

    /// Compile files whose .pyc is up to date as well
    #[arg(short = 'f', help_heading = "What is compiled")]
    force: bool,

    /// Compile for optimization level LEVEL: 0, 1 or 2, or -1 for the default; repeat for several
    /// [default: 0]
    #[arg(
        short = 'o',
        value_name = "LEVEL",
        action = ArgAction::Append,
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(i8).range(-1..=2),
        help_heading = "What is written",
    )]
    levels: Vec<i8>,

    /// Let levels of equal content share a file
    #[arg(long, help_heading = "What is written")]
    hardlink_dupes: bool,

    /// How imports are to find out whether a .pyc is up to date [default: checked-hash if
    /// SOURCE_DATE_EPOCH is set, else timestamp]
    #[arg(long, value_enum, value_name = "MODE", help_heading = "What is written")]
    invalidation_mode: Option<Mode>,

    /// Record the paths of the sources as if they were in DESTDIR
    #[arg(short = 'd', value_name = "DESTDIR", conflicts_with_all = ["strip", "prepend"], help_heading = "What is written")]
    destination: Option<PathBuf>,

    /// Leave the leading directories of STRIPDIR out of the recorded paths
    #[arg(short = 's', value_name = "STRIPDIR", help_heading = "What is written")]
    strip: Option<PathBuf>,

    /// Put PREPENDDIR in front of the recorded paths
    #[arg(short = 'p', value_name = "PREPENDDIR", help_heading = "What is written")]
    prepend: Option<PathBuf>,

    /// Write NAME.pyc beside NAME.py instead of into __pycache__
    #[arg(short = 'b', help_heading = "What is written")]
    legacy: bool,

    /// Compile for this Python, as 3.11 or 3.11.7 [default: what the paths, the active virtual
    /// environment or python3 on PATH say, else the newest]
    #[arg(long, value_name = "X.Y[.Z]", value_parser = parse_version, help_heading = "Python version")]
    python_version: Option<Wanted>,

    /// Compile for exactly this interpreter's release
    #[arg(long, value_name = "PATH", conflicts_with = "python_version", help_heading = "Python version")]
    python: Option<PathBuf>,

    /// Show errors only; -qq shows nothing
    #[arg(short = 'q', action = ArgAction::Count, help_heading = "How it runs")]
    quiet: u8,

    /// Compile N files at a time; 0 for one a core
    #[arg(short = 'j', long, value_name = "N", default_value = "0", help_heading = "How it runs")]
    workers: usize,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Mode {
    CheckedHash,
    Timestamp,
    UncheckedHash,
}

impl From<Mode> for Invalidation {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::CheckedHash => Self::CheckedHash,
            Mode::Timestamp => Self::Timestamp,
            Mode::UncheckedHash => Self::UncheckedHash,
        }
    }
}

fn parse_version(text: &str) -> Result<Wanted, String> {
    Wanted::parse(text).ok_or_else(|| "not a version of Python 3, as 3.11 or 3.11.7".to_owned())
}

/// Runs the command that the process was started as.
pub fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        // Whoever reads has had enough.
        Err(Failed::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        Err(Failed::Io(error)) => {
            eprintln!("pycompileall: {error}");
            ExitCode::FAILURE
        }
        Err(Failed::Usage(message)) => Args::command().error(ErrorKind::ValueValidation, message).exit(),
    }
}

/// Why there was no run.
enum Failed {
    Usage(String),
    Io(io::Error),
}

fn run(args: &Args) -> Result<bool, Failed> {
    let quiet = match args.quiet {
        0 => Quiet::No,
        1 => Quiet::Errors,
        _ => Quiet::All,
    };
    let mut paths = args.paths.clone();
    if let Some(list) = args.list.as_deref().filter(|list| !list.as_os_str().is_empty()) {
        match listed(list) {
            Ok(names) => paths.extend(names),
            Err(_) => {
                if quiet < Quiet::All {
                    println!("Error reading file list {}", list.display());
                }
                return Ok(false);
            }
        }
    }
    if paths.is_empty() {
        return Err(Failed::Usage("no FILE or DIR to compile".to_owned()));
    }
    let config = configure(args, &paths, &Environment::of_process())?;
    let mut terminal = Terminal::new(quiet);
    let summary = tree::run(&config, &paths, &mut terminal, &Interrupt::new(false)).map_err(Failed::Io)?;
    Ok(summary.is_success())
}

/// The names in a list, a line each, without the space around them.
fn listed(list: &Path) -> io::Result<Vec<PathBuf>> {
    let mut bytes = Vec::new();
    if list.as_os_str() == "-" {
        io::stdin().read_to_end(&mut bytes)?;
    } else {
        bytes = fs::read(list)?;
    }
    let lines = bytes.split_inclusive(|&byte| byte == b'\n');
    Ok(lines.map(|line| PathBuf::from(OsString::from_vec(line.trim_ascii().to_vec()))).collect())
}

/// The variables that compileall and the interpreter under it heed.
struct Environment {
    /// `SOURCE_DATE_EPOCH` is set, so that files are to be reproducible.
    reproducible: bool,
    /// `PYTHONPYCACHEPREFIX`.
    cache_prefix: Option<PathBuf>,
    /// `PYTHONOPTIMIZE` as a level.
    level: u8,
}

impl Environment {
    fn of_process() -> Self {
        let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let level = variable("PYTHONOPTIMIZE").map_or(0, |value| {
            // What is no number counts as one.
            value.to_str().and_then(|value| value.trim().parse().ok()).unwrap_or(1)
        });
        Self {
            reproducible: variable("SOURCE_DATE_EPOCH").is_some(),
            cache_prefix: variable("PYTHONPYCACHEPREFIX").map(PathBuf::from),
            level,
        }
    }
}

fn configure(args: &Args, paths: &[PathBuf], environment: &Environment) -> Result<Config, Failed> {
    let mut config = Config::new(choose_target(args, paths)?);
    config.levels = match args.levels.as_slice() {
        [] => vec![environment.level],
        levels => levels.iter().map(|&level| u8::try_from(level).unwrap_or(environment.level)).collect(),
    };
    config.levels.sort_unstable();
    config.levels.dedup();
    if args.hardlink_dupes && (config.levels.len() < 2 || args.legacy) {
        let message = "--hardlink-dupes needs several levels (-o), each with a name of its own (no -b)";
        return Err(Failed::Usage(message.to_owned()));
    }
    config.hardlink_dupes = args.hardlink_dupes;
    let skip = args.skip.as_deref().filter(|pattern| !pattern.as_os_str().is_empty());
    config.skip = skip.map(PathPattern::new).transpose().map_err(|error| Failed::Usage(format!("-x: {error}")))?;
    config.within = args.within.clone().filter(|directory| !directory.as_os_str().is_empty());
    if let Some(root) = &environment.cache_prefix {
        let current_dir = std::env::current_dir().map_err(Failed::Io)?;
        config.layout = Layout::Prefix { root: root.clone(), current_dir };
    }
    config.force = args.force;
    config.recorded = match &args.destination {
        Some(directory) => Recorded::Under(directory.clone()),
        None => Recorded::Rewritten { strip: args.strip.clone(), prepend: args.prepend.clone() },
    };
    if args.legacy {
        config.layout = Layout::Legacy;
    }
    config.invalidation = match args.invalidation_mode {
        Some(mode) => mode.into(),
        None if environment.reproducible => Invalidation::CheckedHash,
        None => Invalidation::Timestamp,
    };
    config.max_levels = match args.recursion {
        Some(levels) => usize::try_from(levels).unwrap_or(0),
        None if args.local => 0,
        None => DEFAULT_MAX_LEVELS,
    };
    config.workers = args.workers;
    Ok(config)
}

fn choose_target(args: &Args, paths: &[PathBuf]) -> Result<&'static Target, Failed> {
    match (&args.python_version, &args.python) {
        (Some(wanted), _) => discover::target_for(*wanted, ""),
        (None, Some(python)) => {
            discover::ask(python).and_then(|wanted| discover::target_for(wanted, &python.display().to_string()))
        }
        (None, None) => discover::discover(paths, &Surroundings::of_process()),
    }
    .map_err(|error| Failed::Usage(error.to_string()))
}
