//! Statements that have blocks, and the file.

use super::node::{Id, Kind, Targets};
use super::parser::{Parse, Parser, Rule, alternative, want};
use super::token::TokenKind;
use super::{Raised, args, comprehension, expr, handlers, params, pattern, simple, target, type_params};
use crate::compiler::values::error::ErrorKind;
use crate::compiler::version::Feature;

/// `file`: whether it matches.
pub(super) fn file(p: &mut Parser<'_>) -> Result<bool, Raised> {
    p.nested(2, |p| p.many(statement))?;
    Ok(p.token(TokenKind::End)?.is_some())
}

fn statement(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        alternative!(p, compound_stmt(p));
        simple::simple_stmts(p)
    })
}

/// `compound_stmt`
fn compound_stmt(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        if p.next_in(&["def", "@", "async"])? {
            alternative!(p, decorated(p, def));
        }
        // CPython keeps note of all but functions.
        let start = p.mark;
        want!(noted_stmt(p));
        p.note_compound(start);
        Ok(Some(()))
    })
}

/// `compound_stmt` if it is no function.
fn noted_stmt(p: &mut Parser<'_>) -> Parse<()> {
    if p.next_is("if")? {
        alternative!(p, if_stmt(p));
    }
    if p.next_in(&["class", "@"])? {
        alternative!(p, decorated(p, class));
    }
    if p.next_in(&["with", "async"])? {
        alternative!(p, with(p));
    }
    if p.next_in(&["for", "async"])? {
        alternative!(p, for_stmt(p));
    }
    if p.next_is("try")? {
        alternative!(p, handlers::try_stmt(p));
    }
    if p.next_is("while")? {
        alternative!(p, while_stmt(p));
    }
    match_stmt(p)
}

/// `block`
pub(super) fn block(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        let found = p.remember(Rule::Block, |p| {
            let start = p.mark;
            alternative!(p, {
                want!(p.token(TokenKind::Newline));
                want!(p.token(TokenKind::Indent));
                want!(p.nested(1, |p| p.some(statement)));
                want!(p.token(TokenKind::Dedent));
                Ok(Some(p.node(Kind::Other, start)))
            });
            alternative!(p, {
                want!(simple::simple_stmts(p));
                Ok(Some(p.node(Kind::Other, start)))
            });
            if p.invalid && p.attempt(no_indent)?.is_some() {
                return Err(p.raise_last_as(ErrorKind::IndentationError, "expected an indented block"));
            }
            Ok(None)
        })?;
        Ok(found.map(|_| ()))
    })
}

/// `NEWLINE !INDENT`
fn no_indent(p: &mut Parser<'_>) -> Parse<()> {
    want!(p.token(TokenKind::Newline));
    Ok((p.peek()?.kind != TokenKind::Indent).then_some(()))
}

/// Reports the block that does not follow the header that `header` matches up to its colon;
/// `header` returns the token that names the statement.
pub(super) fn missing_block(
    p: &mut Parser<'_>,
    what: &str,
    header: impl FnOnce(&mut Parser<'_>) -> Parse<usize>,
) -> Result<(), Raised> {
    p.nested(1, |p| {
        let found = p.attempt(|p| {
            let keyword = want!(header(p));
            want!(p.expect(":"));
            want!(no_indent(p));
            Ok(Some(keyword))
        })?;
        match found {
            Some(keyword) => {
                let line = p.place(keyword).line;
                let message = format!("expected an indented block after {what} on line {line}");
                Err(p.raise_last_as(ErrorKind::IndentationError, &message))
            }
            None => Ok(()),
        }
    })
}

/// Reports the colon that does not follow what `header` matches.
pub(super) fn missing_colon<T>(
    p: &mut Parser<'_>,
    header: impl FnOnce(&mut Parser<'_>) -> Parse<T>,
) -> Result<(), Raised> {
    p.nested(1, |p| {
        let found = p.attempt(|p| {
            want!(header(p));
            p.token(TokenKind::Newline)
        })?;
        match found {
            Some(_) => Err(p.raise_last("expected ':'")),
            None => Ok(()),
        }
    })
}

/// A definition with or without decorators.
fn decorated(p: &mut Parser<'_>, definition: fn(&mut Parser<'_>) -> Parse<()>) -> Parse<()> {
    p.nested(1, |p| {
        alternative!(p, {
            want!(p.some(|p| {
                want!(p.expect("@"));
                want!(p.nested(2, expr::named_expression));
                p.token(TokenKind::Newline)
            }));
            definition(p)
        });
        definition(p)
    })
}

/// `class_def_raw`
fn class(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        let header = |p: &mut Parser<'_>| -> Parse<usize> {
            let keyword = want!(p.expect("class"));
            want!(p.name());
            want!(type_params::optional(p));
            p.attempt(|p| {
                want!(p.expect("("));
                p.nested(1, |p| p.attempt(args::arguments))?;
                p.expect(")")
            })?;
            Ok(Some(keyword))
        };
        if p.invalid {
            missing_colon(p, header)?;
            missing_block(p, "class definition", header)?;
        }
        let start = p.mark;
        want!(header(p));
        want!(p.expect(":"));
        want!(block(p));
        // Of a decorated one the decorators do not count.
        p.note_compound(start);
        Ok(Some(()))
    })
}

