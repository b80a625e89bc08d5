//! Scopes of annotations that are evaluated when they are asked for (PEP 649, PEP 749).
//!
//! A function's annotations are in a scope beside its own. Those of the variables of a block share one scope, which is
//! entered again for each of them.

use super::{BlockType, Builder, ScopeId, Visit, def};
use crate::compiler::syntax::ast::{Arg, Expr, FunctionDef};
use crate::compiler::syntax::walk::Walk;
use crate::compiler::values::intern::sym;
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;

impl<'a> Builder<'_, 'a> {
    /// The annotations of a function (`symtable_visit_annotations`). Answers their scope, if there are any.
    pub(super) fn deferred_annotations(&mut self, function: &FunctionDef<'a>, loc: Location) -> Visit<Option<ScopeId>> {
        let outer = self.current();
        let in_class = outer.block == BlockType::Class;
        let sees_class = in_class || outer.can_see_class_scope;
        let has_any = has_annotations(function);
        // CPython has the scope for every function. Without annotations all that comes of it is that a class has a
        // `__classdict__`.
        if !has_any && (!in_class || self.open.is_seen || self.future_annotations) {
            return Ok(None);
        }
        self.open.is_seen |= in_class;
        self.enter(sym::ANNOTATE, BlockType::Annotation, None, loc);
        let id = self.open.id;
        if sees_class {
            self.see_class_scope(loc)?;
        }
        let args = function.args;
        let mut annotation = |arg: &Arg<'a>| self.opt_expr(arg.annotation);
        args.posonlyargs.iter().try_for_each(&mut annotation)?;
        args.args.iter().try_for_each(&mut annotation)?;
        args.vararg.into_iter().try_for_each(&mut annotation)?;
        args.kwarg.into_iter().try_for_each(&mut annotation)?;
        args.kwonlyargs.iter().try_for_each(&mut annotation)?;
        self.opt_expr(function.returns)?;
        self.exit();
        Ok(has_any.then_some(id))
    }

    /// The annotation of an assignment; `conditional`: which stands in a compound statement
    /// (`symtable_visit_annotation`).
    pub(super) fn variable_annotation(&mut self, annotation: &Expr<'a>, conditional: bool) -> Visit {
        let scope = self.current();
        let block = scope.block;
        // A module may be asked for its annotations while it runs.
        let is_noted = block == BlockType::Module || block == BlockType::Class && conditional;
        if is_noted && !scope.has_conditional_annotations {
            scope.has_conditional_annotations = true;
            self.add(sym::CONDITIONAL_ANNOTATIONS, def::USE, annotation.loc)?;
        }
        match self.open.annotations.take() {
            Some(open) => self.around.push(std::mem::replace(&mut self.open, *open)),
            None => self.enter_annotations(block, annotation.loc)?,
        }
        self.open.is_unevaluated = block == BlockType::Function;
        self.expr(annotation)?;
        if let Some(outer) = self.around.pop() {
            let open = std::mem::replace(&mut self.open, outer);
            self.open.annotations = Some(Box::new(open));
        }
        Ok(())
    }

    /// Opens the scope for the annotations of variables in a block.
    fn enter_annotations(&mut self, block: BlockType, loc: Location) -> Visit {
        let outer = self.open.id;
        self.open.is_seen |= block == BlockType::Class;
        self.enter(sym::ANNOTATE, BlockType::Annotation, None, loc);
        if block != BlockType::Function {
            self.scopes[outer.index()].annotations = Some(self.open.id);
        }
        if block == BlockType::Class && !self.future_annotations {
            self.scopes[outer.index()].needs_classdict |= self.target.has(Feature::ClassdictBesideName);
            self.see_class_scope(loc)?;
        }
        Ok(())
    }
}

/// Whether a parameter or what a function returns is annotated.
fn has_annotations(function: &FunctionDef<'_>) -> bool {
    let args = function.args;
    let has = |arg: &Arg<'_>| arg.annotation.is_some();
    function.returns.is_some()
        || args.posonlyargs.iter().any(has)
        || args.args.iter().any(has)
        || args.vararg.is_some_and(has)
        || args.kwonlyargs.iter().any(has)
        || args.kwarg.is_some_and(has)
}
