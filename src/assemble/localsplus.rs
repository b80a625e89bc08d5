//! `co_localsplusnames` and `co_localspluskinds`.

use crate::instruction::Unit;
use crate::intern::Symbol;

const HIDDEN: u8 = 0x10;
const LOCAL: u8 = 0x20;
const CELL: u8 = 0x40;
const FREE: u8 = 0x80;

/// The fast locals and what kind each is: locals, then cells that are not parameters too, then free
/// variables (`compute_localsplus_info`). What `names` and `kinds` held is gone.
pub(super) fn locals(unit: &Unit, names: &mut Vec<Symbol>, kinds: &mut Vec<u8>) {
    names.clear();
    names.extend_from_slice(&unit.varnames);
    kinds.clear();
    kinds.resize(names.len(), LOCAL);
    for hidden in &unit.hidden {
        if let Some(at) = unit.varnames.iter().position(|name| name == hidden) {
            kinds[at] |= HIDDEN;
        }
    }
    for &cell in &unit.cellvars {
        match unit.varnames.iter().position(|&name| name == cell) {
            Some(at) => kinds[at] |= CELL,
            None => {
                names.push(cell);
                kinds.push(CELL);
            }
        }
    }
    names.extend_from_slice(&unit.freevars);
    kinds.resize(names.len(), FREE);
}
