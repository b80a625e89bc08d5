//! The line that goes with an error, as CPython reads it from the file once more (`err_programtext`).

use crate::compiler::version::{Feature, Target};

/// The size of its buffer, less the null byte.
const BUFFER: usize = 999;

/// What the buffer holds in the end of `line`, which has its newline.
pub(crate) fn buffered<'l>(mut line: &'l [u8], target: &Target) -> &'l [u8] {
    if target.has(Feature::LongLinesByStart) {
        return &line[..line.len().min(BUFFER)];
    }
    while line.len() > BUFFER {
        line = &line[BUFFER..];
    }
    line
}
