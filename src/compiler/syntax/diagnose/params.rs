//! The parameters of functions and of lambdas, which differ in what ends them, in annotations, and
//! in a few words.

use super::node::{Id, Kind};
use super::parser::{Parse, Parser, alternative, want};
use super::{Raised, expr};
use crate::compiler::version::Feature;

/// What parameters are of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// What follows the last one.
    close: &'static str,
    is_lambda: bool,
}

/// Of a `def`.
pub(super) const DEF: Style = Style { close: ")", is_lambda: false };
/// Of a `lambda`.
pub(super) const LAMBDA: Style = Style { close: ":", is_lambda: true };

/// Which default a parameter has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Default {
    No,
    Yes,
    Maybe,
}

/// What is said of arguments or of parameters, as the version calls them.
fn words(p: &Parser<'_>, of_arguments: &'static str, of_parameters: &'static str) -> &'static str {
    if p.has(Feature::ParameterWords) { of_parameters } else { of_arguments }
}

/// `params`, `lambda_params`
pub(super) fn params(p: &mut Parser<'_>, style: Style) -> Parse<()> {
    p.nested(1, |p| {
        if p.invalid {
            invalid_parameters(p, style)?;
        }
        parameters(p, style)
    })
}

/// `parameters`, `lambda_parameters`
fn parameters(p: &mut Parser<'_>, style: Style) -> Parse<()> {
    p.nested(1, |p| {
        alternative!(p, {
            want!(slash_no_default(p, style));
            p.many(|p| param(p, style, Default::No))?;
            p.many(|p| param(p, style, Default::Yes))?;
            p.attempt(|p| star_etc(p, style))?;
            Ok(Some(()))
        });
        alternative!(p, {
            want!(slash_with_default(p, style));
            p.many(|p| param(p, style, Default::Yes))?;
            p.attempt(|p| star_etc(p, style))?;
            Ok(Some(()))
        });
        for first in [Default::No, Default::Yes] {
            alternative!(p, {
                want!(p.some(|p| param(p, style, first)));
                if first == Default::No {
                    p.many(|p| param(p, style, Default::Yes))?;
                }
                p.attempt(|p| star_etc(p, style))?;
                Ok(Some(()))
            });
        }
        star_etc(p, style)
    })
}

fn slash_no_default(p: &mut Parser<'_>, style: Style) -> Parse<()> {
    slash(p, style, |p| p.some(|p| param(p, style, Default::No)).map(|found| found.map(|_| ())))
}

fn slash_with_default(p: &mut Parser<'_>, style: Style) -> Parse<()> {
    slash(p, style, |p| {
        p.many(|p| param(p, style, Default::No))?;
        want!(p.some(|p| param(p, style, Default::Yes)));
        Ok(Some(()))
    })
}

/// Parameters and the slash that makes them positional.
fn slash(p: &mut Parser<'_>, style: Style, before: impl Fn(&mut Parser<'_>) -> Parse<()>) -> Parse<()> {
    p.nested(1, |p| {
        p.attempt(|p| {
            want!(before(p));
            want!(p.expect("/"));
            if p.expect(",")?.is_some() || p.next_is(style.close)? { Ok(Some(())) } else { Ok(None) }
        })
    })
}

/// `star_etc`, `lambda_star_etc`
fn star_etc(p: &mut Parser<'_>, style: Style) -> Parse<()> {
    p.nested(1, |p| {
        if p.invalid {
            invalid_star_etc(p, style)?;
        }
        alternative!(p, {
            want!(p.expect("*"));
            want!(param(p, style, Default::No));
            p.many(|p| param(p, style, Default::Maybe))?;
            p.attempt(|p| kwds(p, style))?;
            Ok(Some(()))
        });
        if !style.is_lambda {
            alternative!(p, {
                want!(p.expect("*"));
                want!(param_star_annotation(p));
                p.many(|p| param(p, style, Default::Maybe))?;
                p.attempt(|p| kwds(p, style))?;
                Ok(Some(()))
            });
        }
        alternative!(p, {
            want!(p.expect("*"));
            want!(p.expect(","));
            want!(p.some(|p| param(p, style, Default::Maybe)));
            p.attempt(|p| kwds(p, style))?;
            Ok(Some(()))
        });
        kwds(p, style)
    })
}

/// `kwds`, `lambda_kwds`
fn kwds(p: &mut Parser<'_>, style: Style) -> Parse<()> {
    p.nested(1, |p| {
        if p.invalid {
            invalid_kwds(p, style)?;
        }
        want!(p.expect("**"));
        want!(param(p, style, Default::No));
        Ok(Some(()))
    })
}

