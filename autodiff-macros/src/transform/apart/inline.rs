//! Calls that pass structs, or give some, are replaced by what the callee computes, as far as its body is seen.

use super::derivative::is_of_structs;
use super::open::is_opened;
use crate::ir::{Graph, NodeId, Op, Ty};
use crate::transform::flow::subtree;
use crate::transform::splice::{retype, Splice};

/// How many calls are replaced in one function, and how many nodes it may have then. A recursive function has no end.
const CALLS: usize = 64;
const NODES: usize = 20_000;

/// The graph without such calls; `None` if there is one whose callee is not seen. `callee` gives the lowered graph of one.
pub fn inline(mut graph: Graph, callee: &mut dyn FnMut(&Graph, NodeId) -> Option<Graph>) -> Option<Graph> {
    for _ in 0..CALLS {
        let Some(call) = next_call(&graph) else {
            let root = graph.root;
            retype(&mut graph, root);
            return Some(graph);
        };
        let body = callee(&graph, call)?;
        Splice::new(&mut graph, call, body).splice()?;
        if graph.nodes.len() > NODES {
            return None;
        }
    }
    None
}

/// Whether there is a call that passes structs, or gives some, or asks for a variant.
pub fn passes_structs(graph: &Graph) -> bool {
    let mut regions = subtree(graph, graph.root).into_iter();
    next_call(graph).is_some() || regions.any(|region| graph[region].nodes.iter().any(|&node| is_opened(graph, node)))
}

fn next_call(graph: &Graph) -> Option<NodeId> {
    let regions = subtree(graph, graph.root).into_iter();
    let mut nodes = regions.flat_map(|region| &graph[region].nodes).copied();
    nodes.find(|&node| passes_some(graph, node) && !is_of_structs(graph, node) && !is_opened(graph, node))
}

fn passes_some(graph: &Graph, node: NodeId) -> bool {
    let n = &graph[node];
    let gives = match &n.ty {
        Ty::Tuple(types) => types.iter().any(Ty::has_struct),
        ty => ty.has_struct(),
    };
    matches!(n.op, Op::Call(_)) && (gives || n.args.iter().any(|&argument| graph.ty(argument).has_struct()))
}
