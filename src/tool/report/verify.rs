//! What `--verify` has found out, for the terminal and as JSON.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::json::{error, insert_path};
use super::style::{BAD, FAINT, WORTH_A_LOOK, paint};
use super::{Quiet, Terminal, repr, shown};
use crate::tool::tree::{Explanation, Verdict, Verified, VerifyReport};

impl Terminal {
    /// A line or some for each .pyc that is not as expected.
    pub(super) fn verified(&mut self, report: &VerifyReport) {
        if self.show.quiet == Quiet::All {
            return;
        }
        for pyc in &report.pycs {
            self.verdict(&report.path, pyc);
            if let Some(words) = owners(pyc) {
                let head = paint("Owned", WORTH_A_LOOK, self.colored.0);
                self.line(&format!("{head} {} ({}): {words}", repr(&pyc.path), repr(&report.path)));
            }
        }
    }

    fn verdict(&mut self, source: &Path, pyc: &Verified) {
        let (word, style) = match pyc.verdict.status() {
            "genuine" => return,
            "explained" if self.show.quiet > Quiet::No => return,
            "explained" => ("Explained", FAINT),
            "stale" => ("Stale", WORTH_A_LOOK),
            "undecidable" => ("Undecidable", WORTH_A_LOOK),
            "differs" => ("Differs", BAD),
            _ => ("Failed", BAD),
        };
        let word = paint(word, style, self.colored.0);
        let words = pyc.verdict.words().unwrap_or_default();
        let words = shown(&words, self.watched.0);
        self.line(&format!("{word} {} ({}): {words}", repr(&pyc.path), repr(source)));
        if let Some(difference) = pyc.verdict.difference() {
            let lines = format!("  found:    {}\n  expected: {}", difference.found, difference.expected);
            self.line(&shown(&lines, self.watched.0));
        }
    }
}

/// What is said of the owner of a .pyc.
pub(super) fn owners(pyc: &Verified) -> Option<String> {
    let (owner, source) = pyc.foreign_owner?;
    Some(format!("it belongs to user {owner}, and its source to user {source}"))
}

/// The record of a .pyc that was verified.
pub(super) fn record(source: &Path, pyc: &Verified) -> Map<String, Value> {
    let mut record = Map::new();
    insert_path(&mut record, "path", source);
    insert_path(&mut record, "pyc", &pyc.path);
    record.insert("version".to_owned(), json!(pyc.target.map(|target| target.version.to_string())));
    record.insert("level".to_owned(), json!(pyc.level));
    record.insert("status".to_owned(), json!(pyc.verdict.status()));
    let (explanations, failure) = match &pyc.verdict {
        Verdict::Genuine(explanations) => (explanations.iter().map(Explanation::to_string).collect(), Value::Null),
        Verdict::Failed(failure) => (Vec::new(), error(failure)),
        _ => (Vec::new(), Value::Null),
    };
    record.insert("error".to_owned(), failure);
    let is_reason = !matches!(pyc.verdict, Verdict::Genuine(_) | Verdict::Failed(_));
    record.insert("reason".to_owned(), json!(pyc.verdict.words().filter(|_| is_reason)));
    record.insert("explanations".to_owned(), json!(explanations));
    let difference = pyc.verdict.difference();
    let difference =
        difference.map(|other| json!({ "place": other.place, "found": other.found, "expected": other.expected }));
    record.insert("difference".to_owned(), json!(difference));
    record.insert("owner".to_owned(), json!(pyc.foreign_owner.map(|(owner, _)| owner)));
    record.insert("source_owner".to_owned(), json!(pyc.foreign_owner.map(|(_, source)| source)));
    record.insert("nanoseconds".to_owned(), json!(u64::try_from(pyc.time.as_nanos()).unwrap_or(u64::MAX)));
    record
}
