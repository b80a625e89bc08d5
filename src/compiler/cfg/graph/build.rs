//! Builds the graph from an instruction sequence.
//!
//! A block ends at a label that something goes to, and behind a jump, return or raise.

use super::super::prefix::{has_prefix, prefix};
use super::super::{PassContext, defect};
use super::{Block, BlockId, Graph, Node, skip_empty};
use crate::compiler::values::error::CompileError;
use crate::compiler::values::instruction::{InstrSequence, Placed};
use crate::compiler::version::Feature;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::opcode::Op;

/// Fills the graph with the unit's instructions. Each label starts a block. Of labels at one place the last one does, and
/// jumps to the others go there, too (3.11: the emission into blocks,
/// `normalize_basic_block`; 3.12: `instr_sequence_to_cfg`).
///
/// # Errors
/// Labels that are out of range or out of order.
pub(crate) fn start_blocks_at_labels(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut before = Vec::new();
    if !ctx.target.has(Feature::LatePrefix) && has_prefix(ctx.unit) {
        prefix(ctx.unit, &mut before, &mut ctx.scratch.numbers);
    }
    let seq = &mut ctx.unit.seq;
    graph.take(seq);
    graph.nodes.splice(0..0, before.iter().copied());
    graph.split::<false>(seq, &before, false)?;
    for label in &seq.implicit {
        graph.block_mut(*label).labelled = false;
    }
    Ok(())
}

/// Fills the graph with the unit's instructions. A block starts where a jump or a `SETUP_*` goes, and behind the end of
/// another (`instr_sequence_to_cfg` since 3.13).
///
/// # Errors
/// Labels that are out of range or out of order.
pub(crate) fn start_blocks_at_targets(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let seq = &mut ctx.unit.seq;
    graph.take(seq);
    graph.keeps_stale = ctx.target.has(Feature::StaleHandlers);
    if seq.with_target.is_empty() {
        let rest = graph.keep_until_exit(seq);
        ctx.unit.consts_may_be_unused |= rest.has(Kinds::CONST);
        return Ok(());
    }
    let rest = graph.split::<true>(seq, &[], ctx.target.has(Feature::KeepsEmptied))?;
    ctx.unit.consts_may_be_unused |= rest.has(Kinds::CONST);
    Ok(())
}

impl Graph {
    /// Takes the instructions of `seq`, which gets those of the unit before for their memory, and makes a block for
    /// each label.
    fn take(&mut self, seq: &mut InstrSequence) {
        std::mem::swap(&mut self.nodes, &mut seq.instrs);
        self.stack_size = 0;
        self.has_empty = false;
        self.keeps_stale = false;
        self.recount = true;
        self.reordered = true;
        self.blocks.clear();
        self.blocks.resize(seq.label_count.max(1) as usize, Block::EMPTY);
        self.blocks[BlockId::ENTRY.index()].labelled = true;
    }

    /// Makes one block of a unit without jumps and handlers: control never gets past its first exit, which a label
    /// follows. Says what kinds of operation the rest has.
    fn keep_until_exit(&mut self, seq: &InstrSequence) -> Kinds {
        let Self { nodes, blocks, .. } = self;
        let mut kinds = Kinds::NONE;
        let mut rest = Kinds::NONE;
        let mut has_left = false;
        for &Placed { index, before, .. } in &seq.placed {
            if has_left {
                rest |= before;
                continue;
            }
            kinds |= before;
            has_left = ends_before(nodes, index);
            if has_left {
                nodes.truncate(index as usize);
            } else {
                kinds |= kinds_between(nodes, index);
            }
        }
        *if has_left { &mut rest } else { &mut kinds } |= seq.kinds.kinds();
        blocks.truncate(1);
        if let Some(last) = nodes.last() {
            blocks[0].fill(0..nodes.len() as u32, kinds, last.op);
        }
        self.note_all_kinds(kinds);
        rest
    }

