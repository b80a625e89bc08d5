//! `match` (PEP 634).
//!
//! Every pattern consumes the subject on top of the stack and jumps to a failure block if it does
//! not match. Names are bound only when the whole pattern has matched: until then what they capture
//! stays on the stack, below the [`PatternContext::on_top`] values that are still in use.

use super::call::repetition;
use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{CmpOp, Expr, ExprContext, ExprKind, MatchCase, Operator, Pattern, PatternKind};
use crate::compiler::values::arithmetic::equality;
use crate::compiler::values::constant::ConstTable;
use crate::compiler::values::instruction::Label;
use crate::compiler::values::intern::Symbol;
use crate::compiler::values::location::Location;
use crate::compiler::values::repr;
use crate::compiler::version::Feature;
use crate::compiler::version::oparg::unpack_ex;
use crate::compiler::version::opcode::Op;

/// The state of one `case` (`pattern_context`).
#[derive(Default)]
struct PatternContext {
    /// The names captured so far, in the order of their values on the stack.
    stores: Vec<Symbol>,
    /// Whether a pattern that always matches may stand here.
    allow_irrefutable: bool,
    /// Jumping to the label at `i` pops `i` values, then fails.
    fail_pop: Vec<Label>,
    /// The number of values in use on top of the captured ones.
    on_top: usize,
}

/// `WILDCARD_CHECK`: `_`, which has no name.
fn is_wildcard(pattern: &Pattern<'_>) -> bool {
    matches!(pattern.kind, PatternKind::MatchAs { name: None, .. })
}

