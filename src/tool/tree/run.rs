//! The run: a walk that feeds a pool of workers.

mod verify;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rayon::Scope;

use super::defect::{guarded, remember_panics};
use super::dist_info::{Ledger, Owners};
use super::file;
use super::order::{Event, InOrder, RunError, Sink};
use super::overlap::Overlap;
use super::place::{Ground, Root};
use super::prune;
use super::queue::{Job, Queue, Work};
use super::targets::{Finding, Trees};
use super::walk::{self, Found};
use super::workers;
use crate::compiler::version::Feature;
use crate::tool::tree::config::{Config, Purpose, Roots};

/// The number of files looked at in one piece of work.
const BATCH: usize = 64;

/// The number of files that may be ahead of the one whose event is next.
const WINDOW: u64 = 8192;

/// The interval at which progress is shown while the run waits.
const TICK: Duration = Duration::from_millis(50);

/// The summary of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were compiled.
    pub compiled: u64,
    /// Files whose .pyc files were up to date.
    pub fresh: u64,
    /// Files that were not compiled. The reason of each was an event.
    pub failed: u64,
    /// Files that CPython refuses. Of a run that compiles they are among those that failed; a run that only looks passes
    /// them over, if they may be refused.
    pub refused: u64,
    /// The failed ones among these that may be refused, which is no failure of the run.
    pub allowed: u64,
    /// Files with a warning that is shown.
    pub warned: u64,
    /// Files that a run which writes would compile: of one that only looks.
    pub stale: u64,
    /// Files that are removed, or would be: of a run that does nothing else.
    pub pruned: u64,
    /// The .pyc files that are not the code of their sources: of `--verify`, which counts those in the other numbers, too.
    pub differing: u64,
    /// The .pyc files that there is nothing to compare with: of `--verify`.
    pub undecidable: u64,
    /// The .pyc files that somebody else owns than who owns their sources: of `--verify`.
    pub foreign: u64,
    /// Directories that could not be listed.
    pub unlisted: u64,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
}

impl Summary {
    /// The summary of this run and of another one after it.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            compiled: self.compiled + other.compiled,
            fresh: self.fresh + other.fresh,
            failed: self.failed + other.failed,
            refused: self.refused + other.refused,
            allowed: self.allowed + other.allowed,
            warned: self.warned + other.warned,
            stale: self.stale + other.stale,
            pruned: self.pruned + other.pruned,
            differing: self.differing + other.differing,
            undecidable: self.undecidable + other.undecidable,
            foreign: self.foreign + other.foreign,
            unlisted: self.unlisted + other.unlisted,
            interrupted: self.interrupted || other.interrupted,
        }
    }

    /// Whether nothing failed or is left to do. What may be refused and what can't be listed do not count.
    pub fn is_success(&self) -> bool {
        let is_clean = self.failed == self.allowed && self.stale == 0 && self.differing == 0;
        is_clean && !self.interrupted
    }
}

/// A request to stop, which files that are being written are finished before.
pub type Interrupt = AtomicBool;

/// Compiles `roots`, files and directories, in their order.
///
/// # Errors
/// When `sink` fails, the pattern of files to leave alone takes too many steps, or there is no release to compile for.
pub fn run(
    config: &Config,
    roots: &[PathBuf],
    sink: &mut dyn Sink,
    interrupt: &Interrupt,
) -> Result<Summary, RunError> {
    if let Purpose::Prune(rule) = config.purpose {
        return prune::run(config, rule, roots, sink, interrupt);
    }
    remember_panics();
    // Whatever is wrong with a path is said before anything is written.
    let findings = roots.iter().map(|root| config.targets.of_path(root)).collect::<Result<Vec<_>, _>>();
    let findings = findings.map_err(RunError::Targets)?;
    let pool = workers::start(config.workers);
    let run = Run {
        config,
        ground: Arc::new(Ground::new(config, roots)),
        interrupt,
        has_failed: AtomicBool::new(false),
        queue: Mutex::default(),
        order: Mutex::new(InOrder::new(sink).noted_in(Ledger::new(config))),
        owners: Mutex::new(Owners::new(if config.record || config.only_recorded { roots } else { &[] })),
        emitted: Condvar::new(),
        wanted: AtomicU64::new(0),
        found: AtomicU64::new(0),
    };
    let interrupted = match &pool {
        Some(pool) => pool.in_place_scope(|scope| run.all(Crew::Pool(scope), roots, findings)),
        None => run.all(Crew::Alone, roots, findings),
    };
    let mut order = run.order.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(ledger) = order.take_ledger() {
        let mut owners = run.owners.into_inner().unwrap_or_else(PoisonError::into_inner);
        let failed = ledger.write(&mut owners, &run.ground.written);
        failed.into_iter().for_each(|(record, failure)| order.emit(Event::NotRecorded(record, failure)));
    }
    run.ground.written.sync().map_err(RunError::Sync)?;
    file::forget_places();
    order.finish().map(|summary| Summary { interrupted, ..summary })
}

