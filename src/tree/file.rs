//! One file: look, read, compile, write.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::order::Event;
use super::os_error::OsFailure;
use super::outcome::{Failure, FileReport, Outcome, PycReport, ShownWarning};
use super::queue::{Job, Stale};
use super::read::read_whole;
use super::stale::{self, SourceMeta};
use super::unchanged;
use super::write::{link_atomic, write_atomic};
use crate::config::Config;
use crate::pyc::{self, Invalidation};
use crate::target::{Feature, Target};
use crate::traceback::{self, Shown, SourceLines};
use crate::warnings::{self, Action, Filters};
use crate::{Compiler, Opened, Options, text};

/// Looks at a file of the walk: what it tells at once, or what must be compiled.
pub(super) fn check(config: &Config, job: Job) -> Result<Stale, (u64, Event)> {
    let Job { number, path, .. } = &job;
    if is_left_alone(config, path) {
        return Err((*number, Event::Ignored));
    }
    let Some(meta) = SourceMeta::read(path) else { return Err((*number, Event::Ignored)) };
    let pycs = config.pycs(path);
    if config.check {
        return Err((*number, look(config, job.path, pycs, &meta)));
    }
    let mut fresh = vec![false; config.targets.len()];
    if !config.force {
        for ((is_fresh, target), pycs) in fresh.iter_mut().zip(&config.targets).zip(pycs.chunks(config.levels.len())) {
            *is_fresh = stale::all_fresh(pycs, &meta, target);
        }
        if !fresh.contains(&false) {
            return Err((*number, Event::Fresh(job.path, pycs)));
        }
    }
    Ok(Stale { job, pycs, fresh, meta })
}

/// Looks which of a source's .pyc files are not what a run would leave behind. Unlike a run, it takes
/// the word of a hash.
fn look(config: &Config, path: PathBuf, pycs: Vec<PathBuf>, meta: &SourceMeta) -> Event {
    let start = Instant::now();
    let source = match config.invalidation {
        Invalidation::Timestamp => Ok(Vec::new()),
        Invalidation::CheckedHash | Invalidation::UncheckedHash => fs::read(&path),
    };
    let outcome = |target: &Target, pyc: &Path| match &source {
        Err(error) => Outcome::Failed(Failure::Os(OsFailure::at(error, &path))),
        Ok(source) => {
            let header = header(config.invalidation, target, meta, source);
            let compared = if config.invalidation == Invalidation::Timestamp { 12 } else { header.len() };
            match fs::symlink_metadata(pyc) {
                _ if stale::starts_with(pyc, &header[..compared]) => Outcome::Fresh,
                Err(error) if error.kind() == io::ErrorKind::NotFound => Outcome::Missing,
                _ => Outcome::Stale,
            }
        }
    };
    let outcomes: Vec<Outcome> = config.outputs().zip(&pycs).map(|((target, _), pyc)| outcome(target, pyc)).collect();
    if outcomes.iter().all(|outcome| matches!(outcome, Outcome::Fresh)) {
        return Event::Fresh(path, pycs);
    }
    let mut reports = reports(config, pycs);
    for (report, outcome) in reports.iter_mut().zip(outcomes) {
        report.outcome = outcome;
        report.time = start.elapsed();
    }
    Event::File(Box::new(FileReport { path, pycs: reports }))
}

/// Reports in which nothing is done yet.
fn reports(config: &Config, pycs: Vec<PathBuf>) -> Vec<PycReport> {
    let report = |((target, level), path)| PycReport {
        target,
        level,
        path,
        outcome: Outcome::Fresh,
        warnings: Vec::new(),
        time: Duration::ZERO,
    };
    config.outputs().zip(pycs).map(report).collect()
}

/// Whether the flags exclude a file (`rx` and `limit_sl_dest` of compileall's `compile_file`).
fn is_left_alone(config: &Config, path: &Path) -> bool {
    if config.skip.as_ref().is_some_and(|pattern| pattern.is_in(path)) {
        return true;
    }
    let Some(within) = &config.within else { return false };
    // A directory that can't be resolved has nothing in it.
    path.is_symlink()
        && !fs::canonicalize(within)
            .is_ok_and(|within| fs::canonicalize(path).is_ok_and(|path| path != within && path.starts_with(within)))
}

