//! String literals: what is wrong inside of them.

use super::Raised;
use super::node::{Id, Kind};
use super::parser::{Parse, Parser, Rule, want};
use super::token::{Span, Style, TokenKind};
use super::{fstrings_before_pep701, fstrings_pep701, warned};
use crate::compiler::syntax::literal;
use crate::compiler::syntax::undecodable::utf8_error;
use crate::compiler::version::Feature;

/// `strings`
pub(super) fn strings(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        p.remember(Rule::Strings, |p| {
            if p.has(Feature::FstringTokens) {
                return strings_and_fstrings(p);
            }
            let start = p.mark;
            let tokens = want!(p.some(|p| p.token(TokenKind::Str)));
            let mut kind = Kind::Literal;
            let mut previous = None;
            for token in tokens {
                let string = Str::new(p.text(token));
                if !string.formatted {
                    check(p, token, &string)?;
                }
                if previous.is_some_and(|is_bytes| is_bytes != string.is_bytes) {
                    return Err(p.raise_last("cannot mix bytes and nonbytes literals"));
                }
                previous = Some(string.is_bytes);
                if string.formatted {
                    kind = Kind::JoinedStr;
                    fstrings_before_pep701::check(p, token, &string)?;
                }
            }
            Ok(Some(p.node(kind, start)))
        })
    })
}

/// `strings` where the fields of f-strings are tokens.
fn strings_and_fstrings(p: &mut Parser<'_>) -> Parse<Id> {
    let has_templates = p.has(Feature::TemplateStrings);
    if has_templates && p.invalid {
        p.nested(1, invalid_string_tstring_concat)?;
    }
    let start = p.mark;
    if let Some(literals) = p.attempt(|p| p.some(string_or_fstring))? {
        let is_bytes = |literal: &Literal| literal.is_bytes;
        if literals.iter().any(is_bytes) && !literals.iter().all(is_bytes) {
            return Err(p.raise_last("cannot mix bytes and nonbytes literals"));
        }
        let is_formatted = literals.iter().any(|literal| literal.is_formatted);
        return Ok(Some(p.node(if is_formatted { Kind::JoinedStr } else { Kind::Literal }, start)));
    }
    if !has_templates {
        return Ok(None);
    }
    want!(p.some(tstring));
    Ok(Some(p.node(Kind::TemplateStr, start)))
}

/// `fstring | string`, as a part of `strings`.
struct Literal {
    span: Span,
    is_bytes: bool,
    is_formatted: bool,
}

/// `fstring | string`
fn string_or_fstring(p: &mut Parser<'_>) -> Parse<Literal> {
    let start = p.mark;
    if p.peek()?.kind == TokenKind::FstringStart {
        want!(p.nested(1, |p| fstrings_pep701::fstring(p, Style::F)));
        return Ok(Some(Literal { span: p.span_from(start), is_bytes: false, is_formatted: true }));
    }
    let token = want!(p.token(TokenKind::Str));
    let string = Str::new(p.text(token));
    check(p, token, &string)?;
    Ok(Some(Literal { span: p.span_from(start), is_bytes: string.is_bytes, is_formatted: false }))
}

/// `tstring`
fn tstring(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        p.remember(Rule::TemplateString, |p| {
            let start = p.mark;
            want!(fstrings_pep701::fstring(p, Style::T));
            Ok(Some(p.node(Kind::TemplateStr, start)))
        })
    })
}

/// `invalid_string_tstring_concat`
fn invalid_string_tstring_concat(p: &mut Parser<'_>) -> Result<(), Raised> {
    let mixed = p.attempt(|p| {
        let literals = want!(p.some(string_or_fstring));
        let template = want!(tstring(p));
        Ok(literals.last().map(|last| last.span.to(p.span(template))))
    })?;
    let mixed = match mixed {
        Some(_) => mixed,
        None => p.attempt(|p| {
            let templates = want!(p.some(tstring));
            let literal = want!(string_or_fstring(p));
            Ok(templates.last().map(|&last| p.span(last).to(literal.span)))
        })?,
    };
    match mixed {
        Some(span) => Err(p.raise(span, "cannot mix t-string literals with string or bytes literals")),
        None => Ok(()),
    }
}

/// A string token, taken apart.
pub(super) struct Str<'s> {
    pub is_bytes: bool,
    pub raw: bool,
    pub formatted: bool,
    /// Where what is between the quotes starts in the token.
    pub start: usize,
    pub body: &'s [u8],
}

impl<'s> Str<'s> {
    fn new(token: &'s [u8]) -> Self {
        let prefix = token.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let has = |letter: u8| token[..prefix].iter().any(|byte| byte.eq_ignore_ascii_case(&letter));
        let start = literal::opener(token);
        let end = token.len() + prefix - start;
        Self {
            is_bytes: has(b'b'),
            raw: has(b'r'),
            formatted: has(b'f'),
            start,
            body: token.get(start..end).unwrap_or_default(),
        }
    }
}

/// Checks a string that is no f-string (`_PyPegen_parsestr`).
fn check(p: &mut Parser<'_>, token: usize, string: &Str<'_>) -> Result<(), Raised> {
    if string.is_bytes && !string.body.is_ascii() {
        let message = "bytes can only contain ASCII literal characters";
        let at_literal = p.has(Feature::BytesAtLiteral);
        return Err(if at_literal { p.raise(p.place(token), message) } else { p.raise_last(message) });
    }
    if string.is_bytes {
        return if string.raw {
            Ok(())
        } else {
            check_escapes(p, token, None, string.body, |text| literal::decode_bytes(text, &mut Vec::new()))
        };
    }
    check_text(p, token, None, string.body, string.raw || !string.body.contains(&b'\\'))
}

/// Checks a text inside of the token number `token`: that it is UTF-8, and its escapes if it is not `raw`. What is wrong
/// with an escape is said of the token number `at`, or of the last one.
pub(super) fn check_text(
    p: &mut Parser<'_>,
    token: usize,
    at: Option<usize>,
    text: &[u8],
    raw: bool,
) -> Result<(), Raised> {
    match utf8_error_of(text, raw) {
        Some(error) => Err(p.raise_last(&format!("(unicode error) {error}"))),
        None if raw => Ok(()),
        None => {
            let target = p.target;
            check_escapes(p, token, at, text, |text| literal::decode_str(text, &mut Vec::new(), || target.unicode()))
        }
    }
}

/// What CPython says of a text that is not UTF-8; nothing if it is.
pub(super) fn utf8_error_of(text: &[u8], raw: bool) -> Option<String> {
    if raw {
        return utf8_error(text);
    }
    // Where escapes are decoded, each run of other than ASCII characters is decoded alone.
    text.chunk_by(|a, b| a.is_ascii() == b.is_ascii()).find_map(utf8_error)
}

fn check_escapes(
    p: &mut Parser<'_>,
    token: usize,
    at: Option<usize>,
    text: &[u8],
    decode: impl FnOnce(&str) -> Result<Option<literal::InvalidEscape>, String>,
) -> Result<(), Raised> {
    let text = String::from_utf8_lossy(text);
    match decode(&text) {
        Ok(None) => Ok(()),
        Ok(Some(escape)) => warned::escape(p, token, &text, escape),
        Err(message) => Err(match at {
            Some(at) => p.raise(p.place(at), &message),
            None => p.raise_last(&message),
        }),
    }
}
