//! `try` in its three forms.

use super::unwind::FrameBlock;
use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{ExceptHandler, Try};
use crate::compiler::values::constant::ConstTable;
use crate::compiler::values::error::CompileError;
use crate::compiler::values::instruction::Label;
use crate::compiler::values::intern::Symbol;
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::opcode::Op;

impl<'a> Compiler<'_, 'a> {
    /// `compiler_try`, `compiler_try_star`
    pub(super) fn try_stmt(&mut self, node: &'a Try<'a>) -> Emit {
        if node.finalbody.is_empty() { self.try_handlers(node) } else { self.try_finally(node) }
    }

    fn try_handlers(&mut self, node: &'a Try<'a>) -> Emit {
        if node.is_star { self.try_star_except(node) } else { self.try_except(node) }
    }

    /// `compiler_try_finally`, `compiler_try_star_finally`
    fn try_finally(&mut self, node: &'a Try<'a>) -> Emit {
        let body = self.new_label();
        let end = self.new_label();
        let exit = self.new_label();
        let cleanup = self.new_label();
        self.push_block(Op::SETUP_FINALLY, end);
        self.place(body);
        self.push_frame_block(FrameBlock::FinallyTry(node.finalbody))?;
        if node.handlers.is_empty() {
            self.stmts(node.body)?;
        } else {
            self.try_handlers(node)?;
        }
        self.pop_block_noline();
        self.pop_frame_block();
        self.stmts(node.finalbody)?;
        self.emit_skip(exit);

        self.place(end);
        self.u.loc = Location::NONE;
        self.push_block(Op::SETUP_CLEANUP, cleanup);
        self.op(Op::PUSH_EXC_INFO);
        self.push_frame_block(FrameBlock::FinallyEnd)?;
        let warnings = self.ctx.warnings.len();
        self.stmts(node.finalbody)?;
        if self.ctx.target.has(Feature::FinallyWarnsOnce) {
            self.ctx.warnings.truncate(warnings);
        }
        self.pop_frame_block();
        self.leave_positions();
        self.op_arg(Op::RERAISE, 0);
        self.place(cleanup);
        self.emit_pop_except_and_reraise();
        self.place(exit);
        Ok(())
    }

    /// `compiler_try_except`
    fn try_except(&mut self, node: &'a Try<'a>) -> Emit {
        let body = self.new_label();
        let mut except = self.new_label();
        let end = self.new_label();
        let cleanup = self.new_label();
        self.push_block(Op::SETUP_FINALLY, except);
        self.place(body);
        self.push_frame_block(FrameBlock::TryExcept)?;
        self.stmts(node.body)?;
        self.pop_frame_block();
        self.pop_block_noline();
        self.stmts(node.orelse)?;
        self.emit_skip(end);

        self.place(except);
        self.u.loc = Location::NONE;
        self.push_block(Op::SETUP_CLEANUP, cleanup);
        self.op(Op::PUSH_EXC_INFO);
        self.push_frame_block(FrameBlock::ExceptionHandler)?;
        for (i, handler) in node.handlers.iter().enumerate() {
            self.u.loc = handler.loc;
            if handler.typ.is_none() && i + 1 < node.handlers.len() {
                return self.error("default 'except:' must be last");
            }
            except = self.new_label();
            self.except_handler(handler, except, end)?;
            self.place(except);
        }
        self.u.loc = Location::NONE;
        self.pop_frame_block();
        self.op_arg(Op::RERAISE, 0);
        self.place(cleanup);
        self.emit_pop_except_and_reraise();
        self.place(end);
        Ok(())
    }

    /// One `except` clause: `next` is where an exception that it does not match goes.
    fn except_handler(&mut self, handler: &'a ExceptHandler<'a>, next: Label, end: Label) -> Emit {
        if let Some(typ) = handler.typ {
            self.expr(typ)?;
            self.op(Op::CHECK_EXC_MATCH);
            // Its result is a bool.
            self.jump(Op::POP_JUMP_IF_FALSE, next);
        }
        let Some(name) = handler.name else {
            let body = self.new_label();
            self.op(Op::POP_TOP);
            self.place(body);
            self.push_frame_block(FrameBlock::HandlerCleanup(None))?;
            self.stmts(handler.body)?;
            self.pop_frame_block();
            self.u.loc = Location::NONE;
            self.pop_block();
            self.op(Op::POP_EXCEPT);
            self.emit_skip(end);
            return Ok(());
        };
        let cleanup_end = self.new_label();
        let cleanup_body = self.new_label();
        self.bind_handler(handler, name)?;
        self.push_block(Op::SETUP_CLEANUP, cleanup_end);
        self.place(cleanup_body);
        self.push_frame_block(FrameBlock::HandlerCleanup(Some(name)))?;
        self.stmts(handler.body)?;
        self.pop_frame_block();
        self.u.loc = Location::NONE;
        self.pop_block();
        self.pop_block();
        self.op(Op::POP_EXCEPT);
        self.unbind(name)?;
        self.emit_skip(end);

        self.place(cleanup_end);
        self.u.loc = Location::NONE;
        self.unbind(name)?;
        self.op_arg(Op::RERAISE, 1);
        Ok(())
    }

    /// Stores the exception that a handler has caught.
    fn bind_handler(&mut self, handler: &'a ExceptHandler<'a>, name: Symbol) -> Emit {
        match self.store_name(name) {
            Err(error) if !self.has(Feature::HandlerNamesChecked) => self.refuse_handler(handler, error),
            stored => stored,
        }
    }

    /// Refuses a handler whose name cannot be bound. CPython does not look whether it could, and goes on until it adds
    /// a constant or a name, which fails for the error that there is. If none is new it ends with what is wrong last,
    /// which is that the name cannot be deleted.
    #[cold]
    fn refuse_handler(&mut self, handler: &'a ExceptHandler<'a>, error: Box<CompileError>) -> Emit {
        let before = self.u.table_sizes();
        self.push_frame_block(FrameBlock::HandlerCleanup(None))?;
        let body = self.stmts(handler.body);
        if self.u.table_sizes() != before || self.u.const_index(ConstTable::NONE).is_none() {
            return Err(error);
        }
        body?;
        self.u.loc = Location::NONE;
        self.error("cannot delete __debug__")
    }

    /// `compiler_try_star_except` (PEP 654). Below the exception that is being handled the stack
    /// holds the original group and a list of what the clauses raised.
    fn try_star_except(&mut self, node: &'a Try<'a>) -> Emit {
        let body = self.new_label();
        let except = self.new_label();
        let orelse = self.new_label();
        let end = self.new_label();
        let cleanup = self.new_label();
        let reraise_star = self.new_label();
        self.push_block(Op::SETUP_FINALLY, except);
        self.place(body);
        self.push_frame_block(FrameBlock::TryExcept)?;
        self.stmts(node.body)?;
        self.pop_frame_block();
        self.pop_block_noline();
        self.emit_skip(orelse);

        self.place(except);
        self.u.loc = Location::NONE;
        self.push_block(Op::SETUP_CLEANUP, cleanup);
        self.op(Op::PUSH_EXC_INFO);
        self.push_frame_block(FrameBlock::ExceptionGroupHandler)?;
        for (i, handler) in node.handlers.iter().enumerate() {
            self.u.loc = handler.loc;
            self.except_star(handler, i == 0)?;
            if i + 1 == node.handlers.len() {
                // What no clause matched, or None.
                self.op_arg_noline(Op::LIST_APPEND, 1);
                self.emit_skip(reraise_star);
            }
        }
        self.u.loc = Location::NONE;
        self.pop_frame_block();
        let reraise = self.new_label();
        self.place(reraise_star);
        self.emit_prep_reraise_star();
        self.op_arg(Op::COPY, 1);
        self.jump(Op::POP_JUMP_IF_NOT_NONE, reraise);
        self.op(Op::POP_TOP);
        self.pop_block();
        self.op(Op::POP_EXCEPT);
        self.emit_skip(end);
        self.place(reraise);
        self.pop_block();
        self.op_arg(Op::SWAP, 2);
        self.op(Op::POP_EXCEPT);
        self.op_arg(Op::RERAISE, 0);
        self.place(cleanup);
        self.emit_pop_except_and_reraise();
        self.place(orelse);
        self.stmts(node.orelse)?;
        self.place(end);
        Ok(())
    }

    /// An `except*` clause; the first one makes the list and copies the group.
    fn except_star(&mut self, handler: &'a ExceptHandler<'a>, first: bool) -> Emit {
        let done = self.new_label();
        let next = self.new_label();
        let no_match = self.new_label();
        let mismatch_last = self.has(Feature::StarMismatchLast);
        if first {
            self.emit_star_prologue();
        }
        if let Some(typ) = handler.typ {
            self.expr(typ)?;
            self.op(Op::CHECK_EG_MATCH);
            self.op_arg(Op::COPY, 1);
            if mismatch_last {
                self.jump(Op::POP_JUMP_IF_NONE, no_match);
            } else {
                let matched = self.new_label();
                self.jump(Op::POP_JUMP_IF_NOT_NONE, matched);
                self.op(Op::POP_TOP);
                self.jump(Op::JUMP, next);
                self.place(matched);
            }
        }
        self.except_star_body(handler, if mismatch_last { done } else { next }, next)?;
        if mismatch_last {
            self.place(done);
            // Holds the position that falls through to here.
            self.op_noline(Op::NOP);
            self.emit_skip(next);
            self.place(no_match);
            self.op_at(Op::POP_TOP, handler.loc);
        }
        self.place(next);
        Ok(())
    }

    /// The body of an `except*` clause, the matched part of the group on the stack; it goes to
    /// `done`, or to `raised` if it raised.
    fn except_star_body(&mut self, handler: &'a ExceptHandler<'a>, done: Label, raised: Label) -> Emit {
        let cleanup_end = self.new_label();
        let cleanup_body = self.new_label();
        match handler.name {
            Some(name) => self.bind_handler(handler, name)?,
            None => self.op(Op::POP_TOP),
        }
        self.push_block(Op::SETUP_CLEANUP, cleanup_end);
        self.place(cleanup_body);
        self.push_frame_block(FrameBlock::HandlerCleanup(handler.name))?;
        self.stmts(handler.body)?;
        self.pop_frame_block();
        self.u.loc = Location::NONE;
        self.pop_block();
        if let Some(name) = handler.name {
            self.unbind(name)?;
        }
        self.emit_skip(done);

        self.place(cleanup_end);
        self.u.loc = Location::NONE;
        if let Some(name) = handler.name {
            self.unbind(name)?;
        }
        self.op_arg(Op::LIST_APPEND, 3);
        self.op(Op::POP_TOP);
        self.emit_skip(raised);
        Ok(())
    }
}
