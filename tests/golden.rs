//! The golden corpus: every construct, compiled for every target at every level, against the bytes
//! that the real interpreter wrote.
//!
//! `tests/corpus/NAME.py` are the sources, one group of constructs each, `tests/corpus/3.X/NAME.py` those
//! that need 3.X or newer, and `tests/corpus/refusals/TOPIC.txt` sources that CPython refuses, with `%%` lines between them,
//! `tests/corpus/words/TOPIC.cases` sources that are about all that CPython says, warnings and other encodings too.
//! `tests/corpus/golden/3.X.Y/` holds what CPython 3.X.Y made of them:
//!
//! - `INTERPRETER`: which release it was;
//! - `NAME.LEVEL.marshal`: the code object as a fresh process writes it (a .pyc without its header);
//!   a level that gives the bytes of the one below has no file, a source that is refused has none;
//! - `TOPIC.refusals`: a line a source: exception class, line, column, end line, end column, message;
//! - `TOPIC.words`: a line a source, what is said of it in several ways of compiling it (`tests/support/said.rs`).
//!
//! One release of each series has all files ([`BASES`]). The folder of another one has the files that it wrote
//! otherwise than that one, and `NAME.refused` for a source that only it refuses.
//!
//! `BLESS=1 cargo test --test golden` writes them anew, only ever from the interpreters that are
//! found on this machine; `BLESS=49_` those of the programs with that in their name alone, `BLESS=words` refusals and
//! words alone. A release without an interpreter keeps its files.

mod support;

use pycompileall::{Compiler, Options, compile};
use pycompileall::{Target, Version, VersionRequest};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Once;
use std::{env, fs};
use support::interpreters::{self, Pyodide};
use support::{diff, refusal, said};

const LEVELS: [u8; 3] = [0, 1, 2];

