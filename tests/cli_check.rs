//! `--check`: would an import take each .pyc as it is? importlib of the interpreters found decides.

mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use serde_json::Value;

use pycompileall::Target;
use support::interpreters::{self, Interpreter};
use support::ours::ours;

/// The exit code and standard output.
fn said(output: &Output) -> (i32, String) {
    (output.status.code().expect("it ends by itself"), String::from_utf8(output.stdout.clone()).expect("UTF-8"))
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a directory")).expect("made");
    fs::write(path, text).expect("written");
}

/// What is done to a module, whose source and .pyc are given.
type Change = Box<dyn Fn(&Path, &Path)>;

fn set_time(source: &Path, time: SystemTime) {
    fs::File::options().append(true).open(source).expect("a source").set_modified(time).expect("its time is set");
}

fn time(source: &Path) -> SystemTime {
    fs::metadata(source).expect("its status").modified().expect("its time")
}

/// Writes another source of the same time.
fn rewrite(source: &Path, text: &str) {
    let before = time(source);
    fs::write(source, text).expect("written");
    set_time(source, before);
}

fn change_bytes(pyc: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(pyc).expect("a .pyc");
    change(&mut bytes);
    fs::write(pyc, bytes).expect("written");
}

/// Everything that a header can say, and what can stand in place of a file.
fn changes() -> Vec<Change> {
    let mut changes: Vec<Change> = vec![
        Box::new(|_, _| {}),
        Box::new(|_, pyc| fs::remove_file(pyc).expect("removed")),
        Box::new(|source, _| set_time(source, time(source) + Duration::from_secs(1))),
        Box::new(|source, _| set_time(source, time(source) + Duration::from_nanos(999_999_000))),
        Box::new(|source, _| set_time(source, time(source) + Duration::from_nanos(999_999_999))),
        Box::new(|source, _| set_time(source, time(source) + Duration::from_secs(1 << 32))),
        Box::new(|source, _| rewrite(source, "x = 12\n")),
        Box::new(|source, _| rewrite(source, "x = 2\n")),
        Box::new(|_, pyc| {
            let elsewhere = pyc.with_extension("elsewhere");
            fs::rename(pyc, &elsewhere).expect("renamed");
            symlink(elsewhere, pyc).expect("a link");
        }),
        Box::new(|_, pyc| {
            fs::remove_file(pyc).expect("removed");
            symlink("nowhere", pyc).expect("a link");
        }),
        Box::new(|_, pyc| {
            fs::remove_file(pyc).expect("removed");
            fs::create_dir(pyc).expect("made");
        }),
        Box::new(|source, _| {
            let elsewhere = source.with_extension("elsewhere");
            fs::rename(source, &elsewhere).expect("renamed");
            symlink(elsewhere, source).expect("a link");
        }),
    ];
    for at in 0..16 {
        for bit in [0x01, 0x02, 0x80] {
            changes.push(Box::new(move |_, pyc| change_bytes(pyc, |bytes| bytes[at] ^= bit)));
        }
    }
    for length in 0..=16 {
        changes.push(Box::new(move |_, pyc| change_bytes(pyc, |bytes| bytes.truncate(length))));
    }
    for flags in 0..8_u8 {
        changes.push(Box::new(move |_, pyc| change_bytes(pyc, |bytes| bytes[4] = flags)));
    }
    changes
}

/// Says of each source whether its import takes the .pyc that is there. One that fails does not.
const ORACLE: &str = "
import sys
from importlib.machinery import SourceFileLoader

class Loader(SourceFileLoader):
    def source_to_code(self, *args, **kwargs):
        raise ImportError

for path in sys.argv[1:]:
    try:
        Loader('m', path).get_code('m')
        print('fresh')
    except (ImportError, EOFError, ValueError):
        print('not')
";

