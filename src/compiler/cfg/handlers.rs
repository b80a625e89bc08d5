//! Finds which handler covers which instruction.
//!
//! Codegen marks where a handler begins to cover (`SETUP_*`) and where it ends (`POP_BLOCK`). The exception table has no
//! such operations: so the stack of active handlers is followed through the graph, and each instruction is labelled with
//! the innermost one.

use super::{Block, BlockId, Graph, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::Feature;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::oparg::resume;
use crate::compiler::version::opcode::{ABSENT, Op};

/// A handler on the stack of those that are active, with the ones below it. Stacks share tails, so
/// handing one to another block is a copy of an index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Active {
    handler: BlockId,
    below: u32,
    /// The number of handlers on the stack, this one included.
    depth: u32,
}

/// The stack with no handler.
const NO_HANDLER: u32 = 0;

/// Follows `SETUP_*` and `POP_BLOCK` through the graph and notes on each instruction where its
/// exceptions go (`label_exception_targets`).
///
/// # Errors
/// A `POP_BLOCK` without its `SETUP_*`.
pub(crate) fn label_exception_targets(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let yield_depth = ctx.target.has(Feature::YieldDepth);
    let resume_depth = ctx.target.has(Feature::ResumeDepth);
    let one_handler = resume::one_handler(ctx.target);
    let (worklist, stacks) = (&mut ctx.scratch.worklist, &mut ctx.scratch.active);
    let entry_stacks = &mut ctx.scratch.numbers;
    let (mut nodes, blocks) = graph.operands_and_blocks();
    for block in blocks.iter_mut() {
        block.visited = false;
    }
    stacks.clear();
    stacks.push(Active { handler: BlockId::NONE, below: NO_HANDLER, depth: 0 });
    entry_stacks.clear();
    entry_stacks.resize(blocks.len(), NO_HANDLER);
    worklist.clear();
    worklist.push(BlockId::ENTRY);
    blocks[BlockId::ENTRY.index()].visited = true;
    while let Some(id) = worklist.pop() {
        let block = blocks[id.index()];
        let mut stack = entry_stacks[id.index()];
        let mut innermost = stacks[stack as usize].handler;
        let mut yielded_at = 0;
        let mut enter = |id: BlockId, stack: u32, visited: &mut bool| {
            if !std::mem::replace(visited, true) {
                entry_stacks[id.index()] = stack;
                worklist.push(id);
            }
        };
        if block.kinds().has(Kinds::HANDLER_STATE) {
            for mut node in nodes.of(&block) {
                let op = node.op();
                if !op.concerns_handlers() {
                    *node.handler() = innermost;
                } else if op.is_block_push() {
                    let handler = &mut blocks[node.target().index()];
                    enter(node.target(), stack, &mut handler.visited);
                    handler.become_handler(matches!(op, Op::SETUP_WITH | Op::SETUP_CLEANUP));
                    let depth = stacks[stack as usize].depth + 1;
                    stacks.push(Active { handler: node.target(), below: stack, depth });
                    stack = stacks.len() as u32 - 1;
                    innermost = node.target();
                } else if op == Op::POP_BLOCK {
                    if stack == NO_HANDLER {
                        return Err(super::defect("POP_BLOCK without a block"));
                    }
                    stack = stacks[stack as usize].below;
                    innermost = stacks[stack as usize].handler;
                } else {
                    *node.handler() = innermost;
                    match op {
                        Op::YIELD_VALUE if yield_depth => *node.arg() = stacks[stack as usize].depth,
                        Op::YIELD_VALUE => yielded_at = stacks[stack as usize].depth,
                        Op::RESUME if resume_depth && yielded_at == 1 && *node.arg() != resume::AT_START => {
                            *node.arg() |= one_handler
                        }
                        _ => {}
                    }
                    if op.is_jump() {
                        enter(node.target(), stack, &mut blocks[node.target().index()].visited);
                    }
                }
            }
        } else {
            if innermost != BlockId::NONE {
                nodes.of(&block).for_each(|mut node| *node.handler() = innermost);
            }
            if let Some(jump) = nodes.jump(&block) {
                enter(jump.target(), stack, &mut blocks[jump.target().index()].visited);
            }
        }
        if let Some(next) = block.fallthrough() {
            enter(next, stack, &mut blocks[next.index()].visited);
        }
    }
    if resume_depth {
        let is_reached = |block: &Block| block.visited && block.kinds().has(Kinds::PSEUDO);
        graph.replace_ops(is_reached, |op| (op == Op::POP_BLOCK).then_some(Op::NOP));
    }
    Ok(())
}

/// Makes NOPs of `SETUP_*` and `POP_BLOCK`, now done, and real operations of other pseudo-operations
/// (`convert_exception_handlers_to_nops`, since 3.12 `_PyCfg_ConvertPseudoOps`).
pub(crate) fn drop_block_markers(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let has_closure_operation = ctx.target.opcodes.number(Op::LOAD_CLOSURE) != ABSENT;
    let is_meant = |block: &Block| block.kinds().has(Kinds::PSEUDO);
    graph.replace_ops(is_meant, |op| match op {
        Op::STORE_FAST_MAYBE_NULL => Some(Op::STORE_FAST),
        Op::LOAD_CLOSURE => (!has_closure_operation).then_some(Op::LOAD_FAST),
        op => op.is_pseudo().then_some(Op::NOP),
    });
    Ok(())
}
