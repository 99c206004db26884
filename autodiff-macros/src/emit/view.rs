//! Parameters of which a body reads elements and the length, and nothing else: it can take anything that gives these, as an
//! array and a direction that make an array of dual numbers without anybody making one.

use crate::ir::{Graph, NodeId, Op, Ty};
use crate::transform::flow::subtree;

/// The arrays of numbers among the parameters, if all of them are read in this way.
pub fn views(graph: &Graph) -> Vec<NodeId> {
    let params = graph[graph.root].params.iter().copied();
    let views: Vec<NodeId> = params
        .filter(|&param| graph.ty(param).is_array() && graph.ty(param).is_differentiable())
        .collect();
    let regions: Vec<_> = graph.bodies().flat_map(|body| subtree(graph, body)).collect();
    let is_given_away = |param: &NodeId| regions.iter().any(|&region| graph[region].results.contains(param));
    let mut nodes = regions.iter().flat_map(|&region| graph[region].nodes.iter().copied());
    let reads_views = nodes.all(|node| {
        let n = &graph[node];
        let others = match reads_by_element(graph, node) {
            true => &n.args[1..],
            false => &n.args[..],
        };
        others.iter().all(|arg| !views.contains(arg))
    });
    match reads_views && !views.iter().any(is_given_away) {
        true => views,
        false => vec![],
    }
}

/// Whether the node looks at an element of its first argument, or only at its length.
fn reads_by_element(graph: &Graph, node: NodeId) -> bool {
    let n = &graph[node];
    let has_length = |array: &NodeId| match graph.ty(*array) {
        Ty::Slice(element) | Ty::Vec(element) => element.is_sized(),
        _ => true,
    };
    match &n.op {
        Op::Load(_) => matches!(n.ty, Ty::Float(_)),
        Op::Len(steps) => steps.is_empty(),
        Op::Zeros => n.args.first().is_some_and(has_length),
        _ => false,
    }
}
