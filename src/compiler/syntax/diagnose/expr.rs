//! Expressions and lists of them: what is starred, yielded, named, conditional, a lambda. Operators: `operators.rs`.

use super::node::{Id, Kind};
use super::operators::{bitwise_or, disjunction};
use super::parser::{Parse, Parser, Rule, alternative, want};
use super::token::{Span, Style, TokenKind};
use super::{Raised, atom, comprehension, params, simple};
use crate::compiler::version::Feature;

/// One or more of `item` with commas between; alone and without a comma it is itself, else a tuple.
fn tuple_or_one(p: &mut Parser<'_>, item: fn(&mut Parser<'_>) -> Parse<Id>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        let first = want!(item(p));
        let rest = p.many(|p| {
            want!(p.expect(","));
            p.nested(1, item)
        })?;
        let comma = p.expect(",")?.is_some();
        if rest.is_empty() && !comma {
            return Ok(Some(first));
        }
        let elts = std::iter::once(first).chain(rest).collect();
        Ok(Some(p.node(Kind::Tuple(elts), start)))
    })
}

/// `expressions`
pub(super) fn expressions(p: &mut Parser<'_>) -> Parse<Id> {
    tuple_or_one(p, expression)
}

/// `star_expressions`
pub(super) fn star_expressions(p: &mut Parser<'_>) -> Parse<Id> {
    tuple_or_one(p, star_expression)
}

/// `'*' operand`
fn starred(p: &mut Parser<'_>, operand: fn(&mut Parser<'_>) -> Parse<Id>) -> Parse<Id> {
    let start = p.mark;
    want!(p.expect("*"));
    let value = want!(operand(p));
    Ok(Some(p.node(Kind::Starred(value), start)))
}

/// `star_expression`
pub(super) fn star_expression(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        p.remember(Rule::StarExpression, |p| {
            alternative!(p, starred(p, bitwise_or));
            expression(p)
        })
    })
}

/// `star_named_expression`
pub(super) fn star_named_expression(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        alternative!(p, starred(p, bitwise_or));
        named_expression(p)
    })
}

/// `star_named_expressions`
pub(super) fn star_named_expressions(p: &mut Parser<'_>) -> Parse<Vec<Id>> {
    p.nested(1, |p| {
        let found = want!(p.separated(",", star_named_expression));
        p.expect(",")?;
        Ok(Some(found))
    })
}

/// `star_named_expressions_sequence`
pub(super) fn elements(p: &mut Parser<'_>) -> Parse<Vec<Id>> {
    p.nested(1, |p| {
        let found = want!(p.separated(",", element));
        p.expect(",")?;
        Ok(Some(found))
    })
}

/// `star_named_expression_sequence`, which was `star_named_expression` before some mistakes had errors of their own.
pub(super) fn element(p: &mut Parser<'_>) -> Parse<Id> {
    if !p.has(Feature::UnpackingWords) {
        return star_named_expression(p);
    }
    p.nested(1, |p| {
        if p.invalid {
            p.nested(1, |p| {
                let found = p.attempt(|p| {
                    let stars = want!(p.expect("**"));
                    want!(bitwise_or(p));
                    Ok(Some(stars))
                })?;
                match found {
                    Some(stars) => Err(p.raise(p.place(stars), "cannot use dict unpacking here")),
                    None => invalid_unpacking(p),
                }
            })?;
        }
        star_named_expression(p)
    })
}

/// `starred_expression`
pub(super) fn starred_expression(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        if p.invalid && p.has(Feature::UnpackingMistakes) {
            invalid_unpacking(p)?;
        }
        alternative!(p, starred(p, expression));
        let is_looked_for = p.has(Feature::BareStars) && (p.invalid || !p.has(Feature::MistakesLast));
        if is_looked_for && p.expect("*")?.is_some() {
            return Err(p.raise_last("Invalid star expression"));
        }
        Ok(None)
    })
}

/// `invalid_starred_expression_unpacking`
fn invalid_unpacking(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        if p.has(Feature::UnpackingWords) {
            unpacked_conditional(p, "*", "starred")?;
        }
        assigned_unpacking(p, "*", "iterable argument")
    })
}

