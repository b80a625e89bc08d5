//! Python's warning filters, as far as compilation meets them.

use std::fmt;
use std::sync::Arc;

use crate::compiler::syntax;
use crate::compiler::traceback::Shown;
use crate::compiler::values::error::{CompileError, Warning, WarningCategory, WarningOrigin};
use crate::compiler::values::text;
use crate::compiler::version::{Feature, Target};

/// The action of a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is shown.
    Show,
    /// It is shown unless its like was shown before.
    ShowOnce,
    /// Nothing.
    Ignore,
    /// It refuses the file.
    Error,
}

/// The categories that a filter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Categories {
    All,
    One(WarningCategory),
    /// None that compilation has.
    Other,
}

/// A regular expression of a filter.
pub trait Pattern: fmt::Debug + Send + Sync {
    /// Whether it matches `text` from the byte `at` on, as `match` of Python's pattern objects does.
    fn matches(&self, text: &str, at: usize) -> bool;
}

/// Reads a regular expression in Python's notation. None: it is malformed.
pub type ReadPattern = fn(pattern: &str, ignore_case: bool) -> Option<Arc<dyn Pattern>>;

/// What a filter says of messages or modules.
#[derive(Clone, Debug)]
struct Wanted {
    text: String,
    /// The meaning of a text between slashes where those make it a regular expression.
    pattern: Option<Arc<dyn Pattern>>,
}

#[derive(Clone, Debug)]
struct Filter {
    /// What becomes of what is in a source. Python has no place where it could note that it has shown that.
    action: Action,
    /// What becomes of what the optimizer warns of, which is about a line of a module that is there.
    of_optimizer: Action,
    /// The start of the message, in lower case.
    message: Wanted,
    categories: Categories,
    /// The module's name, if it matters.
    module: Option<Wanted>,
    /// The line, if it matters.
    line: Option<i32>,
    /// Whether a regular expression is malformed: where there are any, this is no filter.
    is_malformed: bool,
}

/// Filters in the order in which they are given; the last that fits decides.
#[derive(Clone, Debug, Default)]
pub struct Filters(Vec<Filter>);

/// An option that is no filter, in Python's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidFilter {
    what: String,
    as_pattern: bool,
}

impl InvalidFilter {
    fn new(what: String) -> Self {
        Self { what, as_pattern: false }
    }

    /// Whether it is no filter for `target`. A malformed regular expression is a text where filters have only texts.
    pub fn concerns(&self, target: &Target) -> bool {
        !self.as_pattern || target.has(Feature::PatternsInFilters)
    }
}

impl fmt::Display for InvalidFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Invalid -W option ignored: {}", self.what)
    }
}

impl std::error::Error for InvalidFilter {}

/// Python's warning classes besides the two that compilation raises.
const OTHER_CATEGORIES: [&str; 9] = [
    "UserWarning",
    "PendingDeprecationWarning",
    "RuntimeWarning",
    "FutureWarning",
    "ImportWarning",
    "UnicodeWarning",
    "BytesWarning",
    "ResourceWarning",
    "EncodingWarning",
];

