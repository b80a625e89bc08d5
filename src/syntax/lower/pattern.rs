//! Patterns.

use super::Lowerer;
use crate::constant::ConstTable;
use crate::syntax::ast::{Pattern, PatternKind};
use ruff_python_ast as ruff;
use ruff_text_size::Ranged;

impl<'a> Lowerer<'_, '_, 'a> {
    pub(super) fn pattern(&mut self, pattern: &ruff::Pattern) -> Pattern<'a> {
        let loc = self.location(pattern.range());
        if !self.enter() {
            return Pattern { loc, kind: PatternKind::MatchSingleton(ConstTable::NONE) };
        }
        let kind = match pattern {
            ruff::Pattern::MatchValue(pattern) => PatternKind::MatchValue(self.boxed(&pattern.value)),
            ruff::Pattern::MatchSingleton(pattern) => PatternKind::MatchSingleton(match pattern.value {
                ruff::Singleton::None => ConstTable::NONE,
                ruff::Singleton::True => ConstTable::TRUE,
                ruff::Singleton::False => ConstTable::FALSE,
            }),
            ruff::Pattern::MatchSequence(pattern) => {
                PatternKind::MatchSequence(self.list(&pattern.patterns, Self::pattern))
            }
            ruff::Pattern::MatchMapping(pattern) => PatternKind::MatchMapping {
                keys: self.list(&pattern.keys, Self::expr),
                patterns: self.list(&pattern.patterns, Self::pattern),
                rest: self.opt_symbol(pattern.rest.as_ref()),
            },
            ruff::Pattern::MatchClass(pattern) => {
                let arguments = &pattern.arguments;
                // The parser allows parentheses around the name of a keyword.
                self.is_suspect |=
                    arguments.keywords.iter().any(|keyword| self.comes_next(keyword.attr.end().to_usize(), b')'));
                PatternKind::MatchClass {
                    cls: self.boxed(&pattern.cls),
                    patterns: self.list(&arguments.patterns, Self::pattern),
                    kwd_attrs: self.list(&arguments.keywords, |this, keyword| this.symbol(&keyword.attr)),
                    kwd_patterns: self.list(&arguments.keywords, |this, keyword| this.pattern(&keyword.pattern)),
                }
            }
            ruff::Pattern::MatchStar(pattern) => {
                // Likewise around a starred pattern.
                let before = self.text[..pattern.range.start().to_usize()].trim_ascii_end();
                self.is_suspect |= before.ends_with('(') && self.comes_next(pattern.range.end().to_usize(), b')');
                PatternKind::MatchStar(self.opt_symbol(pattern.name.as_ref()))
            }
            ruff::Pattern::MatchAs(pattern) => PatternKind::MatchAs {
                pattern: pattern.pattern.as_deref().map(|pattern| {
                    let pattern = self.pattern(pattern);
                    &*self.arena.alloc(pattern)
                }),
                name: self.opt_symbol(pattern.name.as_ref()),
            },
            ruff::Pattern::MatchOr(pattern) => PatternKind::MatchOr(self.list(&pattern.patterns, Self::pattern)),
        };
        self.leave();
        Pattern { loc, kind }
    }

    /// Whether `byte` is the first after `at` that is no blank.
    fn comes_next(&self, at: usize, byte: u8) -> bool {
        self.text.as_bytes()[at..].trim_ascii_start().first() == Some(&byte)
    }
}
