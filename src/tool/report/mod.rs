//! The only writer to the terminal: compileall's words in its order, and the progress bar.

mod announcer;
mod by_version;
mod closing;
mod github;
mod json;
mod json_lines;
mod stream;
mod style;
mod verify;

use std::collections::HashSet;
use std::io::{self, IsTerminal, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

pub(crate) use announcer::Announcer;
pub(crate) use closing::{Close, Closing};
pub(crate) use github::Github;
pub(crate) use json::Json;
pub(crate) use json_lines::JsonLines;
use stream::Lenient;
pub(crate) use stream::{complain, shown};
pub(crate) use style::Color;
use style::{BAD, FAINT, WORTH_A_LOOK, paint, paint_refusal, paint_warning};

use crate::compiler::values::error::WarningCategory;
use crate::compiler::values::text;
use crate::tool::tree::config::Purpose;
use crate::tool::tree::os_error::OsFailure;
use crate::tool::tree::{
    Count, Event, FileReport, Outcome, Progress, PruneOutcome, Pruned, ShownWarning, Sink, TreeTargets,
};

/// The amount of output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quiet {
    /// Every directory and file.
    #[default]
    No,
    /// Errors only.
    Errors,
    /// Nothing.
    All,
}

/// Lines are held back up to this many bytes where nobody watches them come.
const BUFFER: usize = 32 << 10;

/// The longest time that lines are held back on a terminal.
const REFRESH: Duration = Duration::from_millis(40);

/// A run that ends sooner shows no bar.
const BAR_AFTER: Duration = Duration::from_millis(250);

/// The settings of a [`Terminal`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Show {
    /// The amount of output.
    pub quiet: Quiet,
    /// When it is coloured.
    pub color: Color,
    /// Whether there may be a progress bar.
    pub progress: bool,
    /// Whether it is said of each tree which version it is compiled for.
    pub verbose: bool,
    /// What the run is for. What it only looks at is not said.
    pub purpose: Purpose,
}

/// For so many seconds nothing is said of the time that is left.
const BEFORE_GUESS: f64 = 1.0;

/// Tells a run to the terminal.
#[derive(Debug)]
pub(crate) struct Terminal {
    show: Show,
    out: Lenient<io::Stdout>,
    /// The lines not yet written to standard output.
    lines: Vec<u8>,
    /// Whether somebody watches standard output and standard error.
    watched: (bool, bool),
    /// Whether standard output and standard error are coloured.
    colored: (bool, bool),
    announcer: Announcer,
    /// Warnings that are not shown a second time.
    shown_once: HashSet<(WarningCategory, String)>,
    start: Instant,
    flushed: Instant,
    /// Whether a bar is wanted, and the bar once it is there.
    wants_bar: bool,
    bar: Option<Bar>,
    /// The paths of the run, and how deep it goes.
    sources: (Vec<PathBuf>, usize),
}

/// The progress bar.
#[derive(Debug)]
struct Bar {
    bar: ProgressBar,
    /// The number of sources, for the time in which the walk is not over.
    count: Count,
    /// Whether the total is known and so shown.
    has_total: bool,
}

impl Terminal {
    /// Tells a run over `roots` that enters `max_levels` levels of subdirectories. A bar needs a terminal as standard
    /// error.
    pub(crate) fn new(show: Show, roots: &[PathBuf], max_levels: usize) -> Self {
        let now = Instant::now();
        Self {
            show,
            out: Lenient::new(io::stdout()),
            lines: Vec::new(),
            watched: (io::stdout().is_terminal(), io::stderr().is_terminal()),
            colored: (show.color.is_on(&io::stdout()), show.color.is_on(&io::stderr())),
            announcer: Announcer::new(show.purpose, show.verbose && show.quiet < Quiet::All, show.quiet == Quiet::No),
            shown_once: HashSet::new(),
            start: now,
            flushed: now,
            wants_bar: show.progress && show.quiet < Quiet::All && io::stderr().is_terminal(),
            bar: None,
            sources: (roots.to_vec(), max_levels),
        }
    }

    /// Whether a line names each directory and source.
    fn names_sources(&self) -> bool {
        self.show.quiet == Quiet::No && self.show.purpose == Purpose::Write
    }

