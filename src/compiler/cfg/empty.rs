//! Takes out of the graph the blocks that are empty.

use super::{BlockId, Graph, PassContext, skip_empty};
use crate::compiler::values::error::CompileError;

/// Takes empty blocks out of the chain and out of all targets, and notes how the others end
/// (`eliminate_empty_basic_blocks`).
///
/// # Errors
/// None.
pub fn remove_empty_blocks(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if !std::mem::take(&mut graph.has_empty) {
        return Ok(());
    }
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let next = graph.first_filled(graph.block(id).next);
        graph.block_mut(id).next = next;
        graph.note_end(id);
        let Graph { nodes, blocks, .. } = &mut *graph;
        for node in &mut nodes[blocks[id.index()].leads()] {
            if node.op.has_target() {
                node.target = skip_empty(blocks, node.target);
                blocks[node.target.index()].labelled = true;
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