/// Reports a conditional expression that is unpacked by `stars`.
pub(super) fn unpacked_conditional(p: &mut Parser<'_>, stars: &str, what: &str) -> Result<(), Raised> {
    let found = p.attempt(|p| {
        let stars = want!(p.expect(stars));
        let value = want!(if_expression(p));
        Ok(Some(p.place(stars).to(p.span(value))))
    })?;
    let Some(span) = found else { return Ok(()) };
    let advice = "Did you forget to wrap the conditional expression in parentheses?";
    Err(p.raise(span, &format!("invalid {what} expression. {advice}")))
}

/// Reports an assignment to an unpacked argument.
pub(super) fn assigned_unpacking(p: &mut Parser<'_>, stars: &str, what: &str) -> Result<(), Raised> {
    let found = p.attempt(|p| {
        let stars = want!(p.expect(stars));
        want!(expression(p));
        want!(p.expect("="));
        let value = want!(expression(p));
        Ok(Some(p.place(stars).to(p.span(value))))
    })?;
    match found {
        Some(span) => Err(p.raise(span, &format!("cannot assign to {what} unpacking"))),
        None => Ok(()),
    }
}

/// `yield_expr`
pub(super) fn yield_expr(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        alternative!(p, {
            want!(p.expect("yield"));
            want!(p.expect("from"));
            want!(expression(p));
            Ok(Some(p.node(Kind::Yield, start)))
        });
        want!(p.expect("yield"));
        p.attempt(star_expressions)?;
        Ok(Some(p.node(Kind::Yield, start)))
    })
}

/// `yield_expr | star_expressions`
pub(super) fn yield_or_star_expressions(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        alternative!(p, yield_expr(p));
        star_expressions(p)
    })
}

/// `assignment_expression`; once past its `:=` nothing else may be tried, which the second value
/// says.
fn assignment_expression_or_cut(p: &mut Parser<'_>) -> Result<(Option<Id>, bool), Raised> {
    p.nested(1, |p| {
        let start = p.mark;
        let mut cut = false;
        let found = p.attempt(|p| {
            want!(p.name());
            want!(p.expect(":="));
            cut = true;
            want!(expression(p));
            Ok(Some(p.node(Kind::NamedExpr, start)))
        })?;
        Ok((found, cut))
    })
}

/// `assignment_expression`
pub(super) fn assignment_expression(p: &mut Parser<'_>) -> Parse<Id> {
    assignment_expression_or_cut(p).map(|(found, _)| found)
}

/// `named_expression`
pub(super) fn named_expression(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        alternative!(p, assignment_expression(p));
        if p.invalid {
            invalid_named_expression(p)?;
        }
        expression_not_named(p)
    })
}

/// `assignment_expression | expression !':='`
pub(super) fn assignment_or_expression(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        alternative!(p, assignment_expression(p));
        expression_not_named(p)
    })
}

/// `expression !':='`
fn expression_not_named(p: &mut Parser<'_>) -> Parse<Id> {
    p.attempt(|p| {
        let found = want!(expression(p));
        Ok((!p.next_is(":=")?).then_some(found))
    })
}

/// `invalid_named_expression`: it never matches, it only reports.
fn invalid_named_expression(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        p.remember(Rule::InvalidNamedExpression, |p| {
            let found = p.attempt(|p| {
                let target = want!(expression(p));
                want!(p.expect(":="));
                want!(expression(p));
                Ok(Some(target))
            })?;
            if let Some(target) = found {
                let message = format!("cannot use assignment expressions with {}", p.name_of(target));
                return Err(p.raise(p.span(target), &message));
            }
            let found = p.attempt(|p| {
                let target = want!(p.name());
                want!(p.expect("="));
                let value = want!(bitwise_or(p));
                Ok((!p.next_in(&["=", ":="])?).then_some((target, value)))
            })?;
            if let Some((target, value)) = found {
                let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                return Err(p.raise(p.span(target).to(p.span(value)), message));
            }
            if !p.matches(|p| {
                alternative!(p, atom::list(p));
                alternative!(p, atom::tuple(p));
                alternative!(p, comprehension::genexp(p));
                p.expect_in(&["True", "None", "False"]).map(|token| token.map(|_| Id(0)))
            })? {
                let found = p.attempt(|p| {
                    let target = want!(bitwise_or(p));
                    want!(p.expect("="));
                    want!(bitwise_or(p));
                    Ok((!p.next_in(&["=", ":="])?).then_some(target))
                })?;
                if let Some(target) = found {
                    let message =
                        format!("cannot assign to {} here. Maybe you meant '==' instead of '='?", p.name_of(target));
                    return Err(p.raise(p.span(target), &message));
                }
            }
            Ok(None)
        })
    })
}

