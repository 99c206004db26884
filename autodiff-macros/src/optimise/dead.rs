//! Removes what neither a result nor an effect depends on: nodes, results of branches, carried values of loops.
//!
//! A primal node that may panic stays, used or not, for the user's function panics there. Nothing in the reverse sweep is a
//! panic of its own: it computes again what has been computed.

use super::all_regions;
use crate::ir::{Bound, Graph, Int, IntMethod, Integer, Len, NodeId, Op, RegionId, Step, Ty};
use crate::primitives::Primitive;
use crate::tables::HashSet;
use crate::transform::flow::{reverse_regions, Carried};

pub fn remove_dead(graph: Graph) -> Graph {
    let mut live = Live {
        live: vec![false; graph.nodes.len()],
        open: vec![],
        graph: &graph,
    };
    live.mark_roots();
    live.spread();
    let live = live.live;
    let mut graph = graph;
    let regions = all_regions(&graph);
    let results = graph.all_results(regions.iter().copied());
    for &region in &regions {
        for node in graph[region].nodes.clone() {
            if live[node.0 as usize] {
                let results = results.get(&node).map_or(&[][..], |results| results);
                prune_results(&mut graph, &live, node, results);
            }
        }
        graph[region].nodes.retain(|node| live[node.0 as usize]);
    }
    graph
}

/// What these values depend on, with themselves.
pub fn needed(graph: &Graph, values: &[NodeId]) -> Vec<bool> {
    let mut live = Live {
        live: vec![false; graph.nodes.len()],
        open: vec![],
        graph,
    };
    live.mark_all(values);
    live.spread();
    live.live
}

struct Live<'a> {
    graph: &'a Graph,
    live: Vec<bool>,
    open: Vec<NodeId>,
}

impl Live<'_> {
    fn mark(&mut self, node: NodeId) {
        if !std::mem::replace(&mut self.live[node.0 as usize], true) {
            self.open.push(node);
        }
    }

    fn mark_all(&mut self, nodes: &[NodeId]) {
        for &node in nodes {
            self.mark(node);
        }
    }

    fn mark_roots(&mut self) {
        let graph = self.graph;
        let sweep: HashSet<RegionId> = reverse_regions(graph).into_iter().collect();
        for region in all_regions(graph) {
            let is_primal = !sweep.contains(&region);
            for &node in &graph[region].nodes {
                if is_effect(&graph[node].op) || is_primal && may_panic(graph, node) {
                    self.mark(node);
                }
            }
        }
        for region in graph.bodies() {
            self.mark_all(&graph[region].results);
        }
    }

    fn spread(&mut self) {
        let graph = self.graph;
        while let Some(node) = self.open.pop() {
            let n = &graph[node];
            if let Some(owner) = graph[n.region].owner {
                self.mark(owner);
            }
            // What undoes an op stands for its iterations, or its sides, whether or not it asks for a value of them.
            let mirrors = n.op.regions().into_iter().filter_map(|region| graph[region].mirror);
            for mirrored in mirrors.filter_map(|mirror| graph[mirror].owner) {
                self.mark(mirrored);
            }
            match &n.op {
                Op::Param => self.carried(node),
                Op::Result(k) => self.result(n.args[0], *k as usize),
                Op::If { .. } => self.mark(n.args[0]),
                Op::For(f) => {
                    self.mark_all(&n.args[..3]);
                    self.goes_on(f.body, f.exits);
                }
                Op::While { condition, body, exits } => {
                    self.mark(graph[*condition].results[0]);
                    self.goes_on(*body, *exits);
                }
                Op::Call(_) => {
                    self.mark_all(&n.args);
                    self.left_in_place(node);
                }
                _ => self.mark_all(&n.args),
            }
        }
    }

    /// What a call leaves in the places that it is given is there, used or not: each has a variable.
    fn left_in_place(&mut self, call: NodeId) {
        let overwritten = self.graph.overwritten(call);
        for (k, result) in self.graph.results(call) {
            if overwritten.iter().any(|&(at, _)| at == k) {
                self.mark(result);
            }
        }
    }

    fn goes_on(&mut self, body: RegionId, exits: bool) {
        if exits {
            self.mark(self.graph[body].results[0]);
        }
    }

    /// A carried value needs its start and its next value, and is a carried value everywhere then.
    fn carried(&mut self, param: NodeId) {
        let region = self.graph[param].region;
        let Some(owner) = self.graph[region].owner else { return };
        let Some(carried) = Carried::of(self.graph, owner) else {
            return;
        };
        let position = self.graph[region]
            .params
            .iter()
            .position(|&p| p == param)
            .expect("a parameter of its region");
        if let Some(k) = position.checked_sub(carried.first_param(region)) {
            self.mark_carried(owner, &carried, k);
        }
    }

    fn mark_carried(&mut self, owner: NodeId, carried: &Carried, k: usize) {
        self.mark_all(&[carried.initial[k], carried.params[k], carried.next[k]]);
        if let Op::While { condition, .. } = self.graph[owner].op {
            self.mark(self.graph[condition].params[k]);
        }
    }

    fn result(&mut self, owner: NodeId, k: usize) {
        self.mark(owner);
        if let Op::If { then, otherwise } = self.graph[owner].op {
            self.mark_all(&[self.graph[then].results[k], self.graph[otherwise].results[k]]);
        } else if let Some(carried) = Carried::of(self.graph, owner) {
            if k < carried.initial.len() {
                self.mark_carried(owner, &carried, k);
            }
        }
    }
}

