//! The graph made once more, node by node: what a callee computes with values of its caller is simplified, and shared with what the
//! caller computes.

use crate::ir::build::Builder;
use crate::ir::{Const, For, Graph, NodeId, Op, RegionId};
use crate::tables::HashMap;

/// A lowered graph with all of its nodes made again. Its parameters are the same nodes, by which others know them.
pub fn rebuilt(graph: &Graph) -> Option<Graph> {
    let mut builder = Builder::new();
    builder.graph.tokens.clone_from(&graph.tokens);
    builder.graph.given.clone_from(&graph.given);
    builder.graph.tuples.clone_from(&graph.tuples);
    let mut rebuild = Rebuild {
        from: graph,
        builder,
        made: HashMap::default(),
        chosen: HashMap::default(),
    };
    let params = &graph[graph.root].params;
    // What stands before the first of them: constants.
    let nodes = graph[graph.root].nodes.iter();
    let before = nodes.filter(|node| params.first().is_some_and(|first| *node < first));
    before.for_each(|&node| rebuild.node(node));
    let results = rebuild.content(graph.root);
    if rebuild.all(params) != *params {
        return None;
    }
    rebuild.builder.graph.in_place = rebuild.all(&graph.in_place);
    Some(rebuild.builder.finish(results))
}

struct Rebuild<'g> {
    from: &'g Graph,
    builder: Builder,
    /// What nodes have become.
    made: HashMap<NodeId, NodeId>,
    /// The results of branches that are always taken.
    chosen: HashMap<NodeId, Vec<NodeId>>,
}

impl Rebuild<'_> {
    fn all(&self, nodes: &[NodeId]) -> Vec<NodeId> {
        nodes.iter().map(|node| self.made[node]).collect()
    }

    fn region(&mut self, region: RegionId) -> RegionId {
        self.builder.enter();
        let results = self.content(region);
        self.builder.leave(results)
    }

    /// Makes the parameters and nodes of a region in the innermost one that is open, and gives its results.
    fn content(&mut self, region: RegionId) -> Vec<NodeId> {
        let from = self.from;
        for &param in &from[region].params {
            let made = self.builder.param(from.ty(param).clone());
            self.builder.graph[made].name = from[param].name.clone();
            self.builder.graph[made].span = from[param].span;
            self.made.insert(param, made);
        }
        for &node in &from[region].nodes {
            if !self.made.contains_key(&node) {
                self.node(node);
            }
        }
        self.all(&from[region].results)
    }

    fn node(&mut self, node: NodeId) {
        let from = self.from;
        let n = &from[node];
        if let Op::Result(k) = n.op {
            if let Some(results) = self.chosen.get(&n.args[0]) {
                self.made.insert(node, results[k as usize]);
                return;
            }
        }
        let args = self.all(&n.args);
        let op = match n.op.clone() {
            Op::If { then, otherwise } => {
                // Where nothing else can happen, the other side may have indices that are never within bounds.
                let condition = self.builder.graph.constant(args[0]).and_then(Const::as_bool);
                if let Some(condition) = condition {
                    let results = self.content(if condition { then } else { otherwise });
                    self.chosen.insert(node, results);
                    return;
                }
                Op::If {
                    then: self.region(then),
                    otherwise: self.region(otherwise),
                }
            }
            Op::For(f) => Op::For(For {
                body: self.region(f.body),
                ..f
            }),
            Op::While { condition, body, exits } => Op::While {
                condition: self.region(condition),
                body: self.region(body),
                exits,
            },
            op => op,
        };
        self.builder.at(n.span);
        let made = self.builder.add(op, args, n.ty.clone());
        if let Some(name) = &n.name {
            self.builder.name(made, &name.text, name.declared);
        }
        self.made.insert(node, made);
    }
}
