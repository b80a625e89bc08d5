//! The symbol table: which scope every name belongs to (CPython's Python/symtable.c).
//!
//! Two passes. [`build()`] goes through what the parser collected for each block ([`NameUses`]) or, where
//! order matters, through the tree, opens a [`Scope`] for every block and notes in it how each name is used; what is
//! refused about a single block (a name that is both parameter and `global`, a misplaced `yield` or `:=`) is refused
//! there. `analyze` then walks the scopes, from the outside in to see which names are bound around a block, and from
//! the inside out to hand free names to the function that owns them, which is what makes a local a cell.
//!
//! [`NameUses`]: crate::compiler::syntax::ast::NameUses

mod analyze;
mod build;
mod dump;
mod mangle;

pub(crate) use mangle::mangle;

use crate::compiler::syntax::ast::{CompKind, Module, ScopeKey};
use crate::compiler::values::context::Context;
use crate::compiler::values::epoch_map::EpochMap;
use crate::compiler::values::error::CompileError;
use crate::compiler::values::intern::Symbol;
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// A scope in a [`SymbolTable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScopeId(pub u32);

impl ScopeId {
    /// Its place among the scopes.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What kind of block a scope is (`_Py_block_ty`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // names are CPython's
pub enum BlockType {
    Module,
    Class,
    Function,
    Annotation,
    /// The value of a `type` statement (PEP 695).
    TypeAlias,
    /// The type parameters of a function, class or alias.
    TypeParameters,
    /// A bound, constraints or a default of a type parameter.
    TypeVariable,
}

impl BlockType {
    /// Whether it runs as a function does, with fast locals (`_PyST_IsFunctionLike`).
    pub fn is_function_like(self) -> bool {
        matches!(self, Self::Function | Self::Annotation | Self::TypeAlias | Self::TypeParameters | Self::TypeVariable)
    }

    /// Whether it runs as a function that is told in which format to answer, where annotations are deferred.
    fn has_format(self) -> bool {
        matches!(self, Self::Annotation | Self::TypeAlias | Self::TypeVariable)
    }
}

/// Where a name lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // names are CPython's
pub enum NameScope {
    /// Not in this scope's table.
    Unknown,
    Local,
    GlobalExplicit,
    GlobalImplicit,
    Free,
    Cell,
}

/// The bits of [`SymbolEntry::flags`] (Include/internal/pycore_symtable.h).
pub(crate) mod def {
    #![allow(missing_docs)] // the names are CPython's
    pub(crate) const GLOBAL: u16 = 1;
    pub(crate) const LOCAL: u16 = 1 << 1;
    pub(crate) const PARAM: u16 = 1 << 2;
    pub(crate) const NONLOCAL: u16 = 1 << 3;
    pub(crate) const USE: u16 = 1 << 4;
    pub(crate) const FREE_CLASS: u16 = 1 << 6;
    pub(crate) const IMPORT: u16 = 1 << 7;
    pub(crate) const ANNOT: u16 = 1 << 8;
    pub(crate) const COMP_ITER: u16 = 1 << 9;
    pub(crate) const TYPE_PARAM: u16 = 1 << 10;
    pub(crate) const COMP_CELL: u16 = 1 << 11;
    /// Not one of CPython's: there are classes in which the name in the source is another one.
    pub(crate) const MAY_CHANGE: u16 = 1 << 15;
    pub(crate) const BOUND: u16 = LOCAL | PARAM | IMPORT;
}

/// A name in a scope.
#[derive(Clone, Copy, Debug)]
pub struct SymbolEntry {
    /// The (mangled) name.
    pub name: Symbol,
    /// How it is used: [`def`] bits.
    pub flags: u16,
    /// Where it lives, after analysis.
    pub scope: NameScope,
}

/// One scope (`PySTEntryObject`).
#[derive(Clone, Debug)]
pub struct Scope {
    /// What kind of block it is.
    pub block: BlockType,
    /// The function's, class's or `<lambda>`-like name.
    pub name: Symbol,
    /// The names, in order of first appearance, which of the parameters is that of `co_varnames`.
    pub symbols: Vec<SymbolEntry>,
    /// Scopes inside, in source order.
    pub children: Vec<ScopeId>,
    /// Whether a function encloses it (`ste_nested`).
    pub nested: bool,
    /// Whether it is a function directly in a class (`ste_method`).
    pub method: bool,
    /// Whether it has a `yield`.
    pub generator: bool,
    /// Whether it is `async`, has an `await`, or has an asynchronous comprehension (`ste_coroutine`).
    pub coroutine: bool,
    /// Which comprehension it is, if it is one.
    pub comprehension: Option<CompKind>,
    /// `*args`
    pub varargs: bool,
    /// `**kwargs`
    pub varkeywords: bool,
    /// Whether some method needs the class's `__class__` cell.
    pub needs_class_closure: bool,
    /// Whether some scope inside needs the class's `__classdict__` cell.
    pub needs_classdict: bool,
    /// Whether it holds a set of the annotated assignments that were reached (`ste_has_conditional_annotations`).
    pub has_conditional_annotations: bool,
    /// The scope of the deferred annotations of a function's parameters, or of those in the body of a class or module
    /// (`ste_annotation_block`).
    pub annotations: Option<ScopeId>,
    /// Whether it is a scope right inside a class that sees the class's names
    /// (`ste_can_see_class_scope`).
    pub can_see_class_scope: bool,
    /// The only names that private mangling applies to, in the scopes where not all are
    /// (`ste_mangled_names`).
    pub mangled_names: Option<Arc<FxHashSet<Symbol>>>,
    /// Whether it is a comprehension that is inlined (PEP 709).
    pub inlined: bool,
    /// What a [`BlockType::TypeVariable`] holds, as errors call it (`ste_scope_info`).
    described_as: &'static str,
    /// Where the block starts.
    pub loc: Location,
}

impl Scope {
    fn new(block: BlockType, name: Symbol, nested: bool, loc: Location) -> Self {
        Self {
            block,
            name,
            symbols: Vec::new(),
            children: Vec::new(),
            nested,
            method: false,
            generator: false,
            coroutine: false,
            comprehension: None,
            varargs: false,
            varkeywords: false,
            needs_class_closure: false,
            needs_classdict: false,
            has_conditional_annotations: false,
            annotations: None,
            can_see_class_scope: false,
            mangled_names: None,
            inlined: false,
            described_as: "",
            loc,
        }
    }

