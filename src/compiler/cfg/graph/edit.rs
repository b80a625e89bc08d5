//! Changes to the graph that keep its facts.

use super::{Block, BlockId, Graph, Node, Op, skip_empty};
use crate::compiler::values::error::CompileError;
use crate::compiler::values::location::Location;
use crate::compiler::version::kinds::{Kinds, KindsSoFar};

/// The outcome of a pass over the instructions of a block.
pub(in crate::compiler::cfg) enum Edit {
    /// Nothing.
    Nothing,
    /// Instructions went, and so many are left. Those that are left are of kinds that the block had, and no NOP is new.
    Fewer(usize),
    /// Anything, and so many are left.
    Changed(usize),
}

// Within blocks.
impl Graph {
    /// Lets `change` edit the instructions of the block `id`, but not their targets.
    ///
    /// # Errors
    /// Those of `change`.
    #[inline]
    pub(in crate::compiler::cfg) fn edit(
        &mut self,
        id: BlockId,
        change: impl FnOnce(&mut [Node]) -> Result<Edit, CompileError>,
    ) -> Result<(), CompileError> {
        let range = self.block(id).range();
        match change(&mut self.nodes[range])? {
            Edit::Nothing => {}
            Edit::Fewer(len) => self.truncate(id, len),
            Edit::Changed(len) => {
                self.truncate(id, len);
                self.note_body(id);
            }
        }
        Ok(())
    }

    /// Makes a NOP of the instruction `at` of the block `id`.
    #[inline]
    pub(in crate::compiler::cfg) fn become_nop(&mut self, id: BlockId, at: usize) {
        let range = self.block(id).range();
        self.nodes[range][at].become_nop();
        self.note_nops(id);
        self.note_end(id);
    }

    /// Makes a NOP of the jump at the end of the block `id`.
    pub(in crate::compiler::cfg) fn drop_jump(&mut self, id: BlockId) {
        if let Some(at) = self.block(id).len.checked_sub(1) {
            self.become_nop(id, at as usize);
        }
    }

    /// Replaces each operation for which `replacement` has another in the blocks that are `meant`.
    pub(in crate::compiler::cfg) fn replace_ops(
        &mut self,
        meant: impl Fn(&Block) -> bool,
        replacement: impl Fn(Op) -> Option<Op>,
    ) {
        for index in 0..self.blocks.len() {
            if !meant(&self.blocks[index]) {
                continue;
            }
            let id = BlockId(index as u32);
            let (mut has_nops, mut has_others) = (false, false);
            for node in &mut self.nodes[self.blocks[index].range()] {
                if let Some(op) = replacement(node.op) {
                    self.recount |= node.op.has_target();
                    node.op = op;
                    has_nops |= op == Op::NOP;
                    has_others |= op != Op::NOP;
                }
            }
            if has_nops {
                self.note_nops(id);
                self.note_end(id);
            }
            if has_others {
                self.note_body(id);
            }
        }
    }

    /// Puts the instructions that `emit` appends before the others of the entry.
    pub(in crate::compiler::cfg) fn prepend(&mut self, emit: impl FnOnce(&mut Vec<Node>)) {
        let start = self.nodes.len();
        emit(&mut self.nodes);
        let entry = self.block(BlockId::ENTRY).range();
        let mut kinds = KindsSoFar::default();
        for node in self.nodes[start..].iter().chain(self.nodes[entry.clone()].first()) {
            kinds.add(node.op, node.loc.has_line());
        }
        self.nodes.extend_from_within(entry.clone());
        let block = &mut self.blocks[BlockId::ENTRY.index()];
        let grown = (self.nodes.len() - start) as u32 - block.len;
        (block.start, block.len) = (start as u32, block.len + grown);
        self.overwrite_stale(BlockId::ENTRY, entry.end, grown);
        self.note_kinds(BlockId::ENTRY, kinds.kinds());
        self.note_lacks_lines(BlockId::ENTRY, kinds.kinds().has(Kinds::LACKS_LINE));
        self.note_end(BlockId::ENTRY);
    }

