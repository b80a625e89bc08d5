//! Why CPython refuses a source, in its own words.
//!
//! The parser that builds the tree is fast and knows little of CPython's error messages. When a
//! source is known to be bad, it is read once more here, as CPython reads it: with a tokenizer that
//! fails where its tokenizer fails ([`tokenizer`]), and with its PEG grammar, first as it is and
//! then with the rules that only recognise mistakes (`invalid_*` in Grammar/python.gram). The order
//! in which alternatives are tried, and how far the tokens have been read by then, decide which of
//! several mistakes is reported and where; so that order is kept here, and speed does not matter.
//!
//! Nothing is built but what messages need: the kinds and places of expressions.

mod args;
mod atom;
mod compound;
mod comprehension;
mod expr;
mod fstring_tokens;
mod fstrings_before_pep701;
mod fstrings_pep701;
mod handlers;
mod lazy;
mod node;
mod numbers;
mod operators;
mod params;
mod parser;
mod pattern;
mod prefixes;
mod raise;
mod simple;
mod strings;
mod target;
mod token;
mod tokenizer;
mod type_params;
mod variant;
mod warned;

use crate::compiler::values::error::{CompileError, ErrorKind, Warning};
use crate::compiler::values::location::Location;
use crate::compiler::version::Target;
use parser::{Parser, Start};
pub(crate) use variant::{Attempt, Names};
pub(super) use variant::{attempt, names};
pub(super) use warned::IsError;
use warned::Warned;

/// An error on its way to the top.
type Raised = Box<CompileError>;

/// What the file begins with.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Heading {
    /// A byte order mark or a declaration of the encoding, so that CPython counts the columns of its
    /// parser's errors in characters.
    pub declared: bool,
    /// A byte order mark, which is not in the text.
    pub bom: bool,
}

/// What CPython says of a source: what it warns of, in its order, and why it refuses it.
pub(super) struct Diagnosis {
    pub warnings: Vec<Warning>,
    /// `Ok` if the parser accepts it; otherwise the first error that CPython's tokenizer or parser reports.
    pub verdict: Result<(), Raised>,
}

/// What CPython says of `text`, a whole file with newlines translated, if a decimal integer has `int_max_str_digits` at
/// most (0: any number), and `is_error` says which warnings are errors.
pub(super) fn diagnose(
    text: &[u8],
    heading: Heading,
    target: &'static Target,
    int_max_str_digits: u32,
    is_error: IsError<'_>,
) -> Diagnosis {
    let mut text = text.to_vec();
    let len = text.len();
    if text.last() != Some(&b'\n') {
        text.push(b'\n');
    }
    let start = Start::File { heading, len };
    let mut parser = Parser::new(&text, start, target, int_max_str_digits, Warned::new(is_error));
    let verdict = parser.run().map_err(|mut error| {
        error.after_line = parser.after_line;
        if let Some(unread) = &mut error.unread {
            unread.after_line = parser.after_line;
        }
        error
    });
    Diagnosis { warnings: parser.tokenizer.warned.list, verdict }
}

/// How deep the rules of CPython's parser are in each other in a source that it accepts.
#[cfg(test)]
pub(super) fn depth(text: &str, target: &'static Target) -> u32 {
    let start = Start::File { heading: Heading::default(), len: text.len() };
    let digits = crate::compiler::values::context::Options::INT_MAX_STR_DIGITS;
    let mut parser = Parser::new(text.as_bytes(), start, target, digits, Warned::new(&|_| false));
    let accepted = parser.run();
    assert!(accepted.is_ok(), "{text} is refused: {accepted:?}");
    parser.deepest
}

/// An error as CPython's exception has it: `offset` and `end_offset` count from 1.
struct Report {
    kind: ErrorKind,
    message: String,
    line: i32,
    offset: i32,
    end_line: i32,
    end_offset: i32,
    text: String,
}

