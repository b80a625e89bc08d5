//! Pairs of instructions on locals that are one operation.

use super::{BlockId, Graph, Node, PassContext, nops};
use crate::error::CompileError;
use crate::target::opcode::Op;
use crate::target::opflags::Kinds;

/// The first local that a superinstruction can't name: each half has four bits.
const LOCALS: u32 = 16;

/// Joins loads and stores of locals that follow each other on a line (`insert_superinstructions`).
///
/// # Errors
/// None.
pub fn insert_superinstructions(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if graph.kinds.has(Kinds::LOCAL) {
        let mut joined = false;
        let mut id = BlockId::ENTRY;
        while id != BlockId::NONE {
            let nodes = graph.body_mut(id);
            let mut at = 0;
            while let Some(skipped) = nodes[at..].iter().position(|node| node.op.has_local()) {
                at += skipped + 1;
                if let Some([first, second]) = nodes.get_mut(at - 1..=at) {
                    joined |= join(first, second);
                }
            }
            id = graph.block(id).next;
        }
        graph.has_nops |= joined;
    }
    nops::clean_all(graph, ctx.target);
    Ok(())
}

/// Joins two instructions if they can be; says whether it did (`make_super_instruction`).
fn join(first: &mut Node, second: &mut Node) -> bool {
    let op = match (first.op, second.op) {
        (Op::LOAD_FAST, Op::LOAD_FAST) => Op::LOAD_FAST_LOAD_FAST,
        (Op::STORE_FAST, Op::LOAD_FAST) => Op::STORE_FAST_LOAD_FAST,
        (Op::STORE_FAST, Op::STORE_FAST) => Op::STORE_FAST_STORE_FAST,
        _ => return false,
    };
    let different_lines = first.loc.has_line() && second.loc.has_line() && first.loc.line != second.loc.line;
    if different_lines || first.arg >= LOCALS || second.arg >= LOCALS {
        return false;
    }
    first.op = op;
    first.arg = first.arg << 4 | second.arg;
    second.become_nop();
    true
}
