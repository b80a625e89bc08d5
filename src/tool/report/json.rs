//! A run as JSON: one document, a record a line.
//!
//! [`SCHEMA_VERSION`] counts changes that a reader must know of. What is new beside what there was is none.

use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::announcer::Announcer;
use super::by_version::ByVersion;
use super::stream::{Lenient, complain, escaped_in_json};
use super::verify;
use crate::compiler::values::text;
use crate::compiler::version::Target;
use crate::tool::base64::base64;
use crate::tool::tree::config::{Config, Purpose};
use crate::tool::tree::os_error::OsFailure;
use crate::tool::tree::{
    Event, Failure, Outcome, PruneOutcome, Pruned, PycReport, ShownWarning, Sink, Summary, TreeTargets, Verdict,
    reports,
};

/// The version of the form that documents and streams have.
const SCHEMA_VERSION: u32 = 1;

/// Tells a run as one JSON document: `{"schema_version": 1, "files": [...], "trees": [...], "summary": {...}}`.
#[derive(Debug)]
pub(crate) struct Json<'c, W> {
    config: &'c Config,
    out: Lenient<W>,
    has_started: bool,
    has_records: bool,
    told: Told,
    /// The trees that have sources.
    trees: Vec<Arc<TreeTargets>>,
    /// What is said of them on standard error as well.
    announcer: Announcer,
}

impl<'c, W: Write + Send> Json<'c, W> {
    /// A document without a record.
    pub(crate) fn new(config: &'c Config, verbose: bool, out: W) -> Self {
        let announcer = Announcer::new(config.purpose, verbose, false);
        Self {
            config,
            out: Lenient::new(out),
            has_started: false,
            has_records: false,
            told: Told::new(config.purpose),
            trees: Vec::new(),
            announcer,
        }
    }

    /// Ends the document.
    ///
    /// # Errors
    /// When `out` could not be written at any time, which has stopped nothing.
    pub(crate) fn finish(mut self, summary: &Summary) -> io::Result<()> {
        self.start()?;
        let summary = self.told.totals(summary);
        let trees = Value::Array(self.trees.iter().map(|tree| of_tree(tree)).collect()).to_string();
        writeln!(self.out, "\n], \"trees\": {}, \"summary\": {summary}}}", escaped_in_json(&trees))?;
        self.out.finish()
    }

    /// Writes the start of the document, unless it is there.
    fn start(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.has_started, true) {
            write!(self.out, "{{{}, \"files\": [", schema())?;
        }
        Ok(())
    }

    fn record(&mut self, record: Map<String, Value>) -> io::Result<()> {
        self.start()?;
        self.out.write_all(if self.has_records { b",\n" } else { b"\n" })?;
        self.has_records = true;
        let record = Value::Object(record).to_string();
        self.out.write_all(escaped_in_json(&record).as_bytes())
    }

    fn pyc(&mut self, path: &Path, pyc: &PycReport) -> io::Result<()> {
        self.told.add(pyc);
        self.record(of_pyc(path, pyc))
    }
}

/// The member of a document, or of a stream's first line, that says which form it has.
pub(super) fn schema() -> String {
    format!("\"schema_version\": {SCHEMA_VERSION}")
}

/// The record of a .pyc.
pub(super) fn of_pyc(path: &Path, pyc: &PycReport) -> Map<String, Value> {
    let mut facts = Map::new();
    insert_path(&mut facts, "path", path);
    insert_path(&mut facts, "pyc", &pyc.path);
    facts.insert("version".to_owned(), json!(pyc.target.version.to_string()));
    facts.insert("level".to_owned(), json!(pyc.level));
    facts.insert("status".to_owned(), json!(pyc.outcome.status()));
    let error = if let Outcome::Failed(failure) = &pyc.outcome { error(failure) } else { Value::Null };
    facts.insert("error".to_owned(), error);
    facts.insert("warnings".to_owned(), pyc.warnings.iter().map(warning).collect());
    facts.insert("bytes".to_owned(), json!(pyc.outcome.bytes()));
    facts.insert("nanoseconds".to_owned(), json!(u64::try_from(pyc.time.as_nanos()).unwrap_or(u64::MAX)));
    facts
}

/// The record of a path of which there is only that it has this status.
pub(super) fn of_path(path: &Path, status: &str) -> Map<String, Value> {
    let mut record = Map::new();
    insert_path(&mut record, "path", path);
    record.insert("status".to_owned(), json!(status));
    record
}

/// The record of a file that is to go.
pub(super) fn of_pruned(pruned: &Pruned) -> Map<String, Value> {
    let mut record = Map::new();
    match &pruned.source {
        Some(source) => insert_path(&mut record, "path", source),
        None => {
            record.insert("path".to_owned(), Value::Null);
        }
    }
    insert_path(&mut record, "pyc", &pruned.path);
    record.insert("status".to_owned(), json!(pruned.outcome.status()));
    record.insert("reason".to_owned(), json!(pruned.reason.name()));
    let error = if let PruneOutcome::Failed(failure) = &pruned.outcome { error(failure) } else { Value::Null };
    record.insert("error".to_owned(), error);
    record
}

/// The record of a RECORD that could not be read or written.
pub(super) fn of_record(path: &Path, failure: OsFailure) -> Map<String, Value> {
    let mut record = of_path(path, "unrecorded");
    record.insert("error".to_owned(), error(&Failure::Os(failure)));
    record
}

