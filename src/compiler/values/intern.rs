//! Identifiers and text as small integers.
//!
//! Every name and every string constant of a file is stored once; the stages after the front end
//! compare and carry [`Symbol`]s. Text is WTF-8: UTF-8 in which a lone surrogate may stand, since
//! Python's strings may contain them (and marshal writes them with `surrogatepass`).

use std::collections::HashMap;
use std::hash::Hasher;
use std::ops::Range;

use bumpalo::Bump;
use rustc_hash::FxHasher;

/// An interned text of the file that is being compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(pub u32);

macro_rules! well_known {
    ($($name:ident = $text:expr;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)] // positions in the list below
        enum Index { $($name),* }
        /// Symbols that every [`Interner`] holds from the start.
        pub mod sym {
            use super::{Index, Symbol};
            $(#[doc = concat!("`", $text, "`")] pub const $name: Symbol = Symbol(Index::$name as u32);)*
        }
        const WELL_KNOWN: &[&str] = &[$($text),*];
    };
}

well_known! {
    EMPTY = "";
    DEBUG = "__debug__";
    CLASS = "__class__";
    CLASSCELL = "__classcell__";
    CLASSDICT = "__classdict__";
    CLASSDICTCELL = "__classdictcell__";
    TYPE_PARAMS = "__type_params__";
    DOT_TYPE_PARAMS = ".type_params";
    DOT_GENERIC_BASE = ".generic_base";
    DOT_DEFAULTS = ".defaults";
    DOT_KWDEFAULTS = ".kwdefaults";
    FIRSTLINENO = "__firstlineno__";
    STATIC_ATTRIBUTES = "__static_attributes__";
    SELF = "self";
    NAME = "__name__";
    MODULE = "__module__";
    QUALNAME = "__qualname__";
    DOC = "__doc__";
    ANNOTATIONS = "__annotations__";
    SUPER = "super";
    RETURN = "return";
    LOCALS = "<locals>";
    MODULE_SCOPE = "<module>";
    TOP = "top";
    LAMBDA = "<lambda>";
    GENEXPR = "<genexpr>";
    LISTCOMP = "<listcomp>";
    SETCOMP = "<setcomp>";
    DICTCOMP = "<dictcomp>";
    ANNOTATION_BLOCK = "_annotation";
    ITER_ARG = ".0";
    STAR = "*";
    ASSERTION_ERROR = "AssertionError";
    JOIN = "join";
    FUTURE = "__future__";
    FUTURE_ANNOTATIONS = "annotations";
    MATCH = "match";
    CASE = "case";
    TYPE = "type";
    UNDERSCORE = "_";
}

/// What tells a text from others: all of one of up to 16 bytes, and a hash and the length of a longer one, or of one
/// that ends in a null byte, which the key of a short text could not tell from its end.
#[derive(Clone, Copy, Debug, Default, Eq)]
pub(crate) struct Key {
    /// The first eight bytes, the first the lowest, zeros if there are fewer; or the hash.
    head: u64,
    /// The next eight bytes, zeros if there are fewer; or the length and [`LONG`].
    tail: u64,
}

/// The highest byte of a key that does not hold all of its text: one that WTF-8 does not have.
const LONG: u64 = 0xff << 56;

impl PartialEq for Key {
    /// As derived, but in one test: in which part texts differ, nobody can foresee.
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        (self.head ^ other.head) | (self.tail ^ other.tail) == 0
    }
}

/// What the first eight bytes of a text are multiplied by, that the highest bits of the product are of all. (The
/// parser's table of words is by the same product.)
pub(crate) const MULTIPLIER: u64 = 0x694e_21df_5e37_704d;

/// The texts that a [`Key`] holds whole.
const MAX_KEPT: usize = 16;

