//! The levels of a graph: its root and its loop bodies, and the regions of the reverse sweep that undo them.

use super::Halves;
use crate::ir::{Graph, NodeId, Op, RegionId};
use crate::tables::{HashMap, HashSet};
use crate::transform::flow::{reverse_regions, subtree};

pub(super) struct Levels {
    /// The level of each primal region; none for regions of the reverse sweep.
    of_region: Vec<Option<RegionId>>,
    /// The reverse region of each level that has one of its own.
    reverse: HashMap<RegionId, RegionId>,
    /// The bodies of joint loops and the sides of joint branches, which undo themselves.
    joint: HashSet<RegionId>,
    root: RegionId,
    halves: Halves,
    /// The versions of arrays that are [put back](super::undo), each with the value in the reverse sweep that equals it.
    pub restored: HashMap<NodeId, NodeId>,
    /// The values that [stand in an array to the end](super::settled), each with that array and the indices.
    pub settled: HashMap<NodeId, Vec<NodeId>>,
}

impl Levels {
    pub fn new(graph: &Graph, halves: Halves) -> Levels {
        let root = graph.root;
        let sweep = reverse_regions(graph);
        let primal: Vec<RegionId> = subtree(graph, root)
            .into_iter()
            .filter(|region| !sweep.contains(region))
            .collect();
        let mut joint = HashSet::default();
        for &region in sweep.iter().filter(|&&region| graph[region].mirror.is_some()) {
            // What is joint lies in the root, or in what is joint.
            let around = std::iter::successors(graph.parent(region), |&parent| graph.parent(parent));
            joint.extend(around.filter(|around| *around != root && primal.contains(around)));
        }
        let mut of_region = vec![None; graph.regions.len()];
        for region in primal {
            // The side of a branch is no level by itself, unless it is undone where it stands.
            let inside_branch = graph[region]
                .owner
                .is_some_and(|owner| matches!(graph[owner].op, Op::If { .. }));
            of_region[region.0 as usize] = match graph.parent(region) {
                Some(parent) if inside_branch && !joint.contains(&region) => of_region[parent.0 as usize],
                _ => Some(region),
            };
        }
        let mirrored = sweep.iter().filter_map(|&region| Some((graph[region].mirror?, region)));
        let reverse = mirrored
            .filter(|&(mirror, _)| of_region[mirror.0 as usize] == Some(mirror))
            .collect();
        Levels {
            of_region,
            reverse,
            joint,
            root,
            halves,
            restored: HashMap::default(),
            settled: HashMap::default(),
        }
    }

    /// The same of a graph in which more is undone.
    pub fn renewed(&self, graph: &Graph, restored: HashMap<NodeId, NodeId>) -> Levels {
        Levels {
            restored,
            settled: self.settled.clone(),
            ..Levels::new(graph, self.halves)
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

    /// The levels that are undone, inner ones first.
    pub fn inner_first(&self, graph: &Graph) -> Vec<RegionId> {
        let outer_first = subtree(graph, graph.root).into_iter();
        let mut levels: Vec<_> = outer_first
            .filter(|&level| self.of(level) == Some(level))
            .filter(|level| self.reverse.contains_key(level) || self.joint.contains(level))
            .collect();
        levels.reverse();
        levels
    }

    pub fn reverse_of(&self, level: RegionId) -> RegionId {
        self.reverse[&level]
    }

    /// The reverse region of a level that has one of its own.
    pub fn reverse(&self, level: RegionId) -> Option<RegionId> {
        self.reverse.get(&level).copied()
    }

    /// Whether the values that stand directly in `level` are still there where it is undone.
    pub fn is_open(&self, level: RegionId) -> bool {
        level == self.root && self.halves == Halves::Fused || self.joint.contains(&level)
    }

    /// Whether a region lies in an iteration or a side that undoes itself: what comes behind that is not there yet.
    pub fn is_joint(&self, graph: &Graph, region: RegionId) -> bool {
        let mut around = std::iter::successors(Some(region), |&region| graph.parent(region));
        around.any(|around| self.joint.contains(&around))
    }

    /// Whether a value needs no decision: it can be had in the reverse sweep as it is.
    pub fn is_there(&self, graph: &Graph, node: NodeId) -> bool {
        let region = graph[node].region;
        // What was in a place of the caller is gone when the reverse half runs.
        let given = graph[node].op == Op::Param && !graph.in_place.contains(&node);
        self.is_open(region) || region == self.root && given || self.restored.contains_key(&node)
    }
}