/// A parameter and the comma after it, if it is not the last.
fn param(p: &mut Parser<'_>, style: Style, default: Default) -> Parse<Id> {
    p.nested(1, |p| {
        p.attempt(|p| {
            let found = want!(plain_param(p, style));
            match default {
                Default::No => {}
                Default::Yes => want!(default_value(p)),
                Default::Maybe => {
                    p.attempt(default_value)?;
                }
            }
            end_of_param(p, style, found)
        })
    })
}

/// `param_no_default_star_annotation`: `*args: *Ts`
fn param_star_annotation(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(2, |p| {
        let start = p.mark;
        want!(p.name());
        want!(p.expect(":"));
        want!(expr::star_expression(p));
        let found = p.node(Kind::Other, start);
        end_of_param(p, DEF, found)
    })
}

fn end_of_param(p: &mut Parser<'_>, style: Style, found: Id) -> Parse<Id> {
    if p.expect(",")?.is_some() {
        if !style.is_lambda {
            // CPython looks for a type comment.
            p.peek()?;
        }
        return Ok(Some(found));
    }
    Ok(p.next_is(style.close)?.then_some(found))
}

/// `param`, `lambda_param`
fn plain_param(p: &mut Parser<'_>, style: Style) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        want!(p.name());
        if !style.is_lambda {
            p.attempt(|p| {
                want!(p.expect(":"));
                p.nested(1, expr::expression)
            })?;
        }
        Ok(Some(p.node(Kind::Other, start)))
    })
}

/// `default`
fn default_value(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        alternative!(p, {
            want!(p.expect("="));
            want!(expr::expression(p));
            Ok(Some(()))
        });
        if p.invalid
            && let Some(equal) = p.attempt(|p| {
                let equal = want!(p.expect("="));
                Ok(p.next_in(&[")", ","])?.then_some(equal))
            })?
        {
            return Err(p.raise(p.place(equal), "expected default value expression"));
        }
        Ok(None)
    })
}

/// `invalid_parameters`, `invalid_lambda_parameters`
fn invalid_parameters(p: &mut Parser<'_>, style: Style) -> Result<(), Raised> {
    p.nested(1, |p| {
        let slashes_first = p.has(Feature::SlashesFirst);
        if !slashes_first {
            missing_default(p, style)?;
            parenthesized(p, style)?;
        }
        let found = p.attempt(|p| {
            let slash = want!(p.expect("/"));
            want!(p.expect(","));
            Ok(Some(slash))
        })?;
        if let Some(slash) = found {
            return Err(p.raise(
                p.place(slash),
                words(p, "at least one argument must precede /", "at least one parameter must precede /"),
            ));
        }
        let positional = |p: &mut Parser<'_>| {
            p.attempt(|p| {
                alternative!(p, slash_no_default(p, style));
                slash_with_default(p, style)
            })
        };
        let found = p.attempt(|p| {
            want!(positional(p));
            p.many(|p| param(p, style, Default::Maybe))?;
            p.expect("/")
        })?;
        if let Some(slash) = found {
            return Err(p.raise(p.place(slash), "/ may appear only once"));
        }
        if slashes_first {
            missing_default(p, style)?;
            parenthesized(p, style)?;
        }
        let found = p.attempt(|p| {
            positional(p)?;
            p.many(|p| param(p, style, Default::Maybe))?;
            want!(p.expect("*"));
            want!(comma_or_param(p, style));
            p.many(|p| param(p, style, Default::Maybe))?;
            p.expect("/")
        })?;
        if let Some(slash) = found {
            return Err(p.raise(p.place(slash), "/ must be ahead of *"));
        }
        let found = p.attempt(|p| {
            want!(p.some(|p| param(p, style, Default::Maybe)));
            want!(p.expect("/"));
            p.expect("*")
        })?;
        match found {
            Some(star) => Err(p.raise(p.place(star), "expected comma between / and *")),
            None => Ok(()),
        }
    })
}

