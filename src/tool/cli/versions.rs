//! `--python-version` and `--python`: what is compiled for.

use std::path::PathBuf;

use clap::Args;

use super::Failed;
use crate::compiler::version::{Target, VersionRequest};
use crate::tool::discover::{self, Surroundings};
use crate::tool::report::complain;

/// The options that choose the versions.
#[derive(Debug, Args)]
pub(super) struct Versions {
    /// Compile for this Python, as 3.14 or 3.14.8, or for several, as 3.13,3.14 [default: what the
    /// paths, the active virtual environment or python3 on PATH say, else the newest]
    #[arg(long, value_name = "X.Y[.Z],...", value_parser = parse, help_heading = "Python version")]
    python_version: Option<List>,

    /// Compile for exactly this interpreter's release
    #[arg(long, value_name = "PATH", conflicts_with = "python_version", help_heading = "Python version")]
    pub python: Option<PathBuf>,
}

#[derive(Clone, Debug)]
struct List(Vec<VersionRequest>);

fn parse(text: &str) -> Result<List, String> {
    let wanted = text.split(',').map(VersionRequest::parse).collect::<Option<_>>();
    wanted.map(List).ok_or_else(|| "no versions of Python 3, as 3.14 or 3.14.8 or 3.13,3.14".to_owned())
}

impl Versions {
    /// The targets for `paths`, each once.
    pub(super) fn choose(&self, paths: &[PathBuf]) -> Result<Vec<&'static Target>, Failed> {
        let chosen = match (&self.python_version, &self.python) {
            (Some(List(wanted)), _) => wanted.iter().map(|&wanted| discover::target_for(wanted, "")).collect(),
            (None, Some(python)) => discover::ask(python)
                .and_then(|wanted| discover::target_for(wanted, &python.display().to_string()))
                .map(|target| vec![target]),
            (None, None) => discover::discover(paths, &Surroundings::of_process()).map(|choice| {
                for complaint in choice.complaints {
                    complain(&format!("{complaint}\n"));
                }
                vec![choice.target]
            }),
        };
        let mut targets: Vec<&'static Target> = Vec::new();
        for target in chosen.map_err(|error| Failed::Usage(error.to_string()))? {
            if !targets.iter().any(|other| std::ptr::eq(*other, target)) {
                targets.push(target);
            }
        }
        Ok(targets)
    }
}
