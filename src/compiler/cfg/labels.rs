//! Numbers jumps by the labels that they go to.
//!
//! CPython 3.12 leaves a jump's label in its argument until the distance is known. A label above 255 needs a prefix, so
//! that the first guess of the jump's length depends on it.

use super::{Graph, PassContext};
use crate::compiler::values::error::CompileError;

/// Labels below this number make no jump longer.
const SHORT: u32 = 256;

/// Gives each jump the number of its label as its argument, which it counts as until its distance is
/// known (of labels at one place, the last has the number;
/// `instr_sequence_to_cfg` in 3.12).
pub(crate) fn number_jumps(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let seq = &ctx.unit.seq;
    if seq.label_count <= SHORT {
        return Ok(());
    }
    // CPython's numbers: without the labels that only we have.
    let mut numbers = vec![1; seq.label_count as usize];
    for label in &seq.implicit {
        numbers[label.0 as usize] = 0;
    }
    let mut count = 0;
    for number in numbers.iter_mut().skip(1) {
        count += *number;
        *number = if *number == 0 { 0 } else { count };
    }
    for here in seq.placed.chunk_by(|a, b| a.index == b.index) {
        let last = here.iter().map(|placed| numbers[placed.label.index()]).max().unwrap_or(0);
        for placed in here {
            numbers[placed.label.index()] = last;
        }
    }
    for mut node in graph.operands().filter(|node| node.op().has_target()) {
        *node.arg() = numbers[node.target().index()];
    }
    Ok(())
}
