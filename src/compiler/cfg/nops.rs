//! Removes NOPs that no line event needs, and jumps to what follows anyway.

use super::{BlockId, Graph, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;

/// Removes every NOP whose line, if it has one, a neighbour keeps (`clean_basic_block`, since 3.12
/// `remove_redundant_nops`).
pub(crate) fn remove_nops(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    graph.remove_nops(ctx.target);
    Ok(())
}

/// Removes NOPs and jumps to what follows anyway, until nothing changes (`remove_redundant_nops_and_jumps`).
// Perf: inlined, so that most units cost the test alone.
#[inline]
pub(crate) fn remove_nops_and_jumps(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if graph.has_nops() | graph.is_reordered() {
        remove_all(graph, ctx);
    }
    Ok(())
}

// Perf: rare, so not inlined.
#[inline(never)]
fn remove_all(graph: &mut Graph, ctx: &PassContext<'_, '_>) {
    graph.remove_nops(ctx.target);
    // Between the same neighbours as before, no jump is found.
    while graph.take_reordered() && graph.kinds().has(Kinds::UNCONDITIONAL) {
        let mut next = BlockId::ENTRY;
        while let Some(id) = graph.next_that_jumps_away(next) {
            drop_jump_to_next(graph, id);
            next = graph.block(id).next();
        }
        graph.remove_nops(ctx.target);
    }
}

/// Makes a NOP of the jump at the end of the block `id` if control would go there anyway (`remove_redundant_jumps` since
/// 3.13).
fn drop_jump_to_next(graph: &mut Graph, id: BlockId) {
    let Some(target) = graph.jump(id).map(|jump| jump.target) else { return };
    if graph.first_filled(target) == graph.first_filled(graph.block(id).next()) {
        graph.drop_jump(id);
    }
}
