//! `'...' % (a, b)` as an f-string, where each directive is one that an f-string expresses
//! (`optimize_format`).

use crate::compiler::syntax::ast::{Expr, ExprKind};
use crate::compiler::values::context::Context;
use crate::compiler::values::intern::Symbol;
use crate::compiler::values::location::Location;
use std::borrow::Cow;

/// The digits that a width or a precision may have.
const MAX_DIGITS: usize = 2;

/// The `JoinedStr` for `text % (elts...)`; `None` if it has another kind of directive, or as many
/// directives as elements it has not.
pub(super) fn joined_str<'a>(ctx: &mut Context<'a>, text: Symbol, elts: &[Expr<'a>]) -> Option<ExprKind<'a>> {
    let mut rest = ctx.names.bytes(text);
    let mut elts = elts.iter();
    let mut values = bumpalo::collections::Vec::with_capacity_in(elts.len() * 2 + 1, ctx.consts.arena());
    loop {
        let (literal, after) = split_literal(rest);
        if !literal.is_empty() {
            values.push(text_node(ctx, &literal));
        }
        let Some(directive) = after.strip_prefix(b"%") else { break };
        let (directive, after) = Directive::parse(directive)?;
        let value = elts.next()?;
        values.push(directive.formatted_value(ctx, value));
        rest = after;
    }
    if elts.next().is_some() {
        return None;
    }
    Some(ExprKind::JoinedStr(values.into_bump_slice()))
}

/// A string that stands nowhere in the source: it has no position.
fn text_node<'a>(ctx: &mut Context<'a>, text: &[u8]) -> Expr<'a> {
    let symbol = ctx.names.intern(text);
    // Only from `%%`: CPython makes it by a replacement, which gives a new object.
    let value = if text == b"%" { ctx.consts.unshared_str(symbol) } else { ctx.consts.str(symbol) };
    Expr { loc: Location::NONE, kind: ExprKind::Constant { value, u_prefix: false } }
}

/// The text before the first directive, `%%` replaced by `%`, and what follows (`parse_literal`).
fn split_literal(text: &[u8]) -> (Cow<'_, [u8]>, &[u8]) {
    let mut literal = Cow::Borrowed(&text[..0]);
    let mut rest = text;
    loop {
        let len = memchr::memchr(b'%', rest).unwrap_or(rest.len());
        let (part, after) = rest.split_at(len);
        if literal.is_empty() {
            literal = Cow::Borrowed(part);
        } else {
            literal.to_mut().extend_from_slice(part);
        }
        if !after.starts_with(b"%%") {
            return (literal, after);
        }
        literal.to_mut().push(b'%');
        rest = &after[2..];
    }
}

/// `%-10.3s`: a conversion of `s`, `r` or `a` with flags, width and precision.
struct Directive {
    left: bool,
    width: Option<u32>,
    precision: Option<u32>,
    conversion: u8,
}

impl Directive {
    /// Parses what follows a `%` (`simple_format_arg_parse`).
    fn parse(text: &[u8]) -> Option<(Self, &[u8])> {
        let flags = text.iter().take_while(|byte| b"-+ #0".contains(byte)).count();
        let left = text[..flags].contains(&b'-');
        let (width, rest) = number(&text[flags..])?;
        let (precision, rest) = match rest.strip_prefix(b".") {
            // A lone dot is a precision of 0.
            Some(rest) => number(rest).map(|(digits, rest)| (digits.or(Some(0)), rest))?,
            None => (None, rest),
        };
        let (&conversion, rest) = rest.split_first()?;
        b"sra".contains(&conversion).then_some((Self { left, width, precision, conversion }, rest))
    }

    /// `str` and its like are aligned to the left by an f-string and to the right by `%`.
    fn formatted_value<'a>(&self, ctx: &mut Context<'a>, value: &Expr<'a>) -> Expr<'a> {
        let mut spec = String::new();
        if let Some(width) = self.width {
            if !self.left && width > 0 {
                spec.push('>');
            }
            spec += &width.to_string();
        }
        if let Some(precision) = self.precision {
            spec.push('.');
            spec += &precision.to_string();
        }
        let format_spec = match spec.as_str() {
            "" => None,
            spec => {
                let node = text_node(ctx, spec.as_bytes());
                Some(&*ctx.consts.arena().alloc(node))
            }
        };
        let inner = ctx.consts.arena().alloc(*value);
        Expr {
            loc: value.loc,
            kind: ExprKind::FormattedValue { value: inner, conversion: Some(self.conversion), format_spec },
        }
    }
}

/// The decimal number at the start of `text`, if there is one; fails if it is too long.
fn number(text: &[u8]) -> Option<(Option<u32>, &[u8])> {
    let len = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if len > MAX_DIGITS {
        return None;
    }
    let (digits, rest) = text.split_at(len);
    let value = digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
    Some(((len > 0).then_some(value), rest))
}
