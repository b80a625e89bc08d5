//! Tokens.

use crate::intern::{Key, MULTIPLIER, Symbol};
use crate::location::Location;
use std::hint::select_unpredictable;
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)] // names are those of the `token` module and of the keywords
pub(super) enum Kind {
    /// What is no token of the language.
    Error,
    End,
    Newline,
    Indent,
    Dedent,
    Name,
    Number,
    /// Strings: each literal on its own, before implicit concatenation.
    Str,
    FString,
    Bytes,
    // Keywords.
    False,
    None,
    True,
    And,
    As,
    Assert,
    Async,
    Await,
    Break,
    Class,
    Continue,
    Def,
    Del,
    Elif,
    Else,
    Except,
    Finally,
    For,
    From,
    Global,
    If,
    Import,
    In,
    Is,
    Lambda,
    Nonlocal,
    Not,
    Or,
    Pass,
    Raise,
    Return,
    Try,
    While,
    With,
    Yield,
    // Punctuation.
    Lpar,
    Rpar,
    Lsqb,
    Rsqb,
    Lbrace,
    Rbrace,
    Colon,
    Comma,
    Semi,
    Dot,
    Ellipsis,
    Equal,
    ColonEqual,
    Arrow,
    Exclamation,
    /// The colon before the format spec of a field.
    FieldColon,
    // Operators.
    Tilde,
    Plus,
    Minus,
    Star,
    Slash,
    DoubleSlash,
    Percent,
    At,
    DoubleStar,
    LShift,
    RShift,
    Amper,
    Vbar,
    Caret,
    Less,
    Greater,
    EqEqual,
    NotEqual,
    LessEqual,
    GreaterEqual,
    // Augmented assignments, in the order of their operators.
    PlusEqual,
    MinusEqual,
    StarEqual,
    SlashEqual,
    DoubleSlashEqual,
    PercentEqual,
    AtEqual,
    DoubleStarEqual,
    LShiftEqual,
    RShiftEqual,
    AmperEqual,
    VbarEqual,
    CaretEqual,
}

/// How many kinds there are.
pub(super) const KINDS: usize = Kind::CaretEqual as usize + 1;

/// A token that is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    /// What there is to say of this kind.
    pub note: Note,
    /// Offsets of the first byte and of the byte after the last.
    pub start: u32,
    pub end: u32,
    /// Where CPython says that it is.
    pub loc: Location,
}

/// What there is to say of a token beside its kind: the symbol of a name; of a string, a byte for the length of
/// its prefix and opening quotes, one for that of the closing quotes, and [`HAS_BACKSLASH`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Note(u32);

const HAS_BACKSLASH: u32 = 1 << 16;

impl Note {
    /// That of a name.
    #[inline(always)]
    pub fn of_name(symbol: Symbol) -> Self {
        Self(symbol.0)
    }

    /// That of a string: the lengths of its prefix with the opening quotes and of the closing quotes, and
    /// whether it has a backslash.
    #[inline(always)]
    pub fn of_string(opener: usize, closer: usize, has_backslash: bool) -> Self {
        Self((opener | closer << 8) as u32 | if has_backslash { HAS_BACKSLASH } else { 0 })
    }

    /// The symbol of a name.
    #[inline(always)]
    pub fn symbol(self) -> Symbol {
        Symbol(self.0)
    }
}

impl Token {
    /// The length of the prefix and the opening quotes of a string.
    pub fn opener(&self) -> usize {
        self.note.0 as usize & 0xff
    }

    /// The length of the closing quotes of a string.
    pub fn closer(&self) -> usize {
        self.note.0 as usize >> 8 & 0xff
    }

    /// The offsets of what is between the quotes of a string.
    pub fn contents(&self) -> Range<usize> {
        self.start as usize + self.opener()..self.end as usize - self.closer()
    }

    /// Whether a string has a backslash.
    pub fn has_backslash(&self) -> bool {
        self.note.0 & HAS_BACKSLASH != 0
    }
}