/// The threads that do the work.
#[derive(Clone, Copy)]
enum Crew<'w, 's> {
    /// Threads, while the calling one walks.
    Pool(&'w Scope<'s>),
    /// The calling thread, in turns with the walk.
    Alone,
}

struct Run<'r> {
    config: &'r Config,
    ground: Arc<Ground>,
    interrupt: &'r Interrupt,
    /// Whether the run ends early since something failed that concerns all of it.
    has_failed: AtomicBool,
    queue: Mutex<Queue>,
    order: Mutex<InOrder<'r>>,
    /// The RECORDs that list sources.
    owners: Mutex<Owners>,
    /// Signalled when as many events were passed on as are waited for.
    emitted: Condvar,
    /// The number that the walk waits for; changed with `order` locked.
    wanted: AtomicU64,
    /// Files that the walk has found.
    found: AtomicU64,
}

impl<'r> Run<'r> {
    /// Walks and waits for the work. Returns whether the run was stopped.
    fn all<'s>(&'s self, crew: Crew<'_, 's>, roots: &[PathBuf], findings: Vec<Finding>) -> bool {
        let trees = Trees::new(self.config);
        let walked = Walker { run: self, crew, number: 0, batch: Vec::new(), trees }.walk_all(roots, findings);
        self.finish_after(walked)
    }

    /// Adds a piece of work, and a turn of the pool that does the most urgent piece then.
    fn add<'s>(&'s self, crew: Crew<'_, 's>, work: Work) {
        lock(&self.queue).push(work);
        if let Crew::Pool(scope) = crew {
            scope.spawn(|scope| {
                self.turn(Crew::Pool(scope));
            });
        }
    }

    /// Does the most urgent piece of work. Returns whether there was one.
    fn turn<'s>(&'s self, crew: Crew<'_, 's>) -> bool {
        let _stop = StopOnPanic(self);
        let work = lock(&self.queue).pop(rayon::current_thread_index().unwrap_or_default());
        if self.is_stopped() {
            return false;
        }
        match work {
            Some(Work::Check(jobs)) => self.check(crew, jobs),
            Some(Work::Compile(stale)) => {
                let (number, path, tree) = (stale.job.number, stale.job.path.clone(), Arc::clone(&stale.job.tree));
                let event = guarded(|| file::compile(self.config, stale))
                    .unwrap_or_else(|failure| file::defect(self.config, path, &tree, &failure));
                self.emit([(number, event)]);
            }
            None => return false,
        }
        true
    }

    fn check<'s>(&'s self, crew: Crew<'_, 's>, jobs: Vec<Job>) {
        let mut known = Vec::with_capacity(jobs.len());
        for job in jobs {
            let (number, path, tree) = (job.number, job.path.clone(), Arc::clone(&job.tree));
            match guarded(|| file::check(self.config, job)) {
                Ok(Ok(stale)) => self.add(crew, Work::Compile(stale)),
                Ok(Err(event)) => known.push(event),
                Err(failure) => known.push((number, file::defect(self.config, path, &tree, &failure))),
            }
        }
        self.emit(known);
    }

    fn emit(&self, events: impl IntoIterator<Item = (u64, Event)>) {
        let mut order = lock(&self.order);
        let before = order.emitted();
        for (number, event) in events {
            order.put(number, event);
        }
        if order.emitted() > before || order.is_broken() {
            order.show_progress(self.found.load(Ordering::Relaxed), false);
            // Only the walk waits, and seldom for each file.
            if order.emitted() >= self.wanted.load(Ordering::Relaxed) || order.is_broken() {
                drop(order);
                self.emitted.notify_all();
            }
        }
    }

    /// Waits until fewer than `room` of `numbered` events are untold. False if the run is stopped.
    fn wait(&self, numbered: u64, room: u64, walked: bool) -> bool {
        let mut order = lock(&self.order);
        self.wanted.store((numbered + 1).saturating_sub(room), Ordering::Relaxed);
        while numbered - order.emitted() >= room {
            if order.is_broken() || self.is_stopped() {
                self.has_failed.fetch_or(order.is_broken(), Ordering::Relaxed);
                return false;
            }
            order.show_progress(self.found.load(Ordering::Relaxed), walked);
            order = self.emitted.wait_timeout(order, TICK).unwrap_or_else(PoisonError::into_inner).0;
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
        self.interrupt.load(Ordering::Relaxed) || self.has_failed.load(Ordering::Relaxed)
    }
}

/// Ends the run if a turn unwinds, as where the sink panics: the turn's event would never come, and the run would wait
/// for it.
struct StopOnPanic<'s, 'r>(&'s Run<'r>);

