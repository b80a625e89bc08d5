//! From a code unit's instructions to its code object.

mod emit;
mod exceptiontable;
mod layout;
mod linetable;
mod localsplus;

pub use exceptiontable::{ExceptionRange, ExceptionTable, exception_ranges};
pub use linetable::{LineTable, positions};

use crate::Context;
use crate::cfg::{Graph, PassContext};
use crate::code::Code;
use crate::constant::{ConstId, ConstTable};
use crate::dump::Trace;
use crate::error::CompileError;
use crate::instruction::Unit;
use crate::intern::{Interner, Symbol};
use crate::target::{Feature, Target, has_to_run};

/// Buffers kept from unit to unit.
#[derive(Debug, Default)]
pub struct Scratch {
    graph: Graph,
    output: emit::Output,
    locals: Vec<Symbol>,
    kinds: Vec<u8>,
    /// What is written down on the way, if anything.
    pub(crate) trace: Option<Box<Trace>>,
}

impl Scratch {
    /// With room for a unit of so many instructions.
    pub(crate) fn with_room(instructions: usize) -> Self {
        let mut scratch = Self::default();
        scratch.graph.nodes.reserve(instructions);
        scratch.output.make_room(instructions);
        scratch
    }
}

/// Turns an emitted unit into a code object in the constant table: the target's cfg passes, then
/// layout, line table and exception table (`assemble` in CPython's compile.c).
///
/// # Errors
/// Only defects of this compiler.
pub fn unit(unit: &mut Unit, ctx: &mut Context<'_>) -> Result<ConstId, CompileError> {
    let Context { consts, target, names, debug_ranges, scratch, .. } = ctx;
    if let Some(trace) = &mut scratch.trace {
        trace.unit(unit, consts, names);
    }
    let Scratch { graph, trace, .. } = scratch;
    let pass_ctx = &mut PassContext::new(&mut *unit, &mut *consts, target);
    if let Some(trace) = trace {
        for (name, kinds, pass) in target.passes.passes {
            if has_to_run(graph, *kinds) {
                pass(graph, pass_ctx)?;
            }
            trace.pass(name, pass_ctx.unit, graph, pass_ctx.consts, names);
        }
    } else {
        (target.passes.run_all)(graph, pass_ctx)?;
    }
    scratch.output.emit(&mut scratch.graph, unit, target, !*debug_ranges)?;
    Ok(make_code(unit, target, names, consts, scratch))
}

/// Makes the code object, merging its parts in CPython's order (the end of `assemble`, `makecode`).
fn make_code(
    unit: &Unit,
    target: &Target,
    texts: &Interner<'_>,
    consts: &mut ConstTable<'_>,
    scratch: &mut Scratch,
) -> ConstId {
    let exceptiontable = consts.bytes(scratch.output.handlers());
    consts.merge_one(exceptiontable);
    let linetable = consts.bytes(scratch.output.lines());
    let names = name_tuple(&unit.names, texts, consts);
    let values = consts.tuple(&unit.consts);
    consts.merge_one(values);
    let arena = consts.arena();
    let (locals, localspluskinds) = localsplus::locals(unit, &mut scratch.locals, &mut scratch.kinds, arena);
    let localsplusnames = name_tuple(locals, texts, consts);
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
        stacksize: scratch.graph.stack_size,
        flags: unit.flags,
        code: arena.alloc_slice_copy(scratch.output.code()),
        consts: values,
        names,
        localsplusnames,
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
