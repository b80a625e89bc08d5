//! Small numbers (of symbols, of constants) to where each is in a list, without hashing.

/// For each number where it is in some list, if it is. Emptying it takes no time: an entry counts only in the
/// generation that made it.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    entries: Vec<Place>,
    generation: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    generation: u32,
    index: u32,
}

impl Default for Places {
    fn default() -> Self {
        // No entry is of this generation that nobody made.
        Self { entries: Vec::new(), generation: 1 }
    }
}

impl Places {
    /// Forgets everything but the memory.
    pub(crate) fn clear(&mut self) {
        self.generation = self.generation.wrapping_add(1);
        if self.generation == 0 {
            *self = Self::default();
        }
    }

    /// Where `number` is.
    #[inline]
    pub(crate) fn get(&self, number: u32) -> Option<u32> {
        match self.entries.get(number as usize) {
            Some(place) if place.generation == self.generation => Some(place.index),
            _ => None,
        }
    }

    /// Notes that `number` is at `index`.
    #[inline]
    pub(crate) fn set(&mut self, number: u32, index: u32) {
        let place = Place { generation: self.generation, index };
        match self.entries.get_mut(number as usize) {
            Some(entry) => *entry = place,
            None => self.set_new(number as usize, place),
        }
    }

    #[cold]
    fn set_new(&mut self, number: usize, place: Place) {
        self.entries.resize((number + 1).next_power_of_two(), Place::default());
        self.entries[number] = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_is_there_until_all_is_forgotten() {
        let mut places = Places::default();
        assert_eq!(places.get(7), None);
        places.set(7, 3);
        assert_eq!((places.get(6), places.get(7), places.get(1000)), (None, Some(3), None));
        places.clear();
        assert_eq!(places.get(7), None);
        places.generation = u32::MAX;
        places.set(7, 5);
        places.clear();
        assert_eq!(places.get(7), None);
    }
}
