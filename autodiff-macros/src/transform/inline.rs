//! What a small callee computes is computed in the place of its call, so that the sweep sees through it: what caller and callee
//! have in common is computed once, only what the reverse sweep needs is kept, and a loop around it can be
//! [joint](super::joint) and vectorised.
//!
//! A callee is small by the count of its operations. One that is called in a single place may be larger, as nothing is made twice.

use super::flow::subtree;
use super::splice::{retype, Splice};
use crate::ir::{Graph, Half, NodeId, Op, Ty};
use crate::tables::HashSet;

mod rebuild;

use rebuild::rebuilt;

/// So many operations a callee has at most that is called several times, or once, and so many may be added to a function.
const SMALL: usize = 32;
const CALLED_ONCE: usize = 128;
const ADDED: usize = 400;
/// How deep callees of callees go.
const DEPTH: usize = 3;

/// The lowered graph with small callees in the places of their calls; none if there are no such calls. `callee` gives the lowered graph
/// of one, if its body is seen.
pub fn inline_small(graph: &Graph, callee: &mut dyn FnMut(&Graph, NodeId) -> Option<Graph>) -> Option<Graph> {
    let mut inlined = graph.clone();
    let mut left = HashSet::default();
    let mut added = 0;
    // The bodies so far: what the first node of each is, and how deep it stands.
    let mut bodies: Vec<(u32, usize)> = vec![];
    while let Some(call) = calls(&inlined).into_iter().find(|call| !left.contains(call)) {
        let around = bodies.iter().rfind(|&&(first, _)| first <= call.0);
        let depth = around.map_or(1, |(_, depth)| depth + 1);
        let body = Some(call)
            .filter(|&call| depth <= DEPTH && is_plain(&inlined, call))
            .and_then(|call| callee(&inlined, call))
            .filter(|body| is_straight(body) && !calls_itself(body, &inlined, call))
            .filter(|body| operations(body) <= most(&inlined, call).min(ADDED - added));
        let Some(body) = body else {
            left.insert(call);
            continue;
        };
        let (count, first) = (operations(&body), inlined.nodes.len() as u32);
        let splice = Splice::new(&mut inlined, call, body);
        if !splice.fits_types() {
            left.insert(call);
            continue;
        }
        splice.splice()?;
        added += count;
        bodies.push((first, depth));
    }
    if added == 0 {
        return None;
    }
    let root = inlined.root;
    retype(&mut inlined, root);
    rebuilt(&inlined)
}

/// The calls of a graph, in order.
fn calls(graph: &Graph) -> Vec<NodeId> {
    let regions = subtree(graph, graph.root).into_iter();
    let nodes = regions.flat_map(|region| &graph[region].nodes).copied();
    nodes.filter(|&node| matches!(graph[node].op, Op::Call(_))).collect()
}

/// Whether the call is one of the user's function that takes whole values.
fn is_plain(graph: &Graph, node: NodeId) -> bool {
    let Op::Call(call) = &graph[node].op else { return false };
    call.half == Half::Plain
        && call.closures.is_empty()
        && graph[node].args.iter().all(|&argument| match &graph[argument].op {
            // What would be copied.
            Op::Slice(_) => false,
            // Of a constant of the user's scope, rustc alone knows the shape.
            Op::Path(_) => matches!(graph.ty(argument), Ty::Float(_) | Ty::Int(_) | Ty::Bool),
            _ => true,
        })
}

/// Whether a callee has nothing that cannot be told in operations, or that says where it stands.
fn is_straight(body: &Graph) -> bool {
    let regions = subtree(body, body.root).into_iter();
    let mut nodes = regions.flat_map(|region| &body[region].nodes);
    nodes.all(|&node| !matches!(body[node].op, Op::While { .. } | Op::Macro(_)))
}

/// Whether a callee is recursive, as far as it is seen from its name.
fn calls_itself(body: &Graph, graph: &Graph, node: NodeId) -> bool {
    let callee = |graph: &Graph, node: NodeId| match &graph[node].op {
        Op::Call(call) => Some(graph[call.callee].to_string()),
        _ => None,
    };
    let own = callee(graph, node);
    calls(body).into_iter().any(|call| callee(body, call) == own)
}

fn operations(body: &Graph) -> usize {
    let regions = subtree(body, body.root).into_iter();
    let nodes = regions.flat_map(|region| &body[region].nodes);
    nodes
        .filter(|&&node| !matches!(body[node].op, Op::Const(_) | Op::Param | Op::Result(_)))
        .count()
}

/// How large what is called here may be.
fn most(graph: &Graph, node: NodeId) -> usize {
    let callee = |node: NodeId| match &graph[node].op {
        Op::Call(call) => Some(call.callee),
        _ => None,
    };
    let same = calls(graph).into_iter().filter(|&other| callee(other) == callee(node));
    match same.count() {
        1 => CALLED_ONCE,
        _ => SMALL,
    }
}
