//! A code unit while it is being emitted (`struct compiler_unit`).

use super::annotations::Deferred;
use super::shadows::Shadows;
use super::unwind::FrameBlock;
use crate::compiler::symtable::{NameScope, Scope, SymbolEntry, def};
use crate::compiler::syntax::ast::ExprContext;
use crate::compiler::values::code::flags;
use crate::compiler::values::constant::ConstId;
use crate::compiler::values::context::Context;
use crate::compiler::values::epoch_map::EpochMap;
use crate::compiler::values::instruction::{Label, Unit};
use crate::compiler::values::intern::{Symbol, recycled, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::kinds::KindsSoFar;
use crate::compiler::version::oparg::global;
use crate::compiler::version::opcode::Op;

/// The kind of source that a unit is compiled from (`COMPILER_SCOPE_*`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Comprehension,
    /// The scope of type parameters, of a bound or of a default, or of deferred annotations.
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

/// The index of `item` among distinct ones, of which `places` says where they are; it is added if it is new
/// (`compiler_add_o`).
#[inline]
fn add<T: Number>(items: &mut Vec<T>, places: &mut EpochMap, item: T) -> u32 {
    if items.len() == items.capacity() {
        return add_after_more(items, places, item);
    }
    let new = items.len() as u32;
    match places.get_or_set(item.number(), new) {
        Some(&mut index) => index,
        None => {
            items.push(item);
            new
        }
    }
}

/// The slow path of [`add()`]: makes room first.
#[cold]
fn add_after_more<T: Number>(items: &mut Vec<T>, places: &mut EpochMap, item: T) -> u32 {
    items.reserve(1);
    add(items, places, item)
}

/// Notes where the items are that a list starts with: of equal ones, where the first is.
fn note_places<T: Number>(items: &[T], places: &mut EpochMap) {
    places.clear();
    for (index, item) in items.iter().enumerate().rev() {
        places.set(item.number(), index as u32);
    }
}

/// The memory that a unit is emitted into, kept for later units, also of the next file.
#[derive(Debug, Default)]
pub(super) struct UnitBuffers {
    out: Unit,
    places: UnitPlaces,
    frame_blocks: Vec<FrameBlock<'static>>,
    active_hidden: Shadows<()>,
    overrides: Shadows<SymbolEntry>,
    static_attributes: Vec<Symbol>,
}

/// Indices into the tables of a unit.
#[derive(Debug, Default)]
struct UnitPlaces {
    /// Names in the scope.
    symbols: EpochMap<Variable>,
    consts: EpochMap,
    names: EpochMap,
    varnames: EpochMap,
    cellvars: EpochMap,
    freevars: EpochMap,
    hidden: EpochMap,
}

/// The kind of variable that a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    /// One of the others that has to be looked at each time.
    Other,
    Fast,
    Global,
    Name,
}

/// The operations that load, store and delete a variable of each kind, and how far the index is shifted to become the
/// argument.
const OPERATIONS: [(Op, u8); 16] = [
    (Op::NOP, 0),
    (Op::NOP, 0),
    (Op::NOP, 0),
    (Op::NOP, 0),
    (Op::LOAD_FAST, 0),
    (Op::STORE_FAST, 0),
    (Op::DELETE_FAST, 0),
    (Op::NOP, 0),
    (Op::LOAD_GLOBAL, global::SHIFT),
    (Op::STORE_GLOBAL, 0),
    (Op::DELETE_GLOBAL, 0),
    (Op::NOP, 0),
    (Op::LOAD_NAME, 0),
    (Op::STORE_NAME, 0),
    (Op::DELETE_NAME, 0),
    (Op::NOP, 0),
];

/// A unit's use of a variable: its index, and in the low bits the row of its operations in [`OPERATIONS`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Use(u32);

impl Use {
    /// The index of a variable that has none yet.
    const NO_INDEX: u32 = u32::MAX >> 4;

    const fn new(access: Access, index: u32) -> Self {
        Self(index << 4 | (access as u32) << 2)
    }

    /// A variable without an index.
    const fn unplaced(access: Access) -> Self {
        Self::new(access, Self::NO_INDEX)
    }

    /// A local variable of a function.
    pub(super) fn fast(index: u32) -> Self {
        Self::new(Access::Fast, index)
    }

    /// A global variable.
    pub(super) fn global(index: u32) -> Self {
        Self::new(Access::Global, index)
    }

    /// A variable of a module or a class.
    pub(super) fn name(index: u32) -> Self {
        Self::new(Access::Name, index)
    }

    fn access(self) -> Access {
        match self.0 >> 2 & 3 {
            1 => Access::Fast,
            2 => Access::Global,
            3 => Access::Name,
            _ => Access::Other,
        }
    }

    #[inline]
    fn has_index(self) -> bool {
        self.0 < Self::NO_INDEX << 4
    }

