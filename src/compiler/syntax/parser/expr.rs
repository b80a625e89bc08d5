//! Expressions: operators by their precedence, and what binds less than any of them.

use super::token::{KINDS, Kind};
use super::{Mark, Node, Parse, Parser, Refused, levels};
use crate::compiler::syntax::ast::{BoolOp, CmpOp, Expr, ExprContext, ExprKind, IfExp, Lambda, Operator, UnaryOp};
use crate::compiler::values::arithmetic::Sum;
use crate::compiler::values::location::Location;

/// How tightly operators bind.
mod precedence {
    pub(super) const OR: u8 = 1;
    pub(super) const AND: u8 = 2;
    pub(super) const NOT: u8 = 3;
    pub(super) const COMPARISON: u8 = 4;
    pub(super) const BIT_OR: u8 = 5;
    pub(super) const BIT_XOR: u8 = 6;
    pub(super) const BIT_AND: u8 = 7;
    pub(super) const SHIFT: u8 = 8;
    pub(super) const SUM: u8 = 9;
    pub(super) const TERM: u8 = 10;
    pub(super) const POWER: u8 = 11;
}

/// The precedence of each kind of token between two operands; 0 of what is no operator. (`not` is
/// that of `not in`.)
static PRECEDENCE: [u8; KINDS] = {
    let mut table = [0; KINDS];
    table[Kind::Or as usize] = precedence::OR;
    table[Kind::And as usize] = precedence::AND;
    table[Kind::Not as usize] = precedence::COMPARISON;
    table[Kind::In as usize] = precedence::COMPARISON;
    table[Kind::Is as usize] = precedence::COMPARISON;
    table[Kind::Less as usize] = precedence::COMPARISON;
    table[Kind::Greater as usize] = precedence::COMPARISON;
    table[Kind::EqEqual as usize] = precedence::COMPARISON;
    table[Kind::NotEqual as usize] = precedence::COMPARISON;
    table[Kind::LessEqual as usize] = precedence::COMPARISON;
    table[Kind::GreaterEqual as usize] = precedence::COMPARISON;
    table[Kind::Vbar as usize] = precedence::BIT_OR;
    table[Kind::Caret as usize] = precedence::BIT_XOR;
    table[Kind::Amper as usize] = precedence::BIT_AND;
    table[Kind::LShift as usize] = precedence::SHIFT;
    table[Kind::RShift as usize] = precedence::SHIFT;
    table[Kind::Plus as usize] = precedence::SUM;
    table[Kind::Minus as usize] = precedence::SUM;
    table[Kind::Star as usize] = precedence::TERM;
    table[Kind::Slash as usize] = precedence::TERM;
    table[Kind::DoubleSlash as usize] = precedence::TERM;
    table[Kind::Percent as usize] = precedence::TERM;
    table[Kind::At as usize] = precedence::TERM;
    table[Kind::DoubleStar as usize] = precedence::POWER;
    table
};

/// Whether a kind of token can stand behind an operand, in the same expression.
static GOES_ON: [bool; KINDS] = {
    let mut table = [false; KINDS];
    let mut kind = 0;
    while kind < KINDS {
        table[kind] = PRECEDENCE[kind] > 0;
        kind += 1;
    }
    table[Kind::Dot as usize] = true;
    table[Kind::Lpar as usize] = true;
    table[Kind::Lsqb as usize] = true;
    table[Kind::If as usize] = true;
    table
};

/// The binary operator that a token is, or that it assigns with.
pub(super) fn operator(kind: Kind) -> Option<Operator> {
    Some(match kind {
        Kind::Plus | Kind::PlusEqual => Operator::Add,
        Kind::Minus | Kind::MinusEqual => Operator::Sub,
        Kind::Star | Kind::StarEqual => Operator::Mult,
        Kind::Slash | Kind::SlashEqual => Operator::Div,
        Kind::DoubleSlash | Kind::DoubleSlashEqual => Operator::FloorDiv,
        Kind::Percent | Kind::PercentEqual => Operator::Mod,
        Kind::At | Kind::AtEqual => Operator::MatMult,
        Kind::DoubleStar | Kind::DoubleStarEqual => Operator::Pow,
        Kind::LShift | Kind::LShiftEqual => Operator::LShift,
        Kind::RShift | Kind::RShiftEqual => Operator::RShift,
        Kind::Amper | Kind::AmperEqual => Operator::BitAnd,
        Kind::Vbar | Kind::VbarEqual => Operator::BitOr,
        Kind::Caret | Kind::CaretEqual => Operator::BitXor,
        _ => return None,
    })
}

