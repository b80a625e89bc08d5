//! `super().name`, which 3.12 and later load without making the super object.

use super::{Compiler, Emit};
use crate::compiler::symtable::NameScope;
use crate::compiler::syntax::ast::{Call, Expr, ExprContext, ExprKind};
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::version::opcode::Op;
use crate::compiler::version::{Feature, oparg};

impl<'a> Compiler<'_, 'a> {
    /// The call of `super` that `attr` is looked up on, if it can be loaded in one step
    /// (`can_optimize_super_call`).
    #[inline]
    pub(super) fn super_call(&self, value: &Expr<'a>, attr: Symbol) -> Option<&'a Call<'a>> {
        let ExprKind::Call(call) = value.kind else { return None };
        let ExprKind::Name { id: sym::SUPER, .. } = call.func.kind else { return None };
        self.of_super(call, attr)
    }

    /// The call, which is one of the name `super`, if it is one of those.
    #[inline(never)]
    fn of_super(&self, call: &'a Call<'a>, attr: Symbol) -> Option<&'a Call<'a>> {
        if !self.has(Feature::SuperAttributes) || attr == sym::CLASS {
            return None;
        }
        let shadowed = self.name_scope(sym::SUPER) != NameScope::GlobalImplicit
            || self.module_unit().scope_of(sym::SUPER) != NameScope::Unknown;
        if shadowed || !call.keywords.is_empty() {
            return None;
        }
        let fits = match call.args {
            // It needs `__class__` and a first parameter.
            [] => {
                self.u.out.argcount + self.u.out.posonlyargcount > 0
                    && !self.is_class_cell(sym::CLASS)
                    && self.name_scope(sym::CLASS) == NameScope::Free
            }
            args @ [_, _] => args.iter().all(|arg| !matches!(arg.kind, ExprKind::Starred { .. })),
            _ => false,
        };
        fits.then_some(call)
    }

    /// Loads an attribute, or with `method` a method to call, of a super object
    /// (`load_args_for_super`). The current position is the attribute's.
    pub(super) fn load_super(
        &mut self,
        super_expr: &'a Expr<'a>,
        call: &'a Call<'a>,
        attr: Symbol,
        method: bool,
    ) -> Emit {
        let loc = self.u.loc;
        self.u.loc = call.func.loc;
        self.name(sym::SUPER, ExprContext::Load)?;
        self.u.loc = super_expr.loc;
        if call.args.is_empty() {
            self.name(sym::CLASS, ExprContext::Load)?;
            if let Some(&first) = self.u.out.varnames.first() {
                self.name(first, ExprContext::Load)?;
            }
        } else {
            self.exprs(call.args)?;
        }
        self.u.loc = loc;
        let index = self.name_index(attr);
        self.op_arg(Op::LOAD_SUPER_ATTR, oparg::super_attribute(index, method, !call.args.is_empty()));
        Ok(())
    }
}
