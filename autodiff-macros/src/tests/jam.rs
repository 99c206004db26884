//! Which loops of the corpus have iterations that run together.

use super::corpus::named_case;
use crate::ir::verify::{verify, Stage};
use crate::ir::{Graph, Op};
use crate::transform::flow::subtree;
use crate::transform::jam::{jam, jam_in_lanes};

/// How many loops there are.
fn loops(graph: &Graph) -> usize {
    let roots = graph.bodies();
    let regions = roots.flat_map(|region| subtree(graph, region));
    let nodes = regions.flat_map(|region| &graph[region].nodes);
    nodes.filter(|&&node| matches!(graph[node].op, Op::For(_))).count()
}

/// How many loops are jammed: of each, with the one inside, there are two then.
fn jammed(name: &str) -> usize {
    let graph = named_case(name).fused;
    let jammed = jam(graph.clone());
    assert_eq!(verify(&jammed, Stage::Jammed), Ok(()), "{name}");
    loops(&jammed) - loops(&graph)
}

#[test]
fn iterations_that_only_add_run_together() {
    for (name, more) in [
        ("jam_rows", 3),
        ("jam_rows_of_a_slice", 2),
        ("jam_flat_rows", 2),
        ("jam_too_short", 3),
        ("jam_product", 4),
        ("jam_window", 3),
        ("jam_largest", 2),
        ("jam_twice_in_a_row", 4),
        ("jam_within_bounds", 3),
    ] {
        assert_eq!(jammed(name), more, "{name}");
    }
}

/// Of a loop without one inside there are two then.
#[test]
fn iterations_that_write_beside_each_other_run_together() {
    for (name, more) in [
        ("jam_valley", 1),
        ("jam_residuals", 1),
        ("jam_to_the_end_of_the_shorter", 1),
    ] {
        assert_eq!(jammed(name), more, "{name}");
    }
}

#[test]
fn iterations_that_need_each_other_do_not() {
    for name in [
        "jam_not_where_the_next_one_needs_it",
        "jam_not_where_one_reads_what_another_writes",
    ] {
        assert_eq!(jammed(name), 0, "{name}");
    }
}

/// Sums have lanes where these keep no addition waiting: not beside a library call, and not where a sum is used before its end.
#[test]
fn sums_have_lanes() {
    for (name, more) in [
        ("jam_sum_of_squares", 1),
        ("jam_two_sums", 2),
        ("jam_sum_of_exponentials", 0),
        ("jam_running_sum", 0),
    ] {
        let graph = named_case(name).fused;
        let in_lanes = jam_in_lanes(graph.clone());
        assert_eq!(verify(&in_lanes, Stage::Jammed), Ok(()), "{name}");
        assert_eq!(loops(&in_lanes) - loops(&jam(graph)), more, "{name}");
    }
}