impl Filters {
    /// Adds the filter of an option, `ACTION:MESSAGE:CATEGORY:MODULE:LINE`, of which the end can be missing. `read`
    /// reads the message and the module if they are between slashes.
    ///
    /// # Errors
    /// When it is none, for some targets at least ([`InvalidFilter::concerns`]); the others heed it.
    pub fn add(&mut self, option: &str, read: ReadPattern) -> Result<(), InvalidFilter> {
        let parts: Vec<&str> = option.split(':').collect();
        if parts.len() > 5 {
            return Err(InvalidFilter::new(format!("too many fields (max 5): {}", text::repr(option.as_bytes()))));
        }
        let part = |index: usize| parts.get(index).map_or("", |part| part.trim());
        let (action, of_optimizer) = actions(part(0))?;
        let categories = categories(part(2))?;
        let line = match part(4) {
            "" => None,
            line => match line.parse() {
                Ok(line) if line >= 0 => Some(line).filter(|line| *line > 0),
                _ => return Err(InvalidFilter::new(format!("invalid lineno {}", text::repr(line.as_bytes())))),
            },
        };
        let read_between_slashes = |field: &'static str, text: &str, ignore_case| {
            let Some(pattern) = text.strip_prefix('/').and_then(|text| text.strip_suffix('/')) else { return Ok(None) };
            read(pattern, ignore_case).map(Some).ok_or_else(|| InvalidFilter {
                what: format!("invalid regular expression for {field}: {}", text::repr(pattern.as_bytes())),
                as_pattern: true,
            })
        };
        let of_message = read_between_slashes("message", part(1), true);
        let of_module = read_between_slashes("module", part(3), false);
        let pattern = |read: &Result<_, _>| read.as_ref().ok().cloned().flatten();
        self.0.push(Filter {
            action,
            of_optimizer,
            message: Wanted { text: part(1).to_lowercase(), pattern: pattern(&of_message) },
            categories,
            module: match part(3) {
                "" => None,
                module => Some(Wanted { text: module.to_owned(), pattern: pattern(&of_module) }),
            },
            line,
            is_malformed: of_message.is_err() || of_module.is_err(),
        });
        of_message.and(of_module).map(|_| ())
    }

    /// The action of `target` for a warning about the file that it knows as `filename`.
    pub fn action(&self, warning: &Warning, filename: &[u8], target: &Target) -> Action {
        let is_optimizers = warning.origin == WarningOrigin::Optimizer;
        let module: &[u8] = match filename {
            _ if is_optimizers => b"importlib._bootstrap",
            b"" => b"<unknown>",
            _ => filename.strip_suffix(b".py").unwrap_or(filename),
        };
        let by_pattern = target.has(Feature::PatternsInFilters);
        let by_end = target.has(Feature::FiltersByEndOfPath) && !is_optimizers;
        let is_message = |wanted: &Wanted| match &wanted.pattern {
            Some(pattern) if by_pattern => pattern.matches(&warning.message, 0),
            _ => warning.message.to_lowercase().starts_with(&wanted.text),
        };
        let is_of = |wanted: &Wanted| match &wanted.pattern {
            Some(pattern) if by_pattern => {
                pattern.matches(&text::searchable(module), 0) || by_end && matches_end_of_path(&**pattern, filename)
            }
            _ => {
                let wanted = wanted.text.as_bytes();
                wanted == module || by_end && is_end_of_path(wanted, filename)
            }
        };
        let fits = |filter: &&Filter| {
            !(filter.is_malformed && by_pattern)
                && (match filter.categories {
                    Categories::All => true,
                    Categories::One(category) => category == warning.category,
                    Categories::Other => false,
                })
                && is_message(&filter.message)
                && filter.module.as_ref().is_none_or(is_of)
                && filter.line.is_none_or(|line| line == warning.line)
        };
        match self.0.iter().rev().find(fits) {
            Some(filter) if is_optimizers => filter.of_optimizer,
            Some(filter) => filter.action,
            None if warning.category == WarningCategory::DeprecationWarning && module != b"__main__" => Action::Ignore,
            None => Action::Show,
        }
    }

    /// Whether the warning of `~True` is an error in what `target` is compiled for, so that it is not folded.
    pub fn bool_inversion_is_error(&self, target: &Target) -> bool {
        let is_error = |filter: &Filter| filter.action == Action::Error;
        target.has(Feature::BoolInversionWarned)
            && self.0.iter().any(is_error)
            && self.action(&syntax::fold::bool_inversion(|feature| target.has(feature)), b"", target) == Action::Error
    }

    /// What becomes of a compilation: the warnings that are shown, in order, and what came of it, which is an error
    /// if a filter makes one of a warning.
    pub fn judge<T>(
        &self,
        mut raised: Vec<Warning>,
        compiled: Result<T, CompileError>,
        shown: &Shown<'_>,
        int_max_str_digits: u32,
    ) -> (Vec<(Warning, Action)>, Result<T, CompileError>) {
        // What the optimizer warns of never refuses a source.
        let is_error = |warning: &Warning| {
            warning.origin != WarningOrigin::Optimizer
                && self.action(warning, shown.filename, shown.target) == Action::Error
        };
        let mut compiled = compiled;
        if let Some(index) = raised.iter().position(is_error) {
            if raised[index].origin == WarningOrigin::Compiler {
                compiled = Err(CompileError::syntax(raised[index].message.clone(), raised[index].location));
                raised.truncate(index);
            } else if let Some((before, error)) =
                syntax::refused_for_warning(shown.source, shown.target, int_max_str_digits, &is_error)
            {
                (raised, compiled) = (before, Err(error));
            }
        }
        let raised = raised.into_iter().map(|warning| {
            let action = self.action(&warning, shown.filename, shown.target);
            (warning, action)
        });
        (raised.filter(|(_, action)| matches!(action, Action::Show | Action::ShowOnce)).collect(), compiled)
    }
}

