//! How each operation changes the depth of the stack.

use super::Feature;
use super::opcode::Op;

/// What an operation does to the depth when control goes on to the next instruction.
#[derive(Clone, Copy, Debug)]
#[repr(align(8))] // an index is an address, then
pub struct Effect {
    base: i8,
    /// What it does on the way to its target, if it has one, whatever its argument is.
    jump: i8,
    rule: Rule,
    /// What there is to it.
    pub kind: EffectKind,
}

/// What there is to an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EffectKind {
    /// It is the same whatever the argument is.
    Plain,
    /// The argument adds to it by a rule.
    ByRule,
    /// The argument adds to it in some other way.
    Exceptional,
    /// The operation jumps, enters a block or leaves the unit.
    Leads,
}

/// What the argument adds to the base: these of its bits, or what they are if taken away.
#[derive(Clone, Copy, Debug)]
struct Rule {
    /// All bits, the lowest one, or none.
    bits: i8,
    /// -1 to take away, else 0.
    sign: i8,
}

impl Rule {
    const NOTHING: Self = Self { bits: 0, sign: 0 };
    const MORE: Self = Self { bits: -1, sign: 0 };
    const MORE_BY_BIT: Self = Self { bits: 1, sign: 0 };
    const LESS: Self = Self { bits: -1, sign: -1 };
    const LESS_BY_BIT: Self = Self { bits: 1, sign: -1 };
}

const fn fixed(base: i8) -> Effect {
    Effect { base, jump: base, rule: Rule::NOTHING, kind: EffectKind::Plain }
}

const fn by(base: i8, rule: Rule) -> Effect {
    Effect { rule, kind: EffectKind::ByRule, ..fixed(base) }
}

/// The effects of all operations in a release with these features.
pub(super) const fn effects(features: u128) -> [Effect; Op::COUNT] {
    let mut effects = [fixed(0); Op::COUNT];
    let mut index = 0;
    while index < Op::COUNT {
        effects[index] = effect(Op::ALL[index], features);
        if !Op::ALL[index].is_ordinary() {
            effects[index].kind = EffectKind::Leads;
        }
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

        Op::MAKE_FUNCTION if sets_attributes => fixed(0),
        Op::MAKE_FUNCTION | Op::UNPACK_EX | Op::BUILD_MAP | Op::FORMAT_VALUE => {
            Effect { kind: EffectKind::Exceptional, ..fixed(0) }
        }

        _ => fixed(0),
    }
}

impl Effect {
    /// It, if it is a plain one.
    #[inline]
    pub fn plain(self) -> i32 {
        self.base.into()
    }

    /// It with this argument, if there is nothing exceptional about it.
    #[inline]
    pub fn with_argument(self, arg: u32) -> i32 {
        let (bits, sign) = (i32::from(self.rule.bits), i32::from(self.rule.sign));
        i32::from(self.base) + ((arg.cast_signed() & bits) ^ sign) - sign
    }

    /// Of a jump or `SETUP_*`: what it does on the way to its target.
    #[inline]
    pub fn on_jump(self) -> i32 {
        self.jump.into()
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

/// An effect of [`EffectKind::Exceptional`].
pub fn exceptional_effect(op: Op, arg: u32) -> i32 {
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
