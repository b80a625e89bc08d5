//! `--verify`: what is genuine, what is not, and what nobody can say; forged streams and hostile ones.

mod support;

use std::fs;
use std::os::unix::fs::{chown, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pycompileall::{Options, Pyc, Stamp, Target, compile, compile_pyc};
use serde_json::Value;

use support::generate::Random;
use support::marshal;

const TIME: u64 = 1_700_000_000;

/// A directory with `tree/`, in which commands run.
struct Tree(tempfile::TempDir);

impl Tree {
    fn new() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        fs::create_dir_all(directory.path().join("tree/__pycache__")).expect("a directory");
        Self(directory)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("tree").join(name)
    }

    /// Writes a source as it was at [`TIME`].
    fn source(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a source");
        self.set_time(name, TIME);
    }

    fn set_time(&self, name: &str, seconds: u64) {
        let file = fs::File::options().append(true).open(self.path(name)).expect("a source");
        file.set_modified(UNIX_EPOCH + Duration::from_secs(seconds)).expect("its time is set");
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).expect("a .pyc");
    }

    fn ours(&self, line: &str) -> Output {
        let mut command = Command::new("sh");
        for name in ["SOURCE_DATE_EPOCH", "PYTHONPYCACHEPREFIX", "PYTHONOPTIMIZE", "PYTHONWARNINGS", "VIRTUAL_ENV"] {
            command.env_remove(name);
        }
        let line = line.replace("pycompileall", env!("CARGO_BIN_EXE_pycompileall"));
        command.args(["-c", &line]).current_dir(self.0.path()).output().expect("our binary runs")
    }

    /// The exit code and standard output of `--verify` with these arguments.
    fn verify(&self, arguments: &str) -> (Option<i32>, String) {
        let output = self.ours(&format!("pycompileall --verify {arguments}"));
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
    }

    /// The records of the JSON document, by the name of the .pyc.
    fn records(&self, arguments: &str) -> Vec<(String, Value)> {
        let (_, text) = self.verify(&format!("--output-format json {arguments}"));
        let document: Value = serde_json::from_str(&text).expect("JSON");
        let records = document["files"].as_array().expect("records").iter();
        let name = |record: &Value| record["pyc"].as_str().expect("a path").rsplit('/').next().map(str::to_owned);
        records.map(|record| (name(record).expect("a name"), record.clone())).collect()
    }

    /// What is in the tree, with times.
    fn listing(&self) -> Vec<(PathBuf, SystemTime, u64)> {
        let entries = walkdir::WalkDir::new(self.0.path()).sort_by_file_name().into_iter();
        let entries = entries.map(|entry| entry.expect("an entry"));
        let facts = |entry: walkdir::DirEntry| {
            let meta = entry.metadata().expect("its status");
            (entry.path().to_owned(), meta.modified().expect("its time"), meta.len())
        };
        entries.map(facts).collect()
    }
}

fn target() -> &'static Target {
    "3.13".parse().expect("a version")
}

/// The .pyc of `tree/NAME` at a level.
fn pyc(name: &str, source: &str, level: u8) -> Vec<u8> {
    stamped(name, source, level, Stamp::Timestamp(TIME as i64))
}

fn stamped(name: &str, source: &str, level: u8, stamp: Stamp) -> Vec<u8> {
    let path = format!("tree/{name}");
    let pyc = compile_pyc(source.as_bytes(), path.as_bytes(), target(), Options::at_level(level), stamp);
    pyc.expect("a source").bytes
}

/// `bytes` with the one place that has `from` changed to `to`.
fn changed(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|part| part == from.as_bytes()).expect("the text to change");
    [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
}

const SOURCE: &str = "def greet(who):\n    assert who\n    return 'good', who\n";

