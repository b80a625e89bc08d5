//! Statements.

use super::Lowerer;
use crate::location::Location;
use crate::syntax::ast::{
    Alias, ClassDef, ExceptHandler, For, FunctionDef, Keyword, MatchCase, Stmt, StmtKind, Try, WithItem,
};
use crate::syntax::future;
use ruff_python_ast as ruff;
use ruff_text_size::{Ranged, TextSize};

impl<'a> Lowerer<'_, '_, 'a> {
    /// The body of a module, function or class, which may begin with a docstring.
    pub(super) fn body(&mut self, body: &[ruff::Stmt]) -> &'a [Stmt<'a>] {
        let had_docstring = future::has_docstring(body);
        let body = self.list(body, Self::stmt);
        self.folder.body(self.ctx, body, had_docstring);
        body
    }

    /// A block.
    pub(super) fn block(&mut self, body: &[ruff::Stmt]) -> &'a [Stmt<'a>] {
        self.list(body, Self::stmt)
    }

    fn stmt(&mut self, stmt: &ruff::Stmt) -> Stmt<'a> {
        if !self.enter() {
            return Stmt { loc: self.location(stmt.range()), kind: StmtKind::Pass };
        }
        let lowered = self.stmt_inner(stmt);
        self.leave();
        lowered
    }

    fn stmt_inner(&mut self, stmt: &ruff::Stmt) -> Stmt<'a> {
        match stmt {
            ruff::Stmt::FunctionDef(def) => return self.function_def(def),
            ruff::Stmt::ClassDef(def) => return self.class_def(def),
            _ => {}
        }
        let loc = match stmt {
            ruff::Stmt::If(_)
            | ruff::Stmt::For(_)
            | ruff::Stmt::While(_)
            | ruff::Stmt::With(_)
            | ruff::Stmt::Match(_)
            | ruff::Stmt::Try(_) => self.block_span(stmt.start(), stmt.end()),
            _ => self.location(stmt.range()),
        };
        let kind = match stmt {
            ruff::Stmt::Expr(stmt) => StmtKind::Expr(self.boxed(&stmt.value)),
            ruff::Stmt::Assign(stmt) => {
                StmtKind::Assign { targets: self.list(&stmt.targets, Self::expr), value: self.boxed(&stmt.value) }
            }
            ruff::Stmt::Return(stmt) => StmtKind::Return(self.opt_boxed(stmt.value.as_deref())),
            ruff::Stmt::If(stmt) => {
                let test = self.boxed(&stmt.test);
                let body = self.block(&stmt.body);
                let orelse = self.elif_else(&stmt.elif_else_clauses, stmt.range.end());
                StmtKind::If { test, body, orelse }
            }
            ruff::Stmt::For(stmt) => {
                let target = self.boxed(&stmt.target);
                let iter = self.expr(&stmt.iter);
                // The iterable of an `async for` is left as it is.
                let iter = if stmt.is_async { iter } else { self.folder.iter(self.ctx, iter) };
                let lowered = For {
                    target,
                    iter: self.arena.alloc(iter),
                    body: self.block(&stmt.body),
                    orelse: self.block(&stmt.orelse),
                    is_async: stmt.is_async,
                };
                StmtKind::For(self.arena.alloc(lowered))
            }
            ruff::Stmt::While(stmt) => StmtKind::While {
                test: self.boxed(&stmt.test),
                body: self.block(&stmt.body),
                orelse: self.block(&stmt.orelse),
            },
            ruff::Stmt::AugAssign(stmt) => StmtKind::AugAssign {
                target: self.boxed(&stmt.target),
                op: super::expr::operator(stmt.op),
                value: self.boxed(&stmt.value),
            },
            ruff::Stmt::AnnAssign(stmt) => {
                let target = self.boxed(&stmt.target);
                let annotation = self.annotation(&stmt.annotation);
                let value = self.opt_boxed(stmt.value.as_deref());
                StmtKind::AnnAssign { target, annotation, value, simple: stmt.simple }
            }
            ruff::Stmt::Delete(stmt) => StmtKind::Delete(self.list(&stmt.targets, Self::expr)),
            ruff::Stmt::With(stmt) => StmtKind::With {
                items: self.list(&stmt.items, Self::with_item),
                body: self.block(&stmt.body),
                is_async: stmt.is_async,
            },
            ruff::Stmt::Match(stmt) => {
                StmtKind::Match { subject: self.boxed(&stmt.subject), cases: self.list(&stmt.cases, Self::match_case) }
            }
            ruff::Stmt::Raise(stmt) => StmtKind::Raise {
                exc: self.opt_boxed(stmt.exc.as_deref().filter(|exc| !is_missing(exc))),
                cause: self.opt_boxed(stmt.cause.as_deref()),
            },
            ruff::Stmt::Try(stmt) => {
                let lowered = Try {
                    body: self.block(&stmt.body),
                    handlers: self.list(&stmt.handlers, Self::handler),
                    orelse: self.block(&stmt.orelse),
                    finalbody: self.block(&stmt.finalbody),
                    is_star: stmt.is_star,
                };
                StmtKind::Try(self.arena.alloc(lowered))
            }
            ruff::Stmt::Assert(stmt) => {
                StmtKind::Assert { test: self.boxed(&stmt.test), msg: self.opt_boxed(stmt.msg.as_deref()) }
            }
            ruff::Stmt::Import(stmt) => StmtKind::Import(self.list(&stmt.names, Self::alias)),
            ruff::Stmt::ImportFrom(stmt) => StmtKind::ImportFrom {
                module: self.opt_symbol(stmt.module.as_ref()),
                names: self.list(&stmt.names, Self::alias),
                level: stmt.level,
            },
            ruff::Stmt::Global(stmt) => StmtKind::Global(self.list(&stmt.names, Self::symbol)),
            ruff::Stmt::Nonlocal(stmt) => StmtKind::Nonlocal(self.list(&stmt.names, Self::symbol)),
            ruff::Stmt::Pass(_) => StmtKind::Pass,
            ruff::Stmt::Break(_) => StmtKind::Break,
            ruff::Stmt::Continue(_) => StmtKind::Continue,
            ruff::Stmt::FunctionDef(_)
            | ruff::Stmt::ClassDef(_)
            | ruff::Stmt::TypeAlias(_)
            | ruff::Stmt::IpyEscapeCommand(_) => {
                self.unexpected("statement", stmt.range());
                StmtKind::Pass
            }
        };
        Stmt { loc, kind }
    }

    /// The location of what ends with a block: for CPython a semicolon after the last statement is
    /// part of it.
    fn block_span(&mut self, start: TextSize, end: TextSize) -> Location {
        let rest = &self.text.as_bytes()[end.to_usize()..];
        let blank = |&byte: &u8| matches!(byte, b' ' | b'\t' | b'\x0c' | b'\\' | b'\n');
        let same_line = |&(at, byte): &(usize, &u8)| blank(byte) && (*byte != b'\n' || at > 0 && rest[at - 1] == b'\\');
        let blanks = rest.iter().enumerate().take_while(same_line).count();
        let end = if rest.get(blanks) == Some(&b';') { end + TextSize::new(blanks as u32 + 1) } else { end };
        self.span(start, end)
    }

    /// The `orelse` of an `if`: an `elif` is an `if` that runs from its keyword to the end of the
    /// whole chain.
    fn elif_else(&mut self, clauses: &[ruff::ElifElseClause], end: TextSize) -> &'a [Stmt<'a>] {
        let Some((clause, rest)) = clauses.split_first() else { return &[] };
        let Some(test) = &clause.test else { return self.block(&clause.body) };
        if !self.enter() {
            return &[];
        }
        let loc = self.block_span(clause.range.start(), end);
        let test = self.boxed(test);
        let body = self.block(&clause.body);
        let orelse = self.elif_else(rest, end);
        self.leave();
        self.arena.alloc_slice_copy(&[Stmt { loc, kind: StmtKind::If { test, body, orelse } }])
    }

    fn function_def(&mut self, def: &ruff::StmtFunctionDef) -> Stmt<'a> {
        let decorators = self.list(&def.decorator_list, |this, decorator| this.expr(&decorator.expression));
        let start = self.definition_start(def.range.start(), &def.decorator_list);
        let loc = self.block_span(start, def.range.end());
        if def.type_params.is_some() {
            self.unexpected("type parameters", def.range);
        }
        let scope = self.next_scope();
        let lowered = FunctionDef {
            name: self.symbol(&def.name),
            args: self.arguments(&def.parameters),
            returns: def.returns.as_deref().map(|returns| self.annotation(returns)),
            body: self.body(&def.body),
            decorators,
            is_async: def.is_async,
            type_params: None,
            scope,
        };
        Stmt { loc, kind: StmtKind::FunctionDef(self.arena.alloc(lowered)) }
    }

    fn class_def(&mut self, def: &ruff::StmtClassDef) -> Stmt<'a> {
        let decorators = self.list(&def.decorator_list, |this, decorator| this.expr(&decorator.expression));
        let start = self.definition_start(def.range.start(), &def.decorator_list);
        let loc = self.block_span(start, def.range.end());
        if def.type_params.is_some() {
            self.unexpected("type parameters", def.range);
        }
        let scope = self.next_scope();
        let (bases, keywords) = match &def.arguments {
            Some(arguments) => {
                (&*self.list(&arguments.args, Self::expr), &*self.list(&arguments.keywords, Self::keyword))
            }
            None => (&[][..], &[][..]),
        };
        let name = self.symbol(&def.name);
        let body = self.body(&def.body);
        let lowered = ClassDef { name, bases, keywords, body, decorators, type_params: None, scope };
        Stmt { loc, kind: StmtKind::ClassDef(self.arena.alloc(lowered)) }
    }

    /// Where the `def`, `async` or `class` of a definition stands: for the parser the decorators
    /// belong to the definition, for CPython they do not.
    fn definition_start(&self, start: TextSize, decorators: &[ruff::Decorator]) -> TextSize {
        let Some(last) = decorators.last() else { return start };
        let mut at = last.range.end().to_usize();
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'#' => at = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length),
                b' ' | b'\t' | b'\x0c' | b'\n' | b'\\' => at += 1,
                _ => break,
            }
        }
        TextSize::new(at as u32)
    }

    pub(super) fn keyword(&mut self, keyword: &ruff::Keyword) -> Keyword<'a> {
        Keyword {
            loc: self.location(keyword.range),
            arg: self.opt_symbol(keyword.arg.as_ref()),
            value: self.expr(&keyword.value),
        }
    }

    fn alias(&mut self, alias: &ruff::Alias) -> Alias {
        Alias {
            loc: self.location(alias.range),
            name: self.symbol(&alias.name),
            asname: self.opt_symbol(alias.asname.as_ref()),
        }
    }

    fn with_item(&mut self, item: &ruff::WithItem) -> WithItem<'a> {
        WithItem {
            context_expr: self.expr(&item.context_expr),
            optional_vars: self.opt_boxed(item.optional_vars.as_deref()),
        }
    }

    fn handler(&mut self, handler: &ruff::ExceptHandler) -> ExceptHandler<'a> {
        let ruff::ExceptHandler::ExceptHandler(handler) = handler;
        ExceptHandler {
            loc: self.block_span(handler.range.start(), handler.range.end()),
            typ: self.opt_boxed(handler.type_.as_deref()),
            name: self.opt_symbol(handler.name.as_ref()),
            body: self.block(&handler.body),
        }
    }

    fn match_case(&mut self, case: &ruff::MatchCase) -> MatchCase<'a> {
        MatchCase {
            pattern: self.pattern(&case.pattern),
            guard: self.opt_boxed(case.guard.as_deref()),
            body: self.block(&case.body),
        }
    }
}

/// Whether an expression is what the parser puts in the place of one that is not there.
fn is_missing(expr: &ruff::Expr) -> bool {
    matches!(expr, ruff::Expr::Name(name) if name.ctx == ruff::ExprContext::Invalid)
}
