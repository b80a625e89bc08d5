//! How high a tree is, as CPython's optimizer counts before it folds anything (Python/ast_opt.c).
//!
//! Folding shrinks our trees while they are parsed, so that nobody sees the height which they had.
//! Where it may be too much, the source is parsed again without folding and measured here.

use super::ast::{
    Arguments, Branch, Comp, Compare, Comprehension, Dict, ExceptHandler, Expr, ExprKind, IfExp, Keyword, MatchCase,
    Module, Pattern, PatternKind, Slice, Stmt, StmtKind, With, WithItem,
};
use crate::compiler::values::error::CompileError;
use crate::compiler::values::recursion::Depth;
use crate::compiler::version::Target;

/// Refuses a tree that is too high.
///
/// # Errors
/// CPython's `RecursionError`.
pub(super) fn check(module: &Module<'_>, target: &Target) -> Result<(), CompileError> {
    let mut meter = Meter { depth: Depth::new(target), annotations: !module.future.annotations() };
    meter.stmts(module.body)
}

struct Meter {
    depth: Depth,
    /// Whether annotations are looked at: not if they are kept as strings.
    annotations: bool,
}

type Visit = Result<(), CompileError>;

impl Meter {
    fn stmts(&mut self, body: &[Stmt<'_>]) -> Visit {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn exprs<'e, 'a: 'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr<'a>>) -> Visit {
        exprs.into_iter().try_for_each(|expr| self.expr(expr))
    }

    fn annotation(&mut self, annotation: Option<&Expr<'_>>) -> Visit {
        if self.annotations { self.exprs(annotation) } else { Ok(()) }
    }

    /// `astfold_stmt`
    fn stmt(&mut self, stmt: &Stmt<'_>) -> Visit {
        self.depth.enter()?;
        match stmt.kind {
            StmtKind::FunctionDef(node) => {
                self.arguments(node.args)?;
                self.stmts(node.body)?;
                self.exprs(node.decorators)?;
                self.annotation(node.returns)?;
            }
            StmtKind::ClassDef(node) => {
                self.exprs(node.bases)?;
                self.keywords(node.keywords)?;
                self.stmts(node.body)?;
                self.exprs(node.decorators)?;
            }
            StmtKind::TypeAlias(node) => self.exprs([node.name, &node.value])?,
            StmtKind::Return(value) => self.exprs(value)?,
            StmtKind::Delete(targets) => self.exprs(targets)?,
            StmtKind::Assign { targets, value } => {
                self.exprs(targets)?;
                self.expr(value)?;
            }
            StmtKind::AugAssign { target, value, .. } => self.exprs([target, value])?,
            StmtKind::AnnAssign { target, annotation, value, .. } => {
                self.expr(target)?;
                self.annotation(Some(annotation))?;
                self.exprs(value)?;
            }
            StmtKind::For(node) => {
                self.exprs([node.target, node.iter])?;
                self.stmts(node.body)?;
                self.stmts(node.orelse)?;
            }
            StmtKind::While(Branch { test, body, orelse }) | StmtKind::If(Branch { test, body, orelse }) => {
                self.expr(test)?;
                self.stmts(body)?;
                self.stmts(orelse)?;
            }
            StmtKind::With(With { items, body, .. }) => {
                for WithItem { context_expr, optional_vars } in *items {
                    self.expr(context_expr)?;
                    self.exprs(*optional_vars)?;
                }
                self.stmts(body)?;
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject)?;
                for MatchCase { pattern, guard, body } in cases {
                    self.pattern(pattern)?;
                    self.exprs(*guard)?;
                    self.stmts(body)?;
                }
            }
            StmtKind::Raise { exc: first, cause: second } => self.exprs(first.into_iter().chain(second))?,
            StmtKind::Assert { test, msg } => self.exprs([test].into_iter().chain(msg))?,
            StmtKind::Try(node) => {
                self.stmts(node.body)?;
                for ExceptHandler { typ, body, .. } in node.handlers {
                    self.exprs(*typ)?;
                    self.stmts(body)?;
                }
                self.stmts(node.orelse)?;
                self.stmts(node.finalbody)?;
            }
            StmtKind::Expr(value) => self.expr(value)?,
            StmtKind::Import(_)
            | StmtKind::ImportFrom { .. }
            | StmtKind::Global(_)
            | StmtKind::Nonlocal(_)
            | StmtKind::Pass
            | StmtKind::Break
            | StmtKind::Continue => {}
        }
        self.depth.leave();
        Ok(())
    }

