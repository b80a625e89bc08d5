//! Template strings (PEP 750).

use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{Expr, ExprKind, Interpolation};
use crate::compiler::values::intern::sym;
use crate::compiler::version::opcode::Op;

impl<'a> Compiler<'_, 'a> {
    /// `codegen_template_str`: the texts, one more than there are interpolations, then these.
    pub(super) fn template_str(&mut self, values: &'a [Expr<'a>]) -> Emit {
        let is_interpolation = |value: &Expr<'_>| matches!(value.kind, ExprKind::Interpolation(_));
        let interpolations = values.iter().filter(|value| is_interpolation(value)).count() as u32;
        // Where there is no text before an interpolation, or after the last one, there is an empty one.
        let mut lacks_text = true;
        for value in values {
            if !is_interpolation(value) {
                self.expr(value)?;
            } else if lacks_text {
                self.load_identifier(sym::EMPTY);
            }
            lacks_text = is_interpolation(value);
        }
        if lacks_text {
            self.load_identifier(sym::EMPTY);
        }
        self.op_arg(Op::BUILD_TUPLE, interpolations + 1);
        values.iter().filter(|value| is_interpolation(value)).try_for_each(|value| self.expr(value))?;
        self.op_arg(Op::BUILD_TUPLE, interpolations);
        self.op(Op::BUILD_TEMPLATE);
        Ok(())
    }

    /// `codegen_interpolation`
    pub(super) fn interpolation(&mut self, field: &'a Interpolation<'a>) -> Emit {
        let Interpolation { value, str, conversion, format_spec } = *field;
        self.expr(value)?;
        self.load_const(str);
        let mut arg = 2;
        if let Some(spec) = format_spec {
            self.expr(spec)?;
            arg += 1;
        }
        let conversion = match conversion {
            None => 0,
            Some(b's') => 1,
            Some(b'r') => 2,
            Some(_) => 3,
        };
        self.op_arg(Op::BUILD_INTERPOLATION, arg + (conversion << 2));
        Ok(())
    }
}
