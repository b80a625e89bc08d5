//! Removes code that nothing leads to, and jumps to what follows anyway.

use super::{BlockId, Graph, PassContext};
use crate::error::CompileError;
use crate::target::opcode::Op;
use crate::target::opflags::Kinds;

/// Counts predecessors, empties the blocks that have none, and takes empty blocks out of the chain
/// (`mark_reachable` and the steps after it in `optimize_cfg`).
///
/// # Errors
/// None.
pub fn remove_unreachable(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    mark(graph);
    remove_marked(graph, ctx);
    Ok(())
}

/// As [`remove_unreachable`]; but a block that is met again before it is visited is visited again, so
/// that it counts twice as the predecessor of what follows it (`mark_reachable` in 3.12).
///
/// # Errors
/// None.
pub fn remove_unreachable_recounting(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    mark_when_visited(graph);
    remove_marked(graph, ctx);
    Ok(())
}

fn remove_marked(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) {
    let mut emptied = false;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let block = graph.block_mut(id);
        if block.predecessors == 0 {
            ctx.unit.consts_may_be_unused |= block.len > 0 && block.kinds.has(Kinds::CONST);
            block.len = 0;
            block.no_fallthrough = false;
            emptied = true;
        }
        id = block.next;
    }
    if emptied || graph.has_empty {
        unlink_empty(graph);
    }
}

/// Counts predecessors afresh and empties the blocks that have none (`remove_unreachable`).
///
/// # Errors
/// None.
pub fn empty_unreachable(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    for block in &mut graph.blocks {
        block.predecessors = 0;
    }
    mark(graph);
    for block in &mut graph.blocks {
        if block.predecessors == 0 {
            ctx.unit.consts_may_be_unused |= block.len > 0 && block.kinds.has(Kinds::CONST);
            block.len = 0;
            block.no_fallthrough = false;
            block.exit = false;
            block.handler = false;
        }
    }
    Ok(())
}

fn mark(graph: &mut Graph) {
    let has_handlers = graph.kinds.has(Kinds::BLOCK_PUSH);
    let Graph { nodes, blocks, worklist, .. } = graph;
    worklist.clear();
    worklist.push(BlockId::ENTRY);
    blocks[BlockId::ENTRY.index()].predecessors = 1;
    while let Some(id) = worklist.pop() {
        let block = &blocks[id.index()];
        let (leads, next, no_fallthrough) = (block.leads(has_handlers), block.next, block.no_fallthrough);
        let mut reach = |id: BlockId| {
            let block = &mut blocks[id.index()];
            if block.predecessors == 0 {
                worklist.push(id);
            }
            block.predecessors += 1;
        };
        if next != BlockId::NONE && !no_fallthrough {
            reach(next);
        }
        for node in nodes[leads].iter().filter(|node| node.op.has_target()) {
            reach(node.target);
        }
    }
}

/// As [`mark`], but a block counts as visited only when its turn has come.
fn mark_when_visited(graph: &mut Graph) {
    let has_handlers = graph.kinds.has(Kinds::BLOCK_PUSH);
    let Graph { nodes, blocks, worklist, .. } = graph;
    for block in blocks.iter_mut() {
        block.visited = false;
    }
    worklist.clear();
    worklist.push(BlockId::ENTRY);
    blocks[BlockId::ENTRY.index()].predecessors = 1;
    while let Some(id) = worklist.pop() {
        blocks[id.index()].visited = true;
        let block = &blocks[id.index()];
        let (leads, next, no_fallthrough) = (block.leads(has_handlers), block.next, block.no_fallthrough);
        let mut reach = |id: BlockId| {
            let block = &mut blocks[id.index()];
            if !block.visited {
                worklist.push(id);
            }
            block.predecessors += 1;
        };
        if next != BlockId::NONE && !no_fallthrough {
            reach(next);
        }
        for node in nodes[leads].iter().filter(|node| node.op.has_target()) {
            reach(node.target);
        }
    }
}

/// Takes empty blocks out of the chain and out of the targets of jumps
/// (`eliminate_empty_basic_blocks`).
fn unlink_empty(graph: &mut Graph) {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let next = graph.block(id).next;
        if next != BlockId::NONE {
            graph.block_mut(id).next = graph.skip_empty(next);
        }
        let last = graph.block(id).range().end.wrapping_sub(1);
        if graph.last(id).is_some_and(|node| node.op.is_jump()) {
            graph.nodes[last].target = graph.skip_empty(graph.nodes[last].target);
        }
        id = graph.block(id).next;
    }
}

/// Turns jumps to the next block into NOPs (the end of `optimize_cfg`).
///
/// # Errors
/// None.
pub fn remove_redundant_jumps(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if !graph.kinds.has(Kinds::JUMP) {
        return Ok(());
    }
    let mut changed = false;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let next = graph.block(id).next;
        if let Some(last) = graph.last_mut(id)
            && matches!(last.op, Op::JUMP | Op::JUMP_NO_INTERRUPT)
            && last.target == next
        {
            last.become_nop();
            graph.note_nops(id);
            graph.block_mut(id).no_fallthrough = false;
            changed = true;
        }
        id = next;
    }
    if changed {
        unlink_empty(graph);
    }
    Ok(())
}
