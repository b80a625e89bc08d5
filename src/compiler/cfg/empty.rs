//! Takes out of the graph the blocks that are empty.

use super::{BlockId, Graph, PassContext};
use crate::compiler::values::error::CompileError;

/// Takes empty blocks out of the chain and out of all targets (`eliminate_empty_basic_blocks`).
pub(crate) fn remove_empty_blocks(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if !graph.has_empty() {
        return Ok(());
    }
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let next = graph.first_filled(graph.block(id).next());
        graph.set_next(id, next);
        graph.skip_empty_targets(id);
        id = next;
    }
    graph.has_no_empty_blocks();
    Ok(())
}
