//! Functions and lambdas: defaults, annotations, bodies, closures.

use super::unit::ScopeKind;
use super::unwind::FrameBlock;
use super::{Compiler, Emit, Finished, unparse};
use crate::compiler::symtable::NameScope;
use crate::compiler::syntax::ast::{Arg, Arguments, Expr, ExprContext, ExprKind, FunctionDef, Lambda};
use crate::compiler::values::constant::{ConstTable, Constant};
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::oparg::{Intrinsic2, function};
use crate::compiler::version::opcode::Op;

impl<'a> Compiler<'_, 'a> {
    /// `compiler_function`
    pub(super) fn function(&mut self, node: &'a FunctionDef<'a>, loc: Location) -> Emit {
        self.check_parameters(node.args)?;
        self.exprs(node.decorators)?;
        let firstlineno = node.decorators.first().map_or(loc.line, |decorator| decorator.loc.line);
        if node.type_params.is_some() {
            self.push_generic_null();
        }
        let mut made = self.defaults(node.args)?;
        let mut argc = 0;
        if let Some(params) = node.type_params {
            argc = (made & (function::DEFAULTS | function::KW_DEFAULTS)).count_ones();
            if argc == 2 {
                self.op_arg(Op::SWAP, 2);
            }
            self.enter_type_params(params, node.name, firstlineno, loc);
            self.type_params(params)?;
            for argument in 0..argc {
                self.op_arg(Op::LOAD_FAST, argument);
            }
        }
        if self.has(Feature::DeferredAnnotations) {
            if self.annotate_function(node)? {
                made |= function::ANNOTATE;
            }
        } else if let Some(count) = self.annotations(node.args, node.returns)? {
            self.op_arg(Op::BUILD_TUPLE, 2 * count);
            made |= function::ANNOTATIONS;
        }
        self.function_body(node, made, firstlineno)?;
        if node.type_params.is_some() {
            self.op_arg(Op::SWAP, 2);
            self.emit_intrinsic2(Intrinsic2::SetFunctionTypeParams);
            self.finish_type_params(argc)?;
        }
        self.apply_decorators(node.decorators);
        self.store_name(node.name)
    }

    /// `compiler_function_body`
    fn function_body(&mut self, node: &'a FunctionDef<'a>, made: u32, firstlineno: i32) -> Emit {
        let kind = if node.is_async { ScopeKind::AsyncFunction } else { ScopeKind::Function };
        self.enter_scope(node.name, kind, node.scope, firstlineno);
        let (mut body, mut leaves_out) = (node.body, false);
        let mut first = (!self.has(Feature::NoneNotFirst)).then_some(ConstTable::NONE);
        if let Some((docstring, rest)) = self.split_docstring(body) {
            if self.ctx.optimize.keeps_docstrings() {
                first = Some(self.docstring_value(docstring)?);
                self.u.has_docstring = true;
                body = rest;
            } else if self.has(Feature::CleanDocstrings) {
                leaves_out = true;
            }
        }
        match first {
            Some(first) if self.has(Feature::CommonValues) && self.own_load(first).is_some() => {
                self.u.note_without_index(first);
            }
            Some(first) => _ = self.add_const(first),
            None => {}
        }
        self.set_parameter_counts(node.args);
        let wrapped = self.has(Feature::StopIterationHandler) && (self.u.scope.coroutine || self.u.scope.generator);
        if self.has(Feature::StopIterationBlock) {
            let start = self.new_label();
            self.place(start);
            if wrapped {
                self.push_frame_block(FrameBlock::StopIteration)?;
            }
        }
        if leaves_out {
            body = self.leave_out_docstring(body);
        }
        self.stmts(body)?;
        if wrapped {
            self.emit_stop_iteration_handler();
        }
        let code = self.finish_unit(true)?;
        self.make_closure(code, made)
    }

    /// `compiler_lambda`
    pub(super) fn lambda(&mut self, node: &'a Lambda<'a>, loc: Location) -> Emit {
        self.check_parameters(node.args)?;
        let made = self.defaults(node.args)?;
        self.enter_scope(sym::LAMBDA, ScopeKind::Lambda, node.scope, loc.line);
        if !self.has(Feature::NoneNotFirst) {
            // So that a string in the body is no docstring.
            self.add_const(ConstTable::NONE);
        }
        self.set_parameter_counts(node.args);
        self.expr(&node.body)?;
        let generator = self.u.scope.generator;
        if !generator {
            if self.has(Feature::LambdaReturnAtBody) {
                self.u.loc = node.body.loc;
            } else if self.has(Feature::ExplicitPositions) {
                self.u.loc = Location::new(loc.line, loc.line, 0, 0);
            }
            self.op(Op::RETURN_VALUE);
        }
        let code = self.finish_unit(!generator)?;
        self.make_closure(code, made)
    }

    fn set_parameter_counts(&mut self, args: &Arguments<'_>) {
        // `co_argcount` includes the positional-only parameters.
        self.u.out.argcount = (args.posonlyargs.len() + args.args.len()) as u32;
        self.u.out.posonlyargcount = args.posonlyargs.len() as u32;
        self.u.out.kwonlyargcount = args.kwonlyargs.len() as u32;
    }

    /// `compiler_check_debug_args`
    fn check_parameters(&self, args: &Arguments<'_>) -> Emit {
        let check = |parameter: &Arg<'_>| self.check_forbidden(parameter.arg, ExprContext::Store, parameter.loc);
        args.posonlyargs.iter().try_for_each(check)?;
        args.args.iter().try_for_each(check)?;
        args.vararg.into_iter().try_for_each(check)?;
        args.kwonlyargs.iter().try_for_each(check)?;
        args.kwarg.into_iter().try_for_each(check)
    }

    /// Pushes the defaults and returns which kinds there are (`compiler_default_arguments`).
    fn defaults(&mut self, args: &'a Arguments<'a>) -> Emit<u32> {
        let mut made = 0;
        if !args.defaults.is_empty() {
            self.exprs(args.defaults)?;
            self.op_arg(Op::BUILD_TUPLE, args.defaults.len() as u32);
            made |= function::DEFAULTS;
        }
        if self.kw_defaults(args)? {
            made |= function::KW_DEFAULTS;
        }
        Ok(made)
    }

    /// Pushes a dict of the keyword-only defaults, if there are any
    /// (`compiler_visit_kwonlydefaults`).
    fn kw_defaults(&mut self, args: &'a Arguments<'a>) -> Emit<bool> {
        if self.has(Feature::PairsAlternate) {
            return self.kw_default_pairs(args);
        }
        let mut names = Vec::new();
        for (parameter, default) in args.kwonlyargs.iter().zip(args.kw_defaults) {
            if let Some(default) = default {
                names.push(parameter.arg);
                self.expr(default)?;
            }
        }
        if names.is_empty() {
            return Ok(false);
        }
        let count = names.len() as u32;
        for name in &mut names {
            *name = self.mangled_value(*name);
        }
        let names = self.identifiers(names.into_iter());
        self.load_const(names);
        self.op_arg(Op::BUILD_CONST_KEY_MAP, count);
        Ok(true)
    }

    fn kw_default_pairs(&mut self, args: &'a Arguments<'a>) -> Emit<bool> {
        let mut count = 0;
        for (parameter, default) in args.kwonlyargs.iter().zip(args.kw_defaults) {
            if let Some(default) = default {
                let mangled = self.mangled_value(parameter.arg);
                self.load_identifier(mangled);
                self.expr(default)?;
                count += 1;
            }
        }
        if count > 0 {
            self.op_arg(Op::BUILD_MAP, count);
        }
        Ok(count > 0)
    }

    /// Pushes the names of parameters and their annotations, and says how many there are, if any
    /// (`compiler_visit_annotations`).
    pub(super) fn annotations(&mut self, args: &'a Arguments<'a>, returns: Option<&'a Expr<'a>>) -> Emit<Option<u32>> {
        let mut count = 0;
        let posonly_first = self.has(Feature::PositionalOnlyFirst);
        let mut parameter = |parameter: &'a Arg<'a>| {
            let Some(annotation) = parameter.annotation else { return Ok(()) };
            count += 1;
            self.annotation(parameter.arg, annotation)
        };
        for parameters in if posonly_first { [args.posonlyargs, args.args] } else { [args.args, args.posonlyargs] } {
            parameters.iter().try_for_each(&mut parameter)?;
        }
        args.vararg.into_iter().try_for_each(&mut parameter)?;
        args.kwonlyargs.iter().try_for_each(&mut parameter)?;
        args.kwarg.into_iter().try_for_each(&mut parameter)?;
        if let Some(returns) = returns {
            self.annotation(sym::RETURN, returns)?;
            count += 1;
        }
        Ok((count > 0).then_some(count))
    }

    /// `compiler_visit_argannotation`
    fn annotation(&mut self, name: Symbol, annotation: &'a Expr<'a>) -> Emit {
        let mangled = self.mangled_value(name);
        self.load_identifier(mangled);
        if self.future.annotations() {
            return self.annotation_text(annotation);
        }
        if let ExprKind::Starred { value, .. } = annotation.kind {
            self.expr(value)?;
            self.op_arg(Op::UNPACK_SEQUENCE, 1);
            return Ok(());
        }
        self.expr(annotation)
    }

    /// Loads the text of an annotation (PEP 563, `compiler_visit_annexpr`).
    pub(super) fn annotation_text(&mut self, annotation: &Expr<'_>) -> Emit {
        let text = unparse::unparse(annotation, self.ctx)?;
        let text = self.ctx.names.intern(&text);
        let id = self.ctx.consts.str(text);
        self.load_const_at(id, annotation.loc);
        Ok(())
    }

    /// Loads the closure of `code`, if it has one, and makes the function
    /// (`compiler_make_closure`).
    pub(super) fn make_closure(&mut self, finished: Finished, mut made: u32) -> Emit {
        if !finished.freevars.is_empty() {
            for &name in &finished.freevars {
                self.load_closure(name, &finished)?;
            }
            made |= function::CLOSURE;
            self.op_arg(Op::BUILD_TUPLE, finished.freevars.len() as u32);
        }
        self.freevars = finished.freevars;
        self.load_const(finished.code);
        if !self.has(Feature::SetFunctionAttribute) {
            self.op_arg(Op::MAKE_FUNCTION, made);
            return Ok(());
        }
        self.op(Op::MAKE_FUNCTION);
        for attribute in
            [function::CLOSURE, function::ANNOTATE, function::ANNOTATIONS, function::KW_DEFAULTS, function::DEFAULTS]
        {
            if made & attribute != 0 {
                self.op_arg(Op::SET_FUNCTION_ATTRIBUTE, attribute);
            }
        }
        Ok(())
    }

    fn load_closure(&mut self, name: Symbol, finished: &Finished) -> Emit {
        // A class may have a name both as a local and as a free variable of its methods; only
        // `__class__` is a cell of the class itself (`get_ref_type`).
        let is_cell = self.is_class_cell(name) || self.name_scope(name) == NameScope::Cell;
        let index = if is_cell { self.u.cell_index(name) } else { self.u.free_index(name) };
        let Some(index) = index else { return Err(self.nothing_to_close_over(name, finished)) };
        self.op_arg(Op::LOAD_CLOSURE, index);
        Ok(())
    }

    /// What CPython says where its symbol table contradicts itself, as that of some releases does about the
    /// `__class__` of inlined comprehensions.
    #[cold]
    fn nothing_to_close_over(&self, name: Symbol, finished: &Finished) -> Box<CompileError> {
        let text = |name: Symbol| self.ctx.names.text(name);
        let scope = if self.is_class_cell(name) { NameScope::Cell } else { self.u.scope_of(name) };
        let (here, name) = (text(self.u.out.name), text(name));
        let message = match scope {
            NameScope::Unknown => format!("_PyST_GetScope(name='{name}') failed: unknown scope in unit {here}"),
            scope => {
                let code = match self.ctx.consts.get(finished.code) {
                    Constant::Code(code) => text(code.name),
                    _ => here.clone(),
                };
                let mut free = finished.freevars.iter().map(|&name| format!("'{}'", text(name))).collect::<Vec<_>>();
                if free.len() == 1 {
                    free.push(String::new());
                }
                let (kind, free) = (scope as u32, free.join(", "));
                format!(
                    "compiler_lookup_arg(name='{name}') with reftype={kind} failed in {here}; \
                     freevars of code {code}: ({})",
                    free.trim_end_matches(' ')
                )
            }
        };
        Box::new(CompileError::new(ErrorKind::SystemError, message, Location::NONE))
    }

    /// Whether `name` is a cell that the current class has for its methods (`get_ref_type`).
    pub(super) fn is_class_cell(&self, name: Symbol) -> bool {
        self.u.kind == ScopeKind::Class
            && match name {
                sym::CLASS => true,
                sym::CLASSDICT => self.has(Feature::ClassDict),
                sym::CONDITIONAL_ANNOTATIONS => self.has(Feature::DeferredAnnotations),
                _ => false,
            }
    }

    /// Calls the decorators, which are on the stack below (`compiler_apply_decorators`).
    pub(super) fn apply_decorators(&mut self, decorators: &'a [Expr<'a>]) {
        let outer = self.u.loc;
        for decorator in decorators.iter().rev() {
            self.u.loc = decorator.loc;
            self.emit_call(0);
        }
        self.u.loc = outer;
    }
}