    /// Makes it another one, in the same memory.
    fn restart(&mut self, block: BlockType, name: Symbol, nested: bool, loc: Location) {
        let (mut symbols, mut children) = (std::mem::take(&mut self.symbols), std::mem::take(&mut self.children));
        symbols.clear();
        children.clear();
        *self = Self { symbols, children, ..Self::new(block, name, nested, loc) };
    }

    /// The entry of `name`, which is mangled already. Looks through them all: who looks up many names
    /// notes first where they are ([`EpochMap`]).
    fn get(&self, name: Symbol) -> Option<&SymbolEntry> {
        self.symbols.iter().find(|entry| entry.name == name)
    }

    /// The parameters, in the order of `co_varnames` (`ste_varnames`).
    fn parameters(&self) -> impl Iterator<Item = Symbol> {
        self.symbols.iter().filter(|entry| entry.flags & def::PARAM != 0).map(|entry| entry.name)
    }

    /// The [`def`] bits of `name` (`_PyST_GetSymbol`).
    fn flags(&self, name: Symbol) -> u16 {
        self.get(name).map_or(0, |entry| entry.flags)
    }
}

/// The scopes of a module.
#[derive(Clone, Debug)]
pub struct SymbolTable {
    /// They, and some that are not in use.
    scopes: Vec<Scope>,
    by_key: Vec<ScopeId>,
}

impl SymbolTable {
    /// The scope that the node with `key` opens.
    pub fn of(&self, key: ScopeKey) -> &Scope {
        &self.scopes[self.by_key[key.index()].index()]
    }

    /// The scope with `id`.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.index()]
    }
}

/// What is kept from file to file for its memory.
#[derive(Debug, Default)]
pub struct Buffers {
    /// For the names of the scopes that are being filled.
    lists: Vec<build::Names>,
    /// For where names are in the scopes that are analysed.
    places: Vec<EpochMap>,
    /// Scopes that are done.
    scopes: Vec<Scope>,
}

/// How many lists and tables are kept: those of as many scopes as are usually inside each other.
const KEPT: usize = 16;

/// How many scopes are kept.
const KEPT_SCOPES: usize = 1024;

impl Buffers {
    /// With room for as many scopes as are kept.
    pub(crate) fn with_room() -> Self {
        Self { scopes: Vec::with_capacity(KEPT_SCOPES), ..Self::default() }
    }

    /// Takes back a table that nobody needs any more.
    pub fn recycle(&mut self, table: SymbolTable) {
        self.scopes = table.scopes;
        self.scopes.truncate(KEPT_SCOPES);
    }
}

/// Builds and analyses the symbol table of `module`.
///
/// # Errors
/// What CPython's symtable.c refuses: conflicting declarations, duplicate arguments, misplaced
/// `yield`, `await` and `:=`, and so on.
pub fn build<'a>(
    module: &Module<'a>,
    ctx: &mut Context<'a>,
    buffers: &mut Buffers,
) -> Result<SymbolTable, CompileError> {
    // Which of several errors is the first only CPython's order tells.
    build_with(module, ctx, buffers, false).or_else(|_| build_in_order(module, ctx, buffers))
}

