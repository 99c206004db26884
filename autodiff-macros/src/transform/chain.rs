//! Chains: how a value becomes another one, with nothing else done to it on the way.
//!
//! ```text
//! s1 = s + a;  s2 = for … { s += b } from s1;  s3 = if c { s2 + d } else { s2 }          s ─▶ s3
//! ```

use super::flow::{subtree, Carried};
use crate::ir::{Graph, NodeId, Op, RegionId};
use crate::tables::HashMap;

/// Finds chains in a region and all inside it.
pub struct Chains<'a> {
    graph: &'a Graph,
    uses: HashMap<NodeId, Uses>,
    /// What one use makes of a value, if it may be a link of the chain: the user, the value.
    link: &'a dyn Fn(NodeId, NodeId) -> Option<NodeId>,
}

/// How a value is used.
#[derive(Default, Clone)]
struct Uses {
    nodes: Vec<NodeId>,
    /// The regions that yield it, once for each time.
    yields: Vec<RegionId>,
}

impl<'a> Chains<'a> {
    /// The chains inside `region`; branches and loops are links of their own.
    pub fn new(graph: &'a Graph, region: RegionId, link: &'a dyn Fn(NodeId, NodeId) -> Option<NodeId>) -> Self {
        let mut uses: HashMap<NodeId, Uses> = HashMap::default();
        for region in subtree(graph, region) {
            for &node in &graph[region].nodes {
                for &arg in &graph[node].args {
                    let nodes = &mut uses.entry(arg).or_default().nodes;
                    if nodes.last() != Some(&node) {
                        nodes.push(node);
                    }
                }
            }
            for &result in &graph[region].results {
                uses.entry(result).or_default().yields.push(region);
            }
        }
        Chains { graph, uses, link }
    }

    /// Whether `region` makes `to` of `from`, which it yields once, and does nothing else with the values between.
    pub fn lead(&self, region: RegionId, from: NodeId, to: NodeId) -> bool {
        let mut at = from;
        loop {
            let uses = self.uses(region, at);
            if at == to {
                return uses.nodes.is_empty() && uses.yields == [region];
            }
            match self.next(region, at, &uses) {
                Some(newer) => at = newer,
                None => return false,
            }
        }
    }

    /// What the one use of `at` in the region makes of it.
    fn next(&self, region: RegionId, at: NodeId, uses: &Uses) -> Option<NodeId> {
        let graph = self.graph;
        if let (&[user], true) = (uses.nodes.as_slice(), uses.yields.is_empty()) {
            let n = &graph[user];
            let once = n.args.iter().filter(|&&arg| arg == at).count() == 1;
            if n.region == region {
                return match n.op {
                    _ if !once => None,
                    Op::For(_) | Op::While { .. } => {
                        let carried = Carried::of(graph, user)?;
                        let k = carried.initial.iter().position(|&initial| initial == at)?;
                        let (param, next) = (carried.params[k], carried.next[k]);
                        let changes = next != param && self.lead(carried.body, param, next);
                        changes.then(|| graph.find_result(user, k))?
                    }
                    _ => (self.link)(user, at),
                };
            }
        }
        self.through_branch(region, at, uses)
    }

    /// As `next`, where all uses lie in one branch, of which each side goes on with the value or leaves it.
    fn through_branch(&self, region: RegionId, at: NodeId, uses: &Uses) -> Option<NodeId> {
        let graph = self.graph;
        let of_nodes = uses.nodes.iter().map(|&node| graph[node].region);
        let mut branch = None;
        for inner in of_nodes.chain(uses.yields.iter().copied()) {
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
        let sides = [then, otherwise];
        let goes_on = |k: &usize| sides.iter().all(|&side| self.lead(side, at, graph[side].results[*k]));
        let k = (0..graph[then].results.len()).find(goes_on)?;
        graph.find_result(branch, k)
    }

    /// How `region`, and what is inside it, uses a value.
    fn uses(&self, region: RegionId, value: NodeId) -> Uses {
        let mut uses = self.uses.get(&value).cloned().unwrap_or_default();
        uses.nodes
            .retain(|&node| self.graph.encloses(region, self.graph[node].region));
        uses.yields.retain(|&inner| self.graph.encloses(region, inner));
        uses
    }
}
