//! The grammar of f-strings since PEP 701, and of t-strings (PEP 750).

use super::node::{Id, Kind};
use super::parser::{Parse, Parser, alternative, want};
use super::token::{Style, TokenKind};
use super::{Raised, expr, strings, warned};
use crate::compiler::syntax::literal;
use crate::compiler::syntax::parser::shown;
use crate::compiler::syntax::undecodable::utf8_error;
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use std::borrow::Cow;

/// `fstring`, `tstring`
pub(super) fn fstring(p: &mut Parser<'_>, style: Style) -> Parse<()> {
    p.nested(1, |p| {
        let open = want!(p.token(style.start));
        let mut texts = Vec::new();
        p.many(|p| {
            let start = p.mark;
            if let Some(end) = p.attempt(|p| p.nested(1, |p| replacement_field(p, style, 1)))? {
                texts.extend(shown_text(p, open, start, end).map(|text| (None, Cow::Owned(text))));
                return Ok(Some(()));
            }
            let text = want!(p.token(style.text));
            if let Some(error) = utf8_error(p.text(text)) {
                return Err(undecodable(error));
            }
            texts.push((Some(text), Cow::Borrowed(p.text(text))));
            Ok(Some(()))
        })?;
        let close = want!(p.token(style.end));
        // Its texts are decoded when all of it is there.
        let raw = is_raw(p, open);
        for (token, text) in texts {
            let at = token.filter(|_| p.has(Feature::EscapeErrorsAtText));
            strings::check_text(p, close, at, &text, raw || !text.contains(&b'\\'))?;
        }
        Ok(Some(()))
    })
}

fn is_raw(p: &Parser<'_>, open: usize) -> bool {
    p.text(open).iter().any(|byte| matches!(byte, b'r' | b'R'))
}

/// The text that the field from the token number `start` on shows, if its escapes are decoded. `end` is the token after
/// its `=`, if it has one.
fn shown_text(p: &Parser<'_>, open: usize, start: usize, end: Option<usize>) -> Option<Vec<u8>> {
    let end = end.filter(|_| !p.has(Feature::ShownByField) && !p.has(Feature::ShownAsWritten))?;
    let source = std::str::from_utf8(p.tokenizer.text).ok()?;
    let start_of = |token: usize| p.tokens[token].text.start;
    let quotes = p.text(open);
    let place = shown::Place {
        opened: p.tokens[open].text.end,
        single_line: !(quotes.ends_with(b"'''") || quotes.ends_with(b"\"\"\"")),
        keeps_all: p.tokens[open].kind == TokenKind::TstringStart,
        brace: start_of(start),
        end: start_of(end),
        nesting: 1,
    };
    let text = shown::text(source, place, &mut |feature| p.has(feature))?;
    Some(text.into_owned().into_bytes())
}

/// `fstring_replacement_field`, `tstring_replacement_field`: the token behind its `=`, if it has one. `nesting`: how
/// many fields it is in, itself counted.
fn replacement_field(p: &mut Parser<'_>, style: Style, nesting: u32) -> Parse<Option<usize>> {
    p.nested(1, |p| {
        alternative!(p, {
            want!(p.expect("{"));
            want!(expr::yield_or_star_expressions(p));
            let equals = p.expect("=")?;
            p.peek()?;
            let conversion = p.attempt(|p| conversion(p, style))?;
            p.attempt(|p| {
                want!(p.expect(":"));
                p.nested(1, |p| p.many(|p| format_spec(p, style, nesting)))?;
                Ok(Some(()))
            })?;
            want!(p.expect("}"));
            if let Some(conversion) = conversion {
                check_conversion(p, style, conversion)?;
            }
            let deepest = if p.has(Feature::ShownInSpecs) { 2 } else { 1 };
            if equals.is_some() && nesting > deepest {
                let message = "field 'value' is required for Constant";
                return Err(Box::new(CompileError::new(ErrorKind::ValueError, message, Location::NONE)));
            }
            Ok(Some(equals.map(|equals| equals + 1)))
        });
        if p.invalid {
            invalid_replacement_field(p, style, nesting)?;
        }
        Ok(None)
    })
}

/// `fstring_conversion`
fn conversion(p: &mut Parser<'_>, style: Style) -> Parse<Id> {
    let mark = want!(p.expect("!"));
    let name = want!(p.name());
    let (before, after) = (p.place(mark), p.span(name));
    if before.line != after.line || before.end_col != after.col {
        let word = if p.has(Feature::ExclamationSpelt) { "exclamation" } else { "exclamanation" };
        let message = format!("{}: conversion type must come right after the {word} mark", style.name);
        return Err(p.raise(before.to(after), &message));
    }
    if p.has(Feature::ConversionsFirst) {
        check_conversion(p, style, name)?;
    }
    Ok(Some(name))
}

