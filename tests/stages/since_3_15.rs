//! What the passes of 3.15 do: constants that have numbers of their own, iterators of two items, handlers of new jumps.

use super::{Outcome, run_with};
use pycompileall::internals::version::Feature;

#[track_caller]
fn check_with(feature: Feature, passes: &[&str], before: &str, after: &str) {
    for Outcome { target, shown, .. } in run_with(feature, before, passes) {
        assert_eq!(shown, super::lines(after), "for {}", target.version);
    }
}

#[test]
fn tests_of_common_constants_are_decided() {
    let before = "L0:
         1 LOAD_COMMON_CONSTANT 9
         1 POP_JUMP_IF_FALSE L2
         L1:
         2 LOAD_COMMON_CONSTANT 8
         2 TO_BOOL
         L2:
         3 LOAD_COMMON_CONSTANT 7
         3 IS_OP 1
         3 POP_JUMP_IF_FALSE L0
         L3:
         4 LOAD_COMMON_CONSTANT 3
         4 IS_OP
         4 POP_JUMP_IF_FALSE L0
         L4:
         5 RETURN_VALUE";
    for Outcome { target, shown, consts, .. } in run_with(Feature::CommonValues, before, &["optimize_loads"]) {
        let after = "L0:
             1 NOP
             1 NOP
             L1:
             2 NOP
             2 LOAD_COMMON_CONSTANT 10
             L2:
             3 NOP
             3 NOP
             3 POP_JUMP_IF_NONE L0
             L3:
             4 LOAD_COMMON_CONSTANT 3
             4 IS_OP
             4 POP_JUMP_IF_FALSE L0
             L4:
             5 RETURN_VALUE";
        assert_eq!(shown, super::lines(after), "for {}", target.version);
        // The truth of the empty string.
        assert_eq!(consts.len(), 4, "for {}", target.version);
    }
}

#[test]
fn common_constants_are_folded_and_made_by_folding() {
    let before = "L0:
         1 LOAD_COMMON_CONSTANT 7
         1 LOAD_COMMON_CONSTANT 8
         1 LOAD_COMMON_CONSTANT 9
         1 BUILD_TUPLE 3
         2 LOAD_SMALL_INT 1
         2 UNARY_NEGATIVE
         3 LOAD_COMMON_CONSTANT 11
         3 UNARY_NOT
         4 LOAD_COMMON_CONSTANT 10
         4 POP_TOP
         5 RETURN_VALUE";
    let passes = ["optimize_with_folding", "remove_nops_and_pairs"];
    for Outcome { target, shown, consts, .. } in run_with(Feature::CommonValues, before, &passes) {
        let after = "L0:
             1 LOAD_CONST 3
             2 LOAD_COMMON_CONSTANT 11
             3 LOAD_COMMON_CONSTANT 10
             4 NOP
             5 RETURN_VALUE";
        assert_eq!(shown, super::lines(after), "for {}", target.version);
        // The tuple; what has a number is no constant.
        assert_eq!(consts.len(), 4, "for {}", target.version);
    }
}

#[test]
fn what_is_iterated_stays_below_its_iterator() {
    check_with(
        Feature::VirtualIterators,
        &["compute_stack_depth", "borrow_locals"],
        "L0:
         1 LOAD_FAST
         1 LOAD_FAST 1
         1 GET_ITER
         L1:
         1 FOR_ITER L2
         L3:
         1 POP_TOP
         1 JUMP L1
         L2:
         1 END_FOR
         1 POP_ITER
         2 RETURN_VALUE",
        "L0:
         1 LOAD_FAST
         1 LOAD_FAST 1
         1 GET_ITER
         L1:
         1 FOR_ITER L2
         L3:
         1 POP_TOP
         1 JUMP L1
         L2:
         1 END_FOR
         1 POP_ITER
         2 RETURN_VALUE",
    );
    check_with(
        Feature::VirtualIterators,
        &["compute_stack_depth", "borrow_locals"],
        "L0:
         1 LOAD_FAST
         1 GET_ITER
         1 STORE_FAST
         1 POP_TOP
         2 LOAD_FAST 1
         2 LOAD_FAST
         2 LOAD_FAST
         2 END_SEND
         3 RETURN_VALUE",
        "L0:
         1 LOAD_FAST
         1 GET_ITER
         1 STORE_FAST
         1 POP_TOP
         2 LOAD_FAST_BORROW 1
         2 LOAD_FAST_BORROW
         2 LOAD_FAST_BORROW
         2 END_SEND
         3 RETURN_VALUE",
    );
}

#[test]
fn what_follows_an_empty_block_borrows() {
    let before = "L0:
         1 LOAD_FAST
         1 POP_JUMP_IF_FALSE L1
         L2:
         L1:
         2 LOAD_FAST
         2 RETURN_VALUE";
    let passes = ["compute_stack_depth", "borrow_locals"];
    for Outcome { target, shown, .. } in run_with(Feature::VirtualIterators, before, &passes) {
        assert!(shown.ends_with("2 LOAD_FAST_BORROW\n2 RETURN_VALUE"), "for {}: {shown}", target.version);
    }
}

/// The handlers of the instructions of an operation.
fn handlers(outcome: &Outcome, name: &str) -> Vec<u32> {
    let graph = &outcome.graph;
    let nodes = graph.chain().flat_map(|id| graph.body(id));
    nodes.filter(|node| node.op.name() == name).map(|node| node.handler.0).collect()
}

#[test]
fn jumps_that_passes_make_have_the_handlers_of_those_that_they_are_made_for() {
    let before = "L0:
         1 SETUP_FINALLY L9
         L1:
         2 LOAD_FAST
         2 POP_JUMP_IF_FALSE L2
         L3:
         3 LOAD_FAST
         3 POP_JUMP_IF_TRUE L1
         L4:
         4 LOAD_FAST
         4 POP_JUMP_IF_TRUE L5
         L2:
         5 POP_BLOCK
         5 RETURN_VALUE
         L5:
         6 JUMP L1
         L9:
         7 POP_TOP
         8 RETURN_VALUE";
    let mut releases = 0;
    let passes = ["label_exception_targets", "optimize_with_folding", "remove_nops_and_jumps", "normalize_jumps"];
    for outcome in run_with(Feature::VirtualIterators, before, &passes) {
        let (version, has) = (outcome.target.version, outcome.target.has(Feature::HandlersOfNewJumps));
        let none = u32::MAX;
        let new = if has { 9 } else { none };
        assert_eq!(handlers(&outcome, "NOT_TAKEN"), [new; 3], "for {version}");
        // Both conditions go back to the start, the second one through another jump, which keeps its own.
        assert_eq!(handlers(&outcome, "JUMP_BACKWARD"), [new, new, 9], "for {version}");
        assert_eq!(handlers(&outcome, "POP_JUMP_IF_FALSE"), [9, 9, new], "for {version}");
        releases += 1;
    }
    assert_eq!(releases, 2);
}
