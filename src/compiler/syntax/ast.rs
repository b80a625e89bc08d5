//! The abstract syntax tree: CPython's ASDL (Parser/Python.asdl), arena-allocated.
//!
//! Node and field names are the ASDL's. Identifiers are [`Symbol`]s, constant values are
//! [`ConstId`]s, and every position is already a line and a UTF-8 column. Nothing here knows which
//! parser the tree came from. The tree is built with constants folded (see `syntax/fold.rs`).

#![allow(missing_docs)] // names and fields are the ASDL's

use crate::compiler::values::constant::ConstId;
use crate::compiler::values::intern::Symbol;
use crate::compiler::values::location::Location;
pub use operators::{BoolOp, CmpOp, ExprContext, Operator, UnaryOp};

mod operators;

/// Numbers the nodes that open a scope (modules, functions, lambdas, classes, comprehensions) in
/// the order in which they were built, so that the symbol table can be indexed by node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScopeKey(pub u32);

impl ScopeKey {
    /// Its place in tables of scopes.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A whole file.
#[derive(Clone, Copy, Debug)]
pub struct Module<'a> {
    /// The statements.
    pub body: &'a [Stmt<'a>],
    /// The scope that the module opens.
    pub scope: ScopeKey,
    /// How many scope keys there are in the tree, the module's included.
    pub scope_count: u32,
    /// The features that `from __future__` statements switch on (`co_flags` bits).
    pub future: Future,
    /// The names that the body uses.
    pub name_uses: NameUses<'a>,
}

/// The names that a block (the body of a module, function or class) uses, collected as it is parsed, so that the symbol
/// table need not walk the tree.
#[derive(Clone, Copy, Debug, Default)]
pub struct NameUses<'a> {
    /// The names in the order of the source, but for those in `visits`.
    pub names: &'a [NameUse],
    /// The nodes of which more has to be noted than a name, in the order of the source.
    pub visits: &'a [PendingVisit<'a>],
    /// Whether another order matters, CPython's, so that the tree has to be walked after all.
    pub in_order: bool,
}

/// A use of a name: it is read, bound or deleted.
///
/// Bit 0: it is bound or deleted. Bit 1: in some classes it is another name. Bits 2 to 31: the symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameUse(u32);

impl NameUse {
    const BOUND: u32 = 1;
    const MAY_BE_PRIVATE: u32 = 2;

    /// `id` is read; in some classes it may be another name.
    #[inline]
    pub fn read(id: Symbol, may_be_private: bool) -> Self {
        Self(id.0 << 2 | if may_be_private { Self::MAY_BE_PRIVATE } else { 0 })
    }

    /// The same name, bound or deleted.
    #[inline]
    pub fn bound(self) -> Self {
        Self(self.0 | Self::BOUND)
    }

    /// The name.
    #[inline]
    pub fn id(self) -> Symbol {
        Symbol(self.0 >> 2)
    }

    /// Whether it is bound or deleted.
    #[inline]
    pub fn is_bound(self) -> bool {
        self.0 & Self::BOUND != 0
    }

    /// Whether it is another name in some classes.
    #[inline]
    pub fn may_be_private(self) -> bool {
        self.0 & Self::MAY_BE_PRIVATE != 0
    }
}

/// A node that the symbol table has to look at.
#[derive(Clone, Copy, Debug)]
pub struct PendingVisit<'a> {
    /// How many of the block's names come before it.
    pub after: u32,
    /// The node.
    pub node: PendingNode<'a>,
}

/// The node of a [`PendingVisit`].
#[derive(Clone, Copy, Debug)]
pub enum PendingNode<'a> {
    /// An expression that has a scope, or for which there are rules: none of its names is noted.
    Expr(Expr<'a>),
    /// A definition, whose name and block are left to do; or a statement of which no name is noted.
    Stmt(Stmt<'a>),
}

/// What the module's `from __future__` imports say (Python/future.c).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Future {
    /// `CO_FUTURE_*` bits of `co_flags`.
    pub flags: u32,
    /// The line and the column of the last such statement, zeros if there is none. A later one is an error.
    pub last: (i32, i32),
}

