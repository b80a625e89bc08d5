//! The grammar of f-strings since PEP 701.

use super::node::{Id, Kind};
use super::parser::{Parse, Parser, alternative, want};
use super::token::TokenKind;
use super::{Raised, expr, strings};
use crate::error::{CompileError, ErrorKind};
use crate::location::Location;
use crate::syntax::literal;
use crate::target::Feature;
use std::fmt::Write as _;

/// `fstring`
pub(super) fn fstring(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        let open = want!(p.token(TokenKind::FstringStart));
        let mut texts = Vec::new();
        p.many(|p| {
            alternative!(p, p.nested(1, |p| replacement_field(p, false)));
            let text = want!(p.token(TokenKind::FstringText));
            texts.push(text);
            Ok(Some(()))
        })?;
        want!(p.token(TokenKind::FstringEnd));
        // Its texts are decoded when all of it is there.
        let raw = is_raw(p, open);
        for text in texts {
            let text = p.text(text);
            strings::check_text(p, text, raw || !text.contains(&b'\\'))?;
        }
        Ok(Some(()))
    })
}

fn is_raw(p: &Parser<'_>, open: usize) -> bool {
    p.text(open).iter().any(|byte| matches!(byte, b'r' | b'R'))
}

/// `fstring_replacement_field`; `in_spec`: in the format spec of another.
fn replacement_field(p: &mut Parser<'_>, in_spec: bool) -> Parse<()> {
    p.nested(1, |p| {
        alternative!(p, {
            want!(p.expect("{"));
            want!(expr::yield_or_star_expressions(p));
            let is_shown = p.expect("=")?.is_some();
            let conversion = p.attempt(conversion)?;
            p.attempt(|p| {
                want!(p.expect(":"));
                p.nested(1, |p| p.many(format_spec))?;
                Ok(Some(()))
            })?;
            want!(p.expect("}"));
            if let Some(conversion) = conversion {
                check_conversion(p, conversion)?;
            }
            if is_shown && in_spec && !p.has(Feature::ShownInSpecs) {
                let message = "field 'value' is required for Constant";
                return Err(Box::new(CompileError::new(ErrorKind::ValueError, message, Location::NONE)));
            }
            Ok(Some(()))
        });
        if p.invalid {
            invalid_replacement_field(p)?;
        }
        Ok(None)
    })
}

/// `fstring_conversion`
fn conversion(p: &mut Parser<'_>) -> Parse<Id> {
    let mark = want!(p.expect("!"));
    let name = want!(p.name());
    let (before, after) = (p.place(mark), p.span(name));
    if before.line != after.line || before.end_col != after.col {
        let word = if p.has(Feature::ExclamationSpelt) { "exclamation" } else { "exclamanation" };
        let message = format!("f-string: conversion type must come right after the {word} mark");
        return Err(p.raise(before.to(after), &message));
    }
    Ok(Some(name))
}

fn check_conversion(p: &Parser<'_>, name: Id) -> Result<(), Raised> {
    let Kind::Name(token) = *p.kind(name) else { return Ok(()) };
    let text = String::from_utf8_lossy(p.text(token));
    if matches!(&*text, "s" | "r" | "a") {
        return Ok(());
    }
    let message = format!("f-string: invalid conversion character '{text}': expected 's', 'r', or 'a'");
    Err(p.raise(p.span(name), &message))
}

/// `fstring_format_spec`
fn format_spec(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        alternative!(p, {
            let text = want!(p.token(TokenKind::FstringText));
            check_spec_text(p, text)?;
            Ok(Some(()))
        });
        replacement_field(p, true)
    })
}

/// What is wrong in the text of a format spec CPython says without a place.
fn check_spec_text(p: &Parser<'_>, token: usize) -> Result<(), Raised> {
    let text = String::from_utf8_lossy(p.text(token));
    let raw = p.has(Feature::RawSpecs) && p.tokenizer.fstrings.last().is_some_and(|fstring| fstring.raw);
    match literal::decode_str(&text, &mut Vec::new(), || p.target.unicode()) {
        Err(message) if !raw => {
            let message = message.strip_prefix("(unicode error) ").unwrap_or(&message).to_owned();
            Err(Box::new(CompileError::new(ErrorKind::UnicodeDecodeError, message, Location::NONE)))
        }
        _ => Ok(()),
    }
}

/// What opens a field, up to the end of its expression.
fn opened(p: &mut Parser<'_>) -> Parse<()> {
    want!(p.expect("{"));
    want!(expr::yield_or_star_expressions(p));
    Ok(Some(()))
}

/// A field up to its conversion, which may be anything here.
fn converted(p: &mut Parser<'_>) -> Parse<()> {
    want!(opened(p));
    p.expect("=")?;
    p.attempt(|p| {
        want!(p.expect("!"));
        p.name()
    })?;
    Ok(Some(()))
}

/// Reports that none of `wanted` follows what `rule` matches.
fn missing(
    p: &mut Parser<'_>,
    wanted: &[&str],
    message: &str,
    rule: impl FnOnce(&mut Parser<'_>) -> Parse<()>,
) -> Result<(), Raised> {
    p.attempt(|p| {
        want!(rule(p));
        if p.next_in(wanted)? {
            return Ok(None::<()>);
        }
        Err(p.raise_next(&format!("f-string: {message}")))
    })?;
    Ok(())
}

/// `invalid_replacement_field`
fn invalid_replacement_field(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        p.attempt(|p| {
            want!(p.expect("{"));
            if let Some(found) = p.expect_in(&["=", "!", ":", "}"])? {
                let mut message = "f-string: valid expression required before '".to_owned();
                let _ = write!(message, "{}'", String::from_utf8_lossy(p.text(found)));
                return Err(p.raise(p.place(found), &message));
            }
            if !p.matches(expr::yield_or_star_expressions)? {
                return Err(p.raise_next("f-string: expecting a valid expression after '{'"));
            }
            Ok(None::<()>)
        })?;
        missing(p, &["=", "!", ":", "}"], "expecting '=', or '!', or ':', or '}'", opened)?;
        missing(p, &["!", ":", "}"], "expecting '!', or ':', or '}'", |p| {
            want!(opened(p));
            want!(p.expect("="));
            Ok(Some(()))
        })?;
        p.attempt(|p| {
            want!(opened(p));
            p.expect("=")?;
            want!(p.expect("!"));
            if p.next_in(&[":", "}"])? {
                return Err(p.raise_next("f-string: missing conversion character"));
            }
            if p.peek()?.kind != TokenKind::Name {
                return Err(p.raise_next("f-string: invalid conversion character"));
            }
            Ok(None::<()>)
        })?;
        missing(p, &[":", "}"], "expecting ':' or '}'", converted)?;
        missing(p, &["}"], "expecting '}', or format specs", |p| {
            want!(converted(p));
            want!(p.expect(":"));
            p.many(format_spec)?;
            Ok(Some(()))
        })?;
        missing(p, &["}"], "expecting '}'", converted)
    })
}
