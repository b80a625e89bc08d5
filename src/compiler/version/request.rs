//! Versions of Python as people and files write them.

use std::str::FromStr;

use crate::compiler::version::{Target, Version};

/// A version that was asked for, or found in a file: a series, or a release of it.
///
/// It is read from `X.Y` or `X.Y.Z`. What follows the micro (as in `3.11.7.final.0` or `3.13.0rc1`) is ignored.
///
/// ```
/// use pycompileall::VersionRequest;
///
/// assert_eq!("3.11.7".parse(), Ok(VersionRequest { minor: 11, micro: Some(7) }));
/// assert_eq!("3.11".parse(), Ok(VersionRequest { minor: 11, micro: None }));
/// let error = "2.7".parse::<VersionRequest>().unwrap_err();
/// assert_eq!(error.to_string(), "2.7 is no version of Python 3, as 3.15 or 3.15.2");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionRequest {
    /// The `11` of 3.11.7.
    pub minor: u8,
    /// The `7` of 3.11.7, if known.
    pub micro: Option<u8>,
}

/// Why a text names no version, or none that can be compiled for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VersionError {
    /// The text is no version of Python 3.
    Malformed(String),
    /// The version is a series, and a release of it was to be named.
    Series(VersionRequest),
    /// The version can't be compiled for.
    Unsupported(VersionRequest),
}

impl std::fmt::Display for VersionError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Malformed(text) => write!(f, "{text} is no version of Python 3, as 3.15 or 3.15.2"),
            Self::Series(series) => write!(f, "{series} is a series of releases, and no release as 3.15.2 is"),
            Self::Unsupported(wanted) => {
                let known = Target::supported_in_words();
                write!(f, "can't compile for Python {wanted}; the versions that can be compiled for: {known}")
            }
        }
    }
}

impl std::error::Error for VersionError {}

impl FromStr for VersionRequest {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        read(text).ok_or_else(|| VersionError::Malformed(text.trim().to_owned()))
    }
}

fn read(text: &str) -> Option<VersionRequest> {
    let mut parts = text.trim().split('.');
    if parts.next()? != "3" {
        return None;
    }
    let minor = parts.next()?.parse().ok()?;
    let micro = match parts.next() {
        None => None,
        Some(micro) => {
            let digits = micro.bytes().take_while(u8::is_ascii_digit).count();
            Some(micro[..digits].parse().ok()?)
        }
    };
    Some(VersionRequest { minor, micro })
}

impl FromStr for Version {
    type Err = VersionError;

    /// Reads a release as [`VersionRequest`] is read. A series alone is none.
    fn from_str(text: &str) -> Result<Self, VersionError> {
        let wanted: VersionRequest = text.parse()?;
        let micro = wanted.micro.ok_or(VersionError::Series(wanted))?;
        Ok(Self { minor: wanted.minor, micro })
    }
}

impl TryFrom<VersionRequest> for &'static Target {
    type Error = VersionError;

    /// Finds the target as [`Target::for_version`] does.
    fn try_from(wanted: VersionRequest) -> Result<Self, VersionError> {
        Target::for_version(wanted.minor, wanted.micro).ok_or(VersionError::Unsupported(wanted))
    }
}

impl FromStr for &'static Target {
    type Err = VersionError;

    /// Finds the target of a version, as `3.15` or `3.15.2`.
    fn from_str(text: &str) -> Result<Self, VersionError> {
        text.parse::<VersionRequest>()?.try_into()
    }
}

impl std::fmt::Display for VersionRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "3.{}", self.minor)?;
        self.micro.map_or(Ok(()), |micro| write!(f, ".{micro}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_in_their_notations() {
        for (text, expected) in [
            ("3.11", Some((11, None))),
            (" 3.11.7", Some((11, Some(7)))),
            ("3.11.7.final.0", Some((11, Some(7)))),
            ("3.13.0rc1", Some((13, Some(0)))),
            ("2.7", None),
            ("3", None),
            ("3.x", None),
            ("3.300", None),
        ] {
            let expected = expected.map(|(minor, micro)| VersionRequest { minor, micro });
            assert_eq!(text.parse().ok(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_target_has_a_reason() {
        let target = |text: &str| text.parse::<&Target>().map(|target| target.version.to_string());
        assert_eq!(target("3.12.3").as_deref(), Ok("3.12.3"));
        assert_eq!(target("3.12"), Ok(Target::for_version(12, None).unwrap().version.to_string()));
        for (text, reason) in [
            ("python3", "python3 is no version of Python 3, as 3.15 or 3.15.2"),
            ("3.12.0", "can't compile for Python 3.12.0; the versions that can be compiled for: 3.11 (since 3.11.2), "),
            ("3.9", "can't compile for Python 3.9; "),
        ] {
            let error = target(text).unwrap_err().to_string();
            assert!(error.starts_with(reason), "{error}");
        }
        assert_eq!("3.12.1".parse(), Ok(Version { minor: 12, micro: 1 }));
        let error = "3.12".parse::<Version>().unwrap_err();
        assert_eq!(error.to_string(), "3.12 is a series of releases, and no release as 3.15.2 is");
    }
}