#[test]
fn each_verdict_in_words() {
    let tree = Tree::new();
    let cached = |name: &str| format!("__pycache__/{name}");
    for name in ["a.py", "b.py", "c.py", "d.py", "e.py", "f.py"] {
        tree.source(name, SOURCE);
    }
    tree.source("refused.py", "x = (\n");
    let good = pyc("a.py", SOURCE, 0);
    tree.write(&cached("a.cpython-313.pyc"), &good);
    tree.write(&cached("a.cpython-313.opt-1.pyc"), &pyc("a.py", SOURCE, 1));
    assert_eq!(tree.verify("tree"), (Some(0), String::new()));
    // A payload, whatever the header is; what imports take unchecked; code of another level; a cut stream, and a long one.
    tree.write(&cached("b.cpython-313.pyc"), &changed(&pyc("b.py", SOURCE, 0), "good", "evil"));
    let unchecked = stamped("c.py", "other = 1\n", 0, Stamp::UncheckedHash);
    tree.write(&cached("c.cpython-313.pyc"), &unchecked);
    tree.write(&cached("d.cpython-313.pyc"), &pyc("d.py", SOURCE, 1));
    tree.write(&cached("e.cpython-313.pyc"), &good[..good.len() - 1]);
    tree.write(&cached("f.cpython-313.pyc"), &[&good[..], b"payload"].concat());
    let stamp = Stamp::Timestamp(TIME as i64);
    let of_refused =
        compile_pyc(b"x = 1\n", b"tree/refused.py", target(), Options::default(), stamp).expect("code").bytes;
    tree.write(&cached("refused.cpython-313.pyc"), &of_refused);
    symlink("a.cpython-313.pyc", tree.path(&cached("g.cpython-313.pyc"))).expect("a link");
    fs::create_dir(tree.path("h.pyc")).expect("a directory");
    let (code, words) = tree.verify("tree");
    let expected = "\
Differs 'tree/__pycache__/b.cpython-313.pyc' ('tree/b.py'): the code differs in greet, instruction at 10
  found:    3:11-3:17 LOAD_CONST 1 ('evil')
  expected: 3:11-3:17 LOAD_CONST 1 ('good')
Differs 'tree/__pycache__/c.cpython-313.pyc' ('tree/c.py'): the code differs in <module>, instruction at 1
  found:    1:8-1:9 LOAD_CONST 0 (1)
  expected: 1:0-3:22 LOAD_CONST 0 (<code greet line 1>)
Differs 'tree/__pycache__/d.cpython-313.pyc' ('tree/d.py'): it is what level 1 gives, and its name says another one
Differs 'tree/__pycache__/e.cpython-313.pyc' ('tree/e.py'): it holds nothing that a compiler writes: it ends within an \
object (at byte ";
    let words_of = |words: &str| words.split_inclusive("(at byte ").next().expect("words").to_owned();
    assert_eq!((code, words_of(&words).as_str()), (Some(1), expected));
    for line in [
        "'tree/f.py'): it holds nothing that a compiler writes: 7 bytes are after its end",
        "Differs 'tree/__pycache__/g.cpython-313.pyc' ('tree/g.py'): it is no regular file, but a symbolic link\n",
        "Differs 'tree/h.pyc' ('tree/h.py'): it is no regular file, but a directory\n",
        "'tree/refused.py'): its source is refused: line 1: SyntaxError: '(' was never closed\n",
    ] {
        assert!(words.contains(line), "{line}\n{words}");
    }
}

#[test]
fn what_imports_pass_over_is_stale() {
    let tree = Tree::new();
    let names = ["time", "touched", "size", "hash", "unchecked", "empty", "magic", "flags"];
    for name in names {
        tree.source(&format!("{name}.py"), SOURCE);
    }
    let write = |name: &str, bytes: &[u8]| tree.write(&format!("__pycache__/{name}.cpython-313.pyc"), bytes);
    let older = SOURCE.replace("good", "fine");
    write("time", &stamped("time.py", &older, 0, Stamp::Timestamp(TIME as i64 - 1)));
    write("touched", &stamped("touched.py", SOURCE, 0, Stamp::Timestamp(TIME as i64 - 1)));
    write("size", &pyc("size.py", &format!("{SOURCE}\n"), 0));
    write("hash", &stamped("hash.py", &older, 0, Stamp::CheckedHash));
    let mut unchecked = stamped("unchecked.py", SOURCE, 0, Stamp::UncheckedHash);
    unchecked[8] ^= 1;
    write("unchecked", &unchecked);
    write("empty", b"");
    let other: &Target = "3.12".parse().expect("a version");
    let stamp = Stamp::Timestamp(TIME as i64);
    let of_other = compile_pyc(SOURCE.as_bytes(), b"tree/magic.py", other, Options::default(), stamp);
    write("magic", &of_other.expect("code").bytes);
    let mut flags = pyc("flags.py", SOURCE, 0);
    flags[4] = 4;
    write("flags", &flags);
    let (code, words) = tree.verify("tree");
    let line = |name: &str, words: &str| {
        format!("Stale 'tree/__pycache__/{name}.cpython-313.pyc' ('tree/{name}.py'): {words}\n")
    };
    let expected = [
        line("empty", "it has no whole header"),
        line("flags", "it has flags that no version knows: 0x4; the code is that of the source as it is"),
        line("hash", "its source has another hash; the code is that of another source"),
        line("magic", "its magic number is not that of its name: 3531"),
        line("size", "its source has another size; the code is that of the source as it is"),
        line("time", "its source has another time; the code is that of another source"),
        line("touched", "its source has another time; the code is that of the source as it is"),
        line("unchecked", "its source has another hash; the code is that of the source as it is"),
    ];
    assert_eq!((code, words), (Some(1), expected.concat()));
}

#[test]
fn what_nobody_can_say_is_an_error_if_one_wants_it() {
    let tree = Tree::new();
    tree.source("a.py", SOURCE);
    let good = pyc("a.py", SOURCE, 0);
    tree.write("__pycache__/a.cpython-313-pytest-8.3.1.pyc", &good);
    tree.write("__pycache__/a.pypy311.pyc", &[b"\xf0\0\r\n", &good[4..]].concat());
    tree.write("__pycache__/gone.cpython-313.pyc", &stamped("gone.py", SOURCE, 0, Stamp::UncheckedHash));
    tree.write("sourceless.pyc", &good);
    let expected = "\
Undecidable 'tree/__pycache__/a.cpython-313-pytest-8.3.1.pyc' ('tree/a.py'): its name has a tag of no version that can \
be compiled for: 'cpython-313-pytest-8.3.1'
Undecidable 'tree/__pycache__/a.pypy311.pyc' ('tree/a.py'): its magic number is of no version that can be compiled for: \
240
Undecidable 'tree/__pycache__/gone.cpython-313.pyc' ('tree/gone.py'): there is no source, so that nothing imports it
Undecidable 'tree/sourceless.pyc' ('tree/sourceless.py'): there is no source, and it is imported without one
";
    assert_eq!(tree.verify("tree"), (Some(0), expected.to_owned()));
    assert_eq!(tree.verify("--strict tree"), (Some(1), expected.to_owned()));
    let summary = tree.ours("pycompileall --verify --summary -qq tree").stderr;
    let summary = String::from_utf8(summary).expect("UTF-8");
    assert!(summary.starts_with("Verified 4 .pyc files in ") && summary.ends_with(", 4 undecidable\n"), "{summary}");
}

#[test]
fn what_explains_a_file_is_named() {
    let tree = Tree::new();
    let source =
        "def f(x):\n    for y in [y for y in x if y]:\n        assert y, 'text'\n    return lambda z: x[y:z]\n";
    let older: &Target = "3.12.1".parse().expect("a version");
    let newer: &Target = "3.12.7".parse().expect("a version");
    let write = |name: &str, recorded: &str, target, options| {
        tree.source(&format!("{name}.py"), source);
        let stamp = Stamp::Timestamp(TIME as i64);
        let pyc = compile_pyc(source.as_bytes(), recorded.as_bytes(), target, options, stamp).expect("code").bytes;
        tree.write(&format!("__pycache__/{name}.cpython-312.pyc"), &pyc);
    };
    let mut no_columns = Options::default();
    no_columns.debug_ranges = false;
    write("a", "tree/a.py", newer, Options::default());
    write("b", "tree/b.py", older, Options::default());
    write("c", "tree/c.py", newer, no_columns);
    write("d", "/built/elsewhere/d.py", newer, Options::default());
    write("e", "/built/elsewhere/e.py", older, no_columns);
    let (code, words) = tree.verify("--strict --python-version 3.12.7 tree");
    let line = |name: &str| format!("Explained 'tree/__pycache__/{name}.cpython-312.pyc' ('tree/{name}.py'): ");
    let lines: Vec<&str> = words.lines().collect();
    assert_eq!((code, lines.len()), (Some(0), 3), "{words}");
    assert!(lines[0].starts_with(&(line("b") + "as Python 3.12.")), "{words}");
    assert_eq!(lines[1], line("c") + "without columns (-X no_debug_ranges)");
    assert!(lines[2].starts_with(&(line("e") + "with the path '/built/elsewhere/e.py', as Python 3.12.")), "{words}");
    assert!(lines[2].ends_with(", without columns (-X no_debug_ranges)"), "{words}");
    assert_eq!(tree.verify("-q --python-version 3.12.7 tree"), (Some(0), String::new()));
    assert!(!tree.verify("--python-version 3.12.1 tree").1.contains("b.cpython"));
    let records = tree.records("--python-version 3.12.7 tree");
    let statuses: Vec<_> = records.iter().map(|(_, record)| record["status"].as_str().expect("a status")).collect();
    assert_eq!(statuses, ["genuine", "explained", "explained", "genuine", "explained"]);
    assert_eq!(records[3].1["explanations"][0], "with the path '/built/elsewhere/d.py'");
}

#[test]
fn several_things_together_explain_a_file() {
    let tree = Tree::new();
    let source = "def f(x):\n    for y in [y for y in x if y]:\n        assert y, ~True\n    return x\n";
    tree.source("a.py", source);
    let older: &Target = "3.12.1".parse().expect("a version");
    let mut options = Options::default();
    options.bool_inversion_is_error = true;
    options.debug_ranges = false;
    let pyc = compile_pyc(source.as_bytes(), b"tree/a.py", older, options, Stamp::Timestamp(TIME as i64));
    tree.write("__pycache__/a.cpython-312.pyc", &pyc.expect("code").bytes);
    let (code, words) = tree.verify("--python-version 3.12.7 tree");
    let end = ", without columns (-X no_debug_ranges), with warnings as errors\n";
    assert!(code == Some(0) && words.contains(": as Python 3.12.") && words.ends_with(end), "{words}");
}

#[test]
fn files_beside_their_sources_may_be_of_any_level() {
    let tree = Tree::new();
    for (name, level) in [("a", 0), ("b", 1), ("c", 2)] {
        let source = format!("{name}.py");
        tree.source(&source, "'''doc'''\nassert x\n");
        tree.write(&format!("{name}.pyc"), &pyc(&source, "'''doc'''\nassert x\n", level));
    }
    let levels: Vec<_> = tree.records("tree").iter().map(|(_, record)| record["level"].clone()).collect();
    assert_eq!(levels, [0, 1, 2]);
    assert_eq!(tree.verify("--strict tree"), (Some(0), String::new()));
    assert_eq!(tree.verify("--strict -b tree"), (Some(0), String::new()));
}

#[test]
fn what_is_looked_at_follows_the_options() {
    let tree = Tree::new();
    fs::create_dir_all(tree.path("sub/__pycache__")).expect("a directory");
    fs::create_dir_all(tree.path("cache")).expect("a directory");
    let forged = changed(&pyc("a.py", SOURCE, 0), "good", "evil");
    for (source, pyc) in [
        ("a.py", "__pycache__/a.cpython-313.pyc"),
        ("b.py", "__pycache__/b.cpython-313.opt-2.pyc"),
        ("c.py", "c.pyc"),
        ("sub/d.py", "sub/__pycache__/d.cpython-313.pyc"),
    ] {
        tree.source(source, SOURCE);
        tree.write(pyc, &forged);
    }
    let before = tree.listing();
    let names = |arguments: &str| {
        let found = tree.records(arguments);
        assert!(found.iter().all(|(_, record)| record["status"] == "differs"), "{found:?}");
        found.into_iter().map(|(name, _)| name.split('.').next().expect("a name").to_owned()).collect::<String>()
    };
    for (arguments, expected) in [
        ("tree", "abcd"),
        ("-j1 tree", "abcd"),
        ("-j4 tree", "abcd"),
        ("-l tree", "abc"),
        ("-o 2 tree", "bc"),
        ("-o 0 tree", "acd"),
        ("-b tree", "c"),
        ("-x 'sub|b[.]py' tree", "ac"),
        ("tree/a.py", "a"),
        ("tree/c.pyc", "c"),
        ("tree/__pycache__/b.cpython-313.opt-2.pyc", "b"),
        ("tree/__pycache__", "ab"),
        ("tree/sub tree/a.py", "da"),
        ("--python-version 3.11,3.12 tree", "abcd"),
    ] {
        assert_eq!(names(arguments), expected, "{arguments}");
    }
    let listed = tree.ours("printf 'tree/a.py\\ntree/sub\\n' | pycompileall --verify -q -i -");
    assert_eq!(String::from_utf8_lossy(&listed.stdout).matches("Differs").count(), 2);
    let (code, _) = tree.verify("-qq tree");
    assert_eq!((code, tree.listing()), (Some(1), before));
    for other in ["--check", "--syntax-only", "-f", "--archives", "--record", "--fresh-by-mode", "--prune"] {
        assert_eq!(tree.ours(&format!("pycompileall --verify {other} tree")).status.code(), Some(2), "{other}");
    }
    assert_eq!(tree.ours("pycompileall --verify tree/missing").status.code(), Some(1));
    fs::write(tree.path("a.zip"), "PK").expect("a file");
    let output = tree.ours("pycompileall --verify tree/a.zip");
    let words = "warning: 'tree/a.zip' is neither a source nor a .pyc: nothing in it is compared\n";
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), words));
}

