//! Whether an import takes the .pyc files of a source as they are (`--check`).
//!
//! `header.rs` has importlib's rule. An import follows links wherever they lead.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::at;
use super::file;
use super::header::Header;
use super::order::Event;
use super::os_error::OsFailure;
use super::outcome::{Failure, FileReport, Outcome};
use super::place::Places;
use super::queue::Job;
use super::read::read_whole;
use super::stale::{self, SourceMeta};
use crate::compiler::pyc::{self, HEADER, Invalidation};
use crate::compiler::version::Target;
use crate::tool::tree::config::Config;

/// Looks which of a source's .pyc files an import would not take, or are not of the mode asked for where that matters.
pub(super) fn look(config: &Config, places: &mut Places, job: Job, pycs: Vec<PathBuf>, meta: &SourceMeta) -> Event {
    let start = Instant::now();
    let mut source = Source { path: &job.path, within: config.within.as_deref(), text: None };
    let outputs = config.outputs(&job.tree.targets).zip(&pycs);
    let outcomes: Vec<Outcome> = outputs
        .map(|((target, _), pyc)| match is_taken(config, places, target, pyc, meta, &mut source) {
            Ok(true) => Outcome::Fresh,
            Ok(false) if is_missing(places, pyc) => Outcome::Missing,
            Ok(false) => Outcome::Stale,
            Err(error) => Outcome::Failed(Failure::Os(OsFailure::at(&error, &job.path))),
        })
        .collect();
    if outcomes.iter().all(|outcome| matches!(outcome, Outcome::Fresh)) {
        return Event::Fresh(job.path, pycs, job.tree);
    }
    let mut reports = file::reports(config, &job.tree, pycs);
    for (report, outcome) in reports.iter_mut().zip(outcomes) {
        report.outcome = outcome;
        report.time = start.elapsed();
    }
    if config.allowed_refusals.covers(&job.path) {
        file::note_refused(config, places, &job, &mut reports);
    }
    Event::File(Box::new(FileReport { path: job.path, pycs: reports }))
}

/// Whether an import takes a .pyc. An error is one of reading the source.
fn is_taken(
    config: &Config,
    places: &mut Places,
    target: &Target,
    pyc: &Path,
    meta: &SourceMeta,
    source: &mut Source<'_>,
) -> io::Result<bool> {
    let Ok(Some(directory)) = places.pycs(pyc) else { return Ok(false) };
    let Ok(start) = stale::start_of(directory, at::name(pyc)) else { return Ok(false) };
    // Where nothing is behind the header an import fails.
    let Some((header, [_, ..])) = start.split_first_chunk::<HEADER>() else { return Ok(false) };
    if config.fresh_by_mode {
        return Ok(match config.invalidation {
            Invalidation::Timestamp => *header == pyc::timestamp_header(target, meta.mtime, meta.size),
            Invalidation::CheckedHash => *header == pyc::hash_header(target, source.read(places)?, true),
            Invalidation::UncheckedHash => *header == pyc::hash_header(target, source.read(places)?, false),
        });
    }
    let Some((header, _)) = Header::read(header) else { return Ok(false) };
    if header.magic != pyc::magic(target) {
        return Ok(false);
    }
    Ok(header.is_unchecked() || header.why_not(target, meta, || source.read(places))?.is_none())
}

fn is_missing(places: &mut Places, pyc: &Path) -> bool {
    match places.pycs(pyc) {
        Ok(None) => true,
        Ok(Some(directory)) => {
            at::stat_link(directory, at::name(pyc)).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
        }
        // What can't be reached is no better than what is there and stale.
        Err(_) => false,
    }
}

/// A source that is read if a header asks for its hash.
struct Source<'s> {
    path: &'s Path,
    /// The directory that links to sources must not lead out of.
    within: Option<&'s Path>,
    text: Option<Vec<u8>>,
}

impl Source<'_> {
    fn read(&mut self, places: &Places) -> io::Result<&[u8]> {
        let text = match self.text.take() {
            Some(text) => text,
            None => {
                let mut text = Vec::new();
                let (file, size) = places.open_source(self.path, self.within)?;
                read_whole(&file, size, &mut text)?;
                text
            }
        };
        Ok(self.text.insert(text))
    }
}
