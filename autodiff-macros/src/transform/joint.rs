//! Joint loops: where a reverse iteration needs nothing from later ones, it runs right behind its primal iteration.
//!
//! ```text
//! for i in 0..n { s += f(x[i]) }                 for i in 0..n { s += f(x[i]); dx[i] += f′(x[i]) }
//! for i in (0..n).rev() { dx[i] += f′(x[i]) }
//! ```
//!
//! Then nothing is kept or computed again. It needs a reverse loop that only accumulates, and reads only what is there before the
//! primal loop begins, or in the same iteration. Only fused gradients have both in one function.

use super::flow::{subtree, Carried};
use super::neighbours::carries_to_neighbours;
use crate::ir::{Const, Dialect, Float, Graph, NodeId, Op, RegionId, Ty};
use crate::primitives::Primitive;
use std::collections::HashMap;

/// Joins all loops of the root that can be.
pub fn join_loops(mut graph: Graph) -> Graph {
    let pullback = graph.pullback.expect("the graph has been reversed");
    for reverse in graph[pullback].nodes.clone() {
        if let Some(pair) = Pair::of(&graph, reverse) {
            pair.join(&mut graph);
        }
    }
    graph
}

/// A primal loop and the reverse loop that can join it.
struct Pair {
    primal: NodeId,
    reverse: NodeId,
    /// The bodies.
    into: RegionId,
    from: RegionId,
}

impl Pair {
    fn of(graph: &Graph, reverse: NodeId) -> Option<Pair> {
        let Op::For(f) = &graph[reverse].op else { return None };
        let into = graph[f.body].mirror?;
        let primal = graph[into].owner?;
        let Op::For(of_primal) = &graph[primal].op else {
            return None;
        };
        if of_primal.exits || graph[primal].region != graph.root || graph[reverse].args[..3] != graph[primal].args[..3]
        {
            return None;
        }
        let pair = Pair {
            primal,
            reverse,
            into,
            from: f.body,
        };
        (pair.only_accumulates(graph) && pair.reads_what_is_there(graph) && pair.starts_fresh(graph)).then_some(pair)
    }

    /// Each carried value is only added to, and nothing in an iteration depends on it.
    fn only_accumulates(&self, graph: &Graph) -> bool {
        let inside = subtree(graph, self.from);
        let mut users: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
        for &region in &inside {
            for &node in &graph[region].nodes {
                for &arg in &graph[node].args {
                    users.entry(arg).or_default().push(node);
                }
            }
        }
        let yields = |node: NodeId| {
            let results = inside.iter().flat_map(|&region| &graph[region].results);
            results.filter(|&&result| result == node).count()
        };
        let carried = Carried::of(graph, self.reverse).expect("a loop");
        carried.params.iter().zip(&carried.next).all(|(&param, &next)| {
            let mut at = param;
            let mut scattered = 0;
            while at != next {
                if yields(at) > 0 {
                    return false;
                }
                let Some(&[user]) = users.get(&at).map(Vec::as_slice) else {
                    return false;
                };
                let adds = match graph[user].op {
                    Op::Accumulate(_) => graph[user].args[0] == at,
                    Op::Primitive(Primitive::Add | Primitive::Sub, Dialect::Std) => graph[user].args[0] == at,
                    _ => false,
                };
                if !adds || graph[user].region != self.from {
                    return false;
                }
                scattered += usize::from(matches!(graph[user].op, Op::Accumulate(_)));
                at = user;
            }
            // Additions to several elements make each iteration wait for the one before, which the primal loop does not
            // otherwise do, unless they can be carried.
            let is_fast = scattered <= 1 || carries_to_neighbours(graph, self.reverse, param, &self.indices(graph));
            is_fast && yields(next) == 1 && !users.contains_key(&next)
        })
    }

    /// What the loop index is called in both bodies.
    fn indices(&self, graph: &Graph) -> [NodeId; 2] {
        [self.into, self.from].map(|body| graph[body].params[0])
    }

    /// Nothing inside has an effect or mirrors an inner region; what is read stands in the same iteration or before the primal loop.
    fn reads_what_is_there(&self, graph: &Graph) -> bool {
        let inside = subtree(graph, self.from);
        let start = graph[graph.root].nodes.iter().position(|&node| node == self.primal);
        let before = |node: NodeId| graph[graph.root].nodes.iter().position(|&other| other == node) < start;
        let is_there = |&node: &NodeId| {
            let region = graph[node].region;
            let is_param = graph[node].op == Op::Param;
            inside.contains(&region)
                || region == self.into
                || matches!(graph[node].op, Op::Const(_))
                || region == graph.root && (is_param || before(node))
        };
        inside.iter().all(|&region| {
            (region == self.from || graph[region].mirror.is_none())
                && graph[region].results.iter().all(is_there)
                && graph[region].nodes.iter().all(|&node| {
                    let n = &graph[node];
                    (n.op.is_pure() || matches!(n.op, Op::If { .. })) && n.args.iter().all(is_there)
                })
        })
    }

    /// Arrays are accumulated into buffers of zeros that nothing has touched.
    fn starts_fresh(&self, graph: &Graph) -> bool {
        let pullback = graph.pullback.expect("the graph has been reversed");
        let carried = Carried::of(graph, self.reverse).expect("a loop");
        carried.initial.iter().all(|&initial| {
            let uses = |region: &RegionId| {
                let nodes = graph[*region].nodes.iter().flat_map(|&node| &graph[node].args);
                nodes
                    .chain(&graph[*region].results)
                    .filter(|&&used| used == initial)
                    .count()
            };
            !graph.ty(initial).is_whole()
                || graph[initial].op == Op::Zeros
                    && subtree(graph, pullback).iter().map(uses).sum::<usize>() == 1
                    && graph[initial].args.iter().all(|&like| self.is_before(graph, like))
        })
    }

