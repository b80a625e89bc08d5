//! Scopes of classes and of what PEP 695 and PEP 696 brought: type parameters with their bounds and
//! defaults, and the values of `type` statements.

use super::{Builder, Visit, refuse};
use crate::compiler::symtable::{BlockType, Scope, ScopeId, def};
use crate::compiler::syntax::ast::{
    ClassDef, ExprKind, FunctionDef, TypeAlias, TypeParam, TypeParamExpr, TypeParamKind, TypeParams,
};
use crate::compiler::syntax::walk::Walk;
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use rustc_hash::FxHashSet;
use std::sync::Arc;

impl<'a> Builder<'_, 'a> {
    pub(super) fn class(&mut self, class: &ClassDef<'a>, loc: Location) -> Visit {
        self.add(class.name, def::LOCAL, loc)?;
        // The names of the rest have been noted.
        if !self.in_order && class.type_params.is_none() {
            return self.class_body(class, loc);
        }
        if !self.target.has(Feature::TypeParameters) {
            self.exprs(class.bases)?;
            self.keywords(class.keywords)?;
            self.exprs(class.decorators)?;
            return self.class_body(class, loc);
        }
        if self.in_order {
            self.exprs(class.decorators)?;
        }
        let private = self.private;
        if let Some(params) = class.type_params {
            self.class_type_params(class, params, loc)?;
        }
        self.exprs(class.bases)?;
        self.keywords(class.keywords)?;
        self.class_body(class, loc)?;
        if class.type_params.is_some() {
            self.leave_class_type_params();
            if self.target.has(Feature::PrivateNameRestored) {
                self.private = private;
            }
        }
        Ok(())
    }

    fn class_body(&mut self, class: &ClassDef<'a>, loc: Location) -> Visit {
        self.enter(class.name, BlockType::Class, Some(class.scope), loc);
        let outer = self.private.replace(class.name);
        if class.type_params.is_some() {
            self.add(sym::TYPE_PARAMS, def::LOCAL, loc)?;
            self.add(sym::DOT_TYPE_PARAMS, def::USE, loc)?;
        }
        self.block(class.body, &class.name_uses)?;
        self.private = outer;
        self.exit();
        Ok(())
    }

    /// The scope around a generic class, in which its bases are evaluated. It binds the tuple of its
    /// parameters and the base that is made of them.
    fn class_type_params(&mut self, class: &ClassDef<'a>, params: &TypeParams<'a>, loc: Location) -> Visit {
        self.enter_type_params(class.name, params, loc)?;
        self.add(sym::DOT_TYPE_PARAMS, def::LOCAL | def::USE, loc)?;
        self.add(sym::DOT_GENERIC_BASE, def::LOCAL | def::USE, loc)?;
        self.private = Some(class.name);
        if self.target.has(Feature::OnlyParametersMangled) {
            let index = self.mangled_names.len() as u32;
            self.mangled_names.push(FxHashSet::default());
            self.open.mangled_names = Some(index);
        }
        self.type_params(params)
    }

    /// Hands the list of names that are mangled to the scopes that have it.
    fn leave_class_type_params(&mut self) {
        let (id, index) = (self.open.id, self.open.mangled_names);
        self.exit();
        let Some(index) = index else { return };
        let names = Arc::new(self.mangled_names[index as usize].clone());
        let mut having = vec![id];
        while let Some(ScopeId(id)) = having.pop() {
            let scope: &mut Scope = &mut self.scopes[id as usize];
            if scope.block != BlockType::Class && scope.mangled_names.is_none() {
                scope.mangled_names = Some(Arc::clone(&names));
                having.extend_from_slice(&scope.children);
            }
        }
    }

    /// The scope around a generic function, whose defaults it gets as arguments.
    pub(super) fn function_type_params(
        &mut self,
        function: &FunctionDef<'a>,
        params: &TypeParams<'a>,
        loc: Location,
    ) -> Visit {
        self.enter_type_params(function.name, params, loc)?;
        // CPython's list of defaults is there even when it is empty; not so the keyword-only ones'.
        self.add(sym::DOT_DEFAULTS, def::PARAM, loc)?;
        if function.args.kw_defaults.iter().any(Option::is_some) {
            self.add(sym::DOT_KWDEFAULTS, def::PARAM, loc)?;
        }
        self.type_params(params)
    }

    /// `type name[params] = value`
    pub(super) fn type_alias(&mut self, node: &TypeAlias<'a>, loc: Location) -> Visit {
        self.expr(node.name)?;
        let ExprKind::Name { id: name, .. } = node.name.kind else { return Ok(()) };
        let in_class = self.current().block == BlockType::Class;
        if let Some(params) = node.type_params {
            self.enter_type_params(name, params, loc)?;
            self.type_params(params)?;
        }
        self.enter(name, BlockType::TypeAlias, Some(node.scope), loc);
        if in_class {
            self.see_class_scope(node.value.loc)?;
        }
        self.expr(&node.value)?;
        self.exit();
        if node.type_params.is_some() {
            self.exit();
        }
        Ok(())
    }

    /// The start of `symtable_enter_type_param_block`
    fn enter_type_params(&mut self, name: Symbol, params: &TypeParams<'a>, loc: Location) -> Visit {
        let in_class = self.current().block == BlockType::Class;
        self.enter(name, BlockType::TypeParameters, Some(params.scope), loc);
        if in_class {
            self.see_class_scope(loc)?;
        }
        Ok(())
    }

    /// Lets the current scope see the names of the class around it, through `__classdict__`.
    pub(super) fn see_class_scope(&mut self, loc: Location) -> Visit {
        self.current().can_see_class_scope = true;
        self.add(sym::CLASSDICT, def::USE, loc)
    }

    fn type_params(&mut self, params: &TypeParams<'a>) -> Visit {
        params.params.iter().try_for_each(|param| self.type_param(param))
    }

    /// `symtable_visit_type_param`
    fn type_param(&mut self, param: &TypeParam<'a>) -> Visit {
        self.depth.enter()?;
        if let Some(only) = self.open.mangled_names {
            self.mangled_names[only as usize].insert(param.name);
        }
        self.add(param.name, def::TYPE_PARAM | def::LOCAL, param.loc)?;
        if param.name == sym::CLASSDICT && self.target.has(Feature::ReservedClassdict) {
            let message = "reserved name '__classdict__' cannot be used for type parameter";
            return refuse(message, param.loc);
        }
        if let Some(bound) = param.bound {
            let constraint =
                matches!(bound.expr.kind, ExprKind::Tuple { .. }) && self.target.has(Feature::TypeParameterDefaults);
            let what = if constraint { "a TypeVar constraint" } else { "a TypeVar bound" };
            self.type_param_expr(param, bound, what)?;
        }
        if let Some(default) = param.default {
            let what = match param.kind {
                TypeParamKind::TypeVar => "a TypeVar default",
                TypeParamKind::TypeVarTuple => "a TypeVarTuple default",
                TypeParamKind::ParamSpec => "a ParamSpec default",
            };
            self.type_param_expr(param, default, what)?;
        }
        self.depth.leave();
        Ok(())
    }

    /// A bound or a default, evaluated when it is needed
    /// (`symtable_visit_type_param_bound_or_default`).
    fn type_param_expr(&mut self, param: &TypeParam<'a>, node: TypeParamExpr<'a>, what: &'static str) -> Visit {
        let in_class = self.current().can_see_class_scope;
        self.enter(param.name, BlockType::TypeVariable, Some(node.scope), node.expr.loc);
        self.current().described_as = what;
        if in_class {
            self.see_class_scope(node.expr.loc)?;
        }
        self.expr(node.expr)?;
        self.exit();
        Ok(())
    }

    /// Python 3.12 has no functions in scopes that see a class's names.
    pub(super) fn no_function_in_class_scope(&mut self, what: &str, loc: Location) -> Visit {
        if !self.current().can_see_class_scope || self.target.has(Feature::FunctionsInClassScopes) {
            return Ok(());
        }
        refuse(format!("Cannot use {what} in annotation scope within class scope"), loc)
    }
}
