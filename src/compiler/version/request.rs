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

    /// Whether both may mean the same release.
    pub fn agrees_with(self, other: Self) -> bool {
        let same_micro = self.micro.is_none() || other.micro.is_none() || self.micro == other.micro;
        self.minor == other.minor && same_micro
    }
}

impl std::fmt::Display for VersionRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "3.{}", self.minor)?;
        self.micro.map_or(Ok(()), |micro| write!(f, ".{micro}"))
    }
}
