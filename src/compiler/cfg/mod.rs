//! The control-flow graph of a code unit, and the passes over it, a file each.
//!
//! A block is a range of one shared vector of instructions, that which codegen filled, so that
//! building the graph moves nothing and a pass over a block is a walk over a slice. A block that grows is moved to
//! the end of the vector; one that shrinks leaves a gap. Blocks are numbered as CPython 3.11
//! allocates them (the numbers of the labels), because some of its passes visit blocks in that order
//! backwards ([`Graph::by_allocation`]); control flow falls from a block to its `next`
//! ([`Graph::chain`]).
//!
//! Which passes run, and in which order, is data of the target ([`Pipeline`]), which the target names.

mod build;
mod cold;
mod constants;
mod consts;
mod empty;
mod exits;
mod extend;
mod handlers;
mod inline;
mod jumps;
mod labels;
mod lines;
mod nops;
mod optimize;
mod pairs;
mod peephole;
mod pipelines;
mod prefix;
mod reachable;
mod stackdepth;
mod superinstructions;
mod swaps;
mod uninitialized;

pub use build::{start_blocks_at_labels, start_blocks_at_targets};
pub use cold::push_cold_blocks_to_end;
pub use constants::fold_loaded_constants;
pub use consts::{drop_unused_consts, trim_unused_consts};
pub use empty::remove_empty_blocks;
pub use exits::{duplicate_exits_and_checks, duplicate_exits_in_order, duplicate_exits_without_line};
pub use extend::extend_blocks;
pub use handlers::{drop_block_markers, label_exception_targets};
pub use inline::{inline_exits_and_blocks_without_line, inline_small_exits};
pub use jumps::{choose_jump_directions, invert_backward_conditions};
pub use labels::number_jumps;
pub use lines::{guarantee_line_for_exits, propagate_line_numbers};
pub use nops::{remove_nops, remove_nops_and_jumps};
pub use optimize::{IMPROVABLE, optimize_basic_blocks, optimize_without_constants};
pub use pairs::remove_nops_and_pairs;
pub use peephole::optimize_blocks;
pub use pipelines::{Pipeline, optimize, optimize_observed};
pub use prefix::{fix_cell_offsets, insert_prefix};
pub use reachable::{empty_unreachable, remove_redundant_jumps, remove_unreachable, remove_unreachable_recounting};
pub use stackdepth::compute_stack_depth;
pub use superinstructions::insert_superinstructions;
pub use uninitialized::check_uninitialized_loads;

use crate::compiler::values::constant::{ConstId, ConstTable};
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::instruction::Unit;
use crate::compiler::values::location::Location;
use crate::compiler::version::Target;
use crate::compiler::version::kinds::{End, Kinds, KindsSoFar};
use crate::compiler::version::opcode::Op;
use rustc_hash::FxHashMap;

/// An instruction in a graph.
pub use crate::compiler::values::instruction::Instr as Node;
/// The number of a block in its graph is that of the label that starts it.
pub use crate::compiler::values::instruction::Label as BlockId;

/// A basic block: a range of the graph's instructions.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// Its first instruction in [`Graph::nodes`].
    pub start: u32,
    /// How many it has.
    pub len: u32,
    /// How many more CPython has here until its optimizer has run, see [`crate::compiler::values::instruction::InstrSequence::missing`].
    missing: u16,
    /// Where control falls through to.
    pub next: BlockId,
    /// How many ways lead here, counted where blocks are built ([`start_blocks_at_targets`]) or by
    /// [`remove_unreachable`], [`empty_unreachable`] and the like.
    pub predecessors: u32,
    /// The stack's depth on entry, from [`compute_stack_depth`]; negative if it is unreachable.
    pub start_depth: i32,
    /// Where it starts, in code units.
    pub offset: u32,
    /// How many code units it takes without its jump; set by the layout.
    pub size: u32,
    /// How it ends.
    pub end: End,
    /// An exception handler: nothing jumps to it or falls into it.
    is_handler: bool,
    /// An exception handler that gets `lasti` pushed.
    pub preserve_lasti: bool,
    /// A mark for passes.
    pub visited: bool,
    /// Has a label of its own in the sequence, used or not.
    pub labelled: bool,
    /// Only reached through an exception.
    pub cold: bool,
    /// Reached without an exception.
    pub warm: bool,
    /// May have NOPs.
    pub has_nops: bool,
    /// May have instructions without a line.
    lacks_lines: bool,
    /// What kinds of operation it may have: those that it has, and maybe more.
    kinds: Kinds,
}

