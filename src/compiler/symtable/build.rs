//! The first pass: a scope for every block, and how each name is used in it.
//!
//! Of several errors the first is the one reported, and parameters and scopes are kept in the order of the visit.
//! That is CPython's where the tree is walked. What the parser has collected for each block comes in the order of the
//! source, which is another one inside of statements only: of a block that is not refused it tells the same.

use super::{BlockType, Buffers, NameScope, Scope, ScopeId, SymbolEntry, def, mangle};
use crate::compiler::syntax::ast::{
    Alias, Arg, Arguments, Branch, Comp, CompKind, Compare, Comprehension, Dict, ExceptHandler, Expr, ExprContext,
    ExprKind, FunctionDef, IfExp, Keyword, MatchCase, Mention, Mentions, Module, Pattern, PatternKind, ScopeKey, Slice,
    Stmt, StmtKind, Visited, With, WithItem,
};
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::intern::{Interner, Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::values::places::Places;
use crate::compiler::values::recursion::Depth;
use crate::compiler::version::{Feature, Target};
use rustc_hash::FxHashSet;

/// The result of a visit. Boxed: the way back up is checked at every node.
pub(super) type Visit<T = ()> = Result<T, Box<CompileError>>;

/// A `SyntaxError`.
#[cold]
pub(super) fn refuse(message: impl Into<String>, loc: Location) -> Visit {
    Err(Box::new(CompileError::syntax(message, loc)))
}

/// The scopes with names that are not resolved yet.
pub(super) struct Unresolved {
    /// Every scope; the module is the first. After them some that are not in use.
    pub scopes: Vec<Scope>,
    /// The scope of each [`ScopeKey`].
    pub by_key: Vec<ScopeId>,
    /// Where names were declared.
    pub directives: Vec<Directive>,
}

/// Where `global`, `nonlocal` or a `:=` in a comprehension declared a name.
pub(super) struct Directive {
    /// In which scope.
    pub scope: ScopeId,
    /// Which name, mangled.
    pub name: Symbol,
    /// Where.
    pub loc: Location,
}

/// Walks `module`; `in_order`: the whole tree, in CPython's order.
///
/// # Errors
/// What is refused about one block on its own.
pub(super) fn build<'a>(
    module: &Module<'a>,
    memory: &mut Buffers,
    names: &mut Interner<'a>,
    target: &'static Target,
    in_order: bool,
) -> Result<Unresolved, CompileError> {
    let Buffers { lists: spare, scopes, .. } = memory;
    let id = ScopeId(0);
    let mut builder = Builder {
        scopes: std::mem::take(scopes),
        scope_count: 0,
        by_key: vec![id; module.scope_count as usize],
        directives: Vec::new(),
        open: Open::new(id, spare.pop()),
        around: Vec::new(),
        spare,
        private: None,
        mangled_names: Vec::new(),
        future_annotations: module.future.annotations(),
        defers_annotations: target.has(Feature::DeferredAnnotations),
        in_order,
        target,
        depth: Depth::new(target),
        names,
    };
    builder.add_scope(sym::TOP, BlockType::Module, false, Location::new(0, 0, 0, 0));
    builder.by_key[module.scope.0 as usize] = id;
    builder.block(module.body, &module.mentions).map_err(|error| *error)?;
    builder.close();
    let Builder { scopes, by_key, directives, open, spare, .. } = builder;
    spare.push(open.names);
    Ok(Unresolved { scopes, by_key, directives })
}

/// The names of a scope that is being filled.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// In order of first appearance.
    order: Vec<Symbol>,
    /// The [`def`] bits of each.
    flags: Places<u16>,
}

/// The [`def`] bits of what a name may be once.
const UNIQUE: u16 = def::PARAM | def::TYPE_PARAM;

impl Names {
    /// Whether there has to be more room before a name is added.
    #[inline]
    fn is_full(&self) -> bool {
        self.order.len() == self.order.capacity()
    }

    /// The flags of a mangled name.
    fn flags(&self, name: Symbol) -> u16 {
        self.flags.get(name.0).unwrap_or(0)
    }

    /// Whether a name, as the source has it, is known to have `flag`.
    #[inline]
    fn has(&self, name: Symbol, flag: u16) -> bool {
        self.flags.get(name.0).is_some_and(|flags| flags & (flag | def::MAY_CHANGE) == flag)
    }