#[test]
fn corpus_compiles_to_the_interpreters_bytes() {
    let mut differing = Vec::new();
    for Recorded { target, golden, base } in recorded() {
        for source in programs(target.version.minor) {
            let bytes = read(&source);
            let name = name_of(&source);
            for level in LEVELS {
                let expected = expected(&golden, &name, level, &base);
                let label = format!("{name} for {} at -o {level}", target.version);
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
    for Recorded { target, golden, base } in recorded() {
        if golden != base {
            continue;
        }
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

#[test]
fn words_are_the_interpreters() {
    let mut differing = Vec::new();
    let mut compiler = Compiler::default();
    for Recorded { target, golden, base } in recorded() {
        for topic in sources(&corpus().join("words"), "cases") {
            let recorded = golden.join(format!("{}.words", stem(&topic)));
            if golden != base && !recorded.is_file() {
                continue;
            }
            let recorded = String::from_utf8(read(&recorded)).expect("UTF-8");
            let file = read(&topic);
            let (cases, recorded) = (said::cases(&file), recorded.lines().collect::<Vec<_>>());
            assert_eq!(cases.len(), recorded.len(), "{}: BLESS=words records new cases", topic.display());
            for (case, recorded) in cases.iter().zip(recorded) {
                let ours = said::line(&said::ours(&mut compiler, case, target));
                if ours != recorded {
                    let kind = format!("words of {} for {}", name_of(&topic), target.version);
                    let label = format!("\n{}\n  ours:   {ours}\n  theirs: {recorded}", case.escape_ascii());
                    differing.push(Differing { kind, label, detail: String::new() });
                }
            }
        }
    }
    assert!(differing.is_empty(), "{}", summary(&differing));
}

/// Rewrites the golden files of every target that has an interpreter here.
fn bless_all() {
    let words_alone = env::var_os("BLESS").is_some_and(|what| what == "words");
    for target in Target::supported() {
        let minor = target.version.minor;
        let base_micro = base_of(minor).unwrap_or(target.version.micro);
        let base = folder(minor, base_micro);
        let (first, others): (Vec<_>, Vec<_>) =
            interpreters::all(minor).into_iter().partition(|found| found.micro == base_micro);
        if first.is_empty() {
            println!("no Python 3.{minor}.{base_micro} found: its golden files stay as they are");
        }
        // The others are compared with what the first one has written.
        for interpreter in first.into_iter().chain(others) {
            let golden = folder(minor, interpreter.micro);
            if !words_alone {
                bless(&Writer::Python(&interpreter.path), minor, &golden, &base);
            }
            if part_to_bless().is_none() {
                if golden == base {
                    record_refusals(&interpreter.path, &base);
                }
                record_words(&interpreter.path, &golden);
            }
        }
    }
    if words_alone {
        return;
    }
    for (pyodide, minor, micro) in Pyodide::all() {
        if let Some(base) = base_of(minor) {
            bless(&Writer::Pyodide(pyodide), minor, &folder(minor, micro), &folder(minor, base));
        }
    }
}

/// Writes to `golden` what a release makes of the corpus, where that is not what `base` has.
fn bless(compiler: &Writer<'_>, minor: u8, golden: &Path, base: &Path) {
    let part = part_to_bless();
    if part.is_some() && !golden.is_dir() {
        println!("{} has no golden files yet: BLESS=1 records all", golden.display());
        return;
    }
    fs::create_dir_all(golden).expect("the golden directory");
    let is_meant = |name: &str| part.as_ref().is_none_or(|part| name.contains(part));
    for old in fs::read_dir(golden).expect("the golden directory") {
        let old = old.expect("an entry").path();
        if is_meant(&name_of(&old)) {
            fs::remove_file(old).expect("an old golden file");
        }
    }
    if part.is_none() {
        fs::write(golden.join("INTERPRETER"), compiler.version()).expect("INTERPRETER");
    }
    let mut programs = programs(minor);
    programs.retain(|source| is_meant(&name_of(source)));
    let levels = LEVELS.map(|level| compiler.compile(minor, level, &programs));
    for (index, source) in programs.iter().enumerate() {
        let name = name_of(source);
        let written = LEVELS.map(|level| levels[level as usize][index].clone());
        if golden != base && LEVELS.iter().all(|&level| written[level as usize] == expected(base, &name, level, base)) {
            continue;
        }
        let mut previous = None;
        for level in LEVELS {
            let code = written[level as usize].clone();
            match &code {
                Some(bytes) if code != previous => {
                    fs::write(golden.join(format!("{name}.{level}.marshal")), bytes).expect("a golden file");
                }
                None if level == 0 => {
                    println!("{} refuses {name}", golden.display());
                    if golden != base {
                        fs::write(golden.join(format!("{name}.refused")), []).expect("a golden file");
                    }
                }
                _ => {}
            }
            previous = code;
        }
    }
}

/// Which programs are meant by `BLESS`: those with this in their names, or all.
fn part_to_bless() -> Option<String> {
    env::var("BLESS").ok().filter(|part| part != "1" && part != "words")
}

/// What writes golden files.
enum Writer<'p> {
    Python(&'p Path),
    Pyodide(Pyodide),
}

impl Writer<'_> {
    fn version(&self) -> Vec<u8> {
        match self {
            Self::Python(python) => {
                run(Command::new(python).args(["-c", "import sys; print(sys.version.replace('\\n', ' '))"]))
            }
            Self::Pyodide(pyodide) => run(&mut pyodide.command(&[])),
        }
    }

    /// The code objects, nothing for what is refused. Each file has a process of its own, so that
    /// they are what a fresh interpreter writes; but all one if a process takes long to start.
    fn compile(&self, minor: u8, level: u8, programs: &[PathBuf]) -> Vec<Option<Vec<u8>>> {
        let place = tempfile::tempdir().expect("a temporary directory");
        for source in programs {
            fs::copy(source, place.path().join(name_of(source))).expect("a copy of the source");
        }
        let level_text = level.to_string();
        match self {
            Self::Python(python) => {
                for source in programs {
                    let name = name_of(source);
                    let arguments = ["-I", "-W", "ignore", "-m", "compileall", "-q", "-f", "-o", &level_text, &name];
                    Command::new(python).args(arguments).current_dir(place.path()).output().expect("the interpreter");
                }
            }
            Self::Pyodide(pyodide) => {
                run(&mut pyodide.command(&[level_text.as_ref(), place.path().as_os_str(), "relative".as_ref()]));
            }
        }
        let tag = if level == 0 { String::new() } else { format!(".opt-{level}") };
        let written = |source: &PathBuf| {
            let written = format!("__pycache__/{}.cpython-3{minor}{tag}.pyc", stem(source));
            fs::read(place.path().join(written)).ok().map(|mut bytes| bytes.split_off(16))
        };
        programs.iter().map(written).collect()
    }
}

fn record_refusals(python: &Path, golden: &Path) {
    for topic in sources(&corpus().join("refusals"), "txt") {
        let text = String::from_utf8(read(&topic)).expect("UTF-8");
        let cases: Vec<_> = text.split("%%\n").collect();
        let answers = refusal::recorded(python, &cases);
        let crashed = answers.iter().zip(cases).find(|(answer, _)| *answer == refusal::CRASHED);
        assert!(crashed.is_none(), "{} crashes: {crashed:?}", python.display());
        let recorded = answers.join("\n") + "\n";
        fs::write(golden.join(format!("{}.refusals", stem(&topic))), recorded).expect("a golden file");
    }
}

fn record_words(python: &Path, golden: &Path) {
    for topic in sources(&corpus().join("words"), "cases") {
        let answers = said::theirs(python, &said::cases(&read(&topic)));
        let recorded: Vec<_> = answers.iter().map(|answer| said::line(answer)).collect();
        assert!(recorded.iter().all(|answer| answer != said::CRASHED), "{} crashes", python.display());
        fs::write(golden.join(format!("{}.words", stem(&topic))), recorded.join("\n") + "\n").expect("a golden file");
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

/// Where the files of 3.`minor`.`micro` are.
fn folder(minor: u8, micro: u8) -> PathBuf {
    corpus().join(format!("golden/3.{minor}.{micro}"))
}

/// The release of 3.`minor` that has all files, refusals too, if there is one.
fn base_of(minor: u8) -> Option<u8> {
    (0..=u8::MAX).find(|&micro| folder(minor, micro).join("syntax.refusals").is_file())
}

/// The sources that 3.`minor` has the syntax for.
fn programs(minor: u8) -> Vec<PathBuf> {
    let folders = (12..=minor).map(|minor| corpus().join(format!("3.{minor}")));
    let newer = folders.filter(|folder| folder.is_dir()).flat_map(|folder| sources(&folder, "py"));
    sources(&corpus(), "py").into_iter().chain(newer).collect()
}

/// A release that there are golden files of.
struct Recorded {
    target: &'static Target,
    /// Its files.
    golden: PathBuf,
    /// Where those are that it has in common with the release of its series that has all.
    base: PathBuf,
}

/// The releases that there are golden files of, written anew first if that is asked for.
fn recorded() -> Vec<Recorded> {
    static BLESSED: Once = Once::new();
    BLESSED.call_once(|| {
        if env::var_os("BLESS").is_some() {
            bless_all();
        }
    });
    let entries = fs::read_dir(corpus().join("golden")).expect("golden files").filter_map(Result::ok);
    let mut folders: Vec<_> = entries.map(|entry| entry.path()).collect();
    folders.sort();
    let releases = folders.into_iter().map(|golden| {
        let interpreter = String::from_utf8(read(&golden.join("INTERPRETER"))).expect("UTF-8");
        let release: VersionRequest =
            interpreter.split_whitespace().next().unwrap_or_default().parse().expect("a release");
        let target = Target::for_version(release.minor, release.micro).expect("a version that is supported");
        assert_eq!(Some(target.version.micro), release.micro, "a target for {interpreter}");
        let Version { minor, micro } = target.version;
        assert_eq!(golden, folder(minor, micro), "the folder of {interpreter}");
        let base = base_of(minor).expect("a base of the series");
        Recorded { target, golden, base: folder(minor, base) }
    });
    let releases: Vec<_> = releases.collect();
    for target in Target::supported() {
        assert!(base_of(target.version.minor).is_some(), "no golden files for {}", target.version);
    }
    releases
}

fn sources(directory: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("the corpus").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = entries.filter(|file| file.extension().is_some_and(|found| found == extension)).collect();
    assert!(!files.is_empty(), "nothing in {}", directory.display());
    files.sort();
    files
}

/// What the interpreter wrote; nothing if it refused the source.
fn expected(golden: &Path, name: &str, level: u8, base: &Path) -> Option<Vec<u8>> {
    let is_own = golden.join(format!("{name}.0.marshal")).is_file() || golden.join(format!("{name}.refused")).is_file();
    let folder = if is_own { golden } else { base };
    let files = (0..=level).rev().map(|level| folder.join(format!("{name}.{level}.marshal")));
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
