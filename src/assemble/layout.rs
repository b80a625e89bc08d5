//! Where instructions stand, and what they look like in bytes.

use crate::cfg::{BlockId, Graph, Node};
use crate::error::{CompileError, ErrorKind};
use crate::target::opcode::{Encoding, Op, OpcodeTable};
use crate::target::{Feature, Target};

/// How many code units an instruction takes: prefixes, itself, caches (`instr_size`).
#[inline]
fn units(node: &Node, opcodes: &OpcodeTable) -> u32 {
    let encoding = opcodes.encoding(node.op);
    let extended = if encoding.low == 0 { 0 } else { extended_args(node.arg) };
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
    /// Where the jump is in [`Graph::nodes`].
    at: usize,
    /// How many code units it takes.
    units: u32,
}

/// Gives every block its offset and every jump its distance (`assemble_jump_offsets`). A distance
/// may need a prefix, which moves what follows; so until nothing moves. `jumps` is a buffer. Says how many code
/// units there are.
pub(super) fn resolve_jumps(graph: &mut Graph, jumps: &mut Vec<Jump>, target: &Target) -> u32 {
    measure(graph, jumps, target);
    loop {
        let total = place_blocks(graph);
        let mut moved = false;
        for jump in jumps.iter_mut() {
            let block = graph.block(jump.block);
            let after = block.offset + block.size;
            let distance = graph.block(graph.nodes[jump.at].target).offset.abs_diff(after);
            let node = &mut graph.nodes[jump.at];
            node.arg = distance;
            let units = units(node, target.opcodes);
            if units != jump.units {
                let block = graph.block_mut(jump.block);
                block.size = block.size - jump.units + units;
                jump.units = units;
                moved = true;
            }
        }
        if !moved {
            return total;
        }
    }
}

/// Finds the jumps, and the size of every block with a first guess of its jump's.
#[inline(never)]
fn measure(graph: &mut Graph, jumps: &mut Vec<Jump>, target: &Target) {
    // A jump's first guess is the shortest, or the length that its number (`number_jumps`) or the index of what it
    // goes to would need.
    let numbered = target.has(Feature::JumpsStartAtLabel);
    let opcodes = target.opcodes;
    jumps.clear();
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let Graph { nodes, blocks, .. } = &mut *graph;
        let block = &mut blocks[id.index()];
        let range = block.range();
        let nodes = &mut nodes[range.clone()];
        if let Some(last) = nodes.last_mut().filter(|last| last.op.is_jump()) {
            if !numbered {
                last.arg = 0;
            }
            jumps.push(Jump { block: id, at: range.end - 1, units: units(last, opcodes) });
        }
        let mut size = 0;
        let mut all_bits = 0;
        for node in nodes.iter() {
            size += u32::from(opcodes.encoding(node.op).units);
            all_bits |= node.arg;
        }
        if all_bits > 0xFF {
            let with_argument = nodes.iter().filter(|node| opcodes.encoding(node.op).low != 0);
            size += with_argument.map(|node| extended_args(node.arg)).sum::<u32>();
        }
        block.size = size;
        id = block.next;
    }
    if target.has(Feature::JumpsStartAtIndex) {
        start_at_index(graph, jumps);
    }
}

/// Gives every block the offset that the sizes of those before it make; says how many units there are.
fn place_blocks(graph: &mut Graph) -> u32 {
    let mut offset = 0;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let block = graph.block_mut(id);
        block.offset = offset;
        offset += block.size;
        id = block.next;
    }
    offset
}

/// Gives each jump the index of the instruction that it goes to as its distance for now.
fn start_at_index(graph: &mut Graph, jumps: &mut [Jump]) {
    let mut index = 0;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let block = graph.block_mut(id);
        block.offset = index;
        index += block.len;
        id = block.next;
    }
    for jump in jumps {
        let index = graph.block(graph.nodes[jump.at].target).offset;
        graph.nodes[jump.at].arg = index;
        let extended = extended_args(index);
        graph.block_mut(jump.block).size += extended;
        jump.units += extended;
    }
}

/// Writes an instruction with its prefixes at the code unit `at` of `code`, which is all zero, as caches are; says
/// how many code units it takes (`write_instr`): none if the target does not have it or there is no room.
#[inline]
pub(super) fn write(code: &mut [[u8; 2]], at: u32, node: &Node, opcodes: &OpcodeTable) -> u32 {
    let encoding = opcodes.encoding(node.op);
    if node.arg > 0xFF && encoding.low != 0 {
        return write_extended(code, at, node, opcodes);
    }
    let Some(unit) = code.get_mut(at as usize) else { return 0 };
    *unit = [encoding.number, node.arg as u8 & encoding.low];
    encoding.units.into()
}

/// [`write`] with prefixes.
#[cold]
fn write_extended(code: &mut [[u8; 2]], at: u32, node: &Node, opcodes: &OpcodeTable) -> u32 {
    let Encoding { number, units, .. } = opcodes.encoding(node.op);
    let prefix = opcodes.encoding(Op::EXTENDED_ARG).number;
    let [first, second, third, low] = node.arg.to_be_bytes();
    let all = [[prefix, first], [prefix, second], [prefix, third], [number, low]];
    let extended = extended_args(node.arg);
    let needed = &all[3 - extended as usize..];
    let Some(place) = code.get_mut(at as usize..at as usize + needed.len()) else { return 0 };
    place.copy_from_slice(needed);
    extended + u32::from(units)
}

/// What to say when [`write`] wrote nothing.
#[cold]
pub(super) fn cannot_write(node: &Node) -> CompileError {
    let what = format!("assemble: {} has no number or no room", node.op.name());
    CompileError::new(ErrorKind::Internal, what, node.loc)
}
