//! The arguments of calls and of class definitions.

use super::token::Kind;
use super::{Node, Parse, Parser, Refused};
use crate::compiler::syntax::ast::{Call, CompKind, Expr, ExprKind, Keyword};

impl<'a> Parser<'_, 'a> {
    /// `primary '(' [arguments] ')'` or `primary genexp`, from the parenthesis on.
    pub(super) fn call(&mut self, func: Node<'a>) -> Parse<ExprKind<'a>> {
        let (args, keywords) = self.arguments(true)?;
        Ok(ExprKind::Call(self.arena.alloc(Call { func, args, keywords })))
    }

    /// Arguments in parentheses; `generator`: they may be a generator expression that has no
    /// parentheses of its own.
    #[allow(clippy::type_complexity)] // two slices of the tree
    pub(super) fn arguments(&mut self, generator: bool) -> Parse<(&'a [Expr<'a>], &'a [Keyword<'a>])> {
        let open = self.mark();
        self.advance();
        if self.eat(Kind::Rpar) {
            return Ok((&[], &[]));
        }
        let (from, from_keyword) = (self.stacks.exprs.len(), self.stacks.keywords.len());
        let uses = self.uses_so_far();
        let mut unpacks = false;
        while !self.at(Kind::Rpar) {
            let mark = self.mark();
            match self.lex.tok.kind {
                Kind::Star if !unpacks => {
                    self.advance();
                    let value = self.expression()?;
                    let value = self.make_starred(mark, value);
                    let is_first = self.stacks.exprs.len() == from && self.stacks.keywords.len() == from_keyword;
                    if generator && is_first && self.begins_clauses_of_unpacking() {
                        let kind = self.comprehension(CompKind::GeneratorExp, value, None, Kind::Rpar)?;
                        let node = self.comprehension_node(open, uses, kind);
                        return Ok((std::slice::from_ref(node), &[]));
                    }
                    self.stacks.exprs.push(value);
                }
                Kind::DoubleStar => {
                    self.advance();
                    unpacks = true;
                    let value = *self.expression()?;
                    self.stacks.keywords.push(Keyword { loc: self.since(mark), arg: None, value });
                }
                _ => {
                    let start = self.lex.tok.kind;
                    let expr = self.expression()?;
                    match self.lex.tok.kind {
                        Kind::Equal if let Some(arg) = self.only_name(start, expr) => {
                            self.forget_only_name(expr);
                            self.advance();
                            let (arg, value) = (Some(arg), *self.expression()?);
                            self.stacks.keywords.push(Keyword { loc: self.since(mark), arg, value });
                        }
                        _ if self.stacks.keywords.len() > from_keyword => return Err(Refused),
                        Kind::Rpar if self.stacks.exprs.len() == from => {
                            self.advance();
                            return Ok((std::slice::from_ref(expr), &[]));
                        }
                        _ => {
                            let arg = if self.at(Kind::ColonEqual) { self.walrus(start, mark, expr)? } else { expr };
                            if matches!(self.lex.tok.kind, Kind::For | Kind::Async) {
                                if !generator || self.stacks.exprs.len() > from {
                                    return Err(Refused);
                                }
                                let kind = self.comprehension(CompKind::GeneratorExp, arg, None, Kind::Rpar)?;
                                let node = self.comprehension_node(open, uses, kind);
                                return Ok((std::slice::from_ref(node), &[]));
                            }
                            self.stacks.exprs.push(arg);
                        }
                    }
                }
            }
            if !self.eat(Kind::Comma) {
                break;
            }
        }
        self.expect(Kind::Rpar)?;
        let args = self.take_exprs(from);
        let keywords = Self::take(self.arena, &mut self.stacks.keywords, from_keyword);
        Ok((args, keywords))
    }
}
