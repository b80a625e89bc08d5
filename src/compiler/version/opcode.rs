//! The opcode table: one row an operation, for every version.
//!
//! A row gives the number in each version (`__`: the version does not have it), then the number of
//! inline cache entries (2 bytes each) in each version. The columns are [`COLUMNS`]. Numbers are facts
//! read from each interpreter's `opcode` module; `tests/tidy.rs` checks them against the ones found.
//! Pseudo-operations exist between codegen and the assembler only and have no number.

/// The minor versions of the columns.
pub const COLUMNS: [u8; 5] = [11, 12, 13, 14, 15];

/// The number of an operation that a version does not have.
pub const ABSENT: u16 = u16::MAX;

const __: u16 = ABSENT;

/// The first number whose operation takes an argument, a version each.
const HAVE_ARGUMENT: [u16; COLUMNS.len()] = [90, 90, 45, 44, 42];

/// One version's column.
#[derive(Debug)]
pub struct OpcodeTable {
    /// The number of each [`Op`], or [`ABSENT`].
    pub numbers: [u16; Op::COUNT],
    /// The inline cache entries that follow each [`Op`].
    pub caches: [u8; Op::COUNT],
    /// The first number whose operation takes an argument.
    pub have_argument: u16,
    /// What the assembler writes for each [`Op`].
    encodings: [Encoding; Op::COUNT],
}

/// What the assembler writes for an operation: all that it asks of the table, side by side.
#[derive(Clone, Copy, Debug)]
pub struct Encoding {
    /// The first argument that makes more of it than [`Self::units`] or is no argument that it can have: one of more
    /// than a byte, if it takes one; any, if the version does not have it.
    pub limit: u32,
    /// The number, if there is one.
    pub number: u8,
    /// The code units that it takes without prefixes: one and its caches; none if the version does not have it.
    pub units: u8,
    /// The bits of the argument's lowest byte that count: none if it takes no argument.
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
}

macro_rules! opcodes {
    (pseudo { $($pseudo:ident;)* } real { $($name:ident [$($number:expr),*] [$($cache:expr),*];)* }) => {
        /// An operation of the bytecode, or a pseudo-operation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[allow(non_camel_case_types, missing_docs)] // the names are CPython's
        pub enum Op { $($name,)* $($pseudo,)* }

        impl Op {
            /// How many there are.
            pub const COUNT: usize = [$(stringify!($name),)* $(stringify!($pseudo),)*].len();
            /// Every operation, in the order of the table.
            pub const ALL: [Self; Self::COUNT] = [$(Self::$name,)* $(Self::$pseudo,)*];
            const NAMES: [&'static str; Self::COUNT] = [$(stringify!($name),)* $(stringify!($pseudo),)*];

            /// CPython's name.
            pub fn name(self) -> &'static str {
                Self::NAMES[self as usize]
            }
        }

        const fn column(index: usize) -> OpcodeTable {
            let mut table = OpcodeTable {
                numbers: [ABSENT; Op::COUNT],
                caches: [0; Op::COUNT],
                have_argument: HAVE_ARGUMENT[index],
                encodings: [Encoding { limit: 0, number: 0, units: 0, low: 0 }; Op::COUNT],
            };
            $(
                table.numbers[Op::$name as usize] = [$($number),*][index];
                table.caches[Op::$name as usize] = [$($cache),*][index];
            )*
            let mut op = 0;
            while op < Op::COUNT {
                let number = table.numbers[op];
                if number != ABSENT {
                    let (limit, low) = if number >= table.have_argument { (0x100, 0xFF) } else { (u32::MAX, 0) };
                    table.encodings[op] = Encoding { limit, number: number as u8, units: 1 + table.caches[op], low };
                }
                op += 1;
            }
            table
        }
    };
}

/// The tables, a version each, in the order of [`COLUMNS`].
pub static TABLES: [OpcodeTable; COLUMNS.len()] = [column(0), column(1), column(2), column(3), column(4)];

