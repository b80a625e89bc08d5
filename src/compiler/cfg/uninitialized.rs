//! Loads of locals that may not be set are checked.

use super::{BlockId, Graph, Node, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::opcode::Op;

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
    graph.unset.clear();
    graph.unset.resize(graph.blocks.len(), Unset::default());
    graph.unset[BlockId::ENTRY.index()].locals = unset;
    while follow(graph, locals) {}
    Ok(())
}

/// The bit of no local, where there are fewer than are followed.
const NO_LOCAL: u32 = FOLLOWED as u32 - 1;

/// What makes of the argument of each operation the number of the bit of the local that it names, if it does.
static BITS: [u32; Op::COUNT] = {
    let mut bits = [NO_LOCAL; Op::COUNT];
    let mut index = 0;
    while index < Op::COUNT {
        if Op::ALL[index].has_local() {
            bits[index] = 0;
        }
        index += 1;
    }
    bits
};

/// Which of the locals that are followed may have no value where a block starts, a bit each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Unset {
    locals: u64,
    /// All bits once the block has had its turn.
    had_turn: u64,
}

impl Unset {
    /// Adds `more`; gives what of it is new, and too late.
    #[inline]
    fn add(&mut self, more: u64) -> u64 {
        let new = more & !self.locals;
        self.locals |= new;
        new & self.had_turn
    }
}

/// Looks at all blocks where something may be unset, in their order. Says whether one was told of something after its
/// turn, which is rare: what a jump backward tells is mostly known.
fn follow(graph: &mut Graph, locals: usize) -> bool {
    let Graph { nodes, blocks, unset, .. } = graph;
    let (nodes, blocks, unset) = (&mut nodes[..], &blocks[..], &mut unset[..]);
    let mut late = 0;
    let mut id = BlockId::ENTRY;
    while let Some(block) = blocks.get(id.index()) {
        let here = id;
        id = block.next;
        let known = &mut unset[here.index()];
        known.had_turn = u64::MAX;
        let mask = known.locals;
        let may_unset = block.kinds.has(Kinds::UNSET);
        // Where all is set and stays so there is nothing to find, nor to tell others.
        if mask == 0 && !may_unset {
            continue;
        }
        let body = &mut nodes[block.range()];
        let (end, last) = (block.end, body.last().map_or(here, |last| last.target));
        let tell = |handler: BlockId, mask| late |= unset[handler.index()].add(mask);
        let only_sets = !may_unset && locals < FOLLOWED;
        let after = if only_sets { scan::<true>(body, mask, tell) } else { scan::<false>(body, mask, tell) };
        // Without branches: else it tells itself what it knows.
        let (next, told) = if end.falls_through() & (id != BlockId::NONE) { (id, after) } else { (here, 0) };
        late |= unset[next.index()].add(told);
        let (target, told) = if end.jumps() { (last, after) } else { (here, 0) };
        late |= unset[target.index()].add(told);
    }
    late != 0
}

/// Checks the loads of those locals that may be unset, `mask` at the start of the block, and calls `tell` with each
/// handler and what may be unset where an exception gets there (`scan_block_for_locals`). Gives what may be at the end.
/// Does less where the block `ONLY_SETS` locals and there are fewer of them than are followed.
fn scan<const ONLY_SETS: bool>(body: &mut [Node], mut mask: u64, mut tell: impl FnMut(BlockId, u64)) -> u64 {
    // The handler that knows of all that may be unset here.
    let mut told = BlockId::NONE;
    for node in body {
        if node.handler != told {
            told = node.handler;
            if told != BlockId::NONE {
                tell(told, mask);
            }
        }
        if !ONLY_SETS && (!node.op.has_local() || node.arg as usize >= FOLLOWED) {
            continue;
        }
        let bit = 1 << ((node.arg | BITS[node.op as usize]) % FOLLOWED as u32);
        if !ONLY_SETS && node.op.unsets_local() {
            mask |= bit;
            told = BlockId::NONE;
        } else if mask & bit != 0 {
            if node.op == Op::LOAD_FAST {
                node.op = Op::LOAD_FAST_CHECK;
            }
            mask &= !bit;
        }
    }
    mask
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
