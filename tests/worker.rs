//! `pycompile-worker`: actions, and requests to a persistent worker in both forms of Bazel's protocol.
//!
//! The messages are written and read here by the field numbers and names of `worker_protocol.proto`, without the crates
//! that the worker has for that, but for JSON's values.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::thread::JoinHandle;

use pycompileall::{Options, Stamp, Target, compile_pyc};
use serde_json::json;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_pycompile-worker");

/// The bytes that a message may have.
const MOST: usize = 16 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Json,
    Protobuf,
}

/// A request as a client has it.
#[derive(Clone, Debug, Default)]
struct Request {
    id: i32,
    arguments: Vec<String>,
    sandbox: String,
    verbosity: i32,
    is_cancel: bool,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Response {
    code: i64,
    output: String,
    id: i32,
    was_cancelled: bool,
}

fn varint(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn field(number: u64, value: &[u8], bytes: &mut Vec<u8>) {
    varint(number << 3 | 2, bytes);
    varint(value.len() as u64, bytes);
    bytes.extend_from_slice(value);
}

fn number(number: u64, value: i32, bytes: &mut Vec<u8>) {
    varint(number << 3, bytes);
    varint(i64::from(value) as u64, bytes);
}

fn delimited(message: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    varint(message.len() as u64, &mut bytes);
    bytes.extend_from_slice(message);
    bytes
}

/// The next number of `bytes`, which are shortened by it.
fn take_varint(bytes: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..).step_by(7) {
        let (first, rest) = bytes.split_first().expect("a number has an end");
        *bytes = rest;
        number |= u64::from(first & 0x7f) << shift;
        if *first < 0x80 {
            break;
        }
    }
    number
}

impl Form {
    fn request(self, request: &Request) -> Vec<u8> {
        let Request { id, arguments, sandbox, verbosity, is_cancel } = request;
        match self {
            Self::Json => {
                let value = json!({
                    "arguments": arguments, "inputs": [{"path": "a.py", "digest": "{[\"\\"}], "requestId": id,
                    "cancel": is_cancel, "verbosity": verbosity, "sandboxDir": sandbox,
                });
                // Bazel's are of the first kind.
                match id % 3 {
                    0 => value.to_string().into_bytes(),
                    1 => format!("{value}\n").into_bytes(),
                    _ => serde_json::to_vec_pretty(&value).expect("a value"),
                }
            }
            Self::Protobuf => {
                let mut bytes = Vec::new();
                arguments.iter().for_each(|argument| field(1, argument.as_bytes(), &mut bytes));
                let mut input = Vec::new();
                field(1, b"a.py", &mut input);
                field(2, b"\xff{", &mut input);
                field(2, &input, &mut bytes);
                number(3, *id, &mut bytes);
                number(4, i32::from(*is_cancel), &mut bytes);
                number(5, *verbosity, &mut bytes);
                field(6, sandbox.as_bytes(), &mut bytes);
                delimited(&bytes)
            }
        }
    }

    /// What is no request but has an id that can be told, in one of a few ways.
    fn malformed(self, id: i32, kind: usize) -> Vec<u8> {
        match self {
            Self::Json => match kind % 4 {
                0 => format!("{{\"arguments\":7,\"requestId\":{id}}}"),
                1 => format!("{{\"requestId\":{id},\"arguments\":[}}"),
                2 => format!("{{\"requestId\":{id},\"arguments\":[\"--src"),
                _ => format!("{{\"requestId\":{id} nonsense}}"),
            }
            // The end of the line ends the third.
            .into_bytes()
            .into_iter()
            .chain(*b"\n")
            .collect(),
            Self::Protobuf => {
                let mut bytes = Vec::new();
                number(3, id, &mut bytes);
                match kind % 3 {
                    // A length beyond the end, a field of another kind, a kind that there is not.
                    0 => bytes.extend([0x0a, 100]),
                    1 => field(4, b"x", &mut bytes),
                    _ => bytes.push(0x0f),
                }
                delimited(&bytes)
            }
        }
    }

