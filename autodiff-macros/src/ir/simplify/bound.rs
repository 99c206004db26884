//! Bounds that hold for sure.

use super::int_constant;
use crate::ir::build::Builder;
use crate::ir::{Bound, NodeId};

/// i within its bound → i, where that is known
pub fn holds(builder: &Builder, bound: Bound, args: &[NodeId]) -> Option<NodeId> {
    let index = int_constant(builder, args[0]);
    let limit = args.get(1).copied();
    let both = index.zip(limit.and_then(|limit| int_constant(builder, limit)));
    let holds = match bound {
        Bound::Index => both.is_some_and(|(index, limit)| index < limit),
        Bound::Size => index.is_some_and(|size| size > 0),
        Bound::From | Bound::To | Bound::Order => {
            index == Some(0) || limit == Some(args[0]) || both.is_some_and(|(index, limit)| index <= limit)
        }
    };
    holds.then_some(args[0])
}
