//! Removes NOPs, and pushes of a value that is popped at once.

use super::{BlockId, Graph, PassContext, nops};
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
        let mut previous: Option<usize> = None;
        let mut id = BlockId::ENTRY;
        while id != BlockId::NONE {
            nops::clean(graph, id, ctx.target);
            let block = *graph.block(id);
            if block.labelled {
                previous = None;
            }
            for at in block.range() {
                if let Some(push) = previous
                    && graph.nodes[at].op == Op::POP_TOP
                    && (graph.nodes[push].op == Op::LOAD_CONST
                        || graph.nodes[push].op == Op::COPY && graph.nodes[push].arg == 1)
                {
                    graph.nodes[push].become_nop();
                    graph.nodes[at].become_nop();
                    changed = true;
                }
                previous = Some(at);
            }
            if block.no_fallthrough || graph.last(id).is_some_and(|last| last.op.is_jump()) {
                previous = None;
            }
            id = block.next;
        }
    }
    Ok(())
}