fn oracle(python: &Interpreter, sources: &[String], root: &Path) -> Vec<bool> {
    let output = Command::new(&python.path)
        .args(["-I", "-B", "-c", ORACLE])
        .args(sources)
        .current_dir(root)
        .output()
        .expect("the interpreter runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(|line| line == "fresh").collect()
}

#[test]
fn importlib_takes_what_is_up_to_date_and_nothing_else() {
    interpreters::assert_none_is_missing();
    let changes = changes();
    for &target in Target::supported() {
        let Some(python) = interpreters::find(target.version.minor) else {
            println!("no python{} found: importlib is not asked", target.version.series());
            continue;
        };
        let directory = tempfile::tempdir().expect("a directory");
        let root = directory.path();
        let version = format!("3.{}.{}", python.minor, python.micro);
        let old = SystemTime::UNIX_EPOCH - Duration::from_secs(5);
        let mut sources = Vec::new();
        for mode in ["timestamp", "checked-hash", "unchecked-hash"] {
            let names: Vec<String> = (0..changes.len()).map(|number| format!("tree/{mode}/m{number}.py")).collect();
            for name in &names {
                write(&root.join(name), "x = 1\n");
            }
            set_time(&root.join(&names[1]), old);
            let run = ours(root, &format!("--python-version {version} -q --invalidation-mode {mode} tree/{mode}"));
            assert_eq!(said(&run), (0, String::new()));
            for (number, (name, change)) in names.iter().zip(&changes).enumerate() {
                let pyc = format!("tree/{mode}/__pycache__/m{number}.{}.pyc", target.cache_tag());
                change(&root.join(name), &root.join(pyc));
            }
            sources.extend(names);
        }
        // A cache that is a link out of the tree.
        write(&root.join("tree/linked/m.py"), "x = 1\n");
        fs::create_dir_all(root.join("elsewhere")).expect("made");
        symlink("../../elsewhere", root.join("tree/linked/__pycache__")).expect("a link");
        let run = ours(root, &format!("--python-version {version} -q --follow-pycache-links tree/linked"));
        assert_eq!(said(&run), (0, String::new()));
        sources.push("tree/linked/m.py".to_owned());

        let taken = oracle(&python, &sources, root);
        let json = ours(root, &format!("--python-version {version} --check --output-format json tree"));
        assert_eq!(json.status.code(), Some(1));
        let document: Value = serde_json::from_slice(&json.stdout).expect("JSON");
        let records = document["files"].as_array().expect("records");
        assert_eq!((records.len(), taken.len()), (sources.len(), sources.len()));
        for (source, is_taken) in sources.iter().zip(&taken) {
            let record = records.iter().find(|record| record["path"] == source.as_str()).expect("a record");
            assert_eq!(record["status"] == "fresh", *is_taken, "{version}: {record}");
        }
        let fresh = taken.iter().filter(|is_taken| **is_taken).count();
        assert!(fresh > 50 && taken.len() - fresh > 50, "{fresh} of {}", taken.len());
    }
}

#[test]
fn what_is_refused_is_not_missing_unless_one_is_strict() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    for (name, source) in [("a.py", "x = 1\n"), ("b.py", "x = (\n"), ("c.py", "type X = int\n")] {
        write(&root.join("tree").join(name), source);
    }
    let run = |line: &str| said(&ours(root, &format!("--python-version 3.11,3.12 {line} tree")));
    assert_eq!(run("-qq").0, 1);
    assert_eq!(run("--check"), (0, String::new()));
    let (code, words) = run("--check --strict");
    let missing = |name: &str, tag| format!("Missing 'tree/__pycache__/{name}.cpython-{tag}.pyc' ('tree/{name}.py')\n");
    assert_eq!((code, words), (1, missing("b", 311) + &missing("b", 312) + &missing("c", 311)));
    // Those that are allowed are not asked for; the others are.
    let (code, words) = run("--check --allow-refused b.py");
    assert_eq!((code, words), (1, missing("c", 311)));
    assert_eq!(run("--check --strict --allow-refused b.py --allow-refused c.py"), (0, String::new()));
    assert_eq!(run("--check --strict --exit-zero-on-refusal"), (0, String::new()));
    // What can be compiled and is not there is missing all the same.
    fs::remove_file(root.join("tree/__pycache__/c.cpython-312.pyc")).expect("removed");
    assert_eq!(run("--check"), (1, missing("c", 312)));
    let summary = ours(root, "--python-version 3.11,3.12 --check -q --summary tree");
    let words = String::from_utf8(summary.stderr).expect("UTF-8");
    assert!(words.starts_with("Checked 3 files for Python 3.11.7, 3.12.7 in "), "{words}");
    assert!(words.ends_with(", 1 refused, 1 missing or stale, 1 up to date\n"), "{words}");
    // One that was compiled and is refused now.
    write(&root.join("tree/a.py"), "y = [\n");
    set_time(&root.join("tree/a.py"), SystemTime::UNIX_EPOCH);
    assert_eq!(run("--check -x /c.py"), (0, String::new()));
    assert_eq!(run("--check --strict -x /[bc].py").0, 1);
}

