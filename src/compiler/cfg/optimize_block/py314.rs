//! Improves each block as 3.14 does: folds constants, then what 3.13 does.

use super::super::{Block, BlockId, Edit, Graph, Node, PassContext};
use super::{folding, swaps, tuples};
use crate::compiler::values::error::CompileError;
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::oparg::{COMPARE_TO_BOOL, Intrinsic1, global};
use crate::compiler::version::opcode::Op;

/// Improves each block (`optimize_basic_block` since 3.14).
///
/// # Errors
/// A constant that the unit does not have.
pub(crate) fn optimize_with_folding(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while let Some(block) = graph.get(id) {
        // Perf: one branch for both.
        let next = block.next();
        let target = graph.block(graph.jump_target(id));
        let jumps_to_jump = block.end().jumps() & target.end().jumps() & (target.len() == 1);
        if may_improve(block) | jumps_to_jump {
            optimize_block(graph, id, ctx)?;
        }
        if graph.keeps_stale() {
            graph.spell_out_fused(id);
        }
        id = next;
    }
    Ok(())
}

/// The kinds that [`optimize_with_folding`] may improve or fold, besides jumps to jumps.
pub(crate) const IMPROVABLE_OR_FOLDABLE: Kinds = super::IMPROVABLE.with(Kinds::FOLDABLE);

/// Tells whether something in `block` may be improved or folded.
#[inline]
fn may_improve(block: &Block) -> bool {
    const PAIRS: Kinds = super::IMPROVABLE.with(Kinds::FOLDS);
    // A NOP may stand between an operation and its operand.
    block.kinds().has(PAIRS) | (block.has_nops() & block.kinds().has(Kinds::FOLDABLE))
}

/// Improves one block, then the jump at its end, then carries out its swaps.
fn optimize_block(graph: &mut Graph, id: BlockId, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut has_swaps = false;
    if may_improve(graph.block(id)) {
        graph.edit(id, |nodes| improve(nodes, &mut has_swaps, ctx))?;
    }
    thread_jump(graph, id, ctx);
    if has_swaps {
        graph.edit(id, |nodes| {
            swaps::apply_all(nodes, ctx.target);
            Ok(Edit::Changed(nodes.len()))
        })?;
    }
    Ok(())
}

