//! Which buffers of the corpus need not be cleared.

use super::corpus::named_case;
use crate::ir::{Op, Overwritten};

/// How many fresh adjoints are overwritten as a whole, in part, and not at all.
fn fresh(name: &str) -> [usize; 3] {
    let graph = named_case(name).fused;
    let mut counts = [0; 3];
    for (id, node) in graph.nodes.iter().enumerate() {
        let node_id = crate::ir::NodeId(id as u32);
        if node.op == Op::Zeros && graph[node.region].nodes.contains(&node_id) {
            counts[match graph.left_uncleared(node_id) {
                Some(Overwritten::All) => 0,
                Some(Overwritten::Before(_)) => 1,
                None => 2,
            }] += 1;
        }
    }
    counts
}

#[test]
fn what_one_loop_adds_to_first_is_not_cleared() {
    for (name, expected) in [
        ("first_but_not_of_all", [0, 1, 0]),
        ("first_behind_a_maximum", [2, 0, 1]),
        ("first_on_one_side", [1, 1, 0]),
        ("first_beside_neighbours", [0, 1, 0]),
    ] {
        assert_eq!(fresh(name), expected, "{name}");
    }
}

#[test]
fn what_others_may_have_added_to_is() {
    for name in [
        "first_from_the_second_on",
        "first_in_parts_of_rows",
        "first_and_another_one",
        "first_in_the_first_round",
        "first_while_there_are_any",
    ] {
        let [whole, part, _] = fresh(name);
        assert_eq!((whole, part), (0, 0), "{name}");
    }
}
