//! Inlines small exits where they are jumped to, whether they have lines or not.

use super::{BlockId, Graph, PassContext};
use crate::error::CompileError;

/// The longest block that is copied (`MAX_COPY_SIZE`).
const MAX_COPY: u32 = 4;

/// Replaces an unconditional jump to a small exit by a copy of it (`inline_small_exit_blocks`).
///
/// # Errors
/// None.
pub fn inline_small_exits(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        if let Some(last) = graph.last(id)
            && last.op.is_unconditional_jump()
        {
            let target = last.target;
            if is_small_exit(graph, target) {
                inline(graph, id, target);
            }
        }
        id = graph.block(id).next;
    }
    Ok(())
}

/// Whether the block `id` leaves the unit and is short enough to be copied.
fn is_small_exit(graph: &Graph, id: BlockId) -> bool {
    graph.block(id).len <= MAX_COPY && graph.last(id).is_some_and(|last| last.op.is_scope_exit())
}

/// Puts the instructions of `target` in the place of the jump that ends the block `id`.
fn inline(graph: &mut Graph, id: BlockId, target: BlockId) {
    if let Some(jump) = graph.body_mut(id).last_mut() {
        jump.become_nop();
    }
    graph.append(id, target);
    graph.note_end(id);
}
