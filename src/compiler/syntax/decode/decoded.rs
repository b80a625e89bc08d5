//! What decoding gives: a text, or why there is none.

use crate::compiler::version::{Feature, Target};
use std::ops::Range;

/// A text in the making. It may have surrogates, which no source can, as it becomes UTF-8.
#[derive(Debug, Default)]
pub(super) struct Text {
    text: String,
    /// Where the first surrogates are, which they are, and how many follow each other there.
    surrogates: Option<Surrogates>,
    /// The characters after `text`, which is not added to once there are surrogates.
    beyond: usize,
}

#[derive(Clone, Copy, Debug)]
struct Surrogates {
    first: u32,
    start: usize,
    end: usize,
}

impl Text {
    /// An empty one with room for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// Appends a character.
    pub(super) fn push(&mut self, character: char) {
        match self.surrogates {
            None => self.text.push(character),
            Some(_) => self.beyond += 1,
        }
    }

    /// Appends a character or a surrogate.
    pub(super) fn push_code_point(&mut self, value: u32) {
        if let Some(character) = char::from_u32(value) {
            return self.push(character);
        }
        let before = self.surrogates.map_or_else(|| self.text.chars().count(), |found| found.start);
        let position = before + self.beyond;
        self.beyond += 1;
        let found = self.surrogates.get_or_insert(Surrogates { first: value, start: position, end: position });
        if found.end == position {
            found.end += 1;
        }
    }

    /// The text as UTF-8.
    ///
    /// # Errors
    /// There are surrogates.
    pub(super) fn finish(self) -> Result<String, Failure> {
        match self.surrogates {
            None => Ok(self.text),
            Some(Surrogates { first, start, end }) => {
                let what = match end - start {
                    1 => format!("character '\\u{first:04x}' in position {start}"),
                    _ => format!("characters in position {start}-{}", end - 1),
                };
                Err(Failure::Unencodable(format!("'utf-8' codec can't encode {what}: surrogates not allowed")))
            }
        }
    }
}

/// Why bytes cannot be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// A `UnicodeDecodeError`: some of the bytes.
    Undecodable {
        /// What the codec calls itself.
        codec: &'static str,
        /// Where they are.
        range: Range<usize>,
        /// The byte, if it is one.
        byte: Option<u8>,
        /// What is wrong with them.
        reason: String,
    },
    /// A `UnicodeError` in other words.
    Refused(String),
    /// Such a one that has more than words, which no caller's words are put around.
    RefusedWithDetails(String),
    /// A place that is no number of C.
    Overflow,
    /// What was decoded has no encoding in UTF-8, in words.
    Unencodable(String),
    /// There is no such codec for texts, in words.
    Unknown(String),
}

impl Failure {
    /// The bytes of `bytes` in `range` are refused by the codec that calls itself `codec`.
    #[cold]
    pub(super) fn at(codec: &'static str, bytes: &[u8], range: Range<usize>, reason: impl Into<String>) -> Self {
        let byte = if range.end == range.start + 1 { bytes.get(range.start).copied() } else { None };
        Self::Undecodable { codec, range, byte, reason: reason.into() }
    }

    /// The same as another codec says it, of bytes that `offset` others precede, in `bytes` now.
    pub(super) fn moved(self, codec: &'static str, bytes: &[u8], offset: usize) -> Self {
        match self {
            Self::Undecodable { range, reason, .. } => {
                Self::at(codec, bytes, range.start + offset..range.end + offset, reason)
            }
            other => other,
        }
    }

    /// The same where the words of what was tried with `name` are put around those of the failure.
    pub(super) fn wrapped(self, name: &str, target: &Target) -> Self {
        match self {
            Self::Refused(words) if target.has(Feature::CodecErrorsWrapped) => {
                Self::Refused(format!("decoding with '{name}' codec failed (UnicodeError: {words})"))
            }
            other => other,
        }
    }

    /// Python's words.
    pub(super) fn into_words(self) -> String {
        match self {
            Self::Undecodable { codec, range, byte, reason } => match byte {
                Some(byte) => {
                    format!("'{codec}' codec can't decode byte 0x{byte:02x} in position {}: {reason}", range.start)
                }
                None => {
                    let last = range.end as i64 - 1;
                    format!("'{codec}' codec can't decode bytes in position {}-{last}: {reason}", range.start)
                }
            },
            Self::Refused(words)
            | Self::RefusedWithDetails(words)
            | Self::Unencodable(words)
            | Self::Unknown(words) => words,
            Self::Overflow => "Python int too large to convert to C ssize_t".to_owned(),
        }
    }
}
