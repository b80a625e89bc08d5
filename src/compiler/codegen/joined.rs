//! Instructions that the optimizer would always join are emitted joined, where no pass looks at the parts before.
//!
//! So that fewer instructions go through the passes. Each is joined only where all parts have the same line, so that
//! no `NOP` would keep the line of one. The sequence counts what was fused away: a block may be copied for being short,
//! and what CPython leaves behind the end of one that has got shorter matters, too.

use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{Expr, ExprKind};
use crate::compiler::values::constant::{ConstId, ConstTable};
use crate::compiler::values::instruction::Label;
use crate::compiler::version::Feature;
use crate::compiler::version::oparg::{COMPARE_TO_BOOL, CommonConstant, global};
use crate::compiler::version::opcode::Op;

impl<'a> Compiler<'_, 'a> {
    /// Keeps the line of a `return`, whose code follows, unless that is on another line (`moves`).
    pub(super) fn emit_nop_before_return(&mut self, moves: bool) {
        if moves || self.unwinds() {
            self.op(Op::NOP);
        } else if !self.u.leaves_always() {
            // After an exit it would be in a block of its own, which nothing leads to.
            self.start_block_after_end();
            self.u.out.seq.fused_away += 1;
        }
    }

    /// Returns `value`.
    pub(super) fn emit_return_const(&mut self, value: ConstId) {
        if self.has(Feature::ReturnConst) {
            let index = self.add_const(value);
            self.op_arg(Op::RETURN_CONST, index);
            self.u.out.seq.fused_away += 1;
        } else {
            self.load_const(value);
            self.op(Op::RETURN_VALUE);
        }
    }

    /// Pushes `func` as something to call that is no method.
    pub(super) fn emit_callable(&mut self, func: &'a Expr<'a>) -> Emit {
        if self.has(Feature::NullAfterCallable) {
            self.expr(func)?;
            let seq = &mut self.u.out.seq;
            match seq.instrs.last_mut() {
                Some(load) if load.op == Op::LOAD_GLOBAL && matches!(func.kind, ExprKind::Name { .. }) => {
                    load.arg |= global::WITH_NULL;
                    seq.fused_away += 1;
                }
                _ => self.op_at(Op::PUSH_NULL, func.loc),
            }
        } else if starts_with_name(func) {
            let start = self.u.out.seq.instrs.len();
            self.expr(func)?;
            let seq = &mut self.u.out.seq;
            match seq.instrs.get_mut(start) {
                Some(load) if load.op == Op::LOAD_GLOBAL && load.loc.line == func.loc.line => {
                    load.arg |= global::WITH_NULL;
                    seq.fused_away += 1;
                }
                _ => seq.insert(start, Op::PUSH_NULL, func.loc),
            }
        } else {
            self.op_at(Op::PUSH_NULL, func.loc);
            self.expr(func)?;
        }
        Ok(())
    }

    /// Jumps to `target` if the popped value's truth is `condition`.
    pub(super) fn emit_jump_if(&mut self, condition: bool, target: Label) {
        let loc = self.u.loc;
        let converts = self.has(Feature::ToBool);
        let loads_none = match self.u.const_index(ConstTable::NONE) {
            Some(index) => (Op::LOAD_CONST, index),
            None => (Op::LOAD_COMMON_CONSTANT, CommonConstant::None as u32),
        };
        let mut op = if condition { Op::POP_JUMP_IF_TRUE } else { Op::POP_JUMP_IF_FALSE };
        let mut is_bool = !converts;
        // A run of swaps would reach into the NOPs that follow it.
        match self.u.out.seq.since_label() {
            [.., before, load, test]
                if test.op == Op::IS_OP
                    && (load.op, load.arg) == loads_none
                    && before.op != Op::SWAP
                    && load.loc.line == loc.line
                    && test.loc.line == loc.line
                    && loc.has_line() =>
            {
                let is_not = test.arg != 0;
                op = if is_not == condition { Op::POP_JUMP_IF_NOT_NONE } else { Op::POP_JUMP_IF_NONE };
                is_bool = true;
                let seq = &mut self.u.out.seq;
                seq.instrs.truncate(seq.instrs.len() - 2);
                seq.fused_away += 2 + u32::from(converts);
                // The first constant always stays.
                self.u.out.consts_may_be_unused |= loads_none.0 == Op::LOAD_CONST && loads_none.1 != 0;
            }
            [.., before, test]
                if converts
                    && matches!(test.op, Op::COMPARE_OP | Op::CONTAINS_OP | Op::IS_OP)
                    && before.op != Op::SWAP
                    && test.loc.line == loc.line
                    && loc.has_line() =>
            {
                test.arg |= if test.op == Op::COMPARE_OP { COMPARE_TO_BOOL } else { 0 };
                test.loc = loc;
                self.u.out.seq.fused_away += 1;
                is_bool = true;
            }
            _ => {}
        }
        if !is_bool {
            self.op(Op::TO_BOOL);
        }
        self.jump(op, target);
    }
}

/// Whether `expr` is a name or an attribute of one, and so on: few instructions, without a label.
fn starts_with_name(mut expr: &Expr<'_>) -> bool {
    while let ExprKind::Attribute { value, .. } = expr.kind {
        expr = value;
    }
    matches!(expr.kind, ExprKind::Name { .. })
}
