//! `--python-version` and `--python`: what is compiled for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::Failed;
use crate::compiler::version::{Target, VersionError, VersionRequest};
use crate::tool::discover::{self, DiscoverError, Finder, Surroundings};
use crate::tool::tree::{Targets, TreeTargets};

/// The variable that chooses for sources that are in no tree of a Python.
const VARIABLE: &str = "PYCOMPILEALL_PYTHON_VERSION";

/// The options that choose the versions.
#[derive(Debug, Args)]
pub(super) struct Versions {
    /// Compile for this Python, as 3.15 or 3.15.2, or for several, as 3.14,3.15 [default: that of the
    /// environment or library that a source is in, else of the surroundings: see Python version below]
    #[arg(long, value_name = "X.Y[.Z],...", value_parser = parse, help_heading = "Python version")]
    python_version: Option<List>,

    /// Compile for exactly the release of this interpreter or environment; a version is as --python-version
    #[arg(long, value_name = "PATH", conflicts_with = "python_version", help_heading = "Python version")]
    python: Option<PathBuf>,
}

#[derive(Clone, Debug)]
struct List(Vec<VersionRequest>);

impl List {
    /// The targets, each once.
    fn targets(&self) -> Result<Vec<&'static Target>, DiscoverError> {
        let mut targets: Vec<&'static Target> = Vec::new();
        for &wanted in &self.0 {
            let target = discover::target_for(wanted, "")?;
            if !targets.iter().any(|other| std::ptr::eq(*other, target)) {
                targets.push(target);
            }
        }
        Ok(targets)
    }
}

fn parse(text: &str) -> Result<List, String> {
    let wanted = text.split(',').map(str::parse).collect::<Result<_, _>>();
    wanted.map(List).map_err(|_: VersionError| "no versions of Python 3, as 3.15 or 3.15.2 or 3.14,3.15".to_owned())
}

impl Versions {
    /// The rule for the targets. With `is_strict` all that would only be remarked on is an error.
    pub(super) fn targets(&self, is_strict: bool) -> Result<Targets, Failed> {
        if let Some(list) = &self.python_version {
            return Ok(Targets::fixed(list.targets()?, "--python-version".to_owned()));
        }
        if let Some(list) = self.listed() {
            return Ok(Targets::fixed(list.targets()?, "--python".to_owned()));
        }
        let surroundings = Surroundings::of_process();
        if let Some(python) = &self.python {
            let tree = discover::of_interpreter(python, &surroundings)?;
            return match tree.remark {
                Some(remark) if is_strict => Err(Failed::Usage(remark)),
                _ => Ok(Targets::Fixed(Arc::new(tree))),
            };
        }
        let chosen = match std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
            Some(value) => {
                let fail = |error: String| Failed::Usage(format!("{VARIABLE}: {error}"));
                let list = parse(&value.to_string_lossy()).map_err(fail)?;
                let targets = list.targets().map_err(|error| fail(error.to_string()))?;
                Some(TreeTargets { targets, origin: VARIABLE.to_owned(), remark: None })
            }
            None => None,
        };
        Ok(Targets::Found(Arc::new(Finder::new(surroundings, chosen, is_strict))))
    }

    /// The versions that `--python` names instead of an interpreter.
    fn listed(&self) -> Option<List> {
        parse(self.python.as_deref()?.to_str()?).ok()
    }

    /// The interpreter or environment that is named.
    pub(super) fn interpreter(&self) -> Option<&Path> {
        self.python.as_deref().filter(|_| self.listed().is_none())
    }
}

impl From<DiscoverError> for Failed {
    fn from(error: DiscoverError) -> Self {
        Self::Usage(error.to_string())
    }
}
