//! All that is said of a source, by us and by an interpreter, in one notation: the warnings with their source
//! lines, how it is refused, and the words of compileall for that; in each of some ways
//! of compiling it.

use pycompileall::Target;
use pycompileall::internals::traceback::{self, Shown};
use pycompileall::internals::tree::read_filter_pattern;
use pycompileall::internals::warnings::{Action, Filters};
use pycompileall::{Compiler, Options, Warning};
use std::fs;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;

use super::refusal;

/// How a source is compiled: under which warning filter, and whether its name is that of a file where CPython looks for
/// lines.
pub const WAYS: [(&str, bool); 3] = [("always", true), ("error", true), ("always", false)];

/// Instead of an answer, where the interpreter gave none and ended.
pub const CRASHED: &str = "crashed";

/// The name of the file that every source is in, and one that is no file's.
const NAMES: (&str, &str) = ("refused.py", "elsewhere.py");

/// What we say of a source, for each of [`WAYS`].
pub fn ours(compiler: &mut Compiler, source: &[u8], target: &'static Target) -> Vec<String> {
    WAYS.map(|way| under(compiler, source, target, way)).into()
}

fn under(compiler: &mut Compiler, source: &[u8], target: &'static Target, way: (&str, bool)) -> String {
    let (filter, on_disk) = way;
    if is_undefined(source, on_disk) {
        return UNDEFINED.to_owned();
    }
    let mut filters = Filters::default();
    filters.add(filter, read_filter_pattern).expect("a filter");
    let filename = if on_disk { NAMES.0 } else { NAMES.1 }.as_bytes();
    let shown = Shown { filename, source, target, on_disk };
    let said = catch_unwind(AssertUnwindSafe(|| {
        let mut raised = Vec::new();
        let mut options = Options::default();
        options.bool_inversion_is_error = filters.bool_inversion_is_error(target);
        let compiled = compiler.compile(source, filename, target, options, &mut raised);
        let (warnings, compiled) = filters.judge(raised, compiled, &shown, Options::INT_MAX_STR_DIGITS);
        let mut said: String = warnings.iter().map(|(warning, _)| traceback::warning(warning, &shown)).collect();
        match compiled {
            Ok(_) => said.push_str("accepted"),
            Err(error) => {
                said.push_str(&refusal::record(error.as_read(shown.has_line_of(&error))));
                let action = |warning: &Warning| filters.action(warning, traceback::name_in_search(warning), target);
                let is_error = |warning: &Warning| action(warning) == Action::Error;
                let mut search = traceback::Search::default();
                let refusal = traceback::refusal_warning(&error, &shown, &is_error, &mut search);
                let warnings = search.warnings.iter().map(|(warning, _)| warning);
                let warnings = warnings.filter(|&warning| action(warning) == Action::Show);
                said.extend(warnings.map(|warning| {
                    let filename = traceback::name_in_search(warning);
                    traceback::warning(warning, &Shown { filename, on_disk: false, ..shown })
                }));
                said.push('\n');
                said.push_str(&refusal);
            }
        }
        said
    }));
    said.unwrap_or_else(|_| {
        // Its memory may be in any state after a panic.
        *compiler = Compiler::default();
        "panic".to_owned()
    })
}

