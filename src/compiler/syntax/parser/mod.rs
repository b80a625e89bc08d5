//! From text to tree in one pass: a tokenizer that is asked for one token after the other, and a
//! parser by recursive descent that makes our own nodes, with constants folded.
//!
//! The grammar is CPython's (Grammar/python.gram), read as a program. What it backs out of is read
//! twice here in three places only: `match` and `case` that may be names, and the parentheses after
//! `with`. Expressions are parsed by the precedence of operators, targets as expressions that are
//! then made targets.
//!
//! The parser says that it refuses a source, not why: [`super::diagnose`] knows.

mod args;
mod atom;
mod buffers;
mod compound;
mod expr;
mod finally;
mod fstrings_before_pep701;
mod fstrings_pep701;
mod import;
mod levels;
mod lexer;
mod name_uses;
mod number;
mod params;
mod pattern;
pub(super) mod shown;
mod stmt;
mod string;
mod target;
mod template;
mod token;
mod type_params;
mod words;

use super::ast::{Expr, ExprKind, Module, ScopeKey, Stmt};
use super::fold::Folder;
use super::future;
use crate::compiler::values::context::Context;
use crate::compiler::values::error::{CompileError, ErrorKind, Warning};
use crate::compiler::values::intern::Symbol;
use crate::compiler::values::location::Location;
use crate::compiler::values::recursion::Stack;
use crate::compiler::version::Feature;
pub use buffers::Buffers;
use bumpalo::Bump;
use lexer::{Cursor, End, Lexer, Next};
use name_uses::Block;
use token::Kind;

/// The grammar does not have this.
#[derive(Clone, Copy, Debug)]
struct Refused;

type Parse<T> = Result<T, Refused>;

/// An expression in the arena, which may still become something else: a target, or what folding makes of
/// it. (It goes from rule to rule in a register, as a whole expression would not.)
type Node<'a> = &'a mut Expr<'a>;

/// What a source is that was not refused.
pub(super) struct Parsed<'a> {
    pub module: Module<'a>,
    /// As many rules of CPython's parser as may be in each other there.
    levels: u32,
    /// Whether the tree may be higher than what CPython's compiler follows.
    pub is_high: bool,
    /// What CPython warns of before the next stage, in its order.
    pub exits: Vec<Warning>,
}

impl Parsed<'_> {
    /// Whether nesting may be deeper than what CPython's parser has room for.
    pub(super) fn nests_deep(&self) -> bool {
        self.levels > levels::MAX
    }
}

/// More nested constructs than CPython's parser could have room for; also more `elif`s, each of which is inside the
/// one before.
const MAX_DEPTH: u32 = 6000;

/// As many open constructs, and as many open `elif`s, as are followed on a stack.
fn room(stack: Stack) -> (u32, u32) {
    match stack {
        Stack::Shallow => (SHALLOW_DEPTH, SHALLOW_ELIFS),
        Stack::Deep => (MAX_DEPTH, MAX_DEPTH),
    }
}

/// As many nested constructs as the parser follows on a shallow stack.
const SHALLOW_DEPTH: u32 = 50;

/// As many `elif`s as it follows there.
const SHALLOW_ELIFS: u32 = 900;

/// Chains (`a.b.c`, `a + b + c`) that are longer than this are counted: each link is a node inside another.
const SHORT_CHAIN: u32 = 8;

/// The nodes of a tree that may be inside each other between one nested construct and the next: chains that are not
/// counted, of operators of all precedences, and the nodes of the construct itself.
const NODES_A_LEVEL: u32 = 72;

/// The height that a tree may have for all versions of CPython's compiler.
const SAFE_HEIGHT: u32 = 2900;

/// Why there is no tree.
pub(super) enum Failure {
    /// The grammar refuses the source, at this place at the latest.
    Refused(Location),
    /// Something that only the parser knows the words for.
    Error(CompileError),
    /// Its nesting needs a deeper stack.
    Deep,
}

