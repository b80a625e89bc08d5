//! String literals: what is wrong inside of them.

use super::Raised;
use super::node::{Id, Kind};
use super::parser::{Parse, Parser, Rule, want};
use super::token::TokenKind;
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
    let start = p.mark;
    let mut kind = Kind::Literal;
    let mut has = [false; 2];
    want!(p.some(|p| {
        if p.peek()?.kind == TokenKind::FstringStart {
            want!(p.nested(1, fstrings_pep701::fstring));
            kind = Kind::JoinedStr;
            has[0] = true;
            return Ok(Some(()));
        }
        let token = want!(p.token(TokenKind::Str));
        let string = Str::new(p.text(token));
        check(p, token, &string)?;
        has[usize::from(string.is_bytes)] = true;
        Ok(Some(()))
    }));
    if has == [true; 2] {
        return Err(p.raise_last("cannot mix bytes and nonbytes literals"));
    }
    Ok(Some(p.node(kind, start)))
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
            check_escapes(p, token, string.body, |text| literal::decode_bytes(text, &mut Vec::new()))
        };
    }
    check_text(p, token, string.body, string.raw || !string.body.contains(&b'\\'))
}

/// Checks a text inside of the token number `token`: that it is UTF-8, and its escapes if it is not `raw`.
pub(super) fn check_text(p: &mut Parser<'_>, token: usize, text: &[u8], raw: bool) -> Result<(), Raised> {
    match utf8_error_of(text, raw) {
        Some(error) => Err(p.raise_last(&format!("(unicode error) {error}"))),
        None if raw => Ok(()),
        None => {
            let target = p.target;
            check_escapes(p, token, text, |text| literal::decode_str(text, &mut Vec::new(), || target.unicode()))
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
    text: &[u8],
    decode: impl FnOnce(&str) -> Result<Option<literal::InvalidEscape>, String>,
) -> Result<(), Raised> {
    let text = String::from_utf8_lossy(text);
    match decode(&text) {
        Ok(None) => Ok(()),
        Ok(Some(escape)) => warned::escape(p, token, &text, escape),
        Err(message) => Err(p.raise_last(&message)),
    }
}
