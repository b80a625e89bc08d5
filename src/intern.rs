//! Identifiers and text as small integers.
//!
//! Every name and every string constant of a file is stored once; the stages after the front end
//! compare and carry [`Symbol`]s. Text is WTF-8: UTF-8 in which a lone surrogate may stand, since
//! Python's strings may contain them (and marshal writes them with `surrogatepass`).

use std::hash::Hasher;

use bumpalo::Bump;
use hashbrown::HashTable;
use rustc_hash::FxHasher;

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
    table: HashTable<Symbol>,
}

/// The memory of an [`Interner`] that is done.
#[derive(Debug, Default)]
pub struct Memory {
    texts: Vec<&'static [u8]>,
    identifiers: Vec<bool>,
    table: HashTable<Symbol>,
}

/// An empty vector in the memory of `items`, whose type differs in a lifetime only.
pub(crate) fn recycled<T, U>(mut items: Vec<T>) -> Vec<U> {
    items.clear();
    // The standard library collects in place where sizes are equal; elsewhere this would allocate.
    items.into_iter().map(|_| unreachable!("it is empty")).collect()
}

fn hash(text: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text);
    hasher.finish()
}

impl<'a> Interner<'a> {
    /// An interner that keeps its texts in `arena`.
    pub fn new(arena: &'a Bump) -> Self {
        Self::with_memory(arena, Memory::default())
    }

    /// As [`Self::new`], in the memory of another one.
    pub fn with_memory(arena: &'a Bump, memory: Memory) -> Self {
        let Memory { texts, identifiers, table } = memory;
        let mut interner = Self { arena, texts: recycled(texts), identifiers, table };
        for (index, text) in WELL_KNOWN.iter().enumerate() {
            let symbol = interner.add(text.as_bytes(), hash(text.as_bytes()));
            debug_assert_eq!(symbol.0 as usize, index);
        }
        interner
    }

    /// Its memory, for the next one.
    pub fn into_memory(self) -> Memory {
        let Self { texts, mut identifiers, mut table, .. } = self;
        identifiers.clear();
        table.clear();
        Memory { texts: recycled(texts), identifiers, table }
    }

    /// What it holds now, for [`Self::rewind`].
    pub(crate) fn checkpoint(&self) -> Vec<bool> {
        self.identifiers.clone()
    }

    /// Forgets what came after a checkpoint.
    pub(crate) fn rewind(&mut self, to: &[bool]) {
        self.texts.truncate(to.len());
        self.identifiers.clear();
        self.identifiers.extend_from_slice(to);
        self.table.retain(|symbol| (symbol.0 as usize) < to.len());
    }

    /// The symbol of `text` (WTF-8).
    pub fn intern(&mut self, text: &[u8]) -> Symbol {
        let hash = hash(text);
        if let Some(&symbol) = self.table.find(hash, |symbol| self.texts[symbol.0 as usize] == text) {
            return symbol;
        }
        self.add(self.arena.alloc_slice_copy(text), hash)
    }

    /// The symbol of a text that has none yet.
    fn add(&mut self, text: &'a [u8], hash: u64) -> Symbol {
        let symbol = Symbol(self.texts.len() as u32);
        self.texts.push(text);
        self.identifiers.push(false);
        let texts = &self.texts;
        self.table.insert_unique(hash, symbol, |symbol| self::hash(texts[symbol.0 as usize]));
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
