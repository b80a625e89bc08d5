//! What the passes of 3.14 do: constants folded in the graph, jumps that keep their value, `NOT_TAKEN`, borrowed loads.

use super::{Outcome, check, run};
use pycompileall::internals::version::Feature;

#[test]
fn tests_of_constants_are_decided() {
    let before = "L0:
         1 LOAD_SMALL_INT 1
         1 POP_JUMP_IF_FALSE L2
         L1:
         2 LOAD_SMALL_INT 2
         2 COPY 1
         2 POP_JUMP_IF_TRUE L2
         L3:
         3 LOAD_CONST
         3 JUMP_IF_FALSE L2
         L4:
         4 LOAD_CONST
         4 TO_BOOL
         L2:
         5 LOAD_CONST
         5 IS_OP 1
         5 POP_JUMP_IF_FALSE L0
         L5:
         6 LOAD_SMALL_INT 7
         6 RETURN_VALUE";
    for Outcome { target, shown, .. } in run(before, &["optimize_loads"]) {
        let falsehood = if target.has(Feature::CommonValues) { "COMMON_CONSTANT 10" } else { "CONST 3" };
        let after = format!(
            "L0:
         1 NOP
         1 NOP
         L1:
         2 LOAD_SMALL_INT 2
         2 NOP
         2 JUMP L2
         L3:
         3 LOAD_CONST
         3 JUMP L2
         L4:
         4 NOP
         4 LOAD_{falsehood}
         L2:
         5 NOP
         5 NOP
         5 POP_JUMP_IF_NONE L0
         L5:
         6 LOAD_SMALL_INT 7
         6 RETURN_VALUE"
        );
        assert_eq!(shown, super::lines(&after), "for {}", target.version);
    }
}

#[test]
fn operations_on_constants_are_folded() {
    let before = "
        L0:
        1 LOAD_SMALL_INT 200
        1 LOAD_SMALL_INT 50
        2 BINARY_OP 0
        3 LOAD_SMALL_INT 200
        3 NOP
        3 LOAD_SMALL_INT 100
        4 BINARY_OP 0
        5 BUILD_TUPLE 2
        6 UNARY_NOT
        6 RETURN_VALUE
        ";
    for Outcome { target, shown, consts, .. } in run(before, &["optimize_with_folding"]) {
        let (falsehood, count) =
            if target.has(Feature::CommonValues) { ("COMMON_CONSTANT 10", 5) } else { ("CONST 5", 6) };
        let after = format!(
            "L0:
            ? NOP\n? NOP\n? NOP\n? NOP\n3 NOP\n? NOP\n? NOP\n? NOP
            6 LOAD_{falsehood}
            6 RETURN_VALUE"
        );
        assert_eq!(shown, super::lines(&after), "for {}", target.version);
        // The sums: 250 is no constant, 300 is; the tuple; its negation, if that is one.
        assert_eq!(consts.len(), count, "for {}", target.version);
    }
}

#[test]
fn displays_of_constants_are_one_constant_where_nothing_else_can_get_at_them() {
    check(
        &["optimize_with_folding", "remove_nops_and_pairs"],
        "L0:
         1 LOAD_CONST
         1 LOAD_FAST
         1 LOAD_CONST
         1 BUILD_LIST 1
         1 CONTAINS_OP
         2 LOAD_CONST
         2 LOAD_CONST
         2 LOAD_CONST
         2 BUILD_SET 3
         3 LOAD_FAST
         3 BUILD_LIST 1
         3 GET_ITER
         4 BUILD_LIST
         4 LOAD_CONST
         4 LIST_APPEND 1
         4 CALL_INTRINSIC_1 6
         5 RETURN_VALUE",
        "L0:
         1 LOAD_CONST
         1 LOAD_FAST
         1 LOAD_CONST 3
         1 CONTAINS_OP
         2 BUILD_SET
         ? LOAD_CONST 4
         2 SET_UPDATE 1
         3 LOAD_FAST
         3 BUILD_TUPLE 1
         3 GET_ITER
         4 LOAD_CONST 3
         5 RETURN_VALUE",
    );
}

