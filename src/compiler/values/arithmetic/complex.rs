//! Arithmetic on complex numbers.
//!
//! 3.14 has the rules of annex G of the C standard: a real operand is not made complex, so that the sign of its imaginary
//! part does not interfere, and what is infinite is not lost as `nan+nanj` (gh-69639, gh-119372).

use super::Operator;

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Complex {
    pub(super) re: f64,
    pub(super) im: f64,
}

/// An operand of an operation of which one operand is complex.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operand {
    Real(f64),
    Complex(Complex),
}

/// How a version calculates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ComplexRules {
    /// A real operand is made complex; no special values are looked at.
    Plain,
    /// The rules of annex G.
    AnnexG,
}

impl Complex {
    pub(super) fn real(re: f64) -> Self {
        Self { re, im: 0.0 }
    }

    fn is_nan(self) -> bool {
        self.re.is_nan() && self.im.is_nan()
    }

    fn is_infinite(self) -> bool {
        self.re.is_infinite() || self.im.is_infinite()
    }

    fn is_finite(self) -> bool {
        self.re.is_finite() && self.im.is_finite()
    }

    /// Its direction, if it is infinite: 1 for an infinite part and 0 for another, with their signs.
    fn direction(self) -> Self {
        let part = |value: f64| if value.is_infinite() { 1.0f64 } else { 0.0 }.copysign(value);
        Self { re: part(self.re), im: part(self.im) }
    }

    /// Zeros in place of what is no number, with its sign.
    fn without_nan(self) -> Self {
        let part = |value: f64| if value.is_nan() { 0.0f64.copysign(value) } else { value };
        Self { re: part(self.re), im: part(self.im) }
    }

    fn times(self, right: Self) -> Self {
        Self { re: self.re * right.re - self.im * right.im, im: self.re * right.im + self.im * right.re }
    }

    fn scaled(self, factor: f64) -> Self {
        Self { re: factor * self.re, im: factor * self.im }
    }
}

impl Operand {
    fn complex(self) -> Complex {
        match self {
            Self::Real(value) => Complex::real(value),
            Self::Complex(value) => value,
        }
    }
}

impl ComplexRules {
    /// `left op right`
    pub(super) fn binary(self, left: Operand, op: Operator, right: Operand) -> Option<Complex> {
        if self == Self::AnnexG
            && let Some(result) = mixed(left, op, right)
        {
            return result;
        }
        let (left, right) = (left.complex(), right.complex());
        match op {
            Operator::Add => Some(Complex { re: left.re + right.re, im: left.im + right.im }),
            Operator::Subtract => Some(Complex { re: left.re - right.re, im: left.im - right.im }),
            Operator::Multiply => Some(self.multiply(left, right)),
            Operator::TrueDivide => self.divide(left, right),
            Operator::Power => self.power(left, right),
            _ => None,
        }
    }

    fn multiply(self, left: Complex, right: Complex) -> Complex {
        let product = left.times(right);
        if self == Self::Plain || !product.is_nan() {
            return product;
        }
        let (mut first, mut second, mut is_infinite) = (left, right, false);
        if first.is_infinite() {
            (first, second, is_infinite) = (first.direction(), second.without_nan(), true);
        }
        if second.is_infinite() {
            (first, second, is_infinite) = (first.without_nan(), second.direction(), true);
        }
        if !is_infinite {
            let parts = [left.re * right.re, left.im * right.im, left.re * right.im, left.im * right.re];
            is_infinite = parts.into_iter().any(f64::is_infinite);
            (first, second) = (first.without_nan(), second.without_nan());
        }
        if is_infinite { first.times(second).scaled(f64::INFINITY) } else { product }
    }

    fn divide(self, left: Complex, right: Complex) -> Option<Complex> {
        let quotient = quotient(left, right)?;
        if self == Self::Plain || !quotient.is_nan() {
            return Some(quotient);
        }
        // The numerator of the quotient: the dividend times the conjugate of the divisor.
        let numerator = |left: Complex, right: Complex| Complex {
            re: left.re * right.re + left.im * right.im,
            im: left.im * right.re - left.re * right.im,
        };
        Some(if left.is_infinite() && right.is_finite() {
            numerator(left.direction(), right).scaled(f64::INFINITY)
        } else if right.is_infinite() && left.is_finite() {
            numerator(left, right.direction()).scaled(0.0)
        } else {
            quotient
        })
    }

    /// `base ** exponent`: by repeated multiplication for small integers, else in polar form.
    pub(super) fn power(self, base: Complex, exponent: Complex) -> Option<Complex> {
        let small = exponent.im == 0.0 && exponent.re == exponent.re.floor() && exponent.re.abs() <= 100.0;
        let result = if small && exponent.re > 0.0 {
            self.integer_power(base, exponent.re as u32)
        } else if small {
            self.divide(Complex::real(1.0), self.integer_power(base, -exponent.re as u32))?
        } else if base.re == 0.0 && base.im == 0.0 {
            if exponent.im != 0.0 || exponent.re < 0.0 {
                return None;
            }
            Complex::real(0.0)
        } else {
            polar_power(base, exponent)?
        };
        (!result.is_infinite()).then_some(result)
    }

    /// `base ** exponent` by squaring, one multiplication a bit from the lowest up (`c_powu`).
    fn integer_power(self, base: Complex, exponent: u32) -> Complex {
        let (mut result, mut power, mut rest) = (Complex::real(1.0), base, exponent);
        while rest > 0 {
            if rest & 1 == 1 {
                result = self.multiply(result, power);
            }
            power = self.multiply(power, power);
            rest >>= 1;
        }
        result
    }
}

