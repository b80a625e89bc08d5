//! Which passes run over the graph of a unit, in which order: a list a version.

use crate::compiler::cfg::{self, Buffers, Graph, Pass, PassContext};
use crate::compiler::values::context::Context;
use crate::compiler::values::error::CompileError;
use crate::compiler::values::instruction::Unit;
use crate::compiler::version::PassList;
use crate::compiler::version::kinds::Kinds;

/// The passes of a version.
#[derive(Debug)]
pub struct Pipeline {
    /// Named passes in their order, each with kinds of operation. It only runs if the unit has one of these kinds, or if
    /// no kinds are named.
    pub passes: &'static [(&'static str, Kinds, Pass)],
    /// Runs them all.
    // Perf: with a test and a call for each, which a processor predicts better than those of a loop.
    pub run_all: Pass,
}

impl Pipeline {
    /// The passes of a target's list.
    pub fn of(list: PassList) -> &'static Self {
        match list {
            PassList::Py311 => &PASSES_311,
            PassList::Py312 => &PASSES_312,
            PassList::Py313 => &PASSES_313,
            PassList::Py314 => &PASSES_314,
        }
    }
}

/// Makes the graph of an emitted unit and runs the passes of the target over it.
///
/// # Errors
/// Only defects of this compiler.
pub fn optimize<'b>(
    buffers: &'b mut Buffers,
    unit: &mut Unit,
    file: &mut Context<'_>,
) -> Result<&'b mut Graph, CompileError> {
    let Buffers { graph, scratch } = buffers;
    let run_all = Pipeline::of(file.target.passes).run_all;
    run_all(graph, &mut PassContext::new(unit, file, scratch))?;
    Ok(graph)
}

/// Does what [`optimize`] does, and shows the graph to `observe` after each pass, with the pass's name.
///
/// # Errors
/// Only defects of this compiler.
pub fn optimize_observed<'b>(
    buffers: &'b mut Buffers,
    unit: &mut Unit,
    file: &mut Context<'_>,
    mut observe: impl FnMut(&str, &Graph, &Unit, &Context<'_>),
) -> Result<&'b mut Graph, CompileError> {
    let Buffers { graph, scratch } = buffers;
    let passes = Pipeline::of(file.target.passes).passes;
    let ctx = &mut PassContext::new(unit, file, scratch);
    for (name, kinds, pass) in passes {
        if has_to_run(graph, *kinds) {
            pass(graph, ctx)?;
            if cfg!(debug_assertions) {
                graph.verify(ctx.unit, name)?;
            }
        }
        observe(name, graph, ctx.unit, ctx.file);
    }
    Ok(graph)
}

/// Tells whether a pass that is for `kinds` has to run.
#[inline]
fn has_to_run(graph: &Graph, kinds: Kinds) -> bool {
    kinds.is_empty() || graph.kinds().has(kinds)
}

