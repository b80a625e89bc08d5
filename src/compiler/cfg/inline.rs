//! Inlines small exits where they are jumped to, whether they have lines or not.
//!
//! A copy of `LOAD_CONST None; RETURN_VALUE` is no longer than the jump to it (since 3.12).

use super::{BlockId, Graph, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::opcode::Op;

/// The longest block that is copied (`MAX_COPY_SIZE`).
const MAX_COPY: u32 = 4;

/// Replaces an unconditional jump to a small exit by a copy of it (`inline_small_exit_blocks`).
pub(crate) fn inline_small_exits(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut next = BlockId::ENTRY;
    while let Some(id) = graph.next_that_jumps_away(next) {
        if let Some(target) = graph.jump(id).map(|jump| jump.target)
            && is_small_exit(graph, target)
        {
            graph.inline_jump_target(id, target);
        }
        next = graph.block(id).next();
    }
    Ok(())
}

/// Tells whether the block `id` leaves the unit and is short enough to be copied.
fn is_small_exit(graph: &Graph, id: BlockId) -> bool {
    let block = graph.block(id);
    block.end().exits() && block.cpython_len() <= MAX_COPY
}

/// Replaces an unconditional jump by a copy of its target, if that is a small exit, or has no lines and does not fall
/// through; until nothing changes (`inline_small_or_no_lineno_blocks`).
pub(crate) fn inline_exits_and_blocks_without_line(
    graph: &mut Graph,
    _: &mut PassContext<'_, '_>,
) -> Result<(), CompileError> {
    let mut changed = true;
    while std::mem::take(&mut changed) {
        let mut next = BlockId::ENTRY;
        while let Some(id) = graph.next_that_jumps_away(next) {
            changed |= inline_target(graph, id);
            next = graph.block(id).next();
        }
    }
    Ok(())
}

/// Inlines the target of the jump that the block `id` always takes, if it may be inlined. Says whether it was.
fn inline_target(graph: &mut Graph, id: BlockId) -> bool {
    let Some(&jump) = graph.jump(id) else { return false };
    let target = jump.target;
    let block = graph.block(target);
    let is_artificial = block.lacks_lines()
        && !block.end().falls_through()
        && !graph.body(target).iter().any(|node| node.loc.has_line());
    if !is_artificial && !is_small_exit(graph, target) {
        return false;
    }
    graph.inline_jump_target(id, target);
    if is_artificial && jump.op == Op::JUMP && graph.block(id).end().always_jumps() {
        // The jump that went looked for signals; so does this one, then.
        graph.set_jump_op(id, Op::JUMP);
    }
    true
}
