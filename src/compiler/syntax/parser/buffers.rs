//! The stacks on which the parser collects lists.

use super::Node;
use super::token::Token;
use crate::compiler::syntax::ast::{
    Alias, Arg, CmpOp, Comprehension, ExceptHandler, Expr, Keyword, MatchCase, NameUse, Pattern, PendingVisit, Stmt,
    WithItem,
};
use crate::compiler::values::intern::{Symbol, recycled};

/// What is collected before it is known how much it is: each list is the end of such a stack, until
/// it is complete and goes to the arena.
#[derive(Debug, Default)]
pub struct Buffers<'a> {
    pub(super) exprs: Vec<Node<'a>>,
    pub(super) keys: Vec<Option<Node<'a>>>,
    pub(super) defaults: Vec<Option<Node<'a>>>,
    pub(super) ops: Vec<CmpOp>,
    pub(super) keywords: Vec<Keyword<'a>>,
    pub(super) clauses: Vec<Comprehension<'a>>,
    pub(super) args: Vec<Arg<'a>>,
    pub(super) stmts: Vec<Stmt<'a>>,
    pub(super) items: Vec<WithItem<'a>>,
    pub(super) handlers: Vec<ExceptHandler<'a>>,
    pub(super) cases: Vec<MatchCase<'a>>,
    pub(super) patterns: Vec<Pattern<'a>>,
    pub(super) aliases: Vec<Alias>,
    pub(super) symbols: Vec<Symbol>,
    pub(super) tokens: Vec<Token>,
    pub(super) names: Vec<NameUse>,
    pub(super) visits: Vec<PendingVisit<'a>>,
    /// The columns of blocks, for the tokenizer.
    pub(super) indents: Vec<(i32, i32)>,
    /// The parts of f-strings.
    pub(super) values: Vec<Expr<'a>>,
    /// Their text that is no part yet.
    pub(super) text: Vec<u8>,
    /// Scratch space for decoding literals.
    pub(super) buffer: Vec<u8>,
    /// The nodes of this statement that folding replaced and that could be targets.
    pub(super) unfolded: Vec<Expr<'a>>,
}

impl Buffers<'_> {
    /// Empty stacks in the same memory, for another file.
    pub(crate) fn recycled<'b>(self) -> Buffers<'b> {
        Buffers {
            exprs: recycled(self.exprs),
            keys: recycled(self.keys),
            defaults: recycled(self.defaults),
            ops: recycled(self.ops),
            keywords: recycled(self.keywords),
            clauses: recycled(self.clauses),
            args: recycled(self.args),
            stmts: recycled(self.stmts),
            items: recycled(self.items),
            handlers: recycled(self.handlers),
            cases: recycled(self.cases),
            patterns: recycled(self.patterns),
            aliases: recycled(self.aliases),
            symbols: recycled(self.symbols),
            tokens: recycled(self.tokens),
            names: recycled(self.names),
            visits: recycled(self.visits),
            indents: recycled(self.indents),
            values: recycled(self.values),
            text: recycled(self.text),
            buffer: recycled(self.buffer),
            unfolded: recycled(self.unfolded),
        }
    }

    /// How long the stacks are that a failed attempt may leave longer.
    pub(super) fn lens(&self) -> [usize; 11] {
        [
            self.exprs.len(),
            self.keys.len(),
            self.defaults.len(),
            self.ops.len(),
            self.keywords.len(),
            self.clauses.len(),
            self.args.len(),
            self.items.len(),
            self.names.len(),
            self.visits.len(),
            self.unfolded.len(),
        ]
    }

    /// Makes them as long again as they were.
    pub(super) fn truncate(&mut self, lens: [usize; 11]) {
        self.exprs.truncate(lens[0]);
        self.keys.truncate(lens[1]);
        self.defaults.truncate(lens[2]);
        self.ops.truncate(lens[3]);
        self.keywords.truncate(lens[4]);
        self.clauses.truncate(lens[5]);
        self.args.truncate(lens[6]);
        self.items.truncate(lens[7]);
        self.names.truncate(lens[8]);
        self.visits.truncate(lens[9]);
        self.unfolded.truncate(lens[10]);
    }
}
