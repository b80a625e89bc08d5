//! `with` and `async with`.

use super::unit::ScopeKind;
use super::unwind::FrameBlock;
use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{Stmt, WithItem};
use crate::compiler::values::instruction::Label;
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::oparg::awaitable;
use crate::compiler::version::opcode::Op;

impl<'a> Compiler<'_, 'a> {
    /// `compiler_with`: the first of `items`, around the others and the body. `loc` is the
    /// statement's.
    pub(super) fn with_stmt(&mut self, items: &'a [WithItem<'a>], body: &'a [Stmt<'a>], loc: Location) -> Emit {
        let Some((item, inner)) = items.split_first() else { return self.stmts(body) };
        let block = self.new_label();
        let handler = self.new_label();
        let exit = self.new_label();
        let cleanup = self.new_label();
        self.expr(&item.context_expr)?;
        let item_loc = self.with_position(item, loc);
        self.u.loc = item_loc;
        self.emit_enter(false);
        self.push_block(Op::SETUP_WITH, handler);

        self.place(block);
        self.push_frame_block(FrameBlock::With { loc: item_loc, is_async: false })?;
        self.with_target(item)?;
        self.with_stmt(inner, body, loc)?;
        self.u.loc = Location::NONE;
        self.pop_block();
        self.pop_frame_block();

        self.u.loc = item_loc;
        self.emit_exit_call();
        self.op(Op::POP_TOP);
        self.jump(Op::JUMP, exit);

        self.place(handler);
        self.push_block(Op::SETUP_CLEANUP, cleanup);
        self.op(Op::PUSH_EXC_INFO);
        self.op(Op::WITH_EXCEPT_START);
        self.with_except_finish(cleanup);
        self.place(exit);
        Ok(())
    }

    /// `compiler_async_with`
    pub(super) fn async_with_stmt(&mut self, items: &'a [WithItem<'a>], body: &'a [Stmt<'a>], loc: Location) -> Emit {
        let Some((item, inner)) = items.split_first() else { return self.stmts(body) };
        if self.u.kind != ScopeKind::AsyncFunction {
            return self.error("'async with' outside async function");
        }
        let block = self.new_label();
        let handler = self.new_label();
        let exit = self.new_label();
        let cleanup = self.new_label();
        self.expr(&item.context_expr)?;
        let item_loc = self.with_position(item, loc);
        self.u.loc = item_loc;
        self.emit_enter(true);
        self.push_block(Op::SETUP_WITH, handler);

        self.place(block);
        self.push_frame_block(FrameBlock::With { loc: item_loc, is_async: true })?;
        self.with_target(item)?;
        self.async_with_stmt(inner, body, loc)?;
        self.pop_frame_block();
        self.restore_position(item_loc);
        self.pop_block();

        self.u.loc = item_loc;
        self.emit_exit_call();
        self.emit_await(awaitable::OF_AEXIT);
        self.op(Op::POP_TOP);
        self.jump(Op::JUMP, exit);

        self.place(handler);
        self.push_block(Op::SETUP_CLEANUP, cleanup);
        self.op(Op::PUSH_EXC_INFO);
        self.op(Op::WITH_EXCEPT_START);
        self.emit_await(awaitable::OF_AEXIT);
        self.with_except_finish(cleanup);
        self.place(exit);
        Ok(())
    }

    /// The position of what an item of a `with` does, but for binding its target.
    fn with_position(&self, item: &WithItem<'_>, statement: Location) -> Location {
        if self.has(Feature::WithAtItem) { item.context_expr.loc } else { statement }
    }

    /// Binds or drops what `__enter__` returned.
    fn with_target(&mut self, item: &'a WithItem<'a>) -> Emit {
        match item.optional_vars {
            Some(target) => self.expr(target),
            None => {
                self.op(Op::POP_TOP);
                Ok(())
            }
        }
    }

    /// `compiler_with_except_finish`
    fn with_except_finish(&mut self, cleanup: Label) {
        self.u.loc = Location::NONE;
        let suppress = self.new_label();
        self.emit_jump_if(true, suppress);
        self.op_arg(Op::RERAISE, 2);
        if !self.has(Feature::WithCleanupLast) {
            self.place(cleanup);
            self.emit_pop_except_and_reraise();
        }
        self.place(suppress);
        self.op(Op::POP_TOP);
        self.pop_block();
        self.op(Op::POP_EXCEPT);
        // `__exit__`, what it is of since it is not bound, and the position of the exception.
        for _ in 0..if self.has(Feature::SpecialLoaded) { 3 } else { 2 } {
            self.op(Op::POP_TOP);
        }
        if self.has(Feature::WithCleanupLast) {
            let exit = self.new_label();
            self.emit_skip(exit);
            self.place(cleanup);
            self.emit_pop_except_and_reraise();
            self.place(exit);
        }
    }
}
