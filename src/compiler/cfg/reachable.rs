//! Removes code that nothing leads to, and jumps to what follows anyway.

use super::{BlockId, Graph, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;

/// Counts predecessors, empties the blocks that have none, and takes empty blocks out of the chain
/// (`mark_reachable` and the steps after it in `optimize_cfg`).
///
/// # Errors
/// None.
pub fn remove_unreachable(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if mark(graph) || graph.has_empty {
        remove_marked(graph, ctx);
    }
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
            block.empty();
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
    if graph.recount && mark(graph) {
        for block in &mut graph.blocks {
            if block.predecessors == 0 {
                ctx.unit.consts_may_be_unused |= block.len > 0 && block.kinds.has(Kinds::CONST);
                block.empty();
            }
        }
    }
    Ok(())
}

/// Counts the predecessors of each block that control may get to; says whether there may be others. Blocks mostly come
/// after one that leads to them: only those that do not are put on a list.
fn mark(graph: &mut Graph) -> bool {
    graph.recount = false;
    let Graph { nodes, blocks, worklist, .. } = graph;
    let (nodes, blocks) = (&nodes[..], &mut blocks[..]);
    for block in &mut *blocks {
        block.predecessors = 0;
        block.visited = false;
    }
    blocks[BlockId::ENTRY.index()].predecessors = 1;
    worklist.clear();
    let mut passed_by = false;
    let mut ahead = BlockId::ENTRY;
    loop {
        let block = if let Some(id) = worklist.pop() {
            &blocks[id.index()]
        } else {
            let Some(block) = blocks.get_mut(ahead.index()) else { return passed_by };
            // It has had its turn.
            block.visited = true;
            ahead = block.next;
            if block.predecessors == 0 {
                passed_by = true;
                continue;
            }
            &*block
        };
        let block = *block;
        block.for_each_lead(nodes, |id| {
            let block = &mut blocks[id.index()];
            if block.predecessors == 0 && block.visited {
                worklist.push(id);
            }
            block.predecessors += 1;
        });
    }
}

/// As [`mark`], but a block counts as visited only when its turn has come.
fn mark_when_visited(graph: &mut Graph) {
    let Graph { nodes, blocks, worklist, .. } = graph;
    let (nodes, blocks) = (&nodes[..], &mut blocks[..]);
    for block in &mut *blocks {
        block.visited = false;
    }
    worklist.clear();
    worklist.push(BlockId::ENTRY);
    blocks[BlockId::ENTRY.index()].predecessors = 1;
    while let Some(id) = worklist.pop() {
        let block = &mut blocks[id.index()];
        block.visited = true;
        let block = *block;
        block.for_each_lead(nodes, |id| {
            let block = &mut blocks[id.index()];
            if !block.visited {
                worklist.push(id);
            }
            block.predecessors += 1;
        });
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
        if graph.block(id).end.jumps()
            && let Some(target) = graph.last(id).map(|last| graph.skip_empty(last.target))
            && let Some(last) = graph.last_mut(id)
        {
            last.target = target;
        }
        id = graph.block(id).next;
    }
}

/// Turns jumps to the next block into NOPs (the end of `optimize_cfg`).
///
/// # Errors
/// None.
pub fn remove_redundant_jumps(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut changed = false;
    let mut next = BlockId::ENTRY;
    while let Some(id) = graph.next_that_jumps_away(next) {
        next = graph.block(id).next;
        if let Some(last) = graph.last_mut(id)
            && last.target == next
        {
            last.become_nop();
            graph.note_nops(id);
            graph.note_end(id);
            changed = true;
        }
    }
    if changed {
        unlink_empty(graph);
    }
    Ok(())
}