impl<'a> Parser<'_, 'a> {
    /// `star_expressions`: one, or a tuple without parentheses.
    #[inline]
    pub(super) fn star_expressions(&mut self) -> Parse<Node<'a>> {
        let mark = self.mark();
        let first = self.star_expression()?;
        if self.at(Kind::Comma) { self.rest_of_tuple(mark, first, Self::star_expression) } else { Ok(first) }
    }

    /// `star_expression`
    #[inline]
    pub(super) fn star_expression(&mut self) -> Parse<Node<'a>> {
        if self.at(Kind::Star) { self.starred() } else { self.expression() }
    }

    /// `star_named_expression`
    #[inline]
    pub(super) fn star_named_expression(&mut self) -> Parse<Node<'a>> {
        if self.at(Kind::Star) { self.starred() } else { self.named_expression() }
    }

    /// A star and what binds as tightly as `|`.
    #[inline(never)]
    fn starred(&mut self) -> Parse<Node<'a>> {
        let mark = self.mark();
        self.advance();
        let value = self.bit_or()?;
        Ok(self.make_starred(mark, value))
    }

    pub(super) fn make_starred(&mut self, mark: Mark, value: Node<'a>) -> Node<'a> {
        self.node(mark, ExprKind::Starred { value, ctx: ExprContext::Load })
    }

    /// What follows the first element of a tuple without parentheses, from the comma on.
    #[inline(never)]
    pub(super) fn rest_of_tuple(
        &mut self,
        mark: Mark,
        first: Node<'a>,
        element: impl Fn(&mut Self) -> Parse<Node<'a>>,
    ) -> Parse<Node<'a>> {
        let from = self.stacks.exprs.len();
        self.stacks.exprs.push(first);
        while self.eat(Kind::Comma) && self.begins_expression() {
            let next = element(self)?;
            self.stacks.exprs.push(next);
        }
        let elts = self.take_exprs(from);
        let loc = self.since(mark);
        Ok(self.make_tuple(loc, elts))
    }

    /// A tuple that is read, until it turns out to be a target.
    pub(super) fn make_tuple(&mut self, loc: Location, elts: &'a [Expr<'a>]) -> Node<'a> {
        let kind = self.folder.tuple(self.ctx, elts, ExprContext::Load);
        if let ExprKind::Constant { .. } = kind {
            self.stacks.unfolded.push(Expr { loc, kind: ExprKind::Tuple { elts, ctx: ExprContext::Load } });
        }
        self.alloc(Expr { loc, kind })
    }

    /// Whether the next token can begin an expression, or a starred one.
    #[inline]
    pub(super) fn begins_expression(&self) -> bool {
        matches!(
            self.lex.tok.kind,
            Kind::Name
                | Kind::Number
                | Kind::Str
                | Kind::FString
                | Kind::TString
                | Kind::Bytes
                | Kind::None
                | Kind::True
                | Kind::False
                | Kind::Ellipsis
                | Kind::Lpar
                | Kind::Lsqb
                | Kind::Lbrace
                | Kind::Star
                | Kind::Minus
                | Kind::Plus
                | Kind::Tilde
                | Kind::Not
                | Kind::Lambda
                | Kind::Await
        )
    }

    /// `named_expression`
    #[inline]
    pub(super) fn named_expression(&mut self) -> Parse<Node<'a>> {
        let (start, mark) = (self.lex.tok.kind, self.mark());
        let expr = self.expression()?;
        if self.at(Kind::ColonEqual) { self.walrus(start, mark, expr) } else { Ok(expr) }
    }

    /// What follows the name `name`, from `:=` on. It began with a token of the kind `start` at `mark`.
    #[inline(never)]
    pub(super) fn walrus(&mut self, start: Kind, mark: Mark, name: Node<'a>) -> Parse<Node<'a>> {
        let Some(id) = self.only_name(start, name) else { return Err(Refused) };
        self.forget_only_name(name);
        let from = self.uses_so_far();
        let target = self.node(mark, ExprKind::Name { id, ctx: ExprContext::Store });
        self.advance();
        let value = self.expression()?;
        let node = self.node(mark, ExprKind::NamedExpr { target, value });
        self.visit_expr(from, node);
        Ok(node)
    }

    /// `yield_expr`
    #[inline(never)]
    pub(super) fn yield_expr(&mut self) -> Parse<Node<'a>> {
        let (mark, from) = (self.mark(), self.uses_so_far());
        self.advance();
        let kind = if self.eat(Kind::From) {
            ExprKind::YieldFrom(self.expression()?)
        } else if self.begins_expression() {
            ExprKind::Yield(Some(self.star_expressions()?))
        } else {
            ExprKind::Yield(None)
        };
        let node = self.node(mark, kind);
        self.visit_expr(from, node);
        Ok(node)
    }

    /// `yield_expr | star_expressions`
    #[inline]
    pub(super) fn yield_or_star_expressions(&mut self) -> Parse<Node<'a>> {
        if self.at(Kind::Yield) { self.yield_expr() } else { self.star_expressions() }
    }

    /// `expression`
    #[inline(never)]
    pub(super) fn expression(&mut self) -> Parse<Node<'a>> {
        if !self.at(Kind::Name) {
            return self.expression_without_name();
        }
        let mark = self.mark();
        let first = self.name_atom(mark);
        // Most operands stand alone.
        if self.goes_on() { self.rest_of_expression(mark, first) } else { Ok(first) }
    }

    /// As [`Self::expression`], which does not begin with a name.
    #[inline(never)]
    fn expression_without_name(&mut self) -> Parse<Node<'a>> {
        if self.at(Kind::Lambda) {
            return self.lambda();
        }
        let mark = self.mark();
        let first = self.operand(mark, precedence::OR)?;
        if self.goes_on() { self.rest_of_expression(mark, first) } else { Ok(first) }
    }

    /// Whether the next token goes on with the expression that the last one may have ended.
    #[inline(always)]
    pub(super) fn goes_on(&self) -> bool {
        GOES_ON[self.lex.tok.kind as usize]
    }

    /// What follows the first operand of an expression.
    #[inline(never)]
    pub(super) fn rest_of_expression(&mut self, mark: Mark, first: Node<'a>) -> Parse<Node<'a>> {
        let body = self.rest_of_operators(mark, first, precedence::OR)?;
        if self.at(Kind::If) { self.conditional(mark, body) } else { Ok(body) }
    }

    /// What follows the value of a conditional expression.
    #[inline(never)]
    fn conditional(&mut self, mark: Mark, body: Node<'a>) -> Parse<Node<'a>> {
        self.advance();
        let test = self.disjunction()?;
        self.expect(Kind::Else)?;
        let orelse = self.deeper(levels::LINK, Self::expression)?;
        Ok(self.node(mark, ExprKind::IfExp(self.arena.alloc(IfExp { test, body, orelse }))))
    }

    #[inline(never)]
    fn lambda(&mut self) -> Parse<Node<'a>> {
        let (mark, from) = (self.mark(), self.uses_so_far());
        self.advance();
        let scope = self.next_scope();
        let args = self.deeper(levels::LINK, |p| p.parameters(Kind::Colon, false))?;
        self.expect(Kind::Colon)?;
        let body = *self.deeper(levels::LINK, Self::expression)?;
        let node = self.node(mark, ExprKind::Lambda(self.arena.alloc(Lambda { args, body, scope })));
        self.visit_expr(from, node);
        Ok(node)
    }

    /// `disjunction`
    #[inline]
    pub(super) fn disjunction(&mut self) -> Parse<Node<'a>> {
        self.operators(precedence::OR)
    }

    /// `bitwise_or`
    #[inline]
    pub(super) fn bit_or(&mut self) -> Parse<Node<'a>> {
        self.operators(precedence::BIT_OR)
    }

    /// `factor`, and `power`, which it ends in.
    #[inline]
    fn factor(&mut self) -> Parse<Node<'a>> {
        self.operators(precedence::POWER)
    }

    /// Operands and the operators between them that bind at least as tightly as `min`.
    #[inline(never)]
    fn operators(&mut self, min: u8) -> Parse<Node<'a>> {
        let mark = self.mark();
        let first = if self.at(Kind::Name) { self.name_atom(mark) } else { self.operand(mark, min)? };
        if self.goes_on() { self.rest_of_operators(mark, first, min) } else { Ok(first) }
    }

    /// The beginning of an operand, which is no name: an atom, or an operand with an operator before it.
    #[inline]
    fn operand(&mut self, mark: Mark, min: u8) -> Parse<Node<'a>> {
        match self.lex.tok.kind {
            Kind::Not | Kind::Minus | Kind::Plus | Kind::Tilde | Kind::Await => self.unary(mark, min),
            _ => self.atom(mark),
        }
    }

    /// What follows the first operand.
    #[inline(always)]
    fn rest_of_operators(&mut self, mark: Mark, first: Node<'a>, min: u8) -> Parse<Node<'a>> {
        let first = self.trailers(mark, first)?;
        if PRECEDENCE[self.lex.tok.kind as usize] < min { Ok(first) } else { self.more_operators(mark, first, min) }
    }

    /// An operand with an operator before it.
    #[inline(never)]
    fn unary(&mut self, mark: Mark, min: u8) -> Parse<Node<'a>> {
        let (op, tightest) = match self.lex.tok.kind {
            Kind::Minus => (UnaryOp::USub, precedence::POWER),
            Kind::Plus => (UnaryOp::UAdd, precedence::POWER),
            Kind::Tilde => (UnaryOp::Invert, precedence::POWER),
            Kind::Not if min <= precedence::NOT => (UnaryOp::Not, precedence::NOT),
            Kind::Await => {
                self.advance();
                let (start, from) = (self.mark(), self.uses_so_far());
                let value = self.primary(start)?;
                let node = self.node(mark, ExprKind::Await(value));
                self.visit_expr(from, node);
                return Ok(node);
            }
            _ => return Err(Refused),
        };
        self.advance();
        let operand = self.deeper(levels::LINK, |p| p.operators(tightest))?;
        let loc = self.since(mark);
        let folded = self.folder.unary_op(self.ctx, loc, op, operand);
        Ok(self.alloc(folded))
    }

    /// What follows the first operand, from an operator on.
    #[inline(never)]
    fn more_operators(&mut self, mark: Mark, first: Node<'a>, min: u8) -> Parse<Node<'a>> {
        let mut left = first;
        let mut links = 0;
        loop {
            let precedence = PRECEDENCE[self.lex.tok.kind as usize];
            if precedence < min {
                break;
            }
            let kind = match precedence {
                precedence::OR | precedence::AND => self.bool_op(left, precedence)?,
                precedence::COMPARISON => self.comparison(left)?,
                _ => {
                    let Some(op) = operator(self.lex.tok.kind) else { return Err(Refused) };
                    self.advance();
                    let right = if precedence == precedence::POWER {
                        self.deeper(levels::LINK, Self::factor)?
                    } else {
                        self.operators(precedence + 1)?
                    };
                    // Sums that are terms of another one would all be kept.
                    if self.at(Kind::Plus)
                        && op == Operator::Add
                        && let Some(sum) = self.folder.sum(self.ctx, left, right)
                    {
                        (left, links) = self.sum_of_sequences(mark, sum, links + 1)?;
                        continue;
                    }
                    self.folder.bin_op(self.ctx, left, op, right)
                }
            };
            left = self.node(mark, kind);
            links += 1;
        }
        self.count_links(links);
        Ok(left)
    }

    /// Parses what follows `sum`, which began at `mark`, from a plus sign on. Returns how many links there are, too, after
    /// so many.
    #[inline(never)]
    fn sum_of_sequences(&mut self, mark: Mark, mut sum: Sum, mut links: u32) -> Parse<(Node<'a>, u32)> {
        let mut loc = self.since(mark);
        while self.eat(Kind::Plus) {
            let next = self.operators(precedence::SUM + 1)?;
            links += 1;
            if !self.folder.add_term(self.ctx, &mut sum, next) {
                let kind = self.folder.finish_sum(self.ctx, sum);
                let left = self.alloc(Expr { loc, kind });
                let kind = self.folder.bin_op(self.ctx, left, Operator::Add, next);
                return Ok((self.node(mark, kind), links));
            }
            loc = self.since(mark);
        }
        let kind = self.folder.finish_sum(self.ctx, sum);
        Ok((self.alloc(Expr { loc, kind }), links))
    }

    /// `disjunction` or `conjunction` after its first operand.
    fn bool_op(&mut self, first: Node<'a>, precedence: u8) -> Parse<ExprKind<'a>> {
        let (op, kind) = if precedence == precedence::OR { (BoolOp::Or, Kind::Or) } else { (BoolOp::And, Kind::And) };
        let from = self.stacks.exprs.len();
        self.stacks.exprs.push(first);
        while self.eat(kind) {
            let next = self.operators(precedence + 1)?;
            self.stacks.exprs.push(next);
        }
        Ok(ExprKind::BoolOp { op, values: self.take_exprs(from) })
    }

    /// `comparison` after its first operand.
    fn comparison(&mut self, left: Node<'a>) -> Parse<ExprKind<'a>> {
        let Some(op) = self.cmp_op()? else { return Err(Refused) };
        let next = self.bit_or()?;
        let (ops, comparators) = if PRECEDENCE[self.lex.tok.kind as usize] == precedence::COMPARISON {
            self.rest_of_comparison(op, next)?
        } else {
            (op.alone(), std::slice::from_mut(next))
        };
        Ok(self.folder.compare(self.ctx, left, ops, comparators))
    }

    /// A comparison of more than two operands, from its second operator on.
    #[allow(clippy::type_complexity)] // two slices of the tree
    fn rest_of_comparison(&mut self, op: CmpOp, next: Node<'a>) -> Parse<(&'a [CmpOp], &'a mut [Expr<'a>])> {
        let (from, from_op) = (self.stacks.exprs.len(), self.stacks.ops.len());
        self.stacks.ops.push(op);
        self.stacks.exprs.push(next);
        while let Some(op) = self.cmp_op()? {
            self.stacks.ops.push(op);
            let next = self.bit_or()?;
            self.stacks.exprs.push(next);
        }
        let ops = Self::take(self.arena, &mut self.stacks.ops, from_op);
        Ok((ops, self.take_exprs(from)))
    }

    /// Takes a comparison operator, if there is one.
    fn cmp_op(&mut self) -> Parse<Option<CmpOp>> {
        let op = match self.lex.tok.kind {
            Kind::EqEqual => CmpOp::Eq,
            Kind::NotEqual => CmpOp::NotEq,
            Kind::Less => CmpOp::Lt,
            Kind::LessEqual => CmpOp::LtE,
            Kind::Greater => CmpOp::Gt,
            Kind::GreaterEqual => CmpOp::GtE,
            Kind::In => CmpOp::In,
            Kind::Not => {
                self.advance();
                self.expect(Kind::In)?;
                return Ok(Some(CmpOp::NotIn));
            }
            Kind::Is => {
                self.advance();
                return Ok(Some(if self.eat(Kind::Not) { CmpOp::IsNot } else { CmpOp::Is }));
            }
            _ => return Ok(None),
        };
        self.advance();
        if self.is_flufl { self.flufl_op(op).map(Some) } else { Ok(Some(op)) }
    }

    /// `op`, which has been read, where `<>` is an operator and `!=` is none (PEP 401).
    #[cold]
    fn flufl_op(&mut self, op: CmpOp) -> Parse<CmpOp> {
        match op {
            CmpOp::NotEq => Err(Refused),
            CmpOp::Lt if self.follows_at_once() && self.eat(Kind::Greater) => Ok(CmpOp::NotEq),
            op => Ok(op),
        }
    }
}
