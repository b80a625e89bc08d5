//! Checks the facts that the graph keeps of itself.
//!
//! Passes skip work by what the graph says of its blocks: which kinds of operation they have, where NOPs are, how many
//! predecessors a block has. A fact that a pass forgot to note makes a later pass skip what it should do, in some rare
//! program. [`Graph::verify`] computes every such fact anew and compares. A fact may claim more than there is, which
//! only costs time; it may never claim less. What is exact must be equal.
//!
//! The rules, each with the words that an error names it by:
//!
//! - `chain`: from the entry, each block comes once, and the last one has no next. A block outside has no instructions.
//! - `ranges`: a block's instructions are in bounds and belong to no other block.
//! - `ends`: a jump, return or raise is the last instruction of its block, and the block's `end` is that of it.
//! - `targets`: what a jump or a `SETUP_*` goes to is in the chain, and knows that it has a label.
//! - `kinds`: a block has noted the kinds of its operations, the graph those of its blocks.
//! - `NOPs`: a block and the graph know of theirs.
//! - `lines`: a block and the graph know of instructions without a line, and of those that could get one.
//! - `predecessors`: they are counted, unless the graph says that they have to be.
//! - `handlers`: an instruction's handler is one; no jump leads there, nor does control fall into it.
//! - `empty blocks`: where there are said to be none, there are none but the entry and the last one.
//! - `order`: where jumps to what follows anyway are said to be gone, they are.
//! - `constants`: an instruction loads one that the unit has; where all are said to be in use, they are.

use super::{Block, BlockId, Graph, Node};
use crate::compiler::values::error::CompileError;
use crate::compiler::values::instruction::Unit;
use crate::compiler::version::kinds::{Kinds, KindsSoFar};
use crate::compiler::version::opcode::Op;

/// The kinds that passes ask for. NOPs and lines have facts of their own.
const KINDS: [(&str, Kinds); 18] = [
    ("jumps", Kinds::JUMP),
    ("unconditional jumps", Kinds::UNCONDITIONAL),
    ("jumps that keep the value", Kinds::KEEPS_VALUE),
    ("SETUP_*", Kinds::BLOCK_PUSH),
    ("pseudo-operations", Kinds::PSEUDO),
    ("operations that ask for handlers", Kinds::HANDLER_STATE),
    ("constants", Kinds::CONST),
    ("locals", Kinds::LOCAL),
    ("locals that lose their value", Kinds::UNSET),
    ("BUILD_TUPLE or SWAP", Kinds::STACK),
    ("operations that may be folded", Kinds::FOLDABLE),
    ("pairs on locals", Kinds::LOCAL_PAIRS),
    ("two stores", Kinds::TWO_STORES),
    ("what a constant decides", Kinds::AFTER_CONST),
    ("a pop after a push", Kinds::POP_AFTER_PUSH),
    ("a test after a bool", Kinds::TEST_AFTER_BOOL),
    ("LOAD_GLOBAL after PUSH_NULL", Kinds::NULL_THEN_GLOBAL),
    ("PUSH_NULL after LOAD_GLOBAL", Kinds::GLOBAL_THEN_NULL),
];

/// A fact that does not hold: its name, the block, and what is wrong.
struct Violation {
    fact: &'static str,
    block: BlockId,
    what: String,
}

type Checked = Result<(), Violation>;

fn violation(fact: &'static str, block: BlockId, what: impl Into<String>) -> Checked {
    Err(Violation { fact, block, what: what.into() })
}

impl Graph {
    /// Computes every fact of the graph of `unit` anew, after `pass`.
    ///
    /// # Errors
    /// A fact that claims less than there is: a defect of `pass`.
    pub fn verify(&self, unit: &Unit, pass: &str) -> Result<(), CompileError> {
        self.check(unit).map_err(|Violation { fact, block, what }| {
            super::super::defect(&format!("after {pass}: {fact} of block L{}: {what}", block.0))
        })
    }

