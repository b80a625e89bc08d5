//! Why a file was not compiled, and what CPython would warn of.

use crate::compiler::values::location::Location;

/// The exception class that CPython raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // names are Python's
#[non_exhaustive]
pub enum ErrorKind {
    SyntaxError,
    /// A `SyntaxError` that says nothing of a place: a null byte.
    PlacelessSyntaxError,
    IndentationError,
    TabError,
    /// An undecodable source outside the tokenizer, a null byte (`ValueError`).
    ValueError,
    UnicodeDecodeError,
    /// A lone surrogate where CPython needs UTF-8.
    UnicodeEncodeError,
    RecursionError,
    MemoryError,
    OverflowError,
    SystemError,
    /// A defect of this compiler, not of the file.
    Internal,
}

impl ErrorKind {
    /// The name of the Python class.
    pub fn name(self) -> &'static str {
        match self {
            Self::SyntaxError | Self::PlacelessSyntaxError => "SyntaxError",
            Self::IndentationError => "IndentationError",
            Self::TabError => "TabError",
            Self::ValueError => "ValueError",
            Self::UnicodeDecodeError => "UnicodeDecodeError",
            Self::UnicodeEncodeError => "UnicodeEncodeError",
            Self::RecursionError => "RecursionError",
            Self::MemoryError => "MemoryError",
            Self::OverflowError => "OverflowError",
            Self::SystemError => "SystemError",
            Self::Internal => "InternalError",
        }
    }
}

/// An error that refuses a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    /// The exception class.
    pub kind: ErrorKind,
    /// CPython's message where it could be matched.
    pub message: String,
    /// Where: columns are one less than the `offset` and `end_offset` of CPython's exception. Most
    /// often these count UTF-8 bytes, though CPython shows them as if they counted characters.
    /// [`Location::NONE`] if the exception carries no position.
    pub location: Location,
    /// The source line that CPython shows, without its newline.
    pub text: Option<String>,
    /// The error as it is where CPython cannot read the line from the file, if that is another.
    pub unread: Option<Box<Self>>,
    /// The line of the last compound statement that CPython's parser read to its end before it refused the source; 0 if
    /// there is none.
    pub after_line: i32,
}

impl CompileError {
    /// A `SyntaxError` at `location`.
    #[cold]
    pub fn syntax(message: impl Into<String>, location: Location) -> Self {
        Self::new(ErrorKind::SyntaxError, message, location)
    }

    /// An error of another class.
    #[cold]
    pub fn new(kind: ErrorKind, message: impl Into<String>, location: Location) -> Self {
        Self { kind, message: message.into(), location, text: None, unread: None, after_line: 0 }
    }

    /// The error as CPython has it, by whether it can read its line from the file that the source is said to be in.
    pub fn as_read(&self, has_line: bool) -> &Self {
        self.unread.as_deref().filter(|_| !has_line).unwrap_or(self)
    }
}

impl std::fmt::Display for CompileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.location.has_line() {
            write!(f, "line {}: ", self.location.line)?;
        }
        write!(f, "{}: {}", self.kind.name(), self.message)
    }
}

impl std::error::Error for CompileError {}

/// A `SyntaxWarning` or `DeprecationWarning` that compilation raises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The warning class.
    pub category: WarningCategory,
    /// CPython's message.
    pub message: String,
    /// The line, from 1.
    pub line: i32,
    /// Where the error is that a filter turns it into, as in [`CompileError`].
    pub location: Location,
    /// Who warns.
    pub origin: WarningOrigin,
}

/// The stage that a [`Warning`] comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WarningOrigin {
    /// Of a token, before the parser sees it.
    Tokenizer,
    /// Of what is in a token, when the parser is done with it.
    Parser,
    /// The folding of constants, which warns of what it evaluates, as of a line of Python's own code that called it.
    Optimizer,
    /// The stages behind the parser.
    Compiler,
    /// Of a token of the excerpt in which a misspelt keyword is looked for.
    Excerpt,
}

/// The class of a [`Warning`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // names are Python's
#[non_exhaustive]
pub enum WarningCategory {
    SyntaxWarning,
    DeprecationWarning,
}

impl WarningCategory {
    /// The name of the Python class.
    pub fn name(self) -> &'static str {
        match self {
            Self::SyntaxWarning => "SyntaxWarning",
            Self::DeprecationWarning => "DeprecationWarning",
        }
    }
}
