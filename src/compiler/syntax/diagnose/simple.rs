//! Statements of one line.

use super::node::{Id, Kind, Targets};
use super::parser::{Parse, Parser, Rule, alternative, want};
use super::token::TokenKind;
use super::{Raised, atom, expr, lazy, target, type_params};
use crate::compiler::version::Feature;

/// `simple_stmts`
pub(super) fn simple_stmts(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        alternative!(p, {
            want!(simple_stmt(p));
            if p.next_is(";")? {
                return Ok(None);
            }
            want!(p.token(TokenKind::Newline));
            Ok(Some(()))
        });
        want!(p.separated(";", simple_stmt));
        p.expect(";")?;
        want!(p.token(TokenKind::Newline));
        Ok(Some(()))
    })
}

pub(super) fn simple_stmt(p: &mut Parser<'_>) -> Parse<Id> {
    p.nested(1, |p| {
        p.remember(Rule::SimpleStmt, |p| {
            let start = p.mark;
            want!(statement(p));
            Ok(Some(p.node(Kind::Other, start)))
        })
    })
}

fn statement(p: &mut Parser<'_>) -> Parse<()> {
    alternative!(p, assignment(p));
    if p.has(Feature::TypeParameters) {
        alternative!(p, type_params::type_alias(p));
    }
    if p.has(Feature::LazyImports) {
        alternative!(p, lazy::lazy_import(p));
    }
    if p.attempt(expr::star_expressions)?.is_some() {
        return Ok(Some(()));
    }
    let Some(keyword) = p.attempt(|p| p.token(TokenKind::Keyword))? else { return Ok(None) };
    p.nested(1, |p| keyword_statement(p, keyword))
}

/// A statement after its keyword.
fn keyword_statement(p: &mut Parser<'_>, keyword: usize) -> Parse<()> {
    match p.text(keyword) {
        b"pass" | b"break" | b"continue" => Ok(Some(())),
        b"return" => {
            p.attempt(expr::star_expressions)?;
            Ok(Some(()))
        }
        b"import" => {
            invalid_import(p, keyword)?;
            import_name(p)
        }
        b"from" => {
            if p.invalid && p.has(Feature::LazyImports) {
                lazy::lazy_before_import(p)?;
            }
            want!(import_from(p));
            p.tokenizer.is_flufl |= imports_flufl(p, keyword) && p.has(Feature::FluflInFiles);
            if p.has(Feature::LazyImports) {
                lazy::module_named_lazy(p, keyword)?;
            }
            Ok(Some(()))
        }
        b"raise" => raise(p, keyword),
        b"del" => del(p),
        b"yield" => {
            p.mark = keyword;
            want!(expr::yield_expr(p));
            Ok(Some(()))
        }
        b"assert" => {
            if p.invalid && p.has(Feature::AssertMistakes) {
                invalid_assert(p)?;
            }
            want!(expr::expression(p));
            p.attempt(|p| {
                want!(p.expect(","));
                expr::expression(p)
            })?;
            Ok(Some(()))
        }
        b"global" | b"nonlocal" => {
            want!(p.separated(",", Parser::name));
            Ok(Some(()))
        }
        _ => Ok(None),
    }
}

/// `raise_stmt` after its keyword.
fn raise(p: &mut Parser<'_>, keyword: usize) -> Parse<()> {
    alternative!(p, {
        want!(expr::expression(p));
        // The cause was in brackets of the grammar before.
        want!(p.nested(u32::from(!p.has(Feature::RaiseMistakes)), |p| {
            want!(p.expect("from"));
            expr::expression(p)
        }));
        Ok(Some(()))
    });
    if p.invalid && p.has(Feature::RaiseMistakes) {
        invalid_raise(p, keyword)?;
    }
    p.attempt(expr::expression)?;
    Ok(Some(()))
}

/// `invalid_raise_stmt` after its keyword.
fn invalid_raise(p: &mut Parser<'_>, keyword: usize) -> Result<(), Raised> {
    p.nested(1, |p| {
        if let Some(from) = p.expect("from")? {
            let message = "did you forget an expression between 'raise' and 'from'?";
            return Err(p.raise(p.place(keyword).to(p.place(from)), message));
        }
        let found = p.attempt(|p| {
            want!(expr::expression(p));
            p.expect("from")
        })?;
        match found {
            Some(from) => Err(p.raise(p.place(from), "did you forget an expression after 'from'?")),
            None => Ok(()),
        }
    })
}

/// `invalid_assert_stmt` after its keyword.
fn invalid_assert(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        for operator in ["=", ":="] {
            for is_message in [false, true] {
                let found = p.attempt(|p| {
                    if is_message {
                        want!(expr::expression(p));
                        want!(p.expect(","));
                    }
                    let target = want!(expr::expression(p));
                    want!(p.expect(operator));
                    let value = want!(expr::expression(p));
                    Ok(Some((target, value)))
                })?;
                if let Some((target, value)) = found {
                    let message = match operator {
                        "=" => {
                            format!("cannot assign to {} here. Maybe you meant '==' instead of '='?", p.name_of(target))
                        }
                        _ => "cannot use named expression without parentheses here".to_owned(),
                    };
                    return Err(p.raise(p.span(target).to(p.span(value)), &message));
                }
            }
        }
        Ok(())
    })
}

