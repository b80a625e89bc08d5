//! What the arguments of operations mean, where they are more than an index or a count.

use super::opcode::Op;
use super::{Feature, Target};

/// The argument of `RESUME`: where the frame goes on.
pub mod resume {
    use super::{Feature, Target};

    /// At the start of the unit.
    pub const AT_START: u32 = 0;
    /// After `yield`.
    pub const AFTER_YIELD: u32 = 1;
    /// After `yield from`.
    pub const AFTER_YIELD_FROM: u32 = 2;
    /// After `await`.
    pub const AFTER_AWAIT: u32 = 3;
    /// At the start of a generator expression, before there is a generator.
    pub const AT_GENERATOR_EXPRESSION: u32 = 4;

    /// The bit for one exception handler around it (`RESUME_OPARG_DEPTH1_MASK`).
    pub fn one_handler(target: &Target) -> u32 {
        if target.has(Feature::WideResume) { 8 } else { 4 }
    }
}

/// The argument of `GET_ITER`: what iterates.
pub mod iter {
    /// A loop or a comprehension.
    pub const OF_LOOP: u32 = 0;
    /// `yield from`.
    pub const OF_YIELD_FROM: u32 = 3;
}

/// The argument of `GET_AWAITABLE`: what the awaitable comes from, for the error that it is none.
pub mod awaitable {
    /// An expression.
    pub const OF_EXPRESSION: u32 = 0;
    /// `__aenter__`
    pub const OF_AENTER: u32 = 1;
    /// `__aexit__`
    pub const OF_AEXIT: u32 = 2;
}

/// The arguments of `LOAD_COMMON_CONSTANT` (Include/internal/pycore_opcode_utils.h).
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // the names say it
pub enum CommonConstant {
    AssertionError = 0,
    NotImplementedError = 1,
    Tuple = 2,
    All = 3,
    Any = 4,
    List = 5,
    Set = 6,
    None = 7,
    EmptyString = 8,
    True = 9,
    False = 10,
    MinusOne = 11,
}

impl CommonConstant {
    /// Whether the one with this number is a value that may be a constant of the source.
    #[inline]
    pub const fn is_value(number: u32) -> bool {
        number >= Self::None as u32
    }
}

/// The arguments of `LOAD_SPECIAL`.
pub mod special {
    #![allow(missing_docs)] // the names say it
    pub const ENTER: u32 = 0;
    pub const EXIT: u32 = 1;
    pub const AENTER: u32 = 2;
    pub const AEXIT: u32 = 3;
}

/// The bits of the argument of `MAKE_FUNCTION` for what is on the stack below the code object, and the arguments of
/// `SET_FUNCTION_ATTRIBUTE`.
pub mod function {
    #[allow(missing_docs)] // the names say it
    pub const DEFAULTS: u32 = 1;
    /// Defaults of keyword-only parameters.
    pub const KW_DEFAULTS: u32 = 2;
    #[allow(missing_docs)] // the names say it
    pub const ANNOTATIONS: u32 = 4;
    #[allow(missing_docs)] // the names say it
    pub const CLOSURE: u32 = 8;
    /// The function that evaluates the annotations.
    pub const ANNOTATE: u32 = 16;
}

/// The argument of `FORMAT_VALUE`, and without [`HAVE_SPEC`](format::HAVE_SPEC) that of `CONVERT_VALUE`.
pub mod format {
    /// The bit for a format specification on the stack.
    pub const HAVE_SPEC: u32 = 4;

    /// The number of a conversion: that of `!s`, `!r`, `!a`, or of none.
    pub const fn conversion(letter: Option<u8>) -> u32 {
        match letter {
            Some(b's') => 1,
            Some(b'r') => 2,
            Some(b'a') => 3,
            Some(_) | None => 0,
        }
    }
}

/// The argument of `LOAD_GLOBAL`: an index into the names, and a bit.
pub mod global {
    /// How far the index is shifted.
    pub const SHIFT: u8 = 1;
    /// The bit that pushes a NULL, too, for a call.
    pub const WITH_NULL: u32 = 1;

    /// The index of the name.
    pub const fn index(arg: usize) -> usize {
        arg >> SHIFT
    }

    /// Whether it pushes a NULL, too.
    #[inline]
    pub const fn has_null(arg: u32) -> bool {
        arg & WITH_NULL != 0
    }
}

/// When the module of `IMPORT_NAME` is imported, a part of its argument since [`Feature::LazyImports`].
#[derive(Clone, Copy, Debug)]
pub enum Import {
    /// As the interpreter is told.
    Plain = 0,
    /// When it is used.
    Lazy = 1,
    /// At once.
    Eager = 2,
}

/// The argument of `IMPORT_NAME` for the name with this index.
pub fn import(target: &Target, name: u32, when: Import) -> u32 {
    if target.has(Feature::LazyImports) { name << 2 | when as u32 } else { name }
}

