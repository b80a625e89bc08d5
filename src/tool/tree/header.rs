//! What stands before the code of a .pyc, and whether an import takes that for a source, as importlib decides it
//! (`SourceLoader.get_code`).

use std::io;

use super::stale::SourceMeta;
use super::verify::Why;
use crate::compiler::pyc::{self, HEADER};
use crate::compiler::version::Target;

/// Says that the source is compared by its hash.
const HASHED: u32 = 1;

/// Says that imports compare it.
const CHECKED: u32 = 2;

/// The header of a .pyc.
pub(super) struct Header<'p> {
    bytes: &'p [u8; HEADER],
    /// What it begins with.
    pub magic: u32,
}

impl<'p> Header<'p> {
    /// That of a file, and what follows it.
    pub(super) fn read(file: &'p [u8]) -> Option<(Self, &'p [u8])> {
        let (bytes, rest) = file.split_first_chunk()?;
        Some((Self { bytes, magic: number(bytes, 0) }, rest))
    }

    /// The releases that have this magic number.
    pub(super) fn series(&self) -> Option<&'static [Target]> {
        let series = Target::known().iter().copied();
        series.into_iter().find(|series| series.first().is_some_and(|target| pyc::magic(target) == self.magic))
    }

    /// Why it does not fit a source, which is read only for its hash; nothing if it fits. The magic number is not looked at.
    pub(super) fn why_not<'s>(
        &self,
        target: &Target,
        meta: &SourceMeta,
        source: impl FnOnce() -> io::Result<&'s [u8]>,
    ) -> io::Result<Option<Why>> {
        let flags = number(self.bytes, 4);
        if flags & !(HASHED | CHECKED) != 0 {
            return Ok(Some(Why::Flags(flags)));
        }
        if flags & HASHED != 0 {
            let hash = pyc::source_hash(target, source()?).to_le_bytes();
            return Ok((self.bytes[8..] != hash).then_some(Why::Hash));
        }
        // Whether a hash is checked says nothing where there is none.
        let expected = pyc::timestamp_header(target, meta.mtime, meta.size);
        if self.bytes[8..12] != expected[8..12] {
            return Ok(Some(Why::Time));
        }
        Ok((self.bytes[12..] != expected[12..]).then_some(Why::Size))
    }

    /// Whether an import takes it whatever the source is.
    pub(super) fn is_unchecked(&self) -> bool {
        number(self.bytes, 4) == HASHED
    }
}

fn number(bytes: &[u8; HEADER], at: usize) -> u32 {
    let (numbers, _) = bytes.as_chunks::<4>();
    numbers.get(at / 4).map_or(0, |number| u32::from_le_bytes(*number))
}
