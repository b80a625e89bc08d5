//! How deep CPython's compiler follows nested nodes before it gives up, and the stack to follow it.
//!
//! Its passes over the tree (the optimizer, the symbol table) count the statements, expressions and
//! patterns that they are in, against three times Python's own recursion limit
//! (`COMPILER_STACK_FRAME_SCALE`).

use crate::error::{CompileError, ErrorKind};
use crate::location::Location;

const SCALE: u32 = 3;

/// `sys.getrecursionlimit()` of a fresh interpreter, scaled.
const LIMIT: u32 = SCALE * 1000;

/// The calls that are active when `python -m compileall DIR` compiles a file, scaled.
const START: u32 = SCALE * 11;

/// The stack of a thread that compiles, in bytes: enough for the deepest nesting that CPython accepts.
/// Only what is used of it takes memory.
pub const STACK: usize = 512 << 20;

/// Calls `work` with at least half of [`STACK`] left, on a stack of its own if need be.
pub fn with_deep_stack<R>(work: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(STACK / 2, STACK, work)
}

/// A count of nested nodes.
#[derive(Clone, Copy, Debug)]
pub struct Depth(u32);

impl Default for Depth {
    fn default() -> Self {
        Self(START)
    }
}

impl Depth {
    /// Counts a node that is entered.
    ///
    /// # Errors
    /// CPython's `RecursionError`.
    #[inline]
    pub fn enter(&mut self) -> Result<(), CompileError> {
        self.0 += 1;
        if self.0 > LIMIT { Err(too_deep()) } else { Ok(()) }
    }

    /// Counts a node that is left. After an error there is nothing more to count.
    #[inline]
    pub fn leave(&mut self) {
        self.0 -= 1;
    }
}

#[cold]
fn too_deep() -> CompileError {
    let message = "maximum recursion depth exceeded during compilation";
    CompileError::new(ErrorKind::RecursionError, message, Location::NONE)
}