    /// Gives the first instruction of the block `id` a position.
    pub(in crate::compiler::cfg) fn place_first(&mut self, id: BlockId, loc: Location) {
        let range = self.block(id).range();
        if let Some(first) = self.nodes[range].first_mut() {
            first.loc = loc;
        }
        // The others may get it from there.
        self.awaits_lines |= self.block(id).lacks_lines;
    }

    /// Puts all instructions of the block `id` on `line`.
    pub(in crate::compiler::cfg) fn place_on(&mut self, id: BlockId, line: i32) {
        let range = self.block(id).range();
        self.nodes[range].iter_mut().for_each(|node| node.loc.line = line);
    }

    /// The instructions, for what no fact is about, and the blocks.
    #[inline]
    pub(in crate::compiler::cfg) fn operands_and_blocks(&mut self) -> (Operands<'_>, &mut [Block]) {
        (Operands(&mut self.nodes), &mut self.blocks)
    }

    /// The operands of all instructions.
    pub(in crate::compiler::cfg) fn operands(&mut self) -> impl Iterator<Item = Operand<'_>> {
        self.nodes.iter_mut().map(Operand)
    }

    /// Gives the instruction at `at` among all of them an argument.
    #[inline]
    pub fn set_arg(&mut self, at: usize, arg: u32) {
        self.nodes[at].arg = arg;
    }
}

// Jumps.
impl Graph {
    /// Lets the jump at the end of the block `id` go to `target`.
    #[inline]
    pub(in crate::compiler::cfg) fn retarget(&mut self, id: BlockId, target: BlockId) {
        let last = self.block(id).range().end.wrapping_sub(1);
        if let Some(jump) = self.nodes.get_mut(last) {
            let before = std::mem::replace(&mut jump.target, target);
            self.move_edge(before, target);
        }
    }

    /// Makes another jump to the same target of the jump at the end of the block `id`.
    #[inline]
    pub(in crate::compiler::cfg) fn set_jump_op(&mut self, id: BlockId, op: Op) {
        let last = self.block(id).range().end.wrapping_sub(1);
        if let Some(jump) = self.nodes.get_mut(last) {
            jump.op = op;
            self.note_kinds(id, op.kinds());
            self.note_end(id);
        }
    }

    /// Puts `jump` in the place of the jump at the end of the block `id`, or behind it, of which a NOP is left.
    pub(in crate::compiler::cfg) fn replace_jump(&mut self, id: BlockId, jump: Node, leaves_nop: bool) {
        if leaves_nop {
            self.move_to_end(id);
        }
        let block = self.block(id);
        let (first, end) = (block.start as usize, block.range().end);
        let before = self.nodes[end - 1].target;
        if leaves_nop {
            self.nodes[end - 1].become_nop();
            self.nodes.push(jump);
            self.block_mut(id).len += 1;
            self.note_nops(id);
        } else {
            self.nodes[end - 1] = jump;
        }
        let previous = end.checked_sub(2).filter(|&at| at >= first).map_or(Op::NOP, |at| self.nodes[at].op);
        self.note_kinds(id, Kinds::of_second(previous, jump.op).with(jump.kinds()));
        self.note_lacks_lines(id, !jump.loc.has_line());
        self.note_end(id);
        self.move_edge(before, jump.target);
    }

    /// Puts these instructions before the jump at the end of the block `id`.
    pub(in crate::compiler::cfg) fn insert_before_jump(&mut self, id: BlockId, nodes: &[Node]) {
        let std::ops::Range { start: first, end } = self.block(id).range();
        let start = self.nodes.len();
        self.nodes.extend_from_within(first..end);
        let Some(jump) = self.nodes.pop() else { return };
        self.nodes.extend_from_slice(nodes);
        self.nodes.push(jump);
        let block = self.block_mut(id);
        (block.start, block.len) = (start as u32, block.len + nodes.len() as u32);
        self.overwrite_stale(id, end, nodes.len() as u32);
        let before = end.checked_sub(2).filter(|&at| at >= first).map(|at| self.nodes[at]);
        let mut kinds = KindsSoFar::default();
        for node in before.iter().chain(nodes).chain([&jump]) {
            kinds.add(node.op, node.loc.has_line());
        }
        let kinds = kinds.kinds();
        self.note_kinds(id, kinds);
        self.note_lacks_lines(id, kinds.has(Kinds::LACKS_LINE));
        if kinds.has(Kinds::NOP) {
            self.note_nops(id);
        }
    }