    fn listing(&mut self, path: &Path) {
        if self.names_sources() {
            let line = format!("Listing {}...", repr(path));
            self.line(&paint(&line, FAINT, self.colored.0));
        }
    }

    fn cant_list(&mut self, path: &Path) {
        if self.show.quiet < Quiet::All {
            let words = paint("Can't list", WORTH_A_LOOK, self.colored.0);
            self.line(&format!("{words} {}", repr(path)));
        }
    }

    fn skipping_current(&mut self) {
        if self.show.quiet < Quiet::All {
            self.line("Skipping current directory");
        }
    }

    fn not_stripped(&mut self, strip: &Path, path: &Path) {
        if self.show.quiet < Quiet::All {
            let (strip, path) = (repr(strip), repr(path));
            self.line(&format!("The stripdir path {strip} is not a valid prefix for source path {path}; ignoring"));
        }
    }

    fn not_recorded(&mut self, record: &Path, failure: &OsFailure) {
        if self.show.quiet < Quiet::All {
            let text = format!("{}: {}", failure.class, failure.message);
            let text = shown(&text, self.watched.0);
            let stars = paint("***", BAD, self.colored.0);
            self.line(&format!("{stars} Error recording in {}...\n{text}", repr(record)));
        }
    }

    fn tree(&mut self, tree: &TreeTargets) {
        if let Some(words) = self.announcer.words(tree) {
            self.complain(&shown(&words, self.watched.1));
        }
    }

    /// Says that the run was stopped before its end.
    pub(crate) fn interrupted(&mut self) {
        if self.show.quiet < Quiet::All {
            self.clear_bar();
            self.line("\n[interrupted]");
        }
    }

