//! What kind of operation each one is, in every version.

use super::opcode::Op;

const JUMP: u32 = 1;
const UNCONDITIONAL: u32 = 1 << 1;
const BLOCK_PUSH: u32 = 1 << 2;
const SCOPE_EXIT: u32 = 1 << 3;
const CONST: u32 = 1 << 4;
const FREE: u32 = 1 << 5;
const NAME: u32 = 1 << 6;
const LOCAL: u32 = 1 << 7;
const PSEUDO: u32 = 1 << 8;
const PEEPHOLE: u32 = 1 << 9;
const IMPROVABLE: u32 = 1 << 10;
const NOP: u32 = 1 << 11;
const YIELD: u32 = 1 << 12;
const UNSET: u32 = 1 << 13;
const IDENTITY: u32 = 1 << 14;
const STACK: u32 = 1 << 15;

// Of two operations that follow each other the first has one of these in `FIRST`, the second in `KINDS`.
const LOAD_AFTER_LOCAL: u32 = 1 << 16;
const STORE_AFTER_STORE: u32 = 1 << 17;
const AFTER_CONST: u32 = 1 << 18;
const POP_AFTER_PUSH: u32 = 1 << 19;
const TEST_AFTER_BOOL: u32 = 1 << 20;
const NULL_THEN_GLOBAL: u32 = 1 << 21;
const GLOBAL_THEN_NULL: u32 = 1 << 22;
const OPS: u32 = (1 << 16) - 1;

// Of what a block ends in in codegen, in `FIRST` alone.
const OVER: u32 = 1 << 24;

// Not of an operation, but of its position.
const LACKS_LINE: u32 = 1 << 23;

/// What kinds of operation there are among some, and what may follow each other there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u32);

impl Kinds {
    /// None.
    pub const NONE: Self = Self(0);
    /// Enter a block with an exception handler (`SETUP_*`).
    pub const BLOCK_PUSH: Self = Self(BLOCK_PUSH);
    /// Are not in the bytecode of every version, or of any.
    pub const PSEUDO: Self = Self(PSEUDO);
    /// Jump.
    pub const JUMP: Self = Self(JUMP);
    /// Always jump.
    pub const UNCONDITIONAL: Self = Self(UNCONDITIONAL);
    /// May leave a fast local without a value.
    pub const UNSET: Self = Self(UNSET);
    /// Name a fast local.
    pub const LOCAL: Self = Self(LOCAL);
    /// `NOP`
    pub const NOP: Self = Self(NOP);
    /// Change which exception handlers are active, or ask which are; jumps do, too.
    pub const MINDS_HANDLERS: Self = Self(BLOCK_PUSH | PSEUDO | YIELD);
    /// Stand on no line.
    pub const LACKS_LINE: Self = Self(LACKS_LINE);
    /// Have an index into the constants.
    pub const CONST: Self = Self(CONST);
    /// `BUILD_TUPLE` and `SWAP`.
    pub const STACK: Self = Self(STACK);
    /// Pairs that may be one superinstruction.
    pub const LOCAL_PAIRS: Self = Self(LOAD_AFTER_LOCAL | STORE_AFTER_STORE);
    /// `STORE_FAST` after `STORE_FAST`.
    pub const TWO_STORES: Self = Self(STORE_AFTER_STORE);
    /// After `LOAD_CONST`, maybe with `IS_OP`, what the constant may decide, or a copy of it.
    pub const AFTER_CONST: Self = Self(AFTER_CONST);
    /// `POP_TOP` after what only pushes.
    pub const POP_AFTER_PUSH: Self = Self(POP_AFTER_PUSH);
    /// After an operation that makes a bool, or that makes it again, one that needs it.
    pub const TEST_AFTER_BOOL: Self = Self(TEST_AFTER_BOOL);
    /// `LOAD_GLOBAL` after `PUSH_NULL`.
    pub const NULL_THEN_GLOBAL: Self = Self(NULL_THEN_GLOBAL);
    /// `PUSH_NULL` after `LOAD_GLOBAL`.
    pub const GLOBAL_THEN_NULL: Self = Self(GLOBAL_THEN_NULL);

