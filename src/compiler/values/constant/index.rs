//! The hash table of constants.

use super::{ConstId, Constant};
use std::hash::{BuildHasher, Hasher, RandomState};

/// Constants by their hashes: open addressing, at most half full.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) slots: Vec<Slot>,
    pub(super) len: usize,
    /// The memory of the slots before the last rebuild, for the next one.
    spare: Vec<Slot>,
    /// Makes the hashes, with a key that nobody can foresee, once others have made it [`Self::is_crowded`].
    pub(super) keyed: Option<RandomState>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// The part of the hash that says where the search begins.
    hash: u32,
    id: ConstId,
}

/// So far from where its search began a constant is found if the hashes are as good as any. Values that were chosen for
/// it are farther.
pub(super) const MAX_PROBES: usize = 64;

/// The fewest slots of an index that is in use.
const FIRST_SLOTS: usize = 512;

/// For how many bytes of source there is a slot at first: some ten times fewer than there are for a constant.
const BYTES_A_SLOT: usize = 32;

impl Slot {
    const FREE: Self = Self { hash: 0, id: NO_CONSTANT };
}

/// In tables, where there is no constant.
pub(super) const NO_CONSTANT: ConstId = ConstId(u32::MAX);

impl Index {
    /// The constant with this hash that is the one, or the slot where it belongs.
    #[inline(always)]
    pub(super) fn find(&self, hash: u32, is_it: impl Fn(ConstId) -> bool) -> Result<ConstId, usize> {
        let mut at = hash as usize;
        // Nothing is in an empty index, nor does it matter where something belongs there.
        while let Some(slot) = self.slots.get(at & self.slots.len().wrapping_sub(1)) {
            if slot.id == NO_CONSTANT {
                break;
            }
            if slot.hash == hash && is_it(slot.id) {
                return Ok(slot.id);
            }
            at += 1;
        }
        Err(at & self.slots.len().wrapping_sub(1))
    }

    /// Whether this slot is too far from the one that the hash names.
    #[inline]
    pub(super) fn is_crowded(&self, at: usize, hash: u32) -> bool {
        at.wrapping_sub(hash as usize) & self.slots.len().wrapping_sub(1) > MAX_PROBES
    }

    /// Gives each constant another hash.
    pub(super) fn rehash(&mut self, hash: impl Fn(ConstId) -> u32) {
        let taken = self.slots.iter_mut().filter(|slot| slot.id != NO_CONSTANT);
        taken.for_each(|slot| slot.hash = hash(slot.id));
        self.rebuild(self.slots.len(), |_| true);
    }

    /// Adds a constant at the slot where it belongs.
    #[inline]
    pub(super) fn insert(&mut self, at: usize, hash: u32, id: ConstId) {
        self.len += 1;
        if self.len * 2 > self.slots.len() {
            self.grow(Slot { hash, id });
        } else {
            self.slots[at] = Slot { hash, id };
        }
    }

    #[cold]
    pub(super) fn grow(&mut self, slot: Slot) {
        self.rebuild((self.len * 4).next_power_of_two(), |_| true);
        self.place(slot);
    }

    pub(super) fn place(&mut self, slot: Slot) {
        if let Err(at) = self.find(slot.hash, |_| false) {
            self.slots[at] = slot;
        }
    }

    /// Puts what is kept into `size` slots.
    pub(super) fn rebuild(&mut self, size: usize, is_kept: impl Fn(ConstId) -> bool) {
        let mut slots = std::mem::take(&mut self.spare);
        slots.clear();
        slots.resize(size, Slot::FREE);
        let old = std::mem::replace(&mut self.slots, slots);
        old.iter().filter(|slot| slot.id != NO_CONSTANT && is_kept(slot.id)).for_each(|&slot| self.place(slot));
        self.spare = old;
    }

    /// Forgets the constants that are not kept.
    pub(super) fn retain(&mut self, is_kept: impl Fn(ConstId) -> bool) {
        self.rebuild(self.slots.len(), is_kept);
        self.len = self.slots.iter().filter(|slot| slot.id != NO_CONSTANT).count();
    }

    /// Forgets everything but the memory.
    pub(super) fn clear(&mut self) {
        self.slots.clear();
        self.len = 0;
        self.keyed = None;
    }

    /// Makes an empty index of as many slots as suit a source of so many bytes: it should not have to grow, nor should
    /// few constants be spread over the memory of many.
    pub(super) fn size_for(&mut self, source: usize) {
        self.slots.resize((source / BYTES_A_SLOT).next_power_of_two().max(FIRST_SLOTS), Slot::FREE);
    }
}

/// A hash that goes with [`Constant::is_same`] and cannot be foreseen.
#[cold]
#[inline(never)]
pub(super) fn keyed_hash(keyed: &RandomState, value: &Constant<'_>) -> u32 {
    let mut hasher = keyed.build_hasher();
    value.feed(&mut hasher);
    hasher.finish() as u32
}