#[rustfmt::skip] // a table
opcodes! {
    pseudo {
        SETUP_FINALLY;
        SETUP_CLEANUP;
        SETUP_WITH;
        POP_BLOCK;
        STORE_FAST_MAYBE_NULL;
        JUMP;
        JUMP_NO_INTERRUPT;
    }
    real {
    CACHE                             [  0,   0,   0,   0,   0] [0, 0, 0, 0, 0];
    POP_TOP                           [  1,   1,  32,  31,  29] [0, 0, 0, 0, 0];
    PUSH_NULL                         [  2,   2,  34,  33,  31] [0, 0, 0, 0, 0];
    NOP                               [  9,   9,  30,  27,  25] [0, 0, 0, 0, 0];
    UNARY_POSITIVE                    [ 10,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    UNARY_NEGATIVE                    [ 11,  11,  42,  41,  39] [0, 0, 0, 0, 0];
    UNARY_NOT                         [ 12,  12,  43,  42,  40] [0, 0, 0, 0, 0];
    UNARY_INVERT                      [ 15,  15,  41,  40,  38] [0, 0, 0, 0, 0];
    BINARY_SUBSCR                     [ 25,  25,   5,  __,  __] [4, 1, 1, 0, 0];
    GET_LEN                           [ 30,  30,  20,  18,  16] [0, 0, 0, 0, 0];
    MATCH_MAPPING                     [ 31,  31,  28,  25,  23] [0, 0, 0, 0, 0];
    MATCH_SEQUENCE                    [ 32,  32,  29,  26,  24] [0, 0, 0, 0, 0];
    MATCH_KEYS                        [ 33,  33,  27,  24,  22] [0, 0, 0, 0, 0];
    PUSH_EXC_INFO                     [ 35,  35,  33,  32,  30] [0, 0, 0, 0, 0];
    CHECK_EXC_MATCH                   [ 36,  36,   7,   6,   6] [0, 0, 0, 0, 0];
    CHECK_EG_MATCH                    [ 37,  37,   6,   5,   5] [0, 0, 0, 0, 0];
    WITH_EXCEPT_START                 [ 49,  49,  44,  43,  41] [0, 0, 0, 0, 0];
    GET_AITER                         [ 50,  50,  16,  14,  14] [0, 0, 0, 0, 0];
    GET_ANEXT                         [ 51,  51,  18,  15,  15] [0, 0, 0, 0, 0];
    BEFORE_ASYNC_WITH                 [ 52,  52,   1,  __,  __] [0, 0, 0, 0, 0];
    BEFORE_WITH                       [ 53,  53,   2,  __,  __] [0, 0, 0, 0, 0];
    END_ASYNC_FOR                     [ 54,  54,  10,  68,  66] [0, 0, 0, 0, 0];
    STORE_SUBSCR                      [ 60,  60,  39,  38,  36] [1, 1, 1, 1, 1];
    DELETE_SUBSCR                     [ 61,  61,   9,   8,   8] [0, 0, 0, 0, 0];
    GET_ITER                          [ 68,  68,  19,  16,  70] [0, 0, 0, 0, 1];
    GET_YIELD_FROM_ITER               [ 69,  69,  21,  19,  __] [0, 0, 0, 0, 0];
    PRINT_EXPR                        [ 70,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    LOAD_BUILD_CLASS                  [ 71,  71,  24,  21,  19] [0, 0, 0, 0, 0];
    LOAD_ASSERTION_ERROR              [ 74,  74,  23,  __,  __] [0, 0, 0, 0, 0];
    RETURN_GENERATOR                  [ 75,  75,  35,  34,  32] [0, 0, 0, 0, 0];
    LIST_TO_TUPLE                     [ 82,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    RETURN_VALUE                      [ 83,  83,  36,  35,  33] [0, 0, 0, 0, 0];
    IMPORT_STAR                       [ 84,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    SETUP_ANNOTATIONS                 [ 85,  85,  37,  36,  34] [0, 0, 0, 0, 0];
    YIELD_VALUE                       [ 86, 150, 118, 120, 119] [0, 0, 0, 0, 0];
    ASYNC_GEN_WRAP                    [ 87,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    PREP_RERAISE_STAR                 [ 88,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    POP_EXCEPT                        [ 89,  89,  31,  29,  27] [0, 0, 0, 0, 0];
    STORE_NAME                        [ 90,  90, 114, 116, 115] [0, 0, 0, 0, 0];
    DELETE_NAME                       [ 91,  91,  67,  65,  63] [0, 0, 0, 0, 0];
    UNPACK_SEQUENCE                   [ 92,  92, 117, 119, 118] [1, 1, 1, 1, 1];
    FOR_ITER                          [ 93,  93,  72,  70,  68] [0, 1, 1, 1, 1];
    UNPACK_EX                         [ 94,  94, 116, 118, 117] [0, 0, 0, 0, 0];
    STORE_ATTR                        [ 95,  95, 108, 110, 109] [4, 4, 4, 4, 4];
    DELETE_ATTR                       [ 96,  96,  63,  61,  59] [0, 0, 0, 0, 0];
    STORE_GLOBAL                      [ 97,  97, 113, 115, 114] [0, 0, 0, 0, 0];
    DELETE_GLOBAL                     [ 98,  98,  66,  64,  62] [0, 0, 0, 0, 0];
    SWAP                              [ 99,  99, 115, 117, 116] [0, 0, 0, 0, 0];
    LOAD_CONST                        [100, 100,  83,  82,  81] [0, 0, 0, 0, 0];
    LOAD_NAME                         [101, 101,  92,  93,  92] [0, 0, 0, 0, 0];
    BUILD_TUPLE                       [102, 102,  52,  51,  49] [0, 0, 0, 0, 0];
    BUILD_LIST                        [103, 103,  47,  46,  44] [0, 0, 0, 0, 0];
    BUILD_SET                         [104, 104,  49,  48,  46] [0, 0, 0, 0, 0];
    BUILD_MAP                         [105, 105,  48,  47,  45] [0, 0, 0, 0, 0];
    LOAD_ATTR                         [106, 106,  82,  80,  79] [4, 9, 9, 9, 9];
    COMPARE_OP                        [107, 107,  58,  56,  54] [2, 1, 1, 1, 1];
    IMPORT_NAME                       [108, 108,  75,  73,  72] [0, 0, 0, 0, 0];
    IMPORT_FROM                       [109, 109,  74,  72,  71] [0, 0, 0, 0, 0];
    JUMP_FORWARD                      [110, 110,  79,  77,  76] [0, 0, 0, 0, 0];
    JUMP_IF_FALSE_OR_POP              [111,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    JUMP_IF_TRUE_OR_POP               [112,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    POP_JUMP_FORWARD_IF_FALSE         [114,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    POP_JUMP_FORWARD_IF_TRUE          [115,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    LOAD_GLOBAL                       [116, 116,  91,  92,  91] [5, 4, 4, 4, 4];
    IS_OP                             [117, 117,  76,  74,  73] [0, 0, 0, 0, 0];
    CONTAINS_OP                       [118, 118,  59,  57,  55] [0, 0, 1, 1, 1];
    RERAISE                           [119, 119, 102, 105, 104] [0, 0, 0, 0, 0];
    COPY                              [120, 120,  61,  59,  57] [0, 0, 0, 0, 0];
    BINARY_OP                         [122, 122,  45,  44,  42] [1, 1, 1, 5, 5];
    SEND                              [123, 123, 104, 106, 105] [0, 1, 1, 1, 1];
    LOAD_FAST                         [124, 124,  85,  84,  83] [0, 0, 0, 0, 0];
    STORE_FAST                        [125, 125, 110, 112, 111] [0, 0, 0, 0, 0];
    DELETE_FAST                       [126, 126,  65,  63,  61] [0, 0, 0, 0, 0];
    POP_JUMP_FORWARD_IF_NOT_NONE      [128,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    POP_JUMP_FORWARD_IF_NONE          [129,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    RAISE_VARARGS                     [130, 130, 101, 104, 103] [0, 0, 0, 0, 0];
    GET_AWAITABLE                     [131, 131,  73,  71,  69] [0, 0, 0, 0, 0];
    MAKE_FUNCTION                     [132, 132,  26,  23,  21] [0, 0, 0, 0, 0];
    BUILD_SLICE                       [133, 133,  50,  49,  47] [0, 0, 0, 0, 0];
    JUMP_BACKWARD_NO_INTERRUPT        [134, 134,  78,  76,  75] [0, 0, 0, 0, 0];
    MAKE_CELL                         [135, 135,  94,  97,  96] [0, 0, 0, 0, 0];
    LOAD_CLOSURE                      [136, 136,  __,  __,  __] [0, 0, 0, 0, 0];
    LOAD_DEREF                        [137, 137,  84,  83,  82] [0, 0, 0, 0, 0];
    STORE_DEREF                       [138, 138, 109, 111, 110] [0, 0, 0, 0, 0];
    DELETE_DEREF                      [139, 139,  64,  62,  60] [0, 0, 0, 0, 0];
    JUMP_BACKWARD                     [140, 140,  77,  75,  74] [0, 0, 1, 1, 1];
    CALL_FUNCTION_EX                  [142, 142,  54,   4,   4] [0, 0, 0, 0, 1];
    EXTENDED_ARG                      [144, 144,  71,  69,  67] [0, 0, 0, 0, 0];
    LIST_APPEND                       [145, 145,  80,  78,  77] [0, 0, 0, 0, 0];
    SET_ADD                           [146, 146, 105, 107, 106] [0, 0, 0, 0, 0];
    MAP_ADD                           [147, 147,  95,  98,  97] [0, 0, 0, 0, 0];
    LOAD_CLASSDEREF                   [148,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    COPY_FREE_VARS                    [149, 149,  62,  60,  58] [0, 0, 0, 0, 0];
    RESUME                            [151, 151, 149, 128, 128] [0, 0, 0, 0, 1];
    MATCH_CLASS                       [152, 152,  96,  99,  98] [0, 0, 0, 0, 0];
    FORMAT_VALUE                      [155, 155,  __,  __,  __] [0, 0, 0, 0, 0];
    BUILD_CONST_KEY_MAP               [156, 156,  46,  __,  __] [0, 0, 0, 0, 0];
    BUILD_STRING                      [157, 157,  51,  50,  48] [0, 0, 0, 0, 0];
    LOAD_METHOD                       [160,  __,  __,  __,  __] [10, 0, 0, 0, 0];
    LIST_EXTEND                       [162, 162,  81,  79,  78] [0, 0, 0, 0, 0];
    SET_UPDATE                        [163, 163, 107, 109, 108] [0, 0, 0, 0, 0];
    DICT_MERGE                        [164, 164,  68,  66,  64] [0, 0, 0, 0, 0];
    DICT_UPDATE                       [165, 165,  69,  67,  65] [0, 0, 0, 0, 0];
    PRECALL                           [166,  __,  __,  __,  __] [1, 0, 0, 0, 0];
    CALL                              [171, 171,  53,  52,  50] [4, 3, 3, 3, 3];
    KW_NAMES                          [172, 172,  __,  __,  __] [0, 0, 0, 0, 0];
    POP_JUMP_BACKWARD_IF_NOT_NONE     [173,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    POP_JUMP_BACKWARD_IF_NONE         [174,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    POP_JUMP_BACKWARD_IF_FALSE        [175,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    POP_JUMP_BACKWARD_IF_TRUE         [176,  __,  __,  __,  __] [0, 0, 0, 0, 0];
    END_FOR                           [ __,   4,  11,   9,   9] [0, 0, 0, 0, 0];
    END_SEND                          [ __,   5,  12,  10,  10] [0, 0, 0, 0, 0];
    BINARY_SLICE                      [ __,  26,   4,   1,   1] [0, 0, 0, 0, 0];
    STORE_SLICE                       [ __,  27,  38,  37,  35] [0, 0, 0, 0, 0];
    CLEANUP_THROW                     [ __,  55,   8,   7,   7] [0, 0, 0, 0, 0];
    LOAD_LOCALS                       [ __,  87,  25,  22,  20] [0, 0, 0, 0, 0];
    POP_JUMP_IF_FALSE                 [ __, 114,  97, 100,  99] [0, 0, 1, 1, 1];
    POP_JUMP_IF_TRUE                  [ __, 115, 100, 103, 102] [0, 0, 1, 1, 1];
    RETURN_CONST                      [ __, 121, 103,  __,  __] [0, 0, 0, 0, 0];
    LOAD_FAST_CHECK                   [ __, 127,  87,  88,  87] [0, 0, 0, 0, 0];
    POP_JUMP_IF_NOT_NONE              [ __, 128,  99, 102, 101] [0, 0, 1, 1, 1];
    POP_JUMP_IF_NONE                  [ __, 129,  98, 101, 100] [0, 0, 1, 1, 1];
    LOAD_SUPER_ATTR                   [ __, 141,  93,  96,  95] [0, 1, 1, 1, 1];
    LOAD_FAST_AND_CLEAR               [ __, 143,  86,  85,  84] [0, 0, 0, 0, 0];
    CALL_INTRINSIC_1                  [ __, 173,  55,  53,  51] [0, 0, 0, 0, 0];
    CALL_INTRINSIC_2                  [ __, 174,  56,  54,  52] [0, 0, 0, 0, 0];
    LOAD_FROM_DICT_OR_GLOBALS         [ __, 175,  90,  91,  90] [0, 0, 0, 0, 0];
    LOAD_FROM_DICT_OR_DEREF           [ __, 176,  89,  90,  89] [0, 0, 0, 0, 0];
    EXIT_INIT_CHECK                   [ __,  __,  13,  11,  11] [0, 0, 0, 0, 0];
    FORMAT_SIMPLE                     [ __,  __,  14,  12,  12] [0, 0, 0, 0, 0];
    FORMAT_WITH_SPEC                  [ __,  __,  15,  13,  13] [0, 0, 0, 0, 0];
    TO_BOOL                           [ __,  __,  40,  39,  37] [0, 0, 3, 3, 3];
    CALL_KW                           [ __,  __,  57,  55,  53] [0, 0, 0, 3, 3];
    CONVERT_VALUE                     [ __,  __,  60,  58,  56] [0, 0, 0, 0, 0];
    LOAD_FAST_LOAD_FAST               [ __,  __,  88,  89,  88] [0, 0, 0, 0, 0];
    SET_FUNCTION_ATTRIBUTE            [ __,  __, 106, 108, 107] [0, 0, 0, 0, 0];
    STORE_FAST_LOAD_FAST              [ __,  __, 111, 113, 112] [0, 0, 0, 0, 0];
    STORE_FAST_STORE_FAST             [ __,  __, 112, 114, 113] [0, 0, 0, 0, 0];
    BUILD_TEMPLATE                    [ __,  __,  __,   2,   2] [0, 0, 0, 0, 0];
    NOT_TAKEN                         [ __,  __,  __,  28,  26] [0, 0, 0, 0, 0];
    POP_ITER                          [ __,  __,  __,  30,  28] [0, 0, 0, 0, 0];
    BUILD_INTERPOLATION               [ __,  __,  __,  45,  43] [0, 0, 0, 0, 0];
    LOAD_COMMON_CONSTANT              [ __,  __,  __,  81,  80] [0, 0, 0, 0, 0];
    LOAD_FAST_BORROW                  [ __,  __,  __,  86,  85] [0, 0, 0, 0, 0];
    LOAD_FAST_BORROW_LOAD_FAST_BORROW [ __,  __,  __,  87,  86] [0, 0, 0, 0, 0];
    LOAD_SMALL_INT                    [ __,  __,  __,  94,  93] [0, 0, 0, 0, 0];
    LOAD_SPECIAL                      [ __,  __,  __,  95,  94] [0, 0, 0, 0, 0];
    }
}
