//! What the rules of the grammar are written with: tokens, alternatives, memory. Errors: `raise.rs`.
//!
//! A rule is a function that returns `Ok(None)` where it does not match, `Ok(Some(_))` where it
//! does, and `Err` where it reports an error, which ends everything.

use super::node::{Id, Kind, Node, Targets, name};
use super::token::{Span, Token, TokenKind};
use super::tokenizer::{Done, TokenError, Tokenizer};
use super::warned::Warned;
use super::{Heading, Raised, compound, expr};
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::location::Location;
use crate::compiler::values::unicode;
use crate::compiler::version::{Feature, Target};

/// How deep CPython's rules may be nested (`MAXSTACK`).
const MAX_DEPTH: u32 = 6000;

const STACK_OVERFLOW: &str = "Parser stack overflowed - Python source too complex to parse";

/// What a rule comes to.
pub(super) type Parse<T> = Result<Option<T>, Raised>;

/// The value of a rule, or the end of the alternative if it does not match.
macro_rules! want {
    ($rule:expr) => {
        match $rule? {
            Some(value) => value,
            None => return Ok(None),
        }
    };
}

/// Tries an alternative and returns what it matches, if it does.
macro_rules! alternative {
    ($p:ident, $body:expr) => {
        if let Some(found) = $p.attempt(|$p| $body)? {
            return Ok(Some(found));
        }
    };
}

pub(super) use {alternative, want};

/// The rules whose results are remembered. CPython remembers the same ones, and that shows: a
/// result found with the rules for mistakes switched off is used after they are on again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    SimpleStmt,
    Block,
    StarPattern,
    ClosedPattern,
    Expression,
    StarExpression,
    Disjunction,
    Conjunction,
    Inversion,
    /// The binary operators from `|` (0) to `*` (5).
    Binary(usize),
    Factor,
    AwaitPrimary,
    Primary,
    TemplateString,
    Strings,
    Arguments,
    StarTarget,
    TargetWithStarAtom,
    TargetPrimary,
    DelTarget,
    InvalidNamedExpression,
    TypeParam,
}

/// What is parsed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Start {
    /// A file of `len` bytes, maybe without a newline at its end.
    File { heading: Heading, len: usize },
    /// The expression of an f-string's replacement field, in parentheses of our own. It starts in
    /// this line and column of the file.
    Field { line: i32, col: i32 },
}

/// The state of parsing.
pub(super) struct Parser<'s> {
    pub target: &'static Target,
    /// How many digits a decimal integer may have; 0: any number.
    pub int_max_str_digits: u32,
    pub tokenizer: Tokenizer<'s>,
    pub tokens: Vec<Token>,
    /// The next token to look at.
    pub mark: usize,
    /// Whether the rules that recognise mistakes take part.
    pub invalid: bool,
    /// The last line on which a compound statement begins that this reading has read to its end.
    pub after_line: i32,
    pub start: Start,
    nodes: Vec<Node>,
    /// Of each token what it spells, if it is a keyword or an operator.
    words: Vec<Word>,
    memo: Memo,
    depth: u32,
    /// How deep it was at most.
    #[cfg(test)]
    pub deepest: u32,
}

/// The bytes of a keyword or an operator, which are eight at most; none of anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word(u64);

impl Word {
    const NONE: Self = Self(0);

    #[inline]
    fn new(text: &[u8]) -> Self {
        Self(text.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)))
    }
}

/// What rules came to, as lists, one for each token at which they were tried: there are few at each.
#[derive(Debug, Default)]
struct Memo {
    /// The number of the last result for each token, counted from 1, or 0.
    last: Vec<u32>,
    results: Vec<Remembered>,
}

#[derive(Debug)]
struct Remembered {
    rule: Rule,
    found: Option<(Id, usize)>,
    /// The number of the one before it in its list.
    before: u32,
}

