//! The command line of `pycompile-worker`: the precompiler of Bazel's Python rules, and what starts it.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;

use clap::{ArgAction, CommandFactory, Parser, ValueEnum};
use clap_complete::Shell;

use super::{Ending, Failed, output, refuse, refuse_io, refuse_usage};
use crate::compiler::version::VersionRequest;
use crate::tool::report::complain;
use crate::tool::worker::{self, Protocol, Releases};

const EXAMPLES: &str = "\
Arguments of an action, a file @FILE for those in its lines:
  --invalidation_mode checked_hash|unchecked_hash
  --src FILE --src_name RECORDED --pyc FILE      once for each source
  --optimize 0|1|2                               [default: 0]
  --python_version X.Y[.Z]                       a series means its --python-release

A program that is called NAME-python-X.Y.Z has that --python-release, for actions that can't be given flags.

Exit status: 0 if everything is compiled, 1 if a file is not, 2 if the command line is wrong.";

/// Compiles Python sources for Bazel's Python rules, as an action or a persistent worker, without Python.
#[derive(Debug, Parser)]
#[command(name = "pycompile-worker", version, after_help = EXAMPLES, args_override_self = true)]
struct Args {
    /// The arguments of an action
    #[arg(value_name = "ARGUMENT", trailing_var_arg = true, allow_hyphen_values = true)]
    action: Vec<OsString>,

    /// Compile for this release where an action names its series, as 3.15.2 for 3.15; may be repeated [default:
    /// the newest that was compared with CPython's files, which is said on standard error]
    #[arg(long, value_name = "X.Y.Z,...", value_delimiter = ',', action = ArgAction::Append)]
    python_release: Vec<VersionRequest>,

    /// Read requests on standard input until it ends, and answer each on standard output
    #[arg(long = "persistent_worker")]
    persistent_worker: bool,

    /// Read and write this protocol [default: what the first request is written in]
    #[arg(long, value_enum, value_name = "PROTOCOL")]
    protocol: Option<Form>,

    /// Say more on standard error: DEBUG or INFO tells each request
    #[arg(long = "log_level", value_name = "LEVEL", default_value = "ERROR")]
    log_level: String,

    /// Accepted and not heeded: requests run side by side if they may
    #[arg(long = "worker_impl", value_name = "NAME")]
    worker_impl: Option<String>,

    /// Write completions for SHELL to standard output and do nothing else
    #[arg(long, value_enum, value_name = "SHELL", help_heading = "About the command")]
    generate_completion: Option<Shell>,

    /// Write the manual page to standard output and do nothing else
    #[arg(long, help_heading = "About the command")]
    generate_man: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Json,
    Proto,
}

impl From<Form> for Protocol {
    fn from(form: Form) -> Self {
        match form {
            Form::Json => Self::Json,
            Form::Proto => Self::Protobuf,
        }
    }
}

/// Runs the command that the process was started as; says how it is to end.
pub fn main() -> Ending {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let args = match Args::try_parse_from(&arguments) {
        Ok(args) => args,
        Err(error) => return refuse(error, &Args::command(), &arguments),
    };
    let name = arguments.first().and_then(|program| Path::new(program).file_name()).unwrap_or_default();
    match run(args, name) {
        Ok(ending) => ending,
        Err(Failed::Usage(message)) => refuse_usage(Args::command(), &message),
        Err(Failed::Io(error)) => refuse_io("pycompile-worker", &error),
    }
}

fn run(mut args: Args, name: &OsStr) -> Result<Ending, Failed> {
    if output::asked(Args::command, args.generate_completion, args.generate_man)? {
        return Ok(Ending::SUCCESS);
    }
    if args.python_release.is_empty() {
        args.python_release.extend(release_of(name)?);
    }
    let releases = Releases::new(&args.python_release).map_err(Failed::Usage)?;
    if !args.persistent_worker {
        let answer = worker::run_once(args.action, &releases);
        complain(&answer.output);
        return Ok(Ending::Code(answer.code));
    }
    if let Some(argument) = args.action.first() {
        let argument = argument.display();
        return Err(Failed::Usage(format!("{argument}: a persistent worker gets actions on standard input")));
    }
    let is_verbose = ["DEBUG", "INFO"].contains(&args.log_level.to_ascii_uppercase().as_str());
    let protocol = args.protocol.map(Protocol::from);
    let is_whole = worker::serve(io::stdin(), io::stdout(), protocol, &releases, is_verbose)?;
    Ok(Ending::of(is_whole))
}

/// The release that the name of a program has.
fn release_of(name: &OsStr) -> Result<Option<VersionRequest>, Failed> {
    let Some((_, release)) = name.to_str().and_then(|name| name.rsplit_once("-python-")) else { return Ok(None) };
    match release.parse() {
        Ok(release) => Ok(Some(release)),
        Err(error) => Err(Failed::Usage(format!("the name of this program: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_have_a_release() {
        let release = |name: &str| release_of(OsStr::new(name)).map(|release| release.map(|found| found.to_string()));
        for (name, expected) in [
            ("pycompile-worker", None),
            ("pycompile-worker-0.1.0", None),
            ("pycompile-worker-python-3.12.1", Some("3.12.1")),
            ("my-python-tool-python-3.12", Some("3.12")),
        ] {
            assert!(release(name).is_ok_and(|found| found.as_deref() == expected), "{name}");
        }
        assert!(release("x-python-tool").is_err_and(|failed| matches!(failed, Failed::Usage(_))));
    }

    #[test]
    fn flags_of_the_start_come_before_the_actions() {
        let parse = |line: &str| Args::try_parse_from(line.split(' ')).expect("it is a command line");
        let args = parse("w --python-release=3.12.1,3.13.5 --log_level INFO --src a.py --log_level X @p");
        assert_eq!(args.action, ["--src", "a.py", "--log_level", "X", "@p"]);
        assert_eq!((args.python_release.len(), args.log_level.as_str()), (2, "INFO"));
        // The last one of those that are repeated counts, as in the precompiler in Python.
        let args = parse("w --persistent_worker --log_level INFO --python-release 3.12.1 --log_level ERROR");
        assert!(args.persistent_worker && args.action.is_empty() && args.log_level == "ERROR");
        assert_eq!(parse("w @params").action, ["@params"]);
    }

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }
}
