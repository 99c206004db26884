//! Loops of the reverse sweep that only spread an adjoint are skipped where it is zero, as on the side of a kink that was not
//! taken: all but one of the arguments of a maximum, the inputs of a unit that is off.
//!
//! ```text
//! d = if c { dy } else { 0 }                          d = if c { dy } else { 0 }
//! for j in 0..n { dx[j] += d * w[j] }                 if c { for j in 0..n { dx[j] += d * w[j] } }
//! ```
//!
//! The branch is on `c`, not on `d`: another number type may tell a zero from its derivative.

use super::flow::{reverse_regions, subtree, Carried};
use crate::ir::build::Builder;
use crate::ir::{Const, Graph, NodeId, Op, RegionId};
use crate::primitives::Primitive;
use crate::tables::HashSet;

/// Skips what can be skipped.
pub fn skip_vanishing(mut graph: Graph) -> Graph {
    for body in reverse_regions(&graph) {
        if let Some(node) = graph[body].owner {
            if let Some(adjoint) = spread_adjoint(&graph, node) {
                graph = skip(graph, node, adjoint);
            }
        }
    }
    graph
}

/// The adjoint that a loop spreads, and nothing else, if it may well be zero.
fn spread_adjoint(graph: &Graph, node: NodeId) -> Option<NodeId> {
    let Op::For(f) = &graph[node].op else { return None };
    let inside = subtree(graph, f.body);
    let used = inside
        .iter()
        .flat_map(|&region| graph[region].nodes.iter().flat_map(|&node| &graph[node].args));
    let outside: HashSet<NodeId> = used
        .copied()
        .filter(|&used| !inside.contains(&graph[used].region))
        .collect();
    let mut adjoints = outside.into_iter().filter(|&used| choice(graph, used).is_some());
    let adjoint = adjoints.next()?;
    let spread = Spread {
        graph,
        linear: HashSet::from_iter([adjoint]),
    };
    (adjoints.next().is_none() && spread.holds(node, f.body)).then_some(adjoint)
}

/// The condition by which a float is chosen, one side being zero; and whether that is the first.
fn choice(graph: &Graph, node: NodeId) -> Option<(NodeId, bool)> {
    let Op::Result(k) = graph[node].op else { return None };
    let branch = graph[node].args[0];
    let Op::If { then, otherwise } = graph[branch].op else {
        return None;
    };
    let sides = [then, otherwise].map(|side| is_zero(graph, graph[side].results[k as usize]));
    (graph.ty(node).float().is_some() && sides[0] != sides[1]).then_some((graph[branch].args[0], sides[0]))
}

fn is_zero(graph: &Graph, node: NodeId) -> bool {
    graph.constant(node).and_then(Const::as_float) == Some(0.0)
}

/// What is a multiple of an adjoint.
struct Spread<'a> {
    graph: &'a Graph,
    linear: HashSet<NodeId>,
}

impl Spread<'_> {
    /// Whether a loop adds multiples to what it carries, and does nothing else.
    fn holds(mut self, owner: NodeId, body: RegionId) -> bool {
        let graph = self.graph;
        let carried = Carried::of(graph, owner).expect("a loop");
        let mut sums: HashSet<NodeId> = carried.params.iter().copied().collect();
        for &node in &graph[body].nodes {
            let n = &graph[node];
            let reads_sum = n.args.iter().any(|arg| sums.contains(arg));
            let adds = match n.op {
                Op::Accumulate(_) => self.linear.contains(&n.args[n.args.len() - 1]),
                Op::Primitive(Primitive::Add | Primitive::Sub, _) => self.linear.contains(&n.args[1]),
                _ => false,
            };
            let sum = sums.contains(&n.args.first().copied().unwrap_or(node));
            let reads_once = n.args.iter().filter(|arg| sums.contains(arg)).count() == 1;
            if reads_sum && !(adds && sum && reads_once) {
                return false;
            }
            if reads_sum {
                sums.insert(node);
            } else if !n.op.is_pure() || n.op.is_version() {
                return false;
            } else if self.is_multiple(node) {
                self.linear.insert(node);
            }
        }
        carried.next.iter().all(|next| sums.contains(next)) && self.keeps_apart(&carried)
    }

    fn is_multiple(&self, node: NodeId) -> bool {
        let n = &self.graph[node];
        let linear = |k: usize| self.linear.contains(&n.args[k]);
        match n.op {
            Op::Primitive(Primitive::Mul, _) => linear(0) || linear(1),
            Op::Primitive(Primitive::Add | Primitive::Sub, _) => linear(0) && linear(1),
            Op::Primitive(Primitive::Div, _) => linear(0) && !linear(1),
            Op::Primitive(Primitive::Neg, _) | Op::Cast => linear(0) && n.ty.float().is_some(),
            _ => false,
        }
    }

    /// Whether each carried value becomes a sum of its own.
    fn keeps_apart(&self, carried: &Carried) -> bool {
        carried.params.iter().zip(&carried.next).all(|(&param, &next)| {
            let mut at = next;
            while at != param {
                match self.graph[at].args.first() {
                    Some(&older) if self.graph[at].region == carried.body => at = older,
                    _ => return false,
                }
            }
            true
        })
    }
}

/// Puts the loop into a branch.
fn skip(graph: Graph, node: NodeId, adjoint: NodeId) -> Graph {
    let mut builder = Builder::edit(graph);
    let region = builder.graph[node].region;
    builder.at(builder.graph[node].span);
    let initial = Carried::of(&builder.graph, node).expect("a loop").initial;
    let results: Vec<(usize, NodeId)> = builder.graph.results(node).collect();
    let Some((condition, zero_in_then)) = choice(&builder.graph, adjoint) else {
        unreachable!("the adjoint is chosen in a branch")
    };
    let (branch, then) = builder.insert_before(node, |builder| {
        let used = if zero_in_then {
            builder.not(condition)
        } else {
            condition
        };
        let then = builder.enter();
        builder.leave(vec![]);
        let otherwise = builder.enter();
        builder.leave(results.iter().map(|&(k, _)| initial[k]).collect());
        let types = crate::ir::Ty::Tuple(
            builder
                .graph
                .types(&results.iter().map(|&(_, result)| result).collect::<Vec<_>>()),
        );
        (builder.add(Op::If { then, otherwise }, vec![used], types), then)
    });
    let mut graph = builder.graph;
    // The loop moves into the branch; its results become those of the branch.
    let moved: Vec<NodeId> = std::iter::once(node)
        .chain(results.iter().map(|&(_, result)| result))
        .collect();
    graph[region].nodes.retain(|other| !moved.contains(other));
    graph[node].region = then;
    graph[then].nodes.push(node);
    for (position, &(k, result)) in results.iter().enumerate() {
        let ty = graph.ty(result).clone();
        let inner = graph.make(then, Op::Result(k as u32), vec![node], ty, result);
        graph[then].nodes.push(inner);
        graph[then].results.push(inner);
        graph[result].op = Op::Result(position as u32);
        graph[result].args = vec![branch];
        let at = graph[region]
            .nodes
            .iter()
            .position(|&other| other == branch)
            .expect("the branch stands there");
        graph[region].nodes.insert(at + 1, result);
    }
    graph
}
