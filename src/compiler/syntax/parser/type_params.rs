//! Type parameters and type aliases (PEP 695, 696).

use super::token::Kind;
use super::{Node, Parse, Parser, Refused};
use crate::compiler::syntax::ast::{
    ExprContext, ExprKind, StmtKind, TypeAlias, TypeParam, TypeParamExpr, TypeParamKind, TypeParams,
};
use crate::compiler::version::Feature;

impl<'a> Parser<'_, 'a> {
    /// `[type_params]`
    pub(super) fn type_params(&mut self) -> Parse<Option<&'a TypeParams<'a>>> {
        if !self.at(Kind::Lsqb) {
            return Ok(None);
        }
        if !self.ctx.asks(Feature::TypeParameters) {
            return Err(Refused);
        }
        self.advance();
        let scope = self.next_scope();
        let mut params = Vec::new();
        loop {
            params.push(self.type_param()?);
            if !self.eat(Kind::Comma) || self.at(Kind::Rsqb) {
                break;
            }
        }
        self.expect(Kind::Rsqb)?;
        let params = self.arena.alloc_slice_copy(&params);
        Ok(Some(self.arena.alloc(TypeParams { params, scope })))
    }

    fn type_param(&mut self) -> Parse<TypeParam<'a>> {
        let mark = self.mark();
        let kind = match self.lex.tok.kind {
            Kind::Star => TypeParamKind::TypeVarTuple,
            Kind::DoubleStar => TypeParamKind::ParamSpec,
            _ => TypeParamKind::TypeVar,
        };
        if kind != TypeParamKind::TypeVar {
            self.advance();
        }
        let name = self.name()?;
        let mut bound = None;
        if kind == TypeParamKind::TypeVar && self.eat(Kind::Colon) {
            let expr = self.expression()?;
            bound = Some(TypeParamExpr { expr, scope: self.next_scope() });
        }
        let mut default = None;
        if self.ctx.asks(Feature::TypeParameterDefaults) && self.eat(Kind::Equal) {
            let expr = if kind == TypeParamKind::TypeVarTuple { self.star_expression()? } else { self.expression()? };
            default = Some(TypeParamExpr { expr, scope: self.next_scope() });
        }
        Ok(TypeParam { loc: self.since(mark), name, kind, bound, default })
    }

    /// Takes `type` and the name after it: two names in a row can be nothing but a type alias.
    pub(super) fn type_alias_head(&mut self) -> Parse<Node<'a>> {
        self.advance();
        let mark = self.mark();
        let id = self.name()?;
        let kind = ExprKind::Name { id, ctx: ExprContext::Store };
        Ok(self.node(mark, kind))
    }

    /// `type_alias` after its name.
    pub(super) fn type_alias(&mut self, name: Node<'a>) -> Parse<StmtKind<'a>> {
        let type_params = self.type_params()?;
        self.expect(Kind::Equal)?;
        let scope = self.next_scope();
        let value = *self.expression()?;
        Ok(StmtKind::TypeAlias(self.arena.alloc(TypeAlias { name, type_params, value, scope })))
    }
}
