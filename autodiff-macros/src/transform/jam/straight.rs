//! Loops without loops inside that sum up and write: LLVM does not vectorise a loop whose sum keeps its order, but several iterations
//! written out, as far as they lie side by side.
//!
//! ```text
//! for i in 0..n { d = x[i] - 1; s += d * d; dx[i] = 2 * d }
//! ```

use super::legal::{indices, is_sum_with, Jam};
use crate::ir::build::Builder;
use crate::ir::{Graph, NodeId, Op, RegionId};
use crate::tables::HashMap;
use crate::transform::flow::Carried;

/// From this cost on, an operation is a library call, beside which nothing else counts.
const LIBRARY_CALL: u32 = 10;

/// Whether iterations written out gain anything.
pub(super) fn pays(graph: &Graph, jam: &Jam) -> bool {
    let carried = Carried::of(graph, jam.owner).expect("a loop");
    let index = graph[jam.body].params[0];
    let nodes = &graph[jam.body].nodes;
    let sums = carried.params.iter().any(|&param| graph.ty(param).float().is_some());
    let is_abreast = |&node: &NodeId| {
        let place = indices(graph, node);
        place.split_last().is_some_and(|(&last, row)| {
            let beside = last == index || is_sum_with(graph, last, index);
            let fixed = |&index: &NodeId| !graph.encloses(jam.body, graph[index].region);
            beside && row.iter().all(fixed) || place.iter().all(fixed)
        })
    };
    let accesses = |node: &&NodeId| matches!(graph[**node].op, Op::Load(_) | Op::Store(_) | Op::Accumulate(_));
    let work = nodes.iter().filter_map(|&node| match graph[node].op {
        Op::Primitive(primitive, _) => Some(primitive.row().cost),
        _ => None,
    });
    let (count, most) = work.fold((0, 0), |(count, most), cost| (count + 1, cost.max(most)));
    let writes = nodes.iter().any(|node| jam.versions.contains_key(node));
    let has_branch = nodes
        .iter()
        .any(|&node| matches!(graph[node].op, Op::If { .. } | Op::Push));
    sums && writes
        && !has_branch
        && count >= jam.width.least
        && most < LIBRARY_CALL
        && nodes.iter().filter(accesses).all(is_abreast)
}

/// Whether what a loop without loops inside does is short beside the sums that it waits for.
pub(super) fn waits_for_sums(graph: &Graph, body: RegionId) -> bool {
    graph[body].nodes.iter().all(|&node| match graph[node].op {
        Op::Primitive(primitive, _) => primitive.row().cost < LIBRARY_CALL,
        Op::Call(_) | Op::Push => false,
        _ => true,
    })
}

/// Reads the last of the elements that the iterations read or write, so that LLVM sees that the others are there.
pub(super) fn touch(builder: &mut Builder, jam: &Jam, last: NodeId, arrays: &dyn Fn(NodeId) -> NodeId) {
    let index = builder.graph[jam.body].params[0];
    for node in builder.graph[jam.body].nodes.clone() {
        let n = builder.graph[node].clone();
        let is_access = matches!(n.op, Op::Load(_) | Op::Store(_) | Op::Accumulate(_));
        let is_there = |array: &NodeId| {
            let inside = builder.graph.encloses(jam.body, builder.graph[*array].region);
            jam.versions.contains_key(array) || !inside
        };
        if !is_access || !n.args.first().is_some_and(is_there) {
            continue;
        }
        let mut known = HashMap::from_iter([(index, last)]);
        let place: Vec<NodeId> = indices(&builder.graph, node)
            .to_vec()
            .into_iter()
            .map(|at| copied(builder, jam.body, at, &mut known))
            .collect();
        let read = builder.load(arrays(n.args[0]), &place);
        // What has a name is not written where it is used, behind the others.
        builder.name(read, "last", true);
    }
}

/// A number of the body with all that it is made of there.
fn copied(builder: &mut Builder, body: RegionId, node: NodeId, known: &mut HashMap<NodeId, NodeId>) -> NodeId {
    if !builder.graph.encloses(body, builder.graph[node].region) {
        return node;
    }
    if !known.contains_key(&node) {
        for arg in builder.graph[node].args.clone() {
            copied(builder, body, arg, known);
        }
        builder.copy(node, known);
    }
    known[&node]
}
