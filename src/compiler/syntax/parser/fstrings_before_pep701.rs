//! F-strings as CPython 3.11 builds them (Parser/string_parser.c): the token is a string like any
//! other, and each replacement field is parsed on its own, in parentheses.

use super::lexer::{Field, byte};
use super::token::{Kind, Token};
use super::{Node, Parse, Parser, Refused, levels};
use crate::compiler::syntax::ast::{Expr, ExprKind};
use crate::compiler::syntax::lexical::MAX_LEVEL;
use crate::compiler::syntax::lines_before::LinesBefore;
use crate::compiler::syntax::literal::InvalidEscape;
use crate::compiler::values::location::Location;

/// How deep a format spec may hold fields that have specs.
const MAX_SPEC_DEPTH: u32 = 2;

/// The f-string token that is being read.
struct Reader<'t> {
    token: &'t Token,
    raw: bool,
    /// The offset of what comes next, and that of the closing quotes.
    at: usize,
    end: usize,
    /// The lines of the token before its last field.
    lines: LinesBefore,
}

/// The values of a `JoinedStr` as they are collected: text that lies side by side becomes one
/// constant.
struct Pieces {
    /// Where its values begin on their stack, and where the text does that is none of them yet.
    values: usize,
    text: usize,
    /// Where constants are said to be.
    loc: Location,
    u_prefix: bool,
}

impl<'a> Parser<'_, 'a> {
    /// Strings side by side, of which some have fields.
    pub(super) fn joined_strings(&mut self, tokens: &[Token], loc: Location) -> Parse<Node<'a>> {
        let pieces = self.begin_pieces(loc, self.has_u_prefix(&tokens[0]));
        for token in tokens {
            if token.kind == Kind::Str {
                self.push_joined(|parser, text| parser.push_string(token, text))?;
                continue;
            }
            let start = token.start as usize;
            let mut reader = Reader {
                token,
                raw: self.is_raw(token),
                at: start + token.opener(),
                end: token.end as usize - token.closer(),
                lines: LinesBefore::new(start),
            };
            self.pieces(&mut reader, 0, &pieces)?;
            if reader.at < reader.end {
                return Err(Refused);
            }
        }
        Ok(self.joined_str(&pieces, loc))
    }

    fn begin_pieces(&self, loc: Location, u_prefix: bool) -> Pieces {
        Pieces { values: self.stacks.values.len(), text: self.stacks.text.len(), loc, u_prefix }
    }

    fn joined_str(&mut self, pieces: &Pieces, loc: Location) -> Node<'a> {
        self.finish_text(pieces);
        let values = Self::take(self.arena, &mut self.stacks.values, pieces.values);
        self.alloc(Expr { loc, kind: ExprKind::JoinedStr(values) })
    }

    /// Makes a constant of the text that was collected.
    fn finish_text(&mut self, pieces: &Pieces) {
        self.push_text_value(pieces.text, pieces.u_prefix, pieces.loc);
    }

    /// Text and fields in turns (`fstring_find_literal_and_expr`); what is in the format spec of a
    /// field is one `level` deeper, and ends before a closing brace.
    fn pieces(&mut self, reader: &mut Reader<'_>, level: u32, pieces: &Pieces) -> Parse<()> {
        loop {
            if self.literal_piece(reader, level)? {
                continue;
            }
            if reader.at >= reader.end || self.byte_at(reader) == b'}' {
                return Ok(());
            }
            self.field(reader, level, pieces)?;
        }
    }

    fn byte_at(&self, reader: &Reader<'_>) -> u8 {
        byte(self.source.as_bytes(), reader.at)
    }

    /// Text up to a field; says whether it ended at a doubled brace, which stands for one, and more
    /// text follows (`fstring_find_literal`).
    fn literal_piece(&mut self, reader: &mut Reader<'_>, level: u32) -> Parse<bool> {
        let source = self.source;
        let bytes = &source.as_bytes()[..reader.end];
        let start = reader.at;
        let mut at = start;
        let mut is_doubled = false;
        let mut escapes = false;
        while let Some(&first) = bytes.get(at) {
            let mut c = first;
            at += 1;
            if c == b'\\' && !reader.raw && at < reader.end {
                escapes = true;
                c = bytes[at];
                at += 1;
                if c == b'N' {
                    // The braces of a named character are no field.
                    if byte(bytes, at) == b'{' {
                        at = memchr::memchr(b'}', &bytes[at..]).map_or(bytes.len(), |length| at + length + 1);
                    } else if at < reader.end {
                        at += 1;
                    }
                    continue;
                }
                if c == b'{' {
                    self.warn_escape(InvalidEscape::Char(b'{'), reader.token.loc);
                }
            }
            if matches!(c, b'{' | b'}') {
                if level == 0 {
                    if bytes.get(at) == Some(&c) {
                        is_doubled = true;
                        break;
                    }
                    if c == b'}' {
                        return Err(Refused);
                    }
                }
                at -= 1;
                break;
            }
            escapes |= c == b'\\';
        }
        reader.at = if is_doubled { at + 1 } else { at };
        let text = source.get(start..at).ok_or(Refused)?;
        let raw = reader.raw || !escapes;
        self.push_joined(|parser, out| parser.push_text(text, raw, reader.token, out))?;
        Ok(is_doubled)
    }

    /// A replacement field (`fstring_find_expr`).
    fn field(&mut self, reader: &mut Reader<'_>, level: u32, pieces: &Pieces) -> Parse<()> {
        if level >= MAX_SPEC_DEPTH {
            return Err(Refused);
        }
        let brace = reader.at;
        reader.at = end_of_expression(&self.source.as_bytes()[..reader.end], brace + 1)?;
        let value = self.field_value(reader, brace)?;
        let is_shown = self.byte_at(reader) == b'=';
        if is_shown {
            reader.at += 1;
            while self.byte_at(reader).is_ascii_whitespace() || self.byte_at(reader) == b'\x0b' {
                reader.at += 1;
            }
            let shown = self.source.as_bytes().get(brace + 1..reader.at).ok_or(Refused)?;
            self.stacks.text.extend_from_slice(shown);
        }
        let mut conversion = None;
        if self.byte_at(reader) == b'!' {
            reader.at += 1;
            conversion = Some(self.byte_at(reader)).filter(|kind| matches!(kind, b's' | b'r' | b'a'));
            if conversion.is_none() {
                return Err(Refused);
            }
            reader.at += 1;
        }
        let mut format_spec = None;
        if reader.at < reader.end && self.byte_at(reader) == b':' {
            reader.at += 1;
            let mut spec = self.begin_pieces(pieces.loc, pieces.u_prefix);
            self.pieces(reader, level + 1, &spec)?;
            spec.loc = reader.token.loc;
            spec.u_prefix = self.has_u_prefix(reader.token);
            let loc = spec.loc;
            format_spec = Some(&*self.joined_str(&spec, loc));
        }
        if reader.at >= reader.end || self.byte_at(reader) != b'}' {
            return Err(Refused);
        }
        reader.at += 1;
        if is_shown && conversion.is_none() && format_spec.is_none() {
            conversion = Some(b'r');
        }
        self.finish_text(pieces);
        let kind = ExprKind::FormattedValue { value, conversion, format_spec };
        self.stacks.values.push(Expr { loc: pieces.loc, kind });
        Ok(())
    }

    /// The expression from after `brace` to where the reader is, as `(expression)` (`fstring_compile_expr`).
    fn field_value(&mut self, reader: &mut Reader<'_>, brace: usize) -> Parse<Node<'a>> {
        let (token, end) = (reader.token, reader.at);
        let bytes = self.source.as_bytes();
        let field = &bytes[brace + 1..end];
        let is_blank = |&byte: &u8| matches!(byte, b' ' | b'\t' | b'\x0c');
        if field.iter().all(|byte| is_blank(byte) || *byte == b'\n') {
            return Err(Refused);
        }
        // Where CPython takes the brace to be (`fstring_find_expr_location`).
        reader.lines.count_to(bytes, brace);
        let newline = reader.lines.last_newline();
        let is_broken = field.iter().find(|byte| !is_blank(byte)) == Some(&b'\n');
        let mut col = match newline {
            _ if is_broken => 0,
            Some(newline) => brace - newline - 1,
            None => brace - token.start as usize,
        } as i32;
        if newline.is_none() {
            col += token.loc.col;
        }
        let line = token.loc.line + reader.lines.count();

        let (cursor, tok, prev) = (self.lex.cursor, self.lex.tok, self.lex.prev);
        let text = std::mem::replace(&mut self.lex.text, &bytes[..end]);
        self.lex.open_field(brace, line, col);
        self.advance();
        let mark = super::Mark { line, col };
        let value = self.deeper(levels::FIELD, |p| p.in_parentheses(mark)).and_then(|value| {
            if self.at(Kind::End) && matches!(self.lex.cursor.field, Field::Closed) { Ok(value) } else { Err(Refused) }
        });
        self.lex.text = text;
        (self.lex.cursor, self.lex.tok, self.lex.prev) = (cursor, tok, prev);
        value
    }
}

