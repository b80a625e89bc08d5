//! Twin trees: the same awkward tree twice, one for `python -m compileall`, one for us.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, FileTimes};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use super::interpreters::Interpreter;

/// When the sources were last changed; a .pyc with this time has not been rewritten.
const LONG_AGO: u64 = 1_600_000_000;

/// Everything that a run left behind that somebody could see.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    pub files: BTreeMap<String, String>,
}

/// A command that is run in a copy of the tree.
pub struct Case<'c> {
    /// What is done to the tree before, in both copies.
    pub prepare: &'c dyn Fn(&Path),
    /// The arguments of compileall.
    pub args: &'c [&'c str],
    pub envs: &'c [(&'c str, &'c str)],
    pub stdin: &'c [u8],
}

impl Case<'_> {
    pub const PLAIN: Self = Case { prepare: &|_| (), args: &[], envs: &[], stdin: b"" };
}

/// Runs `program` in a new directory that holds the tree.
pub fn run(case: &Case<'_>, program: &Path, leading: &[OsString]) -> Seen {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let root = directory.path();
    awkward_tree(&root.join("tree"));
    (case.prepare)(root);
    set_times(root);
    let output = start(case, program, leading, root);
    let files = snapshot(root);
    // So that what can't be read can be removed.
    let _ = fs::set_permissions(root.join("tree/locked"), fs::Permissions::from_mode(0o755));
    Seen { code: output.status.code(), stdout: words(&output.stdout), stderr: words(&output.stderr), files }
}

fn start(case: &Case<'_>, program: &Path, leading: &[OsString], root: &Path) -> Output {
    let mut command = without_privileges(program);
    command.args(leading).args(case.args).current_dir(root).env_clear();
    for name in ["PATH", "HOME"] {
        command.envs(std::env::var_os(name).map(|value| (name, value)));
    }
    command.env("LC_ALL", "C.UTF-8").envs(case.envs.iter().copied());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    use std::io::Write;
    // A program that does not read its input closes it.
    let _ = child.stdin.take().expect("a pipe").write_all(case.stdin);
    child.wait_with_output().expect("the program ends")
}

/// Root may read everything, which leaves nothing to test: its privileges are dropped where they can be.
pub fn without_privileges(program: &Path) -> Command {
    let setpriv = Path::new("/usr/bin/setpriv");
    let is_root = fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0);
    if !is_root || !setpriv.exists() {
        return Command::new(program);
    }
    let mut command = Command::new(setpriv);
    command.args(["--bounding-set=-all", "--inh-caps=-all"]).arg(program);
    command
}

/// The output, with the numbers of temporary files replaced.
fn words(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    let mut parts = text.split(".pyc.");
    let mut words = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        words.push_str(".pyc.N");
        words.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    words
}

/// What compileall meets in the wild, and some things that it rarely meets.
fn awkward_tree(tree: &Path) {
    let write = |name: &str, text: &str| write(&tree.join(name), text);
    for name in ["a.py", "Z.py", "_u.py", "pkg/__init__.py", "pkg/sub/__init__.py", "pkg/sub/deep/x.py"] {
        write(name, "import os\nx = os.name, 1.5, 'text'\n");
    }
    write("empty.py", "");
    write("named.py/inside.py", "x = 1\n");
    write("pkg/data.txt", "no python\n");
    write("noext", "x = 1\n");
    write("upper.PY", "x = 1\n");
    write("y.pyw", "x = 1\n");
    write(".py", "x = 1\n");
    write(".hidden.py", "x = 1\n");
    write("two.dots.py", "x = 1\n");
    for name in
        ["sp ace.py", "qu'ote.py", "both'\".py", "new\nline.py", "é中.py", "zero\u{200b}width.py", "\u{fffd}.py"]
    {
        write(name, "def f():\n    return __file__\n");
    }
    let undecodable = tree.join(OsStr::from_bytes(b"\xffbytes.py"));
    fs::write(undecodable, "def f(): pass\n").unwrap();
    write("__pycache__/stray.py", "x = 1\n");
    write("doc.py", "'''Docstring.'''\nassert __debug__\ndef f():\n    'doc'\n");
    write("same.py", "x = 1\n");
    write("bad_return.py", "x = 1\n\n  \nif x: return 1\n");
    write("pkg/bad_nonlocal.py", "def f():\n\tnonlocal missing\n");
    write("pkg/warn.py", "x = 1\nassert (x, 'always')\nif x is 1: pass\n");
    write("warn_then_bad.py", "assert (1, 2)\nx = 1; break\n");
    fs::create_dir_all(tree.join("hollow/inner")).unwrap();
    symlink("a.py", tree.join("link.py")).unwrap();
    symlink("missing.py", tree.join("dangling.py")).unwrap();
    symlink("pkg", tree.join("linked_pkg")).unwrap();
    symlink("pkg", tree.join("linked_dir.py")).unwrap();
    symlink("..", tree.join("pkg/loop")).unwrap();
    symlink("/etc/hostname", tree.join("outside.txt")).unwrap();
    for (name, mode) in [("m400.py", 0o400), ("m755.py", 0o755), ("m666.py", 0o666), ("m000.py", 0o000)] {
        write(name, "x = 1\n");
        fs::set_permissions(tree.join(name), fs::Permissions::from_mode(mode)).unwrap();
    }
    write("locked/x.py", "x = 1\n");
    fs::set_permissions(tree.join("locked"), fs::Permissions::from_mode(0o000)).unwrap();
    fs::create_dir(tree.join("frozen")).unwrap();
    write("frozen/x.py", "x = 1\n");
    fs::set_permissions(tree.join("frozen"), fs::Permissions::from_mode(0o555)).unwrap();
}

pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Gives every file a time that tells it from what is written later; those of sources differ, and
/// one is such that rounding matters.
fn set_times(root: &Path) {
    for entry in walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok) {
        if !entry.file_type().is_file() {
            continue;
        }
        let name = entry.file_name().as_bytes();
        let age = match name {
            b"a.py" => Duration::new(LONG_AGO, 999_999_999),
            b"Z.py" => Duration::new((1 << 32) + 7, 500_000_000),
            _ => Duration::from_secs(LONG_AGO),
        };
        let times = FileTimes::new().set_modified(SystemTime::UNIX_EPOCH + age);
        if let Ok(file) = File::open(entry.path()) {
            file.set_times(times).unwrap();
        }
    }
}

/// Every file below `root`: kind, mode, links, whether it is old, content.
fn snapshot(root: &Path) -> BTreeMap<String, String> {
    let mut by_inode: BTreeMap<u64, PathBuf> = BTreeMap::new();
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_map(Result::ok) {
        let path = entry.path().strip_prefix(root).unwrap().to_owned();
        let Ok(meta) = entry.metadata() else { continue };
        let first = by_inode.entry(meta.ino()).or_insert_with(|| path.clone());
        let mut seen = format!("{:o} as {first:?}", meta.mode());
        if meta.is_symlink() {
            seen += &format!(" -> {:?}", fs::read_link(entry.path()).unwrap());
        } else if meta.is_file() {
            let age = if meta.mtime() as u64 == LONG_AGO { "untouched" } else { "new" };
            let age = if entry.path().extension() == Some(OsStr::new("pyc")) { age } else { "" };
            let content = fs::read(entry.path()).unwrap_or_default();
            seen += &format!(" {age} {} bytes {}", content.len(), hex(&content));
        }
        files.insert(format!("{path:?}"), seen);
    }
    files
}

fn hex(content: &[u8]) -> String {
    content.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Compares `binary`, which is ours, with an interpreter's compileall on one case; says what differs.
pub fn compare(case: &Case<'_>, binary: &Path, python: &Interpreter, workers: &str) {
    let module = ["-m", "compileall"].map(OsString::from);
    let theirs = run(case, &python.path, &module);
    let ours = [OsStr::new("--python"), python.path.as_os_str(), OsStr::new("-j"), OsStr::new(workers)];
    let ours = run(case, binary, &ours.map(OsString::from));
    let what = format!("{:?} {:?} -j {workers}", case.args, case.envs);
    assert_eq!(ours.stderr, theirs.stderr, "{what}: standard error");
    if ours.stdout != theirs.stdout {
        panic!("{what}: standard output\n{}", first_difference(&ours.stdout, &theirs.stdout));
    }
    for (path, file) in &theirs.files {
        assert_eq!(ours.files.get(path), Some(file), "{what}: {path}");
    }
    for path in ours.files.keys() {
        assert!(theirs.files.contains_key(path), "{what}: {path} is left over");
    }
    assert_eq!(ours.code, theirs.code, "{what}: exit code");
}

fn first_difference(ours: &str, theirs: &str) -> String {
    let at = ours.lines().zip(theirs.lines()).take_while(|(ours, theirs)| ours == theirs).count();
    let part = |text: &str| text.lines().skip(at.saturating_sub(1)).take(4).collect::<Vec<_>>().join("\n");
    format!("line {}, ours:\n{}\ntheirs:\n{}", at + 1, part(ours), part(theirs))
}