/// Improves all instructions of a block but for the jump at its end. Leaves NOPs for a later pass.
fn improve(nodes: &mut [Node], has_swaps: &mut bool, ctx: &mut PassContext<'_, '_>) -> Result<Edit, CompileError> {
    let mut changed = false;
    let mut at = 0;
    while let Some(skipped) = nodes[at..].iter().position(|node| node.op.is_improvable_or_foldable()) {
        at += skipped;
        let Node { op, arg, loc: Location { line, .. }, .. } = nodes[at];
        let next = nodes.get(at + 1).map_or(Op::CACHE, |next| next.op);
        let is_read_next = matches!(next, Op::GET_ITER | Op::CONTAINS_OP);
        changed |= match op {
            Op::BUILD_TUPLE => tuples::swap_unpacked(&mut nodes[at..]) || folding::tuple(&mut nodes[..=at], ctx)?,
            Op::BUILD_LIST | Op::BUILD_SET => folding::display(nodes, at, ctx)?,
            Op::LIST_APPEND | Op::SET_ADD if is_read_next && arg == 1 && ctx.target.has(Feature::AdditionsFolded) => {
                folding::additions(&mut nodes[..=at], ctx)?
            }
            Op::CALL_INTRINSIC_1 if arg == Intrinsic1::ListToTuple as u32 => {
                let is_iterated = next == Op::GET_ITER;
                let may_fold = !is_iterated || ctx.target.has(Feature::AdditionsFolded);
                if may_fold && folding::additions(&mut nodes[..=at], ctx)? {
                    true
                } else if is_iterated {
                    nodes[at].become_nop();
                    true
                } else {
                    false
                }
            }
            Op::BINARY_OP => folding::binary(&mut nodes[..=at], ctx)?,
            Op::SWAP if arg != 1 => {
                *has_swaps = true;
                false
            }
            Op::SWAP => {
                nodes[at].become_nop();
                true
            }
            Op::STORE_FAST if next == op && arg == nodes[at + 1].arg && line == nodes[at + 1].loc.line => {
                nodes[at].op = Op::POP_TOP;
                nodes[at].arg = 0;
                true
            }
            Op::LOAD_GLOBAL if next == Op::PUSH_NULL && !global::has_null(arg) => {
                nodes[at].arg |= global::WITH_NULL;
                nodes[at + 1].become_nop();
                true
            }
            Op::COMPARE_OP if next == Op::TO_BOOL => move_to_next(nodes, at, arg | COMPARE_TO_BOOL),
            Op::CONTAINS_OP | Op::IS_OP if next == Op::TO_BOOL => move_to_next(nodes, at, arg),
            Op::CONTAINS_OP | Op::IS_OP if next == Op::UNARY_NOT => move_to_next(nodes, at, arg ^ 1),
            Op::UNARY_NOT if next == Op::TO_BOOL => move_to_next(nodes, at, arg),
            Op::UNARY_NOT if next == Op::UNARY_NOT => {
                nodes[at].become_nop();
                nodes[at + 1].become_nop();
                true
            }
            Op::TO_BOOL if next == Op::TO_BOOL => {
                nodes[at].become_nop();
                true
            }
            Op::UNARY_NOT | Op::UNARY_NEGATIVE | Op::UNARY_INVERT | Op::CALL_INTRINSIC_1 => {
                folding::unary(&mut nodes[..=at], ctx)?
            }
            _ => false,
        };
        at += 1;
    }
    Ok(if changed { Edit::Changed(nodes.len()) } else { Edit::Nothing })
}

/// Lets the operation at `at`, with this argument, take the place of the next one, which it makes needless.
fn move_to_next(nodes: &mut [Node], at: usize, arg: u32) -> bool {
    let op = nodes[at].op;
    nodes[at].become_nop();
    nodes[at + 1].op = op;
    nodes[at + 1].arg = arg;
    true
}

/// Threads the jump at the end of the block `id`: while its target begins with a jump, goes where that goes
/// (`jump_thread`). A NOP keeps the line of the first one.
fn thread_jump(graph: &mut Graph, id: BlockId, ctx: &PassContext<'_, '_>) {
    while let Some(&jump) = graph.jump(id) {
        let Some(&next) = graph.body(jump.target).first() else { return };
        let op = match (jump.op, next.op) {
            (
                Op::POP_JUMP_IF_NOT_NONE | Op::POP_JUMP_IF_NONE | Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE,
                Op::JUMP,
            )
            | (Op::JUMP_IF_FALSE, Op::JUMP | Op::JUMP_IF_FALSE)
            | (Op::JUMP_IF_TRUE, Op::JUMP | Op::JUMP_IF_TRUE)
            | (Op::JUMP | Op::JUMP_NO_INTERRUPT, Op::JUMP_NO_INTERRUPT) => jump.op,
            (Op::JUMP | Op::JUMP_NO_INTERRUPT, Op::JUMP) => Op::JUMP,
            (Op::JUMP_IF_FALSE, Op::JUMP_IF_TRUE) | (Op::JUMP_IF_TRUE, Op::JUMP_IF_FALSE) => {
                // The opposite test of the same value falls through.
                let past = graph.block(jump.target).next();
                graph.retarget(id, past);
                continue;
            }
            _ => return,
        };
        // A jump to itself would never settle.
        if jump.target == next.target {
            return;
        }
        let handler = if ctx.target.has(Feature::HandlersOfNewJumps) { jump.handler } else { BlockId::NONE };
        graph.replace_jump(id, Node { target: next.target, handler, ..Node::new(op, 0, next.loc) }, true);
    }
}
