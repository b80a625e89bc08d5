//! The command lines: `pycompileall` and `pycompile`.

mod compileall;
mod environment;
mod output;
mod py_compile;
mod versions;

use std::ffi::OsString;
use std::io::{self, Read};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use clap::builder::{OsStringValueParser, TypedValueParser};
pub use compileall::main;
pub use py_compile::main as pycompile;
pub(crate) use py_compile::run as run_pycompile;

use crate::text;

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

fn standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
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
