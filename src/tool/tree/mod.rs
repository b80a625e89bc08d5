//! The run over directories and files: everything that touches the file system.
//!
//! One thread walks (`walk`) and hands out files in the order in which `python -m compileall` visits them; it knows
//! which releases each is compiled for (`targets`). Workers look whether a file's .pyc files are up to date
//! (`stale`), compile what is not (`file`) and write it in one step (`write`), or only make it new if it is the
//! same already (`unchanged`). Whatever order they finish in, what they found is handed to the [`Sink`] in the
//! order of the walk (`order`). A run that verifies lists .pyc files instead and judges each (`verify`).

mod allowed;
mod at;
pub mod cache_path;
mod cached_name;
pub mod config;
mod count;
mod deep;
mod defect;
mod directory;
mod dist_info;
mod file;
mod header;
pub(crate) mod in_memory;
mod leftover;
mod look;
mod naming;
mod order;
pub(crate) mod os_error;
mod outcome;
mod overlap;
mod pattern;
mod place;
mod prune;
mod pruned;
mod python_regex;
mod queue;
mod read;
pub(crate) mod regular;
mod replace;
mod run;
mod stale;
mod targets;
mod unchanged;
mod verify;
mod walk;
mod way;
mod workers;
mod write;
mod written;

pub(crate) use crate::compiler::difference::Difference;
pub use allowed::{AllowedRefusals, Globs};
pub(crate) use at::or_current;
pub(crate) use count::Count;
pub(crate) use defect::{guarded, remember_panics};
pub(crate) use dist_info::record;
pub(crate) use file::{Task, compile_one, reports};
pub use naming::Naming;
pub(crate) use order::InOrder;
pub use order::{Event, Progress, RunError, Sink};
pub use outcome::{Failure, FileReport, Outcome, PycReport, ShownWarning};
pub use pattern::{PathPattern, PatternError, read_filter_pattern};
pub use pruned::{PruneOutcome, PruneReason, Pruned};
pub(crate) use replace::{put_copy, replace_file};
pub use run::{Interrupt, Summary, run};
pub use targets::TreeTargets;
pub(crate) use targets::{FindTargets, Finding, Targets};
pub use verify::{Explanation, Mismatch, Reason, Staleness, Verdict, Verified, VerifyReport, Why};
pub(crate) use workers::start as start_workers;
