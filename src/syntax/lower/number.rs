//! Number literals.

use super::Lowerer;
use super::expr::constant;
use crate::constant::ConstId;
use crate::error::CompileError;
use crate::syntax::ast::Expr;
use num_bigint::{BigInt, BigUint, Sign};
use ruff_python_ast as ruff;
use ruff_text_size::{TextRange, TextSize};

/// The digits that a decimal literal may have (`sys.int_info.default_max_str_digits`).
const MAX_DECIMAL_DIGITS: usize = 4300;

impl<'a> Lowerer<'_, '_, 'a> {
    pub(super) fn number(&mut self, literal: &ruff::ExprNumberLiteral) -> Expr<'a> {
        let loc = self.location(literal.range);
        let value = match &literal.value {
            ruff::Number::Int(int) => match int.as_u64() {
                Some(small) => match i64::try_from(small) {
                    Ok(small) => self.ctx.consts.int(small),
                    Err(_) => self.ctx.consts.big_int(&BigInt::from(small)),
                },
                None => self.big_int(literal.range),
            },
            ruff::Number::Float(float) => self.ctx.consts.float(*float),
            ruff::Number::Complex { real, imag } => self.ctx.consts.complex(*real, *imag),
        };
        Expr { loc, kind: constant(value) }
    }

    /// An integer that needs more than 64 bits, from its text.
    fn big_int(&mut self, range: TextRange) -> ConstId {
        let text = &self.text[range];
        let digits: Vec<u8> = text.bytes().filter(|&byte| byte != b'_').collect();
        let radix = match digits.get(1) {
            Some(b'x' | b'X') => 16,
            Some(b'o' | b'O') => 8,
            Some(b'b' | b'B') => 2,
            _ => 10,
        };
        let digits = if radix == 10 { &digits[..] } else { &digits[2..] };
        if radix == 10 && digits.len() > MAX_DECIMAL_DIGITS {
            self.too_many_digits(digits.len(), range);
        }
        let magnitude = BigUint::parse_bytes(digits, radix).unwrap_or_default();
        self.ctx.consts.big_int(&BigInt::from_biguint(Sign::Plus, magnitude))
    }

    #[cold]
    fn too_many_digits(&mut self, count: usize, range: TextRange) {
        let loc = self.span(range.start(), range.start() + TextSize::new(1));
        let message = format!(
            "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion: value has {count} digits; \
             use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals \
             to avoid decimal conversion limits."
        );
        self.fail(CompileError::syntax(message, loc));
    }
}
