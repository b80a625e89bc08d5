//! Improves each block as 3.13 does: tuples, stores, tests of bools, calls, swaps, jumps to jumps.

use super::super::{BlockId, Edit, Graph, Node, PassContext};
use super::{swaps, tuples};
use crate::compiler::values::error::CompileError;
use crate::compiler::values::location::Location;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::oparg::{COMPARE_TO_BOOL, global};
use crate::compiler::version::opcode::Op;

/// Improves each block but for what follows constants, which has a pass of its own
/// ([`super::super::fold_loaded_constants`]; `optimize_basic_block` since 3.13).
///
/// # Errors
/// A constant that the unit does not have.
pub(crate) fn optimize_without_constants(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while let Some(block) = graph.get(id) {
        // Perf: one branch for both.
        let next = block.next();
        let jumps_to_jump = block.end().jumps() & graph.block(graph.jump_target(id)).is_jump();
        if block.kinds().has(IMPROVABLE) | jumps_to_jump {
            optimize_block(graph, id, ctx)?;
        }
        id = next;
    }
    Ok(())
}

/// The kinds that [`optimize_without_constants`] may improve besides jumps to jumps.
pub(crate) const IMPROVABLE: Kinds =
    Kinds::STACK.with(Kinds::TWO_STORES).with(Kinds::TEST_AFTER_BOOL).with(Kinds::GLOBAL_THEN_NULL);

/// Improves one block, then the jump at its end, then carries out its swaps.
fn optimize_block(graph: &mut Graph, id: BlockId, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut has_swaps = false;
    if graph.block(id).kinds().has(IMPROVABLE) {
        graph.edit(id, |nodes| improve(nodes, &mut has_swaps, ctx))?;
    }
    thread_jump(graph, id, has_swaps);
    if has_swaps {
        graph.edit(id, |nodes| {
            let mut at = 0;
            while let Some(skipped) = nodes[at..].iter().position(|node| node.op == Op::SWAP) {
                at = swaps::shorten(nodes, at + skipped);
                swaps::apply(nodes, at, ctx.target);
                at += 1;
            }
            Ok(Edit::Changed(nodes.len()))
        })?;
    }
    Ok(())
}

/// Improves all instructions of a block but for the jump at its end. A NOP that would go anyway, as it has the
/// line of its neighbour, goes at once, if no swap may look past it before.
fn improve(nodes: &mut [Node], has_swaps: &mut bool, ctx: &mut PassContext<'_, '_>) -> Result<Edit, CompileError> {
    let len = nodes.len();
    let mut has_nops = false;
    let mut at = 0;
    // The first `kept` instructions are done.
    let mut kept = 0;
    while at < len {
        if kept == at {
            let Some(skipped) = nodes[at..].iter().position(|node| node.op.is_improvable()) else {
                return Ok(if has_nops { Edit::Changed(len) } else { Edit::Nothing });
            };
            at += skipped;
            kept = at;
        }
        let Node { op, arg, loc: Location { line, .. }, .. } = nodes[at];
        if kept < at {
            nodes[kept] = nodes[at];
        }
        at += 1;
        kept += 1;
        if !op.is_improvable() {
            continue;
        }
        let next = nodes.get(at).map_or(Op::CACHE, |next| next.op);
        match op {
            Op::STORE_FAST if next == Op::STORE_FAST && arg == nodes[at].arg && line == nodes[at].loc.line => {
                nodes[kept - 1].op = Op::POP_TOP;
                nodes[kept - 1].arg = 0;
                has_nops = true;
            }
            Op::LOAD_GLOBAL if next == Op::PUSH_NULL && !global::has_null(arg) => {
                nodes[kept - 1].arg |= global::WITH_NULL;
                if line >= 0 && line == nodes[at].loc.line {
                    at += 1;
                } else {
                    nodes[at].become_nop();
                    has_nops = true;
                }
            }
            Op::BUILD_TUPLE => {
                if next != Op::UNPACK_SEQUENCE || arg != nodes[at].arg || !(1..=3).contains(&arg) {
                    has_nops |= tuples::fold(&mut nodes[..kept], ctx)?;
                    continue;
                }
                has_nops = true;
                nodes[kept - 1].become_nop();
                nodes[at].op = if arg == 1 { Op::NOP } else { Op::SWAP };
            }
            Op::SWAP if arg == 1 => {
                nodes[kept - 1].become_nop();
                has_nops = true;
            }
            Op::SWAP => *has_swaps = true,
            Op::COMPARE_OP | Op::CONTAINS_OP | Op::IS_OP | Op::UNARY_NOT if next == Op::TO_BOOL => {
                let bit = if op == Op::COMPARE_OP { COMPARE_TO_BOOL } else { 0 };
                nodes[at].op = op;
                nodes[at].arg = arg | bit;
                if line >= 0 && line == nodes[at].loc.line && !*has_swaps {
                    kept -= 1;
                } else {
                    nodes[kept - 1].become_nop();
                    has_nops = true;
                }
            }
            Op::TO_BOOL if next == Op::TO_BOOL => {
                nodes[kept - 1].become_nop();
                has_nops = true;
            }
            Op::UNARY_NOT if next == Op::UNARY_NOT => {
                nodes[kept - 1].become_nop();
                nodes[at].become_nop();
                has_nops = true;
            }
            _ => {}
        }
    }
    Ok(match (has_nops, kept < len) {
        (true, _) => Edit::Changed(kept),
        (false, true) => Edit::Fewer(kept),
        (false, false) => Edit::Nothing,
    })
}

/// Threads the jump at the end of the block `id`: while its target is nothing but a jump, goes where that goes
/// (`jump_thread` since 3.13).
///
/// CPython makes a NOP of the jump and appends another one, which has the position of the jump at the target. The NOP
/// keeps the first jump's line. Where it would go anyway, as the new jump has the same line or it has none, it is not made
/// here. It is made where `has_swaps`, as a run of swaps looks past NOPs, and where the jump is alone in its block: with
/// the NOP, that block is not a lone jump that others may be threaded through.
fn thread_jump(graph: &mut Graph, id: BlockId, has_swaps: bool) {
    while let Some(&jump) = graph.jump(id) {
        if !graph.block(jump.target).is_jump() {
            return;
        }
        let Some(&next) = graph.body(jump.target).first() else { return };
        let op = match (jump.op, next.op) {
            (
                Op::POP_JUMP_IF_NOT_NONE | Op::POP_JUMP_IF_NONE | Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE,
                Op::JUMP,
            ) => jump.op,
            (Op::JUMP | Op::JUMP_NO_INTERRUPT, Op::JUMP) => Op::JUMP,
            (Op::JUMP | Op::JUMP_NO_INTERRUPT, Op::JUMP_NO_INTERRUPT) => jump.op,
            _ => return,
        };
        // A jump to itself would never settle.
        if jump.target == next.target {
            return;
        }
        let longer = Node { target: next.target, ..Node::new(op, 0, next.loc) };
        let keeps_line = jump.loc.has_line() && jump.loc.line != longer.loc.line;
        graph.replace_jump(id, longer, has_swaps || graph.block(id).len() == 1 || keeps_line);
    }
}
