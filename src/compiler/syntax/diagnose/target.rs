//! What is assigned to and deleted.

use super::node::{Id, Kind};
use super::parser::{Parse, Parser, Rule, alternative, want};
use super::{Raised, atom};

/// `star_targets`
pub(super) fn star_targets(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        alternative!(p, {
            let found = want!(star_target(p));
            Ok((!p.next_is(",")?).then_some(found))
        });
        let start = p.mark;
        let elts = want!(p.separated(",", star_target));
        p.expect(",")?;
        Ok(Some(p.node(Kind::Tuple(elts), start)))
    })
}

/// `star_target`
pub(super) fn star_target(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        p.remember(Rule::StarTarget, |p| {
            let start = p.mark;
            alternative!(p, {
                want!(p.expect("*"));
                if p.next_is("*")? {
                    return Ok(None);
                }
                let value = want!(star_target(p));
                Ok(Some(p.node(Kind::Starred(value), start)))
            });
            target_with_star_atom(p)
        })
    })
}

fn target_with_star_atom(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        p.remember(Rule::TargetWithStarAtom, |p| {
            alternative!(p, accessed(p));
            star_atom(p)
        })
    })
}

fn star_atom(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        alternative!(p, p.name());
        alternative!(p, {
            want!(p.expect("("));
            let found = want!(target_with_star_atom(p));
            want!(p.expect(")"));
            Ok(Some(found))
        });
        alternative!(p, {
            want!(p.expect("("));
            let elts = p.attempt(|p| {
                let first = want!(p.nested(1, star_target));
                let mut elts = vec![first];
                elts.extend(p.nested(1, |p| {
                    p.many(|p| {
                        want!(p.expect(","));
                        p.nested(1, star_target)
                    })
                })?);
                let comma = p.expect(",")?.is_some();
                Ok((elts.len() > 1 || comma).then_some(elts))
            })?;
            want!(p.expect(")"));
            Ok(Some(p.node(Kind::Tuple(elts.unwrap_or_default()), start)))
        });
        want!(p.expect("["));
        let elts = p.attempt(|p| {
            let elts = want!(p.nested(1, |p| p.separated(",", star_target)));
            p.expect(",")?;
            Ok(Some(elts))
        })?;
        want!(p.expect("]"));
        Ok(Some(p.node(Kind::List(elts.unwrap_or_default()), start)))
    })
}

/// `single_target`
pub(super) fn single_target(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        alternative!(p, attribute_or_subscript(p));
        alternative!(p, p.name());
        want!(p.expect("("));
        let found = want!(single_target(p));
        want!(p.expect(")"));
        Ok(Some(found))
    })
}

/// `single_subscript_attribute_target`
pub(super) fn attribute_or_subscript(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, accessed)
}

/// An attribute or a subscript that nothing is looked up in.
fn accessed(p: &mut Parser<'_>) -> Parse<Id> {
    let start = p.mark;
    for is_attribute in [true, false] {
        alternative!(p, {
            want!(t_primary(p));
            let found = want!(access(p, start, is_attribute));
            Ok((!t_lookahead(p)?).then_some(found))
        });
    }
    Ok(None)
}

/// `.name` or `[...]` after what starts at the token number `start`.
fn access(p: &mut Parser<'_>, start: usize, is_attribute: bool) -> Parse<Id> {
    if is_attribute {
        want!(p.expect("."));
        want!(p.name());
        return Ok(Some(p.node(Kind::Attribute, start)));
    }
    if !p.next_is("[")? {
        return Ok(None);
    }
    atom::trailer(p, start)
}

/// `t_primary`: a primary of which more follows.
fn t_primary(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(2, |p| {
        p.remember(Rule::TargetPrimary, |p| {
            let start = p.mark;
            let mut value = want!(atom::atom(p));
            if !t_lookahead(p)? {
                return Ok(None);
            }
            while let Some(longer) = p.attempt(|p| {
                let longer = want!(atom::trailer(p, start));
                Ok(t_lookahead(p)?.then_some(longer))
            })? {
                value = longer;
            }
            Ok(Some(value))
        })
    })
}

fn t_lookahead(p: &mut Parser<'_>) -> Result<bool, Raised> {
    p.next_in(&["(", "[", "."])
}

/// `del_targets`
pub(super) fn del_targets(p: &mut Parser<'_>) -> Parse<Vec<Id>> {
    p.nested(1, |p| {
        let elts = want!(p.separated(",", del_target));
        p.expect(",")?;
        Ok(Some(elts))
    })
}

fn del_target(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        p.remember(Rule::DelTarget, |p| {
            alternative!(p, accessed(p));
            let start = p.mark;
            alternative!(p, p.name());
            alternative!(p, {
                want!(p.expect("("));
                let found = want!(del_target(p));
                want!(p.expect(")"));
                Ok(Some(found))
            });
            for (open, close) in [("(", ")"), ("[", "]")] {
                alternative!(p, {
                    want!(p.expect(open));
                    p.nested(1, |p| p.attempt(del_targets))?;
                    want!(p.expect(close));
                    Ok(Some(p.node(Kind::Other, start)))
                });
            }
            Ok(None)
        })
    })
}
