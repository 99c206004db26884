//! The passes over finished graphs.

mod dead;
mod invariant;

pub use dead::{may_panic, needed};

use crate::ir::{Graph, RegionId};
use crate::transform::flow::subtree;

/// Runs all passes; the graph computes the same, and panics where it did.
pub fn optimise(graph: Graph) -> Graph {
    let graph = invariant::replace_invariants(graph);
    dead::remove_dead(graph)
}

fn all_regions(graph: &Graph) -> Vec<RegionId> {
    let mut regions = subtree(graph, graph.root);
    if let Some(pullback) = graph.pullback {
        regions.extend(subtree(graph, pullback));
    }
    regions
}
