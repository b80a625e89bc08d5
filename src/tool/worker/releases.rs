//! The release that an action is for. Its rule names a series only.

use std::sync::{Mutex, PoisonError};

use crate::compiler::version::{Target, VersionError, VersionRequest};
use crate::tool::report::complain;

/// The releases that a worker was told of, and what it has said of others.
#[derive(Debug, Default)]
pub(crate) struct Releases {
    named: Vec<&'static Target>,
    /// The series that it was said of which release they mean.
    said: Mutex<Vec<VersionRequest>>,
}

impl Releases {
    /// Those that were named. Two of one series are an error, in words.
    pub(crate) fn new(named: &[VersionRequest]) -> Result<Self, String> {
        let mut targets: Vec<&'static Target> = Vec::new();
        for &wanted in named {
            let target: &Target = wanted.try_into().map_err(|error: VersionError| error.to_string())?;
            if let Some(other) = targets.iter().find(|other| other.is_of_series(wanted)) {
                let (one, other) = (other.version, target.version);
                return Err(format!("actions name a series only: {one} and {other} are of the same"));
            }
            targets.push(target);
        }
        Ok(Self { named: targets, said: Mutex::default() })
    }

    /// The target of an action that wants this version. Where nothing names the release, it is said once which it is.
    pub(super) fn target(&self, wanted: Option<VersionRequest>) -> Result<&'static Target, String> {
        let Some(wanted) = wanted else {
            return match self.named[..] {
                [target] => Ok(target),
                _ => Err("--python_version is missing".to_owned()),
            };
        };
        let of_series = self.named.iter().find(|target| target.is_of_series(wanted));
        if let (Some(&target), None) = (of_series, wanted.micro) {
            return Ok(target);
        }
        let target: &Target = wanted.try_into().map_err(|error| format!("--python_version: {error}"))?;
        if wanted.micro.is_none() {
            self.say(wanted, target);
        }
        Ok(target)
    }

    fn say(&self, wanted: VersionRequest, target: &Target) {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if !said.contains(&wanted) {
            said.push(wanted);
            complain(&format!(
                "pycompile-worker: {wanted} is taken for {}, the newest that was compared with CPython's files; \
                 --python-release names another\n",
                target.version
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(text: &str) -> Vec<VersionRequest> {
        text.split_whitespace().map(|version| version.parse().expect("a version")).collect()
    }

    #[test]
    fn a_series_means_the_release_that_was_named() {
        let releases = Releases::new(&versions("3.12.1 3.13.5")).expect("two series");
        let target = |wanted: &str| releases.target(versions(wanted).first().copied()).map(|t| t.version.to_string());
        assert_eq!(target("3.12").as_deref(), Ok("3.12.1"));
        assert_eq!(target("3.13").as_deref(), Ok("3.13.5"));
        // A whole release is what it says.
        assert_eq!(target("3.12.3").as_deref(), Ok("3.12.3"));
        let newest = Target::for_version(14, None).expect("a series").version.to_string();
        assert_eq!(target("3.14"), Ok(newest));
        assert_eq!(releases.said.lock().expect("no panic").as_slice(), versions("3.14"));
        assert_eq!(target("").unwrap_err(), "--python_version is missing");
        assert!(target("3.9").unwrap_err().starts_with("--python_version: can't compile for Python 3.9; "));
    }

    #[test]
    fn one_release_is_meant_where_no_version_is_named() {
        let releases = Releases::new(&versions("3.12.1")).expect("a release");
        assert_eq!(releases.target(None).map(|target| target.version.to_string()).as_deref(), Ok("3.12.1"));
        let error = Releases::new(&versions("3.12.1 3.12")).unwrap_err();
        assert!(error.starts_with("actions name a series only: 3.12.1 and 3.12."), "{error}");
    }
}
