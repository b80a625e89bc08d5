//! Finds how deep the stack gets.
//!
//! CPython follows each path from the entry; the depth at a block is that of the first path that reaches it.

use super::{Block, BlockId, Graph, PassContext};
use crate::compiler::values::code::flags;
use crate::compiler::values::error::CompileError;
use crate::compiler::version::{Effects, Feature};

/// From this depth on CPython does not visit a block again.
const DEEP: i32 = 100;

/// The depth at the start of a block before a predecessor is seen.
pub(super) const UNKNOWN: i32 = i32::MIN;

/// The depth at the start of a block whose turn came before that of a predecessor.
const PASSED_BY: i32 = -1;

/// Finds the deepest stack and the depth at which each block starts (`stackdepth`).
///
/// # Errors
/// A stack that would get below empty.
pub(crate) fn compute_stack_depth(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    // A generator starts with the value that is sent to it, if what drops that is there already.
    let generator = !ctx.target.has(Feature::DepthBeforePrefix)
        && ctx.unit.flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0;
    graph.block_mut(BlockId::ENTRY).start_depth = generator.into();
    let mut deepest = 0;
    while follow(graph, &ctx.target.opcodes.effects, &mut deepest) {}
    if deepest > i32::MAX.cast_unsigned() {
        return Err(super::defect("a stack below empty"));
    }
    let least = u32::from(ctx.target.has(Feature::StackNeverEmpty));
    graph.stack_size = least.max(deepest);
    Ok(())
}

/// Visits the blocks in their order and notes the depth at each one's end at the start of its successors. Finds the
/// deepest stack, without sign, so that a depth below zero is the deepest of all. Says whether the depth of a block
/// changed after its turn, which is rare: mostly a predecessor comes before it, and the others agree.
fn follow(graph: &mut Graph, effects: &Effects, deepest: &mut u32) -> bool {
    let (nodes, blocks) = graph.nodes_and_blocks();
    let mut is_late = false;
    let mut id = BlockId::ENTRY;
    while let Some(block) = blocks.get_mut(id.index()) {
        let here = id;
        id = block.next();
        let start = block.start_depth;
        if start < 0 {
            block.start_depth = PASSED_BY;
            continue;
        }
        let (range, end) = (block.range(), block.end());
        let body = &nodes[range];
        let mut depth = start;
        for node in body {
            if effects.is_special(node.op) {
                if node.op.is_block_push() {
                    let there = depth + effects.more_on_jump(node.op);
                    *deepest = (*deepest).max(there.cast_unsigned());
                    is_late |= reach(&mut blocks[node.target.index()], there);
                }
                depth += effects.special(node.op, node.arg);
            }
            depth += effects.with_argument(node.op, node.arg);
            *deepest = (*deepest).max(depth.cast_unsigned());
        }
        // Perf: without branches, as a block falls through or jumps as likely as not. Where it does not, it reaches
        // itself with the depth that it has.
        let (mut target, mut there) = (here, start);
        if let Some(last) = body.last()
            && end.jumps()
        {
            (target, there) = (last.target, depth + effects.more_on_jump(last.op));
        }
        is_late |= reach(&mut blocks[target.index()], there);
        let falls = end.falls_through() & (id != BlockId::NONE);
        let (next, there) = if falls { (id, depth) } else { (here, start) };
        is_late |= reach(&mut blocks[next.index()], there);
    }
    is_late
}

/// Notes that the stack may be so deep where `block` starts (`stackdepth_push`). Says whether something else was known,
/// or the block has had its turn.
#[inline]
fn reach(block: &mut Block, depth: i32) -> bool {
    let known = block.start_depth;
    let is_deeper = known < depth.min(DEEP);
    block.start_depth = if is_deeper { depth } else { known };
    is_deeper & (known != UNKNOWN)
}
