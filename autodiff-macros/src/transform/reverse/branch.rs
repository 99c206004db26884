//! Branches: `if c { … } else { … }` reverses into a branch on the same `c`.
//!
//! ```text
//! z = if c { f(x) } else { g(x) }        dx = if c { dx + dz·f′(x) } else { dx + dz·g′(x) }
//! ```

use super::Reverse;
use crate::ir::{NodeId, RegionId};
use crate::tables::HashMap;

impl Reverse {
    pub(super) fn branch(&mut self, node: NodeId, then: RegionId, otherwise: RegionId) {
        let count = self.builder.graph[then].results.len();
        let adjoints: Vec<(usize, NodeId)> = (0..count)
            .filter_map(|k| {
                let result = self.builder.graph.find_result(node, k)?;
                Some((k, self.adjoints.take(result)?))
            })
            .collect();
        if adjoints.is_empty() {
            return;
        }
        let condition = self.builder.graph[node].args[0];
        let mut captured = self.captured(then);
        captured.extend(self.captured(otherwise));
        captured.sort();
        captured.dedup();
        self.prepare_arrays(&captured, &adjoints, [then, otherwise]);

        let (then, mut in_then) = self.side(then, &adjoints);
        let (otherwise, mut in_otherwise) = self.side(otherwise, &adjoints);
        let changed: Vec<NodeId> = captured
            .into_iter()
            .filter(|c| in_then.contains_key(c) || in_otherwise.contains_key(c))
            .collect();
        self.yield_adjoints(then, &changed, &mut in_then);
        self.yield_adjoints(otherwise, &changed, &mut in_otherwise);
        let results = self.builder.branch(condition, then, otherwise);
        for (&primal, result) in changed.iter().zip(results) {
            self.set_adjoint(primal, result);
        }
    }

    /// Gives a captured array a buffer before the branch, so that each side adds into the same one. An array that a side
    /// yields gets the adjoint of the result instead.
    fn prepare_arrays(&mut self, captured: &[NodeId], adjoints: &[(usize, NodeId)], sides: [RegionId; 2]) {
        for &primal in captured {
            let graph = &self.builder.graph;
            let yielded = sides.iter().any(|&side| {
                adjoints
                    .iter()
                    .any(|&(k, _)| self.version_of(primal, graph[side].results[k]))
            });
            if graph.ty(primal).is_whole() && self.adjoints.get(primal).is_none() && !yielded {
                let zeros = self.zeros(primal);
                self.adjoints.set(primal, zeros);
            }
        }
    }

    /// Whether `node` is `array` or a later version of it, through any writes, branches and loops.
    fn version_of(&self, array: NodeId, node: NodeId) -> bool {
        let graph = &self.builder.graph;
        let mut open = vec![node];
        let mut seen = crate::tables::HashSet::default();
        while let Some(at) = open.pop() {
            if at == array {
                return true;
            }
            if seen.insert(at) && graph.ty(at) == graph.ty(array) {
                open.extend(super::flow::sources(graph, at));
            }
        }
        false
    }

    /// One side of the branch, without its results; and the adjoints that it changed.
    fn side(&mut self, side: RegionId, adjoints: &[(usize, NodeId)]) -> (RegionId, HashMap<NodeId, Option<NodeId>>) {
        self.builder.enter_mirror(side);
        self.adjoints.open();
        for &(k, adjoint) in adjoints {
            let result = self.builder.graph[side].results[k];
            if self.activity.is_active(result) {
                self.add_adjoint(result, adjoint);
            }
        }
        self.sweep(side);
        (self.builder.leave(vec![]), self.adjoints.close())
    }

    /// Makes the adjoints of `changed` the results of a closed side; where it changed nothing, the one before.
    fn yield_adjoints(&mut self, side: RegionId, changed: &[NodeId], inside: &mut HashMap<NodeId, Option<NodeId>>) {
        self.builder.reopen(side);
        let results = changed
            .iter()
            .map(
                |&primal| match inside.remove(&primal).flatten().or_else(|| self.adjoints.get(primal)) {
                    Some(adjoint) => adjoint,
                    None => self.zeros(primal),
                },
            )
            .collect();
        self.builder.leave(results);
    }
}
