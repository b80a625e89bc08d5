//! A run as workflow commands of GitHub Actions, which it shows as annotations beside the lines of a change.

use std::collections::HashSet;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::announcer::Announcer;
use super::stream::{Lenient, complain, shown};
use super::verify;
use crate::compiler::values::error::WarningCategory;
use crate::compiler::values::location::Location;
use crate::compiler::values::text;
use crate::tool::tree::config::Purpose;
use crate::tool::tree::os_error::OsFailure;
use crate::tool::tree::{Difference, Event, Failure, FileReport, Outcome, PruneOutcome, Pruned, Sink, Verified};

/// The name of this program in an annotation's title.
const PROGRAM: &str = "pycompileall";

/// Tells a run as annotations: errors for what is refused, missing or stale, notices for what may be refused and for what
/// is removed, warnings for CPython's own and for versions that are doubtful.
#[derive(Debug)]
pub(crate) struct Github<W> {
    out: Lenient<W>,
    /// Whether a directory that can't be listed is an error.
    unlisted_is_error: bool,
    /// Whether a warning is one.
    warnings_are_errors: bool,
    announcer: Announcer,
    /// Warnings that are not shown a second time.
    shown_once: HashSet<(WarningCategory, String)>,
}

impl<W: Write + Send> Github<W> {
    /// Tells a run in which a directory that can't be listed may be an error, and a warning.
    pub(crate) fn new(
        purpose: Purpose,
        (unlisted_is_error, warnings_are_errors): (bool, bool),
        verbose: bool,
        out: W,
    ) -> Self {
        let announcer = Announcer::new(purpose, verbose, false);
        Self { out: Lenient::new(out), unlisted_is_error, warnings_are_errors, announcer, shown_once: HashSet::new() }
    }

