//! The kinds of operations: what passes ask of one, or of all in a block, without a look at which one it is.

use super::opcode::{Op, ROWS};

/// Some kinds of operations, of pairs of operations that follow each other, and of instructions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u64);

macro_rules! kinds {
    (
        operation { $($(#[$operation_doc:meta])+ $operation:ident;)+ }
        pair { $($(#[$pair_doc:meta])+ $pair:ident;)+ }
        other { $($(#[$other_doc:meta])+ $other:ident;)+ }
    ) => {
        #[derive(Clone, Copy)]
        #[repr(u8)]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)] // named as the constants
        enum Bit { $($operation,)+ $($pair,)+ $($other,)+ }

        impl Kinds {
            $($(#[$operation_doc])+ pub const $operation: Self = Self(1 << Bit::$operation as u64);)+
            $($(#[$pair_doc])+ pub const $pair: Self = Self(1 << Bit::$pair as u64);)+
            $($(#[$other_doc])+ pub const $other: Self = Self(1 << Bit::$other as u64);)+
            const OPERATION: Self = Self::NONE$(.with(Self::$operation))+;
            const PAIR: Self = Self::NONE$(.with(Self::$pair))+;
        }
    };
}

kinds! {
    // Of an operation. The first ones are those that a block ends in ([`End`]).
    operation {
        /// Jumps, conditionally or not.
        JUMP;
        /// Always jumps.
        UNCONDITIONAL;
        /// Leaves the unit: returns or raises.
        SCOPE_EXIT;
        /// Enters a block with an exception handler (`SETUP_*`).
        BLOCK_PUSH;
        /// Jumps backward.
        BACKWARD;
        /// Its argument is an index into the constants.
        CONST;
        /// Its argument is a cell or free variable.
        FREE;
        /// Its argument is, in some encoding, an index into the names.
        NAME;
        /// Its argument is a fast local.
        LOCAL;
        /// Its argument is two fast locals.
        TWO_LOCALS;
        /// Is not in the bytecode of every version, or of any, and has to be replaced.
        PSEUDO;
        /// 3.11's and 3.12's peephole passes may improve what begins with it.
        PEEPHOLE;
        /// 3.13's `optimize_basic_block` may improve what begins with it.
        IMPROVABLE;
        /// 3.14's `optimize_basic_block` may fold it, in a pair of [`Kinds::FOLDS`] or behind a `NOP`.
        FOLDABLE;
        /// `NOP`
        NOP;
        /// Yields, or resumes after a yield.
        YIELD;
        /// May leave the fast local that it names without a value.
        UNSET;
        /// `IS_OP`
        IDENTITY;
        /// `BUILD_TUPLE` and `SWAP`.
        STACK;
        /// Looks for signals and other requests to the interpreter (`OPCODE_HAS_EVAL_BREAK`).
        CHECKS_SIGNALS;
        /// Jumps, and keeps the value that it tests, until it is replaced.
        KEEPS_VALUE;
    }
    // Of two operations that follow each other: in the table the first one has it in `first`, the second in `second`.
    pair {
        /// `LOAD_FAST` after what loads or stores a fast local.
        LOAD_AFTER_LOCAL;
        /// `STORE_FAST` after `STORE_FAST`.
        STORE_AFTER_STORE;
        /// After a constant, maybe with `IS_OP`, what the constant may decide, or a copy of it.
        AFTER_CONST;
        /// `RETURN_VALUE` after a constant.
        RETURN_AFTER_CONST;
        /// What may be folded, after what may be its last operand: a constant, or a collection that gets constants.
        AFTER_OPERAND;
        /// What iterates or searches a collection, after what may be folded.
        BEFORE_READ;
        /// `POP_TOP` after what only pushes.
        POP_AFTER_PUSH;
        /// After an operation that makes a bool, or that makes it again, one that needs it.
        TEST_AFTER_BOOL;
        /// `LOAD_GLOBAL` after `PUSH_NULL`.
        NULL_THEN_GLOBAL;
        /// `PUSH_NULL` after `LOAD_GLOBAL`.
        GLOBAL_THEN_NULL;
    }
    other {
        /// Has a position without a line, whatever its operation.
        LACKS_LINE;
        /// Ends a block in codegen. Only in `FIRST`, for `KindsSoFar`.
        OVER;
    }
}

impl Kinds {
    /// None.
    pub const NONE: Self = Self(0);
    /// Changes which exception handlers are active, or looks which are; jumps do, too.
    pub const HANDLER_STATE: Self = Self::BLOCK_PUSH.with(Self::PSEUDO).with(Self::YIELD);
    /// Pairs that may be one superinstruction.
    pub const LOCAL_PAIRS: Self = Self::LOAD_AFTER_LOCAL.with(Self::STORE_AFTER_STORE);
    /// `STORE_FAST` after `STORE_FAST`.
    pub const TWO_STORES: Self = Self::STORE_AFTER_STORE;
    /// Pairs that may be folded.
    pub const FOLDS: Self = Self::AFTER_OPERAND.with(Self::BEFORE_READ);
    /// Decide where control goes, and what an argument means. Code asks for them without a target, so an operation has
    /// the same of them in every version.
    const STRUCTURE: Self = Self(Self::OPERATION.0 & !Self::CHECKS_SIGNALS.0);

    const ENDS: Self = Self::JUMP.with(Self::UNCONDITIONAL).with(Self::SCOPE_EXIT);

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

    /// Those that are among `others`, too.
    const fn common(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    /// Those of `second`, and of the pair of it and `first` before it.
    #[inline]
    pub const fn of_second(first: Op, second: Op) -> Self {
        KINDS[second as usize].common(FIRST[first as usize])
    }

    /// Whether one of `kinds` is among them.
    #[inline]
    pub const fn has(self, kinds: Self) -> bool {
        self.0 & kinds.0 != 0
    }
}

impl std::ops::BitOrAssign for Kinds {
    #[inline]
    fn bitor_assign(&mut self, more: Self) {
        self.0 |= more.0;
    }
}

/// How a block ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct End(u8);

const _: () = assert!(Kinds::ENDS.0 <= u8::MAX as u64);

impl End {
    /// Control goes on behind its end, and nowhere else.
    pub const NONE: Self = Self(0);

    #[inline]
    const fn is(self, kinds: Kinds) -> bool {
        self.0 & kinds.0 as u8 != 0
    }

    /// In a jump, conditional or not.
    #[inline]
    pub const fn jumps(self) -> bool {
        self.is(Kinds::JUMP)
    }

    /// In a jump that is always taken.
    #[inline]
    pub const fn always_jumps(self) -> bool {
        self.is(Kinds::UNCONDITIONAL)
    }

    /// In a return or raise.
    #[inline]
    pub const fn exits(self) -> bool {
        self.is(Kinds::SCOPE_EXIT)
    }

    /// Control may go on behind its end.
    #[inline]
    pub const fn falls_through(self) -> bool {
        !self.is(Kinds::UNCONDITIONAL.with(Kinds::SCOPE_EXIT))
    }
}

/// The kinds of the operations of a block while it is emitted.
#[derive(Clone, Copy, Debug)]
pub struct KindsSoFar {
    kinds: Kinds,
    /// The kinds that the next operation may add: the pairs that it may be the second of, and those of an operation.
    mask: Kinds,
}

impl Default for KindsSoFar {
    fn default() -> Self {
        Self { kinds: Kinds::NONE, mask: Kinds::OPERATION }
    }
}

impl KindsSoFar {
    /// The block goes on with `op`, whose position has a line or none.
    #[inline]
    pub fn add(&mut self, op: Op, has_line: bool) {
        let lacks_line = if has_line { Kinds::NONE } else { Kinds::LACKS_LINE };
        self.kinds |= KINDS[op as usize].common(self.mask).with(lacks_line);
        self.mask = FIRST[op as usize];
    }

    /// Whether the last operation ends the block.
    #[inline]
    pub fn is_over(self) -> bool {
        self.mask.has(Kinds::OVER)
    }

    /// There is an operation of these kinds somewhere before.
    pub fn add_before(&mut self, kinds: Kinds) {
        self.kinds |= kinds;
    }

    /// What there is.
    #[inline]
    pub fn kinds(self) -> Kinds {
        self.kinds
    }
}

/// The kinds that each operation has in every version, and the pairs that it may be the second of.
static KINDS: [Kinds; Op::COUNT] = {
    let mut kinds = [Kinds::NONE; Op::COUNT];
    let mut op = 0;
    while op < Op::COUNT {
        let row = &ROWS[op];
        let mut common = row.kinds[0].1;
        let mut series = 1;
        while series < row.kinds.len() {
            let here = row.kinds[series].1;
            assert!((here.0 ^ common.0) & Kinds::STRUCTURE.0 == 0, "the operation needs two rows");
            common = common.common(here);
            series += 1;
        }
        assert!(!common.has(Kinds(!Kinds::OPERATION.0)) && !row.second.has(Kinds(!Kinds::PAIR.0)));
        kinds[op] = common.with(row.second);
        op += 1;
    }
    kinds
};

/// The pairs that each operation may be the first of, and all kinds of operation.
static FIRST: [Kinds; Op::COUNT] = {
    let mut firsts = [Kinds::NONE; Op::COUNT];
    let mut op = 0;
    while op < Op::COUNT {
        assert!(!ROWS[op].first.has(Kinds(!Kinds::PAIR.0)));
        let over = if Op::ALL[op].ends_block() { Kinds::OVER } else { Kinds::NONE };
        firsts[op] = ROWS[op].first.with(Kinds::OPERATION).with(over);
        op += 1;
    }
    firsts
};

impl Op {
    #[inline]
    const fn is(self, kinds: Kinds) -> bool {
        KINDS[self as usize].has(kinds)
    }

    /// The kinds that it has in every version.
    #[inline]
    pub const fn kinds(self) -> Kinds {
        KINDS[self as usize].common(Kinds::OPERATION)
    }

    /// How a block ends whose last operation it is.
    #[inline]
    pub const fn end(self) -> End {
        End(KINDS[self as usize].common(Kinds::ENDS).0 as u8)
    }

    /// Neither jumps, nor enters a block, nor leaves the unit.
    #[inline]
    pub const fn is_ordinary(self) -> bool {
        !self.is(Kinds::JUMP.with(Kinds::BLOCK_PUSH).with(Kinds::SCOPE_EXIT))
    }

    /// Ends a block in codegen (`is_end_of_basic_block`).
    #[inline]
    pub const fn ends_block(self) -> bool {
        self.is(Kinds::JUMP.with(Kinds::SCOPE_EXIT))
    }

    /// Jumps, conditionally or not.
    #[inline]
    pub const fn is_jump(self) -> bool {
        self.is(Kinds::JUMP)
    }

    /// Always jumps.
    #[inline]
    pub const fn is_unconditional_jump(self) -> bool {
        self.is(Kinds::UNCONDITIONAL)
    }

    /// Jumps backward.
    #[inline]
    pub const fn is_backward_jump(self) -> bool {
        self.is(Kinds::BACKWARD)
    }

    /// Enters a block with an exception handler (`SETUP_*`).
    #[inline]
    pub const fn is_block_push(self) -> bool {
        self.is(Kinds::BLOCK_PUSH)
    }

    /// Has a target: jumps or enters a block.
    #[inline]
    pub const fn has_target(self) -> bool {
        self.is(Kinds::JUMP.with(Kinds::BLOCK_PUSH))
    }

    /// Leaves the unit: returns or raises.
    #[inline]
    pub const fn is_scope_exit(self) -> bool {
        self.is(Kinds::SCOPE_EXIT)
    }

    /// Changes which exception handlers are active, or looks which are.
    #[inline]
    pub const fn concerns_handlers(self) -> bool {
        self.is(Kinds::HANDLER_STATE.with(Kinds::JUMP))
    }

    /// What 3.13's `optimize_basic_block` may improve begins with it; jumps may be, too.
    #[inline]
    pub const fn is_improvable(self) -> bool {
        self.is(Kinds::IMPROVABLE)
    }

    /// 3.14's `optimize_basic_block` may improve what begins with it, or fold it.
    #[inline]
    pub const fn is_improvable_or_foldable(self) -> bool {
        self.is(Kinds::IMPROVABLE.with(Kinds::FOLDABLE))
    }

    /// What 3.11's peephole pass may improve begins with it or is a constant and it, or it is a `NOP` already.
    #[inline]
    pub const fn is_peephole(self) -> bool {
        self.is(Kinds::PEEPHOLE.with(Kinds::NOP).with(Kinds::IDENTITY).with(Kinds::JUMP).with(Kinds::BLOCK_PUSH))
    }

    /// What 3.12's peephole pass may improve within a block begins with it.
    #[inline]
    pub const fn starts_pattern(self) -> bool {
        self.is(Kinds::PEEPHOLE.with(Kinds::CONST))
    }

    /// Is not in the bytecode of every version, or of any.
    #[inline]
    pub const fn is_pseudo(self) -> bool {
        self.is(Kinds::PSEUDO)
    }

    /// Its argument is an index into the constants.
    #[inline]
    pub const fn has_const(self) -> bool {
        self.is(Kinds::CONST)
    }

    /// Its argument is a cell or free variable.
    #[inline]
    pub const fn has_free(self) -> bool {
        self.is(Kinds::FREE)
    }

    /// Its argument is, in some encoding, an index into the names.
    #[inline]
    pub const fn has_name(self) -> bool {
        self.is(Kinds::NAME)
    }

    /// May leave the fast local that it names without a value.
    #[inline]
    pub const fn unsets_local(self) -> bool {
        self.is(Kinds::UNSET)
    }

    /// Its argument is a fast local.
    #[inline]
    pub const fn has_local(self) -> bool {
        self.is(Kinds::LOCAL)
    }
}
