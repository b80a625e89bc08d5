//! Targets: expressions that are assigned to or deleted.

use super::name_uses::UsesMark;
use super::token::Kind;
use super::{Node, Parse, Parser, Refused};
use crate::compiler::syntax::ast::{Expr, ExprContext, ExprKind};

impl<'a> Parser<'_, 'a> {
    /// `star_targets`: what `for` assigns to.
    pub(super) fn star_targets(&mut self) -> Parse<Node<'a>> {
        let mark = self.mark();
        let first = self.target_expression()?;
        let target =
            if self.at(Kind::Comma) { self.rest_of_tuple(mark, first, Self::target_expression)? } else { first };
        self.as_target(target, ExprContext::Store)
    }

    /// `star_target`: what `as` assigns to in a `with` statement.
    pub(super) fn star_target(&mut self) -> Parse<Node<'a>> {
        let target = self.target_expression()?;
        self.as_target(target, ExprContext::Store)
    }

    /// What may be a target: nothing that binds less than `|`, so that an `in` ends it.
    fn target_expression(&mut self) -> Parse<Node<'a>> {
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
            if !self.eat(Kind::Comma) || matches!(self.lex.tok.kind, Kind::Newline | Kind::Semi) {
                break;
            }
        }
        Ok(self.take_exprs(from))
    }

    /// Makes `expr` a target.
    pub(super) fn as_target(&mut self, expr: Node<'a>, ctx: ExprContext) -> Parse<Node<'a>> {
        self.make_target(expr, ctx, &mut self.uses_so_far())?;
        Ok(expr)
    }

    /// Makes `expr` a target, whose names are among those noted until `end`, which becomes where the first one is.
    fn make_target(&mut self, expr: &mut Expr<'a>, target: ExprContext, end: &mut UsesMark) -> Parse<()> {
        if let ExprKind::Constant { .. } = expr.kind {
            self.unfold(expr)?;
            *end = self.uses_so_far();
        }
        match &mut expr.kind {
            ExprKind::Name { id, ctx } => {
                self.note_as_target(*id, end);
                *ctx = target;
            }
            ExprKind::Attribute { ctx, .. } | ExprKind::Subscript { ctx, .. } => *ctx = target,
            ExprKind::Tuple { elts, ctx } | ExprKind::List { elts, ctx } => {
                // Others hold the elements as well. From the last on, for their names to be found in one go.
                let targets = self.arena.alloc_slice_copy(elts);
                targets.iter_mut().rev().try_for_each(|elt| self.make_target(elt, target, end))?;
                *elts = targets;
                *ctx = target;
            }
            ExprKind::Starred { value, ctx } if target == ExprContext::Store => {
                // Others hold the value as well.
                let starred = self.alloc(**value);
                self.make_target(starred, target, end)?;
                *value = starred;
                *ctx = target;
            }
            _ => return Err(Refused),
        }
        Ok(())
    }

    /// `single_target`: what an augmented assignment or an annotation can be for.
    pub(super) fn single_target(&mut self, expr: Node<'a>) -> Parse<Node<'a>> {
        if let ExprKind::Constant { .. } = expr.kind {
            self.unfold(expr)?;
        }
        match expr.kind {
            ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {
                self.as_target(expr, ExprContext::Store)
            }
            _ => Err(Refused),
        }
    }

    /// Makes a constant what it was before folding.
    #[cold]
    fn unfold(&mut self, expr: &mut Expr<'a>) -> Parse<()> {
        *expr = self.before_folding(expr)?;
        if let ExprKind::Name { id, .. } = expr.kind {
            self.note_read(id);
        }
        Ok(())
    }

    /// The node that became the constant `expr` by folding.
    #[cold]
    pub(super) fn before_folding(&self, expr: &Expr<'a>) -> Parse<Expr<'a>> {
        let unfolded = &self.stacks.unfolded;
        let end = |original: &Expr<'_>| (original.loc.end_line, original.loc.end_col);
        let is_it = |original: &&Expr<'a>| original.loc == expr.loc;
        // They are in the order in which they end, but for some in f-strings.
        let after = unfolded.partition_point(|original| end(original) <= end(expr));
        let at_end = unfolded[..after].iter().rev().take_while(|original| end(original) == end(expr)).find(is_it);
        at_end.or_else(|| unfolded.iter().rev().find(is_it)).copied().ok_or(Refused)
    }
}
