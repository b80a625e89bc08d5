//! The parser's errors in CPython's words.

use super::lines::LineTable;
use super::{Source, diagnose, suspect};
use crate::error::{CompileError, ErrorKind};
use crate::location::Location;
use crate::target::{Feature, Target};
use ruff_python_ast::ModModule;
use ruff_python_parser::{ParseError, ParseErrorType, Parsed};
use ruff_text_size::TextRange;

/// The first error of the source whose tree is `tree`, if it has one.
pub(super) fn check(
    tree: &Parsed<ModModule>,
    source: &Source<'_>,
    lines: &LineTable,
    target: &Target,
) -> Result<(), CompileError> {
    let error = tree.errors().iter().find(|error| !is_ours(&error.error) && !is_bare_raise(error, &source.text));
    let unsupported = tree.unsupported_syntax_errors().first();
    let is_certain = error.is_some() || unsupported.is_some() || source.undecodable.is_some();
    if is_certain || (is_known(target) && suspect::is_suspect(tree.tokens(), &source.text)) {
        in_words(source)?;
    }
    // What CPython has no objection to, our parser can't do.
    if let Some(error) = error {
        return Err(syntax_error(error.error.to_string(), error.location, source, lines));
    }
    if let Some(error) = unsupported {
        return Err(syntax_error(error.to_string(), error.range, source, lines));
    }
    Ok(())
}

/// Whether [`diagnose`] has the grammar of `target`, so that what it refuses is refused. (For later
/// grammars it only finds words for what our parser has refused.)
pub(super) fn is_known(target: &Target) -> bool {
    !target.has(Feature::TypeParameters)
}

/// What CPython's parser says of `source`.
pub(super) fn in_words(source: &Source<'_>) -> Result<(), CompileError> {
    diagnose::diagnose(source.bytes(), source.is_declared).map_err(|error| *error)
}

/// Whether the lowering finds this error itself: it decodes literals on its own.
fn is_ours(error: &ParseErrorType) -> bool {
    use ruff_python_parser::LexicalErrorType as Lexical;
    matches!(error, ParseErrorType::Lexical(Lexical::UnicodeError))
}

/// Whether this is about `raise;`, in which the parser misses an expression: it leaves a nameless one
/// that the lowering drops.
fn is_bare_raise(error: &ParseError, text: &str) -> bool {
    let (before, after) = text.split_at(error.location.start().to_usize());
    let blank = [' ', '\t', '\x0c', '\\', '\n'];
    matches!(error.error, ParseErrorType::ExpectedExpression)
        && after.starts_with(';')
        && before.trim_end_matches(blank).ends_with("raise")
}

fn syntax_error(message: String, range: TextRange, source: &Source<'_>, lines: &LineTable) -> CompileError {
    let location = lines.location(range);
    let text = source.text.lines().nth(location.line as usize - 1).map(str::to_owned);
    CompileError { kind: ErrorKind::SyntaxError, message, location, text }
}

/// The parser did not give what it was asked for.
pub(super) fn not_a_module() -> CompileError {
    CompileError::new(ErrorKind::Internal, "the parser gave no module", Location::NONE)
}
