//! From byte offsets to lines and columns.

use crate::location::Location;
use ruff_text_size::TextRange;

/// Where the lines of a source begin.
#[derive(Clone, Debug)]
pub struct LineTable {
    /// The offset of every line's first byte, and a last entry that no offset reaches.
    starts: Vec<u32>,
}

impl LineTable {
    /// The lines of `text`, which end with `\n`.
    pub fn new(text: &str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 32 + 2);
        starts.push(0);
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        starts.push(u32::MAX);
        Self { starts }
    }

    /// The index (from 0) of the line that holds `offset`; quick if it is at or near line `hint`.
    #[inline]
    pub fn find(&self, offset: u32, hint: usize) -> usize {
        let starts = &self.starts[..];
        if starts[hint] <= offset {
            if offset < starts[hint + 1] {
                return hint;
            }
            if offset < starts[hint + 2] {
                return hint + 1;
            }
        }
        self.find_far(offset, hint)
    }

    /// Gallops away from `hint`, then halves the interval.
    fn find_far(&self, offset: u32, hint: usize) -> usize {
        let last = self.starts.len() - 2;
        let (mut low, mut high);
        let mut step = 1;
        if self.starts[hint] <= offset {
            (low, high) = (hint, hint + 1);
            while high <= last && self.starts[high] <= offset {
                low = high;
                step *= 2;
                high = (high + step).min(last + 1);
            }
        } else {
            (low, high) = (hint, hint);
            while self.starts[low] > offset {
                high = low;
                step *= 2;
                low = low.saturating_sub(step);
            }
        }
        low + self.starts[low..high].partition_point(|&start| start <= offset) - 1
    }

    /// The lines and columns of `range`.
    pub fn location(&self, range: TextRange) -> Location {
        let (start, end) = (range.start().to_u32(), range.end().to_u32());
        let line = self.find(start, 0);
        let end_line = self.find(end, line);
        Location {
            line: line as i32 + 1,
            end_line: end_line as i32 + 1,
            col: (start - self.start(line)) as i32,
            end_col: (end - self.start(end_line)) as i32,
        }
    }

    /// The offset of the first byte of line `index` (from 0).
    #[inline]
    pub fn start(&self, index: usize) -> u32 {
        self.starts[index]
    }
}

#[cfg(test)]
mod tests {
    use super::LineTable;

    #[test]
    fn finds_every_offset_from_every_hint() {
        let text = "a\nbc\n\n\ndef\n\ng";
        let table = LineTable::new(text);
        for hint in 0..=text.matches('\n').count() {
            for offset in 0..=text.len() {
                let line = text[..offset].matches('\n').count();
                assert_eq!(table.find(offset as u32, hint), line, "offset {offset}, hint {hint}");
            }
        }
    }
}