    fn responses(self, bytes: &[u8]) -> Vec<Response> {
        let mut responses = Vec::new();
        match self {
            Self::Json => {
                for value in serde_json::Deserializer::from_slice(bytes).into_iter::<serde_json::Value>() {
                    let value = value.expect("nothing but values is on standard output");
                    responses.push(Response {
                        code: value["exitCode"].as_i64().expect("an exit code"),
                        output: value["output"].as_str().expect("a text").to_owned(),
                        id: value["requestId"].as_i64().and_then(|id| id.try_into().ok()).expect("an id"),
                        was_cancelled: value.get("wasCancelled").is_some_and(|value| value == true),
                    });
                }
            }
            Self::Protobuf => {
                let mut rest = bytes;
                while !rest.is_empty() {
                    let length = take_varint(&mut rest) as usize;
                    let (mut message, after) = rest.split_at(length);
                    rest = after;
                    let mut response = Response::default();
                    while !message.is_empty() {
                        let key = take_varint(&mut message);
                        let value = take_varint(&mut message);
                        match (key >> 3, key & 7) {
                            (1, 0) => response.code = value as i64,
                            (3, 0) => response.id = value as i32,
                            (4, 0) => response.was_cancelled = value == 1,
                            (2, 2) => {
                                let (text, after) = message.split_at(value as usize);
                                response.output = String::from_utf8(text.to_vec()).expect("UTF-8");
                                message = after;
                            }
                            other => panic!("no field of a response: {other:?}"),
                        }
                    }
                    responses.push(response);
                }
            }
        }
        responses
    }
}

/// A worker that runs.
struct Worker {
    form: Form,
    child: Child,
    input: ChildStdin,
    output: JoinHandle<Vec<u8>>,
    said: JoinHandle<String>,
}

impl Worker {
    fn start(form: Form, directory: &Path, flags: &[&str]) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["--persistent_worker"])
            .args(flags)
            .current_dir(directory)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("our binary runs");
        let input = child.stdin.take().expect("a pipe");
        let (mut output, mut said) = (child.stdout.take().expect("a pipe"), child.stderr.take().expect("a pipe"));
        let output = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            output.read_to_end(&mut bytes).expect("it can be read");
            bytes
        });
        let said = std::thread::spawn(move || {
            let mut text = String::new();
            said.read_to_string(&mut text).expect("it can be read");
            text
        });
        Self { form, child, input, output, said }
    }

    fn send(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).expect("the worker reads");
    }

    fn request(&mut self, request: &Request) {
        self.send(&self.form.request(request));
    }

    /// Ends the input. Returns the exit code, the responses, and what was said on standard error.
    fn end(mut self) -> (Option<i32>, Vec<Response>, String) {
        drop(self.input);
        let status = self.child.wait().expect("it ends");
        let output = self.output.join().expect("it was read");
        (status.code(), self.form.responses(&output), self.said.join().expect("it was read"))
    }

    /// The memory that it has, in bytes.
    fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("Linux tells it");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line");
        line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") << 10
    }
}

/// The arguments of an action with one source.
fn action(source: &str, name: &str, pyc: &str, level: u8, mode: &str, version: &str) -> Vec<String> {
    let level = level.to_string();
    let pairs = [
        ("--invalidation_mode", mode),
        ("--src", source),
        ("--src_name", name),
        ("--pyc", pyc),
        ("--optimize", &level),
        ("--python_version", version),
    ];
    pairs.iter().flat_map(|(flag, value)| [flag.to_string(), value.to_string()]).collect()
}

fn run(program: &Path, directory: &Path, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).current_dir(directory).output().expect("our binary runs")
}

fn target(version: &str) -> &'static Target {
    version.parse().expect("a version")
}

