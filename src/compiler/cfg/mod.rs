//! The control-flow graph of a code unit, and the passes over it, a file each.
//!
//! `graph/` has the graph and the facts that it keeps of itself; the other files have passes. Which passes run, and in
//! which order, is data of the target ([`Pipeline`]). A pass has CPython's function in backticks where it is declared.

mod borrow;
mod cold;
mod empty;
mod exits;
mod extend;
mod graph;
mod handlers;
mod inline;
mod jumps;
mod labels;
mod lines;
mod nops;
mod optimize_block;
mod optimize_load_const;
mod pairs;
mod pipelines;
mod prefix;
mod reachable;
mod stackdepth;
mod superinstructions;
mod uninitialized;
mod unused_consts;

pub(crate) use borrow::{LOADS, borrow_locals};
pub(crate) use cold::push_cold_blocks_to_end;
pub(crate) use empty::remove_empty_blocks;
pub(crate) use exits::{duplicate_exits_and_checks, duplicate_exits_in_order, duplicate_exits_without_line};
pub(crate) use extend::extend_blocks;
use graph::Edit;
pub(crate) use graph::{Block, Node, start_blocks_at_labels, start_blocks_at_targets};
pub use graph::{BlockId, Graph};
pub(crate) use handlers::{drop_block_markers, label_exception_targets};
pub(crate) use inline::{inline_exits_and_blocks_without_line, inline_small_exits};
pub(crate) use jumps::{choose_jump_directions, expand_keeping_jumps, invert_backward_conditions, normalize_jumps};
pub(crate) use labels::number_jumps;
pub(crate) use lines::{guarantee_line_for_exits, propagate_line_numbers, resolve_next_locations};
pub(crate) use nops::{remove_nops, remove_nops_and_jumps};
pub(crate) use optimize_block::{
    IMPROVABLE, IMPROVABLE_OR_FOLDABLE, optimize_basic_blocks, optimize_blocks, optimize_with_folding,
    optimize_without_constants,
};
pub(crate) use optimize_load_const::{CONST_DECIDES, fold_loaded_constants, optimize_loads};
pub(crate) use pairs::remove_nops_and_pairs;
pub use pipelines::{Pipeline, optimize, optimize_observed};
pub(crate) use prefix::{fix_cell_offsets, insert_prefix};
pub(crate) use reachable::{
    empty_unreachable, remove_redundant_jumps, remove_unreachable, remove_unreachable_recounting,
};
pub(crate) use stackdepth::compute_stack_depth;
pub(crate) use superinstructions::insert_superinstructions;
pub(crate) use uninitialized::check_uninitialized_loads;
pub(crate) use unused_consts::{drop_unused_consts, trim_unused_consts};

use crate::compiler::values::constant::ConstId;
use crate::compiler::values::context::Context;
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::instruction::Unit;
use crate::compiler::values::location::Location;
use crate::compiler::version::{Feature, Target};
use rustc_hash::FxHashMap;

/// The graph and the memory of passes, kept from unit to unit.
#[derive(Debug, Default)]
pub struct Buffers {
    graph: Graph,
    scratch: Scratch,
}

impl Buffers {
    /// With room for a unit of so many instructions.
    pub(crate) fn with_room(instructions: usize) -> Self {
        Self { graph: Graph::with_room(instructions), scratch: Scratch::default() }
    }
}

/// Memory that passes need while they run. Each clears what it uses.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Blocks that a pass has still to visit.
    worklist: Vec<BlockId>,
    /// The stacks of handlers in [`label_exception_targets`].
    active: Vec<handlers::Active>,
    /// A number for each block, constant or cell.
    numbers: Vec<u32>,
    /// The locals that may have no value at the start of each block, in [`check_uninitialized_loads`].
    unset: Vec<uninitialized::Unset>,
    /// What is on the stack of a block in [`borrow_locals`].
    references: Vec<borrow::Entry>,
}

/// The things that a pass sees besides the graph.
pub struct PassContext<'p, 'a> {
    /// The unit; its constants may grow or shrink.
    pub unit: &'p mut Unit,
    /// The file's names and constants, with which a pass makes strings and folds constants, and its options.
    pub file: &'p mut Context<'a>,
    /// The release that is compiled for.
    target: &'static Target,
    scratch: &'p mut Scratch,
    /// The index of each of the unit's first constants, once that was asked often.
    const_indices: FxHashMap<ConstId, u32>,
    /// The number of constants that have an entry in `const_indices`.
    indexed: usize,
    /// The number of constants that were looked at.
    searched: usize,
}

impl<'p, 'a> PassContext<'p, 'a> {
    /// For the passes over one unit.
    pub fn new(unit: &'p mut Unit, file: &'p mut Context<'a>, scratch: &'p mut Scratch) -> Self {
        let target = file.target;
        Self { unit, file, target, scratch, const_indices: FxHashMap::default(), indexed: 0, searched: 0 }
    }

    /// Returns the unit's constant with this index.
    ///
    /// # Errors
    /// There is none.
    fn constant(&self, index: u32) -> Result<ConstId, CompileError> {
        self.unit.consts.get(index as usize).copied().ok_or_else(|| defect("a constant out of range"))
    }

    /// Returns the argument of the `LOAD_COMMON_CONSTANT` that loads `id`, if the version has one for it.
    fn common_constant(&self, id: ConstId) -> Option<u32> {
        let common = self.file.consts.common(id).filter(|_| self.target.has(Feature::CommonValues));
        common.map(|common| common as u32)
    }

    /// Returns the truth of the unit's constant with this index.
    ///
    /// # Errors
    /// There is none.
    fn truth(&self, index: u32) -> Result<bool, CompileError> {
        Ok(self.file.consts.truth(self.constant(index)?))
    }

    /// Returns the index of `id`, already merged, in the unit's constants; adds it if it is new (`add_const`).
    fn add_const(&mut self, id: ConstId) -> u32 {
        /// So many constants are looked at one by one before they are put into a table.
        const MANY: usize = 1 << 13;
        let Self { unit: Unit { consts, .. }, const_indices, indexed, searched, .. } = self;
        *searched += consts.len();
        let known = if *searched <= MANY {
            consts.iter().position(|&other| other == id).map(|at| at as u32)
        } else {
            for (at, &value) in consts.iter().enumerate().skip(*indexed) {
                const_indices.entry(value).or_insert(at as u32);
            }
            *indexed = consts.len();
            const_indices.get(&id).copied()
        };
        known.unwrap_or_else(|| {
            consts.push(id);
            consts.len() as u32 - 1
        })
    }

    /// Keeps the unit's first `len` constants; the others, and the indices of these, may have changed.
    fn truncate_consts(&mut self, len: usize) {
        self.unit.consts.truncate(len);
        self.const_indices.clear();
        self.indexed = 0;
    }
}

/// A pass over a graph. Only a defect of this compiler makes one fail.
pub type Pass = fn(&mut Graph, &mut PassContext<'_, '_>) -> Result<(), CompileError>;

/// A defect of this compiler that a pass has met.
#[cold]
fn defect(what: &str) -> CompileError {
    CompileError::new(ErrorKind::Internal, format!("control-flow graph: {what}"), Location::NONE)
}