fn check_conversion(p: &Parser<'_>, style: Style, name: Id) -> Result<(), Raised> {
    let Kind::Name(token) = *p.kind(name) else { return Ok(()) };
    let text = String::from_utf8_lossy(p.text(token));
    if matches!(&*text, "s" | "r" | "a") {
        return Ok(());
    }
    let message = format!("{}: invalid conversion character '{text}': expected 's', 'r', or 'a'", style.name);
    Err(p.raise(p.span(name), &message))
}

/// `fstring_format_spec`
fn format_spec(p: &mut Parser<'_>, style: Style, nesting: u32) -> Parse<()> {
    p.nested(1, |p| {
        alternative!(p, {
            let text = want!(p.token(style.text));
            check_spec_text(p, text)?;
            Ok(Some(()))
        });
        want!(replacement_field(p, style, nesting + 1));
        Ok(Some(()))
    })
}

/// What is wrong in the text of a format spec CPython says without a place.
fn check_spec_text(p: &mut Parser<'_>, token: usize) -> Result<(), Raised> {
    let raw = p.has(Feature::RawSpecs) && p.tokenizer.fstrings.last().is_some_and(|fstring| fstring.raw);
    if let Some(error) = strings::utf8_error_of(p.text(token), raw) {
        return Err(undecodable(error));
    }
    if raw {
        return Ok(());
    }
    let text = String::from_utf8_lossy(p.text(token));
    match literal::decode_str(&text, &mut Vec::new(), || p.target.unicode()) {
        Err(message) => Err(undecodable(message.strip_prefix("(unicode error) ").unwrap_or(&message).to_owned())),
        Ok(Some(escape)) => warned::escape(p, token, &text, escape),
        Ok(None) => Ok(()),
    }
}

/// An error of decoding that CPython raises as it is.
fn undecodable(message: String) -> Raised {
    Box::new(CompileError::new(ErrorKind::UnicodeDecodeError, message, Location::NONE))
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
    style: Style,
    wanted: &[&str],
    message: &str,
    rule: impl FnOnce(&mut Parser<'_>) -> Parse<()>,
) -> Result<(), Raised> {
    p.attempt(|p| {
        want!(rule(p));
        if p.next_in(wanted)? {
            return Ok(None::<()>);
        }
        Err(raise_next(p, style, message))
    })?;
    Ok(())
}

fn raise_next(p: &mut Parser<'_>, style: Style, message: &str) -> Raised {
    p.raise_next(&format!("{}: {message}", style.name))
}

/// `invalid_fstring_replacement_field`, `invalid_tstring_replacement_field`
fn invalid_replacement_field(p: &mut Parser<'_>, style: Style, nesting: u32) -> Result<(), Raised> {
    p.nested(1, |p| {
        p.attempt(|p| {
            want!(p.expect("{"));
            if let Some(found) = p.expect_in(&["=", "!", ":", "}"])? {
                let found_text = String::from_utf8_lossy(p.text(found));
                let message = format!("{}: valid expression required before '{found_text}'", style.name);
                return Err(p.raise(p.place(found), &message));
            }
            if !p.matches(expr::yield_or_star_expressions)? {
                return Err(raise_next(p, style, "expecting a valid expression after '{'"));
            }
            Ok(None::<()>)
        })?;
        missing(p, style, &["=", "!", ":", "}"], "expecting '=', or '!', or ':', or '}'", opened)?;
        missing(p, style, &["!", ":", "}"], "expecting '!', or ':', or '}'", |p| {
            want!(opened(p));
            want!(p.expect("="));
            Ok(Some(()))
        })?;
        p.attempt(|p| {
            want!(opened(p));
            p.expect("=")?;
            want!(p.expect("!"));
            if p.next_in(&[":", "}"])? {
                return Err(raise_next(p, style, "missing conversion character"));
            }
            if p.peek()?.kind != TokenKind::Name {
                return Err(raise_next(p, style, "invalid conversion character"));
            }
            Ok(None::<()>)
        })?;
        missing(p, style, &[":", "}"], "expecting ':' or '}'", converted)?;
        missing(p, style, &["}"], "expecting '}', or format specs", |p| {
            want!(converted(p));
            want!(p.expect(":"));
            // CPython looks for the spec of an f-string here in a t-string, too, which has no text of the other kind.
            p.many(|p| format_spec(p, Style::F, nesting))?;
            Ok(Some(()))
        })?;
        missing(p, style, &["}"], "expecting '}'", converted)
    })
}
