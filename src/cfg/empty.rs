//! Takes empty blocks out of the graph.

use super::{BlockId, Graph, PassContext};
use crate::error::CompileError;

/// Takes empty blocks out of the chain and out of all targets, and notes how the others end
/// (`eliminate_empty_basic_blocks`).
///
/// # Errors
/// None.
pub fn remove_empty_blocks(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let next = graph.first_filled(graph.block(id).next);
        graph.block_mut(id).next = next;
        graph.note_end(id);
        for at in graph.block(id).range() {
            if graph.nodes[at].op.has_target() {
                graph.nodes[at].target = graph.skip_empty(graph.nodes[at].target);
            }
        }
        id = next;
    }
    Ok(())
}

impl Graph {
    /// The first block from `id` on that is not empty, if there is one.
    pub(super) fn first_filled(&self, mut id: BlockId) -> BlockId {
        while id != BlockId::NONE && self.block(id).len == 0 {
            id = self.block(id).next;
        }
        id
    }
}
