//! The sources that a RECORD lists, in little more memory than their paths: anybody may have written millions of them.

/// Paths, looked up by bisection: no choice of them makes that slow.
#[derive(Debug, Default)]
pub(super) struct Sources {
    /// All paths, one behind the other.
    text: Vec<u8>,
    /// Where each starts and ends, in the order of the paths.
    places: Vec<(u32, u32)>,
}

impl Sources {
    /// Adds a path of a RECORD, which is not so long that its places had no room.
    pub(super) fn add(&mut self, path: &[u8]) {
        let start = self.text.len();
        if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(start + path.len())) {
            self.text.extend_from_slice(path);
            self.places.push((start, end));
        }
    }

    /// Ends with the last path.
    pub(super) fn sort(&mut self) {
        let Self { text, places } = self;
        places.sort_unstable_by_key(|&place| at(text, place));
        places.dedup_by_key(|place| at(text, *place));
        text.shrink_to_fit();
        places.shrink_to_fit();
    }

    /// Whether a path is among them.
    pub(super) fn contains(&self, path: &[u8]) -> bool {
        self.places.binary_search_by_key(&path, |&place| at(&self.text, place)).is_ok()
    }
}

fn at(text: &[u8], (start, end): (u32, u32)) -> &[u8] {
    text.get(start as usize..end as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_whatever_their_order_was() {
        let mut sources = Sources::default();
        for path in ["b/a.py", "a.py", "b.py", "a.py", "", "ab.py"] {
            sources.add(path.as_bytes());
        }
        sources.sort();
        for (path, expected) in
            [("a.py", true), ("b/a.py", true), ("ab.py", true), ("", true), ("a.p", false), ("c.py", false)]
        {
            assert_eq!(sources.contains(path.as_bytes()), expected, "{path}");
        }
        assert_eq!(sources.places.len(), 5);
    }
}