    fn check(&self, unit: &Unit) -> Checked {
        let chain = self.checked_chain()?;
        self.check_ranges()?;
        let in_chain = self.places_in(&chain);
        for &id in &chain {
            self.check_end(id)?;
            self.check_targets(id, &in_chain)?;
            self.check_kinds(id)?;
            self.check_nops_and_lines(id)?;
            self.check_handlers(id, &in_chain)?;
        }
        self.check_pairs_between(&chain)?;
        self.check_predecessors(&chain)?;
        self.check_empty(&chain)?;
        self.check_order(&chain)?;
        self.check_constants(&chain, unit)
    }

    /// The blocks of the chain, if there are as many as it can have at most.
    fn checked_chain(&self) -> Result<Vec<BlockId>, Violation> {
        let mut chain = Vec::new();
        let mut seen = vec![false; self.blocks.len()];
        let mut id = BlockId::ENTRY;
        while id != BlockId::NONE {
            let Some(seen) = seen.get_mut(id.index()) else {
                return Err(Violation { fact: "chain", block: id, what: "there is no such block".into() });
            };
            if std::mem::replace(seen, true) {
                return Err(Violation { fact: "chain", block: id, what: "it comes twice".into() });
            }
            chain.push(id);
            id = self.block(id).next;
        }
        match seen.iter().zip(&self.blocks).position(|(seen, block)| !seen && block.len > 0) {
            None => Ok(chain),
            Some(at) => Err(Violation {
                fact: "chain",
                block: BlockId(at as u32),
                what: "it has instructions, and control never gets to it".into(),
            }),
        }
    }

    /// Which blocks are in the chain.
    fn places_in(&self, chain: &[BlockId]) -> Vec<bool> {
        let mut places = vec![false; self.blocks.len()];
        for id in chain {
            places[id.index()] = true;
        }
        places
    }

    fn check_ranges(&self) -> Checked {
        let mut ranges: Vec<_> = (0..).map(BlockId).zip(self.blocks.iter().map(Block::range)).collect();
        ranges.retain(|(_, range)| !range.is_empty());
        ranges.sort_unstable_by_key(|(_, range)| range.start);
        let mut free = 0;
        for (id, range) in ranges {
            if range.start < free {
                return violation("ranges", id, format!("{range:?} is also of another block"));
            }
            if range.end > self.nodes.len() {
                return violation("ranges", id, format!("{range:?} of {} instructions", self.nodes.len()));
            }
            free = range.end;
        }
        Ok(())
    }

    fn check_end(&self, id: BlockId) -> Checked {
        let body = self.body(id);
        let before_last = &body[..body.len().saturating_sub(1)];
        if let Some(node) = before_last.iter().find(|node| node.op.ends_block()) {
            return violation("ends", id, format!("{} before its end", node.op.name()));
        }
        let end = body.last().map_or(Op::NOP, |last| last.op).end();
        if self.block(id).end != end {
            return violation("ends", id, format!("{:?} is noted, it is {end:?}", self.block(id).end));
        }
        Ok(())
    }

    fn check_targets(&self, id: BlockId, in_chain: &[bool]) -> Checked {
        for node in self.body(id).iter().filter(|node| node.op.has_target()) {
            let name = node.op.name();
            if !in_chain.get(node.target.index()).is_some_and(|&is_in| is_in) {
                return violation("targets", id, format!("{name} to L{}, which is not in the chain", node.target.0));
            }
            if !self.block(node.target).labelled {
                return violation("targets", node.target, format!("{name} of L{} goes there, without a label", id.0));
            }
        }
        Ok(())
    }

    fn check_kinds(&self, id: BlockId) -> Checked {
        let kinds = kinds(self.body(id));
        let noted = self.block(id).kinds;
        for (name, kind) in KINDS.into_iter().filter(|&(_, kind)| kinds.has(kind)) {
            if !noted.has(kind) {
                return violation("kinds", id, format!("{name} not noted"));
            }
            if !self.kinds.has(kind) {
                return violation("kinds", id, format!("{name} not noted of the graph"));
            }
        }
        Ok(())
    }

