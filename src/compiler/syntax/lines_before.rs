//! Lines of a text up to places that come one after the other.

/// Counts newlines once for all places of a text: from each place to the next.
pub(super) struct LinesBefore {
    /// The offset up to which they are counted.
    to: usize,
    count: i32,
    /// The offset of the last of them.
    last: Option<usize>,
}

impl LinesBefore {
    /// Counts from `start` on.
    pub(super) fn new(start: usize) -> Self {
        Self { to: start, count: 0, last: None }
    }

    /// Goes on to `to`, which is not before the last place.
    pub(super) fn count_to(&mut self, text: &[u8], to: usize) {
        for at in memchr::memchr_iter(b'\n', text.get(self.to..to).unwrap_or_default()) {
            self.count += 1;
            self.last = Some(self.to + at);
        }
        self.to = to;
    }

    /// How many there are.
    pub(super) fn count(&self) -> i32 {
        self.count
    }

    /// The offset of the last one.
    pub(super) fn last_newline(&self) -> Option<usize> {
        self.last
    }
}
