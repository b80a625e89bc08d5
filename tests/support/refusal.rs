//! How a source is refused, by us and by an interpreter, in one notation: exception class, line, column, end
//! line, end column, message.

use pycompileall::{CompileError, ErrorKind};
use std::fs;
use std::path::Path;
use std::process::Command;

/// An error as the recorder below writes CPython's.
pub fn record(error: &CompileError) -> String {
    let location = error.location;
    let place = if location.has_line() {
        let (line, end_line) = (location.line, location.end_line);
        let start = format!("{line}|{}", location.col + 1);
        match end_line {
            ..0 if line == 0 => format!("{start}|-|-"),
            ..0 => format!("{start}|{line}|-"),
            _ => format!("{start}|{end_line}|{}", location.end_col + 1),
        }
    } else if error.kind == ErrorKind::SyntaxError {
        // The compiler's errors about no line in particular are said to be on line -1.
        "-1|0|-1|0".to_owned()
    } else {
        "-|-|-|-".to_owned()
    };
    format!("{}|{place}|{}", error.kind.name(), error.message).replace('\n', "\\n")
}

/// What `python` says of each source: `accepted`, how it refuses it, or [`CRASHED`].
pub fn recorded(python: &Path, sources: &[impl AsRef<[u8]>]) -> Vec<String> {
    recorded_with(python, &[], sources)
}

/// As [`recorded`], with options of the interpreter.
pub fn recorded_with(python: &Path, options: &[&str], sources: &[impl AsRef<[u8]>]) -> Vec<String> {
    let place = tempfile::tempdir().expect("a temporary directory");
    let sources: Vec<&[u8]> = sources.iter().map(AsRef::as_ref).collect();
    fs::write(place.path().join("sources"), sources.join(&0)).expect("the sources");
    let mut answers = Vec::new();
    while answers.len() < sources.len() {
        let arguments = ["-W", "ignore", "-c", RECORDER, &answers.len().to_string()];
        let output = Command::new(python)
            .args(options)
            .args(arguments)
            .current_dir(place.path())
            .output()
            .expect("the interpreter");
        answers.extend(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned));
        if !output.status.success() {
            answers.push(CRASHED.to_owned());
        }
    }
    answers
}

/// Instead of an answer, where the interpreter gave none and ended.
pub const CRASHED: &str = "crashed";

const RECORDER: &str = r"
import re, sys
sys.stdout.reconfigure(encoding='utf-8', errors='backslashreplace')
with open('sources', 'rb') as f:
    sources = f.read().split(b'\0')
for source in sources[int(sys.argv[1]):]:
    with open('refused.py', 'wb') as f:  # where CPython looks for the line of an error
        f.write(source)
    try:
        compile(source, 'refused.py', 'exec', dont_inherit=True)
        answer = 'accepted'
    except SyntaxError as e:
        place = e.lineno, e.offset, e.end_lineno, e.end_offset
        answer = '|'.join([type(e).__name__, *('-' if n is None else str(n) for n in place), e.msg])
    except Exception as e:
        message = re.sub(r' \(\d+\); symbols: .*', '', str(e))  # an address, and what is there
        answer = '|'.join([type(e).__name__, *'----', message])
    print(answer.replace('\n', '\\n'), flush=True)
";
