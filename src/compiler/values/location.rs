//! Source positions as CPython's line tables record them.

/// The source range of a node or an instruction.
///
/// Lines count from 1; columns are UTF-8 byte offsets within their line, from 0 (PEP 657).
/// A negative number means that the value is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    /// First line, from 1; negative if there is none.
    pub line: i32,
    /// Last line.
    pub end_line: i32,
    /// First column, UTF-8 bytes.
    pub col: i32,
    /// Column after the last byte.
    pub end_col: i32,
}

impl Location {
    /// An artificial instruction: no line at all (`UNSET_LOC` in CPython's compile.c).
    pub const NONE: Self = Self { line: -1, end_line: -1, col: -1, end_col: -1 };

    /// The position of the next instruction that has another one than this (`NEXT_LOCATION`). The assembler resolves it.
    pub const NEXT: Self = Self { line: -2, end_line: -2, col: -2, end_col: -2 };

    /// A range.
    pub const fn new(line: i32, end_line: i32, col: i32, end_col: i32) -> Self {
        Self { line, end_line, col, end_col }
    }

    /// All of it, for comparing at once.
    #[inline]
    pub fn bits(&self) -> [u64; 2] {
        let pair = |low: i32, high: i32| u64::from(low.cast_unsigned()) | u64::from(high.cast_unsigned()) << 32;
        [pair(self.line, self.end_line), pair(self.col, self.end_col)]
    }

    /// Whether it is [`Self::NONE`].
    #[inline]
    pub const fn is_absent(self) -> bool {
        self.line == Self::NONE.line
    }

    /// Whether there is a line.
    #[inline]
    pub const fn has_line(self) -> bool {
        self.line >= 0
    }
}
