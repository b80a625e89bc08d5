//! Expressions, as far as error messages look into them.

use super::token::Span;

/// A node of a [`super::parser::Parser`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Id(pub u32);

/// An expression.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub kind: Kind,
    pub span: Span,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// The number of its token.
    Name(usize),
    Attribute,
    Subscript,
    Starred(Id),
    List(Vec<Id>),
    Tuple(Vec<Id>),
    Lambda,
    Call,
    /// `BoolOp`, `BinOp`, `UnaryOp`.
    Operation,
    GeneratorExp,
    Yield,
    Await,
    ListComp,
    SetComp,
    DictComp,
    Dict,
    Set,
    JoinedStr,
    TemplateStr,
    /// `None`, `True`, `False`, `ellipsis`.
    Singleton(&'static str),
    Literal,
    /// Whether it is imaginary.
    Number(bool),
    /// The left side, if the first operator is `in`.
    Compare(Option<Id>),
    IfExp,
    NamedExpr,
    /// Arguments of a call: the positional ones, and whether there is a `**` among the others.
    Arguments {
        args: Vec<Id>,
        unpacking: bool,
    },
    /// A `for` clause of a comprehension: its last expression.
    Clause(Id),
    /// What only its place is of interest of: patterns, parameters, statements.
    Other,
}

/// What an expression may not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Targets {
    /// Assigned to.
    Star,
    /// Deleted.
    Del,
    /// Assigned to by a `for`.
    For,
}

/// What messages call an expression (`_PyPegen_get_expr_name`).
pub(super) fn name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Name(_) => "name",
        Kind::Attribute => "attribute",
        Kind::Subscript => "subscript",
        Kind::Starred(_) => "starred",
        Kind::List(_) => "list",
        Kind::Tuple(_) => "tuple",
        Kind::Lambda => "lambda",
        Kind::Call => "function call",
        Kind::Operation => "expression",
        Kind::GeneratorExp => "generator expression",
        Kind::Yield => "yield expression",
        Kind::Await => "await expression",
        Kind::ListComp => "list comprehension",
        Kind::SetComp => "set comprehension",
        Kind::DictComp => "dict comprehension",
        Kind::Dict => "dict literal",
        Kind::Set => "set display",
        Kind::JoinedStr => "f-string expression",
        Kind::TemplateStr => "t-string expression",
        Kind::Singleton(name) => name,
        Kind::Literal | Kind::Number(_) => "literal",
        Kind::Compare(_) => "comparison",
        Kind::IfExp => "conditional expression",
        Kind::NamedExpr => "named expression",
        Kind::Arguments { .. } | Kind::Clause(_) | Kind::Other => "expression",
    }
}
