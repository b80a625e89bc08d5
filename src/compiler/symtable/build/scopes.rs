//! Scopes that open and close, and what is noted in them.

use super::{Builder, Directive, Open, UNIQUE, Visit, refuse};
use crate::compiler::symtable::{BlockType, Scope, ScopeId, def, mangle};
use crate::compiler::syntax::ast::{ExprContext, ScopeKey};
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;

impl Builder<'_, '_> {
    pub(super) fn current(&mut self) -> &mut Scope {
        &mut self.scopes[self.open.id.index()]
    }

    /// The open scope that `level` others are around.
    pub(super) fn open_at(&mut self, level: usize) -> &mut Open {
        self.around.get_mut(level).unwrap_or(&mut self.open)
    }

    /// Adds a scope (`ste_new`).
    pub(super) fn add_scope(&mut self, name: Symbol, block: BlockType, nested: bool, loc: Location) {
        match self.scopes.get_mut(self.scope_count as usize) {
            Some(scope) => scope.restart(block, name, nested, loc),
            None => self.scopes.push(Scope::new(block, name, nested, loc)),
        }
        self.scope_count += 1;
    }

    /// Opens a scope in the current one (`symtable_enter_block`).
    pub(super) fn enter(&mut self, name: Symbol, block: BlockType, key: Option<ScopeKey>, loc: Location) {
        let id = ScopeId(self.scope_count);
        let outer = self.current();
        let nested = outer.nested || outer.block.is_function_like();
        let method = outer.block == BlockType::Class && block == BlockType::Function;
        // The scope of annotations that are kept as strings is there for its errors only.
        if block != BlockType::Annotation || !self.future_annotations {
            self.current().children.push(id);
        }
        self.add_scope(name, block, nested, loc);
        self.scopes[id.index()].method = method;
        let mut open = Open::new(id, self.spare.pop());
        open.comp_iter_expr = self.open.comp_iter_expr;
        if block != BlockType::Class {
            open.mangled_names = self.open.mangled_names;
        }
        if self.defers_annotations && block.has_format() {
            open.names.add(sym::DOT_FORMAT, def::PARAM | def::USE);
        }
        self.around.push(std::mem::replace(&mut self.open, open));
        if let Some(key) = key {
            self.by_key[key.index()] = id;
        }
    }

    /// Goes back to the scope around the current one (`symtable_exit_block`).
    pub(super) fn exit(&mut self) {
        self.close();
        if let Some(outer) = self.around.pop() {
            let closed = std::mem::replace(&mut self.open, outer);
            self.spare.push(closed.names);
        }
    }

    /// Gives the current scope its names.
    pub(super) fn close(&mut self) {
        let Open { id, names, annotations, .. } = &mut self.open;
        self.scopes[id.index()].symbols.extend(names.entries());
        if let Some(Open { id, names, .. }) = annotations.take().map(|open| *open) {
            self.scopes[id.index()].symbols.extend(names.entries());
            self.spare.push(names);
        }
    }

    /// `name` as private mangling makes it in the current scope (`_Py_MaybeMangle`).
    #[inline]
    pub(super) fn mangled(&mut self, name: Symbol) -> Symbol {
        if self.private.is_none() || !self.names.may_be_private(name) {
            return name;
        }
        self.mangled_private(name)
    }

    #[cold]
    fn mangled_private(&mut self, name: Symbol) -> Symbol {
        if let Some(only) = self.open.mangled_names
            && !self.mangled_names[only as usize].contains(&name)
        {
            return name;
        }
        mangle(self.private, name, self.names)
    }

    /// The flags of `name` in the current scope (`symtable_lookup`).
    pub(super) fn lookup(&mut self, name: Symbol) -> u16 {
        let name = self.mangled(name);
        self.open.names.flags(name)
    }

    /// Notes in the current scope how `name` is used (`symtable_add_def`).
    #[inline(never)]
    pub(super) fn add(&mut self, name: Symbol, flag: u16, loc: Location) -> Visit {
        if flag & def::BOUND != 0 {
            self.check_name(name, ExprContext::Store, loc)?;
        }
        let may_change = self.names.may_be_private(name);
        let Open { names, comp_iter_target, .. } = &mut self.open;
        if may_change && self.private.is_some() || *comp_iter_target || flag & def::GLOBAL != 0 || names.is_full() {
            return self.add_any(name, flag, loc);
        }
        let change = if may_change { def::MAY_CHANGE } else { 0 };
        match names.flags.get_or_set(name.0, flag | change) {
            None => names.order.push(name),
            Some(known) if *known & flag & UNIQUE == 0 => *known |= flag,
            Some(_) => return self.refuse_use(name, flag, loc),
        }
        Ok(())
    }

    #[inline(never)]
    fn add_any(&mut self, name: Symbol, flag: u16, loc: Location) -> Visit {
        let mangled = self.mangled(name);
        self.add_in(self.around.len(), name, mangled, flag, loc)
    }

    /// Notes how `name` is used in the open scope at `level` (`symtable_add_def_helper`).
    pub(super) fn add_in(&mut self, level: usize, name: Symbol, mangled: Symbol, flag: u16, loc: Location) -> Visit {
        let change = if self.names.may_be_private(mangled) { def::MAY_CHANGE } else { 0 };
        let open = self.open_at(level);
        let before = open.names.flags(mangled);
        if flag & before & UNIQUE != 0 {
            return self.refuse_use(name, flag, loc);
        }
        let mut flags = flag | change;
        if open.comp_iter_target {
            if (before | flag) & (def::GLOBAL | def::NONLOCAL) != 0 {
                return self.refuse_use(name, 0, loc);
            }
            flags |= def::COMP_ITER;
        }
        open.names.add(mangled, flags);
        if flag & def::GLOBAL != 0 {
            self.open_at(0).names.add(mangled, flag | change);
        }
        Ok(())
    }

    /// Refuses a use of `name`: its only one, if `flag` is of [`UNIQUE`].
    #[cold]
    fn refuse_use(&self, name: Symbol, flag: u16, loc: Location) -> Visit {
        let name = self.names.text(name);
        let message = if flag & def::PARAM != 0 {
            let what = if self.target.has(Feature::ParameterWords) { "parameter" } else { "argument" };
            format!("duplicate {what} '{name}' in function definition")
        } else if flag & def::TYPE_PARAM != 0 {
            format!("duplicate type parameter '{name}'")
        } else {
            format!("comprehension inner loop cannot rebind assignment expression target '{name}'")
        };
        refuse(message, loc)
    }

    /// Remembers where the current scope declares `name` (`symtable_record_directive`).
    pub(super) fn record_directive(&mut self, name: Symbol, loc: Location) {
        let name = self.mangled(name);
        let scope = self.open.id;
        self.directives.push(Directive { scope, name, loc });
    }
}
