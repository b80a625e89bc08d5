//! Removes NOPs, and pushes of a value that is popped at once.

use super::{BlockId, Graph, Node, PassContext, nops};
use crate::error::CompileError;
use crate::target::opcode::Op;

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
        // The instruction before the block, if control can only come from there.
        let mut previous: Option<(BlockId, usize)> = None;
        let mut id = BlockId::ENTRY;
        while id != BlockId::NONE {
            if cleans {
                nops::clean(graph, id, ctx.target);
            }
            let block = *graph.block(id);
            if block.labelled {
                previous = None;
            }
            let range = block.range();
            let mut at = range.start;
            while let Some(skipped) = graph.nodes[at..range.end].iter().position(|node| node.op == Op::POP_TOP) {
                at += skipped;
                let push = if at > range.start { Some((id, at - 1)) } else { previous };
                if let Some((in_block, push)) = push.filter(|&(_, push)| only_pushes(&graph.nodes[push])) {
                    graph.nodes[push].become_nop();
                    graph.nodes[at].become_nop();
                    graph.note_nops(id);
                    graph.note_nops(in_block);
                    changed = true;
                }
                at += 1;
            }
            if let Some(last) = graph.last(id) {
                let goes_on = !block.no_fallthrough && !last.op.is_jump();
                previous = goes_on.then_some((id, range.end - 1));
            } else if block.no_fallthrough {
                previous = None;
            }
            id = block.next;
        }
    }
    Ok(())
}

/// Whether it does nothing but push a value.
fn only_pushes(node: &Node) -> bool {
    node.op == Op::LOAD_CONST || node.op == Op::COPY && node.arg == 1
}
