//! A code unit while it is being emitted (`struct compiler_unit`).

use super::unwind::FrameBlock;
use crate::Context;
use crate::code::flags;
use crate::constant::ConstId;
use crate::instruction::{InstrSequence, Label, Unit};
use crate::intern::{Symbol, sym};
use crate::location::Location;
use crate::places::Places;
use crate::symtable::{NameScope, Scope, SymbolEntry, def};
use crate::target::opflags::Kinds;

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

/// A small number that an [`OrderedSet`] can hold.
pub(super) trait Number: Copy + Eq {
    /// It.
    fn number(self) -> u32;
}

impl Number for Symbol {
    #[inline]
    fn number(self) -> u32 {
        self.0
    }
}

impl Number for ConstId {
    #[inline]
    fn number(self) -> u32 {
        self.0
    }
}

/// Distinct items in order of first appearance, with their indices.
#[derive(Debug)]
pub(super) struct OrderedSet<T> {
    items: Vec<T>,
    places: Places,
}

impl<T: Number> OrderedSet<T> {
    /// An empty one in the memory of `places`.
    fn new(places: Places) -> Self {
        Self { items: Vec::new(), places }
    }

    /// Forgets everything but the memory.
    fn restart(&mut self) {
        self.items.clear();
        self.places.clear();
    }

    /// Notes where the items are that it starts with: of equal ones, where the first is.
    fn note_places(&mut self) {
        for (index, item) in self.items.iter().enumerate().rev() {
            self.places.set(item.number(), index as u32);
        }
    }

    /// The index of `item`, if it is there.
    #[inline]
    pub(super) fn get(&self, item: T) -> Option<u32> {
        self.places.get(item.number())
    }

    /// The index of `item`, which is added if it is new (`compiler_add_o`).
    #[inline]
    pub(super) fn add(&mut self, item: T) -> u32 {
        if let Some(index) = self.get(item) {
            return index;
        }
        let index = self.items.len() as u32;
        self.items.push(item);
        self.places.set(item.number(), index);
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
    /// Whether it runs as a function does.
    pub(super) in_function: bool,
    /// Where names are in the scope.
    symbols: Places,
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
    /// What inlined comprehensions make of names while they are emitted, innermost last.
    pub(super) overrides: Vec<SymbolEntry>,
    /// How many inlined comprehensions are around.
    pub(super) inlined_depth: u32,
    /// A class's `__static_attributes__`.
    pub(super) static_attributes: Vec<Symbol>,
}

impl<'c, 'a> UnitState<'c, 'a> {
    /// A unit that compiles `scope`.
    pub(super) fn new(
        scope: &'c Scope,
        kind: ScopeKind,
        name: Symbol,
        line: i32,
        private: Option<Symbol>,
        ctx: &mut Context<'_>,
    ) -> Box<Self> {
        let mut places = || ctx.places.pop().unwrap_or_default();
        let mut unit = Box::new(Self {
            scope,
            in_function: false,
            symbols: places(),
            kind,
            name,
            qualname: name,
            private,
            firstlineno: line,
            loc: Location::NONE,
            seq: InstrSequence::default(),
            needs_block: false,
            block_returns: false,
            consts: OrderedSet::new(places()),
            names: OrderedSet::new(places()),
            varnames: OrderedSet::new(places()),
            cellvars: OrderedSet::new(places()),
            freevars: OrderedSet::new(places()),
            argcount: 0,
            posonlyargcount: 0,
            kwonlyargcount: 0,
            frame_blocks: Vec::new(),
            hidden: Vec::new(),
            active_hidden: Vec::new(),
            overrides: Vec::new(),
            inlined_depth: 0,
            static_attributes: Vec::new(),
        });
        unit.restart(scope, kind, name, line, private, ctx);
        unit
    }

