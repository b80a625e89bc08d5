//! Sources that are no files, compiled to what would be in their .pyc files.

use std::cell::RefCell;
use std::path::Path;
use std::time::Instant;

use super::file::{Task, code};
use super::outcome::{Outcome, PycReport};
use crate::compiler::pyc::{self, Invalidation};
use crate::compiler::session::Compiler;
use crate::compiler::version::Feature;
use crate::tool::tree::config::Config;

pub(crate) use super::write::new_mode;

/// A source that was read.
pub(crate) struct Source<'s> {
    /// Its path in words.
    pub path: &'s Path,
    /// What is recorded as its path, if no flag says otherwise.
    pub name: &'s [u8],
    pub text: &'s [u8],
    /// How imports are to compare the .pyc with it: by a hash, since it has no time.
    pub invalidation: Invalidation,
}

/// Compiles a source for each version and level of `reports`, which get the outcomes. Returns the contents of the .pyc
/// files, which are empty where there is none.
pub(crate) fn compile(config: &Config, source: &Source<'_>, reports: &mut [PycReport]) -> Vec<Vec<u8>> {
    thread_local! {
        static COMPILER: RefCell<Compiler> = RefCell::default();
    }
    let naming = config.naming_under(Path::new(""), false);
    let is_checked = source.invalidation == Invalidation::CheckedHash;
    let mut contents = Vec::with_capacity(reports.len());
    COMPILER.with_borrow_mut(|compiler| {
        let mut opened = compiler.open(source.text, reports.len() > 1);
        for version in reports.chunk_by_mut(|left, right| std::ptr::eq(left.target, right.target)) {
            let target = version[0].target;
            let recorded = naming.recorded(source.name, target.has(Feature::StripOfPrefixOnly));
            let task = Task {
                source: source.path,
                recorded: Some(recorded.as_deref().unwrap_or(source.name)),
                invalidation: source.invalidation,
                debug_ranges: config.debug_ranges,
                int_max_str_digits: config.int_max_str_digits,
                filters: &config.filters,
                allowed_refusals: &config.allowed_refusals,
                within: None,
                in_memory: true,
            };
            let mut has_failed = false;
            for report in version {
                let mut content = Vec::new();
                if !has_failed {
                    let start = Instant::now();
                    report.outcome = match code(&mut opened, source.text, &task, report) {
                        Ok(code) => {
                            content.reserve_exact(pyc::HEADER + code.len());
                            content.extend_from_slice(&pyc::hash_header(target, source.text, is_checked));
                            content.extend_from_slice(&code);
                            opened.recycle(code);
                            Outcome::Accepted
                        }
                        Err(failure) => Outcome::Failed(failure),
                    };
                    report.time = start.elapsed();
                    has_failed = matches!(report.outcome, Outcome::Failed(_));
                } else {
                    report.outcome = Outcome::Skipped;
                }
                contents.push(content);
            }
        }
    });
    contents
}
