//! Which objects more than one other holds.

use super::text::{Text, classify};
use crate::compiler::values::code::Code;
use crate::compiler::values::constant::{ConstId, ConstTable, Constant};
use crate::compiler::values::context::Context;
use crate::compiler::values::intern::Interner;
use crate::compiler::version::{Feature, Target};

/// The smallest of the integers that exist once in the process.
const SMALLEST_INT: i64 = -5;

/// The objects of a file, and who holds them.
pub(super) struct Objects<'t, 'a> {
    pub(super) consts: &'t ConstTable<'a>,
    pub(super) names: &'t Interner<'a>,
    pub(super) filename: &'t [u8],
    pub(super) target: &'static Target,
    /// The largest of the integers that exist once in the process.
    largest_small_int: i64,
    /// Whether each code object was given a line table of its own, with the columns taken out.
    pub(super) owns_linetables: bool,
    /// How many hold each constant; from two on it does not matter.
    pub(super) holders: Vec<u8>,
}

impl<'t, 'a> Objects<'t, 'a> {
    pub(super) fn new(ctx: &'t Context<'a>, filename: &'t [u8], mut holders: Vec<u8>) -> Self {
        let Context { consts, names, target, debug_ranges, .. } = ctx;
        holders.clear();
        holders.resize(consts.len(), 0);
        let largest_small_int = if target.has(Feature::SmallIntsTo1024) { 1024 } else { 256 };
        Self { consts, names, filename, target, largest_small_int, owns_linetables: !debug_ranges, holders }
    }

    /// Something holds `id`, and so, if it is the first to do so, what `id` holds.
    #[inline(always)] // Perf: most objects hold nothing
    pub(super) fn hold(&mut self, id: ConstId) {
        let holders = self.hold_alone(id);
        let holds = matches!(self.consts.get(id), Constant::Tuple(_) | Constant::FrozenSet(_) | Constant::Code(_));
        // In one, since nobody can foretell whether something is held already.
        if holders < u8::from(holds) {
            self.hold_inside(id);
        }
    }

    /// As [`Self::hold`], of what holds nothing; gives how many held it so far.
    #[inline(always)]
    fn hold_alone(&mut self, id: ConstId) -> u8 {
        let holders = &mut self.holders[id.0 as usize];
        std::mem::replace(holders, (*holders + 1).min(2))
    }

    fn hold_all(&mut self, items: &[ConstId]) {
        items.iter().for_each(|&item| self.hold(item));
    }

    /// What `id` holds is held.
    #[inline(never)]
    fn hold_inside(&mut self, id: ConstId) {
        match self.consts.get(id) {
            // The objects of interned ones are the process's.
            Constant::Tuple(items) if !self.consts.is_interned(id) => self.hold_all(items),
            Constant::FrozenSet(items) => {
                self.holders[id.0 as usize] = u8::from(!self.is_rebuilt(items));
                self.hold_all(items);
            }
            Constant::Code(code) => self.hold_parts(code),
            _ => {}
        }
    }

    fn hold_parts(&mut self, code: &Code<'_>) {
        self.hold(code.consts);
        // These are interned.
        self.hold_alone(code.names);
        if !code.owns_localsplusnames {
            self.hold_alone(code.localsplusnames);
        }
        self.hold_alone(code.exceptiontable);
        if !self.owns_linetables {
            self.hold_alone(code.linetable);
        }
        if code.qualname_is_const
            && let Some(id) = self.consts.find_str(code.qualname)
        {
            self.hold_alone(id);
        }
    }

    /// Whether every string that exists once in the process is interned.
    pub(super) fn interns_all(&self) -> bool {
        self.target.has(Feature::InternedStatics)
    }

    /// Whether a frozenset of `items` is rebuilt with interned strings.
    fn is_rebuilt(&self, items: &[ConstId]) -> bool {
        items.iter().any(|&item| match self.consts.get(item) {
            Constant::Str(symbol) => {
                let text = self.names.bytes(symbol);
                classify(text) == Text::Name
                    && !self.consts.is_interned(item)
                    && (text.len() > 1 || !self.interns_all())
                    && (self.target.is_startup_name(text) || (text.len() > 1 && self.names.is_identifier(symbol)))
            }
            _ => false,
        })
    }

    /// Whether an integer exists once in the process.
    #[inline]
    pub(super) fn is_small(&self, value: i64) -> bool {
        (SMALLEST_INT..=self.largest_small_int).contains(&value)
    }

    /// Whether two or more hold `id`.
    #[inline]
    pub(super) fn is_held_twice(&self, id: ConstId) -> bool {
        self.holders[id.0 as usize] > 1
    }

    /// Whether two or more hold `id`, which is no bytes object, or the process does.
    pub(super) fn is_shared(&self, id: ConstId) -> bool {
        if self.is_held_twice(id) {
            return true;
        }
        match self.consts.get(id) {
            Constant::Int(value) => self.is_small(value),
            Constant::Tuple(items) => items.is_empty(),
            _ => false,
        }
    }
}
