//! The instructions of a code object's bytes.

use crate::compiler::version::Target;
use crate::compiler::version::kinds::Kinds;
use crate::compiler::version::oparg;
use crate::compiler::version::opcode::Op;

/// An instruction with its prefixes and caches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The code unit that it starts at: that of its first prefix.
    pub start: usize,
    /// The code unit behind its caches.
    pub next: usize,
    /// The operation's number.
    pub number: u8,
    /// The operation, if the version has it.
    pub op: Option<Op>,
    /// The argument, prefixes included.
    pub arg: u32,
}

/// What an argument names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operand {
    /// A constant, by its index.
    Const(usize),
    /// One of the names.
    Name(usize),
    /// A variable of the frame.
    Local(usize),
}

impl Decoded {
    /// What the argument names.
    pub(crate) fn operands(&self, target: &Target) -> [Option<Operand>; 2] {
        let Some(op) = self.op else { return [None; 2] };
        let arg = self.arg as usize;
        if target.opcodes.kinds(op).has(Kinds::TWO_LOCALS) {
            return [Some(Operand::Local(arg >> 4)), Some(Operand::Local(arg & 15))];
        }
        let operand = match op {
            op if op.has_const() => Some(Operand::Const(arg)),
            op if op.has_name() => Some(Operand::Name(oparg::name_index(target, op, arg))),
            op if op.has_local() || op.has_free() => Some(Operand::Local(arg)),
            _ => None,
        };
        [operand, None]
    }

    /// The argument as it is shown: the place that a jump leads to.
    pub(crate) fn shown_arg(&self) -> String {
        let (next, arg) = (self.next as i64, i64::from(self.arg));
        match self.op {
            Some(op) if op.is_backward_jump() => format!("to {}", next - arg),
            Some(op) if op.has_target() => format!("to {}", next + arg),
            _ => arg.to_string(),
        }
    }
}

/// The instructions of `code`, which may be any bytes.
pub(crate) fn decode(code: &[u8], target: &'static Target) -> impl Iterator<Item = Decoded> {
    let table = target.opcodes;
    let mut by_number = [None; 256];
    for op in Op::ALL {
        if let Some(slot) = by_number.get_mut(usize::from(table.number(op))) {
            *slot = Some(op);
        }
    }
    let (units, _) = code.as_chunks::<2>();
    let mut at = 0;
    std::iter::from_fn(move || {
        let (start, mut arg) = (at, 0);
        loop {
            let &[number, low] = units.get(at)?;
            arg = arg << 8 | u32::from(low);
            at += 1;
            let op = by_number[usize::from(number)];
            if op == Some(Op::EXTENDED_ARG) {
                continue;
            }
            at += op.map_or(0, |op| table.caches(op) as usize);
            return Some(Decoded { start, next: at, number, op, arg });
        }
    })
}