/// What `python` says of each source, for each of [`WAYS`]; only [`CRASHED`] where it ended.
pub fn theirs(python: &Path, sources: &[impl AsRef<[u8]>]) -> Vec<Vec<String>> {
    let place = tempfile::tempdir().expect("a temporary directory");
    let mut file = fs::File::create(place.path().join("sources")).expect("the sources");
    for source in sources {
        let source = source.as_ref();
        file.write_all(&(source.len() as u32).to_le_bytes()).and_then(|()| file.write_all(source)).expect("a source");
    }
    let mut answers = Vec::new();
    while answers.len() < sources.len() {
        let ways = WAYS.map(|(filter, on_disk)| format!("{filter}={}", if on_disk { NAMES.0 } else { NAMES.1 }));
        let arguments = ["-c", RECORDER, &answers.len().to_string(), &ways.join(",")];
        let output = Command::new(python).args(arguments).current_dir(place.path()).output().expect("the interpreter");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        answers.extend(text.lines().map(|line| line.split('\t').map(unescaped).collect::<Vec<_>>()));
        assert!(output.status.code() != Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        if !output.status.success() {
            answers.push(vec![CRASHED.to_owned()]);
        }
    }
    for (answers, source) in answers.iter_mut().zip(sources) {
        for (answer, (_, on_disk)) in answers.iter_mut().zip(WAYS) {
            if is_undefined(source.as_ref(), on_disk) && answer != CRASHED {
                *answer = UNDEFINED.to_owned();
            }
        }
    }
    answers
}

/// What stands for an answer that depends on where in memory CPython's buffers are: it looks for the lines of a source
/// that declares an encoding, and is not in a file, in one buffer up to a place in another (gh-112387).
const UNDEFINED: &str = "undefined";

fn is_undefined(source: &[u8], on_disk: bool) -> bool {
    let head = source.split(|byte| matches!(byte, b'\n' | b'\r')).take(3);
    !on_disk && head.into_iter().any(|line| line.windows(6).any(|bytes| bytes == b"coding"))
}

/// What is said of a source, in one line.
pub fn line(answers: &[String]) -> String {
    answers.iter().map(|answer| escaped(answer)).collect::<Vec<_>>().join("\t")
}

/// The sources of a file that has `%%` between them.
pub fn cases(file: &[u8]) -> Vec<&[u8]> {
    const SEPARATOR: &[u8] = b"\n%%\n";
    let mut found = Vec::new();
    let mut rest = file;
    while let Some(at) = rest.windows(SEPARATOR.len()).position(|bytes| bytes == SEPARATOR) {
        found.push(&rest[..at]);
        rest = &rest[at + SEPARATOR.len()..];
    }
    found.push(rest);
    found
}

/// A text in one line, without tabs.
pub fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r")
}

/// The text that was escaped.
pub fn unescaped(text: &str) -> String {
    let mut chars = text.chars();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        out.push(match (c, if c == '\\' { chars.next() } else { None }) {
            (_, Some('n')) => '\n',
            (_, Some('t')) => '\t',
            (_, Some('r')) => '\r',
            (_, Some(other)) => other,
            (c, None) => c,
        });
    }
    out
}

const RECORDER: &str = r"
import linecache, py_compile, re, struct, sys, warnings
sys.stdout.reconfigure(encoding='utf-8', errors='backslashreplace', newline='\n')
with open('sources', 'rb') as f:
    sources = []
    while header := f.read(4):
        sources.append(f.read(*struct.unpack('<I', header)))
def show(message, category, filename, lineno, file=None, line=None):
    if str(message).startswith('Bitwise inversion'):  # about whoever calls the compiler: as compileall has it
        filename, lineno = '<frozen importlib._bootstrap>', 488
    said.append(warnings.formatwarning(message, category, filename, lineno, line))
warnings.showwarning = show
for source in sources[int(sys.argv[1]):]:
    with open('refused.py', 'wb') as f:
        f.write(source)
    answers = []
    for way in sys.argv[2].split(','):
        filter, name = way.split('=')
        warnings.resetwarnings()
        warnings.simplefilter(filter)
        linecache.clearcache()
        said = []
        try:
            compile(source, name, 'exec', dont_inherit=True, optimize=0)
            said.append('accepted')
        except Exception as e:
            message = re.sub(r' \(\d+\); symbols: .*', '', str(e))  # an address, and what is there
            place = '-' * 4
            if isinstance(e, SyntaxError):
                message, place = e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset)
            said.append('|'.join([type(e).__name__, *('-' if n in (None, '-') else str(n) for n in place), message]))
            shown = py_compile.PyCompileError(type(e), e, name).msg
            said.append('\n' + re.sub(r' \(\d+\); symbols: .*', '', shown))
        answers.append(''.join(said).replace('\\', '\\\\').replace('\n', '\\n').replace('\t', '\\t').replace('\r', '\\r'))
    print('\t'.join(answers), flush=True)
";
