//! How deep the stack gets.

use super::{BlockId, Graph, PassContext};
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
    for block in blocks.iter_mut() {
        block.start_depth = i32::MIN;
    }
    worklist.clear();
    // A generator starts with the value that is sent to it, if what drops that is there already.
    let generator = !ctx.target.has(Feature::DepthBeforePrefix)
        && ctx.unit.flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0;
    blocks[BlockId::ENTRY.index()].start_depth = generator.into();
    worklist.push(BlockId::ENTRY);
    // As a number without sign, so that a depth below zero is the deepest of all.
    let mut deepest = 0_u32;
    while let Some(id) = worklist.pop() {
        let block = blocks[id.index()];
        let mut enter = |id: BlockId, depth: i32| {
            let block = &mut blocks[id.index()];
            if block.start_depth < depth && block.start_depth < DEEP {
                block.start_depth = depth;
                worklist.push(id);
            }
        };
        let mut depth = block.start_depth;
        let mut falls = true;
        for node in &nodes[block.range()] {
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
        if falls && block.next != BlockId::NONE {
            enter(block.next, depth);
        }
    }
    if deepest > i32::MAX.cast_unsigned() {
        return Err(super::defect("a stack below empty"));
    }
    let least = u32::from(ctx.target.has(Feature::StackNeverEmpty));
    graph.stack_size = least.max(deepest);
    Ok(())
}
