//! Jumps get their direction.

use super::{BlockId, Graph, Node, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::Feature;
use crate::compiler::version::opcode::Op;

/// Turns the jumps of codegen into those that go forward or backward (`normalize_jumps`).
///
/// # Errors
/// A jump backward of a kind that only goes forward.
pub(crate) fn choose_jump_directions(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let (mut nodes, blocks) = graph.operands_and_blocks();
    for block in &mut *blocks {
        block.visited = false;
    }
    let mut id = BlockId::ENTRY;
    while let Some(block) = blocks.get_mut(id.index()) {
        block.visited = true;
        id = block.next();
        if let Some(mut jump) = nodes.jump(block) {
            let op = directed(jump.op(), blocks[jump.target().index()].visited)?;
            jump.specialize(op);
        }
    }
    Ok(())
}

/// Gives unconditional jumps their direction; a conditional one that goes backward becomes its
/// opposite, over a jump backward (`normalize_jumps` since 3.12).
///
/// # Errors
/// A jump backward of a kind that only goes forward.
pub(crate) fn invert_backward_conditions(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    for block in graph.nodes_and_blocks().1 {
        block.visited = false;
    }
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        graph.block_mut(id).visited = true;
        let next = graph.block(id).next();
        if let Some(&last) = graph.jump(id) {
            let backward = graph.block(last.target).visited;
            match (last.op, backward) {
                (Op::JUMP | Op::JUMP_NO_INTERRUPT, _) => graph.set_jump_op(id, directed(last.op, backward)?),
                (_, false) => {}
                (op, true) => {
                    let jump = Node { target: last.target, ..Node::new(Op::JUMP, last.arg, last.loc) };
                    graph.insert_after(id, &[jump], 1);
                    graph.set_jump_op(id, opposite(op)?);
                    graph.retarget(id, next);
                    // The new one is next.
                    id = graph.block(id).next();
                    continue;
                }
            }
        }
        id = next;
    }
    Ok(())
}

/// Makes `COPY 1; TO_BOOL; POP_JUMP_IF_...` of the jumps that keep the value (`convert_pseudo_conditional_jumps`).
pub(crate) fn expand_keeping_jumps(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        if let Some(&jump) = graph.jump(id)
            && let Op::JUMP_IF_FALSE | Op::JUMP_IF_TRUE = jump.op
        {
            let node = |op, arg| Node { handler: jump.handler, ..Node::new(op, arg, jump.loc) };
            graph.insert_before_jump(id, &[node(Op::COPY, 1), node(Op::TO_BOOL, 0)]);
            let is_false = jump.op == Op::JUMP_IF_FALSE;
            graph.set_jump_op(id, if is_false { Op::POP_JUMP_IF_FALSE } else { Op::POP_JUMP_IF_TRUE });
        }
        id = graph.block(id).next();
    }
    Ok(())
}

/// Gives unconditional jumps their direction and puts `NOT_TAKEN` where a conditional one falls through; one that goes
/// backward becomes its opposite, over a jump backward (`normalize_jumps` since 3.14).
///
/// CPython puts `NOT_TAKEN` into the block of the jump. Here it is a block of its own, as a block ends at its jump.
///
/// # Errors
/// A jump backward of a kind that only goes forward.
pub(crate) fn normalize_jumps(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let keeps_handler = ctx.target.has(Feature::HandlersOfNewJumps);
    for block in graph.nodes_and_blocks().1 {
        block.visited = false;
    }
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        graph.block_mut(id).visited = true;
        let next = graph.block(id).next();
        if let Some(&last) = graph.jump(id) {
            let is_backward = graph.block(last.target).visited;
            let handler = match (keeps_handler, is_backward) {
                (true, _) => last.handler,
                (false, true) => BlockId::NONE,
                (false, false) => graph.handler_behind(id),
            };
            let not_taken = Node { handler, ..Node::new(Op::NOT_TAKEN, 0, last.loc) };
            match last.op {
                Op::JUMP | Op::JUMP_NO_INTERRUPT => graph.set_jump_op(id, directed(last.op, is_backward)?),
                Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE | Op::POP_JUMP_IF_NONE | Op::POP_JUMP_IF_NOT_NONE => {
                    let depth = graph.block(last.target).start_depth;
                    let new = if is_backward {
                        let op = Op::JUMP_BACKWARD;
                        let jump = Node { target: last.target, handler, ..Node::new(op, 0, last.loc) };
                        let new = graph.insert_after(id, &[not_taken, jump], 1);
                        graph.set_jump_op(id, opposite(last.op)?);
                        graph.retarget(id, next);
                        new
                    } else {
                        graph.insert_after(id, &[not_taken], 1)
                    };
                    graph.block_mut(new).start_depth = depth;
                    graph.block_mut(new).visited = true;
                }
                _ => {}
            }
        }
        id = next;
    }
    Ok(())
}

fn opposite(op: Op) -> Result<Op, CompileError> {
    Ok(match op {
        Op::POP_JUMP_IF_NOT_NONE => Op::POP_JUMP_IF_NONE,
        Op::POP_JUMP_IF_NONE => Op::POP_JUMP_IF_NOT_NONE,
        Op::POP_JUMP_IF_FALSE => Op::POP_JUMP_IF_TRUE,
        Op::POP_JUMP_IF_TRUE => Op::POP_JUMP_IF_FALSE,
        _ => return Err(super::defect("a jump backward that only goes forward")),
    })
}

fn directed(op: Op, backward: bool) -> Result<Op, CompileError> {
    DIRECTED[usize::from(backward)][op as usize].ok_or_else(|| super::defect("JUMP_IF_..._OR_POP backward"))
}

/// What each jump is forward and backward.
static DIRECTED: [[Option<Op>; Op::COUNT]; 2] = {
    let mut directed = [[None; Op::COUNT]; 2];
    let mut index = 0;
    while index < Op::COUNT {
        directed[0][index] = in_direction(Op::ALL[index], false);
        directed[1][index] = in_direction(Op::ALL[index], true);
        index += 1;
    }
    directed
};

const fn in_direction(op: Op, backward: bool) -> Option<Op> {
    Some(match (op, backward) {
        (Op::JUMP | Op::JUMP_NO_INTERRUPT, false) => Op::JUMP_FORWARD,
        (Op::JUMP, true) => Op::JUMP_BACKWARD,
        (Op::JUMP_NO_INTERRUPT, true) => Op::JUMP_BACKWARD_NO_INTERRUPT,
        (Op::POP_JUMP_IF_NOT_NONE, false) => Op::POP_JUMP_FORWARD_IF_NOT_NONE,
        (Op::POP_JUMP_IF_NOT_NONE, true) => Op::POP_JUMP_BACKWARD_IF_NOT_NONE,
        (Op::POP_JUMP_IF_NONE, false) => Op::POP_JUMP_FORWARD_IF_NONE,
        (Op::POP_JUMP_IF_NONE, true) => Op::POP_JUMP_BACKWARD_IF_NONE,
        (Op::POP_JUMP_IF_FALSE, false) => Op::POP_JUMP_FORWARD_IF_FALSE,
        (Op::POP_JUMP_IF_FALSE, true) => Op::POP_JUMP_BACKWARD_IF_FALSE,
        (Op::POP_JUMP_IF_TRUE, false) => Op::POP_JUMP_FORWARD_IF_TRUE,
        (Op::POP_JUMP_IF_TRUE, true) => Op::POP_JUMP_BACKWARD_IF_TRUE,
        (Op::JUMP_IF_TRUE_OR_POP | Op::JUMP_IF_FALSE_OR_POP, true) => return None,
        (op, _) => op,
    })
}
