//! What the parser lets pass and CPython's tokenizer may not.
//!
//! The checks are cheap and err on one side: a source that looks suspicious is given to
//! [`super::diagnose`], which knows for certain.

use crate::unicode::{is_identifier_continue, is_identifier_start};
use ruff_python_ast::token::{Token, TokenKind};
use ruff_text_size::Ranged;

/// As many nested brackets as cannot exhaust the stack of CPython's parser; it takes some 30 of
/// its 6,000 levels for each, and more for what is between them.
const MAX_BRACKETS: u32 = 50;

/// As many blocks inside one another as CPython's tokenizer surely has room for.
const MAX_BLOCKS: u32 = 90;

/// Whether CPython might refuse the source of these tokens.
pub(super) fn is_suspect(tokens: &[Token], text: &str) -> bool {
    // The parser would skip a second byte order mark.
    text.starts_with('\u{feff}') || nests_deep(tokens) || has_strange_name(tokens, text) || mixes_tabs(tokens, text)
}

/// Whether brackets or blocks are nested deep.
fn nests_deep(tokens: &[Token]) -> bool {
    let (mut brackets, mut most_brackets) = (0_u32, 0);
    let (mut blocks, mut most_blocks) = (0_u32, 0);
    for token in tokens {
        match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                brackets += 1;
                most_brackets = most_brackets.max(brackets);
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => brackets = brackets.saturating_sub(1),
            TokenKind::Indent => {
                blocks += 1;
                most_blocks = most_blocks.max(blocks);
            }
            TokenKind::Dedent => blocks = blocks.saturating_sub(1),
            _ => {}
        }
    }
    most_brackets > MAX_BRACKETS || most_blocks > MAX_BLOCKS
}

/// Whether a name has a character that CPython's version of Unicode has not.
fn has_strange_name(tokens: &[Token], text: &str) -> bool {
    let is_strange = |name: &str| {
        let mut characters = name.chars();
        !characters.next().is_some_and(is_identifier_start) || !characters.all(is_identifier_continue)
    };
    !text.is_ascii()
        && tokens
            .iter()
            .filter(|token| token.kind() == TokenKind::Name)
            .map(|token| &text[token.range()])
            .any(|name| !name.is_ascii() && is_strange(name))
}

/// Whether the indentation of a line may be more or less than that of another, depending on what a
/// tab is worth: whether there are tabs in some indentation and spaces in the same or another.
fn mixes_tabs(tokens: &[Token], text: &str) -> bool {
    let bytes = text.as_bytes();
    if memchr::memchr(b'\t', bytes).is_none() {
        return false;
    }
    let (mut tabs, mut spaces) = (false, false);
    let mut is_line_start = true;
    for token in tokens {
        match token.kind() {
            TokenKind::Newline => is_line_start = true,
            TokenKind::NonLogicalNewline | TokenKind::Comment | TokenKind::Indent | TokenKind::Dedent => {}
            _ if is_line_start => {
                is_line_start = false;
                let before = bytes[..token.start().to_usize()].iter().rev();
                for byte in before.take_while(|byte| matches!(byte, b' ' | b'\t' | b'\x0c')) {
                    tabs |= *byte == b'\t';
                    spaces |= *byte == b' ';
                }
            }
            _ => {}
        }
    }
    tabs && spaces
}

#[cfg(test)]
mod tests {
    use super::is_suspect;

    fn check(text: &str) -> bool {
        ruff_python_parser::parse_module(text).is_ok_and(|parsed| is_suspect(parsed.tokens(), text))
    }

    #[test]
    fn nesting() {
        let nested = |depth: usize| format!("x = {}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(!check(&nested(50)));
        assert!(check(&nested(51)));
        let blocks = |depth: usize| (0..depth).map(|at| format!("{}if x:\n", " ".repeat(at))).collect::<String>();
        assert!(!check(&format!("{}{}x", blocks(90), " ".repeat(90))));
        assert!(check(&format!("{}{}x", blocks(91), " ".repeat(91))));
    }

    #[test]
    fn tabs() {
        assert!(!check("if x:\n\ty\n\tif z:\n\t\t(\n  a)\n  # b\nif x:\n\tz\n"));
        assert!(check("if x:\n\ty\nif x:\n  y\n"));
        assert!(check("if x:\n\tif y:\n\t  z\n"));
        assert!(!check("if x:\n  y\t= 1\n"));
    }

    #[test]
    fn names() {
        assert!(!check("é = 1\n"));
        // Assigned in Unicode 15.
        assert!(check("\u{1e030} = 1\n"));
    }
}