/// The keywords. (`match`, `case`, `type` and `_` are names that the parser looks at.)
const KEYWORDS: [(&[u8], Kind); 35] = [
    (b"False", Kind::False),
    (b"None", Kind::None),
    (b"True", Kind::True),
    (b"and", Kind::And),
    (b"as", Kind::As),
    (b"assert", Kind::Assert),
    (b"async", Kind::Async),
    (b"await", Kind::Await),
    (b"break", Kind::Break),
    (b"class", Kind::Class),
    (b"continue", Kind::Continue),
    (b"def", Kind::Def),
    (b"del", Kind::Del),
    (b"elif", Kind::Elif),
    (b"else", Kind::Else),
    (b"except", Kind::Except),
    (b"finally", Kind::Finally),
    (b"for", Kind::For),
    (b"from", Kind::From),
    (b"global", Kind::Global),
    (b"if", Kind::If),
    (b"import", Kind::Import),
    (b"in", Kind::In),
    (b"is", Kind::Is),
    (b"lambda", Kind::Lambda),
    (b"nonlocal", Kind::Nonlocal),
    (b"not", Kind::Not),
    (b"or", Kind::Or),
    (b"pass", Kind::Pass),
    (b"raise", Kind::Raise),
    (b"return", Kind::Return),
    (b"try", Kind::Try),
    (b"while", Kind::While),
    (b"with", Kind::With),
    (b"yield", Kind::Yield),
];

/// The words that may be the prefix of a string.
const PREFIXES: [&[u8]; 24] = [
    b"r", b"R", b"u", b"U", b"b", b"B", b"f", b"F", b"br", b"bR", b"Br", b"BR", b"rb", b"rB", b"Rb", b"RB", b"fr",
    b"fR", b"Fr", b"FR", b"rf", b"rF", b"Rf", b"RF",
];

/// How many bits of a product tell the words of [`WORDS`] apart.
const WORD_BITS: u32 = 7;

/// A slot for each keyword and prefix: the word as a number, and its kind.
static WORDS: [(u64, Kind); 1 << WORD_BITS] = {
    let mut table = [(0, Kind::Name); 1 << WORD_BITS];
    let mut at = 0;
    while at < KEYWORDS.len() + PREFIXES.len() {
        let (text, kind) =
            if at < KEYWORDS.len() { KEYWORDS[at] } else { (PREFIXES[at - KEYWORDS.len()], Kind::FString) };
        let (mut word, mut byte) = (0, text.len());
        while byte > 0 {
            byte -= 1;
            word = word << 8 | text[byte] as u64;
        }
        let slot = word_slot(word);
        assert!(table[slot].0 == 0, "two words in one slot: the multiplier must be another");
        table[slot] = (word, kind);
        at += 1;
    }
    table
};

#[inline(always)]
const fn word_slot(word: u64) -> usize {
    // The multiplier was found by trying: no two words meet.
    (word.wrapping_mul(MULTIPLIER) >> (u64::BITS - WORD_BITS)) as usize
}

/// A slot of [`WORDS`] that no word has.
const NO_WORD: usize = {
    let mut slot = 0;
    while WORDS[slot].0 != 0 {
        slot += 1;
    }
    slot
};

/// The kind of the word with this key: a keyword's, [`Kind::FString`] if it may be the prefix of a string, or
/// [`Kind::Name`].
#[inline(always)]
pub(super) fn kind_of_word(word: Key) -> Kind {
    let slot = word_slot(word.head());
    // (Whoever reads names cannot foresee the keywords among them: no branch.)
    WORDS[select_unpredictable(word.is(WORDS[slot].0), slot, NO_WORD)].1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_and_names() {
        for (word, expected) in KEYWORDS {
            assert_eq!(kind_of_word(Key::of(word)), expected);
        }
        for prefix in PREFIXES {
            assert_eq!(kind_of_word(Key::of(prefix)), Kind::FString);
        }
        for name in [&b"i"[..], b"iff", b"Not", b"none", b"match", b"continu", b"nonlocals", b"_", b"ur", b"rr"] {
            assert_eq!(kind_of_word(Key::of(name)), Kind::Name);
        }
    }
}
