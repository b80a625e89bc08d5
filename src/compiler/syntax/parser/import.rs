//! Imports.

use super::token::Kind;
use super::{Parse, Parser, Refused};
use crate::compiler::syntax::ast::{Alias, ImportMode, StmtKind};
use crate::compiler::syntax::lexical;
use crate::compiler::values::error::{Warning, WarningCategory, WarningOrigin};
use crate::compiler::values::intern::{Symbol, sym};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;

impl<'a> Parser<'_, 'a> {
    /// `import_name`
    pub(super) fn import(&mut self, mode: ImportMode) -> Parse<StmtKind<'a>> {
        self.advance();
        let from = self.stacks.aliases.len();
        loop {
            let mark = self.mark();
            let name = self.dotted_name()?;
            let asname = self.as_name()?;
            let loc = self.since(mark);
            self.stacks.aliases.push(Alias { loc, name, asname });
            if !self.eat(Kind::Comma) {
                break;
            }
        }
        let names = Self::take(self.arena, &mut self.stacks.aliases, from);
        Ok(StmtKind::Import { names, mode })
    }

    /// `import_from`
    pub(super) fn import_from(&mut self, mode: ImportMode) -> Parse<StmtKind<'a>> {
        self.advance();
        let mut level = 0;
        loop {
            level += match self.lex.tok.kind {
                Kind::Dot => 1,
                Kind::Ellipsis => 3,
                _ => break,
            };
            self.advance();
        }
        let (name_mark, is_apart) = (self.mark(), level > 0 && !self.follows_at_once());
        let module = if level > 0 && self.at(Kind::Import) { None } else { Some(self.dotted_name()?) };
        let name_loc = self.since(name_mark);
        self.expect(Kind::Import)?;
        let from = self.stacks.aliases.len();
        let mark = self.mark();
        if self.eat(Kind::Star) {
            let name = self.ctx.names.intern_identifier(b"*");
            let loc = self.since(mark);
            self.stacks.aliases.push(Alias { loc, name, asname: None });
        } else {
            let has_parentheses = self.eat(Kind::Lpar);
            loop {
                let mark = self.mark();
                let name = self.name()?;
                let asname = self.as_name()?;
                let loc = self.since(mark);
                self.stacks.aliases.push(Alias { loc, name, asname });
                if !self.eat(Kind::Comma) || (has_parentheses && self.at(Kind::Rpar)) {
                    break;
                }
            }
            if has_parentheses {
                self.expect(Kind::Rpar)?;
            }
        }
        let names = Self::take(self.arena, &mut self.stacks.aliases, from);
        if module == Some(sym::FUTURE) && level == 0 {
            if mode != ImportMode::Plain {
                return Err(Refused);
            }
            self.note_flufl(names);
        }
        if module == Some(sym::LAZY) && is_apart && mode == ImportMode::Plain {
            self.warn_of_lazy_module(level, name_loc);
        }
        Ok(StmtKind::ImportFrom { module, names, level, mode })
    }

    /// Takes `lazy`, where an import follows it.
    pub(super) fn lazy(&mut self) -> Parse<ImportMode> {
        self.advance();
        match self.lex.tok.kind {
            Kind::Import | Kind::From => Ok(ImportMode::Lazy { in_try: self.block.in_try }),
            _ => Err(Refused),
        }
    }

    /// Warns of a module that is called `lazy`, after so many dots and a blank.
    #[cold]
    fn warn_of_lazy_module(&mut self, level: u32, location: Location) {
        if !self.ctx.asks(Feature::LazyImports) {
            return;
        }
        self.ctx.warnings.push(Warning {
            category: WarningCategory::SyntaxWarning,
            message: lexical::module_named_lazy(level as usize),
            line: location.line,
            location,
            origin: WarningOrigin::Parser,
        });
    }

    /// Notes an import of `barry_as_FLUFL`, which changes what follows wherever it is, also where it is too late.
    #[cold]
    fn note_flufl(&mut self, names: &[Alias]) {
        let imports = names.iter().any(|alias| self.ctx.names.bytes(alias.name) == b"barry_as_FLUFL");
        self.is_flufl |= imports && self.ctx.asks(Feature::FluflInFiles);
    }

    fn as_name(&mut self) -> Parse<Option<Symbol>> {
        if self.eat(Kind::As) { self.name().map(Some) } else { Ok(None) }
    }

    /// `dotted_name`, which is one identifier; its parts are interned as well.
    fn dotted_name(&mut self) -> Parse<Symbol> {
        let first = self.name()?;
        if !self.at(Kind::Dot) {
            return Ok(first);
        }
        let mut joined = std::mem::take(&mut self.stacks.buffer);
        joined.clear();
        joined.extend_from_slice(self.ctx.names.bytes(first));
        while self.eat(Kind::Dot) {
            let part = self.name()?;
            joined.push(b'.');
            joined.extend_from_slice(self.ctx.names.bytes(part));
        }
        let symbol = self.ctx.names.intern_identifier(&joined);
        self.stacks.buffer = joined;
        Ok(symbol)
    }
}
