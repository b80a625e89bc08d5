//! The command line of `pycompile`: py_compile's, and ours.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io::{self, BufWriter};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{CommandFactory, Parser, ValueEnum, ValueHint};
use clap_complete::Shell;

use super::compileall::{Mode, level};
use super::environment::{Environment, Interpreter};
use super::signals::Signals;
use super::versions::Versions;
use super::{Ending, Failed, lines, output, path, refuse, refuse_io, refuse_usage, standard_input};
use crate::tool::py_compile::{self, Options};
use crate::tool::report::{Announcer, JsonLines, complain};
use crate::tool::tree::TreeTargets;
use crate::tool::tree::config::Config;
use crate::tool::tree::{Outcome, Summary};

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
    module: OfModule,

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

/// What the module's `compile` can be told and its command line can't.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "As of the module's compile()")]
struct OfModule {
    /// Write this file
    #[arg(long, value_name = "PYC", value_parser = path(), value_hint = ValueHint::FilePath)]
    cfile: Option<PathBuf>,

    /// Record this as the path of the source
    #[arg(long, value_name = "PATH", value_parser = path(), value_hint = ValueHint::AnyPath)]
    dfile: Option<PathBuf>,

    /// Compile for optimization level 0, 1 or 2, or -1 for that of PYTHONOPTIMIZE [default: -1]
    #[arg(long, value_name = "LEVEL", allow_negative_numbers = true, value_parser = level)]
    optimize: Option<i8>,

    /// How imports are to find out whether the .pyc is up to date [default: PYCOMPILEALL_INVALIDATION_MODE, else
    /// checked-hash if SOURCE_DATE_EPOCH is set, else timestamp]
    #[arg(long, value_enum, value_name = "MODE")]
    invalidation_mode: Option<Mode>,

    /// Say it in py_compile's words, or in JSON, a record a line
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    output_format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    JsonLines,
}

impl OfModule {
    /// Has a compilation heed it.
    fn apply(&self, mut options: Options) -> Options {
        if let Some(path) = &self.cfile {
            options = options.cfile(path);
        }
        if let Some(path) = &self.dfile {
            options = options.dfile(path);
        }
        options
    }
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
        Err(error) => return refuse(error, &Args::command(), &arguments),
    };
    match compile(&args, catch) {
        Ok(ending) => ending,
        Err(Failed::Usage(message)) => refuse_usage(Args::command(), &message),
        Err(Failed::Io(error)) => refuse_io("pycompile", &error),
    }
}

fn compile(args: &Args, catch: impl FnOnce() -> io::Result<Signals>) -> Result<Ending, Failed> {
    if output::asked(Args::command, args.generate_completion, args.generate_man)? {
        return Ok(Ending::SUCCESS);
    }
    let environment = Environment::new(&args.interpreter)?;
    let targets = args.versions.targets(false)?;
    environment.complain(&targets);
    let is_list = matches!(args.files.as_slice(), [file] if file.as_os_str() == "-");
    let files: Vec<PathBuf> = match is_list {
        true => {
            let names = standard_input()?;
            lines(&names).map(|name| std::ffi::OsStr::from_bytes(name).into()).collect()
        }
        false => args.files.clone(),
    };
    let mut config = Config::for_targets(targets);
    environment.apply(&mut config, &files)?;
    config.follow_pycache_links = args.follow_pycache_links;
    if let Some(level) = args.module.optimize {
        config.levels = vec![u8::try_from(level).unwrap_or(environment.level)];
    }
    if let Some(mode) = args.module.invalidation_mode {
        config.invalidation = mode.into();
    }
    config.validate().map_err(|error| Failed::Usage(error.to_string()))?;
    // What is wrong with a version is said before anything is written.
    let sources =
        files.iter().map(|file| Ok((file, tree_of(&config, file)?))).collect::<Result<Vec<Source<'_>>, Failed>>()?;
    if args.module.cfile.is_some() && sources.iter().map(|(_, tree)| tree.targets.len()).sum::<usize>() > 1 {
        return Err(Failed::Usage("--cfile names one .pyc, and there is more than one to make".to_owned()));
    }
    let signals = catch()?;
    let mut announcer = Announcer::new(config.purpose, args.verbose, !args.quiet);
    match args.module.output_format {
        Format::Text => Ok(compile_in_words(args, &config, &sources, &mut announcer, &signals)),
        Format::JsonLines => compile_in_json(args, &config, &sources, &mut announcer, &signals),
    }
}

/// A source and what it is compiled for.
type Source<'s> = (&'s PathBuf, Arc<TreeTargets>);

/// Says what is to be said of the trees of which a source is the first.
fn announce<'s>(sources: &'s [Source<'s>], announcer: &'s mut Announcer) -> impl Iterator<Item = &'s Source<'s>> {
    let mut known = HashSet::new();
    sources.iter().inspect(move |(_, tree)| {
        if known.insert(Arc::as_ptr(tree)) {
            announcer.words(tree).iter().for_each(|words| complain(words));
        }
    })
}

fn compile_in_words(
    args: &Args,
    config: &Config,
    sources: &[Source<'_>],
    announcer: &mut Announcer,
    signals: &Signals,
) -> Ending {
    for (file, tree) in announce(sources, announcer) {
        for &target in &tree.targets {
            if let Some(signal) = signals.last() {
                return Ending::Signal(signal);
            }
            let options = args.module.apply(Options::of_config(config, target));
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
            return Ending::FAILURE;
        }
    }
    Ending::SUCCESS
}

fn compile_in_json(
    args: &Args,
    config: &Config,
    sources: &[Source<'_>],
    announcer: &mut Announcer,
    signals: &Signals,
) -> Result<Ending, Failed> {
    let mut json = JsonLines::new(config, args.verbose, BufWriter::new(io::stdout()));
    let mut summary = Summary::default();
    'files: for (file, tree) in announce(sources, announcer) {
        for &target in &tree.targets {
            if let Some(signal) = signals.last() {
                return Ok(Ending::Signal(signal));
            }
            let report = py_compile::report(file, &args.module.apply(Options::of_config(config, target)));
            json.pyc(file, &report)?;
            if let Outcome::Failed(_) = report.outcome {
                summary.failed += 1;
                break 'files;
            }
        }
        summary.compiled += 1;
    }
    json.finish(&summary)?;
    Ok(Ending::of(summary.failed == 0))
}

/// The targets of a file.
fn tree_of(config: &Config, file: &Path) -> Result<Arc<TreeTargets>, Failed> {
    let finding = config.targets.of_path(file).map_err(Failed::Usage)?;
    finding.complaints.iter().for_each(|complaint| complain(&format!("{complaint}\n")));
    finding.tree.map_or_else(|| config.targets.elsewhere().map_err(Failed::Usage), Ok)
}
