//! Moves what has been chosen into its branch.

use super::choose::{Chosen, Dead};
use super::{is_zero, tested};
use crate::ir::build::Builder;
use crate::ir::{Graph, NodeId, Op, RegionId, Ty};
use crate::tables::{HashMap, HashSet};

pub(super) fn sink(graph: Graph, chosen: &Chosen, value: &[bool]) -> Graph {
    let mut builder = Builder::edit(graph);
    let region = builder.graph[chosen.branch].region;
    let first = builder.graph[chosen.live].results.len();
    live_side(&mut builder, chosen, region, value);
    dead_side(&mut builder, chosen);
    let mut graph = builder.graph;
    let types = graph.types(&chosen.yields);
    if let Ty::Tuple(all) = &mut graph[chosen.branch].ty {
        all.extend(types);
    }
    let is_moved = |node: &NodeId| chosen.moved.iter().any(|(moved, _)| moved == node);
    graph[region].nodes.retain(|node| !is_moved(node));
    for (k, &node) in chosen.yields.iter().enumerate() {
        graph[node].op = Op::Result((first + k) as u32);
        graph[node].args = vec![chosen.branch];
        graph.insert_behind(chosen.branch, node);
    }
    graph
}

/// What results of the branch are on one of its sides.
fn of_side(graph: &Graph, branch: NodeId, side: RegionId) -> HashMap<NodeId, NodeId> {
    let results = graph.results(branch);
    results.map(|(k, result)| (result, graph[side].results[k])).collect()
}

fn live_side(builder: &mut Builder, chosen: &Chosen, region: RegionId, value: &[bool]) {
    let mut map = of_side(&builder.graph, chosen.branch, chosen.live);
    let computed = |node: &NodeId| chosen.again.contains(node) || chosen.moved.iter().any(|(moved, _)| moved == node);
    let nodes: Vec<NodeId> = builder.graph[region].nodes.iter().copied().filter(computed).collect();
    let results = builder.graph[chosen.live].results.clone();
    builder.reopen(chosen.live);
    for node in nodes {
        copy(builder, node, &mut map, value);
    }
    let yields = chosen.yields.iter().map(|node| map[node]);
    let results = results.into_iter().chain(yields).collect();
    builder.leave(results);
}

/// Makes a node in the branch; a test of what is known there to be used is none.
fn copy(builder: &mut Builder, node: NodeId, map: &mut HashMap<NodeId, NodeId>, value: &[bool]) {
    if map.contains_key(&node) {
        return;
    }
    if let Op::If { then, .. } = builder.graph[node].op {
        let condition = builder.graph[node].args[0];
        let condition = map.get(&condition).copied().unwrap_or(condition);
        if is_used(&builder.graph, condition, value) {
            for inner in builder.graph[then].nodes.clone() {
                builder.copy(inner, map);
            }
            let results = of_side(&builder.graph, node, then).into_iter();
            let results: Vec<_> = results
                .map(|(result, value)| (result, map.get(&value).copied().unwrap_or(value)))
                .collect();
            map.extend(results);
            return;
        }
    }
    builder.copy(node, map);
}

/// Whether a test for use holds for sure.
fn is_used(graph: &Graph, condition: NodeId, value: &[bool]) -> bool {
    let known = graph
        .constant(condition)
        .is_some_and(|known| known.as_bool() == Some(true));
    known
        || tested(graph, condition)
            .is_some_and(|all| all.into_iter().any(|adjoint| has_no_doubt(graph, adjoint, value)))
}

/// Whether a zero of an adjoint is an honest factor: it is made of nothing but what was there before the sweep.
fn has_no_doubt(graph: &Graph, adjoint: NodeId, value: &[bool]) -> bool {
    let of_function = |node: NodeId| {
        let is_given = graph[node].op == Op::Param && graph[graph.root].params.contains(&node);
        is_given || value.get(node.0 as usize).copied().unwrap_or(false)
    };
    let mut open = vec![adjoint];
    let mut seen = HashSet::default();
    while let Some(node) = open.pop() {
        let n = &graph[node];
        match n.op {
            _ if of_function(node) => {}
            Op::Const(_) if !is_zero(graph, node) => {}
            Op::Load(_) if of_function(n.args[0]) => {}
            Op::Primitive(..) | Op::Cast => open.extend(n.args.iter().filter(|&&arg| seen.insert(arg))),
            Op::Result(k) => match graph[n.args[0]].op {
                Op::If { then, otherwise } => {
                    let sides = [then, otherwise].map(|side| graph[side].results[k as usize]);
                    open.extend(sides.into_iter().filter(|&side| seen.insert(side)));
                }
                _ => return false,
            },
            _ => return false,
        }
    }
    true
}

fn dead_side(builder: &mut Builder, chosen: &Chosen) {
    let results = builder.graph[chosen.dead].results.clone();
    let of_branch = of_side(&builder.graph, chosen.branch, chosen.dead);
    let moved: HashMap<NodeId, Dead> = chosen.moved.iter().copied().collect();
    builder.reopen(chosen.dead);
    let mut dead = vec![];
    for &node in &chosen.yields {
        let mut at = node;
        while let Some(Dead::As(older)) = moved.get(&at) {
            at = *older;
        }
        dead.push(match moved.contains_key(&at) {
            true => {
                let ty = builder.graph.ty(at).clone();
                builder.zero(&ty)
            }
            false => of_branch.get(&at).copied().unwrap_or(at),
        });
    }
    builder.leave(results.into_iter().chain(dead).collect());
}
