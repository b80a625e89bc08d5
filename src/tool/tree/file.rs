//! One file: look, read, compile, write.

use std::cell::RefCell;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use rustix::fs::{FileType, Stat};

use super::allowed::AllowedRefusals;
use super::at;
use super::cache_path::Layout;
use super::defect::{guarded, remember_panics};
use super::look::look;
use super::order::Event;
use super::os_error::OsFailure;
use super::outcome::{Failure, FileReport, Outcome, PycReport, ShownWarning};
use super::pattern::PatternError;
use super::place::{Places, Root};
use super::queue::{Job, Stale};
use super::read::read_whole;
use super::stale::{self, SourceMeta, is_out_of_sight};
use super::targets::TreeTargets;
use super::unchanged;
use super::verify::verify;
use super::workers;
use super::write::{Content, link_atomic, write_atomic};
use crate::compiler::pyc::{self, Invalidation};
use crate::compiler::session::{Compiler, Opened};
use crate::compiler::traceback::{self, Search, Shown, SourceLines};
use crate::compiler::values::context::Options;
use crate::compiler::values::error::Warning;
use crate::compiler::values::text;
use crate::compiler::version::{Feature, Target};
use crate::compiler::warnings::{Action, Filters};
use crate::tool::tree::config::{Config, Purpose};

/// Looks at a file of the walk. Returns its event, or the work if it must be compiled.
pub(super) fn check(config: &Config, job: Job) -> Result<Stale, (u64, Event)> {
    let number = job.number;
    if config.purpose == Purpose::Verify {
        return Err((number, verify(config, job)));
    }
    match is_left_alone(config, &job.path) {
        Ok(false) => {}
        Ok(true) => return Err((number, Event::Ignored)),
        Err(error) => return Err((number, Event::Undecided(error))),
    }
    PLACES.with_borrow_mut(|places| {
        match places.enter(&job.root, &job.path) {
            Ok(()) => {}
            Err(error) if is_out_of_sight(&error) => return Err((number, Event::Ignored)),
            Err(error) => return Err((number, not_entered(config, job, &error))),
        }
        let meta = match SourceMeta::read(places, &job.path) {
            Ok(Some(meta)) => meta,
            Ok(None) => return Err((number, Event::Ignored)),
            Err(error) => {
                let failure = OsFailure::at(&error, &job.path);
                return Err((number, not_looked_at(config, job, failure)));
            }
        };
        let targets = &job.tree.targets;
        let pycs = config.pycs(&job.path, targets);
        if config.purpose == Purpose::Check {
            return Err((number, look(config, places, job, pycs, &meta)));
        }
        let mut fresh = vec![false; targets.len()];
        if !config.force && config.purpose == Purpose::Write {
            let of_targets = pycs.chunks(config.levels.len());
            for ((is_fresh, target), pycs) in fresh.iter_mut().zip(targets).zip(of_targets) {
                // Hashes are compared when the source is read.
                let by_time = !config.fresh_by_mode || config.invalidation == Invalidation::Timestamp;
                *is_fresh = by_time && stale::all_fresh(places, pycs, &meta, target, config.fresh_by_mode);
            }
            if !fresh.contains(&false) {
                return Err((number, Event::Fresh(job.path, pycs, job.tree)));
            }
        }
        Ok(Stale { job, pycs, fresh, meta })
    })
}

/// The failure of a file whose directory can't be entered, as when it has become a symbolic link.
fn not_entered(config: &Config, job: Job, error: &io::Error) -> Event {
    let failure = OsFailure::at(error, Path::new(OsStr::from_bytes(at::directory_of(&job.path))));
    not_looked_at(config, job, failure)
}

/// The failure of a file that nothing is known of.
fn not_looked_at(config: &Config, job: Job, failure: OsFailure) -> Event {
    let Job { path, tree, .. } = job;
    let mut pycs = reports(config, &tree, config.pycs(&path, &tree.targets));
    let mut failure = Some(Failure::Os(failure));
    for report in &mut pycs {
        report.outcome = failure.take().map_or(Outcome::Skipped, Outcome::Failed);
    }
    Event::File(Box::new(FileReport { path, pycs }))
}

