//! Atoms, and what follows them: attributes, subscripts, calls.

use super::token::Kind;
use super::{Mark, Node, Parse, Parser, Refused, constant, levels, name_uses};
use crate::compiler::syntax::ast::{Comp, CompKind, Comprehension, Dict, Expr, ExprContext, ExprKind, NameUse, Slice};
use crate::compiler::values::constant::ConstTable;
use crate::compiler::values::intern::sym;
use crate::compiler::version::Feature;

impl<'a> Parser<'_, 'a> {
    /// `primary`, which begins at `mark`
    pub(super) fn primary(&mut self, mark: Mark) -> Parse<Node<'a>> {
        let atom = if self.at(Kind::Name) { self.name_atom(mark) } else { self.atom(mark)? };
        self.trailers(mark, atom)
    }

    /// What follows an atom.
    #[inline(never)]
    pub(super) fn trailers(&mut self, mark: Mark, atom: Node<'a>) -> Parse<Node<'a>> {
        let mut expr = atom;
        let mut links = 0;
        loop {
            expr = match self.lex.tok.kind {
                Kind::Dot => {
                    self.lex.advance_to_name(self.ctx);
                    let attr = self.name()?;
                    self.node(mark, ExprKind::Attribute { value: expr, attr, ctx: ExprContext::Load })
                }
                Kind::Lpar => {
                    let kind = self.deeper(levels::BRACKET, |p| p.call(expr))?;
                    self.node(mark, kind)
                }
                Kind::Lsqb => self.deeper(levels::BRACKET, |p| p.subscript(mark, expr))?,
                _ => break,
            };
            links += 1;
        }
        self.count_links(links);
        Ok(expr)
    }

    /// The name that the next token is.
    #[inline(always)]
    pub(super) fn name_atom(&mut self, mark: Mark) -> Node<'a> {
        let id = self.lex.tok.note.symbol();
        self.lex.advance_from_name(self.ctx);
        let name = self.node(mark, ExprKind::Name { id, ctx: ExprContext::Load });
        let may_be_private = self.ctx.names.note_identifier(id);
        self.note_use(NameUse::read(id, may_be_private));
        if id == sym::DEBUG {
            self.debug(name);
        }
        name
    }

    /// `atom`, but for names.
    #[inline(never)]
    pub(super) fn atom(&mut self, mark: Mark) -> Parse<Node<'a>> {
        if let Kind::Str | Kind::FString | Kind::TString | Kind::Bytes = self.lex.tok.kind {
            return self.strings();
        }
        if self.at(Kind::Number) {
            return self.number();
        }
        let kind = match self.lex.tok.kind {
            Kind::Lpar => return self.deeper(levels::BRACKET, Self::parenthesised),
            Kind::Lsqb => return self.deeper(levels::BRACKET, Self::list),
            Kind::Lbrace => return self.deeper(levels::BRACKET, Self::dict_or_set),
            Kind::None => constant(ConstTable::NONE),
            Kind::True => constant(ConstTable::TRUE),
            Kind::False => constant(ConstTable::FALSE),
            Kind::Ellipsis => constant(ConstTable::ELLIPSIS),
            _ => return Err(Refused),
        };
        self.advance();
        Ok(self.node(mark, kind))
    }

    /// `__debug__`, which is a constant unless it is assigned to.
    #[cold]
    fn debug(&mut self, name: &mut Expr<'a>) {
        self.stacks.unfolded.push(*name);
        name.kind = self.folder.name(self.ctx, sym::DEBUG, ExprContext::Load);
        if let ExprKind::Constant { .. } = name.kind {
            self.forget_name();
        }
    }

    /// `primary '[' slices ']'` from the bracket on.
    fn subscript(&mut self, mark: Mark, value: Node<'a>) -> Parse<Node<'a>> {
        let value: &Expr<'a> = value;
        self.advance();
        let slice: &Expr<'a> = self.slices()?;
        self.expect(Kind::Rsqb)?;
        let kind = self.folder.subscript(self.ctx, value, slice, ExprContext::Load);
        let node = self.node(mark, kind);
        if let ExprKind::Constant { .. } = kind {
            let kind = ExprKind::Subscript { value, slice, ctx: ExprContext::Load };
            self.stacks.unfolded.push(Expr { loc: node.loc, kind });
        }
        Ok(node)
    }

    /// `slices`
    fn slices(&mut self) -> Parse<Node<'a>> {
        let mark = self.mark();
        let is_starred = self.at(Kind::Star);
        let first = self.slice()?;
        if self.at(Kind::Comma) || is_starred {
            let from = self.stacks.exprs.len();
            self.stacks.exprs.push(first);
            while self.eat(Kind::Comma) && !self.at(Kind::Rsqb) {
                let next = self.slice()?;
                self.stacks.exprs.push(next);
            }
            let elts = self.take_exprs(from);
            let loc = self.since(mark);
            return Ok(self.make_tuple(loc, elts));
        }
        Ok(first)
    }

    /// `slice | starred_expression`
    fn slice(&mut self) -> Parse<Node<'a>> {
        let mark = self.mark();
        let lower = match self.lex.tok.kind {
            Kind::Star => {
                self.advance();
                let value = self.expression()?;
                return Ok(self.make_starred(mark, value));
            }
            Kind::Colon => None,
            _ => {
                let start = self.lex.tok.kind;
                let expr = self.expression()?;
                match self.lex.tok.kind {
                    Kind::Colon => Some(&*expr),
                    Kind::ColonEqual => return self.walrus(start, mark, expr),
                    _ => return Ok(expr),
                }
            }
        };
        self.expect(Kind::Colon)?;
        let upper = self.bound()?;
        let step = if self.eat(Kind::Colon) { self.bound()? } else { None };
        Ok(self.node(mark, ExprKind::Slice(self.arena.alloc(Slice { lower, upper, step }))))
    }

    /// An expression of a slice, which may be absent.
    fn bound(&mut self) -> Parse<Option<&'a Expr<'a>>> {
        if matches!(self.lex.tok.kind, Kind::Colon | Kind::Comma | Kind::Rsqb) {
            return Ok(None);
        }
        Ok(Some(self.expression()?))
    }

    /// `tuple | group | genexp`
    fn parenthesised(&mut self) -> Parse<Node<'a>> {
        let mark = self.mark();
        self.advance();
        self.in_parentheses(mark)
    }

    /// What follows an opening parenthesis at `mark`, the closing one included.
    pub(super) fn in_parentheses(&mut self, mark: Mark) -> Parse<Node<'a>> {
        match self.lex.tok.kind {
            Kind::Rpar => {
                self.advance();
                let loc = self.since(mark);
                return Ok(self.make_tuple(loc, &[]));
            }
            Kind::Yield => {
                let expr = self.yield_expr()?;
                self.expect(Kind::Rpar)?;
                return Ok(expr);
            }
            _ => {}
        }
        let (is_starred, from) = (self.at(Kind::Star), self.uses_so_far());
        let first = if is_starred { self.starred_in_parentheses()? } else { self.named_expression()? };
        match self.lex.tok.kind {
            Kind::Rpar if !is_starred => {
                self.advance();
                Ok(first)
            }
            Kind::Comma => {
                let elts = self.rest_of_display(first, Kind::Rpar)?;
                let loc = self.since(mark);
                Ok(self.make_tuple(loc, elts))
            }
            Kind::For | Kind::Async => {
                if is_starred && !self.begins_clauses_of_unpacking() {
                    return Err(Refused);
                }
                let kind = self.comprehension(CompKind::GeneratorExp, first, None, Kind::Rpar)?;
                Ok(self.comprehension_node(mark, from, kind))
            }
            _ => Err(Refused),
        }
    }

    /// Whether clauses follow that make a comprehension of an unpacked element.
    pub(super) fn begins_clauses_of_unpacking(&mut self) -> bool {
        matches!(self.lex.tok.kind, Kind::For | Kind::Async) && self.ctx.asks(Feature::UnpackingInComprehensions)
    }

    /// A starred element in parentheses: of a tuple, or any expression with a star if it is that of a generator
    /// expression.
    fn starred_in_parentheses(&mut self) -> Parse<Node<'a>> {
        let mark = self.mark();
        self.advance();
        let value = self.unpacked()?;
        Ok(self.make_starred(mark, value))
    }

    /// What follows the stars of an element: what binds as tightly as `|`, or any expression if clauses follow it.
    fn unpacked(&mut self) -> Parse<Node<'a>> {
        let mark = self.mark();
        let is_loose = matches!(self.lex.tok.kind, Kind::Not | Kind::Lambda);
        let mut value = if is_loose { self.expression()? } else { self.bit_or()? };
        if is_loose || self.goes_on() {
            if !is_loose {
                value = self.rest_of_expression(mark, value)?;
            }
            if !self.begins_clauses_of_unpacking() {
                return Err(Refused);
            }
        }
        Ok(value)
    }

    /// The elements of a tuple, list or set whose first is `first`, up to the bracket that closes it.
    fn rest_of_display(&mut self, first: Node<'a>, close: Kind) -> Parse<&'a [Expr<'a>]> {
        let from = self.stacks.exprs.len();
        self.stacks.exprs.push(first);
        while self.eat(Kind::Comma) && !self.at(close) {
            let next = self.star_named_expression()?;
            self.stacks.exprs.push(next);
        }
        self.expect(close)?;
        Ok(self.take_exprs(from))
    }

    /// `list | listcomp`
    fn list(&mut self) -> Parse<Node<'a>> {
        let mark = self.mark();
        self.advance();
        let kind = if self.eat(Kind::Rsqb) {
            ExprKind::List { elts: &[], ctx: ExprContext::Load }
        } else {
            let (is_starred, from) = (self.at(Kind::Star), self.uses_so_far());
            let first = self.star_named_expression()?;
            let has_clauses = matches!(self.lex.tok.kind, Kind::For | Kind::Async);
            if has_clauses && (!is_starred || self.begins_clauses_of_unpacking()) {
                let kind = self.comprehension(CompKind::ListComp, first, None, Kind::Rsqb)?;
                return Ok(self.comprehension_node(mark, from, kind));
            } else {
                ExprKind::List { elts: self.rest_of_display(first, Kind::Rsqb)?, ctx: ExprContext::Load }
            }
        };
        Ok(self.node(mark, kind))
    }

    /// `dict | set | dictcomp | setcomp`
    fn dict_or_set(&mut self) -> Parse<Node<'a>> {
        let mark = self.mark();
        self.advance();
        let kind = match self.lex.tok.kind {
            Kind::Rbrace => {
                self.advance();
                ExprKind::Dict(&Dict { keys: &[], values: &[] })
            }
            Kind::DoubleStar => {
                let from = self.uses_so_far();
                self.advance();
                let mapping = self.unpacked()?;
                if self.begins_clauses_of_unpacking() {
                    let kind = self.comprehension(CompKind::DictComp, mapping, None, Kind::Rbrace)?;
                    return Ok(self.comprehension_node(mark, from, kind));
                }
                self.dict(None, mapping)?
            }
            Kind::Star => {
                let from = self.uses_so_far();
                let first = self.star_named_expression()?;
                if self.begins_clauses_of_unpacking() {
                    let kind = self.comprehension(CompKind::SetComp, first, None, Kind::Rbrace)?;
                    return Ok(self.comprehension_node(mark, from, kind));
                }
                ExprKind::Set(self.rest_of_display(first, Kind::Rbrace)?)
            }
            _ => {
                let (start, first_mark, from) = (self.lex.tok.kind, self.mark(), self.uses_so_far());
                let first = self.expression()?;
                match self.lex.tok.kind {
                    Kind::Colon => {
                        self.advance();
                        let value = self.expression()?;
                        if matches!(self.lex.tok.kind, Kind::For | Kind::Async) {
                            let kind = self.comprehension(CompKind::DictComp, first, Some(value), Kind::Rbrace)?;
                            return Ok(self.comprehension_node(mark, from, kind));
                        } else {
                            self.dict(Some(first), value)?
                        }
                    }
                    other => {
                        let first =
                            if other == Kind::ColonEqual { self.walrus(start, first_mark, first)? } else { first };
                        if matches!(self.lex.tok.kind, Kind::For | Kind::Async) {
                            let kind = self.comprehension(CompKind::SetComp, first, None, Kind::Rbrace)?;
                            return Ok(self.comprehension_node(mark, from, kind));
                        } else {
                            ExprKind::Set(self.rest_of_display(first, Kind::Rbrace)?)
                        }
                    }
                }
            }
        };
        Ok(self.node(mark, kind))
    }

    /// The items of a dict after the first, whose key may be absent, up to the brace.
    fn dict(&mut self, key: Option<Node<'a>>, value: Node<'a>) -> Parse<ExprKind<'a>> {
        let (from_key, from) = (self.stacks.keys.len(), self.stacks.exprs.len());
        self.stacks.keys.push(key);
        self.stacks.exprs.push(value);
        let mut goes_on = self.eat(Kind::Comma);
        while goes_on && !self.at(Kind::Rbrace) {
            let (key, value) = if self.eat(Kind::DoubleStar) {
                (None, self.bit_or()?)
            } else {
                let key = self.expression()?;
                self.expect(Kind::Colon)?;
                (Some(key), self.expression()?)
            };
            self.stacks.keys.push(key);
            self.stacks.exprs.push(value);
            goes_on = self.eat(Kind::Comma);
        }
        self.expect(Kind::Rbrace)?;
        let keys = Self::take_optional(self.arena, &mut self.stacks.keys, from_key);
        let values = self.take_exprs(from);
        Ok(ExprKind::Dict(self.arena.alloc(Dict { keys, values })))
    }

    /// The node of a comprehension, which began at `mark`, where so much had been noted.
    pub(super) fn comprehension_node(&mut self, mark: Mark, from: name_uses::UsesMark, kind: ExprKind<'a>) -> Node<'a> {
        let node = self.node(mark, kind);
        self.visit_expr(from, node);
        node
    }

    /// `for_if_clauses` after the element of a comprehension, and the bracket that closes it.
    pub(super) fn comprehension(
        &mut self,
        kind: CompKind,
        elt: Node<'a>,
        value: Option<Node<'a>>,
        close: Kind,
    ) -> Parse<ExprKind<'a>> {
        let scope = self.next_scope();
        let from = self.stacks.clauses.len();
        while matches!(self.lex.tok.kind, Kind::For | Kind::Async) {
            let is_async = self.eat(Kind::Async);
            self.expect(Kind::For)?;
            let target = self.star_targets()?;
            self.expect(Kind::In)?;
            let iter = self.disjunction()?;
            self.folder.iter(self.ctx, iter);
            let from = self.stacks.exprs.len();
            while self.eat(Kind::If) {
                let test = self.disjunction()?;
                self.stacks.exprs.push(test);
            }
            let ifs = self.take_exprs(from);
            self.stacks.clauses.push(Comprehension { target: *target, iter: *iter, ifs, is_async });
        }
        self.expect(close)?;
        let generators = Self::take(self.arena, &mut self.stacks.clauses, from);
        let value = value.map(|value| &*value);
        Ok(ExprKind::Comp(self.arena.alloc(Comp { kind, elt: *elt, value, generators, scope })))
    }
}
