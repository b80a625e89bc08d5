//! Random paths through -d, -s and -p, patterns of -x, and random times of sources, against the interpreter.

mod support;

use std::fs::{self, File, FileTimes};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use pycompileall::Target;
use pycompileall::internals::text;
use pycompileall::internals::tree::{Naming, PathPattern};
use pycompileall::internals::version::Feature;
use support::interpreters::Interpreter;
use support::twins::with_interpreters;

/// A generator of numbers (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// A path of few different parts, so that parts of two often are the same.
    fn path(&mut self) -> String {
        const PARTS: [&str; 8] = ["a", "b", "usr", "", ".", "..", "a.py", "é"];
        let parts: Vec<&str> = (0..self.below(6)).map(|_| PARTS[self.below(PARTS.len())]).collect();
        let root = ["", "/", "//", "./"][self.below(4)];
        format!("{root}{}", parts.join("/"))
    }

    /// One that starts as `other` does, or another one.
    fn path_like(&mut self, other: &str) -> String {
        let parts: Vec<&str> = other.split('/').collect();
        match self.below(3) {
            0 => self.path(),
            1 => parts[..self.below(parts.len() + 1)].join("/"),
            _ => parts[..self.below(parts.len() + 1)].join("/") + ["/", "/a", "//b"][self.below(3)],
        }
    }
}

