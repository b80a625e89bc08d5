//! `==` of constants, under which a set drops duplicates: it looks through types (`1 == True ==
//! 1.0`), unlike the equality of [`crate::compiler::values::constant::ConstTable`].

use super::integer;
use crate::compiler::values::constant::{ConstId, ConstTable, Constant};
use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};
use std::collections::HashSet;

/// `items` without those that are equal to an earlier one.
pub(crate) fn distinct(consts: &ConstTable<'_>, items: &[ConstId]) -> Vec<ConstId> {
    let mut seen = Seen(HashSet::with_capacity(items.len()));
    items.iter().copied().filter(|&item| seen.insert(consts, item)).collect()
}

/// Constants of which no two are equal. The hash has a key that nobody can foresee.
#[derive(Debug, Default)]
pub(crate) struct Seen(HashSet<Key>);

impl Seen {
    /// Adds `item`; says whether it is equal to none that was there.
    pub(crate) fn insert(&mut self, consts: &ConstTable<'_>, item: ConstId) -> bool {
        self.0.insert(Key::new(consts, item))
    }
}

/// What is equal of two constants that Python's containers take for the same: identical or equal ones.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    /// What is equal to itself alone: of one type, equal constants are one. NaN is equal to nothing else.
    Itself(ConstId),
    Int(i64),
    /// An integer that does not fit.
    BigInt(BigInt),
    /// The bits of a float that has no integer's value.
    Float(u64),
    Complex(Box<[Self; 2]>),
    Tuple(Vec<Self>),
}

impl Key {
    fn new(consts: &ConstTable<'_>, id: ConstId) -> Self {
        let of_float = |value| Self::of_float(value).unwrap_or(Self::Itself(id));
        match consts.get(id) {
            Constant::Int(value) => Self::Int(value),
            Constant::Float(value) => of_float(value),
            Constant::Complex(re, 0.0) => of_float(re),
            Constant::Complex(re, im) => match (Self::of_float(re), Self::of_float(im)) {
                (Some(re), Some(im)) => Self::Complex(Box::new([re, im])),
                _ => Self::Itself(id),
            },
            // The empty bytes may be one of two objects.
            Constant::Bytes([]) => Self::Itself(ConstTable::EMPTY_BYTES),
            Constant::Tuple(items) => Self::Tuple(items.iter().map(|&item| Self::new(consts, item)).collect()),
            value => integer(value).map_or(Self::Itself(id), Self::of_int),
        }
    }

    fn of_int(value: BigInt) -> Self {
        value.to_i64().map_or(Self::BigInt(value), Self::Int)
    }

    /// The key of a float that is not NaN.
    fn of_float(value: f64) -> Option<Self> {
        if value.is_nan() {
            return None;
        }
        // Infinities are no integers.
        let whole = BigInt::from_f64(value).filter(|_| value == value.trunc());
        Some(whole.map_or(Self::Float(value.to_bits()), Self::of_int))
    }
}
