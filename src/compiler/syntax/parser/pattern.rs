//! The patterns of `case`.

use super::token::Kind;
use super::{Mark, Node, Parse, Parser, Refused, constant, levels};
use crate::compiler::syntax::ast::{ExprContext, ExprKind, Operator, Pattern, PatternKind, UnaryOp};
use crate::compiler::values::constant::{ConstTable, Constant};
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::version::Feature;

impl<'a> Parser<'_, 'a> {
    /// `patterns`
    pub(super) fn patterns(&mut self) -> Parse<Pattern<'a>> {
        let mark = self.mark();
        let is_starred = self.at(Kind::Star);
        let first = self.maybe_star_pattern()?;
        if !self.at(Kind::Comma) {
            return if is_starred { Err(Refused) } else { Ok(first) };
        }
        let from = self.stacks.patterns.len();
        self.stacks.patterns.push(first);
        while self.eat(Kind::Comma) && !matches!(self.lex.tok.kind, Kind::Colon | Kind::If) {
            let next = self.maybe_star_pattern()?;
            self.stacks.patterns.push(next);
        }
        let kind = PatternKind::MatchSequence(self.take_patterns(from));
        Ok(Pattern { loc: self.since(mark), kind })
    }

    fn take_patterns(&mut self, from: usize) -> &'a [Pattern<'a>] {
        Self::take(self.arena, &mut self.stacks.patterns, from)
    }

    /// `maybe_star_pattern`
    fn maybe_star_pattern(&mut self) -> Parse<Pattern<'a>> {
        if !self.at(Kind::Star) {
            return self.pattern();
        }
        let mark = self.mark();
        self.advance();
        let name = if self.eat_wildcard() { None } else { Some(self.capture()?) };
        Ok(Pattern { loc: self.since(mark), kind: PatternKind::MatchStar(name) })
    }

    /// Takes a `_`.
    fn eat_wildcard(&mut self) -> bool {
        let found = self.is_soft(sym::UNDERSCORE);
        if found {
            self.advance();
        }
        found
    }

    /// `pattern_capture_target`
    fn capture(&mut self) -> Parse<Symbol> {
        if self.is_soft(sym::UNDERSCORE) {
            return Err(Refused);
        }
        let name = self.name()?;
        self.note_bound(name);
        if matches!(self.lex.tok.kind, Kind::Dot | Kind::Lpar | Kind::Equal) { Err(Refused) } else { Ok(name) }
    }

    /// `pattern`
    fn pattern(&mut self) -> Parse<Pattern<'a>> {
        let mark = self.mark();
        let pattern = self.or_pattern(mark)?;
        if !self.eat(Kind::As) {
            return Ok(pattern);
        }
        let name = Some(self.capture()?);
        let pattern = Some(&*self.arena.alloc(pattern));
        Ok(Pattern { loc: self.since(mark), kind: PatternKind::MatchAs { pattern, name } })
    }

    /// `or_pattern`
    fn or_pattern(&mut self, mark: Mark) -> Parse<Pattern<'a>> {
        let first = self.closed_pattern()?;
        if !self.at(Kind::Vbar) {
            return Ok(first);
        }
        let from = self.stacks.patterns.len();
        self.stacks.patterns.push(first);
        while self.eat(Kind::Vbar) {
            let next = self.closed_pattern()?;
            self.stacks.patterns.push(next);
        }
        let kind = PatternKind::MatchOr(self.take_patterns(from));
        Ok(Pattern { loc: self.since(mark), kind })
    }

    /// `closed_pattern`
    fn closed_pattern(&mut self) -> Parse<Pattern<'a>> {
        let mark = self.mark();
        let kind = match self.lex.tok.kind {
            Kind::None | Kind::True | Kind::False => {
                let value = self.singleton();
                PatternKind::MatchSingleton(value)
            }
            Kind::Number | Kind::Minus | Kind::Plus | Kind::Str | Kind::FString | Kind::TString | Kind::Bytes => {
                let value = self.literal_expr()?;
                PatternKind::MatchValue(value)
            }
            Kind::Name => return self.name_pattern(mark),
            Kind::Lpar => return self.deeper(levels::PATTERN, |p| p.parenthesised_pattern(mark)),
            Kind::Lsqb => {
                self.advance();
                let patterns = self.deeper(levels::PATTERN, |p| p.pattern_list(Kind::Rsqb))?;
                PatternKind::MatchSequence(patterns)
            }
            Kind::Lbrace => self.deeper(levels::PATTERN, Self::mapping_pattern)?,
            _ => return Err(Refused),
        };
        Ok(Pattern { loc: self.since(mark), kind })
    }

    /// Takes `None`, `True` or `False`.
    fn singleton(&mut self) -> crate::compiler::values::constant::ConstId {
        let value = match self.lex.tok.kind {
            Kind::True => ConstTable::TRUE,
            Kind::False => ConstTable::FALSE,
            _ => ConstTable::NONE,
        };
        self.advance();
        value
    }

    /// `literal_expr`
    fn literal_expr(&mut self) -> Parse<Node<'a>> {
        let mark = self.mark();
        match self.lex.tok.kind {
            Kind::Str | Kind::FString | Kind::TString | Kind::Bytes => return self.strings(),
            Kind::None | Kind::True | Kind::False => {
                let kind = constant(self.singleton());
                return Ok(self.node(mark, kind));
            }
            _ => {}
        }
        let sign = match self.lex.tok.kind {
            Kind::Minus => Some(UnaryOp::USub),
            Kind::Plus if self.ctx.asks(Feature::UnaryPlusInPatterns) => Some(UnaryOp::UAdd),
            _ => None,
        };
        if sign.is_some() {
            self.advance();
        }
        let (number, is_imaginary) = self.plain_number()?;
        let left = match sign {
            Some(sign) => {
                let loc = self.since(mark);
                let signed = self.folder.of_patterns().unary_op(self.ctx, loc, sign, number);
                self.alloc(signed)
            }
            None => number,
        };
        let op = match self.lex.tok.kind {
            Kind::Plus => Operator::Add,
            Kind::Minus => Operator::Sub,
            _ => return Ok(left),
        };
        self.advance();
        let (right, is_right_imaginary) = self.plain_number()?;
        if is_imaginary || !is_right_imaginary {
            return Err(Refused);
        }
        let kind = self.folder.of_patterns().bin_op(self.ctx, left, op, right);
        Ok(self.node(mark, kind))
    }

    /// A number, and whether it is imaginary.
    fn plain_number(&mut self) -> Parse<(Node<'a>, bool)> {
        if !self.at(Kind::Number) {
            return Err(Refused);
        }
        let number = self.number()?;
        let is_imaginary = match number.kind {
            ExprKind::Constant { value, .. } => matches!(self.ctx.consts.get(value), Constant::Complex(..)),
            _ => false,
        };
        Ok((number, is_imaginary))
    }

    /// What begins with a name: `capture_pattern`, `wildcard_pattern`, `value_pattern`,
    /// `class_pattern`.
    fn name_pattern(&mut self, mark: Mark) -> Parse<Pattern<'a>> {
        if self.is_soft(sym::UNDERSCORE) {
            self.advance();
            // As a class or a module it can't be had: the wildcard is tried before.
            let kind = PatternKind::MatchAs { pattern: None, name: None };
            return Ok(Pattern { loc: self.since(mark), kind });
        }
        let symbol = self.name()?;
        let kind = match self.lex.tok.kind {
            Kind::Equal => return Err(Refused),
            Kind::Dot | Kind::Lpar => {
                let expr = self.attribute(mark, symbol)?;
                match self.lex.tok.kind {
                    Kind::Lpar => self.deeper(levels::PATTERN, |p| p.class_pattern(expr))?,
                    Kind::Equal => return Err(Refused),
                    _ => PatternKind::MatchValue(expr),
                }
            }
            _ => {
                self.note_bound(symbol);
                PatternKind::MatchAs { pattern: None, name: Some(symbol) }
            }
        };
        Ok(Pattern { loc: self.since(mark), kind })
    }

    /// `name_or_attr` after its first name.
    fn attribute(&mut self, mark: Mark, name: Symbol) -> Parse<Node<'a>> {
        let mut expr = self.node(mark, self.folder.name(self.ctx, name, ExprContext::Load));
        if let ExprKind::Name { id, .. } = expr.kind {
            self.note_read(id);
        }
        let mut links = 0;
        while self.eat(Kind::Dot) {
            let attr = self.name()?;
            expr = self.node(mark, ExprKind::Attribute { value: expr, attr, ctx: ExprContext::Load });
            links += 1;
        }
        self.count_links(links);
        Ok(expr)
    }

    /// `group_pattern | sequence_pattern`
    fn parenthesised_pattern(&mut self, mark: Mark) -> Parse<Pattern<'a>> {
        self.advance();
        if !self.at(Kind::Rpar) {
            let is_starred = self.at(Kind::Star);
            let first = self.maybe_star_pattern()?;
            if !self.at(Kind::Comma) {
                self.expect(Kind::Rpar)?;
                return if is_starred { Err(Refused) } else { Ok(first) };
            }
            self.advance();
            self.stacks.patterns.push(first);
            let from = self.stacks.patterns.len() - 1;
            self.push_patterns(Kind::Rpar)?;
            let kind = PatternKind::MatchSequence(self.take_patterns(from));
            return Ok(Pattern { loc: self.since(mark), kind });
        }
        self.advance();
        Ok(Pattern { loc: self.since(mark), kind: PatternKind::MatchSequence(&[]) })
    }

    /// Patterns up to a bracket.
    fn pattern_list(&mut self, close: Kind) -> Parse<&'a [Pattern<'a>]> {
        let from = self.stacks.patterns.len();
        self.push_patterns(close)?;
        Ok(self.take_patterns(from))
    }

    fn push_patterns(&mut self, close: Kind) -> Parse<()> {
        while !self.at(close) {
            let next = self.maybe_star_pattern()?;
            self.stacks.patterns.push(next);
            if !self.eat(Kind::Comma) {
                break;
            }
        }
        self.expect(close)
    }

    /// `mapping_pattern`
    fn mapping_pattern(&mut self) -> Parse<PatternKind<'a>> {
        self.advance();
        let (from, from_key) = (self.stacks.patterns.len(), self.stacks.exprs.len());
        let mut rest = None;
        while !self.at(Kind::Rbrace) {
            if self.eat(Kind::DoubleStar) {
                rest = Some(self.capture()?);
                self.eat(Kind::Comma);
                break;
            }
            let mark = self.mark();
            let key = if self.at(Kind::Name) {
                let name = self.name()?;
                if !self.at(Kind::Dot) {
                    return Err(Refused);
                }
                self.attribute(mark, name)?
            } else {
                self.literal_expr()?
            };
            self.stacks.exprs.push(key);
            self.expect(Kind::Colon)?;
            let value = self.pattern()?;
            self.stacks.patterns.push(value);
            if !self.eat(Kind::Comma) {
                break;
            }
        }
        self.expect(Kind::Rbrace)?;
        let keys = self.take_exprs(from_key);
        Ok(PatternKind::MatchMapping { keys, patterns: self.take_patterns(from), rest })
    }

    /// `class_pattern` from the parenthesis on.
    fn class_pattern(&mut self, cls: Node<'a>) -> Parse<PatternKind<'a>> {
        self.advance();
        let (from, from_name) = (self.stacks.patterns.len(), self.stacks.symbols.len());
        let mut positional = 0;
        while !self.at(Kind::Rpar) {
            let is_wildcard = self.is_soft(sym::UNDERSCORE);
            let keyword = self.attempt(|p| {
                let name = p.name()?;
                p.expect(Kind::Equal)?;
                Ok(name)
            });
            match keyword {
                // Where there may be another pattern, `_` is one, and its `=` too much.
                Some(_) if positional > 0 && self.stacks.symbols.len() == from_name && is_wildcard => {
                    return Err(Refused);
                }
                Some(name) => self.stacks.symbols.push(name),
                None if self.stacks.symbols.len() > from_name => return Err(Refused),
                None => positional += 1,
            }
            let pattern = self.pattern()?;
            self.stacks.patterns.push(pattern);
            if !self.eat(Kind::Comma) {
                break;
            }
        }
        self.expect(Kind::Rpar)?;
        let (patterns, kwd_patterns) = self.take_patterns(from).split_at(positional);
        let kwd_attrs = Self::take(self.arena, &mut self.stacks.symbols, from_name);
        Ok(PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns })
    }
}
