//! F-strings as CPython 3.11 builds them (Parser/string_parser.c): the token is a string like any
//! other, and each replacement field is parsed on its own, in parentheses.

use super::Lowerer;
use crate::location::Location;
use crate::syntax::ast::{Expr, ExprKind};
use crate::syntax::literal::{InvalidEscape, Literal};
use ruff_python_ast as ruff;
use ruff_python_ast::token::TokenKind;
use ruff_text_size::{Ranged, TextRange, TextSize};

/// How deep a format spec may hold fields that have specs.
const MAX_SPEC_DEPTH: u32 = 2;

/// A stretch of the source inside an f-string where CPython's columns are off.
///
/// A replacement field is tokenized as a text of its own, `(expression)`. What stands on its first
/// line is moved to where the f-string token begins, which is itself wrong if that token is inside
/// such a field; and only tokens that also end on the first line are moved at all
/// (`initialize_token`, `fstring_compile_expr`).
#[derive(Clone, Copy, Debug)]
pub(super) struct Quirk {
    start: u32,
    end: u32,
    shift: i32,
    /// A token: only what begins at its start is concerned.
    is_token: bool,
}

/// Corrects `loc`, which begins at `start` and ends at `end`, to what CPython says. Of several
/// corrections for a place the one of the innermost field counts.
#[cold]
pub(super) fn apply_quirks(quirks: &[Quirk], start: u32, end: u32, loc: &mut Location) {
    let at_start =
        |quirk: &&Quirk| if quirk.is_token { quirk.start == start } else { quirk.start <= start && start < quirk.end };
    let at_end = |quirk: &&Quirk| !quirk.is_token && quirk.start < end && end <= quirk.end;
    loc.col += quirks.iter().rfind(at_start).map_or(0, |quirk| quirk.shift);
    loc.end_col += quirks.iter().rfind(at_end).map_or(0, |quirk| quirk.shift);
}

/// The f-string token that is being lowered.
#[derive(Clone, Copy)]
struct Token {
    range: TextRange,
    loc: Location,
    raw: bool,
    /// How many format specs are open.
    depth: u32,
}

/// The values of a `JoinedStr` as they are collected: text that lies side by side becomes one
/// constant.
struct Pieces<'a> {
    values: Vec<Expr<'a>>,
    text: Vec<u8>,
    /// Where constants are said to be.
    loc: Location,
    u_prefix: bool,
}

impl<'a> Pieces<'a> {
    fn new(loc: Location, u_prefix: bool) -> Self {
        Self { values: Vec::new(), text: Vec::new(), loc, u_prefix }
    }
}

