//! Additions to neighbours become one addition an iteration: what an iteration adds to elements that others add to as well is
//! carried to them.
//!
//! ```text
//! for i in 0..n { a[i] += f(i); a[i + 1] += g(i) }      r = 0; for i in 0..n { a[i] += r + f(i); r = g(i) }; a[n] += r
//! ```
//!
//! Each element is read and written once, and no iteration waits for what the one before has written: the loop vectorises.
//! The sums are those of adjoints, whose order is free.

use super::flow::{subtree, Carried};
use crate::ir::build::Builder;
use crate::ir::{Comparison, Dialect, Graph, Int, Integer, NodeId, Op, RegionId, Step, Ty};
use crate::optimise::optimise;
use crate::primitives::Primitive;
use std::collections::BTreeMap;

/// How far apart the neighbours may be: as many values are carried.
const REACH: i128 = 4;

/// Carries what can be carried, in all loops.
pub fn carry_to_neighbours(mut graph: Graph) -> Graph {
    let mut open: Vec<RegionId> = graph.bodies().collect();
    while let Some(region) = open.pop() {
        for node in graph[region].nodes.clone() {
            let Op::For(f) = &graph[node].op else {
                open.extend(graph[node].op.regions());
                continue;
            };
            let (body, index) = (f.body, graph[f.body].params[0]);
            for k in 0..graph[node].args.len() - 3 {
                if let Some(scatter) = Scatter::of(&graph, node, k, &[index]) {
                    graph = scatter.carry(graph);
                }
            }
            open.push(body);
        }
    }
    optimise(graph)
}

/// Whether the additions that a loop makes to this carried value can be carried. `indices` are names of its index.
pub(super) fn carries_to_neighbours(graph: &Graph, owner: NodeId, param: NodeId, indices: &[NodeId]) -> bool {
    let carried = Carried::of(graph, owner).expect("a loop");
    let k = carried.params.iter().position(|&other| other == param);
    k.is_some_and(|k| Scatter::of(graph, owner, k, indices).is_some())
}

/// A loop that adds to neighbouring elements of an array, and does nothing else with it.
struct Scatter {
    owner: NodeId,
    body: RegionId,
    descending: bool,
    inclusive: bool,
    /// The position of the array among the carried values.
    k: usize,
    /// The additions, first to last.
    additions: Vec<NodeId>,
    /// The distances from the loop index to the elements, each with what is added there.
    terms: BTreeMap<i128, Vec<NodeId>>,
}

impl Scatter {
    /// The addition is to the k-th carried value. The loop index may have several names, as in a region that mirrors another.
    fn of(graph: &Graph, owner: NodeId, k: usize, indices: &[NodeId]) -> Option<Scatter> {
        let Op::For(f) = &graph[owner].op else { return None };
        let step = graph.constant(graph[owner].args[2]).and_then(|step| step.as_int());
        if f.exits || step != Some(1) || *graph.ty(indices[0]) != Ty::USIZE {
            return None;
        }
        let additions = additions(graph, owner, k)?;
        let mut terms: BTreeMap<i128, Vec<NodeId>> = BTreeMap::new();
        for &addition in &additions {
            let args = &graph[addition].args;
            let distance = distance(graph, args[args.len() - 2], indices)?;
            terms.entry(distance).or_default().push(args[args.len() - 1]);
        }
        let (first, last) = (*terms.keys().next()?, *terms.keys().last()?);
        let is_outside = |node: NodeId| !graph.encloses(f.body, graph[node].region);
        let prefix = |addition: NodeId| &graph[addition].args[1..graph[addition].args.len() - 2];
        let one_row = additions
            .iter()
            .all(|&addition| prefix(addition) == prefix(additions[0]));
        let fixed_row = prefix(additions[0]).iter().all(|&index| is_outside(index));
        (first != last && last - first <= REACH && one_row && fixed_row).then_some(Scatter {
            owner,
            body: f.body,
            descending: f.descending,
            inclusive: f.inclusive,
            k,
            additions,
            terms,
        })
    }

    /// The distances of the elements in the order in which the loop is done with them. The first is done at once.
    fn distances(&self) -> Vec<i128> {
        let (first, last) = (self.terms.keys().next(), self.terms.keys().last());
        let (first, last) = (*first.expect("a term"), *last.expect("a term"));
        match self.descending {
            false => (first..=last).collect(),
            true => (first..=last).rev().collect(),
        }
    }

    fn carry(&self, graph: Graph) -> Graph {
        let mut builder = Builder::edit(graph);
        let addition = *self.additions.last().expect("an addition");
        builder.at(builder.graph[addition].span);
        let distances = self.distances();
        let float = builder
            .graph
            .ty(builder.graph[addition].args[builder.graph[addition].args.len() - 1])
            .clone();
        let carried: Vec<NodeId> = distances[1..]
            .iter()
            .map(|_| self.carried(&mut builder, &float))
            .collect();

        // What each element has by now: what was carried to it, and the terms of this iteration.
        let sums: Vec<Option<NodeId>> = builder.insert_before(addition, |builder| {
            let sum = |(k, distance): (usize, &i128)| {
                let terms = self.terms.get(distance).into_iter().flatten();
                let parts = carried.get(k).into_iter().chain(terms).copied();
                parts.reduce(|sum, term| builder.primitive(Primitive::Add, Dialect::Std, vec![sum, term]))
            };
            distances.iter().enumerate().map(sum).collect()
        });
        let sums: Vec<NodeId> = sums.into_iter().map(|sum| sum.expect("carried or a term")).collect();
        builder.graph[self.body].results.extend(&sums[1..]);
        self.add_once(&mut builder.graph, distances[0], sums[0]);

        if let Some(result) = builder.graph.find_result(self.owner, self.k) {
            self.add_rest(&mut builder, result, &distances[1..]);
        }
        builder.graph
    }

