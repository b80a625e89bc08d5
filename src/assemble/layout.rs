//! Where instructions stand, and what they look like in bytes.

use crate::cfg::{BlockId, Graph, Node};
use crate::error::{CompileError, ErrorKind};
use crate::target::opcode::{self, ABSENT, Op};
use crate::target::{Feature, Target};

/// The most inline cache entries that an operation has in any version.
const MAX_CACHES: usize = opcode::most_caches() as usize;

/// How many code units an instruction takes: prefixes, itself, caches (`instr_size`).
fn units(op: Op, arg: u32, target: &Target) -> u32 {
    let short = 1 + target.opcodes.caches(op);
    if arg <= 0xFF { short } else { short + extended_args(arg) }
}

fn extended_args(arg: u32) -> u32 {
    u32::from(arg > 0xFF) + u32::from(arg > 0xFFFF) + u32::from(arg > 0xFF_FFFF)
}

/// Gives every block its offset and every jump its distance (`assemble_jump_offsets`). A distance
/// may need a prefix, which moves what follows; so until nothing moves.
pub(super) fn resolve_jumps(graph: &mut Graph, target: &Target) {
    let numbered = target.has(Feature::JumpsStartAtLabel);
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let nodes = graph.body_mut(id);
        let mut plain = nodes.len();
        if let Some(last) = nodes.last_mut().filter(|last| last.op.is_jump()) {
            plain -= 1;
            if !numbered {
                last.arg = 0;
            }
        }
        let mut size = 0;
        for node in &mut nodes[..plain] {
            if !target.opcodes.has_argument(node.op) {
                node.arg = 0;
            }
            size += units(node.op, node.arg, target);
        }
        let block = graph.block_mut(id);
        block.size = size;
        id = block.next;
    }
    if target.has(Feature::JumpsStartAtIndex) {
        start_at_index(graph);
    }
    let mut moved = true;
    while std::mem::take(&mut moved) {
        let mut offset = 0;
        let mut id = BlockId::ENTRY;
        while id != BlockId::NONE {
            let block = graph.block_mut(id);
            block.offset = offset;
            offset += block.size;
            if let Some(last) = graph.last(id).filter(|node| node.op.is_jump()) {
                offset += units(last.op, last.arg, target);
            }
            id = graph.block(id).next;
        }
        let mut id = BlockId::ENTRY;
        while id != BlockId::NONE {
            let block = *graph.block(id);
            if let Some(&last) = graph.last(id).filter(|node| node.op.is_jump()) {
                let size = units(last.op, last.arg, target);
                let after = block.offset + block.size + size;
                let distance = graph.block(last.target).offset.abs_diff(after);
                moved |= units(last.op, distance, target) != size;
                if let Some(last) = graph.body_mut(id).last_mut() {
                    last.arg = distance;
                }
            }
            id = block.next;
        }
    }
}

/// Gives each jump the index of the instruction that it goes to as its distance for now.
fn start_at_index(graph: &mut Graph) {
    let mut index = 0;
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        let block = graph.block_mut(id);
        block.offset = index;
        index += block.len;
        id = block.next;
    }
    let mut id = BlockId::ENTRY;
    while id != BlockId::NONE {
        if let Some(last) = graph.last(id).filter(|node| node.op.is_jump()) {
            let index = graph.block(last.target).offset;
            if let Some(last) = graph.body_mut(id).last_mut() {
                last.arg = index;
            }
        }
        id = graph.block(id).next;
    }
}

/// Appends an instruction with its prefixes and caches (`write_instr`).
///
/// # Errors
/// An operation that the target does not have.
#[inline]
pub(super) fn write(code: &mut Vec<u8>, node: &Node, target: &Target) -> Result<(), CompileError> {
    let number = target.opcodes.number(node.op);
    if number == ABSENT {
        return Err(no_number(node));
    }
    let [first, second, third, low] = node.arg.to_be_bytes();
    if node.arg > 0xFF {
        let extended = target.opcodes.number(Op::EXTENDED_ARG) as u8;
        let prefixes = [extended, first, extended, second, extended, third];
        code.extend_from_slice(&prefixes[6 - 2 * extended_args(node.arg) as usize..]);
    }
    // The caches are zero; writing as many as there can be and taking some back beats a loop.
    let end = code.len() + 2 + 2 * target.opcodes.caches(node.op) as usize;
    let mut bytes = [0; 2 + 2 * MAX_CACHES];
    [bytes[0], bytes[1]] = [number as u8, low];
    code.extend_from_slice(&bytes);
    code.truncate(end);
    Ok(())
}

#[cold]
fn no_number(node: &Node) -> CompileError {
    let what = format!("assemble: {} has no number", node.op.name());
    CompileError::new(ErrorKind::Internal, what, node.loc)
}
