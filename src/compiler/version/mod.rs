//! Targets: everything that differs from one CPython version to another.
//!
//! The only place that compares version numbers. Other code asks `target.has(Feature::...)`.

mod effect;
mod feature;
pub mod kinds;
pub mod magic;
pub mod oparg;
pub mod opcode;
mod request;
mod startup;

pub use effect::{Effects, StackEffect};
pub use feature::{Feature, FeatureSet};
use opcode::OpcodeTable;
pub use request::{VersionError, VersionRequest};
use startup::StartupNames;

/// A CPython release: `3.minor.micro`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The `11` of 3.11.7.
    pub minor: u8,
    /// The `7` of 3.11.7.
    pub micro: u8,
}

impl Version {
    /// The series in words: `3.11`.
    pub fn series(self) -> String {
        format!("3.{}", self.minor)
    }
}

/// Names the list of passes over a unit's graph by the first series that has it; `cfg/pipelines.rs` has the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say the series
pub enum PassList {
    Py311,
    Py312,
    Py313,
    Py314,
}

/// One CPython release that we can compile for.
///
/// ```
/// use pycompileall::Target;
///
/// let target: &Target = "3.12.3".parse()?;
/// assert_eq!(target.version.to_string(), "3.12.3");
/// let error = "3.10".parse::<&Target>().unwrap_err();
/// assert!(error.to_string().starts_with("can't compile for Python 3.10; the versions that can be compiled for: 3.11"));
/// # Ok::<(), pycompileall::VersionError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The release.
    pub version: Version,
    /// The number at the start of its .pyc files (before `\r\n`).
    pub magic: u16,
    /// The opcode numbers.
    pub opcodes: &'static OpcodeTable,
    /// The passes that run over a unit's graph.
    pub passes: PassList,
    cache_tag: &'static str,
    startup_names: StartupNames,
    features: FeatureSet,
}

impl Target {
    /// Whether the release has `feature`.
    #[inline]
    pub fn has(&self, feature: Feature) -> bool {
        self.features.has(feature)
    }

    /// Whether both releases have the same of the features `on`.
    pub fn agrees_with(&self, other: &Self, on: FeatureSet) -> bool {
        self.features.agrees_with(&other.features, &on)
    }

    /// The newest 3.11 that has been compared with the interpreter.
    pub fn py311() -> &'static Self {
        SUPPORTED[0]
    }

    /// The targets of each series that stand for it: its newest release that has been compared with the interpreter.
    pub fn supported() -> &'static [&'static Self] {
        SUPPORTED
    }

    /// The releases of each series that we know, the oldest first, also of series that are not supported yet: for the
    /// tools that compare their output with the interpreter's.
    pub fn known() -> &'static [&'static [Self]] {
        SERIES
    }

    /// The target of 3.`minor`.`micro`, or without `micro` of the newest release of 3.`minor` that has been compared
    /// with the interpreter. A release newer than all that we know has the target of the newest of them. Another one
    /// that we do not know has none, as its rules may be others.
    pub fn for_version(minor: u8, micro: Option<u8>) -> Option<&'static Self> {
        let is_supported = SUPPORTED.iter().any(|target| target.version.minor == minor);
        if is_supported { Self::for_any_version(minor, micro) } else { None }
    }

    /// The same as [`Self::for_version`], but also finds series that are not supported yet: for the tools that compare
    /// their output with the interpreter's.
    pub fn for_any_version(minor: u8, micro: Option<u8>) -> Option<&'static Self> {
        let series = series_of(minor)?;
        let compared = || SUPPORTED.iter().copied().find(|target| target.version.minor == minor);
        match micro {
            None => compared().or(series.last()),
            Some(micro) => {
                let newest = series.last().filter(|target| target.version.micro < micro);
                newest.or_else(|| series.iter().find(|target| target.version.micro == micro))
            }
        }
    }

    /// Says which releases of the series we can compile for: `3.11 (since 3.11.2)`.
    pub fn series_in_words(&self) -> String {
        let known = |micro: &u8| Self::for_any_version(self.version.minor, Some(*micro)).is_some();
        let oldest = (0..=self.version.micro).find(known).unwrap_or(self.version.micro);
        let mut words = format!("{0} (since {0}.{oldest}", self.version.series());
        for micro in (oldest..self.version.micro).filter(|micro| !known(micro)) {
            words += &format!(", not {}.{micro}", self.version.series());
        }
        words + ")"
    }

    /// Says which releases of every series we can compile for.
    pub fn supported_in_words() -> String {
        let series: Vec<_> = SUPPORTED.iter().map(|target| target.series_in_words()).collect();
        series.join(", ")
    }

    /// The newest version that we can compile for.
    pub fn newest() -> &'static Self {
        SUPPORTED[SUPPORTED.len() - 1]
    }

    /// `sys.implementation.cache_tag`, as in `NAME.cpython-311.pyc`.
    pub fn cache_tag(&self) -> &'static str {
        self.cache_tag
    }

    /// Whether an interpreter of `version` reads its .pyc files.
    pub fn is_of_series(&self, version: VersionRequest) -> bool {
        self.version.minor == version.minor
    }

    /// Whether the .pyc files of both have the same names.
    pub fn shares_names_with(&self, other: &Self) -> bool {
        self.cache_tag == other.cache_tag
    }
}

