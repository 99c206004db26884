//! Sums over loops: a carried scalar that a loop only adds to. Its adjoint is the same in all iterations, and no carried value of
//! the reverse loop.

use crate::ir::{Graph, NodeId, Op};
use crate::primitives::Primitive;
use crate::transform::activity::Activity;
use crate::transform::chain::Chains;
use crate::transform::flow::Carried;

/// Whether the k-th carried value is a sum: `s = s + …`, also in branches and in loops inside, and `s` is read nowhere else.
pub(super) fn is_sum(graph: &Graph, activity: &Activity, carried: &Carried, k: usize) -> bool {
    let (param, next) = (carried.params[k], carried.next[k]);
    let link = |user: NodeId, at: NodeId| {
        let n = &graph[user];
        let adds = match n.op {
            Op::Primitive(Primitive::Add, _) => true,
            Op::Primitive(Primitive::Sub, _) => n.args[0] == at,
            _ => false,
        };
        (adds && activity.is_active(user)).then_some(user)
    };
    param != next
        && !graph.ty(param).is_whole()
        && activity.is_active(param)
        && Chains::new(graph, carried.body, &link).lead(carried.body, param, next)
}