/// For each length the bits that a text of that length has of a [`Key`].
static BITS: [[u64; 2]; MAX_KEPT + 1] = {
    let mut bits = [[0; 2]; MAX_KEPT + 1];
    let mut len = 1;
    while len < bits.len() {
        bits[len] = bits[len - 1];
        bits[len][(len - 1) / 8] = bits[len][(len - 1) / 8] << 8 | 0xff;
        len += 1;
    }
    bits
};

impl Key {
    /// The key of the first `len` of these bytes, none of which is zero.
    #[inline(always)]
    pub fn of_first(bytes: &[u8; MAX_KEPT], len: usize) -> Self {
        let (bytes, [head, tail]) = (u128::from_le_bytes(*bytes), BITS[len]);
        Self { head: bytes as u64 & head, tail: (bytes >> 64) as u64 & tail }
    }

    /// Whether it does not hold all of its text.
    #[inline(always)]
    fn is_long(self) -> bool {
        self.tail >= LONG
    }

    /// The first eight bytes of a short text, as a number.
    #[inline]
    pub fn head(self) -> u64 {
        self.head
    }

    /// The bytes of a text of up to 16, as a number.
    #[inline(always)]
    fn bytes(self) -> u128 {
        u128::from(self.head) | u128::from(self.tail) << 64
    }

    /// Whether this is the key of a text that has at most eight bytes, those of `word`, none of them zero.
    #[inline(always)]
    pub fn is(self, word: u64) -> bool {
        (self.head ^ word) | self.tail == 0
    }

    /// The key of `text`.
    #[inline]
    pub fn of(text: &[u8]) -> Self {
        let len = text.len();
        if len > MAX_KEPT || text.last() == Some(&0) {
            return Self::long(text);
        }
        if let (Some(&head), Some(&tail)) = (text.first_chunk(), text.last_chunk()) {
            let tail = if len > 8 { u64::from_le_bytes(tail) >> (8 * (MAX_KEPT - len)) } else { 0 };
            return Self { head: u64::from_le_bytes(head), tail };
        }
        if let (Some(&head), Some(&tail)) = (text.first_chunk(), text.last_chunk()) {
            let (head, tail) = (u32::from_le_bytes(head), u32::from_le_bytes(tail));
            return Self { head: u64::from(head) | u64::from(tail) << (8 * (len - 4)), tail: 0 };
        }
        Self { head: text.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)), tail: 0 }
    }

    fn long(text: &[u8]) -> Self {
        let mut hasher = FxHasher::default();
        hasher.write(text);
        Self { head: hasher.finish(), tail: LONG | text.len() as u64 }
    }

    /// A number whose lowest bits are of all bytes.
    #[inline(always)]
    fn hash(self) -> usize {
        let sum = self.head.wrapping_mul(MULTIPLIER).wrapping_add(self.tail.wrapping_mul(0xc2b2_ae3d_27d4_eb4f));
        sum.swap_bytes() as usize
    }
}

/// A place of the table of keys.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: Key,
    /// The symbol's number, counted over all files that used the table. One of an earlier file is
    /// nobody's, so that nothing has to be cleared.
    number: u32,
}

/// The slots of a new table.
const FIRST_SLOTS: usize = 2048;

/// The slots that a key may be in. Half of all are free: only texts that were chosen for it need more.
const MAX_PROBES: usize = 64;

/// Stands for the slot of a key that finds none free.
const CROWDED: usize = usize::MAX;

/// The symbols of the texts whose keys found no slot. The hash has a key that nobody can foresee.
type Crowded<'a> = HashMap<&'a [u8], Symbol>;

