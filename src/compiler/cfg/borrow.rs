//! Finds the loads of locals that need not hold the object: `LOAD_FAST_BORROW`.
//!
//! A load may borrow the reference of its local if that stays in place until the loaded one is consumed. Each block is
//! looked at by itself: its stack is followed, an entry of which is the load that pushed it, if one did. A load may not
//! borrow if its entry is still there when the local is stored to, if it is stored itself, or if it is there at the end of
//! the block. Only blocks that control reaches without an exception are looked at.

use super::{BlockId, Edit, Graph, Node, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::opcode::Op;
use crate::compiler::version::{Effects, Feature};

/// A reference on the stack that a load of the block pushed.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Its place on the stack, counted from an arbitrary one.
    place: i32,
    /// Which of the block's loads it is of.
    load: u32,
    /// The local that it was loaded from, or [`NO_LOCAL`].
    local: u32,
}

const NO_LOCAL: u32 = u32::MAX;

/// The kinds of loads that may borrow.
pub(crate) const LOADS: Kinds = Kinds::LOCAL.with(Kinds::TWO_LOCALS);

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
    let (worklist, stack) = (&mut ctx.scratch.worklist, &mut ctx.scratch.references);
    worklist.clear();
    worklist.push(BlockId::ENTRY);
    graph.block_mut(BlockId::ENTRY).visited = true;
    while let Some(id) = worklist.pop() {
        if graph.block(id).kinds().has(LOADS) {
            graph.edit(id, |nodes| {
                borrow_in(nodes, stack, effects, blames_first);
                // What borrows is of the same kinds.
                Ok(Edit::Fewer(nodes.len()))
            })?;
        }
        // Nothing is found behind an empty block.
        let falls = graph.block(id).fallthrough().filter(|_| !graph.block(id).is_empty());
        let jumps = graph.jump(id).filter(|jump| jump.op != Op::END_ASYNC_FOR_JUMP).map(|jump| jump.target);
        for next in falls.into_iter().chain(jumps) {
            if !std::mem::replace(&mut graph.block_mut(next).visited, true) {
                worklist.push(next);
            }
        }
    }
    Ok(())
}

/// A load of a local or two, at an index of the block.
#[derive(Clone, Copy, Debug)]
struct Load {
    at: usize,
    /// Whether it must hold its object.
    holds: bool,
}

/// The stack of a block while it is followed.
#[derive(Debug, Default)]
pub(super) struct Stack {
    /// Perf: only what loads pushed, by their places, as most of what comes and goes is something else.
    entries: Vec<Entry>,
    /// The place behind the top.
    height: i32,
    loads: Vec<Load>,
}

impl Stack {
    /// The instruction `at` loads these locals.
    #[inline]
    fn load<const N: usize>(&mut self, at: usize, locals: [u32; N]) {
        let load = self.loads.len() as u32;
        self.loads.push(Load { at, holds: false });
        for local in locals {
            self.push(Some(Entry { place: self.height, load, local }));
        }
    }

    /// Pushes what a load has pushed already, or something else.
    #[inline]
    fn push(&mut self, entry: Option<Entry>) {
        if let Some(entry) = entry {
            self.entries.push(Entry { place: self.height, ..entry });
        }
        self.height += 1;
    }

    /// Pops what a load has pushed, or something else.
    #[inline]
    fn pop(&mut self) -> Option<Entry> {
        self.height -= 1;
        let top = self.height;
        self.entries.pop_if(|entry| entry.place == top)
    }

    #[inline]
    fn pop_all(&mut self, count: i32) {
        self.height -= count;
        while self.entries.last().is_some_and(|entry| entry.place >= self.height) {
            self.entries.pop();
        }
    }

    /// What is so many places below the top.
    fn copied(&self, depth: u32) -> Option<Entry> {
        let place = self.height - depth.cast_signed();
        self.entries.iter().rev().find(|entry| entry.place == place).copied()
    }

    /// Exchanges the top and what is so many places below.
    fn swap(&mut self, depth: u32) {
        let (top, other) = (self.height - 1, self.height - depth.cast_signed());
        for entry in &mut self.entries {
            if entry.place == top {
                entry.place = other;
            } else if entry.place == other {
                entry.place = top;
            }
        }
        self.entries.sort_unstable_by_key(|entry| entry.place);
    }

    /// The load of `entry`, if there is one, must hold its object.
    #[inline]
    fn hold(loads: &mut [Load], entry: Option<Entry>) {
        if let Some(load) = entry.and_then(|entry| loads.get_mut(entry.load as usize)) {
            load.holds = true;
        }
    }

