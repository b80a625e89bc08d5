//! What kind of operation each one is, in every version.

use super::opcode::Op;

const JUMP: u8 = 1;
const UNCONDITIONAL: u8 = 1 << 1;
const BLOCK_PUSH: u8 = 1 << 2;
const SCOPE_EXIT: u8 = 1 << 3;
const CONST: u8 = 1 << 4;
const FREE: u8 = 1 << 5;
const NAME: u8 = 1 << 6;
const LOCAL: u8 = 1 << 7;

const FLAGS: [u8; Op::COUNT] = {
    let mut flags = [0; Op::COUNT];
    let mut index = 0;
    while index < Op::COUNT {
        flags[index] = kind(Op::ALL[index]);
        index += 1;
    }
    flags
};

const fn kind(op: Op) -> u8 {
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
        Op::SETUP_FINALLY | Op::SETUP_CLEANUP | Op::SETUP_WITH => BLOCK_PUSH,
        Op::RETURN_VALUE | Op::RAISE_VARARGS | Op::RERAISE => SCOPE_EXIT,
        Op::RETURN_CONST => SCOPE_EXIT | CONST,
        Op::LOAD_CONST | Op::KW_NAMES => CONST,
        Op::MAKE_CELL
        | Op::LOAD_CLOSURE
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
        | Op::LOAD_GLOBAL
        | Op::LOAD_FROM_DICT_OR_GLOBALS
        | Op::IMPORT_NAME
        | Op::IMPORT_FROM => NAME,
        Op::LOAD_FAST
        | Op::STORE_FAST
        | Op::DELETE_FAST
        | Op::LOAD_FAST_CHECK
        | Op::LOAD_FAST_AND_CLEAR
        | Op::STORE_FAST_MAYBE_NULL
        | Op::LOAD_FAST_BORROW => LOCAL,
        _ => 0,
    }
}

impl Op {
    #[inline]
    const fn is(self, kinds: u8) -> bool {
        FLAGS[self as usize] & kinds != 0
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

    /// Its argument is a fast local.
    #[inline]
    pub const fn has_local(self) -> bool {
        self.is(LOCAL)
    }
}
