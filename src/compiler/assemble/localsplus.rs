//! `co_localsplusnames` and `co_localspluskinds`.

use crate::compiler::values::code::flags::{VARARGS, VARKEYWORDS};
use crate::compiler::values::instruction::Unit;
use crate::compiler::values::intern::Symbol;
use bumpalo::Bump;

const HIDDEN: u8 = 0x10;
const LOCAL: u8 = 0x20;
const CELL: u8 = 0x40;
const FREE: u8 = 0x80;

/// How a parameter is passed (`CO_FAST_ARG_*`).
const BY_POSITION: u8 = 0x02;
const BY_KEYWORD: u8 = 0x04;
const VARIADIC: u8 = 0x08;

/// Says of the parameters, which come first, how they are passed.
fn add_passing(unit: &Unit, kinds: &mut [u8]) {
    let Unit { argcount, posonlyargcount, kwonlyargcount, flags, .. } = *unit;
    let counts = [
        (posonlyargcount, BY_POSITION),
        (argcount - posonlyargcount, BY_POSITION | BY_KEYWORD),
        (kwonlyargcount, BY_KEYWORD),
        (u32::from(flags & VARARGS != 0), VARIADIC | BY_POSITION),
        (u32::from(flags & VARKEYWORDS != 0), VARIADIC | BY_KEYWORD),
    ];
    let mut parameters = kinds.iter_mut();
    for (count, passing) in counts {
        parameters.by_ref().take(count as usize).for_each(|kind| *kind |= passing);
    }
}

/// The kinds of variables that are all plain locals, of which most units have fewer.
static LOCALS: [u8; 64] = [LOCAL; 64];

/// The fast locals and what kind each is: locals, then cells that are not parameters too, then free
/// variables (`compute_localsplus_info`). Two buffers; the kinds are in the arena if they are not static.
pub(super) fn locals<'u, 'a>(
    unit: &'u Unit,
    names: &'u mut Vec<Symbol>,
    kinds: &mut Vec<u8>,
    says_passing: bool,
    arena: &'a Bump,
) -> (&'u [Symbol], &'a [u8]) {
    let are_plain = unit.cellvars.is_empty() && unit.freevars.is_empty() && unit.hidden.is_empty();
    let says_passing = says_passing && unit.parameters_are_any();
    if are_plain
        && !says_passing
        && let Some(kinds) = LOCALS.get(..unit.varnames.len())
    {
        return (&unit.varnames, kinds);
    }
    kinds.clear();
    kinds.resize(unit.varnames.len(), LOCAL);
    if says_passing {
        add_passing(unit, kinds);
    }
    if are_plain {
        return (&unit.varnames, arena.alloc_slice_copy(kinds));
    }
    names.clear();
    names.extend_from_slice(&unit.varnames);
    for at in unit.among_locals(&unit.hidden).flatten() {
        kinds[at] |= HIDDEN;
    }
    for (&cell, local) in unit.cellvars.iter().zip(unit.among_locals(&unit.cellvars)) {
        match local {
            Some(at) => kinds[at] |= CELL,
            None => {
                names.push(cell);
                kinds.push(CELL);
            }
        }
    }
    names.extend_from_slice(&unit.freevars);
    kinds.resize(names.len(), FREE);
    (names, arena.alloc_slice_copy(kinds))
}
