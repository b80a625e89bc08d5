//! Template strings (PEP 750): f-strings that keep their parts and the text of each field.

use super::fstrings_pep701::Reader;
use super::shown;
use super::token::Kind;
use super::{Mark, Node, Parse, Parser};
use crate::compiler::syntax::ast::ExprKind;
use crate::compiler::values::constant::ConstId;

impl<'a> Parser<'_, 'a> {
    /// T-strings side by side from `mark` on. (Other strings beside them fit no rule of the grammar.)
    pub(super) fn template(&mut self, mark: Mark) -> Parse<Node<'a>> {
        let mut joined = self.begin_joined();
        while self.at(Kind::TString) {
            self.fstring(&mut joined)?;
        }
        let values = self.finish_values(joined);
        Ok(self.node(mark, ExprKind::TemplateStr(values)))
    }

    /// The text of a field's expression, if its node is to have that: from `brace` on, up to the `equals` that follows
    /// the expression, if there is one, and to the token at `end`.
    pub(super) fn interpolation_text(
        &mut self,
        brace: usize,
        equals: Option<usize>,
        end: usize,
        reader: &Reader,
    ) -> Parse<Option<ConstId>> {
        if reader.open.kind != Kind::TString || reader.nesting > 1 {
            return Ok(None);
        }
        let place = reader.place(brace, end);
        let text = shown::expression(self.source, place, equals, &mut |feature| self.ctx.asks(feature));
        let Some(text) = text else { return Err(self.text_not_kept()) };
        let symbol = self.ctx.names.intern(text.as_bytes());
        Ok(Some(self.ctx.consts.str(symbol)))
    }
}

#[cfg(test)]
mod tests {
    use crate::compiler::syntax::parser::{Buffers, parse};
    use crate::compiler::values::context::{Context, Options};
    use crate::compiler::version::{Feature, Target};
    use bumpalo::Bump;

    /// Whether there is a tree, and whether it depends on each of these features.
    fn parsed(text: &str, micro: u8) -> (bool, [bool; 2]) {
        let arena = Bump::new();
        let target = Target::for_any_version(14, Some(micro)).expect("a release that is known");
        let mut ctx = Context::new(&arena, target, Options::default());
        let is_accepted = parse(text, &mut ctx, &mut Buffers::default(), true).is_ok();
        let asked = [Feature::TemplateStrings, Feature::TemplateTrailingSpace].map(|feature| ctx.asked.has(feature));
        (is_accepted, asked)
    }

    #[test]
    fn a_tree_depends_on_what_its_templates_need() {
        for micro in [2, 10] {
            assert_eq!(parsed("t'{x }'\n", micro), (true, [true, true]));
            assert_eq!(parsed("rT'x'\n", micro), (true, [true, false]));
            assert_eq!(parsed("t = rt.T + f'{tr}'\n", micro), (true, [false, false]));
            assert_eq!(parsed("ttt'x'\n", micro), (false, [false, false]));
        }
    }

    #[test]
    fn raw_templates_have_no_names_of_characters() {
        for micro in [2, 10] {
            assert!(parsed(r"rt'\x41{x}\N{y}'", micro).0);
            assert!(!parsed(r"t'\x41{x}\N{y}'", micro).0);
        }
    }

    #[test]
    fn templates_stand_beside_templates_only() {
        assert!(parsed("x = (t'a' rt'b'\n  T'''c''')\n", 10).0);
        for other in ["t'a' 'b'", "'b' t'a'", "t'a' f'b'", "f'b' t'a'", "b'' t''", "t'' b''", "'a' 'b' t'c'"] {
            assert!(!parsed(&format!("{other}\n"), 10).0, "{other}");
        }
    }
}
