//! Local improvements since 3.12: constant tests and returns, tuples of constants, jumps to jumps,
//! swaps.

use super::peephole::{constant, fold_tuple};
use super::{Block, BlockId, Graph, Node, PassContext, swaps};
use crate::compiler::values::constant::ConstTable;
use crate::compiler::values::error::CompileError;
use crate::compiler::values::location::Location;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::oparg::{COMPARE_TO_BOOL, global};
use crate::compiler::version::opcode::Op;

/// Improves each block; the NOPs that this leaves are for a later pass (`optimize_basic_block`).
///
/// # Errors
/// A constant that the unit does not have.
pub fn optimize_basic_blocks(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    const WITH_CONSTANTS: Kinds = Kinds::STACK.with(Kinds::AFTER_CONST).with(Kinds::NULL_THEN_GLOBAL);
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let block = graph.block_mut(id);
        block.missing = 0;
        if block.kinds.has(WITH_CONSTANTS) && optimize(graph.body_mut(id), ctx)? {
            graph.note_improved(id);
            graph.note_end(id);
        }
        if graph.block(id).kinds.has(Kinds::JUMP) {
            while thread_jump(graph, id) {}
        }
        id = graph.block(id).next;
    }
    Ok(())
}

/// Improves all instructions of a block but for the jump at its end; says whether there may be NOPs now.
fn optimize(nodes: &mut [Node], ctx: &mut PassContext<'_, '_>) -> Result<bool, CompileError> {
    let mut has_nops = false;
    let mut at = 0;
    while let Some(skipped) = nodes[at..].iter().position(|node| node.op.starts_pattern()) {
        at += skipped;
        let Node { op, arg, .. } = nodes[at];
        let next = nodes.get(at + 1).map_or(Op::CACHE, |next| next.op);
        match op {
            Op::LOAD_CONST => {
                loop {
                    let decides = nodes.get(at + 1).is_some_and(|next| is_decided(next.op));
                    if decides {
                        has_nops = true;
                        ctx.unit.consts_may_be_unused = true;
                    }
                    at += if decides { consume_constant(&mut nodes[at..], arg, ctx)? } else { 1 };
                    // Copies count as loads of the same.
                    if !nodes.get(at).is_some_and(|node| node.op == Op::COPY && node.arg == 1) {
                        break;
                    }
                }
                continue;
            }
            Op::BUILD_TUPLE => {
                let unpacked = next == Op::UNPACK_SEQUENCE && nodes[at + 1].arg == arg;
                has_nops |= match arg {
                    1 if unpacked => {
                        nodes[at].become_nop();
                        nodes[at + 1].become_nop();
                        true
                    }
                    2 | 3 if unpacked => {
                        nodes[at].become_nop();
                        nodes[at + 1].op = Op::SWAP;
                        true
                    }
                    _ => fold_tuple(&mut nodes[..=at], ctx)?,
                };
            }
            Op::SWAP => {
                has_nops = true;
                if arg == 1 {
                    nodes[at].become_nop();
                } else {
                    at = swaps::shorten(nodes, at);
                    swaps::apply(nodes, at, ctx.target);
                }
            }
            Op::PUSH_NULL if next == Op::LOAD_GLOBAL && !global::has_null(nodes[at + 1].arg) => {
                nodes[at].become_nop();
                nodes[at + 1].arg |= global::WITH_NULL;
                has_nops = true;
            }
            _ => {}
        }
        at += 1;
    }
    Ok(has_nops)
}

/// Whether a constant before it may decide it.
fn is_decided(op: Op) -> bool {
    matches!(op, Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE | Op::IS_OP | Op::RETURN_VALUE)
}