#[test]
fn comparisons_take_in_what_is_done_with_their_truth() {
    check(
        &["optimize_with_folding", "remove_nops_and_pairs"],
        "L0:
         1 IS_OP
         2 UNARY_NOT
         3 CONTAINS_OP 1
         3 TO_BOOL
         4 COMPARE_OP 2
         4 TO_BOOL
         5 UNARY_NOT
         5 UNARY_NOT
         6 UNARY_NOT
         6 TO_BOOL
         7 STORE_FAST
         7 STORE_FAST
         8 RETURN_VALUE",
        "L0:
         1 NOP
         2 IS_OP 1
         3 CONTAINS_OP 1
         4 COMPARE_OP 18
         5 NOP
         6 UNARY_NOT
         7 POP_TOP
         7 STORE_FAST
         8 RETURN_VALUE",
    );
}

#[test]
fn jumps_that_keep_the_value_are_threaded_past_the_opposite_test() {
    check(
        &["optimize_with_folding"],
        "L0:
         1 JUMP_IF_FALSE L2
         L1:
         2 JUMP_IF_TRUE L2
         L2:
         3 JUMP_IF_TRUE L4
         L3:
         4 JUMP_IF_FALSE L4
         L4:
         5 JUMP L5
         L6:
         6 NOP
         L5:
         7 RETURN_VALUE",
        "L0:
         1 NOP
         4 NOP
         5 JUMP_IF_FALSE L5
         L1:
         2 NOP
         3 NOP
         5 JUMP_IF_TRUE L5
         L2:
         3 NOP
         5 JUMP_IF_TRUE L5
         L3:
         4 NOP
         5 JUMP_IF_FALSE L5
         L4:
         5 JUMP L5
         L6:
         6 NOP
         L5:
         7 RETURN_VALUE",
    );
}

#[test]
fn jumps_that_keep_the_value_test_a_copy() {
    check(
        &["expand_keeping_jumps"],
        "L0:
         1 LOAD_FAST
         2 JUMP_IF_FALSE L2
         L1:
         3 POP_TOP
         4 LOAD_FAST 1
         5 JUMP_IF_TRUE L2
         L2:
         6 RETURN_VALUE",
        "L0:
         1 LOAD_FAST
         2 COPY 1
         2 TO_BOOL
         2 POP_JUMP_IF_FALSE L2
         L1:
         3 POP_TOP
         4 LOAD_FAST 1
         5 COPY 1
         5 TO_BOOL
         5 POP_JUMP_IF_TRUE L2
         L2:
         6 RETURN_VALUE",
    );
}

#[test]
fn what_a_condition_falls_through_to_is_not_taken() {
    check(
        &["normalize_jumps"],
        "L0:
         1 LOAD_FAST
         1 POP_JUMP_IF_FALSE L2
         L1:
         2 LOAD_FAST
         3 POP_JUMP_IF_NOT_NONE L0
         L2:
         4 JUMP L3
         L3:
         5 JUMP L0",
        "L0:
         1 LOAD_FAST
         1 POP_JUMP_IF_FALSE L2
         L4:
         1 NOT_TAKEN
         L1:
         2 LOAD_FAST
         3 POP_JUMP_IF_NONE L2
         L5:
         3 NOT_TAKEN
         3 JUMP_BACKWARD L0
         L2:
         4 JUMP_FORWARD L3
         L3:
         5 JUMP_BACKWARD L0",
    );
}

