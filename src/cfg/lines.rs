//! Line numbers for instructions that codegen left without.

use super::{BlockId, Graph, PassContext};
use crate::error::CompileError;
use crate::location::Location;
use crate::target::opcode::Op;

/// Gives each instruction without a line that of the one before it, across to a block that has only
/// one predecessor (`propagate_line_numbers`).
///
/// # Errors
/// None.
pub fn propagate_line_numbers(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let block = *graph.block(id);
        let mut loc = Location::NONE;
        for node in graph.body_mut(id) {
            if node.loc.has_line() {
                loc = node.loc;
            } else {
                node.loc = loc;
            }
        }
        if let Some(&last) = graph.last(id) {
            if !block.no_fallthrough && block.next != BlockId::NONE {
                inherit(graph, block.next, loc);
            }
            if last.op.is_jump() {
                inherit(graph, last.target, loc);
            }
        }
        id = block.next;
    }
    Ok(())
}

fn inherit(graph: &mut Graph, id: BlockId, loc: Location) {
    if graph.block(id).predecessors == 1
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
