//! `co_linetable`: the position of every instruction (CPython's Objects/locations.md).

use crate::compiler::values::location::Location;
use std::hint::select_unpredictable;

/// The codes of entries.
mod form {
    pub(super) const ONE_LINE: u32 = 10;
    pub(super) const NO_COLUMNS: u32 = 13;
    pub(super) const LONG: u32 = 14;
    pub(super) const NONE: u32 = 15;
}

/// A line table that is being written.
#[derive(Debug)]
pub struct LineTable<'b> {
    /// Room for what follows.
    rest: &'b mut [u8],
    line: i32,
    /// How many lines from `line` on a near entry can say: none if columns and end lines are left out.
    near_lines: u32,
}

impl<'b> LineTable<'b> {
    /// The most code units that one entry covers.
    pub const MAX_UNITS: u32 = 8;
    /// The most bytes that one entry takes.
    pub const MAX_BYTES: usize = 25;

    /// A table in `room`, for a unit whose `co_firstlineno` is `line`. With `lines_only` there are entries for the
    /// same units, without columns (`remove_column_info`).
    pub fn new(room: &'b mut [u8], line: i32, lines_only: bool) -> Self {
        Self { rest: room, line, near_lines: if lines_only { 0 } else { 3 } }
    }

    /// The number of bytes of the room that are left.
    pub fn room_left(&self) -> usize {
        self.rest.len()
    }

    /// The position of so many code units (`assemble_emit_location`).
    #[inline(never)] // few registers for a loop that needs many
    pub fn entry(&mut self, loc: &Location, units: u32) {
        if units > Self::MAX_UNITS {
            return self.entries(loc, units);
        }
        // Most are near: two or three bytes can say what they are from here (`write_location_info_entry`).
        let delta = loc.line.wrapping_sub(self.line).cast_unsigned();
        if delta < self.near_lines && loc.end_line == loc.line {
            let (col, end_col) = (loc.col.cast_unsigned(), loc.end_col.cast_unsigned());
            if col | end_col < 128 {
                // Which of the two forms it takes nobody can foretell; so both are made, and what is behind the one
                // that counts is written over.
                let width = end_col.wrapping_sub(col);
                let short = (col << 12 | col) & 0x7078 | width << 8;
                let long = (form::ONE_LINE + delta) << 3 | col << 8 | end_col << 16;
                // On the same line, less than 16 wide, before column 80.
                let is_short = (delta << 4 | width | (col + 48) >> 3) < 16;
                let bytes = head(0, units) | select_unpredictable(is_short, short, long);
                if let Some(room) = self.rest.first_chunk_mut::<4>() {
                    *room = bytes.to_le_bytes();
                    self.advance(3 - usize::from(is_short));
                    self.line = loc.line;
                    return;
                }
            }
        }
        self.far_entry(loc, units);
    }

    /// The case of [`Self::entry`] with more units than one entry covers.
    #[inline(never)]
    fn entries(&mut self, loc: &Location, mut units: u32) {
        while units > Self::MAX_UNITS {
            self.entry(loc, Self::MAX_UNITS);
            units -= Self::MAX_UNITS;
        }
        self.entry(loc, units);
    }

    /// The case of [`Self::entry`] with another position than the last entry's.
    #[inline(never)]
    fn far_entry(&mut self, loc: &Location, units: u32) {
        if units > 0 {
            let length = write_far(self.rest, loc, units, self.line, self.near_lines == 0);
            self.advance(length);
            if loc.has_line() {
                self.line = loc.line;
            }
        }
    }

    #[inline(always)]
    fn advance(&mut self, length: usize) {
        self.rest = &mut std::mem::take(&mut self.rest)[length..];
    }
}

