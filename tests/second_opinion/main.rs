//! A second opinion on our parser, without a Python: rustpython-parser gives the same trees (nodes, names, constants,
//! positions) for the golden sources, for other sources in the repository, and for a sample of a library, if one is
//! found.
//! `known.rs` lists where it is wrong.

mod known;
mod ours;
#[path = "../support/mod.rs"]
mod support;
mod theirs;
mod tree;

use known::{Is, KNOWN, Refusal};
use pycompileall::Target;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::interpreters;
use tree::Lines;

/// How one comparison ended.
#[derive(Debug, Default)]
struct Verdict {
    /// How many nodes were compared.
    nodes: usize,
    /// The entries of [`KNOWN`] that explain a difference.
    known: BTreeSet<usize>,
    /// What nothing explains, or more than one entry.
    unexplained: Vec<String>,
}

fn target(minor: u8) -> &'static Target {
    Target::for_version(minor, None).expect("a supported version")
}

/// Compares both parsers' trees of `source`, ours with the grammar of 3.`minor`; `None` if we refuse it.
fn judge(source: &[u8], minor: u8) -> Option<Verdict> {
    let (ours, _) = ours::parse(source, target(minor)).ok()?;
    let decoded = pycompileall::internals::syntax::decode(source, target(minor)).ok()?;
    let lines = Lines::new(&decoded.text);
    let mut verdict = Verdict::default();
    let mut explain = |is_known: &dyn Fn(Is) -> bool, unexplained: &dyn Fn() -> String| {
        let explained: Vec<_> = (0..KNOWN.len()).filter(|&at| is_known(KNOWN[at].is)).collect();
        if explained.len() != 1 {
            verdict.unexplained.push(format!("{} (explained by {explained:?})", unexplained()));
        }
        verdict.known.extend(explained);
    };
    match theirs::parse(&decoded.text) {
        Ok(theirs) => {
            verdict.nodes = tree::compare(&ours, &theirs, &mut Vec::new(), &mut |found| {
                explain(&|is| matches!(is, Is::Difference(is) if is(found, &lines)), &|| found.to_string());
            });
        }
        Err(error) => {
            let since = (11..=minor).find(|&minor| ours::parse(source, target(minor)).is_ok()).unwrap_or(minor);
            let refusal = Refusal { error: &error, ours: &ours, lines: &lines, since };
            explain(&|is| matches!(is, Is::Refusal(is) if is(&refusal)), &|| error.to_string());
        }
    }
    Some(verdict)
}

/// Runs `test` with room for deep trees, which both parsers and the comparison walk recursively.
fn on_large_stack(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(1 << 30).spawn(test).expect("a thread");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

/// The Python sources below a folder of which `is_wanted` holds.
fn sources(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = files.map(walkdir::DirEntry::into_path);
    files.filter(|path| path.extension().is_some_and(|extension| extension == "py") && is_wanted(path)).collect()
}

/// Compares these files, each with the first grammar that accepts it of those that `minors` names. Returns how many were
/// compared, how many nodes they have, and which of the known mistakes are in them.
fn judge_all(files: &[PathBuf], minors: impl Fn(&Path) -> [u8; 2]) -> (usize, usize, BTreeSet<usize>) {
    let (mut compared, mut nodes, mut known, mut unexplained) = (0, 0, BTreeSet::new(), Vec::new());
    for path in files {
        let source = std::fs::read(path).expect("a source");
        let Some(verdict) = minors(path).into_iter().find_map(|minor| judge(&source, minor)) else { continue };
        compared += 1;
        nodes += verdict.nodes;
        known.extend(verdict.known);
        unexplained.extend(verdict.unexplained.iter().map(|what| format!("{}: {what}", path.display())));
    }
    assert!(unexplained.is_empty(), "{} differences:\n{}", unexplained.len(), unexplained.join("\n"));
    (compared, nodes, known)
}

#[test]
fn golden_sources_have_the_same_trees() {
    on_large_stack(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files = sources(&root.join("tests"), |_| true);
        // What is in a folder as `3.14` needs that version. The tree of 3.13 is closer than that of 3.12, which alone
        // takes newlines in specs.
        let grammars = |path: &Path| {
            let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
            let minor = folder.and_then(|name| name.strip_prefix("3.")?.parse().ok());
            minor.map_or([11, 11], |minor: u8| [minor.max(13), 12])
        };
        let (compared, nodes, known) = judge_all(&files, grammars);
        eprintln!(
            "{compared} files of the repository, {nodes} nodes, {} of {} known mistakes",
            known.len(),
            KNOWN.len()
        );
        assert!(compared == files.len(), "we refuse some of them");
        assert!(compared > 100 && nodes > 50_000, "{compared} files, {nodes} nodes");
    });
}

