//! What passes do to blocks and jumps: threading, inlining, duplicated exits, line numbers.

use super::check;

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
