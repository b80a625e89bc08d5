//! Removes code that control never gets to, and jumps to what follows anyway.

use super::{BlockId, Graph, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;

/// Counts predecessors, empties the blocks that have none, and takes empty blocks out of the chain
/// (`mark_reachable` and the steps after it in `optimize_cfg`).
pub(crate) fn remove_unreachable(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if graph.count_predecessors(&mut ctx.scratch.worklist) || graph.has_empty() {
        remove_uncounted(graph, ctx);
    }
    Ok(())
}

/// Does what [`remove_unreachable`] does; but a block that is met again before it is visited is visited again, so that
/// it counts twice as the predecessor of what follows it (`mark_reachable` in 3.12).
pub(crate) fn remove_unreachable_recounting(
    graph: &mut Graph,
    ctx: &mut PassContext<'_, '_>,
) -> Result<(), CompileError> {
    graph.count_predecessors_again(&mut ctx.scratch.worklist);
    remove_uncounted(graph, ctx);
    Ok(())
}

fn remove_uncounted(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) {
    let had_empty = graph.has_empty();
    let mut id = BlockId::ENTRY;
    while let Some(block) = graph.get(id) {
        let here = id;
        id = block.next();
        if block.predecessors() == 0 {
            ctx.unit.consts_may_be_unused |= block.kinds().has(Kinds::CONST);
            graph.clear_block(here);
        }
    }
    if graph.has_empty() {
        unlink_empty(graph);
    }
    if !had_empty {
        graph.has_no_empty_blocks();
    }
}

/// Counts predecessors anew and empties the blocks that have none (`remove_unreachable`).
pub(crate) fn empty_unreachable(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if graph.needs_recount() && graph.count_predecessors(&mut ctx.scratch.worklist) {
        for id in graph.by_allocation() {
            let block = graph.block(id);
            if block.predecessors() == 0 {
                ctx.unit.consts_may_be_unused |= block.kinds().has(Kinds::CONST);
                graph.clear_block(id);
            }
        }
    }
    Ok(())
}

/// Takes empty blocks out of the chain, but for the last one, and out of the targets of jumps
/// (`eliminate_empty_basic_blocks`).
fn unlink_empty(graph: &mut Graph) {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let next = graph.block(id).next();
        if next != BlockId::NONE {
            graph.set_next(id, graph.skip_empty(next));
        }
        graph.skip_empty_jump_target(id);
        id = graph.block(id).next();
    }
}

/// Makes NOPs of jumps to the next block (the end of `optimize_cfg`).
pub(crate) fn remove_redundant_jumps(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut changed = false;
    let mut next = BlockId::ENTRY;
    while let Some(id) = graph.next_that_jumps_away(next) {
        next = graph.block(id).next();
        if graph.jump_target(id) == next {
            graph.drop_jump(id);
            changed = true;
        }
    }
    if changed {
        unlink_empty(graph);
    }
    Ok(())
}