/// `expression`
pub(super) fn expression(p: &mut Parser<'_>) -> Parse<Id> {
    p.remember(Rule::Expression, |p| {
        p.nested(1, |p| {
            if p.invalid {
                if p.has(Feature::UnpackingWords) {
                    invalid_if_expression(p)?;
                }
                p.attempt(invalid_expression)?;
                p.attempt(invalid_legacy_expression)?;
            }
            expression_without_invalid_rules(p)
        })
    })
}

/// The alternatives of `expression` that are no mistakes.
fn expression_without_invalid_rules(p: &mut Parser<'_>) -> Parse<Id> {
    alternative!(p, if_expression(p));
    alternative!(p, disjunction(p));
    lambdef(p)
}

/// `if_expression`, an alternative of `expression` before it was a rule.
fn if_expression(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(u32::from(p.has(Feature::ConditionalRule)), |p| {
        let start = p.mark;
        want!(disjunction(p));
        want!(p.expect("if"));
        want!(disjunction(p));
        want!(p.expect("else"));
        want!(expression(p));
        Ok(Some(p.node(Kind::IfExp, start)))
    })
}

/// `invalid_if_expression`
fn invalid_if_expression(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        let found = p.attempt(|p| {
            want!(disjunction(p));
            want!(p.expect("if"));
            want!(disjunction(p));
            want!(p.expect("else"));
            p.expect_in(&["*", "**"])
        })?;
        let Some(stars) = found else { return Ok(()) };
        let what = if p.text(stars) == b"*" { "unpack" } else { "use dict unpacking on" };
        Err(p.raise(p.place(stars), &format!("cannot {what} only part of a conditional expression")))
    })
}

/// `expression_without_invalid`: the rules for mistakes are off all the way down.
fn expression_without_invalid(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let invalid = std::mem::replace(&mut p.invalid, false);
        let found = p.attempt(expression_without_invalid_rules);
        p.invalid = invalid;
        found
    })
}

/// Whether `id` is a name that was a statement once: `print` or `exec`.
fn is_legacy_statement(p: &Parser<'_>, id: Id) -> bool {
    matches!(*p.kind(id), Kind::Name(token) if matches!(p.text(token), b"print" | b"exec"))
}

/// `invalid_expression`: it never matches, it only reports.
fn invalid_expression(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        if p.has(Feature::StringsBrokenUp) {
            broken_string(p)?;
        }
        // A string with a wrong prefix, and the name of a soft keyword, are other mistakes.
        let excluded = p.matches(|p| {
            let token = want!(p.token(TokenKind::Name));
            Ok((p.peek()?.kind == TokenKind::Str || is_soft_keyword(p, token)).then_some(token))
        })?;
        if !excluded {
            let found = p.attempt(|p| {
                let first = want!(disjunction(p));
                let second = want!(expression_without_invalid(p));
                Ok(Some((first, second)))
            })?;
            if let Some((first, second)) = found {
                let nested = p.tokens[p.mark - 1].level > 0;
                if nested && !is_legacy_statement(p, first) {
                    let span = match p.span(first) {
                        Span { line, end_line, .. } if line < end_line && p.has(Feature::MissingCommaAtEnd) => {
                            Span { line: end_line, ..p.span(first) }
                        }
                        span => span.to(p.span(second)),
                    };
                    return Err(p.raise(span, "invalid syntax. Perhaps you forgot a comma?"));
                }
                return Ok(None);
            }
        }
        let found = p.attempt(|p| {
            let body = want!(disjunction(p));
            want!(p.expect("if"));
            let test = want!(disjunction(p));
            Ok((!p.next_in(&["else", ":"])?).then_some((body, test)))
        })?;
        if let Some((body, test)) = found {
            let span = p.span(body).to(p.span(test));
            return Err(p.raise(span, "expected 'else' after 'if' expression"));
        }
        if p.has(Feature::StatementAsOperand) {
            statement_as_operand(p)?;
        }
        if !p.has(Feature::FstringTokens) {
            return Ok(None);
        }
        for style in Style::ALL {
            let found = p.attempt(|p| {
                let lambda = want!(p.expect("lambda"));
                p.attempt(|p| params::params(p, params::LAMBDA))?;
                let colon = want!(p.expect(":"));
                Ok((p.peek()?.kind == style.text).then(|| p.place(lambda).to(p.place(colon))))
            })?;
            if let Some(span) = found {
                let message = format!("{}: lambda expressions are not allowed without parentheses", style.name);
                return Err(p.raise(span, &message));
            }
        }
        Ok(None)
    })
}

