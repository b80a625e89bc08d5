//! Which passes run over the graph of a unit, in which order: a list a version.

use super::opflags::Kinds;
use crate::cfg::{self, Pass};

/// What runs over the graph of a unit.
#[derive(Clone, Copy, Debug)]
pub struct Pipeline {
    /// Named passes in their order, each with the kinds of operation of which there must be one in the unit for it to
    /// change anything; where none are named it always runs.
    pub list: &'static [(&'static str, Kinds, Pass)],
    /// All of them. Each is called directly: one call that goes elsewhere every time is one that no processor
    /// foretells.
    pub run: Pass,
}

macro_rules! pipeline {
    ($(($name:literal, $kinds:expr, $pass:path),)*) => {
        Pipeline {
            list: &[$(($name, $kinds, $pass)),*],
            run: |graph, ctx| {
                $(if $kinds.is_empty() || graph.kinds.has($kinds) {
                    $pass(graph, ctx)?;
                })*
                Ok(())
            },
        }
    };
}

const ALWAYS: Kinds = Kinds::NONE;
const JUMPS: Kinds = Kinds::JUMP;
const UNCONDITIONAL: Kinds = Kinds::UNCONDITIONAL;
const HANDLERS: Kinds = Kinds::BLOCK_PUSH;
/// More than one block, where only they start one.
const TARGETS: Kinds = Kinds::JUMP.with(Kinds::BLOCK_PUSH);

/// 3.11: `assemble` and `optimize_cfg` in its compile.c.
pub static PASSES_311: Pipeline = pipeline![
    ("start_blocks_at_labels", ALWAYS, cfg::start_blocks_at_labels),
    ("extend_blocks", UNCONDITIONAL, cfg::extend_blocks),
    ("fix_cell_offsets", ALWAYS, cfg::fix_cell_offsets),
    ("optimize_blocks", ALWAYS, cfg::optimize_blocks),
    ("extend_blocks", UNCONDITIONAL, cfg::extend_blocks),
    ("remove_unreachable", ALWAYS, cfg::remove_unreachable),
    ("remove_nops", ALWAYS, cfg::remove_nops),
    ("remove_redundant_jumps", UNCONDITIONAL, cfg::remove_redundant_jumps),
    ("duplicate_exits_without_line", Kinds::LACKS_LINE, cfg::duplicate_exits_without_line),
    ("trim_unused_consts", ALWAYS, cfg::trim_unused_consts),
    ("propagate_line_numbers", Kinds::LACKS_LINE, cfg::propagate_line_numbers),
    ("guarantee_line_for_exits", Kinds::LACKS_LINE, cfg::guarantee_line_for_exits),
    ("compute_stack_depth", ALWAYS, cfg::compute_stack_depth),
    ("label_exception_targets", HANDLERS, cfg::label_exception_targets),
    ("drop_block_markers", Kinds::PSEUDO, cfg::drop_block_markers),
    ("remove_nops", ALWAYS, cfg::remove_nops),
    ("choose_jump_directions", JUMPS, cfg::choose_jump_directions),
];

