//! `try` and its handlers.

use super::compound::{block, else_block, finally_block, missing_block, missing_colon};
use super::parser::{Parse, Parser, alternative, want};
use super::token::TokenKind;
use super::{Raised, expr};
use crate::compiler::version::Feature;

/// `try_stmt`
pub(super) fn try_stmt(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        if p.invalid {
            invalid_try_stmt(p)?;
        }
        let body = |p: &mut Parser<'_>| -> Parse<()> {
            want!(p.expect("try"));
            p.expect_forced(":")?;
            block(p)
        };
        alternative!(p, {
            want!(body(p));
            finally_block(p)
        });
        for handler in [except_block, except_star_block] {
            alternative!(p, {
                want!(body(p));
                want!(p.some(handler));
                p.attempt(else_block)?;
                p.attempt(finally_block)?;
                Ok(Some(()))
            });
        }
        Ok(None)
    })
}

/// `expression ['as' NAME]`
fn exception(p: &mut Parser<'_>) -> Parse<()> {
    want!(expr::expression(p));
    optional_name(p)
}

fn optional_name(p: &mut Parser<'_>) -> Parse<()> {
    p.attempt(|p| {
        want!(p.expect("as"));
        p.name()
    })?;
    Ok(Some(()))
}

/// `invalid_try_stmt`
fn invalid_try_stmt(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        missing_block(p, "'try' statement", |p| p.expect("try"))?;
        let found = p.attempt(|p| {
            want!(p.expect("try"));
            want!(p.expect(":"));
            want!(block(p));
            Ok((!p.next_in(&["except", "finally"])?).then_some(()))
        })?;
        if found.is_some() {
            return Err(p.raise_last("expected 'except' or 'finally' block"));
        }
        const BOTH: &str = "cannot have both 'except' and 'except*' on the same 'try'";
        let found = p.attempt(|p| {
            want!(p.expect("try"));
            want!(p.expect(":"));
            p.many(block)?;
            want!(p.some(except_block));
            let keyword = want!(p.expect("except"));
            let star = want!(p.expect("*"));
            want!(exception(p));
            want!(p.expect(":"));
            Ok(Some(p.place(keyword).to(p.place(star))))
        })?;
        if let Some(span) = found {
            return Err(p.raise(span, BOTH));
        }
        let found = p.attempt(|p| {
            want!(p.expect("try"));
            want!(p.expect(":"));
            p.many(block)?;
            want!(p.some(except_star_block));
            let keyword = want!(p.expect("except"));
            p.attempt(exception)?;
            want!(p.expect(":"));
            Ok(Some(keyword))
        })?;
        match found {
            Some(keyword) => Err(p.raise(p.place(keyword), BOTH)),
            None => Ok(()),
        }
    })
}

fn except_block(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        if p.invalid {
            missing_block(p, "'except' statement", |p| {
                let keyword = want!(p.expect("except"));
                want!(exception(p));
                Ok(Some(keyword))
            })?;
            missing_block(p, "'except' statement", |p| p.expect("except"))?;
        }
        alternative!(p, {
            want!(p.expect("except"));
            want!(exception(p));
            want!(p.expect(":"));
            block(p)
        });
        if p.has(Feature::ExceptWithoutBrackets) {
            alternative!(p, {
                want!(p.expect("except"));
                want!(expr::expressions(p));
                want!(p.expect(":"));
                block(p)
            });
        }
        alternative!(p, {
            want!(p.expect("except"));
            want!(p.expect(":"));
            block(p)
        });
        if p.invalid && p.has(Feature::TargetsOfAs) {
            invalid_handler(p, false)?;
        } else if p.invalid {
            invalid_except_stmt(p)?;
        }
        Ok(None)
    })
}

fn except_star_block(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        let header = |p: &mut Parser<'_>| -> Parse<usize> {
            let keyword = want!(p.expect("except"));
            want!(p.expect("*"));
            want!(exception(p));
            Ok(Some(keyword))
        };
        if p.invalid {
            missing_block(p, "'except*' statement", header)?;
        }
        alternative!(p, {
            want!(header(p));
            want!(p.expect(":"));
            block(p)
        });
        if p.has(Feature::ExceptWithoutBrackets) {
            alternative!(p, {
                want!(p.expect("except"));
                want!(p.expect("*"));
                want!(expr::expressions(p));
                want!(p.expect(":"));
                block(p)
            });
        }
        if p.invalid && p.has(Feature::TargetsOfAs) {
            invalid_handler(p, true)?;
        } else if p.invalid {
            invalid_except_stmt(p)?;
        }
        Ok(None)
    })
}

/// `invalid_except_stmt`
fn invalid_except_stmt(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        let found = p.attempt(|p| {
            want!(p.expect("except"));
            p.expect("*")?;
            let first = want!(expr::expression(p));
            want!(p.expect(","));
            want!(expr::expressions(p));
            want!(optional_name(p));
            want!(p.expect(":"));
            Ok(Some(first))
        })?;
        if let Some(first) = found {
            return Err(p.raise_from(p.span(first), "multiple exception types must be parenthesized"));
        }
        missing_colon(p, |p| {
            want!(p.expect("except"));
            p.expect("*")?;
            exception(p)
        })?;
        missing_colon(p, |p| p.expect("except"))?;
        let found = p.attempt(|p| {
            want!(p.expect("except"));
            want!(p.expect("*"));
            if p.token(TokenKind::Newline)?.is_none() {
                want!(p.expect(":"));
            }
            Ok(Some(()))
        })?;
        match found {
            Some(()) => Err(p.raise_last("expected one or more exception types")),
            None => Ok(()),
        }
    })
}

/// `invalid_except_stmt` or, with a `star`, `invalid_except_star_stmt`, where these are two rules.
fn invalid_handler(p: &mut Parser<'_>, star: bool) -> Result<(), Raised> {
    let keyword = |p: &mut Parser<'_>| -> Parse<()> {
        want!(p.expect("except"));
        if star {
            want!(p.expect("*"));
        }
        Ok(Some(()))
    };
    p.nested(1, |p| {
        let found = p.attempt(|p| {
            want!(keyword(p));
            let first = want!(expr::expression(p));
            want!(p.expect(","));
            want!(expr::expressions(p));
            want!(p.expect("as"));
            want!(p.name());
            want!(p.expect(":"));
            Ok(Some(first))
        })?;
        if let Some(first) = found {
            let message = "multiple exception types must be parenthesized when using 'as'";
            return Err(p.raise_from(p.span(first), message));
        }
        missing_colon(p, |p| {
            want!(keyword(p));
            exception(p)
        })?;
        if star {
            let found = p.attempt(|p| {
                want!(keyword(p));
                if p.token(TokenKind::Newline)?.is_none() {
                    want!(p.expect(":"));
                }
                Ok(Some(()))
            })?;
            if found.is_some() {
                return Err(p.raise_last("expected one or more exception types"));
            }
        } else {
            missing_colon(p, keyword)?;
        }
        let found = p.attempt(|p| {
            want!(keyword(p));
            want!(expr::expression(p));
            want!(p.expect("as"));
            let target = want!(expr::expression(p));
            want!(p.expect(":"));
            want!(block(p));
            Ok(Some(target))
        })?;
        let Some(target) = found else { return Ok(()) };
        let statement = if star { "except*" } else { "except" };
        let message = format!("cannot use {statement} statement with {}", p.name_of(target));
        Err(p.raise(p.span(target), &message))
    })
}
