//! Constants: the values that `co_consts` and the other parts of code objects hold.
//!
//! [`ConstTable`] stores each value once, under the equality of CPython's `_PyCode_ConstantKey`
//! (Objects/codeobject.c): types are told apart (`1`, `1.0` and `True` differ), so are `0.0` and
//! `-0.0`, and every NaN is a value of its own. This is also the equality under which CPython's
//! compiler merges constants across the code objects of a file (`merge_const_one`), so that after
//! compilation the identity of an object is its [`ConstId`].

mod index;
mod sharing;

use crate::compiler::values::code::Code;
use crate::compiler::values::intern::{Symbol, recycled, sym};
use crate::compiler::version::oparg::CommonConstant;
use bumpalo::Bump;
use index::{Index, NO_CONSTANT, keyed_hash};
use rustc_hash::FxHasher;
use sharing::Cached;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher, RandomState};

/// A value in a [`ConstTable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConstId(pub u32);

impl ConstId {
    /// Its place in the table.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An integer that does not fit an `i64`: sign and magnitude.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BigDigits<'a> {
    /// Whether it is below zero.
    pub negative: bool,
    /// The magnitude, 32 bits a digit, least significant first, no leading zero digit.
    pub digits: &'a [u32],
}

/// A constant.
#[derive(Clone, Copy, Debug)]
pub enum Constant<'a> {
    /// `None`
    None,
    /// `False`
    False,
    /// `True`
    True,
    /// `...`
    Ellipsis,
    /// An integer that fits 64 bits.
    Int(i64),
    /// Any other integer; behind a reference, so that nothing but the variant is in the byte that says which it is.
    BigInt(&'a BigDigits<'a>),
    /// A float.
    Float(f64),
    /// A complex number: real and imaginary part.
    Complex(f64, f64),
    /// A string.
    Str(Symbol),
    /// A bytes object.
    Bytes(&'a [u8]),
    /// A tuple.
    Tuple(&'a [ConstId]),
    /// A frozenset: its distinct elements in the order of insertion.
    FrozenSet(&'a [ConstId]),
    /// A slice: start, stop and step. It is merged as a whole: its parts are objects of its own, whatever else in the
    /// file equals them.
    Slice(&'a [ConstId; 3]),
    /// A code object.
    Code(&'a Code<'a>),
}

impl Constant<'_> {
    /// Whether both are one value of the table. Texts are found by their symbols, frozensets by their
    /// elements.
    #[inline(always)] // Perf: who calls knows the kind of value
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::BigInt(a), Self::BigInt(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            (Self::Complex(re, im), Self::Complex(other_re, other_im)) => {
                re.to_bits() == other_re.to_bits() && im.to_bits() == other_im.to_bits()
            }
            (Self::Bytes(a), Self::Bytes(b)) => a == b,
            (Self::Tuple(a), Self::Tuple(b)) => a == b,
            (Self::Slice(a), Self::Slice(b)) => a == b,
            (Self::Code(a), Self::Code(b)) => a == b,
            _ => false,
        }
    }

    /// A hash that goes with [`Self::is_same`].
    #[inline(always)] // Perf: who calls knows the kind of value
    fn hash(&self) -> u64 {
        let mut hasher = FxHasher::default();
        self.feed(&mut hasher);
        hasher.finish()
    }

    /// Hashes what [`Self::is_same`] compares.
    #[inline(always)] // Perf: who calls knows the kind of value
    fn feed(&self, hasher: &mut impl Hasher) {
        match *self {
            Self::Int(value) => hasher.write_i64(value),
            Self::BigInt(digits) => digits.hash(hasher),
            Self::Float(value) => hasher.write_u64(value.to_bits()),
            Self::Complex(re, im) => {
                hasher.write_u64(re.to_bits());
                hasher.write_u64(im.to_bits());
            }
            Self::Bytes(bytes) => hasher.write(bytes),
            Self::Code(code) => code.hash(hasher),
            Self::Tuple(items) => items.iter().for_each(|item| hasher.write_u32(item.0)),
            Self::Slice(parts) => parts.hash(hasher),
            Self::None | Self::False | Self::True | Self::Ellipsis | Self::Str(_) | Self::FrozenSet(_) => {}
        }
    }
}

/// The integers that are found without hashing: those that nearly all in sources are.
const SMALL_INTS: std::ops::Range<i64> = -5..257;

/// The constants of one file.
pub struct ConstTable<'a> {
    arena: &'a Bump,
    values: Vec<Constant<'a>>,
    /// Beside `values`.
    cached: Vec<Cached>,
    /// What [`Constant::is_same`] tells apart.
    table: Index,
    /// The constants of the integers of [`SMALL_INTS`], or [`NO_CONSTANT`].
    small_ints: Vec<ConstId>,
    /// Frozensets by their elements, sorted.
    frozen_sets: HashMap<&'a [ConstId], ConstId>,
    /// The constant of each symbol, or [`NO_CONSTANT`].
    texts: Vec<ConstId>,
    /// Of each symbol whether it is the qualified name of a code object that was made, where versions intern them.
    qualnames: Vec<bool>,
}

