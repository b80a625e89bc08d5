//! What is no node of its own: operators, and how an expression is used.

/// How an expression is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExprContext {
    Load,
    Store,
    Del,
}

/// `and`, `or`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoolOp {
    And,
    Or,
}

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

/// A unary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    Invert,
    Not,
    UAdd,
    USub,
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CmpOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}

impl CmpOp {
    /// It as the only operator of a comparison.
    pub fn alone(self) -> &'static [Self] {
        match self {
            Self::Eq => &[Self::Eq],
            Self::NotEq => &[Self::NotEq],
            Self::Lt => &[Self::Lt],
            Self::LtE => &[Self::LtE],
            Self::Gt => &[Self::Gt],
            Self::GtE => &[Self::GtE],
            Self::Is => &[Self::Is],
            Self::IsNot => &[Self::IsNot],
            Self::In => &[Self::In],
            Self::NotIn => &[Self::NotIn],
        }
    }
}
