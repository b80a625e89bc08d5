//! The operations of the bytecode: one row has everything that is known of one, for every version.
//!
//! The columns of a row:
//!
//! 1. the name;
//! 2. `(pops => pushes)`: its effect on the stack (`stack_effect!` in `effect.rs`), or that of each series that changed it:
//!    `[(1 => 1), 3.15 (1 => 2)]`;
//! 3. `{kinds}`: what kinds of operation it is of (`kinds.rs`), or those of each series that changed them;
//! 4. `{first}`: the pairs that it may be the first operation of;
//! 5. `{second}`: the pairs that it may be the second operation of;
//! 6. `= "CPYTHON_NAME"` where the name is not CPython's.
//!
//! Every column but the last must be there, or the row does not compile. Which series has the operation, its number in the bytecode
//! there and the inline cache entries that follow it, of 2 bytes each, are in a list a series (`opcode/`), as the
//! interpreter has them; an operation of a list that has no row does not compile. Pseudo-operations exist between codegen
//! and the assembler only; they are in no list. An operation that CPython made another kind of in a later series (its
//! `Kinds::STRUCTURE` changed) is two rows with one CPython name, as code asks for these kinds without a target.
//! `tests/operations.rs` compares rows and lists with every interpreter found.

use super::effect::{Effects, StackEffect, stack_effect};
use super::kinds::Kinds;
use super::minor_of;

/// The number of an operation that a version does not have.
pub const ABSENT: u16 = u16::MAX;

/// The value that holds for each series: the first one, and others with the series that they hold from.
type BySeries<T> = &'static [(u8, T)];

/// A row of the table.
pub(super) struct Row {
    effects: BySeries<StackEffect>,
    /// Its kinds.
    pub kinds: BySeries<Kinds>,
    /// The pairs that it may be the first operation of.
    pub first: Kinds,
    /// The pairs that it may be the second operation of.
    pub second: Kinds,
}

const fn of_series<T: Copy>(values: BySeries<T>, minor: u8) -> T {
    let mut last = 0;
    while last + 1 < values.len() && values[last + 1].0 <= minor {
        last += 1;
    }
    values[last].1
}

/// One series' operations.
#[derive(Debug)]
pub struct OpcodeTable {
    /// The number of each [`Op`], or [`ABSENT`].
    pub numbers: [u16; Op::COUNT],
    /// The inline cache entries that follow each [`Op`].
    pub caches: [u8; Op::COUNT],
    /// The first number whose operation takes an argument.
    pub have_argument: u16,
    /// What each [`Op`] does to the stack.
    pub effects: Effects,
    kinds: [Kinds; Op::COUNT],
    /// What the assembler writes for each [`Op`].
    encodings: [Encoding; Op::COUNT],
}

/// What the assembler writes for an operation. Perf: all that it asks of the table, side by side.
#[derive(Clone, Copy, Debug)]
pub struct Encoding {
    /// Arguments from here on need more than [`Self::units`]: 0x100 (a prefix), `u32::MAX` (the operation takes no
    /// argument), or 0 (the version does not have the operation).
    pub limit: u32,
    /// The number, or 0 if the version does not have the operation.
    pub number: u8,
    /// The code units without prefixes: one and the caches, or 0 if the version does not have the operation.
    pub units: u8,
    /// The mask of the argument's lowest byte: 0xFF, or 0 if the operation takes no argument.
    pub low: u8,
}

impl OpcodeTable {
    /// The number of `op`, or [`ABSENT`].
    #[inline]
    pub fn number(&self, op: Op) -> u16 {
        self.numbers[op as usize]
    }

    /// How `op` is written.
    #[inline]
    pub fn encoding(&self, op: Op) -> Encoding {
        self.encodings[op as usize]
    }

    /// The inline cache entries after `op`.
    #[inline]
    pub fn caches(&self, op: Op) -> u32 {
        self.caches[op as usize].into()
    }

    /// The kinds of `op` in this version.
    #[inline]
    pub fn kinds(&self, op: Op) -> Kinds {
        self.kinds[op as usize]
    }