    /// Adds to the flags of a mangled name.
    fn add(&mut self, name: Symbol, flags: u16) {
        match self.flags.get_or_set(name.0, flags) {
            Some(known) => *known |= flags,
            None => self.order.push(name),
        }
    }

    /// The names with their flags.
    fn entries(&self) -> impl ExactSizeIterator<Item = SymbolEntry> {
        let entry = |&name| SymbolEntry { name, flags: self.flags(name), scope: NameScope::Unknown };
        self.order.iter().map(entry)
    }
}

/// A scope that is being filled.
pub(super) struct Open {
    pub(super) id: ScopeId,
    names: Names,
    /// Names that appear now are iteration variables of a comprehension.
    comp_iter_target: bool,
    /// In how many iterables of comprehensions this is.
    comp_iter_expr: u32,
    /// The type parameters of a generic class, the only names that are mangled here and in what is
    /// inside up to the next class: where they are in [`Builder::mangled_names`].
    pub(super) mangled_names: Option<u32>,
    /// The scope of the annotations in the block, between two of them.
    pub(super) annotations: Option<Box<Self>>,
    /// It is an annotation that is never evaluated: names directly in it are of no scope.
    pub(super) is_unevaluated: bool,
    /// Whether a scope inside sees the class's names already.
    pub(super) is_seen: bool,
}

impl Open {
    /// A scope without names, in the memory of `names`.
    fn new(id: ScopeId, names: Option<Names>) -> Self {
        let mut names = names.unwrap_or_default();
        names.order.clear();
        names.flags.clear();
        Self {
            id,
            names,
            comp_iter_target: false,
            comp_iter_expr: 0,
            mangled_names: None,
            annotations: None,
            is_unevaluated: false,
            is_seen: false,
        }
    }
}

pub(super) struct Builder<'n, 'a> {
    /// The scopes, and after them some of another file, for their memory.
    pub(super) scopes: Vec<Scope>,
    scope_count: u32,
    by_key: Vec<ScopeId>,
    directives: Vec<Directive>,
    /// The current scope.
    pub(super) open: Open,
    /// Those around it, outermost first.
    pub(super) around: Vec<Open>,
    /// Lists of names that are done, for their memory.
    spare: &'n mut Vec<Names>,
    /// The class whose private names are mangled.
    pub(super) private: Option<Symbol>,
    /// See [`Open::mangled_names`].
    pub(super) mangled_names: Vec<FxHashSet<Symbol>>,
    pub(super) future_annotations: bool,
    /// [`Feature::DeferredAnnotations`]
    pub(super) defers_annotations: bool,
    /// Whether the tree is walked in CPython's order.
    pub(super) in_order: bool,
    pub(super) target: &'static Target,
    pub(super) depth: Depth,
    pub(super) names: &'n mut Interner<'a>,
}

