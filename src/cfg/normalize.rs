//! Marks how blocks end.

use super::{BlockId, Graph, PassContext, defect};
use crate::error::CompileError;
use crate::target::opcode::Op;

/// Marks blocks that exit or do not fall through, and lets jumps skip empty blocks
/// (`normalize_basic_block`).
///
/// # Errors
/// A jump that does not end its block.
pub fn normalize_blocks(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    for id in graph.by_allocation() {
        let range = graph.block(id).range();
        let last = range.end.wrapping_sub(1);
        for at in range {
            let op = graph.nodes[at].op;
            if op.is_scope_exit() {
                let block = graph.block_mut(id);
                block.exit = true;
                block.no_fallthrough = true;
            } else if op.is_jump() {
                if at != last {
                    return Err(defect("a jump inside a block"));
                }
                if matches!(op, Op::JUMP | Op::JUMP_NO_INTERRUPT) {
                    graph.block_mut(id).no_fallthrough = true;
                }
                if graph.nodes[at].target == BlockId::NONE {
                    return Err(defect("a jump without a target"));
                }
                // SEND keeps an empty target; the peephole pass resolves it.
                if op != Op::SEND {
                    graph.nodes[at].target = graph.skip_empty(graph.nodes[at].target);
                }
            }
        }
    }
    Ok(())
}
