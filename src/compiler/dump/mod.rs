//! A source after any stage, as text for people: what its scopes are, what codegen emitted, what each
//! pass over the graph made of it, and the code objects with their tables.
//!
//! Instructions look the same at every stage:
//!
//! ```text
//! 3:4-3:9     LOAD_FAST                      0 (x)
//! 3:4-3:14    POP_JUMP_IF_FALSE              L2
//! ```
//!
//! The position comes first (`?` where there is none), then the operation, then its argument or target,
//! and in parentheses what the argument stands for.

pub(crate) mod decode;
mod disassembly;
mod value;

pub(crate) use disassembly::handler;

use crate::compiler::cfg::{BlockId, Graph};
use crate::compiler::values::constant::ConstTable;
use crate::compiler::values::context::{Context, Options};
use crate::compiler::values::error::CompileError;
use crate::compiler::values::instruction::{Instr, Unit};
use crate::compiler::values::intern::{Interner, Symbol};
use crate::compiler::values::location::Location;
use crate::compiler::version::Target;
use crate::compiler::version::oparg::global;
use crate::compiler::version::opcode::Op;
use crate::compiler::{assemble, cfg, codegen, symtable, syntax};
use std::fmt::Write;

/// A stage of the pipeline whose result can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// The scopes and their names.
    Symbols,
    /// The instructions that codegen emits for each unit, inner ones first.
    Instructions,
    /// The graph of each unit when it is built and after each pass that changes it.
    Passes,
    /// The code objects: instructions, positions, handlers.
    Code,
}

impl Stage {
    /// Every stage, by its name.
    pub const ALL: [(&'static str, Self); 4] = [
        ("symbols", Self::Symbols),
        ("instructions", Self::Instructions),
        ("passes", Self::Passes),
        ("code", Self::Code),
    ];
}

/// `source` after `stage`.
///
/// # Errors
/// CPython's own error.
pub fn dump(source: &[u8], target: &'static Target, options: Options, stage: Stage) -> Result<String, CompileError> {
    let arena = bumpalo::Bump::new();
    let mut ctx = Context::new(&arena, target, options);
    let source = syntax::decode(source, target)?;
    let module = syntax::parse(&source, &mut ctx, &mut syntax::Buffers::default())?;
    let symbols = symtable::build_in_order(&module, &mut ctx, &mut symtable::Buffers::default())?;
    if stage == Stage::Symbols {
        return Ok(symbols.dump(&ctx.names));
    }
    let mut trace = Trace::default();
    let (mut passes, mut assembler) = (cfg::Buffers::default(), assemble::Buffers::default());
    let code = codegen::compile(&module, &symbols, &mut ctx, &mut codegen::Buffers::default(), &mut |unit, ctx| {
        if stage == Stage::Instructions {
            trace.unit(unit, ctx);
        }
        let graph = cfg::optimize_observed(&mut passes, unit, ctx, |pass, graph, unit, ctx| {
            if stage == Stage::Passes {
                trace.pass(pass, graph, unit, ctx);
            }
        })?;
        assemble::assemble(graph, unit, ctx, &mut assembler)
    })?;
    Ok(match stage {
        Stage::Code => disassembly::disassemble(code, &ctx),
        _ => trace.text,
    })
}

/// The text of a dump that is written unit by unit.
#[derive(Clone, Debug, Default)]
struct Trace {
    text: String,
    /// The graph as it was shown last.
    last: String,
}

impl Trace {
    /// A unit comes from codegen.
    fn unit(&mut self, unit: &Unit, ctx: &Context<'_>) {
        self.text += &sequence(unit, &ctx.consts, &ctx.names);
        self.text.push('\n');
    }

    /// `pass` has run over the unit's graph; what did not change is not shown again.
    fn pass(&mut self, pass: &str, graph: &Graph, unit: &Unit, ctx: &Context<'_>) {
        let shown = self::graph(graph, unit, &ctx.consts, &ctx.names);
        if shown != self.last {
            let _ = writeln!(self.text, "{} after {pass}\n{shown}", ctx.names.text(unit.qualname));
            self.last = shown;
        }
    }
}

/// The instructions that codegen emitted, with their labels.
pub fn sequence(unit: &Unit, consts: &ConstTable<'_>, names: &Interner<'_>) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} line {}", names.text(unit.qualname), unit.firstlineno);
    let mut placed = unit.seq.placed.iter().peekable();
    for (index, instr) in unit.seq.instrs.iter().enumerate() {
        while let Some(placed) = placed.next_if(|placed| placed.index as usize == index) {
            let _ = writeln!(out, "L{}:", placed.label.0);
        }
        instruction(&mut out, instr, unit, consts, names);
    }
    for placed in placed {
        let _ = writeln!(out, "L{}:", placed.label.0);
    }
    out
}

/// The blocks of a graph in the order of control flow.
pub fn graph(graph: &Graph, unit: &Unit, consts: &ConstTable<'_>, names: &Interner<'_>) -> String {
    let mut out = String::new();
    for id in graph.chain() {
        let block = graph.block(id);
        let _ = write!(out, "L{}:", id.0);
        if block.end().exits() {
            out += " exits";
        }
        if block.start_depth >= 0 {
            let _ = write!(out, " depth {}", block.start_depth);
        }
        out.push('\n');
        for node in graph.body(id) {
            instruction(&mut out, node, unit, consts, names);
            if node.handler != BlockId::NONE {
                out.pop();
                let _ = writeln!(out, " handler L{}", node.handler.0);
            }
        }
    }
    out
}

fn instruction(out: &mut String, instr: &Instr, unit: &Unit, consts: &ConstTable<'_>, names: &Interner<'_>) {
    let name = |symbol: Option<&Symbol>| symbol.map_or_else(String::new, |&symbol| names.text(symbol).into_owned());
    let index = instr.arg as usize;
    let meaning = match instr.op {
        op if op.has_target() => {
            line(out, instr.loc, op, &format!("L{}", instr.target.0), "");
            return;
        }
        op if op.has_const() => unit.consts.get(index).map_or_else(String::new, |&id| value::show(id, consts, names)),
        Op::LOAD_GLOBAL => name(unit.names.get(global::index(index))),
        op if op.has_name() => name(unit.names.get(index)),
        op if op.has_local() => name(unit.varnames.get(index)),
        _ => String::new(),
    };
    line(out, instr.loc, instr.op, &instr.arg.to_string(), &meaning);
}

/// One instruction.
fn line(out: &mut String, loc: Location, op: Op, arg: &str, meaning: &str) {
    let _ = write!(out, "    {:<14} {:<28} {arg}", position(loc), op.name());
    if !meaning.is_empty() {
        let _ = write!(out, " ({meaning})");
    }
    out.push('\n');
}

/// `line:column-line:column`
pub(crate) fn position(loc: Location) -> String {
    if !loc.has_line() {
        return "?".into();
    }
    let part = |line: i32, col: i32| if col < 0 { line.to_string() } else { format!("{line}:{col}") };
    format!("{}-{}", part(loc.line, loc.col), part(loc.end_line, loc.end_col))
}