    /// Whether there are none.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// These and `more`.
    #[inline]
    pub const fn with(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }

    /// Those of `second`, and what it is right after `first`.
    #[inline]
    pub const fn of_second(first: Op, second: Op) -> Self {
        Self(KINDS[second as usize] & FIRST[first as usize])
    }

    /// Whether one of `kinds` is among them.
    #[inline]
    pub const fn has(self, kinds: Self) -> bool {
        self.0 & kinds.0 != 0
    }
}

/// How a block ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct End(u8);

impl End {
    /// Control goes on behind its end, and nowhere else.
    pub const NONE: Self = Self(0);

    /// In a jump, conditional or not.
    #[inline]
    pub const fn jumps(self) -> bool {
        self.0 as u32 & JUMP != 0
    }

    /// In a jump that is always taken.
    #[inline]
    pub const fn always_jumps(self) -> bool {
        self.0 as u32 & UNCONDITIONAL != 0
    }

    /// In a return or raise.
    #[inline]
    pub const fn exits(self) -> bool {
        self.0 as u32 & SCOPE_EXIT != 0
    }

    /// Control may go on behind its end.
    #[inline]
    pub const fn falls_through(self) -> bool {
        self.0 as u32 & (UNCONDITIONAL | SCOPE_EXIT) == 0
    }
}

impl std::ops::BitOrAssign for Kinds {
    #[inline]
    fn bitor_assign(&mut self, more: Self) {
        self.0 |= more.0;
    }
}

/// The kinds of the operations of a block while it is emitted.
#[derive(Clone, Copy, Debug)]
pub struct KindsSoFar {
    kinds: u32,
    /// What the next operation may be the second of, and all kinds of operation.
    mask: u32,
}

impl Default for KindsSoFar {
    fn default() -> Self {
        Self { kinds: 0, mask: OPS }
    }
}

impl KindsSoFar {
    /// The block goes on with `op`, whose position has a line or none.
    #[inline]
    pub fn add(&mut self, op: Op, has_line: bool) {
        let lacks_line = if has_line { 0 } else { LACKS_LINE };
        self.kinds |= KINDS[op as usize] & self.mask | lacks_line;
        self.mask = FIRST[op as usize];
    }

    /// Whether the last operation ends the block.
    #[inline]
    pub fn is_over(self) -> bool {
        self.mask & OVER != 0
    }

    /// There is an operation of these kinds somewhere before.
    pub fn add_before(&mut self, kinds: Kinds) {
        self.kinds |= kinds.0;
    }

    /// What there is.
    #[inline]
    pub fn kinds(self) -> Kinds {
        Kinds(self.kinds)
    }
}

/// What each operation is, and what it may be the second of.
static KINDS: [u32; Op::COUNT] = {
    let mut kinds = [0; Op::COUNT];
    let mut index = 0;
    while index < Op::COUNT {
        let op = Op::ALL[index];
        kinds[index] = kind(op) | second(op);
        index += 1;
    }
    kinds
};

/// What each operation may be the first of, and all kinds of operation.
static FIRST: [u32; Op::COUNT] = {
    let mut firsts = [0; Op::COUNT];
    let mut index = 0;
    while index < Op::COUNT {
        let op = Op::ALL[index];
        firsts[index] = first(op) | OPS | if op.ends_block() { OVER } else { 0 };
        index += 1;
    }
    firsts
};

const fn first(op: Op) -> u32 {
    match op {
        Op::LOAD_FAST => LOAD_AFTER_LOCAL,
        Op::STORE_FAST => LOAD_AFTER_LOCAL | STORE_AFTER_STORE,
        Op::LOAD_CONST => AFTER_CONST | POP_AFTER_PUSH,
        Op::COPY => POP_AFTER_PUSH,
        Op::COMPARE_OP | Op::CONTAINS_OP | Op::UNARY_NOT | Op::TO_BOOL => TEST_AFTER_BOOL,
        // Of a constant and it, what follows is decided.
        Op::IS_OP => TEST_AFTER_BOOL | AFTER_CONST,
        Op::LOAD_GLOBAL => GLOBAL_THEN_NULL,
        Op::PUSH_NULL => NULL_THEN_GLOBAL,
        _ => 0,
    }
}