macro_rules! target {
    ($minor:literal, $micro:literal, $magic:literal, $opcodes:ident, $passes:ident, $names:ident) => {
        Target {
            version: Version { minor: $minor, micro: $micro },
            magic: $magic,
            opcodes: &opcode::$opcodes::TABLE,
            passes: PassList::$passes,
            cache_tag: concat!("cpython-3", $minor),
            startup_names: startup::$names,
            features: FeatureSet::of(Version { minor: $minor, micro: $micro }),
        }
    };
}

macro_rules! series {
    ($minor:tt, $magic:tt, $opcodes:ident, $passes:ident, [$($micro:tt $names:ident),+ $(,)?]) => {
        &[$(target!($minor, $micro, $magic, $opcodes, $passes, $names)),+]
    };
}

/// The releases of each minor version that we know, the oldest first. Where CPython changed a rule between
/// two releases, a feature says from which one on; ARCHITECTURE.md says how that is known. 3.13.4 is not there:
/// it alone had other comprehensions (gh-127682).
static SERIES: &[&[Target]] = &[
    series!(11, 3495, py311, Py311, [
        2 NAMES_311_2, 3 NAMES_311_2, 4 NAMES_311_2, 5 NAMES_311_2, 6 NAMES_311_2, 7 NAMES_311, 8 NAMES_311, 9 NAMES_311,
    ]),
    series!(12, 3531, py312, Py312, [
        1 NAMES_312, 2 NAMES_312, 3 NAMES_312, 4 NAMES_312, 5 NAMES_312, 6 NAMES_312, 7 NAMES_312, 8 NAMES_312, 9 NAMES_312, 10 NAMES_312,
    ]),
    series!(13, 3571, py313, Py313, [
        0 NAMES_313_0, 1 NAMES_313, 2 NAMES_313, 3 NAMES_313, 5 NAMES_313, 6 NAMES_313, 7 NAMES_313,
        8 NAMES_313, 9 NAMES_313, 10 NAMES_313, 11 NAMES_313, 12 NAMES_313, 13 NAMES_313, 14 NAMES_313, 15 NAMES_313,
        16 NAMES_313, 17 NAMES_313, 18 NAMES_313,
    ]),
    series!(14, 3627, py314, Py314, [
        2 NAMES_314_8, 3 NAMES_314_8, 4 NAMES_314_8, 5 NAMES_314_8, 6 NAMES_314_8, 7 NAMES_314_8, 8 NAMES_314_8,
        9 NAMES_314, 10 NAMES_314,
    ]),
    series!(15, 3666, py315, Py314, [0 NAMES_315_0, 1 NAMES_315_0, 2 NAMES_315]),
];

/// The release that a minor version alone means: the newest one that has been compared with the interpreter. Rules of
/// newer ones are known from CPython's changelog only.
static SUPPORTED: &[&Target] = &[release(11, 7), release(12, 7), release(13, 18), release(14, 10), release(15, 2)];

fn series_of(minor: u8) -> Option<&'static [Target]> {
    SERIES.iter().copied().find(|series| series[0].version.minor == minor)
}

const fn release(minor: u8, micro: u8) -> &'static Target {
    let (mut series, mut release) = (0, 0);
    while SERIES[series][0].version.minor != minor {
        series += 1;
    }
    while SERIES[series][release].version.micro != micro {
        release += 1;
    }
    &SERIES[series][release]
}

