//! Comprehensions and generator expressions.

use super::node::{Id, Kind, Targets};
use super::parser::{Parse, Parser, alternative, want};
use super::{Raised, atom, expr, operators, target};
use crate::compiler::version::Feature;

/// `for_if_clauses`
pub(super) fn for_if_clauses(p: &mut Parser<'_>) -> Parse<Vec<Id>> {
    p.nested(1, |p| p.some(for_if_clause))
}

fn for_if_clause(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        for is_async in [true, false] {
            let mut cut = false;
            let found = p.attempt(|p| {
                if is_async {
                    want!(p.expect("async"));
                }
                want!(p.expect("for"));
                want!(target::star_targets(p));
                want!(p.expect("in"));
                cut = true;
                let iter = want!(operators::disjunction(p));
                let tests = p.many(|p| {
                    want!(p.expect("if"));
                    p.nested(1, operators::disjunction)
                })?;
                let last = tests.last().copied().unwrap_or(iter);
                Ok(Some(p.node(Kind::Clause(last), start)))
            })?;
            if cut || found.is_some() {
                return Ok(found);
            }
        }
        if p.has(Feature::ForWithoutIn) && (p.invalid || !p.has(Feature::MistakesLast)) {
            let found = p.attempt(|p| {
                p.expect("async")?;
                want!(p.expect("for"));
                want!(p.separated(",", operators::bitwise_or));
                p.expect(",")?;
                Ok((!p.next_is("in")?).then_some(()))
            })?;
            if found.is_some() {
                return Err(p.raise_last("'in' expected after for-loop variables"));
            }
        }
        if p.invalid {
            p.attempt(invalid_for_target)?;
        }
        Ok(None)
    })
}

/// `invalid_for_target`: it never matches, it only reports.
pub(super) fn invalid_for_target(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        p.expect("async")?;
        want!(p.expect("for"));
        let targets = want!(expr::star_expressions(p));
        p.check_target(targets, Targets::For)?;
        Ok(None)
    })
}

/// An element and its clauses between brackets.
fn display(
    p: &mut Parser<'_>,
    brackets: (&str, &str),
    element: fn(&mut Parser<'_>) -> Parse<Id>,
    kind: Kind,
) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        alternative!(p, {
            want!(p.expect(brackets.0));
            want!(element(p));
            want!(for_if_clauses(p));
            want!(p.expect(brackets.1));
            Ok(Some(p.node(kind, start)))
        });
        if p.invalid {
            invalid_comprehension(p)?;
        }
        Ok(None)
    })
}

/// `genexp`
pub(super) fn genexp(p: &mut Parser<'_>) -> Parse<Id> {
    display(p, ("(", ")"), generator_element, Kind::GeneratorExp)
}

/// The element of a generator expression.
fn generator_element(p: &mut Parser<'_>) -> Parse<Id> {
    alternative!(p, expr::assignment_or_expression(p));
    if p.has(Feature::UnpackingInComprehensions) {
        return p.nested(1, expr::starred_expression);
    }
    Ok(None)
}

/// The element of a list or set comprehension.
fn element(p: &mut Parser<'_>) -> Parse<Id> {
    if p.has(Feature::UnpackingInComprehensions) { expr::star_named_expression(p) } else { expr::named_expression(p) }
}

/// `listcomp`
pub(super) fn listcomp(p: &mut Parser<'_>) -> Parse<Id> {
    display(p, ("[", "]"), element, Kind::ListComp)
}

/// `setcomp`
pub(super) fn setcomp(p: &mut Parser<'_>) -> Parse<Id> {
    display(p, ("{", "}"), element, Kind::SetComp)
}

/// `dictcomp`
pub(super) fn dictcomp(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        alternative!(p, {
            want!(p.expect("{"));
            want!(atom::kvpair(p));
            want!(for_if_clauses(p));
            want!(p.expect("}"));
            Ok(Some(p.node(Kind::DictComp, start)))
        });
        if p.has(Feature::UnpackingInComprehensions) {
            return p.attempt(|p| {
                want!(p.expect("{"));
                want!(p.expect("**"));
                want!(expr::expression(p));
                want!(for_if_clauses(p));
                want!(p.expect("}"));
                Ok(Some(p.node(Kind::DictComp, start)))
            });
        }
        if p.invalid {
            let found = p.attempt(|p| {
                want!(p.expect("{"));
                let stars = want!(p.expect("**"));
                want!(operators::bitwise_or(p));
                want!(for_if_clauses(p));
                want!(p.expect("}"));
                Ok(Some(stars))
            })?;
            if let Some(stars) = found {
                return Err(p.raise(p.place(stars), "dict unpacking cannot be used in dict comprehension"));
            }
        }
        Ok(None)
    })
}

/// Reports an element of a comprehension that is unpacked as a mapping.
fn unpacked_mapping(p: &mut Parser<'_>, open: &str, what: &str) -> Result<(), Raised> {
    let found = p.attempt(|p| {
        want!(p.expect(open));
        let stars = want!(p.expect("**"));
        let mapping = want!(expr::expression(p));
        want!(for_if_clauses(p));
        Ok(Some(p.place(stars).to(p.span(mapping))))
    })?;
    match found {
        Some(span) => Err(p.raise(span, &format!("cannot use dict unpacking in {what}"))),
        None => Ok(()),
    }
}

/// Reports an element of a comprehension that is unpacked.
fn unpacked_iterable(p: &mut Parser<'_>) -> Result<(), Raised> {
    let found = p.attempt(|p| {
        want!(p.expect_in(&["[", "(", "{"]));
        let starred = want!(expr::starred_expression(p));
        want!(for_if_clauses(p));
        Ok(Some(starred))
    })?;
    match found {
        Some(starred) => Err(p.raise(p.span(starred), "iterable unpacking cannot be used in comprehension")),
        None => Ok(()),
    }
}

/// `invalid_comprehension`
fn invalid_comprehension(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        const PARENTHESES: &str = "did you forget parentheses around the comprehension target?";
        // Looking for one of several brackets takes a function.
        p.nested(1, |_| Ok(()))?;
        if p.has(Feature::UnpackingWords) {
            unpacked_mapping(p, "[", "list comprehension")?;
            unpacked_mapping(p, "(", "generator expression")?;
        } else {
            unpacked_iterable(p)?;
        }
        let found = p.attempt(|p| {
            want!(p.expect_in(&["[", "{"]));
            let first = want!(expr::star_named_expression(p));
            want!(p.expect(","));
            let rest = want!(expr::star_named_expressions(p));
            want!(for_if_clauses(p));
            Ok(Some((first, rest)))
        })?;
        if let Some((first, rest)) = found {
            let last = rest.last().copied().unwrap_or(first);
            return Err(p.raise(p.span(first).to(p.span(last)), PARENTHESES));
        }
        let found = p.attempt(|p| {
            want!(p.expect_in(&["[", "{"]));
            let first = want!(expr::star_named_expression(p));
            let comma = want!(p.expect(","));
            want!(for_if_clauses(p));
            Ok(Some((first, comma)))
        })?;
        match found {
            Some((first, comma)) => Err(p.raise(p.span(first).to(p.place(comma)), PARENTHESES)),
            None => Ok(()),
        }
    })
}
