//! Improves each block as 3.11 does: constant tests, tuples, swaps, jumps to jumps; then removes its NOPs.

use super::super::{BlockId, Edit, Graph, Node, PassContext};
use super::constant_tests::{decide, is_test};
use super::{swaps, tuples};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::oparg::global;
use crate::compiler::version::opcode::Op;

/// The kinds that may be improved besides the jump at the end of a block.
const IMPROVABLE: Kinds = Kinds::STACK.with(Kinds::NULL_THEN_GLOBAL).with(Kinds::AFTER_CONST);

/// Improves each block, then removes its NOPs (`optimize_basic_block`, `clean_basic_block`).
///
/// # Errors
/// A constant that the unit does not have.
pub(crate) fn optimize_blocks(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        if graph.has_empty() && graph.block(id).kinds().has(Kinds::BLOCK_PUSH) {
            graph.skip_empty_targets(id);
        }
        if graph.block(id).kinds().has(IMPROVABLE) {
            graph.edit(id, |nodes| improve(nodes, ctx))?;
        }
        if graph.block(id).end().jumps() {
            while thread_jump(graph, id) {}
        }
        graph.remove_nops_in(id, ctx.target);
        id = graph.block(id).next();
    }
    Ok(())
}

/// Improves all instructions of a block but for the jump at its end.
fn improve(nodes: &mut [Node], ctx: &mut PassContext<'_, '_>) -> Result<Edit, CompileError> {
    let mut changed = false;
    // Where there is a LOAD_CONST that is not looked at for what it may decide.
    let mut folded = usize::MAX;
    let mut at = 0;
    while let Some(skipped) = nodes[at..].iter().position(|node| node.op.is_peephole()) {
        at += skipped;
        let Node { mut op, arg, .. } = nodes[at];
        // Perf: constants are many and tests few: so it is from the test that we look for the constant.
        if is_test(op) && at > 0 && folded != at - 1 && nodes[at - 1].op == Op::LOAD_CONST {
            let index = nodes[at - 1].arg;
            decide(&mut nodes[at - 1..], index, ctx)?;
            changed = true;
            ctx.unit.consts_may_be_unused = true;
            op = nodes[at].op;
        }
        match op {
            Op::BUILD_TUPLE if tuples::improve(nodes, at, ctx)? => {
                changed = true;
                folded = at;
            }
            Op::SWAP => {
                changed = true;
                if arg == 1 {
                    nodes[at].become_nop();
                } else {
                    at = swaps::shorten(nodes, at);
                    swaps::apply(nodes, at, ctx.target);
                }
            }
            Op::PUSH_NULL => {
                if let [null, load, ..] = &mut nodes[at..]
                    && load.op == Op::LOAD_GLOBAL
                    && !global::has_null(load.arg)
                {
                    load.arg |= global::WITH_NULL;
                    null.become_nop();
                    changed = true;
                }
            }
            _ => {}
        }
        at += 1;
    }
    Ok(if changed { Edit::Changed(nodes.len()) } else { Edit::Nothing })
}

/// Lets the jump at the end of the block `id` skip empty blocks, and a jump at its target, if they share a line. Says
/// whether it skipped a jump.
fn thread_jump(graph: &mut Graph, id: BlockId) -> bool {
    graph.skip_empty_jump_target(id);
    let Some(&node) = graph.jump(id) else { return false };
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
            return past_opposite_test(graph, id, &node, &target, Op::POP_JUMP_IF_FALSE);
        }
        (Op::JUMP_IF_TRUE_OR_POP, _) if opposite(Op::POP_JUMP_IF_FALSE, Op::JUMP_IF_FALSE_OR_POP) => {
            return past_opposite_test(graph, id, &node, &target, Op::POP_JUMP_IF_TRUE);
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
        graph.set_jump_op(id, op);
        graph.retarget(id, target.target);
    }
    threads
}

/// Lets the `jump` at the end of the block `id`, which keeps the value, go past the opposite test of it at its `target`:
/// that test fails, so the value need not be kept.
fn past_opposite_test(graph: &mut Graph, id: BlockId, jump: &Node, target: &Node, op: Op) -> bool {
    let past = graph.block(jump.target).next();
    if jump.loc.line != target.loc.line || past == BlockId::NONE {
        return false;
    }
    graph.set_jump_op(id, op);
    graph.retarget(id, past);
    true
}
