//! What the stages of one source share: its names and constants, the target, the options.

use crate::compiler::values::arithmetic::{Arithmetic, ComplexRules};
use crate::compiler::values::constant::{self, ConstTable};
use crate::compiler::values::error::Warning;
use crate::compiler::values::intern::{self, Interner};
use crate::compiler::values::recursion::Stack;
use crate::compiler::values::unicode::Unicode;
use crate::compiler::version::{Feature, FeatureSet, Target};

/// The largest source that is compiled, in bytes: positions have 32 bits and a sign.
pub const MAX_SOURCE: usize = i32::MAX as usize;

/// An optimization level: what `-O` and `-OO` leave out.
///
/// ```
/// use pycompileall::OptLevel;
///
/// assert_eq!("2".parse(), Ok(OptLevel::Two));
/// assert_eq!("3".parse::<OptLevel>().unwrap_err().to_string(), "3 is no optimization level: 0, 1 or 2");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OptLevel {
    /// Nothing is left out.
    #[default]
    Zero,
    /// `assert` statements are left out and `__debug__` is false.
    One,
    /// Docstrings are left out as well.
    Two,
}

impl OptLevel {
    /// Whether `assert` statements are compiled and `__debug__` is true.
    #[inline]
    pub fn keeps_asserts(self) -> bool {
        self == Self::Zero
    }

    /// Whether docstrings are kept.
    #[inline]
    pub fn keeps_docstrings(self) -> bool {
        self < Self::Two
    }
}

impl From<u8> for OptLevel {
    /// The level of so many `-O`s: more than two mean what two mean, as for `python`.
    fn from(count: u8) -> Self {
        match count {
            0 => Self::Zero,
            1 => Self::One,
            2.. => Self::Two,
        }
    }
}

/// A text that names no optimization level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelError(String);

impl std::fmt::Display for LevelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is no optimization level: 0, 1 or 2", self.0)
    }
}

impl std::error::Error for LevelError {}

impl std::str::FromStr for OptLevel {
    type Err = LevelError;

    fn from_str(text: &str) -> Result<Self, LevelError> {
        match text.trim() {
            "0" => Ok(Self::Zero),
            "1" => Ok(Self::One),
            "2" => Ok(Self::Two),
            other => Err(LevelError(other.to_owned())),
        }
    }
}

/// What to compile a source to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// What is left out.
    pub optimize: OptLevel,
    /// Whether columns and end lines are recorded (without: `-X no_debug_ranges`).
    pub debug_ranges: bool,
    /// How many decimal digits an integer may be converted from or to (`-X int_max_str_digits`, with 0 for any number):
    /// CPython refuses what needs more.
    pub int_max_str_digits: u32,
    /// Whether the warning that evaluating `~True` raises is an error
    /// ([`crate::compiler::warnings::Filters::bool_inversion_is_error`]): CPython does not fold it then.
    pub bool_inversion_is_error: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            optimize: OptLevel::Zero,
            debug_ranges: true,
            int_max_str_digits: Self::INT_MAX_STR_DIGITS,
            bool_inversion_is_error: false,
        }
    }
}

impl Options {
    /// The digits that CPython converts by default (`sys.int_info.default_max_str_digits`).
    pub const INT_MAX_STR_DIGITS: u32 = 4300;

    /// The defaults at a level, or at that of so many `-O`s.
    pub fn at_level(optimize: impl Into<OptLevel>) -> Self {
        Self { optimize: optimize.into(), ..Self::default() }
    }
}

