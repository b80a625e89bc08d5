//! `from __future__` imports (CPython: Python/future.c).

use super::ast::Future;
use crate::code::flags;
use crate::error::{CompileError, ErrorKind};
use crate::location::Location;
use ruff_python_ast::{Expr, Stmt, StmtImportFrom};

/// Features that are always on by now.
const PAST: &[&str] = &[
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "generator_stop",
];

/// What the future statements at the head of `body` say. `locate` gives a statement's position.
pub(super) fn scan(body: &[Stmt], mut locate: impl FnMut(&Stmt) -> Location) -> Result<Future, CompileError> {
    let mut future = Future::default();
    // Once another statement was seen only the rest of its line matters: a future import there
    // is too late, and later lines are the compiler's to check.
    let mut last_allowed_line = None;
    for stmt in &body[usize::from(has_docstring(body))..] {
        let loc = locate(stmt);
        if last_allowed_line.is_some_and(|line| loc.line > line) {
            break;
        }
        match as_future_import(stmt) {
            Some(import) => {
                if last_allowed_line.is_some() {
                    let message = "from __future__ imports must occur at the beginning of the file";
                    return Err(error(message, loc, loc.col - 1));
                }
                future.flags |= features(import, loc)?;
                future.last_line = loc.line;
            }
            None => last_allowed_line = Some(loc.line),
        }
    }
    Ok(future)
}

/// Whether the first statement is a string (`_PyAST_GetDocString`).
pub(super) fn has_docstring(body: &[Stmt]) -> bool {
    matches!(body.first(), Some(Stmt::Expr(stmt)) if matches!(*stmt.value, Expr::StringLiteral(_)))
}

fn as_future_import(stmt: &Stmt) -> Option<&StmtImportFrom> {
    let Stmt::ImportFrom(import) = stmt else { return None };
    let module = import.module.as_ref()?;
    (module.as_str() == "__future__").then_some(import)
}

fn features(import: &StmtImportFrom, loc: Location) -> Result<u32, CompileError> {
    let mut bits = 0;
    for alias in &import.names {
        match alias.name.as_str() {
            "annotations" => bits |= flags::FUTURE_ANNOTATIONS,
            "barry_as_FLUFL" => bits |= flags::FUTURE_BARRY_AS_BDFL,
            "braces" => return Err(error("not a chance", loc, loc.col)),
            name if PAST.contains(&name) => {}
            name => return Err(error(format!("future feature {name} is not defined"), loc, loc.col)),
        }
    }
    Ok(bits)
}

/// An error at a column of the statement's first line; CPython gives it no end.
fn error(message: impl Into<String>, loc: Location, col: i32) -> CompileError {
    let location = Location { line: loc.line, end_line: -1, col, end_col: -1 };
    CompileError::new(ErrorKind::SyntaxError, message, location)
}