/// Decides what follows at the head of `nodes`, where the constant `index` is pushed; says how many
/// instructions are done.
fn consume_constant(nodes: &mut [Node], index: u32, ctx: &PassContext<'_, '_>) -> Result<usize, CompileError> {
    let Some(&next) = nodes.get(1) else { return Ok(1) };
    match next.op {
        Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE => {
            let truth = ctx.consts.truth(constant(index, ctx)?);
            nodes[0].become_nop();
            nodes[1].op = if truth == (next.op == Op::POP_JUMP_IF_TRUE) { Op::JUMP } else { Op::NOP };
        }
        Op::IS_OP => {
            let jump = nodes.get(2).map_or(Op::CACHE, |node| node.op);
            if matches!(jump, Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE) && constant(index, ctx)? == ConstTable::NONE
            {
                // `is not` and a jump if false both turn the test round.
                let if_not_none = (next.arg != 0) != (jump == Op::POP_JUMP_IF_FALSE);
                nodes[0].become_nop();
                nodes[1].become_nop();
                nodes[2].op = if if_not_none { Op::POP_JUMP_IF_NOT_NONE } else { Op::POP_JUMP_IF_NONE };
            }
        }
        Op::RETURN_VALUE => {
            nodes[0].become_nop();
            nodes[1].op = Op::RETURN_CONST;
            nodes[1].arg = index;
            return Ok(2);
        }
        _ => {}
    }
    Ok(1)
}

/// Lets the jump at the end of the block `id` skip a jump that it leads to, if that adds no line; says whether it
/// changed (`jump_thread`).
fn thread_jump(graph: &mut Graph, id: BlockId) -> bool {
    let Some(&Node { op, target, loc, .. }) = graph.last(id) else { return false };
    if !matches!(
        op,
        Op::POP_JUMP_IF_NOT_NONE | Op::POP_JUMP_IF_NONE | Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE | Op::JUMP
    ) {
        return false;
    }
    let Some(&next) = graph.body(target).first() else { return false };
    let threads = next.op == Op::JUMP
        && (loc.line == next.loc.line || !next.loc.has_line())
        // A jump to itself would never settle.
        && target != next.target;
    if threads && let Some(last) = graph.last_mut(id) {
        last.target = next.target;
    }
    threads
}

/// As [`optimize_basic_blocks`] since 3.13, where constants have a pass of their own
/// ([`super::fold_loaded_constants`]).
///
/// # Errors
/// A constant that the unit does not have.
pub fn optimize_without_constants(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut id = BlockId::ENTRY;
    while let Some(block) = graph.blocks.get(id.index()) {
        // One branch for both.
        let next = block.next;
        let jumps_to_jump = block.end.jumps() & graph.block(graph.jump_target(id)).is_jump();
        if block.kinds.has(IMPROVABLE) | jumps_to_jump {
            optimize_block(graph, id, ctx)?;
        }
        id = next;
    }
    Ok(())
}

/// What [`optimize_without_constants`] may improve besides jumps to jumps.
pub const IMPROVABLE: Kinds =
    Kinds::STACK.with(Kinds::TWO_STORES).with(Kinds::TEST_AFTER_BOOL).with(Kinds::GLOBAL_THEN_NULL);

impl Block {
    /// It is nothing but a jump that is always taken.
    #[inline]
    fn is_jump(&self) -> bool {
        self.end.always_jumps() & (self.len == 1)
    }
}

/// [`optimize_without_constants`] in one block.
fn optimize_block(graph: &mut Graph, id: BlockId, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut done = Done::default();
    if graph.block(id).kinds.has(IMPROVABLE) {
        done = improve(graph.body_mut(id), ctx)?;
        graph.block_mut(id).len = done.len as u32;
    }
    if extend_jump(graph, id, done.swaps) {
        graph.note_nops(id);
    }
    if done.swaps {
        let nodes = graph.body_mut(id);
        let mut at = 0;
        while let Some(skipped) = nodes[at..].iter().position(|node| node.op == Op::SWAP) {
            at = swaps::shorten(nodes, at + skipped);
            swaps::apply(nodes, at, ctx.target);
            at += 1;
        }
    }
    if done.nops || done.swaps {
        graph.note_improved(id);
    }
    Ok(())
}

/// What there may be now in a block, and how long it is.
#[derive(Default)]
struct Done {
    nops: bool,
    swaps: bool,
    len: usize,
}

