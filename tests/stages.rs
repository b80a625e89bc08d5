//! One pass at a time: instructions in, instructions out.
//!
//! An instruction is its line (`?`: none), its operation, and its argument or the label that it goes to;
//! a label stands before the block that it starts. Labels are numbered as blocks are allocated.

use pycompileall::internals::cfg::{self, Graph, PassContext, Scratch};
use pycompileall::internals::constant::{ConstId, ConstTable};
use pycompileall::internals::context::Context;
use pycompileall::internals::instruction::{Instr, InstrSequence, Label, Unit};
use pycompileall::internals::version::opcode::Op;
use pycompileall::{Location, Options, Target};
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

/// Does what [`run`] does, but the first of `passes` builds the graph.
#[track_caller]
fn run_all(text: &str, passes: &[&str]) -> Vec<Outcome> {
    let [build, passes @ ..] = passes else { panic!("no passes") };
    let build = find(build, Target::supported()).expect("a pass of some target");
    let outcomes = Target::supported().iter().filter_map(|&target| {
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
fn a_nop_goes_if_a_neighbour_keeps_its_line() {
    check(
        &["remove_nops"],
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
        &["extend_blocks"],
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
        &["optimize_blocks"],
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
        &["optimize_blocks"],
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
        &["optimize_blocks"],
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
    let before = "L0:
         1 LOAD_CONST 1
         1 LOAD_CONST 2
         1 BUILD_TUPLE 2
         1 STORE_FAST 1";
    for passes in [
        &["optimize_blocks"][..],
        &["optimize_basic_blocks", "remove_nops"],
        &["optimize_without_constants", "remove_nops_and_jumps"],
    ] {
        for outcome in run(before, passes) {
            assert_eq!(outcome.shown, "L0:\n1 LOAD_CONST 3\n1 STORE_FAST 1");
            assert_eq!(outcome.consts.len(), 4);
        }
    }
}

#[test]
fn swaps_are_carried_out_by_exchanging_stores() {
    check(
        &["optimize_blocks"],
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
        &["optimize_blocks"],
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
        &["remove_unreachable", "remove_redundant_jumps"],
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
        &["remove_unreachable", "duplicate_exits_without_line", "propagate_line_numbers"],
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
    let consts_left =
        |text| run(text, &["trim_unused_consts"]).iter().map(|left| left.consts.len()).collect::<Vec<_>>();
    assert_eq!(consts_left("L0:\n1 LOAD_CONST 1\n1 RETURN_VALUE"), [2]);
    assert_eq!(consts_left("L0:\n1 LOAD_FAST 1\n1 RETURN_VALUE"), [1]);
}

#[test]
fn handlers_and_depths() {
    let outcomes = run(
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
        &["compute_stack_depth", "label_exception_targets"],
    );
    for Outcome { graph, .. } in outcomes {
        assert_eq!(graph.stack_size, 3);
        let handler = cfg::BlockId(1);
        assert_eq!(graph.block(handler).start_depth, 2);
        assert!(graph.block(handler).preserve_lasti);
        let covered: Vec<_> = graph.nodes().iter().map(|node| node.handler == handler).collect();
        assert_eq!(covered, [false, false, true, true, true, true, false, false, false, false]);
    }
}

#[test]
fn exits_with_lines_are_inlined_if_they_are_small() {
    check(
        &["remove_empty_blocks", "inline_small_exits"],
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
        &["remove_empty_blocks", "remove_nops_and_pairs"],
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
        &["remove_unreachable_recounting", "push_cold_blocks_to_end"],
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
        &["remove_empty_blocks", "invert_backward_conditions"],
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
        &["insert_superinstructions"],
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
    for outcome in run_all(before, &["start_blocks_at_targets"]) {
        assert_eq!(outcome.shown, after);
    }
}

#[test]
fn every_unused_constant_is_dropped_but_the_first() {
    for outcome in run("L0:\n1 LOAD_CONST 2\n1 RETURN_VALUE", &["drop_unused_consts"]) {
        assert_eq!(outcome.shown, "L0:\n1 LOAD_CONST 1\n1 RETURN_VALUE");
        assert_eq!(outcome.consts.len(), 2);
    }
}

#[test]
fn every_pass_of_every_target_is_tested_here() {
    const SOURCE: &str = include_str!("stages.rs");
    for target in Target::supported() {
        for (name, _, _) in cfg::Pipeline::of(target.passes).passes {
            assert!(SOURCE.contains(&format!("\"{name}\"")), "{name} of {}", target.version);
        }
    }
}

#[test]
fn what_follows_a_constant_is_decided_since_3_12() {
    let before = "
        L0:
        1 LOAD_CONST
        1 IS_OP
        1 POP_JUMP_IF_FALSE L2
        L1:
        2 LOAD_CONST 1
        2 POP_JUMP_IF_TRUE L2
        L2:
        3 LOAD_CONST 1
        3 RETURN_VALUE
        ";
    let after = "
        L0:
        1 POP_JUMP_IF_NOT_NONE L2
        L1:
        2 JUMP L2
        L2:
        3 RETURN_CONST 1
        ";
    check(&["optimize_basic_blocks", "remove_nops"], before, after);
    let before = before.replace("1 IS_OP", "1 IS_OP\n1 TO_BOOL");
    let after = after.replace("2 JUMP L2", "2 NOP");
    check(&["fold_loaded_constants", "remove_nops_and_jumps"], &before, &after);
}

#[test]
fn jumps_through_a_jump_keep_their_line_since_3_13() {
    check(
        &["optimize_without_constants"],
        "
        L0:
        1 LOAD_FAST
        1 POP_JUMP_IF_TRUE L2
        L1:
        2 LOAD_FAST
        3 POP_JUMP_IF_FALSE L2
        L3:
        4 RETURN_VALUE
        L2:
        1 JUMP L0
        ",
        "
        L0:
        1 LOAD_FAST
        1 POP_JUMP_IF_TRUE L0
        L1:
        2 LOAD_FAST
        3 NOP
        1 POP_JUMP_IF_FALSE L0
        L3:
        4 RETURN_VALUE
        L2:
        1 JUMP L0
        ",
    );
}

#[test]
fn blocks_without_lines_are_inlined_since_3_13() {
    check(
        &["inline_exits_and_blocks_without_line"],
        "
        L0:
        1 JUMP L2
        L1:
        2 RETURN_VALUE
        L2:
        ? POP_TOP
        ? JUMP L1
        ",
        "
        L0:
        1 NOP
        ? POP_TOP
        ? NOP
        2 RETURN_VALUE
        L1:
        2 RETURN_VALUE
        L2:
        ? POP_TOP
        ? NOP
        2 RETURN_VALUE
        ",
    );
}

#[test]
fn unreachable_blocks_are_emptied_since_3_13() {
    let before = "
        L0:
        1 JUMP L2
        L1:
        2 POP_TOP
        2 JUMP L3
        L3:
        2 POP_TOP
        L2:
        3 RETURN_VALUE
        ";
    check(&["empty_unreachable"], before, "L0:\n1 JUMP L2\nL1:\nL3:\nL2:\n3 RETURN_VALUE");
    check(&["empty_unreachable", "remove_nops_and_jumps"], before, "L0:\n1 NOP\nL1:\nL3:\nL2:\n3 RETURN_VALUE");
}

#[test]
fn each_jump_to_an_exit_gets_its_own_in_the_order_of_control_flow() {
    let before = "
        L0:
        1 POP_JUMP_IF_TRUE L2
        L1:
        2 POP_JUMP_IF_TRUE L2
        L3:
        3 POP_TOP
        L2:
        ? LOAD_CONST
        ? RETURN_VALUE
        ";
    let after = "
        L0:
        1 POP_JUMP_IF_TRUE L4
        L1:
        2 POP_JUMP_IF_TRUE L5
        L3:
        3 POP_TOP
        L2:
        3 LOAD_CONST
        3 RETURN_VALUE
        L5:
        2 LOAD_CONST
        2 RETURN_VALUE
        L4:
        1 LOAD_CONST
        1 RETURN_VALUE
        ";
    let counted = "remove_unreachable_recounting";
    check(&[counted, "duplicate_exits_in_order", "propagate_line_numbers"], before, after);
    check(&["empty_unreachable", "duplicate_exits_and_checks", "propagate_line_numbers"], before, after);
}

#[test]
fn exits_that_no_line_gets_to_have_that_of_the_block_before() {
    check(
        &["guarantee_line_for_exits"],
        "L0:\n7 JUMP L0\nL1:\n? LOAD_CONST\n? RETURN_VALUE",
        "L0:\n7 JUMP L0\nL1:\n7 LOAD_CONST\n7 RETURN_VALUE",
    );
}

#[test]
fn jumps_get_their_directions() {
    check(
        &["choose_jump_directions"],
        "L0:\n1 POP_JUMP_IF_TRUE L1\nL1:\n2 POP_JUMP_IF_FALSE L0\nL2:\n3 JUMP L0",
        "L0:\n1 POP_JUMP_FORWARD_IF_TRUE L1\nL1:\n2 POP_JUMP_BACKWARD_IF_FALSE L0\nL2:\n3 JUMP_BACKWARD L0",
    );
}

#[test]
fn pseudo_operations_become_real_ones() {
    for (markers, cleaner) in
        [("label_exception_targets", "remove_nops"), ("label_exception_targets", "remove_nops_and_jumps")]
    {
        check(
            &[markers, "drop_block_markers", cleaner],
            "L0:\n1 SETUP_FINALLY L1\n1 STORE_FAST_MAYBE_NULL 1\n1 POP_BLOCK\n1 RETURN_VALUE\nL1:\n1 RERAISE",
            "L0:\n1 STORE_FAST 1\n1 RETURN_VALUE\nL1:\n1 RERAISE",
        );
    }
}

#[test]
fn only_labels_above_a_byte_are_numbered() {
    for outcome in run("L0:\n1 JUMP L300\nL300:\n1 RETURN_VALUE", &["number_jumps"]) {
        assert_eq!(outcome.graph.nodes()[0].arg, 300);
    }
    for outcome in run("L0:\n1 JUMP L200\nL200:\n1 RETURN_VALUE", &["number_jumps"]) {
        assert_eq!(outcome.graph.nodes()[0].arg, 0);
    }
}

#[test]
fn cells_are_made_first_and_are_where_their_parameter_is() {
    let text = "L0:\n1 LOAD_DEREF 0\n1 STORE_DEREF 1\n1 RETURN_VALUE";
    for target in Target::supported() {
        // 3.11's codegen emits the prefix where the graph is built.
        let passes = ["start_blocks_at_labels", "insert_prefix", "fix_cell_offsets"];
        let build = find(passes[0], Target::supported());
        let others = passes[1..].iter().filter_map(|name| find(name, &[target]));
        let passes: Vec<_> = build.into_iter().chain(others).collect();
        let Outcome { shown, .. } = run_for(target, text, &["a", "c"], &passes);
        let cells = "L0:\n? MAKE_CELL\n? MAKE_CELL 2\n1 LOAD_DEREF\n1 STORE_DEREF 2\n1 RETURN_VALUE";
        assert_eq!(shown, cells, "for {}", target.version);
    }
}

#[test]
fn loads_that_may_find_nothing_are_checked() {
    check(
        &["check_uninitialized_loads"],
        "L0:\n1 LOAD_FAST 0\n1 LOAD_FAST 1\n1 LOAD_FAST 1\n1 DELETE_FAST 0\n1 LOAD_FAST 0\n1 RETURN_VALUE",
        "L0:\n1 LOAD_FAST\n1 LOAD_FAST_CHECK 1\n1 LOAD_FAST 1\n1 DELETE_FAST\n1 LOAD_FAST_CHECK\n1 RETURN_VALUE",
    );
}