/// 3.12: `_PyCfg_OptimizeCodeUnit` in its flowgraph.c, and the end of `assemble` in compile.c.
pub static PASSES_312: Pipeline = pipeline![
    ("start_blocks_at_labels", ALWAYS, cfg::start_blocks_at_labels),
    ("number_jumps", TARGETS, cfg::number_jumps),
    ("remove_empty_blocks", ALWAYS, cfg::remove_empty_blocks),
    ("label_exception_targets", HANDLERS, cfg::label_exception_targets),
    ("inline_small_exits", UNCONDITIONAL, cfg::inline_small_exits),
    ("optimize_basic_blocks", ALWAYS, cfg::optimize_basic_blocks),
    ("remove_nops_and_pairs", ALWAYS, cfg::remove_nops_and_pairs),
    ("inline_small_exits", UNCONDITIONAL, cfg::inline_small_exits),
    ("remove_unreachable_recounting", ALWAYS, cfg::remove_unreachable_recounting),
    ("remove_nops", ALWAYS, cfg::remove_nops),
    ("remove_empty_blocks", ALWAYS, cfg::remove_empty_blocks),
    ("remove_redundant_jumps", UNCONDITIONAL, cfg::remove_redundant_jumps),
    ("drop_unused_consts", ALWAYS, cfg::drop_unused_consts),
    ("check_uninitialized_loads", Kinds::LOCAL, cfg::check_uninitialized_loads),
    ("push_cold_blocks_to_end", HANDLERS, cfg::push_cold_blocks_to_end),
    ("duplicate_exits_in_order", Kinds::LACKS_LINE, cfg::duplicate_exits_in_order),
    ("propagate_line_numbers", Kinds::LACKS_LINE, cfg::propagate_line_numbers),
    ("guarantee_line_for_exits", Kinds::LACKS_LINE, cfg::guarantee_line_for_exits),
    ("insert_prefix", ALWAYS, cfg::insert_prefix),
    ("fix_cell_offsets", ALWAYS, cfg::fix_cell_offsets),
    ("compute_stack_depth", ALWAYS, cfg::compute_stack_depth),
    ("drop_block_markers", Kinds::PSEUDO, cfg::drop_block_markers),
    ("remove_nops", ALWAYS, cfg::remove_nops),
    ("invert_backward_conditions", JUMPS, cfg::invert_backward_conditions),
];

/// 3.13: `_PyCfg_OptimizeCodeUnit` and `_PyCfg_OptimizedCfgToInstructionSequence` in its
/// flowgraph.c.
pub static PASSES_313: Pipeline = pipeline![
    ("start_blocks_at_targets", ALWAYS, cfg::start_blocks_at_targets),
    ("label_exception_targets", HANDLERS, cfg::label_exception_targets),
    ("inline_exits_and_blocks_without_line", UNCONDITIONAL, cfg::inline_exits_and_blocks_without_line),
    ("empty_unreachable", TARGETS, cfg::empty_unreachable),
    ("duplicate_exits_and_checks", TARGETS, cfg::duplicate_exits_and_checks),
    ("propagate_line_numbers", Kinds::LACKS_LINE, cfg::propagate_line_numbers),
    ("fold_loaded_constants", Kinds::AFTER_CONST, cfg::fold_loaded_constants),
    ("optimize_without_constants", ALWAYS, cfg::optimize_without_constants),
    ("remove_nops_and_pairs", ALWAYS, cfg::remove_nops_and_pairs),
    ("empty_unreachable", TARGETS, cfg::empty_unreachable),
    ("remove_nops_and_jumps", ALWAYS, cfg::remove_nops_and_jumps),
    ("drop_unused_consts", ALWAYS, cfg::drop_unused_consts),
    ("check_uninitialized_loads", Kinds::LOCAL, cfg::check_uninitialized_loads),
    ("insert_superinstructions", Kinds::LOCAL_PAIRS, cfg::insert_superinstructions),
    ("push_cold_blocks_to_end", HANDLERS, cfg::push_cold_blocks_to_end),
    ("duplicate_exits_and_checks", TARGETS, cfg::duplicate_exits_and_checks),
    ("propagate_line_numbers", Kinds::LACKS_LINE, cfg::propagate_line_numbers),
    ("compute_stack_depth", ALWAYS, cfg::compute_stack_depth),
    ("insert_prefix", ALWAYS, cfg::insert_prefix),
    ("fix_cell_offsets", ALWAYS, cfg::fix_cell_offsets),
    ("drop_block_markers", Kinds::PSEUDO, cfg::drop_block_markers),
    ("remove_nops_and_jumps", ALWAYS, cfg::remove_nops_and_jumps),
    ("invert_backward_conditions", JUMPS, cfg::invert_backward_conditions),
];
