//! One pass at a time: instructions in, instructions out.
//!
//! An instruction is its line (`?`: none), its operation, and its argument or the label that it goes to;
//! a label stands before the block that it starts. Labels are numbered as blocks are allocated.

use pycompileall::Location;
use pycompileall::Target;
use pycompileall::internals::cfg::{self, Graph, PassContext};
use pycompileall::internals::constant::{ConstId, ConstTable};
use pycompileall::internals::instruction::{Instr, InstrSequence, Label, Unit};
use pycompileall::internals::intern::sym;
use pycompileall::internals::version::opcode::Op;
use std::fmt::Write;

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
        let loc = if line < 0 { Location::NONE } else { Location::new(line, line, 0, 1) };
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
                (false, arg) => writeln!(out, " {arg}"),
            };
        }
    }
    out
}

/// What a run of passes left: the graph, and the unit's constants.
struct Outcome {
    graph: Graph,
    shown: String,
    consts: Vec<ConstId>,
}

/// Runs `passes` over a unit whose constants are `None`, `1` and `2`.
fn run(text: &str, passes: &[cfg::Pass]) -> Outcome {
    run_all(text, &[&[cfg::start_blocks_at_labels as cfg::Pass], passes].concat())
}

/// As [`run`], but the first of `passes` builds the graph.
fn run_all(text: &str, passes: &[cfg::Pass]) -> Outcome {
    let arena = bumpalo::Bump::new();
    let mut consts = ConstTable::new(&arena);
    let mut unit = Unit {
        seq: parse(text),
        name: sym::MODULE_SCOPE,
        qualname: sym::MODULE_SCOPE,
        consts: vec![ConstTable::NONE, consts.int(1), consts.int(2)],
        names: Vec::new(),
        varnames: Vec::new(),
        cellvars: Vec::new(),
        freevars: Vec::new(),
        parameters: 0,
        argcount: 0,
        posonlyargcount: 0,
        kwonlyargcount: 0,
        flags: 0,
        firstlineno: 1,
        hidden: Vec::new(),
        consts_may_be_unused: true,
        is_function: false,
        is_annotate: false,
    };
    let mut graph = Graph::default();
    for pass in passes {
        pass(&mut graph, &mut PassContext::new(&mut unit, &mut consts, Target::py311())).expect("a pass");
    }
    let lines: Vec<_> = show(&graph).lines().map(str::to_owned).collect();
    Outcome { graph, shown: lines.join("\n"), consts: unit.consts }
}

#[track_caller]
fn check(passes: &[cfg::Pass], before: &str, after: &str) {
    let wanted: Vec<_> = after.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(run(before, passes).shown, wanted.join("\n"));
}

#[test]
fn a_nop_goes_if_a_neighbour_keeps_its_line() {
    check(
        &[cfg::remove_nops],
        "L0:
         1 NOP
         1 LOAD_CONST
         2 NOP
         ? POP_TOP
         3 NOP
         4 LOAD_CONST
         4 NOP
         5 NOP
         L1:
         5 RETURN_VALUE",
        "L0:
         1 LOAD_CONST
         2 POP_TOP
         3 NOP
         4 LOAD_CONST
         L1:
         5 RETURN_VALUE",
    );
}

#[test]
fn a_jump_to_an_implicit_return_becomes_one() {
    check(
        &[cfg::extend_blocks],
        "L0:
         1 JUMP L2
         L1:
         2 JUMP L3
         L2:
         ? LOAD_CONST
         ? RETURN_VALUE
         L3:
         3 LOAD_CONST
         3 RETURN_VALUE",
        "L0:
         1 NOP
         ? LOAD_CONST
         ? RETURN_VALUE
         L1:
         2 JUMP L3
         L2:
         ? LOAD_CONST
         ? RETURN_VALUE
         L3:
         3 LOAD_CONST
         3 RETURN_VALUE",
    );
}

#[test]
fn a_test_of_a_constant_is_decided() {
    check(
        &[cfg::optimize_blocks],
        "L0:
         1 LOAD_CONST 1
         1 POP_JUMP_IF_FALSE L2
         L1:
         2 LOAD_CONST
         3 POP_JUMP_IF_FALSE L2
         L2:
         4 LOAD_CONST
         4 RETURN_VALUE",
        "L0:
         1 NOP
         L1:
         2 NOP
         3 JUMP L2
         L2:
         4 LOAD_CONST
         4 RETURN_VALUE",
    );
}