#[test]
fn a_mode_that_is_named_is_asked_for() {
    for made in ["timestamp", "checked-hash", "unchecked-hash"] {
        let directory = tempfile::tempdir().expect("a directory");
        let root = directory.path();
        write(&root.join("tree/a.py"), "x = 1\n");
        let run = |line: &str| said(&ours(root, &format!("--python-version 3.12 {line} tree")));
        assert_eq!(run(&format!("-q --invalidation-mode {made}")).0, 0);
        assert_eq!(run("--check"), (0, String::new()), "{made}");
        let stale = (1, "Stale 'tree/__pycache__/a.cpython-312.pyc' ('tree/a.py')\n".to_owned());
        for asked in ["timestamp", "checked-hash", "unchecked-hash"] {
            let expected = if asked == made { (0, String::new()) } else { stale.clone() };
            assert_eq!(run(&format!("--check --invalidation-mode {asked}")), expected, "{made}, {asked}");
            let mut command = Command::new(env!("CARGO_BIN_EXE_pycompileall"));
            command.args(["--python-version", "3.12", "--check", "tree"]).current_dir(root);
            command.env("PYCOMPILEALL_INVALIDATION_MODE", asked);
            assert_eq!(said(&command.output().expect("our binary runs")), expected, "{made}, {asked}");
        }
    }
}

/// A .pyc is read to the byte behind its header, however long it is.
#[test]
fn a_pyc_of_any_size_is_looked_at() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    write(&root.join("tree/a.py"), "x = 1\n");
    let run = |line: &str| said(&ours(root, &format!("--python-version 3.12 {line} tree")));
    assert_eq!(run("-q").0, 0);
    let pyc = root.join("tree/__pycache__/a.cpython-312.pyc");
    let file = fs::File::options().append(true).open(&pyc).expect("a .pyc");
    file.set_len(64 << 30).expect("a file with a hole");
    assert_eq!(run("--check"), (0, String::new()));
    assert_eq!(run("--fresh-by-mode -q"), (0, String::new()));
    assert_eq!(fs::metadata(&pyc).expect("its status").len(), 64 << 30);
    fs::remove_file(root.join("tree/a.py")).expect("removed");
    assert_eq!(run("--prune --yes -q"), (0, String::new()));
    assert!(!pyc.exists());
}

#[test]
fn the_search_path_is_whole_without_the_zip_that_is_on_it() {
    let Some(python) = interpreters::find(13) else { return };
    let directory = tempfile::tempdir().expect("a directory");
    let line = format!("--check -qq --python {}", python.path.display());
    let output = ours(directory.path(), &line);
    // Its own library may be stale; that its path names a zip which nobody has is no error.
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let output = ours(directory.path(), &line.replace("-qq", ""));
    let said = [output.stdout, output.stderr].concat();
    assert!(!String::from_utf8_lossy(&said).contains("zip'"), "{}", String::from_utf8_lossy(&said));
}
