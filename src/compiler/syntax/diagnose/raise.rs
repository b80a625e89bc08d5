//! How a rule reports an error: where it is, and the line that goes with it.

use super::parser::{Parser, Start};
use super::token::Span;
use super::tokenizer::Tokenizer;
use super::{Raised, Report};
use crate::compiler::syntax::shown_line;
use crate::compiler::values::error::ErrorKind;
use crate::compiler::version::Feature;
use std::borrow::Cow;

impl<'s> Parser<'s> {
    /// A `SyntaxError` at `span`.
    pub(super) fn raise(&self, span: Span, message: &str) -> Raised {
        self.raise_as(ErrorKind::SyntaxError, span, message)
    }

    /// An error of another class at `span`.
    pub(super) fn raise_as(&self, kind: ErrorKind, span: Span, message: &str) -> Raised {
        self.report(kind, message, span.line, span.col + 1, span.end_line, span.end_col + 1)
    }

    /// A `SyntaxError` from the start of `span` to where the tokenizer is.
    pub(super) fn raise_from(&self, span: Span, message: &str) -> Raised {
        let end = (self.tokenizer.cur - self.tokenizer.line_start) as i32;
        self.report(ErrorKind::SyntaxError, message, span.line, span.col + 1, self.tokenizer.line, end)
    }

    /// A `SyntaxError` at the next token.
    pub(super) fn raise_next(&mut self, message: &str) -> Raised {
        if let Err(error) = self.fill() {
            return error;
        }
        self.raise_at(ErrorKind::SyntaxError, self.mark, message)
    }

    /// A `SyntaxError` at the last token that has been read.
    pub(super) fn raise_last(&self, message: &str) -> Raised {
        self.raise_last_as(ErrorKind::SyntaxError, message)
    }

    /// An error of another class at the last token that has been read (`_PyPegen_raise_error`).
    pub(super) fn raise_last_as(&self, kind: ErrorKind, message: &str) -> Raised {
        match self.tokens.len() {
            0 => self.report(kind, message, 0, 0, 0, 0),
            count => self.raise_at(kind, count - 1, message),
        }
    }

    fn raise_at(&self, kind: ErrorKind, token: usize, message: &str) -> Raised {
        let span = self.tokens[token].span;
        let offset =
            if span.col == -1 { (self.tokenizer.cur - self.tokenizer.line_start) as i32 } else { span.col + 1 };
        let end_offset = if span.end_col == -1 { -1 } else { span.end_col + 1 };
        self.report(kind, message, span.line, offset, span.end_line, end_offset)
    }

    /// An error of a class, with the line that it is on.
    pub(super) fn report(
        &self,
        kind: ErrorKind,
        message: &str,
        line: i32,
        mut offset: i32,
        end_line: i32,
        mut end_offset: i32,
    ) -> Raised {
        let (message, heading) = match self.start {
            Start::File { heading, .. } => (message.to_owned(), Some(heading)),
            Start::Field { col, .. } => {
                offset -= col;
                end_offset -= col;
                (format!("f-string: {message}"), None)
            }
        };
        let counts_characters = heading.is_some_and(|heading| heading.declared || self.has(Feature::CharacterColumns));
        // What CPython says depends on the line that it shows.
        let said = |text: &[u8]| {
            let mut text = String::from_utf8_lossy(text).into_owned();
            let (mut offset, mut end_offset) = (offset, end_offset);
            if counts_characters {
                offset = in_characters(text.as_bytes(), offset);
                if end_offset > 0 {
                    end_offset = in_characters(text.as_bytes(), end_offset);
                }
            }
            if text.ends_with('\n') {
                text.pop();
            }
            Report { kind, message: message.clone(), line, offset, end_line, end_offset, text }.raise()
        };
        let unread = said(self.read_line(line));
        let Some(file_line) = self.file_line(line) else { return unread };
        let mut error = said(&file_line);
        if (error.location, &error.text) != (unread.location, &unread.text) {
            error.unread = Some(unread);
        }
        error
    }

    /// What CPython's tokenizer has in its buffer: for the last line read, in some releases, all since the last token
    /// began, for others the line.
    fn read_line(&self, line: i32) -> &'s [u8] {
        let Tokenizer { text, buf, inp, .. } = self.tokenizer;
        if self.tokenizer.line <= line && inp > buf {
            let start = if self.has(Feature::UnreadByLine) { self.tokenizer.line_start } else { buf };
            return &text[start..inp];
        }
        let first_line = match self.start {
            Start::File { .. } => 1,
            Start::Field { line, .. } => line,
        };
        let index = usize::try_from(line - first_line).unwrap_or(0);
        text.split(|&byte| byte == b'\n').nth(index).unwrap_or_default()
    }

    /// A line as CPython reads it from the file once more, if it is there and UTF-8.
    fn file_line(&self, line: i32) -> Option<Cow<'s, [u8]>> {
        let Start::File { heading, len } = self.start else { return None };
        let index = usize::try_from(line - 1).unwrap_or(0);
        let mut lines = self.tokenizer.text.split_inclusive(|&byte| byte == b'\n');
        let start: usize = lines.by_ref().take(index).map(<[u8]>::len).sum();
        let text = lines.next()?;
        let text = &text[..text.len().min(len.saturating_sub(start))];
        let mut text = Cow::Borrowed(text);
        let has_bom = heading.bom && start == 0;
        let follows_bom = has_bom && self.has(Feature::BomNotShown);
        if has_bom && !follows_bom {
            text = Cow::Owned([shown_line::BOM, &*text].concat());
        }
        let buffered = shown_line::buffered(&text, follows_bom, self.target);
        let is_read = heading.declared || self.has(Feature::ErrorLineDecoded) || std::str::from_utf8(buffered).is_ok();
        if buffered.len() < text.len() {
            text = Cow::Owned(buffered.to_vec());
        }
        is_read.then_some(text)
    }
}

/// The characters in the first `offset` bytes of a line; what is beyond its end counts as one.
fn in_characters(line: &[u8], offset: i32) -> i32 {
    let bytes = usize::try_from(offset).unwrap_or(0);
    let beyond = usize::from(bytes > line.len());
    let head = &line[..bytes.min(line.len())];
    (String::from_utf8_lossy(head).chars().count() + beyond) as i32
}
