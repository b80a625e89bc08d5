//! The instruction sequence that codegen emits for one code unit, before it becomes a graph.
//!
//! CPython 3.11 emits straight into basic blocks; 3.12 and later emit a sequence with labels. The
//! sequence serves both: a label starts a block, and labels are numbered in the order in which
//! CPython 3.11 allocates its blocks (which some of its passes iterate by), the implicit ones after
//! a jump included.

use crate::compiler::values::code::flags;
use crate::compiler::values::constant::ConstId;
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::kinds::{Kinds, KindsSoFar};
use crate::compiler::version::opcode::Op;
use rustc_hash::FxHashMap;

/// A jump target: also the number of the block that it starts. Label 0 is the start of the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label(pub u32);

impl Label {
    /// The start of a unit.
    pub const ENTRY: Self = Self(0);
    /// No target.
    pub const NONE: Self = Self(u32::MAX);

    /// Returns its number as an index.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One instruction, from codegen to the assembler: an operation, its argument or target, and its
/// position.
#[derive(Clone, Copy, Debug)]
pub struct Instr {
    /// The operation, pseudo-operations included.
    pub op: Op,
    /// The argument; of a jump, nothing until the layout.
    pub arg: u32,
    /// The target of a jump or a `SETUP_*`.
    pub target: Label,
    /// The handler of an exception that it raises; set by the pass `label_exception_targets`.
    pub handler: Label,
    /// The position.
    pub loc: Location,
}

impl Instr {
    /// An instruction that goes nowhere.
    #[inline]
    pub const fn new(op: Op, arg: u32, loc: Location) -> Self {
        Self { op, arg, target: Label::NONE, handler: Label::NONE, loc }
    }

    /// Returns its kinds.
    #[inline]
    pub fn kinds(&self) -> Kinds {
        if self.loc.has_line() { self.op.kinds() } else { self.op.kinds().with(Kinds::LACKS_LINE) }
    }

    /// Turns it into an operation without argument or target, keeping its position.
    #[inline]
    pub fn become_nop(&mut self) {
        self.op = Op::NOP;
    }
}

/// A label at its place.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    /// The label.
    pub label: Label,
    /// The index of the instruction that it stands before.
    pub index: u32,
    /// The kinds of operation between the label before this one and this one.
    pub before: Kinds,
    /// The number of instructions that codegen has fused away there ([`InstrSequence::fused_away`]).
    pub fused_away: u32,
}

/// The code of a unit: instructions, and where labels stand.
#[derive(Clone, Debug, Default)]
pub struct InstrSequence {
    /// The instructions.
    pub instrs: Vec<Instr>,
    /// The labels at their places, in code order; several may be at one place.
    pub placed: Vec<Placed>,
    /// Of these, the ones that codegen did not ask for: what follows a jump starts a block anyway.
    pub implicit: Vec<Label>,
    /// The indices of the instructions that have a target.
    pub with_target: Vec<u32>,
    /// The kinds of operation since the last label that was placed.
    pub kinds: KindsSoFar,
    /// The number of instructions that codegen has fused away since the last label.
    ///
    /// CPython emits `LOAD_CONST; RETURN_VALUE`, and its optimizer makes `RETURN_CONST` of them later. Where nothing looks
    /// at the parts before, codegen emits `RETURN_CONST` at once, one instruction less. But before that optimizer runs,
    /// CPython copies blocks of up to four instructions to where they are jumped to, by the length that they have with
    /// their parts. So each block knows how many were fused away, and weighs as much as CPython's
    /// (`Block::cpython_len` of the graph).
    pub fused_away: u32,
    /// The number of labels that were allocated, used or not.
    pub label_count: u32,
}

impl InstrSequence {
    /// Tells whether there has to be more room before an instruction is appended.
    #[inline]
    pub fn is_full(&self) -> bool {
        self.instrs.len() == self.instrs.capacity()
    }

    /// Appends an instruction.
    #[inline]
    pub fn push(&mut self, instr: Instr) {
        self.kinds.add(instr.op, instr.loc.has_line());
        if instr.target != Label::NONE {
            self.with_target.push(self.instrs.len() as u32);
        }
        self.instrs.push(instr);
    }

    /// Places `label` after the last instruction (`use_next_block`).
    #[inline]
    pub fn place(&mut self, label: Label) {
        let before = std::mem::take(&mut self.kinds).kinds();
        let fused_away = std::mem::take(&mut self.fused_away);
        self.placed.push(Placed { label, index: self.instrs.len() as u32, before, fused_away });
    }

    /// The instructions since the last label.
    pub fn since_label(&mut self) -> &mut [Instr] {
        let start = self.placed.last().map_or(0, |placed| placed.index as usize);
        &mut self.instrs[start..]
    }

