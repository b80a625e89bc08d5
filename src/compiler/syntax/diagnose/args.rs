//! The arguments of calls.

use super::comprehension::for_if_clauses;
use super::node::{Id, Kind};
use super::parser::{Parse, Parser, Rule, alternative, want};
use super::token::Span;
use super::{Raised, expr};
use crate::compiler::version::Feature;

const PARENTHESES: &str = "Generator expression must be parenthesized";
const ASSIGNMENT: &str = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";

/// `arguments`
pub(super) fn arguments(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        p.remember(Rule::Arguments, |p| {
            alternative!(p, {
                let found = want!(args(p));
                p.expect(",")?;
                Ok(p.next_is(")")?.then_some(found))
            });
            if p.invalid {
                invalid_arguments(p)?;
            }
            Ok(None)
        })
    })
}

/// An argument of `kwargs`.
enum Argument {
    Starred(Id),
    Keyword,
    Unpacking,
}

/// `args`
fn args(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        alternative!(p, {
            let positional = want!(positional(p));
            let rest = p.attempt(|p| {
                want!(p.expect(","));
                p.nested(1, kwargs)
            })?;
            Ok(Some(collect(p, start, positional, rest.unwrap_or_default())))
        });
        let found = want!(kwargs(p));
        Ok(Some(collect(p, start, Vec::new(), found)))
    })
}

/// Positional arguments.
fn positional(p: &mut Parser<'_>) -> Parse<Vec<Id>> {
    p.separated(",", |p| {
        alternative!(p, p.nested(1, expr::starred_expression));
        let found = want!(p.nested(1, |p| p.attempt(expr::assignment_or_expression)));
        Ok((!p.next_is("=")?).then_some(found))
    })
}

fn collect(p: &mut Parser<'_>, start: usize, mut args: Vec<Id>, rest: Vec<Argument>) -> Id {
    let mut unpacking = false;
    for argument in rest {
        match argument {
            Argument::Starred(id) => args.push(id),
            Argument::Keyword => {}
            Argument::Unpacking => unpacking = true,
        }
    }
    p.node(Kind::Arguments { args, unpacking }, start)
}

/// `kwargs`
fn kwargs(p: &mut Parser<'_>) -> Parse<Vec<Argument>> {
    p.nested(1, |p| {
        alternative!(p, {
            let mut first = want!(p.separated(",", kwarg_or_starred));
            want!(p.expect(","));
            first.extend(want!(p.separated(",", kwarg_or_double_starred)));
            Ok(Some(first))
        });
        alternative!(p, p.separated(",", kwarg_or_starred));
        p.separated(",", kwarg_or_double_starred)
    })
}

/// `NAME '=' expression`
fn keyword(p: &mut Parser<'_>) -> Parse<Argument> {
    want!(p.name());
    want!(p.expect("="));
    want!(expr::expression(p));
    Ok(Some(Argument::Keyword))
}

fn kwarg_or_starred(p: &mut Parser<'_>) -> Parse<Argument> {
    p.nested(1, |p| {
        if p.invalid {
            invalid_kwarg(p)?;
        }
        alternative!(p, keyword(p));
        let starred = want!(expr::starred_expression(p));
        Ok(Some(Argument::Starred(starred)))
    })
}

fn kwarg_or_double_starred(p: &mut Parser<'_>) -> Parse<Argument> {
    p.nested(1, |p| {
        if p.invalid {
            invalid_kwarg(p)?;
        }
        alternative!(p, keyword(p));
        want!(p.expect("**"));
        want!(expr::expression(p));
        Ok(Some(Argument::Unpacking))
    })
}

/// `NAME '=' expression for_if_clauses`, a generator that is assigned; reports it.
fn assigned_generator(p: &mut Parser<'_>) -> Result<(), Raised> {
    let found = p.attempt(|p| {
        let name = want!(p.name());
        let equal = want!(p.expect("="));
        want!(expr::expression(p));
        want!(for_if_clauses(p));
        Ok(Some(p.span(name).to(p.place(equal))))
    })?;
    match found {
        Some(span) => Err(p.raise(span, ASSIGNMENT)),
        None => Ok(()),
    }
}

