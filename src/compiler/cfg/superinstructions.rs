//! Joins pairs of instructions on locals to one operation each.
//!
//! `LOAD_FAST a; LOAD_FAST b` becomes `LOAD_FAST_LOAD_FAST (a, b)`, which the interpreter dispatches once.

use super::{BlockId, Edit, Graph, Node, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::oparg::{LOCALS_OF_PAIRS, two_locals};
use crate::compiler::version::opcode::Op;

/// Joins loads and stores of locals that follow each other on a line, and removes the NOPs that this leaves
/// (`insert_superinstructions`).
pub(crate) fn insert_superinstructions(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        if graph.block(id).kinds().has(Kinds::LOCAL_PAIRS) {
            let keeps_nops = graph.keeps_stale();
            graph.edit(id, |nodes| Ok(join_all(nodes, keeps_nops)))?;
        }
        id = graph.block(id).next();
    }
    graph.remove_nops(ctx.target);
    Ok(())
}

/// Joins what can be of a block's instructions. The second of two goes at once where the first keeps its line: a NOP
/// would go, too; unless it is to be left (`keeps_nops`).
fn join_all(nodes: &mut [Node], keeps_nops: bool) -> Edit {
    // Before the first two that are joined all stays where it is.
    let Some(mut at) = nodes.windows(2).position(|pair| joined(&pair[0], &pair[1]).is_some()) else {
        return Edit::Nothing;
    };
    // The first `kept` instructions are done.
    let mut kept = at;
    let mut leaves_nops = false;
    while at < nodes.len() {
        if kept < at {
            nodes[kept] = nodes[at];
        }
        kept += 1;
        let [first, second, ..] = &nodes[at..] else { break };
        at += 1;
        let Some(op) = joined(first, second) else { continue };
        let arg = two_locals(first.arg, second.arg);
        let keeps_line = !second.loc.has_line() || second.loc.line == first.loc.line;
        nodes[kept - 1].op = op;
        nodes[kept - 1].arg = arg;
        if keeps_nops | !keeps_line {
            nodes[kept] = nodes[at];
            nodes[kept].become_nop();
            kept += 1;
            leaves_nops = true;
        }
        at += 1;
    }
    if leaves_nops { Edit::Changed(kept) } else { Edit::Fewer(kept) }
}

/// Returns the operation that two instructions are together, if they can be joined (`make_super_instruction`).
#[inline]
fn joined(first: &Node, second: &Node) -> Option<Op> {
    if !Kinds::of_second(first.op, second.op).has(Kinds::LOCAL_PAIRS) {
        return None;
    }
    let op = match (first.op, second.op) {
        (Op::LOAD_FAST, _) => Op::LOAD_FAST_LOAD_FAST,
        (_, Op::LOAD_FAST) => Op::STORE_FAST_LOAD_FAST,
        _ => Op::STORE_FAST_STORE_FAST,
    };
    let different_lines = first.loc.has_line() & second.loc.has_line() & (first.loc.line != second.loc.line);
    (!different_lines & (first.arg < LOCALS_OF_PAIRS) & (second.arg < LOCALS_OF_PAIRS)).then_some(op)
}
