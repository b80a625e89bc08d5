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
        &PY311
    }

    /// What we can compile for: the newest known release of each minor version.
    pub fn supported() -> &'static [&'static Self] {
        &SUPPORTED
    }

    /// What compiles for 3.`minor`.`micro`: the newest release that we know of that minor version
    /// when no micro is asked for, else the newest one that is not newer than it (or the oldest).
    pub fn for_version(minor: u8, micro: Option<u8>) -> Option<&'static Self> {
        let is_supported = SUPPORTED.iter().any(|target| target.version.minor == minor);
        if is_supported { Self::known(minor, micro) } else { None }
    }

    /// As [`Self::for_version`], also of the versions whose output is not all CPython's yet: for the
    /// tools that compare it.
    pub fn known(minor: u8, micro: Option<u8>) -> Option<&'static Self> {
        let known = || RELEASES.iter().copied().filter(|target| target.version.minor == minor);
        let newest = || known().max_by_key(|target| target.version);
        let Some(micro) = micro else { return newest() };
        known()
            .filter(|target| target.version.micro <= micro)
            .max_by_key(|target| target.version)
            .or_else(|| known().min_by_key(|target| target.version))
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

static PY311: Target = target!(11, 7, 3495, 0, PASSES_311, NAMES_311);
static PY312_1: Target = target!(12, 1, 3531, 1, PASSES_312, NAMES_312);
static PY312: Target = target!(12, 7, 3531, 1, PASSES_312, NAMES_312);
static PY313_0: Target = target!(13, 0, 3571, 2, PASSES_313, NAMES_313_0);
static PY313: Target = target!(13, 18, 3571, 2, PASSES_313, NAMES_313);

static SUPPORTED: [&Target; 3] = [&PY311, &PY312, &PY313];

/// Every release whose rules we know to differ from another's, of supported versions and of those
/// that are in the making.
static RELEASES: [&Target; 5] = [&PY311, &PY312_1, &PY312, &PY313_0, &PY313];

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "3.{}.{}", self.minor, self.micro)
    }
}
