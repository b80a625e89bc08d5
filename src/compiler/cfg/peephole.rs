//! Local improvements: constant tests, tuples of constants, jumps to jumps, swaps.

use super::{Block, BlockId, Graph, Node, PassContext, nops, swaps};
use crate::compiler::values::constant::{ConstId, ConstTable};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::oparg::global;
use crate::compiler::version::opcode::Op;

/// How many instructions before one that goes are moved at once.
const FEW: usize = 8;

/// Improves each block, then removes its NOPs (`optimize_basic_block`, `clean_basic_block`).
///
/// # Errors
/// A constant that the unit does not have.
pub fn optimize_blocks(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    graph.has_nops = false;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let Block { kinds, has_nops, end, .. } = *graph.block(id);
        if has_nops || kinds.has(IMPROVABLE) {
            if optimize(graph, id, ctx)? {
                graph.note_kinds(id, Kinds::CONST);
                graph.block_mut(id).has_nops = true;
                graph.note_end(id);
                nops::clean(graph, id, ctx.target);
            }
        } else if end.jumps() {
            let last = graph.block(id).range().end - 1;
            while thread_jump(graph, last) {}
        }
        id = graph.block(id).next;
    }
    Ok(())
}

/// What may be improved besides the jump at the end of a block.
const IMPROVABLE: Kinds = Kinds::STACK.with(Kinds::NULL_THEN_GLOBAL).with(Kinds::AFTER_CONST).with(Kinds::BLOCK_PUSH);

/// Improves a block; says whether there may be NOPs in it.
fn optimize(graph: &mut Graph, id: BlockId, ctx: &mut PassContext<'_, '_>) -> Result<bool, CompileError> {
    let mut has_nops = false;
    let mut range = graph.block(id).range();
    // Where there is a LOAD_CONST that is not looked at for what it may decide.
    let mut folded = usize::MAX;
    let mut at = range.start;
    while let Some(skipped) = graph.nodes[at..range.end].iter().position(|node| node.op.is_peephole()) {
        at += skipped;
        let Node { mut op, arg, .. } = graph.nodes[at];
        // Constants are many and tests few: so it is from the test that we look for the constant.
        if tests_constant(op) && at > range.start && folded != at - 1 && graph.nodes[at - 1].op == Op::LOAD_CONST {
            test_of_constant(&mut graph.nodes[at - 1..range.end], ctx)?;
            has_nops = true;
            ctx.unit.consts_may_be_unused = true;
            op = graph.nodes[at].op;
        }
        if op.has_target() {
            if !thread_jump(graph, at) {
                at += 1;
            }
            continue;
        }
        let next = if at + 1 < range.end { graph.nodes[at + 1].op } else { Op::CACHE };
        match op {
            Op::BUILD_TUPLE => {
                let unpacked = next == Op::UNPACK_SEQUENCE && graph.nodes[at + 1].arg == arg;
                let changed = match arg {
                    1 if unpacked => {
                        graph.nodes[at].become_nop();
                        graph.nodes[at + 1].become_nop();
                        true
                    }
                    2 | 3 if unpacked => {
                        graph.nodes[at].become_nop();
                        graph.nodes[at + 1].op = Op::SWAP;
                        true
                    }
                    _ => fold_tuple(&mut graph.nodes[range.start..=at], ctx)?,
                };
                has_nops |= changed;
                folded = if changed { at } else { folded };
            }
            Op::SWAP if arg == 1 => {
                graph.nodes[at].become_nop();
                has_nops = true;
            }
            Op::SWAP => {
                let nodes = &mut graph.nodes[range.clone()];
                let last = swaps::shorten(nodes, at - range.start);
                swaps::apply(nodes, last, ctx.target);
                at = range.start + last;
                has_nops = true;
            }
            Op::PUSH_NULL if next == Op::LOAD_GLOBAL && !global::has_null(graph.nodes[at + 1].arg) => {
                let [null, load] = &mut graph.nodes[at..at + 2] else { break };
                load.arg |= global::WITH_NULL;
                if null.loc.line == load.loc.line && at - range.start <= FEW {
                    // The NOP that it would be goes, and what is before it is less to move than what is behind.
                    graph.nodes.copy_within(range.start..at, range.start + 1);
                    range.start += 1;
                    folded = folded.saturating_add(1);
                    let block = graph.block_mut(id);
                    block.start += 1;
                    block.len -= 1;
                } else {
                    null.become_nop();
                    has_nops = true;
                }
            }
            Op::NOP => has_nops = true,
            _ => {}
        }
        at += 1;
    }
    Ok(has_nops)
}

/// Whether what a `LOAD_CONST` before it loads may decide it.
fn tests_constant(op: Op) -> bool {
    matches!(
        op,
        Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE | Op::JUMP_IF_FALSE_OR_POP | Op::JUMP_IF_TRUE_OR_POP | Op::IS_OP
    )
}

/// The constant that a `LOAD_CONST` of `index` loads.
pub(super) fn constant(index: u32, ctx: &PassContext<'_, '_>) -> Result<ConstId, CompileError> {
    ctx.unit.consts.get(index as usize).copied().ok_or_else(|| super::defect("a constant out of range"))
}

