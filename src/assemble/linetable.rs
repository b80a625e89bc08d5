//! `co_linetable`: the position of every instruction (CPython's Objects/locations.md).

use crate::location::Location;

/// The most code units that one entry covers.
const MAX_UNITS: u32 = 8;

/// The codes of entries.
mod form {
    pub const ONE_LINE: u8 = 10;
    pub const NO_COLUMNS: u8 = 13;
    pub const LONG: u8 = 14;
    pub const NONE: u8 = 15;
}

/// A line table that is being written.
#[derive(Debug, Default)]
pub struct LineTable {
    bytes: Vec<u8>,
    line: i32,
    /// Whether columns and end lines are left out.
    lines_only: bool,
    /// The first column that a near entry can't say.
    near_columns: u32,
    /// The position of units that are not written yet.
    held: Option<Location>,
    /// How many they are.
    held_units: u32,
}

impl LineTable {
    /// Starts a new table for a unit whose `co_firstlineno` is `line`.
    /// With `lines_only` there are entries for the same units, without columns (`remove_column_info`).
    pub fn start(&mut self, line: i32, lines_only: bool) {
        self.bytes.clear();
        self.line = line;
        self.lines_only = lines_only;
        self.near_columns = if lines_only { 0 } else { 128 };
        self.held = None;
    }

    /// What was written.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The position of an instruction that takes `units` code units (`assemble_emit_location`).
    #[inline]
    pub fn entry(&mut self, loc: &Location, units: u32) {
        if units > MAX_UNITS {
            self.parts(loc, units);
        } else if self.is_near(loc) {
            self.near_part(loc, units);
        } else {
            self.far_part(loc, units);
        }
    }

    /// Entries of at most [`MAX_UNITS`] each.
    #[inline(never)]
    fn parts(&mut self, loc: &Location, mut units: u32) {
        while units > 0 {
            let part = units.min(MAX_UNITS);
            if self.is_near(loc) {
                self.near_part(loc, part);
            } else {
                self.far_part(loc, part);
            }
            units -= part;
        }
    }

    /// Whether two or three bytes can say what `loc` is from here.
    #[inline]
    fn is_near(&self, loc: &Location) -> bool {
        let delta = loc.line.wrapping_sub(self.line).cast_unsigned();
        delta < 3 && loc.end_line == loc.line && (loc.col | loc.end_col).cast_unsigned() < self.near_columns
    }

    /// One entry for a position that [`Self::is_near`], as most are (`write_location_info_entry`).
    #[inline]
    fn near_part(&mut self, loc: &Location, units: u32) {
        let delta = loc.line.wrapping_sub(self.line);
        let width = loc.end_col.wrapping_sub(loc.col).cast_unsigned();
        if delta == 0 && loc.col < 80 && width < 16 {
            let columns = (loc.col as u8 & 7) << 4 | width as u8;
            self.bytes.extend_from_slice(&[head((loc.col >> 3) as u8, units), columns]);
        } else {
            self.line = loc.line;
            let head = head(form::ONE_LINE + delta as u8, units);
            self.bytes.extend_from_slice(&[head, loc.col as u8, loc.end_col as u8]);
        }
    }

    /// As [`Self::entry`], together with its neighbours at the same position
    /// (`assemble_location_info`).
    #[inline]
    pub fn merge(&mut self, loc: &Location, units: u32) {
        if self.held == Some(*loc) {
            self.held_units += units;
        } else {
            self.finish();
            (self.held, self.held_units) = (Some(*loc), units);
        }
    }

    /// Writes what [`Self::merge`] holds back.
    pub fn finish(&mut self) {
        if let Some(loc) = self.held.take() {
            self.entry(&loc, self.held_units);
        }
    }

    /// One entry for another position.
    #[inline(never)]
    fn far_part(&mut self, loc: &Location, units: u32) {
        if !loc.has_line() {
            self.bytes.push(head(form::NONE, units));
            return;
        }
        let delta = loc.line - self.line;
        self.line = loc.line;
        let has_columns = loc.col >= 0 && loc.end_col >= 0;
        if self.lines_only || !has_columns && (loc.end_line == loc.line || loc.end_line == -1) {
            self.bytes.push(head(form::NO_COLUMNS, units));
            self.unsigned(zigzag(delta));
            return;
        }
        let numbers = [
            zigzag(delta),
            loc.end_line.wrapping_sub(loc.line).cast_unsigned(),
            (loc.col + 1).cast_unsigned(),
            (loc.end_col + 1).cast_unsigned(),
        ];
        let head = head(form::LONG, units);
        if numbers.iter().fold(0, |bits, number| bits | number) < 0x40 {
            let [delta, lines, col, end_col] = numbers.map(|number| number as u8);
            self.bytes.extend_from_slice(&[head, delta, lines, col, end_col]);
        } else {
            self.bytes.push(head);
            for number in numbers {
                self.unsigned(number);
            }
        }
    }

    /// Six bits a byte, the lowest first.
    fn unsigned(&mut self, mut value: u32) {
        while value >= 0x40 {
            self.bytes.push(0x40 | (value & 0x3F) as u8);
            value >>= 6;
        }
        self.bytes.push(value as u8);
    }
}

/// The sign in the lowest bit.
fn zigzag(value: i32) -> u32 {
    value.unsigned_abs() << 1 | u32::from(value < 0)
}

/// The first byte of an entry.
#[inline]
fn head(form: u8, units: u32) -> u8 {
    0x80 | form << 3 | (units as u8 - 1)
}

/// The position of every code unit, read back from a table.
pub fn positions(table: &[u8], first_line: i32) -> Vec<Location> {
    let mut result = Vec::new();
    let mut line = first_line;
    let mut bytes = table.iter().copied();
    while let Some(head) = bytes.next() {
        let units = usize::from(head & 7) + 1;
        let loc = match head >> 3 & 15 {
            form::NONE => Location::NONE,
            form::LONG => {
                line += signed(&mut bytes);
                let end_line = line.wrapping_add_unsigned(unsigned(&mut bytes));
                let col = unsigned(&mut bytes).cast_signed() - 1;
                Location::new(line, end_line, col, unsigned(&mut bytes).cast_signed() - 1)
            }
            form::NO_COLUMNS => {
                line += signed(&mut bytes);
                Location::new(line, line, -1, -1)
            }
            form @ form::ONE_LINE..form::NO_COLUMNS => {
                line += i32::from(form - form::ONE_LINE);
                let mut column = || bytes.next().map_or(-1, i32::from);
                let col = column();
                Location::new(line, line, col, column())
            }
            high => {
                let low = bytes.next().unwrap_or(0);
                let col = i32::from(high) << 3 | i32::from(low >> 4);
                Location::new(line, line, col, col + i32::from(low & 15))
            }
        };
        result.resize(result.len() + units, loc);
    }
    result
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