impl Memo {
    /// What a rule came to at a token, if it was tried there.
    fn get(&self, rule: Rule, token: usize) -> Option<Option<(Id, usize)>> {
        let mut number = self.last.get(token).copied().unwrap_or_default();
        while let Some(result) = self.results.get((number as usize).wrapping_sub(1)) {
            if result.rule == rule {
                return Some(result.found);
            }
            number = result.before;
        }
        None
    }

    fn insert(&mut self, rule: Rule, token: usize, found: Option<(Id, usize)>) {
        if token >= self.last.len() {
            self.last.resize(token + 1, 0);
        }
        self.results.push(Remembered { rule, found, before: self.last[token] });
        self.last[token] = self.results.len() as u32;
    }

    fn clear(&mut self) {
        self.last.clear();
        self.results.clear();
    }
}

impl<'s> Parser<'s> {
    pub(super) fn new(
        text: &'s [u8],
        start: Start,
        target: &'static Target,
        int_max_str_digits: u32,
        warned: Warned<'s>,
    ) -> Self {
        let first_line = match start {
            Start::File { .. } => 1,
            Start::Field { line, .. } => line,
        };
        Self {
            target,
            int_max_str_digits,
            tokenizer: Tokenizer::new(text, first_line, target, warned),
            tokens: Vec::new(),
            mark: 0,
            invalid: false,
            after_line: 0,
            start,
            nodes: Vec::new(),
            words: Vec::new(),
            memo: Memo::default(),
            depth: 0,
            #[cfg(test)]
            deepest: 0,
        }
    }

    /// Whether the grammar is one with `feature`.
    pub(super) fn has(&self, feature: Feature) -> bool {
        self.target.has(feature)
    }

    /// Parses all there is, twice if the first time finds no match (`_PyPegen_run_parser`).
    pub(super) fn run(&mut self) -> Result<(), Raised> {
        match self.parse() {
            Ok(true) => return Ok(()),
            Ok(false) => {}
            Err(error) => return Err(self.prefer_tokenizer(error)),
        }
        let last = self.tokens.len() - 1;
        self.memo.clear();
        self.mark = 0;
        self.after_line = 0;
        self.invalid = true;
        if let Err(error) = self.parse() {
            return Err(self.prefer_tokenizer(error));
        }
        let token = &self.tokens[last];
        match token.kind {
            TokenKind::Indent => Err(self.raise_last_as(ErrorKind::IndentationError, "unexpected indent")),
            TokenKind::Dedent => Err(self.raise_last_as(ErrorKind::IndentationError, "unexpected unindent")),
            _ => {
                let error = self.raise(token.span, "invalid syntax");
                Err(self.prefer_tokenizer(error))
            }
        }
    }

    /// Parses all there is, without the rules that recognise mistakes.
    pub(super) fn parse(&mut self) -> Result<bool, Raised> {
        match self.start {
            Start::File { .. } => compound::file(self),
            Start::Field { .. } => self.nested(1, expr::star_expressions).map(|found| found.is_some()),
        }
    }

    /// Reads the tokens that are left: if they have an error, it goes before what the parser found
    /// (`_PyPegen_tokenize_full_source_to_check_for_errors`).
    fn prefer_tokenizer(&mut self, error: Raised) -> Raised {
        let is_syntax =
            matches!(error.kind, ErrorKind::SyntaxError | ErrorKind::IndentationError | ErrorKind::TabError);
        if !is_syntax || !matches!(self.tokenizer.done, Done::No) {
            return error;
        }
        let line = self.tokens.last().map_or(0, |token| token.span.line);
        let other = loop {
            match self.tokenizer.next_token() {
                Ok(token) if token.kind == TokenKind::End => return error,
                Ok(_) => {}
                Err(TokenError::Raised(other)) => break other,
                Err(TokenError::Decode(message)) => {
                    break Box::new(CompileError::new(ErrorKind::UnicodeDecodeError, message, Location::NONE));
                }
                Err(TokenError::Plain) => {
                    break match self.tokenizer.brackets.last() {
                        Some(bracket) if line > bracket.line => self.never_closed(),
                        _ => return error,
                    };
                }
            }
        };
        // What is wrong in a field matters more than how its f-string ends.
        if self.tokenizer.fstrings.is_empty() { other } else { error }
    }