    fn check_nops_and_lines(&self, id: BlockId) -> Checked {
        let (block, body) = (self.block(id), self.body(id));
        if body.iter().any(|node| node.op == Op::NOP) && !(block.has_nops && self.has_nops) {
            return violation("NOPs", id, if block.has_nops { "not noted of the graph" } else { "not noted" });
        }
        let Some(first) = body.iter().position(|node| !node.loc.has_line()) else { return Ok(()) };
        if !block.lacks_lines {
            return violation("lines", id, format!("none at instruction {first}"));
        }
        if !(self.lacks_lines && self.kinds.has(Kinds::LACKS_LINE)) {
            return violation("lines", id, format!("none at instruction {first}, not noted of the graph"));
        }
        // Every instruction without a line must be one that nothing could give it to.
        let has_source = |pair: &[Node]| pair[0].loc.has_line() && !pair[1].loc.has_line();
        if !self.awaits_lines && (!block.is_handler || body.windows(2).any(has_source)) {
            return violation("lines", id, "an instruction could get one, not noted");
        }
        Ok(())
    }

    fn check_handlers(&self, id: BlockId, in_chain: &[bool]) -> Checked {
        for node in self.body(id).iter().filter(|node| node.handler != BlockId::NONE) {
            if !in_chain.get(node.handler.index()).is_some_and(|&is_in| is_in) {
                return violation("handlers", id, format!("L{} is not in the chain", node.handler.0));
            }
            if !self.block(node.handler).is_handler {
                return violation("handlers", id, format!("L{} is none", node.handler.0));
            }
        }
        Ok(())
    }

    /// A pop may come first in a block whose only predecessor ends in the push.
    fn check_pairs_between(&self, chain: &[BlockId]) -> Checked {
        let mut last = None;
        for &id in chain {
            let block = self.block(id);
            if let (Some(last), Some(first), false) = (last, self.body(id).first(), block.labelled) {
                let last: &Node = last;
                let kinds = Kinds::of_second(last.op, first.op);
                if kinds.has(Kinds::POP_AFTER_PUSH) && !self.kinds.has(Kinds::POP_AFTER_PUSH) {
                    return violation("kinds", id, "a pop after a push of the block before not noted of the graph");
                }
            }
            last = self.last(id).or(last.filter(|_| block.end.falls_through() && !block.labelled));
        }
        Ok(())
    }

    /// Counts the edges to each block from those that control can get to, and one to the entry.
    fn counted_predecessors(&self) -> Vec<u32> {
        let mut counts = vec![0; self.blocks.len()];
        let mut worklist = vec![BlockId::ENTRY];
        counts[BlockId::ENTRY.index()] = 1;
        while let Some(id) = worklist.pop() {
            let block = self.block(id);
            let falls_to = self.body(id).last().is_none_or(|last| last.op.end().falls_through()).then_some(block.next);
            let targets = self.body(id).iter().filter(|node| node.op.has_target()).map(|node| node.target);
            for to in falls_to.into_iter().chain(targets).filter(|&to| to != BlockId::NONE) {
                if counts[to.index()] == 0 {
                    worklist.push(to);
                }
                counts[to.index()] += 1;
            }
        }
        counts
    }

    fn check_predecessors(&self, chain: &[BlockId]) -> Checked {
        let counts = self.counted_predecessors();
        for &id in chain {
            let (noted, count) = (self.block(id).predecessors, counts[id.index()]);
            if !self.recount && noted != count {
                return violation("predecessors", id, format!("{noted} are noted, there are {count}"));
            }
            // Control gets to a block before any edge from it counts.
            let is_reached = counts[id.index()] > 0;
            for to in self.normal_successors(id).filter(|_| is_reached) {
                let to_block = self.block(to);
                // One that nothing led to any more is empty, and control may fall through that.
                if to_block.is_handler && to_block.len > 0 {
                    return violation("handlers", to, format!("L{} leads there without an exception", id.0));
                }
            }
        }
        Ok(())
    }

