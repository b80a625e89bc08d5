//! Finds the loads of locals that need not hold the object: `LOAD_FAST_BORROW`.
//!
//! A load may borrow the reference of its local if that stays in place until the loaded one is consumed. Each block is
//! looked at by itself: its stack is followed, an entry of which is the load that pushed it, if one did. A load may not
//! borrow if its entry is still there when the local is stored to, if it is stored itself, or if it is there at the end of
//! the block. Only blocks that control reaches without an exception are looked at.

use super::{BlockId, Edit, Graph, Node, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::opcode::Op;
use crate::compiler::version::{Effects, Feature};

/// A reference on the stack.
#[derive(Clone, Copy)]
struct Entry {
    /// The index of the instruction of the block that pushed it, if it is known.
    from: Option<usize>,
    /// The local that it was loaded from, if it was.
    local: Option<u32>,
}

const UNKNOWN: Entry = Entry { from: None, local: None };

/// Gives a position to what has that of the instruction after it (`resolve_next_location` of the assembler).
pub(crate) fn resolve_next_locations(graph: &mut Graph, _: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    graph.resolve_next_locations();
    Ok(())
}

/// Lets loads of locals borrow (`optimize_load_fast`).
pub(crate) fn borrow_locals(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    for block in graph.nodes_and_blocks().1 {
        block.visited = false;
    }
    let effects = &ctx.target.opcodes.effects;
    let blames_first = !ctx.target.has(Feature::PushesKnown);
    let mut worklist = std::mem::take(&mut ctx.scratch.worklist);
    worklist.clear();
    worklist.push(BlockId::ENTRY);
    graph.block_mut(BlockId::ENTRY).visited = true;
    while let Some(id) = worklist.pop() {
        let depth = graph.block(id).start_depth.max(0) as usize;
        graph.edit(id, |nodes| {
            borrow_in(nodes, depth, effects, blames_first);
            Ok(Edit::Changed(nodes.len()))
        })?;
        // Nothing is found behind an empty block.
        let falls = graph.block(id).fallthrough().filter(|_| !graph.block(id).is_empty());
        let jumps = graph.jump(id).filter(|jump| jump.op != Op::END_ASYNC_FOR_JUMP).map(|jump| jump.target);
        for next in falls.into_iter().chain(jumps) {
            if !std::mem::replace(&mut graph.block_mut(next).visited, true) {
                worklist.push(next);
            }
        }
    }
    ctx.scratch.worklist = worklist;
    Ok(())
}

/// The stack of a block while it is followed.
struct Stack {
    entries: Vec<Entry>,
    /// Whether the load at each index of the block must hold its object.
    holds: Vec<bool>,
}

impl Stack {
    fn push(&mut self, from: usize, local: Option<u32>) {
        self.entries.push(Entry { from: Some(from), local });
    }

    fn pop(&mut self) -> Entry {
        self.entries.pop().unwrap_or(UNKNOWN)
    }

    fn pop_all(&mut self, count: i32) {
        for _ in 0..count {
            self.pop();
        }
    }

    /// The loads of `local` on the stack must hold their objects: the local changes.
    fn kill(&mut self, local: u32) {
        for entry in &self.entries {
            if let Entry { from: Some(from), local: Some(loaded) } = *entry
                && loaded == local
            {
                self.holds[from] = true;
            }
        }
    }

    /// The top of the stack is stored in `local`.
    fn store(&mut self, local: u32) {
        self.kill(local);
        if let Some(from) = self.pop().from {
            self.holds[from] = true;
        }
    }
}

/// Lets the loads of a block borrow, whose stack is `depth` deep at its start. `blames_first`: what some operations push
/// counts as pushed by the first instruction.
fn borrow_in(nodes: &mut [Node], depth: usize, effects: &Effects, blames_first: bool) {
    let mut stack = Stack { entries: vec![UNKNOWN; depth], holds: vec![false; nodes.len()] };
    for (at, node) in nodes.iter().enumerate() {
        follow(&mut stack, at, node, effects, blames_first);
    }
    for entry in &stack.entries {
        if let Some(from) = entry.from {
            stack.holds[from] = true;
        }
    }
    for (node, holds) in nodes.iter_mut().zip(&stack.holds) {
        match node.op {
            Op::LOAD_FAST if !holds => node.op = Op::LOAD_FAST_BORROW,
            Op::LOAD_FAST_LOAD_FAST if !holds => node.op = Op::LOAD_FAST_BORROW_LOAD_FAST_BORROW,
            _ => {}
        }
    }
}

/// Follows one instruction.
fn follow(stack: &mut Stack, at: usize, node: &Node, effects: &Effects, blames_first: bool) {
    let arg = node.arg;
    let (high, low) = (arg >> 4, arg & 15);
    match node.op {
        Op::LOAD_FAST => stack.push(at, Some(arg)),
        Op::LOAD_FAST_AND_CLEAR => {
            stack.kill(arg);
            stack.push(at, Some(arg));
        }
        Op::LOAD_FAST_LOAD_FAST => {
            stack.push(at, Some(high));
            stack.push(at, Some(low));
        }
        Op::STORE_FAST => stack.store(arg),
        Op::STORE_FAST_LOAD_FAST => {
            stack.store(high);
            stack.push(at, Some(low));
        }
        Op::STORE_FAST_STORE_FAST => {
            stack.store(high);
            stack.store(low);
        }
        Op::DELETE_FAST => stack.kill(arg),
        Op::COPY => {
            let entry = stack.entries.len().checked_sub(arg as usize).map_or(UNKNOWN, |at| stack.entries[at]);
            stack.entries.push(entry);
        }
        Op::SWAP => {
            let len = stack.entries.len();
            if let (Some(top), Some(other)) = (len.checked_sub(1), len.checked_sub(arg as usize)) {
                stack.entries.swap(top, other);
            }
        }
        // Their inputs stay.
        Op::GET_ANEXT
        | Op::GET_LEN
        | Op::IMPORT_FROM
        | Op::MATCH_KEYS
        | Op::MATCH_MAPPING
        | Op::MATCH_SEQUENCE
        | Op::PUSH_EXC_INFO
        | Op::WITH_EXCEPT_START => stack.push(if blames_first { 0 } else { at }, None),
        Op::FORMAT_SIMPLE | Op::GET_YIELD_FROM_ITER => {}
        Op::FOR_ITER => stack.push(at, None),
        Op::SEND => {
            stack.pop();
            stack.push(at, None);
        }
        // The top survives, and what is below goes.
        Op::END_SEND | Op::SET_FUNCTION_ATTRIBUTE => {
            let top = stack.pop();
            stack.pop();
            stack.entries.push(top);
        }
        Op::CHECK_EXC_MATCH => {
            stack.pop();
            stack.push(at, None);
        }
        Op::LOAD_SPECIAL => {
            let of = stack.pop();
            stack.push(at, None);
            stack.entries.push(of);
        }
        Op::LOAD_ATTR | Op::LOAD_SUPER_ATTR if arg & 1 != 0 => {
            let of = stack.pop();
            if node.op == Op::LOAD_SUPER_ATTR {
                stack.pop_all(2);
            }
            stack.push(at, None);
            stack.entries.push(of);
        }
        op => {
            let effect = effects.of(op);
            stack.pop_all(effect.pops(arg));
            for _ in 0..effect.pushes(arg) {
                stack.push(at, None);
            }
        }
    }
}
