//! Which handler covers which instruction.

use super::{BlockId, Graph, PassContext};
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
    /// How many there are, this one included.
    depth: u32,
}

/// The stack with no handler.
const NO_HANDLER: u32 = 0;

/// Follows `SETUP_*` and `POP_BLOCK` through the graph and notes on each instruction where its
/// exceptions go (`label_exception_targets`).
///
/// # Errors
/// A `POP_BLOCK` without its `SETUP_*`.
pub fn label_exception_targets(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let yield_depth = ctx.target.has(Feature::YieldDepth);
    let resume_depth = ctx.target.has(Feature::ResumeDepth);
    let Graph { nodes, blocks, worklist, has_nops, active: stacks, numbers: entry_stacks, .. } = graph;
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
        let mut body = &mut nodes[block.range()];
        if !block.kinds.has(Kinds::HANDLER_STATE) {
            if innermost != BlockId::NONE {
                body.iter_mut().for_each(|node| node.handler = innermost);
            }
            if let Some(last) = body.last().filter(|_| block.end.jumps()) {
                enter(last.target, stack, &mut blocks[last.target.index()].visited);
            }
            body = &mut [];
        }
        for node in body {
            if !node.op.concerns_handlers() {
                node.handler = innermost;
            } else if node.op.is_block_push() {
                let handler = &mut blocks[node.target.index()];
                enter(node.target, stack, &mut handler.visited);
                handler.is_handler = true;
                if matches!(node.op, Op::SETUP_WITH | Op::SETUP_CLEANUP) {
                    handler.preserve_lasti = true;
                }
                let depth = stacks[stack as usize].depth + 1;
                stacks.push(Active { handler: node.target, below: stack, depth });
                stack = stacks.len() as u32 - 1;
                innermost = node.target;
            } else if node.op == Op::POP_BLOCK {
                if stack == NO_HANDLER {
                    return Err(super::defect("POP_BLOCK without a block"));
                }
                stack = stacks[stack as usize].below;
                innermost = stacks[stack as usize].handler;
                if resume_depth {
                    node.become_nop();
                    blocks[id.index()].has_nops = true;
                    *has_nops = true;
                }
            } else {
                node.handler = innermost;
                match node.op {
                    Op::YIELD_VALUE if yield_depth => node.arg = stacks[stack as usize].depth,
                    Op::YIELD_VALUE => yielded_at = stacks[stack as usize].depth,
                    Op::RESUME if resume_depth && yielded_at == 1 && node.arg != resume::AT_START => {
                        node.arg |= resume::ONE_HANDLER
                    }
                    _ => {}
                }
                if node.op.is_jump() {
                    enter(node.target, stack, &mut blocks[node.target.index()].visited);
                }
            }
        }
        if let Some(next) = block.fallthrough() {
            enter(next, stack, &mut blocks[next.index()].visited);
        }
    }
    Ok(())
}

/// Turns `SETUP_*` and `POP_BLOCK`, now done, into NOPs, and other pseudo-operations into real ones
/// (`convert_exception_handlers_to_nops`, since 3.12 `_PyCfg_ConvertPseudoOps`).
///
/// # Errors
/// None.
pub fn drop_block_markers(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let has_closure_operation = ctx.target.opcodes.number(Op::LOAD_CLOSURE) != ABSENT;
    let Graph { nodes, blocks, has_nops, .. } = graph;
    for block in blocks.iter_mut().filter(|block| block.kinds.has(Kinds::PSEUDO)) {
        for node in nodes[block.range()].iter_mut().filter(|node| node.op.is_pseudo()) {
            match node.op {
                Op::STORE_FAST_MAYBE_NULL => node.op = Op::STORE_FAST,
                Op::LOAD_CLOSURE if !has_closure_operation => node.op = Op::LOAD_FAST,
                Op::LOAD_CLOSURE => {}
                _ => {
                    node.become_nop();
                    block.has_nops = true;
                    *has_nops = true;
                }
            }
        }
    }
    Ok(())
}
