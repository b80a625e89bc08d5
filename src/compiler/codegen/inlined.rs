//! Inlined comprehensions (PEP 709): the loop runs in the unit around it, and the names that it
//! binds are set aside there while it does.

use super::unwind::FrameBlock;
use super::{Compiler, Emit};
use crate::compiler::symtable::{BlockType, NameScope, Scope, def};
use crate::compiler::values::instruction::Label;
use crate::compiler::values::intern::Symbol;
use crate::compiler::version::Feature;
use crate::compiler::version::opcode::Op;

/// The changes that an inlined comprehension undoes at its end (`inlined_comprehension_state`).
pub(super) struct Inlined {
    /// The locals whose values are on the stack, in the order of pushing.
    pushed: Vec<Symbol>,
    /// The number of overrides before it.
    overrides: usize,
    /// The number of hidden locals in use before it.
    active_hidden: usize,
    cleanup: Label,
    end: Label,
}

impl Compiler<'_, '_> {
    /// Sets aside the names that `scope`, a comprehension's, binds; the iterator is on the stack
    /// (`push_inlined_comprehension_state`).
    pub(super) fn enter_inlined(&mut self, scope: &Scope) -> Emit<Inlined> {
        let in_class = self.u.scope.block == BlockType::Class && self.u.inlined_depth == 0;
        let overrides_first = self.has(Feature::OverridesFirst);
        self.u.inlined_depth += 1;
        let mut state = Inlined {
            pushed: Vec::new(),
            overrides: self.u.overrides.len(),
            active_hidden: self.u.active_hidden.len(),
            cleanup: Label::NONE,
            end: Label::NONE,
        };
        for entry in &scope.symbols {
            let outer = self.name_scope(entry.name);
            let bound = entry.flags & def::LOCAL != 0 && entry.flags & def::NONLOCAL == 0;
            let differs = entry.scope != outer && !(entry.scope == NameScope::Cell && outer == NameScope::Free);
            let overridden = if self.has(Feature::UsedNamesOverridden) {
                differs && entry.scope != NameScope::Free || in_class
            } else {
                differs && (bound || in_class)
            };
            if overridden {
                self.u.overrides.push(entry.name, *entry);
            }
            if bound || in_class {
                self.hide(entry.name);
            }
            if bound || in_class && !overrides_first {
                let outer = if overridden && overrides_first { entry.scope } else { outer };
                self.set_aside(entry.name, entry.scope, outer);
                state.pushed.push(entry.name);
            }
        }
        if !state.pushed.is_empty() {
            // Brings the iterator back to the top.
            self.op_arg(Op::SWAP, state.pushed.len() as u32 + 1);
            state.cleanup = self.new_label();
            state.end = self.new_label();
            self.push_block(Op::SETUP_FINALLY, state.cleanup);
            if self.has(Feature::InlinedBlocks) {
                self.push_frame_block(FrameBlock::InlinedComprehension)?;
            }
        }
        Ok(state)
    }

    /// Makes a fast local of a name outside functions.
    fn hide(&mut self, name: Symbol) {
        if !self.u.scope.block.is_function_like() && self.u.active_hidden.get(name).is_none() {
            self.u.active_hidden.push(name, ());
            self.u.add_hidden(name);
        }
    }

    /// Pushes the value of a local, or its cell, and clears it.
    fn set_aside(&mut self, name: Symbol, scope: NameScope, outer: NameScope) {
        // Mangled once more: a name that a generic class has left behind mangles here, too
        // (before [`Feature::PrivateNameRestored`]).
        let name = self.mangle(name);
        let index = self.u.add_local(name);
        self.op_arg(Op::LOAD_FAST_AND_CLEAR, index);
        if scope == NameScope::Cell {
            let index = if outer == NameScope::Free { self.u.add_free(name) } else { self.u.add_cell(name) };
            self.op_arg(Op::MAKE_CELL, index);
        }
    }

    /// Restores what [`Self::enter_inlined`] set aside, below the result
    /// (`pop_inlined_comprehension_state`).
    pub(super) fn leave_inlined(&mut self, state: Inlined) -> Emit {
        self.u.inlined_depth -= 1;
        self.u.overrides.truncate(state.overrides);
        if !state.pushed.is_empty() {
            if self.has(Feature::InlinedBlocks) {
                self.pop_frame_block();
            }
            self.pop_block_noline();
            self.emit_skip(state.end);
            self.place(state.cleanup);
            // The incomplete result is below the exception.
            self.op_arg_noline(Op::SWAP, 2);
            self.op_noline(Op::POP_TOP);
            self.restore_pushed(&state.pushed);
            self.op_arg_noline(Op::RERAISE, 0);
            self.place(state.end);
            self.restore_pushed(&state.pushed);
        }
        self.u.active_hidden.truncate(state.active_hidden);
        Ok(())
    }

    /// `restore_inlined_comprehension_locals`
    fn restore_pushed(&mut self, pushed: &[Symbol]) {
        self.op_arg(Op::SWAP, pushed.len() as u32 + 1);
        for &name in pushed.iter().rev() {
            let name = self.mangle(name);
            let index = self.u.add_local(name);
            self.op_arg(Op::STORE_FAST_MAYBE_NULL, index);
        }
    }
}