/// What a [`ConstTable`] holds at some time.
#[derive(Debug)]
pub(crate) struct Checkpoint {
    cached: Vec<Cached>,
}

/// The memory of a [`ConstTable`] that is done.
#[derive(Debug, Default)]
pub struct Buffers {
    values: Vec<Constant<'static>>,
    cached: Vec<Cached>,
    table: Index,
    small_ints: Vec<ConstId>,
    texts: Vec<ConstId>,
    qualnames: Vec<bool>,
}

impl Buffers {
    /// With room for so many constants.
    pub(crate) fn with_room(constants: usize) -> Self {
        Self {
            values: Vec::with_capacity(constants),
            cached: Vec::with_capacity(constants),
            texts: Vec::with_capacity(constants),
            ..Self::default()
        }
    }
}

impl<'a> ConstTable<'a> {
    /// `None` in every table.
    pub const NONE: ConstId = ConstId(0);
    /// `False` in every table.
    pub const FALSE: ConstId = ConstId(1);
    /// `True` in every table.
    pub const TRUE: ConstId = ConstId(2);
    /// `...` in every table.
    pub const ELLIPSIS: ConstId = ConstId(3);
    /// `b""` in every table.
    pub const EMPTY_BYTES: ConstId = ConstId(4);
    /// `()` in every table.
    const EMPTY_TUPLE: ConstId = ConstId(5);
    /// `b""` in every table, in an object of its own, not the one that the process has. An object only until
    /// [`Self::merge`], which gives the constant that stands for it.
    pub const OWN_EMPTY_BYTES: ConstId = ConstId(6);

    /// A table that holds the singletons.
    pub fn new(arena: &'a Bump) -> Self {
        Self::with_buffers(arena, Buffers::default(), 0)
    }

    /// As [`Self::new`], in the memory of another one, for a source of so many bytes.
    pub fn with_buffers(arena: &'a Bump, memory: Buffers, source: usize) -> Self {
        let Buffers { values, mut cached, mut table, mut small_ints, texts, qualnames } = memory;
        table.size_for(source);
        let mut values = recycled(values);
        let (bytes, tuple) = (Constant::Bytes(&[]), Constant::Tuple(&[]));
        values.extend([Constant::None, Constant::False, Constant::True, Constant::Ellipsis, bytes, tuple, bytes]);
        small_ints.resize(SMALL_INTS.count(), NO_CONSTANT);
        cached.resize(values.len(), Cached { present: true, ..Cached::default() });
        // Of these two the first to be met stands for both.
        for id in [Self::EMPTY_BYTES, Self::OWN_EMPTY_BYTES] {
            cached[id.index()].present = false;
        }
        let frozen_sets = HashMap::new();
        Self { arena, values, cached, table, small_ints, frozen_sets, texts, qualnames }
    }

    /// Its memory, for the next one.
    pub fn into_buffers(self) -> Buffers {
        let Self { values, mut cached, mut table, mut small_ints, mut texts, mut qualnames, .. } = self;
        cached.clear();
        table.clear();
        small_ints.clear();
        texts.clear();
        qualnames.clear();
        Buffers { values: recycled(values), cached, table, small_ints, texts, qualnames }
    }

    /// What it holds now, for [`Self::rewind`].
    pub(crate) fn checkpoint(&self) -> Checkpoint {
        Checkpoint { cached: self.cached.clone() }
    }

