//! The control-flow graph of a code unit, and the facts that it keeps of itself.
//!
//! A block is a range of one shared vector of instructions, the one that codegen filled. So building the graph moves
//! nothing, and a pass over a block is a walk over a slice. A block that grows is moved to the end of the vector; one
//! that shrinks leaves a gap. Blocks are numbered as CPython 3.11 allocates them, which is how labels are numbered,
//! because some of its passes visit blocks in that order backwards ([`Graph::by_allocation`]). Control flow falls from a
//! block to its `next` ([`Graph::chain`]).
//!
//! Passes skip work by what the graph says of its blocks: which kinds of operation they have, whether they have NOPs,
//! how many predecessors. What such a fact is about is private to this folder. A pass reads it by accessors and changes
//! it by the methods of `edit.rs`, which keep the facts; `verify.rs` says what each fact means, and checks it.

mod build;
mod edit;
mod lines;
mod nops;
mod predecessors;
mod verify;

pub(crate) use build::{start_blocks_at_labels, start_blocks_at_targets};
pub(super) use edit::{Edit, Operand};

use super::stackdepth;
#[cfg(doc)]
use crate::compiler::version::Feature;
use crate::compiler::version::kinds::{End, Kinds};
use crate::compiler::version::opcode::Op;

/// An instruction in a graph.
pub(crate) use crate::compiler::values::instruction::Instr as Node;
/// The number of a block in its graph is that of the label that starts it.
pub use crate::compiler::values::instruction::Label as BlockId;

/// A basic block: a range of the graph's instructions.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// The index of its first instruction.
    start: u32,
    /// The number of its instructions.
    len: u32,
    /// The number of instructions behind its end that it had before it got shorter, where they are kept
    /// ([`Graph::keeps_stale`]).
    stale: u32,
    /// The number of instructions more that CPython has here until its optimizer has run
    /// ([`crate::compiler::values::instruction::InstrSequence::fused_away`]).
    fused_away: u16,
    /// The block that control falls through to.
    next: BlockId,
    /// The number of edges to it, those of exceptions included.
    predecessors: u32,
    /// The way it ends.
    end: End,
    /// An exception handler: nothing jumps to it or falls into it.
    is_handler: bool,
    /// A label is here: jumps and `SETUP_*` may go to it.
    labelled: bool,
    /// May have NOPs.
    has_nops: bool,
    /// May have instructions without a line.
    lacks_lines: bool,
    /// The kinds of operation that it may have: those that it has, and maybe more.
    kinds: Kinds,

    /// The stack's depth on entry, from [`super::compute_stack_depth`]; negative if it is unreachable.
    pub start_depth: i32,
    /// The assembler's offset of it, in code units.
    pub offset: u32,
    /// The assembler's size of it without its jump, in code units.
    pub size: u32,
    /// An exception handler that gets `lasti` pushed.
    pub preserve_lasti: bool,
    /// A mark of the pass that runs.
    pub(super) visited: bool,
    /// Only reached through an exception.
    pub(super) cold: bool,
    /// Reached without an exception.
    pub(super) warm: bool,
}

impl Block {
    const EMPTY: Self = Self {
        start: 0,
        len: 0,
        fused_away: 0,
        next: BlockId::NONE,
        predecessors: 0,
        end: End::NONE,
        is_handler: false,
        labelled: false,
        has_nops: false,
        lacks_lines: true,
        kinds: Kinds::NONE,
        stale: 0,
        start_depth: stackdepth::UNKNOWN,
        offset: 0,
        size: 0,
        preserve_lasti: false,
        visited: false,
        cold: false,
        warm: false,
    };

