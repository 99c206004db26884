//! Makes one loop of the two of a pair.

use super::Pair;
use crate::ir::{Const, Dialect, Graph, NodeId, Op, Ty};
use crate::primitives::Primitive;
use crate::transform::flow::{subtree, Carried};
use std::collections::HashMap;

impl Pair {
    pub(super) fn join(&self, graph: &mut Graph) {
        let carried = Carried::of(graph, self.reverse).expect("a loop");
        let mut replaced = self.move_ahead(graph);
        let starts: Vec<NodeId> = carried
            .initial
            .iter()
            .map(|&initial| self.start(graph, initial))
            .collect();
        replaced.insert(graph[self.from].params[0], graph[self.into].params[0]);
        self.move_body(graph, &replaced);

        let first = graph[self.into].results.len();
        let next = graph[self.from].results.clone();
        graph[self.into].params.extend(&carried.params);
        graph[self.into].results.extend(next);
        graph[self.primal].args.extend(starts);
        let types = graph.types(&carried.initial);
        let Ty::Tuple(all) = &mut graph[self.primal].ty else {
            unreachable!("a loop yields a tuple")
        };
        all.extend(types);

        let joint: Vec<(NodeId, NodeId)> = carried
            .initial
            .iter()
            .enumerate()
            .map(|(k, &initial)| (initial, graph.result(self.primal, first + k, initial)))
            .collect();
        self.replace_results(graph, &joint);
    }

    /// Puts before the primal loop what has to be there; the constants that have been made again.
    fn move_ahead(&self, graph: &mut Graph) -> HashMap<NodeId, NodeId> {
        let home = graph[self.primal].region;
        let mut replaced = HashMap::new();
        for &constant in &self.ahead.constants {
            let (op, ty) = (graph[constant].op.clone(), graph.ty(constant).clone());
            let again = graph.make(home, op, vec![], ty, constant);
            self.place(graph, again);
            replaced.insert(constant, again);
        }
        for &node in &self.ahead.moved {
            let stood = graph[node].region;
            graph[stood].nodes.retain(|&other| other != node);
            graph[node].region = home;
            for arg in &mut graph[node].args {
                *arg = replaced.get(arg).copied().unwrap_or(*arg);
            }
            self.place(graph, node);
        }
        replaced
    }

    /// What a carried value starts from in the primal loop: its buffer, or zero.
    fn start(&self, graph: &mut Graph, initial: NodeId) -> NodeId {
        let Ty::Float(float) = *graph.ty(initial) else {
            return initial;
        };
        let zero = Const::float(float, 0.0);
        let home = graph[self.primal].region;
        let start = graph.make(home, Op::Const(zero), vec![], zero.ty(), initial);
        self.place(graph, start);
        start
    }

    /// Puts a node before the primal loop.
    fn place(&self, graph: &mut Graph, node: NodeId) {
        let home = graph[self.primal].region;
        let at = graph[home].nodes.iter().position(|&node| node == self.primal);
        graph[home].nodes.insert(at.expect("the loop stands there"), node);
    }

    /// Moves the nodes of the reverse body to the end of the primal body.
    fn move_body(&self, graph: &mut Graph, replaced: &HashMap<NodeId, NodeId>) {
        let replace = |used: &mut NodeId| *used = replaced.get(used).copied().unwrap_or(*used);
        for region in subtree(graph, self.from) {
            for node in graph[region].nodes.clone() {
                graph[node].args.iter_mut().for_each(replace);
            }
            graph[region].results.iter_mut().for_each(replace);
        }
        for node in std::mem::take(&mut graph[self.from].nodes) {
            graph[node].region = self.into;
            graph[self.into].nodes.push(node);
        }
        for param in graph[self.from].params.clone() {
            graph[param].region = self.into;
        }
    }

    /// Removes the reverse loop; its results are what the primal loop has accumulated, behind what was there before.
    fn replace_results(&self, graph: &mut Graph, joint: &[(NodeId, NodeId)]) {
        let sweep = graph[self.reverse].region;
        let mut results = HashMap::new();
        let mut nodes = vec![];
        for node in std::mem::take(&mut graph[sweep].nodes) {
            match graph[node].op {
                Op::Result(k) if graph[node].args == [self.reverse] => {
                    let (initial, result) = joint[k as usize];
                    let is_zero = graph.constant(initial).and_then(Const::as_float) == Some(0.0);
                    if graph.ty(initial).float().is_some() && !is_zero {
                        // The node becomes the sum.
                        graph[node].op = Op::Primitive(Primitive::Add, Dialect::Std);
                        graph[node].args = vec![initial, result];
                        nodes.push(node);
                    } else {
                        results.insert(node, result);
                    }
                }
                _ if node == self.reverse => {}
                _ => nodes.push(node),
            }
        }
        graph[sweep].nodes = nodes;
        for region in subtree(graph, sweep) {
            for node in graph[region].nodes.clone() {
                for arg in &mut graph[node].args {
                    *arg = results.get(arg).copied().unwrap_or(*arg);
                }
            }
            for result in &mut graph[region].results {
                *result = results.get(result).copied().unwrap_or(*result);
            }
        }
    }
}
