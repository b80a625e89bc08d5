//! From the syntax tree to instruction sequences, one a code unit (CPython's Python/compile.c).
//!
//! [`compile`] walks the tree once. Each function, class, lambda and comprehension is a unit of its
//! own (`unit`); when a unit is complete it is assembled at once, so that inner code objects exist
//! before the code that loads them, and constants are merged in CPython's order.
//!
//! The position that instructions get is state of the unit, as in CPython 3.11: a statement or an
//! expression sets it (`UnitState::loc`), an expression restores it. Some instructions at
//! the end of compound statements get whatever the last statement inside left there.

mod annotations;
mod call;
mod check;
mod class;
mod comprehension;
mod display;
mod docstring;
mod emit;
mod exceptions;
mod expr;
mod function;
mod generator_call;
mod idiom;
mod inlined;
mod joined;
mod jump;
mod loops;
mod name;
mod pattern;
mod shadows;
mod stmt;
mod super_call;
mod template;
mod type_params;
mod unit;
pub mod unparse;
mod unwind;
mod with;

use crate::compiler::symtable::{Scope, SymbolTable};
use crate::compiler::syntax::ast::{Expr, ExprKind, Future, Module, ScopeKey, Stmt, StmtKind};
use crate::compiler::values::constant::{ConstId, ConstTable, Constant};
use crate::compiler::values::context::Context;
use crate::compiler::values::error::{CompileError, ErrorKind, Warning, WarningCategory, WarningOrigin};
use crate::compiler::values::instruction::Unit;
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::oparg::resume;
use crate::compiler::version::opcode::Op;
use crate::compiler::version::{Feature, Target};
use unit::{ScopeKind, UnitBuffers, UnitState};

/// The buffers of how many units are kept for the next file: of as many as are usually inside each other.
const KEPT_UNITS: usize = 8;

/// The result of emitting something. Boxed: the hot path moves a pointer at most.
type Emit<T = ()> = Result<T, Box<CompileError>>;

/// A unit that is complete.
struct Finished {
    /// Its code object.
    code: ConstId,
    /// Its free variables, in the order of its closure.
    freevars: Vec<Symbol>,
}

/// The memory that units are emitted into, kept for the next file.
#[derive(Debug, Default)]
pub struct Buffers(Vec<UnitBuffers>);

impl Buffers {
    /// With room for units of so many instructions in a file of so many texts and constants.
    pub(crate) fn with_room(instructions: usize, texts: usize) -> Self {
        /// Units inside each other.
        const NESTED: usize = 4;
        Self((0..NESTED).map(|_| UnitBuffers::with_room(instructions, texts)).collect())
    }

    /// The memory for one more unit.
    fn pop(&mut self) -> UnitBuffers {
        self.0.pop().unwrap_or_default()
    }
}

/// Makes a code object of a unit that is complete.
pub(crate) type Assemble<'f, 'a> = &'f mut dyn FnMut(&mut Unit, &mut Context<'a>) -> Result<ConstId, CompileError>;

/// The state of one compilation (`struct compiler`).
struct Compiler<'c, 'a> {
    ctx: &'c mut Context<'a>,
    buffers: &'c mut Buffers,
    assemble: Assemble<'c, 'a>,
    target: &'static Target,
    table: &'c SymbolTable,
    /// The module's own scope.
    top: &'c Scope,
    future: Future,
    /// The unit that is being emitted.
    u: Box<UnitState<'c, 'a>>,
    /// The units around it, outermost first.
    #[allow(clippy::vec_box)] // they change places with `u`: a pointer moves, not the state
    stack: Vec<Box<UnitState<'c, 'a>>>,
    /// Units that are finished, for their memory.
    #[allow(clippy::vec_box)] // as above
    spare: Vec<Box<UnitState<'c, 'a>>>,
    /// The memory that a qualified name is put together in.
    text: Vec<u8>,
    docstring: docstring::Buffers,
    /// The memory that a tuple of identifiers is put together in.
    items: Vec<ConstId>,
    /// A buffer for [`Finished::freevars`].
    freevars: Vec<Symbol>,
}

