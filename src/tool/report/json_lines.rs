//! A run as a stream of JSON: a record a line, as it goes.

use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};

use super::announcer::Announcer;
use super::json::{Told, of_path, of_pruned, of_pyc, of_record, of_tree, schema};
use super::stream::{Lenient, complain, escaped_in_json};
use super::verify;
use crate::tool::tree::config::Config;
use crate::tool::tree::{Event, Progress, PycReport, Sink, Summary, reports};

/// Lines are held back this long at most.
const REFRESH: Duration = Duration::from_millis(40);

/// Tells a run as JSON, a record a line: those of the document, and one for each tree, for each directory that is
/// listed and for each path that is not stripped. The first line has the version of the form, the last one the summary.
#[derive(Debug)]
pub(crate) struct JsonLines<'c, W> {
    config: &'c Config,
    out: Lenient<W>,
    has_started: bool,
    told: Told,
    flushed: Instant,
    /// What is said of the trees on standard error as well.
    announcer: Announcer,
}

impl<'c, W: Write + Send> JsonLines<'c, W> {
    pub(crate) fn new(config: &'c Config, verbose: bool, out: W) -> Self {
        let announcer = Announcer::new(config.purpose, verbose, false);
        let out = Lenient::new(out);
        Self { config, out, has_started: false, told: Told::new(config.purpose), flushed: Instant::now(), announcer }
    }

    /// Ends the stream.
    ///
    /// # Errors
    /// When `out` could not be written at any time, which has stopped nothing.
    pub(crate) fn finish(mut self, summary: &Summary) -> io::Result<()> {
        self.start()?;
        writeln!(self.out, "{{\"summary\": {}}}", self.told.totals(summary))?;
        self.out.finish()
    }

    /// Writes the first line, unless it is there.
    fn start(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.has_started, true) {
            writeln!(self.out, "{{{}}}", schema())?;
        }
        Ok(())
    }

    fn record(&mut self, record: Map<String, Value>) -> io::Result<()> {
        self.start()?;
        writeln!(self.out, "{}", escaped_in_json(&Value::Object(record).to_string()))
    }

    fn status(&mut self, path: &Path, status: &str) -> io::Result<()> {
        self.record(of_path(path, status))
    }

    /// Tells of one .pyc.
    pub(crate) fn pyc(&mut self, path: &Path, pyc: &PycReport) -> io::Result<()> {
        self.told.add(pyc);
        self.record(of_pyc(path, pyc))
    }
}

impl<W: Write + Send> Sink for JsonLines<'_, W> {
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
            Event::Listing(path) => self.status(&path, "listing"),
            Event::CantList(path) => self.status(&path, "unlisted"),
            Event::Pruned(pruned) => self.record(of_pruned(&pruned)),
            Event::NotRecorded(path, failure) => self.record(of_record(&path, failure)),
            Event::NotStripped(_, path) => self.status(&path, "unstripped"),
            Event::Tree(tree) => {
                if let Some(words) = self.announcer.words(&tree) {
                    complain(&words);
                }
                self.record(Map::from_iter([("tree".to_owned(), of_tree(&tree))]))
            }
            Event::NotHeeded(complaint) => {
                complain(&format!("{complaint}\n"));
                Ok(())
            }
            Event::SkippingCurrent | Event::Ignored | Event::Undecided(_) | Event::NoTargets(_) => Ok(()),
        }
    }

    fn progress(&mut self, _: Progress) -> io::Result<()> {
        if self.flushed.elapsed() >= REFRESH {
            self.flushed = Instant::now();
            self.out.flush()?;
        }
        Ok(())
    }
}