    /// The loads of `local` on the stack must hold their objects: the local changes.
    #[inline]
    fn kill(&mut self, local: u32) {
        for &entry in self.entries.iter().filter(|entry| entry.local == local) {
            Self::hold(&mut self.loads, Some(entry));
        }
    }

    /// The top of the stack is stored in `local`.
    #[inline]
    fn store(&mut self, local: u32) {
        self.kill(local);
        let stored = self.pop();
        Self::hold(&mut self.loads, stored);
    }
}

fn is_load(node: &Node) -> bool {
    matches!(node.op, Op::LOAD_FAST | Op::LOAD_FAST_LOAD_FAST)
}

/// Lets the loads of a block borrow. `blames_first`: what some operations push counts as pushed by the first instruction.
fn borrow_in(nodes: &mut [Node], stack: &mut Stack, effects: &Effects, blames_first: bool) {
    stack.entries.clear();
    stack.loads.clear();
    stack.height = 0;
    let is_blamed = blames_first && nodes.first().is_some_and(is_load);
    let blamed = is_blamed.then_some(Entry { place: 0, load: 0, local: NO_LOCAL });
    let mut at = 0;
    while at < nodes.len() {
        if stack.entries.is_empty() && !is_blamed {
            // Perf: without a load on the stack, what comes before the next one does not matter.
            let Some(skipped) = nodes[at..].iter().position(is_load) else { break };
            at += skipped;
        }
        let Node { op, arg, .. } = nodes[at];
        follow(stack, at, op, arg, effects, blamed);
        at += 1;
    }
    for &entry in &stack.entries {
        Stack::hold(&mut stack.loads, Some(entry));
    }
    for load in stack.loads.iter().filter(|load| !load.holds) {
        let node = &mut nodes[load.at];
        node.op = if node.op == Op::LOAD_FAST { Op::LOAD_FAST_BORROW } else { Op::LOAD_FAST_BORROW_LOAD_FAST_BORROW };
    }
}

/// Follows the instruction `at`. Some push what counts as `blamed`.
#[inline]
fn follow(stack: &mut Stack, at: usize, op: Op, arg: u32, effects: &Effects, blamed: Option<Entry>) {
    let (high, low) = (arg >> 4, arg & 15);
    match op {
        Op::LOAD_FAST => stack.load(at, [arg]),
        Op::LOAD_FAST_LOAD_FAST => stack.load(at, [high, low]),
        Op::LOAD_FAST_AND_CLEAR => {
            stack.kill(arg);
            stack.push(None);
        }
        Op::STORE_FAST => stack.store(arg),
        Op::STORE_FAST_LOAD_FAST => {
            stack.store(high);
            stack.push(None);
        }
        Op::STORE_FAST_STORE_FAST => {
            stack.store(high);
            stack.store(low);
        }
        Op::DELETE_FAST => stack.kill(arg),
        Op::COPY => stack.push(stack.copied(arg)),
        Op::SWAP => stack.swap(arg),
        // Their inputs stay.
        Op::GET_ANEXT
        | Op::GET_LEN
        | Op::IMPORT_FROM
        | Op::MATCH_KEYS
        | Op::MATCH_MAPPING
        | Op::MATCH_SEQUENCE
        | Op::PUSH_EXC_INFO
        | Op::WITH_EXCEPT_START => stack.push(blamed),
        Op::FORMAT_SIMPLE | Op::GET_YIELD_FROM_ITER => {}
        Op::FOR_ITER => stack.push(None),
        Op::SEND | Op::CHECK_EXC_MATCH => {
            stack.pop();
            stack.push(None);
        }
        // The top survives, and what is below goes.
        Op::END_SEND | Op::SET_FUNCTION_ATTRIBUTE => {
            let top = stack.pop();
            stack.pop();
            stack.push(top);
        }
        Op::LOAD_SPECIAL => {
            let of = stack.pop();
            stack.push(None);
            stack.push(of);
        }
        Op::LOAD_ATTR | Op::LOAD_SUPER_ATTR if arg & 1 != 0 => {
            let of = stack.pop();
            if op == Op::LOAD_SUPER_ATTR {
                stack.pop_all(2);
            }
            stack.push(None);
            stack.push(of);
        }
        _ => {
            let effect = effects.of(op);
            stack.pop_all(effect.pops(arg));
            stack.height += effect.pushes(arg);
        }
    }
}
