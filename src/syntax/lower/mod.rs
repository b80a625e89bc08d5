//! From the parser's tree to ours.
//!
//! The shapes are nearly the same; what is done here is positions (CPython's lines and columns, and
//! its ideas of where a node begins), literals (decoded from the source text), names (interned) and
//! constants (folded as the nodes are built, see [`super::fold`]).
//!
//! Lowering never stops half way: the first error is kept, and what cannot be built is replaced by
//! `None`. That keeps errors out of the way of the many functions that cannot fail.

mod expr;
mod fstring;
mod number;
mod pattern;
mod stmt;
mod string;

use super::ast::{Expr, ExprKind, Module, ScopeKey};
use super::fold::Folder;
use super::lines::LineTable;
use super::{Parsed, Source, errors, future};
use crate::Context;
use crate::constant::ConstTable;
use crate::error::{CompileError, ErrorKind};
use crate::intern::Symbol;
use crate::location::Location;
use crate::recursion::Depth;
use bumpalo::Bump;
use ruff_python_ast::{Identifier, ModModule};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// Lowers a whole file; `fold` switches constant folding on.
pub(super) fn lower<'a>(
    parsed: &Parsed,
    source: &Source<'_>,
    ctx: &mut Context<'a>,
    fold: bool,
) -> Result<Module<'a>, CompileError> {
    let body = &parsed.tree.syntax().body;
    let mut lowerer = Lowerer {
        text: &source.text,
        tree: &parsed.tree,
        lines: &parsed.lines,
        line: 0,
        arena: ctx.names.arena(),
        folder: Folder::new(fold),
        fold_annotations: fold,
        scopes: 1,
        depth: Depth::default(),
        quirks: Vec::new(),
        buffer: Vec::new(),
        error: None,
        is_suspect: false,
        ctx,
    };
    let future = match future::scan(body, |stmt| lowerer.location(stmt.range())) {
        Ok(future) => future,
        // CPython's parser has the first word.
        Err(error) => return Err(errors::in_words(source).err().unwrap_or(error)),
    };
    lowerer.fold_annotations = fold && !future.annotations();
    let body = lowerer.body(body);
    if lowerer.error.is_some() || (lowerer.is_suspect && errors::is_known(lowerer.ctx.target)) {
        errors::in_words(source)?;
    }
    match lowerer.error {
        Some(error) => Err(error),
        None => Ok(Module { body, scope: ScopeKey(0), scope_count: lowerer.scopes, future }),
    }
}

/// The state of lowering one file.
struct Lowerer<'s, 'c, 'a> {
    text: &'s str,
    tree: &'s ruff_python_parser::Parsed<ModModule>,
    lines: &'s LineTable,
    /// The line (from 0) that was looked up last: nodes come nearly in the order of the text.
    line: usize,
    ctx: &'c mut Context<'a>,
    arena: &'a Bump,
    folder: Folder,
    /// Whether annotations are folded too; not if they are kept as strings.
    fold_annotations: bool,
    /// The next scope key.
    scopes: u32,
    /// How many nodes are open.
    depth: Depth,
    /// Columns that CPython gets wrong inside f-strings.
    quirks: Vec<fstring::Quirk>,
    /// Scratch space for decoding literals.
    buffer: Vec<u8>,
    error: Option<CompileError>,
    /// Whether there is something that CPython might refuse.
    is_suspect: bool,
}

impl<'a> Lowerer<'_, '_, 'a> {
    /// The lines and columns of `range`.
    #[inline]
    fn location(&mut self, range: TextRange) -> Location {
        self.span(range.start(), range.end())
    }

    /// The lines and columns from `start` to `end`.
    #[inline]
    fn span(&mut self, start: TextSize, end: TextSize) -> Location {
        let (start, end) = (start.to_u32(), end.to_u32());
        let line = self.lines.find(start, self.line);
        self.line = line;
        let end_line = self.lines.find(end, line);
        let mut loc = Location {
            line: line as i32 + 1,
            end_line: end_line as i32 + 1,
            col: (start - self.lines.start(line)) as i32,
            end_col: (end - self.lines.start(end_line)) as i32,
        };
        if !self.quirks.is_empty() {
            fstring::apply_quirks(&self.quirks, start, end, &mut loc);
        }
        loc
    }

    /// Keeps the first error.
    #[cold]
    fn fail(&mut self, error: CompileError) {
        self.error.get_or_insert(error);
    }

    /// The tree has what the grammar of the target does not have.
    #[cold]
    fn unexpected(&mut self, what: &str, range: TextRange) {
        let loc = self.location(range);
        self.fail(CompileError::new(ErrorKind::Internal, format!("lower: unexpected {what}"), loc));
    }

    /// The symbol of an identifier, which the parser has normalised (NFKC).
    #[inline]
    fn symbol(&mut self, identifier: &Identifier) -> Symbol {
        self.ctx.names.intern_identifier(identifier.id.as_bytes())
    }

    /// The symbol of an identifier that may be absent.
    #[inline]
    fn opt_symbol(&mut self, identifier: Option<&Identifier>) -> Option<Symbol> {
        identifier.map(|identifier| self.symbol(identifier))
    }

    /// The key of the next scope.
    fn next_scope(&mut self) -> ScopeKey {
        let key = ScopeKey(self.scopes);
        self.scopes += 1;
        key
    }

    /// A slice in the arena with what `each` makes of the items.
    #[inline]
    fn list<S, T: Copy>(&mut self, items: &[S], mut each: impl FnMut(&mut Self, &S) -> T) -> &'a mut [T] {
        let arena = self.arena;
        arena.alloc_slice_fill_with(items.len(), |index| each(self, &items[index]))
    }

    /// What stands for an expression that cannot be built.
    fn none(&self, loc: Location) -> Expr<'a> {
        Expr { loc, kind: ExprKind::Constant { value: ConstTable::NONE, u_prefix: false } }
    }
}