/// Decides the test after the constant at the head of `nodes`.
fn test_of_constant(nodes: &mut [Node], ctx: &PassContext<'_, '_>) -> Result<(), CompileError> {
    let Some(next) = nodes.get(1).copied() else { return Ok(()) };
    match next.op {
        Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE => {
            let truth = ctx.consts.truth(constant(nodes[0].arg, ctx)?);
            let taken = truth == (next.op == Op::POP_JUMP_IF_TRUE);
            nodes[0].become_nop();
            nodes[1].op = if taken { Op::JUMP } else { Op::NOP };
        }
        Op::JUMP_IF_FALSE_OR_POP | Op::JUMP_IF_TRUE_OR_POP => {
            let truth = ctx.consts.truth(constant(nodes[0].arg, ctx)?);
            let taken = truth == (next.op == Op::JUMP_IF_TRUE_OR_POP);
            if taken {
                nodes[1].op = Op::JUMP;
            } else {
                nodes[0].become_nop();
                nodes[1].become_nop();
            }
        }
        Op::IS_OP => {
            let jump = nodes.get(2).map_or(Op::CACHE, |node| node.op);
            if matches!(jump, Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE)
                && constant(nodes[0].arg, ctx)? == ConstTable::NONE
            {
                // `is not` and a jump if false both turn the test round.
                let if_not_none = (next.arg != 0) != (jump == Op::POP_JUMP_IF_FALSE);
                nodes[0].become_nop();
                nodes[1].become_nop();
                nodes[2].op = if if_not_none { Op::POP_JUMP_IF_NOT_NONE } else { Op::POP_JUMP_IF_NONE };
            }
        }
        _ => {}
    }
    Ok(())
}

/// Makes one constant of the constants that the BUILD_TUPLE at the end of `nodes` takes
/// (`fold_tuple_on_constants`); says whether it did.
pub(super) fn fold_tuple(nodes: &mut [Node], ctx: &mut PassContext<'_, '_>) -> Result<bool, CompileError> {
    let [before @ .., build] = nodes else { return Ok(false) };
    let Some(first) = before.len().checked_sub(build.arg as usize) else { return Ok(false) };
    let items = &mut before[first..];
    if !items.iter().all(|node| node.op == Op::LOAD_CONST) {
        return Ok(false);
    }
    // For their memory, its items are the last of the unit's constants for now.
    let len = ctx.unit.consts.len();
    for item in &*items {
        let value = constant(item.arg, ctx)?;
        ctx.unit.consts.push(value);
    }
    let tuple = ctx.consts.tuple(&ctx.unit.consts[len..]);
    ctx.unit.consts.truncate(len);
    ctx.consts.merge_one(tuple);
    items.iter_mut().for_each(Node::become_nop);
    ctx.unit.consts_may_be_unused = true;
    build.op = Op::LOAD_CONST;
    build.arg = ctx.add_const(tuple);
    Ok(true)
}

/// Lets the jump or `SETUP_*` at `at` skip empty blocks, and a jump that it leads to, if they share a line; says whether
/// it skipped a jump.
fn thread_jump(graph: &mut Graph, at: usize) -> bool {
    graph.nodes[at].target = graph.skip_empty(graph.nodes[at].target);
    let node = graph.nodes[at];
    let Some(&target) = graph.body(node.target).first() else { return false };
    if !target.op.is_jump() {
        return false;
    }
    let opposite = |pop: Op, keep: Op| target.op == pop || target.op == keep;
    let op = match (node.op, target.op) {
        (Op::JUMP_IF_FALSE_OR_POP, Op::POP_JUMP_IF_FALSE) => Op::POP_JUMP_IF_FALSE,
        (Op::JUMP_IF_FALSE_OR_POP, Op::JUMP | Op::JUMP_IF_FALSE_OR_POP) => Op::JUMP_IF_FALSE_OR_POP,
        (Op::JUMP_IF_TRUE_OR_POP, Op::POP_JUMP_IF_TRUE) => Op::POP_JUMP_IF_TRUE,
        (Op::JUMP_IF_TRUE_OR_POP, Op::JUMP | Op::JUMP_IF_TRUE_OR_POP) => Op::JUMP_IF_TRUE_OR_POP,
        (Op::JUMP_IF_FALSE_OR_POP, _) if opposite(Op::POP_JUMP_IF_TRUE, Op::JUMP_IF_TRUE_OR_POP) => {
            return past_opposite_test(graph, at, target, Op::POP_JUMP_IF_FALSE);
        }
        (Op::JUMP_IF_TRUE_OR_POP, _) if opposite(Op::POP_JUMP_IF_FALSE, Op::JUMP_IF_FALSE_OR_POP) => {
            return past_opposite_test(graph, at, target, Op::POP_JUMP_IF_TRUE);
        }
        (
            Op::POP_JUMP_IF_NOT_NONE | Op::POP_JUMP_IF_NONE | Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE | Op::JUMP,
            Op::JUMP,
        ) => node.op,
        _ => return false,
    };
    // A jump to itself would never settle.
    let threads = node.loc.line == target.loc.line && node.target != target.target;
    if threads {
        graph.nodes[at].op = op;
        graph.nodes[at].target = target.target;
    }
    threads
}

/// A kept value that is tested the other way round at the target: that test fails, so the jump goes
/// to what follows it and need not keep the value.
fn past_opposite_test(graph: &mut Graph, at: usize, target: Node, op: Op) -> bool {
    let node = graph.nodes[at];
    let past = graph.block(node.target).next;
    if node.loc.line != target.loc.line || past == BlockId::NONE {
        return false;
    }
    graph.nodes[at].op = op;
    graph.nodes[at].target = past;
    true
}