    /// Returns the successors of the block `id` without exceptions.
    fn normal_successors(&self, id: BlockId) -> impl Iterator<Item = BlockId> {
        let block = self.block(id);
        let falls_to = block.end.falls_through().then_some(block.next).filter(|&next| next != BlockId::NONE);
        falls_to.into_iter().chain(self.last(id).filter(|last| last.op.is_jump()).map(|last| last.target))
    }

    fn check_empty(&self, chain: &[BlockId]) -> Checked {
        // The entry stays, as nothing could take its place, and so may the last one.
        let inner = chain.iter().take(chain.len() - 1).skip(1);
        match inner.copied().find(|&id| self.block(id).len == 0) {
            Some(id) if !self.has_empty => violation("empty blocks", id, "not noted"),
            _ => Ok(()),
        }
    }

    fn check_order(&self, chain: &[BlockId]) -> Checked {
        let is_needless = |&id: &BlockId| {
            let next = self.first_filled(self.block(id).next);
            let jump = self.last(id).filter(|last| last.op.is_unconditional_jump());
            jump.is_some_and(|jump| self.first_filled(jump.target) == next)
        };
        match chain.iter().copied().find(is_needless) {
            Some(id) if !self.reordered => violation("order", id, "it jumps to what follows it anyway"),
            _ => Ok(()),
        }
    }

    fn check_constants(&self, chain: &[BlockId], unit: &Unit) -> Checked {
        let mut used = vec![false; unit.consts.len()];
        // The first one always stays.
        if let Some(first) = used.first_mut() {
            *first = true;
        }
        for &id in chain {
            for node in self.body(id).iter().filter(|node| node.op.has_const()) {
                match used.get_mut(node.arg as usize) {
                    Some(used) => *used = true,
                    None => return violation("constants", id, format!("{} {}", node.op.name(), node.arg)),
                }
            }
        }
        match used.iter().position(|used| !used) {
            Some(at) if !unit.consts_may_be_unused => {
                violation("constants", BlockId::ENTRY, format!("none loads constant {at}, not noted"))
            }
            _ => Ok(()),
        }
    }
}

