//! How each operation changes the depth of the stack.

use super::opcode::Op;
use super::{Feature, Target};

/// The effect depends on the version, the argument or the way that is taken.
const COMPUTED: i8 = i8::MAX;

/// The effect of each operation that has one effect only.
static FIXED: [i8; Op::COUNT] = {
    let mut effects = [0; Op::COUNT];
    let mut index = 0;
    while index < Op::COUNT {
        effects[index] = fixed(Op::ALL[index]);
        index += 1;
    }
    effects
};

impl Target {
    /// The change of the stack's depth by `op`; if `jump`, on the way to its target (`stack_effect`
    /// in CPython's compile.c).
    #[inline]
    pub fn stack_effect(&self, op: Op, arg: u32, jump: bool) -> i32 {
        match FIXED[op as usize] {
            COMPUTED => self.computed_effect(op, arg, jump),
            effect => effect.into(),
        }
    }

    fn computed_effect(&self, op: Op, arg: u32, jump: bool) -> i32 {
        let count = arg as i32;
        let bit = |mask: u32| i32::from(arg & mask != 0);
        match op {
            Op::CALL if self.has(Feature::SingleCall) => -1 - count,
            Op::CALL => -1,
            Op::CALL_KW => -2 - count,
            Op::END_FOR if self.has(Feature::PopAfterEndFor) => -1,
            Op::END_FOR => -2,

            Op::UNPACK_SEQUENCE => count - 1,
            Op::UNPACK_EX => (count & 0xFF) + (count >> 8),
            Op::BUILD_TUPLE | Op::BUILD_LIST | Op::BUILD_SET | Op::BUILD_STRING => 1 - count,
            Op::BUILD_MAP => 1 - 2 * count,
            Op::BUILD_CONST_KEY_MAP | Op::RAISE_VARARGS | Op::PRECALL => -count,
            Op::BUILD_SLICE => 1 - count,
            Op::LOAD_GLOBAL => 1 + bit(1),
            Op::CALL_FUNCTION_EX => -2 - bit(1),
            Op::LOAD_ATTR if self.has(Feature::MethodBit) => bit(1),
            Op::LOAD_SUPER_ATTR => -2 + bit(1),
            Op::MAKE_FUNCTION if self.has(Feature::SetFunctionAttribute) => 0,
            Op::MAKE_FUNCTION => -(arg & 0xF).count_ones().cast_signed(),
            // With a format specification on the stack.
            Op::FORMAT_VALUE => -bit(4),

            // Since 3.12 an exhausted iterator stays until `END_FOR`, and so does `END_SEND`'s.
            Op::FOR_ITER if jump && !self.has(Feature::EndFor) => -1,
            Op::FOR_ITER => 1,
            Op::SEND if jump && !self.has(Feature::SendCleanup) => -1,
            Op::JUMP_IF_TRUE_OR_POP | Op::JUMP_IF_FALSE_OR_POP if !jump => -1,
            Op::SETUP_FINALLY | Op::SETUP_WITH if jump => 1,
            // The handler gets `lasti` too.
            Op::SETUP_CLEANUP if jump => 2,

            _ => 0,
        }
    }
}

const fn fixed(op: Op) -> i8 {
    match op {
        Op::POP_TOP
        | Op::LIST_APPEND
        | Op::SET_ADD
        | Op::BINARY_SUBSCR
        | Op::PRINT_EXPR
        | Op::RETURN_VALUE
        | Op::IMPORT_STAR
        | Op::POP_EXCEPT
        | Op::STORE_NAME
        | Op::DELETE_ATTR
        | Op::STORE_GLOBAL
        | Op::COMPARE_OP
        | Op::IS_OP
        | Op::CONTAINS_OP
        | Op::IMPORT_NAME
        | Op::POP_JUMP_IF_FALSE
        | Op::POP_JUMP_IF_TRUE
        | Op::POP_JUMP_IF_NONE
        | Op::POP_JUMP_IF_NOT_NONE
        | Op::POP_JUMP_FORWARD_IF_FALSE
        | Op::POP_JUMP_FORWARD_IF_TRUE
        | Op::POP_JUMP_FORWARD_IF_NONE
        | Op::POP_JUMP_FORWARD_IF_NOT_NONE
        | Op::POP_JUMP_BACKWARD_IF_FALSE
        | Op::POP_JUMP_BACKWARD_IF_TRUE
        | Op::POP_JUMP_BACKWARD_IF_NONE
        | Op::POP_JUMP_BACKWARD_IF_NOT_NONE
        | Op::PREP_RERAISE_STAR
        | Op::RERAISE
        | Op::STORE_FAST
        | Op::STORE_DEREF
        | Op::LIST_EXTEND
        | Op::SET_UPDATE
        | Op::DICT_MERGE
        | Op::DICT_UPDATE
        | Op::CALL_INTRINSIC_2
        | Op::CLEANUP_THROW
        | Op::END_SEND
        | Op::STORE_FAST_MAYBE_NULL
        | Op::FORMAT_WITH_SPEC
        | Op::SET_FUNCTION_ATTRIBUTE
        | Op::BINARY_OP => -1,

        Op::BINARY_SLICE | Op::STORE_FAST_STORE_FAST => -2,
        Op::STORE_ATTR | Op::DELETE_SUBSCR | Op::MAP_ADD | Op::END_ASYNC_FOR | Op::MATCH_CLASS => -2,
        Op::STORE_SUBSCR => -3,
        Op::STORE_SLICE => -4,
        Op::LOAD_FAST_LOAD_FAST => 2,

        Op::PUSH_NULL
        | Op::COPY
        | Op::LOAD_BUILD_CLASS
        | Op::LOAD_CONST
        | Op::LOAD_NAME
        | Op::LOAD_FAST
        | Op::LOAD_CLOSURE
        | Op::LOAD_DEREF
        | Op::LOAD_CLASSDEREF
        | Op::LOAD_FAST_CHECK
        | Op::LOAD_FAST_AND_CLEAR
        | Op::LOAD_LOCALS
        | Op::LOAD_METHOD
        | Op::LOAD_ASSERTION_ERROR
        | Op::IMPORT_FROM
        | Op::PUSH_EXC_INFO
        | Op::WITH_EXCEPT_START
        | Op::BEFORE_WITH
        | Op::BEFORE_ASYNC_WITH
        | Op::GET_ANEXT
        | Op::GET_LEN
        | Op::MATCH_MAPPING
        | Op::MATCH_SEQUENCE
        | Op::MATCH_KEYS => 1,

        Op::BUILD_CONST_KEY_MAP
        | Op::BUILD_LIST
        | Op::BUILD_MAP
        | Op::BUILD_SET
        | Op::BUILD_SLICE
        | Op::BUILD_STRING
        | Op::BUILD_TUPLE
        | Op::CALL
        | Op::CALL_FUNCTION_EX
        | Op::CALL_KW
        | Op::END_FOR
        | Op::FORMAT_VALUE
        | Op::FOR_ITER
        | Op::JUMP_IF_FALSE_OR_POP
        | Op::JUMP_IF_TRUE_OR_POP
        | Op::LOAD_ATTR
        | Op::LOAD_GLOBAL
        | Op::LOAD_SUPER_ATTR
        | Op::MAKE_FUNCTION
        | Op::PRECALL
        | Op::RAISE_VARARGS
        | Op::SEND
        | Op::SETUP_CLEANUP
        | Op::SETUP_FINALLY
        | Op::SETUP_WITH
        | Op::UNPACK_EX
        | Op::UNPACK_SEQUENCE => COMPUTED,

        _ => 0,
    }
}
