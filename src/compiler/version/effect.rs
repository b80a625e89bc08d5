//! How each operation changes the depth of the stack.

use super::opcode::Op;
use super::{Feature, FeatureSet};

/// What each operation does to the depth when control goes on to the next instruction. A table for each part of it, so
/// that the index of an operation needs no arithmetic.
#[derive(Debug)]
pub struct Effects {
    bases: [i32; Op::COUNT],
    bits: [i32; Op::COUNT],
    times: [i32; Op::COUNT],
    more_on_jump: [i32; Op::COUNT],
    is_special: [bool; Op::COUNT],
}

/// What one does.
#[derive(Clone, Copy)]
struct Effect {
    base: i32,
    rule: Rule,
    is_special: bool,
}

/// What the argument adds to the base: these of its bits, so many times.
#[derive(Clone, Copy)]
struct Rule {
    /// All bits, the lowest one, or none.
    bits: i32,
    times: i32,
}

impl Rule {
    const NOTHING: Self = Self { bits: 0, times: 0 };
    const MORE: Self = Self { bits: -1, times: 1 };
    const MORE_BY_BIT: Self = Self { bits: 1, times: 1 };
    const LESS: Self = Self { bits: -1, times: -1 };
    const LESS_BY_BIT: Self = Self { bits: 1, times: -1 };
    const LESS_BY_PAIRS: Self = Self { bits: -1, times: -2 };
}

const fn fixed(base: i32) -> Effect {
    by(base, Rule::NOTHING)
}

const fn by(base: i32, rule: Rule) -> Effect {
    Effect { base, rule, is_special: false }
}

/// The effects of all operations in a release with these features.
pub(super) const fn effects(features: FeatureSet) -> Effects {
    const NONE: [i32; Op::COUNT] = [0; Op::COUNT];
    let mut effects =
        Effects { bases: NONE, bits: NONE, times: NONE, more_on_jump: NONE, is_special: [false; Op::COUNT] };
    let mut index = 0;
    while index < Op::COUNT {
        let Effect { base, rule, is_special } = effect(Op::ALL[index], features);
        effects.bases[index] = base;
        effects.bits[index] = rule.bits;
        effects.times[index] = rule.times;
        effects.more_on_jump[index] = more_on_jump(Op::ALL[index], features);
        effects.is_special[index] = is_special;
        index += 1;
    }
    effects
}

const fn effect(op: Op, features: FeatureSet) -> Effect {
    let has_single_call = features.has(Feature::SingleCall);
    let has_method_bit = features.has(Feature::MethodBit);
    let pops_after_end_for = features.has(Feature::PopAfterEndFor);
    let sets_attributes = features.has(Feature::SetFunctionAttribute);
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
        | Op::BUILD_TEMPLATE
        | Op::FORMAT_WITH_SPEC
        | Op::SET_FUNCTION_ATTRIBUTE
        | Op::BINARY_OP => fixed(-1),

        Op::BINARY_SLICE | Op::STORE_FAST_STORE_FAST => fixed(-2),
        Op::STORE_ATTR | Op::DELETE_SUBSCR | Op::MAP_ADD | Op::END_ASYNC_FOR | Op::MATCH_CLASS => fixed(-2),
        Op::STORE_SUBSCR => fixed(-3),
        Op::STORE_SLICE => fixed(-4),
        Op::LOAD_FAST_LOAD_FAST => fixed(2),

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
        | Op::MATCH_KEYS
        | Op::FOR_ITER => fixed(1),

        // `JUMP_IF_..._OR_POP` pops where it does not jump.
        Op::JUMP_IF_TRUE_OR_POP | Op::JUMP_IF_FALSE_OR_POP => fixed(-1),
        Op::END_FOR => fixed(if pops_after_end_for { -1 } else { -2 }),

        Op::CALL if has_single_call => by(-1, Rule::LESS),
        Op::CALL => fixed(-1),
        Op::CALL_KW => by(-2, Rule::LESS),
        Op::UNPACK_SEQUENCE => by(-1, Rule::MORE),
        Op::BUILD_TUPLE | Op::BUILD_LIST | Op::BUILD_SET | Op::BUILD_STRING | Op::BUILD_SLICE => by(1, Rule::LESS),
        Op::BUILD_CONST_KEY_MAP | Op::RAISE_VARARGS | Op::PRECALL => by(0, Rule::LESS),
        Op::LOAD_GLOBAL => by(1, Rule::MORE_BY_BIT),
        Op::CALL_FUNCTION_EX => by(-2, Rule::LESS_BY_BIT),
        Op::LOAD_ATTR if has_method_bit => by(0, Rule::MORE_BY_BIT),
        Op::LOAD_SUPER_ATTR => by(-2, Rule::MORE_BY_BIT),

        // A value and the text of it, and a format specification if the lowest bit says so.
        Op::BUILD_INTERPOLATION => by(-1, Rule::LESS_BY_BIT),

        Op::MAKE_FUNCTION if sets_attributes => fixed(0),
        Op::BUILD_MAP => by(1, Rule::LESS_BY_PAIRS),
        Op::MAKE_FUNCTION
        | Op::UNPACK_EX
        | Op::FORMAT_VALUE
        | Op::SETUP_FINALLY
        | Op::SETUP_CLEANUP
        | Op::SETUP_WITH => Effect { is_special: true, ..fixed(0) },

        _ => fixed(0),
    }
}

impl Effects {
    /// What `op` does with this argument, but for what is special about it.
    #[inline]
    pub fn with_argument(&self, op: Op, arg: u32) -> i32 {
        let op = op as usize;
        self.bases[op] + (arg.cast_signed() & self.bits[op]) * self.times[op]
    }

    /// Whether there is more to it: the argument adds to it in some other way, or it enters a block.
    #[inline]
    pub fn is_special(&self, op: Op) -> bool {
        self.is_special[op as usize]
    }

    /// What more a jump or `SETUP_*` does on the way to its target.
    #[inline]
    pub fn more_on_jump(&self, op: Op) -> i32 {
        self.more_on_jump[op as usize]
    }
}

/// What a jump or `SETUP_*` does on the way to its target beyond what it does else.
const fn more_on_jump(op: Op, features: FeatureSet) -> i32 {
    let has_end_for = features.has(Feature::EndFor);
    let has_send_cleanup = features.has(Feature::SendCleanup);
    match op {
        // Until 3.12 an exhausted iterator goes, then it stays until `END_FOR`, as that of `SEND` until `END_SEND`.
        Op::FOR_ITER if !has_end_for => -2,
        Op::SEND if !has_send_cleanup => -1,
        Op::JUMP_IF_TRUE_OR_POP | Op::JUMP_IF_FALSE_OR_POP => 1,
        Op::SETUP_FINALLY | Op::SETUP_WITH => 1,
        // The handler gets `lasti` too.
        Op::SETUP_CLEANUP => 2,
        _ => 0,
    }
}

/// What is special about the effect of an operation that goes on to the next instruction.
pub fn special_effect(op: Op, arg: u32) -> i32 {
    match op {
        Op::UNPACK_EX => (arg & 0xFF).cast_signed() + (arg.cast_signed() >> 8),
        // Defaults, annotations, a closure: a bit for each.
        Op::MAKE_FUNCTION => -(arg & 0xF).count_ones().cast_signed(),
        // With a format specification on the stack.
        Op::FORMAT_VALUE => -i32::from(arg & 4 != 0),
        _ => 0,
    }
}
