//! F-strings whose fields are tokenized with the rest of the source (PEP 701).
//!
//! The tokenizer stops after the opening quotes, and before and after each field the parser tells it
//! where to go on.

use super::lexer::byte;
use super::token::{Kind, Token};
use super::{Mark, Node, Parse, Parser, Refused, levels};
use crate::compiler::syntax::ast::{Expr, ExprKind, Interpolation};
use crate::compiler::syntax::literal::InvalidEscape;
use crate::compiler::values::error::{Warning, WarningOrigin};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;

/// How deep fields may be inside the format specs of others (`MAX_EXPR_NESTING`).
const MAX_NESTING: u32 = 3;

/// The f-string that is being read.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    pub(super) open: Token,
    pub(super) raw: bool,
    /// Whether backslashes in its text stand for themselves, which in a format spec is another matter.
    raw_text: bool,
    quote: u8,
    /// How many fields are open.
    pub(super) nesting: u32,
}

/// What ends a stretch of text.
enum Stop {
    Quotes,
    Field,
    /// The brace that ends a format spec.
    Brace,
    /// A newline that does.
    Newline,
}

/// The values of a `JoinedStr` as they are collected: text that lies side by side becomes one
/// constant, from the first to the last of its pieces (`_PyPegen_concatenate_strings`).
pub(super) struct Joined {
    /// Where its values begin on their stack, and where the text does that is none of them yet.
    values: usize,
    text: usize,
    loc: Option<Location>,
    u_prefix: bool,
    /// How many tokens of text there were that were not empty.
    texts: u32,
    /// Where the last token of text begins, in the source and as a position.
    token: (usize, Mark),
    /// What is warned of in text outside of fields, when the string is at its end.
    escapes: Vec<Warning>,
}

impl Joined {
    /// Another piece of text is at `loc`.
    fn extend(&mut self, loc: Location, u_prefix: bool) {
        match &mut self.loc {
            Some(all) => (all.end_line, all.end_col) = (loc.end_line, loc.end_col),
            None => {
                self.loc = Some(loc);
                self.u_prefix = u_prefix;
            }
        }
    }
}

