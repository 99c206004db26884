//! Makes one loop or branch of the two of a pair.

use super::Pair;
use crate::ir::{Const, Dialect, Graph, NodeId, Op, RegionId, Ty};
use crate::primitives::Primitive;
use crate::tables::HashMap;
use crate::transform::flow::{subtree, Carried};

impl Pair {
    pub(super) fn join(&self, graph: &mut Graph) {
        let replaced = self.move_ahead(graph);
        let first = graph[self.regions[0].0].results.len();
        let carried = Carried::of(graph, self.reverse);
        // Where a result of the reverse loop has started; a branch starts from nothing.
        let mut initial = vec![];
        if let Some(carried) = carried {
            let (into, _) = self.regions[0];
            for &start in &carried.initial {
                let start = self.start(graph, start);
                graph[self.primal].args.push(start);
            }
            graph[into].params.extend(&carried.params);
            for &param in &carried.params {
                graph[param].region = into;
            }
            initial = carried.initial;
        }
        for &(into, from) in &self.regions {
            self.move_nodes(graph, into, from, &replaced);
            let results = graph[from].results.clone();
            graph[into].results.extend(results);
        }
        let (Ty::Tuple(types), Ty::Tuple(mut all)) = (graph.ty(self.reverse).clone(), graph.ty(self.primal).clone())
        else {
            unreachable!("a loop and a branch yield tuples")
        };
        let count = types.len();
        all.extend(types);
        graph[self.primal].ty = Ty::Tuple(all);
        let joint: Vec<(Option<NodeId>, NodeId)> = (0..count)
            .map(|k| {
                let like = graph.find_result(self.reverse, k).unwrap_or(self.reverse);
                (initial.get(k).copied(), graph.result(self.primal, first + k, like))
            })
            .collect();
        self.replace_results(graph, &joint);
    }

    /// Puts before the primal loop or branch what has to be there; the constants that have been made again.
    pub(super) fn move_ahead(&self, graph: &mut Graph) -> HashMap<NodeId, NodeId> {
        let home = graph[self.primal].region;
        let mut replaced = HashMap::default();
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

    /// Puts a node before the primal loop or branch.
    fn place(&self, graph: &mut Graph, node: NodeId) {
        let home = graph[self.primal].region;
        let at = graph[home].nodes.iter().position(|&node| node == self.primal);
        graph[home].nodes.insert(at.expect("it stands there"), node);
    }

    /// Moves the nodes of a reverse region to the end of the primal one.
    fn move_nodes(&self, graph: &mut Graph, into: RegionId, from: RegionId, replaced: &HashMap<NodeId, NodeId>) {
        let mut replaced = replaced.clone();
        if let Op::For(_) = graph[self.primal].op {
            replaced.insert(graph[from].params[0], graph[into].params[0]);
        }
        let replace = |used: &mut NodeId| *used = replaced.get(used).copied().unwrap_or(*used);
        for region in subtree(graph, from) {
            for node in graph[region].nodes.clone() {
                graph[node].args.iter_mut().for_each(replace);
            }
            graph[region].results.iter_mut().for_each(replace);
        }
        for node in std::mem::take(&mut graph[from].nodes) {
            graph[node].region = into;
            graph[into].nodes.push(node);
        }
    }

    /// Removes the reverse one; its results are those of the primal one, added to what was there before.
    fn replace_results(&self, graph: &mut Graph, joint: &[(Option<NodeId>, NodeId)]) {
        let sweep = graph[self.reverse].region;
        let mut results = HashMap::default();
        let mut nodes = vec![];
        for node in std::mem::take(&mut graph[sweep].nodes) {
            match graph[node].op {
                Op::Result(k) if graph[node].args == [self.reverse] => {
                    let (initial, result) = joint[k as usize];
                    let is_zero = |node: NodeId| graph.constant(node).and_then(Const::as_float) == Some(0.0);
                    match initial.filter(|&node| graph.ty(node).float().is_some() && !is_zero(node)) {
                        // The node becomes the sum.
                        Some(initial) => {
                            graph[node].op = Op::Primitive(Primitive::Add, Dialect::Std);
                            graph[node].args = vec![initial, result];
                            nodes.push(node);
                        }
                        None => {
                            results.insert(node, result);
                        }
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
