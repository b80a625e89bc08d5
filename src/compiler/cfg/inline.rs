//! Inlines small exits where they are jumped to, whether they have lines or not.

use super::{Block, BlockId, Graph, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::opcode::Op;

/// The longest block that is copied (`MAX_COPY_SIZE`).
const MAX_COPY: u32 = 4;

/// Replaces an unconditional jump to a small exit by a copy of it (`inline_small_exit_blocks`).
///
/// # Errors
/// None.
pub fn inline_small_exits(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut next = BlockId::ENTRY;
    while let Some(id) = graph.next_that_jumps_away(next) {
        if let Some(target) = graph.jump(id).map(|jump| jump.target)
            && is_small_exit(graph, target)
        {
            inline(graph, id, target);
        }
        next = graph.block(id).next;
    }
    Ok(())
}

/// Whether the block `id` leaves the unit and is short enough to be copied.
fn is_small_exit(graph: &Graph, id: BlockId) -> bool {
    let block = graph.block(id);
    block.end.exits() && block.len + u32::from(block.missing) <= MAX_COPY
}

/// Puts the instructions of `target` in the place of the jump that ends the block `id`.
fn inline(graph: &mut Graph, id: BlockId, target: BlockId) {
    if let Some(jump) = graph.last_mut(id) {
        jump.become_nop();
    }
    graph.note_nops(id);
    graph.append(id, target);
    // What it leads to is still known, as a rule.
    let recount = graph.recount;
    graph.note_end(id);
    let goes_to = graph.jump(id).map_or(BlockId::NONE, |jump| jump.target);
    graph.recount = recount || id == target || graph.block(target).kinds.has(Kinds::BLOCK_PUSH);
    graph.move_lead(target, goes_to);
}

/// As [`inline_small_exits`], also blocks of any kind that have no lines and do not fall through,
/// until nothing changes (`inline_small_or_no_lineno_blocks`).
///
/// # Errors
/// None.
pub fn inline_exits_and_blocks_without_line(
    graph: &mut Graph,
    _: &mut PassContext<'_, '_>,
) -> Result<(), CompileError> {
    let mut changed = true;
    while std::mem::take(&mut changed) {
        let mut next = BlockId::ENTRY;
        while let Some(id) = graph.next_that_jumps_away(next) {
            changed |= inline_target(graph, id);
            next = graph.block(id).next;
        }
    }
    Ok(())
}

/// Inlines what the block `id` always jumps to, if it may be; says whether it was.
fn inline_target(graph: &mut Graph, id: BlockId) -> bool {
    let Some(&jump) = graph.jump(id) else { return false };
    let target = jump.target;
    let Block { lacks_lines, end, .. } = *graph.block(target);
    let is_artificial =
        lacks_lines && !end.falls_through() && !graph.body(target).iter().any(|node| node.loc.has_line());
    if !is_artificial && !is_small_exit(graph, target) {
        return false;
    }
    inline(graph, id, target);
    if is_artificial
        && jump.op == Op::JUMP
        && graph.block(id).end.always_jumps()
        && let Some(last) = graph.last_mut(id)
    {
        // The jump that went looked for signals; so does this one, then.
        last.op = Op::JUMP;
    }
    true
}
