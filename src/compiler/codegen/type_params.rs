//! Type parameters and `type` statements (PEP 695, PEP 696).

use super::unit::ScopeKind;
use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{ExprKind, TypeAlias, TypeParam, TypeParamExpr, TypeParamKind, TypeParams};
use crate::compiler::values::constant::ConstTable;
use crate::compiler::values::intern::Symbol;
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::oparg::{Intrinsic1, Intrinsic2};
use crate::compiler::version::opcode::Op;

impl<'a> Compiler<'_, 'a> {
    /// Starts the scope that holds the type parameters of `name`; `loc` is the statement's.
    pub(super) fn enter_type_params(&mut self, params: &'a TypeParams<'a>, name: Symbol, line: i32, loc: Location) {
        let mut text = b"<generic parameters of ".to_vec();
        text.extend_from_slice(self.ctx.names.bytes(name));
        text.push(b'>');
        let scope_name = self.ctx.names.intern(&text);
        self.enter_scope(scope_name, ScopeKind::TypeParams, params.scope, line);
        self.u.loc = loc;
    }

    /// Makes the type parameters, binds them, and leaves a tuple of them (`compiler_type_params`).
    pub(super) fn type_params(&mut self, params: &'a TypeParams<'a>) -> Emit {
        let outer = self.u.loc;
        let mut seen_default = false;
        for param in params.params {
            self.u.loc = param.loc;
            self.type_param(param)?;
            if let Some(default) = param.default {
                seen_default = true;
                self.type_param_expr(param, default, param.kind == TypeParamKind::TypeVarTuple)?;
                self.emit_intrinsic2(Intrinsic2::SetTypeParamDefault);
            } else if seen_default {
                let name = self.ctx.names.text(param.name);
                return self.error(format!("non-default type parameter '{name}' follows default type parameter"));
            }
            self.op_arg(Op::COPY, 1);
            self.store_name(param.name)?;
        }
        if let Some(first) = params.params.first() {
            self.u.loc = first.loc;
        }
        self.op_arg(Op::BUILD_TUPLE, params.params.len() as u32);
        self.u.loc = outer;
        Ok(())
    }

    fn type_param(&mut self, param: &'a TypeParam<'a>) -> Emit {
        self.load_identifier(param.name);
        match (param.kind, param.bound) {
            (TypeParamKind::TypeVar, Some(bound)) => {
                self.type_param_expr(param, bound, false)?;
                self.emit_intrinsic2(match bound.expr.kind {
                    ExprKind::Tuple { .. } => Intrinsic2::TypeVarWithConstraints,
                    _ => Intrinsic2::TypeVarWithBound,
                });
            }
            (TypeParamKind::TypeVar, None) => self.emit_intrinsic1(Intrinsic1::TypeVar),
            (TypeParamKind::TypeVarTuple, _) => self.emit_intrinsic1(Intrinsic1::TypeVarTuple),
            (TypeParamKind::ParamSpec, _) => self.emit_intrinsic1(Intrinsic1::ParamSpec),
        }
        Ok(())
    }

    /// A function that evaluates a bound or a default (`compiler_type_param_bound_or_default`).
    fn type_param_expr(&mut self, param: &'a TypeParam<'a>, node: TypeParamExpr<'a>, allow_starred: bool) -> Emit {
        let outer = self.u.loc;
        let loc = if self.has(Feature::TypeParameterDefaults) { node.expr.loc } else { param.loc };
        self.u.loc = loc;
        let made = self.default_format();
        self.enter_scope(param.name, ScopeKind::TypeParams, node.scope, node.expr.loc.line);
        self.u.loc = loc;
        self.check_format();
        match node.expr.kind {
            ExprKind::Starred { value, .. } if allow_starred => {
                self.expr(value)?;
                self.op_arg(Op::UNPACK_SEQUENCE, 1);
            }
            _ => self.expr(node.expr)?,
        }
        self.op(Op::RETURN_VALUE);
        let code = self.finish_unit(true)?;
        self.u.loc = loc;
        self.make_closure(code, made)?;
        self.u.loc = outer;
        Ok(())
    }

    /// Pushes what a call of the function of type parameters needs below it, before 3.13.
    pub(super) fn push_generic_null(&mut self) {
        if !self.has(Feature::NullAfterCallable) {
            self.op(Op::PUSH_NULL);
        }
    }

    /// Ends the scope of type parameters: makes its function and calls it. `argc` arguments (the
    /// defaults of a generic function) are on the stack.
    pub(super) fn finish_type_params(&mut self, argc: u32) -> Emit {
        self.u.out.argcount = argc;
        let code = self.finish_unit(false)?;
        self.make_closure(code, 0)?;
        let null_after = self.has(Feature::NullAfterCallable);
        if argc > 0 {
            self.op_arg(Op::SWAP, argc + 1);
        } else if null_after {
            self.op(Op::PUSH_NULL);
        }
        // From 3.13 the first argument stands where the NULL would.
        self.op_arg(Op::CALL, if null_after { argc.saturating_sub(1) } else { argc });
        Ok(())
    }

    /// `compiler_typealias`
    pub(super) fn type_alias(&mut self, node: &'a TypeAlias<'a>, loc: Location) -> Emit {
        let ExprKind::Name { id: name, .. } = node.name.kind else { return Ok(()) };
        if let Some(params) = node.type_params {
            self.push_generic_null();
            self.enter_type_params(params, name, loc.line, loc);
            self.load_identifier(name);
            self.type_params(params)?;
        } else {
            self.load_identifier(name);
            self.load_const(ConstTable::NONE);
        }
        self.type_alias_body(node, name, loc)?;
        if node.type_params.is_some() {
            self.finish_type_params(0)?;
        }
        self.store_name(name)
    }

    /// `compiler_typealias_body`
    fn type_alias_body(&mut self, node: &'a TypeAlias<'a>, name: Symbol, loc: Location) -> Emit {
        let made = self.default_format();
        let kind = if self.has(Feature::DeferredAnnotations) { ScopeKind::TypeParams } else { ScopeKind::Function };
        self.enter_scope(name, kind, node.scope, loc.line);
        if !self.has(Feature::NoneNotFirst) {
            // So that a string as the value is no docstring.
            self.add_const(ConstTable::NONE);
        }
        self.u.loc = loc;
        self.check_format();
        self.expr(&node.value)?;
        self.op(Op::RETURN_VALUE);
        let code = self.finish_unit(false)?;
        self.make_closure(code, made)?;
        self.op_arg(Op::BUILD_TUPLE, 3);
        self.emit_intrinsic1(Intrinsic1::TypeAlias);
        Ok(())
    }
}
