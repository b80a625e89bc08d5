//! What stands before a unit's first instruction, and where its cells and free variables are.

use super::{BlockId, Graph, Node, PassContext};
use crate::code::flags;
use crate::error::CompileError;
use crate::instruction::Unit;
use crate::location::Location;
use crate::target::Feature;
use crate::target::opcode::Op;

/// The index among the fast locals of each cell and free variable, in the order of
/// `cellvars ++ freevars`: a cell that is a parameter is where the parameter is, the others follow
/// the locals (`build_cellfixedoffsets` and the first half of `fix_cell_offsets`).
pub fn cell_offsets(unit: &Unit) -> Vec<u32> {
    let mut next = unit.varnames.len() as u32;
    let mut after_locals = || {
        next += 1;
        next - 1
    };
    let mut offsets = Vec::with_capacity(unit.cellvars.len() + unit.freevars.len());
    for cell in &unit.cellvars {
        let parameter = unit.varnames.iter().position(|name| name == cell);
        offsets.push(parameter.map_or_else(&mut after_locals, |at| at as u32));
    }
    offsets.extend(unit.freevars.iter().map(|_| after_locals()));
    offsets
}

/// The instructions that set up a unit's cells and its generator, cells still numbered as codegen
/// numbers them (`insert_prefix_instructions`).
pub fn prefix(unit: &Unit, nodes: &mut Vec<Node>) {
    nodes.clear();
    if !unit.freevars.is_empty() {
        nodes.push(Node::new(Op::COPY_FREE_VARS, unit.freevars.len() as u32, Location::NONE));
    }
    if !unit.cellvars.is_empty() {
        let offsets = cell_offsets(unit);
        let mut cells: Vec<u32> = (0..unit.cellvars.len() as u32).collect();
        cells.sort_unstable_by_key(|&cell| offsets[cell as usize]);
        nodes.extend(cells.into_iter().map(|cell| Node::new(Op::MAKE_CELL, cell, Location::NONE)));
    }
    if unit.flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0 {
        let loc = Location::new(unit.firstlineno, unit.firstlineno, -1, -1);
        nodes.push(Node::new(Op::RETURN_GENERATOR, 0, loc));
        nodes.push(Node::new(Op::POP_TOP, 0, Location::NONE));
    }
}

/// Puts the [`prefix`] before the finished instructions (`insert_prefix_instructions` since 3.12).
///
/// # Errors
/// None.
pub fn insert_prefix(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let mut nodes = Vec::new();
    prefix(ctx.unit, &mut nodes);
    if ctx.target.has(Feature::DepthBeforePrefix)
        && let [.., start, drop] = &mut nodes[..]
        && start.op == Op::RETURN_GENERATOR
    {
        drop.loc = start.loc;
    }
    if nodes.is_empty() {
        return Ok(());
    }
    let entry = graph.block(BlockId::ENTRY).range();
    let start = graph.nodes.len() as u32;
    graph.nodes.extend_from_slice(&nodes);
    graph.nodes.extend_from_within(entry);
    let len = graph.nodes.len() as u32 - start;
    let block = graph.block_mut(BlockId::ENTRY);
    (block.start, block.len) = (start, len);
    Ok(())
}

/// Renumbers cells and free variables to their places among the fast locals (`fix_cell_offsets`).
///
/// # Errors
/// None.
pub fn fix_cell_offsets(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if ctx.unit.cellvars.is_empty() && ctx.unit.freevars.is_empty() {
        return Ok(());
    }
    let offsets = cell_offsets(ctx.unit);
    for node in &mut graph.nodes {
        if node.op.has_free() {
            node.arg = *offsets.get(node.arg as usize).ok_or_else(|| super::defect("a cell out of range"))?;
        }
    }
    Ok(())
}
