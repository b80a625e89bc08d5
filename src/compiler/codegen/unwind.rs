//! Frame blocks: what `return`, `break` and `continue` have to undo on their way out
//! (`struct fblockinfo`).

use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{ExprContext, Stmt};
use crate::compiler::values::constant::ConstTable;
use crate::compiler::values::instruction::Label;
use crate::compiler::values::intern::Symbol;
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::oparg::awaitable;
use crate::compiler::version::opcode::Op;

/// How deep blocks may nest (`CO_MAXBLOCKS`), but for the one that generators have to themselves in some
/// releases.
const MAX_BLOCKS: usize = 20;

/// A construct that is open around the current statement.
#[derive(Clone, Copy, Debug)]
pub(super) enum FrameBlock<'a> {
    /// `while`: where `continue` and `break` go.
    While { start: Label, end: Label },
    /// `for`: its iterator is on the stack, so many `items`.
    For { start: Label, end: Label, items: u32 },
    /// The body of a `try` with `except`.
    TryExcept,
    /// The body of a `try` with `finally`, and the statements of the latter.
    FinallyTry(&'a [Stmt<'a>]),
    /// A `finally` that runs for an exception.
    FinallyEnd,
    /// The body of a `with`, and where that is.
    With { loc: Location, is_async: bool },
    /// The body of an `except`, and the name that it unbinds.
    HandlerCleanup(Option<Symbol>),
    /// A return value on the stack while a `finally` runs.
    PopValue,
    /// The `except` clauses of a `try`.
    ExceptionHandler,
    /// The `except*` clauses of a `try`.
    ExceptionGroupHandler,
    /// An asynchronous comprehension.
    AsyncComprehension,
    /// A comprehension that is inlined, while what it sets aside is on the stack.
    InlinedComprehension,
    /// The body of a generator, whose `StopIteration` is handled.
    StopIteration,
}

/// The innermost loop, as `break` and `continue` see it.
#[derive(Clone, Copy)]
struct Loop<'a> {
    block: FrameBlock<'a>,
    start: Label,
    end: Label,
}

