//! Targets: expressions that are assigned to or deleted.

use super::token::Kind;
use super::{Parse, Parser, Refused};
use crate::syntax::ast::{Expr, ExprContext, ExprKind};

impl<'a> Parser<'_, '_, 'a> {
    /// `star_targets`: what `for` assigns to.
    pub(super) fn star_targets(&mut self) -> Parse<Expr<'a>> {
        let mark = self.mark();
        let first = self.target_expression()?;
        let target =
            if self.at(Kind::Comma) { self.rest_of_tuple(mark, first, Self::target_expression)? } else { first };
        self.as_target(target, ExprContext::Store)
    }

    /// `star_target`: what `as` assigns to in a `with` statement.
    pub(super) fn star_target(&mut self) -> Parse<Expr<'a>> {
        let target = self.target_expression()?;
        self.as_target(target, ExprContext::Store)
    }

    /// What may be a target: nothing that binds less than `|`, so that an `in` ends it.
    fn target_expression(&mut self) -> Parse<Expr<'a>> {
        if self.at(Kind::Star) {
            return self.star_named_expression();
        }
        self.bit_or()
    }

    /// `del_targets`
    pub(super) fn del_targets(&mut self) -> Parse<&'a [Expr<'a>]> {
        let from = self.stacks.exprs.len();
        loop {
            let target = self.bit_or()?;
            let target = self.as_target(target, ExprContext::Del)?;
            self.stacks.exprs.push(target);
            if !self.eat(Kind::Comma) || matches!(self.tok.kind, Kind::Newline | Kind::Semi) {
                break;
            }
        }
        Ok(self.take_exprs(from))
    }

    /// `expr` as a target.
    pub(super) fn as_target(&mut self, expr: Expr<'a>, ctx: ExprContext) -> Parse<Expr<'a>> {
        let kind = match expr.kind {
            ExprKind::Name { id, .. } => ExprKind::Name { id, ctx },
            ExprKind::Attribute { value, attr, .. } => ExprKind::Attribute { value, attr, ctx },
            ExprKind::Subscript { value, slice, .. } => ExprKind::Subscript { value, slice, ctx },
            ExprKind::Tuple { elts, .. } => ExprKind::Tuple { elts: self.targets(elts, ctx)?, ctx },
            ExprKind::List { elts, .. } => ExprKind::List { elts: self.targets(elts, ctx)?, ctx },
            ExprKind::Starred { value, .. } if ctx == ExprContext::Store => {
                let value = self.as_target(*value, ctx)?;
                ExprKind::Starred { value: self.alloc(value), ctx }
            }
            ExprKind::Constant { .. } => {
                let original = self.before_folding(expr)?;
                return self.as_target(original, ctx);
            }
            _ => return Err(Refused),
        };
        Ok(Expr { loc: expr.loc, kind })
    }

    fn targets(&mut self, elts: &[Expr<'a>], ctx: ExprContext) -> Parse<&'a [Expr<'a>]> {
        let from = self.stacks.exprs.len();
        for &elt in elts {
            let target = self.as_target(elt, ctx)?;
            self.stacks.exprs.push(target);
        }
        Ok(self.take_exprs(from))
    }

    /// `single_target`: what an augmented assignment or an annotation can be for.
    pub(super) fn single_target(&mut self, expr: Expr<'a>) -> Parse<Expr<'a>> {
        let expr = match expr.kind {
            ExprKind::Constant { .. } => self.before_folding(expr)?,
            _ => expr,
        };
        match expr.kind {
            ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {
                self.as_target(expr, ExprContext::Store)
            }
            _ => Err(Refused),
        }
    }

    /// The node that became the constant `expr` by folding.
    #[cold]
    fn before_folding(&self, expr: Expr<'a>) -> Parse<Expr<'a>> {
        self.unfolded.iter().rev().find(|original| original.loc == expr.loc).copied().ok_or(Refused)
    }
}
