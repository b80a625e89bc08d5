//! A run as JSON: one document, a record a line.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::announcer::Announcer;
use super::stream::{Lenient, complain, escaped_in_json};
use crate::compiler::values::text;
use crate::tool::tree::config::Config;
use crate::tool::tree::{Event, Failure, Outcome, PycReport, ShownWarning, Sink, Summary, TreeTargets};

/// Tells a run as one JSON document: `{"files": [...], "trees": [...], "summary": {...}}`.
#[derive(Debug)]
pub(crate) struct Json<'c, W> {
    config: &'c Config,
    out: Lenient<W>,
    /// The number of records.
    records: u64,
    /// The trees that have sources.
    trees: Vec<Arc<TreeTargets>>,
    /// What is said of them on standard error as well.
    announcer: Announcer,
}

/// The start of a document.
const START: &[u8] = b"{\"files\": [";

impl<'c, W: Write + Send> Json<'c, W> {
    /// A document without a record.
    pub(crate) fn new(config: &'c Config, verbose: bool, out: W) -> Self {
        let announcer = Announcer::new(verbose, false);
        Self { config, out: Lenient::new(out), records: 0, trees: Vec::new(), announcer }
    }

    /// Ends the document.
    ///
    /// # Errors
    /// When `out` could not be written at any time, which has stopped nothing.
    pub(crate) fn finish(mut self, summary: &Summary) -> io::Result<()> {
        let summary = totals(summary);
        if self.records == 0 {
            self.out.write_all(START)?;
        }
        let trees = Value::Array(self.trees.iter().map(|tree| of_tree(tree)).collect()).to_string();
        writeln!(self.out, "\n], \"trees\": {}, \"summary\": {summary}}}", escaped_in_json(&trees))?;
        self.out.finish()
    }

    fn record(&mut self, record: Map<String, Value>) -> io::Result<()> {
        if self.records == 0 {
            self.out.write_all(START)?;
        }
        self.out.write_all(if self.records == 0 { b"\n" } else { b",\n" })?;
        self.records += 1;
        let record = Value::Object(record).to_string();
        self.out.write_all(escaped_in_json(&record).as_bytes())
    }

    fn pyc(&mut self, path: &Path, pyc: &PycReport) -> io::Result<()> {
        let mut record = Map::new();
        record.insert("path".to_owned(), shown(path));
        record.insert("pyc".to_owned(), shown(&pyc.path));
        record.extend(facts(pyc));
        self.record(record)
    }
}

/// What a record says of a .pyc, but for its path and its source's.
pub(super) fn facts(pyc: &PycReport) -> Map<String, Value> {
    let mut facts = Map::new();
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

/// What a document and a stream of records end with.
pub(super) fn totals(summary: &Summary) -> Value {
    let Summary { compiled, fresh, failed, stale, unlisted, interrupted } = summary;
    json!({
        "compiled": compiled, "fresh": fresh, "failed": failed, "stale": stale, "unlisted": unlisted,
        "interrupted": interrupted,
    })
}

impl<W: Write + Send> Sink for Json<'_, W> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::File(report) => report.pycs.iter().try_for_each(|pyc| self.pyc(&report.path, pyc)),
            Event::Fresh(path, pycs, tree) => {
                let config = self.config;
                config.outputs(&tree.targets).zip(pycs).try_for_each(|((target, level), pyc)| {
                    let (outcome, time) = (Outcome::Fresh, std::time::Duration::ZERO);
                    self.pyc(&path, &PycReport { target, level, path: pyc, outcome, warnings: Vec::new(), time })
                })
            }
            Event::CantList(path) => {
                let mut record = Map::new();
                record.insert("path".to_owned(), shown(&path));
                record.insert("status".to_owned(), json!("unlisted"));
                self.record(record)
            }
            Event::Tree(tree) => {
                if let Some(words) = self.announcer.words("Compiling", &tree) {
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

/// A path; what of it is no UTF-8 is escaped as Python does.
fn shown(path: &Path) -> Value {
    use std::os::unix::ffi::OsStrExt;
    json!(text::backslash_replaced(path.as_os_str().as_bytes()))
}

/// Columns count as CPython's do, from 1. The text is what py_compile's exception says.
fn error(failure: &Failure) -> Value {
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
    json!({
        "type": kind,
        "message": message,
        "line": place.map(|place| place.line),
        "column": place.and_then(|place| column(place.col)),
        "end_line": place.map(|place| place.end_line).filter(|&line| line >= 0),
        "end_column": place.and_then(|place| column(place.end_col)),
        "text": failure.text(),
    })
}

fn warning(shown: &ShownWarning) -> Value {
    let warning = &shown.warning;
    let column = (warning.location.col >= 0).then_some(warning.location.col + 1);
    json!({
        "type": warning.category.name(), "message": warning.message, "line": warning.line, "column": column,
        "filename": shown.filename(),
    })
}
