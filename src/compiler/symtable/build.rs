//! The first pass: a scope for every block, and how each name is used in it.
//!
//! Of several errors the first is the one reported, and parameters and scopes are kept in the order of the visit.
//! That is CPython's where the tree is walked. What the parser has collected for each block comes in the order of the
//! source, which is another one inside of statements only: of a block that is not refused it tells the same.

mod annotations;
mod checks;
mod expressions;
mod generic;
mod scopes;
mod statements;

use super::{BlockType, Buffers, NameScope, Scope, ScopeId, SymbolEntry, def};
use crate::compiler::syntax::ast::{Expr, ExprKind, ImportMode, Keyword, Module, Pattern, PatternKind, Stmt, StmtKind};
use crate::compiler::syntax::walk::{Walk, walk_pattern, walk_stmt};
use crate::compiler::values::epoch_map::EpochMap;
use crate::compiler::values::error::CompileError;
use crate::compiler::values::intern::{Interner, Symbol, sym};
use crate::compiler::values::location::Location;
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
        last_future: module.future.last,
        defers_annotations: target.has(Feature::DeferredAnnotations),
        in_order,
        target,
        depth: Depth::new(target),
        names,
    };
    builder.add_scope(sym::TOP, BlockType::Module, false, Location::new(0, 0, 0, 0));
    builder.by_key[module.scope.index()] = id;
    builder.block(module.body, &module.name_uses).map_err(|error| *error)?;
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
    flags: EpochMap<u16>,
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
    annotations: Option<Box<Self>>,
    /// It is an annotation that is never evaluated: names directly in it are of no scope.
    is_unevaluated: bool,
    /// Whether a scope inside sees the class's names already.
    is_seen: bool,
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
    around: Vec<Open>,
    /// Lists of names that are done, for their memory.
    spare: &'n mut Vec<Names>,
    /// The class whose private names are mangled.
    pub(super) private: Option<Symbol>,
    /// See [`Open::mangled_names`].
    pub(super) mangled_names: Vec<FxHashSet<Symbol>>,
    pub(super) future_annotations: bool,
    /// Where the last future import is that is early enough.
    pub(super) last_future: (i32, i32),
    /// [`Feature::DeferredAnnotations`]
    defers_annotations: bool,
    /// Whether the tree is walked in CPython's order.
    pub(super) in_order: bool,
    pub(super) target: &'static Target,
    pub(super) depth: Depth,
    pub(super) names: &'n mut Interner<'a>,
}

impl<'a> Walk<'a> for Builder<'_, 'a> {
    type Error = Box<CompileError>;

    /// Visits a statement (`symtable_visit_stmt`).
    fn stmt(&mut self, stmt: &Stmt<'a>) -> Visit {
        self.depth.enter()?;
        match &stmt.kind {
            StmtKind::TypeAlias(node) => self.type_alias(node, stmt.loc)?,
            StmtKind::FunctionDef(function) => self.function(function, stmt.loc)?,
            StmtKind::ClassDef(class) => self.class(class, stmt.loc)?,
            StmtKind::AnnAssign { target, annotation, value, simple, conditional } => {
                self.ann_assign(target, value.is_some(), *simple, stmt.loc)?;
                if self.defers_annotations {
                    self.variable_annotation(annotation, *conditional)?;
                } else {
                    self.annotation(annotation)?;
                }
                self.opt_expr(*value)?;
            }
            StmtKind::For(node) if node.is_async => {
                self.check_async_statement("for", stmt.loc)?;
                walk_stmt(self, stmt)?;
            }
            StmtKind::With(node) if node.is_async => {
                self.check_async_statement("with", stmt.loc)?;
                walk_stmt(self, stmt)?;
            }
            StmtKind::Try(node) => self.try_stmt(node)?,
            StmtKind::Import { names, mode } | StmtKind::ImportFrom { names, mode, .. } => {
                if let ImportMode::Lazy { in_try } = mode {
                    self.check_lazy_import(stmt, names, *in_try)?;
                }
                names.iter().try_for_each(|alias| self.alias(alias))?;
                self.check_future(stmt)?;
            }
            StmtKind::Global(names) => self.declare(names, def::GLOBAL, "global", stmt.loc)?,
            StmtKind::Nonlocal(names) => self.declare(names, def::NONLOCAL, "nonlocal", stmt.loc)?,
            _ => walk_stmt(self, stmt)?,
        }
        self.depth.leave();
        Ok(())
    }

    /// Visits an expression (`symtable_visit_expr`).
    fn expr(&mut self, expr: &Expr<'a>) -> Visit {
        match expr.kind {
            // They need no count of their own, if only there is room for one.
            ExprKind::Constant { .. } | ExprKind::Name { .. } if self.depth.is_used_up() => self.expr_inside(expr),
            ExprKind::Constant { .. } => Ok(()),
            ExprKind::Name { id, ctx } => self.name(id, ctx, expr.loc),
            _ => self.expr_inside(expr),
        }
    }

    /// Visits a pattern (`symtable_visit_pattern`).
    fn pattern(&mut self, pattern: &Pattern<'a>) -> Visit {
        self.depth.enter()?;
        if let PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } = pattern.kind {
            self.expr(cls)?;
            self.patterns(patterns)?;
            self.check_kwd_attrs(kwd_attrs, kwd_patterns)?;
            self.patterns(kwd_patterns)?;
        } else {
            walk_pattern(self, pattern)?;
        }
        if let PatternKind::MatchMapping { rest: Some(name), .. }
        | PatternKind::MatchStar(Some(name))
        | PatternKind::MatchAs { name: Some(name), .. } = pattern.kind
        {
            self.add(name, def::LOCAL, pattern.loc)?;
        }
        self.depth.leave();
        Ok(())
    }

    fn keywords(&mut self, keywords: &[Keyword<'a>]) -> Visit {
        self.check_keywords(keywords)?;
        keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))
    }

    /// Visits an annotation (`symtable_visit_annotation`).
    fn annotation(&mut self, annotation: &Expr<'a>) -> Visit {
        if !self.annotations_apart() {
            return self.expr(annotation);
        }
        self.enter(sym::ANNOTATION_BLOCK, BlockType::Annotation, None, annotation.loc);
        self.expr(annotation)?;
        self.exit();
        Ok(())
    }
}
