//! The levels of a graph: its root and its loop bodies, and the regions of the pullback that undo them.

use super::Halves;
use crate::ir::{Graph, NodeId, Op, RegionId};
use crate::transform::flow::subtree;
use std::collections::HashMap;

pub(super) struct Levels {
    /// The level of each primal region; none for regions of the pullback.
    of_region: Vec<Option<RegionId>>,
    /// The reverse region of each level that the pullback undoes.
    reverse: HashMap<RegionId, RegionId>,
    root: RegionId,
    halves: Halves,
}

impl Levels {
    pub fn new(graph: &Graph, halves: Halves) -> Levels {
        let root = graph.root;
        let mut of_region = vec![None; graph.regions.len()];
        for region in subtree(graph, root) {
            let inside_branch = graph[region]
                .owner
                .is_some_and(|owner| matches!(graph[owner].op, Op::If { .. }));
            of_region[region.0 as usize] = match graph.parent(region) {
                Some(parent) if inside_branch => of_region[parent.0 as usize],
                _ => Some(region),
            };
        }
        let pullback = graph.pullback.expect("the graph has been reversed");
        let mut reverse = HashMap::new();
        for region in subtree(graph, pullback) {
            if let Some(mirror) = graph[region].mirror {
                if of_region[mirror.0 as usize] == Some(mirror) {
                    reverse.insert(mirror, region);
                }
            }
        }
        Levels {
            of_region,
            reverse,
            root,
            halves,
        }
    }

    /// The level of a primal node; none for a node of the pullback.
    pub fn level(&self, graph: &Graph, node: NodeId) -> Option<RegionId> {
        self.of(graph[node].region)
    }

    /// The level of a primal region.
    pub fn of(&self, region: RegionId) -> Option<RegionId> {
        self.of_region.get(region.0 as usize).copied().flatten()
    }

    /// The levels that the pullback undoes, inner ones first.
    pub fn inner_first(&self, graph: &Graph) -> Vec<RegionId> {
        let pullback = graph.pullback.expect("the graph has been reversed");
        let outer_first = subtree(graph, pullback)
            .into_iter()
            .filter_map(|region| graph[region].mirror);
        let mut levels: Vec<_> = outer_first.filter(|level| self.reverse.contains_key(level)).collect();
        levels.reverse();
        levels
    }

    pub fn reverse_of(&self, level: RegionId) -> RegionId {
        self.reverse[&level]
    }

    /// Whether the values that stand directly in `level` are still there in the pullback.
    pub fn is_open(&self, level: RegionId) -> bool {
        level == self.root && self.halves == Halves::Fused
    }

    /// Whether a value needs no decision: it can be had in the pullback as it is.
    pub fn is_there(&self, graph: &Graph, node: NodeId) -> bool {
        let region = graph[node].region;
        // What was in a place of the caller is gone when the reverse half runs.
        let given = graph[node].op == Op::Param && !graph.in_place.contains(&node);
        region == self.root && (self.halves == Halves::Fused || given)
    }
}
