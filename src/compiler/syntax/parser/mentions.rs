//! What the symbol table is told of a block, so that it need not look for it in the tree.

use super::Parser;
use crate::compiler::syntax::ast::{Expr, ExprKind, Mention, Mentions, Stmt, Visit, Visited};
use crate::compiler::values::intern::Symbol;

/// Where a block begins in the stacks, and what is known of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Block {
    from: Mark,
    /// See [`Mentions::in_order`].
    pub in_order: bool,
    /// Whether the statement that is being read is in a compound statement of the block.
    pub is_conditional: bool,
}

/// How much has been mentioned.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    names: usize,
    visits: usize,
}

impl<'a> Parser<'_, 'a> {
    /// Begins a block; answers the one around it.
    pub(super) fn enter_block(&mut self) -> Block {
        let block = Block { from: self.mentioned(), ..Block::default() };
        std::mem::replace(&mut self.block, block)
    }

    /// What was mentioned in the block, which ends.
    pub(super) fn leave_block(&mut self, outer: Block) -> Mentions<'a> {
        let Block { from, in_order, .. } = std::mem::replace(&mut self.block, outer);
        let names = Self::take(self.arena, &mut self.stacks.names, from.names);
        let visits = Self::take(self.arena, &mut self.stacks.visits, from.visits);
        Mentions { names, visits, in_order }
    }

    /// How much has been mentioned so far.
    #[inline(always)]
    pub(super) fn mentioned(&self) -> Mark {
        Mark { names: self.stacks.names.len(), visits: self.stacks.visits.len() }
    }

    /// Forgets what was mentioned since `mark`.
    pub(super) fn forget(&mut self, mark: Mark) {
        self.stacks.names.truncate(mark.names);
        self.stacks.visits.truncate(mark.visits);
    }

    /// The expression `expr`, which began at `mark`, is to be visited.
    pub(super) fn visit_expr(&mut self, mark: Mark, expr: &Expr<'a>) {
        self.forget(mark);
        self.visit(Visited::Expr(*expr));
    }

    /// The statement `stmt`, but for what has been mentioned, is to be visited.
    pub(super) fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        self.visit(Visited::Stmt(stmt));
    }

    fn visit(&mut self, node: Visited<'a>) {
        let after = (self.stacks.names.len() - self.block.from.names) as u32;
        self.stacks.visits.push(Visit { after, node });
    }

    /// Notes a name.
    #[inline(always)]
    pub(super) fn mention(&mut self, mention: Mention) {
        let names = &mut self.stacks.names;
        // (Callers need fewer registers if it is not they who see to the room.)
        if names.len() < names.capacity() { names.push(mention) } else { self.mention_more(mention) }
    }

    #[cold]
    fn mention_more(&mut self, mention: Mention) {
        self.stacks.names.push(mention);
    }

    /// A name is read.
    pub(super) fn mention_read(&mut self, id: Symbol) {
        self.mention(Mention::read(id, self.ctx.names.may_be_private(id)));
    }

    /// A name is bound.
    pub(super) fn mention_bound(&mut self, id: Symbol) {
        self.mention(Mention::read(id, self.ctx.names.may_be_private(id)).bound());
    }

    /// `id`, which seemed to be read, is a target: the last of those mentioned until `end` that are not known to be
    /// bound. `end` becomes where it is. (Which of its mentions in a statement is which makes no difference.)
    #[inline]
    pub(super) fn mention_as_target(&mut self, id: Symbol, end: &mut Mark) {
        let names = &mut self.stacks.names[..end.names];
        if let Some(at) = names.iter().rposition(|mention| mention.id() == id && !mention.is_bound()) {
            names[at] = names[at].bound();
            end.names = at;
        }
    }

    /// Forgets the last name that was mentioned.
    pub(super) fn forget_name(&mut self) {
        self.stacks.names.pop();
    }

    /// Forgets the name that `expr` is, which was the last, or `__debug__`, which was not mentioned.
    pub(super) fn forget_only_name(&mut self, expr: &Expr<'a>) {
        if let ExprKind::Name { .. } = expr.kind {
            self.forget_name();
        }
    }
}
