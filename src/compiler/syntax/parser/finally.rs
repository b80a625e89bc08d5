//! What leaves a `finally` block early, which is warned of (PEP 765).

use super::{Mark, Parse, Parser};
use crate::compiler::syntax::ast::Stmt;
use crate::compiler::values::error::{Warning, WarningCategory, WarningOrigin};
use crate::compiler::version::Feature;

impl<'a> Parser<'_, 'a> {
    /// A block, of a `finally` or of a loop, which is what the statements in it are seen to leave.
    pub(super) fn block_that_is_left(&mut self, is_finally: bool) -> Parse<&'a [Stmt<'a>]> {
        self.leaving(is_finally, Self::block)
    }

    /// Reads what is in a `finally`, or in a loop or a function, whatever that is in.
    pub(super) fn leaving<T>(&mut self, is_finally: bool, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        let outer = std::mem::replace(&mut self.leaves_finally, is_finally);
        let found = rule(self);
        self.leaves_finally = outer;
        found
    }

    /// Takes note of a statement that begins with `keyword` at `mark` and ends here, if it leaves a `finally`.
    #[inline]
    pub(super) fn note_exit(&mut self, keyword: &str, mark: Mark) {
        if self.leaves_finally {
            self.push_exit(keyword, mark);
        }
    }

    #[cold]
    fn push_exit(&mut self, keyword: &str, mark: Mark) {
        if !self.ctx.asks(Feature::FinallyWarnings) {
            return;
        }
        let location = self.since(mark);
        self.exits.push(Warning {
            category: WarningCategory::SyntaxWarning,
            message: format!("'{keyword}' in a 'finally' block"),
            line: location.line,
            location,
            origin: WarningOrigin::Compiler,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::compiler::syntax;
    use crate::compiler::values::context::{Context, Options};
    use crate::compiler::version::Target;
    use bumpalo::Bump;

    /// The lines and columns of what is warned of.
    fn warned(source: &str, minor: u8) -> Vec<(i32, i32, i32, String)> {
        let arena = Bump::new();
        let mut ctx = Context::new(&arena, Target::for_any_version(minor, None).unwrap(), Options::at_level(0));
        let source = syntax::decode(source.as_bytes(), ctx.target).unwrap();
        syntax::parse(&source, &mut ctx, &mut syntax::Buffers::default()).unwrap();
        let place = |warning: &crate::compiler::values::error::Warning| {
            let location = warning.location;
            (location.line, location.col, location.end_col, warning.message.clone())
        };
        ctx.warnings.iter().map(place).collect()
    }

    #[test]
    fn what_leaves_a_finally_is_warned_of() {
        let source = "def f():\n try: return\n finally:\n  return 1, 2; break\n  while x: return\n  else: continue\n\
                      \x20 def g(): return\n  class C: break\n";
        let message = |keyword: &str| format!("'{keyword}' in a 'finally' block");
        let expected = [
            (4, 2, 13, message("return")),
            (4, 15, 20, message("break")),
            (6, 8, 16, message("continue")),
            (8, 11, 16, message("break")),
        ];
        assert_eq!(warned(source, 14), expected);
        assert_eq!(warned(source, 13), []);
    }
}
