//! Expressions.

use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{BoolOp, CmpOp, Compare, Dict, Expr, ExprContext, ExprKind, IfExp, Slice};
use crate::compiler::values::constant::{ConstId, ConstTable};
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::oparg::awaitable;
use crate::compiler::version::opcode::Op;

use super::unit::ScopeKind;

/// The number of values that an expression may keep on the stack before it builds a collection step by step
/// (`STACK_USE_GUIDELINE`).
pub(super) const STACK_USE_GUIDELINE: usize = 30;

impl<'a> Compiler<'_, 'a> {
    /// Emits an expression at its own position (`compiler_visit_expr`).
    pub(super) fn expr(&mut self, expr: &'a Expr<'a>) -> Emit {
        match expr.kind {
            ExprKind::Name { id, ctx } => self.name_at(id, ctx, expr.loc),
            ExprKind::Constant { value, .. } => {
                self.constant_at(value, expr.loc);
                Ok(())
            }
            _ => self.expr_inside(expr),
        }
    }

    pub(super) fn exprs(&mut self, exprs: &'a [Expr<'a>]) -> Emit {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    /// An expression that others are in.
    #[inline(never)] // what it needs of the stack, names and constants should not pay for
    fn expr_inside(&mut self, expr: &'a Expr<'a>) -> Emit {
        let outer = std::mem::replace(&mut self.u.loc, expr.loc);
        self.expr_here(expr)?;
        self.u.loc = outer;
        Ok(())
    }

    /// Emits an expression, neither a name nor a constant, at the current position (`compiler_visit_expr1`).
    #[inline]
    fn expr_here(&mut self, expr: &'a Expr<'a>) -> Emit {
        match &expr.kind {
            ExprKind::Constant { .. } | ExprKind::Name { .. } => Ok(()),
            ExprKind::NamedExpr { target, value } => {
                self.expr(value)?;
                self.op_arg(Op::COPY, 1);
                self.expr(target)
            }
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values),
            ExprKind::BinOp { left, op, right } => {
                self.expr(left)?;
                self.expr(right)?;
                self.emit_binary(*op, false);
                Ok(())
            }
            ExprKind::UnaryOp { op, operand } => {
                self.expr(operand)?;
                self.emit_unary(*op);
                Ok(())
            }
            ExprKind::Lambda(node) => self.lambda(node, expr.loc),
            ExprKind::IfExp(IfExp { test, body, orelse }) => self.if_exp(test, body, orelse),
            ExprKind::Dict(Dict { keys, values }) => self.dict(keys, values),
            ExprKind::Set(elts) => self.set(elts),
            ExprKind::Comp(node) => self.comprehension(node, expr.loc),
            ExprKind::Yield(value) => {
                if !self.u.scope.block.is_function_like() {
                    return self.error("'yield' outside function");
                }
                match value {
                    Some(value) => self.expr(value)?,
                    None => self.load_const(ConstTable::NONE),
                }
                self.emit_yield();
                Ok(())
            }
            ExprKind::YieldFrom(value) => {
                if !self.u.scope.block.is_function_like() {
                    let what = if self.has(Feature::YieldFromNamed) { "yield from" } else { "yield" };
                    return self.error(format!("'{what}' outside function"));
                }
                if self.u.kind == ScopeKind::AsyncFunction {
                    return self.error("'yield from' inside async function");
                }
                self.expr(value)?;
                self.emit_delegation();
                Ok(())
            }
            ExprKind::Await(value) => {
                if !self.u.scope.block.is_function_like() {
                    return self.error("'await' outside function");
                }
                if !matches!(self.u.kind, ScopeKind::AsyncFunction | ScopeKind::Comprehension) {
                    return self.error("'await' outside async function");
                }
                self.expr(value)?;
                self.emit_await(awaitable::OF_EXPRESSION);
                Ok(())
            }
            ExprKind::Compare(Compare { left, ops, comparators }) => self.compare(left, ops, comparators),
            ExprKind::Call(node) => self.call(node),
            ExprKind::JoinedStr(values) => self.joined_str(values),
            ExprKind::TemplateStr(values) => self.template_str(values),
            ExprKind::Interpolation(field) => self.interpolation(field),
            ExprKind::FormattedValue { value, conversion, format_spec } => {
                self.formatted_value(value, *conversion, *format_spec)
            }
            ExprKind::Attribute { value, attr, ctx } => {
                if *ctx == ExprContext::Load
                    && let Some(call) = self.super_call(value, *attr)
                {
                    self.load_super(value, call, *attr, false)?;
                    self.start_at_attribute(expr);
                    self.op(Op::NOP);
                    return Ok(());
                }
                if *ctx == ExprContext::Store && self.has(Feature::ClassSourceAttributes) {
                    self.note_static_attribute(value, *attr);
                }
                self.expr(value)?;
                self.start_at_attribute(expr);
                match ctx {
                    ExprContext::Load => self.emit_load_attr(*attr),
                    ExprContext::Store => {
                        self.check_forbidden(*attr, ExprContext::Store, self.u.loc)?;
                        self.op_name(Op::STORE_ATTR, *attr);
                    }
                    ExprContext::Del => {
                        self.check_attribute(*attr, ExprContext::Del)?;
                        self.op_name(Op::DELETE_ATTR, *attr);
                    }
                }
                Ok(())
            }
            ExprKind::Subscript { value, slice, ctx } => {
                if *ctx == ExprContext::Load {
                    self.check_subscripted(value);
                    self.check_index(value, slice);
                }
                self.expr(value)?;
                self.subscript(slice, *ctx)
            }
            ExprKind::Starred { ctx: ExprContext::Store, .. } => {
                self.error("starred assignment target must be in a list or tuple")
            }
            ExprKind::Starred { .. } => self.error("can't use starred expression here"),
            ExprKind::Slice(slice) if self.is_constant_slice(slice) => {
                let value = self.constant_slice(slice);
                self.load_const(value);
                Ok(())
            }
            ExprKind::Slice(_) => {
                let parts = self.slice_parts(expr)?;
                self.op_arg(Op::BUILD_SLICE, parts);
                Ok(())
            }
            ExprKind::List { elts, ctx } => match ctx {
                ExprContext::Store => self.unpack(elts),
                ExprContext::Load => self.list(elts),
                ExprContext::Del => self.exprs(elts),
            },
            ExprKind::Tuple { elts, ctx } => match ctx {
                ExprContext::Store => self.unpack(elts),
                ExprContext::Load => self.tuple(elts),
                ExprContext::Del => self.exprs(elts),
            },
        }
    }

    /// Subscripts the value on the stack (`compiler_subscript`).
    fn subscript(&mut self, slice: &'a Expr<'a>, ctx: ExprContext) -> Emit {
        if ctx != ExprContext::Del && self.is_two_bounds(slice) {
            self.slice_parts(slice)?;
            self.op(if ctx == ExprContext::Load { Op::BINARY_SLICE } else { Op::STORE_SLICE });
            return Ok(());
        }
        self.expr(slice)?;
        match ctx {
            ExprContext::Load => self.emit_subscript(),
            ExprContext::Store => self.op(Op::STORE_SUBSCR),
            ExprContext::Del => self.op(Op::DELETE_SUBSCR),
        }
        Ok(())
    }

    /// Whether subscripting by `slice` has operations of its own: slices without a step.
    pub(super) fn is_two_bounds(&self, slice: &Expr<'_>) -> bool {
        matches!(&slice.kind, ExprKind::Slice(slice) if slice.step.is_none() && !self.is_constant_slice(slice))
            && self.has(Feature::SliceOperations)
    }

    /// Whether a slice is a constant: its parts are, or are absent.
    fn is_constant_slice(&self, slice: &Slice<'_>) -> bool {
        let is_constant =
            |part: Option<&Expr<'_>>| part.is_none_or(|part| matches!(part.kind, ExprKind::Constant { .. }));
        is_constant(slice.lower)
            && is_constant(slice.upper)
            && is_constant(slice.step)
            && self.has(Feature::ConstantSlices)
    }

    fn constant_slice(&mut self, slice: &Slice<'_>) -> ConstId {
        let value = |part: Option<&Expr<'_>>| match part.map(|part| &part.kind) {
            Some(ExprKind::Constant { value, .. }) => *value,
            _ => ConstTable::NONE,
        };
        self.ctx.consts.slice([slice.lower, slice.upper, slice.step].map(value))
    }

    /// Pushes the parts of a slice, None for an absent bound; says how many (`compiler_slice`).
    pub(super) fn slice_parts(&mut self, slice: &'a Expr<'a>) -> Emit<u32> {
        let ExprKind::Slice(&Slice { lower, upper, step }) = slice.kind else { return Ok(0) };
        for bound in [lower, upper] {
            match bound {
                Some(bound) => self.expr(bound)?,
                None => self.load_const_at(ConstTable::NONE, slice.loc),
            }
        }
        step.map_or(Ok(2), |step| self.expr(step).map(|()| 3))
    }

    /// `compiler_boolop`
    fn bool_op(&mut self, op: BoolOp, values: &'a [Expr<'a>]) -> Emit {
        let end = self.new_label();
        if let Some((last, rest)) = values.split_last() {
            for value in rest {
                self.expr(value)?;
                self.emit_short_circuit(op == BoolOp::Or, end);
                if !self.has(Feature::CopiedConditions) {
                    let next = self.new_label();
                    self.place(next);
                }
            }
            self.expr(last)?;
        }
        self.place(end);
        Ok(())
    }

    /// `compiler_compare`
    fn compare(&mut self, left: &'a Expr<'a>, ops: &'a [CmpOp], comparators: &'a [Expr<'a>]) -> Emit {
        self.check_compare(left, ops, comparators);
        self.expr(left)?;
        if let ([op], [right]) = (ops, comparators) {
            self.expr(right)?;
            self.emit_compare(*op);
            return Ok(());
        }
        let cleanup = self.new_label();
        self.compare_chain(ops, comparators, |this| this.emit_jump_if_or_pop(false, cleanup))?;
        let end = self.new_label();
        self.emit_skip(end);
        self.place(cleanup);
        self.op_arg(Op::SWAP, 2);
        self.op(Op::POP_TOP);
        self.place(end);
        Ok(())
    }

    /// The comparisons of a chain, its first operand on the stack: `bail` jumps away after each but
    /// the last.
    pub(super) fn compare_chain(
        &mut self,
        ops: &'a [CmpOp],
        comparators: &'a [Expr<'a>],
        mut bail: impl FnMut(&mut Self),
    ) -> Emit {
        let last = ops.len() - 1;
        for (i, (op, comparator)) in ops.iter().zip(comparators).enumerate() {
            self.expr(comparator)?;
            if i < last {
                self.op_arg(Op::SWAP, 2);
                self.op_arg(Op::COPY, 2);
            }
            self.emit_compare(*op);
            if i < last {
                bail(self);
            }
        }
        Ok(())
    }

    /// `compiler_joined_str`
    fn joined_str(&mut self, values: &'a [Expr<'a>]) -> Emit {
        if values.len() > STACK_USE_GUIDELINE {
            self.load_identifier(sym::EMPTY);
            self.emit_load_method(sym::JOIN);
            self.op_arg(Op::BUILD_LIST, 0);
            for value in values {
                self.expr(value)?;
                self.op_arg(Op::LIST_APPEND, 1);
            }
            self.emit_call(1);
            return Ok(());
        }
        self.exprs(values)?;
        match values.len() {
            1 => {}
            0 if self.has(Feature::FormatOperations) => self.load_identifier(sym::EMPTY),
            count => self.op_arg(Op::BUILD_STRING, count as u32),
        }
        Ok(())
    }

    /// `compiler_formatted_value`
    fn formatted_value(
        &mut self,
        value: &'a Expr<'a>,
        conversion: Option<u8>,
        format_spec: Option<&'a Expr<'a>>,
    ) -> Emit {
        self.expr(value)?;
        let conversion = self.emit_conversion(conversion);
        if let Some(spec) = format_spec {
            self.expr(spec)?;
        }
        self.emit_format(conversion, format_spec.is_some());
        Ok(())
    }

    /// Where an attribute access spans lines, moves the start of the current position to the
    /// attribute's name (`update_start_location_to_match_attr`).
    #[inline]
    pub(super) fn start_at_attribute(&mut self, attribute: &Expr<'_>) {
        if let ExprKind::Attribute { attr, .. } = attribute.kind
            && self.u.loc.line != attribute.loc.end_line
        {
            self.start_at_name(attr, attribute.loc);
        }
    }

    /// Moves the start of the current position to the name `attr`, which ends where `end` does.
    #[cold]
    fn start_at_name(&mut self, attr: Symbol, end: Location) {
        let loc = &mut self.u.loc;
        // Code points, where columns are bytes: CPython's own mixture.
        let width = self.ctx.names.text(attr).chars().count() as i32;
        loc.line = end.end_line;
        if width <= end.end_col {
            loc.col = end.end_col - width;
        } else {
            *loc = Location { col: -1, end_col: -1, ..*loc };
        }
        loc.end_line = loc.end_line.max(loc.line);
        if loc.line == loc.end_line {
            loc.end_col = loc.end_col.max(loc.col);
        }
    }
}
