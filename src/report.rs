//! The only writer to the terminal: compileall's words in its order, and the progress bar.

use std::io::{self, IsTerminal, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::error::WarningCategory;
use crate::text;
use crate::tree::{Event, FileReport, Outcome, Progress, Sink};

/// How much is said.
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

/// How long lines are held back at most where somebody does.
const REFRESH: Duration = Duration::from_millis(40);

/// A run that ends sooner shows no bar.
const BAR_AFTER: Duration = Duration::from_millis(250);

/// Tells a run to the terminal.
#[derive(Debug)]
pub struct Terminal {
    quiet: Quiet,
    /// What standard output has not been given yet.
    lines: Vec<u8>,
    /// Whether somebody watches standard output.
    watched: bool,
    start: Instant,
    flushed: Instant,
    /// Whether a bar is wanted, and the bar once it is there.
    wants_bar: bool,
    bar: Option<ProgressBar>,
}

impl Terminal {
    /// Tells what `quiet` lets through, with a bar if standard error is a terminal.
    pub fn new(quiet: Quiet) -> Self {
        let now = Instant::now();
        Self {
            quiet,
            lines: Vec::new(),
            watched: io::stdout().is_terminal(),
            start: now,
            flushed: now,
            wants_bar: quiet < Quiet::All && io::stderr().is_terminal(),
            bar: None,
        }
    }

    fn listing(&mut self, path: &Path) {
        if self.quiet == Quiet::No {
            self.line(&format!("Listing {}...", repr(path)));
        }
    }

    fn cant_list(&mut self, path: &Path) {
        if self.quiet < Quiet::All {
            self.line(&format!("Can't list {}", repr(path)));
        }
    }

    fn not_stripped(&mut self, strip: &Path, path: &Path) {
        if self.quiet < Quiet::All {
            let (strip, path) = (repr(strip), repr(path));
            self.line(&format!("The stripdir path {strip} is not a valid prefix for source path {path}; ignoring"));
        }
    }

    fn file(&mut self, report: &FileReport) -> io::Result<()> {
        if self.quiet == Quiet::No {
            self.line(&format!("Compiling {}...", repr(&report.path)));
        }
        let shown = report.warnings.iter().filter(|warning| match warning.warning.category {
            WarningCategory::SyntaxWarning => true,
            // Python ignores these, except in a module named `__main__`.
            WarningCategory::DeprecationWarning => report.path.as_os_str() == "__main__.py",
        });
        let warnings: String = shown.map(|warning| warning.shown.as_str()).collect();
        if !warnings.is_empty() {
            self.flush()?;
            self.above_bar(|| io::stderr().write_all(warnings.as_bytes()))?;
        }
        if let Outcome::Failed(failure) = &report.outcome {
            match self.quiet {
                Quiet::No => self.line(&format!("*** {}", failure.text())),
                Quiet::Errors => {
                    self.line(&format!("*** Error compiling {}...\n{}", repr(&report.path), failure.text()));
                }
                Quiet::All => {}
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &str) {
        self.lines.extend_from_slice(line.as_bytes());
        self.lines.push(b'\n');
    }

    fn flush(&mut self) -> io::Result<()> {
        self.flushed = Instant::now();
        if self.lines.is_empty() {
            return Ok(());
        }
        let lines = std::mem::take(&mut self.lines);
        self.above_bar(|| {
            let mut out = io::stdout().lock();
            out.write_all(&lines)?;
            out.flush()
        })
    }

    /// Takes the bar away while something else is written.
    fn above_bar<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    fn update_bar(&mut self, progress: Progress) {
        if !self.wants_bar {
            return;
        }
        let start = self.start;
        let bar = self.bar.get_or_insert_with(|| new_bar(start));
        bar.set_length(progress.found);
        bar.set_position(progress.done);
        let left = if progress.walked { time_left(start.elapsed(), progress) } else { None };
        bar.set_message(left.map_or(String::new(), |left| format!(", {left} left")));
    }
}

impl Sink for Terminal {
    fn event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Listing(path) => self.listing(&path),
            Event::CantList(path) => self.cant_list(&path),
            Event::NotStripped(strip, path) => self.not_stripped(&strip, &path),
            Event::File(report) => self.file(&report)?,
            Event::Fresh(_) | Event::Ignored => {}
        }
        if self.lines.len() >= BUFFER { self.flush() } else { Ok(()) }
    }

    fn progress(&mut self, progress: Progress) -> io::Result<()> {
        let finished = progress.walked && progress.done == progress.found;
        if finished {
            if let Some(bar) = self.bar.take() {
                bar.finish_and_clear();
            }
            return self.flush();
        }
        if (self.watched || self.wants_bar) && self.flushed.elapsed() >= REFRESH {
            self.flush()?;
            if self.start.elapsed() >= BAR_AFTER {
                self.update_bar(progress);
            }
        }
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        // The run's own last flush has reported what goes wrong here.
        let _ = self.flush();
    }
}

fn new_bar(start: Instant) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} files, {per_sec:.0}{msg}");
    if let Ok(style) = style {
        bar.set_style(style.progress_chars("━╸ "));
    }
    bar.with_elapsed(start.elapsed())
}

fn time_left(elapsed: Duration, progress: Progress) -> Option<String> {
    let left = progress.found.checked_sub(progress.done)? as f64;
    let seconds = elapsed.as_secs_f64() / (progress.done.max(1) as f64) * left;
    Some(indicatif::HumanDuration(Duration::from_secs_f64(seconds.ceil())).to_string())
}

fn repr(path: &Path) -> String {
    text::repr(path.as_os_str().as_bytes())
}
