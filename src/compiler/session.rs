//! One source through every stage, and the memory that is kept from one source to the next.

use crate::compiler::values::context::{self, Checkpoint, Context, Options};
use crate::compiler::values::recursion::Stack;
use crate::compiler::values::{constant, error, intern};
use crate::compiler::{assemble, cfg, codegen, marshal, pyc, symtable, syntax, version};

/// The memory of all stages, kept from one source to the next. It holds no values.
#[derive(Debug, Default)]
struct Buffers {
    context: context::Buffers,
    stages: StageBuffers,
}

/// The memory of each stage, an argument of its own.
#[derive(Debug, Default)]
struct StageBuffers {
    parser: syntax::Buffers<'static>,
    symtable: symtable::Buffers,
    codegen: codegen::Buffers,
    graph: cfg::Buffers,
    assembler: assemble::Buffers,
    marshal: marshal::Buffers,
}

impl Buffers {
    /// Room for all but the largest sources. What is not touched takes no memory, and what need not grow is not copied,
    /// nor given back for other pages that would be new to the system.
    fn with_room() -> Self {
        /// Bytes of a code object.
        const CODE: usize = 1 << 20;
        /// Texts or constants in a file.
        const TEXTS: usize = 1 << 15;
        /// Instructions in a unit.
        const INSTRUCTIONS: usize = 1 << 13;
        Self {
            context: context::Buffers::with_room(TEXTS),
            stages: StageBuffers {
                parser: syntax::Buffers::default(),
                symtable: symtable::Buffers::with_room(),
                codegen: codegen::Buffers::with_room(INSTRUCTIONS, TEXTS),
                graph: cfg::Buffers::with_room(INSTRUCTIONS),
                assembler: assemble::Buffers::with_room(INSTRUCTIONS),
                marshal: marshal::Buffers::with_room(CODE, TEXTS),
            },
        }
    }
}

/// The result of a compilation.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The marshalled code object: a .pyc without its 16 header bytes.
    pub code: Vec<u8>,
    /// CPython's warnings, in its order.
    pub warnings: Vec<error::Warning>,
}

/// Compiles `source` to the marshalled code object that `target` would write, with no I/O.
/// `filename` (WTF-8) is recorded as `co_filename`.
///
/// # Errors
/// CPython's own error, with its position.
pub fn compile(
    source: &[u8],
    filename: &[u8],
    target: &'static version::Target,
    options: Options,
) -> Result<Compiled, error::CompileError> {
    let mut warnings = Vec::new();
    let mut compiler = Compiler::frugal();
    let code = compiler.compile(source, filename, target, options, &mut warnings)?;
    Ok(Compiled { code, warnings })
}

/// A whole .pyc file.
#[derive(Clone, Debug)]
pub struct Pyc {
    /// Its bytes: 16 of the header, and the marshalled code object.
    pub bytes: Vec<u8>,
    /// CPython's warnings, in its order.
    pub warnings: Vec<error::Warning>,
}

/// Compiles `source` to the .pyc file that `target` would write, with no I/O. `filename` (WTF-8) is recorded as
/// `co_filename`, and `stamp` is what imports compare the source with.
///
/// ```
/// use pycompileall::{Options, Stamp, Target, compile_pyc};
///
/// let pyc = compile_pyc(b"x = 1\n", b"x.py", Target::newest(), Options::default(), Stamp::CheckedHash)?;
/// assert_eq!(pyc.bytes[4..8], [3, 0, 0, 0]);
/// # Ok::<(), pycompileall::CompileError>(())
/// ```
///
/// # Errors
/// CPython's own error, with its position.
pub fn compile_pyc(
    source: &[u8],
    filename: &[u8],
    target: &'static version::Target,
    options: Options,
    stamp: pyc::Stamp,
) -> Result<Pyc, error::CompileError> {
    let Compiled { code, warnings } = compile(source, filename, target, options)?;
    let mut bytes = Vec::with_capacity(pyc::HEADER + code.len());
    bytes.extend_from_slice(&stamp.header(target, source));
    bytes.extend_from_slice(&code);
    Ok(Pyc { bytes, warnings })
}

/// Finds out whether CPython compiles `source`, without what only makes its code. Its warnings are appended to `warnings`.
///
/// # Errors
/// CPython's own error.
pub(crate) fn check(
    source: &str,
    target: &'static version::Target,
    warnings: &mut Vec<error::Warning>,
) -> Result<(), error::CompileError> {
    Stack::Deep.run(|| {
        let arena = bumpalo::Bump::new();
        let mut ctx = Context::new(&arena, target, Options::default());
        let checked = check_in(source, &mut ctx);
        warnings.append(&mut ctx.warnings);
        checked
    })?
}