#[test]
fn loads_borrow_that_are_consumed_in_their_block_while_the_local_stays() {
    check(
        &["compute_stack_depth", "borrow_locals"],
        "L0:
         1 LOAD_FAST
         1 LOAD_FAST 1
         1 BINARY_OP
         2 LOAD_FAST
         2 STORE_FAST 1
         3 POP_TOP
         4 LOAD_FAST
         4 LOAD_FAST 1
         4 LOAD_CONST
         4 STORE_FAST
         4 BINARY_OP
         4 POP_TOP
         5 LOAD_FAST_LOAD_FAST 1
         5 BINARY_OP
         5 POP_TOP
         6 LOAD_FAST
         6 TO_BOOL
         6 POP_JUMP_IF_FALSE L2
         L1:
         7 LOAD_FAST
         7 LOAD_FAST 1
         7 TO_BOOL
         7 POP_JUMP_IF_FALSE L3
         L4:
         8 POP_TOP
         L2:
         9 LOAD_FAST
         9 RETURN_VALUE
         L3:
         10 RETURN_VALUE",
        "L0:
         1 LOAD_FAST_BORROW
         1 LOAD_FAST_BORROW 1
         1 BINARY_OP
         2 LOAD_FAST
         2 STORE_FAST 1
         3 POP_TOP
         4 LOAD_FAST
         4 LOAD_FAST_BORROW 1
         4 LOAD_CONST
         4 STORE_FAST
         4 BINARY_OP
         4 POP_TOP
         5 LOAD_FAST_BORROW_LOAD_FAST_BORROW 1
         5 BINARY_OP
         5 POP_TOP
         6 LOAD_FAST_BORROW
         6 TO_BOOL
         6 POP_JUMP_IF_FALSE L2
         L1:
         7 LOAD_FAST
         7 LOAD_FAST_BORROW 1
         7 TO_BOOL
         7 POP_JUMP_IF_FALSE L3
         L4:
         8 POP_TOP
         L2:
         9 LOAD_FAST_BORROW
         9 RETURN_VALUE
         L3:
         10 RETURN_VALUE",
    );
}

#[test]
fn what_only_a_handler_leads_to_does_not_borrow() {
    check(
        &["label_exception_targets", "compute_stack_depth", "drop_block_markers", "borrow_locals"],
        "L0:
         1 SETUP_FINALLY L1
         1 LOAD_FAST
         1 POP_TOP
         1 POP_BLOCK
         1 LOAD_FAST
         1 RETURN_VALUE
         L1:
         2 POP_TOP
         2 LOAD_FAST
         2 RETURN_VALUE",
        "L0:
         1 NOP
         1 LOAD_FAST_BORROW
         1 POP_TOP
         1 NOP
         1 LOAD_FAST_BORROW
         1 RETURN_VALUE
         L1:
         2 POP_TOP
         2 LOAD_FAST
         2 RETURN_VALUE",
    );
}

#[test]
fn the_first_instruction_is_blamed_for_what_some_operations_push() {
    let before = "L0:
         1 LOAD_FAST
         1 GET_LEN
         1 STORE_FAST 1
         1 POP_TOP
         1 LOAD_FAST
         1 GET_LEN
         1 STORE_FAST 1
         1 RETURN_VALUE";
    for Outcome { target, shown, .. } in run(before, &["compute_stack_depth", "borrow_locals"]) {
        let first = if target.has(Feature::PushesKnown) { "LOAD_FAST_BORROW" } else { "LOAD_FAST" };
        let after = format!(
            "L0:
             1 {first}
             1 GET_LEN
             1 STORE_FAST 1
             1 POP_TOP
             1 LOAD_FAST_BORROW
             1 GET_LEN
             1 STORE_FAST 1
             1 RETURN_VALUE"
        );
        assert_eq!(shown, super::lines(&after), "for {}", target.version);
    }
}

#[test]
fn what_follows_a_pattern_has_the_position_of_the_next_instruction() {
    check(
        &["resolve_next_locations"],
        "L0:
         1 LOAD_FAST
         > POP_TOP
         > NOP
         2 NOP
         > RETURN_VALUE
         L1:
         > POP_TOP
         L2:
         3 RETURN_VALUE",
        "L0:
         1 LOAD_FAST
         2 POP_TOP
         2 NOP
         2 NOP
         ? RETURN_VALUE
         L1:
         3 POP_TOP
         L2:
         3 RETURN_VALUE",
    );
}

#[test]
fn handlers_are_at_the_end_and_jump_back() {
    check(
        &["empty_unreachable", "push_cold_blocks_to_end"],
        "L0:
         1 SETUP_FINALLY L1
         1 JUMP L2
         L1:
         2 POP_TOP
         L2:
         3 RETURN_VALUE",
        "L0:
         1 SETUP_FINALLY L1
         L2:
         3 RETURN_VALUE
         L1:
         2 POP_TOP
         L3:
         ? JUMP_NO_INTERRUPT L2",
    );
}
