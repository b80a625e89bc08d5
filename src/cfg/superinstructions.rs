//! Pairs of instructions on locals that are one operation.

use super::{BlockId, Graph, Node, PassContext, nops};
use crate::error::CompileError;
use crate::target::opcode::Op;

/// The first local that a superinstruction can't name: each half has four bits.
const LOCALS: u32 = 16;

/// Joins loads and stores of locals that follow each other on a line (`insert_superinstructions`).
///
/// # Errors
/// None.
pub fn insert_superinstructions(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let nodes = graph.body_mut(id);
        for at in 1..nodes.len() {
            if let [first, second] = &mut nodes[at - 1..=at] {
                join(first, second);
            }
        }
        id = graph.block(id).next;
    }
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        nops::clean(graph, id, ctx.target);
        id = graph.block(id).next;
    }
    Ok(())
}

/// `make_super_instruction`
fn join(first: &mut Node, second: &mut Node) {
    let op = match (first.op, second.op) {
        (Op::LOAD_FAST, Op::LOAD_FAST) => Op::LOAD_FAST_LOAD_FAST,
        (Op::STORE_FAST, Op::LOAD_FAST) => Op::STORE_FAST_LOAD_FAST,
        (Op::STORE_FAST, Op::STORE_FAST) => Op::STORE_FAST_STORE_FAST,
        _ => return,
    };
    let different_lines = first.loc.has_line() && second.loc.has_line() && first.loc.line != second.loc.line;
    if different_lines || first.arg >= LOCALS || second.arg >= LOCALS {
        return;
    }
    first.op = op;
    first.arg = first.arg << 4 | second.arg;
    second.become_nop();
}
