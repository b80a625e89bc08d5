//! What is said on standard error at the end of a run: which paths are not there, and what was done.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::HumanCount;

use super::Quiet;
use super::by_version::ByVersion;
use super::repr;
use super::stream::{complain, shown};
use super::style::{BAD, Color, WORTH_A_LOOK, paint};
use crate::compiler::version::Target;
use crate::tool::tree::config::{Prune, Purpose};
use crate::tool::tree::{AllowedRefusals, Event, Failure, Globs, Outcome, Progress, PycReport, Sink, Summary};

/// So many paths are named.
const NAMED: usize = 10;

/// What the end of a run is about, noted as it goes.
#[derive(Debug)]
pub(crate) struct Closing {
    start: Instant,
    /// The releases that there are sources for, each once.
    versions: Vec<&'static Target>,
    /// The patterns of sources that may be refused, and whether a refused one fits each.
    allowed: Vec<(String, bool)>,
    globs: Option<Globs>,
    by_version: ByVersion,
    /// The directories that can't be listed.
    unlisted: Vec<PathBuf>,
}

/// How much is said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Close<'c> {
    /// The paths that somebody has named.
    pub named: &'c [PathBuf],
    /// Whether a path that can't be listed is an error.
    pub unlisted_is_error: bool,
    /// Whether a warning is one.
    pub warnings_are_errors: bool,
    /// Whether a pattern that no refused source fits is one.
    pub unused_is_error: bool,
    /// Whether there is a summary: always, or if somebody watches.
    pub summary: Option<bool>,
    /// What the run was for.
    pub purpose: Purpose,
    /// The amount of output.
    pub quiet: Quiet,
    /// When it is coloured.
    pub color: Color,
}

impl Closing {
    /// The start of a run in which these sources may be refused.
    pub(crate) fn new(allowed: &AllowedRefusals) -> Self {
        let globs = match allowed {
            AllowedRefusals::Fitting(globs) => Some(globs.clone()),
            AllowedRefusals::None | AllowedRefusals::All => None,
        };
        let patterns = globs.iter().flat_map(Globs::patterns);
        let allowed = patterns.map(|pattern| (pattern.clone(), false)).collect();
        Self {
            start: Instant::now(),
            versions: Vec::new(),
            allowed,
            globs,
            by_version: ByVersion::default(),
            unlisted: Vec::new(),
        }
    }

    /// The patterns that no refused source fits.
    pub(crate) fn unused(&self) -> impl Iterator<Item = &str> {
        self.allowed.iter().filter(|(_, is_used)| !is_used).map(|(pattern, _)| pattern.as_str())
    }

    /// Has `sink` told of a run, and takes note.
    pub(crate) fn over<'w>(&'w mut self, sink: &'w mut dyn Sink) -> Noted<'w> {
        Noted { closing: self, sink }
    }

    /// Says what is to be said.
    pub(crate) fn say(&self, summary: &Summary, close: &Close<'_>) {
        let is_watched = io::stderr().is_terminal();
        let is_colored = close.color.is_on(&io::stderr());
        if close.quiet < Quiet::All && (close.unlisted_is_error || is_watched) {
            // What was escaped in the paths is; colours are not to be.
            let _ = io::stderr().write_all(self.unlisted(close, is_colored).as_bytes());
        }
        if close.quiet < Quiet::All && close.unused_is_error && !summary.interrupted {
            let word = paint("error", BAD, is_colored);
            for pattern in self.unused() {
                let pattern = shown(pattern, is_watched);
                let line = format!("{word}: no refused source fits --allow-refused '{pattern}'\n");
                let _ = io::stderr().write_all(line.as_bytes());
            }
        }
        let has_summary = close.summary.unwrap_or(is_watched && close.quiet == Quiet::No);
        // The table is the answer of a run that asks what several versions refuse.
        let has_table = close.purpose == Purpose::SyntaxOnly && close.summary.unwrap_or(close.quiet == Quiet::No);
        let mut lines = self.by_version.table().filter(|_| has_table).unwrap_or_default();
        if has_summary {
            lines.push_str(&self.summary(summary, close, self.start.elapsed()));
            lines.push('\n');
        }
        if !lines.is_empty() {
            complain(&lines);
        }
    }

    /// The lines about paths: those that are named, and all others if they are errors.
    fn unlisted(&self, close: &Close<'_>, is_colored: bool) -> String {
        let is_said = |path: &&PathBuf| close.unlisted_is_error || close.named.contains(path);
        let paths: Vec<&PathBuf> = self.unlisted.iter().filter(is_said).collect();
        let (word, style) = if close.unlisted_is_error { ("error", BAD) } else { ("warning", WORTH_A_LOOK) };
        let word = paint(word, style, is_colored);
        let mut lines = String::new();
        for path in paths.iter().take(NAMED) {
            let what = if is_missing(path) { "does not exist" } else { "can't be listed" };
            lines.push_str(&format!("{word}: {} {what}\n", repr(path)));
        }
        if let Some(more) = paths.len().checked_sub(NAMED).filter(|&more| more > 0) {
            lines.push_str(&format!("{word}: {} more can't be listed\n", HumanCount(more as u64)));
        }
        lines
    }