/// Gives the directories that this thread has open.
pub(super) fn with_places<T>(work: impl FnOnce(&mut Places) -> T) -> T {
    PLACES.with_borrow_mut(work)
}

/// Forgets the directories that this thread has open.
pub(super) fn forget_places() {
    PLACES.take();
}

/// Notes which .pyc files an import would not take since CPython refuses the source, which may be refused.
pub(super) fn note_refused(config: &Config, places: &mut Places, job: &Job, reports: &mut [PycReport]) {
    WORKER.with_borrow_mut(|worker| {
        let mut source_file = SourceFile::new(worker, places, &job.root, reports.len() > 1);
        for report in reports {
            if let Outcome::Missing | Outcome::Stale = report.outcome {
                let recorded = recorded(job, report.target);
                let task = task(config, &job.path, recorded.as_deref());
                let made = source_file.write(&task, &SourceMeta::UNKNOWN, report, None);
                report.warnings.clear();
                if let Err(Failure::Refused { .. }) = made {
                    report.outcome = Outcome::Refused;
                }
            }
        }
    });
}

/// Reports of files that are up to date, as far as is known.
pub(crate) fn reports(config: &Config, tree: &TreeTargets, pycs: Vec<PathBuf>) -> Vec<PycReport> {
    let report = |((target, level), path)| PycReport::new(target, level, path, Outcome::Fresh);
    config.outputs(&tree.targets).zip(pycs).map(report).collect()
}

/// The event of a file that could not be looked at or compiled since this program failed.
pub(super) fn defect(config: &Config, path: PathBuf, tree: &TreeTargets, failure: &Failure) -> Event {
    // As little as can be, in case that was the failure: one .pyc stands for all, and its name is not asked for.
    let (target, level) = config.outputs(&tree.targets).next().unwrap_or((Target::newest(), 0));
    let pycs = vec![PycReport::new(target, level, path.clone(), Outcome::Failed(failure.clone()))];
    Event::File(Box::new(FileReport { path, pycs }))
}

/// Whether the flags exclude a file (`rx` and `limit_sl_dest` of compileall's `compile_file`).
pub(super) fn is_left_alone(config: &Config, path: &Path) -> Result<bool, PatternError> {
    if config.skip.as_ref().map_or(Ok(false), |pattern| pattern.is_in(path))? {
        return Ok(true);
    }
    let Some(within) = &config.within else { return Ok(false) };
    // A directory that can't be resolved has nothing in it.
    Ok(path.is_symlink()
        && !fs::canonicalize(within)
            .is_ok_and(|within| fs::canonicalize(path).is_ok_and(|path| path != within && path.starts_with(within))))
}

/// Compiles a file for every version that it is not up to date for, at every level.
pub(super) fn compile(config: &Config, stale: Stale) -> Event {
    let Stale { job, pycs, fresh, meta } = stale;
    PLACES.with_borrow_mut(|places| {
        match places.enter(&job.root, &job.path) {
            Ok(()) => {}
            Err(error) if is_out_of_sight(&error) => return Event::Ignored,
            Err(error) => return not_entered(config, job, &error),
        }
        let mut reports = reports(config, &job.tree, pycs);
        let is_gone = WORKER.with_borrow_mut(|worker| {
            let mut source_file = SourceFile::new(worker, places, &job.root, reports.len() > 1);
            for (reports, is_fresh) in reports.chunks_mut(config.levels.len()).zip(fresh) {
                if !is_fresh {
                    let recorded = recorded(&job, reports[0].target);
                    let task = task(config, &job.path, recorded.as_deref());
                    let by_hash = config.fresh_by_mode && !config.force && config.purpose == Purpose::Write;
                    if by_hash && source_file.are_of_its_hash(&task, &meta, reports) {
                        continue;
                    }
                    source_file.write_levels(&task, &meta, config.hardlink_dupes, reports);
                }
            }
            source_file.is_gone
        });
        // compileall looks at a file just before it compiles it.
        if is_gone {
            return Event::Ignored;
        }
        if reports.iter().all(|report| matches!(report.outcome, Outcome::Fresh)) {
            let pycs = reports.into_iter().map(|report| report.path).collect();
            return Event::Fresh(job.path, pycs, job.tree);
        }
        Event::File(Box::new(FileReport { path: job.path, pycs: reports }))
    })
}

