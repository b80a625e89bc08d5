//! Template strings (PEP 750), stage by stage, as recorded from CPython (`tests/recorded/templates.tsv`), and how they
//! are refused (`tests/recorded/templates-3.14.10.refusals` is about `tests/corpus/refusals/templates.txt`).

mod support;

use bumpalo::Bump;
use pycompileall::CompileError;
use pycompileall::internals::codegen::{self, unparse::unparse};
use pycompileall::internals::constant::ConstTable;
use pycompileall::internals::context::Context;
use pycompileall::internals::symtable;
use pycompileall::internals::syntax::{self, ast::StmtKind};
use pycompileall::{Options, Target, VersionRequest, dump};
use std::path::Path;
use std::process::Command;
use support::{interpreters, refusal};

const RECORDED: &str = include_str!("recorded/templates.tsv");

/// The target of a release, as a record names it.
fn target(release: &str) -> &'static Target {
    let wanted: VersionRequest = release.parse().expect("a release");
    Target::for_any_version(wanted.minor, wanted.micro).expect("a release that is known")
}

fn context<'a>(arena: &'a Bump, target: &'static Target) -> Context<'a> {
    Context::new(arena, target, Options::at_level(0))
}

/// The tree, as `ast.dump` writes it.
fn tree(source: &str, target: &'static Target) -> Result<String, CompileError> {
    let arena = Bump::new();
    let mut ctx = context(&arena, target);
    let source = syntax::decode(source.as_bytes(), target)?;
    let module = syntax::parse_unfolded(&source, &mut ctx)?;
    Ok(String::from_utf8(syntax::dump::module(&module, &ctx)).expect("UTF-8"))
}

/// The text of an annotation.
fn text(source: &str, target: &'static Target) -> Result<String, CompileError> {
    let arena = Bump::new();
    let mut ctx = context(&arena, target);
    let annotation = format!("x: ({source})");
    let source = syntax::decode(annotation.as_bytes(), target)?;
    let module = syntax::parse_unfolded(&source, &mut ctx)?;
    let [stmt] = module.body else { panic!("{annotation} is no statement") };
    let StmtKind::AnnAssign { annotation, .. } = stmt.kind else { panic!("{annotation} is no annotation") };
    let text = unparse(annotation, &ctx).map_err(|error| *error)?;
    Ok(String::from_utf8(text).expect("UTF-8"))
}

/// The instructions of the module, without those that begin and end one; and what is warned of.
fn emitted(source: &str, target: &'static Target) -> Result<(String, String), CompileError> {
    let arena = Bump::new();
    let mut ctx = context(&arena, target);
    let source = syntax::decode(source.as_bytes(), target)?;
    let module = syntax::parse(&source, &mut ctx, &mut syntax::Buffers::default())?;
    let symbols = symtable::build(&module, &mut ctx, &mut symtable::Buffers::default())?;
    let mut shown = String::new();
    codegen::compile(&module, &symbols, &mut ctx, &mut codegen::Buffers::default(), &mut |unit, ctx| {
        shown = dump::sequence(unit, &ctx.consts, &ctx.names);
        Ok(ConstTable::NONE)
    })?;
    let lines = shown.lines().filter(|line| line.starts_with(' '));
    let lines: Vec<_> = lines.map(|line| line.split_whitespace().take(3).collect::<Vec<_>>().join(" ")).collect();
    let said = ctx.warnings.iter().map(|warning| match warning.message.contains("escape") {
        true => format!("{} escape", warning.line),
        false => format!("{} {}", warning.line, warning.message),
    });
    let said: Vec<_> = said.collect();
    Ok((lines[1..lines.len() - 3].join("|"), said.join("|")))
}

fn unescaped(text: &str) -> String {
    let mut chars = text.chars();
    let mut out = String::new();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next() {
                Some('n') => '\n',
                other => other.expect("an escaped character"),
            },
            c => c,
        });
    }
    out
}

#[test]
fn stages_are_as_recorded() {
    let mut wrong = Vec::new();
    let mut kinds = std::collections::BTreeMap::<(&str, &str), usize>::new();
    for line in RECORDED.lines() {
        let [release, what, source, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let (source, expected, target) = (unescaped(source), unescaped(expected), target(release));
        let ours = match what {
            "tree" => tree(&source, target),
            "text" => text(&source, target),
            "code" => emitted(&source, target).map(|(code, _)| code),
            "warnings" => emitted(&source, target).map(|(_, warnings)| warnings),
            _ => panic!("{line}"),
        };
        let ours = ours.unwrap_or_else(|error| error.message);
        if ours != expected {
            wrong.push(format!("{release} {what} {source}\n  expected {expected}\n  got      {ours}"));
        }
        *kinds.entry((release, what)).or_default() += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let recorded = ["3.14.10", "3.14.2"].map(|release| ["tree", "text", "warnings"].map(|what| (release, what)));
    for kind in recorded.as_flattened().iter().chain(&[("3.14.10", "code")]) {
        assert!(kinds.get(kind).is_some_and(|&count| count > 30), "{kind:?} is not recorded");
    }
}

/// The scopes of a function that returns `source`: from the names that the parser noted, and from the tree.
fn scopes(source: &str, target: &'static Target) -> Result<[String; 2], CompileError> {
    let arena = Bump::new();
    let mut ctx = context(&arena, target);
    let function = format!("def f(a, b, x, y):\n def g(): return ({source})\n");
    let source = syntax::decode(function.as_bytes(), target)?;
    let module = syntax::parse(&source, &mut ctx, &mut syntax::Buffers::default())?;
    let noted = symtable::build(&module, &mut ctx, &mut symtable::Buffers::default())?.dump(&ctx.names);
    let walked = symtable::build_in_order(&module, &mut ctx, &mut symtable::Buffers::default())?.dump(&ctx.names);
    Ok([noted, walked])
}

#[test]
fn scopes_know_the_names_of_fields() {
    let mut free = 0;
    for line in RECORDED.lines().filter(|line| line.starts_with("3.14.10\ttree\t")) {
        let source = unescaped(line.split('\t').nth(2).expect("a source"));
        let [noted, walked] = scopes(&source, target("3.14.10")).expect("scopes");
        assert_eq!(noted, walked, "{source}");
        free += usize::from(noted.contains("free"));
    }
    assert!(free > 30, "names of fields are free variables in {free} sources");
}

#[test]
fn refusals_are_as_recorded() {
    let cases = include_str!("corpus/refusals/templates.txt").split("%%\n");
    let recorded = include_str!("recorded/templates-3.14.10.refusals").lines();
    assert!(cases.clone().count() > 100 && cases.clone().count() == recorded.clone().count());
    let target = target("3.14.10");
    for (case, recorded) in cases.zip(recorded) {
        let ours = match emitted_or_refused(case, target) {
            Ok(()) => "accepted".to_owned(),
            Err(error) => refusal::record(&error),
        };
        assert_eq!(ours, recorded, "{case}");
    }
}

/// The stages up to code generation.
fn emitted_or_refused(source: &str, target: &'static Target) -> Result<(), CompileError> {
    emitted(source, target).map(drop)
}

#[test]
fn records_are_the_interpreters() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded/record_templates.py");
    for interpreter in interpreters::all(14) {
        let release = format!("3.14.{}\t", interpreter.micro);
        let recorded: Vec<_> = RECORDED.lines().filter(|line| line.starts_with(&release)).collect();
        if recorded.is_empty() {
            continue;
        }
        let output = Command::new(&interpreter.path).arg(&script).output().expect("the interpreter");
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(said.lines().collect::<Vec<_>>(), recorded, "{}", interpreter.path.display());
    }
}
