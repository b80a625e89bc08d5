//! Constant folding: what CPython's AST optimizer (Python/ast_opt.c) does to a finished tree, done
//! while the tree is built.
//!
//! The tree is lowered bottom-up, so when a node is about to be made its children are folded
//! already, and each function here makes one kind of node: it takes the children and returns the
//! node, or what the node folds to. Nothing that is folded away is ever allocated.
//!
//! A switched-off [`Folder`] builds exactly the node that was asked for: the tree of `ast.parse`,
//! and annotations that are kept as strings (`unparse` shows them as they were written).

mod format;

use super::ast::{CmpOp, Compare, Expr, ExprContext, ExprKind, Operator, Stmt, StmtKind, UnaryOp};
use crate::compiler::values::arithmetic::{self, Sum, equality};
use crate::compiler::values::constant::{ConstId, Constant};
use crate::compiler::values::context::Context;
use crate::compiler::values::error::{Warning, WarningCategory, WarningOrigin};
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::{Feature, Target};

/// What is warned of where `~True` or `~False` is folded. It is about the line of importlib that calls the compiler, the
/// same in every release.
pub(crate) fn bool_inversion(mut has: impl FnMut(Feature) -> bool) -> Warning {
    let removed = if has(Feature::BoolInversionRemoved) { " and will be removed in Python 3.16" } else { "" };
    Warning {
        category: WarningCategory::DeprecationWarning,
        message: format!(
            "Bitwise inversion '~' on bool is deprecated{removed}. This returns the bitwise inversion of the underlying \
             int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean \
             negation or ~int(x) if you really want the bitwise inversion of the underlying int."
        ),
        line: 488,
        location: Location::NONE,
        origin: WarningOrigin::Optimizer,
    }
}

/// A constant node.
fn constant<'a>(value: ConstId) -> ExprKind<'a> {
    ExprKind::Constant { value, u_prefix: false }
}

/// The value of a constant node.
fn value_of(expr: &Expr<'_>) -> Option<ConstId> {
    match expr.kind {
        ExprKind::Constant { value, .. } => Some(value),
        _ => None,
    }
}

fn has_starred(exprs: &[Expr<'_>]) -> bool {
    exprs.iter().any(|expr| matches!(expr.kind, ExprKind::Starred { .. }))
}

/// Builds the nodes that constants may replace.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Folder {
    on: bool,
    /// Whether operators, displays and subscripts are folded: not where the graph's passes do that
    /// ([`Feature::FoldsInGraph`]).
    operators: bool,
}

impl Folder {
    /// A folder; `on` says whether it folds at all.
    pub(crate) fn new(on: bool) -> Self {
        Self { on, operators: on }
    }

    /// The folder of a target, whose graph may be what is folded.
    pub(crate) fn of_target(self, target: &Target) -> Self {
        Self { operators: self.on && !target.has(Feature::FoldsInGraph), ..self }
    }

    /// The folder of patterns, whose numbers are always folded.
    pub(crate) fn of_patterns(self) -> Self {
        Self::new(self.on)
    }

