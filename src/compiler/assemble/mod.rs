//! From a code unit's instructions to its code object.

mod emit;
mod exceptiontable;
mod layout;
mod linetable;
mod localsplus;

pub use exceptiontable::ExceptionTable;
pub(crate) use exceptiontable::{ExceptionRange, exception_ranges};
pub use linetable::LineTable;
pub(crate) use linetable::positions;

use crate::compiler::cfg::Graph;
use crate::compiler::values::code::Code;
use crate::compiler::values::constant::{ConstId, ConstTable};
use crate::compiler::values::context::Context;
use crate::compiler::values::error::CompileError;
use crate::compiler::values::instruction::Unit;
use crate::compiler::values::intern::{Interner, Symbol, sym};
use crate::compiler::version::{Feature, Target};

/// Buffers kept from unit to unit.
#[derive(Debug, Default)]
pub struct Buffers {
    output: emit::Output,
    locals: Vec<Symbol>,
    kinds: Vec<u8>,
}

impl Buffers {
    /// With room for a unit of so many instructions.
    pub(crate) fn with_room(instructions: usize) -> Self {
        let mut buffers = Self::default();
        buffers.output.make_room(instructions);
        buffers
    }
}

/// Makes a code object of a unit and its graph after the passes, and adds it to the constants: layout, line table,
/// exception table, kinds of locals (`assemble` in CPython's compile.c).
///
/// # Errors
/// Only defects of this compiler.
pub fn assemble(
    graph: &mut Graph,
    unit: &Unit,
    ctx: &mut Context<'_>,
    buffers: &mut Buffers,
) -> Result<ConstId, CompileError> {
    buffers.output.emit(graph, unit, ctx.target, !ctx.debug_ranges)?;
    let Context { consts, target, names, .. } = ctx;
    Ok(make_code(unit, graph.stack_size, target, names, consts, buffers))
}

/// Makes the code object, merging its parts in CPython's order (the end of `assemble`, `makecode`).
fn make_code(
    unit: &Unit,
    stacksize: u32,
    target: &Target,
    texts: &Interner<'_>,
    consts: &mut ConstTable<'_>,
    buffers: &mut Buffers,
) -> ConstId {
    let exceptiontable = consts.bytes(buffers.output.handlers());
    consts.merge_one(exceptiontable);
    let linetable = consts.bytes(buffers.output.lines());
    let names = name_tuple(&unit.names, texts, consts);
    let values = consts.tuple(&unit.consts);
    consts.merge_one(values);
    let arena = consts.arena();
    let (locals, localspluskinds) =
        localsplus::locals(unit, &mut buffers.locals, &mut buffers.kinds, target.has(Feature::ParameterKinds), arena);
    let mut localsplusnames = name_tuple(locals, texts, consts);
    if unit.is_annotate {
        let mut renamed = locals.to_vec();
        // In the symbol table its name is one that annotations cannot have.
        renamed[..1].fill(sym::FORMAT);
        localsplusnames = consts.text_tuple(&renamed);
    }
    let mut qualname_is_const = consts.take_qualname(unit.qualname);
    if target.has(Feature::InternedQualnames) {
        // It gives way to the one that the process has already, if there is one.
        let is_first = consts.intern_qualname(unit.qualname);
        qualname_is_const = qualname_is_const && is_first && !target.is_startup_name(texts.bytes(unit.qualname));
        if qualname_is_const {
            consts.intern_text(unit.qualname);
        }
    }
    let code = Code {
        argcount: unit.argcount,
        posonlyargcount: unit.posonlyargcount,
        kwonlyargcount: unit.kwonlyargcount,
        stacksize,
        flags: unit.flags,
        code: arena.alloc_slice_copy(buffers.output.code()),
        consts: values,
        names,
        localsplusnames,
        owns_localsplusnames: unit.is_annotate,
        localspluskinds,
        name: unit.name,
        qualname: unit.qualname,
        qualname_is_const,
        firstlineno: unit.firstlineno,
        linetable,
        exceptiontable,
    };
    consts.code(code)
}

fn name_tuple(names: &[Symbol], texts: &Interner<'_>, consts: &mut ConstTable<'_>) -> ConstId {
    let tuple = consts.text_tuple(names);
    consts.merge_interned_names(tuple, texts);
    tuple
}
