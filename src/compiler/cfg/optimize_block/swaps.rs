//! Makes sequences of SWAPs shortest, then applies them to the stores that follow them (`swaptimize`,
//! `apply_static_swaps`).
//!
//! Pattern matching and tuple assignment emit runs of SWAPs.

use super::super::Node;
use crate::compiler::version::opcode::Op;
use crate::compiler::version::{Feature, Target};

const DONE: u32 = u32::MAX;

/// Replaces the run of SWAPs and NOPs that starts at `at` by the shortest one with the same effect,
/// and gives the index of the last instruction of the run (`swaptimize`).
pub(super) fn shorten(nodes: &mut [Node], at: usize) -> usize {
    let len = nodes[at..].iter().take_while(|node| matches!(node.op, Op::SWAP | Op::NOP)).count();
    let run = &mut nodes[at..at + len];
    let swaps = run.iter().filter(|node| node.op == Op::SWAP);
    let depth = swaps.clone().map(|node| node.arg).max().unwrap_or(0);
    if swaps.count() < 2 {
        return at;
    }
    // What ends up at each depth of the stack.
    let mut stack: Vec<u32> = (0..depth).collect();
    for node in run.iter().filter(|node| node.op == Op::SWAP) {
        stack.swap(0, node.arg as usize - 1);
    }
    // Each cycle of the permutation is unwound by swaps with the top. They are found last first, so
    // the run is filled from its end.
    let mut free = run.len();
    for first in 0..depth {
        if stack[first as usize] == DONE || stack[first as usize] == first {
            continue;
        }
        let mut here = first;
        loop {
            if here != 0 {
                free -= 1;
                run[free].op = Op::SWAP;
                run[free].arg = here + 1;
            }
            let next = std::mem::replace(&mut stack[here as usize], DONE);
            if next == DONE {
                break;
            }
            here = next;
        }
    }
    run[..free].iter_mut().for_each(Node::become_nop);
    at + len - 1
}

fn is_swappable(op: Op) -> bool {
    matches!(op, Op::STORE_FAST | Op::STORE_FAST_MAYBE_NULL | Op::POP_TOP)
}

/// The next instruction after `at` that may change places with another, on `line` if there is one.
fn next_swappable(nodes: &[Node], at: usize, line: Option<i32>) -> Option<usize> {
    for (index, node) in nodes.iter().enumerate().skip(at + 1) {
        if line.is_some_and(|line| line >= 0 && node.loc.line != line) {
            return None;
        }
        match node.op {
            Op::NOP => {}
            op if is_swappable(op) => return Some(index),
            _ => return None,
        }
    }
    None
}

/// The local that an instruction stores to.
fn stored_local(node: &Node) -> Option<u32> {
    matches!(node.op, Op::STORE_FAST | Op::STORE_FAST_MAYBE_NULL).then_some(node.arg)
}

/// Whether the stores at `first` and `second`, and those between, write distinct locals where it
/// matters for an exchange of the two.
fn stores_are_independent(nodes: &[Node], first: usize, second: usize) -> bool {
    let (a, b) = (stored_local(&nodes[first]), stored_local(&nodes[second]));
    if a.is_none() && b.is_none() {
        return true;
    }
    let between = nodes[first + 1..second].iter().filter_map(stored_local);
    a != b && !between.into_iter().any(|local| Some(local) == a || Some(local) == b)
}

/// Carries SWAPs out by exchanging the instructions after them, from the one at `at` backwards
/// (`apply_static_swaps`).
pub(super) fn apply(nodes: &mut [Node], at: usize, target: &Target) {
    for index in (0..=at).rev() {
        let swap = nodes[index];
        if swap.op != Op::SWAP {
            if swap.op == Op::NOP || is_swappable(swap.op) {
                continue;
            }
            return;
        }
        let Some(first) = next_swappable(nodes, index, None) else { return };
        let line = nodes[first].loc.line;
        let mut second = first;
        for _ in 1..swap.arg {
            let Some(found) = next_swappable(nodes, second, Some(line)) else { return };
            second = found;
        }
        if target.has(Feature::SwapsKeepLastStore) && !stores_are_independent(nodes, first, second) {
            return;
        }
        nodes[index].become_nop();
        nodes.swap(first, second);
    }
}
