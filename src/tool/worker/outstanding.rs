//! The requests that are not answered yet: how many there may be, which are cancelled, which runs alone.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// The requests that there may be at once. Bazel sends eight to a worker unless it is told otherwise.
const MOST: usize = 1024;

/// The bytes that they may have together, beside one that is alone.
const ROOM: usize = 32 << 20;

/// The id of a request that runs alone (a worker that is not multiplexed sends no other).
const ALONE: i32 = 0;

/// The requests that are not answered yet.
#[derive(Debug, Default)]
pub(super) struct Outstanding {
    state: Mutex<State>,
    fewer: Condvar,
}

#[derive(Debug, Default)]
struct State {
    requests: HashMap<i32, Arc<AtomicBool>>,
    bytes: usize,
}

/// A request that was admitted.
#[derive(Debug)]
pub(super) struct Admitted {
    id: i32,
    bytes: usize,
    cancelled: Arc<AtomicBool>,
}

impl Admitted {
    /// Whether it was cancelled.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

impl Outstanding {
    /// Admits a request of so many bytes once there is room for it. None if another one has its id and is not answered
    /// yet.
    pub(super) fn admit(&self, id: i32, bytes: usize) -> Option<Admitted> {
        let mut state = self.lock();
        while !state.has_room(id, bytes) {
            state = self.fewer.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.requests.contains_key(&id) {
            return None;
        }
        let cancelled = Arc::<AtomicBool>::default();
        state.requests.insert(id, Arc::clone(&cancelled));
        state.bytes += bytes;
        Some(Admitted { id, bytes, cancelled })
    }

    /// Cancels a request, unless it has been answered already.
    pub(super) fn cancel(&self, id: i32) {
        if let Some(cancelled) = self.lock().requests.get(&id) {
            cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Forgets a request: it is to be answered now, and its id is free.
    pub(super) fn finish(&self, request: &Admitted) {
        let mut state = self.lock();
        state.requests.remove(&request.id);
        state.bytes -= request.bytes;
        drop(state);
        self.fewer.notify_all();
    }

    /// The state is consistent at any time, also after a panic.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn has_room(&self, id: i32, bytes: usize) -> bool {
        self.requests.is_empty()
            || id != ALONE
                && !self.requests.contains_key(&ALONE)
                && self.requests.len() < MOST
                && self.bytes + bytes <= ROOM
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_some() {
        let room = |requests: &[i32], bytes: usize, id: i32| {
            let requests = requests.iter().map(|&id| (id, Arc::default())).collect();
            State { requests, bytes }.has_room(id, 100)
        };
        let many: Vec<i32> = (1..=MOST as i32).collect();
        for (requests, bytes, id, expected) in [
            (&[][..], 0, 1, true),
            (&[], ROOM, 1, true),
            (&[1], ROOM - 100, 2, true),
            (&[1], ROOM - 99, 2, false),
            (&[1], 0, ALONE, false),
            (&[ALONE], 0, 1, false),
            (&many[1..], 0, -1, true),
            (&many, 0, -1, false),
        ] {
            assert_eq!(room(requests, bytes, id), expected, "{} requests, {bytes} bytes, {id}", requests.len());
        }
    }

    #[test]
    fn an_id_is_one_requests_until_that_is_answered() {
        let outstanding = Outstanding::default();
        let first = outstanding.admit(5, 10).expect("nothing else");
        assert!(outstanding.admit(5, 10).is_none());
        outstanding.cancel(6);
        assert!(!first.is_cancelled());
        outstanding.cancel(5);
        assert!(first.is_cancelled());
        outstanding.finish(&first);
        let second = outstanding.admit(5, 10).expect("the first is answered");
        assert!(!second.is_cancelled());
        outstanding.finish(&second);
        assert_eq!(outstanding.lock().bytes, 0);
    }
}
