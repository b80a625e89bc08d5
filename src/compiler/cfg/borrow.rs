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
pub(super) struct Entry {
    /// Its place on the stack, counted from an arbitrary one.
    place: i32,
    /// The index of the load in its block.
    load: u32,
    /// The local that it was loaded from, or [`NO_LOCAL`].
    local: u32,
}

const NO_LOCAL: u32 = u32::MAX;

/// The kinds of loads that may borrow.
pub(crate) const LOADS: Kinds = Kinds::LOCAL.with(Kinds::TWO_LOCALS);

/// Lets loads of locals borrow (`optimize_load_fast`).
pub(crate) fn borrow_locals(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    for block in graph.nodes_and_blocks().1 {
        block.visited = false;
    }
    let rules = Rules {
        effects: &ctx.target.opcodes.effects,
        blames_first: !ctx.target.has(Feature::PushesKnown),
        keeps_iterable: ctx.target.has(Feature::VirtualIterators),
    };
    let stops_at_empty = ctx.target.has(Feature::BorrowingStopsAtEmpty);
    let (worklist, entries) = (&mut ctx.scratch.worklist, &mut ctx.scratch.references);
    worklist.clear();
    worklist.push(BlockId::ENTRY);
    graph.block_mut(BlockId::ENTRY).visited = true;
    while let Some(id) = worklist.pop() {
        if graph.block(id).kinds().has(LOADS) {
            graph.edit(id, |nodes| {
                borrow_in(nodes, entries, &rules);
                // What borrows is of the same kinds.
                Ok(Edit::Nothing)
            })?;
        }
        let falls = graph.block(id).fallthrough().filter(|_| !stops_at_empty || !graph.block(id).is_empty());
        let jumps = graph.jump(id).filter(|jump| jump.op != Op::END_ASYNC_FOR_JUMP).map(|jump| jump.target);
        for next in falls.into_iter().chain(jumps) {
            if !std::mem::replace(&mut graph.block_mut(next).visited, true) {
                worklist.push(next);
            }
        }
    }
    Ok(())
}

/// The rules that are not those of every version.
struct Rules {
    effects: &'static Effects,
    /// What some operations push counts as pushed by the first instruction.
    blames_first: bool,
    /// `GET_ITER` leaves what it iterates over where it is.
    keeps_iterable: bool,
}

/// The stack of a block while it is followed, and the block. A load borrows until it turns out that it may not.
struct Stack<'s> {
    nodes: &'s mut [Node],
    /// Perf: only what loads pushed, by their places, as most of what comes and goes is something else.
    entries: &'s mut Vec<Entry>,
    /// The place behind the top.
    height: i32,
}

impl Stack<'_> {
    /// The instruction `at` becomes `op`, and loads these locals.
    #[inline]
    fn load<const N: usize>(&mut self, at: usize, op: Op, locals: [u32; N]) {
        self.nodes[at].op = op;
        for local in locals {
            self.push(Some(Entry { place: self.height, load: at as u32, local }));
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

    /// What a load has pushed so many places below.
    fn copied(&self, depth: u32) -> Option<Entry> {
        let place = self.height - depth.cast_signed();
        self.entries.iter().rev().find(|entry| entry.place == place).copied()
    }

    /// Exchanges the top and what is so many places below.
    fn swap(&mut self, depth: u32) {
        let (top, other) = (self.height - 1, self.height - depth.cast_signed());
        for entry in self.entries.iter_mut() {
            if entry.place == top {
                entry.place = other;
            } else if entry.place == other {
                entry.place = top;
            }
        }
        self.entries.sort_unstable_by_key(|entry| entry.place);
    }

    /// The loads of `local` on the stack must hold their objects: the local changes.
    #[inline]
    fn kill(&mut self, local: u32) {
        for entry in self.entries.iter().filter(|entry| entry.local == local) {
            hold(self.nodes, entry);
        }
    }

    /// The top of the stack is stored in `local`.
    #[inline]
    fn store(&mut self, local: u32) {
        self.kill(local);
        if let Some(stored) = self.pop() {
            hold(self.nodes, &stored);
        }
    }
}

/// The load of `entry` must hold its object.
#[inline]
fn hold(nodes: &mut [Node], entry: &Entry) {
    let Some(node) = nodes.get_mut(entry.load as usize) else { return };
    match node.op {
        Op::LOAD_FAST_BORROW => node.op = Op::LOAD_FAST,
        Op::LOAD_FAST_BORROW_LOAD_FAST_BORROW => node.op = Op::LOAD_FAST_LOAD_FAST,
        _ => {}
    }
}

fn is_load(node: &Node) -> bool {
    matches!(node.op, Op::LOAD_FAST | Op::LOAD_FAST_LOAD_FAST)
}

/// Lets the loads of a block borrow.
fn borrow_in(nodes: &mut [Node], entries: &mut Vec<Entry>, rules: &Rules) {
    entries.clear();
    let is_blamed = rules.blames_first && nodes.first().is_some_and(is_load);
    let blamed = is_blamed.then_some(Entry { place: 0, load: 0, local: NO_LOCAL });
    let mut stack = Stack { nodes, entries, height: 0 };
    for at in 0..stack.nodes.len() {
        let Node { op, arg, .. } = stack.nodes[at];
        // Perf: without a load on the stack, what comes before the next one does not matter.
        if !stack.entries.is_empty() || is_load(&stack.nodes[at]) || is_blamed {
            follow(&mut stack, at, op, arg, rules, blamed);
        }
    }
    for entry in stack.entries.iter() {
        hold(stack.nodes, entry);
    }
}

/// Follows the instruction `at`. Some push what counts as `blamed`.
#[inline]
fn follow(stack: &mut Stack<'_>, at: usize, op: Op, arg: u32, rules: &Rules, blamed: Option<Entry>) {
    let (high, low) = (arg >> 4, arg & 15);
    match op {
        Op::LOAD_FAST => stack.load(at, Op::LOAD_FAST_BORROW, [arg]),
        Op::LOAD_FAST_LOAD_FAST => stack.load(at, Op::LOAD_FAST_BORROW_LOAD_FAST_BORROW, [high, low]),
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
        Op::GET_ITER if rules.keeps_iterable => stack.push(None),
        Op::SEND | Op::CHECK_EXC_MATCH => {
            stack.pop();
            stack.push(None);
        }
        // The top survives, and what is below goes.
        Op::END_SEND | Op::SET_FUNCTION_ATTRIBUTE => {
            let top = stack.pop();
            stack.pop_all(rules.effects.of(op).pops(arg) - 1);
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
            let effect = rules.effects.of(op);
            stack.pop_all(effect.pops(arg));
            stack.height += effect.pushes(arg);
        }
    }
}
