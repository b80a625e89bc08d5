//! Twin trees: the same awkward tree twice, one for `python -m compileall`, one for us.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, FileTimes};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use pycompileall::Target;

use super::interpreters::{self, Interpreter};

/// Runs `check` with the interpreter of each version that we compile for.
pub fn with_interpreters(check: impl Fn(&Interpreter)) {
    for target in Target::supported() {
        let minor = target.version.minor;
        match interpreters::find(minor) {
            Some(python) => check(&python),
            None => say(format_args!("no python3.{minor} on this machine: nothing was compared with it")),
        }
    }
}

/// Straight to the stream: the runner's capture swallows eprintln.
pub fn say(line: std::fmt::Arguments) {
    let _ = writeln!(std::io::stderr(), "cli: {line}");
}

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

/// A module, and the binary that takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Module {
    Compileall,
    PyCompile,
}

impl Module {
    fn name(self) -> &'static str {
        match self {
            Self::Compileall => "compileall",
            Self::PyCompile => "py_compile",
        }
    }

    /// Our binary.
    pub fn binary(self) -> &'static Path {
        let path = match self {
            Self::Compileall => option_env!("CARGO_BIN_EXE_pycompileall"),
            Self::PyCompile => option_env!("CARGO_BIN_EXE_pycompile"),
        };
        Path::new(path.expect("a test, for which cargo builds the binaries"))
    }
}

/// A command that is run in a copy of the tree.
#[derive(Clone, Copy)]
pub struct Case<'c> {
    pub module: Module,
    /// What is done to the tree before, in both copies.
    pub prepare: &'c dyn Fn(&Path),
    /// Flags of the interpreter, which we have as well.
    pub flags: &'c [&'c str],
    /// The arguments of the module.
    pub args: &'c [&'c str],
    pub envs: &'c [(&'c str, &'c str)],
    pub stdin: &'c [u8],
    /// The mask of modes, in octal, if it matters.
    pub umask: Option<&'c str>,
    /// The cache prefix of sources that one process compiles after many others, whose names it has interned. Where its
    /// file differs from ours, a fresh process that compiles this source alone decides.
    pub alone_below: Option<&'c str>,
}

impl Case<'_> {
    pub const PLAIN: Self = Case {
        module: Module::Compileall,
        prepare: &|_| (),
        flags: &[],
        args: &[],
        envs: &[],
        stdin: b"",
        umask: None,
        alone_below: None,
    };
}

/// Runs `program` in a new directory that holds the tree.
pub fn run(case: &Case<'_>, program: &Path, leading: &[OsString]) -> Seen {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let root = &directory.path().canonicalize().expect("its real name");
    awkward_tree(&root.join("tree"));
    (case.prepare)(root);
    set_times(root);
    let output = start(case, program, leading, root);
    let files = snapshot(root);
    let words = |output: &[u8]| words(output).replace(&*root.to_string_lossy(), "ROOT");
    // So that what can't be read can be removed.
    let _ = fs::set_permissions(root.join("tree/locked"), fs::Permissions::from_mode(0o755));
    let (stdout, stderr) = (words(&output.stdout), words(&output.stderr));
    Seen { code: output.status.code(), stdout, stderr, files }
}

fn start(case: &Case<'_>, program: &Path, leading: &[OsString], root: &Path) -> Output {
    let mut command = match case.umask {
        None => without_privileges(program),
        Some(mask) => {
            let mut command = without_privileges(Path::new("/bin/sh"));
            command.args(["-c", &format!("umask {mask}; exec \"$@\""), "sh"]).arg(program);
            command
        }
    };
    command.args(leading).args(case.args).current_dir(root).env_clear();
    for name in ["PATH", "HOME"] {
        command.envs(std::env::var_os(name).map(|value| (name, value)));
    }
    // What Python caches of its own library is not what is compared.
    command.env("PYTHONDONTWRITEBYTECODE", "1").env("LC_ALL", "C.UTF-8").envs(case.envs.iter().copied());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
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
    write(
        "escapes.py",
        "x = '\\d'\ny = b'\\q' # comment\nz = 0x1if x else 2\n\nprint is None, () is y\n'x'(1); {1}[2]\n",
    );
    write("bad_syntax.py", "été = '\\d'\nx = (2 3)\n");
    write("bad_bracket.py", "x = 1\ny = (\n");
    write("pkg/bad_indent.py", "if 1:\nx\n");
    write("pkg/bad_tab.py", "if 1:\n\tx\n        y\n");
    write("null.py", "x = 1\0\n");
    write("crlf.py", "x = 1\r\nif x:\r\n    y = 2\r\n");
    write("bom.py", "\u{feff}x = 'é'\n");
    for (name, text) in [
        ("latin.py", &b"# coding: latin-1\nx = '\xe9'\n"[..]),
        ("undecodable.py", b"# coding: ascii\nx = '\xc3\xa9'\n"),
        ("no_codec.py", b"# coding: nonesuch\n"),
    ] {
        fs::write(tree.join(name), text).unwrap();
    }
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
            let content = hex(&content).replace(&hex(root.as_os_str().as_bytes()), "ROOT");
            seen += &format!(" {age} {} bytes {content}", meta.len());
        }
        // A cache elsewhere mirrors where the tree is.
        let mirrored = root.strip_prefix("/").unwrap().to_string_lossy();
        files.insert(format!("{path:?}").replace(&*mirrored, "ROOT"), seen.replace(&*mirrored, "ROOT"));
    }
    files
}

