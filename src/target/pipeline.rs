//! Which passes run over the graph of a unit, in which order: a list a version.

use crate::cfg::{self, Pass};

/// Named passes in their order.
pub type Pipeline = &'static [(&'static str, Pass)];

/// 3.11: `assemble` and `optimize_cfg` in its compile.c.
pub static PASSES_311: Pipeline = &[
    ("normalize_blocks", cfg::normalize_blocks),
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

/// 3.12: `_PyCfg_OptimizeCodeUnit` and the passes around it.
pub static PASSES_312: Pipeline = &[
    ("normalize_blocks", cfg::normalize_blocks),
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

/// 3.13.
pub static PASSES_313: Pipeline = &[
    ("normalize_blocks", cfg::normalize_blocks),
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
