//! Results leave in the order of the walk, whatever order they come in.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::dist_info::Ledger;
use super::os_error::OsFailure;
use super::outcome::FileReport;
use super::pattern::PatternError;
use super::pruned::{PruneOutcome, Pruned};
use super::run::Summary;
use super::targets::TreeTargets;
use super::verify::{Verdict, VerifyReport};

/// An event of a run. Events come in the order of the walk.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// A directory is about to be read.
    Listing(PathBuf),
    /// The directory just announced can't be read.
    CantList(PathBuf),
    /// The directory of `-s` is no prefix of this path, and so is not stripped.
    NotStripped(PathBuf, PathBuf),
    /// A file is done.
    File(Box<FileReport>),
    /// The first source of a tree has been found, or the first one that is in no tree.
    Tree(Arc<TreeTargets>),
    /// A source's .pyc files have been verified.
    Verified(Box<VerifyReport>),
    /// A version that was found is not heeded. It is said why.
    NotHeeded(String),
    /// A file's .pyc files, which are given as well, were up to date for these releases.
    Fresh(PathBuf, Vec<PathBuf>, Arc<TreeTargets>),
    /// A RECORD could not be read, or nothing could be added to it.
    NotRecorded(PathBuf, OsFailure),
    /// The current directory is on the search path and left alone.
    SkippingCurrent,
    /// A file that nothing imports is removed, or would be: the only event of a run for that, beside directories that
    /// can't be listed.
    Pruned(Box<Pruned>),
    /// A name that turned out not to be a file to compile.
    Ignored,
    /// Whether a file is to be left alone (`-x`) could not be found out. This ends the run.
    Undecided(PatternError),
    /// The releases that a file is compiled for could not be found out. It is said why. This ends the run.
    NoTargets(String),
}

/// The progress of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The number of files whose events were passed on.
    pub done: u64,
    /// Files found so far.
    pub found: u64,
    /// Whether the walk is over, so that `found` is final.
    pub walked: bool,
}

/// Why a run ended early.
#[derive(Debug)]
#[non_exhaustive]
pub enum RunError {
    /// The sink has failed.
    Sink(io::Error),
    /// The pattern of files to leave alone could not be applied.
    Pattern(PatternError),
    /// There is no release to compile for.
    Targets(String),
    /// The written files may not be on the disk (`--fsync`).
    Sync(io::Error),
}

impl std::fmt::Display for RunError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sink(error) | Self::Sync(error) => error.fmt(f),
            Self::Pattern(error) => error.fmt(f),
            Self::Targets(words) => f.write_str(words),
        }
    }
}

impl std::error::Error for RunError {}

/// A receiver of events.
pub trait Sink: Send {
    /// Takes the next event. An error ends the run.
    ///
    /// # Errors
    /// When it can't be shown.
    fn event(&mut self, event: Event) -> io::Result<()>;

    /// Called every now and then, and a last time after the last event.
    ///
    /// # Errors
    /// When events that were held back can't be shown.
    fn progress(&mut self, progress: Progress) -> io::Result<()> {
        let _ = progress;
        Ok(())
    }
}

/// Holds back what is ahead of its turn.
pub(crate) struct InOrder<'s> {
    sink: &'s mut dyn Sink,
    /// The number of the event that is next.
    next: u64,
    /// Events from `next` on, those that have come.
    early: VecDeque<Option<Event>>,
    progress: Progress,
    summary: Summary,
    error: Option<RunError>,
    ledger: Option<Ledger>,
}

impl<'s> InOrder<'s> {
    /// Passes events on to `sink`.
    pub(crate) fn new(sink: &'s mut dyn Sink) -> Self {
        Self {
            sink,
            next: 0,
            early: VecDeque::new(),
            progress: Progress::default(),
            summary: Summary::default(),
            error: None,
            ledger: None,
        }
    }

    /// Has a ledger take note of the events.
    pub(super) fn noted_in(self, ledger: Option<Ledger>) -> Self {
        Self { ledger, ..self }
    }

    /// Takes event number `number`. If it is next, it is passed on, and those that waited behind it.
    pub(crate) fn put(&mut self, number: u64, event: Event) {
        let ahead = (number - self.next) as usize;
        if self.early.len() <= ahead {
            self.early.resize_with(ahead + 1, || None);
        }
        self.early[ahead] = Some(event);
        while let Some(event) = self.early.front_mut().and_then(Option::take) {
            self.early.pop_front();
            self.next += 1;
            self.emit(event);
        }
    }

    /// Takes the next event of a run whose events come in order.
    pub(crate) fn tell(&mut self, event: Event) {
        self.put(self.next, event);
    }