    /// A name; `__debug__` is a constant where it is read (`astfold_expr`).
    pub(crate) fn name<'a>(self, ctx: &Context<'a>, id: Symbol, expr_ctx: ExprContext) -> ExprKind<'a> {
        if self.on && id == sym::DEBUG && expr_ctx == ExprContext::Load {
            return constant(ctx.consts.bool(ctx.optimize.keeps_asserts()));
        }
        ExprKind::Name { id, ctx: expr_ctx }
    }

    /// Whether a node that may be folded is: where the target's graph is not. That is noted as asked for, so that the tree
    /// of a source without such nodes serves both kinds of targets.
    fn folds(self, ctx: &mut Context<'_>, is_foldable: impl FnOnce() -> bool) -> bool {
        let is_met = self.on && (self.operators || !ctx.asked.has(Feature::FoldsInGraph)) && is_foldable();
        if is_met {
            ctx.asked.insert(Feature::FoldsInGraph);
        }
        is_met && self.operators
    }

    /// A unary operation at `loc` (`fold_unaryop`). Where `not` is drawn into a comparison, the
    /// result has the place of that comparison.
    pub(crate) fn unary_op<'a>(
        self,
        ctx: &mut Context<'a>,
        loc: Location,
        op: UnaryOp,
        operand: &'a Expr<'a>,
    ) -> Expr<'a> {
        if let Some(value) = value_of(operand) {
            if self.folds(ctx, || true)
                && let Some(folded) = fold_unary_op(ctx, op, value)
            {
                return Expr { loc, kind: constant(folded) };
            }
        } else if op == UnaryOp::Not
            && let ExprKind::Compare(&Compare { left, ops: &[compare], comparators }) = operand.kind
            && let Some(inverse) = inverse(compare)
            && self.folds(ctx, || true)
        {
            let inverted = Compare { left, ops: inverse.alone(), comparators };
            return Expr { loc: operand.loc, kind: ExprKind::Compare(ctx.consts.arena().alloc(inverted)) };
        }
        Expr { loc, kind: ExprKind::UnaryOp { op, operand } }
    }

    /// A binary operation (`fold_binop`).
    pub(crate) fn bin_op<'a>(
        self,
        ctx: &mut Context<'a>,
        left: &'a Expr<'a>,
        op: Operator,
        right: &'a Expr<'a>,
    ) -> ExprKind<'a> {
        if self.on
            && let Some(left) = value_of(left)
            // Formats are made in the tree of every version.
            && (matches!(right.kind, ExprKind::Tuple { .. }) || self.folds(ctx, || value_of(right).is_some()))
            && let Some(folded) = fold_bin_op(ctx, left, op, right)
        {
            return folded;
        }
        ExprKind::BinOp { left, op, right }
    }

    /// The sum of two strings, bytes objects or tuples, to which more may be added.
    pub(super) fn sum(self, ctx: &mut Context<'_>, left: &Expr<'_>, right: &Expr<'_>) -> Option<Sum> {
        let (left, right) = (value_of(left)?, value_of(right)?);
        if !self.folds(ctx, || true) {
            return None;
        }
        let mut sum = Sum::new(&ctx.consts, &ctx.names, left)?;
        sum.add(&ctx.consts, &ctx.names, right).then_some(sum)
    }

    /// Adds a term to a sum; says whether it is a constant of the same type.
    pub(super) fn add_term(self, ctx: &Context<'_>, sum: &mut Sum, term: &Expr<'_>) -> bool {
        value_of(term).is_some_and(|term| sum.add(&ctx.consts, &ctx.names, term))
    }

    /// The constant that a sum has become.
    pub(super) fn finish_sum<'a>(self, ctx: &mut Context<'_>, sum: Sum) -> ExprKind<'a> {
        constant(sum.finish(&mut ctx.consts, &mut ctx.names))
    }

    /// A comparison (`fold_compare`).
    pub(crate) fn compare<'a>(
        self,
        ctx: &mut Context<'a>,
        left: &'a Expr<'a>,
        ops: &'a [CmpOp],
        comparators: &'a mut [Expr<'a>],
    ) -> ExprKind<'a> {
        if let Some(CmpOp::In | CmpOp::NotIn) = ops.last()
            && let Some(last) = comparators.last_mut()
        {
            self.iter(ctx, last);
        }
        ExprKind::Compare(ctx.consts.arena().alloc(Compare { left, ops, comparators }))
    }

    /// The right side of `in`, and what a `for` statement (not an asynchronous one) or the `for` of
    /// a comprehension iterates over: nobody keeps the list or set, so a tuple will do, and a
    /// constant is better (`fold_iter`).
    pub(crate) fn iter<'a>(self, ctx: &mut Context<'a>, expr: &mut Expr<'a>) {
        expr.kind = match expr.kind {
            ExprKind::List { elts, ctx: expr_ctx } if self.folds(ctx, || !has_starred(elts)) => {
                match constant_tuple(ctx, elts) {
                    Some(folded) => constant(folded),
                    None => ExprKind::Tuple { elts, ctx: expr_ctx },
                }
            }
            ExprKind::Set(elts) if self.folds(ctx, || are_constant(elts)) => match constant_values(ctx, elts) {
                Some(items) => {
                    let items = equality::distinct(&ctx.consts, items);
                    constant(ctx.consts.frozen_set(&items))
                }
                None => return,
            },
            _ => return,
        };
    }

    /// A tuple display (`fold_tuple`).
    pub(crate) fn tuple<'a>(self, ctx: &mut Context<'a>, elts: &'a [Expr<'a>], expr_ctx: ExprContext) -> ExprKind<'a> {
        if expr_ctx == ExprContext::Load
            && self.folds(ctx, || are_constant(elts))
            && let Some(folded) = constant_tuple(ctx, elts)
        {
            return constant(folded);
        }
        ExprKind::Tuple { elts, ctx: expr_ctx }
    }

    /// A subscript (`fold_subscr`).
    pub(crate) fn subscript<'a>(
        self,
        ctx: &mut Context<'a>,
        value: &'a Expr<'a>,
        slice: &'a Expr<'a>,
        expr_ctx: ExprContext,
    ) -> ExprKind<'a> {
        if expr_ctx == ExprContext::Load
            && let (Some(value), Some(index)) = (value_of(value), value_of(slice))
            && self.folds(ctx, || true)
            && let Some(item) = ctx.arithmetic().item(value, index)
        {
            return constant(item);
        }
        ExprKind::Subscript { value, slice, ctx: expr_ctx }
    }

    /// The body of a module, function or class. A first statement that became a string only by
    /// folding must not become the docstring; `had_docstring` says whether it was one before
    /// (`astfold_body`).
    pub(crate) fn body<'a>(self, ctx: &mut Context<'a>, body: &mut [Stmt<'a>], had_docstring: bool) {
        if !self.on || had_docstring {
            return;
        }
        let Some(Stmt { loc, kind: StmtKind::Expr(value) }) = body.first_mut() else { return };
        if let Some(constant) = value_of(value)
            && let Constant::Str(_) = ctx.consts.get(constant)
        {
            let arena = ctx.consts.arena();
            let values = arena.alloc_slice_copy(&[**value]);
            *value = arena.alloc(Expr { loc: *loc, kind: ExprKind::JoinedStr(values) });
        }
    }
}

