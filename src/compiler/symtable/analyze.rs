//! The second pass: where each name of each scope lives (`symtable_analyze`).
//!
//! CPython hands every block copies of two sets, the names bound by functions around it and those
//! declared global around it. The second has no influence on where a name lives, and the first
//! changes only for the blocks inside a function, so that here it is one bit a name, set on the way
//! in and put back on the way out.

use super::build::{Directive, Unresolved};
use super::{BlockType, NameScope, Scope, ScopeId, SymbolEntry, SymbolTable, def};
use crate::compiler::syntax::ast::CompKind;
use crate::compiler::values::epoch_map::EpochMap;
use crate::compiler::values::error::CompileError;
use crate::compiler::values::intern::{Interner, Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::{Feature, Target};

/// Decides where every name lives.
///
/// # Errors
/// `nonlocal` without a binding around it or at module level, names both `nonlocal` and `global`.
pub(super) fn analyze(
    unresolved: Unresolved,
    places: &mut Vec<EpochMap>,
    names: &Interner<'_>,
    target: &Target,
) -> Result<SymbolTable, CompileError> {
    let Unresolved { scopes, by_key, directives } = unresolved;
    let mut analyzer = Analyzer {
        scopes,
        directives,
        names,
        inlines: target.has(Feature::InlinedComprehensions),
        class_dict: target.has(Feature::ClassDict),
        conditional: target.has(Feature::DeferredAnnotations),
        class_leaves: target.has(Feature::ClassLeavesComprehensions),
        classdict_leaves: target.has(Feature::ClassdictLeavesComprehensions),
        cells_in_lambdas: target.has(Feature::ClassCellsInLambdas),
        bound: vec![0; names.len()],
        undo: Vec::new(),
        free: Vec::new(),
        places,
    };
    analyzer.block(ScopeId(0), None, 0)?;
    Ok(SymbolTable { scopes: analyzer.scopes, by_key })
}

struct Analyzer<'n, 'a> {
    scopes: Vec<Scope>,
    directives: Vec<Directive>,
    names: &'n Interner<'a>,
    /// [`Feature::InlinedComprehensions`]
    inlines: bool,
    /// [`Feature::ClassDict`]
    class_dict: bool,
    /// [`Feature::DeferredAnnotations`]
    conditional: bool,
    /// [`Feature::ClassLeavesComprehensions`]
    class_leaves: bool,
    /// [`Feature::ClassdictLeavesComprehensions`]
    classdict_leaves: bool,
    /// [`Feature::ClassCellsInLambdas`]
    cells_in_lambdas: bool,
    /// By symbol: whether a function around the current block binds the name ([`BOUND`]), and
    /// whether as a type parameter ([`TYPE_PARAM`]).
    bound: Vec<u8>,
    /// What `bound` was before the blocks around the current one.
    undo: Vec<(Symbol, u8)>,
    /// Names that are free in the blocks done so far whose enclosing block is not done.
    free: Vec<Symbol>,
    /// Where names are in the current block and in those around it, outermost first; only in those that
    /// a comprehension was inlined in.
    places: &'n mut Vec<EpochMap>,
}

/// See [`Analyzer::bound`].
const BOUND: u8 = 1;
/// See [`Analyzer::bound`].
const TYPE_PARAM: u8 = 2;
/// While what is free in the blocks inside is settled: the name is.
const FREE: u8 = 4;
/// While what is free in the blocks inside is settled: the name is this block's cell.
const CELL: u8 = 8;

impl Analyzer<'_, '_> {
    /// Resolves a block and those in it; leaves what is free in them on `self.free`
    /// (`analyze_block`). `class` is the class whose names the block sees, if there is one; `depth` is how
    /// many blocks are around it.
    fn block(&mut self, id: ScopeId, class: Option<ScopeId>, depth: usize) -> Result<(), CompileError> {
        let undo_start = self.undo.len();
        let free_start = self.free.len();
        let own = self.names_of(id, class)?;
        let scope = &self.scopes[id.index()];
        let sees_class = scope.can_see_class_scope;
        let class = if scope.block == BlockType::Class {
            self.set(sym::CLASS, BOUND, BOUND);
            if self.class_dict {
                self.set(sym::CLASSDICT, BOUND, BOUND);
            }
            if self.conditional {
                self.set(sym::CONDITIONAL_ANNOTATIONS, BOUND, BOUND);
            }
            Some(id)
        } else {
            class
        };
        let mut inlined = false;
        for i in 0..self.scopes[id.index()].children.len() {
            let child = self.scopes[id.index()].children[i];
            let entry = &self.scopes[child.index()];
            let inline = self.inlines
                && !sees_class
                && matches!(entry.comprehension, Some(kind) if kind != CompKind::GeneratorExp);
            let child_start = self.free.len();
            self.block(child, class.filter(|_| entry.can_see_class_scope), depth + 1)?;
            if inline {
                if !inlined {
                    self.note_places(id, depth);
                }
                self.inline(id, child, child_start, depth);
                inlined = true;
            }
        }
        if inlined {
            self.splice_children(id);
        }
        for (name, was) in self.undo.drain(undo_start..).rev() {
            self.bound[name.index()] = was;
        }
        self.take_free(id, free_start);
        if inlined {
            self.make_cells(id);
        }
        let own = &self.scopes[id.index()].symbols[..own];
        self.free.extend(own.iter().filter(|entry| entry.scope == NameScope::Free).map(|entry| entry.name));
        Ok(())
    }

    /// Sets the bits `mask` of what is known of `name` to `bits`.
    fn set(&mut self, name: Symbol, mask: u8, bits: u8) {
        let now = &mut self.bound[name.index()];
        let then = *now & !mask | bits;
        if *now != then {
            self.undo.push((name, *now));
            *now = then;
        }
    }

    /// Notes where the names of the block `id` are, which `depth` others are around.
    fn note_places(&mut self, id: ScopeId, depth: usize) {
        if self.places.len() <= depth {
            self.places.resize(depth + 1, EpochMap::default());
        }
        let places = &mut self.places[depth];
        places.clear();
        let symbols = &self.scopes[id.index()].symbols;
        symbols.iter().enumerate().for_each(|(index, entry)| places.set(entry.name.0, index as u32));
    }

    /// Gives the names of the comprehension `comp` to the block around it, `id`, in whose unit it
    /// will run; what is free in it is on `self.free` from `free_start` (`inline_comprehension`).
    fn inline(&mut self, id: ScopeId, comp: ScopeId, free_start: usize, depth: usize) {
        self.scopes[comp.index()].inlined = true;
        let in_class = self.scopes[id.index()].block == BlockType::Class;
        let mut i = 0;
        while let Some(&entry) = self.scopes[comp.index()].symbols.get(i) {
            i += 1;
            let SymbolEntry { name, flags, mut scope } = entry;
            // The iterable needs no parameter any more.
            if flags & def::PARAM != 0 {
                continue;
            }
            let becomes_cell = scope == NameScope::Cell || flags & def::COMP_CELL != 0;
            // A class keeps its own cells from what is evaluated in it.
            let leaves = match name {
                sym::CLASS => self.class_leaves,
                sym::CLASSDICT | sym::CONDITIONAL_ANNOTATIONS => self.classdict_leaves,
                _ => false,
            };
            if scope == NameScope::Free && in_class && leaves {
                scope = NameScope::GlobalImplicit;
                if !self.cells_in_lambdas || !self.free_in_child(comp, name) {
                    self.discard_free(name, free_start);
                }
                self.scopes[comp.index()].symbols.retain(|entry| entry.name != name);
                i -= 1;
            }
            let comp_cell = if becomes_cell { def::COMP_CELL } else { 0 };
            let outer = &mut self.scopes[id.index()];
            match self.places[depth].get(name.0) {
                None => {
                    self.places[depth].set(name.0, outer.symbols.len() as u32);
                    outer.symbols.push(SymbolEntry { name, flags: flags | comp_cell, scope });
                }
                Some(at) => {
                    let existing = &mut outer.symbols[at as usize];
                    existing.flags |= comp_cell;
                    // What the comprehension takes from the block is at hand there, unless functions
                    // in it need a cell.
                    if existing.flags & def::BOUND != 0 && !in_class && !self.free_in_child(comp, name) {
                        self.discard_free(name, free_start);
                    }
                }
            }
        }
    }

    /// Takes `name` out of what is free since `start`, where it may stand more than once.
    fn discard_free(&mut self, name: Symbol, start: usize) {
        let mut at = start;
        while at < self.free.len() {
            if self.free[at] == name {
                self.free.swap_remove(at);
            } else {
                at += 1;
            }
        }
    }

    /// `is_free_in_any_child`
    fn free_in_child(&self, id: ScopeId, name: Symbol) -> bool {
        let children = &self.scopes[id.index()].children;
        children
            .iter()
            .any(|child| self.scopes[child.index()].get(name).is_some_and(|entry| entry.scope == NameScope::Free))
    }

    /// Puts the children of inlined comprehensions in the place of these.
    fn splice_children(&mut self, id: ScopeId) {
        let children = std::mem::take(&mut self.scopes[id.index()].children);
        let mut spliced = Vec::with_capacity(children.len());
        for child in children {
            let scope = &self.scopes[child.index()];
            if scope.inlined {
                spliced.extend_from_slice(&scope.children);
            } else {
                spliced.push(child);
            }
        }
        self.scopes[id.index()].children = spliced;
    }

    /// Resolves the names that appear in the block itself and says where the last free one is, counted from 1
    /// (`analyze_name`).
    fn names_of(&mut self, id: ScopeId, class: Option<ScopeId>) -> Result<usize, CompileError> {
        let scope = &mut self.scopes[id.index()];
        let function = scope.block.is_function_like();
        // An error is the end of the table, so that nobody misses what is taken out meanwhile.
        let mut symbols = std::mem::take(&mut scope.symbols);
        // What is bound here is asked for by the blocks inside.
        let has_inside = !scope.children.is_empty();
        let mut frees = 0;
        for (index, entry) in symbols.iter_mut().enumerate() {
            let SymbolEntry { name, flags, .. } = *entry;
            let resolved = if flags & (def::GLOBAL | def::NONLOCAL) != 0 {
                if flags & def::GLOBAL != 0 && function && has_inside {
                    self.set(name, BOUND, 0);
                }
                self.declared(id, name, flags)?
            } else if flags & def::BOUND != 0 {
                let type_param = if flags & def::TYPE_PARAM != 0 { TYPE_PARAM } else { 0 };
                match (has_inside, function) {
                    (false, _) => {}
                    (true, true) => self.set(name, BOUND | TYPE_PARAM, BOUND | type_param),
                    (true, false) => self.set(name, TYPE_PARAM, type_param),
                }
                NameScope::Local
            } else if let Some(scope) = class.and_then(|class| self.class_child(class, name)) {
                scope
            } else if self.bound[name.index()] & BOUND != 0 {
                NameScope::Free
            } else {
                NameScope::GlobalImplicit
            };
            entry.scope = resolved;
            if resolved == NameScope::Free {
                frees = index + 1;
            }
        }
        self.scopes[id.index()].symbols = symbols;
        Ok(frees)
    }

    /// What a name is that the block `id` declares `global` or `nonlocal`.
    #[inline(never)] // Perf: rare
    fn declared(&self, id: ScopeId, name: Symbol, flags: u16) -> Result<NameScope, CompileError> {
        let text = || self.names.text(name);
        let message = match (flags & def::GLOBAL != 0, flags & def::NONLOCAL != 0) {
            (true, false) => return Ok(NameScope::GlobalExplicit),
            (true, true) => format!("name '{}' is nonlocal and global", text()),
            _ if self.scopes[id.index()].block == BlockType::Module => {
                "nonlocal declaration not allowed at module level".to_owned()
            }
            _ if self.bound[name.index()] & BOUND == 0 => format!("no binding for nonlocal '{}' found", text()),
            _ if self.bound[name.index()] & TYPE_PARAM != 0 => {
                format!("nonlocal binding not allowed for type parameter '{}'", text())
            }
            _ => return Ok(NameScope::Free),
        };
        Err(self.at_directive(id, name, message))
    }

    /// What a name that `class` binds is for a scope that sees the class's names: it is found there
    /// or among the globals, even if a function around the class binds it too.
    fn class_child(&self, class: ScopeId, name: Symbol) -> Option<NameScope> {
        let flags = self.scopes[class.index()].flags(name);
        if flags & def::GLOBAL != 0 {
            Some(NameScope::GlobalExplicit)
        } else if flags & def::BOUND != 0 && flags & def::NONLOCAL == 0 {
            Some(NameScope::GlobalImplicit)
        } else {
            None
        }
    }

    /// Settles what is free in the blocks inside: a function's locals become cells, a class provides
    /// `__class__`, and the rest stays free, here too (`analyze_cells`, `drop_class_free`,
    /// `update_symbols`).
    fn take_free(&mut self, id: ScopeId, start: usize) {
        let Self { scopes, bound, free, class_dict, conditional, .. } = self;
        let scope = &mut scopes[id.index()];
        let function = scope.block.is_function_like();
        let of_class = scope.block == BlockType::Class;
        let mut kept = start;
        for i in start..free.len() {
            let name = free[i];
            if of_class && name == sym::CLASS {
                scope.needs_class_closure = true;
            } else if of_class && name == sym::CLASSDICT && *class_dict {
                scope.needs_classdict = true;
            } else if of_class && name == sym::CONDITIONAL_ANNOTATIONS && *conditional {
                scope.has_conditional_annotations = true;
            } else if bound[name.index()] & FREE == 0 {
                bound[name.index()] |= FREE;
                free[kept] = name;
                kept += 1;
            }
        }
        free.truncate(kept);
        if kept > start {
            for entry in &mut scope.symbols {
                let known = &mut bound[entry.name.index()];
                if *known & FREE == 0 {
                    continue;
                }
                *known &= !FREE;
                if function && entry.scope == NameScope::Local {
                    entry.scope = NameScope::Cell;
                    *known |= CELL;
                } else if (of_class || scope.can_see_class_scope)
                    && (*class_dict || entry.flags & (def::BOUND | def::GLOBAL) != 0)
                {
                    entry.flags |= def::FREE_CLASS;
                }
            }
            let mut kept = start;
            for i in start..free.len() {
                let name = free[i];
                let known = std::mem::take(&mut bound[name.index()]);
                bound[name.index()] = known & !(FREE | CELL);
                if known & FREE != 0 {
                    scope.symbols.push(SymbolEntry { name, flags: 0, scope: NameScope::Free });
                }
                if known & CELL == 0 {
                    free[kept] = name;
                    kept += 1;
                }
            }
            free.truncate(kept);
        }
    }

    /// Makes cells of the locals that are some of an inlined comprehension.
    fn make_cells(&mut self, id: ScopeId) {
        let scope = &mut self.scopes[id.index()];
        if scope.block.is_function_like() {
            let cells = scope.symbols.iter_mut().filter(|entry| entry.flags & def::COMP_CELL != 0);
            for entry in cells.filter(|entry| entry.scope == NameScope::Local) {
                entry.scope = NameScope::Cell;
            }
        }
    }

    /// An error at the `global`, `nonlocal` or `:=` that declared `name` first
    /// (`error_at_directive`).
    fn at_directive(&self, id: ScopeId, name: Symbol, message: String) -> CompileError {
        let directive = self.directives.iter().find(|directive| directive.scope == id && directive.name == name);
        CompileError::syntax(message, directive.map_or(Location::NONE, |directive| directive.loc))
    }
}
