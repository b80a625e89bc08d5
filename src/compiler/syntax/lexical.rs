//! Lexical facts that both front ends share: the parser, and [`super::diagnose`] with CPython's words.

/// The width of a tab. The other width, which checks that tabs and spaces are mixed consistently, is 1.
pub(super) const TAB_SIZE: i32 = 8;

/// How many levels of indentation CPython has room for (`MAXINDENT`).
pub(super) const MAX_INDENT: usize = 100;

/// How many open brackets CPython has room for (`MAXLEVEL`).
pub(super) const MAX_LEVEL: usize = 200;

/// What is said of an import from a module that is called `lazy`, after so many dots and a blank.
pub(super) fn module_named_lazy(dots: usize) -> String {
    let dots = ".".repeat(dots);
    format!(
        "'from {dots} lazy import' is the same as 'from {dots}lazy import'; did you mean 'lazy from {dots} import'?"
    )
}

/// The keywords, sorted. `match`, `case`, `type`, `lazy` and `_` are names that a grammar looks at.
pub(super) const KEYWORDS: [&[u8]; 35] = [
    b"False",
    b"None",
    b"True",
    b"and",
    b"as",
    b"assert",
    b"async",
    b"await",
    b"break",
    b"class",
    b"continue",
    b"def",
    b"del",
    b"elif",
    b"else",
    b"except",
    b"finally",
    b"for",
    b"from",
    b"global",
    b"if",
    b"import",
    b"in",
    b"is",
    b"lambda",
    b"nonlocal",
    b"not",
    b"or",
    b"pass",
    b"raise",
    b"return",
    b"try",
    b"while",
    b"with",
    b"yield",
];
