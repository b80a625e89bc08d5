//! Emits what stands before a unit's first instruction, and finds where its cells and free variables are.

use super::{Graph, Node, PassContext};
use crate::compiler::values::code::flags;
use crate::compiler::values::error::CompileError;
use crate::compiler::values::instruction::Unit;
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::opcode::Op;

/// The index among the fast locals of each cell and free variable, in the order of
/// `cellvars ++ freevars`: a cell that is a parameter is where the parameter is, the others follow
/// the locals (`build_cellfixedoffsets` and the first half of `fix_cell_offsets`).
fn cell_offsets(unit: &Unit, offsets: &mut Vec<u32>) {
    let mut next = unit.varnames.len() as u32;
    let mut after_locals = || {
        next += 1;
        next - 1
    };
    offsets.clear();
    for parameter in unit.among_locals(&unit.cellvars) {
        offsets.push(parameter.map_or_else(&mut after_locals, |at| at as u32));
    }
    offsets.extend(unit.freevars.iter().map(|_| after_locals()));
}

const GENERATORS: u32 = flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR;

/// Tells whether a generator is to be made before a unit's first instruction.
fn makes_generator(unit: &Unit) -> bool {
    unit.flags & GENERATORS != 0 && !unit.makes_generator
}

/// Tells whether there is anything to set up before a unit's first instruction.
pub(super) fn has_prefix(unit: &Unit) -> bool {
    makes_generator(unit) || !unit.cellvars.is_empty() || !unit.freevars.is_empty()
}

/// Appends the instructions that set up a unit's cells and its generator, cells still numbered as codegen
/// numbers them (`insert_prefix_instructions`).
pub(super) fn prefix(unit: &Unit, nodes: &mut Vec<Node>, offsets: &mut Vec<u32>) {
    if !unit.freevars.is_empty() {
        nodes.push(Node::new(Op::COPY_FREE_VARS, unit.freevars.len() as u32, Location::NONE));
    }
    if !unit.cellvars.is_empty() {
        cell_offsets(unit, offsets);
        let first = nodes.len();
        nodes.extend((0..unit.cellvars.len() as u32).map(|cell| Node::new(Op::MAKE_CELL, cell, Location::NONE)));
        nodes[first..].sort_unstable_by_key(|node| offsets[node.arg as usize]);
    }
    if makes_generator(unit) {
        let loc = Location::new(unit.firstlineno, unit.firstlineno, -1, -1);
        nodes.push(Node::new(Op::RETURN_GENERATOR, 0, loc));
        nodes.push(Node::new(Op::POP_TOP, 0, Location::NONE));
    }
}

/// Puts the `prefix` before the finished instructions (`insert_prefix_instructions` since 3.12).
// Perf: inlined, so that most units cost the test alone.
#[inline]
pub(crate) fn insert_prefix(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if has_prefix(ctx.unit) {
        insert(graph, ctx);
    }
    Ok(())
}

// Perf: not inlined, so that its callers' tests are.
#[inline(never)]
fn insert(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) {
    graph.prepend(|nodes| {
        let first = nodes.len();
        prefix(ctx.unit, nodes, &mut ctx.scratch.numbers);
        if ctx.target.has(Feature::DepthBeforePrefix)
            && let [.., start, drop] = &mut nodes[first..]
            && start.op == Op::RETURN_GENERATOR
        {
            drop.loc = start.loc;
        }
    });
}

/// Renumbers cells and free variables to their places among the fast locals (`fix_cell_offsets`).
// Perf: inlined, so that most units cost the test alone.
#[inline]
pub(crate) fn fix_cell_offsets(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if ctx.unit.cellvars.is_empty() && ctx.unit.freevars.is_empty() { Ok(()) } else { renumber(graph, ctx) }
}

// Perf: not inlined, so that its callers' tests are.
#[inline(never)]
fn renumber(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let offsets = &mut ctx.scratch.numbers;
    cell_offsets(ctx.unit, offsets);
    for mut node in graph.operands() {
        if node.op().has_free() {
            let arg = node.arg();
            *arg = *offsets.get(*arg as usize).ok_or_else(|| super::defect("a cell out of range"))?;
        }
    }
    Ok(())
}
