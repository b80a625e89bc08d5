//! The command line of `pycompileall`: compileall's flags, and ours.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use clap::{ArgAction, CommandFactory, Parser, ValueEnum, ValueHint};
use clap_complete::Shell;

use super::environment::{self, Environment, Interpreter};
use super::signals::Signals;
use super::versions::Versions;
use super::{
    Ending, Failed, is_given, lines, lines_of_text, output, path, refuse, refuse_io, refuse_usage, standard_input,
    stripped,
};
use crate::compiler::pyc::Invalidation;
use crate::tool::archive;
use crate::tool::discover;
use crate::tool::report::{Close, Closing, Color, Github, Json, JsonLines, Quiet, Show, Terminal, complain, shown};
use crate::tool::tree::cache_path::Layout;
use crate::tool::tree::config::{Config, DEFAULT_MAX_LEVELS, Prune, Purpose, Recorded, Roots};
use crate::tool::tree::{self, AllowedRefusals, Globs, PathPattern, Sink, Summary, Targets};

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

Environment: SOURCE_DATE_EPOCH, PYTHONPYCACHEPREFIX, PYTHONOPTIMIZE, PYTHONNODEBUGRANGES, PYTHONINTMAXSTRDIGITS,
PYTHONWARNINGS and (without FILE|DIR) PYTHONPATH mean what they mean to python. PYCOMPILEALL_PYTHON_VERSION,
PYCOMPILEALL_INVALIDATION_MODE and PYCOMPILEALL_JOBS stand for the options of their names where these are not given.
NO_COLOR, PYTHON_COLORS=0 and CLICOLOR=0 turn colours off, FORCE_COLOR and PYTHON_COLORS=1 turn them on for a
terminal, CLICOLOR_FORCE for a pipe as well.

Exit status: 0 if everything is compiled, 1 if a file is not or standard output can't be written, 2 if the command
line is wrong; SIGTERM and SIGHUP end a run between files, and are what it ends by.";

/// The levels that are verified where none is asked for.
const ALL_LEVELS: [u8; 3] = [0, 1, 2];

/// Compiles Python files to .pyc files, byte for byte as `python -m compileall`, without Python.
#[derive(Debug, Parser)]
#[command(name = "pycompileall", version, after_help = EXAMPLES, args_override_self = true, infer_long_args = true)]
struct Args {
    /// Files and directories to compile [default: the directories of the interpreter's sys.path, as -l]
    #[arg(value_name = "FILE|DIR", value_parser = path(), value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,

    /// Don't recurse into subdirectories
    #[arg(short = 'l', long = "no-recursion", help_heading = "What is compiled")]
    local: bool,