/// The .pyc that the library makes.
fn expected(source: &[u8], name: &str, level: u8, mode: &str, version: &str) -> Vec<u8> {
    let stamp = if mode == "checked_hash" { Stamp::CheckedHash } else { Stamp::UncheckedHash };
    compile_pyc(source, name.as_bytes(), target(version), Options::at_level(level), stamp).expect("it is valid").bytes
}

const MODES: [&str; 2] = ["checked_hash", "unchecked_hash"];

/// Some sources of the corpus, in a directory.
fn corpus(directory: &Path) -> Vec<(String, Vec<u8>)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(corpus).expect("the corpus").map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "py"));
    paths.sort();
    let mut sources = Vec::new();
    for path in paths {
        let text = fs::read(&path).expect("it can be read");
        let is_valid =
            |version| compile_pyc(&text, b"x", target(version), Options::default(), Stamp::CheckedHash).is_ok();
        if text.len() < 1_000 && is_valid("3.12.1") && is_valid("3.13.18") {
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
            fs::write(directory.join(&name), &text).expect("it can be written");
            sources.push((name, text));
        }
        if sources.len() == 24 {
            break;
        }
    }
    assert!(sources.len() == 24, "{} sources", sources.len());
    sources
}

#[test]
fn an_action_of_its_own_process_writes_what_the_library_makes() {
    let directory = TempDir::new().expect("a directory");
    let root = directory.path();
    let sources = corpus(root);
    for (number, mode) in MODES.iter().enumerate() {
        for level in 0..3 {
            let triples = sources.iter().map(|(name, _)| {
                format!("--src\n{name}\n--src_name\npkg/{name}\n--pyc\nout/{number}/__pycache__/{name}.{level}.pyc\n")
            });
            let rest = format!("--invalidation_mode\n{mode}\n--optimize\n{level}\n--python_version\n3.12\n");
            fs::write(root.join("params"), triples.collect::<String>() + &rest).expect("it can be written");
            let output = run(Path::new(PROGRAM), root, &["--python-release", "3.12.1", "@params"]);
            assert!(output.status.success(), "{output:?}");
            assert!(output.stdout.is_empty());
            for (name, text) in &sources {
                let pyc = fs::read(root.join(format!("out/{number}/__pycache__/{name}.{level}.pyc"))).expect("written");
                assert_eq!(pyc[4..8], [if number == 0 { 3 } else { 1 }, 0, 0, 0]);
                assert!(pyc == expected(text, &format!("pkg/{name}"), level, mode, "3.12.1"), "{name} {level} {mode}");
            }
        }
    }
}

