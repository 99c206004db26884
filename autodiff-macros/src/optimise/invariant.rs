//! What a loop carries and does not change is what it was before the loop. Such a value is left by the reverse sweep where an
//! iteration only reads an adjoint; an array among them would have to be copied for it.

use super::all_regions;
use crate::ir::{Graph, NodeId, Op};
use crate::tables::HashMap;
use crate::transform::flow::Carried;

pub fn replace_invariants(mut graph: Graph) -> Graph {
    let regions = all_regions(&graph);
    let mut before: HashMap<NodeId, NodeId> = HashMap::default();
    for &region in &regions {
        for &owner in &graph[region].nodes {
            let Some(carried) = Carried::of(&graph, owner) else {
                continue;
            };
            for k in 0..carried.params.len() {
                if carried.next[k] != carried.params[k] {
                    continue;
                }
                before.insert(carried.params[k], carried.initial[k]);
                if let Op::While { condition, .. } = graph[owner].op {
                    before.insert(graph[condition].params[k], carried.initial[k]);
                }
                if let Some(result) = graph.find_result(owner, k) {
                    before.insert(result, carried.initial[k]);
                }
            }
        }
    }
    if before.is_empty() {
        return graph;
    }
    let resolve = |node: &mut NodeId| {
        while let Some(&older) = before.get(node) {
            *node = older;
        }
    };
    for region in regions {
        for node in graph[region].nodes.clone() {
            graph[node].args.iter_mut().for_each(resolve);
        }
        graph[region].results.iter_mut().for_each(resolve);
    }
    graph
}
