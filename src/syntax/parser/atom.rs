//! Atoms, and what follows them: attributes, subscripts, calls.

use super::token::Kind;
use super::{Mark, Parse, Parser, Refused, constant};
use crate::constant::ConstTable;
use crate::intern::sym;
use crate::syntax::ast::{Comp, CompKind, Comprehension, Expr, ExprContext, ExprKind};

impl<'a> Parser<'_, '_, 'a> {
    /// `primary`
    pub(super) fn primary(&mut self) -> Parse<Expr<'a>> {
        let mark = self.mark();
        let mut expr = self.atom()?;
        let mut links = 0;
        loop {
            let kind = match self.tok.kind {
                Kind::Dot => {
                    self.advance();
                    let value = self.alloc(expr);
                    let attr = self.name()?;
                    ExprKind::Attribute { value, attr, ctx: ExprContext::Load }
                }
                Kind::Lpar => self.deeper(|p| p.call(expr))?,
                Kind::Lsqb => {
                    expr = self.deeper(|p| p.subscript(mark, expr))?;
                    links += 1;
                    continue;
                }
                _ => break,
            };
            expr = Expr { loc: self.since(mark), kind };
            links += 1;
        }
        self.count_links(links);
        Ok(expr)
    }

    fn atom(&mut self) -> Parse<Expr<'a>> {
        let kind = match self.tok.kind {
            Kind::Name => {
                let token = self.tok;
                let id = self.symbol(&token);
                self.advance();
                let loc = token.loc;
                let kind = ExprKind::Name { id, ctx: ExprContext::Load };
                let expr = Expr { loc, kind };
                return Ok(if id == sym::DEBUG { self.debug(expr) } else { expr });
            }
            Kind::Str | Kind::FString | Kind::Bytes => return self.strings(),
            Kind::Number => return self.number(),
            Kind::Lpar => return self.deeper(Self::parenthesised),
            Kind::Lsqb => return self.deeper(Self::list),
            Kind::Lbrace => return self.deeper(Self::dict_or_set),
            Kind::None => constant(ConstTable::NONE),
            Kind::True => constant(ConstTable::TRUE),
            Kind::False => constant(ConstTable::FALSE),
            Kind::Ellipsis => constant(ConstTable::ELLIPSIS),
            _ => return Err(Refused),
        };
        let mark = self.mark();
        self.advance();
        Ok(Expr { loc: self.since(mark), kind })
    }

    /// `__debug__`, which is a constant unless it is assigned to.
    #[cold]
    fn debug(&mut self, name: Expr<'a>) -> Expr<'a> {
        self.unfolded.push(name);
        Expr { loc: name.loc, kind: self.folder.name(self.ctx, sym::DEBUG, ExprContext::Load) }
    }

    /// `primary '[' slices ']'` from the bracket on.
    fn subscript(&mut self, mark: Mark, value: Expr<'a>) -> Parse<Expr<'a>> {
        self.advance();
        let slice = self.slices()?;
        self.expect(Kind::Rsqb)?;
        let loc = self.since(mark);
        let kind = self.folder.subscript(self.ctx, value, slice, ExprContext::Load);
        if let ExprKind::Constant { .. } = kind {
            let (value, slice) = (self.alloc(value), self.alloc(slice));
            self.unfolded.push(Expr { loc, kind: ExprKind::Subscript { value, slice, ctx: ExprContext::Load } });
        }
        Ok(Expr { loc, kind })
    }

    /// `slices`
    fn slices(&mut self) -> Parse<Expr<'a>> {
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
    fn slice(&mut self) -> Parse<Expr<'a>> {
        let mark = self.mark();
        let lower = match self.tok.kind {
            Kind::Star => {
                self.advance();
                let value = self.expression()?;
                return Ok(self.make_starred(mark, value));
            }
            Kind::Colon => None,
            _ => {
                let start = self.tok;
                let expr = self.expression()?;
                match self.tok.kind {
                    Kind::Colon => Some(self.alloc(expr)),
                    Kind::ColonEqual => return self.walrus(&start),
                    _ => return Ok(expr),
                }
            }
        };
        self.expect(Kind::Colon)?;
        let upper = self.bound()?;
        let step = if self.eat(Kind::Colon) { self.bound()? } else { None };
        Ok(Expr { loc: self.since(mark), kind: ExprKind::Slice { lower, upper, step } })
    }

    /// An expression of a slice, which may be absent.
    fn bound(&mut self) -> Parse<Option<&'a Expr<'a>>> {
        if matches!(self.tok.kind, Kind::Colon | Kind::Comma | Kind::Rsqb) {
            return Ok(None);
        }
        self.boxed_expression().map(Some)
    }

    /// `tuple | group | genexp`
    fn parenthesised(&mut self) -> Parse<Expr<'a>> {
        let mark = self.mark();
        self.advance();
        self.in_parentheses(mark)
    }

    /// What follows an opening parenthesis at `mark`, the closing one included.
    pub(super) fn in_parentheses(&mut self, mark: Mark) -> Parse<Expr<'a>> {
        match self.tok.kind {
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
        let is_starred = self.at(Kind::Star);
        let first = self.star_named_expression()?;
        match self.tok.kind {
            Kind::Rpar if !is_starred => {
                self.advance();
                Ok(first)
            }
            Kind::Comma => {
                let elts = self.rest_of_display(first, Kind::Rpar)?;
                let loc = self.since(mark);
                Ok(self.make_tuple(loc, elts))
            }
            Kind::For | Kind::Async if !is_starred => {
                let kind = self.comprehension(CompKind::GeneratorExp, first, None, Kind::Rpar)?;
                Ok(Expr { loc: self.since(mark), kind })
            }
            _ => Err(Refused),
        }
    }

    /// The elements of a tuple, list or set whose first is `first`, up to the bracket that closes it.
    fn rest_of_display(&mut self, first: Expr<'a>, close: Kind) -> Parse<&'a [Expr<'a>]> {
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
    fn list(&mut self) -> Parse<Expr<'a>> {
        let mark = self.mark();
        self.advance();
        let kind = if self.eat(Kind::Rsqb) {
            ExprKind::List { elts: &[], ctx: ExprContext::Load }
        } else {
            let is_starred = self.at(Kind::Star);
            let first = self.star_named_expression()?;
            if matches!(self.tok.kind, Kind::For | Kind::Async) && !is_starred {
                self.comprehension(CompKind::ListComp, first, None, Kind::Rsqb)?
            } else {
                ExprKind::List { elts: self.rest_of_display(first, Kind::Rsqb)?, ctx: ExprContext::Load }
            }
        };
        Ok(Expr { loc: self.since(mark), kind })
    }

    /// `dict | set | dictcomp | setcomp`
    fn dict_or_set(&mut self) -> Parse<Expr<'a>> {
        let mark = self.mark();
        self.advance();
        let kind = match self.tok.kind {
            Kind::Rbrace => {
                self.advance();
                ExprKind::Dict { keys: &[], values: &[] }
            }
            Kind::DoubleStar => self.dict(None)?,
            Kind::Star => {
                let first = self.star_named_expression()?;
                ExprKind::Set(self.rest_of_display(first, Kind::Rbrace)?)
            }
            _ => {
                let start = self.tok;
                let first = self.expression()?;
                match self.tok.kind {
                    Kind::Colon => {
                        self.advance();
                        let value = self.expression()?;
                        if matches!(self.tok.kind, Kind::For | Kind::Async) {
                            self.comprehension(CompKind::DictComp, first, Some(value), Kind::Rbrace)?
                        } else {
                            self.dict(Some((first, value)))?
                        }
                    }
                    other => {
                        let first = if other == Kind::ColonEqual { self.walrus(&start)? } else { first };
                        if matches!(self.tok.kind, Kind::For | Kind::Async) {
                            self.comprehension(CompKind::SetComp, first, None, Kind::Rbrace)?
                        } else {
                            ExprKind::Set(self.rest_of_display(first, Kind::Rbrace)?)
                        }
                    }
                }
            }
        };
        Ok(Expr { loc: self.since(mark), kind })
    }

    /// The items of a dict, of which the first may have been read, up to the brace.
    fn dict(&mut self, first: Option<(Expr<'a>, Expr<'a>)>) -> Parse<ExprKind<'a>> {
        let (from_key, from) = (self.stacks.keys.len(), self.stacks.exprs.len());
        let mut goes_on = true;
        if let Some((key, value)) = first {
            self.stacks.keys.push(Some(key));
            self.stacks.exprs.push(value);
            goes_on = self.eat(Kind::Comma);
        }
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
        let keys = Self::take(self.arena, &mut self.stacks.keys, from_key);
        let values = self.take_exprs(from);
        Ok(ExprKind::Dict { keys, values })
    }

    /// `for_if_clauses` after the element of a comprehension, and the bracket that closes it.
    pub(super) fn comprehension(
        &mut self,
        kind: CompKind,
        elt: Expr<'a>,
        value: Option<Expr<'a>>,
        close: Kind,
    ) -> Parse<ExprKind<'a>> {
        let scope = self.next_scope();
        let from = self.stacks.clauses.len();
        while matches!(self.tok.kind, Kind::For | Kind::Async) {
            let is_async = self.eat(Kind::Async);
            self.expect(Kind::For)?;
            let target = self.star_targets()?;
            self.expect(Kind::In)?;
            let iter = self.disjunction()?;
            let iter = self.folder.iter(self.ctx, iter);
            let from = self.stacks.exprs.len();
            while self.eat(Kind::If) {
                let test = self.disjunction()?;
                self.stacks.exprs.push(test);
            }
            let ifs = self.take_exprs(from);
            self.stacks.clauses.push(Comprehension { target, iter, ifs, is_async });
        }
        self.expect(close)?;
        let generators = Self::take(self.arena, &mut self.stacks.clauses, from);
        let value = value.map(|value| self.alloc(value));
        Ok(ExprKind::Comp(self.arena.alloc(Comp { kind, elt, value, generators, scope })))
    }
}
