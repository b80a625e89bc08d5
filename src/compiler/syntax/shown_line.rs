//! The line that goes with an error, as CPython reads it from the file once more (`err_programtext`).

use crate::compiler::version::{Feature, Target};

/// The byte order mark.
pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

/// The size of its buffer, less the null byte.
const BUFFER: usize = 999;

/// What the buffer holds in the end of `line`, which has its newline. A byte order mark that is not shown takes its
/// place in the buffer, too.
pub(crate) fn buffered<'l>(mut line: &'l [u8], follows_bom: bool, target: &Target) -> &'l [u8] {
    if target.has(Feature::LongLinesByStart) {
        let room = if follows_bom { BUFFER - BOM.len() } else { BUFFER };
        return &line[..line.len().min(room)];
    }
    while line.len() > BUFFER {
        line = &line[BUFFER..];
    }
    line
}