const fn second(op: Op) -> u32 {
    match op {
        Op::LOAD_FAST => LOAD_AFTER_LOCAL,
        Op::STORE_FAST => STORE_AFTER_STORE,
        Op::POP_TOP => POP_AFTER_PUSH,
        Op::TO_BOOL => TEST_AFTER_BOOL | AFTER_CONST,
        Op::UNARY_NOT => TEST_AFTER_BOOL,
        Op::POP_JUMP_IF_FALSE
        | Op::POP_JUMP_IF_TRUE
        | Op::JUMP_IF_FALSE_OR_POP
        | Op::JUMP_IF_TRUE_OR_POP
        | Op::RETURN_VALUE
        | Op::COPY => AFTER_CONST,
        Op::LOAD_GLOBAL => NULL_THEN_GLOBAL,
        Op::PUSH_NULL => GLOBAL_THEN_NULL,
        _ => 0,
    }
}

const fn kind(op: Op) -> u32 {
    match op {
        Op::JUMP | Op::JUMP_NO_INTERRUPT | Op::JUMP_FORWARD | Op::JUMP_BACKWARD | Op::JUMP_BACKWARD_NO_INTERRUPT => {
            JUMP | UNCONDITIONAL
        }
        Op::POP_JUMP_IF_FALSE
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
        | Op::JUMP_IF_FALSE_OR_POP
        | Op::JUMP_IF_TRUE_OR_POP
        | Op::FOR_ITER
        | Op::SEND => JUMP,
        Op::SETUP_FINALLY | Op::SETUP_CLEANUP | Op::SETUP_WITH => BLOCK_PUSH | PSEUDO,
        Op::POP_BLOCK => PSEUDO,
        Op::RETURN_VALUE | Op::RAISE_VARARGS | Op::RERAISE => SCOPE_EXIT,
        Op::RETURN_CONST => SCOPE_EXIT | CONST,
        Op::LOAD_CONST | Op::KW_NAMES => CONST,
        Op::BUILD_TUPLE | Op::SWAP => PEEPHOLE | IMPROVABLE | STACK,
        Op::PUSH_NULL => PEEPHOLE,
        Op::NOP => NOP,
        Op::IS_OP => IMPROVABLE | IDENTITY,
        Op::COMPARE_OP | Op::CONTAINS_OP | Op::UNARY_NOT | Op::TO_BOOL => IMPROVABLE,
        Op::YIELD_VALUE | Op::RESUME => YIELD,
        Op::LOAD_CLOSURE => FREE | PSEUDO,
        Op::MAKE_CELL
        | Op::LOAD_DEREF
        | Op::STORE_DEREF
        | Op::DELETE_DEREF
        | Op::LOAD_CLASSDEREF
        | Op::LOAD_FROM_DICT_OR_DEREF => FREE,
        Op::STORE_NAME
        | Op::DELETE_NAME
        | Op::LOAD_NAME
        | Op::STORE_ATTR
        | Op::DELETE_ATTR
        | Op::LOAD_ATTR
        | Op::LOAD_METHOD
        | Op::LOAD_SUPER_ATTR
        | Op::STORE_GLOBAL
        | Op::DELETE_GLOBAL
        | Op::LOAD_FROM_DICT_OR_GLOBALS
        | Op::IMPORT_NAME
        | Op::IMPORT_FROM => NAME,
        Op::LOAD_GLOBAL => NAME | IMPROVABLE,
        Op::STORE_FAST => LOCAL | IMPROVABLE,
        Op::LOAD_FAST | Op::LOAD_FAST_CHECK | Op::LOAD_FAST_BORROW => LOCAL,
        Op::DELETE_FAST | Op::LOAD_FAST_AND_CLEAR => LOCAL | UNSET,
        Op::STORE_FAST_MAYBE_NULL => LOCAL | UNSET | PSEUDO,
        _ => 0,
    }
}

impl Op {
    #[inline]
    const fn is(self, kinds: u32) -> bool {
        KINDS[self as usize] & kinds != 0
    }

    /// What kinds it is of.
    #[inline]
    pub const fn kinds(self) -> Kinds {
        Kinds(KINDS[self as usize] & OPS)
    }

