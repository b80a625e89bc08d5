//! How high a tree is, as CPython's optimizer counts before it folds anything (Python/ast_opt.c).
//!
//! Folding shrinks our trees while they are parsed, so that nobody sees the height which they had.
//! Where it may be too much, the source is parsed again without folding and measured here.

use super::ast::{Expr, Module, Pattern, Stmt};
use super::walk::{Walk, walk_expr, walk_pattern, walk_stmt};
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

impl Meter {
    /// Visits a node, which counts as one.
    fn inside(&mut self, visit: impl FnOnce(&mut Self) -> Result<(), CompileError>) -> Result<(), CompileError> {
        self.depth.enter()?;
        visit(self)?;
        self.depth.leave();
        Ok(())
    }
}

impl<'a> Walk<'a> for Meter {
    type Error = CompileError;

    /// `astfold_stmt`
    fn stmt(&mut self, stmt: &Stmt<'a>) -> Result<(), CompileError> {
        self.inside(|meter| walk_stmt(meter, stmt))
    }

    /// `astfold_expr`
    fn expr(&mut self, expr: &Expr<'a>) -> Result<(), CompileError> {
        self.inside(|meter| walk_expr(meter, expr))
    }

    /// `astfold_pattern`
    fn pattern(&mut self, pattern: &Pattern<'a>) -> Result<(), CompileError> {
        self.inside(|meter| walk_pattern(meter, pattern))
    }

    fn annotation(&mut self, annotation: &Expr<'a>) -> Result<(), CompileError> {
        if self.annotations { self.expr(annotation) } else { Ok(()) }
    }
}