fn hex(content: &[u8]) -> String {
    content.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How many cases have been compared.
static CASES: AtomicUsize = AtomicUsize::new(0);

/// How many cases this program has compared so far.
pub fn count() -> usize {
    CASES.load(Ordering::Relaxed)
}

/// Compares ours with an interpreter's module on one case; panics with what differs.
pub fn compare(case: &Case<'_>, python: &Interpreter, workers: &str) {
    if let Some(difference) = difference(case, python, workers) {
        panic!("{difference}");
    }
}

/// What differs between ours and an interpreter's module on one case.
pub fn difference(case: &Case<'_>, python: &Interpreter, workers: &str) -> Option<String> {
    let interpreters: Vec<OsString> =
        case.flags.iter().copied().chain(["-m", case.module.name()]).map(OsString::from).collect();
    let theirs = run(case, &python.path, &interpreters);
    let mut leading: Vec<OsString> = vec!["--python".into(), python.path.clone().into()];
    leading.extend(case.flags.iter().map(OsString::from));
    if case.module == Module::Compileall {
        leading.extend(["-j", workers].map(OsString::from));
    }
    let ours = run(case, case.module.binary(), &leading);
    CASES.fetch_add(1, Ordering::Relaxed);
    let Case { module, flags, args, envs, .. } = case;
    let what = format!("3.{}: {} {flags:?} {args:?} {envs:?} -j {workers}", python.minor, module.name());
    if theirs.code == Some(2) && ours.code == Some(2) {
        // The words of argparse and clap differ.
        let refused = ours.stdout.is_empty() && !ours.stderr.is_empty() && ours.files == theirs.files;
        return (!refused).then(|| format!("{what}: refused, but not only that"));
    }
    if ours.code != theirs.code {
        return Some(format!("{what}: exit code {:?}, not {:?}\n{}", ours.code, theirs.code, ours.stderr));
    }
    for (stream, ours, theirs) in [("error", &ours.stderr, &theirs.stderr), ("output", &ours.stdout, &theirs.stdout)] {
        if ours != theirs {
            return Some(format!("{what}: standard {stream}\n{}", first_difference(ours, theirs)));
        }
    }
    let paths = theirs.files.keys().chain(ours.files.keys());
    let differing: BTreeSet<&String> = paths.filter(|path| ours.files.get(*path) != theirs.files.get(*path)).collect();
    differing.into_iter().find_map(|path| {
        let file = |seen: &Seen| seen.files.get(path).cloned();
        let (ours, mut theirs) = (file(&ours), file(&theirs));
        if ours.is_some()
            && theirs.is_some()
            && let Some(source) = case.alone_below.and_then(|prefix| source_of(path, prefix))
        {
            let alone = Case { args: &["-f", &source], ..*case };
            theirs = file(&run(&alone, &python.path, &interpreters));
        }
        (ours != theirs).then(|| format!("{what}: {path}\nours: {ours:?}\ntheirs: {theirs:?}"))
    })
}

/// The source of the .pyc that has this name in a snapshot, if that is below the cache prefix.
fn source_of(name: &str, prefix: &str) -> Option<String> {
    let below = name.strip_prefix('"')?.strip_suffix(".pyc\"")?.strip_prefix(prefix)?;
    let (stem, _) = below.rsplit_once(".cpython-")?;
    Some(format!("{stem}.py"))
}

fn first_difference(ours: &str, theirs: &str) -> String {
    let at = ours.lines().zip(theirs.lines()).take_while(|(ours, theirs)| ours == theirs).count();
    let part = |text: &str| text.lines().skip(at.saturating_sub(1)).take(4).collect::<Vec<_>>().join("\n");
    format!("line {}, ours:\n{}\ntheirs:\n{}", at + 1, part(ours), part(theirs))
}
