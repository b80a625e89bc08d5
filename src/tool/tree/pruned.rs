//! What has become of a file that nothing imports.

use std::path::PathBuf;

use super::outcome::Failure;

/// The report of a file that is to go.
#[derive(Debug)]
pub struct Pruned {
    /// The file.
    pub path: PathBuf,
    /// The source that it is of, if its name says that.
    pub source: Option<PathBuf>,
    /// Why it is to go.
    pub reason: PruneReason,
    /// What has become of it.
    pub outcome: PruneOutcome,
}

/// Why a file is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PruneReason {
    /// It is a .pyc whose source is not there.
    SourceGone,
    /// It is a .pyc of a version that is not asked for.
    OtherVersion,
    /// It is a .pyc of an optimization level that is not asked for.
    OtherLevel,
    /// A run that was killed has left it.
    LeftOver,
}

impl PruneReason {
    /// The reason as the JSON document has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::SourceGone => "source-gone",
            Self::OtherVersion => "other-version",
            Self::OtherLevel => "other-level",
            Self::LeftOver => "left-over",
        }
    }

    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::SourceGone => "its source is gone",
            Self::OtherVersion => "of another version",
            Self::OtherLevel => "of another level",
            Self::LeftOver => "left by a run that was killed",
        }
    }
}

/// What has become of a file that is to go.
#[derive(Debug)]
#[non_exhaustive]
pub enum PruneOutcome {
    /// It is removed.
    Removed,
    /// It would be, by a run that removes.
    Removable,
    /// It could not be.
    Failed(Failure),
}

impl PruneOutcome {
    /// The outcome in a word, as the JSON document has it.
    pub fn status(&self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Removable => "removable",
            Self::Failed(_) => "failed",
        }
    }
}
