//! Which loops of the corpus are joint.

use super::corpus::{named_case, Case};
use crate::ir::{Half, Op};
use crate::transform::flow::subtree;

/// How many loops are left in the pullback.
fn loops_behind(case: &Case) -> usize {
    let pullback = case.fused.pullback.expect("a pullback");
    let regions = subtree(&case.fused, pullback);
    let nodes = regions.iter().flat_map(|&region| &case.fused[region].nodes);
    nodes.filter(|&&node| matches!(case.fused[node].op, Op::For(_))).count()
}

#[test]
fn an_iteration_that_needs_nothing_of_later_ones_is_undone_at_once() {
    for name in [
        "joint_rows",
        "joint_mean",
        "joint_branches",
        "joint_nest",
        "joint_calls",
        "joint_buffer",
        "joint_backwards",
        "joint_in_a_branch",
    ] {
        assert_eq!(loops_behind(&named_case(name)), 0, "{name}");
    }
}

#[test]
fn one_that_needs_later_ones_is_undone_behind_all() {
    for name in ["joint_not_yet", "joint_never"] {
        assert_eq!(loops_behind(&named_case(name)), 2, "{name}");
    }
}

#[test]
fn a_branch_whose_adjoint_comes_from_behind_it_is_undone_behind_it() {
    assert_eq!(loops_behind(&named_case("joint_branch_not_yet")), 1);
}

/// The buffer of the gradient is fresh for the last loop only.
#[test]
fn of_two_loops_the_last_is_undone_at_once() {
    assert_eq!(loops_behind(&named_case("joint_twice")), 2);
}

/// How many calls there are of each half.
fn calls(case: &Case, half: Half) -> usize {
    let nodes = case.fused.nodes.iter();
    nodes
        .filter(|node| matches!(&node.op, Op::Call(call) if call.half == half))
        .count()
}

#[test]
fn a_call_whose_cotangent_is_known_before_gives_both_at_once() {
    for (name, joint) in [("joint_calls_at_once", 2), ("joint_recursion", 1), ("joint_calls", 1)] {
        assert_eq!(calls(&named_case(name), Half::Joint), joint, "{name}");
    }
}
