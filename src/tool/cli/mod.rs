//! The command lines: `pycompileall`, `pycompile` and `pycompile-worker`.

mod compileall;
mod ending;
mod environment;
mod output;
mod py_compile;
mod signals;
mod suggest;
mod versions;
mod worker;

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use clap::Command;
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::error::ErrorKind;
pub use compileall::main;
pub use ending::Ending;
pub use py_compile::main as pycompile;
pub use py_compile::main_of_library as pycompile_main;
use rustix::fs::{self, OFlags};
use rustix::io::Errno;
pub use worker::main as pycompile_worker;

use crate::compiler::values::text;
use crate::tool::report::{complain, shown};
use crate::tool::tree::RunError;

/// Why there was no run.
enum Failed {
    /// The command line is wrong.
    Usage(String),
    Io(io::Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<RunError> for Failed {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Sink(error) | RunError::Sync(error) => Self::Io(error),
            RunError::Pattern(error) => Self::Usage(format!("-x: {error}")),
            RunError::Targets(words) => Self::Usage(words),
        }
    }
}

/// The lines of a list of names. The empty one after the last end is none.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\n").unwrap_or(line))
}

/// The lines of a list in a file, which Python reads as text: `\r` and `\r\n` end them as well. (Not on
/// standard input.)
fn lines_of_text(bytes: &[u8]) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let ending = if rest[end..].starts_with(b"\r\n") { 2 } else { 1 };
        lines.push(&rest[..end]);
        rest = &rest[(end + ending).min(rest.len())..];
    }
    lines
}

/// A line without the white space around it (`str.strip`).
fn stripped(line: &[u8]) -> PathBuf {
    let bytes = match std::str::from_utf8(line) {
        Ok(line) => line.trim_matches(text::is_space).as_bytes(),
        Err(_) => line.trim_ascii(),
    };
    OsString::from_vec(bytes.to_vec()).into()
}

/// The bytes of standard input.
fn standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut input = io::stdin().lock();
    if is_stand_in(&input) {
        return Err(Errno::BADF.into());
    }
    input.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether standard input was closed when the process started: the standard library puts a null device that could be
/// written to in its place.
fn is_stand_in(input: &impl AsFd) -> bool {
    let is_null = |file: fs::Stat| {
        fs::stat("/dev/null").is_ok_and(|null| (null.st_rdev, null.st_ino) == (file.st_rdev, file.st_ino))
    };
    fs::fcntl_getfl(input).is_ok_and(|flags| flags & OFlags::RWMODE == OFlags::RDWR)
        && fs::fstat(input).is_ok_and(is_null)
}

/// Shows what is wrong with a command line of these arguments, or the help that it asks for.
fn refuse(error: clap::Error, command: &Command, arguments: &[OsString]) -> Ending {
    let error = suggest::improved(error, command);
    let controls = |argument: &OsString| matches!(shown(&argument.to_string_lossy(), true), Cow::Owned(_));
    if error.use_stderr() && io::stderr().is_terminal() && arguments.iter().any(controls) {
        // Without colours: their sequences could not be told from those of an argument.
        complain(&error.render().to_string());
        return Ending::Code(exit_code(&error));
    }
    refuse_clean(&error)
}

/// Shows as [`refuse`] does an error whose words hold nothing that a terminal would obey.
fn refuse_clean(error: &clap::Error) -> Ending {
    let is_shown = error.print().and_then(|()| io::stdout().flush()).is_ok();
    match exit_code(error) {
        // What was asked for is lost.
        0 if !is_shown => Ending::FAILURE,
        code => Ending::Code(code),
    }
}

fn exit_code(error: &clap::Error) -> u8 {
    u8::try_from(error.exit_code()).unwrap_or(2)
}

/// Shows as [`refuse`] does what is wrong with a command line.
fn refuse_usage(mut command: Command, message: &str) -> Ending {
    refuse_clean(&command.error(ErrorKind::ValueValidation, shown(message, io::stderr().is_terminal())))
}

/// Says why there was no run. Whoever reads a pipe that is broken has had enough.
fn refuse_io(command: &str, error: &io::Error) -> Ending {
    if error.kind() != io::ErrorKind::BrokenPipe {
        complain(&format!("{command}: {error}\n"));
    }
    Ending::FAILURE
}

/// Reads an argument that is a path, and can be empty.
fn path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}

/// Whether an argument says something.
fn is_given(path: &Path) -> bool {
    !path.as_os_str().as_bytes().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_as_python_reads_them() {
        for (text, expected) in [
            ("", &[][..]),
            ("a\nb", &["a", "b"]),
            ("a\r\nb\rc\n", &["a", "b", "c"]),
            ("\n\n", &["", ""]),
            ("\u{a0} a b\u{1f}\t\n", &["a b"]),
        ] {
            let found: Vec<PathBuf> = lines_of_text(text.as_bytes()).into_iter().map(stripped).collect();
            assert_eq!(found, expected.iter().map(PathBuf::from).collect::<Vec<_>>(), "{text:?}");
        }
    }
}
