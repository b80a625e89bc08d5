//! Loads of locals that may not be set are checked.

use super::{BlockId, Graph, PassContext};
use crate::error::CompileError;
use crate::target::opcode::Op;
use crate::target::opflags::Kinds;

/// How many locals are followed from block to block; the others only within one.
const FOLLOWED: usize = 64;

/// Turns each `LOAD_FAST` of a local that may be unset into `LOAD_FAST_CHECK`
/// (`add_checks_for_loads_of_uninitialized_variables`).
///
/// # Errors
/// None.
pub fn check_uninitialized_loads(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let locals = ctx.unit.varnames.len();
    if locals == 0 {
        return Ok(());
    }
    if locals > FOLLOWED {
        check_within_blocks(graph, locals);
    }
    let below = |count: usize| if count >= FOLLOWED { u64::MAX } else { (1 << count) - 1 };
    let parameters = ctx.unit.parameters as usize;
    let mut unset = vec![0; graph.blocks.len()];
    for block in &mut graph.blocks {
        block.visited = false;
    }
    let mut worklist = std::mem::take(&mut graph.worklist);
    worklist.clear();
    unset[BlockId::ENTRY.index()] = below(locals) & !below(parameters);
    if unset[BlockId::ENTRY.index()] != 0 {
        worklist.push(BlockId::ENTRY);
        graph.block_mut(BlockId::ENTRY).visited = true;
    }
    // A deletion may be anywhere, so each block is looked at once at least.
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        check(graph, id, &mut unset, &mut worklist);
        id = graph.block(id).next;
    }
    while let Some(id) = worklist.pop() {
        graph.block_mut(id).visited = false;
        check(graph, id, &mut unset, &mut worklist);
    }
    graph.worklist = worklist;
    Ok(())
}

/// `scan_block_for_locals`: `unset` has the locals that may be unset where each block starts.
fn check(graph: &mut Graph, id: BlockId, unset: &mut [u64], worklist: &mut Vec<BlockId>) {
    let mut mask = unset[id.index()];
    // All is set and stays so: nothing to find here, nor to tell others.
    let only_sets = !graph.kinds.has(Kinds::UNSET);
    if mask == 0 && only_sets {
        return;
    }
    let Graph { nodes, blocks, .. } = graph;
    let block = blocks[id.index()];
    let mut reach = |id: BlockId, mask: u64| {
        let known = &mut unset[id.index()];
        if *known | mask != *known {
            *known |= mask;
            if !std::mem::replace(&mut blocks[id.index()].visited, true) {
                worklist.push(id);
            }
        }
    };
    // The handler that knows of all that may be unset here.
    let mut told = BlockId::NONE;
    for node in &mut nodes[block.range()] {
        if node.handler != told {
            told = node.handler;
            if told != BlockId::NONE {
                reach(told, mask);
            }
        }
        if !node.op.has_local() || node.arg as usize >= FOLLOWED {
            continue;
        }
        let bit = 1 << node.arg;
        if node.op.unsets_local() {
            mask |= bit;
            told = BlockId::NONE;
            continue;
        }
        if node.op == Op::LOAD_FAST && mask & bit != 0 {
            node.op = Op::LOAD_FAST_CHECK;
        }
        mask &= !bit;
        if mask == 0 && only_sets {
            return;
        }
    }
    if !block.no_fallthrough && block.next != BlockId::NONE {
        reach(block.next, mask);
    }
    if let Some(last) = nodes[block.range()].last().filter(|last| last.op.is_jump()) {
        reach(last.target, mask);
    }
}

/// `fast_scan_many_locals`
fn check_within_blocks(graph: &mut Graph, locals: usize) {
    // The last block that made sure of each local, counted from 1.
    let mut set_in = vec![0; locals];
    let mut number = 0;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        number += 1;
        for node in graph.body_mut(id) {
            let local = node.arg as usize;
            if !node.op.has_local() || !(FOLLOWED..locals).contains(&local) {
                continue;
            }
            match node.op {
                Op::DELETE_FAST | Op::LOAD_FAST_AND_CLEAR | Op::STORE_FAST_MAYBE_NULL => set_in[local] = 0,
                _ => {
                    if node.op == Op::LOAD_FAST && set_in[local] != number {
                        node.op = Op::LOAD_FAST_CHECK;
                    }
                    set_in[local] = number;
                }
            }
        }
        id = graph.block(id).next;
    }
}