    /// Whether what tells the shape of zeros is there before the primal loop, or is the length of what is.
    fn is_before(&self, graph: &Graph, node: NodeId) -> bool {
        let (root, pullback) = (graph.root, graph.pullback.expect("the graph has been reversed"));
        let is_param = |node: NodeId| graph[root].params.contains(&node);
        if graph[node].region == pullback {
            return matches!(graph[node].op, Op::Len(_)) && graph[node].args.iter().all(|&arg| is_param(arg));
        }
        let position = |node: NodeId| graph[root].nodes.iter().position(|&other| other == node);
        is_param(node) || position(node).is_some_and(|at| Some(at) < position(self.primal))
    }

    fn join(&self, graph: &mut Graph) {
        let carried = Carried::of(graph, self.reverse).expect("a loop");
        let pullback = graph.pullback.expect("the graph has been reversed");
        let starts: Vec<NodeId> = carried
            .initial
            .iter()
            .map(|&initial| self.start(graph, initial))
            .collect();
        self.move_body(graph);

        let first = graph[self.into].results.len();
        graph[self.into].params.extend(&carried.params);
        graph[self.into].results.extend(&carried.next);
        graph[self.primal].args.extend(starts);
        let types = graph.types(&carried.initial);
        let Ty::Tuple(all) = &mut graph[self.primal].ty else {
            unreachable!("a loop yields a tuple")
        };
        all.extend(types.iter().cloned());

        let mut replaced = HashMap::new();
        for (k, ty) in types.into_iter().enumerate() {
            let root = graph.root;
            let result = graph.make(
                root,
                Op::Result((first + k) as u32),
                vec![self.primal],
                ty,
                carried.initial[k],
            );
            graph.insert_behind(self.primal, result);
            replaced.insert(k as u32, (carried.initial[k], result));
        }
        self.replace_results(graph, pullback, &replaced);
    }

    /// What a carried value starts from in the primal loop: the zeros, or zero.
    fn start(&self, graph: &mut Graph, initial: NodeId) -> NodeId {
        let (root, pullback) = (graph.root, graph.pullback.expect("the graph has been reversed"));
        let start = match graph.ty(initial).clone() {
            Ty::Float(float) => {
                let zero = Const::float(float, 0.0);
                graph.make(root, Op::Const(zero), vec![], zero.ty(), initial)
            }
            _ => {
                // The zeros, behind what tells their shape.
                let like = graph[initial].args.iter().copied();
                let moved: Vec<NodeId> = like.filter(|&like| graph[like].region == pullback).collect();
                for node in moved.into_iter().chain([initial]) {
                    graph[pullback].nodes.retain(|&other| other != node);
                    graph[node].region = root;
                    self.place(graph, node);
                }
                return initial;
            }
        };
        self.place(graph, start);
        start
    }

    /// Puts a node before the primal loop.
    fn place(&self, graph: &mut Graph, node: NodeId) {
        let root = graph.root;
        let at = graph[root]
            .nodes
            .iter()
            .position(|&node| node == self.primal)
            .expect("the loop stands in the root");
        graph[root].nodes.insert(at, node);
    }

    /// Moves the nodes of the reverse body to the end of the primal body.
    fn move_body(&self, graph: &mut Graph) {
        let mut replaced = HashMap::from([(graph[self.from].params[0], graph[self.into].params[0])]);
        for region in subtree(graph, self.from) {
            for k in 0..graph[region].nodes.len() {
                let node = graph[region].nodes[k];
                for j in 0..graph[node].args.len() {
                    let arg = graph[node].args[j];
                    graph[node].args[j] = self.replacement(graph, arg, &mut replaced);
                }
            }
            for k in 0..graph[region].results.len() {
                let result = graph[region].results[k];
                graph[region].results[k] = self.replacement(graph, result, &mut replaced);
            }
        }
        for node in std::mem::take(&mut graph[self.from].nodes) {
            graph[node].region = self.into;
            graph[self.into].nodes.push(node);
        }
        for param in graph[self.from].params.clone() {
            graph[param].region = self.into;
        }
    }

    /// Constants of the pullback are made again in the body.
    fn replacement(&self, graph: &mut Graph, node: NodeId, replaced: &mut HashMap<NodeId, NodeId>) -> NodeId {
        if let Some(&known) = replaced.get(&node) {
            return known;
        }
        let Op::Const(value) = graph[node].op else { return node };
        // One of the root may stand behind the loop.
        if graph.encloses(self.from, graph[node].region) || graph[node].region == self.into {
            return node;
        }
        let again = graph.make(self.into, Op::Const(value), vec![], value.ty(), node);
        graph[self.into].nodes.push(again);
        replaced.insert(node, again);
        again
    }

    /// Removes the reverse loop; its results are what the primal loop has accumulated, behind what was there before.
    fn replace_results(&self, graph: &mut Graph, pullback: RegionId, replaced: &HashMap<u32, (NodeId, NodeId)>) {
        let mut results = HashMap::new();
        let mut nodes = vec![];
        for node in std::mem::take(&mut graph[pullback].nodes) {
            match graph[node].op {
                Op::Result(k) if graph[node].args == [self.reverse] => {
                    let (initial, result) = replaced[&k];
                    let is_zero = graph.constant(initial).and_then(Const::as_float) == Some(0.0);
                    let float: Option<Float> = graph.ty(initial).float();
                    if float.is_some() && !is_zero {
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
        graph[pullback].nodes = nodes;
        for region in subtree(graph, pullback) {
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
