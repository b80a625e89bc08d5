//! Atoms, and what follows them: attributes, calls, subscripts.

use super::node::{Id, Kind};
use super::parser::{Parse, Parser, Rule, alternative, want};
use super::token::TokenKind;
use super::{args, comprehension, expr, operators, strings};
use crate::compiler::syntax::literal;
use crate::compiler::version::Feature;

/// `primary`
pub(super) fn primary(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(2, |p| {
        p.remember(Rule::Primary, |p| {
            let start = p.mark;
            let mut value = want!(atom(p));
            while let Some(longer) = p.attempt(|p| trailer(p, start))? {
                value = longer;
            }
            Ok(Some(value))
        })
    })
}

/// What may follow a primary that starts at the token number `start`.
pub(super) fn trailer(p: &mut Parser<'_>, start: usize) -> Parse<Id> {
    alternative!(p, {
        want!(p.expect("."));
        want!(p.name());
        Ok(Some(p.node(Kind::Attribute, start)))
    });
    alternative!(p, {
        want!(comprehension::genexp(p));
        Ok(Some(p.node(Kind::Call, start)))
    });
    alternative!(p, {
        want!(p.expect("("));
        p.attempt(args::arguments)?;
        want!(p.expect(")"));
        Ok(Some(p.node(Kind::Call, start)))
    });
    want!(p.expect("["));
    want!(slices(p));
    want!(p.expect("]"));
    Ok(Some(p.node(Kind::Subscript, start)))
}

/// `slices`
fn slices(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        alternative!(p, {
            let found = want!(slice(p));
            Ok((!p.next_is(",")?).then_some(found))
        });
        let start = p.mark;
        let elts = want!(p.separated(",", |p| {
            alternative!(p, slice(p));
            expr::starred_expression(p)
        }));
        p.expect(",")?;
        Ok(Some(p.node(Kind::Tuple(elts), start)))
    })
}

fn slice(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        alternative!(p, {
            p.attempt(expr::expression)?;
            want!(p.expect(":"));
            p.attempt(expr::expression)?;
            p.attempt(|p| {
                want!(p.expect(":"));
                p.attempt(expr::expression)?;
                Ok(Some(()))
            })?;
            Ok(Some(p.node(Kind::Other, start)))
        });
        expr::named_expression(p)
    })
}

/// `atom`
pub(super) fn atom(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        alternative!(p, p.name());
        for word in ["True", "False", "None"] {
            if p.expect(word)?.is_some() {
                return Ok(Some(p.node(Kind::Singleton(word), start)));
            }
        }
        if p.has(Feature::FstringTokens) {
            // Looking for two kinds of tokens takes a function.
            p.nested(1, |_| Ok(()))?;
        }
        if let TokenKind::Str | TokenKind::FstringStart | TokenKind::TstringStart = p.peek()?.kind {
            return strings::strings(p);
        }
        alternative!(p, number(p));
        if p.next_is("(")? {
            return p.nested(1, |p| {
                if p.has(Feature::ComprehensionsFirst) {
                    alternative!(p, comprehension::genexp(p));
                    alternative!(p, tuple(p));
                    return group(p);
                }
                alternative!(p, tuple(p));
                alternative!(p, group(p));
                comprehension::genexp(p)
            });
        }
        if p.next_is("[")? {
            return p.nested(1, |p| {
                if p.has(Feature::ComprehensionsFirst) {
                    alternative!(p, comprehension::listcomp(p));
                    return list(p);
                }
                alternative!(p, list(p));
                comprehension::listcomp(p)
            });
        }
        if p.next_is("{")? {
            return p.nested(1, |p| {
                if p.has(Feature::ComprehensionsFirst) {
                    alternative!(p, comprehension::dictcomp(p));
                    alternative!(p, comprehension::setcomp(p));
                    alternative!(p, dict(p));
                    return set(p);
                }
                alternative!(p, dict(p));
                alternative!(p, set(p));
                alternative!(p, comprehension::dictcomp(p));
                comprehension::setcomp(p)
            });
        }
        want!(p.expect("..."));
        Ok(Some(p.node(Kind::Singleton("ellipsis"), start)))
    })
}