    /// A new carried value that begins as zero.
    fn carried(&self, builder: &mut Builder, float: &Ty) -> NodeId {
        let zero = builder.insert_before(self.owner, |builder| builder.zero(float));
        builder.graph.carry(self.owner, zero, zero)
    }

    /// The last addition adds `sum` at this distance, and takes the place of all.
    fn add_once(&self, graph: &mut Graph, distance: i128, sum: NodeId) {
        let (first, last) = (self.additions[0], *self.additions.last().expect("an addition"));
        let index = graph[self.body].params[0];
        let there = self.additions.iter().find_map(|&addition| {
            let at = graph[addition].args[graph[addition].args.len() - 2];
            (self::distance(graph, at, &[index]) == Some(distance)).then_some(at)
        });
        let mut args = graph[first].args.clone();
        let count = args.len();
        args[count - 2] = there.expect("the first distance has a term");
        args[count - 1] = sum;
        graph[last].args = args;
        let removed = &self.additions[..self.additions.len() - 1];
        graph[self.body].nodes.retain(|node| !removed.contains(node));
    }

    /// Behind the loop, adds what is still carried, if there was an iteration.
    fn add_rest(&self, builder: &mut Builder, array: NodeId, distances: &[i128]) {
        let first = builder.graph[self.owner].args.len() - 3 - distances.len();
        let rest: Vec<NodeId> = (0..distances.len())
            .map(|k| builder.graph.result(self.owner, first + k, self.additions[0]))
            .collect();
        let [from, to] = [0, 1].map(|k| builder.graph[self.owner].args[k]);
        let row = &builder.graph[self.additions[self.additions.len() - 1]].args;
        let row = row[1..row.len() - 2].to_vec();
        let behind = *rest
            .iter()
            .chain([&array])
            .max_by_key(|&&node| position(&builder.graph, node))
            .expect("the array");
        let before = builder.graph.nodes.len();
        let all = builder.insert_behind(behind, |builder| {
            let comparison = if self.inclusive { Comparison::Le } else { Comparison::Lt };
            let some = builder.compare(comparison, from, to);
            let then = builder.enter();
            let mut whole = array;
            for (&value, &distance) in rest.iter().zip(distances) {
                let (base, distance) = match (self.descending, self.inclusive) {
                    (true, _) => (from, distance),
                    (false, true) => (to, distance),
                    (false, false) => (to, distance - 1),
                };
                let index = moved(builder, base, distance);
                let steps: Vec<Step<NodeId>> = row.iter().chain([&index]).map(|&index| index.into()).collect();
                whole = builder.accumulate(whole, &steps, value);
            }
            builder.leave(vec![whole]);
            let otherwise = builder.enter();
            builder.leave(vec![array]);
            builder.branch(some, then, otherwise)[0]
        });
        builder
            .graph
            .replace_uses(array, all, |node| (node.0 as usize) < before);
    }
}

/// The additions to the k-th carried value of a loop, if it is an array that nothing else is done with.
fn additions(graph: &Graph, owner: NodeId, k: usize) -> Option<Vec<NodeId>> {
    let carried = Carried::of(graph, owner)?;
    let inside = subtree(graph, carried.body);
    let users = |value: NodeId| {
        let nodes = inside.iter().flat_map(|&region| &graph[region].nodes);
        let yields = inside.iter().flat_map(|&region| &graph[region].results);
        let nodes: Vec<NodeId> = nodes
            .copied()
            .filter(|&node| graph[node].args.contains(&value))
            .collect();
        (nodes, yields.filter(|&&result| result == value).count())
    };
    let mut additions = vec![];
    let mut at = carried.params[k];
    if !graph.ty(at).is_whole() {
        return None;
    }
    while at != carried.next[k] {
        let (nodes, 0) = users(at) else { return None };
        let [addition] = nodes[..] else { return None };
        let n = &graph[addition];
        let Op::Accumulate(steps) = &n.op else { return None };
        let indices = !steps.is_empty() && steps.iter().all(|step| matches!(step, Step::Index(())));
        let value = n.args[n.args.len() - 1];
        let once = n.args.iter().filter(|&&arg| arg == at).count() == 1 && n.args[0] == at;
        if !indices || !once || n.region != carried.body || graph.ty(value).float().is_none() {
            return None;
        }
        additions.push(addition);
        at = addition;
    }
    (additions.len() > 1 && users(at) == (vec![], 1)).then_some(additions)
}

/// How far an index is from that of the loop, if that is known.
fn distance(graph: &Graph, index: NodeId, of_loop: &[NodeId]) -> Option<i128> {
    if of_loop.contains(&index) {
        return Some(0);
    }
    let n = &graph[index];
    let constant = |k: usize| graph.constant(n.args[k]).and_then(|constant| constant.as_int());
    match n.op {
        Op::Integer(Integer::Add) if of_loop.contains(&n.args[0]) => constant(1),
        Op::Integer(Integer::Add) if of_loop.contains(&n.args[1]) => constant(0),
        Op::Integer(Integer::Sub) if of_loop.contains(&n.args[0]) => constant(1).map(|constant| -constant),
        _ => None,
    }
}

/// `base + distance`
fn moved(builder: &mut Builder, base: NodeId, distance: i128) -> NodeId {
    let way = builder.int(Int::Usize, distance.abs());
    match distance {
        0 => base,
        1.. => builder.integer(Integer::Add, base, way),
        _ => builder.integer(Integer::Sub, base, way),
    }
}

fn position(graph: &Graph, node: NodeId) -> Option<usize> {
    graph[graph[node].region].nodes.iter().position(|&other| other == node)
}
