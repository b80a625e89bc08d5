//! The environment, and the interpreter's own flags (`-O`, `-X`, `-W`).

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use clap::{ArgAction, Args, ValueEnum};

use super::Failed;
use super::compileall::{Mode, workers};
use crate::compiler::pyc::Invalidation;
use crate::compiler::values::context::Options;
use crate::compiler::warnings::{Filters, InvalidFilter};
use crate::tool::report::complain;
use crate::tool::tree::cache_path::Layout;
use crate::tool::tree::config::Config;
use crate::tool::tree::{Targets, read_filter_pattern};

/// Flags of `python` that change what is compiled.
#[derive(Debug, Args)]
pub(super) struct Interpreter {
    /// As python -W: what becomes of warnings, as ignore or error::SyntaxWarning; may be repeated
    #[arg(short = 'W', long = "warning-filter", value_name = "FILTER", action = ArgAction::Append, help_heading = "As of the interpreter")]
    warnings: Vec<String>,

    /// As python -X: pycache_prefix=DIR, no_debug_ranges or int_max_str_digits=N; may be repeated
    #[arg(short = 'X', long = "xoption", value_name = "OPTION", action = ArgAction::Append, help_heading = "As of the interpreter")]
    options: Vec<OsString>,

    /// As python -O: --optimize 1, and -OO: --optimize 2, unless a level is given
    #[arg(short = 'O', action = ArgAction::Count, help_heading = "As of the interpreter")]
    optimizations: u8,
}

/// The variable that stands for `--invalidation-mode`.
const MODE: &str = "PYCOMPILEALL_INVALIDATION_MODE";

/// The variable that stands for `--jobs`.
const JOBS: &str = "PYCOMPILEALL_JOBS";

/// The settings of the environment that apply to every file of a run.
pub(super) struct Environment {
    /// The mode where none is asked for.
    pub invalidation: Invalidation,
    /// Whether it is a variable of ours that says so.
    pub names_mode: bool,
    /// The level where none is asked for.
    pub level: u8,
    cache_prefix: Option<PathBuf>,
    debug_ranges: bool,
    int_max_str_digits: u32,
    filters: Filters,
    invalid_filters: Vec<InvalidFilter>,
}

impl Environment {
    /// That of this process, and the flags above it.
    pub(super) fn new(flags: &Interpreter) -> Result<Self, Failed> {
        let level = variable("PYTHONOPTIMIZE").map_or(0, |value| {
            // What is no number counts as one.
            value.to_str().and_then(|value| value.trim().parse().ok()).unwrap_or(1)
        });
        let reproducible = variable("SOURCE_DATE_EPOCH").is_some();
        let mut environment = Self {
            invalidation: match variable(MODE) {
                Some(value) => of_variable(MODE, &value, |text| Mode::from_str(text, false))?.into(),
                None if reproducible => Invalidation::CheckedHash,
                None => Invalidation::Timestamp,
            },
            names_mode: variable(MODE).is_some(),
            // As in Python, the variable and the flags are not added up.
            level: flags.optimizations.max(level),
            cache_prefix: variable("PYTHONPYCACHEPREFIX").map(PathBuf::from),
            debug_ranges: variable("PYTHONNODEBUGRANGES").is_none(),
            int_max_str_digits: match variable("PYTHONINTMAXSTRDIGITS") {
                Some(value) => max_digits("PYTHONINTMAXSTRDIGITS", value.as_bytes())?,
                None => Options::INT_MAX_STR_DIGITS,
            },
            filters: Filters::default(),
            invalid_filters: Vec::new(),
        };
        let of_variable = variable("PYTHONWARNINGS").unwrap_or_default().to_string_lossy().into_owned();
        let filters = of_variable.split(',').filter(|filter| !filter.is_empty());
        environment.filter(filters.chain(flags.warnings.iter().map(String::as_str)));
        for option in &flags.options {
            environment.option(option)?;
        }
        Ok(environment)
    }

