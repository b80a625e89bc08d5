//! Expressions.

use super::Lowerer;
use crate::constant::ConstTable;
use crate::location::Location;
use crate::syntax::ast::{
    Arg, Arguments, BoolOp, Call, CmpOp, Comp, CompKind, Comprehension, Expr, ExprContext, ExprKind, Lambda, Operator,
    UnaryOp,
};
use crate::syntax::fold::Folder;
use ruff_python_ast as ruff;
use ruff_text_size::{Ranged, TextRange};

impl<'a> Lowerer<'_, '_, 'a> {
    /// Opens a node; says whether nodes may nest so deep.
    #[inline]
    pub(super) fn enter(&mut self) -> bool {
        match self.depth.enter() {
            Ok(()) => true,
            Err(error) => {
                self.depth.leave();
                self.fail(error);
                false
            }
        }
    }

    /// Closes a node.
    #[inline]
    pub(super) fn leave(&mut self) {
        self.depth.leave();
    }

    /// An expression in the arena.
    #[inline]
    pub(super) fn boxed(&mut self, expr: &ruff::Expr) -> &'a Expr<'a> {
        let expr = self.expr(expr);
        self.arena.alloc(expr)
    }

    /// An expression in the arena that may be absent.
    #[inline]
    pub(super) fn opt_boxed(&mut self, expr: Option<&ruff::Expr>) -> Option<&'a Expr<'a>> {
        expr.map(|expr| self.boxed(expr))
    }

    /// An annotation; those that are kept as strings are shown as they were written.
    pub(super) fn annotation(&mut self, annotation: &ruff::Expr) -> &'a Expr<'a> {
        if self.fold_annotations {
            return self.boxed(annotation);
        }
        let folder = std::mem::replace(&mut self.folder, Folder::new(false));
        let annotation = self.boxed(annotation);
        self.folder = folder;
        annotation
    }