/// `import_name` after its keyword.
pub(super) fn import_name(p: &mut Parser<'_>) -> Parse<()> {
    want!(p.separated(",", |p| {
        invalid_as_name(p, dotted_name)?;
        want!(dotted_name(p));
        as_name(p)
    }));
    Ok(Some(()))
}

/// `invalid_import` after its keyword.
fn invalid_import(p: &mut Parser<'_>, keyword: usize) -> Result<(), Raised> {
    p.nested(1, |p| {
        if !p.invalid || !p.has(Feature::ImportMistakes) {
            return Ok(());
        }
        let found = p.matches(|p| {
            want!(p.separated(",", dotted_name));
            want!(p.expect("from"));
            dotted_name(p)
        })?;
        if found {
            let message = "Did you mean to use 'from ... import ...' instead?";
            return Err(p.raise_from(p.place(keyword), message));
        }
        if p.has(Feature::ImportOfNothing) { import_of_nothing(p) } else { Ok(()) }
    })
}

/// Reports a newline where the names of an import should be.
fn import_of_nothing(p: &mut Parser<'_>) -> Result<(), Raised> {
    match p.attempt(|p| p.token(TokenKind::Newline))? {
        Some(newline) => Err(p.raise_from(p.place(newline), "Expected one or more names after 'import'")),
        None => Ok(()),
    }
}

/// `import_from` after its first keyword.
pub(super) fn import_from(p: &mut Parser<'_>) -> Parse<()> {
    alternative!(p, {
        p.many(|p| p.expect_in(&[".", "..."]))?;
        want!(dotted_name(p));
        want!(p.expect("import"));
        import_from_targets(p)
    });
    want!(p.some(|p| p.expect_in(&[".", "..."])));
    want!(p.expect("import"));
    import_from_targets(p)
}

/// Whether the statement at the token number `from` imports `barry_as_FLUFL` from `__future__`.
fn imports_flufl(p: &Parser<'_>, from: usize) -> bool {
    let words: Vec<_> = (from + 1..p.mark).map(|token| p.text(token)).collect();
    words.first() == Some(&&b"__future__"[..])
        && words.windows(2).any(|pair| pair[0] != b"as" && pair[1] == b"barry_as_FLUFL")
}

pub(super) fn import_from_targets(p: &mut Parser<'_>) -> Parse<()> {
    alternative!(p, {
        want!(p.expect("("));
        want!(import_from_as_names(p));
        p.expect(",")?;
        want!(p.expect(")"));
        Ok(Some(()))
    });
    alternative!(p, {
        want!(import_from_as_names(p));
        Ok((!p.next_is(",")?).then_some(()))
    });
    if p.expect("*")?.is_some() {
        return Ok(Some(()));
    }
    if p.invalid {
        let found = p.attempt(|p| {
            want!(import_from_as_names(p));
            want!(p.expect(","));
            p.token(TokenKind::Newline)
        })?;
        if found.is_some() {
            return Err(p.raise_last("trailing comma not allowed without surrounding parentheses"));
        }
        if p.has(Feature::ImportOfNothing) {
            import_of_nothing(p)?;
        }
    }
    Ok(None)
}

fn import_from_as_names(p: &mut Parser<'_>) -> Parse<()> {
    want!(p.separated(",", |p| {
        invalid_as_name(p, |p| p.name().map(|name| name.map(|_| ())))?;
        want!(p.name());
        as_name(p)
    }));
    Ok(Some(()))
}

/// `invalid_dotted_as_name`, `invalid_import_from_as_name`: reports what is no name after `as`.
fn invalid_as_name(p: &mut Parser<'_>, imported: fn(&mut Parser<'_>) -> Parse<()>) -> Result<(), Raised> {
    if !p.invalid || !p.has(Feature::TargetsOfAs) {
        return Ok(());
    }
    p.nested(1, |p| {
        let found = p.attempt(|p| {
            want!(imported(p));
            want!(p.expect("as"));
            let is_name = p.matches(|p| {
                want!(p.name());
                Ok((p.next_in(&[",", ")", ";"])? || p.peek()?.kind == TokenKind::Newline).then_some(()))
            })?;
            if is_name { Ok(None) } else { expr::expression(p) }
        })?;
        match found {
            Some(target) => {
                let message = format!("cannot use {} as import target", p.name_of(target));
                Err(p.raise(p.span(target), &message))
            }
            None => Ok(()),
        }
    })
}

/// `as name`, or nothing.
fn as_name(p: &mut Parser<'_>) -> Parse<()> {
    p.attempt(|p| {
        want!(p.expect("as"));
        p.name()
    })?;
    Ok(Some(()))
}