    fn arguments(&mut self, args: &Arguments<'_>) -> Visit {
        let plain = args.posonlyargs.iter().chain(args.args).chain(args.vararg);
        for arg in plain.chain(args.kwonlyargs).chain(args.kwarg) {
            self.annotation(arg.annotation)?;
        }
        self.exprs(args.defaults)?;
        self.exprs(args.kw_defaults.iter().flatten())
    }

    fn keywords(&mut self, keywords: &[Keyword<'_>]) -> Visit {
        self.exprs(keywords.iter().map(|keyword| &keyword.value))
    }

    /// `astfold_expr`
    fn expr(&mut self, expr: &Expr<'_>) -> Visit {
        self.depth.enter()?;
        match expr.kind {
            ExprKind::BoolOp { values, .. }
            | ExprKind::Set(values)
            | ExprKind::JoinedStr(values)
            | ExprKind::TemplateStr(values) => self.exprs(values)?,
            ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } => self.exprs(elts)?,
            ExprKind::NamedExpr { target, value } => self.exprs([target, value])?,
            ExprKind::BinOp { left, right, .. } => self.exprs([left, right])?,
            ExprKind::UnaryOp { operand, .. } => self.expr(operand)?,
            ExprKind::Lambda(node) => {
                self.arguments(node.args)?;
                self.expr(&node.body)?;
            }
            ExprKind::IfExp(&IfExp { test, body, orelse }) => self.exprs([test, body, orelse])?,
            ExprKind::Dict(&Dict { keys, values }) => {
                self.exprs(keys.iter().flatten())?;
                self.exprs(values)?;
            }
            ExprKind::Comp(Comp { elt, value, generators, .. }) => {
                self.expr(elt)?;
                self.exprs(*value)?;
                for Comprehension { target, iter, ifs, .. } in *generators {
                    self.exprs([target, iter])?;
                    self.exprs(*ifs)?;
                }
            }
            ExprKind::Await(value)
            | ExprKind::YieldFrom(value)
            | ExprKind::Attribute { value, .. }
            | ExprKind::Starred { value, .. } => self.expr(value)?,
            ExprKind::Yield(value) => self.exprs(value)?,
            ExprKind::Compare(&Compare { left, comparators, .. }) => {
                self.expr(left)?;
                self.exprs(comparators)?;
            }
            ExprKind::Call(call) => {
                self.expr(call.func)?;
                self.exprs(call.args)?;
                self.keywords(call.keywords)?;
            }
            ExprKind::FormattedValue { value, format_spec, .. } => {
                self.expr(value)?;
                self.exprs(format_spec)?;
            }
            ExprKind::Interpolation(field) => {
                self.expr(field.value)?;
                self.exprs(field.format_spec)?;
            }
            ExprKind::Subscript { value, slice, .. } => self.exprs([value, slice])?,
            ExprKind::Slice(&Slice { lower, upper, step }) => self.exprs(lower.into_iter().chain(upper).chain(step))?,
            ExprKind::Constant { .. } | ExprKind::Name { .. } => {}
        }
        self.depth.leave();
        Ok(())
    }

    /// `astfold_pattern`
    fn pattern(&mut self, pattern: &Pattern<'_>) -> Visit {
        self.depth.enter()?;
        let mut patterns = |patterns: &[Pattern<'_>]| patterns.iter().try_for_each(|pattern| self.pattern(pattern));
        match pattern.kind {
            PatternKind::MatchSequence(list) | PatternKind::MatchOr(list) => patterns(list)?,
            PatternKind::MatchMapping { keys, patterns: values, .. } => {
                patterns(values)?;
                self.exprs(keys)?;
            }
            PatternKind::MatchClass { cls, patterns: list, kwd_patterns, .. } => {
                patterns(list)?;
                patterns(kwd_patterns)?;
                self.expr(cls)?;
            }
            PatternKind::MatchAs { pattern, .. } => patterns(pattern.map(std::slice::from_ref).unwrap_or_default())?,
            PatternKind::MatchValue(value) => self.expr(value)?,
            PatternKind::MatchSingleton(_) | PatternKind::MatchStar(_) => {}
        }
        self.depth.leave();
        Ok(())
    }
}
