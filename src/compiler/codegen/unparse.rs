//! The text of an annotation, which `from __future__ import annotations` stores in its place
//! (CPython's Python/ast_unparse.c).

use crate::compiler::syntax::ast::{
    Arg, Arguments, BoolOp, Call, CmpOp, Comp, CompKind, Compare, Comprehension, Dict, Expr, ExprKind, IfExp,
    Interpolation, Lambda, Operator, Slice, UnaryOp,
};
use crate::compiler::values::constant::{ConstId, ConstTable, Constant};
use crate::compiler::values::context::Context;
use crate::compiler::values::error::CompileError;
use crate::compiler::values::intern::Symbol;
use crate::compiler::values::repr;

/// The text of `expr`, WTF-8.
///
/// # Errors
/// An integer has more decimal digits than CPython writes.
pub fn unparse(expr: &Expr<'_>, ctx: &Context<'_>) -> Result<Vec<u8>, Box<CompileError>> {
    let mut writer = Writer { ctx, out: Vec::with_capacity(32), refused: None };
    writer.expr(expr, Level::Test);
    match writer.refused {
        Some(error) => Err(error),
        None => Ok(writer.out),
    }
}

/// The precedence of an expression. One in a place of higher precedence is put in parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Tuple,
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arith,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Level {
    fn next(self) -> Self {
        match self {
            Self::Tuple => Self::Test,
            Self::Test => Self::Or,
            Self::Or => Self::And,
            Self::And => Self::Not,
            Self::Not => Self::Compare,
            Self::Compare => Self::BitOr,
            Self::BitOr => Self::BitXor,
            Self::BitXor => Self::BitAnd,
            Self::BitAnd => Self::Shift,
            Self::Shift => Self::Arith,
            Self::Arith => Self::Term,
            Self::Term => Self::Factor,
            Self::Factor => Self::Power,
            Self::Power => Self::Await,
            Self::Await | Self::Atom => Self::Atom,
        }
    }
}

fn operator(op: Operator) -> (&'static str, Level) {
    match op {
        Operator::Add => (" + ", Level::Arith),
        Operator::Sub => (" - ", Level::Arith),
        Operator::Mult => (" * ", Level::Term),
        Operator::MatMult => (" @ ", Level::Term),
        Operator::Div => (" / ", Level::Term),
        Operator::Mod => (" % ", Level::Term),
        Operator::FloorDiv => (" // ", Level::Term),
        Operator::LShift => (" << ", Level::Shift),
        Operator::RShift => (" >> ", Level::Shift),
        Operator::BitOr => (" | ", Level::BitOr),
        Operator::BitXor => (" ^ ", Level::BitXor),
        Operator::BitAnd => (" & ", Level::BitAnd),
        Operator::Pow => (" ** ", Level::Power),
    }
}

fn unary_operator(op: UnaryOp) -> (&'static str, Level) {
    match op {
        UnaryOp::Invert => ("~", Level::Factor),
        UnaryOp::Not => ("not ", Level::Not),
        UnaryOp::UAdd => ("+", Level::Factor),
        UnaryOp::USub => ("-", Level::Factor),
    }
}

fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}

struct Writer<'c, 'a> {
    ctx: &'c Context<'a>,
    out: Vec<u8>,
    /// Why a constant was left out.
    refused: Option<Box<CompileError>>,
}

impl Writer<'_, '_> {
    fn text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn symbol(&mut self, symbol: Symbol) {
        self.out.extend_from_slice(self.ctx.names.bytes(symbol));
    }

    /// Writes what `inside` writes, in parentheses if `condition`.
    fn parenthesized(&mut self, condition: bool, inside: impl FnOnce(&mut Self)) {
        if condition {
            self.text("(");
        }
        inside(self);
        if condition {
            self.text(")");
        }
    }

