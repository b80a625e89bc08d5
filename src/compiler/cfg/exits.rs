//! Gives every exit a line of its own.
//!
//! The implicit `return None` at the end of a function has no line. Several jumps share it, and each must show the line
//! that it comes from (PEP 626). So each gets a copy.

use super::{Block, BlockId, Graph, Node, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;

/// Copies exits without line numbers that several jumps share, so that each can take the line of
/// its predecessor (`duplicate_exits_without_lineno`).
pub(crate) fn duplicate_exits_without_line(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if shares_one(graph, is_exit_without_line) {
        for id in graph.by_allocation() {
            let Some(&jump) = graph.jump(id) else { continue };
            if graph.block(jump.target).predecessors() > 1 && is_exit_without_line(graph, jump.target) {
                copy_for(graph, id, jump);
            }
        }
    }
    for id in graph.by_allocation() {
        let next = graph.first_filled(graph.block(id).next());
        graph.set_next(id, next);
        // What is left can only be fallen into, from one block.
        if !graph.block(id).end().falls_through() || next == BlockId::NONE || !is_exit_without_line(graph, next) {
            continue;
        }
        let Some(loc) = graph.last(id).map(|node| node.loc) else { continue };
        graph.place_first(next, loc);
    }
    Ok(())
}

/// Does what [`duplicate_exits_without_line`] does, in the order of control flow, copies included
/// (`duplicate_exits_without_lineno` since 3.12).
pub(crate) fn duplicate_exits_in_order(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    duplicate(graph, is_exit_without_line);
    Ok(())
}

/// Copies also blocks that look for signals
/// (`duplicate_exits_without_lineno` since 3.13).
pub(crate) fn duplicate_exits_and_checks(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let opcodes = ctx.target.opcodes;
    duplicate(graph, |graph, id| {
        let nodes = graph.body(id);
        let leaves = || graph.block(id).end().exits();
        let checks_signals = || nodes.iter().any(|node| opcodes.kinds(node.op).has(Kinds::CHECKS_SIGNALS));
        !nodes.iter().any(|node| node.loc.has_line()) && (leaves() || checks_signals())
    });
    Ok(())
}

/// Whether a block has several predecessors, and may have instructions without a line.
#[inline]
fn is_shared_without_lines(block: &Block) -> bool {
    (block.predecessors() > 1) & block.lacks_lines()
}

/// Whether there is a block with several predecessors that `needs_line` for each.
fn shares_one(graph: &Graph, needs_line: impl Fn(&Graph, BlockId) -> bool) -> bool {
    graph.by_allocation().any(|id| is_shared_without_lines(graph.block(id)) && needs_line(graph, id))
}

fn duplicate(graph: &mut Graph, needs_line: impl Fn(&Graph, BlockId) -> bool) {
    // Otherwise no block that control falls into or jumps to is without lines.
    if !graph.awaits_lines() {
        return;
    }
    if shares_one(graph, &needs_line) {
        copy_shared(graph, &needs_line);
    }
    let mut before = BlockId::ENTRY;
    let mut is_fallen_into = false;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let block = graph.block(id);
        let (next, end) = (block.next(), block.end());
        if is_fallen_into & block.lacks_lines()
            && needs_line(graph, id)
            && let Some(loc) = graph.last(before).map(|last| last.loc)
        {
            graph.place_first(id, loc);
        }
        is_fallen_into = end.falls_through();
        before = id;
        id = next;
    }
}

/// Copies what `needs_line` for each of several jumps to it.
fn copy_shared(graph: &mut Graph, needs_line: impl Fn(&Graph, BlockId) -> bool) {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        if let Some(&jump) = graph.jump(id) {
            let target = graph.skip_empty(jump.target);
            if is_shared_without_lines(graph.block(target)) && needs_line(graph, target) {
                copy_for(graph, id, Node { target, ..jump });
            }
        }
        id = graph.block(id).next();
    }
}

/// Gives `jump`, the end of the block `id`, a copy of its target for itself, with its position.
// Perf: rare, so not inlined.
#[inline(never)]
fn copy_for(graph: &mut Graph, id: BlockId, jump: Node) {
    let copy = graph.copy_jump_target(id, jump.target);
    graph.place_first(copy, jump.loc);
}

fn is_exit_without_line(graph: &Graph, id: BlockId) -> bool {
    let block = graph.block(id);
    block.end().exits() && block.lacks_lines() && !graph.body(id).iter().any(|node| node.loc.has_line())
}
