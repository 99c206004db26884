//! Simplifies pure nodes as they are made.
//!
//! A rule is a small function with its algebra above it. It sees the arguments of a node that is about to be made, and
//! gives a node to use instead. The laws for rules:
//!
//! * **Exact.** On floats the result is the same bit for bit, for every argument: signed zeros, infinities, subnormals.
//!   Only the payload and the sign of a NaN may differ. So no `x * 0`, no `x + 0.0`, no reassociation.
//! * **The user's panics stay.** An overflow, a division by zero or an index out of bounds is not simplified away:
//!   a rule may drop a computation only when it is kept elsewhere, or when it cannot panic.
//! * **Nothing grows.** A rule makes at most as many nodes as it saves.
//! * A rule may look through arguments at *their* arguments: what a visible node uses is visible. It may not look into
//!   regions, except at results that come from outside of them.

mod bound;
mod cast;
mod control;
mod float;
mod integer;
mod logic;
mod place;
#[cfg(test)]
mod tests;

use super::build::Builder;
use super::graph::with_indices;
use super::{NodeId, Op, Ty};

/// Gives a node that equals the application to these arguments, of this type; or nothing.
type Rule = fn(&mut Builder, &[NodeId], &Ty) -> Option<NodeId>;

pub fn simplify(builder: &mut Builder, op: &Op, args: &[NodeId], ty: &Ty) -> Option<NodeId> {
    match op {
        Op::Primitive(primitive, _) => {
            float::fold(builder, *primitive, args).or_else(|| first(float::rules(*primitive), builder, args, ty))
        }
        Op::Integer(operation) => {
            let rules = if *ty == Ty::Bool {
                logic::rules(*operation)
            } else {
                integer::rules(*operation)
            };
            integer::fold(builder, *operation, args).or_else(|| first(rules, builder, args, ty))
        }
        Op::Method(method) => integer::fold_method(builder, *method, args, ty),
        Op::Negate => first(&[integer::negate_constant], builder, args, ty),
        Op::Not => first(&logic::NOT, builder, args, ty),
        Op::Compare(comparison) => logic::compare(builder, *comparison, args),
        Op::Test(test) => logic::test_constant(builder, *test, args),
        Op::Cast => first(&cast::CAST, builder, args, ty),
        Op::Load(steps) => place::load(builder, args[0], &with_indices(steps, &args[1..]), ty),
        Op::Store(steps) => place::store(builder, args[0], &with_indices(steps, &args[1..]), args[args.len() - 1]),
        Op::Accumulate(steps) => {
            place::accumulate(builder, args[0], &with_indices(steps, &args[1..]), args[args.len() - 1])
        }
        Op::Len(steps) => place::len(builder, args[0], &with_indices(steps, &args[1..])),
        Op::Bound(bound) => bound::holds(builder, *bound, args),
        Op::Result(k) => control::result(builder, *k as usize, args[0]),
        _ => None,
    }
}

fn first(rules: &[Rule], builder: &mut Builder, args: &[NodeId], ty: &Ty) -> Option<NodeId> {
    rules.iter().find_map(|rule| rule(builder, args, ty))
}

/// The argument of a node made by this op.
fn argument_of(builder: &Builder, node: NodeId, op: &Op) -> Option<NodeId> {
    let node = &builder.graph[node];
    (node.op == *op).then(|| node.args[0])
}

fn float_constant(builder: &Builder, node: NodeId) -> Option<f64> {
    builder.graph.constant(node)?.as_float()
}

fn int_constant(builder: &Builder, node: NodeId) -> Option<i128> {
    builder.graph.constant(node)?.as_int()
}

fn bool_constant(builder: &Builder, node: NodeId) -> Option<bool> {
    builder.graph.constant(node)?.as_bool()
}
