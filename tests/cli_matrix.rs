//! Every flag of compileall with every other, and every variable of the environment, on twin trees.
//!
//! By default a sample is tried, each case with one interpreter; `PYCOMPILEALL_TWINS=full` tries them
//! all with all, on trees that were compiled before as well.

mod support;

use std::fs;
use std::path::Path;

use support::interpreters::{self, Interpreter};
use support::twins::{self, Case, Module};

/// Every flag, in the forms that have a meaning of their own.
const FLAGS: [&str; 21] = [
    "-l",
    "-r 1",
    "-f",
    "-q",
    "-qq",
    "-b",
    "-d /dest",
    "-d ",
    "-s tree",
    "-s tree/pkg",
    "-p pre/",
    "-x sub/|Z",
    "-x (?<!two)\\.d",
    "-i list",
    "-i -",
    "-e tree",
    "-o 1",
    "-o 0 -o 2",
    "-o 0 -o 1 -o 2 --hardlink-dupes",
    "--invalidation-mode unchecked-hash",
    "--invalidation-mode checked-hash",
];

/// Pairs in which compileall loses files or refuses itself after it has written some: see
/// docs/departures.md.
const DEPARTURES: [[&str; 2]; 1] = [["-b", "-o 0 -o 1 -o 2 --hardlink-dupes"]];

const VARIABLES: [(&str, &str); 21] = [
    ("SOURCE_DATE_EPOCH", "1"),
    ("SOURCE_DATE_EPOCH", ""),
    ("PYTHONPYCACHEPREFIX", "cache"),
    ("PYTHONPYCACHEPREFIX", "./cache//"),
    ("PYTHONPYCACHEPREFIX", ""),
    ("PYTHONOPTIMIZE", "1"),
    ("PYTHONOPTIMIZE", "2"),
    ("PYTHONOPTIMIZE", "3"),
    ("PYTHONOPTIMIZE", "x"),
    ("PYTHONNODEBUGRANGES", "1"),
    ("PYTHONNODEBUGRANGES", ""),
    ("PYTHONWARNINGS", "ignore"),
    ("PYTHONWARNINGS", "error"),
    ("PYTHONWARNINGS", "error::SyntaxWarning,ignore:assert"),
    ("PYTHONWARNINGS", "always::DeprecationWarning,once"),
    ("PYTHONWARNINGS", "error:::tree/escapes,nonsense"),
    ("PYTHONWARNINGS", "d::::2,i"),
    ("NO_COLOR", "1"),
    // Since 3.13 tracebacks have colours, and since 3.14 help; what compileall says of files has none.
    ("FORCE_COLOR", "1"),
    ("PYTHON_COLORS", "1"),
    ("PYTHONPATH", "tree"),
];

fn is_full() -> bool {
    std::env::var_os("PYCOMPILEALL_TWINS").is_some_and(|value| value == "full")
}

fn interpreters() -> Vec<Interpreter> {
    let targets = pycompileall::Target::supported();
    targets.iter().filter_map(|target| interpreters::find(target.version.minor)).collect()
}

/// The words of a command line. What is behind the last space can be empty.
fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

fn prepare(root: &Path) {
    fs::write(root.join("list"), "  tree/a.py \ntree/pkg\r\n\ntree/missing.py\n").unwrap();
}

/// As [`prepare`], with files of an earlier run: some fresh, some of another time, some torn.
fn prepare_compiled(python: &Interpreter, root: &Path) {
    prepare(root);
    let mut command = std::process::Command::new(&python.path);
    command.args(["-W", "ignore", "-m", "compileall", "-qq", "-o", "0", "-o", "1", "tree"]).current_dir(root);
    command.output().expect("the interpreter runs");
    let caches = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_map(Result::ok);
    let pycs = caches.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "pyc"));
    for (index, entry) in pycs.enumerate() {
        let mut bytes = fs::read(entry.path()).unwrap();
        // Of the time that most sources are given: fresh.
        bytes[8..12].copy_from_slice(&1_600_000_000_u32.to_le_bytes());
        match index % 5 {
            0 | 1 => {}
            2 => bytes.truncate(index % 16),
            3 => bytes[4] = 3,
            _ => bytes[2] ^= 0xff,
        }
        fs::write(entry.path(), bytes).unwrap();
    }
}

/// What differed in a test.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn report(self, what: &str) {
        let Self(found) = self;
        assert!(found.is_empty(), "{} differences\n{}", found.len(), found.join("\n\n"));
        twins::say(format_args!("{what}: {} cases in this program so far, all equal", twins::count()));
    }
}

/// How many cases there are for one that is in the sample.
const STRIDE: usize = 5;

fn compare(index: usize, case: &Case<'_>, found: &mut Differences) {
    if !is_full() && !index.is_multiple_of(STRIDE) {
        return;
    }
    let index = index / STRIDE;
    let pythons = interpreters();
    let workers = ["1", "2", "4"][index % 3];
    let on_compiled = |python: &Interpreter| {
        let prepare = |root: &Path| prepare_compiled(python, root);
        twins::difference(&Case { prepare: &prepare, ..*case }, python, workers)
    };
    for (number, python) in pythons.iter().enumerate() {
        if is_full() {
            found.0.extend(twins::difference(case, python, workers));
            found.0.extend(on_compiled(python));
        } else if number == index % pythons.len() {
            let is_compiled = index / 3 % 2 == 1;
            let difference = if is_compiled { on_compiled(python) } else { twins::difference(case, python, workers) };
            found.0.extend(difference);
        }
    }
}