impl Future {
    /// Whether annotations are kept as strings (PEP 563).
    pub fn annotations(self) -> bool {
        self.flags & crate::compiler::values::code::flags::FUTURE_ANNOTATIONS != 0
    }
}

/// A statement.
#[derive(Clone, Copy, Debug)]
pub struct Stmt<'a> {
    /// Where it is.
    pub loc: Location,
    /// What it is.
    pub kind: StmtKind<'a>,
}

/// The statements of the ASDL. The larger ones are boxed in the arena.
#[derive(Clone, Copy, Debug)]
pub enum StmtKind<'a> {
    /// `FunctionDef` and `AsyncFunctionDef`.
    FunctionDef(&'a FunctionDef<'a>),
    ClassDef(&'a ClassDef<'a>),
    TypeAlias(&'a TypeAlias<'a>),
    Return(Option<&'a Expr<'a>>),
    Delete(&'a [Expr<'a>]),
    Assign {
        targets: &'a [Expr<'a>],
        value: &'a Expr<'a>,
    },
    AugAssign {
        target: &'a Expr<'a>,
        op: Operator,
        value: &'a Expr<'a>,
    },
    /// `simple`: the target is a name without parentheses. `conditional`, not the ASDL's: it stands in a compound
    /// statement of its block.
    AnnAssign {
        target: &'a Expr<'a>,
        annotation: &'a Expr<'a>,
        value: Option<&'a Expr<'a>>,
        simple: bool,
        conditional: bool,
    },
    /// `For` and `AsyncFor`.
    For(&'a For<'a>),
    While(&'a Branch<'a>),
    If(&'a Branch<'a>),
    /// `With` and `AsyncWith`.
    With(&'a With<'a>),
    Match {
        subject: &'a Expr<'a>,
        cases: &'a [MatchCase<'a>],
    },
    Raise {
        exc: Option<&'a Expr<'a>>,
        cause: Option<&'a Expr<'a>>,
    },
    /// `Try` and `TryStar`.
    Try(&'a Try<'a>),
    Assert {
        test: &'a Expr<'a>,
        msg: Option<&'a Expr<'a>>,
    },
    Import {
        names: &'a [Alias],
        mode: ImportMode,
    },
    /// `level` counts the dots.
    ImportFrom {
        module: Option<Symbol>,
        names: &'a [Alias],
        level: u32,
        mode: ImportMode,
    },
    Global(&'a [Symbol]),
    Nonlocal(&'a [Symbol]),
    Expr(&'a Expr<'a>),
    Pass,
    Break,
    Continue,
}

// Perf: trees are walked twice, and most are larger than the first cache. The larger statements are nodes of their own.
const _: () = assert!(size_of::<Stmt<'_>>() <= 48);

/// `FunctionDef` and `AsyncFunctionDef`. `Stmt::loc` starts at `def` or `async`, after decorators.
#[derive(Clone, Copy, Debug)]
pub struct FunctionDef<'a> {
    pub name: Symbol,
    pub args: &'a Arguments<'a>,
    pub body: &'a [Stmt<'a>],
    pub decorators: &'a [Expr<'a>],
    pub returns: Option<&'a Expr<'a>>,
    pub is_async: bool,
    pub type_params: Option<&'a TypeParams<'a>>,
    pub scope: ScopeKey,
    /// The names in the body, which the ASDL does not have ([`Module::name_uses`]).
    pub name_uses: NameUses<'a>,
}

/// `ClassDef`. `Stmt::loc` starts at `class`, after decorators.
#[derive(Clone, Copy, Debug)]
pub struct ClassDef<'a> {
    pub name: Symbol,
    pub bases: &'a [Expr<'a>],
    pub keywords: &'a [Keyword<'a>],
    pub body: &'a [Stmt<'a>],
    pub decorators: &'a [Expr<'a>],
    pub type_params: Option<&'a TypeParams<'a>>,
    pub scope: ScopeKey,
    /// The names in the body, which the ASDL does not have ([`Module::name_uses`]).
    pub name_uses: NameUses<'a>,
}