    /// Says nothing more.
    ///
    /// # Errors
    /// When `out` could not be written at any time, which has stopped nothing.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.out.finish()
    }

    fn annotate(&mut self, annotation: &Annotation<'_>) -> io::Result<()> {
        writeln!(self.out, "{}", annotation.command())
    }

    fn file(&mut self, report: &FileReport) -> io::Result<()> {
        self.warnings(report)?;
        self.failures(report)?;
        for pyc in &report.pycs {
            if let Outcome::Missing | Outcome::Stale = pyc.outcome {
                let kind = pyc.outcome.status();
                let message = format!("{} is {kind}", in_words(&pyc.path));
                self.annotate(&Annotation { level: "error", kind, path: Some(&report.path), place: None, message })?;
            }
        }
        Ok(())
    }

    /// A file's warnings, those that levels and versions have in common once.
    fn warnings(&mut self, report: &FileReport) -> io::Result<()> {
        let mut told = HashSet::new();
        for shown in report.pycs.iter().flat_map(|pyc| &pyc.warnings) {
            let warning = &shown.warning;
            let is_again = shown.once && !self.shown_once.insert((warning.category, warning.message.clone()));
            if is_again || !told.insert(shown.head.as_str()) {
                continue;
            }
            let place = Place::of(&warning.location).filter(|place| place.line == warning.line);
            let place = place.unwrap_or(Place { line: warning.line, end_line: None, columns: None });
            self.annotate(&Annotation {
                level: if self.warnings_are_errors { "error" } else { "warning" },
                kind: warning.category.name(),
                path: Some(&report.path),
                place: Some(place),
                message: format!("{}: {}", warning.category.name(), warning.message),
            })?;
        }
        Ok(())
    }

    /// A file's failures, those that versions have in common once.
    fn failures(&mut self, report: &FileReport) -> io::Result<()> {
        let mut by_text: Vec<(&Failure, String, Vec<String>)> = Vec::new();
        for pyc in &report.pycs {
            let Outcome::Failed(failure) = &pyc.outcome else { continue };
            let (text, version) = (failure.text(), pyc.target.version.series());
            match by_text.iter_mut().find(|(_, other, _)| *other == text) {
                Some((.., versions)) => versions.push(version),
                None => by_text.push((failure, text, vec![version])),
            }
        }
        for (failure, text, versions) in by_text {
            let is_allowed = matches!(failure, Failure::Refused { is_allowed: true, .. });
            let level = if is_allowed { "notice" } else { "error" };
            let (kind, mut message, place) = match failure {
                Failure::Refused { error, .. } => {
                    let kind = error.kind.name();
                    (kind, format!("{kind}: {}", error.message), Place::of(&error.location))
                }
                Failure::Os(failure) => (failure.class, text, None),
                Failure::Defect(_) => ("InternalError", text, None),
            };
            if report.is_for_several() {
                message.push_str(&format!(" (Python {})", versions.join(", ")));
            }
            self.annotate(&Annotation { level, kind, path: Some(&report.path), place, message })?;
        }
        Ok(())
    }

    /// A file that is to go.
    fn pruned(&mut self, pruned: &Pruned) -> io::Result<()> {
        let (level, kind, message) = match &pruned.outcome {
            PruneOutcome::Failed(failure) => ("error", "prune", failure.text()),
            outcome => ("notice", outcome.status(), pruned.reason.words().to_owned()),
        };
        self.annotate(&Annotation { level, kind, path: Some(&pruned.path), place: None, message })
    }

    /// What `--verify` has found out about a .pyc.
    fn verified(&mut self, source: &Path, pyc: &Verified) -> io::Result<()> {
        let kind = pyc.verdict.status();
        let level = match kind {
            "genuine" => None,
            "explained" => Some("notice"),
            "undecidable" => Some("warning"),
            _ => Some("error"),
        };
        if let Some(level) = level {
            let mut message = format!("{}: {}", in_words(&pyc.path), pyc.verdict.words().unwrap_or_default());
            if let Some(difference) = pyc.verdict.difference() {
                let Difference { found, expected, .. } = difference;
                message.push_str(&format!("\nfound: {found}\nexpected: {expected}"));
            }
            self.annotate(&Annotation { level, kind, path: Some(source), place: None, message })?;
        }
        match verify::owners(pyc) {
            Some(words) => {
                let message = format!("{}: {words}", in_words(&pyc.path));
                let (level, kind) = ("warning", "owner");
                self.annotate(&Annotation { level, kind, path: Some(source), place: None, message })
            }
            None => Ok(()),
        }
    }

    fn warn(&mut self, message: String) -> io::Result<()> {
        self.annotate(&Annotation { level: "warning", kind: "version", path: None, place: None, message })
    }
}

impl<W: Write + Send> Sink for Github<W> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::File(report) => self.file(&report),
            Event::Pruned(pruned) => self.pruned(&pruned),
            Event::Verified(report) => report.pycs.iter().try_for_each(|pyc| self.verified(&report.path, pyc)),
            Event::CantList(path) => {
                let level = if self.unlisted_is_error { "error" } else { "warning" };
                let message = "can't be listed, or does not exist".to_owned();
                self.annotate(&Annotation { level, kind: "unlisted", path: Some(&path), place: None, message })
            }
            Event::NotRecorded(path, OsFailure { class, message }) => {
                let message = format!("{class}: {message}");
                self.annotate(&Annotation { level: "error", kind: class, path: Some(&path), place: None, message })
            }
            Event::Tree(tree) => {
                if let Some(words) = self.announcer.words(&tree) {
                    complain(&words);
                }
                tree.warning().map_or(Ok(()), |warning| self.warn(warning))
            }
            Event::NotHeeded(complaint) => {
                complain(&format!("{complaint}\n"));
                self.warn(complaint)
            }
            Event::Fresh(..)
            | Event::Listing(_)
            | Event::NotStripped(..)
            | Event::SkippingCurrent
            | Event::Ignored
            | Event::Undecided(_)
            | Event::NoTargets(_) => Ok(()),
        }
    }
}

/// A place in a file; lines and columns count from 1.
#[derive(Clone, Copy, Debug)]
struct Place {
    line: i32,
    end_line: Option<i32>,
    /// The first column and, if it is known, the one behind the last.
    columns: Option<(i32, Option<i32>)>,
}

