//! Activity: a node has an adjoint if it is *varied* (depends on an active parameter) and *useful* (the value
//! depends on it), both through derivatives that are not identically zero.

use super::flow;
use crate::ir::{Graph, NodeId};

pub struct Activity {
    active: Vec<bool>,
}

impl Activity {
    /// `parameters` are the active ones among the root's, `results` those of its results that are differentiated.
    pub fn of(graph: &Graph, parameters: &[NodeId], results: &[NodeId]) -> Activity {
        let count = graph.nodes.len();
        let sources: Vec<_> = (0..count).map(|id| flow::sources(graph, NodeId(id as u32))).collect();
        let mut targets = vec![vec![]; count];
        for (id, sources) in sources.iter().enumerate() {
            for source in sources {
                targets[source.0 as usize].push(NodeId(id as u32));
            }
        }
        let varied = flow::reachable(&targets, parameters);
        let useful = flow::reachable(&sources, results);
        let active = (0..count)
            .map(|id| varied[id] && useful[id] && graph.ty(NodeId(id as u32)).is_differentiable())
            .collect();
        Activity { active }
    }

    /// Whether the node has an adjoint. Nodes of the pullback have none.
    pub fn is_active(&self, node: NodeId) -> bool {
        self.active.get(node.0 as usize).copied().unwrap_or(false)
    }
}
