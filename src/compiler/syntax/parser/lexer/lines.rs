//! Where lines begin: indentation, the blocks that it opens and closes, empty lines.

use super::{BYTES, Lexer, byte};
use crate::compiler::syntax::lexical::{MAX_INDENT, TAB_SIZE};
use crate::compiler::syntax::parser::token::Kind;
use crate::compiler::syntax::parser::words::{self, Window};
use crate::compiler::values::context::Context;

impl<'s> Lexer<'s> {
    /// Goes to the first token of a line, after a newline and at the start of the source.
    #[inline(never)]
    pub(in crate::compiler::syntax::parser) fn next_line(&mut self, ctx: &mut Context<'s>) {
        self.begin_line();
        let Some((start, columns, window)) = self.usual_line() else { return self.measure(ctx) };
        if (columns, columns) != self.indent {
            self.cursor.pos = start;
            return self.next_at_columns((columns, columns), ctx);
        }
        self.next_in_window(start, window, ctx);
    }

    /// Goes to the first token of a line where a block should begin. If it clearly does, skips [`Kind::Indent`] and
    /// returns `true`.
    #[inline(never)]
    pub(in crate::compiler::syntax::parser) fn next_block(&mut self, ctx: &mut Context<'s>) -> bool {
        self.begin_line();
        if let Some((start, columns, window)) = self.usual_line()
            && self.indent_to((columns, columns))
        {
            self.next_in_window(start, window, ctx);
            return true;
        }
        self.measure(ctx);
        false
    }

    /// Counts the newline before the cursor, and empty lines after it. (A newline that is missing at the end of a
    /// source, and the one before its start, have no text.)
    #[inline(always)]
    pub(super) fn begin_line(&mut self) {
        let mut pos = self.cursor.pos;
        if pos > self.tok.start as usize {
            let mut lines = 1;
            while byte(self.text, pos) == b'\n' {
                pos += 1;
                lines += 1;
            }
            self.cursor.pos = pos;
            self.cursor.line += lines;
            self.cursor.line_start = pos as i32;
        }
    }

    /// Where the first token of a line is, and its column, if there is one with only blanks before it, as on most
    /// lines.
    #[inline(always)]
    pub(super) fn usual_line(&self) -> Option<(usize, i32, &'s Window)> {
        let start = words::end_of_blanks(self.text, self.cursor.pos);
        let window = words::window(self.text, start)?;
        let is_usual = !matches!(BYTES[window[0] as usize].kind, Kind::Error | Kind::Newline);
        is_usual.then_some((start, (start - self.cursor.pos) as i32, window))
    }

    /// Begins a block at these columns, if they are further to the right and there is room for it.
    #[inline]
    pub(super) fn indent_to(&mut self, columns: (i32, i32)) -> bool {
        let outer = self.indent;
        let is_right = columns.0 > outer.0 && columns.1 > outer.1 && self.outer.len() < MAX_INDENT - 1;
        if is_right {
            self.outer.push(outer);
            self.indent = columns;
        }
        is_right
    }

    /// Makes the first token of a line that begins at these columns.
    #[inline(never)]
    pub(super) fn next_at_columns(&mut self, columns: (i32, i32), ctx: &mut Context<'s>) {
        if columns.0 > self.indent.0 {
            let is_right = self.indent_to(columns);
            // Nobody asks where the token before an indentation ends.
            return self.set_bare(if is_right { Kind::Indent } else { Kind::Error });
        }
        while columns.0 < self.indent.0
            && let Some(outer) = self.outer.pop()
        {
            self.cursor.dedents += 1;
            self.indent = outer;
        }
        if columns == self.indent { self.next_in_line(ctx) } else { self.set_bare(Kind::Error) }
    }

    /// Makes the next token behind an indentation that may end blocks: the end of one, if more end here.
    #[inline(never)]
    pub(in crate::compiler::syntax::parser) fn next_in_line(&mut self, ctx: &mut Context<'s>) {
        if self.cursor.dedents > 0 {
            self.cursor.dedents -= 1;
            return self.set_bare(Kind::Dedent);
        }
        self.next(ctx);
    }

    /// Makes the first token from a line on that may have none, or more than blanks before it. The columns of the end
    /// are 0; nothing but a newline may follow a backslash.
    #[inline(never)]
    pub(super) fn measure(&mut self, ctx: &mut Context<'s>) {
        let text = self.text;
        let mut at = self.cursor.pos;
        loop {
            let start = at;
            at = words::end_of_blanks(text, start);
            let mut columns = ((at - start) as i32, (at - start) as i32);
            if let b'\t' | b'\x0c' | b'\\' = byte(text, at) {
                match self.odd_indentation(at, columns) {
                    Some((end, found)) => (at, columns) = (end, found),
                    None => return self.set_bare(Kind::Error),
                }
            }
            let first = byte(text, at);
            if first == b'#' {
                at = self.end_of_line(at);
            } else if first != b'\n' && at < text.len() {
                self.cursor.pos = at;
                return self.next_at_columns(columns, ctx);
            }
            if at >= text.len() {
                self.cursor.pos = at;
                return self.next_at_columns((0, 0), ctx);
            }
            at += 1;
            self.cursor.line += 1;
            self.cursor.line_start = at as i32;
        }
    }

    /// Where an indentation ends, and its columns, that goes on with other than blanks at `at`, in these columns.
    #[cold]
    pub(super) fn odd_indentation(
        &mut self,
        mut at: usize,
        (mut col, mut alt_col): (i32, i32),
    ) -> Option<(usize, (i32, i32))> {
        let text = self.text;
        let mut continued = 0;
        loop {
            match byte(text, at) {
                b' ' => (col, alt_col) = (col + 1, alt_col + 1),
                b'\t' => (col, alt_col) = ((col / TAB_SIZE + 1) * TAB_SIZE, alt_col + 1),
                b'\x0c' => (col, alt_col) = (0, 0),
                b'\\' => {
                    // The first backslash says what the level of the line is.
                    if continued == 0 {
                        continued = col;
                    }
                    if byte(text, at + 1) != b'\n' || at + 2 >= text.len() {
                        return None;
                    }
                    at += 1;
                    self.cursor.line += 1;
                    self.cursor.line_start = at as i32 + 1;
                }
                _ => return Some((at, if continued == 0 { (col, alt_col) } else { (continued, continued) })),
            }
            at += 1;
        }
    }
}
