//! One walk over the blocks writes the bytecode and its tables.

use super::layout;
use super::{ExceptionTable, LineTable};
use crate::compiler::cfg::{BlockId, Graph};
use crate::compiler::values::error::CompileError;
use crate::compiler::values::instruction::Unit;
use crate::compiler::values::location::Location;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::{Feature, Target};

/// The bytecode of a unit and its tables.
#[derive(Debug, Default)]
pub(super) struct Output {
    /// All zero beyond `units`, as caches are.
    code: Vec<[u8; 2]>,
    units: usize,
    lines: Vec<u8>,
    lines_len: usize,
    handlers: ExceptionTable,
    jumps: Vec<Jump>,
    resolver: Vec<layout::Jump>,
}

/// A jump that was written without its distance.
#[derive(Clone, Copy, Debug)]
struct Jump {
    /// Its code unit.
    at: u32,
    /// The code unit that its distance is counted from: the one after it and its caches, as a rule.
    after: u32,
    to: BlockId,
}

/// The use that a walk makes of the distances of jumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Distances {
    /// They are the arguments of the jumps.
    Known,
    /// They are written afterwards, a byte each.
    Short,
}

impl Output {
    /// `co_code`
    pub(super) fn code(&self) -> &[u8] {
        self.code[..self.units].as_flattened()
    }

    /// `co_linetable`
    pub(super) fn lines(&self) -> &[u8] {
        &self.lines[..self.lines_len]
    }

    /// `co_exceptiontable`
    pub(super) fn handlers(&self) -> &[u8] {
        self.handlers.bytes()
    }

    /// Writes all for the unit of `graph`. Where jumps may all be short, as in most units, they are taken for that; only
    /// if one turns out to be long, their lengths are worked out first.
    ///
    /// # Errors
    /// An operation that the target does not have.
    pub(super) fn emit(
        &mut self,
        graph: &mut Graph,
        unit: &Unit,
        target: &Target,
        lines_only: bool,
    ) -> Result<(), CompileError> {
        let walk = match (target.has(Feature::MergedLocations), graph.kinds().has(Kinds::BLOCK_PUSH)) {
            (false, false) => Self::walk::<false, false>,
            (false, true) => Self::walk::<false, true>,
            (true, false) => Self::walk::<true, false>,
            (true, true) => Self::walk::<true, true>,
        };
        self.make_room(graph.nodes().len());
        let new_lines = (unit.firstlineno, lines_only);
        if layout::may_be_short(graph, unit, target) {
            walk(self, graph, target, new_lines, Distances::Short)?;
            if self.write_distances(graph) {
                self.handlers.finish(self.units as u32, graph);
                return Ok(());
            }
        }
        layout::resolve_jumps(graph, &mut self.resolver, target);
        walk(self, graph, target, new_lines, Distances::Known)?;
        self.handlers.finish(self.units as u32, graph);
        Ok(())
    }

    /// Makes room for the longest that so many instructions can become.
    pub(super) fn make_room(&mut self, instructions: usize) {
        let units = instructions * layout::MAX_UNITS as usize;
        if self.code.len() < units {
            // Memory that is zero already is not touched until it is written.
            self.units = 0;
            self.code = vec![[0; 2]; units.next_power_of_two()];
        }
        let parts = layout::MAX_UNITS.div_ceil(LineTable::MAX_UNITS) as usize;
        let bytes = instructions * parts * LineTable::MAX_BYTES;
        if self.lines.len() < bytes {
            self.lines = vec![0; bytes.next_power_of_two()];
        }
    }

    /// The walk. `MERGES`: neighbours at one position share an entry of the line table. `HANDLERS`: there are
    /// exception handlers.
    #[inline(never)] // a loop that needs all registers
    fn walk<const MERGES: bool, const HANDLERS: bool>(
        &mut self,
        graph: &mut Graph,
        target: &Target,
        (line, lines_only): (i32, bool),
        distances: Distances,
    ) -> Result<(), CompileError> {
        self.code[..self.units].fill([0; 2]);
        // If an error ends the walk, anything may have been written.
        self.units = self.code.len();
        self.handlers.start();
        self.jumps.clear();
        let opcodes = target.opcodes;
        let code = &mut self.code[..];
        let room = self.lines.len();
        let mut lines = LineTable::new(&mut self.lines, line, lines_only);
        let jumps_are_short = distances == Distances::Short && graph.kinds().has(Kinds::JUMP);
        let (nodes, blocks) = graph.nodes_and_blocks();
        let mut handler = BlockId::NONE;
        // The position of the last units, and how many they are, until they are in the table.
        let (mut loc, mut units) = (&Location::NONE, 0);
        let mut at = 0;
        let mut id = BlockId::ENTRY;
        while id != BlockId::NONE {
            let block = &mut blocks[id.index()];
            block.offset = at as u32;
            id = block.next();
            let body = &nodes[block.range()];
            for node in body {
                if HANDLERS && node.handler != handler {
                    handler = node.handler;
                    self.handlers.change(at as u32, handler);
                }
                if !MERGES || node.loc.bits() != loc.bits() {
                    lines.entry(loc, units);
                    units = 0;
                }
                loc = &node.loc;
                let encoding = opcodes.encoding(node.op);
                if node.arg >= encoding.limit {
                    let prefixes = layout::write_prefixes(code, at, node, opcodes)?;
                    at += prefixes;
                    units += prefixes as u32;
                }
                let Some(place) = code.get_mut(at) else { return Err(layout::cannot_write(node)) };
                *place = [encoding.number, node.arg as u8 & encoding.low];
                at += usize::from(encoding.units);
                units += u32::from(encoding.units);
            }
            if jumps_are_short && let Some(last) = body.last().filter(|last| last.op.is_jump()) {
                let after = at as u32;
                let at = after - u32::from(opcodes.encoding(last.op).units);
                self.jumps.push(Jump { at, after: layout::counted_from(last.op, after, opcodes), to: last.target });
            }
        }
        lines.entry(loc, units);
        self.lines_len = room - lines.room_left();
        self.units = at;
        Ok(())
    }

    /// Writes the distances of the jumps; whether each is a short one.
    fn write_distances(&mut self, graph: &Graph) -> bool {
        self.jumps.iter().all(|jump| {
            let distance = graph.block(jump.to).offset.abs_diff(jump.after);
            self.code[jump.at as usize][1] = distance as u8;
            distance <= 0xFF
        })
    }
}
