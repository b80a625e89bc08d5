//! Small numbers (of symbols, of constants) to where each is in a list, without hashing.

/// For each number where it is in some list, or something else about it, if there is anything. Emptying it takes no
/// time: an entry counts only in the generation that made it.
#[derive(Clone, Debug)]
pub(crate) struct Places<T = u32> {
    entries: Vec<Place<T>>,
    generation: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place<T> {
    generation: u32,
    value: T,
}

/// How many entries are added at a time.
const STEP: usize = 256;

impl<T> Default for Places<T> {
    fn default() -> Self {
        // No entry is of this generation that nobody made.
        Self { entries: Vec::new(), generation: 1 }
    }
}

impl<T: Copy + Default> Places<T> {
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

    /// Where `number` is.
    #[inline]
    pub(crate) fn get(&self, number: u32) -> Option<T> {
        match self.entries.get(number as usize) {
            Some(place) if place.generation == self.generation => Some(place.value),
            _ => None,
        }
    }

    /// Where `number` is, to be changed.
    #[inline]
    pub(crate) fn get_mut(&mut self, number: u32) -> Option<&mut T> {
        let place = self.entries.get_mut(number as usize)?;
        if place.generation == self.generation { Some(&mut place.value) } else { None }
    }

    /// Where `number` is; if it is nowhere, it is at `value` from now on.
    #[inline]
    pub(crate) fn get_or_set(&mut self, number: u32, value: T) -> Option<&mut T> {
        if number as usize >= self.entries.len() {
            self.set_new(number, value);
            return None;
        }
        let place = &mut self.entries[number as usize];
        if place.generation == self.generation {
            return Some(&mut place.value);
        }
        *place = Place { generation: self.generation, value };
        None
    }

    /// Notes that `number` is at `value`.
    #[inline]
    pub(crate) fn set(&mut self, number: u32, value: T) {
        match self.entries.get_mut(number as usize) {
            Some(place) => *place = Place { generation: self.generation, value },
            None => self.set_new(number, value),
        }
    }

    #[cold]
    fn set_new(&mut self, number: u32, value: T) {
        let number = number as usize;
        // The vector doubles what it has room for; what is not used yet is not written to.
        self.entries.resize((number + 1).next_multiple_of(STEP), Place::default());
        self.entries[number] = Place { generation: self.generation, value };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_is_there_until_all_is_forgotten() {
        let mut places = Places::default();
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