impl<'a> Compiler<'_, 'a> {
    /// `compiler_push_fblock`
    pub(super) fn push_frame_block(&mut self, block: FrameBlock<'a>) -> Emit {
        let room = MAX_BLOCKS + usize::from(self.has(Feature::StopIterationBlock));
        if self.u.frame_blocks.len() >= room {
            return self.error("too many statically nested blocks");
        }
        self.u.frame_blocks.push(block);
        Ok(())
    }

    /// `compiler_pop_fblock`
    pub(super) fn pop_frame_block(&mut self) {
        self.u.frame_blocks.pop();
    }

    /// Leaves `block`; `preserve_tos`: a return value on the stack stays on top
    /// (`compiler_unwind_fblock`).
    fn unwind(&mut self, block: FrameBlock<'a>, preserve_tos: bool) -> Emit {
        match block {
            FrameBlock::While { .. }
            | FrameBlock::ExceptionHandler
            | FrameBlock::ExceptionGroupHandler
            | FrameBlock::AsyncComprehension
            | FrameBlock::InlinedComprehension
            | FrameBlock::StopIteration => {}
            FrameBlock::For { items, .. } => {
                if preserve_tos {
                    self.op_arg(Op::SWAP, items + 1);
                }
                (0..items).for_each(|_| self.op(Op::POP_TOP));
            }
            FrameBlock::PopValue => {
                self.swap_if(preserve_tos);
                self.op(Op::POP_TOP);
            }
            FrameBlock::TryExcept => self.pop_block(),
            FrameBlock::FinallyTry(body) => {
                self.pop_block();
                if preserve_tos {
                    self.push_frame_block(FrameBlock::PopValue)?;
                }
                self.stmts(body)?;
                if preserve_tos {
                    self.pop_frame_block();
                }
                self.u.loc = Location::NONE;
            }
            FrameBlock::FinallyEnd => {
                self.swap_if(preserve_tos);
                self.op(Op::POP_TOP);
                self.swap_if(preserve_tos);
                self.pop_block();
                self.op(Op::POP_EXCEPT);
            }
            FrameBlock::With { loc, is_async } => {
                self.u.loc = loc;
                self.pop_block();
                if preserve_tos && self.has(Feature::SpecialLoaded) {
                    self.op_arg(Op::SWAP, 3);
                }
                self.swap_if(preserve_tos);
                self.emit_exit_call();
                if is_async {
                    self.emit_await(awaitable::OF_AEXIT);
                }
                self.op(Op::POP_TOP);
                self.u.loc = Location::NONE;
            }
            FrameBlock::HandlerCleanup(name) => {
                if name.is_some() {
                    self.pop_block();
                }
                self.swap_if(preserve_tos);
                self.pop_block();
                self.op(Op::POP_EXCEPT);
                if let Some(name) = name {
                    self.unbind(name)?;
                }
            }
        }
        Ok(())
    }

    /// Whether this is in a `try` statement, where exceptions are handled (`_PyCompile_InExceptionHandler`).
    pub(super) fn handles_exceptions(&self) -> bool {
        let handles = |block: &FrameBlock<'_>| match block {
            FrameBlock::TryExcept
            | FrameBlock::FinallyTry(_)
            | FrameBlock::FinallyEnd
            | FrameBlock::HandlerCleanup(_)
            | FrameBlock::ExceptionHandler
            | FrameBlock::ExceptionGroupHandler => true,
            FrameBlock::While { .. }
            | FrameBlock::For { .. }
            | FrameBlock::With { .. }
            | FrameBlock::PopValue
            | FrameBlock::AsyncComprehension
            | FrameBlock::InlinedComprehension
            | FrameBlock::StopIteration => false,
        };
        self.u.frame_blocks.iter().any(handles)
    }

    /// Whether a `return` has anything to undo here.
    pub(super) fn unwinds(&self) -> bool {
        let mut blocks = self.u.frame_blocks.iter();
        !blocks.all(|block| matches!(block, FrameBlock::While { .. } | FrameBlock::StopIteration))
    }

    fn swap_if(&mut self, preserve_tos: bool) {
        if preserve_tos {
            self.op_arg(Op::SWAP, 2);
        }
    }

    /// `name = None; del name`, at the end of an `except ... as name`.
    pub(super) fn unbind(&mut self, name: Symbol) -> Emit {
        self.load_const(ConstTable::NONE);
        self.name(name, ExprContext::Store)?;
        self.name(name, ExprContext::Del)
    }

    /// Leaves blocks from the innermost out, all of them or up to the first loop, which is returned
    /// (`compiler_unwind_fblock_stack`). They are open again afterwards.
    fn unwind_stack(&mut self, preserve_tos: bool, to_loop: bool) -> Emit<Option<Loop<'a>>> {
        let Some(&top) = self.u.frame_blocks.last() else { return Ok(None) };
        match top {
            FrameBlock::ExceptionGroupHandler => {
                return self.error("'break', 'continue' and 'return' cannot appear in an except* block");
            }
            FrameBlock::While { start, end } | FrameBlock::For { start, end, .. } if to_loop => {
                return Ok(Some(Loop { block: top, start, end }));
            }
            _ => {}
        }
        self.u.frame_blocks.pop();
        self.unwind(top, preserve_tos)?;
        let found = self.unwind_stack(preserve_tos, to_loop)?;
        self.u.frame_blocks.push(top);
        Ok(found)
    }

    /// Leaves all blocks for a `return`.
    pub(super) fn unwind_for_return(&mut self, preserve_tos: bool) -> Emit {
        self.unwind_stack(preserve_tos, false)?;
        Ok(())
    }

    /// `compiler_break`
    pub(super) fn break_stmt(&mut self) -> Emit {
        let loc = self.u.loc;
        self.op(Op::NOP);
        let Some(innermost) = self.unwind_stack(false, true)? else {
            self.u.loc = loc;
            return self.error("'break' outside loop");
        };
        self.unwind(innermost.block, false)?;
        self.jump(Op::JUMP, innermost.end);
        Ok(())
    }

    /// `compiler_continue`
    pub(super) fn continue_stmt(&mut self) -> Emit {
        let loc = self.u.loc;
        self.op(Op::NOP);
        let Some(innermost) = self.unwind_stack(false, true)? else {
            self.u.loc = loc;
            return self.error("'continue' not properly in loop");
        };
        self.jump(Op::JUMP, innermost.start);
        Ok(())
    }
}
