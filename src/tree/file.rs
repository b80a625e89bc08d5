//! One file: look, read, compile, write.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::cache_path::cache_path;
use super::order::Event;
use super::os_error::OsFailure;
use super::queue::{Job, Stale};
use super::stale::{self, SourceMeta};
use super::write::{link_atomic, write_atomic};
use crate::config::Config;
use crate::error::{CompileError, Warning};
use crate::pyc::{self, Invalidation};
use crate::traceback::{self, Shown};
use crate::{Compiler, Options, text};

/// What came of a file that was not up to date.
#[derive(Debug)]
pub struct FileReport {
    /// The source, as the walk found it.
    pub path: PathBuf,
    /// Its .pyc files, one for each optimization level of the run.
    pub pycs: Vec<PathBuf>,
    /// Whether they were written.
    pub outcome: Outcome,
    /// What CPython warns of, ready to be shown, in order.
    pub warnings: Vec<LevelWarning>,
    /// How many bytes were written, all levels together.
    pub bytes: u64,
    /// How long it took.
    pub time: Duration,
}

/// Whether a file was compiled.
#[derive(Debug)]
pub enum Outcome {
    /// Every level was written.
    Compiled,
    /// A level was not.
    Failed(Failure),
}

/// A warning of the compilation for one level.
#[derive(Debug)]
pub struct LevelWarning {
    /// The optimization level.
    pub level: u8,
    /// The warning.
    pub warning: Warning,
    /// As Python's `warnings` module shows it, lines and all.
    pub shown: String,
}

/// Why a file was not compiled.
#[derive(Debug)]
pub enum Failure {
    /// CPython refuses the source.
    Refused {
        /// Why.
        error: CompileError,
        /// As compileall shows it.
        shown: String,
    },
    /// The source can't be read or the .pyc not written.
    Os(OsFailure),
    /// This program failed, not the file.
    Defect(String),
}

impl Failure {
    /// What compileall prints after the file's name.
    pub fn text(&self) -> String {
        match self {
            Self::Refused { shown, .. } => shown.clone(),
            Self::Os(failure) => format!("{}: {}", failure.class, failure.message),
            Self::Defect(what) => {
                format!(
                    "Sorry: InternalError: {what}\nThis is a defect of pycompileall: please report it, with the file."
                )
            }
        }
    }
}

/// Looks at a file of the walk: what it tells at once, or what must be compiled.
pub(super) fn check(config: &Config, job: Job) -> Result<Stale, (u64, Event)> {
    if is_left_alone(config, &job.path) {
        return Err((job.number, Event::Ignored));
    }
    let Some(meta) = SourceMeta::read(&job.path) else { return Err((job.number, Event::Ignored)) };
    let pycs: Vec<PathBuf> =
        config.levels.iter().map(|&level| cache_path(&job.path, &config.layout, &config.cache_tag, level)).collect();
    if !config.force && stale::all_fresh(&pycs, &meta, config.target) {
        return Err((job.number, Event::Fresh(job.path)));
    }
    Ok(Stale { job, pycs, meta })
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

/// Compiles a file for every level of the run.
pub(super) fn compile(config: &Config, stale: Stale) -> FileReport {
    let start = Instant::now();
    let mut warnings = Vec::new();
    let mut bytes = 0;
    let outcome =
        WORKER.with_borrow_mut(|worker| match worker.compile_levels(config, &stale, &mut warnings, &mut bytes) {
            Ok(()) => Outcome::Compiled,
            Err(failure) => Outcome::Failed(failure),
        });
    FileReport { path: stale.job.path, pycs: stale.pycs, outcome, warnings, bytes, time: start.elapsed() }
}

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::default();
    /// Where and why this thread panicked last.
    static PANIC: Cell<Option<String>> = const { Cell::new(None) };
}

/// What a worker keeps from file to file.
#[derive(Default)]
struct Worker {
    compiler: Compiler,
    source: Vec<u8>,
}

impl Worker {
    fn compile_levels(
        &mut self,
        config: &Config,
        stale: &Stale,
        warnings: &mut Vec<LevelWarning>,
        bytes: &mut u64,
    ) -> Result<(), Failure> {
        let path = &stale.job.path;
        let recorded = stale.job.naming.recorded(path.as_os_str().as_bytes());
        let renamed = recorded.is_some();
        let recorded = recorded.unwrap_or_else(|| path.as_os_str().as_bytes().to_vec());
        let filename = text::wtf8(&recorded);
        let mut before: Option<(&Path, Vec<u8>)> = None;
        for (index, (&level, pyc)) in config.levels.iter().zip(&stale.pycs).enumerate() {
            refuse_irregular(pyc)?;
            if index == 0 {
                self.read(path, stale.meta.size).map_err(|error| Failure::Os(OsFailure::at(&error, path)))?;
            }
            let shown = Shown { filename: &recorded, source: &self.source, target: config.target, on_disk: !renamed };
            let options = Options::at_level(level.min(2));
            let compiler = &mut self.compiler;
            let source = &self.source;
            let mut raised = Vec::new();
            let compiled = caught(|| compiler.compile(source, &filename, config.target, options, &mut raised));
            for warning in raised {
                let shown = traceback::warning(&warning, &shown);
                warnings.push(LevelWarning { level, warning, shown });
            }
            let code =
                compiled?.map_err(|error| Failure::Refused { shown: traceback::refusal(&error, &shown), error })?;
            let header = match config.invalidation {
                Invalidation::Timestamp => pyc::timestamp_header(config.target, stale.meta.mtime, stale.meta.size),
                Invalidation::CheckedHash => pyc::hash_header(config.target, &self.source, true),
                Invalidation::UncheckedHash => pyc::hash_header(config.target, &self.source, false),
            };
            let same = before.as_ref().filter(|(_, before)| *before == code);
            if same.is_some_and(|(before, _)| link_atomic(before, pyc).is_ok()) {
                continue;
            }
            write_atomic(pyc, &header, &code, stale.meta.mode).map_err(Failure::Os)?;
            *bytes += (header.len() + code.len()) as u64;
            if config.hardlink_dupes {
                before = Some((pyc, code));
            }
        }
        Ok(())
    }

    fn read(&mut self, path: &Path, size: u64) -> io::Result<()> {
        let file = File::open(path)?;
        self.source.clear();
        self.source.reserve(size as usize + 1);
        // `take` keeps the standard library from asking for the size again.
        file.take(u64::MAX).read_to_end(&mut self.source)?;
        Ok(())
    }
}

/// py_compile's refusal to replace what is no regular file.
fn refuse_irregular(pyc: &Path) -> Result<(), Failure> {
    let Ok(meta) = fs::symlink_metadata(pyc) else { return Ok(()) };
    let kind = if meta.is_symlink() {
        "a symlink and will be changed into a regular file"
    } else if !meta.is_file() {
        "a non-regular file and will be changed into a regular one"
    } else {
        return Ok(());
    };
    let pyc = text::backslash_replaced(pyc.as_os_str().as_bytes());
    let message = format!("{pyc} is {kind} if import writes a byte-compiled file to it");
    Err(Failure::Os(OsFailure { class: "FileExistsError", message }))
}

/// Runs the compiler; a panic in it is that file's failure.
fn caught<T>(compile: impl FnOnce() -> T) -> Result<T, Failure> {
    panic::catch_unwind(AssertUnwindSafe(compile)).map_err(|payload| {
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
            if !super::run::is_worker() {
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