#[test]
fn a_source_is_read_where_links_may_lead() {
    let tree = Tree::new();
    fs::create_dir(tree.path("../outside")).expect("a directory");
    fs::write(tree.path("../outside/real.py"), SOURCE).expect("a source");
    symlink("../outside/real.py", tree.path("a.py")).expect("a link");
    tree.set_time("a.py", TIME);
    tree.write("__pycache__/a.cpython-313.pyc", &changed(&pyc("a.py", SOURCE, 0), "good", "evil"));
    assert_eq!(tree.verify("-qq tree").0, Some(1));
    assert_eq!(tree.verify("-e tree tree"), (Some(0), String::new()));
    // A cache that is a link out of what is verified.
    fs::rename(tree.path("__pycache__"), tree.path("../outside/cache")).expect("a new name");
    symlink("../outside/cache", tree.path("__pycache__")).expect("a link");
    let (code, words) = tree.verify("tree");
    assert!(code == Some(1) && words.starts_with("Failed ") && words.contains("--follow-pycache-links"), "{words}");
    assert!(tree.verify("--follow-pycache-links tree").1.starts_with("Differs "));
}

#[test]
fn caches_elsewhere_are_found_by_their_prefix() {
    let tree = Tree::new();
    tree.source("a.py", SOURCE);
    let cache = tree.0.path().canonicalize().expect("a path").join("tree");
    let cache = tree.0.path().join("prefix").join(cache.strip_prefix("/").expect("a path from the root"));
    fs::create_dir_all(&cache).expect("a directory");
    fs::write(cache.join("a.cpython-313.pyc"), changed(&pyc("a.py", SOURCE, 0), "good", "evil")).expect("a .pyc");
    let output = tree.ours("PYTHONPYCACHEPREFIX=$PWD/prefix pycompileall --verify tree");
    let words = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(output.status.code() == Some(1) && words.starts_with("Differs '"), "{words}");
    // The .pyc itself, and the directory that it is in.
    for argument in ["a.cpython-313.pyc", ""] {
        let argument = cache.join(argument);
        let output =
            tree.ours(&format!("PYTHONPYCACHEPREFIX=$PWD/prefix pycompileall --verify {}", argument.display()));
        let words = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(output.status.code() == Some(1) && words.starts_with("Differs '"), "{words}");
        assert!(words.contains("/tree/a.py'): the code differs in greet"), "{words}");
    }
}