/// Parses a file; `fold` switches constant folding on. Names and strings stay slices of the text.
pub(super) fn parse<'a>(
    text: &'a str,
    ctx: &mut Context<'a>,
    buffers: &mut Buffers<'static>,
    fold: bool,
) -> Result<Parsed<'a>, Failure> {
    let mut stacks = std::mem::take(buffers).recycled();
    let indents = std::mem::take(&mut stacks.indents);
    let (max_depth, max_elifs) = room(ctx.stack);
    let mut parser = Parser {
        source: text,
        lex: Lexer::new(text.as_bytes(), indents, ctx.target.has(Feature::FstringTokens)),
        arena: ctx.names.arena(),
        folder: Folder::new(fold).of_target(ctx.target),
        future: future::Scanner::default(),
        is_flufl: false,
        scopes: 1,
        depth: 0,
        deepest: 0,
        max_depth,
        levels: 0,
        most_levels: 0,
        links: 0,
        elifs: 0,
        max_elifs,
        most_links: 0,
        most_elifs: 0,
        stacks,
        block: Block::default(),
        declarations: 0,
        leaves_finally: false,
        exits: Vec::new(),
        has_generic_class: false,
        literal: Location::NONE,
        folded_text: Vec::new(),
        error: None,
        ctx,
    };
    let parsed = parser.file();
    let mut name_uses = parser.leave_block(Block::default());
    parser.stacks.indents = std::mem::take(&mut parser.lex.outer);
    *buffers = std::mem::take(&mut parser.stacks).recycled();
    if parser.ctx.is_cut_short {
        return Err(Failure::Deep);
    }
    match parsed {
        Ok(body) => {
            let future = parser.future.finish().map_err(Failure::Error)?;
            let levels = parser.most_levels + parser.most_elifs * levels::ELIF + levels::ENDS;
            let is_high = (parser.deepest + 1) * NODES_A_LEVEL + parser.most_links > SAFE_HEIGHT;
            // Of a tree that may be too high the nodes have to be counted.
            name_uses.in_order |= is_high || parser.has_generic_class;
            let module = Module { body, scope: ScopeKey(0), scope_count: parser.scopes, future, name_uses };
            Ok(Parsed { module, levels, is_high, exits: parser.exits })
        }
        Err(Refused) => Err(match parser.error {
            Some(error) => Failure::Error(error),
            None => Failure::Refused(parser.lex.loc()),
        }),
    }
}

/// A line and a column.
#[derive(Clone, Copy, Debug)]
struct Mark {
    line: i32,
    col: i32,
}

/// The state of parsing one file.
struct Parser<'c, 'a> {
    source: &'a str,
    lex: Lexer<'a>,
    ctx: &'c mut Context<'a>,
    arena: &'a Bump,
    folder: Folder,
    future: future::Scanner,
    /// Whether `barry_as_FLUFL` has been imported.
    is_flufl: bool,
    /// The next scope key.
    scopes: u32,
    /// How many constructs are open, and how many were at most.
    depth: u32,
    deepest: u32,
    /// How many may be.
    max_depth: u32,
    /// How many rules of CPython's parser these are at most, and were.
    levels: u32,
    most_levels: u32,
    /// The links of long chains in this statement.
    links: u32,
    /// The `elif`s that are around it, each in the one before, and how many may be.
    elifs: u32,
    max_elifs: u32,
    /// How many links there were at most, together with `elif`s, and how many of these.
    most_links: u32,
    most_elifs: u32,
    stacks: Buffers<'a>,
    /// The innermost block.
    block: Block,
    /// How many `global` and `nonlocal` statements there have been.
    declarations: u32,
    /// Whether of all blocks of a `finally`, a loop or a function around here the innermost is of a `finally`.
    leaves_finally: bool,
    /// The warnings of what leaves such blocks.
    exits: Vec<Warning>,
    /// Whether a class has type parameters. Some versions of CPython go on to mangle names as in such a class after it,
    /// in what is visited next.
    has_generic_class: bool,
    /// Where the last string literal is.
    literal: Location,
    /// The statements that became strings by folding.
    folded_text: Vec<Location>,
    /// What is wrong, if only the parser can tell.
    error: Option<CompileError>,
}

/// Where to go back to.
struct Checkpoint {
    cursor: Cursor,
    tok: Next,
    prev: End,
    scopes: u32,
    warnings: usize,
    lens: [usize; 11],
}