/// `TypeAlias` (PEP 695): `type name[params] = value`.
#[derive(Clone, Copy, Debug)]
pub struct TypeAlias<'a> {
    /// A `Name`.
    pub name: &'a Expr<'a>,
    pub type_params: Option<&'a TypeParams<'a>>,
    pub value: Expr<'a>,
    /// Of the value, which is evaluated when it is needed.
    pub scope: ScopeKey,
}

/// The type parameters of a function, class or alias: at least one.
#[derive(Clone, Copy, Debug)]
pub struct TypeParams<'a> {
    /// The parameters.
    pub params: &'a [TypeParam<'a>],
    /// The scope that holds them.
    pub scope: ScopeKey,
}

/// A type parameter.
#[derive(Clone, Copy, Debug)]
pub struct TypeParam<'a> {
    /// Where it is.
    pub loc: Location,
    /// Its name.
    pub name: Symbol,
    /// `T`, `*T` or `**T`.
    pub kind: TypeParamKind,
    /// The bound, or a tuple of constraints; only of a `TypeVar`.
    pub bound: Option<TypeParamExpr<'a>>,
    /// The default (PEP 696).
    pub default: Option<TypeParamExpr<'a>>,
}

/// A bound or a default: it has a scope of its own.
#[derive(Clone, Copy, Debug)]
pub struct TypeParamExpr<'a> {
    /// The expression.
    pub expr: &'a Expr<'a>,
    /// The scope that it opens.
    pub scope: ScopeKey,
}

/// Which type parameter it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeParamKind {
    TypeVar,
    TypeVarTuple,
    ParamSpec,
}

/// `For` and `AsyncFor`.
#[derive(Clone, Copy, Debug)]
pub struct For<'a> {
    pub target: &'a Expr<'a>,
    pub iter: &'a Expr<'a>,
    pub body: &'a [Stmt<'a>],
    pub orelse: &'a [Stmt<'a>],
    pub is_async: bool,
}

/// `While` and `If`.
#[derive(Clone, Copy, Debug)]
pub struct Branch<'a> {
    pub test: &'a Expr<'a>,
    pub body: &'a [Stmt<'a>],
    pub orelse: &'a [Stmt<'a>],
}

/// `With` and `AsyncWith`.
#[derive(Clone, Copy, Debug)]
pub struct With<'a> {
    pub items: &'a [WithItem<'a>],
    pub body: &'a [Stmt<'a>],
    pub is_async: bool,
}

/// `Try` and `TryStar`.
#[derive(Clone, Copy, Debug)]
pub struct Try<'a> {
    pub body: &'a [Stmt<'a>],
    pub handlers: &'a [ExceptHandler<'a>],
    pub orelse: &'a [Stmt<'a>],
    pub finalbody: &'a [Stmt<'a>],
    pub is_star: bool,
}

/// An `except` clause.
#[derive(Clone, Copy, Debug)]
pub struct ExceptHandler<'a> {
    pub loc: Location,
    pub typ: Option<&'a Expr<'a>>,
    pub name: Option<Symbol>,
    pub body: &'a [Stmt<'a>],
}

/// An item of a `with` statement.
#[derive(Clone, Copy, Debug)]
pub struct WithItem<'a> {
    pub context_expr: Expr<'a>,
    pub optional_vars: Option<&'a Expr<'a>>,
}

/// A `case` block.
#[derive(Clone, Copy, Debug)]
pub struct MatchCase<'a> {
    pub pattern: Pattern<'a>,
    pub guard: Option<&'a Expr<'a>>,
    pub body: &'a [Stmt<'a>],
}

