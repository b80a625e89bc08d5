//! Code objects as text.

use super::{line, value};
use crate::compiler::assemble::{exception_ranges, positions};
use crate::compiler::values::code::Code;
use crate::compiler::values::constant::{ConstId, Constant};
use crate::compiler::values::context::Context;
use crate::compiler::values::location::Location;
use crate::compiler::version::oparg::global;
use crate::compiler::version::opcode::Op;
use std::fmt::Write;

/// The code object `id` and those among its constants, inner ones last.
pub(super) fn disassemble(id: ConstId, ctx: &Context<'_>) -> String {
    let mut out = String::new();
    one(&mut out, id, ctx);
    out
}

fn one(out: &mut String, id: ConstId, ctx: &Context<'_>) {
    let Constant::Code(code) = ctx.consts.get(id) else { return };
    let _ = writeln!(out, "{} line {}", ctx.names.text(code.qualname), code.firstlineno);
    let _ = writeln!(
        out,
        "  arguments {} ({} positional only, {} keyword only), flags {:#x}, stack {}",
        code.argcount, code.posonlyargcount, code.kwonlyargcount, code.flags, code.stacksize
    );
    let show = |id| value::show(id, &ctx.consts, &ctx.names);
    let _ = writeln!(out, "  names {}", show(code.names));
    let _ = writeln!(out, "  locals {} of kinds {:02x?}", show(code.localsplusnames), code.localspluskinds);
    instructions(out, code, ctx);
    for range in exception_ranges(bytes(code.exceptiontable, ctx)) {
        let _ = writeln!(
            out,
            "  {} to {}: handler {}, depth {}{}",
            range.start,
            range.end,
            range.target,
            range.depth,
            if range.lasti { ", lasti" } else { "" }
        );
    }
    out.push('\n');
    for &item in items(code.consts, ctx) {
        one(out, item, ctx);
    }
}

fn bytes<'a>(id: ConstId, ctx: &Context<'a>) -> &'a [u8] {
    match ctx.consts.get(id) {
        Constant::Bytes(bytes) => bytes,
        _ => &[],
    }
}

fn items<'a>(id: ConstId, ctx: &Context<'a>) -> &'a [ConstId] {
    match ctx.consts.get(id) {
        Constant::Tuple(items) => items,
        _ => &[],
    }
}

fn instructions(out: &mut String, code: &Code<'_>, ctx: &Context<'_>) {
    let table = ctx.target.opcodes;
    let positions = positions(bytes(code.linetable, ctx), code.firstlineno);
    let op_of = |number: u8| Op::ALL.into_iter().find(|&op| table.number(op) == u16::from(number));
    let (mut at, mut start, mut arg) = (0, 0, 0u32);
    while let Some(&[number, low]) = code.code.as_chunks::<2>().0.get(at) {
        arg = arg << 8 | u32::from(low);
        at += 1;
        let Some(op) = op_of(number) else { continue };
        if op == Op::EXTENDED_ARG {
            continue;
        }
        at += table.caches(op) as usize;
        let loc = positions.get(start).copied().unwrap_or(Location::NONE);
        let _ = write!(out, "  {start:>4}");
        let jump = if op.is_backward_jump() { at as u32 - arg } else { at as u32 + arg };
        let shown = if op.has_target() { format!("to {jump}") } else { arg.to_string() };
        line(out, loc, op, &shown, &meaning(op, arg as usize, code, ctx));
        (start, arg) = (at, 0);
    }
}

fn meaning(op: Op, arg: usize, code: &Code<'_>, ctx: &Context<'_>) -> String {
    let (tuple, index) = match op {
        Op::LOAD_GLOBAL => (code.names, global::index(arg)),
        _ if op.has_const() => (code.consts, arg),
        _ if op.has_name() => (code.names, arg),
        _ if op.has_local() || op.has_free() => (code.localsplusnames, arg),
        _ => return String::new(),
    };
    items(tuple, ctx).get(index).map_or_else(String::new, |&id| value::show(id, &ctx.consts, &ctx.names))
}
