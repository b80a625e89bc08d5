//! The options of `pycompileall` as they are typed: compileall's, and ours.

use std::path::PathBuf;

use clap::{ArgAction, Parser, ValueEnum, ValueHint};
use clap_complete::Shell;

use super::super::environment::Interpreter;
use super::super::path;
use super::super::versions::Versions;
use crate::compiler::pyc::Invalidation;
use crate::tool::report::Color;

const EXAMPLES: &str = "\
Examples:
  pycompileall src                      compile what is not up to date under src
  pycompileall -q -o 0 -o 2 site-packages
                                        two levels of optimization, errors only
  pycompileall -f --python-version 3.15 --invalidation-mode unchecked-hash app
                                        reproducible files for an image
  pycompileall -s build -p / build/usr/lib
                                        a tree that will be installed elsewhere
  pycompileall --check src              exit 1 if a .pyc is missing or stale
  pycompileall --verify site-packages   exit 1 if a .pyc is not what its source says
  pycompileall --syntax-only --python-version 3.11,3.15 src
                                        exit 1 if a source is no Python of both; write nothing

Python version: a source is compiled for the Python of the environment or library that it is in,
also below FILE|DIR: lib/python3.X, a pyvenv.cfg, a conda environment, a framework's Versions/3.X.
One that is in none is compiled for PYCOMPILEALL_PYTHON_VERSION, else for the Python of the
environment that this command is installed in, of the active virtual environment, of .venv in the
current directory or of python3 on PATH, else for the newest that is known.

Environment: SOURCE_DATE_EPOCH, PYTHONPYCACHEPREFIX, PYTHONOPTIMIZE, PYTHONNODEBUGRANGES,
PYTHONINTMAXSTRDIGITS, PYTHONWARNINGS and (without FILE|DIR) PYTHONPATH mean what they mean to
python. PYCOMPILEALL_PYTHON_VERSION, PYCOMPILEALL_INVALIDATION_MODE and PYCOMPILEALL_JOBS stand for
the options of their names where these are not given. NO_COLOR, PYTHON_COLORS=0 and CLICOLOR=0 turn
colours off, FORCE_COLOR and PYTHON_COLORS=1 turn them on for a terminal, CLICOLOR_FORCE for a pipe
as well.

Exit status: 0 if everything is compiled, or nothing is wrong; 1 if a file is refused, can't be read
or can't be written, if --check or --verify finds one that is not as it is to be, or if standard
output can't be written; 2 if the command line is wrong. SIGTERM and SIGHUP end a run between files,
and are what it ends by.";

/// Compiles Python files to .pyc files, byte for byte as `python -m compileall`, without Python.
#[derive(Debug, Parser)]
#[command(name = "pycompileall", version, after_help = EXAMPLES, args_override_self = true, infer_long_args = true)]
pub(super) struct Args {
    /// Files and directories to compile [default: the directories of the interpreter's sys.path, as -l]
    #[arg(value_name = "FILE|DIR", value_parser = path(), value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    /// Don't recurse into subdirectories
    #[arg(short = 'l', long = "no-recursion", help_heading = "What is compiled")]
    pub local: bool,