/// The path that is recorded for a file of the walk, if it is not its own.
fn recorded(job: &Job, target: &Target) -> Option<Vec<u8>> {
    job.root.naming.recorded(job.path.as_os_str().as_bytes(), target.has(Feature::StripOfPrefixOnly))
}

/// The settings that a run compiles a source with.
fn task<'t>(config: &'t Config, source: &'t Path, recorded: Option<&'t [u8]>) -> Task<'t> {
    Task {
        source,
        recorded,
        invalidation: config.invalidation,
        debug_ranges: config.debug_ranges,
        int_max_str_digits: config.int_max_str_digits,
        filters: &config.filters,
        within: config.within.as_deref(),
        allowed_refusals: &config.allowed_refusals,
        in_memory: config.purpose != Purpose::Write,
    }
}

/// Makes one .pyc whatever is there, and records the outcome in the report (py_compile's `compile`). It is where `layout` has it,
/// or where the report says if there is none. With `follow` a `__pycache__` may be a link that leads anywhere.
pub(crate) fn compile_one(task: &Task<'_>, layout: Option<&Layout>, follow: bool, report: &mut PycReport) {
    remember_panics();
    let root = Arc::new(Root::alone(task.source, layout, follow));
    let mut places = Places::default();
    // What can't be looked at can't be read either: the error comes then.
    let meta = match places.enter(&root, task.source).and_then(|()| places.source_meta(task.source)) {
        Ok(meta) => SourceMeta::of(&meta),
        Err(_) => SourceMeta::UNKNOWN,
    };
    let made = guarded(|| {
        WORKER.with_borrow_mut(|worker| {
            let mut source_file = SourceFile::new(worker, &mut places, &root, false);
            source_file.write_levels(task, &meta, false, std::slice::from_mut(report));
        });
    });
    if let Err(failure) = made {
        report.outcome = Outcome::Failed(failure);
    }
}

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::default();
    /// The directories that this thread has open.
    static PLACES: RefCell<Places> = RefCell::default();
}

/// The settings that a source is compiled with, for whichever version.
pub(crate) struct Task<'t> {
    /// The path of the source.
    pub source: &'t Path,
    /// The path that is recorded, if another.
    pub recorded: Option<&'t [u8]>,
    pub invalidation: Invalidation,
    pub debug_ranges: bool,
    pub int_max_str_digits: u32,
    pub filters: &'t Filters,
    /// The directory that links to sources must not lead out of.
    pub within: Option<&'t Path>,
    /// The sources that may be refused.
    pub allowed_refusals: &'t AllowedRefusals,
    /// Whether nothing is written.
    pub in_memory: bool,
}

/// The state that a worker keeps from file to file.
struct Worker {
    compiler: Compiler,
    /// The source that is compiled.
    buffer: Vec<u8>,
}

impl Default for Worker {
    fn default() -> Self {
        let compiler = if workers::is_scarce() { Compiler::frugal() } else { Compiler::default() };
        Self { compiler, buffer: Vec::new() }
    }
}

/// A source, read when the first of its .pyc files needs it.
struct SourceFile<'w> {
    places: &'w mut Places,
    root: &'w Root,
    /// Whether there is no such file any more.
    is_gone: bool,
    /// Whether there may be more than one .pyc to make.
    several: bool,
    /// Until it is read.
    worker: Option<&'w mut Worker>,
    /// The source that was read, and its compiler.
    opened: Option<(&'w [u8], Opened<'w>)>,
}

impl<'w> SourceFile<'w> {
    fn new(worker: &'w mut Worker, places: &'w mut Places, root: &'w Root, several: bool) -> Self {
        Self { places, root, is_gone: false, several, worker: Some(worker), opened: None }
    }

