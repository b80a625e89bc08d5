//! The code of a .pyc and that of its source.

use bumpalo::Bump;

use super::{Explanation, Mismatch};
use crate::compiler::difference;
use crate::compiler::session::Opened;
use crate::compiler::unmarshal::{self, Part, Value, ValueId, Values};
use crate::compiler::values::context::{OptLevel, Options};
use crate::compiler::values::error::CompileError;
use crate::compiler::values::text;
use crate::compiler::version::{Feature, FeatureSet, Target};

/// How a source is compiled.
#[derive(Clone, Copy)]
pub(super) struct Settings {
    pub target: &'static Target,
    pub options: Options,
}

/// What the code of a .pyc is.
pub(super) enum Body {
    /// That of the source at this level.
    Same(OptLevel, Vec<Explanation>),
    Other(Mismatch),
}

/// The code of a .pyc, and what it is to be compared with.
pub(super) struct Question<'q> {
    pub stream: &'q [u8],
    /// The releases of its version.
    pub series: &'static [Target],
    pub expected: Settings,
    /// The levels that it may be of.
    pub levels: &'q [OptLevel],
    /// Whether its name says that it is of the first of them.
    pub is_named: bool,
    /// The path that is expected to be recorded.
    pub path: &'q [u8],
    /// The most different values that code of the source can have.
    pub most_values: usize,
    /// Whether what explains another code is looked for.
    pub is_thorough: bool,
}

impl Question<'_> {
    /// Compares the code with that of the source which `opened` compiles.
    ///
    /// `likely` is the release that explained another one, if any did.
    pub(super) fn answer(&self, opened: &mut Opened<'_>, likely: &mut Option<&'static Target>) -> Body {
        // Perf: most files are byte for byte what is expected, and need not be read as values.
        let mut as_expected = None;
        if memchr::memmem::find(self.stream, self.path).is_some() {
            let Settings { target, options } = self.expected;
            match opened.compile(self.path, target, options, &mut Vec::new()) {
                Ok(code) if code == self.stream => {
                    opened.recycle(code);
                    return self.same(self.expected, self.path, false);
                }
                other => as_expected = Some(other),
            }
        }
        let arena = Bump::new();
        let mut values = Values::new(&arena);
        let found = match unmarshal::read(self.stream, &mut values, self.most_values) {
            Ok(found) => found,
            Err(malformed) => return Body::Other(Mismatch::Malformed(malformed)),
        };
        let path = recorded_path(&values, found).unwrap_or(self.path);
        let mut compared = Compared { question: self, opened, values, found, path };
        let expected = match as_expected.filter(|_| path == self.path) {
            Some(code) => code.map(|code| compared.with_code(code)),
            None => compared.with(self.expected),
        };
        let expected = match expected {
            Ok(Match::Bytes) => return self.same(self.expected, path, false),
            Ok(Match::Values) => return self.same(self.expected, path, true),
            Ok(Match::No(expected)) => Ok(expected),
            Err(error) => Err(error),
        };
        if self.is_thorough {
            let has_columns = has_columns(&compared.values, found);
            for settings in self.others(expected.is_err(), has_columns, *likely) {
                // One of them may be refused.
                if let Ok(Match::Bytes | Match::Values) = compared.with(settings) {
                    *likely = Some(settings.target);
                    return self.same(settings, path, false);
                }
            }
        }
        Body::Other(match expected {
            Ok(expected) => Mismatch::Code(difference::first(&compared.values, found, expected, self.expected.target)),
            Err(error) => Mismatch::Refused(error.to_string()),
        })
    }

    /// Other ways to compile it, those that differ least first, and a release before others that it was of last time.
    fn others(&self, is_refused: bool, has_columns: bool, likely: Option<&'static Target>) -> Vec<Settings> {
        let Settings { target, options } = self.expected;
        let mut targets = vec![target];
        let is_likely = |other: &&'static Target| likely.is_some_and(|likely| std::ptr::eq(likely, *other));
        let series = || self.series.iter();
        for other in series().filter(is_likely).chain(series().rev()) {
            // What all features agree on has the same code.
            if !targets.iter().any(|known| known.agrees_with(other, FeatureSet::ALL)) {
                targets.push(other);
            }
        }
        let int_max_str_digits = if is_refused { 0 } else { options.int_max_str_digits };
        // Where there are columns, it was not compiled without.
        let columns: &[bool] = if has_columns { &[true] } else { &[options.debug_ranges, false] };
        let is_error = options.bool_inversion_is_error;
        let mut others = Vec::new();
        for (release, &target) in targets.iter().enumerate() {
            let inversions: &[bool] =
                if target.has(Feature::BoolInversionWarned) { &[is_error, !is_error] } else { &[is_error] };
            for &debug_ranges in columns {
                for &bool_inversion_is_error in inversions {
                    for (place, &optimize) in self.levels.iter().enumerate() {
                        // A file that has the name of another level has been renamed, and so was not compiled elsewhere.
                        if self.is_named && place > 0 && release > 0 {
                            continue;
                        }
                        let options = Options { optimize, debug_ranges, int_max_str_digits, bool_inversion_is_error };
                        let changes = [
                            release > 0,
                            debug_ranges != self.expected.options.debug_ranges,
                            bool_inversion_is_error != is_error,
                            place > 0,
                        ];
                        let changes = changes.into_iter().filter(|&is_changed| is_changed).count();
                        others.push((changes, Settings { target, options }));
                    }
                }
            }
        }
        // The first one is what has been tried, unless the limit of digits is another now.
        others.retain(|(changes, _)| *changes > 0 || is_refused);
        others.sort_by_key(|(changes, _)| *changes);
        others.into_iter().map(|(_, settings)| settings).collect()
    }

    /// The answer that it is what these settings give.
    fn same(&self, settings: Settings, path: &[u8], is_reordered: bool) -> Body {
        let Settings { target, options } = self.expected;
        let found = settings.options;
        let explanations = [
            is_reordered.then_some(Explanation::Order),
            (path != self.path).then(|| Explanation::Path(text::from_wtf8(path).unwrap_or(path.into()).into_owned())),
            (!std::ptr::eq(target, settings.target)).then_some(Explanation::Release(settings.target)),
            (options.debug_ranges != found.debug_ranges).then_some(Explanation::Columns(found.debug_ranges)),
            (options.bool_inversion_is_error != found.bool_inversion_is_error)
                .then_some(Explanation::Warnings(found.bool_inversion_is_error)),
            (options.int_max_str_digits != found.int_max_str_digits).then_some(Explanation::Digits),
        ];
        Body::Same(found.optimize, explanations.into_iter().flatten().collect())
    }
}