    /// How a block ends whose last operation it is.
    #[inline]
    pub const fn end(self) -> End {
        End((KINDS[self as usize] & (JUMP | UNCONDITIONAL | SCOPE_EXIT)) as u8)
    }

    /// Neither jumps, nor enters a block, nor leaves the unit.
    #[inline]
    pub const fn is_ordinary(self) -> bool {
        !self.is(JUMP | BLOCK_PUSH | SCOPE_EXIT)
    }

    /// Ends a block in codegen (`is_end_of_basic_block`).
    #[inline]
    pub const fn ends_block(self) -> bool {
        self.is(JUMP | SCOPE_EXIT)
    }

    /// Jumps, conditionally or not.
    #[inline]
    pub const fn is_jump(self) -> bool {
        self.is(JUMP)
    }

    /// Always jumps.
    #[inline]
    pub const fn is_unconditional_jump(self) -> bool {
        self.is(UNCONDITIONAL)
    }

    /// Jumps backward.
    #[inline]
    pub const fn is_backward_jump(self) -> bool {
        matches!(
            self,
            Self::JUMP_BACKWARD
                | Self::JUMP_BACKWARD_NO_INTERRUPT
                | Self::POP_JUMP_BACKWARD_IF_FALSE
                | Self::POP_JUMP_BACKWARD_IF_TRUE
                | Self::POP_JUMP_BACKWARD_IF_NONE
                | Self::POP_JUMP_BACKWARD_IF_NOT_NONE
        )
    }

    /// Enters a block with an exception handler (`SETUP_*`).
    #[inline]
    pub const fn is_block_push(self) -> bool {
        self.is(BLOCK_PUSH)
    }

    /// Has a target: jumps or enters a block.
    #[inline]
    pub const fn has_target(self) -> bool {
        self.is(JUMP | BLOCK_PUSH)
    }

    /// Leaves the unit: returns or raises.
    #[inline]
    pub const fn is_scope_exit(self) -> bool {
        self.is(SCOPE_EXIT)
    }

    /// Looks for signals and other requests to the interpreter (`OPCODE_HAS_EVAL_BREAK`).
    #[inline]
    pub const fn checks_signals(self) -> bool {
        matches!(
            self,
            Self::CALL | Self::CALL_FUNCTION_EX | Self::CALL_KW | Self::JUMP | Self::JUMP_BACKWARD | Self::RESUME
        )
    }

    /// Changes which exception handlers are active, or asks which are.
    #[inline]
    pub const fn minds_handlers(self) -> bool {
        self.is(JUMP | BLOCK_PUSH | PSEUDO | YIELD)
    }

    /// What 3.13's `optimize_basic_block` may improve begins with it; jumps may be, too.
    #[inline]
    pub const fn is_improvable(self) -> bool {
        self.is(IMPROVABLE)
    }

    /// What 3.11's peephole pass may improve begins with it or is a constant and it, or it is a `NOP` already.
    #[inline]
    pub const fn is_peephole(self) -> bool {
        self.is(PEEPHOLE | NOP | IDENTITY | JUMP | BLOCK_PUSH)
    }

    /// What 3.12's peephole pass may improve within a block begins with it.
    #[inline]
    pub const fn starts_pattern(self) -> bool {
        self.is(PEEPHOLE | CONST)
    }

    /// Is not in the bytecode of every version, or of any.
    #[inline]
    pub const fn is_pseudo(self) -> bool {
        self.is(PSEUDO)
    }

    /// Its argument is an index into the constants.
    #[inline]
    pub const fn has_const(self) -> bool {
        self.is(CONST)
    }

    /// Its argument is a cell or free variable.
    #[inline]
    pub const fn has_free(self) -> bool {
        self.is(FREE)
    }

    /// Its argument is, in some encoding, an index into the names.
    #[inline]
    pub const fn has_name(self) -> bool {
        self.is(NAME)
    }

    /// May leave the fast local that it names without a value.
    #[inline]
    pub const fn unsets_local(self) -> bool {
        self.is(UNSET)
    }

    /// Its argument is a fast local.
    #[inline]
    pub const fn has_local(self) -> bool {
        self.is(LOCAL)
    }
}
