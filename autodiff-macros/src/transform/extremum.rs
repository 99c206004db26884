//! A loop that looks for the least, the largest, or the last of some kind takes its derivative from one iteration alone.
//!
//! ```text
//! let mut least = s;                                let (mut which, mut found) = (0, false);
//! for k in 0..n { least = least.min(f(x[k])) }      for k in 0..n { if !(f(x[k]) > least) { least = least.min(f(x[k])); if it is f(x[k]) { which = k; found = true } } }
//!                                                   let least = if found { f(x[which]) } else { s };
//! ```
//!
//! The loop remembers in which iteration the value was chosen, and what that iteration computes is computed again behind it. The value is
//! the same, to the bit, and what is differentiated is one iteration: the loop itself has no reverse sweep, and leaves nothing on the tape.
//! So once the reverse sweep is written, a gradient takes the value of the loop: what is computed again is for the sweep alone. Forward
//! mode needs it for the derivative as well.
//!
//! Of equal values a minimum or maximum chooses its second argument, as in the table of primitives; but of two zeros of different sign, the
//! one that the value is.

use super::activity::Activity;
use super::flow::{subtree, Carried};
use crate::ir::build::Builder;
use crate::ir::{Comparison, Graph, Node, NodeId, Op, RegionId, Ty};
use crate::primitives::Primitive;
use crate::tables::{HashMap, HashSet};

/// Values that a loop has chosen: each as it is computed again, and as the loop gives it.
pub type Chosen = Vec<(NodeId, NodeId)>;

/// Lets every loop that chooses remember what it has chosen. `parameters` are those that have a derivative.
pub fn remember_choices(mut graph: Graph, parameters: &[NodeId]) -> (Graph, Chosen) {
    let mut chosen = vec![];
    if !graph.nodes.iter().any(|node| matches!(node.op, Op::For(_))) {
        return (graph, chosen);
    }
    let results = graph[graph.root].results.clone();
    let activity = Activity::of(&graph, parameters, &results);
    // Inner loops first: what an outer one computes again is then one iteration of the inner.
    for region in subtree(&graph, graph.root).into_iter().rev() {
        for node in graph[region].nodes.clone() {
            let count = Carried::of(&graph, node).map_or(0, |carried| carried.params.len());
            let mut remembered = HashSet::default();
            for k in 0..count {
                if remembered.contains(&k) {
                    continue;
                }
                if let Some(choice) = Choice::of(&graph, &activity, node, k) {
                    remembered.extend(choice.values.iter().map(|&(k, _)| k));
                    graph = choice.remember(graph, &mut chosen);
                }
            }
        }
    }
    (graph, chosen)
}

/// Lets all that reads a chosen value read what the loop gives.
pub fn take_choices(mut graph: Graph, chosen: &Chosen) -> Graph {
    for &(again, given) in chosen {
        graph.replace_uses(again, given, |_| true);
    }
    graph
}

/// Carried values of a loop that an iteration replaces or leaves.
struct Choice {
    owner: NodeId,
    body: RegionId,
    how: How,
    /// The positions among the carried values, each with what replaces it.
    values: Vec<(usize, NodeId)>,
    /// What an iteration computes to get there, in order.
    slice: Vec<NodeId>,
}

/// How an iteration chooses.
#[derive(Clone, Copy)]
enum How {
    /// By this minimum or maximum.
    Extremum(NodeId),
    /// By this branch, on this side of it.
    Branch(NodeId, RegionId),
}