#[test]
fn a_tree_of_pyc_files_alone_is_compared_with_that_of_its_sources() {
    let tree = Tree::new();
    tree.source("a.py", SOURCE);
    tree.source("b.py", SOURCE);
    let made = tree.ours("pycompileall -q --python-version 3.13 -o 1 --into out -b tree");
    assert!(made.status.success());
    assert_eq!(tree.verify("--strict --into out -b tree"), (Some(0), String::new()));
    let levels: Vec<_> = tree.records("--into out -b tree").iter().map(|(_, record)| record["level"].clone()).collect();
    assert_eq!(levels, [1, 1]);
    tree.write("../out/a.pyc", &changed(&pyc("a.py", SOURCE, 1), "good", "evil"));
    let (code, words) = tree.verify("--into out -b tree");
    assert!(code == Some(1) && words.starts_with("Differs 'out/a.pyc' ('tree/a.py'): "), "{words}");
    fs::remove_file(tree.path("b.py")).expect("a source is removed");
    let (_, words) = tree.verify("--into out -b tree");
    let orphan = "'out/b.pyc' ('tree/b.py'): there is no source, and it is imported without one\n";
    assert!(words.contains(orphan), "{words}");
}

#[test]
fn a_path_that_python_would_not_decode_explains_nothing() {
    let tree = Tree::new();
    let write = |name: &str, recorded: &[u8]| {
        tree.source(&format!("{name}.py"), SOURCE);
        let stamp = Stamp::Timestamp(TIME as i64);
        let pyc = compile_pyc(SOURCE.as_bytes(), recorded, target(), Options::default(), stamp).expect("code").bytes;
        tree.write(&format!("__pycache__/{name}.cpython-313.pyc"), &pyc);
    };
    write("a", b"/built/\xc0\x80.py");
    // What Python has for a path that holds the byte 0xFF.
    write("b", b"/built/\xed\xb3\xbf.py");
    let records = tree.records("tree");
    let words = records[0].1["reason"].as_str().expect("a reason");
    assert!(
        words.starts_with("it holds nothing that a compiler writes: a text that is not UTF-8 (at byte "),
        "{words}"
    );
    assert_eq!(records[1].1["status"], "genuine");
    assert_eq!(records[1].1["explanations"][0], "with the path '/built/\\udcff.py'");
}

