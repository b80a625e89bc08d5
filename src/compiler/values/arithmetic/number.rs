//! Numbers: integers of any size, floats.

use super::complex::{self, Complex, ComplexRules, Operand};
use super::{MAX_INT_BITS, Operator, UnaryOp};
use crate::compiler::values::constant::{ConstId, ConstTable, Constant};
use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

/// A number; booleans count as integers.
enum Number {
    Int(BigInt),
    Float(f64),
    Complex(Complex),
}

/// The integer that `value` is to an operator: booleans are integers.
pub(crate) fn integer(value: Constant<'_>) -> Option<BigInt> {
    match value {
        Constant::False => Some(BigInt::from(0)),
        Constant::True => Some(BigInt::from(1)),
        Constant::Int(value) => Some(BigInt::from(value)),
        Constant::BigInt(big) => {
            let sign = if big.negative { Sign::Minus } else { Sign::Plus };
            Some(BigInt::from_slice(sign, big.digits))
        }
        _ => None,
    }
}

impl Number {
    fn new(value: Constant<'_>) -> Option<Self> {
        match value {
            Constant::Float(value) => Some(Self::Float(value)),
            Constant::Complex(re, im) => Some(Self::Complex(Complex { re, im })),
            _ => integer(value).map(Self::Int),
        }
    }

    /// `None` if the integer is too large for a float (`OverflowError`), or it is complex.
    fn to_float(&self) -> Option<f64> {
        match self {
            Self::Int(value) => true_divide(value, &BigInt::from(1)),
            Self::Float(value) => Some(*value),
            Self::Complex(_) => None,
        }
    }

    /// What it is beside a complex number. `None` if it is an integer too large for a float (`OverflowError`).
    fn beside_complex(&self) -> Option<Operand> {
        match self {
            Self::Complex(value) => Some(Operand::Complex(*value)),
            _ => self.to_float().map(Operand::Real),
        }
    }

    fn intern(&self, consts: &mut ConstTable<'_>) -> ConstId {
        match self {
            Self::Int(value) => consts.big_int(value),
            Self::Float(value) => consts.float(*value),
            Self::Complex(value) => consts.complex(value.re, value.im),
        }
    }
}

/// A unary operator on a constant.
pub(super) fn unary(consts: &mut ConstTable<'_>, op: UnaryOp, value: ConstId) -> Option<ConstId> {
    if op == UnaryOp::Not {
        return Some(consts.bool(!consts.truth(value)));
    }
    let result = match (op, Number::new(consts.get(value))?) {
        (UnaryOp::Plus, number) => number,
        (UnaryOp::Minus, Number::Int(value)) => Number::Int(-value),
        (UnaryOp::Minus, Number::Float(value)) => Number::Float(-value),
        (UnaryOp::Minus, Number::Complex(value)) => Number::Complex(Complex { re: -value.re, im: -value.im }),
        (UnaryOp::Invert, Number::Int(value)) => Number::Int(!value),
        _ => return None,
    };
    Some(result.intern(consts))
}

/// A binary operator on two constants, if both are numbers.
pub(super) fn binary(
    consts: &mut ConstTable<'_>,
    rules: ComplexRules,
    left: ConstId,
    op: Operator,
    right: ConstId,
) -> Option<ConstId> {
    let (left, right) = (consts.get(left), consts.get(right));
    if let (Some(left), Some(right)) = (boolean(left), boolean(right)) {
        // Of booleans these give booleans, all others integers.
        match op {
            Operator::And => return Some(consts.bool(left & right)),
            Operator::Or => return Some(consts.bool(left | right)),
            Operator::Xor => return Some(consts.bool(left ^ right)),
            _ => {}
        }
    }
    let (left, right) = (Number::new(left)?, Number::new(right)?);
    let result = match (&left, &right) {
        (Number::Int(left), Number::Int(right)) => int_op(left, op, right)?,
        (Number::Complex(_), _) | (_, Number::Complex(_)) => {
            Number::Complex(complex::binary(rules, left.beside_complex()?, op, right.beside_complex()?)?)
        }
        _ => float_op(left.to_float()?, op, right.to_float()?)?,
    };
    Some(result.intern(consts))
}

fn boolean(value: Constant<'_>) -> Option<bool> {
    match value {
        Constant::False => Some(false),
        Constant::True => Some(true),
        _ => None,
    }
}

fn int_op(left: &BigInt, op: Operator, right: &BigInt) -> Option<Number> {
    let result = match op {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => {
            if left.bits() + right.bits() > MAX_INT_BITS && !left.is_zero() && !right.is_zero() {
                return None;
            }
            left * right
        }
        Operator::TrueDivide => return Some(Number::Float(true_divide(left, right)?)),
        Operator::FloorDivide if !right.is_zero() => left.div_floor(right),
        Operator::Remainder if !right.is_zero() => left.mod_floor(right),
        Operator::Power if right.is_negative() => {
            let (left, right) = (true_divide(left, &BigInt::from(1))?, true_divide(right, &BigInt::from(1))?);
            return float_pow(left, right);
        }
        Operator::Power if right.is_zero() => BigInt::from(1),
        Operator::Power if left.is_zero() => BigInt::from(0),
        Operator::Power => {
            // `bits <= limit / right` keeps the exponent below the limit too: there is one bit at least.
            let exponent = right.to_u64()?;
            if left.bits() > MAX_INT_BITS / exponent {
                return None;
            }
            left.pow(exponent as u32)
        }
        Operator::ShiftLeft if right.is_negative() => return None,
        Operator::ShiftLeft if left.is_zero() => BigInt::from(0),
        Operator::ShiftLeft => {
            let count = right.to_u64()?;
            if count > MAX_INT_BITS || (count > 0 && left.bits() > MAX_INT_BITS - count) {
                return None;
            }
            left << count
        }
        Operator::ShiftRight if right.is_negative() => return None,
        Operator::ShiftRight => match right.to_u64() {
            Some(count) if count < left.bits() => left >> count,
            _ if left.is_negative() => BigInt::from(-1),
            _ => BigInt::from(0),
        },
        Operator::Or => left | right,
        Operator::Xor => left ^ right,
        Operator::And => left & right,
        Operator::FloorDivide | Operator::Remainder | Operator::MatrixMultiply => return None,
    };
    Some(Number::Int(result))
}

