//! Texts that the compiler itself knows.

use super::Symbol;

macro_rules! well_known {
    ($($name:ident = $text:expr;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)] // positions in the list below
        enum Index { $($name),* }
        /// Symbols that every [`Interner`] holds from the start.
        pub(crate) mod sym {
            use super::{Index, Symbol};
            $(#[doc = concat!("`", $text, "`")] pub(crate) const $name: Symbol = Symbol(Index::$name as u32);)*
        }
        pub(super) const WELL_KNOWN: &[&str] = &[$($text),*];
    };
}

well_known! {
    EMPTY = "";
    DEBUG = "__debug__";
    CLASS = "__class__";
    CLASSCELL = "__classcell__";
    CLASSDICT = "__classdict__";
    CLASSDICTCELL = "__classdictcell__";
    TYPE_PARAMS = "__type_params__";
    DOT_TYPE_PARAMS = ".type_params";
    DOT_GENERIC_BASE = ".generic_base";
    DOT_DEFAULTS = ".defaults";
    DOT_KWDEFAULTS = ".kwdefaults";
    FIRSTLINENO = "__firstlineno__";
    STATIC_ATTRIBUTES = "__static_attributes__";
    SELF = "self";
    NAME = "__name__";
    MODULE = "__module__";
    QUALNAME = "__qualname__";
    DOC = "__doc__";
    ANNOTATIONS = "__annotations__";
    SUPER = "super";
    RETURN = "return";
    MODULE_SCOPE = "<module>";
    TOP = "top";
    LAMBDA = "<lambda>";
    GENEXPR = "<genexpr>";
    LISTCOMP = "<listcomp>";
    SETCOMP = "<setcomp>";
    DICTCOMP = "<dictcomp>";
    ANNOTATION_BLOCK = "_annotation";
    ITER_ARG = ".0";
    STAR = "*";
    JOIN = "join";
    FUTURE = "__future__";
    MATCH = "match";
    CASE = "case";
    TYPE = "type";
    LAZY = "lazy";
    UNDERSCORE = "_";
    ALL = "all";
    ANY = "any";
    TUPLE = "tuple";
    LIST = "list";
    SET = "set";
    ANNOTATE = "__annotate__";
    ANNOTATE_FUNC = "__annotate_func__";
    CONDITIONAL_ANNOTATIONS = "__conditional_annotations__";
    DOT_FORMAT = ".format";
    FORMAT = "format";
}
