//! Moves the code that only exceptions get to behind the rest, so that what mostly runs is in one piece.

use super::nops::remove_nops_and_jumps;
use super::reachable::remove_redundant_jumps;
use super::{BlockId, Graph, Node, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::opcode::Op;

/// Puts the blocks that are only reached through an exception at the end, in their order
/// (`push_cold_blocks_to_end`).
pub(crate) fn push_cold_blocks_to_end(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    mark_warm(graph, &mut ctx.scratch.worklist);
    // Without a predecessor to its name, it gets no line from what falls into it.
    let (jump, predecessors) =
        if ctx.target.has(Feature::QuietJumps) { (Op::JUMP_NO_INTERRUPT, 1) } else { (Op::JUMP, 0) };
    // Where a cold block falls into a warm one it must jump instead.
    let mut reaches_next = false;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let block = graph.block_mut(id);
        // It is reached, and not without an exception. An empty block may be reached only since predecessors were
        // counted, in place of a jump over it.
        block.cold = !block.warm && (block.predecessors() > 0 || reaches_next);
        reaches_next = block.cold && block.end().falls_through();
        if reaches_next
            && let Some(next) = graph.block(id).fallthrough()
            && graph.block(next).warm
        {
            let jump = Node { target: next, ..Node::new(jump, 0, Location::NONE) };
            id = graph.insert_after(id, jump, predecessors);
            graph.block_mut(id).cold = true;
        }
        id = graph.block(id).next();
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
    let mut id = graph.block(warm).next();
    while id != BlockId::NONE {
        if !graph.block(id).cold {
            graph.set_next(warm, id);
            warm = id;
        } else if cold == BlockId::NONE {
            (first_cold, cold) = (id, id);
        } else {
            graph.set_next(cold, id);
            cold = id;
        }
        id = graph.block(id).next();
    }
    graph.set_next(warm, first_cold);
    if cold == BlockId::NONE {
        return false;
    }
    graph.set_next(cold, BlockId::NONE);
    true
}

/// Marks what is reached without an exception (the first half of `mark_cold`).
fn mark_warm(graph: &mut Graph, worklist: &mut Vec<BlockId>) {
    let (nodes, blocks) = graph.nodes_and_blocks();
    worklist.clear();
    worklist.push(BlockId::ENTRY);
    while let Some(mut id) = worklist.pop() {
        loop {
            let block = &mut blocks[id.index()];
            if std::mem::replace(&mut block.warm, true) {
                break;
            }
            let next = block.fallthrough();
            if block.end().jumps() {
                worklist.push(nodes[block.range().end - 1].target);
            }
            let Some(next) = next else { break };
            id = next;
        }
    }
}
