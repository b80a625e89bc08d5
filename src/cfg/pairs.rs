//! Removes NOPs, and pushes of a value that is popped at once.

use super::{BlockId, Graph, Node, PassContext, nops};
use crate::error::CompileError;
use crate::target::opcode::Op;
use crate::target::opflags::{End, Kinds};

/// Removes NOPs as [`super::remove_nops`] does, and pairs of a `LOAD_CONST` or `COPY 1` and a
/// `POP_TOP`, which may stand in two blocks, until nothing changes
/// (`remove_redundant_nops_and_pairs`).
///
/// # Errors
/// None.
pub fn remove_nops_and_pairs(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut changed = true;
    while std::mem::take(&mut changed) {
        let cleans = std::mem::take(&mut graph.has_nops);
        // The block before this one that is not empty, if control can only come from there.
        let mut previous = BlockId::NONE;
        let mut id = BlockId::ENTRY;
        while id != BlockId::NONE {
            if cleans {
                nops::clean(graph, id, ctx.target);
            }
            let block = *graph.block(id);
            if block.labelled {
                previous = BlockId::NONE;
            }
            let range = if block.kinds.has(Kinds::POP_AFTER_PUSH) { block.range() } else { 0..0 };
            let mut at = range.start;
            while let Some(skipped) = graph.nodes[at..range.end].iter().position(|node| node.op == Op::POP_TOP) {
                at += skipped;
                let push = if at > range.start { Some((id, at - 1)) } else { end(graph, previous) };
                if let Some((in_block, push)) = push.filter(|&(_, push)| only_pushes(&graph.nodes[push])) {
                    graph.nodes[push].become_nop();
                    ctx.unit.consts_may_be_unused = true;
                    graph.nodes[at].become_nop();
                    graph.note_nops(id);
                    graph.note_nops(in_block);
                    changed = true;
                }
                at += 1;
            }
            if block.len > 0 {
                previous = id;
            } else if !block.end.falls_through() {
                previous = BlockId::NONE;
            }
            id = block.next;
        }
    }
    Ok(())
}

/// The last instruction of the block `id`, if there is that block and control always falls through it.
fn end(graph: &Graph, id: BlockId) -> Option<(BlockId, usize)> {
    if id == BlockId::NONE {
        return None;
    }
    let block = graph.block(id);
    (block.end == End::NONE).then(|| (id, block.range().end - 1))
}

/// Whether it does nothing but push a value.
fn only_pushes(node: &Node) -> bool {
    node.op == Op::LOAD_CONST || node.op == Op::COPY && node.arg == 1
}
