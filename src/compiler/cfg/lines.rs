//! Line numbers for instructions that codegen left without.

use super::{Block, BlockId, Graph, Node, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::values::location::Location;
use crate::compiler::version::opcode::Op;

/// Gives each instruction without a line that of the one before it, across to a block that has only
/// one predecessor (`propagate_line_numbers`).
///
/// # Errors
/// None.
pub fn propagate_line_numbers(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    // Once that has been done, passes add few that lack one.
    if !std::mem::take(&mut graph.awaits_lines) {
        return Ok(());
    }
    graph.lacks_lines = false;
    let Graph { nodes, blocks, lacks_lines, awaits_lines, .. } = graph;
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
            // Where nothing can lead to it from a line, all that could be done is.
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
    Ok(())
}

/// Gives each of `nodes` without a line the position of the one before it; says whether there is none at the start.
fn fill(nodes: &mut [Node]) -> bool {
    let Some(first) = nodes.iter().position(|node| !node.loc.has_line()) else { return false };
    let mut loc = first.checked_sub(1).map_or(Location::NONE, |before| nodes[before].loc);
    for node in &mut nodes[first..] {
        if node.loc.has_line() {
            loc = node.loc;
        } else {
            node.loc = loc;
        }
    }
    first == 0
}

/// Gives the first instruction of `block`, if it has no line and nothing but the instruction `from` leads to it, that
/// one's position.
#[inline]
fn inherit(nodes: &mut [Node], block: &Block, from: usize) {
    if block.predecessors == 1 && block.lacks_lines && block.len > 0 {
        let first = block.start as usize;
        if !nodes[first].loc.has_line() {
            nodes[first].loc = nodes[from].loc;
        }
    }
}

/// Gives returns that still have no line that of the block before (`guarantee_lineno_for_exits`).
///
/// # Errors
/// None.
pub fn guarantee_line_for_exits(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if !graph.lacks_lines {
        return Ok(());
    }
    let mut line = ctx.unit.firstlineno;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        if let Some(last) = graph.last(id) {
            if last.loc.has_line() {
                line = last.loc.line;
            } else if last.op == Op::RETURN_VALUE {
                graph.body_mut(id).iter_mut().for_each(|node| node.loc.line = line);
            }
        }
        id = graph.block(id).next;
    }
    Ok(())
}
