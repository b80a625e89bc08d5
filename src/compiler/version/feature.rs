//! Behaviours that some versions have and others do not.
//!
//! Code asks `target.has(Feature::X)`; the table at the end of this file is the one place that says which releases
//! have X. A row names the first release that has it: `since 3.12.9, 3.13.2` is one for each series that did not have it
//! from its beginning; series after those named have it, as do theirs, so that a new series needs no word in any row. What a
//! series drops ends there (`until 3.14`). A behaviour that was there from the beginning is named by what replaced it, if
//! that reads better (`NoEmptySpecText`). The chapters are the stages: a row stands in that of the stage that asks for it.

use super::{Version, minor_of};

/// The releases that have a behaviour.
struct Row {
    feature: Feature,
    /// The first release of each series that is named, the oldest first. Empty: the oldest series has it, too.
    since: &'static [Version],
    /// The first series that no longer has it.
    until: u8,
}

macro_rules! features {
    (@until) => { u8::MAX };
    (@until $series:literal) => { minor_of(stringify!($series)) };
    ($(
        $(#[$doc:meta])+
        $name:ident $(since $($series:literal $(. $micro:literal)?),+)? $(until $until:literal)?;
    )+) => {
        /// A named behaviour.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Feature { $($(#[$doc])+ $name,)+ }

        const ROWS: &[Row] = &[$(Row {
            feature: Feature::$name,
            since: &[$($(Version { minor: minor_of(stringify!($series)), micro: 0 $(+ $micro)? }),+)?],
            until: features!(@until $($until)?),
        }),+];
    };
}

impl Row {
    const fn is_for(&self, version: Version) -> bool {
        let mut is_there = self.since.is_empty();
        let mut series = 0;
        while series < self.since.len() && self.since[series].minor <= version.minor {
            let first = self.since[series];
            is_there = first.minor < version.minor || first.micro <= version.micro;
            series += 1;
        }
        is_there && version.minor < self.until
    }
}

/// The bits of a word.
const BITS: usize = u64::BITS as usize;

/// Some features.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeatureSet([u64; 4]);

impl FeatureSet {
    /// All of them.
    pub const ALL: Self = Self([u64::MAX; 4]);

    /// The features that `version` has.
    pub(super) const fn of(version: Version) -> Self {
        let mut set = Self([0; 4]);
        let mut row = 0;
        while row < ROWS.len() {
            if ROWS[row].is_for(version) {
                set.insert(ROWS[row].feature);
            }
            row += 1;
        }
        set
    }

    /// Whether `feature` is one of them.
    #[inline]
    pub const fn has(&self, feature: Feature) -> bool {
        self.0[feature as usize / BITS] >> (feature as usize % BITS) & 1 != 0
    }

    /// Adds a feature.
    #[inline]
    pub const fn insert(&mut self, feature: Feature) {
        self.0[feature as usize / BITS] |= 1 << (feature as usize % BITS);
    }

    /// Whether this set and `other` have the same of the features in `among`.
    pub const fn agrees_with(&self, other: &Self, among: &Self) -> bool {
        let mut differences = 0;
        let mut word = 0;
        while word < self.0.len() {
            differences |= (self.0[word] ^ other.0[word]) & among.0[word];
            word += 1;
        }
        differences == 0
    }
}

#[rustfmt::skip] // a table
features! {
    // Text: encodings and the Unicode database.

    /// CPython does not see that a last line with `\r\n` has ended, and ends it once more.
    NewlineAfterCrlf until 3.12;
    /// What a source's codec decodes to ends at a null character, and a carriage return in it is a newline. Before,
    /// both were characters.
    NewlinesOfText since 3.13;
    /// A source that declares no other encoding is UTF-8 as a whole, comments too.
    WholeSourceIsUtf8 since 3.14.1;
    /// An error of a codec that names no place among the bytes is wrapped in the words of its caller.
    CodecErrorsWrapped until 3.12;
    /// The codecs punycode and idna say which bytes they refuse, and idna takes `XN--` for `xn--`.
    CodecErrorsPlaced since 3.13;
    /// The codec idna refuses labels of more than 1,024 bytes before it looks at them.
    IdnaLabelsLimited since 3.12;
    /// The codec idna maps no letters that came after Unicode 3.2 (gh-155292; found between 3.13.15 and 3.13.18).
    NameprepOfUnicode32 since 3.13.16, 3.14.8;
    /// There is an encoding `windows-31j`.
    Windows31jKnown since 3.13;
    /// The codec palmos has an angle quote at 0x9b (gh-135995).
    PalmosQuotesPaired since 3.13.6;
    /// There are encodings `cp00858`, `cp01140` and others with zeros in their numbers (gh-149801).
    ZerosInCodecNames since 3.13.14, 3.14.6;
    /// There are encodings `windows-874`, `iso-8859-8-i`, `cseuckr` and others.
    LettersInCodecNames since 3.14;
    /// There are encodings `csutf8`, `latin-2`, `mac` and others; `korean` and `ks_c_5601` are cp949, before euc_kr.
    MoreStandardCodecNames since 3.15;
    /// Unicode 15.0; before, 14.0.
    Unicode15 since 3.12;
    /// Unicode 15.1.
    Unicode15Point1 since 3.13;
    /// Unicode 16.0.
    Unicode16 since 3.14;
    /// Unicode 17.0.
    Unicode17 since 3.15;
    /// The names of ideographs and Hangul syllables may be in any case, as all others may, and their numbers have no
    /// zero in front. With it came the names of Tangut ideographs (gh-80667).
    RangedNamesIgnoreCase since 3.13.13, 3.14.4;

    // Grammar: what is accepted, and what it means.

    /// Type parameters and `type` statements (PEP 695).
    TypeParameters since 3.12;
    /// Type parameters have defaults (PEP 696).
    TypeParameterDefaults since 3.13;
    /// Several exceptions need parentheses only if they get a name: `except A, B as c` is refused (PEP 758).
    ExceptWithoutBrackets since 3.14;
    /// Imports may be lazy: `lazy import a` (PEP 810).
    LazyImports since 3.15;
    /// The elements of a comprehension may be unpacked: `[*x for x in y]`, `{**x for x in y}` (PEP 798).
    UnpackingInComprehensions since 3.15;
    /// A number of a pattern may have a plus sign before it: `case +1` (gh-145239).
    UnaryPlusInPatterns since 3.15;
    /// `from __future__ import barry_as_FLUFL` changes what follows in the same file (gh-125331).
    FluflInFiles since 3.12.10, 3.13.3;
    /// `from .__future__ import x` is an import like any other.
    RelativeFutureIsNone since 3.13;
    /// Future imports end at the first other statement; before, at the end of its line.
    FutureEndsAtOther since 3.12;
    /// A name that is `None`, `True` or `False` only when it is normalized is refused: `Nºne` (gh-133516).
    ConstantsAreNoNames since 3.13.4;
    /// Docstrings are stripped of their indentation.
    CleanDocstrings since 3.13;
    /// What `-OO` leaves out of a body, its docstring, is gone before anything is made of the body. A `pass` stands for
    /// one that was all of it, and a string that follows one is no docstring (gh-137308).
    DocstringsGoFirst since 3.14;

    // Grammar: f-strings and template strings.

    /// What is in the fields of f-strings is tokenized with the rest of the source (PEP 701).
    FstringTokens since 3.12;
    /// A format spec has no empty texts. Before, there was one after the last field, and before a field that starts
    /// with two braces, and a named character ended a text: `f'{x:{y}}'` had two parts in its spec. (Found between
    /// 3.12.1 and 3.12.7.)
    NoEmptySpecText since 3.11, 3.12.2;
    /// A format spec of several tokens of text, which named characters end, is one text from its colon on.
    SpecOfTextsIsText since 3.14;
    /// A field in a format spec may show its text, as in `f'{x:{y=}}'`, if it is not in the spec of another such field.
    /// A format spec begins at its colon; before, all that followed an expression was taken for a spec (gh-121130).
    ShownInSpecs since 3.12.5;
    /// The text of `{x=}` is taken as it is written, with every `!=`: `f'{x != y = }'` shows all of it (gh-124363,
    /// gh-129093). Before, escapes in it were decoded, and it ended at the first `!`, `:` or `}` that the tokenizer
    /// took for the end.
    ShownAsWritten since 3.12.9, 3.13.2;
    /// A `:` does not move the end of the text of `{x=}` if it has ended already (gh-130618).
    ColonKeepsEnd since 3.12.10, 3.13.3;
    /// In the text of `{x=}` a `#` in a string is no comment, as in `f'{"#"=}'`, and an `=` in brackets does not show a
    /// field, as in `f'{f(a=1)}'` (gh-135148).
    ShownStringsKnown since 3.13.6;
    /// The text of `{x=}` begins at the field's own brace, also in format specs (gh-155525), and strings in it may have
    /// escaped quotes (gh-154711).
    ShownByField since 3.13.16, 3.14.8;
    /// The format specs of raw f-strings are raw too: `rf'{x:\d}'` (gh-137314).
    RawSpecs since 3.13.6;
    /// Template strings: `t'{x}'` (PEP 750).
    TemplateStrings since 3.14;
    /// The text that an interpolation of a template string keeps of its expression has the white space behind it
    /// (gh-154719).
    TemplateTrailingSpace since 3.14.8;

    // Refusals: the tokenizer's.

    /// The error of bytes that are not ASCII is at the literal; before, at what follows it (gh-102310).
    BytesAtLiteral since 3.11.4;
    /// A newline counts as a column of its token.
    CountedColumns since 3.12;
    /// The parser counts the columns of errors in characters, whether the source declares an encoding or not.
    /// (Found between 3.12.1 and 3.12.7.)
    CharacterColumns since 3.12.4;
    /// The columns of the tokenizer's errors over a range are characters too: `'é', 01` (gh-156894).
    RangesInCharacters since 3.13.16, 3.14.8;
    /// A null byte is a `SyntaxError`; before, it was a `ValueError` (gh-96670).
    NullBytesAreSyntax since 3.11.4;
    /// A character that is not ASCII ends a number without an error about the number: `1é` (gh-88943).
    NumbersEndAtNonAscii since 3.11.6;
    /// A newline in the format spec of a single-quoted f-string has an error of its own (gh-129958).
    NoNewlineInSpec since 3.13.4;
    /// The word "exclamation" is spelt as it should be (gh-135496).
    ExclamationSpelt since 3.13.6;
    /// A string that does not end because of a backslash before its quote has an error of its own: `'a\'`.
    EscapedQuoteHint since 3.13;
    /// `<>` is two tokens (gh-151464).
    SplitNotEqual since 3.13.16, 3.14.8;
    /// The letters of a prefix that no string can have together have an error of their own: `ub""`.
    PrefixesCompared since 3.14;
    /// What is wrong with an escape of an f-string is said of its text; before, of its closing quotes (gh-160491).
    EscapeErrorsAtText since 3.14.10, 3.15.2;

    // Refusals: the grammar's.

    /// The overflow of the parser's stack has a message.
    StackOverflowSaid since 3.12;
    /// `import a from b` has an error of its own.
    ImportMistakes since 3.12;
    /// An import of nothing has an error of its own: `from a import`.
    ImportOfNothing since 3.13;
    /// `def` without a bracket or a colon is looked for in the second reading, by a rule of its own.
    DefMistakes since 3.13;
    /// An assignment to `*a` or `**a` among arguments has an error of its own: `f(*a=1)`.
    UnpackingMistakes since 3.12;
    /// A star without anything among arguments has an error of its own: `f(*)` (gh-109120).
    BareStars since 3.12.3;
    /// The error of `f(**b, *a)` is at the star; before, at all arguments up to it (gh-110696).
    UnpackingAtStar since 3.11.7, 3.12.1;
    /// The error of `*a` after `**b` extends over all that follows. (Found between 3.12.1 and 3.12.7.)
    UnpackingAfterKeywords since 3.12.4;
    /// `f(a=)` has an error of its own.
    ArgumentWithoutValue since 3.12;
    /// Mistakes with `/` are looked for before those with defaults: `def f(a=1, /, b, /)`.
    SlashesFirst since 3.12;
    /// An empty list of type parameters has an error of its own: `def f[](): ...`.
    EmptyTypeParameters since 3.13;
    /// Errors about soft keywords are looked for at these words only, not at names that are the start of one
    /// (gh-130077).
    WholeSoftKeywords since 3.13.6;
    /// `not` after an arithmetic operator has an error of its own: `1 + not x`.
    NotAfterOperator since 3.13;
    /// `for` without `in` in a comprehension has an error of its own: `[x for x]`.
    ForWithoutIn since 3.13;
    /// `for` without `in` in a comprehension, a bound of `*T` and a star without anything are looked for in the second
    /// reading only, so that other mistakes go before: `f(*(x y))`.
    MistakesLast since 3.14;
    /// Names between two strings have an error of their own: `"a "b" c"`.
    StringsBrokenUp since 3.14;
    /// A statement where a conditional expression has an operand has an error of its own: `x if y else pass`.
    StatementAsOperand since 3.14;
    /// `elif` after `else` has an error of its own.
    ElifAfterElse since 3.14;
    /// What is no name after `as` has an error of its own in imports, handlers and patterns: `import a as b.c`.
    TargetsOfAs since 3.14;
    /// Parameters are called parameters: `at least one parameter must precede /`. Before, they were called arguments.
    ParameterWords since 3.15;
    /// `case` without `match` has an error of its own.
    CaseAlone since 3.15;
    /// `raise` without an exception or a cause has errors of its own: `raise x from`.
    RaiseMistakes since 3.15;
    /// Assignments in an `assert` have errors of their own: `assert a = 1`.
    AssertMistakes since 3.15;
    /// A comma after the last item of a `with` has an error of its own.
    WithCommas since 3.15;
    /// `**rest` before other items of a mapping pattern has an error of its own.
    RestLast since 3.15;
    /// Unpacking in the wrong place has errors of its own: `[**a for a in b]`, `(**a)`, `[*x if a else b]`.
    UnpackingWords since 3.15;
    /// Comprehensions are tried before the displays that begin like them.
    ComprehensionsFirst since 3.15;
    /// A conditional expression is a rule of its own.
    ConditionalRule since 3.15;
    /// Where a comma is missing after an expression of several lines, the error is on the last of them.
    MissingCommaAtEnd since 3.15;
    /// What does not end in an f-string is said with the line of the brace that opened it, if that is another one
    /// (gh-157778).
    BraceLineSaid since 3.15;
    /// A conversion of an f-string is refused as soon as it is read: `f'{x!g'`.
    ConversionsFirst since 3.14;

    // Refusals: of the stages behind the parser, and limits of nesting.

    /// The error of a future import is at the name (gh-126139).
    FutureAtName since 3.12.8, 3.13.1;
    /// `yield from` has an error of its own outside of functions (gh-121657).
    YieldFromNamed since 3.12.5;
    /// A handler whose name cannot be bound is refused at once: `except E as __debug__`. Before, code was generated up
    /// to there, and what else was wrong was reported first.
    HandlerNamesChecked since 3.12;
    /// What binds `__debug__`, late future imports, and what is only allowed in asynchronous functions is refused by the
    /// symbol table, before what else code generation refuses, and also where no code is generated (gh-121297).
    CheckedBySymtable since 3.14;
    /// Inlined comprehensions count among the nested blocks, of which there may be too many (gh-156091).
    InlinedBlocks since 3.13.16, 3.14.8, 3.15.1;
    /// The compiler's recursion is counted with C's calls, not with Python's.
    CallsCountedInC since 3.12 until 3.14;
    /// The compiler's recursion may go further (gh-112215).
    WideRecursion since 3.12.3 until 3.14;
    /// The compiler's recursion is not counted: the stack is measured.
    RecursionByStack since 3.14;

    // Refusals: how they are printed.

    /// Of a line that is too long for CPython's buffer, errors show the start; otherwise the end (gh-124188).
    LongLinesByStart since 3.12.7, 3.13.1;
    /// Errors on the first line show it without the byte order mark (gh-124188).
    BomNotShown since 3.12.7, 3.13.1;
    /// The line that goes with the compiler's errors is decoded as the file declares, and what cannot be decoded of a
    /// line is replaced; before, that line was taken from the tokenizer (gh-124188).
    ErrorLineDecoded since 3.12.7, 3.13.1;
    /// Where an error's line cannot be read from the file, it is the tokenizer's line; before, for the last one read,
    /// all lines since the last token began (gh-116042).
    UnreadByLine since 3.12.10, 3.13.3;
    /// The error of a declared encoding after a byte order mark shows the declaration.
    DeclarationShown since 3.14.1;
    /// A traceback underlines no more than the line has, and of an error of several lines all that is left of
    /// the first.
    CaretsWithinLine since 3.13;
    /// Carets are as wide as the text that they underline is on a terminal, and only spaces are before them.
    CaretsAsWide since 3.15;
    /// A refusal that says no more than `invalid syntax` is printed with the keyword that a name was meant for
    /// (gh-132449).
    KeywordTypos since 3.14;
    /// No misspelt keyword is looked for in a text that is valid, or the start of something valid, as it is.
    ValidExcerptsKept since 3.15;
    /// The text that misspelt keywords are looked for in is UTF-8, decoded once more as the source declares to be written.
    /// Before, it was the source. (Found between 3.14.2 and 3.14.8; with gh-145234.)
    ExcerptDecodedTwice since 3.14.4;

    // Warnings.

    /// Invalid escapes are a `SyntaxWarning`.
    EscapesWarnAlways since 3.12;
    /// A source that is refused is not warned of for its escapes once more in the second reading (gh-111380).
    EscapesWarnOnce since 3.11.7;
    /// The warning of an invalid escape says what may be meant: `Did you mean "\\d"?` (gh-128016).
    EscapeAdvice since 3.14;
    /// An invalid escape is warned of where it is, not where its string begins. (In an f-string as many
    /// lines after the closing quotes as it is in its text: CPython adds the one to the other: gh-116042.)
    EscapesAtTheirPlace since 3.12.10, 3.13.3;
    /// What is above the declaration of an encoding is in that encoding where a line is read from the file for an error or a
    /// warning. Before, a line above it that is not UTF-8 hid the declaration (gh-63161).
    DeclarationsInTheirEncoding since 3.14.1;
    /// A statement that leaves a `finally` block early is warned of (PEP 765).
    FinallyWarnings since 3.14;
    /// A warning about code in a `finally` is not repeated for the copy for exceptions (gh-131927).
    FinallyWarnsOnce since 3.13.4, 3.14.1;
    /// `~True` and `~False` are warned of where they are evaluated, also by the compiler (gh-82012).
    BoolInversionWarned since 3.12 until 3.14;
    /// The warning of `~True` says when it will be an error (gh-122982).
    BoolInversionRemoved since 3.12.6 until 3.14;
    /// `~` of `True` and `False` is not folded (gh-134280).
    BoolInversionNotFolded since 3.14;
    /// The module of a filter may be the end of the path's dotted name: `b.c` is that of `a/b/c.py` (gh-135801).
    FiltersByEndOfPath since 3.15;
    /// A message or a module between slashes is a regular expression in a filter (gh-134716).
    PatternsInFilters since 3.15;
    /// The warning of `is` with a literal names the literal's type.
    LiteralTypeInWarning since 3.12;

    // Scopes.

    /// Annotations in the cases of a `match` count for whether a block has any (gh-105164).
    AnnotationsInMatch since 3.11.4;
    /// Scopes inside a class see its names: type parameters, their bounds (PEP 695).
    ClassDict since 3.12;
    /// List, set and dict comprehensions are inlined (PEP 709).
    InlinedComprehensions since 3.12;
    /// After a generic class private names are mangled as before it. Before, the code that followed was mangled with
    /// its name: `class A[T]: ...`, then `__x` is `_A__x` (gh-119395).
    PrivateNameRestored since 3.11, 3.12.4;
    /// In the scope of a generic class's parameters, only they are mangled: not the `__b` of `class A[T](__b)`
    /// (gh-119311).
    OnlyParametersMangled since 3.12.4;
    /// Whether a `:=` in a comprehension binds its iteration variable is looked up by the mangled name: `[(__x := 1)
    /// for __x in y]` in a class (gh-96497).
    MangledWalrus since 3.11.9, 3.12.3;
    /// A name that a comprehension's target merely uses (the `i` of `for a[i] in ...`) is no iteration variable, so
    /// that a `:=` may bind it.
    WalrusOfUsedName since 3.12;
    /// Lambdas and comprehensions are allowed in scopes that see a class's names (gh-109118).
    FunctionsInClassScopes since 3.13;
    /// The names of a `try` are collected from its handlers before its `else` (gh-111123).
    HandlersBeforeElse since 3.13;
    /// No type parameter can be called `__classdict__` (gh-128632).
    ReservedClassdict since 3.12.10, 3.13.3;
    /// The `__class__` of a class is not there for comprehensions that are inlined in the class. Before,
    /// they took it for a free variable of the class itself, which nothing provides (gh-114828).
    ClassLeavesComprehensions since 3.12.3;
    /// The `__classdict__` of a class is not there for them, either (gh-145701).
    ClassdictLeavesComprehensions since 3.13.13, 3.14.4;
    /// The cells of a class are not there for comprehensions that are inlined in the class, but are for functions in
    /// these: `[lambda: __class__ for x in y]` (gh-150700).
    ClassCellsInLambdas since 3.14.6;
    /// A class with annotated variables has the cell `__classdict__` even if it binds that name (gh-149805).
    ClassdictBesideName since 3.14.6;
    /// Inside an inlined comprehension its view of names holds for those too that it merely uses (gh-118513).
    UsedNamesOverridden since 3.12.4;
    /// An inlined comprehension overrides the names around it before it sets values aside. So in a class it sets aside
    /// only the names that it binds, no longer all that it uses, and a cell of its own is never the class's free variable.
    OverridesFirst since 3.14;
    /// Annotations are evaluated when they are asked for, in functions of their own (PEP 649, PEP 749). The functions
    /// that evaluate bounds, defaults and type aliases have their parameter, too.
    DeferredAnnotations since 3.14;

    // Code: how a thing is spelt in operations.

    /// A call is `CALL`; before, `PRECALL` stood in front of it.
    SingleCall since 3.12;
    /// A call with keywords is `CALL_KW` with their names on the stack; before, `KW_NAMES`.
    CallKw since 3.13;
    /// The `NULL` of a call follows the callable; before, it preceded it.
    NullAfterCallable since 3.13;
    /// `CALL_FUNCTION_EX` always takes keyword arguments, or a `NULL` in their place.
    CallExTakesNull since 3.14;
    /// `CALL_INTRINSIC_1` and `_2` do what had operations of their own: `LIST_TO_TUPLE`,
    /// `ASYNC_GEN_WRAP`, `IMPORT_STAR`, `UNARY_POSITIVE`, `PREP_RERAISE_STAR` (gh-99005). With them
    /// came another order of what `except*` puts on the stack.
    Intrinsics since 3.12;
    /// A method call is `LOAD_ATTR` with a bit in its argument; before, `LOAD_METHOD`.
    MethodBit since 3.12;
    /// `super().name` has an operation of its own (`LOAD_SUPER_ATTR`, gh-103497).
    SuperAttributes since 3.12;
    /// The argument of `COMPARE_OP` holds a mask for the specialising interpreter.
    CompareMask since 3.12;
    /// A test is preceded by `TO_BOOL`.
    ToBool since 3.13;
    /// `and`, `or` and chained comparisons copy the value that they test;
    /// `JUMP_IF_FALSE_OR_POP` is gone.
    CopiedConditions since 3.12;
    /// `x and y` jumps by `JUMP_IF_FALSE`, which keeps the value, until the passes that look at jumps are done.
    KeepingJumps since 3.14;
    /// `x[a:b]` has operations of its own (`BINARY_SLICE`, `STORE_SLICE`).
    SliceOperations since 3.12;
    /// A slice of literals, `x[1:2]`, is a constant.
    ConstantSlices since 3.14;
    /// `x[y]` is a `BINARY_OP`.
    SubscriptIsBinary since 3.14;
    /// Keys and values of a display alternate on the stack; no operation takes the keys as a tuple.
    PairsAlternate since 3.14;
    /// `FORMAT_SIMPLE`, `FORMAT_WITH_SPEC` and `CONVERT_VALUE`; before, `FORMAT_VALUE`.
    FormatOperations since 3.13;
    /// `LOAD_COMMON_CONSTANT` loads what code generation itself refers to, as `AssertionError`.
    CommonConstants since 3.14;
    /// `with` looks up `__enter__` and `__exit__` by `LOAD_SPECIAL`.
    SpecialLoaded since 3.14;
    /// `await` and `yield from` clean up after `throw` and `close` in the bytecode (gh-96670).
    SendCleanup since 3.12;
    /// A generator's body is wrapped in a handler that turns `StopIteration` into `RuntimeError`.
    StopIterationHandler since 3.12;
    /// The handler of `StopIteration` counts as a nested block, for which every function's body has a label
    /// (gh-116767).
    StopIterationBlock since 3.12.4;
    /// `END_FOR` at the end of a loop pops what is left of its iterator.
    EndFor since 3.12;
    /// `END_FOR` leaves the iterator to a `POP_TOP`.
    PopAfterEndFor since 3.13;
    /// `POP_ITER` drops the iterator of a loop that is done.
    PopIter since 3.14;
    /// An asynchronous loop's end says where its `SEND` is, and `NOT_TAKEN` stands where the loop goes on.
    AsyncForSaysSend since 3.14;
    /// The test of a `while` stands at its start only, which the end of the body jumps to (gh-122821).
    WhileTestedOnce since 3.14;
    /// A generator expression begins with a second `GET_ITER` (gh-125038).
    IteratorTwice since 3.13.1 until 3.14;
    /// `all`, `any` and `tuple` of a generator expression are loops where the name is the builtin (gh-131738).
    GeneratorCallsInlined since 3.14;
    /// These are not where the generator expression is asynchronous (gh-149122).
    AsyncGeneratorCallsPlain since 3.14.5;
    /// `list` and `set` of a generator expression are loops, too (gh-142863).
    CollectionCallsInlined since 3.15;
    /// An iterator is two items of the stack, the second one an index or `NULL`: `GET_ITER` pushes both, and iterates
    /// what `yield from` delegates to, too.
    VirtualIterators since 3.15;
    /// A comprehension makes the iterator of its first iterable itself, once what it sets aside is on the stack. A
    /// generator expression gets the iterable, and does so before there is a generator.
    IterableArgument since 3.15;
    /// Annotations of positional-only parameters are evaluated before those of others (gh-143886).
    PositionalOnlyFirst since 3.15;
    /// The function that evaluates the annotations of a function has a qualified name with that function's
    /// (gh-137814).
    AnnotateOfFunction since 3.15;
    /// `SET_FUNCTION_ATTRIBUTE` sets what `MAKE_FUNCTION` had flags for.
    SetFunctionAttribute since 3.13;
    /// The first constant of a function without a docstring is what it loads first, no longer None (gh-126072).
    NoneNotFirst since 3.14;
    /// `co_flags` say which functions have a docstring, and which are methods.
    MethodFlags since 3.14;
    /// Classes have `__firstlineno__` and `__static_attributes__`.
    ClassSourceAttributes since 3.13;
    /// In `except*` the exceptions that do not match are dropped after the clause's body, not before (gh-101517).
    StarMismatchLast since 3.11.4;
    /// The handler of a `with` that raises again stands after the one that suppresses.
    WithCleanupLast since 3.12;
    /// Jumps over artificial code do not check for signals (`JUMP_NO_INTERRUPT`).
    QuietJumps since 3.13;
    /// Every unit ends in a return, reachable or not, which a pass removes.
    ReturnAtEnd since 3.12;
    /// `YIELD_VALUE` says how many handlers are around it.
    YieldDepth since 3.12 until 3.13;

    // Code: positions.

    /// Every instruction gets the position of its own node. Before, some at the end of a compound
    /// statement got the one that the last statement inside had left (gh-87092).
    ExplicitPositions since 3.12;
    /// The jump from the end of a `case` to the end of the `match` has no position. Before, it had that of the body's
    /// last instruction (gh-103971).
    QuietCaseEnd since 3.11.4;
    /// What follows the patterns of a `case` has the position of the instruction after it.
    CaseAtNext since 3.14;
    /// The exception of an `assert` is raised at the position of its test (gh-116034).
    AssertAtTest since 3.11.9, 3.12.3;
    /// The calls that enter and leave an item of a `with` are at the position of the item, not of the statement
    /// (gh-93691).
    WithAtItem since 3.12.6;
    /// A lambda returns at the position of its body, not of its line (gh-120722).
    LambdaReturnAtBody since 3.12.5;
    /// The iterator of a `for` loop is at the position of the iterable, not of the statement (gh-93691).
    LoopAtIterable since 3.12.5;
    /// The iterator of a comprehension is at the position of the iterable, too (gh-123142).
    ComprehensionAtIterable since 3.12.6;

    // The graph.

    /// A NOP before others without lines goes if what follows these is on its line (gh-109889).
    NopsLookPastNops since 3.12.1;
    /// What sets up cells and generators is put before a unit when its graph is done.
    LatePrefix since 3.12;
    /// The depth of the stack is found before what sets up generators is there.
    DepthBeforePrefix since 3.13;
    /// `co_stacksize` is one at least.
    StackNeverEmpty since 3.13;
    /// The `RESUME` after a yield says whether one handler is around it. The pass that finds this also drops
    /// `POP_BLOCK`.
    ResumeDepth since 3.13;
    /// A constant is returned by `RETURN_CONST`.
    ReturnConst since 3.12 until 3.14;
    /// An integer that is a byte is loaded by its value.
    SmallInts since 3.14;
    /// None, True, False, the empty string and -1 are loaded by `LOAD_COMMON_CONSTANT`, too.
    CommonValues since 3.15;
    /// Two stores to one name keep their order where a swap before them is carried out: `a, a = x, y` (gh-104615).
    SwapsKeepLastStore since 3.11.4;
    /// Operators, tuples and displays of constants are folded in the graph, not in the tree (gh-126835).
    FoldsInGraph since 3.14;
    /// Arithmetic between real and complex numbers follows C: a real operand has no imaginary part, and infinities are not
    /// lost in products and quotients (gh-69639, gh-119372).
    ComplexFollowsC since 3.14;
    /// Constants that are added to a new collection one by one are folded where that is iterated or searched (gh-148817).
    AdditionsFolded since 3.14.8;
    /// What `GET_LEN` and others push counts as theirs where locals are borrowed; before, as the first instruction's of the
    /// block.
    PushesKnown since 3.15;
    /// `NOT_TAKEN` has the handler of the instruction that stood in its place before others were removed, or none.
    StaleHandlers since 3.14 until 3.15;
    /// `NOT_TAKEN` and the jumps that passes make have the handler of the jump that they are made for (gh-130279);
    /// before, none.
    HandlersOfNewJumps since 3.15.1;
    /// Blocks that control never gets to are empty, but stay where they were.
    KeepsEmptied since 3.13;
    /// Borrowing stops at an empty block.
    BorrowingStopsAtEmpty since 3.14 until 3.15;
    /// The bit of `RESUME` for one handler is the fourth, as its other values are more than four.
    WideResume since 3.15;

    // The assembler and marshal.

    /// Neighbours at one position share entries of the line table.
    MergedLocations since 3.12;
    /// Before the first distance of a jump is known it counts as long as its label's number is.
    JumpsStartAtLabel since 3.12 until 3.13;
    /// Before the first distance of a jump is known it counts as long as its target's index is.
    JumpsStartAtIndex since 3.13;
    /// The kinds of locals say of parameters how they are passed.
    ParameterKinds since 3.14;
    /// A module's code object is held once while it is written, as calls borrow their arguments.
    ModuleHeldOnce since 3.15;
    /// The integers up to 1024 exist once in the process; before, those up to 256.
    SmallIntsTo1024 since 3.15;
    /// `co_qualname` is interned.
    InternedQualnames since 3.13;
    /// `co_filename` is interned.
    InternedFilename since 3.13;
    /// Strings of one character and the compiler's own, such as `<module>`, are interned (gh-113993).
    InternedStatics since 3.12.7;
    /// Marshal holds the items of a frozenset while it finds their order, so that all of them count
    /// as shared there.
    SetItemsHeld since 3.13;

    // The tool.

    /// compileall's `-s` strips whole prefixes only, and says so of a path that has another one.
    StripOfPrefixOnly since 3.13;
}
