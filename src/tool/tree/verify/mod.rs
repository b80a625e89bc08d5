//! `--verify`: whether each .pyc is what its source says.
//!
//! `found.rs` lists the .pyc files of a directory, `body.rs` compares the code
//! with that of the source and looks for what explains another one, and `judge.rs` puts the verdict together.

mod body;
mod found;
mod judge;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

pub(super) use found::{FoundPyc, Group, in_directory, of_source, sources_of};
pub(super) use judge::verify;

use super::outcome::Failure;
use crate::compiler::difference::Difference;
use crate::compiler::unmarshal::Malformed;
use crate::compiler::values::text;
use crate::compiler::version::Target;

/// The report of what `--verify` has found out about a source's .pyc files.
#[derive(Debug)]
pub struct VerifyReport {
    /// The source, whether or not there is one.
    pub path: PathBuf,
    /// Its .pyc files, by name.
    pub pycs: Vec<Verified>,
}

/// A .pyc and what it is.
#[derive(Debug)]
pub struct Verified {
    /// Its path.
    pub path: PathBuf,
    /// The release that it was compared with, if its magic number is that of a version that we know.
    pub target: Option<&'static Target>,
    /// The optimization level: that of its name, or the one that explains it; none if it is not known.
    pub level: Option<u8>,
    /// What it is.
    pub verdict: Verdict,
    /// Its owner, if that is neither the source's owner nor root nor who runs us, and the source's owner.
    pub foreign_owner: Option<(u32, u32)>,
    /// The time that it took.
    pub time: Duration,
}

/// What a .pyc is.
#[derive(Debug)]
#[non_exhaustive]
pub enum Verdict {
    /// The code of its source, compiled as this says if not as expected.
    Genuine(Vec<Explanation>),
    /// Not for the source as it is, so that imports pass it over.
    Stale(Staleness),
    /// Not the code of its source.
    Differs(Mismatch),
    /// There is nothing to compare it with.
    Undecidable(Reason),
    /// It or its source can't be read.
    Failed(Failure),
}

/// How a .pyc that is genuine was compiled otherwise than expected.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Explanation {
    /// Its values are the same, and written with other references.
    Order,
    /// This path is recorded as the source's.
    Path(Vec<u8>),
    /// By another release of the version.
    Release(&'static Target),
    /// With columns, or without (`-X no_debug_ranges`).
    Columns(bool),
    /// Where warnings of the compiler are errors, or are not.
    Warnings(bool),
    /// With another limit of an integer's digits.
    Digits,
}

impl Explanation {
    /// Whether it is worth a line. The paths of a tree that was moved differ in every file, and imports correct them; how
    /// references are written depends on what the process did before.
    fn is_told(&self) -> bool {
        !matches!(self, Self::Order | Self::Path(_))
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Order => f.write_str("with other references"),
            Self::Path(path) => write!(f, "with the path {}", text::repr(path)),
            Self::Release(target) => write!(f, "as Python {} compiles it", target.version),
            Self::Columns(true) => f.write_str("with columns"),
            Self::Columns(false) => f.write_str("without columns (-X no_debug_ranges)"),
            Self::Warnings(true) => f.write_str("with warnings as errors"),
            Self::Warnings(false) => f.write_str("without warnings as errors"),
            Self::Digits => f.write_str("with another -X int_max_str_digits"),
        }
    }
}

/// Why imports pass a .pyc over, and whether its code is that of the source all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Staleness {
    /// Why.
    pub why: Why,
    /// Whether its code is that of the source as it is, if that was looked at.
    pub is_same_code: Option<bool>,
}

/// Why imports pass a .pyc over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// It has no whole header.
    Cut,
    /// Its magic number is not that of the version in its name.
    Magic(u32),
    /// It has flags that no version knows.
    Flags(u32),
    /// The source has another modification time.
    Time,
    /// The source has another size.
    Size,
    /// The source has another hash.
    Hash,
}