    /// The table of 3.`minor`, which has these operations, with these numbers and caches.
    const fn of(minor: u8, have_argument: u16, operations: &[(Op, u16, u8)]) -> Self {
        let mut table = Self {
            numbers: [ABSENT; Op::COUNT],
            caches: [0; Op::COUNT],
            have_argument,
            effects: Effects::NONE,
            kinds: [Kinds::NONE; Op::COUNT],
            encodings: [Encoding { limit: 0, number: 0, units: 0, low: 0 }; Op::COUNT],
        };
        let mut op = 0;
        while op < Op::COUNT {
            let row = &ROWS[op];
            let kinds = of_series(row.kinds, minor);
            table.kinds[op] = kinds;
            table.effects.set(op, of_series(row.effects, minor), kinds.has(Kinds::BLOCK_PUSH));
            op += 1;
        }
        let mut at = 0;
        while at < operations.len() {
            let (op, number, caches) = operations[at];
            table.numbers[op as usize] = number;
            table.caches[op as usize] = caches;
            let (limit, low) = if number >= have_argument { (0x100, 0xFF) } else { (u32::MAX, 0) };
            table.encodings[op as usize] = Encoding { limit, number: number as u8, units: 1 + caches, low };
            at += 1;
        }
        table
    }
}

/// Makes the table of a series of its number, of `HAVE_ARGUMENT`, the first opcode that takes an argument, and of its
/// operations: each with its opcode and, if there are any, the number of its inline cache entries.
macro_rules! opcodes_of {
    ($series:literal; HAVE_ARGUMENT $have_argument:literal; $($op:ident $number:literal $($caches:literal)?;)+) => {
        use crate::compiler::version::minor_of;
        use crate::compiler::version::opcode::{Op, OpcodeTable};

        /// The operations of the series.
        pub static TABLE: OpcodeTable = OpcodeTable::of(
            minor_of(stringify!($series)),
            $have_argument,
            &[$((Op::$op, $number, 0 $(+ $caches)?)),+],
        );
    };
}

pub mod py311;
pub mod py312;
pub mod py313;
pub mod py314;
pub mod py315;

macro_rules! opcodes {
    (
        pseudo { $($pseudo:ident $pseudo_effect:tt $pseudo_kinds:tt $pseudo_first:tt $pseudo_second:tt;)* }
        real { $(
            $name:ident $effect:tt $kinds:tt $first:tt $second:tt $(= $cpython:literal)?;
        )* }
    ) => {
        /// An operation of the bytecode, or a pseudo-operation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[allow(non_camel_case_types, missing_docs)] // the names are CPython's
        pub enum Op { $($name,)* $($pseudo,)* }

        impl Op {
            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();
            /// Every operation, in the order of the table, pseudo-operations last.
            pub const ALL: [Self; const { [$(stringify!($name),)* $(stringify!($pseudo),)*].len() }] =
                [$(Self::$name,)* $(Self::$pseudo,)*];
            const NAMES: [&'static str; Self::COUNT] =
                [$(opcodes!(@name $name $($cpython)?),)* $(stringify!($pseudo),)*];

            /// CPython's name.
            pub fn name(self) -> &'static str {
                Self::NAMES[self as usize]
            }
        }

        /// The table, in the order of [`Op::ALL`].
        pub(super) const ROWS: [Row; Op::COUNT] = [
            $(Row {
                effects: opcodes!(@effects $effect),
                kinds: opcodes!(@kinds $kinds),
                first: opcodes!(@set $first),
                second: opcodes!(@set $second),
            },)*
            $(Row {
                effects: opcodes!(@effects $pseudo_effect),
                kinds: opcodes!(@kinds $pseudo_kinds),
                first: opcodes!(@set $pseudo_first),
                second: opcodes!(@set $pseudo_second),
            },)*
        ];
    };
    (@name $name:ident) => { stringify!($name) };
    (@name $name:ident $cpython:literal) => { $cpython };
    (@effects [$first:tt $(, $series:literal $effect:tt)+]) => {
        &[(0, opcodes!(@effect $first)), $((minor_of(stringify!($series)), opcodes!(@effect $effect))),+]
    };
    (@effects $effect:tt) => { &[(0, opcodes!(@effect $effect))] };
    (@effect ($($effect:tt)*)) => { stack_effect!($($effect)*) };
    (@kinds [$first:tt $(, $series:literal $kinds:tt)+]) => {
        &[(0, opcodes!(@set $first)), $((minor_of(stringify!($series)), opcodes!(@set $kinds))),+]
    };
    (@kinds $kinds:tt) => { &[(0, opcodes!(@set $kinds))] };
    (@set {$($kind:ident)*}) => { Kinds::NONE$(.with(Kinds::$kind))* };
}

