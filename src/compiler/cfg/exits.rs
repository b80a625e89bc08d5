//! Gives every exit a line of its own.

use super::{Block, BlockId, Graph, Node, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;

/// Copies exits without line numbers that several jumps share, so that each can take the line of
/// what leads to it (`duplicate_exits_without_lineno`; PEP 626).
///
/// # Errors
/// None.
pub fn duplicate_exits_without_line(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if shares_one(graph, is_exit_without_line) {
        for id in graph.by_allocation() {
            let Some(&jump) = graph.jump(id) else { continue };
            if graph.block(jump.target).predecessors > 1 && is_exit_without_line(graph, jump.target) {
                copy_for(graph, id, jump);
            }
        }
    }
    for id in graph.by_allocation() {
        let next = graph.first_filled(graph.block(id).next);
        graph.block_mut(id).next = next;
        // What is left can only be fallen into, from one block.
        let block = graph.block(id);
        let next = block.next;
        if !block.end.falls_through() || next == BlockId::NONE || !is_exit_without_line(graph, next) {
            continue;
        }
        let Some(loc) = graph.last(id).map(|node| node.loc) else { continue };
        if let Some(first) = graph.body_mut(next).first_mut() {
            first.loc = loc;
        }
    }
    Ok(())
}

/// As [`duplicate_exits_without_line`], in the order of control flow, copies included
/// (`duplicate_exits_without_lineno` since 3.12).
///
/// # Errors
/// None.
pub fn duplicate_exits_in_order(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    duplicate(graph, is_exit_without_line);
    Ok(())
}

/// As [`duplicate_exits_in_order`], also blocks that look for signals
/// (`duplicate_exits_without_lineno` since 3.13).
///
/// # Errors
/// None.
pub fn duplicate_exits_and_checks(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let opcodes = ctx.target.opcodes;
    duplicate(graph, |graph, id| {
        let nodes = graph.body(id);
        let leaves = || graph.block(id).end.exits();
        let checks_signals = || nodes.iter().any(|node| opcodes.kinds(node.op).has(Kinds::CHECKS_SIGNALS));
        !nodes.iter().any(|node| node.loc.has_line()) && (leaves() || checks_signals())
    });
    Ok(())
}

impl Block {
    /// Several ways lead here, and it may have instructions without a line.
    #[inline]
    fn is_shared_without_lines(&self) -> bool {
        (self.predecessors > 1) & self.lacks_lines
    }
}

/// Whether several ways lead to a block that `needs_line` for each.
fn shares_one(graph: &Graph, needs_line: impl Fn(&Graph, BlockId) -> bool) -> bool {
    graph.by_allocation().any(|id| graph.block(id).is_shared_without_lines() && needs_line(graph, id))
}

fn duplicate(graph: &mut Graph, needs_line: impl Fn(&Graph, BlockId) -> bool) {
    // Otherwise no block that control falls into or jumps to is without lines.
    if !graph.awaits_lines {
        return;
    }
    if shares_one(graph, &needs_line) {
        copy_shared(graph, &needs_line);
    }
    let mut before = BlockId::ENTRY;
    let mut is_fallen_into = false;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let Block { next, lacks_lines, end, .. } = *graph.block(id);
        if is_fallen_into & lacks_lines
            && needs_line(graph, id)
            && let Some(loc) = graph.last(before).map(|last| last.loc)
            && let Some(first) = graph.body_mut(id).first_mut()
        {
            first.loc = loc;
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
            if graph.block(target).is_shared_without_lines() && needs_line(graph, target) {
                copy_for(graph, id, Node { target, ..jump });
            }
        }
        id = graph.block(id).next;
    }
}

/// Gives `jump`, the end of the block `id`, a copy of its target for itself, with its position.
#[inline(never)] // rare
fn copy_for(graph: &mut Graph, id: BlockId, jump: Node) {
    let copy = graph.duplicate(jump.target);
    graph.note_end(copy);
    if let Some(first) = graph.body_mut(copy).first_mut() {
        first.loc = jump.loc;
    }
    if let Some(last) = graph.last_mut(id) {
        last.target = copy;
    }
    // What a copy leads to counts only from the next time on.
    let Block { end, kinds, .. } = *graph.block(copy);
    graph.recount |= end.jumps() || kinds.has(Kinds::BLOCK_PUSH);
    graph.block_mut(jump.target).predecessors -= 1;
    graph.block_mut(copy).predecessors = 1;
}

fn is_exit_without_line(graph: &Graph, id: BlockId) -> bool {
    let block = graph.block(id);
    block.end.exits() && block.lacks_lines && !graph.body(id).iter().any(|node| node.loc.has_line())
}