    /// The operation that does what `ctx` says, and its argument.
    #[inline]
    pub(super) fn operation(self, ctx: ExprContext) -> (Op, u32) {
        let (op, shift) = OPERATIONS[(self.0 & 0xF | ctx as u32) as usize];
        (op, self.0 >> 4 << shift)
    }
}

// The tables here are by these numbers.
const _: () = {
    use NameScope::{Cell, Free, GlobalExplicit, GlobalImplicit, Local, Unknown};
    let in_order = [Unknown, Local, GlobalExplicit, GlobalImplicit, Free, Cell];
    let mut number = 0;
    while number < in_order.len() {
        assert!(in_order[number] as usize == number);
        number += 1;
    }
    assert!(ExprContext::Load as usize == 0 && ExprContext::Store as usize == 1 && ExprContext::Del as usize == 2);
};

/// The first use of a scope's variables by its unit, by their [`NameScope`].
fn uses(scope: &Scope) -> [Use; 6] {
    const OTHER: Use = Use::unplaced(Access::Other);
    const FAST: Use = Use::unplaced(Access::Fast);
    const GLOBAL: Use = Use::unplaced(Access::Global);
    const NAME: Use = Use::unplaced(Access::Name);
    // Unknown, Local, GlobalExplicit, GlobalImplicit, Free, Cell
    match (scope.block.is_function_like(), scope.can_see_class_scope) {
        (true, false) => [OTHER, FAST, GLOBAL, GLOBAL, OTHER, OTHER],
        (true, true) => [OTHER, FAST, GLOBAL, OTHER, OTHER, OTHER],
        (false, _) => [OTHER, NAME, GLOBAL, NAME, OTHER, OTHER],
    }
}

/// A name of the scope.
#[derive(Clone, Copy, Debug, Default)]
struct Variable {
    /// The index of its entry in the scope.
    at: u32,
    /// The unit's use of it outside inlined comprehensions.
    used: Use,
}

/// Longer lists of instructions than this are not kept for the next file.
const KEPT_INSTRS: usize = 1 << 13;

impl UnitBuffers {
    /// With room for a unit of `instructions` in a file of `texts` and constants.
    pub(crate) fn with_room(instructions: usize, texts: usize) -> Self {
        let mut buffers = Self::default();
        buffers.out.seq.instrs.reserve(instructions);
        buffers.places = UnitPlaces {
            symbols: EpochMap::with_room(texts),
            consts: EpochMap::with_room(texts),
            names: EpochMap::with_room(texts),
            varnames: EpochMap::with_room(texts),
            cellvars: EpochMap::with_room(texts),
            freevars: EpochMap::with_room(texts),
            hidden: EpochMap::default(),
        };
        buffers
    }
}

