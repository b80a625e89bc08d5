//! `from __future__` imports (CPython: Python/future.c), found as the file is parsed, since they say
//! what becomes of later annotations.

use super::ast::{Alias, Future, Stmt, StmtKind};
use crate::compiler::values::code::flags;
use crate::compiler::values::context::Context;
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::intern::{Interner, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::{Feature, Target};

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

/// What the future statements at the head of a file say.
#[derive(Clone, Debug, Default)]
pub(super) struct Scanner {
    future: Future,
    /// The line of the first other statement: only the rest of it matters. A future import there is
    /// too late, and later lines are the compiler's to check.
    last_allowed_line: Option<i32>,
    is_over: bool,
    /// The first thing that is wrong, unless the grammar refuses the file.
    error: Option<Box<CompileError>>,
}

impl Scanner {
    /// Whether annotations are kept as strings, as far as is known.
    pub(super) fn annotations(&self) -> bool {
        self.future.annotations()
    }

    /// Whether no future import can follow.
    #[inline]
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// After a compound statement, which ends its last line.
    pub(super) fn stop(&mut self) {
        self.is_over = true;
    }

    /// After the next simple statement of the file that is no docstring.
    pub(super) fn see(&mut self, stmt: &Stmt<'_>, ctx: &mut Context<'_>) {
        let loc = stmt.loc;
        if self.last_allowed_line.is_some_and(|line| loc.line > line) {
            self.is_over = true;
            return;
        }
        let aliases = match stmt.kind {
            StmtKind::ImportFrom { module: Some(sym::FUTURE), names, level, .. }
                if level == 0 || !ctx.asks(Feature::RelativeFutureIsNone) =>
            {
                names
            }
            _ => {
                self.last_allowed_line = Some(loc.line);
                return;
            }
        };
        let bits = if self.last_allowed_line.is_some() {
            if ctx.asks(Feature::FutureEndsAtOther) {
                self.is_over = true;
                return;
            }
            let message = "from __future__ imports must occur at the beginning of the file";
            Err(error(message, loc, loc.col - 1))
        } else {
            features(aliases, &ctx.names, loc, ctx.target)
        };
        match bits {
            Ok(bits) => {
                self.future.flags |= bits;
                self.future.last = (loc.line, loc.col);
            }
            Err(error) => {
                self.error = Some(Box::new(error));
                self.is_over = true;
            }
        }
    }

    /// What was found.
    ///
    /// # Errors
    /// A future import that there is not, or in the wrong place.
    pub(super) fn finish(self) -> Result<Future, CompileError> {
        match self.error {
            Some(error) => Err(*error),
            None => Ok(self.future),
        }
    }
}

fn features(aliases: &[Alias], names: &Interner<'_>, loc: Location, target: &Target) -> Result<u32, CompileError> {
    let mut bits = 0;
    for alias in aliases {
        let refused = |message: String| match target.has(Feature::FutureAtName) {
            true => CompileError::syntax(message, alias.loc),
            false => error(message, loc, loc.col),
        };
        match &*names.text(alias.name) {
            "annotations" => bits |= flags::FUTURE_ANNOTATIONS,
            "barry_as_FLUFL" => bits |= flags::FUTURE_BARRY_AS_BDFL,
            "braces" => return Err(refused("not a chance".to_owned())),
            name if PAST.contains(&name) => {}
            name => return Err(refused(format!("future feature {name} is not defined"))),
        }
    }
    Ok(bits)
}

/// An error at a column of the statement's first line; CPython gives it no end.
fn error(message: impl Into<String>, loc: Location, col: i32) -> CompileError {
    let location = Location { line: loc.line, end_line: -1, col, end_col: -1 };
    CompileError::new(ErrorKind::SyntaxError, message, location)
}