    /// The range of its instructions in the graph.
    #[inline]
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..(self.start + self.len) as usize
    }

    /// Returns the number of its instructions.
    #[inline]
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Tells whether it has no instructions.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the number of instructions that CPython has here: also those that codegen has fused away.
    #[inline]
    pub(super) fn cpython_len(&self) -> u32 {
        self.len + u32::from(self.fused_away)
    }

    /// The block after it, [`BlockId::NONE`] after the last one.
    #[inline]
    pub fn next(&self) -> BlockId {
        self.next
    }

    /// Returns the number of edges to it.
    #[inline]
    pub(super) fn predecessors(&self) -> u32 {
        self.predecessors
    }

    /// Returns the way it ends.
    #[inline]
    pub fn end(&self) -> End {
        self.end
    }

    /// Returns the kinds of operation that it may have.
    #[inline]
    pub(super) fn kinds(&self) -> Kinds {
        self.kinds
    }

    /// Tells whether it may have NOPs.
    #[inline]
    pub(super) fn has_nops(&self) -> bool {
        self.has_nops
    }

    /// Tells whether it may have instructions without a line.
    #[inline]
    pub(super) fn lacks_lines(&self) -> bool {
        self.lacks_lines
    }

    /// Tells whether jumps or `SETUP_*` may go to it.
    #[inline]
    pub(super) fn is_labelled(&self) -> bool {
        self.labelled
    }

    /// Notes that an exception gets here, perhaps with `lasti` pushed.
    pub(super) fn become_handler(&mut self, preserve_lasti: bool) {
        self.is_handler = true;
        self.preserve_lasti |= preserve_lasti;
    }

    /// Tells whether it is nothing but a jump that is always taken.
    #[inline]
    pub(super) fn is_jump(&self) -> bool {
        self.end.always_jumps() & (self.len == 1)
    }

    /// The block after it, if control falls through to it.
    #[inline]
    pub(super) fn fallthrough(&self) -> Option<BlockId> {
        (self.end.falls_through() && self.next != BlockId::NONE).then_some(self.next)
    }

    /// Returns the range of the instructions that can have targets: all if it enters handlers, else the last one.
    #[inline]
    fn range_of_targets(&self) -> std::ops::Range<usize> {
        let range = self.range();
        if self.kinds.has(Kinds::BLOCK_PUSH) {
            range
        } else if self.end.jumps() {
            range.end - 1..range.end
        } else {
            0..0
        }
    }

    /// Calls `visit` with each successor, the block that it falls through to first, handlers included.
    #[inline]
    pub(super) fn for_each_successor(&self, nodes: &[Node], mut visit: impl FnMut(BlockId)) {
        let range = self.range();
        if let Some(next) = self.fallthrough() {
            visit(next);
        }
        if self.kinds.has(Kinds::BLOCK_PUSH) {
            nodes[range.clone()].iter().filter(|node| node.op.is_block_push()).for_each(|node| visit(node.target));
        }
        if self.end.jumps() {
            visit(nodes[range.end - 1].target);
        }
    }
}

/// The control-flow graph of a unit.
#[derive(Debug, Default)]
pub struct Graph {
    /// The instructions of all blocks.
    nodes: Vec<Node>,
    /// The blocks, in the order of their allocation.
    blocks: Vec<Block>,
    /// The kinds of operation that the blocks may have: what a pass looks for may be nowhere in the unit.
    kinds: Kinds,
    /// Some blocks may have NOPs: codegen emitted some, or a pass made some, and they are not all removed since.
    has_nops: bool,
    /// Some blocks may have instructions without a line.
    lacks_lines: bool,
    /// Of these, some may get one from a predecessor or from one another.
    awaits_lines: bool,
    /// Predecessors are not counted, or edges have changed since.
    recount: bool,
    /// Jumps to what follows anyway may be there: none were looked for since blocks got other next ones.
    reordered: bool,
    /// Some blocks may be empty besides the entry and the last one.
    has_empty: bool,
    /// What stood behind the end of a block that got shorter stays there, until the block grows again: CPython leaves
    /// it to a `NOT_TAKEN` that is put there which handler that has ([`Feature::StaleHandlers`]).
    keeps_stale: bool,

    /// `co_stacksize`, from `compute_stack_depth`.
    pub stack_size: u32,
}

impl Graph {
    /// With room for a unit of so many instructions.
    pub(super) fn with_room(instructions: usize) -> Self {
        Self { nodes: Vec::with_capacity(instructions), ..Self::default() }
    }