/// The symbol of each key.
#[derive(Debug)]
struct Table {
    /// A power of two; the slots after the one that a hash names are tried in turn, [`MAX_PROBES`] of them.
    slots: Vec<Slot>,
    /// The number of the first symbol of this file.
    base: u32,
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
    fn find(&self, key: Key, is_same: impl Fn(Symbol) -> bool) -> Result<Symbol, usize> {
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
    fn guess(&self, key: Key) -> (Symbol, bool) {
        match self.slots.get(key.hash() & (self.slots.len() - 1)) {
            Some(slot) => (Symbol(slot.number.wrapping_sub(self.base)), (slot.key == key) & (slot.number >= self.base)),
            None => (sym::EMPTY, false),
        }
    }

    /// The free slot for a key that is not there, or [`CROWDED`].
    fn free_slot(&self, key: Key) -> usize {
        let start = key.hash();
        let mut slots = (0..MAX_PROBES).map(|step| start.wrapping_add(step) & (self.slots.len() - 1));
        slots.find(|&at| self.slots[at].number < self.base).unwrap_or(CROWDED)
    }

    /// Whether there have to be more slots for so many symbols.
    #[inline]
    fn is_full(&self, symbols: usize) -> bool {
        symbols * 2 > self.slots.len()
    }

    /// Gives the key at a free slot to `symbol`.
    #[inline]
    fn insert(&mut self, at: usize, key: Key, symbol: Symbol) {
        self.slots[at] = Slot { key, number: self.base + symbol.0 };
    }

    /// Forgets the symbols below `len`, which are all. What a large file needed would be too much for the
    /// processor's caches where others are small.
    fn clear(&mut self, len: usize) {
        self.base += len as u32;
        self.slots.truncate(FIRST_SLOTS);
        if self.base > u32::MAX / 2 {
            self.slots.fill(Slot::default());
            self.base = 1;
        }
    }
}

/// Two underscores, as a number.
const UNDERSCORES: u16 = u16::from_le_bytes(*b"__");

/// What there is to know of a symbol.
#[derive(Clone, Copy, Debug)]
struct Entry<'a> {
    text: &'a [u8],
    /// A text of up to 16 bytes, zeros behind it.
    short: u128,
    /// Whether it is an identifier of the source.
    is_identifier: bool,
    /// Whether it begins with two underscores.
    may_be_private: bool,
}

/// The texts of one file, each once.
pub struct Interner<'a> {
    arena: &'a Bump,
    entries: Vec<Entry<'a>>,
    table: Table,
    crowded: Crowded<'a>,
    /// For texts that are put together.
    scratch: Vec<u8>,
}

/// The memory of an [`Interner`] that is done.
#[derive(Debug, Default)]
pub struct Buffers {
    entries: Vec<Entry<'static>>,
    table: Table,
    scratch: Vec<u8>,
}

impl Buffers {
    /// With room for so many texts.
    pub(crate) fn with_room(texts: usize) -> Self {
        Self { entries: Vec::with_capacity(texts), ..Self::default() }
    }
}

/// An empty vector in the memory of `items`, whose type differs in a lifetime only.
pub(crate) fn recycled<T, U>(mut items: Vec<T>) -> Vec<U> {
    items.clear();
    // The standard library collects in place where sizes are equal; elsewhere this would allocate.
    items.into_iter().map(|_| unreachable!("it is empty")).collect()
}

impl<'a> Interner<'a> {
    /// An interner that keeps its texts in `arena`.
    pub fn new(arena: &'a Bump) -> Self {
        Self::with_buffers(arena, Buffers::default())
    }

    /// As [`Self::new`], in the memory of another one.
    pub fn with_buffers(arena: &'a Bump, memory: Buffers) -> Self {
        let Buffers { entries, table, scratch } = memory;
        let mut interner = Self { arena, entries: recycled(entries), table, crowded: Crowded::default(), scratch };
        for (index, text) in WELL_KNOWN.iter().enumerate() {
            let key = Key::of(text.as_bytes());
            let symbol = interner.add(text.as_bytes(), key, interner.table.free_slot(key));
            debug_assert_eq!(symbol.0 as usize, index);
        }
        interner
    }

    /// Its memory, for the next one.
    pub fn into_buffers(self) -> Buffers {
        let Self { entries, mut table, scratch, .. } = self;
        table.clear(entries.len());
        Buffers { entries: recycled(entries), table, scratch }
    }

