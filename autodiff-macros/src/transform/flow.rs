//! The float data flow of a graph: from which nodes does a node get what a derivative passes through?
//!
//! Activity, usefulness and capture are all reachability along these edges; a region op is transparent, so loops need
//! no fixed-point iteration of their own.

use crate::ir::{For, Graph, NodeId, Op, RegionId, Ty};
use crate::primitives::Primitive;

/// The nodes whose adjoint `node` contributes to.
pub fn sources(graph: &Graph, node: NodeId) -> Vec<NodeId> {
    let n = &graph[node];
    let sources = match &n.op {
        Op::Param => carried_sources(graph, node),
        Op::Result(k) => result_sources(graph, n.args[0], *k as usize),
        Op::Primitive(primitive, _) => smooth_arguments(*primitive, &n.args),
        Op::Cast | Op::Array | Op::Repeat | Op::ToVec | Op::Struct(_) => n.args.clone(),
        Op::Load(_) | Op::Slice(_) | Op::Truncate(..) => vec![n.args[0]],
        Op::Store(_) | Op::Append(_) => vec![n.args[0], n.args[n.args.len() - 1]],
        Op::Call(call) => n.args[..call.arity as usize].to_vec(),
        _ => vec![],
    };
    sources
        .into_iter()
        .filter(|&source| graph.ty(source).is_differentiable())
        .collect()
}

/// A carried value comes from its initial value and from the end of the body.
fn carried_sources(graph: &Graph, param: NodeId) -> Vec<NodeId> {
    let region = graph[param].region;
    let Some(owner) = graph[region].owner else {
        return vec![];
    };
    let position = graph[region]
        .params
        .iter()
        .position(|&p| p == param)
        .expect("a parameter of its region");
    match Carried::of(graph, owner) {
        Some(carried) if position >= carried.first_param(region) => {
            let k = position - carried.first_param(region);
            vec![carried.initial[k], carried.next[k]]
        }
        _ => vec![],
    }
}

fn result_sources(graph: &Graph, owner: NodeId, k: usize) -> Vec<NodeId> {
    match &graph[owner].op {
        Op::If { then, otherwise } => vec![graph[*then].results[k], graph[*otherwise].results[k]],
        Op::For(_) | Op::While { .. } => {
            let carried = Carried::of(graph, owner).expect("a loop");
            match carried.initial.get(k) {
                Some(&initial) => vec![initial, carried.next[k]],
                None => vec![],
            }
        }
        Op::Call(_) => sources(graph, owner),
        _ => vec![],
    }
}

/// The arguments in which a primitive has a derivative that is not identically zero.
fn smooth_arguments(primitive: Primitive, args: &[NodeId]) -> Vec<NodeId> {
    let partials = primitive.partials();
    args.iter()
        .zip(partials)
        .filter(|(_, partial)| !partial.is_zero())
        .map(|(&arg, _)| arg)
        .collect()
}

/// The first version of an array that this is a version of, through writes, branches, loops and calls.
pub fn origin(graph: &Graph, node: NodeId) -> NodeId {
    let mut at = node;
    loop {
        let n = &graph[at];
        let owner = graph[n.region].owner;
        let older = match &n.op {
            Op::Store(_) | Op::Accumulate(_) => Some(n.args[0]),
            Op::Param => owner.and_then(|owner| {
                let carried = Carried::of(graph, owner)?;
                let region = &graph[n.region];
                let position = region.params.iter().position(|&param| param == at)?;
                let k = position.checked_sub(carried.first_param(n.region))?;
                carried.initial.get(k).copied()
            }),
            Op::Result(k) => before(graph, n.args[0], *k as usize),
            _ => None,
        };
        match older {
            Some(older) => at = older,
            None => return at,
        }
    }
}

/// What the k-th result of an op is a newer version of, on one of its ways.
fn before(graph: &Graph, owner: NodeId, k: usize) -> Option<NodeId> {
    match &graph[owner].op {
        Op::If { then, .. } => Some(graph[*then].results[k]),
        Op::For(_) | Op::While { .. } => Carried::of(graph, owner)?.initial.get(k).copied(),
        _ => {
            let overwritten = graph.overwritten(owner);
            overwritten.into_iter().find(|&(at, _)| at == k).map(|(_, older)| older)
        }
    }
}

/// The carried values of a loop: where each starts, and what the body makes of it.
pub struct Carried {
    pub initial: Vec<NodeId>,
    pub params: Vec<NodeId>,
    pub next: Vec<NodeId>,
    pub body: RegionId,
    has_index: bool,
}

impl Carried {
    pub fn of(graph: &Graph, owner: NodeId) -> Option<Carried> {
        let args = &graph[owner].args;
        let (body, has_index, exits) = match &graph[owner].op {
            Op::For(f) => (f.body, true, f.exits),
            Op::While { body, exits, .. } => (*body, false, *exits),
            _ => return None,
        };
        let region = &graph[body];
        Some(Carried {
            initial: args[if has_index { 3 } else { 0 }..].to_vec(),
            params: region.params[usize::from(has_index)..].to_vec(),
            next: region.results[usize::from(exits)..].to_vec(),
            body,
            has_index,
        })
    }

    /// The position of the first carried value among the parameters of the body, or of a `while`'s condition.
    pub fn first_param(&self, region: RegionId) -> usize {
        usize::from(self.has_index && region == self.body)
    }
}

/// The nodes that are reached from some, along edges by node; those themselves too.
pub fn reachable(edges: &[Vec<NodeId>], from: &[NodeId]) -> Vec<bool> {
    let mut seen = vec![false; edges.len()];
    let mut open = from.to_vec();
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut seen[node.0 as usize], true) {
            open.extend(&edges[node.0 as usize]);
        }
    }
    seen
}

/// All regions inside `region`, itself first.
pub fn subtree(graph: &Graph, region: RegionId) -> Vec<RegionId> {
    let mut all = vec![region];
    let mut at = 0;
    while at < all.len() {
        for &node in &graph[all[at]].nodes {
            all.extend(graph[node].op.regions());
        }
        at += 1;
    }
    all
}

/// What uses a value in a region and in all inside it.
pub fn users(graph: &Graph, region: RegionId, value: NodeId) -> Vec<NodeId> {
    let inside = subtree(graph, region).into_iter();
    let nodes = inside.flat_map(|region| &graph[region].nodes);
    nodes
        .copied()
        .filter(|&node| graph[node].args.contains(&value))
        .collect()
}

/// Whether a loop counts up or down a range of `usize` one by one, to its end.
pub fn counts_by_one(graph: &Graph, owner: NodeId, f: &For) -> bool {
    let step = graph.constant(graph[owner].args[2]).and_then(|step| step.as_int());
    !f.exits && !f.inclusive && step == Some(1) && *graph.ty(graph[f.body].params[0]) == Ty::USIZE
}

/// The regions of the reverse sweep: the pullback with all inside it, and what joint loops hold of it.
pub fn reverse_regions(graph: &Graph) -> Vec<RegionId> {
    let mut regions = vec![];
    let mut open = vec![graph.root];
    while let Some(region) = open.pop() {
        match graph[region].mirror {
            Some(_) => regions.extend(subtree(graph, region)),
            None => open.extend(graph[region].nodes.iter().flat_map(|&node| graph[node].op.regions())),
        }
    }
    regions.extend(graph.pullback.into_iter().flat_map(|pullback| subtree(graph, pullback)));
    regions
}
