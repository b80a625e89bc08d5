//! The threads that compile: as many as are wanted, or fewer where the system has no more to give.

use std::fs;
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};
use rustix::process::{Resource, getrlimit};

use super::place;
use crate::compiler::values::recursion::Stack;

/// The address space that a worker takes beside its stack: half of it for the arena, the tables, and what the allocator
/// asks for at a time; the other half glibc's own allocator keeps for each thread, whoever calls it.
const MEMORY: u64 = 128 << 20;

/// The memory left to all of them together, as both allocators ask for more than they keep.
const RESERVE: u64 = 128 << 20;

/// More workers than this are not started, whatever is asked for: no machine keeps them busy.
const MOST: usize = 512;

/// The open files that a worker may need at once: two directories that others have closed, and those that it goes through
/// to a third, or a source or a .pyc.
const FILES: u64 = 5;

/// The open files of the process beside those of its workers: the standard streams, the root and the levels of the walk.
const FILES_OF_ALL: u64 = 16;

/// A limit of memory below which it is asked for bit by bit.
const SCARCE: u64 = 4 << 30;

/// Starts `wanted` workers (0: one for each core that this process may use), or half as many until there are
/// resources for them. None if there are none for a single one: then the calling thread works alone.
pub(crate) fn start(wanted: usize) -> Option<ThreadPool> {
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

/// The limits of memory: of the address space (`ulimit -v`), and of that part of it which can be written to (`ulimit -d`).
/// With each goes the place in `/proc/self/statm` of what the process has taken.
const LIMITS: [(Resource, usize); 2] = [(Resource::As, 0), (Resource::Data, 5)];

/// The number of workers that there are memory and open files for, if these are limited.
fn affordable() -> Option<usize> {
    let each = MEMORY + Stack::Shallow.size() as u64;
    let by_memory = LIMITS.into_iter().filter_map(|(resource, place)| {
        let limit = getrlimit(resource).current?;
        Some(limit.saturating_sub(taken(place) + RESERVE) / each)
    });
    let by_files = getrlimit(Resource::Nofile).current.map(|limit| {
        let kept = FILES_OF_ALL + place::most_open(limit) as u64 * 2;
        limit.saturating_sub(kept) / FILES
    });
    usize::try_from(by_memory.chain(by_files).min()?).ok()
}

/// Whether memory is limited to what not every worker can take as it likes.
pub(super) fn is_scarce() -> bool {
    LIMITS.into_iter().any(|(resource, _)| getrlimit(resource).current.is_some_and(|limit| limit < SCARCE))
}

/// The memory that this process has taken.
fn taken(place: usize) -> u64 {
    let sizes = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = sizes.split_ascii_whitespace().nth(place).and_then(|pages| pages.parse().ok());
    pages.unwrap_or(0_u64).saturating_mul(rustix::param::page_size() as u64)
}
