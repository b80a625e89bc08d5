//! Operators, from `or` down to `await`, and what is wrong with them.

use super::node::{Id, Kind};
use super::parser::{Parse, Parser, Rule, alternative, want};
use super::token::Span;
use super::{Raised, atom};
use crate::compiler::version::Feature;

/// Operands of `and` or `or`.
fn boolean(p: &mut Parser<'_>, word: &str, operand: fn(&mut Parser<'_>) -> Parse<Id>) -> Parse<Id> {
    let start = p.mark;
    let first = want!(operand(p));
    let rest = p.many(|p| {
        want!(p.expect(word));
        p.nested(1, operand)
    })?;
    Ok(Some(if rest.is_empty() { first } else { p.node(Kind::Operation, start) }))
}

/// `disjunction`
pub(super) fn disjunction(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| p.remember(Rule::Disjunction, |p| boolean(p, "or", conjunction)))
}

fn conjunction(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| p.remember(Rule::Conjunction, |p| boolean(p, "and", inversion)))
}

fn inversion(p: &mut Parser<'_>) -> Parse<Id> {
    p.remember(Rule::Inversion, |p| {
        p.nested(1, |p| {
            let start = p.mark;
            alternative!(p, {
                want!(p.expect("not"));
                want!(inversion(p));
                Ok(Some(p.node(Kind::Operation, start)))
            });
            comparison(p)
        })
    })
}

fn comparison(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        let left = want!(bitwise_or(p));
        let operators = p.many(|p| {
            for words in [
                &["=="][..],
                &["!="],
                &["<="],
                &["<"],
                &[">="],
                &[">"],
                &["not", "in"],
                &["in"],
                &["is", "not"],
                &["is"],
            ] {
                if p.tokenizer.is_flufl && words[0] == "!=" {
                    alternative!(p, {
                        want!(flufl_noteq(p));
                        want!(bitwise_or(p));
                        Ok(Some(false))
                    });
                    continue;
                }
                if p.invalid && words[0] == "<" && !p.tokenizer.is_flufl && p.has(Feature::SplitNotEqual) {
                    invalid_noteq(p)?;
                }
                alternative!(p, {
                    for word in words {
                        want!(p.expect(word));
                    }
                    want!(p.nested(2, bitwise_or));
                    Ok(Some(words[0] == "in"))
                });
            }
            Ok(None)
        })?;
        Ok(Some(match operators.first() {
            Some(&is_in) => p.node(Kind::Compare(is_in.then_some(left)), start),
            None => left,
        }))
    })
}

/// `<` and `>` without anything between them.
fn less_greater(p: &mut Parser<'_>) -> Parse<Span> {
    p.attempt(|p| {
        let less = want!(p.expect("<"));
        let greater = want!(p.expect(">"));
        let (less, greater) = (p.place(less), p.place(greater));
        let adjacent = (less.end_line, less.end_col) == (greater.line, greater.col);
        Ok(adjacent.then(|| less.to(greater)))
    })
}

/// `invalid_noteq`
fn invalid_noteq(p: &mut Parser<'_>) -> Result<(), Raised> {
    match less_greater(p)? {
        Some(span) => Err(p.raise(span, "invalid syntax.  Maybe you meant '!=' instead of '<>'?")),
        None => Ok(()),
    }
}

/// `<>`; reports `!=`.
fn flufl_noteq(p: &mut Parser<'_>) -> Parse<Span> {
    if p.expect("!=")?.is_some() {
        return Err(p.raise_last("with Barry as BDFL, use '<>' instead of '!='"));
    }
    Ok(p.expect("<>")?.map(|token| p.place(token)))
}

/// The binary operators, loosest first.
const BINARY: [&[&str]; 6] = [&["|"], &["^"], &["&"], &["<<", ">>"], &["+", "-"], &["*", "/", "//", "%", "@"]];

/// `bitwise_or`
pub(super) fn bitwise_or(p: &mut Parser<'_>) -> Parse<Id> {
    binary(p, 0)
}

/// Left-associative operators of one level.
fn binary(p: &mut Parser<'_>, level: usize) -> Parse<Id> {
    let Some(operators) = BINARY.get(level) else { return factor(p) };
    p.nested(2, |p| {
        p.remember(Rule::Binary(level), |p| {
            let start = p.mark;
            if p.invalid && p.has(Feature::NotAfterOperator) {
                misplaced_not(p, level)?;
            }
            let mut left = want!(binary(p, level + 1));
            while let Some(operation) = p.attempt(|p| {
                for operator in *operators {
                    alternative!(p, {
                        want!(p.expect(operator));
                        want!(binary(p, level + 1));
                        Ok(Some(p.node(Kind::Operation, start)))
                    });
                }
                Ok(None)
            })? {
                left = operation;
            }
            Ok(Some(left))
        })
    })
}

/// `invalid_arithmetic`, `invalid_factor`
fn misplaced_not(p: &mut Parser<'_>, level: usize) -> Result<(), Raised> {
    p.nested(1, |p| {
        const SHIFT: usize = 3;
        const TERM: usize = 5;
        let found = p.attempt(|p| {
            match level {
                SHIFT => {
                    want!(binary(p, level + 1));
                    want!(p.expect_in(&["+", "-", "*", "/", "%", "//", "@"]));
                }
                TERM => {
                    want!(p.expect_in(&["+", "-", "~"]));
                }
                _ => return Ok(None),
            }
            let not = want!(p.expect("not"));
            let operand = want!(if level == SHIFT { inversion(p) } else { factor(p) });
            Ok(Some(p.place(not).to(p.span(operand))))
        })?;
        match found {
            Some(span) => Err(p.raise(span, "'not' after an operator must be parenthesized")),
            None => Ok(()),
        }
    })
}

fn factor(p: &mut Parser<'_>) -> Parse<Id> {
    p.remember(Rule::Factor, |p| {
        p.nested(1, |p| {
            let start = p.mark;
            alternative!(p, {
                want!(p.expect_in(&["+", "-", "~"]));
                want!(factor(p));
                Ok(Some(p.node(Kind::Operation, start)))
            });
            power(p)
        })
    })
}

fn power(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let start = p.mark;
        alternative!(p, {
            want!(await_primary(p));
            want!(p.expect("**"));
            want!(factor(p));
            Ok(Some(p.node(Kind::Operation, start)))
        });
        await_primary(p)
    })
}

fn await_primary(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        p.remember(Rule::AwaitPrimary, |p| {
            let start = p.mark;
            alternative!(p, {
                want!(p.expect("await"));
                want!(atom::primary(p));
                Ok(Some(p.node(Kind::Await, start)))
            });
            atom::primary(p)
        })
    })
}