    /// Adds filters; one that was there before is not moved.
    fn filter<'f>(&mut self, filters: impl Iterator<Item = &'f str>) {
        let mut seen = Vec::new();
        for filter in filters {
            if !seen.contains(&filter) {
                seen.push(filter);
                self.invalid_filters.extend(self.filters.add(filter, read_filter_pattern).err());
            }
        }
    }

    /// Complains about the filters that are none, for some of `targets` at least. Those that a tree has are not known yet.
    pub(super) fn complain(&self, targets: &Targets) {
        for invalid in &self.invalid_filters {
            let is_said = match targets {
                Targets::Fixed(tree) => tree.targets.iter().any(|target| invalid.concerns(target)),
                Targets::Found(_) => true,
            };
            if is_said {
                complain(&format!("{invalid}\n"));
            }
        }
    }

    fn option(&mut self, option: &OsStr) -> Result<(), Failed> {
        let bytes = option.as_bytes();
        let (name, value) = match memchr::memchr(b'=', bytes) {
            Some(at) => (&bytes[..at], &bytes[at + 1..]),
            None => (bytes, &b""[..]),
        };
        match name {
            b"no_debug_ranges" => self.debug_ranges = false,
            b"int_max_str_digits" => self.int_max_str_digits = max_digits("-X int_max_str_digits", value)?,
            b"pycache_prefix" => {
                self.cache_prefix = Some(PathBuf::from(OsStr::from_bytes(value))).filter(|path| super::is_given(path));
            }
            _ => {
                let option = option.display();
                return Err(Failed::Usage(format!(
                    "-X {option}: not one of pycache_prefix=DIR, no_debug_ranges, int_max_str_digits=N"
                )));
            }
        }
        Ok(())
    }

    /// Has a run over `paths` heed it.
    pub(super) fn apply(&self, config: &mut Config, paths: &[PathBuf]) -> Result<(), Failed> {
        config.levels = vec![self.level];
        config.invalidation = self.invalidation;
        config.debug_ranges = self.debug_ranges;
        config.filters = self.filters.clone();
        config.int_max_str_digits = self.int_max_str_digits;
        if let Some(root) = &self.cache_prefix {
            // One that is gone matters only to those who are in it.
            let current_dir = match std::env::current_dir() {
                Err(_) if paths.iter().all(|path| path.is_absolute()) => PathBuf::new(),
                current_dir => current_dir?,
            };
            config.layout = Layout::Prefix { root: root.clone(), current_dir };
        }
        Ok(())
    }
}

/// The number of workers where none is asked for.
pub(super) fn jobs() -> Result<usize, Failed> {
    variable(JOBS).map_or(Ok(0), |value| of_variable(JOBS, &value, workers))
}

/// A variable that says something.
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// What a variable of ours says.
fn of_variable<T>(name: &str, value: &OsStr, parse: impl Fn(&str) -> Result<T, String>) -> Result<T, Failed> {
    let value = value.to_string_lossy();
    parse(&value).map_err(|error| Failed::Usage(format!("{name}: '{value}': {error}")))
}

/// The digits of an integer that `origin` allows (`config_init_int_max_str_digits`).
fn max_digits(origin: &str, value: &[u8]) -> Result<u32, Failed> {
    /// Fewer would not do for the hash of a number (`sys.int_info.str_digits_check_threshold`).
    const LEAST: u32 = 640;
    let number = std::str::from_utf8(value).ok().and_then(|value| value.trim_ascii_start().parse::<i32>().ok());
    match number.and_then(|number| u32::try_from(number).ok()) {
        Some(digits) if digits == 0 || digits >= LEAST => Ok(digits),
        _ => Err(Failed::Usage(format!("{origin}: invalid limit; must be >= {LEAST} or 0 for unlimited."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_digits_as_python_reads_them() {
        for (text, expected) in [
            ("0", Some(0)),
            (" +640", Some(640)),
            ("639", None),
            ("-1", None),
            ("700 ", None),
            ("", None),
            ("2147483647", Some(2_147_483_647)),
            ("2147483648", None),
        ] {
            assert_eq!(max_digits("", text.as_bytes()).ok(), expected, "{text:?}");
        }
    }
}