    /// Recurse into at most N levels of subdirectories; takes precedence over -l [default: all]
    #[arg(
        short = 'r',
        long = "recursion-limit",
        value_name = "N",
        allow_negative_numbers = true,
        value_parser = number::<i64>,
        help_heading = "What is compiled",
    )]
    pub recursion: Option<i64>,

    /// Leave files alone in whose path this regular expression (Python's) is found
    #[arg(
        short = 'x',
        long = "exclude",
        value_name = "REGEXP",
        value_parser = path(),
        value_hint = ValueHint::Other,
        help_heading = "What is compiled",
    )]
    pub skip: Option<PathBuf>,

    /// Compile the files and directories that FILE lists as well, a line each; - is standard input
    #[arg(
        short = 'i',
        long = "files-from",
        value_name = "FILE",
        value_parser = path(),
        value_hint = ValueHint::FilePath,
        help_heading = "What is compiled",
    )]
    pub list: Option<PathBuf>,

    /// Leave symbolic links alone that lead out of DIR
    #[arg(
        short = 'e',
        long = "limit-sl-dest",
        value_name = "DIR",
        value_parser = path(),
        value_hint = ValueHint::DirPath,
        help_heading = "What is compiled",
    )]
    pub within: Option<PathBuf>,

    /// Write through a __pycache__ that is a symbolic link even if it leads out of what is compiled
    #[arg(long, help_heading = "What is written")]
    pub follow_pycache_links: bool,

    /// Wait at the end until everything written is on the disk, so that a power cut can't take it
    #[arg(long, help_heading = "What is written")]
    pub fsync: bool,

    /// Rewrite each FILE that is a wheel or a zip with the .pyc files of its sources inside, as a whole or not at all
    #[arg(
        long,
        conflicts_with_all = ["check", "syntax_only", "record", "only_recorded", "legacy", "hardlink_dupes"],
        help_heading = "What is written",
    )]
    pub archives: bool,

    /// Write the .pyc files into the tree DIR, where their sources are in the one that is compiled; with -b that is a
    /// tree of NAME.pyc
    #[arg(
        long,
        value_name = "DIR",
        value_parser = path(),
        value_hint = ValueHint::DirPath,
        help_heading = "What is written",
    )]
    pub into: Option<PathBuf>,

    /// Add the .pyc files to the RECORD in a *.dist-info that lists their source, so that uninstalling removes them
    #[arg(long, conflicts_with_all = ["check", "syntax_only"], help_heading = "What is written")]
    pub record: bool,

    /// Leave sources alone that no RECORD in a *.dist-info lists
    #[arg(long, conflicts_with = "prune", help_heading = "What is compiled")]
    pub only_recorded: bool,

    /// Compile files whose .pyc is up to date as well
    #[arg(short = 'f', long, help_heading = "What is compiled")]
    pub force: bool,

    /// Take a .pyc for up to date only if it is of the invalidation mode asked for and all of its header fits, the
    /// source's hash or its time and size: files with hashes are not compiled again each time, and a change of the mode
    /// is seen. Without this, as with compileall, only files of the mode timestamp are up to date, by time alone
    #[arg(long, conflicts_with_all = ["force", "syntax_only", "verify"], help_heading = "What is compiled")]
    pub fresh_by_mode: bool,

    /// Compile for optimization level LEVEL: 0, 1 or 2, or -1 for that of PYTHONOPTIMIZE; repeat for
    /// several [default: -1]
    #[arg(
        short = 'o',
        long = "optimize",
        value_name = "LEVEL",
        action = ArgAction::Append,
        allow_negative_numbers = true,
        value_parser = level,
        help_heading = "What is written",
    )]
    pub levels: Vec<i8>,

    /// Let levels of equal content share a file
    #[arg(long, help_heading = "What is written")]
    pub hardlink_dupes: bool,

    /// How imports are to find out whether a .pyc is up to date [default: PYCOMPILEALL_INVALIDATION_MODE, else
    /// checked-hash if SOURCE_DATE_EPOCH is set, else timestamp]
    // Short for it in compileall, though we have `--into`.
    #[arg(long, aliases = ["i", "in"], value_enum, value_name = "MODE", help_heading = "What is written")]
    pub invalidation_mode: Option<Mode>,

    /// Record the paths of the sources as if they were in DESTDIR
    #[arg(
        short = 'd',
        long = "destdir",
        value_name = "DESTDIR",
        value_parser = path(),
        value_hint = ValueHint::DirPath,
        conflicts_with_all = ["strip", "prepend"],
        help_heading = "What is written",
    )]
    pub destination: Option<PathBuf>,

    /// Leave the leading directories of STRIPDIR out of the recorded paths
    #[arg(
        short = 's',
        long = "stripdir",
        value_name = "STRIPDIR",
        value_parser = path(),
        value_hint = ValueHint::DirPath,
        help_heading = "What is written",
    )]
    pub strip: Option<PathBuf>,

    /// Put PREPENDDIR in front of the recorded paths
    #[arg(
        short = 'p',
        long = "prependdir",
        value_name = "PREPENDDIR",
        value_parser = path(),
        value_hint = ValueHint::DirPath,
        help_heading = "What is written",
    )]
    pub prepend: Option<PathBuf>,

    /// Write NAME.pyc beside NAME.py instead of into __pycache__
    #[arg(short = 'b', long, help_heading = "What is written")]
    pub legacy: bool,

    /// Write nothing: list what is missing or what an import would not take as it is, and exit with 1 if anything is.
    /// Sources that Python refuses are passed over, unless --strict asks for their .pyc, too; with --invalidation-mode
    /// what is of another mode is stale
    #[arg(long, conflicts_with = "force", help_heading = "What is looked at")]
    pub check: bool,

    /// Write nothing: compile every source in memory, and exit with 1 if one is refused. With several versions it ends with
    /// a table: what each of them refuses
    #[arg(long, conflicts_with_all = ["check", "force", "into"], help_heading = "What is looked at")]
    pub syntax_only: bool,

    /// Write nothing: compare each .pyc with the code of its source, and exit with 1 if one differs or is stale
    #[arg(
        long,
        conflicts_with_all = ["check", "syntax_only", "prune", "force", "archives", "record"],
        help_heading = "What is looked at",
    )]
    pub verify: bool,

    /// Compile nothing: list the .pyc files in __pycache__ (with -b: beside the sources) whose source is gone, and what
    /// killed runs have left; with --yes remove them
    #[arg(
        long,
        conflicts_with_all = ["check", "syntax_only", "force", "fresh_by_mode", "archives", "record"],
        help_heading = "What is removed",
    )]
    pub prune: bool,

    /// Also prune the .pyc files of other versions than --python-version or --python says
    #[arg(long, requires = "prune", help_heading = "What is removed")]
    pub prune_versions: bool,

    /// Also prune the .pyc files of other optimization levels than -o says
    #[arg(long, requires_all = ["prune", "levels"], help_heading = "What is removed")]
    pub prune_levels: bool,

    /// Remove what --prune lists
    #[arg(long, requires = "prune", help_heading = "What is removed")]
    pub yes: bool,

    #[command(flatten)]
    pub versions: Versions,

    #[command(flatten)]
    pub interpreter: Interpreter,

    /// Show errors only; -qq shows nothing
    #[arg(short = 'q', long, action = ArgAction::Count, help_heading = "How it runs")]
    pub quiet: u8,

    /// Say on standard error which Python each tree is compiled for, and what says so
    #[arg(short, long, help_heading = "How it runs")]
    pub verbose: bool,

    /// Compile N files at a time; 0 for one a core [default: PYCOMPILEALL_JOBS, else 0]
    #[arg(
        short = 'j',
        long = "jobs",
        visible_alias = "workers",
        // Short for it in compileall, though we have `--warning-filter`.
        alias = "w",
        value_name = "N",
        allow_negative_numbers = true,
        value_parser = workers,
        help_heading = "How it runs",
    )]
    pub workers: Option<usize>,

    /// Exit with 1 if a path does not exist or can't be listed, if --check misses the .pyc of a refused source, or if
    /// --verify can't decide; with 2 where a warning would say that the Python version is doubtful
    #[arg(long, help_heading = "What is an error")]
    pub strict: bool,

    /// Exit with 0 also if sources are refused; what can't be read or written still fails
    #[arg(long, conflicts_with_all = ["verify", "prune"], help_heading = "What is an error")]
    pub exit_zero_on_refusal: bool,

    /// Exit with 1 also if a source that is compiled is warned of, as -W would show it. (-W error refuses the source at its
    /// first warning)
    #[arg(long, conflicts_with_all = ["check", "verify", "prune"], help_heading = "What is an error")]
    pub fail_on_warnings: bool,

    /// Let sources be refused that GLOB fits, as 'tests/bad/*.py' or a directory: they are reported, and only other
    /// refusals fail; repeat for several. With --strict a GLOB that no refused source fits is an error
    #[arg(
        long,
        value_name = "GLOB",
        action = ArgAction::Append,
        value_hint = ValueHint::Other,
        conflicts_with_all = ["exit_zero_on_refusal", "verify", "prune"],
        help_heading = "What is an error",
    )]
    pub allow_refused: Vec<String>,

    /// Say it in compileall's words, or as one JSON document: a record for each file (and version and
    /// level) and a summary; json-lines has a record a line, as it goes; github has annotations, as GitHub Actions
    /// reads them
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text", help_heading = "How it runs")]
    pub output_format: Format,

    /// Colour the words: auto does on a terminal, unless NO_COLOR or PYTHON_COLORS=0 is set, and everywhere with
    /// CLICOLOR_FORCE
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto", help_heading = "How it runs")]
    pub color: When,

    /// Say at the end on standard error what was done, as without this flag on a terminal (but for -q)
    #[arg(long, help_heading = "How it runs")]
    pub summary: bool,

    /// Show no progress bar
    #[arg(long, help_heading = "How it runs")]
    pub no_progress: bool,

    /// Write completions for SHELL to standard output and do nothing else
    #[arg(long, value_enum, value_name = "SHELL", help_heading = "About the command")]
    pub generate_completion: Option<Shell>,

    /// Write the manual page to standard output and do nothing else
    #[arg(long, help_heading = "About the command")]
    pub generate_man: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::tool::cli) enum Mode {
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

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
    JsonLines,
    Github,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

impl From<When> for Color {
    fn from(when: When) -> Self {
        match when {
            When::Auto => Self::Auto,
            When::Always => Self::Always,
            When::Never => Self::Never,
        }
    }
}

impl Args {
    /// Whether a path that does not exist or can't be listed is an error, as it is for whoever asks whether all is well.
    pub(super) fn unlisted_is_error(&self) -> bool {
        self.strict || self.check || self.syntax_only || self.verify || self.prune
    }
}

/// A number as Python's `int` reads it.
fn number<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    let is_separated = text.starts_with('_') || text.ends_with('_') || text.contains("__");
    let digits = if is_separated { text.to_owned() } else { text.replace('_', "") };
    digits.trim().parse().map_err(|_| "not a number".to_owned())
}

pub(in crate::tool::cli) fn level(text: &str) -> Result<i8, String> {
    match number(text)? {
        level @ -1..=2 => Ok(level),
        _ => Err("not one of -1, 0, 1, 2".to_owned()),
    }
}

pub(in crate::tool::cli) fn workers(text: &str) -> Result<usize, String> {
    usize::try_from(number::<i64>(text)?).map_err(|_| "workers must be greater or equal to 0".to_owned())
}
