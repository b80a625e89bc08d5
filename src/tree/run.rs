//! The run: a walk that feeds a pool of workers.

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rayon::Scope;

use super::file;
use super::order::{Event, InOrder, Sink};
use super::overlap::Overlap;
use super::place::{Ground, Root};
use super::queue::{Job, Queue, Work};
use super::walk::{self, Found};
use crate::config::{Config, Roots};
use crate::recursion;

/// How many files are looked at in one piece of work.
const BATCH: usize = 64;

/// How many files may be ahead of the one that is told next.
const WINDOW: u64 = 8192;

/// How often progress is shown while the run waits.
const TICK: Duration = Duration::from_millis(50);

/// What came of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were compiled.
    pub compiled: u64,
    /// Files whose .pyc files were up to date.
    pub fresh: u64,
    /// Files that were not compiled, each told with its reason.
    pub failed: u64,
    /// Files that a run which writes would compile: of one that only looks.
    pub stale: u64,
    /// Directories that could not be listed.
    pub unlisted: u64,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
}

impl Summary {
    /// Whether nothing failed or is left to do. What can't be listed does not count.
    pub fn is_success(&self) -> bool {
        self.failed == 0 && self.stale == 0 && !self.interrupted
    }
}

/// A request to stop, which files that are being written are finished before.
pub type Interrupt = AtomicBool;

/// Compiles `roots`, files and directories, in their order.
///
/// # Errors
/// When `sink` fails or no worker can be started.
pub fn run(config: &Config, roots: &[PathBuf], sink: &mut dyn Sink, interrupt: &Interrupt) -> io::Result<Summary> {
    file::remember_panics();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(config.workers)
        .stack_size(recursion::STACK)
        .build()
        .map_err(io::Error::other)?;
    let run = Run {
        config,
        ground: Arc::new(Ground::new(config, roots)),
        interrupt,
        queue: Mutex::default(),
        order: Mutex::new(InOrder::new(sink)),
        told: Condvar::new(),
        wanted: AtomicU64::new(0),
        found: AtomicU64::new(0),
    };
    let interrupted = pool.in_place_scope(|scope| {
        let walked = Walker { run: &run, scope, number: 0, batch: Vec::new() }.walk_all(roots);
        run.finish_after(walked)
    });
    run.ground.written.sync()?;
    file::forget_places();
    let order = run.order.into_inner().unwrap_or_else(PoisonError::into_inner);
    order.finish().map(|summary| Summary { interrupted, ..summary })
}

struct Run<'r> {
    config: &'r Config,
    ground: Arc<Ground>,
    interrupt: &'r Interrupt,
    queue: Mutex<Queue>,
    order: Mutex<InOrder<'r>>,
    /// Signalled when as many events have been told as are wanted.
    told: Condvar,
    /// How many the walk waits for; changed with `order` locked.
    wanted: AtomicU64,
    /// Files that the walk has found.
    found: AtomicU64,
}

impl<'r> Run<'r> {
    /// Adds a piece of work, and a turn of the pool that does the most urgent piece then.
    fn add<'s>(&'s self, scope: &Scope<'s>, work: Work) {
        lock(&self.queue).push(work);
        scope.spawn(|scope| self.turn(scope));
    }

    fn turn<'s>(&'s self, scope: &Scope<'s>) {
        let work = lock(&self.queue).pop(rayon::current_thread_index().unwrap_or_default());
        if self.is_stopped() {
            return;
        }
        match work {
            Some(Work::Check(jobs)) => self.check(scope, jobs),
            Some(Work::Compile(stale)) => {
                let number = stale.job.number;
                let event = file::compile(self.config, stale);
                self.tell([(number, event)]);
            }
            None => {}
        }
    }

    fn check<'s>(&'s self, scope: &Scope<'s>, jobs: Vec<Job>) {
        let mut known = Vec::with_capacity(jobs.len());
        for job in jobs {
            match file::check(self.config, job) {
                Ok(stale) => self.add(scope, Work::Compile(stale)),
                Err(event) => known.push(event),
            }
        }
        self.tell(known);
    }

    fn tell(&self, events: impl IntoIterator<Item = (u64, Event)>) {
        let mut order = lock(&self.order);
        let before = order.told();
        for (number, event) in events {
            order.put(number, event);
        }
        if order.told() > before || order.is_broken() {
            order.show_progress(self.found.load(Ordering::Relaxed), false);
            // Only the walk waits, and seldom for each file.
            if order.told() >= self.wanted.load(Ordering::Relaxed) || order.is_broken() {
                drop(order);
                self.told.notify_all();
            }
        }
    }

    /// Waits until fewer than `room` of `numbered` events are untold. False if the run is stopped.
    fn wait(&self, numbered: u64, room: u64, walked: bool) -> bool {
        let mut order = lock(&self.order);
        self.wanted.store((numbered + 1).saturating_sub(room), Ordering::Relaxed);
        while numbered - order.told() >= room {
            if order.is_broken() || self.interrupt.load(Ordering::Relaxed) {
                self.interrupt.store(true, Ordering::Relaxed);
                return false;
            }
            order.show_progress(self.found.load(Ordering::Relaxed), walked);
            order = self.told.wait_timeout(order, TICK).unwrap_or_else(PoisonError::into_inner).0;
        }
        !self.is_stopped()
    }

    /// Waits for the end, given how many events the walk has numbered, or none if it was stopped.
    /// Returns whether the run was.
    fn finish_after(&self, walked: Option<u64>) -> bool {
        let finished = walked.is_some_and(|numbered| self.wait(numbered, 1, true));
        lock(&self.order).show_progress(self.found.load(Ordering::Relaxed), true);
        !finished
    }

    fn is_stopped(&self) -> bool {
        self.interrupt.load(Ordering::Relaxed)
    }
}

