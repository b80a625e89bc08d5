//! Complex numbers.

use super::Operator;

/// A complex number.
#[derive(Clone, Copy)]
pub(super) struct Complex {
    pub(super) re: f64,
    pub(super) im: f64,
}

/// An operand beside a complex number.
#[derive(Clone, Copy)]
pub(super) enum Operand {
    Real(f64),
    Complex(Complex),
}

/// How releases calculate with complex numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ComplexRules {
    /// A real operand gets an imaginary part of zero.
    Widened,
    /// The rules of annex G of the C standard: a real operand has no imaginary part, whose sign could show in the result,
    /// and infinities are recovered from products and quotients that are not a number in both parts.
    AnnexG,
}

const ONE: Complex = Complex { re: 1.0, im: 0.0 };

impl Complex {
    fn is_nan(self) -> bool {
        self.re.is_nan() && self.im.is_nan()
    }

    fn is_infinite(self) -> bool {
        self.re.is_infinite() || self.im.is_infinite()
    }

    fn is_finite(self) -> bool {
        self.re.is_finite() && self.im.is_finite()
    }

    /// An infinite number's direction: ones for infinite parts, zeros for others, with their signs.
    fn direction(self) -> Self {
        let part = |part: f64| f64::from(u8::from(part.is_infinite())).copysign(part);
        Self { re: part(self.re), im: part(self.im) }
    }

    /// With zeros, with their signs, in the place of parts that are no number.
    fn without_nan(self) -> Self {
        let part = |part: f64| if part.is_nan() { 0.0f64.copysign(part) } else { part };
        Self { re: part(self.re), im: part(self.im) }
    }
}

impl Operand {
    fn widened(self) -> Complex {
        match self {
            Self::Real(re) => Complex { re, im: 0.0 },
            Self::Complex(value) => value,
        }
    }
}

/// A binary operator on operands of which one is complex.
pub(super) fn binary(rules: ComplexRules, left: Operand, op: Operator, right: Operand) -> Option<Complex> {
    if op != Operator::Power && rules == ComplexRules::AnnexG {
        match (left, right) {
            (Operand::Complex(left), Operand::Real(right)) => return with_real(left, op, right),
            (Operand::Real(left), Operand::Complex(right)) => return real_with(left, op, right),
            _ => {}
        }
    }
    let (left, right) = (left.widened(), right.widened());
    match op {
        Operator::Add => Some(Complex { re: left.re + right.re, im: left.im + right.im }),
        Operator::Subtract => Some(Complex { re: left.re - right.re, im: left.im - right.im }),
        Operator::Multiply => Some(multiply(rules, left, right)),
        Operator::TrueDivide => divide(rules, left, right),
        Operator::Power => pow(rules, left, right),
        _ => None,
    }
}

/// An operator between a complex and a real number (`_Py_cr_sum` and others).
fn with_real(left: Complex, op: Operator, right: f64) -> Option<Complex> {
    match op {
        Operator::Add => Some(Complex { re: left.re + right, im: left.im }),
        Operator::Subtract => Some(Complex { re: left.re - right, im: left.im }),
        Operator::Multiply => Some(Complex { re: left.re * right, im: left.im * right }),
        Operator::TrueDivide if right != 0.0 => Some(Complex { re: left.re / right, im: left.im / right }),
        _ => None,
    }
}

/// An operator between a real and a complex number (`_Py_rc_diff` and others).
fn real_with(left: f64, op: Operator, right: Complex) -> Option<Complex> {
    match op {
        Operator::Add | Operator::Multiply => with_real(right, op, left),
        Operator::Subtract => Some(Complex { re: left - right.re, im: -right.im }),
        Operator::TrueDivide => {
            let Scaled { ratio, denominator, by_real } = scale_by(right)?;
            let (re, im) = if by_real { (left, -left * ratio) } else { (left * ratio, -left) };
            let quotient = Complex { re: re / denominator, im: im / denominator };
            Some(recover_quotient(quotient, Complex { re: left, im: 0.0 }, right))
        }
        _ => None,
    }
}

fn multiply(rules: ComplexRules, left: Complex, right: Complex) -> Complex {
    let product = Complex { re: left.re * right.re - left.im * right.im, im: left.re * right.im + left.im * right.re };
    if rules == ComplexRules::AnnexG && product.is_nan() { recover_product(product, left, right) } else { product }
}