/// The operator that is the negation of `op` whatever the operands are.
fn inverse(op: CmpOp) -> Option<CmpOp> {
    match op {
        CmpOp::Is => Some(CmpOp::IsNot),
        CmpOp::IsNot => Some(CmpOp::Is),
        CmpOp::In => Some(CmpOp::NotIn),
        CmpOp::NotIn => Some(CmpOp::In),
        CmpOp::Eq | CmpOp::NotEq | CmpOp::Lt | CmpOp::LtE | CmpOp::Gt | CmpOp::GtE => None,
    }
}

/// What a unary operation on a constant is; notes `~True` where that is warned of.
fn fold_unary_op(ctx: &mut Context<'_>, op: UnaryOp, operand: ConstId) -> Option<ConstId> {
    let is_bool = || matches!(ctx.consts.get(operand), Constant::False | Constant::True);
    if op == UnaryOp::Invert && is_bool() {
        if ctx.asks(Feature::BoolInversionNotFolded) {
            return None;
        }
        if ctx.asks(Feature::BoolInversionWarned) {
            if ctx.bool_inversion_is_error {
                return None;
            }
            ctx.bool_inversions += 1;
        }
    }
    ctx.arithmetic().unary(op.into(), operand)
}

impl From<UnaryOp> for arithmetic::UnaryOp {
    fn from(op: UnaryOp) -> Self {
        match op {
            UnaryOp::Invert => Self::Invert,
            UnaryOp::Not => Self::Not,
            UnaryOp::UAdd => Self::Plus,
            UnaryOp::USub => Self::Minus,
        }
    }
}

impl From<Operator> for arithmetic::Operator {
    fn from(op: Operator) -> Self {
        match op {
            Operator::Add => Self::Add,
            Operator::Sub => Self::Subtract,
            Operator::Mult => Self::Multiply,
            Operator::MatMult => Self::MatrixMultiply,
            Operator::Div => Self::TrueDivide,
            Operator::Mod => Self::Remainder,
            Operator::Pow => Self::Power,
            Operator::LShift => Self::ShiftLeft,
            Operator::RShift => Self::ShiftRight,
            Operator::BitOr => Self::Or,
            Operator::BitXor => Self::Xor,
            Operator::BitAnd => Self::And,
            Operator::FloorDiv => Self::FloorDivide,
        }
    }
}

fn fold_bin_op<'a>(ctx: &mut Context<'a>, left: ConstId, op: Operator, right: &Expr<'a>) -> Option<ExprKind<'a>> {
    match right.kind {
        ExprKind::Constant { value: right, .. } => ctx.arithmetic().binary(left, op.into(), right).map(constant),
        ExprKind::Tuple { elts, .. } if op == Operator::Mod && !has_starred(elts) => match ctx.consts.get(left) {
            Constant::Str(text) => format::joined_str(ctx, text, elts),
            _ => None,
        },
        _ => None,
    }
}

fn are_constant(elts: &[Expr<'_>]) -> bool {
    // Most displays are not constant, and most of those do not begin with a constant.
    elts.iter().all(|elt| value_of(elt).is_some())
}

/// The values of `elts` if all are constants, and there are any.
fn constant_values<'a>(ctx: &Context<'a>, elts: &[Expr<'_>]) -> Option<&'a [ConstId]> {
    let first = value_of(elts.first()?)?;
    if !are_constant(elts) {
        return None;
    }
    let arena = ctx.consts.arena();
    Some(arena.alloc_slice_fill_with(elts.len(), |at| value_of(&elts[at]).unwrap_or(first)))
}

fn constant_tuple(ctx: &mut Context<'_>, elts: &[Expr<'_>]) -> Option<ConstId> {
    if elts.is_empty() {
        return Some(ctx.consts.tuple(&[]));
    }
    let items = constant_values(ctx, elts)?;
    Some(ctx.consts.tuple(items))
}

#[cfg(test)]
mod tests;