/// Compiles a file for every version that it is not up to date for, at every level.
pub(super) fn compile(config: &Config, stale: Stale) -> FileReport {
    let Stale { job, pycs, fresh, meta } = stale;
    let mut reports = reports(config, pycs);
    let source = job.path.as_os_str().as_bytes();
    WORKER.with_borrow_mut(|worker| {
        let mut source_file = SourceFile::new(worker, reports.len() > 1);
        for (reports, is_fresh) in reports.chunks_mut(config.levels.len()).zip(fresh) {
            if !is_fresh {
                let prefix_only = reports[0].target.has(Feature::StripOfPrefixOnly);
                let recorded = job.naming.recorded(source, prefix_only);
                let task = Task {
                    source: &job.path,
                    recorded: recorded.as_deref(),
                    invalidation: config.invalidation,
                    debug_ranges: config.debug_ranges,
                    filters: &config.filters,
                };
                source_file.write_levels(&task, &meta, config.hardlink_dupes, reports);
            }
        }
    });
    FileReport { path: job.path, pycs: reports }
}

/// Makes one .pyc whatever is there, and tells what came of it (py_compile's `compile`).
pub(crate) fn compile_one(task: &Task<'_>, report: &mut PycReport) {
    remember_panics();
    // What can't be looked at can't be read either, which is told then.
    let meta = fs::metadata(task.source).map_or(SourceMeta::UNKNOWN, |meta| SourceMeta::of(&meta));
    WORKER.with_borrow_mut(|worker| {
        SourceFile::new(worker, false).write_levels(task, &meta, false, std::slice::from_mut(report));
    });
}

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::default();
    /// Whether this thread is compiling, and so its panics are a file's failure.
    static COMPILING: Cell<bool> = const { Cell::new(false) };
    /// Where and why this thread panicked last.
    static PANIC: Cell<Option<String>> = const { Cell::new(None) };
}

/// What a source is compiled with, for whichever version.
pub(crate) struct Task<'t> {
    /// Where the source is.
    pub source: &'t Path,
    /// What is recorded as its path, if not that.
    pub recorded: Option<&'t [u8]>,
    pub invalidation: Invalidation,
    pub debug_ranges: bool,
    pub filters: &'t Filters,
}

/// What a worker keeps from file to file.
#[derive(Default)]
struct Worker {
    compiler: Compiler,
    /// The source that is compiled.
    buffer: Vec<u8>,
}

/// A source, read when the first of its .pyc files needs it.
struct SourceFile<'w> {
    /// Whether there may be more than one .pyc to make.
    several: bool,
    /// Until it is read.
    worker: Option<&'w mut Worker>,
    /// What was read, and what compiles it.
    opened: Option<(&'w [u8], Opened<'w>)>,
}

impl<'w> SourceFile<'w> {
    fn new(worker: &'w mut Worker, several: bool) -> Self {
        Self { several, worker: Some(worker), opened: None }
    }

