//! From source bytes to the syntax tree: decode, parse.

pub mod ast;
mod decode;
mod diagnose;
pub mod dump;
pub(crate) mod fold;
mod future;
mod height;
mod lexical;
mod lines_before;
mod literal;
mod parser;
pub(crate) mod shown_line;
mod undecodable;
pub(crate) mod walk;

use crate::compiler::values::context::{Context, MAX_SOURCE};
use crate::compiler::values::error::{CompileError, ErrorKind, Warning};
use crate::compiler::values::location::Location;
use crate::compiler::values::recursion::{NoStack, Stack};
use crate::compiler::version::{FeatureSet, Target};
pub(crate) use diagnose::{Attempt, Names};
use diagnose::{Diagnosis, IsError};
pub use parser::Buffers;
use parser::Failure;
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
    /// Whether a BOM does.
    pub has_bom: bool,
    /// The features that the text depends on.
    pub(crate) asked: FeatureSet,
    /// What is not UTF-8 though it should be.
    undecodable: Option<Box<Undecodable>>,
}

impl<'s> Source<'s> {
    /// A text, whatever encoding it declares.
    pub(crate) fn of_text(text: &'s str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            is_declared: false,
            has_bom: false,
            asked: FeatureSet::default(),
            undecodable: None,
        }
    }

    /// Whether it has bytes, in comments or elsewhere, that are not UTF-8 though they should be.
    pub fn is_undecodable(&self) -> bool {
        self.undecodable.is_some()
    }

    /// The text as CPython's tokenizer sees it, which may not be UTF-8.
    fn bytes(&self) -> &[u8] {
        self.undecodable.as_ref().map_or(self.text.as_bytes(), |undecodable| &undecodable.bytes)
    }
}

/// Decodes `bytes` (BOM, PEP 263).
///
/// # Errors
/// A source that its encoding cannot decode, an unknown encoding, a null byte.
pub fn decode<'s>(bytes: &'s [u8], target: &Target) -> Result<Source<'s>, CompileError> {
    decode::decode(bytes, target)
}

/// Decodes `bytes` as `str(bytes, encoding)` does, if the text can be encoded in UTF-8.
///
/// # Errors
/// No such text encoding, what it cannot decode, and lone surrogates, in the words that a source would be refused with.
pub fn decode_as<'s>(encoding: &str, bytes: &'s [u8], target: &Target) -> Result<Cow<'s, str>, CompileError> {
    decode::decode_as(encoding, bytes, target)
}

/// Decodes `bytes` as Python's `tokenize.open` does, to which only `\n` ends the lines that may declare an encoding.
///
/// # Errors
/// As [`decode_as`], and an encoding that a byte order mark contradicts.
pub(crate) fn decode_as_tokenize<'s>(bytes: &'s [u8], target: &Target) -> Result<Cow<'s, str>, CompileError> {
    decode::decode_as_tokenize(bytes, target)
}

/// The encoding that CPython decodes a line of a source's file with, nothing for UTF-8: the declared one, if what is above
/// the declaration is UTF-8 or need not be.
pub(crate) fn encoding_of_lines(bytes: &[u8], target: &Target) -> Option<String> {
    decode::encoding_of_lines(bytes, target)
}

/// Parses `source` with the grammar of the context's target; constants are folded.
///
/// # Errors
/// What CPython's tokenizer and parser refuse, future imports that there are not, and nesting that
/// CPython's compiler does not follow.
pub fn parse<'a>(
    source: &Source<'a>,
    ctx: &mut Context<'a>,
    buffers: &mut Buffers<'static>,
) -> Result<ast::Module<'a>, CompileError> {
    let (module, is_high, exits) = parse_to(source, ctx, buffers, true)?;
    if is_high {
        let warnings = ctx.warnings.len();
        let (unfolded, ..) = parse_to(source, ctx, buffers, false)?;
        ctx.warnings.truncate(warnings);
        Stack::Deep.run(|| height::check(&unfolded, ctx.target))??;
    }
    ctx.warnings.extend(exits);
    if ctx.bool_inversions > 0 {
        // CPython folds when all is parsed, so that this comes after what the parser warns of.
        let warning = fold::bool_inversion(|feature| ctx.asks(feature));
        ctx.warnings.extend(std::iter::repeat_n(warning, ctx.bool_inversions));
    }
    Ok(module)
}

