//! Loops around loops, and some [others](straight), run several of their iterations together: what the inner loops do for one iteration, they do for all of
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
mod lanes;
mod legal;
mod straight;
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
    /// Or, without loops inside, with at least so many operations: less is done while a sum waits for itself.
    pub least: usize,
    /// So many sums at once, where these may have lanes: what a machine has registers for.
    pub sums: usize,
}

/// What pays on the machines that there are.
const WIDTH: Width = Width {
    lanes: 4,
    shortest: 12,
    least: 6,
    sums: 16,
};

/// Jams all loops that can be: of loops in each other, the inner ones.
pub fn jam(graph: Graph) -> Graph {
    jam_by(graph, WIDTH)
}

/// The same, of any width.
pub fn jam_by(graph: Graph, width: Width) -> Graph {
    let (graph, jammed) = jam_all(graph, width);
    match jammed.is_empty() {
        true => graph,
        false => optimise(graph),
    }
}

/// The same where sums may be added up in another order: with a sum for each lane in the [innermost loops](lanes).
pub fn jam_in_lanes(graph: Graph) -> Graph {
    jam_in_lanes_by(graph, WIDTH)
}

/// The same, of any width.
pub fn jam_in_lanes_by(graph: Graph, width: Width) -> Graph {
    let (graph, jammed) = jam_all(graph, width);
    optimise(lanes::sum_in_lanes(graph, &jammed, width))
}

/// The graph, and the bodies of what is left of each jammed loop for the rest.
fn jam_all(mut graph: Graph, width: Width) -> (Graph, Vec<RegionId>) {
    let (around, straight): (Vec<NodeId>, Vec<NodeId>) = inner_first(&graph).into_iter().partition(|&owner| {
        let mut inside = inside(&graph, owner).into_iter().skip(1);
        inside.any(|region| {
            graph[region]
                .owner
                .is_some_and(|owner| matches!(graph[owner].op, Op::For(_)))
        })
    });
    let mut jammed: Vec<RegionId> = vec![];
    for owner in around.into_iter().chain(straight) {
        let inside = inside(&graph, owner);
        let apart = |&body: &RegionId| !inside.contains(&body) && !graph.encloses(body, graph[owner].region);
        if !jammed.iter().all(apart) {
            continue;
        }
        if let Some(found) = Jam::of(&graph, owner, width) {
            if let Some(guard) = bounds::Guard::of(&graph, &found) {
                graph = together::run_together(graph, &found, &guard);
                jammed.push(found.body);
            }
        }
    }
    (graph, jammed)
}

/// The body of a loop, and all regions in it.
fn inside(graph: &Graph, owner: NodeId) -> Vec<RegionId> {
    let bodies = graph[owner].op.regions().into_iter();
    bodies.flat_map(|body| subtree(graph, body)).collect()
}

/// All loops, inner ones first.
fn inner_first(graph: &Graph) -> Vec<NodeId> {
    let roots = graph.bodies();
    let regions: Vec<RegionId> = roots.flat_map(|region| subtree(graph, region)).collect();
    let nodes = regions.into_iter().rev().flat_map(|region| graph[region].nodes.clone());
    nodes.filter(|&node| matches!(graph[node].op, Op::For(_))).collect()
}
