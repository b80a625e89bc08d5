//! What makes the graph and what makes it ready for the assembler: blocks, handlers, cells, the depth of the stack.

use super::{Outcome, check, find, run, run_all, run_for};
use pycompileall::Target;
use pycompileall::internals::cfg;

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
fn only_targets_of_jumps_start_blocks() {
    let before = "L0:\n1 NOP\nL1:\n2 NOP\nL2:\n3 POP_JUMP_IF_TRUE L2\nL3:\n4 RETURN_VALUE";
    let after = "L0:\n1 NOP\n2 NOP\nL2:\n3 POP_JUMP_IF_TRUE L2\nL3:\n4 RETURN_VALUE";
    for outcome in run_all(before, &["start_blocks_at_targets"]) {
        assert_eq!(outcome.shown, after);
    }
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
