//! Folds operations on constants in the graph, as 3.14 does.
//!
//! The operands are the loads of constants right before the operation, NOPs skipped. They become NOPs without a position;
//! the result is loaded where the operation stands.

use super::super::{Node, PassContext};
use crate::compiler::values::arithmetic::{Operator, UnaryOp, equality};
use crate::compiler::values::constant::{ConstId, Constant};
use crate::compiler::values::error::CompileError;
use crate::compiler::values::location::Location;
use crate::compiler::version::oparg::{CommonConstant, Intrinsic1, binary};
use crate::compiler::version::opcode::Op;

/// The most items of a display that are folded (`_PY_STACK_USE_GUIDELINE`).
const MAX_ITEMS: usize = 30;
/// The fewest items of a display that are folded where it is neither iterated nor searched (`MIN_CONST_SEQUENCE_SIZE`).
const MIN_ITEMS: usize = 3;

/// Whether `node` loads a constant.
#[inline]
pub(in crate::compiler::cfg) fn loads_constant(node: &Node) -> bool {
    match node.op {
        Op::LOAD_CONST | Op::LOAD_SMALL_INT => true,
        Op::LOAD_COMMON_CONSTANT => CommonConstant::is_value(node.arg),
        _ => false,
    }
}

/// The constant that a node loads, if it loads one (`get_const_value`).
///
/// # Errors
/// A constant that the unit does not have.
pub(in crate::compiler::cfg) fn loaded(
    node: &Node,
    ctx: &mut PassContext<'_, '_>,
) -> Result<Option<ConstId>, CompileError> {
    Ok(match node.op {
        Op::LOAD_CONST => Some(ctx.constant(node.arg)?),
        Op::LOAD_SMALL_INT => Some(ctx.file.consts.int(node.arg.into())),
        Op::LOAD_COMMON_CONSTANT => ctx.file.consts.of_common(node.arg),
        _ => None,
    })
}

/// Lets a node load a constant that was folded (`instr_make_load_const`).
fn load(node: &mut Node, value: ConstId, ctx: &mut PassContext<'_, '_>) {
    if let Some(small) = ctx.file.consts.small_int(value) {
        node.op = Op::LOAD_SMALL_INT;
        node.arg = small;
    } else if let Some(common) = ctx.common_constant(value) {
        node.op = Op::LOAD_COMMON_CONSTANT;
        node.arg = common;
    } else {
        // What a tuple holds was loaded, and so merged, before.
        let value = ctx.file.consts.merge(value);
        node.op = Op::LOAD_CONST;
        node.arg = ctx.add_const(value);
    }
}

/// Makes NOPs without a position of all of `nodes` that are none (`nop_out`).
fn drop_all(nodes: &mut [Node], ctx: &mut PassContext<'_, '_>) {
    for node in nodes.iter_mut().filter(|node| node.op != Op::NOP) {
        node.become_nop();
        node.loc = Location::NONE;
    }
    ctx.unit.consts_may_be_unused = true;
}

/// Loads of constants, with nothing but NOPs between them, and up to the end of a block's part.
struct Loads {
    /// Where the first one is.
    start: usize,
    values: Vec<ConstId>,
}

/// The `count` loads of constants at the end of `nodes`, if there are so many (`get_const_loading_instrs`).
fn last_loads(nodes: &[Node], count: usize, ctx: &mut PassContext<'_, '_>) -> Result<Option<Loads>, CompileError> {
    // Perf: mostly the operands are no constants, which is found before any value is asked for.
    let mut start = nodes.len();
    for _ in 0..count {
        match nodes[..start].iter().rposition(|node| node.op != Op::NOP) {
            Some(at) if loads_constant(&nodes[at]) => start = at,
            _ => return Ok(None),
        }
    }
    let mut values = Vec::with_capacity(count);
    for node in &nodes[start..] {
        values.extend(loaded(node, ctx)?);
    }
    Ok(Some(Loads { start, values }))
}

