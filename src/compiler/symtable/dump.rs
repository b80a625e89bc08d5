//! The symbol table as text, for readers and for comparison with Python's `symtable`.

use super::{BlockType, NameScope, Scope, ScopeId, SymbolEntry, SymbolTable, def};
use crate::compiler::values::intern::{Interner, Symbol, sym};
use std::fmt::Write as _;

impl SymbolTable {
    /// Every scope with its names, an inner scope indented below the one around it.
    ///
    /// A scope is a line of its kind, name, first line, `nested` where it is, and parameters. A name
    /// is a line of its [`def`] bits in hexadecimal and where it lives. The names that
    /// are only handed through to an inner scope come last, in alphabetical order.
    pub fn dump(&self, names: &Interner<'_>) -> String {
        let mut text = String::new();
        self.dump_scope(ScopeId(0), 0, names, &mut text);
        text
    }

    fn dump_scope(&self, id: ScopeId, depth: usize, names: &Interner<'_>, text: &mut String) {
        let scope = self.scope(id);
        let indent = "  ".repeat(depth);
        let kind = match scope.block {
            BlockType::Module => "module",
            BlockType::Class => "class",
            BlockType::Function => "function",
            BlockType::Annotation => "annotation",
            BlockType::TypeAlias => "type alias",
            BlockType::TypeParameters => "type parameters",
            BlockType::TypeVariable => "type variable",
        };
        let _ = write!(text, "{indent}{kind} {} {}", block_name(scope, names), scope.loc.line.max(0));
        if scope.nested {
            text.push_str(" nested");
        }
        let parameters: Vec<_> = scope.parameters().map(|name| names.text(name)).collect();
        let _ = writeln!(text, " ({})", parameters.join(", "));
        let (own, mut through): (Vec<&SymbolEntry>, Vec<_>) = scope.symbols.iter().partition(|entry| entry.flags != 0);
        through.sort_by_key(|entry| names.text(entry.name));
        for entry in own.into_iter().chain(through) {
            let lives = match entry.scope {
                NameScope::Unknown => "unknown",
                NameScope::Local => "local",
                NameScope::GlobalExplicit => "global",
                NameScope::GlobalImplicit => "implicit global",
                NameScope::Free => "free",
                NameScope::Cell => "cell",
            };
            let _ = writeln!(text, "{indent}  {} {:x} {lives}", names.text(entry.name), entry.flags & !def::MAY_CHANGE);
        }
        for &child in &scope.children {
            self.dump_scope(child, depth + 1, names, text);
        }
    }
}

/// The block's name as CPython's table has it: without the brackets that code objects show.
fn block_name<'a>(scope: &Scope, names: &Interner<'a>) -> std::borrow::Cow<'a, str> {
    const BRACKETED: [Symbol; 5] = [sym::LAMBDA, sym::GENEXPR, sym::LISTCOMP, sym::SETCOMP, sym::DICTCOMP];
    let text = names.text(scope.name);
    if BRACKETED.contains(&scope.name) { text.trim_matches(['<', '>']).to_owned().into() } else { text }
}