    // Tokens.

    #[inline]
    pub(super) fn fill(&mut self) -> Result<(), Raised> {
        if self.mark < self.tokens.len() { Ok(()) } else { self.read_token() }
    }

    #[inline(never)]
    fn read_token(&mut self) -> Result<(), Raised> {
        match self.tokenizer.next_token() {
            Ok(mut token) => {
                self.shift(&mut token);
                let is_word = matches!(token.kind, TokenKind::Keyword | TokenKind::Op);
                let text = &self.tokenizer.text[token.text.clone()];
                self.words.push(if is_word { Word::new(text) } else { Word::NONE });
                self.tokens.push(token);
                Ok(())
            }
            Err(error) => {
                let mut token = self.tokenizer.error_token();
                self.shift(&mut token);
                self.words.push(Word::NONE);
                self.tokens.push(token);
                Err(match error {
                    TokenError::Raised(error) => error,
                    TokenError::Decode(message) => self.raise_last(&format!("(unicode error) {message}")),
                    TokenError::Plain => self.tokenizer_error(),
                })
            }
        }
    }

    /// The first line of a replacement field begins where the field is in the file.
    fn shift(&self, token: &mut Token) {
        if let Start::Field { line, col } = self.start
            && self.tokenizer.line == line
        {
            token.span.col += col;
            token.span.end_col += col;
        }
    }

    /// The words for an error of the tokenizer that has none of its own
    /// (`_Pypegen_tokenizer_error`).
    fn tokenizer_error(&self) -> Raised {
        let (kind, message, col) = match self.tokenizer.done {
            Done::Eof if !self.tokenizer.brackets.is_empty() => return self.never_closed(),
            Done::Eof => return self.raise_last("unexpected EOF while parsing"),
            Done::Dedent => {
                let message = "unindent does not match any outer indentation level";
                return self.raise_last_as(ErrorKind::IndentationError, message);
            }
            Done::TabSpace => (ErrorKind::TabError, "inconsistent use of tabs and spaces in indentation", 0),
            Done::TooDeep => (ErrorKind::IndentationError, "too many levels of indentation", 0),
            Done::Continuation => {
                let col = self.tokenizer.cur as i32 - self.tokenizer.buf as i32 - 1;
                (ErrorKind::SyntaxError, "unexpected character after line continuation character", col.max(0))
            }
            Done::No | Done::Error | Done::EndInString => (ErrorKind::SyntaxError, "unknown parsing error", 0),
        };
        let line = self.tokenizer.line;
        self.report(kind, message, line, col + 1, line, 0)
    }

    fn never_closed(&self) -> Raised {
        let Some(bracket) = self.tokenizer.brackets.last() else { return self.raise_last("invalid syntax") };
        let message = format!("'{}' was never closed", char::from(bracket.open));
        self.report(ErrorKind::SyntaxError, &message, bracket.line, bracket.col + 1, bracket.line, 0)
    }

    /// The next token, which stays where it is.
    pub(super) fn peek(&mut self) -> Result<&Token, Raised> {
        self.fill()?;
        Ok(&self.tokens[self.mark])
    }

