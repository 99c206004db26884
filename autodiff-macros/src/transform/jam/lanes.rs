//! Sums in lanes, where the user allows another order: in a loop without loops inside, each of the iterations that run together adds to
//! a sum of its own, and these are added up behind the loop, in pairs.
//!
//! ```text
//! for i in 0..n { s += x[i] * y[i] }     for c in 0..n / 8 { s0 += x[8c] * y[8c]; …; s7 += x[8c + 7] * y[8c + 7] }
//!                                        s = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))
//!                                        for i in 8 * (n / 8)..n { s += x[i] * y[i] }
//! ```
//!
//! A sum waits for the one before it, and an order that is kept cannot be vectorised; eight that need nothing of each other can. How many
//! there are is the same on every machine, so the result is too.

use super::bounds::Guard;
use super::legal::Jam;
use super::{inner_first, inside, straight, together, Width};
use crate::ir::build::Builder;
use crate::ir::{Dialect, Graph, NodeId, Op, RegionId};
use crate::primitives::Primitive;
use crate::transform::flow::{users, Carried};

/// More lanes than these keep no addition waiting.
const MOST: usize = 8;

impl Jam {
    /// How many there are of a carried value.
    pub(super) fn copies(&self, k: usize) -> usize {
        if self.apart.contains(&k) {
            self.width.lanes
        } else {
            1
        }
    }
}

/// Splits the sums of all innermost loops, but not of what is left for the rest of jammed ones.
pub(super) fn sum_in_lanes(mut graph: Graph, rests: &[RegionId], width: Width) -> Graph {
    for owner in inner_first(&graph) {
        let is_rest = rests.iter().any(|&rest| graph.encloses(rest, graph[owner].region));
        let Some(carried) = Carried::of(&graph, owner).filter(|carried| !is_rest && !rests.contains(&carried.body))
        else {
            continue;
        };
        let sums: Vec<usize> = (0..carried.params.len())
            .filter(|&k| is_sum(&graph, carried.body, carried.params[k], carried.next[k]))
            .collect();
        let has_regions = inside(&graph, owner).len() > 1;
        if sums.is_empty() || has_regions || !straight::waits_for_sums(&graph, carried.body) {
            continue;
        }
        let lanes = (width.sums / sums.len().next_power_of_two()).clamp(2, MOST);
        if let Some(mut found) = Jam::legal(&graph, owner, Width { lanes, ..width }) {
            if let Some(guard) = Guard::of(&graph, &found) {
                found.apart.extend(sums);
                graph = together::run_together(graph, &found, &guard);
            }
        }
    }
    graph
}

/// Whether a carried number is only added to, or subtracted from.
fn is_sum(graph: &Graph, body: RegionId, param: NodeId, next: NodeId) -> bool {
    if graph.ty(param).float().is_none() || next == param {
        return false;
    }
    let mut at = param;
    while at != next {
        let yielded = graph[body].results.contains(&at);
        let [user] = users(graph, body, at)[..] else {
            return false;
        };
        let args = &graph[user].args;
        let adds = match graph[user].op {
            Op::Primitive(Primitive::Add, _) => args.iter().filter(|&&arg| arg == at).count() == 1,
            Op::Primitive(Primitive::Sub, _) => args[0] == at && args[1] != at,
            _ => false,
        };
        if yielded || !adds {
            return false;
        }
        at = user;
    }
    let used_once = graph[body].results.iter().filter(|&&result| result == next).count() == 1;
    used_once && users(graph, body, next).is_empty()
}

/// Where the carried values start: the first lane with what is there, the others with the zero that leaves every number as it is.
pub(super) fn initial(builder: &mut Builder, jam: &Jam, initial: &[NodeId]) -> Vec<NodeId> {
    let mut all = vec![];
    for (k, &first) in initial.iter().enumerate() {
        all.push(first);
        for _ in 1..jam.copies(k) {
            let float = builder.graph.ty(first).float().expect("a sum");
            all.push(builder.float(float, -0.0));
        }
    }
    all
}

/// What they come to, of so many that are carried: the sums of all lanes added up in pairs.
pub(super) fn results(builder: &mut Builder, jam: &Jam, results: Vec<NodeId>, carried: usize) -> Vec<NodeId> {
    let mut results = results.into_iter();
    let mut all = vec![];
    for k in 0..carried {
        let mut sums: Vec<NodeId> = results.by_ref().take(jam.copies(k)).collect();
        while sums.len() > 1 {
            let pairs = sums
                .chunks(2)
                .map(|pair| builder.primitive(Primitive::Add, Dialect::Std, pair.to_vec()));
            sums = pairs.collect();
        }
        all.push(sums[0]);
    }
    all
}
