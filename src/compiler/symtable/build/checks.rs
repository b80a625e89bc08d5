//! What the symbol table refuses since 3.14; code generation refused it before.
//!
//! Some of it is seen only where the tree is walked in CPython's order. Otherwise code generation finds that something
//! is wrong, and the tree is walked once more, since what the symbol table refuses comes first.

use super::{Builder, Visit, refuse};
use crate::compiler::symtable::BlockType;
use crate::compiler::syntax::ast::{Alias, ExprContext, Keyword, Pattern, Stmt, StmtKind};
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;

impl<'a> Builder<'_, 'a> {
    /// Whether it is the symbol table that refuses.
    #[inline]
    fn checks(&self) -> bool {
        self.target.has(Feature::CheckedBySymtable)
    }

    /// Whether annotations are in a block of their own, for what is refused there.
    pub(super) fn annotations_apart(&self) -> bool {
        self.future_annotations || self.in_order && self.checks()
    }

    /// Refuses to bind or delete `__debug__` (`check_name`).
    #[inline]
    pub(super) fn check_name(&self, name: Symbol, ctx: ExprContext, loc: Location) -> Visit {
        if name == sym::DEBUG { self.check_debug(ctx, loc) } else { Ok(()) }
    }

    /// The same, of `__debug__`.
    #[cold]
    #[inline(never)]
    fn check_debug(&self, ctx: ExprContext, loc: Location) -> Visit {
        if ctx == ExprContext::Load || !self.checks() {
            return Ok(());
        }
        let verb = if ctx == ExprContext::Del { "delete" } else { "assign to" };
        refuse(format!("cannot {verb} __debug__"), loc)
    }

    /// Checks the names of all keywords, before any of their values (`check_keywords`).
    pub(super) fn check_keywords(&self, keywords: &[Keyword<'a>]) -> Visit {
        let names = keywords.iter().filter_map(|keyword| keyword.arg.map(|arg| (arg, keyword.loc)));
        names.into_iter().try_for_each(|(name, loc)| self.check_name(name, ExprContext::Store, loc))
    }

    /// The same for the keywords of a class pattern (`check_kwd_patterns`).
    pub(super) fn check_kwd_attrs(&self, names: &[Symbol], patterns: &[Pattern<'a>]) -> Visit {
        let mut pairs = names.iter().zip(patterns);
        pairs.try_for_each(|(&name, pattern)| self.check_name(name, ExprContext::Store, pattern.loc))
    }

    /// Refuses a lazy import in a function, a class or a `try` statement, or of everything (`check_lazy_import_context`).
    pub(super) fn check_lazy_import(&mut self, stmt: &Stmt<'a>, names: &[Alias], in_try: bool) -> Visit {
        let is_from = matches!(stmt.kind, StmtKind::ImportFrom { .. });
        let place = match self.current().block {
            _ if in_try => "try/except blocks",
            BlockType::Class => "classes",
            block if block.is_function_like() => "functions",
            _ if is_from && names.iter().any(|alias| alias.name == sym::STAR) => {
                return refuse("lazy from ... import * is not allowed", stmt.loc);
            }
            _ => return Ok(()),
        };
        let what = if is_from { "lazy from ... import" } else { "lazy import" };
        refuse(format!("{what} not allowed inside {place}"), stmt.loc)
    }

    /// Refuses a future import that is not at the beginning (`check_import_from`).
    pub(super) fn check_future(&self, stmt: &Stmt<'a>) -> Visit {
        let StmtKind::ImportFrom { module: Some(sym::FUTURE), level: 0, .. } = stmt.kind else { return Ok(()) };
        if !self.checks() || (stmt.loc.line, stmt.loc.col) <= self.last_future {
            return Ok(());
        }
        refuse("from __future__ imports must occur at the beginning of the file", stmt.loc)
    }

    /// Refuses `async for` and `async with` outside of asynchronous functions.
    pub(super) fn check_async_statement(&mut self, word: &str, loc: Location) -> Visit {
        if !self.checks() || self.current().coroutine {
            return Ok(());
        }
        refuse(format!("'async {word}' outside async function"), loc)
    }

    /// Refuses `await` outside of asynchronous functions.
    pub(super) fn check_await(&mut self, loc: Location) -> Visit {
        if !self.checks() {
            return Ok(());
        }
        let scope = self.current();
        if !scope.block.is_function_like() {
            return refuse("'await' outside function", loc);
        }
        if !scope.coroutine && scope.comprehension.is_none() {
            return refuse("'await' outside async function", loc);
        }
        Ok(())
    }

    /// Refuses an asynchronous comprehension in the current scope.
    pub(super) fn check_async_comprehension(&mut self, loc: Location) -> Visit {
        if !self.checks() {
            return Ok(());
        }
        let scope = self.current();
        if scope.block.is_function_like() && scope.coroutine || scope.comprehension.is_some() {
            return Ok(());
        }
        refuse("asynchronous comprehension outside of an asynchronous function", loc)
    }
}

#[cfg(test)]
mod tests {
    use crate::compiler::symtable::{Buffers, build_in_order};
    use crate::compiler::syntax;
    use crate::compiler::values::context::{Context, Options};
    use crate::compiler::version::Target;

    /// How the symbol table for 3.14 refuses `source`.
    fn refusal(source: &str) -> String {
        refusal_by(source, Target::for_any_version(14, Some(10)).expect("a release that we know"))
    }

    fn refusal_by(source: &str, target: &'static Target) -> String {
        let arena = bumpalo::Bump::new();
        let mut ctx = Context::new(&arena, target, Options::default());
        let decoded = syntax::decode(source.as_bytes(), ctx.target).expect("UTF-8");
        let module = syntax::parse(&decoded, &mut ctx, &mut syntax::Buffers::default()).expect("a program");
        match build_in_order(&module, &mut ctx, &mut Buffers::default()) {
            Ok(_) => "accepted".to_owned(),
            Err(error) => {
                let place = error.location;
                let (col, end_col) = (place.col + 1, place.end_col + 1);
                format!("{}|{col}|{}|{end_col}|{}", place.line, place.end_line, error.message)
            }
        }
    }

    /// Recorded from 3.14.10. Older releases refuse these elsewhere, for another reason, or not at all.
    #[test]
    fn the_symbol_table_refuses_what_cpythons_does() {
        for (source, expected) in [
            ("import a as __debug__", "1|8|1|22|cannot assign to __debug__"),
            ("del x.__debug__", "1|5|1|16|cannot delete __debug__"),
            ("x.__debug__ += 1", "1|1|1|12|cannot assign to __debug__"),
            ("type __debug__ = 1", "1|6|1|15|cannot assign to __debug__"),
            ("__debug__: int", "1|1|1|10|cannot assign to __debug__"),
            ("class A(a, b=c, __debug__=(yield)): pass", "1|17|1|34|cannot assign to __debug__"),
            ("f(a=(await x), __debug__=1)", "1|16|1|27|cannot assign to __debug__"),
            ("match x:\n case A(a=a, __debug__=a): pass", "2|24|2|25|cannot assign to __debug__"),
            ("def f(a, __debug__, a): pass", "1|10|1|19|cannot assign to __debug__"),
            ("await x\nglobal y", "1|1|1|8|'await' outside function"),
            ("def f(): lambda: await x", "1|18|1|25|'await' outside async function"),
            ("def f():\n async with x: pass", "2|2|2|20|'async with' outside async function"),
            ("async for x in y: pass\nx = 1\nglobal x", "1|1|1|23|'async for' outside async function"),
            (
                "[x async for x in y]\ndef f(a, a): pass",
                "1|1|1|21|asynchronous comprehension outside of an asynchronous function",
            ),
            ("async def f(): ([x async for x in y] for z in w)", "accepted"),
            (
                "async def f(a: [x async for x in y]): pass",
                "1|16|1|36|asynchronous comprehension outside of an asynchronous function",
            ),
            ("def f(a: (yield)): pass", "1|11|1|16|yield expression cannot be used within an annotation"),
            ("async def f(): x.y: (await z)", "1|22|1|29|await expression cannot be used within an annotation"),
            ("def f[T](a: (x := 1)): pass", "1|14|1|20|named expression cannot be used within an annotation"),
            (
                "x = 1\nfrom __future__ import annotations\nnonlocal x",
                "2|1|2|35|from __future__ imports must occur at the beginning of the file",
            ),
            ("return\nnonlocal x", "2|1|2|11|nonlocal declaration not allowed at module level"),
            ("(lambda: (yield))\nnonlocal x", "2|1|2|11|nonlocal declaration not allowed at module level"),
            ("await x", "1|1|1|8|'await' outside function"),
            ("del __debug__", "1|5|1|14|cannot delete __debug__"),
            ("class A:\n await x", "2|2|2|9|'await' outside function"),
        ] {
            assert_eq!(refusal(source), expected, "{source}");
        }
    }

    /// Recorded from 3.15.2.
    #[test]
    fn lazy_imports_are_refused_where_cpython_refuses_them() {
        let newest = Target::for_any_version(15, Some(2)).expect("a release that we know");
        for (source, expected) in [
            ("if x: lazy import a\nelse:\n with y: lazy from a import b", "accepted"),
            ("lazy from a import *", "1|1|1|21|lazy from ... import * is not allowed"),
            ("def f(): lazy import a", "1|10|1|23|lazy import not allowed inside functions"),
            ("class A: lazy from a import *", "1|10|1|30|lazy from ... import not allowed inside classes"),
            (
                "class A:\n try: lazy import a\n finally: pass",
                "2|7|2|20|lazy import not allowed inside try/except blocks",
            ),
            ("try:\n class A: lazy import a\nfinally: pass", "2|11|2|24|lazy import not allowed inside classes"),
            ("try: pass\nexcept: pass\nlazy import a", "accepted"),
            (
                "try: pass\nfinally:\n while x: lazy import a",
                "3|11|3|24|lazy import not allowed inside try/except blocks",
            ),
            ("lazy import a.b as __debug__", "1|13|1|29|cannot assign to __debug__"),
        ] {
            assert_eq!(refusal_by(source, newest), expected, "{source}");
        }
    }
}
