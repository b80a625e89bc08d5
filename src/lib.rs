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
    /// What CPython would warn of, in its order.
    pub warnings: Vec<error::Warning>,
    /// Buffers that the assembler reuses from unit to unit.
    pub scratch: assemble::Scratch,
    /// Buffers that marshal reuses from file to file.
    pub marshal: marshal::Scratch,
}

impl<'a> Context<'a> {
    /// The state before the first stage; everything that the file needs will live in `arena`.
    pub fn new(arena: &'a bumpalo::Bump, target: &'static target::Target, options: Options) -> Self {
        Self::with_memory(arena, target, options, Memory::default())
    }

    fn with_memory(
        arena: &'a bumpalo::Bump,
        target: &'static target::Target,
        options: Options,
        memory: Memory,
    ) -> Self {
        Self {
            names: intern::Interner::with_memory(arena, memory.names),
            consts: constant::ConstTable::with_memory(arena, memory.consts),
            target,
            optimize: options.optimize,
            debug_ranges: options.debug_ranges,
            warnings: Vec::new(),
            scratch: memory.scratch,
            marshal: memory.marshal,
        }
    }

    fn into_memory(self) -> Memory {
        let Self { names, consts, scratch, marshal, .. } = self;
        Memory { names: names.into_memory(), consts: consts.into_memory(), scratch, marshal }
    }
}

/// What stays of one file for the next: tables and buffers, empty, for their memory.
#[derive(Debug, Default)]
struct Memory {
    names: intern::Memory,
    consts: constant::Memory,
    scratch: assemble::Scratch,
    marshal: marshal::Scratch,
}

/// What to compile a source to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// `-O` level: 0, 1 or 2.
    pub optimize: u8,
    /// Whether columns and end lines are recorded (without: `-X no_debug_ranges`).
    pub debug_ranges: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { optimize: 0, debug_ranges: true }
    }
}

impl Options {
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
    let code = Compiler::default().compile(source, filename, target, options, &mut warnings)?;
    Ok(Compiled { code, warnings })
}

/// Compiles one source after another in the same memory.
#[derive(Debug, Default)]
pub struct Compiler {
    arena: bumpalo::Bump,
    memory: Memory,
}

/// An arena that has grown beyond this is given back instead of kept for the next file.
const KEPT_ARENA: usize = 32 << 20;

impl Compiler {
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
        if self.arena.allocated_bytes() > KEPT_ARENA {
            self.arena = bumpalo::Bump::new();
        } else {
            self.arena.reset();
        }
        let memory = std::mem::take(&mut self.memory);
        let mut ctx = Context::with_memory(&self.arena, target, options, memory);
        std::mem::swap(&mut ctx.warnings, warnings);
        let code = recursion::with_deep_stack(|| stages(source, filename, &mut ctx));
        std::mem::swap(&mut ctx.warnings, warnings);
        self.memory = ctx.into_memory();
        code
    }
}

/// The pipeline, a line a stage.
fn stages(source: &[u8], filename: &[u8], ctx: &mut Context<'_>) -> Result<Vec<u8>, error::CompileError> {
    let source = syntax::decode(source, ctx.target)?;
    let module = syntax::parse(&source, ctx)?;
    let symbols = symtable::build(&module, ctx)?;
    let code = codegen::compile(&module, &symbols, ctx)?;
    Ok(marshal::dump(code, filename, ctx))
}