#[test]
fn a_comparison_with_none_is_part_of_the_jump() {
    check(
        &[cfg::optimize_blocks],
        "L0:
         1 LOAD_FAST 1
         1 LOAD_CONST
         1 IS_OP
         1 POP_JUMP_IF_FALSE L1
         L2:
         1 LOAD_FAST 1
         1 LOAD_CONST
         1 IS_OP 1
         1 POP_JUMP_IF_FALSE L1
         L1:
         2 RETURN_VALUE",
        "L0:
         1 LOAD_FAST 1
         1 POP_JUMP_IF_NOT_NONE L1
         L2:
         1 LOAD_FAST 1
         1 POP_JUMP_IF_NONE L1
         L1:
         2 RETURN_VALUE",
    );
}

#[test]
fn jumps_to_jumps_are_threaded_on_one_line_only() {
    check(
        &[cfg::optimize_blocks],
        "L0:
         1 POP_JUMP_IF_TRUE L3
         L1:
         2 POP_JUMP_IF_TRUE L3
         L2:
         1 JUMP_IF_FALSE_OR_POP L4
         L3:
         1 JUMP L5
         L4:
         1 JUMP_IF_TRUE_OR_POP L5
         L5:
         1 RETURN_VALUE",
        "L0:
         1 POP_JUMP_IF_TRUE L5
         L1:
         2 POP_JUMP_IF_TRUE L3
         L2:
         1 POP_JUMP_IF_FALSE L5
         L3:
         1 JUMP L5
         L4:
         1 JUMP_IF_TRUE_OR_POP L5
         L5:
         1 RETURN_VALUE",
    );
}

#[test]
fn a_tuple_of_constants_is_a_constant() {
    let outcome = run(
        "L0:
         1 LOAD_CONST 1
         1 LOAD_CONST 2
         1 BUILD_TUPLE 2
         1 RETURN_VALUE",
        &[cfg::optimize_blocks],
    );
    assert_eq!(outcome.shown, "L0:\n1 LOAD_CONST 3\n1 RETURN_VALUE");
    assert_eq!(outcome.consts.len(), 4);
}

#[test]
fn swaps_are_carried_out_by_exchanging_stores() {
    check(
        &[cfg::optimize_blocks],
        "L0:
         1 BUILD_TUPLE 3
         1 UNPACK_SEQUENCE 3
         1 STORE_FAST 1
         1 STORE_FAST 2
         1 STORE_FAST 3
         1 BUILD_TUPLE 2
         1 UNPACK_SEQUENCE 2
         1 STORE_FAST 1
         1 STORE_FAST 1",
        "L0:
         1 STORE_FAST 3
         1 STORE_FAST 2
         1 STORE_FAST 1
         1 SWAP 2
         1 STORE_FAST 1
         1 STORE_FAST 1",
    );
}

#[test]
fn a_run_of_swaps_is_made_shortest() {
    check(
        &[cfg::optimize_blocks],
        "L0:
         1 SWAP 2
         1 SWAP 3
         1 SWAP 2
         1 SWAP 3
         1 SWAP 2
         1 RETURN_VALUE",
        "L0:
         1 SWAP 3
         1 RETURN_VALUE",
    );
}

#[test]
fn unreachable_blocks_go_and_so_do_jumps_to_what_follows() {
    check(
        &[cfg::remove_unreachable, cfg::remove_redundant_jumps],
        "L0:
         1 JUMP L2
         L1:
         2 LOAD_CONST
         2 RETURN_VALUE
         L2:
         3 LOAD_CONST
         3 RETURN_VALUE",
        "L0:
         1 NOP
         L2:
         3 LOAD_CONST
         3 RETURN_VALUE",
    );
}

#[test]
fn each_jump_to_an_exit_without_line_gets_its_own() {
    check(
        &[cfg::remove_unreachable, cfg::duplicate_exits_without_line, cfg::propagate_line_numbers],
        "L0:
         1 POP_JUMP_IF_TRUE L2
         L1:
         2 POP_JUMP_IF_TRUE L2
         L3:
         3 POP_TOP
         L2:
         ? LOAD_CONST
         ? RETURN_VALUE",
        "L0:
         1 POP_JUMP_IF_TRUE L5
         L1:
         2 POP_JUMP_IF_TRUE L4
         L3:
         3 POP_TOP
         L2:
         3 LOAD_CONST
         3 RETURN_VALUE
         L5:
         1 LOAD_CONST
         1 RETURN_VALUE
         L4:
         2 LOAD_CONST
         2 RETURN_VALUE",
    );
}

#[test]
fn unused_constants_at_the_end_are_dropped_but_for_the_first() {
    assert_eq!(run("L0:\n1 LOAD_CONST 1\n1 RETURN_VALUE", &[cfg::trim_unused_consts]).consts.len(), 2);
    assert_eq!(run("L0:\n1 LOAD_FAST 1\n1 RETURN_VALUE", &[cfg::trim_unused_consts]).consts.len(), 1);
}