    fn summary(&self, summary: &Summary, close: &Close<'_>, elapsed: Duration) -> String {
        let Summary { compiled, fresh, failed, refused, allowed, warned, stale, interrupted, .. } = *summary;
        let purpose = close.purpose;
        // What is no failure is not counted: the warnings themselves are said.
        let warned = if close.warnings_are_errors { warned } else { 0 };
        let (verb, done) = match purpose {
            Purpose::Write => ("Compiled", compiled),
            Purpose::Check => ("Checked", fresh + stale + failed + refused),
            Purpose::SyntaxOnly => ("Checked the syntax of", compiled + failed),
            Purpose::Prune(rule) => return self.pruned(rule, summary, elapsed),
            Purpose::Verify => return self.verified(summary, elapsed),
        };
        if compiled + fresh + failed + refused + stale == 0 && !interrupted {
            let what = if purpose == Purpose::Write { "compile" } else { "check" };
            return format!("Found no source to {what}");
        }
        let versions: Vec<String> = self.versions.iter().map(|target| target.version.to_string()).collect();
        let versions = if versions.is_empty() { String::new() } else { format!(" for Python {}", versions.join(", ")) };
        let files = if done == 1 { "file" } else { "files" };
        let mut line = format!("{verb} {} {files}{versions} in {}", HumanCount(done), duration(elapsed));
        let refused_as = match allowed {
            0 => "refused".to_owned(),
            all if all == refused => "refused as allowed".to_owned(),
            some => format!("refused ({} as allowed)", HumanCount(some)),
        };
        // Of a run that only looks the refused ones are not among those that failed.
        let failed = if purpose == Purpose::Check { failed } else { failed.saturating_sub(refused) };
        let counts = [
            (refused, refused_as.as_str()),
            (failed, "failed"),
            (warned, "warned of"),
            (stale, "missing or stale"),
            (fresh, "up to date"),
        ];
        for (count, what) in counts.iter().filter(|(count, _)| *count > 0) {
            line.push_str(&format!(", {} {what}", HumanCount(*count)));
        }
        line.push_str(if interrupted { ", interrupted" } else { "" });
        line
    }

    fn pruned(&self, rule: Prune, summary: &Summary, elapsed: Duration) -> String {
        let Summary { pruned, failed, interrupted, .. } = *summary;
        if pruned + failed == 0 && !interrupted {
            return "Found nothing to remove".to_owned();
        }
        let (verb, hint) =
            if rule.removes { ("Removed", "") } else { ("Would remove", "; nothing is removed without --yes") };
        let files = if pruned == 1 { "file" } else { "files" };
        let mut line = format!("{verb} {} {files} in {}", HumanCount(pruned), duration(elapsed));
        if failed > 0 {
            line.push_str(&format!(", {} failed", HumanCount(failed)));
        }
        format!("{line}{}{hint}", if interrupted { ", interrupted" } else { "" })
    }

    /// The summary of `--verify`, which counts .pyc files.
    fn verified(&self, summary: &Summary, elapsed: Duration) -> String {
        let Summary { fresh, failed, stale, differing, undecidable, foreign, interrupted, .. } = *summary;
        let done = fresh + failed + stale + differing + undecidable;
        if done == 0 && !interrupted {
            return "Found no .pyc to verify".to_owned();
        }
        let files = if done == 1 { "file" } else { "files" };
        let mut line = format!("Verified {} .pyc {files} in {}", HumanCount(done), duration(elapsed));
        let counts = [
            (differing, "not the code of their sources"),
            (stale, "stale"),
            (failed, "not read"),
            (undecidable, "undecidable"),
            (foreign, "owned by others"),
            (fresh, "genuine"),
        ];
        for (count, what) in counts.iter().filter(|(count, _)| *count > 0) {
            line.push_str(&format!(", {} {what}", HumanCount(*count)));
        }
        line.push_str(if interrupted { ", interrupted" } else { "" });
        line
    }

    fn note(&mut self, event: &Event) {
        self.by_version.note(event);
        match event {
            Event::Tree(tree) => {
                for &target in &tree.targets {
                    if !self.versions.iter().any(|other| std::ptr::eq(*other, target)) {
                        self.versions.push(target);
                    }
                }
            }
            Event::CantList(path) => self.unlisted.push(path.clone()),
            Event::File(report) => {
                let is_refused = |pyc: &PycReport| {
                    matches!(pyc.outcome, Outcome::Refused | Outcome::Failed(Failure::Refused { .. }))
                };
                if let Some(globs) = &self.globs
                    && report.pycs.iter().any(is_refused)
                {
                    globs.fitting(&report.path).for_each(|fitting| self.allowed[fitting].1 = true);
                }
            }
            _ => {}
        }
    }
}

