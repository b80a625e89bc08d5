//! Tables from small numbers (of symbols, of constants) to values, without hashing, that are emptied in no time.

/// A map from small numbers. Emptying it takes no time: an entry counts only in the generation that made it.
#[derive(Clone, Debug)]
pub(crate) struct EpochMap<T = u32> {
    entries: Vec<Entry<T>>,
    generation: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Entry<T> {
    generation: u32,
    value: T,
}

/// How many entries are added at a time.
const STEP: usize = 256;

impl<T> Default for EpochMap<T> {
    fn default() -> Self {
        // No entry is of this generation that nobody made.
        Self { entries: Vec::new(), generation: 1 }
    }
}

impl<T: Copy + Default> EpochMap<T> {
    /// With room for so many numbers.
    pub(crate) fn with_room(numbers: usize) -> Self {
        Self { entries: Vec::with_capacity(numbers), ..Self::default() }
    }

    /// Forgets everything but the memory.
    pub(crate) fn clear(&mut self) {
        self.generation = self.generation.wrapping_add(1);
        if self.generation == 0 {
            *self = Self::default();
        }
    }

    /// Returns the value of `number`.
    #[inline]
    pub(crate) fn get(&self, number: u32) -> Option<T> {
        match self.entries.get(number as usize) {
            Some(entry) if entry.generation == self.generation => Some(entry.value),
            _ => None,
        }
    }

    /// Returns the value of `number`, to be changed.
    #[inline]
    pub(crate) fn get_mut(&mut self, number: u32) -> Option<&mut T> {
        let entry = self.entries.get_mut(number as usize)?;
        if entry.generation == self.generation { Some(&mut entry.value) } else { None }
    }

    /// Returns the value of `number`; if it has none, it has `value` from now on.
    #[inline]
    pub(crate) fn get_or_set(&mut self, number: u32, value: T) -> Option<&mut T> {
        if number as usize >= self.entries.len() {
            self.set_new(number, value);
            return None;
        }
        let entry = &mut self.entries[number as usize];
        if entry.generation == self.generation {
            return Some(&mut entry.value);
        }
        *entry = Entry { generation: self.generation, value };
        None
    }

    /// Notes that `number` is at `value`.
    #[inline]
    pub(crate) fn set(&mut self, number: u32, value: T) {
        match self.entries.get_mut(number as usize) {
            Some(entry) => *entry = Entry { generation: self.generation, value },
            None => self.set_new(number, value),
        }
    }

    #[cold]
    fn set_new(&mut self, number: u32, value: T) {
        let number = number as usize;
        // The vector doubles what it has room for; what is not used yet is not written to.
        self.entries.resize((number + 1).next_multiple_of(STEP), Entry::default());
        self.entries[number] = Entry { generation: self.generation, value };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_is_there_until_all_is_forgotten() {
        let mut places = EpochMap::default();
        assert_eq!(places.get(7), None);
        assert_eq!(places.get_or_set(7, 3), None);
        assert_eq!(places.get_or_set(7, 4), Some(&mut 3));
        assert_eq!((places.get(6), places.get(7), places.get(1000)), (None, Some(3), None));
        places.clear();
        assert_eq!(places.get(7), None);
        places.generation = u32::MAX;
        places.set(7, 5);
        places.clear();
        assert_eq!(places.get(7), None);
    }
}