macro_rules! pipeline {
    ($(#[$doc:meta])* $name:ident { $($kinds:expr => $pass:ident,)* }) => {
        $(#[$doc])*
        static $name: Pipeline = Pipeline {
            passes: &[$((stringify!($pass), $kinds, cfg::$pass)),*],
            run_all: {
                fn run_all(graph: &mut Graph, ctx: &mut PassContext<'_, '_>) -> Result<(), CompileError> {
                    $(if has_to_run(graph, $kinds) {
                        cfg::$pass(graph, ctx)?;
                        if cfg!(debug_assertions) {
                            graph.verify(ctx.unit, stringify!($pass))?;
                        }
                    })*
                    Ok(())
                }
                run_all
            },
        };
    };
}

const ALWAYS: Kinds = Kinds::NONE;
const JUMPS: Kinds = Kinds::JUMP;
const UNCONDITIONAL: Kinds = Kinds::UNCONDITIONAL;
const HANDLERS: Kinds = Kinds::BLOCK_PUSH;
/// Operations that may be improved, and jumps that others may be threaded through.
const IMPROVABLE: Kinds = cfg::IMPROVABLE.with(Kinds::UNCONDITIONAL);
/// Operations that may be improved or folded, and jumps that others may be threaded through.
const IMPROVABLE_OR_FOLDABLE: Kinds = cfg::IMPROVABLE_OR_FOLDABLE.with(Kinds::JUMP);
/// More than one block, where only they start one.
const TARGETS: Kinds = Kinds::JUMP.with(Kinds::BLOCK_PUSH);

pipeline! {
    /// 3.11: `assemble` and `optimize_cfg` in its compile.c.
    PASSES_311 {
        ALWAYS => start_blocks_at_labels,
        UNCONDITIONAL => extend_blocks,
        ALWAYS => fix_cell_offsets,
        ALWAYS => optimize_blocks,
        UNCONDITIONAL => extend_blocks,
        ALWAYS => remove_unreachable,
        ALWAYS => remove_nops,
        UNCONDITIONAL => remove_redundant_jumps,
        Kinds::LACKS_LINE => duplicate_exits_without_line,
        ALWAYS => trim_unused_consts,
        Kinds::LACKS_LINE => propagate_line_numbers,
        Kinds::LACKS_LINE => guarantee_line_for_exits,
        ALWAYS => compute_stack_depth,
        HANDLERS => label_exception_targets,
        Kinds::PSEUDO => drop_block_markers,
        ALWAYS => remove_nops,
        JUMPS => choose_jump_directions,
    }
}

pipeline! {
    /// 3.12: `_PyCfg_OptimizeCodeUnit` in its flowgraph.c, and the end of `assemble` in compile.c.
    PASSES_312 {
        ALWAYS => start_blocks_at_labels,
        TARGETS => number_jumps,
        ALWAYS => remove_empty_blocks,
        HANDLERS => label_exception_targets,
        UNCONDITIONAL => inline_small_exits,
        ALWAYS => optimize_basic_blocks,
        ALWAYS => remove_nops_and_pairs,
        UNCONDITIONAL => inline_small_exits,
        ALWAYS => remove_unreachable_recounting,
        ALWAYS => remove_nops,
        ALWAYS => remove_empty_blocks,
        UNCONDITIONAL => remove_redundant_jumps,
        ALWAYS => drop_unused_consts,
        Kinds::LOCAL => check_uninitialized_loads,
        HANDLERS => push_cold_blocks_to_end,
        Kinds::LACKS_LINE => duplicate_exits_in_order,
        Kinds::LACKS_LINE => propagate_line_numbers,
        Kinds::LACKS_LINE => guarantee_line_for_exits,
        ALWAYS => insert_prefix,
        ALWAYS => fix_cell_offsets,
        ALWAYS => compute_stack_depth,
        Kinds::PSEUDO => drop_block_markers,
        ALWAYS => remove_nops,
        JUMPS => invert_backward_conditions,
    }
}

pipeline! {
    /// 3.13: `_PyCfg_OptimizeCodeUnit` and `_PyCfg_OptimizedCfgToInstructionSequence` in its
    /// flowgraph.c.
    PASSES_313 {
        ALWAYS => start_blocks_at_targets,
        HANDLERS => label_exception_targets,
        UNCONDITIONAL => inline_exits_and_blocks_without_line,
        TARGETS => empty_unreachable,
        TARGETS => duplicate_exits_and_checks,
        Kinds::LACKS_LINE => propagate_line_numbers,
        Kinds::AFTER_CONST => fold_loaded_constants,
        IMPROVABLE => optimize_without_constants,
        ALWAYS => remove_nops_and_pairs,
        TARGETS => empty_unreachable,
        ALWAYS => remove_nops_and_jumps,
        ALWAYS => drop_unused_consts,
        Kinds::LOCAL => check_uninitialized_loads,
        Kinds::LOCAL_PAIRS => insert_superinstructions,
        HANDLERS => push_cold_blocks_to_end,
        TARGETS => duplicate_exits_and_checks,
        Kinds::LACKS_LINE => propagate_line_numbers,
        ALWAYS => compute_stack_depth,
        ALWAYS => insert_prefix,
        ALWAYS => fix_cell_offsets,
        Kinds::PSEUDO => drop_block_markers,
        ALWAYS => remove_nops_and_jumps,
        JUMPS => invert_backward_conditions,
    }
}

pipeline! {
    /// 3.14: `_PyCfg_OptimizeCodeUnit` and `_PyCfg_OptimizedCfgToInstructionSequence` in its flowgraph.c.
    PASSES_314 {
        ALWAYS => start_blocks_at_targets,
        HANDLERS => label_exception_targets,
        UNCONDITIONAL => inline_exits_and_blocks_without_line,
        TARGETS => empty_unreachable,
        TARGETS => duplicate_exits_and_checks,
        Kinds::LACKS_LINE => propagate_line_numbers,
        Kinds::CONST => optimize_loads,
        IMPROVABLE_OR_FOLDABLE => optimize_with_folding,
        ALWAYS => remove_nops_and_pairs,
        TARGETS => empty_unreachable,
        ALWAYS => remove_nops_and_jumps,
        ALWAYS => drop_unused_consts,
        Kinds::LOCAL => check_uninitialized_loads,
        Kinds::LOCAL_PAIRS => insert_superinstructions,
        HANDLERS => push_cold_blocks_to_end,
        TARGETS => duplicate_exits_and_checks,
        Kinds::LACKS_LINE => propagate_line_numbers,
        Kinds::KEEPS_VALUE => expand_keeping_jumps,
        ALWAYS => compute_stack_depth,
        ALWAYS => insert_prefix,
        ALWAYS => fix_cell_offsets,
        Kinds::PSEUDO => drop_block_markers,
        ALWAYS => remove_nops_and_jumps,
        JUMPS => normalize_jumps,
        cfg::LOADS => borrow_locals,
        Kinds::LACKS_LINE => resolve_next_locations,
    }
}
