//! What a graph costs: the operations of its primal and of its pullback, counted on the graph.
//!
//! A primitive costs what its row says; a read or a write of an array element one operation, an addition in place two;
//! integers and comparisons are free. A loop counts as ten iterations, so that inner loops weigh more than what is around them; of
//! a branch, the dearer side counts.

use super::*;

/// How often a loop runs, where only its length at run time is known.
const ITERATIONS: u64 = 10;

/// Each half of a call: what the callee does is counted there.
const CALL: u64 = 10;

/// The operations of a region and all inside it.
pub fn operations(graph: &Graph, region: RegionId) -> u64 {
    graph[region].nodes.iter().map(|&node| of_node(graph, node)).sum()
}

fn of_node(graph: &Graph, node: NodeId) -> u64 {
    let n = &graph[node];
    match &n.op {
        Op::Primitive(primitive, _) => u64::from(primitive.row().cost),
        Op::Load(_) => elements(&n.ty),
        Op::Store(_) => elements(graph.ty(n.args[n.args.len() - 1])),
        Op::Accumulate(_) => 2 * elements(graph.ty(n.args[n.args.len() - 1])),
        Op::Sum | Op::ToVec => elements(graph.ty(n.args[0])),
        Op::Append(_) => elements(graph.ty(n.args[n.args.len() - 1])),
        Op::If { then, otherwise } => operations(graph, *then).max(operations(graph, *otherwise)),
        Op::For(f) => ITERATIONS * operations(graph, f.body),
        Op::While { condition, body, .. } => ITERATIONS * (operations(graph, *condition) + operations(graph, *body)),
        Op::Call(_) => CALL,
        _ => 0,
    }
}

fn elements(ty: &Ty) -> u64 {
    match ty {
        Ty::Array(element, Len::Fixed(n)) => *n as u64 * elements(element),
        Ty::Array(element, Len::Const(_)) | Ty::Slice(element) | Ty::Vec(element) => ITERATIONS * elements(element),
        _ => 1,
    }
}
