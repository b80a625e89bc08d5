//! The golden corpus: every construct, compiled for every target at every level, against the bytes
//! that the real interpreter wrote.
//!
//! `tests/corpus/NAME.py` are the sources, one group of constructs each, `tests/corpus/3.X/NAME.py` those
//! that need 3.X or newer, and `tests/corpus/refusals/TOPIC.txt` sources that CPython refuses, with `%%` lines between them.
//! `tests/corpus/golden/3.X/` holds what CPython 3.X made of them:
//!
//! - `INTERPRETER`: which release it was;
//! - `NAME.LEVEL.marshal`: the code object as a fresh process writes it (a .pyc without its header);
//!   a level that gives the bytes of the one below has no file, a source that is refused has none;
//! - `TOPIC.refusals`: a line a source: exception class, line, column, end line, end column, message. A version
//!   in the making has these files only.
//!
//! `BLESS=1 cargo test --test golden` writes them anew, only ever from the interpreters that are
//! found on this machine. A target without one keeps its files.

mod support;

use pycompileall::target::{Target, Wanted};
use pycompileall::{Options, compile};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Once;
use std::{env, fs};
use support::{diff, interpreters, refusal};

const LEVELS: [u8; 3] = [0, 1, 2];

#[test]
fn corpus_compiles_to_the_interpreters_bytes() {
    let mut differing = Vec::new();
    for (target, golden) in recorded(Target::supported().to_vec()) {
        for source in programs(target.version.minor) {
            let bytes = read(&source);
            let name = name_of(&source);
            for level in LEVELS {
                let expected = expected(&golden, &name, level);
                let label = format!("{name} for 3.{} at -o {level}", target.version.minor);
                let ours = compile(&bytes, name.as_bytes(), target, Options::at_level(level));
                match (ours, expected) {
                    (Ok(ours), Some(expected)) => {
                        if let Some(found) = diff::first_difference(&ours.code, &expected, target) {
                            let label = format!("{label} in {}", found.unit);
                            differing.push(Differing { kind: found.kind, label, detail: found.detail });
                        }
                    }
                    (Err(_), None) => {}
                    (Ok(_), None) => {
                        differing.push(Differing { kind: "accepted".to_owned(), label, detail: String::new() });
                    }
                    (Err(error), Some(_)) => {
                        let kind = format!("refused: {}", error.message);
                        differing.push(Differing { kind, label, detail: format!("{error}\n") });
                    }
                }
            }
        }
    }
    assert!(differing.is_empty(), "{}", summary(&differing));
}

#[test]
fn refusals_are_the_interpreters() {
    let mut differing = Vec::new();
    for (target, golden) in recorded(known()) {
        for topic in sources(&corpus().join("refusals"), "txt") {
            let name = name_of(&topic);
            let recorded = String::from_utf8(read(&golden.join(format!("{}.refusals", stem(&topic))))).expect("UTF-8");
            let text = String::from_utf8(read(&topic)).expect("UTF-8");
            let cases: Vec<_> = text.split("%%\n").collect();
            let recorded: Vec<_> = recorded.lines().collect();
            assert_eq!(cases.len(), recorded.len(), "{name}: BLESS=1 records new cases");
            for (case, recorded) in cases.iter().zip(recorded) {
                let ours = match compile(case.as_bytes(), b"refused.py", target, Options::at_level(0)) {
                    Ok(_) => "accepted".to_owned(),
                    Err(error) => refusal::record(&error),
                };
                if ours != recorded {
                    let kind = format!("refusals of {name} for 3.{}", target.version.minor);
                    let label = format!("\n{case}  ours:   {ours}\n  theirs: {recorded}");
                    differing.push(Differing { kind, label, detail: String::new() });
                }
            }
        }
    }
    assert!(differing.is_empty(), "{}", summary(&differing));
}

/// Rewrites the golden files of every target that has an interpreter here.
fn bless_all() {
    for target in known() {
        let minor = target.version.minor;
        let is_supported = Target::supported().iter().any(|target| target.version.minor == minor);
        match interpreters::find(minor) {
            Some(python) => bless(&python.path, minor, is_supported),
            None => println!("no python3.{minor} found: its golden files stay as they are"),
        }
    }
}

/// The versions whose refusals are recorded: those in the making too.
fn known() -> Vec<&'static Target> {
    (11..).map_while(|minor| Target::known(minor, None)).collect()
}