/// What the symbol table refuses in `module`, where code generation has refused `later`; `warnings`: how many there were
/// before it.
#[cold]
pub(crate) fn refusal_before<'a>(
    later: CompileError,
    module: &Module<'a>,
    ctx: &mut Context<'a>,
    buffers: &mut Buffers,
    warnings: usize,
) -> CompileError {
    if !ctx.asks(Feature::CheckedBySymtable) {
        return later;
    }
    let Err(error) = build_in_order(module, ctx, buffers) else { return later };
    ctx.warnings.truncate(warnings);
    error
}

/// As [`build()`], with names and scopes in the order that CPython has them in.
///
/// # Errors
/// As [`build()`].
pub fn build_in_order<'a>(
    module: &Module<'a>,
    ctx: &mut Context<'a>,
    buffers: &mut Buffers,
) -> Result<SymbolTable, CompileError> {
    build_with(module, ctx, buffers, true)
}

fn build_with<'a>(
    module: &Module<'a>,
    ctx: &mut Context<'a>,
    buffers: &mut Buffers,
    in_order: bool,
) -> Result<SymbolTable, CompileError> {
    let Context { names, target, .. } = ctx;
    buffers.lists.truncate(KEPT);
    buffers.places.truncate(KEPT);
    let unresolved = build::build(module, buffers, names, target, in_order)?;
    analyze::analyze(unresolved, &mut buffers.places, names, target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::syntax;
    use crate::compiler::values::context::Options;
    use crate::compiler::version::Target;

    /// Every scope of `source`, in the order of the nodes that have them, with its names in no order.
    fn scopes(source: &str, target: &'static Target, in_order: bool) -> Result<Vec<String>, String> {
        let arena = bumpalo::Bump::new();
        let mut ctx = Context::new(&arena, target, Options::default());
        let decoded = syntax::decode(source.as_bytes(), ctx.target).map_err(|error| error.message)?;
        let module =
            syntax::parse(&decoded, &mut ctx, &mut syntax::Buffers::default()).map_err(|error| error.message)?;
        let table = build_with(&module, &mut ctx, &mut Buffers::default(), in_order).map_err(|error| error.message)?;
        let describe = |id: &ScopeId| {
            let scope = table.scope(*id);
            let entry =
                |entry: &SymbolEntry| format!("{} {:?}", ctx.names.text(entry.name), (entry.flags, entry.scope));
            let mut symbols: Vec<_> = scope.symbols.iter().map(entry).collect();
            symbols.sort();
            format!("{:?} {symbols:?} {}", scope.block, scope.children.len())
        };
        let annotations = table.by_key.iter().filter_map(|id| table.scope(*id).annotations);
        let scopes: Vec<_> = table.by_key.iter().copied().chain(annotations).collect();
        Ok(scopes.iter().map(describe).collect())
    }

    #[test]
    fn what_is_noted_is_what_the_tree_has() {
        let sources = [
            "a = b = c, *d = e\nx[y[x]], x = x\n(x, y), [z] = 1, 2\ndel p, (q, [r]), s[t], u.v\nw += x\n",
            "b, *a, x[b, a], c = a\nfor p[i], i in q: pass\n[d, (e, f[d, e])] = g, *h = f, e\n",
            "class C:\n    def f(self, __y, *__a, k=__d, **__k):\n        global __g\n        __x, __z = __y, __g\n",
            "def f(x=a, *, y: b = c) -> d:\n    x: int = 3\n    (y): int\n    return lambda z, w=x: [q for q in w]\n",
            "f(a, k=b, **c)\nf(x for x in y)\nf'{a} {b!r:{c}}'\n{a: b for a, b in c if (d := a)}\n__debug__\n",
            "match a:\n    case [x, *y] | z.q(w=1, v={'k': k, **r}) as s if t:\n        u\nfor a, in b: c\nelse: d\n",
            "with (a as b, c): pass\nwith (a, b): pass\ntry: a\nexcept (b, c) as d: e\nelse: f\nimport a.b, c as d\n",
            "from __future__ import annotations\ndef f(x: a, *y: b) -> c:\n    z: d = e\n    yield super()\n",
            "class C:\n    if a: b: c\n    d: (lambda: e) = f\n    def g(self, h: [i for i in b]): pass\nx: y\nif z: x: [z]\n",
        ];
        let deferring = Target::for_any_version(14, Some(10)).expect("a release that defers annotations");
        for target in [Target::py311(), deferring] {
            for source in sources {
                let noted = scopes(source, target, false);
                assert!(noted.is_ok(), "{source}: {noted:?}");
                assert_eq!(noted, scopes(source, target, true), "{source}");
            }
        }
        // In the order of the source there would be nothing to refuse here.
        let source = "def f():\n    try: a\n    except b: global c\n    else: c = 1\n";
        let refused = scopes(source, Target::py311(), false);
        assert_eq!(refused, Err("name 'c' is assigned to before global declaration".to_owned()));
    }
}
