//! Behaviours that some versions have and others do not.
//!
//! Code asks `target.has(Feature::X)`; the table at the end of this file is the one place that says
//! which releases have X. A feature that a version introduced and none dropped has one number; one
//! that was dropped again has two, and a third one if it came back: what a late release of a series has,
//! the first one of the next may lack.

use super::Version;

macro_rules! features {
    ($($(#[$doc:meta])+ $name:ident $from:tt $(until $until:tt $(again $again:tt)?)?;)+) => {
        /// A named behaviour.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Feature { $($(#[$doc])+ $name,)+ }

        /// The first release with each feature, the first one without it again, and the one that has it back.
        const ROWS: &[(Feature, Version, Option<Version>, Option<Version>)] =
            &[$((Feature::$name, release!($from), features!(@maybe $($until)?), features!(@maybe $($($again)?)?))),+];
    };
    (@maybe) => { None };
    (@maybe $release:tt) => { Some(release!($release)) };
}

macro_rules! release {
    (($minor:literal, $micro:literal)) => {
        Version { minor: $minor, micro: $micro }
    };
}

/// The set of features that `version` has, a bit each.
pub(super) const fn features_of(version: Version) -> u128 {
    let mut set = 0;
    let mut i = 0;
    while i < ROWS.len() {
        let (feature, from, until, again) = ROWS[i];
        let dropped = match (until, again) {
            (Some(until), Some(again)) => !version.before(until) && version.before(again),
            (Some(until), None) => !version.before(until),
            (None, _) => false,
        };
        if !version.before(from) && !dropped {
            set |= 1 << feature as u32;
        }
        i += 1;
    }
    set
}

/// Some features.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeatureSet(pub(super) u128);

impl FeatureSet {
    /// All of them.
    pub const ALL: Self = Self(u128::MAX);

    /// Adds a feature.
    #[inline]
    pub fn insert(&mut self, feature: Feature) {
        self.0 |= 1 << feature as u32;
    }
}

features! {
    /// Every instruction gets the position of its own node. Before, some at the end of a compound
    /// statement got the one that the last statement inside had left (gh-87092).
    ExplicitPositions (12, 0);
    /// A NOP before others without lines goes if what follows these is on its line (gh-109889).
    NopsLookPastNops (12, 1);
    /// What sets up cells and generators is put before a unit when its graph is done.
    LatePrefix (12, 0);
    /// Neighbours at one position share entries of the line table.
    MergedLocations (12, 0);
    /// `YIELD_VALUE` says how many handlers are around it.
    YieldDepth (12, 0) until (13, 0);
    /// The `RESUME` after a yield says whether one handler is around it. The pass that finds that
    /// drops `POP_BLOCK`, too.
    ResumeDepth (13, 0);
    /// The depth of the stack is found before what sets up generators is there.
    DepthBeforePrefix (13, 0);
    /// `co_stacksize` is one at least.
    StackNeverEmpty (13, 0);
    /// `co_qualname` is interned.
    InternedQualnames (13, 0);
    /// Before the first distance of a jump is known it counts as long as its label's number is.
    JumpsStartAtLabel (12, 0) until (13, 0);
    /// Before the first distance of a jump is known it counts as long as its target's index is.
    JumpsStartAtIndex (13, 0);
    /// `co_filename` is interned.
    InternedFilename (13, 0);
    /// Marshal holds the items of a frozenset while it finds their order, so that all of them count
    /// as shared there.
    SetItemsHeld (13, 0);
    /// A constant is returned by `RETURN_CONST`.
    ReturnConst (12, 0);
    /// Every unit ends in a return, reachable or not, which a pass removes.
    ReturnAtEnd (12, 0);
    /// A call is `CALL`; before, `PRECALL` stood in front of it.
    SingleCall (12, 0);
    /// `CALL_INTRINSIC_1` and `_2` do what had operations of their own: `LIST_TO_TUPLE`,
    /// `ASYNC_GEN_WRAP`, `IMPORT_STAR`, `UNARY_POSITIVE`, `PREP_RERAISE_STAR` (gh-99005). With them
    /// came another order of what `except*` puts on the stack.
    Intrinsics (12, 0);
    /// `await` and `yield from` clean up after `throw` and `close` in the bytecode (gh-96670).
    SendCleanup (12, 0);
    /// A generator's body is wrapped in a handler that turns `StopIteration` into `RuntimeError`.
    StopIterationHandler (12, 0);
    /// That handler counts as a nested block, for which every function's body has a label (gh-116767).
    StopIterationBlock (12, 4);
    /// The jump from the end of a `case` to the end of the `match` is artificial. Before, it had the position
    /// that the body had left (gh-103971).
    QuietCaseEnd (11, 4);
    /// In `except*` what does not match is dropped after the clause's body, not before (gh-101517).
    StarMismatchLast (11, 4);
    /// Annotations in the cases of a `match` count for whether a block has any (gh-105164).
    AnnotationsInMatch (11, 4);
    /// Two stores to one name keep their order where a swap before them is carried out (gh-104615).
    SwapsKeepLastStore (11, 4);
    /// `END_FOR` at the end of a loop pops what is left of its iterator.
    EndFor (12, 0);
    /// The handler of a `with` that raises again stands after the one that suppresses.
    WithCleanupLast (12, 0);
    /// `and`, `or` and chained comparisons copy the value that they test;
    /// `JUMP_IF_FALSE_OR_POP` is gone.
    CopiedConditions (12, 0);
    /// The argument of `COMPARE_OP` holds a mask for the specialising interpreter.
    CompareMask (12, 0);
    /// `x[a:b]` has operations of its own (`BINARY_SLICE`, `STORE_SLICE`).
    SliceOperations (12, 0);
    /// `super().name` has an operation of its own (`LOAD_SUPER_ATTR`, gh-103497).
    SuperAttributes (12, 0);
    /// A method call is `LOAD_ATTR` with a bit in its argument; before, `LOAD_METHOD`.
    MethodBit (12, 0);
    /// Scopes inside a class see its names: type parameters, their bounds (PEP 695).
    ClassDict (12, 0);
    /// List, set and dict comprehensions are inlined (PEP 709).
    InlinedComprehensions (12, 0);
    /// What is in the fields of f-strings is tokenized with the rest of the source (PEP 701).
    FstringTokens (12, 0);
    /// After the last field of a format spec there is a text, though it is empty, and so before a field
    /// that starts with two braces; a named character ends a text. (Found between 3.12.1 and 3.12.7.)
    EmptySpecText (12, 0) until (12, 2);
    /// A field in a format spec may show its text, if it is not in the spec of another such field. That text of
    /// an f-string is in a spec is noted where the colon is; before, all that followed an expression was taken
    /// for a spec (gh-121130).
    ShownInSpecs (12, 5);
    /// The text of `{x=}` is taken as it is written, with every `!=` (gh-124363, gh-129093). Before, escapes
    /// in it were decoded, and it ended at the first `!`, `:` or `}` that the tokenizer took for the end.
    ShownAsWritten (12, 9) until (13, 0) again (13, 2);
    /// A `:` does not move that end if there is one already (gh-130618).
    ColonKeepsEnd (12, 10) until (13, 0) again (13, 3);
    /// A `#` in a string is no comment in that text, and an `=` in brackets does not show a field (gh-135148).
    ShownStringsKnown (13, 6);
    /// That text begins at the field's own brace, also in format specs (gh-155525), and strings in it may have
    /// escaped quotes (gh-154711).
    ShownByField (13, 16);
    /// The format specs of raw f-strings are raw too (gh-137314).
    RawSpecs (13, 6);
    /// Invalid escapes are a `SyntaxWarning`.
    EscapesWarnAlways (12, 0);
    /// Bytes that are not ASCII are told at the literal; before, at what follows it (gh-102310).
    BytesAtLiteral (11, 4);
    /// A newline counts as a column of its token.
    CountedColumns (12, 0);
    /// The parser counts the columns of errors in characters, whether the source declares an encoding or not.
    /// (Found between 3.12.1 and 3.12.7.)
    CharacterColumns (12, 4);
    /// Of a line that is too long for CPython's buffer, errors show the start; otherwise the end (gh-124188).
    LongLinesByStart (12, 7) until (13, 0) again (13, 1);
    /// Errors on the first line show it without the byte order mark (gh-124188).
    BomNotShown (12, 7) until (13, 0) again (13, 1);
    /// The line that goes with the compiler's errors is decoded as the file declares, and what cannot be decoded of a line is
    /// replaced; before, that line was taken from the tokenizer (gh-124188).
    ErrorLineDecoded (12, 7) until (13, 0) again (13, 1);
    /// `from __future__ import barry_as_FLUFL` changes what follows in the same file (gh-125331).
    FluflInFiles (12, 10) until (13, 0) again (13, 3);
    /// CPython does not see that a last line with `\r\n` has ended, and ends it once more.
    NewlineAfterCrlf (11, 0) until (12, 0);
    /// A newline in the format spec of a single-quoted f-string has words of its own (gh-129958).
    NoNewlineInSpec (13, 4);
    /// The word "exclamation" is spelt as it should be (gh-135496).
    ExclamationSpelt (13, 6);
    /// The columns of needless zeros are characters too (gh-156894).
    ZerosInCharacters (13, 16);
    /// A string whose end was missed because of a backslash before a quote is told from others.
    EscapedQuoteHint (13, 0);
    /// `<>` is two tokens (gh-151464).
    SplitNotEqual (13, 16);
    /// The overflow of the parser's stack is said in words.
    StackOverflowSaid (12, 0);
    /// `import a from b` is told from other mistakes.
    ImportMistakes (12, 0);
    /// An import of nothing is told from other mistakes.
    ImportOfNothing (13, 0);
    /// `def` without a bracket or a colon is looked for in the second reading, by a rule of its own.
    DefMistakes (13, 0);
    /// An assignment to `*a` or `**a` among arguments is told from other mistakes.
    UnpackingMistakes (12, 0);
    /// A star without anything among arguments is told from other mistakes (gh-109120).
    BareStars (12, 3);
    /// Soft keywords are told from names that they begin with (gh-130077).
    WholeSoftKeywords (13, 6);
    /// `not` after an arithmetic operator is told from other mistakes.
    NotAfterOperator (13, 0);
    /// `for` without `in` is told from other mistakes in comprehensions.
    ForWithoutIn (13, 0);
    /// `*a` after `**b` is told at the star; before, at all arguments up to it (gh-110696).
    UnpackingAtStar (11, 7) until (12, 0) again (12, 1);
    /// `*a` after keyword arguments is told with all that follows. (Found between 3.12.1 and 3.12.7.)
    UnpackingAfterKeywords (12, 4);
    /// `f(a=)` is told from other mistakes.
    ArgumentWithoutValue (12, 0);
    /// Mistakes with `/` are looked for before those with defaults.
    SlashesFirst (12, 0);
    /// An empty list of type parameters is told from other mistakes.
    EmptyTypeParameters (13, 0);
    /// `yield from` has its own words outside of functions (gh-121657).
    YieldFromNamed (12, 5);
    /// Future imports end at the first other statement; before, at the end of its line.
    FutureEndsAtOther (12, 0);
    /// `from .__future__ import x` is an import like any other.
    RelativeFutureIsNone (13, 0);
    /// A traceback underlines no more than the line has, and of an error of several lines all that is left of
    /// the first.
    CaretsWithinLine (13, 0);
    /// What is wrong with a future import is at the name (gh-126139).
    FutureAtName (12, 8) until (13, 0) again (13, 1);
    /// Inlined comprehensions count among the nested blocks, of which there may be too many (gh-156091).
    InlinedBlocks (13, 16);
    /// The compiler's recursion is counted with C's calls, not with Python's.
    CallsCountedInC (12, 0);
    /// The compiler's recursion may go further (gh-112215).
    WideRecursion (12, 3);
    /// Where an error's line cannot be read from the file, it is the tokenizer's line; before, for the last one read, all
    /// lines since the last token began (gh-116042).
    UnreadByLine (12, 10) until (13, 0) again (13, 3);
    /// A null byte is a `SyntaxError`; before, a `ValueError` (gh-96670).
    NullBytesAreSyntax (11, 4);
    /// A handler whose name cannot be bound is refused at once; before, code is generated as far as that goes, and what
    /// else goes wrong is said.
    HandlerNamesChecked (12, 0);
    /// A source that is refused is not warned of for its escapes once more in the second reading (gh-111380).
    EscapesWarnOnce (11, 7);
    /// What is not ASCII may stand behind a number, as far as the number is concerned (gh-88943).
    NumbersEndAtNonAscii (11, 6);
    /// An invalid escape is warned of where it is, not where its string begins. (In an f-string as many
    /// lines after the closing quotes as it is in its text: CPython adds the one to the other: gh-116042.)
    EscapesAtTheirPlace (12, 10) until (13, 0) again (13, 3);
    /// What the compiler warns of in a `finally` is not said again of the copy for exceptions (gh-131927).
    FinallyWarnsOnce (13, 4);
    /// `~True` and `~False` are warned of where they are evaluated, also by the compiler (gh-82012).
    BoolInversionWarned (12, 0);
    /// That warning says when they will be errors (gh-122982).
    BoolInversionRemoved (12, 6);
    /// Type parameters and `type` statements (PEP 695).
    TypeParameters (12, 0);
    /// The warning of `is` with a literal names the literal's type.
    LiteralTypeInWarning (12, 0);
    /// A generic class leaves its name behind as the one that mangles private names (gh-119395).
    LeakedPrivateName (12, 0) until (12, 4);
    /// In the scope of a generic class's parameters, only they are mangled (gh-119311).
    OnlyParametersMangled (12, 4);
    /// Whether a `:=` in a comprehension binds its iteration variable is looked up by the mangled name
    /// (gh-96497).
    MangledWalrus (11, 9) until (12, 0) again (12, 3);
    /// What a comprehension's target merely uses (the `i` of `for a[i] in ...`) is no iteration
    /// variable, so that a `:=` may bind it.
    WalrusOfUsedName (12, 0);
    /// Lambdas and comprehensions are allowed in scopes that see a class's names (gh-109118).
    FunctionsInClassScopes (13, 0);
    /// The names of a `try` are collected from its handlers before its `else` (gh-111123).
    HandlersBeforeElse (13, 0);
    /// No type parameter can be called `__classdict__` (gh-128632).
    ReservedClassdict (12, 10) until (13, 0) again (13, 3);
    /// What an `assert` raises is at the position of its test (gh-116034).
    AssertAtTest (11, 9) until (12, 0) again (12, 3);
    /// What enters and leaves an item of a `with` is at the position of the item, not of the statement (gh-93691).
    WithAtItem (12, 6);
    /// A lambda returns at the position of its body, not of its line (gh-120722).
    LambdaReturnAtBody (12, 5);
    /// The `__class__` of a class is not there for comprehensions that are inlined in the class. Before,
    /// they took it for a free variable of the class itself, which nothing provides (gh-114828).
    ClassLeavesComprehensions (12, 3);
    /// So is `__classdict__` (gh-145701).
    ClassdictLeavesComprehensions (13, 13);
    /// Inside an inlined comprehension its view of names holds for those too that it merely uses (gh-118513).
    UsedNamesOverridden (12, 4);
    /// Strings of one character and the compiler's own, such as `<module>`, are interned (gh-113993).
    InternedStatics (12, 7);
    /// The iterator of a `for` loop is at the position of the iterable, not of the statement (gh-93691).
    LoopAtIterable (12, 5);
    /// So is that of a comprehension (gh-123142).
    ComprehensionAtIterable (12, 6);
    /// The iterator of a comprehension's clause is made sure to be one (gh-125038).
    IteratorTwice (13, 1);
    /// A call with keywords is `CALL_KW` with their names on the stack; before, `KW_NAMES`.
    CallKw (13, 0);
    /// A test is preceded by `TO_BOOL`.
    ToBool (13, 0);
    /// The `NULL` of a call follows the callable; before, it preceded it.
    NullAfterCallable (13, 0);
    /// `FORMAT_SIMPLE`, `FORMAT_WITH_SPEC` and `CONVERT_VALUE`; before, `FORMAT_VALUE`.
    FormatOperations (13, 0);
    /// `SET_FUNCTION_ATTRIBUTE` sets what `MAKE_FUNCTION` had flags for.
    SetFunctionAttribute (13, 0);
    /// Classes have `__firstlineno__` and `__static_attributes__`.
    ClassSourceAttributes (13, 0);
    /// Docstrings are stripped of their indentation.
    CleanDocstrings (13, 0);
    /// `END_FOR` leaves the iterator to a `POP_TOP`.
    PopAfterEndFor (13, 0);
    /// Jumps over artificial code do not check for signals (`JUMP_NO_INTERRUPT`).
    QuietJumps (13, 0);
    /// Type parameters have defaults (PEP 696).
    TypeParameterDefaults (13, 0);
    /// compileall's `-s` strips whole prefixes only, and says so of a path that has another one.
    StripOfPrefixOnly (13, 0);
    /// Unicode 15.0; before, 14.0.
    Unicode15 (12, 0);
    /// Unicode 15.1.
    Unicode15Point1 (13, 0);
    /// The names of ideographs and Hangul syllables may be in any case, as all others may, and their numbers have no zero
    /// in front. With it came the names of Tangut ideographs (gh-80667).
    RangedNamesIgnoreCase (13, 13);
    /// What a source's codec decodes to ends at a null character, and a carriage return in it is a newline. Before, both
    /// were characters.
    NewlinesOfText (13, 0);
    /// What a codec raises without a place among the bytes is put into words of who called it.
    CodecErrorsWrapped (11, 0) until (12, 0);
    /// The codecs punycode and idna say which bytes they refuse, and idna takes `XN--` for `xn--`.
    CodecErrorsPlaced (13, 0);
    /// The codec idna refuses labels of more than 1,024 bytes before it looks at them.
    IdnaLabelsLimited (12, 0);
    /// The codec idna maps no letters that came after Unicode 3.2 (gh-155292; found between 3.13.15 and 3.13.18).
    NameprepOfUnicode32 (13, 16);
    /// There is an encoding `windows-31j`.
    Windows31jKnown (13, 0);
    /// The codec palmos has an angle quote at 0x9b (gh-135995).
    PalmosQuotesPaired (13, 6);
    /// There are encodings `cp00858`, `cp01140` and others with zeros in their numbers (gh-149801).
    ZerosInCodecNames (13, 14);
    /// A source that declares no other encoding is UTF-8 as a whole, comments too.
    WholeSourceIsUtf8 (14, 0);
}