/// The argument of `LOAD_ATTR` for the name with this index.
pub fn attribute(target: &Target, name: u32) -> u32 {
    if target.has(Feature::MethodBit) { name << 1 } else { name }
}

/// The argument of `LOAD_ATTR` that loads the method to call with this index, if the version has [`Feature::MethodBit`].
pub const fn method(name: u32) -> u32 {
    name << 1 | 1
}

/// The argument of `LOAD_SUPER_ATTR` for the name with this index; a call of `super` may have arguments.
pub fn super_attribute(name: u32, is_method: bool, has_arguments: bool) -> u32 {
    name << 2 | u32::from(has_arguments) << 1 | u32::from(is_method)
}

/// The index of the name in the argument of `op`, an operation that has one.
pub fn name_index(target: &Target, op: Op, arg: usize) -> usize {
    match op {
        Op::LOAD_GLOBAL => global::index(arg),
        Op::LOAD_ATTR if target.has(Feature::MethodBit) => arg >> 1,
        Op::LOAD_SUPER_ATTR => arg >> 2,
        Op::IMPORT_NAME if target.has(Feature::LazyImports) => arg >> 2,
        _ => arg,
    }
}

/// The argument of `UNPACK_EX`: how many targets there are before the starred one, and after it.
pub const fn unpack_ex(before: usize, after: usize) -> u32 {
    (before + (after << 8)) as u32
}

/// The argument of an operation on two fast locals, each less than [`LOCALS_OF_PAIRS`].
pub const fn two_locals(first: u32, second: u32) -> u32 {
    first << 4 | second
}

/// How many fast locals, the first ones, have operations on two of them.
pub const LOCALS_OF_PAIRS: u32 = 16;

/// An ordering or equality that `COMPARE_OP` tests, with its number.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // the names say it
pub enum Comparison {
    Less,
    LessEqual,
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
}

/// The bit of the argument of `COMPARE_OP` for a conversion to bool, since [`Feature::ToBool`].
pub const COMPARE_TO_BOOL: u32 = 1 << 4;

/// The argument of `COMPARE_OP`, without [`COMPARE_TO_BOOL`].
pub fn compare(target: &Target, comparison: Comparison) -> u32 {
    const UNORDERED: u32 = 1;
    const LESS: u32 = 2;
    const GREATER: u32 = 4;
    const EQUAL: u32 = 8;
    let mask = match comparison {
        Comparison::Less => LESS,
        Comparison::LessEqual => LESS | EQUAL,
        Comparison::Equal => EQUAL,
        Comparison::NotEqual => UNORDERED | LESS | GREATER,
        Comparison::Greater => GREATER,
        Comparison::GreaterEqual => GREATER | EQUAL,
    };
    let number = comparison as u32;
    match (target.has(Feature::CompareMask), target.has(Feature::ToBool)) {
        (false, _) => number,
        (true, false) => number << 4 | mask,
        (true, true) => number << 5 | mask,
    }
}

/// The argument of `BINARY_OP`.
pub mod binary {
    #![allow(missing_docs)] // the names say it
    pub const ADD: u32 = 0;
    pub const AND: u32 = 1;
    pub const FLOOR_DIVIDE: u32 = 2;
    pub const LSHIFT: u32 = 3;
    pub const MATRIX_MULTIPLY: u32 = 4;
    pub const MULTIPLY: u32 = 5;
    pub const REMAINDER: u32 = 6;
    pub const OR: u32 = 7;
    pub const POWER: u32 = 8;
    pub const RSHIFT: u32 = 9;
    pub const SUBTRACT: u32 = 10;
    pub const TRUE_DIVIDE: u32 = 11;
    pub const XOR: u32 = 12;
    /// `x[y]`, since [`Feature::SubscriptIsBinary`](super::Feature::SubscriptIsBinary).
    pub const SUBSCRIPT: u32 = 26;

    /// The argument of the in-place operation.
    pub const fn inplace(arg: u32) -> u32 {
        arg + 13
    }
}

/// The argument of `CALL_INTRINSIC_1` (Include/internal/pycore_intrinsics.h).
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // the names are CPython's
pub enum Intrinsic1 {
    ImportStar = 2,
    StopIterationError = 3,
    AsyncGenWrap = 4,
    UnaryPositive = 5,
    ListToTuple = 6,
    TypeVar = 7,
    ParamSpec = 8,
    TypeVarTuple = 9,
    SubscriptGeneric = 10,
    TypeAlias = 11,
}

/// The argument of `CALL_INTRINSIC_2`.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // the names are CPython's
pub enum Intrinsic2 {
    PrepReraiseStar = 1,
    TypeVarWithBound = 2,
    TypeVarWithConstraints = 3,
    SetFunctionTypeParams = 4,
    SetTypeParamDefault = 5,
}