    /// The source at `path`, which is read if that is still to be done, and what compiles it.
    fn open(&mut self, path: &Path, size: u64) -> io::Result<&mut (&'w [u8], Opened<'w>)> {
        if let Some(worker) = self.worker.take() {
            match File::open(path).and_then(|file| read_whole(&file, size, &mut worker.buffer)) {
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

    /// Makes one .pyc: a link to the level before if that has the same code.
    fn write(
        &mut self,
        task: &Task<'_>,
        meta: &SourceMeta,
        report: &mut PycReport,
        before: Option<&(&Path, Vec<u8>)>,
    ) -> Result<(Outcome, Vec<u8>), Failure> {
        let existing = existing(&report.path)?;
        let (source, compiler) =
            self.open(task.source, meta.size).map_err(|error| Failure::Os(OsFailure::at(&error, task.source)))?;
        let code = code(compiler, source, task, report)?;
        let header = header(task.invalidation, report.target, meta, source);
        let same = before.filter(|(_, before)| *before == code);
        if same.is_some_and(|(before, _)| link_atomic(before, &report.path).is_ok()) {
            return Ok((Outcome::Linked, code));
        }
        let size = (header.len() + code.len()) as u64;
        let is_renewed = |existing| unchanged::renew(&report.path, &existing, &header, &code, meta.mode);
        if !existing.is_some_and(is_renewed) {
            write_atomic(&report.path, &header, &code, meta.mode).map_err(Failure::Os)?;
        }
        Ok((Outcome::Written(size), code))
    }
}

/// The marshalled code; its warnings go to the report.
fn code(compiler: &mut Opened<'_>, source: &[u8], task: &Task<'_>, report: &mut PycReport) -> Result<Vec<u8>, Failure> {
    let target = report.target;
    let filename = task.recorded.unwrap_or(task.source.as_os_str().as_bytes());
    let shown = Shown { filename, source, target, on_disk: task.recorded.is_none() };
    let options = Options { optimize: report.level.min(2), debug_ranges: task.debug_ranges, ..Options::default() };
    let mut raised = Vec::new();
    let compiled = caught(|| compiler.compile(&text::wtf8(filename), target, options, &mut raised));
    let refused = |error| Failure::Refused { shown: traceback::refusal(&error, &shown), error };
    let error = task.filters.first_error(&raised, filename);
    let mut lines = None;
    for warning in &raised[..error.unwrap_or(raised.len())] {
        let action = task.filters.action(warning, filename);
        if matches!(action, Action::Show | Action::ShowOnce) {
            let head = traceback::warning_head(warning, filename);
            let line = lines.get_or_insert_with(|| SourceLines::of_warnings(&shown)).warned_of(warning.line);
            let once = action == Action::ShowOnce;
            report.warnings.push(ShownWarning { warning: warning.clone(), head, line, once });
        }
    }
    if let Some(index) = error {
        let lines = SourceLines::new(&shown);
        // Behind the end CPython shows the line that it has read last.
        let number = usize::try_from(raised[index].location.line).unwrap_or_default().min(lines.len());
        let line = lines.get(number).map(str::to_owned);
        return Err(refused(warnings::into_error(&raised[index], line, traceback::counts_characters(&shown))));
    }
    compiled?.map_err(refused)
}

fn header(invalidation: Invalidation, target: &Target, meta: &SourceMeta, source: &[u8]) -> [u8; 16] {
    match invalidation {
        Invalidation::Timestamp => pyc::timestamp_header(target, meta.mtime, meta.size),
        Invalidation::CheckedHash => pyc::hash_header(target, source, true),
        Invalidation::UncheckedHash => pyc::hash_header(target, source, false),
    }
}

/// What is known of the file that is to be replaced, if there is one; py_compile's refusal if it is not regular.
fn existing(pyc: &Path) -> Result<Option<fs::Metadata>, Failure> {
    let Ok(meta) = fs::symlink_metadata(pyc) else { return Ok(None) };
    let kind = if meta.is_symlink() {
        "a symlink and will be changed into a regular file"
    } else if !meta.is_file() {
        "a non-regular file and will be changed into a regular one"
    } else {
        return Ok(Some(meta));
    };
    let pyc = text::backslash_replaced(pyc.as_os_str().as_bytes());
    let message = format!("{pyc} is {kind} if import writes a byte-compiled file to it");
    Err(Failure::Os(OsFailure { class: "FileExistsError", message }))
}

/// Runs the compiler; a panic in it is that file's failure.
fn caught<T>(compile: impl FnOnce() -> T) -> Result<T, Failure> {
    COMPILING.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(compile));
    COMPILING.set(false);
    result.map_err(|payload| {
        let what = PANIC.take().unwrap_or_else(|| payload_text(&*payload).to_owned());
        Failure::Defect(what)
    })
}

/// Has panics remembered for the failure that they become, instead of printed.
pub(super) fn remember_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !COMPILING.get() {
                return before(info);
            }
            let place = info.location().map_or(String::new(), |location| format!(" at {location}"));
            PANIC.set(Some(format!("{}{place}", payload_text(info.payload()))));
        }));
    });
}

fn payload_text(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("panic")
}