#[test]
fn an_owner_who_could_not_write_the_source_is_named() {
    let tree = Tree::new();
    tree.source("a.py", SOURCE);
    tree.write("__pycache__/a.cpython-313.pyc", &pyc("a.py", SOURCE, 0));
    if chown(tree.path("__pycache__/a.cpython-313.pyc"), Some(12345), None).is_err() {
        println!("only root gives files away: not tried");
        return;
    }
    let words = "Owned 'tree/__pycache__/a.cpython-313.pyc' ('tree/a.py'): it belongs to user 12345, and its source to user 0\n";
    assert_eq!(tree.verify("tree"), (Some(0), words.to_owned()));
    assert_eq!(tree.verify("--strict tree").0, Some(1));
    assert_eq!(tree.records("tree")[0].1["owner"], 12345);
    let document: Value = serde_json::from_str(&tree.verify("--output-format json tree").1).expect("JSON");
    assert_eq!((&document["summary"]["foreign"], &document["summary"]["pycs"]["genuine"]), (&1.into(), &1.into()));
    chown(tree.path("a.py"), Some(12345), None).expect("a source is given away");
    assert_eq!(tree.verify("--strict tree"), (Some(0), String::new()));
}

#[test]
fn a_difference_goes_to_github_as_an_annotation() {
    let tree = Tree::new();
    tree.source("a.py", SOURCE);
    tree.write("__pycache__/a.cpython-313.pyc", &changed(&pyc("a.py", SOURCE, 0), "good", "ev\nl"));
    let (code, words) = tree.verify("--output-format github tree");
    let expected = "::error title=pycompileall (differs),file=tree/a.py::tree/a.py: tree/__pycache__/a.cpython-313.pyc: the \
        code differs in greet, instruction at 10%0Afound: 3:11-3:17 LOAD_CONST 1 ('ev\\nl')%0Aexpected: 3:11-3:17 \
        LOAD_CONST 1 ('good')\n";
    assert_eq!((code, words.as_str()), (Some(1), expected));
    let lines = tree.verify("--output-format json-lines tree").1;
    let record: Value =
        serde_json::from_str(lines.lines().find(|line| line.contains("differs")).expect("a record")).expect("JSON");
    assert_eq!(record["difference"]["place"], "greet, instruction at 10");
}

