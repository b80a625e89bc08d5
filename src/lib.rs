//! `python -m compileall` without Python: source to `.pyc`, byte for byte as CPython writes it.

pub mod assemble;
pub mod cfg;
pub mod cli;
pub mod code;
pub mod codegen;
pub mod compileall;
pub mod config;
pub mod constant;
pub mod discover;
pub mod dump;
pub mod error;
pub mod instruction;
pub mod intern;
pub mod location;
pub mod marshal;
mod places;
pub mod py_compile;
pub mod pyc;
pub mod recursion;
pub mod report;
pub mod symtable;
pub mod syntax;
pub mod target;
pub mod text;
pub mod traceback;
pub mod tree;
pub mod unicode;
pub mod warnings;

use recursion::Stack;

/// What the stages of one file share: its names and constants, the target, the options.
pub struct Context<'a> {
    /// Names and string constants.
    pub names: intern::Interner<'a>,
    /// Constants.
    pub consts: constant::ConstTable<'a>,
    /// What is compiled for.
    pub target: &'static target::Target,
    /// `-O` level: 0, 1 or 2.
    pub optimize: u8,
    /// Whether columns are recorded.
    pub debug_ranges: bool,
    /// What the stages run on.
    stack: Stack,
    /// Whether the parser gave up since it has only a shallow one.
    is_cut_short: bool,
    /// Whether the tree may be too high for a shallow one.
    needs_deep_stack: bool,
    /// How many decimal digits an integer may be converted from or to; 0: any number.
    pub int_max_str_digits: u32,
    /// Whether the warning of `~True` is an error.
    pub bool_inversion_is_error: bool,
    /// How often `~True` or `~False` was folded where that is warned of.
    bool_inversions: usize,
    /// The features that the parser asked for, so that its tree is good for every target that has the
    /// same of them.
    asked: target::FeatureSet,
    /// What CPython would warn of, in its order.
    pub warnings: Vec<error::Warning>,
    /// Buffers that the assembler reuses from unit to unit.
    pub scratch: assemble::Scratch,
    /// The parser's stacks, empty.
    stacks: syntax::Stacks<'static>,
    /// Buffers of the symbol table that are not in use.
    symtable: symtable::Memory,
    /// Buffers of codegen that are not in use.
    units: Vec<codegen::Buffers>,
    /// Buffers that marshal reuses from file to file.
    pub marshal: marshal::Scratch,
}

impl<'a> Context<'a> {
    /// The state before the first stage; everything that the file needs will live in `arena`.
    pub fn new(arena: &'a bumpalo::Bump, target: &'static target::Target, options: Options) -> Self {
        Self::with_memory(arena, target, options, Memory::default(), 0)
    }

    /// As [`Self::new`], in the memory of another one, for a source of so many bytes.
    fn with_memory(
        arena: &'a bumpalo::Bump,
        target: &'static target::Target,
        options: Options,
        memory: Memory,
        source: usize,
    ) -> Self {
        Self {
            names: intern::Interner::with_memory(arena, memory.names),
            consts: constant::ConstTable::with_memory(arena, memory.consts, source),
            target,
            optimize: options.optimize,
            debug_ranges: options.debug_ranges,
            stack: Stack::default(),
            is_cut_short: false,
            needs_deep_stack: false,
            int_max_str_digits: options.int_max_str_digits,
            bool_inversion_is_error: options.bool_inversion_is_error,
            bool_inversions: 0,
            asked: target::FeatureSet::default(),
            warnings: Vec::new(),
            scratch: memory.scratch,
            stacks: memory.stacks,
            symtable: memory.symtable,
            units: memory.units,
            marshal: memory.marshal,
        }
    }

    /// Whether the target has `feature`, and that the tree depends on it: what the parser asks.
    #[inline]
    pub(crate) fn asks(&mut self, feature: target::Feature) -> bool {
        self.asked.insert(feature);
        self.target.has(feature)
    }

    /// The target's Unicode database, and that the tree depends on which one it is: what the parser asks.
    pub(crate) fn asks_unicode(&mut self) -> unicode::Unicode {
        unicode::Unicode::of(|feature| self.asks(feature))
    }

    fn checkpoint(&self) -> Checkpoint {
        let (names, consts) = (self.names.checkpoint(), self.consts.checkpoint());
        Checkpoint { names, consts, warnings: self.warnings.len() }
    }

    fn into_memory(self) -> Memory {
        let Self { names, consts, scratch, stacks, symtable, units, marshal, .. } = self;
        let (names, consts) = (names.into_memory(), consts.into_memory());
        Memory { names, consts, scratch, stacks, symtable, units, marshal }
    }
}

/// What stays of one file for the next: tables and buffers, empty, for their memory.
#[derive(Debug, Default)]
struct Memory {
    names: intern::Memory,
    consts: constant::Memory,
    scratch: assemble::Scratch,
    stacks: syntax::Stacks<'static>,
    symtable: symtable::Memory,
    units: Vec<codegen::Buffers>,
    marshal: marshal::Scratch,
}