#[rustfmt::skip] // a table
opcodes! {
    pseudo {
    SETUP_FINALLY               (0 => 0, jump 1) {BLOCK_PUSH PSEUDO} {} {};
    SETUP_CLEANUP               (0 => 0, jump 2) {BLOCK_PUSH PSEUDO} {} {};
    SETUP_WITH                  (0 => 0, jump 1) {BLOCK_PUSH PSEUDO} {} {};
    POP_BLOCK                   (0 => 0)        {PSEUDO} {} {};
    STORE_FAST_MAYBE_NULL       (1 => 0)        {LOCAL UNSET PSEUDO} {} {};
    JUMP                        (0 => 0)        {JUMP UNCONDITIONAL CHECKS_SIGNALS} {} {};
    JUMP_NO_INTERRUPT           (0 => 0)        {JUMP UNCONDITIONAL} {} {};
    JUMP_IF_FALSE               (0 => 0)        {JUMP KEEPS_VALUE} {} {AFTER_CONST};
    JUMP_IF_TRUE                (0 => 0)        {JUMP KEEPS_VALUE} {} {AFTER_CONST};
    ANNOTATIONS_PLACEHOLDER     (0 => 0)        {} {} {};
    }
    real {
    CACHE                       (0 => 0)        {} {} {};
    POP_TOP                     (1 => 0)        {} {} {POP_AFTER_PUSH};
    PUSH_NULL                   (0 => 1)        {PEEPHOLE} {NULL_THEN_GLOBAL} {GLOBAL_THEN_NULL};
    NOP                         (0 => 0)        {NOP} {} {};
    UNARY_POSITIVE              (1 => 1)        {} {} {};
    UNARY_NEGATIVE              (1 => 1)        {FOLDABLE} {} {AFTER_OPERAND};
    UNARY_NOT                   (1 => 1)        {IMPROVABLE FOLDABLE} {TEST_AFTER_BOOL} {TEST_AFTER_BOOL AFTER_OPERAND};
    UNARY_INVERT                (1 => 1)        {FOLDABLE} {} {AFTER_OPERAND};
    BINARY_SUBSCR               (2 => 1)        {} {} {};
    GET_LEN                     (0 => 1)        {} {} {};
    MATCH_MAPPING               (0 => 1)        {} {} {};
    MATCH_SEQUENCE              (0 => 1)        {} {} {};
    MATCH_KEYS                  (0 => 1)        {} {} {};
    PUSH_EXC_INFO               (1 => 2)        {} {} {};
    CHECK_EXC_MATCH             (1 => 1)        {} {} {};
    CHECK_EG_MATCH              (2 => 2)        {} {} {};
    WITH_EXCEPT_START           (0 => 1)        {} {} {};
    GET_AITER                   (1 => 1)        {} {} {};
    GET_ANEXT                   (0 => 1)        {} {} {};
    BEFORE_ASYNC_WITH           (1 => 2)        {} {} {};
    BEFORE_WITH                 (1 => 2)        {} {} {};
    END_ASYNC_FOR               (2 => 0)        {} {} {};
    END_ASYNC_FOR_JUMP          (2 => 0)        {JUMP BACKWARD} {} {} = "END_ASYNC_FOR";
    STORE_SUBSCR                (3 => 0)        {} {} {};
    DELETE_SUBSCR               (2 => 0)        {} {} {};
    GET_ITER                    [(1 => 1), 3.15 (1 => 2)] {} {} {BEFORE_READ};
    GET_YIELD_FROM_ITER         (1 => 1)        {} {} {};
    PRINT_EXPR                  (1 => 0)        {} {} {};
    LOAD_BUILD_CLASS            (0 => 1)        {} {} {};
    LOAD_ASSERTION_ERROR        (0 => 1)        {} {} {};
    RETURN_GENERATOR            [(0 => 0), 3.13 (0 => 1)] {} {} {};
    LIST_TO_TUPLE               (1 => 1)        {} {} {};
    RETURN_VALUE                [(1 => 0), 3.14 (1 => 1)] {SCOPE_EXIT} {} {RETURN_AFTER_CONST};
    IMPORT_STAR                 (1 => 0)        {} {} {};
    SETUP_ANNOTATIONS           (0 => 0)        {} {} {};
    YIELD_VALUE                 (1 => 1)        {YIELD} {} {};
    ASYNC_GEN_WRAP              (1 => 1)        {} {} {};
    PREP_RERAISE_STAR           (2 => 1)        {} {} {};
    POP_EXCEPT                  (1 => 0)        {} {} {};
    STORE_NAME                  (1 => 0)        {NAME} {} {};
    DELETE_NAME                 (0 => 0)        {NAME} {} {};
    UNPACK_SEQUENCE             (1 => Arg)      {} {} {};
    FOR_ITER                    [(0 => 1, jump -2), 3.12 (0 => 1)] {JUMP} {} {};
    UNPACK_EX                   (1 => 1 + Unpacked) {} {} {};
    STORE_ATTR                  (2 => 0)        {NAME} {} {};
    DELETE_ATTR                 (1 => 0)        {NAME} {} {};
    STORE_GLOBAL                (1 => 0)        {NAME} {} {};
    DELETE_GLOBAL               (0 => 0)        {NAME} {} {};
    SWAP                        (0 => 0)        {PEEPHOLE IMPROVABLE STACK} {} {};
    LOAD_CONST                  (0 => 1)
        {CONST} {AFTER_CONST POP_AFTER_PUSH RETURN_AFTER_CONST AFTER_OPERAND} {};
    LOAD_NAME                   (0 => 1)        {NAME} {} {};
    BUILD_TUPLE                 (Arg => 1)      {PEEPHOLE IMPROVABLE FOLDABLE STACK} {} {};
    BUILD_LIST                  (Arg => 1)      {FOLDABLE} {AFTER_OPERAND BEFORE_READ} {AFTER_OPERAND};
    BUILD_SET                   (Arg => 1)      {FOLDABLE} {BEFORE_READ} {AFTER_OPERAND};
    BUILD_MAP                   (Pairs => 1)    {} {} {};
    LOAD_ATTR                   [(1 => 1), 3.12 (1 => 1 + Bit)] {NAME} {} {};
    COMPARE_OP                  (2 => 1)        {IMPROVABLE} {TEST_AFTER_BOOL} {};
    IMPORT_NAME                 (2 => 1)        {NAME} {} {};
    IMPORT_FROM                 (0 => 1)        {NAME} {} {};
    JUMP_FORWARD                (0 => 0)        {JUMP UNCONDITIONAL} {} {};
    JUMP_IF_FALSE_OR_POP        (1 => 0, jump 1) {JUMP} {} {AFTER_CONST};
    JUMP_IF_TRUE_OR_POP         (1 => 0, jump 1) {JUMP} {} {AFTER_CONST};
    POP_JUMP_FORWARD_IF_FALSE   (1 => 0)        {JUMP} {} {};
    POP_JUMP_FORWARD_IF_TRUE    (1 => 0)        {JUMP} {} {};
    LOAD_GLOBAL                 (0 => 1 + Bit)  {NAME IMPROVABLE} {GLOBAL_THEN_NULL} {NULL_THEN_GLOBAL};
    IS_OP                       (2 => 1)        {IMPROVABLE IDENTITY} {TEST_AFTER_BOOL AFTER_CONST} {};
    CONTAINS_OP                 (2 => 1)        {IMPROVABLE} {TEST_AFTER_BOOL} {BEFORE_READ};
    RERAISE                     (1 => 0)        {SCOPE_EXIT} {} {};
    COPY                        (0 => 1)        {} {POP_AFTER_PUSH} {AFTER_CONST};
    BINARY_OP                   (2 => 1)        {FOLDABLE} {} {AFTER_OPERAND};
    SEND                        [(1 => 1, jump -1), 3.12 (1 => 1)] {JUMP} {} {};
    LOAD_FAST                   (0 => 1)        {LOCAL} {LOAD_AFTER_LOCAL} {LOAD_AFTER_LOCAL};
    STORE_FAST                  (1 => 0)
        {LOCAL IMPROVABLE} {LOAD_AFTER_LOCAL STORE_AFTER_STORE} {STORE_AFTER_STORE};
    DELETE_FAST                 (0 => 0)        {LOCAL UNSET} {} {};
    POP_JUMP_FORWARD_IF_NOT_NONE (1 => 0)        {JUMP} {} {};
    POP_JUMP_FORWARD_IF_NONE    (1 => 0)        {JUMP} {} {};
    RAISE_VARARGS               (Arg => 0)      {SCOPE_EXIT} {} {};
    GET_AWAITABLE               (1 => 1)        {} {} {};
    MAKE_FUNCTION               [(1 + Parts => 1), 3.13 (1 => 1)] {} {} {};
    BUILD_SLICE                 (Arg => 1)      {} {} {};
    JUMP_BACKWARD_NO_INTERRUPT  (0 => 0)        {JUMP UNCONDITIONAL BACKWARD} {} {};
    MAKE_CELL                   (0 => 0)        {FREE} {} {};
    LOAD_CLOSURE                (0 => 1)        {FREE PSEUDO} {} {};
    LOAD_DEREF                  (0 => 1)        {FREE} {} {};
    STORE_DEREF                 (1 => 0)        {FREE} {} {};
    DELETE_DEREF                (0 => 0)        {FREE} {} {};
    JUMP_BACKWARD               (0 => 0)        {JUMP UNCONDITIONAL BACKWARD CHECKS_SIGNALS} {} {};
    CALL_FUNCTION_EX            [(3 + Bit => 1), 3.14 (4 => 1)] {CHECKS_SIGNALS} {} {};
    EXTENDED_ARG                (0 => 0)        {} {} {};
    LIST_APPEND                 (1 => 0)        {FOLDABLE} {AFTER_OPERAND BEFORE_READ} {AFTER_OPERAND};
    SET_ADD                     (1 => 0)        {FOLDABLE} {BEFORE_READ} {AFTER_OPERAND};
    MAP_ADD                     (2 => 0)        {} {} {};
    LOAD_CLASSDEREF             (0 => 1)        {FREE} {} {};
    COPY_FREE_VARS              (0 => 0)        {} {} {};
    RESUME                      (0 => 0)        {YIELD CHECKS_SIGNALS} {} {};
    MATCH_CLASS                 (3 => 1)        {} {} {};
    FORMAT_VALUE                (1 + Spec => 1) {} {} {};
    BUILD_CONST_KEY_MAP         (1 + Arg => 1)  {} {} {};
    BUILD_STRING                (Arg => 1)      {} {} {};
    LOAD_METHOD                 (1 => 2)        {NAME} {} {};
    LIST_EXTEND                 (1 => 0)        {} {} {};
    SET_UPDATE                  (1 => 0)        {} {} {};
    DICT_MERGE                  (1 => 0)        {} {} {};
    DICT_UPDATE                 (1 => 0)        {} {} {};
    PRECALL                     (Arg => 0)      {} {} {};
    CALL                        [(2 => 1), 3.12 (2 + Arg => 1)] {CHECKS_SIGNALS} {} {};
    KW_NAMES                    (0 => 0)        {CONST} {} {};
    POP_JUMP_BACKWARD_IF_NOT_NONE (1 => 0)        {JUMP BACKWARD} {} {};
    POP_JUMP_BACKWARD_IF_NONE   (1 => 0)        {JUMP BACKWARD} {} {};
    POP_JUMP_BACKWARD_IF_FALSE  (1 => 0)        {JUMP BACKWARD} {} {};
    POP_JUMP_BACKWARD_IF_TRUE   (1 => 0)        {JUMP BACKWARD} {} {};
    END_FOR                     [(2 => 0), 3.13 (1 => 0)] {} {} {};
    END_SEND                    [(2 => 1), 3.15 (3 => 1)] {} {} {};
    BINARY_SLICE                (3 => 1)        {} {} {};
    STORE_SLICE                 (4 => 0)        {} {} {};
    CLEANUP_THROW               [(3 => 2), 3.15 (4 => 3)] {} {} {};
    LOAD_LOCALS                 (0 => 1)        {} {} {};
    POP_JUMP_IF_FALSE           (1 => 0)        {JUMP} {} {AFTER_CONST};
    POP_JUMP_IF_TRUE            (1 => 0)        {JUMP} {} {AFTER_CONST};
    RETURN_CONST                (0 => 0)        {SCOPE_EXIT CONST} {} {};
    LOAD_FAST_CHECK             (0 => 1)        {LOCAL} {} {};
    POP_JUMP_IF_NOT_NONE        (1 => 0)        {JUMP} {} {};
    POP_JUMP_IF_NONE            (1 => 0)        {JUMP} {} {};
    LOAD_SUPER_ATTR             (3 => 1 + Bit)  {NAME} {} {};
    LOAD_FAST_AND_CLEAR         (0 => 1)        {LOCAL UNSET} {} {};
    CALL_INTRINSIC_1            (1 => 1)        {FOLDABLE} {BEFORE_READ} {AFTER_OPERAND};
    CALL_INTRINSIC_2            (2 => 1)        {} {} {};
    LOAD_FROM_DICT_OR_GLOBALS   (1 => 1)        {NAME} {} {};
    LOAD_FROM_DICT_OR_DEREF     (1 => 1)        {FREE} {} {};
    EXIT_INIT_CHECK             (1 => 0)        {} {} {};
    FORMAT_SIMPLE               (1 => 1)        {} {} {};
    FORMAT_WITH_SPEC            (2 => 1)        {} {} {};
    TO_BOOL                     (1 => 1)        {IMPROVABLE} {TEST_AFTER_BOOL} {TEST_AFTER_BOOL AFTER_CONST};
    CALL_KW                     (3 + Arg => 1)  [{CHECKS_SIGNALS}, 3.14 {}] {} {};
    CONVERT_VALUE               (1 => 1)        {} {} {};
    LOAD_FAST_LOAD_FAST         (0 => 2)        {TWO_LOCALS} {} {};
    SET_FUNCTION_ATTRIBUTE      (2 => 1)        {} {} {};
    STORE_FAST_LOAD_FAST        (1 => 1)        {TWO_LOCALS} {} {};
    STORE_FAST_STORE_FAST       (2 => 0)        {TWO_LOCALS} {} {};
    BUILD_TEMPLATE              (2 => 1)        {} {} {};
    NOT_TAKEN                   (0 => 0)        {} {} {};
    POP_ITER                    [(1 => 0), 3.15 (2 => 0)] {} {} {};
    BUILD_INTERPOLATION         (2 + Bit => 1)  {} {} {};
    LOAD_COMMON_CONSTANT        (0 => 1)        {} {AFTER_CONST POP_AFTER_PUSH AFTER_OPERAND} {};
    LOAD_FAST_BORROW            (0 => 1)        {LOCAL} {} {};
    LOAD_FAST_BORROW_LOAD_FAST_BORROW (0 => 2)        {TWO_LOCALS} {} {};
    LOAD_SMALL_INT              (0 => 1)        {} {AFTER_CONST POP_AFTER_PUSH AFTER_OPERAND} {};
    LOAD_SPECIAL                (1 => 2)        {} {} {};
    }
}
