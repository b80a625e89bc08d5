//! What `{expression=}` shows of its expression.
//!
//! CPython's tokenizer keeps the text: it starts to at the brace, and stops at the `!`, `:` or `}`
//! that it takes for the end. Which ones it takes changed with the releases, and for long it could be
//! wrong about both ends.

use super::fstrings_pep701::Reader;
use super::{Parse, Parser};
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use std::borrow::Cow;

impl Parser<'_, '_> {
    /// Appends the text of a field that shows it (`set_fstring_expr`): from `brace` on, up to the
    /// token at `end`.
    pub(super) fn push_shown(&mut self, brace: usize, end: usize, reader: &Reader, out: &mut Vec<u8>) -> Parse<()> {
        let (opened, single_line) = (reader.open.end as usize, reader.open.closer() == 1);
        let place = Place { opened, single_line, brace, end, nesting: reader.nesting };
        let Some(shown) = text(self.source, place, &mut |feature| self.ctx.asks(feature)) else {
            // The tokenizer has kept no text: the node of the text cannot be made.
            let message = "field 'value' is required for Constant";
            return Err(self.fail(CompileError::new(ErrorKind::ValueError, message, Location::NONE)));
        };
        if self.ctx.asks(Feature::ShownByField) || self.ctx.asks(Feature::ShownAsWritten) {
            out.extend_from_slice(shown.as_bytes());
            return Ok(());
        }
        // Escapes are decoded only in the f-string's own text, not in what specs show.
        let raw = reader.raw || reader.nesting > 1;
        self.push_text(&shown, raw, &reader.open, out)
    }
}

/// A field that shows its text.
#[derive(Clone, Copy)]
pub(in crate::compiler::syntax) struct Place {
    /// Where the text of its f-string begins.
    pub opened: usize,
    /// Whether that is a string of one line.
    pub single_line: bool,
    pub brace: usize,
    /// The token behind its `=`.
    pub end: usize,
    /// How many fields it is in, itself counted.
    pub nesting: u32,
}

/// The text that CPython keeps of a field in `source`, if it keeps any.
pub(in crate::compiler::syntax) fn text<'s>(
    source: &'s str,
    place: Place,
    has: &mut dyn FnMut(Feature) -> bool,
) -> Option<Cow<'s, str>> {
    let deepest = if has(Feature::ShownInSpecs) { 2 } else { 1 };
    if place.nesting > deepest {
        return None;
    }
    let shown = source.get(place.brace + 1..place.end)?;
    if has(Feature::ShownByField) {
        return Some(without_comments(shown, Strings::Read));
    }
    let as_written = has(Feature::ShownAsWritten);
    let strings_known = has(Feature::ShownStringsKnown);
    let shown = if has(Feature::ShownInSpecs) {
        let text = source.as_bytes().get(..=place.end)?;
        let colon_keeps = has(Feature::ColonKeepsEnd);
        let rules = Rules { as_written, colon_keeps, own_equals: strings_known, single_line: place.single_line };
        source.get(kept_text(text, place.opened, rules)?)?
    } else {
        &shown[..outermost_exclamation(shown).unwrap_or(shown.len())]
    };
    Some(without_comments(shown, if strings_known { Strings::Quoted } else { Strings::Unknown }))
}

/// What is known of strings where comments are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strings {
    /// Nothing: every `#` begins a comment.
    Unknown,
    /// That they are between quotes.
    Quoted,
    /// That a backslash may be before a quote, too.
    Read,
}

/// `text` without what a `#` begins, if it is not in a string.
fn without_comments(text: &str, strings: Strings) -> Cow<'_, str> {
    if !text.contains('#') {
        return Cow::Borrowed(text);
    }
    let mut quote = None;
    let mut is_comment = false;
    let mut is_escaped = false;
    let keep = |&c: &char| {
        let escaped = std::mem::take(&mut is_escaped);
        match (quote, c) {
            _ if is_comment => is_comment = c != '\n',
            _ if escaped => {}
            (_, '\\') => is_escaped = strings == Strings::Read,
            (None, '\'' | '"') if strings != Strings::Unknown => quote = Some(c),
            (None, '#') => is_comment = true,
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
        !is_comment
    };
    Cow::Owned(text.chars().filter(keep).collect())
}