fn bless(python: &Path, minor: u8, is_supported: bool) {
    let golden = &corpus().join(format!("golden/3.{minor}"));
    fs::create_dir_all(golden).expect("the golden directory");
    for old in fs::read_dir(golden).expect("the golden directory") {
        fs::remove_file(old.expect("an entry").path()).expect("an old golden file");
    }
    let version = run(Command::new(python).args(["-c", "import sys; print(sys.version.replace('\\n', ' '))"]));
    fs::write(golden.join("INTERPRETER"), version).expect("INTERPRETER");
    for source in programs(minor).into_iter().filter(|_| is_supported) {
        let name = name_of(&source);
        let mut previous = Vec::new();
        for level in LEVELS {
            // A process and a directory of its own: what a fresh interpreter writes for this file.
            let place = tempfile::tempdir().expect("a temporary directory");
            fs::copy(&source, place.path().join(&name)).expect("a copy of the source");
            let arguments = ["-W", "ignore", "-m", "compileall", "-q", "-f", "-o", &level.to_string(), &name];
            let status = Command::new(python).args(arguments).current_dir(place.path()).output().expect("it").status;
            if !status.success() {
                println!("3.{minor} refuses {name}");
                break;
            }
            let tag = if level == 0 { String::new() } else { format!(".opt-{level}") };
            let written = format!("__pycache__/{}.cpython-3{minor}{tag}.pyc", stem(&source));
            let code = read(&place.path().join(written)).split_off(16);
            if code != previous {
                fs::write(golden.join(format!("{name}.{level}.marshal")), &code).expect("a golden file");
            }
            previous = code;
        }
    }
    for topic in sources(&corpus().join("refusals"), "txt") {
        let text = String::from_utf8(read(&topic)).expect("UTF-8");
        let cases: Vec<_> = text.split("%%\n").collect();
        let answers = refusal::recorded(python, &cases);
        let crashed = answers.iter().zip(cases).find(|(answer, _)| *answer == refusal::CRASHED);
        assert!(crashed.is_none(), "3.{minor} crashes: {crashed:?}");
        let recorded = answers.join("\n") + "\n";
        fs::write(golden.join(format!("{}.refusals", stem(&topic))), recorded).expect("a golden file");
    }
}

fn run(command: &mut Command) -> Vec<u8> {
    let output = command.output().expect("the interpreter");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// The sources that 3.`minor` has the syntax for.
fn programs(minor: u8) -> Vec<PathBuf> {
    let folders = (12..=minor).map(|minor| corpus().join(format!("3.{minor}")));
    let newer = folders.filter(|folder| folder.is_dir()).flat_map(|folder| sources(&folder, "py"));
    sources(&corpus(), "py").into_iter().chain(newer).collect()
}

/// The releases of `targets` that there are golden files of, written anew first if that is asked for.
fn recorded(targets: Vec<&'static Target>) -> Vec<(&'static Target, PathBuf)> {
    static BLESSED: Once = Once::new();
    BLESSED.call_once(|| {
        if env::var_os("BLESS").is_some() {
            bless_all();
        }
    });
    let releases = targets.into_iter().map(|target| {
        let minor = target.version.minor;
        let golden = corpus().join(format!("golden/3.{minor}"));
        let interpreter = String::from_utf8(read(&golden.join("INTERPRETER"))).expect("UTF-8");
        let release = Wanted::parse(interpreter.split(' ').next().unwrap_or_default()).expect("a release");
        assert_eq!(release.minor, minor, "{}", golden.display());
        let target = Target::known(minor, release.micro).expect("a version that we know");
        assert_eq!(Some(target.version.micro), release.micro, "a target for {interpreter}");
        (target, golden)
    });
    releases.collect()
}

fn sources(directory: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("the corpus").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = entries.filter(|file| file.extension().is_some_and(|found| found == extension)).collect();
    assert!(!files.is_empty(), "nothing in {}", directory.display());
    files.sort();
    files
}

/// What the interpreter wrote; nothing if it refused the source.
fn expected(golden: &Path, name: &str, level: u8) -> Option<Vec<u8>> {
    let files = (0..=level).rev().map(|level| golden.join(format!("{name}.{level}.marshal")));
    files.into_iter().find_map(|file| fs::read(file).ok())
}

fn read(file: &Path) -> Vec<u8> {
    fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn name_of(file: &Path) -> String {
    file.file_name().expect("a file").to_string_lossy().into_owned()
}

fn stem(file: &Path) -> String {
    file.file_stem().expect("a file").to_string_lossy().into_owned()
}

/// A difference between us and the interpreter: of which kind, of what, and how it looks.
struct Differing {
    kind: String,
    label: String,
    detail: String,
}

/// The first of each kind in full, and what else there is of it.
fn summary(differing: &[Differing]) -> String {
    let mut kinds = BTreeMap::<_, Vec<&Differing>>::new();
    for difference in differing {
        kinds.entry(&difference.kind).or_default().push(difference);
    }
    let mut text = format!("{} differ\n", differing.len());
    for (kind, all) in kinds {
        let _ = write!(text, "\n{} times {kind}, first {}\n{}", all.len(), all[0].label, all[0].detail);
        all.iter().skip(1).for_each(|other| text += &format!("  also {}\n", other.label));
    }
    text
}