impl<'a> Parser<'_, 'a> {
    /// `file`
    fn file(&mut self) -> Parse<&'a [Stmt<'a>]> {
        self.lex.next_line(self.ctx);
        self.statements_of_file()
    }

    /// Goes to the next token.
    #[inline]
    fn advance(&mut self) {
        self.lex.advance(self.ctx);
    }

    /// Goes to the token after a string.
    #[inline]
    fn advance_string(&mut self) {
        self.lex.advance_string(self.ctx);
    }

    /// Whether the next token is of this kind.
    #[inline(always)]
    fn at(&self, kind: Kind) -> bool {
        self.lex.tok.kind == kind
    }

    /// Takes the next token if it is of this kind.
    #[inline]
    fn eat(&mut self, kind: Kind) -> bool {
        let found = self.lex.tok.kind == kind;
        if found {
            self.advance();
        }
        found
    }

    /// Takes the next token, which must be of this kind.
    #[inline]
    fn expect(&mut self, kind: Kind) -> Parse<()> {
        if self.eat(kind) { Ok(()) } else { Err(Refused) }
    }

    /// Takes the next token, which must be a newline.
    #[inline]
    fn expect_newline(&mut self) -> Parse<()> {
        if !self.at(Kind::Newline) {
            return Err(Refused);
        }
        self.lex.next_line(self.ctx);
        Ok(())
    }

    /// Takes the next token, which must be the end of a block.
    #[inline]
    fn expect_dedent(&mut self) -> Parse<()> {
        if !self.at(Kind::Dedent) {
            return Err(Refused);
        }
        self.lex.next_in_line(self.ctx);
        Ok(())
    }

    /// Where the next token begins.
    #[inline(always)]
    fn mark(&self) -> Mark {
        self.lex.start()
    }

    /// From `mark` to the end of the last token.
    #[inline(always)]
    fn since(&self, mark: Mark) -> Location {
        let end = self.lex.prev;
        Location { line: mark.line, end_line: end.line, col: mark.col, end_col: end.col() }
    }

    /// The name that `expr` is, which has just been read and began with a token of the kind `start`, if it
    /// is a name and nothing else.
    #[inline]
    fn only_name(&self, start: Kind, expr: &Expr<'a>) -> Option<Symbol> {
        match expr.kind {
            ExprKind::Name { id, .. } if start == Kind::Name => Some(id),
            // What folding made of `__debug__`.
            ExprKind::Constant { .. } if start == Kind::Name => match self.before_folding(expr) {
                Ok(Expr { kind: ExprKind::Name { id, .. }, .. }) => Some(id),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether there is nothing between the last token and the next.
    fn follows_at_once(&self) -> bool {
        self.lex.tok.start as i32 == self.lex.prev.pos
    }

    /// Whether the next token is this name, which is a keyword in some places only.
    #[inline]
    fn is_soft(&self, word: Symbol) -> bool {
        let Next { kind, note, .. } = self.lex.tok;
        // A spelling that is not ASCII is another name.
        note.symbol() == word && kind == Kind::Name && self.lex.token_text().is_ascii()
    }

    /// The symbol of the name that the next token is.
    #[inline]
    fn symbol(&mut self) -> Symbol {
        let symbol = self.lex.tok.note.symbol();
        self.ctx.names.note_identifier(symbol);
        symbol
    }

    /// Takes a name.
    #[inline]
    fn name(&mut self) -> Parse<Symbol> {
        if self.lex.tok.kind != Kind::Name {
            return Err(Refused);
        }
        let symbol = self.symbol();
        self.lex.advance_from_name(self.ctx);
        Ok(symbol)
    }

    /// Parses what is one construct deeper, and so many rules of CPython's parser.
    #[inline]
    fn deeper<T>(&mut self, levels: u32, parse: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        self.depth += 1;
        self.levels += levels;
        if self.levels > self.most_levels {
            self.most_levels = self.levels;
        }
        if self.depth > self.deepest {
            self.deepest = self.depth;
            if self.depth > self.max_depth {
                return Err(self.too_deep());
            }
        }
        let parsed = parse(self);
        self.depth -= 1;
        self.levels -= levels;
        parsed
    }

    #[cold]
    fn too_deep(&mut self) -> Refused {
        self.ctx.is_cut_short |= self.ctx.stack == Stack::Shallow;
        let message = "maximum recursion depth exceeded during compilation";
        self.fail(CompileError::new(ErrorKind::RecursionError, message, Location::NONE))
    }

    /// Counts the links of a chain.
    #[inline]
    fn count_links(&mut self, links: u32) {
        if links > SHORT_CHAIN {
            self.links += links;
            self.most_links = self.most_links.max(self.links + self.elifs);
        }
    }

    /// Parses an `elif` and what follows it in its chain.
    fn in_elif<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        self.elifs += 1;
        self.most_elifs = self.most_elifs.max(self.elifs);
        self.most_links = self.most_links.max(self.elifs);
        if self.elifs > self.max_elifs {
            return Err(self.too_deep());
        }
        let parsed = parse(self);
        self.elifs -= 1;
        parsed
    }

    /// The key of the next scope.
    #[inline]
    fn next_scope(&mut self) -> ScopeKey {
        let key = ScopeKey(self.scopes);
        self.scopes += 1;
        key
    }

    /// Refuses with words of the parser's own.
    #[cold]
    fn fail(&mut self, error: CompileError) -> Refused {
        self.error.get_or_insert(error);
        Refused
    }

    fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            cursor: self.lex.cursor,
            tok: self.lex.tok,
            prev: self.lex.prev,
            scopes: self.scopes,
            warnings: self.ctx.warnings.len(),
            lens: self.stacks.lens(),
        }
    }

    fn go_back(&mut self, to: &Checkpoint) {
        self.lex.cursor = to.cursor;
        self.lex.tok = to.tok;
        self.lex.prev = to.prev;
        self.scopes = to.scopes;
        self.ctx.warnings.truncate(to.warnings);
        self.stacks.truncate(to.lens);
        self.error = None;
    }

    /// What `parse` finds, or nothing, and then nothing has been read.
    fn attempt<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parse<T>) -> Option<T> {
        let start = self.checkpoint();
        let found = parse(self).ok();
        if found.is_none() {
            self.go_back(&start);
        }
        found
    }

    /// An expression in the arena.
    #[inline]
    fn alloc(&self, expr: Expr<'a>) -> Node<'a> {
        self.arena.alloc_with(|| expr)
    }

    /// An expression in the arena, from `mark` to the end of the last token.
    #[inline]
    fn node(&self, mark: Mark, kind: ExprKind<'a>) -> Node<'a> {
        self.arena.alloc_with(|| Expr { loc: self.since(mark), kind })
    }

    /// The items of `stack` from `from` on, in the arena.
    #[inline]
    fn take<T: Copy>(arena: &'a Bump, stack: &mut Vec<T>, from: usize) -> &'a mut [T] {
        let items = &stack[from..];
        if items.is_empty() {
            return &mut [];
        }
        let slice = arena.alloc_slice_copy(items);
        stack.truncate(from);
        slice
    }

    /// The expressions that were collected from `from` on.
    #[inline(always)]
    fn take_exprs(&mut self, from: usize) -> &'a mut [Expr<'a>] {
        let stack = &mut self.stacks.exprs;
        match stack.len() - from {
            0 => &mut [],
            // Most lists of arguments and targets have one item, which is there already.
            1 => stack.pop().map_or(&mut [], std::slice::from_mut),
            _ => self.take_many(from),
        }
    }

    #[inline(never)]
    fn take_many(&mut self, from: usize) -> &'a mut [Expr<'a>] {
        let nodes = &self.stacks.exprs[from..];
        let items = self.arena.alloc_slice_fill_with(nodes.len(), |at| *nodes[at]);
        self.stacks.exprs.truncate(from);
        items
    }

    /// As [`Self::take`], of what may be absent.
    fn take_optional(arena: &'a Bump, stack: &mut Vec<Option<Node<'a>>>, from: usize) -> &'a [Option<Expr<'a>>] {
        arena.alloc_slice_fill_iter(stack.drain(from..).map(|expr| expr.map(|expr| *expr)))
    }
}