/// Compiles `module` to its code object: emits each unit, inner ones first, and has it assembled.
///
/// # Errors
/// The errors of CPython's compile.c, and those of `assemble`.
pub fn compile<'a>(
    module: &Module<'a>,
    table: &SymbolTable,
    ctx: &mut Context<'a>,
    buffers: &mut Buffers,
    assemble: Assemble<'_, 'a>,
) -> Result<ConstId, CompileError> {
    let top = table.of(module.scope);
    let u = UnitState::new(top, ScopeKind::Module, sym::MODULE_SCOPE, 1, None, ctx, buffers.pop());
    let (target, future) = (ctx.target, module.future);
    let mut compiler = Compiler {
        ctx,
        buffers,
        assemble,
        target,
        table,
        top,
        future,
        u,
        stack: Vec::new(),
        spare: Vec::new(),
        text: Vec::new(),
        docstring: docstring::Buffers::default(),
        items: Vec::new(),
        freevars: Vec::new(),
    };
    let code = compiler.module(module).map_err(|error| *error);
    let Compiler { buffers: Buffers(kept), u, stack, spare, .. } = compiler;
    // The module's is the last: the next one takes it first.
    kept.extend(stack.into_iter().chain([u]).chain(spare).map(|unit| unit.into_buffers()));
    let surplus = kept.len().saturating_sub(KEPT_UNITS);
    kept.drain(..surplus);
    code
}

impl<'c, 'a> Compiler<'c, 'a> {
    /// `compiler_mod`
    fn module(&mut self, module: &Module<'a>) -> Emit<ConstId> {
        self.u.loc = Location::new(0, 1, 0, 0);
        self.op_arg(Op::RESUME, resume::AT_START);
        self.u.loc = Location::new(1, 1, 0, 0);
        self.body(module.body)?;
        Ok(self.finish_unit(true)?.code)
    }

