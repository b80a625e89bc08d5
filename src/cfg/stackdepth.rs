//! How deep the stack gets.

use super::{Block, BlockId, Graph, PassContext};
use crate::code::flags;
use crate::error::CompileError;
use crate::target::Feature;

/// From this depth on CPython does not visit a block again.
const DEEP: i32 = 100;

/// Finds the deepest stack and the depth at which each block starts (`stackdepth`).
///
/// # Errors
/// A stack that would get below empty.
pub fn compute_stack_depth(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let Graph { nodes, blocks, worklist, .. } = graph;
    let target = ctx.target;
    worklist.clear();
    // A generator starts with the value that is sent to it, if what drops that is there already.
    let generator = !ctx.target.has(Feature::DepthBeforePrefix)
        && ctx.unit.flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0;
    blocks[BlockId::ENTRY.index()].start_depth = generator.into();
    worklist.push(BlockId::ENTRY);
    // As a number without sign, so that a depth below zero is the deepest of all.
    let mut deepest = 0_u32;
    let mut next = BlockId::NONE;
    loop {
        // What a block falls into comes right after it.
        let id = match std::mem::replace(&mut next, BlockId::NONE) {
            BlockId::NONE => match worklist.pop() {
                Some(id) => id,
                None => break,
            },
            next => next,
        };
        let block = &blocks[id.index()];
        let (range, follower) = (block.range(), block.next);
        let mut depth = block.start_depth;
        let mut enter = |id: BlockId, depth: i32| {
            if reach(&mut blocks[id.index()], depth) {
                worklist.push(id);
            }
        };
        let mut falls = true;
        for node in &nodes[range] {
            if let Some(effect) = target.plain_stack_effect(node.op) {
                depth += effect;
                deepest = deepest.max(depth.cast_unsigned());
                continue;
            }
            if node.op.has_target() {
                let (effect, effect_of_jump) = target.stack_effects_of_jump(node.op);
                let there = depth + effect_of_jump;
                depth += effect;
                deepest = deepest.max(there.cast_unsigned()).max(depth.cast_unsigned());
                enter(node.target, there);
            } else {
                depth += target.stack_effect(node.op, node.arg);
                deepest = deepest.max(depth.cast_unsigned());
            }
            if node.op.is_unconditional_jump() || node.op.is_scope_exit() {
                falls = false;
                break;
            }
        }
        if falls && follower != BlockId::NONE && reach(&mut blocks[follower.index()], depth) {
            next = follower;
        }
    }
    if deepest > i32::MAX.cast_unsigned() {
        return Err(super::defect("a stack below empty"));
    }
    let least = u32::from(ctx.target.has(Feature::StackNeverEmpty));
    graph.stack_size = least.max(deepest);
    Ok(())
}

/// Notes that the stack may be so deep where `block` starts; says whether that was not known (`stackdepth_push`).
#[inline]
fn reach(block: &mut Block, depth: i32) -> bool {
    let is_new = block.start_depth < depth && block.start_depth < DEEP;
    if is_new {
        block.start_depth = depth;
    }
    is_new
}
