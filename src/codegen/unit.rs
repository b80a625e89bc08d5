//! A code unit while it is being emitted (`struct compiler_unit`).

use super::unwind::FrameBlock;
use crate::Context;
use crate::code::flags;
use crate::constant::ConstId;
use crate::instruction::{InstrSequence, Label, Unit};
use crate::intern::{Symbol, sym};
use crate::location::Location;
use crate::symtable::{NameScope, Scope, def};
use rustc_hash::FxHashMap;
use std::hash::Hash;

/// What a unit is compiled from (`COMPILER_SCOPE_*`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Comprehension,
    /// The scope of type parameters, of a bound or of a default.
    TypeParams,
}

/// Distinct items in order of first appearance, with their indices.
#[derive(Debug)]
pub(super) struct OrderedSet<T> {
    items: Vec<T>,
    /// Filled once a scan would be slower.
    index: FxHashMap<T, u32>,
}

impl<T: Copy + Eq + Hash> OrderedSet<T> {
    /// Up to this many items, a scan beats a hash.
    const SCAN: usize = 12;

    fn new(items: Vec<T>) -> Self {
        let mut set = Self { items, index: FxHashMap::default() };
        if set.items.len() > Self::SCAN {
            set.fill_index();
        }
        set
    }

    fn fill_index(&mut self) {
        self.index.extend(self.items.iter().enumerate().map(|(i, &item)| (item, i as u32)));
    }

    /// The index of `item`, if it is there.
    pub(super) fn get(&self, item: T) -> Option<u32> {
        if self.items.len() > Self::SCAN {
            self.index.get(&item).copied()
        } else {
            self.items.iter().position(|&other| other == item).map(|i| i as u32)
        }
    }

    /// The index of `item`, which is added if it is new (`compiler_add_o`).
    pub(super) fn add(&mut self, item: T) -> u32 {
        if let Some(index) = self.get(item) {
            return index;
        }
        let index = self.items.len() as u32;
        self.items.push(item);
        match self.items.len() {
            len if len == Self::SCAN + 1 => self.fill_index(),
            len if len > Self::SCAN => {
                self.index.insert(item, index);
            }
            _ => {}
        }
        index
    }

    pub(super) fn first(&self) -> Option<T> {
        self.items.first().copied()
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }
}

/// A code unit while it is being emitted.
#[derive(Debug)]
pub(super) struct UnitState<'c, 'a> {
    pub(super) scope: &'c Scope,
    pub(super) kind: ScopeKind,
    pub(super) name: Symbol,
    pub(super) qualname: Symbol,
    /// The class whose name mangles private names.
    pub(super) private: Option<Symbol>,
    pub(super) firstlineno: i32,
    /// The position that the next instructions get.
    pub(super) loc: Location,
    pub(super) seq: InstrSequence,
    /// The last instruction ended a block: the next one starts one that has no label yet.
    pub(super) needs_block: bool,
    /// The current block has a `RETURN_VALUE` (`b_return`).
    pub(super) block_returns: bool,
    pub(super) consts: OrderedSet<ConstId>,
    pub(super) names: OrderedSet<Symbol>,
    pub(super) varnames: OrderedSet<Symbol>,
    pub(super) cellvars: OrderedSet<Symbol>,
    pub(super) freevars: OrderedSet<Symbol>,
    pub(super) argcount: u32,
    pub(super) posonlyargcount: u32,
    pub(super) kwonlyargcount: u32,
    pub(super) frame_blocks: Vec<FrameBlock<'a>>,
    /// See [`Unit::hidden`].
    pub(super) hidden: Vec<Symbol>,
    /// Of these, the ones in use: inside their comprehension.
    pub(super) active_hidden: Vec<Symbol>,
    /// Scopes that inlined comprehensions give names while they are emitted, innermost last.
    pub(super) overrides: Vec<(Symbol, NameScope)>,
    /// How many inlined comprehensions are around.
    pub(super) inlined_depth: u32,
    /// A class's `__static_attributes__`.
    pub(super) static_attributes: Vec<Symbol>,
}