    /// Lets so many instructions more of the block `id`, which lies at the end of all now, overwrite the stale
    /// ones that it had behind `end`; what is left of those follows it.
    fn overwrite_stale(&mut self, id: BlockId, end: usize, grown: u32) {
        let block = &mut self.blocks[id.index()];
        let (filled, stale) = (grown.min(block.stale) as usize, block.stale as usize);
        block.stale -= filled as u32;
        self.nodes.extend_from_within(end + filled..end + stale);
    }

    /// Puts a NOP for each instruction that codegen has fused away in the block `id` before the jump that may be taken at its
    /// end: it goes with CPython's, and leaves as many stale ones.
    pub(in crate::compiler::cfg) fn spell_out_fused(&mut self, id: BlockId) {
        let block = *self.block(id);
        if block.fused_away == 0 || !block.end.jumps() || block.end.always_jumps() {
            return;
        }
        let before = self.body(id).iter().rev().nth(1).or(self.last(id));
        let Some(&Node { loc, handler, .. }) = before else { return };
        let nop = Node { handler, ..Node::new(Op::NOP, 0, loc) };
        self.insert_before_jump(id, &vec![nop; usize::from(block.fused_away)]);
        self.forget_fused(id);
    }

    /// Lets the jump at the end of the block `id` skip empty blocks.
    pub(in crate::compiler::cfg) fn skip_empty_jump_target(&mut self, id: BlockId) {
        if self.block(id).end.jumps() {
            let last = self.block(id).range().end - 1;
            self.skip_empty_target(last);
        }
    }

    /// Lets every jump and `SETUP_*` of the block `id` skip empty blocks.
    pub(in crate::compiler::cfg) fn skip_empty_targets(&mut self, id: BlockId) {
        for at in self.block(id).range_of_targets() {
            if self.nodes[at].op.has_target() {
                self.skip_empty_target(at);
            }
        }
    }

    fn skip_empty_target(&mut self, at: usize) {
        let before = self.nodes[at].target;
        let target = skip_empty(&self.blocks, before);
        if target != before {
            self.nodes[at].target = target;
            self.block_mut(target).labelled = true;
            // An empty block counts as one predecessor, whatever the number of its own.
            self.recount = true;
        }
    }

    /// Puts the instructions of `target` in the place of the jump that ends the block `id`, of which a NOP is left.
    pub(in crate::compiler::cfg) fn inline_jump_target(&mut self, id: BlockId, target: BlockId) {
        let last = self.block(id).range().end - 1;
        self.nodes[last].become_nop();
        self.note_nops(id);
        self.append(id, target);
        // Its new successors are still counted, as a rule.
        let recount = self.recount;
        self.note_end(id);
        self.recount = recount || id == target || self.block(target).kinds.has(Kinds::BLOCK_PUSH);
        let goes_to = self.jump(id).map_or(BlockId::NONE, |jump| jump.target);
        self.move_edge(target, goes_to);
    }

    /// Gives the jump at the end of the block `id` a copy of `target` for itself, which must not fall through.
    pub(in crate::compiler::cfg) fn copy_jump_target(&mut self, id: BlockId, target: BlockId) -> BlockId {
        let copy = BlockId(self.blocks.len() as u32);
        let Block { end, next, has_nops, .. } = *self.block(target);
        let start = self.nodes.len() as u32;
        self.blocks.push(Block { start, end, next, has_nops, labelled: true, predecessors: 1, ..Block::EMPTY });
        self.append(copy, target);
        self.block_mut(target).next = copy;
        self.reordered = true;
        let last = self.block(id).range().end - 1;
        self.nodes[last].target = copy;
        self.block_mut(target).predecessors -= 1;
        // The successors of a copy have one predecessor more.
        self.recount |= end.jumps() || self.block(copy).kinds.has(Kinds::BLOCK_PUSH);
        copy
    }
}

