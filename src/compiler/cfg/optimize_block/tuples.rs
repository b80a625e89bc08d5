//! Improves `BUILD_TUPLE`: of constants, or unpacked at once.

use super::super::{Node, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::opcode::Op;

/// Improves the `BUILD_TUPLE` at `at`. Says whether it did.
///
/// # Errors
/// A constant that the unit does not have.
pub(super) fn improve(nodes: &mut [Node], at: usize, ctx: &mut PassContext<'_, '_>) -> Result<bool, CompileError> {
    if swap_unpacked(&mut nodes[at..]) { Ok(true) } else { fold(&mut nodes[..=at], ctx) }
}

/// Makes a swap of the `BUILD_TUPLE` of up to three values at the head of `nodes` if it is unpacked at once. Says whether
/// it did.
pub(super) fn swap_unpacked(nodes: &mut [Node]) -> bool {
    let [build, unpack, ..] = nodes else { return false };
    if unpack.op != Op::UNPACK_SEQUENCE || build.arg != unpack.arg || !(1..=3).contains(&build.arg) {
        return false;
    }
    build.become_nop();
    unpack.op = if unpack.arg == 1 { Op::NOP } else { Op::SWAP };
    true
}

/// Makes one constant of the constants that the `BUILD_TUPLE` at the end of `nodes` takes
/// (`fold_tuple_on_constants`). Says whether it did.
///
/// # Errors
/// A constant that the unit does not have.
pub(super) fn fold(nodes: &mut [Node], ctx: &mut PassContext<'_, '_>) -> Result<bool, CompileError> {
    let [before @ .., build] = nodes else { return Ok(false) };
    let Some(first) = before.len().checked_sub(build.arg as usize) else { return Ok(false) };
    let items = &mut before[first..];
    if !items.iter().all(|node| node.op == Op::LOAD_CONST) {
        return Ok(false);
    }
    // Perf: for their memory, its items are the last of the unit's constants for now.
    let len = ctx.unit.consts.len();
    for item in &*items {
        let value = ctx.constant(item.arg)?;
        ctx.unit.consts.push(value);
    }
    let tuple = ctx.file.consts.tuple(&ctx.unit.consts[len..]);
    ctx.unit.consts.truncate(len);
    ctx.file.consts.merge_one(tuple);
    items.iter_mut().for_each(Node::become_nop);
    ctx.unit.consts_may_be_unused = true;
    build.op = Op::LOAD_CONST;
    build.arg = ctx.add_const(tuple);
    Ok(true)
}