#[test]
fn handlers_and_depths() {
    let outcome = run(
        "L0:
         1 LOAD_CONST
         1 SETUP_WITH L1
         1 LOAD_CONST 1
         1 LOAD_CONST 2
         1 POP_TOP
         1 POP_TOP
         1 POP_BLOCK
         1 RETURN_VALUE
         L1:
         ? PUSH_EXC_INFO
         ? RERAISE 1",
        &[cfg::compute_stack_depth, cfg::label_exception_targets],
    );
    let Outcome { graph, .. } = outcome;
    assert_eq!(graph.stack_size, 3);
    let handler = cfg::BlockId(1);
    assert_eq!(graph.block(handler).start_depth, 2);
    assert!(graph.block(handler).preserve_lasti);
    let covered: Vec<_> = graph.nodes.iter().map(|node| node.handler == handler).collect();
    assert_eq!(covered, [false, false, true, true, true, true, false, false, false, false]);
}

#[test]
fn exits_with_lines_are_inlined_if_they_are_small() {
    check(
        &[cfg::remove_empty_blocks, cfg::inline_small_exits],
        "
        L0:
        1 JUMP L2
        L1:
        2 NOP
        L2:
        3 LOAD_FAST
        3 RETURN_VALUE
        ",
        "
        L0:
        1 NOP
        3 LOAD_FAST
        3 RETURN_VALUE
        L1:
        2 NOP
        L2:
        3 LOAD_FAST
        3 RETURN_VALUE
        ",
    );
}

#[test]
fn a_push_and_its_pop_go_but_not_across_a_label() {
    check(
        &[cfg::remove_empty_blocks, cfg::remove_nops_and_pairs],
        "
        L0:
        1 LOAD_CONST 1
        1 POP_TOP
        1 LOAD_CONST 2
        L1:
        1 POP_TOP
        1 RETURN_VALUE
        ",
        "
        L0:
        1 LOAD_CONST 2
        L1:
        1 POP_TOP
        1 RETURN_VALUE
        ",
    );
}

#[test]
fn handlers_move_to_the_end_and_jump_back() {
    check(
        &[cfg::remove_unreachable_recounting, cfg::push_cold_blocks_to_end],
        "
        L0:
        1 SETUP_FINALLY L1
        1 JUMP L2
        L1:
        2 POP_TOP
        L2:
        3 RETURN_VALUE
        ",
        "
        L0:
        1 SETUP_FINALLY L1
        1 NOP
        L2:
        3 RETURN_VALUE
        L1:
        2 POP_TOP
        L3:
        ? JUMP L2
        ",
    );
}

#[test]
fn a_condition_that_jumps_backward_is_inverted() {
    check(
        &[cfg::remove_empty_blocks, cfg::invert_backward_conditions],
        "
        L0:
        1 POP_JUMP_IF_TRUE L0
        L1:
        2 RETURN_VALUE
        ",
        "
        L0:
        1 POP_JUMP_IF_FALSE L1
        L2:
        1 JUMP_BACKWARD L0
        L1:
        2 RETURN_VALUE
        ",
    );
}

#[test]
fn neighbours_on_a_line_become_superinstructions() {
    check(
        &[cfg::insert_superinstructions],
        "
        L0:
        1 LOAD_FAST 1
        1 LOAD_FAST 2
        1 STORE_FAST 3
        2 LOAD_FAST 4
        2 LOAD_FAST 16
        ",
        "
        L0:
        1 LOAD_FAST_LOAD_FAST 18
        1 STORE_FAST 3
        2 LOAD_FAST 4
        2 LOAD_FAST 16
        ",
    );
}

#[test]
fn only_targets_of_jumps_start_blocks() {
    let before = "L0:\n1 NOP\nL1:\n2 NOP\nL2:\n3 POP_JUMP_IF_TRUE L2\nL3:\n4 RETURN_VALUE";
    let after = "L0:\n1 NOP\n2 NOP\nL2:\n3 POP_JUMP_IF_TRUE L2\nL3:\n4 RETURN_VALUE";
    assert_eq!(run_all(before, &[cfg::start_blocks_at_targets]).shown, after);
}

#[test]
fn every_unused_constant_is_dropped_but_the_first() {
    let outcome = run("L0:\n1 LOAD_CONST 2\n1 RETURN_VALUE", &[cfg::drop_unused_consts]);
    assert_eq!(outcome.shown, "L0:\n1 LOAD_CONST 1\n1 RETURN_VALUE");
    assert_eq!(outcome.consts.len(), 2);
}
