//! `if`, `for` and `while`.

use super::unit::ScopeKind;
use super::unwind::FrameBlock;
use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{Expr, For, Stmt};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::opcode::Op;

impl<'a> Compiler<'_, 'a> {
    /// `compiler_if`
    pub(super) fn if_stmt(&mut self, test: &'a Expr<'a>, body: &'a [Stmt<'a>], orelse: &'a [Stmt<'a>]) -> Emit {
        let end = self.new_label();
        let next = if orelse.is_empty() { end } else { self.new_label() };
        self.jump_if(test, next, false)?;
        self.stmts(body)?;
        if !orelse.is_empty() {
            self.emit_skip(end);
            self.place(next);
            self.stmts(orelse)?;
        }
        self.place(end);
        Ok(())
    }

    /// `compiler_for`
    pub(super) fn for_stmt(&mut self, node: &'a For<'a>) -> Emit {
        let start = self.new_label();
        let body = self.new_label();
        let cleanup = self.new_label();
        let end = self.new_label();
        self.push_frame_block(FrameBlock::For { start, end, items: self.items_of_iterator(false) })?;
        self.expr(node.iter)?;
        if self.has(Feature::LoopAtIterable) {
            self.u.loc = node.iter.loc;
        }
        self.emit_iterate(false, self.u.loc);
        self.place(start);
        self.jump(Op::FOR_ITER, cleanup);
        if self.has(Feature::LoopAtIterable) {
            // Traces the line of the target, if that is another.
            self.op_at(Op::NOP, node.target.loc);
        }
        self.place(body);
        self.expr(node.target)?;
        self.stmts(node.body)?;
        self.u.loc = Location::NONE;
        self.jump(Op::JUMP, start);
        self.place(cleanup);
        self.emit_end_for();
        self.pop_frame_block();
        self.stmts(node.orelse)?;
        self.place(end);
        Ok(())
    }

    /// `compiler_async_for`
    pub(super) fn async_for_stmt(&mut self, node: &'a For<'a>) -> Emit {
        if self.u.kind != ScopeKind::AsyncFunction {
            return self.error("'async for' outside async function");
        }
        let start = self.new_label();
        let except = self.new_label();
        let end = self.new_label();
        self.expr(node.iter)?;
        self.emit_iterate(true, if self.has(Feature::LoopAtIterable) { node.iter.loc } else { self.u.loc });
        self.place(start);
        self.push_frame_block(FrameBlock::For { start, end, items: self.items_of_iterator(true) })?;
        self.push_block(Op::SETUP_FINALLY, except);
        let send = self.emit_await_next();
        self.pop_block();
        if self.has(Feature::AsyncForSaysSend) {
            self.op(Op::NOT_TAKEN);
        }
        self.expr(node.target)?;
        self.stmts(node.body)?;
        self.u.loc = Location::NONE;
        self.jump(Op::JUMP, start);
        self.pop_frame_block();
        self.place(except);
        // The loop ends where the iterator is, not in the body.
        self.u.loc = node.iter.loc;
        self.emit_end_async_for(send);
        self.stmts(node.orelse)?;
        self.place(end);
        Ok(())
    }

    /// `compiler_while`
    pub(super) fn while_stmt(
        &mut self,
        test: &'a Expr<'a>,
        body: &'a [Stmt<'a>],
        orelse: &'a [Stmt<'a>],
        loc: Location,
    ) -> Emit {
        let start = self.new_label();
        let body_label = self.new_label();
        let anchor = self.new_label();
        let end = self.new_label();
        self.place(start);
        self.push_frame_block(FrameBlock::While { start, end })?;
        self.jump_if(test, anchor, false)?;
        self.place(body_label);
        self.stmts(body)?;
        if self.has(Feature::WhileTestedOnce) {
            self.jump_noline(Op::JUMP, start);
        } else {
            self.u.loc = loc;
            self.jump_if(test, body_label, true)?;
        }
        self.pop_frame_block();
        self.place(anchor);
        self.stmts(orelse)?;
        self.place(end);
        Ok(())
    }
}