fn is_missing(path: &Path) -> bool {
    fs::metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// A time in the unit that one thinks in.
fn duration(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds < 0.1 => format!("{:.0} ms", (seconds * 1000.0).max(1.0)),
        seconds if seconds < 1.0 => format!("{seconds:.2} s"),
        seconds if seconds < 100.0 => format!("{seconds:.1} s"),
        seconds => format!("{seconds:.0} s"),
    }
}

/// A sink whose events are noted.
pub(crate) struct Noted<'w> {
    closing: &'w mut Closing,
    sink: &'w mut dyn Sink,
}

impl Sink for Noted<'_> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        self.closing.note(&event);
        self.sink.event(event)
    }

    fn progress(&mut self, progress: Progress) -> io::Result<()> {
        self.sink.progress(progress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOSE: Close<'_> = Close {
        named: &[],
        unlisted_is_error: false,
        warnings_are_errors: false,
        unused_is_error: false,
        summary: None,
        purpose: Purpose::Write,
        quiet: Quiet::No,
        color: Color::Never,
    };

    #[test]
    fn the_summary_in_words() {
        let said = |summary: Summary, purpose, milliseconds| {
            let versions = vec![Target::py311(), Target::newest()];
            let closing = Closing { versions, ..Closing::new(&AllowedRefusals::None) };
            closing.summary(&summary, &Close { purpose, ..CLOSE }, Duration::from_millis(milliseconds))
        };
        let versions = format!("for Python 3.11.7, {}", Target::newest().version);
        let none = Summary::default();
        assert_eq!(
            said(Summary { compiled: 21_807, failed: 4, refused: 3, fresh: 1_200, ..none }, Purpose::Write, 5_840),
            format!("Compiled 21,807 files {versions} in 5.8 s, 3 refused, 1 failed, 1,200 up to date")
        );
        assert_eq!(
            said(Summary { compiled: 1, ..none }, Purpose::Write, 0),
            format!("Compiled 1 file {versions} in 1 ms")
        );
        assert_eq!(
            said(Summary { fresh: 12, interrupted: true, ..none }, Purpose::Write, 90),
            format!("Compiled 0 files {versions} in 90 ms, 12 up to date, interrupted")
        );
        assert_eq!(
            said(Summary { fresh: 12, stale: 3, ..none }, Purpose::Check, 250),
            format!("Checked 15 files {versions} in 0.25 s, 3 missing or stale, 12 up to date")
        );
        assert_eq!(
            said(Summary { compiled: 12, failed: 3, refused: 3, ..none }, Purpose::SyntaxOnly, 250),
            format!("Checked the syntax of 15 files {versions} in 0.25 s, 3 refused")
        );
        let some = Summary { compiled: 1, failed: 1_004, refused: 1_003, allowed: 1_002, ..none };
        assert_eq!(
            said(some, Purpose::Write, 250),
            format!("Compiled 1 file {versions} in 0.25 s, 1,003 refused (1,002 as allowed), 1 failed")
        );
        assert_eq!(
            said(Summary { failed: 2, refused: 2, allowed: 2, ..none }, Purpose::Write, 250),
            format!("Compiled 0 files {versions} in 0.25 s, 2 refused as allowed")
        );
        let looked = Summary { fresh: 12, refused: 3, failed: 1, ..none };
        assert_eq!(
            said(looked, Purpose::Check, 250),
            format!("Checked 16 files {versions} in 0.25 s, 3 refused, 1 failed, 12 up to date")
        );
        assert_eq!(said(none, Purpose::Check, 1), "Found no source to check");
        assert_eq!(said(Summary { unlisted: 1, ..none }, Purpose::Write, 1), "Found no source to compile");
        assert_eq!(duration(Duration::from_secs(150)), "150 s");
    }

    #[test]
    fn paths_that_are_not_there_are_named() {
        let directory = tempfile::tempdir().expect("a directory");
        let named = [directory.path().join("missing")];
        let below = (0..12).map(|_| directory.path().to_owned());
        let closing =
            Closing { unlisted: named.iter().cloned().chain(below).collect(), ..Closing::new(&AllowedRefusals::None) };
        let close = Close { named: &named, ..CLOSE };
        let missing = format!("{} does not exist\n", repr(&named[0]));
        assert_eq!(closing.unlisted(&close, false), format!("warning: {missing}"));
        let lines = closing.unlisted(&Close { unlisted_is_error: true, ..close }, false);
        assert!(lines.starts_with(&format!("error: {missing}error: '")), "{lines}");
        assert!(lines.ends_with("error: 3 more can't be listed\n") && lines.lines().count() == 11, "{lines}");
    }
}