#[test]
fn a_sample_of_a_library_has_the_same_trees() {
    /// Every file so far apart.
    const STEP: usize = 25;
    let Some(interpreter) = interpreters::find(11) else {
        interpreters::assert_none_is_missing();
        return eprintln!("no Python 3.11 is found: no library to compare");
    };
    on_large_stack(move || {
        let files =
            sources(&interpreter.library, |path| path.components().all(|part| part.as_os_str() != "site-packages"));
        let sample: Vec<_> = files.into_iter().step_by(STEP).collect();
        let (compared, nodes, _) = judge_all(&sample, |_| [11, 11]);
        eprintln!("{compared} of {} files of 3.11's library, {nodes} nodes", sample.len());
        assert!(compared * 10 > sample.len() * 9, "we refuse many of them");
    });
}

#[test]
fn the_list_of_mistakes_is_no_longer_than_it_is() {
    on_large_stack(|| {
        for (at, entry) in KNOWN.iter().enumerate() {
            let verdict = judge(entry.example.as_bytes(), entry.minor);
            let verdict = verdict.unwrap_or_else(|| panic!("{}: we refuse the example", entry.mistake));
            assert!(verdict.unexplained.is_empty(), "{}: {:#?}", entry.mistake, verdict.unexplained);
            assert!(verdict.known.contains(&at), "{}: it does not occur", entry.mistake);
        }
    });
}

#[test]
fn the_interpreters_answer_is_ours() {
    let ask = "import ast, sys\nprint(ast.dump(ast.parse(sys.stdin.buffer.read()), include_attributes=True))";
    for entry in KNOWN {
        let (_, ours) = ours::parse(entry.example.as_bytes(), target(entry.minor)).expect("a valid example");
        let ours = String::from_utf8_lossy(&ours).into_owned();
        assert!(ours.contains(entry.answer), "{}: not {}, but {ours}", entry.mistake, entry.answer);
        let Some(interpreter) = interpreters::find(entry.minor) else {
            interpreters::assert_none_is_missing();
            continue;
        };
        let mut child = Command::new(&interpreter.path)
            .args(["-X", "utf8", "-I", "-c", ask])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("an interpreter");
        let mut input = child.stdin.take().expect("its input");
        std::io::Write::write_all(&mut input, entry.example.as_bytes()).expect("it reads");
        drop(input);
        let output = child.wait_with_output().expect("its answer");
        let answer = String::from_utf8_lossy(&output.stdout);
        assert!(answer.contains(entry.answer), "{}: 3.{} answers {answer}", entry.mistake, entry.minor);
    }
}

#[test]
fn a_difference_is_found() {
    on_large_stack(|| {
        let lines = "a = b + 1\n";
        let other = "a = b +  1\n";
        let (ours, _) = ours::parse(lines.as_bytes(), target(11)).expect("a valid source");
        for (text, differences) in [(lines, 0), (other, 3), ("a = b - 1\n", 1), ("a = c + 1\n", 1), ("a = f()\n", 2)] {
            let theirs = theirs::parse(text).expect("a valid source");
            let mut found = 0;
            tree::compare(&ours, &theirs, &mut Vec::new(), &mut |_| found += 1);
            assert_eq!(found, differences, "{text}");
        }
    });
}