impl<'a> Lowerer<'_, '_, 'a> {
    pub(super) fn fstring(&mut self, literal: &ruff::ExprFString) -> Expr<'a> {
        let loc = self.location(literal.range);
        let mut pieces = Pieces::new(loc, self.has_u_prefix(literal.range.start()));
        for part in &literal.value {
            match part {
                ruff::FStringPart::Literal(part) => self.push_string(part.range, literal.range, &mut pieces.text),
                ruff::FStringPart::FString(part) => {
                    let raw = Literal::new(&self.text[part.range]).raw;
                    let token = Token { range: part.range, loc: self.location(part.range), raw, depth: 0 };
                    self.elements(&part.elements, token, literal.range, &mut pieces);
                }
            }
        }
        self.joined_str(pieces, loc)
    }

    fn joined_str(&mut self, mut pieces: Pieces<'a>, loc: Location) -> Expr<'a> {
        self.finish_text(&mut pieces);
        Expr { loc, kind: ExprKind::JoinedStr(self.arena.alloc_slice_copy(&pieces.values)) }
    }

    /// Makes a constant of the text that was collected.
    fn finish_text(&mut self, pieces: &mut Pieces<'a>) {
        if !pieces.text.is_empty() {
            let constant = self.str_constant(&pieces.text, pieces.u_prefix, pieces.loc);
            pieces.values.push(constant);
            pieces.text.clear();
        }
    }

    fn elements(
        &mut self,
        elements: &[ruff::InterpolatedStringElement],
        token: Token,
        whole: TextRange,
        pieces: &mut Pieces<'a>,
    ) {
        for element in elements {
            match element {
                ruff::InterpolatedStringElement::Literal(literal) => {
                    self.text_element(literal.range, token, whole, pieces);
                }
                ruff::InterpolatedStringElement::Interpolation(field) => {
                    self.field(field, token, whole, pieces);
                }
            }
        }
    }

    /// Literal text between fields: doubled braces stand for one, and each cuts the text into
    /// pieces that are decoded for themselves (`fstring_find_literal`).
    fn text_element(&mut self, range: TextRange, token: Token, whole: TextRange, pieces: &mut Pieces<'a>) {
        let source = self.text;
        let text = &source[range];
        if memchr::memchr3(b'{', b'}', b'\\', text.as_bytes()).is_none() {
            pieces.text.extend_from_slice(text.as_bytes());
            return;
        }
        let bytes = text.as_bytes();
        let mut from = 0;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'\\' if !token.raw => {
                    if bytes.get(at) == Some(&b'N') && bytes.get(at + 1) == Some(&b'{') {
                        at = memchr::memchr(b'}', &bytes[at..]).map_or(bytes.len(), |length| at + length + 1);
                    } else if bytes.get(at).is_some_and(|byte| !matches!(byte, b'{' | b'}')) {
                        at += 1;
                    } else if bytes.get(at) == Some(&b'{') || self.opens_field(range, at) {
                        self.warn_escape(InvalidEscape::Char(b'{'), token.range.start());
                    }
                }
                b'{' | b'}' if token.depth == 0 && bytes.get(at) == Some(&byte) => {
                    self.push_text(&text[from..at], token.raw, token.range.start(), whole, &mut pieces.text);
                    at += 1;
                    from = at;
                }
                _ => {}
            }
        }
        self.push_text(&text[from..], token.raw, token.range.start(), whole, &mut pieces.text);
    }

    /// Whether the text at `range` ends at `at`, before the brace of a field.
    fn opens_field(&self, range: TextRange, at: usize) -> bool {
        let end = range.end().to_usize();
        range.start().to_usize() + at == end && self.text.as_bytes().get(end) == Some(&b'{')
    }

    /// A replacement field (`fstring_find_expr`).
    fn field(&mut self, field: &ruff::InterpolatedElement, token: Token, whole: TextRange, pieces: &mut Pieces<'a>) {
        if token.depth >= MAX_SPEC_DEPTH {
            self.literal_error("f-string: expressions nested too deeply".to_owned(), whole);
            return;
        }
        let value = self.field_value(field, token);
        let mut conversion = field.conversion.to_byte();
        if let Some(debug) = &field.debug_text {
            let start = field.range.start() + TextSize::new(1);
            let text = &self.text[TextRange::at(start, TextSize::of(debug.as_str()))];
            pieces.text.extend_from_slice(text.as_bytes());
            if conversion.is_none() && field.format_spec.is_none() {
                conversion = Some(b'r');
            }
        }
        let format_spec = field.format_spec.as_deref().map(|spec| {
            let mut inner = Pieces::new(pieces.loc, pieces.u_prefix);
            self.elements(&spec.elements, Token { depth: token.depth + 1, ..token }, whole, &mut inner);
            inner.loc = token.loc;
            inner.u_prefix = self.has_u_prefix(token.range.start());
            let spec = self.joined_str(inner, token.loc);
            &*self.arena.alloc(spec)
        });
        self.finish_text(pieces);
        let kind = ExprKind::FormattedValue { value, conversion, format_spec };
        pieces.values.push(Expr { loc: pieces.loc, kind });
    }

    /// The expression of a field.
    fn field_value(&mut self, field: &ruff::InterpolatedElement, token: Token) -> &'a Expr<'a> {
        let first_line = self.first_line(field, token);
        let open_quirks = self.quirks.len();
        self.push_quirks(field, &first_line);
        let mut value = self.expr(&field.expression);
        // The expression was parsed in parentheses of its own, which a tuple or a generator
        // expression without parentheses takes for its.
        let bare = match &*field.expression {
            ruff::Expr::Tuple(tuple) if !tuple.parenthesized => Some(tuple.range),
            ruff::Expr::Generator(generator) if !generator.parenthesized => Some(generator.range),
            _ => None,
        };
        if let Some(range) = bare {
            let blank = self.blanks_at(range.end().to_usize());
            value.loc = self.span(field.range.start(), range.end() + TextSize::new(blank as u32 + 1));
            if first_line.is_blank {
                value.loc.col = first_line.origin;
            }
        }
        self.quirks.truncate(open_quirks);
        self.is_suspect |= self.parser_is_lenient(field);
        self.arena.alloc(value)
    }

    /// Whether the field is of a kind where the parser accepts what CPython's would not.
    fn parser_is_lenient(&self, field: &ruff::InterpolatedElement) -> bool {
        let expression = field.expression.range();
        match &*field.expression {
            ruff::Expr::Starred(_) | ruff::Expr::Yield(_) | ruff::Expr::YieldFrom(_) => return true,
            // What is compared to a `yield` that has no value, and tuples that begin with one.
            _ if self.text[expression].starts_with("yield") => return true,
            _ => {}
        }
        // Blanks may not follow a conversion.
        let rest = &self.text[TextRange::new(expression.end(), field.range.end())];
        let conversion = rest.find('!').and_then(|at| rest.as_bytes().get(at + 2));
        field.conversion.to_byte().is_some() && !matches!(conversion, Some(b':' | b'}'))
    }

    /// How many blanks, in CPython's sense for fields, stand at `at`.
    fn blanks_at(&self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c')).count()
    }

    /// What CPython makes of the columns of the field's first line (`fstring_find_expr_location`).
    fn first_line(&self, field: &ruff::InterpolatedElement, token: Token) -> FirstLine {
        let bytes = self.text.as_bytes();
        let brace = field.range.start().to_usize();
        let start = token.range.start().to_usize();
        let rest = &bytes[brace + 1..field.range.end().to_usize()];
        let length = memchr::memchr(b'\n', rest);
        let is_blank =
            length.is_some_and(|length| rest[..length].iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\x0c')));
        let is_first = memchr::memchr(b'\n', &bytes[start..brace]).is_none();
        let origin = if is_first { token.loc.col } else { 0 };
        let shift = if is_first { token.loc.col - self.column(start) } else { 0 };
        let end = brace + 1 + length.unwrap_or(rest.len());
        FirstLine { end, is_multiline: length.is_some(), is_blank, origin, shift }
    }

    /// The true column of the byte at `offset`.
    fn column(&self, offset: usize) -> i32 {
        let line = self.lines.find(offset as u32, self.line);
        offset as i32 - self.lines.start(line) as i32
    }

    /// Opens the corrections for a field.
    fn push_quirks(&mut self, field: &ruff::InterpolatedElement, first_line: &FirstLine) {
        let brace = field.range.start().to_u32();
        if first_line.shift != 0 || !self.quirks.is_empty() {
            self.quirks.push(Quirk {
                start: brace,
                end: first_line.end as u32,
                shift: first_line.shift,
                is_token: false,
            });
        }
        if !first_line.is_multiline || first_line.is_blank {
            return;
        }
        // Tokens that begin on the first line and end on a later one can only be strings.
        let tokens = self.tree.tokens();
        let from = tokens.partition_point(|token| token.start().to_u32() <= brace);
        let mut depth = 0_u32;
        let mut opened = 0;
        for token in &tokens[from..] {
            if token.start() >= field.range.end() {
                break;
            }
            let start = match token.kind() {
                TokenKind::String if depth == 0 => token.start().to_u32(),
                TokenKind::FStringStart => {
                    depth += 1;
                    if depth == 1 {
                        opened = token.start().to_u32();
                    }
                    continue;
                }
                TokenKind::FStringEnd => {
                    depth = depth.saturating_sub(1);
                    if depth > 0 {
                        continue;
                    }
                    opened
                }
                _ => continue,
            };
            let is_split = (start as usize) < first_line.end && token.end().to_usize() > first_line.end;
            if is_split && token.start() < field.expression.end() {
                let shift = (start - brace) as i32 - self.column(start as usize);
                self.quirks.push(Quirk { start, end: start + 1, shift, is_token: true });
            }
        }
    }
}

/// The line on which a field begins.
struct FirstLine {
    /// Where it ends, or the field.
    end: usize,
    /// Whether the field goes on after it.
    is_multiline: bool,
    /// Whether nothing but blanks follow the brace on it, and then a newline.
    is_blank: bool,
    /// The column that CPython takes for the beginning of the line if it is blank.
    origin: i32,
    /// How far right of their columns CPython sees tokens on it.
    shift: i32,
}
