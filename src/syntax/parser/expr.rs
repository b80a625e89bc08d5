//! Expressions: operators by their precedence, and what binds less than any of them.

use super::token::{KINDS, Kind};
use super::{Mark, Parse, Parser, Refused};
use crate::location::Location;
use crate::syntax::ast::{BoolOp, CmpOp, Expr, ExprContext, ExprKind, Lambda, Operator, UnaryOp};

/// How tightly operators bind.
mod precedence {
    pub const OR: u8 = 1;
    pub const AND: u8 = 2;
    pub const NOT: u8 = 3;
    pub const COMPARISON: u8 = 4;
    pub const BIT_OR: u8 = 5;
    pub const BIT_XOR: u8 = 6;
    pub const BIT_AND: u8 = 7;
    pub const SHIFT: u8 = 8;
    pub const SUM: u8 = 9;
    pub const TERM: u8 = 10;
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

impl<'a> Parser<'_, '_, 'a> {
    /// `star_expressions`: one, or a tuple without parentheses.
    #[inline]
    pub(super) fn star_expressions(&mut self) -> Parse<Expr<'a>> {
        let mark = self.mark();
        let first = self.star_expression()?;
        if self.at(Kind::Comma) { self.rest_of_tuple(mark, first, Self::star_expression) } else { Ok(first) }
    }