/// Where the expression at `at` ends: at a `!`, `:`, `=` or `}` outside of brackets and strings.
fn end_of_expression(text: &[u8], mut at: usize) -> Parse<usize> {
    let mut quote: Option<(u8, bool)> = None;
    let mut brackets = Vec::new();
    while let Some(&c) = text.get(at) {
        let is_triple = text[at..].starts_with(&[c; 3]);
        match (quote, c) {
            (_, b'\\') => return Err(Refused),
            (Some((open, true)), _) if c == open && is_triple => {
                at += 2;
                quote = None;
            }
            (Some((open, false)), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, b'\'' | b'"') => {
                quote = Some((c, is_triple));
                at += if is_triple { 2 } else { 0 };
            }
            (None, b'(' | b'[' | b'{') => {
                if brackets.len() >= MAX_LEVEL {
                    return Err(Refused);
                }
                brackets.push(c);
            }
            (None, b'#') => return Err(Refused),
            (None, b'!' | b':' | b'}' | b'=' | b'>' | b'<') if brackets.is_empty() => {
                if matches!(c, b'!' | b'=' | b'<' | b'>') && text.get(at + 1) == Some(&b'=') {
                    at += 1;
                } else if !matches!(c, b'<' | b'>') {
                    return Ok(at);
                }
            }
            (None, b')' | b']' | b'}') => match (brackets.pop(), c) {
                (Some(b'('), b')') | (Some(b'['), b']') | (Some(b'{'), b'}') => {}
                _ => return Err(Refused),
            },
            (None, _) => {}
        }
        at += 1;
    }
    Err(Refused)
}
