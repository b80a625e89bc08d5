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
    let unset = below(locals) & !below(parameters);
    // All is set and stays so.
    if unset == 0 && !graph.kinds.has(Kinds::UNSET) {
        return Ok(());
    }
    for block in &mut graph.blocks {
        block.visited = false;
    }
    graph.unset.clear();
    graph.unset.resize(graph.blocks.len(), 0);
    graph.unset[BlockId::ENTRY.index()] = unset;
    if graph.kinds.has(Kinds::BLOCK_PUSH) {
        check::<true>(graph);
    } else {
        check::<false>(graph);
    }
    Ok(())
}

/// Looks at all blocks where something may be unset (`scan_block_for_locals`). What a block tells a later one is known
/// when its turn comes; only those that a jump backward leads to may have to be looked at again.
fn check<const HAS_HANDLERS: bool>(graph: &mut Graph) {
    let Graph { nodes, blocks, unset, worklist, .. } = graph;
    let (nodes, blocks, unset) = (&mut nodes[..], &mut blocks[..], &mut unset[..]);
    worklist.clear();
    let mut ahead = BlockId::ENTRY;
    loop {
        let id = if ahead != BlockId::NONE {
            let id = ahead;
            let block = &blocks[id.index()];
            ahead = block.next;
            // Where all is set and stays so there is nothing to find, nor to tell others.
            if unset[id.index()] == 0 && !block.kinds.has(Kinds::UNSET) {
                continue;
            }
            id
        } else {
            let Some(id) = worklist.pop() else { return };
            if !blocks[id.index()].visited {
                continue;
            }
            id
        };
        let block = &mut blocks[id.index()];
        block.visited = false;
        let mut mask = unset[id.index()];
        let (next, end) = (block.fallthrough(), block.end);
        let only_sets = !block.kinds.has(Kinds::UNSET);
        let names_locals = HAS_HANDLERS || block.kinds.has(Kinds::LOCAL);
        let body = &mut nodes[block.range()];
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
        for node in if names_locals { &mut *body } else { &mut [] } {
            if HAS_HANDLERS && node.handler != told {
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
            } else if mask & bit != 0 {
                if node.op == Op::LOAD_FAST {
                    node.op = Op::LOAD_FAST_CHECK;
                }
                mask &= !bit;
                if mask == 0 && only_sets {
                    break;
                }
            }
        }
        if mask == 0 {
            continue;
        }
        if let Some(next) = next {
            reach(next, mask);
        }
        if let Some(last) = body.last().filter(|_| end.jumps()) {
            reach(last.target, mask);
        }
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