/// A pattern.
#[derive(Clone, Copy, Debug)]
pub struct Pattern<'a> {
    pub loc: Location,
    pub kind: PatternKind<'a>,
}

/// The patterns of the ASDL.
#[derive(Clone, Copy, Debug)]
pub enum PatternKind<'a> {
    MatchValue(&'a Expr<'a>),
    MatchSingleton(ConstId),
    MatchSequence(&'a [Pattern<'a>]),
    MatchMapping {
        keys: &'a [Expr<'a>],
        patterns: &'a [Pattern<'a>],
        rest: Option<Symbol>,
    },
    MatchClass {
        cls: &'a Expr<'a>,
        patterns: &'a [Pattern<'a>],
        kwd_attrs: &'a [Symbol],
        kwd_patterns: &'a [Pattern<'a>],
    },
    MatchStar(Option<Symbol>),
    MatchAs {
        pattern: Option<&'a Pattern<'a>>,
        name: Option<Symbol>,
    },
    MatchOr(&'a [Pattern<'a>]),
}

/// `import name as asname`, or a name of `from m import ...`; the name may have dots, or be `*`.
#[derive(Clone, Copy, Debug)]
pub struct Alias {
    pub loc: Location,
    pub name: Symbol,
    pub asname: Option<Symbol>,
}

/// Whether an import is lazy (`is_lazy`, PEP 810).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportMode {
    Plain,
    /// `lazy`. `in_try`, not the ASDL's: it stands in a `try` statement of its block.
    Lazy {
        in_try: bool,
    },
}

/// A keyword argument; without `arg` it is `**value`.
#[derive(Clone, Copy, Debug)]
pub struct Keyword<'a> {
    pub loc: Location,
    pub arg: Option<Symbol>,
    pub value: Expr<'a>,
}

/// The parameters of a function.
#[derive(Clone, Copy, Debug)]
pub struct Arguments<'a> {
    pub posonlyargs: &'a [Arg<'a>],
    pub args: &'a [Arg<'a>],
    pub vararg: Option<&'a Arg<'a>>,
    pub kwonlyargs: &'a [Arg<'a>],
    /// One a keyword-only parameter.
    pub kw_defaults: &'a [Option<Expr<'a>>],
    pub kwarg: Option<&'a Arg<'a>>,
    /// Of the last parameters of `posonlyargs` and `args` together.
    pub defaults: &'a [Expr<'a>],
}

/// A parameter.
#[derive(Clone, Copy, Debug)]
pub struct Arg<'a> {
    pub loc: Location,
    pub arg: Symbol,
    pub annotation: Option<&'a Expr<'a>>,
}

/// An expression.
#[derive(Clone, Copy, Debug)]
pub struct Expr<'a> {
    /// Where it is.
    pub loc: Location,
    /// What it is.
    pub kind: ExprKind<'a>,
}

