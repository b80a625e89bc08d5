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
    graph.has_nops = true;
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
        if loaded.is_none() {
            let Some(skipped) = graph.nodes[at..range.end].iter().position(|node| node.op.is_peephole_or_const())
            else {
                break;
            };
            at += skipped;
        }
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
                swaps::apply(nodes, last, ctx.target);
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
            | Op::JUMP
                if thread_jump(graph, at) =>
            {
                continue;
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
    let Some(&next) = nodes.get(1) else { return Ok(1) };
    match next.op {
        Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE => {
            let truth = ctx.consts.truth(constant(index, ctx)?);
            nodes[0].become_nop();
            nodes[1].op = if truth == (next.op == Op::POP_JUMP_IF_TRUE) { Op::JUMP } else { Op::NOP };
        }
        Op::IS_OP => {
            let jump = nodes.get(2).map_or(Op::CACHE, |node| node.op);
            if matches!(jump, Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE) && constant(index, ctx)? == ConstTable::NONE
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

/// As [`optimize_basic_blocks`] since 3.13, where constants have a pass of their own
/// ([`super::fold_loaded_constants`]).
///
/// # Errors
/// A constant that the unit does not have.
pub fn optimize_without_constants(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    graph.has_nops = true;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let mut at = 0;
        // A jump that is extended makes the block longer.
        while let Some(skipped) = graph.body(id)[at..].iter().position(|node| node.op.is_improvable()) {
            at += skipped;
            improve(graph, id, at, ctx)?;
            at += 1;
        }
        let nodes = graph.body_mut(id);
        let mut at = 0;
        while let Some(skipped) = nodes[at..].iter().position(|node| node.op == Op::SWAP) {
            at = swaps::shorten(nodes, at + skipped);
            swaps::apply(nodes, at, ctx.target);
            at += 1;
        }
        graph.note_end(id);
        id = graph.block(id).next;
    }
    Ok(())
}

/// Improves the instruction `at` of the block `id` and what follows it.
fn improve(graph: &mut Graph, id: BlockId, at: usize, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let nodes = graph.body_mut(id);
    let node = nodes[at];
    let Some(&next) = nodes.get(at + 1) else {
        if node.op.is_jump() {
            extend_jump(graph, id, node);
        } else if node.op == Op::BUILD_TUPLE {
            fold_tuple(&mut nodes[..=at], ctx)?;
        } else if node.op == Op::SWAP && node.arg == 1 {
            nodes[at].become_nop();
        }
        return Ok(());
    };
    match (node.op, next.op) {
        (Op::BUILD_TUPLE, Op::UNPACK_SEQUENCE) if node.arg == next.arg && (1..=3).contains(&node.arg) => {
            nodes[at].become_nop();
            if node.arg == 1 {
                nodes[at + 1].become_nop();
            } else {
                nodes[at + 1].op = Op::SWAP;
            }
        }
        (Op::BUILD_TUPLE, _) => fold_tuple(&mut nodes[..=at], ctx)?,
        (Op::STORE_FAST, Op::STORE_FAST) if node.arg == next.arg && node.loc.line == next.loc.line => {
            nodes[at].op = Op::POP_TOP;
            nodes[at].arg = 0;
        }
        (Op::SWAP, _) if node.arg == 1 => nodes[at].become_nop(),
        (Op::LOAD_GLOBAL, Op::PUSH_NULL) if node.arg & 1 == 0 => {
            nodes[at].arg |= 1;
            nodes[at + 1].become_nop();
        }
        (Op::COMPARE_OP | Op::CONTAINS_OP | Op::IS_OP | Op::UNARY_NOT, Op::TO_BOOL) => {
            const TO_BOOL: u32 = 16;
            let bit = if node.op == Op::COMPARE_OP { TO_BOOL } else { 0 };
            nodes[at].become_nop();
            nodes[at + 1].op = node.op;
            nodes[at + 1].arg = node.arg | bit;
        }
        (Op::TO_BOOL, Op::TO_BOOL) => nodes[at].become_nop(),
        (Op::UNARY_NOT, Op::UNARY_NOT) => {
            nodes[at].become_nop();
            nodes[at + 1].become_nop();
        }
        _ => {}
    }
    Ok(())
}

/// Lets `jump`, the end of the block `id`, skip a jump that it leads to: another jump, at the
/// position of that one, takes its place (`jump_thread` since 3.13).
fn extend_jump(graph: &mut Graph, id: BlockId, jump: Node) {
    let Some(&target) = graph.body(jump.target).first() else { return };
    let op = match (jump.op, target.op) {
        (Op::POP_JUMP_IF_NOT_NONE | Op::POP_JUMP_IF_NONE | Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE, Op::JUMP) => {
            jump.op
        }
        (Op::JUMP | Op::JUMP_NO_INTERRUPT, Op::JUMP) => Op::JUMP,
        (Op::JUMP | Op::JUMP_NO_INTERRUPT, Op::JUMP_NO_INTERRUPT) => jump.op,
        _ => return,
    };
    // A jump to itself would never settle.
    if jump.target == target.target {
        return;
    }
    if let Some(last) = graph.last_mut(id) {
        last.become_nop();
    }
    graph.push(id, Node { target: target.target, handler: BlockId::NONE, ..Node::new(op, 0, target.loc) });
}