impl Block {
    const EMPTY: Self = Self {
        start: 0,
        len: 0,
        missing: 0,
        next: BlockId::NONE,
        predecessors: 0,
        start_depth: stackdepth::UNKNOWN,
        offset: 0,
        size: 0,
        end: End::NONE,
        is_handler: false,
        preserve_lasti: false,
        visited: false,
        labelled: false,
        cold: false,
        warm: false,
        has_nops: false,
        lacks_lines: true,
        kinds: Kinds::NONE,
    };

    /// Gives a new block its instructions, which are of `kinds` and end in `last`.
    #[inline]
    fn fill(&mut self, range: std::ops::Range<u32>, kinds: Kinds, last: Op) {
        self.start = range.start;
        self.len = range.end - range.start;
        self.kinds = kinds;
        self.has_nops = kinds.has(Kinds::NOP);
        self.lacks_lines = kinds.has(Kinds::LACKS_LINE);
        self.end = last.end();
    }

    /// Its range in [`Graph::nodes`].
    #[inline]
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..(self.start + self.len) as usize
    }

    /// Where those of its instructions are that may lead elsewhere: the last one, and where there are exception handlers
    /// any.
    #[inline]
    fn leads(&self) -> std::ops::Range<usize> {
        let range = self.range();
        if self.kinds.has(Kinds::BLOCK_PUSH) {
            range
        } else if self.end.jumps() {
            range.end - 1..range.end
        } else {
            0..0
        }
    }

    /// The block after it, if control falls through to it.
    #[inline]
    fn fallthrough(&self) -> Option<BlockId> {
        (self.end.falls_through() && self.next != BlockId::NONE).then_some(self.next)
    }

    /// Calls `reach` with each block that control may get to from here, the one that it falls through to first.
    #[inline]
    fn for_each_lead(&self, nodes: &[Node], mut reach: impl FnMut(BlockId)) {
        let range = self.range();
        if let Some(next) = self.fallthrough() {
            reach(next);
        }
        if self.kinds.has(Kinds::BLOCK_PUSH) {
            nodes[range.clone()].iter().filter(|node| node.op.is_block_push()).for_each(|node| reach(node.target));
        }
        if self.end.jumps() {
            reach(nodes[range.end - 1].target);
        }
    }

    /// Takes all instructions out of it.
    #[inline]
    fn empty(&mut self) {
        self.len = 0;
        self.kinds = Kinds::NONE;
        self.end = End::NONE;
    }
}

/// The control-flow graph of a unit. Kept from unit to unit for its buffers.
#[derive(Debug, Default)]
pub struct Graph {
    /// The instructions of all blocks.
    pub nodes: Vec<Node>,
    /// The blocks, in the order of their allocation.
    pub blocks: Vec<Block>,
    /// `co_stacksize`, from [`compute_stack_depth`].
    pub stack_size: u32,
    /// The kinds of operation that the blocks may have: what a pass looks for may be nowhere in the unit.
    pub kinds: Kinds,
    /// Some blocks may have NOPs: codegen emitted some, or a pass made some, and they are not all removed since.
    pub has_nops: bool,
    /// Some blocks may have instructions without a line.
    lacks_lines: bool,
    /// Of these, some may get one from what leads to the block or from one another.
    awaits_lines: bool,
    /// Predecessors are not counted, or something may lead elsewhere since.
    recount: bool,
    /// A block may have another next one that is not empty than when jumps to it were looked for.
    reordered: bool,
    /// Some blocks may be empty, of those that [`remove_empty_blocks`] would take out.
    has_empty: bool,
    /// Blocks that a pass has still to visit.
    worklist: Vec<BlockId>,
    /// The stacks of handlers in [`label_exception_targets`].
    active: Vec<handlers::Active>,
    /// Numbers that a pass keeps, a block or a constant each.
    numbers: Vec<u32>,
    /// Which of the first locals may have no value where each block starts; of use in
    /// [`check_uninitialized_loads`] only.
    unset: Vec<uninitialized::Unset>,
}

impl Graph {
    /// With room for a unit of so many instructions.
    pub(crate) fn with_room(instructions: usize) -> Self {
        Self { nodes: Vec::with_capacity(instructions), ..Self::default() }
    }
}

/// What a pass sees besides the graph.
pub struct PassContext<'p, 'a> {
    /// The unit; its constants may grow or shrink.
    pub unit: &'p mut Unit,
    /// The constants of the file.
    pub consts: &'p mut ConstTable<'a>,
    /// What is compiled for.
    pub target: &'static Target,
    /// Where the unit's first constants are, once that was asked often.
    const_places: FxHashMap<ConstId, u32>,
    /// How many these are.
    placed: usize,
    /// How many constants were looked at.
    searched: usize,
}

