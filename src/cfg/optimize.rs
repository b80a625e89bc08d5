//! Local improvements since 3.12: constant tests and returns, tuples of constants, jumps to jumps,
//! swaps.

use super::peephole::{constant, fold_tuple};
use super::{BlockId, Graph, Node, PassContext, swaps};
use crate::constant::ConstTable;
use crate::error::CompileError;
use crate::target::opcode::Op;

/// Improves each block; the NOPs that this leaves are for a later pass (`optimize_basic_block`).
///
/// # Errors
/// A constant that the unit does not have.
pub fn optimize_basic_blocks(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        optimize(graph, id, ctx)?;
        graph.note_end(id);
        id = graph.block(id).next;
    }
    Ok(())
}

fn optimize(graph: &mut Graph, id: BlockId, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let range = graph.block(id).range();
    // The constant that the last instruction pushed; copies of it count as loads of it.
    let mut loaded = None;
    let mut at = range.start;
    while at < range.end {
        let node = graph.nodes[at];
        let is_copy = loaded.is_some() && node.op == Op::COPY && node.arg == 1;
        if !is_copy {
            loaded = (node.op == Op::LOAD_CONST).then_some(node.arg);
        }
        if let Some(index) = loaded {
            at += consume_constant(&mut graph.nodes[at..range.end], index, ctx)?;
            continue;
        }
        let next = if at + 1 < range.end { graph.nodes[at + 1].op } else { Op::CACHE };
        match node.op {
            Op::BUILD_TUPLE => {
                let unpacked = next == Op::UNPACK_SEQUENCE && graph.nodes[at + 1].arg == node.arg;
                match node.arg {
                    1 if unpacked => {
                        graph.nodes[at].become_nop();
                        graph.nodes[at + 1].become_nop();
                    }
                    2 | 3 if unpacked => {
                        graph.nodes[at].become_nop();
                        graph.nodes[at + 1].op = Op::SWAP;
                    }
                    _ => fold_tuple(&mut graph.nodes[range.start..=at], ctx)?,
                }
            }
            Op::SWAP if node.arg == 1 => graph.nodes[at].become_nop(),
            Op::SWAP => {
                let nodes = &mut graph.nodes[range.clone()];
                let last = swaps::shorten(nodes, at - range.start);
                swaps::apply(nodes, last);
                at = range.start + last;
            }
            Op::PUSH_NULL if next == Op::LOAD_GLOBAL && graph.nodes[at + 1].arg & 1 == 0 => {
                graph.nodes[at].become_nop();
                graph.nodes[at + 1].arg |= 1;
            }
            Op::POP_JUMP_IF_NOT_NONE
            | Op::POP_JUMP_IF_NONE
            | Op::POP_JUMP_IF_FALSE
            | Op::POP_JUMP_IF_TRUE
            | Op::JUMP => {
                if thread_jump(graph, at) {
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    Ok(())
}

/// Decides what follows at the head of `nodes`, where the constant `index` is pushed; says how many
/// instructions are done.
fn consume_constant(nodes: &mut [Node], index: u32, ctx: &PassContext<'_, '_>) -> Result<usize, CompileError> {
    let Some(next) = nodes.get(1).copied() else { return Ok(1) };
    let load = Node { arg: index, ..nodes[0] };
    match next.op {
        Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE => {
            let truth = ctx.consts.truth(constant(&load, ctx)?);
            nodes[0].become_nop();
            nodes[1].op = if truth == (next.op == Op::POP_JUMP_IF_TRUE) { Op::JUMP } else { Op::NOP };
        }
        Op::IS_OP => {
            let jump = nodes.get(2).map_or(Op::CACHE, |node| node.op);
            if matches!(jump, Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE) && constant(&load, ctx)? == ConstTable::NONE
            {
                // `is not` and a jump if false both turn the test round.
                let if_not_none = (next.arg != 0) != (jump == Op::POP_JUMP_IF_FALSE);
                nodes[0].become_nop();
                nodes[1].become_nop();
                nodes[2].op = if if_not_none { Op::POP_JUMP_IF_NOT_NONE } else { Op::POP_JUMP_IF_NONE };
            }
        }
        Op::RETURN_VALUE => {
            nodes[0].become_nop();
            nodes[1].op = Op::RETURN_CONST;
            nodes[1].arg = index;
            return Ok(2);
        }
        _ => {}
    }
    Ok(1)
}

/// Lets the jump at `at` skip a jump that it leads to, if that adds no line; says whether it changed
/// (`jump_thread`).
fn thread_jump(graph: &mut Graph, at: usize) -> bool {
    let node = graph.nodes[at];
    let Some(&target) = graph.body(node.target).first() else { return false };
    let threads = target.op == Op::JUMP
        && (node.loc.line == target.loc.line || !target.loc.has_line())
        // A jump to itself would never settle.
        && node.target != target.target;
    if threads {
        graph.nodes[at].target = target.target;
    }
    threads
}
