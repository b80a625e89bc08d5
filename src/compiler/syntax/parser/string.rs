//! String and bytes literals, and implicit concatenation of them.

use super::token::{Kind, Token};
use super::{Mark, Node, Parse, Parser, Refused, constant};
use crate::compiler::syntax::ast::{Expr, ExprKind};
use crate::compiler::syntax::literal::{self, InvalidEscape};
use crate::compiler::values::error::{Warning, WarningCategory, WarningOrigin};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;

impl<'a> Parser<'_, 'a> {
    /// `strings`
    pub(super) fn strings(&mut self) -> Parse<Node<'a>> {
        let first = self.lex.token();
        let mark = Mark { line: first.loc.line, col: first.loc.col };
        if first.kind == Kind::FString && self.ctx.asks(Feature::FstringTokens) {
            return self.joined_with_fields(mark, &[]);
        }
        if first.kind == Kind::TString {
            return self.template(mark);
        }
        self.advance_string();
        let is_alone = !matches!(self.lex.tok.kind, Kind::Str | Kind::FString | Kind::Bytes);
        if is_alone && first.kind == Kind::Str {
            self.literal = first.loc;
            if first.has_backslash() && !self.is_raw(&first) {
                return self.concatenated(&[first], self.literal);
            }
            let symbol = self.ctx.names.intern_kept(&self.lex.text[first.contents()]);
            let (value, u_prefix) = (self.ctx.consts.str(symbol), self.has_u_prefix(&first));
            return Ok(self.alloc(Expr { loc: self.literal, kind: ExprKind::Constant { value, u_prefix } }));
        }
        let from = self.stacks.tokens.len();
        self.stacks.tokens.push(first);
        let (mut formatted, mut bytes) = (first.kind == Kind::FString, usize::from(first.kind == Kind::Bytes));
        while matches!(self.lex.tok.kind, Kind::Str | Kind::FString | Kind::Bytes) {
            if self.at(Kind::FString) && self.ctx.asks(Feature::FstringTokens) {
                let before = Self::take(self.arena, &mut self.stacks.tokens, from);
                return if bytes > 0 { Err(Refused) } else { self.joined_with_fields(mark, before) };
            }
            formatted |= self.at(Kind::FString);
            bytes += usize::from(self.at(Kind::Bytes));
            self.stacks.tokens.push(self.lex.token());
            self.advance_string();
        }
        let loc = self.since(mark);
        // Fields of f-strings are parsed meanwhile, with strings of their own.
        let tokens = Self::take(self.arena, &mut self.stacks.tokens, from);
        if bytes > 0 {
            // Bytes go with bytes only.
            return if bytes == tokens.len() { self.bytes(tokens, loc) } else { Err(Refused) };
        }
        if formatted {
            return self.joined_strings(tokens, loc);
        }
        self.literal = loc;
        self.concatenated(tokens, loc)
    }

    /// Strings without fields, side by side.
    fn concatenated(&mut self, tokens: &[Token], loc: Location) -> Parse<Node<'a>> {
        let mut value = std::mem::take(&mut self.stacks.buffer);
        value.clear();
        for token in tokens {
            self.push_string(token, &mut value)?;
        }
        let u_prefix = self.has_u_prefix(&tokens[0]);
        let constant = self.str_constant(&value, u_prefix, loc);
        self.stacks.buffer = value;
        Ok(self.alloc(constant))
    }

    fn bytes(&mut self, tokens: &[Token], loc: Location) -> Parse<Node<'a>> {
        let mut value = std::mem::take(&mut self.stacks.buffer);
        value.clear();
        for token in tokens {
            let body = self.contents(token);
            if !body.is_ascii() {
                return Err(Refused);
            }
            if !token.has_backslash() || self.is_raw(token) {
                value.extend_from_slice(body.as_bytes());
            } else {
                let decoded = literal::decode_bytes(body, &mut value);
                self.note_decoded(decoded, body, token)?;
            }
        }
        let id = self.ctx.consts.bytes(&value);
        self.stacks.buffer = value;
        Ok(self.alloc(Expr { loc, kind: constant(id) }))
    }

    /// A string constant.
    pub(super) fn str_constant(&mut self, value: &[u8], u_prefix: bool, loc: Location) -> Expr<'a> {
        let symbol = self.ctx.names.intern(value);
        let value = self.ctx.consts.str(symbol);
        Expr { loc, kind: ExprKind::Constant { value, u_prefix } }
    }

    /// What is between the quotes of a string.
    pub(super) fn contents(&self, token: &Token) -> &'a str {
        self.source.get(token.contents()).unwrap_or_default()
    }

    /// Whether backslashes stand for themselves.
    pub(super) fn is_raw(&self, token: &Token) -> bool {
        let prefix = token.opener() - token.closer();
        let start = token.start as usize;
        self.source.as_bytes()[start..start + prefix].iter().any(|byte| matches!(byte, b'r' | b'R'))
    }

    /// Whether the token begins with `u` (not `U`: that is CPython's `kind`).
    pub(super) fn has_u_prefix(&self, token: &Token) -> bool {
        self.source.as_bytes()[token.start as usize] == b'u'
    }

    /// Appends the value of a string without fields.
    pub(super) fn push_string(&mut self, token: &Token, out: &mut Vec<u8>) -> Parse<()> {
        let raw = !token.has_backslash() || self.is_raw(token);
        self.push_text(self.contents(token), raw, token, out)
    }

    /// Appends the value of `text`, which is inside of `token`.
    pub(super) fn push_text(&mut self, text: &str, raw: bool, token: &Token, out: &mut Vec<u8>) -> Parse<()> {
        if raw {
            out.extend_from_slice(text.as_bytes());
            return Ok(());
        }
        let decoded = literal::decode_str(text, out, || self.ctx.asks_unicode());
        self.note_decoded(decoded, text, token)
    }

    /// As [`Self::push_text`], of a piece of an f-string whose fields are tokens: of a brace behind a backslash its
    /// tokenizer has warned.
    pub(super) fn push_piece(&mut self, text: &str, raw: bool, token: &Token, out: &mut Vec<u8>) -> Parse<()> {
        if raw {
            return self.push_text(text, raw, token, out);
        }
        let decoded = literal::decode_str(text, out, || self.ctx.asks_unicode());
        let decoded = decoded.map(|escape| escape.filter(|escape| !escape.is_brace()));
        self.note_decoded(decoded, text, token)
    }

    /// Passes on what decoding found wrong in `text`.
    fn note_decoded(&mut self, decoded: Result<Option<InvalidEscape>, String>, text: &str, token: &Token) -> Parse<()> {
        match decoded {
            Ok(None) => {}
            Ok(Some(escape)) if self.ctx.asks(Feature::EscapesAtTheirPlace) => {
                let (lines, mut col) = escape.place(text);
                if lines == 0 {
                    // Quotes count, prefixes do not, nor quotes behind one.
                    let has_prefix = token.opener() > token.closer();
                    col += token.loc.col + if has_prefix { 0 } else { token.closer() as i32 };
                }
                let line = token.loc.line + lines;
                self.warn_escape(escape, Location::new(line, line, col, col + 2));
            }
            Ok(Some(escape)) => self.warn_escape(escape, token.loc),
            Err(_) => return Err(Refused),
        }
        Ok(())
    }

    /// Warns of an invalid escape.
    #[cold]
    pub(super) fn warn_escape(&mut self, escape: InvalidEscape, location: Location) {
        let category = if self.ctx.asks(Feature::EscapesWarnAlways) {
            WarningCategory::SyntaxWarning
        } else {
            WarningCategory::DeprecationWarning
        };
        let advises = self.ctx.asks(Feature::EscapeAdvice);
        let (message, origin) = (escape.warning(advises), WarningOrigin::Parser);
        self.ctx.warnings.push(Warning { category, message, line: location.line, location, origin });
    }
}
