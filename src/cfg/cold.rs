//! Moves what only exceptions lead to behind the rest.

use super::nops::remove_nops_and_jumps;
use super::reachable::remove_redundant_jumps;
use super::{BlockId, Graph, Node, PassContext};
use crate::error::CompileError;
use crate::location::Location;
use crate::target::Feature;
use crate::target::opcode::Op;
use crate::target::opflags::Kinds;

/// Puts the blocks that are only reached through an exception at the end, in their order
/// (`push_cold_blocks_to_end`).
///
/// # Errors
/// None.
pub fn push_cold_blocks_to_end(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if !graph.kinds.has(Kinds::BLOCK_PUSH) {
        return Ok(());
    }
    mark(graph);
    // Without a predecessor to its name, it gets no line from what falls into it.
    let (jump, predecessors) =
        if ctx.target.has(Feature::QuietJumps) { (Op::JUMP_NO_INTERRUPT, 1) } else { (Op::JUMP, 0) };
    // Where a cold block falls into a warm one it must jump instead.
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        if graph.block(id).cold
            && let Some(next) = graph.fallthrough(id)
            && graph.block(next).warm
        {
            id = graph.insert_after(id, Node { target: next, ..Node::new(jump, 0, Location::NONE) });
            let block = graph.block_mut(id);
            block.cold = true;
            block.predecessors = predecessors;
            graph.block_mut(next).labelled = true;
        }
        id = graph.block(id).next;
    }
    match (move_to_end(graph), ctx.target.has(Feature::QuietJumps)) {
        (false, _) => Ok(()),
        (true, false) => remove_redundant_jumps(graph, ctx),
        (true, true) => remove_nops_and_jumps(graph, ctx),
    }
}

/// Splits the chain in two and joins it again; says whether there was a cold part.
fn move_to_end(graph: &mut Graph) -> bool {
    let (mut warm, mut cold) = (BlockId::ENTRY, BlockId::NONE);
    let mut first_cold = BlockId::NONE;
    let mut id = graph.block(warm).next;
    while id != BlockId::NONE {
        if !graph.block(id).cold {
            graph.block_mut(warm).next = id;
            warm = id;
        } else if cold == BlockId::NONE {
            (first_cold, cold) = (id, id);
        } else {
            graph.block_mut(cold).next = id;
            cold = id;
        }
        id = graph.block(id).next;
    }
    graph.block_mut(warm).next = first_cold;
    if cold == BlockId::NONE {
        return false;
    }
    graph.block_mut(cold).next = BlockId::NONE;
    true
}

/// `mark_cold`
fn mark(graph: &mut Graph) {
    let mut worklist = std::mem::take(&mut graph.worklist);
    worklist.clear();
    worklist.push(BlockId::ENTRY);
    graph.block_mut(BlockId::ENTRY).warm = true;
    spread(graph, &mut worklist, |block| &mut block.warm);
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let block = graph.block_mut(id);
        if block.handler {
            block.cold = true;
            worklist.push(id);
        }
        id = block.next;
    }
    spread(graph, &mut worklist, |block| if block.warm { &mut block.warm } else { &mut block.cold });
    graph.worklist = worklist;
}

/// Sets a mark on all that the blocks in `worklist` fall through or jump to.
fn spread(graph: &mut Graph, worklist: &mut Vec<BlockId>, mark: fn(&mut super::Block) -> &mut bool) {
    while let Some(id) = worklist.pop() {
        let jump = graph.jump(id).map(|jump| jump.target);
        for next in [graph.fallthrough(id), jump].into_iter().flatten() {
            if !std::mem::replace(mark(graph.block_mut(next)), true) {
                worklist.push(next);
            }
        }
    }
}
