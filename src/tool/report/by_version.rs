//! What a run comes to version by version: "does this tree compile on 3.11 to 3.15?"

use std::os::unix::ffi::OsStrExt;

use serde_json::{Value, json};

use crate::compiler::values::text;
use crate::compiler::version::Target;
use crate::tool::tree::{Event, Failure, FileReport, Outcome, PycReport};

/// So many refused sources of a version are named.
const NAMED: usize = 3;

/// The rows of the table, versions in the order in which their first sources come.
#[derive(Debug, Default)]
pub(super) struct ByVersion(Vec<Row>);

/// The files of a version.
#[derive(Debug)]
struct Row {
    target: &'static Target,
    /// All of them.
    files: u64,
    /// Those that it refuses.
    refused: u64,
    /// Those of which a .pyc could not be made for another reason.
    failed: u64,
    /// Those that it warns of.
    warned: u64,
    /// The places where it refuses the first ones.
    first: Vec<String>,
}

impl ByVersion {
    pub(super) fn note(&mut self, event: &Event) {
        match event {
            Event::Fresh(_, _, tree) => tree.targets.iter().for_each(|target| self.row(target).files += 1),
            Event::File(report) => {
                for pycs in report.pycs.chunk_by(|left, right| std::ptr::eq(left.target, right.target)) {
                    self.file(report, pycs);
                }
            }
            _ => {}
        }
    }

    /// Counts a file that has these .pyc files for one version.
    fn file(&mut self, report: &FileReport, pycs: &[PycReport]) {
        let Some(first) = pycs.first() else { return };
        let row = self.row(first.target);
        row.files += 1;
        row.warned += u64::from(pycs.iter().any(|pyc| !pyc.warnings.is_empty()));
        let line = |outcome: &Outcome| match outcome {
            Outcome::Failed(Failure::Refused { error, .. }) => Some(Some(error.location.line).filter(|&line| line > 0)),
            Outcome::Refused => Some(None),
            _ => None,
        };
        if let Some(line) = pycs.iter().find_map(|pyc| line(&pyc.outcome)) {
            row.refused += 1;
            if row.first.len() < NAMED {
                let path = text::repr(report.path.as_os_str().as_bytes());
                let path = &path[1..path.len() - 1];
                row.first.push(line.map_or(path.to_owned(), |line| format!("{path}:{line}")));
            }
        } else {
            row.failed += u64::from(pycs.iter().any(|pyc| matches!(pyc.outcome, Outcome::Failed(_))));
        }
    }

    fn row(&mut self, target: &'static Target) -> &mut Row {
        let known = self.0.iter().position(|row| std::ptr::eq(row.target, target));
        let at = known.unwrap_or_else(|| {
            self.0.push(Row { target, files: 0, refused: 0, failed: 0, warned: 0, first: Vec::new() });
            self.0.len() - 1
        });
        &mut self.0[at]
    }

    /// The table in words, a line a version; none if there is one version only.
    pub(super) fn table(&self) -> Option<String> {
        if self.0.len() < 2 {
            return None;
        }
        let has_failed = self.0.iter().any(|row| row.failed > 0);
        let head = ["Python", "files", "refused", "failed", "warned", "first refused"].map(str::to_owned);
        let mut rows = vec![head];
        rows.extend(self.0.iter().map(|row| {
            let Row { target, files, refused, failed, warned, first } = row;
            let more = refused.saturating_sub(first.len() as u64);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let counts = [files, refused, failed, warned].map(u64::to_string);
            let [files, refused, failed, warned] = counts;
            [target.version.to_string(), files, refused, failed, warned, format!("{}{more}", first.join(", "))]
        }));
        let is_shown = |column: &usize| has_failed || *column != 3;
        let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
        let mut table = String::new();
        for row in &rows {
            let mut line = format!("{:<width$}", row[0], width = width(0));
            for column in (1..5).filter(is_shown) {
                line.push_str(&format!("  {:>width$}", row[column], width = width(column)));
            }
            line.push_str(&format!("  {}", row[5]));
            table.push_str(line.trim_end());
            table.push('\n');
        }
        Some(table)
    }

    /// The rows of the table as JSON.
    pub(super) fn records(&self) -> Value {
        let record = |row: &Row| {
            json!({
                "version": row.target.version.to_string(), "files": row.files, "refused": row.refused,
                "failed": row.failed, "warned": row.warned,
            })
        };
        self.0.iter().map(record).collect()
    }
}
