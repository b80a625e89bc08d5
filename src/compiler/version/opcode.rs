//! The operations of the bytecode: one row has everything that is known of one, for every version.
//!
//! The columns of a row, each with a value a series in the order of [`COLUMNS`]:
//!
//! 1. the name; `NAME = "CPYTHON_NAME"` where it is not CPython's;
//! 2. `[numbers]`: the number in the bytecode, `__` if the series does not have the operation;
//! 3. `[caches]`: the inline cache entries that follow it, of 2 bytes each;
//! 4. `(pops => pushes)`: its effect on the stack (`stack_effect!` in `effect.rs`), or `[...]` with one a series;
//! 5. `{kinds}`: what kinds of operation it is of (`kinds.rs`), or `[...]` with one set a series;
//! 6. `{first}`: the pairs that it may be the first operation of;
//! 7. `{second}`: the pairs that it may be the second operation of.
//!
//! Every column must be there, or the row does not compile. Pseudo-operations exist between codegen and the assembler
//! only; they have no numbers and no caches. An operation that CPython made another kind of in a later series (its
//! `Kinds::STRUCTURE` changed) is two rows with one CPython name, as code asks for these kinds without a target.
//! `tests/operations.rs` compares the rows with every interpreter found.

use super::effect::{Effects, StackEffect, stack_effect};
use super::kinds::Kinds;

/// The minor versions of the columns.
pub const COLUMNS: [u8; 5] = [11, 12, 13, 14, 15];

/// The number of an operation that a version does not have.
pub const ABSENT: u16 = u16::MAX;

const __: u16 = ABSENT;

/// The first number whose operation takes an argument, a version each.
const HAVE_ARGUMENT: [u16; COLUMNS.len()] = [90, 90, 45, 44, 42];

/// The column of 3.`minor`.
pub(super) const fn column_of(minor: u8) -> usize {
    let mut column = 0;
    while COLUMNS[column] != minor {
        column += 1;
    }
    column
}

/// A row of the table.
pub(super) struct Row {
    numbers: [u16; COLUMNS.len()],
    caches: [u8; COLUMNS.len()],
    effects: [StackEffect; COLUMNS.len()],
    /// Its kinds in each version.
    pub kinds: [Kinds; COLUMNS.len()],
    /// The pairs that it may be the first operation of.
    pub first: Kinds,
    /// The pairs that it may be the second operation of.
    pub second: Kinds,
}

/// One version's column.
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

    const fn of(column: usize) -> Self {
        let mut table = Self {
            numbers: [ABSENT; Op::COUNT],
            caches: [0; Op::COUNT],
            have_argument: HAVE_ARGUMENT[column],
            effects: Effects::NONE,
            kinds: [Kinds::NONE; Op::COUNT],
            encodings: [Encoding { limit: 0, number: 0, units: 0, low: 0 }; Op::COUNT],
        };
        let mut op = 0;
        while op < Op::COUNT {
            let row = &ROWS[op];
            let (number, caches) = (row.numbers[column], row.caches[column]);
            table.numbers[op] = number;
            table.caches[op] = caches;
            table.kinds[op] = row.kinds[column];
            table.effects.set(op, row.effects[column], row.kinds[column].has(Kinds::BLOCK_PUSH));
            if number != ABSENT {
                let (limit, low) = if number >= table.have_argument { (0x100, 0xFF) } else { (u32::MAX, 0) };
                table.encodings[op] = Encoding { limit, number: number as u8, units: 1 + caches, low };
            }
            op += 1;
        }
        table
    }
}

