//! What CPython warns of while it reads a source that it may refuse.

use super::Raised;
use super::parser::Parser;
use super::token::Span;
use crate::compiler::syntax::literal::InvalidEscape;
use crate::compiler::values::error::{CompileError, Warning, WarningCategory, WarningOrigin};
use crate::compiler::values::location::Location;
use crate::compiler::version::{Feature, Target};

/// Whether a warning is an error, by the filters.
pub(in crate::compiler::syntax) type IsError<'f> = &'f dyn Fn(&Warning) -> bool;

/// The warnings so far.
pub(super) struct Warned<'f> {
    pub list: Vec<Warning>,
    pub is_error: IsError<'f>,
}

impl<'f> Warned<'f> {
    pub(super) fn new(is_error: IsError<'f>) -> Self {
        Self { list: Vec::new(), is_error }
    }

    /// Warns; whether that is an error.
    pub(super) fn warn(
        &mut self,
        category: WarningCategory,
        message: &str,
        location: Location,
        origin: WarningOrigin,
    ) -> bool {
        let warning = Warning { category, message: message.to_owned(), line: location.line, location, origin };
        let is_error = (self.is_error)(&warning);
        if !is_error {
            self.list.push(warning);
        }
        is_error
    }
}

/// The class of warnings of invalid escapes.
pub(super) fn of_escapes(target: &Target) -> WarningCategory {
    if target.has(Feature::EscapesWarnAlways) {
        WarningCategory::SyntaxWarning
    } else {
        WarningCategory::DeprecationWarning
    }
}

/// Warns of an invalid escape in `text`, which is inside of the token number `token` (the last one of an f-string).
/// In the second reading CPython does not (some releases do), nor of braces in an f-string, of which its tokenizer has warned.
pub(super) fn escape(p: &mut Parser<'_>, token: usize, text: &str, escape: InvalidEscape) -> Result<(), Raised> {
    let is_repeated = p.invalid && p.has(Feature::EscapesWarnOnce);
    if is_repeated || p.tokens[token].kind.is_fstring() && escape.is_brace() {
        return Ok(());
    }
    let span = p.place(token);
    let mut place = span;
    if p.has(Feature::EscapesAtTheirPlace) {
        let (lines, mut col) = escape.place(text);
        if lines == 0 {
            col += span.col + quotes_before(p.text(token));
        }
        let line = span.line + lines;
        place = Span { line, col, end_line: line, end_col: col + 2 };
    }
    let location = Location::new(place.line, place.end_line, place.col, place.end_col);
    let advises = p.has(Feature::EscapeAdvice);
    let category = of_escapes(p.target);
    if p.tokenizer.warned.warn(category, &escape.warning(advises), location, WarningOrigin::Parser) {
        return Err(p.raise(place, &escape.refusal(advises)));
    }
    Ok(())
}

/// Warns of syntax at `span`, or refuses it, if that is an error: as the stages behind the parser do, with columns in
/// bytes.
pub(super) fn raise_or_warn(p: &mut Parser<'_>, span: Span, message: &str) -> Result<(), Raised> {
    let location = Location::new(span.line, span.end_line, span.col, span.end_col);
    match p.tokenizer.warned.warn(WarningCategory::SyntaxWarning, message, location, WarningOrigin::Parser) {
        true => Err(Box::new(CompileError::syntax(message, location))),
        false => Ok(()),
    }
}

/// The quotes at the start of a token; none if it begins with a prefix.
fn quotes_before(token: &[u8]) -> i32 {
    match token {
        [a @ (b'\'' | b'"'), b, c, ..] if a == b && b == c => 3,
        [b'\'' | b'"', ..] => 1,
        _ => 0,
    }
}