impl<'a> Parser<'_, 'a> {
    /// Strings side by side from `mark` on, of which `before` have been read.
    pub(super) fn joined_with_fields(&mut self, mark: Mark, before: &[Token]) -> Parse<Node<'a>> {
        let mut joined = self.begin_joined();
        for token in before {
            self.join_string(token, &mut joined)?;
        }
        loop {
            match self.lex.tok.kind {
                Kind::Str => {
                    self.join_string(&self.lex.token(), &mut joined)?;
                    self.advance_string();
                }
                Kind::FString => self.fstring(&mut joined)?,
                Kind::Bytes => return Err(Refused),
                _ => break,
            }
        }
        let loc = self.since(mark);
        Ok(self.finish_joined(joined, loc))
    }

    pub(super) fn begin_joined(&self) -> Joined {
        let (values, text) = (self.stacks.values.len(), self.stacks.text.len());
        let token = (self.lex.cursor.pos, self.lex.mark());
        Joined { values, text, loc: None, u_prefix: false, texts: 0, token, escapes: Vec::new() }
    }

    fn join_string(&mut self, token: &Token, joined: &mut Joined) -> Parse<()> {
        joined.extend(token.loc, self.has_u_prefix(token));
        self.push_joined(|parser, text| parser.push_string(token, text))
    }

    fn finish_joined(&mut self, joined: Joined, loc: Location) -> Node<'a> {
        let values = self.finish_values(joined);
        self.alloc(Expr { loc, kind: ExprKind::JoinedStr(values) })
    }

    /// The values that were collected.
    pub(super) fn finish_values(&mut self, mut joined: Joined) -> &'a [Expr<'a>] {
        self.finish_run(&mut joined);
        Self::take(self.arena, &mut self.stacks.values, joined.values)
    }

    /// Lets `push` add to the text that is no value yet.
    pub(super) fn push_joined(&mut self, push: impl FnOnce(&mut Self, &mut Vec<u8>) -> Parse<()>) -> Parse<()> {
        let mut text = std::mem::take(&mut self.stacks.text);
        let pushed = push(self, &mut text);
        self.stacks.text = text;
        pushed
    }

    /// Makes a constant of the text that was collected.
    fn finish_run(&mut self, joined: &mut Joined) {
        if let Some(loc) = joined.loc.take() {
            self.push_text_value(joined.text, joined.u_prefix, loc);
        }
    }

    /// Makes a value of the text from `start` to the cursor that has nothing in it.
    fn push_empty_text(&mut self, start: Mark) {
        let end = self.lex.mark();
        let empty = self.str_constant(b"", false, Location::new(start.line, end.line, start.col, end.col));
        self.stacks.values.push(empty);
    }

    /// Makes a value of the text from `from` on, if there is any.
    pub(super) fn push_text_value(&mut self, from: usize, u_prefix: bool, loc: Location) {
        let text = &self.stacks.text[from..];
        if !text.is_empty() {
            let symbol = self.ctx.names.intern(text);
            let value = self.ctx.consts.str(symbol);
            self.stacks.values.push(Expr { loc, kind: ExprKind::Constant { value, u_prefix } });
            self.stacks.text.truncate(from);
        }
    }

    /// `fstring`, `tstring`
    pub(super) fn fstring(&mut self, joined: &mut Joined) -> Parse<()> {
        let open = self.lex.token();
        let quote = self.source.as_bytes()[open.end as usize - 1];
        let raw = self.is_raw(&open);
        let reader = Reader { open, raw, raw_text: raw, quote, nesting: 0 };
        while let Stop::Field = self.text_piece(&reader, false, true, joined)? {
            self.field_with_tokens(&reader, joined)?;
        }
        // What comes next counts from the closing quotes.
        let start = self.lex.cursor.pos;
        self.lex.set(Kind::FString, start, start + open.closer());
        let closing = self.lex.loc();
        for warning in joined.escapes.drain(..) {
            let line = closing.line + warning.line;
            let mut location = Location { line, ..closing };
            if self.ctx.asks(Feature::EscapesAtTheirPlace) {
                let quotes = closing.col + open.closer() as i32;
                let col = warning.location.col + if warning.line == 0 { quotes } else { 0 };
                location = Location::new(line, line, col, col + 2);
            }
            self.ctx.warnings.push(Warning { line, location, ..warning });
        }
        self.advance();
        Ok(())
    }

    /// Text up to a field, the end of the string or, in a format spec, a closing brace
    /// (`tok_get_fstring_mode`). `doubles`: two opening braces stand for one. The cursor stops there.
    fn text_piece(&mut self, reader: &Reader, is_spec: bool, doubles: bool, joined: &mut Joined) -> Parse<Stop> {
        let text = self.lex.text;
        let quotes = reader.open.closer();
        let mut start = self.lex.cursor.pos;
        let mut mark = self.lex.mark();
        joined.token = (start, mark);
        loop {
            let at = self.lex.cursor.pos;
            let c = byte(text, at);
            let is_doubled = byte(text, at + 1) == c;
            match c {
                0 => return Err(Refused),
                b'\n' if quotes == 1 => {
                    if !is_spec || !self.newline_ends_spec(joined) {
                        return Err(Refused);
                    }
                    self.join_piece(reader, start, mark, false, joined)?;
                    return Ok(Stop::Newline);
                }
                b'\n' => self.lex.newline(at),
                b'\\' => match byte(text, at + 1) {
                    next @ (b'{' | b'}') => {
                        if !reader.raw {
                            self.warn_escape(InvalidEscape::Char(next), reader.open.loc);
                            let Mark { line, col } = self.lex.mark();
                            if let Some(warning) = self.ctx.warnings.last_mut() {
                                let location = Location::new(line, line, col + 2, col + 2);
                                (warning.line, warning.location) = (line, location);
                                warning.origin = WarningOrigin::Tokenizer;
                            }
                        }
                    }
                    b'N' if !reader.raw && byte(text, at + 2) == b'{' => {
                        let length = memchr::memchr2(b'}', b'\n', &text[at..]).ok_or(Refused)?;
                        let is_closed = text[at + length] == b'}';
                        self.lex.cursor.pos = at + length - usize::from(!is_closed);
                        if is_spec && is_closed {
                            self.lex.cursor.pos += 1;
                            self.join_piece(reader, start, mark, false, joined)?;
                            if !self.ctx.asks(Feature::NoEmptySpecText) {
                                self.finish_run(joined);
                            }
                            start = self.lex.cursor.pos;
                            mark = self.lex.mark();
                            joined.token = (start, mark);
                            continue;
                        }
                    }
                    b'\n' => self.lex.newline(at + 1),
                    0 => return Err(Refused),
                    _ => self.lex.cursor.pos += 1,
                },
                b'{' | b'}' if is_doubled && if c == b'{' { doubles } else { !is_spec } => {
                    self.lex.cursor.pos = at + 1;
                    self.join_piece(reader, start, mark, true, joined)?;
                    self.lex.cursor.pos = at + 2;
                    start = at + 2;
                    mark = self.lex.mark();
                    continue;
                }
                b'{' => {
                    self.join_piece(reader, start, mark, false, joined)?;
                    return Ok(Stop::Field);
                }
                b'}' => {
                    self.join_piece(reader, start, mark, false, joined)?;
                    return if is_spec { Ok(Stop::Brace) } else { Err(Refused) };
                }
                _ if c == reader.quote && (quotes == 1 || text[at..].starts_with(&[c; 3])) => {
                    self.join_piece(reader, start, mark, false, joined)?;
                    return if is_spec { Err(Refused) } else { Ok(Stop::Quotes) };
                }
                _ => {}
            }
            self.lex.cursor.pos = self.lex.cursor.pos.max(at) + 1;
        }
    }

    /// Whether a newline may end a format spec of which so much has been read.
    fn newline_ends_spec(&mut self, spec: &Joined) -> bool {
        !self.ctx.asks(Feature::NoNewlineInSpec) && (!self.has_values(spec) || !self.ctx.asks(Feature::ShownInSpecs))
    }

    fn has_values(&self, joined: &Joined) -> bool {
        self.stacks.values.len() > joined.values
    }

    /// Adds the text from `start`, which is at `mark`, to the cursor.
    fn join_piece(
        &mut self,
        reader: &Reader,
        start: usize,
        mark: Mark,
        is_doubled: bool,
        joined: &mut Joined,
    ) -> Parse<()> {
        let end = self.lex.cursor.pos;
        let text = self.source.get(start..end).ok_or(Refused)?;
        let before = self.stacks.text.len();
        let raw = reader.raw_text || memchr::memchr(b'\\', text.as_bytes()).is_none();
        // Outside of fields the lines are those after the closing quotes.
        let line = if reader.nesting == 0 { 0 } else { mark.line };
        let Mark { line: end_line, col: end_col } = self.lex.mark();
        let col = if reader.nesting == 0 { 0 } else { mark.col };
        let mut token = reader.open;
        token.loc = Location { line, end_line, col, end_col };
        let warnings = self.ctx.warnings.len();
        self.push_joined(|parser, out| parser.push_piece(text, raw, &token, out))?;
        if reader.nesting == 0 {
            joined.escapes.extend(self.ctx.warnings.drain(warnings..));
        }
        if self.stacks.text.len() > before {
            let mut stop = self.lex.mark();
            // The second of two braces belongs to the place of the text.
            stop.col += i32::from(is_doubled);
            joined.extend(Location::new(mark.line, stop.line, mark.col, stop.col), false);
            joined.texts += 1;
        }
        Ok(())
    }

    /// `fstring_replacement_field`: the cursor goes from its brace to after its closing brace.
    fn field_with_tokens(&mut self, reader: &Reader, joined: &mut Joined) -> Parse<()> {
        let reader = Reader { nesting: reader.nesting + 1, raw_text: reader.raw, ..*reader };
        if reader.nesting > MAX_NESTING {
            return Err(Refused);
        }
        let brace = self.lex.cursor.pos;
        let mark = self.lex.mark();
        let outer = self.lex.open_field_in_place();
        self.lex.set(Kind::Lbrace, brace, brace + 1);
        self.advance();
        let value = self.deeper(levels::FIELD, Self::yield_or_star_expressions)?;
        let equals = self.lex.tok.start as usize;
        let is_shown = self.eat(Kind::Equal);
        let end = self.lex.tok.start as usize;
        if is_shown {
            self.push_joined(|parser, text| parser.push_shown(brace, end, &reader, text))?;
            let end = self.mark();
            joined.extend(Location::new(mark.line, end.line, mark.col + 1, end.col), false);
        }
        let text = self.interpolation_text(brace, is_shown.then_some(equals), end, &reader)?;
        let mut conversion = self.conversion()?;
        let mut format_spec = None;
        if self.at(Kind::FieldColon) {
            format_spec = Some(self.format_spec(&reader)?);
        }
        if !self.at(Kind::Rbrace) {
            return Err(Refused);
        }
        self.lex.close_field_in_place(outer);
        if is_shown && conversion.is_none() && format_spec.is_none() {
            conversion = Some(b'r');
        }
        self.finish_run(joined);
        let loc = Location { line: mark.line, col: mark.col, ..self.lex.loc() };
        let kind = match text {
            Some(str) => {
                ExprKind::Interpolation(self.arena.alloc(Interpolation { value, str, conversion, format_spec }))
            }
            None => ExprKind::FormattedValue { value, conversion, format_spec },
        };
        self.stacks.values.push(Expr { loc, kind });
        Ok(())
    }

    /// `fstring_conversion`, if there is one.
    fn conversion(&mut self) -> Parse<Option<u8>> {
        if !self.eat(Kind::Exclamation) {
            return Ok(None);
        }
        match *self.lex.token_text() {
            [kind @ (b's' | b'r' | b'a')] if self.at(Kind::Name) && self.follows_at_once() => {
                self.advance();
                Ok(Some(kind))
            }
            _ => Err(Refused),
        }
    }

    /// The fields of a format spec after a newline: there the tokenizer no longer looks for text, so that no more can
    /// come, and their own specs are fields alone. What one shows of itself (`=`) is what was kept before.
    fn fields_in_brackets(&mut self, reader: &Reader, joined: &mut Joined) -> Parse<()> {
        let reader = Reader { nesting: reader.nesting + 1, ..*reader };
        while self.at(Kind::Lbrace) {
            let brace = self.lex.tok.start as usize;
            let mark = self.mark();
            self.advance();
            let value = self.deeper(levels::FIELD, Self::yield_or_star_expressions)?;
            let is_shown = self.eat(Kind::Equal);
            if is_shown {
                let end = self.lex.tok.start as usize;
                self.push_joined(|parser, text| parser.push_shown(brace, end, &reader, text))?;
                let end = self.mark();
                joined.extend(Location::new(mark.line, end.line, mark.col + 1, end.col), false);
            }
            let mut conversion = self.conversion()?;
            let mut format_spec = None;
            let colon = self.mark();
            if self.eat(Kind::Colon) {
                let mut spec = self.begin_joined();
                self.deeper(levels::FIELD, |p| p.fields_in_brackets(&reader, &mut spec))?;
                let loc = self.since(colon);
                format_spec = Some(&*self.finish_joined(spec, loc));
            }
            if !self.eat(Kind::Rbrace) {
                return Err(Refused);
            }
            if is_shown && conversion.is_none() && format_spec.is_none() {
                conversion = Some(b'r');
            }
            self.finish_run(joined);
            let kind = ExprKind::FormattedValue { value, conversion, format_spec };
            let loc = self.since(mark);
            self.stacks.values.push(Expr { loc, kind });
        }
        Ok(())
    }

    /// `fstring_full_format_spec` from the colon on; the next token is the brace after it.
    fn format_spec(&mut self, reader: &Reader) -> Parse<&'a Expr<'a>> {
        let mark = self.mark();
        let mut spec = self.begin_joined();
        let reader = Reader { raw_text: reader.raw && self.ctx.asks(Feature::RawSpecs), ..*reader };
        let keeps_empty = !self.ctx.asks(Feature::NoEmptySpecText);
        let end = loop {
            // After a field in it, CPython's tokenizer has forgotten that this is a format spec.
            let forgets = self.ctx.asks(Feature::ShownInSpecs) && self.has_values(&spec);
            let stop = self.text_piece(&reader, true, forgets, &mut spec)?;
            let at = self.lex.cursor.pos;
            let (start, start_mark) = spec.token;
            // A single brace after another field, or at the start, is that of a field at once, without a
            // text before it. (What is before it may still be no text: a backslash and a newline.)
            let has_text = match stop {
                Stop::Field => byte(self.lex.text, at + 1) == b'{' || at > start,
                Stop::Newline => true,
                Stop::Brace | Stop::Quotes => self.has_values(&spec),
            };
            if keeps_empty && has_text && spec.loc.is_none() {
                self.push_empty_text(start_mark);
            }
            match stop {
                Stop::Field => self.field_with_tokens(&reader, &mut spec)?,
                stop => break stop,
            }
        };
        let stop = self.lex.mark();
        let at = self.lex.cursor.pos;
        let mut loc = Location::new(mark.line, stop.line, mark.col, stop.col);
        if let Stop::Newline = end {
            let is_empty = keeps_empty && spec.loc.is_none() && self.stacks.values.len() == spec.values + 1;
            self.lex.next(self.ctx);
            if self.at(Kind::Lbrace) {
                self.fields_in_brackets(&reader, &mut spec)?;
                loc = self.since(mark);
            } else if is_empty {
                // Alone it is none.
                self.stacks.values.truncate(spec.values);
            }
        } else {
            self.lex.set(Kind::Rbrace, at, at + 1);
        }
        let is_text = spec.texts > 1 && !self.has_values(&spec) && self.ctx.asks(Feature::SpecOfTextsIsText);
        if is_text {
            let text = self.stacks.text.split_off(spec.text);
            let constant = self.str_constant(&text, false, loc);
            return Ok(self.alloc(constant));
        }
        Ok(self.finish_joined(spec, loc))
    }
}
