//! How deep CPython's compiler follows nested nodes before it gives up, and the stack to follow it.
//!
//! Its passes over the tree (the optimizer, the symbol table) count the statements, expressions and
//! patterns that they are in, each as so many of Python's own calls (`COMPILER_STACK_FRAME_SCALE`), together
//! with the calls that are active when `python -m compileall DIR` compiles a file. Newer ones measure the stack.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::location::Location;
use crate::compiler::version::{Feature, Target};

/// What may be deep in a source: everything that CPython follows, or no more than the sources that people write have.
/// The parser refuses the deeper ones on a [`Stack::Shallow`] stack, and they are compiled again on a deep one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stack {
    /// Room for what is not nested much: a tree that surely is not too high for CPython's compiler.
    Shallow,
    /// Room for the deepest nesting that CPython accepts.
    #[default]
    Deep,
}

impl Stack {
    /// The bytes that must be left of a stack: twice what the deepest sources took (`tests/deep.rs` has them), and less
    /// than what a main thread usually has, so that it needs no other. Only what is used of them takes memory. Without
    /// optimization functions need much more.
    const fn needed(self) -> usize {
        match (self, cfg!(debug_assertions)) {
            (Self::Shallow, false) => 2 << 20,
            (Self::Deep, false) => 22 << 20,
            (Self::Shallow, true) => 64 << 20,
            (Self::Deep, true) => 420 << 20,
        }
    }

    /// The size of a new stack.
    pub const fn size(self) -> usize {
        self.needed() + self.needed() / 8
    }

    /// Calls `work` where so much is left, on a new stack if need be.
    ///
    /// # Errors
    /// When there is no address space for a stack.
    pub fn run<R>(self, work: impl FnOnce() -> R) -> Result<R, NoStack> {
        if stacker::remaining_stack().is_some_and(|left| left >= self.needed()) {
            return Ok(work());
        }
        let has_started = Cell::new(false);
        let started = || {
            has_started.set(true);
            work()
        };
        // What can't be had is a panic of `stacker`.
        match panic::catch_unwind(AssertUnwindSafe(|| stacker::grow(self.size(), started))) {
            Ok(result) => Ok(result),
            Err(_) if !has_started.get() => Err(NoStack),
            Err(payload) => panic::resume_unwind(payload),
        }
    }
}

/// There is no address space for a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoStack;

impl From<NoStack> for CompileError {
    fn from(_: NoStack) -> Self {
        let message = "no address space for a stack that is deep enough for the nesting of this source";
        Self::new(ErrorKind::MemoryError, message, Location::NONE)
    }
}

/// A bit more than the nodes that CPython follows where it does not count them but measures its stack, if that has the
/// usual 8 MiB.
const MEASURED: u32 = 28_000;

/// A count of nested nodes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Depth {
    /// How many more there may be.
    left: u32,
}

impl Depth {
    /// What `target` has room for.
    pub(crate) fn new(target: &Target) -> Self {
        let (limit, active) = if target.has(Feature::RecursionByStack) {
            (MEASURED, 0)
        } else if target.has(Feature::WideRecursion) {
            (10_000, 6)
        } else if target.has(Feature::CallsCountedInC) {
            (3000, 2 * 6)
        } else {
            (3 * 1000, 3 * 11)
        };
        Self { left: limit - active }
    }

    /// Counts a node that is entered.
    ///
    /// # Errors
    /// CPython's `RecursionError`.
    #[inline]
    pub(crate) fn enter(&mut self) -> Result<(), CompileError> {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(too_deep()),
        }
    }

    /// Whether no more node may be entered.
    #[inline]
    pub(crate) fn is_used_up(&self) -> bool {
        self.left == 0
    }

    /// Counts a node that is left. After an error there is nothing more to count.
    #[inline]
    pub(crate) fn leave(&mut self) {
        self.left += 1;
    }
}

#[cold]
fn too_deep() -> CompileError {
    let message = "maximum recursion depth exceeded during compilation";
    CompileError::new(ErrorKind::RecursionError, message, Location::NONE)
}