/// A number. CPython refuses a decimal integer that has more digits than it would convert.
pub(super) fn number(p: &mut Parser<'_>) -> Parse<Id> {
    let token = want!(p.token(TokenKind::Number));
    let text = p.text(token);
    let imaginary = matches!(text.last(), Some(b'j' | b'J')) && !text.starts_with(b"0x") && !text.starts_with(b"0X");
    let limit = p.int_max_str_digits;
    if let Some(digits) = literal::excess_digits(text, limit) {
        let message = format!(
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; \
             use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer \
             literals to avoid decimal conversion limits."
        );
        let mut span = p.place(token);
        (span.col, span.end_col) = (-1, -1);
        return Err(p.raise(span, &message));
    }
    Ok(Some(p.add(Kind::Number(imaginary), p.place(token))))
}

/// `list`
pub(super) fn list(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        want!(p.expect("["));
        let elts = p.attempt(expr::elements)?;
        want!(p.expect("]"));
        Ok(Some(p.node(Kind::List(elts.unwrap_or_default()), start)))
    })
}

/// `tuple`
pub(super) fn tuple(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        want!(p.expect("("));
        let elts = p.attempt(|p| {
            let mut elts = vec![want!(p.nested(1, expr::element))];
            want!(p.expect(","));
            elts.extend(p.nested(1, |p| p.attempt(expr::elements))?.unwrap_or_default());
            Ok(Some(elts))
        })?;
        want!(p.expect(")"));
        Ok(Some(p.node(Kind::Tuple(elts.unwrap_or_default()), start)))
    })
}

fn group(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        alternative!(p, {
            want!(p.expect("("));
            let found = want!(p.attempt(|p| {
                alternative!(p, p.nested(1, expr::yield_expr));
                p.nested(1, expr::named_expression)
            }));
            want!(p.expect(")"));
            Ok(Some(found))
        });
        if p.invalid {
            invalid_group(p)?;
        }
        Ok(None)
    })
}

/// `invalid_group`
fn invalid_group(p: &mut Parser<'_>) -> Result<(), super::Raised> {
    p.nested(1, |p| {
        let found = p.attempt(|p| {
            want!(p.expect("("));
            let starred = want!(expr::starred_expression(p));
            want!(p.expect(")"));
            Ok(Some(starred))
        })?;
        if let Some(starred) = found {
            return Err(p.raise(p.span(starred), "cannot use starred expression here"));
        }
        let found = p.attempt(|p| {
            want!(p.expect("("));
            let stars = want!(p.expect("**"));
            want!(expr::expression(p));
            want!(p.expect(")"));
            Ok(Some(stars))
        })?;
        match found {
            Some(stars) => Err(p.raise(p.place(stars), "cannot use double starred expression here")),
            None => Ok(()),
        }
    })
}

fn set(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        want!(p.expect("{"));
        want!(expr::elements(p));
        want!(p.expect("}"));
        Ok(Some(p.node(Kind::Set, start)))
    })
}

fn dict(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        alternative!(p, {
            want!(p.expect("{"));
            p.attempt(|p| {
                want!(p.nested(1, |p| p.separated(",", double_starred_kvpair)));
                p.expect(",")?;
                Ok(Some(()))
            })?;
            want!(p.expect("}"));
            Ok(Some(p.node(Kind::Dict, start)))
        });
        // This one takes part in the first pass too: CPython switches off rules for mistakes only where
        // they are a whole alternative.
        want!(p.expect("{"));
        invalid_double_starred_kvpairs(p)?;
        Ok(None)
    })
}

fn double_starred_kvpair(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        alternative!(p, {
            want!(p.expect("**"));
            want!(operators::bitwise_or(p));
            Ok(Some(()))
        });
        kvpair(p)
    })
}

