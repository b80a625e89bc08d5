//! Which of two equal objects the parts of a file share, as CPython's constant cache decides (`c_const_cache`).
//!
//! What counts is the order in which CPython's compiler meets constants. Codegen says here how it meets each. Marshal asks
//! what came of it: an object that is shared is written once, and its reference bit is set.
//!
//! - The first object that is met stands for all that equal it (`merge_const_one`).
//! - Identifiers are interned. A text that is met as an identifier first is the interned object; one that is met as a
//!   value first is another, unless it consists of name characters.
//! - Texts of one character and bytes objects of one byte or none are objects of the process. A file can have an object of
//!   its own that equals one of them, made by decoding or folding, if that is met first.

use super::{ConstId, ConstTable, Constant};
use crate::compiler::values::intern::{Interner, Symbol};

/// What the constant cache of CPython's compiler (`c_const_cache`) holds for a value. It matters only
/// for texts and tuples of texts, of which two equal objects can exist: the interned one, which
/// identifiers are, and another one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cached {
    /// There is an object.
    pub(super) present: bool,
    /// A text: it is the interned object. A tuple of texts: its items are.
    pub(super) interned: bool,
    /// A text: it is the `co_qualname` of a code object still to be assembled.
    pub(super) qualname: bool,
    /// A text of one character, or a bytes object of one byte or none: it is not the object that the process has for it.
    pub(super) unshared: bool,
}

impl ConstTable<'_> {
    #[inline]
    pub(super) fn cached_mut(&mut self, id: ConstId) -> &mut Cached {
        &mut self.cached[id.index()]
    }

    /// Codegen uses a value from the source (`merge_consts_recursive`); gives what it shares.
    #[inline]
    pub fn merge(&mut self, id: ConstId) -> ConstId {
        let cached = self.cached_mut(id);
        if cached.present && !cached.unshared { id } else { self.merge_new(id) }
    }

    fn merge_new(&mut self, id: ConstId) -> ConstId {
        match self.get(id) {
            Constant::Tuple(items) | Constant::FrozenSet(items) => return self.merge_items(id, items),
            Constant::Str(text) if self.find_str(text) != Some(id) => {
                let shared = self.str(text);
                return self.merge_unshared(shared);
            }
            Constant::Bytes(value) if value.len() == 1 => {
                let shared = self.bytes(value);
                if shared != id {
                    return self.merge_unshared(shared);
                }
            }
            _ if id == Self::OWN_EMPTY_BYTES => return self.merge_unshared(Self::EMPTY_BYTES),
            _ => {}
        }
        self.cached_mut(id).present = true;
        id
    }

    #[inline(never)] // Perf: rare; `merge` needs fewer registers without it
    fn merge_items(&mut self, id: ConstId, items: &[ConstId]) -> ConstId {
        let mut is_other = false;
        for &item in items {
            is_other |= self.merge(item) != item;
        }
        let mut merged = id;
        if is_other {
            let items: Vec<ConstId> = items.iter().map(|&item| self.merge(item)).collect();
            let is_tuple = matches!(self.get(id), Constant::Tuple(_));
            merged = if is_tuple { self.tuple(&items) } else { self.frozen_set(&items) };
        }
        self.cached_mut(merged).present = true;
        merged
    }

    /// An object that only equals the one that the process has for `shared`; gives the constant that stands for it.
    #[inline(never)] // Perf: as rare as `merge_items`
    fn merge_unshared(&mut self, shared: ConstId) -> ConstId {
        let cached = self.cached_mut(shared);
        cached.unshared |= !cached.present;
        cached.present = true;
        shared
    }

    /// Codegen uses an identifier as a value: a class's name, a keyword in a dict.
    pub fn merge_name(&mut self, id: ConstId) {
        let cached = self.cached_mut(id);
        cached.interned |= !cached.present;
        cached.present = true;
    }

    /// Codegen uses a tuple of identifiers as a value: the keywords of a call, what is imported.
    pub fn merge_names(&mut self, id: ConstId) {
        if std::mem::replace(&mut self.cached_mut(id).present, true) {
            return;
        }
        if let Constant::Tuple(items) = self.get(id) {
            items.iter().for_each(|&item| self.merge_name(item));
        }
    }

    /// Codegen uses the qualified name of the unit that it is in as a value.
    pub fn merge_qualname(&mut self, id: ConstId) {
        let cached = self.cached_mut(id);
        cached.qualname |= !cached.present;
        cached.present = true;
    }

    /// A tuple of values already met, or a table of a code object (`merge_const_one`).
    pub fn merge_one(&mut self, id: ConstId) {
        self.cached_mut(id).present = true;
    }

    /// `co_names` or `co_localsplusnames`: merged, then its items interned in place. `names` has the texts.
    pub fn merge_interned_names(&mut self, id: ConstId, names: &Interner<'_>) {
        let cached = self.cached_mut(id);
        let is_value = std::mem::replace(&mut cached.present, true);
        let was_interned = std::mem::replace(&mut cached.interned, true);
        if is_value && !was_interned {
            self.intern_items(id, names);
        }
    }

    /// Interns the items of a tuple that codegen has used as a value before (names of keyword-only parameters with
    /// defaults). The objects of that value, mangled names, are the interned ones if nobody has interned such a text
    /// before.
    #[cold]
    fn intern_items(&mut self, id: ConstId, names: &Interner<'_>) {
        let Constant::Tuple(items) = self.get(id) else { return };
        for &item in items {
            let Constant::Str(text) = self.get(item) else { continue };
            // Others are interned by their characters.
            if names.bytes(text).is_ascii() || names.is_identifier(text) {
                continue;
            }
            let is_elsewhere = |(other, value): (usize, &Constant<'_>)| {
                let interned = self.cached[other].interned && other != id.index();
                interned && matches!(value, Constant::Tuple(others) if others.contains(&item))
            };
            if !self.values.iter().enumerate().any(is_elsewhere) {
                self.cached_mut(item).interned = true;
            }
        }
    }

    /// A code object with this `co_qualname`, which is interned, is made; whether it is the first.
    pub fn intern_qualname(&mut self, text: Symbol) -> bool {
        let index = text.index();
        if index >= self.qualnames.len() {
            self.qualnames.resize((index + 1).next_power_of_two(), false);
        }
        !std::mem::replace(&mut self.qualnames[index], true)
    }

    /// Whether the object of a text is the `co_qualname` of the code object that is now being made.
    pub fn take_qualname(&mut self, text: Symbol) -> bool {
        self.find_str(text).is_some_and(|id| std::mem::take(&mut self.cached_mut(id).qualname))
    }

    /// The object of a text that is a constant is interned.
    pub fn intern_text(&mut self, text: Symbol) {
        if let Some(id) = self.find_str(text) {
            self.cached_mut(id).interned = true;
        }
    }

    /// Whether the object of a text, or the items of a tuple, are interned other than by their
    /// characters.
    #[inline]
    pub fn is_interned(&self, id: ConstId) -> bool {
        self.cached[id.index()].interned
    }

    /// Whether the empty bytes are an object of the file's own.
    pub fn owns_empty_bytes(&self) -> bool {
        self.is_unshared(Self::EMPTY_BYTES)
    }

    /// Whether a text of one character, or a bytes object of one byte or none, is an object of the file's own.
    #[inline]
    pub fn is_unshared(&self, id: ConstId) -> bool {
        self.cached[id.index()].unshared
    }
}
