//! The patterns of `case`.

use super::node::{Id, Kind};
use super::parser::{Parse, Parser, Rule, alternative, want};
use super::token::TokenKind;
use super::{Raised, atom, expr, strings};
use crate::compiler::version::Feature;

/// `patterns`
pub(super) fn patterns(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        alternative!(p, open_sequence(p));
        want!(pattern(p));
        Ok(Some(()))
    })
}

fn pattern(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        alternative!(p, as_pattern(p));
        or_pattern(p)
    })
}

fn as_pattern(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        alternative!(p, {
            want!(or_pattern(p));
            want!(p.expect("as"));
            want!(capture_target(p));
            Ok(Some(p.node(Kind::Other, start)))
        });
        if p.invalid {
            invalid_as_pattern(p)?;
        }
        Ok(None)
    })
}

/// `invalid_as_pattern`
fn invalid_as_pattern(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        let found = p.attempt(|p| {
            want!(or_pattern(p));
            want!(p.expect("as"));
            p.soft_keyword("_")
        })?;
        if let Some(underscore) = found {
            return Err(p.raise(p.place(underscore), "cannot use '_' as a target"));
        }
        let found = p.attempt(|p| {
            want!(or_pattern(p));
            want!(p.expect("as"));
            if p.peek()?.kind == TokenKind::Name && !p.has(Feature::TargetsOfAs) {
                return Ok(None);
            }
            expr::expression(p)
        })?;
        let Some(target) = found else { return Ok(()) };
        let message = match p.has(Feature::TargetsOfAs) {
            true => format!("cannot use {} as pattern target", p.name_of(target)),
            false => "invalid pattern target".to_owned(),
        };
        Err(p.raise(p.span(target), &message))
    })
}

fn or_pattern(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        want!(p.separated("|", closed_pattern));
        Ok(Some(p.node(Kind::Other, start)))
    })
}

fn closed_pattern(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        p.remember(Rule::ClosedPattern, |p| {
            let start = p.mark;
            alternative!(p, literal(p));
            alternative!(p, capture_target(p));
            if p.soft_keyword("_")?.is_some() {
                return Ok(Some(p.node(Kind::Other, start)));
            }
            alternative!(p, {
                let found = want!(attr(p));
                Ok((!p.next_in(&[".", "(", "="])?).then_some(found))
            });
            alternative!(p, {
                want!(p.expect("("));
                let found = want!(p.nested(1, pattern));
                want!(p.expect(")"));
                Ok(Some(found))
            });
            alternative!(p, sequence(p));
            alternative!(p, mapping(p));
            class(p)
        })
    })
}

/// `literal_pattern`, and `literal_expr`, which is the same.
fn literal(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        alternative!(p, {
            sign(p)?;
            want!(atom::number(p));
            Ok((!p.next_in(&["+", "-"])?).then(|| p.node(Kind::Number(false), start)))
        });
        alternative!(p, complex_number(p));
        alternative!(p, strings::strings(p));
        want!(p.expect_in(&["None", "True", "False"]));
        Ok(Some(p.node(Kind::Literal, start)))
    })
}

/// The sign that a number may have before it.
fn sign(p: &mut Parser<'_>) -> Parse<usize> {
    let has_plus = p.has(Feature::UnaryPlusInPatterns) && p.next_is("+")?;
    p.expect(if has_plus { "+" } else { "-" })
}

fn complex_number(p: &mut Parser<'_>) -> Parse<Id> {
    let start = p.mark;
    sign(p)?;
    let real = want!(atom::number(p));
    if let Kind::Number(true) = p.kind(real) {
        return Err(p.raise(p.span(real), "real number required in complex literal"));
    }
    want!(p.expect_in(&["+", "-"]));
    let imaginary = want!(atom::number(p));
    if let Kind::Number(false) = p.kind(imaginary) {
        return Err(p.raise(p.span(imaginary), "imaginary number required in complex literal"));
    }
    Ok(Some(p.node(Kind::Operation, start)))
}

/// `pattern_capture_target`
fn capture_target(p: &mut Parser<'_>) -> Parse<Id> {
    p.attempt(|p| {
        if p.matches(|p| p.soft_keyword("_"))? {
            return Ok(None);
        }
        let name = want!(p.name());
        Ok((!p.next_in(&[".", "(", "="])?).then_some(name))
    })
}

/// `attr`: a name and one attribute at least.
fn attr(p: &mut Parser<'_>) -> Parse<Id> {
    p.attempt(|p| {
        let start = p.mark;
        want!(p.name());
        want!(p.some(|p| {
            want!(p.expect("."));
            p.name()
        }));
        Ok(Some(p.node(Kind::Attribute, start)))
    })
}