impl Drop for StopOnPanic<'_, '_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.has_failed.store(true, Ordering::Relaxed);
            self.0.emitted.notify_all();
        }
    }
}

/// Numbers what the walk finds and hands it out.
struct Walker<'w, 's, 'r> {
    run: &'s Run<'r>,
    crew: Crew<'w, 's>,
    /// The number of the next event.
    number: u64,
    batch: Vec<Job>,
    trees: Trees<'r>,
}

impl<'s, 'r> Walker<'_, 's, 'r> {
    /// Returns how many events there are, or none if the run was stopped.
    fn walk_all(mut self, roots: &[PathBuf], findings: Vec<Finding>) -> Option<u64> {
        let mut overlap = Overlap::default();
        let ground = &self.run.ground;
        for (root, finding) in roots.iter().zip(findings) {
            let is_search_path = matches!(self.run.config.roots, Roots::SearchPath { .. });
            let goes_on = self.run.config.purpose == Purpose::Verify;
            if is_search_path && (!self.wait_for_all() || !goes_on && lock(&self.run.order).has_failures()) {
                break;
            }
            if self.run.config.roots.skips(root) {
                self.tell(Event::SkippingCurrent);
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
            self.trees.start(root, finding.tree);
            self.tell_not_heeded(finding.complaints);
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

    /// Returns false if the run is stopped.
    fn visit(&mut self, found: Found, root: &Arc<Root>) -> bool {
        if self.run.config.purpose == Purpose::Verify {
            return self.visit_to_verify(found, root);
        }
        let (path, is_source) = match found {
            Found::Listing(path) => return self.list(path),
            Found::CantList(path) => {
                self.tell(Event::CantList(path));
                return true;
            }
            Found::Source(path) => (path, true),
            Found::Other(path) => (path, false),
        };
        if is_source && self.run.config.only_recorded && !self.is_recorded(&path) {
            return true;
        }
        let not_stripped = root.naming.not_stripped(path.as_os_str().as_bytes());
        if !is_source && not_stripped.is_none() {
            return true;
        }
        let tree = match self.trees.of_file(&path) {
            Ok(tree) => tree,
            Err(words) => return self.end(words),
        };
        if is_source && self.trees.is_first_of(&tree) {
            self.tell(Event::Tree(Arc::clone(&tree)));
        }
        if let Some(strip) = not_stripped
            && tree.targets.iter().any(|target| target.has(Feature::StripOfPrefixOnly))
            && !path.is_dir()
        {
            self.tell(Event::NotStripped(PathBuf::from(OsStr::from_bytes(strip)), path.clone()));
        }
        if !is_source || tree.targets.is_empty() {
            return true;
        }
        self.add(Job { number: 0, path, root: Arc::clone(root), tree, pycs: Box::default() }, BATCH)
    }

    /// Goes into a directory. Returns false if the run is stopped.
    fn list(&mut self, path: PathBuf) -> bool {
        let entered = self.trees.enter(&path);
        self.tell(Event::Listing(path));
        match entered {
            Ok(complaints) => {
                self.tell_not_heeded(complaints);
                true
            }
            Err(words) => self.end(words),
        }
    }

    /// Numbers a file and hands it out with others, `batch` at a time. Returns false if the run is stopped.
    fn add(&mut self, job: Job, batch: usize) -> bool {
        self.run.found.fetch_add(1, Ordering::Relaxed);
        let number = self.next_number();
        self.batch.push(Job { number, ..job });
        if self.batch.len() < batch {
            return true;
        }
        self.flush();
        self.run.wait(self.number, WINDOW, false)
    }

    /// Ends the run, when what was found so far is done.
    fn end(&mut self, words: String) -> bool {
        self.tell(Event::NoTargets(words));
        self.wait_for_all();
        false
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

    /// Passes on an event of the walk itself.
    fn tell(&mut self, event: Event) {
        let number = self.next_number();
        self.run.emit([(number, event)]);
    }

    /// Whether a RECORD lists a source.
    fn is_recorded(&mut self, source: &Path) -> bool {
        let (is_listed, failed) = {
            let mut owners = lock(&self.run.owners);
            (owners.list(source), owners.take_failed())
        };
        failed.into_iter().for_each(|(record, failure)| self.tell(Event::NotRecorded(record, failure)));
        is_listed
    }

    fn tell_not_heeded(&mut self, complaints: Vec<String>) {
        complaints.into_iter().for_each(|complaint| self.tell(Event::NotHeeded(complaint)));
    }

    fn flush(&mut self) {
        if !self.batch.is_empty() {
            let jobs = std::mem::take(&mut self.batch);
            self.run.add(self.crew, Work::Check(jobs));
        }
        if matches!(self.crew, Crew::Alone) {
            while self.run.turn(self.crew) {}
        }
    }
}

/// A panic ends the run, whoever had the lock.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
