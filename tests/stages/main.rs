//! One pass at a time: instructions in, instructions out.
//!
//! An instruction is its line (`?`: none, `>`: that of the next one), its operation, and its argument or the label that it goes to;
//! a label stands before the block that it starts. Labels are numbered as blocks are allocated.

use pycompileall::internals::cfg::{self, Graph, PassContext, Scratch};
use pycompileall::internals::constant::{ConstId, ConstTable};
use pycompileall::internals::context::Context;
use pycompileall::internals::instruction::{Instr, InstrSequence, Label, Unit};
use pycompileall::internals::version::Feature;
use pycompileall::internals::version::opcode::Op;
use pycompileall::{Location, Options, Target};
use std::fmt::Write;

mod flow;
mod instructions;
mod lowering;
mod since_3_14;
mod since_3_15;

fn parse(text: &str) -> InstrSequence {
    let mut seq = InstrSequence::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(label) = line.strip_prefix('L') {
            let label = label.trim_end_matches(':').parse().expect("a label");
            seq.place(Label(label));
            seq.label_count = seq.label_count.max(label + 1);
            continue;
        }
        let words: Vec<_> = line.split_whitespace().collect();
        let line = words[0].parse().unwrap_or(-1);
        let op = Op::ALL.into_iter().find(|op| op.name() == words[1]).expect("an operation");
        let operand = words.get(2).copied().unwrap_or("0");
        let (arg, target) = match operand.strip_prefix('L') {
            Some(label) => (0, Label(label.parse().expect("a label"))),
            None => (operand.parse().expect("an argument"), Label::NONE),
        };
        let loc = match words[0] {
            ">" => Location::NEXT,
            _ if line < 0 => Location::NONE,
            _ => Location::new(line, line, 0, 1),
        };
        seq.push(Instr { target, ..Instr::new(op, arg, loc) });
    }
    seq
}

fn show(graph: &Graph) -> String {
    let mut out = String::new();
    for id in graph.chain() {
        let _ = writeln!(out, "L{}:", id.0);
        for node in graph.body(id) {
            let line = if node.loc.has_line() { node.loc.line.to_string() } else { "?".into() };
            let _ = write!(out, "{line} {}", node.op.name());
            let _ = match (node.op.has_target(), node.arg) {
                (true, _) => writeln!(out, " L{}", node.target.0),
                (false, 0) => writeln!(out),
                // What it was before may have had one.
                (false, _) if node.op == Op::NOP => writeln!(out),
                (false, arg) => writeln!(out, " {arg}"),
            };
        }
    }
    out
}

/// What a run of passes left: the graph, and the unit's constants.
struct Outcome {
    target: &'static Target,
    graph: Graph,
    shown: String,
    consts: Vec<ConstId>,
}

/// Builds blocks at labels and runs `passes`, which are named as in a target's list, over a unit whose constants are
/// `None`, `1` and `2`: for each target whose list has them all.
#[track_caller]
fn run(text: &str, passes: &[&str]) -> Vec<Outcome> {
    run_all(text, &[&["start_blocks_at_labels"], passes].concat())
}

/// The targets that passes are tried for: the oldest and the newest release of each series, also of those that only the
/// tools know.
fn targets() -> Vec<&'static Target> {
    Target::known().iter().flat_map(|series| series.first().into_iter().chain(series.last())).collect()
}

/// Does what [`run`] does for the targets that have `feature`, which some do.
#[track_caller]
fn run_with(feature: Feature, text: &str, passes: &[&str]) -> Vec<Outcome> {
    let mut targets = targets();
    targets.retain(|target| target.has(feature));
    run_for_all(&targets, text, &[&["start_blocks_at_labels"], passes].concat())
}

/// Does what [`run`] does, but the first of `passes` builds the graph.
#[track_caller]
fn run_all(text: &str, passes: &[&str]) -> Vec<Outcome> {
    run_for_all(&targets(), text, passes)
}

/// Does what [`run_all`] does for these targets.
#[track_caller]
fn run_for_all(targets: &[&'static Target], text: &str, passes: &[&str]) -> Vec<Outcome> {
    let [build, passes @ ..] = passes else { panic!("no passes") };
    let build = find(build, &self::targets()).expect("a pass of some target");
    let outcomes = targets.iter().filter_map(|&target| {
        let found: Option<Vec<_>> = passes.iter().map(|name| find(name, &[target])).collect();
        Some(run_for(target, text, &[], &[&[build][..], &found?].concat()))
    });
    let outcomes: Vec<_> = outcomes.collect();
    assert!(!outcomes.is_empty(), "no target has all of {passes:?}");
    outcomes
}

/// The pass called `name` in the list of one of `targets`.
fn find(name: &str, targets: &[&Target]) -> Option<(&'static str, cfg::Pass)> {
    let mut passes = targets.iter().flat_map(|target| cfg::Pipeline::of(target.passes).passes);
    passes.find(|(other, _, _)| *other == name).map(|(name, _, pass)| (*name, *pass))
}

/// Runs `passes` over a unit with the locals `a`, a parameter, and `b`, and these `cells`.
fn run_for(target: &'static Target, text: &str, cells: &[&str], passes: &[(&str, cfg::Pass)]) -> Outcome {
    let arena = bumpalo::Bump::new();
    let mut ctx = Context::new(&arena, target, Options::default());
    let consts = vec![ConstTable::NONE, ctx.consts.int(1), ctx.consts.int(2)];
    let names = ["a", "b"].map(|name| ctx.names.intern_str(name));
    let mut unit = Unit {
        seq: parse(text),
        consts,
        varnames: names.to_vec(),
        cellvars: cells.iter().map(|name| ctx.names.intern_str(name)).collect(),
        parameters: 1,
        firstlineno: 1,
        consts_may_be_unused: true,
        ..Unit::default()
    };
    let (mut graph, mut scratch) = (Graph::default(), Scratch::default());
    let mut passes_of = PassContext::new(&mut unit, &mut ctx, &mut scratch);
    for (name, pass) in passes {
        pass(&mut graph, &mut passes_of).unwrap_or_else(|error| panic!("{name} for {}: {error}", target.version));
        let verified = graph.verify(passes_of.unit, name);
        verified.unwrap_or_else(|error| panic!("{} for {text}: {error}", target.version));
    }
    let lines: Vec<_> = show(&graph).lines().map(str::to_owned).collect();
    Outcome { target, graph, shown: lines.join("\n"), consts: unit.consts }
}

#[track_caller]
fn check(passes: &[&str], before: &str, after: &str) {
    for Outcome { target, shown, .. } in run(before, passes) {
        assert_eq!(shown, lines(after), "for {}", target.version);
    }
}

/// `text` without what only lays it out.
fn lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[test]
fn every_pass_of_every_target_is_tested_here() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stages")).expect("these files");
    let files = folder.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a file"));
    let sources: Vec<_> = files.collect();
    for target in targets() {
        for (name, _, _) in cfg::Pipeline::of(target.passes).passes {
            assert!(
                sources.iter().any(|source| source.contains(&format!("\"{name}\""))),
                "{name} of {}",
                target.version
            );
        }
    }
}