impl<'a> Builder<'_, 'a> {
    // Scopes.

    pub(super) fn current(&mut self) -> &mut Scope {
        &mut self.scopes[self.open.id.0 as usize]
    }

    /// The open scope that `level` others are around.
    fn open_at(&mut self, level: usize) -> &mut Open {
        self.around.get_mut(level).unwrap_or(&mut self.open)
    }

    /// Adds a scope (`ste_new`).
    fn add_scope(&mut self, name: Symbol, block: BlockType, nested: bool, loc: Location) {
        match self.scopes.get_mut(self.scope_count as usize) {
            Some(scope) => scope.restart(block, name, nested, loc),
            None => self.scopes.push(Scope::new(block, name, nested, loc)),
        }
        self.scope_count += 1;
    }

    /// Opens a scope in the current one (`symtable_enter_block`).
    pub(super) fn enter(&mut self, name: Symbol, block: BlockType, key: Option<ScopeKey>, loc: Location) {
        let id = ScopeId(self.scope_count);
        let outer = self.current();
        let nested = outer.nested || outer.block.is_function_like();
        let method = outer.block == BlockType::Class && block == BlockType::Function;
        // The scope of annotations that are kept as strings is there for its errors only.
        if block != BlockType::Annotation || !self.future_annotations {
            let outer = &mut self.scopes[self.open.id.0 as usize];
            outer.children.push(id);
        }
        self.add_scope(name, block, nested, loc);
        self.scopes[id.0 as usize].method = method;
        let mut open = Open::new(id, self.spare.pop());
        open.comp_iter_expr = self.open.comp_iter_expr;
        if block != BlockType::Class {
            open.mangled_names = self.open.mangled_names;
        }
        if self.defers_annotations && block.has_format() {
            open.names.add(sym::DOT_FORMAT, def::PARAM | def::USE);
        }
        self.around.push(std::mem::replace(&mut self.open, open));
        if let Some(key) = key {
            self.by_key[key.0 as usize] = id;
        }
    }

    /// Goes back to the scope around the current one (`symtable_exit_block`).
    pub(super) fn exit(&mut self) {
        self.close();
        if let Some(outer) = self.around.pop() {
            let closed = std::mem::replace(&mut self.open, outer);
            self.spare.push(closed.names);
        }
    }

    /// Gives the current scope its names.
    fn close(&mut self) {
        let Open { id, names, annotations, .. } = &mut self.open;
        self.scopes[id.0 as usize].symbols.extend(names.entries());
        if let Some(Open { id, names, .. }) = annotations.take().map(|open| *open) {
            self.scopes[id.0 as usize].symbols.extend(names.entries());
            self.spare.push(names);
        }
    }

    /// `name` as private mangling makes it in the current scope (`_Py_MaybeMangle`).
    #[inline]
    fn mangled(&mut self, name: Symbol) -> Symbol {
        if self.private.is_none() || !self.names.may_be_private(name) {
            return name;
        }
        self.mangled_private(name)
    }

    #[cold]
    fn mangled_private(&mut self, name: Symbol) -> Symbol {
        if let Some(only) = self.open.mangled_names
            && !self.mangled_names[only as usize].contains(&name)
        {
            return name;
        }
        mangle(self.private, name, self.names)
    }

    /// The flags of `name` in the current scope (`symtable_lookup`).
    fn lookup(&mut self, name: Symbol) -> u16 {
        let name = self.mangled(name);
        self.open.names.flags(name)
    }

    /// Notes in the current scope how `name` is used (`symtable_add_def`).
    #[inline(never)]
    pub(super) fn add(&mut self, name: Symbol, flag: u16, loc: Location) -> Visit {
        let may_change = self.names.may_be_private(name);
        let Open { names, comp_iter_target, .. } = &mut self.open;
        if may_change && self.private.is_some() || *comp_iter_target || flag & def::GLOBAL != 0 || names.is_full() {
            return self.add_any(name, flag, loc);
        }
        let change = if may_change { def::MAY_CHANGE } else { 0 };
        match names.flags.get_or_set(name.0, flag | change) {
            None => names.order.push(name),
            Some(known) if *known & flag & UNIQUE == 0 => *known |= flag,
            Some(_) => return self.refuse_use(name, flag, loc),
        }
        Ok(())
    }

    #[inline(never)]
    fn add_any(&mut self, name: Symbol, flag: u16, loc: Location) -> Visit {
        let mangled = self.mangled(name);
        self.add_in(self.around.len(), name, mangled, flag, loc)
    }

    /// Notes how `name` is used in the open scope at `level` (`symtable_add_def_helper`).
    fn add_in(&mut self, level: usize, name: Symbol, mangled: Symbol, flag: u16, loc: Location) -> Visit {
        let change = if self.names.may_be_private(mangled) { def::MAY_CHANGE } else { 0 };
        let open = self.open_at(level);
        let before = open.names.flags(mangled);
        if flag & before & UNIQUE != 0 {
            return self.refuse_use(name, flag, loc);
        }
        let mut flags = flag | change;
        if open.comp_iter_target {
            if (before | flag) & (def::GLOBAL | def::NONLOCAL) != 0 {
                return self.refuse_use(name, 0, loc);
            }
            flags |= def::COMP_ITER;
        }
        open.names.add(mangled, flags);
        if flag & def::GLOBAL != 0 {
            self.open_at(0).names.add(mangled, flag | change);
        }
        Ok(())
    }

    /// Refuses a use of `name`: its only one, if `flag` is of [`UNIQUE`].
    #[cold]
    fn refuse_use(&self, name: Symbol, flag: u16, loc: Location) -> Visit {
        let name = self.names.text(name);
        let message = if flag & def::PARAM != 0 {
            format!("duplicate argument '{name}' in function definition")
        } else if flag & def::TYPE_PARAM != 0 {
            format!("duplicate type parameter '{name}'")
        } else {
            format!("comprehension inner loop cannot rebind assignment expression target '{name}'")
        };
        refuse(message, loc)
    }

    /// Remembers where the current scope declares `name` (`symtable_record_directive`).
    fn record_directive(&mut self, name: Symbol, loc: Location) {
        let name = self.mangled(name);
        let scope = self.open.id;
        self.directives.push(Directive { scope, name, loc });
    }

    // Statements.

    /// The body of a module, function or class.
    pub(super) fn block(&mut self, body: &[Stmt<'a>], mentions: &Mentions<'a>) -> Visit {
        if self.in_order {
            return self.stmts(body);
        }
        if mentions.in_order {
            self.in_order = true;
            self.stmts(body)?;
            self.in_order = false;
            return Ok(());
        }
        let mut done = 0;
        for visit in mentions.visits {
            let next = visit.after as usize;
            self.mentioned(&mentions.names[done..next])?;
            done = next;
            match &visit.node {
                Visited::Expr(expr) => self.expr(expr)?,
                Visited::Stmt(stmt) => self.stmt(stmt)?,
            }
        }
        self.mentioned(&mentions.names[done..])
    }

    /// Names that are in no comprehension.
    fn mentioned(&mut self, names: &[Mention]) -> Visit {
        for mention in names {
            let (name, flag) = (mention.id(), if mention.is_bound() { def::LOCAL } else { def::USE });
            if mention.may_be_private() || name == sym::SUPER {
                self.use_name(name, flag, Location::NONE)?;
            } else {
                self.open.names.add(name, flag);
            }
        }
        Ok(())
    }

    pub(super) fn stmts(&mut self, body: &[Stmt<'a>]) -> Visit {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    /// `symtable_visit_stmt`
    fn stmt(&mut self, stmt: &Stmt<'a>) -> Visit {
        self.depth.enter()?;
        match &stmt.kind {
            StmtKind::TypeAlias(node) => self.type_alias(node, stmt.loc)?,
            StmtKind::FunctionDef(function) => self.function(function, stmt.loc)?,
            StmtKind::ClassDef(class) => self.class(class, stmt.loc)?,
            StmtKind::Return(value) => self.opt_expr(*value)?,
            StmtKind::Delete(targets) => self.exprs(targets)?,
            StmtKind::Assign { targets, value } => {
                self.exprs(targets)?;
                self.expr(value)?;
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.expr(target)?;
                self.expr(value)?;
            }
            StmtKind::AnnAssign { target, annotation, value, simple, conditional } => {
                self.ann_assign(target, value.is_some(), *simple, stmt.loc)?;
                if self.defers_annotations {
                    self.variable_annotation(annotation, *conditional)?;
                } else {
                    self.annotation(annotation)?;
                }
                self.opt_expr(*value)?;
            }
            StmtKind::For(node) => {
                self.expr(node.target)?;
                self.expr(node.iter)?;
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
                    self.opt_expr(*optional_vars)?;
                }
                self.stmts(body)?;
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject)?;
                for MatchCase { pattern, guard, body } in *cases {
                    self.pattern(pattern)?;
                    self.opt_expr(*guard)?;
                    self.stmts(body)?;
                }
            }
            StmtKind::Raise { exc, cause } => {
                self.opt_expr(*exc)?;
                self.opt_expr(*cause)?;
            }
            StmtKind::Try(node) => {
                self.stmts(node.body)?;
                let handlers_first = self.target.has(Feature::HandlersBeforeElse);
                if !handlers_first {
                    self.stmts(node.orelse)?;
                }
                node.handlers.iter().try_for_each(|handler| self.handler(handler))?;
                if handlers_first {
                    self.stmts(node.orelse)?;
                }
                self.stmts(node.finalbody)?;
            }
            StmtKind::Assert { test, msg } => {
                self.expr(test)?;
                self.opt_expr(*msg)?;
            }
            StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => {
                names.iter().try_for_each(|alias| self.alias(alias))?;
            }
            StmtKind::Global(names) => self.declare(names, def::GLOBAL, "global", stmt.loc)?,
            StmtKind::Nonlocal(names) => self.declare(names, def::NONLOCAL, "nonlocal", stmt.loc)?,
            StmtKind::Expr(value) => self.expr(value)?,
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => {}
        }
        self.depth.leave();
        Ok(())
    }

    fn function(&mut self, function: &FunctionDef<'a>, loc: Location) -> Visit {
        self.add(function.name, def::LOCAL, loc)?;
        let mut annotations = None;
        if self.in_order || function.type_params.is_some() || self.future_annotations || self.defers_annotations {
            annotations = self.function_header(function, loc)?;
        }
        self.enter(function.name, BlockType::Function, Some(function.scope), loc);
        self.current().annotations = annotations;
        self.current().coroutine = function.is_async;
        self.arguments(function.args)?;
        self.block(function.body, &function.mentions)?;
        self.exit();
        if function.type_params.is_some() {
            self.exit();
        }
        Ok(())
    }

    /// What is evaluated where a function is defined, unless the names were mentioned. Answers the scope of the
    /// annotations, if they are deferred.
    fn function_header(&mut self, function: &FunctionDef<'a>, loc: Location) -> Visit<Option<ScopeId>> {
        let is_mentioned = !self.in_order && function.type_params.is_none();
        if !is_mentioned {
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

    fn handler(&mut self, handler: &ExceptHandler<'a>) -> Visit {
        self.opt_expr(handler.typ)?;
        if let Some(name) = handler.name {
            self.add(name, def::LOCAL, handler.loc)?;
        }
        self.stmts(handler.body)
    }

    /// The target of `target: annotation = value`.
    fn ann_assign(&mut self, target: &Expr<'a>, has_value: bool, simple: bool, loc: Location) -> Visit {
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

    /// `global` or `nonlocal`: the statement has to come before any other mention of its names.
    fn declare(&mut self, names: &[Symbol], flag: u16, what: &str, loc: Location) -> Visit {
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
    fn alias(&mut self, alias: &Alias) -> Visit {
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

    /// `symtable_visit_pattern`
    fn pattern(&mut self, pattern: &Pattern<'a>) -> Visit {
        self.depth.enter()?;
        match &pattern.kind {
            PatternKind::MatchValue(value) => self.expr(value)?,
            PatternKind::MatchSingleton(_) => {}
            PatternKind::MatchSequence(patterns) | PatternKind::MatchOr(patterns) => self.patterns(patterns)?,
            PatternKind::MatchMapping { keys, patterns, rest } => {
                self.exprs(keys)?;
                self.patterns(patterns)?;
                self.capture(*rest, pattern.loc)?;
            }
            PatternKind::MatchClass { cls, patterns, kwd_patterns, .. } => {
                self.expr(cls)?;
                self.patterns(patterns)?;
                self.patterns(kwd_patterns)?;
            }
            PatternKind::MatchStar(name) => self.capture(*name, pattern.loc)?,
            PatternKind::MatchAs { pattern: inner, name } => {
                if let Some(inner) = inner {
                    self.pattern(inner)?;
                }
                self.capture(*name, pattern.loc)?;
            }
        }
        self.depth.leave();
        Ok(())
    }

    fn patterns(&mut self, patterns: &[Pattern<'a>]) -> Visit {
        patterns.iter().try_for_each(|pattern| self.pattern(pattern))
    }

    fn capture(&mut self, name: Option<Symbol>, loc: Location) -> Visit {
        name.map_or(Ok(()), |name| self.add(name, def::LOCAL, loc))
    }

    // Parameters and annotations.

    /// Defaults, which belong to the scope around the function.
    fn defaults(&mut self, args: &Arguments<'a>) -> Visit {
        self.exprs(args.defaults)?;
        args.kw_defaults.iter().flatten().try_for_each(|default| self.expr(default))
    }

    /// `symtable_visit_arguments`
    fn arguments(&mut self, args: &Arguments<'a>) -> Visit {
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
    fn annotations(&mut self, function: &FunctionDef<'a>, loc: Location) -> Visit {
        let args = function.args;
        if self.future_annotations {
            self.enter(sym::ANNOTATION_BLOCK, BlockType::Annotation, None, loc);
        }
        let mut annotation = |arg: &Arg<'a>| self.opt_expr(arg.annotation);
        args.posonlyargs.iter().try_for_each(&mut annotation)?;
        args.args.iter().try_for_each(&mut annotation)?;
        args.vararg.into_iter().try_for_each(&mut annotation)?;
        args.kwarg.into_iter().try_for_each(&mut annotation)?;
        args.kwonlyargs.iter().try_for_each(&mut annotation)?;
        if self.future_annotations {
            self.exit();
        }
        function.returns.map_or(Ok(()), |returns| self.annotation(returns))
    }

    /// `symtable_visit_annotation`
    fn annotation(&mut self, annotation: &Expr<'a>) -> Visit {
        if !self.future_annotations {
            return self.expr(annotation);
        }
        self.enter(sym::ANNOTATION_BLOCK, BlockType::Annotation, None, annotation.loc);
        self.expr(annotation)?;
        self.exit();
        Ok(())
    }

    // Expressions.

    pub(super) fn exprs(&mut self, exprs: &[Expr<'a>]) -> Visit {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    pub(super) fn opt_expr(&mut self, expr: Option<&Expr<'a>>) -> Visit {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    pub(super) fn keywords(&mut self, keywords: &[Keyword<'a>]) -> Visit {
        keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))
    }

    /// `symtable_visit_expr`
    pub(super) fn expr(&mut self, expr: &Expr<'a>) -> Visit {
        match expr.kind {
            // They need no count of their own, if only there is room for one.
            ExprKind::Constant { .. } | ExprKind::Name { .. } if self.depth.is_used_up() => self.expr_inside(expr),
            ExprKind::Constant { .. } => Ok(()),
            ExprKind::Name { id, ctx } => self.name(id, ctx, expr.loc),
            _ => self.expr_inside(expr),
        }
    }

    /// An expression that others are in.
    #[inline(never)] // what it needs of the stack, names and constants should not pay for
    fn expr_inside(&mut self, expr: &Expr<'a>) -> Visit {
        self.depth.enter()?;
        match &expr.kind {
            ExprKind::Constant { .. } | ExprKind::Name { .. } => {}
            ExprKind::Attribute { value, .. } | ExprKind::Starred { value, .. } => self.expr(value)?,
            ExprKind::Call(call) => {
                self.expr(call.func)?;
                self.exprs(call.args)?;
                self.keywords(call.keywords)?;
            }
            ExprKind::Subscript { value, slice, .. } => {
                self.expr(value)?;
                self.expr(slice)?;
            }
            ExprKind::Slice(Slice { lower, upper, step }) => {
                self.opt_expr(*lower)?;
                self.opt_expr(*upper)?;
                self.opt_expr(*step)?;
            }
            ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } | ExprKind::Set(elts) => self.exprs(elts)?,
            ExprKind::Dict(Dict { keys, values }) => {
                keys.iter().flatten().try_for_each(|key| self.expr(key))?;
                self.exprs(values)?;
            }
            ExprKind::BinOp { left, right, .. } => {
                self.expr(left)?;
                self.expr(right)?;
            }
            ExprKind::UnaryOp { operand, .. } => self.expr(operand)?,
            ExprKind::BoolOp { values, .. } => self.exprs(values)?,
            ExprKind::Compare(Compare { left, comparators, .. }) => {
                self.expr(left)?;
                self.exprs(comparators)?;
            }
            ExprKind::IfExp(IfExp { test, body, orelse }) => {
                self.expr(test)?;
                self.expr(body)?;
                self.expr(orelse)?;
            }
            ExprKind::JoinedStr(values) => self.exprs(values)?,
            ExprKind::FormattedValue { value, format_spec, .. } => {
                self.expr(value)?;
                self.opt_expr(*format_spec)?;
            }
            ExprKind::Lambda(lambda) => {
                self.no_function_in_class_scope("lambda", expr.loc)?;
                self.defaults(lambda.args)?;
                self.enter(sym::LAMBDA, BlockType::Function, Some(lambda.scope), expr.loc);
                self.arguments(lambda.args)?;
                self.expr(&lambda.body)?;
                self.exit();
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
                self.expr(value)?;
                self.current().coroutine = true;
            }
        }
        self.depth.leave();
        Ok(())
    }

    #[inline(never)]
    fn name(&mut self, id: Symbol, ctx: ExprContext, loc: Location) -> Visit {
        let flag = if ctx == ExprContext::Load { def::USE } else { def::LOCAL };
        if self.open.names.has(id, flag) && !self.open.comp_iter_target {
            return Ok(());
        }
        self.use_name(id, flag, loc)
    }

    /// Notes that a name is used, as it was not before.
    fn use_name(&mut self, id: Symbol, flag: u16, loc: Location) -> Visit {
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
    fn comprehension(&mut self, comp: &Comp<'a>, loc: Location) -> Visit {
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
            let scope = &self.scopes[id.0 as usize];
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