fn name_or_attr(p: &mut Parser<'_>) -> Parse<Id> {
    alternative!(p, attr(p));
    p.name()
}

fn sequence(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        alternative!(p, {
            want!(p.expect("["));
            p.attempt(maybe_sequence)?;
            want!(p.expect("]"));
            Ok(Some(p.node(Kind::Other, start)))
        });
        want!(p.expect("("));
        p.attempt(open_sequence)?;
        want!(p.expect(")"));
        Ok(Some(p.node(Kind::Other, start)))
    })
}

/// `open_sequence_pattern`
fn open_sequence(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        want!(maybe_star(p));
        want!(p.expect(","));
        p.attempt(maybe_sequence)?;
        Ok(Some(()))
    })
}

/// `maybe_sequence_pattern`
fn maybe_sequence(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        want!(p.separated(",", maybe_star));
        p.expect(",")?;
        Ok(Some(()))
    })
}

/// `maybe_star_pattern`
fn maybe_star(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        alternative!(
            p,
            p.remember(Rule::StarPattern, |p| {
                let start = p.mark;
                want!(p.expect("*"));
                if p.attempt(capture_target)?.is_none() {
                    want!(p.soft_keyword("_"));
                }
                Ok(Some(p.node(Kind::Other, start)))
            })
        );
        pattern(p)
    })
}

fn mapping(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        alternative!(p, {
            want!(p.expect("{"));
            want!(p.expect("}"));
            Ok(Some(p.node(Kind::Other, start)))
        });
        for (items, rest) in [(false, true), (true, true), (true, false)] {
            alternative!(p, {
                want!(p.expect("{"));
                if items {
                    want!(p.nested(1, |p| p.separated(",", key_value)));
                }
                if items && rest {
                    want!(p.expect(","));
                }
                if rest {
                    want!(p.expect("**"));
                    want!(capture_target(p));
                }
                p.expect(",")?;
                want!(p.expect("}"));
                Ok(Some(p.node(Kind::Other, start)))
            });
        }
        if p.invalid && p.has(Feature::RestLast) {
            items_after_rest(p)?;
        }
        Ok(None)
    })
}

/// `invalid_mapping_pattern`
fn items_after_rest(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        let items = |p: &mut Parser<'_>| p.nested(1, |p| p.separated(",", key_value));
        let found = p.attempt(|p| {
            want!(p.expect("{"));
            p.attempt(|p| {
                want!(items(p));
                p.expect(",")
            })?;
            want!(p.expect("**"));
            let rest = want!(capture_target(p));
            want!(p.expect(","));
            want!(items(p));
            p.expect(",")?;
            want!(p.expect("}"));
            Ok(Some(rest))
        })?;
        let message = "double star pattern must be the last (right-most) subpattern in the mapping pattern";
        match found {
            Some(rest) => Err(p.raise(p.span(rest), message)),
            None => Ok(()),
        }
    })
}

/// `key_value_pattern`
fn key_value(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        want!(p.attempt(|p| {
            alternative!(p, literal(p));
            attr(p)
        }));
        want!(p.expect(":"));
        want!(pattern(p));
        Ok(Some(()))
    })
}

fn class(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        for (positional, keywords) in [(false, false), (true, false), (false, true), (true, true)] {
            alternative!(p, {
                want!(name_or_attr(p));
                want!(p.expect("("));
                if positional {
                    want!(p.nested(1, |p| p.separated(",", pattern)));
                }
                if positional && keywords {
                    want!(p.expect(","));
                }
                if keywords {
                    want!(p.nested(1, |p| p.separated(",", keyword)));
                }
                if positional || keywords {
                    p.expect(",")?;
                }
                want!(p.expect(")"));
                Ok(Some(p.node(Kind::Other, start)))
            });
        }
        if p.invalid {
            invalid_class(p)?;
        }
        Ok(None)
    })
}

/// `keyword_pattern`
fn keyword(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        want!(p.name());
        want!(p.expect("="));
        want!(pattern(p));
        Ok(Some(()))
    })
}

/// `invalid_class_pattern`
fn invalid_class(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        let found = p.attempt(|p| {
            want!(name_or_attr(p));
            want!(p.expect("("));
            p.attempt(|p| {
                want!(p.separated(",", pattern));
                p.expect(",")
            })?;
            want!(p.separated(",", keyword));
            want!(p.expect(","));
            p.separated(",", pattern)
        })?;
        match found.as_deref() {
            Some(&[first, .., last]) => {
                Err(p.raise(p.span(first).to(p.span(last)), "positional patterns follow keyword patterns"))
            }
            Some(&[only]) => Err(p.raise(p.span(only), "positional patterns follow keyword patterns")),
            _ => Ok(()),
        }
    })
}
