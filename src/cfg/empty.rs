//! Takes out of the graph the blocks that are empty, and the bounds of blocks that nothing leads to.

use super::{BlockId, Graph, PassContext, skip_empty};
use crate::error::CompileError;
use crate::target::opflags::Kinds;

/// Takes empty blocks out of the chain and out of all targets, and notes how the others end
/// (`eliminate_empty_basic_blocks`).
///
/// # Errors
/// None.
pub fn remove_empty_blocks(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if !std::mem::take(&mut graph.has_empty) {
        return Ok(());
    }
    let has_handlers = graph.kinds.has(Kinds::BLOCK_PUSH);
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let next = graph.first_filled(graph.block(id).next);
        graph.block_mut(id).next = next;
        graph.note_end(id);
        let Graph { nodes, blocks, .. } = &mut *graph;
        for node in &mut nodes[blocks[id.index()].leads(has_handlers)] {
            if node.op.has_target() {
                node.target = skip_empty(blocks, node.target);
            }
        }
        id = next;
    }
    Ok(())
}

/// As [`remove_empty_blocks`], and joins each block to the one before it if control can only fall into it: only
/// the targets of jumps start blocks (`instr_sequence_to_cfg` since 3.13).
///
/// # Errors
/// None.
pub fn start_blocks_at_targets(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    for block in &mut graph.blocks {
        block.labelled = false;
    }
    let has_handlers = graph.kinds.has(Kinds::BLOCK_PUSH);
    let Graph { nodes, blocks, .. } = graph;
    for index in 0..blocks.len() {
        for node in &mut nodes[blocks[index].leads(has_handlers)] {
            if node.op.has_target() {
                node.target = skip_empty(blocks, node.target);
                blocks[node.target.index()].labelled = true;
            }
        }
    }
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let next = graph.first_filled(graph.block(id).next);
        graph.block_mut(id).next = next;
        let ends = graph.last(id).is_some_and(|last| last.op.ends_block());
        if next == BlockId::NONE || ends || graph.block(next).labelled {
            graph.note_end(id);
            id = next;
            continue;
        }
        // The graph is new: they stand one after the other.
        let joined = *graph.block(next);
        let kinds = joined.kinds.with(graph.kinds_between(id, next));
        graph.note_kinds(id, kinds);
        let block = graph.block_mut(id);
        block.len += joined.len;
        block.missing += joined.missing;
        block.next = joined.next;
        block.has_nops |= joined.has_nops;
        graph.block_mut(next).len = 0;
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
