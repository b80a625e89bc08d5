//! Removes NOPs that no line event needs.

use super::{BlockId, Graph, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::opcode::Op;
use crate::compiler::version::{Feature, Target};

/// Removes every NOP whose line, if it has one, a neighbour keeps (`clean_basic_block`).
///
/// # Errors
/// None.
pub fn remove_nops(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    clean_all(graph, ctx.target);
    Ok(())
}

/// [`clean`] for all blocks.
pub(super) fn clean_all(graph: &mut Graph, target: &Target) {
    // Most units have none. Those that are kept set it again.
    if !std::mem::take(&mut graph.has_nops) {
        return;
    }
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        if graph.block(id).has_nops {
            clean(graph, id, target);
        }
        id = graph.block(id).next;
    }
}

/// Removes NOPs and jumps to what follows anyway, until nothing changes
/// (`remove_redundant_nops_and_jumps`).
///
/// # Errors
/// None.
#[inline] // for the test
pub fn remove_nops_and_jumps(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if graph.has_nops | graph.reordered {
        clean_all_and_drop_jumps(graph, ctx);
    }
    Ok(())
}

#[inline(never)]
fn clean_all_and_drop_jumps(graph: &mut Graph, ctx: &PassContext<'_, '_>) {
    clean_all(graph, ctx.target);
    // Between the same neighbours as before, no jump is found.
    while std::mem::take(&mut graph.reordered) && graph.kinds.has(Kinds::UNCONDITIONAL) {
        let mut next = BlockId::ENTRY;
        while let Some(id) = graph.next_that_jumps_away(next) {
            drop_jump_to_next(graph, id);
            next = graph.block(id).next;
        }
        clean_all(graph, ctx.target);
    }
}

/// Turns the jump at the end of the block `id` into a NOP if control would go there anyway
/// (`remove_redundant_jumps` since 3.13).
fn drop_jump_to_next(graph: &mut Graph, id: BlockId) {
    let Some(target) = graph.jump(id).map(|jump| jump.target) else { return };
    if graph.first_filled(target) == graph.first_filled(graph.block(id).next) {
        if let Some(jump) = graph.last_mut(id) {
            jump.become_nop();
        }
        graph.note_nops(id);
        graph.note_end(id);
    }
}

/// [`remove_nops`] in one block.
#[inline]
pub(super) fn clean(graph: &mut Graph, id: BlockId, target: &Target) {
    if std::mem::take(&mut graph.block_mut(id).has_nops) {
        clean_noted(graph, id, target);
    }
}

/// [`clean`] where there may be NOPs.
#[inline(never)]
fn clean_noted(graph: &mut Graph, id: BlockId, target: &Target) {
    let range = graph.block(id).range();
    let Some(first) = graph.nodes[range.clone()].iter().position(|node| node.op == Op::NOP) else { return };
    // Only a NOP at the end asks.
    let ends_in_nop = graph.nodes[range.clone()].last().is_some_and(|last| last.op == Op::NOP);
    let next_line = if ends_in_nop { following_line(graph, id, target) } else { None };
    let nodes = &mut graph.nodes[range];
    // What is kept of the block is from `start` to `kept`.
    let (mut start, mut kept) = (0, first);
    let mut at = first;
    let mut keeps_nops = false;
    let mut kinds = Kinds::NONE;
    while at < nodes.len() {
        let loc = nodes[at].loc;
        let previous = if kept > start { nodes[kept - 1].loc.line } else { -1 };
        let goes = !loc.has_line()
            || previous == loc.line
            || match nodes.get_mut(at + 1) {
                Some(next) if !next.loc.has_line() => {
                    next.loc = loc;
                    true
                }
                Some(next) => next.loc.line == loc.line,
                None => next_line == Some(loc.line),
            };
        if !goes {
            keeps_nops = true;
            nodes[kept] = nodes[at];
            kept += 1;
        }
        at += 1;
        let others = nodes[at..].iter().position(|node| node.op == Op::NOP).unwrap_or(nodes.len() - at);
        if others == 0 {
            continue;
        }
        if kept == start {
            // What is at the start goes without a move.
            (start, kept) = (at, at);
        } else {
            kinds |= Kinds::of_second(nodes[kept - 1].op, nodes[at].op);
            nodes.copy_within(at..at + others, kept);
        }
        kept += others;
        at += others;
    }
    let len = kept - start;
    graph.note_kinds(id, kinds);
    if keeps_nops {
        graph.note_nops(id);
    }
    graph.has_empty |= len == 0;
    graph.reordered |= len == 0;
    let block = graph.block_mut(id);
    block.start += start as u32;
    block.len = len as u32;
}

/// The line of the first instruction after the block `id`.
fn following_line(graph: &Graph, id: BlockId, target: &Target) -> Option<i32> {
    let next = graph.block(id).next;
    if next == BlockId::NONE {
        return None;
    }
    let past = target.has(Feature::NopsLookPastNops);
    let mut nodes = graph.body(graph.skip_empty(next)).iter();
    nodes.find(|node| !past || node.op != Op::NOP || node.loc.has_line()).map(|node| node.loc.line)
}
