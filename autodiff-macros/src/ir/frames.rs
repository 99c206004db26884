//! Loops that put on the tape, or take from it, one frame an iteration, and whose length is known where they begin: all their
//! frames are one piece of the tape. It is the very piece that a push each iteration leaves.

use super::{Float, For, Graph, Half, NodeId, Op, RegionId, Ty};
use crate::transform::flow::subtree;

/// The one node of such a loop that uses the tape.
pub fn framed(graph: &Graph, f: &For) -> Option<NodeId> {
    let index = graph[f.body].params[0];
    if f.exits || *graph.ty(index) != Ty::USIZE {
        return None;
    }
    let mut users = subtree(graph, f.body)
        .into_iter()
        .flat_map(|region| graph[region].nodes.iter().copied())
        .filter(|&node| uses_tape(&graph[node].op));
    let user = users.next()?;
    let is_plain = frame_types(graph, user).is_some_and(|types| {
        let float = types.first().and_then(Ty::float);
        matches!(float, Some(Float::F64 | Float::F32)) && types.iter().all(|ty| ty.float() == float)
    });
    (users.next().is_none() && graph[user].region == f.body && is_plain).then_some(user)
}

/// Whether a loop of the reverse sweep takes the frames in the order in which they were put there: it has been
/// [turned](crate::transform::forwards).
pub fn takes_in_order(graph: &Graph, f: &For) -> bool {
    let primal = graph[f.body].mirror.and_then(|mirror: RegionId| graph[mirror].owner);
    let descending = match primal.map(|primal| &graph[primal].op) {
        Some(Op::For(primal)) => primal.descending && !primal.exits,
        _ => false,
    };
    f.descending == descending
}

fn uses_tape(op: &Op) -> bool {
    match op {
        Op::Push | Op::Pop => true,
        Op::Call(call) => call.half != Half::Plain,
        _ => false,
    }
}

fn frame_types(graph: &Graph, user: NodeId) -> Option<Vec<Ty>> {
    match (&graph[user].op, graph.ty(user)) {
        (Op::Push, _) => Some(graph.types(&graph[user].args)),
        (Op::Pop, Ty::Tuple(types)) => Some(types.clone()),
        _ => None,
    }
}
