//! Removes NOPs, and pushes of a value that is popped at once.
//!
//! An expression statement that is a constant leaves such a push.

use super::{BlockId, Graph, Node, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::{End, Kinds};
use crate::compiler::version::opcode::Op;

/// Removes NOPs as [`super::remove_nops`] does, and pairs of a `LOAD_CONST` or `COPY 1` and a
/// `POP_TOP`, which may stand in two blocks, until nothing changes
/// (`remove_redundant_nops_and_pairs`).
pub(crate) fn remove_nops_and_pairs(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    loop {
        graph.remove_nops(ctx.target);
        if !graph.kinds().has(Kinds::POP_AFTER_PUSH) || !remove_pairs(graph, ctx) {
            return Ok(());
        }
    }
}

/// Makes NOPs of the pairs; says whether there were any.
fn remove_pairs(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> bool {
    let mut changed = false;
    // The block before this one that is not empty, if control can only come from there.
    let mut previous = BlockId::NONE;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let block = *graph.block(id);
        if block.is_labelled() {
            previous = BlockId::NONE;
        }
        let range = block.range();
        let mut at = range.start;
        while let Some(skipped) = graph.nodes()[at..range.end].iter().position(|node| node.op == Op::POP_TOP) {
            at += skipped;
            let push = if at > range.start { Some((id, at - 1)) } else { end(graph, previous) };
            if let Some((in_block, push)) = push.filter(|&(_, push)| only_pushes(&graph.nodes()[push])) {
                graph.become_nop(in_block, push - graph.block(in_block).range().start);
                graph.become_nop(id, at - range.start);
                ctx.unit.consts_may_be_unused = true;
                changed = true;
            }
            at += 1;
        }
        if !block.is_empty() {
            previous = id;
        } else if !block.end().falls_through() {
            previous = BlockId::NONE;
        }
        id = block.next();
    }
    changed
}

/// Returns the last instruction of the block `id`, if there is that block and control always falls through it.
fn end(graph: &Graph, id: BlockId) -> Option<(BlockId, usize)> {
    if id == BlockId::NONE {
        return None;
    }
    let block = graph.block(id);
    (block.end() == End::NONE).then(|| (id, block.range().end - 1))
}

/// Tells whether `node` does nothing but push a value.
fn only_pushes(node: &Node) -> bool {
    matches!(node.op, Op::LOAD_CONST | Op::LOAD_SMALL_INT | Op::LOAD_COMMON_CONSTANT)
        || node.op == Op::COPY && node.arg == 1
}