/// The sources of the corpus that are short, and of every version.
fn corpus() -> Vec<String> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut paths: Vec<_> =
        fs::read_dir(corpus).expect("the corpus").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let sources = paths.iter().filter(|path| path.is_file()).filter_map(|path| fs::read_to_string(path).ok());
    let is_accepted = |source: &String| {
        let compiles = |target: &&'static Target| compile(source.as_bytes(), b"", target, Options::default()).is_ok();
        (100..2000).contains(&source.len()) && Target::supported().iter().all(compiles)
    };
    let sources: Vec<_> = sources.filter(is_accepted).collect();
    assert!(sources.len() > 20, "{} sources", sources.len());
    sources
}

/// What of a .pyc's body is changed.
fn mutated(body: &[u8], random: &mut Random) -> Vec<u8> {
    let mut body = body.to_vec();
    let events = marshal::read(&body).expect("a stream").events;
    // The places of the objects of a kind: instructions and tables, texts, numbers.
    let places = |tags: &[u8], part: &str| -> Vec<(usize, usize)> {
        let objects = events.iter().zip(events.iter().skip(1).map(|event| event.offset).chain([body.len()]));
        let objects = objects.filter(|(event, _)| tags.contains(&(event.tag & 0x7f)) && event.place.ends_with(part));
        objects.map(|(event, end)| (event.offset, end)).filter(|(start, end)| end - start > 5).collect()
    };
    let kinds = [
        places(b"s", ".code"),
        places(b"s", ".linetable"),
        places(b"s", ".exceptiontable"),
        places(b"zZaAut", ""),
        places(b"iglys", ".consts"),
        places(b"c", ""),
    ];
    match random.below(8) {
        0 => {
            let at = random.below(body.len());
            body[at] ^= 1 << random.below(8);
        }
        1 => {
            let at = random.below(body.len());
            body[at] = random.below(256) as u8;
        }
        2 => body.truncate(random.below(body.len())),
        3 => {
            let (at, byte) = (random.below(body.len()), random.below(256) as u8);
            body.insert(at, byte);
        }
        4 => {
            body.remove(random.below(body.len()));
        }
        _ => {
            let kinds: Vec<_> = kinds.iter().filter(|places| !places.is_empty()).collect();
            let places = kinds[random.below(kinds.len())];
            let (start, end) = places[random.below(places.len())];
            // Behind the type and the length.
            let at = start + 5 + random.below(end - start - 5);
            body[at] ^= 1 << random.below(8);
        }
    }
    body
}