    /// What it holds now, for [`Self::rewind`].
    pub(crate) fn checkpoint(&self) -> Vec<bool> {
        self.entries.iter().map(|entry| entry.is_identifier).collect()
    }

    /// Forgets what came after a checkpoint.
    pub(crate) fn rewind(&mut self, to: &[bool]) {
        self.table.clear(self.entries.len());
        self.crowded.clear();
        self.entries.truncate(to.len());
        while self.table.is_full(to.len()) {
            self.table.slots.resize(self.table.slots.len() * 2, Slot::default());
        }
        for (index, (entry, &is_identifier)) in self.entries.iter_mut().zip(to).enumerate() {
            entry.is_identifier = is_identifier;
            Self::place(&mut self.table, &mut self.crowded, entry.text, Symbol(index as u32));
        }
    }

    /// The symbol of `text` (WTF-8).
    pub fn intern(&mut self, text: &[u8]) -> Symbol {
        let key = Key::of(text);
        match self.table.find(key, |symbol| self.bytes(symbol) == text) {
            Ok(symbol) => symbol,
            Err(slot) => match self.find_crowded(text, slot) {
                Some(symbol) => symbol,
                None => self.add(self.arena.alloc_slice_copy(text), key, slot),
            },
        }
    }

    /// The symbol of a text that is put together of these parts.
    pub(crate) fn intern_parts(&mut self, parts: &[&[u8]]) -> Symbol {
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        parts.iter().for_each(|part| text.extend_from_slice(part));
        let symbol = self.intern(&text);
        self.scratch = text;
        symbol
    }

    /// As [`Self::intern`], of a text that the arena has already.
    pub(crate) fn intern_kept(&mut self, text: &'a [u8]) -> Symbol {
        let key = Key::of(text);
        match self.table.find(key, |symbol| self.bytes(symbol) == text) {
            Ok(symbol) => symbol,
            Err(slot) => self.find_crowded(text, slot).unwrap_or_else(|| self.add(text, key, slot)),
        }
    }

    /// As [`Self::intern_kept`], of a name in a text: how short that is makes less of a difference.
    #[inline]
    pub(crate) fn intern_name(&mut self, whole: &'a [u8], part: Range<usize>) -> Symbol {
        let (Some(bytes), true) = (whole.get(part.start..).and_then(<[u8]>::first_chunk), part.len() <= MAX_KEPT)
        else {
            return self.intern_kept(&whole[part]);
        };
        let key = Key::of_first(bytes, part.len());
        match self.table.find(key, |_| false) {
            Ok(symbol) => symbol,
            Err(slot) => {
                let text = &whole[part];
                self.find_crowded(text, slot).unwrap_or_else(|| self.add(text, key, slot))
            }
        }
    }

    /// The symbol of the text that has this key and is short, if it is found at once, or else any; and whether
    /// it is.
    #[inline(always)]
    pub(crate) fn guess(&self, key: Key) -> (Symbol, bool) {
        self.table.guess(key)
    }

    /// The symbol of a text whose key found this `slot`, if it has one all the same.
    #[inline]
    fn find_crowded(&self, text: &[u8], slot: usize) -> Option<Symbol> {
        if slot == CROWDED { self.crowded.get(text).copied() } else { None }
    }

    /// Finds a slot for the text of `symbol`, or else adds it to those that have none.
    fn place(table: &mut Table, crowded: &mut Crowded<'a>, text: &'a [u8], symbol: Symbol) {
        let key = Key::of(text);
        match table.free_slot(key) {
            CROWDED => _ = crowded.insert(text, symbol),
            slot => table.insert(slot, key, symbol),
        }
    }

