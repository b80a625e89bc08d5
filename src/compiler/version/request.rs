//! Versions of Python as people and files write them.

/// A version that was asked for, or found in a file: a series, or a release of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionRequest {
    /// The `11` of 3.11.7.
    pub minor: u8,
    /// The `7` of 3.11.7, if known.
    pub micro: Option<u8>,
}

impl VersionRequest {
    /// Reads `X.Y` or `X.Y.Z`. What follows the micro (as in `3.11.7.final.0` or `3.13.0rc1`) is ignored.
    pub fn parse(text: &str) -> Option<Self> {
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
        Some(Self { minor, micro })
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
        ] {
            let expected = expected.map(|(minor, micro)| VersionRequest { minor, micro });
            assert_eq!(VersionRequest::parse(text), expected, "{text}");
        }
    }
}