/// The product of what annex G takes infinite operands for, if `product` has lost an infinity (`_Py_c_prod`).
fn recover_product(product: Complex, mut left: Complex, mut right: Complex) -> Complex {
    let overflows = [left.re * right.re, left.im * right.im, left.re * right.im, left.im * right.re];
    let is_left_infinite = left.is_infinite();
    let mut is_lost = is_left_infinite;
    if is_left_infinite {
        (left, right) = (left.direction(), right.without_nan());
    }
    if right.is_infinite() {
        (left, right) = (left.without_nan(), right.direction());
        is_lost = true;
    }
    if !is_lost && overflows.iter().any(|part| part.is_infinite()) {
        (left, right) = (left.without_nan(), right.without_nan());
        is_lost = true;
    }
    if !is_lost {
        return product;
    }
    Complex {
        re: f64::INFINITY * (left.re * right.re - left.im * right.im),
        im: f64::INFINITY * (left.re * right.im + left.im * right.re),
    }
}

/// A divisor in Smith's algorithm, by its greater part.
struct Scaled {
    /// The lesser part by the greater one.
    ratio: f64,
    denominator: f64,
    /// The real part is the greater one.
    by_real: bool,
}

/// `None` for zero.
fn scale_by(divisor: Complex) -> Option<Scaled> {
    let Complex { re, im } = divisor;
    if re.abs() >= im.abs() {
        let ratio = im / re;
        (re != 0.0).then_some(Scaled { ratio, denominator: re + im * ratio, by_real: true })
    } else if im.abs() >= re.abs() {
        let ratio = re / im;
        Some(Scaled { ratio, denominator: re * ratio + im, by_real: false })
    } else {
        Some(Scaled { ratio: f64::NAN, denominator: f64::NAN, by_real: true })
    }
}

/// Smith's algorithm, in the order of operations that CPython has (`_Py_c_quot`).
fn divide(rules: ComplexRules, left: Complex, right: Complex) -> Option<Complex> {
    let Scaled { ratio, denominator, by_real } = scale_by(right)?;
    let (re, im) = if by_real {
        (left.re + left.im * ratio, left.im - left.re * ratio)
    } else {
        (left.re * ratio + left.im, left.im * ratio - left.re)
    };
    let quotient = Complex { re: re / denominator, im: im / denominator };
    Some(if rules == ComplexRules::AnnexG { recover_quotient(quotient, left, right) } else { quotient })
}

/// The infinity or zero that a quotient has lost if both its parts are no numbers.
fn recover_quotient(quotient: Complex, left: Complex, right: Complex) -> Complex {
    if !quotient.is_nan() {
        return quotient;
    }
    let (size, left, right) = if left.is_infinite() && right.is_finite() {
        (f64::INFINITY, left.direction(), right)
    } else if right.is_infinite() && left.is_finite() {
        (0.0, left, right.direction())
    } else {
        return quotient;
    };
    Complex {
        re: size * (left.re * right.re + left.im * right.im),
        im: size * (left.im * right.re - left.re * right.im),
    }
}

/// `complex_pow`: by repeated multiplication for small integers, else in polar form.
fn pow(rules: ComplexRules, base: Complex, exponent: Complex) -> Option<Complex> {
    let small = exponent.im == 0.0 && exponent.re == exponent.re.floor() && exponent.re.abs() <= 100.0;
    if !small {
        return polar_pow(base, exponent);
    }
    let result = if exponent.re > 0.0 {
        powu(rules, base, exponent.re as u32)
    } else {
        divide(rules, ONE, powu(rules, base, -exponent.re as u32))?
    };
    (!result.is_infinite()).then_some(result)
}

/// `base ** exponent` in polar form (`_Py_c_pow`).
pub(super) fn polar_pow(base: Complex, exponent: Complex) -> Option<Complex> {
    let result = if base.re == 0.0 && base.im == 0.0 {
        if exponent.im != 0.0 || exponent.re < 0.0 {
            return None;
        }
        Complex { re: 0.0, im: 0.0 }
    } else {
        let magnitude = base.re.hypot(base.im);
        let mut length = magnitude.powf(exponent.re);
        let angle = base.im.atan2(base.re);
        let mut phase = angle * exponent.re;
        if exponent.im != 0.0 {
            length /= (angle * exponent.im).exp();
            phase += exponent.im * magnitude.ln();
        }
        if phase.is_infinite() {
            // C's cos and sin report a domain error, which CPython turns into an exception.
            return None;
        }
        Complex { re: length * phase.cos(), im: length * phase.sin() }
    };
    (!result.is_infinite()).then_some(result)
}

/// `base ** exponent` by squaring, one multiplication a bit from the lowest up (`c_powu`).
fn powu(rules: ComplexRules, base: Complex, exponent: u32) -> Complex {
    let (mut result, mut power, mut rest) = (ONE, base, exponent);
    while rest > 0 {
        if rest & 1 == 1 {
            result = multiply(rules, result, power);
        }
        power = multiply(rules, power, power);
        rest >>= 1;
    }
    result
}
