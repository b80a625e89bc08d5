//! Drops constants that nothing loads any more.

use super::{Graph, PassContext};
use crate::error::CompileError;

/// Truncates the constants after the last one used; the first, which may be a docstring, stays
/// (`trim_unused_consts`).
///
/// # Errors
/// None.
pub fn trim_unused_consts(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut last = 0;
    for id in graph.chain() {
        for node in graph.body(id) {
            if node.op.has_const() {
                last = last.max(node.arg);
            }
        }
    }
    ctx.unit.consts.truncate(last as usize + 1);
    Ok(())
}