/// `kvpair`
pub(super) fn kvpair(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        want!(expr::expression(p));
        want!(p.expect(":"));
        want!(expr::expression(p));
        Ok(Some(()))
    })
}

/// `invalid_double_starred_kvpairs`
fn invalid_double_starred_kvpairs(p: &mut Parser<'_>) -> Result<(), super::Raised> {
    p.nested(1, |p| {
        let has_words = p.has(Feature::UnpackingWords);
        if has_words {
            invalid_kvpair_unpacking(p)?;
        }
        p.attempt(|p| {
            want!(p.separated(",", double_starred_kvpair));
            want!(p.expect(","));
            if has_words && !p.invalid {
                return Ok(None);
            }
            let found = p.attempt(|p| {
                let key = want!(expr::expression(p));
                Ok((!p.next_is(":")?).then_some(key))
            })?;
            if let Some(key) = found {
                let span = p.span(key);
                let place = super::token::Span { col: span.end_col - 1, end_col: -1, ..span };
                return Err(p.raise(place, "':' expected after dictionary key"));
            }
            starred_value(p)?;
            missing_value(p)?;
            if has_words {
                invalid_kvpair_unpacking(p)?;
            }
            Ok(None::<()>)
        })?;
        if !has_words {
            starred_value(p)?;
        }
        missing_value(p)
    })
}

/// `invalid_kvpair_unpacking`
fn invalid_kvpair_unpacking(p: &mut Parser<'_>) -> Result<(), super::Raised> {
    p.nested(1, |p| {
        expr::unpacked_conditional(p, "**", "double starred")?;
        for (stars, what) in UNPACKING {
            let found = p.attempt(|p| {
                let stars = want!(p.expect(stars));
                let key = want!(operators::bitwise_or(p));
                want!(p.expect(":"));
                want!(expr::expression(p));
                Ok(Some(p.place(stars).to(p.span(key))))
            })?;
            if let Some(span) = found {
                return Err(p.raise(span, &format!("cannot use {what} in a dictionary key")));
            }
        }
        for (stars, what) in UNPACKING {
            let found = p.attempt(|p| {
                want!(expr::expression(p));
                want!(p.expect(":"));
                let stars = want!(p.expect(stars));
                let value = want!(operators::bitwise_or(p));
                Ok(Some(p.place(stars).to(p.span(value))))
            })?;
            if let Some(span) = found {
                return Err(p.raise(span, &format!("cannot use {what} in a dictionary value")));
            }
        }
        Ok(())
    })
}

/// Stars, and what messages call the use of them.
const UNPACKING: [(&str, &str); 2] = [("*", "a starred expression"), ("**", "dict unpacking")];

/// Reports a value of a dictionary that is unpacked.
fn starred_value(p: &mut Parser<'_>) -> Result<(), super::Raised> {
    let ways = if p.has(Feature::UnpackingWords) { &UNPACKING[..] } else { &UNPACKING[..1] };
    for &(stars, what) in ways {
        let found = p.attempt(|p| {
            want!(expr::expression(p));
            want!(p.expect(":"));
            let stars = want!(p.expect(stars));
            want!(operators::bitwise_or(p));
            Ok(Some(stars))
        })?;
        if let Some(stars) = found {
            return Err(p.raise_from(p.place(stars), &format!("cannot use {what} in a dictionary value")));
        }
    }
    Ok(())
}

/// Reports a colon of a dictionary that no value follows.
fn missing_value(p: &mut Parser<'_>) -> Result<(), super::Raised> {
    let found = p.attempt(|p| {
        want!(expr::expression(p));
        let colon = want!(p.expect(":"));
        Ok(p.next_in(&["}", ","])?.then_some(colon))
    })?;
    match found {
        Some(colon) => Err(p.raise(p.place(colon), "expression expected after dictionary key and ':'")),
        None => Ok(()),
    }
}