    /// The text of a token.
    pub(super) fn text(&self, token: usize) -> &'s [u8] {
        &self.tokenizer.text[self.tokens[token].text.clone()]
    }

    /// A token of `kind`: its number.
    pub(super) fn token(&mut self, kind: TokenKind) -> Parse<usize> {
        if self.peek()?.kind != kind {
            return Ok(None);
        }
        self.mark += 1;
        Ok(Some(self.mark - 1))
    }

    /// A keyword or operator: the number of its token.
    #[inline]
    pub(super) fn expect(&mut self, text: &str) -> Parse<usize> {
        if !self.next_is(text)? {
            return Ok(None);
        }
        self.mark += 1;
        Ok(Some(self.mark - 1))
    }

    /// Whether the next token is this keyword or operator.
    #[inline]
    pub(super) fn next_is(&mut self, text: &str) -> Result<bool, Raised> {
        self.fill()?;
        Ok(self.words[self.mark] == Word::new(text.as_bytes()))
    }

    /// Whether the next token is one of these keywords or operators.
    pub(super) fn next_in(&mut self, texts: &[&str]) -> Result<bool, Raised> {
        for text in texts {
            if self.next_is(text)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// One of these keywords or operators.
    pub(super) fn expect_in(&mut self, texts: &[&str]) -> Parse<usize> {
        if !self.next_in(texts)? {
            return Ok(None);
        }
        self.mark += 1;
        Ok(Some(self.mark - 1))
    }

    /// A token without which nothing goes on: its absence is an error at once.
    pub(super) fn expect_forced(&mut self, text: &str) -> Result<usize, Raised> {
        match self.expect(text)? {
            Some(token) => Ok(token),
            None => Err(self.raise(self.tokens[self.mark].span, &format!("expected '{text}'"))),
        }
    }

    /// A name that is this word.
    pub(super) fn soft_keyword(&mut self, word: &str) -> Parse<usize> {
        if self.peek()?.kind == TokenKind::Name && self.text(self.mark) == word.as_bytes() {
            self.mark += 1;
            return Ok(Some(self.mark - 1));
        }
        Ok(None)
    }

    /// A name.
    pub(super) fn name(&mut self) -> Parse<Id> {
        let token = want!(self.token(TokenKind::Name));
        if !self.text(token).is_ascii() && self.has(Feature::ConstantsAreNoNames) {
            self.check_normalized(token)?;
        }
        Ok(Some(self.add(Kind::Name(token), self.tokens[token].span)))
    }

    /// Refuses a name that is a constant when it is normalized.
    fn check_normalized(&self, token: usize) -> Result<(), Raised> {
        let name = unicode::normalized(&String::from_utf8_lossy(self.text(token)));
        if !unicode::is_constant(&name) {
            return Ok(());
        }
        let message = format!("identifier field can't represent '{name}' constant");
        Err(Box::new(CompileError::new(ErrorKind::ValueError, message, Location::NONE)))
    }

    /// Notes that a compound statement that begins with the token number `start` has been read (`_PyPegen_register_stmts`).
    pub(super) fn note_compound(&mut self, start: usize) {
        self.after_line = self.after_line.max(self.tokens[start].span.line);
    }

    // Matching.

    /// Tries a rule; if it does not match, nothing has been taken.
    pub(super) fn attempt<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        let mark = self.mark;
        let found = rule(self)?;
        if found.is_none() {
            self.mark = mark;
        }
        Ok(found)
    }

    /// Whether a rule matches here; nothing is taken.
    pub(super) fn matches<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Result<bool, Raised> {
        let mark = self.mark;
        let found = rule(self)?;
        self.mark = mark;
        Ok(found.is_some())
    }

    /// A rule as often as it matches.
    pub(super) fn many<T>(&mut self, mut rule: impl FnMut(&mut Self) -> Parse<T>) -> Result<Vec<T>, Raised> {
        let mut found = Vec::new();
        while let Some(item) = self.nested(1, |p| p.attempt(&mut rule))? {
            found.push(item);
        }
        Ok(found)
    }

    /// A rule as often as it matches, once at least.
    pub(super) fn some<T>(&mut self, rule: impl FnMut(&mut Self) -> Parse<T>) -> Parse<Vec<T>> {
        let found = self.many(rule)?;
        Ok((!found.is_empty()).then_some(found))
    }

    /// A rule once or more, with separators between.
    pub(super) fn separated<T>(
        &mut self,
        separator: &str,
        mut rule: impl FnMut(&mut Self) -> Parse<T>,
    ) -> Parse<Vec<T>> {
        let mut found = vec![want!(self.nested(1, |p| p.attempt(&mut rule)))];
        while let Some(item) = self.nested(2, |p| {
            p.attempt(|p| {
                want!(p.expect(separator));
                rule(p)
            })
        })? {
            found.push(item);
        }
        Ok(Some(found))
    }

    /// A rule whose result is remembered.
    pub(super) fn remember(&mut self, rule: Rule, body: impl FnOnce(&mut Self) -> Parse<Id>) -> Parse<Id> {
        let start = self.mark;
        // CPython looks for what it remembers in the next token, which must be there.
        self.fill()?;
        if let Some(known) = self.memo.get(rule, start) {
            return Ok(known.map(|(id, end)| {
                self.mark = end;
                id
            }));
        }
        let found = self.attempt(body)?;
        self.memo.insert(rule, start, found.map(|id| (id, self.mark)));
        Ok(found)
    }

    /// A rule that is so many of CPython's functions deeper: one for each rule, but two for one that begins
    /// with itself, and one for each loop, list with separators, and group in parentheses or brackets.
    pub(super) fn nested<T>(
        &mut self,
        levels: u32,
        rule: impl FnOnce(&mut Self) -> Result<T, Raised>,
    ) -> Result<T, Raised> {
        self.depth += levels;
        #[cfg(test)]
        {
            self.deepest = self.deepest.max(self.depth);
        }
        if self.depth > MAX_DEPTH {
            let message = if self.has(Feature::StackOverflowSaid) { STACK_OVERFLOW } else { "" };
            return Err(Box::new(CompileError::new(ErrorKind::MemoryError, message, Location::NONE)));
        }
        let found = rule(self);
        self.depth -= levels;
        found
    }

    // Nodes.

    /// A new node.
    pub(super) fn add(&mut self, kind: Kind, span: Span) -> Id {
        self.nodes.push(Node { kind, span });
        Id(self.nodes.len() as u32 - 1)
    }

    /// A new node from the token number `start` to the last one taken.
    pub(super) fn node(&mut self, kind: Kind, start: usize) -> Id {
        let span = self.span_from(start);
        self.add(kind, span)
    }

    /// From the token number `start` to the last one taken that is no layout.
    pub(super) fn span_from(&self, start: usize) -> Span {
        let first = self.tokens[start].span;
        let taken = &self.tokens[..self.mark];
        let last = taken.iter().rev().find(|token| !token.kind.is_layout()).map_or(first, |token| token.span);
        first.to(last)
    }

    /// What a node is.
    pub(super) fn kind(&self, id: Id) -> &Kind {
        &self.nodes[id.0 as usize].kind
    }

    /// Where a node is.
    pub(super) fn span(&self, id: Id) -> Span {
        self.nodes[id.0 as usize].span
    }

    /// What messages call a node.
    pub(super) fn name_of(&self, id: Id) -> &'static str {
        name(self.kind(id))
    }

    /// Where a token is.
    pub(super) fn place(&self, token: usize) -> Span {
        self.tokens[token].span
    }

    /// The first part of an expression that can't be assigned to or deleted
    /// (`_PyPegen_get_invalid_target`).
    pub(super) fn invalid_target(&self, id: Id, targets: Targets) -> Option<Id> {
        match self.kind(id) {
            Kind::List(elts) | Kind::Tuple(elts) => elts.iter().find_map(|&elt| self.invalid_target(elt, targets)),
            Kind::Starred(_) if targets == Targets::Del => Some(id),
            &Kind::Starred(value) => self.invalid_target(value, targets),
            &Kind::Compare(left) if targets == Targets::For => {
                // `a in b` of `for a in b` has been taken for a comparison.
                left.and_then(|left| self.invalid_target(left, targets))
            }
            Kind::Name(_) | Kind::Subscript | Kind::Attribute => None,
            _ => Some(id),
        }
    }

    /// Reports the part of `id` that can't be assigned to or deleted, if there is one.
    pub(super) fn check_target(&self, id: Id, targets: Targets) -> Result<(), Raised> {
        let Some(target) = self.invalid_target(id, targets) else { return Ok(()) };
        let verb = if targets == Targets::Del { "delete" } else { "assign to" };
        Err(self.raise(self.span(target), &format!("cannot {verb} {}", self.name_of(target))))
    }
}