#[test]
fn the_release_is_a_flags_or_a_names_or_said() {
    let directory = TempDir::new().expect("a directory");
    let root = directory.path();
    // A loop whose iterable has another position since 3.12.5.
    let text = b"def f():\n    for x in (\n        g(1)):\n        h(lambda: x)\n";
    fs::write(root.join("a.py"), text).expect("it can be written");
    let of = |version: &str| expected(text, "a.py", 0, MODES[1], version);
    assert_ne!(of("3.12.1"), of("3.12.7"));
    let named = root.join("worker-python-3.12.1");
    std::os::unix::fs::symlink(PROGRAM, &named).expect("a link");
    let program = Path::new(PROGRAM);
    for (program, flags, series, release, is_said) in [
        (program, &["--python-release", "3.13.5,3.12.1"][..], "3.12", "3.12.1", false),
        (program, &["--python-release=3.12.1"], "3.12", "3.12.1", false),
        (program, &["--python-release=3.12.1"], "3.12.7", "3.12.7", false),
        (&named, &[], "3.12", "3.12.1", false),
        (&named, &["--python-release=3.12.7"], "3.12", "3.12.7", false),
        (program, &[], "3.12", "3.12.7", true),
        (program, &["--python-release=3.13.5"], "3.12", "3.12.7", true),
    ] {
        let arguments = action("a.py", "a.py", "a.pyc", 0, MODES[1], series);
        let arguments: Vec<&str> = flags.iter().copied().chain(arguments.iter().map(String::as_str)).collect();
        let output = run(program, root, &arguments);
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(output.status.success(), "{said}");
        let remark = "pycompile-worker: 3.12 is taken for 3.12.7, the newest that was compared with CPython's files; \
                      --python-release names another\n";
        assert_eq!(said, if is_said { remark } else { "" });
        assert!(fs::read(root.join("a.pyc")).expect("written") == of(release), "{flags:?} {series}");
    }
    let output = run(&root.join("worker-python-3.12.1"), root, &["--python-release=3.12.1,3.12.7", "--src", "a.py"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_is_refused_is_said_and_leaves_no_file() {
    let directory = TempDir::new().expect("a directory");
    let root = directory.path();
    fs::write(root.join("bad.py"), "x = (\n").expect("it can be written");
    fs::write(root.join("odd.py"), "x = 1 is 1\n").expect("it can be written");
    fs::write(root.join("old.pyc"), "as it was").expect("it can be written");
    let mut arguments = action("bad.py", "pkg/bad.py", "old.pyc", 0, MODES[0], "3.12.1");
    arguments.extend(["--src=no.py", "--src_name=no.py", "--pyc=no.pyc"].map(String::from));
    arguments.extend(["--src=odd.py", "--src_name=pkg/odd.py", "--pyc=odd.pyc"].map(String::from));
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = run(Path::new(PROGRAM), root, &arguments);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert_eq!(
        String::from_utf8(output.stderr).expect("UTF-8"),
        "  File \"pkg/bad.py\", line 1\n    x = (\n        ^\nSyntaxError: '(' was never closed\n\
         FileNotFoundError: [Errno 2] No such file or directory: 'no.py'\n\
         pkg/odd.py:1: SyntaxWarning: \"is\" with 'int' literal. Did you mean \"==\"?\n"
    );
    assert_eq!(fs::read(root.join("old.pyc")).expect("it is there"), b"as it was");
    assert!(!root.join("no.pyc").exists() && root.join("odd.pyc").exists());
    for wrong in [&["--src", "odd.py"][..], &["odd.py"], &["@no"], &["--python-release", "2.7"], &[]] {
        let output = run(Path::new(PROGRAM), root, wrong);
        assert_eq!((output.status.code(), output.stdout), (Some(2), Vec::new()), "{wrong:?}");
        assert!(!output.stderr.is_empty());
    }
    let output = run(Path::new(PROGRAM), root, &["--persistent_worker", "@params"]);
    assert_eq!(output.status.code(), Some(2));
}

/// What is to be answered to a request.
enum Answer {
    /// The .pyc with these bytes; where it is cancelled, that or none.
    Pyc(PathBuf, Vec<u8>),
    /// A text with this in it, and the exit code.
    Words(&'static str, i64),
}

#[test]
fn a_thousand_requests_cancelled_malformed_and_oversized_among_them() {
    for form in [Form::Json, Form::Protobuf] {
        let directory = TempDir::new().expect("a directory");
        let root = directory.path();
        let sandbox = root.join("sandbox/1");
        fs::create_dir_all(&sandbox).expect("a directory");
        let sources = corpus(root);
        corpus(&sandbox);
        fs::write(root.join("bad.py"), "def f(:\n").expect("it can be written");
        let mut worker = Worker::start(form, root, &["--python-release", "3.12.1"]);
        let mut answers: HashMap<i32, Answer> = HashMap::new();
        let mut cancelled = HashSet::new();
        for id in 1..=1_000 {
            let kind = id as usize;
            let (name, text) = &sources[kind * 7 % sources.len()];
            let (mode, level) = (MODES[kind % 2], (kind / 2 % 3) as u8);
            let (series, release) = [("3.12", "3.12.1"), ("3.13", "3.13.18")][kind / 6 % 2];
            let mut request = Request { id, ..Request::default() };
            let recorded = format!("pkg/{name}");
            let answer = match kind % 20 {
                1 => {
                    worker.send(&form.malformed(id, kind / 20));
                    answers.insert(id, Answer::Words("pycompile-worker: no request: ", 2));
                    continue;
                }
                3 => {
                    request.arguments = action("bad.py", "bad.py", "bad.pyc", 0, mode, series);
                    Answer::Words("SyntaxError: invalid syntax\n", 1)
                }
                5 => {
                    request.arguments = vec!["--src".to_owned(), "a.py".to_owned()];
                    Answer::Words("pycompile-worker: a --src has a --src_name and a --pyc", 2)
                }
                7 if kind < 40 => {
                    request.arguments = vec!["x".repeat(MOST)];
                    Answer::Words("and 16777216 at most are read", 2)
                }
                kind => {
                    let pyc = format!("out/{id}.pyc");
                    request.arguments = action(name, &recorded, &pyc, level, mode, series);
                    let base = if kind % 4 == 0 { &sandbox } else { root };
                    if kind % 4 == 0 {
                        request.sandbox = "sandbox/1".to_owned();
                    }
                    Answer::Pyc(base.join(pyc), expected(text, &recorded, level, mode, release))
                }
            };
            worker.request(&request);
            answers.insert(id, answer);
            if kind % 10 == 8 {
                // This one, one that has been answered for long or not, and one that there never was.
                for id in [id, id - 6, id + 1_000_000] {
                    cancelled.insert(id);
                    worker.request(&Request { id, is_cancel: true, ..Request::default() });
                }
            }
        }
        let (code, responses, said) = worker.end();
        assert_eq!(code, Some(0));
        assert_eq!(said, REMARK);
        let ids: HashSet<i32> = responses.iter().map(|response| response.id).collect();
        assert_eq!((responses.len(), ids.len()), (1_000, 1_000), "{form:?}: one response for each request");
        let mut numbers = [0; 3];
        for Response { code, output, id, was_cancelled } in responses {
            assert!(!was_cancelled || cancelled.contains(&id), "{form:?}: {id} was not to be cancelled");
            match &answers[&id] {
                Answer::Pyc(path, bytes) => match fs::read(path) {
                    Ok(pyc) => assert!(pyc == *bytes, "{form:?} {id}: not what the library makes"),
                    Err(error) => assert!(was_cancelled, "{form:?} {id}: {error}"),
                },
                Answer::Words(words, expected) if !was_cancelled => {
                    assert!(output.contains(words), "{form:?} {id}: {output}");
                    assert_eq!(code, *expected, "{form:?} {id}");
                }
                Answer::Words(..) => {}
            }
            if !was_cancelled && matches!(answers[&id], Answer::Pyc(..)) {
                assert_eq!(code, 0, "{form:?} {id}: {output}");
            }
            numbers[if was_cancelled { 2 } else { usize::from(code != 0) }] += 1;
        }
        println!("{form:?}: {} compiled, {} refused, {} cancelled", numbers[0], numbers[1], numbers[2]);
        assert!(numbers[0] > 600 && numbers[1] > 100);
        assert!(!root.join("bad.pyc").exists());
        let left = fs::read_dir(root.join("out")).expect("a directory").filter_map(Result::ok);
        let left: Vec<_> =
            left.map(|entry| entry.file_name()).filter(|name| !name.to_string_lossy().ends_with(".pyc")).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

/// What is said of 3.13, which no release is named of.
const REMARK: &str = "pycompile-worker: 3.13 is taken for 3.13.18, the newest that was compared with CPython's files; \
                      --python-release names another\n";

#[test]
fn requests_that_are_cancelled_in_time_are_not_run() {
    for form in [Form::Json, Form::Protobuf] {
        let directory = TempDir::new().expect("a directory");
        let root = directory.path();
        // It takes its time: one is enough for what comes after it to be read.
        fs::write(root.join("large.py"), "x = [a + b * c for d in e]\n".repeat(6_000)).expect("it can be written");
        fs::write(root.join("small.py"), "x = 1\n").expect("it can be written");
        let mut worker = Worker::start(form, root, &["--python-release", "3.12.1"]);
        let request = |id: i32, name: &str| Request {
            id,
            arguments: action(name, name, &format!("{id}.pyc"), 0, MODES[0], "3.12"),
            ..Request::default()
        };
        // More than there are cores.
        let many = 2 * std::thread::available_parallelism().map_or(1, |count| count.get()) as i32;
        let mut bytes = Vec::new();
        (1..=many).for_each(|id| bytes.extend(form.request(&request(id, "large.py"))));
        for id in many + 1..=many + 50 {
            bytes.extend(form.request(&request(id, "small.py")));
            bytes.extend(form.request(&Request { id, is_cancel: true, ..Request::default() }));
        }
        worker.send(&bytes);
        let (code, responses, said) = worker.end();
        assert_eq!((code, said.as_str()), (Some(0), ""));
        assert_eq!(responses.len() as i32, many + 50);
        for response in &responses {
            let is_there = root.join(format!("{}.pyc", response.id)).exists();
            assert_eq!(is_there, response.id <= many, "{form:?}: {response:?}");
            assert_eq!(response.was_cancelled, response.id > many, "{form:?}: {response:?}");
        }
    }
}

#[test]
fn requests_without_an_id_run_one_after_another() {
    for form in [Form::Json, Form::Protobuf] {
        let directory = TempDir::new().expect("a directory");
        let root = directory.path();
        fs::write(root.join("a.py"), "x = 1\n").expect("it can be written");
        let mut worker = Worker::start(form, root, &["--python-release", "3.12.1"]);
        let mut expected = Vec::new();
        for number in 0..40 {
            let source = if number % 3 == 0 { "no.py" } else { "a.py" };
            let arguments = action(source, source, "a.pyc", 0, MODES[0], "3.12");
            worker.request(&Request { arguments, ..Request::default() });
            expected.push(i64::from(number % 3 == 0));
        }
        let (code, responses, _) = worker.end();
        assert_eq!(code, Some(0));
        assert_eq!(responses.iter().map(|response| response.code).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn what_is_said_goes_to_standard_error_if_it_is_asked_for() {
    let directory = TempDir::new().expect("a directory");
    fs::write(directory.path().join("a.py"), "x = 1\n").expect("it can be written");
    for (flags, verbosity, expected) in [
        (&[][..], 0, 0),
        (&[], 10, 1),
        (&["--log_level", "INFO", "--worker_impl", "async"], 0, 1),
        (&["--log_level=ERROR"], 0, 0),
    ] {
        let flags: Vec<&str> = ["--python-release=3.12.1"].iter().chain(flags).copied().collect();
        let mut worker = Worker::start(Form::Json, directory.path(), &flags);
        let arguments = action("a.py", "a.py", "a.pyc", 0, MODES[0], "3.12");
        worker.request(&Request { id: 5, arguments, verbosity, ..Request::default() });
        let (code, responses, said) = worker.end();
        assert_eq!((code, responses.len(), said.lines().count()), (Some(0), 1, expected), "{said}");
        assert!(said.is_empty() || said.starts_with("pycompile-worker: request 5: exit code 0, "), "{said}");
    }
}

#[test]
fn an_id_of_two_requests_is_refused() {
    let directory = TempDir::new().expect("a directory");
    let root = directory.path();
    fs::write(root.join("large.py"), "x = [a + b * c for d in e]\n".repeat(2_000)).expect("it can be written");
    let arguments = action("large.py", "large.py", "a.pyc", 0, MODES[0], "3.12.1");
    let mut worker = Worker::start(Form::Json, root, &[]);
    let request = Form::Json.request(&Request { id: 6, arguments, ..Request::default() });
    worker.send(&[request.clone(), request].concat());
    let (_, responses, _) = worker.end();
    let codes: Vec<i64> = responses.iter().map(|response| response.code).collect();
    assert_eq!(codes, [2, 0]);
    assert_eq!(responses[0].output, "pycompile-worker: there is another request 6\n");
}

#[test]
fn a_stream_that_ends_early_or_is_lost_ends_the_worker() {
    let directory = TempDir::new().expect("a directory");
    let root = directory.path();
    fs::write(root.join("a.py"), "x = 1\n").expect("it can be written");
    let arguments = action("a.py", "a.py", "a.pyc", 0, MODES[0], "3.12.1");
    let request = Request { id: 3, arguments, ..Request::default() };
    for (form, flags, more, ends) in [
        (Form::Json, &[][..], &b""[..], Some(0)),
        (Form::Json, &[], b"{\"requestId\":4", Some(0)),
        (Form::Protobuf, &[], b"", Some(0)),
        (Form::Protobuf, &[], &[20, 0x18, 4], Some(0)),
        (Form::Protobuf, &[], &[0xff; 12], Some(1)),
        // Told the wrong protocol, or none that this is.
        (Form::Json, &["--protocol", "json"], b"", Some(0)),
        (Form::Protobuf, &["--protocol", "proto"], b"", Some(0)),
    ] {
        let mut worker = Worker::start(form, root, flags);
        worker.request(&request);
        worker.send(more);
        let (code, responses, said) = worker.end();
        assert_eq!((code, responses.len()), (ends, 1 + usize::from(!more.is_empty())), "{form:?} {more:?} {said}");
        assert!(responses.iter().any(|response| (response.id, response.code) == (3, 0)));
        assert_eq!(said.is_empty(), ends == Some(0), "{said}");
        assert!(root.join("a.pyc").exists());
    }
    for form in [Form::Json, Form::Protobuf] {
        let (code, responses, said) = Worker::start(form, root, &[]).end();
        assert_eq!((code, responses.len(), said.as_str()), (Some(0), 0, ""));
    }
}

/// The number of requests over which memory is watched: `PYCOMPILEALL_WORKER_REQUESTS`, or a few.
fn number_of_requests() -> i32 {
    let wanted = std::env::var("PYCOMPILEALL_WORKER_REQUESTS").ok();
    wanted.map_or(2_000, |wanted| wanted.parse().expect("a number"))
}

#[test]
fn memory_is_bounded() {
    let directory = TempDir::new().expect("a directory");
    let root = directory.path();
    let mut sources = corpus(root);
    sources.sort_by_key(|(_, text)| text.len());
    sources.truncate(10);
    let last = number_of_requests();
    for form in [Form::Json, Form::Protobuf] {
        let mut worker = Worker::start(form, root, &["--python-release=3.12.1"]);
        let mut early = 0;
        for id in 1..=last {
            let (name, _) = &sources[id as usize % sources.len()];
            // Paths of many lengths, files that are replaced, and what is refused.
            let pyc = format!("{}/{}.pyc", "out".repeat(id as usize % 50 + 1), id % 100);
            let mut arguments = action(name, name, &pyc, 0, MODES[0], "3.12");
            if id % 10 == 0 {
                arguments.push("x".repeat(10_000));
            }
            worker.request(&Request { id, arguments, ..Request::default() });
            if id == last / 3 {
                early = worker.memory();
            }
        }
        let late = worker.memory();
        println!("{form:?}: {early} bytes after {} requests, {late} after {last}", last / 3);
        let (code, responses, _) = worker.end();
        assert_eq!((code, responses.len() as i32), (Some(0), last));
        assert!(late < early + (8 << 20), "{form:?}: {early} bytes, then {late}");
        assert!(late < 100 << 20, "{form:?}: {late} bytes");
    }
}