/// The path of the module in the file `filename`, if it is one (`_match_filename`).
fn path_of_module(filename: &[u8]) -> Option<&[u8]> {
    if filename.is_empty() || filename.starts_with(b"<") && filename.ends_with(b">") {
        return None;
    }
    match filename.strip_suffix(b".py") {
        Some(path) => Some(path.strip_suffix(b"/__init__").unwrap_or(path)),
        None => Some(filename),
    }
}

/// Whether `pattern` matches the dotted name of the module in the file `filename` from one of its parts on.
fn matches_end_of_path(pattern: &dyn Pattern, filename: &[u8]) -> bool {
    let Some(path) = path_of_module(filename) else { return false };
    let name = text::searchable(path).replace('/', ".");
    pattern.matches(&name, 0) || name.match_indices('.').any(|(dot, _)| pattern.matches(&name, dot + 1))
}

/// Whether `wanted` is some last parts of the dotted name of the module in the file `filename`.
fn is_end_of_path(wanted: &[u8], filename: &[u8]) -> bool {
    let Some(path) = path_of_module(filename) else { return false };
    let is_separator = |byte: u8| matches!(byte, b'/' | b'.');
    let Some(before) = path.len().checked_sub(wanted.len()) else { return false };
    let is_same = |(&a, &b): (&u8, &u8)| b == if is_separator(a) { b'.' } else { a };
    (before == 0 || is_separator(path[before - 1])) && path[before..].iter().zip(wanted).all(is_same)
}

/// The actions for warnings about a source, and for those of the optimizer.
fn actions(name: &str) -> Result<(Action, Action), InvalidFilter> {
    const ACTIONS: [(&str, (Action, Action)); 6] = [
        ("default", (Action::Show, Action::ShowOnce)),
        ("always", (Action::Show, Action::Show)),
        ("ignore", (Action::Ignore, Action::Ignore)),
        ("module", (Action::Show, Action::ShowOnce)),
        ("once", (Action::ShowOnce, Action::ShowOnce)),
        ("error", (Action::Error, Action::Error)),
    ];
    if name == "all" {
        return Ok((Action::Show, Action::Show));
    }
    let found = ACTIONS.iter().find(|(full, _)| full.starts_with(name));
    found
        .map(|(_, actions)| *actions)
        .ok_or_else(|| InvalidFilter::new(format!("invalid action: {}", text::repr(name.as_bytes()))))
}