// Blocks.
impl Graph {
    /// Lets the block `id` be followed by `next`.
    #[inline]
    pub(in crate::compiler::cfg) fn set_next(&mut self, id: BlockId, next: BlockId) {
        let before = std::mem::replace(&mut self.block_mut(id).next, next);
        if before != next {
            self.reordered = true;
            self.recount = true;
            // The last block may have been empty.
            self.has_empty |= self.block(id).len == 0;
        }
    }

    /// Puts a new block of these instructions, which are no NOPs and push nothing, after the block `id`, with so many
    /// `predecessors` until they are counted.
    pub(in crate::compiler::cfg) fn insert_after(&mut self, id: BlockId, nodes: &[Node], predecessors: u32) -> BlockId {
        let new = BlockId(self.blocks.len() as u32);
        let (start, len) = (self.nodes.len() as u32, nodes.len() as u32);
        let next = self.block(id).next;
        self.nodes.extend_from_slice(nodes);
        let mut kinds = KindsSoFar::default();
        nodes.iter().for_each(|node| kinds.add(node.op, node.loc.has_line()));
        let end = nodes.last().map_or(Op::NOP, |last| last.op).end();
        self.blocks.push(Block { start, len, next, predecessors, end, lacks_lines: false, ..Block::EMPTY });
        self.set_next(id, new);
        self.note_kinds(new, kinds.kinds());
        self.note_lacks_lines(new, kinds.kinds().has(Kinds::LACKS_LINE));
        if let Some(target) = nodes.last().and_then(|last| self.blocks.get_mut(last.target.index())) {
            target.labelled = true;
        }
        new
    }

    /// Counts only the instructions that the block `id` has for [`Block::cpython_len`]: CPython has fused its own now.
    #[inline]
    pub(in crate::compiler::cfg) fn forget_fused(&mut self, id: BlockId) {
        self.block_mut(id).fused_away = 0;
    }

    /// Takes all instructions out of the block `id`.
    #[inline]
    pub(in crate::compiler::cfg) fn clear_block(&mut self, id: BlockId) {
        let block = &mut self.blocks[id.index()];
        block.len = 0;
        block.kinds = Kinds::NONE;
        block.end = super::End::NONE;
        self.has_empty = true;
        self.reordered = true;
    }

    /// No block is empty any more but the entry, and perhaps the last one, as a pass has seen to.
    pub(in crate::compiler::cfg) fn has_no_empty_blocks(&mut self) {
        self.has_empty = false;
    }

    /// No jump goes to what follows it anyway, as a pass has seen to. Says whether there may have been some.
    pub(in crate::compiler::cfg) fn take_reordered(&mut self) -> bool {
        std::mem::take(&mut self.reordered)
    }

    /// Moves the block `id` to the end of the instructions, where it can grow.
    fn move_to_end(&mut self, id: BlockId) {
        let block = *self.block(id);
        if block.range().end != self.nodes.len() {
            let start = self.nodes.len() as u32;
            self.nodes.extend_from_within(block.range());
            self.block_mut(id).start = start;
        }
    }

    /// Appends the instructions of `from` to the block `to`, without a note of how that ends.
    fn append(&mut self, to: BlockId, from: BlockId) {
        self.move_to_end(to);
        let source = self.block(from).range();
        let Block { lacks_lines, fused_away, kinds, has_nops, .. } = *self.block(from);
        let kinds = kinds.with(self.kinds_between(to, from));
        self.note_kinds(to, kinds);
        self.awaits_lines |= lacks_lines;
        let block = self.block_mut(to);
        block.len += source.len() as u32;
        block.fused_away = block.fused_away.saturating_add(fused_away);
        block.lacks_lines |= lacks_lines;
        block.has_nops |= has_nops;
        self.nodes.extend_from_within(source);
    }

    /// Keeps the first `len` instructions of the block `id`.
    #[inline]
    fn truncate(&mut self, id: BlockId, len: usize) {
        self.block_mut(id).len = len as u32;
        self.has_empty |= len == 0;
        self.reordered |= len == 0;
    }
}

