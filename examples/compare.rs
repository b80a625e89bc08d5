//! Compiles every .py of a tree in memory and compares with the .pyc files that an interpreter wrote.
//!
//!     PYTHONPYCACHEPREFIX=REF python3.11 -W ignore -m compileall -q -f TREE    # once
//!     cargo run --profile quick --example compare -- [-o LEVEL] [-j N] [--show] [--top N] REF TREE|FILE...
//!
//! It prints how many are identical and groups the others by the kind of their first difference;
//! `--show` prints each difference side by side. With `--errors FILE` (lines of path, class, `repr` of
//! the message, line and byte column, tab-separated) it compares what is said of refused files too.
//! Exits 1 if anything differs.

#[path = "../tests/support/mod.rs"]
mod support;

use clap::Parser;
use pycompileall::{Options, compile};
use pycompileall::{Target, VersionRequest};
use rayon::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::os::unix::ffi::OsStrExt;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use support::diff;

#[derive(Parser)]
struct Arguments {
    /// Optimization level
    #[arg(short, default_value_t = 0)]
    optimize: u8,
    /// Workers
    #[arg(short, default_value_t = 1)]
    jobs: usize,
    /// Show every difference side by side
    #[arg(long)]
    show: bool,
    /// Files to name for each kind
    #[arg(long, default_value_t = 3)]
    top: usize,
    /// Only kinds that contain this text
    #[arg(long, default_value = "")]
    only: String,
    /// The release that wrote the reference: X.Y or X.Y.Z
    #[arg(long, default_value = "3.11")]
    python_version: String,
    /// Compare values only, not which objects are shared
    #[arg(long)]
    ignore_references: bool,
    /// The reference was written with `-X no_debug_ranges`
    #[arg(long)]
    no_debug_ranges: bool,
    /// What the interpreter said of the files that it refused
    #[arg(long)]
    errors: Option<PathBuf>,
    /// Where the interpreter's files are (its PYTHONPYCACHEPREFIX)
    reference: PathBuf,
    /// Trees and files, absolute
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

/// Class and message, and `line:column`, by path.
type Errors = HashMap<PathBuf, (String, String)>;

fn read_errors(path: &Path) -> Errors {
    let text = std::fs::read_to_string(path).expect("the file of errors");
    let rows = text.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        let path = fields.next()?.into();
        let (class, message) = (fields.next()?, fields.next()?);
        // Python's repr to Rust's: as far as messages need it.
        let message = message.get(1..message.len() - 1)?.replace("\\'", "'");
        Some((path, (format!("{class} {message:?}"), format!("{}:{}", fields.next()?, fields.next()?))))
    });
    rows.collect()
}

enum Outcome {
    Identical,
    BothRefuse,
    Differs(&'static str, String, String),
}

thread_local!(static PANIC: RefCell<String> = const { RefCell::new(String::new()) });

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let wanted: VersionRequest = arguments.python_version.parse().expect("a version");
    let target = Target::for_any_version(wanted.minor, wanted.micro).expect("a version that we know");
    set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |place| format!("{}:{}", place.file(), place.line()));
        let message = info.payload_as_str().unwrap_or("?").chars().take(100).collect::<String>();
        PANIC.with_borrow_mut(|last| *last = format!("{place}: {message}"));
    }));
    let mut files = Vec::new();
    for path in &arguments.paths {
        let entries = walkdir::WalkDir::new(path).sort_by_file_name();
        for entry in entries.into_iter().filter_map(Result::ok) {
            let python = entry.path().extension().is_some_and(|extension| extension == "py");
            if entry.file_type().is_file() && (python || entry.depth() == 0) {
                files.push(entry.into_path());
            }
        }
    }
    let errors = arguments.errors.as_ref().map(|path| read_errors(path)).unwrap_or_default();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.jobs).stack_size(1 << 30).build();
    let pool = pool.expect("threads");
    let outcomes: Vec<_> =
        pool.install(|| files.par_iter().map(|file| compare(file, target, &arguments, &errors)).collect());
    report(&files, &outcomes, &arguments)
}