    /// Forgets what came after a checkpoint.
    pub(crate) fn rewind(&mut self, to: &Checkpoint) {
        let len = to.cached.len();
        let is_kept = |id: &ConstId| id.index() < len;
        self.values.truncate(len);
        self.cached.clear();
        self.cached.extend_from_slice(&to.cached);
        self.table.retain(|id| is_kept(&id));
        self.frozen_sets.retain(|_, id| is_kept(id));
        let forgotten = |id: &&mut ConstId| !is_kept(id);
        self.small_ints.iter_mut().chain(&mut self.texts).filter(forgotten).for_each(|id| *id = NO_CONSTANT);
        self.qualnames.clear();
    }

    /// The value of `id`.
    #[inline]
    pub fn get(&self, id: ConstId) -> Constant<'a> {
        self.values[id.index()]
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Never: the singletons are always there.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The arena that holds the values.
    pub fn arena(&self) -> &'a Bump {
        self.arena
    }

    /// Whether there has to be more room before a value is added.
    #[inline]
    fn is_full(&self) -> bool {
        self.values.len() == self.values.capacity() || self.cached.len() == self.cached.capacity()
    }

    #[inline]
    fn push(&mut self, value: Constant<'a>) -> ConstId {
        let id = ConstId(self.values.len() as u32);
        self.values.push(value);
        self.cached.push(Cached::default());
        id
    }

    /// The number of `value`, which [`Constant::is_same`] tells from others.
    #[inline(always)] // Perf: who calls knows the kind of value
    fn number(&mut self, value: Constant<'a>) -> ConstId {
        self.number_hashed(value, value.hash())
    }

    /// As [`Self::number`], of a value that has this hash.
    #[inline(always)]
    fn number_hashed(&mut self, value: Constant<'a>, hash: u64) -> ConstId {
        let hash = match &self.table.keyed {
            None => hash as u32,
            Some(keyed) => keyed_hash(keyed, &value),
        };
        let values = &self.values;
        match self.table.find(hash, |id| values[id.index()].is_same(&value)) {
            Ok(id) => id,
            Err(slot) => {
                let id = self.push(value);
                let is_crowded = self.table.is_crowded(slot, hash);
                self.table.insert(slot, hash, id);
                if is_crowded {
                    self.hash_with_key();
                }
                id
            }
        }
    }

    /// Makes all hashes anew.
    #[cold]
    #[inline(never)]
    fn hash_with_key(&mut self) {
        let keyed = RandomState::new();
        let values = &self.values;
        self.table.rehash(|id| keyed_hash(&keyed, &values[id.index()]));
        self.table.keyed = Some(keyed);
    }

    /// A boolean.
    pub fn bool(&self, value: bool) -> ConstId {
        if value { Self::TRUE } else { Self::FALSE }
    }

    /// An integer.
    pub fn int(&mut self, value: i64) -> ConstId {
        let Some(at) =
            usize::try_from(value.wrapping_sub(SMALL_INTS.start)).ok().filter(|_| SMALL_INTS.contains(&value))
        else {
            return self.number(Constant::Int(value));
        };
        if self.small_ints[at] == NO_CONSTANT {
            self.small_ints[at] = self.push(Constant::Int(value));
        }
        self.small_ints[at]
    }

    /// The value of a constant that is an integer and a byte: what `LOAD_SMALL_INT` loads.
    #[inline]
    pub fn small_int(&self, id: ConstId) -> Option<u32> {
        let Constant::Int(value) = self.get(id) else { return None };
        u8::try_from(value).ok().map(u32::from)
    }

    /// The name that `LOAD_COMMON_CONSTANT` has for a constant, if it has one.
    pub fn common(&self, id: ConstId) -> Option<CommonConstant> {
        match self.get(id) {
            Constant::None => Some(CommonConstant::None),
            Constant::True => Some(CommonConstant::True),
            Constant::False => Some(CommonConstant::False),
            Constant::Str(sym::EMPTY) => Some(CommonConstant::EmptyString),
            Constant::Int(-1) => Some(CommonConstant::MinusOne),
            _ => None,
        }
    }

    /// The constant that `LOAD_COMMON_CONSTANT` loads with this argument, if that is one.
    pub fn of_common(&mut self, arg: u32) -> Option<ConstId> {
        const NONE: u32 = CommonConstant::None as u32;
        const TRUE: u32 = CommonConstant::True as u32;
        const FALSE: u32 = CommonConstant::False as u32;
        const EMPTY_STRING: u32 = CommonConstant::EmptyString as u32;
        const MINUS_ONE: u32 = CommonConstant::MinusOne as u32;
        match arg {
            NONE => Some(Self::NONE),
            TRUE => Some(Self::TRUE),
            FALSE => Some(Self::FALSE),
            EMPTY_STRING => Some(self.str(sym::EMPTY)),
            MINUS_ONE => Some(self.int(-1)),
            _ => None,
        }
    }

    /// An integer of any size: stored as [`Constant::Int`] where it fits.
    pub fn big_int(&mut self, value: &num_bigint::BigInt) -> ConstId {
        if let Ok(small) = i64::try_from(value) {
            return self.int(small);
        }
        let (sign, digits) = value.to_u32_digits();
        let digits =
            BigDigits { negative: sign == num_bigint::Sign::Minus, digits: self.arena.alloc_slice_copy(&digits) };
        self.number(Constant::BigInt(self.arena.alloc(digits)))
    }

    /// A float. Every NaN is a new value (in CPython their keys compare by identity).
    pub fn float(&mut self, value: f64) -> ConstId {
        if value.is_nan() {
            return self.push(Constant::Float(value));
        }
        self.number(Constant::Float(value))
    }

    /// A complex number.
    pub fn complex(&mut self, re: f64, im: f64) -> ConstId {
        if re.is_nan() || im.is_nan() {
            return self.push(Constant::Complex(re, im));
        }
        self.number(Constant::Complex(re, im))
    }

    /// A string.
    #[inline]
    pub fn str(&mut self, value: Symbol) -> ConstId {
        self.find_str(value).unwrap_or_else(|| self.new_str(value))
    }

    /// The constant of a string that has none yet.
    fn new_str(&mut self, value: Symbol) -> ConstId {
        let index = value.index();
        // Without a call that comes back, so that no registers are saved.
        if index >= self.texts.len() || self.is_full() {
            return self.new_str_after_more(value);
        }
        let id = self.push(Constant::Str(value));
        self.texts[index] = id;
        id
    }

    /// As [`Self::new_str`], after there is room.
    #[inline(never)]
    fn new_str_after_more(&mut self, value: Symbol) -> ConstId {
        let index = value.index();
        if index >= self.texts.len() {
            self.texts.resize((index + 1).next_power_of_two(), NO_CONSTANT);
        }
        self.values.reserve(1);
        self.cached.reserve(1);
        self.new_str(value)
    }

    /// A string of one character in an object of its own, not the one that the process has for the
    /// character. An object only until [`Self::merge`], which gives the constant that stands for it.
    pub fn unshared_str(&mut self, value: Symbol) -> ConstId {
        let id = self.push(Constant::Str(value));
        self.cached_mut(id).unshared = true;
        id
    }

    /// The constant of a string, if there is one.
    #[inline]
    pub fn find_str(&self, value: Symbol) -> Option<ConstId> {
        self.texts.get(value.index()).copied().filter(|&id| id != NO_CONSTANT)
    }

    /// A bytes object; `value` is copied to the arena if it is new.
    #[inline(never)]
    pub fn bytes(&mut self, value: &[u8]) -> ConstId {
        if value.is_empty() {
            return Self::EMPTY_BYTES;
        }
        // The look-up needs a key of the arena's lifetime; copying first costs a bump of a pointer.
        let value: &'a [u8] = self.arena.alloc_slice_copy(value);
        self.number(Constant::Bytes(value))
    }

    /// A bytes object of one byte in an object of its own, not the one that the process has for the byte. An object only
    /// until [`Self::merge`], which gives the constant that stands for it.
    pub fn unshared_byte(&mut self, value: u8) -> ConstId {
        let value = self.arena.alloc_slice_copy(&[value]);
        let id = self.push(Constant::Bytes(value));
        self.cached_mut(id).unshared = true;
        id
    }

    /// A tuple.
    #[inline(never)]
    pub fn tuple(&mut self, items: &[ConstId]) -> ConstId {
        self.tuple_of(items, |_, item| item)
    }

    /// A tuple of texts.
    #[inline(never)]
    pub fn text_tuple(&mut self, texts: &[Symbol]) -> ConstId {
        self.tuple_of(texts, Self::str)
    }

    /// A tuple of what `make` makes of each item.
    #[inline(always)]
    fn tuple_of<T: Copy>(&mut self, items: &[T], make: impl Fn(&mut Self, T) -> ConstId) -> ConstId {
        if items.is_empty() {
            return Self::EMPTY_TUPLE;
        }
        let mut hasher = FxHasher::default();
        // Here, too, the arena comes first; and there is one loop for all.
        let arena = self.arena;
        let items: &'a [ConstId] = arena.alloc_slice_fill_with(items.len(), |at| {
            let id = make(self, items[at]);
            hasher.write_u32(id.0);
            id
        });
        self.number_hashed(Constant::Tuple(items), hasher.finish())
    }

    /// A frozenset of `items`; later duplicates are dropped. Equal items of different types (`1`
    /// and `True`) are the caller's to drop: they are equal to a set, not to this table.
    pub fn frozen_set(&mut self, items: &[ConstId]) -> ConstId {
        let mut seen = HashSet::with_capacity(items.len());
        let distinct: Vec<ConstId> = items.iter().copied().filter(|&item| seen.insert(item)).collect();
        let sorted: &'a mut [ConstId] = self.arena.alloc_slice_copy(&distinct);
        sorted.sort_unstable();
        let sorted: &'a [ConstId] = sorted;
        let items: &'a [ConstId] = self.arena.alloc_slice_copy(&distinct);
        if let Some(&id) = self.frozen_sets.get(sorted) {
            return id;
        }
        let id = self.push(Constant::FrozenSet(items));
        self.frozen_sets.insert(sorted, id);
        id
    }

    /// A slice of these parts: numbers, texts, bytes and singletons.
    #[inline(never)]
    pub fn slice(&mut self, parts: [ConstId; 3]) -> ConstId {
        let parts: &'a [ConstId; 3] = self.arena.alloc(parts);
        self.number(Constant::Slice(parts))
    }

    /// A code object; equality is [`Code`]'s `PartialEq`, CPython's `code_richcompare`.
    #[inline(never)]
    pub fn code(&mut self, code: Code<'a>) -> ConstId {
        let code: &'a Code<'a> = self.arena.alloc(code);
        self.number(Constant::Code(code))
    }

    /// Whether the value is true (`PyObject_IsTrue`).
    pub fn truth(&self, id: ConstId) -> bool {
        match self.get(id) {
            Constant::None | Constant::False => false,
            Constant::True | Constant::Ellipsis | Constant::BigInt(_) | Constant::Slice(_) | Constant::Code(_) => true,
            Constant::Int(value) => value != 0,
            Constant::Float(value) => value != 0.0,
            Constant::Complex(re, im) => re != 0.0 || im != 0.0,
            Constant::Str(text) => text != sym::EMPTY,
            Constant::Bytes(value) => !value.is_empty(),
            Constant::Tuple(items) | Constant::FrozenSet(items) => !items.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::index::MAX_PROBES;
    use super::*;

    #[test]
    fn equal_values_are_one_constant_also_after_a_rewind() {
        let arena = Bump::new();
        let mut consts = ConstTable::new(&arena);
        let first: Vec<ConstId> = (0..1000).map(|value| consts.int(value)).collect();
        let again: Vec<ConstId> = (0..1000).map(|value| consts.int(value)).collect();
        assert_eq!(first, again);
        let checkpoint = consts.checkpoint();
        let later = consts.int(1000);
        assert!(!first.contains(&later));
        consts.rewind(&checkpoint);
        assert_eq!(consts.int(2000), later);
        assert_eq!(consts.int(999), first[999]);
        assert_ne!(consts.int(1000), later);
    }

    #[test]
    fn values_whose_hashes_collide_get_others() {
        let arena = Bump::new();
        let mut consts = ConstTable::new(&arena);
        let collide = |value: &i64| Constant::Int(*value).hash().trailing_zeros() >= 12;
        let values: Vec<i64> = (1000..).filter(collide).take(3 * MAX_PROBES).collect();
        let first: Vec<ConstId> = values.iter().map(|&value| consts.int(value)).collect();
        assert!(consts.table.keyed.is_some());
        let checkpoint = consts.checkpoint();
        let pairs: Vec<ConstId> = first.iter().map(|&item| consts.tuple(&[item, item])).collect();
        let again: Vec<ConstId> = first.iter().map(|&item| consts.tuple(&[item, item])).collect();
        assert_eq!(pairs, again);
        consts.rewind(&checkpoint);
        let again: Vec<ConstId> = values.iter().map(|&value| consts.int(value)).collect();
        assert_eq!(first, again);
        assert!(first.windows(2).all(|ids| ids[0].0 + 1 == ids[1].0));
    }
}
