//! Finds lines for instructions that codegen left without.

use super::{BlockId, Graph, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::opcode::Op;

/// Gives each instruction without a line that of the one before it, across to a block that has only
/// one predecessor (`propagate_line_numbers`).
pub(crate) fn propagate_line_numbers(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    graph.propagate_lines();
    Ok(())
}

/// Gives a position to what has that of the instruction after it (`resolve_next_location` of the assembler).
pub(crate) fn resolve_next_locations(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    graph.resolve_next_locations();
    Ok(())
}

/// Gives returns that still have no line that of the block before (`guarantee_lineno_for_exits`).
pub(crate) fn guarantee_line_for_exits(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if !graph.lacks_lines() {
        return Ok(());
    }
    let mut line = ctx.unit.firstlineno;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        if let Some(last) = graph.last(id) {
            if last.loc.has_line() {
                line = last.loc.line;
            } else if last.op == Op::RETURN_VALUE {
                graph.place_on(id, line);
            }
        }
        id = graph.block(id).next();
    }
    Ok(())
}