    /// Says nothing more.
    ///
    /// # Errors
    /// When standard output could not be written at any time, which has stopped nothing.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.clear_bar();
        self.flush();
        self.out.finish()
    }

    fn clear_bar(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.bar.finish_and_clear();
        }
    }

    fn file(&mut self, report: &FileReport) {
        if self.names_sources() {
            self.line(&format!("Compiling {}...", repr(&report.path)));
        } else if self.show.purpose == Purpose::Check {
            self.stale(report);
        }
        self.warnings(report);
        if self.show.quiet < Quiet::All {
            self.failures(report);
        }
    }

    fn pruned(&mut self, pruned: &Pruned) {
        let (path, why) = (repr(&pruned.path), pruned.reason.words());
        match &pruned.outcome {
            PruneOutcome::Removed if self.show.quiet == Quiet::No => self.line(&format!("Removed {path} ({why})")),
            PruneOutcome::Removable if self.show.quiet == Quiet::No => {
                let would = paint("Would remove", WORTH_A_LOOK, self.colored.0);
                self.line(&format!("{would} {path} ({why})"));
            }
            PruneOutcome::Failed(failure) if self.show.quiet < Quiet::All => {
                let (stars, text) = (paint("***", BAD, self.colored.0), failure.text());
                self.line(&format!("{stars} Error removing {path}...\n{}", shown(&text, self.watched.0)));
            }
            _ => {}
        }
    }

    fn stale(&mut self, report: &FileReport) {
        if self.show.quiet == Quiet::All {
            return;
        }
        for pyc in &report.pycs {
            let word = match pyc.outcome {
                Outcome::Missing => "Missing",
                Outcome::Stale => "Stale",
                _ => continue,
            };
            let word = paint(word, WORTH_A_LOOK, self.colored.0);
            self.line(&format!("{word} {} ({})", repr(&pyc.path), repr(&report.path)));
        }
    }

    /// A version's warnings, less those that one before it has had as well.
    fn warnings<'r>(&mut self, report: &'r FileReport) {
        let mut lines = String::new();
        let mut earlier: HashSet<(&str, Option<&str>)> = HashSet::new();
        let text = |warning: &'r ShownWarning| (warning.head.as_str(), warning.line.as_deref());
        for version in report.pycs.chunk_by(|left, right| std::ptr::eq(left.target, right.target)) {
            let warnings = || version.iter().flat_map(|pyc| &pyc.warnings);
            for warning in warnings() {
                if warning.forgets {
                    self.shown_once.clear();
                }
                if earlier.contains(&text(warning)) {
                    continue;
                }
                let key = || (warning.warning.category, warning.warning.message.clone());
                if !warning.once || self.shown_once.insert(key()) {
                    lines.push_str(&paint_warning(&shown(&warning.text(), self.watched.1), self.colored.1));
                    // All together may be as many times the source's longest line as there are warnings.
                    if lines.len() >= BUFFER {
                        self.complain(&std::mem::take(&mut lines));
                    }
                }
            }
            if version.iter().any(|pyc| pyc.forgets) {
                self.shown_once.clear();
            }
            // After the last one nobody asks.
            if !version.last().is_some_and(|last| report.pycs.last().is_some_and(|pyc| std::ptr::eq(pyc, last))) {
                earlier.extend(warnings().map(text));
            }
        }
        if !lines.is_empty() {
            self.complain(&lines);
        }
    }

    /// Writes lines to standard error. As in Python's `warnings`, nothing comes of a failure.
    fn complain(&mut self, lines: &str) {
        self.flush();
        let _ = self.above_bar(|_| io::stderr().write_all(lines.as_bytes()));
    }

    fn failures(&mut self, report: &FileReport) {
        let mut by_text: Vec<(String, Vec<String>)> = Vec::new();
        for pyc in &report.pycs {
            let Outcome::Failed(failure) = &pyc.outcome else { continue };
            let (text, version) = (failure.text(), pyc.target.version.series());
            match by_text.iter_mut().find(|(other, _)| *other == text) {
                Some((_, versions)) => versions.push(version),
                None => by_text.push((text, vec![version])),
            }
        }
        for (text, versions) in by_text {
            let stars = paint("***", BAD, self.colored.0);
            let text = paint_refusal(&shown(&text, self.watched.0), self.colored.0);
            let head = match (self.names_sources(), report.is_for_several()) {
                (true, false) => format!("{stars} "),
                (true, true) => format!("{stars} Python {}:\n", versions.join(", ")),
                (false, false) => format!("{stars} Error compiling {}...\n", repr(&report.path)),
                (false, true) => {
                    let versions = versions.join(", ");
                    format!("{stars} Error compiling {} for Python {versions}...\n", repr(&report.path))
                }
            };
            self.line(&format!("{head}{text}"));
        }
    }

    fn line(&mut self, line: &str) {
        self.lines.extend_from_slice(line.as_bytes());
        self.lines.push(b'\n');
    }

    fn flush(&mut self) {
        self.flushed = Instant::now();
        if !self.lines.is_empty() {
            let lines = std::mem::take(&mut self.lines);
            // The first failure is reported at the end.
            let _ = self.above_bar(|out| out.write_all(&lines).and_then(|()| out.flush()));
        }
    }

    /// Takes the bar away while something else is written.
    fn above_bar<T>(&mut self, write: impl FnOnce(&mut Lenient<io::Stdout>) -> T) -> T {
        match &self.bar {
            Some(bar) => bar.bar.suspend(|| write(&mut self.out)),
            None => write(&mut self.out),
        }
    }

    fn update_bar(&mut self, progress: Progress) {
        if !self.wants_bar {
            return;
        }
        let elapsed = self.start.elapsed();
        let bar = self.bar.get_or_insert_with(|| {
            let (roots, max_levels) = self.sources.clone();
            Bar { bar: new_bar(elapsed), count: Count::start(roots, max_levels), has_total: false }
        });
        let total = total(progress, bar.count.total());
        if total.is_some() && !std::mem::replace(&mut bar.has_total, true) {
            set_style(&bar.bar, "{wide_bar} {human_pos}/{human_len} files{msg}");
        }
        bar.bar.set_length(total.unwrap_or(progress.found));
        bar.bar.set_position(progress.done);
        bar.bar.set_message(pace(elapsed, progress.done, total));
    }
}