/// Whether a way to compile gives what was found.
enum Match {
    Bytes,
    Values,
    No(ValueId),
}

/// What was found, and what it has been compared with so far.
struct Compared<'c, 'q, 'o, 'v> {
    question: &'c Question<'q>,
    opened: &'c mut Opened<'o>,
    values: Values<'v>,
    found: ValueId,
    path: &'c [u8],
}

impl Compared<'_, '_, '_, '_> {
    fn with(&mut self, settings: Settings) -> Result<Match, CompileError> {
        let code = self.opened.compile(self.path, settings.target, settings.options, &mut Vec::new())?;
        Ok(self.with_code(code))
    }

    fn with_code(&mut self, code: Vec<u8>) -> Match {
        let found = if code == self.question.stream {
            Match::Bytes
        } else {
            match unmarshal::read(self.values.keep_bytes(&code), &mut self.values, usize::MAX) {
                Ok(expected) if expected == self.found => Match::Values,
                Ok(expected) => Match::No(expected),
                // What we write can be read; if not, that is no match, and what is said of it is odd.
                Err(_) => Match::No(self.values.none()),
            }
        };
        self.opened.recycle(code);
        found
    }
}

/// Whether a code object records columns.
fn has_columns(values: &Values<'_>, id: ValueId) -> bool {
    match values.get(id) {
        Value::Code(code) => difference::has_columns(values, code),
        _ => false,
    }
}

/// The path that a code object records as its source's.
fn recorded_path<'v>(values: &Values<'v>, id: ValueId) -> Option<&'v [u8]> {
    let Value::Code(code) = values.get(id) else { return None };
    match values.get(code.part(Part::FileName)) {
        Value::Str(path) => Some(path),
        _ => None,
    }
}