/// An operation of a real and a complex operand by the rules of annex G; nothing if both are complex or the operation
/// has no such rule. The inner value is the result, if there is one.
fn mixed(left: Operand, op: Operator, right: Operand) -> Option<Option<Complex>> {
    let result = match (left, op, right) {
        (Operand::Real(left), Operator::Add, Operand::Complex(right)) => Complex { re: left + right.re, ..right },
        (Operand::Complex(left), Operator::Add, Operand::Real(right)) => Complex { re: left.re + right, ..left },
        (Operand::Real(left), Operator::Subtract, Operand::Complex(right)) => {
            Complex { re: left - right.re, im: -right.im }
        }
        (Operand::Complex(left), Operator::Subtract, Operand::Real(right)) => Complex { re: left.re - right, ..left },
        (Operand::Real(real), Operator::Multiply, Operand::Complex(other))
        | (Operand::Complex(other), Operator::Multiply, Operand::Real(real)) => {
            Complex { re: other.re * real, im: other.im * real }
        }
        (Operand::Complex(left), Operator::TrueDivide, Operand::Real(right)) => {
            return Some((right != 0.0).then(|| Complex { re: left.re / right, im: left.im / right }));
        }
        (Operand::Real(left), Operator::TrueDivide, Operand::Complex(right)) => {
            return Some(real_quotient(left, right));
        }
        _ => return None,
    };
    Some(Some(result))
}

/// What is no number in both parts.
const NAN: Complex = Complex { re: f64::NAN, im: f64::NAN };

/// What Smith's algorithm divides by: the ratio of the divisor's parts, the denominator, and whether the real part is the
/// larger one. Nothing for zero.
fn smith(right: Complex) -> Option<(f64, f64, bool)> {
    if right.re.abs() >= right.im.abs() {
        let ratio = right.im / right.re;
        (right.re != 0.0).then_some((ratio, right.re + right.im * ratio, true))
    } else {
        let ratio = right.re / right.im;
        Some((ratio, right.re * ratio + right.im, false))
    }
}

/// `left / right` by Smith's algorithm, in the order of operations that CPython has (`_Py_c_quot`).
fn quotient(left: Complex, right: Complex) -> Option<Complex> {
    if right.re.is_nan() || right.im.is_nan() {
        return Some(NAN);
    }
    let (ratio, denominator, by_real) = smith(right)?;
    Some(if by_real {
        Complex { re: (left.re + left.im * ratio) / denominator, im: (left.im - left.re * ratio) / denominator }
    } else {
        Complex { re: (left.re * ratio + left.im) / denominator, im: (left.im * ratio - left.re) / denominator }
    })
}

/// `left / right` (`_Py_rc_quot`).
fn real_quotient(left: f64, right: Complex) -> Option<Complex> {
    let quotient = if right.re.is_nan() || right.im.is_nan() {
        NAN
    } else {
        let (ratio, denominator, by_real) = smith(right)?;
        if by_real {
            Complex { re: left / denominator, im: (-left * ratio) / denominator }
        } else {
            Complex { re: (left * ratio) / denominator, im: -left / denominator }
        }
    };
    if quotient.is_nan() && left.is_finite() && right.is_infinite() {
        let direction = right.direction();
        return Some(Complex { re: 0.0 * (left * direction.re), im: 0.0 * (-left * direction.im) });
    }
    Some(quotient)
}

/// `base ** exponent` in polar form (`_Py_c_pow`).
fn polar_power(base: Complex, exponent: Complex) -> Option<Complex> {
    let magnitude = base.re.hypot(base.im);
    let mut length = magnitude.powf(exponent.re);
    let angle = base.im.atan2(base.re);
    let mut phase = angle * exponent.re;
    if exponent.im != 0.0 {
        length /= (angle * exponent.im).exp();
        phase += exponent.im * magnitude.ln();
    }
    // C's cos and sin report a domain error of an infinity, which CPython turns into an exception.
    (!phase.is_infinite()).then(|| Complex { re: length * phase.cos(), im: length * phase.sin() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `tests/recorded/record_complex.py` recorded of 3.14.
    const RECORDED: &str = include_str!("../../../../tests/recorded/complex.tsv");

    fn float(bits: &str) -> f64 {
        f64::from_bits(u64::from_str_radix(bits, 16).expect("bits"))
    }

    fn operand(text: &str) -> Operand {
        match text.split_once(',') {
            Some((re, im)) => Operand::Complex(Complex { re: float(re), im: float(im) }),
            None => Operand::Real(float(text)),
        }
    }

    /// A result as it is recorded. Which of two operands that are no numbers is the result is the machine's choice, so
    /// all are one.
    fn show(result: Option<Complex>) -> String {
        let part = |value: f64| if value.is_nan() { "nan".to_owned() } else { format!("{:016x}", value.to_bits()) };
        result.map_or("-".to_owned(), |value| format!("{},{}", part(value.re), part(value.im)))
    }

    #[test]
    fn operations_give_what_3_14_gives() {
        let (mut wrong, mut changed) = (Vec::new(), 0);
        for line in RECORDED.lines() {
            let [op, left, right, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let op = match op {
                "+" => Operator::Add,
                "-" => Operator::Subtract,
                "*" => Operator::Multiply,
                "/" => Operator::TrueDivide,
                _ => Operator::Power,
            };
            let [annex, plain] = [ComplexRules::AnnexG, ComplexRules::Plain]
                .map(|rules| show(rules.binary(operand(left), op, operand(right))));
            if annex != expected {
                wrong.push(format!("{line}, not {annex}"));
            }
            changed += usize::from(plain != expected);
        }
        assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
        assert!(changed > 50, "{changed}");
    }
}