pub(super) fn dotted_name(p: &mut Parser<'_>) -> Parse<()> {
    want!(p.separated(".", Parser::name));
    Ok(Some(()))
}

/// `del_stmt` after its keyword.
fn del(p: &mut Parser<'_>) -> Parse<()> {
    alternative!(p, {
        want!(target::del_targets(p));
        Ok((p.next_is(";")? || p.peek()?.kind == TokenKind::Newline).then_some(()))
    });
    if p.invalid
        && let Some(targets) = p.attempt(expr::star_expressions)?
    {
        p.check_target(targets, Targets::Del)?;
    }
    Ok(None)
}

/// `assignment`
fn assignment(p: &mut Parser<'_>) -> Parse<()> {
    p.nested(1, |p| {
        let annotation = |p: &mut Parser<'_>| -> Parse<()> {
            want!(p.expect(":"));
            want!(expr::expression(p));
            p.attempt(|p| {
                want!(p.expect("="));
                p.nested(1, expr::yield_or_star_expressions)
            })?;
            Ok(Some(()))
        };
        alternative!(p, {
            want!(p.name());
            annotation(p)
        });
        alternative!(p, {
            want!(p.nested(1, |p| p.attempt(|p| {
                alternative!(p, {
                    want!(p.expect("("));
                    let found = want!(target::single_target(p));
                    want!(p.expect(")"));
                    Ok(Some(found))
                });
                target::attribute_or_subscript(p)
            })));
            annotation(p)
        });
        alternative!(p, {
            want!(p.some(|p| {
                want!(p.nested(1, target::star_targets));
                p.expect("=")
            }));
            want!(p.attempt(expr::yield_or_star_expressions));
            Ok((!p.next_is("=")?).then_some(()))
        });
        let mut cut = false;
        let found = p.attempt(|p| {
            want!(target::single_target(p));
            want!(augassign(p));
            cut = true;
            want!(p.attempt(expr::yield_or_star_expressions));
            Ok(Some(()))
        })?;
        if cut || found.is_some() {
            return Ok(found);
        }
        if p.invalid {
            invalid_assignment(p)?;
        }
        Ok(None)
    })
}

fn augassign(p: &mut Parser<'_>) -> Parse<usize> {
    p.expect_in(&["+=", "-=", "*=", "@=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**=", "//="])
}

/// `invalid_ann_assign_target`
fn list_or_tuple(p: &mut Parser<'_>) -> Parse<Id> {
    alternative!(p, atom::list(p));
    alternative!(p, atom::tuple(p));
    want!(p.expect("("));
    let found = want!(list_or_tuple(p));
    want!(p.expect(")"));
    Ok(Some(found))
}

/// `invalid_assignment`
fn invalid_assignment(p: &mut Parser<'_>) -> Result<(), Raised> {
    p.nested(1, |p| {
        let annotated = |p: &mut Parser<'_>, target: fn(&mut Parser<'_>) -> Parse<Id>| {
            p.attempt(|p| {
                let found = want!(target(p));
                want!(p.expect(":"));
                want!(expr::expression(p));
                Ok(Some(found))
            })
        };
        if let Some(found) = annotated(p, list_or_tuple)? {
            let message = format!("only single target (not {}) can be annotated", p.name_of(found));
            return Err(p.raise(p.span(found), &message));
        }
        let tuple = |p: &mut Parser<'_>| -> Parse<Id> {
            let first = want!(expr::star_named_expression(p));
            want!(p.expect(","));
            p.many(expr::star_named_expressions)?;
            Ok(Some(first))
        };
        if let Some(found) = annotated(p, tuple)? {
            return Err(p.raise(p.span(found), "only single target (not tuple) can be annotated"));
        }
        if let Some(found) = annotated(p, expr::expression)? {
            return Err(p.raise(p.span(found), "illegal target for annotation"));
        }
        let assigned = |p: &mut Parser<'_>, target: fn(&mut Parser<'_>) -> Parse<Id>| {
            p.attempt(|p| {
                p.many(|p| {
                    want!(target::star_targets(p));
                    p.expect("=")
                })?;
                let found = want!(target(p));
                want!(p.expect("="));
                Ok(Some(found))
            })
        };
        if let Some(found) = assigned(p, expr::star_expressions)? {
            return p.check_target(found, Targets::Star);
        }
        if let Some(found) = assigned(p, expr::yield_expr)? {
            return Err(p.raise(p.span(found), "assignment to yield expression not possible"));
        }
        let found = p.attempt(|p| {
            let found = want!(expr::star_expressions(p));
            want!(augassign(p));
            want!(expr::yield_or_star_expressions(p));
            Ok(Some(found))
        })?;
        match found {
            Some(found) => {
                let message = format!("'{}' is an illegal expression for augmented assignment", p.name_of(found));
                Err(p.raise(p.span(found), &message))
            }
            None => Ok(()),
        }
    })
}
