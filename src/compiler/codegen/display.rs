//! Tuples, lists, sets and dicts, as values and as targets.

use super::expr::STACK_USE_GUIDELINE;
use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{Expr, ExprKind};
use crate::compiler::values::arithmetic::equality;
use crate::compiler::values::constant::ConstId;
use crate::compiler::version::Feature;
use crate::compiler::version::oparg::unpack_ex;
use crate::compiler::version::opcode::Op;

/// The operations that build one kind of collection.
#[derive(Clone, Copy)]
struct Builder {
    build: Op,
    add: Op,
    extend: Op,
    /// The list is turned to a tuple at the end.
    to_tuple: bool,
}

const LIST: Builder = Builder { build: Op::BUILD_LIST, add: Op::LIST_APPEND, extend: Op::LIST_EXTEND, to_tuple: false };
const TUPLE: Builder = Builder { to_tuple: true, ..LIST };
const SET: Builder = Builder { build: Op::BUILD_SET, add: Op::SET_ADD, extend: Op::SET_UPDATE, to_tuple: false };

/// The value of a constant expression.
fn constant(expr: &Expr<'_>) -> Option<ConstId> {
    match expr.kind {
        ExprKind::Constant { value, .. } => Some(value),
        _ => None,
    }
}

impl<'a> Compiler<'_, 'a> {
    pub(super) fn list(&mut self, elts: &'a [Expr<'a>]) -> Emit {
        self.build(elts, 0, LIST)
    }

    pub(super) fn tuple(&mut self, elts: &'a [Expr<'a>]) -> Emit {
        self.build(elts, 0, TUPLE)
    }

    pub(super) fn set(&mut self, elts: &'a [Expr<'a>]) -> Emit {
        self.build(elts, 0, SET)
    }

    /// Packs the positional arguments of a call to a tuple; `pushed` more are on the stack.
    pub(super) fn argument_tuple(&mut self, args: &'a [Expr<'a>], pushed: u32) -> Emit {
        self.build(args, pushed, TUPLE)
    }

    /// `starunpack_helper`: `elts`, some of them perhaps starred, after `pushed` values that are on
    /// the stack already.
    fn build(&mut self, elts: &'a [Expr<'a>], pushed: u32, how: Builder) -> Emit {
        if elts.len() > 2
            && !self.has(Feature::FoldsInGraph)
            && let Some(items) = elts.iter().map(constant).collect::<Option<Vec<ConstId>>>()
        {
            self.build_constants(&items, pushed, how);
            return Ok(());
        }
        let count = elts.len() as u32 + pushed;
        let big = count as usize > STACK_USE_GUIDELINE;
        let starred = elts.iter().any(|elt| matches!(elt.kind, ExprKind::Starred { .. }));
        if !starred && !big {
            self.exprs(elts)?;
            self.op_arg(if how.to_tuple { Op::BUILD_TUPLE } else { how.build }, count);
            return Ok(());
        }
        let mut built = false;
        if big {
            self.op_arg(how.build, pushed);
            built = true;
        }
        for (i, elt) in elts.iter().enumerate() {
            if let ExprKind::Starred { value, .. } = elt.kind {
                if !built {
                    self.op_arg(how.build, i as u32 + pushed);
                    built = true;
                }
                self.expr(value)?;
                self.op_arg(how.extend, 1);
            } else {
                self.expr(elt)?;
                if built {
                    self.op_arg(how.add, 1);
                }
            }
        }
        if how.to_tuple {
            self.emit_list_to_tuple();
        }
        Ok(())
    }

    fn build_constants(&mut self, items: &[ConstId], pushed: u32, how: Builder) {
        if how.to_tuple && pushed == 0 {
            let folded = self.ctx.consts.tuple(items);
            self.load_const(folded);
            return;
        }
        self.op_arg(how.build, pushed);
        let folded = if how.add == Op::SET_ADD {
            let distinct = equality::distinct(&self.ctx.consts, items);
            self.ctx.consts.frozen_set(&distinct)
        } else {
            self.ctx.consts.tuple(items)
        };
        self.load_const(folded);
        self.op_arg(how.extend, 1);
        if how.to_tuple {
            self.emit_list_to_tuple();
        }
    }

    /// Unpacks the value on the stack into targets (`assignment_helper`).
    pub(super) fn unpack(&mut self, elts: &'a [Expr<'a>]) -> Emit {
        let mut star = None;
        for (i, elt) in elts.iter().enumerate() {
            if !matches!(elt.kind, ExprKind::Starred { .. }) {
                continue;
            }
            if star.is_some() {
                return self.error("multiple starred expressions in assignment");
            }
            let after = elts.len() - i - 1;
            if i >= 1 << 8 || after >= (i32::MAX >> 8) as usize {
                return self.error("too many expressions in star-unpacking assignment");
            }
            self.op_arg(Op::UNPACK_EX, unpack_ex(i, after));
            star = Some(i);
        }
        if star.is_none() {
            self.op_arg(Op::UNPACK_SEQUENCE, elts.len() as u32);
        }
        for elt in elts {
            match elt.kind {
                ExprKind::Starred { value, .. } => self.expr(value)?,
                _ => self.expr(elt)?,
            }
        }
        Ok(())
    }

    /// `compiler_dict`
    pub(super) fn dict(&mut self, keys: &'a [Option<Expr<'a>>], values: &'a [Expr<'a>]) -> Emit {
        let mut have_dict = false;
        let mut start = 0;
        for (i, key) in keys.iter().enumerate() {
            let pending = i - start;
            if key.is_none() {
                if pending > 0 {
                    self.dict_part(&keys[start..i], &values[start..i])?;
                    if have_dict {
                        self.op_arg(Op::DICT_UPDATE, 1);
                    }
                    have_dict = true;
                }
                if !have_dict {
                    self.op_arg(Op::BUILD_MAP, 0);
                    have_dict = true;
                }
                self.expr(&values[i])?;
                self.op_arg(Op::DICT_UPDATE, 1);
                start = i + 1;
            } else if pending * 2 > STACK_USE_GUIDELINE {
                self.dict_part(&keys[start..=i], &values[start..=i])?;
                if have_dict {
                    self.op_arg(Op::DICT_UPDATE, 1);
                }
                have_dict = true;
                start = i + 1;
            }
        }
        if start < keys.len() {
            self.dict_part(&keys[start..], &values[start..])?;
            if have_dict {
                self.op_arg(Op::DICT_UPDATE, 1);
            }
            have_dict = true;
        }
        if !have_dict {
            self.op_arg(Op::BUILD_MAP, 0);
        }
        Ok(())
    }

    /// `compiler_subdict`: pairs without `**`.
    fn dict_part(&mut self, keys: &'a [Option<Expr<'a>>], values: &'a [Expr<'a>]) -> Emit {
        let count = keys.len();
        let big = count * 2 > STACK_USE_GUIDELINE;
        if count > 1
            && !big
            && !self.has(Feature::PairsAlternate)
            && let Some(items) = keys.iter().map(|key| key.as_ref().and_then(constant)).collect::<Option<Vec<_>>>()
        {
            self.exprs(values)?;
            let folded = self.ctx.consts.tuple(&items);
            self.load_const(folded);
            self.op_arg(Op::BUILD_CONST_KEY_MAP, count as u32);
            return Ok(());
        }
        if big {
            self.op_arg(Op::BUILD_MAP, 0);
        }
        for (key, value) in keys.iter().zip(values) {
            if let Some(key) = key {
                self.expr(key)?;
            }
            self.expr(value)?;
            if big {
                self.op_arg(Op::MAP_ADD, 1);
            }
        }
        if !big {
            self.op_arg(Op::BUILD_MAP, count as u32);
        }
        Ok(())
    }
}