    /// `compiler_body`: statements of a module or class, after its docstring.
    fn body(&mut self, mut body: &'a [Stmt<'a>]) -> Emit {
        if self.u.kind == ScopeKind::Module
            && let Some(first) = body.first()
        {
            self.u.loc = self.start_without_docstring(body).unwrap_or(first.loc);
        }
        let loc = self.u.loc;
        self.set_up_annotations(body);
        if let Some((docstring, rest)) = self.split_docstring(body) {
            if self.ctx.optimize.keeps_docstrings() {
                self.docstring(docstring)?;
                body = rest;
            } else if self.has(Feature::CleanDocstrings) {
                body = self.leave_out_docstring(body);
            }
        }
        self.stmts(body)?;
        self.annotate_block(loc)
    }

    /// Where a body starts whose docstring is gone.
    fn start_without_docstring(&self, body: &'a [Stmt<'a>]) -> Option<Location> {
        if self.ctx.optimize.keeps_docstrings() || !self.has(Feature::DocstringsGoFirst) {
            return None;
        }
        let (_, rest) = self.split_docstring(body)?;
        Some(rest.first().map_or_else(|| pass_in_place_of(body), |first| first.loc))
    }

    /// The statements after the docstring of `body`, which is left out, but for a string that comes next, whose value is
    /// dropped.
    fn leave_out_docstring(&mut self, body: &'a [Stmt<'a>]) -> &'a [Stmt<'a>] {
        let rest = body.get(1..).unwrap_or_default();
        if !self.has(Feature::DocstringsGoFirst) {
            return rest;
        }
        if rest.is_empty() {
            self.op_at(Op::NOP, pass_in_place_of(body));
        }
        match self.split_docstring(rest) {
            Some((Expr { loc, kind: ExprKind::Constant { value, .. } }, rest)) => {
                self.constant_at(*value, *loc);
                self.op_noline(Op::POP_TOP);
                rest
            }
            _ => rest,
        }
    }

    /// Stores a docstring as `__doc__`.
    fn docstring(&mut self, docstring: &'a Expr<'a>) -> Emit {
        let outer = std::mem::replace(&mut self.u.loc, docstring.loc);
        let value = self.docstring_value(docstring)?;
        self.load_const(value);
        self.u.loc = Location::NONE;
        self.store_name(sym::DOC)?;
        self.restore_position(outer);
        Ok(())
    }

    /// The value of a docstring, as the version stores it.
    fn docstring_value(&mut self, docstring: &Expr<'_>) -> Emit<ConstId> {
        let ExprKind::Constant { value, .. } = docstring.kind else { return Ok(ConstTable::NONE) };
        let Constant::Str(text) = self.ctx.consts.get(value) else { return Ok(value) };
        if !self.has(Feature::CleanDocstrings) {
            return Ok(value);
        }
        let cleaned = docstring::clean(self.ctx.names.bytes(text), &mut self.docstring)
            .map_err(|message| CompileError::new(ErrorKind::UnicodeEncodeError, message, Location::NONE))?;
        let Some(cleaned) = cleaned else { return Ok(value) };
        let cleaned = self.ctx.names.intern(cleaned);
        Ok(self.ctx.consts.str(cleaned))
    }

    /// The docstring's expression and the statements after it, if `body` has one
    /// (`_PyAST_GetDocString`).
    fn split_docstring(&self, body: &'a [Stmt<'a>]) -> Option<(&'a Expr<'a>, &'a [Stmt<'a>])> {
        let (first, rest) = body.split_first()?;
        let StmtKind::Expr(value) = first.kind else { return None };
        let ExprKind::Constant { value: id, .. } = value.kind else { return None };
        matches!(self.ctx.consts.get(id), Constant::Str(_)).then_some((value, rest))
    }

    /// Starts the unit of a node inside the current one.
    fn enter_scope(&mut self, name: Symbol, kind: ScopeKind, key: ScopeKey, line: i32) {
        self.enter_unit(name, kind, self.table.of(key), line);
    }

    /// Starts a unit inside the current one (`compiler_enter_scope`).
    fn enter_unit(&mut self, name: Symbol, kind: ScopeKind, scope: &'c Scope, line: i32) {
        self.open_unit(name, kind, scope, line);
        self.set_qualname(None);
        self.op_arg(Op::RESUME, resume::AT_START);
    }

    /// Starts a unit that has no instruction, and no qualified name yet.
    fn open_unit(&mut self, name: Symbol, kind: ScopeKind, scope: &'c Scope, line: i32) {
        let private = self.u.private;
        let unit = match self.spare.pop() {
            Some(mut unit) => {
                unit.restart(scope, kind, name, line, private, self.ctx);
                unit
            }
            None => UnitState::new(scope, kind, name, line, private, self.ctx, self.buffers.pop()),
        };
        let parent = std::mem::replace(&mut self.u, unit);
        self.stack.push(parent);
    }

    /// `compiler_set_qualname` (PEP 3155). Of what belongs to a function, its `owner`, that one's name is a part.
    fn set_qualname(&mut self, owner: Option<Symbol>) {
        let mut around = self.stack.iter().rev();
        // A scope of type parameters does not show, but one that another of them is around does.
        let innermost = around.next().filter(|unit| unit.kind != ScopeKind::TypeParams);
        // What is in that scope of a module's function has its own name only.
        let owner = owner.filter(|_| innermost.is_some() || self.stack.len() > 2);
        let Some(parent) = innermost.or_else(|| around.next()) else { return };
        if parent.kind == ScopeKind::Module && owner.is_none() {
            return;
        }
        if matches!(self.u.kind, ScopeKind::Function | ScopeKind::AsyncFunction | ScopeKind::Class) {
            let mangled = crate::compiler::symtable::mangle(parent.private, self.u.out.name, &mut self.ctx.names);
            if parent.scope_of(mangled) == crate::compiler::symtable::NameScope::GlobalExplicit {
                return;
            }
        }
        let (names, text) = (&mut self.ctx.names, &mut self.text);
        text.clear();
        if parent.kind != ScopeKind::Module {
            text.extend_from_slice(names.bytes(parent.out.qualname));
            if matches!(parent.kind, ScopeKind::Function | ScopeKind::AsyncFunction | ScopeKind::Lambda) {
                text.extend_from_slice(b".<locals>");
            }
            text.push(b'.');
        }
        if let Some(owner) = owner {
            text.extend_from_slice(names.bytes(owner));
            text.push(b'.');
        }
        text.extend_from_slice(names.bytes(self.u.out.name));
        self.u.out.qualname = names.intern(text);
    }

    /// The module's unit.
    fn module_unit(&self) -> &UnitState<'_, 'a> {
        self.stack.first().unwrap_or(&self.u)
    }

    /// Ends the current unit and returns its code object (`assemble`, `compiler_exit_scope`).
    /// `add_none`: falling off the end returns None.
    fn finish_unit(&mut self, add_none: bool) -> Emit<Finished> {
        let returns = if self.has(Feature::ReturnAtEnd) {
            // Where nothing leads to it passes would remove it again, and with it the constant, unless that is the first.
            !self.u.leaves_always() || self.u.out.consts.is_empty()
        } else {
            !self.u.block_returns()
        };
        if returns {
            self.u.loc = Location::NONE;
            if add_none {
                self.emit_return_const(ConstTable::NONE);
            } else {
                self.op(Op::RETURN_VALUE);
            }
        }
        let mut flags = self.u.code_flags() | self.future.flags;
        if self.has(Feature::MethodFlags) {
            flags |= self.u.method_flags();
        }
        let mut finished = match self.stack.pop() {
            Some(parent) => std::mem::replace(&mut self.u, parent),
            None => {
                // Nothing follows the module: any unit will do.
                let unused = self.spare.pop().unwrap_or_else(|| {
                    let buffers = self.buffers.pop();
                    UnitState::new(self.top, ScopeKind::Module, sym::MODULE_SCOPE, 1, None, self.ctx, buffers)
                });
                std::mem::replace(&mut self.u, unused)
            }
        };
        finished.out.flags = flags;
        let code = (self.assemble)(&mut finished.out, self.ctx).map_err(Box::new)?;
        let freevars = std::mem::replace(&mut finished.out.freevars, std::mem::take(&mut self.freevars));
        self.spare.push(finished);
        Ok(Finished { code, freevars })
    }

    /// `compiler_error`: a SyntaxError at the current position.
    #[cold]
    fn error<T>(&self, message: impl Into<String>) -> Emit<T> {
        Err(Box::new(CompileError::syntax(message, self.u.loc)))
    }

    /// An error as [`Self::error`] makes it, at the position of the node that is wrong where CPython says that.
    #[cold]
    fn error_at<T>(&self, loc: Location, message: impl Into<String>) -> Emit<T> {
        let loc = if self.has(Feature::ExplicitPositions) { loc } else { self.u.loc };
        Err(Box::new(CompileError::syntax(message, loc)))
    }

    /// `compiler_warn`: a SyntaxWarning at the current line.
    fn warn(&mut self, message: impl Into<String>) {
        self.warn_at(self.u.loc, message);
    }

    #[cold]
    fn warn_at(&mut self, location: Location, message: impl Into<String>) {
        self.ctx.warnings.push(Warning {
            category: WarningCategory::SyntaxWarning,
            message: message.into(),
            line: location.line,
            location,
            origin: WarningOrigin::Compiler,
        });
    }
}

/// The position of the `pass` in the place of a body that is a docstring: it begins where the statement does.
fn pass_in_place_of(body: &[Stmt<'_>]) -> Location {
    let Location { line, col, .. } = body.first().map_or(Location::NONE, |docstring| docstring.loc);
    Location::new(line, line, col, col + "pass".len() as i32)
}