    /// `star_expression`
    #[inline]
    pub(super) fn star_expression(&mut self) -> Parse<Expr<'a>> {
        if self.at(Kind::Star) { self.starred() } else { self.expression() }
    }

    /// `star_named_expression`
    #[inline]
    pub(super) fn star_named_expression(&mut self) -> Parse<Expr<'a>> {
        if self.at(Kind::Star) { self.starred() } else { self.named_expression() }
    }

    /// A star and what binds as tightly as `|`.
    fn starred(&mut self) -> Parse<Expr<'a>> {
        let mark = self.mark();
        self.advance();
        let value = self.bit_or()?;
        Ok(self.make_starred(mark, value))
    }

    pub(super) fn make_starred(&mut self, mark: Mark, value: Expr<'a>) -> Expr<'a> {
        let value = self.alloc(value);
        Expr { loc: self.since(mark), kind: ExprKind::Starred { value, ctx: ExprContext::Load } }
    }

    /// What follows the first element of a tuple without parentheses, from the comma on.
    pub(super) fn rest_of_tuple(
        &mut self,
        mark: Mark,
        first: Expr<'a>,
        element: impl Fn(&mut Self) -> Parse<Expr<'a>>,
    ) -> Parse<Expr<'a>> {
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
    pub(super) fn make_tuple(&mut self, loc: Location, elts: &'a [Expr<'a>]) -> Expr<'a> {
        let kind = self.folder.tuple(self.ctx, elts, ExprContext::Load);
        if let ExprKind::Constant { .. } = kind {
            self.unfolded.push(Expr { loc, kind: ExprKind::Tuple { elts, ctx: ExprContext::Load } });
        }
        Expr { loc, kind }
    }

    /// Whether the next token can begin an expression, or a starred one.
    #[inline]
    pub(super) fn begins_expression(&self) -> bool {
        matches!(
            self.tok.kind,
            Kind::Name
                | Kind::Number
                | Kind::Str
                | Kind::FString
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
    pub(super) fn named_expression(&mut self) -> Parse<Expr<'a>> {
        let start = self.tok;
        let expr = self.expression()?;
        if self.at(Kind::ColonEqual) { self.walrus(&start) } else { Ok(expr) }
    }

    /// What follows the name `start`, from `:=` on.
    pub(super) fn walrus(&mut self, start: &super::token::Token) -> Parse<Expr<'a>> {
        if !self.is_only(start) {
            return Err(Refused);
        }
        let mark = start.mark();
        let loc = self.since(mark);
        let id = self.symbol(start);
        let target = self.alloc(Expr { loc, kind: ExprKind::Name { id, ctx: ExprContext::Store } });
        self.advance();
        let value = self.expression()?;
        let value = self.alloc(value);
        Ok(Expr { loc: self.since(mark), kind: ExprKind::NamedExpr { target, value } })
    }

    /// `yield_expr`
    pub(super) fn yield_expr(&mut self) -> Parse<Expr<'a>> {
        let mark = self.mark();
        self.advance();
        let kind = if self.eat(Kind::From) {
            let value = self.expression()?;
            ExprKind::YieldFrom(self.alloc(value))
        } else if self.begins_expression() {
            let value = self.star_expressions()?;
            ExprKind::Yield(Some(self.alloc(value)))
        } else {
            ExprKind::Yield(None)
        };
        Ok(Expr { loc: self.since(mark), kind })
    }

    /// `yield_expr | star_expressions`
    #[inline]
    pub(super) fn yield_or_star_expressions(&mut self) -> Parse<Expr<'a>> {
        if self.at(Kind::Yield) { self.yield_expr() } else { self.star_expressions() }
    }

    /// `expression` in the arena.
    #[inline]
    pub(super) fn boxed_expression(&mut self) -> Parse<&'a Expr<'a>> {
        let expr = self.expression()?;
        Ok(self.alloc(expr))
    }

    /// `expression`
    #[inline]
    pub(super) fn expression(&mut self) -> Parse<Expr<'a>> {
        if self.at(Kind::Lambda) {
            return self.lambda();
        }
        let mark = self.mark();
        let body = self.operators(precedence::OR)?;
        if self.at(Kind::If) { self.conditional(mark, body) } else { Ok(body) }
    }

    /// What follows the value of a conditional expression.
    fn conditional(&mut self, mark: Mark, body: Expr<'a>) -> Parse<Expr<'a>> {
        self.advance();
        let test = self.disjunction()?;
        self.expect(Kind::Else)?;
        let orelse = self.deeper(Self::expression)?;
        let (test, body, orelse) = (self.alloc(test), self.alloc(body), self.alloc(orelse));
        Ok(Expr { loc: self.since(mark), kind: ExprKind::IfExp { test, body, orelse } })
    }

    fn lambda(&mut self) -> Parse<Expr<'a>> {
        let mark = self.mark();
        self.advance();
        let scope = self.next_scope();
        let args = self.deeper(|p| p.parameters(Kind::Colon, false))?;
        self.expect(Kind::Colon)?;
        let body = self.deeper(Self::expression)?;
        let kind = ExprKind::Lambda(self.arena.alloc(Lambda { args, body, scope }));
        Ok(Expr { loc: self.since(mark), kind })
    }

    /// `disjunction`
    #[inline]
    pub(super) fn disjunction(&mut self) -> Parse<Expr<'a>> {
        self.operators(precedence::OR)
    }

    /// `bitwise_or`
    #[inline]
    pub(super) fn bit_or(&mut self) -> Parse<Expr<'a>> {
        self.operators(precedence::BIT_OR)
    }

    /// Operands and the operators between them that bind at least as tightly as `min`.
    fn operators(&mut self, min: u8) -> Parse<Expr<'a>> {
        let mark = self.mark();
        let mut left = if self.at(Kind::Not) && min <= precedence::NOT {
            self.advance();
            let operand = self.deeper(|p| p.operators(precedence::NOT))?;
            let loc = self.since(mark);
            self.folder.unary_op(self.ctx, loc, UnaryOp::Not, operand)
        } else {
            self.factor()?
        };
        let mut links = 0;
        loop {
            let precedence = PRECEDENCE[self.tok.kind as usize];
            if precedence < min || precedence == 0 {
                break;
            }
            let kind = match precedence {
                precedence::OR | precedence::AND => self.bool_op(left, precedence)?,
                precedence::COMPARISON => self.comparison(left)?,
                _ => {
                    let Some(op) = operator(self.tok.kind) else { return Err(Refused) };
                    self.advance();
                    let right = self.operators(precedence + 1)?;
                    self.folder.bin_op(self.ctx, left, op, right)
                }
            };
            left = Expr { loc: self.since(mark), kind };
            links += 1;
        }
        self.count_links(links);
        Ok(left)
    }

    /// `disjunction` or `conjunction` after its first operand.
    fn bool_op(&mut self, first: Expr<'a>, precedence: u8) -> Parse<ExprKind<'a>> {
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
    fn comparison(&mut self, left: Expr<'a>) -> Parse<ExprKind<'a>> {
        let (from, from_op) = (self.stacks.exprs.len(), self.stacks.ops.len());
        while let Some(op) = self.cmp_op()? {
            self.stacks.ops.push(op);
            let next = self.bit_or()?;
            self.stacks.exprs.push(next);
        }
        let ops = Self::take(self.arena, &mut self.stacks.ops, from_op);
        let comparators = self.take_exprs(from);
        Ok(self.folder.compare(self.ctx, left, ops, comparators))
    }

    /// Takes a comparison operator, if there is one.
    fn cmp_op(&mut self) -> Parse<Option<CmpOp>> {
        let op = match self.tok.kind {
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

    /// `factor`, and `power`, which it ends in.
    #[inline]
    fn factor(&mut self) -> Parse<Expr<'a>> {
        let mark = self.mark();
        let base = match self.tok.kind {
            Kind::Minus => return self.signed(mark, UnaryOp::USub),
            Kind::Plus => return self.signed(mark, UnaryOp::UAdd),
            Kind::Tilde => return self.signed(mark, UnaryOp::Invert),
            Kind::Await => {
                self.advance();
                let value = self.primary()?;
                let value = self.alloc(value);
                Expr { loc: self.since(mark), kind: ExprKind::Await(value) }
            }
            _ => self.primary()?,
        };
        if self.at(Kind::DoubleStar) { self.power(mark, base) } else { Ok(base) }
    }

    fn signed(&mut self, mark: Mark, op: UnaryOp) -> Parse<Expr<'a>> {
        self.advance();
        let operand = self.deeper(Self::factor)?;
        let loc = self.since(mark);
        Ok(self.folder.unary_op(self.ctx, loc, op, operand))
    }

    /// What follows the base of a power.
    fn power(&mut self, mark: Mark, base: Expr<'a>) -> Parse<Expr<'a>> {
        self.advance();
        let exponent = self.deeper(Self::factor)?;
        let kind = self.folder.bin_op(self.ctx, base, Operator::Pow, exponent);
        Ok(Expr { loc: self.since(mark), kind })
    }
}
