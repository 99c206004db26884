//! Loops around loops run several of their iterations together: what the inner loops do for one iteration, they do for all of
//! these.
//!
//! ```text
//! for i in 0..n {                                  for c in 0..n / 4 {
//!     r = 0                                            r0 = 0; …; r3 = 0
//!     for j in 0..m { r += a[i][j] * x[j] }            for j in 0..m { r0 += a[4c][j] * x[j]; …; r3 += a[4c + 3][j] * x[j] }
//!     s += r * r                                       s += r0 * r0; …; s += r3 * r3
//! }                                                }
//!                                                  for i in 4 * (n / 4)..n { … }
//! ```
//!
//! A sum in an inner loop waits for itself, but not for the other three; and what they read in common is read once. Each sum of
//! the function is the same bit for bit, for its terms keep their order. Only adjoints, which are added to, get theirs in another.
//!
//! Nothing may panic before its time: the iterations run together only where all of them [stay within bounds](bounds).

mod bounds;
mod legal;
mod together;

use super::flow::subtree;
use crate::ir::{Graph, NodeId, Op, RegionId};
use crate::optimise::optimise;
use legal::Jam;

/// How much runs together.
#[derive(Clone, Copy)]
pub struct Width {
    /// So many iterations.
    pub lanes: usize,
    /// With loops inside of at least as many: shorter ones are unrolled by LLVM as they are.
    pub shortest: i128,
}

/// Jams all loops that can be: of loops in each other, the inner ones.
pub fn jam(graph: Graph) -> Graph {
    jam_by(graph, Width { lanes: 4, shortest: 12 })
}

/// The same, of any width.
pub fn jam_by(mut graph: Graph, width: Width) -> Graph {
    let mut jammed: Vec<NodeId> = vec![];
    for owner in inner_first(&graph) {
        let body = match &graph[owner].op {
            Op::For(f) => f.body,
            _ => continue,
        };
        let inside = subtree(&graph, body);
        if jammed.iter().any(|&inner| inside.contains(&graph[inner].region)) {
            continue;
        }
        if let Some(found) = Jam::of(&graph, owner, width) {
            if let Some(guard) = bounds::Guard::of(&graph, &found) {
                graph = together::run_together(graph, &found, &guard);
                jammed.push(owner);
            }
        }
    }
    match jammed.is_empty() {
        true => graph,
        false => optimise(graph),
    }
}

/// The loops that have loops inside, inner ones first.
fn inner_first(graph: &Graph) -> Vec<NodeId> {
    let roots = [Some(graph.root), graph.pullback].into_iter().flatten();
    let regions: Vec<RegionId> = roots.flat_map(|region| subtree(graph, region)).collect();
    let nodes = regions.into_iter().rev().flat_map(|region| graph[region].nodes.clone());
    let is_outer = |node: &NodeId| match &graph[*node].op {
        Op::For(f) => graph[f.body]
            .nodes
            .iter()
            .any(|&inner| matches!(graph[inner].op, Op::For(_))),
        _ => false,
    };
    nodes.filter(is_outer).collect()
}
