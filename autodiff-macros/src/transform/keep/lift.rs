//! Makes values of branches results of the branch, so that they stand directly in their level.

use super::levels::Levels;
use crate::ir::build::Builder;
use crate::ir::{Graph, NodeId, Op, RegionId, Ty};
use crate::transform::flow::origin;

/// For each of `values`, the node of `level` itself that holds it whenever its branch was taken.
pub(super) fn lift(graph: Graph, levels: &Levels, level: RegionId, values: &[NodeId]) -> (Graph, Vec<NodeId>) {
    let mut builder = Builder::edit(graph);
    let lifted = values
        .iter()
        .map(|&value| {
            debug_assert_eq!(levels.level(&builder.graph, value), Some(level));
            let mut at = value;
            while builder.graph[at].region != level {
                at = out_of_branch(&mut builder, at);
            }
            at
        })
        .collect();
    (builder.graph, lifted)
}

/// The result of the branch around `value` that holds it. The other side yields zero, which nothing reads.
fn out_of_branch(builder: &mut Builder, value: NodeId) -> NodeId {
    let side = builder.graph[value].region;
    let owner = builder.graph[side].owner.expect("a branch has an owner");
    let Op::If { then, otherwise } = builder.graph[owner].op else {
        unreachable!("only branches lie within a level")
    };
    let other = if side == then { otherwise } else { then };
    let known = builder.graph[side].results.iter().position(|&result| result == value);
    let k = known.unwrap_or_else(|| {
        let ty = builder.graph.ty(value).clone();
        builder.reopen(other);
        let zero = match ty {
            // There is no slice but those in scope.
            Ty::Slice(_) => origin(&builder.graph, value),
            _ => builder.zero(&ty),
        };
        let results = [builder.graph[other].results.clone(), vec![zero]].concat();
        builder.leave(results);
        builder.graph[side].results.push(value);
        let Ty::Tuple(types) = &mut builder.graph[owner].ty else {
            unreachable!("a branch yields a tuple")
        };
        types.push(ty);
        types.len() - 1
    });
    builder.graph.result(owner, k, value)
}
