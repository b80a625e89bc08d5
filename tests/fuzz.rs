//! Random programs, compiled by us and by an interpreter: the bytes are equal, or both refuse.
//!
//! A run takes a fixed set of programs, so that it fails on a change and not by chance.
//! `FUZZ_SEED=N FUZZ_COUNT=N cargo test --test fuzz` tries others, with `FUZZ_PYTHON=PATH` those of an interpreter that
//! may be of a series that only the tools know. A program that differs is cut down to the lines that matter before it
//! is shown. Without an interpreter nothing is tried.

mod support;

use pycompileall::Target;
use pycompileall::{Options, compile};
use std::collections::BTreeMap;
use std::env;
use std::io::{BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use support::fresh::{Answer, difference, interpreted};
use support::generate::Generator;
use support::interpreters;

const LEVELS: [u8; 3] = [0, 1, 2];

/// How many programs are cut down and shown.
const SHOWN: usize = 30;

#[test]
fn random_programs_give_the_interpreters_bytes() {
    let thread = std::thread::Builder::new().stack_size(1 << 29).spawn(|| {
        for (python, target) in interpreters::for_programs() {
            try_programs(&python.path, target);
        }
    });
    if let Err(panic) = thread.expect("a thread").join() {
        std::panic::resume_unwind(panic);
    }
}

fn try_programs(python: &Path, target: &'static Target) {
    let number = |name: &str, default| env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (first, count) = (number("FUZZ_SEED", 1u64), number("FUZZ_COUNT", 150u64));
    let programs: Vec<_> = (first..first + count).map(|seed| Generator::program(seed, target.version.minor)).collect();
    let mut kinds = BTreeMap::<_, (&String, u8, usize)>::new();
    let (mut refused, mut crashed) = (BTreeMap::<String, usize>::new(), 0);
    for level in LEVELS {
        for (program, theirs) in programs.iter().zip(interpreted(python, target, level, &programs)) {
            let theirs = match &theirs {
                Answer::Code(code) => Ok(&code[..]),
                Answer::Refused => Err(()),
                Answer::Nothing => {
                    crashed += 1;
                    continue;
                }
            };
            if theirs.is_err() {
                let ours = compile(program.as_bytes(), b"p", target, Options::at_level(level));
                *refused.entry(ours.err().map_or_else(String::new, |error| error.message)).or_default() += 1;
            }
            if let Some(found) = difference(program, theirs, target, level) {
                kinds.entry(found.kind).or_insert((program, level, 0)).2 += 1;
            }
        }
    }
    let levels = LEVELS.len();
    let all: usize = refused.values().sum();
    println!("{}: {count} programs at {levels} levels, {all} refused, {crashed} crashes", target.version);
    // A generator whose programs are mostly refused would try little.
    refused.iter().for_each(|(message, times)| println!("    {times} times {message}"));
    let mut server = Server::start(python);
    let mut text = String::new();
    for (kind, (program, level, times)) in kinds.iter().take(SHOWN) {
        let (program, shown) = cut_down(program, kind, &mut server, target, *level);
        text += &format!("\n{times} times {kind}, first at -o {level}:\n{program}{shown}\n");
    }
    assert!(kinds.is_empty(), "{} kinds of differences\n{text}{:#?}", kinds.len(), kinds.keys());
}

/// Makes `program` smaller for as long as the same kind of thing differs; and how it differs then.
fn cut_down(program: &str, kind: &str, server: &mut Server, target: &'static Target, level: u8) -> (String, String) {
    let mut same_kind = |program: &str| {
        let theirs = server.compile(program, level)?;
        let found = difference(program, theirs.as_ref().map(Vec::as_slice), target, level)?;
        (found.kind == kind).then(|| found.detail + theirs.err().as_deref().unwrap_or_default())
    };
    let mut program = program.to_owned();
    let Some(mut shown) = same_kind(&program) else { return (program, "only in a fresh process".to_owned()) };
    loop {
        let before = program.len();
        for simpler in [without_lines, without_brackets] {
            let mut at = 0;
            while at < program.len() {
                let better = simpler(&program, at).into_iter().filter(|candidate| candidate.len() < program.len());
                match better.into_iter().find_map(|candidate| same_kind(&candidate).map(|detail| (candidate, detail))) {
                    Some((candidate, detail)) => (program, shown) = (candidate, detail),
                    None => at += program[at..].chars().next().map_or(1, char::len_utf8),
                }
            }
        }
        if program.len() == before {
            return (program, shown);
        }
    }
}

/// The program with the line at `at` removed, its block and the clauses after it removed, or its
/// block in its place.
fn without_lines(program: &str, at: usize) -> Vec<String> {
    if at > 0 && program.as_bytes()[at - 1] != b'\n' {
        return Vec::new();
    }
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let lines: Vec<_> = program[at..].split_inclusive('\n').collect();
    let own = indent(lines[0]);
    let inner = lines[1..].iter().take_while(|line| indent(line) > own || line.trim().is_empty()).count();
    let continues = |line: &str| ["else", "elif", "except", "finally"].iter().any(|word| line.trim().starts_with(word));
    let rest = &lines[1 + inner..];
    let clauses = rest.iter().take_while(|line| indent(line) > own || indent(line) == own && continues(line)).count();
    let hoisted = |lines: &[&str]| -> String {
        let depth =
            lines.first().map_or(0, |line| indent(line)) - own.min(lines.first().map_or(0, |line| indent(line)));
        lines.iter().map(|line| line.get(depth..).unwrap_or(line)).collect()
    };
    let (head, body) = (&program[..at], &lines[1..1 + inner]);
    let after = rest[clauses..].concat();
    vec![
        format!("{head}{after}"),
        format!("{head}{}{after}", hoisted(body)),
        format!("{head}{}", rest.concat()),
        format!("{head}{}", lines[1..].concat()),
        format!("{head}{}pass\n{}", &lines[0][..own], lines[1..].concat()),
        format!("{head}{}{}pass\n{}", lines[0], " ".repeat(own + 4), rest.concat()),
    ]
}

/// The program with the brackets that open at `at` removed or replaced by a name.
fn without_brackets(program: &str, at: usize) -> Vec<String> {
    let Some(close) = closing(program, at).filter(|_| program[at..].starts_with(['(', '[', '{'])) else {
        return Vec::new();
    };
    let simpler = ["", "a", "(a)", &program[at + 1..close - 1]];
    simpler.map(|simpler| format!("{}{simpler}{}", &program[..at], &program[close..])).into()
}

/// The end of the brackets that open at `open`; strings are not looked into.
fn closing(program: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in program[open..].char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(open + at + 1);
        }
    }
    None
}

