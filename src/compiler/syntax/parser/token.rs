//! Tokens.

use crate::compiler::syntax::lexical;
use crate::compiler::values::intern::{Key, MULTIPLIER, Symbol};
use crate::compiler::values::location::Location;
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

/// What there is to say of a token beside its kind.
///
/// - A name: its symbol.
/// - A number: its value if that is small, or else all ones.
/// - A string: bits 0 to 7 the length of its prefix and opening quotes, bits 8 to 15 that of the closing quotes, bit 16
///   ([`HAS_BACKSLASH`]) whether it has a backslash.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Note(u32);

const HAS_BACKSLASH: u32 = 1 << 16;

impl Note {
    /// That of a name.
    #[inline(always)]
    pub(super) fn of_name(symbol: Symbol) -> Self {
        Self(symbol.0)
    }

    /// That of a string: the lengths of its prefix with the opening quotes and of the closing quotes, and
    /// whether it has a backslash.
    #[inline(always)]
    pub(super) fn of_string(opener: usize, closer: usize, has_backslash: bool) -> Self {
        Self((opener | closer << 8) as u32 | if has_backslash { HAS_BACKSLASH } else { 0 })
    }

    /// That of a number that is as small as [`Self::small_number`] wants it.
    #[inline(always)]
    pub(super) fn of_small_number(value: u32) -> Self {
        Self(value)
    }

    /// That of another number.
    #[inline(always)]
    pub(super) fn of_other_number() -> Self {
        Self(u32::MAX)
    }

    /// The value of a number, if it is an integer of a few digits.
    #[inline(always)]
    pub(super) fn small_number(self) -> Option<u32> {
        if self.0 == u32::MAX { None } else { Some(self.0) }
    }

    /// The symbol of a name.
    #[inline(always)]
    pub(super) fn symbol(self) -> Symbol {
        Symbol(self.0)
    }
}

impl Token {
    /// The length of the prefix and the opening quotes of a string.
    pub(super) fn opener(&self) -> usize {
        self.note.0 as usize & 0xff
    }

    /// The length of the closing quotes of a string.
    pub(super) fn closer(&self) -> usize {
        self.note.0 as usize >> 8 & 0xff
    }

    /// The offsets of what is between the quotes of a string.
    pub(super) fn contents(&self) -> Range<usize> {
        self.start as usize + self.opener()..self.end as usize - self.closer()
    }

    /// Whether a string has a backslash.
    pub(super) fn has_backslash(&self) -> bool {
        self.note.0 & HAS_BACKSLASH != 0
    }
}

/// The kind of each of [`lexical::KEYWORDS`].
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

const _: () = {
    let mut at = 0;
    while at < KEYWORDS.len() {
        let (ours, keyword) = (KEYWORDS[at].0, lexical::KEYWORDS[at]);
        assert!(ours.len() == keyword.len());
        let mut byte = 0;
        while byte < ours.len() {
            assert!(ours[byte] == keyword[byte]);
            byte += 1;
        }
        at += 1;
    }
    assert!(KEYWORDS.len() == lexical::KEYWORDS.len());
};

/// The words that may be the prefix of a string.
const PREFIXES: [&[u8]; 24] = [
    b"r", b"R", b"u", b"U", b"b", b"B", b"f", b"F", b"br", b"bR", b"Br", b"BR", b"rb", b"rB", b"Rb", b"RB", b"fr",
    b"fR", b"Fr", b"FR", b"rf", b"rF", b"Rf", b"RF",
];

/// How many bits of a product tell the words of [`WORDS`] apart.
const WORD_BITS: u32 = 7;

/// A keyword or a prefix, or any other word.
#[derive(Clone, Copy)]
pub(super) struct Word {
    /// The text of a keyword or prefix as a number.
    text: u64,
    /// The keyword's kind, [`Kind::FString`] of what may be the prefix of a string, or else [`Kind::Name`].
    pub kind: Kind,
    /// Of a word of that kind, when there is more to be done: [`Self::NEVER`], [`Self::IF_NEW`] or [`Self::ALWAYS`].
    pub is_incomplete: u8,
}

impl Word {
    pub(super) const NEVER: u8 = 0;
    pub(super) const IF_NEW: u8 = 1;
    pub(super) const ALWAYS: u8 = 2;
}

/// A slot for each keyword and prefix.
static WORDS: [Word; 1 << WORD_BITS] = {
    let mut table = [Word { text: 0, kind: Kind::Name, is_incomplete: Word::IF_NEW }; 1 << WORD_BITS];
    let mut at = 0;
    while at < KEYWORDS.len() + PREFIXES.len() {
        let (name, kind, is_incomplete) = if at < KEYWORDS.len() {
            (KEYWORDS[at].0, KEYWORDS[at].1, Word::NEVER)
        } else {
            (PREFIXES[at - KEYWORDS.len()], Kind::FString, Word::ALWAYS)
        };
        let (mut text, mut byte) = (0, name.len());
        while byte > 0 {
            byte -= 1;
            text = text << 8 | name[byte] as u64;
        }
        let slot = word_slot(text);
        assert!(table[slot].text == 0, "two words in one slot: the multiplier must be another");
        table[slot] = Word { text, kind, is_incomplete };
        at += 1;
    }
    table
};

#[inline(always)]
const fn word_slot(text: u64) -> usize {
    // The multiplier was found by trying: no two words meet.
    (text.wrapping_mul(MULTIPLIER) >> (u64::BITS - WORD_BITS)) as usize
}

/// A slot of [`WORDS`] that no word has.
const NO_WORD: usize = {
    let mut slot = 0;
    while WORDS[slot].text != 0 {
        slot += 1;
    }
    slot
};

/// What there is to know of the word with this key.
#[inline(always)]
pub(super) fn word(key: Key) -> &'static Word {
    let slot = word_slot(key.head());
    // Perf: no branch, since which names are keywords would be mispredicted.
    &WORDS[select_unpredictable(key.is(WORDS[slot].text), slot, NO_WORD)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_and_names() {
        for (keyword, expected) in KEYWORDS {
            assert_eq!(word(Key::of(keyword)).kind, expected);
        }
        for prefix in PREFIXES {
            assert_eq!(word(Key::of(prefix)).kind, Kind::FString);
        }
        for name in [&b"i"[..], b"iff", b"Not", b"none", b"match", b"continu", b"nonlocals", b"_", b"ur", b"rr"] {
            assert_eq!(word(Key::of(name)).kind, Kind::Name);
        }
    }
}