/// Compares the pairs of which the first flag is one of `firsts`.
fn compare_pairs(firsts: std::ops::Range<usize>) {
    let mut found = Differences::default();
    for first in firsts {
        for (second, flag) in FLAGS.iter().enumerate().skip(first) {
            let mut line = words(FLAGS[first]);
            if second > first {
                line.extend(words(flag));
            }
            if DEPARTURES.contains(&[FLAGS[first], flag]) {
                continue;
            }
            line.extend(["tree", "tree/a.py"]);
            let stdin = b"tree/doc.py\rtree/pkg/sub\n tree/empty.py";
            compare(
                first * FLAGS.len() + second,
                &Case { args: &line, prepare: &prepare, stdin, ..Case::PLAIN },
                &mut found,
            );
        }
    }
    found.report("pairs of flags");
}

#[test]
fn pairs_of_flags() {
    compare_pairs(0..6);
}

#[test]
fn more_pairs_of_flags() {
    compare_pairs(6..FLAGS.len());
}

#[test]
fn the_environment() {
    let mut found = Differences::default();
    for (index, variable) in VARIABLES.iter().enumerate() {
        for (number, line) in ["tree", "-q -o -1 -o 2 tree/pkg tree/doc.py", "-f -b -d x tree"].iter().enumerate() {
            let case = Case { args: &words(line), prepare: &prepare, envs: &[*variable], ..Case::PLAIN };
            compare(index * 4 + number, &case, &mut found);
        }
        let file = Case { module: Module::PyCompile, args: &["tree/escapes.py", "tree/doc.py"], ..Case::PLAIN };
        compare(index * 4 + 3, &Case { envs: &[*variable], ..file }, &mut found);
    }
    found.report("variables");
}

#[test]
fn flags_of_the_interpreter() {
    let mut found = Differences::default();
    let variables = [("PYTHONWARNINGS", "error"), ("PYTHONPYCACHEPREFIX", "elsewhere")];
    for (index, flags) in [
        "-W ignore",
        "-W error",
        "-We -Wi::SyntaxWarning",
        "-W once",
        "-W nonsense",
        "-X no_debug_ranges",
        "-Xpycache_prefix=cache",
        "-X pycache_prefix=",
        "-X int_max_str_digits=0",
        "-X no_debug_ranges -X pycache_prefix=a/b -W default",
    ]
    .iter()
    .enumerate()
    {
        let case = Case { flags: &words(flags), args: &["tree"], envs: &variables, ..Case::PLAIN };
        compare(index * 3, &case, &mut found);
        compare(
            index + 1,
            &Case { module: Module::PyCompile, args: &["tree/escapes.py", "tree/doc.py"], ..case },
            &mut found,
        );
        compare(index * 3 + 2, &Case { envs: &[], ..case }, &mut found);
    }
    found.report("flags of the interpreter");
}

#[test]
fn masks_of_modes() {
    let mut found = Differences::default();
    for (index, mask) in ["000", "027", "077", "0577"].into_iter().enumerate() {
        let case =
            Case { umask: Some(mask), prepare: &prepare, args: &["-q", "-o", "0", "-o", "1", "tree"], ..Case::PLAIN };
        compare(index * STRIDE, &case, &mut found);
        compare(index * STRIDE + 5, &Case { module: Module::PyCompile, args: &["tree/m755.py"], ..case }, &mut found);
    }
    found.report("masks");
}

#[test]
fn without_paths_the_search_path_is_compiled() {
    let variables = [("PYTHONPATH", "tree:missing:tree/pkg"), ("PYTHONPYCACHEPREFIX", "cache")];
    let mut found = Differences::default();
    for python in interpreters() {
        let remove = |root: &Path| {
            prepare(root);
            for entry in fs::read_dir(root.join("tree")).unwrap().filter_map(Result::ok) {
                let name = entry.file_name();
                if name.as_encoded_bytes().starts_with(b"bad_") || name == "null.py" {
                    fs::remove_file(entry.path()).unwrap();
                }
            }
        };
        // A file in `tree` fails, so that what follows is left alone.
        let failing = Case { envs: &variables, prepare: &remove, args: &["-o", "2", "-x", "a"], ..Case::PLAIN };
        found.0.extend(twins::difference(&failing, &python, "2"));
        let variables = [("PYTHONPATH", "tree/pkg/sub:tree/hollow"), variables[1]];
        let prepare = |root: &Path| copy_library_cache(&python, &root.join("cache"));
        let alone_below = Some("cache");
        let all = Case { envs: &variables, prepare: &prepare, args: &["-f"], alone_below, ..Case::PLAIN };
        found.0.extend(twins::difference(&all, &python, "2"));
    }
    found.report("search paths");
}

/// Puts the .pyc files of the interpreter's library under a cache prefix. Without them it would compile what
/// it imports, and what it has interned by that would show in the files that it writes.
fn copy_library_cache(python: &Interpreter, prefix: &Path) {
    let is_of_library =
        |entry: &walkdir::DirEntry| !["test", "site-packages"].iter().any(|name| entry.file_name() == *name);
    let entries = walkdir::WalkDir::new(&python.library).into_iter().filter_entry(is_of_library);
    for entry in entries.filter_map(Result::ok).filter(|entry| entry.path().extension().is_some_and(|e| e == "pyc")) {
        let directory = entry.path().parent().and_then(Path::parent).expect("a cache in a directory");
        let directory = prefix.join(directory.strip_prefix("/").expect("an absolute path"));
        fs::create_dir_all(&directory).unwrap();
        fs::copy(entry.path(), directory.join(entry.file_name())).unwrap();
    }
}
