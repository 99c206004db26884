//! Which stores come after a read, in which iterations.

use super::Element;
use crate::ir::{Graph, NodeId, Op, RegionId};
use crate::transform::index::{Moments, Side};

/// Whether a store leaves an element as it is, whenever it runs after the version of the array that the element is of.
pub fn never_overwrites(graph: &Graph, element: &Element, store: NodeId) -> bool {
    let n = &graph[store];
    let home = graph[element.version].region;
    let written = &n.args[1..n.args.len() - 1];
    let is_apart = |moments: Moments| {
        let moments = moments
            .within(element.region, Side::Earlier)
            .within(n.region, Side::Later);
        moments.are_apart(&element.indices, written)
    };
    let around = common(graph, home, n.region);
    let mut at = around;
    while let Some(owner) = graph[at].owner {
        if !matches!(graph[owner].op, Op::If { .. }) && !is_apart(Moments::in_two(graph, owner)) {
            return false;
        }
        at = graph[owner].region;
    }
    let is_behind = position(graph, around, store) > position(graph, around, element.version);
    !is_behind || is_apart(Moments::in_one(graph, around))
}

/// The innermost region around two.
fn common(graph: &Graph, one: RegionId, other: RegionId) -> RegionId {
    let mut at = one;
    while !graph.encloses(at, other) {
        at = graph.parent(at).expect("both lie in the root");
    }
    at
}

/// Where in a region a node stands, or what it lies in; before all others if it is given to the region.
fn position(graph: &Graph, region: RegionId, node: NodeId) -> Option<usize> {
    let mut at = node;
    while graph[at].region != region {
        at = graph[graph[at].region].owner.expect("the region is around the node");
    }
    graph[region].nodes.iter().position(|&other| other == at)
}
