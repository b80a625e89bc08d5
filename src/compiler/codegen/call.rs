//! Calls.

use super::expr::STACK_USE_GUIDELINE;
use super::{Compiler, Emit};
use crate::compiler::symtable::def;
use crate::compiler::syntax::ast::{Call, Expr, ExprContext, ExprKind, Keyword};
use crate::compiler::values::intern::Symbol;
use crate::compiler::version::Feature;
use crate::compiler::version::opcode::Op;
use rustc_hash::FxHashMap;

impl<'a> Compiler<'_, 'a> {
    /// `compiler_call`; the current position is the call's.
    pub(super) fn call(&mut self, node: &'a Call<'a>) -> Emit {
        self.check_keywords(node.keywords)?;
        if self.method_call(node)? {
            return Ok(());
        }
        self.check_called(node.func);
        if self.has(Feature::GeneratorCallsInlined)
            && let ExprKind::Name { .. } = node.func.kind
            && let [Expr { kind: ExprKind::Comp(_), .. }] = node.args
        {
            return self.call_over_comprehension(node);
        }
        self.emit_callable(node.func)?;
        self.call_arguments(0, node.args, node.keywords)
    }

    #[inline(never)] // few calls are of this kind
    fn call_over_comprehension(&mut self, node: &'a Call<'a>) -> Emit {
        self.expr(node.func)?;
        let end = self.generator_call(node)?;
        self.op_at(Op::PUSH_NULL, node.func.loc);
        self.call_arguments(0, node.args, node.keywords)?;
        if let Some(end) = end {
            self.place(end);
        }
        Ok(())
    }

    /// Emits `a.b(...)` as a method call where that pays, and returns whether it did
    /// (`maybe_optimize_method_call`).
    fn method_call(&mut self, node: &'a Call<'a>) -> Emit<bool> {
        let ExprKind::Attribute { value, attr, ctx: ExprContext::Load } = node.func.kind else { return Ok(false) };
        if self.is_imported(value) {
            return Ok(false);
        }
        let (args, keywords) = (node.args.len(), node.keywords.len());
        if args + keywords + usize::from(keywords != 0) >= STACK_USE_GUIDELINE
            || has_unpacking(node.args, node.keywords)
        {
            return Ok(false);
        }
        let call_loc = self.u.loc;
        if let Some(super_call) = self.super_call(value, attr) {
            self.u.loc = node.func.loc;
            self.load_super(value, super_call, attr, true)?;
            self.start_at_attribute(node.func);
            self.op(Op::NOP);
        } else {
            self.expr(value)?;
            self.u.loc = node.func.loc;
            self.start_at_attribute(node.func);
            self.emit_load_method(attr);
        }
        self.exprs(node.args)?;
        self.keyword_values(node.keywords)?;
        self.u.loc = call_loc;
        self.start_at_attribute(node.func);
        self.emit_call_with((args + keywords) as u32, keywords > 0);
        Ok(true)
    }

    /// Whether the module imports the name that `expr` is (`is_import_originated`).
    fn is_imported(&self, expr: &Expr<'_>) -> bool {
        match expr.kind {
            ExprKind::Name { id, .. } => {
                self.module_unit().entry(id).is_some_and(|entry| entry.flags & def::IMPORT != 0)
            }
            _ => false,
        }
    }

    /// `validate_keywords`
    #[inline]
    fn check_keywords(&mut self, keywords: &'a [Keyword<'a>]) -> Emit {
        if keywords.is_empty() { Ok(()) } else { self.check_some_keywords(keywords) }
    }

    #[inline(never)] // most calls have none
    fn check_some_keywords(&mut self, keywords: &'a [Keyword<'a>]) -> Emit {
        let repeated = repetition(keywords.iter().map(|keyword| keyword.arg));
        for (i, keyword) in keywords.iter().enumerate() {
            let Some(name) = keyword.arg else { continue };
            self.check_forbidden(name, ExprContext::Store, keyword.loc)?;
            if let Some((_, again)) = repeated.filter(|&(first, _)| first == i) {
                self.u.loc = keywords[again].loc;
                return self.error(format!("keyword argument repeated: {}", self.ctx.names.text(name)));
            }
        }
        Ok(())
    }

    /// The values of keyword arguments and `KW_NAMES` (`compiler_call_simple_kw_helper`).
    #[inline]
    fn keyword_values(&mut self, keywords: &'a [Keyword<'a>]) -> Emit {
        if keywords.is_empty() { Ok(()) } else { self.some_keyword_values(keywords) }
    }

    #[inline(never)] // as above
    fn some_keyword_values(&mut self, keywords: &'a [Keyword<'a>]) -> Emit {
        for keyword in keywords {
            self.expr(&keyword.value)?;
        }
        let names = self.identifiers(keywords.iter().filter_map(|keyword| keyword.arg));
        if self.has(Feature::CallKw) {
            self.load_const(names);
        } else {
            let index = self.add_const(names);
            self.op_arg(Op::KW_NAMES, index);
        }
        Ok(())
    }

    /// The arguments of a call and the call; `pushed` positional arguments are on the stack already
    /// (`compiler_call_helper`).
    pub(super) fn call_arguments(&mut self, pushed: u32, args: &'a [Expr<'a>], keywords: &'a [Keyword<'a>]) -> Emit {
        self.check_keywords(keywords)?;
        if args.len() + keywords.len() * 2 <= STACK_USE_GUIDELINE && !has_unpacking(args, keywords) {
            self.exprs(args)?;
            self.keyword_values(keywords)?;
            self.emit_call_with(pushed + (args.len() + keywords.len()) as u32, !keywords.is_empty());
            return Ok(());
        }
        match args {
            [Expr { kind: ExprKind::Starred { value, .. }, .. }] if pushed == 0 => self.expr(value)?,
            _ => self.argument_tuple(args, pushed)?,
        }
        if !keywords.is_empty() {
            self.keyword_dict(keywords)?;
        }
        if self.has(Feature::CallExTakesNull) {
            if keywords.is_empty() {
                self.op(Op::PUSH_NULL);
            }
            self.op(Op::CALL_FUNCTION_EX);
        } else {
            self.op_arg(Op::CALL_FUNCTION_EX, u32::from(!keywords.is_empty()));
        }
        Ok(())
    }

    /// Packs keyword arguments, some of them `**mapping`, to a dict.
    fn keyword_dict(&mut self, keywords: &'a [Keyword<'a>]) -> Emit {
        let mut have_dict = false;
        let mut start = 0;
        for (i, keyword) in keywords.iter().enumerate() {
            if keyword.arg.is_some() {
                continue;
            }
            if start < i {
                self.keyword_dict_part(&keywords[start..i])?;
                if have_dict {
                    self.op_arg(Op::DICT_MERGE, 1);
                }
                have_dict = true;
            }
            if !have_dict {
                self.op_arg(Op::BUILD_MAP, 0);
                have_dict = true;
            }
            self.expr(&keyword.value)?;
            self.op_arg(Op::DICT_MERGE, 1);
            start = i + 1;
        }
        if start < keywords.len() {
            self.keyword_dict_part(&keywords[start..])?;
            if have_dict {
                self.op_arg(Op::DICT_MERGE, 1);
            }
        }
        Ok(())
    }

    /// `compiler_subkwargs`: keyword arguments that all have names.
    fn keyword_dict_part(&mut self, keywords: &'a [Keyword<'a>]) -> Emit {
        let count = keywords.len();
        let big = count * 2 > STACK_USE_GUIDELINE;
        if count > 1 && !big && !self.has(Feature::PairsAlternate) {
            for keyword in keywords {
                self.expr(&keyword.value)?;
            }
            let names = self.identifiers(keywords.iter().filter_map(|keyword| keyword.arg));
            self.load_const(names);
            self.op_arg(Op::BUILD_CONST_KEY_MAP, count as u32);
            return Ok(());
        }
        if big {
            self.op_arg_noline(Op::BUILD_MAP, 0);
        }
        for keyword in keywords {
            if let Some(name) = keyword.arg {
                self.load_identifier(name);
            }
            self.expr(&keyword.value)?;
            if big {
                self.op_arg_noline(Op::MAP_ADD, 1);
            }
        }
        if !big {
            self.op_arg(Op::BUILD_MAP, count as u32);
        }
        Ok(())
    }
}