fn check_in<'a>(source: &'a str, ctx: &mut Context<'a>) -> Result<(), error::CompileError> {
    let text = syntax::Source::of_text(source);
    let module = syntax::parse(&text, ctx, &mut syntax::Buffers::default())?;
    let mut symtable = symtable::Buffers::default();
    let symbols = symtable::build(&module, ctx, &mut symtable)?;
    let warnings = ctx.warnings.len();
    let mut buffers = codegen::Buffers::default();
    match codegen::compile(&module, &symbols, ctx, &mut buffers, &mut |_, _| Ok(constant::ConstTable::NONE)) {
        Ok(_) => Ok(()),
        Err(error) => Err(symtable::refusal_before(error, &module, ctx, &mut symtable, warnings)),
    }
}

/// Compiles one source after another in the same memory.
#[derive(Debug)]
pub struct Compiler {
    arena: bumpalo::Bump,
    /// While no source is open, if there was one.
    buffers: Option<Buffers>,
}

/// The bytes that the arena has at once: enough for a source of half a megabyte.
const ARENA: usize = 4 << 20;

impl Default for Compiler {
    fn default() -> Self {
        Self { arena: bumpalo::Bump::with_capacity(ARENA), buffers: Some(Buffers::with_room()) }
    }
}

impl Compiler {
    /// One that asks for memory bit by bit, where address space is scarce.
    pub fn frugal() -> Self {
        Self { arena: bumpalo::Bump::new(), buffers: None }
    }

    /// Compiles as [`compile()`] does. CPython's warnings are appended to `warnings`, also of a source that it
    /// then refuses.
    ///
    /// # Errors
    /// CPython's own error, with its position.
    pub fn compile(
        &mut self,
        source: &[u8],
        filename: &[u8],
        target: &'static version::Target,
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
        Opened { source, several, arena: &self.arena, buffers: &mut self.buffers, parsed: None }
    }
}

/// A source that is compiled for several targets or levels, and parsed once for all that have the
/// grammar that it needs in common.
pub struct Opened<'c> {
    source: &'c [u8],
    several: bool,
    arena: &'c bumpalo::Bump,
    buffers: &'c mut Option<Buffers>,
    parsed: Option<Parsed<'c>>,
}

impl<'c> Opened<'c> {
    /// Compiles as [`Compiler::compile`] does.
    ///
    /// # Errors
    /// CPython's own error, with its position.
    pub fn compile(
        &mut self,
        filename: &[u8],
        target: &'static version::Target,
        options: Options,
        warnings: &mut Vec<error::Warning>,
    ) -> Result<Vec<u8>, error::CompileError> {
        let mut parsed = match self.parsed.take() {
            Some(parsed) if parsed.serves(target, options) => parsed.again(target, options),
            other => {
                let buffers = other.map_or_else(|| self.buffers.take().unwrap_or_default(), Parsed::into_buffers);
                self.begin(target, options, buffers, Stack::Shallow)
            }
        };
        let mut code = parsed.run(self.source, filename, self.several);
        if parsed.ctx.is_cut_short {
            parsed = self.begin(target, options, parsed.into_buffers(), Stack::Deep);
            code = parsed.run(self.source, filename, self.several);
        }
        warnings.extend_from_slice(&parsed.ctx.warnings);
        self.parsed = Some(parsed);
        code
    }

    fn begin(&self, target: &'static version::Target, options: Options, buffers: Buffers, stack: Stack) -> Parsed<'c> {
        let Buffers { context, stages } = buffers;
        let ctx = Context::with_buffers(self.arena, target, options, context, self.source.len());
        Parsed { ctx: Context { stack, ..ctx }, tree: None, buffers: stages }
    }

    /// Takes back what [`Self::compile`] gave: its memory serves the next time.
    pub fn recycle(&mut self, code: Vec<u8>) {
        if let Some(parsed) = &mut self.parsed {
            parsed.buffers.marshal.recycle(code);
        }
    }
}

impl Drop for Opened<'_> {
    fn drop(&mut self) {
        if let Some(parsed) = self.parsed.take() {
            *self.buffers = Some(parsed.into_buffers());
        }
    }
}

/// A tree, if the source has one, and what the stages after the parser start with, if that is to be known.
struct Parsed<'a> {
    ctx: Context<'a>,
    tree: Option<(syntax::ast::Module<'a>, Option<Checkpoint>)>,
    buffers: StageBuffers,
}

impl<'a> Parsed<'a> {
    fn into_buffers(self) -> Buffers {
        Buffers { context: self.ctx.into_buffers(), stages: self.buffers }
    }

