//! Removes NOPs that no line event needs.
//!
//! A NOP keeps a line of the source that has no other instruction, so that a debugger stops there. It goes if a
//! neighbour, perhaps in the next block, is on its line or takes it over (CPython: `clean_basic_block`, since 3.12
//! `basicblock_remove_redundant_nops`).

use super::{BlockId, Graph};
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::opcode::Op;
use crate::compiler::version::{Feature, Target};

impl Graph {
    /// Removes the NOPs of all blocks that none has to keep.
    pub(in crate::compiler::cfg) fn remove_nops(&mut self, target: &Target) {
        // Most units have none. Those that are kept set it again.
        if !std::mem::take(&mut self.has_nops) {
            return;
        }
        let mut id = BlockId::ENTRY;
        while id != BlockId::NONE {
            self.remove_nops_in(id, target);
            id = self.block(id).next;
        }
    }

    /// Removes the NOPs of the block `id` that it does not have to keep.
    #[inline]
    pub(in crate::compiler::cfg) fn remove_nops_in(&mut self, id: BlockId, target: &Target) {
        if std::mem::take(&mut self.block_mut(id).has_nops) {
            remove(self, id, target);
        }
    }
}

/// [`Graph::remove_nops_in`] where there may be NOPs.
// Perf: rare, so not inlined.
#[inline(never)]
fn remove(graph: &mut Graph, id: BlockId, target: &Target) {
    let range = graph.block(id).range();
    let Some(first) = graph.nodes[range.clone()].iter().position(|node| node.op == Op::NOP) else { return };
    // Only a NOP at the end asks.
    let ends_in_nop = graph.nodes[range.clone()].last().is_some_and(|last| last.op == Op::NOP);
    let next_line = if ends_in_nop { following_line(graph, id, target) } else { None };
    let keeps_stale = graph.keeps_stale;
    let nodes = &mut graph.nodes[range];
    // The instructions from `start` to `kept` are kept.
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
        if kept == start && !keeps_stale {
            // Perf: NOPs at the start go without a move.
            (start, kept) = (at, at);
        } else {
            if let Some(before) = kept.checked_sub(1) {
                kinds |= Kinds::of_second(nodes[before].op, nodes[at].op);
            }
            nodes.copy_within(at..at + others, kept);
        }
        kept += others;
        at += others;
    }
    let len = kept - start;
    let removed = if keeps_stale { nodes.len() - len } else { 0 };
    graph.note_kinds(id, kinds);
    if keeps_nops {
        graph.note_nops(id);
    }
    graph.has_empty |= len == 0;
    graph.reordered |= len == 0;
    let block = graph.block_mut(id);
    block.stale += removed as u32;
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