fn categories(name: &str) -> Result<Categories, InvalidFilter> {
    match name {
        "" | "Warning" | "builtins.Warning" => Ok(Categories::All),
        "SyntaxWarning" | "builtins.SyntaxWarning" => Ok(Categories::One(WarningCategory::SyntaxWarning)),
        "DeprecationWarning" | "builtins.DeprecationWarning" => {
            Ok(Categories::One(WarningCategory::DeprecationWarning))
        }
        name if OTHER_CATEGORIES.contains(&name) => Ok(Categories::Other),
        // A class of somebody's module, which no warning of the compiler has.
        name if name.contains('.') => Ok(Categories::Other),
        name => Err(InvalidFilter::new(format!("unknown warning category: {}", text::repr(name.as_bytes())))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::values::location::Location;

    fn warning(category: WarningCategory, message: &str, line: i32) -> Warning {
        let location = Location::new(line, line, 0, 1);
        Warning { category, message: message.to_owned(), line, location, origin: WarningOrigin::Compiler }
    }

    /// A notation of patterns that has characters alone, but for `(`, which is malformed.
    fn exactly(pattern: &str, ignore_case: bool) -> Option<Arc<dyn Pattern>> {
        #[derive(Debug)]
        struct Exactly(String, bool);
        impl Pattern for Exactly {
            fn matches(&self, text: &str, at: usize) -> bool {
                let Self(wanted, ignore_case) = self;
                let text = if *ignore_case { text.to_lowercase() } else { text.to_owned() };
                text[at..].starts_with(wanted)
            }
        }
        (pattern != "(").then(|| Arc::new(Exactly(pattern.to_owned(), ignore_case)) as Arc<dyn Pattern>)
    }

    #[test]
    fn the_last_filter_that_fits_decides() {
        let syntax = warning(WarningCategory::SyntaxWarning, "\"is\" with a literal.", 3);
        let old = warning(WarningCategory::DeprecationWarning, "invalid escape sequence '\\d'", 1);
        for (options, of_syntax, of_old) in [
            (&[][..], Action::Show, Action::Ignore),
            (&["ignore"], Action::Ignore, Action::Ignore),
            (&["e"], Action::Error, Action::Error),
            (&["error", "ignore::SyntaxWarning"], Action::Ignore, Action::Error),
            (&["ignore::SyntaxWarning", "error"], Action::Error, Action::Error),
            (&["once:INVALID"], Action::Show, Action::ShowOnce),
            (&["error:::p/x"], Action::Error, Action::Error),
            (&["error:::x"], Action::Show, Action::Ignore),
            (&["error::::3"], Action::Error, Action::Ignore),
            (&["error::::0"], Action::Error, Action::Error),
            (&["error::UserWarning"], Action::Show, Action::Ignore),
        ] {
            let mut filters = Filters::default();
            options.iter().for_each(|option| filters.add(option, exactly).unwrap());
            let target = Target::py311();
            assert_eq!(filters.action(&syntax, b"p/x.py", target), of_syntax, "{options:?}");
            assert_eq!(filters.action(&old, b"p/x.py", target), of_old, "{options:?}");
        }
        assert_eq!(Filters::default().action(&old, b"__main__.py", Target::py311()), Action::Show);
    }

    /// Asked of 3.14.10 and 3.15.2.
    #[test]
    fn modules_by_the_end_of_their_path() {
        let syntax = warning(WarningCategory::SyntaxWarning, "odd", 1);
        let newest = |minor| Target::for_any_version(minor, None).unwrap();
        for (module, filename, before, since) in [
            ("mt/w", "mt/w.py", true, true),
            ("w", "mt/w.py", false, true),
            ("mt.w", "mt/w.py", false, true),
            ("t.w", "mt/w.py", false, false),
            ("b.w", "/a/b/w.py", false, true),
            ("a.b.w", "/a/b/w.py", false, true),
            (".a.b.w", "/a/b/w.py", false, true),
            ("b/w", "/a/b/w.py", false, false),
            ("a", "a/__init__.py", false, true),
            ("__init__", "a/__init__.py", false, false),
            ("a/__init__", "a/__init__.py", true, true),
            ("txt", "a.txt", false, true),
            ("a.txt", "a.txt", true, true),
            ("string>", "<a.string>", false, false),
        ] {
            let mut filters = Filters::default();
            filters.add(&format!("error:::{module}"), exactly).unwrap();
            let is_error = |minor| filters.action(&syntax, filename.as_bytes(), newest(minor)) == Action::Error;
            assert_eq!((is_error(14), is_error(15)), (before, since), "{module} {filename}");
        }
    }

    /// Asked of 3.14.10 and 3.15.2.
    #[test]
    fn patterns_between_slashes() {
        let newest = |minor| Target::for_any_version(minor, None).unwrap();
        for (option, before, since) in [
            ("error:/odd/", false, true),
            ("error:/dd/", false, false),
            ("error: /odd/ ", false, true),
            ("error://", false, true),
            ("error:/", false, false),
            ("error:::/mt/", false, true),
            ("error:::/p\\.w/", false, false),
            ("error:::/p.w/", false, true),
            ("error:::/p/w/", false, false),
            ("error:::/.p/", false, false),
            ("error:::/mt/p/", false, true),
            ("error:/odd/::/other/", false, false),
        ] {
            let mut filters = Filters::default();
            filters.add(option, exactly).unwrap();
            let syntax = warning(WarningCategory::SyntaxWarning, "Odd", 1);
            let is_error = |minor| filters.action(&syntax, b"mt/p/w.py", newest(minor)) == Action::Error;
            assert_eq!((is_error(14), is_error(15)), (before, since), "{option}");
        }
    }

    #[test]
    fn malformed_patterns_are_texts_where_there_are_none() {
        let newest = |minor| Target::for_any_version(minor, None).unwrap();
        for (option, field, message, filename) in [
            ("error:/(/", "message", "/(/ is odd", "x.py"),
            ("error:::/(/", "module", "odd", "/(/"),
            ("error:/(/::/(/", "message", "/(/ is odd", "/(/"),
            ("error:/odd/::/(/", "module", "/odd/", "/(/"),
        ] {
            let mut filters = Filters::default();
            let error = filters.add(option, exactly).unwrap_err();
            let expected = format!("Invalid -W option ignored: invalid regular expression for {field}: '('");
            assert_eq!(error.to_string(), expected);
            assert_eq!((error.concerns(newest(14)), error.concerns(newest(15))), (false, true));
            let syntax = warning(WarningCategory::SyntaxWarning, message, 1);
            let action = |minor| filters.action(&syntax, filename.as_bytes(), newest(minor));
            assert_eq!((action(14), action(15)), (Action::Error, Action::Show), "{option}");
        }
    }

    #[test]
    fn folded_inversions() {
        let newest = |minor| Target::for_any_version(minor, None).unwrap();
        for (options, action, is_error) in [
            (&[][..], Action::Ignore, false),
            (&["default"], Action::ShowOnce, false),
            (&["always"], Action::Show, false),
            (&["once"], Action::ShowOnce, false),
            (&["error"], Action::Error, true),
            (&["error", "default::SyntaxWarning"], Action::Error, true),
            (&["error::SyntaxWarning"], Action::Ignore, false),
            (&["error:BITWISE inversion"], Action::Error, true),
            (&["error:::importlib._bootstrap:488"], Action::Error, true),
            (&["error:::importlib._bootstrap:1"], Action::Ignore, false),
            (&["error:::p/x"], Action::Ignore, false),
        ] {
            let mut filters = Filters::default();
            options.iter().for_each(|option| filters.add(option, exactly).unwrap());
            let warning = syntax::fold::bool_inversion(|feature| newest(12).has(feature));
            assert_eq!(filters.action(&warning, b"p/x.py", newest(12)), action, "{options:?}");
            assert_eq!(filters.bool_inversion_is_error(newest(12)), is_error, "{options:?}");
            assert_eq!(filters.bool_inversion_is_error(newest(13)), is_error, "{options:?}");
            assert!(!filters.bool_inversion_is_error(newest(11)), "{options:?}");
        }
    }

    #[test]
    fn options_that_are_none() {
        for (option, expected) in [
            ("foo", "invalid action: 'foo'"),
            ("error::Nope", "unknown warning category: 'Nope'"),
            ("error::::x", "invalid lineno 'x'"),
            ("error::::-1", "invalid lineno '-1'"),
            ("a:b:c:d:e:f", "too many fields (max 5): 'a:b:c:d:e:f'"),
        ] {
            let said = Filters::default().add(option, exactly).unwrap_err().to_string();
            assert_eq!(said, format!("Invalid -W option ignored: {expected}"));
        }
    }
}
