//! Parameters of functions and lambdas.

use super::token::Kind;
use super::{Node, Parse, Parser, Refused};
use crate::compiler::syntax::ast::{Arg, Arguments, Expr};

impl<'a> Parser<'_, 'a> {
    /// `params` or `lambda_params` up to `close`, which is not taken; `annotated`: they may have
    /// annotations.
    pub(super) fn parameters(&mut self, close: Kind, annotated: bool) -> Parse<&'a Arguments<'a>> {
        if self.at(close) {
            return Ok(&Arguments {
                posonlyargs: &[],
                args: &[],
                vararg: None,
                kwonlyargs: &[],
                kw_defaults: &[],
                kwarg: None,
                defaults: &[],
            });
        }
        let arena = self.arena;
        let (from, from_default) = (self.stacks.args.len(), self.stacks.exprs.len());
        let mut posonlyargs: &[Arg<'a>] = &[];
        let mut has_slash = false;
        let (mut vararg, mut kwarg) = (None, None);
        let mut after_star = None;
        loop {
            match self.lex.tok.kind {
                Kind::Name => {
                    let arg = self.parameter(annotated)?;
                    let default = self.default()?;
                    let has_default = default.is_some();
                    self.stacks.args.push(arg);
                    match (after_star, default) {
                        (Some(_), default) => self.stacks.defaults.push(default),
                        (None, Some(default)) => self.stacks.exprs.push(default),
                        (None, None) => {}
                    }
                    // Once a positional parameter has a default, all that follow have.
                    if after_star.is_none() && !has_default && self.stacks.exprs.len() > from_default {
                        return Err(Refused);
                    }
                }
                Kind::Slash => {
                    if has_slash || after_star.is_some() || self.stacks.args.len() == from {
                        return Err(Refused);
                    }
                    self.advance();
                    has_slash = true;
                    posonlyargs = Self::take(arena, &mut self.stacks.args, from);
                }
                Kind::Star => {
                    if after_star.is_some() {
                        return Err(Refused);
                    }
                    self.advance();
                    after_star = Some((self.stacks.args.len(), self.stacks.defaults.len()));
                    if self.at(Kind::Name) {
                        let arg = self.star_parameter(annotated)?;
                        vararg = Some(&*arena.alloc(arg));
                    } else {
                        // A bare star is for the names that follow it.
                        self.expect(Kind::Comma)?;
                        if !self.at(Kind::Name) {
                            return Err(Refused);
                        }
                        continue;
                    }
                }
                Kind::DoubleStar => {
                    self.advance();
                    let arg = self.parameter(annotated)?;
                    kwarg = Some(&*arena.alloc(arg));
                    self.eat(Kind::Comma);
                    break;
                }
                _ => return Err(Refused),
            }
            if !self.eat(Kind::Comma) || self.at(close) {
                break;
            }
        }
        if !self.at(close) {
            return Err(Refused);
        }
        let (from_kwonly, from_kw_default) = after_star.unwrap_or((self.stacks.args.len(), self.stacks.defaults.len()));
        let kwonlyargs = Self::take(arena, &mut self.stacks.args, from_kwonly);
        let kw_defaults = Self::take_optional(arena, &mut self.stacks.defaults, from_kw_default);
        let args = Self::take(arena, &mut self.stacks.args, from);
        let defaults = self.take_exprs(from_default);
        Ok(arena.alloc(Arguments { posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults }))
    }

    /// A parameter without its default.
    fn parameter(&mut self, annotated: bool) -> Parse<Arg<'a>> {
        let mark = self.mark();
        let arg = self.name()?;
        let annotation = if annotated && self.eat(Kind::Colon) { Some(self.annotation()?) } else { None };
        Ok(Arg { loc: self.since(mark), arg, annotation })
    }

    /// The parameter after a star, whose annotation may have a star too.
    fn star_parameter(&mut self, annotated: bool) -> Parse<Arg<'a>> {
        let mark = self.mark();
        let arg = self.name()?;
        let annotation = if annotated && self.eat(Kind::Colon) {
            Some(&*self.unfolded_if_text(Self::star_annotation)?)
        } else {
            None
        };
        Ok(Arg { loc: self.since(mark), arg, annotation })
    }

    /// `star_annotation`: not a tuple, which would take the parameters that follow.
    fn star_annotation(&mut self) -> Parse<Node<'a>> {
        let mark = self.mark();
        if self.eat(Kind::Star) {
            let value = self.bit_or()?;
            return Ok(self.make_starred(mark, value));
        }
        self.expression()
    }

    fn default(&mut self) -> Parse<Option<Node<'a>>> {
        if self.eat(Kind::Equal) { self.expression().map(Some) } else { Ok(None) }
    }

    /// An annotation.
    pub(super) fn annotation(&mut self) -> Parse<&'a Expr<'a>> {
        Ok(self.unfolded_if_text(Self::expression)?)
    }
}
