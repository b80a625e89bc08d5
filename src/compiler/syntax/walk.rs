//! The children of each node, in one place for all who walk a whole tree.
//!
//! Who walks decides what each node means to it and calls `walk_*` for what is inside, in the order of CPython's symbol
//! table, but for scopes: those who open some visit the nodes that have them on their own.

use super::ast::{
    Arguments, Branch, Comp, Compare, Comprehension, Dict, ExceptHandler, Expr, ExprKind, IfExp, Keyword, MatchCase,
    Pattern, PatternKind, Slice, Stmt, StmtKind, TypeParams, With, WithItem,
};

/// What is done at each node.
pub(crate) trait Walk<'a> {
    /// Why the walk ends early.
    type Error;

    /// Visits a statement.
    fn stmt(&mut self, stmt: &Stmt<'a>) -> Result<(), Self::Error>;

    /// Visits an expression.
    fn expr(&mut self, expr: &Expr<'a>) -> Result<(), Self::Error>;

    /// Visits a pattern.
    fn pattern(&mut self, pattern: &Pattern<'a>) -> Result<(), Self::Error>;

    /// Visits an annotation.
    fn annotation(&mut self, annotation: &Expr<'a>) -> Result<(), Self::Error> {
        self.expr(annotation)
    }

    /// Visits statements.
    #[inline]
    fn stmts(&mut self, body: &[Stmt<'a>]) -> Result<(), Self::Error> {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    /// Visits expressions.
    #[inline]
    fn exprs(&mut self, exprs: &[Expr<'a>]) -> Result<(), Self::Error> {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    /// Visits an expression, if there is one.
    #[inline]
    fn opt_expr(&mut self, expr: Option<&Expr<'a>>) -> Result<(), Self::Error> {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    /// Visits patterns.
    #[inline]
    fn patterns(&mut self, patterns: &[Pattern<'a>]) -> Result<(), Self::Error> {
        patterns.iter().try_for_each(|pattern| self.pattern(pattern))
    }

    /// Visits the values of keyword arguments.
    #[inline]
    fn keywords(&mut self, keywords: &[Keyword<'a>]) -> Result<(), Self::Error> {
        keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))
    }

    /// Visits the defaults of parameters.
    #[inline]
    fn defaults(&mut self, args: &Arguments<'a>) -> Result<(), Self::Error> {
        self.exprs(args.defaults)?;
        args.kw_defaults.iter().flatten().try_for_each(|default| self.expr(default))
    }
}

/// Visits what is in a statement.
#[inline]
pub(crate) fn walk_stmt<'a, W: Walk<'a>>(walk: &mut W, stmt: &Stmt<'a>) -> Result<(), W::Error> {
    match &stmt.kind {
        StmtKind::FunctionDef(node) => {
            walk.defaults(node.args)?;
            walk.exprs(node.decorators)?;
            walk_type_params(walk, node.type_params)?;
            annotations(node.args).try_for_each(|annotation| walk.annotation(annotation))?;
            node.returns.map_or(Ok(()), |returns| walk.annotation(returns))?;
            walk.stmts(node.body)
        }
        StmtKind::ClassDef(node) => {
            walk.exprs(node.decorators)?;
            walk_type_params(walk, node.type_params)?;
            walk.exprs(node.bases)?;
            walk.keywords(node.keywords)?;
            walk.stmts(node.body)
        }
        StmtKind::TypeAlias(node) => {
            walk.expr(node.name)?;
            walk_type_params(walk, node.type_params)?;
            walk.expr(&node.value)
        }
        StmtKind::Return(value) => walk.opt_expr(*value),
        StmtKind::Delete(targets) => walk.exprs(targets),
        StmtKind::Assign { targets, value } => {
            walk.exprs(targets)?;
            walk.expr(value)
        }
        StmtKind::AugAssign { target, value, .. } => {
            walk.expr(target)?;
            walk.expr(value)
        }
        StmtKind::AnnAssign { target, annotation, value, .. } => {
            walk.expr(target)?;
            walk.annotation(annotation)?;
            walk.opt_expr(*value)
        }
        StmtKind::For(node) => {
            walk.expr(node.target)?;
            walk.expr(node.iter)?;
            walk.stmts(node.body)?;
            walk.stmts(node.orelse)
        }
        StmtKind::While(Branch { test, body, orelse }) | StmtKind::If(Branch { test, body, orelse }) => {
            walk.expr(test)?;
            walk.stmts(body)?;
            walk.stmts(orelse)
        }
        StmtKind::With(With { items, body, .. }) => {
            for WithItem { context_expr, optional_vars } in *items {
                walk.expr(context_expr)?;
                walk.opt_expr(*optional_vars)?;
            }
            walk.stmts(body)
        }
        StmtKind::Match { subject, cases } => {
            walk.expr(subject)?;
            for MatchCase { pattern, guard, body } in *cases {
                walk.pattern(pattern)?;
                walk.opt_expr(*guard)?;
                walk.stmts(body)?;
            }
            Ok(())
        }
        StmtKind::Raise { exc, cause } => {
            walk.opt_expr(*exc)?;
            walk.opt_expr(*cause)
        }
        StmtKind::Try(node) => {
            walk.stmts(node.body)?;
            for ExceptHandler { typ, body, .. } in node.handlers {
                walk.opt_expr(*typ)?;
                walk.stmts(body)?;
            }
            walk.stmts(node.orelse)?;
            walk.stmts(node.finalbody)
        }
        StmtKind::Assert { test, msg } => {
            walk.expr(test)?;
            walk.opt_expr(*msg)
        }
        StmtKind::Expr(value) => walk.expr(value),
        StmtKind::Import { .. }
        | StmtKind::ImportFrom { .. }
        | StmtKind::Global(_)
        | StmtKind::Nonlocal(_)
        | StmtKind::Pass
        | StmtKind::Break
        | StmtKind::Continue => Ok(()),
    }
}

/// Visits what is in an expression.
#[inline]
pub(crate) fn walk_expr<'a, W: Walk<'a>>(walk: &mut W, expr: &Expr<'a>) -> Result<(), W::Error> {
    match &expr.kind {
        ExprKind::Constant { .. } | ExprKind::Name { .. } => Ok(()),
        ExprKind::Attribute { value, .. }
        | ExprKind::Starred { value, .. }
        | ExprKind::Await(value)
        | ExprKind::YieldFrom(value) => walk.expr(value),
        ExprKind::Yield(value) => walk.opt_expr(*value),
        ExprKind::Call(call) => {
            walk.expr(call.func)?;
            walk.exprs(call.args)?;
            walk.keywords(call.keywords)
        }
        ExprKind::Subscript { value, slice, .. } => {
            walk.expr(value)?;
            walk.expr(slice)
        }
        ExprKind::Slice(Slice { lower, upper, step }) => {
            walk.opt_expr(*lower)?;
            walk.opt_expr(*upper)?;
            walk.opt_expr(*step)
        }
        ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } | ExprKind::Set(elts) => walk.exprs(elts),
        ExprKind::Dict(Dict { keys, values }) => {
            keys.iter().flatten().try_for_each(|key| walk.expr(key))?;
            walk.exprs(values)
        }
        ExprKind::BinOp { left, right, .. } => {
            walk.expr(left)?;
            walk.expr(right)
        }
        ExprKind::UnaryOp { operand, .. } => walk.expr(operand),
        ExprKind::BoolOp { values, .. } | ExprKind::JoinedStr(values) | ExprKind::TemplateStr(values) => {
            walk.exprs(values)
        }
        ExprKind::Compare(Compare { left, comparators, .. }) => {
            walk.expr(left)?;
            walk.exprs(comparators)
        }
        ExprKind::IfExp(IfExp { test, body, orelse }) => {
            walk.expr(test)?;
            walk.expr(body)?;
            walk.expr(orelse)
        }
        ExprKind::FormattedValue { value, format_spec, .. } => {
            walk.expr(value)?;
            walk.opt_expr(*format_spec)
        }
        ExprKind::Interpolation(field) => {
            walk.expr(field.value)?;
            walk.opt_expr(field.format_spec)
        }
        ExprKind::Lambda(lambda) => {
            walk.defaults(lambda.args)?;
            walk.expr(&lambda.body)
        }
        ExprKind::NamedExpr { target, value } => {
            walk.expr(value)?;
            walk.expr(target)
        }
        ExprKind::Comp(Comp { elt, value, generators, .. }) => {
            for Comprehension { target, iter, ifs, .. } in *generators {
                walk.expr(target)?;
                walk.expr(iter)?;
                walk.exprs(ifs)?;
            }
            walk.opt_expr(*value)?;
            walk.expr(elt)
        }
    }
}

/// Visits what is in a pattern.
#[inline]
pub(crate) fn walk_pattern<'a, W: Walk<'a>>(walk: &mut W, pattern: &Pattern<'a>) -> Result<(), W::Error> {
    match &pattern.kind {
        PatternKind::MatchValue(value) => walk.expr(value),
        PatternKind::MatchSingleton(_) | PatternKind::MatchStar(_) => Ok(()),
        PatternKind::MatchSequence(patterns) | PatternKind::MatchOr(patterns) => walk.patterns(patterns),
        PatternKind::MatchMapping { keys, patterns, .. } => {
            walk.exprs(keys)?;
            walk.patterns(patterns)
        }
        PatternKind::MatchClass { cls, patterns, kwd_patterns, .. } => {
            walk.expr(cls)?;
            walk.patterns(patterns)?;
            walk.patterns(kwd_patterns)
        }
        PatternKind::MatchAs { pattern, .. } => pattern.map_or(Ok(()), |pattern| walk.pattern(pattern)),
    }
}

/// The annotations of parameters in the order of `symtable_visit_annotations`.
#[inline]
pub(crate) fn annotations<'e, 'a>(args: &'e Arguments<'a>) -> impl Iterator<Item = &'e Expr<'a>> {
    let positional = args.posonlyargs.iter().chain(args.args).chain(args.vararg).chain(args.kwarg);
    positional.chain(args.kwonlyargs).filter_map(|arg| arg.annotation)
}

/// Visits the bounds and defaults of type parameters.
fn walk_type_params<'a, W: Walk<'a>>(walk: &mut W, params: Option<&TypeParams<'a>>) -> Result<(), W::Error> {
    let params = params.map_or(&[][..], |params| params.params).iter();
    let mut exprs = params.flat_map(|param| [param.bound, param.default]).flatten();
    exprs.try_for_each(|part| walk.expr(part.expr))
}