fn compare(file: &Path, target: &'static Target, arguments: &Arguments, errors: &Errors) -> Outcome {
    let Ok(source) = std::fs::read(file) else {
        return Outcome::Differs("unreadable", "unreadable".into(), String::new());
    };
    let tag = if arguments.optimize == 0 { String::new() } else { format!(".opt-{}", arguments.optimize) };
    let absolute = file.strip_prefix("/").unwrap_or(file);
    let reference = arguments.reference.join(absolute).with_extension(format!("{}{tag}.pyc", target.cache_tag()));
    let reference = std::fs::read(reference);
    let mut options = Options::at_level(arguments.optimize);
    options.debug_ranges = !arguments.no_debug_ranges;
    let filename = file.as_os_str().as_bytes();
    let ours = match catch_unwind(AssertUnwindSafe(|| compile(&source, filename, target, options))) {
        Ok(ours) => ours,
        Err(_) => return Outcome::Differs("panics", PANIC.take(), String::new()),
    };
    match (ours, reference) {
        (Ok(ours), Ok(theirs)) => match diff::first_difference(&ours.code, &theirs[16..], target) {
            None => Outcome::Identical,
            Some(found) if arguments.ignore_references && found.is_reference => Outcome::Identical,
            Some(found) => Outcome::Differs("different", found.kind, format!("in {}\n{}", found.unit, found.detail)),
        },
        (Err(error), Err(_)) => match errors.get(file) {
            None => Outcome::BothRefuse,
            Some((message, place)) => {
                let ours = format!("{} {:?}", error.kind.name(), error.message);
                let at = format!("{}:{}", error.location.line, error.location.col);
                if ours != *message {
                    let kind = format!("error: {ours} instead of {message}");
                    Outcome::Differs("other errors", kind, format!("at {at}, theirs {place}"))
                } else if at != *place && place != "None:None" {
                    Outcome::Differs(
                        "other errors",
                        format!("error: place of {message}"),
                        format!("{at}, theirs {place}"),
                    )
                } else {
                    Outcome::BothRefuse
                }
            }
        },
        (Ok(_), Err(_)) => Outcome::Differs("accepted wrongly", "accepted wrongly".into(), String::new()),
        (Err(error), Ok(_)) => {
            let kind = format!("refused: {}: {}", error.kind.name(), error.message);
            Outcome::Differs("refused wrongly", kind, error.to_string())
        }
    }
}

fn report(files: &[PathBuf], outcomes: &[Outcome], arguments: &Arguments) -> ExitCode {
    let (mut identical, mut both) = (0, 0);
    let mut counts = BTreeMap::<_, usize>::new();
    let mut kinds = BTreeMap::<_, Vec<usize>>::new();
    for (index, outcome) in outcomes.iter().enumerate() {
        match outcome {
            Outcome::Identical => identical += 1,
            Outcome::BothRefuse => both += 1,
            Outcome::Differs(class, kind, _) => {
                *counts.entry(class).or_default() += 1;
                if kind.contains(&arguments.only) {
                    kinds.entry(kind).or_default().push(index);
                }
            }
        }
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, files)| std::cmp::Reverse(files.len()));
    for (kind, indexes) in &kinds {
        println!("{:6} {kind}", indexes.len());
        for &index in indexes.iter().take(arguments.top) {
            let Outcome::Differs(_, _, detail) = &outcomes[index] else { continue };
            let first = detail.lines().next().unwrap_or_default();
            println!("         {}  {first}", files[index].display());
            if arguments.show {
                detail.lines().skip(1).for_each(|line| println!("           {line}"));
            }
        }
    }
    print!("{} files at -o {}: {identical} identical, {both} refused by both", files.len(), arguments.optimize);
    counts.iter().for_each(|(class, count)| print!(", {count} {class}"));
    println!();
    if counts.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
