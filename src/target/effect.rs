//! How each operation changes the depth of the stack.

use super::opcode::Op;
use super::{Feature, Target};

/// What an operation does to the depth when control goes on to the next instruction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effect {
    base: i8,
    /// What it does on the way to its target, if it has one, whatever its argument is.
    jump: i8,
    rule: Rule,
    /// Does the same whatever its argument is, and control goes on to the next instruction only.
    is_plain: bool,
}

/// What the argument adds to the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// Nothing.
    Fixed,
    /// Itself.
    More,
    /// Its lowest bit.
    MoreByBit,
    /// It takes itself away.
    Less,
    /// It takes its lowest bit away.
    LessByBit,
    /// Something else.
    Exception,
}

const fn fixed(base: i8) -> Effect {
    Effect { base, jump: base, rule: Rule::Fixed, is_plain: true }
}

const fn by(base: i8, rule: Rule) -> Effect {
    Effect { base, jump: base, rule, is_plain: false }
}

/// The effects of all operations in a release with these features.
pub(super) const fn effects(features: u128) -> [Effect; Op::COUNT] {
    let mut effects = [fixed(0); Op::COUNT];
    let mut index = 0;
    while index < Op::COUNT {
        effects[index] = effect(Op::ALL[index], features);
        effects[index].is_plain &= Op::ALL[index].is_ordinary();
        effects[index].jump = effect_of_jump(Op::ALL[index], effects[index].base, features);
        index += 1;
    }
    effects
}

const fn effect(op: Op, features: u128) -> Effect {
    let has_single_call = features & (1 << Feature::SingleCall as u32) != 0;
    let has_method_bit = features & (1 << Feature::MethodBit as u32) != 0;
    let pops_after_end_for = features & (1 << Feature::PopAfterEndFor as u32) != 0;
    let sets_attributes = features & (1 << Feature::SetFunctionAttribute as u32) != 0;
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

        Op::CALL if has_single_call => by(-1, Rule::Less),
        Op::CALL => fixed(-1),
        Op::CALL_KW => by(-2, Rule::Less),
        Op::UNPACK_SEQUENCE => by(-1, Rule::More),
        Op::BUILD_TUPLE | Op::BUILD_LIST | Op::BUILD_SET | Op::BUILD_STRING | Op::BUILD_SLICE => by(1, Rule::Less),
        Op::BUILD_CONST_KEY_MAP | Op::RAISE_VARARGS | Op::PRECALL => by(0, Rule::Less),
        Op::LOAD_GLOBAL => by(1, Rule::MoreByBit),
        Op::CALL_FUNCTION_EX => by(-2, Rule::LessByBit),
        Op::LOAD_ATTR if has_method_bit => by(0, Rule::MoreByBit),
        Op::LOAD_SUPER_ATTR => by(-2, Rule::MoreByBit),

        Op::MAKE_FUNCTION if sets_attributes => fixed(0),
        Op::MAKE_FUNCTION | Op::UNPACK_EX | Op::BUILD_MAP | Op::FORMAT_VALUE => by(0, Rule::Exception),

        _ => fixed(0),
    }
}

impl Target {
    /// The change of the stack's depth by `op` if it does not jump (`stack_effect` in CPython's
    /// compile.c).
    #[inline]
    pub fn stack_effect(&self, op: Op, arg: u32) -> i32 {
        let Effect { base, rule, .. } = self.effects[op as usize];
        let count = arg.cast_signed();
        i32::from(base)
            + match rule {
                Rule::Fixed => 0,
                Rule::More => count,
                Rule::MoreByBit => count & 1,
                Rule::Less => -count,
                Rule::LessByBit => -(count & 1),
                Rule::Exception => exceptional_effect(op, arg),
            }
    }

    /// [`Self::stack_effect`] of an operation whose effect is always the same and after which control always goes
    /// on to the next instruction; of others nothing.
    #[inline]
    pub fn plain_stack_effect(&self, op: Op) -> Option<i32> {
        let Effect { base, is_plain, .. } = self.effects[op as usize];
        is_plain.then_some(base.into())
    }

    /// As [`Self::stack_effect`] of a jump or `SETUP_*`, if it does not jump, and on the way to its target.
    #[inline]
    pub fn stack_effects_of_jump(&self, op: Op) -> (i32, i32) {
        let Effect { base, jump, .. } = self.effects[op as usize];
        (base.into(), jump.into())
    }
}

/// What a jump or `SETUP_*` does on the way to its target if `base` is what it does else.
const fn effect_of_jump(op: Op, base: i8, features: u128) -> i8 {
    let has_end_for = features & (1 << Feature::EndFor as u32) != 0;
    let has_send_cleanup = features & (1 << Feature::SendCleanup as u32) != 0;
    match op {
        // Since 3.12 an exhausted iterator stays until `END_FOR`, and so does `END_SEND`'s.
        Op::FOR_ITER if !has_end_for => -1,
        Op::SEND if !has_send_cleanup => -1,
        Op::JUMP_IF_TRUE_OR_POP | Op::JUMP_IF_FALSE_OR_POP => 0,
        Op::SETUP_FINALLY | Op::SETUP_WITH => 1,
        // The handler gets `lasti` too.
        Op::SETUP_CLEANUP => 2,
        _ => base,
    }
}

fn exceptional_effect(op: Op, arg: u32) -> i32 {
    let count = arg.cast_signed();
    match op {
        Op::UNPACK_EX => (count & 0xFF) + (count >> 8),
        Op::BUILD_MAP => 1 - 2 * count,
        // Defaults, annotations, a closure: a bit for each.
        Op::MAKE_FUNCTION => -(arg & 0xF).count_ones().cast_signed(),
        // With a format specification on the stack.
        Op::FORMAT_VALUE => -i32::from(arg & 4 != 0),
        _ => 0,
    }
}