/// An interpreter that compiles one program after the other: quicker than a process each.
struct Server {
    python: PathBuf,
    process: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Server {
    const SCRIPT: &str = r"
import marshal, struct, sys, warnings
warnings.simplefilter('ignore')
while header := sys.stdin.buffer.read(8):
    length, level = struct.unpack('<II', header)
    try:
        code = compile(sys.stdin.buffer.read(length), './p0.py', 'exec', dont_inherit=True, optimize=level)
        status, answer = 0, marshal.dumps(code)
    except Exception as error:
        status, answer = 1, repr(error).encode()
    sys.stdout.buffer.write(struct.pack('<II', len(answer), status) + answer)
    sys.stdout.buffer.flush()
";

    fn start(python: &Path) -> Self {
        let (process, requests, answers) = Self::spawn(python);
        Self { python: python.to_owned(), process, requests, answers }
    }

    fn spawn(python: &Path) -> (Child, ChildStdin, BufReader<ChildStdout>) {
        let mut command = Command::new(python);
        command.args(["-c", Self::SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("the interpreter");
        let requests = process.stdin.take().expect("its input");
        let answers = BufReader::new(process.stdout.take().expect("its output"));
        (process, requests, answers)
    }

    /// The code object of `program`, or why it is refused; nothing if the interpreter crashes.
    fn compile(&mut self, program: &str, level: u8) -> Option<Result<Vec<u8>, String>> {
        let header = [(program.len() as u32).to_le_bytes(), u32::from(level).to_le_bytes()].concat();
        self.requests.write_all(&header).and_then(|()| self.requests.write_all(program.as_bytes())).expect("a request");
        self.requests.flush().expect("a request");
        let mut header = [0; 8];
        if self.answers.read_exact(&mut header).is_err() {
            let _ = self.process.wait();
            (self.process, self.requests, self.answers) = Self::spawn(&self.python);
            return None;
        }
        let length = u32::from_le_bytes([header[0], header[1], header[2], header[3]]);
        let mut answer = vec![0; length as usize];
        self.answers.read_exact(&mut answer).expect("an answer");
        Some(if header[4] == 0 { Ok(answer) } else { Err(String::from_utf8_lossy(&answer).into_owned()) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