/// Reports a parameter without a default after one that has one.
fn missing_default(p: &mut Parser<'_>, style: Style) -> Result<(), Raised> {
    let slashes_first = p.has(Feature::SlashesFirst);
    let found = p.attempt(|p| {
        if slashes_first {
            p.attempt(|p| slash_no_default(p, style))?;
        }
        p.many(|p| param(p, style, Default::No))?;
        want!(p.attempt(|p| {
            alternative!(p, slash_with_default(p, style));
            p.some(|p| param(p, style, Default::Yes)).map(|found| found.map(|_| ()))
        }));
        param(p, style, Default::No)
    })?;
    let Some(found) = found else { return Ok(()) };
    let message = match slashes_first {
        true => "parameter without a default follows parameter with a default",
        false => "non-default argument follows default argument",
    };
    Err(p.raise(p.span(found), message))
}

/// Reports parameters in parentheses of their own.
fn parenthesized(p: &mut Parser<'_>, style: Style) -> Result<(), Raised> {
    let found = p.attempt(|p| {
        p.many(|p| param(p, style, Default::No))?;
        let open = want!(p.expect("("));
        if style.is_lambda {
            want!(p.separated(",", |p| plain_param(p, style)));
        } else {
            want!(p.some(|p| param(p, style, Default::No)));
        }
        p.expect(",")?;
        let close = want!(p.expect(")"));
        Ok(Some(p.place(open).to(p.place(close))))
    })?;
    let Some(span) = found else { return Ok(()) };
    let what = if style.is_lambda { "Lambda expression" } else { "Function" };
    Err(p.raise(span, &format!("{what} parameters cannot be parenthesized")))
}

/// What follows a star: a comma, or a parameter without a default.
fn comma_or_param(p: &mut Parser<'_>, style: Style) -> Parse<()> {
    p.attempt(|p| {
        if p.expect(",")?.is_some() {
            return Ok(Some(()));
        }
        want!(param(p, style, Default::No));
        Ok(Some(()))
    })
}

/// `invalid_star_etc`, `invalid_lambda_star_etc`
fn invalid_star_etc(p: &mut Parser<'_>, style: Style) -> Result<(), Raised> {
    p.nested(1, |p| {
        let found = p.attempt(|p| {
            let star = want!(p.expect("*"));
            if p.expect(style.close)?.is_some() {
                return Ok(Some(star));
            }
            want!(p.expect(","));
            want!(p.expect_in(&[style.close, "**"]));
            Ok(Some(star))
        })?;
        if let Some(star) = found {
            let message = words(p, "named arguments must follow bare *", "named parameters must follow bare *");
            return Err(if style.is_lambda { p.raise_last(message) } else { p.raise(p.place(star), message) });
        }
        let found = p.attempt(|p| {
            want!(p.expect("*"));
            want!(plain_param(p, style));
            p.expect("=")
        })?;
        if let Some(equal) = found {
            let message = words(
                p,
                "var-positional argument cannot have default value",
                "var-positional parameter cannot have default value",
            );
            return Err(p.raise(p.place(equal), message));
        }
        let found = p.attempt(|p| {
            want!(p.expect("*"));
            // Here CPython looks for the parameter first; both begin with different tokens.
            want!(comma_or_param(p, style));
            p.many(|p| param(p, style, Default::Maybe))?;
            let star = want!(p.expect("*"));
            want!(comma_or_param(p, style));
            Ok(Some(star))
        })?;
        match found {
            Some(star) => {
                let message = words(p, "* argument may appear only once", "* may appear only once");
                Err(p.raise(p.place(star), message))
            }
            None => Ok(()),
        }
    })
}

/// `invalid_kwds`, `invalid_lambda_kwds`
fn invalid_kwds(p: &mut Parser<'_>, style: Style) -> Result<(), Raised> {
    p.nested(1, |p| {
        let found = p.attempt(|p| {
            want!(p.expect("**"));
            want!(plain_param(p, style));
            p.expect("=")
        })?;
        if let Some(equal) = found {
            let message = words(
                p,
                "var-keyword argument cannot have default value",
                "var-keyword parameter cannot have default value",
            );
            return Err(p.raise(p.place(equal), message));
        }
        let found = p.attempt(|p| {
            want!(p.expect("**"));
            want!(plain_param(p, style));
            want!(p.expect(","));
            if let Some(next) = p.attempt(|p| plain_param(p, style))? {
                return Ok(Some(p.span(next)));
            }
            let next = want!(p.expect_in(&["*", "**", "/"]));
            Ok(Some(p.place(next)))
        })?;
        match found {
            Some(span) => {
                let message = words(
                    p,
                    "arguments cannot follow var-keyword argument",
                    "parameters cannot follow var-keyword parameter",
                );
                Err(p.raise(span, message))
            }
            None => Ok(()),
        }
    })
}
