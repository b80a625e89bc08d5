//! Line numbers for instructions that codegen left without.

use super::{Block, BlockId, Graph, Node, PassContext};
use crate::error::CompileError;
use crate::location::Location;
use crate::target::opcode::Op;

/// Gives each instruction without a line that of the one before it, across to a block that has only
/// one predecessor (`propagate_line_numbers`).
///
/// # Errors
/// None.
pub fn propagate_line_numbers(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    // Once that has been done, passes add few that lack one.
    if !std::mem::take(&mut graph.lacks_lines) {
        return Ok(());
    }
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let Block { next, no_fallthrough, .. } = *graph.block(id);
        if graph.block(id).lacks_lines {
            let lacks_lines = fill(graph.body_mut(id));
            graph.block_mut(id).lacks_lines = lacks_lines;
            graph.lacks_lines |= lacks_lines;
        }
        if let Some(&Node { op, target, loc, .. }) = graph.last(id) {
            if !no_fallthrough && next != BlockId::NONE {
                inherit(graph, next, loc);
            }
            if op.is_jump() {
                inherit(graph, target, loc);
            }
        }
        id = next;
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

fn inherit(graph: &mut Graph, id: BlockId, loc: Location) {
    let block = graph.block(id);
    if block.predecessors == 1
        && block.lacks_lines
        && let Some(first) = graph.body_mut(id).first_mut()
        && !first.loc.has_line()
    {
        first.loc = loc;
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