    /// Whether the tree is what the parser would make for `target` as well.
    fn serves(&self, target: &version::Target, options: Options) -> bool {
        let debugs_alike = self.ctx.optimize.keeps_asserts() == options.optimize.keeps_asserts()
            || !self.ctx.names.is_identifier(intern::sym::DEBUG);
        let inverts_alike = self.ctx.bool_inversion_is_error == options.bool_inversion_is_error;
        let counts_alike = self.ctx.int_max_str_digits == options.int_max_str_digits;
        matches!(self.tree, Some((_, Some(_))))
            && debugs_alike
            && inverts_alike
            && counts_alike
            && self.ctx.target.agrees_with(target, self.ctx.asked)
    }

    /// Back to where the source was parsed.
    fn again(mut self, target: &'static version::Target, options: Options) -> Self {
        let ctx = &mut self.ctx;
        (ctx.target, ctx.optimize, ctx.debug_ranges) = (target, options.optimize, options.debug_ranges);
        if let Some((_, Some(parsed))) = &self.tree {
            ctx.rewind(parsed);
        }
        self
    }

    /// Goes through the pipeline on the stack that the context is for.
    fn run(&mut self, source: &'a [u8], filename: &[u8], several: bool) -> Result<Vec<u8>, error::CompileError> {
        self.ctx.stack.run(|| self.stages(source, filename, several))?
    }

    /// The pipeline, a line a stage: the inner units of a module go through the graph's passes and the assembler while
    /// codegen walks on, as in CPython. `several`: it may be gone through again.
    fn stages(&mut self, source: &'a [u8], filename: &[u8], several: bool) -> Result<Vec<u8>, error::CompileError> {
        let Self { ctx, tree, buffers: StageBuffers { parser, symtable, codegen, graph, assembler, marshal } } = self;
        let (module, _) = match tree {
            Some(tree) => tree,
            none => {
                let decoded = syntax::decode(source, ctx.target)?;
                ctx.asked = decoded.asked;
                let module = syntax::parse(&decoded, ctx, parser)?;
                none.insert((module, several.then(|| ctx.checkpoint())))
            }
        };
        let needs_deep_stack = ctx.needs_deep_stack;
        let mut rest = || {
            let symbols = symtable::build(module, ctx, symtable)?;
            let warnings = ctx.warnings.len();
            let code = codegen::compile(module, &symbols, ctx, codegen, &mut |unit, ctx| {
                let graph = cfg::optimize(graph, unit, ctx)?;
                assemble::assemble(graph, unit, ctx, assembler)
            });
            let code = code.map_err(|error| symtable::refusal_before(error, module, ctx, symtable, warnings))?;
            symtable.recycle(symbols);
            marshal::dump(code, filename, ctx, marshal)
        };
        if needs_deep_stack { Stack::Deep.run(rest)? } else { rest() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::version::Target;

    /// Whether what is parsed for the first of two series is parsed no more for the second.
    fn serves(source: &str, minors: [u8; 2]) -> bool {
        let [first, second] = minors.map(|minor| Target::for_version(minor, None).expect("a series"));
        let mut compiler = Compiler::frugal();
        let mut opened = compiler.open(source.as_bytes(), true);
        opened.compile(b"x.py", first, Options::default(), &mut Vec::new()).expect("a source");
        opened.parsed.as_ref().expect("a tree").serves(second, Options::default())
    }

    const ALL: [u8; 5] = [11, 12, 13, 14, 15];

    #[test]
    fn a_source_of_one_grammar_is_parsed_once() {
        let source = "import os\nclass A:\n    def f(self, a, *b):\n        for x in a:\n            yield [x, 1][0] + 1, not x\n";
        for pair in ALL.windows(2).chain([[11, 15].as_slice()]) {
            assert!(serves(source, [pair[0], pair[1]]), "{pair:?}");
        }
    }

    #[test]
    fn what_series_make_other_trees_of_is_parsed_again() {
        assert!(!serves("f'{x}'", [11, 12]));
        // What 3.13 folds in the tree, and 3.14 in the graph.
        let folded = ["-1", "1 + 2", "'a' + 'b'", "(1, 2)", "()", "'ab'[0]", "not a in b", "a in [b]", "a in {1}"];
        for source in folded.into_iter().chain(["for x in [a]: pass"]) {
            assert!(!serves(source, [13, 14]), "{source}");
            assert!(!serves(source, [15, 12]), "{source}");
        }
        for source in ["a + 1", "1 + a", "(1, a)", "a[1]", "not a == b", "[1, 2]", "a in {b}"] {
            assert!(serves(source, [13, 14]), "{source}");
        }
    }
}