/// `function_def_raw`
fn def(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        if p.invalid {
            missing_block(p, "function definition", |p| {
                p.expect("async")?;
                let keyword = want!(p.expect("def"));
                want!(p.name());
                want!(type_params::optional(p));
                want!(p.expect("("));
                want!(signature(p));
                Ok(Some(keyword))
            })?;
        }
        let forced = !p.has(Feature::DefMistakes);
        if p.invalid && !forced {
            // Where nothing is wrong, this rule matches too.
            alternative!(p, {
                p.expect("async")?;
                definition(p, true)
            });
        }
        alternative!(p, definition(p, forced));
        want!(p.expect("async"));
        definition(p, forced)
    })
}

/// A definition from its keyword on. `forced`: once its name is there, so must its bracket and colon.
fn definition(p: &mut Parser<'_>, forced: bool) -> Parse<()> {
    want!(p.expect("def"));
    want!(p.name());
    want!(type_params::optional(p));
    want!(expect(p, "(", forced));
    want!(signature(p));
    want!(expect(p, ":", forced));
    block(p)
}

fn expect(p: &mut Parser<'_>, text: &str, forced: bool) -> Parse<usize> {
    if forced { p.expect_forced(text).map(Some) } else { p.expect(text) }
}

/// Parameters, their closing bracket, and the annotation of what is returned.
fn signature(p: &mut Parser<'_>) -> Parse<()> {
    p.attempt(|p| params::params(p, params::DEF))?;
    want!(p.expect(")"));
    p.attempt(|p| {
        want!(p.expect("->"));
        p.nested(1, expr::expression)
    })?;
    Ok(Some(()))
}

/// A keyword and the condition after it.
fn condition(p: &mut Parser<'_>, word: &str) -> Parse<usize> {
    let keyword = want!(p.expect(word));
    want!(expr::named_expression(p));
    Ok(Some(keyword))
}

/// A condition, its block, and what may follow.
fn conditional(p: &mut Parser<'_>, word: &str, tail: fn(&mut Parser<'_>) -> Parse<()>) -> Parse<()> {
    if p.invalid {
        missing_colon(p, |p| condition(p, word))?;
        missing_block(p, &format!("'{word}' statement"), |p| condition(p, word))?;
    }
    want!(condition(p, word));
    want!(p.expect(":"));
    want!(block(p));
    p.attempt(tail)?;
    Ok(Some(()))
}

fn if_stmt(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| conditional(p, "if", elif_or_else))
}

fn elif_or_else(p: &mut Parser<'_>) -> Parse<()> {
    alternative!(p, p.nested(1, |p| conditional(p, "elif", elif_or_else)));
    else_block(p)
}

fn while_stmt(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| conditional(p, "while", else_block))
}

/// A keyword that only a colon and a block follow.
fn plain_block(p: &mut Parser<'_>, word: &str) -> Parse<()> {
    p.nested(1, |p| {
        if p.invalid {
            missing_block(p, &format!("'{word}' statement"), |p| p.expect(word))?;
            if word == "else" && p.has(Feature::ElifAfterElse) {
                elif_after_else(p)?;
            }
        }
        want!(p.expect(word));
        p.expect_forced(":")?;
        block(p)
    })
}

pub(super) fn else_block(p: &mut Parser<'_>) -> Parse<()> {
    plain_block(p, "else")
}

/// Reports an `elif` after the block of an `else`.
fn elif_after_else(p: &mut Parser<'_>) -> Result<(), Raised> {
    let found = p.attempt(|p| {
        want!(p.expect("else"));
        want!(p.expect(":"));
        want!(block(p));
        p.expect("elif")
    })?;
    match found {
        Some(_) => Err(p.raise_last("'elif' block follows an 'else' block")),
        None => Ok(()),
    }
}

pub(super) fn finally_block(p: &mut Parser<'_>) -> Parse<()> {
    plain_block(p, "finally")
}

fn for_stmt(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        let header = |p: &mut Parser<'_>| -> Parse<usize> {
            p.expect("async")?;
            let keyword = want!(p.expect("for"));
            want!(target::star_targets(p));
            want!(p.expect("in"));
            want!(expr::star_expressions(p));
            Ok(Some(keyword))
        };
        if p.invalid {
            missing_colon(p, header)?;
            missing_block(p, "'for' statement", header)?;
        }
        for is_async in [false, true] {
            let mut cut = false;
            let found = p.attempt(|p| {
                if is_async {
                    want!(p.expect("async"));
                }
                want!(p.expect("for"));
                want!(target::star_targets(p));
                want!(p.expect("in"));
                cut = true;
                want!(expr::star_expressions(p));
                want!(p.expect(":"));
                want!(block(p));
                p.attempt(else_block)?;
                Ok(Some(()))
            })?;
            if cut || found.is_some() {
                return Ok(found);
            }
        }
        if p.invalid {
            p.attempt(comprehension::invalid_for_target)?;
        }
        Ok(None)
    })
}