impl<'c, 'a> UnitState<'c, 'a> {
    pub(super) fn new(
        scope: &'c Scope,
        kind: ScopeKind,
        name: Symbol,
        line: i32,
        private: Option<Symbol>,
        ctx: &Context<'_>,
    ) -> Self {
        let mut cellvars =
            sorted_names(scope, ctx, |entry| entry.scope == NameScope::Cell || entry.flags & def::COMP_CELL != 0);
        if scope.needs_class_closure {
            cellvars.push(sym::CLASS);
        }
        if scope.needs_classdict {
            cellvars.push(sym::CLASSDICT);
        }
        let freevars =
            sorted_names(scope, ctx, |entry| entry.scope == NameScope::Free || entry.flags & def::FREE_CLASS != 0);
        let mut seq = InstrSequence { label_count: 1, ..InstrSequence::default() };
        seq.placed.push((Label(0), 0));
        Self {
            scope,
            kind,
            name,
            qualname: name,
            private,
            firstlineno: line,
            loc: Location::new(line, line, 0, 0),
            seq,
            needs_block: false,
            block_returns: false,
            consts: OrderedSet::new(Vec::new()),
            names: OrderedSet::new(Vec::new()),
            varnames: OrderedSet::new(scope.varnames.clone()),
            cellvars: OrderedSet::new(cellvars),
            freevars: OrderedSet::new(freevars),
            argcount: 0,
            posonlyargcount: 0,
            kwonlyargcount: 0,
            frame_blocks: Vec::new(),
            hidden: Vec::new(),
            active_hidden: Vec::new(),
            overrides: Vec::new(),
            inlined_depth: 0,
            static_attributes: Vec::new(),
        }
    }

    /// `compute_code_flags`, without the future features.
    pub(super) fn code_flags(&self) -> u32 {
        let scope = self.scope;
        if !scope.block.is_function_like() {
            return 0;
        }
        let mut bits = flags::NEWLOCALS | flags::OPTIMIZED;
        if scope.nested {
            bits |= flags::NESTED;
        }
        bits |= match (scope.generator, scope.coroutine) {
            (true, false) => flags::GENERATOR,
            (false, true) => flags::COROUTINE,
            (true, true) => flags::ASYNC_GENERATOR,
            (false, false) => 0,
        };
        if scope.varargs {
            bits |= flags::VARARGS;
        }
        if scope.varkeywords {
            bits |= flags::VARKEYWORDS;
        }
        bits
    }

    /// What the assembler gets.
    pub(super) fn into_unit(self, flags: u32) -> Unit {
        Unit {
            seq: self.seq,
            name: self.name,
            qualname: self.qualname,
            consts: self.consts.items,
            names: self.names.items,
            varnames: self.varnames.items,
            cellvars: self.cellvars.items,
            freevars: self.freevars.items,
            parameters: self.scope.varnames.len() as u32,
            argcount: self.argcount,
            posonlyargcount: self.posonlyargcount,
            kwonlyargcount: self.kwonlyargcount,
            flags,
            firstlineno: self.firstlineno,
            hidden: self.hidden,
            is_function: self.scope.block.is_function_like(),
        }
    }
}

/// The names of `scope` that `wanted` picks, in the order of their code points (`dictbytype`);
/// UTF-8 sorts the same way.
fn sorted_names(
    scope: &Scope,
    ctx: &Context<'_>,
    wanted: impl Fn(&crate::symtable::SymbolEntry) -> bool,
) -> Vec<Symbol> {
    let mut names: Vec<Symbol> = scope.symbols.iter().filter(|entry| wanted(entry)).map(|entry| entry.name).collect();
    names.sort_unstable_by_key(|&name| ctx.names.bytes(name));
    names
}
