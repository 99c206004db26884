//! What in a reverse loop needs a version of an array: what uses it, and what uses a value that inner loops read from it.

use super::super::levels::Levels;
use super::super::plan::operands;
use crate::ir::{Graph, NodeId, Op, RegionId};
use crate::tables::{HashMap, HashSet};
use crate::transform::flow::subtree;

pub(super) struct Needs {
    /// For each version, what cannot be had without it.
    of_version: HashMap<NodeId, HashSet<NodeId>>,
}

impl Needs {
    /// For the versions of an array in one level. What that level itself computes from them is kept, for it may be asked for when the array
    /// has another content; none if it cannot be.
    pub fn of(graph: &Graph, levels: &Levels, level: RegionId, versions: &[NodeId]) -> Option<Needs> {
        let mut users: HashMap<NodeId, Vec<NodeId>> = HashMap::default();
        let regions = subtree(graph, level).into_iter();
        for region in regions.filter(|&region| levels.of(region).is_some()) {
            for &node in &graph[region].nodes {
                let used: HashSet<NodeId> = operands(graph, levels, node).into_iter().collect();
                used.into_iter()
                    .for_each(|used| users.entry(used).or_default().push(node));
            }
        }
        let of = |version: NodeId| {
            let mut needing = HashSet::from_iter([version]);
            let mut open = vec![version];
            while let Some(value) = open.pop() {
                for &user in users.get(&value).into_iter().flatten() {
                    let op = &graph[user].op;
                    let is_own = levels.level(graph, user) == Some(level);
                    if value == version && is_own {
                        if let Op::Slice(_) = op {
                            return None;
                        }
                        continue;
                    }
                    let is_computed = *op == Op::Param || op.is_pure() && !op.is_version();
                    if is_computed && needing.insert(user) {
                        open.push(user);
                    }
                }
            }
            Some((version, needing))
        };
        let of_version = versions.iter().map(|&version| of(version)).collect::<Option<_>>()?;
        Some(Needs { of_version })
    }

    /// Whether the value is one of the versions, or cannot be had without.
    pub fn holds(&self, value: NodeId) -> bool {
        self.of_version.values().any(|needing| needing.contains(&value))
    }

    /// The position of the first node in a region that needs the version.
    pub fn first(&self, graph: &Graph, region: RegionId, version: NodeId) -> usize {
        let needing = &self.of_version[&version];
        let nodes = &graph[region].nodes;
        let uses = |node: NodeId| graph[node].args.iter().any(|arg| needing.contains(arg));
        let needs = |node: NodeId| {
            let inside = graph[node].op.regions().into_iter();
            let mut inside = inside.flat_map(|region| subtree(graph, region));
            let within = |region: RegionId| {
                let region = &graph[region];
                region.nodes.iter().any(|&node| uses(node)) || region.results.iter().any(|node| needing.contains(node))
            };
            uses(node) || inside.any(within)
        };
        nodes.iter().position(|&node| needs(node)).unwrap_or(nodes.len())
    }
}
