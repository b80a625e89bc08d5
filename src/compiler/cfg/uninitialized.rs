//! Lets loads of locals that may not be set be checked.
//!
//! A set of locals that may be unset is followed through the graph, a bit each. `del x` adds to it, `x = ...` and a
//! checked load take from it.

use super::graph::Operand;
use super::{BlockId, Graph, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::opcode::Op;

/// The number of locals that are followed from block to block; the others are only within one.
const FOLLOWED: usize = 64;

/// Turns each `LOAD_FAST` of a local that may be unset into `LOAD_FAST_CHECK`
/// (`add_checks_for_loads_of_uninitialized_variables`).
pub(crate) fn check_uninitialized_loads(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
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
    if unset == 0 && !graph.kinds().has(Kinds::UNSET) {
        return Ok(());
    }
    let all = &mut ctx.scratch.unset;
    all.clear();
    all.resize(graph.block_count(), Unset::default());
    all[BlockId::ENTRY.index()].locals = unset;
    while follow(graph, all, locals) {}
    Ok(())
}

/// The bit of no local, where there are fewer than are followed.
const NO_LOCAL: u32 = FOLLOWED as u32 - 1;

/// A mask for each operation: with it, the argument is the number of the bit of the local that it names, or of none.
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

/// Visits all blocks where something may be unset, in their order. Says whether the set of one grew after its turn,
/// which is rare: what a jump backward adds is mostly there.
fn follow(graph: &mut Graph, unset: &mut [Unset], locals: usize) -> bool {
    let (mut nodes, blocks) = graph.operands_and_blocks();
    let mut late = 0;
    let mut id = BlockId::ENTRY;
    while let Some(block) = blocks.get(id.index()) {
        let here = id;
        id = block.next();
        let known = &mut unset[here.index()];
        known.had_turn = u64::MAX;
        let mask = known.locals;
        let may_unset = block.kinds().has(Kinds::UNSET);
        // Where all is set and stays so there is nothing to find, nor to hand on.
        if mask == 0 && !may_unset {
            continue;
        }
        let end = block.end();
        let target = nodes.jump(block).map_or(here, |jump| jump.target());
        let body = nodes.of(block);
        let reach = |handler: BlockId, mask| late |= unset[handler.index()].add(mask);
        let only_sets = !may_unset && locals < FOLLOWED;
        let after = if only_sets { scan::<true>(body, mask, reach) } else { scan::<false>(body, mask, reach) };
        // Perf: without branches. Where control does not go on, nothing is added to this block itself.
        let (next, added) = if end.falls_through() & (id != BlockId::NONE) { (id, after) } else { (here, 0) };
        late |= unset[next.index()].add(added);
        let added = if end.jumps() { after } else { 0 };
        late |= unset[target.index()].add(added);
    }
    late != 0
}

/// Checks the loads of those locals that may be unset, `mask` at the start of the block, and calls `reach` with each
/// handler and what may be unset where an exception gets there (`scan_block_for_locals`). Gives what may be at the end.
/// Does less where the block `ONLY_SETS` locals and there are fewer of them than are followed.
fn scan<'n, const ONLY_SETS: bool>(
    body: impl Iterator<Item = Operand<'n>>,
    mut mask: u64,
    mut reach: impl FnMut(BlockId, u64),
) -> u64 {
    // The handler that knows of all that may be unset here.
    let mut reached = BlockId::NONE;
    for mut node in body {
        if *node.handler() != reached {
            reached = *node.handler();
            if reached != BlockId::NONE {
                reach(reached, mask);
            }
        }
        let (op, arg) = (node.op(), *node.arg());
        if !ONLY_SETS && (!op.has_local() || arg as usize >= FOLLOWED) {
            continue;
        }
        let bit = 1 << ((arg | BITS[op as usize]) % FOLLOWED as u32);
        if !ONLY_SETS && op.unsets_local() {
            mask |= bit;
            reached = BlockId::NONE;
        } else if mask & bit != 0 {
            if op == Op::LOAD_FAST {
                node.specialize(Op::LOAD_FAST_CHECK);
            }
            mask &= !bit;
        }
    }
    mask
}

/// Checks the loads of locals that are not followed between blocks (`fast_scan_many_locals`).
fn check_within_blocks(graph: &mut Graph, locals: usize) {
    // The last block that made sure of each local, counted from 1.
    let mut set_in = vec![0; locals];
    let mut number = 0;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        number += 1;
        let (mut nodes, blocks) = graph.operands_and_blocks();
        for mut node in nodes.of(&blocks[id.index()]) {
            let (op, local) = (node.op(), *node.arg() as usize);
            if !op.has_local() || !(FOLLOWED..locals).contains(&local) {
                continue;
            }
            match op {
                Op::DELETE_FAST | Op::LOAD_FAST_AND_CLEAR | Op::STORE_FAST_MAYBE_NULL => set_in[local] = 0,
                _ => {
                    if op == Op::LOAD_FAST && set_in[local] != number {
                        node.specialize(Op::LOAD_FAST_CHECK);
                    }
                    set_in[local] = number;
                }
            }
        }
        id = graph.block(id).next();
    }
}
