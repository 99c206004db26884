//! Values that may be infinite where the result is finite.
//!
//! What overflows, and is then divided by, leaves no trace in the value; the adjoint that comes back is a zero, and meets
//! the infinity again in the next partial:
//!
//! ```text
//! let e = (-x).exp();                    // at x = -1000, e is ∞ …
//! 1.0 / (1.0 + e)                        // … the value is 0, de is 0, and dx would be 0 · ∞
//! ```
//!
//! Around such a point the value is constant: nothing comes through the infinity, and the contribution is zero. That is so
//! where a factor is infinite because a value is; where it has a pole (`1 / x` and `ln x` at 0) the product may have a
//! limit that is no zero, as `1 / (1 / x)` does, and stays NaN.

use super::doubt::Doubt;
use super::Seed;
use crate::ir::{Graph, Node, NodeId, Op};
use crate::primitives::symbol::{Expression, Symbol};
use crate::primitives::Primitive;
use crate::transform::activity::Activity;
use crate::transform::flow;
use std::collections::HashSet;

/// What a graph says of it, by primal node.
pub(super) struct Overflow {
    /// The value may not be finite, though the arguments are, and not huge.
    infinite: Vec<bool>,
    /// Not because of a function, but because of an infinity in the source: of the empty minimum, say.
    given: Vec<bool>,
    /// Such a value, or one on the way to it, of which a function has a finite value.
    forgotten: Vec<bool>,
}

impl Overflow {
    /// `results` are those that are differentiated; whether the caller forgets them cannot be seen.
    pub fn of(graph: &Graph, activity: &Activity, results: &[NodeId], seed: Seed) -> Overflow {
        let all = || (0..graph.nodes.len()).map(|id| NodeId(id as u32));
        let sources: Vec<_> = all().map(|node| flow::sources(graph, node)).collect();
        let mut targets = vec![vec![]; sources.len()];
        for (node, sources) in all().zip(&sources) {
            let bounded = matches!(graph[node].op, Op::Primitive(primitive, _) if primitive.is_bounded());
            for source in sources.iter().filter(|_| !bounded) {
                targets[source.0 as usize].push(node);
            }
        }
        let mut origins: Vec<NodeId> = all().filter(|&node| is_given(graph, node)).collect();
        let given = flow::reachable(&targets, &origins);
        origins.extend(all().filter(|&node| overflows(graph, node)));
        let infinite = flow::reachable(&targets, &origins);
        let forgotten = |node: NodeId| {
            let n = &graph[node];
            let arguments = n.args.iter().enumerate();
            let forgotten = arguments.filter_map(|(k, &arg)| forgets(graph, n, k).then_some(arg));
            forgotten.collect::<Vec<_>>()
        };
        let results = results.iter().copied().filter(|_| seed != Seed::One);
        let ends = all().flat_map(forgotten).chain(results);
        let ends: Vec<NodeId> = ends
            .filter(|&end| infinite[end.0 as usize] && activity.is_active(end))
            .collect();
        let forgotten = flow::reachable(&sources, &ends);
        Overflow {
            infinite,
            given,
            forgotten,
        }
    }

    /// Whether the adjoint of the value may be a zero because what came of it was infinite.
    pub fn is_forgotten(&self, node: NodeId) -> bool {
        contains(&self.forgotten, node)
    }

    /// Whether the adjoint of the k-th argument of `n` may be such a zero.
    pub fn forgets(&self, graph: &Graph, n: &Node, k: usize) -> bool {
        contains(&self.infinite, n.args[k]) && forgets(graph, n, k)
    }