/// Folds the `BUILD_TUPLE` at the end of `nodes` (`fold_tuple_of_constants`).
///
/// # Errors
/// A constant that the unit does not have.
pub(super) fn tuple(nodes: &mut [Node], ctx: &mut PassContext<'_, '_>) -> Result<bool, CompileError> {
    let [before @ .., build] = nodes else { return Ok(false) };
    let count = build.arg as usize;
    if count > MAX_ITEMS {
        return Ok(false);
    }
    let Some(loads) = last_loads(before, count, ctx)? else { return Ok(false) };
    let value = ctx.file.consts.tuple(&loads.values);
    drop_all(&mut before[loads.start..], ctx);
    load(build, value, ctx);
    Ok(true)
}

/// Folds the `BUILD_LIST` or `BUILD_SET` at `at`: to a constant where it is iterated or searched, else to a collection
/// that is extended by one (`optimize_lists_and_sets`).
///
/// # Errors
/// A constant that the unit does not have.
pub(super) fn display(nodes: &mut [Node], at: usize, ctx: &mut PassContext<'_, '_>) -> Result<bool, CompileError> {
    let Node { op, arg, loc, .. } = nodes[at];
    let count = arg as usize;
    let is_read_only = nodes.get(at + 1).is_some_and(|next| matches!(next.op, Op::GET_ITER | Op::CONTAINS_OP));
    if count > MAX_ITEMS || count < MIN_ITEMS && !is_read_only {
        return Ok(false);
    }
    let Some(loads) = last_loads(&nodes[..at], count, ctx)? else {
        if is_read_only && op == Op::BUILD_LIST {
            nodes[at].op = Op::BUILD_TUPLE;
        }
        return Ok(is_read_only && op == Op::BUILD_LIST);
    };
    let value = collection(op == Op::BUILD_SET, &loads.values, ctx);
    ctx.file.consts.merge_one(value);
    let index = ctx.add_const(value);
    drop_all(&mut nodes[loads.start..at], ctx);
    if is_read_only {
        nodes[at].op = Op::LOAD_CONST;
        nodes[at].arg = index;
    } else if let [.., first, second, third] = &mut nodes[..=at] {
        (first.op, first.arg, first.loc) = (op, 0, loc);
        (second.op, second.arg) = (Op::LOAD_CONST, index);
        (third.op, third.arg) = (if op == Op::BUILD_LIST { Op::LIST_EXTEND } else { Op::SET_UPDATE }, 1);
    }
    Ok(true)
}

/// A tuple of these values, or a frozenset.
fn collection(is_set: bool, values: &[ConstId], ctx: &mut PassContext<'_, '_>) -> ConstId {
    if is_set {
        let distinct = equality::distinct(&ctx.file.consts, values);
        ctx.file.consts.frozen_set(&distinct)
    } else {
        ctx.file.consts.tuple(values)
    }
}

/// Folds the operation at the end of `nodes` on one constant (`fold_const_unaryop`).
///
/// # Errors
/// A constant that the unit does not have.
pub(super) fn unary(nodes: &mut [Node], ctx: &mut PassContext<'_, '_>) -> Result<bool, CompileError> {
    let [before @ .., operation] = nodes else { return Ok(false) };
    let op = match operation.op {
        Op::UNARY_NOT => UnaryOp::Not,
        Op::UNARY_NEGATIVE => UnaryOp::Minus,
        Op::UNARY_INVERT => UnaryOp::Invert,
        Op::CALL_INTRINSIC_1 if operation.arg == Intrinsic1::UnaryPositive as u32 => UnaryOp::Plus,
        _ => return Ok(false),
    };
    let Some(loads) = last_loads(before, 1, ctx)? else { return Ok(false) };
    let is_bool = matches!(ctx.file.consts.get(loads.values[0]), Constant::False | Constant::True);
    if op == UnaryOp::Invert && is_bool {
        return Ok(false);
    }
    let Some(value) = ctx.file.arithmetic().unary(op, loads.values[0]) else { return Ok(false) };
    drop_all(&mut before[loads.start..], ctx);
    load(operation, value, ctx);
    Ok(true)
}

