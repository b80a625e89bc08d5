//! Simple statements, and the lines that they stand on.

use super::token::Kind;
use super::{Mark, Node, Parse, Parser, Refused, levels};
use crate::compiler::syntax::ast::{Expr, ExprContext, ExprKind, ImportMode, NameUses, Stmt, StmtKind};
use crate::compiler::syntax::fold::Folder;
use crate::compiler::values::constant::Constant;
use crate::compiler::values::intern::sym;
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;

impl<'a> Parser<'_, 'a> {
    /// The statements of the file.
    pub(super) fn statements_of_file(&mut self) -> Parse<&'a [Stmt<'a>]> {
        while !self.at(Kind::End) {
            let is_simple = self.statement()?;
            if !is_simple {
                self.future.stop();
            }
        }
        Ok(self.take_body(0))
    }

    /// Looks whether the last statement, which is at the head of the file, is a future import.
    fn note_future(&mut self) {
        let last = self.stacks.stmts.len() - 1;
        if last > 0 || !self.begins_with_docstring(0) {
            self.future.see(&self.stacks.stmts[last], self.ctx);
        }
    }

    /// Whether the statement at `first` is a string literal (`_PyAST_GetDocString`).
    fn begins_with_docstring(&self, first: usize) -> bool {
        match self.stacks.stmts.get(first) {
            Some(Stmt { loc, kind: StmtKind::Expr(Expr { kind: ExprKind::Constant { value, .. }, .. }) }) => {
                matches!(self.ctx.consts.get(*value), Constant::Str(_)) && !self.is_folded_text(*loc)
            }
            _ => false,
        }
    }

    /// The statements from `from` on as the body of a file, function or class, which may begin with a
    /// docstring.
    fn take_body(&mut self, from: usize) -> &'a [Stmt<'a>] {
        let has_docstring = self.begins_with_docstring(from);
        let body = Self::take(self.arena, &mut self.stacks.stmts, from);
        self.folder.body(self.ctx, body, has_docstring);
        body
    }

    /// The block of a function or class.
    pub(super) fn body(&mut self) -> Parse<(&'a [Stmt<'a>], NameUses<'a>)> {
        let from = self.stacks.stmts.len();
        let outer = self.enter_block();
        self.deeper(levels::BLOCK, Self::push_block)?;
        let name_uses = self.leave_block(outer);
        Ok((self.take_body(from), name_uses))
    }

    /// `':' block`
    pub(super) fn block(&mut self) -> Parse<&'a [Stmt<'a>]> {
        self.expect(Kind::Colon)?;
        let from = self.stacks.stmts.len();
        let outer = std::mem::replace(&mut self.block.is_conditional, true);
        self.deeper(levels::BLOCK, Self::push_block)?;
        self.block.is_conditional = outer;
        Ok(Self::take(self.arena, &mut self.stacks.stmts, from))
    }

    /// `block`
    fn push_block(&mut self) -> Parse<()> {
        if !self.at(Kind::Newline) {
            return self.simple_statements();
        }
        if !self.lex.next_block(self.ctx) {
            self.expect(Kind::Indent)?;
        }
        while !self.at(Kind::Dedent) {
            self.statement()?;
        }
        self.expect_dedent()
    }

    /// `simple_stmts`
    pub(super) fn simple_statements(&mut self) -> Parse<()> {
        loop {
            let mark = self.mark();
            self.simple_statement(mark)?;
            if self.depth == 0 && !self.future.is_over() {
                self.note_future();
            }
            if !self.eat(Kind::Semi) || self.at(Kind::Newline) {
                break;
            }
        }
        self.expect_newline()
    }

    /// Adds the statement that has been read since `mark`.
    #[inline]
    fn push_statement(&mut self, mark: Mark, kind: StmtKind<'a>) -> Parse<()> {
        let loc = self.since(mark);
        self.stacks.stmts.push(Stmt { loc, kind });
        Ok(())
    }

    /// As [`Self::push_statement`], of one that the symbol table visits.
    #[inline(never)]
    fn push_visited(&mut self, mark: Mark, kind: StmtKind<'a>) -> Parse<()> {
        let stmt = Stmt { loc: self.since(mark), kind };
        self.visit_stmt(stmt);
        self.stacks.stmts.push(stmt);
        Ok(())
    }

    /// `simple_stmt`
    #[inline]
    fn simple_statement(&mut self, mark: Mark) -> Parse<()> {
        self.stacks.unfolded.clear();
        self.links = 0;
        // Most are expressions or assignments that begin with a name.
        if self.at(Kind::Name) && !self.is_soft(sym::TYPE) && !self.is_soft(sym::LAZY) {
            return self.assignment(mark);
        }
        let kind = match self.lex.tok.kind {
            Kind::Return => {
                self.advance();
                let has_value = !matches!(self.lex.tok.kind, Kind::Newline | Kind::Semi);
                let value = if has_value { Some(&*self.star_expressions()?) } else { None };
                self.note_exit("return", mark);
                StmtKind::Return(value)
            }
            Kind::Import | Kind::From | Kind::Global | Kind::Nonlocal => {
                let kind = match self.lex.tok.kind {
                    Kind::Import => self.import(ImportMode::Plain)?,
                    Kind::From => self.import_from(ImportMode::Plain)?,
                    Kind::Global => StmtKind::Global(self.names()?),
                    _ => StmtKind::Nonlocal(self.names()?),
                };
                return self.push_visited(mark, kind);
            }
            Kind::Raise => self.raise()?,
            Kind::Pass => {
                self.advance();
                StmtKind::Pass
            }
            Kind::Break => {
                self.advance();
                self.note_exit("break", mark);
                StmtKind::Break
            }
            Kind::Continue => {
                self.advance();
                self.note_exit("continue", mark);
                StmtKind::Continue
            }
            Kind::Del => {
                self.advance();
                StmtKind::Delete(self.del_targets()?)
            }
            Kind::Assert => {
                self.advance();
                let test = self.expression()?;
                let msg = if self.eat(Kind::Comma) { Some(&*self.expression()?) } else { None };
                StmtKind::Assert { test, msg }
            }
            Kind::Name if self.is_soft(sym::LAZY) => {
                let mode = if self.ctx.asks(Feature::LazyImports) { self.attempt(Self::lazy) } else { None };
                let Some(mode) = mode else { return self.assignment(mark) };
                let kind = if self.at(Kind::Import) { self.import(mode)? } else { self.import_from(mode)? };
                return self.push_visited(mark, kind);
            }
            Kind::Name if self.ctx.asks(Feature::TypeParameters) => match self.attempt(Self::type_alias_head) {
                Some(name) => {
                    let from = self.uses_so_far();
                    let kind = self.type_alias(name)?;
                    self.forget(from);
                    return self.push_visited(mark, kind);
                }
                None => return self.assignment(mark),
            },
            _ => return self.assignment(mark),
        };
        self.push_statement(mark, kind)
    }

    fn raise(&mut self) -> Parse<StmtKind<'a>> {
        self.advance();
        if matches!(self.lex.tok.kind, Kind::Newline | Kind::Semi) {
            return Ok(StmtKind::Raise { exc: None, cause: None });
        }
        let exc = Some(&*self.expression()?);
        let cause = if self.eat(Kind::From) { Some(&*self.expression()?) } else { None };
        Ok(StmtKind::Raise { exc, cause })
    }

    /// The names of `global` and `nonlocal`.
    fn names(&mut self) -> Parse<&'a [crate::compiler::values::intern::Symbol]> {
        self.declarations += 1;
        self.advance();
        let from = self.stacks.symbols.len();
        loop {
            let name = self.name()?;
            self.stacks.symbols.push(name);
            if !self.eat(Kind::Comma) {
                break;
            }
        }
        Ok(Self::take(self.arena, &mut self.stacks.symbols, from))
    }

    /// `assignment`, and expressions as statements.
    fn assignment(&mut self, mark: Mark) -> Parse<()> {
        let (start, from) = (self.lex.tok.kind, self.uses_so_far());
        let first = self.yield_or_star_expressions()?;
        match self.lex.tok.kind {
            Kind::Newline | Kind::Semi => {
                self.note_folded_text(mark, first);
                self.push_statement(mark, StmtKind::Expr(first))
            }
            Kind::Equal => {
                let target = self.as_target(first, ExprContext::Store)?;
                self.advance();
                let value = self.yield_or_star_expressions()?;
                if self.at(Kind::Equal) {
                    return self.more_targets(mark, target, value);
                }
                self.push_statement(mark, StmtKind::Assign { targets: std::slice::from_ref(target), value })
            }
            Kind::Colon => {
                let target = self.single_target(first)?;
                let simple = start == Kind::Name && matches!(target.kind, ExprKind::Name { .. });
                self.advance();
                let annotation = self.annotation()?;
                let value = if self.eat(Kind::Equal) { Some(&*self.yield_or_star_expressions()?) } else { None };
                self.forget(from);
                let conditional = self.block.is_conditional;
                self.push_visited(mark, StmtKind::AnnAssign { target, annotation, value, simple, conditional })
            }
            kind if kind as u8 >= Kind::PlusEqual as u8 => {
                let op = super::expr::operator(kind).ok_or(Refused)?;
                let target = self.single_target(first)?;
                self.advance();
                let value = self.yield_or_star_expressions()?;
                self.push_statement(mark, StmtKind::AugAssign { target, op, value })
            }
            _ => Err(Refused),
        }
    }

    /// An assignment to more than one target, from the second equals sign on.
    #[inline(never)]
    fn more_targets(&mut self, mark: Mark, target: Node<'a>, second: Node<'a>) -> Parse<()> {
        let from = self.stacks.exprs.len();
        self.stacks.exprs.push(target);
        let mut value = second;
        while self.at(Kind::Equal) {
            let target = self.as_target(value, ExprContext::Store)?;
            self.stacks.exprs.push(target);
            self.advance();
            value = self.yield_or_star_expressions()?;
        }
        let targets = self.take_exprs(from);
        self.push_statement(mark, StmtKind::Assign { targets, value })
    }

    /// Remembers a statement that is a string, but no string literal.
    #[inline]
    fn note_folded_text(&mut self, mark: Mark, expr: &Expr<'a>) {
        if let ExprKind::Constant { value, .. } = expr.kind
            && expr.loc != self.literal
            && matches!(self.ctx.consts.get(value), Constant::Str(_))
        {
            let loc: Location = self.since(mark);
            self.folded_text.push(loc);
        }
    }

    /// Whether the statement at `loc` is one of those.
    fn is_folded_text(&self, loc: Location) -> bool {
        // They are in the order of the source.
        self.folded_text.binary_search_by_key(&(loc.line, loc.col), |text| (text.line, text.col)).is_ok()
    }

    /// Parses an annotation, without folding if it is kept as it was written.
    pub(super) fn unfolded_if_text<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        let from = self.uses_so_far();
        let parsed = if self.future.annotations() {
            let folder = std::mem::replace(&mut self.folder, Folder::new(false));
            let parsed = parse(self);
            self.folder = folder;
            parsed
        } else if self.ctx.asks(Feature::DeferredAnnotations) {
            parse(self)
        } else {
            return parse(self);
        };
        // Their names are not those of the block around them.
        self.forget(from);
        parsed
    }
}
