//! The outcome of a file.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::os_error::OsFailure;
use crate::compiler::traceback;
use crate::compiler::values::error::{CompileError, Warning};
use crate::compiler::version::Target;

/// The report of a file of which not everything was up to date.
#[derive(Debug)]
pub struct FileReport {
    /// The source, as the walk found it.
    pub path: PathBuf,
    /// Its .pyc files, in the order of [`Config::outputs`](crate::tool::tree::config::Config::outputs).
    pub pycs: Vec<PycReport>,
}

impl FileReport {
    /// Whether a .pyc could not be made.
    pub fn is_failure(&self) -> bool {
        self.pycs.iter().any(|pyc| matches!(pyc.outcome, Outcome::Failed(_)))
    }

    /// Whether CPython refuses the source, and nothing else is wrong.
    pub fn is_refused(&self) -> bool {
        self.has_refusals_only(|_| true)
    }

    /// Whether the same is so, and it may be refused ([`AllowedRefusals`](crate::tool::tree::AllowedRefusals)).
    pub fn is_allowed(&self) -> bool {
        self.has_refusals_only(|is_allowed| is_allowed)
    }

    /// Whether a .pyc could not be made, and each of these for a refusal that `is_meant`, which gets whether it is allowed.
    fn has_refusals_only(&self, is_meant: impl Fn(bool) -> bool) -> bool {
        self.is_failure()
            && self.pycs.iter().all(|pyc| match &pyc.outcome {
                Outcome::Failed(Failure::Refused { is_allowed, .. }) => is_meant(*is_allowed),
                Outcome::Failed(_) => false,
                _ => true,
            })
    }

    /// Whether nothing can be done about a .pyc since the source is refused: the result of a run that only looks.
    pub fn is_passed_over(&self) -> bool {
        !self.is_failure() && !self.is_stale() && self.pycs.iter().any(|pyc| matches!(pyc.outcome, Outcome::Refused))
    }

    /// Whether its .pyc files are for more than one version.
    pub(crate) fn is_for_several(&self) -> bool {
        self.pycs.windows(2).any(|pair| !std::ptr::eq(pair[0].target, pair[1].target))
    }

    /// Whether a .pyc would have to be made: the result of a run that only looks.
    pub fn is_stale(&self) -> bool {
        self.pycs.iter().any(|pyc| matches!(pyc.outcome, Outcome::Missing | Outcome::Stale))
    }
}

/// The report of a .pyc.
#[derive(Debug)]
pub struct PycReport {
    /// The version that it is for.
    pub target: &'static Target,
    /// The optimization level that it is for, as its name has it
    /// ([`Config::levels`](crate::tool::tree::config::Config::levels)).
    pub level: u8,
    /// Its path.
    pub path: PathBuf,
    /// Its outcome.
    pub outcome: Outcome,
    /// CPython's warnings in order, less those that the filters drop.
    pub warnings: Vec<ShownWarning>,
    /// Whether Python has forgotten, since the last of these, what it has shown once.
    pub forgets: bool,
    /// The time that it took.
    pub time: Duration,
}

impl PycReport {
    /// One of this outcome, with nothing else to say.
    pub(crate) fn new(target: &'static Target, level: u8, path: PathBuf, outcome: Outcome) -> Self {
        Self { target, level, path, outcome, warnings: Vec::new(), forgets: false, time: Duration::ZERO }
    }
}

/// The outcome of a .pyc.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// It was up to date.
    Fresh,
    /// So many bytes were written.
    Written(u64),
    /// It has become another name of the level before.
    Linked,
    /// It was not written.
    Failed(Failure),
    /// An earlier level of the version failed.
    Skipped,
    /// It was made in memory, and nobody wanted it written.
    Accepted,
    /// It is not there, and nobody wanted it written.
    Missing,
    /// It is not up to date, and nobody wanted it written.
    Stale,
    /// It is one of these, but could not be written: CPython refuses the source.
    Refused,
}

impl Outcome {
    /// The words that there are for outcomes.
    pub const STATUSES: [&str; 9] =
        ["compiled", "fresh", "linked", "failed", "skipped", "accepted", "missing", "stale", "refused"];

    /// The outcome in a word, as the JSON document has it.
    pub fn status(&self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Written(_) => "compiled",
            Self::Linked => "linked",
            Self::Failed(_) => "failed",
            Self::Skipped => "skipped",
            Self::Accepted => "accepted",
            Self::Missing => "missing",
            Self::Stale => "stale",
            Self::Refused => "refused",
        }
    }

    /// The number of bytes written.
    pub fn bytes(&self) -> u64 {
        if let Self::Written(bytes) = self { *bytes } else { 0 }
    }
}

/// A warning that is to be shown.
#[derive(Debug)]
pub struct ShownWarning {
    /// The warning.
    pub warning: Warning,
    /// The first line of what Python's `warnings` module shows.
    pub head: String,
    /// The line of the source that it shows below, which other warnings may have in common.
    pub line: Option<Arc<str>>,
    /// Whether its like is not shown a second time.
    pub once: bool,
    /// Whether Python has forgotten, since the warning before this one, what it has shown once.
    pub forgets: bool,
}

impl ShownWarning {
    /// The name of the file that Python's `warnings` module shows.
    pub fn filename(&self) -> &str {
        let Warning { category, message, line, .. } = &self.warning;
        self.head.strip_suffix(&format!(":{line}: {}: {message}\n", category.name())).unwrap_or(&self.head)
    }

    /// The text that Python's `warnings` module shows, lines and all.
    pub fn text(&self) -> String {
        let line = self.line.as_deref().map(traceback::warning_line);
        format!("{}{}", self.head, line.as_deref().unwrap_or_default())
    }
}

/// Why a .pyc was not made.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Failure {
    /// CPython refuses the source.
    Refused {
        /// Why.
        error: CompileError,
        /// The message in py_compile's words.
        shown: String,
        /// Whether the source may be refused ([`AllowedRefusals`](crate::tool::tree::AllowedRefusals)).
        is_allowed: bool,
    },
    /// The source can't be read or the .pyc not written.
    Os(OsFailure),
    /// This program failed, not the file.
    Defect(String),
}

impl Failure {
    /// The text that compileall prints after the file's name.
    pub fn text(&self) -> String {
        match self {
            Self::Refused { shown, .. } => shown.clone(),
            Self::Os(failure) => format!("{}: {}", failure.class, failure.message),
            Self::Defect(what) => {
                format!(
                    "Sorry: InternalError: {what}\nThis is a defect of pycompileall: please report it, with the file."
                )
            }
        }
    }
}
