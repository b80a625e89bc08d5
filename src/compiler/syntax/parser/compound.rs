//! Compound statements.

use super::token::Kind;
use super::{Node, Parse, Parser, Refused};
use crate::compiler::syntax::ast::{
    Branch, ClassDef, ExceptHandler, Expr, For, FunctionDef, MatchCase, Stmt, StmtKind, Try, With, WithItem,
};
use crate::compiler::values::intern::sym;
use crate::compiler::version::Feature;

impl<'a> Parser<'_, 'a> {
    /// `statement`, which goes to the stack of statements; whether it was a line of simple ones.
    #[inline]
    pub(super) fn statement(&mut self) -> Parse<bool> {
        let is_simple = if self.at(Kind::Name) {
            !self.is_soft(sym::MATCH)
        } else {
            !matches!(
                self.lex.tok.kind,
                Kind::If
                    | Kind::Def
                    | Kind::Class
                    | Kind::For
                    | Kind::While
                    | Kind::With
                    | Kind::Try
                    | Kind::At
                    | Kind::Async
            )
        };
        if is_simple { self.simple_statements().map(|()| true) } else { self.compound_statement() }
    }

    /// `compound_stmt`, or what begins with `match` like one.
    #[inline(never)]
    fn compound_statement(&mut self) -> Parse<bool> {
        let mark = self.mark();
        let kind = match self.lex.tok.kind {
            Kind::If => self.if_statement()?,
            Kind::Def => self.function(&[], false)?,
            Kind::Class => self.class(&[])?,
            Kind::For => self.for_statement(false)?,
            Kind::While => {
                self.advance();
                let test = self.named_expression()?;
                let body = self.block_that_is_left(false)?;
                let orelse = self.else_block()?;
                StmtKind::While(self.arena.alloc(Branch { test, body, orelse }))
            }
            Kind::With => self.with_statement(false)?,
            Kind::Try => self.try_statement()?,
            Kind::At => return self.decorated().map(|()| false),
            Kind::Async => {
                self.advance();
                match self.lex.tok.kind {
                    Kind::Def => self.function(&[], true)?,
                    Kind::For => self.for_statement(true)?,
                    Kind::With => self.with_statement(true)?,
                    _ => return Err(Refused),
                }
            }
            _ => match self.attempt(Self::match_head) {
                Some(subject) => self.match_statement(subject)?,
                None => return self.simple_statements().map(|()| true),
            },
        };
        let stmt = Stmt { loc: self.since(mark), kind };
        if let StmtKind::FunctionDef(_) | StmtKind::ClassDef(_) = kind {
            self.visit_stmt(stmt);
        }
        self.stacks.stmts.push(stmt);
        Ok(false)
    }

    /// `if_stmt` and `elif_stmt`, from the keyword on.
    fn if_statement(&mut self) -> Parse<StmtKind<'a>> {
        self.advance();
        let test = self.named_expression()?;
        let body = self.block()?;
        if !self.at(Kind::Elif) {
            let orelse = self.else_block()?;
            return Ok(StmtKind::If(self.arena.alloc(Branch { test, body, orelse })));
        }
        // An `elif` is an `if` that runs from its keyword to the end of the whole chain.
        let mark = self.mark();
        let kind = self.in_elif(Self::if_statement)?;
        let orelse = std::slice::from_ref(self.arena.alloc(Stmt { loc: self.since(mark), kind }));
        Ok(StmtKind::If(self.arena.alloc(Branch { test, body, orelse })))
    }

    /// `[else_block]`
    fn else_block(&mut self) -> Parse<&'a [Stmt<'a>]> {
        if self.eat(Kind::Else) { self.block() } else { Ok(&[]) }
    }

    /// `for_stmt`
    fn for_statement(&mut self, is_async: bool) -> Parse<StmtKind<'a>> {
        self.advance();
        let target = self.star_targets()?;
        self.expect(Kind::In)?;
        let iter = self.star_expressions()?;
        // The iterable of an `async for` is left as it is.
        if !is_async {
            self.folder.iter(self.ctx, iter);
        }
        let body = self.block_that_is_left(false)?;
        let orelse = self.else_block()?;
        Ok(StmtKind::For(self.arena.alloc(For { target, iter, body, orelse, is_async })))
    }

    /// `with_stmt`
    fn with_statement(&mut self, is_async: bool) -> Parse<StmtKind<'a>> {
        self.advance();
        let from = self.stacks.items.len();
        let in_parentheses = if self.at(Kind::Lpar) { self.attempt(Self::items_in_parentheses) } else { None };
        if in_parentheses.is_none() {
            loop {
                self.push_item(&[Kind::Comma, Kind::Colon])?;
                if !self.eat(Kind::Comma) {
                    break;
                }
            }
        }
        let items = Self::take(self.arena, &mut self.stacks.items, from);
        let body = self.block()?;
        Ok(StmtKind::With(self.arena.alloc(With { items, body, is_async })))
    }

    /// `'(' ','.with_item+ ','? ')' &':'`
    fn items_in_parentheses(&mut self) -> Parse<()> {
        self.advance();
        loop {
            self.push_item(&[Kind::Comma, Kind::Rpar])?;
            if !self.eat(Kind::Comma) || self.at(Kind::Rpar) {
                break;
            }
        }
        self.expect(Kind::Rpar)?;
        if self.at(Kind::Colon) { Ok(()) } else { Err(Refused) }
    }

    /// `with_item`, after which one of `ends` must come.
    fn push_item(&mut self, ends: &[Kind]) -> Parse<()> {
        let context_expr = *self.expression()?;
        let optional_vars = if self.eat(Kind::As) { Some(&*self.star_target()?) } else { None };
        if !ends.contains(&self.lex.tok.kind) {
            return Err(Refused);
        }
        self.stacks.items.push(WithItem { context_expr, optional_vars });
        Ok(())
    }

    /// `try_stmt`
    fn try_statement(&mut self) -> Parse<StmtKind<'a>> {
        let outer = std::mem::replace(&mut self.block.in_try, true);
        let kind = self.try_and_clauses();
        self.block.in_try = outer;
        kind
    }

    fn try_and_clauses(&mut self) -> Parse<StmtKind<'a>> {
        self.advance();
        let body = self.block()?;
        let (from, declarations) = (self.stacks.handlers.len(), self.declarations);
        let mut is_star = false;
        while self.at(Kind::Except) {
            let mark = self.mark();
            self.advance();
            let has_star = self.eat(Kind::Star);
            if self.stacks.handlers.len() == from {
                is_star = has_star;
            } else if has_star != is_star {
                return Err(Refused);
            }
            let mut typ = None;
            let mut name = None;
            if is_star || !self.at(Kind::Colon) {
                let mark = self.mark();
                let first = self.expression()?;
                let has_brackets = !(self.at(Kind::Comma) && self.ctx.asks(Feature::ExceptWithoutBrackets));
                typ = Some(if has_brackets { &*first } else { &*self.rest_of_tuple(mark, first, Self::expression)? });
                if has_brackets && self.eat(Kind::As) {
                    let symbol = self.name()?;
                    self.note_bound(symbol);
                    name = Some(symbol);
                }
            }
            let body = self.block()?;
            let loc = self.since(mark);
            self.stacks.handlers.push(ExceptHandler { loc, typ, name, body });
        }
        let handlers = Self::take(self.arena, &mut self.stacks.handlers, from);
        let orelse = if handlers.is_empty() { &[] } else { self.else_block()? };
        // Some versions of CPython visit handlers after `else`.
        self.block.in_order |= !orelse.is_empty() && self.declarations > declarations;
        let finalbody = if self.eat(Kind::Finally) {
            self.block_that_is_left(true)?
        } else if handlers.is_empty() {
            return Err(Refused);
        } else {
            &[]
        };
        Ok(StmtKind::Try(self.arena.alloc(Try { body, handlers, orelse, finalbody, is_star })))
    }

    /// `decorators` and the definition that they decorate.
    fn decorated(&mut self) -> Parse<()> {
        let from = self.stacks.exprs.len();
        while self.eat(Kind::At) {
            let decorator = self.named_expression()?;
            self.stacks.exprs.push(decorator);
            self.expect_newline()?;
        }
        let decorators = self.take_exprs(from);
        let mark = self.mark();
        let kind = match self.lex.tok.kind {
            Kind::Class => self.class(decorators)?,
            Kind::Def => self.function(decorators, false)?,
            Kind::Async => {
                self.advance();
                if !self.at(Kind::Def) {
                    return Err(Refused);
                }
                self.function(decorators, true)?
            }
            _ => return Err(Refused),
        };
        let stmt = Stmt { loc: self.since(mark), kind };
        self.visit_stmt(stmt);
        self.stacks.stmts.push(stmt);
        Ok(())
    }

    /// `function_def_raw` from `def` on.
    fn function(&mut self, decorators: &'a [Expr<'a>], is_async: bool) -> Parse<StmtKind<'a>> {
        self.advance();
        let (scope, from) = (self.next_scope(), self.uses_so_far());
        let name = self.name()?;
        let type_params = self.type_params()?;
        self.expect(Kind::Lpar)?;
        let args = self.parameters(Kind::Rpar, true)?;
        self.expect(Kind::Rpar)?;
        let returns = if self.eat(Kind::Arrow) { Some(self.annotation()?) } else { None };
        self.expect(Kind::Colon)?;
        if type_params.is_some() {
            self.forget(from);
        }
        let (body, name_uses) = self.leaving(false, Self::body)?;
        let function = FunctionDef { name, args, body, decorators, returns, is_async, type_params, scope, name_uses };
        Ok(StmtKind::FunctionDef(self.arena.alloc(function)))
    }

    /// `class_def_raw`
    fn class(&mut self, decorators: &'a [Expr<'a>]) -> Parse<StmtKind<'a>> {
        self.advance();
        let (scope, from) = (self.next_scope(), self.uses_so_far());
        let name = self.name()?;
        let type_params = self.type_params()?;
        let (bases, keywords) = if self.at(Kind::Lpar) { self.arguments(false)? } else { (&[][..], &[][..]) };
        if type_params.is_some() {
            self.has_generic_class = true;
            self.forget(from);
        }
        self.expect(Kind::Colon)?;
        let (body, name_uses) = self.body()?;
        let class = ClassDef { name, bases, keywords, body, decorators, type_params, scope, name_uses };
        Ok(StmtKind::ClassDef(self.arena.alloc(class)))
    }

    /// `match_stmt` up to the end of its first line: there, `match` is surely a keyword.
    fn match_head(&mut self) -> Parse<Node<'a>> {
        self.advance();
        if !self.begins_expression() {
            return Err(Refused);
        }
        let mark = self.mark();
        let is_starred = self.at(Kind::Star);
        let first = self.star_named_expression()?;
        let subject = if self.at(Kind::Comma) {
            self.rest_of_tuple(mark, first, Self::star_named_expression)?
        } else if is_starred {
            return Err(Refused);
        } else {
            first
        };
        self.expect(Kind::Colon)?;
        if self.at(Kind::Newline) { Ok(subject) } else { Err(Refused) }
    }

    /// The cases of a `match`.
    fn match_statement(&mut self, subject: Node<'a>) -> Parse<StmtKind<'a>> {
        self.expect_newline()?;
        self.expect(Kind::Indent)?;
        let from = self.stacks.cases.len();
        while self.is_soft(sym::CASE) {
            self.advance();
            let pattern = self.patterns()?;
            let guard = if self.eat(Kind::If) { Some(&*self.named_expression()?) } else { None };
            let body = self.block()?;
            self.stacks.cases.push(MatchCase { pattern, guard, body });
        }
        if self.stacks.cases.len() == from {
            return Err(Refused);
        }
        self.expect_dedent()?;
        let cases = Self::take(self.arena, &mut self.stacks.cases, from);
        Ok(StmtKind::Match { subject, cases })
    }
}
