//! Statements that bind or declare names, or have a scope.

use super::{Builder, ScopeId, Visit, refuse};
use crate::compiler::symtable::{BlockType, def};
use crate::compiler::syntax::ast::{
    Alias, Arg, Arguments, ExceptHandler, Expr, ExprKind, FunctionDef, NameUse, NameUses, PendingNode, Stmt, Try,
};
use crate::compiler::syntax::walk::{self, Walk};
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;

impl<'a> Builder<'_, 'a> {
    /// The body of a module, function or class.
    pub(super) fn block(&mut self, body: &[Stmt<'a>], name_uses: &NameUses<'a>) -> Visit {
        if self.in_order {
            return self.stmts(body);
        }
        if name_uses.in_order {
            self.in_order = true;
            self.stmts(body)?;
            self.in_order = false;
            return Ok(());
        }
        let mut done = 0;
        for visit in name_uses.visits {
            let next = visit.after as usize;
            self.add_uses(&name_uses.names[done..next])?;
            done = next;
            match &visit.node {
                PendingNode::Expr(expr) => self.expr(expr)?,
                PendingNode::Stmt(stmt) => self.stmt(stmt)?,
            }
        }
        self.add_uses(&name_uses.names[done..])
    }

    /// Adds names that are in no comprehension.
    pub(super) fn add_uses(&mut self, names: &[NameUse]) -> Visit {
        for name_use in names {
            let (name, flag) = (name_use.id(), if name_use.is_bound() { def::LOCAL } else { def::USE });
            if name_use.may_be_private() || name == sym::SUPER {
                self.use_name(name, flag, Location::NONE)?;
            } else {
                self.open.names.add(name, flag);
            }
        }
        Ok(())
    }

    pub(super) fn function(&mut self, function: &FunctionDef<'a>, loc: Location) -> Visit {
        self.add(function.name, def::LOCAL, loc)?;
        let mut annotations = None;
        if self.in_order || function.type_params.is_some() || self.future_annotations || self.defers_annotations {
            annotations = self.function_header(function, loc)?;
        }
        self.enter(function.name, BlockType::Function, Some(function.scope), loc);
        self.current().annotations = annotations;
        self.current().coroutine = function.is_async;
        self.arguments(function.args)?;
        self.block(function.body, &function.name_uses)?;
        self.exit();
        if function.type_params.is_some() {
            self.exit();
        }
        Ok(())
    }

    /// What is evaluated where a function is defined, unless the parser has noted the names. Returns the scope of the
    /// annotations, if they are deferred.
    fn function_header(&mut self, function: &FunctionDef<'a>, loc: Location) -> Visit<Option<ScopeId>> {
        let is_noted = !self.in_order && function.type_params.is_none();
        if !is_noted {
            self.defaults(function.args)?;
        }
        let decorators = if self.in_order { function.decorators } else { &[] };
        // With type parameters, annotations are theirs to see, and decorators are not.
        if self.target.has(Feature::TypeParameters) {
            self.exprs(decorators)?;
            if let Some(params) = function.type_params {
                self.function_type_params(function, params, loc)?;
            }
            if self.defers_annotations {
                return self.deferred_annotations(function, loc);
            }
            self.annotations(function, loc)?;
        } else {
            self.annotations(function, loc)?;
            self.exprs(decorators)?;
        }
        Ok(None)
    }

    pub(super) fn try_stmt(&mut self, node: &Try<'a>) -> Visit {
        self.stmts(node.body)?;
        let handlers_first = self.target.has(Feature::HandlersBeforeElse);
        if !handlers_first {
            self.stmts(node.orelse)?;
        }
        node.handlers.iter().try_for_each(|handler| self.handler(handler))?;
        if handlers_first {
            self.stmts(node.orelse)?;
        }
        self.stmts(node.finalbody)
    }

    fn handler(&mut self, handler: &ExceptHandler<'a>) -> Visit {
        self.opt_expr(handler.typ)?;
        if let Some(name) = handler.name {
            self.add(name, def::LOCAL, handler.loc)?;
        }
        self.stmts(handler.body)
    }

    /// The target of `target: annotation = value`.
    pub(super) fn ann_assign(&mut self, target: &Expr<'a>, has_value: bool, simple: bool, loc: Location) -> Visit {
        let ExprKind::Name { id, .. } = target.kind else {
            return self.expr(target);
        };
        let flags = self.lookup(id);
        if simple && flags & (def::GLOBAL | def::NONLOCAL) != 0 && !self.around.is_empty() {
            let declared = if flags & def::GLOBAL != 0 { "global" } else { "nonlocal" };
            return self.cannot_annotate(id, declared, loc);
        }
        if simple {
            self.add(id, def::ANNOT | def::LOCAL, target.loc)?;
        } else if has_value {
            self.add(id, def::LOCAL, target.loc)?;
        }
        Ok(())
    }

    fn cannot_annotate(&self, name: Symbol, declared: &str, loc: Location) -> Visit {
        refuse(format!("annotated name '{}' can't be {declared}", self.names.text(name)), loc)
    }

    /// `global` or `nonlocal`: the statement has to come before any other use of its names.
    pub(super) fn declare(&mut self, names: &[Symbol], flag: u16, what: &str, loc: Location) -> Visit {
        for &name in names {
            let flags = self.lookup(name);
            let text = || self.names.text(name);
            if flags & def::PARAM != 0 {
                return refuse(format!("name '{}' is parameter and {what}", text()), loc);
            }
            if flags & def::USE != 0 {
                return refuse(format!("name '{}' is used prior to {what} declaration", text()), loc);
            }
            if flags & def::ANNOT != 0 {
                return self.cannot_annotate(name, what, loc);
            }
            if flags & def::LOCAL != 0 {
                return refuse(format!("name '{}' is assigned to before {what} declaration", text()), loc);
            }
            self.add(name, flag, loc)?;
            self.record_directive(name, loc);
        }
        Ok(())
    }

    /// `symtable_visit_alias`: `import a.b` binds `a`.
    pub(super) fn alias(&mut self, alias: &Alias) -> Visit {
        let name = alias.asname.unwrap_or(alias.name);
        if name == sym::STAR {
            return match self.current().block {
                BlockType::Module => Ok(()),
                _ => refuse("import * only allowed at module level", alias.loc),
            };
        }
        let text = self.names.bytes(name);
        let bound = match memchr::memchr(b'.', text) {
            Some(dot) => self.names.intern_identifier(&text[..dot]),
            None => name,
        };
        self.add(bound, def::IMPORT, alias.loc)
    }

    /// `symtable_visit_arguments`
    pub(super) fn arguments(&mut self, args: &Arguments<'a>) -> Visit {
        let mut add = |arg: &Arg<'a>| self.add(arg.arg, def::PARAM, arg.loc);
        args.posonlyargs.iter().try_for_each(&mut add)?;
        args.args.iter().try_for_each(&mut add)?;
        args.kwonlyargs.iter().try_for_each(&mut add)?;
        args.vararg.into_iter().try_for_each(&mut add)?;
        args.kwarg.into_iter().try_for_each(&mut add)?;
        let scope = self.current();
        scope.varargs = args.vararg.is_some();
        scope.varkeywords = args.kwarg.is_some();
        Ok(())
    }

    /// `symtable_visit_annotations`
    pub(super) fn annotations(&mut self, function: &FunctionDef<'a>, loc: Location) -> Visit {
        if self.annotations_apart() {
            self.enter(sym::ANNOTATION_BLOCK, BlockType::Annotation, None, loc);
        }
        walk::annotations(function.args).try_for_each(|annotation| self.expr(annotation))?;
        if self.annotations_apart() {
            self.exit();
        }
        function.returns.map_or(Ok(()), |returns| self.annotation(returns))
    }
}
