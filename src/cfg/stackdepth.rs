//! How deep the stack gets.

use super::{Block, BlockId, Graph, PassContext};
use crate::code::flags;
use crate::error::CompileError;
use crate::target::{EffectKind, Feature, exceptional_effect};

/// From this depth on CPython does not visit a block again.
const DEEP: i32 = 100;

/// Finds the deepest stack and the depth at which each block starts (`stackdepth`).
///
/// # Errors
/// A stack that would get below empty.
pub fn compute_stack_depth(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let Graph { nodes, blocks, worklist, .. } = graph;
    let effects = ctx.target.effects;
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
        let (range, follower) = (block.range(), block.fallthrough());
        let mut depth = block.start_depth;
        for node in &nodes[range] {
            let effect = effects[node.op as usize];
            depth += match effect.kind {
                EffectKind::Plain => effect.plain(),
                EffectKind::ByRule => effect.with_argument(node.arg),
                EffectKind::Exceptional => exceptional_effect(node.op, node.arg),
                EffectKind::Leads => {
                    if node.op.has_target() {
                        let there = depth + effect.on_jump();
                        deepest = deepest.max(there.cast_unsigned());
                        if reach(&mut blocks[node.target.index()], there) {
                            worklist.push(node.target);
                        }
                    }
                    effect.with_argument(node.arg)
                }
            };
            deepest = deepest.max(depth.cast_unsigned());
        }
        if let Some(follower) = follower
            && reach(&mut blocks[follower.index()], depth)
        {
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
