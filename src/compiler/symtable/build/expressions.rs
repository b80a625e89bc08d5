//! Expressions that use names, or have a scope.

use super::{Builder, Visit, refuse};
use crate::compiler::symtable::{BlockType, def};
use crate::compiler::syntax::ast::{Comp, CompKind, Comprehension, Expr, ExprContext, ExprKind};
use crate::compiler::syntax::walk::{Walk, walk_expr};
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;

impl<'a> Builder<'_, 'a> {
    /// An expression that others are in.
    #[inline(never)] // Perf: names and constants need not set up its stack frame
    pub(super) fn expr_inside(&mut self, expr: &Expr<'a>) -> Visit {
        self.depth.enter()?;
        match &expr.kind {
            ExprKind::Lambda(lambda) => {
                self.no_function_in_class_scope("lambda", expr.loc)?;
                self.defaults(lambda.args)?;
                self.enter(sym::LAMBDA, BlockType::Function, Some(lambda.scope), expr.loc);
                self.arguments(lambda.args)?;
                self.expr(&lambda.body)?;
                self.exit();
            }
            ExprKind::Attribute { value, attr, ctx } => {
                self.check_name(*attr, *ctx, expr.loc)?;
                self.expr(value)?;
            }
            ExprKind::Comp(comp) => self.comprehension(comp, expr.loc)?,
            ExprKind::NamedExpr { target, value } => {
                self.not_in_annotation("named expression", expr.loc)?;
                self.named_expr(target, value, expr.loc)?;
            }
            ExprKind::Yield(value) => {
                self.not_in_annotation("yield expression", expr.loc)?;
                self.opt_expr(*value)?;
                self.yields(expr.loc)?;
            }
            ExprKind::YieldFrom(value) => {
                self.not_in_annotation("yield expression", expr.loc)?;
                self.expr(value)?;
                self.yields(expr.loc)?;
            }
            ExprKind::Await(value) => {
                self.not_in_annotation("await expression", expr.loc)?;
                self.check_await(expr.loc)?;
                self.expr(value)?;
                self.current().coroutine = true;
            }
            _ => walk_expr(self, expr)?,
        }
        self.depth.leave();
        Ok(())
    }

    #[inline(never)]
    pub(super) fn name(&mut self, id: Symbol, ctx: ExprContext, loc: Location) -> Visit {
        self.check_name(id, ctx, loc)?;
        let flag = if ctx == ExprContext::Load { def::USE } else { def::LOCAL };
        if self.open.names.has(id, flag) && !self.open.comp_iter_target {
            return Ok(());
        }
        self.use_name(id, flag, loc)
    }

    /// Notes that a name is used, as it was not before.
    pub(super) fn use_name(&mut self, id: Symbol, flag: u16, loc: Location) -> Visit {
        if self.open.is_unevaluated {
            return Ok(());
        }
        if flag == def::USE && id == sym::SUPER {
            return self.super_name(loc);
        }
        self.add(id, flag, loc)
    }

    /// `super()` finds its class in the `__class__` cell.
    #[inline(never)]
    fn super_name(&mut self, loc: Location) -> Visit {
        self.add(sym::SUPER, def::USE, loc)?;
        if self.current().block.is_function_like() {
            self.add(sym::CLASS, def::USE, loc)?;
        }
        Ok(())
    }

    /// `symtable_raise_if_annotation_block`
    fn not_in_annotation(&mut self, what: &str, loc: Location) -> Visit {
        let target = self.target;
        let scope = self.current();
        let place = match scope.block {
            BlockType::Module | BlockType::Class | BlockType::Function => return Ok(()),
            BlockType::Annotation if !target.has(Feature::TypeParameters) => {
                return refuse(format!("'{what}' can not be used within an annotation"), loc);
            }
            BlockType::Annotation => "an annotation",
            BlockType::TypeAlias => "a type alias",
            BlockType::TypeParameters => "the definition of a generic",
            BlockType::TypeVariable => scope.described_as,
        };
        refuse(format!("{what} cannot be used within {place}"), loc)
    }

    /// A `yield` makes a generator of its function, and is refused in a comprehension.
    fn yields(&mut self, loc: Location) -> Visit {
        let scope = self.current();
        scope.generator = true;
        let message = match scope.comprehension {
            None => return Ok(()),
            Some(CompKind::ListComp) => "'yield' inside list comprehension",
            Some(CompKind::SetComp) => "'yield' inside set comprehension",
            Some(CompKind::DictComp) => "'yield' inside dict comprehension",
            Some(CompKind::GeneratorExp) => "'yield' inside generator expression",
        };
        refuse(message, loc)
    }

    /// `symtable_handle_comprehension`: the first iterable belongs to the scope around, everything
    /// else to the comprehension's own, which gets that iterable as its parameter `.0`.
    pub(super) fn comprehension(&mut self, comp: &Comp<'a>, loc: Location) -> Visit {
        let Some((first, others)) = comp.generators.split_first() else {
            return Err(CompileError::new(ErrorKind::Internal, "a comprehension without `for`", loc).into());
        };
        self.no_function_in_class_scope("comprehension", loc)?;
        self.iterable(&first.iter)?;
        let name = match comp.kind {
            CompKind::GeneratorExp => sym::GENEXPR,
            CompKind::ListComp => sym::LISTCOMP,
            CompKind::SetComp => sym::SETCOMP,
            CompKind::DictComp => sym::DICTCOMP,
        };
        self.enter(name, BlockType::Function, Some(comp.scope), loc);
        let scope = self.current();
        scope.comprehension = Some(comp.kind);
        scope.coroutine = first.is_async;
        self.add(sym::ITER_ARG, def::PARAM, loc)?;
        self.iteration_target(&first.target)?;
        self.exprs(first.ifs)?;
        for Comprehension { target, iter, ifs, is_async } in others {
            self.iteration_target(target)?;
            self.iterable(iter)?;
            self.exprs(ifs)?;
            self.current().coroutine |= is_async;
        }
        self.opt_expr(comp.value)?;
        self.expr(&comp.elt)?;
        let is_generator = comp.kind == CompKind::GeneratorExp;
        let scope = self.current();
        scope.generator = is_generator;
        let awaits = scope.coroutine && !is_generator;
        self.exit();
        if awaits {
            self.check_async_comprehension(loc)?;
        }
        self.current().coroutine |= awaits;
        Ok(())
    }

    fn iterable(&mut self, iter: &Expr<'a>) -> Visit {
        self.open.comp_iter_expr += 1;
        self.expr(iter)?;
        self.open.comp_iter_expr -= 1;
        Ok(())
    }

    fn iteration_target(&mut self, target: &Expr<'a>) -> Visit {
        self.open.comp_iter_target = true;
        self.expr(target)?;
        self.open.comp_iter_target = false;
        Ok(())
    }

    /// `symtable_handle_namedexpr`
    fn named_expr(&mut self, target: &Expr<'a>, value: &Expr<'a>, loc: Location) -> Visit {
        if self.open.comp_iter_expr > 0 {
            return refuse("assignment expression cannot be used in a comprehension iterable expression", loc);
        }
        if let ExprKind::Name { id, .. } = target.kind
            && self.current().comprehension.is_some()
        {
            self.bind_outside_comprehension(id, target.loc)?;
        }
        self.expr(value)?;
        self.expr(target)
    }

    /// The target of a `:=` in a comprehension is a name of the nearest block around that is none
    /// (`symtable_extend_namedexpr_scope`).
    fn bind_outside_comprehension(&mut self, name: Symbol, loc: Location) -> Visit {
        // Mangled or not: only in some versions, which is CPython's own lapse.
        let looked_up = if self.target.has(Feature::MangledWalrus) { self.mangled(name) } else { name };
        for level in (0..=self.around.len()).rev() {
            let open = self.open_at(level);
            let (id, flags) = (open.id, open.names.flags(looked_up));
            let scope = &self.scopes[id.index()];
            if scope.comprehension.is_some() {
                let bound = flags & def::LOCAL != 0 || !self.target.has(Feature::WalrusOfUsedName);
                if flags & def::COMP_ITER != 0 && bound {
                    let name = self.names.text(name);
                    return refuse(
                        format!("assignment expression cannot rebind comprehension iteration variable '{name}'"),
                        loc,
                    );
                }
                continue;
            }
            let refused = match scope.block {
                BlockType::Function | BlockType::Module => {
                    let (here, there) = match scope.block {
                        BlockType::Module => (def::GLOBAL, def::GLOBAL),
                        _ if flags & def::GLOBAL != 0 => (def::GLOBAL, def::LOCAL),
                        _ => (def::NONLOCAL, def::LOCAL),
                    };
                    self.add(name, here, loc)?;
                    self.record_directive(name, loc);
                    let mangled = self.mangled(name);
                    return self.add_in(level, name, mangled, there, loc);
                }
                BlockType::Annotation => continue,
                BlockType::Class => "cannot be used in a class body",
                BlockType::TypeAlias => "cannot be used in a type alias",
                BlockType::TypeVariable => "cannot be used in a TypeVar bound",
                BlockType::TypeParameters => "cannot be used within the definition of a generic",
            };
            return refuse(format!("assignment expression within a comprehension {refused}"), loc);
        }
        Ok(())
    }
}
