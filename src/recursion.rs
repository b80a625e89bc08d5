//! How deep CPython's compiler follows nested nodes before it gives up, and the stack to follow it.
//!
//! Its passes over the tree (the optimizer, the symbol table) count the statements, expressions and
//! patterns that they are in, each as so many of Python's own calls (`COMPILER_STACK_FRAME_SCALE`), together
//! with the calls that are active when `python -m compileall DIR` compiles a file.

use crate::error::{CompileError, ErrorKind};
use crate::location::Location;
use crate::target::{Feature, Target};

/// The stack of a thread that compiles, in bytes: enough for the deepest nesting that CPython accepts.
/// Only what is used of it takes memory.
pub const STACK: usize = 512 << 20;

/// Calls `work` with at least half of [`STACK`] left, on a stack of its own if need be.
pub fn with_deep_stack<R>(work: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(STACK / 2, STACK, work)
}

/// A count of nested nodes.
#[derive(Clone, Copy, Debug)]
pub struct Depth {
    /// How many more there may be.
    left: u32,
}

impl Depth {
    /// What `target` has room for.
    pub fn new(target: &Target) -> Self {
        let (limit, active) = if target.has(Feature::WideRecursion) {
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
    pub fn enter(&mut self) -> Result<(), CompileError> {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(too_deep()),
        }
    }

    /// Whether one more node may be entered: all that a node without others in it needs.
    ///
    /// # Errors
    /// CPython's `RecursionError`.
    #[inline]
    pub fn check(&self) -> Result<(), CompileError> {
        if self.left == 0 { Err(too_deep()) } else { Ok(()) }
    }

    /// Counts a node that is left. After an error there is nothing more to count.
    #[inline]
    pub fn leave(&mut self) {
        self.left += 1;
    }
}

#[cold]
fn too_deep() -> CompileError {
    let message = "maximum recursion depth exceeded during compilation";
    CompileError::new(ErrorKind::RecursionError, message, Location::NONE)
}
