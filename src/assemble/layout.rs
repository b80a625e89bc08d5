//! Where instructions stand, and what they look like in bytes.

use crate::cfg::{BlockId, Graph, Node};
use crate::error::{CompileError, ErrorKind};
use crate::target::opcode::{Encoding, Op};
use crate::target::{Feature, Target};

/// How many code units an instruction takes: prefixes, itself, caches (`instr_size`).
#[inline]
fn units(op: Op, arg: u32, target: &Target) -> u32 {
    u32::from(target.opcodes.encoding(op).units) + extended_args(arg)
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
            let Node { op, target: there, .. } = graph.nodes[jump.at];
            let distance = graph.block(there).offset.abs_diff(after);
            graph.nodes[jump.at].arg = distance;
            let units = units(op, distance, target);
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
fn measure(graph: &mut Graph, jumps: &mut Vec<Jump>, target: &Target) {
    // A jump's first guess is the shortest, or the length that its number (`number_jumps`) or the index of what it
    // goes to would need.
    let numbered = target.has(Feature::JumpsStartAtLabel);
    jumps.clear();
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let block = *graph.block(id);
        let nodes = &mut graph.nodes[block.range()];
        if let Some(last) = nodes.last_mut().filter(|last| last.op.is_jump()) {
            jumps.push(Jump { block: id, at: block.range().end - 1, units: 0 });
            if !numbered {
                last.arg = 0;
            }
        }
        let mut size = 0;
        for node in nodes {
            let encoding = target.opcodes.encoding(node.op);
            size += u32::from(encoding.units);
            if node.arg > 0xFF && encoding.low != 0 {
                size += extended_args(node.arg);
            }
        }
        graph.block_mut(id).size = size;
        id = block.next;
    }
    if target.has(Feature::JumpsStartAtIndex) {
        start_at_index(graph, jumps);
    }
    for jump in jumps {
        let Node { op, arg, .. } = graph.nodes[jump.at];
        jump.units = units(op, arg, target);
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
fn start_at_index(graph: &mut Graph, jumps: &[Jump]) {
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
        graph.block_mut(jump.block).size += extended_args(index);
    }
}

/// Writes an instruction with its prefixes to the start of `code`, where all is zero, as its caches are; says
/// how many code units it takes (`write_instr`).
///
/// # Errors
/// An operation that the target does not have.
#[inline]
pub(super) fn write(code: &mut [u8], node: &Node, target: &Target) -> Result<u32, CompileError> {
    let encoding = target.opcodes.encoding(node.op);
    let plain = encoding.units != 0 && (node.arg <= 0xFF || encoding.low == 0);
    match code.first_chunk_mut() {
        Some(unit) if plain => {
            *unit = [encoding.number, node.arg as u8 & encoding.low];
            Ok(encoding.units.into())
        }
        _ => write_extended(code, node, encoding, target),
    }
}

/// [`write`] with prefixes.
#[cold]
fn write_extended(code: &mut [u8], node: &Node, encoding: Encoding, target: &Target) -> Result<u32, CompileError> {
    let [first, second, third, low] = node.arg.to_be_bytes();
    let prefix = target.opcodes.encoding(Op::EXTENDED_ARG).number;
    let bytes = [prefix, first, prefix, second, prefix, third, encoding.number, low];
    let extended = extended_args(node.arg);
    let bytes = &bytes[6 - 2 * extended as usize..];
    match code.get_mut(..bytes.len()) {
        Some(place) if encoding.units != 0 => place.copy_from_slice(bytes),
        _ => return Err(cannot_write(node)),
    }
    Ok(extended + u32::from(encoding.units))
}

#[cold]
fn cannot_write(node: &Node) -> CompileError {
    let what = format!("assemble: {} has no number or no room", node.op.name());
    CompileError::new(ErrorKind::Internal, what, node.loc)
}