impl<'a> Compiler<'_, 'a> {
    /// `compiler_match`
    pub(super) fn match_stmt(&mut self, subject: &'a Expr<'a>, cases: &'a [MatchCase<'a>]) -> Emit {
        self.expr(subject)?;
        let end = self.new_label();
        // A last `case _` needs no copy of the subject.
        let (patterns, default) = match cases.split_last() {
            Some((last, rest)) if is_wildcard(&last.pattern) && !rest.is_empty() => (rest, Some(last)),
            _ => (cases, None),
        };
        let mut pc = PatternContext::default();
        for (i, case) in patterns.iter().enumerate() {
            let last = i + 1 == patterns.len();
            self.u.loc = case.pattern.loc;
            if !last {
                self.op_arg(Op::COPY, 1);
            }
            pc.stores.clear();
            pc.allow_irrefutable = case.guard.is_some() || i + 1 == cases.len();
            pc.fail_pop.clear();
            pc.on_top = 0;
            self.pattern(&case.pattern, &mut pc)?;
            for &name in &pc.stores {
                self.store_name(name)?;
            }
            if let Some(guard) = case.guard {
                self.reserve_fail_pop(&mut pc, 0);
                self.jump_if(guard, pc.fail_pop[0], false)?;
            }
            if !last {
                let loc = if self.has(Feature::CaseAtNext) { Location::NEXT } else { self.u.loc };
                self.op_at(Op::POP_TOP, loc);
            }
            self.stmts(case.body)?;
            if self.has(Feature::QuietCaseEnd) {
                self.jump_noline(Op::JUMP, end);
            } else {
                self.jump(Op::JUMP, end);
            }
            // The cleanup belongs to the pattern that failed, not to the body before it.
            self.u.loc = case.pattern.loc;
            self.place_fail_pop(&mut pc);
        }
        if let Some(case) = default {
            self.u.loc = case.pattern.loc;
            self.op(Op::NOP);
            if let Some(guard) = case.guard {
                self.jump_if(guard, end, false)?;
            }
            self.stmts(case.body)?;
            if self.has(Feature::QuietCaseEnd) {
                self.u.loc = Location::NONE;
            }
        }
        self.place(end);
        Ok(())
    }

    /// Makes labels for up to `pops` values to pop (`ensure_fail_pop`).
    fn reserve_fail_pop(&mut self, pc: &mut PatternContext, pops: usize) {
        while pc.fail_pop.len() <= pops {
            let label = self.new_label();
            pc.fail_pop.push(label);
        }
    }

    /// `jump_to_fail_pop`
    fn jump_to_fail_pop(&mut self, pc: &mut PatternContext, op: Op) {
        let pops = pc.on_top + pc.stores.len();
        self.reserve_fail_pop(pc, pops);
        self.jump(op, pc.fail_pop[pops]);
    }

    fn fail_if_false(&mut self, pc: &mut PatternContext) {
        self.jump_to_fail_pop(pc, Op::POP_JUMP_IF_FALSE);
    }

    /// `emit_and_reset_fail_pop`
    fn place_fail_pop(&mut self, pc: &mut PatternContext) {
        while let Some(label) = pc.fail_pop.pop() {
            self.place(label);
            if !pc.fail_pop.is_empty() {
                self.op(Op::POP_TOP);
            }
        }
    }

    /// Moves the top of the stack below `count - 1` others (`pattern_helper_rotate`).
    fn rotate(&mut self, count: usize) {
        for depth in (2..=count).rev() {
            self.op_arg(Op::SWAP, depth as u32);
        }
    }

    fn duplicate_store<T>(&self, name: Symbol) -> Emit<T> {
        self.error(format!("multiple assignments to name '{}' in pattern", self.ctx.names.text(name)))
    }

    /// Captures the top of the stack (`pattern_helper_store_name`).
    fn capture(&mut self, name: Option<Symbol>, pc: &mut PatternContext) -> Emit {
        let Some(name) = name else {
            self.op(Op::POP_TOP);
            return Ok(());
        };
        self.check_forbidden(name, ExprContext::Store, self.u.loc)?;
        if pc.stores.contains(&name) {
            return self.duplicate_store(name);
        }
        self.rotate(pc.on_top + pc.stores.len() + 1);
        pc.stores.push(name);
        Ok(())
    }

    /// `compiler_pattern`
    fn pattern(&mut self, pattern: &'a Pattern<'a>, pc: &mut PatternContext) -> Emit {
        let outer = std::mem::replace(&mut self.u.loc, pattern.loc);
        self.pattern_inner(pattern, pc)?;
        self.restore_position(outer);
        Ok(())
    }

    fn pattern_inner(&mut self, pattern: &'a Pattern<'a>, pc: &mut PatternContext) -> Emit {
        match &pattern.kind {
            PatternKind::MatchValue(value) => {
                if !matches!(value.kind, ExprKind::Constant { .. } | ExprKind::Attribute { .. }) {
                    return self.error("patterns may only match literals and attribute lookups");
                }
                self.expr(value)?;
                self.emit_compare(CmpOp::Eq);
                self.emit_to_bool();
                self.fail_if_false(pc);
                Ok(())
            }
            PatternKind::MatchSingleton(value) => {
                self.load_const(*value);
                self.emit_compare(CmpOp::Is);
                self.fail_if_false(pc);
                Ok(())
            }
            PatternKind::MatchSequence(patterns) => self.sequence_pattern(patterns, pc),
            PatternKind::MatchMapping { keys, patterns, rest } => self.mapping_pattern(keys, patterns, *rest, pc),
            PatternKind::MatchClass { .. } => self.class_pattern(pattern, pc),
            PatternKind::MatchStar(name) => self.capture(*name, pc),
            PatternKind::MatchAs { pattern: inner, name } => self.as_pattern(*inner, *name, pc),
            PatternKind::MatchOr(patterns) => self.or_pattern(patterns, pc),
        }
    }

    /// A pattern inside another: it may always match (`compiler_pattern_subpattern`).
    fn subpattern(&mut self, pattern: &'a Pattern<'a>, pc: &mut PatternContext) -> Emit {
        let allowed = std::mem::replace(&mut pc.allow_irrefutable, true);
        self.pattern(pattern, pc)?;
        pc.allow_irrefutable = allowed;
        Ok(())
    }

    /// `compiler_pattern_as`
    fn as_pattern(&mut self, pattern: Option<&'a Pattern<'a>>, name: Option<Symbol>, pc: &mut PatternContext) -> Emit {
        let Some(pattern) = pattern else {
            if !pc.allow_irrefutable {
                return self.error(match name {
                    Some(name) => {
                        let name = self.ctx.names.text(name);
                        format!("name capture '{name}' makes remaining patterns unreachable")
                    }
                    None => "wildcard makes remaining patterns unreachable".to_owned(),
                });
            }
            return self.capture(name, pc);
        };
        pc.on_top += 1;
        self.op_arg(Op::COPY, 1);
        self.pattern(pattern, pc)?;
        pc.on_top -= 1;
        self.capture(name, pc)
    }

    /// `compiler_pattern_sequence`
    fn sequence_pattern(&mut self, patterns: &'a [Pattern<'a>], pc: &mut PatternContext) -> Emit {
        let size = patterns.len();
        let mut star = None;
        let mut star_wildcard = false;
        let mut only_wildcards = true;
        for (i, pattern) in patterns.iter().enumerate() {
            if let PatternKind::MatchStar(name) = pattern.kind {
                if star.is_some() {
                    return self.error("multiple starred names in sequence pattern");
                }
                star_wildcard = name.is_none();
                only_wildcards &= star_wildcard;
                star = Some(i);
            } else {
                only_wildcards &= is_wildcard(pattern);
            }
        }
        pc.on_top += 1;
        self.op(Op::MATCH_SEQUENCE);
        self.fail_if_false(pc);
        let length_check = match star {
            None => Some((size, CmpOp::Eq)),
            Some(_) if size > 1 => Some((size - 1, CmpOp::GtE)),
            Some(_) => None,
        };
        if let Some((length, op)) = length_check {
            self.op(Op::GET_LEN);
            self.load_int(length as i64);
            self.emit_compare(op);
            self.fail_if_false(pc);
        }
        pc.on_top -= 1;
        if only_wildcards {
            self.op(Op::POP_TOP);
            return Ok(());
        }
        match star {
            Some(star) if star_wildcard => self.sequence_by_index(patterns, star, pc),
            _ => self.sequence_by_unpacking(patterns, star, pc),
        }
    }

    /// `pattern_helper_sequence_unpack`
    fn sequence_by_unpacking(
        &mut self,
        patterns: &'a [Pattern<'a>],
        star: Option<usize>,
        pc: &mut PatternContext,
    ) -> Emit {
        let size = patterns.len();
        match star {
            None => self.op_arg(Op::UNPACK_SEQUENCE, size as u32),
            Some(star) => {
                let after = size - star - 1;
                if star >= 1 << 8 || after >= (i32::MAX >> 8) as usize {
                    return self.error("too many expressions in star-unpacking sequence pattern");
                }
                self.op_arg(Op::UNPACK_EX, unpack_ex(star, after));
            }
        }
        pc.on_top += size;
        for pattern in patterns {
            pc.on_top -= 1;
            self.subpattern(pattern, pc)?;
        }
        Ok(())
    }

    /// `pattern_helper_sequence_subscr`: with `*_`, indexes the few items that matter.
    fn sequence_by_index(&mut self, patterns: &'a [Pattern<'a>], star: usize, pc: &mut PatternContext) -> Emit {
        pc.on_top += 1;
        let size = patterns.len();
        for (i, pattern) in patterns.iter().enumerate() {
            if is_wildcard(pattern) || i == star {
                continue;
            }
            self.op_arg(Op::COPY, 1);
            if i < star {
                self.load_int(i as i64);
            } else {
                // Counted from the end, since the subject need not support negative indices.
                self.op(Op::GET_LEN);
                self.load_int((size - i) as i64);
                self.emit_binary(Operator::Sub, false);
            }
            self.emit_subscript();
            self.subpattern(pattern, pc)?;
        }
        pc.on_top -= 1;
        self.op(Op::POP_TOP);
        Ok(())
    }

    /// `compiler_pattern_class`
    fn class_pattern(&mut self, pattern: &'a Pattern<'a>, pc: &mut PatternContext) -> Emit {
        let PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } = &pattern.kind else { return Ok(()) };
        let repeated = repetition(kwd_attrs.iter().copied().map(Some));
        for (i, (&attr, kwd_pattern)) in kwd_attrs.iter().zip(*kwd_patterns).enumerate() {
            self.u.loc = kwd_pattern.loc;
            self.check_forbidden(attr, ExprContext::Store, kwd_pattern.loc)?;
            if let Some((_, again)) = repeated.filter(|&(first, _)| first == i) {
                self.u.loc = kwd_patterns[again].loc;
                let name = self.ctx.names.text(attr);
                return self.error(format!("attribute name repeated in class pattern: {name}"));
            }
        }
        self.u.loc = pattern.loc;
        self.expr(cls)?;
        let names = self.identifiers(kwd_attrs.iter().copied());
        self.load_const(names);
        self.op_arg(Op::MATCH_CLASS, patterns.len() as u32);
        self.op_arg(Op::COPY, 1);
        self.load_const(ConstTable::NONE);
        self.emit_compare(CmpOp::IsNot);
        pc.on_top += 1;
        self.fail_if_false(pc);
        let count = patterns.len() + kwd_attrs.len();
        self.op_arg(Op::UNPACK_SEQUENCE, count as u32);
        pc.on_top += count;
        pc.on_top -= 1;
        for subpattern in patterns.iter().chain(*kwd_patterns) {
            pc.on_top -= 1;
            if is_wildcard(subpattern) {
                self.op(Op::POP_TOP);
            } else {
                self.subpattern(subpattern, pc)?;
            }
        }
        Ok(())
    }

    /// `compiler_pattern_mapping`
    fn mapping_pattern(
        &mut self,
        keys: &'a [Expr<'a>],
        patterns: &'a [Pattern<'a>],
        rest: Option<Symbol>,
        pc: &mut PatternContext,
    ) -> Emit {
        let size = keys.len();
        pc.on_top += 1;
        self.op(Op::MATCH_MAPPING);
        self.fail_if_false(pc);
        if size == 0 && rest.is_none() {
            pc.on_top -= 1;
            self.op(Op::POP_TOP);
            return Ok(());
        }
        if size > 0 {
            self.op(Op::GET_LEN);
            self.load_int(size as i64);
            self.emit_compare(CmpOp::GtE);
            self.fail_if_false(pc);
        }
        self.mapping_keys(keys)?;
        self.op_arg(Op::BUILD_TUPLE, size as u32);
        self.op(Op::MATCH_KEYS);
        pc.on_top += 2;
        self.op_arg(Op::COPY, 1);
        self.load_const(ConstTable::NONE);
        self.emit_compare(CmpOp::IsNot);
        self.fail_if_false(pc);
        self.op_arg(Op::UNPACK_SEQUENCE, size as u32);
        pc.on_top += size;
        pc.on_top -= 1;
        for pattern in patterns {
            pc.on_top -= 1;
            self.subpattern(pattern, pc)?;
        }
        pc.on_top -= 2;
        let Some(rest) = rest else {
            self.op(Op::POP_TOP);
            self.op(Op::POP_TOP);
            return Ok(());
        };
        // A copy of the subject without the keys.
        self.op_arg(Op::BUILD_MAP, 0);
        self.op_arg(Op::SWAP, 3);
        self.op_arg(Op::DICT_UPDATE, 2);
        self.op_arg(Op::UNPACK_SEQUENCE, size as u32);
        for remaining in (1..=size).rev() {
            self.op_arg(Op::COPY, 1 + remaining as u32);
            self.op_arg(Op::SWAP, 2);
            self.op(Op::DELETE_SUBSCR);
        }
        self.capture(Some(rest), pc)
    }

    /// Pushes the keys of a mapping pattern, which must differ.
    fn mapping_keys(&mut self, keys: &'a [Expr<'a>]) -> Emit {
        let mut seen = equality::Seen::default();
        for key in keys {
            match key.kind {
                ExprKind::Constant { value, .. } => {
                    if !seen.insert(&self.ctx.consts, value) {
                        let mut text = Vec::new();
                        repr::constant(&mut text, self.ctx, value)?;
                        let text = String::from_utf8_lossy(&text);
                        return self.error(format!("mapping pattern checks duplicate key ({text})"));
                    }
                }
                ExprKind::Attribute { .. } => {}
                _ => return self.error("mapping pattern keys may only match literals and attribute lookups"),
            }
            self.expr(key)?;
        }
        Ok(())
    }

    /// `compiler_pattern_or`
    fn or_pattern(&mut self, alternatives: &'a [Pattern<'a>], pc: &mut PatternContext) -> Emit {
        let end = self.new_label();
        let loc = self.u.loc;
        let mut control: Option<Vec<Symbol>> = None;
        for (i, alternative) in alternatives.iter().enumerate() {
            self.u.loc = alternative.loc;
            let last = i + 1 == alternatives.len();
            let mut alt =
                PatternContext { allow_irrefutable: last && pc.allow_irrefutable, ..PatternContext::default() };
            self.op_arg(Op::COPY, 1);
            self.pattern(alternative, &mut alt)?;
            match &control {
                None => control = Some(std::mem::take(&mut alt.stores)),
                Some(control) => self.match_control(control, &mut alt.stores, loc)?,
            }
            self.jump(Op::JUMP, end);
            self.place_fail_pop(&mut alt);
        }
        self.restore_position(loc);
        // No alternative matched: drop the copy of the subject that is left.
        self.op(Op::POP_TOP);
        self.jump_to_fail_pop(pc, Op::JUMP);
        self.place(end);
        let control = control.unwrap_or_default();
        // Below the new captures: the subject, what is in use, the earlier captures.
        let rotations = control.len() + 1 + pc.on_top + pc.stores.len();
        for name in control {
            self.rotate(rotations);
            if pc.stores.contains(&name) {
                return self.duplicate_store(name);
            }
            pc.stores.push(name);
        }
        self.op(Op::POP_TOP);
        Ok(())
    }

    /// Brings the captures of an alternative into the order of the first one's.
    fn match_control(&mut self, control: &[Symbol], stores: &mut [Symbol], loc: Location) -> Emit {
        const DIFFERENT: &str = "alternative patterns bind different names";
        if stores.len() != control.len() {
            return self.error_at(loc, DIFFERENT);
        }
        for (wanted, name) in control.iter().enumerate().rev() {
            let Some(found) = stores.iter().position(|store| store == name) else {
                return self.error_at(loc, DIFFERENT);
            };
            if found == wanted {
                continue;
            }
            let rotations = found + 1;
            stores[..=wanted].rotate_left(rotations);
            for _ in 0..rotations {
                self.rotate(wanted + 1);
            }
        }
        Ok(())
    }
}
