//! Reads `co_code` and its tables back: instructions with their arguments and positions.

use super::marshal::{Code, Value};
use pycompileall::Target;
use pycompileall::internals::version::opcode::{ABSENT, Op};
use std::rc::Rc;

/// The four numbers of a position; `None` where the table has none.
pub type Position = (Option<i32>, Option<i32>, Option<i32>, Option<i32>);

/// An instruction: its caches and prefixes folded in.
#[derive(Clone, Debug, PartialEq)]
pub struct Instruction {
    /// Where it starts (its first `EXTENDED_ARG`), in code units.
    pub offset: usize,
    /// Its name.
    pub name: &'static str,
    /// The argument, prefixes included.
    pub arg: u32,
    /// What the argument stands for: a constant, a name, a target.
    pub meaning: String,
    /// Its position.
    pub position: Position,
}

/// One range of the exception table, in code units.
#[derive(Clone, Debug, PartialEq)]
pub struct Handler {
    /// First unit.
    pub start: u32,
    /// Unit after the last.
    pub end: u32,
    /// Where it goes.
    pub target: u32,
    /// Stack depth there.
    pub depth: u32,
    /// Whether the offset is pushed.
    pub lasti: bool,
}

/// The instructions of `code`.
pub fn instructions(code: &Code, target: &Target) -> Vec<Instruction> {
    let mut by_number = [None; 256];
    for op in Op::ALL {
        let number = target.opcodes.numbers[op as usize];
        if number != ABSENT && number < 256 {
            by_number[number as usize] = Some(op);
        }
    }
    let positions = positions(&code.linetable, code.firstlineno);
    let units: Vec<_> = code.code.chunks_exact(2).map(|unit| (unit[0], unit[1])).collect();
    let mut result = Vec::new();
    let (mut at, mut arg, mut start) = (0, 0, None);
    while let Some(&(number, low)) = units.get(at) {
        let offset = *start.get_or_insert(at);
        arg = arg << 8 | u32::from(low);
        let op = by_number[number as usize];
        at += 1;
        if op == Some(Op::EXTENDED_ARG) {
            continue;
        }
        let caches = op.map_or(0, |op| target.opcodes.caches[op as usize]);
        at += caches as usize;
        let name = op.map_or("UNKNOWN", Op::name);
        let position = positions.get(offset).copied().unwrap_or_default();
        result.push(Instruction { offset, name, arg, meaning: meaning(code, name, arg, at), position });
        (arg, start) = (0, None);
    }
    result
}

fn meaning(code: &Code, name: &str, arg: u32, next: usize) -> String {
    let of = |items: &[Rc<Value>], index: u32| {
        items.get(index as usize).map_or_else(|| format!("?{index}"), |value| value.to_string())
    };
    match name {
        "LOAD_CONST" | "KW_NAMES" | "RETURN_CONST" => of(&code.consts, arg),
        "LOAD_GLOBAL" => format!("{}{}", of(&code.names, arg >> 1), if arg & 1 == 0 { "" } else { " + null" }),
        "LOAD_NAME" | "STORE_NAME" | "DELETE_NAME" | "STORE_GLOBAL" | "DELETE_GLOBAL" | "LOAD_ATTR" | "STORE_ATTR"
        | "DELETE_ATTR" | "LOAD_METHOD" | "IMPORT_NAME" | "IMPORT_FROM" => of(&code.names, arg),
        "LOAD_FAST" | "STORE_FAST" | "DELETE_FAST" | "LOAD_DEREF" | "STORE_DEREF" | "DELETE_DEREF" | "MAKE_CELL"
        | "LOAD_CLOSURE" | "LOAD_CLASSDEREF" => of(&code.localsplusnames, arg),
        _ if name.contains("JUMP_BACKWARD") => format!("to {}", next as i64 - i64::from(arg)),
        _ if name.contains("JUMP") || name == "FOR_ITER" || name == "SEND" => {
            format!("to {}", next as i64 + i64::from(arg))
        }
        _ => arg.to_string(),
    }
}

/// The position of every code unit (Objects/locations.md of CPython).
pub fn positions(table: &[u8], firstlineno: i32) -> Vec<Position> {
    let mut result = Vec::new();
    let mut bytes = table.iter().copied().peekable();
    let mut line = firstlineno;
    while let Some(head) = bytes.next() {
        let units = usize::from(head & 7) + 1;
        let kind = head >> 3 & 15;
        let mut unsigned = || {
            let (mut value, mut shift) = (0u32, 0);
            for byte in bytes.by_ref() {
                value |= u32::from(byte & 63).checked_shl(shift).unwrap_or(0);
                shift += 6;
                if byte & 64 == 0 {
                    break;
                }
            }
            value
        };
        let signed = |value: u32| if value & 1 == 0 { (value >> 1) as i32 } else { -((value >> 1) as i32) };
        let position = match kind {
            15 => (None, None, None, None),
            14 => {
                line += signed(unsigned());
                let end_line = line + unsigned() as i32;
                let (column, end_column) = (unsigned() as i32, unsigned() as i32);
                (Some(line), Some(end_line), (column > 0).then(|| column - 1), (end_column > 0).then(|| end_column - 1))
            }
            13 => {
                line += signed(unsigned());
                (Some(line), Some(line), None, None)
            }
            10..=12 => {
                line += i32::from(kind - 10);
                let column = bytes.next().map(i32::from);
                let end_column = bytes.next().map(i32::from);
                (Some(line), Some(line), column, end_column)
            }
            short => {
                let second = bytes.next().unwrap_or(0);
                let column = i32::from(short) * 8 + i32::from(second >> 4);
                (Some(line), Some(line), Some(column), Some(column + i32::from(second & 15)))
            }
        };
        result.extend(std::iter::repeat_n(position, units));
    }
    result
}

/// The ranges of an exception table.
pub fn handlers(table: &[u8]) -> Vec<Handler> {
    let mut bytes = table.iter().copied();
    let mut result = Vec::new();
    let mut number = move || {
        let mut value = 0;
        for byte in bytes.by_ref() {
            value = value << 6 | u32::from(byte & 63);
            if byte & 64 == 0 {
                return Some(value);
            }
        }
        None
    };
    while let (Some(start), Some(length), Some(target), Some(depth_lasti)) = (number(), number(), number(), number()) {
        result.push(Handler {
            start,
            end: start + length,
            target,
            depth: depth_lasti >> 1,
            lasti: depth_lasti & 1 != 0,
        });
    }
    result
}

/// `line-end_line,column-end_column`.
pub fn show_position((line, end_line, column, end_column): Position) -> String {
    let show = |value: Option<i32>| value.map_or_else(|| "?".to_string(), |value| value.to_string());
    format!("{}-{},{}-{}", show(line), show(end_line), show(column), show(end_column))
}