/// The float nearest to `left / right`, ties to even; `None` if `right` is zero or the quotient is
/// too large for a float.
fn true_divide(left: &BigInt, right: &BigInt) -> Option<f64> {
    if right.is_zero() {
        return None;
    }
    if left.is_zero() {
        // Zero has no sign to compare, yet CPython gives the quotient the divisor's.
        return Some(if right.is_negative() { -0.0 } else { 0.0 });
    }
    let negative = left.is_negative() != right.is_negative();
    let (left, right) = (left.magnitude(), right.magnitude());
    // Scale so that the quotient has 65 or 66 bits, of which the last says whether it is inexact.
    let exponent = left.bits() as i64 - right.bits() as i64 - 65;
    let (quotient, remainder) = if exponent >= 0 {
        left.div_rem(&(right << exponent as u64))
    } else {
        (left << exponent.unsigned_abs()).div_rem(right)
    };
    let quotient = quotient.to_u128()? | u128::from(!remainder.is_zero());
    let magnitude = scale(quotient, exponent)?;
    Some(if negative { -magnitude } else { magnitude })
}

/// `mantissa * 2**exponent` as the nearest float, ties to even; `None` on overflow. A set lowest
/// bit may stand for any inexactness below it: the mantissa must have 65 bits or more.
fn scale(mantissa: u128, exponent: i64) -> Option<f64> {
    let top = 127 - i64::from(mantissa.leading_zeros()) + exponent;
    // The exponent of the last bit that the result has: subnormal numbers have none below 2**-1074.
    let last = (top - 52).max(-1074);
    let drop = last - exponent;
    let kept = if drop >= 128 {
        0
    } else {
        let (kept, rest, half) = (mantissa >> drop, mantissa & ((1 << drop) - 1), 1u128 << (drop - 1));
        kept + u128::from(rest > half || (rest == half && kept & 1 == 1))
    };
    // A carry in the addition above moves to the exponent by itself, subnormal to normal included.
    let biased = last + 1074;
    let bits = if biased == 0 { kept } else { kept + ((biased as u128) << 52) };
    (bits < u128::from(f64::INFINITY.to_bits())).then(|| f64::from_bits(bits as u64))
}

fn float_op(left: f64, op: Operator, right: f64) -> Option<Number> {
    let result = match op {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        Operator::TrueDivide if right != 0.0 => left / right,
        Operator::FloorDivide if right != 0.0 => floor_divide(left, right),
        Operator::Remainder if right != 0.0 => modulo(left, right),
        Operator::Power => return float_pow(left, right),
        _ => return None,
    };
    Some(Number::Float(result))
}

/// `left % right`, with the sign of `right` (`float_rem`).
fn modulo(left: f64, right: f64) -> f64 {
    let rest = left % right;
    if rest == 0.0 {
        return 0.0f64.copysign(right);
    }
    if (right < 0.0) == (rest < 0.0) { rest } else { rest + right }
}

/// `left // right` (`_float_div_mod`).
fn floor_divide(left: f64, right: f64) -> f64 {
    let rest = left % right;
    let mut quotient = (left - rest) / right;
    if rest != 0.0 && (right < 0.0) != (rest < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return 0.0f64.copysign(left / right);
    }
    let floor = quotient.floor();
    if quotient - floor > 0.5 { floor + 1.0 } else { floor }
}

/// `base ** exponent` (`float_pow`): complex for a negative base and a fractional exponent.
fn float_pow(base: f64, exponent: f64) -> Option<Number> {
    let odd = (exponent % 2.0).abs() == 1.0;
    let result = if exponent == 0.0 {
        1.0
    } else if base.is_nan() {
        base
    } else if exponent.is_nan() {
        if base == 1.0 { 1.0 } else { exponent }
    } else if exponent.is_infinite() {
        let base = base.abs();
        if base == 1.0 {
            1.0
        } else if (exponent > 0.0) == (base > 1.0) {
            exponent.abs()
        } else {
            0.0
        }
    } else if base.is_infinite() {
        match (exponent > 0.0, odd) {
            (true, true) => base,
            (true, false) => base.abs(),
            (false, true) => 0.0f64.copysign(base),
            (false, false) => 0.0,
        }
    } else if base == 0.0 {
        if exponent < 0.0 {
            return None;
        }
        if odd { base } else { 0.0 }
    } else if base < 0.0 && exponent != exponent.floor() {
        let (base, exponent) = (Complex { re: base, im: 0.0 }, Complex { re: exponent, im: 0.0 });
        return complex::polar_pow(base, exponent).map(Number::Complex);
    } else {
        let magnitude = base.abs();
        let power = if magnitude == 1.0 { 1.0 } else { magnitude.powf(exponent) };
        if power.is_infinite() {
            return None;
        }
        if base < 0.0 && odd { -power } else { power }
    };
    Some(Number::Float(result))
}