/// The expressions of the ASDL.
#[derive(Clone, Copy, Debug)]
pub enum ExprKind<'a> {
    BoolOp {
        op: BoolOp,
        values: &'a [Expr<'a>],
    },
    NamedExpr {
        target: &'a Expr<'a>,
        value: &'a Expr<'a>,
    },
    BinOp {
        left: &'a Expr<'a>,
        op: Operator,
        right: &'a Expr<'a>,
    },
    UnaryOp {
        op: UnaryOp,
        operand: &'a Expr<'a>,
    },
    Lambda(&'a Lambda<'a>),
    IfExp(&'a IfExp<'a>),
    Dict(&'a Dict<'a>),
    Set(&'a [Expr<'a>]),
    /// `ListComp`, `SetComp`, `DictComp` and `GeneratorExp`.
    Comp(&'a Comp<'a>),
    Await(&'a Expr<'a>),
    Yield(Option<&'a Expr<'a>>),
    YieldFrom(&'a Expr<'a>),
    Compare(&'a Compare<'a>),
    Call(&'a Call<'a>),
    /// `conversion`: `s`, `r` or `a`, as in `!r`.
    FormattedValue {
        value: &'a Expr<'a>,
        conversion: Option<u8>,
        format_spec: Option<&'a Expr<'a>>,
    },
    JoinedStr(&'a [Expr<'a>]),
    Interpolation(&'a Interpolation<'a>),
    TemplateStr(&'a [Expr<'a>]),
    /// `u_prefix`: the literal began with `u` (`kind='u'`), which unparse shows.
    Constant {
        value: ConstId,
        u_prefix: bool,
    },
    Attribute {
        value: &'a Expr<'a>,
        attr: Symbol,
        ctx: ExprContext,
    },
    Subscript {
        value: &'a Expr<'a>,
        slice: &'a Expr<'a>,
        ctx: ExprContext,
    },
    Starred {
        value: &'a Expr<'a>,
        ctx: ExprContext,
    },
    Name {
        id: Symbol,
        ctx: ExprContext,
    },
    List {
        elts: &'a [Expr<'a>],
        ctx: ExprContext,
    },
    Tuple {
        elts: &'a [Expr<'a>],
        ctx: ExprContext,
    },
    Slice(&'a Slice<'a>),
}

// Perf: trees are walked twice, and most are larger than the first cache. What is larger than two words is a node of
// its own.
const _: () = assert!(size_of::<Expr<'_>>() <= 40);

/// A field of a t-string.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // fields are the ASDL's
pub struct Interpolation<'a> {
    pub value: &'a Expr<'a>,
    /// The text of the expression.
    pub str: ConstId,
    /// `s`, `r` or `a`, as in `!r`.
    pub conversion: Option<u8>,
    pub format_spec: Option<&'a Expr<'a>>,
}

/// A conditional expression.
#[derive(Clone, Copy, Debug)]
pub struct IfExp<'a> {
    pub test: &'a Expr<'a>,
    pub body: &'a Expr<'a>,
    pub orelse: &'a Expr<'a>,
}

/// A dict display.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dict<'a> {
    /// Absent for `**value`.
    pub keys: &'a [Option<Expr<'a>>],
    pub values: &'a [Expr<'a>],
}

/// A comparison, perhaps a chain of them.
#[derive(Clone, Copy, Debug)]
pub struct Compare<'a> {
    pub left: &'a Expr<'a>,
    /// As many as `comparators`.
    pub ops: &'a [CmpOp],
    pub comparators: &'a [Expr<'a>],
}

/// A slice.
#[derive(Clone, Copy, Debug)]
pub struct Slice<'a> {
    pub lower: Option<&'a Expr<'a>>,
    pub upper: Option<&'a Expr<'a>>,
    pub step: Option<&'a Expr<'a>>,
}

/// A lambda.
#[derive(Clone, Copy, Debug)]
pub struct Lambda<'a> {
    pub args: &'a Arguments<'a>,
    pub body: Expr<'a>,
    pub scope: ScopeKey,
}

/// A comprehension or generator expression.
#[derive(Clone, Copy, Debug)]
pub struct Comp<'a> {
    pub kind: CompKind,
    /// The element, the key of a dict comprehension, or the mapping that one unpacks.
    pub elt: Expr<'a>,
    /// The value of a dict comprehension that has keys.
    pub value: Option<&'a Expr<'a>>,
    pub generators: &'a [Comprehension<'a>],
    pub scope: ScopeKey,
}

/// Which comprehension it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompKind {
    GeneratorExp,
    ListComp,
    SetComp,
    DictComp,
}

/// A `for ... in ... if ...` clause of a comprehension.
#[derive(Clone, Copy, Debug)]
pub struct Comprehension<'a> {
    pub target: Expr<'a>,
    pub iter: Expr<'a>,
    pub ifs: &'a [Expr<'a>],
    pub is_async: bool,
}

/// A call.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    pub func: &'a Expr<'a>,
    pub args: &'a [Expr<'a>],
    pub keywords: &'a [Keyword<'a>],
}
