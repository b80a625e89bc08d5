//! Removes NOPs that no line event needs.

use super::{BlockId, Graph, PassContext};
use crate::error::CompileError;
use crate::target::opcode::Op;

/// Removes every NOP whose line, if it has one, a neighbour keeps (`clean_basic_block`).
///
/// # Errors
/// None.
pub fn remove_nops(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        clean(graph, id);
        id = graph.block(id).next;
    }
    Ok(())
}

/// [`remove_nops`] in one block.
pub(super) fn clean(graph: &mut Graph, id: BlockId) {
    let range = graph.block(id).range();
    let Some(first) = graph.nodes[range.clone()].iter().position(|node| node.op == Op::NOP) else { return };
    let next_line = following_line(graph, id);
    let nodes = &mut graph.nodes[range];
    let mut kept = first;
    let mut previous = first.checked_sub(1).map_or(-1, |at| nodes[at].loc.line);
    for at in first..nodes.len() {
        let loc = nodes[at].loc;
        if nodes[at].op == Op::NOP {
            if !loc.has_line() || previous == loc.line {
                continue;
            }
            match nodes.get_mut(at + 1) {
                Some(next) if next.loc.line == loc.line => continue,
                Some(next) if !next.loc.has_line() => {
                    next.loc = loc;
                    continue;
                }
                None if next_line == Some(loc.line) => continue,
                _ => {}
            }
        }
        nodes[kept] = nodes[at];
        kept += 1;
        previous = loc.line;
    }
    graph.block_mut(id).len = kept as u32;
}

/// The line of the first instruction after the block `id`.
fn following_line(graph: &Graph, id: BlockId) -> Option<i32> {
    let next = graph.block(id).next;
    if next == BlockId::NONE {
        return None;
    }
    graph.body(graph.skip_empty(next)).first().map(|node| node.loc.line)
}
