//! Tokens, and the places of errors.

use crate::compiler::syntax::lexical::KEYWORDS;
use std::ops::Range;

/// What a token is. Keywords and operators are told apart by their text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Name,
    Keyword,
    Number,
    Str,
    /// The prefix and the opening quotes of an f-string whose fields are tokens (PEP 701).
    FstringStart,
    /// Text in such a string.
    FstringText,
    /// Its closing quotes.
    FstringEnd,
    Op,
    Newline,
    Indent,
    Dedent,
    End,
}

impl TokenKind {
    /// Whether it is a part of an f-string whose fields are tokens.
    pub(super) fn is_fstring(self) -> bool {
        matches!(self, Self::FstringStart | Self::FstringText | Self::FstringEnd)
    }

    /// Whether the end of a node may not be one of these.
    pub(super) fn is_layout(self) -> bool {
        matches!(self, Self::Newline | Self::Indent | Self::Dedent | Self::End)
    }
}

/// A range of the source: lines from 1, columns in bytes from 0; -1 where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub line: i32,
    pub col: i32,
    pub end_line: i32,
    pub end_col: i32,
}

impl Span {
    /// From the start of `self` to the end of `last`.
    pub(super) fn to(self, last: Self) -> Self {
        Self { end_line: last.end_line, end_col: last.end_col, ..self }
    }
}

/// A token.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    /// Where its text is in the tokenizer's buffer.
    pub text: Range<usize>,
    pub span: Span,
    /// How many brackets are open after it.
    pub level: usize,
}

/// The keywords of the grammar; the soft ones are names.
pub(super) fn is_keyword(text: &[u8]) -> bool {
    KEYWORDS.binary_search(&text).is_ok()
}

/// The length of the operator at the start of `text`; an unknown character is one too.
pub(super) fn operator_len(text: &[u8]) -> usize {
    match text {
        [b'*', b'*', b'=', ..] | [b'/', b'/', b'=', ..] | [b'<', b'<', b'=', ..] | [b'>', b'>', b'=', ..] => 3,
        [b'%' | b'&' | b'*' | b'+' | b'-' | b'/' | b':' | b'<' | b'=' | b'>' | b'@' | b'^' | b'|' | b'!', b'=', ..]
        | [b'*', b'*', ..]
        | [b'/', b'/', ..]
        | [b'<', b'<' | b'>', ..]
        | [b'>', b'>', ..]
        | [b'-', b'>', ..] => 2,
        _ => 1,
    }
}