/// The kinds of `body`.
fn kinds(body: &[Node]) -> Kinds {
    let mut kinds = KindsSoFar::default();
    for node in body {
        kinds.add(node.op, node.loc.has_line());
    }
    kinds.kinds()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::cfg::{PassContext, Scratch};
    use crate::compiler::values::constant::ConstTable;
    use crate::compiler::values::context::{Context, Options};
    use crate::compiler::values::location::Location;
    use crate::compiler::version::Target;
    use crate::compiler::version::kinds::End;

    /// A way to break the facts of a graph.
    type Break = fn(&mut Graph);

    /// A conditional jump over a block with a NOP and an instruction without a line, the predecessors counted.
    fn graph(ctx: &mut Context<'_>) -> (Graph, Unit) {
        let mut unit = Unit { consts: vec![ConstTable::NONE], ..Unit::default() };
        let line = Location::new(1, 1, 0, 1);
        let mut push = |op, target, loc| unit.seq.push(Node { target, ..Node::new(op, 0, loc) });
        push(Op::LOAD_CONST, BlockId::NONE, line);
        push(Op::POP_JUMP_IF_TRUE, BlockId(2), line);
        unit.seq.place(BlockId(1));
        let mut push = |op, loc| unit.seq.push(Node::new(op, 0, loc));
        push(Op::NOP, line);
        push(Op::LOAD_FAST, Location::NONE);
        push(Op::RETURN_VALUE, line);
        unit.seq.place(BlockId(2));
        let mut push = |op, loc| unit.seq.push(Node::new(op, 0, loc));
        push(Op::LOAD_FAST, line);
        push(Op::RETURN_VALUE, line);
        unit.seq.label_count = 3;
        let (mut graph, mut scratch) = (Graph::default(), Scratch::default());
        let passes = &mut PassContext::new(&mut unit, ctx, &mut scratch);
        super::super::start_blocks_at_labels(&mut graph, passes).expect("blocks");
        graph.count_predecessors(&mut Vec::new());
        (graph, unit)
    }

    #[test]
    fn a_fact_that_claims_less_is_found() {
        let breaks: [(&str, Break); 16] = [
            ("chain of block L1: it comes twice", |graph| graph.blocks[2].next = BlockId(1)),
            ("chain of block L2: it has instructions", |graph| graph.blocks[1].next = BlockId::NONE),
            ("ranges of block L", |graph| graph.blocks[2].start -= 1),
            ("ranges of block L2: 5..8 of 7", |graph| graph.blocks[2].len += 1),
            ("ends of block L0: RETURN_VALUE before its end", |graph| graph.nodes[0].op = Op::RETURN_VALUE),
            ("ends of block L2", |graph| graph.blocks[2].end = End::NONE),
            ("targets of block L0: POP_JUMP_IF_TRUE to L9", |graph| graph.nodes[1].target = BlockId(9)),
            ("targets of block L2", |graph| graph.blocks[2].labelled = false),
            ("kinds of block L1: locals not noted", |graph| graph.blocks[1].kinds = Kinds::NONE),
            ("NOPs of block L1: not noted", |graph| graph.blocks[1].has_nops = false),
            ("lines of block L1: none at instruction 1", |graph| graph.blocks[1].lacks_lines = false),
            ("lines of block L1: an instruction could get one", |graph| graph.awaits_lines = false),
            ("predecessors of block L2: 7 are noted, there are 1", |graph| graph.blocks[2].predecessors = 7),
            ("handlers of block L0: L2 is none", |graph| graph.nodes[0].handler = BlockId(2)),
            ("empty blocks of block L1: not noted", |graph| {
                (graph.blocks[1].len, graph.blocks[1].end, graph.recount) = (0, End::NONE, true);
            }),
            ("constants of block L0: LOAD_CONST 5", |graph| graph.nodes[0].arg = 5),
        ];
        for (what, break_fact) in breaks {
            let arena = bumpalo::Bump::new();
            let mut ctx = Context::new(&arena, Target::py311(), Options::default());
            let (mut graph, unit) = graph(&mut ctx);
            assert_eq!(graph.verify(&unit, "some_pass"), Ok(()));
            break_fact(&mut graph);
            let error = graph.verify(&unit, "some_pass").expect_err(what).message;
            assert!(error.starts_with(&format!("control-flow graph: after some_pass: {what}")), "{what}: {error}");
        }
    }

    #[test]
    fn jumps_to_what_follows_and_unused_constants_are_found() {
        let arena = bumpalo::Bump::new();
        let mut ctx = Context::new(&arena, Target::py311(), Options::default());
        let (mut graph, mut unit) = graph(&mut ctx);
        unit.consts.push(ConstTable::NONE);
        let error = graph.verify(&unit, "some_pass").expect_err("an unused constant").message;
        assert!(error.contains("constants of block L0: none loads constant 1"), "{error}");
        unit.consts.pop();
        graph.set_jump_op(BlockId::ENTRY, Op::JUMP);
        graph.retarget(BlockId::ENTRY, BlockId(1));
        assert_eq!(graph.verify(&unit, "some_pass"), Ok(()));
        graph.reordered = false;
        let error = graph.verify(&unit, "some_pass").expect_err("a jump to what follows").message;
        assert!(error.contains("order of block L0: it jumps to what follows it anyway"), "{error}");
    }
}
