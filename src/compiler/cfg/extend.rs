//! Inlines small exits where they are jumped to.

use super::{BlockId, Graph, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::opcode::Op;

/// The longest block that is copied (`MAX_COPY_SIZE`).
const MAX_COPY: u32 = 4;

/// Replaces an unconditional jump to a small exit without line numbers, such as an implicit
/// `return None`, by a copy of it (`extend_block`).
///
/// # Errors
/// None.
pub fn extend_blocks(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut end = graph.blocks.len();
    while let Some(index) = graph.blocks[..end].iter().rposition(|block| block.end.always_jumps()) {
        end = index;
        let id = BlockId(index as u32);
        if let Some(last) = graph.jump(id)
            && last.op == Op::JUMP
        {
            extend(graph, id, last.target);
        }
    }
    Ok(())
}

/// Puts the block `target`, if it is a small exit, in the place of the jump at the end of the block `id`.
#[inline(never)]
fn extend(graph: &mut Graph, id: BlockId, target: BlockId) {
    let block = graph.block(target);
    if !block.end.exits() || block.len > MAX_COPY || graph.body(target).iter().any(|node| node.loc.line > 0) {
        return;
    }
    if let Some(last) = graph.last_mut(id) {
        last.become_nop();
    }
    graph.note_nops(id);
    graph.append(id, target);
    graph.note_end(id);
}
