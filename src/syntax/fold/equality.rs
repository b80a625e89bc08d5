//! `==` of constants, under which a set drops duplicates: it looks through types (`1 == True ==
//! 1.0`), unlike the equality of [`crate::constant::ConstTable`].

use super::number::integer;
use crate::Context;
use crate::constant::{ConstId, Constant};
use num_bigint::BigInt;
use num_traits::FromPrimitive;

/// `items` without those that are equal to an earlier one.
pub(crate) fn distinct(ctx: &Context<'_>, items: &[ConstId]) -> Vec<ConstId> {
    let mut kept: Vec<ConstId> = Vec::with_capacity(items.len());
    for &item in items {
        if !kept.iter().any(|&other| equal(ctx, other, item)) {
            kept.push(item);
        }
    }
    kept
}

/// Whether Python's containers take `left` and `right` for the same: identical or equal.
pub(crate) fn equal(ctx: &Context<'_>, left: ConstId, right: ConstId) -> bool {
    if left == right {
        return true;
    }
    match (ctx.consts.get(left), ctx.consts.get(right)) {
        (Constant::Tuple(left), Constant::Tuple(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(&left, &right)| equal(ctx, left, right))
        }
        // Of one type they would be one constant.
        (Constant::Str(_), Constant::Str(_)) => false,
        (left, right) => match (Parts::new(left), Parts::new(right)) {
            (Some(left), Some(right)) => left == right,
            _ => false,
        },
    }
}

/// A number as two exact parts. Infinities and NaN, which have no exact value, stay floats.
#[derive(PartialEq)]
struct Parts {
    re: Exact,
    im: Exact,
}

#[derive(PartialEq)]
enum Exact {
    Int(BigInt),
    Float(f64),
}

impl Exact {
    fn new(value: f64) -> Self {
        match BigInt::from_f64(value) {
            Some(int) if value == value.trunc() => Self::Int(int),
            _ => Self::Float(value),
        }
    }
}

impl Parts {
    fn new(value: Constant<'_>) -> Option<Self> {
        let (re, im) = match value {
            Constant::Float(value) => (Exact::new(value), 0.0),
            Constant::Complex(re, im) => (Exact::new(re), im),
            _ => (Exact::Int(integer(value)?), 0.0),
        };
        Some(Self { re, im: Exact::new(im) })
    }
}
