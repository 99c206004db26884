//! A counter that grows by a constant in each iteration of a loop is computed from the loop index.
//!
//! ```text
//! let mut at = a; for i in 0..n { … at …; at += 2 }      for i in 0..n { … a + i * 2 … }; at = a + n * 2
//! ```
//!
//! Then the reverse sweep knows it without the tape, and sees that what it indexes are neighbours.

use super::flow::{subtree, Carried};
use crate::ir::build::Builder;
use crate::ir::{For, Graph, Int, IntMethod, Integer, NodeId, Op, RegionId, Ty};

/// Replaces all counters of a lowered graph.
pub fn replace_counters(mut graph: Graph) -> Graph {
    let mut open = vec![graph.root];
    while let Some(region) = open.pop() {
        for node in graph[region].nodes.clone() {
            if let Op::For(f) = graph[node].op.clone() {
                for k in 0..graph[node].args.len() - 3 {
                    if let Some(counter) = Counter::of(&graph, node, &f, k) {
                        graph = counter.replace(graph);
                    }
                }
            }
            open.extend(graph[node].op.regions());
        }
    }
    graph
}

/// A `usize` that each iteration of a loop moves by the same distance upwards.
struct Counter {
    owner: NodeId,
    body: RegionId,
    k: usize,
    param: NodeId,
    /// What is in it before the loop.
    initial: NodeId,
    distance: i128,
}

impl Counter {
    fn of(graph: &Graph, owner: NodeId, f: &For, k: usize) -> Option<Counter> {
        let is_int = |node: NodeId, value: i128| graph.constant(node).and_then(|step| step.as_int()) == Some(value);
        let carried = Carried::of(graph, owner)?;
        let (param, next) = (carried.params[k], &graph[carried.next[k]]);
        let index = graph[f.body].params[0];
        let upwards = !f.exits && !f.inclusive && !f.descending && is_int(graph[owner].args[2], 1);
        if !upwards || *graph.ty(index) != Ty::USIZE || *graph.ty(param) != Ty::USIZE {
            return None;
        }
        let distance = match (&next.op, next.args.as_slice()) {
            (Op::Integer(Integer::Add), &[left, right]) if left == param => graph.constant(right)?.as_int()?,
            (Op::Integer(Integer::Add), &[left, right]) if right == param => graph.constant(left)?.as_int()?,
            _ => return None,
        };
        (distance > 0).then_some(Counter {
            owner,
            body: f.body,
            k,
            param,
            initial: carried.initial[k],
            distance,
        })
    }

    /// The carried value is left behind, unused.
    fn replace(&self, graph: Graph) -> Graph {
        let mut builder = Builder::edit(graph);
        let [from, to] = [0, 1].map(|k| builder.graph[self.owner].args[k]);
        builder.at(builder.graph[self.param].span);
        let name = builder.graph[self.param].name.clone();
        // Behind the loop. It overflows where an iteration would have.
        let last = builder.insert_before(self.owner, |builder| {
            let count = match builder.graph.constant(from).and_then(|from| from.as_int()) {
                Some(0) => to,
                _ => builder.add(Op::Method(IntMethod::SaturatingSub), vec![to, from], Ty::USIZE),
            };
            self.after(builder, count)
        });
        // In the loop.
        let index = builder.graph[self.body].params[0];
        let first = builder.graph[self.body].nodes[0];
        let value = builder.insert_before(first, |builder| {
            let count = match builder.graph.constant(from).and_then(|from| from.as_int()) {
                Some(0) => index,
                _ => builder.integer(Integer::Sub, index, from),
            };
            self.after(builder, count)
        });
        let mut graph = builder.graph;
        if graph[value].name.is_none() && value != index {
            graph[value].name = name;
        }
        if let Some(result) = graph.find_result(self.owner, self.k) {
            graph.replace_uses(result, last, |_| true);
        }
        graph.replace_uses(self.param, value, |_| true);
        self.forget(&mut graph);
        graph
    }

    /// The counter is not carried any longer.
    fn forget(&self, graph: &mut Graph) {
        let carried = graph[self.body].results[self.k];
        graph[self.body].results[self.k] = self.param;
        let used = subtree(graph, self.body).into_iter().any(|region| {
            let args = graph[region].nodes.iter().flat_map(|&node| &graph[node].args);
            args.chain(&graph[region].results).any(|&used| used == carried)
        });
        if !used {
            graph[self.body].nodes.retain(|&node| node != carried);
        }
    }

    /// What is in it after `count` iterations.
    fn after(&self, builder: &mut Builder, count: NodeId) -> NodeId {
        let distance = builder.int(Int::Usize, self.distance);
        let way = builder.integer(Integer::Mul, count, distance);
        builder.integer(Integer::Add, self.initial, way)
    }
}