    /// The source at `path`, which is read if that is still to be done, and what compiles it.
    fn open(&mut self, task: &Task<'_>) -> io::Result<&mut (&'w [u8], Opened<'w>)> {
        if let Some(worker) = self.worker.take() {
            let file = self.places.open_source(task.source, task.within);
            // What has become of it since it was looked at: nothing, or what is no regular file.
            self.is_gone = file.is_err() && matches!(SourceMeta::read(self.places, task.source), Ok(None));
            match file.and_then(|(file, size)| read_whole(&file, size, &mut worker.buffer)) {
                Ok(()) => {
                    let Worker { compiler, buffer: source } = worker;
                    self.opened = Some((source, compiler.open(source, self.several)));
                }
                Err(error) => {
                    self.worker = Some(worker);
                    return Err(error);
                }
            }
        }
        self.opened.as_mut().ok_or_else(|| io::Error::other("a source that was read is gone"))
    }

    /// Whether the .pyc files of one version have the header of the source that is there, in a mode with a hash. What
    /// can't be read is not.
    fn are_of_its_hash(&mut self, task: &Task<'_>, meta: &SourceMeta, reports: &[PycReport]) -> bool {
        let Ok((source, _)) = self.open(task) else { return false };
        let source: &[u8] = source;
        task.invalidation != Invalidation::Timestamp
            && reports.iter().all(|report| {
                let header = header(task.invalidation, report.target, meta, source);
                match self.places.pycs(&report.path) {
                    Ok(Some(directory)) => stale::starts_with_whole(directory, at::name(&report.path), &header),
                    Ok(None) | Err(_) => false,
                }
            })
    }

    /// Makes the .pyc files of one version. The first failure ends it.
    fn write_levels(&mut self, task: &Task<'_>, meta: &SourceMeta, links: bool, reports: &mut [PycReport]) {
        for report in &mut *reports {
            report.outcome = Outcome::Skipped;
        }
        let mut before: Option<(&Path, Vec<u8>)> = None;
        for report in reports {
            let start = Instant::now();
            let made = self.write(task, meta, report, before.as_ref());
            report.time = start.elapsed();
            match made {
                Ok((outcome, code)) => {
                    // A level that is a link leads where the level before does.
                    if links && matches!(outcome, Outcome::Written(_)) {
                        before = Some((&report.path, code));
                    } else if let Some((_, compiler)) = &mut self.opened {
                        compiler.recycle(code);
                    }
                    report.outcome = outcome;
                }
                Err(failure) => {
                    report.outcome = Outcome::Failed(failure);
                    return;
                }
            }
        }
    }

    /// Makes one .pyc: a link to the level before if that has the same code; nothing but the code if it stays in memory.
    fn write(
        &mut self,
        task: &Task<'_>,
        meta: &SourceMeta,
        report: &mut PycReport,
        before: Option<&(&Path, Vec<u8>)>,
    ) -> Result<(Outcome, Vec<u8>), Failure> {
        let existing = if task.in_memory { None } else { existing(self.places, &report.path)? };
        let (source, compiler) = self.open(task).map_err(|error| Failure::Os(OsFailure::at(&error, task.source)))?;
        let code = code(compiler, source, task, report)?;
        if task.in_memory {
            return Ok((Outcome::Accepted, code));
        }
        let header = header(task.invalidation, report.target, meta, source);
        let content = Content { header: &header, code: &code, source_mode: meta.mode };
        let written = &self.root.ground.written;
        if let Ok(Some(directory)) = self.places.pycs(&report.path) {
            let same = before.filter(|(_, before)| *before == code).map(|(before, _)| at::name(before));
            if same.is_some_and(|before| link_atomic(directory, before, at::name(&report.path)).is_ok()) {
                return Ok((Outcome::Linked, code));
            }
            let is_renewed = |existing| unchanged::renew(directory, written, &report.path, &existing, &content);
            if existing.is_some_and(is_renewed) {
                return Ok((Outcome::Written(content.len()), code));
            }
        }
        write_atomic(self.places, written, &report.path, &content).map_err(Failure::Os)?;
        Ok((Outcome::Written(content.len()), code))
    }
}

