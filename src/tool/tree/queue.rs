//! The queue of work, the most urgent first.
//!
//! Looking whether files are up to date comes before compiling any, so that the walk's files are known
//! well ahead and a large one starts early instead of being left alone at the end. Other files are
//! compiled in the order of the walk, so that their lines can be shown as they come.
//!
//! One worker compiles the large ones, until there is nothing else for the others: the memory that a large file needs
//! is then new to the system once, and not once a worker.

use std::collections::{BinaryHeap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use super::place::Root;
use super::stale::SourceMeta;
use super::targets::TreeTargets;
use super::verify::FoundPyc;

/// A source that large (in bytes) is worth starting early.
const LARGE: u64 = 128 << 10;

/// A file of the walk.
pub(super) struct Job {
    /// Its place in the walk.
    pub number: u64,
    pub path: PathBuf,
    /// The path of the run that it was found by.
    pub root: Arc<Root>,
    /// The releases that it is compiled for.
    pub tree: Arc<TreeTargets>,
    /// Its .pyc files that are to be verified.
    pub pycs: Box<[FoundPyc]>,
}

/// A file that must be compiled.
pub(super) struct Stale {
    pub job: Job,
    pub pycs: Vec<PathBuf>,
    /// The versions that it is up to date for.
    pub fresh: Vec<bool>,
    pub meta: SourceMeta,
}

/// A piece of work.
pub(super) enum Work {
    /// To look which of these are up to date.
    Check(Vec<Job>),
    Compile(Stale),
}

/// The pieces that wait.
#[derive(Default)]
pub(super) struct Queue {
    checks: VecDeque<Vec<Job>>,
    large: BinaryHeap<BySize>,
    small: VecDeque<Stale>,
    /// The worker that compiles the large ones.
    for_large: Option<usize>,
}

impl Queue {
    pub(super) fn push(&mut self, work: Work) {
        match work {
            Work::Check(jobs) => self.checks.push_back(jobs),
            Work::Compile(stale) if stale.meta.size >= LARGE => self.large.push(BySize(stale)),
            Work::Compile(stale) => self.small.push_back(stale),
        }
    }

    /// The most urgent piece for the worker of this number.
    pub(super) fn pop(&mut self, worker: usize) -> Option<Work> {
        if let Some(jobs) = self.checks.pop_front() {
            return Some(Work::Check(jobs));
        }
        if *self.for_large.get_or_insert(worker) == worker {
            self.pop_large().or_else(|| self.small.pop_front())
        } else {
            self.small.pop_front().or_else(|| self.pop_large())
        }
        .map(Work::Compile)
    }

    fn pop_large(&mut self) -> Option<Stale> {
        self.large.pop().map(|BySize(stale)| stale)
    }
}

/// Orders by size, then by place in the walk.
struct BySize(Stale);

impl BySize {
    fn key(&self) -> (u64, std::cmp::Reverse<u64>) {
        (self.0.meta.size, std::cmp::Reverse(self.0.job.number))
    }
}

impl Ord for BySize {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for BySize {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for BySize {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for BySize {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn one_worker_compiles_the_large_ones_while_there_are_small_ones() {
        let root = Arc::new(Root::alone(Path::new(""), None, false));
        let tree = Arc::new(TreeTargets { targets: Vec::new(), origin: String::new(), remark: None });
        let mut queue = Queue::default();
        for (number, size) in [(0, 1), (1, LARGE), (2, 2), (3, LARGE + 1), (4, LARGE), (5, LARGE)] {
            let (root, tree) = (Arc::clone(&root), Arc::clone(&tree));
            let job = Job { number, path: PathBuf::new(), root, tree, pycs: Box::default() };
            let meta = SourceMeta { size, ..SourceMeta::UNKNOWN };
            queue.push(Work::Compile(Stale { job, pycs: Vec::new(), fresh: Vec::new(), meta }));
        }
        let mut number = |worker| match queue.pop(worker) {
            Some(Work::Compile(stale)) => Some(stale.job.number),
            _ => None,
        };
        let given = [7, 2, 7, 2, 2, 7, 7].map(&mut number);
        assert_eq!(given, [Some(3), Some(0), Some(1), Some(2), Some(4), Some(5), None]);
    }
}