    /// Gives the blocks their instructions, which those of the `prefix` stand before. Says what kinds of operation there
    /// are in those that are left out; of their blocks empty ones stay if it `keeps_emptied`.
    fn split<const AT_TARGETS: bool>(
        &mut self,
        seq: &mut InstrSequence,
        prefix: &[Node],
        keeps_emptied: bool,
    ) -> Result<Kinds, CompileError> {
        let shift = prefix.len() as u32;
        if AT_TARGETS {
            let entry = self.block_mut(BlockId::ENTRY);
            (entry.predecessors, entry.visited) = (1, true);
            for &at in &seq.with_target {
                let target = self.nodes[at as usize].target;
                let target = self.blocks.get_mut(target.index()).ok_or_else(|| defect("a jump without a target"))?;
                target.labelled = true;
                target.predecessors += 1;
            }
        }
        let mut kinds = Kinds::NONE;
        for node in prefix {
            kinds |= node.kinds();
        }
        let mut fused_away = 0;
        let (mut all_kinds, mut left_out) = (Kinds::NONE, Kinds::NONE);
        // The block that is being filled, where it starts, and the block before it.
        let (mut current, mut start, mut previous) = (BlockId::ENTRY, 0, BlockId::ENTRY);
        let mut shares_place = false;
        let mut all_known = AT_TARGETS;
        let mut has_emptied = false;
        let end = Placed {
            label: BlockId::NONE,
            index: self.nodes.len() as u32 - shift,
            before: seq.kinds.kinds(),
            fused_away: seq.fused_away,
        };
        seq.placed.push(end);
        let (nodes, blocks) = (&mut self.nodes[..], &mut self.blocks[..]);
        for &Placed { label, index, before, fused_away: fused_before } in &seq.placed {
            if label == BlockId::ENTRY {
                continue;
            }
            let here = index + shift;
            if here == 0 || here < start || here as usize > nodes.len() {
                return Err(defect("a label out of range"));
            }
            let last = &nodes[here as usize - 1];
            kinds |= before;
            fused_away += fused_before;
            if let Some(block) = blocks.get_mut(label.index()) {
                // Perf: one test, as what is before a label and whether it is a target is as likely as not.
                if AT_TARGETS && !block.labelled & ((here == start) | !last.op.ends_block()) {
                    kinds |= kinds_between(nodes, here);
                    continue;
                }
                block.labelled |= !AT_TARGETS;
            } else if label != BlockId::NONE {
                return Err(defect("a label out of range"));
            }
            let block = &mut blocks[current.index()];
            block.next = label;
            if here == start {
                let Block { labelled, predecessors, visited, .. } = *block;
                blocks[previous.index()].next = label;
                if let Some(block) = blocks.get_mut(label.index()) {
                    block.labelled |= labelled;
                    block.predecessors += predecessors;
                    block.visited |= visited;
                }
                shares_place = true;
            } else if AT_TARGETS && block.predecessors == 0 && !kinds.has(Kinds::BLOCK_PUSH) {
                // Control never gets to it, so its jump does not count.
                if last.op.is_jump() {
                    let target = skip_empty(blocks, last.target);
                    blocks[target.index()].predecessors -= 1;
                }
                if keeps_emptied {
                    previous = current;
                    has_emptied = true;
                } else {
                    blocks[previous.index()].next = label;
                }
                left_out |= kinds;
                (kinds, fused_away) = (Kinds::NONE, 0);
            } else {
                block.fill(start..here, kinds, last.op);
                block.fused_away = u16::try_from(fused_away).unwrap_or(u16::MAX);
                if AT_TARGETS {
                    // Where all predecessors come later, it is not known whether control gets to them.
                    all_known &= block.visited;
                    note_successors(nodes, blocks, current);
                }
                previous = current;
                all_kinds |= kinds;
                (kinds, fused_away) = (Kinds::NONE, 0);
            }
            (current, start) = (label, here);
        }
        seq.placed.pop();
        if shares_place {
            for at in &seq.with_target {
                let node = &mut nodes[(at + shift) as usize];
                node.target = skip_shared(blocks, node.target);
            }
        }
        self.has_empty |= has_emptied;
        self.recount = !all_known;
        if self.recount {
            // A predecessor may have been left out after its target: there may be targets without jumps.
            all_kinds |= Kinds::JUMP;
        }
        self.note_all_kinds(all_kinds);
        Ok(left_out)
    }

    /// Notes what kinds of operation the unit has.
    fn note_all_kinds(&mut self, kinds: Kinds) {
        self.kinds = kinds;
        self.keeps_stale &= kinds.has(Kinds::BLOCK_PUSH);
        self.has_nops = kinds.has(Kinds::NOP);
        self.lacks_lines = kinds.has(Kinds::LACKS_LINE);
        self.awaits_lines = self.lacks_lines;
    }
}

impl Block {
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
}

/// [`skip_empty`] for a block that may share the place of the next ones.
// Perf: those that do are in no chain, and from now on the last of them follows each at once, as a jump out of each of
// many nested statements goes to one of them.
#[inline]
fn skip_shared(blocks: &mut [Block], id: BlockId) -> BlockId {
    let target = skip_empty(blocks, id);
    let mut id = id;
    while id != target {
        id = std::mem::replace(&mut blocks[id.index()].next, target);
    }
    target
}

/// Marks the successors of the block `id`, and counts it as a predecessor of the one that it falls through to.
// Perf: without branches, as either is as likely as not. Where control does not go on, the block itself is marked.
#[inline]
fn note_successors(nodes: &[Node], blocks: &mut [Block], id: BlockId) {
    let block = &blocks[id.index()];
    let (range, kinds) = (block.range(), block.kinds);
    let falls = block.end.falls_through() & (block.next != BlockId::NONE);
    let next = if falls { block.next } else { id };
    let last_target = nodes[range.end - 1].target;
    let target = if block.end.jumps() { last_target } else { id };
    blocks[next.index()].predecessors += u32::from(falls);
    blocks[next.index()].visited = true;
    blocks[target.index()].visited = true;
    if kinds.has(Kinds::BLOCK_PUSH) {
        for node in nodes[range].iter().filter(|node| node.op.is_block_push()) {
            blocks[node.target.index()].visited = true;
        }
    }
}

/// Tells whether the instruction before `index` ends a block.
#[inline]
fn ends_before(nodes: &[Node], index: u32) -> bool {
    nodes[..index as usize].last().is_some_and(|last| last.op.ends_block())
}

/// Returns the kinds of the instruction at `index`, pairs with the one before it included.
#[inline]
fn kinds_between(nodes: &[Node], index: u32) -> Kinds {
    match nodes.split_at(index as usize) {
        ([.., before], [here, ..]) => Kinds::of_second(before.op, here.op),
        _ => Kinds::NONE,
    }
}
