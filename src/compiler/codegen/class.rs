//! Classes.

use super::unit::ScopeKind;
use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{ClassDef, Expr, ExprContext, ExprKind};
use crate::compiler::values::constant::{ConstId, ConstTable};
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::oparg::Intrinsic1;
use crate::compiler::version::opcode::Op;

impl<'a> Compiler<'_, 'a> {
    /// `compiler_class`: `name = __build_class__(body, 'name', *bases, **keywords)`.
    pub(super) fn class(&mut self, node: &'a ClassDef<'a>, loc: Location) -> Emit {
        self.exprs(node.decorators)?;
        let firstlineno = node.decorators.first().map_or(loc.line, |decorator| decorator.loc.line);
        if let Some(params) = node.type_params {
            if !self.has(Feature::PrivateNameRestored) {
                self.u.mangle_in(node.name);
            }
            self.push_generic_null();
            self.enter_type_params(params, node.name, firstlineno, loc);
            self.u.mangle_in(node.name);
            self.type_params(params)?;
            self.store_name(sym::DOT_TYPE_PARAMS)?;
        }
        self.class_body(node, firstlineno)?;
        if node.type_params.is_some() {
            self.name(sym::DOT_TYPE_PARAMS, ExprContext::Load)?;
            self.emit_intrinsic1(Intrinsic1::SubscriptGeneric);
            self.store_name(sym::DOT_GENERIC_BASE)?;
            let base = Expr { loc, kind: ExprKind::Name { id: sym::DOT_GENERIC_BASE, ctx: ExprContext::Load } };
            let mut bases = node.bases.to_vec();
            bases.push(base);
            let bases = self.ctx.names.arena().alloc_slice_copy(&bases);
            self.call_arguments(2, bases, node.keywords)?;
            self.finish_type_params(0)?;
        } else {
            self.call_arguments(2, node.bases, node.keywords)?;
        }
        self.apply_decorators(node.decorators);
        self.store_name(node.name)
    }

    /// `compiler_class_body`: pushes `__build_class__`, the function of the body, and the name.
    fn class_body(&mut self, node: &'a ClassDef<'a>, firstlineno: i32) -> Emit {
        self.enter_scope(node.name, ScopeKind::Class, node.scope, firstlineno);
        self.u.mangle_in(node.name);
        self.name(sym::NAME, ExprContext::Load)?;
        self.store_name(sym::MODULE)?;
        let qualname = self.ctx.consts.str(self.u.out.qualname);
        if self.u.out.qualname == self.u.out.name {
            self.ctx.consts.merge_name(qualname);
        } else {
            self.ctx.consts.merge_qualname(qualname);
        }
        self.load_const(qualname);
        self.store_name(sym::QUALNAME)?;
        if self.has(Feature::ClassSourceAttributes) {
            self.load_int(i64::from(firstlineno));
            self.store_name(sym::FIRSTLINENO)?;
        }
        if node.type_params.is_some() {
            self.name(sym::DOT_TYPE_PARAMS, ExprContext::Load)?;
            self.store_name(sym::TYPE_PARAMS)?;
        }
        if self.u.scope.needs_classdict {
            self.op(Op::LOAD_LOCALS);
            let index = self.u.add_cell(sym::CLASSDICT);
            self.op_arg(Op::STORE_DEREF, index);
        }
        self.body(node.body)?;
        self.u.loc = Location::NONE;
        if self.has(Feature::ClassSourceAttributes) {
            let attributes = self.static_attributes();
            self.load_const(attributes);
            self.store_name(sym::STATIC_ATTRIBUTES)?;
        }
        if self.u.scope.needs_classdict {
            let index = self.u.add_cell(sym::CLASSDICT);
            self.op_arg(Op::LOAD_CLOSURE, index);
            self.store_name(sym::CLASSDICTCELL)?;
        }
        if self.u.scope.needs_class_closure {
            let index = self.u.add_cell(sym::CLASS);
            self.op_arg(Op::LOAD_CLOSURE, index);
            self.op_arg(Op::COPY, 1);
            self.store_name(sym::CLASSCELL)?;
        } else {
            self.load_const(ConstTable::NONE);
        }
        self.op(Op::RETURN_VALUE);
        let code = self.finish_unit(true)?;
        self.emit_build_class();
        self.make_closure(code, 0)?;
        self.load_identifier(node.name);
        Ok(())
    }

    /// A tuple of the attributes that the methods of the current class assign to `self`, sorted.
    fn static_attributes(&mut self) -> ConstId {
        let mut names = std::mem::take(&mut self.u.static_attributes);
        names.sort_unstable_by_key(|&name| self.ctx.names.bytes(name));
        names.dedup();
        let id = self.identifiers(names.drain(..));
        self.u.static_attributes = names;
        id
    }

    /// Notes that `self.attr` is assigned in a method
    /// (`compiler_maybe_add_static_attribute_to_class`).
    pub(super) fn note_static_attribute(&mut self, value: &Expr<'_>, attr: Symbol) {
        if !matches!(value.kind, ExprKind::Name { id: sym::SELF, .. }) {
            return;
        }
        if let Some(class) = self.stack.iter_mut().rev().find(|unit| unit.kind == ScopeKind::Class) {
            class.static_attributes.push(attr);
        }
    }
}
