//! Warning filters, option by option: which are refused, in which words, and which warnings the others fit, as every
//! interpreter found has it. `FUZZ_SEED=N FUZZ_COUNT=N` makes others of regular expressions than the usual ones.

mod support;

use std::io::Write as _;
use std::process::{Command, Stdio};

use pycompileall::internals::tree::read_filter_pattern;
use pycompileall::internals::warnings::{Action, Filters};
use pycompileall::{Location, Target, Warning, WarningCategory, WarningOrigin};
use serde_json::{Value, json};
use support::interpreters;

/// Messages, and the files that they are about.
const WARNED_OF: [(&str, &str); 14] = [
    ("invalid escape sequence '\\d'", "pkg/sub/mod.py"),
    ("Invalid escape", "pkg/__init__.py"),
    ("\"is\" with 'int' literal. Did you mean \"==\"?", "mod.py"),
    ("aab", "/abs/a.b/c.py"),
    ("ab\ncd", "a"),
    ("\u{c9}t\u{e9} a1", "\u{e9}t\u{e9}/\u{c9}.py"),
    ("", "<string>"),
    ("/a/", "<a>.py"),
    ("a/b", "/a/"),
    ("a.b", ""),
    ("ba", "ab.txt"),
    ("A B", "a/ab/abc/__init__"),
    ("a_b", ".py"),
    ("  a", "x/.hidden.py"),
];

const OPTIONS: &[&str] = &[
    "error:/.*escape/",
    "error:/escape/",
    "error:/INVALID/",
    "error:/(?-i:invalid)/",
    "error:/.*'\\\\d'/",
    "error:/a+b$/",
    "error:/a+$/",
    "error:/.*c/",
    "error:/(?s).*c/",
    "error:/(?m)^c/",
    "error:/\u{e9}T\u{c9}/",
    "error://",
    "error:/",
    "error:///",
    "error:/a/",
    "error://a//",
    "error:a/b",
    "error: / a/ ",
    "error:/  a/",
    "error:/a b/",
    "error:/[a-z]_/",
    "error:/(a)\\1/",
    "error:/(?x) a # b\n b/",
    "error:::/pkg/",
    "error:::/pkg.sub.mod/",
    "error:::/pkg.sub$/",
    "error:::/sub/",
    "error:::/ub/",
    "error:::/mod\\z/",
    "error:::/mod/",
    "error:::/MOD/",
    "error:::/^mod/",
    "error:::/^sub/",
    "error:::/\\bsub/",
    "error:::/(?<=\\.)sub/",
    "error:::/(?<=g.)sub/",
    "error:::/(?<!.)sub/",
    "error:::/.*mod/",
    "error:::/__init__/",
    "error:::/pkg/__init__/",
    "error:::/b.c/",
    "error:::/\\.b/",
    "error:::/<string>/",
    "error:::/string/",
    "error:::/<a>/",
    "error:::/<unknown>/",
    "error:::/unknown/",
    "error:::/hidden/",
    "error:::/.hidden/",
    "error:::/x.$/",
    "error:::/$/",
    "error:::/\\z/",
    "error:::/txt/",
    "error:::/\u{e9}t\u{e9}/",
    "error:::/\u{c9}/",
    "error:::/a/:1",
    "error:::/a/:2",
    "error:/a/::/a/",
    "error:/(/",
    "error:/*/",
    "error:/a**/",
    "error:/[/",
    "error:/\\/",
    "error:/a(?i)/",
    "error:/(?P<n>a)(?P=n)/",
    "error:/(?P=n)/",
    "error:/(?<n>a)/",
    "error:/\\y/",
    "error:/a{3,2}/",
    "error:/^*/",
    "error:/(?=)*|x/",
    "error:/(?=a)+a/",
    "error:/\\b?/",
    "error:/(?>a+)b/",
    "error:/a++b/",
    "error:/a*?+/",
    "error:/(a\\1)/",
    "error:/\\1(a)/",
    "error:/(?P<n>a(?P=n))/",
    "error:/(a)?(?(1)a|b)/",
    "error:/(?P<n>a)?(?(n)a|b)/",
    "error:/(?(2)a|b)/",
    "error:/(?#c)*/",
    "error:/a(?#c)*b/",
    "error:/(?x)a *b/",
    "error:/(?a)\\w+t/",
    "error:/(?u)\\w+t/",
    "error:/(?L)a/",
    "error:/(?au)a/",
    "error:/(?)a/",
    "error:/(?Q)a/",
    "error:/(a/",
    "error:/a{1}{2}/",
    "error:/a{x}/",
    "error:/[a-/",
    "error:/[b-a]/",
    "error:/[]a]b/",
    "error:/\\08/",
    "error:/\\400/",
    "error:/\\N{LATIN SMALL LETTER A}b/",
    "error:/)/:Nope",
    "error:/)/::/(/",
    "error:/a/::/(/",
    "error:/)/::/(/:x",
    "nope:/)/",
    "error:/'/::/(\"'/",
    "error:/\u{1f600}\\xff(/",
];