    pub(super) fn expr(&mut self, expr: &ruff::Expr) -> Expr<'a> {
        if !self.enter() {
            return self.none(Location::NONE);
        }
        let lowered = match expr {
            ruff::Expr::Name(name) => {
                let loc = self.location(name.range);
                let id = self.ctx.names.intern_identifier(name.id.as_bytes());
                let context = self.context(name.ctx, name.range);
                Expr { loc, kind: self.folder.name(self.ctx, id, context) }
            }
            ruff::Expr::StringLiteral(literal) => self.string(literal),
            ruff::Expr::NumberLiteral(literal) => self.number(literal),
            _ => self.compound(expr),
        };
        self.leave();
        lowered
    }

    /// Every expression but names and the most frequent literals.
    fn compound(&mut self, expr: &ruff::Expr) -> Expr<'a> {
        let loc = self.location(expr.range());
        let kind = match expr {
            ruff::Expr::Attribute(expr) => {
                let value = self.boxed(&expr.value);
                let attr = self.symbol(&expr.attr);
                ExprKind::Attribute { value, attr, ctx: self.context(expr.ctx, expr.range) }
            }
            ruff::Expr::Call(expr) => {
                let func = self.expr(&expr.func);
                let args = self.call_args(&expr.arguments);
                let keywords = self.list(&expr.arguments.keywords, Self::keyword);
                ExprKind::Call(self.arena.alloc(Call { func, args, keywords }))
            }
            ruff::Expr::BoolOp(expr) => ExprKind::BoolOp {
                op: match expr.op {
                    ruff::BoolOp::And => BoolOp::And,
                    ruff::BoolOp::Or => BoolOp::Or,
                },
                values: self.list(&expr.values, Self::expr),
            },
            ruff::Expr::Named(expr) => {
                ExprKind::NamedExpr { target: self.boxed(&expr.target), value: self.boxed(&expr.value) }
            }
            ruff::Expr::BinOp(expr) => {
                let left = self.expr(&expr.left);
                let right = self.expr(&expr.right);
                self.folder.bin_op(self.ctx, left, operator(expr.op), right)
            }
            ruff::Expr::UnaryOp(expr) => {
                let operand = self.expr(&expr.operand);
                let op = match expr.op {
                    ruff::UnaryOp::Invert => UnaryOp::Invert,
                    ruff::UnaryOp::Not => UnaryOp::Not,
                    ruff::UnaryOp::UAdd => UnaryOp::UAdd,
                    ruff::UnaryOp::USub => UnaryOp::USub,
                };
                return self.folder.unary_op(self.ctx, loc, op, operand);
            }
            ruff::Expr::Lambda(expr) => {
                let scope = self.next_scope();
                let args = match &expr.parameters {
                    Some(parameters) => self.arguments(parameters),
                    None => self.arena.alloc(Arguments {
                        posonlyargs: &[],
                        args: &[],
                        vararg: None,
                        kwonlyargs: &[],
                        kw_defaults: &[],
                        kwarg: None,
                        defaults: &[],
                    }),
                };
                let body = self.expr(&expr.body);
                ExprKind::Lambda(self.arena.alloc(Lambda { args, body, scope }))
            }
            ruff::Expr::If(expr) => ExprKind::IfExp {
                test: self.boxed(&expr.test),
                body: self.boxed(&expr.body),
                orelse: self.boxed(&expr.orelse),
            },
            ruff::Expr::Dict(expr) => ExprKind::Dict {
                keys: self.list(&expr.items, |this, item| item.key.as_ref().map(|key| this.expr(key))),
                values: self.list(&expr.items, |this, item| this.expr(&item.value)),
            },
            ruff::Expr::Set(expr) => ExprKind::Set(self.list(&expr.elts, Self::expr)),
            ruff::Expr::ListComp(expr) => self.comprehension(CompKind::ListComp, &expr.elt, None, &expr.generators),
            ruff::Expr::SetComp(expr) => self.comprehension(CompKind::SetComp, &expr.elt, None, &expr.generators),
            ruff::Expr::DictComp(expr) => match &expr.key {
                Some(key) => self.comprehension(CompKind::DictComp, key, Some(&expr.value), &expr.generators),
                None => {
                    self.unexpected("unpacking", expr.range);
                    return self.none(loc);
                }
            },
            ruff::Expr::Generator(expr) => {
                self.comprehension(CompKind::GeneratorExp, &expr.elt, None, &expr.generators)
            }
            ruff::Expr::Await(expr) => ExprKind::Await(self.boxed(&expr.value)),
            ruff::Expr::Yield(expr) => {
                self.is_suspect |= expr.value.is_none() && self.may_go_on(expr.range.end().to_usize());
                ExprKind::Yield(self.opt_boxed(expr.value.as_deref()))
            }
            ruff::Expr::YieldFrom(expr) => ExprKind::YieldFrom(self.boxed(&expr.value)),
            ruff::Expr::Compare(expr) => {
                let left = self.expr(&expr.left);
                let ops = self.list(&expr.ops, |_, &op| cmp_op(op));
                let comparators = self.list(&expr.comparators, Self::expr);
                self.folder.compare(self.ctx, left, ops, comparators)
            }
            ruff::Expr::FString(expr) => return self.fstring(expr),
            ruff::Expr::BytesLiteral(expr) => return self.bytes(expr),
            ruff::Expr::BooleanLiteral(expr) => constant(self.ctx.consts.bool(expr.value)),
            ruff::Expr::NoneLiteral(_) => constant(ConstTable::NONE),
            ruff::Expr::EllipsisLiteral(_) => constant(ConstTable::ELLIPSIS),
            ruff::Expr::Subscript(expr) => {
                let value = self.expr(&expr.value);
                let slice = self.expr(&expr.slice);
                let context = self.context(expr.ctx, expr.range);
                self.folder.subscript(self.ctx, value, slice, context)
            }
            ruff::Expr::Starred(expr) => {
                ExprKind::Starred { value: self.boxed(&expr.value), ctx: self.context(expr.ctx, expr.range) }
            }
            ruff::Expr::List(expr) => {
                ExprKind::List { elts: self.list(&expr.elts, Self::expr), ctx: self.context(expr.ctx, expr.range) }
            }
            ruff::Expr::Tuple(expr) => {
                let elts = self.list(&expr.elts, Self::expr);
                let context = self.context(expr.ctx, expr.range);
                self.folder.tuple(self.ctx, elts, context)
            }
            ruff::Expr::Slice(expr) => ExprKind::Slice {
                lower: self.opt_boxed(expr.lower.as_deref()),
                upper: self.opt_boxed(expr.upper.as_deref()),
                step: self.opt_boxed(expr.step.as_deref()),
            },
            ruff::Expr::Name(_)
            | ruff::Expr::StringLiteral(_)
            | ruff::Expr::NumberLiteral(_)
            | ruff::Expr::TString(_)
            | ruff::Expr::IpyEscapeCommand(_) => {
                self.unexpected("expression", expr.range());
                return self.none(loc);
            }
        };
        Expr { loc, kind }
    }

    /// Whether an operator might follow at `at`, which the parser allows after a `yield` that has no
    /// value.
    fn may_go_on(&self, at: usize) -> bool {
        let mut rest = self.text.as_bytes()[at..].iter();
        let next = rest.find(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c'));
        !matches!(next, None | Some(b'\n' | b';' | b')' | b'#'))
    }

    fn context(&mut self, context: ruff::ExprContext, range: TextRange) -> ExprContext {
        match context {
            ruff::ExprContext::Load => ExprContext::Load,
            ruff::ExprContext::Store => ExprContext::Store,
            ruff::ExprContext::Del => ExprContext::Del,
            ruff::ExprContext::Invalid => {
                self.unexpected("context", range);
                ExprContext::Load
            }
        }
    }

    /// The positional arguments of a call. A sole generator expression that has no parentheses of
    /// its own begins and ends with those of the call.
    fn call_args(&mut self, arguments: &ruff::Arguments) -> &'a [Expr<'a>] {
        if let [ruff::Expr::Generator(generator)] = &*arguments.args
            && !generator.parenthesized
        {
            let loc = self.location(arguments.range);
            let kind = self.comprehension(CompKind::GeneratorExp, &generator.elt, None, &generator.generators);
            return self.arena.alloc_slice_copy(&[Expr { loc, kind }]);
        }
        self.list(&arguments.args, Self::expr)
    }

    fn comprehension(
        &mut self,
        kind: CompKind,
        elt: &ruff::Expr,
        value: Option<&ruff::Expr>,
        generators: &[ruff::Comprehension],
    ) -> ExprKind<'a> {
        let scope = self.next_scope();
        // The parser allows a `yield` without parentheses here.
        self.is_suspect |= matches!(elt, ruff::Expr::Yield(_) | ruff::Expr::YieldFrom(_));
        let elt = self.expr(elt);
        let value = self.opt_boxed(value);
        let generators = self.list(generators, |this, generator| {
            let target = this.expr(&generator.target);
            let iter = this.expr(&generator.iter);
            let iter = this.folder.iter(this.ctx, iter);
            let ifs = this.list(&generator.ifs, Self::expr);
            Comprehension { target, iter, ifs, is_async: generator.is_async }
        });
        ExprKind::Comp(self.arena.alloc(Comp { kind, elt, value, generators, scope }))
    }

    /// The parameters of a function.
    pub(super) fn arguments(&mut self, parameters: &ruff::Parameters) -> &'a Arguments<'a> {
        let posonlyargs = self.list(&parameters.posonlyargs, |this, arg| this.arg(&arg.parameter));
        let args = self.list(&parameters.args, |this, arg| this.arg(&arg.parameter));
        let vararg = self.opt_arg(parameters.vararg.as_deref());
        let kwonlyargs = self.list(&parameters.kwonlyargs, |this, arg| this.arg(&arg.parameter));
        let kw_defaults =
            self.list(&parameters.kwonlyargs, |this, arg| arg.default.as_deref().map(|default| this.expr(default)));
        let kwarg = self.opt_arg(parameters.kwarg.as_deref());
        let positional = || parameters.posonlyargs.iter().chain(&parameters.args);
        let count = positional().filter(|arg| arg.default.is_some()).count();
        let arena = self.arena;
        let mut defaults = positional().filter_map(|arg| arg.default.as_deref());
        let defaults = arena.alloc_slice_fill_with(count, |_| match defaults.next() {
            Some(default) => self.expr(default),
            None => self.none(Location::NONE),
        });
        self.arena.alloc(Arguments { posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults })
    }

    /// A parameter, without the star before it.
    fn arg(&mut self, parameter: &ruff::Parameter) -> Arg<'a> {
        Arg {
            loc: self.span(parameter.name.range.start(), parameter.range.end()),
            arg: self.symbol(&parameter.name),
            annotation: parameter.annotation.as_deref().map(|annotation| self.annotation(annotation)),
        }
    }

    fn opt_arg(&mut self, parameter: Option<&ruff::Parameter>) -> Option<&'a Arg<'a>> {
        parameter.map(|parameter| {
            let arg = self.arg(parameter);
            &*self.arena.alloc(arg)
        })
    }
}