/// The first `!` in `text`, the expression of a field, that is not in brackets or strings.
fn outermost_exclamation(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_u32;
    let mut at = 0;
    while let Some(&c) = bytes.get(at) {
        match c {
            b'!' if depth == 0 => return Some(at),
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b'#' | b'\'' | b'"' => at = end_of_opaque(bytes, at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// How the tokenizer keeps the text.
#[derive(Clone, Copy)]
struct Rules {
    /// [`Feature::ShownAsWritten`]
    as_written: bool,
    /// [`Feature::ColonKeepsEnd`]
    colon_keeps: bool,
    /// Only an `=` of the field itself counts.
    own_equals: bool,
    /// A newline ends a format spec.
    single_line: bool,
}

/// The tokenizer's state in an f-string (`tokenizer_mode`).
struct Mode {
    rules: Rules,
    /// Where the kept text starts and ends.
    start: Option<usize>,
    end: Option<usize>,
    /// `f_string_debug`: there was a `=` in the field.
    has_equals: bool,
    /// `in_format_spec`
    in_spec: bool,
    /// `curly_bracket_depth`: how many brackets are open, of any kind.
    depth: i32,
    /// `curly_bracket_expr_start_depth`: that many fields are open but one.
    fields: i32,
}

/// The text that the tokenizer has kept for the token that ends `text`; the f-string's own text
/// begins at `start` (`update_fstring_expr` and its callers).
fn kept_text(text: &[u8], start: usize, rules: Rules) -> Option<std::ops::Range<usize>> {
    let mut mode = Mode { rules, start: None, end: None, has_equals: false, in_spec: false, depth: 0, fields: -1 };
    let mut at = start;
    loop {
        at = mode.literal(text, at)?;
        let kept;
        (at, kept) = mode.expression(text, at)?;
        if at >= text.len() {
            return kept;
        }
    }
}

impl Mode {
    /// Literal text from `at` up to a brace that is tokenized as part of an expression
    /// (`tok_get_fstring_mode`).
    fn literal(&mut self, text: &[u8], mut at: usize) -> Option<usize> {
        let byte = |at: usize| text.get(at).copied().unwrap_or_default();
        if byte(at) == b'{' && byte(at + 1) != b'{' {
            self.fields += 1;
            return Some(at);
        }
        loop {
            let in_spec = self.in_spec && self.fields >= 0;
            let is_doubled = byte(at) == byte(at + 1);
            match *text.get(at)? {
                b'{' => {
                    (self.start, self.end) = (Some(at + 1), None);
                    if !is_doubled || in_spec {
                        self.fields += 1;
                        self.in_spec = false;
                        return Some(at);
                    }
                    return self.literal(text, at + 2);
                }
                b'\n' if in_spec && self.rules.single_line => {
                    self.in_spec = false;
                    return Some(at);
                }
                b'}' if is_doubled && !in_spec && self.depth == 0 => return self.literal(text, at + 2),
                b'}' => return Some(at),
                b'\\' if matches!(byte(at + 1), b'{' | b'}') => at += 1,
                b'\\' if byte(at + 1) == b'N' && byte(at + 2) == b'{' => {
                    at += memchr::memchr(b'}', &text[at..])? + 1;
                }
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
    }

    /// An expression from `at` on, or what is left of one after its format spec, up to the literal
    /// text that follows; and what is kept for its last token (`tok_get_normal_mode`).
    fn expression(&mut self, text: &[u8], mut at: usize) -> Option<(usize, Option<std::ops::Range<usize>>)> {
        let mut kept = None;
        while let Some(&c) = text.get(at) {
            let is_unequal = self.rules.as_written && text[at..].starts_with(b"!=");
            if matches!(c, b':' | b'}' | b'!' | b'{') && !is_unequal {
                let cursor = self.depth - i32::from(c != b'{');
                kept = None;
                if cursor == 0 || cursor == 1 && (self.has_equals || self.in_spec) {
                    kept = self.keep(c, at);
                }
                if c == b':' && cursor == self.fields {
                    self.in_spec = true;
                    return Some((at + 1, kept));
                }
            }
            match c {
                b'=' | b'!' | b'<' | b'>' | b':' if text.get(at + 1) == Some(&b'=') => at += 1,
                b'=' => self.has_equals |= !self.rules.own_equals || self.depth - self.fields == 1,
                b'(' | b'[' | b'{' => self.depth += 1,
                b')' | b']' | b'}' => {
                    self.depth -= 1;
                    if c == b'}' && self.depth == self.fields {
                        self.fields -= 1;
                        (self.in_spec, self.has_equals) = (false, false);
                        return Some((at + 1, kept));
                    }
                }
                b'#' | b'\'' | b'"' => at = end_of_opaque(text, at),
                _ => {}
            }
            at += 1;
        }
        Some((at, kept))
    }

    /// Notes that `c` is at `at`; gives the text kept for it.
    fn keep(&mut self, c: u8, at: usize) -> Option<std::ops::Range<usize>> {
        if c == b'{' {
            (self.start, self.end) = (Some(at + 1), None);
            return None;
        }
        let keeps = !self.rules.as_written || c == b':' && self.rules.colon_keeps;
        let end = self.end.filter(|_| keeps).unwrap_or(at);
        self.end = Some(end);
        self.start.filter(|_| self.has_equals).map(|start| start..end)
    }
}

/// The last byte of the comment or string that begins at `open`, with its first quote.
fn end_of_opaque(bytes: &[u8], open: usize) -> usize {
    let quote = bytes[open];
    if quote == b'#' {
        return open + memchr::memchr(b'\n', &bytes[open..]).unwrap_or(bytes.len() - open) - 1;
    }
    let prefix = bytes[..open].iter().rev().take_while(|byte| byte.is_ascii_alphabetic());
    let has_fields = prefix.take(2).any(|byte| byte.eq_ignore_ascii_case(&b'f'));
    let width = if bytes[open..].starts_with(&[quote; 3]) { 3 } else { 1 };
    let mut at = open + width;
    while let Some(&c) = bytes.get(at) {
        match c {
            b'\\' => at += 1,
            b'{' if has_fields && bytes.get(at + 1) == Some(&b'{') => at += 1,
            b'{' if has_fields => at = end_of_field(bytes, at),
            _ if c == quote && bytes[at..].starts_with(&[quote; 3][..width]) => return at + width - 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// The brace that closes the field whose first one is at `open`.
fn end_of_field(bytes: &[u8], open: usize) -> usize {
    let mut depth = 0_u32;
    let mut at = open;
    while let Some(&c) = bytes.get(at) {
        match c {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b'#' | b'\'' | b'"' => at = end_of_opaque(bytes, at),
            _ => {}
        }
        if depth == 0 {
            return at;
        }
        at += 1;
    }
    bytes.len()
}
