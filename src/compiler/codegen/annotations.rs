//! Annotations that are evaluated when they are asked for: the functions that do so (PEP 649, PEP 749).
//!
//! Where annotations are not deferred, or kept as texts (PEP 563), `function` and `stmt` have them.

use super::unit::ScopeKind;
use super::{Compiler, Emit};
use crate::compiler::symtable::Scope;
use crate::compiler::syntax::ast::{CmpOp, Expr, FunctionDef, Stmt, StmtKind};
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::instruction::Instr;
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::oparg::{CommonConstant, function, global, resume};
use crate::compiler::version::opcode::Op;
use crate::compiler::version::{Feature, Target};

/// An annotated variable of a module or a class.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deferred<'a> {
    name: Symbol,
    annotation: &'a Expr<'a>,
    /// The position of the statement.
    loc: Location,
    /// The number in the set of those that were reached, if that matters.
    index: Option<u32>,
}

impl<'c, 'a> Compiler<'c, 'a> {
    /// The start of a module's or class's body: what its annotations need.
    pub(super) fn set_up_annotations(&mut self, body: &[Stmt<'_>]) {
        if !self.has(Feature::DeferredAnnotations) {
            if finds_annotation(body, self.ctx.target) {
                self.op(Op::SETUP_ANNOTATIONS);
            }
            return;
        }
        if self.u.scope.has_conditional_annotations {
            self.op_arg(Op::BUILD_SET, 0);
            if self.u.kind == ScopeKind::Module {
                self.op_plain_name(Op::STORE_NAME, sym::CONDITIONAL_ANNOTATIONS);
            } else {
                let cell = self.u.add_cell(sym::CONDITIONAL_ANNOTATIONS);
                self.op_arg(Op::STORE_DEREF, cell);
            }
        }
        if self.future.annotations() && self.u.scope.annotations.is_some() {
            self.op(Op::SETUP_ANNOTATIONS);
        }
    }

    /// Leaves the annotation of a variable for later; here it is only noted that its statement was reached.
    pub(super) fn defer_annotation(&mut self, name: Symbol, annotation: &'a Expr<'a>, conditional: bool) {
        let in_module = self.u.kind == ScopeKind::Module;
        let index = (in_module || conditional).then_some(self.u.conditional_count);
        self.u.deferred.push(Deferred { name, annotation, loc: self.u.loc, index });
        let Some(index) = index else { return };
        self.u.conditional_count += 1;
        if in_module {
            self.op_plain_name(Op::LOAD_NAME, sym::CONDITIONAL_ANNOTATIONS);
        } else {
            let cell = self.u.add_cell(sym::CONDITIONAL_ANNOTATIONS);
            self.op_arg(Op::LOAD_DEREF, cell);
        }
        self.load_int(i64::from(index));
        self.op_arg(Op::SET_ADD, 1);
        self.op(Op::POP_TOP);
    }

    /// The end of a module's or class's body: the function that evaluates its annotations, if there are any
    /// (`codegen_process_deferred_annotations`). `loc` is the position of its code.
    pub(super) fn annotate_block(&mut self, loc: Location) -> Emit {
        if self.u.deferred.is_empty() {
            return Ok(());
        }
        let deferred = std::mem::take(&mut self.u.deferred);
        let in_module = self.u.kind == ScopeKind::Module;
        let scope = self.annotations_of(self.u.scope)?;
        self.u.loc = loc;
        self.enter_annotations(scope, loc, None);
        self.op_arg(Op::BUILD_MAP, 0);
        for annotation in &deferred {
            self.evaluate_if_reached(annotation, in_module, loc)?;
        }
        self.op(Op::RETURN_VALUE);
        let finished = self.finish_unit(true)?;
        if !in_module {
            self.make_closure(finished, 0)?;
            return self.store_name(sym::ANNOTATE_FUNC);
        }
        // They may be asked for while the module runs: the function is there from the start.
        self.freevars = finished.freevars;
        let code = self.add_const(finished.code);
        let name = self.u.add_name(sym::ANNOTATE);
        self.u.out.seq.insert_after_first(&[
            Instr::new(Op::LOAD_CONST, code, loc),
            Instr::new(Op::MAKE_FUNCTION, 0, loc),
            Instr::new(Op::STORE_NAME, name, loc),
        ]);
        Ok(())
    }

    /// Adds the annotation of a variable to the dict on the stack.
    fn evaluate_if_reached(&mut self, deferred: &Deferred<'a>, in_module: bool, loc: Location) -> Emit {
        let Deferred { name, annotation, loc: at, index } = *deferred;
        self.u.loc = at;
        let mut not_reached = None;
        if let Some(index) = index {
            self.load_int(i64::from(index));
            if in_module {
                let name = self.u.add_name(sym::CONDITIONAL_ANNOTATIONS);
                self.op_arg(Op::LOAD_GLOBAL, name << global::SHIFT);
            } else {
                let free = self.u.add_free(sym::CONDITIONAL_ANNOTATIONS);
                self.op_arg(Op::LOAD_DEREF, free);
            }
            self.op_arg(Op::CONTAINS_OP, 0);
            let label = self.new_label();
            self.jump(Op::POP_JUMP_IF_FALSE, label);
            not_reached = Some(label);
        }
        self.expr(annotation)?;
        self.op_arg(Op::COPY, 2);
        let mangled = self.mangled_value(name);
        self.load_identifier(mangled);
        self.u.loc = loc;
        self.op(Op::STORE_SUBSCR);
        if let Some(label) = not_reached {
            self.place(label);
        }
        Ok(())
    }

    /// The function that evaluates the annotations of a function, if it has any (`codegen_function_annotations`).
    pub(super) fn annotate_function(&mut self, node: &'a FunctionDef<'a>) -> Emit<bool> {
        if self.table.of(node.scope).annotations.is_none() {
            return Ok(false);
        }
        let scope = self.annotations_of(self.table.of(node.scope))?;
        let owner = self.has(Feature::AnnotateOfFunction).then_some(node.name);
        self.enter_annotations(scope, self.u.loc, owner);
        let count = self.annotations(node.args, node.returns)?.unwrap_or(0);
        self.op_arg(Op::BUILD_MAP, count);
        self.op(Op::RETURN_VALUE);
        let finished = self.finish_unit(true)?;
        self.make_closure(finished, 0)?;
        Ok(true)
    }

    /// The scope of the annotations in or of `scope`.
    fn annotations_of(&self, scope: &Scope) -> Emit<&'c Scope> {
        match scope.annotations {
            Some(id) => Ok(self.table.scope(id)),
            None => {
                let message = "annotations without a scope";
                Err(Box::new(CompileError::new(ErrorKind::Internal, message, self.u.loc)))
            }
        }
    }