fn is_effect(op: &Op) -> bool {
    matches!(op, Op::Call(_) | Op::Push | Op::Pop | Op::Macro(_))
}

/// Whether evaluating the node can panic.
pub fn may_panic(graph: &Graph, node: NodeId) -> bool {
    let n = &graph[node];
    match &n.op {
        Op::Load(_) | Op::Len(_) | Op::Store(_) | Op::Accumulate(_) => !in_bounds(graph, n.args[0], &graph.steps(node)),
        // A capacity beyond all memory. Where only what is pushed says of which type the elements are, nothing does once that
        // is gone.
        Op::Reserve => *n.ty.scalar() != Ty::Int(Int::Inferred),
        Op::Bound(_) => true,
        Op::Integer(Integer::Sub) if is_bounded(graph, n.args[1], n.args[0]) => false,
        Op::Integer(op) => n.ty != Ty::Bool && !matches!(op, Integer::And | Integer::Or | Integer::Xor),
        Op::Negate => matches!(n.ty, Ty::Int(_)),
        Op::Method(method) => matches!(
            method,
            IntMethod::Abs
                | IntMethod::Pow
                | IntMethod::Clamp
                | IntMethod::RemEuclid
                | IntMethod::DivEuclid
                | IntMethod::DivCeil
                | IntMethod::Isqrt
                | IntMethod::Ilog2
                | IntMethod::NextPowerOfTwo
        ),
        Op::Primitive(Primitive::Clamp, _) => {
            let bound = |k: usize| graph.constant(n.args[k]).and_then(|bound| bound.as_float());
            !matches!((bound(1), bound(2)), (Some(low), Some(high)) if low <= high)
        }
        // `step_by(0)`
        Op::For(_) => graph
            .constant(n.args[2])
            .and_then(|step| step.as_int())
            .is_none_or(|step| step == 0),
        _ => false,
    }
}

/// Whether a number has been found to be at most the limit.
fn is_bounded(graph: &Graph, number: NodeId, limit: NodeId) -> bool {
    let raw = |node: NodeId| match graph[node].op {
        Op::Bound(_) => graph[node].args[0],
        _ => node,
    };
    matches!(graph[number].op, Op::Bound(Bound::From | Bound::Order) if graph[number].args[1] == raw(limit))
}

/// Whether constant indices lie within arrays of known length. What lies behind a field is not known.
fn in_bounds(graph: &Graph, whole: NodeId, steps: &[Step<NodeId>]) -> bool {
    let mut ty = Some(graph.ty(whole));
    steps.iter().all(|step| {
        let Step::Index(index) = *step else {
            ty = None;
            return true;
        };
        let Some(Ty::Array(element, Len::Fixed(len))) = ty else {
            return false;
        };
        ty = Some(element);
        let index = graph.constant(index).and_then(|index| index.as_int());
        index.is_some_and(|index| index < *len as i128)
    })
}

/// Removes the dead results of a live branch or loop.
fn prune_results(graph: &mut Graph, live: &[bool], owner: NodeId, results: &[(usize, NodeId)]) {
    let op = graph[owner].op.clone();
    let keep: Vec<bool> = match &op {
        Op::If { then, otherwise } => {
            let count = graph[*then].results.len();
            let is_used = |k| results.iter().any(|&(at, result)| at == k && live[result.0 as usize]);
            let used: Vec<bool> = (0..count).map(is_used).collect();
            prune(&mut graph[*then].results, &used, 0);
            prune(&mut graph[*otherwise].results, &used, 0);
            used
        }
        Op::For(_) | Op::While { .. } => {
            let carried = Carried::of(graph, owner).expect("a loop");
            let used: Vec<bool> = carried.params.iter().map(|param| live[param.0 as usize]).collect();
            let (first, first_param) = (graph[owner].args.len() - used.len(), carried.first_param(carried.body));
            prune(&mut graph[owner].args, &used, first);
            prune(&mut graph[carried.body].params, &used, first_param);
            let first_result = graph[carried.body].results.len() - used.len();
            prune(&mut graph[carried.body].results, &used, first_result);
            if let Op::While { condition, .. } = op {
                prune(&mut graph[condition].params, &used, 0);
            }
            used
        }
        _ => return,
    };
    if keep.iter().all(|&k| k) {
        return;
    }
    for &(k, result) in results {
        let removed = keep.iter().take(k).filter(|&&keep| !keep).count();
        graph[result].op = Op::Result((k - removed) as u32);
    }
    if let Ty::Tuple(types) = &mut graph[owner].ty {
        prune(types, &keep, 0);
    }
}

/// Removes the items from `first` on that are not to be kept; what lies beyond `keep` stays.
fn prune<T>(items: &mut Vec<T>, keep: &[bool], first: usize) {
    let mut at = 0;
    items.retain(|_| {
        let stays = at < first || keep.get(at - first).copied().unwrap_or(true);
        at += 1;
        stays
    });
}
