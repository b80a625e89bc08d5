//! String and bytes literals, and implicit concatenation of them.

use super::Lowerer;
use super::expr::constant;
use crate::error::{CompileError, Warning, WarningCategory};
use crate::location::Location;
use crate::syntax::ast::{Expr, ExprKind};
use crate::syntax::literal::{self, InvalidEscape, Literal};
use ruff_python_ast as ruff;
use ruff_text_size::{Ranged, TextRange, TextSize};

impl<'a> Lowerer<'_, '_, 'a> {
    pub(super) fn string(&mut self, literal: &ruff::ExprStringLiteral) -> Expr<'a> {
        let loc = self.location(literal.range);
        let u_prefix = self.has_u_prefix(literal.range.start());
        if !literal.value.is_implicit_concatenated() {
            let text = self.text;
            let token = Literal::new(&text[literal.range]);
            if token.raw || memchr::memchr(b'\\', token.body.as_bytes()).is_none() {
                return self.str_constant(token.body.as_bytes(), u_prefix, loc);
            }
        }
        let mut value = std::mem::take(&mut self.buffer);
        value.clear();
        for part in &literal.value {
            self.push_string(part.range, literal.range, &mut value);
        }
        let constant = self.str_constant(&value, u_prefix, loc);
        self.buffer = value;
        constant
    }

    pub(super) fn bytes(&mut self, literal: &ruff::ExprBytesLiteral) -> Expr<'a> {
        let loc = self.location(literal.range);
        let mut value = std::mem::take(&mut self.buffer);
        value.clear();
        let text = self.text;
        for part in literal.value.as_slice() {
            let token = Literal::new(&text[part.range]);
            if !token.body.is_ascii() {
                let loc = self.location(part.range);
                self.fail(CompileError::syntax("bytes can only contain ASCII literal characters", loc));
            } else if token.raw {
                value.extend_from_slice(token.body.as_bytes());
            } else {
                let decoded = literal::decode_bytes(token.body, &mut value);
                self.note_decoded(decoded, part.range.start(), literal.range);
            }
        }
        let id = self.ctx.consts.bytes(&value);
        self.buffer = value;
        Expr { loc, kind: constant(id) }
    }

    /// A string constant.
    pub(super) fn str_constant(&mut self, value: &[u8], u_prefix: bool, loc: Location) -> Expr<'a> {
        let symbol = self.ctx.names.intern(value);
        let value = self.ctx.consts.str(symbol);
        Expr { loc, kind: ExprKind::Constant { value, u_prefix } }
    }

    /// Whether the token at `start` begins with `u` (not `U`: that is CPython's `kind`).
    pub(super) fn has_u_prefix(&self, start: TextSize) -> bool {
        self.text.as_bytes().get(start.to_usize()) == Some(&b'u')
    }

    /// Appends the value of the string token at `token`, which is part of the literal `whole`.
    pub(super) fn push_string(&mut self, token: TextRange, whole: TextRange, out: &mut Vec<u8>) {
        let text = self.text;
        let literal = Literal::new(&text[token]);
        self.push_text(literal.body, literal.raw, token.start(), whole, out);
    }

    /// Appends the value of `text`, which is inside the token at `token` of the literal `whole`.
    pub(super) fn push_text(&mut self, text: &str, raw: bool, token: TextSize, whole: TextRange, out: &mut Vec<u8>) {
        if raw {
            out.extend_from_slice(text.as_bytes());
        } else {
            let decoded = literal::decode_str(text, out);
            self.note_decoded(decoded, token, whole);
        }
    }

    /// Passes on what decoding found wrong.
    fn note_decoded(&mut self, decoded: Result<Option<InvalidEscape>, String>, token: TextSize, whole: TextRange) {
        match decoded {
            Ok(None) => {}
            Ok(Some(escape)) => self.warn_escape(escape, token),
            Err(message) => self.literal_error(message, whole),
        }
    }

    /// Warns of an invalid escape in the token at `token`.
    #[cold]
    pub(super) fn warn_escape(&mut self, escape: InvalidEscape, token: TextSize) {
        let line = self.span(token, token).line;
        let category = WarningCategory::DeprecationWarning;
        self.ctx.warnings.push(Warning { category, message: escape.message(), line });
    }

    /// An error in the literal `whole`. CPython reports the last token that it has read: the one
    /// after the literal, which it needs to know that the literal is over.
    #[cold]
    pub(super) fn literal_error(&mut self, message: String, whole: TextRange) {
        let tokens = self.tree.tokens();
        let next = tokens.partition_point(|token| token.start() < whole.end());
        let next = tokens[next..].iter().find(|token| !token.kind().is_trivia());
        let range = next.map_or(TextRange::empty(whole.end()), |token| token.range());
        let loc = self.location(range);
        self.fail(CompileError::syntax(message, loc));
    }
}
