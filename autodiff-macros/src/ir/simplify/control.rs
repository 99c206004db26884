//! Results of branches and loops.

use super::bool_constant;
use crate::ir::build::Builder;
use crate::ir::{NodeId, Op, RegionId};

pub fn result(builder: &mut Builder, k: usize, owner: NodeId) -> Option<NodeId> {
    match builder.graph[owner].op {
        Op::If { then, otherwise } => branch_result(builder, k, owner, then, otherwise),
        Op::For(ref f) => {
            let (body, exits) = (f.body, usize::from(f.exits));
            unchanged(
                builder,
                k,
                owner,
                body,
                Carried {
                    arguments: 3,
                    params: 1,
                    results: exits,
                },
            )
        }
        Op::While { body, exits, .. } => unchanged(
            builder,
            k,
            owner,
            body,
            Carried {
                arguments: 0,
                params: 0,
                results: usize::from(exits),
            },
        ),
        _ => None,
    }
}

/// if c { v } else { v } → v, from outside, or the same constant;  if c { true } else { false } → c;  and !c
fn branch_result(
    builder: &mut Builder,
    k: usize,
    owner: NodeId,
    then: RegionId,
    otherwise: RegionId,
) -> Option<NodeId> {
    let (a, b) = (builder.graph[then].results[k], builder.graph[otherwise].results[k]);
    if a == b {
        return Some(a);
    }
    if let (Some(left), Some(right)) = (builder.graph.constant(a), builder.graph.constant(b)) {
        if left == right {
            let value = *left;
            return Some(builder.constant(value));
        }
    }
    let condition = builder.graph[owner].args[0];
    match (bool_constant(builder, a)?, bool_constant(builder, b)?) {
        (true, false) => Some(condition),
        (false, true) => Some(builder.not(condition)),
        _ => None,
    }
}

/// Where the carried values begin.
struct Carried {
    arguments: usize,
    params: usize,
    results: usize,
}

/// The final value of what the body does not change → the initial value
fn unchanged(builder: &Builder, k: usize, owner: NodeId, body: RegionId, carried: Carried) -> Option<NodeId> {
    let body = &builder.graph[body];
    let param = body.params.get(carried.params + k)?;
    let next = body.results.get(carried.results + k)?;
    (param == next).then(|| builder.graph[owner].args[carried.arguments + k])
}
