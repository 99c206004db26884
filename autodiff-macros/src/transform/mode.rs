//! Whether a gradient costs less in forward mode: one pass over numbers with a derivative in each variable, and no tape.
//!
//! Reverse mode costs about as much as the function two or three times, whatever the number of variables, and forward mode
//! once more for each four variables or so: registers hold that many numbers. What makes the difference with few variables is the
//! tape, which has a frame for each iteration of a loop that cannot be undone iteration by iteration.
//!
//! It is chosen only where both modes give the same at every argument. Reverse mode asks whether a value is used before it
//! divides by zero or infinity on its behalf; forward mode cannot know. So there must be nothing with a pole, or that makes something finite
//! of what has overflowed.

use crate::ast::{Function, Length, Type};
use crate::ir::{Graph, NodeId, Op};
use crate::primitives::Primitive;
use crate::transform::flow::subtree;

/// How many variables a forward pass may have.
const MOST: usize = 16;
/// With how many it is chosen.
const FEW: usize = 4;

/// How many numbers a derivative is taken in, if these are few, and their number is known.
pub fn variables(function: &Function) -> Option<usize> {
    let active = function.parameters.iter().filter(|parameter| !parameter.constant);
    let counts = active.map(|parameter| match &parameter.ty {
        Type::Array(element, Length::Fixed(length)) if matches!(**element, Type::Float(_)) => Some(*length),
        Type::Float(_) => Some(1),
        ty if ty.has_float() => None,
        _ => Some(0),
    });
    let count = counts.sum::<Option<usize>>()?;
    (1..=MOST).contains(&count).then_some(count)
}

/// How many derivatives each number has, for so many variables: as many as fill registers.
pub fn lanes(variables: usize) -> usize {
    variables.next_power_of_two()
}

/// Whether so many variables go through the function forwards for less than the reverse sweep of `fused` takes. What calls other
/// functions does not know whether these can be computed over other numbers.
pub fn prefers_forward(fused: &Graph, variables: usize) -> bool {
    let mut regions = subtree(fused, fused.root).into_iter();
    let has_frames = regions.any(|region| {
        let is_push = |&node: &NodeId| fused[node].op == Op::Push;
        region != fused.root && fused[region].nodes.iter().any(is_push)
    });
    let primal = subtree(fused, fused.root)
        .into_iter()
        .filter(|&region| fused[region].mirror.is_none());
    let mut nodes = primal.flat_map(|region| &fused[region].nodes);
    variables <= FEW && has_frames && nodes.all(|&node| is_tame(fused, node))
}

/// Whether infinity and its derivatives stay what they are on the way through a node, and finite arguments have finite partials.
fn is_tame(graph: &Graph, node: NodeId) -> bool {
    use Primitive::{Add, Cos, Div, Mul, MulAdd, Neg, Powi, Sin, Sub};
    let n = &graph[node];
    let constant = || n.args.get(1).and_then(|&second| graph.constant(second));
    match &n.op {
        Op::Call(_) => false,
        Op::Primitive(Add | Sub | Mul | Neg | MulAdd | Sin | Cos, _) => true,
        Op::Primitive(Div, _) => constant().is_some(),
        Op::Primitive(Powi, _) => constant()
            .and_then(|power| power.as_int())
            .is_some_and(|power| power > 0),
        Op::Primitive(..) => false,
        _ => true,
    }
}