impl<'p, 'a> PassContext<'p, 'a> {
    /// For the passes over one unit.
    pub fn new(unit: &'p mut Unit, consts: &'p mut ConstTable<'a>, target: &'static Target) -> Self {
        Self { unit, consts, target, const_places: FxHashMap::default(), placed: 0, searched: 0 }
    }

    /// The index of `id`, already merged, in the unit's constants (`add_const`).
    fn add_const(&mut self, id: ConstId) -> u32 {
        /// So many constants are looked at one by one before they are put into a table.
        const MANY: usize = 1 << 13;
        let Self { unit: Unit { consts, .. }, const_places, placed, searched, .. } = self;
        *searched += consts.len();
        let known = if *searched <= MANY {
            consts.iter().position(|&other| other == id).map(|at| at as u32)
        } else {
            for (at, &value) in consts.iter().enumerate().skip(*placed) {
                const_places.entry(value).or_insert(at as u32);
            }
            *placed = consts.len();
            const_places.get(&id).copied()
        };
        known.unwrap_or_else(|| {
            consts.push(id);
            consts.len() as u32 - 1
        })
    }

    /// Keeps the unit's first `len` constants; the others, and the places of these, may have changed.
    fn truncate_consts(&mut self, len: usize) {
        self.unit.consts.truncate(len);
        self.const_places.clear();
        self.placed = 0;
    }
}

/// A pass over a graph.
pub type Pass = fn(&mut Graph, &mut PassContext<'_, '_>) -> Result<(), CompileError>;