impl fmt::Display for Staleness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.why {
            Why::Cut => f.write_str("it has no whole header"),
            Why::Magic(magic) => write!(f, "its magic number is not that of its name: {}", Magic(magic)),
            Why::Flags(flags) => write!(f, "it has flags that no version knows: {flags:#x}"),
            Why::Time => f.write_str("its source has another time"),
            Why::Size => f.write_str("its source has another size"),
            Why::Hash => f.write_str("its source has another hash"),
        }?;
        match self.is_same_code {
            Some(true) => f.write_str("; the code is that of the source as it is"),
            Some(false) => f.write_str("; the code is that of another source"),
            None => Ok(()),
        }
    }
}

/// Why a .pyc is not the code of its source.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Mismatch {
    /// It is no regular file, but this.
    Irregular(&'static str),
    /// It holds nothing that a compiler writes.
    Malformed(Malformed),
    /// It is longer than so many bytes, and not byte for byte what is expected.
    TooLong(u64),
    /// Its name says that it is of another level than this one, of which it is.
    Level(u8),
    /// The source is refused, so there is no code of it. It is said why.
    Refused(String),
    /// The code differs.
    Code(Difference),
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Irregular(what) => write!(f, "it is no regular file, but {what}"),
            Self::Malformed(malformed) => write!(f, "it holds nothing that a compiler writes: {malformed}"),
            Self::TooLong(limit) => {
                write!(f, "it has more than {limit} bytes, which is too much to compare, and not what is expected")
            }
            Self::Level(level) => write!(f, "it is what level {level} gives, and its name says another one"),
            Self::Refused(error) => write!(f, "its source is refused: {error}"),
            Self::Code(Difference { place, .. }) => write!(f, "the code differs in {place}"),
        }
    }
}

/// Why there is nothing to compare a .pyc with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// There is no source, and imports take the .pyc all the same, or pass it over.
    NoSource {
        /// Whether they take it.
        is_imported: bool,
    },
    /// The magic number is of no version that we compile for.
    Magic(u32),
    /// The name has a tag of no version that we compile for: that of a tool with a compiler of its own, as pytest.
    Tag(Vec<u8>),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSource { is_imported: true } => f.write_str("there is no source, and it is imported without one"),
            Self::NoSource { is_imported: false } => f.write_str("there is no source, so that nothing imports it"),
            Self::Magic(magic) => {
                write!(f, "its magic number is of no version that can be compiled for: {}", Magic(*magic))
            }
            Self::Tag(tag) if tag.is_empty() => f.write_str("its name has no tag, so that nothing imports it"),
            Self::Tag(tag) => {
                write!(f, "its name has a tag of no version that can be compiled for: {}", text::repr(tag))
            }
        }
    }
}

/// A magic number, as Python's documentation writes them: without the line's end behind it.
struct Magic(u32);

impl fmt::Display for Magic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.to_le_bytes() {
            [low, high, b'\r', b'\n'] => write!(f, "{}", u16::from_le_bytes([low, high])),
            other => write!(f, "{:#010x}", u32::from_be_bytes(other)),
        }
    }
}

impl Verdict {
    /// The words that there are for verdicts.
    pub const STATUSES: [&str; 6] = ["genuine", "explained", "stale", "differs", "undecidable", "failed"];

    /// The verdict in a word, as the JSON document has it.
    pub fn status(&self) -> &'static str {
        match self {
            Self::Genuine(explanations) if explanations.iter().any(Explanation::is_told) => "explained",
            Self::Genuine(_) => "genuine",
            Self::Stale(_) => "stale",
            Self::Differs(_) => "differs",
            Self::Undecidable(_) => "undecidable",
            Self::Failed(_) => "failed",
        }
    }

    /// What there is to say of it.
    pub fn words(&self) -> Option<String> {
        match self {
            Self::Genuine(explanations) if explanations.is_empty() => None,
            Self::Genuine(explanations) => {
                let words: Vec<String> = explanations.iter().map(ToString::to_string).collect();
                Some(words.join(", "))
            }
            Self::Stale(staleness) => Some(staleness.to_string()),
            Self::Differs(mismatch) => Some(mismatch.to_string()),
            Self::Undecidable(reason) => Some(reason.to_string()),
            Self::Failed(failure) => Some(failure.text()),
        }
    }

    /// What is there and what is expected, if the code differs.
    pub fn difference(&self) -> Option<&Difference> {
        match self {
            Self::Differs(Mismatch::Code(difference)) => Some(difference),
            _ => None,
        }
    }
}
