//! Lazy imports (PEP 810).

use super::parser::{Parse, Parser, want};
use super::simple::{dotted_name, import_from, import_from_targets, import_name};
use super::token::TokenKind;
use super::{Raised, warned};
use crate::compiler::values::unicode;

/// `import_stmt` that begins with `lazy`.
pub(super) fn lazy_import(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        let lazy = want!(p.soft_keyword("lazy"));
        let keyword = want!(p.token(TokenKind::Keyword));
        match p.text(keyword) {
            b"import" => import_name(p),
            b"from" => {
                want!(import_from(p));
                match Module::after(p, keyword) {
                    Module { dots: 0, name, .. } if name == "__future__" => {
                        Err(p.raise(p.place(lazy), "lazy from __future__ import is not allowed"))
                    }
                    _ => Ok(Some(())),
                }
            }
            _ => Ok(None),
        }
    })
}

/// Reports `lazy` where it is after the module, of an import from the token after its keyword on.
pub(super) fn lazy_before_import(p: &mut Parser<'_>) -> Result<(), Raised> {
    let found = p.attempt(|p| {
        p.many(|p| p.expect_in(&[".", "..."]))?;
        want!(dotted_name(p));
        let lazy = want!(p.soft_keyword("lazy"));
        want!(p.expect("import"));
        want!(import_from_targets(p));
        Ok(Some(lazy))
    })?;
    match found {
        Some(lazy) => Err(p.raise(p.place(lazy), "use 'lazy from ... ' instead of 'from ... lazy import'")),
        None => Ok(()),
    }
}

/// Warns of a module that is called `lazy` and has a blank before it, as the keyword would have, in the import whose
/// `from` is the token number `from`.
pub(super) fn module_named_lazy(p: &mut Parser<'_>, from: usize) -> Result<(), Raised> {
    let module = Module::after(p, from);
    if module.dots == 0 || module.name != "lazy" || p.invalid {
        return Ok(());
    }
    let (dot, name) = (p.place(module.token - 1), p.place(module.token));
    if (dot.end_line, dot.end_col) == (name.line, name.col) {
        return Ok(());
    }
    warned::raise_or_warn(p, name, &crate::compiler::syntax::lexical::module_named_lazy(module.dots))
}

/// The module of a `from` that has been read.
struct Module {
    /// How many dots there are before its name.
    dots: usize,
    /// Its name, or as much of it as is before a dot in it.
    name: String,
    /// The first token of the name.
    token: usize,
}

impl Module {
    /// The module of the `from` that is the token number `from`.
    fn after(p: &Parser<'_>, from: usize) -> Self {
        let mut token = from + 1;
        let mut dots = 0;
        while let b"." | b"..." = p.text(token) {
            dots += p.text(token).len();
            token += 1;
        }
        let mut name = unicode::normalized(&String::from_utf8_lossy(p.text(token))).to_string();
        if p.text(token + 1) == b"." {
            name.push('.');
        }
        Self { dots, name, token }
    }
}
