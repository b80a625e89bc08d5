//! The threads that compile: as many as are wanted, or fewer where the system has no more to give.

use std::fs;
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};
use rustix::process::{Resource, getrlimit};

use crate::recursion::Stack;

/// The address space that a worker takes beside its stack: half of it for the arena, the tables, and what the allocator
/// asks for at a time; the other half glibc's own allocator keeps for each thread, whoever calls it.
const MEMORY: u64 = 128 << 20;

/// What is left to all of them together, as both allocators ask for more than they keep.
const RESERVE: u64 = 128 << 20;

/// More workers than this are not started, whatever is asked for: no machine keeps them busy.
const MOST: usize = 512;

/// A limit of address space below which it is asked for bit by bit.
const SCARCE: u64 = 4 << 30;

/// Starts `wanted` workers (0: one for each core that this process may use), or half as many until there are
/// resources for them. None if there are none for a single one: then the calling thread works alone.
pub(super) fn start(wanted: usize) -> Option<ThreadPool> {
    let wanted = match wanted {
        0 => thread::available_parallelism().map_or(1, usize::from),
        wanted => wanted,
    };
    let mut count = wanted.min(MOST).min(affordable().unwrap_or(MOST));
    while count > 0 {
        let pool = ThreadPoolBuilder::new().num_threads(count).stack_size(Stack::Shallow.size()).build();
        if let Ok(pool) = pool {
            return Some(pool);
        }
        count /= 2;
    }
    None
}

/// How many workers there is address space for, if that is limited (`ulimit -v`).
fn affordable() -> Option<usize> {
    let limit = getrlimit(Resource::As).current?;
    let each = MEMORY + Stack::Shallow.size() as u64;
    usize::try_from(limit.saturating_sub(taken() + RESERVE) / each).ok()
}

/// Whether address space is limited to what not every worker can take as it likes.
pub(super) fn is_scarce() -> bool {
    getrlimit(Resource::As).current.is_some_and(|limit| limit < SCARCE)
}

/// The address space that this process has taken.
fn taken() -> u64 {
    let pages = fs::read_to_string("/proc/self/statm").ok().and_then(|sizes| sizes.split(' ').next()?.parse().ok());
    pages.unwrap_or(0_u64).saturating_mul(rustix::param::page_size() as u64)
}
