//! Decides what follows a constant: tests, conversions, returns.
//!
//! Every series decides some of it, in another function of CPython: `optimize_basic_block` until 3.12,
//! `optimize_load_const` since. The operations of a series say most of the rules: `TO_BOOL` is only emitted since 3.13,
//! `JUMP_IF_..._OR_POP` only until 3.11. What an operation does not say is asked by feature.

use super::super::{Node, PassContext};
use crate::compiler::values::constant::{ConstId, ConstTable};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::Feature;
use crate::compiler::version::opcode::Op;

/// Tells whether `op` tests or converts what is pushed before it.
#[inline]
pub(in crate::compiler::cfg) fn is_test(op: Op) -> bool {
    matches!(
        op,
        Op::POP_JUMP_IF_FALSE
            | Op::POP_JUMP_IF_TRUE
            | Op::JUMP_IF_FALSE_OR_POP
            | Op::JUMP_IF_TRUE_OR_POP
            | Op::IS_OP
            | Op::TO_BOOL
    )
}

/// Tells whether a constant that is pushed before `op` may decide it, where returns of constants are an operation.
#[inline]
pub(in crate::compiler::cfg) fn is_decided(op: Op) -> bool {
    is_test(op) || op == Op::RETURN_VALUE
}

/// Decides what follows the first of `nodes`, which pushes the constant `index`. Says how many instructions are done: the
/// next one may be a push of a constant again.
///
/// # Errors
/// A constant that the unit does not have.
pub(in crate::compiler::cfg) fn decide(
    nodes: &mut [Node],
    index: u32,
    ctx: &mut PassContext<'_, '_>,
) -> Result<usize, CompileError> {
    let Some(&next) = nodes.get(1) else { return Ok(1) };
    match next.op {
        Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE => {
            let is_taken = ctx.truth(index)? == (next.op == Op::POP_JUMP_IF_TRUE);
            nodes[0].become_nop();
            nodes[1].op = if is_taken { Op::JUMP } else { Op::NOP };
        }
        Op::JUMP_IF_FALSE_OR_POP | Op::JUMP_IF_TRUE_OR_POP => {
            if ctx.truth(index)? == (next.op == Op::JUMP_IF_TRUE_OR_POP) {
                nodes[1].op = Op::JUMP;
            } else {
                nodes[0].become_nop();
                nodes[1].become_nop();
            }
        }
        Op::IS_OP if ctx.constant(index)? == ConstTable::NONE => fuse_test_for_none(nodes),
        Op::TO_BOOL => {
            let truth = ctx.truth(index)?;
            let truth = ctx.file.consts.bool(truth);
            nodes[0].become_nop();
            nodes[1].op = Op::LOAD_CONST;
            nodes[1].arg = ctx.add_const(truth);
        }
        Op::RETURN_VALUE if ctx.target.has(Feature::ReturnConst) => {
            nodes[0].become_nop();
            nodes[1].op = Op::RETURN_CONST;
            nodes[1].arg = index;
            return Ok(2);
        }
        _ => {}
    }
    Ok(1)
}

/// Decides what follows the first of `nodes`, which pushes the constant `value`, as 3.14 does. Says whether it changed
/// anything.
pub(in crate::compiler::cfg) fn decide_since_3_14(
    nodes: &mut [Node],
    value: ConstId,
    ctx: &mut PassContext<'_, '_>,
) -> bool {
    let Some(&next) = nodes.get(1) else { return false };
    match next.op {
        Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE | Op::JUMP_IF_FALSE | Op::JUMP_IF_TRUE => {
            if matches!(next.op, Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE) {
                nodes[0].become_nop();
            }
            let is_taken = ctx.file.consts.truth(value) == matches!(next.op, Op::POP_JUMP_IF_TRUE | Op::JUMP_IF_TRUE);
            nodes[1].op = if is_taken { Op::JUMP } else { Op::NOP };
        }
        Op::IS_OP if value == ConstTable::NONE => fuse_test_for_none(nodes),
        Op::TO_BOOL => {
            let truth = ctx.file.consts.bool(ctx.file.consts.truth(value));
            nodes[0].become_nop();
            // The unit gets it in any case, which shows if that is its first constant.
            let index = ctx.add_const(truth);
            (nodes[1].op, nodes[1].arg) = match ctx.common_constant(truth) {
                Some(common) => (Op::LOAD_COMMON_CONSTANT, common),
                None => (Op::LOAD_CONST, index),
            };
        }
        _ => return false,
    }
    true
}

/// Fuses `LOAD_CONST None`, `IS_OP`, perhaps `TO_BOOL`, and a conditional jump to one jump.
fn fuse_test_for_none(nodes: &mut [Node]) {
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