/// What a stream says, but for the path that it has for its source all over.
fn meaning(body: &[u8]) -> Option<String> {
    let value = marshal::read(body).ok()?.value;
    let marshal::Value::Code(code) = &*value else { return None };
    let path = format!("filename: {:?}", code.filename);
    Some(format!("{value:?}").replace(&path, "filename: its own"))
}

#[test]
fn every_mutation_is_found() {
    let count = std::env::var("FUZZ_COUNT").map_or(100, |count| count.parse().expect("a number"));
    let seed = std::env::var("FUZZ_SEED").map_or(1, |seed| seed.parse().expect("a number"));
    let tree = Tree::new();
    let mut random = Random::new(seed);
    let targets = Target::supported();
    let programs = corpus();
    let mut is_equal = Vec::new();
    for number in 0..count {
        let target = targets[random.below(targets.len())];
        let source = &programs[random.below(programs.len())];
        let (name, level) = (format!("m{number:04}"), random.below(3) as u8);
        let path = format!("tree/{name}.py");
        let stamp = if random.once_in(3) { Stamp::UncheckedHash } else { Stamp::Timestamp(TIME as i64) };
        let pyc = compile_pyc(source.as_bytes(), path.as_bytes(), target, Options::at_level(level), stamp);
        let Ok(Pyc { bytes: pyc, .. }) = pyc else { panic!("{source}") };
        let (header, body) = pyc.split_at(16);
        let other = mutated(body, &mut random);
        is_equal.push(meaning(&other).is_some_and(|other| Some(other) == meaning(body)));
        tree.source(&format!("{name}.py"), source);
        let suffix = if level == 0 { String::new() } else { format!(".opt-{level}") };
        let tag = target.cache_tag();
        tree.write(&format!("__pycache__/{name}.{tag}{suffix}.pyc"), &[header, &other].concat());
    }
    let records = tree.records("tree");
    assert_eq!(records.len(), count);
    for ((name, record), is_equal) in records.iter().zip(&is_equal) {
        assert_eq!(record["status"] == "genuine", *is_equal, "{name} {record}");
        assert!(*is_equal || record["status"] == "differs", "{name} {record}");
    }
    let equal = is_equal.iter().filter(|is_equal| **is_equal).count();
    println!("{count} mutations, {equal} of them without a meaning");
    assert!(equal < count / 5);
}

