//! How each operation changes the stack.

use super::opcode::Op;

/// Makes a [`StackEffect`] of `POPS => PUSHES`, or of `POPS => PUSHES, jump MORE`, where either amount is a number, a
/// [`ByArgument`], or the sum of both.
macro_rules! stack_effect {
    (@of $pops:expr, $pushes:expr $(, $more:literal)?) => {
        StackEffect { pops: $pops, pushes: $pushes, more_on_jump: 0 $(+ $more)? }
    };
    (@amount $fixed:literal) => { stack_effect!(@amount $fixed + Nothing) };
    (@amount $by_argument:ident) => { stack_effect!(@amount 0 + $by_argument) };
    (@amount $fixed:literal + $by_argument:ident) => {
        $crate::compiler::version::effect::Amount {
            fixed: $fixed,
            by_argument: $crate::compiler::version::effect::ByArgument::$by_argument,
        }
    };
    ($pops:tt => $pushes:tt $(, jump $more:literal)?) => {
        stack_effect!(@of stack_effect!(@amount $pops), stack_effect!(@amount $pushes) $(, $more)?)
    };
    ($fixed:tt + $by_argument:tt => $pushes:tt) => {
        stack_effect!(@of stack_effect!(@amount $fixed + $by_argument), stack_effect!(@amount $pushes))
    };
    ($pops:tt => $fixed:tt + $by_argument:tt) => {
        stack_effect!(@of stack_effect!(@amount $pops), stack_effect!(@amount $fixed + $by_argument))
    };
}
pub(super) use stack_effect;

/// What an operation takes off the stack and puts there when control goes on to the next instruction. What stays where
/// it is counts for neither, though the operation looks at it.
#[derive(Clone, Copy, Debug)]
pub struct StackEffect {
    pub(super) pops: Amount,
    pub(super) pushes: Amount,
    /// The items that are there beyond that (or are not, if negative) on the way to the target.
    pub(super) more_on_jump: i32,
}

/// A number of items on the stack.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    pub fixed: u8,
    /// What the argument adds.
    pub by_argument: ByArgument,
}

/// A number of items that the argument of an operation gives.
#[derive(Clone, Copy, Debug)]
pub(super) enum ByArgument {
    /// None.
    Nothing,
    /// As many as it says.
    Arg,
    /// Twice as many.
    Pairs,
    /// One, if its lowest bit is set.
    Bit,
    /// Defaults, annotations, a closure: one for each of its four lowest bits.
    Parts,
    /// A format specification, if its bit is set.
    Spec,
    /// The items before a starred target, in the lowest byte, and those after it, in the others.
    Unpacked,
}

impl ByArgument {
    const fn items(self, arg: u32) -> i32 {
        match self {
            Self::Nothing => 0,
            Self::Arg => arg.cast_signed(),
            Self::Pairs => arg.cast_signed() * 2,
            Self::Bit => (arg & 1).cast_signed(),
            Self::Parts => (arg & 0xF).count_ones().cast_signed(),
            Self::Spec => (arg & 4 != 0) as i32,
            Self::Unpacked => (arg & 0xFF).cast_signed() + (arg.cast_signed() >> 8),
        }
    }

    /// The same as a product: the argument's bits that count, and how often they count; if it is one.
    const fn as_product(self) -> Option<Product> {
        match self {
            Self::Nothing => Some(Product { bits: 0, times: 0 }),
            Self::Arg => Some(Product { bits: -1, times: 1 }),
            Self::Pairs => Some(Product { bits: -1, times: 2 }),
            Self::Bit => Some(Product { bits: 1, times: 1 }),
            Self::Parts | Self::Spec | Self::Unpacked => None,
        }
    }
}

#[derive(Clone, Copy)]
struct Product {
    bits: i32,
    times: i32,
}

impl Amount {
    const NONE: Self = Self { fixed: 0, by_argument: ByArgument::Nothing };

    const fn items(self, arg: u32) -> i32 {
        // Perf: mostly there is nothing to add.
        if matches!(self.by_argument, ByArgument::Nothing) {
            return self.fixed as i32;
        }
        self.fixed as i32 + self.by_argument.items(arg)
    }
}

impl StackEffect {
    /// That of an operation that a version does not have.
    pub(super) const NONE: Self = Self { pops: Amount::NONE, pushes: Amount::NONE, more_on_jump: 0 };

    /// How many items it takes off the stack.
    pub const fn pops(self, arg: u32) -> i32 {
        self.pops.items(arg)
    }

    /// How many items it puts there.
    pub const fn pushes(self, arg: u32) -> i32 {
        self.pushes.items(arg)
    }

    /// The product that the argument adds to the depth, if it does so as a product.
    const fn product(self) -> Option<Product> {
        match (self.pops.by_argument.as_product(), self.pushes.by_argument.as_product()) {
            (Some(pops), Some(Product { times: 0, .. })) => Some(Product { times: -pops.times, ..pops }),
            (Some(Product { times: 0, .. }), Some(pushes)) => Some(pushes),
            (Some(_) | None, Some(_) | None) => None,
        }
    }
}

/// What each operation does to the depth of the stack. Perf: a table for each part of it, so that the index of an
/// operation needs no arithmetic.
#[derive(Debug)]
pub struct Effects {
    bases: [i32; Op::COUNT],
    bits: [i32; Op::COUNT],
    times: [i32; Op::COUNT],
    more_on_jump: [i32; Op::COUNT],
    is_special: [bool; Op::COUNT],
    rows: [StackEffect; Op::COUNT],
}

impl Effects {
    /// Those of no operation.
    pub(super) const NONE: Self = {
        const NONE: [i32; Op::COUNT] = [0; Op::COUNT];
        Self {
            bases: NONE,
            bits: NONE,
            times: NONE,
            more_on_jump: NONE,
            is_special: [false; Op::COUNT],
            rows: [StackEffect::NONE; Op::COUNT],
        }
    };

    /// Notes what the operation at `op` of [`Op::ALL`] does.
    pub(super) const fn set(&mut self, op: usize, effect: StackEffect, enters_block: bool) {
        let product = effect.product();
        self.bases[op] = effect.pushes.fixed as i32 - effect.pops.fixed as i32;
        if let Some(Product { bits, times }) = product {
            self.bits[op] = bits;
            self.times[op] = times;
        }
        self.more_on_jump[op] = effect.more_on_jump;
        self.is_special[op] = product.is_none() || enters_block;
        self.rows[op] = effect;
    }

    /// What `op` takes off the stack and puts there.
    pub fn of(&self, op: Op) -> StackEffect {
        self.rows[op as usize]
    }

    /// How `op` with this argument changes the depth, but for [`Self::special`].
    #[inline]
    pub fn with_argument(&self, op: Op, arg: u32) -> i32 {
        let op = op as usize;
        self.bases[op] + (arg.cast_signed() & self.bits[op]) * self.times[op]
    }

    /// Whether there is more to it: the argument changes the depth in some other way, or `op` enters a block.
    #[inline]
    pub fn is_special(&self, op: Op) -> bool {
        self.is_special[op as usize]
    }

    /// How the argument changes the depth, if `op` [is special](Self::is_special).
    pub fn special(&self, op: Op, arg: u32) -> i32 {
        let effect = self.rows[op as usize];
        effect.pushes.by_argument.items(arg) - effect.pops.by_argument.items(arg)
    }

    /// What more a jump or `SETUP_*` does on the way to its target.
    #[inline]
    pub fn more_on_jump(&self, op: Op) -> i32 {
        self.more_on_jump[op as usize]
    }
}