impl Memory {
    /// Room for all but the largest sources. What is not touched takes no memory, and what need not grow is not copied,
    /// nor given back for other pages that would be new to the system.
    fn with_room() -> Self {
        /// Bytes of a code object.
        const CODE: usize = 1 << 20;
        /// Texts or constants in a file.
        const TEXTS: usize = 1 << 15;
        /// Instructions in a unit.
        const INSTRUCTIONS: usize = 1 << 13;
        /// Units inside each other.
        const NESTED: usize = 4;
        Self {
            names: intern::Memory::with_room(TEXTS),
            consts: constant::Memory::with_room(TEXTS),
            scratch: assemble::Scratch::with_room(INSTRUCTIONS),
            stacks: syntax::Stacks::default(),
            symtable: symtable::Memory::with_room(),
            units: (0..NESTED).map(|_| codegen::Buffers::with_room(INSTRUCTIONS, TEXTS)).collect(),
            marshal: marshal::Scratch::with_room(CODE, TEXTS),
        }
    }
}

/// The largest source that is compiled, in bytes: positions have 32 bits and a sign.
pub const MAX_SOURCE: usize = i32::MAX as usize;

/// What to compile a source to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// `-O` level: 0, 1 or 2.
    pub optimize: u8,
    /// Whether columns and end lines are recorded (without: `-X no_debug_ranges`).
    pub debug_ranges: bool,
    /// How many decimal digits an integer may be converted from or to (`-X int_max_str_digits`, with 0 for any number):
    /// CPython refuses what needs more.
    pub int_max_str_digits: u32,
    /// Whether the warning that evaluating `~True` raises is an error
    /// ([`warnings::Filters::bool_inversion_is_error`]): CPython does not fold it then.
    pub bool_inversion_is_error: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            optimize: 0,
            debug_ranges: true,
            int_max_str_digits: Self::INT_MAX_STR_DIGITS,
            bool_inversion_is_error: false,
        }
    }
}

impl Options {
    /// The digits that CPython converts by default (`sys.int_info.default_max_str_digits`).
    pub const INT_MAX_STR_DIGITS: u32 = 4300;

    /// What `python` does with as many `-O`s, otherwise the defaults.
    pub fn at_level(optimize: u8) -> Self {
        Self { optimize, ..Self::default() }
    }
}

/// What a compilation gives.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The marshalled code object: a .pyc without its 16 header bytes.
    pub code: Vec<u8>,
    /// What CPython would warn of.
    pub warnings: Vec<error::Warning>,
}

/// Compiles `source` to the marshalled code object that `target` would write, with no I/O.
/// `filename` (WTF-8) is recorded as `co_filename`.
///
/// # Errors
/// What CPython would raise, with its position.
pub fn compile(
    source: &[u8],
    filename: &[u8],
    target: &'static target::Target,
    options: Options,
) -> Result<Compiled, error::CompileError> {
    let mut warnings = Vec::new();
    let mut compiler = Compiler::frugal();
    let code = compiler.compile(source, filename, target, options, &mut warnings)?;
    Ok(Compiled { code, warnings })
}

/// Compiles one source after another in the same memory.
#[derive(Debug)]
pub struct Compiler {
    arena: bumpalo::Bump,
    /// While no source is open, if there was one.
    memory: Option<Memory>,
}

/// The bytes that the arena has at once: enough for a source of half a megabyte.
const ARENA: usize = 4 << 20;

impl Default for Compiler {
    fn default() -> Self {
        Self { arena: bumpalo::Bump::with_capacity(ARENA), memory: Some(Memory::with_room()) }
    }
}

impl Compiler {
    /// One that asks for memory bit by bit, where address space is scarce.
    pub fn frugal() -> Self {
        Self { arena: bumpalo::Bump::new(), memory: None }
    }

    /// As [`compile()`]. What CPython warns of is appended to `warnings`, also of a source that it
    /// then refuses.
    ///
    /// # Errors
    /// What CPython would raise, with its position.
    pub fn compile(
        &mut self,
        source: &[u8],
        filename: &[u8],
        target: &'static target::Target,
        options: Options,
        warnings: &mut Vec<error::Warning>,
    ) -> Result<Vec<u8>, error::CompileError> {
        self.open(source, false).compile(filename, target, options, warnings)
    }

    /// Begins to compile `source`; `several`: for several targets or levels.
    pub fn open<'c>(&'c mut self, source: &'c [u8], several: bool) -> Opened<'c> {
        // Where a large source has made it grow, that is given back.
        if self.arena.allocated_bytes() >= 2 * ARENA {
            self.arena = bumpalo::Bump::with_capacity(ARENA);
        } else {
            self.arena.reset();
        }
        Opened { source, several, arena: &self.arena, memory: &mut self.memory, parsed: None }
    }
}

/// A source that is compiled for several targets or levels, and parsed once for all that have the
/// grammar that it needs in common.
pub struct Opened<'c> {
    source: &'c [u8],
    several: bool,
    arena: &'c bumpalo::Bump,
    memory: &'c mut Option<Memory>,
    parsed: Option<Parsed<'c>>,
}