    /// Writes each of `items`, commas between them.
    fn separated<T>(&mut self, items: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.text(", ");
            }
            each(self, item);
        }
    }

    fn exprs(&mut self, exprs: &[Expr<'_>]) {
        self.separated(exprs, |this, expr| this.expr(expr, Level::Test));
    }

    fn expr(&mut self, expr: &Expr<'_>, level: Level) {
        match expr.kind {
            ExprKind::BoolOp { op, values } => {
                let (text, own) = match op {
                    BoolOp::And => (" and ", Level::And),
                    BoolOp::Or => (" or ", Level::Or),
                };
                self.parenthesized(level > own, |this| {
                    for (index, value) in values.iter().enumerate() {
                        if index > 0 {
                            this.text(text);
                        }
                        this.expr(value, own.next());
                    }
                });
            }
            ExprKind::NamedExpr { target, value } => self.parenthesized(level > Level::Tuple, |this| {
                this.expr(target, Level::Atom);
                this.text(" := ");
                this.expr(value, Level::Atom);
            }),
            ExprKind::BinOp { left, op, right } => {
                let (text, own) = operator(op);
                let (left_level, right_level) = if op == Operator::Pow { (own.next(), own) } else { (own, own.next()) };
                self.parenthesized(level > own, |this| {
                    this.expr(left, left_level);
                    this.text(text);
                    this.expr(right, right_level);
                });
            }
            ExprKind::UnaryOp { op, operand } => {
                let (text, own) = unary_operator(op);
                self.parenthesized(level > own, |this| {
                    this.text(text);
                    this.expr(operand, own);
                });
            }
            ExprKind::Lambda(lambda) => self.parenthesized(level > Level::Test, |this| this.lambda(lambda)),
            ExprKind::IfExp(&IfExp { test, body, orelse }) => self.parenthesized(level > Level::Test, |this| {
                this.expr(body, Level::Or);
                this.text(" if ");
                this.expr(test, Level::Or);
                this.text(" else ");
                this.expr(orelse, Level::Test);
            }),
            ExprKind::Dict(&Dict { keys, values }) => {
                self.text("{");
                self.separated(keys.iter().zip(values), |this, (key, value)| match key {
                    Some(key) => {
                        this.expr(key, Level::Test);
                        this.text(": ");
                        this.expr(value, Level::Test);
                    }
                    None => {
                        this.text("**");
                        this.expr(value, Level::BitOr);
                    }
                });
                self.text("}");
            }
            ExprKind::Set(elts) => {
                self.text("{");
                self.exprs(elts);
                self.text("}");
            }
            ExprKind::Comp(comp) => self.comp(comp),
            ExprKind::Await(value) => self.parenthesized(level > Level::Await, |this| {
                this.text("await ");
                this.expr(value, Level::Atom);
            }),
            ExprKind::Yield(None) => self.text("(yield)"),
            ExprKind::Yield(Some(value)) => {
                self.text("(yield ");
                self.expr(value, Level::Test);
                self.text(")");
            }
            ExprKind::YieldFrom(value) => {
                self.text("(yield from ");
                self.expr(value, Level::Test);
                self.text(")");
            }
            ExprKind::Compare(&Compare { left, ops, comparators }) => {
                self.parenthesized(level > Level::Compare, |this| {
                    this.expr(left, Level::BitOr);
                    for (&op, comparator) in ops.iter().zip(comparators) {
                        this.text(comparison(op));
                        this.expr(comparator, Level::BitOr);
                    }
                })
            }
            ExprKind::Call(call) => self.call(call),
            ExprKind::FormattedValue { value, conversion, format_spec } => {
                self.formatted_value(value, conversion, format_spec);
            }
            ExprKind::JoinedStr(values) => self.joined_str(values),
            ExprKind::Interpolation(field) => self.interpolation(field),
            ExprKind::TemplateStr(values) => self.template_str(values),
            ExprKind::Constant { value, u_prefix } => {
                if u_prefix {
                    self.text("u");
                }
                self.constant(value);
            }
            ExprKind::Attribute { value, attr, .. } => {
                self.expr(value, Level::Atom);
                // After an integer a dot alone would be a decimal point.
                self.text(if self.is_integer(value) { " ." } else { "." });
                self.symbol(attr);
            }
            ExprKind::Subscript { value, slice, .. } => {
                self.expr(value, Level::Atom);
                self.text("[");
                self.expr(slice, Level::Tuple);
                self.text("]");
            }
            ExprKind::Starred { value, .. } => {
                self.text("*");
                self.expr(value, Level::BitOr);
            }
            ExprKind::Name { id, .. } => self.symbol(id),
            ExprKind::List { elts, .. } => {
                self.text("[");
                self.exprs(elts);
                self.text("]");
            }
            ExprKind::Tuple { elts: [], .. } => self.text("()"),
            ExprKind::Tuple { elts, .. } => self.parenthesized(level > Level::Tuple, |this| {
                this.exprs(elts);
                if elts.len() == 1 {
                    this.text(",");
                }
            }),
            ExprKind::Slice(&Slice { lower, upper, step }) => {
                if let Some(lower) = lower {
                    self.expr(lower, Level::Test);
                }
                self.text(":");
                if let Some(upper) = upper {
                    self.expr(upper, Level::Test);
                }
                if let Some(step) = step {
                    self.text(":");
                    self.expr(step, Level::Test);
                }
            }
        }
    }

    fn lambda(&mut self, lambda: &Lambda<'_>) {
        let args = lambda.args;
        // Only with a positional parameter is there a space: CPython writes `lambda*args: args`.
        self.text(if args.posonlyargs.is_empty() && args.args.is_empty() { "lambda" } else { "lambda " });
        self.arguments(args);
        self.text(": ");
        self.expr(&lambda.body, Level::Test);
    }

    fn arguments(&mut self, args: &Arguments<'_>) {
        let mut first = true;
        let mut comma = |this: &mut Self| {
            if !std::mem::take(&mut first) {
                this.text(", ");
            }
        };
        let positional = args.posonlyargs.len() + args.args.len();
        let without_default = positional.saturating_sub(args.defaults.len());
        for (index, arg) in args.posonlyargs.iter().chain(args.args).enumerate() {
            comma(self);
            self.arg(arg);
            if let Some(default) = index.checked_sub(without_default).and_then(|index| args.defaults.get(index)) {
                self.text("=");
                self.expr(default, Level::Test);
            }
            if index + 1 == args.posonlyargs.len() {
                self.text(", /");
            }
        }
        if args.vararg.is_some() || !args.kwonlyargs.is_empty() {
            comma(self);
            self.text("*");
            if let Some(vararg) = args.vararg {
                self.arg(vararg);
            }
        }
        for (arg, default) in args.kwonlyargs.iter().zip(args.kw_defaults) {
            comma(self);
            self.arg(arg);
            if let Some(default) = default {
                self.text("=");
                self.expr(default, Level::Test);
            }
        }
        if let Some(kwarg) = args.kwarg {
            comma(self);
            self.text("**");
            self.arg(kwarg);
        }
    }

    fn arg(&mut self, arg: &Arg<'_>) {
        self.symbol(arg.arg);
        if let Some(annotation) = arg.annotation {
            self.text(": ");
            self.expr(annotation, Level::Test);
        }
    }

    fn comp(&mut self, comp: &Comp<'_>) {
        let (open, close) = match comp.kind {
            CompKind::GeneratorExp => ("(", ")"),
            CompKind::ListComp => ("[", "]"),
            CompKind::SetComp | CompKind::DictComp => ("{", "}"),
        };
        self.text(open);
        if comp.kind == CompKind::DictComp && comp.value.is_none() {
            self.text("**");
        }
        self.expr(&comp.elt, Level::Test);
        if let Some(value) = comp.value {
            self.text(": ");
            self.expr(value, Level::Test);
        }
        for generator in comp.generators {
            self.comprehension(generator);
        }
        self.text(close);
    }

    fn comprehension(&mut self, generator: &Comprehension<'_>) {
        self.text(if generator.is_async { " async for " } else { " for " });
        self.expr(&generator.target, Level::Tuple);
        self.text(" in ");
        self.expr(&generator.iter, Level::Or);
        for test in generator.ifs {
            self.text(" if ");
            self.expr(test, Level::Or);
        }
    }

    fn call(&mut self, call: &Call<'_>) {
        self.expr(call.func, Level::Atom);
        if let ([Expr { kind: ExprKind::Comp(comp), .. }], []) = (call.args, call.keywords)
            && comp.kind == CompKind::GeneratorExp
        {
            // Its own parentheses are those of the call.
            return self.comp(comp);
        }
        self.text("(");
        self.exprs(call.args);
        if !call.args.is_empty() && !call.keywords.is_empty() {
            self.text(", ");
        }
        self.separated(call.keywords, |this, keyword| {
            match keyword.arg {
                Some(arg) => {
                    this.symbol(arg);
                    this.text("=");
                }
                None => this.text("**"),
            }
            this.expr(&keyword.value, Level::Test);
        });
        self.text(")");
    }

    fn joined_str(&mut self, values: &[Expr<'_>]) {
        self.quoted("f", |this| this.fstring_elements(values));
    }

    fn template_str(&mut self, values: &[Expr<'_>]) {
        self.quoted("t", |this| values.iter().for_each(|value| this.fstring_element(value)));
    }

    /// What `write` writes, quoted as a string is, behind a prefix.
    fn quoted(&mut self, prefix: &str, write: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        write(self);
        let body = self.out.split_off(start);
        self.text(prefix);
        repr::str(&mut self.out, &body, self.ctx.target.unicode());
    }

    fn fstring_elements(&mut self, values: &[Expr<'_>]) {
        for value in values {
            match value.kind {
                ExprKind::JoinedStr(values) => self.joined_str(values),
                _ => self.fstring_element(value),
            }
        }
    }

    /// A part of an f-string that is no f-string itself: literal text or a replacement field.
    fn fstring_element(&mut self, value: &Expr<'_>) {
        match value.kind {
            ExprKind::Constant { value, .. } => {
                if let Constant::Str(text) = self.ctx.consts.get(value) {
                    for &byte in self.ctx.names.bytes(text) {
                        self.out.push(byte);
                        if matches!(byte, b'{' | b'}') {
                            self.out.push(byte);
                        }
                    }
                }
            }
            _ => self.expr(value, Level::Test),
        }
    }

    fn formatted_value(&mut self, value: &Expr<'_>, conversion: Option<u8>, format_spec: Option<&Expr<'_>>) {
        self.text("{");
        let start = self.out.len();
        self.expr(value, Level::Or);
        if self.out.get(start) == Some(&b'{') {
            // Two braces would be an escaped one.
            self.out.insert(start, b' ');
        }
        self.end_field(conversion, format_spec);
    }

    /// A field of a t-string, whose expression is written as it was.
    fn interpolation(&mut self, field: &Interpolation<'_>) {
        self.text("{");
        if let Constant::Str(text) = self.ctx.consts.get(field.str) {
            self.symbol(text);
        }
        self.end_field(field.conversion, field.format_spec);
    }

    /// What follows the expression of a field.
    fn end_field(&mut self, conversion: Option<u8>, format_spec: Option<&Expr<'_>>) {
        if let Some(conversion) = conversion {
            self.out.extend([b'!', conversion]);
        }
        if let Some(spec) = format_spec {
            self.text(":");
            match spec.kind {
                ExprKind::JoinedStr(values) => self.format_spec(values),
                _ => self.fstring_element(spec),
            }
        }
        self.text("}");
    }

    /// A format specification: an f-string without quotes of its own, at any depth.
    fn format_spec(&mut self, values: &[Expr<'_>]) {
        for value in values {
            match value.kind {
                ExprKind::JoinedStr(values) => self.format_spec(values),
                _ => self.fstring_element(value),
            }
        }
    }

    fn is_integer(&self, expr: &Expr<'_>) -> bool {
        match expr.kind {
            ExprKind::Constant { value, .. } => {
                matches!(self.ctx.consts.get(value), Constant::Int(_) | Constant::BigInt(_))
            }
            _ => false,
        }
    }

    fn constant(&mut self, value: ConstId) {
        if value == ConstTable::ELLIPSIS {
            self.text("...");
        } else {
            let start = self.out.len();
            if let Err(error) = repr::constant(&mut self.out, self.ctx, value) {
                self.refused = Some(error);
            }
            if let Constant::Float(_) | Constant::Complex(..) = self.ctx.consts.get(value) {
                // An infinity is written so that it can be read.
                while let Some(at) = memchr::memmem::find(&self.out[start..], b"inf") {
                    self.out.splice(start + at..start + at + 3, *b"1e309");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unparse;
    use crate::compiler::syntax;
    use crate::compiler::syntax::ast::StmtKind;
    use crate::compiler::values::context::{Context, Options};
    use crate::compiler::version::Target;
    use bumpalo::Bump;

    /// The answers of several releases of CPython, from `tests/recorded/record_unparse.py`.
    const GOLDEN: &str = include_str!("../../../tests/recorded/unparse.tsv");

    /// The release of that name, as `3.11.7`.
    fn release(name: &str) -> Option<&'static Target> {
        let (minor, micro) = name.strip_prefix("3.")?.split_once('.')?;
        Target::for_version(minor.parse().ok()?, Some(micro.parse().ok()?))
    }

    fn unparsed(target: &'static Target, annotation: &str) -> Option<String> {
        let source = format!("x: {annotation}");
        let arena = Bump::new();
        let mut ctx = Context::new(&arena, target, Options::at_level(0));
        let source = syntax::decode(source.as_bytes(), target).ok()?;
        let module = syntax::parse_unfolded(&source, &mut ctx).ok()?;
        match module.body {
            [stmt] => match stmt.kind {
                StmtKind::AnnAssign { annotation, .. } => String::from_utf8(unparse(annotation, &ctx).ok()?).ok(),
                _ => None,
            },
            _ => None,
        }
    }

    #[test]
    fn annotations_read_as_recorded_from_cpython() {
        let mut different = Vec::new();
        for line in GOLDEN.lines() {
            let [name, annotation, expected] = line.splitn(3, '\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let target = release(name).expect("a known release");
            let ours = unparsed(target, annotation);
            if ours.as_deref() != Some(expected) {
                different.push(format!("{name}: {annotation}\n  {expected}\n  {}", ours.unwrap_or_default()));
            }
        }
        assert!(different.is_empty(), "{} differ:\n{}", different.len(), different.join("\n"));
    }
}
