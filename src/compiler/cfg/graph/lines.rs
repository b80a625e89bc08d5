//! Hands lines on to instructions that codegen left without.

use super::{Block, BlockId, Graph, Node};
use crate::compiler::values::location::Location;

impl Graph {
    /// Gives each instruction without a line the position of the one before it, across to a block that has only one
    /// predecessor.
    pub(in crate::compiler::cfg) fn propagate_lines(&mut self) {
        // Once that has been done, passes add few that lack one.
        if !std::mem::take(&mut self.awaits_lines) {
            return;
        }
        self.lacks_lines = false;
        let Self { nodes, blocks, lacks_lines, awaits_lines, .. } = self;
        let (nodes, blocks) = (&mut nodes[..], &mut blocks[..]);
        // The last instruction of the block before, if control falls through from there.
        let mut before = None;
        let mut id = BlockId::ENTRY;
        while let Some(block) = blocks.get_mut(id.index()) {
            id = block.next;
            let (range, end) = (block.range(), block.end);
            if block.lacks_lines {
                if let Some(before) = before {
                    inherit(nodes, block, before);
                }
                block.lacks_lines = fill(&mut nodes[range.clone()]);
                *lacks_lines |= block.lacks_lines;
                // Where no line can come from, all is done that can be.
                *awaits_lines |= block.lacks_lines & !block.is_handler;
            }
            before = None;
            if !range.is_empty() {
                let last = range.end - 1;
                if end.jumps() {
                    let target = nodes[last].target;
                    inherit(nodes, &blocks[target.index()], last);
                }
                before = end.falls_through().then_some(last);
            }
        }
    }
}

/// Gives each of `nodes` without a position that of the one before it; says whether some still have no line: those at the
/// start, and those at the next one's position.
fn fill(nodes: &mut [Node]) -> bool {
    let Some(first) = nodes.iter().position(|node| !node.loc.has_line()) else { return false };
    let mut lacks_line = first == 0;
    let mut loc = first.checked_sub(1).map_or(Location::NONE, |before| nodes[before].loc);
    for node in &mut nodes[first..] {
        if node.loc.has_line() {
            loc = node.loc;
        } else if node.loc.is_absent() {
            node.loc = loc;
        } else {
            loc = node.loc;
            lacks_line = true;
        }
    }
    lacks_line
}

/// Gives the first instruction of `block`, if it has no line and its only predecessor ends in the instruction `from`, the
/// position of that.
#[inline]
fn inherit(nodes: &mut [Node], block: &Block, from: usize) {
    if block.predecessors == 1 && block.lacks_lines && block.len > 0 {
        let first = block.start as usize;
        if nodes[first].loc.is_absent() {
            nodes[first].loc = nodes[from].loc;
        }
    }
}

impl Graph {
    /// Gives each instruction that is at [`Location::NEXT`] the position of the one after it, which a block's end has
    /// none of.
    pub(in crate::compiler::cfg) fn resolve_next_locations(&mut self) {
        let is_next = |node: &Node| node.loc == Location::NEXT;
        if !self.chain().any(|id| self.block(id).lacks_lines && self.body(id).iter().any(is_next)) {
            return;
        }
        let chain: Vec<BlockId> = self.chain().collect();
        let mut next = Location::NONE;
        for id in chain.into_iter().rev() {
            let Block { end, .. } = *self.block(id);
            let range = self.block(id).range();
            let last = range.end.wrapping_sub(1);
            for at in range.rev() {
                if self.nodes[at].loc == Location::NEXT {
                    let ends = at == last && (end.jumps() || end.exits());
                    self.nodes[at].loc = if ends { Location::NONE } else { next };
                }
                next = self.nodes[at].loc;
            }
        }
    }
}