/// The marshalled code; its warnings go to the report.
pub(super) fn code(
    compiler: &mut Opened<'_>,
    source: &[u8],
    task: &Task<'_>,
    report: &mut PycReport,
) -> Result<Vec<u8>, Failure> {
    let target = report.target;
    let filename = task.recorded.unwrap_or(task.source.as_os_str().as_bytes());
    let mut shown = Shown { filename, source, target, on_disk: false };
    let Task { debug_ranges, int_max_str_digits, .. } = *task;
    let bool_inversion_is_error = task.filters.bool_inversion_is_error(target);
    let options = Options { optimize: report.level.into(), debug_ranges, int_max_str_digits, bool_inversion_is_error };
    let (warnings, compiled) = guarded(|| {
        let mut raised = Vec::new();
        let compiled = compiler.compile(&text::wtf8(filename), target, options, &mut raised);
        task.filters.judge(raised, compiled, &shown, int_max_str_digits)
    })?;
    if !warnings.is_empty() || compiled.is_err() {
        shown.on_disk = task.recorded.is_none_or(|recorded| is_file_of(recorded, task.source));
    }
    let mut lines = None;
    for (warning, action) in warnings {
        let head = traceback::warning_head(&warning, filename);
        let line = lines.get_or_insert_with(|| SourceLines::new(&shown)).warned_of(&warning);
        report.warnings.push(ShownWarning { warning, head, line, once: action == Action::ShowOnce, forgets: false });
    }
    compiled.map_err(|error| {
        let action = |warning: &Warning| task.filters.action(warning, traceback::name_in_search(warning), target);
        let mut search = Search::default();
        let is_error = |warning: &Warning| action(warning) == Action::Error;
        let shown = traceback::refusal_warning(&error, &shown, &is_error, &mut search);
        let mut forgotten = 0;
        for (warning, tried) in search.warnings {
            let action = action(&warning);
            if let Action::Show | Action::ShowOnce = action {
                let head = traceback::warning_head(&warning, traceback::name_in_search(&warning));
                let (once, forgets) = (action == Action::ShowOnce, tried > forgotten);
                report.warnings.push(ShownWarning { warning, head, line: None, once, forgets });
                forgotten = tried;
            }
        }
        report.forgets = search.tried > forgotten;
        Failure::Refused { shown, error, is_allowed: task.allowed_refusals.covers(task.source) }
    })
}

/// Whether Python finds the file that `source` is by the name `recorded`, too.
fn is_file_of(recorded: &[u8], source: &Path) -> bool {
    let recorded = Path::new(OsStr::from_bytes(recorded));
    let found = |path| fs::metadata(path).map(|meta| (meta.dev(), meta.ino())).ok();
    recorded == source || found(recorded).is_some_and(|recorded| found(source) == Some(recorded))
}

fn header(invalidation: Invalidation, target: &Target, meta: &SourceMeta, source: &[u8]) -> [u8; 16] {
    match invalidation {
        Invalidation::Timestamp => pyc::timestamp_header(target, meta.mtime, meta.size),
        Invalidation::CheckedHash => pyc::hash_header(target, source, true),
        Invalidation::UncheckedHash => pyc::hash_header(target, source, false),
    }
}

/// The status of the file that is to be replaced, if there is one; py_compile's refusal if it is not regular.
fn existing(places: &mut Places, pyc: &Path) -> Result<Option<Stat>, Failure> {
    // What can't be reached is an error when it is to be written.
    let Ok(Some(directory)) = places.pycs(pyc) else { return Ok(None) };
    let Ok(meta) = at::stat_link(directory, at::name(pyc)) else { return Ok(None) };
    let kind = match FileType::from_raw_mode(meta.st_mode) {
        FileType::RegularFile => return Ok(Some(meta)),
        FileType::Symlink => "a symlink and will be changed into a regular file",
        _ => "a non-regular file and will be changed into a regular one",
    };
    let pyc = text::backslash_replaced(pyc.as_os_str().as_bytes());
    let message = format!("{pyc} is {kind} if import writes a byte-compiled file to it");
    Err(Failure::Os(OsFailure { class: "FileExistsError", message }))
}