    /// Whether a factor in a partial of `n`, which gives `out`, may be infinite because a value is, when its cotangent is a
    /// zero that is doubtful in this way.
    pub fn is_infinite_factor(&self, n: &Node, out: NodeId, factor: Symbol, doubt: Doubt) -> bool {
        let infinite = match (doubt.overflowed, doubt.unused) {
            (true, _) => &self.infinite,
            (false, Some(_)) => &self.given,
            (false, None) => return false,
        };
        match factor.expression() {
            Expression::Argument(k) => contains(infinite, n.args[*k]),
            Expression::Output => contains(infinite, out),
            Expression::Apply(primitive, parts) => match primitive {
                Primitive::Div | Primitive::Ln => false,
                Primitive::Powi | Primitive::Powf | Primitive::Exp | Primitive::Sinh | Primitive::Cosh => {
                    contains(infinite, out)
                }
                primitive if primitive.is_bounded() => false,
                _ => parts.iter().any(|&part| self.is_infinite_factor(n, out, part, doubt)),
            },
            Expression::Constant(_) | Expression::Integer(_) => false,
            Expression::ToFloat(_) | Expression::Predecessor(_) => false,
            // Each side is asked on its own.
            Expression::When(..) => false,
        }
    }
}

fn contains(set: &[bool], node: NodeId) -> bool {
    set.get(node.0 as usize).copied().unwrap_or(false)
}

/// Whether an infinity or NaN is written there.
fn is_given(graph: &Graph, node: NodeId) -> bool {
    match &graph[node].op {
        Op::Const(constant) => constant.as_float().is_some_and(|constant| !constant.is_finite()),
        Op::Path(tokens) => {
            let last = graph[*tokens].clone().into_iter().last().map(|token| token.to_string());
            last.is_some_and(|last| ["INFINITY", "NEG_INFINITY", "NAN"].contains(&last.as_str()))
        }
        _ => false,
    }
}

/// Whether a function of arguments that are not huge can give an infinite value, without a pole.
fn overflows(graph: &Graph, node: NodeId) -> bool {
    let n = &graph[node];
    match n.op {
        Op::Primitive(Primitive::Powi | Primitive::Powf, _) => !is_low_power(graph, n),
        Op::Primitive(Primitive::Mul, _) => is_running_product(graph, node),
        Op::Primitive(primitive, _) => primitive.overflows(),
        Op::Result(_) => matches!(graph[n.args[0]].op, Op::Call(_)),
        _ => false,
    }
}

/// Whether a product is a factor of itself in the next iteration: a factorial, or a power by hand.
fn is_running_product(graph: &Graph, product: NodeId) -> bool {
    if graph[graph[product].region].owner.is_none() {
        return false;
    }
    let mut open = vec![product];
    let mut seen = HashSet::new();
    while let Some(at) = open.pop() {
        let passes = match graph[at].op {
            Op::Primitive(primitive, _) => matches!(primitive, Primitive::Mul | Primitive::Div | Primitive::Neg),
            _ => true,
        };
        if passes {
            for source in flow::sources(graph, at) {
                if source == product {
                    return true;
                }
                if seen.insert(source) {
                    open.push(source);
                }
            }
        }
    }
    false
}

/// Whether this is a power with a small constant exponent.
fn is_low_power(graph: &Graph, n: &Node) -> bool {
    exponent(graph, n).is_some_and(|exponent| exponent.abs() <= 4.0)
}

/// The exponent of a power, if it is a constant.
fn exponent(graph: &Graph, n: &Node) -> Option<f64> {
    let exponent = graph.constant(n.args[1])?;
    exponent
        .as_float()
        .or(exponent.as_int().map(|exponent| exponent as f64))
}

/// Whether the value may be finite where the k-th argument is infinite, with a derivative of zero. Of a call, one cannot see.
fn forgets(graph: &Graph, n: &Node, k: usize) -> bool {
    match &n.op {
        Op::Primitive(Primitive::Powi | Primitive::Powf, _) if k == 0 && is_growing(graph, n) => false,
        Op::Primitive(primitive, _) => primitive.forgets(k),
        Op::Call(call) => k < call.arity as usize,
        _ => false,
    }
}

/// Whether this is a power with a positive constant exponent: it is infinite where its base is, and only there.
pub(super) fn is_growing(graph: &Graph, n: &Node) -> bool {
    let is_power = matches!(n.op, Op::Primitive(Primitive::Powi | Primitive::Powf, _));
    is_power && exponent(graph, n).is_some_and(|exponent| exponent >= 1.0)
}
