//! The passes over finished graphs.

mod dead;

use crate::ir::Graph;

/// Runs all passes; the graph computes the same, and panics where it did.
pub fn optimise(graph: Graph) -> Graph {
    dead::remove_dead(graph)
}