/// Reports expressions between two strings.
fn broken_string(p: &mut Parser<'_>) -> Result<(), Raised> {
    let found = p.attempt(|p| {
        want!(p.token(TokenKind::Str));
        let between = want!(p.some(|p| {
            if p.peek()?.kind == TokenKind::Str {
                return Ok(None);
            }
            expression_without_invalid(p)
        }));
        want!(p.token(TokenKind::Str));
        Ok(between.first().zip(between.last()).map(|(&first, &last)| p.span(first).to(p.span(last))))
    })?;
    match found {
        Some(span) => Err(p.raise(span, "invalid syntax. Is this intended to be part of the string?")),
        None => Ok(()),
    }
}

/// Reports a statement where a conditional expression has its last or first operand.
fn statement_as_operand(p: &mut Parser<'_>) -> Result<(), Raised> {
    let found = p.attempt(|p| {
        want!(disjunction(p));
        want!(p.expect("if"));
        want!(disjunction(p));
        want!(p.expect("else"));
        Ok((!p.matches(expression)?).then_some(()))
    })?;
    if found.is_some() {
        return Err(p.raise_next("expected expression after 'else', but statement is given"));
    }
    let found = p.attempt(|p| {
        let word = want!(p.expect_in(&["pass", "break", "continue"]));
        want!(p.expect("if"));
        want!(disjunction(p));
        want!(p.expect("else"));
        want!(simple::simple_stmt(p));
        Ok(Some(p.place(word)))
    })?;
    match found {
        Some(span) => Err(p.raise(span, "expected expression before 'if', but statement is given")),
        None => Ok(()),
    }
}

/// Whether CPython takes a name for a soft keyword; some releases compare the beginnings only.
fn is_soft_keyword(p: &Parser<'_>, token: usize) -> bool {
    let text = p.text(token);
    let is_keyword = |keyword: &[u8]| match p.has(Feature::WholeSoftKeywords) {
        true => keyword == text,
        false => keyword.starts_with(text),
    };
    [&b"_"[..], b"case", b"match"].into_iter().any(is_keyword)
        || p.has(Feature::TypeParameters) && is_keyword(b"type")
        || p.has(Feature::LazyImports) && is_keyword(b"lazy")
}

/// `invalid_legacy_expression`: it never matches, it only reports.
fn invalid_legacy_expression(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let name = want!(p.name());
        if p.next_is("(")? {
            return Ok(None);
        }
        let argument = want!(star_expressions(p));
        if !is_legacy_statement(p, name) {
            return Ok(None);
        }
        let Kind::Name(token) = *p.kind(name) else { return Ok(None) };
        let word = String::from_utf8_lossy(p.text(token));
        let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
        Err(p.raise(p.span(name).to(p.span(argument)), &message))
    })
}

fn lambdef(p: &mut Parser<'_>) -> Parse<Id> {
    let start = p.mark;
    p.nested(1, |p| {
        want!(p.expect("lambda"));
        p.attempt(|p| params::params(p, params::LAMBDA))?;
        want!(p.expect(":"));
        want!(expression(p));
        Ok(Some(p.node(Kind::Lambda, start)))
    })
}
