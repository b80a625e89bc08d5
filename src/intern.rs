//! Identifiers and text as small integers.
//!
//! Every name and every string constant of a file is stored once; the stages after the front end
//! compare and carry [`Symbol`]s. Text is WTF-8: UTF-8 in which a lone surrogate may stand, since
//! Python's strings may contain them (and marshal writes them with `surrogatepass`).

use bumpalo::Bump;
use rustc_hash::FxHashMap;

/// An interned text of the file that is being compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(pub u32);

macro_rules! well_known {
    ($($name:ident = $text:expr;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)] // positions in the list below
        enum Index { $($name),* }
        /// Symbols that every [`Interner`] holds from the start.
        pub mod sym {
            use super::{Index, Symbol};
            $(#[doc = concat!("`", $text, "`")] pub const $name: Symbol = Symbol(Index::$name as u32);)*
        }
        const WELL_KNOWN: &[&str] = &[$($text),*];
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
    LOCALS = "<locals>";
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
    ASSERTION_ERROR = "AssertionError";
    JOIN = "join";
    FUTURE = "__future__";
    FUTURE_ANNOTATIONS = "annotations";
}

/// The texts of one file, each once.
pub struct Interner<'a> {
    arena: &'a Bump,
    texts: Vec<&'a [u8]>,
    /// Which texts are identifiers of the source, beside `texts`.
    identifiers: Vec<bool>,
    map: FxHashMap<&'a [u8], Symbol>,
}

impl<'a> Interner<'a> {
    /// An interner that keeps its texts in `arena`.
    pub fn new(arena: &'a Bump) -> Self {
        let mut interner = Self { arena, texts: Vec::new(), identifiers: Vec::new(), map: FxHashMap::default() };
        interner.reserve(WELL_KNOWN.len());
        for (index, text) in WELL_KNOWN.iter().enumerate() {
            let symbol = interner.intern_static(text.as_bytes());
            debug_assert_eq!(symbol.0 as usize, index);
        }
        interner
    }

    /// Makes room for `count` texts more.
    pub fn reserve(&mut self, count: usize) {
        self.texts.reserve(count);
        self.identifiers.reserve(count);
        self.map.reserve(count);
    }

    fn intern_static(&mut self, text: &'static [u8]) -> Symbol {
        let symbol = Symbol(self.texts.len() as u32);
        self.texts.push(text);
        self.identifiers.push(false);
        self.map.insert(text, symbol);
        symbol
    }

    /// The symbol of `text` (WTF-8).
    pub fn intern(&mut self, text: &[u8]) -> Symbol {
        if let Some(&symbol) = self.map.get(text) {
            return symbol;
        }
        let text: &'a [u8] = self.arena.alloc_slice_copy(text);
        let symbol = Symbol(self.texts.len() as u32);
        self.texts.push(text);
        self.identifiers.push(false);
        self.map.insert(text, symbol);
        symbol
    }

    /// The symbol of an identifier of the source, which CPython's parser interns.
    pub fn intern_identifier(&mut self, text: &[u8]) -> Symbol {
        let symbol = self.intern(text);
        self.identifiers[symbol.0 as usize] = true;
        symbol
    }

    /// Whether the source has `symbol` as an identifier.
    pub fn is_identifier(&self, symbol: Symbol) -> bool {
        self.identifiers[symbol.0 as usize]
    }

    /// The symbol of a `str`.
    pub fn intern_str(&mut self, text: &str) -> Symbol {
        self.intern(text.as_bytes())
    }

    /// The text of `symbol`, WTF-8.
    pub fn bytes(&self, symbol: Symbol) -> &'a [u8] {
        self.texts[symbol.0 as usize]
    }

    /// The text of an identifier; lone surrogates, which identifiers cannot have, would be replaced.
    pub fn text(&self, symbol: Symbol) -> std::borrow::Cow<'a, str> {
        String::from_utf8_lossy(self.bytes(symbol))
    }

    /// How many symbols there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Never: the well-known symbols are always there.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The arena that holds the texts.
    pub fn arena(&self) -> &'a Bump {
        self.arena
    }
}
