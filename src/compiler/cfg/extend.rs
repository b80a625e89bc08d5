//! Inlines small exits without lines where they are jumped to (3.11).

use super::{BlockId, Graph, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::opcode::Op;

/// The longest block that is copied (`MAX_COPY_SIZE`).
const MAX_COPY: u32 = 4;

/// Replaces an unconditional jump to a small exit without line numbers, such as an implicit
/// `return None`, by a copy of it (`extend_block`).
pub(crate) fn extend_blocks(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut end = graph.block_count();
    while let Some(id) = graph.last_that_jumps_away(end) {
        end = id.index();
        if let Some(last) = graph.jump(id)
            && last.op == Op::JUMP
        {
            extend(graph, id, last.target);
        }
    }
    Ok(())
}

/// Puts the block `target`, if it is a small exit, in the place of the jump at the end of the block `id`.
// Perf: rare, so not inlined.
#[inline(never)]
fn extend(graph: &mut Graph, id: BlockId, target: BlockId) {
    let block = graph.block(target);
    if block.end().exits() && block.len() <= MAX_COPY && graph.body(target).iter().all(|node| node.loc.line <= 0) {
        graph.inline_jump_target(id, target);
    }
}