/// A constant that is no string.
fn constant<'a>(value: crate::compiler::values::constant::ConstId) -> ExprKind<'a> {
    ExprKind::Constant { value, u_prefix: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::values::context::Options;
    use crate::compiler::version::Target;

    fn accepts(text: &str) -> bool {
        let arena = Bump::new();
        let mut ctx = Context::new(&arena, Target::py311(), Options::default());
        parse(text, &mut ctx, &mut Buffers::default(), true).is_ok()
    }

    #[test]
    fn soft_keywords_are_ascii() {
        assert!(accepts("match x:\n    case _: pass\n"));
        assert!(accepts("\u{ff4d}atch = match\n"));
        assert!(!accepts("\u{ff4d}atch x:\n    case _: pass\n"));
        assert!(!accepts("match x:\n    \u{ff43}ase _: pass\n"));
    }

    #[test]
    fn keyword_arguments_and_walruses_have_names() {
        assert!(accepts("f(a=1, __debug__=2)\n"));
        assert!(accepts("(a := 1)\n"));
        for other in ["f((a)=1)", "f(a.b=1)", "f(1=1)", "f('a'=1)", "((a) := 1)", "(a[0] := 1)", "(__debug__ + 1 := 1)"]
        {
            assert!(!accepts(&format!("{other}\n")), "{other}");
        }
    }
}
