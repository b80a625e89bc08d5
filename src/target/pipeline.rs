//! Which passes run over the graph of a unit, in which order: a list a version.

use crate::cfg::{self, Pass};

/// Named passes in their order.
pub type Pipeline = &'static [(&'static str, Pass)];

/// 3.11: `assemble` and `optimize_cfg` in its compile.c.
pub static PASSES_311: Pipeline = &[
    ("start_blocks_at_labels", cfg::start_blocks_at_labels),
    ("extend_blocks", cfg::extend_blocks),
    ("fix_cell_offsets", cfg::fix_cell_offsets),
    ("optimize_blocks", cfg::optimize_blocks),
    ("extend_blocks", cfg::extend_blocks),
    ("remove_unreachable", cfg::remove_unreachable),
    ("remove_nops", cfg::remove_nops),
    ("remove_redundant_jumps", cfg::remove_redundant_jumps),
    ("duplicate_exits_without_line", cfg::duplicate_exits_without_line),
    ("trim_unused_consts", cfg::trim_unused_consts),
    ("propagate_line_numbers", cfg::propagate_line_numbers),
    ("guarantee_line_for_exits", cfg::guarantee_line_for_exits),
    ("compute_stack_depth", cfg::compute_stack_depth),
    ("label_exception_targets", cfg::label_exception_targets),
    ("drop_block_markers", cfg::drop_block_markers),
    ("remove_nops", cfg::remove_nops),
    ("choose_jump_directions", cfg::choose_jump_directions),
];

/// 3.12: `_PyCfg_OptimizeCodeUnit` in its flowgraph.c, and the end of `assemble` in compile.c.
pub static PASSES_312: Pipeline = &[
    ("start_blocks_at_labels", cfg::start_blocks_at_labels),
    ("number_jumps", cfg::number_jumps),
    ("remove_empty_blocks", cfg::remove_empty_blocks),
    ("label_exception_targets", cfg::label_exception_targets),
    ("inline_small_exits", cfg::inline_small_exits),
    ("optimize_basic_blocks", cfg::optimize_basic_blocks),
    ("remove_nops_and_pairs", cfg::remove_nops_and_pairs),
    ("inline_small_exits", cfg::inline_small_exits),
    ("remove_unreachable_recounting", cfg::remove_unreachable_recounting),
    ("remove_nops", cfg::remove_nops),
    ("remove_empty_blocks", cfg::remove_empty_blocks),
    ("remove_redundant_jumps", cfg::remove_redundant_jumps),
    ("drop_unused_consts", cfg::drop_unused_consts),
    ("check_uninitialized_loads", cfg::check_uninitialized_loads),
    ("push_cold_blocks_to_end", cfg::push_cold_blocks_to_end),
    ("duplicate_exits_in_order", cfg::duplicate_exits_in_order),
    ("propagate_line_numbers", cfg::propagate_line_numbers),
    ("guarantee_line_for_exits", cfg::guarantee_line_for_exits),
    ("insert_prefix", cfg::insert_prefix),
    ("fix_cell_offsets", cfg::fix_cell_offsets),
    ("compute_stack_depth", cfg::compute_stack_depth),
    ("drop_block_markers", cfg::drop_block_markers),
    ("remove_nops", cfg::remove_nops),
    ("invert_backward_conditions", cfg::invert_backward_conditions),
];

/// 3.13: `_PyCfg_OptimizeCodeUnit` and `_PyCfg_OptimizedCfgToInstructionSequence` in its
/// flowgraph.c.
pub static PASSES_313: Pipeline = &[
    ("start_blocks_at_targets", cfg::start_blocks_at_targets),
    ("label_exception_targets", cfg::label_exception_targets),
    ("inline_exits_and_blocks_without_line", cfg::inline_exits_and_blocks_without_line),
    ("empty_unreachable", cfg::empty_unreachable),
    ("duplicate_exits_and_checks", cfg::duplicate_exits_and_checks),
    ("propagate_line_numbers", cfg::propagate_line_numbers),
    ("fold_loaded_constants", cfg::fold_loaded_constants),
    ("optimize_without_constants", cfg::optimize_without_constants),
    ("remove_nops_and_pairs", cfg::remove_nops_and_pairs),
    ("empty_unreachable", cfg::empty_unreachable),
    ("remove_nops_and_jumps", cfg::remove_nops_and_jumps),
    ("drop_unused_consts", cfg::drop_unused_consts),
    ("check_uninitialized_loads", cfg::check_uninitialized_loads),
    ("insert_superinstructions", cfg::insert_superinstructions),
    ("push_cold_blocks_to_end", cfg::push_cold_blocks_to_end),
    ("duplicate_exits_and_checks", cfg::duplicate_exits_and_checks),
    ("propagate_line_numbers", cfg::propagate_line_numbers),
    ("compute_stack_depth", cfg::compute_stack_depth),
    ("insert_prefix", cfg::insert_prefix),
    ("fix_cell_offsets", cfg::fix_cell_offsets),
    ("drop_block_markers", cfg::drop_block_markers),
    ("remove_nops_and_jumps", cfg::remove_nops_and_jumps),
    ("invert_backward_conditions", cfg::invert_backward_conditions),
];
