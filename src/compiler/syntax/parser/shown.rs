//! What `{expression=}` shows of its expression.
//!
//! CPython's tokenizer keeps the text: it starts to at the brace, and stops at the `!`, `:` or `}`
//! that it takes for the end. Which ones it takes changed with the releases, and for long it could be
//! wrong about both ends.

use super::fstrings_pep701::Reader;
use super::token::Kind;
use super::{Parse, Parser, Refused};
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use std::borrow::Cow;

impl Parser<'_, '_> {
    /// Appends the text of a field that shows it (`set_fstring_expr`): from `brace` on, up to the
    /// token at `end`.
    pub(super) fn push_shown(&mut self, brace: usize, end: usize, reader: &Reader, out: &mut Vec<u8>) -> Parse<()> {
        let place = reader.place(brace, end);
        let Some(shown) = text(self.source, place, &mut |feature| self.ctx.asks(feature)) else {
            return Err(self.text_not_kept());
        };
        if self.ctx.asks(Feature::ShownByField) || self.ctx.asks(Feature::ShownAsWritten) {
            out.extend_from_slice(shown.as_bytes());
            return Ok(());
        }
        // Escapes are decoded only in the f-string's own text, not in what specs show.
        let raw = reader.raw || reader.nesting > 1;
        self.push_text(&shown, raw, &reader.open, out)
    }

    /// Fails since the tokenizer has kept no text: the node of the text cannot be made.
    pub(super) fn text_not_kept(&mut self) -> Refused {
        let message = "field 'value' is required for Constant";
        self.fail(CompileError::new(ErrorKind::ValueError, message, Location::NONE))
    }
}

impl Reader {
    /// A field of it whose brace is at `brace`, before the token at `end`.
    pub(super) fn place(&self, brace: usize, end: usize) -> Place {
        Place {
            opened: self.open.end as usize,
            single_line: self.open.closer() == 1,
            keeps_all: self.open.kind == Kind::TString,
            raw: self.raw,
            brace,
            end,
            nesting: self.nesting,
        }
    }
}

/// A field that shows its text.
#[derive(Clone, Copy)]
pub(in crate::compiler::syntax) struct Place {
    /// Where the text of its f-string begins.
    pub opened: usize,
    /// Whether that is a string of one line.
    pub single_line: bool,
    /// Whether that is a t-string, of whose fields CPython keeps the text whether they show it or not.
    pub keeps_all: bool,
    /// Whether its literal text has no escapes.
    pub raw: bool,
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
        let Place { single_line, keeps_all, raw, .. } = place;
        let rules = Rules { as_written, colon_keeps, own_equals: strings_known, single_line, keeps_all, raw };
        source.get(kept_text(text, place.opened, rules)?)?
    } else {
        &shown[..outermost_exclamation(shown).unwrap_or(shown.len())]
    };
    Some(without_comments(shown, if strings_known { Strings::Quoted } else { Strings::Unknown }))
}

/// The text of the expression of a field of a t-string that is in no format spec: `equals` is where its `=` is, if it
/// has one.
pub(in crate::compiler::syntax) fn expression<'s>(
    source: &'s str,
    place: Place,
    equals: Option<usize>,
    has: &mut dyn FnMut(Feature) -> bool,
) -> Option<Cow<'s, str>> {
    if has(Feature::TemplateTrailingSpace) {
        let end = equals.unwrap_or(place.end);
        return Some(without_comments(source.get(place.brace + 1..end)?, Strings::Read));
    }
    let kept = text(source, place, has)?;
    let is_trailing = |c: char| c.is_ascii_whitespace() || c == '=';
    Some(match kept {
        Cow::Borrowed(kept) => Cow::Borrowed(kept.trim_end_matches(is_trailing)),
        Cow::Owned(kept) => Cow::Owned(kept.trim_end_matches(is_trailing).to_owned()),
    })
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
    // CPython first looks whether there are comments at all, and there it knows of backslashes.
    if strings == Strings::Quoted && !text.chars().any(in_comment(Strings::Read)) {
        return Cow::Borrowed(text);
    }
    let mut is_comment = in_comment(strings);
    Cow::Owned(text.chars().filter(|&c| !is_comment(c)).collect())
}

/// Says of each character of a text, one after the other, whether it is in a comment.
fn in_comment(strings: Strings) -> impl FnMut(char) -> bool {
    let mut quote = None;
    let mut is_comment = false;
    let mut is_escaped = false;
    move |c| {
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
        is_comment
    }
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
    /// The text of a field is kept even if it has no `=`.
    keeps_all: bool,
    /// A `\N` in literal text has no name of a character behind it.
    raw: bool,
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
                b'\\' if !self.rules.raw && byte(at + 1) == b'N' && byte(at + 2) == b'{' => {
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
            // The `!` of a `!=`, too.
            if matches!(c, b':' | b'}' | b'!' | b'{') {
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
        self.start.filter(|_| self.has_equals || self.rules.keeps_all).map(|start| start..end)
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

#[cfg(test)]
mod tests {
    use super::{Place, Strings, text, without_comments};
    use crate::compiler::values::context::{Context, Options};
    use crate::compiler::version::Target;

    #[test]
    fn a_raw_string_has_no_names_of_characters() {
        // As 3.13.5 shows the last field.
        for (source, raw, shown) in [
            (r"rf'\N{y =}'", true, "y ="),
            (r"rf'\x41{x}\N{y=}{z =}'", true, "z ="),
            (r"f'\N{BULLET}{z =}'", false, "z ="),
        ] {
            let arena = bumpalo::Bump::new();
            let target = Target::for_version(13, Some(5)).expect("a known release");
            let mut ctx = Context::new(&arena, target, Options::default());
            let (brace, end) = (source.rfind('{').expect("a field"), source.rfind('}').expect("its end"));
            let opened = source.find('\'').expect("a quote") + 1;
            let place = Place { opened, single_line: true, keeps_all: false, raw, brace, end, nesting: 1 };
            assert_eq!(text(source, place, &mut |feature| ctx.asks(feature)).as_deref(), Some(shown), "{source}");
        }
    }

    #[test]
    fn comments_go_as_far_as_a_release_knows_strings() {
        // As 3.13.5, 3.13.15 and 3.13.18 show the text of a field.
        for (text, unknown, quoted, read) in [
            (r"'a\'#b'=", r"'a\'", r"'a\'#b'=", r"'a\'#b'="),
            ("'a\\'#b' # c\n=", "'a\\'\n=", "'a\\'\n=", "'a\\'#b' \n="),
            ("'a\\'b' # c\n=", "'a\\'b' \n=", "'a\\'b' # c\n=", "'a\\'b' \n="),
            ("'a\\'b#' # c'\n=", "'a\\'b\n=", "'a\\'b\n=", "'a\\'b#' \n="),
        ] {
            let shown = [Strings::Unknown, Strings::Quoted, Strings::Read].map(|known| without_comments(text, known));
            assert_eq!(shown, [unknown, quoted, read], "{text}");
        }
    }
}
