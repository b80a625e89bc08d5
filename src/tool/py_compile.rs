//! Python's `py_compile`: one source to one `.pyc`, whether it is up to date or not.
//!
//! ```
//! use pycompileall::py_compile::{self, Options};
//! use pycompileall::Target;
//!
//! # let directory = tempfile::tempdir()?;
//! # let file = directory.path().join("hello.py");
//! std::fs::write(&file, "print('hello')\n")?;
//! let pyc = py_compile::compile(&file, &Options::new(Target::py311()))?;
//! assert!(pyc.ends_with("__pycache__/hello.cpython-311.pyc") && pyc.is_file());
//!
//! std::fs::write(&file, "print('hello'\n")?;
//! let error = py_compile::compile(&file, &Options::new(Target::py311())).unwrap_err();
//! assert!(error.to_string().ends_with("SyntaxError: '(' was never closed\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::compiler::pyc::Invalidation;
use crate::compiler::values::context::OptLevel;
use crate::compiler::values::error::CompileError;
use crate::compiler::version::Target;
use crate::compiler::warnings::Filters;
use crate::tool::report::{Quiet, complain};
use crate::tool::tree::cache_path::{Layout, cache_path};
use crate::tool::tree::config::Config;
use crate::tool::tree::os_error::OsFailure;
use crate::tool::tree::{self, AllowedRefusals, Failure, Outcome, PycReport, ShownWarning, Task};

/// The settings of a compilation. Each method has the meaning of py_compile's argument of its name.
#[derive(Clone, Debug)]
pub struct Options {
    target: &'static Target,
    cfile: Option<PathBuf>,
    dfile: Option<PathBuf>,
    level: u8,
    invalidation: Invalidation,
    quiet: Quiet,
    layout: Layout,
    follow_pycache_links: bool,
    debug_ranges: bool,
    int_max_str_digits: u32,
    filters: Filters,
}

impl Options {
    /// The defaults: the .pyc in `__pycache__`, level 0, checked by time, nothing said.
    pub fn new(target: &'static Target) -> Self {
        Self { quiet: Quiet::All, ..Self::of_config(&Config::new(target), target) }
    }

    pub(crate) fn of_config(config: &Config, target: &'static Target) -> Self {
        Self {
            target,
            cfile: None,
            dfile: None,
            level: config.levels[0],
            invalidation: config.invalidation,
            quiet: Quiet::No,
            layout: config.layout.clone(),
            follow_pycache_links: config.follow_pycache_links,
            debug_ranges: config.debug_ranges,
            int_max_str_digits: config.int_max_str_digits,
            filters: config.filters.clone(),
        }
    }

    /// Sets the path of the .pyc.
    pub fn cfile(mut self, path: impl Into<PathBuf>) -> Self {
        self.cfile = Some(path.into());
        self
    }

    /// Whether a `__pycache__` that is a symbolic link is followed even if it leads out of the source's directory.
    pub fn follow_pycache_links(mut self, follow: bool) -> Self {
        self.follow_pycache_links = follow;
        self
    }

    /// Sets the path that is recorded as the source's, and shown in errors.
    pub fn dfile(mut self, path: impl Into<PathBuf>) -> Self {
        self.dfile = Some(path.into());
        self
    }

    /// The optimization level, or the number of `-O`s that means it.
    pub fn optimize(mut self, level: impl Into<OptLevel>) -> Self {
        self.level = level.into() as u8;
        self
    }

    /// Sets how imports find out whether the .pyc is up to date.
    pub fn invalidation_mode(mut self, mode: Invalidation) -> Self {
        self.invalidation = mode;
        self
    }

    /// Sets what is written to standard error. With [`Quiet::No`] that is warnings and why a source is refused, with
    /// [`Quiet::Errors`] only the latter, with [`Quiet::All`] nothing. What is returned does not depend on it.
    pub fn quiet(mut self, quiet: Quiet) -> Self {
        self.quiet = quiet;
        self
    }
}

/// Why a source was not compiled. It is shown in py_compile's words.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Error {
    /// CPython refuses the source (`PyCompileError`).
    Refused {
        /// Why.
        error: CompileError,
        /// The message in py_compile's words.
        message: String,
    },
    /// The source can't be read or the .pyc not written (`OSError`).
    Os(OsFailure),
    /// A defect of this program.
    Defect(String),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused { message, .. } => f.write_str(message),
            Self::Os(failure) => f.write_str(&failure.message),
            Self::Defect(_) => f.write_str(&Failure::from(self.clone()).text()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Refused { error, .. } => Some(error),
            Self::Os(_) | Self::Defect(_) => None,
        }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused { error, shown, .. } => Self::Refused { error, message: shown },
            Failure::Os(failure) => Self::Os(failure),
            Failure::Defect(what) => Self::Defect(what),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused { error, message } => Self::Refused { error, shown: message, is_allowed: false },
            Error::Os(failure) => Self::Os(failure),
            Error::Defect(what) => Self::Defect(what),
        }
    }
}

/// Compiles a source and returns the path of its .pyc (`py_compile.compile`).
///
/// # Errors
/// When the source is refused or can't be read, or the .pyc can't be written: it is not written through
/// a symbolic link or onto what is no regular file. The .pyc that there was is left as it was.
pub fn compile(file: impl AsRef<Path>, options: &Options) -> Result<PathBuf, Error> {
    let (warnings, compiled) = attempt(file.as_ref(), options);
    if options.quiet == Quiet::No {
        warnings.iter().for_each(|warning| complain(&warning.text()));
    }
    if options.quiet < Quiet::All
        && let Err(error @ (Error::Refused { .. } | Error::Defect(_))) = &compiled
    {
        complain(&format!("{error}\n"));
    }
    compiled
}

/// Compiles a source. What CPython warns of comes first.
pub(crate) fn attempt(file: &Path, options: &Options) -> (Vec<ShownWarning>, Result<PathBuf, Error>) {
    let report = report(file, options);
    let compiled = match report.outcome {
        Outcome::Failed(failure) => Err(failure.into()),
        _ => Ok(report.path),
    };
    (report.warnings, compiled)
}

/// Compiles a source, and tells all that is known of it.
pub(crate) fn report(file: &Path, options: &Options) -> PycReport {
    let path = options
        .cfile
        .clone()
        .unwrap_or_else(|| cache_path(file, &options.layout, options.target.cache_tag(), options.level));
    let mut report = PycReport::new(options.target, options.level, path, Outcome::Skipped);
    let recorded = options.dfile.as_deref().map(|path| path.as_os_str().as_bytes()).filter(|path| !path.is_empty());
    let task = Task {
        source: file,
        recorded,
        invalidation: options.invalidation,
        debug_ranges: options.debug_ranges,
        int_max_str_digits: options.int_max_str_digits,
        filters: &options.filters,
        within: None,
        allowed_refusals: &AllowedRefusals::None,
        in_memory: false,
    };
    let layout = options.cfile.is_none().then_some(&options.layout);
    tree::compile_one(&task, layout, options.follow_pycache_links, &mut report);
    report
}
