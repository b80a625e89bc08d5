//! The hash table of symbols.

use super::key::Key;
use super::{Symbol, sym};

/// A place of the table of keys.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slot {
    pub(super) key: Key,
    /// The symbol's number, counted over all files that used the table. One of an earlier file is
    /// nobody's, so that nothing has to be cleared.
    pub(super) number: u32,
}

/// The slots of a new table.
pub(super) const FIRST_SLOTS: usize = 2048;

/// The slots that a key may be in. Half of all are free: only texts that were chosen for it need more.
pub(super) const MAX_PROBES: usize = 64;

/// Stands for the slot of a key that finds none free.
pub(super) const CROWDED: usize = usize::MAX;

/// The symbol of each key.
#[derive(Debug)]
pub(super) struct Table {
    /// A power of two; the slots after the one that a hash names are tried in turn, [`MAX_PROBES`] of them.
    pub(super) slots: Vec<Slot>,
    /// The number of the first symbol of this file.
    pub(super) base: u32,
}

impl Default for Table {
    fn default() -> Self {
        Self { slots: vec![Slot::default(); FIRST_SLOTS], base: 1 }
    }
}

impl Table {
    /// The symbol of `key`, for which `is_same` speaks if the key does not hold all of its text; or else
    /// the free slot where it belongs, or [`CROWDED`].
    #[inline]
    pub(super) fn find(&self, key: Key, is_same: impl Fn(Symbol) -> bool) -> Result<Symbol, usize> {
        let mut at = key.hash() & (self.slots.len() - 1);
        let mut left = MAX_PROBES;
        loop {
            let slot = &self.slots[at];
            let Some(number) = slot.number.checked_sub(self.base) else { return Err(at) };
            if slot.key == key && (!key.is_long() || is_same(Symbol(number))) {
                return Ok(Symbol(number));
            }
            left -= 1;
            if left == 0 {
                return Err(CROWDED);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// The symbol of `key`, which holds all of its text, if it is in the first slot where it may be, or else any;
    /// and whether it is.
    #[inline(always)]
    pub(super) fn guess(&self, key: Key) -> (Symbol, bool) {
        match self.slots.get(key.hash() & (self.slots.len() - 1)) {
            Some(slot) => (Symbol(slot.number.wrapping_sub(self.base)), (slot.key == key) & (slot.number >= self.base)),
            None => (sym::EMPTY, false),
        }
    }

    /// The free slot for a key that is not there, or [`CROWDED`].
    pub(super) fn free_slot(&self, key: Key) -> usize {
        let start = key.hash();
        let mut slots = (0..MAX_PROBES).map(|step| start.wrapping_add(step) & (self.slots.len() - 1));
        slots.find(|&at| self.slots[at].number < self.base).unwrap_or(CROWDED)
    }

    /// Whether there have to be more slots for so many symbols.
    #[inline]
    pub(super) fn is_full(&self, symbols: usize) -> bool {
        symbols * 2 > self.slots.len()
    }

    /// Gives the key at a free slot to `symbol`.
    #[inline]
    pub(super) fn insert(&mut self, at: usize, key: Key, symbol: Symbol) {
        self.slots[at] = Slot { key, number: self.base + symbol.0 };
    }

    /// Forgets the symbols below `len`, which are all. What a large file needed would be too much for the
    /// processor's caches where others are small.
    pub(super) fn clear(&mut self, len: usize) {
        self.base += len as u32;
        self.slots.truncate(FIRST_SLOTS);
        if self.base > u32::MAX / 2 {
            self.slots.fill(Slot::default());
            self.base = 1;
        }
    }
}