    /// Recurse into at most N levels of subdirectories; takes precedence over -l [default: all]
    #[arg(
        short = 'r',
        long = "recursion-limit",
        value_name = "N",
        allow_negative_numbers = true,
        value_parser = number::<i64>,
        help_heading = "What is compiled",
    )]
    recursion: Option<i64>,

    /// Leave files alone in whose path this regular expression (Python's) is found
    #[arg(
        short = 'x',
        long = "exclude",
        value_name = "REGEXP",
        value_parser = path(),
        value_hint = ValueHint::Other,
        help_heading = "What is compiled",
    )]
    skip: Option<PathBuf>,

    /// Compile the files and directories that FILE lists as well, a line each; - is standard input
    #[arg(
        short = 'i',
        long = "files-from",
        value_name = "FILE",
        value_parser = path(),
        value_hint = ValueHint::FilePath,
        help_heading = "What is compiled",
    )]
    list: Option<PathBuf>,

    /// Leave symbolic links alone that lead out of DIR
    #[arg(
        short = 'e',
        long = "limit-sl-dest",
        value_name = "DIR",
        value_parser = path(),
        value_hint = ValueHint::DirPath,
        help_heading = "What is compiled",
    )]
    within: Option<PathBuf>,

    /// Write through a __pycache__ that is a symbolic link even if it leads out of what is compiled
    #[arg(long, help_heading = "What is written")]
    follow_pycache_links: bool,

    /// Wait at the end until everything written is on the disk, so that a power cut can't take it
    #[arg(long, help_heading = "What is written")]
    fsync: bool,

    /// Rewrite each FILE that is a wheel or a zip with the .pyc files of its sources inside, as a whole or not at all
    #[arg(
        long,
        conflicts_with_all = ["check", "syntax_only", "record", "only_recorded", "legacy", "hardlink_dupes"],
        help_heading = "What is written",
    )]
    archives: bool,

    /// Write the .pyc files into the tree DIR, where their sources are in the one that is compiled; with -b that is a
    /// tree of NAME.pyc
    #[arg(
        long,
        value_name = "DIR",
        value_parser = path(),
        value_hint = ValueHint::DirPath,
        help_heading = "What is written",
    )]
    into: Option<PathBuf>,

    /// Add the .pyc files to the RECORD in a *.dist-info that lists their source, so that uninstalling removes them
    #[arg(long, conflicts_with_all = ["check", "syntax_only"], help_heading = "What is written")]
    record: bool,

    /// Leave sources alone that no RECORD in a *.dist-info lists
    #[arg(long, help_heading = "What is compiled")]
    only_recorded: bool,

    /// Compile files whose .pyc is up to date as well
    #[arg(short = 'f', long, help_heading = "What is compiled")]
    force: bool,

    /// Take a .pyc for up to date only if it is of the invalidation mode asked for and all of its header fits, the
    /// source's hash or its time and size: files with hashes are not compiled again each time, and a change of the mode
    /// is seen. Without this, as with compileall, only files of the mode timestamp are up to date, by time alone
    #[arg(long, conflicts_with_all = ["force", "syntax_only"], help_heading = "What is compiled")]
    fresh_by_mode: bool,

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
    levels: Vec<i8>,

    /// Let levels of equal content share a file
    #[arg(long, help_heading = "What is written")]
    hardlink_dupes: bool,

    /// How imports are to find out whether a .pyc is up to date [default: PYCOMPILEALL_INVALIDATION_MODE, else
    /// checked-hash if SOURCE_DATE_EPOCH is set, else timestamp]
    // Short for it in compileall, though we have `--into`.
    #[arg(long, aliases = ["i", "in"], value_enum, value_name = "MODE", help_heading = "What is written")]
    invalidation_mode: Option<Mode>,

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
    destination: Option<PathBuf>,

    /// Leave the leading directories of STRIPDIR out of the recorded paths
    #[arg(
        short = 's',
        long = "stripdir",
        value_name = "STRIPDIR",
        value_parser = path(),
        value_hint = ValueHint::DirPath,
        help_heading = "What is written",
    )]
    strip: Option<PathBuf>,

    /// Put PREPENDDIR in front of the recorded paths
    #[arg(
        short = 'p',
        long = "prependdir",
        value_name = "PREPENDDIR",
        value_parser = path(),
        value_hint = ValueHint::DirPath,
        help_heading = "What is written",
    )]
    prepend: Option<PathBuf>,

    /// Write NAME.pyc beside NAME.py instead of into __pycache__
    #[arg(short = 'b', long, help_heading = "What is written")]
    legacy: bool,

    /// Write nothing: list what is missing or what an import would not take as it is, and exit with 1 if anything is.
    /// Sources that Python refuses are passed over, unless --strict asks for their .pyc, too; with --invalidation-mode
    /// what is of another mode is stale
    #[arg(long, conflicts_with = "force", help_heading = "What is written")]
    check: bool,

    /// Write nothing: compile every source in memory, and exit with 1 if one is refused. With several versions a terminal
    /// (or --summary) gets a table: what each of them refuses
    #[arg(long, conflicts_with_all = ["check", "force"], help_heading = "What is written")]
    syntax_only: bool,

    /// Write nothing: compare each .pyc with the code of its source, and exit with 1 if one differs or is stale
    #[arg(
        long,
        conflicts_with_all = ["check", "syntax_only", "prune", "force", "fresh_by_mode", "fail_on_warnings"],
        conflicts_with_all = ["archives", "record"],
        help_heading = "What is written",
    )]
    verify: bool,

    /// Compile nothing: list the .pyc files in __pycache__ (with -b: beside the sources) whose source is gone, and what
    /// killed runs have left; with --yes remove them
    #[arg(
        long,
        conflicts_with_all = ["check", "syntax_only", "force", "fresh_by_mode", "fail_on_warnings"],
        conflicts_with_all = ["into", "archives", "record", "only_recorded"],
        help_heading = "What is removed",
    )]
    prune: bool,

    /// Also prune the .pyc files of other versions than --python-version or --python says
    #[arg(long, requires = "prune", help_heading = "What is removed")]
    prune_versions: bool,

    /// Also prune the .pyc files of other optimization levels than -o says
    #[arg(long, requires_all = ["prune", "levels"], help_heading = "What is removed")]
    prune_levels: bool,

    /// Remove what --prune lists
    #[arg(long, requires = "prune", help_heading = "What is removed")]
    yes: bool,

    #[command(flatten)]
    versions: Versions,

    #[command(flatten)]
    interpreter: Interpreter,

    /// Show errors only; -qq shows nothing
    #[arg(short = 'q', long, action = ArgAction::Count, help_heading = "How it runs")]
    quiet: u8,

    /// Say on standard error which Python each tree is compiled for, and what says so
    #[arg(short, long, help_heading = "How it runs")]
    verbose: bool,

    /// Compile N files at a time; 0 for one a core [default: PYCOMPILEALL_JOBS, else 0]
    #[arg(
        short = 'j',
        long = "jobs",
        visible_alias = "workers",
        value_name = "N",
        allow_negative_numbers = true,
        value_parser = workers,
        help_heading = "How it runs",
    )]
    workers: Option<usize>,

    /// Exit with 1 if a path does not exist or can't be listed, or if --verify can't decide; with 2 where a warning
    /// would say that the Python version is doubtful
    #[arg(long, help_heading = "How it runs")]
    strict: bool,

    /// Exit with 0 also if sources are refused; what can't be read or written still fails
    #[arg(long, help_heading = "How it runs")]
    exit_zero_on_refusal: bool,

    /// Exit with 1 also if a source that is compiled is warned of, as -W would show it. (-W error refuses the source at its
    /// first warning)
    #[arg(long, conflicts_with = "check", help_heading = "How it runs")]
    fail_on_warnings: bool,

    /// Let sources be refused that GLOB fits, as 'tests/bad/*.py' or a directory: they are reported, and only other
    /// refusals fail; repeat for several. With --strict a GLOB that no refused source fits is an error
    #[arg(
        long,
        value_name = "GLOB",
        action = ArgAction::Append,
        value_hint = ValueHint::Other,
        conflicts_with = "exit_zero_on_refusal",
        help_heading = "How it runs",
    )]
    allow_refused: Vec<String>,

    /// Say it in compileall's words, or as one JSON document: a record for each file (and version and
    /// level) and a summary; json-lines has a record a line, as it goes; github has annotations, as GitHub Actions
    /// reads them
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text", help_heading = "How it runs")]
    output_format: Format,

    /// Colour the words: auto does on a terminal, unless NO_COLOR or PYTHON_COLORS=0 is set, and everywhere with
    /// CLICOLOR_FORCE
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto", help_heading = "How it runs")]
    color: When,

    /// Say at the end on standard error what was done, as without this flag on a terminal (but for -q)
    #[arg(long, help_heading = "How it runs")]
    summary: bool,

    /// Show no progress bar
    #[arg(long, help_heading = "How it runs")]
    no_progress: bool,

    /// Write completions for SHELL to standard output and do nothing else
    #[arg(long, value_enum, value_name = "SHELL", help_heading = "About the command")]
    generate_completion: Option<Shell>,

    /// Write the manual page to standard output and do nothing else
    #[arg(long, help_heading = "About the command")]
    generate_man: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Mode {
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
enum Format {
    Text,
    Json,
    JsonLines,
    Github,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum When {
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

/// A number as Python's `int` reads it.
fn number<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    let is_separated = text.starts_with('_') || text.ends_with('_') || text.contains("__");
    let digits = if is_separated { text.to_owned() } else { text.replace('_', "") };
    digits.trim().parse().map_err(|_| "not a number".to_owned())
}

pub(super) fn level(text: &str) -> Result<i8, String> {
    match number(text)? {
        level @ -1..=2 => Ok(level),
        _ => Err("not one of -1, 0, 1, 2".to_owned()),
    }
}

pub(super) fn workers(text: &str) -> Result<usize, String> {
    usize::try_from(number::<i64>(text)?).map_err(|_| "workers must be greater or equal to 0".to_owned())
}

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
    if let Some(shell) = args.generate_completion {
        output::completion(Args::command(), shell)?;
        return Ok(Ending::SUCCESS);
    }
    if args.generate_man {
        output::manual(Args::command())?;
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
    let unlisted_is_error = args.strict || config.purpose != Purpose::Write;
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

fn configure(args: &Args, paths: &[PathBuf], environment: &Environment, targets: Targets) -> Result<Config, Failed> {
    let mut config = Config::for_targets(targets);
    environment.apply(&mut config, paths)?;
    if !args.levels.is_empty() {
        let mut levels = args.levels.clone();
        levels.sort_unstable();
        levels.dedup();
        // As in compileall, -1 is a level of its own, though it may mean one of the others.
        config.levels = levels.iter().map(|&level| u8::try_from(level).unwrap_or(environment.level)).collect();
    }
    config.hardlink_dupes = args.hardlink_dupes;
    config.follow_pycache_links = args.follow_pycache_links;
    config.fsync = args.fsync;
    config.record = args.record;
    config.only_recorded = args.only_recorded;
    let skip = args.skip.as_deref().filter(|pattern| is_given(pattern));
    config.skip = skip.map(PathPattern::new).transpose().map_err(|error| Failed::Usage(format!("-x: {error}")))?;
    config.within = args.within.clone().filter(|directory| is_given(directory));
    config.force = args.force;
    config.allowed_refusals = allowed_refusals(args)?;
    config.purpose = match () {
        () if args.check => Purpose::Check,
        () if args.syntax_only => Purpose::SyntaxOnly,
        () if args.verify => Purpose::Verify,
        () if args.prune => {
            Purpose::Prune(Prune { removes: args.yes, versions: args.prune_versions, levels: args.prune_levels })
        }
        () => Purpose::Write,
    };
    if args.prune_versions && matches!(config.targets, Targets::Found(_)) {
        let message = "--prune-versions needs --python-version or --python, which say what stays";
        return Err(Failed::Usage(message.to_owned()));
    }
    if args.verify && args.levels.is_empty() {
        config.levels = ALL_LEVELS.to_vec();
    }
    config.recorded = match &args.destination {
        Some(directory) => Recorded::Under(directory.clone()),
        None => Recorded::Rewritten { strip: args.strip.clone(), prepend: args.prepend.clone() },
    };
    if args.legacy {
        config.layout = Layout::Legacy;
    }
    if args.archives {
        check_archives(args, paths)?;
    } else if let Some(directory) = &args.into {
        let [root] = paths else {
            return Err(Failed::Usage("--into needs one FILE or DIR, whose place DIR takes".to_owned()));
        };
        config.layout = Layout::mirrored(directory, root, args.legacy);
    }
    if let Some(mode) = args.invalidation_mode {
        config.invalidation = mode.into();
    }
    // Who names a mode where nothing is written asks for files of that mode.
    let asks_for_mode = args.check && (args.invalidation_mode.is_some() || environment.names_mode);
    config.fresh_by_mode = args.fresh_by_mode || asks_for_mode;
    config.max_levels = match args.recursion {
        Some(levels) => usize::try_from(levels).unwrap_or(0),
        None if args.local => 0,
        None => DEFAULT_MAX_LEVELS,
    };
    config.workers = match args.workers {
        Some(workers) => workers,
        None => environment::jobs()?,
    };
    config.validate().map_err(|error| Failed::Usage(error.to_string()))?;
    Ok(config)
}

/// The sources that may be refused.
fn allowed_refusals(args: &Args) -> Result<AllowedRefusals, Failed> {
    if args.exit_zero_on_refusal {
        return Ok(AllowedRefusals::All);
    }
    if args.allow_refused.is_empty() {
        // What can't be compiled is no .pyc that is missing.
        let is_passed_over = args.check && !args.strict;
        return Ok(if is_passed_over { AllowedRefusals::All } else { AllowedRefusals::None });
    }
    let globs = Globs::new(&args.allow_refused);
    globs.map(AllowedRefusals::Fitting).map_err(|error| Failed::Usage(format!("--allow-refused: {error}")))
}

/// The archives among the paths, and the others.
fn split(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    paths.iter().cloned().partition(|path| archive::is_archive(path))
}

/// Whether `--archives` goes together with the paths and the other options.
fn check_archives(args: &Args, paths: &[PathBuf]) -> Result<(), Failed> {
    let (archives, others) = split(paths);
    let names: HashSet<_> = archives.iter().map(|path| path.file_name()).collect();
    let wrong = if archives.is_empty() {
        "--archives needs a FILE that is a wheel or a zip"
    } else if args.into.is_some() && !(others.is_empty() && names.len() == archives.len()) {
        "--into takes archives of different names, and nothing beside them"
    } else if matches!(args.invalidation_mode, Some(Mode::Timestamp)) {
        "an archive has .pyc files with hashes: a wheel's files get new times, and those of a zip are local"
    } else {
        return Ok(());
    };
    Err(Failed::Usage(wrong.to_owned()))
}

/// The directories of `sys.path`, for which compileall heeds only some of its flags.
fn search_path(args: &Args, config: &mut Config, environment: &Environment) -> Result<Vec<PathBuf>, Failed> {
    let tree = config.targets.elsewhere().map_err(Failed::Usage)?;
    let [target] = tree.targets[..] else {
        let message = "no FILE or DIR to compile, and each version has a search path of its own: choose one version";
        return Err(Failed::Usage(message.to_owned()));
    };
    let plain = Config::new(target);
    config.targets = Targets::Fixed(tree);
    config.roots = Roots::SearchPath { skip_current: true };
    config.levels = if args.verify { config.levels.clone() } else { vec![environment.level] };
    config.max_levels = 0;
    config.skip = plain.skip;
    config.within = plain.within;
    config.recorded = plain.recorded;
    config.hardlink_dupes = plain.hardlink_dupes;
    Ok(discover::search_path(args.versions.interpreter(), target)?)
}
