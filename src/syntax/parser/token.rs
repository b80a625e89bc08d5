//! Tokens.

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

/// A token, or the place of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    /// A name: it has characters other than ASCII. A string: it has a backslash.
    pub flag: bool,
    /// The lengths of prefix and opening quotes, and of the closing quotes, of a string.
    pub opener: u8,
    pub closer: u8,
    /// Offsets of the first byte and of the byte after the last.
    pub start: u32,
    pub end: u32,
    /// Where CPython says that it is: lines from 1, columns from 0.
    pub line: i32,
    pub col: i32,
    pub end_line: i32,
    pub end_col: i32,
}

/// The keyword that `word` is, if it is one.
#[inline]
pub(super) fn keyword(word: &[u8]) -> Option<Kind> {
    Some(match word {
        b"if" => Kind::If,
        b"in" => Kind::In,
        b"is" => Kind::Is,
        b"as" => Kind::As,
        b"or" => Kind::Or,
        b"and" => Kind::And,
        b"def" => Kind::Def,
        b"del" => Kind::Del,
        b"for" => Kind::For,
        b"not" => Kind::Not,
        b"try" => Kind::Try,
        b"elif" => Kind::Elif,
        b"else" => Kind::Else,
        b"from" => Kind::From,
        b"None" => Kind::None,
        b"pass" => Kind::Pass,
        b"True" => Kind::True,
        b"with" => Kind::With,
        b"async" => Kind::Async,
        b"await" => Kind::Await,
        b"break" => Kind::Break,
        b"class" => Kind::Class,
        b"False" => Kind::False,
        b"raise" => Kind::Raise,
        b"while" => Kind::While,
        b"yield" => Kind::Yield,
        b"assert" => Kind::Assert,
        b"except" => Kind::Except,
        b"global" => Kind::Global,
        b"import" => Kind::Import,
        b"lambda" => Kind::Lambda,
        b"return" => Kind::Return,
        b"finally" => Kind::Finally,
        b"continue" => Kind::Continue,
        b"nonlocal" => Kind::Nonlocal,
        _ => return None,
    })
}
