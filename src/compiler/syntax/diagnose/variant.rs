//! What the search for misspelt keywords asks of a part of a source: its names, and whether a variant is valid.

use super::parser::{Parser, Start};
use super::token::TokenKind;
use super::tokenizer::{Done, Tokenizer};
use super::warned::Warned;
use super::{Diagnosis, Heading, IsError, diagnose};
use crate::compiler::values::context::Options;
use crate::compiler::values::error::{ErrorKind, Warning, WarningOrigin};
use crate::compiler::version::Target;
use std::ops::Range;

/// What becomes of a text that is parsed (`codeop.compile_command`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Attempt {
    Valid,
    /// No mistake was found before the end.
    Incomplete,
    /// By such an exception, and what is warned of before.
    Refused(ErrorKind, Vec<Warning>),
}

/// Parses `text`; where it is refused warnings may be errors, as `is_error` says.
pub(in crate::compiler::syntax) fn attempt(text: &str, target: &'static Target, is_error: IsError<'_>) -> Attempt {
    const MAX_DIGITS: u32 = Options::INT_MAX_STR_DIGITS;
    let start = Start::File { heading: Heading::default(), len: text.len() };
    let ended = format!("{text}\n");
    // The first time warnings are ignored, and only the end is looked for.
    let mut parser = Parser::new(ended.as_bytes(), start, target, MAX_DIGITS, Warned::new(&|_| false));
    let parsed = parser.parse();
    match parsed {
        Ok(true) => Attempt::Valid,
        _ if matches!(parser.tokenizer.done, Done::Eof | Done::EndInString) => Attempt::Incomplete,
        _ => {
            let Diagnosis { warnings, verdict } =
                diagnose(text.as_bytes(), Heading::default(), target, MAX_DIGITS, is_error);
            Attempt::Refused(verdict.map_or_else(|error| error.kind, |()| ErrorKind::SyntaxError), warnings)
        }
    }
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub text: String,
    /// Its line, from 1.
    pub line: i32,
    /// Its columns in characters.
    pub columns: Range<usize>,
    /// How many warnings there are before it.
    pub warned: usize,
}

/// The names in a text, and what is warned of meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Names {
    pub names: Vec<Name>,
    pub warnings: Vec<Warning>,
}

/// The names in `text`, keywords excepted, up to where Python's module `tokenize` finds it wrong, or a warning is an
/// error.
pub(in crate::compiler::syntax) fn names(text: &str, target: &'static Target, is_error: IsError<'_>) -> Names {
    let text = format!("{text}\n");
    let of_excerpt = |warning: &Warning| Warning { origin: WarningOrigin::Excerpt, ..warning.clone() };
    let is_error = |warning: &Warning| is_error(&of_excerpt(warning));
    let mut tokenizer = Tokenizer::new(text.as_bytes(), 1, target, Warned::new(&is_error));
    tokenizer.lenient = true;
    let mut names = Vec::new();
    while let Ok(token) = tokenizer.next_token() {
        match token.kind {
            TokenKind::End => break,
            TokenKind::Name => {
                let line = &text[tokenizer.line_start..token.text.start];
                let start = line.chars().count();
                let name = text[token.text].to_owned();
                let columns = start..start + name.chars().count();
                let warned = tokenizer.warned.list.len();
                names.push(Name { text: name, line: token.span.line, columns, warned });
            }
            _ => {}
        }
    }
    let warnings = tokenizer.warned.list.iter().map(of_excerpt).collect();
    Names { names, warnings }
}
