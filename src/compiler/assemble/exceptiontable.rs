//! `co_exceptiontable`: which handler covers which range (CPython's
//! Objects/exception_handling_notes.txt).

use crate::compiler::cfg::{BlockId, Graph};

/// An exception table that is being written.
#[derive(Debug, Default)]
pub struct ExceptionTable {
    bytes: Vec<u8>,
    /// From which offset on which handler covers the instructions, if any.
    changes: Vec<(u32, BlockId)>,
}

impl ExceptionTable {
    /// Starts a new table.
    pub fn start(&mut self) {
        self.bytes.clear();
        self.changes.clear();
    }

    /// The bytes of the table so far.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The instructions from `offset` (in code units) on are covered by `handler`.
    #[inline(never)] // rare, in a loop that needs all registers
    pub(super) fn change(&mut self, offset: u32, handler: BlockId) {
        self.changes.push((offset, handler));
    }

    /// Writes the ranges of code that ends at `end`, now that the blocks have their offsets
    /// (`assemble_exception_table`).
    pub(super) fn finish(&mut self, end: u32, graph: &Graph) {
        let changes = std::mem::take(&mut self.changes);
        let ends = changes.iter().skip(1).map(|&(offset, _)| offset).chain([end]);
        for (&(start, handler), end) in changes.iter().zip(ends) {
            if handler != BlockId::NONE {
                let handler = graph.block(handler);
                // The handler starts with the exception pushed, and `lasti` below it if it wants that.
                let depth = handler.start_depth - 1 - i32::from(handler.preserve_lasti);
                self.range(start, end, handler.offset, depth.cast_unsigned(), handler.preserve_lasti);
            }
        }
        self.changes = changes;
    }

    /// One range: code units `start` to `end`, the handler's offset, the stack depth there, and
    /// whether `lasti` is pushed (`assemble_emit_exception_table_entry`).
    pub fn range(&mut self, start: u32, end: u32, target: u32, depth: u32, lasti: bool) {
        let first = self.bytes.len();
        self.number(start);
        self.bytes[first] |= 0x80;
        self.number(end - start);
        self.number(target);
        self.number(depth << 1 | u32::from(lasti));
    }

    /// Six bits a byte, the highest first.
    fn number(&mut self, value: u32) {
        if value >= 0x40 {
            for shift in [24, 18, 12, 6] {
                if value >> shift != 0 {
                    self.bytes.push(0x40 | (value >> shift & 0x3F) as u8);
                }
            }
        }
        self.bytes.push((value & 0x3F) as u8);
    }
}

/// A range of an exception table, in code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ExceptionRange {
    /// The first unit.
    pub start: u32,
    /// The unit after the last.
    pub end: u32,
    /// The offset of the handler.
    pub target: u32,
    /// The stack's depth there, before what the handler gets.
    pub depth: u32,
    /// Whether it gets `lasti`.
    pub lasti: bool,
}

/// The ranges of a table.
pub(crate) fn exception_ranges(table: &[u8]) -> impl Iterator<Item = ExceptionRange> {
    let mut bytes = table.iter().copied();
    let mut number = move || {
        let mut value = 0;
        for byte in bytes.by_ref() {
            value = value << 6 | u32::from(byte & 0x3F);
            if byte & 0x40 == 0 {
                return Some(value);
            }
        }
        None
    };
    std::iter::from_fn(move || {
        let (start, size, target, depth) = (number()?, number()?, number()?, number()?);
        Some(ExceptionRange { start, end: start.wrapping_add(size), target, depth: depth >> 1, lasti: depth & 1 != 0 })
    })
}