/// `invalid_kwarg`
fn invalid_kwarg(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        let found = p.attempt(|p| {
            let word = want!(p.expect_in(&["True", "False", "None"]));
            let equal = want!(p.expect("="));
            Ok(Some((word, equal)))
        })?;
        if let Some((word, equal)) = found {
            let message = format!("cannot assign to {}", String::from_utf8_lossy(p.text(word)));
            return Err(p.raise(p.place(word).to(p.place(equal)), &message));
        }
        assigned_generator(p)?;
        let found = p.attempt(|p| {
            let named = p.matches(|p| {
                want!(p.name());
                p.expect("=")
            })?;
            if named {
                return Ok(None);
            }
            let target = want!(expr::expression(p));
            let equal = want!(p.expect("="));
            Ok(Some(p.span(target).to(p.place(equal))))
        })?;
        if let Some(span) = found {
            return Err(p.raise(span, "expression cannot contain assignment, perhaps you meant \"==\"?"));
        }
        if p.has(Feature::UnpackingMistakes) {
            expr::assigned_unpacking(p, "**", "keyword argument")?;
        }
        Ok(())
    })
}

/// From an expression to the end of the clauses that make a generator of it.
fn generator_span(p: &Parser<'_>, element: Id, clauses: &[Id]) -> Span {
    let last = clauses.last().map_or(element, |&clause| match *p.kind(clause) {
        Kind::Clause(last) => last,
        _ => clause,
    });
    p.span(element).to(p.span(last))
}

/// `invalid_arguments`
fn invalid_arguments(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        let message = "iterable argument unpacking follows keyword argument unpacking";
        if !p.has(Feature::UnpackingAtStar) {
            let found = p.attempt(|p| {
                let before = want!(args(p));
                want!(p.expect(","));
                p.expect("*").map(|star| star.map(|_| before))
            })?;
            if let Some(before) = found {
                return Err(p.raise(p.span(before), message));
            }
        }
        let found = p.attempt(|p| {
            want!(p.attempt(|p| {
                alternative!(p, {
                    want!(positional(p));
                    want!(p.expect(","));
                    kwargs(p)
                });
                kwargs(p)
            }));
            let comma = want!(p.expect(","));
            if !p.has(Feature::UnpackingAfterKeywords) {
                let star = want!(p.expect("*"));
                return Ok(Some(star));
            }
            want!(p.separated(",", |p| {
                want!(expr::starred_expression(p));
                Ok((!p.next_is("=")?).then_some(()))
            }));
            Ok(Some(comma))
        })?;
        if let Some(place) = found.map(|token| p.place(token)) {
            let to_here = p.has(Feature::UnpackingAfterKeywords);
            return Err(if to_here { p.raise_from(place, message) } else { p.raise(place, message) });
        }
        let found = p.attempt(|p| {
            let element = want!(expr::expression(p));
            let clauses = want!(for_if_clauses(p));
            want!(p.expect(","));
            p.attempt(|p| {
                alternative!(p, args(p).map(|found| found.map(|_| ())));
                want!(expr::expression(p));
                want!(for_if_clauses(p));
                Ok(Some(()))
            })?;
            Ok(Some(generator_span(p, element, &clauses)))
        })?;
        if let Some(span) = found {
            return Err(p.raise(span, PARENTHESES));
        }
        assigned_generator(p)?;
        if p.has(Feature::ArgumentWithoutValue) {
            let found = p.attempt(|p| {
                p.attempt(|p| {
                    want!(args(p));
                    p.expect(",")
                })?;
                let name = want!(p.name());
                let equal = want!(p.expect("="));
                Ok(p.next_in(&[",", ")"])?.then(|| p.span(name).to(p.place(equal))))
            })?;
            if let Some(span) = found {
                return Err(p.raise(span, "expected argument value expression"));
            }
        }
        let found = p.attempt(|p| {
            let found = want!(args(p));
            let clauses = want!(for_if_clauses(p));
            Ok(Some((found, clauses)))
        })?;
        if let Some((found, clauses)) = found {
            // A single one needs no parentheses.
            return match p.kind(found) {
                Kind::Arguments { args, .. } if args.len() > 1 => {
                    let last = args[args.len() - 1];
                    Err(p.raise(generator_span(p, last, &clauses), PARENTHESES))
                }
                _ => Ok(()),
            };
        }
        let found = p.attempt(|p| {
            want!(args(p));
            want!(p.expect(","));
            let element = want!(expr::expression(p));
            let clauses = want!(for_if_clauses(p));
            Ok(Some(generator_span(p, element, &clauses)))
        })?;
        if let Some(span) = found {
            return Err(p.raise(span, PARENTHESES));
        }
        let found = p.attempt(|p| {
            let first = want!(args(p));
            want!(p.expect(","));
            want!(args(p));
            Ok(Some(first))
        })?;
        match found.map(|first| p.kind(first)) {
            Some(Kind::Arguments { unpacking: true, .. }) => {
                Err(p.raise_last("positional argument follows keyword argument unpacking"))
            }
            Some(_) => Err(p.raise_last("positional argument follows keyword argument")),
            None => Ok(()),
        }
    })
}