/// Improves all instructions of a block but for the jump at its end. A NOP that would go anyway, as it has the
/// line of its neighbour, goes at once, if no swap may look past it before.
fn improve(nodes: &mut [Node], ctx: &mut PassContext<'_, '_>) -> Result<Done, CompileError> {
    let len = nodes.len();
    let mut done = Done { nops: false, swaps: false, len };
    let mut at = 0;
    // The first `kept` instructions are done.
    let mut kept = 0;
    while at < len {
        if kept == at {
            let Some(skipped) = nodes[at..].iter().position(|node| node.op.is_improvable()) else { return Ok(done) };
            at += skipped;
            kept = at;
        }
        let Node { op, arg, loc: Location { line, .. }, .. } = nodes[at];
        if kept < at {
            nodes[kept] = nodes[at];
        }
        at += 1;
        kept += 1;
        if !op.is_improvable() {
            continue;
        }
        let next = nodes.get(at).map_or(Op::CACHE, |next| next.op);
        match op {
            Op::STORE_FAST if next == Op::STORE_FAST && arg == nodes[at].arg && line == nodes[at].loc.line => {
                nodes[kept - 1].op = Op::POP_TOP;
                nodes[kept - 1].arg = 0;
                done.nops = true;
            }
            Op::LOAD_GLOBAL if next == Op::PUSH_NULL && !global::has_null(arg) => {
                nodes[kept - 1].arg |= global::WITH_NULL;
                if line >= 0 && line == nodes[at].loc.line {
                    at += 1;
                } else {
                    nodes[at].become_nop();
                    done.nops = true;
                }
            }
            Op::BUILD_TUPLE => {
                if next != Op::UNPACK_SEQUENCE || arg != nodes[at].arg || !(1..=3).contains(&arg) {
                    done.nops |= fold_tuple(&mut nodes[..kept], ctx)?;
                    continue;
                }
                done.nops = true;
                nodes[kept - 1].become_nop();
                if arg == 1 {
                    nodes[at].become_nop();
                } else {
                    nodes[at].op = Op::SWAP;
                }
            }
            Op::SWAP if arg == 1 => {
                nodes[kept - 1].become_nop();
                done.nops = true;
            }
            Op::SWAP => done.swaps = true,
            Op::COMPARE_OP | Op::CONTAINS_OP | Op::IS_OP | Op::UNARY_NOT if next == Op::TO_BOOL => {
                let bit = if op == Op::COMPARE_OP { COMPARE_TO_BOOL } else { 0 };
                nodes[at].op = op;
                nodes[at].arg = arg | bit;
                if line >= 0 && line == nodes[at].loc.line && !done.swaps {
                    kept -= 1;
                } else {
                    nodes[kept - 1].become_nop();
                    done.nops = true;
                }
            }
            Op::TO_BOOL if next == Op::TO_BOOL => {
                nodes[kept - 1].become_nop();
                done.nops = true;
            }
            Op::UNARY_NOT if next == Op::UNARY_NOT => {
                nodes[kept - 1].become_nop();
                nodes[at].become_nop();
                done.nops = true;
            }
            _ => {}
        }
    }
    done.len = kept;
    Ok(done)
}

/// Lets the jump at the end of the block `id` skip the jumps that it leads to: another jump, at the
/// position of the last of these, takes its place (`jump_thread` since 3.13). Says whether there is a NOP for it now: one
/// that would go anyway is not made, unless swaps may look past it or it starts a block, which is no jump then.
fn extend_jump(graph: &mut Graph, id: BlockId, has_swaps: bool) -> bool {
    let mut has_nops = false;
    loop {
        let Some(&jump) = graph.jump(id) else { return has_nops };
        if !graph.block(jump.target).is_jump() {
            return has_nops;
        }
        let Some(&target) = graph.body(jump.target).first() else { return has_nops };
        let op = match (jump.op, target.op) {
            (
                Op::POP_JUMP_IF_NOT_NONE | Op::POP_JUMP_IF_NONE | Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE,
                Op::JUMP,
            ) => jump.op,
            (Op::JUMP | Op::JUMP_NO_INTERRUPT, Op::JUMP) => Op::JUMP,
            (Op::JUMP | Op::JUMP_NO_INTERRUPT, Op::JUMP_NO_INTERRUPT) => jump.op,
            _ => return has_nops,
        };
        // A jump to itself would never settle.
        if jump.target == target.target {
            return has_nops;
        }
        let longer = Node { target: target.target, ..Node::new(op, 0, target.loc) };
        graph.move_lead(jump.target, target.target);
        let is_alone = graph.block(id).len == 1;
        let Some(last) = graph.last_mut(id) else { return has_nops };
        if !has_swaps && !is_alone && (!last.loc.has_line() || last.loc.line == longer.loc.line) {
            *last = longer;
        } else {
            last.become_nop();
            graph.push(id, longer);
            has_nops = true;
        }
    }
}