impl Sink for Terminal {
    fn event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Listing(path) => self.listing(&path),
            Event::CantList(path) => self.cant_list(&path),
            Event::NotStripped(strip, path) => self.not_stripped(&strip, &path),
            Event::File(report) => self.file(&report),
            Event::Pruned(pruned) => self.pruned(&pruned),
            Event::Verified(report) => self.verified(&report),
            Event::Tree(tree) => self.tree(&tree),
            Event::NotHeeded(complaint) => self.complain(&shown(&format!("{complaint}\n"), self.watched.1)),
            Event::NotRecorded(record, failure) => self.not_recorded(&record, &failure),
            Event::SkippingCurrent => self.skipping_current(),
            Event::Fresh(..) | Event::Ignored | Event::Undecided(_) | Event::NoTargets(_) => {}
        }
        if self.lines.len() >= BUFFER {
            self.flush();
        }
        Ok(())
    }

    fn progress(&mut self, progress: Progress) -> io::Result<()> {
        let finished = progress.walked && progress.done == progress.found;
        if finished {
            self.clear_bar();
            self.flush();
        } else if (self.watched.0 || self.wants_bar) && self.flushed.elapsed() >= REFRESH {
            self.flush();
            if self.start.elapsed() >= BAR_AFTER {
                self.update_bar(progress);
            }
        }
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.clear_bar();
        self.flush();
    }
}

/// A bar that shows no total: one that grows with what the walk has found would run backwards.
fn new_bar(elapsed: Duration) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
    set_style(&bar, "{human_pos} files, {human_len} found so far{msg}");
    bar.with_elapsed(elapsed)
}

fn set_style(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸ "));
    }
}

/// The number of files of a run, if it is known: that of the walk at its end, until then what was counted, but no less
/// than what the walk has found.
fn total(progress: Progress, counted: Option<u64>) -> Option<u64> {
    if progress.walked { Some(progress.found) } else { counted.map(|counted| counted.max(progress.found)) }
}

/// The files done a second and the time left, once there is something to go by.
fn pace(elapsed: Duration, done: u64, total: Option<u64>) -> String {
    let seconds = elapsed.as_secs_f64();
    if done == 0 || seconds == 0.0 {
        return String::new();
    }
    let rate = done as f64 / seconds;
    let pace = format!(", {}/s", if rate < 10.0 { format!("{rate:.1}") } else { format!("{rate:.0}") });
    let left = total.map_or(0.0, |total| total.saturating_sub(done) as f64 / rate);
    if seconds < BEFORE_GUESS || left < 1.0 {
        return pace;
    }
    // Short, so that all of it has room in 40 columns.
    format!("{pace}, {:#} left", indicatif::HumanDuration(Duration::from_secs_f64(left.ceil())))
}

fn repr(path: &Path) -> String {
    text::repr(path.as_os_str().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_is_said_once_it_is_known() {
        let said = |seconds, done, known: bool| pace(Duration::from_secs_f64(seconds), done, known.then_some(1000));
        assert_eq!(said(2.0, 0, true), "");
        assert_eq!(said(0.5, 100, true), ", 200/s");
        assert_eq!(said(2.0, 100, false), ", 50/s");
        assert_eq!(said(2.0, 100, true), ", 50/s, 18s left");
        assert_eq!(said(2.0, 7, false), ", 3.5/s");
        assert_eq!(said(2.0, 1000, true), ", 500/s");
    }

    #[test]
    fn the_bar_never_runs_backwards() {
        let mut shown = 0.0;
        let counted = |step| (step >= 3).then_some(20_000);
        // The walk stays some files ahead of the work; two more were there than were counted.
        for step in 0..=20_u64 {
            let (done, found) = (step * 1_000, (step * 1_000 + 8_192).min(20_002));
            let progress = Progress { done, found, walked: step > 18 };
            match total(progress, counted(step)) {
                None => assert!(step < 3),
                Some(total) => {
                    let part = done as f64 / total as f64;
                    assert!(part > shown && part <= 1.0, "{done} of {total}");
                    shown = part;
                }
            }
        }
        assert!(shown > 0.99);
        let walked = Progress { done: 5, found: 10, walked: true };
        assert_eq!((total(walked, None), total(walked, Some(50))), (Some(10), Some(10)));
    }
}
