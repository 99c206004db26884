//! Nodes once more, in another place.

use super::build::Builder;
use super::{For, NodeId, Op, RegionId};
use crate::tables::HashMap;

impl Builder {
    /// Makes a node again in the innermost region, with all inside it. `map` tells what stands there for what a node uses, where that is
    /// another one; it learns the new node.
    pub fn copy(&mut self, node: NodeId, map: &mut HashMap<NodeId, NodeId>) -> NodeId {
        let original = self.graph[node].clone();
        self.at(original.span);
        let args = original.args.iter().map(|arg| replaced(map, *arg)).collect();
        let op = match original.op {
            Op::If { then, otherwise } => Op::If {
                then: self.copy_region(then, map),
                otherwise: self.copy_region(otherwise, map),
            },
            Op::For(f) => Op::For(For {
                body: self.copy_region(f.body, map),
                ..f
            }),
            Op::While { condition, body, exits } => Op::While {
                condition: self.copy_region(condition, map),
                body: self.copy_region(body, map),
                exits,
            },
            op => op,
        };
        let copy = self.add(op, args, original.ty);
        if let Some(name) = original.name {
            self.name(copy, &name.text, false);
        }
        map.insert(node, copy);
        copy
    }

    fn copy_region(&mut self, region: RegionId, map: &mut HashMap<NodeId, NodeId>) -> RegionId {
        self.enter();
        for param in self.graph[region].params.clone() {
            let copy = self.param(self.graph.ty(param).clone());
            self.graph[copy].name = self.graph[param].name.clone();
            map.insert(param, copy);
        }
        for node in self.graph[region].nodes.clone() {
            self.copy(node, map);
        }
        let results = self.graph[region].results.clone();
        self.leave(results.iter().map(|&result| replaced(map, result)).collect())
    }
}

fn replaced(map: &HashMap<NodeId, NodeId>, node: NodeId) -> NodeId {
    map.get(&node).copied().unwrap_or(node)
}
