//! Removes NOPs that no line event needs.

use super::{BlockId, Graph, PassContext};
use crate::error::CompileError;
use crate::target::opcode::Op;
use crate::target::opflags::Kinds;
use crate::target::{Feature, Target};

/// Removes every NOP whose line, if it has one, a neighbour keeps (`clean_basic_block`).
///
/// # Errors
/// None.
pub fn remove_nops(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    clean_all(graph, ctx.target);
    Ok(())
}

/// [`clean`] for all blocks; says whether there were any NOPs to remove.
pub(super) fn clean_all(graph: &mut Graph, target: &Target) -> bool {
    // Most units have none. Those that are kept set it again.
    if !std::mem::take(&mut graph.has_nops) {
        return false;
    }
    let mut changed = false;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        if graph.block(id).has_nops {
            changed |= clean(graph, id, target);
        }
        id = graph.block(id).next;
    }
    changed
}

/// Removes NOPs and jumps to what follows anyway, until nothing changes
/// (`remove_redundant_nops_and_jumps`).
///
/// # Errors
/// None.
pub fn remove_nops_and_jumps(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    loop {
        let mut changed = clean_all(graph, ctx.target);
        // Between the same neighbours as before, no jump is found.
        if std::mem::take(&mut graph.reordered) && graph.kinds.has(Kinds::UNCONDITIONAL) {
            let mut next = BlockId::ENTRY;
            while let Some(id) = graph.next_that_jumps_away(next) {
                changed |= drop_jump_to_next(graph, id);
                next = graph.block(id).next;
            }
        }
        if !changed {
            return Ok(());
        }
    }
}

/// Turns the jump at the end of the block `id` into a NOP if control would go there anyway; says
/// whether it did (`remove_redundant_jumps` since 3.13).
fn drop_jump_to_next(graph: &mut Graph, id: BlockId) -> bool {
    let Some(target) = graph.jump(id).map(|jump| jump.target) else { return false };
    let redundant = graph.first_filled(target) == graph.first_filled(graph.block(id).next);
    if redundant {
        if let Some(jump) = graph.last_mut(id) {
            jump.become_nop();
        }
        graph.note_nops(id);
        graph.note_end(id);
    }
    redundant
}

/// [`remove_nops`] in one block; says whether there were any to remove.
#[inline]
pub(super) fn clean(graph: &mut Graph, id: BlockId, target: &Target) -> bool {
    std::mem::take(&mut graph.block_mut(id).has_nops) && clean_noted(graph, id, target)
}

/// [`clean`] where there may be NOPs.
#[inline(never)]
fn clean_noted(graph: &mut Graph, id: BlockId, target: &Target) -> bool {
    let range = graph.block(id).range();
    let Some(first) = graph.nodes[range.clone()].iter().position(|node| node.op == Op::NOP) else { return false };
    remove_from(graph, id, first, target)
}

/// [`clean`] from the `first` NOP of the block on.
fn remove_from(graph: &mut Graph, id: BlockId, first: usize, target: &Target) -> bool {
    let range = graph.block(id).range();
    // Only a NOP at the end asks.
    let ends_in_nop = graph.nodes[range.clone()].last().is_some_and(|last| last.op == Op::NOP);
    let next_line = if ends_in_nop { following_line(graph, id, target) } else { None };
    let nodes = &mut graph.nodes[range];
    let len = nodes.len();
    let mut kept = first;
    let mut keeps_nops = false;
    for at in first..len {
        if nodes[at].op == Op::NOP {
            let loc = nodes[at].loc;
            let previous = kept.checked_sub(1).map_or(-1, |at| nodes[at].loc.line);
            if !loc.has_line() || previous == loc.line {
                continue;
            }
            match nodes.get_mut(at + 1) {
                Some(next) if next.loc.line == loc.line => continue,
                Some(next) if !next.loc.has_line() => {
                    next.loc = loc;
                    continue;
                }
                None if next_line == Some(loc.line) => continue,
                _ => keeps_nops = true,
            }
        }
        nodes[kept] = nodes[at];
        kept += 1;
    }
    if keeps_nops {
        graph.note_nops(id);
    }
    if kept < len {
        graph.note_kinds(id, Kinds::PAIRS);
    }
    graph.has_empty |= kept == 0;
    graph.reordered |= kept == 0;
    graph.block_mut(id).len = kept as u32;
    kept < len
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
