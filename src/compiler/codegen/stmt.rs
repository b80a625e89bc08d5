//! Statements.

use super::unit::ScopeKind;
use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{Alias, Expr, ExprContext, ExprKind, ImportMode, Operator, Slice, Stmt, StmtKind};
use crate::compiler::values::constant::{ConstTable, Constant};
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::oparg::Import;
use crate::compiler::version::opcode::Op;

impl<'a> Compiler<'_, 'a> {
    pub(super) fn stmts(&mut self, stmts: &'a [Stmt<'a>]) -> Emit {
        stmts.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    /// `compiler_visit_stmt`
    fn stmt(&mut self, stmt: &'a Stmt<'a>) -> Emit {
        self.u.loc = stmt.loc;
        match &stmt.kind {
            StmtKind::FunctionDef(node) => self.function(node, stmt.loc),
            StmtKind::ClassDef(node) => self.class(node, stmt.loc),
            StmtKind::TypeAlias(node) => self.type_alias(node, stmt.loc),
            StmtKind::Return(value) => self.return_stmt(*value, stmt.loc),
            StmtKind::Delete(targets) => self.exprs(targets),
            StmtKind::Assign { targets, value } => {
                self.expr(value)?;
                for (i, target) in targets.iter().enumerate() {
                    if i + 1 < targets.len() {
                        self.op_arg(Op::COPY, 1);
                    }
                    self.expr(target)?;
                }
                Ok(())
            }
            StmtKind::AugAssign { target, op, value } => self.aug_assign(target, *op, value),
            StmtKind::AnnAssign { target, annotation, value, simple, conditional } => {
                self.ann_assign(target, annotation, *value, *simple, *conditional)
            }
            StmtKind::For(node) if node.is_async => self.async_for_stmt(node),
            StmtKind::For(node) => self.for_stmt(node),
            StmtKind::While(node) => self.while_stmt(node.test, node.body, node.orelse, stmt.loc),
            StmtKind::If(node) => self.if_stmt(node.test, node.body, node.orelse),
            StmtKind::With(node) if node.is_async => self.async_with_stmt(node.items, node.body, stmt.loc),
            StmtKind::With(node) => self.with_stmt(node.items, node.body, stmt.loc),
            StmtKind::Match { subject, cases } => self.match_stmt(subject, cases),
            StmtKind::Raise { exc, cause } => {
                let mut count = 0;
                if let Some(exc) = exc {
                    self.expr(exc)?;
                    count += 1;
                    if let Some(cause) = cause {
                        self.expr(cause)?;
                        count += 1;
                    }
                }
                self.op_arg(Op::RAISE_VARARGS, count);
                Ok(())
            }
            StmtKind::Try(node) => self.try_stmt(node),
            StmtKind::Assert { test, msg } => self.assert_stmt(test, *msg),
            StmtKind::Import { names, mode } => self.import(names, *mode),
            StmtKind::ImportFrom { module, names, level, mode } => {
                self.import_from(*module, names, *level, *mode, stmt.loc)
            }
            StmtKind::Global(_) | StmtKind::Nonlocal(_) => Ok(()),
            StmtKind::Expr(value) => self.expr_stmt(value),
            StmtKind::Pass => {
                self.op(Op::NOP);
                Ok(())
            }
            StmtKind::Break => self.break_stmt(),
            StmtKind::Continue => self.continue_stmt(),
        }
    }

    /// `compiler_visit_stmt_expr`
    fn expr_stmt(&mut self, value: &'a Expr<'a>) -> Emit {
        if matches!(value.kind, ExprKind::Constant { .. }) {
            self.op(Op::NOP);
            return Ok(());
        }
        self.expr(value)?;
        self.u.loc = Location::NONE;
        self.op(Op::POP_TOP);
        Ok(())
    }

    /// `compiler_return`
    fn return_stmt(&mut self, value: Option<&'a Expr<'a>>, loc: Location) -> Emit {
        if !self.u.scope.block.is_function_like() {
            return self.error("'return' outside function");
        }
        if value.is_some() && self.u.scope.coroutine && self.u.scope.generator {
            return self.error("'return' with value in async generator");
        }
        let constant = match value {
            None => Some(ConstTable::NONE),
            Some(Expr { kind: ExprKind::Constant { value, .. }, .. }) => Some(*value),
            Some(_) => None,
        };
        let ends_elsewhere = value.is_none_or(|value| value.loc.line != loc.line);
        if let Some(value) = value {
            if constant.is_some() {
                self.u.loc = value.loc;
                self.emit_nop_before_return(ends_elsewhere);
            } else {
                self.expr(value)?;
            }
        }
        if ends_elsewhere {
            self.u.loc = loc;
            self.emit_nop_before_return(false);
        }
        self.unwind_for_return(constant.is_none())?;
        match constant {
            Some(constant) => self.emit_return_const(constant),
            None => self.op(Op::RETURN_VALUE),
        }
        Ok(())
    }

    /// `compiler_augassign`
    fn aug_assign(&mut self, target: &'a Expr<'a>, op: Operator, value: &'a Expr<'a>) -> Emit {
        let outer = self.u.loc;
        self.u.loc = target.loc;
        match &target.kind {
            ExprKind::Attribute { value, attr, .. } => {
                self.expr(value)?;
                self.op_arg(Op::COPY, 1);
                self.start_at_attribute(target);
                self.emit_load_attr(*attr);
            }
            ExprKind::Subscript { value, slice, .. } => {
                self.expr(value)?;
                if self.is_two_bounds(slice) {
                    self.slice_parts(slice)?;
                    for _ in 0..3 {
                        self.op_arg(Op::COPY, 3);
                    }
                    self.op(Op::BINARY_SLICE);
                } else {
                    self.expr(slice)?;
                    self.op_arg(Op::COPY, 2);
                    self.op_arg(Op::COPY, 2);
                    self.emit_subscript();
                }
            }
            ExprKind::Name { id, .. } => self.name(*id, ExprContext::Load)?,
            _ => return self.impossible_target("augmented"),
        }
        self.u.loc = outer;
        self.expr(value)?;
        self.emit_binary(op, true);
        self.u.loc = target.loc;
        match &target.kind {
            ExprKind::Attribute { attr, .. } => {
                self.start_at_attribute(target);
                self.op_arg(Op::SWAP, 2);
                self.check_attribute(*attr, ExprContext::Store)?;
                self.op_name(Op::STORE_ATTR, *attr);
            }
            ExprKind::Subscript { slice, .. } if self.is_two_bounds(slice) => {
                self.op_arg(Op::SWAP, 4);
                self.op_arg(Op::SWAP, 3);
                self.op_arg(Op::SWAP, 2);
                self.op(Op::STORE_SLICE);
            }
            ExprKind::Subscript { .. } => {
                self.op_arg(Op::SWAP, 3);
                self.op_arg(Op::SWAP, 2);
                self.op(Op::STORE_SUBSCR);
            }
            ExprKind::Name { id, .. } => self.store_name(*id)?,
            _ => return self.impossible_target("augmented"),
        }
        Ok(())
    }

    fn impossible_target(&self, what: &str) -> Emit {
        let message = format!("invalid node type for {what} assignment");
        Err(Box::new(CompileError::new(ErrorKind::Internal, message, self.u.loc)))
    }

    /// `compiler_annassign`
    fn ann_assign(
        &mut self,
        target: &'a Expr<'a>,
        annotation: &'a Expr<'a>,
        value: Option<&'a Expr<'a>>,
        simple: bool,
        conditional: bool,
    ) -> Emit {
        if let Some(value) = value {
            self.expr(value)?;
            self.expr(target)?;
        }
        let evaluates = matches!(self.u.kind, ScopeKind::Module | ScopeKind::Class);
        match &target.kind {
            ExprKind::Name { id, .. } => {
                if simple || !self.has(Feature::CheckedBySymtable) {
                    self.check_forbidden(*id, ExprContext::Store, self.u.loc)?;
                }
                if simple && evaluates {
                    if self.future.annotations() {
                        self.annotation_text(annotation)?;
                    } else if self.has(Feature::DeferredAnnotations) {
                        self.defer_annotation(*id, annotation, conditional);
                        return Ok(());
                    } else {
                        self.expr(annotation)?;
                    }
                    self.op_name(Op::LOAD_NAME, sym::ANNOTATIONS);
                    let mangled = self.mangled_value(*id);
                    self.load_identifier(mangled);
                    self.op(Op::STORE_SUBSCR);
                }
            }
            ExprKind::Attribute { value: object, attr, .. } => {
                self.check_forbidden(*attr, ExprContext::Store, self.u.loc)?;
                if value.is_none() {
                    self.evaluate(object)?;
                }
            }
            ExprKind::Subscript { value: object, slice, .. } => {
                if value.is_none() {
                    self.evaluate(object)?;
                    self.evaluate_subscript(slice)?;
                }
            }
            _ => return self.impossible_target("annotated"),
        }
        let is_never_evaluated = self.future.annotations() || self.has(Feature::DeferredAnnotations);
        if !simple && !is_never_evaluated && evaluates {
            self.evaluate(annotation)?;
        }
        Ok(())
    }

    /// Evaluates for the side effects only (`check_ann_expr`).
    fn evaluate(&mut self, expr: &'a Expr<'a>) -> Emit {
        self.expr(expr)?;
        self.op_at(Op::POP_TOP, if self.has(Feature::ExplicitPositions) { expr.loc } else { self.u.loc });
        Ok(())
    }

    /// `check_ann_subscr`
    fn evaluate_subscript(&mut self, slice: &'a Expr<'a>) -> Emit {
        match &slice.kind {
            ExprKind::Slice(Slice { lower, upper, step }) => {
                [lower, upper, step].into_iter().flatten().try_for_each(|bound| self.evaluate(bound))
            }
            ExprKind::Tuple { elts, .. } => elts.iter().try_for_each(|elt| self.evaluate_subscript(elt)),
            _ => self.evaluate(slice),
        }
    }

    /// `compiler_assert`
    fn assert_stmt(&mut self, test: &'a Expr<'a>, msg: Option<&'a Expr<'a>>) -> Emit {
        let always_true = match &test.kind {
            ExprKind::Tuple { elts, .. } => !elts.is_empty(),
            ExprKind::Constant { value, .. } => {
                matches!(self.ctx.consts.get(*value), Constant::Tuple(items) if !items.is_empty())
            }
            _ => false,
        };
        if always_true {
            self.warn("assertion is always true, perhaps remove parentheses?");
        }
        if !self.ctx.optimize.keeps_asserts() {
            return Ok(());
        }
        let end = self.new_label();
        self.jump_if(test, end, true)?;
        self.emit_assertion_error();
        if let Some(msg) = msg {
            self.expr(msg)?;
            self.emit_call(0);
        }
        if self.has(Feature::AssertAtTest) {
            self.u.loc = test.loc;
        }
        self.op_arg(Op::RAISE_VARARGS, 1);
        self.place(end);
        Ok(())
    }

    /// `compiler_import`
    fn import(&mut self, names: &'a [Alias], mode: ImportMode) -> Emit {
        for alias in names {
            self.load_int(0);
            self.load_const(ConstTable::NONE);
            let when = self.when_imported(mode);
            self.emit_import_name(alias.name, when);
            match alias.asname {
                Some(asname) => self.import_as(alias.name, asname)?,
                None => {
                    let first = self.first_part(alias.name);
                    self.store_name(first)?;
                }
            }
        }
        Ok(())
    }

    /// When a module is imported here.
    fn when_imported(&self, mode: ImportMode) -> Import {
        match mode {
            ImportMode::Lazy { .. } => Import::Lazy,
            ImportMode::Plain if self.u.kind == ScopeKind::Module && !self.handles_exceptions() => Import::Plain,
            ImportMode::Plain => Import::Eager,
        }
    }

    /// `import a.b.c as asname`: takes `b`, then `c` (`compiler_import_as`).
    fn import_as(&mut self, name: Symbol, asname: Symbol) -> Emit {
        let parts = self.dotted_parts(name);
        for (i, &part) in parts.iter().enumerate().skip(1) {
            if i > 1 {
                self.op_arg(Op::SWAP, 2);
                self.op(Op::POP_TOP);
            }
            self.op_plain_name(Op::IMPORT_FROM, part);
        }
        self.store_name(asname)?;
        if parts.len() > 1 {
            self.op(Op::POP_TOP);
        }
        Ok(())
    }

    /// The first part of a dotted name.
    fn first_part(&mut self, name: Symbol) -> Symbol {
        if self.ctx.names.bytes(name).contains(&b'.') {
            return self.dotted_parts(name)[0];
        }
        self.ctx.names.note_identifier(name);
        name
    }

    /// The parts of a dotted name: at least one.
    fn dotted_parts(&mut self, name: Symbol) -> Vec<Symbol> {
        let text = self.ctx.names.bytes(name);
        text.split(|&byte| byte == b'.').map(|part| self.ctx.names.intern_identifier(part)).collect()
    }

    /// `compiler_from_import`
    fn import_from(
        &mut self,
        module: Option<Symbol>,
        names: &'a [Alias],
        level: u32,
        mode: ImportMode,
        loc: Location,
    ) -> Emit {
        self.load_int(i64::from(level));
        let (line, col) = self.future.last;
        let is_late = loc.line > line || loc.line == line && loc.col > col && self.has(Feature::FutureEndsAtOther);
        let is_future = module == Some(sym::FUTURE) && (level == 0 || !self.has(Feature::RelativeFutureIsNone));
        if is_late && is_future {
            return self.error("from __future__ imports must occur at the beginning of the file");
        }
        let imported = self.identifiers(names.iter().map(|alias| alias.name));
        self.load_const(imported);
        let is_star = names.iter().any(|alias| alias.name == sym::STAR);
        let when = if is_star { Import::Eager } else { self.when_imported(mode) };
        self.emit_import_name(module.unwrap_or(sym::EMPTY), when);
        for alias in names {
            if alias.name == sym::STAR {
                self.emit_import_star();
                return Ok(());
            }
            self.op_name(Op::IMPORT_FROM, alias.name);
            self.store_name(alias.asname.unwrap_or(alias.name))?;
        }
        self.op(Op::POP_TOP);
        Ok(())
    }
}
