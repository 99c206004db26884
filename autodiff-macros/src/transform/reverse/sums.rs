//! Sums over loops: a carried scalar that a loop only adds to. Its adjoint is the same in all iterations, and no carried value of
//! the reverse loop.

use crate::ir::{Graph, NodeId, Op, RegionId};
use crate::primitives::Primitive;
use crate::transform::activity::Activity;
use crate::transform::flow::{subtree, Carried};

/// Whether the k-th carried value is a sum: `s = s + …`, also in branches and in loops inside, and `s` is read nowhere else.
pub(super) fn is_sum(graph: &Graph, activity: &Activity, carried: &Carried, k: usize) -> bool {
    let (param, next) = (carried.params[k], carried.next[k]);
    let sums = Sums { graph, activity };
    param != next && !graph.ty(param).is_whole() && sums.lead(carried.body, param, next)
}

struct Sums<'a> {
    graph: &'a Graph,
    activity: &'a Activity,
}

/// How a value is used in a region and all inside it.
struct Uses {
    nodes: Vec<NodeId>,
    /// The regions that yield it, once for each time.
    yields: Vec<RegionId>,
}

impl Sums<'_> {
    /// Whether `region` adds to one value what does not depend on it, to yield it as another one, and does nothing else with it.
    fn lead(&self, region: RegionId, from: NodeId, to: NodeId) -> bool {
        let mut at = from;
        loop {
            if !self.activity.is_active(at) {
                return false;
            }
            let uses = self.uses(region, at);
            if at == to {
                return uses.nodes.is_empty() && uses.yields == [region];
            }
            match self.added(region, at, &uses) {
                Some(newer) => at = newer,
                None => return false,
            }
        }
    }

    /// The sum that the one use of `at` in the region makes of it.
    fn added(&self, region: RegionId, at: NodeId, uses: &Uses) -> Option<NodeId> {
        let graph = self.graph;
        if let (&[user], true) = (uses.nodes.as_slice(), uses.yields.is_empty()) {
            let n = &graph[user];
            match n.op {
                _ if n.region != region => {}
                Op::Primitive(Primitive::Add, _) => return (n.args[0] != n.args[1]).then_some(user),
                Op::Primitive(Primitive::Sub, _) => return (n.args[0] == at && n.args[1] != at).then_some(user),
                Op::For(_) | Op::While { .. } => {
                    let carried = Carried::of(graph, user)?;
                    let mut starts = (0..carried.initial.len()).filter(|&k| carried.initial[k] == at);
                    let (k, once) = (starts.next()?, starts.next().is_none());
                    let is_sum = once
                        && carried.next[k] != carried.params[k]
                        && n.args.iter().filter(|&&arg| arg == at).count() == 1;
                    return (is_sum && self.lead(carried.body, carried.params[k], carried.next[k]))
                        .then(|| graph.find_result(user, k))?;
                }
                _ => return None,
            }
        }
        self.added_in_branch(region, at, uses)
    }

    /// As `added`, where all uses lie in one branch, of which each side adds to the value or leaves it.
    fn added_in_branch(&self, region: RegionId, at: NodeId, uses: &Uses) -> Option<NodeId> {
        let graph = self.graph;
        let regions = uses
            .nodes
            .iter()
            .map(|&node| graph[node].region)
            .chain(uses.yields.iter().copied());
        let mut branch = None;
        for inner in regions {
            let mut owner = graph[inner].owner?;
            while graph[owner].region != region {
                owner = graph[graph[owner].region].owner?;
            }
            if *branch.get_or_insert(owner) != owner {
                return None;
            }
        }
        let branch = branch?;
        let Op::If { then, otherwise } = graph[branch].op else {
            return None;
        };
        if graph[branch].args.contains(&at) {
            return None;
        }
        let sides = [then, otherwise];
        let adds = |k: &usize| sides.iter().all(|&side| self.lead(side, at, graph[side].results[*k]));
        let k = (0..graph[then].results.len()).find(adds)?;
        graph.find_result(branch, k)
    }

    fn uses(&self, region: RegionId, value: NodeId) -> Uses {
        let graph = self.graph;
        let inside = subtree(graph, region);
        let nodes = inside.iter().flat_map(|&region| &graph[region].nodes);
        let nodes = nodes
            .copied()
            .filter(|&node| graph[node].args.contains(&value))
            .collect();
        let yields = inside
            .iter()
            .flat_map(|&region| graph[region].results.iter().map(move |&result| (region, result)));
        Uses {
            nodes,
            yields: yields
                .filter(|&(_, result)| result == value)
                .map(|(region, _)| region)
                .collect(),
        }
    }
}