/// A code unit while it is being emitted.
#[derive(Debug)]
pub(super) struct UnitState<'c, 'a> {
    pub(super) scope: &'c Scope,
    /// The unit that the assembler gets.
    pub(super) out: Unit,
    places: UnitPlaces,
    pub(super) kind: ScopeKind,
    /// The class whose name mangles private names, see [`Self::mangle_in`].
    pub(super) private: Option<Symbol>,
    /// The position that the next instructions get.
    pub(super) loc: Location,
    pub(super) frame_blocks: Vec<FrameBlock<'a>>,
    /// Of the hidden locals, the ones in use: inside their comprehension.
    pub(super) active_hidden: Shadows<()>,
    /// The names that inlined comprehensions use in another way while they are emitted, innermost last.
    pub(super) overrides: Shadows<SymbolEntry>,
    /// The number of inlined comprehensions around.
    pub(super) inlined_depth: u32,
    /// A class's `__static_attributes__`.
    pub(super) static_attributes: Vec<Symbol>,
    /// The annotations of a module's or class's variables, to be compiled after its body.
    pub(super) deferred: Vec<Deferred<'a>>,
    /// How many of them are told apart by whether they were reached.
    pub(super) conditional_count: u32,
    /// Whether it is a function with a docstring that is kept.
    pub(super) has_docstring: bool,
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
        buffers: UnitBuffers,
    ) -> Box<Self> {
        let UnitBuffers { out, places, frame_blocks, active_hidden, overrides, static_attributes } = buffers;
        let mut unit = Box::new(Self {
            scope,
            out,
            places,
            kind,
            private,
            loc: Location::NONE,
            frame_blocks: recycled(frame_blocks),
            active_hidden,
            overrides,
            inlined_depth: 0,
            static_attributes,
            deferred: Vec::new(),
            conditional_count: 0,
            has_docstring: false,
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
        self.kind = kind;
        self.private = private;
        self.has_docstring = false;
        self.deferred.clear();
        self.conditional_count = 0;
        self.loc = Location::new(line, line, 0, 0);
        let Self { out, places, .. } = self;
        out.seq.instrs.clear();
        out.seq.placed.clear();
        out.seq.kinds = KindsSoFar::default();
        out.seq.fused_away = 0;
        out.seq.place(Label::ENTRY);
        out.seq.implicit.clear();
        out.seq.with_target.clear();
        out.seq.label_count = 1;
        out.name = name;
        out.qualname = name;
        out.consts.clear();
        out.names.clear();
        out.varnames.clear();
        out.cellvars.clear();
        out.freevars.clear();
        places.symbols.clear();
        places.consts.clear();
        places.names.clear();
        places.varnames.clear();
        places.hidden.clear();
        out.is_function = scope.block.is_function_like();
        let uses = uses(scope);
        for (at, entry) in scope.symbols.iter().enumerate() {
            let mut used = uses[entry.scope as usize];
            if entry.flags & (def::PARAM | def::COMP_CELL | def::FREE_CLASS | def::MAY_CHANGE) != 0
                || matches!(entry.scope, NameScope::Free | NameScope::Cell)
            {
                if entry.scope == NameScope::Cell || entry.flags & def::COMP_CELL != 0 {
                    out.cellvars.push(entry.name);
                }
                if entry.scope == NameScope::Free || entry.flags & def::FREE_CLASS != 0 {
                    out.freevars.push(entry.name);
                }
                if entry.flags & def::PARAM != 0 {
                    let index = add(&mut out.varnames, &mut places.varnames, entry.name);
                    if entry.scope == NameScope::Local {
                        used = Use::fast(index);
                    }
                }
                if entry.flags & def::MAY_CHANGE != 0 && (private.is_some() || entry.name == sym::DEBUG) {
                    used = Use::unplaced(Access::Other);
                }
            }
            places.symbols.set(entry.name.0, Variable { at: at as u32, used });
        }
        // In the order of their code points (`dictbytype`); UTF-8 sorts the same way.
        out.cellvars.sort_unstable_by_key(|&name| ctx.names.bytes(name));
        out.freevars.sort_unstable_by_key(|&name| ctx.names.bytes(name));
        // They may be cells already: variables of an inlined comprehension.
        if scope.needs_class_closure && !out.cellvars.contains(&sym::CLASS) {
            out.cellvars.push(sym::CLASS);
        }
        if scope.needs_classdict && !out.cellvars.contains(&sym::CLASSDICT) {
            out.cellvars.push(sym::CLASSDICT);
        }
        if scope.has_conditional_annotations && !out.cellvars.contains(&sym::CONDITIONAL_ANNOTATIONS) {
            out.cellvars.push(sym::CONDITIONAL_ANNOTATIONS);
        }
        note_places(&out.cellvars, &mut places.cellvars);
        note_places(&out.freevars, &mut places.freevars);
        out.parameters = out.varnames.len() as u32;
        out.argcount = 0;
        out.posonlyargcount = 0;
        out.kwonlyargcount = 0;
        out.firstlineno = line;
        out.hidden.clear();
        out.is_annotate = false;
        out.makes_generator = false;
        out.consts_may_be_unused = false;
        self.frame_blocks.clear();
        self.active_hidden.clear();
        self.overrides.clear();
        self.inlined_depth = 0;
        self.static_attributes.clear();
    }

    /// From here on the private names are those of the class `private`.
    pub(super) fn mangle_in(&mut self, private: Symbol) {
        self.private = Some(private);
        let names = self.scope.symbols.iter().filter(|entry| entry.flags & def::MAY_CHANGE != 0);
        for entry in names {
            if let Some(variable) = self.places.symbols.get_mut(entry.name.0) {
                variable.used = Use::unplaced(Access::Other);
            }
        }
    }

    /// Its memory, for the next file.
    pub(super) fn into_buffers(self) -> UnitBuffers {
        let Self { mut out, places, frame_blocks, active_hidden, overrides, static_attributes, .. } = self;
        if out.seq.instrs.capacity() > KEPT_INSTRS {
            out.seq.instrs = Vec::new();
        }
        let frame_blocks = recycled(frame_blocks);
        UnitBuffers { out, places, frame_blocks, active_hidden, overrides, static_attributes }
    }

    /// The unit's use of a name that it has used before, if no inlined comprehension is around.
    #[inline]
    pub(super) fn known_use(&self, name: Symbol) -> Option<Use> {
        let used = self.places.symbols.get(name.0)?.used;
        if used.has_index() && self.inlined_depth == 0 { Some(used) } else { None }
    }

    /// The unit's use of a name of the scope from now on, if no inlined comprehension is around.
    #[inline]
    pub(super) fn first_use(&mut self, name: Symbol) -> Option<Use> {
        if self.inlined_depth > 0 {
            return None;
        }
        let Self { places, out, .. } = self;
        let used = &mut places.symbols.get_mut(name.0)?.used;
        *used = match used.access() {
            Access::Other => return None,
            Access::Fast => Use::fast(add(&mut out.varnames, &mut places.varnames, name)),
            Access::Global => Use::global(add(&mut out.names, &mut places.names, name)),
            Access::Name => Use::name(add(&mut out.names, &mut places.names, name)),
        };
        Some(*used)
    }

    /// The numbers of constants, names and variables of the unit.
    pub(super) fn table_sizes(&self) -> [usize; 3] {
        [self.out.consts.len(), self.out.names.len(), self.out.varnames.len()]
    }

    /// The index of a constant that the unit has. All are what [`crate::compiler::values::constant::ConstTable::merge`] gives.
    #[inline]
    pub(super) fn const_index(&self, id: ConstId) -> Option<u32> {
        self.places.consts.get(id.0)
    }

    /// The index of a constant.
    #[inline]
    pub(super) fn add_const(&mut self, id: ConstId) -> u32 {
        add(&mut self.out.consts, &mut self.places.consts, id)
    }

    /// The unit loads a constant by an operation that needs no index for it.
    ///
    /// CPython's codegen loads it by an index, and its optimizer drops the constant. Only the first one of a unit
    /// always stays. It has no index here, so that it is not loaded by that.
    #[inline]
    pub(super) fn note_without_index(&mut self, id: ConstId) {
        if self.out.consts.is_empty() {
            self.out.consts.push(id);
        }
    }

    /// The index of a name in `co_names`.
    #[inline]
    pub(super) fn add_name(&mut self, name: Symbol) -> u32 {
        add(&mut self.out.names, &mut self.places.names, name)
    }

    /// The index of a local variable.
    #[inline]
    pub(super) fn add_local(&mut self, name: Symbol) -> u32 {
        add(&mut self.out.varnames, &mut self.places.varnames, name)
    }

    /// Notes a local that only inlined comprehensions use.
    pub(super) fn add_hidden(&mut self, name: Symbol) {
        add(&mut self.out.hidden, &mut self.places.hidden, name);
    }

    /// The index of a cell variable.
    #[inline]
    pub(super) fn add_cell(&mut self, name: Symbol) -> u32 {
        add(&mut self.out.cellvars, &mut self.places.cellvars, name)
    }

    /// The index of a free variable, counted from the first cell variable on.
    #[inline]
    pub(super) fn add_free(&mut self, name: Symbol) -> u32 {
        self.out.cellvars.len() as u32 + add(&mut self.out.freevars, &mut self.places.freevars, name)
    }

    /// As [`Self::add_cell`], if it is one.
    pub(super) fn cell_index(&self, name: Symbol) -> Option<u32> {
        self.places.cellvars.get(name.0)
    }

    /// As [`Self::add_free`], if it is one.
    pub(super) fn free_index(&self, name: Symbol) -> Option<u32> {
        self.places.freevars.get(name.0).map(|index| self.out.cellvars.len() as u32 + index)
    }

    /// The kind of `name` in the inlined comprehension that is being emitted, else in the scope.
    #[inline]
    pub(super) fn entry(&self, name: Symbol) -> Option<&SymbolEntry> {
        if self.overrides.is_empty() {
            return self.scope_entry(name);
        }
        self.overrides.get(name).or_else(|| self.scope_entry(name))
    }

    /// The kind of `name` in the scope.
    #[inline]
    fn scope_entry(&self, name: Symbol) -> Option<&'c SymbolEntry> {
        self.places.symbols.get(name.0).map(|variable| &self.scope.symbols[variable.at as usize])
    }

    /// The scope of a (mangled) name as seen from here (`_PyST_GetScope`).
    pub(super) fn scope_of(&self, name: Symbol) -> NameScope {
        self.scope_entry(name).map_or(NameScope::Unknown, |entry| entry.scope)
    }

    /// Whether the current block has a `RETURN_VALUE` (`b_return`), which ends it.
    pub(super) fn block_returns(&self) -> bool {
        self.out.seq.kinds.is_over() && self.out.seq.instrs.last().is_some_and(|last| last.op == Op::RETURN_VALUE)
    }

    /// Whether nothing leads to what would be emitted next.
    pub(super) fn leaves_always(&self) -> bool {
        self.out.seq.kinds.is_over() && self.out.seq.instrs.last().is_some_and(|last| last.op.is_scope_exit())
    }

    /// The flags that say of a function whether it is a method and has a docstring.
    pub(super) fn method_flags(&self) -> u32 {
        let docstring = if self.has_docstring { flags::HAS_DOCSTRING } else { 0 };
        let method = if self.scope.method { flags::METHOD } else { 0 };
        docstring | method
    }

    /// `compute_code_flags`, without the future features.
    pub(super) fn code_flags(&self) -> u32 {
        let scope = self.scope;
        if !self.out.is_function {
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
}
