//! Names that an inner scope uses in another way while it is emitted into the unit around it.

use crate::compiler::values::epoch_map::EpochMap;
use crate::compiler::values::intern::Symbol;

/// A stack of items that have names, of which the last of a name is found without a search.
#[derive(Debug)]
pub(super) struct Shadows<T> {
    items: Vec<Shadow<T>>,
    /// The number of the last item of each name, counted from 1, or 0.
    last: EpochMap,
}

#[derive(Debug)]
struct Shadow<T> {
    name: Symbol,
    item: T,
    /// The number of the one of this name that it hides.
    hidden: u32,
}

impl<T> Default for Shadows<T> {
    fn default() -> Self {
        Self { items: Vec::new(), last: EpochMap::default() }
    }
}

impl<T> Shadows<T> {
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub(super) fn push(&mut self, name: Symbol, item: T) {
        let hidden = self.last.get(name.0).unwrap_or_default();
        self.items.push(Shadow { name, item, hidden });
        self.last.set(name.0, self.items.len() as u32);
    }

    /// The last item of this name.
    pub(super) fn get(&self, name: Symbol) -> Option<&T> {
        let number = self.last.get(name.0)?.checked_sub(1)?;
        self.items.get(number as usize).map(|shadow| &shadow.item)
    }

    /// Keeps the first `len` items.
    pub(super) fn truncate(&mut self, len: usize) {
        for shadow in self.items.drain(len..).rev() {
            self.last.set(shadow.name.0, shadow.hidden);
        }
    }

    /// Forgets everything but the memory.
    pub(super) fn clear(&mut self) {
        self.items.clear();
        self.last.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_a_name_is_found_until_it_is_gone() {
        let (a, b) = (Symbol(3), Symbol(300));
        let mut shadows = Shadows::default();
        shadows.push(a, 1);
        shadows.push(b, 2);
        shadows.push(a, 3);
        shadows.push(a, 4);
        assert_eq!((shadows.get(a), shadows.get(b), shadows.get(Symbol(4))), (Some(&4), Some(&2), None));
        shadows.truncate(2);
        assert_eq!((shadows.get(a), shadows.get(b), shadows.len()), (Some(&1), Some(&2), 2));
        shadows.truncate(1);
        assert_eq!((shadows.get(a), shadows.get(b)), (Some(&1), None));
        shadows.clear();
        assert_eq!((shadows.get(a), shadows.is_empty()), (None, true));
    }
}