/// Whether there is a `*args` or a `**kwargs`.
fn has_unpacking(args: &[Expr<'_>], keywords: &[Keyword<'_>]) -> bool {
    args.iter().any(|arg| matches!(arg.kind, ExprKind::Starred { .. }))
        || keywords.iter().any(|keyword| keyword.arg.is_none())
}

/// The indices of the first of `names` that occurs twice, and of its second occurrence.
pub(super) fn repetition(names: impl ExactSizeIterator<Item = Option<Symbol>> + Clone) -> Option<(usize, usize)> {
    /// Up to how many are compared with each other.
    const FEW: usize = 16;
    if names.len() <= FEW {
        let again = |(at, name): (usize, Option<Symbol>)| {
            let next = name.and_then(|_| names.clone().skip(at + 1).position(|other| other == name))?;
            Some((at, at + 1 + next))
        };
        return names.clone().enumerate().find_map(again);
    }
    let mut places: FxHashMap<Symbol, usize> = FxHashMap::default();
    let mut found: Option<(usize, usize)> = None;
    for (at, name) in names.enumerate() {
        let Some(name) = name else { continue };
        let first = *places.entry(name).or_insert(at);
        if first < at && found.is_none_or(|(other, _)| first < other) {
            found = Some((first, at));
        }
    }
    found
}