    /// Starts the function that evaluates the annotations in `scope`, of the function `owner` if that is told.
    fn enter_annotations(&mut self, scope: &'c Scope, loc: Location, owner: Option<Symbol>) {
        self.open_unit(sym::ANNOTATE, ScopeKind::TypeParams, scope, loc.line);
        self.set_qualname(owner);
        self.op_arg(Op::RESUME, resume::AT_START);
        self.u.out.is_annotate = true;
        self.u.loc = loc;
        self.check_format();
    }

    /// The start of a function that evaluates annotations, a bound, a default or a type alias: refuses the formats that
    /// it does not know (`codegen_setup_annotations_scope`).
    pub(super) fn check_format(&mut self) {
        /// `annotationlib.Format.VALUE_WITH_FAKE_GLOBALS`
        const LAST_KNOWN: i64 = 2;
        if !self.has(Feature::DeferredAnnotations) {
            return;
        }
        self.u.out.argcount = 1;
        self.u.out.posonlyargcount = 1;
        self.op_arg(Op::LOAD_FAST, 0);
        self.load_int(LAST_KNOWN);
        self.emit_compare(CmpOp::Gt);
        let known = self.new_label();
        self.jump(Op::POP_JUMP_IF_FALSE, known);
        self.emit_common_constant(CommonConstant::NotImplementedError);
        self.op_arg(Op::RAISE_VARARGS, 1);
        self.place(known);
    }

    /// Pushes the default of the parameter of a function that evaluates a bound, a default or a type alias. Answers what
    /// [`Self::make_closure`] is told of it.
    pub(super) fn default_format(&mut self) -> u32 {
        /// `annotationlib.Format.VALUE`
        const VALUE: i64 = 1;
        if !self.has(Feature::DeferredAnnotations) {
            return 0;
        }
        let value = self.ctx.consts.int(VALUE);
        let defaults = self.ctx.consts.tuple(&[value]);
        self.load_const(defaults);
        function::DEFAULTS
    }
}

/// Whether a block has variable annotations (`find_ann`).
fn finds_annotation(body: &[Stmt<'_>], target: &Target) -> bool {
    let finds = |body| finds_annotation(body, target);
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::AnnAssign { .. } => true,
        StmtKind::For(node) => finds(node.body) || finds(node.orelse),
        StmtKind::While(node) | StmtKind::If(node) => finds(node.body) || finds(node.orelse),
        StmtKind::With(node) => finds(node.body),
        StmtKind::Match { cases, .. } if target.has(Feature::AnnotationsInMatch) => {
            cases.iter().any(|case| finds(case.body))
        }
        StmtKind::Try(node) => {
            node.handlers.iter().any(|handler| finds(handler.body))
                || finds(node.body)
                || finds(node.finalbody)
                || finds(node.orelse)
        }
        _ => false,
    })
}