    /// What is still to be recorded, also of events whose turn has not come when the run ends.
    pub(super) fn take_ledger(&mut self) -> Option<Ledger> {
        let mut ledger = self.ledger.take()?;
        self.early.iter().flatten().for_each(|event| ledger.note(event));
        Some(ledger)
    }

    /// Passes on an event whose turn it is.
    pub(crate) fn emit(&mut self, event: Event) {
        if let Some(ledger) = &mut self.ledger {
            ledger.note(&event);
        }
        match &event {
            Event::Listing(_)
            | Event::NotStripped(..)
            | Event::SkippingCurrent
            | Event::Tree(_)
            | Event::NotHeeded(_) => {}
            Event::Undecided(error) => {
                self.error.get_or_insert(RunError::Pattern(error.clone()));
            }
            Event::NoTargets(words) => {
                self.error.get_or_insert(RunError::Targets(words.clone()));
            }
            Event::CantList(_) => self.summary.unlisted += 1,
            Event::Pruned(pruned) => match pruned.outcome {
                PruneOutcome::Removed | PruneOutcome::Removable => self.summary.pruned += 1,
                PruneOutcome::Failed(_) => self.summary.failed += 1,
            },
            Event::NotRecorded(..) => self.summary.failed += 1,
            Event::Ignored => self.progress.done += 1,
            Event::Fresh(..) => {
                self.progress.done += 1;
                self.summary.fresh += 1;
            }
            Event::Verified(report) => {
                self.progress.done += 1;
                for pyc in &report.pycs {
                    *match pyc.verdict {
                        Verdict::Genuine(_) => &mut self.summary.fresh,
                        Verdict::Stale(_) => &mut self.summary.stale,
                        Verdict::Differs(_) => &mut self.summary.differing,
                        Verdict::Undecidable(_) => &mut self.summary.undecidable,
                        Verdict::Failed(_) => &mut self.summary.failed,
                    } += 1;
                    self.summary.foreign += u64::from(pyc.foreign_owner.is_some());
                }
            }
            Event::File(report) => {
                self.progress.done += 1;
                self.summary.warned += u64::from(report.pycs.iter().any(|pyc| !pyc.warnings.is_empty()));
                if report.is_failure() {
                    self.summary.failed += 1;
                    self.summary.refused += u64::from(report.is_refused());
                    self.summary.allowed += u64::from(report.is_allowed());
                } else if report.is_stale() {
                    self.summary.stale += 1;
                } else if report.is_passed_over() {
                    self.summary.refused += 1;
                } else {
                    self.summary.compiled += 1;
                }
            }
        }
        if self.error.is_none()
            && let Err(error) = self.sink.event(event)
        {
            self.error = Some(RunError::Sink(error));
        }
    }

    /// The number of events that were passed on.
    pub(crate) fn emitted(&self) -> u64 {
        self.next
    }

    /// Whether a file has failed that may not.
    pub(crate) fn has_failures(&self) -> bool {
        self.summary.failed > self.summary.allowed || self.summary.stale > 0
    }

    /// Whether the run is to end.
    pub(crate) fn is_broken(&self) -> bool {
        self.error.is_some()
    }

    /// Passes on how far the run is.
    pub(crate) fn show_progress(&mut self, found: u64, walked: bool) {
        self.progress.found = found;
        self.progress.walked |= walked;
        if self.error.is_none()
            && let Err(error) = self.sink.progress(self.progress)
        {
            self.error = Some(RunError::Sink(error));
        }
    }

    /// The summary of all events.
    pub(crate) fn finish(self) -> Result<Summary, RunError> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.summary),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Names(Vec<PathBuf>);

    impl Sink for Names {
        fn event(&mut self, event: Event) -> io::Result<()> {
            if let Event::Fresh(path, ..) = event {
                self.0.push(path);
            }
            Ok(())
        }
    }

    #[test]
    fn tells_in_order() {
        let mut names = Names::default();
        let mut order = InOrder::new(&mut names);
        let tree = Arc::new(TreeTargets { targets: Vec::new(), origin: String::new(), remark: None });
        let fresh = |name: &str| Event::Fresh(name.into(), Vec::new(), Arc::clone(&tree));
        order.put(2, fresh("c"));
        order.put(1, fresh("b"));
        assert_eq!(order.emitted(), 0);
        order.put(0, fresh("a"));
        assert_eq!(order.emitted(), 3);
        order.put(3, fresh("d"));
        assert_eq!(order.finish().unwrap().fresh, 4);
        assert_eq!(names.0, ["a", "b", "c", "d"].map(PathBuf::from));
    }
}