/// A constant that is no string.
pub(super) fn constant<'a>(value: crate::constant::ConstId) -> ExprKind<'a> {
    ExprKind::Constant { value, u_prefix: false }
}

pub(super) fn operator(op: ruff::Operator) -> Operator {
    match op {
        ruff::Operator::Add => Operator::Add,
        ruff::Operator::Sub => Operator::Sub,
        ruff::Operator::Mult => Operator::Mult,
        ruff::Operator::MatMult => Operator::MatMult,
        ruff::Operator::Div => Operator::Div,
        ruff::Operator::Mod => Operator::Mod,
        ruff::Operator::Pow => Operator::Pow,
        ruff::Operator::LShift => Operator::LShift,
        ruff::Operator::RShift => Operator::RShift,
        ruff::Operator::BitOr => Operator::BitOr,
        ruff::Operator::BitXor => Operator::BitXor,
        ruff::Operator::BitAnd => Operator::BitAnd,
        ruff::Operator::FloorDiv => Operator::FloorDiv,
    }
}

fn cmp_op(op: ruff::CmpOp) -> CmpOp {
    match op {
        ruff::CmpOp::Eq => CmpOp::Eq,
        ruff::CmpOp::NotEq => CmpOp::NotEq,
        ruff::CmpOp::Lt => CmpOp::Lt,
        ruff::CmpOp::LtE => CmpOp::LtE,
        ruff::CmpOp::Gt => CmpOp::Gt,
        ruff::CmpOp::GtE => CmpOp::GtE,
        ruff::CmpOp::Is => CmpOp::Is,
        ruff::CmpOp::IsNot => CmpOp::IsNot,
        ruff::CmpOp::In => CmpOp::In,
        ruff::CmpOp::NotIn => CmpOp::NotIn,
    }
}