#[test]
fn hostile_streams_have_a_clear_word_and_bounded_memory() {
    let tree = Tree::new();
    let header = pyc("a.py", SOURCE, 0)[..16].to_vec();
    let code = |field: &[u8]| [&b"\xe3"[..], &[0; 20], field].concat();
    let tower: Vec<u8> = (0..1000_u32)
        .flat_map(|number| [&b"\xa9\x02r"[..], &number.to_le_bytes(), b"r", &number.to_le_bytes()].concat())
        .collect();
    let cases: [(&str, Vec<u8>, &str); 12] = [
        ("cycle", code(b"\xa9\x01r\x01\0\0\0"), "a reference to object 1, which is not there yet"),
        ("itself", code(b"r\0\0\0\0"), "a reference to object 0, which is not there yet"),
        ("deep", code(&b")\x01".repeat(500_000)), "more than 2000 objects in each other"),
        ("tuple", code(b"(\xff\xff\xff\x7f"), "an object of 2147483647 parts or bytes, which are more than there are"),
        ("text", code(b"u\xff\xff\xff\xff"), "an object of 4294967295 parts or bytes"),
        ("integer", code(b"l\0\0\0\x80"), "an object of 2147483648 parts or bytes"),
        ("list", code(b"[\x01\0\0\0N"), "an object of type '[', which no compiler writes"),
        ("cut", code(b"s\x02\0\0\0\0"), "an object of 2 parts or bytes"),
        ("empty", Vec::new(), "it ends within an object"),
        ("value", b"i\x07\0\0\0".to_vec(), "the code differs in "),
        ("tower", [&b"(\xe9\x03\0\0\xe9\0\0\0\0"[..], &tower].concat(), "the code differs in "),
        ("units", code(&[&b"s\0\0\x04\0"[..], &[0x90; 1 << 18]].concat()), "it ends within an object"),
    ];
    for (name, body, _) in &cases {
        tree.source(&format!("{name}.py"), SOURCE);
        tree.write(&format!("__pycache__/{name}.cpython-313.pyc"), &[&header[..], body].concat());
    }
    // Two gigabytes that take no room on the disk, and one file that is all small objects.
    for name in ["huge", "many"] {
        tree.source(&format!("{name}.py"), SOURCE);
    }
    tree.write("__pycache__/huge.cpython-313.pyc", &header);
    let huge = fs::File::options().append(true).open(tree.path("__pycache__/huge.cpython-313.pyc")).expect("a file");
    huge.set_len(2 << 30).expect("a length");
    let many: Vec<u8> = (0..150_000_u32).flat_map(|number| [&b"\xe9"[..], &number.to_le_bytes()].concat()).collect();
    let many = [&header[..], &code(&[&b"("[..], &200_000_u32.to_le_bytes(), &many].concat())].concat();
    tree.write("__pycache__/many.cpython-313.pyc", &many);
    // Two bytes for each of millions of tuples that are in each other, beside a source that is long.
    let tuples = b")\x01".repeat(1500);
    let nest = |number: u32| [&tuples[..], b"i", &number.to_le_bytes()].concat();
    let nests: Vec<u8> = (0..5000).flat_map(nest).collect();
    tree.source("nests.py", &format!("{SOURCE}#{}\n", "-".repeat(400_000)));
    tree.write(
        "__pycache__/nests.cpython-313.pyc",
        &[&header[..], &code(&[&b"(\x89\x13\0\0"[..], &nests].concat())].concat(),
    );
    let output = tree.ours("ulimit -v 600000; exec pycompileall --verify -j1 tree");
    let words = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{words}");
    for (name, _, reason) in &cases {
        let line = words.lines().find(|line| line.contains(&format!("('tree/{name}.py')"))).expect(name);
        assert!(line.starts_with("Differs ") && line.contains(reason), "{line}");
    }
    assert!(words.contains("('tree/huge.py'): it has more than 10"), "{words}");
    assert!(words.contains("('tree/nests.py'): it holds nothing that a compiler writes: more than "), "{words}");
    assert!(words.contains("('tree/many.py'): it holds nothing that a compiler writes: "), "{words}");
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let tree = Tree::new();
    tree.source("a.py", SOURCE);
    let made = tree.ours("mkfifo tree/__pycache__/a.cpython-313.pyc");
    assert!(made.status.success());
    let (code, words) = tree.verify("tree");
    assert!(code == Some(1) && words.ends_with("it is no regular file, but a pipe\n"), "{words}");
    assert!(Path::new("/dev/zero").exists());
}