/// Numbers what the walk finds and hands it out.
struct Walker<'w, 's, 'r> {
    run: &'s Run<'r>,
    scope: &'w Scope<'s>,
    /// The number of the next event.
    number: u64,
    batch: Vec<Job>,
}

impl<'s, 'r> Walker<'_, 's, 'r> {
    /// Returns how many events there are, or none if the run was stopped.
    fn walk_all(mut self, roots: &[PathBuf]) -> Option<u64> {
        let mut overlap = Overlap::default();
        let ground = &self.run.ground;
        for root in roots {
            let is_search_path = matches!(self.run.config.roots, Roots::SearchPath { .. });
            if is_search_path && (!self.wait_for_all() || lock(&self.run.order).has_failures()) {
                break;
            }
            if self.run.config.roots.skips(root) {
                let number = self.next_number();
                self.tell(number, Event::SkippingCurrent);
                continue;
            }
            let is_file = !is_search_path && root.is_file();
            if roots.len() > 1 && overlap.add(root, is_file) {
                if !self.wait_for_all() {
                    return None;
                }
                overlap = Overlap::default();
                overlap.add(root, is_file);
            }
            let naming = self.run.config.naming_under(root, is_file);
            let below = Arc::new(Root::new(root, is_file, naming, ground));
            let goes_on = if is_file {
                let is_source = walk::is_source_name(root.as_os_str().as_bytes());
                let found = if is_source { Found::Source } else { Found::Other };
                self.visit(found(root.clone()), &below)
            } else {
                walk::walk(root, &below, self.run.config.max_levels, |found| self.visit(found, &below))
            };
            if !goes_on {
                return None;
            }
        }
        self.flush();
        Some(self.number)
    }

    fn visit(&mut self, found: Found, root: &Arc<Root>) -> bool {
        if self.run.config.tells_not_stripped()
            && let Found::Source(path) | Found::Other(path) = &found
            && let Some(strip) = root.naming.not_stripped(path.as_os_str().as_bytes())
            && !path.is_dir()
        {
            let strip = PathBuf::from(OsStr::from_bytes(strip));
            let number = self.next_number();
            self.tell(number, Event::NotStripped(strip, path.clone()));
        }
        if matches!(found, Found::Other(_)) {
            return true;
        }
        let number = self.next_number();
        match found {
            Found::Other(_) => {}
            Found::Listing(path) => self.tell(number, Event::Listing(path)),
            Found::CantList(path) => self.tell(number, Event::CantList(path)),
            Found::Source(path) => {
                self.run.found.fetch_add(1, Ordering::Relaxed);
                self.batch.push(Job { number, path, root: Arc::clone(root) });
            }
        }
        if self.batch.len() < BATCH {
            return true;
        }
        self.flush();
        self.run.wait(self.number, WINDOW, false)
    }

    /// Waits until everything so far is done. False if the run is stopped.
    fn wait_for_all(&mut self) -> bool {
        self.flush();
        self.run.wait(self.number, 1, false)
    }

    fn next_number(&mut self) -> u64 {
        self.number += 1;
        self.number - 1
    }

    fn tell(&mut self, number: u64, event: Event) {
        self.run.tell([(number, event)]);
    }

    fn flush(&mut self) {
        if !self.batch.is_empty() {
            let jobs = std::mem::take(&mut self.batch);
            self.run.add(self.scope, Work::Check(jobs));
        }
    }
}

/// A worker's panic is caught before it could poison anything.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
