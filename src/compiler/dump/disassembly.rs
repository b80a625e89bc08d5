//! Code objects as text.

use super::decode::{Operand, decode};
use super::{line, value};
use crate::compiler::assemble::{ExceptionRange, exception_ranges, positions};
use crate::compiler::values::code::Code;
use crate::compiler::values::constant::{ConstId, Constant};
use crate::compiler::values::context::Context;
use crate::compiler::values::location::Location;
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
        let _ = writeln!(out, "  {}", handler(range));
    }
    out.push('\n');
    for &item in items(code.consts, ctx) {
        one(out, item, ctx);
    }
}

/// A range of the exception table.
pub(crate) fn handler(range: ExceptionRange) -> String {
    let ExceptionRange { start, end, target, depth, lasti } = range;
    format!("{start} to {end}: handler {target}, depth {depth}{}", if lasti { ", lasti" } else { "" })
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
    let positions: Vec<_> = positions(bytes(code.linetable, ctx), code.firstlineno).collect();
    for decoded in decode(code.code, ctx.target) {
        let Some(op) = decoded.op else { continue };
        let loc = positions.get(decoded.start).copied().unwrap_or(Location::NONE);
        let _ = write!(out, "  {:>4}", decoded.start);
        let meaning = |operand| {
            let (tuple, index) = match operand {
                Operand::Const(index) => (code.consts, index),
                Operand::Name(index) => (code.names, index),
                Operand::Local(index) => (code.localsplusnames, index),
            };
            items(tuple, ctx).get(index).map(|&id| value::show(id, &ctx.consts, &ctx.names))
        };
        let meanings: Vec<_> = decoded.operands(ctx.target).into_iter().flatten().filter_map(meaning).collect();
        line(out, loc, op, &decoded.shown_arg(), &meanings.join(", "));
    }
}