/// Parses `source` as it was written, without folding: what `ast.parse` shows.
///
/// # Errors
/// As [`parse`].
pub fn parse_unfolded<'a>(source: &Source<'a>, ctx: &mut Context<'a>) -> Result<ast::Module<'a>, CompileError> {
    let (module, is_high, _) = parse_to(source, ctx, &mut Buffers::default(), false)?;
    if is_high {
        Stack::Deep.run(|| height::check(&module, ctx.target))??;
    }
    Ok(module)
}

/// The tree, whether it may be too high, and what CPython warns of when it has the tree.
fn parse_to<'a>(
    source: &Source<'a>,
    ctx: &mut Context<'a>,
    buffers: &mut Buffers<'static>,
    fold: bool,
) -> Result<(ast::Module<'a>, bool, Vec<Warning>), CompileError> {
    // Decoding can have made it larger.
    if source.text.len() > MAX_SOURCE {
        return Err(CompileError::new(ErrorKind::MemoryError, "the source is larger than 2 GiB", Location::NONE));
    }
    if source.undecodable.is_some() {
        ctx.asked = FeatureSet::ALL;
        refusal(source, ctx)?;
    }
    let text = match &source.text {
        Cow::Borrowed(text) => *text,
        Cow::Owned(text) => ctx.names.arena().alloc_str(text),
    };
    let before = ctx.warnings.len();
    match parser::parse(text, ctx, buffers, fold) {
        Ok(parsed) => {
            if parsed.nests_deep() || parsed.is_high {
                ctx.asked = FeatureSet::ALL;
                ctx.needs_deep_stack = true;
            }
            if parsed.nests_deep() {
                refusal(source, ctx)?;
            }
            if is_mixed(&ctx.warnings[before..]) {
                ctx.asked = FeatureSet::ALL;
                ctx.warnings.truncate(before);
                ctx.warnings.extend(diagnosis(source, ctx.target, ctx.int_max_str_digits, &|_| false)?.warnings);
            }
            Ok((parsed.module, parsed.is_high, parsed.exits))
        }
        Err(Failure::Deep) => Err(NoStack.into()),
        Err(Failure::Error(error)) => {
            refusal(source, ctx)?;
            Err(error)
        }
        Err(Failure::Refused(location)) => {
            refusal(source, ctx)?;
            let text = source.text.lines().nth(location.line as usize - 1).map(str::to_owned);
            Err(CompileError { text, ..CompileError::syntax("invalid syntax", location) })
        }
    }
}

/// What CPython's parser says of `source`, which is then all that is warned of.
fn refusal(source: &Source<'_>, ctx: &mut Context<'_>) -> Result<(), CompileError> {
    let Diagnosis { warnings, verdict } = diagnosis(source, ctx.target, ctx.int_max_str_digits, &|_| false)?;
    verdict.map_err(|error| {
        ctx.warnings = warnings;
        *error
    })
}

fn diagnosis(
    source: &Source<'_>,
    target: &'static Target,
    int_max_str_digits: u32,
    is_error: IsError<'_>,
) -> Result<Diagnosis, NoStack> {
    let heading = diagnose::Heading { declared: source.is_declared, bom: source.has_bom };
    Stack::Deep.run(|| diagnose::diagnose(source.bytes(), heading, target, int_max_str_digits, is_error))
}

/// How CPython refuses a source in which it warns of something that is an error, as `is_error` says: what it warns
/// of before, and the error; nothing if it accepts it.
pub(crate) fn refused_for_warning(
    source: &[u8],
    target: &'static Target,
    int_max_str_digits: u32,
    is_error: IsError<'_>,
) -> Option<(Vec<Warning>, CompileError)> {
    let source = decode(source, target).ok()?;
    match diagnosis(&source, target, int_max_str_digits, is_error) {
        Ok(Diagnosis { warnings, verdict }) => verdict.err().map(|error| (warnings, *error)),
        Err(error) => Some((Vec::new(), error.into())),
    }
}

/// What becomes of `text`, a variant of a part of a source, when CPython's parser reads it.
pub(crate) fn attempt(text: &str, target: &'static Target, is_error: IsError<'_>) -> Result<Attempt, NoStack> {
    Stack::Deep.run(|| diagnose::attempt(text, target, is_error))
}

/// The names in `text`, keywords excepted, up to where even Python's module `tokenize` finds it wrong.
pub(crate) fn names(text: &str, target: &'static Target, is_error: IsError<'_>) -> Names {
    diagnose::names(text, target, is_error)
}

/// Whether both the tokenizer and the parser warn, whose order depends on how far CPython's parser looks ahead.
fn is_mixed(warnings: &[Warning]) -> bool {
    warnings.iter().any(|warning| warning.origin != warnings[0].origin)
}