    /// Makes a table with twice as many slots, in which there may be some for those that had none.
    #[cold]
    fn grow(&mut self) {
        let slots = vec![Slot::default(); self.table.slots.len() * 2];
        let old = std::mem::replace(&mut self.table.slots, slots);
        let base = self.table.base;
        let (table, crowded) = (&mut self.table, &mut self.crowded);
        for slot in old.iter().filter(|slot| slot.number >= base) {
            match table.free_slot(slot.key) {
                CROWDED => {
                    let symbol = Symbol(slot.number - base);
                    crowded.insert(self.entries[symbol.0 as usize].text, symbol);
                }
                at => table.slots[at] = *slot,
            }
        }
        for (text, symbol) in std::mem::take(crowded) {
            Self::place(table, crowded, text, symbol);
        }
    }

    /// The symbol of a text that has none yet, whose key belongs in the free `slot`.
    #[inline]
    fn add(&mut self, text: &'a [u8], key: Key, slot: usize) -> Symbol {
        let symbol = Symbol(self.entries.len() as u32);
        let may_be_private = text.first_chunk().is_some_and(|&first| u16::from_le_bytes(first) == UNDERSCORES);
        self.entries.push(Entry { text, short: key.bytes(), is_identifier: false, may_be_private });
        if slot == CROWDED {
            self.crowded.insert(text, symbol);
        } else {
            self.table.insert(slot, key, symbol);
        }
        if self.table.is_full(self.entries.len()) {
            self.grow();
        }
        symbol
    }

    /// Whether there are classes in which the name is another one: what to ask first, of nearly all names not.
    #[inline]
    pub(crate) fn may_be_private(&self, symbol: Symbol) -> bool {
        self.entries[symbol.0 as usize].may_be_private
    }

    /// The symbol of an identifier of the source, which CPython's parser interns.
    pub fn intern_identifier(&mut self, text: &[u8]) -> Symbol {
        let symbol = self.intern(text);
        self.note_identifier(symbol);
        symbol
    }

    /// `symbol` is an identifier of the source. Answers what [`Self::may_be_private`] does.
    #[inline]
    pub(crate) fn note_identifier(&mut self, symbol: Symbol) -> bool {
        let entry = &mut self.entries[symbol.0 as usize];
        entry.is_identifier = true;
        entry.may_be_private
    }

    /// Whether the source has `symbol` as an identifier.
    pub fn is_identifier(&self, symbol: Symbol) -> bool {
        self.entries[symbol.0 as usize].is_identifier
    }

    /// The symbol of a `str`.
    pub fn intern_str(&mut self, text: &str) -> Symbol {
        self.intern(text.as_bytes())
    }