/// What was told of .pyc files so far.
#[derive(Debug)]
pub(super) struct Told {
    /// The number of those of each status.
    statuses: Vec<(&'static str, u64)>,
    /// The releases that they are for, each once.
    versions: Vec<&'static Target>,
    by_version: ByVersion,
}

impl Told {
    /// Nothing so far, of a run for this.
    pub(super) fn new(purpose: Purpose) -> Self {
        let statuses: &[&str] = if purpose == Purpose::Verify { &Verdict::STATUSES } else { &Outcome::STATUSES };
        Self {
            statuses: statuses.iter().map(|&status| (status, 0)).collect(),
            versions: Vec::new(),
            by_version: ByVersion::default(),
        }
    }

    /// Takes note of an event that is about to be told.
    pub(super) fn note(&mut self, event: &Event) {
        self.by_version.note(event);
    }

    pub(super) fn add(&mut self, pyc: &PycReport) {
        self.add_status(pyc.outcome.status(), Some(pyc.target));
    }

    /// Adds a .pyc of this status, and the release that it is for, if that is known.
    pub(super) fn add_status(&mut self, status: &'static str, target: Option<&'static Target>) {
        match self.statuses.iter_mut().find(|(other, _)| *other == status) {
            Some((_, count)) => *count += 1,
            None => self.statuses.push((status, 1)),
        }
        if let Some(target) = target
            && !self.versions.iter().any(|other| std::ptr::eq(*other, target))
        {
            self.versions.push(target);
        }
    }

    /// What a document and a stream of records end with: the numbers of files, and of .pyc files by their status.
    pub(super) fn totals(&self, summary: &Summary) -> Value {
        let Summary { compiled, fresh, failed, refused, allowed, warned, stale, .. } = summary;
        let Summary { pruned, foreign, unlisted, interrupted, .. } = summary;
        let versions: Vec<String> = self.versions.iter().map(|target| target.version.to_string()).collect();
        let pycs: Map<String, Value> =
            self.statuses.iter().map(|&(status, count)| (status.to_owned(), json!(count))).collect();
        json!({
            "versions": versions, "compiled": compiled, "fresh": fresh, "failed": failed, "refused": refused,
            "allowed": allowed, "warned": warned, "stale": stale, "unlisted": unlisted, "interrupted": interrupted, "pycs": pycs,
            "pruned": pruned, "foreign": foreign, "by_version": self.by_version.records(),
        })
    }
}

impl<W: Write + Send> Sink for Json<'_, W> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        self.told.note(&event);
        match event {
            Event::File(report) => report.pycs.iter().try_for_each(|pyc| self.pyc(&report.path, pyc)),
            Event::Verified(report) => report.pycs.iter().try_for_each(|pyc| {
                self.told.add_status(pyc.verdict.status(), pyc.target);
                self.record(verify::record(&report.path, pyc))
            }),
            Event::Fresh(path, pycs, tree) => {
                let pycs = reports(self.config, &tree, pycs);
                pycs.iter().try_for_each(|pyc| self.pyc(&path, pyc))
            }
            Event::CantList(path) => self.record(of_path(&path, "unlisted")),
            Event::Pruned(pruned) => self.record(of_pruned(&pruned)),
            Event::NotRecorded(path, failure) => self.record(of_record(&path, failure)),
            Event::Tree(tree) => {
                if let Some(words) = self.announcer.words(&tree) {
                    complain(&words);
                }
                self.trees.push(tree);
                Ok(())
            }
            Event::NotHeeded(complaint) => {
                complain(&format!("{complaint}\n"));
                Ok(())
            }
            Event::Listing(_)
            | Event::NotStripped(..)
            | Event::SkippingCurrent
            | Event::Ignored
            | Event::Undecided(_)
            | Event::NoTargets(_) => Ok(()),
        }
    }
}

/// The versions of a tree: none if its sources are left alone.
pub(super) fn of_tree(tree: &TreeTargets) -> Value {
    let versions: Vec<String> = tree.targets.iter().map(|target| target.version.to_string()).collect();
    json!({ "versions": versions, "origin": tree.origin, "warning": tree.warning() })
}

/// Adds a path as text. If it is not UTF-8, what is not is escaped as Python does, and `NAME_bytes` is the path in
/// base64.
pub(super) fn insert_path(record: &mut Map<String, Value>, name: &str, path: &Path) {
    let bytes = path.as_os_str().as_bytes();
    record.insert(name.to_owned(), json!(text::backslash_replaced(bytes)));
    if path.to_str().is_none() {
        record.insert(format!("{name}_bytes"), json!(base64(bytes)));
    }
}

/// Columns count as CPython's do, from 1. The text is what py_compile's exception says.
pub(super) fn error(failure: &Failure) -> Value {
    let (kind, message) = match failure {
        Failure::Refused { error, .. } => (error.kind.name(), &error.message),
        Failure::Os(failure) => (failure.class, &failure.message),
        Failure::Defect(what) => ("InternalError", what),
    };
    let place = match failure {
        Failure::Refused { error, .. } if error.location.has_line() => Some(error.location),
        _ => None,
    };
    let column = |column: i32| (column >= 0).then_some(column + 1);
    let mut facts = json!({
        "type": kind,
        "message": message,
        "line": place.map(|place| place.line),
        "column": place.and_then(|place| column(place.col)),
        "end_line": place.map(|place| place.end_line).filter(|&line| line >= 0),
        "end_column": place.and_then(|place| column(place.end_col)),
        "text": failure.text(),
    });
    if let Failure::Refused { is_allowed: true, .. } = failure {
        facts["allowed"] = json!(true);
    }
    facts
}

fn warning(shown: &ShownWarning) -> Value {
    let warning = &shown.warning;
    let column = (warning.location.col >= 0).then_some(warning.location.col + 1);
    json!({
        "type": warning.category.name(), "message": warning.message, "line": warning.line, "column": column,
        "filename": shown.filename(),
    })
}