macro_rules! opcodes {
    (
        pseudo { $($pseudo:ident $pseudo_effect:tt $pseudo_kinds:tt $pseudo_first:tt $pseudo_second:tt;)* }
        real { $(
            $name:ident $(= $cpython:literal)?
            [$($number:tt)*] [$($cache:tt)*] $effect:tt $kinds:tt $first:tt $second:tt;
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
                numbers: [$($number),*],
                caches: [$($cache),*],
                effects: opcodes!(@effects $effect),
                kinds: opcodes!(@kinds $kinds),
                first: opcodes!(@set $first),
                second: opcodes!(@set $second),
            },)*
            $(Row {
                numbers: [ABSENT; COLUMNS.len()],
                caches: [0; COLUMNS.len()],
                effects: opcodes!(@effects $pseudo_effect),
                kinds: opcodes!(@kinds $pseudo_kinds),
                first: opcodes!(@set $pseudo_first),
                second: opcodes!(@set $pseudo_second),
            },)*
        ];
    };
    (@name $name:ident) => { stringify!($name) };
    (@name $name:ident $cpython:literal) => { $cpython };
    (@effects [$($effect:tt)*]) => { [$(opcodes!(@effect $effect)),*] };
    (@effects $effect:tt) => { [opcodes!(@effect $effect); COLUMNS.len()] };
    (@effect __) => { StackEffect::NONE };
    (@effect ($($effect:tt)*)) => { stack_effect!($($effect)*) };
    (@kinds [$($kinds:tt)*]) => { [$(opcodes!(@set $kinds)),*] };
    (@kinds $kinds:tt) => { [opcodes!(@set $kinds); COLUMNS.len()] };
    (@set {$($kind:ident)*}) => { Kinds::NONE$(.with(Kinds::$kind))* };
}

