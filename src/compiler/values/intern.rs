//! Identifiers and text as small integers.
//!
//! Every name and every string constant of a file is stored once; the stages after the front end
//! compare and carry [`Symbol`]s. Text is WTF-8: UTF-8 in which a lone surrogate may stand, since
//! Python's strings may contain them (and marshal writes them with `surrogatepass`).

mod key;
mod table;
mod well_known;

use bumpalo::Bump;
use key::MAX_KEPT;
pub(crate) use key::{Key, MULTIPLIER};
use std::collections::HashMap;
use std::ops::Range;
use table::{CROWDED, Slot, Table};
use well_known::WELL_KNOWN;
pub(crate) use well_known::sym;

/// An interned text of the file that is being compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(pub u32);

impl Symbol {
    /// Its place in the table.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The symbols of the texts whose keys found no slot. The hash has a key that nobody can foresee.
type Crowded<'a> = HashMap<&'a [u8], Symbol>;

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
    // Perf: the standard library collects in place where sizes are equal; a test sees to it.
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
            debug_assert_eq!(symbol.index(), index);
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
                    crowded.insert(self.entries[symbol.index()].text, symbol);
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
        self.entries[symbol.index()].may_be_private
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
        let entry = &mut self.entries[symbol.index()];
        entry.is_identifier = true;
        entry.may_be_private
    }

    /// Whether the source has `symbol` as an identifier.
    pub fn is_identifier(&self, symbol: Symbol) -> bool {
        self.entries[symbol.index()].is_identifier
    }

    /// The symbol of a `str`.
    pub fn intern_str(&mut self, text: &str) -> Symbol {
        self.intern(text.as_bytes())
    }

    /// The text of `symbol`, WTF-8.
    pub fn bytes(&self, symbol: Symbol) -> &'a [u8] {
        self.entries[symbol.index()].text
    }

    /// The text of `symbol` if it has no more than 16 bytes: they, as a number, zeros behind them, and how many
    /// they are.
    #[inline(always)]
    pub(crate) fn short(&self, symbol: Symbol) -> Option<(u128, usize)> {
        let Entry { text, short, .. } = self.entries[symbol.index()];
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
    use super::table::MAX_PROBES;
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
    fn recycled_vectors_keep_their_memory() {
        let text = String::from("text");
        let items: Vec<&str> = vec![&text; 100];
        let (memory, capacity) = (items.as_ptr().addr(), items.capacity());
        let empty: Vec<&'static str> = recycled(items);
        assert_eq!((empty.as_ptr().addr(), empty.capacity(), empty.len()), (memory, capacity, 0));
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