/// Folds the `BINARY_OP` at the end of `nodes` on two constants (`fold_const_binop`).
///
/// # Errors
/// A constant that the unit does not have.
pub(super) fn binary(nodes: &mut [Node], ctx: &mut PassContext<'_, '_>) -> Result<bool, CompileError> {
    let [before @ .., operation] = nodes else { return Ok(false) };
    let Some(loads) = last_loads(before, 2, ctx)? else { return Ok(false) };
    let [left, right] = [loads.values[0], loads.values[1]];
    let value = match operator(operation.arg) {
        Some(operator) => ctx.file.arithmetic().binary(left, operator, right),
        None if operation.arg == binary::SUBSCRIPT => ctx.file.arithmetic().item(left, right),
        None => None,
    };
    let Some(value) = value else { return Ok(false) };
    drop_all(&mut before[loads.start..], ctx);
    load(operation, value, ctx);
    Ok(true)
}

/// The operator of a `BINARY_OP` that is none of a subscript.
fn operator(arg: u32) -> Option<Operator> {
    const INPLACE_ADD: u32 = binary::inplace(binary::ADD);
    Some(match arg {
        // In place only between the texts of template strings.
        binary::ADD | INPLACE_ADD => Operator::Add,
        binary::AND => Operator::And,
        binary::FLOOR_DIVIDE => Operator::FloorDivide,
        binary::LSHIFT => Operator::ShiftLeft,
        binary::MATRIX_MULTIPLY => Operator::MatrixMultiply,
        binary::MULTIPLY => Operator::Multiply,
        binary::REMAINDER => Operator::Remainder,
        binary::OR => Operator::Or,
        binary::POWER => Operator::Power,
        binary::RSHIFT => Operator::ShiftRight,
        binary::SUBTRACT => Operator::Subtract,
        binary::TRUE_DIVIDE => Operator::TrueDivide,
        binary::XOR => Operator::Xor,
        _ => return None,
    })
}

/// Folds constants that are added to a new collection one by one, of which the last operation is the last of `nodes`:
/// the conversion of a list to a tuple, or the last addition where the collection is iterated or searched next
/// (`fold_constant_intrinsic_list_to_tuple`, `fold_constant_seq_into_load_const`). The constant in the place of an addition
/// has no position.
///
/// # Errors
/// A constant that the unit does not have.
pub(super) fn additions(nodes: &mut [Node], ctx: &mut PassContext<'_, '_>) -> Result<bool, CompileError> {
    let Some((&last, before)) = nodes.split_last() else { return Ok(false) };
    let (build, add, mut expects_add) = match last.op {
        Op::CALL_INTRINSIC_1 => (Op::BUILD_LIST, Op::LIST_APPEND, true),
        Op::LIST_APPEND => (Op::BUILD_LIST, Op::LIST_APPEND, false),
        _ => (Op::BUILD_SET, Op::SET_ADD, false),
    };
    let mut values = Vec::new();
    let mut start = None;
    for (at, node) in before.iter().enumerate().rev() {
        if node.op == Op::NOP {
            continue;
        }
        if node.op == build && node.arg == 0 {
            start = expects_add.then_some(at);
            break;
        }
        if expects_add {
            if node.op != add || node.arg != 1 {
                break;
            }
        } else {
            let Some(value) = loaded(node, ctx)? else { break };
            values.push(value);
        }
        expects_add = !expects_add;
    }
    let Some(start) = start else { return Ok(false) };
    values.reverse();
    let value = collection(build == Op::BUILD_SET, &values, ctx);
    let end = nodes.len() - 1;
    drop_all(&mut nodes[start..end], ctx);
    load(&mut nodes[end], value, ctx);
    if add == last.op {
        // The last addition counts as one of the instructions that go.
        nodes[end].loc = Location::NONE;
    }
    Ok(true)
}
