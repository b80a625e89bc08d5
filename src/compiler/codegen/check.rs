//! The compiler's warnings: code that is valid and surely a mistake.

use super::Compiler;
use crate::compiler::syntax::ast::{CmpOp, CompKind, Expr, ExprKind};
use crate::compiler::values::constant::Constant;
use crate::compiler::version::Feature;

impl Compiler<'_, '_> {
    /// `is` with a literal (`check_compare`).
    pub(super) fn check_compare(&mut self, left: &Expr<'_>, ops: &[CmpOp], comparators: &[Expr<'_>]) {
        let mut left = left;
        for (op, right) in ops.iter().zip(comparators) {
            let operands = [std::mem::replace(&mut left, right), right];
            let (name, instead) = match op {
                CmpOp::Is => ("is", "=="),
                CmpOp::IsNot => ("is not", "!="),
                _ => continue,
            };
            let Some(literal) = operands.into_iter().find(|operand| !self.fits_identity(operand)) else { continue };
            let literal = match self.literal_type(literal) {
                Some(typ) if self.has(Feature::LiteralTypeInWarning) => format!("'{typ}'"),
                _ => "a".to_owned(),
            };
            return self.warn(format!("\"{name}\" with {literal} literal. Did you mean \"{instead}\"?"));
        }
    }

    /// Not a constant, or one that `is` may be used with (`check_is_arg`). A tuple of constants is one, also where the tree
    /// still has it as a tuple.
    fn fits_identity(&self, expr: &Expr<'_>) -> bool {
        match expr.kind {
            ExprKind::Tuple { elts, .. } => !elts.iter().all(|elt| matches!(elt.kind, ExprKind::Constant { .. })),
            ExprKind::Constant { value, .. } => matches!(
                self.ctx.consts.get(value),
                Constant::None | Constant::False | Constant::True | Constant::Ellipsis
            ),
            _ => true,
        }
    }

    /// A call of something that cannot be called (`check_caller`).
    pub(super) fn check_called(&mut self, func: &Expr<'_>) {
        if matches!(func.kind, ExprKind::Lambda(_)) {
            return;
        }
        if let Some(name) = self.literal_type(func) {
            self.warn_of(func, format!("'{name}' object is not callable; perhaps you missed a comma?"));
        }
    }

    /// A subscript of something that has none (`check_subscripter`).
    pub(super) fn check_subscripted(&mut self, value: &Expr<'_>) {
        let doubtful = match &value.kind {
            ExprKind::Constant { value, .. } => matches!(
                self.ctx.consts.get(*value),
                Constant::None
                    | Constant::Ellipsis
                    | Constant::False
                    | Constant::True
                    | Constant::Int(_)
                    | Constant::BigInt(_)
                    | Constant::Float(_)
                    | Constant::Complex(..)
                    | Constant::FrozenSet(_)
            ),
            ExprKind::Set(_) | ExprKind::Lambda(_) | ExprKind::TemplateStr(_) => true,
            ExprKind::Comp(node) => matches!(node.kind, CompKind::SetComp | CompKind::GeneratorExp),
            _ => false,
        };
        if doubtful && let Some(name) = self.literal_type(value) {
            self.warn_of(value, format!("'{name}' object is not subscriptable; perhaps you missed a comma?"));
        }
    }

    /// A sequence indexed with a literal that is no index (`check_index`).
    pub(super) fn check_index(&mut self, value: &Expr<'_>, index: &Expr<'_>) {
        let Some(index_type) = self.literal_type(index) else { return };
        if matches!(index_type, "int" | "bool") {
            return;
        }
        let is_sequence = match &value.kind {
            ExprKind::Constant { value, .. } => {
                matches!(self.ctx.consts.get(*value), Constant::Str(_) | Constant::Bytes(_) | Constant::Tuple(_))
            }
            ExprKind::Tuple { .. }
            | ExprKind::List { .. }
            | ExprKind::JoinedStr(_)
            | ExprKind::FormattedValue { .. } => true,
            ExprKind::Comp(node) => node.kind == CompKind::ListComp,
            _ => false,
        };
        if is_sequence && let Some(name) = self.literal_type(value) {
            self.warn_of(
                value,
                format!("{name} indices must be integers or slices, not {index_type}; perhaps you missed a comma?"),
            );
        }
    }

    /// A warning of an operand.
    fn warn_of(&mut self, operand: &Expr<'_>, message: String) {
        let loc = if self.has(Feature::ExplicitPositions) { operand.loc } else { self.u.loc };
        self.warn_at(loc, message);
    }

    /// The name of the type that an expression surely has (`infer_type`).
    fn literal_type(&self, expr: &Expr<'_>) -> Option<&'static str> {
        Some(match &expr.kind {
            ExprKind::Tuple { .. } => "tuple",
            ExprKind::List { .. } => "list",
            ExprKind::Dict(_) => "dict",
            ExprKind::Set(_) => "set",
            ExprKind::Comp(node) => match node.kind {
                CompKind::GeneratorExp => "generator",
                CompKind::ListComp => "list",
                CompKind::SetComp => "set",
                CompKind::DictComp => "dict",
            },
            ExprKind::Lambda(_) => "function",
            ExprKind::JoinedStr(_) | ExprKind::FormattedValue { .. } => "str",
            ExprKind::TemplateStr(_) => "string.templatelib.Template",
            ExprKind::Interpolation(_) => "string.templatelib.Interpolation",
            ExprKind::Constant { value, .. } => match self.ctx.consts.get(*value) {
                Constant::None => "NoneType",
                Constant::False | Constant::True => "bool",
                Constant::Ellipsis => "ellipsis",
                Constant::Int(_) | Constant::BigInt(_) => "int",
                Constant::Float(_) => "float",
                Constant::Complex(..) => "complex",
                Constant::Str(_) => "str",
                Constant::Bytes(_) => "bytes",
                Constant::Tuple(_) => "tuple",
                Constant::FrozenSet(_) => "frozenset",
                Constant::Slice(_) => "slice",
                Constant::Code(_) => "code",
            },
            _ => return None,
        })
    }
}
