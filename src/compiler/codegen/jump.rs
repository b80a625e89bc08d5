//! Conditions: jumps that depend on an expression's truth.

use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{BoolOp, Compare, Expr, ExprKind, IfExp, UnaryOp};
use crate::compiler::values::instruction::Label;
use crate::compiler::version::Feature;
use crate::compiler::version::opcode::Op;

impl<'a> Compiler<'_, 'a> {
    /// Jumps to `target` if the truth of `expr` is `condition` (`compiler_jump_if`).
    pub(super) fn jump_if(&mut self, expr: &'a Expr<'a>, target: Label, condition: bool) -> Emit {
        match &expr.kind {
            ExprKind::UnaryOp { op: UnaryOp::Not, operand } => return self.jump_if(operand, target, !condition),
            ExprKind::BoolOp { op, values } => {
                let Some((last, rest)) = values.split_last() else { return Ok(()) };
                let short_circuit = *op == BoolOp::Or;
                let bail = if short_circuit == condition { target } else { self.new_label() };
                for value in rest {
                    self.jump_if(value, bail, short_circuit)?;
                }
                self.jump_if(last, target, condition)?;
                if bail != target {
                    self.place(bail);
                }
                return Ok(());
            }
            ExprKind::IfExp(IfExp { test, body, orelse }) => {
                let end = self.new_label();
                let next = self.new_label();
                self.jump_if(test, next, false)?;
                self.jump_if(body, target, condition)?;
                self.emit_skip(end);
                self.place(next);
                self.jump_if(orelse, target, condition)?;
                self.place(end);
                return Ok(());
            }
            ExprKind::Compare(Compare { left, ops, comparators }) => {
                // 3.11 goes on with this position after the jump, too.
                let outer = std::mem::replace(&mut self.u.loc, expr.loc);
                if ops.len() > 1 {
                    self.check_compare(left, ops, comparators);
                    let cleanup = self.new_label();
                    self.expr(left)?;
                    self.compare_chain(ops, comparators, |this| this.emit_jump_if(false, cleanup))?;
                    self.emit_jump_if(condition, target);
                    let end = self.new_label();
                    self.emit_skip(end);
                    self.place(cleanup);
                    self.op(Op::POP_TOP);
                    if !condition {
                        self.emit_skip(target);
                    }
                    self.place(end);
                    self.restore_position(outer);
                    return Ok(());
                }
                self.restore_position(outer);
            }
            _ => {}
        }
        self.expr(expr)?;
        if self.has(Feature::ExplicitPositions) {
            let outer = std::mem::replace(&mut self.u.loc, expr.loc);
            self.emit_jump_if(condition, target);
            self.u.loc = outer;
        } else {
            self.emit_jump_if(condition, target);
        }
        Ok(())
    }

    /// `compiler_ifexp`
    pub(super) fn if_exp(&mut self, test: &'a Expr<'a>, body: &'a Expr<'a>, orelse: &'a Expr<'a>) -> Emit {
        let end = self.new_label();
        let next = self.new_label();
        self.jump_if(test, next, false)?;
        self.expr(body)?;
        self.emit_skip(end);
        self.place(next);
        self.expr(orelse)?;
        self.place(end);
        Ok(())
    }
}
