//! Improves each block by itself: a pass a series.
//!
//! Each is CPython's `optimize_basic_block` of that series: they differ in what they look at, in what order, and in what
//! becomes of jumps to jumps. What they have in common is in files of its own here.

pub(super) mod constant_tests;
pub(super) mod folding;
mod py311;
mod py312;
mod py313;
mod py314;
mod swaps;
mod tuples;

pub(crate) use py311::optimize_blocks;
pub(crate) use py312::optimize_basic_blocks;
pub(crate) use py313::{IMPROVABLE, optimize_without_constants};
pub(crate) use py314::{IMPROVABLE_OR_FOLDABLE, optimize_with_folding};
