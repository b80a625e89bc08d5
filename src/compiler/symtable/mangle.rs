//! Private names: `__spam` in `class Ham` is `_Ham__spam`.

use crate::compiler::values::intern::{Interner, Symbol};

/// Private name mangling (`_Py_Mangle`): `__name` in class `private` becomes `_private__name`.
///
/// Names that end with two underscores, dotted names (of imports) and names in classes that are
/// called nothing but underscores stay what they are.
#[inline]
pub(crate) fn mangle(private: Option<Symbol>, name: Symbol, names: &mut Interner<'_>) -> Symbol {
    match private {
        Some(class) if names.may_be_private(name) => mangle_private(class, name, names),
        _ => name,
    }
}

#[cold]
fn mangle_private(class: Symbol, name: Symbol, names: &mut Interner<'_>) -> Symbol {
    let text = names.bytes(name);
    if text.ends_with(b"__") || text.contains(&b'.') {
        return name;
    }
    let class = names.bytes(class);
    let Some(start) = class.iter().position(|&byte| byte != b'_') else {
        return name;
    };
    names.intern_parts(&[b"_", &class[start..], text])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mangled(class: Option<&str>, name: &str) -> String {
        let arena = bumpalo::Bump::new();
        let mut names = Interner::new(&arena);
        let class = class.map(|class| names.intern_str(class));
        let name = names.intern_str(name);
        let mangled = mangle(class, name, &mut names);
        names.text(mangled).into_owned()
    }

    #[test]
    fn only_private_names_of_a_named_class_change() {
        assert_eq!(mangled(Some("Ham"), "__spam"), "_Ham__spam");
        assert_eq!(mangled(Some("__Ham_"), "__spam_"), "_Ham___spam_");
        assert_eq!(mangled(Some("Ham"), "___"), "___");
        assert_eq!(mangled(Some("Ham"), "_spam"), "_spam");
        assert_eq!(mangled(Some("Ham"), "__spam__"), "__spam__");
        assert_eq!(mangled(Some("Ham"), "__spam.eggs"), "__spam.eggs");
        assert_eq!(mangled(Some("___"), "__spam"), "__spam");
        assert_eq!(mangled(None, "__spam"), "__spam");
    }
}