impl<'c> Opened<'c> {
    /// As [`Compiler::compile`].
    ///
    /// # Errors
    /// What CPython would raise, with its position.
    pub fn compile(
        &mut self,
        filename: &[u8],
        target: &'static target::Target,
        options: Options,
        warnings: &mut Vec<error::Warning>,
    ) -> Result<Vec<u8>, error::CompileError> {
        let mut parsed = match self.parsed.take() {
            Some(parsed) if parsed.serves(target, options) => parsed.again(target, options),
            other => {
                let memory =
                    other.map_or_else(|| self.memory.take().unwrap_or_default(), |other| other.ctx.into_memory());
                self.begin(target, options, memory, Stack::Shallow)
            }
        };
        let mut code = parsed.run(self.source, filename, self.several);
        if parsed.ctx.is_cut_short {
            parsed = self.begin(target, options, parsed.ctx.into_memory(), Stack::Deep);
            code = parsed.run(self.source, filename, self.several);
        }
        warnings.extend_from_slice(&parsed.ctx.warnings);
        self.parsed = Some(parsed);
        code
    }

    fn begin(&self, target: &'static target::Target, options: Options, memory: Memory, stack: Stack) -> Parsed<'c> {
        let ctx = Context::with_memory(self.arena, target, options, memory, self.source.len());
        Parsed::new(Context { stack, ..ctx })
    }

    /// Takes back what [`Self::compile`] gave: its memory serves the next time.
    pub fn recycle(&mut self, code: Vec<u8>) {
        if let Some(parsed) = &mut self.parsed {
            parsed.ctx.marshal.recycle(code);
        }
    }
}

impl Drop for Opened<'_> {
    fn drop(&mut self) {
        if let Some(parsed) = self.parsed.take() {
            *self.memory = Some(parsed.ctx.into_memory());
        }
    }
}

/// A tree, if the source has one, and what the stages after the parser start with, if that is to be known.
struct Parsed<'a> {
    ctx: Context<'a>,
    tree: Option<(syntax::ast::Module<'a>, Option<Checkpoint>)>,
}

/// What a [`Context`] holds when a source has been parsed.
struct Checkpoint {
    names: Vec<bool>,
    consts: constant::Checkpoint,
    warnings: usize,
}

impl<'a> Parsed<'a> {
    fn new(ctx: Context<'a>) -> Self {
        Self { ctx, tree: None }
    }

    /// Whether the tree is what the parser would make for `target` as well.
    fn serves(&self, target: &target::Target, options: Options) -> bool {
        let debugs_alike =
            (self.ctx.optimize == 0) == (options.optimize == 0) || !self.ctx.names.is_identifier(intern::sym::DEBUG);
        let inverts_alike = self.ctx.bool_inversion_is_error == options.bool_inversion_is_error;
        let counts_alike = self.ctx.int_max_str_digits == options.int_max_str_digits;
        matches!(self.tree, Some((_, Some(_))))
            && debugs_alike
            && inverts_alike
            && counts_alike
            && self.ctx.target.agrees_with(target, self.ctx.asked)
    }

    /// Back to where the source was parsed.
    fn again(mut self, target: &'static target::Target, options: Options) -> Self {
        let ctx = &mut self.ctx;
        (ctx.target, ctx.optimize, ctx.debug_ranges) = (target, options.optimize, options.debug_ranges);
        if let Some((_, Some(parsed))) = &self.tree {
            ctx.names.rewind(&parsed.names);
            ctx.consts.rewind(&parsed.consts);
            ctx.warnings.truncate(parsed.warnings);
        }
        self
    }

    /// Goes through the pipeline on the stack that the context is for.
    fn run(&mut self, source: &'a [u8], filename: &[u8], several: bool) -> Result<Vec<u8>, error::CompileError> {
        self.ctx.stack.run(|| self.stages(source, filename, several))?
    }

    /// The pipeline, a line a stage. `several`: it may be gone through again.
    fn stages(&mut self, source: &'a [u8], filename: &[u8], several: bool) -> Result<Vec<u8>, error::CompileError> {
        let ctx = &mut self.ctx;
        let (module, _) = match &mut self.tree {
            Some(tree) => tree,
            none => {
                let decoded = syntax::decode(source, ctx.target)?;
                // Another release may decode it otherwise, or read a line behind a continuation at the end.
                if decoded.is_codecs || source.ends_with(b"\\\r\n") {
                    ctx.asked = target::FeatureSet::ALL;
                }
                let module = syntax::parse(&decoded, ctx)?;
                none.insert((module, several.then(|| ctx.checkpoint())))
            }
        };
        let needs_deep_stack = ctx.needs_deep_stack;
        let mut rest = || {
            let symbols = symtable::build(module, ctx)?;
            let code = codegen::compile(module, &symbols, ctx)?;
            ctx.symtable.recycle(symbols);
            marshal::dump(code, filename, ctx)
        };
        if needs_deep_stack { Stack::Deep.run(rest)? } else { rest() }
    }
}