/// Writes one entry at the start of `room` for a position that is not near `line`; says how long it is.
fn write_far(room: &mut [u8], loc: &Location, units: u32, line: i32, lines_only: bool) -> usize {
    if !loc.has_line() {
        room[0] = head(form::NONE, units) as u8;
        return 1;
    }
    let delta = zigzag(loc.line - line);
    let has_columns = loc.col >= 0 && loc.end_col >= 0;
    if lines_only || !has_columns && (loc.end_line == loc.line || loc.end_line == -1) {
        room[0] = head(form::NO_COLUMNS, units) as u8;
        return write_numbers(room, &[delta]);
    }
    let lines = loc.end_line.wrapping_sub(loc.line).cast_unsigned();
    let numbers = [delta, lines, (loc.col + 1).cast_unsigned(), (loc.end_col + 1).cast_unsigned()];
    let head = head(form::LONG, units) as u8;
    if (delta | lines | numbers[2] | numbers[3]) < 0x40 {
        let [delta, lines, col, end_col] = numbers.map(|number| number as u8);
        room[..5].copy_from_slice(&[head, delta, lines, col, end_col]);
        return 5;
    }
    room[0] = head;
    write_numbers(room, &numbers)
}

/// Writes numbers after the first byte of `room`, six bits a byte, the lowest first; says where they end.
fn write_numbers(room: &mut [u8], numbers: &[u32]) -> usize {
    let mut at = 1;
    for &number in numbers {
        let mut left = number;
        while left >= 0x40 {
            room[at] = 0x40 | (left & 0x3F) as u8;
            left >>= 6;
            at += 1;
        }
        room[at] = left as u8;
        at += 1;
    }
    at
}

/// The sign in the lowest bit.
fn zigzag(value: i32) -> u32 {
    value.unsigned_abs() << 1 | u32::from(value < 0)
}

/// The first byte of an entry.
#[inline]
fn head(form: u32, units: u32) -> u32 {
    0x7F + units + (form << 3)
}

/// The position of every code unit, read back from a table.
pub(crate) fn positions(table: &[u8], first_line: i32) -> impl Iterator<Item = Location> {
    let mut line = first_line;
    let mut bytes = table.iter().copied();
    let runs = std::iter::from_fn(move || {
        let head = bytes.next()?;
        let units = usize::from(head & 7) + 1;
        let loc = match u32::from(head >> 3 & 15) {
            form::NONE => Location::NONE,
            form::LONG => {
                line = line.wrapping_add(signed(&mut bytes));
                let end_line = line.wrapping_add_unsigned(unsigned(&mut bytes));
                let mut column = || unsigned(&mut bytes).cast_signed().wrapping_sub(1);
                let col = column();
                Location::new(line, end_line, col, column())
            }
            form::NO_COLUMNS => {
                line = line.wrapping_add(signed(&mut bytes));
                Location::new(line, line, -1, -1)
            }
            form @ form::ONE_LINE..form::NO_COLUMNS => {
                line = line.wrapping_add_unsigned(form - form::ONE_LINE);
                let mut column = || bytes.next().map_or(-1, i32::from);
                let col = column();
                Location::new(line, line, col, column())
            }
            high => {
                let low = bytes.next().unwrap_or(0);
                let col = high.cast_signed() << 3 | i32::from(low >> 4);
                Location::new(line, line, col, col + i32::from(low & 15))
            }
        };
        Some(std::iter::repeat_n(loc, units))
    });
    runs.flatten()
}

fn unsigned(bytes: &mut impl Iterator<Item = u8>) -> u32 {
    let (mut value, mut shift) = (0, 0);
    for byte in bytes {
        value |= u32::from(byte & 0x3F).checked_shl(shift).unwrap_or(0);
        shift += 6;
        if byte & 0x40 == 0 {
            break;
        }
    }
    value
}

fn signed(bytes: &mut impl Iterator<Item = u8>) -> i32 {
    let value = unsigned(bytes);
    let magnitude = (value >> 1).cast_signed();
    if value & 1 == 0 { magnitude } else { -magnitude }
}