impl Place {
    fn of(location: &Location) -> Option<Self> {
        let end_line = Some(location.end_line).filter(|&end| end >= location.line);
        location.has_line().then(|| Self { line: location.line, end_line, columns: columns(location) })
    }
}

/// The columns of a location.
fn columns(location: &Location) -> Option<(i32, Option<i32>)> {
    let has_end = location.end_col > location.col && location.end_line == location.line;
    let end = has_end.then_some(location.end_col + 1);
    (location.col >= 0).then_some((location.col + 1, end))
}

/// What is shown beside a line, or of a run as a whole.
struct Annotation<'a> {
    level: &'a str,
    /// The exception, the category or the status.
    kind: &'a str,
    path: Option<&'a Path>,
    place: Option<Place>,
    message: String,
}

impl Annotation<'_> {
    /// The command, a line. The log of a run shows nothing but the message, so that has the place as well.
    fn command(&self) -> String {
        let mut properties = format!("title={}", escaped(&format!("{PROGRAM} ({})", self.kind), true));
        let mut message = String::new();
        if let Some(path) = self.path {
            let path = in_words(path);
            properties.push_str(&format!(",file={}", escaped(&path, true)));
            message.push_str(&path);
            message.push(':');
        }
        if let Some(Place { line, end_line, columns }) = self.place {
            properties.push_str(&format!(",line={line}"));
            message.push_str(&format!("{line}:"));
            if let Some(end_line) = end_line {
                properties.push_str(&format!(",endLine={end_line}"));
            }
            if let Some((column, end)) = columns {
                message.push_str(&format!("{column}:"));
                // Columns go with a single line only.
                if end_line.is_none_or(|end_line| end_line == line) {
                    properties.push_str(&format!(",col={column}"));
                    properties.push_str(&end.map(|end| format!(",endColumn={end}")).unwrap_or_default());
                }
            }
        }
        let space = if message.is_empty() { "" } else { " " };
        message.push_str(&format!("{space}{}", self.message));
        format!("::{} {properties}::{}", self.level, escaped(&message, false))
    }
}

/// A text as a command may hold it, on its one line: no name and no message can end it and begin another.
fn escaped(text: &str, is_property: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => escaped.push_str("%25"),
            '\r' => escaped.push_str("%0D"),
            '\n' => escaped.push_str("%0A"),
            ':' if is_property => escaped.push_str("%3A"),
            ',' if is_property => escaped.push_str("%2C"),
            c => escaped.push(c),
        }
    }
    // A log is read in a terminal as well.
    shown(&escaped, true).into_owned()
}

/// A path; what of it is no UTF-8 is escaped as Python does.
fn in_words(path: &Path) -> String {
    text::backslash_replaced(path.as_os_str().as_bytes()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command() {
        let place = Place { line: 3, end_line: Some(3), columns: Some((5, Some(7))) };
        let path = Path::new("a,b:c\n::error::x%.py");
        let annotation = Annotation {
            level: "error",
            kind: "SyntaxError",
            path: Some(path),
            place: Some(place),
            message: "odd: 50%\r\n::stop-commands::y\u{1b}[1m".to_owned(),
        };
        assert_eq!(
            annotation.command(),
            "::error title=pycompileall (SyntaxError),file=a%2Cb%3Ac%0A%3A%3Aerror%3A%3Ax%25.py,line=3,endLine=3,\
             col=5,endColumn=7::a,b:c%0A::error::x%25.py:3:5: odd: 50%25%0D%0A::stop-commands::y\\x1b[1m"
        );
    }

    #[test]
    fn columns_are_those_of_a_single_line() {
        let command = |end_line, columns| {
            let place = Some(Place { line: 1, end_line, columns });
            Annotation { level: "warning", kind: "k", path: None, place, message: "m".to_owned() }.command()
        };
        assert_eq!(command(None, None), "::warning title=pycompileall (k),line=1::1: m");
        assert_eq!(command(Some(2), Some((4, None))), "::warning title=pycompileall (k),line=1,endLine=2::1:4: m");
        assert_eq!(
            command(Some(1), Some((4, None))),
            "::warning title=pycompileall (k),line=1,endLine=1,col=4::1:4: m"
        );
    }
}
