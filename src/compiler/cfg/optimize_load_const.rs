//! Decides what follows a constant, since 3.13 in a pass of its own (`optimize_load_const`).
//!
//! `LOAD_CONST None; IS_OP; POP_JUMP_IF_FALSE` becomes `POP_JUMP_IF_NOT_NONE`, `LOAD_CONST; RETURN_VALUE` becomes
//! `RETURN_CONST`.

use super::optimize_block::constant_tests::{decide, decide_since_3_14, is_decided};
use super::optimize_block::folding::{loaded, loads_constant};
use super::{BlockId, Edit, Graph, Node, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::opcode::Op;

/// The kinds that [`fold_loaded_constants`] decides.
pub(crate) const CONST_DECIDES: Kinds = Kinds::AFTER_CONST.with(Kinds::RETURN_AFTER_CONST);

/// Decides tests, conversions and returns of constants (`optimize_load_const`).
///
/// # Errors
/// A constant that the unit does not have.
pub(crate) fn fold_loaded_constants(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        if graph.block(id).kinds().has(CONST_DECIDES) {
            graph.edit(id, |nodes| fold(nodes, ctx))?;
        }
        id = graph.block(id).next();
    }
    Ok(())
}

/// Decides what follows each constant of a block.
fn fold(nodes: &mut [Node], ctx: &mut PassContext<'_, '_>) -> Result<Edit, CompileError> {
    let mut changed = false;
    let mut at = 0;
    while let Some(skipped) = nodes[at..].iter().position(|node| node.op == Op::LOAD_CONST) {
        at += skipped;
        let index = nodes[at].arg;
        if !nodes.get(at + 1).is_some_and(|next| is_decided(next.op) || next.op == Op::COPY) {
            at += 1;
            continue;
        }
        if returns_constant(&nodes[at..], at.checked_sub(1).map(|before| nodes[before].op)) {
            nodes[at] = Node { op: Op::RETURN_CONST, arg: index, ..nodes[at + 1] };
            return Ok(if changed { Edit::Changed(at + 1) } else { Edit::Fewer(at + 1) });
        }
        loop {
            let decides = nodes.get(at + 1).is_some_and(|next| is_decided(next.op));
            if decides {
                changed = true;
                ctx.unit.consts_may_be_unused = true;
            }
            at += if decides { decide(&mut nodes[at..], index, ctx)? } else { 1 };
            // Copies count as loads of the same.
            if !nodes.get(at).is_some_and(|node| node.op == Op::COPY && node.arg == 1) {
                break;
            }
        }
    }
    Ok(if changed { Edit::Changed(nodes.len()) } else { Edit::Nothing })
}

/// Decides what follows each constant (`optimize_load_const` since 3.14, which also loads small integers by their
/// value, as codegen does here).
///
/// # Errors
/// A constant that the unit does not have.
pub(crate) fn optimize_loads(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        if graph.block(id).kinds().has(Kinds::AFTER_CONST) {
            graph.edit(id, |nodes| optimize_loads_in(nodes, ctx))?;
        }
        id = graph.block(id).next();
    }
    Ok(())
}

fn optimize_loads_in(nodes: &mut [Node], ctx: &mut PassContext<'_, '_>) -> Result<Edit, CompileError> {
    let mut changed = false;
    let mut at = 0;
    while let Some(skipped) = nodes[at..].iter().position(loads_constant) {
        at += skipped;
        let may_decide =
            |next: &Node| next.op == Op::IS_OP || Kinds::of_second(nodes[at].op, next.op).has(Kinds::AFTER_CONST);
        if !nodes.get(at + 1).is_some_and(may_decide) {
            at += 1;
            continue;
        }
        let Some(value) = loaded(&nodes[at], ctx)? else { break };
        loop {
            changed |= decide_since_3_14(&mut nodes[at..], value, ctx);
            at += 1;
            // Copies count as loads of the same.
            if !nodes.get(at).is_some_and(|node| node.op == Op::COPY && node.arg == 1) {
                break;
            }
        }
    }
    ctx.unit.consts_may_be_unused |= changed;
    Ok(if changed { Edit::Changed(nodes.len()) } else { Edit::Nothing })
}

/// Tells whether `nodes`, the end of a block after `before`, push a constant and return it on one line. The NOP that a push
/// before its return leaves is never kept then, nor does anything look at it but a swap, so it need not be there.
fn returns_constant(nodes: &[Node], before: Option<Op>) -> bool {
    let [push, exit] = nodes else { return false };
    exit.op == Op::RETURN_VALUE
        && push.loc.has_line()
        && push.loc.line == exit.loc.line
        && !matches!(before, Some(Op::SWAP | Op::NOP))
}
