//! Collects the names that a block uses for the symbol table, so that it need not walk the tree.

use super::Parser;
use crate::compiler::syntax::ast::{Expr, ExprKind, NameUse, NameUses, PendingNode, PendingVisit, Stmt};
use crate::compiler::values::intern::Symbol;

/// Where a block begins in the stacks, and what is known of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Block {
    from: UsesMark,
    /// See [`NameUses::in_order`].
    pub in_order: bool,
    /// Whether the statement that is being read is in a compound statement of the block.
    pub is_conditional: bool,
    /// Whether it is in a `try` statement of the block.
    pub in_try: bool,
}

/// How much has been noted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct UsesMark {
    names: usize,
    visits: usize,
}

impl<'a> Parser<'_, 'a> {
    /// Begins a block and returns the one around it.
    pub(super) fn enter_block(&mut self) -> Block {
        let block = Block { from: self.uses_so_far(), ..Block::default() };
        std::mem::replace(&mut self.block, block)
    }

    /// Ends the block and returns what was noted in it.
    pub(super) fn leave_block(&mut self, outer: Block) -> NameUses<'a> {
        let Block { from, in_order, .. } = std::mem::replace(&mut self.block, outer);
        let names = Self::take(self.arena, &mut self.stacks.names, from.names);
        let visits = Self::take(self.arena, &mut self.stacks.visits, from.visits);
        NameUses { names, visits, in_order }
    }

    /// Returns how much has been noted so far.
    #[inline(always)]
    pub(super) fn uses_so_far(&self) -> UsesMark {
        UsesMark { names: self.stacks.names.len(), visits: self.stacks.visits.len() }
    }

    /// Forgets what was noted since `mark`.
    pub(super) fn forget(&mut self, mark: UsesMark) {
        self.stacks.names.truncate(mark.names);
        self.stacks.visits.truncate(mark.visits);
    }

    /// Notes that the expression `expr`, which began at `mark`, has to be visited, and forgets the names in it.
    pub(super) fn visit_expr(&mut self, mark: UsesMark, expr: &Expr<'a>) {
        self.forget(mark);
        self.visit(PendingNode::Expr(*expr));
    }

    /// Notes that the statement `stmt`, but for what has been noted, has to be visited.
    pub(super) fn visit_stmt(&mut self, stmt: Stmt<'a>) {
        self.visit(PendingNode::Stmt(stmt));
    }

    fn visit(&mut self, node: PendingNode<'a>) {
        let after = (self.stacks.names.len() - self.block.from.names) as u32;
        self.stacks.visits.push(PendingVisit { after, node });
    }

    /// Notes a name.
    #[inline(always)]
    pub(super) fn note_use(&mut self, name_use: NameUse) {
        let names = &mut self.stacks.names;
        // Perf: callers need fewer registers if the cold path makes the room.
        if names.len() < names.capacity() { names.push(name_use) } else { self.note_use_in_more_room(name_use) }
    }

    #[cold]
    fn note_use_in_more_room(&mut self, name_use: NameUse) {
        self.stacks.names.push(name_use);
    }

    /// Notes that a name is read.
    pub(super) fn note_read(&mut self, id: Symbol) {
        self.note_use(NameUse::read(id, self.ctx.names.may_be_private(id)));
    }

    /// Notes that a name is bound.
    pub(super) fn note_bound(&mut self, id: Symbol) {
        self.note_use(NameUse::read(id, self.ctx.names.may_be_private(id)).bound());
    }

    /// `id`, which seemed to be read, is a target: the last of those noted until `end` that are not known to be
    /// bound. `end` becomes where it is. Which of its uses in a statement is which makes no difference.
    #[inline]
    pub(super) fn note_as_target(&mut self, id: Symbol, end: &mut UsesMark) {
        let names = &mut self.stacks.names[..end.names];
        if let Some(at) = names.iter().rposition(|name_use| name_use.id() == id && !name_use.is_bound()) {
            names[at] = names[at].bound();
            end.names = at;
        }
    }

    /// Forgets the last name that was noted.
    pub(super) fn forget_name(&mut self) {
        self.stacks.names.pop();
    }

    /// Forgets the name that `expr` is, which was the last, or `__debug__`, which was not noted.
    pub(super) fn forget_only_name(&mut self, expr: &Expr<'a>) {
        if let ExprKind::Name { .. } = expr.kind {
            self.forget_name();
        }
    }
}