/// What the stages of one file share. No stage's own buffers are in it.
pub struct Context<'a> {
    /// Names and string constants.
    pub names: Interner<'a>,
    /// Constants.
    pub consts: ConstTable<'a>,
    /// What is compiled for.
    pub target: &'static Target,
    /// What is left out.
    pub optimize: OptLevel,
    /// Whether columns are recorded.
    pub debug_ranges: bool,
    /// What the stages run on.
    pub(crate) stack: Stack,
    /// Whether the parser gave up since it has only a shallow one.
    pub(crate) is_cut_short: bool,
    /// Whether the tree may be too high for a shallow one.
    pub(crate) needs_deep_stack: bool,
    /// How many decimal digits an integer may be converted from or to; 0: any number.
    pub int_max_str_digits: u32,
    /// Whether the warning of `~True` is an error.
    pub bool_inversion_is_error: bool,
    /// How often `~True` or `~False` was folded where that is warned of.
    pub(crate) bool_inversions: usize,
    /// The features that the parser asked for, so that its tree is good for every target that has the same of them.
    pub(crate) asked: FeatureSet,
    /// What CPython would warn of, in its order.
    pub warnings: Vec<Warning>,
}

/// The memory of a context's tables, empty.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    names: intern::Buffers,
    consts: constant::Buffers,
}

impl Buffers {
    /// With room for so many texts or constants.
    pub(crate) fn with_room(texts: usize) -> Self {
        Self { names: intern::Buffers::with_room(texts), consts: constant::Buffers::with_room(texts) }
    }
}

/// What a [`Context`] holds at one moment, to go back to.
pub(crate) struct Checkpoint {
    names: Vec<bool>,
    consts: constant::Checkpoint,
    warnings: usize,
}

impl<'a> Context<'a> {
    /// The state before the first stage; everything that the file needs will live in `arena`.
    pub fn new(arena: &'a bumpalo::Bump, target: &'static Target, options: Options) -> Self {
        Self::with_buffers(arena, target, options, Buffers::default(), 0)
    }

    /// As [`Self::new`], in the memory of an earlier context, for a source of so many bytes.
    pub(crate) fn with_buffers(
        arena: &'a bumpalo::Bump,
        target: &'static Target,
        options: Options,
        buffers: Buffers,
        source: usize,
    ) -> Self {
        Self {
            names: Interner::with_buffers(arena, buffers.names),
            consts: ConstTable::with_buffers(arena, buffers.consts, source),
            target,
            optimize: options.optimize,
            debug_ranges: options.debug_ranges,
            stack: Stack::default(),
            is_cut_short: false,
            needs_deep_stack: false,
            int_max_str_digits: options.int_max_str_digits,
            bool_inversion_is_error: options.bool_inversion_is_error,
            bool_inversions: 0,
            asked: FeatureSet::default(),
            warnings: Vec::new(),
        }
    }

    /// The memory of its tables.
    pub(crate) fn into_buffers(self) -> Buffers {
        Buffers { names: self.names.into_buffers(), consts: self.consts.into_buffers() }
    }

    /// Whether the target has `feature`, and that the tree depends on it: what the parser asks.
    #[inline]
    pub(crate) fn asks(&mut self, feature: Feature) -> bool {
        self.asked.insert(feature);
        self.target.has(feature)
    }

    /// The target's Unicode database, and that the tree depends on which one it is: what the parser asks.
    pub(crate) fn asks_unicode(&mut self) -> Unicode {
        Unicode::of(|feature| self.asks(feature))
    }

    /// Arithmetic on its constants.
    #[inline]
    pub(crate) fn arithmetic(&mut self) -> Arithmetic<'_, 'a> {
        let follows_c = self.asks(Feature::ComplexFollowsC);
        let complex = if follows_c { ComplexRules::AnnexG } else { ComplexRules::Widened };
        Arithmetic { consts: &mut self.consts, names: &mut self.names, complex }
    }

    /// What it holds now, for [`Self::rewind`].
    pub(crate) fn checkpoint(&self) -> Checkpoint {
        let (names, consts) = (self.names.checkpoint(), self.consts.checkpoint());
        Checkpoint { names, consts, warnings: self.warnings.len() }
    }

    /// Goes back to what it held at `checkpoint`.
    pub(crate) fn rewind(&mut self, checkpoint: &Checkpoint) {
        self.names.rewind(&checkpoint.names);
        self.consts.rewind(&checkpoint.consts);
        self.warnings.truncate(checkpoint.warnings);
    }
}
