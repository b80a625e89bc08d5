//! Startup names are those of the interpreters: what `python -m compileall` has interned when it compiles its first file.
//!
//! Two functions use a frozenset of each name. If the name is interned, by another object than the constant, each gets a
//! set of its own, and if it is not, both share one: the bytes of the .pyc file say which. Names of all lists are tried
//! with each release, and as many that are in no list.

mod support;

use pycompileall::{Options, Target, compile};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;
use support::interpreters::{self, Interpreter};
use support::marshal::{self, Value};

/// What an interpreter has interned at some times and at others not, or where other packages are installed: nothing holds
/// such a name any more but a cache that goes by addresses.
const LUCK: [&str; 4] = ["O_BINARY", "_m", "certifi", "st_file_attributes"];

/// How often an interpreter is asked while something differs.
const TRIES: usize = 4;

/// The lists, named as the releases that `tests/recorded/record_startup.py` recorded.
const LISTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/compiler/version/startup");

/// All names of the lists, and others.
fn names() -> Vec<String> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(LISTS).expect("the lists") {
        let text = std::fs::read_to_string(entry.expect("a list").path()).expect("a list");
        names.extend(text.lines().map(|line| line.trim_start_matches(['+', '-']).to_owned()));
    }
    // Constants of other characters are not interned.
    names.retain(|name| {
        !LUCK.contains(&&**name) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    });
    let others: Vec<_> = names.iter().map(|name| format!("{name}_q")).collect();
    names.extend(others);
    names.extend(["compileall", "runpy"].map(str::to_owned));
    names.extend(('0'..='z').filter(|c| c.is_ascii_alphanumeric()).map(String::from));
    names.into_iter().collect()
}

/// The names whose frozensets are not shared in a marshalled module of [`program`].
fn interned<'n>(names: &'n [String], code: &[u8]) -> BTreeSet<&'n str> {
    let stream = marshal::read(code).expect("marshal's stream");
    let Value::Code(module) = &*stream.value else { panic!("no module") };
    let sets: Vec<_> = module.consts.iter().filter_map(|constant| set_of(constant)).collect();
    assert_eq!(sets.len(), 2 * names.len());
    let pairs = names.iter().zip(sets.chunks_exact(2));
    pairs.filter(|(_, pair)| !Rc::ptr_eq(pair[0], pair[1])).map(|(name, _)| &**name).collect()
}

/// The frozenset that a function uses.
fn set_of(constant: &Value) -> Option<&Rc<Value>> {
    let Value::Code(function) = constant else { return None };
    function.consts.iter().find(|constant| matches!(***constant, Value::FrozenSet(_)))
}

/// Two functions for each name, which are equal in nothing but the set.
fn program(names: &[String]) -> String {
    names.iter().enumerate().fold(String::new(), |mut text, (index, name)| {
        let number = 1000 + 2 * index;
        let _ = writeln!(text, "lambda: {number} in {{'{name}', 1}}\nlambda: {} in {{'{name}', 1}}", number + 1);
        text
    })
}

/// What an interpreter's compileall makes of a program, the first that it compiles.
fn theirs(python: &Interpreter, program: &str) -> Vec<u8> {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("a.py");
    let run = || {
        std::fs::write(&file, program).expect("a program");
        let mut command = Command::new(&python.path);
        command.args(["-I", "-m", "compileall", "-qf", "a.py"]).current_dir(&directory);
        assert!(command.status().expect("the interpreter").success(), "{}", python.path.display());
    };
    // The first run compiles what the interpreter itself uses and has not compiled yet.
    run();
    run();
    let pyc = directory.path().join(format!("__pycache__/a.cpython-3{}.pyc", python.minor));
    std::fs::read(pyc).expect("its file").split_off(16)
}

#[test]
fn as_the_interpreters_have_them() {
    let names = names();
    let program = program(&names);
    for minor in Target::supported().iter().map(|target| target.version.minor) {
        for python in interpreters::all(minor) {
            if !Path::new(LISTS).join(format!("3.{minor}.{}.txt", python.micro)).is_file() {
                continue;
            }
            let target = Target::for_version(python.minor, Some(python.micro)).expect("a release that we know");
            let ours = compile(program.as_bytes(), b"a.py", target, Options::default()).expect("a program");
            let ours = interned(&names, &ours.code);
            // Some names are there at some times only. What differs each time is a mistake of ours.
            let mut differing: Option<BTreeSet<&str>> = None;
            let mut count = 0;
            for _ in 0..TRIES {
                let theirs = self::theirs(&python, &program);
                let theirs = interned(&names, &theirs);
                assert!(theirs.len() > 4000 && theirs.len() < names.len() - 4000, "{}", theirs.len());
                count = theirs.len();
                let differs = |name: &&str| ours.contains(name) != theirs.contains(name);
                let candidates =
                    differing.take().unwrap_or_else(|| ours.symmetric_difference(&theirs).copied().collect());
                let still = candidates.into_iter().filter(differs).collect::<BTreeSet<_>>();
                let is_equal = still.is_empty();
                differing = Some(still);
                if is_equal {
                    break;
                }
            }
            let differing = differing.unwrap_or_default();
            assert!(differing.is_empty(), "{}: {differing:?}", target.version);
            println!("{}: {count} of {} names are interned", target.version, names.len());
        }
    }
}