impl Choice {
    fn of(graph: &Graph, activity: &Activity, owner: NodeId, k: usize) -> Option<Choice> {
        let Op::For(f) = &graph[owner].op else { return None };
        let carried = Carried::of(graph, owner)?;
        if f.exits
            || graph
                .find_result(owner, k)
                .is_none_or(|result| !activity.is_active(result))
        {
            return None;
        }
        let next = &graph[carried.next[k]];
        let (how, values) = match next.op {
            _ if next.region != f.body => return None,
            Op::Primitive(Primitive::Min | Primitive::Max, _) if next.args.contains(&carried.params[k]) => {
                let by = next.args.iter().copied().find(|&arg| arg != carried.params[k])?;
                (How::Extremum(carried.next[k]), vec![(k, by)])
            }
            Op::Result(_) => {
                let Op::If { then, otherwise } = graph[next.args[0]].op else {
                    return None;
                };
                let is_first = replaces(graph, &carried, k, next.args[0], then, otherwise).is_some();
                let (side, other) = if is_first { (then, otherwise) } else { (otherwise, then) };
                let all = (0..carried.params.len()).filter(|&k| activity.is_active(carried.params[k]));
                let values: Vec<_> = all
                    .filter_map(|k| Some((k, replaces(graph, &carried, k, next.args[0], side, other)?)))
                    .collect();
                (How::Branch(next.args[0], side), values)
            }
            _ => return None,
        };
        let is_choice = |&(k, by): &(usize, NodeId)| activity.is_active(by) && only_compared(graph, &carried, k);
        if !values.iter().any(|&(at, _)| at == k) || !values.iter().all(is_choice) {
            return None;
        }
        let slice = slice(graph, &carried, how, &values)?;
        Some(Choice {
            owner,
            body: f.body,
            how,
            values,
            slice,
        })
    }

    fn remember(self, graph: Graph, chosen: &mut Chosen) -> Graph {
        let index = graph[self.body].params[0];
        let mut builder = Builder::edit(graph);
        builder.at(builder.graph[self.owner].span);
        let never = builder.insert_before(self.owner, |builder| builder.bool(false));
        let lower = builder.graph[self.owner].args[0];
        let [which, found] = [lower, never].map(|initial| builder.graph.carry(self.owner, initial, self.owner));
        let chooser = match self.how {
            How::Extremum(node) => node,
            How::Branch(node, _) => builder.graph[self.body]
                .nodes
                .iter()
                .copied()
                .rfind(|&other| other == node || builder.graph[other].args == [node])
                .expect("the branch stands in the body"),
        };
        let mut next = builder.insert_behind(chooser, |builder| match self.how {
            How::Extremum(extremum) => self.compared(builder, extremum, [index, which, found]),
            How::Branch(branch, side) => {
                let condition = builder.graph[branch].args[0];
                let chosen = match builder.graph[branch].op {
                    Op::If { then, .. } if then == side => condition,
                    _ => builder.not(condition),
                };
                remembered(builder, chosen, [index, which, found])
            }
        });
        if let How::Extremum(extremum) = self.how {
            let value = next.remove(0);
            builder.graph[value].name = builder.graph[extremum].name.clone();
            builder.graph.replace_uses(extremum, value, |_| true);
        }
        builder.name(which, "which", false);
        builder.name(found, "found", false);
        let graph = &mut builder.graph;
        let first = graph[self.body].results.len();
        graph[self.body].results.extend(next);
        let [found, which] = [(first + 1, found), (first, which)].map(|(k, like)| graph.result(self.owner, k, like));
        // Both now stand right behind the loop, `which` first.
        let values = builder.insert_behind(found, |builder| self.again(builder, found, which));
        let mut graph = builder.graph;
        for (&(k, _), value) in self.values.iter().zip(values) {
            if let Some(result) = graph.find_result(self.owner, k) {
                graph[value].name = graph[result].name.clone();
                graph.replace_uses(result, value, |_| true);
                chosen.push((value, result));
            }
        }
        graph
    }

    /// Asks first whether all stays as it is, which it does in most iterations: a machine foresees that, and does not wait for the
    /// iteration before. Gives the value, and what is remembered.
    fn compared(&self, builder: &mut Builder, extremum: NodeId, [index, which, found]: [NodeId; 3]) -> Vec<NodeId> {
        let Node { op, args, ty, .. } = builder.graph[extremum].clone();
        let by = self.values[0].1;
        let (so_far, is_second) = if args[1] == by {
            (args[0], true)
        } else {
            (args[1], false)
        };
        let further = match op {
            Op::Primitive(Primitive::Min, _) => Comparison::Gt,
            _ => Comparison::Lt,
        };
        let stays = builder.compare(further, by, so_far);
        let then = builder.enter();
        builder.leave(vec![so_far, which, found]);
        let otherwise = builder.enter();
        let second = args[1];
        let value = builder.add(op, args, ty);
        let order = builder.add(Op::TotalCompare, vec![value, second], Ty::Ordering);
        let equal = builder.zero(&Ty::Ordering);
        let comparison = if is_second { Comparison::Eq } else { Comparison::Ne };
        let chosen = builder.compare(comparison, order, equal);
        let own = remembered(builder, chosen, [index, which, found]);
        builder.leave([vec![value], own].concat());
        builder.branch(stays, then, otherwise)
    }