/// The items of a `with` as the rules for mistakes see them, in parentheses or not.
fn loose_with_items(p: &mut Parser<'_>, parentheses: bool) -> Parse<usize> {
    p.expect("async")?;
    let keyword = want!(p.expect("with"));
    if parentheses {
        want!(p.expect("("));
    }
    want!(p.separated(",", |p| {
        want!(if parentheses { expr::expressions(p) } else { expr::expression(p) });
        p.attempt(|p| {
            want!(p.expect("as"));
            target::star_target(p)
        })?;
        Ok(Some(()))
    }));
    if parentheses {
        p.expect(",")?;
        want!(p.expect(")"));
    }
    Ok(Some(keyword))
}

fn with(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        if p.invalid {
            for parentheses in [false, true] {
                missing_block(p, "'with' statement", |p| loose_with_items(p, parentheses))?;
            }
        }
        for is_async in [false, true] {
            for parentheses in [true, false] {
                alternative!(p, {
                    if is_async {
                        want!(p.expect("async"));
                    }
                    want!(p.expect("with"));
                    if parentheses {
                        want!(p.expect("("));
                    }
                    want!(p.separated(",", with_item));
                    if parentheses {
                        p.expect(",")?;
                        want!(p.expect(")"));
                    }
                    want!(p.expect(":"));
                    block(p)
                });
            }
        }
        if p.invalid {
            if p.has(Feature::WithCommas) {
                comma_after_items(p)?;
            }
            for parentheses in [false, true] {
                missing_colon(p, |p| loose_with_items(p, parentheses))?;
            }
        }
        Ok(None)
    })
}

/// Reports a comma after the last item of a `with`.
fn comma_after_items(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        let found = p.attempt(|p| {
            want!(loose_with_items(p, false));
            let comma = want!(p.expect(","));
            want!(p.expect(":"));
            Ok(Some(comma))
        })?;
        match found {
            Some(comma) => Err(p.raise(p.place(comma), "the last 'with' item has a trailing comma")),
            None => Ok(()),
        }
    })
}

fn with_item(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        let as_target = |p: &mut Parser<'_>, target: fn(&mut Parser<'_>) -> Parse<Id>| {
            p.attempt(|p| {
                want!(expr::expression(p));
                want!(p.expect("as"));
                let found = want!(target(p));
                Ok(p.next_in(&[",", ")", ":"])?.then_some(found))
            })
        };
        alternative!(p, as_target(p, target::star_target));
        if p.invalid
            && let Some(found) = as_target(p, expr::expression)?
        {
            p.check_target(found, Targets::Star)?;
            return Ok(None);
        }
        expr::expression(p)
    })
}

fn match_stmt(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        let header = |p: &mut Parser<'_>| -> Parse<usize> {
            let keyword = want!(p.soft_keyword("match"));
            alternative!(p, {
                want!(p.nested(1, expr::star_named_expression));
                want!(p.expect(","));
                p.nested(1, |p| p.attempt(expr::star_named_expressions))?;
                Ok(Some(keyword))
            });
            want!(p.nested(1, expr::named_expression));
            Ok(Some(keyword))
        };
        alternative!(p, {
            want!(header(p));
            want!(p.expect(":"));
            want!(p.token(TokenKind::Newline));
            want!(p.token(TokenKind::Indent));
            want!(p.some(case_block));
            want!(p.token(TokenKind::Dedent));
            Ok(Some(()))
        });
        if p.invalid {
            missing_colon(p, header)?;
            missing_block(p, "'match' statement", header)?;
            if p.has(Feature::CaseAlone) {
                case_alone(p)?;
            }
        }
        Ok(None)
    })
}

/// What is before the colon of a `case`.
fn case_header(p: &mut Parser<'_>) -> Parse<usize> {
    let keyword = want!(p.soft_keyword("case"));
    want!(p.attempt(pattern::patterns));
    p.nested(1, |p| p.attempt(|p| condition(p, "if")))?;
    Ok(Some(keyword))
}

fn case_block(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        if p.invalid {
            missing_colon(p, case_header)?;
            missing_block(p, "'case' statement", case_header)?;
        }
        want!(case_header(p));
        want!(p.expect(":"));
        block(p)
    })
}

/// Reports a `case` with its block that is in no `match`.
fn case_alone(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        let found = p.attempt(|p| {
            let keyword = want!(case_header(p));
            let colon = want!(p.expect(":"));
            want!(block(p));
            Ok(Some(p.place(keyword).to(p.place(colon))))
        })?;
        match found {
            Some(span) => Err(p.raise(span, "case statement must be inside match statement")),
            None => Ok(()),
        }
    })
}
