//! What passes do to the instructions of a block: constants, tuples, swaps, superinstructions.

use super::{Outcome, check, run};
use pycompileall::internals::version::Feature;

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
    let before = "L0:
         1 BUILD_TUPLE 3
         1 UNPACK_SEQUENCE 3
         1 STORE_FAST 1
         1 STORE_FAST 2
         1 STORE_FAST 3
         1 BUILD_TUPLE 2
         1 UNPACK_SEQUENCE 2
         1 STORE_FAST 1
         1 STORE_FAST 1";
    for Outcome { target, shown, .. } in run(before, &["optimize_blocks"]) {
        let swap = if target.has(Feature::SwapsKeepLastStore) { "1 SWAP 2" } else { "" };
        let after = format!(
            "L0:
             1 STORE_FAST 3
             1 STORE_FAST 2
             1 STORE_FAST 1
             {swap}
             1 STORE_FAST 1
             1 STORE_FAST 1"
        );
        assert_eq!(shown, super::lines(&after), "for {}", target.version);
    }
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
fn unused_constants_at_the_end_are_dropped_but_for_the_first() {
    for (text, left) in [("L0:\n1 LOAD_CONST 1\n1 RETURN_VALUE", 2), ("L0:\n1 LOAD_FAST 1\n1 RETURN_VALUE", 1)] {
        for outcome in run(text, &["trim_unused_consts"]) {
            assert_eq!(outcome.consts.len(), left, "for {}", outcome.target.version);
        }
    }
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
fn every_unused_constant_is_dropped_but_the_first() {
    for outcome in run("L0:\n1 LOAD_CONST 2\n1 RETURN_VALUE", &["drop_unused_consts"]) {
        assert_eq!(outcome.shown, "L0:\n1 LOAD_CONST 1\n1 RETURN_VALUE");
        assert_eq!(outcome.consts.len(), 2);
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
