//! Improves each block as 3.12 does: constant tests and returns, tuples, swaps, jumps to jumps.

use super::super::{BlockId, CONST_DECIDES, Edit, Graph, Node, PassContext};
use super::constant_tests::{decide, is_decided};
use super::{swaps, tuples};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::oparg::global;
use crate::compiler::version::opcode::Op;

/// The kinds that may be improved besides the jump at the end of a block.
const IMPROVABLE: Kinds = Kinds::STACK.with(CONST_DECIDES).with(Kinds::NULL_THEN_GLOBAL);

/// Improves each block; the NOPs that this leaves are for a later pass (`optimize_basic_block`).
///
/// # Errors
/// A constant that the unit does not have.
pub(crate) fn optimize_basic_blocks(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        graph.forget_fused(id);
        if graph.block(id).kinds().has(IMPROVABLE) {
            graph.edit(id, |nodes| improve(nodes, ctx))?;
        }
        if graph.block(id).end().jumps() {
            while thread_jump(graph, id) {}
        }
        id = graph.block(id).next();
    }
    Ok(())
}

/// Improves all instructions of a block but for the jump at its end.
fn improve(nodes: &mut [Node], ctx: &mut PassContext<'_, '_>) -> Result<Edit, CompileError> {
    let mut changed = false;
    let mut at = 0;
    while let Some(skipped) = nodes[at..].iter().position(|node| node.op.starts_pattern()) {
        at += skipped;
        let Node { op, arg, .. } = nodes[at];
        let next = nodes.get(at + 1).map_or(Op::CACHE, |next| next.op);
        match op {
            Op::LOAD_CONST => {
                loop {
                    let decides = nodes.get(at + 1).is_some_and(|next| is_decided(next.op));
                    if decides {
                        changed = true;
                        ctx.unit.consts_may_be_unused = true;
                    }
                    at += if decides { decide(&mut nodes[at..], arg, ctx)? } else { 1 };
                    // Copies count as loads of the same.
                    if !nodes.get(at).is_some_and(|node| node.op == Op::COPY && node.arg == 1) {
                        break;
                    }
                }
                continue;
            }
            Op::BUILD_TUPLE => changed |= tuples::improve(nodes, at, ctx)?,
            Op::SWAP => {
                changed = true;
                if arg == 1 {
                    nodes[at].become_nop();
                } else {
                    at = swaps::shorten(nodes, at);
                    swaps::apply(nodes, at, ctx.target);
                }
            }
            Op::PUSH_NULL if next == Op::LOAD_GLOBAL && !global::has_null(nodes[at + 1].arg) => {
                nodes[at].become_nop();
                nodes[at + 1].arg |= global::WITH_NULL;
                changed = true;
            }
            _ => {}
        }
        at += 1;
    }
    Ok(if changed { Edit::Changed(nodes.len()) } else { Edit::Nothing })
}

/// Lets the jump at the end of the block `id` skip a jump at its target, if that adds no line. Says whether it
/// changed (`jump_thread`).
fn thread_jump(graph: &mut Graph, id: BlockId) -> bool {
    let Some(&Node { op, target, loc, .. }) = graph.last(id) else { return false };
    if !matches!(
        op,
        Op::POP_JUMP_IF_NOT_NONE | Op::POP_JUMP_IF_NONE | Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE | Op::JUMP
    ) {
        return false;
    }
    let Some(&next) = graph.body(target).first() else { return false };
    let threads = next.op == Op::JUMP
        && (loc.line == next.loc.line || !next.loc.has_line())
        // A jump to itself would never settle.
        && target != next.target;
    if threads {
        graph.retarget(id, next.target);
    }
    threads
}