/// The tables, a version each, in the order of [`COLUMNS`].
pub static TABLES: [OpcodeTable; COLUMNS.len()] =
    [OpcodeTable::of(0), OpcodeTable::of(1), OpcodeTable::of(2), OpcodeTable::of(3), OpcodeTable::of(4)];

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
    CACHE                       [  0   0   0   0   0] [0 0 0 0 0] (0 => 0)        {} {} {};
    POP_TOP                     [  1   1  32  31  29] [0 0 0 0 0] (1 => 0)        {} {} {POP_AFTER_PUSH};
    PUSH_NULL                   [  2   2  34  33  31] [0 0 0 0 0] (0 => 1)
        {PEEPHOLE} {NULL_THEN_GLOBAL} {GLOBAL_THEN_NULL};
    NOP                         [  9   9  30  27  25] [0 0 0 0 0] (0 => 0)        {NOP} {} {};
    UNARY_POSITIVE              [ 10  __  __  __  __] [0 0 0 0 0] (1 => 1)        {} {} {};
    UNARY_NEGATIVE              [ 11  11  42  41  39] [0 0 0 0 0] (1 => 1)        {FOLDABLE} {} {AFTER_OPERAND};
    UNARY_NOT                   [ 12  12  43  42  40] [0 0 0 0 0] (1 => 1)
        {IMPROVABLE FOLDABLE} {TEST_AFTER_BOOL} {TEST_AFTER_BOOL AFTER_OPERAND};
    UNARY_INVERT                [ 15  15  41  40  38] [0 0 0 0 0] (1 => 1)        {FOLDABLE} {} {AFTER_OPERAND};
    BINARY_SUBSCR               [ 25  25   5  __  __] [4 1 1 0 0] (2 => 1)        {} {} {};
    GET_LEN                     [ 30  30  20  18  16] [0 0 0 0 0] (0 => 1)        {} {} {};
    MATCH_MAPPING               [ 31  31  28  25  23] [0 0 0 0 0] (0 => 1)        {} {} {};
    MATCH_SEQUENCE              [ 32  32  29  26  24] [0 0 0 0 0] (0 => 1)        {} {} {};
    MATCH_KEYS                  [ 33  33  27  24  22] [0 0 0 0 0] (0 => 1)        {} {} {};
    PUSH_EXC_INFO               [ 35  35  33  32  30] [0 0 0 0 0] (1 => 2)        {} {} {};
    CHECK_EXC_MATCH             [ 36  36   7   6   6] [0 0 0 0 0] (1 => 1)        {} {} {};
    CHECK_EG_MATCH              [ 37  37   6   5   5] [0 0 0 0 0] (2 => 2)        {} {} {};
    WITH_EXCEPT_START           [ 49  49  44  43  41] [0 0 0 0 0] (0 => 1)        {} {} {};
    GET_AITER                   [ 50  50  16  14  14] [0 0 0 0 0] (1 => 1)        {} {} {};
    GET_ANEXT                   [ 51  51  18  15  15] [0 0 0 0 0] (0 => 1)        {} {} {};
    BEFORE_ASYNC_WITH           [ 52  52   1  __  __] [0 0 0 0 0] (1 => 2)        {} {} {};
    BEFORE_WITH                 [ 53  53   2  __  __] [0 0 0 0 0] (1 => 2)        {} {} {};
    END_ASYNC_FOR               [ 54  54  10  __  __] [0 0 0 0 0] (2 => 0)        {} {} {};
    END_ASYNC_FOR_JUMP = "END_ASYNC_FOR" [ __  __  __  68  66] [0 0 0 0 0] (2 => 0)        {JUMP BACKWARD} {} {};
    STORE_SUBSCR                [ 60  60  39  38  36] [1 1 1 1 1] (3 => 0)        {} {} {};
    DELETE_SUBSCR               [ 61  61   9   8   8] [0 0 0 0 0] (2 => 0)        {} {} {};
    GET_ITER                    [ 68  68  19  16  70] [0 0 0 0 1]
        [(1 => 1) (1 => 1) (1 => 1) (1 => 1) (1 => 2)] {} {} {BEFORE_READ};
    GET_YIELD_FROM_ITER         [ 69  69  21  19  __] [0 0 0 0 0] (1 => 1)        {} {} {};
    PRINT_EXPR                  [ 70  __  __  __  __] [0 0 0 0 0] (1 => 0)        {} {} {};
    LOAD_BUILD_CLASS            [ 71  71  24  21  19] [0 0 0 0 0] (0 => 1)        {} {} {};
    LOAD_ASSERTION_ERROR        [ 74  74  23  __  __] [0 0 0 0 0] (0 => 1)        {} {} {};
    RETURN_GENERATOR            [ 75  75  35  34  32] [0 0 0 0 0]
        [(0 => 0) (0 => 0) (0 => 1) (0 => 1) (0 => 1)] {} {} {};
    LIST_TO_TUPLE               [ 82  __  __  __  __] [0 0 0 0 0] (1 => 1)        {} {} {};
    RETURN_VALUE                [ 83  83  36  35  33] [0 0 0 0 0]
        [(1 => 0) (1 => 0) (1 => 0) (1 => 1) (1 => 1)] {SCOPE_EXIT} {} {RETURN_AFTER_CONST};
    IMPORT_STAR                 [ 84  __  __  __  __] [0 0 0 0 0] (1 => 0)        {} {} {};
    SETUP_ANNOTATIONS           [ 85  85  37  36  34] [0 0 0 0 0] (0 => 0)        {} {} {};
    YIELD_VALUE                 [ 86 150 118 120 119] [0 0 0 0 0] (1 => 1)        {YIELD} {} {};
    ASYNC_GEN_WRAP              [ 87  __  __  __  __] [0 0 0 0 0] (1 => 1)        {} {} {};
    PREP_RERAISE_STAR           [ 88  __  __  __  __] [0 0 0 0 0] (2 => 1)        {} {} {};
    POP_EXCEPT                  [ 89  89  31  29  27] [0 0 0 0 0] (1 => 0)        {} {} {};
    STORE_NAME                  [ 90  90 114 116 115] [0 0 0 0 0] (1 => 0)        {NAME} {} {};
    DELETE_NAME                 [ 91  91  67  65  63] [0 0 0 0 0] (0 => 0)        {NAME} {} {};
    UNPACK_SEQUENCE             [ 92  92 117 119 118] [1 1 1 1 1] (1 => Arg)      {} {} {};
    FOR_ITER                    [ 93  93  72  70  68] [0 1 1 1 1]
        [(0 => 1, jump -2) (0 => 1) (0 => 1) (0 => 1) (0 => 1)] {JUMP} {} {};
    UNPACK_EX                   [ 94  94 116 118 117] [0 0 0 0 0] (1 => 1 + Unpacked) {} {} {};
    STORE_ATTR                  [ 95  95 108 110 109] [4 4 4 4 4] (2 => 0)        {NAME} {} {};
    DELETE_ATTR                 [ 96  96  63  61  59] [0 0 0 0 0] (1 => 0)        {NAME} {} {};
    STORE_GLOBAL                [ 97  97 113 115 114] [0 0 0 0 0] (1 => 0)        {NAME} {} {};
    DELETE_GLOBAL               [ 98  98  66  64  62] [0 0 0 0 0] (0 => 0)        {NAME} {} {};
    SWAP                        [ 99  99 115 117 116] [0 0 0 0 0] (0 => 0)        {PEEPHOLE IMPROVABLE STACK} {} {};
    LOAD_CONST                  [100 100  83  82  81] [0 0 0 0 0] (0 => 1)
        {CONST} {AFTER_CONST POP_AFTER_PUSH RETURN_AFTER_CONST AFTER_OPERAND} {};
    LOAD_NAME                   [101 101  92  93  92] [0 0 0 0 0] (0 => 1)        {NAME} {} {};
    BUILD_TUPLE                 [102 102  52  51  49] [0 0 0 0 0] (Arg => 1)      {PEEPHOLE IMPROVABLE FOLDABLE STACK} {} {};
    BUILD_LIST                  [103 103  47  46  44] [0 0 0 0 0] (Arg => 1)
        {FOLDABLE} {AFTER_OPERAND BEFORE_READ} {AFTER_OPERAND};
    BUILD_SET                   [104 104  49  48  46] [0 0 0 0 0] (Arg => 1)
        {FOLDABLE} {BEFORE_READ} {AFTER_OPERAND};
    BUILD_MAP                   [105 105  48  47  45] [0 0 0 0 0] (Pairs => 1)    {} {} {};
    LOAD_ATTR                   [106 106  82  80  79] [4 9 9 9 9]
        [(1 => 1) (1 => 1 + Bit) (1 => 1 + Bit) (1 => 1 + Bit) (1 => 1 + Bit)] {NAME} {} {};
    COMPARE_OP                  [107 107  58  56  54] [2 1 1 1 1] (2 => 1)        {IMPROVABLE} {TEST_AFTER_BOOL} {};
    IMPORT_NAME                 [108 108  75  73  72] [0 0 0 0 0] (2 => 1)        {NAME} {} {};
    IMPORT_FROM                 [109 109  74  72  71] [0 0 0 0 0] (0 => 1)        {NAME} {} {};
    JUMP_FORWARD                [110 110  79  77  76] [0 0 0 0 0] (0 => 0)        {JUMP UNCONDITIONAL} {} {};
    JUMP_IF_FALSE_OR_POP        [111  __  __  __  __] [0 0 0 0 0] (1 => 0, jump 1) {JUMP} {} {AFTER_CONST};
    JUMP_IF_TRUE_OR_POP         [112  __  __  __  __] [0 0 0 0 0] (1 => 0, jump 1) {JUMP} {} {AFTER_CONST};
    POP_JUMP_FORWARD_IF_FALSE   [114  __  __  __  __] [0 0 0 0 0] (1 => 0)        {JUMP} {} {};
    POP_JUMP_FORWARD_IF_TRUE    [115  __  __  __  __] [0 0 0 0 0] (1 => 0)        {JUMP} {} {};
    LOAD_GLOBAL                 [116 116  91  92  91] [5 4 4 4 4] (0 => 1 + Bit)
        {NAME IMPROVABLE} {GLOBAL_THEN_NULL} {NULL_THEN_GLOBAL};
    IS_OP                       [117 117  76  74  73] [0 0 0 0 0] (2 => 1)
        {IMPROVABLE IDENTITY} {TEST_AFTER_BOOL AFTER_CONST} {};
    CONTAINS_OP                 [118 118  59  57  55] [0 0 1 1 1] (2 => 1)
        {IMPROVABLE} {TEST_AFTER_BOOL} {BEFORE_READ};
    RERAISE                     [119 119 102 105 104] [0 0 0 0 0] (1 => 0)        {SCOPE_EXIT} {} {};
    COPY                        [120 120  61  59  57] [0 0 0 0 0] (0 => 1)        {} {POP_AFTER_PUSH} {AFTER_CONST};
    BINARY_OP                   [122 122  45  44  42] [1 1 1 5 5] (2 => 1)        {FOLDABLE} {} {AFTER_OPERAND};
    SEND                        [123 123 104 106 105] [0 1 1 1 1]
        [(1 => 1, jump -1) (1 => 1) (1 => 1) (1 => 1) (1 => 1)] {JUMP} {} {};
    LOAD_FAST                   [124 124  85  84  83] [0 0 0 0 0] (0 => 1)
        {LOCAL} {LOAD_AFTER_LOCAL} {LOAD_AFTER_LOCAL};
    STORE_FAST                  [125 125 110 112 111] [0 0 0 0 0] (1 => 0)
        {LOCAL IMPROVABLE} {LOAD_AFTER_LOCAL STORE_AFTER_STORE} {STORE_AFTER_STORE};
    DELETE_FAST                 [126 126  65  63  61] [0 0 0 0 0] (0 => 0)        {LOCAL UNSET} {} {};
    POP_JUMP_FORWARD_IF_NOT_NONE [128  __  __  __  __] [0 0 0 0 0] (1 => 0)        {JUMP} {} {};
    POP_JUMP_FORWARD_IF_NONE    [129  __  __  __  __] [0 0 0 0 0] (1 => 0)        {JUMP} {} {};
    RAISE_VARARGS               [130 130 101 104 103] [0 0 0 0 0] (Arg => 0)      {SCOPE_EXIT} {} {};
    GET_AWAITABLE               [131 131  73  71  69] [0 0 0 0 0] (1 => 1)        {} {} {};
    MAKE_FUNCTION               [132 132  26  23  21] [0 0 0 0 0]
        [(1 + Parts => 1) (1 + Parts => 1) (1 => 1) (1 => 1) (1 => 1)] {} {} {};
    BUILD_SLICE                 [133 133  50  49  47] [0 0 0 0 0] (Arg => 1)      {} {} {};
    JUMP_BACKWARD_NO_INTERRUPT  [134 134  78  76  75] [0 0 0 0 0] (0 => 0)        {JUMP UNCONDITIONAL BACKWARD} {} {};
    MAKE_CELL                   [135 135  94  97  96] [0 0 0 0 0] (0 => 0)        {FREE} {} {};
    LOAD_CLOSURE                [136 136  __  __  __] [0 0 0 0 0] (0 => 1)        {FREE PSEUDO} {} {};
    LOAD_DEREF                  [137 137  84  83  82] [0 0 0 0 0] (0 => 1)        {FREE} {} {};
    STORE_DEREF                 [138 138 109 111 110] [0 0 0 0 0] (1 => 0)        {FREE} {} {};
    DELETE_DEREF                [139 139  64  62  60] [0 0 0 0 0] (0 => 0)        {FREE} {} {};
    JUMP_BACKWARD               [140 140  77  75  74] [0 0 1 1 1] (0 => 0)
        {JUMP UNCONDITIONAL BACKWARD CHECKS_SIGNALS} {} {};
    CALL_FUNCTION_EX            [142 142  54   4   4] [0 0 0 0 1]
        [(3 + Bit => 1) (3 + Bit => 1) (3 + Bit => 1) (4 => 1) (4 => 1)] {CHECKS_SIGNALS} {} {};
    EXTENDED_ARG                [144 144  71  69  67] [0 0 0 0 0] (0 => 0)        {} {} {};
    LIST_APPEND                 [145 145  80  78  77] [0 0 0 0 0] (1 => 0)
        {FOLDABLE} {AFTER_OPERAND BEFORE_READ} {AFTER_OPERAND};
    SET_ADD                     [146 146 105 107 106] [0 0 0 0 0] (1 => 0)
        {FOLDABLE} {BEFORE_READ} {AFTER_OPERAND};
    MAP_ADD                     [147 147  95  98  97] [0 0 0 0 0] (2 => 0)        {} {} {};
    LOAD_CLASSDEREF             [148  __  __  __  __] [0 0 0 0 0] (0 => 1)        {FREE} {} {};
    COPY_FREE_VARS              [149 149  62  60  58] [0 0 0 0 0] (0 => 0)        {} {} {};
    RESUME                      [151 151 149 128 128] [0 0 0 0 1] (0 => 0)        {YIELD CHECKS_SIGNALS} {} {};
    MATCH_CLASS                 [152 152  96  99  98] [0 0 0 0 0] (3 => 1)        {} {} {};
    FORMAT_VALUE                [155 155  __  __  __] [0 0 0 0 0] (1 + Spec => 1) {} {} {};
    BUILD_CONST_KEY_MAP         [156 156  46  __  __] [0 0 0 0 0] (1 + Arg => 1)  {} {} {};
    BUILD_STRING                [157 157  51  50  48] [0 0 0 0 0] (Arg => 1)      {} {} {};
    LOAD_METHOD                 [160  __  __  __  __] [10 0 0 0 0] (1 => 2)        {NAME} {} {};
    LIST_EXTEND                 [162 162  81  79  78] [0 0 0 0 0] (1 => 0)        {} {} {};
    SET_UPDATE                  [163 163 107 109 108] [0 0 0 0 0] (1 => 0)        {} {} {};
    DICT_MERGE                  [164 164  68  66  64] [0 0 0 0 0] (1 => 0)        {} {} {};
    DICT_UPDATE                 [165 165  69  67  65] [0 0 0 0 0] (1 => 0)        {} {} {};
    PRECALL                     [166  __  __  __  __] [1 0 0 0 0] (Arg => 0)      {} {} {};
    CALL                        [171 171  53  52  50] [4 3 3 3 3]
        [(2 => 1) (2 + Arg => 1) (2 + Arg => 1) (2 + Arg => 1) (2 + Arg => 1)] {CHECKS_SIGNALS} {} {};
    KW_NAMES                    [172 172  __  __  __] [0 0 0 0 0] (0 => 0)        {CONST} {} {};
    POP_JUMP_BACKWARD_IF_NOT_NONE [173  __  __  __  __] [0 0 0 0 0] (1 => 0)        {JUMP BACKWARD} {} {};
    POP_JUMP_BACKWARD_IF_NONE   [174  __  __  __  __] [0 0 0 0 0] (1 => 0)        {JUMP BACKWARD} {} {};
    POP_JUMP_BACKWARD_IF_FALSE  [175  __  __  __  __] [0 0 0 0 0] (1 => 0)        {JUMP BACKWARD} {} {};
    POP_JUMP_BACKWARD_IF_TRUE   [176  __  __  __  __] [0 0 0 0 0] (1 => 0)        {JUMP BACKWARD} {} {};
    END_FOR                     [ __   4  11   9   9] [0 0 0 0 0]
        [__ (2 => 0) (1 => 0) (1 => 0) (1 => 0)] {} {} {};
    END_SEND                    [ __   5  12  10  10] [0 0 0 0 0]
        [__ (2 => 1) (2 => 1) (2 => 1) (3 => 1)] {} {} {};
    BINARY_SLICE                [ __  26   4   1   1] [0 0 0 0 0] (3 => 1)        {} {} {};
    STORE_SLICE                 [ __  27  38  37  35] [0 0 0 0 0] (4 => 0)        {} {} {};
    CLEANUP_THROW               [ __  55   8   7   7] [0 0 0 0 0]
        [__ (3 => 2) (3 => 2) (3 => 2) (4 => 3)] {} {} {};
    LOAD_LOCALS                 [ __  87  25  22  20] [0 0 0 0 0] (0 => 1)        {} {} {};
    POP_JUMP_IF_FALSE           [ __ 114  97 100  99] [0 0 1 1 1] (1 => 0)        {JUMP} {} {AFTER_CONST};
    POP_JUMP_IF_TRUE            [ __ 115 100 103 102] [0 0 1 1 1] (1 => 0)        {JUMP} {} {AFTER_CONST};
    RETURN_CONST                [ __ 121 103  __  __] [0 0 0 0 0] (0 => 0)        {SCOPE_EXIT CONST} {} {};
    LOAD_FAST_CHECK             [ __ 127  87  88  87] [0 0 0 0 0] (0 => 1)        {LOCAL} {} {};
    POP_JUMP_IF_NOT_NONE        [ __ 128  99 102 101] [0 0 1 1 1] (1 => 0)        {JUMP} {} {};
    POP_JUMP_IF_NONE            [ __ 129  98 101 100] [0 0 1 1 1] (1 => 0)        {JUMP} {} {};
    LOAD_SUPER_ATTR             [ __ 141  93  96  95] [0 1 1 1 1] (3 => 1 + Bit)  {NAME} {} {};
    LOAD_FAST_AND_CLEAR         [ __ 143  86  85  84] [0 0 0 0 0] (0 => 1)        {LOCAL UNSET} {} {};
    CALL_INTRINSIC_1            [ __ 173  55  53  51] [0 0 0 0 0] (1 => 1)
        {FOLDABLE} {BEFORE_READ} {AFTER_OPERAND};
    CALL_INTRINSIC_2            [ __ 174  56  54  52] [0 0 0 0 0] (2 => 1)        {} {} {};
    LOAD_FROM_DICT_OR_GLOBALS   [ __ 175  90  91  90] [0 0 0 0 0] (1 => 1)        {NAME} {} {};
    LOAD_FROM_DICT_OR_DEREF     [ __ 176  89  90  89] [0 0 0 0 0] (1 => 1)        {FREE} {} {};
    EXIT_INIT_CHECK             [ __  __  13  11  11] [0 0 0 0 0] (1 => 0)        {} {} {};
    FORMAT_SIMPLE               [ __  __  14  12  12] [0 0 0 0 0] (1 => 1)        {} {} {};
    FORMAT_WITH_SPEC            [ __  __  15  13  13] [0 0 0 0 0] (2 => 1)        {} {} {};
    TO_BOOL                     [ __  __  40  39  37] [0 0 3 3 3] (1 => 1)
        {IMPROVABLE} {TEST_AFTER_BOOL} {TEST_AFTER_BOOL AFTER_CONST};
    CALL_KW                     [ __  __  57  55  53] [0 0 0 3 3] (3 + Arg => 1)  [{} {} {CHECKS_SIGNALS} {} {}] {} {};
    CONVERT_VALUE               [ __  __  60  58  56] [0 0 0 0 0] (1 => 1)        {} {} {};
    LOAD_FAST_LOAD_FAST         [ __  __  88  89  88] [0 0 0 0 0] (0 => 2)        {TWO_LOCALS} {} {};
    SET_FUNCTION_ATTRIBUTE      [ __  __ 106 108 107] [0 0 0 0 0] (2 => 1)        {} {} {};
    STORE_FAST_LOAD_FAST        [ __  __ 111 113 112] [0 0 0 0 0] (1 => 1)        {TWO_LOCALS} {} {};
    STORE_FAST_STORE_FAST       [ __  __ 112 114 113] [0 0 0 0 0] (2 => 0)        {TWO_LOCALS} {} {};
    BUILD_TEMPLATE              [ __  __  __   2   2] [0 0 0 0 0] (2 => 1)        {} {} {};
    NOT_TAKEN                   [ __  __  __  28  26] [0 0 0 0 0] (0 => 0)        {} {} {};
    POP_ITER                    [ __  __  __  30  28] [0 0 0 0 0]
        [__ __ __ (1 => 0) (2 => 0)] {} {} {};
    BUILD_INTERPOLATION         [ __  __  __  45  43] [0 0 0 0 0] (2 + Bit => 1)  {} {} {};
    LOAD_COMMON_CONSTANT        [ __  __  __  81  80] [0 0 0 0 0] (0 => 1)
        {} {AFTER_CONST POP_AFTER_PUSH AFTER_OPERAND} {};
    LOAD_FAST_BORROW            [ __  __  __  86  85] [0 0 0 0 0] (0 => 1)        {LOCAL} {} {};
    LOAD_FAST_BORROW_LOAD_FAST_BORROW [ __  __  __  87  86] [0 0 0 0 0] (0 => 2)        {TWO_LOCALS} {} {};
    LOAD_SMALL_INT              [ __  __  __  94  93] [0 0 0 0 0] (0 => 1)
        {} {AFTER_CONST POP_AFTER_PUSH AFTER_OPERAND} {};
    LOAD_SPECIAL                [ __  __  __  95  94] [0 0 0 0 0] (1 => 2)        {} {} {};
    }
}
