//! What follows a constant is decided, since 3.13 in a pass of its own.

use super::peephole::constant;
use super::{BlockId, Graph, Node, PassContext};
use crate::compiler::values::constant::ConstTable;
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::opcode::Op;

/// Decides tests, conversions and returns of constants (`optimize_load_const`).
///
/// # Errors
/// A constant that the unit does not have.
pub fn fold_loaded_constants(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        if graph.block(id).kinds.has(Kinds::AFTER_CONST) {
            let (len, changed) = fold(graph.body_mut(id), ctx)?;
            graph.block_mut(id).len = len as u32;
            if changed {
                ctx.unit.consts_may_be_unused = true;
                graph.note_improved(id);
                graph.note_end(id);
            }
        }
        id = graph.block(id).next;
    }
    Ok(())
}

/// [`fold_loaded_constants`] in one block; says how long it is now, and whether more may have changed than its end.
fn fold(nodes: &mut [Node], ctx: &mut PassContext<'_, '_>) -> Result<(usize, bool), CompileError> {
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
            return Ok((at + 1, changed));
        }
        loop {
            let decides = nodes.get(at + 1).is_some_and(|next| is_decided(next.op));
            changed |= decides;
            at += if decides { consume(&mut nodes[at..], index, ctx)? } else { 1 };
            // Copies count as loads of the same.
            if !nodes.get(at).is_some_and(|node| node.op == Op::COPY && node.arg == 1) {
                break;
            }
        }
    }
    Ok((nodes.len(), changed))
}

/// Whether `nodes`, the end of a block after `before`, push a constant and return it on one line. The NOP that a push
/// before its return leaves is never kept then, nor does anything look at it but a swap, so it need not be there.
fn returns_constant(nodes: &[Node], before: Option<Op>) -> bool {
    let [push, exit] = nodes else { return false };
    exit.op == Op::RETURN_VALUE
        && push.loc.has_line()
        && push.loc.line == exit.loc.line
        && !matches!(before, Some(Op::SWAP | Op::NOP))
}

/// Whether a constant before it may decide it.
fn is_decided(op: Op) -> bool {
    matches!(op, Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE | Op::IS_OP | Op::RETURN_VALUE | Op::TO_BOOL)
}

/// Decides what follows at the head of `nodes`, where the constant `index` is pushed; says how many
/// instructions are done.
fn consume(nodes: &mut [Node], index: u32, ctx: &mut PassContext<'_, '_>) -> Result<usize, CompileError> {
    let Some(&next) = nodes.get(1) else { return Ok(1) };
    match next.op {
        Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE => {
            let truth = ctx.consts.truth(constant(index, ctx)?);
            nodes[0].become_nop();
            nodes[1].op = if truth == (next.op == Op::POP_JUMP_IF_TRUE) { Op::JUMP } else { Op::NOP };
        }
        Op::IS_OP if constant(index, ctx)? == ConstTable::NONE => fold_test_for_none(nodes),
        Op::RETURN_VALUE => {
            nodes[0].become_nop();
            nodes[1].op = Op::RETURN_CONST;
            nodes[1].arg = index;
            return Ok(2);
        }
        Op::TO_BOOL => {
            let truth = ctx.consts.truth(constant(index, ctx)?);
            let truth = ctx.consts.bool(truth);
            nodes[0].become_nop();
            nodes[1].op = Op::LOAD_CONST;
            nodes[1].arg = ctx.add_const(truth);
        }
        _ => {}
    }
    Ok(1)
}

/// `LOAD_CONST None`, `IS_OP`, perhaps `TO_BOOL`, and a conditional jump become one jump.
fn fold_test_for_none(nodes: &mut [Node]) {
    let mut jump = 2;
    if nodes.get(jump).is_some_and(|node| node.op == Op::TO_BOOL) {
        // Needless, whatever follows.
        nodes[jump].become_nop();
        jump += 1;
    }
    let Some(op) = nodes.get(jump).map(|node| node.op) else { return };
    let if_not_none = match op {
        // `is not` and a jump if false both turn the test round.
        Op::POP_JUMP_IF_FALSE => nodes[1].arg == 0,
        Op::POP_JUMP_IF_TRUE => nodes[1].arg != 0,
        _ => return,
    };
    nodes[0].become_nop();
    nodes[1].become_nop();
    nodes[jump].op = if if_not_none { Op::POP_JUMP_IF_NOT_NONE } else { Op::POP_JUMP_IF_NONE };
}