/// A defect of this compiler that a pass has met.
#[cold]
fn defect(what: &str) -> CompileError {
    CompileError::new(ErrorKind::Internal, format!("control-flow graph: {what}"), Location::NONE)
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

impl Graph {
    /// The block with `id`.
    #[inline]
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }

    /// The block with `id`.
    #[inline]
    pub fn block_mut(&mut self, id: BlockId) -> &mut Block {
        &mut self.blocks[id.index()]
    }

    /// The instructions of the block `id`.
    #[inline]
    pub fn body(&self, id: BlockId) -> &[Node] {
        &self.nodes[self.block(id).range()]
    }

    /// The instructions of the block `id`.
    #[inline]
    pub fn body_mut(&mut self, id: BlockId) -> &mut [Node] {
        let range = self.block(id).range();
        &mut self.nodes[range]
    }

    /// The last instruction of the block `id`.
    #[inline]
    pub fn last(&self, id: BlockId) -> Option<&Node> {
        let block = self.block(id);
        if block.len == 0 { None } else { self.nodes.get((block.start + block.len) as usize - 1) }
    }

    /// The last instruction of the block `id`.
    #[inline]
    pub fn last_mut(&mut self, id: BlockId) -> Option<&mut Node> {
        let Block { start, len, .. } = *self.block(id);
        if len == 0 { None } else { self.nodes.get_mut((start + len) as usize - 1) }
    }

    /// Where the block `id` jumps to at its end; to itself, if it does not.
    #[inline]
    fn jump_target(&self, id: BlockId) -> BlockId {
        let &Block { start, len, end, .. } = self.block(id);
        let last = (start + len).wrapping_sub(1);
        let target = self.nodes.get(last as usize).map_or(id, |last| last.target);
        if end.jumps() { target } else { id }
    }

    /// The jump at the end of the block `id`, if it ends in one.
    #[inline]
    fn jump(&self, id: BlockId) -> Option<&Node> {
        let block = self.block(id);
        if block.end.jumps() { self.nodes.get(block.range().end - 1) } else { None }
    }

    /// The first block from `id` on that ends in a jump that is always taken.
    #[inline]
    fn next_that_jumps_away(&self, mut id: BlockId) -> Option<BlockId> {
        while let Some(block) = self.blocks.get(id.index()) {
            if block.end.always_jumps() {
                return Some(id);
            }
            id = block.next;
        }
        None
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
    pub fn by_allocation(&self) -> impl Iterator<Item = BlockId> + use<> {
        (0..self.blocks.len() as u32).rev().map(BlockId)
    }

    /// The first block from `id` on that is not empty, or the last of the chain.
    #[inline]
    pub fn skip_empty(&self, id: BlockId) -> BlockId {
        skip_empty(&self.blocks, id)
    }

    /// Notes how the block `id` ends now, from its last instruction.
    #[inline]
    fn note_end(&mut self, id: BlockId) {
        let last = self.last(id).map_or(Op::NOP, |node| node.op);
        self.note_kinds(id, last.kinds());
        let before = std::mem::replace(&mut self.block_mut(id).end, last.end());
        self.recount |= before != last.end();
    }

    /// Notes that a block that led to the block `from` leads to the block `to` instead, if it is one.
    fn move_lead(&mut self, from: BlockId, to: BlockId) {
        if self.recount {
            return;
        }
        if let Some(to) = self.blocks.get_mut(to.index()) {
            to.predecessors += 1;
        }
        let from = self.block_mut(from);
        from.predecessors -= 1;
        self.recount = from.predecessors == 0;
    }

    /// Notes that the block `id` may have instructions of `kinds`, too.
    #[inline]
    fn note_kinds(&mut self, id: BlockId, kinds: Kinds) {
        self.kinds |= kinds;
        self.block_mut(id).kinds |= kinds;
    }

    /// What kinds the first instruction of `next` is of, also together with the last one of `id`.
    fn kinds_between(&self, id: BlockId, next: BlockId) -> Kinds {
        match (self.last(id), self.body(next).first()) {
            (Some(last), Some(first)) => Kinds::of_second(last.op, first.op),
            _ => Kinds::NONE,
        }
    }

    /// Notes that there may be NOPs in the block `id`.
    #[inline]
    fn note_nops(&mut self, id: BlockId) {
        self.has_nops = true;
        self.block_mut(id).has_nops = true;
    }

    /// Notes whether there is a new instruction without a line.
    #[inline]
    fn note_lacks_lines(&mut self, lacks_line: bool) {
        self.lacks_lines |= lacks_line;
        self.awaits_lines |= lacks_line;
    }

    /// Notes that a pass has improved the block `id`: there may be NOPs, jumps that were conditional, and other
    /// operations than before.
    fn note_improved(&mut self, id: BlockId) {
        let mut kinds = KindsSoFar::default();
        let mut last = Op::NOP;
        for node in self.body(id) {
            kinds.add(node.op, node.loc.has_line());
            last = if node.op == Op::NOP { last } else { node.op };
        }
        let kinds = kinds.kinds();
        self.block_mut(id).kinds = kinds;
        // What it ends in now may be popped by the block after it.
        self.kinds |= kinds.with(Kinds::of_second(last, Op::POP_TOP));
        self.note_nops(id);
    }

    /// The block after `id`, if control falls through to it.
    #[inline]
    fn fallthrough(&self, id: BlockId) -> Option<BlockId> {
        self.block(id).fallthrough()
    }

    /// Puts a new block that consists of `node` after the block `id`.
    fn insert_after(&mut self, id: BlockId, node: Node) -> BlockId {
        let new = BlockId(self.blocks.len() as u32);
        let start = self.nodes.len() as u32;
        let kinds = node.kinds();
        self.kinds |= kinds;
        self.note_lacks_lines(kinds.has(Kinds::LACKS_LINE));
        self.nodes.push(node);
        self.blocks.push(Block { start, len: 1, next: self.block(id).next, kinds, ..Block::EMPTY });
        self.block_mut(id).next = new;
        self.reordered = true;
        self.note_end(new);
        new
    }

    /// Appends `node` to the block `id`.
    fn push(&mut self, id: BlockId, node: Node) {
        self.make_room(id);
        let before = self.last(id).map_or(Op::NOP, |last| last.op);
        self.note_kinds(id, Kinds::of_second(before, node.op));
        let lacks_line = !node.loc.has_line();
        self.note_lacks_lines(lacks_line);
        let block = self.block_mut(id);
        block.len += 1;
        block.lacks_lines |= lacks_line;
        self.nodes.push(node);
    }

    /// Moves the block `id` to the end of the instructions, where it can grow.
    fn make_room(&mut self, id: BlockId) {
        let block = *self.block(id);
        if block.range().end != self.nodes.len() {
            let start = self.nodes.len() as u32;
            self.nodes.extend_from_within(block.range());
            self.block_mut(id).start = start;
        }
    }

    /// Appends the instructions of `from` to the block `to`.
    fn append(&mut self, to: BlockId, from: BlockId) {
        self.make_room(to);
        let source = self.block(from).range();
        let Block { lacks_lines, missing, kinds, .. } = *self.block(from);
        let kinds = kinds.with(self.kinds_between(to, from));
        self.note_kinds(to, kinds);
        let block = self.block_mut(to);
        block.len += source.len() as u32;
        block.missing = block.missing.saturating_add(missing);
        block.lacks_lines |= lacks_lines;
        self.nodes.extend_from_within(source);
    }

    /// A new block with the instructions of `from`, which must not fall through, put after it.
    fn duplicate(&mut self, from: BlockId) -> BlockId {
        let id = BlockId(self.blocks.len() as u32);
        let block = Block {
            start: self.nodes.len() as u32,
            end: self.block(from).end,
            next: self.block(from).next,
            has_nops: self.block(from).has_nops,
            ..Block::EMPTY
        };
        self.blocks.push(block);
        self.append(id, from);
        self.block_mut(from).next = id;
        self.reordered = true;
        id
    }
}
