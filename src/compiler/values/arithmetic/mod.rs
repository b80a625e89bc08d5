//! Python's arithmetic on constants, within the limits that CPython's optimizers set: numbers, strings, bytes, tuples.
//!
//! A function gives nothing where Python raises an exception or CPython declines; then nothing is folded, and the
//! exception is left to the running program. CPython folds a tree up to 3.13 (Python/ast_opt.c) and the graph since
//! 3.14 (Python/flowgraph.c); nothing here knows which.

mod complex;
pub(crate) mod equality;
mod number;
mod sequence;

use crate::compiler::values::constant::{ConstId, ConstTable};
use crate::compiler::values::intern::Interner;
pub(crate) use complex::ComplexRules;
pub(crate) use number::integer;
pub(crate) use sequence::Sum;

/// The bits that an integer may have after `*`, `**` and `<<`.
const MAX_INT_BITS: u64 = 128;
/// The items that a tuple may have after `*`.
const MAX_COLLECTION_SIZE: i64 = 256;
/// The characters or bytes that a string may have after `*`.
const MAX_STR_SIZE: i64 = 4096;
/// The items that a tuple may have after `*`, nested ones included.
const MAX_TOTAL_ITEMS: i64 = 1024;

/// A unary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnaryOp {
    Invert,
    Not,
    Plus,
    Minus,
}

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    MatrixMultiply,
    TrueDivide,
    Remainder,
    Power,
    ShiftLeft,
    ShiftRight,
    Or,
    Xor,
    And,
    FloorDivide,
}

/// The tables that results are added to.
pub(crate) struct Arithmetic<'t, 'a> {
    /// The constants.
    pub(crate) consts: &'t mut ConstTable<'a>,
    /// The texts of strings.
    pub(crate) names: &'t mut Interner<'a>,
    /// How the release calculates with complex numbers.
    pub(crate) complex: ComplexRules,
}

impl Arithmetic<'_, '_> {
    /// `op operand`
    pub(crate) fn unary(&mut self, op: UnaryOp, operand: ConstId) -> Option<ConstId> {
        number::unary(self.consts, op, operand)
    }

    /// `left op right`
    pub(crate) fn binary(&mut self, left: ConstId, op: Operator, right: ConstId) -> Option<ConstId> {
        number::binary(self.consts, self.complex, left, op, right).or_else(|| match op {
            Operator::Add => sequence::concat(self, left, right),
            Operator::Multiply => sequence::repeat(self, left, right).or_else(|| sequence::repeat(self, right, left)),
            _ => None,
        })
    }

    /// `sequence[index]`
    pub(crate) fn item(&mut self, sequence: ConstId, index: ConstId) -> Option<ConstId> {
        sequence::item(self, sequence, index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::values::constant::Constant;

    /// What a graph pass has: the two tables, no context. `syntax/fold/tests.rs` has thousands of values.
    #[test]
    fn two_tables_are_enough() {
        let arena = bumpalo::Bump::new();
        let (mut consts, mut names) = (ConstTable::new(&arena), Interner::new(&arena));
        let (ab, c) = (consts.str(names.intern(b"ab")), consts.str(names.intern(b"c")));
        let [two, minus_one] = [2, -1].map(|value| consts.int(value));
        let mut values = Arithmetic { consts: &mut consts, names: &mut names, complex: ComplexRules::Widened };
        let joined = values.binary(ab, Operator::Add, c).expect("a string");
        let repeated = values.binary(two, Operator::Multiply, joined).expect("a string");
        let last = values.item(repeated, minus_one).expect("a character");
        assert_eq!(values.binary(two, Operator::Power, minus_one), Some(values.consts.float(0.5)));
        assert_eq!(values.unary(UnaryOp::Invert, two), Some(values.consts.int(-3)));
        assert_eq!(values.binary(ab, Operator::Remainder, two), None);
        assert_eq!(last, c);
        assert!(matches!(consts.get(repeated), Constant::Str(text) if names.bytes(text) == b"abcabc"));
    }
}