// Notes.
impl Graph {
    /// Computes what is noted of the instructions of the block `id` anew.
    fn note_body(&mut self, id: BlockId) {
        let mut kinds = KindsSoFar::default();
        let mut last = Op::NOP;
        for node in self.body(id) {
            kinds.add(node.op, node.loc.has_line());
            last = if node.op == Op::NOP { last } else { node.op };
        }
        let kinds = kinds.kinds();
        self.block_mut(id).kinds = kinds;
        // The block after it may pop what it ends in now.
        self.kinds |= kinds.with(Kinds::of_second(last, Op::POP_TOP));
        self.note_lacks_lines(id, kinds.has(Kinds::LACKS_LINE));
        if kinds.has(Kinds::NOP) {
            self.note_nops(id);
        }
        self.note_end(id);
    }

    /// Notes how the block `id` ends now, from its last instruction.
    #[inline]
    fn note_end(&mut self, id: BlockId) {
        let end = self.last(id).map_or(Op::NOP, |node| node.op).end();
        let before = std::mem::replace(&mut self.block_mut(id).end, end);
        self.recount |= before != end;
    }

    /// Notes that the block `id` may have instructions of `kinds`, too.
    #[inline]
    pub(super) fn note_kinds(&mut self, id: BlockId, kinds: Kinds) {
        self.kinds |= kinds;
        self.block_mut(id).kinds |= kinds;
    }

    /// Notes that there may be NOPs in the block `id`.
    #[inline]
    pub(super) fn note_nops(&mut self, id: BlockId) {
        self.has_nops = true;
        self.block_mut(id).has_nops = true;
    }

    /// Notes whether there is an instruction without a line in the block `id`, which may get one.
    #[inline]
    fn note_lacks_lines(&mut self, id: BlockId, lacks_line: bool) {
        self.lacks_lines |= lacks_line;
        self.awaits_lines |= lacks_line;
        self.block_mut(id).lacks_lines |= lacks_line;
    }

    /// Notes that an edge to the block `from` now goes to the block `to`, or nowhere.
    fn move_edge(&mut self, from: BlockId, to: BlockId) {
        if let Some(to) = self.blocks.get_mut(to.index()) {
            to.labelled = true;
            to.predecessors += u32::from(!self.recount);
        }
        if !self.recount {
            let from = self.block_mut(from);
            from.predecessors -= 1;
            self.recount = from.predecessors == 0;
        }
    }
}

/// The instructions of a graph, for what no fact is about.
pub(in crate::compiler::cfg) struct Operands<'g>(&'g mut [Node]);

impl Operands<'_> {
    /// Those of `block`.
    #[inline]
    pub(in crate::compiler::cfg) fn of(&mut self, block: &Block) -> impl ExactSizeIterator<Item = Operand<'_>> {
        self.0[block.range()].iter_mut().map(Operand)
    }

    /// The jump at the end of `block`, if it ends in one.
    #[inline]
    pub(in crate::compiler::cfg) fn jump(&mut self, block: &Block) -> Option<Operand<'_>> {
        if block.end.jumps() { self.0.get_mut(block.range().end - 1).map(Operand) } else { None }
    }
}

/// An instruction, for what no fact is about.
pub(in crate::compiler::cfg) struct Operand<'n>(&'n mut Node);

impl Operand<'_> {
    /// Returns its operation.
    #[inline]
    pub(in crate::compiler::cfg) fn op(&self) -> Op {
        self.0.op
    }

    /// Returns its target.
    #[inline]
    pub(in crate::compiler::cfg) fn target(&self) -> BlockId {
        self.0.target
    }

    /// Returns its argument.
    #[inline]
    pub(in crate::compiler::cfg) fn arg(&mut self) -> &mut u32 {
        &mut self.0.arg
    }

    /// Returns the handler of its exceptions.
    #[inline]
    pub(in crate::compiler::cfg) fn handler(&mut self) -> &mut BlockId {
        &mut self.0.handler
    }

    /// Makes `op` of it, which is of no kind that it is not of itself.
    #[inline]
    pub(in crate::compiler::cfg) fn specialize(&mut self, op: Op) {
        self.0.op = op;
    }
}