    /// The text of `symbol`, WTF-8.
    pub fn bytes(&self, symbol: Symbol) -> &'a [u8] {
        self.entries[symbol.0 as usize].text
    }

    /// The text of `symbol` if it has no more than 16 bytes: they, as a number, zeros behind them, and how many
    /// they are.
    #[inline(always)]
    pub(crate) fn short(&self, symbol: Symbol) -> Option<(u128, usize)> {
        let Entry { text, short, .. } = self.entries[symbol.0 as usize];
        if text.len() <= MAX_KEPT { Some((short, text.len())) } else { None }
    }

    /// The text of an identifier; lone surrogates, which identifiers cannot have, would be replaced.
    pub fn text(&self, symbol: Symbol) -> std::borrow::Cow<'a, str> {
        String::from_utf8_lossy(self.bytes(symbol))
    }

    /// How many symbols there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Never: the well-known symbols are always there.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The arena that holds the texts.
    pub fn arena(&self) -> &'a Bump {
        self.arena
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of all lengths that keys tell apart in different ways, and more than a new table has room for.
    fn texts() -> Vec<Vec<u8>> {
        let text = b"abcdefghijklmnopqrstuvwxyz";
        let lengths = (1..=text.len()).map(|len| text[..len].to_vec());
        let zeros = (1..=text.len()).map(|len| vec![0; len]);
        let changed = (0..17).map(|at| {
            let mut text = text[..17].to_vec();
            text[at] = b'-';
            text
        });
        let many = (0..5000).map(|number| format!("name_{number}").into_bytes());
        lengths.chain(zeros).chain(changed).chain(many).collect()
    }

    #[test]
    fn every_text_has_one_symbol() {
        let arena = Bump::new();
        let mut memory = Buffers::default();
        for _ in 0..3 {
            let mut names = Interner::with_buffers(&arena, memory);
            let first: Vec<Symbol> = texts().iter().map(|text| names.intern(text)).collect();
            let again: Vec<Symbol> = texts().iter().map(|text| names.intern(text)).collect();
            assert_eq!(first, again);
            assert_eq!(names.len(), WELL_KNOWN.len() + first.len());
            assert!(texts().iter().zip(&first).all(|(text, &symbol)| names.bytes(symbol) == text));
            assert_eq!(names.intern(b"__class__"), sym::CLASS);
            memory = names.into_buffers();
        }
    }

    /// Names of sixteen bytes whose keys have hashes that begin with the same three bytes.
    fn colliding() -> Vec<[u8; 16]> {
        let half = |number: u32, letter: u8| {
            let mut text = [letter; 8];
            (0..5).for_each(|at| text[at] = b'a' + (number >> (4 * at)) as u8 % 16);
            u64::from_le_bytes(text)
        };
        let mut tails: Vec<_> = (0..1 << 16)
            .map(|number| half(number, b'x'))
            .map(|tail| (Key { head: 0, tail }.hash().swap_bytes() as u64, tail))
            .collect();
        tails.sort_unstable();
        let mut names = Vec::new();
        for head in (0..1 << 16).map(|number| half(number, b'y')) {
            let wanted = 0u64.wrapping_sub(Key { head, tail: 0 }.hash().swap_bytes() as u64);
            let first = tails.partition_point(|&(hash, _)| hash < wanted);
            for &(_, tail) in tails[first..].iter().take_while(|(hash, _)| hash - wanted < 1 << 40) {
                let mut name = [0; 16];
                name[..8].copy_from_slice(&head.to_le_bytes());
                name[8..].copy_from_slice(&tail.to_le_bytes());
                names.push(name);
            }
        }
        names
    }

    #[test]
    fn texts_whose_keys_collide_have_symbols_of_their_own() {
        let texts = colliding();
        assert!(texts.len() > 3 * MAX_PROBES, "{}", texts.len());
        let arena = Bump::new();
        let mut names = Interner::new(&arena);
        let kept: Vec<Symbol> = texts[..100].iter().map(|text| names.intern(text)).collect();
        let checkpoint = names.checkpoint();
        let first: Vec<Symbol> = texts.iter().map(|text| names.intern(text)).collect();
        assert!(names.crowded.len() >= texts.len() - 2 * MAX_PROBES, "{}", names.crowded.len());
        // They are found after the table has grown, too.
        (0..5000).for_each(|number| _ = names.intern(format!("name_{number}").as_bytes()));
        let again: Vec<Symbol> = texts.iter().map(|text| names.intern_name(text, 0..16)).collect();
        assert_eq!(first, again);
        assert_eq!(names.len(), WELL_KNOWN.len() + texts.len() + 5000);
        assert!(texts.iter().zip(&first).all(|(text, &symbol)| names.bytes(symbol) == text));
        names.rewind(&checkpoint);
        let again: Vec<Symbol> = texts[..100].iter().map(|text| names.intern(text)).collect();
        assert_eq!(kept, again);
        assert_eq!(names.len(), WELL_KNOWN.len() + 100);
    }

    #[test]
    fn rewinding_forgets() {
        let arena = Bump::new();
        let mut names = Interner::new(&arena);
        let kept = names.intern_identifier(b"kept");
        let checkpoint = names.checkpoint();
        let forgotten = names.intern(b"forgotten");
        names.rewind(&checkpoint);
        assert_eq!(names.intern(b"other"), forgotten);
        assert_eq!(names.intern(b"kept"), kept);
        assert!(names.is_identifier(kept));
    }
}
