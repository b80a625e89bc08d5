//! Type parameters and `type` statements (PEP 695, PEP 696).

use super::node::{Id, Kind};
use super::parser::{Parse, Parser, Rule, alternative, want};
use super::{Raised, expr};
use crate::compiler::version::Feature;

/// `[type_params]`: nothing is all right too.
pub(super) fn optional(p: &mut Parser<'_>) -> Parse<()> {
    if p.has(Feature::TypeParameters) {
        p.attempt(type_params)?;
    }
    Ok(Some(()))
}

/// `type_params`
fn type_params(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        if p.invalid && p.has(Feature::EmptyTypeParameters) {
            let found = p.attempt(|p| {
                want!(p.expect("["));
                p.expect("]")
            })?;
            if let Some(close) = found {
                return Err(p.raise_from(p.place(close), "Type parameter list cannot be empty"));
            }
        }
        want!(p.expect("["));
        want!(p.separated(",", type_param));
        p.expect(",")?;
        want!(p.expect("]"));
        Ok(Some(()))
    })
}

/// `type_param`
fn type_param(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        p.remember(Rule::TypeParam, |p| {
            let start = p.mark;
            alternative!(p, {
                want!(p.name());
                p.attempt(|p| {
                    want!(p.expect(":"));
                    expr::expression(p)
                })?;
                default(p, expr::expression)?;
                Ok(Some(p.node(Kind::Other, start)))
            });
            let last = p.has(Feature::MistakesLast);
            if last && p.invalid {
                bound(p, "*", "TypeVarTuple")?;
                bound(p, "**", "ParamSpec")?;
            }
            for (stars, what, value) in [
                ("*", "TypeVarTuple", expr::star_expression as fn(&mut Parser<'_>) -> Parse<Id>),
                ("**", "ParamSpec", expr::expression),
            ] {
                if !last {
                    bound(p, stars, what)?;
                }
                alternative!(p, {
                    want!(p.expect(stars));
                    want!(p.name());
                    default(p, value)?;
                    Ok(Some(p.node(Kind::Other, start)))
                });
            }
            Ok(None)
        })
    })
}

/// Reports a bound of a type parameter with stars.
fn bound(p: &mut Parser<'_>, stars: &str, what: &str) -> Result<(), Raised> {
    let found = p.attempt(|p| {
        want!(p.expect(stars));
        want!(p.name());
        let colon = want!(p.expect(":"));
        let bound = want!(expr::expression(p));
        Ok(Some((colon, bound)))
    })?;
    let Some((colon, bound)) = found else { return Ok(()) };
    let kind = if matches!(p.kind(bound), Kind::Tuple(_)) { "constraints" } else { "bound" };
    Err(p.raise_from(p.place(colon), &format!("cannot use {kind} with {what}")))
}

/// `type_param_default`, which need not be there.
fn default(p: &mut Parser<'_>, value: fn(&mut Parser<'_>) -> Parse<Id>) -> Parse<Id> {
    if !p.has(Feature::TypeParameterDefaults) {
        return Ok(None);
    }
    p.attempt(|p| {
        want!(p.expect("="));
        value(p)
    })
}

/// `type_alias`
pub(super) fn type_alias(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        want!(p.soft_keyword("type"));
        want!(p.name());
        want!(optional(p));
        want!(p.expect("="));
        want!(expr::expression(p));
        Ok(Some(()))
    })
}
