//! Layout: the offsets of instructions and the sizes that follow from them.

use crate::compiler::cfg::{BlockId, Graph, Node};
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::instruction::Unit;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::opcode::{Encoding, Op, OpcodeTable};
use crate::compiler::version::{Feature, Target};

/// The most code units that an instruction takes: three prefixes, itself, and as many caches as any has.
pub(super) const MAX_UNITS: u32 = 14;

/// The size of an instruction in code units: prefixes, itself, caches (`instr_size`).
#[inline]
fn units(node: &Node, opcodes: &OpcodeTable) -> u32 {
    let encoding = opcodes.encoding(node.op);
    let extended = if node.arg < encoding.limit { 0 } else { extended_args(node.arg) };
    u32::from(encoding.units) + extended
}

#[inline]
fn extended_args(arg: u32) -> u32 {
    if arg <= 0xFF { 0 } else { 1 + u32::from(arg > 0xFFFF) + u32::from(arg > 0xFF_FFFF) }
}

/// A block that ends in a jump.
#[derive(Clone, Copy, Debug)]
pub(super) struct Jump {
    block: BlockId,
    /// The index of the jump in [`Graph::nodes`].
    at: usize,
    /// Its size in code units.
    units: u32,
}

/// Gives every block its offset and every jump its distance (`assemble_jump_offsets`). A distance
/// may need a prefix, which moves what follows; so until nothing moves. `jumps` is a buffer.
pub(super) fn resolve_jumps(graph: &mut Graph, jumps: &mut Vec<Jump>, target: &Target) {
    measure(graph, jumps, target);
    loop {
        place_blocks(graph);
        let mut moved = false;
        for jump in jumps.iter_mut() {
            let block = graph.block(jump.block);
            let after = block.offset + block.size;
            let node = &graph.nodes()[jump.at];
            let distance = graph.block(node.target).offset.abs_diff(counted_from(node.op, after, target.opcodes));
            graph.set_arg(jump.at, distance);
            let units = units(&graph.nodes()[jump.at], target.opcodes);
            if units != jump.units {
                let block = graph.block_mut(jump.block);
                block.size = block.size - jump.units + units;
                jump.units = units;
                moved = true;
            }
        }
        if !moved {
            return;
        }
    }
}

/// The code unit that the distance of a jump is counted from: the one after it. The end of an asynchronous loop names the
/// `END_SEND` that is so much behind its `SEND` (`END_SEND_OFFSET`): the operations of a delegation and their caches.
#[inline]
pub(super) fn counted_from(op: Op, after: u32, opcodes: &OpcodeTable) -> u32 {
    if op != Op::END_ASYNC_FOR_JUMP {
        return after;
    }
    const BETWEEN: [Op; 4] = [Op::SEND, Op::YIELD_VALUE, Op::RESUME, Op::JUMP_BACKWARD_NO_INTERRUPT];
    after.saturating_sub(BETWEEN.iter().map(|&op| 1 + opcodes.caches(op)).sum())
}

/// Whether it is worth trying if all jumps are short. They must have short first guesses, since the search for their
/// lengths can end with a longer one where a short one would do; and most large units have a long jump.
pub(super) fn may_be_short(graph: &Graph, unit: &Unit, target: &Target) -> bool {
    /// The most instructions: their indices are short first guesses, too.
    const SMALL: usize = 200;
    /// The most labels whose numbers are short first guesses.
    const LABELS: u32 = 256;
    let starts_short = unit.seq.label_count <= LABELS || !target.has(Feature::JumpsStartAtLabel);
    !graph.kinds().has(Kinds::JUMP) || graph.nodes().len() <= SMALL && starts_short
}

/// Finds the jumps, and the size of every block with a first guess of its jump's.
fn measure(graph: &mut Graph, jumps: &mut Vec<Jump>, target: &Target) {
    // A jump's first guess is the shortest, or the length that its number (`number_jumps`) or the index of what it
    // goes to would need.
    let numbered = target.has(Feature::JumpsStartAtLabel);
    let opcodes = target.opcodes;
    jumps.clear();
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let block = graph.block(id);
        if block.end().jumps() {
            let at = block.range().end - 1;
            if !numbered {
                graph.set_arg(at, 0);
            }
            jumps.push(Jump { block: id, at, units: units(&graph.nodes()[at], opcodes) });
        }
        let nodes = graph.body(id);
        let mut size = 0;
        let mut all_bits = 0;
        for node in nodes.iter() {
            size += u32::from(opcodes.encoding(node.op).units);
            all_bits |= node.arg;
        }
        if all_bits > 0xFF {
            let with_argument = nodes.iter().filter(|node| node.arg >= opcodes.encoding(node.op).limit);
            size += with_argument.map(|node| extended_args(node.arg)).sum::<u32>();
        }
        let block = graph.block_mut(id);
        block.size = size;
        id = block.next();
    }
    if target.has(Feature::JumpsStartAtIndex) {
        start_at_index(graph, jumps);
    }
}

/// Gives every block the offset that the sizes of those before it make.
fn place_blocks(graph: &mut Graph) {
    let mut offset = 0;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let block = graph.block_mut(id);
        block.offset = offset;
        offset += block.size;
        id = block.next();
    }
}

/// Gives each jump the index of the instruction that it goes to as its distance for now.
fn start_at_index(graph: &mut Graph, jumps: &mut [Jump]) {
    let mut index = 0;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let block = graph.block_mut(id);
        block.offset = index;
        index += block.len();
        id = block.next();
    }
    for jump in jumps {
        let index = graph.block(graph.nodes()[jump.at].target).offset;
        graph.set_arg(jump.at, index);
        let extended = extended_args(index);
        graph.block_mut(jump.block).size += extended;
        jump.units += extended;
    }
}

/// Writes the prefixes of an instruction at the code unit `at`; says how many they are (`write_instr`).
///
/// # Errors
/// The target does not have the operation.
#[cold]
pub(super) fn write_prefixes(
    code: &mut [[u8; 2]],
    at: usize,
    node: &Node,
    opcodes: &OpcodeTable,
) -> Result<usize, CompileError> {
    let Encoding { units, low, .. } = opcodes.encoding(node.op);
    let prefixes = if low == 0 { 0 } else { extended_args(node.arg) as usize };
    let Some(places) = code.get_mut(at..at + prefixes).filter(|_| units > 0) else { return Err(cannot_write(node)) };
    let number = opcodes.encoding(Op::EXTENDED_ARG).number;
    let [first, second, third, _] = node.arg.to_be_bytes();
    for (place, byte) in places.iter_mut().rev().zip([third, second, first]) {
        *place = [number, byte];
    }
    Ok(prefixes)
}

/// The error where an instruction can't be written.
#[cold]
pub(super) fn cannot_write(node: &Node) -> CompileError {
    let what = format!("assemble: {} has no number or no room", node.op.name());
    CompileError::new(ErrorKind::Internal, what, node.loc)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::version::Target;

    #[test]
    fn nothing_is_longer_than_the_room_that_is_made_for_it() {
        for target in Target::known().iter().copied().flatten() {
            let longest = Op::ALL.iter().map(|&op| target.opcodes.encoding(op).units).max();
            assert!(longest.is_some_and(|units| u32::from(units) + extended_args(u32::MAX) <= MAX_UNITS));
        }
    }
}
