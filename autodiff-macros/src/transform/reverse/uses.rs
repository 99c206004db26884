//! What uses a value: where its adjoint comes from, and in which of the regions inside.

use super::doubt::Doubt;
use super::overflow::Overflow;
use crate::ir::{Call, Graph, Node, NodeId, Op, RegionId};
use crate::tables::HashMap;
use crate::transform::activity::Activity;
use crate::transform::flow::Carried;

/// One use of a value, by what has an adjoint itself.
pub(super) struct Use {
    pub value: NodeId,
    /// Where it is used.
    pub region: RegionId,
    /// Its adjoint goes into that of the value …
    pub by: Vec<NodeId>,
    /// … with this doubt of its own.
    pub doubt: Doubt,
}

/// All uses in a graph, by what has an adjoint.
pub(super) fn uses(graph: &Graph, activity: &Activity, overflow: &Overflow) -> Vec<Use> {
    let all = || (0..graph.nodes.len()).map(|id| NodeId(id as u32));
    let mut results: HashMap<NodeId, Vec<(usize, NodeId)>> = HashMap::default();
    for node in all().filter(|&node| activity.is_active(node)) {
        if let Op::Result(k) = graph[node].op {
            results.entry(graph[node].args[0]).or_default().push((k as usize, node));
        }
    }
    let mut reader = Reader {
        graph,
        activity,
        overflow,
        results,
        uses: vec![],
    };
    for node in all() {
        reader.of(node);
    }
    reader.uses
}

struct Reader<'a> {
    graph: &'a Graph,
    activity: &'a Activity,
    overflow: &'a Overflow,
    /// The results of region ops and calls that have adjoints.
    results: HashMap<NodeId, Vec<(usize, NodeId)>>,
    uses: Vec<Use>,
}

impl Reader<'_> {
    fn of(&mut self, node: NodeId) {
        let n = &self.graph[node];
        match &n.op {
            Op::If { then, otherwise } => {
                for (k, result) in self.results.get(&node).cloned().unwrap_or_default() {
                    for side in [*then, *otherwise] {
                        let value = self.graph[side].results[k];
                        self.add(value, side, vec![result], Doubt::default());
                    }
                }
            }
            Op::For(_) | Op::While { .. } => self.of_loop(node),
            Op::Call(call) => self.of_call(node, call),
            _ if self.activity.is_active(node) => {
                for (value, doubt) in self.of_pure(n) {
                    self.add(value, n.region, vec![node], doubt);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, value: NodeId, region: RegionId, by: Vec<NodeId>, doubt: Doubt) {
        if self.activity.is_active(value) {
            self.uses.push(Use {
                value,
                region,
                by,
                doubt,
            });
        }
    }

    /// What a loop starts with, and what its body yields, is used by the next iteration or behind the loop.
    fn of_loop(&mut self, node: NodeId) {
        let carried = Carried::of(self.graph, node).expect("a loop");
        let results = self.results.get(&node).cloned().unwrap_or_default();
        for (k, &param) in carried.params.iter().enumerate() {
            let result = results.iter().find(|&&(at, _)| at == k).map(|&(_, result)| result);
            let inside = self.activity.is_active(param).then_some(param);
            let doubt = match (result, inside) {
                (Some(_), Some(_)) => Doubt::default(),
                _ => Doubt::OVERWRITTEN,
            };
            let by: Vec<NodeId> = result.into_iter().chain(inside).collect();
            if !by.is_empty() {
                self.add(carried.initial[k], self.graph[node].region, by.clone(), doubt);
                self.add(carried.next[k], carried.body, by, doubt);
            }
        }
    }

    /// What a function does with its arguments cannot be seen: it may not use one.
    fn of_call(&mut self, node: NodeId, call: &Call) {
        let n = &self.graph[node];
        let Some(results) = self.results.get(&node) else { return };
        let by: Vec<NodeId> = results.iter().map(|&(_, result)| result).collect();
        for (k, &argument) in n.args.iter().enumerate().take(call.arity as usize) {
            let forgotten = self.overflow.forgets(self.graph, n, k);
            let doubt = Doubt::BRANCH.or_overflowed(forgotten);
            self.add(argument, n.region, by.clone(), doubt);
        }
    }

    /// The arguments that a pure node passes its adjoint to, with what it adds to the doubt.
    fn of_pure(&self, n: &Node) -> Vec<(NodeId, Doubt)> {
        match &n.op {
            Op::Primitive(primitive, _) => {
                let partials = n.args.iter().zip(primitive.partials()).enumerate();
                let differentiable = partials.filter(|(_, (_, partial))| !partial.is_zero());
                differentiable
                    .map(|(k, (&arg, partial))| {
                        let is_constant = |k: usize| self.graph.constant(n.args[k]).is_some();
                        let choice = match partial.may_vanish(&is_constant) {
                            true => Doubt::BRANCH,
                            false => Doubt::default(),
                        };
                        (arg, choice.or_overflowed(self.overflow.forgets(self.graph, n, k)))
                    })
                    .collect()
            }
            Op::Cast => vec![(n.args[0], Doubt::default())],
            Op::Array | Op::Struct(_) => n.args.iter().map(|&arg| (arg, Doubt::OVERWRITTEN)).collect(),
            Op::Repeat | Op::ToVec | Op::Truncate(..) | Op::Load(_) | Op::Slice(_) => {
                vec![(n.args[0], Doubt::OVERWRITTEN)]
            }
            Op::Store(_) | Op::Append(_) => vec![
                (n.args[0], Doubt::OVERWRITTEN),
                (n.args[n.args.len() - 1], Doubt::OVERWRITTEN),
            ],
            _ => vec![],
        }
    }
}