    /// The values, from the iteration that has chosen them.
    fn again(&self, builder: &mut Builder, found: NodeId, which: NodeId) -> Vec<NodeId> {
        let then = builder.enter();
        let index = builder.graph[self.body].params[0];
        let mut map = HashMap::from_iter([(index, which)]);
        for &node in &self.slice {
            builder.copy(node, &mut map);
        }
        let own = self.values.iter().map(|(_, by)| map.get(by).copied().unwrap_or(*by));
        builder.leave(own.collect());
        let otherwise = builder.enter();
        let initial = self.values.iter().map(|&(k, _)| builder.graph[self.owner].args[3 + k]);
        let initial = initial.collect();
        builder.leave(initial);
        builder.branch(found, then, otherwise)
    }
}

/// This iteration and that there is one, if it has chosen; else what was remembered before.
fn remembered(builder: &mut Builder, chosen: NodeId, [index, which, found]: [NodeId; 3]) -> Vec<NodeId> {
    let then = builder.enter();
    let always = builder.bool(true);
    builder.leave(vec![index, always]);
    let otherwise = builder.enter();
    builder.leave(vec![which, found]);
    builder.branch(chosen, then, otherwise)
}

/// What a side of a branch puts in the place of the k-th carried value, which the other side leaves as it is.
fn replaces(
    graph: &Graph,
    carried: &Carried,
    k: usize,
    branch: NodeId,
    side: RegionId,
    other: RegionId,
) -> Option<NodeId> {
    let next = &graph[carried.next[k]];
    let Op::Result(position) = next.op else { return None };
    let at = |region: RegionId| graph[region].results[position as usize];
    let leaves = next.args == [branch] && at(other) == carried.params[k];
    (leaves && at(side) != carried.params[k]).then(|| at(side))
}

/// Whether nothing but the choice itself reads the k-th carried value in an iteration, or what it becomes.
fn only_compared(graph: &Graph, carried: &Carried, k: usize) -> bool {
    let (param, next) = (carried.params[k], carried.next[k]);
    let inside = subtree(graph, carried.body);
    let reads = inside.iter().flat_map(|&region| &graph[region].nodes).all(|&node| {
        let uses = graph[node].args.iter().any(|&arg| arg == param || arg == next);
        !uses || node == next || matches!(graph[node].op, Op::Compare(_))
    });
    // As a result of the body, it is what the next iteration starts from.
    let yields = graph[carried.body]
        .results
        .iter()
        .filter(|&&result| result == param || result == next);
    reads && yields.count() == 1
}

/// What an iteration computes for these values, in order, if that is without effect and without what the loop carries.
fn slice(graph: &Graph, carried: &Carried, how: How, values: &[(usize, NodeId)]) -> Option<Vec<NodeId>> {
    let mut order = vec![];
    for &node in &graph[carried.body].nodes {
        match how {
            How::Branch(branch, side) if branch == node => order.extend(&graph[side].nodes),
            _ => order.push(node),
        }
    }
    let mut needed: HashSet<NodeId> = values.iter().map(|&(_, by)| by).collect();
    let mut slice = vec![];
    for node in order.into_iter().rev() {
        if !needed.contains(&node) {
            continue;
        }
        let regions = graph[node].op.regions();
        let regions: Vec<RegionId> = regions.into_iter().flat_map(|region| subtree(graph, region)).collect();
        let inside = regions.iter().flat_map(|&region| &graph[region].nodes);
        for &node in inside.chain([&node]) {
            if !graph[node].op.is_pure() && graph[node].op.regions().is_empty() {
                return None;
            }
            needed.extend(&graph[node].args);
        }
        needed.extend(regions.iter().flat_map(|&region| &graph[region].results));
        slice.push(node);
    }
    slice.reverse();
    let is_free = carried.params.iter().all(|param| !needed.contains(param));
    is_free.then_some(slice)
}
