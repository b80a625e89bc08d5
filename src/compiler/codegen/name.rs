//! Loading, storing and deleting names.

use super::unit::Use;
use super::{Compiler, Emit};
use crate::compiler::symtable::{BlockType, NameScope};
use crate::compiler::syntax::ast::ExprContext;
use crate::compiler::values::instruction::Label;
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::opcode::Op;

impl Compiler<'_, '_> {
    /// Refuses to bind `__debug__` (`forbidden_name`); `loc` is the position of what would do so.
    #[inline]
    pub(super) fn check_forbidden(&self, name: Symbol, ctx: ExprContext, loc: Location) -> Emit {
        match ctx {
            ExprContext::Store if name == sym::DEBUG => self.error_at(loc, "cannot assign to __debug__"),
            ExprContext::Del if name == sym::DEBUG => self.error_at(loc, "cannot delete __debug__"),
            _ => Ok(()),
        }
    }

    /// Refuses to delete an attribute called `__debug__` or to assign to it with an operator, where that is refused.
    #[inline(never)] // Perf: what it needs, expressions should not pay for
    pub(super) fn check_attribute(&self, attr: Symbol, ctx: ExprContext) -> Emit {
        if attr == sym::DEBUG && self.has(Feature::CheckedBySymtable) {
            return self.check_forbidden(attr, ctx, self.u.loc);
        }
        Ok(())
    }

    /// Stores the value on the stack.
    pub(super) fn store_name(&mut self, name: Symbol) -> Emit {
        self.name(name, ExprContext::Store)
    }

    /// The scope of a (mangled) name here: as an inlined comprehension has it, else as the unit's scope has it.
    pub(super) fn name_scope(&self, name: Symbol) -> NameScope {
        self.u.entry(name).map_or(NameScope::Unknown, |entry| entry.scope)
    }

    /// Loads, stores or deletes a variable at the current position.
    pub(super) fn name(&mut self, name: Symbol, ctx: ExprContext) -> Emit {
        self.name_at(name, ctx, self.u.loc)
    }

    /// Emits the use of a name as [`Self::name`] does, at a position of its own.
    #[inline(never)]
    pub(super) fn name_at(&mut self, name: Symbol, ctx: ExprContext, loc: Location) -> Emit {
        let Some(used) = self.u.known_use(name) else { return self.new_name(name, ctx, loc) };
        let (op, arg) = used.operation(ctx);
        self.emit(op, arg, Label::NONE, loc);
        Ok(())
    }

    /// A name that the unit has not used, or that has to be looked at each time.
    #[inline(never)] // as above
    fn new_name(&mut self, name: Symbol, ctx: ExprContext, loc: Location) -> Emit {
        let Some(used) = self.u.first_use(name) else { return self.any_name(name, ctx, loc) };
        let (op, arg) = used.operation(ctx);
        self.emit(op, arg, Label::NONE, loc);
        Ok(())
    }

    /// `compiler_nameop`
    #[inline(never)] // as above
    fn any_name(&mut self, name: Symbol, ctx: ExprContext, loc: Location) -> Emit {
        let outer = std::mem::replace(&mut self.u.loc, loc);
        if name == sym::DEBUG {
            self.check_forbidden(name, ctx, self.u.loc)?;
        }
        let mangled = self.mangle(name);
        let scope = self.name_scope(mangled);
        let unit = &mut *self.u;
        let in_function = unit.out.is_function;
        let used = match scope {
            NameScope::Free => {
                let index = unit.add_free(mangled);
                self.deref(index, ctx);
                None
            }
            NameScope::Cell => {
                let index = unit.add_cell(mangled);
                self.deref(index, ctx);
                None
            }
            NameScope::Local if in_function || unit.active_hidden.get(mangled).is_some() => {
                Some(Use::fast(unit.add_local(mangled)))
            }
            NameScope::GlobalImplicit if in_function && ctx == ExprContext::Load && unit.scope.can_see_class_scope => {
                self.load_classdict();
                let index = self.u.add_name(mangled);
                self.op_arg(Op::LOAD_FROM_DICT_OR_GLOBALS, index);
                None
            }
            NameScope::GlobalExplicit | NameScope::GlobalImplicit
                if in_function || scope == NameScope::GlobalExplicit =>
            {
                Some(Use::global(unit.add_name(mangled)))
            }
            // An inlined comprehension in a class does not see the class's names.
            _ if ctx == ExprContext::Load && unit.scope.block == BlockType::Class && unit.inlined_depth > 0 => {
                Some(Use::global(unit.add_name(mangled)))
            }
            _ => Some(Use::name(unit.add_name(mangled))),
        };
        if let Some(used) = used {
            let (op, arg) = used.operation(ctx);
            self.op_arg(op, arg);
        }
        self.u.loc = outer;
        Ok(())
    }

    fn in_class(&self) -> bool {
        self.u.scope.block == BlockType::Class
    }

    fn load_classdict(&mut self) {
        let index = self.u.add_free(sym::CLASSDICT);
        self.op_arg(Op::LOAD_DEREF, index);
    }

    /// Uses the cell or free variable at `index`.
    fn deref(&mut self, index: u32, ctx: ExprContext) {
        let op = match ctx {
            ExprContext::Load => return self.load_deref(index),
            ExprContext::Store => Op::STORE_DEREF,
            ExprContext::Del => Op::DELETE_DEREF,
        };
        self.op_arg(op, index);
    }

    fn load_deref(&mut self, index: u32) {
        let op = if self.in_class() && self.u.inlined_depth == 0 {
            if self.has(Feature::ClassDict) {
                self.op(Op::LOAD_LOCALS);
                Op::LOAD_FROM_DICT_OR_DEREF
            } else {
                Op::LOAD_CLASSDEREF
            }
        } else if self.u.scope.can_see_class_scope {
            self.load_classdict();
            Op::LOAD_FROM_DICT_OR_DEREF
        } else {
            Op::LOAD_DEREF
        };
        self.op_arg(op, index);
    }
}