    /// The block with `id`.
    #[inline]
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }

    /// The block with `id`; nothing for [`BlockId::NONE`].
    #[inline]
    pub(super) fn get(&self, id: BlockId) -> Option<&Block> {
        self.blocks.get(id.index())
    }

    /// The block with `id`, for what no fact is about.
    #[inline]
    pub fn block_mut(&mut self, id: BlockId) -> &mut Block {
        &mut self.blocks[id.index()]
    }

    /// Returns the number of blocks, those outside the chain included.
    pub(super) fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// The instructions of all blocks, and what lies between them.
    #[inline]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The instructions and the blocks, for a walk that writes to blocks what no fact is about.
    #[inline]
    pub fn nodes_and_blocks(&mut self) -> (&[Node], &mut [Block]) {
        (&self.nodes, &mut self.blocks)
    }

    /// The kinds of operation that the unit may have.
    #[inline]
    pub fn kinds(&self) -> Kinds {
        self.kinds
    }

    /// The instructions of the block `id`.
    #[inline]
    pub fn body(&self, id: BlockId) -> &[Node] {
        &self.nodes[self.block(id).range()]
    }

    /// The last instruction of the block `id`.
    #[inline]
    pub(super) fn last(&self, id: BlockId) -> Option<&Node> {
        let block = self.block(id);
        if block.len == 0 { None } else { self.nodes.get((block.start + block.len) as usize - 1) }
    }

    /// Returns the block that the block `id` jumps to at its end; itself, if it does not jump.
    #[inline]
    pub(super) fn jump_target(&self, id: BlockId) -> BlockId {
        let &Block { start, len, end, .. } = self.block(id);
        let last = (start + len).wrapping_sub(1);
        let target = self.nodes.get(last as usize).map_or(id, |last| last.target);
        if end.jumps() { target } else { id }
    }

    /// The jump at the end of the block `id`, if it ends in one.
    #[inline]
    pub(super) fn jump(&self, id: BlockId) -> Option<&Node> {
        let block = self.block(id);
        if block.end.jumps() { self.nodes.get(block.range().end - 1) } else { None }
    }

    /// The first block from `id` on that ends in a jump that is always taken.
    #[inline]
    pub(super) fn next_that_jumps_away(&self, mut id: BlockId) -> Option<BlockId> {
        while let Some(block) = self.blocks.get(id.index()) {
            if block.end.always_jumps() {
                return Some(id);
            }
            id = block.next;
        }
        None
    }

    /// The last block among the first `count` allocated ones that ends in a jump that is always taken.
    #[inline]
    pub(super) fn last_that_jumps_away(&self, count: usize) -> Option<BlockId> {
        let index = self.blocks[..count].iter().rposition(|block| block.end.always_jumps())?;
        Some(BlockId(index as u32))
    }

    /// The blocks in the order of control flow.
    pub fn chain(&self) -> impl Iterator<Item = BlockId> {
        let mut id = BlockId::ENTRY;
        std::iter::from_fn(move || {
            let here = id;
            (here != BlockId::NONE).then(|| {
                id = self.block(here).next;
                here
            })
        })
    }

    /// The blocks in the order of 3.11's `u_blocks`: the last allocated first.
    pub(super) fn by_allocation(&self) -> impl Iterator<Item = BlockId> + use<> {
        (0..self.blocks.len() as u32).rev().map(BlockId)
    }

    /// The first block from `id` on that is not empty, or the last of the chain.
    #[inline]
    pub(super) fn skip_empty(&self, id: BlockId) -> BlockId {
        skip_empty(&self.blocks, id)
    }

    /// The first block from `id` on that is not empty, if there is one.
    pub(super) fn first_filled(&self, mut id: BlockId) -> BlockId {
        while id != BlockId::NONE && self.block(id).len == 0 {
            id = self.block(id).next;
        }
        id
    }

    /// Tells whether what stood behind the end of a block matters.
    #[inline]
    pub(super) fn keeps_stale(&self) -> bool {
        self.keeps_stale
    }

    /// Returns the handler of what stood behind the end of the block `id` before it got shorter.
    pub(super) fn handler_behind(&self, id: BlockId) -> BlockId {
        let block = self.block(id);
        let behind = self.nodes.get(block.range().end).filter(|_| block.stale > 0);
        behind.map_or(BlockId::NONE, |node| node.handler)
    }

    /// Tells whether there may be NOPs.
    #[inline]
    pub(super) fn has_nops(&self) -> bool {
        self.has_nops
    }

    /// Tells whether there may be instructions without a line.
    #[inline]
    pub(super) fn lacks_lines(&self) -> bool {
        self.lacks_lines
    }

    /// Tells whether an instruction without a line may get one from a predecessor or from one before it.
    #[inline]
    pub(super) fn awaits_lines(&self) -> bool {
        self.awaits_lines
    }

    /// Tells whether predecessors have to be counted before their numbers mean something.
    #[inline]
    pub(super) fn needs_recount(&self) -> bool {
        self.recount
    }

    /// Tells whether there may be empty blocks besides the entry and the last one.
    #[inline]
    pub(super) fn has_empty(&self) -> bool {
        self.has_empty
    }

    /// Tells whether there may be jumps to what follows anyway.
    #[inline]
    pub(super) fn is_reordered(&self) -> bool {
        self.reordered
    }

    /// Returns the kinds of the first instruction of `next`, pairs with the last one of `id` included.
    fn kinds_between(&self, id: BlockId, next: BlockId) -> Kinds {
        match (self.last(id), self.body(next).first()) {
            (Some(last), Some(first)) => Kinds::of_second(last.op, first.op),
            _ => Kinds::NONE,
        }
    }
}

/// [`Graph::skip_empty`]
#[inline]
fn skip_empty(blocks: &[Block], mut id: BlockId) -> BlockId {
    loop {
        let block = &blocks[id.index()];
        if block.len > 0 || block.next == BlockId::NONE {
            return id;
        }
        id = block.next;
    }
}
