//! What the reverse sweep makes of a branch's results moves into the branch, where these are zero on the other side.
//!
//! ```text
//! (dy) = if c { … 2 * a } else { 0 }                     if c { dy = … 2 * a; dx[0] += dy * b; dx[1] += dy / r }
//! dx[0] += dy * b                                        else { }
//! if dy != 0 { dx[1] += dy / r }
//! ```
//!
//! The side that was not taken has nothing to do then, and on the other the adjoint is known not to be a zero that means *not used*,
//! if it is made of what was there before the sweep. From outer branches to inner ones, all of it comes to where the value has been used.
//!
//! A zero of a side is a constant, over any scalar type. Only what the value does not depend on moves: the sign of a zero is nobody's in
//! adjoints, but is kept in values.

mod choose;
mod movement;

use crate::ir::{Const, FloatTest, Graph, Integer, NodeId, Op, RegionId};
use crate::optimise::{needed, optimise};
use crate::transform::flow::subtree;
use choose::Chosen;

/// Moves what can be moved.
pub fn sink(mut graph: Graph) -> Graph {
    let value = of_value(&graph);
    let mut open: Vec<RegionId> = graph.bodies().collect();
    let mut users = choose::users(&graph);
    let mut moved = false;
    while let Some(region) = open.pop() {
        for node in graph[region].nodes.clone() {
            if let Some(chosen) = Chosen::of(&graph, &users, &value, region, node) {
                graph = movement::sink(graph, &chosen, &value);
                users = choose::users(&graph);
                moved = true;
            }
        }
        open.extend(graph[region].nodes.iter().flat_map(|&node| graph[node].op.regions()));
    }
    if moved {
        optimise(graph)
    } else {
        graph
    }
}

/// What the value, calls and macros depend on.
fn of_value(graph: &Graph) -> Vec<bool> {
    let mut roots = graph[graph.root].results.clone();
    let regions = graph.bodies();
    for region in regions.flat_map(|region| subtree(graph, region)) {
        let effects = graph[region].nodes.iter();
        roots.extend(effects.filter(|&&node| matches!(graph[node].op, Op::Call(_) | Op::Macro(_))));
    }
    needed(graph, &roots)
}

fn is_zero(graph: &Graph, node: NodeId) -> bool {
    graph.constant(node).and_then(Const::as_float) == Some(0.0)
}

/// The values that a test of an adjoint for use asks about: whether any of them is not zero.
fn tested(graph: &Graph, condition: NodeId) -> Option<Vec<NodeId>> {
    let n = &graph[condition];
    match n.op {
        Op::Test(FloatTest::IsNonzero) => Some(vec![n.args[0]]),
        Op::Integer(Integer::Or) => Some([tested(graph, n.args[0])?, tested(graph, n.args[1])?].concat()),
        _ => None,
    }
}