/// The `11` of `3.11`, as the tables spell a series.
const fn minor_of(series: &str) -> u8 {
    let text = series.as_bytes();
    assert!(text.len() > 2 && text[0] == b'3' && text[1] == b'.');
    let (mut minor, mut at) = (0, 2);
    while at < text.len() {
        assert!(text[at].is_ascii_digit());
        minor = 10 * minor + (text[at] - b'0');
        at += 1;
    }
    minor
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "3.{}.{}", self.minor, self.micro)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_by_their_number() {
        let chosen = |minor, micro| Target::for_version(minor, micro).map(|target| target.version.to_string());
        for (minor, micro, expected) in [
            (11, None, Some("3.11.7")),
            (11, Some(0), None),
            (11, Some(1), None),
            (11, Some(2), Some("3.11.2")),
            (11, Some(5), Some("3.11.5")),
            (11, Some(14), Some("3.11.9")),
            (12, None, Some("3.12.7")),
            (12, Some(0), None),
            (12, Some(3), Some("3.12.3")),
            (12, Some(13), Some("3.12.10")),
            (13, None, Some("3.13.18")),
            (13, Some(0), Some("3.13.0")),
            (13, Some(4), None),
            (13, Some(99), Some("3.13.18")),
            (14, None, Some("3.14.10")),
            (14, Some(1), None),
            (14, Some(99), Some("3.14.10")),
            (15, None, Some("3.15.2")),
            (15, Some(0), Some("3.15.0")),
            (15, Some(99), Some("3.15.2")),
            (99, None, None),
            (10, None, None),
        ] {
            assert_eq!(chosen(minor, micro).as_deref(), expected, "3.{minor} {micro:?}");
        }
        let words: Vec<_> = Target::supported().iter().map(|target| target.series_in_words()).collect();
        assert_eq!(words[..3], ["3.11 (since 3.11.2)", "3.12 (since 3.12.1)", "3.13 (since 3.13.0, not 3.13.4)"]);
    }

    #[test]
    fn each_series_is_in_order() {
        for series in SERIES {
            assert!(series.windows(2).all(|pair| pair[0].version < pair[1].version));
            assert!(series.iter().all(|target| target.magic == series[0].magic));
        }
    }

    #[test]
    fn features_come_with_the_micro_of_each_series() {
        let has = |minor, micro, feature| Target::for_version(minor, Some(micro)).unwrap().has(feature);
        for (feature, with, without) in [
            (Feature::QuietCaseEnd, [(11, 4), (12, 1)], [(11, 2), (11, 3)]),
            (Feature::AssertAtTest, [(11, 9), (12, 3)], [(11, 8), (12, 2)]),
            (Feature::ShownAsWritten, [(12, 9), (13, 2)], [(12, 8), (13, 1)]),
            (Feature::NoEmptySpecText, [(12, 2), (13, 0)], [(12, 1), (12, 1)]),
            (Feature::NewlineAfterCrlf, [(11, 2), (11, 9)], [(12, 1), (13, 18)]),
        ] {
            assert!(with.iter().all(|&(minor, micro)| has(minor, micro, feature)), "{feature:?}");
            assert!(!without.iter().any(|&(minor, micro)| has(minor, micro, feature)), "{feature:?}");
        }
    }

    #[test]
    fn each_row_is_read_for_series_that_are_not_known_yet() {
        let has = |minor, micro, feature| FeatureSet::of(Version { minor, micro }).has(feature);
        assert!(has(14, 8, Feature::SplitNotEqual) && !has(14, 7, Feature::SplitNotEqual));
        assert!(has(13, 0, Feature::ReturnConst) && !has(14, 10, Feature::ReturnConst));
        assert!(has(15, 0, Feature::WholeSourceIsUtf8) && !has(14, 0, Feature::WholeSourceIsUtf8));
        assert!(has(99, 0, Feature::InlinedBlocks) && !has(15, 0, Feature::InlinedBlocks));
        assert!(has(99, 0, Feature::SmallIntsTo1024) && !has(99, 0, Feature::IteratorTwice));
    }

    #[test]
    fn sets_of_features_agree_where_it_matters() {
        let mut asked = FeatureSet::default();
        let [older, newer] = [1, 2].map(|micro| FeatureSet::of(Version { minor: 13, micro }));
        asked.insert(Feature::ExplicitPositions);
        assert!(older.agrees_with(&newer, &asked) && !older.agrees_with(&newer, &FeatureSet::ALL));
        asked.insert(Feature::ShownAsWritten);
        assert!(!older.agrees_with(&newer, &asked));
    }
}