    /// Makes of a unit that is finished another one, in the same memory.
    pub(super) fn restart(
        &mut self,
        scope: &'c Scope,
        kind: ScopeKind,
        name: Symbol,
        line: i32,
        private: Option<Symbol>,
        ctx: &Context<'_>,
    ) {
        self.scope = scope;
        self.in_function = scope.block.is_function_like();
        self.kind = kind;
        self.name = name;
        self.qualname = name;
        self.private = private;
        self.firstlineno = line;
        self.loc = Location::new(line, line, 0, 0);
        self.seq.instrs.clear();
        self.seq.placed.clear();
        self.seq.implicit.clear();
        self.seq.kinds = Kinds::default();
        self.seq.placed.push((Label(0), 0));
        self.seq.label_count = 1;
        self.needs_block = false;
        self.block_returns = false;
        self.consts.restart();
        self.names.restart();
        self.varnames.restart();
        self.cellvars.restart();
        self.freevars.restart();
        self.symbols.clear();
        for (index, entry) in scope.symbols.iter().enumerate() {
            self.symbols.set(entry.name.0, index as u32);
            if entry.scope == NameScope::Cell || entry.flags & def::COMP_CELL != 0 {
                self.cellvars.items.push(entry.name);
            }
            if entry.scope == NameScope::Free || entry.flags & def::FREE_CLASS != 0 {
                self.freevars.items.push(entry.name);
            }
        }
        self.varnames.items.extend_from_slice(&scope.varnames);
        // In the order of their code points (`dictbytype`); UTF-8 sorts the same way.
        self.cellvars.items.sort_unstable_by_key(|&name| ctx.names.bytes(name));
        self.freevars.items.sort_unstable_by_key(|&name| ctx.names.bytes(name));
        if scope.needs_class_closure {
            self.cellvars.items.push(sym::CLASS);
        }
        if scope.needs_classdict {
            self.cellvars.items.push(sym::CLASSDICT);
        }
        self.varnames.note_places();
        self.cellvars.note_places();
        self.freevars.note_places();
        self.argcount = 0;
        self.posonlyargcount = 0;
        self.kwonlyargcount = 0;
        self.frame_blocks.clear();
        self.hidden.clear();
        self.active_hidden.clear();
        self.overrides.clear();
        self.inlined_depth = 0;
        self.static_attributes.clear();
    }

    /// Gives its tables back.
    pub(super) fn give_places(self, to: &mut Vec<Places>) {
        let Self { symbols, consts, names, varnames, cellvars, freevars, .. } = self;
        let of_names = [names, varnames, cellvars, freevars].map(|set| set.places);
        to.extend([symbols, consts.places].into_iter().chain(of_names));
    }

    /// What `name` is in the scope, or in the inlined comprehension that is being emitted.
    pub(super) fn entry(&self, name: Symbol) -> Option<&SymbolEntry> {
        self.overrides.iter().rev().find(|entry| entry.name == name).or_else(|| self.scope_entry(name))
    }

    /// What `name` is in the scope.
    fn scope_entry(&self, name: Symbol) -> Option<&'c SymbolEntry> {
        self.symbols.get(name.0).map(|at| &self.scope.symbols[at as usize])
    }

    /// Where a (mangled) name lives as seen from the scope (`_PyST_GetScope`).
    pub(super) fn scope_of(&self, name: Symbol) -> NameScope {
        self.scope_entry(name).map_or(NameScope::Unknown, |entry| entry.scope)
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

    /// What the assembler gets. What was emitted is lent to it, until [`Self::take_back`].
    pub(super) fn lend(&mut self, flags: u32) -> Unit {
        Unit {
            seq: std::mem::take(&mut self.seq),
            name: self.name,
            qualname: self.qualname,
            consts: std::mem::take(&mut self.consts.items),
            names: std::mem::take(&mut self.names.items),
            varnames: std::mem::take(&mut self.varnames.items),
            cellvars: std::mem::take(&mut self.cellvars.items),
            freevars: std::mem::take(&mut self.freevars.items),
            parameters: self.scope.varnames.len() as u32,
            argcount: self.argcount,
            posonlyargcount: self.posonlyargcount,
            kwonlyargcount: self.kwonlyargcount,
            flags,
            firstlineno: self.firstlineno,
            hidden: std::mem::take(&mut self.hidden),
            is_function: self.scope.block.is_function_like(),
        }
    }

    /// Takes the memory of a unit back, for [`Self::restart`].
    pub(super) fn take_back(&mut self, unit: Unit) {
        self.seq = unit.seq;
        self.consts.items = unit.consts;
        self.names.items = unit.names;
        self.varnames.items = unit.varnames;
        self.cellvars.items = unit.cellvars;
        self.freevars.items = unit.freevars;
        self.hidden = unit.hidden;
    }
}
