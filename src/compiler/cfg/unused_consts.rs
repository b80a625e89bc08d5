//! Drops constants that nothing loads any more.

use super::{BlockId, Graph, PassContext};
use crate::compiler::values::error::CompileError;
use crate::compiler::version::kinds::Kinds;

/// Truncates the constants after the last one used; the first, which may be a docstring, stays
/// (`trim_unused_consts`).
pub(crate) fn trim_unused_consts(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if !ctx.unit.consts_may_be_unused {
        return Ok(());
    }
    // Blocks that are not in the chain are empty. The last constant, if it is used, is mostly used late.
    let most = ctx.unit.consts.len().saturating_sub(1) as u32;
    let mut last = 0;
    for id in graph.by_allocation() {
        if last == most {
            break;
        }
        if !graph.block(id).kinds().has(Kinds::CONST) {
            continue;
        }
        for node in graph.body(id).iter().filter(|node| node.op.has_const()) {
            last = last.max(node.arg);
        }
    }
    ctx.truncate_consts(last as usize + 1);
    Ok(())
}

/// Drops every constant that is not used, but for the first, which may be a docstring
/// (`remove_unused_consts`).
///
/// # Errors
/// An argument that is no constant's index.
// Perf: inlined, so that most units cost the test alone.
#[inline]
pub(crate) fn drop_unused_consts(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    if !ctx.unit.consts_may_be_unused {
        return Ok(());
    }
    if ctx.unit.consts.len() <= FEW { drop_of_few(graph, ctx) } else { drop_of_many(graph, ctx) }
}

/// Up to how many constants of a unit have a bit each.
const FEW: usize = u64::BITS as usize;

/// [`drop_unused_consts`] where there are few.
// Perf: not inlined, so that the test before it is.
#[inline(never)]
fn drop_of_few(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    let consts = &mut ctx.unit.consts;
    let all = u64::MAX.checked_shr((FEW - consts.len()) as u32).unwrap_or(0);
    let mut used = all & 1;
    let mut args = 0;
    let mut next = BlockId::ENTRY;
    while let Some(block) = graph.get(next) {
        next = block.next();
        if !block.kinds().has(Kinds::CONST) {
            continue;
        }
        for node in &graph.nodes()[block.range()] {
            // Perf: without a branch, as one in a few has a constant.
            let bit = u64::from(node.op.has_const());
            used |= bit.wrapping_shl(node.arg);
            args |= if node.op.has_const() { node.arg } else { 0 };
        }
        if used == all {
            break;
        }
    }
    if used & !all != 0 || args >= u64::BITS {
        return Err(super::defect("a constant out of range"));
    }
    if used == all {
        return Ok(());
    }
    let mut at = 0..consts.len();
    consts.retain(|_| at.next().is_some_and(|at| used >> at & 1 != 0));
    // Those at the end leave the others where they are.
    if used & used.wrapping_add(1) != 0 {
        renumber(graph, |arg| (used & !(u64::MAX << arg)).count_ones());
    }
    Ok(())
}

/// [`drop_unused_consts`] where there are many.
// Perf: not inlined, so that the test before it is.
#[inline(never)]
fn drop_of_many(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
    const UNUSED: u32 = u32::MAX;
    let consts = &mut ctx.unit.consts;
    let mut unseen = consts.len().saturating_sub(1);
    let indices = &mut ctx.scratch.numbers;
    indices.clear();
    indices.resize(consts.len(), UNUSED);
    if let Some(first) = indices.first_mut() {
        *first = 0;
    }
    let mut next = BlockId::ENTRY;
    while let Some(block) = graph.get(next) {
        next = block.next();
        if !block.kinds().has(Kinds::CONST) {
            continue;
        }
        for node in graph.nodes()[block.range()].iter().filter(|node| node.op.has_const()) {
            let index = indices.get_mut(node.arg as usize).ok_or_else(|| super::defect("a constant out of range"))?;
            if std::mem::replace(index, 0) == UNUSED {
                unseen -= 1;
            }
        }
        if unseen == 0 {
            return Ok(());
        }
    }
    let mut used = 0;
    for (at, index) in indices.iter_mut().enumerate() {
        if *index != UNUSED {
            *index = used;
            consts[used as usize] = consts[at];
            used += 1;
        }
    }
    ctx.truncate_consts(used as usize);
    let indices = &ctx.scratch.numbers;
    renumber(graph, |arg| indices[arg as usize]);
    Ok(())
}

/// Gives each use of a constant its index after others were dropped.
fn renumber(graph: &mut Graph, index: impl Fn(u32) -> u32) {
    let (mut nodes, blocks) = graph.operands_and_blocks();
    let mut next = BlockId::ENTRY;
    while let Some(block) = blocks.get(next.index()) {
        next = block.next();
        if !block.kinds().has(Kinds::CONST) {
            continue;
        }
        for mut node in nodes.of(block).filter(|node| node.op().has_const()) {
            let arg = node.arg();
            *arg = index(*arg);
        }
    }
}
