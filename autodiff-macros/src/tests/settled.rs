//! What of the corpus is read again, and what is kept.

use super::corpus::named_case;
use crate::ir::{Graph, Op};
use crate::transform::flow::subtree;

/// How many values the loops leave on the tape, each in each iteration.
fn kept(name: &str) -> usize {
    let graph: Graph = named_case(name).fused;
    let regions = graph.bodies().flat_map(|body| subtree(&graph, body));
    let nodes = regions.flat_map(|region| &graph[region].nodes);
    let pushes = nodes.filter(|&&node| graph[node].op == Op::Push);
    pushes.map(|&push| graph[push].args.len()).sum()
}

#[test]
fn what_nothing_overwrites_is_read_again() {
    for (name, count) in [
        ("factorised_and_solved", 1),
        // The factor, which stands nowhere.
        ("settled_elimination", 1),
        ("settled_with_pivots", 2),
        // Exponentials.
        ("settled_table", 3),
        ("settled_backwards", 1),
        ("settled_in_blocks", 0),
    ] {
        assert_eq!(kept(name), count, "{name}");
    }
}

#[test]
fn what_may_be_overwritten_is_kept() {
    for name in [
        "settled_not_where_the_element_itself_is_read",
        "settled_not_where_it_goes_on",
        "settled_not_where_rows_overlap",
        "settled_not_where_columns_are_longer_than_the_width",
        "settled_not_at_a_place_of_chance",
        "settled_not_in_a_copy",
        "settled_not_where_an_iteration_begins_anew",
    ] {
        assert!(kept(name) > 0, "{name}");
    }
}
