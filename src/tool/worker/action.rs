//! Running an action: its sources are compiled, each as `py_compile.compile` does it, and what was said is its answer.

use std::path::Path;

use super::arguments::{self, Source};
use super::releases::Releases;
use crate::tool::py_compile::{self, Options};
use crate::tool::tree::Outcome;

/// The result of an action.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The exit code of a process that does nothing else.
    pub code: u8,
    /// The words for whoever runs the build: Python's warnings, and why a source is refused.
    pub output: String,
}

impl Answer {
    /// All sources are compiled.
    const DONE: u8 = 0;
    /// A source is not.
    const FAILED: u8 = 1;
    /// There is something wrong with the arguments or the request.
    const REFUSED: u8 = 2;

    /// The answer to what is no action, or no request.
    pub(super) fn refusal(why: &str) -> Self {
        Self { code: Self::REFUSED, output: format!("pycompile-worker: {why}\n") }
    }
}

/// Runs the action of these arguments, with its files below `base`. None if it was cancelled: nothing is written then
/// that is not whole, and nothing later.
pub(super) fn run(
    arguments: Vec<Vec<u8>>,
    base: &Path,
    releases: &Releases,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Answer> {
    let read = arguments::read(arguments, base).and_then(|action| Ok((releases.target(action.wanted)?, action)));
    let (target, action) = match read {
        Ok(read) => read,
        Err(why) => return Some(Answer::refusal(&why)),
    };
    let options = Options::new(target).optimize(action.level).invalidation_mode(action.invalidation);
    let mut answer = Answer { code: Answer::DONE, output: String::new() };
    // A source that is refused does not hide what is wrong with the others.
    for source in &action.sources {
        if is_cancelled() {
            return None;
        }
        compile(source, &options, &mut answer);
    }
    Some(answer)
}

fn compile(source: &Source, options: &Options, answer: &mut Answer) {
    let options = options.clone().cfile(&source.pyc).dfile(&source.name);
    let report = py_compile::report(&source.path, &options);
    answer.output.extend(report.warnings.iter().map(|warning| warning.text()));
    if let Outcome::Failed(failure) = report.outcome {
        answer.code = Answer::FAILED;
        answer.output += &failure.text();
        if !answer.output.ends_with('\n') {
            answer.output.push('\n');
        }
    }
}
