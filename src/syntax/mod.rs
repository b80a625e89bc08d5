//! From source bytes to the syntax tree: decode, parse, lower.
//!
//! Only this module and those below it know which parser is used; what leaves it is our own
//! [`ast`].

pub mod ast;
mod decode;
mod diagnose;
pub mod dump;
mod errors;
pub mod fold;
mod future;
mod lines;
mod literal;
mod lower;
mod suspect;
mod undecodable;

use crate::Context;
use crate::error::CompileError;
use crate::target::Target;
use lines::LineTable;
use ruff_python_ast::{ModModule, PythonVersion};
use ruff_python_parser::{Mode, ParseOptions};
use std::borrow::Cow;
use undecodable::Undecodable;

/// A decoded source: UTF-8 without BOM, newlines translated as CPython's tokenizer does.
#[derive(Clone, Debug)]
pub struct Source<'s> {
    /// The text.
    pub text: Cow<'s, str>,
    /// Whether a BOM or a comment declares the encoding. (If none does, CPython gives the columns
    /// of syntax errors in bytes.)
    pub is_declared: bool,
    /// What is not UTF-8 though it should be.
    undecodable: Option<Box<Undecodable>>,
}

impl Source<'_> {
    /// The text as CPython's tokenizer sees it, which may not be UTF-8.
    fn bytes(&self) -> &[u8] {
        self.undecodable.as_ref().map_or(self.text.as_bytes(), |undecodable| &undecodable.bytes)
    }
}

/// The parser's tree, from which [`lower`] makes ours, once for every optimization level.
pub struct Parsed {
    tree: ruff_python_parser::Parsed<ModModule>,
    lines: LineTable,
}

/// Decodes `bytes` (BOM, PEP 263).
///
/// # Errors
/// A source that its encoding cannot decode, an unknown encoding, a null byte.
pub fn decode<'s>(bytes: &'s [u8], target: &Target) -> Result<Source<'s>, CompileError> {
    decode::decode(bytes, target)
}

/// Parses `source` with the grammar of `target`.
///
/// # Errors
/// Syntax errors.
pub fn parse(source: &Source<'_>, target: &Target) -> Result<Parsed, CompileError> {
    let version = PythonVersion { major: 3, minor: target.version.minor };
    let options = ParseOptions::from(Mode::Module).with_target_version(version);
    let lines = LineTable::new(&source.text);
    let tree = ruff_python_parser::parse_unchecked(&source.text, options);
    let tree = tree.try_into_module().ok_or_else(errors::not_a_module)?;
    errors::check(&tree, source, &lines, target)?;
    Ok(Parsed { tree, lines })
}

/// Turns the parser's tree into ours, with constants folded.
///
/// # Errors
/// What CPython's parser refuses and ours does not.
pub fn lower<'a>(parsed: &Parsed, source: &Source<'_>, ctx: &mut Context<'a>) -> Result<ast::Module<'a>, CompileError> {
    lower::lower(parsed, source, ctx, true)
}

/// Turns the parser's tree into ours as it was written, without folding: what `ast.parse` shows.
///
/// # Errors
/// What CPython's parser refuses and ours does not.
pub fn lower_unfolded<'a>(
    parsed: &Parsed,
    source: &Source<'_>,
    ctx: &mut Context<'a>,
) -> Result<ast::Module<'a>, CompileError> {
    lower::lower(parsed, source, ctx, false)
}