impl Report {
    fn raise(self) -> Raised {
        Box::new(CompileError {
            kind: self.kind,
            message: self.message,
            location: Location::new(self.line, self.end_line, self.offset - 1, self.end_offset - 1),
            text: Some(self.text),
            unread: None,
            after_line: 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Heading, diagnose};
    use crate::compiler::syntax;
    use crate::compiler::values::context::{Context, Options};
    use crate::compiler::values::recursion::Stack;
    use crate::compiler::version::Target;
    use bumpalo::Bump;

    /// What `tests/recorded/record_errors.py` recorded of CPython.
    const GOLDEN: &str = include_str!("../../../../tests/recorded/errors.tsv");

    /// How the front end refuses `source`, in the notation of the golden file.
    fn refusal(source: &str) -> String {
        let target = Target::py311();
        let arena = Bump::new();
        let mut ctx = Context::new(&arena, target, Options::at_level(0));
        let refused = Stack::Deep.run(|| {
            let source = syntax::decode(source.as_bytes(), target)?;
            syntax::parse(&source, &mut ctx, &mut syntax::Buffers::default()).map(drop)
        });
        match refused.expect("a stack") {
            Ok(_) => "accepted".to_owned(),
            Err(error) => {
                let (kind, place) = (error.kind.name(), error.location);
                let (col, end_col) = (place.col + 1, place.end_col + 1);
                format!("{kind}\t{}\t{}\t{col}\t{}\t{end_col}", error.message, place.line, place.end_line)
            }
        }
    }

    fn unescape(text: &str) -> String {
        let mut chars = text.chars();
        let mut out = String::new();
        while let Some(c) = chars.next() {
            out.push(match c {
                '\\' => match chars.next() {
                    Some('n') => '\n',
                    Some('t') => '\t',
                    Some('r') => '\r',
                    other => other.unwrap_or('\\'),
                },
                c => c,
            });
        }
        out
    }

    #[test]
    fn sources_are_refused_as_recorded_from_cpython() {
        let mut wrong = Vec::new();
        for line in GOLDEN.lines() {
            let (source, expected) = line.split_once('\t').unwrap_or_default();
            let got = refusal(&unescape(source));
            if got != expected {
                wrong.push(format!("{source}\n  expected {expected}\n  got      {got}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// Sources, how 3.13.18 refuses them, and how 3.14.8 or 3.14.10 do: recorded.
    const CHANGED: &[(&str, &str, u8, &str)] = &[
        ("ub''", "1|3|1|5|invalid syntax", 10, "1|1|1|3|'u' and 'b' prefixes are incompatible"),
        ("é = fu''", "1|7|1|9|invalid syntax", 10, "1|5|1|7|'u' and 'f' prefixes are incompatible"),
        (
            "x = \"a \"b c\" d\"",
            "1|9|1|10|invalid syntax",
            10,
            "1|9|1|12|invalid syntax. Is this intended to be part of the string?",
        ),
        (
            "x if y else",
            "1|12|1|12|invalid syntax",
            10,
            "1|12|1|12|expected expression after 'else', but statement is given",
        ),
        (
            "(a, x if y else pass)",
            "1|17|1|21|invalid syntax",
            10,
            "1|17|1|21|expected expression after 'else', but statement is given",
        ),
        (
            "x = break if y else 1",
            "1|5|1|10|invalid syntax",
            10,
            "1|5|1|10|expected expression before 'if', but statement is given",
        ),
        (
            "if x: pass\nelse: pass\nelif y: pass\n",
            "3|1|3|5|invalid syntax",
            10,
            "3|1|3|5|'elif' block follows an 'else' block",
        ),
        ("import a as b.c", "1|14|1|15|invalid syntax", 10, "1|13|1|16|cannot use attribute as import target"),
        (
            "from a import (b as c, d as None)",
            "1|29|1|33|invalid syntax",
            10,
            "1|29|1|33|cannot use None as import target",
        ),
        (
            "try: pass\nexcept A as b.c: pass\n",
            "2|14|2|15|invalid syntax",
            10,
            "2|13|2|16|cannot use except statement with attribute",
        ),
        (
            "try: pass\nexcept* A as 1: pass\n",
            "2|14|2|15|invalid syntax",
            10,
            "2|14|2|15|cannot use except* statement with literal",
        ),
        (
            "try: pass\nexcept A, B as c: pass\n",
            "2|8|2|17|multiple exception types must be parenthesized",
            10,
            "2|8|2|17|multiple exception types must be parenthesized when using 'as'",
        ),
        (
            "try: pass\nexcept A: pass\nexcept*: pass\n",
            "3|8|3|9|expected one or more exception types",
            10,
            "3|7|3|8|invalid syntax",
        ),
        (
            "match x:\n case 1 as a.b: pass\n",
            "2|13|2|14|invalid syntax",
            10,
            "2|12|2|15|cannot use attribute as pattern target",
        ),
        (
            "match x:\n case 1 as 1+2: pass\n",
            "2|12|2|15|invalid pattern target",
            10,
            "2|12|2|15|cannot use expression as pattern target",
        ),
        (
            "f'{x!zz'",
            "1|8|1|8|f-string: expecting '}'",
            10,
            "1|6|1|8|f-string: invalid conversion character 'zz': expected 's', 'r', or 'a'",
        ),
        ("f(*(x y))", "1|7|1|8|Invalid star expression", 10, "1|5|1|8|invalid syntax. Perhaps you forgot a comma?"),
        (
            "(x y for z",
            "1|2|1|5|invalid syntax. Perhaps you forgot a comma?",
            10,
            "1|2|1|5|invalid syntax. Perhaps you forgot a comma?",
        ),
        (
            "f'a{x}b\\xZZ'",
            "1|12|1|13|(unicode error) 'unicodeescape' codec can't decode bytes in position 1-2: truncated \\xXX escape",
            10,
            "1|7|1|12|(unicode error) 'unicodeescape' codec can't decode bytes in position 1-2: truncated \\xXX escape",
        ),
        (
            "f'a{x}b\\xZZ'",
            "1|12|1|13|(unicode error) 'unicodeescape' codec can't decode bytes in position 1-2: truncated \\xXX escape",
            8,
            "1|12|1|13|(unicode error) 'unicodeescape' codec can't decode bytes in position 1-2: truncated \\xXX escape",
        ),
        (
            "try: pass\nexcept A, B: pass\nx y",
            "2|8|2|12|multiple exception types must be parenthesized",
            10,
            "3|3|3|4|invalid syntax",
        ),
    ];

    /// Sources, how 3.14.10 refuses them, and how 3.15.2 does: recorded.
    const CHANGED_IN_315: &str = include_str!("../../../../tests/recorded/errors_changed_in_3.15.tsv");

    #[test]
    fn changed_words_are_as_recorded_from_cpython() {
        let refused = |source: &str, minor, micro| {
            let target = Target::for_any_version(minor, Some(micro)).expect("a release that we know");
            let diagnosis = diagnose(source.as_bytes(), Heading::default(), target, 0, &|_| false);
            let Err(error) = diagnosis.verdict else { return "accepted".to_owned() };
            let place = error.location;
            let (col, end_col) = (place.col + 1, place.end_col + 1);
            format!("{}|{col}|{}|{end_col}|{}", place.line, place.end_line, error.message)
        };
        for &(source, before, micro, after) in CHANGED {
            assert_eq!(refused(source, 13, 18), before, "{source}");
            assert_eq!(refused(source, 14, micro), after, "{source}");
        }
        for line in CHANGED_IN_315.lines() {
            let [source, before, after] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let source = unescape(source);
            assert_eq!(refused(&source, 14, 10), before, "{source}");
            assert_eq!(refused(&source, 15, 2), after, "{source}");
        }
    }

    /// Operators that are too many for CPython's parser, by what is around them: asked of 3.14.10 and 3.15.2.
    #[test]
    fn rules_are_as_deep_as_cpythons() {
        let overflows = |text: &str, minor| {
            let target = Target::for_any_version(minor, None).expect("a release that we know");
            let refused =
                Stack::Deep.run(|| diagnose(text.as_bytes(), Heading::default(), target, 0, &|_| false).verdict);
            matches!(refused.expect("a stack"), Err(error) if error.kind.name() == "MemoryError")
        };
        for (before, repeated, after, limits) in [
            ("", "-", "x", [5970, 5969]),
            ("", "not ", "x", [5970, 5969]),
            ("", "x if y else ", "x", [5970, 2985]),
            ("", "lambda: ", "x", [2985, 2985]),
            ("(", "-", "x)", [5961, 5962]),
            ("[", "-", "x]", [5960, 5961]),
            ("[*", "-", "x]", [5966, 5968]),
            ("{x: ", "-", "x}", [5960, 5962]),
            ("f(", "-", "x)", [5965, 5964]),
            ("del x[", "-", "x]", [5964, 5963]),
            ("assert ", "-", "x", [5971, 5970]),
            ("raise x from ", "-", "x", [5970, 5970]),
            ("", "-", "x y", [5963, 5963]),
            ("f(*", "-", "x y)", [5959, 5960]),
            ("[", "-", "x y]", [5955, 5957]),
        ] {
            for (minor, limit) in [14, 15].into_iter().zip(limits) {
                let text = |times| format!("{before}{}{after}\n", repeated.repeat(times));
                assert!(!overflows(&text(limit - 1), minor), "{before}{repeated} 3.{minor}");
                assert!(overflows(&text(limit), minor), "{before}{repeated} 3.{minor}");
            }
        }
    }

    #[test]
    fn normalized_names_are_no_constants() {
        let refused = |source: &str, micro| {
            let target = Target::for_any_version(13, Some(micro)).expect("a release that we know");
            diagnose(source.as_bytes(), Heading::default(), target, 0, &|_| false).verdict.err()
        };
        for source in ["Nºne\n", "x.Nºne = 1\n", "f(Nºne=1)\n", "from a import Nºne\n", "Nºne (\n"] {
            let error = refused(source, 5).expect("an error");
            assert_eq!(
                (error.kind.name(), &*error.message),
                ("ValueError", "identifier field can't represent 'None' constant")
            );
        }
        assert!(refused("Nºne\n", 3).is_none() && refused("iﬁ = 1\n", 5).is_none());
    }

    #[test]
    fn what_is_no_utf8_is_refused_outside_of_comments() {
        let message = |text: &[u8]| {
            let diagnosis = diagnose(text, Heading::default(), Target::py311(), 0, &|_| false);
            diagnosis.verdict.err().map(|error| error.message)
        };
        assert_eq!(message(b"x = 1 # \xff\n"), None);
        let start = "(unicode error) 'utf-8' codec can't decode byte 0xff in position 1: invalid start byte";
        assert_eq!(message(b"a\xff = 1\n").as_deref(), Some(start));
        assert_eq!(message(b"x = 'a\xff'\n").as_deref(), Some(start));
    }
}