    /// Puts an instruction before the one at `index`, after which there is no label and no jump.
    pub fn insert(&mut self, index: usize, op: Op, loc: Location) {
        let op_at = |index: usize| self.instrs.get(index).map_or(Op::NOP, |instr| instr.op);
        let before = index.checked_sub(1).map_or(Op::NOP, op_at);
        let kinds = Kinds::of_second(before, op).with(Kinds::of_second(op, op_at(index)));
        self.kinds.add_before(kinds);
        self.instrs.insert(index, Instr::new(op, 0, loc));
    }

    /// Puts an instruction before all others.
    pub fn insert_first(&mut self, instr: Instr) {
        self.instrs.insert(0, instr);
        self.shift_after_start(&[instr]);
        if instr.target != Label::NONE {
            self.with_target.insert(0, 0);
        }
    }

    /// Puts instructions without targets behind the first one, before any label but that of the start.
    pub fn insert_after_first(&mut self, instrs: &[Instr]) {
        self.instrs.splice(1..1, instrs.iter().copied());
        self.shift_after_start(instrs);
    }

    /// Moves what stands behind `instrs`, which were put at the start.
    fn shift_after_start(&mut self, instrs: &[Instr]) {
        let (count, mut kinds) = (instrs.len() as u32, Kinds::NONE);
        instrs.iter().for_each(|instr| kinds |= instr.kinds());
        self.with_target.iter_mut().for_each(|at| *at += count);
        let mut later = self.placed.iter_mut().filter(|placed| placed.label != Label::ENTRY);
        match later.next() {
            Some(first) => {
                first.before |= kinds;
                first.index += count;
            }
            None => self.kinds.add_before(kinds),
        }
        later.for_each(|placed| placed.index += count);
    }
}

/// A code unit, as codegen hands it to the graph passes and the assembler.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The instructions, ending in a return on every path.
    pub seq: InstrSequence,
    /// `co_name`
    pub name: Symbol,
    /// `co_qualname`
    pub qualname: Symbol,
    /// `co_consts` so far, in order; passes may append.
    pub consts: Vec<ConstId>,
    /// `co_names`
    pub names: Vec<Symbol>,
    /// Local variables, the parameters first (`u_varnames`).
    pub varnames: Vec<Symbol>,
    /// Cell variables, sorted as CPython does (`u_cellvars`); may repeat a parameter.
    pub cellvars: Vec<Symbol>,
    /// Free variables (`u_freevars`).
    pub freevars: Vec<Symbol>,
    /// The number of parameters among `varnames`.
    pub parameters: u32,
    /// Positional parameters.
    pub argcount: u32,
    /// Of these, positional-only ones.
    pub posonlyargcount: u32,
    /// Keyword-only ones.
    pub kwonlyargcount: u32,
    /// `co_flags`
    pub flags: u32,
    /// `co_firstlineno`
    pub firstlineno: i32,
    /// Locals that only inlined comprehensions use, outside functions (`CO_FAST_HIDDEN`).
    pub hidden: Vec<Symbol>,
    /// Whether some of `consts` may not be loaded.
    pub consts_may_be_unused: bool,
    /// Whether the unit is a function, so that names are fast locals.
    pub is_function: bool,
    /// Whether it evaluates annotations: its parameter has another name in the code object.
    pub is_annotate: bool,
    /// Whether its instructions make its generator, so that nothing before them has to.
    pub makes_generator: bool,
}

impl Default for Unit {
    /// A unit without a name, of a module.
    fn default() -> Self {
        Self {
            seq: InstrSequence::default(),
            name: sym::EMPTY,
            qualname: sym::EMPTY,
            consts: Vec::new(),
            names: Vec::new(),
            varnames: Vec::new(),
            cellvars: Vec::new(),
            freevars: Vec::new(),
            parameters: 0,
            argcount: 0,
            posonlyargcount: 0,
            kwonlyargcount: 0,
            flags: 0,
            firstlineno: 0,
            hidden: Vec::new(),
            consts_may_be_unused: false,
            is_function: false,
            is_annotate: false,
            makes_generator: false,
        }
    }
}

impl Unit {
    /// Whether there are parameters.
    pub(crate) fn parameters_are_any(&self) -> bool {
        self.argcount + self.kwonlyargcount != 0 || self.flags & (flags::VARARGS | flags::VARKEYWORDS) != 0
    }

    /// Returns the index of each of `names` among the local variables, if it is one.
    pub(crate) fn among_locals<'u>(&'u self, names: &'u [Symbol]) -> impl Iterator<Item = Option<usize>> + 'u {
        /// Up to how many comparisons are made.
        const FEW: usize = 1 << 8;
        let mut indices: FxHashMap<Symbol, usize> = FxHashMap::default();
        let are_few = names.len() * self.varnames.len() <= FEW;
        if !are_few {
            indices.extend(self.varnames.iter().copied().zip(0..));
        }
        names.iter().map(move |name| {
            if are_few { self.varnames.iter().position(|local| local == name) } else { indices.get(name).copied() }
        })
    }
}
