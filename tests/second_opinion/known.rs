//! What rustpython-parser 0.4 gets wrong, by kind.

use super::tree::{Difference, Lines, Node, Span, What};
use rustpython_parser::lexer::LexicalErrorType;
use rustpython_parser::{ParseError, ParseErrorType};
use unicode_normalization::UnicodeNormalization;

/// A kind of mistake.
pub struct Known {
    /// What is wrong, and why.
    pub mistake: &'static str,
    /// A source in which it shows.
    pub example: &'static str,
    /// The grammar and the positions are those of 3.this.
    pub minor: u8,
    /// What the interpreter answers: a part of its `ast.dump(tree, include_attributes=True)` of the example.
    pub answer: &'static str,
    pub is: Is,
}

/// How a mistake is recognized.
#[derive(Clone, Copy)]
pub enum Is {
    /// The trees differ.
    Difference(fn(&Difference<'_>, &Lines<'_>) -> bool),
    /// rustpython refuses what is valid.
    Refusal(fn(&Refusal<'_>) -> bool),
}

/// An error of rustpython's in a source that is valid.
pub struct Refusal<'r> {
    pub error: &'r ParseError,
    /// Our tree.
    pub ours: &'r Node,
    pub lines: &'r Lines<'r>,
    /// The first minor version with a grammar that accepts the source.
    pub since: u8,
}

impl Refusal<'_> {
    fn place(&self) -> (u32, u32) {
        self.lines.place(usize::from(self.error.offset))
    }

    fn lexical(&self) -> Option<&LexicalErrorType> {
        match &self.error.error {
            ParseErrorType::Lexical(error) => Some(error),
            _ => None,
        }
    }

    /// Whether the error is in an f-string.
    fn is_in_f_string(&self) -> bool {
        fn is_in(node: &Node, place: (u32, u32)) -> bool {
            let is_around = |span: Span| span.start <= place && place < span.end;
            node.kind == "JoinedStr" && node.span.is_some_and(is_around)
                || node.children.iter().any(|(_, child)| is_in(child, place))
        }
        is_in(self.ours, self.place())
    }
}

/// Our position and rustpython's, if that is how the nodes differ.
fn spans(found: &Difference<'_>) -> Option<(Span, Span)> {
    (found.what == What::Span).then_some((found.ours.span?, found.theirs.span?))
}

/// What follows rustpython's end up to ours, if the nodes begin together.
fn left_out<'t>(found: &Difference<'_>, lines: &Lines<'t>) -> Option<&'t str> {
    let (ours, theirs) = spans(found)?;
    (ours.start == theirs.start).then(|| lines.between(theirs.end, ours.end))
}

/// The values of our node and of rustpython's, in pairs, if that is how the nodes differ.
fn values<'d>(found: &'d Difference<'_>) -> Option<impl Iterator<Item = (&'d str, &'d str)>> {
    let (ours, theirs) = (&found.ours.values, &found.theirs.values);
    let pairs = ours.iter().zip(theirs).map(|((_, ours), (_, theirs))| (ours.as_str(), theirs.as_str()));
    (found.what == What::Values && ours.len() == theirs.len()).then_some(pairs)
}

/// Whether a string begins at a place: a quote behind a prefix.
fn is_literal(text: &str) -> bool {
    text.trim_start_matches(|c: char| "fFrR".contains(c)).starts_with(['\'', '"'])
}

/// Whether the nodes are parts of an f-string to whose position rustpython gives that of a literal.
fn is_part_of_f_string(found: &Difference<'_>, lines: &Lines<'_>) -> bool {
    let is_part =
        matches!((found.parent(), found.field()), ("JoinedStr", "values") | ("FormattedValue", "format_spec"));
    is_part && spans(found).is_some_and(|(_, theirs)| is_literal(lines.from(theirs.start)))
}