/// Pieces of regular expressions. (A colon would end the field.)
const PIECES: [&str; 38] = [
    "a", "b", "c", ".", "a", "b", "c", ".", "é", "1", "_", " ", "[ab]", "[^a]", "[a-c]", "\\w", "\\W", "\\b", "\\B",
    "\\d", "\\s", "^", "$", "\\.", "*", "+", "?", "{2}", "{1,}", "{,2}", "(", ")", ")", "|", "(?=", "(?!", "\\1", "/",
];

const SCRIPT: &str = r#"
import json, sys, warnings
options, places = json.load(sys.stdin)
for option in options:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            warnings._setoption(option)
        except warnings._OptionError as error:
            print(json.dumps(str(error)))
            continue
        fits = []
        for message, filename in places:
            try:
                warnings.warn_explicit(message, SyntaxWarning, filename, 1)
            except SyntaxWarning:
                fits.append([message, filename])
        print(json.dumps(fits))
"#;

/// What the interpreter says of each option: why it is none, or what it fits.
fn theirs(python: &interpreters::Interpreter, options: &[String]) -> Vec<Value> {
    let mut command = Command::new(&python.path);
    command.args(["-X", "utf8", "-c", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the interpreter");
    let asked = json!([options, WARNED_OF]).to_string();
    child.stdin.take().expect("a pipe").write_all(asked.as_bytes()).expect("the interpreter reads");
    let output = child.wait_with_output().expect("the interpreter ends");
    let said = String::from_utf8(output.stdout).expect("text");
    let answers: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).expect("an answer")).collect();
    assert_eq!(answers.len(), options.len());
    answers
}

/// The same of ours.
fn ours(option: &str, target: &Target) -> Value {
    let mut filters = Filters::default();
    if let Err(error) = filters.add(option, read_filter_pattern)
        && error.concerns(target)
    {
        return json!(error.to_string().strip_prefix("Invalid -W option ignored: "));
    }
    let fits = |&&(message, filename): &&(&str, &str)| {
        let warning = Warning {
            category: WarningCategory::SyntaxWarning,
            message: message.to_owned(),
            line: 1,
            location: Location::new(1, 1, 0, 1),
            origin: WarningOrigin::Compiler,
        };
        filters.action(&warning, filename.as_bytes(), target) == Action::Error
    };
    json!(WARNED_OF.iter().filter(fits).collect::<Vec<_>>())
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).map_or(default, |value| value.parse().expect("a number"))
}

/// Options whose message or module is a regular expression of random pieces.
fn random_options() -> Vec<String> {
    let mut state = number("FUZZ_SEED", 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    };
    let count = number("FUZZ_COUNT", 600);
    (0..count)
        .map(|index| {
            let pattern: String = (0..1 + random(6)).map(|_| PIECES[random(PIECES.len())]).collect();
            let colons = if index % 2 == 0 { ":" } else { ":::" };
            format!("error{colons}/{pattern}/")
        })
        .collect()
}

#[test]
fn as_every_interpreter_has_them() {
    let mut options: Vec<String> = OPTIONS.iter().map(|&option| option.to_owned()).collect();
    options.extend(random_options());
    let mut wrong = Vec::new();
    for target in Target::supported() {
        let Some(python) = interpreters::find(target.version.minor) else {
            let _ = writeln!(std::io::stderr(), "filters: no python3.{} on this machine", target.version.minor);
            continue;
        };
        for (option, theirs) in options.iter().zip(theirs(&python, &options)) {
            let ours = ours(option, target);
            if ours != theirs {
                wrong.push(format!("{}: {option:?}: ours {ours}, theirs {theirs}", target.version));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ, the first:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}
