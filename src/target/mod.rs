//! Targets: everything that differs from one CPython version to another.
//!
//! The only place that compares version numbers. Other code asks `target.has(Feature::...)`.

mod effect;
mod feature;
pub mod opcode;
pub mod opflags;
mod pipeline;
mod startup;
mod wanted;

use effect::Effect;
pub use feature::{Feature, FeatureSet};
use opcode::{Op, OpcodeTable};
pub use pipeline::Pipeline;
use startup::StartupNames;
pub use wanted::Wanted;

/// A CPython release: `3.minor.micro`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The `11` of 3.11.7.
    pub minor: u8,
    /// The `7` of 3.11.7.
    pub micro: u8,
}

impl Version {
    /// As people say it: `3.11`.
    pub fn series(self) -> String {
        format!("3.{}", self.minor)
    }

    /// Whether it is an earlier release than `other`.
    const fn before(self, other: Self) -> bool {
        self.minor < other.minor || (self.minor == other.minor && self.micro < other.micro)
    }
}

/// One CPython release that we can compile for.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Which release.
    pub version: Version,
    /// The number at the start of its .pyc files (before `\r\n`).
    pub magic: u16,
    /// The opcode numbers.
    pub opcodes: &'static OpcodeTable,
    /// The passes over a unit's graph.
    pub passes: Pipeline,
    cache_tag: &'static str,
    startup_names: StartupNames,
    features: u128,
    effects: &'static [Effect; Op::COUNT],
}

impl Target {
    /// Whether the release has `feature`.
    #[inline]
    pub fn has(&self, feature: Feature) -> bool {
        self.features & (1 << feature as u32) != 0
    }

    /// Whether both releases have the same of these features.
    pub fn agrees_with(&self, other: &Self, on: FeatureSet) -> bool {
        (self.features ^ other.features) & on.0 == 0
    }

    /// The newest 3.11 that we know.
    pub fn py311() -> &'static Self {
        SUPPORTED[0]
    }

    /// What we can compile for: the newest known release of each minor version.
    pub fn supported() -> &'static [&'static Self] {
        &SUPPORTED
    }

    /// What compiles for 3.`minor`.`micro`: the newest release that we know of that minor version when no
    /// micro is asked for, or a newer one; none for one that is older than all that we know, whose rules
    /// may be others.
    pub fn for_version(minor: u8, micro: Option<u8>) -> Option<&'static Self> {
        let is_supported = SUPPORTED.iter().any(|target| target.version.minor == minor);
        if is_supported { Self::known(minor, micro) } else { None }
    }

    /// As [`Self::for_version`], also of the versions whose output is not all CPython's yet: for the
    /// tools that compare it.
    pub fn known(minor: u8, micro: Option<u8>) -> Option<&'static Self> {
        let series = series_of(minor)?;
        let micro = micro.unwrap_or(u8::MAX);
        series.iter().rev().find(|target| target.version.micro <= micro)
    }

    /// The oldest release of the same minor version that we can compile for.
    pub fn oldest_of_series(&self) -> Version {
        series_of(self.version.minor).map_or(self.version, |series| series[0].version)
    }

    /// The newest version that we can compile for.
    pub fn newest() -> &'static Self {
        SUPPORTED[SUPPORTED.len() - 1]
    }

    /// `sys.implementation.cache_tag`, as in `NAME.cpython-311.pyc`.
    pub fn cache_tag(&self) -> &'static str {
        self.cache_tag
    }

    /// Whether an interpreter of this version reads its .pyc files.
    pub fn is_of_series(&self, version: Wanted) -> bool {
        self.version.minor == version.minor
    }

    /// Whether their .pyc files have the same names.
    pub fn shares_names_with(&self, other: &Self) -> bool {
        self.cache_tag == other.cache_tag
    }
}

macro_rules! target {
    ($minor:literal, $micro:literal, $magic:literal, $column:literal, $passes:ident, $names:ident) => {
        Target {
            version: Version { minor: $minor, micro: $micro },
            magic: $magic,
            opcodes: &opcode::TABLES[$column],
            passes: pipeline::$passes,
            cache_tag: concat!("cpython-3", $minor),
            startup_names: startup::$names,
            features: feature::features_of(Version { minor: $minor, micro: $micro }),
            effects: &const { effect::effects(feature::features_of(Version { minor: $minor, micro: $micro })) },
        }
    };
}

macro_rules! series {
    ($minor:tt, $magic:tt, $column:tt, $passes:ident, [$($micro:tt $names:ident),+ $(,)?]) => {
        &[$(target!($minor, $micro, $magic, $column, $passes, $names)),+]
    };
}

/// The releases of each minor version that we know, the oldest first. Where CPython changed a rule between
/// two releases, a feature says from which one on; ARCHITECTURE.md says how that is known.
static SERIES: [&[Target]; 3] = [
    series!(11, 3495, 0, PASSES_311, [
        2 NAMES_311_2, 3 NAMES_311_2, 4 NAMES_311_2, 5 NAMES_311_2, 6 NAMES_311_2, 7 NAMES_311,
    ]),
    series!(12, 3531, 1, PASSES_312, [
        1 NAMES_312, 2 NAMES_312, 3 NAMES_312, 4 NAMES_312, 5 NAMES_312, 6 NAMES_312, 7 NAMES_312,
    ]),
    series!(13, 3571, 2, PASSES_313, [
        0 NAMES_313_0, 1 NAMES_313, 2 NAMES_313, 3 NAMES_313, 4 NAMES_313, 5 NAMES_313, 6 NAMES_313, 7 NAMES_313,
        8 NAMES_313, 9 NAMES_313, 10 NAMES_313, 11 NAMES_313, 12 NAMES_313, 13 NAMES_313, 14 NAMES_313, 15 NAMES_313,
        16 NAMES_313, 17 NAMES_313, 18 NAMES_313,
    ]),
];

static SUPPORTED: [&Target; 3] = [newest_of(SERIES[0]), newest_of(SERIES[1]), newest_of(SERIES[2])];

fn series_of(minor: u8) -> Option<&'static [Target]> {
    SERIES.iter().copied().find(|series| series[0].version.minor == minor)
}

const fn newest_of(series: &[Target]) -> &Target {
    &series[series.len() - 1]
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "3.{}.{}", self.minor, self.micro)
    }
}