/// Has an interpreter run `program` with `input`; returns the lines that it prints.
fn ask(python: &Interpreter, program: &str, input: &[u8]) -> Vec<String> {
    let mut command = Command::new(&python.path);
    command.args(["-X", "utf8", "-c", program]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the interpreter starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the interpreter ends");
    writer.join().expect("no panic").expect("it reads its input");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

/// Has compileall choose the recorded path, in a process whose py_compile only tells it: a line of
/// `source \0 strip \0 prepend \0 ddir` each, where `-` is none.
const RECORDED: &str = "
import compileall, io, os, contextlib, py_compile, sys
os.path.isfile = lambda path: True
told = []
def tell(file, cfile, dfile, *rest, **options):
    told.append(dfile)
py_compile.compile = tell
for line in sys.stdin.buffer.read().decode().split('\\n')[:-1]:
    source, strip, prepend, ddir = (None if part == '-' else part for part in line.split('\\0'))
    with contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            compileall.compile_file(source, ddir, True, stripdir=strip, prependdir=prepend)
        except TypeError:
            told.append(TypeError)
    warned = 'not a valid prefix' in out.getvalue()
    print(repr(told.pop()), warned)
";

#[test]
fn recorded_paths_are_the_interpreters() {
    let mut random = Random(11);
    let mut cases = Vec::new();
    for _ in 0..4000 {
        // What compileall compiles ends in `.py`.
        let source = random.path() + ["x.py", "/x.py", "/a/b.py"][random.below(3)];
        let strip = random.path_like(&source);
        let other = random.path();
        let [strip, prepend, ddir] = match random.below(5) {
            0 => [Some(strip), None, None],
            1 => [None, Some(other), None],
            2 => [None, None, Some(other)],
            _ => [Some(strip), Some(other), None],
        };
        cases.push(Recorded { source, strip, prepend, ddir });
    }
    let input: String = cases.iter().map(Recorded::question).collect();
    with_interpreters(|python| {
        let target = Target::for_version(python.minor, Some(python.micro)).expect("a supported version");
        let answers = ask(python, RECORDED, input.as_bytes());
        assert_eq!(answers.len(), cases.len());
        for (case, theirs) in cases.iter().zip(answers) {
            assert_eq!(case.ours(target, &theirs), theirs, "{case:?}");
        }
    });
}

/// A source and the flags that change what is recorded as its path.
#[derive(Debug)]
struct Recorded {
    source: String,
    strip: Option<String>,
    prepend: Option<String>,
    ddir: Option<String>,
}

impl Recorded {
    /// The line for the interpreter.
    fn question(&self) -> String {
        let [strip, prepend, ddir] =
            [&self.strip, &self.prepend, &self.ddir].map(|path| path.as_deref().unwrap_or("-"));
        format!("{}\0{strip}\0{prepend}\0{ddir}\n", self.source)
    }

    /// What we record, and whether it is said that nothing is stripped, in the words of the answer.
    fn ours(&self, target: &Target, theirs: &str) -> String {
        let source = self.source.as_bytes();
        let prefix_only = target.has(Feature::StripOfPrefixOnly);
        let bytes = |path: &Option<String>| path.as_ref().map(|path| path.clone().into_bytes());
        let rewritten = |strip| Naming::Rewritten { strip, prepend: bytes(&self.prepend) };
        let naming = match &self.ddir {
            Some(directory) => Naming::in_directory(directory.as_bytes(), source),
            None => rewritten(bytes(&self.strip)),
        };
        let recorded = naming.recorded(source, prefix_only);
        if theirs.starts_with("<class 'TypeError'>") {
            // It joins no parts at all; we strip nothing then.
            assert_eq!(recorded, rewritten(None).recorded(source, prefix_only), "{self:?}");
            return theirs.to_owned();
        }
        // py_compile takes an empty name for none.
        let shown = match recorded {
            None if theirs.starts_with("''") => "''".to_owned(),
            None => "None".to_owned(),
            Some(path) => text::repr(&path),
        };
        let warned = prefix_only && naming.not_stripped(source).is_some();
        format!("{shown} {}", if warned { "True" } else { "False" })
    }
}

/// Patterns of `-x`, some of them none, that people write or that try the two notations' differences.
const PATTERNS: &[&str] = &[
    "",
    "a",
    "^a",
    "a$",
    "py$",
    r"\.py$",
    r"\.py\Z",
    r"\Aa",
    "[/\\\\][.]git",
    "/(tests?|docs)/",
    r"/test_[^/]*\.py$",
    r"(?<!/)tests",
    r"(?<=/)tests",
    r"(?<=lib|bin)/x",
    r"^(?!.*/keep/)",
    r"(?!keep)k",
    r"(?i)README",
    r"(?i:A)b",
    r"(?s)a.b",
    r"(?m)^b",
    r"(?x) a  b # c",
    r"(?a)\w\.",
    r"\w+/\w+",
    r"\d{2,}",
    r"a{,2}b",
    r"a{2}",
    r"a{2,1}",
    r"a{x}",
    r"{",
    r"}",
    r"a{1",
    r"x*?y",
    r"x+?y",
    r"x??y",
    r"(a|b)*c",
    r"(?P<n>a)(?P=n)",
    r"(a)\1",
    r"(a)(?(1)b|c)",
    r"(?:a|b)$",
    r"[^/]+$",
    r"[]a]",
    r"[^]a]",
    r"[a-z0-9_]+\.py",
    r"[\w-]+/",
    r"[a\-z]",
    r"[[]",
    r"[[:alpha:]]",
    r"[a&&b]",
    r"[a--b]",
    r"[a||b]",
    r"[a~~b]",
    r"\s",
    r"\S+ ",
    r"[\s]",
    r"\bfoo\b",
    r"\Bo",
    r"\x41",
    r"\u00e9",
    r"\U000000e9",
    r"\t",
    r"\n",
    r"\0",
    r"\07",
    r"\101",
    r"é",
    r"\é",
    r"[à-ü]",
    r"\/",
    r"\-",
    r"\ ",
    r"\#",
    r"#",
    r"~",
    r"&",
    r"a++",
    r"(?>a+)b",
    r"a*+b",
    r"(",
    r")",
    r"[",
    r"[a",
    r"*",
    r"a**",
    r"\",
    r"(?P<1>a)",
    r"(?P=x)",
    r"[z-a]",
    r"\8",
    r"(?z)a",
    r"a(?i)b",
    r"(?P<n>a)(?P<n>b)",
    r"\q",
    r"\Q",
    r"\p{L}",
    r"\h",
    r"\z",
    r"\G",
    r"\K",
    r"\R",
    r"\X",
    r"[\d-z]",
    r"(?#comment)a",
    r"$^",
    r"a|",
    r"|",
    r"()",
    r"(?=)",
    r"(?-i:A)",
    r"(?i-s:A)",
    r"\N{DIGIT ONE}",
    r".",
    r"^.$",
    r"(?s)^.$",
    r"a.b",
    r"(?u)é",
    r"(?L)a",
    r"x{0}",
    r"x{0,}y",
];

const SEARCHED: &[&str] = &[
    "",
    "a",
    "A",
    "ab",
    "aab",
    "aaab",
    "a.py",
    "a.pyc",
    "b/a.py",
    "lib/x",
    "bin/x.py",
    "x/tests/y.py",
    "tests/y.py",
    "x/mytests/y.py",
    "x/test/keep/a.py",
    "keep/k",
    "x/test_a.py",
    "readme.md",
    "README",
    "a\nb",
    "a b",
    "foo",
    "food foo",
    "12",
    "é",
    "x/été.py",
    "[a]",
    "a{x}",
    "a&b",
    "a-b",
    "a~b#c",
    "a{1",
    "{}",
    "a\tb",
    "\u{1c}",
    "a\n",
    "xxy",
    "abc",
    "aa",
    "ac",
    ".git",
    "x/.git/y",
    "z",
    "A1_",
    "a**",
    "q",
    "|",
    "a\\b",
    "\0",
    "\u{7}",
    "R",
];

/// Has the interpreter search: a line of found paths for each pattern, or `error`.
const SEARCH: &str = "
import re, sys, warnings
warnings.simplefilter('ignore')
patterns, paths = (part.split('\\1') for part in sys.stdin.buffer.read().decode().split('\\2'))
for pattern in patterns:
    try:
        compiled = re.compile(pattern)
    except Exception:
        print('error')
    else:
        print(' '.join(str(index) for index, path in enumerate(paths) if compiled.search(path)))
";

#[test]
fn patterns_are_searched_as_the_interpreter_does() {
    let input = format!("{}\u{2}{}", PATTERNS.join("\u{1}"), SEARCHED.join("\u{1}"));
    with_interpreters(|python| {
        let answers = ask(python, SEARCH, input.as_bytes());
        assert_eq!(answers.len(), PATTERNS.len());
        let differences = PATTERNS.iter().zip(answers).filter_map(|(pattern, theirs)| {
            let ours = match PathPattern::new(Path::new(pattern)) {
                Err(_) => "error".to_owned(),
                Ok(compiled) => {
                    let found =
                        (0..SEARCHED.len()).filter(|&index| compiled.is_in(Path::new(SEARCHED[index])).unwrap());
                    found.map(|index| index.to_string()).collect::<Vec<_>>().join(" ")
                }
            };
            // What is new in 3.14 is no error for older versions, either (docs/departures.md).
            let is_taken_early = *pattern == r"\z" && theirs == "error";
            (ours != theirs && !is_taken_early).then(|| format!("{pattern:?}\n  ours   {ours}\n  theirs {theirs}"))
        });
        let differences: Vec<String> = differences.collect();
        assert!(differences.is_empty(), "3.{}: {}\n{}", python.minor, differences.len(), differences.join("\n"));
    });
}

/// Sources with times of every kind, compiled by both: the four bytes of time in the header.
#[test]
fn times_are_rounded_as_the_interpreter_does() {
    let mut random = Random(7);
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    let mut times: Vec<(u64, u32)> =
        vec![(0, 0), (0, 1), (1, 999_999_999), ((1 << 31) - 1, 999_999_999), ((1 << 32) - 1, 999_999_999)];
    for _ in 0..400 {
        let seconds = random.next() >> (30 + random.below(30));
        let nanoseconds = match random.below(4) {
            0 => 0,
            1 => 999_999_999 - random.below(300) as u32,
            _ => random.below(1_000_000_000) as u32,
        };
        times.push((seconds, nanoseconds));
    }
    let paths: Vec<PathBuf> = (0..times.len()).map(|number| root.join(format!("t{number}.py"))).collect();
    for (path, (seconds, nanoseconds)) in paths.iter().zip(times) {
        fs::write(path, "").unwrap();
        let time = SystemTime::UNIX_EPOCH + Duration::new(seconds, nanoseconds);
        // A file system that knows no such time keeps another one: that is compared then.
        let _ = File::open(path).unwrap().set_times(FileTimes::new().set_modified(time));
    }
    with_interpreters(|python| {
        let run = |command: &mut Command, prefix: &str| {
            command.env("PYTHONPYCACHEPREFIX", root.join(prefix)).env("PYTHONDONTWRITEBYTECODE", "1");
            command.arg(root).output().expect("it runs")
        };
        run(Command::new(&python.path).args(["-m", "compileall", "-q", "-l"]), "theirs");
        run(
            Command::new(env!("CARGO_BIN_EXE_pycompileall")).arg("--python").arg(&python.path).args(["-q", "-l"]),
            "ours",
        );
        let header = |prefix: &str, path: &Path| {
            let mirrored = root.join(prefix).join(path.strip_prefix("/").unwrap());
            let pyc = mirrored.with_extension(format!("cpython-3{}.pyc", python.minor));
            fs::read(pyc).expect("a .pyc")[..16].to_vec()
        };
        for path in &paths {
            let time = fs::metadata(path).unwrap().modified();
            assert_eq!(header("ours", path), header("theirs", path), "{time:?}");
        }
        // What they wrote is fresh to us.
        let mut check = Command::new(env!("CARGO_BIN_EXE_pycompileall"));
        let fresh = run(check.args(["--check", "-l", "--python"]).arg(&python.path), "theirs");
        assert!(fresh.status.success(), "{}", String::from_utf8_lossy(&fresh.stdout));
    });
}
