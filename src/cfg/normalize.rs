//! Marks how blocks end.

use super::{BlockId, Graph, PassContext, defect};
use crate::error::CompileError;
use crate::target::opcode::Op;

/// Marks blocks that exit or do not fall through, and lets jumps skip empty blocks
/// (`normalize_basic_block`).
///
/// # Errors
/// A jump that goes nowhere.
pub fn normalize_blocks(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    for id in graph.by_allocation() {
        // Codegen starts a block after each of these.
        let Some(&last) = graph.last(id) else { continue };
        if last.op.is_scope_exit() {
            let block = graph.block_mut(id);
            block.exit = true;
            block.no_fallthrough = true;
        } else if last.op.is_jump() {
            if matches!(last.op, Op::JUMP | Op::JUMP_NO_INTERRUPT) {
                graph.block_mut(id).no_fallthrough = true;
            }
            if last.target == BlockId::NONE {
                return Err(defect("a jump without a target"));
            }
            // SEND keeps an empty target; the peephole pass resolves it.
            if last.op != Op::SEND {
                let target = graph.skip_empty(last.target);
                if let Some(jump) = graph.last_mut(id) {
                    jump.target = target;
                }
            }
        }
    }
    Ok(())
}