pub const KNOWN: &[Known] = &[
    Known {
        mistake: "a generator expression that is the only argument lacks the call's parentheses, which are its own",
        example: "f(x for x in y)\n",
        minor: 11,
        answer: "is_async=0)], lineno=1, col_offset=1, end_lineno=1, end_col_offset=15",
        is: Is::Difference(|found, lines| {
            found.ours.kind == "GeneratorExp"
                && (found.parent(), found.field()) == ("Call", "args")
                && spans(found).is_some_and(|(ours, theirs)| {
                    let (before, after) =
                        (lines.between(ours.start, theirs.start), lines.between(theirs.end, ours.end));
                    before.starts_with('(') && after.ends_with(')')
                })
        }),
    },
    Known {
        mistake: "a block ends before the `;` that ends its last line",
        example: "if x: y;\n",
        minor: 11,
        answer: "orelse=[], lineno=1, col_offset=0, end_lineno=1, end_col_offset=8",
        is: Is::Difference(|found, lines| {
            let is_end = |text: &str| text.contains(';') && text.chars().all(|c| "; \t\\\n".contains(c));
            ["body", "orelse", "handlers"].contains(&found.field()) && left_out(found, lines).is_some_and(is_end)
        }),
    },
    Known {
        mistake: "`:=` ends before the closing parenthesis of its value",
        example: "(a := (b))\n",
        minor: 11,
        answer: "end_col_offset=8), lineno=1, col_offset=1, end_lineno=1, end_col_offset=9)",
        is: Is::Difference(|found, lines| {
            let is_end = |text: &str| text.ends_with(')') && !text.contains(|c: char| c.is_alphanumeric());
            found.ours.kind == "NamedExpr" && left_out(found, lines).is_some_and(is_end)
        }),
    },
    Known {
        mistake: "the subject `a, b` of `match` has the position of the whole statement",
        example: "match a, b:\n  case _: pass\n",
        minor: 11,
        answer: "ctx=Load(), lineno=1, col_offset=6, end_lineno=1, end_col_offset=10), cases",
        is: Is::Difference(|found, _| {
            let around = found.path.iter().rev().nth(1).and_then(|(_, node)| node.span);
            let begins_with = |(_, theirs): (Span, Span)| around.is_some_and(|around| around.start == theirs.start);
            found.field() == "subject" && found.ours.kind == "Tuple" && spans(found).is_some_and(begins_with)
        }),
    },
    Known {
        mistake: "the subject `a,` of `match` is no tuple",
        example: "match a,:\n  case _: pass\n",
        minor: 11,
        answer: "subject=Tuple(elts=[Name(",
        is: Is::Difference(|found, _| {
            found.field() == "subject"
                && found.what == What::Shape
                && matches!(found.ours.children.as_slice(), [("elts", only)] if only == found.theirs)
        }),
    },
    Known {
        mistake: "the index `*b` is no tuple (PEP 646)",
        example: "a[*b]\n",
        minor: 11,
        answer: "slice=Tuple(elts=[Starred(",
        is: Is::Difference(|found, _| {
            (found.parent(), found.field()) == ("Subscript", "slice")
                && found.what == What::Shape
                && found.theirs.kind == "Starred"
                && matches!(found.ours.children.as_slice(), [("elts", only)] if only == found.theirs)
        }),
    },
    Known {
        mistake: "a name in parentheses counts as `simple` in an annotation",
        example: "(a): b\n",
        minor: 11,
        answer: "simple=0",
        is: Is::Difference(|found, _| {
            found.ours.kind == "AnnAssign"
                && values(found).is_some_and(|mut pairs| pairs.all(|pair| pair == ("false", "true")))
        }),
    },
    Known {
        mistake: "identifiers are not normalized (PEP 3131: NFKC)",
        example: "ﬁ\n",
        minor: 11,
        answer: "id='fi'",
        is: Is::Difference(|found, _| {
            let is_normal = |(ours, theirs): (&str, &str)| theirs.nfkc().eq(ours.chars());
            found.ours.kind != "Constant" && values(found).is_some_and(|mut pairs| pairs.all(is_normal))
        }),
    },
    Known {
        mistake: "a lone surrogate becomes U+FFFD: a string is Rust's",
        example: "'\\ud800'\n",
        minor: 11,
        answer: "value='\\ud800'",
        is: Is::Difference(|found, _| {
            // Ours is shown with U+FFFD for each of the three bytes.
            let is_replaced =
                |(ours, theirs): (&str, &str)| ours == theirs.replace('\u{FFFD}', "\u{FFFD}\u{FFFD}\u{FFFD}");
            found.ours.kind == "Constant" && values(found).is_some_and(|mut pairs| pairs.all(is_replaced))
        }),
    },
    Known {
        mistake: "a string with the prefix `U` is taken for one with `u`",
        example: "U'a'\n",
        minor: 11,
        answer: "Constant(value='a', lineno",
        is: Is::Difference(|found, lines| {
            let is_upper = found.ours.span.is_some_and(|span| lines.from(span.start).starts_with('U'));
            let with_u = found.ours.values.iter().cloned().chain([("kind", "u".to_owned())]);
            is_upper && found.what == What::Values && with_u.eq(found.theirs.values.iter().cloned())
        }),
    },
    Known {
        mistake: "parts of an f-string have the position of the literal, as before 3.12 (PEP 701)",
        example: "f'a{b}'\n",
        minor: 13,
        answer: "value='a', lineno=1, col_offset=2, end_lineno=1, end_col_offset=3",
        is: Is::Difference(|found, lines| {
            is_part_of_f_string(found, lines) && found.f_string().is_some_and(|whole| whole.span != found.ours.span)
        }),
    },
    Known {
        mistake: "a part of a concatenation has the position of its literal, not, as before 3.12, of the concatenation",
        example: "f'a' f'{b}'\n",
        minor: 11,
        answer: "conversion=-1, lineno=1, col_offset=0, end_lineno=1, end_col_offset=11",
        is: Is::Difference(|found, lines| {
            is_part_of_f_string(found, lines) && found.f_string().is_some_and(|whole| whole.span == found.ours.span)
        }),
    },
    Known {
        mistake: "a tuple in a replacement field begins and ends with the braces, as before 3.12 (PEP 701)",
        example: "f'{a, b}'\n",
        minor: 13,
        answer: "ctx=Load(), lineno=1, col_offset=3, end_lineno=1, end_col_offset=7), conversion",
        is: Is::Difference(|found, lines| {
            let has_brace = |(_, theirs): (Span, Span)| lines.from(theirs.start).starts_with('{');
            found.ours.kind == "Tuple" && found.parent() == "FormattedValue" && spans(found).is_some_and(has_brace)
        }),
    },
    Known {
        mistake: "`\\N` in a format spec is no escape but text and a field",
        example: "f'{a:\\N{BULLET}}'\n",
        minor: 13,
        answer: "values=[Constant(value='•', lineno",
        is: Is::Difference(|found, _| {
            let is_name = |(_, child): &(&str, Node)| child.values.iter().any(|(_, value)| value.ends_with("\\N"));
            found.field() == "format_spec" && found.what == What::Shape && found.theirs.children.iter().any(is_name)
        }),
    },
    Known {
        mistake: "other escapes in a format spec are left as they are",
        example: "f'{a:\\x41}'\n",
        minor: 11,
        answer: "values=[Constant(value='A', lineno",
        is: Is::Difference(|found, _| {
            let is_in_spec = found.path.iter().rev().nth(1).is_some_and(|(field, _)| *field == "format_spec");
            let is_escape = |(ours, theirs): (&str, &str)| theirs.contains('\\') && !ours.contains('\\');
            is_in_spec && values(found).is_some_and(|mut pairs| pairs.all(is_escape))
        }),
    },
    Known {
        mistake: "empty strings behind an f-string are a part of it",
        example: "f'{a}' ''\n",
        minor: 11,
        answer: "end_lineno=1, end_col_offset=9)], lineno=1, col_offset=0",
        is: Is::Difference(|found, _| {
            let is_empty = |(_, child): &(&str, Node)| child.values.iter().any(|(_, value)| value == "str ");
            let [theirs @ .., last] = &found.theirs.children[..] else { return false };
            let is_longer = theirs.len() == found.ours.children.len();
            found.ours.kind == "JoinedStr" && found.what == What::Shape && is_longer && is_empty(last)
        }),
    },
    Known {
        mistake: "a string over several lines in a field has its own column, not the one that 3.11 gives it",
        example: "f'''{\"\"\"a\nb\"\"\"}'''\n",
        minor: 11,
        answer: "value='a\\nb', lineno=1, col_offset=1, end_lineno=2, end_col_offset=4",
        is: Is::Difference(|found, _| {
            let is_column = |(ours, theirs): (Span, Span)| {
                ours.end == theirs.end && ours.start.0 == theirs.start.0 && ours.start.0 < ours.end.0
            };
            found.parent() == "FormattedValue" && spans(found).is_some_and(is_column)
        }),
    },
    Known {
        mistake: "f-strings of PEP 701 (quotes, nesting, backslashes, newlines) are refused",
        example: "f'{'a'}'\n",
        minor: 13,
        answer: "value=Constant(value='a'",
        is: Is::Refusal(|found| found.since >= 12 && found.is_in_f_string()),
    },
    Known {
        mistake: "quotes in a triple-quoted string in a field are refused, which 3.11 accepts",
        example: "f\"{'''a'b'''}\"\n",
        minor: 11,
        answer: "value=Constant(value=\"a'b\"",
        is: Is::Refusal(|found| found.since == 11 && found.is_in_f_string()),
    },
    Known {
        mistake: "defaults of type parameters are refused (PEP 696, 3.13)",
        example: "type A[T = int] = T\n",
        minor: 13,
        answer: "default_value=Name(id='int'",
        is: Is::Refusal(|found| found.since == 13 && found.lines.from(found.place()).starts_with('=')),
    },
    Known {
        mistake: "template strings are refused (PEP 750, 3.14)",
        example: "t'{x}'\n",
        minor: 14,
        answer: "Interpolation(value=Name(id='x'",
        is: Is::Refusal(|found| found.since == 14 && found.lines.from(found.place()).starts_with(['\'', '"'])),
    },
    Known {
        mistake: "several exceptions without parentheses are refused (PEP 758, 3.14)",
        example: "try: a\nexcept b, c: d\n",
        minor: 14,
        answer: "type=Tuple(elts=[Name(id='b'",
        is: Is::Refusal(|found| found.since == 14 && found.lines.from(found.place()).starts_with(',')),
    },
    Known {
        mistake: "lazy imports are refused (PEP 810, 3.15)",
        example: "lazy import a\n",
        minor: 15,
        answer: "is_lazy=1, lineno",
        is: Is::Refusal(|found| {
            let rest = found.lines.from(found.place());
            found.since == 15 && ["import ", "from "].iter().any(|keyword| rest.starts_with(keyword))
        }),
    },
    Known {
        mistake: "what is unpacked in a comprehension is refused (PEP 798, 3.15)",
        example: "{*a for a in b}\n",
        minor: 15,
        answer: "SetComp(elt=Starred(value=Name(id='a'",
        is: Is::Refusal(|found| found.since == 15 && found.lines.from(found.place()).starts_with("for ")),
    },
    Known {
        mistake: "numbers with a plus sign are refused in patterns (3.15)",
        example: "match a:\n    case +1: b\n",
        minor: 15,
        answer: "op=UAdd(), operand=Constant(value=1",
        is: Is::Refusal(|found| found.since == 15 && found.lines.from(found.place()).starts_with('+')),
    },
    Known {
        mistake: "letters that are new in its releases of Unicode are refused",
        example: "\u{1e4d0}\n",
        minor: 13,
        answer: "id='\u{1e4d0}'",
        is: Is::Refusal(
            |found| matches!(found.lexical(), Some(LexicalErrorType::UnrecognizedToken { tok }) if !tok.is_ascii()),
        ),
    },
    Known {
        mistake: "tabs after spaces are refused in a line with nothing else",
        example: "if a:\n    b\n  \t\n    c\n",
        minor: 11,
        answer: "Expr(value=Name(id='c', ctx=Load(), lineno=4",
        is: Is::Refusal(|found| matches!(found.lexical(), Some(LexicalErrorType::TabsAfterSpaces))),
    },
];
