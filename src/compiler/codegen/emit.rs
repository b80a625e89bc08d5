//! Emitting single instructions, labels and constants.

use super::Compiler;
use crate::compiler::values::constant::ConstId;
use crate::compiler::values::instruction::{Instr, Label};
use crate::compiler::values::intern::Symbol;
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::opcode::Op;

impl<'a> Compiler<'_, 'a> {
    /// A label that is placed later (`compiler_new_block`).
    pub(super) fn new_label(&mut self) -> Label {
        let label = Label(self.u.out.seq.label_count);
        self.u.out.seq.label_count += 1;
        label
    }

    /// Places `label` here (`compiler_use_next_block`).
    pub(super) fn place(&mut self, label: Label) {
        self.u.out.seq.place(label);
    }

    #[inline]
    pub(super) fn emit(&mut self, op: Op, arg: u32, target: Label, loc: Location) {
        let seq = &mut self.u.out.seq;
        // Without a call that comes back, so that small functions that emit save no registers.
        if seq.kinds.is_over() || seq.is_full() {
            return self.emit_after_more(op, arg, target, loc);
        }
        seq.push(Instr { target, ..Instr::new(op, arg, loc) });
    }

    /// The slow path of [`Self::emit`]: starts a block and makes room first.
    #[inline(never)]
    fn emit_after_more(&mut self, op: Op, arg: u32, target: Label, loc: Location) {
        self.start_block_after_end();
        self.u.out.seq.instrs.reserve(1);
        self.emit(op, arg, target, loc);
    }

    /// Starts a block that codegen has no label for, if the last operation ends one.
    pub(super) fn start_block_after_end(&mut self) {
        if self.u.out.seq.kinds.is_over() {
            let implicit = self.new_label();
            self.place(implicit);
            self.u.out.seq.implicit.push(implicit);
        }
    }

    /// An instruction without argument.
    pub(super) fn op(&mut self, op: Op) {
        self.emit(op, 0, Label::NONE, self.u.loc);
    }

    /// An instruction without argument, at a position of its own.
    pub(super) fn op_at(&mut self, op: Op, loc: Location) {
        self.emit(op, 0, Label::NONE, loc);
    }

    /// An instruction with an argument, at a position of its own.
    pub(super) fn op_arg_at(&mut self, op: Op, arg: u32, loc: Location) {
        self.emit(op, arg, Label::NONE, loc);
    }

    /// An artificial instruction without argument.
    pub(super) fn op_noline(&mut self, op: Op) {
        self.emit(op, 0, Label::NONE, Location::NONE);
    }

    /// An instruction with an argument.
    pub(super) fn op_arg(&mut self, op: Op, arg: u32) {
        self.emit(op, arg, Label::NONE, self.u.loc);
    }

    /// An artificial instruction with an argument.
    pub(super) fn op_arg_noline(&mut self, op: Op, arg: u32) {
        self.emit(op, arg, Label::NONE, Location::NONE);
    }

    /// A `SETUP_*`: exceptions go to `handler` from here on.
    pub(super) fn push_block(&mut self, op: Op, handler: Label) {
        self.spell_out_fused();
        self.jump(op, handler);
    }

    /// The end of what the last `SETUP_*` is for.
    pub(super) fn pop_block(&mut self) {
        self.spell_out_fused();
        self.op(Op::POP_BLOCK);
    }

    /// An artificial end of what the last `SETUP_*` is for.
    pub(super) fn pop_block_noline(&mut self) {
        self.spell_out_fused();
        self.op_noline(Op::POP_BLOCK);
    }

    /// Emits a NOP for each instruction that was fused away in this block, where it matters how many of CPython's have the
    /// handler that ends here (`Graph::keeps_stale`). They have the line of the one before them, so they go when CPython's
    /// would.
    fn spell_out_fused(&mut self) {
        let seq = &mut self.u.out.seq;
        if seq.fused_away == 0 || seq.kinds.is_over() || !self.ctx.target.has(Feature::StaleHandlers) {
            return;
        }
        let loc = seq.instrs.last().map_or(Location::NONE, |last| last.loc);
        for _ in 0..std::mem::take(&mut seq.fused_away) {
            self.op_at(Op::NOP, loc);
        }
    }

    /// A jump to `target`.
    pub(super) fn jump(&mut self, op: Op, target: Label) {
        self.emit(op, 0, target, self.u.loc);
    }

    /// A jump at a position of its own.
    pub(super) fn jump_at(&mut self, op: Op, target: Label, loc: Location) {
        self.emit(op, 0, target, loc);
    }

    /// A jump that no token of the source stands for.
    pub(super) fn jump_noline(&mut self, op: Op, target: Label) {
        self.emit(op, 0, target, Location::NONE);
    }

    /// Puts an artificial instruction at the start of the unit.
    pub(super) fn insert_first(&mut self, op: Op, target: Label) {
        self.u.out.seq.insert_first(Instr { target, ..Instr::new(op, 0, Location::NONE) });
    }

    /// The index of a constant (`compiler_add_const`).
    pub(super) fn add_const(&mut self, id: ConstId) -> u32 {
        match self.u.const_index(id) {
            Some(index) => index,
            None => self.add_new_const(id),
        }
    }

    #[inline(never)]
    fn add_new_const(&mut self, id: ConstId) -> u32 {
        let shared = self.ctx.consts.merge(id);
        self.u.add_const(shared)
    }

    /// `LOAD_CONST`, or what the version has for such a value.
    pub(super) fn load_const(&mut self, id: ConstId) {
        self.constant_at(id, self.u.loc);
    }

    /// `LOAD_CONST` at a position of its own.
    #[inline(never)]
    pub(super) fn constant_at(&mut self, id: ConstId, loc: Location) {
        match self.u.const_index(id) {
            Some(index) => self.emit(Op::LOAD_CONST, index, Label::NONE, loc),
            None => self.new_constant_at(id, loc),
        }
    }

    #[inline(never)] // as in `emit`
    fn new_constant_at(&mut self, id: ConstId, loc: Location) {
        if self.has(Feature::SmallInts)
            && let Some((op, arg)) = self.own_load(id)
        {
            self.u.note_without_index(id);
            return self.emit(op, arg, Label::NONE, loc);
        }
        let index = self.add_new_const(id);
        self.emit(Op::LOAD_CONST, index, Label::NONE, loc);
    }

    /// The operation that loads a constant without an index, if the version has one for it.
    pub(super) fn own_load(&self, id: ConstId) -> Option<(Op, u32)> {
        if let Some(value) = self.ctx.consts.small_int(id) {
            return Some((Op::LOAD_SMALL_INT, value));
        }
        let common = if self.has(Feature::CommonValues) { self.ctx.consts.common(id)? } else { return None };
        Some((Op::LOAD_COMMON_CONSTANT, common as u32))
    }

    /// `LOAD_CONST` for what is at `loc`, in the versions where that has a position of its own.
    pub(super) fn load_const_at(&mut self, id: ConstId, loc: Location) {
        let loc = if self.has(Feature::ExplicitPositions) { loc } else { self.u.loc };
        self.constant_at(id, loc);
    }

    /// `LOAD_CONST` of an integer.
    pub(super) fn load_int(&mut self, value: i64) {
        let id = self.ctx.consts.int(value);
        self.load_const(id);
    }

    /// `LOAD_CONST` of an identifier.
    pub(super) fn load_identifier(&mut self, value: Symbol) {
        let id = self.ctx.consts.str(value);
        self.ctx.consts.merge_name(id);
        self.load_const(id);
    }

    /// `name`, mangled, for use as a value: if the class changes it, that is a text of its own and
    /// not the identifier's object.
    pub(super) fn mangled_value(&mut self, name: Symbol) -> Symbol {
        let mangled = self.mangle(name);
        if mangled != name {
            let id = self.ctx.consts.str(mangled);
            self.ctx.consts.merge(id);
        }
        mangled
    }

    /// A tuple of identifiers as a constant of the table.
    pub(super) fn identifiers(&mut self, names: impl Iterator<Item = Symbol>) -> ConstId {
        let mut items = std::mem::take(&mut self.items);
        items.extend(names.map(|name| self.ctx.consts.str(name)));
        let id = self.ctx.consts.tuple(&items);
        self.ctx.consts.merge_names(id);
        items.clear();
        self.items = items;
        id
    }

    /// An instruction whose argument is the index of a (mangled) name in `co_names`
    /// (`ADDOP_NAME`).
    pub(super) fn op_name(&mut self, op: Op, name: Symbol) {
        let index = self.name_index(name);
        self.op_arg(op, index);
    }

    /// The index of a name in `co_names`, after mangling.
    pub(super) fn name_index(&mut self, name: Symbol) -> u32 {
        let mangled = self.mangle(name);
        self.u.add_name(mangled)
    }

    /// Like [`Self::op_name`], for a name that is not mangled.
    pub(super) fn op_plain_name(&mut self, op: Op, name: Symbol) {
        let index = self.u.add_name(name);
        self.op_arg(op, index);
    }

    /// The name as private mangling makes it.
    #[inline]
    pub(super) fn mangle(&mut self, name: Symbol) -> Symbol {
        if self.u.private.is_none() || !self.ctx.names.may_be_private(name) {
            return name;
        }
        self.mangle_private(name)
    }

    #[cold]
    fn mangle_private(&mut self, name: Symbol) -> Symbol {
        // Of the scope of a generic class's parameters, only these are the class's own.
        if let Some(mangled) = &self.u.scope.mangled_names
            && !mangled.contains(&name)
        {
            return name;
        }
        crate::compiler::symtable::mangle(self.u.private, name, &mut self.ctx.names)
    }
}
